"""Lists of a part of a year, whose yearly amounts are less than the year's: «đến 30/6/2023», «quý II», a column «Kỳ».

What stands on a day (members, capital) is as good on this day as on another; what a year brings (revenue, new members)
is not. The numbers stay as written; it is told of each list, and the figures made of them say it too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

import numpy as np

from kttt_cli.findings import Finding, Place, Severity, column_letters
from kttt_cli.language import Text, join, show_date
from kttt_cli.patterns import pattern
from kttt_cli.registers.canonical import canonical_years, is_canonical
from kttt_cli.registers.columns import column_of
from kttt_cli.registers.list_year import ListYear, ends_early, list_year, with_its_part
from kttt_cli.registers.load import Loaded
from kttt_cli.registers.register import Ints, distinct, kind_of
from kttt_cli.registers.settings import YearRule
from kttt_cli.sheets.dates import read_date
from kttt_cli.sheets.grid import Cell
from kttt_cli.sheets.page import Heading
from kttt_cli.sheets.text import clean, plain
from kttt_cli.sheets.values import Unread, is_blank


class PartYear(NamedTuple):
    """A year of which a register has a list that tells of a part only, and how that is said."""

    register: str
    year: int
    told: Text
    words: str | None = None
    """As written in the list; None where its cut-off date says it."""


def lists_told(loaded: Loaded, years: Ints, listed: ListYear | None) -> list[ListYear]:
    """What the table says of years as a whole. Where a column has several, a title can only tell of the last."""
    table = loaded.table
    if is_canonical(table):
        return [ListYear(*each) for each in canonical_years(table)]
    last = max(distinct(years), default=0)
    titled = listed or list_year(table) or (ListYear(last, "column") if last else None)
    if titled is None or titled.year != last:
        return [listed] if listed else []
    told = with_its_part(titled, table)
    return [told] if listed or told.cutoff or told.part else []


def part_years(
    loaded: Loaded, years: Ints, lists: list[ListYear], rules: Mapping[int, YearRule]
) -> Iterator[tuple[PartYear, Finding]]:
    """`lists` are the years that the table's titles or names tell of. What kttt.toml says of a year's last day holds."""
    of_rows = set(distinct(years)) - {0}
    said = {listed.year for listed in lists}
    lists = [*lists, *(ListYear(year, "config") for year in sorted(of_rows & set(rules)) if year not in said)]
    if not _of_time(loaded):
        return
    for listed in lists:
        rule = rules.get(listed.year)
        cutoff = rule.cutoff if rule is not None and rule.cutoff is not None else listed.cutoff
        fixed = rule is not None and rule.cutoff is not None
        if listed.year not in of_rows or not (ends_early(cutoff) if fixed and cutoff else listed.of_part):
            continue
        words = None if fixed else listed.part
        if words is not None:
            told = Text.same(f"“{words}”")
        else:
            assert cutoff is not None
            told = Text(f"đến {show_date(cutoff, 'vi')}", f"until {show_date(cutoff, 'en')}")
        yield PartYear(loaded.match.register, listed.year, told, words), _finding(loaded, listed.year, told)
    fixed_years = {year for year, rule in rules.items() if rule.cutoff is not None}
    yield from _of_columns(loaded, years, {each.year for each in lists if each.of_part} | fixed_years)


def _finding(loaded: Loaded, year: int, told: Text) -> Finding:
    grid = loaded.table.grid
    what = join(_of_time(loaded), ", ")
    return Finding(
        "NM104",
        Severity.WARNING,
        Place(grid.file, grid.sheet),
        Text(
            f"danh sách chỉ nói về một phần năm {year} ({told.vi}), nhưng được dùng làm số của năm {year}: {what.vi} "
            "không phải của cả năm",
            f"the list tells of a part of {year} only ({told.en}), but is used for {year}: {what.en} are not of the whole "
            "year",
        ),
        suggestion=Text(
            "dùng danh sách của cả năm; nếu số đã là của cả năm, ghi trong kttt.toml: "
            f"[year.{year}] cutoff = {year}-12-31",
            f"use the list of the whole year; if it is one, say in kttt.toml: [year.{year}] cutoff = {year}-12-31",
        ),
    )


def _of_time(loaded: Loaded) -> list[Text]:
    """What the table tells of that a whole year brings: `Doanh thu (F)`, and what is counted by dates."""
    model, headings = loaded.match.model, loaded.match.headings
    found = []
    for name, heading in headings.items():
        column, letters = column_of(model, name), column_letters(heading.column)
        if column.flow and loaded.columns[name].known.any():
            found.append(Text(f"{column.vi} ({letters})", f"{column.en} ({letters})"))
    dates = [name for name in headings if kind_of(model, name).name == "date" and loaded.columns[name].known.any()]
    return [*found, Text("các số đếm theo ngày trong kỳ", "what is counted by its date")] if dates else found


# --- a column that says of what part of the year each row is --------------------------------------------

_OF_TIME = pattern(
    r"ky(?: bao cao| so lieu| du lieu)?|thoi ky|(?:thoi diem|ngay|thoi gian)(?: bao cao| chot| so lieu| chot so lieu)|thoi diem"
    r"|(?:so lieu |tinh )?den(?: ngay| thoi diem)?"
)
_OF_MONTHS = pattern(r"(?:thang|quy)(?: bao cao| so lieu)?")
"""Of these a column that varies may be half of a date."""
_PART = pattern(
    r"(?:0?[2-9]|1[01]) ?(?:thang|t)(?: (?:dau|cuoi) nam)?|(?:quy|q) ?(?:[1-4]|i{1,3}|iv)|(?:thang|t) ?(?:0?[1-9]|1[01])"
    r"|nua (?:dau|cuoi)? ?nam|ban nien|h[12]"
)
_YEAR = pattern(r"(?: nam)? ?20\d\d$")


def _of_columns(loaded: Loaded, years: Ints, said: set[int]) -> Iterator[tuple[PartYear, Finding]]:
    grid = loaded.table.grid
    for heading in loaded.match.unused:
        months = _OF_MONTHS.fullmatch(plain(heading.name)) is not None
        if not months and not _OF_TIME.fullmatch(plain(heading.name)):
            continue
        column = grid.columns[heading.column]
        codes = column.codes[loaded.rows]
        filled = [code for code in distinct(codes) if not is_blank(column.cells[code])]
        if months and len(filled) != 1:
            continue
        for year in sorted(set(distinct(years)) - {0} - said):
            partly = [code for code in filled if _is_part(column.cells[code], heading, year)]
            mine = np.flatnonzero(np.isin(codes, partly) & (years == year))
            if not len(mine):
                continue
            written = clean(str(column.cells[codes[mine[0]]]))
            told = Text(f"cột {heading.name}: “{written}”", f"column {heading.name}: “{written}”")
            finding = _finding(loaded, year, told)
            place = Place(grid.file, grid.sheet, int(loaded.rows[mine[0]]), heading.column)
            yield PartYear(loaded.match.register, year, told, written), replace(finding, place=place, value=written)


def _is_part(cell: Cell, heading: Heading, year: int) -> bool:
    """`30/06/2023`, `6 tháng`, `Quý II`; not `31/12/2023`, `cả năm`, `2023`. Under «Tháng» and «Quý» also `6`, `II`."""
    try:
        dated = read_date(cell)
    except Unread:
        words = _YEAR.sub("", plain(clean(str(cell))))
        if _OF_MONTHS.fullmatch(plain(heading.name)):
            unit = plain(heading.name).split()[0]
            words = words if words.startswith(unit) else f"{unit} {words}"
        return _PART.fullmatch(words) is not None
    of_quarter = timedelta(days=_MONTH_OF_DAYS) < dated.last - dated.first < timedelta(days=_HALF_OF_DAYS)
    return dated.last.year == year and (ends_early(dated.last) or of_quarter)


_MONTH_OF_DAYS, _HALF_OF_DAYS = 31, 180
