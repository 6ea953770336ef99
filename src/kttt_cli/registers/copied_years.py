"""Lists that look like those of the year before: the same amounts, or nobody founded in the year that the title says.

A list is made from last year's; a title, or half of the columns, stays behind.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from kttt_cli.findings import Finding, Place, Severity
from kttt_cli.language import Text
from kttt_cli.registers.columns import column_of
from kttt_cli.registers.register import Ints, Register, distinct

_LISTED = frozenset({"organisation", "group"})
_MANY = 20
_NEARLY_ALL = 0.9
_EACH_YEAR, _IN_THREE_YEARS = 4, 20
"""Founded in each of three years before, and in all of them: where so many come every year, none is no chance."""


def copied_years(register: Register) -> Iterator[Finding]:
    """NM108: a column with the amounts of the year before. NM109: no one founded in the year of the list."""
    if register.name not in _LISTED or not len(register):
        return
    years = [year for year in distinct(register.years) if year > 0]
    for year in years:
        yield from _nobody_founded(register, year)
        if year - 1 in years:
            yield from _same_amounts(register, year)


def _same_amounts(register: Register, year: int) -> Iterator[Finding]:
    before, now = _both(register, year)
    for name, series in register.columns.items():
        if series.kind != "money" or not column_of(register.model, name).flow:
            continue  # one new member is one new member every year
        # Nothing one year and nothing the next is no copy.
        known = series.known[before] & series.known[now] & (series.values[before] != 0) & (series.values[now] != 0)
        count = int(np.count_nonzero(known))
        same = int(np.count_nonzero(known & (series.values[before] == series.values[now])))
        if count < _MANY or same < _NEARLY_ALL * count:
            continue
        label = column_of(register.model, name).label
        source = register.sources[int(register.source_of[now[0]])]
        yield Finding(
            "NM108",
            Severity.WARNING,
            Place(source.file, source.sheet, None, source.columns.get(name)),
            Text(
                f"{label.vi}: {same}/{count} đơn vị có số năm {year} y hệt năm {year - 1}; có lẽ là số năm trước chép lại",
                f"{label.en}: {same} of {count} have the very number of {year - 1} in {year}; likely copied from the year before",
            ),
            field=name,
            suggestion=Text(f"nhập số của năm {year}, hoặc sửa năm của danh sách", f"enter the numbers of {year}, or correct the year of the list"),
        )  # fmt: skip


def _both(register: Register, year: int) -> tuple[Ints, Ints]:
    """The rows of those who are on the list of the year and on that before, side by side."""
    codes, names = register.columns["code"], register.columns["name"]
    series = codes if 2 * np.count_nonzero(codes.known) >= len(register) else names
    rows = [np.flatnonzero((register.years == each) & series.known) for each in (year - 1, year)]
    _, before, now = np.intersect1d(series.values[rows[0]], series.values[rows[1]], return_indices=True)
    return rows[0][before], rows[1][now]


def _nobody_founded(register: Register, year: int) -> Iterator[Finding]:
    """Whoever is listed before 14/12 may have none of December; who lists a whole year has some of it."""
    founded = register.columns["registered_on"]
    rows = np.flatnonzero((register.years == year) & founded.known)
    days = founded.values[rows]
    counts = [_between(days, each) for each in (year - 3, year - 2, year - 1)]
    if _between(days, year) or (days >= date(year + 1, 1, 1).toordinal()).any():
        return
    if min(counts) < _EACH_YEAR or sum(counts) < _IN_THREE_YEARS:
        return
    source = register.sources[int(register.source_of[rows[0]])]
    yield Finding(
        "NM109",
        Severity.WARNING,
        Place(source.file, source.sheet, None, source.columns.get("registered_on")),
        Text(
            f"không có đơn vị nào đăng ký trong năm {year}, dù mỗi năm trước đều có ({', '.join(map(str, counts))}); có thể là "
            f"danh sách của năm {year - 1}",
            f"nobody was registered in {year}, though some were in every year before ({', '.join(map(str, counts))}); it may be "
            f"the list of {year - 1}",
        ),
        field="registered_on",
        suggestion=Text("xem lại năm ở tiêu đề hay tên tệp", "check the year in the title or the name of the file"),
    )


def _between(days: Ints, year: int) -> int:
    first, after = date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal()
    return int(np.count_nonzero((days >= first) & (days < after)))
