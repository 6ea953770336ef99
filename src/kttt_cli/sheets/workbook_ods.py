"""The content.xml of an ODS workbook: how large each sheet is, and what scan.py asks.

Walked tag by tag without an XML parser, so that no entity is ever resolved. A repeated row or cell is
one tag with a count; a count on an empty one (LibreOffice fills every sheet up to its end) is no size.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from kttt_cli.patterns import pattern
from kttt_cli.sheets.scan import UNKNOWN_ERROR, UNKNOWN_FORMULA, Scan
from kttt_cli.sheets.workbook_formats import Mark, shown, unit_behind
from kttt_cli.sheets.workbook_xml import attributes

_TAGS = re.compile(
    rb"<(/?)table:(?:(table-row|table-column|table(?=[\s>]))([^>]*)|(?:covered-)?table-cell\b([^>]*?)(/?))>"
)
_TEXT = re.compile(rb"<text:p(?:\s[^>]*)?(?:/>|>(.*?)</text:p>)", re.DOTALL)
_MARKUP = re.compile(rb"<[^>]*>")
_REPEATED = re.compile(rb"""-repeated=["']([0-9]{1,7})["']""")
_MOST_BROKEN = 1_000_000


class OdsSheet:
    def __init__(self, name: str) -> None:
        self.name = name
        self.scan = Scan()
        self.height = self.width = 0


class OdsContent:
    """All sheets in their order, fed piece by piece."""

    def __init__(self) -> None:
        self.sheets: list[OdsSheet] = []
        self._rest = b""
        self._row = self._rows = self._column = 0

    def feed(self, piece: bytes, *, last: bool = False) -> None:
        text = self._rest + piece
        cut = len(text) if last else text.rfind(b"<table:table-row")
        if cut <= 0:
            self._rest = text
            return
        self._rest = text[cut:]
        for found in _TAGS.finditer(text, 0, cut):
            self._take(found, text)

    def _take(self, found: re.Match[bytes], text: bytes) -> None:
        close, kind, tag, cell, empty = found.groups()
        if kind == b"table":
            if not close:
                self.sheets.append(OdsSheet(attributes(tag).get("table:name", "")))
                self._row = self._rows = self._column = 0
        elif close or not self.sheets:
            return
        elif kind == b"table-column":
            if b"visibility=" in tag and self._row == 0:
                hidden = range(self._column, min(self._column + _times(tag), 16_384))
                self.sheets[-1].scan.hidden_columns.update(hidden if _is_hidden(tag) else ())
            self._column += _times(tag)
        elif kind == b"table-row":
            self._row += self._rows
            self._rows, self._column = _times(tag), 0
            if _is_hidden(tag):
                self.sheets[-1].scan.hidden_rows.update(range(self._row, min(self._row + self._rows, 1_048_576)))
        else:
            times = _times(cell)
            if not empty or b"value" in cell or b"formula" in cell:
                self._filled(cell, times, self._shown(cell, bool(empty), text, found.end()))
            if not empty and b"value-type" not in cell and b"formula" not in cell:
                self._keep_text(times, text, found.end())
            elif not empty and (number := _NUMBER.search(cell)):
                self._keep_number(number, times, text, found.end())
            self._column += times

    def _filled(self, cell: bytes, times: int, broken: str | None) -> None:
        sheet = self.sheets[-1]
        sheet.height = max(sheet.height, self._row + self._rows)
        sheet.width = max(sheet.width, self._column + times)
        if broken is not None and len(sheet.scan.broken) + self._rows * times <= _MOST_BROKEN:
            rows, columns = range(self._row, self._row + self._rows), range(self._column, self._column + times)
            sheet.scan.broken.update({(row, column): broken for row in rows for column in columns})

    def _keep_text(self, times: int, text: bytes, at: int) -> None:
        """A text that does not call itself one: programs other than LibreOffice write such, and the reader passes over."""
        end = text.find(b"</table:table-cell>", at)
        written = _plain(line[1] or b"" for line in _TEXT.finditer(text, at, max(end, at)))
        if written:
            self._show(written, times)

    def _keep_number(self, number: re.Match[bytes], times: int, text: bytes, at: int) -> None:
        """A number that a person sees as another one, by the text beside it."""
        seen = _SEEN.match(text, at)
        if seen is None or seen[1] == number[1]:
            return
        mark = _mark(float(number[1]), html.unescape(seen[1].decode("utf-8", "replace")))
        if mark and (cell := shown(float(number[1]), mark)) is not None:
            self._show(cell, times)

    def _show(self, cell: str | float, times: int) -> None:
        shown = self.sheets[-1].scan.shown
        if len(shown) + self._rows * times <= _MOST_BROKEN:
            rows, columns = range(self._row, self._row + self._rows), range(self._column, self._column + times)
            shown.update({(row, column): cell for row in rows for column in columns})

    def _shown(self, cell: bytes, empty: bool, text: bytes, at: int) -> str | None:
        """What stands in the cell in place of a value; None where a value does."""
        error = b'value-type="error"' in cell
        uncounted = b"formula=" in cell and b"office:value-type" not in cell
        if not error and not uncounted:
            return None
        end = at if empty else text.find(b"</table:table-cell>", at)
        lines = list(_TEXT.finditer(text, at, max(end, at)))
        if error:
            return _plain(line[1] or b"" for line in lines) or UNKNOWN_ERROR
        if lines:
            return None  # an empty text is a result
        return "=" + attributes(cell).get("table:formula", "").removeprefix("of:=") or UNKNOWN_FORMULA


_NUMBER = re.compile(rb"""office:value=["']([-+0-9.eE]+)["']""")
_SEEN = re.compile(rb"<text:p>([^<]*)</text:p>")
_FIGURES = pattern(r"([-−(]?[0-9][0-9.,\s]*(?<!\s)\)?)\s*(.*)")
_OTHERWISE = pattern(r"[^\w₫$€)]|[eE]\W*[0-9]")
"""Behind the first figures of `1,5E+03`, `1 1/2`, `12:30` and `0101234567-001`."""
_LEADING_ZEROS = pattern(r"0[0-9]{5,}")


def _mark(value: float, seen: str) -> Mark | None:
    found = _FIGURES.fullmatch(seen.strip())
    if found is None:
        return None
    figures, words = found.groups()
    if words[:1] == "%":
        return Mark("%")
    if _OTHERWISE.match(words):
        return None
    if _LEADING_ZEROS.fullmatch(seen.strip()):
        return Mark(digits=len(seen.strip()))
    mark = Mark(unit_behind(words), _thousands(abs(value), figures))
    return None if mark == Mark() else mark


def _thousands(value: float, figures: str) -> int:
    """How often `value` is divided by a thousand where it is seen so, be its marks Vietnamese or English."""
    if value < _LEAST_DIVIDED or re.sub("[^0-9]", "", figures) == f"{value:g}".replace(".", ""):
        return 0
    bare = re.sub(r"[^0-9.,]", "", figures)
    for times in range(3):
        for group, decimal in (".,", ",."):
            whole, _, part = bare.replace(group, "").partition(decimal)
            if not whole.isdecimal() or (part and not part.isdecimal()):
                continue
            if abs(float(f"{whole}.{part}") - value / 1000**times) <= _ROUNDED * 10 ** -len(part):
                return times
    return 0


_LEAST_DIVIDED, _ROUNDED = 500, 0.5000001


def _plain(lines: Iterable[bytes]) -> str:
    return html.unescape(b" ".join(_MARKUP.sub(b"", line) for line in lines).decode("utf-8", "replace")).strip()


def _times(tag: bytes) -> int:
    found = _REPEATED.search(tag) if b"repeated" in tag else None
    return int(found[1]) if found else 1


def _is_hidden(tag: bytes) -> bool:
    return b'visibility="collapse"' in tag or b'visibility="filter"' in tag


def ods_sheets(pieces: Iterator[bytes]) -> list[OdsSheet]:
    content = OdsContent()
    for piece in pieces:
        content.feed(piece)
    content.feed(b"", last=True)
    return content.sheets
