"""What a workbook says, cell by cell and beside its cells: texts, names, and texts of parts that are no cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kttt_cli.sheets.editing import xml
from kttt_cli.sheets.editing.cells import SheetCells
from kttt_cli.sheets.editing.package import Package
from kttt_cli.sheets.workbook_xml import attributes


class TextCell(NamedTuple):
    row: int
    column: int
    text: str
    runs: bytes
    """Where it has formats of its own within the cell: its runs, `<@r>` for `<r>` in whatever prefix."""
    formula: bool


class DefinedName(NamedTuple):
    name: str
    formula: str
    sheet: int | None
    """Number of the sheet (from 0, of all) that it belongs to."""
    hidden: bool


class SharedText(NamedTuple):
    text: str
    runs: bytes


def shared_texts(part: bytes) -> list[SharedText]:
    """The table of texts that cells name by number."""
    seen = xml.seen(part)
    prefix, _ = xml.root(seen)
    return [
        SharedText(_text(part, seen, prefix, span), _runs(part, seen, prefix, span))
        for span in xml.elements(seen, prefix + b"si")
    ]


def _runs(part: bytes, seen: bytes, prefix: bytes, span: xml.Span) -> bytes:
    if xml.first(seen, prefix + b"r", span.inner, span.inner_end) is None:
        return b""
    bare = re.sub(b"<(/?)" + re.escape(prefix), rb"<\1@", part[span.inner : span.inner_end])
    return bare.decode("utf-8", "replace").encode("ascii", "xmlcharrefreplace")


def run_texts(runs: bytes) -> list[str]:
    """The text of each run."""
    return [xml.plain_text(found[2]) for found in _RUN_TEXT.finditer(runs)]


def with_texts(runs: bytes, texts: Iterable[str]) -> bytes:
    """The runs with other texts, in their order."""
    new = iter(texts)
    return _RUN_TEXT.sub(lambda found: b'<@t xml:space="preserve">' + xml.text_xml(next(new)), runs)


_RUN_TEXT = re.compile(rb"(<@t(?:\s[^>]*)?>)(.*?)(?=</@t>)", re.DOTALL)


def _text(part: bytes, seen: bytes, prefix: bytes, span: xml.Span) -> str:
    runs = xml.elements(seen, prefix + b"t", span.inner, span.inner_end)
    return "".join(xml.plain_text(part[run.inner : run.inner_end]) for run in runs)


def text_cells(part: bytes, shared: list[SharedText]) -> Iterator[TextCell]:
    """The cells of a sheet that show a text; of a formula the formula itself."""
    seen = xml.seen(part)
    prefix, _ = xml.root(seen)
    for row, column, cell in SheetCells(part).each():
        inner = (cell.inner, cell.inner_end)
        formula = xml.first(seen, prefix + b"f", *inner)
        if formula is not None:
            yield TextCell(row, column, xml.plain_text(part[formula.inner : formula.inner_end]), b"", True)
            continue
        kind = xml.attribute(cell.attributes, "t")
        if kind == "s":
            value = xml.first(seen, prefix + b"v", *inner)
            text, runs = shared[int(xml.plain_text(part[value.inner : value.inner_end]))] if value else ("", b"")
            yield TextCell(row, column, text, runs, False)
        elif kind == "str":
            value = xml.first(seen, prefix + b"v", *inner)
            if value is not None:
                yield TextCell(row, column, xml.plain_text(part[value.inner : value.inner_end]), b"", False)
        elif kind == "inlineStr":
            held = xml.first(seen, prefix + b"is", *inner) or cell
            yield TextCell(row, column, _text(part, seen, prefix, held), _runs(part, seen, prefix, held), False)


def defined_names(part: bytes) -> list[DefinedName]:
    """The names of a workbook's main part."""
    seen = xml.seen(part)
    prefix, _ = xml.root(seen)
    found = []
    for span in xml.elements(seen, prefix + b"definedName"):
        given = attributes(span.attributes)
        own = given.get("localSheetId")
        found.append(
            DefinedName(
                given.get("name", ""),
                xml.plain_text(part[span.inner : span.inner_end]),
                int(own) if own is not None else None,
                given.get("hidden") in ("1", "true"),
            )
        )
    return found


def around_cells(part: bytes) -> bytes:
    """A sheet without its rows: print set-up, rules, headers and footers."""
    seen = xml.seen(part)
    prefix, whole = xml.root(seen)
    data = xml.first(seen, prefix + b"sheetData", whole.inner)
    return part if data is None else part[: data.start] + part[data.end :]


def parts_of(package: Package, part: str, seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """The parts that a sheet leads to: drawings, charts, comments, tables, and what they lead to."""
    for relation in package.relations(part):
        if relation.part and relation.part in package and relation.part not in seen:
            yield relation.part
            yield from parts_of(package, relation.part, seen | {part, relation.part})
