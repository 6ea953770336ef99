"""Seeded registers to measure with: one cooperative and year a row, 24 columns, written twice.

`text` is written as provinces write it (1.310,6 in triệu đồng, 08/10/2015, words); `plain` holds the same
facts as numbers, ISO dates and codes, so that a rival has nothing to read or to check.
Nothing in them is real: names of places are made of syllables.

    python benchmarks/data.py 34000 csv      writes benchmarks/data/{text,plain}-34000.csv, unless there
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

DATA = Path(__file__).parent / "data"
SEED = 2024
LAST_YEAR = 2024

SHAPES = {743: (743, 1), 34_000: (34_000, 1), 340_000: (34_000, 10), 1_000_000: (100_000, 10)}
"""Rows → cooperatives on a list, and years: a province, the country, ten years of it, and three times that."""

HEADERS = {
    "year": "Năm", "code": "Mã số HTX", "name": "Tên HTX", "kind": "Loại hình", "sector": "Lĩnh vực",
    "district": "Huyện", "commune": "Xã", "registered_on": "Ngày đăng ký lần đầu", "origin": "Hình thức thành lập",
    "status": "Tình trạng", "ended_on": "Ngày giải thể", "charter_capital": "Vốn điều lệ (triệu đồng)",
    "members": "Tổng số thành viên", "members_women": "Thành viên nữ", "workers": "Lao động thường xuyên",
    "managers": "Cán bộ quản lý", "managers_intermediate": "Cán bộ quản lý trình độ trung cấp",
    "managers_college": "Cán bộ quản lý trình độ cao đẳng, đại học trở lên", "revenue": "Doanh thu (triệu đồng)",
    "revenue_members": "Doanh thu với thành viên (triệu đồng)", "profit": "Lợi nhuận (triệu đồng)",
    "income": "Thu nhập bình quân (triệu đồng/người/năm)", "grade": "Xếp loại",
    "linked_enterprise": "Liên kết với doanh nghiệp",
}  # fmt: skip
MONEY = frozenset({"charter_capital", "revenue", "revenue_members", "profit", "income"})
WORDS = {
    "kind": {"htx": "HTX", "qtdnd": "QTDND", "lh": "LH HTX"},
    "sector": {
        "agri": "Nông, lâm nghiệp, thủy sản", "industry": "Công nghiệp, TTCN", "trade": "Thương mại, dịch vụ, chợ",
        "transport": "Vận tải", "environment": "Vệ sinh môi trường", "credit": "Tín dụng",
    },
    "origin": {"new": "Thành lập mới", "reregistered": "Đăng ký lại", "converted": "Chuyển đổi"},
    "status": {
        "operating": "Đang hoạt động", "suspended": "Tạm ngừng kinh doanh",
        "ended": "Đã giải thể, phá sản, chấm dứt tồn tại",
    },
    "grade": {"tot": "Tốt", "kha": "Khá", "trung_binh": "Trung bình", "yeu": "Yếu"},
}  # fmt: skip

_PRODUCTS = ("Rau an toàn", "Chè", "Nấm ăn", "Nuôi ong", "Dược liệu", "Vận tải", "Mộc mỹ nghệ", "Dịch vụ tổng hợp")
_FIRST = ("An", "Bình", "Cao", "Đại", "Đông", "Gia", "Hoàng", "Hợp", "Lạc", "Minh", "Nam", "Phú", "Quang", "Tân",
          "Thanh", "Vân", "Xuân", "Yên")  # fmt: skip
_SECOND = ("Bảo", "Châu", "Dương", "Đức", "Giang", "Hà", "Hòa", "Khê", "Lâm", "Long", "Mỹ", "Ninh", "Phong",
           "Sơn", "Thịnh", "Thủy", "Trung", "Việt", "Vinh")  # fmt: skip

Fact = str | int | date | bool | None


@dataclass(slots=True)
class Cooperative:
    """What stays the same from year to year."""

    facts: dict[str, Fact]
    capital: int
    size: int
    ended_on: date | None = None


@dataclass(slots=True)
class Country:
    """63 provinces of eleven districts of fifteen communes, and the cooperatives founded in them."""

    chance: Random
    districts: list[str] = field(init=False)
    founded: int = 0

    def __post_init__(self) -> None:
        names = [f"{first} {second}" for first in _FIRST for second in _SECOND]
        tails = ("", " Đông", " Tây")
        self.districts = [f"Huyện {names[i % len(names)]}{tails[i // len(names)]}" for i in range(63 * 11)]

    def found(self, first: date, last: date) -> Cooperative:
        chance = self.chance
        self.founded += 1
        place = chance.randrange(len(self.districts) * 15)
        commune = f"{_FIRST[place % len(_FIRST)]} {_SECOND[place // 7 % len(_SECOND)]}"
        kind = chance.choices(("htx", "qtdnd", "lh"), (955, 40, 5))[0]
        sector = "credit" if kind == "qtdnd" else chance.choices(
            ("agri", "industry", "trade", "transport", "environment"), (66, 12, 13, 6, 3))[0]  # fmt: skip
        day = first + timedelta(days=chance.randrange((last - first).days + 1))
        facts: dict[str, Fact] = {
            "code": f"99{self.founded:08d}",
            "name": f"{WORDS['kind'][kind]} {chance.choice(_PRODUCTS)} {commune} số {self.founded}",
            "kind": kind,
            "sector": sector,
            "district": self.districts[place // 15],
            "commune": f"Xã {commune}",
            "registered_on": day,
            "origin": chance.choices(("new", "reregistered", "converted"), (80, 15, 5))[0],
        }
        return Cooperative(facts, int(chance.lognormvariate(7.2, 0.7) * 10), int(chance.lognormvariate(3.3, 0.5)) + 7)


def records(rows: int) -> Iterator[dict[str, Fact]]:
    """One record after another, in the order of the lists: all cooperatives of a year, then the next year."""
    length, years = SHAPES[rows]
    chance = Random(SEED + rows)
    country = Country(chance)
    first_year = LAST_YEAR - years + 1
    listed = [country.found(date(1997, 1, 1), date(first_year, 12, 31)) for _ in range(length)]
    for year in range(first_year, LAST_YEAR + 1):
        for index, cooperative in enumerate(listed):
            if cooperative.ended_on is not None:
                # Off the list in the year after it ended; a new one takes its line.
                cooperative = listed[index] = country.found(date(year, 1, 1), date(year, 12, 31))
            yield _in_year(cooperative, year, chance)


def _in_year(cooperative: Cooperative, year: int, chance: Random) -> dict[str, Fact]:
    registered = cooperative.facts["registered_on"]
    assert isinstance(registered, date)
    if registered.year < year and chance.random() < 0.05:
        cooperative.ended_on = date(year, 1, 1) + timedelta(days=chance.randrange(365))
    status = "ended" if cooperative.ended_on else chance.choices(("operating", "suspended"), (96, 4))[0]
    active = status == "operating"
    members = cooperative.size + chance.randrange(8)
    managers = chance.randrange(3, 7)
    intermediate = chance.randrange(managers)
    revenue = int(cooperative.capital * chance.uniform(0.2, 0.9)) if active else None
    return cooperative.facts | {
        "year": year,
        "status": status,
        "ended_on": cooperative.ended_on,
        "charter_capital": cooperative.capital * 100_000,
        "members": members,
        "members_women": chance.randrange(members // 2 + 1),
        "workers": 3 + chance.randrange(12) if active else 0,
        "managers": managers,
        "managers_intermediate": intermediate,
        "managers_college": chance.randrange(managers - intermediate),
        "revenue": None if revenue is None else revenue * 100_000,
        "revenue_members": None if revenue is None else int(revenue * chance.uniform(0.2, 0.8)) * 100_000,
        "profit": None if revenue is None else int(revenue * chance.uniform(-0.02, 0.12)) * 100_000,
        "income": chance.randrange(350, 800) * 100_000 if active else None,
        "grade": chance.choices(("tot", "kha", "trung_binh", "yeu"), (15, 35, 40, 10))[0] if active else None,
        "linked_enterprise": chance.random() < 0.4,
    }


def written(name: str, fact: Fact) -> str:
    """As a province writes it."""
    if fact is None:
        return ""
    if name in MONEY:
        assert isinstance(fact, int)
        tenths = fact // 100_000
        whole, tenth = divmod(abs(tenths), 10)
        return f"{'-' if tenths < 0 else ''}{whole:,}".replace(",", ".") + (f",{tenth}" if tenth else "")
    if name in WORDS:
        return WORDS[name][str(fact)]
    if isinstance(fact, date):
        return f"{fact:%d/%m/%Y}"
    if isinstance(fact, bool):
        return "có" if fact else "không"
    return str(fact)


def plain(fact: Fact) -> str:
    """With nothing left to read."""
    if fact is None:
        return ""
    return str(int(fact)) if isinstance(fact, bool) else str(fact)


def cell(name: str, fact: Fact) -> Fact | float:
    """As a worksheet holds it: numbers and dates are their own cells, everything else is text."""
    if fact is None or isinstance(fact, date):
        return fact
    if name in MONEY:
        assert isinstance(fact, int)
        return fact / 1_000_000
    return fact if isinstance(fact, int) and not isinstance(fact, bool) else written(name, fact)


def path(form: str, rows: int, suffix: str) -> Path:
    return DATA / f"{form}-{rows}.{suffix}"


def make_csv(rows: int) -> None:
    with (
        path("text", rows, "csv").open("w", encoding="utf-8-sig", newline="") as text_file,
        path("plain", rows, "csv").open("w", encoding="utf-8", newline="") as plain_file,
    ):
        as_text, as_plain = csv.writer(text_file), csv.writer(plain_file)
        as_text.writerow(HEADERS.values())
        as_plain.writerow(HEADERS)
        for record in records(rows):
            as_text.writerow([written(name, record[name]) for name in HEADERS])
            as_plain.writerow([plain(record[name]) for name in HEADERS])


def make_xlsx(rows: int) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("HTX")
    sheet.append(list(HEADERS.values()))
    for record in records(rows):
        sheet.append([cell(name, record[name]) for name in HEADERS])
    book.save(path("text", rows, "xlsx"))


def main() -> None:
    rows, suffix = int(sys.argv[1]), sys.argv[2]
    DATA.mkdir(exist_ok=True)
    (make_csv if suffix == "csv" else make_xlsx)(rows)


if __name__ == "__main__":
    main()
