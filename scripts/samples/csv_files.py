"""The province as CSV: one file for each register and year, numbers and dates as people write them."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from samples.records import Cell, Province, Record

Columns = Sequence[tuple[str, str]]

ORGANISATIONS: Columns = (
    ("year", "Năm"), ("code", "Mã số HTX"), ("name", "Tên HTX"), ("kind", "Loại hình"),
    ("sector", "Lĩnh vực"),
    ("vsic", "Mã ngành VSIC"), ("district", "Huyện"), ("commune", "Xã"),
    ("registered_on", "Ngày đăng ký lần đầu"),
    ("origin", "Hình thức thành lập"), ("status", "Tình trạng"), ("ended_on", "Ngày giải thể"),
    ("charter_capital", "Vốn điều lệ (triệu đồng)"), ("members", "Tổng số thành viên"),
    ("members_new", "Thành viên mới"), ("members_women", "Thành viên nữ"),
    ("workers", "Lao động thường xuyên"),
    ("workers_members", "Lao động là thành viên"), ("workers_new", "Lao động thường xuyên mới"),
    ("board", "Thành viên HĐQT"), ("control_board", "Thành viên BKS"), ("managers", "Cán bộ quản lý"),
    ("managers_elementary", "Cán bộ quản lý trình độ sơ cấp"),
    ("managers_intermediate", "Cán bộ quản lý trình độ trung cấp"),
    ("managers_college", "Cán bộ quản lý trình độ cao đẳng, đại học trở lên"),
    ("key_officers", "Cán bộ chủ chốt"),
    ("revenue", "Doanh thu (triệu đồng)"), ("revenue_members", "Doanh thu với thành viên (triệu đồng)"),
    ("profit", "Lợi nhuận (triệu đồng)"), ("income", "Thu nhập bình quân (triệu đồng/người/năm)"),
    ("score", "Điểm"), ("grade", "Xếp loại"), ("linked_enterprise", "Liên kết với doanh nghiệp"),
    ("in_value_chain", "Tham gia chuỗi giá trị"), ("model_built_on", "Năm xây dựng mô hình HTX kiểu mới"),
    ("member_htx", "Số HTX thành viên"), ("deposits", "Vốn huy động (triệu đồng)"),
    ("loans", "Dư nợ cho vay (triệu đồng)"),
)  # fmt: skip
GROUPS: Columns = (
    ("year", "Năm"), ("code", "Mã số THT"), ("name", "Tên THT"), ("sector", "Lĩnh vực"),
    ("district", "Huyện"),
    ("commune", "Xã"), ("registered_on", "Ngày thành lập"), ("ended_on", "Ngày chấm dứt"),
    ("certified", "Có chứng thực hợp đồng hợp tác"), ("members", "Tổng số thành viên"),
    ("members_new", "Thành viên mới"), ("revenue", "Doanh thu (triệu đồng)"),
    ("profit", "Lợi nhuận (triệu đồng)"),
)  # fmt: skip
COMMUNES: Columns = (
    ("year", "Năm"), ("code", "Mã xã"), ("district", "Huyện"), ("commune", "Xã"),
    ("new_rural", "Đạt chuẩn NTM"),
)  # fmt: skip
FUND: Columns = (
    ("date", "Ngày"), ("kind", "Loại giao dịch"), ("source", "Nguồn vốn"), ("borrower_code", "Mã số bên vay"),
    ("borrower", "Bên vay"), ("amount", "Số tiền (triệu đồng)"),
)  # fmt: skip
SUPPORT: Columns = (
    ("date", "Ngày"), ("measure", "Chính sách hỗ trợ"), ("organisation_code", "Mã số HTX"),
    ("organisation", "Đơn vị được hỗ trợ"), ("persons", "Số người"), ("area", "Diện tích (m2)"),
    ("amount", "Kinh phí (triệu đồng)"),
)  # fmt: skip


def write(province: Province, folder: Path) -> None:
    for year in province.organisations:
        for stem, columns, records in (
            ("htx", ORGANISATIONS, province.organisations[year]),
            ("tht", GROUPS, province.groups[year]),
            ("xa", COMMUNES, province.communes[year]),
        ):
            # There are no districts from 01/07/2025 on, so that the column itself is gone.
            kept = [each for each in columns if each[0] != "district" or year < 2025]
            _write(folder / f"{stem}-{year}.csv", kept, records)
    _write(folder / "quy.csv", FUND, province.fund)
    _write(folder / "ho-tro.csv", SUPPORT, province.support)


def _write(path: Path, columns: Columns, records: list[Record]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header for _, header in columns)
    writer.writerows([written(record.get(name)) for name, _ in columns] for record in records)
    path.write_bytes(b"\xef\xbb\xbf" + text.getvalue().encode("utf-8"))


def written(cell: Cell) -> str:
    """1570.5 as `1.570,5`, a day as dd/mm/yyyy."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, int):
        return f"{cell:,}".replace(",", ".")
    if isinstance(cell, Decimal):
        whole = cell == cell.to_integral_value()
        return f"{cell:,.{0 if whole else 1}f}".translate({ord(","): ".", ord("."): ","})
    return cell
