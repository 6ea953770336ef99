"""A filled annex that someone else made: which form it is, which row of the form each of its rows is, which column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from kttt_cli.annexes.layout import YearsForm
from kttt_cli.patterns import pattern
from kttt_cli.sheets.grid import Grid
from kttt_cli.sheets.text import plain
from kttt_cli.sheets.words import is_unit_heading

LABEL_HEADING = "chi tieu"
_YEAR = pattern(r"(?<!\d)(20\d\d)(?!\d)")
_DONE = pattern(r"\b(thuc hien|th|uoc|ket qua)\b")
_PLANNED = pattern(r"\b(ke hoach|kh|muc tieu|chi tieu)\b")
_NEAR = 0.8
_LEAST_ROWS = 3
Pair = tuple[int, int]
"""Place of a row in the sheet, and in the form."""
_HEADER_WITHIN = 40


@dataclass(frozen=True, slots=True)
class Column:
    """A column of numbers: the plan's or the results, of the period before, a year, or the whole period."""

    series: str
    """`plan` or `done`."""
    when: str
    """`past`, a year, or `total`; a column that says the same as one before has a name of its own."""
    heading: str


@dataclass(frozen=True, slots=True)
class Recognised:
    """A sheet that is a form of this layout."""

    layout: YearsForm
    header_row: int
    columns: Mapping[int, Column]
    rows: Mapping[int, str]
    """Row of the sheet → key of the form's row."""
    label_column: int
    unit_column: int | None
    unknown: tuple[int, ...]
    """Rows with a label that the form does not have."""

    @property
    def years(self) -> Mapping[str, frozenset[str]]:
        """Of which years the totals of the plan and of the results are: those that their heading names, else all that
        have a column."""
        return {series: self._years(series) for series in ("plan", "done")}

    def _years(self, series: str) -> frozenset[str]:
        columns = [column for column in self.columns.values() if column.series == series]
        named = [_YEAR.findall(column.heading) for column in columns if column.when == "total"]
        spans = [(found[0], found[-1]) for found in named if found]
        years = [column.when for column in columns if column.when.isdigit()]
        return frozenset(year for year in years if all(first <= year <= last for first, last in spans))

    @property
    def missing(self) -> tuple[str, ...]:
        """Rows of the form that the sheet does not have."""
        there = set(self.rows.values())
        return tuple(key for key, row in self.layout.row.items() if key not in there and not row.only_if_any)


def recognise(grid: Grid, forms: Sequence[YearsForm]) -> Recognised | None:
    """The form whose rows the sheet has, at least half of them; None for any other sheet."""
    header = _header(grid)
    if header is None:
        return None
    first, last, label_column = header
    headings = [_heading(grid, first, last, column) for column in range(grid.width)]
    columns = _each_its_own(_number_columns(headings))
    labels = {
        row: text
        for row in range(last + 1, grid.height)
        if (text := _label(grid, row, label_column)) and text != LABEL_HEADING
    }
    best: tuple[int, YearsForm, dict[int, str]] | None = None
    for form in forms:
        rows = _aligned(labels, form)
        always = sum(not row.only_if_any for row in form.row.values())
        if len(rows) >= max(_LEAST_ROWS, always / 2) and (best is None or len(rows) > best[0]):
            best = len(rows), form, rows
    if best is None or not columns:
        return None
    _, form, rows = best
    within = range(min(rows), max(rows) + 1)
    unknown = tuple(row for row in labels if row in within and row not in rows)
    unit_column = next((i for i, text in enumerate(headings) if is_unit_heading(text)), None)
    return Recognised(form, first, columns, rows, label_column, unit_column, unknown)


def _header(grid: Grid) -> tuple[int, int, int] | None:
    """First and last row of the header, and the column of labels."""
    for row in range(min(grid.height, _HEADER_WITHIN)):
        for column in range(grid.width):
            if plain(_text(grid, row, column)).startswith(LABEL_HEADING):
                return row, _last_of_merged(grid, row, column), column
    return None


def _last_of_merged(grid: Grid, row: int, column: int) -> int:
    for top, left, bottom, right in grid.merged:
        if top <= row <= bottom and left <= column <= right:
            return bottom
    return row


def _heading(grid: Grid, first: int, last: int, column: int) -> str:
    """What the header says over a column, from above down; merged cells speak for all their columns."""
    parts: list[str] = []
    for row in range(first, last + 1):
        text = _text(grid, row, column)
        for top, left, bottom, right in grid.merged:
            if top <= row <= bottom and left <= column <= right:
                text = _text(grid, top, left)
        if text and text not in parts:
            parts.append(text)
    return " / ".join(parts)


def _number_columns(headings: Sequence[str]) -> Iterator[tuple[int, Column]]:
    """The columns of numbers: a period or a year in their heading says which. Percentages are none."""
    of_years = [text for text in headings if len(_YEAR.findall(text)) == 1]
    years = sorted({year for text in of_years for year in _YEAR.findall(text)})
    all_done = bool(of_years) and all(_DONE.search(plain(text)) for text in of_years if "%" not in text)

    def sums_up(words: str) -> bool:
        """`Lũy kế 2021-2023`, `Cộng 2021-2023` say of what they are by the columns beside them."""
        return not _PLANNED.search(words)

    for index, text in enumerate(headings):
        found = sorted(set(_YEAR.findall(text)))
        words = plain(text)
        if "%" in text or not (found or "muc tieu" in words):
            continue
        series = "done" if _DONE.search(words) or (sums_up(words) and all_done) else "plan"
        if len(found) == 1:
            yield index, Column(series, found[0], text)
        elif found and years and found[-1] < years[0]:
            yield index, Column("plan", "past", text)
        else:
            yield index, Column(series, "total", text)


def _each_its_own(columns: Iterator[tuple[int, Column]]) -> dict[int, Column]:
    """Of two columns of one year (`TH 6 tháng 2024`, `Ước TH 2024`) the later is not of the year for totals."""
    found: dict[int, Column] = {}
    taken: set[tuple[str, str]] = set()
    for index, column in columns:
        again = (column.series, column.when) in taken
        found[index] = replace(column, when=f"{column.when} ({index})") if again else column
        taken.add((column.series, column.when))
    return found


def _aligned(labels: Mapping[int, str], form: YearsForm) -> dict[int, str]:
    """Rows of the sheet with the form's rows, in order. Labels recur, so those that stand once in both hold the rest
    in place: what lies between two of them is compared with what lies between them in the form."""
    rows, there = list(labels), list(labels.values())
    keys = list(form.row)
    known = [plain(form.row[key].label.vi) for key in keys]
    found: dict[int, str] = {}
    before = (-1, -1)
    for i, j in (*_anchors(there, known), (len(there), len(known))):
        found |= {rows[k]: keys[m] for k, m in _between(there, known, before, (i, j))}
        if i < len(there):
            found[rows[i]] = keys[j]
        before = i, j
    return dict(sorted(found.items()))


def _anchors(there: Sequence[str], known: Sequence[str]) -> list[Pair]:
    found: list[Pair] = []
    for i, label in enumerate(there):
        if there.count(label) == 1 and known.count(label) == 1:
            j = known.index(label)
            if not found or j > found[-1][1]:
                found.append((i, j))
    return found


def _between(there: Sequence[str], known: Sequence[str], before: Pair, after: Pair) -> Iterator[Pair]:
    """Equal labels in order; near ones where as many rows are left on both sides."""
    left, right = there[before[0] + 1 : after[0]], known[before[1] + 1 : after[1]]
    done = (0, 0)
    for i, j, size in SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks():
        gap = zip(range(done[0], i), range(done[1], j), strict=False) if i - done[0] == j - done[1] else ()
        near = [(k, m) for k, m in gap if SequenceMatcher(None, left[k], right[m]).ratio() >= _NEAR]
        for k, m in (*near, *((i + n, j + n) for n in range(size))):
            yield before[0] + 1 + k, before[1] + 1 + m
        done = i + size, j + size


def _label(grid: Grid, row: int, column: int) -> str:
    return plain(_text(grid, row, column))


def _text(grid: Grid, row: int, column: int) -> str:
    cell = grid.at(row, column)
    return cell if isinstance(cell, str) else "" if cell is None else str(cell)
