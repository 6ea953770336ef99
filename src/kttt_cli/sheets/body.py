"""What each row below the header is: record, group, total, note, repeated header."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial

import numpy as np
from numpy.typing import NDArray

from kttt_cli.sheets.beside_records import mark_explanations, mark_parts_of_total
from kttt_cli.sheets.grid import Cell, Encoded, Grid
from kttt_cli.sheets.header import Header, is_numbering
from kttt_cli.sheets.page import Hints, Role
from kttt_cli.sheets.total_rows import mark_nameless_sums, mark_totals
from kttt_cli.sheets.words import (
    after_total,
    behind_bullet,
    is_comparison,
    is_counted_title,
    is_note,
    is_number,
    is_numeral,
    is_numeric,
    is_part,
    is_rule,
    is_some_of_many,
    is_statistic,
    is_sum,
    is_telephone,
    is_title_of_records,
    is_total,
    is_with_count,
    name_behind_bullet,
    numeral_rank,
    text_of,
    without_numeral,
)

_SAMPLE = 100
_MOSTLY = 0.5
_NOTE_CELLS = 6  # a signature block has hardly more cells side by side
_NOTE_ROWS = 60
_CODE_DIGITS = 9  # of a tax code whose zero was lost
_LABEL_COLUMNS = 4


@dataclass
class Body:
    """The roles of the rows of one table, filled in step by step. It ends where another table begins."""

    grid: Grid
    header: Header
    hints: Hints
    roles: NDArray[np.int8]
    """For every row of the grid; those above the header and from `end` on stay blank."""
    filled: NDArray[np.int32]
    """How many cells of each row are filled."""
    end: int
    groups: dict[int, str] = field(default_factory=dict)

    @property
    def first(self) -> int:
        return self.header.last + 1

    @property
    def leftmost(self) -> int:
        return min((heading.column for heading in self.header.headings), default=0)

    @property
    def labels(self) -> Sequence[Encoded]:
        """The columns in which the label of a total or group stands."""
        return self.grid.columns[self.leftmost : self.leftmost + _LABEL_COLUMNS]

    @property
    def keys(self) -> list[int]:
        """The columns of codes, years and dates, of which there is no sum."""
        return [heading.column for heading in self.header.headings if self.hints.identifies(heading.name)]

    @cached_property
    def bulleted(self) -> NDArray[np.bool_]:
        """The rows, of the whole grid, with a bullet before one of their labels."""
        found = np.zeros(len(self.roles), np.bool_)
        for column in self.labels:
            with_bullet = [behind_bullet(text_of(cell)) is not None for cell in column.cells]
            found |= np.array(with_bullet, np.bool_)[column.codes]
        return found

    def role(self, row: int) -> int:
        """One Role. (To compare one of numpy's numbers with an enum takes as long as fifty comparisons of numbers.)"""
        return self.roles.item(row)


def begin(grid: Grid, header: Header, hints: Hints) -> Body:
    """The header, its numbering and its repetitions; all else below is still DATA, to the end of the grid."""
    roles = np.full(grid.height, Role.BLANK, dtype=np.int8)
    roles[header.first : header.last + 1] = Role.HEADER
    filled = _count(grid.height, (column.filled() for column in grid.columns))
    body = Body(grid, header, hints, roles, filled, grid.height)
    roles[body.first :][filled[body.first :] > 0] = Role.DATA
    _mark_numbering(body)
    _mark_repeated_headers(body)
    return body


def classify(body: Body) -> None:
    """Groups, totals and notes up to the end of the table. What is not recognised stays DATA, for others to judge.

    Only rows with at most one cell of words in the columns that hold words are looked at one by one:
    a record has a name and a place or a status, a group or a total has its label alone.
    """
    mark_totals(body)
    mark_explanations(body)
    doubtful = candidates(body)
    _mark_groups_and_totals(body, doubtful)
    mark_parts_of_total(body)
    mark_nameless_sums(body, doubtful)
    _mark_notes(body)


def candidates(body: Body) -> list[int]:
    """Rows that have next to nothing in the columns of words."""
    words = _count(body.grid.height, (column.filled() for column in _columns_of_words(body)))
    within = slice(body.first, body.end)
    return [body.first + int(row) for row in np.flatnonzero((body.roles[within] == Role.DATA) & (words[within] <= 1))]


def _count(height: int, masks: Iterable[NDArray[np.bool_]]) -> NDArray[np.int32]:
    total = np.zeros(height, dtype=np.int32)
    for mask in masks:
        np.add(total, mask, out=total)
    return total


def _columns_of_words(body: Body) -> list[Encoded]:
    """Columns that, in a sample of the rows, are mostly filled, and mostly with words."""
    rows = np.arange(body.first, body.end, max(1, (body.end - body.first) // _SAMPLE))
    rows = rows[body.roles[rows] == Role.DATA]
    # A signature's few words say nothing of the columns over it.
    whole = rows[2 * body.filled[rows] >= len(body.header.headings)]
    rows = whole if len(whole) else rows
    found = []
    for heading in body.header.headings:
        column = body.grid.columns[heading.column]
        times = [(cell, n) for code, n in Counter(column.codes[rows].tolist()).items()
                 if (cell := column.cells[code]) is not None]  # fmt: skip
        filled = sum(n for _, n in times)
        counts = sum(n for cell, n in times if is_numeric(cell) or is_numeral(text_of(cell)))
        if filled >= _MOSTLY * len(rows) and counts < _MOSTLY * filled:
            found.append(column)
    return found or [Encoded(np.zeros(body.grid.height, np.int32), [None])]


def _texts(body: Body, row: int) -> list[str]:
    return [text_of(cell) for cell in body.grid.row(row)]


def _mark_numbering(body: Body) -> None:
    for row in range(body.first, min(body.first + 2, body.grid.height)):
        texts = _texts(body, row)
        if (is_numbering(texts) or is_rule(texts)) and 2 * sum(map(bool, texts)) >= len(body.header.headings):
            body.roles[row] = Role.NUMBERING
            for again in same_rows(body, row):
                body.roles[again] = Role.NUMBERING
            return


def _mark_repeated_headers(body: Body) -> None:
    for row in range(body.header.first, min(body.first, body.grid.height)):
        if body.filled[row] > 1:
            for again in same_rows(body, row):
                body.roles[again] = Role.HEADER


def same_rows(body: Body, row: int) -> list[int]:
    """Rows of the body with the very cells of `row`."""
    rows = np.arange(body.first, body.grid.height)
    # Columns filled in `row` first: they leave next to nothing to compare in the others.
    for column in sorted(body.grid.columns, key=lambda column: column.at(row) is None):
        rows = rows[column.codes[rows] == column.codes[row]]
        if not rows.size:
            break
    return [again for again in rows.tolist() if again != row]


def _mark_groups_and_totals(body: Body, rows: list[int]) -> None:
    leftmost = body.leftmost
    judged: dict[tuple[tuple[str, ...], int, bool], tuple[Role, str]] = {}
    names = {heading.column: heading.name for heading in body.header.headings}
    loose: dict[int, str] = {}
    for row in rows:
        cells = body.grid.row(row)
        filled = [column for column, cell in enumerate(cells) if cell is not None]
        # A title alone in its row may stand in its middle.
        if not filled or (filled[0] >= leftmost + _LABEL_COLUMNS and len(filled) > 1):
            if filled and is_sum(text_of(cells[filled[0]])) and all(is_number(cells[each]) for each in filled[1:]):
                body.roles[row] = Role.TOTAL
            continue
        words = [
            column
            for column in filled
            if not is_numeric(cells[column]) or (column == filled[0] and is_counted_title(text_of(cells[column])))
        ]
        if not words:
            continue
        numbers = [column for column in filled if column not in words]
        texts = tuple(text_of(cells[column]) for column in words)
        # An ordinary number before the label is that of a record, unless nothing else is in the row.
        # (A Roman ten looks like a tick.)
        counted = bool(numbers) and numbers[0] < words[0] and not is_numeral(text_of(cells[numbers[0]]))
        parts = counted and _has_parts(body, row, text_of(cells[numbers[0]]))
        counted = counted and not parts
        counted = counted or is_counted_title(text_of(cells[words[0]]))
        as_record = counted and len(filled) > len(words) + 1
        if numbers and len(texts) == 1 and not counted and _is_held_against_a_total(body, row, texts[0]):
            body.roles[row] = Role.TOTAL
            continue
        case = (texts, words[-1], counted)
        judgement = judged.get(case)
        if judgement is None:
            under = names.get(words[-1], "")
            judgement = judged[case] = _judge(texts, partial(_groups, body.hints, under, counted))
        role, label = judgement
        if role is Role.TOTAL and ((is_sum(texts[-1]) and not is_comparison(texts[-1])) or not _has_code(body, cells)):
            body.roles[row] = Role.TOTAL
        elif role is Role.GROUP and not as_record:
            body.roles[row] = Role.GROUP
            body.groups[row] = label
        elif role is Role.DATA and len(texts) == 1 and _is_statistic(body, row, texts[0], numbers, words[0]):
            body.roles[row] = Role.TOTAL if numbers else Role.NOTE
        elif (title := texts[0] if parts and len(texts) == 1 else _loose_title(texts)) and (
            parts or len(words) == len(filled) or _is_summed(body, row, texts)
        ):
            loose[row] = title
    # «B. Các HTX ngừng hoạt động» among records with ordinary numbers groups by what no column knows. Where
    # half of the rows look like that, they are the records, unless each stands over a first one.
    records = int((body.roles[body.first : body.end] == Role.DATA).sum()) - len(loose)
    if len(loose) < records or (loose and 2 * sum(_is_over_first(body, row) for row in loose) >= len(loose)):
        for row, label in loose.items():
            body.roles[row] = Role.GROUP
            body.groups[row] = label


def _is_statistic(body: Body, row: int, text: str, numbers: list[int], label: int) -> bool:
    """How many there are of some kind, and not a record, nor the sums of a group over the first of its records."""
    with_number = any(column > label for column in numbers)
    if not is_statistic(text, with_number) or _has_code(body, body.grid.row(row)):
        return False
    if (
        is_some_of_many(text)
        and not text.endswith(":")
        and not is_with_count(text)
        and _is_as_full_as_records(body, row)
    ):
        return False
    return not (with_number and _is_over_first(body, row))


def _is_as_full_as_records(body: Body, row: int) -> bool:
    """«2 | THT sử dụng nước | 12», where a record is a name and a number and no more."""
    return bool(body.filled[row] >= np.median(body.filled[body.roles == Role.DATA]))


def _is_summed(body: Body, row: int, texts: tuple[str, ...]) -> bool:
    """«II | HTX phi nông nghiệp | | 295» over a record numbered 1: a group with its sums. A record has a code."""
    if len(texts) != 2 or numeral_rank(texts[0]) not in (0, 1) or row + 1 >= body.end:
        return False
    if any(body.grid.at(row, column) is not None for column in body.keys):
        return False
    return _is_over_first(body, row)


def _is_over_first(body: Body, row: int) -> bool:
    """Over a record numbered 1?"""
    below = [text for text in _texts(body, row + 1) if text] if row + 1 < body.end else []
    return len(below) > 1 and below[0].rstrip(".)") == "1"


def _is_held_against_a_total(body: Body, row: int, text: str) -> bool:
    if not (body.roles[body.first : row] == Role.TOTAL).any():
        return False
    if is_comparison(text):
        return True
    name = name_behind_bullet(text)
    if name is not None and not body.hints.group(name, "", False):
        return False  # an organisation that was forgotten above the total; of a sector it is a part
    if behind_bullet(text) is not None and not _stands_below_other_records(body, row):
        return False
    below = slice(row + 1, body.end)
    numbered = body.grid.columns[body.leftmost].filled()[below] & (body.roles[below] == Role.DATA)
    return is_part(text) and not numbered.any()


def _stands_below_other_records(body: Body, row: int) -> bool:
    """Where the records themselves begin with a bullet, or none stands above, a bullet makes no part of a total."""
    records = body.roles[body.first : row] == Role.DATA
    return bool(records.any()) and not (records & body.bulleted[body.first : row]).any()


def _has_code(body: Body, cells: tuple[Cell, ...]) -> bool:
    """An HTX may be called «Bình Quân», and a mean has no tax code."""
    texts = (text_of(cells[column]) for column in body.keys)
    return any(text.isdigit() and len(text) >= _CODE_DIGITS for text in texts)


def _has_parts(body: Body, row: int, number: str) -> bool:
    """`2 | Huyện Tân Yên` over `2.1 | HTX An Lạc`: the number of a group."""
    if row + 1 >= body.end:
        return False
    below = next((text for text in _texts(body, row + 1) if text), "")
    return below.startswith(f"{number}.") and is_numeral(below)


def _loose_title(texts: tuple[str, ...]) -> str | None:
    """The title behind a letter or a Roman numeral, where there is nothing else in the row; «Danh sách …» without one."""
    if len(texts) == 1 and is_title_of_records(texts[0]):
        return without_numeral(texts[0])
    if len(texts) == 2 and is_numeral(texts[0]):
        return texts[1]
    if len(texts) != 1 or numeral_rank(texts[0]) in (None, 2):
        return None
    title = without_numeral(texts[0])
    return title if title != texts[0] else None


def _groups(hints: Hints, under: str, counted: bool, label: str) -> bool:
    return hints.group(label, under, counted)


def _judge(texts: tuple[str, ...], groups: Callable[[str], bool]) -> tuple[Role, str]:
    """What the words of a row say, beside which there are only numbers."""
    if len(texts) == 2 and is_numeral(texts[0]):
        texts = texts[1:]
    if len(texts) != 1:
        return Role.DATA, ""
    unnumbered = without_numeral(texts[0])
    if is_total(texts[0]) or (unnumbered != texts[0] and is_total(unnumbered)):
        return Role.TOTAL, ""
    if (rest := after_total(texts[0])) != unnumbered and groups(rest):
        return Role.TOTAL, ""  # «Cộng Yên Thế»; «Cộng Hòa» is no place, and may be a name
    for label in (unnumbered, texts[0]):
        if groups(label):
            return Role.GROUP, label
    return Role.DATA, ""


def _mark_notes(body: Body) -> None:
    """The block of signatures and notes at the end of the table and of its pages, and a note that stands
    alone among the records. Whoever makes the records tells the user of notes between them."""
    breaks = np.flatnonzero(np.isin(body.roles[body.first : body.end], (Role.HEADER, Role.TITLE))) + body.first
    for end in (*breaks.tolist(), body.end):
        _mark_notes_above(body, end)
    alone = body.first + np.flatnonzero(
        (body.roles[body.first : body.end] == Role.DATA) & (body.filled[body.first : body.end] == 1)
    )
    for row in alone.tolist():
        (cell,) = cells_of(body, row)
        if isinstance(cell, str) and is_note(cell):
            body.roles[row] = Role.NOTE


def _mark_notes_above(body: Body, end: int) -> None:
    start = None
    for row in range(end - 1, max(body.first, end - _NOTE_ROWS) - 1, -1):
        if not body.filled[row] or body.role(row) == Role.NOTE:
            continue
        if body.role(row) != Role.DATA or body.filled[row] > _NOTE_CELLS:
            break
        cells = cells_of(body, row)
        if any(is_number(cell) and not is_telephone(cell) for cell in cells):
            break
        if any(isinstance(cell, str) and is_note(cell) for cell in cells):
            start = row
        elif is_like_records(body, row):
            break
    if start is not None:
        below = body.roles[start:end]
        below[below == Role.DATA] = Role.NOTE


def cells_of(body: Body, row: int) -> list[Cell]:
    return [cell for cell in body.grid.row(row) if cell is not None]


def is_like_records(body: Body, row: int) -> bool:
    """Has it words that a record above has too, in the same column? No signature says «HTX» under «Loại hình»."""
    above = body.roles[body.first : row] == Role.DATA
    return any(
        bool((above & (column.codes[body.first : row] == column.codes[row])).any())
        for column in body.grid.columns
        if column.at(row) is not None and not is_numeric(column.at(row))
    )
