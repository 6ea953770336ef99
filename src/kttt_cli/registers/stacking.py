"""Records of several tables become one register; two sources that tell of the same thing are refused."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from kttt_cli.findings import Place, Unreadable
from kttt_cli.language import Text
from kttt_cli.registers.columns import MODELS, column_of
from kttt_cli.registers.load import Loaded
from kttt_cli.registers.places import place_keys
from kttt_cli.registers.register import Ints, Register, Series, Source, distinct, kind_of, stacked, unknown_series


class TwoSources(Unreadable):
    """Two sources tell of one thing; `place` is the second of them."""

    def __init__(self, message: Text, place: Place) -> None:
        super().__init__(message)
        self.place = place


def stack(name: str, parts: list[tuple[Loaded, Ints]]) -> Register:
    """One register out of its lists, one below the other; a column that a list lacks is unknown there, and a place that is
    spelt in several ways has one spelling."""
    model = MODELS[name]
    columns = {}
    for field_name in model.model_fields:
        kind = kind_of(model, field_name).name
        columns[field_name] = stacked(
            [loaded.columns.get(field_name) or unknown_series(kind, len(loaded.rows)) for loaded, _ in parts]
        )
    for field_name, same in place_keys().items():
        if field_name in columns:
            columns[field_name] = _one_spelling(columns[field_name], same)
    sources = tuple(
        Source(
            loaded.table.grid.file,
            loaded.table.grid.sheet,
            {field_name: heading.column for field_name, heading in loaded.match.headings.items()},
            loaded.given,
            loaded.dropped,
        )
        for loaded, _ in parts
    )
    source_of = np.repeat(np.arange(len(parts)), [len(loaded.rows) for loaded, _ in parts])
    rows = np.concatenate([loaded.rows for loaded, _ in parts])
    return Register(name, model, columns, sources, source_of, rows, np.concatenate([years for _, years in parts]))


def _one_spelling(series: Series, same: Callable[[str], str]) -> Series:
    """`Huyện Yên Thế` and `Yên Thế` are one place; it is shown in its longest spelling."""
    groups: dict[str, list[int]] = {}
    for index, word in enumerate(series.words):
        groups.setdefault(same(word), []).append(index)
    if len(groups) == len(series.words):
        return series
    renumbered = np.zeros(len(series.words), dtype=np.int64)
    words = []
    for number, indexes in enumerate(groups.values()):
        renumbered[indexes] = number
        words.append(max((series.words[index] for index in indexes), key=lambda word: (len(word), word)))
    return Series(
        series.kind,
        np.where(series.known, renumbered[series.values], 0),
        series.known,
        None,
        tuple(words),
        series.unread,
    )


def refuse_two_sources(register: Register) -> None:
    """The same register, year and part told by two sources is never added up. (Tables and sheets of
    one file are parts of one list, unless they name the same organisations.)"""
    for year in distinct(register.years[register.years > 0]):
        told: list[tuple[int, set[tuple[int, ...]]]] = []
        sources = distinct(register.source_of[register.years == year])
        for source in sources if len(sources) > 1 else ():
            parts = _parts(register, np.flatnonzero((register.years == year) & (register.source_of == source)))
            for other, others in told:
                if any(_overlap(one, two) for one in parts for two in others) and not _parts_of_one_list(
                    register, year, other, source
                ):
                    raise _two_sources(register, year, other, source)
            told.append((source, parts))


def _parts_of_one_list(register: Register, year: int, one: int, two: int) -> bool:
    first, second = register.sources[one], register.sources[two]
    if first.file != second.file:
        return False
    for name in ("code", "name"):
        if name in register.columns:
            series = register.columns[name]
            named = [
                set(series.values[(register.years == year) & (register.source_of == source) & series.known].tolist())
                for source in (one, two)
            ]
            if 2 * len(named[0] & named[1]) > min(map(len, named)):
                return False
    return True


_WHOLE = -1


def _parts(register: Register, rows: NDArray[np.intp]) -> set[tuple[int, ...]]:
    """What a source tells of in a year: kind, sector and district of its rows. A source that leaves a
    column out altogether tells of the whole of it."""
    columns = []
    for name in register.model.partition:
        series = register.columns[name].take(rows)
        default = column_of(register.model, name).blank
        blank = series.words.index(default) if default in series.words else len(series.words)
        whole = default is None and not series.known.any()
        columns.append(np.full(len(rows), _WHOLE) if whole else np.where(series.known, series.values, blank))
    if not columns:
        return {()}
    return set(map(tuple, np.unique(np.stack(columns, axis=1), axis=0).tolist()))


def _overlap(one: tuple[int, ...], two: tuple[int, ...]) -> bool:
    return all(left == right or _WHOLE in (left, right) for left, right in zip(one, two, strict=True))


def _two_sources(register: Register, year: int, one: int, two: int) -> TwoSources:
    first, second = (Place(register.sources[index].file, register.sources[index].sheet) for index in (one, two))
    title = register.model.title
    return TwoSources(
        Text(
            f"Hai nguồn cho cùng một sổ “{title.vi}”, năm {year}: {first} và {second}. Không cộng hai nguồn; "
            "hãy bỏ một nguồn ra khỏi lệnh hoặc thư mục.",
            f"Two sources for one register “{title.en}”, year {year}: {first} and {second}. They are never "
            "added up; leave one out of the command or the folder.",
        ),
        second,
    )
