"""Two readings of the same data, before and after something was changed in them: what is read differently?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from typing import NamedTuple

import numpy as np

from kttt_cli.findings import Place, Severity
from kttt_cli.language import Text
from kttt_cli.registers.dataset import Dataset
from kttt_cli.registers.register import WORD_KINDS, Bools, Ints, Register, Series
from kttt_cli.sheets.text import key


class Trouble(NamedTuple):
    """Something that the change should not have brought about."""

    place: Place
    reason: Text
    finding: bool = False
    """A finding where there was none; else a cell that is read, or refused, for another reason."""
    value: str | None = None


def troubles(before: Dataset, after: Dataset, explained: Collection[Place]) -> Iterator[Trouble]:
    """Findings that were not there before, and cells that are read as something else, but for those explained."""
    told = {finding.place for finding in before.findings}
    known = Counter((finding.rule, finding.place) for finding in before.findings)
    for finding in after.findings:
        known[finding.rule, finding.place] -= 1
        if known[finding.rule, finding.place] < 0:
            reason = _NEW.filled(rule=finding.rule, place=finding.place)
            yield Trouble(finding.place, reason, finding.place not in told, finding.value)
    yield from _lost(before, after, explained)
    for name, register in before.registers.items():
        other = after.registers.get(name)
        if other is None or not _same_rows(register, other):
            for source in register.sources:
                yield Trouble(
                    Place(source.file, source.sheet), _OTHER_ROWS.filled(place=Place(source.file, source.sheet))
                )
            continue
        for field_name, series in register.columns.items():
            for position in np.flatnonzero(_differ(series, other.columns[field_name])).tolist():
                place = register.place(position, field_name)
                if place not in explained:
                    yield Trouble(place, _OTHER_VALUE.filled(place=place))
        for position in np.flatnonzero(register.years != other.years).tolist():
            place = register.place(position)
            if not any((each.file, each.sheet, each.row) == (place.file, place.sheet, place.row) for each in explained):
                yield Trouble(place, _OTHER_VALUE.filled(place=place))


def _lost(before: Dataset, after: Dataset, explained: Collection[Place]) -> Iterator[Trouble]:
    """Findings that are gone though nothing was mended of what they are about: only their evidence was.

    What is doubted of a whole column or sheet (such as that Excel has turned the days and months of a column) rests on
    how its cells are written; no mending of single cells settles it. A note only says how they were read.
    """
    left = Counter((finding.rule, finding.place) for finding in after.findings)
    for finding in before.findings:
        left[finding.rule, finding.place] -= 1
        place = finding.place
        if left[finding.rule, place] >= 0 or place in explained:
            continue
        doubt = finding.severity is not Severity.NOTE if place.row is None else not explained
        if doubt:
            yield Trouble(place, _LOST.filled(rule=finding.rule, place=place))


def _same_rows(one: Register, other: Register) -> bool:
    return (
        len(one) == len(other)
        and bool((one.row_of == other.row_of).all())
        and [(each.file, each.sheet) for each in one.sources] == [(each.file, each.sheet) for each in other.sources]
        and bool((one.source_of == other.source_of).all())
    )


def _differ(one: Series, other: Series) -> Bools:
    values, others = (one.values, other.values) if one.kind not in WORD_KINDS else _numbered(one, other)
    differ: Bools = (one.known != other.known) | (one.not_read != other.not_read) | (one.known & (values != others))
    if one.upper is not None and other.upper is not None:
        differ = differ | (one.known & (one.upper != other.upper))
    return differ


def _numbered(one: Series, other: Series) -> tuple[Ints, Ints]:
    """Words by numbers that are the same for both; texts and places are equal for a reader (see `key`)."""
    same = key if one.kind in ("text", "place") else str
    numbers: dict[str, int] = {}
    first, second = (
        np.array([numbers.setdefault(same(word), len(numbers)) for word in series.words] or [0])
        for series in (one, other)
    )
    return first[one.values], second[other.values]


_NEW = Text("sửa thì sinh ra phát hiện {rule} tại {place}", "mending it brings about {rule} at {place}")
_LOST = Text(
    "sửa thì phát hiện {rule} tại {place} mất dấu vết mà chưa được xử lý",
    "mending it takes away the evidence of {rule} at {place}, which is not settled",
)
_OTHER_VALUE = Text("sửa thì {place} được đọc khác đi", "mending it changes what is read at {place}")
_OTHER_ROWS = Text(
    "sửa thì các dòng của {place} được hiểu khác đi", "mending it changes which rows of {place} are records"
)
