"""«Số dư đầu kỳ» at the head of a ledger bears no date: it is what there was before the first movement below it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np

from kttt_cli.findings import Finding, Place, Severity
from kttt_cli.language import Text, show_date
from kttt_cli.registers.list_year import list_year
from kttt_cli.registers.load import Loaded


def date_openings(loaded: Loaded) -> list[Finding]:
    """Opening balances above all dated rows take the day of the first of them; alone, the first of the title's year."""
    if loaded.match.register != "fund":
        return []
    dates = loaded.columns["date"]
    assert dates.upper is not None
    opening = loaded.columns["kind"].holds("opening") & ~dates.known & ~dates.not_read
    written = np.flatnonzero(dates.known | dates.not_read)
    opening[written[0] if len(written) else len(opening) :] = False
    day = _day(loaded)
    if not opening.any() or day is None:
        return []
    ordinal = day.toordinal()
    loaded.columns["date"] = replace(
        dates,
        values=np.where(opening, ordinal, dates.values).astype(dates.values.dtype),
        upper=np.where(opening, ordinal, dates.upper).astype(dates.upper.dtype),
        known=dates.known | opening,
    )
    row, grid = int(loaded.rows[np.flatnonzero(opening)[0]]), loaded.table.grid
    return [
        Finding(
            "NM110",
            Severity.NOTE,
            Place(grid.file, grid.sheet, row, loaded.match.headings["date"].column),
            Text(
                f"số dư đầu kỳ không ghi ngày: lấy ngày {show_date(day, 'vi')}",
                f"the opening balance has no date: that of {show_date(day, 'en')} is taken",
            ),
            field="date",
            suggestion=Text("ghi ngày của số dư", "write the day of the balance"),
        )
    ]


def _day(loaded: Loaded) -> date | None:
    dates = loaded.columns["date"]
    listed = list_year(loaded.table)
    if not dates.known.any():
        return date(listed.year, 1, 1) if listed and not dates.not_read.any() else None
    assert dates.upper is not None
    first = int(dates.values[dates.known].min())
    day = date.fromordinal(first)
    if day.year != date.fromordinal(int(dates.upper[dates.known & (dates.values == first)].min())).year:
        return None
    return day if listed is None or listed.where != "title" or listed.year == day.year else None
