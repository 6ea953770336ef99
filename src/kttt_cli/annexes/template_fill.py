"""A form filled from a report: the value of every cell that asks, how often rows of lists stand, what has no data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from kttt_cli.annexes.lists import record_cell
from kttt_cli.annexes.page import Value
from kttt_cli.annexes.placeholders import (
    NUMBER,
    PLACEHOLDER,
    FactWish,
    FigureWish,
    Known,
    ListWish,
    TargetWish,
    Wish,
    same_district,
)
from kttt_cli.annexes.stored import Stored, stored
from kttt_cli.annexes.template import Form, Slot
from kttt_cli.findings import BadUsage
from kttt_cli.indicators.figure import Cut, Figure, Positions
from kttt_cli.indicators.formula import NO_DATA
from kttt_cli.language import Lang, Text, show_date, show_number
from kttt_cli.registers.places import district_key
from kttt_cli.registers.vocabularies import vocabulary
from kttt_cli.report import Report, named_cut
from kttt_cli.sheets.editing.cells import Address, CellEdit
from kttt_cli.sheets.editing.contents import run_texts, with_texts
from kttt_cli.sheets.editing.styles import DAY_FORMAT


class Answer(NamedTuple):
    """A value as a cell holds it, and how many decimals it has within a text."""

    value: Value
    decimals: int = 0
    trim: bool = True
    reason: Text | None = None
    """Why there is none."""


@dataclass(slots=True)
class Filled:
    """Values by sheet and address, rows already where the growth of the lists puts them."""

    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    cells: dict[tuple[str, int, int], Stored] = field(default_factory=dict)
    runs: dict[tuple[str, int, int], bytes] = field(default_factory=dict)
    """Of texts with several formats."""
    without_data: list[tuple[Slot, Text]] = field(default_factory=list)


def fill(form: Form, report: Report, lang: Lang, first_row: Callable[[dict[int, int], int], int]) -> Filled:
    """All values; `BadUsage` with every part and year of the form that is not there. `first_row` tells where a row
    stands once the rows of lists are repeated."""
    filling = _Filling(form, report, lang)
    for slot in form.slots:
        filling.check(slot)
    form.refuse_mistakes()
    filled = Filled()
    for sheet, rows in form.repeated.items():
        filled.counts[sheet] = {row: max(1, len(filling.positions(wish))) for row, wish in rows.items()}
    for slot in form.slots:
        counts = filled.counts.get(slot.sheet, {})
        start = first_row(counts, slot.row)
        for copy in range(counts.get(slot.row, 1)):
            cell = slot.sheet, start + copy, slot.column
            filled.cells[cell] = filling.value(slot, copy)
            if slot.runs and len(slot.pieces) > 1:
                filled.runs[cell], filled.cells[cell] = filling.rich(slot, copy)
    filled.without_data = filling.without_data
    return filled


def edit_of(value: Stored, runs: bytes | None = None) -> CellEdit:
    """What a cell becomes: numbers and days keep its own look, a text is never a formula."""
    if runs is not None:
        return CellEdit(value if isinstance(value, str) else None, runs=runs)
    if value is None:
        return CellEdit("")
    if isinstance(value, float):
        return CellEdit(Decimal(float.__repr__(value)))
    return CellEdit(value, number_format=DAY_FORMAT if isinstance(value, date) else None)


def by_sheet(filled: Filled) -> dict[str, dict[Address, Stored]]:
    found: dict[str, dict[Address, Stored]] = {}
    for (sheet, row, column), value in filled.cells.items():
        found.setdefault(sheet, {})[row, column] = value
    return found


@dataclass(slots=True)
class _Filling:
    form: Form
    report: Report
    lang: Lang
    without_data: list[tuple[Slot, Text]] = field(default_factory=list)
    _told: set[tuple[str, int, int]] = field(default_factory=set)

    # --- what the data must have --------------------------------------------------------------------

    def check(self, slot: Slot) -> None:
        for piece in slot.pieces:
            of = piece.of if isinstance(piece, ListWish) else piece
            if not isinstance(of, FigureWish):
                continue
            year, plan = self._year(of), self.report.plan
            place = self.form.place(slot.sheet, slot.row, slot.column)
            if year not in self.report.dataset.years and not plan.base_year <= year <= plan.period.last:
                self.form.wrong(place, slot.written, _NO_YEAR.filled(year=year))
                continue
            try:
                self._cut(of)
            except BadUsage as error:
                self.form.wrong(place, slot.written, error.message)

    def _year(self, of: FigureWish) -> int:
        return of.when.of(self.report.year, self.report.plan.base_year)

    def _cut(self, of: FigureWish) -> Cut | None:
        """The part asked for; `BadUsage` for a district that no year has."""
        if of.cut is None:
            return None
        column, wanted = of.cut
        if column == "sector":
            return Cut(column, wanted, vocabulary("sector").texts[wanted])
        own = self._year(of)
        every = [year for year in self.report.dataset.years if year != own]
        found = [self.report.book.cuts(column, year) for year in (own, *reversed(every))]
        known = [cut for cuts in found if not isinstance(cuts, Text) for cut in cuts if cut.value is not None]
        if not known:
            return Cut(column, wanted, Text.same(wanted))
        same = same_district(wanted, dict.fromkeys(cut.value or "" for cut in known), district_key)
        return named_cut(known, column, same or wanted)

    # --- values ---------------------------------------------------------------------------------------

    def value(self, slot: Slot, copy: int) -> Stored:
        if len(slot.pieces) == 1:
            assert not isinstance(slot.pieces[0], str)
            return stored(self._told_of(slot, slot.pieces[0], copy).value)
        pieces = []
        for piece in slot.pieces:
            pieces.append(piece if isinstance(piece, str) else self._text(self._told_of(slot, piece, copy)))
        return stored("".join(pieces))

    def rich(self, slot: Slot, copy: int) -> tuple[bytes, Stored]:
        """A text whose runs keep their formats: the runs, and the whole text."""
        answers = iter(
            [self._text(self._told_of(slot, each, copy)) for each in slot.pieces if not isinstance(each, str)]
        )
        texts = [PLACEHOLDER.sub(lambda _: str(stored(next(answers))), text) for text in run_texts(slot.runs)]
        return with_texts(slot.runs, texts), "".join(texts)

    def _told_of(self, slot: Slot, wish: Wish, copy: int) -> Answer:
        answer = self._answer(wish, copy)
        if answer.reason is not None and (slot.sheet, slot.row, slot.column) not in self._told:
            self._told.add((slot.sheet, slot.row, slot.column))
            self.without_data.append((slot, answer.reason))
        return answer

    def _text(self, answer: Answer) -> str:
        value = answer.value
        if value is None or isinstance(value, str):
            return value or ""
        if isinstance(value, date):
            return show_date(value, self.lang)
        return show_number(value, answer.decimals, self.lang, trim=answer.trim)

    def _answer(self, wish: Wish, copy: int) -> Answer:
        if isinstance(wish, FigureWish):
            return self._figure(wish)
        if isinstance(wish, ListWish):
            return self._listed(wish, copy)
        if isinstance(wish, TargetWish):
            return self._target(wish)
        return self._fact(wish)

    def _figure(self, wish: FigureWish) -> Answer:
        figure, catalogue = self._figure_of(wish), self.report.catalogue
        unit = catalogue.units[wish.unit] if wish.unit else catalogue.unit_of(wish.code)
        if figure.value is None:
            return Answer(NO_DATA, reason=figure.reason)
        return Answer(figure.value / unit.scale, unit.decimals, unit.trim)

    def _figure_of(self, wish: FigureWish) -> Figure:
        return self.report.book.figure(wish.code, self._year(wish), self._cut(wish))

    def positions(self, of: FigureWish) -> Positions:
        rows = self._figure_of(of).rows
        return np.zeros(0, np.intp) if rows is None else rows.positions

    def _listed(self, wish: ListWish, copy: int) -> Answer:
        figure = self._figure_of(wish.of)
        if figure.value is None:
            return Answer(NO_DATA, reason=figure.reason)
        positions = self.positions(wish.of)
        if copy >= len(positions):
            return Answer(None)
        if wish.column == NUMBER:
            return Answer(copy + 1)
        register = self.report.dataset.registers[
            Known(self.report.catalogue, self.report.plan).register_of(wish.of.code)
        ]
        cell = record_cell(register, wish.column, int(positions[copy]), self.lang)
        return Answer(cell.value, cell.decimals)

    def _target(self, wish: TargetWish) -> Answer:
        progress = self.report.targets[wish.target]
        if wish.part == "goal":
            goal = progress.target.goal_text(self.report.year)
            return Answer(NO_DATA if goal is None else goal.to(self.lang))
        last = progress.last
        unit = self.report.catalogue.units[
            progress.target.unit_in(self.report.catalogue.indicators[progress.target.indicator].unit)
        ]
        if last is None or last.value is None:
            return Answer(NO_DATA, reason=(last and last.reason) or _NOT_JUDGED.filled(year=self.report.year))
        return Answer(last.value, unit.decimals, unit.trim)

    def _fact(self, wish: FactWish) -> Answer:
        report = self.report
        facts: dict[str, Value] = {
            "year": report.year,
            "cutoff": report.book.period(report.year).cutoff,
            "province": report.plan.province,
            "plan": report.plan.title.to(self.lang),
        }
        value = facts[wish.name]
        return Answer(str(value) if isinstance(value, int) else value)


def told_without_data(filled: Filled, form: Form) -> Sequence[Text]:
    """One line for each cell that has no data, with the reason."""
    lines = []
    for slot, reason in filled.without_data:
        place = form.place(slot.sheet, slot.row, slot.column)
        lines.append(
            Text(f"{place} {slot.written}: không có số liệu, ghi “…”: {reason.vi}",
                 f"{place} {slot.written}: no data, written as “…”: {reason.en}")
        )  # fmt: skip
    return lines


_NO_YEAR = Text(
    "năm {year} không có trong kế hoạch lẫn dữ liệu", "the year {year} is neither in the plan nor in the data"
)
_NOT_JUDGED = Text("năm {year} chưa xét mục tiêu này", "the target is not judged in {year}")
