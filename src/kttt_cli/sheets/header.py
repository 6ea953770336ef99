"""Where the header stands on a page, what its columns are called, and what stands above it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import numpy as np

from kttt_cli.sheets.grid import Grid
from kttt_cli.sheets.page import Heading, Hints
from kttt_cli.sheets.text import clean
from kttt_cli.sheets.words import (
    is_money_unit,
    is_number,
    is_unit_heading,
    looks_like_unit,
    split_unit,
    text_of,
    unit_line,
    without_mark,
)

MAX_ROWS_ABOVE = 60
"""A title block is hardly ever longer; further down a header is looked for in a coarser way."""
MAX_DEPTH = 4
"""Three rows of names and one of units."""
_MIN_KNOWN = 2

_ORDINAL = re.compile(r"[(\[]?(?:[Cc]ột )?(\d{1,3}|[A-ZĐ]|[a-h])[)\]]?(?:\s*=.*)?")


class Header(NamedTuple):
    """The rows from `first` to `last` (both included) and the columns they name."""

    first: int
    last: int
    headings: tuple[Heading, ...]


class Top:
    """The texts of some rows of a page, with what the merged ranges say about them."""

    def __init__(self, grid: Grid, first: int, height: int, known: Callable[[str], bool]) -> None:
        self.first = first
        self.known = known
        self.rows = [[text_of(cell) for cell in grid.row(row)] for row in range(first, first + height)]
        self.numbers = [[is_number(cell) for cell in grid.row(row)] for row in range(first, first + height)]
        self.width = grid.width
        self.merges: dict[tuple[int, int], tuple[int, int, int, int]] = {}
        for merge in grid.merged:
            if merge[0] < first + height and merge[2] >= first:
                for row in range(max(merge[0], first), min(merge[2] + 1, first + height)):
                    for column in range(merge[1], min(merge[3] + 1, grid.width)):
                        self.merges[row - first, column] = (
                            merge[0] - first,
                            merge[1],
                            merge[2] - first,
                            merge[3],
                        )

    def depth(self, start: int) -> int:
        """How many rows a header that begins at `start` has, by its merged ranges and blanks."""
        depth = 1
        while depth < MAX_DEPTH and start + depth < len(self.rows) and self._goes_on(start, start + depth):
            depth += 1
        return depth

    def _goes_on(self, start: int, row: int) -> bool:
        below = self.rows[row]
        children = [column for column, text in enumerate(below) if text]
        if is_numbering(below):
            return False
        if any(self.numbers[row][column] and not _is_year(below[column]) for column in children):
            return False
        if self._merged_down(start, row):
            return True
        if not children:
            return False
        if self._is_unit_row(row) and (len(children) > 1 or self._is_one_unit(start, row, children[0])):
            return True
        if self._names_below_names(start, row, children, children):
            return True
        parents = [self._parent(row - 1, column) for column in children]
        spread = [column for parent, column in zip(parents, children, strict=True) if parent is not None]
        alone = [column for parent, column in zip(parents, children, strict=True) if parent is None]
        return (not alone or self._names_below_names(start, row, children, alone)) and any(
            parent != column or self._opens(row, column)
            for parent, column in zip(parents, children, strict=True)
            if column in spread
        )

    def _is_one_unit(self, start: int, row: int, column: int) -> bool:
        """«(triệu đồng)», or «Trđ» below a name that is known and stands behind those of the first columns."""
        named = [each for each, text in enumerate(self.rows[start]) if text]
        text = self.rows[row][column]
        return split_unit(text)[0] == "" or (
            is_money_unit(unit_line(text) or text)
            and column in named[_MIN_KNOWN:]
            and self.known(_name_of(self.rows[row - 1][column]))
        )

    def _names_below_names(self, start: int, row: int, children: list[int], alone: list[int]) -> bool:
        """«Kế hoạch | Thực hiện» over «Doanh thu | Doanh thu», «Thành viên | Tỷ lệ» over «Nữ | so với KH»: names that are
        known or stand over numbers, each under another, and none under the first two columns, where a record would have
        its name."""
        named = [column for column, text in enumerate(self.rows[start]) if text]
        if len(children) < _MIN_KNOWN or len(named) <= _MIN_KNOWN or children[0] < named[_MIN_KNOWN]:
            return False
        below = self.numbers[row + 1] if row + 1 < len(self.numbers) else [False] * self.width
        return all(
            self.rows[row - 1][column] and (below[column] or self.known(_name_of(self.rows[row][column])))
            for column in alone
        )

    def inside_a_merge(self, row: int) -> bool:
        """Does a cell with words reach from above into this row?"""
        return any(
            (merge := self.merges.get((row, column))) is not None
            and 0 <= merge[0] < row
            and bool(self.rows[merge[0]][merge[1]])
            for column in range(self.width)
        )

    def _opens(self, row: int, column: int) -> bool:
        """Is a name in `row` followed by a blank, with names below both?"""
        if row + 1 >= len(self.rows) or column + 1 >= self.width or not self.rows[row][column]:
            return False
        below, numbers = self.rows[row + 1], self.numbers[row + 1]
        pair = (column, column + 1)
        return not self.rows[row][column + 1] and all(below[each] and not numbers[each] for each in pair)

    def _merged_down(self, start: int, row: int) -> bool:
        for column in range(self.width):
            merge = self.merges.get((row, column))
            if merge and start <= merge[0] < row and self.rows[merge[0]][merge[1]]:
                return True
        return False

    def _parent(self, row: int, column: int) -> int | None:
        """The column whose cell in `row` stands over the cell below (row + 1, column), if there is one
        that spreads: merged, or followed by blanks with names below them."""
        merge = self.merges.get((row, column))
        if merge:
            return merge[1] if merge[3] > merge[1] and self.rows[max(merge[0], 0)][merge[1]] else None
        if self._is_unit_row(row + 1):
            return None  # a row of units has no names for a cell above to spread over
        at = column
        while at >= 0 and not self.rows[row][at]:
            if (row, at) in self.merges or not self.rows[row + 1][at]:
                return None
            at -= 1
        if at < 0 or not self.rows[row + 1][at]:
            return None
        after = at + 1
        spreads = (
            after < self.width
            and not self.rows[row][after]
            and (bool(self.rows[row + 1][after]) or self._opens(row + 1, at))
        )
        return at if spreads and (row, after) not in self.merges else None

    def name(self, start: int, depth: int, column: int) -> tuple[tuple[str, ...], str | None]:
        """The names of one column from top to bottom, each once, and the unit written in the lowest."""
        parts: list[str] = []
        unit: str | None = None
        seen: set[tuple[int, int]] = set()
        for row in range(start, start + depth):
            source = self._source(start, depth, row, column)
            if source is None or source in seen:
                continue
            seen.add(source)
            if parts and is_unit_heading(self.rows[source[0]][source[1]]) and self._is_unit_row(row):
                continue
            text, own = split_unit(without_mark(self.rows[source[0]][source[1]]))
            if own is None and parts and row > start and looks_like_unit(text):
                text, own = ("", unit_line(text) or text) if self._is_unit_row(row) else (text, None)
            unit = own or unit
            if text and not (own and parts and is_unit_heading(text)):
                parts.append(text)
        return tuple(parts), unit

    def _source(self, start: int, depth: int, row: int, column: int) -> tuple[int, int] | None:
        merge = self.merges.get((row, column))
        if merge and merge[0] >= 0:
            return (merge[0], merge[1]) if self.rows[merge[0]][merge[1]] else None
        if self.rows[row][column]:
            return row, column
        if row + 1 >= start + depth:
            return None
        if self.rows[row + 1][column]:
            parent = self._parent(row, column)
            return None if parent is None else (row, parent)
        below = self._source(start, depth, row + 1, column)
        if below is None or below[1] == column:
            return None
        return self._source(start, depth, row, below[1])

    def _has_no_name(self, row: int, column: int) -> bool:
        """Does no cell of this column alone stand here?"""
        return not self.rows[row][column] and self.merges.get((row, column), (0, -1))[1] != column

    def _is_unit_row(self, row: int) -> bool:
        """`người | triệu đồng`, also with what they are before them: `ĐVT | | người | triệu đồng`"""
        texts = [text for text in self.rows[row] if text]
        units = texts[1:] if texts and is_unit_heading(texts[0]) else texts
        if (
            row
            and all(map(self.known, texts))
            and any(self._has_no_name(row - 1, c) for c, t in enumerate(self.rows[row]) if t)
        ):
            return False  # «Thành viên | Lao động» below one «Nhân lực» are names, though each is a unit too
        return all(looks_like_unit(text) or split_unit(text)[0] == "" for text in units)


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdecimal() and "1990" <= text <= "2100"


def find_header(grid: Grid, hints: Hints, start: int = 0, most: int | None = None) -> Header | None:
    """The first rows from `start` on that name known columns, at least two of them; None where there are none,
    or none among the next `most` rows."""
    if hints.header_row is not None and start <= hints.header_row < grid.height:
        return _header_within(grid, hints, hints.header_row, 1, least=0)
    found = _header_within(grid, hints, start, most or MAX_ROWS_ABOVE)
    if found is None and most is None and (further := _further_down(grid, hints, start + MAX_ROWS_ABOVE)) is not None:
        found = _header_within(grid, hints, max(start, further - MAX_DEPTH), MAX_ROWS_ABOVE)
    return found


def _header_within(grid: Grid, hints: Hints, first: int, most: int, least: int = _MIN_KNOWN) -> Header | None:
    known = cache(hints.header)
    top = Top(grid, first, max(0, min(grid.height - first, most + MAX_DEPTH)), known)
    ranks: dict[int, tuple[int, int, int]] = {}
    last: int | None = None
    for start, texts in enumerate(top.rows[:most]):
        if last is not None and start > last:
            break  # what follows is another table, however many columns it names
        numbers = sum(top.numbers[start][i] and not _is_year(text) for i, text in enumerate(texts) if text)
        filled = sum(map(bool, texts))
        if not filled or 2 * numbers > filled or (least and (filled < _MIN_KNOWN or top.inside_a_merge(start))):
            continue  # one cell alone is a title, however far it is merged
        depth = top.depth(start)
        score = sum(_is_known(top.name(start, depth, column)[0], known) for column in range(grid.width))
        if score < least:
            continue
        # Of equals, the one that ends first (a header is repeated further down) and begins last
        # (a title above a header looks like the parent of its columns).
        ranks[start] = (score, -(start + depth), start)
        if last is None and 2 * score >= sum(map(bool, top.rows[start + depth - 1])):
            last = start + depth - 1
    if not ranks:
        return None
    _, end, start = max(ranks.values())
    depth = -end - start
    if depth < MAX_DEPTH and start and _is_tier(top, start - 1, start):
        start, depth = start - 1, depth + 1
    named = [(column, *top.name(start, depth, column)) for column in range(grid.width)]
    headings = tuple(Heading(column, parts, unit) for column, parts, unit in named if parts)
    return Header(first + start, first + start + depth - 1, headings)


def _further_down(grid: Grid, hints: Hints, first: int) -> int | None:
    """The first row from `first` on with two known headers. Asked only where the top of the page has none."""
    if first >= grid.height:
        return None
    known = np.zeros(grid.height - first, dtype=np.int32)
    for column in grid.columns:
        is_header = [cell.__class__ is str and hints.header(_name_of(str(cell))) for cell in column.cells]
        known += np.array(is_header or [False], dtype=np.int32)[column.codes[first:]]
    rows = np.flatnonzero(known >= _MIN_KNOWN)
    return first + int(rows[0]) if rows.size else None


def known_columns(grid: Grid, row: int, hints: Hints) -> int:
    """How many cells of a row are the header of some column."""
    return sum(hints.header(_name_of(text)) for cell in grid.row(row) if (text := text_of(cell)))


def _name_of(text: str) -> str:
    return split_unit(without_mark(clean(text)))[0]


def _is_known(parts: tuple[str, ...], known: Callable[[str], bool]) -> bool:
    return any(map(known, parts)) or any(known(" / ".join(parts[first:])) for first in range(len(parts) - 1))


def _is_tier(top: Top, above: int, row: int) -> bool:
    """Merged cells side by side over every column («Thông tin chung | Kết quả») are part of the header."""
    named = [column for column, text in enumerate(top.rows[row]) if text]
    sources = {top.merges.get((above, column), (above, column, above, column))[:2] for column in named}
    spread = any((above, column) in top.merges for column in named)
    filled = all(r >= 0 and top.rows[r][column] for r, column in sources)
    return spread and filled and 2 <= len(sources) <= len(named)


def is_numbering(texts: list[str]) -> bool:
    """`(1) (2) (3)`, `A B 1 2`, `a b 1`, `Cột 1 | Cột 2`, `5 = 3+4`: the columns counted."""
    filled = [text for text in texts if text]
    found = [_ORDINAL.fullmatch(text) for text in filled]
    marks = [match[1] for match in found if match]
    if len(marks) != len(filled) or len(filled) < 2:
        return False
    letters = [mark for mark in marks if not mark.isdecimal()]
    numbers = [int(mark) for mark in marks if mark.isdecimal()]
    in_order = marks[: len(letters)] == letters and letters == sorted(letters)
    counted = numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else True
    return (
        in_order
        and not (letters and letters[0].islower() and letters[0] != "a")
        and counted
        and (not numbers or numbers[0] in (1, len(letters) + 1))
        and (len(filled) > 2 or filled[0].startswith(("(", "[")))
    )
