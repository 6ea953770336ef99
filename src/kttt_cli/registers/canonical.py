"""The canonical form of a register: what `kttt convert` writes beside each record, and how it is understood again.

A table with these columns says all that it knows in its rows. Nothing is taken from its titles, sheet or file name,
which belong to the copy and not to the lists it was made from.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from kttt_cli.language import Text
from kttt_cli.sheets.dates import read_date
from kttt_cli.sheets.numbers import Style, read_count
from kttt_cli.sheets.page import Heading
from kttt_cli.sheets.table import Table
from kttt_cli.sheets.text import plain
from kttt_cli.sheets.values import Unread, read_flag

PROVENANCE = {
    "list_year": Text("Năm của danh sách", "list_year"),
    "list_cutoff": Text("Ngày chốt của danh sách", "list_cutoff"),
    "list_estimate": Text("Danh sách số ước", "list_estimate"),
    "list_part": Text("Phần của năm", "list_part"),
    "source_file": Text("Tệp nguồn", "source_file"),
    "source_sheet": Text("Trang nguồn", "source_sheet"),
    "source_row": Text("Dòng nguồn", "source_row"),
}
"""Columns after those of the record: Vietnamese header, and name."""

_NAMES = {plain(header): name for name, both in PROVENANCE.items() for header in (name, both.vi)}
_MARKS = frozenset({"list_year", "source_file", "source_row"})
"""Together they are in no list that a person made."""


def provenance_of(heading: Heading) -> str | None:
    """`list_year` … `source_row`, where a column is one of them."""
    return _NAMES.get(plain(heading.name))


def is_canonical(table: Table) -> bool:
    return {provenance_of(heading) for heading in table.headings} >= _MARKS


def canonical_years(table: Table) -> Iterator[tuple[int, str, date | None, bool, str | None]]:
    """(year, where it stands, cut-off, estimate, part) of each year that the rows of a canonical table tell of."""
    columns = {name: table.grid.columns[each.column] for each in table.headings if (name := provenance_of(each))}
    if not columns.keys() >= {"list_year", "list_cutoff", "list_estimate"}:
        return
    told = [columns[name] for name in ("list_year", "list_cutoff", "list_estimate", "list_part") if name in columns]
    for codes in np.unique(np.stack([column.codes[table.rows] for column in told]), axis=1).T.tolist():
        year, cutoff, estimate, *part = (column.cells[code] for column, code in zip(told, codes, strict=True))
        try:
            day: date | None = read_date(cutoff).first if cutoff is not None else None
            if year is not None and (number := read_count(year, Style.VIETNAMESE)):
                words = str(part[0]) if part and part[0] is not None else None
                yield number, "column", day, estimate is not None and read_flag(estimate), words
        except Unread:
            continue
