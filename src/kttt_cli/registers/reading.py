"""How a sheet was read: what each row and each column was taken for, so that a person can see and correct it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kttt_cli.sheets.numbers import Style
from kttt_cli.sheets.page import Role


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """One column of a table that has a heading, in the order of the sheet.

    Cells are counted over the rows of the records only: filled + blank = records. `odd` of the filled cells
    could not be read and are unknown; they are findings.
    """

    column: int
    """Column of the grid, from 0."""
    heading: str
    """Its names from top to bottom, as written: `Thành viên / Tổng số`."""
    field: str | None
    """The field of the register that it was taken for; None where it is not used."""
    kind: str | None = None
    """How its values are kept: count, money, score, year, date, flag, label, code, text, place."""
    unit: str | None = None
    """As written, in the heading or (for money) in the unit line above the table."""
    style: Style | None = None
    """How its numbers are written; None for columns of no numbers, and where no cell tells."""
    filled: int = 0
    blank: int = 0
    odd: int = 0


@dataclass(frozen=True, slots=True)
class TableReading:
    """One table of a sheet."""

    register: str | None
    """organisation, group, fund, support, commune; None where the table is none of them."""
    first: int
    """First row of the sheet (from 0) that belongs to it, titles included."""
    last: int
    """The row after its last: the tables of a sheet cover all its rows, each once."""
    titles: tuple[str, ...] = ()
    unit: str | None = None
    """Of the unit line above the table."""
    columns: tuple[ColumnReading, ...] = ()
    records: int = 0
    dropped: int = 0
    """Rows of the form with nothing in them: Role.EMPTY in the roles of the sheet."""
    year: int | None = None
    """The year that the whole table tells of, where it is one."""
    year_from: str | None = None
    """column, date, title, sheet, file, option or config; None where no year is known."""
    given: Mapping[str, str] = field(default_factory=dict)
    """Fields without a column of their own (or with blanks that are filled from there) → group, title or sheet."""


@dataclass(frozen=True, slots=True)
class SheetReading:
    """One sheet of a file, or a CSV file (sheet None). A sheet without any table has only notes and blanks."""

    file: str
    sheet: str | None
    height: int
    width: int
    roles: NDArray[np.int8]
    """One Role for each row of the sheet, over all its tables. The DATA rows are the records."""
    tables: tuple[TableReading, ...] = ()
    hidden: bool = False
    notes: tuple[str, ...] = ()
    """What the reading of the file had to say of this sheet."""

    def count(self, role: Role) -> int:
        return int(np.count_nonzero(self.roles == role))
