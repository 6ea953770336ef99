"""A list: the very rows behind an indicator in the year asked, as the register has them."""

from __future__ import annotations

from fractions import Fraction

from kttt_cli.annexes.forms import Desk, Sheet, page_of, write_foot, write_head
from kttt_cli.annexes.layout import ListForm
from kttt_cli.annexes.live import NO_DATA
from kttt_cli.annexes.page import Cell, Page
from kttt_cli.indicators.figure import Figure
from kttt_cli.language import Text
from kttt_cli.registers.columns import MODELS, column_of
from kttt_cli.registers.register import Register, kind_of
from kttt_cli.registers.vocabularies import vocabulary
from kttt_cli.sheets.dates import Dated

_WIDTHS = {"text": 37.0, "place": 19.0, "label": 27.0, "code": 13.0, "date": 12.0}
_NUMBER_WIDTH = 11.0
_MILLION = 1_000_000
_NONE = Text("Không có.", "None.")


def list_page(form: ListForm, desk: Desk, name: str) -> Page:
    """Numbered rows in the order of the register, and their number below; `…` and the reason without data."""
    sheet, width = Sheet(desk.lang), 1 + len(form.columns)
    figure = desk.report.book.figure(form.of, desk.year)
    register_name = _register_of(form, desk)
    header = write_head(sheet, form, desk, width)
    sheet.text(header, 0, Text("STT", "No."), "head")
    for index, column in enumerate(form.columns, 1):
        sheet.text(header, index, _heading(form, register_name, column), "head")
    row = header + 1
    register = desk.report.dataset.registers.get(register_name)
    if register is not None and figure.rows is not None:
        for number, position in enumerate(figure.rows.positions.tolist(), 1):
            sheet.put(row, 0, Cell(number, style="stt"))
            for index, column in enumerate(form.columns, 1):
                sheet.put(row, index, _cell(register, column, position, desk))
            row += 1
    _write_total(sheet, figure, row, range(header + 1, row), width, desk)
    write_foot(sheet, form, desk, row + 1, width, _notes(figure))
    widths = {0: 5.0}
    for index, column in enumerate(form.columns, 1):
        kind = kind_of(MODELS[register_name], column).name
        widths[index] = _WIDTHS.get(kind, _NUMBER_WIDTH)
    return page_of(sheet, name, widths, (header, header))


def _register_of(form: ListForm, desk: Desk) -> str:
    catalogue = desk.report.catalogue
    return catalogue.register_of(next(catalogue.atoms_of(form.of)).rows)


def _heading(form: ListForm, register: str, column: str) -> Text:
    if column in form.headings:
        return form.headings[column]
    label = column_of(MODELS[register], column).label
    if kind_of(MODELS[register], column).name == "money":
        return Text(f"{label.vi} (Tr đồng)", f"{label.en} (million VND)")
    return label


def _cell(register: Register, column: str, position: int, desk: Desk) -> Cell:
    """A value of the register as the paper shows it; blank stays blank."""
    kind = kind_of(register.model, column)
    value = register.columns[column].value_at(position)
    if value is None:
        return Cell(style="text")
    if isinstance(value, Dated):
        return _date(value)
    if isinstance(value, bool):
        return Cell((Text("có", "yes") if value else Text("không", "no")).to(desk.lang), style="text_center")
    if kind.name == "money" and isinstance(value, int):
        return Cell(Fraction(value, _MILLION), style="figure", decimals=1)
    if isinstance(value, int):
        return Cell(value, style="figure")
    words = vocabulary(kind.of).texts if kind.of else {}
    text = words[str(value)].to(desk.lang) if str(value) in words else str(value)
    return Cell(text, style="text_center" if kind.name == "code" else "text")


def _date(value: Dated) -> Cell:
    """As precisely as it was written: a day, a month, else the year."""
    first, last = value
    if first == last:
        return Cell(first, style="date")
    same_month = (first.year, first.month) == (last.year, last.month)
    return Cell(f"{first:%m/%Y}" if same_month else str(first.year), style="text_center")


def _write_total(sheet: Sheet, figure: Figure, row: int, above: range, width: int, desk: Desk) -> None:
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
