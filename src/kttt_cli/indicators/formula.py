"""A definition becomes an Excel formula: the same rows, the same unknowns, the same reasons for no data.

A formula is put together from a value and from the conditions under which there is none (`…`, never 0). What can
only come to be by a change of the data sheets is left out of it; what can come by a change of a term is in it.
Only functions that Excel 2010 and LibreOffice both have; no array constants, no reference that is made at run time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from kttt_cli.indicators.criteria import (
    Sheets,
    Test,
    condition_test,
    count_text,
    cut_test,
    possible_text,
    subject_test,
    sum_text,
    sumproduct,
    term_test,
)
from kttt_cli.indicators.definition import Change, Count, Distinct, Mean, Part, Ratio, Sum, Total, Where
from kttt_cli.indicators.evaluate import Book, sums_of
from kttt_cli.indicators.figure import Cut
from kttt_cli.indicators.logic import Mask, everything
from kttt_cli.indicators.selector import lasting
from kttt_cli.indicators.view import View
from kttt_cli.language import Text

NO_DATA = "…"
LONGEST = 8190
"""Characters of a formula that Excel still opens (8192 with its `=`)."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A value as added and subtracted parts, and the conditions of which each means that there is none."""

    parts: tuple[tuple[int, str], ...]
    missing: tuple[str, ...] = ()
    array: bool = False

    @property
    def value(self) -> str:
        """Can stand alone, not beside an operator."""
        if len(self.parts) == 1 and self.parts[0][0] == 1:
            return self.parts[0][1]
        shown = "".join(f"{_sign(times)}{_operand(text)}" for times, text in self.parts)
        return shown.removeprefix("+") or "0"

    @property
    def no_data(self) -> str | None:
        """A truth value: is there none? None where there always is one."""
        if not self.missing:
            return None
        return self.missing[0] if len(self.missing) == 1 else f"OR({','.join(self.missing)})"

    def text(self, scale: int = 1, no_data: str | None = None) -> str:
        """The formula of a cell that shows the value divided by `scale`; `no_data` may be a cell that holds it."""
        value = self.value if scale == 1 else f"{_operand(self.value)}/{scale}"
        when = no_data or self.no_data
        return value if when is None else f'IF({when},"{NO_DATA}",{value})'


def _sign(times: int) -> str:
    return {1: "+", -1: "-"}.get(times, f"{times:+}*")


def _operand(text: str) -> str:
    """In brackets where an operator stands outside of any bracket."""
    depth = 0
    quoted = False
    for at, letter in enumerate(text):
        if letter == '"':
            quoted = not quoted
        elif quoted:
            continue
        elif letter in "()":
            depth += 1 if letter == "(" else -1
        elif depth == 0 and letter in "+-*/" and at:
            return f"({text})"
    return text


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows that an atom is about: the tests in their order, and when they leave no data."""

    view: View
    mask: Mask
    """What they are by the data and terms of today."""
    tests: tuple[Test, ...] = ()
    missing: tuple[str, ...] = ()
    moves: bool = False
    over: bool = False
    """Today there are no data: later tests are about nothing."""


@dataclass(slots=True)
class Formulas:
    """The formulas of one book's figures over its data sheets."""

    book: Book
    sheets: Sheets
    _rows: dict[tuple[int, int], _Rows | None] = field(default_factory=dict)
    _made: dict[tuple[str, int, str, str | None], Formula | None] = field(default_factory=dict)

    def of(self, code: str, year: int, cut: Cut | None = None) -> Formula | None:
        """The formula of a figure; None where no list tells of that year, so that there is nothing to count."""
        key = (code, year, cut.column if cut else "", cut.value if cut else None)
        if key not in self._made:
            self._made[key] = self._form(self.book.catalogue.indicators[code].form, year, cut)
        return self._made[key]

    def _form(self, form: object, year: int, cut: Cut | None) -> Formula | None:
        if isinstance(form, Mean):
            return self._mean(form, year, cut)
        if isinstance(form, Count):
            return self._atom(form, year, cut)
        if isinstance(form, Ratio):
            return self._ratio(form, year, cut)
        if isinstance(form, Change):
            return self._change(form, year, cut)
        assert isinstance(form, Total)
        return self._total(form, year, cut)

    # --- atoms -------------------------------------------------------------------------------------

    def _atom(self, atom: Count, year: int, cut: Cut | None) -> Formula | None:
        rows = self._chosen(atom, year, cut)
        if rows is None:
            return None
        if isinstance(atom, Sum):
            missing = (*rows.missing, *self._nothing_known(rows, atom.of))
            return Formula(((1, sum_text(self.sheets.column(rows.view, atom.of), rows.tests)),), missing)
        if isinstance(atom, Distinct):
            return self._distinct(atom, rows)
        return Formula(((1, self._count(rows)),), rows.missing)

    def _count(self, rows: _Rows, *known: str) -> str:
        """Rows for which all tests hold, and the columns `known` hold a number."""
        filled = (f"ISNUMBER({name})" for name in known)
        return count_text(rows.tests, self.sheets.rows(rows.view), *filled)

    def _nothing_known(self, rows: _Rows, column: str) -> Iterable[str]:
        """No data: there are such rows, and none of them has a value."""
        if rows.over:
            return
        series = rows.view.series(column)
        fires = rows.mask.count and not (rows.mask.yes & series.known).any()
        if fires or (rows.moves and not series.known.all()):
            name = self.sheets.column(rows.view, column)
            yield f"AND({self._count(rows)}>0,{self._count(rows, name)}=0)"

    def _distinct(self, atom: Distinct, rows: _Rows) -> Formula:
        number = self.sheets.column(rows.view, atom.of, "number")
        known = f"({number}>0)"
        among = "*".join([*(test.yes for test in rows.tests), known])
        count = count_text(rows.tests, number, known)
        value = f"IF({count}=0,0,SUM(IF(FREQUENCY(IF({among},{number}),{number})>0,1,0)))"
        series = rows.view.series(atom.of)
        fires = rows.mask.count and not (rows.mask.yes & series.known).any()
        missing = rows.missing
        if not rows.over and (fires or (rows.moves and not series.known.all())):
            missing = (*missing, f"AND({self._count(rows)}>0,{count}=0)")
        return Formula(((1, value),), missing, array=True)

    def over_years(self, code: str, years: Sequence[int], cut: Cut | None = None) -> Formula | None:
        """Different values over several years, each once; None where not all years read the same column."""
        atom = self.book.catalogue.indicators[code].form
        assert isinstance(atom, Distinct)
        chosen = [rows for year in years if (rows := self._chosen(atom, year, cut)) is not None]
        columns = {self.sheets.column(rows.view, atom.of, "number") for rows in chosen}
        if len(chosen) < len(years) or len(columns) != 1:
            return None
        (number,) = columns
        among = "+".join("*".join(test.yes for test in rows.tests) for rows in chosen)
        known = f"({among})*({number}>0)"
        value = f"IF(SUMPRODUCT({known})=0,0,SUM(IF(FREQUENCY(IF({known},{number}),{number})>0,1,0)))"
        missing = _once(*(rows.missing for rows in chosen))
        return Formula(((1, value),), missing, array=True)

    def _mean(self, mean: Mean, year: int, cut: Cut | None) -> Formula | None:
        rows = self._chosen(mean, year, cut)
        if rows is None:
            return None
        name = self.sheets.column(rows.view, mean.of)
        gaps = [] if rows.view.series(mean.of).known.all() else [name]
        if mean.weight is None:
            top, bottom = sum_text(name, rows.tests), self._count(rows, *gaps)
        else:
            weight = self.sheets.column(rows.view, mean.weight)
            arrays = [test.yes for test in rows.tests]
            top = sumproduct(arrays, name, weight)
            bottom = sumproduct([*arrays, f"ISNUMBER({name})"], weight) if gaps else sum_text(weight, rows.tests)
        return Formula(((1, f"{_operand(top)}/{_operand(bottom)}"),), (*rows.missing, f"{bottom}=0"))

    # --- figures of figures ------------------------------------------------------------------------

    def _ratio(self, ratio: Ratio, year: int, cut: Cut | None) -> Formula | None:
        factor = "100*" if ratio.as_ == "percent" else ""
        sums = sums_of(ratio, self.book.catalogue)
        if sums is not None:
            return self._ratio_of_sums(*sums, factor, year, cut)
        part, whole = self._part(ratio.part, year, cut), self._part(ratio.whole, year, cut)
        if part is None or whole is None:
            return None
        value = f"{factor}{_operand(part.value)}/{_operand(whole.value)}"
        missing = _once(part.missing, whole.missing, (f"{whole.value}=0",))
        return Formula(((1, value),), missing, part.array or whole.array)

    def _part(self, part: Part, year: int, cut: Cut | None) -> Formula | None:
        if part.figure is not None:
            return self.of(part.figure, year, cut)
        atom = part.count or part.sum or part.distinct
        assert atom is not None
        return self._atom(atom, year, cut)

    def _ratio_of_sums(self, part: Sum, whole: Sum, factor: str, year: int, cut: Cut | None) -> Formula | None:
        """Over the rows of the whole where both columns are known."""
        above, below = self._chosen(part, year, cut), self._chosen(whole, year, cut)
        if above is None or below is None:
            return None
        view = below.view
        names = {column: self.sheets.column(view, column) for column in (part.of, whole.of)}
        gaps = {column: name for column, name in names.items() if not view.series(column).known.all()}
        both = [*below.tests, *(test for test in above.tests if test not in below.tests)]
        top, bottom = (
            sumproduct([*(test.yes for test in tests), f"ISNUMBER({gaps[other]})"], names[column])
            if other in gaps
            else sum_text(names[column], tests)
            for column, other, tests in ((part.of, whole.of, both), (whole.of, part.of, below.tests))
        )
        none_known = (*self._nothing_known(below, part.of), *self._nothing_known(below, whole.of))
        missing = _once(above.missing, below.missing, none_known, (f"{bottom}=0",))
        return Formula(((1, f"{factor}{_operand(top)}/{_operand(bottom)}"),), missing)

    def _change(self, change: Change, year: int, cut: Cut | None) -> Formula | None:
        from_year = year - 1 if change.from_ == "previous" else self.book.base_year
        now, then = self.of(change.of, year, cut), self.of(change.of, from_year, cut)
        if now is None or then is None:
            return None
        missing = _once(now.missing, then.missing)
        array = now.array or then.array
        difference = Formula(_added((1, now), (-1, then)), missing, array)
        if change.as_ != "percent":
            return difference
        base = _operand(then.value)
        grown = f"100*{_operand(difference.value)}/{base}"
        return Formula(((1, grown),), (*missing, f"{base}<=0"), array)

    def _total(self, total: Total, year: int, cut: Cut | None) -> Formula | None:
        sides = [(1, self.of(each, year, cut)) for each in total.plus]
        sides += [(-1, self.of(each, year, cut)) for each in total.minus]
        known = [(sign, side) for sign, side in sides if side is not None]
        if len(known) < len(sides):
            return None
        missing = _once(*(side.missing for _, side in known))
        return Formula(_added(*known), missing, any(side.array for _, side in known))

    # --- rows --------------------------------------------------------------------------------------

    def _view(self, atom: Count, year: int) -> View | None:
        """The rows that serve the atom, under any reading of its terms: which of them, the term's own cell says."""
        catalogue, selector = self.book.catalogue, self.book.selector
        register = catalogue.register_of(atom.rows)
        if catalogue.rows[atom.rows].of_list == "previous":
            year -= 1
        view = selector.view(register, year)
        if view is None and type(atom) is Count:
            columns = {column for where in catalogue.wheres_of(atom, {}) for column in where}
            if lasting(register, columns):
                view = selector.borrowed(register, year)
        return view

    def _chosen(self, atom: Count, year: int, cut: Cut | None) -> _Rows | None:
        """What `Selector.choose` chooses."""
        key = (id(atom), year)
        if key not in self._rows:
            view = self._view(atom, year)
            known = all(name in self.book.terms for name in atom.term)
            self._rows[key] = None if view is None or not known else self._all_rows(atom, view)
        rows = self._rows[key]
        return rows if cut is None or rows is None else self._inside(rows, cut)

    def _all_rows(self, atom: Count, view: View) -> _Rows:
        rows = self._where(self._subject(view, atom.rows), atom.where)
        for name in atom.term:
            said = self.book.selector.said(view, name, rows.mask)
            rows = self._and(rows, term_test(self.sheets, view, name), said)
            rows = replace(rows, missing=_once((f"{self.sheets.usable(view, name)}=0",), rows.missing))
        return rows

    def _subject(self, view: View, name: str) -> _Rows:
        subject = self.book.catalogue.rows[name]
        rows = _Rows(view, everything(len(view))) if subject.within is None else self._subject(view, subject.within)
        told = self._where(rows, subject.where)
        rows = self._by_column(rows, told, name)
        if subject.reported:
            none = f"{possible_text(rows.tests, self.sheets.rows(view))}=0"
            over = rows.over or not rows.mask.possible.any()
            rows = replace(rows, missing=(*rows.missing, none), over=over)
        return rows

    def _by_column(self, outer: _Rows, told: _Rows, name: str) -> _Rows:
        """The subject by a column of its own where its conditions are more than a criterion each."""
        own = told.tests[len(outer.tests) :]
        plain = all(test.pairs is not None and len(test.pairs) == 1 for test in own)
        if plain or told.over or told.moves:
            return told
        mask = self.book.selector.where(told.view, self.book.catalogue.rows[name].where, everything(len(told.view)))
        assert isinstance(mask, Mask)
        return replace(told, tests=(*outer.tests, subject_test(self.sheets, told.view, name, mask)))

    def _where(self, rows: _Rows, where: Where) -> _Rows:
        for column, condition in where.items():
            test = condition_test(self.sheets, rows.view, column, condition)
            tested = rows.view.test(column, condition, rows.mask)
            if condition.blank == "no" and isinstance(tested, Text) and not rows.over:
                filled = f'({self.sheets.column(rows.view, column)}<>"")'
                rows = replace(rows, missing=(*rows.missing, f"{sumproduct([filled])}=0"), over=True)
            silent = condition.blank != "unknown" or condition.known is not None
            rows = self._and(rows, test, tested, asked=not silent)
        return rows

    def _and(self, rows: _Rows, test: Test, tested: Mask | Text, *, asked: bool = True) -> _Rows:
        """One test more. No data where it tells nothing of the rows in question, if that is asked."""
        decided = test.decided if asked else None
        fires = isinstance(tested, Text)
        missing = rows.missing
        if decided is not None and not rows.over and (fires or rows.moves or test.moves):
            missing = _once(missing, (self._undecided(rows, decided),))
        mask = rows.mask if isinstance(tested, Text) else rows.mask & tested
        moves = rows.moves or test.moves
        return replace(
            rows, mask=mask, tests=(*rows.tests, test), missing=missing, moves=moves, over=rows.over or (fires and not moves)
        )  # fmt: skip

    def _undecided(self, rows: _Rows, decided: Test) -> str:
        """There are rows in question, and none of them is decided."""
        everywhere = self.sheets.rows(rows.view)
        none = f"{possible_text((*rows.tests, decided), everywhere)}=0"
        return f"AND({possible_text(rows.tests, everywhere)}>0,{none})" if rows.tests else none

    def _inside(self, rows: _Rows, cut: Cut) -> _Rows | None:
        """What `Selector.inside` says."""
        view = rows.view
        if cut.column not in view.register.columns and cut.column not in view.derived:
            return None
        test, known = cut_test(self.sheets, view, cut)
        if cut.value is None:
            return replace(rows, tests=(*rows.tests, test), mask=rows.mask & Mask(~view.series(cut.column).known))
        series = view.series(cut.column)
        told = self.book.selector.inside(view, cut, rows.mask)
        missing = rows.missing
        if not series.known.any():
            missing = (*missing, f"{count_text([known], self.sheets.rows(view))}=0")
        elif not rows.over and (isinstance(told, Text) or (rows.moves and not series.known.all())):
            missing = (*missing, self._undecided(rows, known))
        mask = Mask(np.zeros(len(view), np.bool_)) if isinstance(told, Text) else rows.mask & told
        return replace(rows, tests=(*rows.tests, test), missing=missing, mask=mask, over=isinstance(told, Text))


def _once(*groups: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for group in groups for each in group))


def _added(*sides: tuple[int, Formula]) -> tuple[tuple[int, str], ...]:
    """Parts that stand on both sides fall away: opening = now − (now − before)."""
    times: Counter[str] = Counter()
    for sign, side in sides:
        for each, text in side.parts:
            times[text] += sign * each
    return tuple((count, text) for text, count in times.items() if count)
