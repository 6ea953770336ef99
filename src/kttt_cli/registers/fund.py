"""The ledger of the cooperative development fund (Quỹ hỗ trợ phát triển HTX): NĐ 45/2021/NĐ-CP."""

from __future__ import annotations

from typing import Annotated, ClassVar

from kttt_cli.language import Text
from kttt_cli.registers.fields import Code, Column, Date, Label, Money, OneOf, Record, Words


class FundMovement(Record):
    """One movement of the fund. Borrowers are HTX, LH HTX, or members of HTX and THT (NĐ 45/2021 art. 20)."""

    title: ClassVar[Text] = Text("Sổ theo dõi Quỹ hỗ trợ phát triển HTX", "Ledger of the development fund")
    words: ClassVar[tuple[str, ...]] = ("quy", "quy ho tro")
    required: ClassVar[tuple[str, ...]] = ("date", "kind", "amount")
    recognised_by: ClassVar[tuple[str, ...]] = ("kind",)
    partition: ClassVar[tuple[str, ...]] = ()

    date: Annotated[Date, Column("Ngày", "Date", ("Ngày giao dịch", "Ngày chứng từ", "Ngày tháng"))] = None
    kind: Annotated[
        Label, OneOf("movement"), Column("Loại giao dịch", "Movement", ("Nghiệp vụ", "Nội dung giao dịch", "Giao dịch"))
    ] = None
    source: Annotated[Label, OneOf("source"), Column("Nguồn vốn", "Source", ("Nguồn",))] = None
    borrower_code: Annotated[Code, Column("Mã số bên vay", "Borrower's code", ("Mã số HTX vay", "Mã số HTX"))] = None
    borrower: Annotated[
        Words, Column("Bên vay", "Borrower", ("Tên bên vay", "HTX vay", "Đơn vị vay", "Khách hàng"))
    ] = None
    amount: Annotated[Money, Column("Số tiền", "Amount", ("Giá trị", "Số tiền giao dịch"))] = None
