"""The year that each record tells of, and the last day of each year, as columns, titles, names and settings say them.

What is wrong with them is added to the findings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from kttt_cli.findings import Finding, Place, Severity
from kttt_cli.language import Text
from kttt_cli.registers.canonical import is_canonical
from kttt_cli.registers.list_year import ListYear, list_year
from kttt_cli.registers.load import Loaded
from kttt_cli.registers.openings import date_openings
from kttt_cli.registers.register import Ints, Series, distinct
from kttt_cli.registers.settings import YearRule
from kttt_cli.sheets.listing import SETTINGS_FILE

LEDGERS = ("fund", "support")
"""Registers of events: their year is that of the date."""


def record_years(
    loaded: Loaded, said: int | None, asked: int | None, findings: list[Finding]
) -> tuple[Ints, ListYear | None]:
    """The year of each record: of its date in a ledger; else from the column, the settings, the title, the
    sheet name, the file name, `--year`, in that order."""
    grid = loaded.table.grid
    if loaded.match.register in LEDGERS:
        findings += date_openings(loaded)
        dates = loaded.columns["date"]
        return _years_of_dates(dates, loaded, findings), None
    listed = None if is_canonical(loaded.table) else list_year(loaded.table)
    if said is not None and (listed is None or listed.year != said):
        listed = ListYear(said, "config")
    if "year" in loaded.columns:
        series = loaded.columns["year"]
        years = np.where(series.known, series.values, np.where(series.not_read, 0, said or 0))
        blank = np.flatnonzero((years == 0) & ~series.not_read)  # what could not be read is said already
        if len(blank):
            findings.append(_undated(loaded, int(loaded.rows[blank[0]]), len(blank)))
        if listed and set(distinct(years)) - {0} != {listed.year}:
            listed = None
        return years, listed
    if listed is None and asked is not None:
        listed = ListYear(asked, "option")
        findings.append(
            Finding(
                "NM102",
                Severity.NOTE,
                Place(grid.file, grid.sheet),
                Text(
                    f"danh sách không ghi năm, lấy năm {asked} theo --year",
                    f"the list names no year; {asked} as --year says",
                ),
            )
        )
    if listed is None and len(loaded.rows):
        findings.append(_undated(loaded, None, len(loaded.rows)))
    return np.full(len(loaded.rows), listed.year if listed else 0, dtype=np.int64), listed


def _years_of_dates(dates: Series, loaded: Loaded, findings: list[Finding]) -> Ints:
    assert dates.upper is not None
    ordinals = np.unique(np.concatenate([dates.values, dates.upper]))
    year_of = np.array([date.fromordinal(int(day)).year if day > 0 else 0 for day in ordinals], dtype=np.int64)
    first = year_of[np.searchsorted(ordinals, dates.values)]
    last = year_of[np.searchsorted(ordinals, dates.upper)]
    years = np.where(dates.known & (first == last), first, 0)
    blank = np.flatnonzero((years == 0) & ~dates.not_read)  # what could not be read is said already
    if len(blank):
        findings.append(_undated(loaded, int(loaded.rows[blank[0]]), len(blank)))
    return years


def _undated(loaded: Loaded, row: int | None, count: int) -> Finding:
    grid = loaded.table.grid
    return Finding(
        "NM101",
        Severity.ERROR,
        Place(grid.file, grid.sheet, row),
        Text(
            f"{count} bản ghi không rõ năm nào, không được tính vào năm nào",
            f"{count} records of no known year, counted in none",
        ),
        suggestion=Text(
            "thêm cột Năm, ghi năm vào tiêu đề hoặc tên tệp, hoặc chạy với --year",
            "add a column Năm, name the year in the title or the file name, or run with --year",
        ),
    )


def cutoffs_told(
    lists: Sequence[tuple[ListYear, Place]], rules: Mapping[int, YearRule], findings: list[Finding]
) -> tuple[dict[int, date], frozenset[int]]:
    """The last day of each year that is not told of to its end or is fixed, and the years of estimates."""
    cutoffs: dict[int, tuple[date, Place]] = {
        year: (rule.cutoff, Place(SETTINGS_FILE)) for year, rule in rules.items() if rule.cutoff is not None
    }
    estimates = {year for year, rule in rules.items() if rule.estimate}
    for listed, place in lists:
        if listed.estimate and (listed.year not in rules or rules[listed.year].estimate is None):
            estimates.add(listed.year)
        if listed.cutoff is None or (listed.year in rules and rules[listed.year].cutoff is not None):
            continue
        first = cutoffs.setdefault(listed.year, (listed.cutoff, place))
        if first[0] != listed.cutoff:
            findings.append(
                Finding(
                    "NM103",
                    Severity.ERROR,
                    place,
                    Text(
                        f"ngày chốt {listed.cutoff:%d/%m/%Y} khác với {first[0]:%d/%m/%Y} ở {first[1]}; dùng ngày {first[0]:%d/%m/%Y}",
                        f"cut-off {listed.cutoff.isoformat()} differs from {first[0].isoformat()} in {first[1]}; {first[0].isoformat()} is used",
                    ),
                )
            )
    return {year: day for year, (day, _) in cutoffs.items()}, frozenset(estimates)
