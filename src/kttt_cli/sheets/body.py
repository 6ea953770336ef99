"""What each row below the header is: record, group, total, note, repeated header."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from numpy.typing import NDArray

from kttt_cli.findings import Place
from kttt_cli.language import Text
from kttt_cli.sheets.grid import Cell, Encoded, Grid
from kttt_cli.sheets.header import Header, is_numbering, known_columns
from kttt_cli.sheets.page import Hints, Role
from kttt_cli.sheets.words import (
    is_note,
    is_number,
    is_numeral,
    is_numeric,
    is_total,
    text_of,
    without_numeral,
)

_SAMPLE = 100
_MOSTLY = 0.5
_NOTE_CELLS = 3  # a signature block has at most three cells side by side
_LABEL_COLUMNS = 4  # the label of a total or group stands among the first columns


@dataclass(slots=True)
class Body:
    """The roles of all rows (those above the header are left blank here), filled in step by step."""

    grid: Grid
    header: Header
    hints: Hints
    roles: NDArray[np.int8]
    groups: dict[int, str] = field(default_factory=dict)
    notes: list[Text] = field(default_factory=list)

    @property
    def first(self) -> int:
        return self.header.last + 1


def classify(grid: Grid, header: Header, hints: Hints) -> Body:
    """A role for every row from the header on. What is not recognised is DATA, for others to judge.

    Only rows with at most one cell of words in the columns that hold words are looked at one by one:
    a record has a name and a place or a status, a group or a total has its label alone.
    """
    roles = np.full(grid.height, Role.BLANK, dtype=np.int8)
    roles[header.first : header.last + 1] = Role.HEADER
    body = Body(grid, header, hints, roles)
    if body.first >= grid.height:
        return body
    filled = _count(column.filled() for column in grid.columns)
    roles[body.first :][filled[body.first :] > 0] = Role.DATA
    _mark_numbering(body)
    _mark_repeated_headers(body, filled)
    words = _count(column.filled() for column in _columns_of_words(body))
    candidates = body.first + np.flatnonzero((roles == Role.DATA)[body.first :] & (words <= 1)[body.first :])
    _mark_groups_and_totals(body, candidates.tolist())
    _mark_notes_at_end(body, filled)
    _mark_other_tables(body, candidates.tolist())
    _mark_titles_of_repeated_headers(body, filled)
    return body


def _count(masks: Iterable[NDArray[np.bool_]]) -> NDArray[np.int32]:
    total: NDArray[np.int32] | None = None
    for mask in masks:
        total = mask.astype(np.int32) if total is None else np.add(total, mask, out=total)
    return np.zeros(1, np.int32) if total is None else total


def _columns_of_words(body: Body) -> list[Encoded]:
    """Columns that, in a sample of the rows, are mostly filled, and mostly with words."""
    rows = np.arange(body.first, body.grid.height, max(1, (body.grid.height - body.first) // _SAMPLE))
    rows = rows[body.roles[rows] == Role.DATA]
    found = []
    for heading in body.header.headings:
        column = body.grid.columns[heading.column]
        cells = [cell for code in column.codes[rows].tolist() if (cell := column.cells[code]) is not None]
        counts = sum(1 for cell in cells if is_numeric(cell) or is_numeral(text_of(cell)))
        if len(cells) >= _MOSTLY * len(rows) and counts < _MOSTLY * len(cells):
            found.append(column)
    return found or [Encoded(np.zeros(body.grid.height, np.int32), [None])]


def _texts(body: Body, row: int) -> list[str]:
    return [text_of(cell) for cell in body.grid.row(row)]


def _mark_numbering(body: Body) -> None:
    for row in range(body.first, min(body.first + 2, body.grid.height)):
        texts = _texts(body, row)
        if is_numbering(texts) and 2 * sum(map(bool, texts)) >= len(body.header.headings):
            body.roles[row] = Role.NUMBERING
            for again in _same_rows(body, row):
                body.roles[again] = Role.NUMBERING
            return


def _mark_repeated_headers(body: Body, filled: NDArray[np.int32]) -> None:
    for row in range(body.header.first, body.header.last + 1):
        if filled[row] > 1:
            for again in _same_rows(body, row):
                body.roles[again] = Role.HEADER


def _same_rows(body: Body, row: int) -> list[int]:
    """Rows of the body with the very cells of `row`."""
    rows = np.arange(body.first, body.grid.height)
    # Columns filled in `row` first: they leave next to nothing to compare in the others.
    for column in sorted(body.grid.columns, key=lambda column: column.at(row) is None):
        rows = rows[column.codes[rows] == column.codes[row]]
        if not rows.size:
            break
    return [again for again in rows.tolist() if again != row]


def _mark_groups_and_totals(body: Body, candidates: list[int]) -> None:
    judged: dict[tuple[tuple[str, ...], int, bool], tuple[Role, str]] = {}
    names = {heading.column: heading.name for heading in body.header.headings}
    for row in candidates:
        cells = body.grid.row(row)
        filled = [column for column, cell in enumerate(cells) if cell is not None]
        if not filled or filled[0] >= _LABEL_COLUMNS:
            continue
        words = [column for column in filled if not is_numeric(cells[column])]
        if not words:
            continue
        numbers = [column for column in filled if column not in words]
        texts = tuple(text_of(cells[column]) for column in words)
        # An ordinary number before the label is that of a record, unless nothing else is in the row.
        # (A Roman ten looks like a tick.)
        counted = bool(numbers) and numbers[0] < words[0] and not is_numeral(text_of(cells[numbers[0]]))
        as_record = counted and len(filled) > len(words) + 1
        case = (texts, words[-1], counted)
        judgement = judged.get(case)
        if judgement is None:
            under = names.get(words[-1], "")
            judgement = judged[case] = _judge(texts, partial(_groups, body.hints, under, counted))
        role, label = judgement
        if role is Role.TOTAL:
            body.roles[row] = Role.TOTAL
        elif role is Role.GROUP and not as_record:
            body.roles[row] = Role.GROUP
            body.groups[row] = label


def _groups(hints: Hints, under: str, counted: bool, label: str) -> bool:
    return hints.group(label, under, counted)


def _judge(texts: tuple[str, ...], groups: Callable[[str], bool]) -> tuple[Role, str]:
    """What the words of a row say, beside which there are only numbers."""
    if len(texts) == 2 and is_numeral(texts[0]):
        texts = texts[1:]
    if len(texts) != 1:
        return Role.DATA, ""
    if is_total(texts[0]) or is_total(without_numeral(texts[0])):
        return Role.TOTAL, ""
    for label in (without_numeral(texts[0]), texts[0]):
        if groups(label):
            return Role.GROUP, label
    return Role.DATA, ""


def _mark_notes_at_end(body: Body, filled: NDArray[np.int32]) -> None:
    start = None
    for row in range(body.grid.height - 1, body.first - 1, -1):
        if not filled[row]:
            continue
        cells = [cell for cell in body.grid.row(row) if cell is not None]
        if body.roles[row] != Role.DATA or len(cells) > _NOTE_CELLS or any(map(is_number, cells)):
            break
        if any(isinstance(cell, str) and is_note(cell) for cell in cells):
            start = row
    if start is not None:
        below = body.roles[start:]
        below[below == Role.DATA] = Role.NOTE


def _mark_other_tables(body: Body, candidates: list[int]) -> None:
    """A header of other names further down: from its title on, nothing is a record of this table.

    The place where several tables under each other would begin: cut the page here and find the
    next table in the rest. Until then the rest is kept as notes, and the user is told.
    """
    after_blank = body.first + 1 + np.flatnonzero(body.roles[body.first : -1] == Role.BLANK)
    for row in sorted({*candidates, *(row + 1 for row in candidates), *after_blank.tolist()}):
        if row < body.grid.height and _is_other_header(body, row):
            _cut(body, row)
            return


def _is_other_header(body: Body, row: int) -> bool:
    if body.roles[row] != Role.DATA:
        return False
    cells = [cell for cell in body.grid.row(row) if cell is not None]
    if any(map(is_number, cells)):
        return False
    known = known_columns(body.grid, row, body.hints)
    return known >= 2 and 2 * known >= len(cells)


def _cut(body: Body, header: int) -> None:
    start = header
    while start > body.first and _is_title(body, start - 1):
        start -= 1
    roles = body.roles[start:]
    roles[roles != Role.BLANK] = Role.NOTE
    body.groups = {row: label for row, label in body.groups.items() if row < start}
    begin = start + int(np.argmax(roles != Role.BLANK))
    place = str(Place(body.grid.file, body.grid.sheet, begin))
    body.notes.append(
        Text(
            f"{place}: có một biểu khác bắt đầu ở đây; chỉ đọc biểu thứ nhất. Hãy chuyển biểu này sang trang khác.",
            f"{place}: another table begins here; only the first one is read. Move this one to a sheet of its own.",
        )
    )


def _is_title(body: Body, row: int) -> bool:
    if body.roles[row] == Role.BLANK:
        return True
    cells: list[Cell] = [cell for cell in body.grid.row(row) if cell is not None]
    return body.roles[row] == Role.DATA and len(cells) <= 2 and not any(map(is_numeric, cells))


def _mark_titles_of_repeated_headers(body: Body, filled: NDArray[np.int32]) -> None:
    """«DANH SÁCH … (tiếp theo)» or a page number between the end of a page and its next header."""
    repeated = np.flatnonzero(body.roles[body.first :] == Role.HEADER) + body.first
    for header in repeated.tolist():
        row = header - 1
        while row >= body.first and _is_title(body, row):
            if filled[row]:
                body.roles[row] = Role.TITLE
            row -= 1
