"""Strict reading of numbers and money: Vietnamese or English style, never a guess between the two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from kttt_cli.findings import Fix
from kttt_cli.language import Text
from kttt_cli.patterns import pattern
from kttt_cli.sheets.grid import Cell, lines_of
from kttt_cli.sheets.no_number import MOST_DIGITS, could_be, not_a_number, written
from kttt_cli.sheets.text import clean, plain
from kttt_cli.sheets.values import Unread, typed_as_text


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


_DIGITS = pattern(r"[0-9]+")
_SHAPE = {
    style: rf"(?:[1-9][0-9]{{0,2}}(?:\{style.group}[0-9]{{3}})+(?:\{style.decimal}[0-9]+)?|[0-9]+(?:\{style.decimal}[0-9]+)?)"
    for style in Style
}
_SHAPES = {style: re.compile(shape) for style, shape in _SHAPE.items()}
# Sure signs of a style: groups with decimals, two groups or more, one or two decimals, decimals after a bare 0.
# `21.0470` and `2021,867` are none: they may as well be groups set wrongly.
_SIGNS = {
    style: rf"[1-9][0-9]{{0,2}}(?:\{style.group}[0-9]{{3}})+\{style.decimal}[0-9]+"
    rf"|[1-9][0-9]{{0,2}}(?:\{style.group}[0-9]{{3}}){{2,}}"
    rf"|[0-9]+\{style.decimal}[0-9]{{1,2}}|0\{style.decimal}[0-9]+"
    for style in Style
}
_SURE = re.compile(
    rf"^[ \t\u00a0]*[-+−]?[ ]?(?:{_SIGNS[Style.VIETNAMESE]}|({_SIGNS[Style.ENGLISH]}))[ \t\u00a0]*$", re.MULTILINE
)
"""Of a number in the Vietnamese style its group is empty; no number has the sure signs of both."""


class Habits(NamedTuple):
    """What the other numbers of a column say of one with three decimals, which may be thousands."""

    grouped: bool = False
    """The column groups its thousands, so that `2021,867` has its mark in a strange place."""
    odd_threes: bool = False
    """Three decimals are not usual here, so that `1,500` may be a thousand and a half in the other style."""


_NO_HABITS = Habits()
_THREE_DECIMALS = {style: re.compile(rf"\{style.decimal}[0-9]{{3}}\s*$", re.MULTILINE) for style in Style}
_GROUPED = {style: pattern(rf"^\s*[-+−]?[1-9][0-9]{{0,2}}\{style.group}[0-9]{{3}}\b", re.MULTILINE) for style in Style}
_ONE_GROUP = {
    style: pattern(rf"^\s*[-+−]?[1-9][0-9]{{0,2}}\{style.decimal}([0-9]{{3}})\s*$", re.MULTILINE) for style in Style
}
_SURELY_THREE = {
    style: pattern(rf"(?:\{style.group}[0-9]{{3}}|^\s*[-+−]?0)\{style.decimal}[0-9]{{3,}}\s*$", re.MULTILINE)
    for style in Style
}


def habits_of(cells: Sequence[Cell], style: Style | None) -> Habits:
    """Three decimals are usual where a sure number has them (`1.570,125`, `0,125`), or where more than half of the
    decimal numbers do; a column of nothing but `2,000` and `15,000` shows no decimals at all."""
    if style is None:
        return _NO_HABITS
    decimal = style.decimal
    text = lines_of(cells)
    if text is not None and _ONLY_NUMBERS.fullmatch(text) and not _THREE_DECIMALS[style].search(text):
        return _NO_HABITS
    text = _lines_of([cell for cell in cells if cell.__class__ is str and decimal in cell])
    if not _THREE_DECIMALS[style].search(text):
        return _NO_HABITS
    endings = _ONE_GROUP[style].findall(text)
    decimals = text.count("\n") + 1
    if len(endings) == decimals:
        odd = sum(ending.endswith("0") for ending in endings) * 2 > decimals
    else:
        odd = 0 < len(endings) * 2 <= decimals and not _SURELY_THREE[style].search(text)
    return Habits(bool(_GROUPED[style].search(text)), odd)


def _lines_of(cells: Sequence[str]) -> str:
    """The cells as lines of one text, each without its unit."""
    text = "\n".join(cells)
    if _ONLY_NUMBERS.fullmatch(text):
        return text
    return "\n".join([cell if cell[-1:].isdigit() else _bare(cell) for cell in cells])


_ONLY_NUMBERS = re.compile(r"[0-9.,\n-]*")


def _bare(cell: str) -> str:
    """`3.000 triệu đồng` → `3.000`: what shows the style of a number shows it with a unit behind it too."""
    found = _NUMBER_WITH_UNIT.fullmatch(clean(cell))
    return found[1] if found and _own_unit(found[2]) else cell


def _unsigned(text: str) -> tuple[str, bool]:
    if text[:1] in {"-", "−", "+"}:
        return text[1:].lstrip(), text[0] != "+"
    return text, False


def style_counts(cells: Iterable[Cell]) -> dict[Style, int]:
    """How many cells can be read in one style only: `1.570,5`, `80,3` and `1.234.567` are Vietnamese."""
    text = _lines_of([cell for cell in cells if cell.__class__ is str and ("," in cell or "." in cell)])
    signs = _SURE.findall(text) if text else []
    vietnamese = signs.count("")
    return {Style.VIETNAMESE: vietnamese, Style.ENGLISH: len(signs) - vietnamese}


def style_of(counts: dict[Style, int]) -> Style | None:
    """The style of most of the unambiguous numbers; None where they are silent or evenly divided."""
    vietnamese, english = counts[Style.VIETNAMESE], counts[Style.ENGLISH]
    if vietnamese == english:
        return None
    return Style.VIETNAMESE if vietnamese > english else Style.ENGLISH


def styles_of(columns: Mapping[str, Sequence[Cell]]) -> dict[str, Style | None]:
    """The style of each column of a sheet; one without unambiguous cells follows the rest of the sheet."""
    own = {name: _only_style(cells) or style_of(style_counts(cells)) for name, cells in columns.items()}
    if len({*own.values()} - {None}) < len(Style):
        sheet = next((style for style in own.values() if style is not None), None)
    else:
        counts = [*map(style_counts, columns.values())]
        sheet = style_of({style: sum(each[style] for each in counts) for style in Style})
    return {name: style or sheet for name, style in own.items()}


def _only_style(cells: Sequence[Cell]) -> Style | None:
    """The style of a sure number, where all others can be read in it too: there is nothing to be counted."""
    text = lines_of(cells)
    sure = text is not None and _SURE.search(text)
    if not sure:
        return None
    style = Style.VIETNAMESE if sure[1] is None else Style.ENGLISH
    return style if _ALL_IN[style].fullmatch(f"{text}\n") else None


_ALL_IN = {style: re.compile(rf"(?:-?{shape}\n)*+") for style, shape in _SHAPE.items()}


_SPACED = pattern(r"([1-9][0-9]{0,2}(?: [0-9]{3})+)([.,][0-9]+)?")


def _without_spaces(text: str) -> str:
    """`1 570,5` with a space (of whatever width) between thousands has one reading, so it is read: nothing but
    thousands is written in threes after a space, and then the mark opens the decimals."""
    found = _SPACED.fullmatch(text)
    if found is None:
        return text
    whole, part = found[1], found[2] or ""
    return whole.replace(" ", "." if part[:1] == "," else "," if part else "") + part


def read_number(cell: Cell, style: Style | None, *, whole: bool = False, habits: Habits = _NO_HABITS) -> Decimal:
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
    text, negative = _unsigned(typed_as_text(clean(str(cell))))
    spaced, text = " " in text, _without_spaces(text)
    if len(text) > MOST_DIGITS:
        raise not_a_number(text)
    if _DIGITS.fullmatch(text):
        return -Decimal(text) if negative else Decimal(text)
    readings = {
        each: Decimal(text.replace(each.group, "").replace(each.decimal, "."))
        for each in Style
        if _SHAPES[each].fullmatch(text)
    }
    if not readings:
        raise not_a_number(text)
    if style is not None:
        if style not in readings:
            if _LONG_DECIMALS.fullmatch(text):
                raise not_a_number(text)
            others = set(readings.values())
            if _ODD_THREE.fullmatch(text):
                others.add(_joined(text))
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
                could_be(others, style.decimal),
                Fix("-" * negative + written(others.pop(), style.decimal), safe=False) if len(others) == 1 else None,
            )
        number = readings[style]
        if _three_decimals_may_be_thousands(text, style, habits):
            raise _ambiguous({number, _joined(text)})
    else:
        possible = set(readings.values())
        misplaced = _LONG_DECIMALS.fullmatch(text) or _ODD_THREE.fullmatch(text)
        if spaced and re.search(r"[.,][0-9]{3}[.,][0-9]{3}$", text):
            possible.add(_joined(text))  # `1 570,500` may have two marks for the thousands
        if misplaced:  # as likely a group set wrongly: 21.0470 is 21,047 or 210.470
            possible.add(_joined(text))
        if whole and not misplaced:
            possible = {max(possible)}  # nobody gives persons three decimals: `2.000` is two thousand of them
        if len(possible) > 1:
            raise _ambiguous(possible)
        number = possible.pop()
    return -number if negative else number


def _three_decimals_may_be_thousands(text: str, style: Style, habits: Habits) -> bool:
    if habits.odd_threes and _ONE_GROUP[style].fullmatch(text):
        return True
    return habits.grouped and bool(_ODD_THREE.fullmatch(text))


def _joined(text: str) -> Decimal:
    return Decimal(text.replace(".", "").replace(",", ""))


def _ambiguous(possible: set[Decimal]) -> Unread:
    return Unread(
        "SO103",
        Text("có thể đọc theo hai cách", "can be read in two ways"),
        could_be(possible),
    )


_LONG_DECIMALS = pattern(r"[1-9][0-9]*[.,][0-9]{4,}")
_ODD_THREE = pattern(r"[1-9][0-9]{3,}[.,][0-9]{3}")


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
    (re.compile(r"\b(nghin|ngan|ng d|ngd|(1000|1 000) ?(d|dong|vnd))\b"), 1_000),
    (re.compile(r"\b(dong|vnd|d)\b"), 1),
)
# `trăm triệu đồng`, `10 triệu đồng`, `nghìn USD`: to read the known word alone would be wrong.
_NO_UNIT_OF_OURS = re.compile(
    r"\b(tram|chuc|nghin|ngan|van|[2-9]|[1-9][0-9]+(?<!1000)) (ty|ti|trieu|tr|nghin|ngan)\b|\b(usd|eur|cny|jpy|do la|te)\b"
)


_UNIT_PARTS = pattern(r"[;()\[\]\n+&]|(?<!\d),|,(?!\d)|\bvà\b", re.IGNORECASE)


def money_unit(text: str | None) -> Unit | None:
    """`triệu đồng/người/tháng` → a million VND, twelve times a year; None where no unit is named."""
    words = plain(text or "")
    if _NO_UNIT_OF_OURS.search(words):
        return None
    for name, scale in _SCALES:
        if name.search(words):
            return Unit(scale, times_a_year(words))
    return None


def column_unit(header: str | None, sheet: str | None, *, yearly: bool = False) -> Unit | None:
    """The unit in the header, else that of the sheet; a header in dollars never takes the sheet's."""
    own = money_unit(header)
    return own if own or _NO_UNIT_OF_OURS.search(plain(header or "")) else _sheet_unit(sheet or "", yearly)


def _sheet_unit(text: str, yearly: bool) -> Unit | None:
    """`Doanh thu: triệu đồng; thu nhập: nghìn đồng/tháng`: what comes by the month is that of `yearly` money only. None
    where two units may be meant."""
    if _NO_UNIT_OF_OURS.search(plain(text)):
        return None
    units = list(dict.fromkeys(unit for part in _UNIT_PARTS.split(text) if (unit := money_unit(part))))
    if len(units) > 1:
        units = [unit for unit in units if (unit.per_year is not None) == yearly]
    unit = units[0] if len(units) == 1 else None
    return None if unit and not yearly and unit.per_year not in (None, 1) else unit


def times_a_year(text: str) -> int | None:
    """12 where a text speaks of months, 1 where it speaks of years, None where it says neither or both."""
    words = plain(text).split()
    found = {times for word, times in (("thang", 12), ("nam", 1)) if word in words}
    return found.pop() if len(found) == 1 else None


_FINER = Text("lẻ hơn một đồng", "is finer than one VND")
_NUMBER_WITH_UNIT = pattern(r"([-−+]? ?[0-9][0-9., ]*?) ?([^\d\s.,].*)")
# The whole of what stands behind the number: `1 tỷ 500 triệu` and `1 tỷ rưỡi` are more than one `tỷ`.
_WHOLE_UNIT = pattern(
    r"((ty|ti|trieu|tr|nghin|ngan|ng)( ?(dong|vnd|d))?|dong|vnd|d)"
    r"( (1|mot|moi))?( (nguoi|lao dong|ld|tv|thanh vien|xa vien|htx))?( (1|mot|moi|hang|binh quan))?( (thang|nam))?"
)


def _own_unit(text: str) -> Unit | None:
    return money_unit(text) if _WHOLE_UNIT.fullmatch(plain(text)) else None


def read_money(
    cell: Cell, style: Style | None, unit: Unit | None, *, yearly: bool = False, habits: Habits = _NO_HABITS
) -> int:
    """Whole VND. The cell's own unit (`1,5 tỷ`) goes before the column's; no unit at all is refused.

    `yearly` money (income) is refused too where neither month nor year is said.
    """
    own = None
    if cell.__class__ is str:
        found = _NUMBER_WITH_UNIT.fullmatch(clean(cell))
        own = _own_unit(found[2]) if found else None
        if found and own:
            cell, unit = found[1], own
    try:
        number = read_number(cell, style, habits=habits)
    except Unread as error:
        error.fix = error.fix if own is None else None  # it does not know of the unit
        raise
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


MOST = 10**17
"""Far above any real amount, and such that a sum over a million rows can be guarded."""


def _held(number: int) -> int:
    if abs(number) > MOST:
        raise Unread("GT103", Text("lớn quá mức có thể", "is larger than anything real"))
    return number


def read_count(cell: Cell, style: Style | None) -> int:
    number = read_number(cell, style, whole=True)
    if number != number.to_integral_value():
        raise Unread("SO104", Text("phải là số nguyên", "must be a whole number"))
    return _held(int(number))


class Reading(NamedTuple):
    """How the cells of one column are to be read."""

    style: Style | None = Style.VIETNAMESE
    unit: Unit | None = None
    yearly: bool = False
    habits: Habits = _NO_HABITS

    @property
    def factor(self) -> int:
        """VND of one written unit; 0 where that is not said."""
        return 0 if self.unit is None or (self.yearly and self.unit.per_year is None) else self.unit.factor
