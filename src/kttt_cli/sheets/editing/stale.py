"""Stored results of formulas that rest on changed cells: found through all sheets, and taken out of the file.

A viewer that does not calculate then shows an empty cell, never an old number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from kttt_cli.sheets.editing import xml
from kttt_cli.sheets.editing.cells import Address, SheetCells
from kttt_cli.sheets.editing.references import BLIND, LAST_COLUMN, LAST_ROW, Area, Parsed, parsed, translated


class FormulaCell(NamedTuple):
    """A cell with a formula, of a shared one as it reads in this cell."""

    row: int
    column: int
    formula: str
    area: Area | None
    """Of an array formula or a table of values: all cells that show its results."""
    kind: str
    """`normal`, `shared`, `array`, `dataTable`."""


def formula_cells(part: bytes) -> Iterator[FormulaCell]:
    """The formulas of a sheet, in the order of their cells."""
    seen = xml.seen(part)
    prefix, _ = xml.root(seen)
    tag = prefix + b"f"
    if b"<" + tag not in seen:
        return
    masters: dict[str, tuple[int, int, str]] = {}
    for row, column, cell in SheetCells(part).each():
        span = xml.first(seen, tag, cell.inner, cell.inner_end)
        if span is None:
            continue
        formula = xml.plain_text(part[span.inner : span.inner_end])
        kind = xml.attribute(span.attributes, "t") or "normal"
        index = xml.attribute(span.attributes, "si") or ""
        if kind == "shared" and formula:
            masters[index] = row, column, formula
        elif kind == "shared":
            if index not in masters:
                raise ValueError("a shared formula without its text")
            first_row, first_column, text = masters[index]
            formula = translated(text, row - first_row, column - first_column)
        said = xml.attribute(span.attributes, "ref")
        area = area_of(said) if said and kind in ("array", "dataTable") else None
        yield FormulaCell(row, column, formula, area, kind)


def area_of(written: str) -> Area:
    """`B2:D5` or `B2`. Raises ValueError for what is no area."""
    reference = parsed(written).references
    if len(reference) != 1:
        raise ValueError(f"{written} is no area")
    return reference[0].area


@dataclass(slots=True)
class Book:
    """What formulas can look at: names, tables, the order of the sheets."""

    sheets: tuple[str, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    """Defined names in small letters, and their formulas."""
    tables: Mapping[str, tuple[str, Area]] = field(default_factory=dict)

    def seen_by(self, found: Parsed, home: str, depth: int = 0) -> list[tuple[str, Area]] | None:
        """The areas that a formula looks at, by sheet (small letters); None where its text does not tell."""
        if found.calls & BLIND or depth > 8:
            return None
        areas: list[tuple[str, Area]] = []
        for reference in found.references:
            if reference.elsewhere:
                continue
            if reference.joined:
                return None
            named = [name.casefold() for name in reference.sheets or (home,)]
            areas += [(name, reference.area) for name in (named if len(named) == 1 else self._between(*named))]
        for table in found.tables:
            if table and table.casefold() in self.tables:
                areas.append(self.tables[table.casefold()])
            else:
                areas.append((home.casefold(), (0, 0, LAST_ROW, LAST_COLUMN)))
        for name in found.names:
            behind = self.names.get(name.rpartition("!")[2].casefold())
            if behind is None:
                continue
            more = self.seen_by(parsed(behind), home, depth + 1)
            if more is None:
                return None
            areas += more
        return areas

    def _between(self, first: str, last: str) -> Iterable[str]:
        known = [name.casefold() for name in self.sheets]
        if first not in known or last not in known:
            return known
        low, high = sorted((known.index(first), known.index(last)))
        return known[low : high + 1]


class Changed:
    """Cells by sheet, and the question whether an area holds one of them."""

    def __init__(self) -> None:
        self._rows: dict[str, dict[int, set[int]]] = {}
        self._bands: dict[str, list[tuple[int, int]]] = {}

    def add(self, sheet: str, row: int, column: int) -> None:
        self._rows.setdefault(sheet.casefold(), {}).setdefault(row, set()).add(column)

    def add_rows(self, sheet: str, first: int, last: int) -> None:
        self._bands.setdefault(sheet.casefold(), []).append((first, last))

    def touches(self, sheet: str, area: Area) -> bool:
        first, left, last, right = area
        if any(low <= last and high >= first for low, high in self._bands.get(sheet, ())):
            return True
        rows = self._rows.get(sheet, {})
        wanted = range(first, last + 1) if last - first < len(rows) else [row for row in rows if first <= row <= last]
        return any(left <= column <= right for row in wanted for column in rows.get(row, ()))


def stale_cells(book: Book, formulas: Mapping[str, Iterable[FormulaCell]], changed: Changed) -> dict[str, set[Address]]:
    """The cells whose stored result rests on a changed cell, by sheet; they are then among `changed` too."""
    waiting: list[tuple[str, FormulaCell, list[tuple[str, Area]] | None]] = []
    for sheet, cells in formulas.items():
        for cell in cells:
            looks_at = None if cell.kind == "dataTable" else book.seen_by(parsed(cell.formula), sheet)
            waiting.append((sheet, cell, looks_at))
    found: dict[str, set[Address]] = {}
    while True:
        still: list[tuple[str, FormulaCell, list[tuple[str, Area]] | None]] = []
        for sheet, cell, looks_at in waiting:
            if looks_at is not None and not any(changed.touches(*each) for each in looks_at):
                still.append((sheet, cell, looks_at))
                continue
            first, left, last, right = cell.area or (cell.row, cell.column, cell.row, cell.column)
            for row in range(first, last + 1):
                for column in range(left, right + 1):
                    found.setdefault(sheet, set()).add((row, column))
                    changed.add(sheet, row, column)
        if len(still) == len(waiting):
            return found
        waiting = still


def without_results(part: bytes, cells: set[Address]) -> bytes:
    """The sheet without the stored values of these cells; their formulas stay."""
    seen = xml.seen(part)
    prefix, _ = xml.root(seen)
    changes = []
    for row, column, cell in SheetCells(part).each():
        if (row, column) not in cells:
            continue
        value = xml.first(seen, prefix + b"v", cell.inner, cell.inner_end)
        if value is None:
            continue
        start = cell.start + len(b"<" + prefix + b"c")
        given = xml.with_attribute(cell.attributes, "t", None)
        changes += [xml.Change(start, start + len(cell.attributes), given), xml.Change(value.start, value.end, b"")]
    return xml.changed(part, changes)


_KEPT = re.compile(
    rb"(<((?:[\w.-]+:)?)f>(.*?)</\2f>)\s*<((?:[\w.-]+:)?)(numCache|strCache|multiLvlStrCache)\b.*?</\4\5>", re.DOTALL
)


def chart_without_results(part: bytes, book: Book, changed: Changed) -> bytes:
    """A chart without the numbers it keeps of cells that have changed: it is drawn from the cells."""

    def fresh(found: re.Match[bytes]) -> bytes:
        looks_at = book.seen_by(parsed(xml.plain_text(found[3])), "")
        stale = looks_at is None or any(changed.touches(*each) for each in looks_at)
        return found[1] if stale else found[0]

    return _KEPT.sub(fresh, part)
