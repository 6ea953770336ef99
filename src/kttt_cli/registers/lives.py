"""Dates of a record against each other and against the year of its list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from kttt_cli.findings import Finding, Severity
from kttt_cli.language import Text
from kttt_cli.registers.columns import column_of
from kttt_cli.registers.register import Bools, Ints, Register, distinct
from kttt_cli.sheets.dates import Dated


def odd_dates(register: Register) -> Iterator[Finding]:
    """NG202: a day after the year that the list tells of. NG203: an end before the beginning. NG206: a year that stands
    alone, far from all others."""
    yield from _stray_years(register)
    dated = [name for name, series in register.columns.items() if series.kind == "date" and series.known.any()]
    if "year" not in register.model.model_fields:  # a ledger's year is that of its date
        return
    ends = _ends_of_years(register.years)
    for name in dated:
        series = register.columns[name]
        for row in np.flatnonzero(series.known & (register.years > 0) & (series.values > ends)).tolist():
            yield _after(register, name, row)
    if "registered_on" in dated and "ended_on" in dated:
        begun, ended = register.columns["registered_on"], register.columns["ended_on"]
        assert ended.upper is not None
        both: Bools = begun.known & ended.known & ((begun.values <= ends) | (register.years <= 0))  # else told already
        for row in np.flatnonzero(both & (ended.upper < begun.values)).tolist():
            yield _before(register, row)


_FAR, _MANY = 5, 4
"""Years between a record and the next ones, and so many records that have those: 2032 or 2013 among those of 2023."""


def _stray_years(register: Register) -> Iterator[Finding]:
    """A year mistyped in a column of years or days of a ledger takes its record out of the year where it belongs. A
    ledger may well begin long before the next movement, with its opening balance."""
    ledger = "year" not in register.model.model_fields
    name = "date" if ledger else "year"
    written = np.array([name in source.columns for source in register.sources] or [False])[register.source_of]
    years = np.where(written, register.years, 0)
    counts = {year: int(np.count_nonzero(years == year)) for year in distinct(years) if year > 0}
    usual = [year for year, count in counts.items() if count > 1]
    if sum(counts[year] for year in usual) < _MANY:
        return
    for year, count in counts.items():
        row = int(np.flatnonzero(years == year)[0])
        if count > 1 or min(abs(year - other) for other in usual) < _FAR or (ledger and row == 0):
            continue
        label = column_of(register.model, name).label
        yield Finding(
            "NG206",
            Severity.WARNING,
            register.place(row, name),
            Text(f"{label.vi}: chỉ một dòng thuộc năm {year}, cách xa năm của mọi dòng khác",
                 f"{label.en}: a single record of {year}, far from the years of all others"),
            value=str(year),
            record=_record(register, row),
            field=name,
            suggestion=Text("xem lại năm", "check the year"),
        )  # fmt: skip


def _ends_of_years(years: Ints) -> Ints:
    most = int(years.max()) if len(years) else 0
    table = np.array([date(max(year, 1), 12, 31).toordinal() for year in range(most + 1)], dtype=np.int64)
    return table[np.maximum(years, 0)]


def _shown(value: object) -> Text:
    """As precisely as it was written."""
    assert isinstance(value, Dated)
    iso = value.iso()
    if value.first == value.last:
        return Text(f"{value.first:%d/%m/%Y}", iso)
    year, _, part = iso.partition("-")
    return Text(f"quý {part[1:]}/{year}" if part[:1] == "Q" else f"{part}/{year}" if part else year, iso)


def _after(register: Register, name: str, row: int) -> Finding:
    label, year = column_of(register.model, name).label, int(register.years[row])
    day = _shown(register.columns[name].value_at(row))
    return Finding(
        "NG202",
        Severity.WARNING,
        register.place(row, name),
        Text(f"{label.vi} {day.vi} nằm sau năm {year} của danh sách",
             f"{label.en} {day.en} lies after {year}, the year of the list"),
        value=day.vi,
        record=_record(register, row),
        field=name,
        suggestion=Text("xem lại ngày, hoặc năm của danh sách", "check the date, or the year of the list"),
    )  # fmt: skip


def _before(register: Register, row: int) -> Finding:
    begun = _shown(register.columns["registered_on"].value_at(row))
    ended = _shown(register.columns["ended_on"].value_at(row))
    first, last = (column_of(register.model, name).label for name in ("registered_on", "ended_on"))
    return Finding(
        "NG203",
        Severity.ERROR,
        register.place(row, "ended_on"),
        Text(f"{last.vi} {ended.vi} trước {first.vi.lower()} {begun.vi}",
             f"{last.en} {ended.en} is before {first.en.lower()} {begun.en}"),
        value=ended.vi,
        record=_record(register, row),
        field="ended_on",
        suggestion=Text("sửa một trong hai ngày", "correct one of the two dates"),
    )  # fmt: skip


def _record(register: Register, row: int) -> str | None:
    names = register.columns.get("name")
    value = None if names is None else names.value_at(row)
    return None if value is None else str(value)
