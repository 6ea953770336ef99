"""A register: validated columns of one record type, and the address of every record and cell."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kttt_cli.findings import Place
from kttt_cli.registers.fields import Kind, Record
from kttt_cli.sheets.dates import Dated

if TYPE_CHECKING:
    import pandas as pd

Ints = NDArray[np.integer[Any]]
"""Money and counts in 64 bits; ordinals of days and positions of words in 32."""
Bools = NDArray[np.bool_]

_DENSE = 1_000_000
WORD_KINDS = frozenset({"label", "code", "text", "place"})


@cache
def kind_of(model: type[Record], name: str) -> Kind:
    """How the values of a field are kept."""
    return next(each for each in model.model_fields[name].metadata if isinstance(each, Kind))


@dataclass(frozen=True, slots=True)
class Series:
    """One typed column. `known[i]` is False where the cell is blank or could not be read.

    count, money (VND), score (hundredths), year: numbers. flag: 0 or 1. date: the ordinal of its first
    day, and of its last in `upper`. label, code, text, place: positions among `words`.
    """

    kind: str
    values: Ints
    known: Bools
    upper: Ints | None = None
    words: tuple[str, ...] = ()
    unread: Bools | None = None
    """True where something is written that could not be read (None: nowhere). Never taken for blank."""

    def __len__(self) -> int:
        return len(self.values)

    @property
    def not_read(self) -> Bools:
        """Where something is written that could not be read."""
        return np.zeros(len(self), dtype=np.bool_) if self.unread is None else self.unread

    def holds(self, word: str) -> Bools:
        """Where this word stands; nowhere, if it stands in no row."""
        there: Bools = self.values == (self.words.index(word) if word in self.words else -1)
        return self.known & there

    def take(self, positions: NDArray[np.intp]) -> Series:
        if len(positions) == len(self.values) and (positions[1:] > positions[:-1]).all():
            return self  # all of it, as in a register of one year
        upper = None if self.upper is None else self.upper[positions]
        unread = None if self.unread is None else self.unread[positions]
        return Series(self.kind, self.values[positions], self.known[positions], upper, self.words, unread)

    def value_at(self, position: int) -> object:
        """The value as its record holds it: int, bool, str, Dated or None."""
        if not self.known[position]:
            return None
        value = int(self.values[position])
        if self.kind in WORD_KINDS:
            return self.words[value]
        if self.kind == "flag":
            return bool(value)
        if self.kind == "date":
            assert self.upper is not None
            return Dated(date.fromordinal(value), date.fromordinal(int(self.upper[position])))
        return value


def _width(kind: str) -> type[np.integer[Any]]:
    return np.int32 if kind in WORD_KINDS or kind == "date" else np.int64


def unknown_series(kind: str, length: int) -> Series:
    zeros = np.broadcast_to(_width(kind)(0), length)
    return Series(kind, zeros, np.broadcast_to(np.False_, length), zeros if kind == "date" else None)


def distinct(numbers: Ints) -> list[int]:
    """The different numbers, in order. (`numpy.unique` sorts them all, and imports numpy.ma for it.)"""
    if not len(numbers):
        return []
    low = int(numbers.min())
    if int(numbers.max()) - low > _DENSE:
        return sorted(set(numbers.tolist()))
    return [int(number) + low for number in np.flatnonzero(np.bincount(numbers - low))]


def series_of(
    kind: str, distinct: Sequence[Any], codes: Ints, refused: Collection[int] = (), *, first_blank: bool | None = None
) -> Series:
    """The column whose row i holds `distinct[codes[i]]` (validated values; None = unknown).

    `refused` are the distinct cells that hold something unreadable. `first_blank` says, where that is known, that of
    all values only the first is None, or none of them.
    """
    filled: Sequence[Any]
    if first_blank is None:
        known = np.fromiter([value is not None for value in distinct], np.bool_, len(distinct))
        filled = [value for value in distinct if value is not None]
    else:
        known = np.ones(len(distinct), np.bool_)
        known[:first_blank] = False
        filled = distinct[1:] if first_blank else distinct
    values, upper = np.zeros(len(distinct), _width(kind)), None
    words: dict[str, None] = {}
    if kind in WORD_KINDS:
        words = dict.fromkeys(filled)
        places = dict(zip(words, count())) if len(words) < len(filled) else {}
        values[known] = [*map(places.__getitem__, filled)] if places else np.arange(len(filled))
    elif kind == "date":
        values[known] = [value.first.toordinal() for value in filled]
        upper = values.copy()
        upper[known] = [value.last.toordinal() for value in filled]
    else:
        values[known] = filled
    return Series(
        kind,
        values[codes],
        known[codes],
        None if upper is None else upper[codes],
        tuple(words),
        np.isin(codes, list(refused)) if refused else None,
    )


def stacked(parts: Sequence[Series]) -> Series:
    """The columns one below the other; words are merged."""
    if len(parts) == 1:
        return parts[0]
    kind = parts[0].kind
    known = np.concatenate([part.known for part in parts])
    unread = None
    if any(part.unread is not None for part in parts):
        unread = np.concatenate(
            [np.zeros(len(part), np.bool_) if part.unread is None else part.unread for part in parts]
        )
    if kind not in WORD_KINDS:
        upper = np.concatenate([part.upper for part in parts if part.upper is not None]) if kind == "date" else None
        return Series(kind, np.concatenate([part.values for part in parts]), known, upper, (), unread)
    words: dict[str, int] = {}
    values = []
    for part in parts:
        places = np.array([words.setdefault(word, len(words)) for word in part.words] or [0], dtype=np.int32)
        values.append(places[part.values] if len(part.values) else part.values)
    return Series(kind, np.concatenate(values), known, None, tuple(words), unread)


class Source(NamedTuple):
    """One table that gave records: its file and sheet, and the column of each field."""

    file: str
    sheet: str | None
    columns: Mapping[str, int]
    """Grid column of each field that the table has (fields from titles or groups have none)."""
    given: Mapping[str, str]
    """Fields that hold for the whole table or its groups, with where they came from."""
    dropped: int = 0


@dataclass(frozen=True, slots=True)
class Register:
    """All records of one type, stacked over files and years."""

    name: str
    model: type[Record]
    columns: Mapping[str, Series]
    """Every field of the model, unknown throughout where no source has it."""
    sources: tuple[Source, ...]
    source_of: Ints
    row_of: Ints
    """Row in the sheet (from 0) of each record."""
    years: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    """The list or calendar year of each record; 0 = unknown."""

    def __len__(self) -> int:
        return len(self.row_of)

    def place(self, position: int, field_name: str | None = None) -> Place:
        """The row of a record, or the cell of one of its fields where it has a cell of its own."""
        source = self.sources[int(self.source_of[position])]
        column = source.columns.get(field_name) if field_name else None
        return Place(source.file, source.sheet, int(self.row_of[position]), column)

    def record(self, position: int) -> Record:
        """The record as its pydantic model; made only for rows that someone asks to see."""
        values = {name: series.value_at(position) for name, series in self.columns.items()}
        return self.model.model_validate(values)

    def has_column(self, field_name: str, positions: NDArray[np.intp]) -> bool:
        """Does any source of these rows have this field, as a column or given for the whole table?"""
        for index in distinct(self.source_of[positions]):
            source = self.sources[index]
            if field_name in source.columns or field_name in source.given:
                return True
        return False

    def frame(self) -> pd.DataFrame:
        """All records as a pandas frame, with file, sheet and row: for notebooks and for other engines.

        Money is in VND (Int64, blank = NA), dates are their first day, labels their codes.
        """
        import pandas as pd

        data: dict[str, Any] = {}
        for name, series in self.columns.items():
            if series.kind in WORD_KINDS:
                words = np.array((*series.words, None), dtype=object)
                data[name] = words[np.where(series.known, series.values, len(series.words))]
            elif series.kind == "date":
                days = [date.fromordinal(int(value)) if known else None
                        for value, known in zip(series.values, series.known, strict=True)]  # fmt: skip
                data[name] = pd.to_datetime(pd.Series(days, dtype=object))
            else:
                column = pd.array(series.values, dtype="Int64")
                column[~series.known] = pd.NA
                data[name] = column.astype("boolean") if series.kind == "flag" else column
        data["list_year"] = self.years
        data["file"] = [self.sources[int(index)].file for index in self.source_of]
        data["sheet"] = [self.sources[int(index)].sheet for index in self.source_of]
        data["row"] = self.row_of + 1
        return pd.DataFrame(data)
