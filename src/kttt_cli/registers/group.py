"""Cooperative groups (tổ hợp tác, THT) by year: NĐ 77/2019/NĐ-CP; from 01/07/2024 NĐ 92/2024/NĐ-CP."""

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
    Words,
    Year,
)


class CooperativeGroup(Record):
    """A THT in one year. It has no legal personality, and a code only where it is registered."""

    title: ClassVar[Text] = Text("Danh sách THT", "Register of cooperative groups")
    words: ClassVar[tuple[str, ...]] = ("tht", "to hop tac")
    required: ClassVar[tuple[str, ...]] = ("name",)
    recognised_by: ClassVar[tuple[str, ...]] = ("certified", "registered_on", "ended_on", "members", "revenue")
    partition: ClassVar[tuple[str, ...]] = ("sector", "district")

    year: Annotated[Year, Column("Năm", "Year", ("Năm báo cáo", "Năm số liệu"))] = None
    code: Annotated[Code, Column("Mã số THT", "Code", ("Mã số", "Mã THT", "Mã số thuế", "MST"), lasting=True)] = None
    name: Annotated[
        Words,
        Column("Tên THT", "Name", ("Tên tổ hợp tác", "Tổ hợp tác", "THT", "Tên đơn vị", "Tên tổ chức"), lasting=True),
    ] = None
    sector: Annotated[
        Label,
        OneOf("sector"),
        Column("Lĩnh vực", "Sector", ("Ngành nghề", "Lĩnh vực hoạt động", "Ngành, lĩnh vực"), lasting=True),
    ] = None
    district: Annotated[
        Place,
        Column(
            "Huyện",
            "District",
            ("Huyện/TP", "Huyện, thành phố", "Huyện, thị xã, thành phố", "Địa bàn", "Quận/huyện", "Huyện/TX/TP"),
            lasting=True,
        ),
    ] = None
    commune: Annotated[
        Place,
        Column(
            "Xã", "Commune", ("Xã/phường", "Xã, phường", "Xã, phường, thị trấn", "Xã/phường/thị trấn"), lasting=True
        ),
    ] = None
    registered_on: Annotated[
        Date,
        Column(
            "Ngày thành lập",
            "Founded",
            ("Năm thành lập", "Năm TL", "Ngày hợp đồng hợp tác", "Thành lập / Năm"),
            lasting=True,
        ),
    ] = None
    ended_on: Annotated[
        Date, Column("Ngày chấm dứt", "Ended", ("Ngày chấm dứt hoạt động",), lasting=True, blank="not ended")
    ] = None
    certified: Annotated[
        Flag,
        Column("Có chứng thực hợp đồng hợp tác", "Contract certified",
               ("Chứng thực", "Có chứng thực", "HĐHT có chứng thực", "Được chứng thực", "Đã chứng thực")),
    ] = None  # fmt: skip
    members: Annotated[
        Count,
        Column(
            "Tổng số thành viên",
            "Members",
            (
                "Số thành viên",
                "Số TV",
                "Thành viên",
                "TV",
                "Tổ viên",
                "Số tổ viên",
                "Tổng số tổ viên",
                "Thành viên / Tổng số",
            ),
        ),
    ] = None
    members_new: Annotated[
        Count,
        Column("Thành viên mới", "New members", ("Số thành viên mới", "Số TV mới", "Thành viên / Mới"), flow=True),
    ] = None
    revenue: Annotated[Money, Column("Doanh thu", "Revenue", ("Tổng doanh thu", "Doanh thu năm"), flow=True)] = None
    profit: Annotated[Balance, Column("Lợi nhuận", "Profit", ("Lãi",), flow=True)] = None
