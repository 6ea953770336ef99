"""Strict reading of dates, as precisely as they were written: a day, a month, a quarter, a year. Never mm/dd."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import repeat
from math import isfinite
from typing import NamedTuple

from kttt_cli.findings import Fix
from kttt_cli.language import Text
from kttt_cli.patterns import pattern
from kttt_cli.sheets.grid import Cell, lines_of
from kttt_cli.sheets.text import clean, unaccented
from kttt_cli.sheets.values import Unread, typed_as_text


class Dated(NamedTuple):
    """A date as precisely as it was written: a day, a month, a quarter or a year, as its first and last day."""

    first: date
    last: date

    def iso(self) -> str:
        """`2019-03-05`, `2019-03`, `2019-Q1` or `2019`, which `read_date` reads back; any other span has both ends."""
        first, last = self
        if first == last:
            return first.isoformat()
        if first.year == last.year and first.day == 1 and (last + timedelta(days=1)).day == 1:
            months = (first.month, last.month)
            if months == (1, 12):
                return f"{first.year:04}"
            if first.month == last.month:
                return f"{first.year:04}-{first.month:02}"
            if months in _QUARTERS:
                return f"{first.year:04}-Q{_QUARTERS.index(months) + 1}"
        return f"{first.isoformat()}/{last.isoformat()}"


EARLIEST_YEAR, LATEST_YEAR = 1945, 2100
_QUARTERS = ((1, 3), (4, 6), (7, 9), (10, 12))
_QUARTER_NAMES = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_TIME = r"(?:[ t][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.0+)?)?)?"
_DAY = re.compile(rf"(?:ngay )?([0-9]{{1,2}})\s*[/.-]\s*([0-9]{{1,2}})\s*[/.-]\s*([0-9]{{4}}){_TIME}")
_SHORT_YEAR = pattern(r"([0-9]{1,2})\s*[/.-]\s*([0-9]{1,2})\s*[/.-]\s*([0-9]{2})")
_ISO = re.compile(rf"([0-9]{{4}})([-/.])([0-9]{{1,2}})\2([0-9]{{1,2}}){_TIME}")
_MONTH = re.compile(r"(?:thang |t)?([0-9]{1,2})\s*[/.-]\s*([0-9]{4})")
_ISO_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_QUARTER = pattern(r"(?:quy |q)(iv|i{1,3}|[1-4])(?:\s*[/.-]\s*| nam | )([0-9]{4})")
_ISO_QUARTER = pattern(r"([0-9]{4})-q([1-4])")
_YEAR = re.compile(r"(?:nam )?([0-9]{4})(?:[.,]0)?")
_IN_WORDS = pattern(r"(?:ngay )?([0-9]{1,2}) thang ([0-9]{1,2}),?(?: nam)? ([0-9]{4})")
_MONTH_IN_WORDS = pattern(r"thang ([0-9]{1,2}),? nam ([0-9]{4})")
_AMERICAN = pattern(r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}.*[ap]\.?m\.?")
_SERIAL = pattern(r"[0-9]{5}")
_TOP = 50
_DAY_LENGTH = len("dd/mm/yyyy")
_EXCEL_ZERO = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 16_437, 73_415
"""Serials of 1945 to 2100; no year falls among them."""


class DateForm(StrEnum):
    """How a date is written in its cell."""

    REAL = "date"
    SERIAL = "serial"
    YEAR = "yyyy"
    MONTH = "mm/yyyy"
    DAY = "dd/mm/yyyy"
    ISO = "yyyy-mm-dd"
    WORDS = "words"


def is_usual_day(cell: Cell) -> bool:
    """Is a cell that `read_date` reads written as 05/03/2019?"""
    return cell.__class__ is str and len(cell) == _DAY_LENGTH and cell[2] == cell[5] == "/"


def are_usual_days(cells: Sequence[Cell]) -> list[bool]:
    """Which of the distinct cells of a column are so? Mostly all but its heading, which a look at the whole tells."""
    below = lines_of(cells[_TOP:])
    if below and below.count("\n") == len(cells) - _TOP - 1 and _USUAL_DAYS.fullmatch(f"{below}\n"):
        return [*map(is_usual_day, cells[:_TOP]), *repeat(True, len(cells) - _TOP)]
    return [*map(is_usual_day, cells)]


def date_form(cell: Cell) -> DateForm:
    """Of a cell that `read_date` reads."""
    if is_usual_day(cell):
        return DateForm.DAY
    if isinstance(cell, date):
        return DateForm.REAL
    if isinstance(cell, int | float):
        return DateForm.YEAR if cell <= LATEST_YEAR else DateForm.SERIAL
    text = str(cell).strip()
    if len(text) == _DAY_LENGTH and text[2] == text[5] == "/":
        return DateForm.DAY
    words = unaccented(typed_as_text(clean(text)))
    forms = ((_DAY, DateForm.DAY), (_ISO, DateForm.ISO), (_MONTH, DateForm.MONTH), (_YEAR, DateForm.YEAR))
    return next((form for pattern, form in forms if pattern.fullmatch(words)), DateForm.WORDS)


def read_date(cell: Cell) -> Dated:
    """dd/mm/yyyy and its variants, a real date, a serial, mm/yyyy, a quarter, a year. Never mm/dd."""
    if cell.__class__ is str and (found := _DAY.fullmatch(cell)):  # most cells, and they need no cleaning
        return _day(int(found[3]), int(found[2]), int(found[1]))
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return _in_range(_year_in_a_date_cell(cell))
    if cell.__class__ is bool or isinstance(cell, time):
        raise Unread("NG101", _NO_DATE)
    if isinstance(cell, int | float):
        return _from_number(cell)
    words = unaccented(typed_as_text(clean(str(cell))))
    if found := _DAY.fullmatch(words):
        return _day(int(found[3]), int(found[2]), int(found[1]))
    if found := _ISO.fullmatch(words):
        return _day(int(found[1]), int(found[3]), int(found[4]))
    if found := _MONTH.fullmatch(words):
        return _month(int(found[2]), int(found[1]))
    if found := _ISO_MONTH.fullmatch(words):
        return _month(int(found[1]), int(found[2]))
    if found := _YEAR.fullmatch(words):
        return _year(int(found[1]))
    if found := _IN_WORDS.fullmatch(words):
        return _day(int(found[3]), int(found[2]), int(found[1]))
    if found := _MONTH_IN_WORDS.fullmatch(words):
        return _month(int(found[2]), int(found[1]))
    if found := _QUARTER.fullmatch(words):
        return _quarter(int(found[2]), _QUARTER_NAMES[found[1]])
    if found := _ISO_QUARTER.fullmatch(words):
        return _quarter(int(found[1]), int(found[2]))
    raise _no_date(words)


_USUAL_DAYS = re.compile(r"(?:[0-9]{2}/[0-9]{2}/(?:19(?:4[5-9]|[5-9][0-9])|20[0-9]{2})\n)*+")


def usual_days(lines: str) -> list[Dated] | None:
    """What `read_date` reads in each line, where all are written as 05/03/2019 and are days of the calendar."""
    if not _USUAL_DAYS.fullmatch(f"{lines}\n"):
        return None
    try:
        days = [date.fromisoformat(f"{line[6:]}-{line[3:5]}-{line[:2]}") for line in lines.split("\n")]
    except ValueError:
        return None
    return [*map(tuple.__new__, repeat(Dated), zip(days, days, strict=True))]


_NO_DATE = Text("không phải là ngày", "is not a date")


def _no_date(words: str) -> Unread:
    if found := _SHORT_YEAR.fullmatch(words):
        day, month, year = map(int, found.groups())
        possible = [
            f"{day:02}/{month:02}/{century + year}" for century in (1900, 2000) if century + year >= EARLIEST_YEAR
        ]
        return Unread(
            "NG103", Text("năm chỉ có hai chữ số", "has a year of two digits"), _is_it(possible), _only(possible)
        )
    if _AMERICAN.fullmatch(words):
        return Unread(
            "NG107",
            Text(
                "viết kiểu Anh-Mỹ (AM/PM) nên không rõ tháng hay ngày đứng trước",
                "is written the American way (AM/PM), so that it is not clear whether the month stands first",
            ),
        )
    if _SERIAL.fullmatch(words) and _FIRST_SERIAL <= int(words) <= _LAST_SERIAL:
        day_meant = _EXCEL_ZERO + timedelta(days=int(words))
        return Unread(
            "NG101",
            Text("là số thứ tự ngày của Excel, viết thành chữ", "is a serial number of Excel, written as text"),
            _is_it([f"{day_meant:%d/%m/%Y}"]),
            Fix(f"{day_meant:%d/%m/%Y}", safe=True),
        )
    return Unread(
        "NG101", _NO_DATE,
        Text("viết theo dạng ngày/tháng/năm, ví dụ 15/03/2019", "write day/month/year, such as 15/03/2019"),
    )  # fmt: skip


def _only(days: list[str]) -> Fix | None:
    """Of the days that a text may mean, the one that is in the calendar, where there is no other."""
    there = [day for day in days if _exists(*map(int, day.split("/")))]
    return Fix(there[0], safe=True) if len(there) == 1 == len(days) else None


def _exists(day: int, month: int, year: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= _last_day(year, month).day


def _is_it(days: list[str]) -> Text:
    return Text(f"có phải {' hay '.join(days)}?", f"is it {' or '.join(days)}?")


def _year_in_a_date_cell(day: date) -> date:
    serial = (day - _EXCEL_ZERO).days
    if EARLIEST_YEAR <= serial <= LATEST_YEAR:
        raise Unread(
            "NG104",
            Text(
                f"là ngày {day:%d/%m/%Y}, có lẽ do gõ năm {serial} vào ô định dạng ngày",
                f"is the day {day.isoformat()}, likely the year {serial} typed into a cell formatted as a date",
            ),
            Text(f"có phải năm {serial}?", f"is it the year {serial}?"),
            Fix(str(serial), safe=False),
        )
    return day


def _in_range(day: date) -> Dated:
    _check_year(day.year)
    return Dated(day, day)


def may_be_a_day(cell: Cell) -> bool:
    """Is this number read as the days since 1900, where days are asked for?"""
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return False
    return _FIRST_SERIAL <= cell <= _LAST_SERIAL and cell == int(cell)


def _from_number(number: int | float) -> Dated:
    if isfinite(number) and number == int(number):
        if EARLIEST_YEAR <= number <= LATEST_YEAR:
            return _year(int(number))
        if _FIRST_SERIAL <= number <= _LAST_SERIAL:
            return _in_range(_EXCEL_ZERO + timedelta(days=int(number)))
    raise Unread("NG101", _NO_DATE)


def _check_year(year: int) -> None:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise Unread("NG105", Text(f"năm {year} nằm ngoài khoảng hợp lý", f"the year {year} is out of range"))


def _day(year: int, month: int, day: int) -> Dated:
    try:
        found = date(year, month, day)
    except ValueError:
        _check_year(year)
        raise _no_such_day(year, month, day) from None
    return _in_range(_year_in_a_date_cell(found))


def _no_such_day(year: int, month: int, day: int) -> Unread:
    if not 1 <= month <= 12:
        meant = f"{month:02}/{day:02}/{year}" if _exists(month, day, year) else None
        return Unread(
            "NG102",
            Text("không có tháng này", "has no such month"),
            _is_it([meant]) if meant else None,
            Fix(meant, safe=False) if meant else None,
        )
    last = _last_day(year, month).day
    return Unread(
        "NG102",
        Text(f"ngày này không có trong lịch: tháng {month:02}/{year} có {last} ngày",
             f"does not exist: {year}-{month:02} has {last} days"),
    )  # fmt: skip


def _last_day(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _month(year: int, month: int) -> Dated:
    if not 1 <= month <= 12:
        raise Unread("NG102", Text("không có tháng này", "has no such month"))
    _check_year(year)
    return Dated(date(year, month, 1), _last_day(year, month))


def _quarter(year: int, quarter: int) -> Dated:
    _check_year(year)
    first, last = _QUARTERS[quarter - 1]
    return Dated(date(year, first, 1), _last_day(year, last))


def _year(year: int) -> Dated:
    _check_year(year)
    return Dated(date(year, 1, 1), date(year, 12, 31))
