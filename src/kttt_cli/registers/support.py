"""Support measures carried out for cooperatives (chính sách hỗ trợ): the rows behind Phụ lục 06."""

from __future__ import annotations

from typing import Annotated, ClassVar

from kttt_cli.language import Text
from kttt_cli.registers.fields import Code, Column, Count, Date, Label, Money, OneOf, Record, Words


class SupportMeasure(Record):
    """One measure for one organisation at one time. `persons` are turns of attendance (lượt)."""

    title: ClassVar[Text] = Text("Danh sách hỗ trợ", "Register of support measures")
    words: ClassVar[tuple[str, ...]] = ("ho tro", "chinh sach")
    required: ClassVar[tuple[str, ...]] = ("date", "measure")
    recognised_by: ClassVar[tuple[str, ...]] = ("measure",)
    partition: ClassVar[tuple[str, ...]] = ()

    date: Annotated[
        Date, Column("Ngày", "Date", ("Năm", "Thời gian", "Ngày thực hiện", "Năm thực hiện", "Ngày hỗ trợ"))
    ] = None
    measure: Annotated[
        Label,
        OneOf("measure"),
        Column("Chính sách hỗ trợ", "Measure", ("Nội dung hỗ trợ", "Chính sách", "Hình thức hỗ trợ")),
    ] = None
    organisation_code: Annotated[
        Code, Column("Mã số HTX", "Organisation's code", ("Mã số", "Mã số thuế", "MST", "Mã số đơn vị"))
    ] = None
    organisation: Annotated[
        Words, Column("Đơn vị được hỗ trợ", "Organisation", ("Tên HTX", "HTX được hỗ trợ", "Tên đơn vị"))
    ] = None
    persons: Annotated[Count, Column("Số người", "Persons", ("Số lượt người", "Số lượt", "Số người tham gia"))] = None
    area: Annotated[
        Count, Column("Diện tích (m2)", "Area", ("Diện tích", "Diện tích đất", "Diện tích đất (m2)"), note="m².")
    ] = None
    amount: Annotated[Money, Column("Kinh phí", "Amount", ("Số tiền", "Kinh phí hỗ trợ", "Tổng kinh phí"))] = None
