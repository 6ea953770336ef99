"""The unions (LH HTX): five in 2020, two founded later."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from samples import facts
from samples.chance import day_in, rng, share
from samples.names import Codes, Names
from samples.places import communes

if TYPE_CHECKING:
    from samples.records import Record

# Kept apart from the codes of HTX by their own stream.
_SECTORS = ("agri", "agri", "agri", "agri", "trade")
_COUNTS = ("member_htx", "workers", "workers_new", "managers_college")
_PRODUCTS = {"agri": "Nông sản", "trade": "Thương mại dịch vụ"}


def years() -> Iterator[tuple[int, list[Record]]]:
    chance = rng("unions")
    codes, names = Codes(rng("codes of unions")), Names("LH HTX")
    seats = communes()
    capital = share(facts.UNION_CAPITAL, [3, 2, 2, 180, 4], 20_000)
    revenue = share(facts.UNION_REVENUE, [20, 9, 14, 60, 33], 50_000)
    profit = share(facts.UNION_PROFIT, [chance.randint(4, 9) for _ in capital], 3_000)
    members = share(facts.UNION_MEMBERS, [3, 1, 2, 5, 2], 4)
    now: list[dict[str, int]] = []
    fixed: list[Record] = []

    def found(sector: str, registered_on: date, origin: str, figures: dict[str, int]) -> None:
        seat = chance.choice(seats)
        fixed.append({
            "code": codes.give(), "name": names.give(_PRODUCTS[sector], seat), "kind": "LH HTX",
            "sector": facts.SECTOR[sector].name, "vsic": "4620" if sector == "agri" else "4632",
            "commune": seat.code, "registered_on": registered_on, "origin": origin,
            "status": "Đang hoạt động", "ended_on": None, "model_built_on": None,
        })  # fmt: skip
        now.append(figures)

    for i, sector in enumerate(_SECTORS):
        day = day_in(chance, date(2006 + 3 * i, 1, 9), date(2006 + 3 * i, 12, 20))
        found(sector, day, "Đăng ký lại" if day.year < 2013 else "Thành lập mới",
              {"charter_capital": capital[i], "revenue": revenue[i], "profit": profit[i],
               "member_htx": members[i], "workers": chance.randint(9, 30), "workers_new": 1,
               "managers_college": 2})  # fmt: skip
    for year in facts.YEARS:
        if year > facts.FIRST:
            for figures in now:
                figures["revenue"] = figures["revenue"] * chance.randint(98, 109) // 100
                figures["profit"] = figures["profit"] * chance.randint(94, 110) // 100
                figures["member_htx"] += chance.randint(0, 3) // 3
                figures["workers_new"] = chance.randint(0, 2)
                figures["workers"] += figures["workers_new"]
        for _ in range(facts.UNION_FOUNDED.get(year, 0)):
            found("agri", day_in(chance, date(year, 2, 10), date(year, 10, 20)), "Thành lập mới",
                  {"charter_capital": 52_505, "revenue": 81_335, "profit": 4_125, "member_htx": 4,
                   "workers": 8, "workers_new": 8, "managers_college": 3})  # fmt: skip
        made: list[Record] = []
        for rank, (record, figures) in enumerate(zip(fixed, now, strict=True)):
            registered_on = record["registered_on"]
            young = isinstance(registered_on, date) and registered_on.year == year
            effective = rank < facts.UNION_EFFECTIVE[year] and not young
            made.append({
                **record, "year": str(year),
                **{name: Decimal(figures[name]) / 10 for name in ("charter_capital", "revenue", "profit")},
                **{name: figures[name] for name in _COUNTS},
                "board": 5, "control_board": 1, "managers": 6, "managers_intermediate": 2, "key_officers": 6,
                "score": None if young else Decimal(790 + 15 * (rank % 3) if effective else 575) / 10,
                "grade": "Không xếp loại" if young else
                         ("Tốt" if rank % 3 else "Khá") if effective else "Trung bình",
                "linked_enterprise": "x", "in_value_chain": "có" if figures["member_htx"] > 4 else "không",
            })  # fmt: skip
        yield year, made
