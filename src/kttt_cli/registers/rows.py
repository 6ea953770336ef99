"""Rows of which a person must know what they were taken for: notes among the records, groups of nothing known,
records that have one cell only, places that stand in the first row of a run only."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from kttt_cli.findings import Finding, Place, Severity
from kttt_cli.language import Text
from kttt_cli.registers.columns import Match, column_of
from kttt_cli.registers.register import kind_of
from kttt_cli.registers.surroundings import group_field
from kttt_cli.sheets.table import Role, Table
from kttt_cli.sheets.values import is_blank
from kttt_cli.sheets.words import (
    is_number,
    is_row_number_heading,
    is_telephone,
    says_none,
    text_of,
    unit_line,
)

Rows = NDArray[np.intp]

_WIDE = 3  # in a list of two columns a row with one cell is nothing special
_LONG = 4
_MANY = 1000
NUMBERS = frozenset({"count", "money", "score"})
_SHOWN = 5
_RUNS = ("district", "commune", "sector", "year")
"""Fields that people write once and mean for all rows below."""


def row_findings(table: Table, records: Rows, match: Match) -> list[Finding]:
    return [
        *_notes(table, records),
        *_beyond(table, records),
        *_loose_groups(table),
        *_lonely(table, records),
        *_places_for_names(table, records, match),
        *_first_of_runs(table, records, match),
    ]


def notes_between(tables: list[Table]) -> Iterator[Finding]:
    """Notes and signatures between two tables of a page: one finding for each block."""
    records = [row for table in tables if len(table.rows) for row in table.rows[[0, -1]].tolist()]
    for table in tables:
        inner = table.rows
        notes = np.flatnonzero(table.roles == Role.NOTE).tolist()
        above = [row for row in notes if records and records[0] < row < (inner[0] if len(inner) else table.last)]
        below = [row for row in notes if len(inner) and row > inner[-1]]
        if above:
            yield _note(table, above)
        if below and below[-1] < records[-1]:
            yield _note(table, below)
        elif any(is_number(cell) and not is_telephone(cell) for row in below for cell in table.grid.row(row)):
            yield _unread_block(table, below)


def _unread_block(table: Table, rows: list[int]) -> Finding:
    return Finding(
        "DG111",
        Severity.WARNING,
        _place(table, rows[0]),
        Text(f"từ dòng này có {len(rows)} dòng không thuộc sổ nào, không đọc",
             f"{len(rows)} rows from here on belong to no register and are not read"),
        value="; ".join(_written(table, row) for row in rows[:_SHOWN]),
        suggestion=Text("nếu là một sổ, dùng tên cột quen thuộc như “Tên HTX”, “Loại hình”",
                        "if they are a register, name its columns as usual, such as “Tên HTX”, “Loại hình”"),
    )  # fmt: skip


def _notes(table: Table, records: Rows) -> Iterator[Finding]:
    if not len(records):
        return
    notes = np.flatnonzero(table.roles == Role.NOTE)
    for row in notes[notes < records[-1]].tolist():
        written = _written(table, row)
        if unit_line(written) is None and not says_none(written):  # of units is told where they differ
            yield _note(table, [row])


def _note(table: Table, rows: list[int]) -> Finding:
    return Finding(
        "DG104",
        Severity.WARNING,
        _place(table, rows[0]),
        Text("dòng nằm giữa các bản ghi được hiểu là ghi chú, không tính là bản ghi",
             "a row between records was taken for a note, not for a record"),
        value="; ".join(_written(table, row) for row in rows[:_SHOWN]),
        suggestion=Text("nếu là bản ghi, điền các cột khác của dòng; nếu là ghi chú, chuyển xuống cuối bảng",
                        "if it is a record, fill its other columns; if a note, move it below the table"),
    )  # fmt: skip


def _beyond(table: Table, records: Rows) -> Iterator[Finding]:
    """Cells of records in columns without a heading. In a CSV file a row that is longer than its header was likely
    cut within a cell (`HTX An Lạc, xã An Hà`, `1,5`), and what follows the cut stands in the wrong columns."""
    named = {heading.column for heading in table.headings}
    last = max(named, default=0)
    grid = table.grid
    for column in [each for each in range(grid.width) if each not in named]:
        rows = records[grid.columns[column].filled()[records]].tolist()
        if rows and grid.sheet is None and column == last + 1:
            for row in rows:
                yield Finding(
                    "DG115",
                    Severity.ERROR,
                    _place(table, row),
                    Text("dòng có nhiều ô hơn số cột có tên; có lẽ một ô chứa dấu phân cách nên bị cắt đôi, và các ô sau nó lệch cột",
                         "the row has more cells than there are headings; a cell that holds the delimiter was likely cut in two, "
                         "and those behind it stand in the wrong columns"),
                    value=_written(table, row),
                    suggestion=Text("đặt ô có dấu phân cách trong dấu nháy kép, hoặc xuất lại tệp; nếu là ghi chú, đặt tên cho cột",
                                    "put the cell with the delimiter in quotes, or export the file again; if it is a note, "
                                    "give its column a heading"),
                )  # fmt: skip
        elif rows:
            yield Finding(
                "CT106",
                Severity.NOTE,
                _place(table, rows[0], column),
                Text(f"cột không có tên, nên không đọc {len(rows)} ô của các bản ghi",
                     f"the column has no heading, so that {len(rows)} cells of its records are not read"),
                value=text_of(grid.at(rows[0], column)),
                suggestion=Text("đặt tên cho cột", "give the column a heading"),
            )  # fmt: skip


def _loose_groups(table: Table) -> Iterator[Finding]:
    for row, label in table.groups:
        if group_field(label) is None:
            yield Finding(
                "DG105",
                Severity.WARNING,
                _place(table, row),
                Text("dòng được hiểu là tên một nhóm, không tính là bản ghi; không rõ nhóm theo huyện, xã hay lĩnh vực nào",
                     "the row was taken for the title of a group, not for a record; what it groups by is not known"),
                value=label,
                suggestion=Text("nếu là đơn vị, dùng số thứ tự thường và điền các cột khác",
                                "if it is an organisation, number it 1, 2, 3 and fill its other columns"),
            )  # fmt: skip


def _lonely(table: Table, records: Rows) -> Iterator[Finding]:
    """One cell of words and nothing else: a record of which nothing is known, or a title; numbered and below a total or
    notes («1 | Số liệu chưa gồm HTX mới»), a note."""
    if len(table.headings) < _WIDE:
        return
    counts = {heading.column for heading in table.headings if is_row_number_heading(heading.name)}
    filled = np.zeros(len(records), dtype=np.int32)
    numbered = np.zeros(len(records), dtype=np.int32)
    for number, column in enumerate(table.grid.columns):
        filled += column.filled()[records]
        if number in counts:
            numbered += column.filled()[records]
    ends = np.flatnonzero(np.isin(table.roles, (Role.TOTAL, Role.NOTE)))
    below = records > ends[0] if len(ends) else np.zeros(len(records), np.bool_)
    alone = (filled == 1) | ((filled - numbered == 1) & below)
    for row in records[alone].tolist():
        if group_field(_written(table, row)) is None:
            yield Finding(
                "DG110",
                Severity.WARNING,
                _place(table, row),
                Text("dòng chỉ có một ô được điền; vẫn được tính là một bản ghi",
                     "the row has one cell only; it is still counted as a record"),
                value=_written(table, row),
                suggestion=Text("nếu là tên nhóm, đánh số La Mã; nếu là ghi chú, bắt đầu bằng “Ghi chú:”",
                                "if it titles a group, give it a Roman numeral; if it is a note, begin it with “Ghi chú:”"),
            )  # fmt: skip


def _places_for_names(table: Table, records: Rows, match: Match) -> Iterator[Finding]:
    """`1 | Xã Hợp Đức | | 12`: numbers beside the name of a place are those of all its organisations."""
    heading = match.headings.get("name")
    if heading is None:
        return
    others = np.zeros(len(records), dtype=np.int32)
    for name, other in match.headings.items():
        column = table.grid.columns[other.column].filled()[records]
        others += column * (0 if name == "name" else _MANY if kind_of(match.model, name).name not in NUMBERS else 1)
    for row in records[(others > 0) & (others < _MANY)].tolist():
        written = text_of(table.grid.at(row, heading.column))
        if group_field(written) is not None:
            yield Finding(
                "DG103",
                Severity.ERROR,
                _place(table, row, heading.column),
                Text("dòng có tên một nhóm và chỉ có số liệu; vẫn được tính là một đơn vị",
                     "the row has the name of a group and numbers only; it is still counted as an organisation"),
                value=written,
                suggestion=Text("nếu là nhóm, bỏ số thứ tự hoặc dùng số La Mã; nếu là đơn vị, điền các cột khác",
                                "if it is a group, use a Roman numeral; if an organisation, fill its other columns"),
            )  # fmt: skip


def _first_of_runs(table: Table, records: Rows, match: Match) -> Iterator[Finding]:
    """`Yên Thế`, blank, blank, `Tân Yên`, blank: what merged cells become in a CSV file. Never filled by guess."""
    for name in _RUNS:
        heading = match.headings.get(name)
        if heading is None or len(records) < _LONG:
            continue
        column = table.grid.columns[heading.column]
        codes = column.codes[records]
        blank = np.fromiter(map(is_blank, column.cells), dtype=np.bool_, count=len(column.cells))[codes]
        starts = codes[~blank]
        if blank[0] or 2 * int(blank.sum()) < len(codes) or len(starts) <= 1 or (starts[1:] == starts[:-1]).any():
            continue
        label = column_of(match.model, name).label
        yield Finding(
            "DG107",
            Severity.WARNING,
            _place(table, None, heading.column),
            Text(f"{label.vi}: chỉ dòng đầu mỗi nhóm có ghi, {int(blank.sum())} ô trống được hiểu là không rõ",
                 f"{label.en}: written in the first row of each run only, {int(blank.sum())} blank cells are unknown"),
            field=name,
            suggestion=Text("điền giá trị vào mọi dòng, hoặc dùng tệp Excel còn các ô gộp",
                            "fill the value into every row, or give the workbook with its merged cells"),
        )  # fmt: skip


def _written(table: Table, row: int) -> str:
    return " ".join(text for cell in table.grid.row(row) if (text := text_of(cell)))


def _place(table: Table, row: int | None, column: int | None = None) -> Place:
    return Place(table.grid.file, table.grid.sheet, row, column)


def labels_below_finding(table: Table, row: int) -> Finding:
    """DG112: groups of which it is not clear whether they stand above or below their rows."""
    grid = table.grid
    return Finding(
        "DG112",
        Severity.ERROR,
        Place(grid.file, grid.sheet, row),
        Text(
            "dòng tên nhóm đứng sau các dòng của nhóm, hoặc nhóm cuối không có dòng nào: không rõ dòng nào thuộc nhóm nào, "
            "nên không dùng nhóm",
            "the groups' names stand below their rows, or the last group is empty: which rows are whose is not clear, so "
            "the groups are not used",
        ),
        suggestion=Text("đặt tên nhóm lên trên các dòng của nhóm", "put each group's name above its rows"),
    )
