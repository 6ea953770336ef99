"""Which rows an indicator is about: the list that serves a year, the subject, conditions, terms, one part of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from kttt_cli.indicators.catalogue import Catalogue
from kttt_cli.indicators.definition import Condition, Count, Term, Where
from kttt_cli.indicators.derived import DERIVED
from kttt_cli.indicators.figure import Cut
from kttt_cli.indicators.logic import Mask, everything
from kttt_cli.indicators.view import Period, View, no_list
from kttt_cli.language import Text
from kttt_cli.registers.columns import MODELS, column_of
from kttt_cli.registers.dataset import Dataset
from kttt_cli.registers.places import place_keys
from kttt_cli.registers.record_years import LEDGERS
from kttt_cli.registers.register import Register, distinct
from kttt_cli.registers.vocabularies import vocabulary

Chosen = tuple[View, Mask]


@dataclass(slots=True)
class Selector:
    """Chooses rows of a dataset under one plan's terms and cut-off dates; remembers what it has found."""

    dataset: Dataset
    catalogue: Catalogue
    terms: Mapping[str, Term]
    as_of: date | None = None
    _views: dict[tuple[str, int], View | None] = field(default_factory=dict)

    # --- periods and the rows that serve them ------------------------------------------------------

    def period(self, year: int) -> Period:
        told = self.told_period(year)
        if self.as_of is not None and self.as_of.year == year and self.as_of < told.cutoff:
            return told._replace(cutoff=self.as_of, closed=False)
        return told

    def told_period(self, year: int) -> Period:
        """As the lists tell it, whatever day was asked for."""
        before = self._cutoff(year - 1)
        start = before + timedelta(days=1) if year - 1 in self.dataset.cutoffs else date(year, 1, 1)
        period = Period(year, start, self._cutoff(year), year in self.dataset.estimates)
        return period._replace(closed=period.is_whole)

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

    def _view_of(self, register: Register, rows: NDArray[np.intp], year: int, borrowed: int | None = None) -> View:
        derived = DERIVED.get(register.name, {})
        return View(register, rows, self.period(year), derived, self.view, self.term_mask, borrowed)

    def borrowed(self, name: str, year: int) -> View | None:
        """The first later list that has end dates: it can tell what existed in a year without a list."""
        if (name, -year) not in self._views:  # beside the own lists, under the negative year
            self._views[name, -year] = self._find_borrowed(name, year)
        return self._views[name, -year]

    def _find_borrowed(self, name: str, year: int) -> View | None:
        register = self.dataset.registers.get(name)
        if register is None or name in LEDGERS or "ended_on" not in register.columns:
            return None
        for later in distinct(register.years):
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
        held = self.where(view, reading.where, among)
        if isinstance(held, Text) or not reading.any_:
            return held
        some: Mask | None = None
        for where in reading.any_:
            one = self.where(view, where, held)
            if isinstance(one, Text):
                return one
            some = one if some is None else some | one
        return held & some if some is not None else held

    def where(self, view: View, where: Where, among: Mask) -> Mask | Text:
        """The rows among these for which every condition holds, or why that cannot be told."""
        for column, condition in where.items():
            tested = view.test(column, condition, among)
            if isinstance(tested, Text):
                return tested
            among = among & tested
        return among

    # --- rows ------------------------------------------------------------------------------------

    def choose(self, atom: Count, year: int, cut: Cut | None) -> Chosen | Text:
        """The view and the rows of it that an atom is about, or the reason why there are none."""
        subject = self.catalogue.rows[atom.rows]
        register = self.catalogue.register_of(atom.rows)
        if subject.of_list == "previous":
            year -= 1
        view = self.view(register, year)
        if view is None and type(atom) is Count and self._needs_only_dates(atom, register):
            view = self.borrowed(register, year)
        if view is None:
            return no_list(register, year)
        chosen = self._subject(view, atom.rows)
        if isinstance(chosen, Text):
            return chosen
        chosen = self.where(view, atom.where, chosen)
        for name in atom.term:
            if isinstance(chosen, Text):
                return chosen
            said = self.said(view, name, chosen)
            chosen = said if isinstance(said, Text) else chosen & said
        if isinstance(chosen, Text):
            return chosen
        if cut is not None:
            inside = self.inside(view, cut, chosen)
            if isinstance(inside, Text):
                return inside
            chosen = chosen & inside
        return view, chosen

    def said(self, view: View, name: str, among: Mask) -> Mask | Text:
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
        chosen = self.where(view, subject.where, outer)
        if isinstance(chosen, Mask) and subject.reported and not chosen.possible.any():
            return Text(
                f"sổ năm {view.period.year} không có dòng nào về {subject.text.vi}",
                f"the register of {view.period.year} has no row about {subject.text.en}",
            )
        return chosen

    def _needs_only_dates(self, atom: Count, register: str) -> bool:
        columns = {column for where in self.catalogue.wheres_of(atom, self.terms) for column in where}
        return register in self.dataset.registers and lasting(register, columns)

    def inside(self, view: View, cut: Cut, among: Mask) -> Mask | Text:
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
        same = place_keys().get(cut.column)
        if same is not None:
            # Registers spell a district each in its own way.
            wanted = tuple(word for word in series.words if same(word) == same(cut.value))
            return view.test(cut.column, Condition.model_validate({"in": wanted, "blank": "no"}), everything(len(view)))
        return view.test(
            cut.column, Condition.model_validate({"in": (cut.value,), "blank": "no"}), everything(len(view))
        )

    def cuts(self, column: str, year: int) -> list[Cut] | Text:
        """The parts of the province in a year, as its registers have them, and one for rows without."""
        organisations = self.view("organisation", year)
        if organisations is None:
            return no_list("organisation", year)
        if not organisations.series(column).known.any():
            return organisations.missing(column)
        same = place_keys().get(column, str)
        words: dict[str, str] = {}
        for name in MODELS:
            view = self.view(name, year)
            if view is not None and column in view.register.columns:
                series = view.series(column)
                for index in distinct(series.values[series.known]):
                    word = series.words[index]
                    words[same(word)] = max(words.get(same(word), ""), word, key=_fullness)
        texts = _cut_texts(column)
        ordered = [word for word in texts if word in words.values()] if texts else sorted(words.values())
        parts = [Cut(column, word, texts.get(word, Text.same(word))) for word in ordered]
        return [*parts, Cut(column, None, Text("(không ghi)", "(not given)"))]


def lasting(register: str, columns: Iterable[str]) -> bool:
    """Do all of them hold for an organisation's whole life, so that a later list can tell them of an earlier year?"""
    derived, model = DERIVED.get(register, {}), MODELS[register]
    return all(derived[column].lasting if column in derived else column_of(model, column).lasting for column in columns)


def _fullness(word: str) -> tuple[int, bool, str]:
    """The longest spelling of a place, with its capital: `Huyện Yên Thế`."""
    return len(word), word[:1].isupper(), word


def _cut_texts(column: str) -> dict[str, Text]:
    return vocabulary("sector").texts if column == "sector" else {}
