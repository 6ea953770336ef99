"""Cells that were once read wrongly without a word: the right value, or a finding that names them."""

from __future__ import annotations

import pytest

from kttt_cli.findings import Severity
from kttt_cli.registers.dataset import Dataset, read_dataset
from tests.corpus.test_rows import column, read
from tests.corpus.truth import code_of

NAMES = ("An Lạc", "Bình Minh", "Đại Hóa", "Phúc Hòa", "Tân Yên", "Xuân Lương")
CODES = [code_of(1000 + 37 * number) for number in range(len(NAMES))]


def of_cells(folder, heading: str, cells: list[str]) -> Dataset:
    """A list of which one column holds these cells."""
    lines = [f"STT | Tên HTX | Loại hình | {heading}"]
    lines += [f"{n} | HTX {name} | HTX | {cell}" for n, (name, cell) in enumerate(zip(NAMES, cells, strict=False), 1)]
    return read(folder, lines)


def told(data: Dataset, rule: str) -> list[str | None]:
    return [each.place.cell for each in data.findings if each.rule == rule and each.severity != Severity.NOTE]


def quiet(data: Dataset) -> bool:
    return all(each.severity == Severity.NOTE for each in data.findings)


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        (CODES[3] + "1234", "MA106"),
        (CODES[3] + "1", "MA106"),
        (f"{CODES[3]} {CODES[4]}", "MA106"),
        (CODES[3].replace("0", "O", 1), "MA107"),
        (CODES[3].replace("0", "О"), "MA107"),  # a Cyrillic letter
        ("0", "MA107"),
        ("O" + CODES[3][1:], "MA107"),
        (CODES[3][:5] + "l" + CODES[3][6:], "MA107"),
        ("05/06/2019", "MA107"),
    ],
)
def test_what_is_no_code_among_codes(code, rule, tmp_path):
    data = of_cells(tmp_path, "Mã số thuế", [*CODES[:3], code, *CODES[4:]])
    assert told(data, rule) == ["D5"]


@pytest.mark.parametrize(
    "telephones", [[f"09123456{n}7" for n in range(6)], [f"9123456{n}8" for n in range(6)], ["0987654321"] * 5 + ["-"]]
)
def test_a_column_of_telephones_is_none_of_codes(telephones, tmp_path):
    data = of_cells(tmp_path, "Mã số thuế", telephones)
    assert told(data, "MA108") == ["D:D"]
    assert not told(data, "MA105")


def test_one_telephone_among_codes_is_a_code_with_a_wrong_digit(tmp_path):
    data = of_cells(tmp_path, "Mã số thuế", [*CODES[:3], "0912345678", *CODES[4:]])
    assert (told(data, "MA104"), told(data, "MA108")) == (["D5"], [])


@pytest.mark.parametrize(
    "code", [CODES[3] + ".0", "20A/HTX", "20I/HTX-01", "12/2010", "070012", "01H700012", CODES[3] + "-001"]
)
def test_codes_that_are_right(code, tmp_path):
    assert quiet(of_cells(tmp_path, "Mã số thuế", [*CODES[:3], code, *CODES[4:]]))


@pytest.mark.parametrize(
    ("cells", "where"),
    [
        (["8,2", "7,1", "6,6", "8,5", "5,2", "10"], ["D:D"]),
        (["0,82", "0,71", "0,66", "0,85", "0,52", "1"], ["D:D"]),
        (["82", "71", "6,6", "85", "52", "0"], ["D4"]),
        (["82", "71", "66", "85", "52", "0"], []),
    ],
)
def test_points_that_are_not_of_a_hundred(cells, where, tmp_path):
    assert told(of_cells(tmp_path, "Điểm", cells), "GT105") == where


@pytest.mark.parametrize(
    ("unit", "cells", "said"),
    [
        ("năm", ["4", "4,4", "3,8", "5", "4,6", "5,3"], True),
        ("tháng", ["48", "52", "45", "60", "55", "63"], True),
        ("tháng", ["4", "4,4", "3,8", "5", "4,6", "5,3"], False),
        ("năm", ["48", "52", "45", "60", "4", "63"], False),
    ],
)
def test_income_of_another_time_than_its_heading_says(unit, cells, said, tmp_path):
    data = of_cells(tmp_path, f"Thu nhập bình quân (triệu đồng/người/{unit})", cells)
    assert told(data, "DV104") == ["D:D"] * said


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["v", "x", "v", "x", "v", "x"], True),
        (["✓", "x", "✓", "", "✓", "x"], True),
        (["☑", "☒", "☑", "☒", "☑", "☒"], True),
        (["x", "X", "x", "", "x", ""], False),
        (["✓", "không", "v", "", "✓", "√"], False),
    ],
)
def test_a_cross_beside_ticks_may_say_no(cells, said, tmp_path):
    assert told(of_cells(tmp_path, "Liên kết với doanh nghiệp", cells), "CK103") == ["D:D"] * said


def test_a_word_with_a_question_mark_is_not_sure(tmp_path):
    data = of_cells(tmp_path, "Xếp loại", ["Tốt", "Khá", "Tốt?", "Khá", "Tốt", "Khá"])
    assert told(data, "TV101") == ["D4"]
    assert column(data, "grade")[2] is None


@pytest.mark.parametrize(
    "name",
    [
        "THT chăn nuôi An Lạc",
        "Tổ hợp tác An Lạc",
        "Doanh nghiệp tư nhân An Lạc",
        "CÔNG TY TNHH An Lạc",
        "Trang trại An Lạc",
    ],
)
def test_what_is_no_cooperative_by_its_name_in_a_list_of_them(name, tmp_path):
    data = read(
        tmp_path, ["STT | Tên HTX | Loại hình | Số thành viên", "1 | HTX An Phú | HTX | 12", f"2 | {name} | | 9"]
    )
    assert told(data, "TV102") == ["C3"]


@pytest.mark.parametrize("heading", ["Số thành viên (nghìn người)", "Điểm (thang điểm 10)", "Vốn điều lệ (USD)"])
def test_a_known_column_in_an_unknown_unit_is_said(heading, tmp_path):
    lines = [f"STT | Tên HTX | Loại hình | Xếp loại | {heading}", "1 | HTX An Lạc | HTX | Tốt | 8"]
    assert told(read(tmp_path, lines), "CT101") == ["E:E"]


def test_kinds_in_letters_of_another_alphabet(tmp_path):
    data = read(tmp_path, ["Tên HTX | Loại hình | Số thành viên", "HTX An Lạc | НТХ | 12"])
    assert column(data, "kind") == ["htx"]
    assert quiet(data)


def test_a_byte_order_mark_within_a_file_hides_no_number(tmp_path):
    data = of_cells(tmp_path, "Số thành viên", ["12", "15", "9", "11", "30", "14"])
    text = (tmp_path / "htx-2023.csv").read_text(encoding="utf-8")
    (tmp_path / "htx-2023.csv").write_text(text.replace("\n4,", "\n\ufeff4,"), encoding="utf-8")
    assert quiet(data)
    assert quiet(read_dataset([tmp_path / "htx-2023.csv"]))


@pytest.mark.parametrize(
    ("years", "where"),
    [
        (["2023", "2023", "2032", "2023", "2023", "2023"], ["D4"]),
        (["2023", "2022", "2023", "2013", "2022", "2023"], ["D5"]),
        (["2023", "2023", "2022", "2023", "2023", "2023"], []),
        (["2018", "2019", "2020", "2021", "2022", "2023"], []),
        (["2013", "2013", "2023", "2023", "2023", "2023"], []),
    ],
)
def test_a_year_far_from_all_others(years, where, tmp_path):
    assert told(of_cells(tmp_path, "Năm", years), "NG206") == where


@pytest.mark.parametrize(
    ("days", "where"),
    [
        (["01/01/2012", "07/04/2023", "08/05/2023", "10/06/2023", "11/06/2023"], []),  # its opening balance
        (["05/03/2023", "07/04/2032", "08/05/2023", "10/06/2023", "11/06/2023"], ["A3"]),
        (["05/03/2023", "07/04/2023", "08/05/2013", "10/06/2023", "11/06/2022", "12/06/2022"], ["A4"]),
        (["05/03/2021", "07/04/2022", "08/05/2023", "10/06/2023", "11/06/2023"], []),
    ],
)
def test_a_day_of_a_ledger_far_from_all_others(days, where, tmp_path):
    kinds = ["Số dư đầu kỳ", *["Bổ sung vốn"] * 9]
    lines = [f"{day} | {kind} | {n}50,5" for n, (day, kind) in enumerate(zip(days, kinds, strict=False), 1)]
    data = read(tmp_path, ["Ngày | Loại giao dịch | Số tiền (triệu đồng)", *lines], name="quy.csv")
    assert told(data, "NG206") == where


@pytest.mark.parametrize("sign", ["(", "- ", ", ", "/ ", "  .", "năm 20 ", "đvt "])
def test_long_headings_titles_and_cells_are_read_soon(sign, tmp_path):
    long = sign * 15_000
    lines = [
        f"Danh sách {long}",
        f"Tên HTX | Loại hình | Số thành viên | Ghi {long}",
        f"HTX An Lạc | HTX | 12 | {long}",
    ]
    assert column(read(tmp_path, lines), "members") == [12]
