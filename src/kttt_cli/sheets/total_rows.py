"""Rows that are sums of others: those that say so, and those of numbers without any word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kttt_cli.sheets.grid import Encoded
from kttt_cli.sheets.page import Role
from kttt_cli.sheets.text import lines_beginning
from kttt_cli.sheets.words import is_number, is_numeral, is_numeric, is_row_number_heading, is_sum, text_of

if TYPE_CHECKING:
    from kttt_cli.sheets.body import Body

_MIN_SUMS = 2
_SUM_INITIALS = "TtCcLlMmSs"


def mark_totals(body: Body) -> None:
    """Rows whose first words are «Tổng …» or «Cộng …», whatever else is written in them: never a record."""
    for column in body.labels:
        sums = np.zeros(len(column.cells), np.bool_)
        sums[_sums(column)] = True
        if not sums.any():
            continue
        within = sums[column.codes[body.first : body.end]]
        rows = body.first + np.flatnonzero(within & (body.roles[body.first : body.end] == Role.DATA))
        for row in rows.tolist():
            if _is_label(body, row, column):
                body.roles[row] = Role.TOTAL


def _sums(column: Encoded) -> list[int]:
    """Which distinct cells are sums: of 34.000 names hardly one begins so that it is looked at further."""
    texts = [cell for cell in column.cells if isinstance(cell, str)]
    lines = "\n".join(texts)
    if lines.count("\n") == len(texts) - 1:
        texts = lines_beginning(rf"{_SUM_INITIALS}\s", lines)
    found = {text for text in texts if text.lstrip()[:1] in _SUM_INITIALS and is_sum(text)}
    return [number for number, cell in enumerate(column.cells) if cell in found] if found else []


def _is_label(body: Body, row: int, column: Encoded) -> bool:
    """Do the first words of the row stand in this column, or its last behind words of the row above? («Yên Thế | Tam Tiến
    | Tổng xã Tam Tiến»: a subtotal over whose places the list was filled down)"""
    words = (
        each for each in body.grid.columns if not is_numeric(cell := each.at(row)) and not is_numeral(text_of(cell))
    )
    if (first := next(words, None)) in (None, column):
        return first is not None
    *before, last = first, *words
    return last is column and all(each.at(row) == each.at(row - 1) for each in before)


def mark_nameless_sums(body: Body, rows: list[int]) -> None:
    """Numbers without any word, where even the ordinary number before the records is missing: a sum without label.
    Whoever makes the records compares it with them. With a code or a year it is a record that lacks its name, and so
    it may be where the rows have no ordinary numbers."""
    first = min(body.header.headings, key=lambda heading: heading.column, default=None)
    if first is None or not is_row_number_heading(first.name):
        return
    leftmost = first.column
    keys = body.keys
    within = slice(body.first, body.end)
    data = body.roles[within] == Role.DATA
    numbered = body.grid.columns[leftmost].filled()[within] & data
    if 2 * np.count_nonzero(numbered) < np.count_nonzero(data):
        return
    for row in rows:
        cells = body.grid.row(row)
        if body.role(row) != Role.DATA or cells[leftmost] is not None or body.filled[row] < _MIN_SUMS:
            continue
        if any(cells[column] is not None for column in keys):
            continue
        if (
            all(is_number(cell) for cell in cells if cell is not None)
            and (body.roles[body.first : row] == Role.DATA).any()
        ):
            body.roles[row] = Role.TOTAL
