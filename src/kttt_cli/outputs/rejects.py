"""The rows that cannot be used, as they are written, each with its place and the reasons: to be mended and sent back.

A row is here when a cell of it could not be read, or when it was dropped as a line of the form with nothing in it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kttt_cli.findings import Finding, Place, Severity, column_letters
from kttt_cli.language import Lang, Text
from kttt_cli.outputs.findings_report import usable_records
from kttt_cli.outputs.plain_copy import plain_copy
from kttt_cli.outputs.records import formula_safe
from kttt_cli.registers.dataset import Dataset
from kttt_cli.registers.reading import SheetReading, TableReading
from kttt_cli.sheets.files import read_grids
from kttt_cli.sheets.grid import Cell, Grid, GridBuilder
from kttt_cli.sheets.page import Role
from kttt_cli.sheets.words import as_written

_HEADINGS = (Text("Tệp", "File"), Text("Trang", "Sheet"), Text("Dòng", "Row"), Text("Lý do", "Reasons"))
_DROPPED = Text("dòng không có mục nào được điền", "a row with no field filled")
_NAME = Text("Dòng không dùng được", "Unusable rows")


@dataclass(frozen=True, slots=True)
class Reject:
    """One row of a sheet that was not used, or not whole."""

    place: Place
    reasons: tuple[Text, ...]
    cells: dict[str, Cell]
    """Heading → cell as written; of a column without a heading its letter."""


def rejects(dataset: Dataset) -> list[Reject]:
    """In the order of files, sheets and rows."""
    reasons = _Reasons(dataset)
    found = []
    for file in dict.fromkeys(reading.file for reading in dataset.readings):
        wanted = {(row.sheet, row.row) for row in reasons.rows if row.file == file}
        if not wanted:
            continue
        for grid in read_grids(dataset.paths[file], file):
            readings = [each for each in dataset.readings if (each.file, each.sheet) == (file, grid.sheet)]
            rows = sorted(row for sheet, row in wanted if sheet == grid.sheet and row is not None)
            found += [_reject(grid, readings, row, reasons) for row in rows]
    return found


class _Reasons:
    """Why each of the rows is not used."""

    def __init__(self, dataset: Dataset) -> None:
        self.rows: dict[Place, list[Text]] = {}
        self._of_cells: dict[Place, list[Finding]] = {}
        for finding in dataset.findings:
            if finding.severity is Severity.ERROR and finding.place.column is not None:
                self._of_cells.setdefault(finding.place, []).append(finding)
        for register in dataset.registers.values():
            for position in (~usable_records(register)).nonzero()[0].tolist():
                told = self.rows.setdefault(register.place(position), [])
                for name, series in register.columns.items():
                    if series.not_read[position]:
                        told += self._why(register.place(position, name))
        for reading in dataset.readings:
            for row in (reading.roles == Role.EMPTY).nonzero()[0].tolist():
                self.rows.setdefault(Place(reading.file, reading.sheet, row), [_DROPPED])

    def _why(self, cell: Place) -> Iterator[Text]:
        """What is said of the cell, else of its whole column."""
        of_column = Place(cell.file, cell.sheet, None, cell.column)
        for finding in self._of_cells.get(cell) or self._of_cells.get(of_column) or ():
            what = f"{finding.rule} {finding.place.cell}"
            yield Text(f"{what}: {finding.message.vi}", f"{what}: {finding.message.en}")


def _reject(grid: Grid, readings: Sequence[SheetReading], row: int, reasons: _Reasons) -> Reject:
    """With the cells of all tables that stand side by side in the row."""
    place = Place(grid.file, grid.sheet, row)
    names = _names([table for each in readings for table in each.tables if table.first <= row < table.last])
    cells: dict[str, Cell] = {name: grid.at(row, column) for column, name in names.items() if column < grid.width}
    for column, cell in enumerate(grid.row(row)):
        if cell is not None and column not in names:
            cells[f"[{column_letters(column)}]"] = cell
    return Reject(place, tuple(dict.fromkeys(reasons.rows[place])), cells)


def _names(tables: Sequence[TableReading]) -> dict[int, str]:
    """Column → its heading with its unit; a second one of the same name also has its letter."""
    names: dict[int, str] = {}
    for column in (column for table in tables for column in table.columns):
        unit = f" ({column.unit})" if column.unit and column.unit not in column.heading else ""
        name = column.heading + unit
        names[column.column] = f"{name} [{column_letters(column.column)}]" if name in names.values() else name
    return names


# --- written -----------------------------------------------------------------------------------------


def _rows(found: list[Reject], lang: Lang) -> Iterator[list[Cell]]:
    headings = list(dict.fromkeys(name for reject in found for name in reject.cells))
    yield [*(heading.to(lang) for heading in _HEADINGS), *headings]
    for reject in found:
        assert reject.place.row is not None
        reasons = "; ".join(reason.to(lang) for reason in reject.reasons)
        where: list[Cell] = [reject.place.file, reject.place.sheet, reject.place.row + 1, reasons]
        yield [*where, *(reject.cells.get(name) for name in headings)]


def rejects_csv(found: list[Reject], lang: Lang) -> bytes:
    """With a byte order mark, and an apostrophe before what a spreadsheet would take for a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    for row in _rows(found, lang):
        writer.writerow([formula_safe(cell if isinstance(cell, str) else as_written(cell)) for cell in row])
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8", "replace")


def rejects_xlsx(found: list[Reject], lang: Lang) -> bytes:
    """Texts as texts, numbers as numbers, days as days."""
    built = GridBuilder()
    built.add(list(_rows(found, lang)))
    grid = Grid("", _NAME.to(lang), built.height, built.columns())
    data, _ = plain_copy([grid], _NAME.to(lang))
    return data
