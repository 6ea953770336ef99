"""Members, money, people: the sums of the first year as the plan prints them, then mild growth."""

from __future__ import annotations

from random import Random

from samples import facts
from samples.chance import rng, share, skewed
from samples.organisation import SUSPENDED, Organisation

# The plan gives trade 370 members in 60 HTX, so that seven each cannot be had there.
LEAST_MEMBERS = {"trade": 5, "credit": 400}


def first_year(existing: list[Organisation]) -> None:
    chance = rng("first figures")
    for sector in facts.SECTORS:
        of_sector = [each for each in existing if each.sector == sector.code]
        size = [skewed(chance) for _ in of_sector]
        least = LEAST_MEMBERS.get(sector.code, 7)
        _put(of_sector, "members", share(sector.members, size, least))
        capital = [weight * chance.randint(3, 9) for weight in size]
        _put(
            of_sector,
            "charter_capital",
            share(sector.capital, capital, min(1_000, sector.capital // len(size) // 4)),
        )

    credit = [each for each in existing if each.credit]
    others = [each for each in existing if not each.credit]
    by_members = [each.figures["members"] for each in credit]
    _put(credit, "revenue", share(facts.REVENUE_CREDIT, by_members))
    _put(credit, "income", share(facts.INCOME_CREDIT, [chance.randint(90, 110) for _ in credit]))
    _put(credit, "workers", share(facts.WORKERS_CREDIT, by_members, 5))
    _put(credit, "deposits", share(facts.DEPOSITS, [each * chance.randint(8, 12) for each in by_members]))
    _put(credit, "loans", share(facts.LOANS, [each.figures["deposits"] for each in credit]))

    active = [facts.SECTOR[each.sector].revenue_weight * each.operating * 3 + 1 for each in others]
    money = [weight * skewed(chance) * (300 + each.quality) for weight, each in zip(active, others, strict=True)]
    _put(others, "revenue", share(facts.REVENUE - facts.REVENUE_CREDIT, money, 100))
    wages = [each.quality + chance.randint(0, 400) for each in others]
    _put(others, "income", share(facts.INCOME - facts.INCOME_CREDIT, wages, 240))
    staff = [skewed(chance) for _ in others]
    _put(others, "workers", share(facts.WORKERS - facts.WORKERS_CREDIT, staff, 2))

    _put(existing, "board", [facts.BOARD // facts.ORGANISATIONS] * len(existing))
    largest = sorted(others, key=lambda each: (-each.figures["members"], each.code))
    for each in credit:
        each.figures["control_board"] = 3
    spare = facts.CONTROL_BOARD - 3 * len(credit)
    for rank, each in enumerate(largest):
        each.figures["control_board"] = 2 if rank < 60 else 1 if rank < spare - 60 else 0
    _put(existing, "managers", share(facts.MANAGERS, [chance.randint(1, 9) for _ in existing], 3))
    levels = [0] * facts.MANAGERS_COLLEGE + [1] * facts.MANAGERS_INTERMEDIATE + [2] * facts.MANAGERS_ELEMENTARY
    levels += [3] * (facts.MANAGERS - len(levels))
    chance.shuffle(levels)
    for each in existing:
        mine, levels = levels[: each.figures["managers"]], levels[each.figures["managers"] :]
        for level, name in enumerate(("college", "intermediate", "elementary")):
            each.figures[f"managers_{name}"] = mine.count(level)
        _set_parts(each, chance, facts.FIRST)


def founding(each: Organisation, chance: Random, year: int) -> None:
    """The first figures of an HTX founded in `year`."""
    scale = facts.SECTOR[each.sector].revenue_weight
    # From 01/07/2024 five members are enough.
    least = 5 if each.registered_on.isoformat() >= "2024-07-01" else 7
    workers = chance.randint(2, 9)
    managers = chance.randint(3, 5)
    college = int(chance.random() < 0.3)
    intermediate = int(chance.random() < 0.5)
    each.figures = {
        "members": least + skewed(chance) // 9,
        "charter_capital": scale * skewed(chance) * chance.randint(20, 90) + 1_000,
        "revenue": scale * skewed(chance) * chance.randint(5, 25) + 105,
        "income": chance.randint(300, 620),
        "workers": workers,
        "board": 3, "control_board": int(chance.random() < 0.6), "managers": managers,
        "managers_college": college, "managers_intermediate": intermediate,
        "managers_elementary": min(managers - college - intermediate, chance.randint(0, 2)),
    }  # fmt: skip
    _set_parts(each, chance, year)


def next_year(each: Organisation, chance: Random, year: int) -> None:
    now = each.figures
    grown = max(1, now["members"] // 12)
    now["members_new"] = chance.randint(0, grown)
    least = LEAST_MEMBERS.get(each.sector, min(7, now["members"]))
    now["members"] = max(least, now["members"] + now["members_new"] - chance.randint(0, max(1, grown // 2)))
    now["members_new"] = min(now["members_new"], now["members"])
    now["charter_capital"] += now["charter_capital"] * max(0, chance.randint(-8, 6)) // 100
    now["revenue"] = now["revenue"] * chance.randint(97 + each.quality // 300, 109 + each.quality // 200) // 100
    now["income"] = now["income"] * chance.randint(101, 108) // 100
    now["workers"] = max(1, now["workers"] + chance.randint(-1, 2) * (chance.random() < 0.4))
    if each.credit:
        now["deposits"] = now["deposits"] * chance.randint(104, 111) // 100
        now["loans"] = now["deposits"] * chance.randint(88, 93) // 100
    if now["members"] >= 30 and now["board"] == 3 and chance.random() < 0.03:
        now["board"], now["managers"] = 5, max(5, now["managers"])
    _set_parts(each, chance, year)


def _set_parts(each: Organisation, chance: Random, year: int) -> None:
    """What is part of another figure never exceeds it."""
    now = each.figures
    if each.young(year):
        now["members_new"], now["workers_new"] = now["members"], now["workers"]
    else:
        now.setdefault("members_new", chance.randint(0, max(1, now["members"] // 15)))
        now["workers_new"] = chance.randint(0, min(2, now["workers"]))
    now["members_women"] = now["members"] * chance.randint(18, 55) // 100
    now["workers_members"] = now["workers"] if each.credit else min(
        now["members"], now["workers"] * chance.randint(35, 95) // 100)  # fmt: skip
    now["key_officers"] = min(now["managers"], now["board"] + min(1, now["control_board"]))
    now["revenue_members"] = now["revenue"] * chance.randint(15, 80) // 100
    margin = chance.randint(-6, 3) if each.quality < 280 else chance.randint(1, 14)
    now["profit"] = now["revenue"] * margin // 100


def college(existing: list[Organisation], year: int, chance: Random) -> None:
    """Managers with a degree reach the year's share: some study on, never fewer than before."""
    managers = sum(each.figures["managers"] for each in existing)
    needed = managers * facts.COLLEGE_PERMILLE[year] // 1000
    needed -= sum(each.figures["managers_college"] for each in existing)
    while needed > 0:
        each = chance.choice(existing)
        now = each.figures
        if now["managers_intermediate"]:
            now["managers_intermediate"] -= 1
        elif now["managers_college"] + now["managers_elementary"] >= now["managers"]:
            continue
        now["managers_college"] += 1
        needed -= 1


def blank_results(each: Organisation, year: int) -> set[str]:
    """What a suspended HTX does not report; in the first year all had worked for some months."""
    if each.status == SUSPENDED and year > facts.FIRST:
        return {"revenue", "revenue_members", "profit", "income"}
    return set()


def _put(organisations: list[Organisation], name: str, values: list[int]) -> None:
    for each, value in zip(organisations, values, strict=True):
        each.figures[name] = value
