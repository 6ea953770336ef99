"""What stands above a record's own row and holds for it: the groups of its table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kttt_cli.patterns import pattern
from kttt_cli.registers.columns import MODELS, headers_of
from kttt_cli.registers.fields import Record
from kttt_cli.registers.places import (
    commune_key,
    commune_kind,
    place_keys,
    place_level,
)
from kttt_cli.registers.register import Series, kind_of, series_of
from kttt_cli.registers.titles import districts_in
from kttt_cli.registers.vocabularies import vocabulary
from kttt_cli.sheets.table import Table
from kttt_cli.sheets.text import clean, plain
from kttt_cli.sheets.words import is_title_of_records, numeral_count, numeral_rank, text_of

Rows = NDArray[np.intp]


def fields_from_groups(table: Table, rows: Rows, model: type[Record]) -> dict[str, Series]:
    """`I. Huyện Yên Thế` holds for the rows below it, until the next group of its level or of one around it."""
    resolved = [told for told in _told(table) if told[1] in model.model_fields]
    known = {row for row, _, _ in resolved}
    loose = [(row, _rank(table, row)) for row, text in table.groups if row not in known]
    levels = list(dict.fromkeys(name for _, name, _ in resolved))
    columns = {}
    for depth, name in enumerate(levels):
        starts = list(_starts(table, resolved, name, levels[:depth]))
        # «B. Các HTX khác» after «A. Huyện Yên Thế» ends it; «a) HTX ngừng hoạt động» stands within it.
        lowest = max((_rank(table, row) for row, which, _ in resolved if which == name), default=0)
        starts = sorted(
            [*starts, *((row, None) for row, rank in loose if rank <= lowest)],
            key=lambda start: (start[0], start[1] is not None),
        )
        distinct: list[Any] = [None, *(value for _, value in starts)]
        codes = np.searchsorted(np.array([row for row, _ in starts]), rows, side="right")
        columns[name] = series_of(kind_of(model, name).name, distinct, codes)
    return columns


def _starts(
    table: Table, told: list[tuple[int, str, str | None]], name: str, around: list[str]
) -> Iterator[tuple[int, str | None]]:
    """Where a field begins, and where a group around it ends it. «I. Huyện Yên Thế» that counts anew below «C. Quỹ tín
    dụng nhân dân» stands within it, though districts stood around kinds before."""
    outer, within = _INNERMOST, 0
    for row, which, value in told:
        rank, count = numeral_of(table, row)
        if which == name:
            outer, within = rank, 0
            yield row, value
        elif which in around:
            if outer < rank < _INNERMOST and (count == 1 or rank == within):
                within = rank
            else:
                yield row, None


def _title_field(text: str) -> tuple[str, str] | None:
    """«DANH SÁCH HTX HUYỆN TÂN YÊN» among the records of another district: said as a group of nothing known, but never
    do the rows below it stay in that district."""
    found = districts_in(clean(text)) if is_title_of_records(text) else {}
    return ("district", next(iter(found.values()))) if len(found) == 1 else None


def _told(table: Table) -> Iterator[tuple[int, str, str | None]]:
    """Row, field and value of every group; None where a field that was told above ends there.

    «Quỹ tín dụng nhân dân» is a kind and a sector, which ends with the kind. «II. Liên hiệp HTX» next to «I. HTX nông
    nghiệp» is no part of it, though each groups by a field of its own.
    """
    of_kind = False
    before: dict[int, tuple[int, str]] = {}
    for row, text in table.groups:
        rank, count = numeral_of(table, row)
        found = group_field(text) or _title_field(text)
        if found is None:
            before.pop(rank, None)
            continue
        name, value = found
        beside = before.get(rank)
        if beside and beside[1] != name and beside[0] + 1 == count:
            yield row, beside[1], None
        if name == "kind" and value == "qtdnd":
            yield row, "sector", "credit"
        elif name == "kind" and of_kind:
            yield row, "sector", None
        of_kind = value == "qtdnd" if name == "kind" else of_kind and name != "sector"
        yield row, name, value or None
        before[rank] = (count, name)


def labels_below(table: Table, rows: Rows) -> int | None:
    """The row of the last group if groups seem to stand below their records: some records come before the first
    and none after the last. Which records are whose can then be read in two ways."""
    places = [row for row, text in table.groups if group_field(text) is not None]
    if not places or not len(rows):
        return None
    return places[-1] if int(rows[0]) < places[0] and int(rows[-1]) < places[-1] else None


def _rank(table: Table, row: int) -> int:
    """By its numeral, how far in a group stands; without one, as far in as can be."""
    return numeral_of(table, row)[0]


def numeral_of(table: Table, row: int) -> tuple[int, int]:
    """How far in a group stands by its numeral, and the how many-th it is there."""
    text = next((text for cell in table.grid.row(row) if (text := text_of(cell))), "")
    rank = numeral_rank(text)
    return (_INNERMOST, 0) if rank is None else (rank, numeral_count(text))


_INNERMOST = 9


def filled_from(own: Series, other: Series) -> Series:
    """The column's own cells, and where they are blank those of `other`. What could not be read stays unknown."""
    take = ~own.known & ~own.not_read & other.known
    words = {word: number for number, word in enumerate(own.words)}
    places = np.array([words.setdefault(word, len(words)) for word in other.words] or [0], dtype=own.values.dtype)
    values = np.where(take, places[other.values], own.values)
    return Series(own.kind, values, own.known | take, None, tuple(words), own.unread)


def contradicting(own: Series, other: Series, name: str) -> NDArray[np.bool_]:
    """Where a column and a group of the same field say different things. «Tân Thanh» under «Xã Tân Thanh» says the same."""
    differ = own.known & other.known & _differ(own, other, place_keys().get(name, str))
    if name == "commune" and differ.any():
        kinds = [
            np.array([bool(commune_kind(word)) for word in each.words] or [False])[each.values] for each in (own, other)
        ]
        differ &= (kinds[0] & kinds[1]) | _differ(own, other, commune_key)
    return differ


def _differ(own: Series, other: Series, same: Callable[[str], str]) -> NDArray[np.bool_]:
    keys = {word: number for number, word in enumerate(dict.fromkeys(map(same, (*own.words, *other.words))))}
    one = np.array([keys[same(word)] for word in own.words] or [0])[own.values]
    two = np.array([keys[same(word)] for word in other.words] or [0])[other.values]
    differ: NDArray[np.bool_] = one != two
    return differ


def can_group(label: str, under: str, counted: bool) -> bool:
    """Does a label alone in its row group the rows below? Not in the column of its own kind, where it is a
    record's place or sector; and a sector with an ordinary number before it may be an HTX of that name."""
    field_and_value = group_field(label)
    if field_and_value is None:
        return False
    name, heading = field_and_value[0], plain(under)
    return not (counted and name in _WORDS_OF_NAMES) and not any(
        headers_of(model).get(heading) == name for model in MODELS.values()
    )


_WORDS_OF_NAMES = frozenset({"sector", "kind", "status"})


@lru_cache(maxsize=4096)
def group_field(text: str) -> tuple[str, str] | None:
    """The field and value that a group row gives: a district, a commune, a sector, a kind or a status. The value is
    blank where it says only what it is not."""
    words = _BEFORE_A_GROUP.sub("", re.sub(r"\s*\([^)]*\)\s*$", "", clean(text)).rstrip(":"))
    level = place_level(words)
    if level:
        return level, words
    if _OTHER_SECTORS.fullmatch(plain(words)):
        return "sector", ""
    words = _IN_A_YEAR.sub("", words)
    for name in ("sector", "kind", "status"):
        code = vocabulary(name).code_of(words)
        if code and (name, code) != ("sector", "credit"):
            return name, code
    return None


_IN_A_YEAR = pattern(r"\s+(?:trong )?năm 20\d\d$", re.IGNORECASE)
"""«HTX giải thể trong năm 2023»."""
_BEFORE_A_GROUP = pattern(
    r"(?:(?:các )?(?:htx|hợp tác xã) )?(?:thuộc |trong )?(?:lĩnh vực|nhóm ngành|nhóm|khối)\s*:?\s+"
    r"|(?:các )?(?:htx|hợp tác xã) (?:thuộc |tại |trên địa bàn )?(?=huyện |thị xã |thành phố |tp\b|xã |phường |thị trấn )"
    r"|(?:các )?(?:htx|hợp tác xã) (?=đang |ngừng |tạm |đã |chờ |giải thể)",
    re.IGNORECASE,
)
"""«HTX lĩnh vực vận tải», «Các HTX thuộc huyện Yên Thế»."""

_OTHER_SECTORS = pattern(r"(?:(?:cac )?(?:htx|hop tac xa) )?(?:nganh |linh vuc |dich vu )?phi (?:nong nghiep|nn)")
"""«HTX phi nông nghiệp» may be any sector but one, and ends «HTX nông nghiệp»."""
