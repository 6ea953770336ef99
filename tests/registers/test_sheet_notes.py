"""What is said of sheets as a whole: hidden ones, hidden rows, settings that fit nothing, how dates are written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from kttt_cli.registers.dataset import read_dataset
from kttt_cli.registers.settings import Settings, SheetRule

HEADER = ["Tên HTX", "Loại hình", "Ngày thành lập"]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "Yên Thế"
    for row in (HEADER, ["HTX A", "HTX", date(2019, 5, 3)], ["HTX B", "HTX", "25/03/2019"], ["HTX C", "HTX", 2018]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    for name, rows in (("Danh mục", [["Huyện"], ["Yên Thế"]]), ("Tân Yên", [HEADER, ["HTX D", "HTX", 2018]])):
        hidden = made.create_sheet(name)
        hidden.sheet_state = "hidden"
        for row in rows:
            hidden.append(row)
    made.save(tmp_path / "so-2023.xlsx")
    return tmp_path / "so-2023.xlsx"


def test_hidden_sheets_are_said_and_not_counted_hidden_rows_are_said_and_counted(book):
    data = read_dataset([book])
    assert data.records == 3
    said = {(each.rule, each.place.sheet): each for each in data.findings}
    assert said["DT104", "Danh mục"].severity == "note"
    assert said["DT104", "Tân Yên"].severity == "warning"
    assert "Danh sách HTX, QTDND, LH HTX với 1 dòng" in said["DT104", "Tân Yên"].message.vi
    assert "1 dòng bị ẩn hoặc bị lọc vẫn được đọc và tính" in said["DT105", "Yên Thế"].message.vi


def test_how_the_dates_of_a_column_are_written(book):
    column = read_dataset([book]).readings[0].tables[0].columns[2]
    assert sorted((form.value, count) for form, count in column.dates) == [("date", 1), ("dd/mm/yyyy", 1), ("yyyy", 1)]


@pytest.mark.parametrize("days", [("2019-03-05", "05/03/2019"), ("05/03/2019", "2019-03-05")])
def test_of_two_ways_to_write_days_that_are_as_frequent_the_first_comes_first(days, tmp_path):
    lines = [f"HTX {day[-2:]},HTX,{day}" for day in days]
    (tmp_path / "so-2023.csv").write_text("\n".join(["Tên HTX,Loại hình,Ngày thành lập", *lines]), encoding="utf-8")
    column = read_dataset([tmp_path]).readings[0].tables[0].columns[2]
    assert [form.value for form, _ in column.dates] == ["yyyy-mm-dd" if "-" in day else "dd/mm/yyyy" for day in days]


@pytest.mark.parametrize(
    ("file", "sheet", "where", "said"),
    [
        ("so-2023.xlsx", "Yên Thê", "so-2023.xlsx", "có phải Yên Thế?"),
        ("*", "Hiệp Hòa", "so-2023.xlsx", "có: “Danh mục”, “Tân Yên”, “Yên Thế”"),
        ("so-2022.xlsx", "*", None, None),  # a file that was not asked for
        ("*", "yên thế", None, None),
    ],
)
def test_settings_that_fit_no_sheet(book, file, sheet, where, said):
    findings = read_dataset([book], settings=Settings((SheetRule(file, sheet, unit="triệu đồng"),))).findings
    found = [each for each in findings if each.rule == "CH103"]
    assert [each.place.file for each in found] == ([where] if where else [])
    assert [each.suggestion.vi for each in found if each.suggestion] == ([said] if said else [])


def test_settings_of_a_file_that_the_folder_lacks(book):
    findings = read_dataset([book.parent], settings=Settings((SheetRule("so-2032.xlsx", year=2022),))).findings
    (found,) = [each for each in findings if each.rule == "CH103"]
    assert (found.severity, found.place.file, found.suggestion and found.suggestion.vi) == (
        "note", "kttt.toml", "có phải so-2023.xlsx?",
    )  # fmt: skip
