"""A definition and registers become figures: the number and, with it, everything behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import partial

import numpy as np

from kttt_cli.indicators.catalogue import Catalogue
from kttt_cli.indicators.definition import (
    Change,
    Condition,
    Count,
    Distinct,
    Mean,
    Part,
    Ratio,
    Sum,
    Term,
    Total,
    Where,
)
from kttt_cli.indicators.derived import DERIVED
from kttt_cli.indicators.figure import Cut, Figure, Selection
from kttt_cli.indicators.logic import Mask, everything, mask
from kttt_cli.indicators.view import Period, View
from kttt_cli.language import Text
from kttt_cli.registers.columns import column_of
from kttt_cli.registers.dataset import LEDGERS, Dataset
from kttt_cli.registers.register import Register, Series

_SAFE_SUM = 2.0**62
Chosen = tuple[View, Mask]


@dataclass(slots=True)
class Book:
    """Figures of a dataset, computed when asked for and kept. One Book = one plan's terms and cut-off dates."""

    dataset: Dataset
    catalogue: Catalogue
    terms: Mapping[str, Term]
    base_year: int
    as_of: date | None = None
    _views: dict[tuple[str, int], View | None] = field(default_factory=dict)
    _figures: dict[tuple[str, int, str, str | None], Figure] = field(default_factory=dict)

    # --- periods and the rows that serve them ------------------------------------------------------

    def period(self, year: int) -> Period:
        before = self._cutoff(year - 1)
        start = before + timedelta(days=1) if year - 1 in self.dataset.cutoffs else date(year, 1, 1)
        cutoff = self._cutoff(year)
        moved = self.as_of is not None and self.as_of.year == year and self.as_of < cutoff
        if moved and self.as_of is not None:
            cutoff = self.as_of
        return Period(year, start, cutoff, year in self.dataset.estimates, not moved)

    def _cutoff(self, year: int) -> date:
        return self.dataset.cutoffs.get(year, date(year, 12, 31))

    def view(self, register: str, year: int) -> View | None:
        """The rows that tell of a year: its own list; of a ledger, all movements if it covers the year."""
        if (register, year) not in self._views:
            self._views[register, year] = self._make_view(register, year)
        return self._views[register, year]

    def _make_view(self, name: str, year: int) -> View | None:
        register = self.dataset.registers.get(name)
        if register is None:
            return None
        if name in LEDGERS:
            dated = register.years[register.years > 0]
            covered = len(dated) > 0 and int(dated.min()) <= year <= int(dated.max())
            return self._view_of(register, np.arange(len(register)), year) if covered else None
        rows = np.flatnonzero(register.years == year)
        return self._view_of(register, rows, year) if len(rows) else None

    def _view_of(self, register: Register, rows: np.ndarray, year: int, borrowed: int | None = None) -> View:
        derived = DERIVED.get(register.name, {})
        return View(register, rows, self.period(year), derived, self.view, self.term_mask, borrowed)

    def _borrowed(self, name: str, year: int) -> View | None:
        """The first later list that has end dates: it can tell what existed in a year without a list."""
        if (name, -year) not in self._views:  # beside the own lists, under the negative year
            self._views[name, -year] = self._find_borrowed(name, year)
        return self._views[name, -year]

    def _find_borrowed(self, name: str, year: int) -> View | None:
        register = self.dataset.registers.get(name)
        if register is None or name in LEDGERS or "ended_on" not in register.columns:
            return None
        for later in sorted({int(each) for each in np.unique(register.years)} - {0}):
            rows = np.flatnonzero(register.years == later)
            if later > year and register.columns["ended_on"].known[rows].any():
                return self._view_of(register, rows, year, borrowed=later)
        return None

    # --- terms -----------------------------------------------------------------------------------

    def term_mask(self, name: str, view: View) -> Mask | Text:
        """What a term says of each row, or why it says nothing."""
        term = self.terms.get(name)
        if term is None:
            return Text(f"kế hoạch không định nghĩa thuật ngữ “{name}”", f"the plan does not define the term “{name}”")
        reading = term.reading
        day = view.period.cutoff
        if day < reading.since or (reading.until is not None and day > reading.until):
            return Text(
                f"cách hiểu “{reading.text.vi}” ({reading.source}) không có hiệu lực ngày {day:%d/%m/%Y}",
                f"the reading “{reading.text.en}” ({reading.source}) is not in force on {day.isoformat()}",
            )
        among = everything(len(view))
        held = self._where(view, reading.where, among)
        if isinstance(held, Text) or not reading.any_:
            return held
        some: Mask | None = None
        for where in reading.any_:
            one = self._where(view, where, held)
            if isinstance(one, Text):
                return one
            some = one if some is None else some | one
        return held & some if some is not None else held

    def _where(self, view: View, where: Where, among: Mask) -> Mask | Text:
        for column, condition in where.items():
            tested = view.test(column, condition, among)
            if isinstance(tested, Text):
                return tested
            among = among & tested
        return among

    # --- rows ------------------------------------------------------------------------------------

    def _choose(self, atom: Count, year: int, cut: Cut | None) -> Chosen | Text:
        """The view and the rows of it that an atom is about, or the reason why there are none."""
        subject = self.catalogue.rows[atom.rows]
        register = self.catalogue.register_of(atom.rows)
        if subject.of_list == "previous":
            year -= 1
        view = self.view(register, year)
        if view is None and type(atom) is Count and self._needs_only_dates(atom, register):
            view = self._borrowed(register, year)
        if view is None:
            return self._no_list(register, year)
        chosen = self._subject(view, atom.rows)
        if isinstance(chosen, Text):
            return chosen
        chosen = self._where(view, atom.where, chosen)
        for name in atom.term:
            if isinstance(chosen, Text):
                return chosen
            said = self._said(view, name, chosen)
            chosen = said if isinstance(said, Text) else chosen & said
        if isinstance(chosen, Text):
            return chosen
        if cut is not None:
            inside = self._inside(view, cut, chosen)
            if isinstance(inside, Text):
                return inside
            chosen = chosen & inside
        return view, chosen

    def _said(self, view: View, name: str, among: Mask) -> Mask | Text:
        """A term's mask; no data where it is unknown for every row in question."""
        said = self.term_mask(name, view)
        if isinstance(said, Text) or said.maybe is None:
            return said
        possible = among.possible
        if possible.any() and not (possible & ~said.maybe).any():
            reading = self.terms[name].reading
            columns = [column for where in reading.wheres() for column in where]
            blank = [column for column in columns if not (view.series(column).known & possible).any()]
            return view.missing(blank[0] if blank else columns[0])
        return said

    def _subject(self, view: View, name: str) -> Mask | Text:
        subject = self.catalogue.rows[name]
        outer = everything(len(view)) if subject.within is None else self._subject(view, subject.within)
        if isinstance(outer, Text):
            return outer
        chosen = self._where(view, subject.where, outer)
        if isinstance(chosen, Mask) and subject.reported and not chosen.possible.any():
            return Text(
                f"sổ năm {view.period.year} không có dòng nào về {subject.text.vi}",
                f"the register of {view.period.year} has no row about {subject.text.en}",
            )
        return chosen

    def _needs_only_dates(self, atom: Count, register: str) -> bool:
        columns: set[str] = set(atom.where)
        name: str | None = atom.rows
        while name is not None:
            columns |= set(self.catalogue.rows[name].where)
            name = self.catalogue.rows[name].within
        for term in atom.term:
            if term in self.terms:
                columns |= {column for where in self.terms[term].reading.wheres() for column in where}
        derived = DERIVED.get(register, {})
        model = self.dataset.registers[register].model if register in self.dataset.registers else None
        return model is not None and all(
            derived[column].lasting if column in derived else column_of(model, column).lasting for column in columns
        )

    def _no_list(self, register: str, year: int) -> Text:
        from kttt_cli.registers.columns import MODELS

        title = MODELS[register].title
        return Text(f"không có {title.vi} năm {year}", f"no {title.en} of {year}")

    def _inside(self, view: View, cut: Cut, among: Mask) -> Mask | Text:
        """The rows of one part; no data where none of the rows in question says to which part it belongs."""
        columns = view.register.columns
        if cut.column not in columns and cut.column not in view.derived:
            return Text("sổ này không chia theo mục đó", "this register has no such column")
        series = view.series(cut.column)
        if cut.value is None:
            return Mask(~series.known)
        if not series.known.any():
            return view.missing(cut.column)
        possible = among.possible
        if possible.any() and not (possible & series.known).any():
            label = view.label(cut.column)
            return Text(f"các dòng này không ghi {label.vi}", f"these rows do not give {label.en}")
        return view.test(cut.column, Condition.model_validate({"in": (cut.value,), "blank": "no"}), everything(len(view)))

    def cuts(self, column: str, year: int) -> list[Cut] | Text:
        """The parts of the province in a year: the districts or sectors of its list, and one for rows without."""
        view = self.view("organisation", year)
        if view is None:
            return self._no_list("organisation", year)
        series = view.series(column)
        if not series.known.any():
            return view.missing(column)
        words = [series.words[index] for index in np.unique(series.values[series.known])]
        texts = _cut_texts(column)
        ordered = [word for word in texts if word in words] if texts else sorted(words)
        parts = [Cut(column, word, texts.get(word, Text.same(word))) for word in ordered]
        return [*parts, Cut(column, None, Text("(không ghi)", "(not given)"))]

    # --- figures ---------------------------------------------------------------------------------

    def figure(self, code: str, year: int, cut: Cut | None = None) -> Figure:
        """The indicator in that year, for the province or one part of it."""
        key = (code, year, cut.column if cut else "", cut.value if cut else None)
        if key not in self._figures:
            form = self.catalogue.indicators[code].form
            made = self._evaluate(form, code, year, cut)
            if self.period(year).estimate:
                made = replace(made, estimate=True)
            self._figures[key] = made
        return self._figures[key]

    def forget_rows(self) -> None:
        """Let go of the masks of all views; figures stay. For long runs over many years."""
        self._views.clear()

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
        chosen = self._choose(atom, year, cut)
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
        return self._figure(code, year, view, known, Fraction(len(np.unique(series.values[known.yes]))))

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
        chosen = self._choose(mean, year, cut)
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
        sums = self._sums(ratio)
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

    def _sums(self, ratio: Ratio) -> tuple[Sum, Sum] | None:
        """Both sides where they are sums of two columns: then only rows count where both are known."""
        found = []
        for part in (ratio.part, ratio.whole):
            atom = self.catalogue.indicators[part.figure].form if part.figure is not None else part.sum
            if type(atom) is not Sum:
                return None
            found.append(atom)
        return (found[0], found[1]) if found[0].of != found[1].of else None

    def _ratio_of_sums(
        self, part: Sum, whole: Sum, factor: int, code: str, year: int, cut: Cut | None
    ) -> Figure:
        above, below = self._choose(part, year, cut), self._choose(whole, year, cut)
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
        return Figure(
            code,
            year,
            value,
            numerator=now.value,
            denominator=then.value,
            unknown=now.unknown + then.unknown,
            considered=now.considered + then.considered,
            rows=now.rows,
            base_rows=then.rows,
            unknown_rows=now.unknown_rows,
            notes=tuple(dict.fromkeys(now.notes + then.notes)),
            estimate=then.estimate,
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


_ZERO_BASE = Text("mẫu số bằng 0", "the denominator is 0")


def _no_growth(year: int) -> Text:
    return Text(
        f"giá trị gốc năm {year} bằng 0 hoặc âm, không tính được tốc độ tăng",
        f"the base value of {year} is zero or negative, there is no growth rate",
    )


def _exact_sum(series: Series, rows: np.ndarray) -> int:
    """The sum as a Python integer; never wraps around."""
    values = series.values[rows]
    if len(values) and float(np.abs(values).max()) * len(values) >= _SAFE_SUM:
        return sum(values.tolist())
    return int(values.sum())


def _selection(view: View, rows: np.ndarray) -> Selection:
    return Selection(view.register.name, int(np.count_nonzero(rows)), partial(_positions, view.positions, rows))


def _positions(positions: np.ndarray, rows: np.ndarray) -> np.ndarray:
    found: np.ndarray = positions[rows]
    return found


def _cut_texts(column: str) -> dict[str, Text]:
    from kttt_cli.registers.vocabularies import vocabulary

    return vocabulary("sector").texts if column == "sector" else {}


def year_by_year(book: Book, codes: Iterable[str], years: Iterable[int], seen: Callable[[Figure], None]) -> None:
    """Every indicator of every year, one year after the other, so that only two years' rows are held at a time."""
    for year in years:
        for code in codes:
            seen(book.figure(code, year))
