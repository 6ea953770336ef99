"""Strict reading of dates, as precisely as they were written: a day, a month or a year. Never mm/dd."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import NamedTuple

from kttt_cli.language import Text
from kttt_cli.sheets.grid import Cell
from kttt_cli.sheets.text import clean, plain
from kttt_cli.sheets.values import Unread


class Dated(NamedTuple):
    """A date as precisely as it was written: a day, a month, or a year, as its first and last day."""

    first: date
    last: date

    def iso(self) -> str:
        if self.first == self.last:
            return self.first.isoformat()
        return f"{self.first:%Y}" if self.first.month != self.last.month else f"{self.first:%Y-%m}"


EARLIEST_YEAR, LATEST_YEAR = 1945, 2100
_DAY = re.compile(r"([0-9]{1,2})\s*[/.-]\s*([0-9]{1,2})\s*[/.-]\s*([0-9]{4})")
_SHORT_YEAR = re.compile(r"[0-9]{1,2}\s*[/.-]\s*[0-9]{1,2}\s*[/.-]\s*[0-9]{2}")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]00:00:00(?:\.0+)?)?")
_MONTH = re.compile(r"([0-9]{1,2})\s*[/.-]\s*([0-9]{4})")
_ISO_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_YEAR = re.compile(r"(?:nam )?([0-9]{4})")
_IN_WORDS = re.compile(r"(?:ngay )?([0-9]{1,2}) thang ([0-9]{1,2}) nam ([0-9]{4})")
_MONTH_IN_WORDS = re.compile(r"thang ([0-9]{1,2}) nam ([0-9]{4})")
_EXCEL_ZERO = date(1899, 12, 30)


def read_date(cell: Cell) -> Dated:
    """dd/mm/yyyy and its variants, a real date, a serial, mm/yyyy, a year. Never mm/dd."""
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return _in_range(_year_in_a_date_cell(cell))
    if cell.__class__ is bool or isinstance(cell, time):
        raise Unread("NG101", Text("không phải là ngày", "is not a date"))
    if isinstance(cell, int | float):
        return _from_number(cell)
    text = clean(str(cell))
    if found := _DAY.fullmatch(text):
        return _day(int(found[3]), int(found[2]), int(found[1]))
    if found := _ISO.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _MONTH.fullmatch(text):
        return _month(int(found[2]), int(found[1]))
    if found := _ISO_MONTH.fullmatch(text):
        return _month(int(found[1]), int(found[2]))
    if _SHORT_YEAR.fullmatch(text):
        raise Unread("NG103", Text("năm chỉ có hai chữ số", "has a year of two digits"))
    words = plain(text)
    if found := _IN_WORDS.fullmatch(words):
        return _day(int(found[3]), int(found[2]), int(found[1]))
    if found := _MONTH_IN_WORDS.fullmatch(words):
        return _month(int(found[2]), int(found[1]))
    if found := _YEAR.fullmatch(words):
        return _year(int(found[1]))
    raise Unread(
        "NG101",
        Text("không phải là ngày", "is not a date"),
        Text("viết theo dạng ngày/tháng/năm, ví dụ 15/03/2019", "write day/month/year, such as 15/03/2019"),
    )


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
        )
    return day


def _in_range(day: date) -> Dated:
    _check_year(day.year)
    return Dated(day, day)


def _from_number(number: int | float) -> Dated:
    if isfinite(number) and number == int(number):
        if EARLIEST_YEAR <= number <= LATEST_YEAR:
            return _year(int(number))
        if 16_437 <= number <= 73_415:  # serials of 1945 to 2100; no year falls among them
            return _in_range(_EXCEL_ZERO + timedelta(days=int(number)))
    raise Unread("NG101", Text("không phải là ngày", "is not a date"))


def _check_year(year: int) -> None:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise Unread("NG105", Text(f"năm {year} nằm ngoài khoảng hợp lý", f"the year {year} is out of range"))


def _day(year: int, month: int, day: int) -> Dated:
    _check_year(year)
    try:
        return _in_range(date(year, month, day))
    except ValueError as error:
        if isinstance(error, Unread):
            raise
        raise Unread("NG102", Text("ngày này không có trong lịch", "this day does not exist")) from None


def _month(year: int, month: int) -> Dated:
    if not 1 <= month <= 12:
        raise Unread("NG102", Text("tháng này không có trong lịch", "this month does not exist"))
    _check_year(year)
    following = date(year + month // 12, month % 12 + 1, 1)
    return Dated(date(year, month, 1), following - timedelta(days=1))


def _year(year: int) -> Dated:
    _check_year(year)
    return Dated(date(year, 1, 1), date(year, 12, 31))
