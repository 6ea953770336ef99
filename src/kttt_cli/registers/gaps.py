"""Written totals that differ from the sums of their rows, cause by cause: one wrong cell is told once, not in each
total above it, and one row too many or too few is told once, not in each of its columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kttt_cli.findings import Finding, Place, Severity
from kttt_cli.language import Text, join, show_number
from kttt_cli.registers.columns import column_of
from kttt_cli.registers.culprit import culprit
from kttt_cli.registers.load import Loaded
from kttt_cli.registers.refusals import named
from kttt_cli.sheets.words import as_written

_MAY_BE_NEGATIVE = frozenset({"profit"})
_SHOWN = 3


@dataclass(frozen=True, slots=True, eq=False)
class Gap:
    """One cell of a row of totals that is not the sum of the records (by position) that it covers."""

    row: int
    label: str
    name: str
    written: int
    computed: int
    positions: NDArray[np.intp]
    with_above: bool
    """Records of tables above belong to it too."""
    scale: int
    slack: Fraction
    """So much a total may differ by rounding."""
    columns: int
    """How many cells of this row were compared."""

    @property
    def difference(self) -> int:
        return self.written - self.computed


def gap_findings(loaded: Loaded, gaps: Sequence[Gap], lost: Sequence[int]) -> list[Finding]:
    """TG401, at the innermost total that differs, with those that differ because of it."""
    told, followers = _innermost([gap for gap in gaps if not _lacks_unread(loaded, gap)])
    by_row: dict[int, list[Gap]] = defaultdict(list)
    for gap in told:
        by_row[gap.row].append(gap)
    findings: list[Finding] = []
    for of_row in by_row.values():
        above = {label: None for gap in of_row for label in followers.get((gap.row, gap.name), ())}
        if _of_rows(of_row):
            if not any(_covers(loaded, of_row[0], row) for row in lost if of_row[0].difference > 0):
                findings.append(_rows_finding(loaded, of_row, list(above)))
            continue
        for gap in of_row:
            findings.append(_finding(loaded, gap, followers.get((gap.row, gap.name), [])))
    return findings


def _lacks_unread(loaded: Loaded, gap: Gap) -> bool:
    """What a total has more than its rows may be the cells that could not be read, which are told already."""
    unread = bool(loaded.columns[gap.name].not_read[gap.positions].any())
    return unread and (gap.difference > 0 or gap.name in _MAY_BE_NEGATIVE)


Cell = tuple[int, str]
"""Row of a total, and field."""


def _innermost(gaps: Sequence[Gap]) -> tuple[list[Gap], dict[Cell, list[str]]]:
    """The gaps that do not come of others within them; for those, which totals differ only because they do."""
    told: list[Gap] = []
    followers: dict[Cell, list[str]] = defaultdict(list)
    for gap in sorted(gaps, key=lambda each: len(each.positions)):
        within = [each for each in told if each.name == gap.name and np.isin(each.positions, gap.positions).all()]
        if within and abs(gap.difference - sum(each.difference for each in within)) <= gap.slack * (1 + len(within)):
            for each in within:
                followers[each.row, each.name].append(gap.label)
            continue
        told.append(gap)
    return sorted(told, key=lambda each: gaps.index(each)), followers


def _of_rows(gaps: Sequence[Gap]) -> bool:
    """Several columns that differ in one direction: rows too many or too few, rather than a slip in each."""
    signs = {gap.difference > 0 for gap in gaps if gap.name not in _MAY_BE_NEGATIVE}
    return len(gaps) > 1 and len(signs) == 1 and 2 * len(gaps) >= gaps[0].columns


def _covers(loaded: Loaded, gap: Gap, row: int) -> bool:
    """Is the row one of those of the total, or the one behind them?"""
    rows = loaded.rows[gap.positions]
    return bool(len(rows)) and int(rows.min()) <= row <= int(rows.max()) + 1


# --- what is said ---------------------------------------------------------------------------------


def _finding(loaded: Loaded, gap: Gap, above: Sequence[str]) -> Finding:
    message, shown = _difference(loaded, gap), _Shown(gap.scale)
    series, hint = loaded.columns[gap.name], None
    follows: tuple[Place, ...] = ()
    found = culprit(series, gap.positions, gap.difference) if _all_read(loaded, gap) and not gap.with_above else None
    if found is not None:
        cell = _place(loaded, found.position, gap.name)
        follows = (cell,)
        who = named(loaded, int(loaded.rows[found.position])) or str(cell.cell)
        instead = "" if found.instead is None else shown(found.instead)
        hint = found.text.filled(
            cell=str(cell.cell), who=who, value=shown(int(series.values[found.position])), instead=instead
        )
    return total_finding(loaded, gap.row, gap.label, gap.name, "TG401", _with(message, above), hint, follows)


def _rows_finding(loaded: Loaded, gaps: Sequence[Gap], above: Sequence[str]) -> Finding:
    first, rest = gaps[0], len(gaps) - _SHOWN
    message = join([_difference(loaded, gap) for gap in gaps[:_SHOWN]])
    if rest > 0:
        message = Text(f"{message.vi}; và {rest} cột nữa", f"{message.en}; and {rest} more columns")
    alike = _rows_like(loaded, gaps)
    hint = Text(
        "có thể thiếu một dòng, hay dòng này cộng thêm dòng khác",
        "a row may be missing, or one was added that is not here",
    )
    if first.difference < 0:
        hint = Text("có thể có dòng thừa, hay chưa được cộng vào", "a row may be one too many, or was not added")
    if len(alike):
        cells = ", ".join(str(int(loaded.rows[position]) + 1) for position in alike[:_SHOWN])
        who = named(loaded, int(loaded.rows[alike[0]])) or cells
        hint = Text(
            f"đúng bằng dòng {cells} ({who}): xem dòng đó có bị ghi hai lần không",
            f"just what row {cells} holds ({who}): see whether it stands twice",
        )  # fmt: skip
    follows = tuple(_place(loaded, position, None) for position in alike)
    return total_finding(loaded, first.row, first.label, first.name, "TG401", _with(message, above), hint, follows)


def _rows_like(loaded: Loaded, gaps: Sequence[Gap]) -> list[int]:
    """The records that hold just what all these totals lack."""
    fits = np.ones(len(gaps[0].positions), dtype=np.bool_)
    for gap in gaps:
        series = loaded.columns[gap.name]
        values = np.where(series.known[gap.positions], series.values[gap.positions], 0)
        fits &= np.abs(values + gap.difference) <= float(gap.slack)
    found: list[int] = gaps[0].positions[fits].tolist()
    return found


def _difference(loaded: Loaded, gap: Gap) -> Text:
    shown, label = _Shown(gap.scale), column_of(loaded.match.model, gap.name).label
    written, computed, apart = shown(gap.written), shown(gap.computed), shown(gap.difference)
    return Text(
        f"{label.vi}: dòng “{gap.label}” ghi {written.vi}, cộng {len(gap.positions)} dòng được {computed.vi}, "
        f"lệch {apart.vi}",
        f"{label.en}: the row “{gap.label}” says {written.en}, the {len(gap.positions)} rows add up to {computed.en}, "
        f"a difference of {apart.en}",
    )


def _with(message: Text, above: Sequence[str]) -> Text:
    if not above:
        return message
    names = ", ".join(f"“{label}”" for label in above)
    return Text(f"{message.vi}; dòng {names} lệch theo", f"{message.en}; so does the row {names}")


def _all_read(loaded: Loaded, gap: Gap) -> bool:
    return not loaded.columns[gap.name].not_read[gap.positions].any()


def total_finding(
    loaded: Loaded,
    row: int,
    label: str,
    name: str,
    rule: str,
    message: Text,
    hint: Text | None = None,
    follows: tuple[Place, ...] = (),
) -> Finding:
    """A warning at the cell of a total."""
    column, grid = loaded.match.headings[name].column, loaded.table.grid
    return Finding(
        rule,
        Severity.WARNING,
        Place(grid.file, grid.sheet, row, column),
        message,
        value=as_written(grid.at(row, column)),
        record=label,
        field=name,
        suggestion=hint,
        follows_from=follows,
    )


def _place(loaded: Loaded, position: int, name: str | None) -> Place:
    grid, row = loaded.table.grid, int(loaded.rows[position])
    return Place(grid.file, grid.sheet, row, None if name is None else loaded.match.headings[name].column)


class _Shown(NamedTuple):
    """Numbers in the unit of their column."""

    scale: int

    def __call__(self, value: int) -> Text:
        amount = Fraction(value, self.scale)
        return Text(*(show_number(amount, 9, lang, trim=True) for lang in ("vi", "en")))


_NO_ROW_OF_ITS_OWN = frozenset({"DG102", "DG103", "DG110", "DG113", "MA201", "MA202", "MA203", "MA204", "MA205"})
"""Rules that say of a row that it may be none of its own: not a record, or one that stands twice."""


def unexplained(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Without those that only follow from what is told of another cell, or of a whole row."""
    causes = [each for each in findings if each.severity is not Severity.NOTE and not each.follows_from]
    told = {each.place for each in causes}
    # A wrong date explains nothing of how many rows there are.
    rows = {_row_of(each.place) for each in causes if each.rule in _NO_ROW_OF_ITS_OWN}
    for each in findings:
        if not any(place in told if place.column is not None else place in rows for place in each.follows_from):
            yield each


def _row_of(place: Place) -> Place:
    return Place(place.file, place.sheet, place.row)
