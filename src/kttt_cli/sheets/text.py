"""When two Vietnamese texts are the same.

`clean` is for showing: NFC, single spaces, nothing invisible; otherwise as written.
`key` is for identity: also without case and with one way of placing tones (hoà = hòa).
`plain` is for headers and vocabularies: also without accents and punctuation (đ = d).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from itertools import compress, count
from operator import itemgetter

from kttt_cli.patterns import pattern

# Control characters and marks of direction and joining: nothing of them is seen, on no screen.
_INVISIBLE = pattern(
    "[\\x00-\\x08\\x0e-\\x1b\\x7f-\\x84\\x86-\\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
# Letters of other alphabets that look like ours, in small: ð stands for đ in texts converted from old fonts, Cyrillic
# and Greek ones come with texts of other keyboards and scanners. Nobody sees the difference.
_LOOK_ALIKES = str.maketrans("ðɖавеёкмнорстухіјѕһαβεηικνορτυχ", "đđabeekmhopctyxijshabehiknoptyx")
_LINE = pattern(r"[^\r\n]+")
_NOT_WORD = re.compile(r"[^0-9a-z]+")

# Old and new style differ in where the tone of oa, oe, uy stands when nothing follows.
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONE_ON_LAST = re.compile(f"(o[ae]|(?<!q)uy)([{_TONES}])(?![a-z\u0300-\u036f])")
_MARKS = re.compile("[\u0300-\u036f]")


def clean(text: str) -> str:
    """As written, in NFC, with single spaces and without zero-width characters."""
    if not text.isprintable() or "\ufe0f" in text:  # the last makes a colour picture of a tick: `✔️`
        text = " ".join(_INVISIBLE.sub("", text).split())
    elif "  " in text or text[:1] == " " or text[-1:] == " ":  # no other space is printable
        text = " ".join(text.split())
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def are_clean(lines: str) -> bool:
    """Does `clean` leave each line as it is?"""
    return (
        lines.replace("\n", "").isprintable()
        and not any(odd in lines for odd in ("  ", " \n", "\n ", "\ufe0f"))
        and lines.strip(" ") == lines
        and (lines.isascii() or unicodedata.is_normalized("NFC", lines))
    )


def lines_beginning(initials: str, lines: str) -> list[str]:
    """The lines whose first letter is one of these, written as in a regular expression: `nN`, `\\W_`. Of many names
    mostly a few, or none, and to find them takes less than to look at each. An empty line begins with none."""
    first: list[str] = re.findall(rf"\A(?!\n)[{initials}][^\n]*", lines)
    return [*first, *re.findall(rf"\n(?!\n)([{initials}][^\n]*)", lines)]


_INITIAL = itemgetter(slice(1))


def beginning_with(wanted: Callable[[str], bool], texts: tuple[str, ...]) -> list[int]:
    """Which of many texts have a first letter that is wanted; mostly a few, or none."""
    initials = _initials_of(texts)
    telling = set(filter(wanted, set(initials)))
    return [*compress(count(), map(telling.__contains__, initials))] if telling else []


@lru_cache(maxsize=1)  # several rules look at the names of one list
def _initials_of(texts: tuple[str, ...]) -> list[str]:
    return [*map(_INITIAL, texts)]


def tidy(text: str) -> str:
    """As `clean`, with its line breaks kept."""
    return _LINE.sub(lambda found: clean(found[0]), text).strip("\r\n")


@lru_cache(maxsize=1 << 16)  # the same names and places every year
def key(text: str) -> str:
    """Equal for texts that a reader takes for the same: case, spaces, NFC/NFD, tone placement."""
    lowered = clean(text).casefold()
    if lowered.isascii():
        return lowered
    apart = unicodedata.normalize("NFD", lowered.translate(_LOOK_ALIKES))
    moved = _TONE_ON_LAST.sub(lambda found: found[1][0] + found[2] + found[1][1:], apart)
    return unicodedata.normalize("NFC", moved)


def plain(text: str) -> str:
    """Words in ASCII: `Vốn điều lệ\\n(triệu đồng)` → `von dieu le trieu dong`."""
    return _NOT_WORD.sub(" ", unaccented(text)).strip()


def unaccented(text: str) -> str:
    """In small letters without accents, its punctuation kept: `Khoảng 15–20?` → `khoang 15–20?`."""
    lowered = clean(text).casefold()
    if lowered.isascii():
        return lowered
    apart = unicodedata.normalize("NFD", lowered.translate(_LOOK_ALIKES).replace("đ", "d"))
    return _MARKS.sub("", apart)
