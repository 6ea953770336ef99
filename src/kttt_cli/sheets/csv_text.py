"""CSV as provinces send it: which encoding, which delimiter, rows of any length."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

from kttt_cli.findings import Unreadable
from kttt_cli.language import Text
from kttt_cli.sheets.grid import Grid, GridBuilder

MAX_COLUMNS = 16_384
"""What a spreadsheet can hold in width; a line with more delimiters is not a register."""
MAX_CELLS = 200_000_000
"""Of one sheet, at four bytes each: eight million rows of 24 columns. Beyond that memory is at risk."""

_DELIMITERS = (",", ";", "\t")
_ROWS_AT_ONCE = 500  # a block of this many rows stays in the processor's cache; larger ones are slower
_SAMPLE_LINES = 60
_NUMBER = re.compile(r"[\s\d.,/%+-]*\d[\s\d.,/%+-]*")
_SEPARATOR_LINE = re.compile(r"sep=([,;\t])\r?\n?")


def encoding_of(file: BinaryIO) -> str | None:
    """The codec a text file is written in, or None where it is not known. Leaves `file` at its start.

    The place for further encodings: what is named here is used for the whole file.
    """
    head = file.read(4096)
    file.seek(0)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return None if b"\0" in head else "utf-8-sig"


def delimiter_of(lines: list[str]) -> str:
    """The delimiter that cuts the most rows into the same number of cells, under a header of words."""
    named = _SEPARATOR_LINE.fullmatch(lines[0]) if lines else None
    if named:
        return named[1]
    return max(_DELIMITERS, key=lambda delimiter: _consistency(lines, delimiter))


def _consistency(lines: list[str], delimiter: str) -> tuple[bool, int]:
    """Decimal commas cut data rows evenly too, but never a header, and leave bare numbers in front."""
    rows = list(csv.reader(lines, delimiter=delimiter))
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return False, 0
    width, times = max(widths.items(), key=lambda item: (item[1] * (item[0] - 1), item[0]))
    header = next(row for row in rows if len(row) == width)
    return not any(_NUMBER.fullmatch(cell) for cell in header), times * (width - 1)


def read_csv(path: Path, shown: str) -> Grid:
    """The file as one grid, row by row as its records stand in it (a quoted line break stays in its cell).

    Raises Unreadable: encoding not known, a quote that is never closed, nothing in the file, too large.
    """
    with path.open("rb") as raw:
        encoding = encoding_of(raw)
        if encoding is None:
            raise _unknown_encoding(shown)
        with io.TextIOWrapper(raw, encoding=encoding, newline="") as text:
            try:
                return _grid(text, shown)
            except UnicodeError as error:
                raise _unknown_encoding(shown) from error


def _grid(text: io.TextIOWrapper, shown: str) -> Grid:
    sample = list(islice(text, _SAMPLE_LINES))
    quotes = QuoteCount(chain(sample, text))
    reader = csv.reader(quotes, delimiter=delimiter_of(sample))
    built = GridBuilder()
    last: list[str] = []
    try:
        while rows := list(islice(reader, _ROWS_AT_ONCE)):
            widest = max(map(len, rows))
            if widest > MAX_COLUMNS or max(widest, built.width) * (built.height + len(rows)) > MAX_CELLS:
                raise too_large(shown, None)
            built.add(rows, texts_only=True)
            last = rows[-1]
    except csv.Error as error:
        raise _open_quote(shown, reader.line_num) from error
    if any("\n" in cell for cell in last) and quotes.odd():
        raise _open_quote(shown, reader.line_num)
    return Grid(file=shown, sheet=None, height=built.height, columns=built.columns())
