"""Rows of numbers without a word, in a list whose rows bear no numbers (STT): the sums of the rows around them are
totals that nobody has labelled, and no records.

Taken for a record, such a row would count as one more organisation and double every sum. Where the numbers do not
prove it, the row stays a record and is said to have no name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from math import log10

import numpy as np
from numpy.typing import NDArray

from kttt_cli.findings import Finding, Place, Severity
from kttt_cli.language import Text
from kttt_cli.registers.columns import Match
from kttt_cli.registers.load import Loaded, load_table
from kttt_cli.registers.register import kind_of
from kttt_cli.registers.settings import NO_RULE, SheetRule
from kttt_cli.registers.totals import exact_sum, scale_of, summed
from kttt_cli.sheets.page import Role
from kttt_cli.sheets.table import Table
from kttt_cli.sheets.values import is_blank
from kttt_cli.sheets.words import is_number, is_row_number_heading

Positions = NDArray[np.intp]

_NUMBERS = frozenset({"count", "money", "score", "year"})
_AT_LEAST = 2
"""Of one row the sum is the row: a copy of it looks the same."""
_FOR_ONE_COLUMN = 3
_NEARLY_ALL = 0.8
_EVIDENCE, _EVIDENCE_OF_ONE = 2.5, 1.5
"""Digits (as a logarithm) in which written and computed sums agree: 6 and 2 are the sums of many rows, 1.570 is not."""


def load_records(match: Match, table: Table, rule: SheetRule = NO_RULE) -> Loaded:
    """The records of a table, without the sums that bear no name; each of those is a finding."""
    loaded = load_table(match, table, rule)
    sums: dict[int, int] = {}
    while found := _sums(loaded):
        sums |= found
        roles = table.roles.copy()
        roles[list(sums)] = Role.TOTAL
        loaded = load_table(match, replace(table, roles=roles), rule)
    loaded.findings += [_finding(loaded, row, count) for row, count in sums.items()]
    return loaded


def _sums(loaded: Loaded) -> dict[int, int]:
    """Rows of the sheet that are sums, each with the number of rows that it adds up."""
    found: dict[int, int] = {}
    names = summed(loaded)
    for position in _candidates(loaded) if names else ():
        for cover in _covers(loaded, position, found):
            if _is_sum(loaded, names, position, cover):
                found[int(loaded.rows[position])] = len(cover)
                break
    return found


def _candidates(loaded: Loaded) -> list[int]:
    """Records of which nothing is known but numbers, and nothing else is written."""
    words, numbers = np.zeros(len(loaded.rows), np.bool_), np.zeros(len(loaded.rows), np.bool_)
    for name in loaded.match.headings:
        series = loaded.columns[name]
        if kind_of(loaded.match.model, name).name in _NUMBERS:
            numbers |= series.known
        else:
            words |= series.known | series.not_read
    grid = loaded.table.grid
    return [
        position
        for position in np.flatnonzero(numbers & ~words).tolist()
        if all(is_number(cell) for cell in grid.row(int(loaded.rows[position])) if not is_blank(cell))
    ]


def _covers(loaded: Loaded, position: int, sums: Collection[int]) -> Iterator[Positions]:
    """What the row may be the sum of: the rows since the last total or group, or all above; below, if it stands first."""
    rows, row = loaded.rows, int(loaded.rows[position])
    ends = np.flatnonzero(np.isin(loaded.table.roles, (Role.TOTAL, Role.GROUP)))
    before, after = [*ends[ends < row].tolist(), *sums], ends[ends > row].tolist()
    since = int(np.searchsorted(rows, max(before))) if before else 0
    until = int(np.searchsorted(rows, after[0])) if after else len(rows)
    for first, last in dict.fromkeys(
        [(since, position), (0, position), (position + 1, until), (position + 1, len(rows))]
    ):
        cover = np.arange(first, last)
        cover = cover[~np.isin(rows[cover], list(sums))]
        if len(cover) >= _AT_LEAST:
            yield cover


@dataclass(slots=True)
class _Agreement:
    hits: int = 0
    misses: int = 0
    evidence: float = 0.0


def _is_sum(loaded: Loaded, names: list[str], position: int, cover: Positions) -> bool:
    found, columns = _Agreement(), 0
    for name in names:
        series = loaded.columns[name]
        columns += bool(series.known[cover].any())
        if not series.known[position]:
            continue
        written, computed, scale = int(series.values[position]), exact_sum(series, cover), scale_of(loaded, name)
        if written == computed == 0:
            continue
        rounded = written % scale == 0 and 2 * abs(written - computed) <= scale
        if written and (written == computed or (scale > 1 and rounded)):
            found.hits += 1
            found.evidence += log10(max(1, abs(written) / scale))
        else:
            found.misses += 1
    if found.hits == 1:
        alone = columns == 1 and not found.misses and not _has_number(loaded, position)
        return alone and len(cover) >= _FOR_ONE_COLUMN and found.evidence >= _EVIDENCE_OF_ONE
    return found.hits >= _NEARLY_ALL * (found.hits + found.misses) and found.hits > 1 and found.evidence >= _EVIDENCE


def _has_number(loaded: Loaded, position: int) -> bool:
    """Does it bear a number of its own (STT), as records do?"""
    grid, row = loaded.table.grid, int(loaded.rows[position])
    headings = [each for each in loaded.table.headings if is_row_number_heading(each.name)]
    return any(not is_blank(grid.at(row, each.column)) for each in headings)


def _finding(loaded: Loaded, row: int, count: int) -> Finding:
    grid = loaded.table.grid
    return Finding(
        "DG114",
        Severity.WARNING,
        Place(grid.file, grid.sheet, row),
        Text(
            f"dòng không có tên, các số bằng tổng của {count} dòng: được hiểu là dòng cộng, không tính là một bản ghi",
            f"a row without a name whose numbers are the sums of {count} rows: taken for a total, not for a record",
        ),
        suggestion=Text(
            "ghi “Tổng cộng” vào dòng; nếu là một bản ghi, ghi tên hoặc mã",
            "write “Tổng cộng” into the row; if it is a record, write its name or code",
        ),
    )
