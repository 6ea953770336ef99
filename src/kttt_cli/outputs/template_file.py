"""A filled form on the disk: the office's own file with its cells filled and its origin in a hidden sheet, read back
before it takes its name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import IO

from kttt_cli.annexes.provenance import Origin, hidden_rows
from kttt_cli.annexes.readback import WrittenWrong, well_formed
from kttt_cli.annexes.sealed import seal_of_form
from kttt_cli.annexes.stored import Stored
from kttt_cli.annexes.template import Form
from kttt_cli.annexes.template_back import asked_of
from kttt_cli.annexes.template_fill import Filled, by_sheet, edit_of
from kttt_cli.findings import Place, Unreadable
from kttt_cli.language import Text, join
from kttt_cli.outputs.whole_file import write_whole
from kttt_cli.registers.sheet_notes import SEAL
from kttt_cli.sheets.editing.cells import Address
from kttt_cli.sheets.editing.grow import grow
from kttt_cli.sheets.editing.references import Growth
from kttt_cli.sheets.editing.refresh import Edited, forget_results
from kttt_cli.sheets.editing.workbook import WorkbookEdit
from kttt_cli.sheets.workbook import stored_sheets

_MOST_SHOWN = 5


def write_filled(book: WorkbookEdit, form: Form, filled: Filled, path: Path, origin: Origin, *, force: bool) -> None:
    """`BadUsage` as `write_whole` and for rows that cannot move, WrittenWrong where a cell reads otherwise."""
    growths = {sheet: Growth(counts) for sheet, counts in filled.counts.items()}
    grow(book, growths)
    cells = by_sheet(filled)
    for sheet, values in cells.items():
        for (row, column), value in values.items():
            book.edit(sheet, row, column, edit_of(value, filled.runs.get((sheet, row, column))))
    sheets = {*cells, *growths}
    edited = {
        sheet: Edited(cells.get(sheet, {}), growths[sheet].bands if sheet in growths else ())
        for sheet in sorted(sheets)
    }
    forget_results(book, edited)
    without_origin = BytesIO()
    book.save(without_origin)
    seal = seal_of_form(without_origin, form.shown)
    book.hide_texts(SEAL, hidden_rows(origin, seal, asked_of(form, filled)))
    write_whole(path, book.save, check=lambda file: _read_back(file, form, cells), force=force)


def _read_back(file: IO[bytes], form: Form, cells: Mapping[str, Mapping[Address, Stored]]) -> None:
    well_formed(file, form.shown)
    file.seek(0)
    try:
        wrong = list(_differences(file, form, cells))
    except Unreadable as error:
        raise WrittenWrong(error.message) from error
    if wrong:
        raise WrittenWrong(_WRONG.filled(file=form.shown, count=len(wrong), told=join(wrong[:_MOST_SHOWN])))


def _differences(file: IO[bytes], form: Form, cells: Mapping[str, Mapping[Address, Stored]]) -> Iterator[Text]:
    read = {sheet.name: sheet for sheet in stored_sheets(file, form.shown, only=cells)}
    for name, values in cells.items():
        sheet = read.get(name)
        for (row, column), value in values.items():
            held = "" if value is None else value
            found = None
            if sheet is not None:
                of_row = sheet.rows[row] if row < len(sheet.rows) else ()
                at = column - sheet.first_column
                found = of_row[at] if 0 <= at < len(of_row) else ""
            if found != held or isinstance(found, bool):
                yield _CELL.filled(place=Place(form.shown, name, row, column), held=held, found=found)


_WRONG = Text(
    "{file}: lỗi của kttt, không ghi tệp: đọc lại thì {count} ô khác với số đã tính: {told}",
    "{file}: a fault of kttt, no file was written: read back, {count} cells differ from what was computed: {told}",
)
_CELL = Text("{place} là {found!r}, phải là {held!r}", "{place} is {found!r}, should be {held!r}")
