"""What a workbook keeps of earlier calculations, taken out where it rests on cells that have changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from kttt_cli.sheets.editing import xml
from kttt_cli.sheets.editing.cells import Address
from kttt_cli.sheets.editing.contents import defined_names
from kttt_cli.sheets.editing.stale import (
    Book,
    Changed,
    FormulaCell,
    area_of,
    chart_without_results,
    formula_cells,
    stale_cells,
    without_results,
)
from kttt_cli.sheets.editing.workbook import WorkbookEdit


class Edited(NamedTuple):
    """What has changed on a sheet: cells, and whole rows from first to last."""

    cells: Collection[Address]
    rows: Collection[tuple[int, int]] = ()


def forget_results(book: WorkbookEdit, edited: Mapping[str, Edited]) -> dict[str, set[Address]]:
    """Formulas that look, by way of others too, at what was edited lose their stored results, and charts the numbers
    that they keep of it; everything else stays byte for byte. Returns the cells, by sheet.

    Formulas whose text does not tell what they look at (OFFSET, INDIRECT) lose theirs as well.
    """
    package = book.package
    with book.reading():
        changed = Changed()
        for sheet, of_sheet in edited.items():
            for address in of_sheet.cells:
                changed.add(sheet, *address)
            for rows in of_sheet.rows:
                changed.add_rows(sheet, *rows)
        known = known_book(book)
        formulas: dict[str, list[FormulaCell]] = {
            sheet: [*formula_cells(package.read(book.part_of(sheet)))] for sheet in book.sheets
        }
        stale = stale_cells(known, formulas, changed)
        for sheet, cells in stale.items():
            name = book.part_of(sheet)
            part = package.read(name)
            made = without_results(part, cells)
            if made != part:
                package.replace(name, made)
        for name in package.names:
            if "/charts/chart" in name and name.endswith(".xml"):
                part = package.read(name)
                made = chart_without_results(part, known, changed)
                if made != part:
                    package.replace(name, made)
    return stale


def known_book(book: WorkbookEdit) -> Book:
    """What the formulas of a workbook can look at."""
    package = book.package
    names = {each.name.casefold(): each.formula for each in defined_names(package.read(book.main))}
    tables = {}
    for sheet in book.sheets:
        for relation in package.relations(book.part_of(sheet)):
            if relation.kind == "table" and relation.part in package:
                _, whole = xml.root(xml.seen(package.read(relation.part)))
                name, area = (xml.attribute(whole.attributes, key) for key in ("displayName", "ref"))
                if name and area:
                    tables[name.casefold()] = sheet.casefold(), area_of(area)
    return Book(book.sheets, names, tables)
