"""Rows of a workbook repeated in place: everything below moves down, and all that refers to it moves along.

Formulas of all sheets, totals over the rows, merged areas, rules, print areas, names, tables, charts, drawings and
comments follow. What cannot follow is an obstacle, found before anything is changed. Parts that nothing moves in stay
byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kttt_cli.language import Text
from kttt_cli.sheets.editing import xml
from kttt_cli.sheets.editing.cells import SheetCells, address
from kttt_cli.sheets.editing.contents import defined_names
from kttt_cli.sheets.editing.grow_around import Around, Obstacle, anchors_moved, notes_moved, written
from kttt_cli.sheets.editing.references import CannotMove, Growth, Growths
from kttt_cli.sheets.editing.stale import FormulaCell, formula_cells
from kttt_cli.sheets.editing.workbook import WorkbookEdit


def obstacles(book: WorkbookEdit, growth: Mapping[str, Growth]) -> list[Obstacle]:
    """What could not follow, whatever the number of rows."""
    if not growth:
        return []
    with book.reading():
        moving = _Moving(book, Growths(growth, book.sheets))
        moving.make()
    return moving.obstacles


def grow(book: WorkbookEdit, growth: Mapping[str, Growth]) -> None:
    """Repeat the rows. There must be no obstacles."""
    if not growth:
        return
    with book.reading():
        moving = _Moving(book, Growths(growth, book.sheets))
        moving.make()
        assert not moving.obstacles, moving.obstacles[0].why.en
        for name, part in moving.made.items():
            book.package.replace(name, part)
        chain = book.related(book.main, "calcChain")
        if chain is not None:
            book.package.remove(chain, book.main)


@dataclass(slots=True)
class _Moving:
    book: WorkbookEdit
    growths: Growths
    made: dict[str, bytes] = field(default_factory=dict)
    obstacles: list[Obstacle] = field(default_factory=list)

    def make(self) -> None:
        package, book = self.book.package, self.book
        for sheet in book.sheets:
            growth = self.growths.of.get(sheet)
            part = package.read(book.part_of(sheet))
            around = Around(sheet, growth, self.growths, self.obstacles)
            new = around.moved(self._rows(sheet, part, growth))
            self._keep(book.part_of(sheet), part, new)
            if growth is not None:
                self._related(sheet, growth, around)
        self._names()
        for name in package.names:
            if not name.endswith(".xml"):
                continue
            if "/charts/" in name:
                part = package.read(name)
                self._keep(name, part, Around("", None, self.growths, self.obstacles).ranges(part))
            elif "/drawings/drawing" in name:
                old = package.read(name)
                part = self.made.get(name, old)
                self._keep(name, old, Around("", None, self.growths, self.obstacles).linked_texts(part))
            elif "pivotCacheDefinition" in name:
                part = package.read(name)
                self._keep(name, part, Around("", None, self.growths, self.obstacles).pivot_source(part))

    def _keep(self, name: str, old: bytes, new: bytes) -> None:
        if old != new:
            self.made[name] = new

    def _related(self, sheet: str, growth: Growth, around: Around) -> None:
        package = self.book.package
        for relation in package.relations(self.book.part_of(sheet)):
            if relation.part not in package:
                continue
            part = package.read(relation.part)
            if relation.kind in ("comments", "threadedComment", "table"):
                self._keep(relation.part, part, around.moved(part))
            elif relation.kind == "drawing":
                self._keep(relation.part, part, anchors_moved(part, growth))
            elif relation.kind == "vmlDrawing":
                self._keep(relation.part, part, notes_moved(part, growth))
            elif relation.kind in _STAYS:
                self.obstacles.append(Obstacle(sheet, None, None, relation.kind, _STAYS[relation.kind]))

    def _names(self) -> None:
        name = self.book.main
        part = self.book.package.read(name)
        seen = xml.seen(part)
        prefix, _ = xml.root(seen)
        changes = []
        for span, held in zip(xml.elements(seen, prefix + b"definedName"), defined_names(part), strict=True):
            sheet = (
                self.book.sheets[held.sheet] if held.sheet is not None and held.sheet < len(self.book.sheets) else ""
            )
            try:
                formula = self.growths.moved(held.formula, sheet)
            except CannotMove as error:
                self.obstacles.append(Obstacle(sheet, None, None, held.name, error.why))
                continue
            if formula != held.formula:
                changes.append(xml.Change(span.inner, span.inner_end, xml.text_xml(formula)))
        self._keep(name, part, xml.changed(part, changes))

    # --- rows -------------------------------------------------------------------------------------

    def _rows(self, sheet: str, part: bytes, growth: Growth | None) -> bytes:
        """The sheet with its rows where they stand afterwards, formulas included."""
        formulas = {(cell.row, cell.column): cell for cell in formula_cells(part)}
        cells = SheetCells(part)
        spread = {cell.formula: None for cell in formulas.values() if cell.kind == "shared"}
        alone = growth is not None or any(self._formula(sheet, cell, None, 0) != cell.formula
                                          for cell in formulas.values() if cell.formula in spread)  # fmt: skip
        changes = []
        for row, span in cells.rows():
            count = growth.counts.get(row, 1) if growth is not None else 1
            repeated = row if growth is not None and row in growth.counts else None
            copies = []
            for copy in range(count):
                new = row if growth is None else growth.first(row) + copy
                copies.append(self._row(sheet, part, cells, row, span, new, formulas, repeated, copy, alone))
            made = b"".join(copies)
            if made != part[span.start : span.end]:
                changes.append(xml.Change(span.start, span.end, made))
        return xml.changed(part, changes)

    def _row(
        self, sheet: str, part: bytes, cells: SheetCells, row: int, span: xml.Span, new: int,
        formulas: dict[tuple[int, int], FormulaCell], repeated: int | None, copy: int, alone: bool,
    ) -> bytes:  # fmt: skip
        text = part[span.start : span.end]
        changes = []
        if new != row and xml.attribute(span.attributes, "r"):
            changes.append(_attribute(part, span, "r", str(new + 1)))
        for column, cell in cells.cells_of(span):
            if new != row and xml.attribute(cell.attributes, "r"):
                changes.append(_attribute(part, cell, "r", address(new, column)))
            held = formulas.get((row, column))
            if held is not None:
                changes += self._changed_formula(sheet, part, cells, cell, held, new, repeated, copy, alone)
        if not changes:
            return text
        return xml.changed(text, [xml.Change(a - span.start, b - span.start, by) for a, b, by in changes])

    def _changed_formula(
        self, sheet: str, part: bytes, cells: SheetCells, cell: xml.Span, held: FormulaCell, new: int,
        repeated: int | None, copy: int, alone: bool,
    ) -> Iterator[xml.Change]:  # fmt: skip
        span = cells.formula(cell)
        assert span is not None
        formula = self._formula(sheet, held, repeated, copy)
        growth = self.growths.of.get(sheet)
        if growth is not None and (held.kind == "dataTable" or _crosses(held, growth)):
            self.obstacles.append(Obstacle(sheet, held.row, held.column, "=" + held.formula, _ARRAY))
            return
        given = span.attributes
        if held.kind == "shared" and alone:
            for name in ("t", "si", "ref"):
                given = xml.with_attribute(given, name, None)
        elif held.area is not None and growth is not None:
            first, left, last, right = held.area
            moved = (growth.first(first) + copy, left, growth.first(last) + copy, right)
            given = xml.with_attribute(given, "ref", written(moved))
        same_text = formula == held.formula and not (held.kind == "shared" and alone)
        if given == span.attributes and same_text:
            return
        tag = part[span.start + 1 : span.inner].rstrip(b"/>").split()[0].split(b">")[0]
        body = part[span.inner : span.inner_end] if same_text else xml.text_xml(formula)
        yield xml.Change(span.start, span.end, b"<" + tag + given + b">" + body + b"</" + tag + b">")

    def _formula(self, sheet: str, held: FormulaCell, repeated: int | None, copy: int) -> str:
        try:
            return self.growths.moved(held.formula, sheet, repeated=repeated, copy=copy)
        except CannotMove as error:
            obstacle = Obstacle(sheet, held.row, held.column, "=" + held.formula, error.why)
            if obstacle not in self.obstacles:
                self.obstacles.append(obstacle)
            return held.formula


def _crosses(held: FormulaCell, growth: Growth) -> bool:
    """Results over several rows, one of them repeated."""
    if held.area is None or held.area[0] == held.area[2]:
        return False
    return any(held.area[0] <= row <= held.area[2] for row in growth.counts)


def _attribute(part: bytes, span: xml.Span, name: str, value: str) -> xml.Change:
    """An attribute of an element set anew."""
    given = xml.with_attribute(span.attributes, name, value)
    start = part.index(span.attributes, span.start) if span.attributes else span.start
    return xml.Change(start, start + len(span.attributes), given)


_STAYS = {
    "pivotTable": Text("bảng Pivot trên trang có dòng lặp không dời được", "a pivot table on a sheet with repeated rows cannot be moved"),
    "tableSingleCells": Text("ô nối với XML không dời được", "cells bound to XML cannot be moved"),
}  # fmt: skip
_ARRAY = Text(
    "công thức mảng (hoặc bảng giá trị) trải qua dòng lặp không dời được",
    "an array formula or table of values across a repeated row cannot be moved",
)
