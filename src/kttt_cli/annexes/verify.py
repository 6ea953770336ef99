"""Is a workbook as it was written, and does it still agree with the data? A changed term is told from a wrong figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kttt_cli.annexes.make import Workbook
from kttt_cli.annexes.provenance import Input, Lines
from kttt_cli.annexes.sealed import Sealed
from kttt_cli.annexes.stored import stored
from kttt_cli.annexes.terms_back import changed_inputs, terms_as_found
from kttt_cli.annexes.terms_sheet import TERMS_SHEET
from kttt_cli.findings import Place
from kttt_cli.indicators.definition import Term
from kttt_cli.language import Text

_MOST_PRODUCT = 12
_CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that is not what the data give now; of a list of another length its rows (`8:10`) and their numbers."""

    sheet: str
    cell: str
    found: Any
    computed: Any
    counts_rows: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """Everything that can be said of the file."""

    sealed: Sealed
    edited: tuple[str, ...]
    """Cells whose content somebody changed, without those of *Thuật ngữ*."""
    terms: tuple[str, ...]
    """Cells of *Thuật ngữ* that somebody changed."""
    recomputed: tuple[str, ...]
    """Formulas that give something else than when they were written."""
    inputs: tuple[Text, ...] = ()
    """Files of the data that are not what they were."""
    plan_changed: bool = False
    differences: tuple[Difference, ...] | None = None
    """Against the data, under the terms that the file now has; None where no data were given."""
    unusable_terms: Text | None = None

    @property
    def as_written(self) -> bool:
        return self.sealed.untouched

    @property
    def agrees(self) -> bool:
        return self.differences is None or not (self.differences or self.unusable_terms)


def verdict(sealed: Sealed) -> Verdict:
    """What the file says of itself."""
    of_terms = None if sealed.asked else TERMS_SHEET
    contents = [*_places(sealed.written.contents, sealed.found.contents)]
    results = [*_places(sealed.written.results, sealed.found.results)]
    return Verdict(
        sealed,
        edited=tuple(cell for sheet, cell in contents if sheet != of_terms),
        terms=tuple(cell for sheet, cell in contents if sheet == of_terms),
        recomputed=tuple(cell for sheet, cell in results if sheet != of_terms),
    )


def _places(written: Lines, found: Lines) -> Iterator[tuple[str, str]]:
    """(sheet, `sheet!D10`): the cells where changed rows and columns cross, or the rows where too many do."""
    for sheet, rows, columns in written.changed(found):
        if columns and (min(len(rows), len(columns)) == 1 or len(rows) * len(columns) <= _MOST_PRODUCT):
            crossings: list[tuple[int, int | None]] = [(row, column) for row in rows for column in columns]
        else:
            crossings = [(row, None) for row in rows]
        for row, column in crossings:
            yield sheet, f"{sheet}!{Place('', None, row, column).cell}"


def changed_files(then: Sequence[Input], now: Sequence[Input]) -> tuple[Text, ...]:
    """Which of the data are not those that the file was made from."""
    before, after = ({each.name: each.sha256 for each in inputs} for inputs in (then, now))
    told = []
    for name in sorted({*before, *after}):
        if name not in after:
            told.append(Text(f"{name}: không còn", f"{name}: no longer there"))
        elif name not in before:
            told.append(Text(f"{name}: mới có", f"{name}: new"))
        elif before[name] != after[name]:
            told.append(Text(f"{name}: đã thay đổi", f"{name}: changed"))
    return tuple(told)


def terms_in_file(sealed: Sealed, fresh: Workbook, terms: Mapping[str, Term]) -> Mapping[str, Term] | Text | None:
    """The terms as somebody changed them on *Thuật ngữ*; None where nobody did, a reason where they cannot be used."""
    page = next((page for page in fresh.pages.sheets if page.name == TERMS_SHEET), None)
    found = sealed.sheets.get(TERMS_SHEET)
    if page is None or found is None:
        return None
    expected = {place: stored(cell.value) for place, cell in page.cells.items()}
    if not changed_inputs(fresh.term_inputs, expected, found):
        return None
    return terms_as_found(terms, fresh.term_inputs, found)


def differences(sealed: Sealed, fresh: Workbook, *, figures_only: bool) -> tuple[Difference, ...]:
    """Every cell of the forms that holds something else than what the data give now; of changed terms only formulas
    can know."""
    told: list[Difference] = []
    for page in fresh.pages.sheets:
        if not page.official or page.name == TERMS_SHEET:
            continue
        found = sealed.sheets.get(page.name, {})
        expected = {
            place: stored(cell.value)
            for place, cell in page.cells.items()
            if not figures_only or cell.formula is not None
        }
        for place in sorted(expected if figures_only else {*expected, *found}):
            one, other = found.get(place), expected.get(place)
            if not agree(one, other):
                told.append(Difference(page.name, str(Place("", None, *place).cell), one, other))
    return tuple(told)


def agree(one: Any, other: Any) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) <= _CLOSE * max(1, abs(one), abs(other))
    return (one in (None, "")) if other in (None, "") else bool(one == other)
