"""How much room a text takes in Times New Roman: the width of a line, the lines of a cell, the height of a row.

The library that writes workbooks cannot fit rows to their text, and Excel does not do it for merged cells.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WIDTHS = {
    180: "'", 200: "|", 250: " ,.", 278: "/:;\\ijlt", 333: "!()-I[]`fr", 389: "Js", 408: '"', 444: "?acez“”",
    480: "{}", 500: "#$*0123456789_bdghknopquvxyđ–", 541: "~ơư", 556: "FPS^", 564: "+<=>×≥≤", 611: "ELTZ",
    667: "BCR", 722: "ADGHKNOQUVXYwĐƠ", 778: "&mƯ", 833: "%", 889: "M", 944: "@W", 1000: "…",
}  # fmt: skip
"""Thousandths of the size of the font."""
_WIDTH = {character: width for width, characters in _WIDTHS.items() for character in characters}
_UNKNOWN = 1000
_BOLD = 1.07
_SPARE = 1.04
"""Programs do not break lines at quite the same place: a little more room than measured."""
_LINE = 1.3
_HIGHEST = 409.5
"""Of a row, in points."""

POINTS_PER_CHARACTER = 6.0
"""A digit of the workbook's font, Times New Roman 12, at 96 dots an inch."""
_EDGE = 3.75
"""What a column is wider than its characters."""
_PADDING = 4.75
"""What lies between the borders of a cell and its text, on both sides together."""


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Points of one line."""
    return sum(map(_character, text)) / 1000 * size * (_BOLD if bold else 1) * _SPARE


@lru_cache(4096)
def lines(text: str, room: float, size: float, *, bold: bool = False) -> int:
    """How many lines the text takes where a line may be `room` points long; words that are longer are broken."""
    return sum(_lines_of_paragraph(part, room, size, bold) for part in text.split("\n"))


def height(count: int, size: float) -> float:
    """Points of a row that shows so many lines."""
    return min(_HIGHEST, round(count * size * _LINE + 3, 2))


def column_points(characters: float) -> float:
    """How wide a column of so many characters is."""
    return characters * POINTS_PER_CHARACTER + _EDGE


def characters_for(points: float) -> float:
    """How wide a column must be for a text of so many points, in characters."""
    return (points + _PADDING - _EDGE) / POINTS_PER_CHARACTER


def room_in(points: float) -> float:
    """The room for text in a cell of that width."""
    return max(points - _PADDING, POINTS_PER_CHARACTER)


def _lines_of_paragraph(text: str, room: float, size: float, bold: bool) -> int:
    count, used = 1, 0.0
    for word in re.findall(r"\S+\s*|\s+", text):
        bare = text_width(word.rstrip(), size, bold=bold)
        if used and used + bare > room:
            count, used = count + 1, 0.0
        if bare > room:
            count += int(bare // room)
            bare %= room
        used += bare + text_width(word[len(word.rstrip()) :], size, bold=bold)
    return count


def _character(character: str) -> int:
    width = _WIDTH.get(character)
    if width is None:
        base = unicodedata.normalize("NFD", character)[0]
        width = 0 if unicodedata.combining(base) else _WIDTH.get(base, _UNKNOWN)
    return width
