"""What stands outside a record's own row and holds for it: groups, the kind, district or sector in a title, the
year of the list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kttt_cli.patterns import pattern
from kttt_cli.registers.columns import MODELS, headers_of
from kttt_cli.registers.fields import Record
from kttt_cli.registers.list_year import OF_THE_PAPER
from kttt_cli.registers.places import commune_key, commune_kind, district_key, place_keys, place_level, units
from kttt_cli.registers.register import Series, kind_of, series_of
from kttt_cli.registers.vocabularies import vocabulary
from kttt_cli.sheets.table import Table
from kttt_cli.sheets.text import clean, key, plain
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
    found = _districts_in(clean(text)) if is_title_of_records(text) else {}
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
    for name in ("sector", "kind", "status"):
        code = vocabulary(name).code_of(words)
        if code and (name, code) != ("sector", "credit"):
            return name, code
    return None


_BEFORE_A_GROUP = pattern(
    r"(?:(?:các )?(?:htx|hợp tác xã) )?(?:thuộc |trong )?(?:lĩnh vực|nhóm ngành|nhóm|khối)\s*:?\s+"
    r"|(?:các )?(?:htx|hợp tác xã) (?:thuộc |tại |trên địa bàn )?(?=huyện |thị xã |thành phố |tp\b|xã |phường |thị trấn )"
    r"|(?:các )?(?:htx|hợp tác xã) (?=đang |ngừng |tạm |đã |chờ |giải thể)",
    re.IGNORECASE,
)
"""«HTX lĩnh vực vận tải», «Các HTX thuộc huyện Yên Thế»."""

_OTHER_SECTORS = pattern(r"(?:(?:cac )?(?:htx|hop tac xa) )?(?:nganh |linh vuc |dich vu )?phi (?:nong nghiep|nn)")
"""«HTX phi nông nghiệp» may be any sector but one, and ends «HTX nông nghiệp»."""

_KIND_WORDS = (
    ("lh", pattern(r"\b(lh htx|lhhtx|lien hiep (htx|hop tac xa))\b")),
    ("qtdnd", pattern(r"\b(qtdnd|quy tin dung nhan dan|qtd)\b")),
    ("htx", pattern(r"\b(htx|hop tac xa)\b")),
)


def kind_from_titles(table: Table) -> str | None:
    """A sheet «LH HTX» without a column for the kind holds unions; one that names several kinds says nothing."""
    named = [
        _kind_in(text) for text in (table.grid.sheet, *(text for text in table.titles if _LIST.match(plain(text))))
    ]
    told = {kind for kind in named if kind}
    # «HTX» is said of all of them: a title or sheet that says more goes before it.
    more = told - {"htx"}
    if len(told) > 1:
        return more.pop() if len(more) == 1 else None
    for text in (table.grid.sheet, *table.titles, table.grid.file):
        kind = _kind_in(text)
        if kind is not None:
            return kind or None
    return None


_LIST = pattern(r"(danh sach|tong hop|bieu|bang)\b")


def _kind_in(text: str | None) -> str | None:
    """The one kind that a text names; blank where it names several, None where it names none."""
    words = plain(re.sub(r"\.[a-z]+$", "", text or ""))
    found = []
    for code, name in _KIND_WORDS:
        words, count = name.subn(" ", words)
        if count:
            found.append(code)
    if not found:
        return None
    return found[0] if len(found) == 1 else ""


class Given(NamedTuple):
    """A field that holds for a whole table, and where that stands; what it says there and elsewhere if they differ."""

    value: str
    where: str
    instead: str | None = None


def district_from_titles(table: Table) -> Given | None:
    """One sheet per district: the one district that its titles or its name speak of."""
    return _from_titles(table, _districts_in)


def sector_from_titles(table: Table) -> Given | None:
    """«DANH SÁCH HTX VẬN TẢI», a sheet «Nông nghiệp»; not «HTX dịch vụ nông nghiệp», which may be of two."""
    return _from_titles(table, _sectors_in)


def _from_titles(table: Table, named_in: Callable[[str], dict[str, str]]) -> Given | None:
    own = _named(table.titles, named_in) or _named(_of_the_page(table), named_in)
    sheet = _named((table.grid.sheet or "",), named_in)
    if len(own) > 1 or len(sheet) > 1:
        return None
    if own and sheet and set(own) != set(sheet):
        return Given(next(iter(own.values())), "title", next(iter(sheet.values())))
    for where, found in (("title", own), ("sheet", sheet)):
        if found:
            return Given(next(iter(found.values())), where)
    return None


def _of_the_page(table: Table) -> Iterator[str]:
    """The titles of the tables above, without those of their sections: «I. Huyện Yên Thế» says nothing of «II. Các HTX
    cấp tỉnh»."""
    own = [rank for text in table.titles if (rank := numeral_rank(text)) is not None]
    for text in table.above:
        rank = numeral_rank(text)
        if rank is None or not own or rank < min(own):
            yield text


def _named(texts: Iterable[str], named_in: Callable[[str], dict[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for text in texts:
        if not OF_THE_PAPER.search(plain(text)):
            found |= named_in(clean(text))
    return found


def _districts_in(text: str) -> dict[str, str]:
    """Districts by their key. One that is not in the list of places counts where nothing else is said."""
    words = key(text)
    known = district_names()
    if _SEVERAL.search(words):
        return {}
    found = {name: known[name] for name in (match[1] for match in _district_words().finditer(words))}
    alone = _BESIDE_A_PLACE.sub("", words).strip(" -–:,.")
    if not found and alone in known:
        # A city often bears the name of its province: without its prefix the name may mean either.
        return {} if key(known[alone]).startswith(_CITY) else {alone: known[alone]}
    if not found and place_level(alone) == "district" and len(alone.split()) <= _LONGEST_PLACE:
        return {district_key(alone): alone.title()}
    return found


_SEVERAL = pattern(r"\b(?:các|từng|những|10|toàn bộ)\s+(?:huyện|thành phố|thị xã)")
_BESIDE_A_PLACE = pattern(
    r"^(?:\d+|[ivx]+)\s*[.)-]\s*|^(?:ubnd|ủy ban nhân dân|phòng\b.*\b(?=huyện|thị xã|thành phố))\s+"
    r"|[\s_-]*\(?\b(?:năm\s+)?20\d\d\b\)?$"
)
_CITY = "thành phố "
_LONGEST_PLACE = 6


@cache
def district_names() -> dict[str, str]:
    """The name of every district there ever was, by its key; the latest where it changed its rank."""
    return {district_key(unit.name): unit.name for unit in units() if unit.level == "district"}


@cache
def _district_words() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, district_names()), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:huyện|thành phố|thị xã|tp\.?|tx\.?|h\.)\s*({names})(?!\w)")


def _sectors_in(text: str) -> dict[str, str]:
    words = plain(text)
    alone = vocabulary("sector").code_of(text)
    if alone:
        return {alone: alone}
    found = {vocabulary("sector").spellings[match[1]] for match in _sector_words().finditer(words)}
    return {code: code for code in found}


@cache
def _sector_words() -> re.Pattern[str]:
    spellings = "|".join(sorted(map(re.escape, vocabulary("sector").spellings), key=len, reverse=True))
    after = "nam|den|tinh|tren|tai|cua|huyen|thanh pho|thi xa|theo|toan|dang|giai doan|thuoc"
    return re.compile(rf"\b(?:htx|hop tac xa) ({spellings})(?= (?:{after})\b| \d|$)")
