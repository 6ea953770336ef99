"""A workbook of which some cells are changed, marked or commented, and every other part kept byte for byte.

    with WorkbookEdit(file, "so-htx.xlsx") as book:
        book.edit("HTX", 9, 3, CellEdit(value="31/12/2020", fill="FFC7CE"))
        book.comment("HTX", 9, 3, "lỗi NG102: …")
        book.save(out)

Nothing is calculated here: formulas that rest on changed values keep their old results until a spreadsheet opens
the file, which is told to calculate all of them anew.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from types import TracebackType
from typing import IO, BinaryIO, NamedTuple, Self

from kttt_cli.findings import Unreadable
from kttt_cli.sheets.archive import DAMAGED
from kttt_cli.sheets.editing import comments, styles, xml
from kttt_cli.sheets.editing.cells import Address, CellEdit, CellState, SheetCells
from kttt_cli.sheets.editing.package import Package
from kttt_cli.sheets.editing.table_sheet import Row, bare_sheet_xml, sheet_xml
from kttt_cli.sheets.workbook_xml import attributes

AUTHOR = "kttt"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_LONGEST_NAME = 31
_AFTER_LEGACY_DRAWING = ("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
                         "tableParts", "extLst")  # fmt: skip

_AFTER_CALCULATION = ("oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing",
                      "fileRecoveryPr", "webPublishObjects", "extLst")  # fmt: skip


class _Sheet(NamedTuple):
    name: str
    part: str


class WorkbookEdit:
    """Changes are gathered, and made when saving: the same file and changes give the same bytes.

    Raises Unreadable for what is no XLSX or XLSM file, is damaged, or cannot be changed with safety.
    """

    def __init__(self, file: BinaryIO, shown: str) -> None:
        self._shown = shown
        with self._faults():
            self.package = Package(file, shown)
            main = [relation.part for relation in self.package.relations("") if relation.kind == "officeDocument"]
            self._main = main[0] if main else "xl/workbook.xml"
            self._sheets = {sheet.name: sheet for sheet in self._listed()}
        self._edits: dict[str, dict[Address, CellEdit]] = {}
        self._comments: dict[str, dict[Address, str]] = {}
        self._styles: styles.Styles | None = None
        self._formats: dict[tuple[int, str | None, str | None], int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.package.__exit__()

    @property
    def sheets(self) -> tuple[str, ...]:
        """The worksheets, in their order."""
        return tuple(self._sheets)

    @property
    def taken(self) -> frozenset[str]:
        """The names of all sheets in small letters, sheets of charts too."""
        return frozenset(given.get("name", "").casefold() for given in self._entries())

    @property
    def main(self) -> str:
        """The part that lists the sheets and holds the names."""
        return self._main

    def part_of(self, sheet: str) -> str:
        return self._sheets[sheet].part

    def related(self, part: str, kind: str) -> str | None:
        """The part of that kind to which another leads."""
        found = (each.part for each in self.package.relations(part) if each.kind == kind)
        return next((name for name in found if name in self.package), None)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Where parts are read and changed from outside: what is damaged is told as `Unreadable`."""
        with self._faults():
            yield

    def states(self, sheet: str, cells: Collection[Address]) -> dict[Address, CellState]:
        """How these cells are held now; those that are not there are left out."""
        with self._faults():
            found = SheetCells(self.package.read(self._sheets[sheet].part)).states(set(cells))
            shared = {int(state.text) for state in found.values() if state.kind == "s" and state.text.isdigit()}
            rich = self._rich_texts(shared) if shared else frozenset()
        return {
            cell: replace(state, rich=True) if state.kind == "s" and state.text in rich else state
            for cell, state in found.items()
        }

    def formulas(self) -> Iterator[str]:
        """The formulas of all sheets, as they stand in the file: without their `=`, one that is shared once."""
        with self._faults():
            for sheet in self._sheets.values():
                part = self.package.read(sheet.part)
                seen = xml.seen(part)
                prefix, _ = xml.root(seen)
                for span in xml.elements(seen, prefix + b"f"):
                    yield xml.plain_text(part[span.inner : span.inner_end])

    def threads(self, sheet: str) -> frozenset[str]:
        """Addresses (`D10`) of the cells that have a discussion of Excel 365, beside which no comment is shown."""
        found = set()
        for relation in self.package.relations(self._sheets[sheet].part):
            if relation.kind == "threadedComment" and relation.part in self.package:
                part = xml.seen(self.package.read(relation.part))
                prefix, _ = xml.root(part)
                spans = xml.elements(part, prefix + b"threadedComment")
                found |= {xml.attribute(span.attributes, "ref") or "" for span in spans}
        return frozenset(found)

    def edit(self, sheet: str, row: int, column: int, edit: CellEdit) -> None:
        """Row and column from 0. Edits of one cell are laid over each other. A value takes the place of a formula
        too, which breaks the others where it is shared: see `states`."""
        assert sheet in self._sheets, sheet
        of_sheet = self._edits.setdefault(sheet, {})
        of_sheet[row, column] = edit.over(of_sheet.get((row, column), CellEdit()))

    def comment(self, sheet: str, row: int, column: int, text: str) -> None:
        """A comment, behind what a comment there says already."""
        assert sheet in self._sheets, sheet
        self._comments.setdefault(sheet, {})[row, column] = text

    def add_sheet(self, name: str, rows: Sequence[Row], widths: Sequence[int]) -> str:
        """A sheet behind all others; the first row is its head. Returns its name, which is made free if it is not."""
        taken = self.taken
        free, number = name[:_LONGEST_NAME], 2
        while free.casefold() in taken:
            free = f"{name[: _LONGEST_NAME - 3]} {number}"
            number += 1
        with self._faults():
            self._add(free, sheet_xml(rows, widths, self._style_of, first=not self._sheets))
        return free

    def hide_texts(self, name: str, rows: Sequence[Sequence[str]]) -> None:
        """A hidden sheet of bare texts behind all others; it takes the place of a sheet of that name."""
        part = bare_sheet_xml(rows)
        with self._faults():
            if name in self._sheets:
                self.package.replace(self.part_of(name), part)
            else:
                self._add(name, part, hidden=True)

    def _add(self, name: str, part: bytes, *, hidden: bool = False) -> None:
        folder = posixpath.dirname(self._main)
        target = self.package.add(posixpath.join(folder, "worksheets", "sheet{}.xml"), _SHEET_TYPE, part)
        relation = self.package.relate(self._main, "worksheet", target)
        number = max((int(given.get("sheetId", "0")) for given in self._entries()), default=0) + 1
        self._list(name, number, relation, hidden=hidden)
        self._sheets[name] = _Sheet(name, target)

    def save(self, file: IO[bytes]) -> None:
        with self._faults():
            for sheet in self._sheets.values():
                if sheet.name in self._edits:
                    part = SheetCells(self.package.read(sheet.part))
                    made = part.with_edits(self._edits[sheet.name], self._style_of, since_1904=self._since_1904)
                    self.package.replace(sheet.part, made)
                if sheet.name in self._comments:
                    self._write_comments(sheet, self._comments[sheet.name])
            if any(edit.value is not None for edits in self._edits.values() for edit in edits.values()):
                self._calculate_on_load()
            self._edits, self._comments = {}, {}
            if self._styles is not None:
                self.package.replace(self._styles_part(), self._styles.part())
            self.package.save(file)

    # --- parts ----------------------------------------------------------------------------------

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except (ValueError, KeyError, IndexError) as error:
            raise Unreadable(DAMAGED.filled(file=self._shown, reason=str(error)[:200])) from error

    def _entries(self) -> list[dict[str, str]]:
        """The list of all sheets, sheets of charts too."""
        part = xml.seen(self.package.read(self._main))
        prefix, _ = xml.root(part)
        return [attributes(span.attributes) for span in xml.elements(part, prefix + b"sheet")]

    def _listed(self) -> Iterator[_Sheet]:
        targets = {relation.id: relation for relation in self.package.relations(self._main)}
        for given in self._entries():
            key = next((value for name, value in given.items() if name == "id" or name.endswith(":id")), "")
            relation = targets.get(key)
            if relation is not None and relation.kind == "worksheet" and relation.part in self.package:
                yield _Sheet(given.get("name", ""), relation.part)

    @property
    def _since_1904(self) -> bool:
        part = xml.seen(self.package.read(self._main))
        prefix, _ = xml.root(part)
        span = xml.first(part, prefix + b"workbookPr")
        return span is not None and xml.attribute(span.attributes, "date1904") in ("1", "true")

    def _list(self, name: str, number: int, relation: str, *, hidden: bool) -> None:
        part = self.package.read(self._main)
        seen = xml.seen(part)
        prefix, _ = xml.root(seen)
        tag = prefix + b"sheets"
        span = xml.first(seen, tag)
        if span is None:
            raise ValueError("no sheets")
        namespace = self.package.relations_namespace
        state = ' state="hidden"' if hidden else ""
        entry = f'sheet name="{xml.escaped(name)}" sheetId="{number}"{state} xmlns:r="{namespace}" r:id="{relation}"/>'
        more = b"<" + prefix + entry.encode("ascii", "xmlcharrefreplace")
        self.package.replace(self._main, xml.changed(part, [xml.appended(part, span, tag, more)]))

    def _calculate_on_load(self) -> None:
        part = self.package.read(self._main)
        seen = xml.seen(part)
        prefix, whole = xml.root(seen)
        span = xml.first(seen, prefix + b"calcPr", whole.inner)
        if span is None:
            place = xml.child_place(seen, prefix, whole, _AFTER_CALCULATION)
            change = xml.Change(place, place, b"<" + prefix + b'calcPr fullCalcOnLoad="1"/>')
        else:
            start = span.start + len(b"<" + prefix + b"calcPr")
            given = xml.with_attribute(span.attributes, "fullCalcOnLoad", "1")
            change = xml.Change(start, start + len(span.attributes), given)
        self.package.replace(self._main, xml.changed(part, [change]))

    def _styles_part(self) -> str:
        name = self.related(self._main, "styles")
        if name is None:
            folder = posixpath.dirname(self._main)
            name = self.package.add(posixpath.join(folder, "styles{}.xml"), _STYLES_TYPE, styles.EMPTY)
            self.package.relate(self._main, "styles", name)
        return name

    def _style_of(self, base: int, edit: CellEdit) -> int:
        if edit.fill is None and edit.number_format is None:
            return base
        asked = (base, edit.fill, edit.number_format)
        if asked not in self._formats:
            self._formats[asked] = self._derived(base, edit)
        return self._formats[asked]

    def _derived(self, base: int, edit: CellEdit) -> int:
        if self._styles is None:
            self._styles = styles.Styles(self.package.read(self._styles_part()))
        number_format = edit.number_format
        if number_format is not None and "y" in number_format and self._styles.is_date(base):
            number_format = None  # the cell shows days already, in the way its owner likes
        if number_format == styles.GENERAL and not (self._styles.is_date(base) or self._styles.is_text(base)):
            number_format = None  # it shows numbers already
        if edit.fill is None and number_format is None:
            return base
        return self._styles.derive(base, fill=edit.fill, number_format=number_format)

    def _rich_texts(self, wanted: set[int]) -> frozenset[str]:
        """Of the shared texts with these numbers, those of several runs."""
        name = self.related(self._main, "sharedStrings")
        if name is None:
            return frozenset()
        part = xml.seen(self.package.read(name))
        prefix, _ = xml.root(part)
        return frozenset(
            str(number)
            for number, span in enumerate(xml.elements(part, prefix + b"si"))
            if number in wanted and xml.first(part, prefix + b"r", span.inner, span.inner_end) is not None
        )

    def _write_comments(self, sheet: _Sheet, texts: dict[Address, str]) -> None:
        folder = posixpath.dirname(self._main)
        name = self.related(sheet.part, "comments")
        if name is None:
            pattern = posixpath.join(folder, "comments{}.xml")
            name = self.package.add(pattern, comments.COMMENTS_TYPE, comments.EMPTY_COMMENTS)
            self.package.relate(sheet.part, "comments", name)
        self.package.replace(name, comments.with_comments(self.package.read(name), texts, AUTHOR))
        drawing = self._legacy_drawing(sheet)
        self.package.replace(drawing, comments.with_notes(self.package.read(drawing), texts))

    def _legacy_drawing(self, sheet: _Sheet) -> str:
        """The drawing with the boxes of the comments: the one that the sheet names, for it may have others."""
        part = self.package.read(sheet.part)
        seen = xml.seen(part)
        prefix, whole = xml.root(seen)
        named = xml.first(seen, prefix + b"legacyDrawing", whole.inner)
        if named is not None:
            given = attributes(named.attributes)
            key = next((value for name, value in given.items() if name.endswith(":id")), "")
            found = [each.part for each in self.package.relations(sheet.part) if each.id == key]
            if found and found[0] in self.package:
                return found[0]
        pattern = posixpath.join(posixpath.dirname(self._main), "drawings", "vmlDrawing{}.vml")
        name = self.package.add(pattern, comments.DRAWING_TYPE, comments.EMPTY_DRAWING)
        relation = self.package.relate(sheet.part, "vmlDrawing", name)
        namespace = self.package.relations_namespace
        entry = f'legacyDrawing xmlns:r="{namespace}" r:id="{relation}"/>'
        data = xml.first(seen, prefix + b"sheetData", whole.inner)
        place = xml.child_place(seen, prefix, whole, _AFTER_LEGACY_DRAWING, data.end if data else None)
        spot = (place, place) if named is None else (named.start, named.end)
        self.package.replace(sheet.part, xml.changed(part, [xml.Change(*spot, b"<" + prefix + entry.encode())]))
        return name
