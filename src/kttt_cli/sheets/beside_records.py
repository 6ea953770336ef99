"""Rows beside the records that are none: how the columns are to be filled in, and the parts of a total below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kttt_cli.sheets.page import Role
from kttt_cli.sheets.text import plain
from kttt_cli.sheets.words import behind_bullet, has_numeral, is_number, is_with_count, text_of

if TYPE_CHECKING:
    from kttt_cli.sheets.body import Body

_EXPLAINED, _MIN_EXPLAINED, _EXPLANATION_CELLS = 2, 2, 4


def mark_explanations(body: Body) -> None:
    """«Tên HTX | Ghi đầy đủ theo GCN», «Loại hình | HTX, QTDND hoặc LH HTX» below each other: how the columns are to be
    filled in. No record is called like a column."""
    short = np.flatnonzero(body.filled[body.first : body.end] <= _EXPLANATION_CELLS) + body.first
    if len(short) < _MIN_EXPLAINED:
        return
    names = {plain(heading.parts[-1]) for heading in body.header.headings}
    found: list[int] = []
    for column in body.labels[:_EXPLAINED]:
        cells = {code: column.cells[code] for code in set(column.codes[short].tolist())}
        telling = {code for code, cell in cells.items() if isinstance(cell, str) and plain(cell) in names}
        if len(telling) >= _MIN_EXPLAINED:
            found += [row for row in short.tolist() if column.codes[row] in telling and body.role(row) == Role.DATA]
    if len(found) < _MIN_EXPLAINED:
        return
    first, last = min(found), max(found)
    block = body.roles[first : last + 1] == Role.DATA
    if 2 * len(set(found)) >= np.count_nonzero(block) and (body.filled[first : last + 1] <= _EXPLANATION_CELLS).all():
        body.roles[first : last + 1][block] = Role.NOTE


def mark_parts_of_total(body: Body) -> None:
    """«Nông nghiệp | | 8» below the total, «HTX ngừng hoạt động: | | 1» below all records: parts of the whole, and no
    groups, for none of them has a record below it."""
    records = np.flatnonzero(body.roles == Role.DATA)
    last = int(records[-1]) if len(records) else body.first
    totals = np.flatnonzero(body.roles[last:] == Role.TOTAL) + last
    for row in [each for each in body.groups if each > last]:
        cells = [cell for cell in body.grid.row(row) if cell is not None]
        first = text_of(cells[0])
        label = behind_bullet(first) or first
        numbered = has_numeral(label)
        stands_below = first.endswith(":") or (len(totals) > 0 and totals[0] < row)
        counts = is_with_count(first) or any(is_number(cell) for cell in cells[1:])
        if stands_below and counts and not numbered:
            body.roles[row] = Role.TOTAL
            del body.groups[row]
