"""What of a sheet can be mended: cells that have one right form, or one likely one, and are not in it.

Two sources: findings that say what the cell should hold, and ways of writing that are read rightly but trip up
other programs and people (VB101 to VB107, which are no findings). A mend of the second kind never changes what is read.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from kttt_cli.findings import Finding, Fix, Place, Severity
from kttt_cli.patterns import pattern
from kttt_cli.registers.columns import MODELS
from kttt_cli.registers.places import is_of_our_province, known_spelling
from kttt_cli.registers.reading import ColumnReading, SheetReading, TableReading
from kttt_cli.registers.register import kind_of
from kttt_cli.registers.vocabularies import vocabulary
from kttt_cli.sheets.dates import read_date
from kttt_cli.sheets.grid import Cell, Grid
from kttt_cli.sheets.numbers import Style, read_number
from kttt_cli.sheets.page import Role
from kttt_cli.sheets.text import clean, tidy
from kttt_cli.sheets.values import Unread, is_blank

Value = str | int | Decimal | date
SPACES, COMPOSED, OLD_FONT, WORD, TONE, NUMBER, DAY = (
    "VB101", "VB102", "VB103", "VB104", "VB105", "VB106", "VB107",
)  # fmt: skip
_NUMBERS = frozenset({"count", "money", "score", "year"})
_MOST_DIGITS = 15
"""Of a number, that a workbook holds."""
_PLAIN_DAY = pattern(r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Mend:
    """One cell as it is written and as it should be."""

    place: Place
    before: str
    after: Value
    rules: tuple[str, ...]
    safe: bool = True
    of_finding: bool = False
    """It changes what is read; else only how it is written."""
    record: str | None = None


def mends_of(
    written: Grid,
    read: Grid,
    reading: SheetReading,
    findings: Sequence[Finding],
    takes: Callable[[str], bool],
    *,
    typed: bool,
) -> Iterator[Mend]:
    """`written` and `read` are the sheet before and after texts of old fonts were converted; `findings` those of the
    sheet. `takes` says which rules count; `typed`, that cells may hold numbers and days, not only texts."""
    forms_of = _Forms(written, read, takes, typed)
    fixes: dict[tuple[int, int], list[Finding]] = {}
    refused: set[tuple[int, int]] = set()
    for finding in findings:
        if finding.place.row is None or finding.place.column is None:
            continue
        cell = finding.place.row, finding.place.column
        if finding.severity is Severity.ERROR:
            refused.add(cell)
        if finding.fix is not None and takes(finding.rule):
            fixes.setdefault(cell, []).append(finding)
    data = reading.roles == Role.DATA
    for table in reading.tables:
        if table.register is None:
            continue
        rows = table.first + np.flatnonzero(data[table.first : table.last])
        for column in table.columns:
            if column.field is None or column.kind is None:
                continue
            here = {row: found for (row, at), found in fixes.items() if at == column.column}
            yield from _by_findings(written, table, column, here, typed=typed)
            forms = forms_of.column(rows, table, column)
            if not forms:
                continue
            codes = written.columns[column.column].codes[rows]
            for row, code in zip(rows.tolist(), codes.tolist(), strict=True):
                if code in forms and (row, column.column) not in refused and row not in here:
                    after, rules = forms[code]
                    before = str(written.columns[column.column].cells[code])
                    place = Place(written.file, written.sheet, row, column.column)
                    yield Mend(place, before, after, rules)


def old_fonts(written: Grid, read: Grid, but: Collection[Place]) -> Iterator[Mend]:
    """Titles, headings and all else in an old font: a sheet of which only the records were converted is a mixture."""
    for column, (encoded, understood) in enumerate(zip(written.columns, read.columns, strict=True)):
        pairs = enumerate(zip(encoded.cells, understood.cells, strict=True))
        changed = {code: text for code, (cell, text) in pairs if cell != text and isinstance(text, str)}
        if not changed:
            continue
        for row in np.flatnonzero(np.isin(encoded.codes, list(changed))).tolist():
            place = Place(written.file, written.sheet, row, column)
            if place not in but:
                code = int(encoded.codes[row])
                yield Mend(place, str(encoded.cells[code]), changed[code], (OLD_FONT,))


def _by_findings(
    grid: Grid, table: TableReading, column: ColumnReading, found: Mapping[int, list[Finding]], *, typed: bool
) -> Iterator[Mend]:
    for row, findings in found.items():
        if not table.first <= row < table.last:
            continue
        fixes = {finding.fix for finding in findings if finding.fix is not None}
        if len(fixes) != 1:  # two findings want two things
            continue
        (fix,) = fixes
        after = _typed(fix, column) if typed else fix.text
        rules = tuple(dict.fromkeys(finding.rule for finding in findings))
        yield Mend(
            Place(grid.file, grid.sheet, row, column.column),
            _shown(grid.at(row, column.column)),
            after,
            rules,
            fix.safe,
            of_finding=True,
            record=findings[0].record,
        )


def _typed(fix: Fix, column: ColumnReading) -> Value:
    """The value that a cell of a workbook should hold where the fix says how it is written."""
    if column.kind == "date":
        return _day(fix.text) or (int(fix.text) if fix.text.isdigit() else fix.text)
    if column.kind in _NUMBERS:
        return Decimal(fix.text.replace(",", "."))
    return fix.text


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


# --- ways of writing -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Forms:
    """The right form of each cell that is not in it."""

    written: Grid
    read: Grid
    takes: Callable[[str], bool]
    typed: bool

    def column(
        self, rows: NDArray[np.intp], table: TableReading, column: ColumnReading
    ) -> dict[int, tuple[Value, tuple[str, ...]]]:
        """For each distinct cell of the column that is to be mended: its form, and the rules."""
        encoded, understood = self.written.columns[column.column], self.read.columns[column.column]
        used = np.unique(encoded.codes[rows]).tolist()
        judge = column.kind == "place" and is_of_our_province(
            [cell for code in used if isinstance(cell := understood.cells[code], str)], str(column.field)
        )
        forms = {}
        for code in used:
            cell, text = encoded.cells[code], understood.cells[code]
            if isinstance(cell, str) and isinstance(text, str) and not is_blank(text):
                after, rules = self._form(cell, text, table, column, judge_places=judge)
                if rules:
                    forms[code] = (after, rules)
        return forms

    def _form(
        self, cell: str, text: str, table: TableReading, column: ColumnReading, *, judge_places: bool
    ) -> tuple[Value, tuple[str, ...]]:
        rules: list[str] = []

        def step(rule: str, before: str, after: Value | None) -> Value:
            if after is None or after == before or not self.takes(rule):
                return before
            rules.append(rule)
            return after

        now = str(step(OLD_FONT, cell, text))
        now = str(step(COMPOSED, now, unicodedata.normalize("NFC", now)))
        now = str(step(SPACES, now, tidy(now) if column.kind == "text" else clean(now)))
        rule, better = self._better(now, table, column, judge_places=judge_places)
        return step(rule, now, better), tuple(rules)

    def _better(
        self, text: str, table: TableReading, column: ColumnReading, *, judge_places: bool
    ) -> tuple[str, Value | None]:
        if column.kind == "label":
            name = kind_of(MODELS[str(table.register)], str(column.field)).of
            return WORD, vocabulary(str(name)).spelt(text)
        if column.kind == "place":
            return TONE, known_spelling(text, str(column.field)) if judge_places else None
        if column.kind == "date":
            day = None if not self.typed and _PLAIN_DAY.fullmatch(text) else _day(text)
            return DAY, day if day is None or self.typed else f"{day:%d/%m/%Y}"
        if self.typed and column.kind in _NUMBERS:
            return NUMBER, _number(text, column.style, whole=column.kind in ("count", "year"))
        return SPACES, None


def _day(text: str) -> date | None:
    try:
        dated = read_date(text)
    except Unread:
        return None
    return dated.first if dated.first == dated.last else None


def _number(text: str, style: Style | None, *, whole: bool) -> Decimal | None:
    try:
        number = read_number(text, style, whole=whole)
    except Unread:
        return None
    return number if len(number.as_tuple().digits) <= _MOST_DIGITS else None
