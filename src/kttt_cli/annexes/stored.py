"""A value as a workbook can hold it: what is written, and what must be read back."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

from kttt_cli.annexes.page import Value
from kttt_cli.patterns import pattern

Stored = str | int | float | date | None

LONGEST_TEXT = 32_767
"""UTF-16 units in a cell or a comment."""
CUT = "… [cắt bớt: một ô chứa tối đa 32.767 ký tự]"
_EXACT = 10**15
_FIRST_DAY = date(1900, 3, 1)
"""Excel believes in 29/02/1900; days before are written as text."""
_CONTROL = pattern(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NO_CHARACTER = pattern(r"[\ud800-\udfff\ufffe\uffff]")


def stored(value: Value) -> Stored:
    """The nearest double of a number, the day of a date, the text as it can be shown."""
    if value is None:
        return None
    if isinstance(value, str):
        return stored_text(value)
    if isinstance(value, Fraction):
        return stored(value.numerator) if value.denominator == 1 else _Exact(value)
    if isinstance(value, date):
        return value if value >= _FIRST_DAY else value.isoformat()
    return value if -_EXACT < value < _EXACT else _Exact(value)


def stored_text(text: str) -> str:
    """What XML forbids is replaced by its picture (␀, ␋) or �; what a cell cannot hold is cut and says so."""
    if not text.isprintable():
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        text = _NO_CHARACTER.sub("\ufffd", _CONTROL.sub(_picture, text))
    if 2 * len(text) > LONGEST_TEXT and _units(text) > LONGEST_TEXT:
        most = LONGEST_TEXT - len(CUT)
        text = text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", errors="ignore") + CUT
    return text


class _Exact(float):
    """XlsxWriter writes `{number:.16G}`, which is not every double."""

    def __format__(self, form: str) -> str:
        return float.__repr__(self)


def _picture(control: re.Match[str]) -> str:
    return "\u2421" if control[0] == "\x7f" else chr(0x2400 + ord(control[0]))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
