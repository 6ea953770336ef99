"""CSV as lines and rows: which delimiter, and limits to what one line, one record and one sheet may take."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain, islice
from typing import IO

from kttt_cli.findings import Unreadable
from kttt_cli.language import Text
from kttt_cli.sheets.encodings import MAX_LINE, NUL
from kttt_cli.sheets.grid import GridBuilder

MAX_COLUMNS = 16_384
"""What a spreadsheet can hold in width; a line with more delimiters is not a register."""
MAX_CELLS = 200_000_000
"""Of one sheet, at four bytes each: eight million rows of 24 columns. Beyond that memory is at risk."""

_DELIMITERS = (",", ";", "\t", "|")
_ROWS_AT_ONCE = 200  # a block of this many rows stays in the processor's cache; larger ones are slower
_SAMPLE_LINES = 60
_SAMPLE_SIZE = 1_000_000
_BLOCK = 1 << 16  # characters of the lines that are looked at together
_MAX_BLOCK = 64_000_000  # characters of the lines that one block of rows is made of
_QUOTED = re.compile(r'(?:^|(?<=[,;\t|\r\n]))"(?:[^"]++|"")*+"(?=[,;\t|\r\n]|$)')
_NUMBER = re.compile(r"[\s\d.,/%+-]*\d[\s\d.,/%+-]*")
_SEPARATOR_LINE = re.compile(r"sep=([,;\t|])\r?\n?")


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


class Lines:
    """The lines of a text, with a limit to what one record may take of them."""

    def __init__(self, text: IO[str], shown: str) -> None:
        self.sample: list[str] = []
        self.taken = 0
        self.end = ""
        self._text = text
        self._shown = shown
        for line in islice(iter(partial(text.readline, MAX_LINE + 1), ""), _SAMPLE_LINES):
            self.sample.append(line)
            if len(line) > MAX_LINE:
                raise self._refusal(len(self.sample), line)
            if sum(map(len, self.sample)) > _SAMPLE_SIZE:
                break

    def __iter__(self) -> Iterator[str]:
        return chain.from_iterable(self._blocks())

    def _blocks(self) -> Iterator[list[str]]:
        number = 0
        for block in chain([self.sample], iter(partial(self._text.readlines, _BLOCK), [])):
            self.taken += sum(map(len, block))
            if self.taken > _MAX_BLOCK or max(map(len, block), default=0) > MAX_LINE or "\0" in "".join(block):
                odd = next((at for at, line in enumerate(block) if len(line) > MAX_LINE or "\0" in line), 0)
                raise self._refusal(number + odd + 1, block[odd])
            number += len(block)
            self.end = block[-1][-1:] if block else ""
            yield block

    def _refusal(self, number: int, line: str) -> Unreadable:
        if "\0" in line:
            return Unreadable(NUL.filled(file=self._shown))
        return Unreadable(_LONG.filled(file=self._shown, line=number, limit=MAX_LINE // 1_000_000))


def add_rows(built: GridBuilder, reader: Iterable[list[str]], lines: Lines, shown: str) -> list[list[str]]:
    """All rows of the reader, which reads these lines; gives the last two of them."""
    last: list[list[str]] = []
    rows = iter(reader)
    while block := list(islice(rows, _ROWS_AT_ONCE)):
        lines.taken = 0
        widest = max(map(len, block))
        if widest > MAX_COLUMNS or max(widest, built.width) * (built.height + len(block)) > MAX_CELLS:
            raise Unreadable(_TOO_LARGE.filled(file=shown, columns=widest, rows=built.height + len(block)))
        built.add(block, texts_only=True)
        last = [*last, *block[-2:]][-2:]
    return last


def is_cut_off(last: list[list[str]], width: int, lines: Lines) -> bool:
    """A file that ends within a row: shorter than the one above, and without a line break."""
    if lines.end in {"", "\r", "\n"} or len(last) < 2:
        return False
    return 1 < len(last[1]) < width == len(last[0])


_TOO_LARGE = Text(
    "{file}: quá lớn để đọc như một biểu (đã gặp {rows} dòng × {columns} cột). "
    "Hãy tách tệp theo năm hoặc theo huyện, hoặc kiểm tra dấu phân cách.",
    "{file}: too large to be read as one table ({rows} rows × {columns} columns so far). "
    "Split the file by year or by district, or check its delimiter.",
)
_LONG = Text(
    "{file}: dòng {line} (hoặc một bản ghi quanh đó) dài hơn {limit} triệu ký tự, không phải dòng của một biểu. "
    "Hãy kiểm tra xuống dòng và dấu nháy kép, hoặc xuất lại tệp.",
    "{file}: line {line}, or one record around it, is longer than {limit} million characters: no line of a table. "
    "Check its line breaks and double quotes, or export the file again.",
)
