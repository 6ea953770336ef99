"""Find the table on the page: title block, unit line, header rows, groups, totals, notes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kttt_cli.language import Text
from kttt_cli.sheets.body import Body, classify
from kttt_cli.sheets.grid import Grid
from kttt_cli.sheets.header import find_header
from kttt_cli.sheets.page import Heading, Hints, Role
from kttt_cli.sheets.words import looks_like_unit, text_of, unit_line

__all__ = ["Heading", "Hints", "Role", "Table", "find_table", "looks_like_unit"]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a grid. Every row of the grid has a role."""

    grid: Grid
    headings: tuple[Heading, ...]
    titles: tuple[str, ...]
    unit: str | None
    roles: NDArray[np.int8]
    """One Role for each row of the grid."""
    groups: tuple[tuple[int, str], ...]
    """(grid row, text without its numeral) of each group row, in order: it holds for the rows below."""
    notes: tuple[Text, ...] = ()
    """What was left out on purpose and why, for the user."""

    @property
    def rows(self) -> NDArray[np.intp]:
        """Grid rows that hold records."""
        return np.flatnonzero(self.roles == Role.DATA)


def find_table(grid: Grid, hints: Hints) -> Table | None:
    """The table on this page, or None where no header row is found in its upper part.

    Of several tables under each other the first is taken; the rest becomes NOTE, and `notes` says so.
    """
    header = find_header(grid, hints)
    if header is None:
        return None
    body = classify(grid, header, hints)
    titles, unit = _read_top(grid, header.first, body)
    body.roles.flags.writeable = False
    return Table(
        grid=grid,
        headings=header.headings,
        titles=titles,
        unit=unit,
        roles=body.roles,
        groups=tuple(sorted(body.groups.items())),
        notes=tuple(body.notes),
    )


def _read_top(grid: Grid, height: int, body: Body) -> tuple[tuple[str, ...], str | None]:
    """Titles and unit above the header; the unit may share its row with a title, or be cut in two cells."""
    titles: list[str] = []
    unit: str | None = None
    for row in range(height):
        texts = [text for cell in grid.row(row) if (text := text_of(cell))]
        if not texts:
            continue
        whole = unit_line(" ".join(texts))
        units = [whole] if whole else [own for text in texts if (own := unit_line(text))]
        rest = [] if whole else [text for text in texts if unit_line(text) is None]
        unit = units[0] if units else unit
        body.roles[row] = Role.TITLE if rest else Role.UNIT
        titles.extend(rest)
    return tuple(titles), unit
