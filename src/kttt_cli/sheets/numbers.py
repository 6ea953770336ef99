"""Strict reading of numbers and money: Vietnamese or English style, never a guess between the two."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from kttt_cli.language import Text
from kttt_cli.sheets.grid import Cell
from kttt_cli.sheets.text import clean, plain
from kttt_cli.sheets.values import Unread


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


# --- money -------------------------------------------------------------------------------------


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
            Text(
                "không có đơn vị tiền ở ô, ở tiêu đề cột hay ở dòng ĐVT", "has no money unit in cell, header or sheet"
            ),
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


@dataclass(frozen=True, slots=True)
class Reading:
    """How the cells of one column are to be read."""

    style: Style | None = Style.VIETNAMESE
    unit: Unit | None = None
    yearly: bool = False
