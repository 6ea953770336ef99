"""«Lãi | Lỗ»: a loss that stands in a column of its own beside the profit is a profit less than nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from kttt_cli.findings import Finding, Place, Severity
from kttt_cli.language import Text
from kttt_cli.registers.refusals import named
from kttt_cli.sheets.page import Heading
from kttt_cli.sheets.words import as_written

if TYPE_CHECKING:
    from kttt_cli.registers.load import Loaded
    from kttt_cli.registers.register import Series

LOSSES = "losses"
"""Under this name it is kept how the column was read."""


def less_losses(loaded: Loaded, heading: Heading, losses: Series) -> None:
    """Where there is a loss and no profit, the profit is the loss with its sign; where there are both, or the loss cannot
    be read, it is not known."""
    profit = loaded.columns["profit"]
    less = np.where(losses.known, -np.abs(losses.values), 0)
    both = (less < 0) & profit.known & (profit.values != 0) & (profit.values != less)
    unread = profit.not_read | losses.not_read | both
    known = (profit.known | (less < 0)) & ~unread
    values = np.where(less < 0, less, profit.values)
    loaded.columns["profit"] = replace(
        profit, values=np.where(known, values, 0), known=known, unread=unread if unread.any() else None
    )
    if unread.any():
        loaded.unread["profit"] = int(np.count_nonzero(unread))
    for position in np.flatnonzero(both).tolist():
        loaded.findings.append(_both(loaded, heading, int(loaded.rows[position])))
    taken = np.flatnonzero((less < 0) & known)
    if len(taken):
        loaded.findings.append(_taken(loaded, heading, int(loaded.rows[taken[0]]), len(taken)))


def _both(loaded: Loaded, heading: Heading, row: int) -> Finding:
    grid = loaded.table.grid
    profit = loaded.match.headings["profit"]
    gain, loss = (as_written(grid.at(row, each.column)) for each in (profit, heading))
    return Finding(
        "CT107",
        Severity.ERROR,
        Place(grid.file, grid.sheet, row, heading.column),
        Text(
            f"dòng vừa có lãi “{gain}” vừa có lỗ “{loss}”, nên không rõ lợi nhuận",
            f"the row has a profit “{gain}” and a loss “{loss}”, so that its profit is not known",
        ),
        value=loss,
        record=named(loaded, row),
        field="profit",
        suggestion=Text("chỉ ghi một trong hai", "write one of the two"),
    )


def _taken(loaded: Loaded, heading: Heading, row: int, count: int) -> Finding:
    grid = loaded.table.grid
    return Finding(
        "CT107",
        Severity.NOTE,
        Place(grid.file, grid.sheet, row, heading.column),
        Text(
            f"cột “{heading.name}”: {count} ô được đọc là lợi nhuận âm, từ dòng này",
            f"column “{heading.name}”: {count} cells are read as a profit less than nothing, from this row on",
        ),
        value=as_written(grid.at(row, heading.column)),
        field="profit",
    )
