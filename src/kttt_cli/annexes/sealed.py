"""A workbook that kttt once wrote, read again: where it comes from, what stands in it now, and what was changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kttt_cli.annexes.provenance import SEAL, Origin, Seal, Tokens, read_origin, seal_cells, token
from kttt_cli.findings import Unreadable
from kttt_cli.language import Text
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

    @property
    def untouched(self) -> bool:
        """Every cell holds what was written, and every formula gives what it gave."""
        return self.written == self.found


def read_sealed(path: Path) -> Sealed | None:
    """None for a workbook that is none of kttt's. Raises `Unreadable` for what is no workbook at all."""
    try:
        with path.open("rb") as file:
            stored = {sheet.name: sheet for sheet in stored_sheets(file, path.name)}
    except OSError as error:
        raise Unreadable(
            Text(f"{path}: không đọc được: {error.strerror}", f"{path}: cannot be read: {error.strerror}")
        ) from error
    seal = stored.pop(SEAL, None)
    told = None if seal is None else read_origin(seal.rows)
    if told is None:
        return None
    sheets = {name: _cells(sheet) for name, sheet in stored.items()}
    formulas = _formulas(path)
    tokens = {name: _tokens(cells, formulas.get(name, {})) for name, cells in sheets.items()}
    return Sealed(*told, seal_cells(tokens), sheets)


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


def _formulas(path: Path) -> dict[str, dict[tuple[int, int], str]]:
    from openpyxl import load_workbook
    from openpyxl.worksheet.formula import ArrayFormula

    found: dict[str, dict[tuple[int, int], str]] = {}
    workbook = load_workbook(path, read_only=True)
    try:
        for sheet in workbook.worksheets:
            here = found[sheet.title] = {}
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type == "f" and cell.row and cell.column:
                        formula = cell.value.text if isinstance(cell.value, ArrayFormula) else str(cell.value)
                        here[cell.row - 1, cell.column - 1] = str(formula)
    finally:
        workbook.close()
    return found
