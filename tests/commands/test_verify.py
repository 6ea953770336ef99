"""kttt verify: what a file says of itself, and whether the data still say the same."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest

from tests.annexes.office import needs_office, recalculate
from tests.conftest import ROOT, SAMPLE, Run

YEAR = ("--year", "2023")
NAME = "phu-luc-2023.xlsx"
ENOUGH = 120


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Registers of three years, of long lists the first rows, and their annexes."""
    from typer.testing import CliRunner

    from kttt_cli.app import build

    folder = tmp_path_factory.mktemp("province")
    (folder / "data").mkdir()
    for path in SAMPLE.glob("*.csv"):
        if path.stem.rpartition("-")[2] in ("2021", "2022", "2023") or not path.stem[-1].isdigit():
            lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
            part = lines if path.stem in ("ho-tro", "quy") else lines[:ENOUGH]
            (folder / "data" / path.name).write_text("".join(part), encoding="utf-8-sig", newline="")
    done = CliRunner().invoke(
        build("vi"), ["annex", str(folder / "data"), "-o", str(folder), *YEAR, "--only", "01,06,07", "-q"]
    )
    assert done.exit_code == 0, done.output
    return folder


def changed(made: Path, folder: Path, change: Callable[[Any], None]) -> Path:
    book = openpyxl.load_workbook(made / NAME)
    change(book)
    book.save(folder / NAME)
    return folder / NAME


def test_a_file_as_it_was_written_that_agrees_with_the_data(kttt: Run, made: Path) -> None:
    done = kttt("verify", made / NAME, made / "data")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[1:] == ["  nguyên như đã lập", "  khớp với số liệu"]


def test_a_figure_written_over_by_hand_is_named(kttt: Run, made: Path, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book["PL 06"]["K20"] = 99

    path = changed(made, tmp_path, change)
    alone = kttt("verify", path)
    assert alone.returncode == 1
    assert "1 ô đã bị sửa: PL 06!K20" in alone.stdout
    told = json.loads(kttt("verify", path, made / "data", "--json").stdout)
    jsonschema.validate(told, json.loads((ROOT / "schemas" / "verify.schema.json").read_text(encoding="utf-8")))
    assert told["edited"] == ["PL 06!K20"]
    assert {"sheet": "PL 06", "cell": "K20", "found": 99.0, "computed": 55} in told["differences"]


def test_a_row_of_the_data_sheet_changed_by_hand_is_named(kttt: Run, made: Path, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book["HTX 2023"]["B9"] = "HTX khác"

    assert "HTX 2023!B9" in kttt("verify", changed(made, tmp_path, change)).stdout


def test_saved_by_another_program_without_a_change_it_is_as_written(kttt: Run, made: Path, tmp_path: Path) -> None:
    path = changed(made, tmp_path, lambda book: None)
    assert openpyxl.load_workbook(path)["PL 06"]["J20"].value.startswith("=")
    told = json.loads(kttt("verify", path, "--json").stdout)
    assert (told["edited"], told["terms"]) == ([], [])


@needs_office
def test_a_changed_term_is_told_from_a_wrong_figure(kttt: Run, made: Path, tmp_path: Path) -> None:
    """The second reading of “hiệu quả” is chosen on the sheet; LibreOffice computes what follows."""

    def change(book: Any) -> None:
        sheet = book["Thuật ngữ"]
        row = next(row for row in range(1, 200) if sheet.cell(row, 1).value == "Hoạt động hiệu quả")
        assert sheet.cell(row, 2).value == 1
        sheet.cell(row, 2).value = 2

    path = recalculate(changed(made, tmp_path, change))
    told = json.loads(kttt("verify", path, made / "data", "--json").stdout)
    assert told["edited"] == []
    assert len(told["terms"]) == 1
    assert told["recomputed"]
    assert told["differences"] == []
    lines = kttt("verify", path, made / "data").stdout
    assert "khớp với số liệu theo thuật ngữ trong tệp" in lines


@needs_office
def test_a_wrong_figure_under_a_changed_term_is_still_seen(kttt: Run, made: Path, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        sheet = book["Thuật ngữ"]
        row = next(row for row in range(1, 200) if str(sheet.cell(row, 1).value).casefold() == "trung bình")
        sheet.cell(row, 3).value = 1
        book["B01 Phát triển"]["E15"] = 7

    path = recalculate(changed(made, tmp_path, change))
    told = json.loads(kttt("verify", path, made / "data", "--json").stdout)
    assert told["terms"]
    assert told["edited"] == ["B01 Phát triển!E15"]
    assert [each["cell"] for each in told["differences"]] == ["E15"]


def test_changed_data_are_named_with_the_figures_that_moved(kttt: Run, made: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(made / "data", data)
    lines = (data / "htx-2023.csv").read_text(encoding="utf-8-sig").splitlines()
    (data / "htx-2023.csv").write_text("\n".join(lines[:-1]) + "\n", encoding="utf-8-sig")
    done = kttt("verify", made / NAME, data)
    assert done.returncode == 1
    assert "nguyên như đã lập" in done.stdout
    assert "số liệu: htx-2023.csv: đã thay đổi" in done.stdout
    assert "ô không khớp với số liệu" in done.stdout


def test_another_workbook_is_no_annex(kttt: Run, tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "other.xlsx")
    assert kttt("verify", tmp_path / "other.xlsx").returncode == 3
    (tmp_path / "bad.xlsx").write_bytes(b"PK\x03\x04rest")
    assert kttt("verify", tmp_path / "bad.xlsx").returncode == 3
    assert kttt("verify", tmp_path / "none.xlsx").returncode == 3


def test_no_clock_and_no_folder_of_this_machine_stand_in_a_file(made: Path) -> None:
    from kttt_cli.annexes.sealed import read_sealed

    sealed = read_sealed(made / NAME)
    assert sealed is not None
    texts = [str(value) for cells in sealed.sheets.values() for value in cells.values()]
    assert not any(str(made) in text for text in (*texts, sealed.origin.model_dump_json()))
    assert [each.name for each in sealed.origin.inputs][:2] == ["communes.csv", "fund.csv"] or sealed.origin.inputs


def test_files_named_by_absolute_paths_stand_in_it_without_their_folders(kttt: Run, made: Path, tmp_path: Path) -> None:
    files = [made / "data" / name for name in ("htx-2022.csv", "htx-2023.csv", "ho-tro.csv", "quy.csv")]
    assert kttt("annex", *files, "-o", tmp_path, *YEAR, "--only", "06,08", "-q").returncode == 0
    book = openpyxl.load_workbook(tmp_path / NAME, read_only=True)
    texts = {str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell}
    assert "quy.csv" in texts
    assert [text for text in texts if str(made) in text] == []
