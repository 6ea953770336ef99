"""Different organisations over several years, each counted once: what the figures of single years do not add up to."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from kttt_cli.annexes.live import NO_DATA, Live
from kttt_cli.annexes.page import Cell
from kttt_cli.indicators.definition import Distinct
from kttt_cli.indicators.figure import Cut
from kttt_cli.language import Text


def different(live: Live, code: str, years: Sequence[int], cut: Cut | None = None) -> Cell:
    """How many different values an indicator that counts them has over these years; `…` where a year has no data."""
    book = live.book
    form = book.catalogue.indicators[code].form
    assert isinstance(form, Distinct), f"{code} does not count different values"
    found: set[str] = set()
    for year in years:
        figure = book.figure(code, year, cut)
        view = book.selector.view(book.catalogue.register_of(form.rows), year)
        if figure.rows is None or view is None:
            told = Text(f"Không có số liệu năm {year}.", f"No data of {year}.")
            return Cell(NO_DATA, comment=told, style="figure")
        series = view.series(form.of)
        rows = np.searchsorted(view.positions, figure.rows.positions)
        found.update(series.words[word] for word in np.unique(series.values[rows[series.known[rows]]]).tolist())
    span = f"{years[0]}–{years[-1]}"
    told = Text(f"Đơn vị khác nhau trong {span}, mỗi đơn vị tính một lần.", f"Different ones in {span}, each once.")
    return Cell(Fraction(len(found)), comment=told, style="figure")
