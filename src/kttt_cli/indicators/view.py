"""The rows of a register that tell of one period, and what a condition says of each of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kttt_cli.indicators.definition import Condition
from kttt_cli.indicators.logic import Mask, mask
from kttt_cli.language import Text
from kttt_cli.registers.columns import MODELS, column_of
from kttt_cli.registers.list_year import SHORTEST_YEAR, ends_early
from kttt_cli.registers.places import DISTRICTS_ENDED
from kttt_cli.registers.register import WORD_KINDS, Register, Series


class Period(NamedTuple):
    """A year with its cut-off date: from the day after the previous cut-off (or 1 January) to its own."""

    year: int
    start: date
    cutoff: date
    estimate: bool = False
    closed: bool = True

    @property
    def opening(self) -> date:
        return self.start - timedelta(days=1)

    @property
    def is_whole(self) -> bool:
        """Is the year told to its end? Some close on 14/12; and from one 30/9 to the next is a year too."""
        return not ends_early(self.cutoff) or self.cutoff - self.opening >= SHORTEST_YEAR

    @property
    def is_long(self) -> bool:
        """More than a year, since the year before was closed early."""
        return self.cutoff - self.opening > _LONGEST


_LONGEST = timedelta(days=397)
"""Of a year that closes on 31/12 after one that closed on 1/12."""


def no_list(register: str, year: int) -> Text:
    """Why there is no figure: that year's register is not there."""
    title = MODELS[register].title
    return Text(f"không có {title.vi} năm {year}", f"no {title.en} of {year}")


class Derived(NamedTuple):
    """A column computed once from a register's own: its name, what it means, and on which law it rests."""

    kind: str
    label: Text
    law: str
    compute: Callable[[View], Series]
    needs: tuple[str, ...]
    """Columns of the register that it is made from; where one is missing so is it."""
    lasting: bool = False
    terms: tuple[str, ...] = ()
    """Words of the plan that it goes by."""
    why: Callable[[View], Text | None] = lambda view: None
    """The reason where it tells nothing, if it is not a column that is missing."""


@dataclass(slots=True)
class View:
    """Rows of a register (`positions`) as seen at a period's cut-off date."""

    register: Register
    positions: NDArray[np.intp]
    period: Period
    derived: dict[str, Derived]
    other: Callable[[str, int], View | None]
    """(register, year) → the view of that register and year; for columns that join."""
    term: Callable[[str, View], Mask | Text]
    borrowed_from: int | None = None
    """The year of the later list that serves this period, where it has none of its own."""
    _series: dict[str, Series] = field(default_factory=dict)
    _masks: dict[tuple[object, ...], Mask | Text] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.positions)

    def series(self, column: str) -> Series:
        """A column of the record, or a derived one, for these rows."""
        found = self._series.get(column)
        if found is None:
            if column in self.derived:
                found = self.derived[column].compute(self)
            else:
                found = self.register.columns[column].take(self.positions)
            self._series[column] = found
        return found

    def label(self, column: str) -> Text:
        if column in self.derived:
            return self.derived[column].label
        return column_of(self.register.model, column).label

    def missing(self, column: str) -> Text:
        """Why a column tells nothing here: it is not there, or nothing in it can be used."""
        if column in self.derived:
            needs = [each for each in self.derived[column].needs if not self.series(each).known.any()]
            if needs:
                return self.missing(needs[0])
            if (why := self.derived[column].why(self)) is not None:
                return why
        label = self.label(column)
        year = self.borrowed_from or self.period.year
        if column in self.register.columns and not self.register.has_column(column, self.positions):
            if column == "district" and self.period.cutoff >= DISTRICTS_ENDED:
                return Text(
                    f"sổ năm {year} không có cột {label.vi}: từ ngày {DISTRICTS_ENDED:%d/%m/%Y} không còn cấp huyện",
                    f"the register of {year} has no column {label.en}: there are no districts since {DISTRICTS_ENDED}",
                )
            return Text(f"sổ năm {year} không có cột {label.vi}", f"the register of {year} has no column {label.en}")
        if column in self.derived:
            return Text(
                f"không đủ số liệu năm {year} để xét “{label.vi}”", f"not enough data of {year} to judge “{label.en}”"
            )
        if self.series(column).not_read.any():
            return Text(f"cột {label.vi} năm {year}: không đọc được", f"the column {label.en} of {year} cannot be read")
        return Text(f"cột {label.vi} năm {year} để trống", f"the column {label.en} of {year} is blank")

    def test(self, column: str, condition: Condition, among: Mask) -> Mask | Text:
        """What the condition says of each row; a reason where the column tells nothing of the rows in question."""
        key = (column, condition, tuple(map(type, condition.in_ or ())))  # for 1 is equal to True
        known = self._masks.get(key)
        if known is None:
            known = self._masks[key] = self._tested(column, condition)
        if isinstance(known, Text):
            return known
        if condition.blank == "unknown" and condition.known is None and known.maybe is not None:
            possible = among.possible
            if possible.any() and not (possible & ~known.maybe).any():
                return self.missing(column)
        return known

    def _tested(self, column: str, condition: Condition) -> Mask | Text:
        series = self.series(column)
        if condition.known is not None:
            return Mask(series.known if condition.known else ~series.known)
        if condition.blank == "no" and len(self) and not series.known.any():
            return self.missing(column)
        yes, maybe = _holds(series, condition, self.period)
        unknown = ~series.known
        if condition.blank != "unknown":
            if condition.blank == "yes":
                yes = yes | (unknown & ~series.not_read)
            unknown = series.not_read
        return mask(yes, maybe | unknown)


def _holds(series: Series, condition: Condition, period: Period) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """(holds, could hold) for the rows whose cell is known."""
    nowhere = np.zeros(len(series), dtype=np.bool_)
    if condition.in_ is not None:
        if series.kind in WORD_KINDS:
            wanted = [series.words.index(str(word)) for word in condition.in_ if word in series.words]
        else:
            wanted = [int(value) for value in condition.in_]
        if len(wanted) == 1:
            return series.known & (series.values == wanted[0]), nowhere
        return series.known & np.isin(series.values, wanted), nowhere
    if condition.at_least is not None:
        return series.known & (series.values >= condition.at_least), nowhere
    assert series.upper is not None
    first, last = series.values, series.upper
    if condition.during is not None:
        start, end = period.start.toordinal(), period.cutoff.toordinal()
        return (series.known & (first >= start) & (last <= end), series.known & (first <= end) & (last >= start))
    edge = (period.cutoff if (condition.until or condition.after) == "cutoff" else period.opening).toordinal()
    if condition.until is not None:
        return series.known & (last <= edge), series.known & (first <= edge)
    return series.known & (first > edge), series.known & (last > edge)
