"""The XML inside XLSX and XLSM, searched in pieces: how large each sheet is, and what scan.py asks.

Nothing is parsed as XML, so that no entity is ever resolved and no link followed. A piece is searched
for a few short signs first (`_Places`); the cells of a piece are looked at only where a sign was found,
which keeps the cost near that of unzipping.
"""

from __future__ import annotations

import html
import posixpath
import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from copy import copy
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kttt_cli.sheets.scan import UNKNOWN_ERROR, UNKNOWN_FORMULA, Scan
from kttt_cli.sheets.workbook_formats import Mark, shown
from kttt_cli.sheets.workbook_runs import Told

_PIECE = 1 << 20
_LONG_ROW = 3_000
_MAX_ROW = 64 << 20  # of XML; a row of 16.384 cells takes about one million bytes
_ADDRESS = re.compile(rb"""\sr=["']([A-Za-z]{0,3})([0-9]{0,7})["']""")
_ATTRIBUTE = re.compile(rb"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ROW_OR_CELL = re.compile(rb"<(?:[\w.-]+:)?(row|c)\b[^>]*>")
_HIDDEN = re.compile(rb"""hidden=["'](?:1|true)["']""")
_F = re.compile(rb"f[>\s]")
_ERROR = re.compile(rb"""t=["']e["']""")
_ROOT = re.compile(rb"<([A-Za-z_][\w.-]*:)?worksheet\b")
_SHEET = re.compile(rb"<(?:[\w.-]+:)?sheet\s([^>]*)>")
_RELATIONSHIP = re.compile(rb"<(?:[\w.-]+:)?Relationship\s([^>]*)>")
_MAX_ROWS, _MAX_COLUMNS = 1_048_576, 16_384


class _Signs(NamedTuple):
    """What is searched for, in the namespace prefix of the sheet (`<row` or `<x:row`)."""

    row: re.Pattern[bytes]
    cell: re.Pattern[bytes]
    start_of_row: bytes
    any_cell: bytes
    addressed_cell: bytes
    formula: bytes
    column: re.Pattern[bytes]
    without_value: re.Pattern[bytes]
    formula_cell: re.Pattern[bytes]
    error_cell: re.Pattern[bytes]
    shared_text: re.Pattern[bytes]
    prefix: bytes

    def cell_in(self, styles: bytes) -> re.Pattern[bytes]:
        """The tag of a cell in one of these styles that holds something."""
        cell = rb"""<@c\b(?=[^>]*\ss=["'](?:%b)["'])[^>]*(?<!/)>(?!\s*</@c>)"""
        return re.compile(cell.replace(b"@", re.escape(self.prefix)) % styles)

    def styled_number(self, styles: bytes) -> re.Pattern[bytes]:
        """A cell that holds a number in one of these styles: its tag, the style, the number."""
        cell = rb"""<@c\b(?=[^>]*\ss=["'](%b)["'])(?![^>]*\st=["'](?!n["']))([^>]*)(?<!/)>(?:(?!</@c>).)*?<@v>([^<]*)</@v>"""
        return re.compile(cell.replace(b"@", re.escape(self.prefix)) % styles, re.DOTALL)


@cache
def _signs(prefix: bytes) -> _Signs:
    def made(pattern: bytes) -> re.Pattern[bytes]:
        return re.compile(pattern.replace(b"@", re.escape(prefix)))

    no_value = rb"\s*(<@v\s*/>|<@v>\s*</@v>)?\s*</@c>"
    return _Signs(
        row=made(rb"<@row\b([^>]*)>"),
        cell=made(rb"<@c\b"),
        start_of_row=b"<" + prefix + b"row",
        any_cell=b"<" + prefix + b"c",
        addressed_cell=b"<" + prefix + b"c r=",
        formula=b"<" + prefix + b"f",
        column=made(rb"<@col\s([^>]*)>"),
        without_value=made(rb"(?:</@f>|<@f\s[^>]*/>)" + no_value),
        formula_cell=made(rb"<@c\b([^>]*)>\s*<@f(?:\s[^>]*)?(?:(?<=/)>|>([^<]*)</@f>)" + no_value),
        error_cell=made(rb"""<@c\b(?=[^>]*\st=["']e["'])([^>]*?)(?:/>|>(?:(?!</@c>).)*?(?:<@v>([^<]*)</@v>|</@c>))"""),
        shared_text=made(rb"""<@c\b(?=[^>]*\st=["']s["'])([^>]*)>\s*<@v>([0-9]+)</@v>"""),
        prefix=prefix,
    )


def pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> Iterator[bytes]:
    """The part unzipped, whatever size its entry claims, up to `most` bytes: one more is a BadZipFile."""
    honest = copy(part)
    honest.file_size = most + 1
    read = 0
    with archive.open(honest) as xml:
        while piece := xml.read(_PIECE):
            read += len(piece)
            if read > most:
                raise zipfile.BadZipFile(f"{part.filename}: > {most} byte")
            yield piece


def attributes(tag: bytes) -> dict[str, str]:
    return {
        name.decode("utf-8", "replace"): html.unescape((double or single).decode("utf-8", "replace"))
        for name, double, single in _ATTRIBUTE.findall(tag)
    }


def relation_targets(relations: bytes, folder: str) -> dict[str, str]:
    """Id of the relation → name of the part in the archive."""
    tags = map(attributes, _RELATIONSHIP.findall(relations))
    return {of.get("Id", ""): _target_in(folder, of.get("Target", "")) for of in tags}


def sheet_parts(workbook: bytes, relations: bytes, folder: str) -> dict[str, str]:
    """Name of the sheet → name of its part in the archive."""
    targets = relation_targets(relations, folder)
    parts = {}
    for of in map(attributes, _SHEET.findall(workbook)):
        key = next((value for name, value in of.items() if name == "id" or name.endswith(":id")), "")
        parts[of.get("name", "")] = targets.get(key, "")
    return parts


def _target_in(folder: str, target: str) -> str:
    return target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


class Looks(NamedTuple):
    """What a workbook says for all its sheets of how cells look."""

    marks: dict[bytes, Mark] = {}
    """What the formats of some styles make of their numbers."""
    struck: frozenset[bytes] = frozenset()
    """Styles that strike through."""
    texts: dict[bytes, Told] = {}
    """Shared texts as a person reads them, where they have raised or struck-through parts."""


class SheetXml:
    """One sheet, fed piece by piece; afterwards `scan` and `size` tell what is in it."""

    def __init__(self, looks: Looks | None = None) -> None:
        self.scan = Scan()
        self._marks, self._struck, self._texts = looks or Looks()
        self._hold(b"")
        self._signs: _Signs | None = None
        self._letters, self._digits = 1, 5
        self._rows = self._positions = 0

    def feed(self, piece: bytes) -> None:
        """Searched up to its last row, for no cell may be cut in two."""
        self._held.append(piece)
        self._size += len(piece)
        if self._size < _MAX_ROW and not self._perhaps_begins_a_row(piece):
            return  # a row without end is not put together again with every piece
        text = b"".join(self._held)
        if self._signs is None:
            root = _ROOT.search(text)
            if root is None and len(text) < 2 * _PIECE:
                self._hold(text)
                return
            self._signs = _signs((root[1] or b"") if root else b"")
            self._columns(text)
        cut = text.rfind(self._signs.start_of_row)
        if cut <= 0:
            if len(text) < _MAX_ROW:
                self._hold(text)
                return
            cut = len(text)
        self._hold(text[cut:])
        self._search(text[:cut], self._signs)

    def close(self) -> None:
        if self._signs is None:
            self._signs = _signs(b"")
        self._search(b"".join(self._held), self._signs)
        self._hold(b"")

    def _hold(self, rest: bytes) -> None:
        self._held, self._size = [rest], len(rest)

    def _perhaps_begins_a_row(self, piece: bytes) -> bool:
        """Behind what is held. (What is held begins with its only row, or has none.)"""
        before = self._held[-2]
        if self._signs is None or len(before) < len(self._signs.start_of_row):
            return True
        return self._signs.start_of_row in before[1 - len(self._signs.start_of_row) :] + piece

    def at_most(self) -> tuple[int, int]:
        """(rows, columns) by the length of the longest address. (To read all of them is slow.)"""
        rows = min(10**self._digits - 1, _MAX_ROWS)
        columns = min(sum(26**n for n in range(1, self._letters + 1)), _MAX_COLUMNS)
        return max(rows, self._rows), max(columns, self._positions)

    def _columns(self, text: bytes) -> None:
        assert self._signs is not None
        for tag in self._signs.column.findall(text[: max(text.find(b"sheetData"), 0)]):
            if _HIDDEN.search(tag):
                of = attributes(tag)
                first, last = int(of.get("min", "1")), int(of.get("max", "1"))
                self.scan.hidden_columns.update(range(first - 1, min(last, _MAX_COLUMNS)))

    def _search(self, text: bytes, signs: _Signs) -> None:
        places = _Places(text)
        at = 0
        while places.perhaps_longer(self._letters, self._digits) and (
            found := _longer_address(self._letters, self._digits).search(text, at)
        ):
            self._letters = max(self._letters, len(found[1]))
            self._digits = max(self._digits, len(found[2]))
            at = found.start() + 1
        if places.perhaps_hidden() and _HIDDEN.search(text):
            self._hidden_rows(text, signs)
        if places.perhaps_error() and _ERROR.search(text):
            for found in signs.error_cell.finditer(text):
                self._break(text, found, signs, _unescaped(found[2] or b"") or UNKNOWN_ERROR)
        # Vietnamese has no f: to look for that letter first is three times as fast.
        if _F.search(text) and signs.formula in text and signs.without_value.search(text):
            for found in signs.formula_cell.finditer(text):
                of = attributes(found[1])
                # An empty text is a result; of a number, nothing is none.
                if of.get("t") == "e" or (of.get("t") == "str" and found[3] is not None):
                    continue
                formula = _unescaped(found[2] or b"")
                self._break(text, found, signs, f"={formula}" if formula else UNKNOWN_FORMULA)
        if self._marks:
            self._marked(text, signs)
        if self._struck:
            self._strike(text, signs)
        if self._texts:
            self._retell(text, signs)
        self._rows += self._count_rows(text, places.rows(signs.start_of_row), signs)

    def _marked(self, text: bytes, signs: _Signs) -> None:
        """Only cells with an address; every program that knows formats writes one."""
        for found in signs.styled_number(b"|".join(self._marks)).finditer(text):
            if (at := _place(found[2])) is not None:
                with suppress(ValueError):
                    self.scan.show(at, shown(float(found[3]), self._marks[found[1]]))

    def _strike(self, text: bytes, signs: _Signs) -> None:
        for found in signs.cell_in(b"|".join(self._struck)).finditer(text):
            address = _ADDRESS.search(found[0])
            if address and address[2]:
                self.scan.struck_rows.add(int(address[2]) - 1)

    def _retell(self, text: bytes, signs: _Signs) -> None:
        for found in signs.shared_text.finditer(text):
            told = self._texts.get(found[2])
            if told is not None and (at := _place(found[1])) is not None:
                self.scan.show(at, told.text)
                self.scan.cut.update({at} if told.cut else ())
                self.scan.struck_rows.update({at[0]} if told.struck else ())

    def _count_rows(self, text: bytes, starts: NDArray[np.intp], signs: _Signs) -> int:
        """Cells without an address stand at their position, which may be as far out as their row is long."""
        longest = int(np.diff(starts, append=len(text)).max(initial=0))
        if longest > _LONG_ROW and text.count(signs.any_cell) > text.count(signs.addressed_cell):
            self._positions = max(self._positions, longest // len("<c/>"))
        return len(starts)

    def _hidden_rows(self, text: bytes, signs: _Signs) -> None:
        for number, found in enumerate(signs.row.finditer(text), start=self._rows):
            if _HIDDEN.search(found[1]):
                address = _ADDRESS.search(found[0])
                self.scan.hidden_rows.add(int(address[2]) - 1 if address and address[2] else number)

    def _break(self, text: bytes, found: re.Match[bytes], signs: _Signs, instead: str) -> None:
        if (at := _place(found[1])) is not None:
            self.scan.broken[at] = instead
            return
        # A cell without its address comes after the one before it.
        start = text.rfind(signs.start_of_row, 0, found.start())
        row = signs.row.match(text, max(start, 0))
        number = _ADDRESS.search(row[0]) if row else None
        in_row = len(signs.cell.findall(text, max(start, 0), found.start()))
        counted = self._rows + text.count(signs.start_of_row, 0, found.start()) - 1
        self.scan.broken[int(number[2]) - 1 if number and number[2] else counted, in_row] = instead


def _place(tag: bytes) -> tuple[int, int] | None:
    """Row and column by the address in the tag of a cell, where it has one."""
    address = _ADDRESS.search(tag)
    if address and address[1] and address[2]:
        return int(address[2]) - 1, column_number(address[1]) - 1
    return None


class _Places:
    """Where the equals signs of a piece stand, and so its attributes: numpy finds them all in less time than one
    search for an attribute takes. What `perhaps` is in the piece is searched for; the rest is not in it."""

    def __init__(self, text: bytes) -> None:
        self._text = text
        self._anything = len(text) > _MUCH
        self._bytes = np.frombuffer((b"" if self._anything else text) + bytes(_AHEAD), np.uint8)
        self._equals = np.flatnonzero(self._bytes == ord("="))
        self._before = self._bytes[self._equals - 1]

    def perhaps_hidden(self) -> bool:
        return self._anything or bool((self._before == ord("n")).any())

    def perhaps_error(self) -> bool:
        return self._anything or bool((self._bytes[self._values(b"t")] == ord("e")).any())

    def perhaps_longer(self, letters: int, digits: int) -> bool:
        """Is there an address of more letters or digits than these?"""
        if self._anything:
            return True
        at = self._values(b"r")
        all_letters = np.ones(len(at), np.bool_)
        for _ in range(letters):
            all_letters &= _LETTERS[self._bytes[at]]
            at = at + all_letters
        if (all_letters & _LETTERS[self._bytes[at]]).any():
            return True
        for digit in range(digits, -1, -1):  # the last first: hardly any address has it
            at = at[_DIGITS[self._bytes[at + digit]]]
        return at.size > 0

    def rows(self, start_of_row: bytes) -> NDArray[np.intp]:
        """Where each row begins."""
        if self._anything or start_of_row != b"<row":
            return np.array([found.start() for found in re.finditer(re.escape(start_of_row), self._text)], np.intp)
        ends = np.flatnonzero(self._bytes == ord("w"))  # Vietnamese has no w either
        for back, letter in enumerate(b"or<", start=1):
            ends = ends[self._bytes[ends - back] == letter]
        starts: NDArray[np.intp] = ends - 3
        return starts

    def _values(self, last_letter: bytes) -> NDArray[np.intp]:
        """Where the values of attributes begin whose names end so."""
        values: NDArray[np.intp] = self._equals[self._before == ord(last_letter)] + len('="')
        return values


_MUCH = 4 * _PIECE
"""Bytes of a piece, which is one row then, and no honest one: every sign may be in it, and numpy would need much room."""
_AHEAD = 16
"""Bytes behind a piece: an address at its very end is not looked for outside it."""
_LETTERS = np.array([chr(byte).isalpha() and byte < 128 for byte in range(256)])
_DIGITS = np.array([chr(byte).isdecimal() for byte in range(256)])


def exact_size(archive: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> tuple[int, int]:
    """(rows, columns) by every address of the sheet, and by position where there is none."""
    row = column = height = width = 0
    rest = b""
    for piece in pieces(archive, part, most):
        text = rest + piece
        cut = text.rfind(b"<")
        rest = text[cut:] if cut > 0 and len(text) - cut < _PIECE else b""
        for found in _ROW_OR_CELL.finditer(text, 0, len(text) - len(rest)):
            address = _ADDRESS.search(found[0])
            if found[1] == b"row":
                row, column = int(address[2]) if address and address[2] else row + 1, 0
            else:
                column = column_number(address[1]) if address else column + 1
                row = int(address[2]) if address and address[2] else row
                width = max(width, column)
            height = max(height, row)
    return height, width


@cache
def _longer_address(letters: int, digits: int) -> re.Pattern[bytes]:
    more = [r"[A-Za-z]"] if letters < 3 else []
    more += [rf"[0-9]{{{digits + 1}}}"] if digits < 7 else []
    longer = rf"[A-Za-z]{{0,{letters}}}+(?:{'|'.join(more) or '(?!)'})"
    return re.compile(rf"""r=["'](?={longer})([A-Za-z]{{0,3}})([0-9]{{1,7}})["']""".encode())


def column_number(letters: bytes) -> int:
    """A → 1; nothing → 0"""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _unescaped(text: bytes) -> str:
    return html.unescape(text.decode("utf-8", "replace")).strip()
