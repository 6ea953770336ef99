"""Where the cells of a CSV file stand in its text: line and character, as an editor counts them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import BinaryIO, NamedTuple

from kttt_cli.patterns import pattern
from kttt_cli.sheets.csv_rows import Lines, delimiter_of
from kttt_cli.sheets.encodings import UTF_8, encoding_of_bytes, unicode_encoding

_BREAK = pattern(r"\r\n|\r|\n")

Cell = tuple[int, int | None]
"""Row and column of a grid, from 0; no column: the whole row."""


class Span(NamedTuple):
    """From a first character to behind the last, lines and columns from 1."""

    line: int
    column: int
    end_line: int
    end_column: int


def spans(file: BinaryIO, shown: str, wanted: Collection[Cell]) -> dict[Cell, Span]:
    """The span of each wanted cell that is there. The file must be one that `read_csv` has read."""
    encoding = unicode_encoding(file, shown)
    try:
        return _decoded(file, shown, encoding.codec, wanted)
    except UnicodeError:
        if encoding is not UTF_8:
            raise
        file.seek(0)
        return _decoded(file, shown, encoding_of_bytes(file, shown).codec, wanted)


def _decoded(file: BinaryIO, shown: str, codec: str, wanted: Collection[Cell]) -> dict[Cell, Span]:
    text = io.TextIOWrapper(file, encoding=codec, newline="")
    try:
        return dict(_spans(Lines(text, shown), wanted))
    finally:
        text.detach()


def _spans(lines: Lines, wanted: Collection[Cell]) -> Iterator[tuple[Cell, Span]]:
    columns_of: dict[int, list[int | None]] = {}
    for row, column in wanted:
        columns_of.setdefault(row, []).append(column)
    last = max(columns_of, default=-1)
    delimiter = delimiter_of(lines.sample)
    read: list[str] = []
    line = 1
    for row, _ in zip(range(last + 1), csv.reader(kept(lines, read), delimiter=delimiter), strict=False):
        lines.taken = 0
        if row in columns_of:
            raw = "".join(read)
            starts = cell_spans(raw, delimiter)
            for column in columns_of[row]:
                if column is None:
                    yield (row, None), _span(raw, line, 0, len(raw.rstrip("\r\n")))
                elif column < len(starts):
                    yield (row, column), _span(raw, line, *starts[column])
        line += len(read)
        read.clear()


def kept(lines: Iterable[str], read: list[str]) -> Iterator[str]:
    """The lines, each also put into `read`: what a record was made of, once it is there."""
    for line in lines:
        read.append(line)
        yield line


@cache
def _cell(delimiter: str) -> re.Pattern[str]:
    return re.compile(rf'(?:"(?:[^"]|"")*+")?[^{delimiter}\r\n]*')


def cell_spans(raw: str, delimiter: str) -> list[tuple[int, int]]:
    """First character of each cell of a record (its quotes included), and the one behind its last."""
    cell = _cell(delimiter)
    found = []
    position = 0
    while True:
        match = cell.match(raw, position)
        assert match is not None  # it matches nothing at all too
        found.append(match.span())
        position = match.end() + 1
        if position > len(raw) or raw[match.end()] in "\r\n":
            return found


def _span(raw: str, line: int, start: int, end: int) -> Span:
    return Span(*_at(raw, line, start), *_at(raw, line, end))


def _at(raw: str, line: int, position: int) -> tuple[int, int]:
    breaks = [found.end() for found in _BREAK.finditer(raw, 0, position)]
    return line + len(breaks), position - (breaks[-1] if breaks else 0) + 1
