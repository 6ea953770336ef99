"""A form of rows by years: the plan's numbers, the results of each year, the one against the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from kttt_cli.annexes.forms import (
    Desk,
    Sheet,
    Spot,
    copy_of,
    number_of,
    page_of,
    percent_of,
    share_of,
    total_of,
    write_foot,
    write_head,
)
from kttt_cli.annexes.layout import NOT_DONE, Row, YearsForm
from kttt_cli.annexes.page import Cell, Page
from kttt_cli.annexes.plan_numbers import Doubt, PlanNumbers, doubts, misprint, plan_numbers
from kttt_cli.findings import Finding, Place, Severity
from kttt_cli.indicators.figure import Cut
from kttt_cli.language import Text, join
from kttt_cli.registers.vocabularies import vocabulary

_BEFORE = 3
"""Columns before the numbers: STT, label, unit."""
_WIDTHS: dict[int, float] = {0: 5, 1: 38, 2: 10}
_NARROWEST, _WIDEST, _PAGE = 8.5, 12.0, 118.0
"""Widths of a column of numbers, and what a page holds at full size."""
_HEADINGS = (Text("STT", "No."), Text("Chỉ tiêu", "Indicator"), Text("Đơn vị tính", "Unit"))
_NO_RATE = ("percent", "points")


@dataclass(frozen=True, slots=True)
class Slot:
    """One column of numbers, under its heading and that of its group."""

    kind: Literal["plan", "done", "so_far", "percent", "percent_so_far", "growth"]
    group: Text
    heading: Text
    year: int = 0
    column: str = ""
    """Of the plan's numbers: `past`, a year, `total`."""


def years_page(form: YearsForm, desk: Desk, name: str, cut: Cut | None = None) -> Page:
    """The form for the province, or for one part of it (then without the plan, which speaks of the whole)."""
    return _Writing(form, desk, name, cut).page()


@dataclass(slots=True)
class _Writing:
    form: YearsForm
    desk: Desk
    name: str
    cut: Cut | None
    sheet: Sheet = field(init=False)
    slots: tuple[Slot, ...] = field(init=False)
    numbers: PlanNumbers = field(init=False)
    rows: dict[str, int] = field(default_factory=dict)
    """Where each row stands that is not left out."""
    _cells: dict[tuple[str, Slot], Cell] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sheet = Sheet(self.desk.lang)
        printed, plan = self.form.printed, self.desk.plan
        ours = printed is not None and self.cut is None and printed.plan in (plan.id, plan.extends)
        self.numbers = plan_numbers(self.form) if ours else {}
        self.slots = tuple(self._slots())

    # --- columns -------------------------------------------------------------------------------

    def _slots(self) -> Iterator[Slot]:
        columns, desk = self.form.columns, self.desk
        with_plan = columns.plan and self.cut is None
        if with_plan:
            yield from self._plan_slots()
        results = Text("Kết quả thực hiện", "Results")
        shown = [desk.plan.base_year, *desk.years] if columns.base else [*desk.years]
        for year in shown:
            yield Slot("done", results, desk.done(year), year)
        if not desk.years:
            return
        first, last = desk.years[0], desk.years[-1]
        if columns.total and len(desk.years) > 1:
            yield Slot("so_far", results, Text(f"Lũy kế {first}–{last}", f"{first}–{last} together"))
        if with_plan and columns.percent:
            against = Text("So với kế hoạch (%)", "Against the plan (%)")
            yield Slot("percent", against, Text(f"Năm {last}", f"{last}"), last)
            if columns.total and len(desk.years) > 1:
                yield Slot(
                    "percent_so_far", against, Text(f"{first}–{last} so với mục tiêu", f"{first}–{last}, of the whole")
                )
        if columns.growth and last - 1 in shown:
            yield Slot("growth", Text(f"{last}/{last - 1} (%)", f"{last}/{last - 1} (%)"),
                       Text(f"{last}/{last - 1} (%)", f"{last}/{last - 1} (%)"), last)  # fmt: skip

    def _plan_slots(self) -> Iterator[Slot]:
        period, printed = self.desk.plan.period, self.form.printed
        group = Text("Kế hoạch", "Plan")
        if printed is not None and self.numbers:
            span = f"{printed.past[0]}-{printed.past[1]}"
            yield Slot("plan", group, Text(f"Thực hiện KH {span}", f"Done {span}"), column="past")
        for year in period.years:
            yield Slot("plan", group, Text(f"KH {year}", f"Plan {year}"), column=str(year))
        span = f"{period.first}-{period.last}"
        yield Slot("plan", group, Text(f"Mục tiêu KH {span}", f"Target {span}"), column="total")

    def _slot(self, kind: str, *, year: int = 0, column: str = "") -> Slot | None:
        return next((s for s in self.slots if (s.kind, s.year, s.column) == (kind, year, column)), None)

    def _spot(self, key: str, slot: Slot) -> Spot:
        return self.rows[key], _BEFORE + self.slots.index(slot)

    # --- the page ------------------------------------------------------------------------------

    def page(self) -> Page:
        room = (_PAGE - sum(_WIDTHS.values())) / max(1, len(self.slots))
        numbers = range(_BEFORE, _BEFORE + len(self.slots))
        widths = _WIDTHS | dict.fromkeys(numbers, min(_WIDEST, max(_NARROWEST, room)))
        header = write_head(self.sheet, self.form, self.desk, widths, self.cut)
        self._write_header(header)
        row = header + 2
        for key in self.form.row:
            if not self._left_out(key):
                self.rows[key] = row
                row += 1
        told = list(doubts(self.form)) if self.numbers else []
        for key in self.rows:
            self._write_row(key, [each for each in told if each.row == key])
        self._report(told)
        write_foot(self.sheet, self.form, self.desk, row, widths)
        return page_of(self.sheet, self.name, widths, (header, header + 1))

    def _write_header(self, row: int) -> None:
        for column, heading in enumerate(_HEADINGS):
            self.sheet.across(row, column, column, heading, "head", down=1)
        start = 0
        for index, slot in enumerate(self.slots):
            last = index + 1 == len(self.slots) or self.slots[index + 1].group != slot.group
            if not last:
                continue
            first, end = _BEFORE + start, _BEFORE + index
            if start == index and slot.group == slot.heading:
                self.sheet.across(row, first, end, slot.group, "head", down=1)
            else:
                self.sheet.across(row, first, end, slot.group, "head")
            start = index + 1
        for index, slot in enumerate(self.slots):
            if slot.group != slot.heading:
                self.sheet.text(row + 1, _BEFORE + index, slot.heading, "head")

    def _left_out(self, key: str) -> bool:
        row = self.form.row[key]
        if not row.only_if_any:
            return False
        assert row.indicator is not None
        book, part = self.desk.report.book, self._part(row)
        return not any(book.figure(row.indicator, slot.year, part).value for slot in self.slots if slot.kind == "done")

    def _write_row(self, key: str, told: list[Doubt]) -> None:
        row, at, sheet = self.form.row[key], self.rows[key], self.sheet
        mark = "_group" if row.style == "group" else ""
        remarks = [each.message for each in told]
        comment = join([*([row.note] if row.note else []), *remarks]) if row.note or remarks else None
        sheet.text(at, 0, row.stt, f"stt{mark}")
        sheet.text(at, 1, row.label, "text_child" if row.style == "part" else f"text{mark}", comment)
        sheet.text(at, 2, row.unit, f"text_center{mark}", _unit_doubt(row))
        for slot in self.slots:
            cell = self._cell(key, slot)
            style = f"{cell.style}{mark}" if mark and cell.style == "figure" else cell.style
            sheet.put(*self._spot(key, slot), replace(cell, style=style))
        plan = [slot for slot in self.slots if slot.kind == "plan"]
        if row.not_done and plan and self.numbers:
            sheet.across(at, self._spot(key, plan[0])[1], self._spot(key, plan[-1])[1], NOT_DONE, "text_center")

    def _report(self, told: list[Doubt]) -> None:
        for each in told:
            row = self.form.row[each.row]
            slot = self._slot("plan", column=each.column)
            assert slot is not None
            spot = self._spot(each.row, slot)
            place = Place(self.desk.file, self.name, *spot)
            record = join([Text.same(row.stt), row.label], " ") if row.stt else row.label
            self.desk.findings.append(
                Finding(
                    each.rule, Severity.WARNING, place, each.message, each.printed, record.to(self.desk.lang).strip()
                )
            )

    # --- the numbers ---------------------------------------------------------------------------

    def _cell(self, key: str, slot: Slot) -> Cell:
        found = self._cells.get((key, slot))
        if found is None:
            found = self._cells[key, slot] = getattr(self, f"_{slot.kind}")(key, slot)
        return found

    def _at(self, key: str, slot: Slot) -> tuple[Spot, Cell]:
        return self._spot(key, slot), self._cell(key, slot)

    def _plan(self, key: str, slot: Slot) -> Cell:
        number = self.numbers.get((key, slot.column))
        if number is None or number.value is None:
            return Cell(style="figure")
        comment = misprint(number) if number.misprinted else None
        parts = [
            self._at(part, there)
            for part, column in number.parts
            if (there := self._slot("plan", column=column)) is not None and self.numbers[part, column].value is not None
        ]
        if not parts:
            return Cell(number.value, style="figure", comment=comment)
        if number.percent is not None:
            made = share_of(parts[0], number.percent, comment)
        elif self.form.row[key].copy_ is not None:
            made = copy_of(parts[0], comment)
        else:
            made = total_of(parts, comment)
        return replace(made, style="figure_doubt" if number.misprinted else "figure")

    def _done(self, key: str, slot: Slot) -> Cell:
        row = self.form.row[key]
        if row.indicator is None:
            return self._from_rows(row, slot)
        return replace(self.desk.live.cell(row.indicator, slot.year, self._part(row), row.shown_in), style="figure")

    def _part(self, row: Row) -> Cut | None:
        """The part of the row, else that of the page: a form has one or the other."""
        for column, value in row.cut.items():
            label = vocabulary(column).texts[value] if value else Text("(không ghi)", "(not given)")
            return Cut(column, value or None, label)
        return self.cut

    def _from_rows(self, row: Row, slot: Slot) -> Cell:
        if row.sum:
            parts = [key for key in row.sum if key in self.rows]
            labels = join((self.form.row[key].label.quoted() for key in parts), " + ")
            return total_of((self._at(key, slot) for key in parts), labels)
        if row.copy_ is not None:
            label = self.form.row[row.copy_].label.quoted()
            return copy_of(self._at(row.copy_, slot), Text(f"Như dòng {label.vi}.", f"As the row {label.en}."))
        if row.share is not None:
            return share_of(self._at(row.share.of, slot), row.share.percent)
        return Cell(style="figure")

    def _so_far(self, key: str, slot: Slot) -> Cell:
        row, years = self.form.row[key], self.desk.years
        if row.indicator is None:
            return self._from_rows(row, slot)
        done = [there for year in years if (there := self._slot("done", year=year)) is not None]
        if row.over_years == "sum":
            return total_of((self._at(key, each) for each in done), Text("Cộng các năm.", "The years added."))
        if row.over_years == "last":
            return copy_of(self._at(key, done[-1]), Text("Như năm cuối.", "As in the last year."))
        if row.over_years == "distinct":
            return self.desk.live.over_years(row.indicator, years, self._part(row))
        return Cell(style="figure")

    def _percent(self, key: str, slot: Slot) -> Cell:
        return self._against(key, self._slot("done", year=slot.year), self._slot("plan", column=str(slot.year)))

    def _percent_so_far(self, key: str, slot: Slot) -> Cell:
        return self._against(key, self._slot("so_far"), self._slot("plan", column="total"))

    def _against(self, key: str, done: Slot | None, plan: Slot | None) -> Cell:
        """Blank where the plan asks for nothing: there is nothing to compare."""
        if done is None or plan is None or not number_of(self._cell(key, plan).value) or self.form.row[key].heading:
            return Cell(style="percent")
        return percent_of(self._at(key, done), self._at(key, plan))

    def _growth(self, key: str, slot: Slot) -> Cell:
        row, catalogue = self.form.row[key], self.desk.report.catalogue
        now, then = self._slot("done", year=slot.year), self._slot("done", year=slot.year - 1)
        rate = row.indicator is not None and catalogue.indicators[row.indicator].unit in _NO_RATE
        if row.heading or rate or now is None or then is None:
            return Cell(style="percent")
        return percent_of(self._at(key, now), self._at(key, then))


def _unit_doubt(row: Row) -> Text | None:
    if row.unit_by_label is None:
        return None
    return Text(
        f"bản in ghi đơn vị “{row.unit.vi}”, nhãn nói “{row.unit_by_label.vi}”",
        f"the printed unit is “{row.unit.en}”, the label says “{row.unit_by_label.en}”",
    )
