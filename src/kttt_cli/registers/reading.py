"""How a sheet was read: what each row and each column was taken for, so that a person can see and correct it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kttt_cli.language import Text
from kttt_cli.registers.list_year import ListYear
from kttt_cli.registers.load import Loaded
from kttt_cli.registers.register import Ints, distinct, kind_of
from kttt_cli.sheets.dates import DateForm, are_usual_days, date_form
from kttt_cli.sheets.grid import Encoded, Grid
from kttt_cli.sheets.numbers import Style
from kttt_cli.sheets.page import Heading, Role
from kttt_cli.sheets.table import Table
from kttt_cli.sheets.values import is_blank


class ColumnReading(NamedTuple):
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
    dates: tuple[tuple[DateForm, int], ...] = ()
    """How its dates are written, and how many cells so, the most usual first; for columns of dates and years."""


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
    """column, date, title, sheet, file, folder, option or config; None where no year is known."""
    given: Mapping[str, str] = field(default_factory=dict)
    """Fields without a column of their own (or with blanks that are filled from there) → group, title, sheet or file."""
    cutoff: date | None = None
    """The day up to which its title says that it tells."""
    estimate: bool = False
    part: str | None = None
    """The words by which it tells of a part of the year only."""
    groups: tuple[tuple[int, str], ...] = ()
    """(row of the sheet, text without its numeral) of each group row."""


@dataclass(frozen=True, slots=True)
class SheetReading:
    """One sheet of a file, or a CSV file (sheet None). A sheet without any table has only notes and blanks."""

    file: str
    sheet: str | None
    height: int
    width: int
    roles: NDArray[np.int8]
    """One Role for each row of the sheet, over all its tables. DATA rows are records, where their table is a register."""
    tables: tuple[TableReading, ...] = ()
    hidden: bool = False
    notes: tuple[Text, ...] = ()
    """What the reading of the file had to say of this sheet."""

    def count(self, role: Role) -> int:
        return int(np.count_nonzero(self.roles == role))


def table_reading(
    table: Table, loaded: Loaded | None = None, years: Ints | None = None, listed: ListYear | None = None
) -> TableReading:
    """How a table was read, from what its loading knows already; without `loaded`, it is no register."""
    fields = {heading.column: name for name, heading in loaded.match.headings.items()} if loaded else {}
    one = distinct(years) if years is not None else []
    where = listed.where if listed else None
    if listed is None and loaded is not None and one != [0]:
        where = "column" if "year" in loaded.columns else "date" if "date" in loaded.columns else None
    rows = table.rows if loaded is None else loaded.rows
    return TableReading(
        register=loaded.match.register if loaded else None,
        first=table.first,
        last=table.last,
        titles=table.titles,
        unit=table.unit,
        columns=tuple(_column(table, loaded, heading, fields.get(heading.column)) for heading in table.headings),
        records=len(rows) if loaded else 0,
        dropped=loaded.dropped if loaded else 0,
        year=one[0] or None if len(one) == 1 else listed.year if listed and not one else None,
        year_from=where,
        given=dict(loaded.given) if loaded else {},
        cutoff=listed.cutoff if listed else None,
        estimate=listed.estimate if listed else False,
        part=listed.part if listed else None,
        groups=table.groups,
    )


def _column(table: Table, loaded: Loaded | None, heading: Heading, name: str | None) -> ColumnReading:
    rows = table.rows if loaded is None else loaded.rows
    if loaded is None or name is None:
        filled = int(np.count_nonzero(table.grid.columns[heading.column].filled()[rows]))
        is_loss = loaded is not None and heading == loaded.match.losses
        return ColumnReading(
            heading.column,
            heading.name,
            "profit" if is_loss else None,
            "money" if is_loss else None,
            unit=heading.unit or (table.unit if is_loss else None),
            filled=filled,
            blank=len(rows) - filled,
        )
    kind = kind_of(loaded.match.model, name).name
    context = loaded.contexts.get(name)
    blank = loaded.blank[name]
    return ColumnReading(
        heading.column,
        heading.name,
        name,
        kind,
        heading.unit or (table.unit if kind == "money" else None),
        context.style if context else None,
        len(rows) - blank,
        blank,
        loaded.unread.get(name, 0),
        _date_forms(table.grid.columns[heading.column], loaded, name) if kind in ("date", "year") else (),
    )


def _date_forms(column: Encoded, loaded: Loaded, name: str) -> tuple[tuple[DateForm, int], ...]:
    """Of the cells that were read."""
    series = loaded.columns[name]
    counts = np.bincount(column.codes[loaded.rows][~series.not_read], minlength=len(column.cells))
    usual = np.flatnonzero(np.array(are_usual_days(column.cells)) & (counts > 0))
    counts[usual[:1]], counts[usual[1:]] = counts[usual].sum(), 0  # the first of them stands for all
    forms: dict[DateForm, int] = {}
    for index in np.flatnonzero(counts).tolist():
        if not is_blank(cell := column.cells[index]):
            form = date_form(cell)
            forms[form] = forms.get(form, 0) + int(counts[index])
    return tuple(sorted(forms.items(), key=lambda each: -each[1]))


def sheet_reading(
    grid: Grid, tables: list[Table], registers: list[Loaded], understood: list[TableReading]
) -> SheetReading:
    """The roles of all tables put together; on a sheet without any, all that is filled is a note."""
    if tables:
        roles = np.zeros(grid.height, dtype=np.int8)
        for table in tables:
            roles[table.first : table.last] = table.roles[table.first : table.last]
    else:
        filled = np.zeros(grid.height, dtype=np.bool_)
        for column in grid.columns:
            filled |= column.filled()
        roles = np.where(filled, Role.NOTE, Role.BLANK).astype(np.int8)
    for loaded in registers:
        roles[loaded.empty] = Role.EMPTY
    roles.flags.writeable = False
    return SheetReading(
        grid.file, grid.sheet, grid.height, grid.width, roles, tuple(understood), grid.hidden, grid.notes
    )
