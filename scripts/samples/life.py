"""The years one after another: who ends, who is founded, how each is graded and linked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

from samples import facts, figures
from samples.chance import day_in, rng
from samples.organisation import DISSOLVING, ENDED, MISSING, OPERATING, SUSPENDED, Founder, Organisation
from samples.places import new_rural


def years() -> Iterator[tuple[int, list[Organisation]]]:
    """Each year with the organisations on its list, as they stand at its end."""
    founder, chance = Founder(), rng("life")
    everyone = founder.first_year()
    cluster = {unit: chance.random() for unit in sorted({each.new_code for each in founder.communes})}
    absent: Organisation | None = None
    for year in facts.YEARS:
        if year > facts.FIRST:
            everyone = [each for each in everyone if not each.ended_by(year - 1)]
            _end(everyone, year, chance)
            for each in everyone:
                each.quality = max(20, min(980, each.quality + chance.randint(-70, 85)))
                if not each.ended_by(year):
                    figures.next_year(each, chance, year)
            for each in founder.later_year(year):
                figures.founding(each, chance, year)
                everyone.append(each)
        existing = [each for each in everyone if not each.ended_by(year)]
        _stop_and_resume([each for each in existing if not each.credit], year, chance)
        if year == facts.FIRST:
            figures.first_year(existing)
        else:
            figures.college(existing, year, chance)
        if year == facts.VANISHES:
            absent = next(each for each in existing if _unremarkable(each))
        listed = [each for each in existing if each is not absent or year != facts.VANISHES]
        _chain(listed, year, cluster, chance)
        _link(listed, year)
        _grade(listed, year, chance)
        yield (
            year,
            sorted(
                (each for each in everyone if each is not absent or year != facts.VANISHES),
                key=lambda each: each.code,
            ),
        )


def _unremarkable(each: Organisation) -> bool:
    return each.sector == "agri" and each.operating and each.grade == "Trung bình" and each.model_year is None


def _end(everyone: list[Organisation], year: int, chance: Random) -> None:
    may = [each for each in everyone
           if not each.credit and each.model_year is None and each.registered_on.year < year - 1]  # fmt: skip
    may.sort(key=lambda each: (each.operating, each.quality, each.code))
    # Mostly the stopped and the weak, but not all of them, and now and then another one.
    weak = chance.sample(may[: 2 * facts.ENDED[year]], k=facts.ENDED[year] - 4)
    rest = [each for each in may if each not in weak]
    for each in [*weak, *chance.sample(rest[20:], k=4)]:
        each.ended_on = day_in(chance, date(year, 1, 15), date(year, 12, 20))
        each.status = ENDED


def _stop_and_resume(existing: list[Organisation], year: int, chance: Random) -> None:
    stopped = [each for each in existing if not each.operating]
    wanted = facts.NOT_OPERATING[year]
    for each in stopped[wanted:]:
        each.status = OPERATING
        each.quality = max(each.quality, 200)
    candidates = sorted(
        (each for each in existing if each.operating and not each.young(year) and each.model_year is None),
        key=lambda each: (each.quality, each.code),
    )
    for each in candidates[: max(0, wanted - len(stopped))]:
        each.status = chance.choice((SUSPENDED, SUSPENDED, SUSPENDED, SUSPENDED, DISSOLVING, MISSING))
        each.quality = chance.randint(20, 90)


def _chain(listed: list[Organisation], year: int, cluster: dict[str, float], chance: Random) -> None:
    met = new_rural(year, facts.NEW_RURAL)
    farms: dict[str, list[Organisation]] = {}
    for each in sorted(listed, key=lambda each: (each.registered_on, each.code)):
        each.chain = False
        if each.sector == "agri" and each.operating:
            farms.setdefault(each.commune.unit(year), []).append(each)
    rural = [unit for unit in sorted(farms, key=lambda unit: (cluster[farms[unit][0].commune.new_code], unit))
             if met.get(unit)]  # fmt: skip
    covered = set(rural[: sum(met.values()) * facts.CHAIN_PERCENT[year] // 100])
    for unit, group in farms.items():
        for rank, each in enumerate(group):
            if met.get(unit):
                each.chain = unit in covered and (
                    rank == 0 or each.link > 550 - 35 * (year - facts.FIRST) or each.model_year is not None
                )
            else:
                each.chain = each.link > 800
    if year in facts.MODELS:
        ready = [each for unit in rural[:40] for each in farms[unit] if each.chain and each.model_year is None]
        for each in chance.sample(ready, k=facts.MODELS[year]):
            each.model_year = year
            each.quality = max(each.quality, 800)


def _link(listed: list[Organisation], year: int) -> None:
    farms = [each for each in listed if each.sector == "agri"]
    ready = sorted((each for each in farms if each.operating),
                   key=lambda each: (-each.link - 150 * each.chain, each.code))  # fmt: skip
    linked = set(ready[: len(farms) * facts.LINKED_PERCENT[year] // 100])
    for each in listed:
        each.linked = each in linked if each.sector == "agri" else each.operating and each.link > 880


def _grade(listed: list[Organisation], year: int, chance: Random) -> None:
    """By order of quality, as many as the year has; the newest are not graded, nor are QTDND."""
    graded = []
    for each in listed:
        each.grade, each.score = "Không xếp loại", None
        unasked = not each.operating and chance.random() < 0.3
        if not (each.credit or each.young(year) or unasked):
            graded.append(each)
    graded.sort(key=lambda each: (-each.quality, each.code))
    effective, weak = facts.EFFECTIVE[year], facts.WEAK[year]
    for rank, each in enumerate(graded):
        if rank < effective * 2 // 5:
            each.grade, lowest, highest = "Tốt", 80, 97
        elif rank < effective:
            each.grade, lowest, highest = "Khá", 65, 79
        elif rank < len(graded) - weak:
            each.grade, lowest, highest = "Trung bình", 50, 64
        else:
            each.grade, lowest, highest = "Yếu", 31, 49
        each.score = chance.randint(lowest * 10, highest * 10 + 9) // 5 * 5
