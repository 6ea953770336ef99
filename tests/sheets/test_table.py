import numpy as np
import openpyxl
import pytest

from kttt_cli.sheets.files import read_grids
from kttt_cli.sheets.grid import Grid, GridBuilder
from kttt_cli.sheets.table import MAX_TABLES, Hints, Role, Table, find_tables, looks_like_unit
from kttt_cli.sheets.text import plain
from kttt_cli.sheets.words import is_note, is_total, numeral_rank, split_unit, unit_line, without_mark, without_numeral

HEADERS = {
    *("nam", "ma so htx", "ten htx", "huyen", "von dieu le", "doanh thu", "thu nhap bq", "xep loai"),
    *("thanh vien tong so", "thanh vien nu", "so thanh vien", "loai hinh", "nguoi vay", "so tien"),
}
HINTS = Hints(
    header=lambda text: plain(text) in HEADERS,
    group=lambda text, under, counted: (
        (plain(text).startswith(("huyen ", "thanh pho ")) and under != "Huyện")
        or (plain(text) in {"nong nghiep", "van tai"} and not counted)
    ),
)
LETTERS = "BTUHNGDSX"
"""One for each Role, in order: blank, title, unit, header, numbering, group, data, sum, and X for a note."""


def grid_of(*lines: str, merged=()) -> Grid:
    built = GridBuilder()
    built.add([[cell.strip() or None for cell in line.split("|")] for line in lines])
    return Grid("sổ.xlsx", "Trang 1", built.height, built.columns(), tuple(merged))


def table_of(*lines: str, merged=()) -> Table:
    (table,) = find_tables(grid_of(*lines, merged=merged), HINTS)
    return table


def tables_of(*lines: str, merged=()) -> list[Table]:
    return find_tables(grid_of(*lines, merged=merged), HINTS)


def letters(table: Table) -> str:
    return "".join(LETTERS[role] for role in table.roles)


def names(table: Table) -> list[str]:
    return [heading.name for heading in table.headings]


def test_plain_csv_is_a_header_and_records():
    table = table_of("Năm|Tên HTX|Huyện", "2023|HTX A|Yên Thế", "2023|HTX B|Yên Thế")
    assert letters(table) == "HDD"
    assert names(table) == ["Năm", "Tên HTX", "Huyện"]
    assert table.rows.tolist() == [1, 2]
    assert (table.titles, table.unit, table.groups) == ((), None, ())


def test_no_header_no_table():
    assert tables_of("Danh mục", "Yên Thế", "Việt Yên") == []
    assert find_tables(Grid("a", None, 0, ()), HINTS) == []


PAGE = (
    "UBND TỈNH BẮC GIANG||||CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|||",
    "DANH SÁCH HỢP TÁC XÃ ĐẾN 31/12/2023|||||||",
    "||||||ĐVT: triệu đồng|",
    "STT|Tên HTX|Loại hình|Thành viên||Vốn điều lệ|Doanh thu (tr.đ)|Thu nhập BQ (triệu đồng/người/tháng)",
    "|||Tổng số|Nữ|||",
    "(1)|(2)|(3)|(4)|(5)|(6)|(7)|(8)",
    "I|Huyện Yên Thế||12|||4000|",
    "1|HTX Đồng Tâm|HTX|7|3|500|1000|5,5",
    "2|HTX Xuân Lương|HTX|8|4|600|3000|6",
    "|Cộng huyện Yên Thế||15|7|1100|4000|",
    "|||||||",
    "II. Huyện Việt Yên (1 HTX)|||||||",
    "1|HTX Tự Lạn|HTX|9|4|700|800|6",
    "STT|Tên HTX|Loại hình|Thành viên||Vốn điều lệ|Doanh thu (tr.đ)|Thu nhập BQ (triệu đồng/người/tháng)",
    "|||Tổng số|Nữ|||",
    "(1)|(2)|(3)|(4)|(5)|(6)|(7)|(8)",
    "2|HTX Tăng Tiến|HTX|7|1|300|200|4",
    "Tổng cộng|||31|12|2100|5000|",
    "|||||||",
    "||||||Bắc Giang, ngày 15 tháng 01 năm 2024|",
    "|Người lập biểu||||Thủ trưởng đơn vị||",
    "|||||(Ký, đóng dấu)||",
    "|Nguyễn Văn A||||Trần Thị B||",
)
ROLES = "TTUHHNGDDSBGDHHNDSBXXXX"
NAMES = [
    *("STT", "Tên HTX", "Loại hình", "Thành viên / Tổng số", "Thành viên / Nữ", "Vốn điều lệ", "Doanh thu"),
    "Thu nhập BQ",
]


def check_page(table: Table) -> None:
    assert letters(table) == ROLES
    assert names(table) == NAMES
    assert [heading.unit for heading in table.headings[-2:]] == ["tr.đ", "triệu đồng/người/tháng"]
    assert table.unit == "triệu đồng"
    assert table.titles == (
        "UBND TỈNH BẮC GIANG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "DANH SÁCH HỢP TÁC XÃ ĐẾN 31/12/2023",
    )
    assert table.groups == ((6, "Huyện Yên Thế"), (11, "Huyện Việt Yên"))


def test_a_page_exported_as_csv():
    check_page(table_of(*PAGE))


def test_the_same_page_in_a_workbook_with_merged_cells(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for line in PAGE:
        cells = [cell.strip() or None for cell in line.split("|")]
        sheet.append([float(cell) if cell and cell.isdecimal() else cell for cell in cells])
    for area in ("A1:D1", "E1:H1", "A2:H2", "A12:H12", "A18:C18", "B21:D21", "G20:H20"):
        sheet.merge_cells(area)
    for top in (4, 14):
        sheet.merge_cells(f"D{top}:E{top}")
        for column in "ABCFGH":
            sheet.merge_cells(f"{column}{top}:{column}{top + 1}")
    sheet["B4"] = sheet["B14"] = "Tên\nHTX"
    book.save(tmp_path / "a.xlsx")
    (grid,) = read_grids(tmp_path / "a.xlsx", "a.xlsx")
    (table,) = find_tables(grid, HINTS)
    check_page(table)


def test_a_header_of_three_rows_and_a_tier_of_merged_titles():
    lines = (
        "Thông tin chung||Kết quả||",
        "Tên HTX|Huyện|Thành viên||Doanh thu",
        "||Tổng số|Nữ|(triệu đồng)",
        "HTX A|Yên Thế|7|3|100",
    )
    table = table_of(*lines, merged=[(0, 0, 0, 1), (0, 2, 0, 4), (1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 1, 3)])
    assert letters(table) == "HHHD"
    assert names(table) == [
        *("Thông tin chung / Tên HTX", "Thông tin chung / Huyện", "Kết quả / Thành viên / Tổng số"),
        *("Kết quả / Thành viên / Nữ", "Kết quả / Doanh thu"),
    ]
    assert table.headings[4].unit == "triệu đồng"


def test_units_in_a_row_of_their_own_under_the_names():
    table = table_of("Tên HTX|Doanh thu|Vốn điều lệ", "|(tr.đ)|(tỷ đồng)", "HTX A|1|2")
    assert letters(table) == "HHD"
    assert [(heading.name, heading.unit) for heading in table.headings][1:] == [
        ("Doanh thu", "tr.đ"),
        ("Vốn điều lệ", "tỷ đồng"),
    ]


def test_a_record_whose_words_are_headers_elsewhere_is_not_part_of_the_header():
    table = table_of("Tên HTX|Huyện|Kiểu", "HTX A|Yên Thế|Loại hình", "HTX B|Yên Thế|Loại hình")
    assert letters(table) == "HDD"


def test_groups_by_sector_within_groups_by_district():
    table = table_of(
        "STT|Tên HTX|Loại hình|Vốn điều lệ",
        "A|Nông nghiệp||",
        "I|Huyện Yên Thế||300",
        "1|HTX A|HTX|100",
        "2|HTX B|HTX|200",
        "X|Huyện Lạng Giang||50",
        "1|HTX C|HTX|50",
        "B|Vận tải||",
        "1|HTX D|HTX|5",
    )
    assert letters(table) == "HGGDDGDGD"
    assert [label for _, label in table.groups] == [
        "Nông nghiệp",
        "Huyện Yên Thế",
        "Huyện Lạng Giang",
        "Vận tải",
    ]


def test_a_table_of_districts_has_districts_as_records():
    table = table_of("Huyện|Số thành viên", "Huyện Yên Thế|70", "Huyện Việt Yên|80", "Tổng cộng|150")
    assert letters(table) == "HDDS"
    assert table.groups == ()
    table = table_of("STT|Huyện|Số thành viên", "1|Huyện Yên Thế|70", "2|Huyện Việt Yên|80", "|Tổng số|150")
    assert letters(table) == "HDDS"


@pytest.mark.parametrize(
    "line",
    [
        "3|HTX chỉ có tên||||",
        "|Các HTX ngừng hoạt động||||",
        "4|Tổng công ty Cộng đồng||||5",
        "|||||9",
        "3|Huyện Yên Thế||||5",
        "|Huyện Yên Thế|HTX|2023|Khá|5",
    ],
)
def test_in_doubt_a_row_is_a_record(line):
    record = "1|HTX A|HTX|2023|Tốt|5"
    table = table_of("STT|Tên HTX|Loại hình|Năm|Xếp loại|Vốn điều lệ", record, line, record)
    assert letters(table) == "HDDD"


def test_a_second_table_is_never_taken_for_records_of_the_first():
    first = ("STT|Tên HTX|Huyện|Năm", "1|HTX A|Yên Thế|2023", "|||")
    one, two = tables_of(*first, "DANH SÁCH VAY VỐN|||", "STT|Người vay|Số tiền|", "1|HTX B|50|")
    assert (letters(one), letters(two)) == ("HDBBBB", "BBBTHD")
    assert (one.first, one.last, two.first, two.last) == (0, 3, 3, 6)
    assert two.titles == ("DANH SÁCH VAY VỐN",)
    one, two = tables_of(*first, "STT|Người vay|Số tiền|", "1|HTX B|50|")
    assert (letters(one), letters(two)) == ("HDBBB", "BBBHD")


def test_more_tables_than_can_be_are_notes():
    lines = ("STT|Tên HTX|Huyện", "1|HTX A|Yên Thế", "", "Người vay|Số tiền|STT", "HTX B|50|1", "")
    tables = tables_of(*lines * 300)
    assert len(tables) == MAX_TABLES
    assert [table.first for table in tables[1:]] == [table.last for table in tables[:-1]]
    assert tables[-1].last == 1800
    assert not np.isin(tables[-1].roles[MAX_TABLES * 3 + 3 :], (Role.DATA, Role.HEADER)).any()


def test_a_title_or_numbers_of_other_things_are_no_header():
    (table,) = tables_of("Năm|2023|Huyện|Yên Thế", "STT|Tên HTX|Huyện|Năm", "1|HTX A|Yên Thế|2023")
    assert letters(table) == "THD"
    assert table.titles == ("Năm", "2023", "Huyện", "Yên Thế")


@pytest.mark.parametrize(
    "text", ["Cộng Yên Thế", "Tổng cộng Yên Thế", "III. Tổng số", "Lũy kế", "Tổng hợp chung", "Mang sang"]
)
def test_sums_that_are_no_records(text):
    hints = Hints(HINTS.header, lambda label, under, counted: label == "Yên Thế" or HINTS.group(label, under, counted))
    lines = ("STT|Tên HTX|Loại hình|Số thành viên", "1|HTX A|HTX|5", f"|{text}||5")
    (table,) = find_tables(grid_of(*lines), hints)
    assert letters(table) == "HDS"


def test_headers_without_their_numbers_and_footnotes():
    for text in ("Tên HTX (2)", "Tên HTX (3)=(4)+(5)", "Tên HTX*", "Tên HTX (*)", "Tên HTX [2]", "Tên HTX²"):
        assert without_mark(text) == "Tên HTX"
    for text in ("Luật HTX (2012)", "Vốn (triệu đồng)", "(1)"):
        assert without_mark(text) == text


def test_the_rank_of_a_group_by_its_numeral():
    assert [numeral_rank(text) for text in ("A. Nông nghiệp", "IV", "2. Huyện", "a) Khác", "Huyện")] == [
        0,
        1,
        2,
        3,
        None,
    ]


def test_the_title_over_a_repeated_header_is_a_title():
    header = "STT|Tên HTX|Huyện|Năm"
    table = table_of(header, "1|HTX A|Yên Thế|2023", "DANH SÁCH (tiếp theo)|||", header, "2|HTX B|Yên Thế|2023")
    assert letters(table) == "HDTHD"


def test_large_registers_find_their_few_totals():
    lines = [f"{i}|HTX số {i}|HTX|{i % 97}" for i in range(1, 5000)]
    lines[2500:2500] = ["|Cộng huyện Yên Thế||77", "II|Huyện Việt Yên||"]
    table = table_of("STT|Tên HTX|Loại hình|Vốn điều lệ", *lines)
    assert np.flatnonzero(table.roles == Role.TOTAL).tolist() == [2501]
    assert table.groups == ((2502, "Huyện Việt Yên"),)
    assert len(table.rows) == 4999


@pytest.mark.parametrize(
    "text", ["triệu đồng", "tr.đ", "Tr đồng", "trđ", "tỷ đồng", "VNĐ", "nghìn đồng", "1.000 đ", "người", "ha",
             "m²", "triệu đồng/người/tháng", "ĐVT: triệu đồng", "%", "đồng"]
)  # fmt: skip
def test_units(text):
    assert looks_like_unit(text)
    assert split_unit(f"Cột ({text})")[0] == "Cột"


@pytest.mark.parametrize("text", ["nếu có", "Nữ", "2023", "HTX", "tính đến 31/12", "triệu chứng", "x/người", ""])
def test_parentheses_that_are_no_units(text):
    assert not looks_like_unit(text)
    assert split_unit(f"Cột ({text})") == (f"Cột ({text})", None)


def test_unit_lines():
    assert unit_line("(Đơn vị tính: Tỷ đồng)") == "Tỷ đồng"
    assert unit_line("Đơn vị: triệu đồng, người") == "triệu đồng, người"
    assert unit_line("Đơn vị: HTX Đồng Tâm") is None
    assert unit_line("Doanh thu") is None


@pytest.mark.parametrize("text", ["Tổng cộng", "TỔNG CỘNG:", "Cộng", "Tổng số", "Cộng huyện Yên Thế",
                                  "Cộng (I+II)", "Tổng số HTX", "Toàn tỉnh"])  # fmt: skip
def test_totals(text):
    assert is_total(text)


@pytest.mark.parametrize("text", ["Tổng công ty Sông Cầu", "Tổng hợp", "HTX Cộng Hòa", "Cộng đồng xanh", "Cộng Hòa"])
def test_names_that_only_begin_like_totals(text):
    assert not is_total(text)


def test_numerals():
    for text in ("I. Huyện Yên Thế", "II- Huyện Yên Thế (12 HTX)", "a) Huyện Yên Thế:", "1.2. Huyện Yên Thế"):
        assert without_numeral(text) == "Huyện Yên Thế"
    for text in ("Huyện Yên Thế", "Vận tải", "Cơ khí", "V"):
        assert without_numeral(text) == text


def test_notes():
    for text in (
        "Người lập biểu",
        "Ghi chú: số ước",
        "TM. ỦY BAN NHÂN DÂN",
        "Bắc Giang, ngày 5 tháng 1 năm 2024",
    ):
        assert is_note(text)
    assert not is_note("HTX Giám đốc trẻ")
