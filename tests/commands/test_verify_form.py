"""kttt verify of an office's own form that kttt filled."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from tests.annexes.form_of_office import form
from tests.annexes.office import needs_office, recalculate
from tests.conftest import ROOT, Run

pytestmark = pytest.mark.filterwarnings("ignore:.*will be removed:UserWarning")  # as openpyxl says of what it drops
YEAR = ("--year", 2023)
HEAD = ("Tên HTX", "Loại hình", "Lĩnh vực", "Huyện", "Ngày đăng ký", "Vốn điều lệ (triệu đồng)", "Số thành viên")
THREE = [(f"HTX {name}", "HTX", "Nông nghiệp", "Huyện Yên Thế", f"0{number}/03/2023", 100 * number, 7 + number)
         for number, name in enumerate(("An", "Bình", "Chung"), 1)]  # fmt: skip


def register(folder: Path, rows: Sequence[Sequence[object]]) -> Path:
    folder.mkdir()
    with (folder / "htx-2023.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEAD, *rows])
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register of three new HTX, and the form that it fills."""
    from typer.testing import CliRunner

    from kttt_cli.app import build

    folder = tmp_path_factory.mktemp("office")
    register(folder / "data", THREE)
    (folder / "mau.xlsx").write_bytes(form(extra="rich filled"))
    asked = ("annex", folder / "data", "--template", folder / "mau.xlsx", "-o", folder / "ra.xlsx", *YEAR, "-q")
    done = CliRunner().invoke(build("vi"), [*map(str, asked)])
    assert done.exit_code == 0, done.output
    return folder


def changed(made: Path, folder: Path, change: Callable[[Any], None]) -> Path:
    book = openpyxl.load_workbook(made / "ra.xlsx", rich_text=True)
    change(book)
    book.save(folder / "ra.xlsx")
    return folder / "ra.xlsx"


def test_as_it_was_filled_and_in_agreement(kttt: Run, made: Path) -> None:
    done = kttt("verify", made / "ra.xlsx", made / "data")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[1:] == [
        "  điền vào biểu mẫu mau.xlsx", "  nguyên như đã lập", "  khớp với số liệu",
    ]  # fmt: skip
    (hidden,) = (sheet for sheet in CalamineWorkbook.from_path(str(made / "ra.xlsx")).sheets_metadata
                 if sheet.visible != SheetVisibleEnum.Visible)  # fmt: skip
    assert hidden.name == "kttt"


@needs_office
def test_libreoffice_keeps_the_origin_and_its_results_are_no_change(kttt: Run, made: Path) -> None:
    again = recalculate(made / "ra.xlsx")
    assert openpyxl.load_workbook(again, data_only=True)["Biểu 1"]["C11"].value == 600
    done = kttt("verify", again, made / "data")
    assert done.returncode == 0, done.stdout


def test_a_filled_cell_written_over_is_named_and_so_is_its_figure(kttt: Run, made: Path, tmp_path: Path) -> None:
    path = changed(made, tmp_path, lambda book: book["Biểu 1"].__setitem__("C9", 250))
    told = json.loads(kttt("verify", path, made / "data", "--json").stdout)
    jsonschema.validate(told, json.loads((ROOT / "schemas" / "verify.schema.json").read_text(encoding="utf-8")))
    assert told["edited"] == ["Biểu 1!C9"]
    assert told["differences"] == [{"sheet": "Biểu 1", "cell": "C9", "found": 250, "computed": 200}]


def test_a_text_of_the_form_or_a_formula_changed_by_hand_is_named_without_a_figure(
    kttt: Run, made: Path, tmp_path: Path
) -> None:
    def change(book: Any) -> None:
        book["Ghi chú"]["D1"] = "=SUM(C1:C2)"

    done = kttt("verify", changed(made, tmp_path, change), made / "data")
    assert done.returncode == 1
    assert done.stdout.splitlines()[2:] == ["  1 ô đã bị sửa: Ghi chú!D1", "  khớp với số liệu"]


def test_data_that_have_changed_are_told_with_the_cells_that_no_longer_hold(
    kttt: Run, made: Path, tmp_path: Path
) -> None:
    more = (*THREE[0][:-2], 150, 8)
    done = kttt("verify", made / "ra.xlsx", register(tmp_path / "data", [more, *THREE[1:]]))
    assert done.returncode == 1
    assert done.stdout.splitlines()[2:] == [
        "  nguyên như đã lập",
        "  số liệu: htx-2023.csv: đã thay đổi",
        "  2 ô không khớp với số liệu:",
        "    Biểu 1!D3: trong tệp 600.0, tính lại 650",
        "    Biểu 1!C8: trong tệp 100.0, tính lại 150",
    ]


@pytest.mark.parametrize(("rows", "now"), [(THREE[:2], 2), ([*THREE, ("HTX Dân", *THREE[0][1:])], 4)])
def test_a_list_that_is_longer_or_shorter_now_is_told_by_its_rows(
    rows: Sequence[Sequence[object]], now: int, kttt: Run, made: Path, tmp_path: Path
) -> None:
    told = json.loads(kttt("verify", made / "ra.xlsx", register(tmp_path / "data", rows), "--json").stdout)
    assert {"sheet": "Biểu 1", "cell": "8:10", "found": 3, "computed": now} in told["differences"]
    assert {"sheet": "Biểu 1", "cell": "B3", "found": 3, "computed": now} in told["differences"]
    assert not [each for each in told["differences"] if each["cell"] in ("A8", "B9", "C9", "D9")]


def test_a_form_filled_once_more_has_one_origin(kttt: Run, made: Path, tmp_path: Path) -> None:
    """The named cell asks again; what was remembered of the first time is replaced."""
    again = tmp_path / "lan-hai.xlsx"
    shutil.copy(made / "ra.xlsx", again)
    done = kttt("annex", made / "data", "--template", again, "-o", tmp_path / "hai.xlsx", *YEAR)
    assert done.returncode == 0, done.stderr
    assert openpyxl.load_workbook(tmp_path / "hai.xlsx").sheetnames == ["Biểu 1", "Tổng hợp", "Ghi chú", "kttt"]
    assert "điền vào biểu mẫu lan-hai.xlsx" in kttt("verify", tmp_path / "hai.xlsx").stdout


def test_a_sheet_of_the_office_s_own_called_kttt_is_not_taken(kttt: Run, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"] = "{{htx.new@2023}}"
    book.create_sheet("KTTT")["A1"] = "Kinh tế tập thể"
    book.save(tmp_path / "mau.xlsx")
    done = kttt("annex", "--template", tmp_path / "mau.xlsx", "--dry-run")
    assert done.returncode == 2
    assert "mau.xlsx [kttt]: tên trang tính này kttt dùng để ghi nguồn gốc" in done.stderr


def test_a_form_without_its_hidden_sheet_has_lost_its_origin(kttt: Run, made: Path, tmp_path: Path) -> None:
    path = changed(made, tmp_path, lambda book: book.remove(book["kttt"]))
    done = kttt("verify", path)
    assert done.returncode == 3
    assert "không có phần nguồn gốc" in done.stderr
