"""What the cells of one column say together that none of them says alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np

from kttt_cli.findings import Finding, Place, Severity
from kttt_cli.language import Text
from kttt_cli.sheets.grid import Cell, Codes
from kttt_cli.sheets.text import clean

_TYPED_DAY = re.compile(r"([0-9]{1,2})\s*[/.-]\s*[0-9]{1,2}\s*[/.-]\s*[0-9]{4}(?:\s.*)?")
_MONTHS = 12


def turned_dates(cells: Sequence[Cell], codes: Codes, place: Place, label: Text, field: str) -> Iterator[Finding]:
    """An Excel set to the American order takes `05/03/2019` for the third of May, and leaves `25/03/2019` as text.

    So a column whose real dates all have a day up to 12, and whose typed days all lie above, was likely read in
    that way: day and month of its real dates have changed places, and nothing in the cell tells.
    """
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
