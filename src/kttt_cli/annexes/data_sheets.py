"""The data sheets of a workbook: which columns its formulas read, and under which names.

One sheet for each register and list (ledgers: one for all movements). A column that a formula asks for is noted here
and gets its name; `pages` writes all that were asked for, with those by which people know a row, and its source.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, cast

import numpy as np

from kttt_cli.annexes.data_columns import Note, table_of
from kttt_cli.annexes.naming import slug
from kttt_cli.annexes.page import Page, sheet_name
from kttt_cli.annexes.terms import Block, TermTable, term_tables
from kttt_cli.annexes.terms_sheet import TERMS_SHEET, Aside, Input, terms_sheet
from kttt_cli.indicators.criteria import Part
from kttt_cli.indicators.evaluate import Book
from kttt_cli.indicators.view import View
from kttt_cli.indicators.wording import column_label
from kttt_cli.registers.places import commune_key, district_key
from kttt_cli.registers.record_years import LEDGERS
from kttt_cli.registers.register import WORD_KINDS, Series

SHORT = {"organisation": "HTX", "group": "THT", "commune": "Xã", "fund": "Quỹ", "support": "Hỗ trợ"}
"""What the sheet of a register is called; its names in formulas begin with it too."""

_SUFFIX = {"value": "", "last": ".den", "unread": ".khong_doc_duoc", "number": ".so", "kind": ".cap"}


@dataclass(slots=True)
class DataSheet:
    """One list, and the columns of it that are wanted, by name in formulas."""

    register: str
    year: int | None
    """Of the list; None for a ledger."""
    view: View
    title: str
    prefix: str
    columns: dict[str, Note] = field(default_factory=dict)


@dataclass(slots=True)
class DataSheets:
    """All data sheets of one workbook (`indicators.criteria.Sheets`), and the sheet of terms."""

    book: Book
    tables: Mapping[str, TermTable] = field(init=False)
    _sheets: dict[tuple[str, int | None], DataSheet] = field(default_factory=dict)
    _known: dict[tuple[int, str, str], str] = field(default_factory=dict)
    _numbers: dict[str, dict[str, int]] = field(default_factory=dict)
    _shown_places: dict[int, str] = field(default_factory=dict)
    _years: set[int] = field(default_factory=set)
    _aside: dict[str, Aside] = field(default_factory=dict)
    _one_for_all: dict[tuple[str, str], bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tables = term_tables(self.book.terms)

    # --- what formulas ask for ---------------------------------------------------------------------

    def column(self, view: View, column: str, part: Part | Literal["kind"] = "value") -> str:
        key = (id(view), column, part)
        if key not in self._known:
            self._known[key] = self._note(view, column, part)
        return self._known[key]

    def _note(self, view: View, column: str, part: str) -> str:
        sheet = self._sheet(view)
        series = view.series(column)
        if part == "last" and series.upper is not None and not (series.known & (series.upper != series.values)).any():
            return self.column(view, column)
        if part == "unread":
            assert series.not_read.any()
        name = f"{sheet.prefix}.{self._slug(view, column)}{_SUFFIX[part]}"
        sheet.columns.setdefault(name, Note(view, column, part))
        if column in view.derived and view.derived[column].terms and part == "value":
            self._needs_of_commune(view, view.derived[column].terms[0])
        return name

    def _slug(self, view: View, column: str) -> str:
        """Of a column's label; with the year where the list serves several and the column is not the same in all."""
        taken = [
            each for each in (*view.register.columns, *view.derived)
            if slug(column_label(view.register.name, each).vi) == slug(column_label(view.register.name, column).vi)
        ]  # fmt: skip
        name = slug(column_label(view.register.name, column).vi)
        if taken[0] != column:
            name = f"{name}_{slug(column)}"
        if column in view.derived and not self._same_in_all_years(view, column):
            name = f"{name}_{view.period.year}"
        return name

    def _same_in_all_years(self, view: View, column: str) -> bool:
        if view.register.name not in LEDGERS:
            return view.borrowed_from is None
        key = (view.register.name, column)
        if key not in self._one_for_all:
            years = {*self.book.dataset.years, view.period.year}
            views = [found for year in years if (found := self.book.selector.view(view.register.name, year))]
            first, *others = [each.series(column) for each in views]
            self._one_for_all[key] = all(_alike(first, other) for other in others)
        return self._one_for_all[key]

    def number(self, view: View, column: str, word: str) -> int:
        key, kind = (district_key(word), "district") if column == "district" else (word, view.register.name)
        if column == "commune":
            key, kind = commune_key(word), "commune"
        numbers = self._numbers.setdefault(kind, {})
        number = numbers.setdefault(key, len(numbers) + 1) if key else 0
        if kind == "district" and number:
            self._shown_places[number] = max(self._shown_places.get(number, ""), word, key=len)
        return number

    def rows(self, view: View) -> str:
        sheet = self._sheet(view)
        name = f"{sheet.prefix}.dong"
        sheet.columns.setdefault(name, Note(view, "", "row"))
        return name

    def subject(self, view: View, name: str) -> str:
        return self._own(view, name, "subject", slug(self.book.catalogue.rows[name].text.vi))

    def term(self, view: View, name: str) -> str:
        known = len(self._known)
        column = self._own(view, name, "term", self.tables[name].name)
        if len(self._known) > known:
            self._needs_of_term(view, name)
        return column

    def _own(self, view: View, name: str, part: str, shown: str) -> str:
        """A column that no register has: what a subject or a term says of each row."""
        key = (id(view), name, part)
        if key not in self._known:
            sheet = self._sheet(view)
            if view.borrowed_from is not None or sheet.year is None:
                shown += f"_{view.period.year}"
            column = f"{sheet.prefix}.{shown}"
            while column in sheet.columns:
                column += "_"
            sheet.columns[column] = Note(view, name, part)
            self._known[key] = column
        return self._known[key]

    def usable(self, view: View, name: str) -> str:
        return f"{self.term(view, name)}.xet_duoc"

    def _needs_of_term(self, view: View, name: str) -> None:
        for block in self.tables[name].blocks:
            for part in ("value", "last", "unread"):
                self.part_of(view, block, part)
        self.day(view.period.year, "last")

    def part_of(self, view: View, block: Block, part: str) -> str | None:
        """The name of a block's column in this list; None where it has no such part."""
        series = view.series(block.column)
        if part == "unread" and not series.not_read.any():
            return None
        if part == "last" and series.upper is None:
            return None
        return self.column(view, block.column, cast("Part", part))

    def _needs_of_commune(self, view: View, term: str) -> None:
        organisations = self.book.selector.view("organisation", view.period.year)
        if organisations is None or term not in self.tables:
            return
        self.term(organisations, term)
        self.candidates(organisations)
        for each in (view, organisations):
            self.column(each, "commune", "number")
            self.column(each, "commune", "kind")
            self.column(each, "district", "number")

    def candidates(self, organisations: View) -> str:
        """1 for the organisations that a commune may have."""
        sheet = self._sheet(organisations)
        name = f"{sheet.prefix}.htx_cua_xa"
        sheet.columns.setdefault(name, Note(organisations, "", "candidate"))
        return name

    def aside(self, truth: str, value: bool) -> str:
        """The name of a cell of its own for a truth value."""
        if truth not in self._aside:
            self._aside[truth] = Aside(f"khong_co_so_lieu.{len(self._aside) + 1}", value)
        return self._aside[truth].name

    def day(self, year: int, which: Literal["first", "last"]) -> str:
        self._years.add(year)
        return f"ky_{year}.{'tu' if which == 'first' else 'den'}"

    def moves(self, view: View, column: str) -> bool:
        derived = view.derived.get(column)
        if derived is None or not derived.terms or derived.terms[0] not in self.tables:
            return False
        return self.book.selector.view("organisation", view.period.year) is not None

    # --- sheets ------------------------------------------------------------------------------------

    def _sheet(self, view: View) -> DataSheet:
        register = view.register.name
        year = None if register in LEDGERS else view.borrowed_from or view.period.year
        if (register, year) not in self._sheets:
            title = SHORT[register] if year is None else f"{SHORT[register]} {year}"
            prefix = slug(title)
            self._sheets[register, year] = DataSheet(register, year, view, sheet_name(title), prefix)
        return self._sheets[register, year]

    def build(self) -> tuple[tuple[Page, ...], dict[str, str]]:
        """Every page that was asked for, the terms first, and every name."""
        pages: list[Page] = []
        names: dict[str, str] = {}
        for sheet in sorted(self._sheets.values(), key=_order):
            page, found = table_of(sheet, self)
            pages.append(page)
            names |= found
        terms, found, _ = self._terms()
        return (terms, *pages), found | names

    def term_inputs(self) -> Mapping[tuple[int, int], Input]:
        """What the yellow cells of the sheet of terms say, by row and column."""
        return self._terms()[2]

    def _terms(self) -> tuple[Page, dict[str, str], Mapping[tuple[int, int], Input]]:
        periods = [self.book.period(year) for year in sorted(self._years)]
        return terms_sheet(self.tables, periods, dict(sorted(self._shown_places.items())), self._aside)


def titles(years: Iterable[int]) -> tuple[str, ...]:
    """What the sheets of terms and data may be called, so that no form takes their names."""
    return (TERMS_SHEET, *SHORT.values(), *(f"{short} {year}" for short in SHORT.values() for year in years))


def _alike(one: Series, other: Series) -> bool:
    """The same values in the same rows."""
    if not np.array_equal(one.known, other.known):
        return False
    if one.kind not in WORD_KINDS:
        return np.array_equal(one.values[one.known], other.values[one.known])
    places = {word: at for at, word in enumerate(one.words)}
    theirs = np.array([places.get(word, -1) for word in other.words] or [-1], dtype=np.int64)
    return np.array_equal(one.values[one.known], theirs[other.values[one.known]])


def _order(sheet: DataSheet) -> tuple[int, int]:
    return list(SHORT).index(sheet.register), sheet.year or 0
