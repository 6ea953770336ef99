"""Rows, headings and sheets as district officers keep them, that were once read wrongly or lost without a word."""

from __future__ import annotations

import openpyxl
import pytest

from kttt_cli.findings import Severity
from kttt_cli.registers.dataset import Dataset, read_dataset
from tests.corpus.test_rows import HEADER, NAMES, ONE, TWO, column, read

LINE = "ĐVT: triệu đồng"


def told(data: Dataset) -> list[tuple[str, str | None]]:
    return [(each.rule, each.place.cell) for each in data.findings if each.severity != Severity.NOTE]


def test_subtotals_behind_places_that_were_filled_down(tmp_path):
    lines = [
        "Huyện | Xã | Tên HTX | Số thành viên",
        "Yên Thế | Xuân Lương | HTX An Lạc | 12",
        "Yên Thế | Xuân Lương | Tổng xã Xuân Lương | 12",
        "Yên Thế | Tam Tiến | HTX An Phú | 9",
        "Yên Thế | Tam Tiến | Tổng xã Tam Tiến | 9",
        "Yên Thế | Tổng huyện Yên Thế | | 21",
    ]
    data = read(tmp_path, lines)
    assert column(data, "name") == NAMES
    assert told(data) == []


def test_a_subtotal_below_a_name_that_a_program_wrote_as_an_empty_text(tmp_path):
    lines = [
        "Tên HTX | Loại hình | Xã | Số thành viên",
        "HTX An Lạc | HTX | Tam Tiến | 12",
        '="" | HTX | Tam Tiến | 5',
        "Cộng xã Tam Tiến | HTX | Tam Tiến | 17",
        "HTX An Phú | HTX | Tam Hiệp | 3",
    ]
    assert column(read(tmp_path, lines), "name") == ["HTX An Lạc", None, "HTX An Phú"]


def test_a_commune_called_like_a_sum_is_where_a_record_works(tmp_path):
    lines = ["Tên HTX | Loại hình | Xã", "HTX An Lạc | HTX | Cộng Hòa", "HTX An Phú | HTX | Tổng cộng"]
    assert column(read(tmp_path, lines), "name") == NAMES


def test_what_a_record_is_made_of_may_have_more_rows_than_the_records(tmp_path):
    lines = [HEADER, ONE, " | + Cây ăn quả | | 500 | ", " | + Chăn nuôi | | 600 | ", " | + Thu khác | | 400 | "]
    assert told(read(tmp_path, [*lines, TWO])) == [("DG113", "3:3"), ("DG113", "4:4"), ("DG113", "5:5")]


def test_a_list_that_numbers_its_communes_only(tmp_path):
    lines = [
        "STT | Xã | Tên HTX | Số thành viên",
        "1 | Xuân Lương | HTX An Lạc | 12",
        " | | HTX An Phú | 9",
        " | | HTX Đông | 9",
    ]
    data = read(tmp_path, lines)
    assert [rule for rule, _ in told(data) if rule == "DG113"] == []


@pytest.mark.parametrize(
    "row",
    ["VD | HTX Nguyễn Văn A | HTX | 500,5 | 12", "(Mẫu) | HTX A | HTX | 500,5 | 12", "1 | Ví dụ: HTX A | HTX | 1 | 7",
     "1 | Không | | |", "1 | Không có HTX nào | | |", "1 | (không phát sinh) | HTX | |"],
)  # fmt: skip
def test_an_example_of_the_form_and_a_row_that_says_none(row, tmp_path):
    data = read(tmp_path, [HEADER, row, ONE, TWO])
    assert ("DG118", "2:2") in told(data)


@pytest.mark.parametrize("name", ["HTX Mẫu Sơn", "Không Tên", "Việt Dũng", "HTX Không Gian Xanh"])
def test_a_name_that_is_one(name, tmp_path):
    assert told(read(tmp_path, [HEADER, ONE, TWO, f"3 | {name} | HTX | 500,5 | 12"])) == []


@pytest.mark.parametrize(
    "cell", ["HTX An Lạc\nHTX An Phú", "1. HTX An Lạc\n2. HTX An Phú", "HTX An Lạc; HTX An Phú", "HTX A, Hợp tác xã B"]
)
def test_two_names_in_one_cell(cell, tmp_path):
    assert told(read(tmp_path, [HEADER, f"1 | {cell} | HTX | 500,5 | 21"])) == [("DG119", "B2")]


@pytest.mark.parametrize(
    "cell", ["HTX\nAn Lạc", "HTX dịch vụ,\nthương mại An Lạc", "Liên hiệp HTX An Lạc", "HTX An Lạc (HTX cũ)"]
)
def test_one_name_on_two_lines(cell, tmp_path):
    assert "DG119" not in [rule for rule, _ in told(read(tmp_path, [HEADER, f"1 | {cell} | HTX | 500,5 | 21"]))]


@pytest.mark.parametrize(
    ("plan", "done"), [("KH", "TH"), ("Kế hoạch", "Thực hiện"), ("Năm trước", "Năm nay"), ("Ước", "TH")]
)
def test_rows_of_a_plan_among_those_of_results(plan, done, tmp_path):
    lines = [
        "Tên HTX | Chỉ tiêu | Loại hình | Số thành viên",
        f"HTX An Lạc | {plan} | HTX | 15",
        f" | {done} | HTX | 12",
    ]
    assert ("DG120", "B:B") in told(read(tmp_path, lines))


@pytest.mark.parametrize(
    ("note", "is_said"),
    [("Đã giải thể", True), ("Giải thể ngày 5/6/2023", True), ("ngừng HĐ từ 2021", True), ("Không hoạt động", True),
     ("Chờ giải thể", False), ("Đang làm thủ tục giải thể", False), ("Chưa giải thể", False), ("Hoạt động tốt", False)],
)  # fmt: skip
def test_an_end_that_only_the_notes_tell(note, is_said, tmp_path):
    data = read(tmp_path, ["Tên HTX | Loại hình | Ghi chú", "HTX An Lạc | HTX |", f"HTX An Phú | HTX | {note}"])
    assert told(data) == ([("TT204", "C3")] if is_said else [])


@pytest.mark.parametrize(("status", "ended"), [("Đã giải thể", ""), ("", "05/06/2023"), ("Tạm ngừng", "")])
def test_an_end_that_the_notes_tell_too(status, ended, tmp_path):
    data = read(
        tmp_path, ["Tên HTX | Tình trạng | Ngày giải thể | Ghi chú", f"HTX An Phú | {status} | {ended} | Đã giải thể"]
    )
    assert "TT204" not in [rule for rule, _ in told(data)]


@pytest.mark.parametrize("heading", ["Số thành viên (%)", "% thành viên", "Tỷ lệ / % TV"])
def test_a_share_is_no_number(heading, tmp_path):
    data = read(tmp_path, [f"Tên HTX | Loại hình | {heading}", "HTX An Lạc | HTX | 50"])
    assert column(data, "members") == [None]
    assert told(data) == []


def test_names_over_numbers_in_the_second_row_of_a_header(tmp_path):
    lines = [
        LINE,
        "STT | Tên HTX | Thành viên | Tỷ lệ | Doanh thu | Tỷ lệ",
        " | | Nữ | Nữ (%) | Năm 2023 | so KH",
        "1 | HTX An Lạc | 6 | 50% | 150 | 104,5",
    ]
    data = read(tmp_path, lines)
    assert column(data, "name") == ["HTX An Lạc"]
    assert (column(data, "members"), column(data, "members_women"), column(data, "revenue")) == (
        [None],
        [6],
        [150_000_000],
    )
    assert told(data) == []


def test_a_first_record_without_number_and_code_is_no_header(tmp_path):
    lines = [
        "STT | Mã số HTX | Tên HTX | Loại hình | Xã",
        " | | HTX An Lạc | HTX | Hợp Đức",
        " | | HTX An Phú | HTX | Hợp Đức",
    ]
    assert column(read(tmp_path, lines), "name") == NAMES


def test_a_row_of_units_that_says_what_it_is(tmp_path):
    lines = [
        "STT | Tên HTX | Số thành viên | Vốn điều lệ | Doanh thu",
        "ĐVT | | người | tỷ đồng | nghìn đồng",
        "1 | HTX An Lạc | 12 | 1,5 | 1.500.000",
        "2 | HTX An Phú | 9 | 0,7 | 700.000",
    ]
    data = read(tmp_path, lines)
    assert (column(data, "charter_capital"), column(data, "revenue")) == ([1_500_000_000, 700_000_000],) * 2
    assert told(data) == []


@pytest.mark.parametrize("column_of_title", range(5))
def test_the_title_of_a_group_anywhere_in_its_row(column_of_title, tmp_path):
    titles = [" | " * column_of_title + name for name in ("Huyện Yên Thế", "Huyện Tân Yên")]
    data = read(tmp_path, [HEADER, titles[0], ONE, titles[1], TWO])
    assert column(data, "district") == ["Huyện Yên Thế", "Huyện Tân Yên"]
    assert told(data) == []


def test_the_title_of_another_district_among_the_records(tmp_path):
    lines = ["DANH SÁCH HTX HUYỆN YÊN THẾ NĂM 2023", HEADER, ONE, "DANH SÁCH HTX HUYỆN TÂN YÊN NĂM 2023", TWO]
    data = read(tmp_path, lines)
    assert column(data, "district") == ["Huyện Yên Thế", "Huyện Tân Yên"]
    assert told(data) == [("DG105", "4:4")]


def test_a_group_and_how_many_it_has(tmp_path):
    data = read(tmp_path, [HEADER, "Huyện Yên Thế - 2 HTX", ONE, TWO])
    assert column(data, "district") == ["Huyện Yên Thế"] * 2
    assert told(data) == []


@pytest.mark.parametrize("row", ["... | ... | ... | ... | ...", "… | … | | |"])
def test_rows_that_a_form_leaves_out(row, tmp_path):
    data = read(tmp_path, [HEADER, ONE, TWO, row])
    assert column(data, "name") == NAMES
    assert [(each.rule, each.place.row) for each in data.findings] == [("DG101", 3)]


@pytest.mark.parametrize("line", ["ĐVT: đồng", "II | Quỹ tín dụng nhân dân (ĐVT: tỷ đồng)"])
def test_a_unit_that_changes_among_the_records(line, tmp_path):
    data = read(tmp_path, [LINE, HEADER.replace(" (triệu đồng)", ""), ONE, line, TWO])
    assert ("DV103", "4:4") in told(data)


def test_the_same_unit_again_is_nothing_to_say(tmp_path):
    data = read(tmp_path, [LINE, HEADER.replace(" (triệu đồng)", ""), ONE, LINE, TWO])
    assert told(data) == []


def test_columns_of_this_time_and_of_the_one_before(tmp_path):
    lines = [LINE, "Tên HTX | Loại hình | Doanh thu |", " | | Kỳ trước | Kỳ này", "HTX An Lạc | HTX | 150 | 160"]
    data = read(tmp_path, lines)
    assert column(data, "revenue") == [160_000_000]
    assert told(data) == [("CT105", "C:C")]


def test_the_members_of_groups_have_a_name_of_their_own(tmp_path):
    lines = [
        "STT | Tên HTX | Xã | Số thành viên | | STT | Tên THT | Xã | Số tổ viên",
        "1 | HTX An Lạc | Xã Xuân Lương | 12 | | 1 | THT Nuôi ong | Xã Tam Tiến | 5",
    ]
    members = read(tmp_path, lines).registers["group"].columns["members"]
    assert [members.value_at(0)] == [5]


# --- what no register is --------------------------------------------------------------------------------

LIST = [["Tên HTX", "Loại hình"], ["HTX An Lạc", "HTX"], ["HTX An Phú", "HTX"]]


def book(folder, *sheets: list[list[object]]) -> Dataset:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for rows in (LIST, *sheets):
        sheet = made.create_sheet()
        for row in rows:
            sheet.append(row)
    made.save(folder / "htx-2023.xlsx")
    return read_dataset([folder / "htx-2023.xlsx"])


@pytest.mark.parametrize(
    "sheet",
    [
        [["HTX Bình Minh", "HTX"], ["HTX Bình An", "HTX"]],
        [
            ["STT", "Tên HTX", "Điện thoại"],
            [1, "HTX Bình Minh", "0912345678"],
            [2, "HTX nông nghiệp Bình An", "0912345679"],
        ],
    ],
)
def test_names_on_a_sheet_that_is_no_register_are_perhaps_lost(sheet, tmp_path):
    assert [rule for rule, _ in told(book(tmp_path, sheet))] == ["DG111"]


@pytest.mark.parametrize(
    "sheet",
    [
        [["Khen thưởng", "Hình thức"], ["HTX An Lạc", "GK"], ["HTX An Phú", "GK"]],
        [
            ["Chỉ tiêu", "Số lượng"],
            ["HTX nông nghiệp", 2],
            ["HTX Vận tải", 1],
            ["HTX Tốt", 1],
            ["HTX theo Luật HTX 2012", 3],
        ],
    ],
)
def test_a_summary_beside_the_list_and_names_that_the_list_has(sheet, tmp_path):
    assert told(book(tmp_path, sheet)) == []


def test_a_list_of_two_years_numbers_each_organisation_once(tmp_path):
    lines = ["STT | Tên HTX | Loại hình | Số thành viên | Năm"]
    lines += [f"{number} | HTX {number} | HTX | {7 + number} | {year}" for number in (1, 2, 3) for year in (2022, 2023)]
    assert told(read(tmp_path, lines, "so.csv")) == []


@pytest.mark.parametrize(("row", "is_said"), [("6 | Nhập với số 5 | | |", True), ("6 | HTX Bình Minh | | |", False)])
def test_a_numbered_remark(row, is_said, tmp_path):
    rows = [f"{number} | HTX Số {number} | HTX | 500,5 | 12" for number in range(1, 6)]
    assert told(read(tmp_path, [HEADER, *rows, row])) == ([("DG110", "7:7")] if is_said else [])


def test_the_whole_and_its_parts_below_one_name(tmp_path):
    lines = [
        LINE,
        "STT | Tên HTX | Loại hình | Số thành viên | | Doanh thu | | Bình quân | Cán bộ quản lý |",
        " | | | Tổng | Nữ | Tổng cộng | Với thành viên | Tổng | Tổng | ĐH",
        "1 | HTX An Lạc | HTX | 12 | 5 | 500 | 300 | 9 | 4 | 2",
    ]
    data = read(tmp_path, lines)
    found = [column(data, name) for name in ("members", "members_women", "revenue", "managers")]
    assert found == [[12], [5], [500_000_000], [4]]
    assert told(data) == []
