"""The sheets a province sends: columns under their merged headings."""

from __future__ import annotations

from typing import NamedTuple


class Head(NamedTuple):
    field: str
    parent: str
    child: str = ""
    width: int = 11


class Layout(NamedTuple):
    sheet: str
    title: str
    heads: tuple[Head, ...]
    unit: str = ""
    numbered: bool = False
    grouped: bool = False


_ORGANISATION = (
    Head("code", "Mã số", width=13), Head("name", "Tên HTX", width=38), Head("kind", "Loại hình", width=9),
    Head("sector", "Lĩnh vực", width=26), Head("vsic", "Mã ngành", width=8),
    Head("commune", "Xã/phường", width=20),
    Head("registered_on", "Ngày đăng ký lần đầu", width=12), Head("origin", "Hình thức thành lập", width=14),
    Head("status", "Tình trạng", width=22), Head("ended_on", "Ngày giải thể", width=12),
    Head("charter_capital", "Vốn điều lệ", width=13),
)  # fmt: skip
_PEOPLE = (
    Head("members", "Thành viên", "Tổng số"), Head("members_women", "Thành viên", "Nữ"),
    Head("members_new", "Thành viên", "Mới"),
)  # fmt: skip
_WORK = (
    Head("workers", "Lao động thường xuyên", "Tổng số"),
    Head("workers_members", "Lao động thường xuyên", "Là thành viên"),
    Head("workers_new", "Lao động thường xuyên", "Mới"),
    Head("board", "Bộ máy quản lý", "HĐQT"), Head("control_board", "Bộ máy quản lý", "BKS"),
    Head("managers", "Cán bộ quản lý", "Tổng số"), Head("managers_elementary", "Cán bộ quản lý", "Sơ cấp"),
    Head("managers_intermediate", "Cán bộ quản lý", "Trung cấp"),
    Head("managers_college", "Cán bộ quản lý", "Cao đẳng, đại học trở lên"),
    Head("key_officers", "Cán bộ chủ chốt"),
)  # fmt: skip
_JUDGED = (
    Head("score", "Điểm", width=8), Head("grade", "Xếp loại", width=15),
    Head("linked_enterprise", "Liên kết với doanh nghiệp"), Head("in_value_chain", "Tham gia chuỗi giá trị"),
)  # fmt: skip
HTX = Layout(
    "HTX", "DANH SÁCH HỢP TÁC XÃ ĐẾN 31/12/{year}",
    (
        *_ORGANISATION, *_PEOPLE, *_WORK,
        Head("revenue", "Kết quả", "Doanh thu", 13),
        Head("revenue_members", "Kết quả", "Doanh thu với thành viên", 13),
        Head("profit", "Kết quả", "Lợi nhuận", 12),
        Head("income", "Kết quả", "Thu nhập bình quân (triệu đồng/người/năm)", 14),
        *_JUDGED, Head("model_built_on", "Năm xây dựng mô hình HTX kiểu mới", width=12),
        Head("deposits", "Vốn huy động", width=13), Head("loans", "Dư nợ cho vay", width=13),
    ),
    "ĐVT: triệu đồng", numbered=True, grouped=True,
)  # fmt: skip
UNIONS = Layout(
    "LH HTX", "DANH SÁCH LIÊN HIỆP HỢP TÁC XÃ ĐẾN 31/12/{year}",
    (
        *(each._replace(parent="Tên LH HTX") if each.field == "name" else each for each in _ORGANISATION),
        Head("member_htx", "Số HTX thành viên"),
        *(each for each in _WORK if each.field not in ("workers_members", "managers_elementary")),
        Head("revenue", "Kết quả", "Doanh thu", 13), Head("profit", "Kết quả", "Lợi nhuận", 12), *_JUDGED,
    ),
    "ĐVT: triệu đồng", grouped=True,
)  # fmt: skip
GROUPS = Layout(
    "THT", "DANH SÁCH TỔ HỢP TÁC ĐẾN 31/12/{year}",
    (
        Head("code", "Mã số THT", width=13), Head("name", "Tên THT", width=38),
        Head("sector", "Lĩnh vực", width=26),
        Head("commune", "Xã/phường", width=20), Head("registered_on", "Ngày thành lập", width=12),
        Head("ended_on", "Ngày chấm dứt", width=12),
        Head("certified", "Có chứng thực hợp đồng hợp tác", width=12),
        Head("members", "Thành viên", "Tổng số"), Head("members_new", "Thành viên", "Mới"),
        Head("revenue", "Kết quả", "Doanh thu", 13), Head("profit", "Kết quả", "Lợi nhuận", 12),
    ),
    "ĐVT: triệu đồng", grouped=True,
)  # fmt: skip
FUND = Layout(
    "Quỹ", "SỔ THEO DÕI QUỸ HỖ TRỢ PHÁT TRIỂN HỢP TÁC XÃ NĂM {year}",
    (
        Head("date", "Ngày", width=12), Head("kind", "Loại giao dịch", width=18),
        Head("source", "Nguồn vốn", width=26), Head("borrower_code", "Mã số bên vay", width=13),
        Head("borrower", "Bên vay", width=38), Head("amount", "Số tiền", width=13),
    ),
    "ĐVT: triệu đồng",
)  # fmt: skip
SUPPORT = Layout(
    "Hỗ trợ", "KẾT QUẢ THỰC HIỆN CHÍNH SÁCH HỖ TRỢ NĂM {year}",
    (
        Head("date", "Ngày thực hiện", width=12), Head("measure", "Nội dung hỗ trợ", width=38),
        Head("organisation_code", "Mã số HTX", width=13),
        Head("organisation", "Đơn vị được hỗ trợ", width=38),
        Head("persons", "Số người"), Head("area", "Diện tích (m2)"), Head("amount", "Kinh phí", width=13),
    ),
    "ĐVT: triệu đồng",
)  # fmt: skip
COMMUNES = Layout(
    "Xã", "DANH SÁCH XÃ ĐẠT CHUẨN NÔNG THÔN MỚI ĐẾN 31/12/{year}",
    (
        Head("code", "Mã xã", width=9), Head("district", "Huyện", width=24), Head("commune", "Xã", width=24),
        Head("new_rural", "Đạt chuẩn NTM", width=12),
    ),
)  # fmt: skip
