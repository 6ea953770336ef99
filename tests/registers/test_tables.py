"""Pages as people make them: several tables, districts in titles, merged cells, notes among records; every row counted."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from kttt_cli.findings import Unreadable
from kttt_cli.registers.dataset import Dataset, read_dataset
from kttt_cli.registers.reading import SheetReading
from kttt_cli.sheets.page import Role

LETTERS = "BTUHNGDSXE"


def page(path: Path, text: str, name: str = "htx-2023.csv") -> Dataset:
    lines = [line.strip() for line in text.strip().splitlines()]
    with (path / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([cell.strip() for cell in line.split("|")] for line in lines)
    return read_dataset([path / name])


def workbook(path: Path, sheets: dict[str, str], merge: tuple[str, ...] = ()) -> Dataset:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, text in sheets.items():
        sheet = book.create_sheet(title)
        for line in text.strip().splitlines():
            cells = [cell.strip() or None for cell in line.split("|")]
            sheet.append([int(cell) if cell and cell.isdecimal() and len(cell) < 6 else cell for cell in cells])
        for area in merge:
            sheet.merge_cells(area)
    book.save(path / "sổ.xlsx")
    return read_dataset([path / "sổ.xlsx"])


def column(data: Dataset, name: str, register: str = "organisation") -> list[object]:
    series = data.registers[register].columns[name]
    return [series.value_at(position) for position in range(len(series))]


def told(data: Dataset) -> list[tuple[str, str | None]]:
    return [(each.rule, each.place.cell) for each in data.findings if each.severity != "note"]


def letters(reading: SheetReading) -> str:
    return "".join(LETTERS[role] for role in reading.roles)


# --- several tables -----------------------------------------------------------------------------------


def test_two_registers_under_each_other(tmp_path):
    data = page(
        tmp_path,
        """
        DANH SÁCH HTX NĂM 2023
        ĐVT: triệu đồng
        STT | Tên HTX | Loại hình | Vốn điều lệ
        1   | HTX A   | HTX       | 100
        2   | HTX B   | HTX       | 200
            | Tổng cộng |         | 300

        DANH SÁCH TỔ HỢP TÁC
        STT | Tên tổ hợp tác | Lĩnh vực | Số thành viên
        1   | THT C   | Nông nghiệp | 5
        2   | THT D   | Vận tải     | 6
            | Cộng    |             | 11
        """,
        "so.csv",
    )
    assert column(data, "name") == ["HTX A", "HTX B"]
    assert column(data, "charter_capital") == [100_000_000, 200_000_000]
    assert column(data, "name", "group") == ["THT C", "THT D"]
    assert column(data, "members", "group") == [5, 6]
    # The title of the page holds for the table below too.
    assert data.registers["group"].years.tolist() == [2023, 2023]
    assert told(data) == []
    (reading,) = data.readings
    assert letters(reading) == "TUHDDSBTHDDS"
    assert [(table.register, table.first, table.last) for table in reading.tables] == [
        ("organisation", 0, 7),
        ("group", 7, 12),
    ]
    assert data.registers["group"].place(0, "members").cell == "D10"


def test_a_header_again_is_the_break_of_a_page(tmp_path):
    data = page(
        tmp_path,
        """
        STT | Tên HTX | Loại hình | Số thành viên
        1   | HTX A   | HTX       | 7
        Trang 1 |     |           |
        STT | Tên  HTX | Loại hình | SỐ THÀNH VIÊN
        2   | HTX B   | HTX       | 8
        DANH SÁCH HTX (tiếp theo) | | |
        STT | Tên HTX | Loại hình | Số thành viên
        3   | HTX C   | HTX       | 9
            | Tổng cộng |         | 24
        """,
    )
    assert column(data, "members") == [7, 8, 9]
    (reading,) = data.readings
    assert letters(reading) == "HDTHDTHDS"
    assert len(reading.tables) == 1
    assert told(data) == []


def test_a_header_again_under_a_title_of_its_own_is_another_table(tmp_path):
    data = page(
        tmp_path,
        """
        DANH SÁCH HTX NĂM 2022
        STT | Tên HTX | Loại hình | Vốn điều lệ (triệu đồng)
        1   | HTX A   | HTX       | 7

        DANH SÁCH HTX NĂM 2023
        STT | Tên HTX | Loại hình | Vốn điều lệ (triệu đồng)
        1   | HTX A   | HTX       | 8
        """,
        "so.csv",
    )
    assert data.registers["organisation"].years.tolist() == [2022, 2023]
    assert [table.year for table in data.readings[0].tables] == [2022, 2023]
    assert [table.year_from for table in data.readings[0].tables] == ["title", "title"]


def test_another_unit_over_the_next_page_holds_from_there_on(tmp_path):
    data = page(
        tmp_path,
        """
        ĐVT: triệu đồng
        STT | Tên HTX | Loại hình | Vốn điều lệ
        1   | HTX A   | HTX       | 7
        ĐVT: nghìn đồng
        STT | Tên HTX | Loại hình | Vốn điều lệ
        2   | HTX B   | HTX       | 8
        """,
    )
    assert column(data, "charter_capital") == [7_000_000, 8_000]


def test_the_smaller_table_above_a_larger_one_is_not_its_title(tmp_path):
    data = page(
        tmp_path,
        """
        STT | Tên tổ hợp tác | Số thành viên
        1   | Tổ hợp tác A | 5

        STT | Tên HTX | Loại hình | Ngày đăng ký lần đầu | Xếp loại | Số thành viên
        1   | HTX B   | HTX       | 05/06/2020 | Tốt | 9
        """,
    )
    assert column(data, "name", "group") == ["Tổ hợp tác A"]
    assert column(data, "name") == ["HTX B"]


def test_names_and_values_above_the_header_are_titles(tmp_path):
    data = page(
        tmp_path,
        """
        Năm | 2023 | Huyện | Yên Thế
        STT | Tên HTX | Loại hình | Số thành viên
        1   | HTX A   | HTX       | 7
        """,
        "so.csv",
    )
    assert column(data, "name") == ["HTX A"]
    assert data.registers["organisation"].years.tolist() == [2023]
    assert letters(data.readings[0]) == "THD"


def test_the_same_organisations_twice_on_one_sheet_are_never_added_up(tmp_path):
    table = "STT | Tên HTX | Loại hình\n1 | HTX A | HTX\n2 | HTX B | HTX\n"
    with pytest.raises(Unreadable, match="Hai nguồn"):
        page(tmp_path, f"NĂM 2023\n{table}\nDANH SÁCH HTX KHÁ\n{table}")
    assert (
        page(
            tmp_path, f"NĂM 2023\n{table}\nDANH SÁCH HTX MỚI\n{table.replace('HTX A', 'C').replace('HTX B', 'D')}"
        ).records
        == 4
    )


# --- districts and sectors of a whole sheet -----------------------------------------------------------

LIST = """
    STT | Tên HTX | Loại hình
    1   | HTX {0} | HTX
    2   | HTX {0}2 | HTX
"""


def test_one_sheet_per_district(tmp_path):
    data = workbook(
        tmp_path,
        {
            "Yên Thế": "DANH SÁCH HTX NĂM 2023" + LIST.format("A"),
            "H. Tân Yên": "DANH SÁCH HTX NĂM 2023" + LIST.format("B"),
            "S3": "UBND HUYỆN LẠNG GIANG\nDANH SÁCH HTX NĂM 2023" + LIST.format("C"),
            "Huyện Vân Đồn 2023": "DANH SÁCH HTX NĂM 2023" + LIST.format("D"),
        },
    )
    districts = ["Huyện Yên Thế", "Huyện Tân Yên", "Huyện Lạng Giang", "Huyện Vân Đồn"]
    assert column(data, "district") == [name for name in districts for _ in range(2)]
    assert [reading.tables[0].given["district"] for reading in data.readings] == ["sheet", "sheet", "title", "sheet"]
    assert told(data) == [("DD101", "3:3")]  # a district of another province among three of the table


@pytest.mark.parametrize(
    "title",
    [
        "UBND TỈNH BẮC GIANG", "Bắc Giang", "DANH SÁCH HTX CÁC HUYỆN YÊN THẾ, TÂN YÊN", "HUYỆN YÊN THẾ VÀ HUYỆN TÂN YÊN",
        "(Kèm theo Công văn số 5/UBND ngày 3 tháng 2 năm 2024 của UBND huyện Yên Thế)", "Danh sách HTX Yên Thế Xanh",
    ],
)  # fmt: skip
def test_a_district_is_not_guessed(tmp_path, title):
    data = page(tmp_path, f'"{title}"'.replace('"', "").replace("|", "") + LIST.format("A"))
    assert column(data, "district") == [None, None]


def test_a_title_and_a_sheet_that_differ_say_nothing_but_are_told(tmp_path):
    data = workbook(tmp_path, {"Yên Thế": "HUYỆN TÂN YÊN\nDANH SÁCH HTX NĂM 2023" + LIST.format("A")})
    assert column(data, "district") == [None, None]
    (finding,) = [each for each in data.findings if each.rule == "DG109"]
    assert "Tân Yên" in finding.message.vi
    assert "Yên Thế" in finding.message.vi


def test_the_cell_goes_before_the_group_and_the_group_before_a_blank(tmp_path):
    data = page(
        tmp_path,
        """
        STT | Tên HTX | Loại hình | Huyện | Số thành viên
        I   | Huyện Yên Thế |     |       |
        1   | HTX A   | HTX       |       | 5
        2   | HTX B   | HTX       | Tân Yên | 6
        II  | Huyện Lục Nam |     |       |
        1   | HTX C   | HTX       | Lục Nam | 5
        2   | HTX D   | HTX       |       | 6
        """,
    )
    assert column(data, "district") == ["Huyện Yên Thế", "Tân Yên", "Huyện Lục Nam", "Huyện Lục Nam"]
    assert told(data) == [("DG108", "D4")]


@pytest.mark.parametrize(
    ("title", "sector"),
    [
        ("DANH SÁCH HTX NÔNG NGHIỆP NĂM 2023", "agri"),
        ("DANH SÁCH HỢP TÁC XÃ VẬN TẢI ĐẾN 31/12/2023", "transport"),
        ("DANH SÁCH HTX DỊCH VỤ NÔNG NGHIỆP NĂM 2023", None),
        ("DANH SÁCH HTX PHI NÔNG NGHIỆP NĂM 2023", None),
        ("SỞ NÔNG NGHIỆP VÀ PTNT", None),
    ],
)
def test_a_sector_in_a_title_only_where_it_is_the_one(tmp_path, title, sector):
    assert column(page(tmp_path, title + LIST.format("A")), "sector") == [sector, sector]


def test_a_table_of_unions_on_a_sheet_of_cooperatives(tmp_path):
    data = workbook(
        tmp_path,
        {
            "HTX 2023": "DANH SÁCH HTX\nSTT | Tên HTX | Số thành viên | Xếp loại\n1 | HTX A | 5 | Tốt\n\n"
            "DANH SÁCH LIÊN HIỆP HTX\nSTT | Tên HTX | Số thành viên | Xếp loại\n1 | LH B | 5 | Tốt"
        },
    )
    assert column(data, "kind") == ["htx", "lh"]


# --- merged cells -------------------------------------------------------------------------------------

MERGED = """
    STT | Tên HTX | Loại hình | Huyện | Vốn điều lệ (triệu đồng)
    1   | HTX A   | HTX       | Yên Thế | 100
    2   | HTX B   | HTX       |       |
    3   | HTX C   | HTX       |       | 300
    4   | HTX D   | HTX       | Tân Yên | 50
    5   | HTX E   | HTX       |       | 60
    6   |         |           |       |
"""


def test_a_cell_merged_down_a_column_holds_for_all_its_rows(tmp_path):
    data = workbook(tmp_path, {"HTX 2023": MERGED}, ("D2:D4", "D5:D7", "E2:E3"))
    assert column(data, "district") == ["Yên Thế"] * 3 + ["Tân Yên"] * 2
    assert column(data, "charter_capital") == [100_000_000, None, 300_000_000, 50_000_000, 60_000_000]
    assert told(data) == [("DG106", "E2")]
    assert letters(data.readings[0]) == "HDDDDDE"


def test_merged_titles_of_groups_and_totals_and_a_column_merged_over_its_total(tmp_path):
    data = workbook(
        tmp_path,
        {
            "HTX 2023": """
            TT | Tên HTX | Huyện | Loại hình | Số thành viên
            A. Nông nghiệp (3 HTX) | | | |
            1 | HTX A | Yên Thế | HTX | 10
            2 | HTX B |         | HTX | 20
            Cộng nông nghiệp |  | |  | 30
            B. Vận tải | | | |
            1 | HTX C | Lục Nam | HTX | 7
            TỔNG CỘNG |   |     |     | 38
            """.strip()
        },
        ("A2:E2", "C3:C5", "A6:E6", "A8:D8"),
    )
    assert column(data, "district") == ["Yên Thế", "Yên Thế", "Lục Nam"]
    assert column(data, "sector") == ["agri", "agri", "transport"]
    assert letters(data.readings[0]) == "HGDDSGDS"
    assert told(data) == [("TG401", "E8")]


def test_blanks_that_may_have_been_merged_are_never_filled(tmp_path):
    data = page(tmp_path, MERGED)
    assert column(data, "district") == ["Yên Thế", None, None, "Tân Yên", None]
    assert ("DG107", "D:D") in told(data)


# --- shapes of headers and rows -----------------------------------------------------------------------


def test_three_rows_of_header_with_units_numbers_and_footnotes(tmp_path):
    data = page(
        tmp_path,
        """
        Tên HTX (1) | Loại hình (2) | Thành viên | | Doanh thu*
         | | Tổng số (3)=(4)+(5) | Nữ (4) |
         | | người | người | triệu đồng
        A | B | 1 | 2 = 3+4 | 3
        HTX A | HTX | 7 | 3 | 100
        HTX B | HTX | 8 | 4 | 200
        """,
    )
    assert column(data, "members") == [7, 8]
    assert column(data, "revenue") == [100_000_000, 200_000_000]
    assert letters(data.readings[0]) == "HHHNDD"


def test_a_table_far_down_and_far_to_the_right(tmp_path):
    lines = [""] * 200 + ["|" * 10 + line.strip() for line in LIST.format("A").strip().splitlines()]
    lines.append("|" * 11 + "Tổng cộng")
    data = page(tmp_path, "x\n" + "\n".join(lines))
    assert column(data, "name") == ["HTX A", "HTX A2"]
    assert letters(data.readings[0])[-5:] == "BHDDS"


def test_notes_and_titles_between_records_are_told(tmp_path):
    data = page(
        tmp_path,
        """
        STT | Tên HTX | Loại hình | Số thành viên
        1   | HTX A   | HTX       | 7
            | Ghi chú: các HTX dưới đây chưa xếp loại | |

        2   | HTX B   | HTX       | 8
            | Đã giải thể từ đây | |
        3   | HTX C   | HTX       | 9
        B   | Các HTX khác            | |
        4   | HTX D   | HTX       | 9
        """,
    )
    assert letters(data.readings[0]) == "HDXBDDDGD"
    assert told(data) == [("DG104", "3:3"), ("DG110", "6:6"), ("DG105", "8:8")]


def test_an_unknown_group_ends_the_district_of_its_level_only(tmp_path):
    data = page(
        tmp_path,
        """
        STT | Tên HTX | Loại hình | Số thành viên
        I   | Huyện Yên Thế | | 
        1   | HTX A   | HTX       | 7
        a) Các HTX ngừng hoạt động | | |
        2   | HTX B   | HTX       | 8
        II  | Các HTX khác | |
        3   | HTX C   | HTX       | 9
        """,
    )
    assert column(data, "district") == ["Huyện Yên Thế", "Huyện Yên Thế", None]


def test_a_signature_block_between_two_tables_and_at_the_end(tmp_path):
    sign = """
        |                  | Bắc Giang, ngày 15 tháng 01 năm 2024 |
        | Người lập biểu   | Kế toán | Giám đốc
        | Nguyễn Văn A     | Lê Thị C | Trần Thị B
    """
    data = page(
        tmp_path,
        "STT | Tên HTX | Loại hình\n1 | HTX A | HTX"
        + sign
        + "\nBIỂU 2\nSTT | Tên tổ hợp tác | Số thành viên\n1 | THT B | 5"
        + sign,
    )
    assert letters(data.readings[0]) == "HDXXXBTHDXXX"
    assert [(rule, cell) for rule, cell in told(data) if rule.startswith("DG")] == [("DG104", "3:3")]
    assert data.records == 2


def test_districts_numbered_like_records_over_each_page(tmp_path):
    head = "STT | Tên HTX | Loại hình | Số thành viên"
    data = page(
        tmp_path,
        f"""
        DANH SÁCH HTX NĂM 2023
        1. HUYỆN YÊN THẾ
        {head}
        1 | HTX A | HTX | 7
          | Cộng  |     | 7
        2. HUYỆN TÂN YÊN
        {head}
        1 | HTX B | HTX | 8
          | Cộng Tân Yên | | 8
          | Tổng cộng |     | 15
        """,
    )
    assert column(data, "name") == ["HTX A", "HTX B"]
    assert column(data, "district") == ["HUYỆN YÊN THẾ", "HUYỆN TÂN YÊN"]
    assert told(data) == []


def test_a_record_is_no_title_and_no_note_because_it_is_short(tmp_path):
    data = page(
        tmp_path,
        """
        STT | Tên HTX | Loại hình | Số thành viên
        1   | HTX A   | HTX       | 7
            | HTX B   |           |
        STT | Tên HTX | Loại hình | Số thành viên
        2   | HTX C   | HTX       | 7
            | Ghi chú: HTX sau mới thành lập | |
            | HTX D   | HTX       |
        """,
    )
    assert column(data, "name") == ["HTX A", "HTX B", "HTX C", "HTX D"]
    assert told(data) == [("DG110", "3:3"), ("DG104", "6:6")]


def test_a_signature_block_of_four_with_a_date_of_digits(tmp_path):
    data = page(
        tmp_path,
        """
        STT | Tên HTX | Loại hình | Số thành viên | Doanh thu (triệu đồng)
        1   | HTX A   | HTX       | 7             | 5
            | Lũy kế  |           | 70            | 50
            |         |           |               | Bắc Giang, ngày 3/2/2024
            | Người lập | Kế toán | Trưởng phòng  | Giám đốc
            | (Ký)    | (Ký)      | (Ký)          | (Ký, đóng dấu)
            | Nguyễn A | Trần B   | Lê C          | Phạm D
        (*) HTX A đã chuyển trụ sở
        """,
    )
    assert column(data, "name") == ["HTX A"]
    assert letters(data.readings[0]) == "HDSXXXXX"
    assert told(data) == []


def test_a_table_of_unknown_columns_below_is_no_record_and_is_told(tmp_path):
    data = page(
        tmp_path,
        """
        STT | Tên HTX | Loại hình | Số thành viên
        1   | HTX A   | HTX       | 7
        2   | HTX B   | HTX       | 8

        TÌNH HÌNH CHUNG
        Chỉ tiêu | Đơn vị | Giá trị | Ghi nhận
        Số HTX tốt | HTX | 1 | 2
        Số HTX khá | HTX | 1 | 3
        """,
    )
    assert column(data, "name") == ["HTX A", "HTX B"]
    assert letters(data.readings[0]) == "HDDBXXXX"
    assert told(data) == [("DG111", "5:5")]


def test_a_summary_beside_the_list_is_not_read_and_nothing_to_mend(tmp_path):
    data = page(
        tmp_path,
        """
        TÌNH HÌNH HTX NĂM 2023
        Lĩnh vực | Số HTX | Số thành viên
        Nông nghiệp | 2 | 15
        Tổng | 2 | 15

        STT | Tên HTX | Loại hình | Số thành viên
        1   | HTX A   | HTX       | 7
        2   | HTX B   | HTX       | 8
        """,
    )
    assert column(data, "name") == ["HTX A", "HTX B"]
    assert [each.rule for each in data.findings if each.severity != "note"] == []
    assert len(data.skipped) == 1
    assert data.registers["organisation"].years.tolist() == [2023, 2023]


def test_numbers_beside_the_name_of_a_commune_are_asked_about(tmp_path):
    data = page(
        tmp_path,
        """
        STT | Tên HTX | Loại hình | Số thành viên
        1   | Xã Hợp Đức |        | 12
        2   | HTX A   | HTX       | 12
        """,
    )
    assert told(data) == [("DG103", "B2")]


# --- every row accounted for --------------------------------------------------------------------------


def _random_page(chance: random.Random) -> tuple[list[list[str]], list[str]]:
    """A page of one to three tables in any of the shapes, and the names of its records in order."""
    rows: list[list[str]] = []
    names: list[str] = []
    for number in range(chance.randint(1, 3)):
        rows += [[]] * chance.randint(0, 2)
        if number or chance.random() < 0.7:
            rows.append([f"DANH SÁCH HTX NĂM {2020 + number}"])
        if chance.random() < 0.5:
            rows.append(["", "", "", "ĐVT: triệu đồng"])
        header = ["STT", "Tên HTX", "Loại hình", "Số thành viên"]
        rows.append(header)
        if chance.random() < 0.4:
            rows.append(["(1)", "(2)", "(3)", "(4)"])
        total = 0
        for count in range(chance.randint(2, 9)):
            if chance.random() < 0.2:
                rows.append(["I", f"Huyện {chance.choice(['Yên Thế', 'Tân Yên', 'Lục Nam'])}", "", ""])
            if count and chance.random() < 0.15:
                rows += [[f"Trang {count}"], header]
            if count and chance.random() < 0.1:
                rows.append([])
            names.append(f"HTX {number}-{count}")
            members = chance.randint(7, 90)
            total += members
            rows.append([str(count + 1), names[-1], "HTX", str(members)])
        if chance.random() < 0.3:
            rows.append(["99", "", "", ""])
        if chance.random() < 0.6:
            rows.append(["", "Tổng cộng", "", str(total)])
        if chance.random() < 0.4:
            rows += [[], ["", "Người lập biểu", "", "Giám đốc"], ["", "Nguyễn Văn A", "", "Trần Thị B"]]
    return rows, names


@pytest.mark.parametrize("seed", range(60))
def test_the_records_and_everything_else_are_the_rows_of_the_sheet(tmp_path, seed):
    rows, names = _random_page(random.Random(seed))
    with (tmp_path / "htx-2020.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(row or ["", "", "", ""] for row in rows)
    data = read_dataset([tmp_path / "htx-2020.csv"])
    (reading,) = data.readings
    assert column(data, "name") == names
    assert sum(reading.count(role) for role in Role) == reading.height == len(rows)
    assert [table.first for table in reading.tables[1:]] == [table.last for table in reading.tables[:-1]]
    assert (reading.tables[0].first, reading.tables[-1].last) == (0, reading.height)
    assert reading.count(Role.DATA) == data.records == sum(table.records for table in reading.tables)
    assert reading.count(Role.EMPTY) == data.dropped
    assert data.registers["organisation"].row_of.tolist() == np.flatnonzero(reading.roles == Role.DATA).tolist()
    assert not [each for each in data.findings if each.rule.startswith("TG")]


def test_what_each_column_was_taken_for(tmp_path):
    data = page(
        tmp_path,
        """
        ĐVT: triệu đồng
        STT | Tên HTX | Loại hình | Vốn điều lệ | Màu cổng
        1   | HTX A   | HTX       | 1.570,5     | xanh
        2   | HTX B   | HTX       | khoảng 30   |
        3   | HTX C   | HTX       |             |
        """,
    )
    (reading,) = data.readings
    number, name, _, capital, colour = reading.tables[0].columns
    assert (number.field, number.filled, name.field, name.filled) == (None, 3, "name", 3)
    assert (capital.field, capital.kind, capital.unit) == ("charter_capital", "money", "triệu đồng")
    assert (capital.filled, capital.blank, capital.odd) == (2, 1, 1)
    assert capital.style is not None
    assert (colour.field, colour.heading, colour.filled, colour.blank) == (None, "Màu cổng", 1, 2)
    assert (reading.height, reading.width, reading.hidden) == (5, 5, False)


def test_a_sheet_without_a_table_is_read_as_notes(tmp_path):
    data = workbook(tmp_path, {"HTX 2023": LIST.format("A"), "Ghi chú": "họp ngày 5\n\nsố ước"})
    assert letters(data.readings[1]) == "XBX"
    assert data.readings[1].tables == ()
