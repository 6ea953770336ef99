"""A list: the very rows behind an indicator in the year asked, as the register has them."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from kttt_cli.annexes.forms import Desk, Sheet, page_of, write_foot, write_head
from kttt_cli.annexes.layout import ListForm
from kttt_cli.annexes.page import Cell, Page
from kttt_cli.indicators.figure import Figure
from kttt_cli.indicators.formula import NO_DATA
from kttt_cli.language import Lang, Text
from kttt_cli.registers.columns import MODELS, column_of
from kttt_cli.registers.fields import Record
from kttt_cli.registers.register import Register, kind_of
from kttt_cli.registers.vocabularies import vocabulary
from kttt_cli.sheets.dates import Dated

_WIDTHS = {"text": 37.0, "place": 19.0, "label": 27.0, "code": 13.0, "date": 12.0}
_NUMBER_WIDTH = 11.0
_MILLION = 1_000_000
_NONE = Text("Không có.", "None.")


def list_page(form: ListForm, desk: Desk, name: str) -> Page:
    """Numbered rows in the order of the register, and their number below; `…` and the reason without data."""
    sheet = Sheet(desk.lang)
    figure = desk.report.book.figure(form.of, desk.year)
    register = desk.report.dataset.registers.get(_register_of(form, desk))
    model = MODELS[_register_of(form, desk)]
    positions = np.zeros(0, np.intp) if register is None or figure.rows is None else figure.rows.positions
    columns = [
        each for each in form.columns if register is None or not len(positions) or register.has_column(each, positions)
    ]
    widths = {0: 5.0} | {
        index: _WIDTHS.get(kind_of(model, column).name, _NUMBER_WIDTH) for index, column in enumerate(columns, 1)
    }
    header = write_head(sheet, form, desk, widths)
    sheet.text(header, 0, Text("STT", "No."), "head")
    for index, column in enumerate(columns, 1):
        sheet.text(header, index, _heading(form, model, column), "head")
    row = header + 1
    for position in positions:
        assert register is not None
        sheet.put(row, 0, Cell(row - header, style="stt"))
        for index, column in enumerate(columns, 1):
            sheet.put(row, index, record_cell(register, column, int(position), desk.lang))
        row += 1
    _write_total(sheet, figure, row, range(header + 1, row), len(widths))
    write_foot(sheet, form, desk, row + 1, widths, _notes(figure))
    return page_of(sheet, name, widths, (header, header))


def _register_of(form: ListForm, desk: Desk) -> str:
    catalogue = desk.report.catalogue
    return catalogue.register_of(next(catalogue.atoms_of(form.of)).rows)


def _heading(form: ListForm, model: type[Record], column: str) -> Text:
    if column in form.headings:
        return form.headings[column]
    label = column_of(model, column).label
    if kind_of(model, column).name == "money":
        return Text(f"{label.vi} (Tr đồng)", f"{label.en} (million VND)")
    return label


def record_cell(register: Register, column: str, position: int, lang: Lang) -> Cell:
    """A value of the register as the paper shows it; blank stays blank."""
    kind = kind_of(register.model, column)
    value = register.columns[column].value_at(position)
    if value is None:
        return Cell(style="text")
    if isinstance(value, Dated):
        return _date(value)
    if isinstance(value, bool):
        return Cell((Text("có", "yes") if value else Text("không", "no")).to(lang), style="text_center")
    if kind.name == "money" and isinstance(value, int):
        return Cell(Fraction(value, _MILLION), style="figure", decimals=1)
    if isinstance(value, int):
        return Cell(value, style="figure")
    words = vocabulary(kind.of).texts if kind.of else {}
    text = words[str(value)].to(lang) if str(value) in words else str(value)
    return Cell(text, style="text_center" if kind.name == "code" else "text")


def _date(value: Dated) -> Cell:
    """As precisely as it was written: a day, a month, else the year."""
    first, last = value
    if first == last:
        return Cell(first, style="date")
    same_month = (first.year, first.month) == (last.year, last.month)
    return Cell(f"{first:%m/%Y}" if same_month else str(first.year), style="text_center")


def _write_total(sheet: Sheet, figure: Figure, row: int, above: range, width: int) -> None:
    label = Text("Tổng số", "Total")
    count = Cell(NO_DATA if figure.value is None else figure.value, comment=figure.reason, style="figure_total")
    if len(above):
        count = Cell(len(above), f"COUNT(A{above[0] + 1}:A{above[-1] + 1})", style="figure_total")
    sheet.text(row, 0, "", "stt_total")
    sheet.text(row, 1, label, "text_total")
    sheet.put(row, 2, count)
    for column in range(3, width):
        sheet.text(row, column, "", "text_total")


def _notes(figure: Figure) -> list[Text]:
    notes = []
    if figure.reason is not None:
        notes.append(Text(f"Không có số liệu: {figure.reason.vi}.", f"No data: {figure.reason.en}."))
    elif figure.value == 0:
        notes.append(_NONE)
    if figure.unknown:
        notes.append(
            Text(f"Còn {figure.unknown} dòng không đủ số liệu để xét, không có trong danh sách này.",
                 f"{figure.unknown} more rows could not be judged and are not on this list.")
        )  # fmt: skip
    return [*notes, *figure.notes]
