"""An HTX or QTDND through the years, and how the ones of the first year came about."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random

from samples import facts
from samples.chance import day_in, rng
from samples.names import PRODUCTS, Codes, Names
from samples.places import Commune, communes

OPERATING, SUSPENDED = "Đang hoạt động", "Tạm ngừng kinh doanh"
DISSOLVING, MISSING = "Đang làm thủ tục giải thể", "Không hoạt động tại địa chỉ đã đăng ký"
ENDED = "Đã giải thể"


@dataclass(slots=True, eq=False)
class Organisation:
    code: str
    name: str
    kind: str
    sector: str
    vsic: str
    commune: Commune
    registered_on: date
    origin: str | None
    quality: int
    """0 to 1000: who is effective, weak, suspended or ended follows from its order."""
    link: int
    """0 to 1000: how ready it is to work with others."""
    ended_on: date | None = None
    status: str = OPERATING
    grade: str | None = None
    score: int | None = None
    linked: bool = False
    chain: bool = False
    model_year: int | None = None
    figures: dict[str, int] = field(default_factory=dict)

    @property
    def credit(self) -> bool:
        return self.sector == "credit"

    @property
    def operating(self) -> bool:
        return self.status == OPERATING

    def ended_by(self, year: int) -> bool:
        return self.ended_on is not None and self.ended_on.year <= year

    def young(self, year: int) -> bool:
        return self.registered_on.year == year


class Founder:
    """Founds organisations with a name, a code and a place of their own."""

    def __init__(self) -> None:
        self.chance: Random = rng("organisations")
        self.codes = Codes(rng("codes"))
        self.names = {"htx": Names("HTX"), "qtdnd": Names("QTDND")}
        self.communes = communes()
        self.weights = [self.chance.randint(2, 9) + 2 * each.rural for each in self.communes]
        self.seats = self.chance.sample(self.communes, k=facts.SECTOR["credit"].size)

    def found(self, sector: str, registered_on: date, origin: str | None) -> Organisation:
        chance = self.chance
        product, vsic = chance.choice(PRODUCTS[sector])
        credit = sector == "credit"
        commune = self.seats.pop() if credit else chance.choices(self.communes, self.weights)[0]
        name = self.names["qtdnd" if credit else "htx"].give(product, commune)
        return Organisation(
            self.codes.give(), name, "QTDND" if credit else "HTX", sector, vsic, commune, registered_on,
            origin,
            quality=chance.randint(150, 950), link=chance.randint(0, 1000),
        )  # fmt: skip

    def new_origin(self) -> str | None:
        """Provinces leave the origin blank for one that is simply new."""
        return "Thành lập mới" if self.chance.random() < 0.85 else None

    def first_year(self) -> list[Organisation]:
        """The 743 of 31/12/2020 and the ones that ended in 2020."""
        chance = self.chance
        after = [year for year, count in facts.FOUNDED_BEFORE.items() for _ in range(count)]
        old_only = {"credit", "electricity"}
        rest = [each.code for each in facts.SECTORS if each.code not in old_only for _ in range(each.size)]
        chance.shuffle(rest)
        made = []
        for sector, year in zip(rest, after, strict=False):
            day = day_in(chance, date(year, 7 if year == 2013 else 1, 5), date(year, 12, 25))
            made.append(self.found(sector, day, self.new_origin()))
        older = rest[len(after) :] + [s for s in sorted(old_only) for _ in range(facts.SECTOR[s].size)]
        for sector in older:
            day = day_in(chance, date(1997, 2, 1), date(2013, 6, 28))
            made.append(self.found(sector, day, "Đăng ký lại"))
        for _ in range(facts.ENDED[facts.FIRST]):
            gone = self.found("agri", day_in(chance, date(1999, 2, 1), date(2012, 12, 20)), "Đăng ký lại")
            gone.ended_on = day_in(chance, date(2020, 2, 3), date(2020, 12, 18))
            gone.status = ENDED
            made.append(gone)
        return made

    def later_year(self, year: int) -> list[Organisation]:
        chance = self.chance
        sectors = ["agri"] * 15 + ["industry"] * 2 + ["trade"] * 2 + ["transport", "environment", "construction"]
        made = []
        for rank in range(facts.NEW[year] + len(facts.NOT_NEW[year])):
            day = day_in(chance, date(year, 1, 6), date(year, 12, 24))
            made.append(self.found(chance.choice(sectors), day, self.new_origin()))
            if rank >= facts.NEW[year]:
                other = facts.NOT_NEW[year][rank - facts.NEW[year]]
                made[-1].origin = {"converted": "Chuyển đổi", "split": "Chia, tách"}[other]
        return made
