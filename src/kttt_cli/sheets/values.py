"""Strict reading of one cell: number, date, yes/no, code. What can be read in two ways is not read.

Each reader takes a raw cell that is not blank and returns its value, or raises `Unread` with the
rule, the reason in both languages and, where there are some, the readings the cell allows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from math import isfinite
from typing import NamedTuple

from kttt_cli.language import Text
from kttt_cli.sheets.grid import Cell
from kttt_cli.sheets.text import clean, plain


class Unread(ValueError):
    """A cell that has no single reading."""

    def __init__(self, rule: str, reason: Text, suggestion: Text | None = None) -> None:
        super().__init__(reason.vi)
        self.rule = rule
        self.reason = reason
        self.suggestion = suggestion


BLANKS = frozenset({"", "-", "–", "—", "−"})


def is_blank(cell: Cell) -> bool:
    """Nothing written, or a dash: not reported. Never 0."""
    if cell.__class__ is str:
        # Most cells begin with a letter or digit, and need no cleaning to be told from a dash.
        return not cell[:1].isalnum() and clean(cell) in BLANKS
    return cell is None


# --- numbers -----------------------------------------------------------------------------------


class Style(Enum):
    """Which mark groups thousands and which one opens the decimals."""

    VIETNAMESE = ".,"
    ENGLISH = ",."

    @property
    def group(self) -> str:
        return self.value[0]

    @property
    def decimal(self) -> str:
        return self.value[1]


_DIGITS = re.compile(r"[0-9]+")
_SHAPE = {
    style: rf"(?:[1-9][0-9]{{0,2}}(?:\{style.group}[0-9]{{3}})+(?:\{style.decimal}[0-9]+)?|[0-9]+(?:\{style.decimal}[0-9]+)?)"
    for style in Style
}
_SHAPES = {style: re.compile(shape) for style, shape in _SHAPE.items()}
# Sure signs of a style: groups with decimals, two groups or more, one or two decimals, decimals after a bare 0.
# `21.0470` and `2021,867` are none: they may as well be groups set wrongly.
_SURE = {
    style: re.compile(
        rf"^[ \t\u00a0]*[-+−]?[ ]?(?:[1-9][0-9]{{0,2}}(?:\{style.group}[0-9]{{3}})+\{style.decimal}[0-9]+"
        rf"|[1-9][0-9]{{0,2}}(?:\{style.group}[0-9]{{3}}){{2,}}"
        rf"|[0-9]+\{style.decimal}[0-9]{{1,2}}|0\{style.decimal}[0-9]+)[ \t\u00a0]*$",
        re.MULTILINE,
    )
    for style in Style
}
_MOST_DIGITS = 40


_SHORT = {
    style: re.compile(rf"(-?)([1-9][0-9]{{0,2}}(?:\{style.group}[0-9]{{3}})+|[0-9]+)(?:\{style.decimal}([0-9]+))?")
    for style in Style
}
_VIETNAMESE, _ENGLISH = Style.VIETNAMESE, Style.ENGLISH
_SHORT_VIETNAMESE, _SHORT_ENGLISH = _SHORT[_VIETNAMESE].fullmatch, _SHORT[_ENGLISH].fullmatch
_SHORT_LENGTH = 18


def _read_short(cell: Cell, style: Style | None) -> tuple[int, int] | None:
    """`1.310,6` as (13106, 10), where `read_number` would read the same; None for all that is written otherwise.

    Most numbers of a register are of this form, and the way over Decimal costs several times as much.
    """
    if cell.__class__ is not str or len(cell) > _SHORT_LENGTH:
        return None
    if style is _VIETNAMESE:
        found, group = _SHORT_VIETNAMESE(cell), "."
    elif style is _ENGLISH:
        found, group = _SHORT_ENGLISH(cell), ","
    else:
        return None
    if found is None:
        return None
    sign, whole, part = found.groups("")
    digits = int(whole.replace(group, "") + part)
    return (-digits if sign else digits), 10 ** len(part)


def _unsigned(text: str) -> tuple[str, bool]:
    if text[:1] in {"-", "−", "+"}:
        return text[1:].lstrip(), text[0] != "+"
    return text, False


def style_counts(cells: Iterable[Cell]) -> dict[Style, int]:
    """How many cells can be read in one style only: `1.570,5`, `80,3` and `1.234.567` are Vietnamese."""
    text = "\n".join(cell for cell in cells if cell.__class__ is str and ("." in cell or "," in cell))
    return {style: len(pattern.findall(text)) for style, pattern in _SURE.items()} if text else dict.fromkeys(Style, 0)


def style_of(counts: dict[Style, int]) -> Style | None:
    """The style of most of the unambiguous numbers; None where they are silent or evenly divided."""
    vietnamese, english = counts[Style.VIETNAMESE], counts[Style.ENGLISH]
    if vietnamese == english:
        return None
    return Style.VIETNAMESE if vietnamese > english else Style.ENGLISH


def read_number(cell: Cell, style: Style | None, *, whole: bool = False) -> Decimal:
    """A number as written, in `style`. With `style` None a cell that both styles can read is refused.

    `whole` says that only whole numbers make sense here (persons), so `1.234` has one reading.
    """
    if cell.__class__ is bool or isinstance(cell, date | time):
        raise Unread("SO101", Text("không phải là số", "is not a number"))
    if isinstance(cell, int):
        return Decimal(cell)
    if isinstance(cell, float):
        # A workbook holds 15 significant digits; what follows is the dust of binary fractions.
        number = Decimal(format(cell, ".15g"))
        if not number.is_finite():
            raise Unread("SO101", Text("không phải là số", "is not a number"))
        return number
    text, negative = _unsigned(clean(str(cell)))
    if len(text) > _MOST_DIGITS:
        raise _not_a_number(text)
    if _DIGITS.fullmatch(text):
        return -Decimal(text) if negative else Decimal(text)
    readings = {
        each: Decimal(text.replace(each.group, "").replace(each.decimal, "."))
        for each in Style
        if _SHAPES[each].fullmatch(text)
    }
    if not readings:
        raise _not_a_number(text)
    if style is not None:
        if style not in readings:
            if _LONG_DECIMALS.fullmatch(text):
                raise _not_a_number(text)
            raise Unread(
                "SO102",
                Text(
                    "viết theo kiểu Anh-Mỹ trong cột dùng kiểu Việt Nam"
                    if style is Style.VIETNAMESE
                    else "viết theo kiểu Việt Nam trong cột dùng kiểu Anh-Mỹ",
                    "is written in the English style in a column of the Vietnamese style"
                    if style is Style.VIETNAMESE
                    else "is written in the Vietnamese style in a column of the English style",
                ),
                _could_be(readings.values(), style),
            )
        number = readings[style]
    else:
        possible = set(readings.values())
        if _LONG_DECIMALS.fullmatch(text):  # as likely a group set wrongly: 21.0470 is 21,047 or 210.470
            possible.add(Decimal(text.replace(".", "").replace(",", "")))
        if whole and not _LONG_DECIMALS.fullmatch(text):
            possible = {max(possible)}  # nobody gives persons three decimals: `2.000` is two thousand of them
        if len(possible) > 1:
            raise Unread(
                "SO103",
                Text("có thể đọc theo hai cách", "can be read in two ways"),
                _could_be(possible, Style.VIETNAMESE),
            )
        number = possible.pop()
    return -number if negative else number


def _could_be(values: Iterable[Decimal], style: Style) -> Text:
    shown = [_plain_number(value, style) for value in sorted(set(values))]
    return Text(f"có phải {' hay '.join(shown)}?", f"is it {' or '.join(shown)}?")


def _plain_number(value: Decimal, style: Style) -> str:
    return f"{value.normalize():f}".replace(".", style.decimal)


_LONG_DECIMALS = re.compile(r"[1-9][0-9]*[.,][0-9]{4,}")
_RANGE = re.compile(r"[0-9.,]+\s*[-–]\s*[0-9.,]+\s*%?")


def _not_a_number(text: str) -> Unread:
    if _RANGE.fullmatch(text):
        return Unread("SO105", Text("là một khoảng, không phải một số", "is a range, not one number"))
    if any(char.isdigit() for char in text):
        if re.fullmatch(r"[0-9.,]+", text):
            return Unread(
                "SO106",
                Text("dấu chấm, dấu phẩy đặt sai chỗ", "has its dots or commas in the wrong places"),
            )
        return Unread("SO105", Text("có chữ hoặc ký hiệu kèm theo số", "has words or signs beside the number"))
    return Unread("SO101", Text("không phải là số", "is not a number"))


# --- units -------------------------------------------------------------------------------------


class Unit(NamedTuple):
    """How many VND one written unit stands for, and how often a year it comes, where that is said."""

    scale: int
    per_year: int | None = None

    @property
    def factor(self) -> int:
        return self.scale * (self.per_year or 1)


_SCALES = (
    (re.compile(r"\b(ty|ti)\b"), 1_000_000_000),
    (re.compile(r"\b(trieu|trd|tr d|tr dong|tr)\b"), 1_000_000),
    (re.compile(r"\b(nghin|ngan|1000 d|1000 dong|1 000 dong)\b"), 1_000),
    (re.compile(r"\b(dong|vnd|d)\b"), 1),
)


def money_unit(text: str | None) -> Unit | None:
    """`triệu đồng/người/tháng` → a million VND, twelve times a year; None where no unit is named."""
    words = plain(text or "")
    for pattern, scale in _SCALES:
        if pattern.search(words):
            return Unit(scale, times_a_year(words))
    return None


def times_a_year(text: str) -> int | None:
    """12 where a text speaks of months, 1 where it speaks of years, None where it says neither or both."""
    words = plain(text).split()
    found = {times for word, times in (("thang", 12), ("nam", 1)) if word in words}
    return found.pop() if len(found) == 1 else None


_FINER = Text("lẻ hơn một đồng", "is finer than one VND")
_NUMBER_WITH_UNIT = re.compile(r"([-−+]?[0-9][0-9.,]*)\s*([^\d\s].*)")


def read_money(cell: Cell, style: Style | None, unit: Unit | None, *, yearly: bool = False) -> int:
    """Whole VND. The cell's own unit (`1,5 tỷ`) goes before the column's; no unit at all is refused.

    `yearly` money (income) is refused too where neither month nor year is said.
    """
    if unit is not None and not (yearly and unit.per_year is None):
        short = _read_short(cell, style)
        if short is not None:
            whole, rest = divmod(short[0] * unit.factor, short[1])
            if rest:
                raise Unread("SO107", _FINER)
            return _held(whole)
    if cell.__class__ is str:
        found = _NUMBER_WITH_UNIT.fullmatch(clean(cell))
        own = money_unit(found[2]) if found else None
        if found and own:
            cell, unit = found[1], own
    number = read_number(cell, style)
    if unit is None:
        raise Unread(
            "DV101",
            Text("không có đơn vị tiền ở ô, ở tiêu đề cột hay ở dòng ĐVT", "has no money unit in cell, header or sheet"),
            Text(
                "ghi đơn vị vào tiêu đề cột, ví dụ “(triệu đồng)”",
                "write the unit into the column's header, such as “(triệu đồng)”",
            ),
        )
    if yearly and unit.per_year is None:
        raise Unread(
            "DV102",
            Text("không nói theo tháng hay theo năm", "is said neither by month nor by year"),
            Text(
                "ghi vào tiêu đề cột, ví dụ “(triệu đồng/người/năm)”",
                "write it into the column's header, such as “(triệu đồng/người/năm)”",
            ),
        )
    amount = number * unit.factor
    if amount != amount.to_integral_value():
        raise Unread("SO107", _FINER)
    return _held(int(amount))


_MOST = 10**17
"""Far above any real amount, and such that a sum over a million rows can be guarded."""


def _held(number: int) -> int:
    if abs(number) > _MOST:
        raise Unread("GT103", Text("lớn quá mức có thể", "is larger than anything real"))
    return number


def read_count(cell: Cell, style: Style | None) -> int:
    number = read_number(cell, style, whole=True)
    if number != number.to_integral_value():
        raise Unread("SO104", Text("phải là số nguyên", "must be a whole number"))
    return _held(int(number))


# --- dates -------------------------------------------------------------------------------------


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


# --- yes and no, codes -------------------------------------------------------------------------

MARKS = frozenset({"x", "v", "✓", "✔", "√"})
_YES = MARKS | {"có", "co", "yes", "true", "đúng", "1"}
_NO = frozenset({"không", "khong", "ko", "no", "false", "0"})


def is_mark(cell: Cell) -> bool:
    return cell.__class__ is str and clean(cell).casefold() in MARKS


def read_flag(cell: Cell) -> bool:
    if cell.__class__ is bool:
        return bool(cell)
    if isinstance(cell, int | float) and cell in (0, 1):
        return bool(cell)
    word = clean(str(cell)).casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise Unread(
        "CK101",
        Text("không phải là có/không", "is not yes or no"),
        Text("ghi x, có hoặc không", "write x, có or không"),
    )


_LOST_DIGITS = re.compile(r"[0-9][.,]?[0-9]*[eE][+]?[0-9]+")
_CODE = re.compile(r"[0-9][0-9 .-]*[0-9]")


def read_code(cell: Cell) -> str:
    """A code as text: the digits of a tax code without its spaces and dashes, anything else as written."""
    if cell.__class__ is str and cell.isascii() and cell.isdigit():
        return cell
    if cell.__class__ is bool or isinstance(cell, date | time):
        raise Unread("MA103", Text("không phải là mã số", "is not a code"))
    if isinstance(cell, int | float):
        if not isfinite(cell) or cell != int(cell) or cell < 0:
            raise Unread("MA103", Text("không phải là mã số", "is not a code"))
        return str(int(cell))
    text = clean(str(cell))
    if _LOST_DIGITS.fullmatch(text):
        raise Unread(
            "MA101",
            Text("Excel đã đổi mã thành số dạng mũ, các chữ số sau đã mất", "Excel turned the code into an exponent"),
            Text("nhập lại mã dưới dạng văn bản", "type the code again, as text"),
        )
    return re.sub(r"[ .-]", "", text) if _CODE.fullmatch(text) else text


@dataclass(frozen=True, slots=True)
class Reading:
    """How the cells of one column are to be read."""

    style: Style | None = Style.VIETNAMESE
    unit: Unit | None = None
    yearly: bool = False
