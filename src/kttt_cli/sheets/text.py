"""When two Vietnamese texts are the same.

`clean` is for showing: NFC, single spaces, nothing invisible; otherwise as written.
`key` is for identity: also without case and with one way of placing tones (hoà = hòa).
`plain` is for headers and vocabularies: also without accents and punctuation (đ = d).
"""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_NOT_WORD = re.compile(r"[^0-9a-z]+")

# Old and new style differ in where the tone of oa, oe, uy stands when nothing follows.
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONE_ON_LAST = re.compile(f"(o[ae]|(?<!q)uy)([{_TONES}])(?![a-z\u0300-\u036f])")
_MARKS = re.compile("[\u0300-\u036f]")


def clean(text: str) -> str:
    """As written, in NFC, with single spaces and without zero-width characters."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        if not text.isprintable():
            text = _INVISIBLE.sub("", text)
    return " ".join(text.split())


def key(text: str) -> str:
    """Equal for texts that a reader takes for the same: case, spaces, NFC/NFD, tone placement."""
    lowered = clean(text).casefold()
    if lowered.isascii():
        return lowered
    apart = unicodedata.normalize("NFD", lowered)
    moved = _TONE_ON_LAST.sub(lambda found: found[1][0] + found[2] + found[1][1:], apart)
    return unicodedata.normalize("NFC", moved)


def plain(text: str) -> str:
    """Words in ASCII: `Vốn điều lệ\\n(triệu đồng)` → `von dieu le trieu dong`."""
    apart = unicodedata.normalize("NFD", clean(text).casefold().replace("đ", "d"))
    return _NOT_WORD.sub(" ", _MARKS.sub("", apart)).strip()
