"""What holds for a whole table: the kind, district or sector in its titles, and in the names of its sheet and file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from kttt_cli.patterns import pattern
from kttt_cli.registers.list_year import OF_THE_PAPER, list_year
from kttt_cli.registers.places import DISTRICTS_ENDED, district_key, place_level, units
from kttt_cli.registers.vocabularies import vocabulary
from kttt_cli.sheets.table import Table
from kttt_cli.sheets.text import clean, key, plain
from kttt_cli.sheets.words import is_title_of_records, numeral_rank

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
    other: str = "sheet"
    """Where it says something else: in the name of the sheet, or of the file."""


def district_from_titles(table: Table) -> Given | None:
    """One sheet per district: the one district that its titles or its name speak of; or the file's, one for each."""
    given = _from_titles(table, districts_in)
    if given is not None and given.instead is not None:
        return given
    named = _district_of_file(table)
    if given is None:
        own = _named(table.titles, districts_in) or _named((table.grid.sheet or "",), districts_in)
        if own:
            return None
        return Given(named, "file") if named else _district_of_another_list(table)
    if named and district_key(named) != district_key(given.value):
        return given._replace(instead=named, other="file")
    return given


def _district_of_another_list(table: Table) -> Given | None:
    """«DANH SÁCH HTX HUYỆN LỤC NGẠN» and further down «DANH SÁCH HTX KHÁC»: are they of that district too?"""
    found = _named(_lists_above(table), districts_in)
    return Given(next(iter(found.values())), "above") if len(found) == 1 else None


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
    of_another = set(_lists_above(table))
    for text in table.above:
        rank = numeral_rank(text)
        if text not in of_another and (rank is None or not own or rank < min(own)):
            yield text


def _lists_above(table: Table) -> Iterator[str]:
    """The titles of other lists on the page, where this one has its own: «DANH SÁCH HTX KHÁC» is no part of the list of
    agriculture above it."""
    if any(map(is_title_of_records, table.titles)):
        yield from filter(is_title_of_records, table.above)


def _named(texts: Iterable[str], named_in: Callable[[str], dict[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for text in texts:
        if len(text) <= _LONGEST and not OF_THE_PAPER.search(plain(text)):
            found |= named_in(clean(text))
    return found


_LONGEST = 500
"""Letters of a title. Of tens of thousands of dashes nothing is said, and it takes minutes."""


def districts_in(text: str) -> dict[str, str]:
    """Districts by their key. One that is not in the list of places counts where nothing else is said."""
    words = key(text)
    known = _district_names()
    if _SEVERAL.search(words):
        return {}
    found = {name: known[name] for name in (match[1] for match in _district_words().finditer(words))}
    alone = _BESIDE_A_PLACE.sub("", words).strip(" -–:,.")
    if not found and alone in known:
        # A city often bears the name of its province: without its prefix the name may mean either.
        return {} if key(known[alone]).startswith(_CITY) else {alone: known[alone]}
    if not found and place_level(alone) == "district" and len(alone.split()) <= _LONGEST_PLACE:
        return {district_key(alone): alone.title()}
    if not found and (other := _other_district(clean(text))):
        return {district_key(other): other}
    return found


def _district_of_file(table: Table) -> str | None:
    """«Lục Ngạn.xlsx», «HTX_huyen_Luc_Ngan_2023.csv», or the innermost folder with such a name. A name without «huyện» is
    that of a commune since there are no districts."""
    listed = list_year(table)
    if listed and (listed.cutoff or date(listed.year, 12, 31)) >= DISTRICTS_ENDED:
        return None
    return next((found for name in table.grid.file.split("/")[::-1] if (found := _district_in_name(name))), None)


def _district_in_name(name: str) -> str | None:
    words = " ".join(_NOT_WORDS.sub(" ", re.sub(r"\.[A-Za-z]{1,5}$", "", clean(name))).split())
    if _SEVERAL.search(key(words)):
        return None
    found = {_districts_in_plain()[match[2]] for match in _plain_districts().finditer(plain(words)) if not match[1]}
    if len(found) == 1:
        return found.pop()
    return None if found else _other_district(words)


_NOT_WORDS = re.compile(r"[\W_]+")
_NO_NAME = (
    "năm|đến|tháng|quý|tỉnh|lần|bản|htx|tht|hợp|xã|quản|giao|phụ|theo|thuộc|trên|trong|có|và|đã|đang|được|báo|gửi|nông|thực"
    "|đạt|mới|điểm|nghèo|miền|đảo|ven|biên|trung|khác|cũ|lập|trực|tổng|ban|ủy|phòng"
)
_OTHER_DISTRICT = pattern(
    rf"(?:^|\s)((?:huyện|thị xã|quận)(?:\s+(?!(?:{_NO_NAME})(?!\w))[^\W\d_]+){{1,4}})"
    r"(?=[\s(,.-]+(?:20\d\d|năm|đến|tháng|quý|tỉnh|lần)(?!\w)|$)",
    re.IGNORECASE,
)
"""Of another province, whose districts no list here has: with its accents, by which they are told apart."""


def _other_district(text: str) -> str | None:
    found = _OTHER_DISTRICT.search(text)
    return found[1].title() if found else None


@cache
def _districts_in_plain() -> dict[str, str]:
    return {plain(name): full for name, full in _district_names().items()}


@cache
def _plain_districts() -> re.Pattern[str]:
    """With «huyện» before them, or names of two words; of a city, that is called as its province, with «TP»."""
    names = _districts_in_plain()
    bare = [name for name, full in names.items() if " " in name and not key(full).startswith(_CITY)]
    any_name, bare_name = ("|".join(sorted(map(re.escape, each), key=len, reverse=True)) for each in (names, bare))
    return re.compile(
        rf"\b(?:(xa|phuong|thi tran|tt|x|p) )?((?:(?<=huyen )|(?<=thanh pho )|(?<=tp )|(?<=thi xa )|(?<=tx ))(?:{any_name})"
        rf"|(?:{bare_name}))\b"
    )


_SEVERAL = pattern(r"\b(?:các|từng|những|10|toàn bộ)\s+(?:huyện|thành phố|thị xã)")
_BESIDE_A_PLACE = pattern(
    r"^(?:\d+|[ivx]+)\s*[.)-]\s*|^(?:ubnd|ủy ban nhân dân|phòng\b.*\b(?=huyện|thị xã|thành phố))\s+"
    r"|[\s_-]*\(?\b(?:năm\s+)?20\d\d\b\)?$"
)
_CITY = "thành phố "
_LONGEST_PLACE = 6


@cache
def _district_names() -> dict[str, str]:
    """The name of every district there ever was, by its key; the latest where it changed its rank."""
    return {district_key(unit.name): unit.name for unit in units() if unit.level == "district"}


@cache
def _district_words() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, _district_names()), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:huyện|thành phố|thị xã|tp\.?|tx\.?|h\.)\s*:?\s*({names})(?!\w)")


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
