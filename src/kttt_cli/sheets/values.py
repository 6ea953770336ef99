"""Strict reading of one cell: blank, yes or no, code; numbers and dates have files of their own.

Each reader takes a raw cell that is not blank and returns its value, or raises `Unread` with the
rule, the reason in both languages and, where there are some, the readings the cell allows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, time
from math import isfinite

from kttt_cli.findings import Fix
from kttt_cli.language import Text
from kttt_cli.patterns import pattern
from kttt_cli.sheets.grid import Cell
from kttt_cli.sheets.text import clean, unaccented


class Unread(ValueError):
    """A cell that has no single reading."""

    def __init__(self, rule: str, reason: Text, suggestion: Text | None = None, fix: Fix | None = None) -> None:
        super().__init__(reason.vi)
        self.rule = rule
        self.reason = reason
        self.suggestion = suggestion
        self.fix = fix


BLANKS = frozenset({"", "-", "–", "—", "−"})


def is_blank(cell: Cell) -> bool:
    """Nothing written, or a dash: not reported. Never 0."""
    if cell.__class__ is str:
        # Most cells begin with a letter or digit, and need no cleaning to be told from a dash.
        return not cell[:1].isalnum() and clean(cell) in BLANKS
    return cell is None


def is_left_out(cell: Cell) -> bool:
    """Blank, or `...` for the rows that a form leaves out."""
    return is_blank(cell) or (cell.__class__ is str and not cell.strip(" .…\t"))


_NO_DATA = pattern(
    r"(chua|khong|ko) (co )?(so lieu|bao cao|thong ke|cap nhat|du lieu|thong tin)( so lieu| bao cao)?"
    r"|n/a|n\.a\.?|\.\.+|…+|chua ro|khong ro"
)


def says_no_data(cell: Cell) -> bool:
    """`chưa có số liệu`, `…`, `n/a`: a number that is said not to be known. The same as blank; never 0."""
    return cell.__class__ is str and not cell[:1].isdigit() and bool(_NO_DATA.fullmatch(unaccented(cell)))


_NO_CODE = pattern(
    r"(chua|khong|ko|dang|cho)( duoc| cho)?( cap| co| lam( thu tuc)?| xin cap)?( moi)?( ma( so)?( thue)?)?"
)


def says_no_code(cell: Cell) -> bool:
    """`chưa cấp`, `không có mã số`, `đang làm thủ tục`: the same as a blank code."""
    return cell.__class__ is str and not cell[:1].isdigit() and bool(_NO_CODE.fullmatch(unaccented(clean(cell))))


_DITTO = pattern(r"""[\s(–-]*(?:n\.? ?t\.?|nhu (?:tren|dong tren|o tren)|["“”'’]+|``|〃|[/\\]{2,})[\s)–-]*""")


def is_ditto(cell: Cell) -> bool:
    """`nt`, `"`, `〃`, `như trên`: the same as above, wherever that stands once the rows are sorted."""
    if cell.__class__ is not str or len(cell) > _LONGEST_DITTO or cell[:1] not in _MAY_BEGIN_A_DITTO:
        return False  # most cells
    return _DITTO.fullmatch(unaccented(cell)) is not None


_LONGEST_DITTO = 20
_MAY_BEGIN_A_DITTO = frozenset("nN(-–\"“”'’`〃/\\ \u00a0")


_EXCEL_ERROR = pattern(
    r"#(ref!|n/a|name\?|value!|div/0!|num!|null!|spill!|calc!|field!|blocked!|connect!|busy!|unknown!|external!|python!"
    r"|getting_data)|err:[0-9]{3}",
    re.IGNORECASE,
)
_HIDDEN_BY_WIDTH = pattern(r"#{3,}")


def refuse_errors(cell: Cell) -> None:
    """What a workbook shows in place of a value (`#REF!`), or how it would be reckoned (`=A1+B1`), is no value."""
    if cell.__class__ is not str or cell[:1] not in _MAY_BEGIN_AN_ERROR:
        return
    text = clean(cell)
    if _EXCEL_ERROR.fullmatch(text):
        raise Unread(
            "LO101",
            Text("là lỗi công thức của Excel, không phải dữ liệu", "is a formula error of Excel, not a value"),
            Text("sửa công thức hoặc gõ lại giá trị", "mend the formula or type the value"),
        )
    if _HIDDEN_BY_WIDTH.fullmatch(text):
        raise Unread(
            "LO101",
            Text("là dấu của cột quá hẹp, giá trị đã mất", "is the sign of a column too narrow, the value is lost"),
            Text("xuất lại tệp với cột rộng hơn", "export the file again with a wider column"),
        )
    if text[:1] == "=" and len(text) > 1:
        raise Unread(
            "LO102",
            Text("là công thức, không phải giá trị", "is a formula, not a value"),
            Text("mở bằng Excel, tính lại rồi lưu", "open it in Excel, recalculate and save"),
        )


_MAY_BEGIN_AN_ERROR = frozenset("#=E \t\n\u00a0\u200b\ufeff")


def typed_as_text(text: str) -> str:
    """Without the apostrophe by which Excel is told that a cell is text: `'0101234567`, `'=1+1`."""
    marked = text[:1] in {"'", "’", "‘"} and (text[1:2].isdigit() or text[1:].lstrip("'")[:1] in _FORMULA_STARTS)
    return text[1:] if marked else text


_FORMULA_STARTS = frozenset("=+-@")


_TICKS, _CROSSES = frozenset({"v", "✓", "✔", "√", "☑"}), frozenset({"x", "☒"})
MARKS = _TICKS | _CROSSES
YES = MARKS | {"có", "co", "đạt", "đã đạt", "yes", "true", "đúng", "1"}
NO = frozenset({"chưa", "chưa đạt", "không đạt", "không", "khong", "ko", "no", "false", "0"})


def is_mark(cell: Cell) -> bool:
    return cell.__class__ is str and clean(cell).casefold() in MARKS


def ticks_and_crosses(cells: Iterable[Cell]) -> bool:
    """A cross alone says yes; beside ticks it may say no."""
    marks = {clean(cell).casefold() for cell in cells if cell.__class__ is str}
    return not marks.isdisjoint(_TICKS) and not marks.isdisjoint(_CROSSES)


def read_flag(cell: Cell) -> bool:
    """`x`, `có`, 1 and their like, or `không`, 0 and theirs. Raises Unread (CK101) for anything else."""
    if cell.__class__ is bool:
        return bool(cell)
    if isinstance(cell, int | float) and cell in (0, 1):
        return bool(cell)
    word = clean(str(cell)).casefold()
    if word in YES:
        return True
    if word in NO:
        return False
    raise Unread(
        "CK101",
        Text("không phải là có/không", "is not yes or no"),
        Text("ghi x, có hoặc không", "write x, có or không"),
    )


_LOST_DIGITS = pattern(r"[0-9](?:[.,][0-9]*)?[eE][+]?[0-9]+")
_CODE = pattern(r"[0-9][0-9 .-]*[0-9]")
# As a number, which other programs write out with decimals (`9900180224.0`) or groups (`9,900,180,224`).
_CODE_AS_NUMBER = pattern(r"([0-9]{9,})[.,]0{1,2}|([0-9]{1,3}(?:,[0-9]{3}){2,})")


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
    text = typed_as_text(clean(str(cell)))
    if _LOST_DIGITS.fullmatch(text):
        raise Unread(
            "MA101",
            Text("Excel đã đổi mã thành số dạng mũ, các chữ số sau đã mất", "Excel turned the code into an exponent"),
            Text("nhập lại mã dưới dạng văn bản", "type the code again, as text"),
        )
    if not text.isascii() and any(char.isdigit() and not char.isascii() for char in text):
        raise Unread(
            "MA103",
            Text("có chữ số không phải 0–9 thường", "has digits other than the plain 0–9"),
            Text("gõ lại mã bằng chữ số thường", "type the code again in plain digits"),
        )
    if found := _CODE_AS_NUMBER.fullmatch(text):
        return found[1] or found[2].replace(",", "")
    return re.sub(r"[ .-]", "", text) if _CODE.fullmatch(text) else text
