"""Columns on another scale than they say: points out of ten or one, income of a month under a heading of years."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from kttt_cli.findings import Finding, Place, Severity
from kttt_cli.language import Text, show_number
from kttt_cli.registers.codes import record_name
from kttt_cli.registers.columns import column_of
from kttt_cli.registers.neighbours import usual_of
from kttt_cli.registers.register import Ints, Register, distinct

_TEN_POINTS = 10_00
"""Hundredths. Of a hundred points nobody gets so few: an HTX that does nothing at all gets more, or is not scored."""
_MONTHS = 12
_FEW = 3
_HALF = 0.5


def odd_scales(register: Register) -> Iterator[Finding]:
    yield from _points(register)
    yield from _times_a_year(register)


def _points(register: Register) -> Iterator[Finding]:
    scores = register.columns.get("score")
    if scores is None or not scores.known.any():
        return
    given = scores.known & (scores.values > 0)
    low = given & (scores.values <= _TEN_POINTS)
    for source in distinct(register.source_of[low]):
        here = register.source_of == source
        few, total = np.flatnonzero(low & here), int(np.count_nonzero(given & here))
        if len(few) >= _FEW and len(few) > _HALF * total:
            label = column_of(register.model, "score").label
            where = register.sources[source]
            yield Finding(
                "GT105",
                Severity.WARNING,
                Place(where.file, where.sheet, None, where.columns.get("score")),
                Text(
                    f"{label.vi}: {len(few)}/{total} ô không quá 10, có lẽ theo thang 10 hay là tỷ lệ; vẫn được đọc theo "
                    "thang 100",
                    f"{label.en}: {len(few)} of {total} cells are up to 10, likely of ten points or shares; they are read "
                    "as points of a hundred",
                ),
                field="score",
                suggestion=_OF_A_HUNDRED,
            )
            continue
        for row in few.tolist():
            points = int(scores.values[row])
            vi, en = (show_number(Fraction(points, 100), 2, lang, trim=True) for lang in ("vi", "en"))
            yield Finding(
                "GT105",
                Severity.WARNING,
                register.place(row, "score"),
                Text(
                    f"{vi} điểm là rất ít trong thang 100, có lẽ theo thang 10 hay là tỷ lệ",
                    f"{en} points are very few of a hundred, likely of ten or a share",
                ),
                value=vi,
                record=record_name(register, row),
                field="score",
                suggestion=_OF_A_HUNDRED,
            )


_OF_A_HUNDRED = Text("ghi điểm theo thang 100", "write points of a hundred")


def _times_a_year(register: Register) -> Iterator[Finding]:
    income = register.columns.get("income")
    usual = usual_of(register.name, "income")
    if income is None or usual is None or not income.known.any():
        return
    low, high = usual
    given = income.known & (income.values > 0)
    for source in distinct(register.source_of[given]):
        mine: Ints = np.sort(income.values[given & (register.source_of == source)])
        middle = int(mine[len(mine) // 2])
        monthly = middle < low <= middle * _MONTHS <= high
        yearly = middle > high >= middle // _MONTHS >= low
        if len(mine) < _FEW or not (monthly or yearly):
            continue
        where, label = register.sources[source], column_of(register.model, "income").label
        vi, en = (show_number(Fraction(middle, 1_000_000), 1, lang, trim=True) for lang in ("vi", "en"))
        yield Finding(
            "DV104",
            Severity.WARNING,
            Place(where.file, where.sheet, None, where.columns.get("income")),
            Text(
                f"{label.vi}: mức giữa là {vi} triệu đồng một năm, có lẽ "
                + ("là thu nhập của một tháng" if monthly else "là thu nhập cả năm ghi dưới tiêu đề theo tháng"),
                f"{label.en}: the middle is {en} million VND a year, likely "
                + ("income of a month" if monthly else "income of a year under a heading of months"),
            ),
            field="income",
            suggestion=Text("xem lại tiêu đề cột: theo tháng hay theo năm", "check the heading: by month or by year"),
        )
