"""Strict reading of one cell: blank, yes or no, code; numbers and dates have files of their own.

Each reader takes a raw cell that is not blank and returns its value, or raises `Unread` with the
rule, the reason in both languages and, where there are some, the readings the cell allows.
"""

from __future__ import annotations

import re
from datetime import date, time
from math import isfinite

from kttt_cli.language import Text
from kttt_cli.sheets.grid import Cell
from kttt_cli.sheets.text import clean


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
