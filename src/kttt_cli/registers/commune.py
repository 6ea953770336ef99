"""Communes by year and whether they meet the new-rural standard (đạt chuẩn nông thôn mới, NTM)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from kttt_cli.language import Text
from kttt_cli.registers.fields import Code, Column, Flag, Place, Record, Year


class Commune(Record):
    """A commune in one year."""

    title: ClassVar[Text] = Text("Danh sách xã", "Register of communes")
    words: ClassVar[tuple[str, ...]] = ("xa", "nong thon moi", "ntm")
    required: ClassVar[tuple[str, ...]] = ("commune", "new_rural")
    recognised_by: ClassVar[tuple[str, ...]] = ("new_rural",)
    partition: ClassVar[tuple[str, ...]] = ("district",)

    year: Annotated[Year, Column("Năm", "Year", ("Năm báo cáo", "Năm số liệu"))] = None
    code: Annotated[Code, Column("Mã xã", "Code", ("Mã đơn vị hành chính", "Mã ĐVHC"), lasting=True)] = None
    district: Annotated[
        Place,
        Column(
            "Huyện",
            "District",
            ("Huyện/TP", "Huyện, thành phố", "Huyện, thị xã, thành phố", "Quận/huyện", "Huyện/TX/TP"),
            lasting=True,
        ),
    ] = None
    commune: Annotated[
        Place,
        Column("Xã", "Commune", ("Xã/phường", "Tên xã", "Xã, phường, thị trấn", "Xã/phường/thị trấn"), lasting=True),
    ] = None
    new_rural: Annotated[
        Flag, Column("Đạt chuẩn NTM", "New-rural standard met", ("Đạt chuẩn nông thôn mới", "Xã NTM", "NTM", "Đạt NTM"))
    ] = None
