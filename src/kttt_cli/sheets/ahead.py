"""Files are read while what computes is still being imported, and each while the one before it is understood.

The command line names its data once, so there is one such reading in the process. Whatever it has not read, or not
read well, is read in the ordinary way, where it also fails in the ordinary way.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kttt_cli.beside import Beside
from kttt_cli.findings import Unreadable
from kttt_cli.sheets.listing import STDIN, Listed, list_files

if TYPE_CHECKING:
    from kttt_cli.sheets.grid import Grid

WORTH_WHILE = 400_000
"""Bytes of all files: less is read before a second process has begun."""

_Read = tuple[Path, str, "list[Grid]"]


class _Ahead(NamedTuple):
    files: list[Listed]
    read: Beside[_Read]


_begun: list[_Ahead] = []


def foresee(arguments: Sequence[str]) -> None:
    """Begins before the command line is understood: what stands before its options as a file or a folder may be the
    data. What follows them may be a folder for results, as large as the disk."""
    first = takewhile(lambda each: not each.startswith("-"), arguments)
    begin([Path(each) for each in first if os.path.exists(each)])


def begin(paths: Sequence[Path]) -> None:
    """Begins to read these files and folders in a second process, where there is a core for it, unless it does so."""
    try:
        files = [file for file in list_files(paths) if file.of_data and str(file.path) != STDIN]
        size = sum(file.path.stat().st_size for file in files)
    except (OSError, Unreadable):  # told where it is read
        files, size = [], 0
    if _begun and _begun[0].files == files:
        return
    end()
    if size >= WORTH_WHILE:
        _begun.append(_Ahead(files, Beside(partial(_read, files))))


def end() -> None:
    while _begun:
        _begun.pop().read.close()


def grids(path: Path, shown: str, data: bytes | None = None) -> list[Grid]:
    """As `read_grids`; `data` stands for what is in the file, as `read_stream` reads it."""
    read = next(_begun[0].read, None) if _begun and data is None else None
    if read is not None and read[:2] == (path, shown):
        return read[2]
    end()
    from kttt_cli.sheets.files import read_grids, read_stream  # not needed where all was read ahead

    return read_grids(path, shown) if data is None else read_stream(data, shown)


def _read(files: Sequence[Listed]) -> Iterator[_Read]:
    from kttt_cli.sheets.files import read_grids

    for path, shown, _ in files:
        yield path, shown, read_grids(path, shown)
