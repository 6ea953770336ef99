"""Names above the name of a column that make it tell of something else, and rows that count the columns."""

from __future__ import annotations

import openpyxl
import pytest

from kttt_cli.registers.dataset import read_dataset
from tests.corpus.test_odd_rows import told
from tests.corpus.test_rows import HEADER, NAMES, ONE, TWO, column, read

ROWS = ["1 | HTX An Lạc | HTX | 15 | 10 | 12", "2 | HTX An Phú | HTX | 25 | 15 | 20"]


def under(folder, above: str, one: str, two: str):
    return read(folder, [f"STT | Tên HTX | Loại hình | {above} | | Ghi chú", f" | | | {one} | {two} |", *ROWS])


@pytest.mark.parametrize(
    ("above", "one", "two", "field"),
    [
        ("Lao động", "Tổng số", "Thành viên", "members"), ("Lao động", "Số thành viên", "Thuê ngoài", "members"),
        ("Trong đó", "Thành viên", "Thuê ngoài", "members"), ("Hội đồng quản trị", "Số thành viên", "Nữ", "members"),
        ("Tham gia BHXH", "Số lao động", "Số tiền", "workers"), ("Được đào tạo", "Số lao động", "Số lớp", "workers"),
        ("Được vay vốn", "Doanh thu (trđ)", "Số thành viên", "revenue"),
        ("Dịch vụ đầu vào", "Doanh thu (trđ)", "Lợi nhuận (trđ)", "revenue"),
        ("Dịch vụ đầu vào", "Doanh thu (trđ)", "Lợi nhuận (trđ)", "profit"),
        ("Hợp đồng liên kết", "Doanh thu (trđ)", "Số hợp đồng", "revenue"),
        ("Trong đó: HTX dịch vụ", "Doanh thu (trđ)", "Lợi nhuận (trđ)", "revenue"),
        ("Lũy kế từ đầu nhiệm kỳ", "Doanh thu (trđ)", "Lợi nhuận (trđ)", "revenue"),
    ],
)  # fmt: skip
def test_names_above_that_tell_of_some_only(above, one, two, field, tmp_path):
    assert column(under(tmp_path, above, one, two), field) == [None, None]


@pytest.mark.parametrize(
    ("above", "one", "two", "fields"),
    [
        ("Lao động", "Tổng số", "Là thành viên", {"workers", "workers_members"}),
        ("Lao động, thành viên", "Số lao động", "Số thành viên", {"workers", "members"}),
        ("Lao động và BHXH", "Số lao động", "Số người đóng", {"workers"}),
        ("Kết quả sản xuất, kinh doanh, dịch vụ", "Doanh thu (trđ)", "Lợi nhuận (trđ)", {"revenue", "profit"}),
        ("Kết quả SXKD năm 2023", "Doanh thu (trđ)", "Lợi nhuận (trđ)", {"revenue", "profit"}),
        ("Quy mô", "Số thành viên", "Số lao động", {"members", "workers"}),
    ],
)
def test_names_above_that_change_nothing(above, one, two, fields, tmp_path):
    data = under(tmp_path, above, one, two)
    assert all(None not in column(data, field) for field in fields)
    assert [rule for rule, _ in told(data)] == []


def test_workers_who_are_members(tmp_path):
    data = under(tmp_path, "Lao động", "Tổng số", "Thành viên")
    assert column(data, "workers_members") == [10, 15]


def test_the_whole_beside_its_services(tmp_path):
    lines = [
        "STT | Tên HTX | Loại hình | Dịch vụ nước | | Tổng cộng |",
        " | | | Doanh thu (trđ) | Lợi nhuận (trđ) | Doanh thu (trđ) | Lợi nhuận (trđ)",
        "1 | HTX An Lạc | HTX | 100 | 10 | 300 | 30",
    ]
    data = read(tmp_path, lines)
    assert column(data, "revenue") == [300_000_000]
    assert told(data) == []


@pytest.mark.parametrize("numbering", ["a | b | c | 1 | 2=1*3", "Cột 1 | Cột 2 | Cột 3 | Cột 4 | Cột 5"])
def test_columns_counted_otherwise(numbering, tmp_path):
    data = read(tmp_path, [HEADER, numbering, ONE, TWO])
    assert column(data, "name") == NAMES
    assert told(data) == []


def test_a_table_on_its_side_is_said(tmp_path):
    lines = ["Chỉ tiêu | HTX An Lạc | HTX An Phú", "Số thành viên | 12 | 20", "Loại hình | HTX | HTX"]
    assert [rule for rule, _ in told(read(tmp_path, lines))] == ["DG111"]


# --- rows below ---------------------------------------------------------------------------------------------


def test_a_signature_with_a_telephone(tmp_path):
    lines = [HEADER, ONE, TWO, " | Tổng cộng | | 2.001 | 24", " | | | Bắc Giang, ngày    tháng 01 năm 2024 |"]
    lines += [" | NGƯỜI LẬP | | GIÁM ĐỐC |", " | 0912.345.678 | | Nguyễn Văn A |"]
    data = read(tmp_path, lines)
    assert column(data, "name") == NAMES
    assert told(data) == []


def test_one_name_over_its_years(tmp_path):
    book = openpyxl.Workbook()
    rows = [["STT", "Tên HTX", "Năm", "Số thành viên"], [1, "HTX An Lạc", 2022, 11], [None, None, 2023, 12],
            [2, "HTX An Phú", 2022, 19], [None, None, 2023, 20]]  # fmt: skip
    for row in rows:
        book.active.append(row)
    for cells in ("A2:A3", "B2:B3", "A4:A5", "B4:B5"):
        book.active.merge_cells(cells)
    book.save(tmp_path / "so.xlsx")
    data = read_dataset([tmp_path / "so.xlsx"])
    assert column(data, "name") == [NAMES[0], NAMES[0], NAMES[1], NAMES[1]]
    assert told(data) == []
