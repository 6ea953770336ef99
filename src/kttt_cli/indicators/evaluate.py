"""A definition and registers become figures: the number and, with it, everything behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import partial

import numpy as np
from numpy.typing import NDArray

from kttt_cli.indicators.catalogue import Catalogue
from kttt_cli.indicators.definition import Change, Count, Distinct, Mean, Part, Ratio, Sum, Term, Total
from kttt_cli.indicators.figure import Cut, Figure, Positions, Selection
from kttt_cli.indicators.logic import Mask, mask
from kttt_cli.indicators.part_years import notes_of_day, notes_of_part
from kttt_cli.indicators.selector import Selector
from kttt_cli.indicators.view import Period, View
from kttt_cli.language import Text
from kttt_cli.registers.dataset import Dataset
from kttt_cli.registers.register import Series, distinct

_SAFE_SUM = 2.0**62


@dataclass(slots=True)
class Book:
    """Figures of a dataset, computed when asked for and kept. One Book = one plan's terms and cut-off dates."""

    dataset: Dataset
    catalogue: Catalogue
    terms: Mapping[str, Term]
    base_year: int
    as_of: date | None = None
    selector: Selector = field(init=False)
    _figures: dict[tuple[str, int, str, str | None], Figure] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.selector = Selector(self.dataset, self.catalogue, self.terms, self.as_of)

    def period(self, year: int) -> Period:
        return self.selector.period(year)

    def cuts(self, column: str, year: int) -> list[Cut] | Text:
        """The parts of the province in a year, or the reason why it has none."""
        return self.selector.cuts(column, year)

    def figure(self, code: str, year: int, cut: Cut | None = None) -> Figure:
        """The indicator in that year, for the province or one part of it."""
        key = (code, year, cut.column if cut else "", cut.value if cut else None)
        if key not in self._figures:
            form = self.catalogue.indicators[code].form
            made = self._evaluate(form, code, year, cut)
            if self.period(year).estimate:
                made = replace(made, estimate=True)
            self._figures[key] = self._with_its_part(made)
        return self._figures[key]

    def _with_its_part(self, figure: Figure) -> Figure:
        if figure.value is None:
            return figure
        code, asked, period = figure.indicator, self.period(figure.year), self.selector.told_period(figure.year)
        own = (
            *notes_of_part(code, period, self.dataset.part_years, self.catalogue, self.terms),
            *notes_of_day(code, period, asked, self.catalogue, self.terms),
        )
        told = tuple(dict.fromkeys(own + figure.of_part))
        return replace(figure, notes=tuple(dict.fromkeys(figure.notes + told)), of_part=told) if told else figure

    def _evaluate(self, form: object, code: str, year: int, cut: Cut | None) -> Figure:
        if isinstance(form, Mean):
            return self._mean(form, code, year, cut)
        if isinstance(form, Count):
            return self._atom(form, code, year, cut)
        if isinstance(form, Ratio):
            return self._ratio(form, code, year, cut)
        if isinstance(form, Change):
            return self._change(form, code, year, cut)
        assert isinstance(form, Total)
        return self._total(form, code, year, cut)

    def _atom(self, atom: Count, code: str, year: int, cut: Cut | None) -> Figure:
        chosen = self.selector.choose(atom, year, cut)
        if isinstance(chosen, Text):
            return Figure(code, year, None, chosen)
        view, rows = chosen
        if isinstance(atom, Sum):
            return self._sum(atom, code, year, view, rows)
        if isinstance(atom, Distinct):
            return self._distinct(atom, code, year, view, rows)
        return self._figure(code, year, view, rows, Fraction(rows.count), high=Fraction(rows.count + rows.unknown))

    def _sum(self, atom: Sum, code: str, year: int, view: View, rows: Mask) -> Figure:
        series = view.series(atom.of)
        if rows.count and not (rows.yes & series.known).any():
            return Figure(code, year, None, view.missing(atom.of))
        known = mask(rows.yes & series.known, rows.possible & ~(rows.yes & series.known))
        return self._figure(code, year, view, known, Fraction(_exact_sum(series, known.yes)))

    def _distinct(self, atom: Distinct, code: str, year: int, view: View, rows: Mask) -> Figure:
        series = view.series(atom.of)
        if rows.count and not (rows.yes & series.known).any():
            return Figure(code, year, None, view.missing(atom.of))
        known = mask(rows.yes & series.known, rows.possible & ~(rows.yes & series.known))
        return self._figure(code, year, view, known, Fraction(len(distinct(series.values[known.yes]))))

    def _figure(
        self, code: str, year: int, view: View, rows: Mask, value: Fraction, *, high: Fraction | None = None
    ) -> Figure:
        notes: tuple[Text, ...] = ()
        if view.borrowed_from is not None:
            notes = (
                Text(f"lấy từ danh sách năm {view.borrowed_from}", f"taken from the list of {view.borrowed_from}"),
            )
        unknown = rows.unknown
        return Figure(
            code,
            year,
            value,
            unknown=unknown,
            considered=rows.count + unknown,
            low=value if unknown and high is not None else None,
            high=high if unknown else None,
            rows=_selection(view, rows.yes),
            unknown_rows=None if rows.maybe is None else _selection(view, rows.maybe),
            notes=notes,
        )

    def _mean(self, mean: Mean, code: str, year: int, cut: Cut | None) -> Figure:
        chosen = self.selector.choose(mean, year, cut)
        if isinstance(chosen, Text):
            return Figure(code, year, None, chosen)
        view, rows = chosen
        series = view.series(mean.of)
        both = rows.yes & series.known
        if mean.weight is not None:
            both &= view.series(mean.weight).known
        if not both.any():
            reason = view.missing(mean.of) if rows.count else Text("không có đơn vị nào", "no organisation")
            return Figure(code, year, None, reason)
        known = mask(both, rows.possible & ~both)
        if mean.weight is None:
            top, bottom = _exact_sum(series, both), int(np.count_nonzero(both))
        else:
            weights = view.series(mean.weight)
            pairs = zip(series.values[both].tolist(), weights.values[both].tolist(), strict=True)
            top, bottom = sum(value * weight for value, weight in pairs), _exact_sum(weights, both)
        if bottom == 0:
            return Figure(code, year, None, _ZERO_BASE)
        made = self._figure(code, year, view, known, Fraction(top, bottom))
        return replace(
            made, numerator=Fraction(top), denominator=Fraction(bottom), base_rows=made.rows, low=None, high=None
        )

    def _ratio(self, ratio: Ratio, code: str, year: int, cut: Cut | None) -> Figure:
        factor = 100 if ratio.as_ == "percent" else 1
        sums = sums_of(ratio, self.catalogue)
        if sums is not None:
            return self._ratio_of_sums(*sums, factor, code, year, cut)
        part = self._part(ratio.part, code, year, cut)
        whole = self._part(ratio.whole, code, year, cut)
        for side in (part, whole):
            if side.value is None:
                return Figure(code, year, None, side.reason)
        assert part.value is not None
        assert whole.value is not None
        if whole.value == 0:
            return Figure(code, year, None, _ZERO_BASE, numerator=part.value, denominator=whole.value)
        value = factor * part.value / whole.value
        low = high = None
        if part.unknown or whole.unknown:
            most, least = whole.high or whole.value, whole.value
            low = factor * part.value / most
            high = factor * (part.high or part.value) / least
            high = min(high, Fraction(factor)) if ratio.as_ == "percent" and part.value <= whole.value else high
        return Figure(
            code,
            year,
            value,
            numerator=part.value,
            denominator=whole.value,
            unknown=part.unknown,
            considered=whole.considered,
            low=low,
            high=high,
            rows=part.rows,
            base_rows=whole.rows,
            unknown_rows=part.unknown_rows,
            notes=tuple(dict.fromkeys(part.notes + whole.notes)),
        )

    def _part(self, part: Part, code: str, year: int, cut: Cut | None) -> Figure:
        if part.figure is not None:
            return self.figure(part.figure, year, cut)
        atom = part.count or part.sum or part.distinct
        assert atom is not None
        return self._atom(atom, code, year, cut)

    def _ratio_of_sums(self, part: Sum, whole: Sum, factor: int, code: str, year: int, cut: Cut | None) -> Figure:
        above, below = self.selector.choose(part, year, cut), self.selector.choose(whole, year, cut)
        for side in (above, below):
            if isinstance(side, Text):
                return Figure(code, year, None, side)
        assert not isinstance(above, Text)
        assert not isinstance(below, Text)
        view, rows = below
        top, bottom = view.series(part.of), view.series(whole.of)
        known = top.known & bottom.known
        for series, name in ((top, part.of), (bottom, whole.of)):
            if rows.count and not (rows.yes & series.known).any():
                return Figure(code, year, None, view.missing(name))
        counted = mask(rows.yes & known, rows.possible & ~(rows.yes & known))
        numerator, denominator = _exact_sum(top, above[1].yes & counted.yes), _exact_sum(bottom, counted.yes)
        if denominator == 0:
            return Figure(code, year, None, _ZERO_BASE)
        made = self._figure(code, year, view, counted, Fraction(factor * numerator, denominator))
        return replace(
            made,
            numerator=Fraction(numerator),
            denominator=Fraction(denominator),
            rows=_selection(view, above[1].yes & counted.yes),
            base_rows=_selection(view, counted.yes),
        )

    def _change(self, change: Change, code: str, year: int, cut: Cut | None) -> Figure:
        from_year = year - 1 if change.from_ == "previous" else self.base_year
        now, then = self.figure(change.of, year, cut), self.figure(change.of, from_year, cut)
        for side in (now, then):
            if side.value is None:
                return Figure(code, year, None, side.reason)
        assert now.value is not None
        assert then.value is not None
        if change.as_ == "percent":
            if then.value <= 0:
                return Figure(code, year, None, _no_growth(from_year), numerator=now.value, denominator=then.value)
            value = 100 * (now.value - then.value) / then.value
        else:
            value = now.value - then.value
        low, high = _bounds_of_change(now, then, percent=change.as_ == "percent")
        return Figure(
            code,
            year,
            value,
            numerator=now.value,
            denominator=then.value,
            unknown=now.unknown + then.unknown,
            considered=now.considered + then.considered,
            low=low,
            high=high,
            rows=now.rows,
            base_rows=then.rows,
            unknown_rows=now.unknown_rows,
            notes=tuple(dict.fromkeys(now.notes + then.notes)),
            estimate=then.estimate,
            of_part=then.of_part,
        )

    def _total(self, total: Total, code: str, year: int, cut: Cut | None) -> Figure:
        parts = [(1, self.figure(each, year, cut)) for each in total.plus]
        parts += [(-1, self.figure(each, year, cut)) for each in total.minus]
        for _, part in parts:
            if part.value is None:
                return Figure(code, year, None, part.reason)
        return Figure(
            code,
            year,
            sum((sign * part.value for sign, part in parts if part.value is not None), Fraction(0)),
            unknown=sum(part.unknown for _, part in parts),
            considered=sum(part.considered for _, part in parts),
            notes=tuple(dict.fromkeys(note for _, part in parts for note in part.notes)),
        )


def sums_of(ratio: Ratio, catalogue: Catalogue) -> tuple[Sum, Sum] | None:
    """Both sides where they are sums of two columns: then only rows count where both are known."""
    found = []
    for part in (ratio.part, ratio.whole):
        atom = catalogue.indicators[part.figure].form if part.figure is not None else part.sum
        if type(atom) is not Sum:
            return None
        found.append(atom)
    return (found[0], found[1]) if found[0].of != found[1].of else None


def _bounds_of_change(now: Figure, then: Figure, *, percent: bool) -> tuple[Fraction | None, Fraction | None]:
    """The least and the most it could be, whatever the rows are that could not be judged on either side."""
    (least, most), (low, high) = _between(now), _between(then)
    if not (now.unknown or then.unknown) or least is None or most is None or low is None or high is None:
        return None, None
    if not percent:
        return least - high, most - low
    return (100 * (least - high) / high, 100 * (most - low) / low) if low > 0 else (None, None)


def _between(figure: Figure) -> tuple[Fraction | None, Fraction | None]:
    return (figure.low, figure.high) if figure.unknown else (figure.value, figure.value)


_ZERO_BASE = Text("mẫu số bằng 0", "the denominator is 0")


def _no_growth(year: int) -> Text:
    return Text(
        f"giá trị gốc năm {year} bằng 0 hoặc âm, không tính được tốc độ tăng",
        f"the base value of {year} is zero or negative, there is no growth rate",
    )


def _exact_sum(series: Series, rows: NDArray[np.bool_]) -> int:
    """The sum as a Python integer; never wraps around."""
    values = series.values[rows]
    if len(values) and float(np.abs(values).max()) * len(values) >= _SAFE_SUM:
        return sum(values.tolist())
    return int(values.sum())


def _selection(view: View, rows: NDArray[np.bool_]) -> Selection:
    return Selection(view.register.name, int(np.count_nonzero(rows)), partial(_positions, view.positions, rows))


def _positions(positions: Positions, rows: NDArray[np.bool_]) -> Positions:
    return positions[rows]
