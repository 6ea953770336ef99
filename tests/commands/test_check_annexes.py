"""kttt check of filled annexes: those of others by their arithmetic, its own by their forms alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import SAMPLE, Run

PRINTED = SAMPLE.parent / "phu-luc-06.xlsx"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An annex of 2023 with its data sheets, as kttt writes it."""
    from typer.testing import CliRunner

    from kttt_cli.app import build

    folder = tmp_path_factory.mktemp("ra")
    done = CliRunner().invoke(
        build("vi"), ["annex", str(SAMPLE), "-o", str(folder), "--year", "2023", "--only", "04,06,08", "-q"]
    )
    assert done.exit_code == 0, done.output
    return folder


def test_only_the_forms_of_its_own_annex_are_checked(kttt: Run, own: Path) -> None:
    done = kttt("check", own / "phu-luc-2023.xlsx")
    lines = done.stdout.splitlines()
    assert lines[0].startswith("phu-luc-2023.xlsx PL113 ghi chú: phụ lục do kttt lập")
    assert "kttt verify phu-luc-2023.xlsx" in lines[0]
    sheets = {line.partition("[")[2].partition("!")[0] for line in lines if line.startswith("phu-luc-2023.xlsx [")}
    assert sheets == {"B08 Quỹ", "PL 06"}
    assert lines[-1].endswith("ghi chú trong 2 biểu phụ lục")


def test_a_total_of_its_own_annex_is_that_of_its_own_years(kttt: Run, own: Path) -> None:
    """The plan's totals are of five years, also where results of three stand beside them."""
    assert "PL101" not in kttt("check", own / "phu-luc-2023.xlsx").stdout


def test_an_annex_among_the_registers_adds_no_record(kttt: Run, own: Path, tmp_path: Path) -> None:
    folder = tmp_path / "số liệu"
    shutil.copytree(SAMPLE, folder)
    shutil.copy(own / "phu-luc-2023.xlsx", folder)
    done = kttt("check", folder, "--ignore", "PL")
    counted = "0 lỗi, 155 cảnh báo, 6 ghi chú trong 20 bảng: 13.515 bản ghi, 13.515 dùng được; 2 biểu phụ lục"
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, counted)
    with_annex, without = (kttt("compute", data, "--year", "2023").stdout for data in (folder, SAMPLE))
    assert with_annex.replace("README.md, phu-luc-2023.xlsx", "README.md") == without


def test_an_annex_is_no_register_to_compute_from(kttt: Run, own: Path) -> None:
    done = kttt("compute", own / "phu-luc-2023.xlsx")
    assert done.returncode == 3
    assert "phụ lục do kttt lập" in done.stderr


def test_a_folder_of_annexes_only_is_read(kttt: Run, tmp_path: Path) -> None:
    shutil.copy(PRINTED, tmp_path)
    done = kttt("check", tmp_path)
    assert done.returncode == 1
    assert "DT103" not in done.stdout
    assert done.stdout.splitlines()[-1] == "4 lỗi, 5 cảnh báo, 1 ghi chú trong 1 biểu phụ lục"


def test_a_whole_number_of_a_workbook_is_shown_without_decimals(kttt: Run, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Tên HTX", "Loại hình", "Tổng số thành viên"])
    sheet.append(["HTX Đồng Tâm", "HTX", -7.0])
    book.save(tmp_path / "htx-2023.xlsx")
    assert "Tổng số thành viên “-7” " in kttt("check", tmp_path).stdout
    printed = openpyxl.load_workbook(PRINTED)
    printed.active["J15"] = 2955.0  # type: ignore[index]
    printed.save(tmp_path / "pl06.xlsx")
    told = kttt("check", tmp_path / "pl06.xlsx", "--format", "json").stdout
    assert '"2955"' in told
    assert "2955.0" not in told


def test_a_column_of_half_a_year_beside_that_of_the_year_is_checked_too(kttt: Run, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["STT", "Chỉ tiêu", "Đơn vị tính", "TH 6 tháng năm 2024", "Ước TH năm 2024"])
    printed = openpyxl.load_workbook(PRINTED).active
    assert printed is not None
    for row in printed.iter_rows(min_row=5, max_col=3, values_only=True):
        sheet.append([*row, None, None])
    label = "Hỗ trợ về tiếp cận vốn và Quỹ hỗ trợ phát triển HTX"
    at = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 2).value == label)
    for column, numbers in ((4, (40, 10, 20)), (5, (60, 20, 40))):
        for step, number in enumerate(numbers):
            sheet.cell(at + step, column, number)
    book.save(tmp_path / "uoc-2024.xlsx")
    told = kttt("check", tmp_path / "uoc-2024.xlsx", "--select", "PL102").stdout
    assert f"!D{at}]" in told
    assert f"!E{at}]" not in told
