"""A form of parts by indicators: each district or sector a row, and the province below them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from kttt_cli.annexes.forms import (
    Desk,
    Sheet,
    Spot,
    address,
    number_of,
    page_of,
    percent_of,
    total_of,
    write_foot,
    write_head,
)
from kttt_cli.annexes.layout import PartColumn, PartsForm
from kttt_cli.annexes.page import Cell, Page
from kttt_cli.indicators.figure import Cut
from kttt_cli.indicators.formula import NO_DATA
from kttt_cli.language import Text, show_number

_BEFORE = 2
"""Columns before the numbers: STT and the part."""
_WIDTHS: dict[int, float] = {0: 5, 1: 28}
_NUMBER_WIDTH = 10.0
_PARTS = {"district": Text("Huyện, thành phố", "District"), "sector": Text("Lĩnh vực", "Sector")}
_TOTAL = Text("Tổng số", "Total")


def parts_page(form: PartsForm, desk: Desk, name: str) -> Page:
    """The form in the year asked; without parts (no districts any more) the province alone, and why."""
    return _Writing(form, desk, name).page()


@dataclass(slots=True)
class _Writing:
    form: PartsForm
    desk: Desk
    name: str
    sheet: Sheet = field(init=False)
    columns: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.sheet = Sheet(self.desk.lang)
        self.columns = list(self.form.column)

    def page(self) -> Page:
        desk, sheet = self.desk, self.sheet
        widths = _WIDTHS | {_BEFORE + index: _NUMBER_WIDTH for index in range(len(self.columns))}
        header = write_head(sheet, self.form, desk, widths)
        sheet.text(header, 0, Text("STT", "No."), "head")
        sheet.text(header, 1, _PARTS[self.form.by], "head")
        for index, column in enumerate(self.form.column.values()):
            sheet.text(header, _BEFORE + index, column.label, "head")
        found = desk.report.book.cuts(self.form.by, desk.year)
        notes = (found,) if isinstance(found, Text) else ()
        parts = [] if isinstance(found, Text) else self._shown(found)
        row = header + 1
        for number, cut in enumerate(parts, 1):
            sheet.text(row, 0, str(number) if cut.value is not None else "", "stt")
            sheet.text(row, 1, cut.label, "text")
            for key, cell in self._row(row, cut).items():
                sheet.put(row, self._column(key), cell)
            row += 1
        self._write_total(row, range(header + 1, row))
        write_foot(sheet, self.form, desk, row + 1, widths, notes)
        return page_of(sheet, self.name, widths, (header, header))

    def _shown(self, cuts: Sequence[Cut]) -> list[Cut]:
        """Every part; the rows that name none only where there are any."""
        return [cut for cut in cuts if cut.value is not None or self._any(cut)]

    def _any(self, cut: Cut) -> bool:
        book, year = self.desk.report.book, self.desk.year
        asked = [column.indicator for column in self.form.column.values() if column.indicator is not None]
        return any(book.figure(code, year, cut).value for code in asked)

    def _column(self, key: str) -> int:
        return _BEFORE + self.columns.index(key)

    def _row(self, row: int, cut: Cut | None) -> dict[str, Cell]:
        """The cells of a part (or of the province) from left to right."""
        cells: dict[str, Cell] = {}
        for key, column in self.form.column.items():
            if column.indicator is not None:
                made = self.desk.live.cell(column.indicator, self.desk.year, cut, column.shown_in)
                cells[key] = replace(made, style="figure")
            else:
                cells[key] = self._from_columns(column, row, cells)
        return cells

    def _from_columns(self, column: PartColumn, row: int, cells: dict[str, Cell]) -> Cell:
        def at(key: str) -> tuple[Spot, Cell]:
            return (row, self._column(key)), cells[key]

        if column.percent is not None:
            of, whole = column.percent.of, column.percent.whole
            labels = [self.form.column[each].label for each in (of, whole)]
            told = Text(f"“{labels[0].vi}” so với “{labels[1].vi}”", f"“{labels[0].en}” of “{labels[1].en}”")
            return percent_of(at(of), at(whole), told, decimals=2)
        return _difference([at(key) for key in column.plus], [at(key) for key in column.minus])

    def _write_total(self, row: int, above: range) -> None:
        """Sums of the parts; what does not add up is the province's own figure."""
        sheet = self.sheet
        sheet.text(row, 0, "", "stt_total")
        sheet.text(row, 1, _TOTAL, "text_total")
        own = self._row(row, None)
        for key, column in self.form.column.items():
            at = self._column(key)
            cell = own[key]
            if column.adds_up and column.percent is None and len(above):
                cell = _told(total_of([((each, at), sheet.cells[each, at]) for each in above]), cell)
            sheet.put(row, at, replace(cell, style="figure_total"))


def _told(total: Cell, own: Cell) -> Cell:
    """The sum of the parts says so where the province has a figure of its own and the parts do not give it."""
    if total.value == own.value:
        return replace(total, comment=own.comment)
    value = number_of(own.value)
    if value is None:
        return replace(total, comment=own.comment)
    shown = [show_number(value, own.decimals, lang) for lang in ("vi", "en")]
    return replace(
        total,
        comment=Text(f"Có phần không có số liệu; cả tỉnh theo sổ: {shown[0]}.",
                     f"A part has no data; the whole province by its registers: {shown[1]}."),
    )  # fmt: skip


def _difference(plus: list[tuple[Spot, Cell]], minus: list[tuple[Spot, Cell]]) -> Cell:
    """Cells added and subtracted; `…` where one has no data."""
    both = [*plus, *minus]
    values = [number_of(cell.value) for _, cell in both]
    args = ",".join(address(spot) for spot, _ in both)
    terms = "+".join(address(spot) for spot, _ in plus) + "".join(f"-{address(spot)}" for spot, _ in minus)
    signed = [value if index < len(plus) else -value for index, value in enumerate(values) if value is not None]
    return Cell(
        sum(signed, Fraction(0)) if len(signed) == len(both) else NO_DATA,
        f'IF(COUNT({args})={len(both)},{terms},"{NO_DATA}")',
        style="figure",
        decimals=max(cell.decimals for _, cell in both),
    )
