"""A large CSV file read side by side: each core takes a part, and the parts are put together in their order.

Where a part may begin is a guess, for any line break can be one within a cell. It is proved by the part before: its
reader is given a line that no file can hold, and only where no cell is open does it come out as a row of its own.
Whatever else is odd about a file (another encoding, a byte, a quote) also ends the attempt, and the file is read from
its beginning as any other, so that every message has the lines of the file.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from itertools import chain, pairwise
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from kttt_cli.beside import Beside, cores
from kttt_cli.findings import Unreadable
from kttt_cli.sheets.csv_rows import MAX_CELLS, Lines, add_rows, delimiter_of, is_cut_off
from kttt_cli.sheets.encodings import UTF_8
from kttt_cli.sheets.grid import Encoded, GridBuilder

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MIN_PART = 6_000_000
"""Bytes that take a tenth of a second; for less no second process is worth while."""

_LONGEST_LINE = 1 << 16
_END = "\0"


class _Part(NamedTuple):
    height: int
    columns: tuple[Encoded, ...]


def read_side_by_side(file: BinaryIO) -> GridBuilder | None:
    """All rows of a file in UTF-8; None where it is too small for parts, or is not certainly cut between rows."""
    parts = list(pairwise(_cuts(file)))
    if len(parts) < 2:
        return None
    try:
        return _put_together(file.fileno(), parts)
    except (Unreadable, UnicodeError, csv.Error):
        return None


def _put_together(descriptor: int, parts: Sequence[tuple[int, int]]) -> GridBuilder | None:
    with _text(descriptor, parts[0]) as text:
        delimiter = delimiter_of(Lines(text, "").sample)
    with ExitStack() as stack:
        later = [stack.enter_context(Beside(partial(_read, descriptor, part, delimiter))) for part in parts[1:]]
        built = _built(descriptor, parts[0], delimiter)
        for each in later:
            read = next(each, None)
            if built is None or read is None or len(read.columns) * (built.height + read.height) > MAX_CELLS:
                return None
            built.append(read.height, read.columns)
    return built


def _cuts(file: BinaryIO) -> list[int]:
    """Where the parts begin and the last one ends: behind a line break each."""
    try:
        descriptor = file.fileno()
    except io.UnsupportedOperation:  # what came through a pipe
        return []
    size = os.fstat(descriptor).st_size
    count = min(cores(), size // MIN_PART)
    cuts = [0]
    for aim in (size * number // count for number in range(1, count)):
        found = os.pread(descriptor, _LONGEST_LINE, aim).find(b"\n")
        cuts += [aim + found + 1] if found >= 0 else []
    return [*cuts, size]


def _read(descriptor: int, part: tuple[int, int], delimiter: str) -> Iterator[_Part]:
    built = _built(descriptor, part, delimiter)
    if built is not None:
        yield _Part(built.height, built.columns())


def _built(descriptor: int, part: tuple[int, int], delimiter: str) -> GridBuilder | None:
    """The rows of this part; None where it ends within a cell."""
    built = GridBuilder()
    with _text(descriptor, part) as text:
        lines = Lines(text, "")
        # Two cells, for in a cell just opened one would be a row of its own too.
        reader = csv.reader(chain(lines, [_END + delimiter + _END]), delimiter=delimiter, strict=True)
        last = add_rows(built, iter(reader.__next__, [_END, _END]), lines, "")
    # A line break in the last cell may be that of a quote which is never closed.
    doubtful = bool(last and last[-1]) and (last[-1][-1].endswith(_END) or "\n" in last[-1][-1])
    return None if doubtful or is_cut_off(last, built.width, lines) else built


def _text(descriptor: int, part: tuple[int, int]) -> io.TextIOWrapper:
    codec = "utf-8" if part[0] else UTF_8.codec  # a byte order mark is one at the beginning only
    return io.TextIOWrapper(io.BufferedReader(_Section(descriptor, *part)), codec, newline="")


class _Section(io.RawIOBase):
    """Some bytes of an open file, read without moving its position, which its processes share."""

    def __init__(self, descriptor: int, begin: int, end: int) -> None:
        self._descriptor = descriptor
        self._at = begin
        self._end = end

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        count = os.preadv(self._descriptor, [view[: self._end - self._at]], self._at)
        self._at += count
        return count
