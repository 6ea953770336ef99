"""CSV as provinces send it: which encoding, which delimiter, rows of any length."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
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
_ROWS_AT_ONCE = 200  # a block of this many rows stays in the processor's cache; larger ones are slower
_SAMPLE_LINES = 60
_QUOTED = re.compile(r'(?:^|(?<=[,;\t\r\n]))"(?:[^"]|"")*"(?=[,;\t\r\n]|$)')
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
    """The delimiter that cuts every line into the same number of cells; else the most even one whose
    header holds no bare number (decimal commas cut data rows evenly too, but never a header)."""
    named = _SEPARATOR_LINE.fullmatch(lines[0]) if lines else None
    if named:
        return named[1]
    records = [line for line in _QUOTED.sub("x", "".join(lines)).splitlines() if line.strip()]
    if len(lines) == _SAMPLE_LINES:
        records = records[:-1]  # it may be cut within a quoted cell
    return max(_DELIMITERS, key=lambda delimiter: _evenness(records, delimiter))


def _evenness(records: list[str], delimiter: str) -> tuple[bool, bool, int]:
    rows = [record.split(delimiter) for record in records]
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return False, False, 0
    width, times = max(widths.items(), key=lambda item: (item[1] * (item[0] - 1), item[0]))
    header = next(row for row in rows if len(row) == width)
    return times == len(rows), not any(map(_NUMBER.fullmatch, header)), times * (width - 1)


def read_csv(path: Path, shown: str) -> Grid:
    """The file as one grid, row by row as its records stand in it (a quoted line break stays in its cell).

    Raises Unreadable: encoding not known, a quote that is never closed, nothing in the file, too large.
    """
    with path.open("rb") as raw:
        encoding = encoding_of(raw)
        if encoding is None:
            raise Unreadable(_UNKNOWN_ENCODING.filled(file=shown))
        with io.TextIOWrapper(raw, encoding=encoding, newline="") as text:
            try:
                return _grid(text, shown)
            except UnicodeError as error:
                raise Unreadable(_UNKNOWN_ENCODING.filled(file=shown)) from error


def _grid(text: io.TextIOWrapper, shown: str) -> Grid:
    sample = list(islice(text, _SAMPLE_LINES))
    if not any(line.strip() for line in sample) and not text.read(1):
        raise Unreadable(_EMPTY.filled(file=shown))
    reader = csv.reader(chain(sample, text), delimiter=delimiter_of(sample))
    built = GridBuilder()
    last: list[str] = []
    try:
        while rows := list(islice(reader, _ROWS_AT_ONCE)):
            widest = max(map(len, rows))
            if widest > MAX_COLUMNS or max(widest, built.width) * (built.height + len(rows)) > MAX_CELLS:
                raise Unreadable(_TOO_LARGE.filled(file=shown, columns=widest, rows=built.height + len(rows)))
            built.add(rows, texts_only=True)
            last = rows[-1]
    except csv.Error as error:
        raise Unreadable(_OPEN_QUOTE.filled(file=shown, line=reader.line_num)) from error
    if last and "\n" in last[-1] and _odd_quotes(text):
        first = reader.line_num + 1 - len(last[-1].splitlines())
        raise Unreadable(_OPEN_QUOTE.filled(file=shown, line=first))
    return Grid(file=shown, sheet=None, height=built.height, columns=built.columns())


def _odd_quotes(text: io.TextIOWrapper) -> bool:
    text.seek(0)
    return sum(block.count('"') for block in iter(lambda: text.read(1 << 20), "")) % 2 == 1


_EMPTY = Text(
    "{file}: tệp trống. Hãy kiểm tra lại tệp đã lưu, hoặc xuất lại từ phần mềm nguồn.",
    "{file}: the file is empty. Check the saved file, or export it again from its source.",
)
_TOO_LARGE = Text(
    "{file}: quá lớn để đọc như một biểu (đã gặp {rows} dòng × {columns} cột). "
    "Hãy tách tệp theo năm hoặc theo huyện, hoặc kiểm tra dấu phân cách.",
    "{file}: too large to be read as one table ({rows} rows × {columns} columns so far). "
    "Split the file by year or by district, or check its delimiter.",
)
_OPEN_QUOTE = Text(
    '{file}: có dấu nháy kép (") mở ở khoảng dòng {line} mà không đóng, nên các dòng sau dính vào một ô. '
    "Hãy đóng hoặc xóa dấu nháy đó, hoặc lưu lại từ Excel dạng «CSV UTF-8».",
    '{file}: a double quote (") opened near line {line} is never closed, so that later lines run into one '
    "cell. Close or remove it, or save the file again from Excel as “CSV UTF-8”.",
)
_UNKNOWN_ENCODING = Text(
    "{file}: cần văn bản Unicode (UTF-8, hoặc UTF-16 có BOM) nhưng tệp dùng bảng mã khác. "
    "Hãy mở bằng Excel rồi lưu lại dạng «CSV UTF-8» hoặc .xlsx.",
    "{file}: expected Unicode text (UTF-8, or UTF-16 with a byte order mark), but the file is in another "
    "encoding. Open it in Excel and save it again as “CSV UTF-8” or .xlsx.",
)
