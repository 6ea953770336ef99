"""What stands on the pages of a workbook, before any file is written: cells, merged areas, how a page is printed."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal

from kttt_cli.language import Text

Value = str | int | Fraction | date | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its value as it is stored and shown, and the formula that gives the same value.

    `value` is in the unit that the cell shows (already divided: million VND, %), exact. None is an empty cell.
    `formula` is without `=`, in English function names, with commas. `style` names a look of the workbook.
    """

    value: Value = None
    formula: str | None = None
    array: bool = False
    """The formula must be entered as an array formula."""
    comment: Text | None = None
    style: str = "text"
    """A name of styles.py."""
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may be typed into a cell: one of the choices, or any number where there are none."""

    choices: tuple[str | int, ...]
    refusal: str
    """What is said of anything else, at most 255 characters."""


@dataclass(frozen=True, slots=True)
class Merge:
    """An area (rows and columns from 0, both ends included) that shows the cell of its first corner."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table of data: a value for each record, in the unit that is shown."""

    heading: str
    values: Sequence[Value]
    formula: str | None = None
    """What gives the value of each row; `{row}` stands for the number of the row as the sheet shows it."""
    comment: Text | None = None
    """Stands at the heading."""
    style: str = "data"
    decimals: int = 0
    width: float = 12.0


@dataclass(frozen=True, slots=True)
class Table:
    """Records by column: a row of headings and, below it, a row for each record. For sheets of many rows.

    The headings stand in row `row` (from 0), the first column is `column`; all columns are equally long.
    A filter stands at the headings.
    """

    columns: tuple[Column, ...]
    row: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Range:
    """Cells of a sheet, rows and columns from 0, both ends included."""

    sheet: str
    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Series:
    """One line, one set of columns, or the slices of a pie: its cells and its name in the legend."""

    name: str
    values: Range
    target: bool = False
    """What the plan asks for: drawn as a broken line across the results."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A native chart over cells. Its size is in points, its upper left corner lies in the cell `at`.

    On a page without widths and heights of its own a chart of this size covers 14 rows and 6 columns, and four of
    them fill a sheet of paper below two rows for the title: at (2, 0), (2, 6), (16, 0), (16, 6).
    """

    kind: Literal["column", "line", "bar", "pie"]
    title: str
    categories: Range
    series: tuple[Series, ...]
    at: tuple[int, int]
    x_title: str | None = None
    """Of the categories: `Năm`, `Huyện`. (In a bar chart they stand upright.)"""
    y_title: str | None = None
    """Of the values, with the unit: `HTX`, `tỷ đồng`, `%`."""
    decimals: int = 0
    from_zero: bool = True
    """The values are drawn from 0; not for values below it."""
    width: float = 340.0
    height: float = 215.0


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet: cells by (row, column) from 0, and how it is shown and printed.

    Columns grow with their longest number, rows without a given height with their longest wrapped text.
    """

    name: str
    cells: Mapping[tuple[int, int], Cell]
    merges: tuple[Merge, ...] = ()
    widths: Mapping[int, float] = field(default_factory=dict)
    """Width of a column in characters, at least."""
    heights: Mapping[int, float] = field(default_factory=dict)
    """Height of a row in points, where it is not the default."""
    repeat: tuple[int, int] | None = None
    """First and last row of the header that every printed page repeats."""
    breaks: tuple[int, ...] = ()
    """Rows that begin a new sheet of paper."""
    freeze: tuple[int, int] | None = None
    landscape: bool = True
    official: bool = True
    """A form to be printed (borders, A4, Times New Roman), not a sheet of data."""
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()
    allowed: Mapping[tuple[int, int], Allowed] = field(default_factory=dict)
    """Of the cells that people may change."""
    hidden: bool = False
    """Shown by no menu: for what the program writes to itself."""


@dataclass(frozen=True, slots=True)
class Pages:
    """A whole workbook: its sheets in order, and the names that formulas read their columns by."""

    sheets: tuple[Page, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    """Defined name → absolute reference, `'HTX 2023'!$F$2:$F$744`. A name never looks like a cell address."""


def sheet_name(title: str, taken: Collection[str] = ()) -> str:
    """The title as the name of a sheet: at most 31 characters, none that Excel forbids, like none that is taken.

    Formulas name sheets, so a sheet gets its name before they are written and keeps it.
    """
    legal = (
        re.sub(r"[\s\[\]:*?/\\\x00-\x1f\ud800-\udfff\ufffe\uffff\U00010000-\U0010ffff]+", " ", title).strip(" '")
        or "Sheet"
    )
    if legal.casefold() == "history":
        legal += "_"
    used = {name.casefold() for name in taken}
    name, number = legal[:_LONGEST_NAME].rstrip(" '"), 1
    while name.casefold() in used:
        number += 1
        mark = f" {number}"
        name = legal[: _LONGEST_NAME - len(mark)].rstrip(" '") + mark
    return name


_LONGEST_NAME = 31
