"""What there is to say of a column's cells that were not read, or that mean something only together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kttt_cli.findings import Finding, Place, Severity
from kttt_cli.language import Text, join
from kttt_cli.registers.columns import column_of
from kttt_cli.registers.vocabularies import Vocabulary
from kttt_cli.sheets.grid import Cell
from kttt_cli.sheets.text import plain
from kttt_cli.sheets.values import is_blank
from kttt_cli.sheets.words import as_written

if TYPE_CHECKING:
    from kttt_cli.registers.load import Loaded
    from kttt_cli.sheets.grid import Codes

Rows = NDArray[np.intp]

OF_THE_COLUMN = frozenset({"DV101", "DV102"})
"""Refusals whose cause is the header, not the cell."""


def refusals(
    loaded: Loaded, name: str, column: int, cells: list[Cell], codes: Codes, refused: dict[int, Any], bad: Rows
) -> list[Finding]:
    """`bad` are the positions of the records that hold a refused cell."""
    findings = []
    grid = loaded.table.grid
    label = column_of(loaded.match.model, name).label
    no_unit = [index for index, error in refused.items() if error["type"] in OF_THE_COLUMN]
    if no_unit:  # one cause, one finding
        count = int(np.isin(codes, no_unit).sum())
        about = refused[no_unit[0]]["ctx"]
        findings.append(
            Finding(
                refused[no_unit[0]]["type"],
                Severity.ERROR,
                Place(grid.file, grid.sheet, None, column),
                Text(
                    f"{label.vi}: {about['reason'].vi}; {count} ô không đọc được",
                    f"{label.en}: {about['reason'].en}; {count} cells not read",
                ),
                field=name,
                suggestion=about["suggestion"],
            )
        )
    for position in bad:
        index = int(codes[position])
        error = refused[index]
        if error["type"] in OF_THE_COLUMN:
            continue
        about = error.get("ctx", {})
        reason = about.get("reason", Text.same(error["msg"]))
        written = as_written(cells[index])
        findings.append(
            Finding(
                error["type"] if about else "GT100",
                Severity.ERROR,
                Place(grid.file, grid.sheet, int(loaded.rows[position]), column),
                Text(f"{label.vi} “{written}” {reason.vi}", f"{label.en} “{written}” {reason.en}"),
                value=written,
                record=named(loaded, int(loaded.rows[position])),
                field=name,
                suggestion=about.get("suggestion"),
                fix=about.get("fix"),
            )
        )
    return findings


def named(loaded: Loaded, row: int) -> str | None:
    """The record as a person knows it: its name and code as written."""
    shown = []
    for name in ("name", "organisation", "borrower", "commune", "code", "organisation_code"):
        heading = loaded.match.headings.get(name)
        cell = loaded.table.grid.at(row, heading.column) if heading else None
        if not is_blank(cell):
            shown.append(as_written(cell))
    return " – ".join(shown[:2]) or None


def doubtful_words(place: Place, label: Text, name: str, words: Vocabulary, cells: list[Cell]) -> list[Finding]:
    """Words that were read as one entry of the list and may be meant as another: «A», «B», «C» of three grades or of four."""
    read = {
        str(cell): words.texts[words.spellings[plain(cell)]]
        for cell in cells
        if isinstance(cell, str) and plain(cell) in words.doubtful
    }
    if not read:
        return []
    told = join([Text(f"“{cell}” là {text.vi}", f"“{cell}” as {text.en}") for cell, text in sorted(read.items())], ", ")
    return [
        Finding(
            "TV104",
            Severity.WARNING,
            place,
            Text(f"{label.vi}: đọc {told.vi}, mà có thể nghĩa khác", f"{label.en}: {told.en}, which may mean another"),
            field=name,
            suggestion=Text("ghi đủ từ của danh mục", "write the words of the list"),
        )
    ]


def crosses(place: Place, label: Text, name: str) -> Finding:
    return Finding(
        "CK103",
        Severity.WARNING,
        place,
        Text(
            f"{label.vi}: cột có cả dấu ✓ (v) và dấu x; dấu x được đọc là “có”, mà có thể nghĩa là “không”",
            f"{label.en}: the column has ticks and crosses; a cross is read as yes, and may mean no",
        ),
        field=name,
        suggestion=Text("ghi có hoặc không", "write có or không"),
    )


def blank_is_no(place: Place, label: Text, name: str) -> list[Finding]:
    """A column of marks only (x and blank) says no by leaving blank; one that also says “không” does not."""
    return [
        Finding(
            "CK102",
            Severity.NOTE,
            place,
            Text(
                f"{label.vi}: cột chỉ có dấu x, ô trống được hiểu là “không”",
                f"{label.en}: the column has marks only, a blank cell is read as no",
            ),
            field=name,
        )
    ]
