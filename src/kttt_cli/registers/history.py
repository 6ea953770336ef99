"""A number a thousand times too large or too small: against the same organisation's other years, else its neighbours.

A unit slip leaves a proper number in the cell, so that only the company it keeps can tell. Both readings are said;
the value stays as written.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from kttt_cli.findings import Finding, Place, Severity
from kttt_cli.language import Lang, Text, show_number
from kttt_cli.registers.codes import record_name
from kttt_cli.registers.columns import column_of
from kttt_cli.registers.neighbours import Neighbours, Slip, decimal_zeros, median
from kttt_cli.registers.register import Bools, Ints, Register, Series, distinct

_LISTED = frozenset({"organisation", "group"})
"""Registers that tell of the same ones every year."""
_KINDS = frozenset({"money", "count"})
_FACTORS = (3, 6)
"""Powers of ten: triệu for nghìn or for tỷ, VND for triệu; and grouping slips of one group or two."""
_WIDE = np.log10(300.0)
"""Years of one organisation that differ by less are not looked at."""
_NEAR = np.log10(2.5)
"""How far from the middle of the other years a corrected value may lie."""
_STEADY = np.log10(20.0)
"""Other years that differ by more among themselves prove nothing."""
_TWO = 2
_BY_TIME = frozenset({"revenue", "revenue_members", "profit", "income"})
"""What is less in a part of a year than in a whole one."""
_LEAST_COUNT = 500
"""Persons are compared only where a column has so many: 2 and 2.000 are a slip, 0 and 3 are not."""

Floats = NDArray[np.float64]


def unit_slips(register: Register) -> Iterator[Finding]:
    """SO201: one cell, or one finding for a column where most of its cells are off by the same factor."""
    if not len(register):
        return
    years = _Years(register) if register.name in _LISTED else None
    neighbours, in_part = Neighbours(register), part_of_year(register)
    never = np.zeros(len(register), dtype=np.bool_)
    for name, series in register.columns.items():
        if series.kind not in _KINDS or not series.known.any():
            continue
        if series.kind == "count" and int(np.abs(series.values).max()) < _LEAST_COUNT:
            continue
        logs, filled = neighbours.logs(name)
        if not filled.any():
            continue
        slips = years.slips(logs, filled, series.values) if years else []
        alone = filled & ~years.compared(filled) if years else filled
        slips += neighbours.slips(name, alone)
        small = in_part if name in _BY_TIME else never
        small = filled if name == "profit" else small
        if any(slip.power < 0 and small[slip.row] for slip in slips):
            fineness = _Fineness(register, series, filled)
            slips = [slip for slip in slips if slip.power > 0 or not small[slip.row] or fineness.finest(slip)]
        if series.kind == "count":  # a slip of grouping leaves no parts of persons
            slips = [slip for slip in slips if slip.power < 0 or int(series.values[slip.row]) % 10**slip.power == 0]
        whole = neighbours.sheets(name) if series.kind == "money" else []
        if slips or whole:
            yield from _told(register, name, series, filled, slips, dict(whole))


def part_of_year(register: Register) -> Bools:
    """Records of organisations that were registered or ended within the year of their list, or were not operating."""
    found = np.zeros(len(register), dtype=np.bool_)
    if register.name not in _LISTED:
        return found
    first_days = {year: date(year, 1, 1).toordinal() for year in distinct(register.years) if year > 0}
    for name in ("registered_on", "ended_on"):
        series = register.columns[name]
        assert series.upper is not None
        for year, first in first_days.items():
            found |= series.known & (register.years == year) & (series.upper >= first)
    status = register.columns.get("status")
    if status is not None:
        working = status.words.index("operating") if "operating" in status.words else -1
        found |= status.known & (status.values != working)
    return found


class _Fineness:
    """With how many decimals the numbers of a list are written: what they end with in VND tells."""

    def __init__(self, register: Register, series: Series, filled: Bools) -> None:
        self._list_of = register.source_of
        self._zeros = decimal_zeros(series.values)
        width = int(self._zeros.max(initial=0)) + 1
        cells = self._list_of[filled].astype(np.int64) * width + self._zeros[filled]
        self._counts = np.bincount(cells, minlength=len(register.sources) * width).reshape(-1, width)

    def finest(self, slip: Slip) -> bool:
        """A profit, or what came in within a part of a year, may be next to nothing by itself. Written in a larger
        unit it has more decimals than all others of its list."""
        of_list = self._counts[self._list_of[slip.row]]
        return bool(of_list.sum() > 1 and of_list[: self._zeros[slip.row] + 1].sum() == 1)


class _Years:
    """The rows of each organisation that has several, in order: by its code, else by its name and commune."""

    def __init__(self, register: Register) -> None:
        codes, names = register.columns["code"], register.columns["name"]
        communes = register.columns["commune"]
        place = np.where(communes.known, communes.values.astype(np.int64) + 1, 0)
        named = len(codes.words) + names.values.astype(np.int64) * (len(communes.words) + 1) + place
        who = np.where(codes.known, codes.values.astype(np.int64), np.where(names.known, named, -1))
        who[register.years <= 0] = -1
        order = np.argsort(who, kind="stable")
        self._order = order[np.searchsorted(who[order], 0) :]
        sorted_who = who[self._order]
        new = np.ones(len(self._order), np.bool_)
        new[1:] = sorted_who[1:] != sorted_who[:-1]
        several = ~(new & np.append(new[1:], True))
        self._order, new = self._order[several], new[several]
        self._starts = np.flatnonzero(new)
        self._group = np.cumsum(new) - 1
        self._rows = len(register)

    def compared(self, filled: Bools) -> Bools:
        """Rows whose organisation has a value in another year."""
        found = np.zeros(self._rows, np.bool_)
        if len(self._starts):
            counts = np.add.reduceat(filled[self._order].astype(np.int64), self._starts)
            found[self._order] = counts[self._group] > 1
        return found & filled

    def slips(self, logs: Floats, filled: Bools, values: Ints) -> list[Slip]:
        if not len(self._starts):
            return []
        here, there = logs[self._order], filled[self._order]
        most = np.maximum.reduceat(np.where(there, here, -1.0), self._starts)
        least = np.minimum.reduceat(np.where(there, here, 99.0), self._starts)
        ends = np.append(self._starts[1:], len(self._order))
        found: list[Slip] = []
        wide = np.flatnonzero(most - least >= _WIDE).tolist()
        middle = median(logs[filled]) if wide else 0.0
        for group in wide:
            span = slice(int(self._starts[group]), int(ends[group]))
            rows = self._order[span][there[span]]
            found += _of_one(rows, logs[rows], values, middle)
        return found


def _of_one(rows: NDArray[np.intp], logs: Floats, values: Ints, middle: float) -> list[Slip]:
    """The odd years of one organisation. Of two years only, the one farther from what is usual in the column."""
    found = []
    sizes = logs.tolist()  # a handful of years: lists are quicker than arrays
    for index, size in enumerate(sizes):
        others = sizes[:index] + sizes[index + 1 :]
        ordered = sorted(others)
        centre = (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2
        off = size - centre
        power = next((sign * p for p in _FACTORS for sign in (1, -1) if abs(off - sign * p) <= _NEAR), None)
        if power is None:
            continue
        # Fewer years must lie where this one does than where the others do: a lasting change is no slip.
        like_this = sum(abs(each - size) <= _STEADY for each in sizes)
        like_others = sum(abs(each - centre) <= _STEADY for each in others)
        if like_others <= like_this and len(rows) != _TWO:
            continue
        if len(rows) == _TWO and abs(size - middle) <= abs(centre - middle):
            continue
        near = [abs(int(values[row])) for row, each in zip(rows.tolist(), sizes, strict=True)
                if row != rows[index] and abs(each - centre) <= _STEADY]  # fmt: skip
        found.append(Slip(int(rows[index]), power, min(near), max(near)))
    return found


def _told(
    register: Register, name: str, series: Series, filled: Bools, slips: list[Slip], whole: dict[int, int]
) -> Iterator[Finding]:
    """A whole column in another unit is one mistake, not a thousand."""
    of_slip = register.source_of[[slip.row for slip in slips]] if slips else np.zeros(0, np.int64)
    for source in sorted({*distinct(of_slip), *whole}):
        mine = [slip for slip, where in zip(slips, of_slip.tolist(), strict=True) if where == source]
        total = int(np.count_nonzero(filled & (register.source_of == source)))
        powers = [slip.power for slip in mine]
        usual = max(set(powers), key=lambda power: (powers.count(power), power)) if powers else 0
        if len(mine) > _TWO and powers.count(usual) * 2 > total:
            against = _OTHER_YEARS if any(slip.high for slip in mine) else _NEIGHBOURS
            yield _whole_column(register, name, source, usual, powers.count(usual), total, against)
            mine = [slip for slip in mine if slip.power != usual]
        elif source in whole:
            usual = whole[source]
            yield _whole_column(register, name, source, usual, total, total, _PLAUSIBLE)
            mine = [slip for slip in mine if slip.power != usual]
        for slip in mine:
            yield _one_cell(register, name, series, slip)


_OTHER_YEARS = Text("các năm khác của cùng đơn vị", "the same organisation's other years")
_NEIGHBOURS = Text("mức thường gặp của cột", "what is usual in the column")
_PLAUSIBLE = Text("mức thường gặp ở các sổ khác", "what is usual in other lists")


def _times(power: int) -> Text:
    shown = Text(show_number(10 ** abs(power), 0, "vi"), show_number(10 ** abs(power), 0, "en"))
    if power > 0:
        return Text(f"gấp khoảng {shown.vi} lần", f"about {shown.en} times")
    return Text(f"chỉ bằng khoảng 1/{shown.vi}", f"only about 1/{shown.en} of")


def _whole_column(
    register: Register, name: str, source: int, power: int, count: int, total: int, against: Text
) -> Finding:
    where, times = register.sources[source], _times(power)
    label = column_of(register.model, name).label
    return Finding(
        "SO201",
        Severity.WARNING,
        Place(where.file, where.sheet, None, where.columns.get(name)),
        Text(
            f"{label.vi}: {count}/{total} ô {times.vi} {against.vi}; có lẽ sai đơn vị tính của cột",
            f"{label.en}: {count} of {total} cells are {times.en} {against.en}; "
            "the unit of the column is likely wrong",
        ),
        field=name,
        suggestion=Text("xem lại đơn vị tính ở tiêu đề cột hoặc dòng ĐVT", "check the unit in the header or above the table"),
    )  # fmt: skip


def _one_cell(register: Register, name: str, series: Series, slip: Slip) -> Finding:
    label = column_of(register.model, name).label
    value = int(series.values[slip.row])
    times = _times(slip.power)
    written, meant = _shown(value, series.kind), _shown(_scaled(value, slip.power), series.kind)
    against = _NEIGHBOURS if slip.usual else _PLAUSIBLE
    years = Text("", "")
    if slip.usual:
        usual = _shown(_round(slip.usual), series.kind)
        years = Text(f" (thường khoảng {usual.vi})", f" (usually about {usual.en})")
    if slip.high:
        against = _OTHER_YEARS
        span = Text(*(_span(slip, series.kind, lang) for lang in ("vi", "en")))
        years = Text(f" (các năm khác: {span.vi})", f" (other years: {span.en})")
    return Finding(
        "SO201",
        Severity.WARNING,
        register.place(slip.row, name),
        Text(
            f"{label.vi} {written.vi} {times.vi} {against.vi}; có lẽ sai đơn vị tính",
            f"{label.en} {written.en} is {times.en} {against.en}; the unit is likely wrong",
        ),
        value=written.vi,
        record=record_name(register, slip.row),
        field=name,
        suggestion=Text(f"có phải {meant.vi}?{years.vi}", f"is it {meant.en}?{years.en}"),
    )


def _round(value: int) -> int:
    """To two digits: what is usual is no exact number."""
    step: int = 10 ** max(0, len(str(value)) - 2)
    return round(value / step) * step


def _scaled(value: int, power: int) -> Fraction:
    return Fraction(value) / Fraction(10) ** power


_MILLION = 1_000_000


def _shown(value: Fraction | int, kind: str) -> Text:
    if kind != "money":
        return Text(show_number(value, 3, "vi", trim=True), show_number(value, 3, "en", trim=True))
    return Text(
        f"{show_number(value / Fraction(_MILLION), 6, 'vi', trim=True)} triệu đồng",
        f"{show_number(value / Fraction(_MILLION), 6, 'en', trim=True)} million VND",
    )


def _span(slip: Slip, kind: str, lang: Lang) -> str:
    scale = _MILLION if kind == "money" else 1
    shown = [show_number(number / Fraction(scale), 1, lang, trim=True) for number in (slip.low, slip.high)]
    return "–".join(dict.fromkeys(shown))
