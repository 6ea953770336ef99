"""Cells within the XML of one sheet: what stands in them, and the same sheet with some of them changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from kttt_cli.findings import column_letters
from kttt_cli.patterns import pattern
from kttt_cli.sheets.editing import xml
from kttt_cli.sheets.workbook_xml import column_number

Value = str | int | Decimal | date
Address = tuple[int, int]
"""(row, column), both from 0."""

_ADDRESS = pattern(r"([A-Za-z]{1,3})([0-9]{1,7})")
_1900, _1904 = date(1899, 12, 30), date(1904, 1, 1)


@dataclass(frozen=True, slots=True)
class CellEdit:
    """What one cell becomes; None leaves that side of it as it is."""

    value: Value | None = None
    """An empty text leaves the cell empty."""
    fill: str | None = None
    number_format: str | None = None
    runs: bytes | None = None
    """Of a text with several formats: its runs, as `contents.TextCell` holds them."""

    def over(self, other: CellEdit) -> CellEdit:
        given = {
            name: value
            for name in ("value", "fill", "number_format", "runs")
            if (value := getattr(self, name)) is not None
        }
        return replace(other, **given)


@dataclass(frozen=True, slots=True)
class CellState:
    """How a cell is held."""

    kind: str
    """`n` number, `s` shared text, `inlineStr`, `str` text of a formula, `b`, `e`, `d`."""
    formula: bool
    style: int
    text: str
    """As in the part: of a shared text its number in the table."""
    rich: bool = False
    """Text with formats of its own within the cell."""


class SheetCells:
    """The rows and cells of a sheet, found by their addresses, or by their positions where they have none."""

    def __init__(self, part: bytes) -> None:
        self._part = part
        self._seen = xml.seen(part)
        self._prefix, self._root = xml.root(self._seen)
        self._tag = self._prefix + b"sheetData"
        data = xml.first(self._seen, self._tag, self._root.inner)
        if data is None:
            raise ValueError("no sheetData")
        self._data = data

    def states(self, wanted: set[Address]) -> dict[Address, CellState]:
        """Of the cells that are there."""
        rows = {row for row, _ in wanted}
        found = {}
        for row, span in self.rows():
            if row not in rows:
                continue
            for column, cell in self.cells_of(span):
                if (row, column) in wanted:
                    found[row, column] = self._state(cell)
        return found

    def with_edits(
        self, edits: Mapping[Address, CellEdit], style_of: Callable[[int, CellEdit], int], *, since_1904: bool = False
    ) -> bytes:
        """`style_of` gives the index of the format that an edit makes of the format that a cell has."""
        by_row: dict[int, dict[int, CellEdit]] = {}
        for (row, column), edit in edits.items():
            by_row.setdefault(row, {})[column] = edit
        writer = _Writer(self._prefix, style_of, _1904 if since_1904 else _1900)
        columns = self._column_styles()
        changes: list[xml.Change] = []
        waiting = sorted(by_row)
        for row, span in self.rows():
            while waiting and waiting[0] < row:
                made = writer.row(waiting[0], by_row[waiting[0]], columns)
                changes.append(xml.Change(span.start, span.start, made))
                waiting.pop(0)
            if waiting and waiting[0] == row:
                waiting.pop(0)
                changes += self._in_row(row, span, by_row[row], writer, columns)
        rest = b"".join(writer.row(row, by_row[row], columns) for row in waiting)
        if rest:
            changes.append(xml.appended(self._part, self._data, self._tag, rest))
        return xml.changed(self._part, changes + self._dimension(edits))

    # --- finding --------------------------------------------------------------------------------

    def each(self) -> Iterator[tuple[int, int, xml.Span]]:
        """Row, column and element of every cell, in their order."""
        for row, span in self.rows():
            for column, cell in self.cells_of(span):
                yield row, column, cell

    def formula(self, cell: xml.Span) -> xml.Span | None:
        return xml.first(self._seen, self._prefix + b"f", cell.inner, cell.inner_end)

    def rows(self) -> Iterator[tuple[int, xml.Span]]:
        """Every row that is there, by its number from 0."""
        number = -1
        for span in xml.elements(self._seen, self._prefix + b"row", self._data.inner, self._data.inner_end):
            said = xml.attribute(span.attributes, "r")
            before, number = number, int(said) - 1 if said else number + 1
            if number <= before:
                raise ValueError("rows out of order")
            yield number, span

    def cells_of(self, row: xml.Span) -> Iterator[tuple[int, xml.Span]]:
        """The cells of a row, by their column from 0."""
        column = -1
        for span in xml.elements(self._seen, self._prefix + b"c", row.inner, row.inner_end):
            said = _ADDRESS.fullmatch(xml.attribute(span.attributes, "r") or "")
            before, column = column, column_number(said[1].encode()) - 1 if said else column + 1
            if column <= before:
                raise ValueError("cells out of order")
            yield column, span

    def _state(self, cell: xml.Span) -> CellState:
        inner = (cell.inner, cell.inner_end)
        kind = xml.attribute(cell.attributes, "t") or "n"
        value = xml.first(self._seen, self._prefix + (b"is" if kind == "inlineStr" else b"v"), *inner)
        text = "" if value is None else xml.plain_text(self._part[value.inner : value.inner_end])
        return CellState(
            kind=kind,
            formula=xml.first(self._seen, self._prefix + b"f", *inner) is not None,
            style=int(xml.attribute(cell.attributes, "s") or 0),
            text=text,
            rich=kind == "inlineStr" and xml.first(self._seen, self._prefix + b"r", *inner) is not None,
        )

    def _column_styles(self) -> list[tuple[int, int, int]]:
        """(first, last, format) of the columns that have one."""
        found = []
        for span in xml.elements(self._seen, self._prefix + b"col", self._root.inner, self._data.start):
            low, high, style = (int(xml.attribute(span.attributes, name) or 0) for name in ("min", "max", "style"))
            if style:
                found.append((low - 1, high - 1, style))
        return found

    # --- changing -------------------------------------------------------------------------------

    def _in_row(
        self, row: int, span: xml.Span, edits: dict[int, CellEdit], writer: _Writer, columns: list[tuple[int, int, int]]
    ) -> Iterator[xml.Change]:
        own = int(xml.attribute(span.attributes, "s") or 0)
        waiting = sorted(edits)
        last = span.inner
        for column, cell in self.cells_of(span):
            while waiting and waiting[0] < column:
                new = waiting.pop(0)
                made = writer.cell(row, new, edits[new], own or _style_of(columns, new))
                yield xml.Change(cell.start, cell.start, made)
            if waiting and waiting[0] == column:
                waiting.pop(0)
                yield self._changed_cell(row, column, cell, edits[column], writer)
            last = cell.end
        rest = b"".join(writer.cell(row, new, edits[new], own or _style_of(columns, new)) for new in waiting)
        if rest and span.is_open:
            yield xml.Change(last, last, rest)
        elif rest:
            yield xml.appended(self._part, span, self._prefix + b"row", rest)

    def _changed_cell(self, row: int, column: int, cell: xml.Span, edit: CellEdit, writer: _Writer) -> xml.Change:
        style = int(xml.attribute(cell.attributes, "s") or 0)
        if edit.value is not None:
            return xml.Change(cell.start, cell.end, writer.cell(row, column, edit, style))
        given = xml.with_attribute(cell.attributes, "s", str(writer.style_of(style, edit)))
        start = cell.start + len(b"<" + self._prefix + b"c")
        return xml.Change(start, start + len(cell.attributes), given)

    def _dimension(self, edits: Mapping[Address, CellEdit]) -> list[xml.Change]:
        """The used area that the sheet claims, when a cell was added outside it."""
        span = xml.first(self._seen, self._prefix + b"dimension", self._root.inner, self._data.start)
        corners = _ADDRESS.findall(xml.attribute(span.attributes, "ref") or "") if span else []
        if span is None or not corners or not edits:
            return []
        rows = [int(number) - 1 for _, number in corners]
        columns = [column_number(letters.encode()) - 1 for letters, _ in corners]
        old = (min(rows), min(columns), max(rows), max(columns))
        every_row, every_column = [row for row, _ in edits], [column for _, column in edits]
        new = (
            min(old[0], *every_row), min(old[1], *every_column), max(old[2], *every_row), max(old[3], *every_column),
        )  # fmt: skip
        if new == old:
            return []
        given = xml.with_attribute(span.attributes, "ref", f"{address(*new[:2])}:{address(*new[2:])}")
        start = span.start + len(b"<" + self._prefix + b"dimension")
        return [xml.Change(start, start + len(span.attributes), given)]


class _Writer:
    """New rows and cells, in the prefix of the sheet."""

    def __init__(self, prefix: bytes, style_of: Callable[[int, CellEdit], int], day_zero: date) -> None:
        self._prefix = prefix
        self.style_of = style_of
        self._day_zero = day_zero

    def row(self, row: int, edits: dict[int, CellEdit], columns: list[tuple[int, int, int]]) -> bytes:
        cells = b"".join(self.cell(row, column, edits[column], _style_of(columns, column)) for column in sorted(edits))
        return self._made(f'<@row r="{row + 1}">'.encode()) + cells + self._made(b"</@row>")

    def cell(self, row: int, column: int, edit: CellEdit, style: int) -> bytes:
        index = self.style_of(style, edit)
        shown = f' s="{index}"' if index else ""
        start = f'<@c r="{address(row, column)}"{shown}'.encode()
        value = edit.value
        if value is None or value == "":
            return self._made(start + b"/>")
        if isinstance(value, str) and edit.runs:
            return self._made(start + b' t="inlineStr"><@is>' + edit.runs + b"</@is></@c>")
        if isinstance(value, str):
            text = b'<@is><@t xml:space="preserve">%b</@t></@is></@c>'
            return self._made(start + b' t="inlineStr">') + self._made(text, xml.text_xml(value))
        number = (value - self._day_zero).days if isinstance(value, date) else value
        return self._made(start + b"><@v>%b</@v></@c>", str(number).encode())

    def _made(self, pattern: bytes, *values: bytes) -> bytes:
        made = pattern.replace(b"<@", b"<" + self._prefix).replace(b"</@", b"</" + self._prefix)
        return made % values if values else made


def address(row: int, column: int) -> str:
    return f"{column_letters(column)}{row + 1}"


def _style_of(columns: list[tuple[int, int, int]], column: int) -> int:
    return next((style for low, high, style in columns if low <= column <= high), 0)
