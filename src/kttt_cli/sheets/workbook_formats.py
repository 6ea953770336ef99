"""Formats of cells that change what a person reads: `50%` is stored as 0.5, `1,5 tỷ` perhaps as 1.5, a code
`0100109106` as 100109106, and 1.500 may be 1500000 that is shown in thousands.

Whoever types 50% into Excel sees 50% ever after; the value alone would be half a person, or half a million.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from math import isfinite
from typing import NamedTuple

from kttt_cli.patterns import pattern
from kttt_cli.sheets.text import plain
from kttt_cli.sheets.words import looks_like_unit

_FORMAT = re.compile(rb"<(?:[\w.-]+:)?numFmt\s([^>]*)>")
_CELL_FORMATS = b"cellXfs"
_CELL_FORMAT = re.compile(rb"<(?:[\w.-]+:)?xf\b([^>]*)>")
_BUILT_IN = {9: "0%", 10: "0.00%"}
_LITERAL = pattern(r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.|\*.')
_LARGE = pattern(r"(?:nghin|ngan|trieu|tr|ty)\b")
_THOUSANDS = pattern(r"(?<=[0#?]),+(?![0#?,])")
_ALL_DIGITS = pattern(r"[0 -]*")
_LEAST_DIGITS = 6
"""Fewer zeros are those of a row number or a count, whatever its length."""


class Mark(NamedTuple):
    """What a format makes of its numbers. Most change nothing, and have none."""

    behind: str = ""
    """Written behind the number: `%`, ` tỷ`."""
    thousands: int = 0
    """How often the number is divided by a thousand: `#,##0,,` shows millions."""
    digits: int = 0
    """Zeros are written in front up to so many digits."""


def marks_of(styles: bytes) -> dict[bytes, Mark]:
    """Number of a cell's style in XLSX → what its format makes of a number."""
    from kttt_cli.sheets.workbook_xml import attributes

    codes: dict[int, str] = {}
    for of in map(attributes, _FORMAT.findall(styles)):
        codes[_number(of.get("numFmtId"))] = of.get("formatCode", "")
    used = styles_of_cells(styles, "numFmtId")
    return {str(number).encode(): mark for number, mark in marks_by_style(used, codes).items()}


def styles_of_cells(styles: bytes, attribute: str) -> list[int]:
    """What each style of cells says of its format or font: the number of it."""
    from kttt_cli.sheets.workbook_xml import attributes

    first = styles.find(_CELL_FORMATS)
    last = styles.find(_CELL_FORMATS, first + 1)
    return [
        _number(attributes(tag).get(attribute)) for tag in _CELL_FORMAT.findall(styles, max(first, 0), max(last, 0))
    ]


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else -1


def marks_by_style(used: Iterable[int], codes: dict[int, str]) -> dict[int, Mark]:
    """Number of a style → what its format makes of a number, by the number of the format of each style."""
    known = _BUILT_IN | codes
    return {number: mark for number, name in enumerate(used) if (mark := _mark(known.get(name, "")))}


@cache
def _mark(code: str) -> Mark | None:
    first = code.split(";", 1)[0]
    bare = _LITERAL.sub("", first)
    if "%" in bare:
        return Mark("%")
    words = "".join(quoted or escaped for quoted, escaped in _LITERAL.findall(first))
    mark = Mark(unit_behind(words), sum(map(len, _THOUSANDS.findall(bare))))
    if _ALL_DIGITS.fullmatch(bare) and not mark.behind and bare.count("0") >= _LEAST_DIGITS:
        mark = Mark(digits=bare.count("0"))
    return None if mark == Mark() else mark


def unit_behind(words: str) -> str:
    """` tỷ`, ` nghìn`: what a person reads as a part of the number. The sign of a currency is decoration more often."""
    words = words.strip()
    large = _LARGE.match(plain(words))
    return f" {words}" if large and (looks_like_unit(words) or large[0] == plain(words)) else ""


def shown(value: float, mark: Mark) -> str | float | None:
    """As a person sees it, with every digit: `10,5%`, `1,5 tỷ`. A number where nothing is written behind it; None where
    the format changes nothing of this one."""
    if not isfinite(value):
        return None
    if mark.digits:
        length = len(f"{value:.0f}")
        return f"{value:0{mark.digits}.0f}" if value == int(value) >= 0 and length < mark.digits else None
    value = float(f"{value * 100 if mark.behind == '%' else value / 1000**mark.thousands:.12g}")
    return f"{value:.12g}".replace(".", ",") + mark.behind if mark.behind else value
