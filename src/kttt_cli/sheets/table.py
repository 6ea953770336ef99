"""Find the table on the page: title block, unit line, header rows, groups, totals, notes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from kttt_cli.sheets.grid import Grid


class Role(IntEnum):
    """What a row of the sheet was taken for."""

    BLANK = 0
    TITLE = 1
    UNIT = 2
    HEADER = 3
    NUMBERING = 4
    GROUP = 5
    DATA = 6
    TOTAL = 7
    NOTE = 8


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of the table: its names from top to bottom, and the unit written in it."""

    column: int
    parts: tuple[str, ...]
    unit: str | None = None

    @property
    def name(self) -> str:
        """`Thành viên / Tổng số`"""
        return " / ".join(self.parts)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a grid. Every row of `grid` from `first` to `last` has a role."""

    grid: Grid
    headings: tuple[Heading, ...]
    titles: tuple[str, ...]
    unit: str | None
    roles: NDArray[np.int8]
    """One Role for each row of the grid."""
    groups: tuple[tuple[int, str], ...]
    """(grid row, text without its numeral) of each group row, in order: it holds for the rows below."""

    @property
    def rows(self) -> NDArray[np.intp]:
        """Grid rows that hold records."""
        return np.flatnonzero(self.roles == Role.DATA)


@dataclass(frozen=True, slots=True)
class Hints:
    """What the layer above knows of words, so that this one need not."""

    header: Callable[[str], bool]
    """Is this text the header of some register's column?"""
    group: Callable[[str], bool]
    """Is this text (without its numeral) a place or a sector, so that a row of its own groups others?"""


def find_table(grid: Grid, hints: Hints) -> Table | None:
    """The table on this page, or None where no header row is found."""
    raise NotImplementedError
