"""«ĐVT: đồng» among the records, or behind the title of a group, where the money above is told in another unit: the money
below it is not read, for it may be in either."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from kttt_cli.findings import Finding, Place, Severity, column_letters
from kttt_cli.language import Text, join
from kttt_cli.registers.columns import column_of
from kttt_cli.registers.register import kind_of
from kttt_cli.sheets.numbers import column_unit, money_unit
from kttt_cli.sheets.page import Role
from kttt_cli.sheets.table import Table
from kttt_cli.sheets.words import is_money_unit, text_of, unit_at_end, unit_line

if TYPE_CHECKING:
    from kttt_cli.registers.load import Loaded


class _Told(NamedTuple):
    """A unit and the row where it stands."""

    row: int
    text: str
    unit: str


def refuse_other_units(loaded: Loaded) -> list[Finding]:
    """DV103, with the cells that are refused."""
    model, table = loaded.match.model, loaded.table
    money = [name for name in loaded.match.headings if kind_of(model, name).name == "money"]
    if not money or not len(loaded.rows):
        return []
    findings = []
    told = list(_told(table, int(loaded.rows[-1])))
    for number, each in enumerate(told):
        until = told[number + 1].row if number + 1 < len(told) else table.last
        begin, end = np.searchsorted(loaded.rows, (each.row, until)).tolist()
        refused = [name for name in money if begin < end and _refuse(loaded, name, each.unit, begin, end)]
        if refused:
            findings.append(_finding(loaded, each, refused, begin, end))
    return findings


def _told(table: Table, last: int) -> Iterator[_Told]:
    notes = np.flatnonzero(table.roles[:last] == Role.NOTE).tolist()
    rows = [(row, " ".join(text for cell in table.grid.row(row) if (text := text_of(cell)))) for row in notes]
    for row, text in sorted([*rows, *table.groups]):
        unit = unit_line(text) or unit_at_end(text)
        if unit is not None and is_money_unit(unit):
            yield _Told(row, text, unit)


def _refuse(loaded: Loaded, name: str, unit: str, begin: int, end: int) -> bool:
    """Is it read in another unit than that? Then the cells from `begin` to before `end` are unknown."""
    heading, series = loaded.match.headings[name], loaded.columns[name]
    here = column_unit(heading.unit, loaded.table.unit, yearly=column_of(loaded.match.model, name).yearly)
    other = money_unit(unit)
    if here is None or (other is not None and other.scale == here.scale):
        return False
    filled = np.zeros(len(series), np.bool_)
    filled[begin:end] = series.known[begin:end]
    if not filled.any():
        return False
    values = np.where(filled, 0, series.values)
    loaded.columns[name] = replace(series, values=values, known=series.known & ~filled, unread=series.not_read | filled)
    loaded.unread[name] = loaded.unread.get(name, 0) + int(np.count_nonzero(filled))
    return True


def _finding(loaded: Loaded, told: _Told, names: list[str], begin: int, end: int) -> Finding:
    grid = loaded.table.grid
    first, last = int(loaded.rows[begin]) + 1, int(loaded.rows[end - 1]) + 1
    cells = []
    for name in names:
        label, letters = (
            column_of(loaded.match.model, name).label,
            column_letters(loaded.match.headings[name].column),
        )
        where = f"{letters}{first}:{letters}{last}" if last > first else f"{letters}{first}"
        cells.append(Text(f"{label.vi} ({where})", f"{label.en} ({where})"))
    listed = join(cells, ", ")
    return Finding(
        "DV103",
        Severity.ERROR,
        Place(grid.file, grid.sheet, told.row),
        Text(
            f"từ dòng này ghi đơn vị “{told.unit}”, khác đơn vị của tiêu đề; không đọc các ô tiền bên dưới: {listed.vi}",
            f"from this row on the unit is “{told.unit}”, not that of the header; the money below is not read: {listed.en}",
        ),
        value=told.text,
        suggestion=Text(
            "đổi các dòng bên dưới về một đơn vị, hoặc lặp lại tiêu đề bảng dưới dòng đơn vị",
            "put the rows below into one unit, or repeat the header of the table below the unit",
        ),
    )
