"""A number a thousand times too large or too small, as its neighbours tell: the same kind of record in the same year,
and the other figures of its own row.

Each gives a score: how much less strange the number would be a thousand times smaller (or larger) than as written,
on a scale of logarithms with heavy tails, so that a list of very different sizes proves little and one of equals much.
A number is doubted where its column speaks for a slip and, together with its row, speaks for it strongly.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from math import exp, inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kttt_cli.registers.register import Bools, Ints, Register, distinct

Floats = NDArray[np.float64]

POWERS = (3, -3, 6, -6)
"""Powers of ten: triệu for nghìn or for tỷ, VND for triệu; and grouping slips of one group or two."""
_STRONG = 4.0
"""The score that is doubted: on the synthetic province no right number comes above 3,1, and 99 of 100 slips do."""
_LEAST = {"money": 0.3, "count": 0.5}
"""Even where all neighbours are alike, a difference of so many powers of ten is nothing strange."""
_LEAST_BELOW = {"profit": 1.4}
"""A profit may be next to nothing."""
_STRONGER_OF_FEW = 8.0  # a score of so much more is asked of one neighbour, and its share of many
_WEIGHTS = (1.0, 0.5)
"""Of what the money of a row says and what its persons do: persons and money grow together less closely."""
_TAILS = (0.15, 0.85)
_TAIL_WIDTH = 1.036  # how many standard deviations from the middle they lie
_FEW = 4
"""Fewer neighbours say nothing; the plausible ranges do."""
_SMALL = 40
"""In a smaller group each number is left out of what it is compared with."""
_MOST_OF_DIGITS = 3.0
_WITHIN = 2.5
_SHEET_NEAR = 0.5
_KEPT = 2_000_000
"""Sizes that are kept, of all columns together: those of a very large register are made again rather than kept."""

_PARTY = {"organisation": "kind", "fund": "kind", "support": "measure"}
"""The field by whose values the records of a register differ in size."""
_HTX = "htx"
_RELATED = {
    "charter_capital": ("revenue", "deposits", "loans", "members", "workers"),
    "revenue": ("revenue_members", "charter_capital", "profit", "workers", "members"),
    "revenue_members": ("revenue", "members"),
    "profit": ("revenue", "charter_capital", "members", "workers"),
    "income": ("revenue",),
    "deposits": ("loans", "charter_capital", "members"),
    "loans": ("deposits", "charter_capital", "members"),
    "members": ("members_women", "workers", "charter_capital"),
    "workers": ("workers_members", "members", "revenue"),
    "members_women": ("members",),
    "workers_members": ("workers",),
}
"""Figures of one row that grow together."""


class Slip(NamedTuple):
    """A row, the power of ten by which it is off, and what it was compared with."""

    row: int
    power: int
    low: int = 0
    """The organisation's other years: the least and the greatest of them; 0 where it was compared with neighbours."""
    high: int = 0
    usual: int = 0
    """The middle of its neighbours; 0 where a plausible range was used instead."""


class Neighbours:
    """The records of a register by year and kind."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._logs: dict[str, tuple[Floats, Bools]] = {}
        party = register.columns.get(_PARTY.get(register.name, ""))
        kinds = np.zeros(len(register), np.int64) if party is None else np.where(party.known, party.values + 1, 0)
        self._words: tuple[str, ...] = ("all", *(party.words if party is not None else ()))
        if register.name == "organisation" and party is not None:
            htx = self._words.index(_HTX) if _HTX in self._words else 0  # a blank kind is read as HTX
            kinds = np.where(kinds == 0, htx, kinds)
        keys = register.years.astype(np.int64) * len(self._words) + kinds
        self._order = np.argsort(keys, kind="stable")
        self._keys = distinct(keys)
        self._ends = np.searchsorted(keys[self._order], self._keys, side="right").tolist()

    def logs(self, name: str) -> tuple[Floats, Bools]:
        """The size of each number as a power of ten, and where there is one."""
        if name not in self._logs:
            while self._logs and (len(self._logs) + 1) * len(self._register) > _KEPT:
                del self._logs[next(iter(self._logs))]
            series = self._register.columns[name]
            sizes = np.abs(series.values)
            filled = series.known & (sizes > 0)
            self._logs[name] = np.log10(np.where(filled, sizes, 1).astype(np.float64)), filled
        return self._logs[name]

    def _groups(self, rows: Bools) -> Iterator[tuple[str, NDArray[np.intp]]]:
        """The kind, and those of the rows that are of one year and this kind."""
        first = 0
        for key, end in zip(self._keys, self._ends, strict=True):
            span = self._order[first:end]
            first = end
            found = span[rows[span]]
            if len(found):
                yield self._words[key % len(self._words)], found

    def slips(self, name: str, alone: Bools) -> list[Slip]:
        """Of the rows in `alone`, those whose number is likely off."""
        if not alone.any():
            return []
        logs, filled = self.logs(name)
        found: list[Slip] = []
        for party, rows in self._groups(filled):
            here = np.flatnonzero(alone[rows])
            if not len(here):
                continue
            strange = self._strange(name, rows, here, logs) if len(rows) >= _FEW else []
            found += strange
            if len(rows) <= _SMALL:
                told = {slip.row for slip in strange}
                found += [slip for slip in self._implausible(name, party, rows[here]) if slip.row not in told]
        return found

    def _strange(self, name: str, rows: NDArray[np.intp], here: NDArray[np.intp], logs: Floats) -> list[Slip]:
        series = self._register.columns[name]
        least = _LEAST[series.kind], max(_LEAST[series.kind], _LEAST_BELOW.get(name, 0.0))
        strong = _STRONG + _STRONGER_OF_FEW / len(rows)
        found: dict[int, tuple[float, Slip]] = {}
        crowd = _Crowd(logs[rows], here, least)
        zeros: Ints | None = None
        for power in POWERS:
            finer = series.kind == "money" and power < 0
            own = crowd.scores(power, least=-_MOST_OF_DIGITS if finer else 0.0)
            if finer and (perhaps := np.flatnonzero(own > -_MOST_OF_DIGITS)).size:
                zeros = decimal_zeros(series.values[rows]) if zeros is None else zeros
                own[perhaps] += _by_digits(zeros, here[perhaps])
            doubtful = here[own > 0]
            if series.kind == "count" and power > 0:
                doubtful = doubtful[series.values[rows[doubtful]] % 10**power == 0]  # there are no parts of persons
            if not len(doubtful):
                continue
            others = self._by_row(name, rows, doubtful, power, logs)
            for at, score in zip(
                doubtful.tolist(), (own[np.searchsorted(here, doubtful)] + others).tolist(), strict=True
            ):
                row = int(rows[at])
                if score >= strong and (row not in found or score > found[row][0]):
                    found[row] = (score, Slip(row, power, usual=crowd.usual))
        return [slip for _, slip in found.values()]

    def _by_row(
        self, name: str, rows: NDArray[np.intp], doubtful: NDArray[np.intp], power: int, logs: Floats
    ) -> Floats:
        """What the other money of the row says, or its persons: the one that speaks more for a slip, since a whole
        row may be in another unit."""
        said: dict[str, list[Floats]] = {"money": [], "count": []}  # in the order of their weights
        for other in _RELATED.get(name, ()):
            if other not in self._register.columns:
                continue
            sizes, filled = self.logs(other)
            both = filled[rows]
            if np.count_nonzero(both) < _FEW:
                continue
            ratios = (logs - sizes)[rows[both]]
            places = np.cumsum(both) - 1
            asked = both[doubtful]
            kind = self._register.columns[other].kind
            scores = np.full(len(doubtful), np.nan)
            above, below = _LEAST[kind], max(_LEAST[kind], _LEAST_BELOW.get(name, 0.0))
            scores[asked] = _Crowd(ratios, places[doubtful[asked]], (above, below)).scores(power)
            said[kind].append(scores)
        told = [_middle(each) * weight for each, weight in zip(said.values(), _WEIGHTS, strict=True) if each]
        best: Floats = np.fmax.reduce([np.full(len(doubtful), -np.inf), *told])
        said_nothing = ~np.isfinite(best)
        best[said_nothing] = 0.0
        return best

    def _implausible(self, name: str, party: str, rows: NDArray[np.intp]) -> list[Slip]:
        found = []
        span = _ranges(self._register.name, party).get(name)
        for row in rows.tolist() if span else ():
            assert span is not None
            size = abs(int(self._register.columns[name].values[row]))
            power = span.power_of(size)
            if power is not None:
                found.append(Slip(row, power))
        return found

    def sheets(self, name: str) -> list[tuple[int, int]]:
        """(source, power) of tables whose whole column is off: against the other tables of the year, or against
        what is plausible at all."""
        logs, filled = self.logs(name)
        sources = self._register.source_of
        found: dict[int, int] = {}
        for party, rows in self._groups(filled):
            span = _ranges(self._register.name, party).get(name)
            if span is None:
                continue
            middles = {
                source: median(logs[mine])
                for source in distinct(sources[rows])
                if len(mine := rows[sources[rows] == source]) >= _FEW
            }
            for source, middle in middles.items():
                rest = [other for at, other in middles.items() if at != source]
                power = span.power_of_list(middle)
                if power is None and rest:
                    off = middle - median(rest)
                    power = next((each for each in POWERS if abs(off - each) <= _SHEET_NEAR), None)
                    if power is not None and len(rest) == 1 and span.distance(middle) < span.distance(rest[0]):
                        power = None  # of two tables the other is the odd one
                if power is not None:
                    found.setdefault(source, power)
        return list(found.items())


def _middle(scores: list[Floats]) -> Floats:
    """The median of several scores, of those that there are."""
    table = np.sort(np.stack(scores), axis=0)  # NaN last
    counts = np.count_nonzero(~np.isnan(table), axis=0)
    columns = np.arange(table.shape[1])
    low = table[np.maximum(counts - 1, 0) // 2, columns]
    high = table[np.minimum(counts // 2, len(scores) - 1), columns]
    middle: Floats = np.where(counts % 2 == 1, low, (low + high) / 2)
    return middle


_HEAVY = 2.5


def _strangeness(distances: Floats) -> Floats:
    """How strange it is to lie so many widths from the middle: of Student's distribution with four degrees."""
    strange: Floats = _HEAVY * np.log1p(distances * distances / 4)
    return strange


class _Crowd:
    """All numbers of a group, and how strange those at `here` are among them."""

    def __init__(self, sizes: Floats, here: NDArray[np.intp], least: tuple[float, float]) -> None:
        self._ordered = np.sort(sizes)
        if len(sizes) > _SMALL:
            shape = np.array(_shape(self._ordered, least))
        else:
            without = (np.delete(self._ordered, np.searchsorted(self._ordered, size)) for size in sizes[here])
            shape = np.array([_shape(others, least) for others in without]).reshape(-1, 3).T
        middle, self._below, self._above = shape
        self._written = sizes[here] - middle
        self._distances = self._written / self._widths(self._written)

    @property
    def usual(self) -> int:
        return round(10 ** _quantile(self._ordered, 0.5))

    def scores(self, power: int, *, least: float = -inf) -> Floats:
        """How much less strange each were without `power`; those that score less than `least` may have -inf."""
        meant = self._written - power
        distances = meant / self._widths(meant)
        if least > -inf:  # nearly none scores so much, and to see that takes no logarithm
            perhaps = 4 + distances**2 <= (4 + self._distances**2) * (_A_LITTLE_MORE * exp(-least / _HEAVY))
            scores = np.full(len(meant), -inf)
            scores[perhaps] = _scores(self._distances[perhaps], distances[perhaps])
            return scores
        return _scores(self._distances, distances)

    def _widths(self, distances: Floats) -> Floats:
        widths: Floats = np.where(distances < 0, self._below, self._above)
        return widths


_A_LITTLE_MORE = 1 + 1e-9


def _scores(written: Floats, meant: Floats) -> Floats:
    """By their distances from the middle. What would be no better at its new place is no slip of this factor."""
    scores = _strangeness(written) - _strangeness(meant)
    near: Floats = np.where(np.abs(meant) <= _WITHIN, scores, -np.abs(scores))
    return near


def _shape(ordered: Floats, least: tuple[float, float]) -> tuple[float, float, float]:
    """The middle, and the width below and above it."""
    count = len(ordered)
    low, middle, high = (_quantile(ordered, share) for share in (_TAILS[0], 0.5, _TAILS[1]))
    more = 1 + 3 / count  # what few numbers say is less sure
    return (
        middle,
        max((middle - low) / _TAIL_WIDTH, least[1]) * more,
        max((high - middle) / _TAIL_WIDTH, least[0]) * more,
    )


def median(sizes: Floats | list[float]) -> float:
    """(That of numpy imports all of its masked arrays.)"""
    return _quantile(np.sort(sizes), 0.5)


def _quantile(ordered: Floats, share: float) -> float:
    at = share * (len(ordered) - 1)
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    return float(ordered[low] + (ordered[high] - ordered[low]) * (at - low))


def _by_digits(zeros: Ints, here: NDArray[np.intp]) -> Floats:
    """`1,9028` among `1.902,8` and `2.310,5`: written finer than nearly all others."""
    counts = np.bincount(zeros, minlength=20)
    as_fine = np.cumsum(counts)[zeros[here]]
    told: Floats = np.minimum(-np.log(as_fine / len(zeros)), _MOST_OF_DIGITS)
    return told


def decimal_zeros(values: Ints) -> NDArray[np.int64]:
    """How many zeros each number ends with."""
    found = np.zeros(len(values), np.int64)
    for zeros in (16, 8, 4, 2, 1):
        ends = values % 10**zeros == 0
        found += ends * zeros
        values = np.where(ends, values // 10**zeros, values)
    return found


# --- what is plausible at all -------------------------------------------------------------------------


class Span(NamedTuple):
    """Between what amounts a figure lies: of one record, and the middle of a list."""

    cell: tuple[int, int]
    usual: tuple[int, int]

    def power_of(self, size: int) -> int | None:
        """By what a single figure is off, where it lies outside and would lie at a usual place without that."""
        if self.cell[0] <= size <= self.cell[1]:
            return None
        return next((power for power in POWERS if self.usual[0] <= size * 10.0**-power <= self.usual[1]), None)

    def power_of_list(self, middle: float) -> int | None:
        size = 10**middle
        if self.usual[0] <= size <= self.usual[1]:
            return None
        fit = [power for power in POWERS if self.usual[0] <= size * 10.0**-power <= self.usual[1]]
        return min(fit, key=lambda power: self.distance(middle - power), default=None)

    def distance(self, middle: float) -> float:
        """Powers of ten from the middle of the usual."""
        return float(abs(middle - (np.log10(self.usual[0]) + np.log10(self.usual[1])) / 2))


@cache
def _plausible() -> dict[str, dict[str, dict[str, Span]]]:
    source = files("kttt_cli.registers").joinpath("plausible.toml").read_text(encoding="utf-8")
    return {
        register: {
            party: {name: Span(tuple(span["cell"]), tuple(span["usual"])) for name, span in fields.items()}
            for party, fields in parties.items()
        }
        for register, parties in tomllib.loads(source).items()
    }


def _ranges(register: str, party: str) -> dict[str, Span]:
    """A party without a table of its own has that of all; an organisation of no told kind is an HTX."""
    parties = _plausible().get(register, {})
    return parties.get(party) or parties.get("all") or parties.get(_HTX, {})


def usual_of(register: str, name: str) -> tuple[int, int] | None:
    """Where the middle of a list of this figure lies; None where that is not known."""
    span = _ranges(register, _HTX).get(name)
    return span.usual if span else None
