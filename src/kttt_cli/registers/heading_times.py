"""The year or the plan that a heading speaks of: «Doanh thu năm 2022», «Kế hoạch / Doanh thu», «Doanh thu / 2021».

A list tells of one year. What another year or a plan says stands in no record of it, and must not pass for what is true.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kttt_cli.sheets.page import Heading
from kttt_cli.sheets.text import plain

_YEAR = re.compile(
    r"[\s,(]*(?:(?:tính |số liệu )?(?:đến|tại)(?: hết)?(?: ngày| thời điểm)?\s*)?"
    r"(?:\d{1,2}\s*/\s*\d{1,2}\s*/\s*|\bnăm\s+|\bn\.\s*)?(?<!\d)(20\d\d)(?!\d)\)?",
    re.IGNORECASE,
)
_PLAN = re.compile(
    r"(?:ke hoach|kh|du kien|muc tieu|chi tieu|phan dau|uoc|uoc thuc hien|uoc th)(?: giao)?(?: nam)?(?: nay| toi)?"
)
_DONE = re.compile(r"(?:thuc hien|th|ket qua thuc hien|da thuc hien)(?: nam)?")
_BEFORE = re.compile(r"(?:thuc hien |th |so lieu )?nam truoc|cung ky(?: nam truoc)?")


@dataclass(frozen=True, slots=True)
class Timed:
    """A heading without the time it speaks of."""

    heading: Heading
    years: frozenset[int] = frozenset()
    planned: bool = False
    """Of a plan, an estimate or the year before: not what the list's own year brought."""

    def is_of(self, year: int | None) -> bool:
        return not self.planned and (not self.years or self.years == {year})


def timed(heading: Heading) -> Timed:
    parts: list[str] = []
    years: set[int] = set()
    planned = False
    for part in heading.parts:
        rest = part
        if "20" in part and (found := _YEAR.findall(part)):
            years.update(map(int, found))
            rest = _YEAR.sub("", part).strip(" ,;:-–()")
        words = plain(rest)
        if _PLAN.fullmatch(words) or _BEFORE.fullmatch(words):
            planned = True
        elif rest and not (_DONE.fullmatch(words) and len(heading.parts) > 1):
            parts.append(rest)
    if not years and not planned:
        return Timed(heading)
    return Timed(replace(heading, parts=tuple(parts)), frozenset(years), planned)


def without_year(text: str) -> str:
    """`Doanh thu năm 2022` → `Doanh thu`"""
    return _YEAR.sub("", text).strip(" ,;:-–()") if "20" in text else text
