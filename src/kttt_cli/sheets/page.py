"""What a row and a column of a page can be."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from typing import NamedTuple


class Role(IntEnum):
    """What a row of the sheet was taken for."""

    BLANK = 0
    TITLE = 1
    UNIT = 2
    HEADER = 3
    NUMBERING = 4
    GROUP = 5
    DATA = 6
    TOTAL = 7
    NOTE = 8
    EMPTY = 9
    """A line of the form with nothing in it but its number: found when the records are made, and dropped."""


class Heading(NamedTuple):
    """One column of the table: its names from top to bottom, and the unit written in it."""

    column: int
    parts: tuple[str, ...]
    unit: str | None = None

    @property
    def name(self) -> str:
        """`Thành viên / Tổng số`"""
        return " / ".join(self.parts)


class Hints(NamedTuple):
    """What the layer above knows of words, so that this one need not."""

    header: Callable[[str], bool]
    """Is this text the header of some register's column?"""
    group: Callable[[str, str, bool], bool]
    """Can this label (without its numeral), standing alone under this heading, group the rows below? The third
    says that an ordinary number stands before it, as before a record."""
    header_row: int | None = None
    """Where the first header begins (from 0), where a person has said so."""
    identifies: Callable[[str], bool] = lambda name: False
    """Do codes, years or dates stand under this heading, and so never a sum?"""
