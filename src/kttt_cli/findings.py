"""What is wrong with the data (findings: values, collected) and what stops a command (errors: raised)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import NamedTuple

from kttt_cli.language import Text


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


SEVERITY_NAMES = {
    Severity.ERROR: Text("lỗi", "error"),
    Severity.WARNING: Text("cảnh báo", "warning"),
    Severity.NOTE: Text("ghi chú", "note"),
}


def column_letters(column: int) -> str:
    """0 → A, 26 → AA, as a spreadsheet names its columns."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where: a file, its sheet, a row and a column (both counted from 0; None = the whole of it)."""

    file: str
    sheet: str | None = None
    row: int | None = None
    column: int | None = None

    @property
    def cell(self) -> str | None:
        """`D10`, or `10:10` for a whole row, `D:D` for a whole column; None for a whole sheet."""
        if self.row is None and self.column is None:
            return None
        if self.column is None:
            return f"{self.row + 1}:{self.row + 1}"  # type: ignore[operator]
        letters = column_letters(self.column)
        return f"{letters}:{letters}" if self.row is None else f"{letters}{self.row + 1}"

    def __str__(self) -> str:
        inner = "!".join(part for part in (self.sheet, self.cell) if part)
        return f"{self.file} [{inner}]" if inner else self.file


class Fix(NamedTuple):
    """What the cell should hold instead, as text."""

    text: str
    safe: bool
    """The one right answer; else only the likely one, which a person has to confirm."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend in the data, at its place, with the value as written."""

    rule: str
    severity: Severity
    place: Place
    message: Text
    value: str | None = None
    record: str | None = None
    field: str | None = None
    suggestion: Text | None = None
    fix: Fix | None = None
    follows_from: tuple[Place, ...] = ()
    """Cells, or whole rows, of which something else may be told: this finding then only follows from that."""

    def sort_key(self) -> tuple[object, ...]:
        place = self.place
        row = -1 if place.row is None else place.row
        column = -1 if place.column is None else place.column
        return (place.file, place.sheet or "", row, column, self.rule, self.message.vi)


class Exit(IntEnum):
    DONE = 0
    FINDINGS = 1
    USAGE = 2
    UNREADABLE = 3
    OUR_FAULT = 70


class KtttError(Exception):
    """A command cannot go on. `message` says what was looked for, what was found, what to do next."""

    exit_code = Exit.OUR_FAULT

    def __init__(self, message: Text) -> None:
        super().__init__(message.vi)
        self.message = message


class BadUsage(KtttError):
    """A wrong option, plan or configuration."""

    exit_code = Exit.USAGE


class Unreadable(KtttError):
    """An input that could not be read, or in which no register was found."""

    exit_code = Exit.UNREADABLE
