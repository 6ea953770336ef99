"""What XLSX strikes through or raises: a struck-through cell or part of one is not meant any more, and a raised 1 behind
12 is the mark of a footnote. The reader gives the letters alone, 121 for the last.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import NamedTuple

from kttt_cli.patterns import pattern

_PREFIX = r"(?:[\w.-]+:)?"
_STRIKE = rf"""<{_PREFIX}strike\s*(?:/>|>|val=["'](?!0|false))""".encode()
SIGNS = (_STRUCK := b"strike", _RAISED := b"superscript")
"""In the shared texts of a workbook where none of these stands, no text is touched."""

_ITEM = re.compile(rf"<{_PREFIX}si(?:\s*/>|\b[^>]*>(.*?)</{_PREFIX}si>)".encode(), re.DOTALL)
_RUN = re.compile(
    rf"<{_PREFIX}r>(?:\s*<{_PREFIX}rPr>(.*?)</{_PREFIX}rPr>)?\s*<{_PREFIX}t\b[^>]*>(.*?)</{_PREFIX}t>".encode(),
    re.DOTALL,
)
_FONTS = re.compile(rf"<{_PREFIX}fonts\b.*?</{_PREFIX}fonts>".encode(), re.DOTALL)
_FONT = re.compile(rf"<{_PREFIX}font(?:\s*/>|>(.*?)</{_PREFIX}font>)".encode(), re.DOTALL)
_ESCAPED = pattern(r"_x([0-9A-Fa-f]{4})_")
_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Told(NamedTuple):
    """A shared text as a person reads it, without what is struck through."""

    text: str
    cut: bool
    """A part of it is struck through."""
    struck: bool
    """All of it is, and it is told nevertheless."""


def texts_in_parts(shared: bytes) -> dict[bytes, Told]:
    """Those with raised or struck-through parts, by their number."""
    found: dict[bytes, Told] = {}
    for number, item in enumerate(_ITEM.finditer(shared)):
        if item[1] is None or not any(sign in item[1] for sign in SIGNS):
            continue
        runs = [(run[1] or b"", _text(run[2])) for run in _RUN.finditer(item[1])]
        left = [run for run in runs if not re.search(_STRIKE, run[0])]
        struck = bool(runs) and not any(text.strip() for _, text in left)
        meant = runs if struck else left
        if struck or len(left) < len(runs) or any(_is_mark(*run) for run in runs):
            text = "".join(text.translate(_DIGITS) if _is_mark(of, text) else text for of, text in meant)
            found[str(number).encode()] = Told(text.strip(), not struck and len(left) < len(runs), struck)
    return found


def _is_mark(of: bytes, text: str) -> bool:
    """«(1)» tells by itself that it is no part of the number before it."""
    return _RAISED in of and text.strip().isdecimal()


def _text(content: bytes) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), html.unescape(content.decode("utf-8", "replace")))


def struck_styles(styles: bytes, fonts_used: Iterable[int]) -> frozenset[bytes]:
    """Numbers of the styles of cells, whose font strikes through all that is written in them."""
    fonts = _FONTS.search(styles)
    if fonts is None or _STRUCK not in fonts[0]:
        return frozenset()
    struck = {n for n, font in enumerate(_FONT.finditer(fonts[0])) if font[1] and re.search(_STRIKE, font[1])}
    return frozenset(str(number).encode() for number, font in enumerate(fonts_used) if font in struck)
