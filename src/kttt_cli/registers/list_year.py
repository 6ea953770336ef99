"""The year that a whole list tells of, and the part of it, as its titles, its sheet or its file say it."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import NamedTuple

from kttt_cli.patterns import pattern
from kttt_cli.sheets.table import Table
from kttt_cli.sheets.text import clean, plain

_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9])")
_DAY = (
    r"(?:ngày\s+|ngay[\s_-]+)?(?P<{0}d>[0-3]?[0-9])"
    r"(?:\s*[/.-]\s*|\s+tháng\s+)(?P<{0}m>[01]?[0-9])(?:\s*[/.-]\s*|\s+năm\s+)(?P<{0}y>20[0-9]{{2}})(?![0-9])"
)
_UP_TO = re.compile(
    r"(?:(?<!\w)(?:đến|den)[\s_-]+(?:hết\s+)?(?:thời\s+điểm\s+)?|(?<!\w)(?:tại|thời\s+điểm|chốt|số\s+liệu)[\s:]+(?=ngày|\d)"
    r"|(?<!\w)tại\s+thời\s+điểm\s+|ngày\s+chốt\s*:?\s*)" + _DAY.format(""),
    re.IGNORECASE,
)
_UP_TO_A_DAY = re.compile(
    r"(?<!\w)(?:đến|den)[\s_-]+(?:hết\s+)?(?:ngày\s+)?[0-3]?[0-9]\s*[/.-]\s*(?P<m>0?[1-9]|1[0-2])(?!\s*[/.-]?\s*[0-9])",
    re.IGNORECASE,
)
"""«Tính đến 30/6», of a year that is named elsewhere."""
_FROM = re.compile(
    r"(?<!\w)từ\s+" + _DAY.format("a") + r"\s*(?:đến|-|–)\s*(?:hết\s+)?" + _DAY.format("b"), re.IGNORECASE
)
_DATED = re.compile(r"(?<![0-9])(?P<d>[0-3]?[0-9])\s*[._-]\s*(?P<m>[01]?[0-9])\s*[._-]\s*(?P<y>20[0-9]{2})(?![0-9])")
_DATED_BACKWARDS = re.compile(r"(?<![0-9])(?P<y>20[0-9]{2})[._-](?P<m>[01][0-9])[._-](?P<d>[0-3][0-9])(?![0-9])")
"""A file's or sheet's name with a day in it: of the list, or of the day on which it was saved."""
_S = r"[\s._-]*"
_HALF = rf"(?:nửa|nua){_S}(?:đầu|dau|cuối|cuoi)?{_S}(?:năm|nam)|bán niên|ban nien|giữa năm"
_QUARTER = rf"(?:qu[ýíy]|(?<!\w)q){_S}(?P<quarter>[1-4]|i{{1,3}}|iv)(?!\w)"
_FIRST = rf"(?<![0-9])(?P<first>0?[2-9]|1[01]){_S}(?:tháng|thang|t)(?:{_S}(?P<end>đầu|dau|cuối|cuoi))?(?![^\W\d_])"
_MONTH = rf"(?<![0-9])(?<![0-9]\s)(?:tháng|thang|(?<!\w)t){_S}(?P<month>0?[1-9]|1[0-2])(?![0-9])"
_BEFORE_YEAR = rf"(?:{_S}(?:năm|nam){_S}|\s*[/._-]\s*|\s*)(?P<year>20[0-9]{{2}})(?![0-9])"
_OF_YEAR = re.compile(
    rf"(?:{_FIRST}|{_QUARTER}|{_MONTH}|(?<!\w)h(?P<half>[12])(?!\w)|(?P<middle>{_HALF})){_BEFORE_YEAR}", re.IGNORECASE
)
_OF_NO_YEAR = re.compile(
    r"(?<![0-9])(?P<first>0?[2-9]|1[01])\s+(?:tháng|thang)\s+(?P<end>đầu|dau|cuối|cuoi)\s+(?:năm|nam)(?!\w)"
    rf"|(?<!\w)qu[ýí]\s*(?P<quarter>[1-4]|i{{1,3}}|iv)(?!\w)|(?<!\w)(?P<middle>{_HALF})(?!\w)",
    re.IGNORECASE,
)
"""In a title these tell of a part of whatever year is named elsewhere."""
_ALONE = re.compile(
    rf"(?:{_FIRST}|(?:qu[ýíy]){_S}(?P<quarter>[1-4]|i{{1,3}}|iv)|{_MONTH}|(?P<middle>{_HALF}))", re.IGNORECASE
)
"""All that the name of a sheet says."""
_YEAR_BEFORE = re.compile(
    rf"(?<![0-9])20[0-9]{{2}}{_S}(?:{_QUARTER}|{_FIRST}|{_MONTH}|(?<!\w)h(?P<half>[12])(?!\w))", re.IGNORECASE
)
_NOT_OF_THE_LIST = pattern(r"(?:trên|tren|quá|qua|hơn|từ|tu|dưới|duoi)[\s._-]*$", re.IGNORECASE)
"""«HTX ngừng hoạt động trên 6 tháng năm 2023»: how long, not of when."""
_SIGNED = pattern(
    r"^(?!.*(?:kèm theo|\bsố\s*\d|quyết định|công văn)).*ngày\s+(?P<d>[0-3]?\d)\s+tháng\s+(?P<m>[01]?\d)\s+năm\s+(?P<y>20\d\d)(?!\d)",
    re.IGNORECASE,
)
"""«Bắc Giang, ngày 05 tháng 7 năm 2023»: the day of the signature, not that of another letter."""
_ESTIMATE = re.compile(r"(?<!\w)(?:ước|uoc|ưth|uth|sơ bộ|tạm tính)(?!\w)", re.IGNORECASE)
_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4}
_DECEMBER = 12
SHORTEST_YEAR = timedelta(days=334)
"""Lists of a year close from 1 December on, and one closed on 14/12 begins on 15/12 of the year before."""
OF_THE_PAPER = pattern(
    r"^kem theo|\bngay \d* ?thang \d* ?nam\b|\bso \d*.*\b(kh|bc|qd|cv|ubnd|skhdt|lm)\b"
    r"|^(?:ngay|thoi gian) (?:gui )?(?:bao cao|lap(?: bieu)?|in|xuat|ky|gui|cap nhat|nop|tao)(?! so lieu) (?!\d+ 12 )\d"
    r"|\b(?:qd|cv|kh|tt|nd|nq|ubnd|hdnd|ttg|cp)\b.*\bngay \d+ \d+ 20\d\d"
)
"""The date of the letter that a list was sent with is not the year it tells of, nor is the day on which it was made."""


class ListYear(NamedTuple):
    """The year a whole table speaks of, where that stands, its cut-off date and whether it is an estimate."""

    year: int
    where: str
    cutoff: date | None = None
    estimate: bool = False
    part: str | None = None
    """The words by which it tells of a part of that year only: `quý IV/2023`, `6 tháng đầu năm`."""

    @property
    def of_part(self) -> bool:
        return self.part is not None or (self.cutoff is not None and ends_early(self.cutoff))


def ends_early(cutoff: date) -> bool:
    """Does what ends on this day tell of a part of the year only? Some lists of a whole year close on 14/12."""
    return cutoff.month < _DECEMBER


class _Part(NamedTuple):
    """A part of a year: its words, and its last day where the year is known."""

    words: str
    month: int
    whole_from_january: bool
    year: int | None = None

    @property
    def last(self) -> date | None:
        return date(self.year, self.month, monthrange(self.year, self.month)[1]) if self.year else None

    @property
    def of_part(self) -> bool:
        return self.month < _DECEMBER or not self.whole_from_january


def list_year(table: Table) -> ListYear | None:
    """From the title, the sheet name or the file name, in that order; None where none names exactly one year."""
    found = _named_year(table)
    return None if found is None else with_its_part(found, table)


def with_its_part(found: ListYear, table: Table) -> ListYear:
    """The year stands in one place and the part of it in another: «6 THÁNG ĐẦU NĂM» in a file «htx-2023.xlsx»."""
    if found.cutoff is not None or found.part is not None:
        return found
    if (part := _part_in(" ".join(_not_of_the_paper((*table.titles, *table.above))))) is not None:
        part = part._replace(year=found.year)
        return found._replace(cutoff=part.last, part=part.words if part.of_part else None)
    # What a name or a signature says moves no cut-off date: it may be the day on which the list was saved or signed.
    # In the middle of a year nobody knows the whole of it, whatever was done on that day.
    names = (table.grid.sheet or "", _stem(table.grid.file))
    for text in (*table.titles, *names):
        up_to = _UP_TO_A_DAY.search(clean(text))
        named = up_to[0] if up_to and int(up_to["m"]) < _DECEMBER else None
        if (named := named or (_part_in_name(text, found.year) if text in names else None)) is not None:
            return found._replace(part=named)
    signed = [day for text in (*table.titles, *table.above, *table.below) for day in _days(_SIGNED, text)]
    early = [day for day in signed if day.year == found.year and ends_early(day)]
    if early and len(early) == len(signed) and not found.estimate:
        return found._replace(part=f"ngày {max(early):%d/%m/%Y}")
    return found


_OF_A_LAW = re.compile(r"(?<!\w)luật\s[^0-9,;()]{0,40}20[0-9]{2}|[0-9]+\s*/\s*20[0-9]{2}\s*/\s*[A-ZĐ]+", re.IGNORECASE)
"""«theo Luật HTX năm 2012», «107/2017/NĐ-CP»."""
_SPAN = re.compile(r"(?<![0-9])20[0-9]{2}\s*[-–]\s*20[0-9]{2}(?![0-9])")
"""«Kế hoạch giai đoạn 2021–2025»: neither is the year of a list."""


def years_in_titles(table: Table) -> set[int]:
    """The years that the titles of a table name as its own."""
    texts = (_SPAN.sub(" ", _OF_A_LAW.sub(" ", clean(text))) for text in _not_of_the_paper(table.titles))
    return {int(found) for text in texts for found in _YEAR.findall(text)}


def years_of_folder(file: str) -> set[int]:
    """Those of the innermost folder around a file that names any."""
    return next((years for folder in _names(file)[1:] if (years := years_in_name(folder))), set())


def years_in_name(name: str) -> set[int]:
    """The years in the name of a sheet or a file, but for those of a whole date, on which it may have been saved."""
    rest = _stem(name.rpartition("/")[2])
    for dated in (_DATED, _DATED_BACKWARDS, _SPAN):
        rest = dated.sub(" ", rest)
    return {int(found) for found in _YEAR.findall(rest)}


def _named_year(table: Table) -> ListYear | None:
    titles = _not_of_the_paper(table.titles)
    for where, texts in (
        ("title", titles),
        ("title", () if _YEAR.search(_OF_A_LAW.sub(" ", " ".join(titles))) else _not_of_the_paper(table.above)),
        ("sheet", (table.grid.sheet or "",)),
        *(("folder" if up else "file", (_stem(name),)) for up, name in enumerate(_names(table.grid.file))),
    ):
        about = clean(" ".join(texts))
        estimate = _ESTIMATE.search(about) is not None
        days = {day for text in texts for day in _days(_UP_TO, text)}
        spans = [words for text in texts for words in _spans(text)]
        if len(days) == 1:
            day = days.pop()
            return ListYear(day.year, where, day, estimate, spans[0] if spans else None)
        parts = {part.last: part for text in texts for part in _parts(text)} if not days else {}
        if len(parts) == 1:
            (part,) = parts.values()
            assert part.year is not None
            return ListYear(part.year, where, part.last, estimate, part.words if part.of_part else None)
        years = {int(found) for found in _YEAR.findall(_OF_A_LAW.sub(" ", about))}
        if len(years) == 1:
            return ListYear(years.pop(), where, None, estimate)
    return None


def _names(file: str) -> list[str]:
    """Of the file, and of the folders it lies in, from the innermost."""
    return file.split("/")[::-1]


def _stem(file: str) -> str:
    return re.sub(r"\.[A-Za-z]{1,5}$", "", file)


def _not_of_the_paper(titles: tuple[str, ...]) -> tuple[str, ...]:
    """Without the lines about a letter; one that says up to when its list tells is kept for that alone."""
    kept = []
    for text in titles:
        if not OF_THE_PAPER.search(plain(text)):
            kept.append(text)
        elif said := _UP_TO.search(clean(text)):
            kept.append(said[0])
    return tuple(kept)


def _days(dated: re.Pattern[str], text: str) -> Iterator[date]:
    """`đến 31/12/2023`, `tính đến ngày 14 tháng 12 năm 2023`: the day up to which a list tells."""
    for found in dated.finditer(clean(text)):
        with suppress(ValueError):
            yield date(int(found["y"]), int(found["m"]), int(found["d"]))


def _spans(text: str) -> Iterator[str]:
    """`từ 01/07/2023 đến 31/12/2023`, where that is less than a year."""
    for found in _FROM.finditer(clean(text)):
        with suppress(ValueError):
            first, last = (date(*(int(found[f"{end}{part}"]) for part in "ymd")) for end in "ab")
            if last - first < SHORTEST_YEAR:
                yield found[0]


def _parts(text: str) -> Iterator[_Part]:
    """`6 tháng đầu năm 2023`, `quý III/2023`, `tháng 9/2023`, `6T2023`: the part of a year that a list tells of."""
    text = clean(text)
    for found in _OF_YEAR.finditer(text):
        if not _NOT_OF_THE_LIST.search(text[: found.start()]):
            yield _part(found, int(found["year"]))


def _part_in(title: str) -> _Part | None:
    found = _OF_NO_YEAR.search(clean(title))
    return None if found is None else _part(found, None)


def _part_in_name(name: str, year: int) -> str | None:
    """`Quý 2`, `htx 2023-q2`, `htx 6T2023`, `htx_30.06.2023`: what a sheet or a file says by its name."""
    text = clean(name)
    parts = [part for part in _parts(text) if part.year == year]
    for found in (_OF_NO_YEAR.search(text), _YEAR_BEFORE.search(text), _ALONE.fullmatch(text)):
        parts += [_part(found, None)] if found else []
    words = [part.words for part in parts if part.of_part]
    for dated in (_DATED, _DATED_BACKWARDS):
        words += [found[0] for found in dated.finditer(text) if _is_early(dated, found, year)]
    return words[0] if words else None


def _is_early(dated: re.Pattern[str], found: re.Match[str], year: int) -> bool:
    return any(day.year == year and ends_early(day) for day in _days(dated, found[0]))


def _part(found: re.Match[str], year: int | None) -> _Part:
    said = found.groupdict()
    words = found[0].strip()
    late = (said.get("end") or "").casefold() in ("cuối", "cuoi")
    if quarter := said.get("quarter"):
        number = _QUARTERS.get(quarter.upper()) or int(quarter)
        return _Part(words, 3 * number, number == 1, year)
    if half := said.get("half"):
        return _Part(words, 6 * int(half), half == "1", year)
    if middle := said.get("middle"):
        late = "cuối" in middle.casefold() or "cuoi" in middle.casefold()
        return _Part(words, _DECEMBER if late else 6, not late, year)
    if first := said.get("first"):
        return _Part(words, _DECEMBER if late else int(first), not late, year)
    return _Part(words, int(said["month"] or 0), True, year)
