"""The numbers that a list gives its rows (STT): one that stands twice, one that is missing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from kttt_cli.findings import Finding, Place, Severity
from kttt_cli.language import Text
from kttt_cli.registers.load import Loaded
from kttt_cli.registers.register import Bools
from kttt_cli.sheets.grid import Cell
from kttt_cli.sheets.page import Heading, Role
from kttt_cli.sheets.text import clean
from kttt_cli.sheets.words import is_row_number_heading

_COUNTED = (Role.DATA, Role.NOTE, Role.EMPTY)
"""Groups have numbers of their own."""
_LEAST = 3
_FEW, _FEW_IN = 3, 20
"""So many numbers missing, and not more than one in so many, are rows that went; more are an excerpt of a list."""

Numbered = list[tuple[int, int]]
"""(row, its number) in the order of the sheet."""


def numbering(loaded: Loaded) -> Iterator[Finding]:
    """DG201: one number twice. DG202: numbers that are missing. Once for each table, at the first of them."""
    heading = _heading(loaded)
    if heading is None:
        return
    counted = _numbers(loaded, heading.column)
    if len(counted) < _LEAST or 2 * len(counted) < len(loaded.rows):
        return
    runs = _runs(counted)
    grid = loaded.table.grid

    def place(row: int) -> Place:
        return Place(grid.file, grid.sheet, row, heading.column)

    twice = [each for run in runs for each in _twice(run) if not _of_two_years(loaded, each[0], each[2])]
    missing = [each for run in runs for each in _missing(run)]
    if len(twice) == len(missing) == 1 and (row := _mistyped(counted, twice[0][1], missing[0][1])) is not None:
        (second, number, first), right = twice[0], missing[0][1]
        other = place(first if row == second else second).cell
        yield Finding(
            "DG201", Severity.WARNING, place(row),
            Text(f"số thứ tự {number} cũng ở {other}; ở đây thứ tự là {right}",
                 f"the number {number} stands in {other} too; here it is the turn of {right}"),
            value=str(number),
            suggestion=Text(f"có phải {right}?", f"is it {right}?"),
        )  # fmt: skip
        return
    if twice:
        row, number, first = twice[0]
        whole_row = (Place(grid.file, grid.sheet, row),)  # copied with its number, it is told as one organisation twice
        more = Text(f"; và {len(twice) - 1} số nữa", f"; and {len(twice) - 1} more") if len(twice) > 1 else Text("", "")
        yield Finding(
            "DG201", Severity.WARNING, place(row),
            Text(f"số thứ tự {number} đã dùng ở {place(first).cell}{more.vi}",
                 f"the number {number} is already used in {place(first).cell}{more.en}"),
            value=str(number), follows_from=whole_row if len(twice) == 1 else (),
            suggestion=Text("xem có dòng nào bị chép hai lần không, rồi đánh số lại", "look for a row that was copied twice, and number again"),
        )  # fmt: skip
    if missing:
        row, number = missing[0]
        few = len(missing) <= max(1, min(_FEW, len(counted) // _FEW_IN))
        more = (
            Text(f" và {len(missing) - 1} số nữa", f" and {len(missing) - 1} more")
            if len(missing) > 1
            else Text("", "")
        )
        yield Finding(
            "DG202", Severity.WARNING if few else Severity.NOTE, place(row),
            Text(f"trước dòng này thiếu số thứ tự {number}{more.vi}; có thể có dòng đã bị xóa",
                 f"before this row the number {number}{more.en} is missing; a row may have been removed"),
            suggestion=Text("tìm dòng đã mất, hoặc đánh số lại", "find the row that went, or number again"),
        )  # fmt: skip


def _heading(loaded: Loaded) -> Heading | None:
    return next((each for each in loaded.table.headings if is_row_number_heading(each.name)), None)


_HALF = 0.5


def numbered(loaded: Loaded, least: float = _HALF) -> Bools:
    """Which records have a number before them; all of them, in a list that numbers less than `least` of its rows, or none."""
    heading = _heading(loaded)
    if heading is not None:
        found = loaded.table.grid.columns[heading.column].filled()[loaded.rows]
        if np.count_nonzero(found) >= max(1, least * len(found)):
            return found
    return np.ones(len(loaded.rows), dtype=np.bool_)


def _numbers(loaded: Loaded, column: int) -> Numbered:
    if not len(loaded.rows):
        return []
    encoded = loaded.table.grid.columns[column]
    values = np.array([_number(cell) for cell in encoded.cells], dtype=np.int64)[encoded.codes]
    rows = np.flatnonzero(np.isin(loaded.table.roles, _COUNTED) & (values > 0))
    rows = rows[(rows >= loaded.rows[0]) & (rows <= loaded.rows[-1])]
    return list(zip(rows.tolist(), values[rows].tolist(), strict=True))


_MOST_DIGITS = 7


def _number(cell: Cell) -> int:
    """`1`, `1.0`, `01`, `1.`; 0 for what is no number of a row."""
    if isinstance(cell, float) and cell.is_integer():
        cell = str(int(cell))
    text = "" if cell is None else clean(str(cell)).rstrip(".")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else 0


def _runs(numbered: Numbered) -> list[Numbered]:
    """A list that begins again at 1 (by district, by sheet glued below) is several; one that was sorted anew is whole."""
    if sum(number == 1 for _, number in numbered) <= 1:
        return [numbered]
    runs: list[Numbered] = []
    for row, number in numbered:
        if number == 1 or not runs:
            runs.append([])
        runs[-1].append((row, number))
    return [run for run in runs if all(one[1] <= other[1] for one, other in pairwise(run))]


def _twice(run: Numbered) -> Iterator[tuple[int, int, int]]:
    """(row, number, the row that had it first)"""
    firsts: dict[int, int] = {}
    for row, number in run:
        first = firsts.setdefault(number, row)
        if first != row:
            yield row, number, first


def _of_two_years(loaded: Loaded, row: int, first: int) -> bool:
    """One organisation has its number in each year of a list of several."""
    years = loaded.columns.get("year")
    if years is None:
        return False
    one, other = np.searchsorted(loaded.rows, (first, row)).tolist()
    return bool(years.known[one] and years.known[other] and years.values[one] != years.values[other])


def _mistyped(numbered: Numbered, number: int, right: int) -> int | None:
    """The row that has `number` where it is the turn of `right`: one slip is no row that went and another copied."""
    for (_, before), (row, written) in pairwise(numbered):
        if written == number and before == right - 1:
            return row
    return None


def _missing(run: Numbered) -> Iterator[tuple[int, int]]:
    """(the row with the next number, a number that no row has)"""
    by_number = {number: row for row, number in reversed(run)}
    ordered = sorted(by_number)
    for one, other in pairwise(ordered):
        for number in range(one + 1, min(other, one + 1 + len(run))):
            yield by_number[other], number
