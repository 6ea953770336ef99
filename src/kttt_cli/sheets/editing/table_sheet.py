"""New sheets: one that is a list, with a head that stays in sight, filters, and links to other cells; one of bare texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from kttt_cli.sheets.editing import xml
from kttt_cli.sheets.editing.cells import CellEdit, address

_BARE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
)
_START = (
    _BARE
    + '<sheetViews><sheetView workbookViewId="0"{selected}><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" '
    'state="frozen"/></sheetView></sheetViews>'
)
_HEAD_FILL = "D9E1F2"
MOST_LINKS = 65_530
"""Of one sheet, as Excel allows."""
MOST_ROWS = 1_048_576


class Linked(NamedTuple):
    """A text with a way to a cell of this workbook. (A link to anywhere else cannot be written.)"""

    text: str
    sheet: str
    cell: str

    @property
    def location(self) -> str:
        return f"'{self.sheet.replace(chr(39), chr(39) * 2)}'!{self.cell}"


class Filled(NamedTuple):
    """A text on a coloured ground."""

    text: str
    fill: str


Row = Sequence[str | int | Linked | Filled | None]


def sheet_xml(
    rows: Sequence[Row], widths: Sequence[int], style_of: Callable[[int, CellEdit], int], *, first: bool
) -> bytes:
    """The rows that a sheet holds; texts are texts, whatever they begin with."""
    pieces = [_START.format(selected=' tabSelected="1"' if first else "").encode(), b"<cols>"]
    for number, width in enumerate(widths, start=1):
        pieces.append(f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'.encode())
    pieces.append(b"</cols><sheetData>")
    links: list[str] = []
    shown = rows[:MOST_ROWS]
    for row, cells in enumerate(shown):
        pieces.append(f'<row r="{row + 1}">'.encode())
        for column, cell in enumerate(cells):
            if cell is None:
                continue
            fill = _HEAD_FILL if row == 0 else cell.fill if isinstance(cell, Filled) else None
            pieces.append(_cell(row, column, cell, style_of(0, CellEdit(fill=fill))))
            if isinstance(cell, Linked) and len(links) < MOST_LINKS:
                links.append(
                    f'<hyperlink ref="{address(row, column)}" location="{xml.escaped(cell.location)}" '
                    f'display="{xml.escaped(cell.text)}"/>'
                )
        pieces.append(b"</row>")
    pieces.append(b"</sheetData>")
    if len(shown) > 1:
        pieces.append(f'<autoFilter ref="A1:{address(len(shown) - 1, len(widths) - 1)}"/>'.encode())
    if links:
        pieces.append(f"<hyperlinks>{''.join(links)}</hyperlinks>".encode("ascii", "xmlcharrefreplace"))
    return b"".join([*pieces, b"</worksheet>"])


def bare_sheet_xml(rows: Sequence[Sequence[str]]) -> bytes:
    """Texts without any format."""
    pieces = []
    for row, texts in enumerate(rows):
        cells = (_cell(row, column, text, 0) for column, text in enumerate(texts))
        pieces.append(b'<row r="%d">%b</row>' % (row + 1, b"".join(cells)))
    return _BARE.encode() + b"<sheetData>" + b"".join(pieces) + b"</sheetData></worksheet>"


def _cell(row: int, column: int, cell: str | int | Linked | Filled, style: int) -> bytes:
    start = f'<c r="{address(row, column)}"' + (f' s="{style}"' if style else "")
    if isinstance(cell, int):
        return f"{start}><v>{cell}</v></c>".encode()
    text = xml.text_xml(cell if isinstance(cell, str) else cell.text)
    return start.encode() + b' t="inlineStr"><is><t xml:space="preserve">%b</t></is></c>' % text
