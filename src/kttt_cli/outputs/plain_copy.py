"""The cells of any sheet or CSV file as a new XLSX workbook, at their addresses: values only."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime, time
from math import isfinite
from typing import TYPE_CHECKING

from kttt_cli.findings import BadUsage
from kttt_cli.language import Text
from kttt_cli.patterns import pattern
from kttt_cli.sheets.editing.table_sheet import MOST_ROWS
from kttt_cli.sheets.grid import Cell, Grid

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_MOMENT = datetime(2000, 1, 1)
_EXACT = 10**15
"""A workbook holds fifteen digits of a number; longer ones are written as text."""
_LONGEST_TEXT = 32_767
_LONGEST_NAME = 31
_NOT_IN_A_NAME = pattern(r"[\[\]:*?/\\]|^'|'$")
_NOT_IN_XML = pattern("[\ud800-\udfff\ufffe\uffff]")
_FIRST_DAY = date(1900, 3, 1)
"""Before it, the days of workbooks are off by one."""
_WIDTH = 16


def plain_copy(grids: Sequence[Grid], name: str) -> tuple[bytes, dict[str | None, str]]:
    """(the workbook, the sheet of each grid by the grid's own name). Hidden sheets, which are not read, are left out.

    Texts are texts, whatever they begin with. The same grids give the same bytes.
    """
    from xlsxwriter.workbook import Workbook

    made = io.BytesIO()
    book = Workbook(made, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"created": _MOMENT})
    names: dict[str | None, str] = {}
    for grid in grids:
        if grid.hidden:
            continue
        if grid.height > MOST_ROWS:
            raise BadUsage(_TOO_LONG.filled(file=grid.file, rows=grid.height, most=MOST_ROWS))
        names[grid.sheet] = _free_name(grid.sheet or name, names)
        sheet = book.add_worksheet(names[grid.sheet])
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        sheet.set_column(0, max(grid.width - 1, 0), _WIDTH)
        _fill(book, sheet, grid)
    book.close()
    return made.getvalue(), names


def _free_name(wanted: str, taken: dict[str | None, str]) -> str:
    plain = _NOT_IN_A_NAME.sub(" ", wanted)[:_LONGEST_NAME].strip() or "Sheet"
    there = {each.casefold() for each in taken.values()}
    name, number = plain, 2
    while name.casefold() in there:
        name = f"{plain[: _LONGEST_NAME - 4]} {number}"
        number += 1
    return name


def _fill(book: Workbook, sheet: Worksheet, grid: Grid) -> None:
    from xlsxwriter.exceptions import OverlappingRange

    day = book.add_format({"num_format": "dd/mm/yyyy"})
    moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    for top, left, bottom, right in grid.merged:
        try:
            sheet.merge_range(top, left, bottom, right, "")
        except OverlappingRange:
            continue
    for row in range(grid.height):
        for column, cell in enumerate(grid.row(row)):
            if cell is not None:
                _write(sheet, row, column, cell, day, moment)


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, day: Format, moment: Format) -> None:
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, int | float) and isfinite(cell) and abs(cell) < _EXACT:
        sheet.write_number(row, column, cell)
    elif isinstance(cell, datetime) and cell.date() >= _FIRST_DAY and cell.tzinfo is None:
        whole = cell.time() == time()
        sheet.write_datetime(row, column, cell, day if whole else moment)
    elif isinstance(cell, date) and not isinstance(cell, datetime) and cell >= _FIRST_DAY:
        sheet.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), day)
    else:
        sheet.write_string(row, column, _NOT_IN_XML.sub("", str(cell))[:_LONGEST_TEXT])


_TOO_LONG = Text(
    "{file}: {rows} dòng, một trang sổ tính chỉ chứa {most}; hãy tách tệp",
    "{file}: {rows} rows, and a sheet of a workbook holds {most}; split the file",
)
