"""Tables side by side on one page: each becomes a page of its own, at the addresses of the sheet."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from kttt_cli.sheets.grid import Encoded, Grid
from kttt_cli.sheets.header import MAX_ROWS_ABOVE, Header, find_header
from kttt_cli.sheets.page import Hints
from kttt_cli.sheets.text import plain
from kttt_cli.sheets.words import is_row_number_heading

_LEAST = 2


class Part(NamedTuple):
    grid: Grid
    header: Header | None = None
    """That of its first table, where it has been found."""


def parts_of(grid: Grid, hints: Hints) -> list[Part]:
    """The page itself, or its parts where the header begins anew in the same row: `STT | Tên HTX | … | STT | Tên HTX | …`.

    What stands above the header is said of all of them.
    """
    header = find_header(grid, hints, most=MAX_ROWS_ABOVE) if hints.header_row is None else None
    if header is None:
        return [Part(grid)]
    names = {heading.column: plain(heading.name) for heading in header.headings}
    columns = sorted(names)
    first = names[columns[0]]
    starts = [column for column in columns if names[column] == first]
    if len(starts) < _LEAST or not (is_row_number_heading(first) or _are_apart(grid, columns, starts, header.first)):
        return [Part(grid, header)]
    ends = [*starts[1:], grid.width]
    known = [
        sum(
            hints.header(part) for heading in header.headings if start <= heading.column < end for part in heading.parts
        )
        for start, end in zip(starts, ends, strict=True)
    ]
    if min(known) < _LEAST:
        return [Part(grid, header)]
    starts[0] = 0
    return [
        Part(replace(_only(grid, header.first, start, end), notes=() if start else grid.notes))
        for start, end in zip(starts, ends, strict=True)
    ]


def _are_apart(grid: Grid, columns: list[int], starts: list[int], top: int) -> bool:
    """Is the column before each further start blank?"""
    return all(start - 1 not in columns and not grid.columns[start - 1].filled()[top:].any() for start in starts[1:])


def _only(grid: Grid, top: int, start: int, end: int) -> Grid:
    """Nothing but the columns from `start` to before `end` in the rows from `top` on."""
    columns = []
    for number, column in enumerate(grid.columns):
        if start <= number < end:
            columns.append(column)
            continue
        codes = np.array(column.codes)
        codes[top:] = 0  # blank, in every column that was read
        columns.append(Encoded(codes, column.cells))
    merged = tuple(merge for merge in grid.merged if merge[0] < top or start <= merge[1] < end)
    return replace(grid, columns=tuple(columns), merged=merged)
