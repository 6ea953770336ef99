"""The cooperative groups (THT): 900 in 2020, of which the plan knows the members of 39 only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from samples import facts
from samples.chance import day_in, rng, share, skewed
from samples.names import GROUP_PRODUCTS, Codes, Names
from samples.places import communes

if TYPE_CHECKING:
    from samples.records import Record


@dataclass(slots=True, eq=False)
class Group:
    name: str
    sector: str
    commune: str
    registered_on: date
    members: int
    revenue: int = 0
    profit: int = 0
    members_new: int = 0
    certified: bool = False
    code: str | None = None
    ended_on: date | None = None


def years() -> Iterator[tuple[int, list[Record]]]:
    chance = rng("groups")
    names, codes, places = Names("THT"), Codes(rng("codes of groups")), communes()
    sectors = ["agri"] * 16 + ["industry", "industry", "trade", "transport", "environment", "construction"]

    def found(first: date, last: date) -> Group:
        sector = chance.choice(sectors)
        place = chance.choice(places)
        name = names.give(chance.choice(GROUP_PRODUCTS[sector]), place)
        group = Group(name, sector, place.code, day_in(chance, first, last), chance.randint(4, 16))
        group.revenue = skewed(chance) * 60 + 305
        group.profit = group.revenue * chance.randint(8, 22) // 100
        return group

    everyone = [found(date(2008, 1, 10), date(2020, 12, 15)) for _ in range(facts.GROUPS)]
    for group, revenue in zip(everyone, share(facts.GROUP_REVENUE, [g.revenue for g in everyone], 200), strict=True):
        group.revenue = revenue
    for group, profit in zip(everyone, share(facts.GROUP_PROFIT, [g.revenue for g in everyone], 20), strict=True):
        group.profit = profit
    certified = [group for group in everyone if group.sector == "agri"][: facts.GROUPS_CERTIFIED]
    sizes = share(facts.GROUP_MEMBERS_CERTIFIED, [chance.randint(2, 9) for _ in certified], 3)
    for group, members in zip(certified, sizes, strict=True):
        group.certified, group.members = True, members
    for _ in range(facts.GROUP_ENDED[facts.FIRST]):
        everyone.append(found(date(2008, 1, 10), date(2016, 12, 15)))
        everyone[-1].ended_on = day_in(chance, date(2020, 2, 3), date(2020, 12, 18))

    for year in facts.YEARS:
        if year > facts.FIRST:
            everyone = [group for group in everyone if group.ended_on is None]
            for group in everyone:
                group.members_new = chance.randint(0, 5) // 4
                group.members += group.members_new
                group.revenue = group.revenue * chance.randint(97, 109) // 100
                group.profit = group.profit * chance.randint(95, 110) // 100
            for group in chance.sample([g for g in everyone if not g.certified], k=facts.GROUP_ENDED[year]):
                group.ended_on = day_in(chance, date(year, 1, 15), date(year, 12, 20))
            for _ in range(facts.GROUP_NEW[year]):
                group = found(date(year, 1, 8), date(year, 12, 22))
                group.members_new = group.members
                # Registration of THT began with NĐ 92/2024/NĐ-CP, on 01/07/2024.
                if group.registered_on >= date(2024, 7, 1) and chance.random() < 0.5:
                    group.code = codes.give()
                everyone.append(group)
            living = [g for g in everyone if g.ended_on is None and g.sector == "agri" and not g.certified]
            have = sum(group.certified for group in everyone)
            for group in chance.sample(living, k=facts.GROUP_CERTIFIED[year] - have):
                group.certified = True
        yield year, [_record(group, year) for group in sorted(everyone, key=lambda g: (g.commune, g.name))]


def _record(group: Group, year: int) -> Record:
    record: Record = {
        "year": str(year), "code": group.code, "name": group.name, "sector": facts.SECTOR[group.sector].name,
        "commune": group.commune, "registered_on": group.registered_on, "ended_on": group.ended_on,
    }  # fmt: skip
    if group.ended_on is None:
        record["certified"] = "có" if group.certified else "không"
        if group.certified or year > facts.FIRST:
            record["members"], record["members_new"] = group.members, group.members_new
        record["revenue"], record["profit"] = Decimal(group.revenue) / 10, Decimal(group.profit) / 10
    return record
