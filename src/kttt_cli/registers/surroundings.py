"""What stands outside a record's own row and holds for it: groups, the kind in a title, the year of the list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kttt_cli.registers.columns import MODELS, headers_of
from kttt_cli.registers.fields import Record
from kttt_cli.registers.places import place_level
from kttt_cli.registers.register import Series, kind_of, series_of
from kttt_cli.registers.vocabularies import vocabulary
from kttt_cli.sheets.table import Table
from kttt_cli.sheets.text import clean, plain

Rows = NDArray[np.intp]


def fields_from_groups(table: Table, rows: Rows, model: type[Record]) -> dict[str, Series]:
    """`I. Huyện Yên Thế` holds for the rows below it, until the next group of its level or of one around it."""
    resolved = [
        (row, *found) for row, text in table.groups if (found := group_field(text)) and found[0] in model.model_fields
    ]
    levels = list(dict.fromkeys(name for _, name, _ in resolved))
    columns = {}
    for depth, name in enumerate(levels):
        around = levels[:depth]
        starts = [(row, value if which == name else None) for row, which, value in resolved if which in (name, *around)]
        distinct: list[Any] = [None, *(value for _, value in starts)]
        codes = np.searchsorted(np.array([row for row, _ in starts]), rows, side="right")
        columns[name] = series_of(kind_of(model, name).name, distinct, codes)
    return columns


def can_group(label: str, under: str, counted: bool) -> bool:
    """Does a label alone in its row group the rows below? Not in the column of its own kind, where it is a
    record's place or sector; and a sector with an ordinary number before it may be an HTX of that name."""
    field_and_value = group_field(label)
    if field_and_value is None:
        return False
    name = field_and_value[0]
    return not (counted and name == "sector") and not any(
        headers_of(model).get(plain(under)) == name for model in MODELS.values()
    )


def group_field(text: str) -> tuple[str, str] | None:
    """The field and value that a group row gives: a district, a commune or a sector."""
    words = re.sub(r"\s*\([^)]*\)\s*$", "", clean(text)).rstrip(":")
    level = place_level(words)
    if level:
        return level, words
    code = vocabulary("sector").code_of(words)
    return ("sector", code) if code else None


_KIND_WORDS = (
    ("lh", re.compile(r"\b(lh htx|lhhtx|lien hiep (htx|hop tac xa))\b")),
    ("qtdnd", re.compile(r"\b(qtdnd|quy tin dung nhan dan|qtd)\b")),
    ("htx", re.compile(r"\b(htx|hop tac xa)\b")),
)


def kind_from_titles(table: Table) -> str | None:
    """A sheet «LH HTX» without a column for the kind holds unions; one that names several kinds says nothing."""
    for text in (table.grid.sheet, *table.titles, table.grid.file):
        words = plain(re.sub(r"\.[a-z]+$", "", text or ""))
        found = []
        for code, pattern in _KIND_WORDS:
            words, count = pattern.subn(" ", words)
            if count:
                found.append(code)
        if found:
            return found[0] if len(found) == 1 else None
    return None


_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9])")
_UP_TO = re.compile(
    r"đến\s+(?:hết\s+)?(?:ngày\s+)?([0-3]?[0-9])\s*[/.-]\s*([01]?[0-9])\s*[/.-]\s*(20[0-9]{2})(?![0-9])", re.IGNORECASE
)
_OF_THE_PAPER = re.compile(r"^kem theo|\bngay \d* ?thang \d* ?nam\b|\bso \d*.*\b(kh|bc|qd|cv|ubnd|skhdt|lm)\b")
"""The date of the letter that a list was sent with is not the year it tells of."""


@dataclass(frozen=True, slots=True)
class ListYear:
    """The year a whole table speaks of, where that stands, its cut-off date and whether it is an estimate."""

    year: int
    where: str
    cutoff: date | None = None
    estimate: bool = False


def list_year(table: Table) -> ListYear | None:
    """From the title, the sheet name or the file name, in that order; None where none names exactly one year."""
    titles = tuple(text for text in table.titles if not _OF_THE_PAPER.search(plain(text)))
    for where, texts in (("title", titles), ("sheet", (table.grid.sheet or "",)), ("file", (table.grid.file,))):
        about = " ".join(texts)
        estimate = " uoc " in f" {plain(about)} "
        cutoffs = set(_cutoffs(texts))
        if len(cutoffs) == 1:
            day = cutoffs.pop()
            return ListYear(day.year, where, day, estimate)
        years = {int(found) for found in _YEAR.findall(about)}
        if len(years) == 1:
            return ListYear(years.pop(), where, None, estimate)
    return None


def _cutoffs(texts: tuple[str, ...]) -> Iterator[date]:
    """`đến 31/12/2023`, `tính đến ngày 14/12/2023`: the day up to which a list tells."""
    for text in texts:
        for day, month, year in _UP_TO.findall(clean(text)):
            with suppress(ValueError):
                yield date(int(year), int(month), int(day))
