"""The ledger of the development fund and the support measures, with organisations of the register."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

from samples import facts
from samples.chance import rng, share, working_day

if TYPE_CHECKING:
    from samples.records import Record

# With the additions of 2020 these give 14.256 million, of which 13.000 from the province.
OPENING = {"Ngân sách tỉnh": 115_000, "Trích từ kết quả hoạt động": 9_000, "Nguồn khác": 2_000}


def _helped(organisations: list[Record], year: int) -> list[Record]:
    """HTX that could be helped on any day of the year: living, at work, and not founded in it."""
    return [each for each in organisations
            if each["kind"] == "HTX" and each["status"] == "Đang hoạt động"
            and isinstance(each["registered_on"], date) and each["registered_on"].year < year]  # fmt: skip


def fund(organisations: dict[int, list[Record]]) -> list[Record]:
    chance = rng("fund")
    made: list[tuple[date, int, Record]] = []

    def move(day: date, kind: str, tenths: int, source: str | None = None, borrower: Record | None = None) -> None:
        record: Record = {"date": day, "kind": kind, "source": source, "amount": Decimal(tenths) / 10}
        if borrower:
            record["borrower_code"], record["borrower"] = borrower["code"], borrower["name"]
        made.append((day, len(made), record))

    for source, tenths in OPENING.items():
        move(date(facts.FIRST, 1, 1), "Số dư vốn đầu kỳ", tenths, source)
    for year in facts.YEARS:
        from_budget, surplus = facts.FUND_ADDED[year]
        move(date(year, 4, 15), "Bổ sung vốn", from_budget, "Ngân sách tỉnh")
        move(date(year, 12, 25), "Bổ sung vốn", surplus, "Trích từ kết quả hoạt động")
        for borrower in chance.sample(_helped(organisations[year], year), k=facts.FUND_LOANS[year]):
            amount = chance.randint(10, 38) * 50 + chance.randint(0, 3) // 3 * 25
            lent = working_day(chance, year)
            move(lent, "Cho vay", amount, None, borrower)
            for part, months in zip(share(amount, (1, 1), 0), (9, 18), strict=True):
                due = lent + timedelta(days=months * 30 + chance.randint(-10, 10))
                due -= timedelta(days=max(0, due.weekday() - 4))
                if due.year <= facts.LAST:
                    move(due, "Thu nợ", part, None, borrower)
    return [record for _, _, record in sorted(made, key=lambda each: each[:2])]


def measures(organisations: dict[int, list[Record]]) -> list[Record]:
    chance = rng("support")
    made: list[tuple[date, int, Record]] = []

    def help_(year: int, measure: str, whom: Record | None, **more: int | Decimal) -> None:
        day = working_day(chance, year)
        record: Record = {"date": day, "measure": measure, **more}
        if whom:
            record["organisation_code"], record["organisation"] = whom["code"], whom["name"]
        made.append((day, len(made), record))

    for year in facts.YEARS:
        helped = _helped(organisations[year], year)
        trainees = chance.sample(helped, k=62)
        persons = share(facts.TRAINING[year], [chance.randint(2, 9) for _ in range(65)], 3)
        for i, number in enumerate(persons):
            # Three classes a year were held for several HTX at once.
            whom = trainees[i] if i < len(trainees) else None
            help_(year, "Bồi dưỡng nguồn nhân lực", whom, persons=number, amount=_money(chance, number * 3))
        promoted = chance.sample([each for each in helped if each["grade"] != "Yếu"], k=facts.TRADE_PROMOTION[year])
        again = chance.sample(promoted, k=7)
        for whom in [*promoted, *again, *again[:2]]:
            help_(year, "Xúc tiến thương mại, mở rộng thị trường", whom, amount=_money(chance, 60))
        for whom in chance.sample(helped, k=chance.randint(22, 27)):
            help_(year, "Vay vốn tổ chức tín dụng", whom, amount=_money(chance, 9_000))
        for whom in chance.sample(helped, k=chance.randint(2, 4)):
            help_(year, "Ứng dụng KHKT, công nghệ mới", whom, amount=_money(chance, 900))
        farms = [each for each in helped if each["sector"] == facts.SECTOR["agri"].name]
        for whom in chance.sample(farms, k=2):
            help_(year, "Kết cấu hạ tầng", whom, amount=_money(chance, 6_000))
        help_(year, "Cho thuê đất", chance.choice(farms), area=chance.randint(12, 90) * 250)
        for whom in organisations[year]:
            if whom.get("model_built_on") == str(year):
                help_(year, "Xây dựng mô hình HTX", whom, amount=_money(chance, 1_500))
    return [record for _, _, record in sorted(made, key=lambda each: each[:2])]


def _money(chance: Random, about: int) -> Decimal:
    return Decimal(about * chance.randint(60, 140) // 100) / 10
