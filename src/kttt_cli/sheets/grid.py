"""The page as read: cells by column, each distinct cell held once.

A register repeats itself (districts, sectors, dates, small numbers), so a column is kept as
its distinct raw cells and, for each row, the position of its cell among them. Everything
downstream works on distinct cells and maps back by code.

Whoever only reads a page and hands it on needs no numpy, and does not wait for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import compress, count, islice, zip_longest
from operator import itemgetter
from struct import pack
from typing import TYPE_CHECKING, Any

from kttt_cli.language import Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Codes = NDArray[np.int32]


class Doubt(Text):
    """A note on a sheet that lets one doubt what was read there."""

    __slots__ = ()

    def filled(self, **values: object) -> Doubt:
        return Doubt(*super().filled(**values))


Cell = str | int | float | bool | date | datetime | time | None


class Encoded:
    """One column: `cells[codes[row]]` is the raw cell of that row.

    A column that was read has None as `cells[0]`, whether or not a row of it is blank. Codes given as bytes, four for
    each row, become numbers when they are asked for.
    """

    __slots__ = ("_given", "cells", "codes")

    codes: Codes
    cells: Sequence[Cell]

    def __init__(self, codes: Codes | bytearray, cells: Sequence[Cell]) -> None:
        self._given = codes
        self.cells = cells
        if not isinstance(codes, bytearray):
            self.codes = codes

    def __getattr__(self, name: str) -> Any:
        if name != "codes":
            raise AttributeError(name)
        import numpy as np

        self.codes = np.frombuffer(self._given, dtype=np.int32)
        return self.codes

    def __reduce__(self) -> tuple[Callable[..., Encoded], tuple[Codes | bytearray, Sequence[Cell]]]:
        if self.cells[:1] == [None]:
            with suppress(TypeError):  # of a cell that is no text
                together = _BETWEEN.join(self.cells[1:])  # type: ignore[arg-type]
                if together.count(_BETWEEN) == len(self.cells) - 2:
                    return _of_texts, (self._given, together)
        return Encoded, (self._given, self.cells)

    def with_cells(self, cells: Sequence[Cell]) -> Encoded:
        """The same rows, each cell replaced by the one in its place."""
        return Encoded(self._given, cells)

    def at(self, row: int) -> Cell:
        return self.cells[self.codes.item(row)]

    def text(self) -> str:
        """All distinct texts of the column, each on a line."""
        together = lines_of(self.cells)
        return "\n".join([cell for cell in self.cells if type(cell) is str]) if together is None else together

    def filled(self) -> NDArray[np.bool_]:
        """For each row: is there anything in its cell?"""
        import numpy as np

        if self.cells and self.cells[0] is None:
            return np.not_equal(self.codes, 0)
        blank = [number for number, cell in enumerate(self.cells) if cell is None]
        return ~np.isin(self.codes, blank)


def lines_of(cells: Sequence[Cell]) -> str | None:
    """Distinct cells as lines of one text, without the blank that may come first; None where one is no text."""
    try:
        return "\n".join(cells[1:] if cells[:1] == [None] else cells)  # type: ignore[arg-type]
    except TypeError:
        return None


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
        return tuple([column.cells[column.codes.item(row)] for column in self.columns])


_BETWEEN = "\0"  # stands in no text of a CSV file


def _of_texts(codes: Codes | bytearray, together: str) -> Encoded:
    """A column of texts as it goes from one process to another, which is several times as fast as cell by cell."""
    return Encoded(codes, [None, *together.split(_BETWEEN)])


_TEXTS = frozenset({str, type(None)})
_OWN_KEYS = _TEXTS | {float, date, datetime, time}


class Encoder:
    """Distinct cells in order of appearance, each with its number; None and blank texts are number 0.

    The type is part of the identity: 1, 1.0 and True are three different cells. Only int and bool need a
    key of their own for that; every other cell is its own key, so that C looks up a whole column at once.
    A duration ([h]:mm) has no meaning in a register: it is kept as text, to be shown.
    """

    def __init__(self, height: int = 0) -> None:
        numbers: defaultdict[object, int] = defaultdict(count(1).__next__)
        numbers[None] = numbers[""] = 0
        self._numbers = numbers
        self._codes = bytearray(4 * height)
        self._all_texts = True
        self._keyed = False

    def add(self, column: Sequence[Cell | timedelta], *, texts_only: bool = False) -> None:
        codes = itemgetter(None, *(column if texts_only else self._keys(column)))(self._numbers)
        self._codes += pack(f"{len(codes)}i", *codes)[4:]  # None: of one key alone it gives no tuple

    def append(self, column: Encoded) -> None:
        """The rows of another column, which follow those of this one."""
        import numpy as np

        _, *numbers = itemgetter(None, *self._keys(column.cells))(self._numbers)
        self._codes += np.array(numbers, dtype=np.int32)[column.codes].tobytes()

    def _keys(self, column: Sequence[Cell | timedelta]) -> Sequence[object]:
        types = set(map(type, column))
        if timedelta in types:
            column = [str(cell) if type(cell) is timedelta else cell for cell in column]
            types = set(map(type, column))
        self._all_texts = self._all_texts and types <= _TEXTS
        if types <= _OWN_KEYS:
            return column
        self._keyed = True
        return [(type(cell), cell) if type(cell) is int or type(cell) is bool else cell for cell in column]

    def add_blank(self, height: int) -> None:
        self._codes += bytes(4 * height)

    def encoded(self) -> Encoded:
        cells: list[Any] = [None, *islice(self._numbers, 2, None)]
        if self._keyed:
            cells = [cell[1] if type(cell) is tuple else cell for cell in cells]
        texts = cells[1:] if self._all_texts else [cell for cell in cells if type(cell) is str]
        column = Encoded(self._codes, cells)
        return _without_blanks(column) if any(map(str.isspace, texts)) else column


def _without_blanks(column: Encoded) -> Encoded:
    """Texts of spaces only are no cells: their rows are blank."""
    import numpy as np

    cells = column.cells
    filled = [cell is not None and not (type(cell) is str and cell.isspace()) for cell in cells]
    places = np.cumsum(filled, dtype=np.int32) * filled
    return Encoded(places.astype(np.int32)[column.codes], [None, *compress(cells, filled)])


class GridBuilder:
    """Columns grown from blocks of rows, so that a cell costs four bytes plus the distinct cells."""

    def __init__(self) -> None:
        self.height = 0
        self._columns: list[Encoder] = []

    @property
    def width(self) -> int:
        return len(self._columns)

    def add(self, rows: Sequence[Sequence[Cell | timedelta]], *, texts_only: bool = False, skipped: int = 0) -> None:
        """Rows of any lengths, beginning in column `skipped`; what a row lacks is blank."""
        widths = set(map(len, rows))
        self._widen(max(widths, default=0) + skipped)
        columns = zip(*rows, strict=True) if len(widths) == 1 else zip_longest(*rows)
        filled = skipped
        for encoder, column in zip(self._columns[skipped:], columns, strict=False):
            encoder.add(column, texts_only=texts_only)
            filled += 1
        for encoder in (*self._columns[:skipped], *self._columns[filled:]):
            encoder.add_blank(len(rows))
        self.height += len(rows)

    def append(self, height: int, columns: Sequence[Encoded]) -> None:
        """Rows that follow, as another builder gave them."""
        self._widen(len(columns))
        for encoder, column in zip(self._columns, columns, strict=False):
            encoder.append(column)
        for encoder in self._columns[len(columns) :]:
            encoder.add_blank(height)
        self.height += height

    def _widen(self, width: int) -> None:
        while self.width < width:
            self._columns.append(Encoder(self.height))

    def columns(self) -> tuple[Encoded, ...]:
        return tuple(encoder.encoded() for encoder in self._columns)
