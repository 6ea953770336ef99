"""A workbook that kttt once wrote or filled, read again: where it comes from, what was written, what stands in it now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from kttt_cli.annexes.provenance import Origin, Seal, Tokens, read_origin, seal_cells, token
from kttt_cli.annexes.template_asked import Asked
from kttt_cli.findings import Unreadable
from kttt_cli.language import Text
from kttt_cli.registers.sheet_notes import SEAL
from kttt_cli.sheets.editing.stale import formula_cells
from kttt_cli.sheets.editing.workbook import WorkbookEdit
from kttt_cli.sheets.workbook import StoredSheet, stored_sheets

Cells = Mapping[tuple[int, int], Any]
"""(row, column) from 0 → the stored value."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """The file as it is now, beside what its seal says that was written."""

    origin: Origin
    written: Seal
    found: Seal
    sheets: Mapping[str, Cells]
    asked: Asked | None = None
    """Of a filled form: what its cells were filled from."""

    @property
    def untouched(self) -> bool:
        """Every cell holds what was written, and every formula gives what it gave."""
        return self.written == self.found


def read_sealed(path: Path) -> Sealed | None:
    """None for a workbook that is none of kttt's. Raises `Unreadable` for what is no workbook at all."""
    try:
        with path.open("rb") as file:
            stored = {sheet.name: sheet for sheet in stored_sheets(file, path.name)}
            seal = stored.pop(SEAL, None)
            told = None if seal is None else read_origin(seal.rows)
            if told is None:
                return None
            origin, written, asked = told
            cells = {name: _cells(sheet) for name, sheet in stored.items()}
            found = _sealed_again(file, path.name, cells, results=asked is None)
    except OSError as error:
        raise Unreadable(
            Text(f"{path}: không đọc được: {error.strerror}", f"{path}: cannot be read: {error.strerror}")
        ) from error
    return Sealed(origin, written, found, cells, asked)


def seal_of_form(file: BinaryIO, shown: str) -> Seal:
    """Of a form that was just filled, as it stands in the file. Raises `Unreadable`."""
    file.seek(0)
    cells = {sheet.name: _cells(sheet) for sheet in stored_sheets(file, shown) if sheet.name != SEAL}
    return _sealed_again(file, shown, cells, results=False)


def _sealed_again(file: BinaryIO, shown: str, sheets: Mapping[str, Cells], *, results: bool) -> Seal:
    file.seek(0)
    formulas = _formulas(file, shown)
    tokens = {name: _tokens(cells, formulas.get(name, {})) for name, cells in sheets.items()}
    return seal_cells(tokens, results=results)


def _cells(sheet: StoredSheet) -> Cells:
    return {
        (row, column): value
        for row, values in enumerate(sheet.rows)
        for column, value in enumerate(values, sheet.first_column)
        if value not in ("", None)
    }


def _tokens(cells: Cells, formulas: Mapping[tuple[int, int], str]) -> Tokens:
    tokens = {place: token(value, formulas.get(place)) for place, value in cells.items()}
    return tokens | {place: token(None, formula) for place, formula in formulas.items() if place not in cells}


def _formulas(file: BinaryIO, shown: str) -> dict[str, dict[tuple[int, int], str]]:
    """By sheet and cell; every cell that shows a result of an array formula has it."""
    found: dict[str, dict[tuple[int, int], str]] = {}
    with WorkbookEdit(file, shown) as book, book.reading():
        for sheet in book.sheets:
            here = found[sheet] = {}
            for cell in formula_cells(book.package.read(book.part_of(sheet))):
                first, left, last, right = cell.area or (cell.row, cell.column, cell.row, cell.column)
                for row in range(first, last + 1):
                    here |= {(row, column): cell.formula for column in range(left, right + 1)}
    return found
