"""A filled annex that someone else made: which form it is, which row of the form each of its rows is, which column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from kttt_cli.annexes.layout import Row, YearsForm
from kttt_cli.sheets.grid import Grid
from kttt_cli.sheets.text import plain

LABEL_HEADING = "chi tieu"
_UNIT_HEADINGS = frozenset({"dv tinh", "dvt", "don vi tinh", "don vi", "d v tinh", "unit"})
_NUMBER_HEADINGS = frozenset({"stt", "tt", "so tt", "no"})
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_NEAR = 0.8
_LEAST_ROWS = 3
_HEADER_WITHIN = 40


@dataclass(frozen=True, slots=True)
class Column:
    """A column of numbers: the plan's or the results, of the period before, a year, or the whole period."""

    series: str
    """`plan` or `done`."""
    when: str
    """`past`, a year, or `total`."""
    heading: str


@dataclass(frozen=True, slots=True)
class Recognised:
    """A sheet that is a form of this layout."""

    layout: YearsForm
    header_row: int
    columns: Mapping[int, Column]
    rows: Mapping[int, str]
    """Row of the sheet → key of the form's row."""
    label_column: int
    unit_column: int | None
    unknown: tuple[int, ...]
    """Rows with a label that the form does not have."""

    @property
    def missing(self) -> tuple[str, ...]:
        """Rows of the form that the sheet does not have."""
        there = set(self.rows.values())
        return tuple(key for key in self.layout.row if key not in there)


def recognise(grid: Grid, forms: Sequence[YearsForm]) -> Recognised | None:
    """The form whose rows the sheet has, at least half of them; None for any other sheet."""
    header = _header(grid)
    if header is None:
        return None
    first, last, label_column = header
    headings = [_heading(grid, first, last, column) for column in range(grid.width)]
    columns = dict(_number_columns(headings))
    labels = {
        row: text
        for row in range(last + 1, grid.height)
        if (text := _label(grid, row, label_column)) and text != LABEL_HEADING
    }
    best: tuple[int, YearsForm, dict[int, str]] | None = None
    for form in forms:
        rows = _aligned(grid, labels, form)
        if len(rows) >= max(_LEAST_ROWS, len(form.row) / 2) and (best is None or len(rows) > best[0]):
            best = len(rows), form, rows
    if best is None or not columns:
        return None
    _, form, rows = best
    within = range(min(rows), max(rows) + 1)
    unknown = tuple(row for row in labels if row in within and row not in rows)
    unit_column = next((i for i, text in enumerate(headings) if plain(text) in _UNIT_HEADINGS), None)
    return Recognised(form, first, columns, rows, label_column, unit_column, unknown)


def _header(grid: Grid) -> tuple[int, int, int] | None:
    """First and last row of the header, and the column of labels."""
    for row in range(min(grid.height, _HEADER_WITHIN)):
        for column in range(grid.width):
            if plain(_text(grid, row, column)).startswith(LABEL_HEADING):
                return row, _last_of_merged(grid, row, column), column
    return None


def _last_of_merged(grid: Grid, row: int, column: int) -> int:
    for top, left, bottom, right in grid.merged:
        if top <= row <= bottom and left <= column <= right:
            return bottom
    return row


def _heading(grid: Grid, first: int, last: int, column: int) -> str:
    """What the header says over a column, from above down; merged cells speak for all their columns."""
    parts: list[str] = []
    for row in range(first, last + 1):
        text = _text(grid, row, column)
        for top, left, bottom, right in grid.merged:
            if top <= row <= bottom and left <= column <= right:
                text = _text(grid, top, left)
        if text and text not in parts:
            parts.append(text)
    return " / ".join(parts)


def _number_columns(headings: Sequence[str]) -> Iterator[tuple[int, Column]]:
    """The columns of numbers: a period or a year in their heading says which. Percentages are none."""
    years = sorted({year for text in headings if len(found := _YEAR.findall(text)) == 1 for year in found})
    for index, text in enumerate(headings):
        found = sorted(set(_YEAR.findall(text)))
        words = plain(text)
        if "%" in text or not (found or "muc tieu" in words):
            continue
        series = "done" if re.search(r"\b(thuc hien|th|uoc)\b", words) else "plan"
        if len(found) == 1:
            yield index, Column(series, found[0], text)
        elif found and years and found[-1] < years[0]:
            yield index, Column("plan", "past", text)
        else:
            yield index, Column(series, "total", text)


def _aligned(grid: Grid, labels: Mapping[int, str], form: YearsForm) -> dict[int, str]:
    """Rows of the sheet with the form's rows, in order, because labels recur; near labels in the gaps between."""
    rows, there = list(labels), list(labels.values())
    keys = list(form.row)
    known = [_row_label(form.row[key]) for key in keys]
    found: dict[int, str] = {}
    before = (0, 0)
    for start, at, size in SequenceMatcher(None, there, known, autojunk=False).get_matching_blocks():
        gap = zip(range(before[0], start), range(before[1], at), strict=False)
        for i, j in gap if start - before[0] == at - before[1] else ():
            if SequenceMatcher(None, there[i], known[j]).ratio() >= _NEAR:
                found[rows[i]] = keys[j]
        found |= {rows[start + k]: keys[at + k] for k in range(size)}
        before = start + size, at + size
    return dict(sorted(found.items()))


def _row_label(row: Row) -> str:
    return plain(row.label.vi)


def _label(grid: Grid, row: int, column: int) -> str:
    return plain(_text(grid, row, column))


def _text(grid: Grid, row: int, column: int) -> str:
    cell = grid.at(row, column)
    return cell if isinstance(cell, str) else "" if cell is None else str(cell)
