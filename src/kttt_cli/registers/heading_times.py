"""The year, the part of a year or the plan that a heading speaks of: «Doanh thu năm 2022», «Kế hoạch / Doanh thu»,
«6 tháng đầu năm / Doanh thu», «Doanh thu / 2021».

A list tells of one year. What another year, a part of the year or a plan says stands in no record of it, and must not pass for what is true.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import NamedTuple

from kttt_cli.patterns import pattern
from kttt_cli.sheets.page import Heading
from kttt_cli.sheets.text import clean, plain

_UP_TO = r"(?:(?:(?:lũy kế|luỹ kế|từ đầu năm)\s+)+(?=(?:tính )?(?:đến|tại)(?: hết)?(?: ngày)?\s*\d{1,2}\s*/))?"
_YEAR = re.compile(
    rf"[\s,(]*{_UP_TO}"
    r"(?:(?:tính |số liệu )?(?:đến|tại)(?: hết)?(?: ngày| thời điểm)?\s*)?"
    r"(?:\d{1,2}\s*/\s*\d{1,2}\s*/\s*|\bnăm\s+|\bn\.\s*)?(?<!\d)(20\d\d)(?!\d)\)?",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"[\s,(–-]*\b(?:theo\s+)?(?:thông tư|nghị định|TT|NĐ)(?:\s+số)?\s*\d{1,3}/20\d\d(?:/(?:TT|NĐ)(?:[-–]\w+)*)?(?!\d)\)?",
    re.IGNORECASE,
)
"""«Điểm theo Thông tư 01/2020/TT-BKHĐT»: 2020 is the year of the circular."""
_WHOLE = re.compile(
    r"\b12\s*tháng\b|\b(?:(?:lũy kế|luỹ kế|từ đầu năm|tính|đến|hết|tại|thời điểm)\s+)+tháng\s*12\b(?:\s*/\s*(?=20\d\d))?"
    r"|(?:[\s,(–-]+|^)(?:(?:tính|đến|tại|thời điểm|số)\s+)*cuối\s+(?:năm|kỳ)(?!\w)\)?",
    re.IGNORECASE,
)
_PART = re.compile(
    r"[\s,(]*\b(?:(?:lũy kế|luỹ kế|tính|từ đầu năm|từ|đến|hết|tại|thời điểm|trong)\s+)*"
    r"(?:(?:0?[2-9]|1[01]|hai|ba|bốn|sáu|bảy|tám|chín|mười|mười một)\s*(?:tháng|thang)(?!\s*tuổi)|(?:0?1|một)\s*tháng\s+(?=đầu|cuối)"
    r"|(?:tháng|thang)\s*(?:0?[1-9]|1[0-2])(?!\d)|T\.?\s?(?:0?[1-9]|1[0-2])(?!\w)|(?:0?[2-9]|1[01])\s?T(?:ĐN|CN)?(?!\w)"
    r"|[1-3]\s*qu(?:ý|í)(?!\w)|qu(?:ý|í|y)\s*(?:[1-4]|I{1,3}|IV)(?!\w)|(?:Q[1-4]|H[12])(?!\w)"
    r"|nửa\s+(?:đầu\s+|cuối\s+)?năm|bán niên|giữa năm)"
    r"(?:\s*(?:đầu|cuối|dau|cuoi)(?:\s+năm|\s+nam)?(?!\w))?(?:\s*[/-]\s*(?=20\d\d))?",
    re.IGNORECASE,
)
"""Months and quarters with their number: «Thu nhập bình quân tháng», «tháng thành lập», «1 tháng» are no part of one year."""
_DAY_OF_THE_YEAR = re.compile(
    rf"[\s,(]*{_UP_TO}"
    r"(?:(?:tính |số liệu )?(?:đến|tại)(?: hết)?(?: ngày| thời điểm)?|ngày)\s*(\d{1,2})\s*/\s*(\d{1,2})(?!\s*/?\s*\d)\)?"
    r"|^(\d{1,2})\s*/\s*(\d{1,2})$",
    re.IGNORECASE,
)
"""«Số thành viên tại 30/6», «30/6 / Số thành viên»: of the list's own year."""
_NOT_DONE = re.compile(
    r"^(?:kế hoạch|KH|dự kiến|mục tiêu|ước(?:\s+thực hiện|\s+TH|\s+tính)?)\s+(?=\S)"
    r"|(?<=\S)[\s,(–-]+(?:kế hoạch|KH|dự kiến|ước(?:\s+thực hiện|\s+TH|\s+tính)?"
    r"|(?:của\s+)?(?:cùng\s+)?(?:năm|kỳ)\s+trước|năm\s+ngoái|cùng\s+kỳ(?:\s+năm\s+trước)?|(?:số\s+)?đầu\s+(?:năm|kỳ))\)?$",
    re.IGNORECASE,
)
"""«Kế hoạch doanh thu», «Vốn điều lệ đầu kỳ»"""
_DAY = pattern(r"(?<!\d)(\d{1,2})\s*/\s*(\d{1,2})\s*/\s*(20\d\d)(?!\d)")
_PLAN = re.compile(
    r"(?:ke hoach|kh|du kien|muc tieu|chi tieu|phan dau|uoc|uoc thuc hien|uoc th)(?: giao)?(?: ca)?(?: nam)?(?: nay| toi)?"
)
_DONE = re.compile(
    r"(?:thuc hien|th|ket qua thuc hien|da thuc hien)(?: ca)?(?: nam)?|ca nam|trong nam|cuoi nam|cuoi ky|so cuoi nam|so cuoi ky"
    r"|(?:thuc hien |th |so lieu )?(?:(?:trong )?ky nay|nam nay|ky bao cao|nam bao cao)"
)
_BEFORE = re.compile(
    r"(?:thuc hien |th |so lieu )?(?:nam truoc|ky truoc|nam ngoai)|cung ky(?: nam truoc)?|(?:so )?dau nam|(?:so )?dau ky"
)


class Timed(NamedTuple):
    """A heading without the time it speaks of."""

    heading: Heading
    years: frozenset[int] = frozenset()
    planned: bool = False
    """Of a plan, an estimate, a part of the year or the year before: not what the list's own year brought."""

    until: frozenset[date] = frozenset()
    """Days up to which it tells, but for the last of a year."""

    def is_of(self, year: int | None) -> bool:
        return not self.planned and (not self.years or self.years == {year})


def timed(heading: Heading, year: int | None = None) -> Timed:
    """A heading apart from the times in it: `Kế hoạch 2023 / Doanh thu` is `Doanh thu`, of 2023, planned. `year` is that
    of the list, for days that are written without one."""
    parts: list[str] = []
    years: set[int] = set()
    planned = False
    until: set[date] = set()
    for part in heading.parts:
        rest, found, of_part = _without_time(part)
        years.update(found)
        if rest != part and (day := _DAY_OF_THE_YEAR.search(part)) is not None:
            told = _day_of(day, year)
            planned = planned or told is None
            until.update([told] if told is not None and (told.month, told.day) != (12, 31) else [])
        until.update(_days(part) if found else ())
        words = plain(rest)
        if "%" in rest:
            parts.append(rest)  # «Doanh thu / % TH», «Doanh thu / % KH»: a share of it
        elif is_other_time(words):
            planned = True
        elif rest and not (is_done(words) and len(heading.parts) > 1):
            parts.append(rest)
        planned = planned or of_part
    if tuple(parts) == heading.parts and not years and not planned:
        return Timed(heading)
    return Timed(heading._replace(parts=tuple(parts)), frozenset(years), planned, frozenset(until))


def _day_of(found: re.Match[str], year: int | None) -> date | None:
    day, month = (int(number) for number in found.groups() if number)
    try:
        return date(year or _ANY_YEAR, month, day)
    except ValueError:
        return None


_ANY_YEAR = 2000


def is_other_time(words: str) -> bool:
    """`ke hoach`, `ky truoc`: of a plan or of the year before?"""
    return _PLAN.fullmatch(words) is not None or _BEFORE.fullmatch(words) is not None


def is_done(words: str) -> bool:
    """`thuc hien`, `ky nay`: of what the list's own year brought?"""
    return _DONE.fullmatch(words) is not None


def _days(text: str) -> Iterator[date]:
    for day, month, year in _DAY.findall(text):
        with suppress(ValueError):
            if (found := date(int(year), int(month), int(day))) != date(int(year), 12, 31):
                yield found


def without_time(text: str) -> str:
    """`Doanh thu năm 2022` → `Doanh thu`; `Doanh thu 6 tháng đầu năm` → `Doanh thu`"""
    return _without_time(text)[0]


def with_whole_years(text: str) -> str:
    """`Lũy kế đến tháng 12/2023` → `năm 2023`: months that make up a year, so that nobody takes them for a monthly figure."""
    return _WHOLE.sub("năm ", text)


def _without_time(text: str) -> tuple[str, tuple[int, ...], bool]:
    """The text without its years and parts of a year, the years, and whether it tells of a part of one or of a plan."""
    if len(text) > _LONGEST:
        return text, (), False
    rest = clean(text)
    own = _DOCUMENT.sub(" ", rest) if "/20" in rest else rest
    whole = _DAY_OF_THE_YEAR.sub(" ", _WHOLE.sub(" ", own))
    part = _PART.sub(" ", whole)
    years = tuple(map(int, _YEAR.findall(part))) if "20" in part else ()
    bare = _YEAR.sub("", part).strip(_AROUND) if part != rest or years else part
    done = _NOT_DONE.sub("", bare)
    if done == rest and not years:
        return text, (), False
    return done.strip(_AROUND), years, part != whole or done != bare


_LONGEST = 500
"""Letters of a heading. A longer text is none, and to look for years between thousands of brackets takes minutes."""
_AROUND = " ,;:-–()/"
