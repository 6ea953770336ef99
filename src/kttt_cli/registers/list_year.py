"""The year that a whole list tells of, as its titles, its sheet or its file say it."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from kttt_cli.sheets.table import Table
from kttt_cli.sheets.text import clean, plain

_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9])")
_UP_TO = re.compile(
    r"đến\s+(?:hết\s+)?(?:ngày\s+)?([0-3]?[0-9])\s*[/.-]\s*([01]?[0-9])\s*[/.-]\s*(20[0-9]{2})(?![0-9])", re.IGNORECASE
)
_MONTHS = re.compile(
    r"(?:(?<![0-9])(?P<first>0?[2-9]|1[01])\s*tháng(?:\s+đầu)?|quý\s*(?P<quarter>[1-4]|I{1,3}|IV)(?!\w)"
    r"|(?<![0-9])(?<![0-9]\s)tháng\s*(?P<month>0?[1-9]|1[0-2]))(?:\s+năm|\s*/|\s*-)?\s*(?P<year>20[0-9]{2})(?![0-9])",
    re.IGNORECASE,
)
_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4}
OF_THE_PAPER = re.compile(r"^kem theo|\bngay \d* ?thang \d* ?nam\b|\bso \d*.*\b(kh|bc|qd|cv|ubnd|skhdt|lm)\b")
"""The date of the letter that a list was sent with is not the year it tells of."""


@dataclass(frozen=True, slots=True)
class ListYear:
    """The year a whole table speaks of, where that stands, its cut-off date and whether it is an estimate."""

    year: int
    where: str
    cutoff: date | None = None
    estimate: bool = False


def list_year(table: Table) -> ListYear | None:
    """From the title, the sheet name or the file name, in that order; None where none names exactly one year."""
    titles = _not_of_the_paper(table.titles)
    for where, texts in (
        ("title", titles),
        ("title", () if _YEAR.search(" ".join(titles)) else _not_of_the_paper(table.above)),
        ("sheet", (table.grid.sheet or "",)),
        ("file", (table.grid.file,)),
    ):
        about = " ".join(texts)
        estimate = " uoc " in f" {plain(about)} "
        cutoffs = set(_cutoffs(texts)) or set(_ends_of_months(texts))
        if len(cutoffs) == 1:
            day = cutoffs.pop()
            return ListYear(day.year, where, day, estimate)
        years = {int(found) for found in _YEAR.findall(about)}
        if len(years) == 1:
            return ListYear(years.pop(), where, None, estimate)
    return None


def _not_of_the_paper(titles: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(text for text in titles if not OF_THE_PAPER.search(plain(text)))


def _cutoffs(texts: tuple[str, ...]) -> Iterator[date]:
    """`đến 31/12/2023`, `tính đến ngày 14/12/2023`: the day up to which a list tells."""
    for text in texts:
        for day, month, year in _UP_TO.findall(clean(text)):
            with suppress(ValueError):
                yield date(int(year), int(month), int(day))


def _ends_of_months(texts: tuple[str, ...]) -> Iterator[date]:
    """`6 tháng đầu năm 2023`, `quý III/2023`, `tháng 9/2023`: the last day of what a list tells of."""
    for text in texts:
        for found in _MONTHS.finditer(clean(text)):
            quarter = found["quarter"]
            if quarter:
                month = 3 * (_QUARTERS.get(quarter.upper()) or int(quarter))
            else:
                month = int(found["first"] or found["month"])
            year = int(found["year"])
            yield date(year, month, monthrange(year, month)[1])
