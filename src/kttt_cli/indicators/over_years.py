"""Different values over several years, each counted once: what the figures of single years do not add up to."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from kttt_cli.indicators.definition import Distinct
from kttt_cli.indicators.evaluate import Book
from kttt_cli.indicators.figure import Cut
from kttt_cli.language import Text
from kttt_cli.registers.register import distinct


def different(book: Book, code: str, years: Sequence[int], cut: Cut | None = None) -> Fraction | Text:
    """How many different values an indicator that counts such has over these years, or why there is no figure."""
    form = book.catalogue.indicators[code].form
    assert isinstance(form, Distinct), f"{code} does not count different values"
    found: set[str] = set()
    for year in years:
        figure = book.figure(code, year, cut)
        view = book.selector.view(book.catalogue.register_of(form.rows), year)
        if figure.value is None or figure.rows is None or view is None:
            reason = figure.reason or Text("không có số liệu", "no data")
            return Text(f"năm {year}: {reason.vi}", f"{year}: {reason.en}")
        series = view.series(form.of)
        rows = np.searchsorted(view.positions, figure.rows.positions)
        found.update(series.words[word] for word in distinct(series.values[rows[series.known[rows]]]))
    return Fraction(len(found))
