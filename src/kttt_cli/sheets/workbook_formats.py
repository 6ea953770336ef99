"""Formats of XLSX cells that change what a person reads: `50%` is stored as 0.5, `1,5 tỷ` perhaps as 1.5.

Whoever types 50% into Excel sees 50% ever after; the value alone would be half a person, or half a million.
"""

from __future__ import annotations

import re
from functools import cache

from kttt_cli.patterns import pattern
from kttt_cli.sheets.text import plain
from kttt_cli.sheets.words import looks_like_unit

_FORMAT = re.compile(rb"<(?:[\w.-]+:)?numFmt\s([^>]*)>")
_CELL_FORMATS = b"cellXfs"
_CELL_FORMAT = re.compile(rb"<(?:[\w.-]+:)?xf\b([^>]*)>")
_BUILT_IN = {"9": "0%", "10": "0.00%"}
_LITERAL = pattern(r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.|\*.')
_LARGE = pattern(r"(?:nghin|ngan|trieu|tr|ty)\b")


def marks_of(styles: bytes) -> dict[bytes, str]:
    """Number of a cell's style → what its format writes behind the number: `%`, ` tỷ`. Most formats write nothing."""
    from kttt_cli.sheets.workbook_xml import attributes

    codes = dict(_BUILT_IN)
    for of in map(attributes, _FORMAT.findall(styles)):
        codes[of.get("numFmtId", "")] = of.get("formatCode", "")
    first = styles.find(_CELL_FORMATS)
    last = styles.find(_CELL_FORMATS, first + 1)
    used = [attributes(tag).get("numFmtId", "") for tag in _CELL_FORMAT.findall(styles, max(first, 0), max(last, 0))]
    return {str(number).encode(): mark for number, name in enumerate(used) if (mark := _mark(codes.get(name, "")))}


@cache
def _mark(code: str) -> str:
    first = code.split(";", 1)[0]
    if "%" in _LITERAL.sub("", first):
        return "%"
    words = "".join(quoted or escaped for quoted, escaped in _LITERAL.findall(first)).strip()
    return f" {words}" if looks_like_unit(words) and _LARGE.match(plain(words)) else ""


def shown(value: float, mark: str) -> str:
    """As a person sees it, with every digit: `10,5%`, `1,5 tỷ`"""
    return f"{value * 100 if mark == '%' else value:.12g}".replace(".", ",") + mark
