"""What stands on the pages of a workbook, before any file is written: cells, merged areas, how a page is printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

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
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Merge:
    """An area (rows and columns from 0, both ends included) that shows the cell of its first corner."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet: cells by (row, column) from 0, and how it is shown and printed."""

    name: str
    cells: Mapping[tuple[int, int], Cell]
    merges: tuple[Merge, ...] = ()
    widths: Mapping[int, float] = field(default_factory=dict)
    """Width of a column in characters."""
    heights: Mapping[int, float] = field(default_factory=dict)
    """Height of a row in points, where it is not the default."""
    repeat: tuple[int, int] | None = None
    """First and last row of the header that every printed page repeats."""
    freeze: tuple[int, int] | None = None
    landscape: bool = True
    official: bool = True
    """A form to be printed (borders, A4, Times New Roman), not a sheet of data."""


@dataclass(frozen=True, slots=True)
class Pages:
    """A whole workbook: its sheets in order, and the names that formulas read their columns by."""

    sheets: tuple[Page, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    """Defined name → absolute reference, `'HTX 2023'!$F$2:$F$744`. A name never looks like a cell address."""
