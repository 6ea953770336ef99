"""What stands outside the rows and holds for them: the year, the district and the unit in titles, names and folders."""

from __future__ import annotations

import csv

import pytest

from kttt_cli.findings import Severity
from kttt_cli.registers.dataset import Dataset, read_dataset
from tests.corpus.test_odd_rows import told
from tests.corpus.test_rows import HEADER, NAMES, ONE, TWO, column

LIST = "DANH SÁCH HTX"
OF_2023 = "DANH SÁCH HTX NĂM 2023"


def lists(folder, files: dict[str, list[str]]) -> Dataset:
    for name, lines in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([cell.strip() for cell in line.split("|")] for line in lines)
    return read_dataset([folder], collect=True)


def one(folder, lines: list[str], name: str = "ds.csv") -> Dataset:
    return lists(folder, {name: lines})


def years(data: Dataset) -> list[int]:
    return data.registers["organisation"].years.tolist()


def rules(data: Dataset) -> list[str]:
    return [each.rule for each in data.findings if each.severity != Severity.NOTE]


# --- the year -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("title", [OF_2023, "DANH SÁCH HTX ĐẾN NGÀY 31/12/2023"])
def test_a_folder_of_another_year_than_the_title(title, tmp_path):
    data = one(tmp_path, [title, HEADER, ONE, TWO], "2022/ds.csv")
    assert years(data) == [2023, 2023]
    (message,) = [each.message.vi for each in data.findings if each.rule == "NM105"]
    assert "2023" in message
    assert "2022" in message


def test_a_folder_in_which_the_lists_of_several_years_are_reported(tmp_path):
    of_2022 = [OF_2023.replace("2023", "2022"), HEADER, ONE, TWO]
    data = lists(tmp_path, {"bc 2024/a.csv": [OF_2023, HEADER, ONE, TWO], "bc 2024/b.csv": of_2022})
    assert rules(data) == []


def test_a_file_that_says_its_year_in_a_folder_of_another(tmp_path):
    data = one(tmp_path, [LIST, HEADER, ONE, TWO], "bao cao 2024/htx-2023.csv")
    assert years(data) == [2023, 2023]
    assert rules(data) == []


@pytest.mark.parametrize(
    "lines",
    [
        ["Năm báo cáo: | 2023"],
        ["Tỉnh: | Bắc Giang | Huyện: | Yên Thế | Năm báo cáo: | 2023"],
        ["Năm báo cáo: | 2023", "Ngày báo cáo: | 15/01/2024"],
        ["Năm báo cáo: 2023", "Ngày lập: 15/01/2024"],
        ["Năm báo cáo: | 2023", "Theo Quyết định 12/QĐ-UBND ngày 3/4/2024"],
        ["Kỳ báo cáo: | Năm 2023", "Người lập: | Nguyễn Văn A | Điện thoại: | 0912345678"],
    ],
)
def test_the_year_in_a_cell_of_its_own(lines, tmp_path):
    data = one(tmp_path, [LIST, *lines, HEADER, ONE, TWO])
    assert years(data) == [2023, 2023]
    assert rules(data) == []


def test_the_day_of_a_paper_is_no_year_of_its_list(tmp_path):
    assert years(one(tmp_path, [LIST, "Ngày báo cáo: | 15/01/2024", HEADER, ONE])) == [0]
    assert years(one(tmp_path, [LIST, "Ngày báo cáo: | 31/12/2023", HEADER, ONE])) == [2023]


@pytest.mark.parametrize("year", [2022, 2023])
def test_the_year_in_a_cell_of_its_own_over_the_second_list(year, tmp_path):
    second = ["DANH SÁCH QTDND", f"Năm báo cáo: | {year}", HEADER, "1 | QTDND An Phú | QTDND | 500 | 50"]
    data = one(tmp_path, [LIST, "Năm báo cáo: | 2023", HEADER, ONE, "", *second])
    assert column(data, "name") == ["HTX An Lạc", "QTDND An Phú"]
    assert years(data) == [2023, year]


# --- the district ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "district"),
    [
        ("Lục Ngạn.csv", "Huyện Lục Ngạn"),
        ("HTX_huyen_Luc_Ngan_2023.csv", "Huyện Lục Ngạn"),
        ("DS HTX Lục Ngạn (lần 2).csv", "Huyện Lục Ngạn"),
        ("Yen_Dung/ds.csv", "Huyện Yên Dũng"),
        ("TP Bac Giang.csv", "Thành phố Bắc Giang"),
        ("DS HTX huyện Mê Linh năm 2023.csv", "Huyện Mê Linh"),
        ("Bac Giang.csv", None),
        ("xa Luc Ngan.csv", None),
        ("Luc Nam va Luc Ngan.csv", None),
        ("Chu tich ky.csv", None),
        ("Cac huyen.csv", None),
    ],
)
def test_the_district_in_the_name_of_a_file(name, district, tmp_path):
    data = one(tmp_path, [OF_2023, HEADER, ONE, TWO], name)
    series = data.registers["organisation"].columns["district"]
    assert [series.value_at(at) for at in range(2)] == [district, district]
    assert [each.rule for each in data.findings] == (["DG121"] if district else [])


def test_a_file_for_each_district(tmp_path):
    second = [each.replace("An", "Tân") for each in (ONE, TWO)]
    data = lists(
        tmp_path,
        {"Lục Ngạn.csv": [OF_2023, HEADER, ONE, TWO], "Lục Nam.csv": [OF_2023, HEADER, *second]},
    )
    assert len(data.registers["organisation"]) == 4
    assert rules(data) == []


def test_since_there_are_no_districts_such_a_name_is_that_of_a_commune(tmp_path):
    data = one(tmp_path, [OF_2023.replace("2023", "2025"), HEADER, ONE, TWO], "Lục Ngạn.csv")
    assert column(data, "district") == [None, None]


def test_a_title_goes_before_the_name_of_the_file_and_it_is_said(tmp_path):
    data = one(tmp_path, ["DANH SÁCH HTX HUYỆN YÊN THẾ NĂM 2023", HEADER, ONE, TWO], "HTX_huyen_Luc_Ngan.csv")
    assert column(data, "district") == ["Huyện Yên Thế", "Huyện Yên Thế"]
    assert rules(data) == ["DG109"]


@pytest.mark.parametrize("other", ["DANH SÁCH HTX KHÁC", "DANH SÁCH HTX CHUYỂN ĐỔI"])
def test_the_district_of_one_list_is_not_that_of_the_next(other, tmp_path):
    lines = ["DANH SÁCH HTX HUYỆN LỤC NGẠN NĂM 2023", HEADER, ONE, other, HEADER, TWO]
    data = one(tmp_path, lines)
    assert column(data, "name") == NAMES
    assert column(data, "district") == ["Huyện Lục Ngạn", None]
    assert rules(data) == ["DG109"]
    data = one(tmp_path, lines, "Lục Ngạn/ds.csv")
    (tmp_path / "ds.csv").unlink()
    data = read_dataset([tmp_path])
    assert column(data, "district") == ["Huyện Lục Ngạn", "Huyện Lục Ngạn"]
    assert rules(data) == []


def test_the_sector_of_one_list_is_not_that_of_the_next(tmp_path):
    data = one(tmp_path, ["DANH SÁCH HTX NÔNG NGHIỆP NĂM 2023", HEADER, ONE, "DANH SÁCH HTX KHÁC", HEADER, TWO])
    assert column(data, "sector") == ["agri", None]


# --- nothing in it --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lines", [[], ["1 | | | |", "2 | | | |"]])
def test_an_empty_form(lines, tmp_path):
    assert rules(one(tmp_path, [LIST, HEADER, *lines], "Yên Thế.csv")) == ["DG122"]


def test_an_empty_list_below_another(tmp_path):
    data = one(tmp_path, [OF_2023, HEADER, ONE, TWO, "", "DANH SÁCH QTDND", HEADER])
    assert told(data) == []
    assert column(data, "name") == NAMES


@pytest.mark.parametrize(
    ("title", "district"),
    [
        ("DANH SÁCH HTX HUYỆN MÊ LINH NĂM 2023", "Huyện Mê Linh"),
        ("Danh sách HTX quận Hà Đông đến 31/12/2023", "Quận Hà Đông"),
        ("DANH SÁCH HTX DO HUYỆN QUẢN LÝ NĂM 2023", None),
        ("Danh sách HTX ở huyện nghèo năm 2023", None),
        ("Danh sách HTX xếp loại cấp huyện năm 2023", None),
    ],
)
def test_a_district_of_another_province_in_a_title(title, district, tmp_path):
    assert column(one(tmp_path, [title, HEADER, ONE]), "district") == [district]
