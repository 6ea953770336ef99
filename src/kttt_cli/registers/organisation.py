"""Organisations by year: HTX, QTDND and LH HTX, one record for each organisation and year.

What changes from year to year (grade, link, members) belongs to the organisation in that year.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from kttt_cli.language import Text
from kttt_cli.registers.fields import (
    Balance,
    Code,
    Column,
    Count,
    Date,
    Flag,
    Label,
    Money,
    OneOf,
    Place,
    Record,
    Score,
    Words,
    Year,
)


class Organisation(Record):
    """An HTX, QTDND or LH HTX in one year, as provinces list them ("Danh sách HTX đến 31/12/2023")."""

    title: ClassVar[Text] = Text("Danh sách HTX, QTDND, LH HTX", "Register of cooperatives, credit funds, unions")
    words: ClassVar[tuple[str, ...]] = ("htx", "hop tac xa", "qtdnd", "lh htx", "lien hiep")
    required: ClassVar[tuple[str, ...]] = ("name",)
    recognised_by: ClassVar[tuple[str, ...]] = (
        "kind", "sector", "registered_on", "ended_on", "charter_capital", "members", "revenue", "grade", "status", "origin",
        "linked_enterprise", "workers", "income", "score",
    )  # fmt: skip
    partition: ClassVar[tuple[str, ...]] = ("kind", "sector", "district")

    year: Annotated[Year, Column("Năm", "Year", ("Năm báo cáo", "Năm số liệu", "Kỳ báo cáo"))] = None
    code: Annotated[
        Code,
        Column(
            "Mã số HTX", "Code",
            ("Mã số thuế", "MST", "Mã HTX", "Mã số", "Mã số HTX/MST", "Mã số HTX (MST)", "Số GCN ĐKHTX", "GCN ĐKHTX / Số", "Giấy chứng nhận ĐKHTX / Số", "Số ĐKKD", "Mã số ĐKHTX", "Mã số ĐKKD", "Mã số đăng ký",
             "Giấy CN ĐKKD", "Mã số LH HTX", "Mã số QTDND", "Mã số HTX, LH HTX"),
            lasting=True,
        ),
    ] = None  # fmt: skip
    name: Annotated[
        Words,
        Column(
            "Tên HTX", "Name",
            ("Tên hợp tác xã", "Tên đơn vị", "Tên HTX/QTDND", "Tên HTX, QTDND", "Tên LH HTX", "Tên QTDND", "HTX",
             "Tên tổ chức", "Tên HTX, LH HTX, QTDND", "Tên liên hiệp HTX", "Tên liên hiệp hợp tác xã",
             "Tên hợp tác xã nông nghiệp", "Tên HTX nông nghiệp", "Tên HTX, THT", "Tên HTX/THT", "Tên HTX, tổ hợp tác",
             "Tên HTX, LH HTX, THT", "Tên HTX, QTDND, THT", "Tên HTX và THT"),
            lasting=True,
        ),
    ] = None  # fmt: skip
    kind: Annotated[
        Label,
        OneOf("kind"),
        Column("Loại hình", "Kind", ("Loại hình tổ chức", "Loại tổ chức", "Loại HTX"), lasting=True, blank="htx"),
    ] = None
    sector: Annotated[
        Label,
        OneOf("sector"),
        Column(
            "Lĩnh vực", "Sector",
            ("Ngành nghề", "Ngành nghề KD chính", "Lĩnh vực hoạt động", "Lĩnh vực chính", "Ngành nghề kinh doanh chính",
             "Ngành, lĩnh vực"),
            lasting=True,
        ),
    ] = None  # fmt: skip
    vsic: Annotated[Code, Column("Mã ngành VSIC", "VSIC code", ("Mã ngành", "Mã ngành nghề", "VSIC"), lasting=True)] = (
        None
    )
    district: Annotated[
        Place,
        Column(
            "Huyện", "District",
            ("Huyện/TP", "Huyện, thành phố", "Huyện/thị xã/thành phố", "Huyện, thị xã, thành phố", "Quận/huyện", "Địa bàn",
             "Huyện/TX/TP"),
            lasting=True,
        ),
    ] = None  # fmt: skip
    commune: Annotated[
        Place,
        Column(
            "Xã", "Commune", ("Xã/phường", "Xã, phường", "Xã, phường, thị trấn", "Xã/phường/thị trấn"), lasting=True
        ),
    ] = None
    registered_on: Annotated[
        Date,
        Column(
            "Ngày đăng ký lần đầu", "First registered",
            ("Ngày thành lập", "Ngày ĐK", "Ngày tháng thành lập", "Ngày, tháng, năm thành lập", "Thời gian thành lập", "Năm đăng ký", "Thành lập / Năm", "Ngày đăng ký", "Ngày cấp", "Năm TL", "Năm thành lập", "Ngày cấp GCN",
             "Ngày cấp lần đầu", "Ngày ĐK lần đầu"),
            lasting=True,
        ),
    ] = None  # fmt: skip
    origin: Annotated[
        Label,
        OneOf("origin"),
        Column("Hình thức thành lập", "Origin", ("Nguồn gốc", "Thành lập mới/chuyển đổi"), lasting=True, blank="new"),
    ] = None
    status: Annotated[
        Label,
        OneOf("status"),
        Column("Tình trạng", "Status", ("Tình trạng hoạt động", "Trạng thái", "Tình trạng pháp lý")),
    ] = None
    ended_on: Annotated[
        Date,
        Column(
            "Ngày giải thể", "Ended",
            ("Ngày chấm dứt", "Ngày chấm dứt tồn tại", "Ngày giải thể, chấm dứt", "Năm giải thể", "Năm / Giải thể", "Giải thể / Năm", "Ngày chấm dứt hoạt động"),
            lasting=True, blank="not ended",
        ),
    ] = None  # fmt: skip
    charter_capital: Annotated[
        Money,
        Column(
            "Vốn điều lệ",
            "Charter capital",
            ("Vốn ĐL", "VĐL", "Vốn đăng ký", "Tổng vốn điều lệ", "Vốn điều lệ đăng ký"),
        ),
    ] = None
    members: Annotated[
        Count,
        Column("Tổng số thành viên", "Members",
               ("Số thành viên", "Số TV", "Tổng số TV", "Thành viên", "Thành viên / Tổng số", "Xã viên", "Số xã viên",
                "TV chính thức", "Thành viên chính thức", "TV", "Tổng TV", "Số lượng thành viên", "Số lượng TV")),
    ] = None  # fmt: skip
    members_new: Annotated[
        Count,
        Column("Thành viên mới", "New members",
               ("Số thành viên mới", "TV mới", "Số TV mới", "Thành viên / Mới", "Thành viên / Thành viên mới",
                "Thành viên / Kết nạp mới"), flow=True),
    ] = None  # fmt: skip
    members_women: Annotated[
        Count,
        Column("Thành viên nữ", "Women members",
               ("Số thành viên nữ", "TV nữ", "Số TV nữ", "Nữ / Số thành viên", "Nữ / Thành viên", "Thành viên / Nữ", "Thành viên / Trong đó nữ")),
    ] = None  # fmt: skip
    workers: Annotated[
        Count,
        Column("Lao động thường xuyên", "Regular workers",
               ("Số lao động", "LĐ thường xuyên", "Lao động", "LĐ", "Số LĐ", "LĐTX", "Số LĐ thường xuyên", "Tổng số LĐ", "Số lượng lao động", "Tổng LĐ", "Tổng số lao động", "Tổng số lao động thường xuyên",
                "Số lao động thường xuyên", "Lao động / Tổng số", "Lao động thường xuyên / Tổng số")),
    ] = None  # fmt: skip
    workers_members: Annotated[
        Count,
        Column("Lao động là thành viên", "Workers who are members",
               ("Số lao động là thành viên", "LĐ là thành viên", "Lao động / Là thành viên",
                "Lao động thường xuyên / Là thành viên", "Lao động / Thành viên", "Lao động thường xuyên / Thành viên",
                "Lao động / Lao động là thành viên")),
    ] = None  # fmt: skip
    workers_new: Annotated[
        Count,
        Column("Lao động thường xuyên mới", "New regular workers",
               ("Số lao động thường xuyên mới", "LĐ mới", "Số lao động mới", "Số LĐ mới", "Lao động / Mới", "Lao động thường xuyên / Mới"),
               flow=True),
    ] = None  # fmt: skip
    board: Annotated[
        Count,
        Column(
            "Thành viên HĐQT",
            "Board members",
            ("Số thành viên HĐQT", "HĐQT", "Bộ máy quản lý / HĐQT", "Hội đồng quản trị", "Số TV HĐQT"),
        ),
    ] = None
    control_board: Annotated[
        Count,
        Column("Thành viên BKS", "Control board members",
               ("Ban kiểm soát", "BKS", "Kiểm soát viên", "Bộ máy quản lý / BKS", "Số thành viên BKS", "Số TV BKS")),
    ] = None  # fmt: skip
    managers: Annotated[
        Count,
        Column("Cán bộ quản lý", "Managers",
               ("Tổng số cán bộ quản lý", "Số cán bộ quản lý", "Cán bộ quản lý / Tổng số", "CBQL", "Trình độ cán bộ quản lý / Tổng số")),
    ] = None  # fmt: skip
    managers_elementary: Annotated[
        Count,
        Column("Cán bộ quản lý trình độ sơ cấp", "Managers, elementary level",
               ("CBQL sơ cấp", "Cán bộ quản lý / Sơ cấp", "Sơ cấp")),
    ] = None  # fmt: skip
    managers_intermediate: Annotated[
        Count,
        Column("Cán bộ quản lý trình độ trung cấp", "Managers, intermediate level",
               ("CBQL trung cấp", "Cán bộ quản lý / Trung cấp", "Trung cấp")),
    ] = None  # fmt: skip
    managers_college: Annotated[
        Count,
        Column("Cán bộ quản lý trình độ cao đẳng, đại học trở lên", "Managers, college or university",
               ("CBQL cao đẳng, đại học", "Cán bộ quản lý / Cao đẳng, đại học", "Cao đẳng, đại học",
                "Cao đẳng, đại học trở lên", "Cán bộ quản lý trình độ cao đẳng, đại học",
                "Cán bộ quản lý / Cao đẳng, đại học trở lên")),
    ] = None  # fmt: skip
    key_officers: Annotated[
        Count,
        Column("Cán bộ chủ chốt", "Key officers", ("Số cán bộ chủ chốt", "Cán bộ chủ chốt / Tổng số", "CB chủ chốt")),
    ] = None
    key_officers_trained: Annotated[
        Count,
        Column("Cán bộ chủ chốt đã qua tập huấn", "Key officers trained",
               ("Cán bộ chủ chốt đã tập huấn", "CB chủ chốt đã tập huấn", "Cán bộ chủ chốt / Đã tập huấn",
                "Cán bộ chủ chốt / Đã qua tập huấn"),
               note="Since the plan began, so that years are not added."),
    ] = None  # fmt: skip
    revenue: Annotated[
        Money,
        Column(
            "Doanh thu",
            "Revenue",
            ("Tổng doanh thu", "Doanh thu năm", "DT", "Tổng DT", "Kết quả / Doanh thu"),
            flow=True,
        ),
    ] = None
    revenue_members: Annotated[
        Money,
        Column("Doanh thu với thành viên", "Revenue with members",
               ("Doanh thu của HTX với thành viên", "Doanh thu từ thành viên", "Kết quả / Doanh thu với thành viên"),
               flow=True),
    ] = None  # fmt: skip
    profit: Annotated[
        Balance,
        Column("Lợi nhuận", "Profit", ("Lãi", "LN", "Lãi, lỗ", "LNTT", "Lợi nhuận trước thuế", "Lãi sau thuế", "Kết quả / Lợi nhuận",
                                      "Kết quả / Lãi"), flow=True),
    ] = None  # fmt: skip
    income: Annotated[
        Money,
        Column("Thu nhập bình quân", "Mean income",
               ("Thu nhập BQ", "Thu nhập bình quân lao động", "Thu nhập bình quân của lao động",
                "Thu nhập bình quân của thành viên, lao động", "TNBQ", "Kết quả / Thu nhập bình quân",
                "Kết quả / Thu nhập BQ", "Thu nhập bình quân năm", "Thu nhập bình quân tháng", "Thu nhập BQ năm",
                "Thu nhập BQ tháng"),
               note="VND per person and year; a header in months is turned into years.", yearly=True, flow=True),
    ] = None  # fmt: skip
    score: Annotated[
        Score, Column("Điểm", "Score", ("Điểm đánh giá", "Tổng điểm", "Điểm xếp loại"), note="Hundredths of a point.")
    ] = None
    grade: Annotated[
        Label,
        OneOf("grade"),
        Column("Xếp loại", "Grade",
               ("Đánh giá", "Loại", "Kết quả phân loại", "Kết quả xếp loại", "Phân loại", "Xếp loại HTX")),
    ] = None  # fmt: skip
    linked_enterprise: Annotated[
        Flag,
        Column("Liên kết với doanh nghiệp", "Linked with an enterprise",
               ("Liên kết doanh nghiệp", "Có liên kết với doanh nghiệp", "LK doanh nghiệp", "Liên kết DN")),
    ] = None  # fmt: skip
    in_value_chain: Annotated[
        Flag,
        Column("Tham gia chuỗi giá trị", "In a value chain",
               ("Liên kết theo chuỗi giá trị", "Chuỗi giá trị", "Tham gia liên kết chuỗi", "Liên kết chuỗi")),
    ] = None  # fmt: skip
    model_built_on: Annotated[
        Date,
        Column("Năm xây dựng mô hình HTX kiểu mới", "New-type model built",
               ("HTX kiểu mới từ năm", "Năm xây dựng mô hình", "Ngày xây dựng mô hình HTX kiểu mới", "Mô hình HTX kiểu mới")),
    ] = None  # fmt: skip
    member_htx: Annotated[
        Count,
        Column("Số HTX thành viên", "Member cooperatives", ("HTX thành viên", "Tổng số HTX thành viên")),
    ] = None
    deposits: Annotated[
        Money,
        Column("Vốn huy động", "Deposits", ("Tổng vốn huy động", "Huy động vốn", "Nguồn vốn huy động", "Tiền gửi")),
    ] = None
    loans: Annotated[Money, Column("Dư nợ cho vay", "Loans outstanding", ("Dư nợ", "Tổng dư nợ", "Dư nợ tín dụng"))] = (
        None
    )
