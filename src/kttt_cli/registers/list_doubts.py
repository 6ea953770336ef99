"""What lets one doubt that a list is the list of its year: another year in its name or rows, a plan, a part of the HTX."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from kttt_cli.findings import Finding, Place, Severity
from kttt_cli.language import Text
from kttt_cli.patterns import pattern
from kttt_cli.registers.canonical import is_canonical
from kttt_cli.registers.list_year import ListYear, years_in_name, years_in_titles, years_of_folder
from kttt_cli.registers.load import Loaded
from kttt_cli.registers.record_years import LEDGERS
from kttt_cli.registers.register import Ints, distinct
from kttt_cli.sheets.text import clean, plain
from kttt_cli.sheets.words import text_of

Read = tuple[Loaded, Ints, ListYear | None]


def list_doubts(read: Sequence[Read]) -> Iterator[Finding]:
    """Of every table that gave records, in the order of the files."""
    yield from _other_years(read)
    yield from _no_whole_lists(read)
    for loaded, years, _ in read:
        yield from _lonely_years(loaded, years)


# --- NM105: two years for one list ------------------------------------------------------------------

_WHERE = {
    "title": Text("tiêu đề", "the title"),
    "sheet": Text("tên trang", "the name of the sheet"),
    "file": Text("tên tệp", "the name of the file"),
    "folder": Text("tên thư mục", "the name of the folder"),
    "column": Text("cột Năm", "the column Năm"),
}


def _other_years(read: Sequence[Read]) -> Iterator[Finding]:
    told: set[tuple[str, int]] = set()
    by_folder: dict[str, set[int]] = defaultdict(set)
    for loaded, years, _ in read:
        by_folder[_folder(loaded)].update(distinct(years))
    for loaded, years, listed in read:
        grid = loaded.table.grid
        of_rows = distinct(years)
        if loaded.match.register in LEDGERS or is_canonical(loaded.table) or len(of_rows) != 1 or of_rows == [0]:
            continue
        year = of_rows[0]
        taken = listed.where if listed is not None else "column"
        if taken not in _WHERE:
            continue  # a person has said it
        for where, found in (
            ("title", years_in_titles(loaded.table)),
            ("sheet", years_in_name(grid.sheet or "")),
            ("file", years_in_name(grid.file)),
            ("folder", years_of_folder(grid.file)),
        ):
            if where == taken or (where == "folder" and taken == "file"):
                continue
            # A folder «2024» may hold the lists of the years that are reported in it.
            if where == "folder" and len(by_folder[_folder(loaded)]) > 1 and not found & by_folder[_folder(loaded)]:
                continue
            if where == "title" and taken in ("sheet", "file") and len(found) > 1:
                yield _two_years(Place(grid.file, grid.sheet), year, _WHERE[taken], sorted(found), _WHERE[where])
                break
            if year in found:
                break  # what stands nearer to the rows agrees with them
            if len(found) != 1 or (where in ("file", "folder") and (grid.file, year) in told):
                continue
            told.add((grid.file, year))
            yield _two_years(Place(grid.file, grid.sheet), year, _WHERE[taken], sorted(found), _WHERE[where])
            break


def _folder(loaded: Loaded) -> str:
    return loaded.table.grid.file.rpartition("/")[0]


def _two_years(place: Place, year: int, taken: Text, others: list[int], where: Text) -> Finding:
    other = ", ".join(map(str, others))
    return Finding(
        "NM105",
        Severity.WARNING,
        place,
        Text(
            f"{taken.vi} ghi năm {year}, {where.vi} ghi năm {other}; danh sách được dùng cho năm {year}",
            f"{taken.en} says {year}, {where.en} says {other}; the list is used for {year}",
        ),
        suggestion=Text(
            "xem có phải tiêu đề hay tên được chép từ năm khác; nếu đúng, sửa cho khớp",
            "see whether the title or the name was copied from another year, and make them agree",
        ),
    )


# --- NM106: a list of a plan, or of some HTX only ------------------------------------------------------

_PLANNED = re.compile(
    r"\bdu kien\b(?! bao cao)|^(?:bieu |bang |danh sach )?(?:ke hoach\b|chi tieu(?= \w))(?! (?:va|dau tu|tai chinh))"
    r"|\bke hoach (?:thanh lap|phat trien moi|giai the|giao)\b"
    r"|\b(?:lam|hoan thien|hoan tat) (?:thu tuc|ho so)(?: dang ky)? (?:thanh lap|dang ky)\b"
    r"|\b(?:cho|dang) (?:tham dinh|cap (?:gcn|giay chung nhan|dang ky))\b|\b(?:dang van dong|de nghi|xin|chuan bi) thanh lap\b(?! moi)"
)
_NOT_PLANNED = pattern(r"\b(?:kem theo|ban hanh|theo ke hoach|thuc hien|phuc vu|so ke hoach|phong)\b")
_SOME = {
    "thanh lap moi": re.compile(r"\b(?:thanh lap moi|moi thanh lap|moi duoc thanh lap)\b"),
    "giai the": re.compile(r"\b(?:giai the|cham dut (?:hoat dong|ton tai))\b"),
    "sap nhap": re.compile(
        r"\b(?:htx|hop tac xa|don vi) (?:bi |duoc |da )?(?:sap nhap|hop nhat|pha san)\b(?! (?:tinh|xa|huyen|don vi|dia gioi))"
        r"|^(?:bi |da )?sap nhap$"
    ),
    "thu hoi": re.compile(r"\b(?:bi |da )?thu hoi (?:giay|gcn|dang ky|ma so)\b"),
    "ngung": re.compile(r"\b(?:ngung|tam ngung|khong con) hoat dong\b"),
    "dien hinh": re.compile(r"\b(?:dien hinh|tieu bieu|kieu moi|khen thuong|duoc ho tro)\b"),
}
_ALL = pattern(
    r"\b(?:dang hoat dong|toan bo|tong hop|gom|ke ca|bao gom|tinh hinh|tong so|trong do|co (?:htx|hop tac xa|don vi))\b"
)
_ENDED = frozenset({"giai the", "sap nhap", "thu hoi", "ngung"})
_LEFT_OVER = pattern(
    r"(?<!\w)(?:(?:bản )?nháp|ban (?:nhap|cu|luu)|bản lưu|(?:bản|htx|hợp tác xã|danh sách|ds|số liệu|sheet ?\d*|20\d\d|/) ?\(?cũ"
    r"|năm trước(?! chuyển| sang)|nam truoc|lưu trữ|backup|bak|old)(?!\w)",
    re.IGNORECASE,
)
"""What sheets, files and folders are called that are kept beside the list they have gone into.
(«Bắc Giang cũ» is a place, «HTX cũ» beside «HTX mới» a half of the whole.)"""
_NEW = pattern(r"(?<!\w)mới(?!\w)", re.IGNORECASE)


def _no_whole_lists(read: Sequence[Read]) -> Iterator[Finding]:
    """A list of planned HTX, or one of those newly founded or ended where no other list has the rest of the year."""
    by_year: dict[tuple[str, int], list[tuple[Loaded, str | None, str]]] = defaultdict(list)
    for loaded, years, _ in read:
        if loaded.match.register not in ("organisation", "group"):
            continue
        words, some = _kind_of_list(loaded)
        if some == "planned":
            yield _not_whole(loaded, words, _OF_A_PLAN)
        for year in distinct(years):
            by_year[loaded.match.register, year].append((loaded, some, words))
    for lists in by_year.values():
        left_over = [(loaded, found[0]) for loaded, *_ in lists if (found := _LEFT_OVER.search(_names(loaded)))]
        halves = any(_NEW.search(_names(loaded)) for loaded, *_ in lists)
        if len(left_over) < len(lists) and not halves:
            for loaded, words in left_over:
                yield _not_whole(loaded, words, _OF_BEFORE)
        whole = any(some is None for _, some, _ in lists)
        for loaded, some, words in lists:
            ended = some in _ENDED and not {"status", "ended_on"} & loaded.columns.keys()
            if some not in (None, "planned") and (ended or not whole):
                yield _not_whole(loaded, words, _OF_ENDED if ended else _OF_SOME)


def _kind_of_list(loaded: Loaded) -> tuple[str, str | None]:
    """The words that say that it is no list of all, and of which it is."""
    table = loaded.table
    for text in (*table.titles, table.grid.sheet or "", re.sub(r"\.\w+$", "", table.grid.file.rpartition("/")[2])):
        words = plain(text)
        if _PLANNED.search(words) and not _NOT_PLANNED.search(words):
            return text_of(text), "planned"
        kinds = [name for name, pattern in _SOME.items() if pattern.search(words)]
        if len(kinds) == 1 and not _ALL.search(words) and not _NOT_PLANNED.search(words):
            return text_of(text), kinds[0]
    return "", None


def _names(loaded: Loaded) -> str:
    grid = loaded.table.grid
    return clean(f"{re.sub(r'[.][A-Za-z]+$', '', grid.file)} / {grid.sheet or ''}".replace("_", " "))


_OF_BEFORE = Text(
    "“{words}”: tên nói là bản nháp, bản cũ hay bản lưu, nhưng được cộng với danh sách khác của cùng năm",
    "“{words}”: by its name a draft, an old version or a copy, but added to another list of the same year",
)
_OF_A_PLAN = Text(
    "“{words}”: danh sách dự kiến hay kế hoạch, nhưng được tính như các đơn vị đã có",
    "“{words}”: a list of what is planned, but counted like what there is",
)
_OF_SOME = Text(
    "“{words}”: danh sách chỉ gồm một phần các đơn vị, nhưng không có danh sách nào khác của năm đó",
    "“{words}”: a list of some of them only, but there is no other list of that year",
)
_OF_ENDED = Text(
    "“{words}”: danh sách không có cột Tình trạng hay Ngày giải thể, nên các đơn vị được tính như đang hoạt động",
    "“{words}”: the list has no column Tình trạng or Ngày giải thể, so that all are counted as operating",
)


def _not_whole(loaded: Loaded, words: str, message: Text) -> Finding:
    grid = loaded.table.grid
    return Finding(
        "NM106",
        Severity.WARNING,
        Place(grid.file, grid.sheet),
        message.filled(words=words),
        suggestion=Text(
            "dùng danh sách của tất cả đơn vị, có cột Tình trạng; nếu đã là danh sách đó, sửa tiêu đề hoặc tên",
            "use the list of all, with a column Tình trạng; if it is that list, correct its title or name",
        ),
    )


# --- NM107: a row of another year than all the others ----------------------------------------------------

_MANY = 20
_LONELY = 0.01
"""Up to one in a hundred rows of a year, or one row, is a slip; more may be a list of several years."""


def _lonely_years(loaded: Loaded, years: Ints) -> Iterator[Finding]:
    name = "date" if loaded.match.register in LEDGERS else "year"
    heading = loaded.match.headings.get(name)
    known = years[years > 0]
    if heading is None or is_canonical(loaded.table) or len(known) < _MANY:
        return
    counts = {year: int(np.count_nonzero(known == year)) for year in distinct(known)}
    grid = loaded.table.grid
    for year, count in counts.items():
        others = [each for each in counts if each != year]
        few = count <= max(1, int(_LONELY * len(known)))
        # A ledger runs over the years, and may have one row in its first; a row far from all others is none of it.
        apart = name == "year" or min((abs(each - year) for each in others), default=0) > 1
        if not (few and apart and others):
            continue
        row = int(loaded.rows[np.flatnonzero(years == year)[0]])
        usual = max(counts, key=lambda each: counts[each])
        yield Finding(
            "NM107",
            Severity.WARNING,
            Place(grid.file, grid.sheet, row, heading.column),
            Text(
                f"chỉ {count} dòng ghi năm {year}, trong khi {counts[usual]} dòng ghi năm {usual}: có thể gõ nhầm năm",
                f"only {count} rows say {year}, while {counts[usual]} say {usual}: the year may be mistyped",
            ),
            value=str(year),
            field=name,
            suggestion=Text(f"có phải {usual}?", f"is it {usual}?"),
        )
