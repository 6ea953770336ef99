"""Text that was spoilt before it came here: UTF-8 read as windows-1252 (`HTX PhÃºc HÃ²a`), which can be undone, and
letters that an encoding without them has turned into question marks (`Ph?c H?a`), which are lost and said."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from kttt_cli.language import Text
from kttt_cli.patterns import pattern
from kttt_cli.sheets.grid import Doubt, Grid

_BYTES = {code: code for code in range(0x80, 0x100)}
_BYTES |= {ord(bytes([code]).decode("cp1252", "ignore") or chr(code)): code for code in range(0x80, 0xA0)}
"""Each letter → the byte that it was read from; five bytes have no letter and stay what they are."""
# The first byte of a letter of Vietnamese, and one that can only follow.
_FOLLOWS = "[" + "".join(re.escape(chr(letter)) for letter, code in _BYTES.items() if code < 0xC0) + "]"
# Looked for by the second letter, which Vietnamese has not: the first is in every other word.
_TWICE = pattern(f"{_FOLLOWS}(?:(?<=[ÃÂÄÅÆÌ]{_FOLLOWS})|(?<=á[º»]))")
_VIETNAMESE = pattern("[\\x00-\\x7f\u00a0-\u01b0\u0300-\u0323\u1ea0-\u1ef9\u2010-\u2026]*")
_LOST = pattern(r"\ufffd|[^\W\d_]\?[^\W\d_]|(?<!\S)\?[^\W\d_]")
_NO_LOSS = pattern(r"://|www\.|=")


def may_be_spoilt(text: str) -> bool:
    """Is there a sign of it in this text, or in one of these lines?"""
    return _may_be_lost(text) or (not text.isascii() and _TWICE.search(text) is not None)


def _may_be_lost(text: str) -> bool:
    return "?" in text or "\ufffd" in text


def unspoilt(grid: Grid) -> Grid:
    """The grid with its twice encoded texts undone, and notes on them and on what is lost."""
    grid = _undone(grid)
    lost = [text for text in _distinct(grid) if may_be_spoilt(text) and _is_lost(text)]
    return replace(grid, notes=(*grid.notes, _GONE.filled(count=len(lost), was=lost[0]))) if lost else grid


def _undone(grid: Grid) -> Grid:
    changed = {text: once for text in _distinct(grid) if (once := _once(text)) is not None}
    if not changed:
        return grid
    columns = tuple(
        column.with_cells([changed.get(cell, cell) if type(cell) is str else cell for cell in column.cells])
        for column in grid.columns
    )
    was, now = next(iter(changed.items()))
    return replace(grid, columns=columns, notes=(*grid.notes, _UNDONE.filled(count=len(changed), was=was, now=now)))


def _distinct(grid: Grid) -> Iterable[str]:
    return dict.fromkeys(cell for column in grid.columns for cell in column.cells if type(cell) is str)


def _once(text: str) -> str | None:
    """As it was before it was read wrongly; None where it was not."""
    if not _TWICE.search(text):
        return None
    try:
        found = bytes(_BYTES.get(ord(letter), ord(letter)) for letter in text).decode("utf-8")
    except ValueError:  # a letter that is no byte, or bytes that are no letters
        return None
    return found if _VIETNAMESE.fullmatch(found) else None


def _is_lost(text: str) -> bool:
    return bool(_LOST.search(text) or _TWICE.search(text)) and not _NO_LOSS.search(text)


_UNDONE = Text(
    "{count} nội dung UTF-8 từng bị đọc nhầm theo windows-1252 đã được đổi lại (ví dụ «{was}» → «{now}»).",
    "{count} texts in UTF-8 that were once read as windows-1252 were changed back (such as “{was}” → “{now}”).",
)
_GONE = Doubt(
    "{count} nội dung có chữ đã mất hay hỏng khi lưu bằng bảng mã khác (ví dụ «{was}»), được giữ nguyên. "
    "Hãy xuất lại từ bản gốc dạng «CSV UTF-8» hoặc .xlsx.",
    "{count} texts have letters that were lost or spoilt when saved in another encoding (such as “{was}”) and were left "
    "as written. Export them again from the original as “CSV UTF-8” or .xlsx.",
)
