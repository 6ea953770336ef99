"""kttt annex: which files are written, what is refused, what is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.annexes.test_layouts import SMALL
from tests.conftest import SAMPLE, Run

YEAR = ("--year", 2023)


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The registers of three years: enough for a form, quick to read."""
    folder = tmp_path_factory.mktemp("lists")
    for name in ("htx-2020.csv", "htx-2022.csv", "htx-2023.csv", "ho-tro.csv", "quy.csv"):
        shutil.copy(SAMPLE / name, folder)
    return folder


def test_one_workbook_for_the_year_with_every_form(kttt: Run, lists: Path, tmp_path: Path) -> None:
    done = kttt("annex", lists, "-o", tmp_path / "new" / "out", *YEAR)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [str(tmp_path / "new" / "out" / "phu-luc-2023.xlsx")]
    names = openpyxl.load_workbook(tmp_path / "new" / "out" / "phu-luc-2023.xlsx", read_only=True).sheetnames
    assert names[:3] == ["B01 Phát triển", "B02 Ngành nghề", "B03 Xếp loại theo lĩnh vực"]
    assert "PL 06" in names
    assert "PL 06!J20] PL101 cảnh báo" in done.stderr


def test_a_year_without_a_list_is_no_data_and_the_sum_says_so(kttt: Run, lists: Path, tmp_path: Path) -> None:
    assert kttt("annex", lists, "-o", tmp_path, *YEAR, "--only", "01").returncode == 0
    sheet = openpyxl.load_workbook(tmp_path / "phu-luc-2023.xlsx", data_only=True)["B01 Phát triển"]
    members = next(row for row in sheet.iter_rows(values_only=True) if row[1] == "Tổng số thành viên hợp tác xã")
    assert members[3] == 36192
    assert members[4] == "…"
    assert isinstance(members[6], int)


def test_split_forms_have_a_file_each_and_only_those_asked_for(kttt: Run, lists: Path, tmp_path: Path) -> None:
    done = kttt("annex", lists, "-o", tmp_path, *YEAR, "--only", "06,08", "--only", "09", "--split", "-q")
    assert [Path(line).name for line in done.stdout.splitlines()] == [
        "phu-luc-06-2023.xlsx", "phu-luc-08-2023.xlsx", "phu-luc-09-2023.xlsx",
    ]  # fmt: skip
    assert done.stderr == ""


def test_plain_numbers_have_no_formula_no_comment_and_no_other_sheet(kttt: Run, lists: Path, tmp_path: Path) -> None:
    assert kttt("annex", lists, "-o", tmp_path, *YEAR, "--values", "--only", "06").returncode == 0
    book = openpyxl.load_workbook(tmp_path / "phu-luc-2023.xlsx")
    assert [sheet.title for sheet in book if sheet.sheet_state == "visible"] == ["PL 06"]
    cells = [cell for row in book["PL 06"].iter_rows() for cell in row]
    assert not any(cell.comment or cell.data_type == "f" for cell in cells)
    assert any(cell.value == 420 for cell in cells)


def test_a_page_for_each_district(kttt: Run, lists: Path, tmp_path: Path) -> None:
    assert kttt("annex", lists, "-o", tmp_path, *YEAR, "--by", "district", "--only", "01").returncode == 0
    names = openpyxl.load_workbook(tmp_path / "phu-luc-2023.xlsx", read_only=True).sheetnames
    assert len([name for name in names if name.startswith("B01 ")]) == 11


def test_the_same_input_gives_the_same_bytes(kttt: Run, lists: Path, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        assert kttt("annex", lists, "-o", tmp_path / folder, *YEAR, "--only", "06,11").returncode == 0
    one, other = ((tmp_path / folder / "phu-luc-2023.xlsx").read_bytes() for folder in ("a", "b"))
    assert one == other


def test_a_form_of_ones_own(kttt: Run, lists: Path, tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text(SMALL, encoding="utf-8")
    done = kttt("annex", lists, "-o", tmp_path, "--layout", tmp_path / "x.toml", "--only", "x", *YEAR)
    assert done.returncode == 0, done.stderr
    assert openpyxl.load_workbook(tmp_path / "phu-luc-2023.xlsx", read_only=True).sheetnames[0] == "X"


def test_a_file_that_is_there_is_kept_unless_forced(kttt: Run, lists: Path, tmp_path: Path) -> None:
    path = tmp_path / "phu-luc-2023.xlsx"
    path.write_text("của tôi", encoding="utf-8")
    refused = kttt("annex", lists, "-o", tmp_path, "--only", "06", *YEAR)
    assert refused.returncode == 2
    assert "--force" in refused.stderr
    assert refused.stdout == ""
    assert path.read_text(encoding="utf-8") == "của tôi"
    assert kttt("annex", lists, "-o", tmp_path, "--only", "06", "--force", *YEAR).returncode == 0
    assert openpyxl.load_workbook(path, read_only=True).sheetnames[0] == "PL 06"


def test_of_several_files_none_is_written_where_one_may_not_be(kttt: Run, lists: Path, tmp_path: Path) -> None:
    (tmp_path / "phu-luc-08-2023.xlsx").touch()
    assert kttt("annex", lists, "-o", tmp_path, *YEAR, "--only", "06,08", "--split").returncode == 2
    assert [path.name for path in tmp_path.iterdir()] == ["phu-luc-08-2023.xlsx"]


def test_the_list_of_forms_needs_no_data_and_says_which_are_confirmed(kttt: Run) -> None:
    done = kttt("annex", "--list")
    lines = done.stdout.splitlines()
    assert [line[:2] for line in lines] == [f"{number:02}" for number in range(1, 12)]
    assert "theo bản in" in lines[5]
    assert "chưa xác nhận" in lines[0]
    assert "not confirmed" in kttt("annex", "--list", "--lang", "en").stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--only", "6"], "không có phụ lục “6”"),
        (["--year", "2019"], "không có số liệu năm 2019"),
        (["--layout", "khong-co.toml"], "khong-co.toml: không đọc được"),
        (["--plan", "khong-co"], "không có kế hoạch “khong-co”"),
        (["--by", "district", "--as-of", "30/06/2024"], "không có Danh sách HTX, QTDND, LH HTX năm 2024"),
    ],
)
def test_wrong_usage_is_told_and_writes_nothing(
    kttt: Run, lists: Path, tmp_path: Path, arguments: list[str], told: str
) -> None:
    done = kttt("annex", lists, "-o", tmp_path / "out", *arguments)
    assert done.returncode == 2, done.stderr
    assert told in done.stderr
    assert not (tmp_path / "out").exists()


def test_districts_that_are_no_more_are_told(kttt: Run, tmp_path: Path) -> None:
    done = kttt("annex", SAMPLE / "htx-2025.csv", "-o", tmp_path / "out", "--by", "district")
    assert done.returncode == 2
    assert "không còn cấp huyện" in done.stderr
    assert not (tmp_path / "out").exists()


def test_data_and_folder_are_needed(kttt: Run, lists: Path, tmp_path: Path) -> None:
    assert "thiếu DATA" in kttt("annex", "-o", tmp_path).stderr
    assert "thiếu -o DIR" in kttt("annex", lists).stderr
    (tmp_path / "tep").touch()
    assert "là một tệp, cần thư mục" in kttt("annex", lists, "-o", tmp_path / "tep").stderr


def test_findings_of_the_data_make_the_exit_code(kttt: Run, lists: Path, tmp_path: Path) -> None:
    assert kttt("annex", lists, "-o", tmp_path / "a", "--only", "06").returncode == 0
    assert kttt("annex", lists, "-o", tmp_path / "b", "--only", "06", "--fail-on", "warning").returncode == 1
