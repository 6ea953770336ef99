"""CSV as provinces send it: which encoding, which delimiter, rows of any length."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, islice
from typing import IO, BinaryIO

from kttt_cli.findings import Unreadable
from kttt_cli.language import Text
from kttt_cli.sheets.encodings import MAX_LINE, NUL, UTF_8, Encoding, encoding_of_bytes, unicode_encoding
from kttt_cli.sheets.grid import Cell, Encoded, Grid, GridBuilder
from kttt_cli.sheets.legacy_text import LOST, mended

MAX_COLUMNS = 16_384
"""What a spreadsheet can hold in width; a line with more delimiters is not a register."""
MAX_CELLS = 200_000_000
"""Of one sheet, at four bytes each: eight million rows of 24 columns. Beyond that memory is at risk."""

_DELIMITERS = (",", ";", "\t")
_ROWS_AT_ONCE = 200  # a block of this many rows stays in the processor's cache; larger ones are slower
_SAMPLE_LINES = 60
_SAMPLE_SIZE = 1_000_000
_MAX_BLOCK = 64_000_000  # characters of the lines that one block of rows is made of
_QUOTED = re.compile(r'(?:^|(?<=[,;\t\r\n]))"(?:[^"]++|"")*+"(?=[,;\t\r\n]|$)')
_NUMBER = re.compile(r"[\s\d.,/%+-]*\d[\s\d.,/%+-]*")
_SEPARATOR_LINE = re.compile(r"sep=([,;\t])\r?\n?")


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


def read_csv(file: BinaryIO, shown: str, *, as_written: bool = False) -> Grid:
    """The file as one grid, row by row as its records stand in it (a quoted line break stays in its cell).
    `as_written` leaves texts of old fonts in a Unicode file as they are.

    Raises Unreadable: encoding not known, a quote that is never closed, nothing in the file, too large.
    """
    encoding = unicode_encoding(file, shown)
    try:
        grid = _decoded(file, shown, encoding)
    except UnicodeError as error:
        if encoding is not UTF_8:
            raise Unreadable(_BROKEN_UNICODE.filled(file=shown, name=encoding.name)) from error
        file.seek(0)
        encoding = encoding_of_bytes(file, shown)
        grid = _decoded(file, shown, encoding)
    columns = tuple(Encoded(column.codes, _mended(column.cells, encoding)) for column in grid.columns)
    note = encoding.note()
    notes = (note,) if note else ()
    if encoding.name.startswith("TCVN3") and not any("ư" in str(cell) for column in columns for cell in column.cells):
        notes = (*notes, LOST)
    grid = replace(grid, columns=columns, notes=notes)
    return grid if as_written or encoding.mend is not None else mended(grid)


def _decoded(file: BinaryIO, shown: str, encoding: Encoding) -> Grid:
    text = io.TextIOWrapper(file, encoding=encoding.codec, newline="")
    try:
        return _grid(text, shown)
    finally:
        text.detach()


def _mended(cells: Sequence[Cell], encoding: Encoding) -> Sequence[Cell]:
    mend = encoding.mend
    if mend is None and '="' not in "\n".join(map(str, cells)):
        return cells
    texts = [mend(cell) if mend and isinstance(cell, str) else cell for cell in cells]
    # ="0123" is how a program makes Excel keep a zero; Excel shows what stands within the quotes.
    return [
        cell[2:-1].replace('""', '"') if isinstance(cell, str) and cell[:2] == '="' and cell[-1:] == '"' else cell
        for cell in texts
    ]


class Lines:
    """The lines of a text, with a limit to what one record may take of them."""

    def __init__(self, text: IO[str], shown: str) -> None:
        self.sample: list[str] = []
        self.taken = 0
        self._text = text
        self._shown = shown
        for line in islice(iter(partial(text.readline, MAX_LINE + 1), ""), _SAMPLE_LINES):
            self.sample.append(line)
            if len(line) > MAX_LINE:
                raise self._refusal(len(self.sample), line)
            if sum(map(len, self.sample)) > _SAMPLE_SIZE:
                break

    def __iter__(self) -> Iterator[str]:
        number = 0
        for number, line in enumerate(chain(self.sample, self._text), start=1):
            self.taken += len(line)
            if self.taken > _MAX_BLOCK or len(line) > MAX_LINE or "\0" in line:
                raise self._refusal(number, line)
            yield line

    def _refusal(self, number: int, line: str) -> Unreadable:
        if "\0" in line:
            return Unreadable(NUL.filled(file=self._shown))
        return Unreadable(_LONG.filled(file=self._shown, line=number, limit=MAX_LINE // 1_000_000))


def _grid(text: io.TextIOWrapper, shown: str) -> Grid:
    lines = Lines(text, shown)
    if not any(line.strip() for line in lines.sample) and not text.read(1):
        raise Unreadable(_EMPTY.filled(file=shown))
    reader = csv.reader(lines, delimiter=delimiter_of(lines.sample))
    built = GridBuilder()
    last: list[str] = []
    try:
        while rows := list(islice(reader, _ROWS_AT_ONCE)):
            lines.taken = 0
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
_LONG = Text(
    "{file}: dòng {line} (hoặc một bản ghi quanh đó) dài hơn {limit} triệu ký tự, không phải dòng của một biểu. "
    "Hãy kiểm tra xuống dòng và dấu nháy kép, hoặc xuất lại tệp.",
    "{file}: line {line}, or one record around it, is longer than {limit} million characters: no line of a table. "
    "Check its line breaks and double quotes, or export the file again.",
)
_BROKEN_UNICODE = Text(
    "{file}: tệp có vẻ là {name} nhưng bị hỏng hoặc cụt. Hãy xuất lại từ phần mềm nguồn dạng «CSV UTF-8».",
    "{file}: the encoding seems to be {name}, but the file is damaged or cut short. Export it again as “CSV UTF-8”.",
)
