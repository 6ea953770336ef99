"""Find the tables on the page: title block, unit line, header rows, groups, totals, notes of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kttt_cli.patterns import pattern
from kttt_cli.sheets.body import Body, begin, candidates, cells_of, classify, is_like_records
from kttt_cli.sheets.grid import Cell, Grid
from kttt_cli.sheets.header import MAX_DEPTH, Header, find_header, known_columns
from kttt_cli.sheets.page import Heading, Hints, Role
from kttt_cli.sheets.text import key, plain
from kttt_cli.sheets.words import (
    is_labelled_time,
    is_note,
    is_number,
    is_numeral,
    is_numeric,
    is_total,
    labelled,
    looks_like_unit,
    numeral_rank,
    text_of,
    unit_at_end,
    unit_line,
    without_numeral,
)

__all__ = ["Heading", "Hints", "Role", "Table", "find_tables", "looks_like_unit"]

MAX_TABLES = 500
"""Of one sheet. Each costs a look at the rest of it, so that a page of nothing but headers must end."""
_TITLE_CELLS = 4
_FEW = 64
_RARE = 20
_CONTINUED = pattern(r"\b(?:tiep theo|tiep|trang \d+|page \d+)\b|^\d+(?: \d+)?$|^trang$")
_TITLE_WORDS = pattern(
    r"(?:danh sach|bieu|phu luc|bang|bao cao|ubnd|uy ban|tinh|so |phong|chi cuc|lien minh|cong hoa|doc lap|kem theo|tinh den"
    r"|nam 2|quy|tinh hinh|ket qua|tong hop|mau|trang|thong ke|chi tiet|so lieu|thoi diem|den ngay|muc|phan)\b"
)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a grid. Every row from `first` to before `last` has a role; the tables of a grid follow
    on each other and cover all its rows."""

    grid: Grid
    headings: tuple[Heading, ...]
    titles: tuple[str, ...]
    unit: str | None
    roles: NDArray[np.int8]
    """One Role for each row of the grid; BLANK for the rows of other tables."""
    groups: tuple[tuple[int, str], ...]
    """(grid row, text without its numeral) of each group row, in order: it holds for the rows below."""
    first: int
    last: int
    above: tuple[str, ...] = ()
    """The titles of the tables above it on the same page, which may hold for the whole page."""

    @property
    def rows(self) -> NDArray[np.intp]:
        """Grid rows that hold records."""
        return np.flatnonzero(self.roles == Role.DATA)

    @property
    def below(self) -> tuple[str, ...]:
        """What is written in the notes and signatures under its last record."""
        notes = np.flatnonzero(self.roles[: self.last] == Role.NOTE)
        last = self.rows[-1] if len(self.rows) else self.last
        return tuple(
            text for row in notes[notes > last].tolist() for cell in self.grid.row(row) if (text := text_of(cell))
        )


def find_tables(grid: Grid, hints: Hints, known: Header | None = None) -> list[Table]:
    """The tables under each other on this page; none where no header is found. The first one is `known`, or looked for.

    A header of the same names below is a page break within one table, unless titles or a unit of its own
    stand over it: then they hold for what follows, and it is a table of its own.
    """
    tables: list[Table] = []
    first, after = 0, 0
    for _ in range(MAX_TABLES):
        header = known or (find_header(grid, hints, after) if after < grid.height else None)
        known = None
        if header is None:
            break
        body = begin(grid, header, hints)
        top = _read_top(body, first)
        _find_end(body, top)
        if body.end < grid.height and not (body.roles == Role.DATA).any():
            # `Năm | 2023 | Huyện | Yên Thế` over the table, or a form without any record: no table, but titles.
            after = body.first
            continue
        classify(body)
        titles = _take_first_section(body, top.titles, first)
        top = top if top.unit is not None else top._replace(unit=_unit_below_header(body))
        body.roles.flags.writeable = False
        above = (*tables[-1].above, *tables[-1].titles) if tables else ()
        groups = tuple(sorted(body.groups.items()))
        tables.append(Table(grid, header.headings, titles, top.unit, body.roles, groups, first, body.end, above))
        first = after = body.end
    if tables and first < grid.height:
        tables[-1] = _with_rest(tables[-1])
    return tables


def _take_first_section(body: Body, titles: tuple[str, ...], first: int) -> tuple[str, ...]:
    """«I. Lĩnh vực nông nghiệp» over the header, and «II. Lĩnh vực vận tải» over its repetition: a group of its rows, and
    no title of them all."""
    ranks = {numeral_rank(_numbered(body, row)) for row in body.groups}
    for row in range(first, body.header.first):
        text = _numbered(body, row)
        if body.role(row) == Role.TITLE and _is_group(body, row) and numeral_rank(text) in ranks - {None}:
            label = without_numeral(cells[-1]) if (cells := list(map(text_of, cells_of(body, row)))) else text
            body.groups[row] = label
            body.roles[row] = Role.GROUP
            titles = tuple(each for each in titles if each not in cells)
    return titles


def _unit_below_header(body: Body) -> str | None:
    """«ĐVT: triệu đồng» between the header and the first record: that of the table, where nothing above says one."""
    for row in range(body.first, min(body.first + MAX_DEPTH, body.end)):
        if body.filled[row] > 1 and body.role(row) == Role.DATA:
            break
        if (cells := cells_of(body, row)) and (unit := unit_line(" ".join(map(text_of, cells)))):
            body.roles[row] = Role.UNIT
            return unit
    return None


def _numbered(body: Body, row: int) -> str:
    return next((text for cell in body.grid.row(row) if (text := text_of(cell))), "")


def _with_rest(table: Table) -> Table:
    """What lies below the last table that can be told apart: notes."""
    roles = table.roles.copy()
    for row in range(table.last, table.grid.height):
        roles[row] = Role.NOTE if any(cell is not None for cell in table.grid.row(row)) else Role.BLANK
    roles.flags.writeable = False
    return replace(table, roles=roles, last=table.grid.height)


class _Top(NamedTuple):
    titles: tuple[str, ...]
    unit: str | None
    known: frozenset[str]
    """The titles, as texts are compared."""


def _read_top(body: Body, first: int, last: int | None = None) -> _Top:
    """Titles and unit above a header; the unit may share its row with a title, or be cut in two cells.

    A row of many cells is no title but part of something else, and is kept as a note.
    """
    titles: list[str] = []
    known: set[str] = set()
    unit: str | None = None
    for row in range(first, body.header.first if last is None else last):
        if last is not None and _is_group(body, row):
            continue  # within one table a group goes on across the break of the page
        texts = [text for cell in body.grid.row(row) if (text := text_of(cell))]
        if not texts:
            continue
        whole = unit_line(" ".join(texts))
        units = [whole] if whole else [own for text in texts if (own := unit_line(text) or unit_at_end(text))]
        cells = [] if whole else [text for text in texts if unit_line(text) is None]
        rest = labelled(cells)
        unit = units[0] if units else unit
        # At the top of a page «Năm | 2023» is a title; between two tables a row with numbers is part of a third.
        counts = first and len(texts) > 1 and any(map(is_number, body.grid.row(row))) and not is_labelled_time(texts)
        if len(rest) > _TITLE_CELLS or counts:
            body.roles[row] = Role.NOTE
            continue
        body.roles[row] = Role.TITLE if rest else Role.UNIT
        titles.extend(rest)
        known.update(map(key, cells))
    return _Top(tuple(titles), unit, frozenset(known))


def _find_end(body: Body, top: _Top) -> None:
    """Where another table begins: at its titles or, where it has none, at its header."""
    repeated = body.roles == Role.HEADER
    repeated[: body.first] = False
    starts = {int(row) + 1 for row in np.flatnonzero(repeated[1:] & ~repeated[:-1])}
    for row in sorted(starts | _perhaps_headers(body)):
        if body.role(row) != Role.HEADER:
            if not _is_other_header(body, row):
                if _is_strange_header(body, row):
                    body.end = _start_of_titles(body, row)
                    break
                continue
            header = find_header(body.grid, body.hints, max(body.first, row - MAX_DEPTH), MAX_DEPTH + 1)
            if header is None or not header.first <= row <= header.last:
                continue
            if _names(header) != _names(body.header):
                body.end = _start_of_titles(body, header.first)
                break
            body.roles[header.first : header.last + 1] = Role.HEADER
            row = header.first
        start = _start_of_titles(body, row)
        if _is_of_its_own(body, top, start, row):
            body.end = start
            break
        _read_top(body, start, row)
    body.roles[body.end :] = Role.BLANK


def _names(header: Header) -> list[tuple[int, str]]:
    return [(heading.column, plain(heading.name)) for heading in header.headings]


def _perhaps_headers(body: Body) -> set[int]:
    """Rows worth a look: with few words, after such a row or a blank one, or with a header among few cells."""
    few = candidates(body)
    after_blank = body.first + 1 + np.flatnonzero(body.roles[body.first : -1] == Role.BLANK)
    rows = {*few, *(row + 1 for row in few), *after_blank.tolist()}
    for column in body.grid.columns:
        if len(column.cells) <= _FEW:
            codes = column.codes[body.first :]
            # «HTX» is the header of a column, and of the kind of every record: a header is rare.
            often = np.bincount(codes, minlength=len(column.cells)) * _RARE > len(codes) + _RARE
            known = [cell.__class__ is str and body.hints.header(str(cell)) for cell in column.cells]
            rows.update((body.first + np.flatnonzero((np.array(known) & ~often)[codes])).tolist())
    return {row for row in rows if row < body.grid.height}


def _is_other_header(body: Body, row: int) -> bool:
    if body.role(row) != Role.DATA or body.filled[row] < 2 or _any(is_number, body, row):
        return False
    known = known_columns(body.grid, row, body.hints)
    return known >= 2 and 2 * known >= body.filled[row]


def _any(of_kind: Callable[[Cell], bool], body: Body, row: int) -> bool:
    """Is any cell of the row of this kind? A record has its ordinary number first: to see it, no row is put together."""
    return any(of_kind(cell) for column in body.grid.columns if (cell := column.at(row)) is not None)


def _is_strange_header(body: Body, row: int) -> bool:
    """After a blank row or a title: words over columns of numbers, nothing of what the records say, and numbers
    below. Whatever that table holds, its rows are no records of this one."""
    if body.role(row) != Role.DATA or row + 1 >= body.grid.height or body.role(row - 1) == Role.HEADER:
        return False
    if body.filled[row] <= 1 or body.filled[row + 1] <= 1:
        return False
    if _any(is_numeric, body, row) or not _any(is_number, body, row + 1):
        return False
    cells = cells_of(body, row)
    if any(is_note(text_of(cell)) or is_total(text_of(cell)) for cell in cells) or _start_of_block(body, row) == row:
        return False
    return (
        any(_is_of_numbers(body, column, row) for column, cell in enumerate(body.grid.row(row)) if cell is not None)
        and not is_like_records(body, row)
        and not is_like_records(body, row + 1)
    )


def _start_of_block(body: Body, row: int) -> int:
    """The first row above of the titles over `row`; the row itself where neither they nor a blank stand over it."""
    start = _start_of_titles(body, row)
    return start - 1 if body.role(start - 1) == Role.BLANK else start


def _is_of_numbers(body: Body, column: int, row: int) -> bool:
    """Are the cells of the records above mostly numbers in this column?"""
    rows = np.flatnonzero(body.roles[body.first : row] == Role.DATA)[:_FEW] + body.first
    cells = [cell for at in rows.tolist() if (cell := body.grid.at(at, column)) is not None]
    return 2 * sum(map(is_numeric, cells)) > len(cells)


def _start_of_titles(body: Body, header: int) -> int:
    """The first of the rows above a header that belong to it: titles and units, and the blanks between them."""
    start = row = header
    while row > body.first:
        row -= 1
        if body.role(row) == Role.BLANK:
            continue
        if body.role(row) != Role.DATA or not _is_title(body, row):
            break
        start = row
    return start


def _is_title(body: Body, row: int) -> bool:
    """Not only short, for so is a record of which only the name is known: it must look like a title."""
    if body.filled[row] > _TITLE_CELLS:
        return False
    cells: list[Cell] = cells_of(body, row)
    texts = list(map(text_of, cells))
    if any(is_note(text) or is_total(text) for text in texts):
        return False
    if _is_group(body, row) or any(unit_line(text) for text in (*texts, " ".join(texts))):
        return True
    if is_labelled_time(texts):
        return True
    after_blank = body.role(row - 1) == Role.BLANK
    if any(map(is_numeric, cells)):
        return len(cells) == 1 and after_blank  # the number of a page
    words = plain(" ".join(texts))
    if _TITLE_WORDS.match(words) or _CONTINUED.search(words):
        return True
    leftmost = min(heading.column for heading in body.header.headings)
    at_left = any(cell is not None for cell in body.grid.row(row)[: leftmost + 1])
    spread = any(merge[0] == row and merge[3] - merge[1] >= 2 for merge in body.grid.merged)
    return spread or (at_left and (after_blank or all(text == text.upper() for text in texts)))


def _is_group(body: Body, row: int) -> bool:
    texts = list(map(text_of, cells_of(body, row)))
    if len(texts) == 2 and is_numeral(texts[0]):
        texts = texts[1:]
    return len(texts) == 1 and body.hints.group(without_numeral(texts[0]), "", False)


def _is_of_its_own(body: Body, top: _Top, start: int, header: int) -> bool:
    """Do the rows over a repeated header say something new, of which the rows above it know nothing?"""
    new = []
    for row in range(start, header):
        if _is_group(body, row):
            continue
        texts = list(map(text_of, cells_of(body, row)))
        units = [unit for text in (*texts, " ".join(texts)) if (unit := unit_line(text))]
        if units:
            if top.unit is None or plain(units[0]) != plain(top.unit):
                return True
            continue
        new += [text for text in texts if key(text) not in top.known and not _CONTINUED.search(plain(text))]
    return bool(new)
