"""The page as read: cells by column, each distinct cell held once.

A register repeats itself (districts, sectors, dates, small numbers), so a column is kept as
its distinct raw cells and, for each row, the position of its cell among them. Everything
downstream works on distinct cells and maps back by code.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import zip_longest

import numpy as np
from numpy.typing import NDArray

from kttt_cli.language import Text

Cell = str | int | float | bool | date | datetime | time | None
Codes = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Encoded:
    """One column: `cells[codes[row]]` is the raw cell of that row.

    A column that was read has None as `cells[0]`, whether or not a row of it is blank.
    """

    codes: Codes
    cells: Sequence[Cell]

    def at(self, row: int) -> Cell:
        return self.cells[int(self.codes[row])]

    def filled(self) -> NDArray[np.bool_]:
        """For each row: is there anything in its cell?"""
        if self.cells and self.cells[0] is None:
            return np.not_equal(self.codes, 0)
        blank = [number for number, cell in enumerate(self.cells) if cell is None]
        return ~np.isin(self.codes, blank)


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
    notes: tuple[Text, ...] = field(default=())
    """What the reading of the file has to say: encoding, conversions, hidden rows. The place is that of the grid."""

    @property
    def width(self) -> int:
        return len(self.columns)

    def at(self, row: int, column: int) -> Cell:
        return self.columns[column].at(row)

    def row(self, row: int) -> tuple[Cell, ...]:
        return tuple(column.at(row) for column in self.columns)


_OWN_KEYS = frozenset({str, type(None), float, date, datetime, time})


class Encoder(dict[object, int]):
    """Distinct cells in order of appearance, each with its number; None and blank texts are number 0.

    The type is part of the identity: 1, 1.0 and True are three different cells. Only int and bool
    need a key of their own for that; every other cell is its own key, which keeps `encode` in C.
    """

    def __init__(self) -> None:
        super().__init__({None: 0, "": 0})
        self.cells: list[Cell] = [None]

    def __missing__(self, key: object) -> int:
        if isinstance(key, str) and key.isspace():
            self[key] = 0
            return 0
        number = self[key] = len(self.cells)
        self.cells.append(key[1] if type(key) is tuple else key)  # type: ignore[arg-type]
        return number

    def encode(self, column: Sequence[Cell]) -> list[int]:
        if _OWN_KEYS.issuperset(map(type, column)):
            return self.encode_texts(column)
        return [
            self[cell if type(cell) is not int and type(cell) is not bool else (type(cell), cell)] for cell in column
        ]

    def encode_texts(self, column: Iterable[Cell]) -> list[int]:
        """As `encode`, for cells known to be neither int nor bool."""
        return list(map(self.__getitem__, column))


class GridBuilder:
    """Columns grown from blocks of rows, so that a cell costs four bytes plus the distinct cells."""

    def __init__(self) -> None:
        self.height = 0
        self._encoders: list[Encoder] = []
        self._codes: list[array[int]] = []

    @property
    def width(self) -> int:
        return len(self._encoders)

    def add(self, rows: Sequence[Sequence[Cell]], *, texts_only: bool = False, skipped: int = 0) -> None:
        """Rows of any lengths, beginning in column `skipped`; what a row lacks is blank."""
        widths = set(map(len, rows))
        widest = max(widths, default=0)
        while self.width < widest + skipped:
            self._encoders.append(Encoder())
            self._codes.append(array("i", bytes(4 * self.height)))
        columns = zip(*rows, strict=True) if len(widths) == 1 else zip_longest(*rows)
        filled = 0
        for number, column in enumerate(columns, start=skipped):
            encoder = self._encoders[number]
            codes = encoder.encode_texts(column) if texts_only else encoder.encode(column)
            self._codes[number].fromlist(codes)
            filled += 1
        blank = array("i", bytes(4 * len(rows)))
        for number in (*range(skipped), *range(skipped + filled, self.width)):
            self._codes[number].extend(blank)
        self.height += len(rows)

    def columns(self) -> tuple[Encoded, ...]:
        return tuple(
            Encoded(np.frombuffer(codes, dtype=np.int32) if codes else np.empty(0, np.int32), encoder.cells)
            for codes, encoder in zip(self._codes, self._encoders, strict=True)
        )
