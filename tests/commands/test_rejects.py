"""kttt check --rejects: the unusable rows as written, with their places and reasons."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import ROOT, SAMPLE, Run

TORTURE = ROOT / "tests" / "torture" / "so-htx.xlsx"
BAD = """\
STT,Mã số HTX,Tên HTX,Loại hình,Ngày đăng ký lần đầu,Doanh thu (triệu đồng),Ghi chú
1,9900000016,HTX Một,HTX,31/02/2020,"1.570,5",=HYPERLINK("http://x.vn")
2,9900000023,HTX Hai,HTX,15/03/2019,"2.000,5",tốt
3,9900000030,@SUM(1+1),HTX,15/03/2019,x,
4,,,,,,
"""


def write(path: Path) -> Path:
    path.write_text(BAD, encoding="utf-8")
    return path


def test_each_unusable_row_stands_with_its_place_its_reasons_and_its_cells(kttt: Run, tmp_path: Path) -> None:
    path, out = write(tmp_path / "htx-2023.csv"), tmp_path / "khong-dung.csv"
    done = kttt("check", path, "--rejects", out)
    assert "3 dòng không dùng được" in done.stderr
    rows = list(csv.reader(io.StringIO(out.read_text(encoding="utf-8-sig"))))
    assert rows[0] == ["Tệp", "Trang", "Dòng", "Lý do", *BAD.splitlines()[0].split(",")]
    assert [row[2] for row in rows[1:]] == ["2", "4", "5"]
    first, third, empty = rows[1:]
    assert first[0] == "htx-2023.csv"
    assert first[3].startswith("NG102 ")
    assert first[4:] == ["1", "9900000016", "HTX Một", "HTX", "31/02/2020", "1.570,5", '\'=HYPERLINK("http://x.vn")']
    assert "SO101" in third[3]
    assert third[6] == "'@SUM(1+1)"
    assert empty[3:6] == ["dòng không có mục nào được điền", "4", ""]


def test_as_a_workbook_texts_are_texts(kttt: Run, tmp_path: Path) -> None:
    path, out = write(tmp_path / "htx-2023.csv"), tmp_path / "khong-dung.xlsx"
    kttt("check", path, "--rejects", out, "--lang", "en")
    sheet = openpyxl.load_workbook(out).worksheets[0]
    assert [cell.value for cell in sheet[1]][:4] == ["File", "Sheet", "Row", "Reasons"]
    assert (sheet["K2"].value, sheet["K2"].data_type) == ('=HYPERLINK("http://x.vn")', "s")
    assert sheet["C2"].value == 2


def test_as_many_rows_as_the_check_counts_unusable(kttt: Run, tmp_path: Path) -> None:
    import json

    out = tmp_path / "r.csv"
    told = json.loads(kttt("check", TORTURE, "--rejects", out, "--format", "json").stdout)
    rows = list(csv.reader(io.StringIO(out.read_text(encoding="utf-8-sig"))))
    assert len(rows) - 1 == told["records"] - told["usable"] + told["empty_rows"]
    assert all(row[3] for row in rows[1:])


def test_a_column_without_its_unit_makes_all_its_rows_unusable_for_one_reason(kttt: Run, tmp_path: Path) -> None:
    path, out = tmp_path / "htx-2023.csv", tmp_path / "r.csv"
    path.write_text("Tên HTX,Loại hình,Doanh thu\nHTX A,HTX,5\nHTX B,HTX,6\n", encoding="utf-8")
    kttt("check", path, "--rejects", out)
    rows = list(csv.reader(io.StringIO(out.read_text(encoding="utf-8-sig"))))
    assert [row[3].split()[0] for row in rows[1:]] == ["DV101", "DV101"]


def test_a_clean_sample_has_none(kttt: Run, tmp_path: Path) -> None:
    kttt("check", SAMPLE, "--rejects", tmp_path / "r.csv")
    assert len((tmp_path / "r.csv").read_text(encoding="utf-8").splitlines()) == 1


@pytest.mark.parametrize("name", ["r.txt", "htx-2023.csv", "no/r.csv"])
def test_nothing_is_written_where_it_should_not_be(kttt: Run, tmp_path: Path, name: str) -> None:
    path = write(tmp_path / "htx-2023.csv")
    assert kttt("check", path, "--rejects", tmp_path / name).returncode == 2
    assert path.read_text(encoding="utf-8") == BAD
    assert list(tmp_path.iterdir()) == [path]
