"""A table becomes records and findings, column by column, through the one pydantic model.

Registers repeat themselves, so each distinct cell of a column goes once through the field's own pydantic
type; the codes of the column tell every record and every cell that holds it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import compress
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter, ValidationError

from kttt_cli.beside import Beside
from kttt_cli.findings import Finding, Place, Severity
from kttt_cli.language import Text
from kttt_cli.registers.adapters import adapter
from kttt_cli.registers.canonical import is_canonical
from kttt_cli.registers.cells import turned_dates
from kttt_cli.registers.columns import Match, column_of
from kttt_cli.registers.fields import context_of, usual_values
from kttt_cli.registers.given import take_group, take_settings, take_titles
from kttt_cli.registers.heading_times import with_whole_years
from kttt_cli.registers.losses import LOSSES, less_losses
from kttt_cli.registers.other_units import refuse_other_units
from kttt_cli.registers.refusals import blank_is_no, crosses, doubtful_words, refusals
from kttt_cli.registers.register import WORD_KINDS, Series, kind_of, series_of
from kttt_cli.registers.rows import NUMBERS, labels_below_finding, row_findings
from kttt_cli.registers.settings import NO_RULE, SheetRule
from kttt_cli.registers.surroundings import (
    fields_from_groups,
    labels_below,
)
from kttt_cli.registers.vocabularies import vocabulary
from kttt_cli.sheets.grid import Cell, Encoded
from kttt_cli.sheets.numbers import Reading, Style, Unit, column_unit, habits_of, styles_of, times_a_year
from kttt_cli.sheets.page import Heading
from kttt_cli.sheets.table import Role, Table
from kttt_cli.sheets.values import is_blank, is_left_out, is_mark, ticks_and_crosses
from kttt_cli.sheets.words import as_written

if TYPE_CHECKING:
    from kttt_cli.sheets.grid import Codes

Rows = NDArray[np.intp]
Bools = NDArray[np.bool_]


@dataclass(slots=True)
class Loaded:
    """The records of one table, before they are stacked with those of others."""

    match: Match
    table: Table
    rows: Rows
    columns: dict[str, Series]
    given: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    dropped: int = 0
    unread: dict[str, int] = field(default_factory=dict)
    """Cells of each field that could not be read."""
    blank: dict[str, int] = field(default_factory=dict)
    """Cells of each field in which nothing is written."""
    contexts: dict[str, Reading] = field(default_factory=dict)
    """How the cells of each column of numbers are read."""
    empty: Rows = field(default_factory=lambda: np.zeros(0, dtype=np.intp))
    """The rows that were dropped."""


def load_table(match: Match, table: Table, rule: SheetRule = NO_RULE) -> Loaded:
    """Every data row of the table as a record; cells that cannot be read are unknown and become findings."""
    loaded = Loaded(match, table, table.rows, {})
    _drop_empty_rows(loaded)
    _fill_merged(loaded)
    used = {name: _used(loaded, heading.column) for name, heading in match.headings.items()}
    styles = _number_styles(loaded, used)
    if rule.numbers is not None:
        styles = dict.fromkeys(styles, rule.numbers)
    for name, read in _read_columns(loaded, used, styles).items():
        loaded.columns[name] = read.series
        loaded.findings += read.findings
        loaded.blank[name] = read.blank
        if read.unread:
            loaded.unread[name] = read.unread
        if read.context is not None:
            loaded.contexts[name] = read.context
    if match.losses is not None and "profit" in loaded.columns:
        _take_losses(loaded, match.losses, styles)
    loaded.findings += refuse_other_units(loaded)
    below = labels_below(table, loaded.rows)
    if below is not None:
        loaded.findings.append(labels_below_finding(table, below))
    else:
        for name, series in fields_from_groups(table, loaded.rows, match.model).items():
            take_group(loaded, name, series)
    if not is_canonical(table):
        take_titles(loaded, rule.fields)
    take_settings(loaded, rule)
    loaded.findings += row_findings(loaded.table, loaded.rows, match)
    return loaded


def _place(loaded: Loaded, row: int | None = None, column: int | None = None) -> Place:
    return Place(loaded.table.grid.file, loaded.table.grid.sheet, row, column)


def _fill_merged(loaded: Loaded) -> None:
    """A cell merged over several records holds for all of them; a number so written is that of none of them alone."""
    grid = loaded.table.grid
    names = {heading.column: name for name, heading in loaded.match.headings.items()}
    columns = list(grid.columns)
    own: dict[int, Codes] = {}
    told: set[str] = set()
    for first, column, last, _ in grid.merged:
        name = names.get(column)
        if name is None or last == first or first < loaded.table.first or first >= loaded.table.last:
            continue
        begin, end = np.searchsorted(loaded.rows, (first, last + 1))
        cell = grid.at(first, column)
        if end - begin <= 1 or cell is None:
            continue
        if (name == "name" and not _is_of_years(loaded, first, last)) or kind_of(
            loaded.match.model, name
        ).name in NUMBERS:
            if name not in told:
                loaded.findings.append(_merged_number(loaded, name, first, column, int(end - begin)))
            told.add(name)
        if kind_of(loaded.match.model, name).name not in NUMBERS:
            codes = own.setdefault(column, columns[column].codes.copy())
            within = codes[first : last + 1]
            within[within == 0] = codes[first]
    for column, codes in own.items():
        columns[column] = Encoded(codes, columns[column].cells)
    if own:
        loaded.table = replace(loaded.table, grid=replace(grid, columns=tuple(columns)))


def _is_of_years(loaded: Loaded, first: int, last: int) -> bool:
    """One name over «2022» and «2023»: each row is meant to be a record."""
    heading = loaded.match.headings.get("year")
    if heading is None:
        return False
    codes = loaded.table.grid.columns[heading.column].codes[first : last + 1].tolist()
    return 0 not in codes and len(set(codes)) == len(codes)


def _merged_number(loaded: Loaded, name: str, row: int, column: int, count: int) -> Finding:
    label = column_of(loaded.match.model, name).label
    vi = "tính cho dòng đầu, các dòng còn lại không rõ" if name != "name" else "mỗi dòng vẫn tính là một bản ghi"
    en = "it is taken for the first, and is unknown of the others" if name != "name" else "each row is still a record"
    return Finding(
        "DG106",
        Severity.WARNING,
        _place(loaded, row, column),
        Text(
            f"{label.vi}: ô gộp trên {count} bản ghi; {vi}", f"{label.en}: one cell merged over {count} records; {en}"
        ),
        value=as_written(loaded.table.grid.at(row, column)),
        field=name,
        suggestion=Text("bỏ gộp ô và ghi từng dòng", "unmerge the cell and write each row"),
    )


def _says_something(cell: Cell) -> bool:
    """Words, also behind a number: `1. Nông nghiệp`."""
    return isinstance(cell, str) and sum(map(str.isalpha, cell)) > 1


def _drop_empty_rows(loaded: Loaded) -> None:
    """A row with a number before it and nothing in it, or dots, is a line of the form, not a record."""
    filled = np.zeros(len(loaded.rows), dtype=np.bool_)
    for heading in loaded.match.headings.values():
        column = loaded.table.grid.columns[heading.column]
        blank = np.fromiter(map(is_left_out, column.cells), dtype=np.bool_, count=len(column.cells))
        filled |= ~blank[column.codes[loaded.rows]]
        if filled.all():
            return
    grid = loaded.table.grid
    empty = loaded.rows[~filled]
    loaded.rows = loaded.rows[filled]
    notes = [row for row in empty.tolist() if any(map(_says_something, grid.row(row)))]
    if notes:  # words in columns that are no field's: not a record, but not nothing either
        roles = loaded.table.roles.copy()
        roles[notes] = Role.NOTE
        loaded.table = replace(loaded.table, roles=roles)
        empty = np.setdiff1d(empty, notes)
    loaded.dropped = len(empty)
    loaded.empty = empty
    if not len(empty):
        return
    loaded.findings.append(
        Finding(
            "DG101",
            Severity.NOTE,
            Place(grid.file, grid.sheet, int(empty[0])),
            Text(
                f"{len(empty)} dòng không có mục nào được điền, không tính là bản ghi",
                f"{len(empty)} rows with no field filled, not counted as records",
            ),
        )
    )


def _used(loaded: Loaded, column: int) -> Bools:
    """For each distinct cell of the column: does a record have it?"""
    encoded = loaded.table.grid.columns[column]
    used = np.zeros(len(encoded.cells), dtype=np.bool_)
    used[_codes_of(encoded, loaded.rows)] = True
    return used


def _codes_of(column: Encoded, rows: Rows) -> Codes:
    """(Rows that follow one another are a slice, which takes no time.)"""
    if len(rows) and rows[-1] - rows[0] == len(rows) - 1:
        return column.codes[rows[0] : rows[-1] + 1]
    return column.codes[rows]


def _distinct(loaded: Loaded, column: int, used: Bools) -> tuple[list[Cell], Codes]:
    """The distinct cells of the records' rows, and each record's place among them."""
    encoded = loaded.table.grid.columns[column]
    renumbered = np.cumsum(used, dtype=np.int32) - np.int32(1)
    return _those(encoded.cells, used), renumbered[_codes_of(encoded, loaded.rows)]


def _those(cells: Sequence[Cell], used: Bools) -> list[Cell]:
    unused = np.flatnonzero(~used).tolist()
    if len(unused) > _FEW:
        return list(compress(cells, used.tolist()))
    cells = list(cells)  # all but the heading, mostly
    for index in reversed(unused):
        del cells[index]
    return cells


_FEW = 8


def _number_styles(loaded: Loaded, used: dict[str, Bools]) -> dict[str, Style | None]:
    match, columns = loaded.match, loaded.table.grid.columns
    return styles_of(
        {
            name: _those(columns[heading.column].cells, used[name])
            for name, heading in match.headings.items()
            if kind_of(match.model, name).name in NUMBERS
        }
    )


class _Column(NamedTuple):
    """One column as read, and what there is to say of it."""

    series: Series
    findings: list[Finding]
    blank: int
    unread: int
    context: Reading | None


WORTH_WHILE = 20_000
"""Distinct cells of a table that take longer to be validated than a second process takes to begin."""


def _read_columns(loaded: Loaded, used: dict[str, Bools], styles: dict[str, Style | None]) -> dict[str, _Column]:
    """All columns in the order of the fields; of a large table half of them is read in a second process."""
    read = partial(_columns_of, loaded, used, styles)
    names = list(loaded.match.headings)
    model = loaded.match.model
    mine, others = _halves({name: (kind_of(model, name).name, int(np.count_nonzero(used[name]))) for name in names})
    with Beside(lambda: [read(others)], wanted=bool(others)) as beside:
        done = read(mine)
        done |= next(beside, {}) or read(others)
    return {name: done[name] for name in names}


_COSTS = {"code": 2, "money": 5, "text": 8}
"""How long a distinct cell takes of each kind, beside the others."""
_OTHERS = 10
_HANDED_OVER = 6
"""How much longer a word takes that the second process has read: words are many objects, numbers are one."""


def _halves(sizes: dict[str, tuple[str, int]]) -> tuple[list[str], list[str]]:
    """Two parts of the columns that take equally long, by the kind of each and the number of its distinct cells."""
    if sum(count for _, count in sizes.values()) < WORTH_WHILE:
        return list(sizes), []
    mine: list[str] = []
    others: list[str] = []
    until = [0, 0]
    costs = {name: _COSTS.get(kind, _OTHERS) * count for name, (kind, count) in sizes.items()}
    for name in sorted(sizes, key=lambda name: -costs[name]):
        kind, count = sizes[name]
        if_mine = until[0] + costs[name]
        if_other = until[1] + costs[name] + (_HANDED_OVER * count if kind in WORD_KINDS else 0)
        if if_other < if_mine:
            others.append(name)
            until[1] = if_other
        else:
            mine.append(name)
            until[0] = if_mine
    return mine, others


def _columns_of(
    loaded: Loaded, used: dict[str, Bools], styles: dict[str, Style | None], names: Iterable[str]
) -> dict[str, _Column]:
    columns = {}
    for name in names:
        cells, codes = _distinct(loaded, loaded.match.headings[name].column, used[name])
        columns[name] = _read_column(loaded, name, loaded.match.headings[name], cells, codes, styles.get(name))
    return columns


def _take_losses(loaded: Loaded, heading: Heading, styles: dict[str, Style | None]) -> None:
    """The column beside the profit is read as the profit is, and its amounts are less than nothing."""
    cells, codes = _distinct(loaded, heading.column, _used(loaded, heading.column))
    profit = loaded.match.headings["profit"]
    style = styles_of({"profit": cells})["profit"] or styles.get("profit")
    read = _read_column(loaded, "profit", heading._replace(unit=heading.unit or profit.unit), cells, codes, style)
    loaded.findings += read.findings
    if read.context is not None:
        loaded.contexts[LOSSES] = read.context
    less_losses(loaded, heading, read.series)


def _read_column(
    loaded: Loaded, name: str, heading: Heading, cells: list[Cell], codes: Codes, style: Style | None
) -> _Column:
    model = loaded.match.model
    kind = kind_of(model, name).name
    column = heading.column
    context = None
    if kind in NUMBERS:
        unit = column_unit(heading.unit, loaded.table.unit, yearly=column_of(model, name).yearly)
        if kind == "money" and unit is None and heading.name == name:
            unit = Unit(1, 1)  # the field's own name as header: the canonical form, in VND
        if unit is not None and unit.per_year is None:
            unit = Unit(unit.scale, times_a_year(with_whole_years(heading.name)))
        context = Reading(style, unit, column_of(model, name).yearly, habits_of(cells, style))
    refused: dict[int, Any] = {}
    distinct = usual_values(kind, cells, context)
    if distinct is None:
        distinct, refused = _validated(adapter(model, name), cells, context_of(context))
        series = series_of(kind, distinct, codes, refused)
    else:
        series = series_of(kind, distinct, codes, first_blank=distinct[0] is None)
    bad = np.flatnonzero(series.not_read)
    findings = refusals(loaded, name, column, cells, codes, refused, bad) if refused else []
    unread = len(bad)
    blank = len(series) - int(np.count_nonzero(series.known)) - unread
    place = _place(loaded, None, column)
    if kind == "date":
        findings += turned_dates(cells, codes, place, column_of(model, name).label, name)
    if kind == "label":
        words = vocabulary(str(kind_of(model, name).of))
        findings += doubtful_words(place, column_of(model, name).label, name, words, cells)
    if kind == "flag":
        filled = [cell for index, cell in enumerate(cells) if index not in refused and not is_blank(cell)]
        if ticks_and_crosses(filled):
            findings.append(crosses(place, column_of(model, name).label, name))
        if filled and all(map(is_mark, filled)):
            findings += blank_is_no(place, column_of(model, name).label, name) if any(map(is_blank, cells)) else []
            distinct = [False if is_blank(cell) else value for cell, value in zip(cells, distinct, strict=True)]
            series = series_of(kind, distinct, codes, refused)
    return _Column(series, findings, blank, unread, context)


def _validated(
    field_type: TypeAdapter[list[Any]], cells: list[Cell], context: object
) -> tuple[list[Any], dict[int, Any]]:
    """Values of the cells (None where refused), and the error of each refused one."""
    try:
        return field_type.validate_python(cells, context=context), {}
    except ValidationError as error:
        refused = {int(each["loc"][0]): each for each in error.errors(include_url=False, include_input=False)}
    good = [cell for index, cell in enumerate(cells) if index not in refused]
    values = iter(field_type.validate_python(good, context=context))
    return [None if index in refused else next(values) for index in range(len(cells))], refused
