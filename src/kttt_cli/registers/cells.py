"""What the cells of one column say together that none of them says alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from kttt_cli.findings import Finding, Place, Severity
from kttt_cli.language import Text
from kttt_cli.sheets.grid import Cell, lines_of
from kttt_cli.sheets.text import clean

if TYPE_CHECKING:
    from kttt_cli.sheets.grid import Codes

_TYPED_DAY = re.compile(r"([0-9]{1,2})\s*[/.-]\s*([0-9]{1,2})\s*[/.-]\s*[0-9]{4}(?:\s.*)?")
_MONTH_FIRST = re.compile(r"[0-9]\s*[/.-]\s*(?:1[3-9]|[2-9][0-9])\s*[/.-]")
_MONTHS = 12
_MORE_THAN_A_SLIP = 2
_ENOUGH_DAYS = 5


def turned_dates(cells: Sequence[Cell], codes: Codes, place: Place, label: Text, field: str) -> Iterator[Finding]:
    """An Excel set to the American order takes `05/03/2019` for the third of May, and leaves `25/03/2019` as text.

    So a column whose real dates all have a day up to 12, and whose typed days all lie above, was likely read in
    that way: day and month of its real dates have changed places, and nothing in the cell tells.
    """
    lines = lines_of(cells)
    texts = " ".join([cell for cell in cells if cell.__class__ is str]) if lines is None else lines
    yield from _month_first(texts, cells, codes, place, label, field)
    if lines is not None:
        return
    yield from _first_days(cells, codes, place, label, field)
    real = [index for index, cell in enumerate(cells) if isinstance(cell, date)]
    if not real or len(real) == len(cells):
        return
    typed = [int(found[1]) for cell in cells if cell.__class__ is str and (found := _TYPED_DAY.fullmatch(clean(cell)))]
    days = [cell.day for cell in cells if isinstance(cell, date)]
    if not typed or min(typed) <= _MONTHS or max(days) > _MONTHS:
        return
    # A day like 07/07 is the same either way.
    turned = [index for index in real if (cell := cells[index]) and isinstance(cell, date) and cell.day != cell.month]
    count = int(np.isin(codes, turned).sum())
    if not count:
        return
    example = next(cell for index in turned if isinstance(cell := cells[index], date))
    yield Finding(
        "NG201",
        Severity.WARNING,
        place,
        Text(
            f"{label.vi}: {count} ô là ngày thật, ô nào cũng có ngày từ 1 đến 12, còn các ô chữ đều có ngày trên 12; "
            "có lẽ Excel đã đổi ngày/tháng thành tháng/ngày",
            f"{label.en}: {count} cells are real dates with a day of 1 to 12 throughout, while the days typed as text "
            "are all above 12; Excel has likely turned day/month into month/day",
        ),
        value=f"{example:%d/%m/%Y}",
        field=field,
        suggestion=Text(
            f"đối chiếu với bản gốc: {example:%d/%m/%Y} có phải {example:%m/%d/%Y}?",
            f"compare with the original: is {example:%d/%m/%Y} really {example:%m/%d/%Y}?",
        ),
    )


def _month_first(
    together: str, cells: Sequence[Cell], codes: Codes, place: Place, label: Text, field: str
) -> Iterator[Finding]:
    """`03/15/2019` among the cells of a column says that its `05/03/2019` is the third of May as well, unless more of
    them say the opposite."""
    # What is not printable may stand unseen within a day.
    if together.isascii() and together.replace("\n", "").isprintable() and not _MONTH_FIRST.search(together):
        return
    counts = np.bincount(codes, minlength=len(cells)).tolist()
    month_first = day_first = either = 0
    example = ""
    for cell, count in zip(cells, counts, strict=True):
        if cell.__class__ is not str or not (found := _TYPED_DAY.fullmatch(clean(cell))):
            continue
        one, two = int(found[1]), int(found[2])
        if one <= _MONTHS < two:
            month_first += count
        elif two <= _MONTHS < one:
            day_first += count
        elif one != two and max(one, two) <= _MONTHS:
            either += count
            example = example or clean(cell)
    if not either or month_first <= day_first or month_first < _MORE_THAN_A_SLIP:
        return
    yield Finding(
        "NG201",
        Severity.WARNING,
        place,
        Text(
            f"{label.vi}: {month_first} ô ghi tháng trước ngày, nên {either} ô có cả hai số không quá 12 có lẽ cũng vậy; "
            "kttt đọc ngày trước tháng",
            f"{label.en}: {month_first} cells have the month before the day, so that {either} cells with both numbers up "
            "to 12 likely do too; they are read with the day first",
        ),
        value=example,
        field=field,
        suggestion=Text("đổi cả cột sang ngày/tháng/năm", "change the whole column to day/month/year"),
    )


def _first_days(cells: Sequence[Cell], codes: Codes, place: Place, label: Text, field: str) -> Iterator[Finding]:
    """Real dates that are all the first of a month were typed as months or years: a format shows `03/2019`, and the
    cell holds 01/03/2019."""
    real = {index: cell for index, cell in enumerate(cells) if isinstance(cell, date)}
    if len(real) < _ENOUGH_DAYS or any(day.day != 1 for day in real.values()):
        return
    years = all(day.month == 1 for day in real.values())
    count = int(np.isin(codes, list(real)).sum())
    yield Finding(
        "NG205",
        Severity.NOTE,
        place,
        Text(
            f"{label.vi}: cả {count} ngày thật đều là ngày {'1 tháng 1' if years else 'đầu tháng'}; có lẽ chỉ biết "
            f"{'năm' if years else 'tháng'}, và được đọc như đã ghi đủ ngày",
            f"{label.en}: all {count} real dates are the first of {'January' if years else 'a month'}; likely only the "
            f"{'year' if years else 'month'} is known, and they are read as written, to the day",
        ),
        value=f"{next(iter(real.values())):%d/%m/%Y}",
        field=field,
        suggestion=Text("ghi 03/2019 hoặc 2019 dưới dạng văn bản", "write 03/2019 or 2019 as text"),
    )
