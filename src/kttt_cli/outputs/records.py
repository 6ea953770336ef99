"""The records as read, in canonical form: a row for each, with its file, sheet and row; as CSV, XLSX or JSON lines.

Read again by kttt they are the same records and give the same figures.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import IO, Literal

from pydantic import ValidationError

from kttt_cli.registers.adapters import adapter
from kttt_cli.registers.canonical import PROVENANCE
from kttt_cli.registers.columns import column_of
from kttt_cli.registers.dataset import Dataset
from kttt_cli.registers.register import WORD_KINDS, Register, Series, kind_of
from kttt_cli.registers.vocabularies import vocabulary
from kttt_cli.sheets.dates import Dated

Headers = Literal["fields", "vi"]

_ALWAYS = {"organisation": ("year", "kind"), "group": ("year",), "commune": ("year",)}
"""Columns that are written even where no list has them."""
_NOT_READ = "#N/A"
"""For a cell that could not be read, where its raw text is not known or would be understood in the copy."""


@dataclass(frozen=True, slots=True)
class Score:
    """Hundredths of a point."""

    hundredths: int

    def text(self, comma: str) -> str:
        whole, rest = divmod(self.hundredths, 100)
        return f"{whole}{comma}{rest:02d}".rstrip("0").rstrip(comma) if rest else str(whole)

    @property
    def number(self) -> int | float:
        return self.hundredths // 100 if self.hundredths % 100 == 0 else self.hundredths / 100


Value = str | int | bool | Dated | Score | None


@dataclass(frozen=True, slots=True)
class Records:
    """All records of one register: the heading of each column, and the rows."""

    register: Register
    title: str
    headings: tuple[str, ...]
    names: tuple[str, ...]
    """The field of each column, whatever it is headed."""
    columns: tuple[list[Value], ...]

    def rows(self) -> Iterator[tuple[Value, ...]]:
        return zip(*self.columns, strict=True)


def records_of(dataset: Dataset, name: str, headers: Headers) -> Records:
    """Every column that any list has, then where each record stands."""
    register = dataset.registers[name]
    names = [each for each in register.model.model_fields if _is_there(register, each)]
    raw = _raw_cells(dataset, register)
    columns = [_column(register, each, headers, raw) for each in names]
    years = register.years.tolist()
    if "year" in names:  # where a list has no such column, its title or name says it
        own = columns[names.index("year")]
        columns[names.index("year")] = [
            year or None if value is None else value for year, value in zip(years, own, strict=True)
        ]
    sources = [register.sources[index] for index in register.source_of.tolist()]
    yes, no = ("có", "không") if headers == "vi" else ("yes", "no")
    part_of = {each.year: each.words for each in dataset.part_years if each.register == name}
    columns += [
        [year or None for year in years],
        [None if (day := dataset.cutoffs.get(year)) is None else Dated(day, day) for year in years],
        [None if not year else yes if year in dataset.estimates else no for year in years],
        [part_of.get(year) for year in years],
        [source.file for source in sources],
        [source.sheet for source in sources],
        [row + 1 for row in register.row_of.tolist()],
    ]
    headings = [heading_of(register, each, headers) for each in names]
    headings += [both.vi if headers == "vi" else each for each, both in PROVENANCE.items()]
    title = register.model.title.vi if headers == "vi" else name
    return Records(register, title, tuple(headings), (*names, *PROVENANCE), tuple(columns))


def heading_of(register: Register, name: str, headers: Headers) -> str:
    """`revenue`, or `Doanh thu (đồng)`: what a reader needs to understand the cells below."""
    if headers == "fields":
        return name
    column = column_of(register.model, name)
    if kind_of(register.model, name).name != "money":
        return column.vi
    return f"{column.vi} (đồng/người/năm)" if column.yearly else f"{column.vi} (đồng)"


def _is_there(register: Register, name: str) -> bool:
    return name in _ALWAYS.get(register.name, ()) or any(
        name in source.columns or name in source.given for source in register.sources
    )


def _column(register: Register, name: str, headers: Headers, raw: dict[tuple[int, str], str]) -> list[Value]:
    series = register.columns[name]
    kind = kind_of(register.model, name)
    found: list[Value]
    if kind.name in WORD_KINDS:
        words: list[Value] = [*series.words]
        if kind.of is not None and headers == "vi":
            words = [vocabulary(kind.of).texts[code].vi for code in series.words]
        found = [words[index] if known else None for index, known in _pairs(series)]
    elif kind.name == "date":
        assert series.upper is not None
        dated = cache(_dated)
        found = [
            dated(first, last) if known else None
            for (first, known), last in zip(_pairs(series), series.upper.tolist(), strict=True)
        ]
    elif kind.name == "flag":
        yes, no = ("có", "không") if headers == "vi" else ("yes", "no")
        found = [(yes if value else no) if known else None for value, known in _pairs(series)]
    elif kind.name == "score":
        found = [Score(value) if known else None for value, known in _pairs(series)]
    else:
        found = [value if known else None for value, known in _pairs(series)]
    for position in series.not_read.nonzero()[0].tolist():
        found[position] = _not_read(register, name, kind.name, raw.get((position, name)))
    return found


def _pairs(series: Series) -> Iterator[tuple[int, bool]]:
    return zip(series.values.tolist(), series.known.tolist(), strict=True)


def _dated(first: int, last: int) -> Dated:
    from datetime import date

    return Dated(date.fromordinal(first), date.fromordinal(last))


def _raw_cells(dataset: Dataset, register: Register) -> dict[tuple[int, str], str]:
    """(record, field) → what is written where it could not be read; the findings have it."""
    places = {
        (source.file, source.sheet, row): position
        for position, (source, row) in enumerate(
            zip((register.sources[index] for index in register.source_of.tolist()), register.row_of.tolist(), strict=True)
        )
    } if any(series.unread is not None for series in register.columns.values()) else {}  # fmt: skip
    found: dict[tuple[int, str], str] = {}
    for finding in dataset.findings:
        place = finding.place
        if finding.field and finding.value is not None and place.row is not None:
            position = places.get((place.file, place.sheet, place.row))
            if position is not None:
                found.setdefault((position, finding.field), finding.value)
    return found


def _not_read(register: Register, name: str, kind: str, raw: str | None) -> str:
    """Not blank, for blank may mean something; and not as written, where the copy's own style would read it."""
    if not raw:
        return _NOT_READ
    shown = raw if kind in ("text", "code", "place") else f"? {raw}"
    if shown.startswith(_FORMULA_STARTS):
        return _NOT_READ
    try:
        adapter(register.model, name).validate_python([shown])
    except ValidationError:
        return shown
    return _NOT_READ


# --- written -----------------------------------------------------------------------------------------

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def print_csv(records: Records, stream: IO[str], headers: Headers) -> None:
    """Begins with a byte order mark, without which Excel garbles Vietnamese. Only texts that would become formulas
    are marked with an apostrophe, which is taken away when the file is read again."""
    stream.write("\ufeff")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(records.headings)
    comma = "," if headers == "vi" else "."
    for row in records.rows():
        writer.writerow([_in_csv(value, comma) for value in row])


def _in_csv(value: Value, comma: str) -> str | int:
    if value is None:
        return ""
    if isinstance(value, Dated):
        return value.iso()
    if isinstance(value, Score):
        return value.text(comma)
    if isinstance(value, str):
        return formula_safe(encodable(value))
    return value


def formula_safe(text: str) -> str:
    """With an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.lstrip("'").startswith(_FORMULA_STARTS) else text


def encodable(text: str) -> str:
    """Without halves of characters, which no file can hold."""
    return text.encode("utf-8", "replace").decode()


def print_jsonl(all_records: Sequence[Records], stream: IO[str]) -> None:
    """One object a line; blank fields are null. Where nothing could be read, the raw text stands after a `?`."""
    for records in all_records:
        for row in records.rows():
            fields = {name: _in_json(value) for name, value in zip(records.headings, row, strict=True)}
            line = json.dumps({"register": records.register.name, **fields}, ensure_ascii=False)
            stream.write(encodable(line) + "\n")


def _in_json(value: Value) -> str | int | float | None:
    if isinstance(value, Dated):
        return value.iso()
    return value.number if isinstance(value, Score) else value
