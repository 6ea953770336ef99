"""What is true before anyone writes it down: a few made-up cooperatives of one year.

This is a model of its own, independent of the program: values in whole VND, dates as far as they are known.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

YEAR = 2023
DISTRICTS = {
    "Huyện Yên Thế": ("Xã Xuân Lương", "Xã Tam Tiến", "Xã Đồng Hưu", "Xã Đồng Tâm"),
    "Huyện Tân Yên": ("Xã Đại Hóa", "Xã Phúc Hòa", "Thị trấn Cao Thượng", "Xã Liên Sơn"),
    "Huyện Hiệp Hòa": ("Xã Thanh Vân", "Xã Hòa Sơn", "Thị trấn Thắng", "Xã Ngọc Sơn"),
    "Thành phố Bắc Giang": ("Phường Mỹ Độ", "Xã Tân Mỹ", "Phường Đa Mai", "Xã Song Mai"),
}
SECTORS = {
    "agri": "Nông, lâm nghiệp, thủy sản",
    "industry": "Công nghiệp, TTCN",
    "trade": "Thương mại, dịch vụ, chợ",
    "transport": "Vận tải",
    "construction": "Xây dựng",
}
KINDS = {"htx": "HTX", "qtdnd": "QTDND", "lh": "LH HTX"}
GRADES = {"tot": "Tốt", "kha": "Khá", "trung_binh": "Trung bình", "yeu": "Yếu", "none": "Không xếp loại"}

_TRADES = ("Dịch vụ", "Nông nghiệp", "Chăn nuôi", "Rau an toàn", "Nuôi ong", "Thủy sản", "Mộc", "Vận tải", "Tổng hợp")
_FIRST = ("An", "Bình", "Hòa", "Thịnh", "Phú", "Tân", "Thủy", "Đại", "Minh", "Xuân")
_SECOND = ("Lạc", "Hòa", "Phát", "Thành", "Vượng", "Khánh", "Hưng", "Đức", "Long", "Thúy")
_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)


@dataclass(frozen=True, slots=True)
class Fact:
    """One cooperative. None: not known, and so blank on the page."""

    code: str | None
    name: str
    kind: str
    sector: str
    district: str
    commune: str
    registered: tuple[int, ...]
    """(year,), (year, month) or (year, month, day)."""
    capital: int
    members: int | None
    women: int | None
    workers: int | None
    revenue: int | None
    profit: int | None
    grade: str | None
    linked: bool | None


def code_of(number: int) -> str:
    """A code whose check digit is right, with the prefix 99, which no province has."""
    while True:
        stem = f"99{number:07}"
        rest = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, stem, strict=True)) % 11
        if rest:
            return f"{stem}{10 - rest}"
        number += 100


def make(seed: int, most: int = 12, *, least: int = 4, precise: bool = False) -> list[Fact]:
    """By district, and within a district by sector, as a register is kept."""
    chance = Random(seed)
    names = [f"{first} {second}" for first in _FIRST for second in _SECOND]
    chance.shuffle(names)
    facts = [_fact(chance, number, names[number], precise) for number in range(chance.randint(least, most))]
    districts, sectors = list(DISTRICTS), list(SECTORS)
    return sorted(facts, key=lambda fact: (districts.index(fact.district), sectors.index(fact.sector)))


def _fact(chance: Random, number: int, name: str, precise: bool) -> Fact:
    district = chance.choice(list(DISTRICTS))
    kind = chance.choices(list(KINDS), (8, 1, 1))[0]
    members = chance.choice((None, 7, 12, 25, 48, 150, chance.randint(1000, 2600)))
    day = (chance.randint(1996, 2022), chance.randint(1, 12), chance.randint(1, 28))
    return Fact(
        code=chance.choices((code_of(chance.randint(1, 89_999) * 100 + number), None), (9, 1))[0],
        name=f"{KINDS[kind]} {chance.choice(_TRADES)} {name}",
        kind=kind,
        sector=chance.choice(list(SECTORS)),
        district=district,
        commune=chance.choice(DISTRICTS[district]),
        registered=day[: 3 if precise else chance.choices((3, 2, 1), (8, 1, 1))[0]],
        # Over a thousand million and with a decimal in millions, so that every sheet has a sure number.
        capital=chance.randint(1_000, 3_000) * 1_000_000 + chance.randint(1, 9) * 100_000,
        members=members,
        women=None if members is None else chance.randint(0, members),
        workers=chance.choice((None, 0, 5, 18, 64)),
        revenue=chance.choice((None, 0, chance.randint(5_000, 59_999) * 100_000, chance.randint(1, 5) * 1_000_000_000)),
        profit=chance.choice((None, 0, chance.randint(-3_000, 6_000) * 100_000)),
        grade=chance.choice((None, *GRADES)),
        linked=chance.choice((None, True, False)),
    )
