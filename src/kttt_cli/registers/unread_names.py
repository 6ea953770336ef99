"""Names of organisations on sheets that give no records: a list that goes on over the page without its header, or one
whose columns no register knows. Where no list that was read has them, they are perhaps lost, and said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from kttt_cli.findings import Finding, Place, Severity
from kttt_cli.language import Text
from kttt_cli.registers.identity import name_key
from kttt_cli.registers.register import Register
from kttt_cli.registers.surroundings import group_field
from kttt_cli.registers.vocabularies import is_in_a_vocabulary
from kttt_cli.sheets.grid import Grid
from kttt_cli.sheets.text import clean
from kttt_cli.sheets.words import name_behind_form

_LEAST = 2
_SHOWN = 5
_TOP = 20


@dataclass(frozen=True, slots=True)
class UnreadNames:
    """Cells of one column, by the row of the sheet."""

    file: str
    sheet: str | None
    names: tuple[tuple[int, str], ...]


def unread_names(grid: Grid, first: int, last: int) -> UnreadNames | None:
    """Those in the rows from `first` to before `last`, each beside other cells."""
    best: list[tuple[int, str]] = []
    for column in grid.columns:
        named = np.array([isinstance(cell, str) and _is_name(cell) for cell in column.cells], dtype=np.bool_)
        rows = first + np.flatnonzero(named[column.codes[first:last]])
        found = [(row, clean(str(column.at(row)))) for row in rows.tolist() if _is_among_others(grid, row)]
        best = max(best, found, key=len)
    if len(best) < _LEAST:  # a table on its side has them behind each other
        for row in range(first, min(last, first + _TOP)):
            texts = [cell for cell in grid.row(row) if isinstance(cell, str) and _is_name(cell)]
            best = max(best, [(row, clean(text)) for text in texts], key=len)
    return UnreadNames(grid.file, grid.sheet, tuple(best)) if len(best) >= _LEAST else None


def _is_name(cell: str) -> bool:
    text = clean(cell)
    name = name_behind_form(text)
    if name is None or is_in_a_vocabulary(text) or is_in_a_vocabulary(name):
        return False  # «HTX Vận tải», «HTX Tốt»
    return group_field(text) is None


def _is_among_others(grid: Grid, row: int) -> bool:
    return sum(column.at(row) is not None for column in grid.columns) > 1


def told_of_unread(unread: Iterable[UnreadNames], registers: Iterable[Register]) -> Iterator[Finding]:
    """DG111, for names that are in no register."""
    unread = list(unread)
    if not unread:
        return
    known = {
        name_key(word)
        for register in registers
        for name in ("name", "organisation", "borrower")
        if name in register.columns
        for word in register.columns[name].words
    }
    for each in unread:
        # «HTX An Lạc – Xã Hợp Đức» is how a list of findings names it.
        lost = [(row, name) for row, name in each.names if name_key(name.split(" – ")[0]) not in known]
        if len({name for _, name in lost}) >= _LEAST:
            yield Finding(
                "DG111",
                Severity.WARNING,
                Place(each.file, each.sheet, lost[0][0]),
                Text(
                    f"từ dòng này có {len(lost)} dòng có tên đơn vị nhưng không thuộc sổ nào, không đọc",
                    f"{len(lost)} rows from here on have the names of organisations, belong to no register and are not read",
                ),
                value="; ".join(name for _, name in lost[:_SHOWN]),
                suggestion=Text(
                    "nếu là phần tiếp của một danh sách, thêm dòng tiêu đề lên trên; nếu là một sổ, dùng tên cột quen thuộc như "
                    "“Tên HTX”, “Loại hình”",
                    "if a list goes on here, put its header above; if they are a register, name its columns as usual, such as "
                    "“Tên HTX”, “Loại hình”",
                ),
            )
