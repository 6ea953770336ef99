"""The page as read: cells by column, each distinct cell held once.

A register repeats itself (districts, sectors, dates, small numbers), so a column is kept as
its distinct raw cells and, for each row, the position of its cell among them. Everything
downstream works on distinct cells and maps back by code.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

import numpy as np
from numpy.typing import NDArray

Cell = str | int | float | bool | date | datetime | time | None
Codes = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Encoded:
    """One column: `cells[codes[row]]` is the raw cell of that row."""

    codes: Codes
    cells: Sequence[Cell]

    def at(self, row: int) -> Cell:
        return self.cells[self.codes[row]]


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet (or CSV file) as read. Rows and columns are counted from 0; empty cells are None."""

    file: str
    sheet: str | None
    height: int
    columns: tuple[Encoded, ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """(first row, first column, last row, last column) of each merged range, both ends included."""
    hidden: bool = False
    notes: tuple[str, ...] = field(default=())

    @property
    def width(self) -> int:
        return len(self.columns)

    def at(self, row: int, column: int) -> Cell:
        return self.columns[column].at(row)

    def row(self, row: int) -> tuple[Cell, ...]:
        return tuple(column.at(row) for column in self.columns)


class Encoder(dict[object, int]):
    """Distinct cells in order of appearance, each with its number. The type is part of the key:
    1, 1.0 and True are three different cells."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[Cell] = []

    def __missing__(self, key: object) -> int:
        number = self[key] = len(self)
        self.cells.append(key[1] if type(key) is tuple else key)  # type: ignore[arg-type]
        return number

    def encode(self, column: Iterable[Cell]) -> list[int]:
        return [self[cell if cell.__class__ is str or cell is None else (cell.__class__, cell)] for cell in column]
