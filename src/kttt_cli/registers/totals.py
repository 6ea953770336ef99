"""The totals that a sheet writes against the sums of its rows: evidence of a row left out, doubled or mistyped.

Which rows a total covers is seldom written. The possible answers (the group it stands in, the rows since the
last total, the whole table …) are tried in the order of what its label suggests, and the one that most of its
columns agree with is taken. Where none agrees, the first is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from kttt_cli.findings import Finding, Place
from kttt_cli.language import Text
from kttt_cli.patterns import pattern
from kttt_cli.registers.adapters import adapter
from kttt_cli.registers.columns import column_of
from kttt_cli.registers.fields import context_of
from kttt_cli.registers.gaps import Gap, gap_findings, total_finding
from kttt_cli.registers.load import Loaded
from kttt_cli.registers.losses import LOSSES
from kttt_cli.registers.places import place_keys
from kttt_cli.registers.refusals import OF_THE_COLUMN
from kttt_cli.registers.register import Series, kind_of
from kttt_cli.registers.surroundings import group_field, numeral_of
from kttt_cli.sheets.grid import Cell
from kttt_cli.sheets.numbers import Style
from kttt_cli.sheets.page import Role
from kttt_cli.sheets.table import Table
from kttt_cli.sheets.text import clean, key, plain
from kttt_cli.sheets.values import is_blank
from kttt_cli.sheets.words import (
    after_total,
    is_comparison,
    is_counted_title,
    is_numeric,
    is_part,
    is_statistic,
    is_total,
    text_of,
    without_numeral,
)

_SUMMED = frozenset({"count", "money"})
_GRAND = pattern(r"(?:tong cong|tong so|toan tinh|toan huyen|ca tinh|cong chung|cong toan|tong chung)\b")
_CARRIED = pattern(
    r"\b(?:luy ke|cong don|mang sang|chuyen trang|sang trang|trang truoc|binh quan|trung binh|du cuoi)\b"
)
"""What comes from other pages or years, and a mean, is no sum of these rows."""
_OF_RECORDS = pattern(r"\b(?:htx|hop tac xa|tht|to hop tac|qtdnd|don vi|quy)\b")
_FILLED = "_"


class _Cover(NamedTuple):
    """Records (by position) that a total may be the sum of, and the tables above it that belong to them."""

    positions: NDArray[np.intp]
    above: tuple[Loaded, ...] = ()


@dataclass(slots=True)
class _Total:
    """A row with sums: its label, and the cells that were read."""

    row: int
    label: str
    covers: list[_Cover]
    read: dict[str, int] = field(default_factory=dict)
    unread: dict[str, Text] = field(default_factory=dict)


def total_findings(
    loaded: Loaded, above: Sequence[Loaded], lost: Sequence[Place] = (), before: Sequence[Loaded] = ()
) -> list[Finding]:
    """What the total and group rows of a table say that its records do not. `above` are the tables of the same
    register on the same page, which a last total may cover as well, and `before` those of it and of the sheets before;
    `lost` are the rows before which a number is missing, which tells already why a total is larger than its rows."""
    totals = list(_totals(loaded, [tuple(each) for each in (above, before) if each]))
    unread = [finding for total in totals for finding in _not_read(loaded, total)]
    gaps = [gap for total in totals for gap in _gaps(loaded, total)]
    return [*unread, *gap_findings(loaded, gaps, [place.row for place in lost if place.row is not None])]


def summed(loaded: Loaded) -> list[str]:
    """Means and shares (income, score) are of the other kinds, or of the year; they add up to nothing."""
    model = loaded.match.model
    return [
        name
        for name in loaded.match.headings
        if kind_of(model, name).name in _SUMMED and not column_of(model, name).yearly
    ]


def _totals(loaded: Loaded, above: Sequence[tuple[Loaded, ...]]) -> Iterator[_Total]:
    table = loaded.table
    names = summed(loaded)
    groups, scopes = dict(table.groups), _scopes(table)
    for row in np.flatnonzero((table.roles == Role.TOTAL) | (table.roles == Role.GROUP)).tolist():
        cells = table.grid.row(row)
        total = _Total(row, groups.get(row) or _label(cells), [])
        if _CARRIED.search(plain(total.label)) or _is_beside_a_sum(total.label):
            continue
        for name in names:
            cell = cells[loaded.match.headings[name].column]
            if not is_blank(cell) and not (isinstance(cell, str) and _is_label(cell, total.label)):
                _read(loaded, total, name, cell)
        if loaded.match.losses is not None and "profit" in total.read:
            _less_losses(loaded, total, cells[loaded.match.losses.column])
        if row not in groups and _is_part_below_a_total(loaded, total, scopes):
            continue
        if (total.read or total.unread) and not _is_none_of_nothing(loaded, total):
            covers = _group_covers(loaded, row, scopes) if row in groups else _covers(loaded, total, above, scopes)
            total.covers = [cover for cover in _with_movements(loaded, total, covers) if len(cover.positions)]
            if total.covers:
                yield total


_OF_MOVEMENTS = pattern(r"\b(?:thang|quy [1-4ivx]+|phat sinh|trong ky|trong nam)\b")


def _with_movements(loaded: Loaded, total: _Total, covers: list[_Cover]) -> list[_Cover]:
    """Of a ledger a total may leave out what there was before: «Cộng tháng 1» below «Số dư đầu kỳ»."""
    if loaded.match.register != "fund":
        return covers
    opening = loaded.columns["kind"].holds("opening")
    movements = [cover._replace(positions=cover.positions[~opening[cover.positions]]) for cover in covers]
    return [*movements, *covers] if _OF_MOVEMENTS.search(plain(total.label)) else [*covers, *movements]


def _is_beside_a_sum(label: str) -> bool:
    """Held against a sum, or a part of one: which rows it is of is not known."""
    beside = is_part(label) or is_statistic(label, with_number=True)
    return is_comparison(label) or (beside and not is_total(without_numeral(label)))


def _is_part_below_a_total(loaded: Loaded, total: _Total, scopes: Sequence[_Scope]) -> bool:
    """«Nông nghiệp | | 800» below «Tổng cộng»: of which rows it is no column says."""
    if not total.label or is_total(total.label) or is_total(without_numeral(total.label)):
        return False
    above = loaded.table.roles[: total.row]
    last = np.flatnonzero(above == Role.DATA)
    is_below = (above[last[-1] if len(last) else 0 :] == Role.TOTAL).any()
    return bool(is_below) and _named_cover(loaded, total, scopes) is None


def _label(cells: tuple[Cell, ...]) -> str:
    words = [
        text_of(cell) for cell in cells if isinstance(cell, str) and (not is_numeric(cell) or is_counted_title(cell))
    ]
    texts = [text for text in words if not is_numeric(text)] or words
    return next(
        (text for text in texts if is_total(text) or is_total(without_numeral(text))), texts[0] if texts else ""
    )


def _is_label(cell: str, label: str) -> bool:
    return bool(label) and label in clean(cell)


def _read(loaded: Loaded, total: _Total, name: str, cell: Cell) -> None:
    """Through the field's own type, with the style and unit of its column."""
    try:
        (value,) = adapter(loaded.match.model, name).validate_python([cell], context=context_of(loaded.contexts[name]))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        if first["type"] in OF_THE_COLUMN:
            return  # told of the whole column
        about = first.get("ctx", {})
        total.unread[name] = about.get("reason", Text.same(_FILLED))
        return
    if value is not None:
        total.read[name] = value


def _less_losses(loaded: Loaded, total: _Total, cell: Cell) -> None:
    """What a total has as «Lãi» is more than its rows have as profit, by what it has as «Lỗ»."""
    profit = total.read.pop("profit")
    series, context = loaded.columns["profit"], loaded.contexts.get(LOSSES)
    if is_blank(cell):
        if not (series.values < 0).any():
            total.read["profit"] = profit
        return
    with suppress(ValidationError):
        (loss,) = adapter(loaded.match.model, "profit").validate_python([cell], context=context_of(context))
        total.read["profit"] = profit - abs(loss or 0)


# --- which rows a total covers --------------------------------------------------------------------


def _between(loaded: Loaded, first: int, last: int) -> NDArray[np.intp]:
    """Positions of the records in the rows from `first` to before `last`."""
    begin, end = np.searchsorted(loaded.rows, (first, last))
    return np.arange(begin, end)


_Scope = tuple[int, int, int]
"""Level, first row, row behind the last of a group: from its row to where the next of its level, or of one around it,
begins."""


def _around(scopes: Sequence[_Scope], row: int) -> list[tuple[int, int]]:
    """The groups a row stands in, innermost first."""
    inside = [scope for scope in scopes if scope[1] <= row < scope[2]]
    return [(first, last) for _, first, last in sorted(inside, reverse=True)]


def _scopes(table: Table) -> list[_Scope]:
    """Of every group of the table."""
    end = table.last
    names = [(at, found[0] if (found := group_field(text)) else "") for at, text in table.groups]
    numerals = [numeral_of(table, at) for at, _ in table.groups]
    levels = {name: level for level, name in enumerate(dict.fromkeys(name for _, name in names))}
    following = [end] * len(levels)
    scopes = []
    after: dict[int, tuple[int, int]] = {}
    for (at, name), (rank, count) in zip(reversed(names), reversed(numerals), strict=True):
        level = levels[name]
        beside, number = after.get(rank, (end, 0))
        scopes.append((level, at, min(*following[: level + 1], beside if number == count + 1 > 1 else end)))
        following[level] = at
        after[rank] = (at, count)
    return scopes


def _group_covers(loaded: Loaded, row: int, scopes: Sequence[_Scope]) -> list[_Cover]:
    scope = next(((first, last) for _, first, last in scopes if first == row), None)
    return [_Cover(_between(loaded, *scope))] if scope else []


def _covers(
    loaded: Loaded, total: _Total, above: Sequence[tuple[Loaded, ...]], all_scopes: Sequence[_Scope]
) -> list[_Cover]:
    table, row = loaded.table, total.row
    boundaries = np.flatnonzero(np.isin(table.roles, (Role.TOTAL, Role.GROUP)))
    before = boundaries[boundaries < row]
    after = boundaries[boundaries > row]
    totals = np.flatnonzero(table.roles[:row] == Role.TOTAL)
    since = _between(loaded, int(before[-1]) if len(before) else table.first, row)
    below = _between(loaded, row, int(after[0]) if len(after) else table.last)
    scopes = _around(all_scopes, row)
    inner = [_between(loaded, first, row) for first, _ in scopes]
    whole = _between(loaded, table.first, table.last)
    rest = [
        _between(loaded, int(totals[-1]) if len(totals) else table.first, row),
        _between(loaded, table.first, row),
        *(_between(loaded, row, last) for _, last in scopes),
        below,
    ]
    place = _named_cover(loaded, total, all_scopes)
    if place is not None:
        found = [place, *inner, since, *rest, whole]
    elif _GRAND.match(plain(without_numeral(total.label))) and not _is_within(loaded, row):
        found = [whole, *reversed(inner), since, *rest]
    elif not len(since) and not any(map(len, inner)):
        found = [below, *rest, whole]
    else:
        found = [since, *inner, *rest, whole]
    covers = [_Cover(positions) for positions in found]
    return [*covers, *(_Cover(whole, tables) for tables in above)]


def _is_within(loaded: Loaded, row: int) -> bool:
    """Records above and below, and a total to come: this one is not of the whole table."""
    later = loaded.table.roles[row + 1 :] == Role.TOTAL
    return bool(later.any()) and bool(len(_between(loaded, loaded.table.first, row)))


def _named_cover(loaded: Loaded, total: _Total, scopes: Sequence[_Scope]) -> NDArray[np.intp] | None:
    """«Cộng huyện Yên Thế»: its group, or the records that the column says are there."""
    rest = after_total(total.label)
    found = group_field(rest) if rest else None
    if found is None:
        return None
    name, value = found
    for at, text in reversed(loaded.table.groups):
        other = group_field(text)
        if at < total.row and other and other[0] == name and _same(name, other[1], value):
            return next((_between(loaded, first, last) for _, first, last in scopes if first == at), None)
    series = loaded.columns.get(name)
    if series is None:
        return None
    words = [number for number, word in enumerate(series.words) if _same(name, word, value)]
    positions = np.flatnonzero(series.known & np.isin(series.values, words))
    return positions if len(positions) else None


def _is_none_of_nothing(loaded: Loaded, total: _Total) -> bool:
    """«Vận tải | 0», where no record is of transport."""
    found = group_field(after_total(total.label)) if not any(total.read.values()) else None
    series = loaded.columns.get(found[0]) if found else None
    return (
        found is not None and series is not None and not any(_same(found[0], each, found[1]) for each in series.words)
    )


def _same(name: str, one: str, two: str) -> bool:
    same = place_keys().get(name, key)
    return same(one) == same(two)


# --- the comparison -------------------------------------------------------------------------------


def _not_read(loaded: Loaded, total: _Total) -> Iterator[Finding]:
    for name, reason in total.unread.items():
        label = column_of(loaded.match.model, name).label
        message = Text(
            f"{label.vi}: ô của dòng “{total.label}” {reason.vi}, nên không đối chiếu được với tổng các dòng",
            f"{label.en}: the cell of the row “{total.label}” {reason.en}; it cannot be compared with the sum of the rows",
        )
        yield total_finding(loaded, total.row, total.label, name, "TG402", message)


def _gaps(loaded: Loaded, total: _Total) -> Iterator[Gap]:
    best, most = total.covers[0], 0
    for cover in total.covers:
        fits = sum(_fits(loaded, total, name, _sum(loaded, cover, name)) for name in total.read)
        if fits > most:
            best, most = cover, fits
        if most == len(total.read):
            break  # as of nearly every total; no other rows can fit better
    sums = {name: _sum(loaded, best, name) for name in total.read}
    differing = [name for name, computed in sums.items() if not _fits(loaded, total, name, computed)]
    counting = [name for name in differing if _counts_records(loaded, total, name, total.read[name], best)]
    if len(differing) - len(counting) > 1:
        counting = []  # its other columns are sums that differ: this one is a sum too, by chance as large
    for name in differing:
        if name in counting:
            continue
        step = Fraction(scale_of(loaded, name), 10 ** _decimals(loaded, total, name))
        yield Gap(
            total.row,
            total.label,
            name,
            total.read[name],
            sums[name],
            best.positions,
            bool(best.above),
            scale_of(loaded, name),
            max(step, Fraction(1)) / 2,
            len(total.read),
        )


def _sum(loaded: Loaded, cover: _Cover, name: str) -> int:
    amount = exact_sum(loaded.columns[name], cover.positions)
    for other in cover.above:
        if name in other.columns:
            amount += exact_sum(other.columns[name], np.arange(len(other.rows)))
    return amount


def exact_sum(series: Series, positions: NDArray[np.intp]) -> int:
    """Of the known values; in Python's own integers where 64 bits might not hold it."""
    values = series.values[positions][series.known[positions]]
    if not len(values):
        return 0
    if int(np.abs(values).max()) * len(values) < 2**62:
        return int(values.sum())
    return sum(values.tolist())


def scale_of(loaded: Loaded, name: str) -> int:
    unit = loaded.contexts[name].unit
    return unit.factor if unit is not None and kind_of(loaded.match.model, name).name == "money" else 1


def _fits(loaded: Loaded, total: _Total, name: str, computed: int) -> bool:
    """Equal, or equal once the sum is rounded to the decimals that the total is written with."""
    written = total.read[name]
    if written == computed:
        return True
    step = Fraction(scale_of(loaded, name), 10 ** _decimals(loaded, total, name))
    return step > 1 and Fraction(written) % step == 0 and 2 * abs(written - computed) <= step


def _decimals(loaded: Loaded, total: _Total, name: str) -> int:
    cell = loaded.table.grid.at(total.row, loaded.match.headings[name].column)
    if isinstance(cell, float):
        return len(format(cell, ".15g").partition(".")[2])
    style = loaded.contexts[name].style or Style.VIETNAMESE
    return len(clean(str(cell)).partition(style.decimal)[2])


def _counts_records(loaded: Loaded, total: _Total, name: str, written: int, cover: _Cover) -> bool:
    """«I. Huyện Yên Thế | 12»: a group's row may say how many records follow, in whatever column; so may «Tổng số HTX | 12»."""
    said = (
        loaded.table.roles[total.row] == Role.GROUP
        or _OF_RECORDS.search(plain(total.label))
        or group_field(total.label) is not None
    )
    return bool(said) and Fraction(written, scale_of(loaded, name)) == len(cover.positions)
