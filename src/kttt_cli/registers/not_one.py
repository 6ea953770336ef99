"""Rows that hold no organisation, or more than one, or what is planned of one: «Không có HTX nào», a form's example, two
names in a cell, «KH» and «TH» below each other. Each is counted as one organisation, as it stands, and is said."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from kttt_cli.findings import Finding, Place, Severity
from kttt_cli.language import Text
from kttt_cli.patterns import pattern
from kttt_cli.registers.heading_times import is_done, is_other_time
from kttt_cli.registers.load import Loaded
from kttt_cli.registers.register import distinct
from kttt_cli.registers.surroundings import group_field
from kttt_cli.sheets.grid import lines_of
from kttt_cli.sheets.text import beginning_with, clean, plain
from kttt_cli.sheets.values import is_blank
from kttt_cli.sheets.words import is_row_number_heading, says_none, starts_with_form, text_of, without_numeral

_EXAMPLE = pattern(r"\W*(?:ví dụ|vd)\b", re.IGNORECASE)
_INITIALS = frozenset("kcvKCV")
_EXAMPLE_NUMBERS = frozenset({"vd", "vi du", "mau", "dong mau"})
_BETWEEN_NAMES = pattern(r"[\n\r;,+]")
_MOST_WORDS = 12
"""Different words of a column that tells of plans and results."""


def not_one(loaded: Loaded) -> Iterator[Finding]:
    if "name" in loaded.columns:
        yield from _none_or_example(loaded)
        yield from _several(loaded)
        yield from _planned(loaded)
        yield from _bare(loaded)


def _place(loaded: Loaded, row: int | None, column: int | None = None) -> Place:
    return Place(loaded.table.grid.file, loaded.table.grid.sheet, row, column)


def _none_or_example(loaded: Loaded) -> Iterator[Finding]:
    names, grid = loaded.columns["name"], loaded.table.grid
    # Nearly every name begins with the H of HTX, and needs no closer look.
    odd = [at for at in beginning_with(_may_say_none, names.words) if _is_none_or_example(names.words[at])]
    here = names.known & np.isin(names.values, odd)
    for heading in loaded.table.headings:
        if is_row_number_heading(heading.name):
            column = grid.columns[heading.column]
            examples = [
                isinstance(cell, str) and not cell[:1].isdigit() and plain(cell) in _EXAMPLE_NUMBERS
                for cell in column.cells
            ]
            here |= np.array(examples, dtype=np.bool_)[column.codes[loaded.rows]]
    for row in loaded.rows[here].tolist():
        cells = [text for cell in grid.row(row) if (text := text_of(cell))]
        if len(cells) == 1:
            continue  # said as such
        yield Finding(
            "DG118",
            Severity.ERROR,
            _place(loaded, row),
            Text("dòng là ví dụ của biểu mẫu, hoặc nói là không có đơn vị nào; vẫn được tính là một đơn vị",
                 "the row is an example of the form, or says that there is none; it is still counted as an organisation"),
            value=" ".join(cells),
            suggestion=Text("xóa dòng", "remove the row"),
        )  # fmt: skip


def _may_say_none(initial: str) -> bool:
    return initial in _INITIALS or not initial.isalpha()


def _is_none_or_example(word: str) -> bool:
    return says_none(word) or _EXAMPLE.match(word) is not None


def _several(loaded: Loaded) -> Iterator[Finding]:
    heading = loaded.match.headings.get("name")
    if heading is None:
        return
    column = loaded.table.grid.columns[heading.column]
    together = lines_of(column.cells)
    if (
        together is not None
        and together.count("\n") < len(column.cells) - 1
        and not any(mark in together for mark in "\r;,+")
    ):
        return
    several = np.array([isinstance(cell, str) and _names_in(cell) > 1 for cell in column.cells], dtype=np.bool_)
    for row in loaded.rows[several[column.codes[loaded.rows]]].tolist():
        written = text_of(column.at(row))
        yield Finding(
            "DG119",
            Severity.ERROR,
            _place(loaded, row, heading.column),
            Text(f"ô có tên của hai đơn vị trở lên (“{written}”), chỉ được tính là một",
                 f"the cell has the names of two organisations or more (“{written}”), counted as one"),
            value=written,
            record=written,
            field="name",
            suggestion=Text("ghi mỗi đơn vị một dòng", "give each a row of its own"),
        )  # fmt: skip


def _names_in(cell: str) -> int:
    if not _BETWEEN_NAMES.search(cell):
        return 0
    return sum(starts_with_form(without_numeral(clean(part))) for part in _BETWEEN_NAMES.split(cell))


def _planned(loaded: Loaded) -> Iterator[Finding]:
    """A column «KH», «TH» tells the rows apart: those of a plan are no records of what was done."""
    for heading in loaded.match.unused:
        column = loaded.table.grid.columns[heading.column]
        used = distinct(column.codes[loaded.rows])
        if len(used) > _MOST_WORDS:
            continue
        words = [plain(str(column.cells[code])) for code in used if not is_blank(column.cells[code])]
        if any(map(is_other_time, words)) and all(is_other_time(word) or is_done(word) for word in words):
            shown = ", ".join(
                dict.fromkeys(text_of(column.cells[code]) for code in used if column.cells[code] is not None)
            )
            yield Finding(
                "DG120",
                Severity.ERROR,
                _place(loaded, None, heading.column),
                Text(f"cột phân biệt dòng kế hoạch, kỳ trước với dòng thực hiện ({shown}), nhưng mọi dòng đều được tính là một đơn vị",
                     f"the column tells rows of a plan or of the year before from those of results ({shown}), but every row is "
                     "counted as an organisation"),
                value=heading.name,
                suggestion=Text("chỉ để lại dòng thực hiện, mỗi đơn vị một dòng",
                                "leave the rows of results only, one for each organisation"),
            )  # fmt: skip


_NEARLY_ALL = 0.8


def _bare(loaded: Loaded) -> Iterator[Finding]:
    """«6 | Nhập với số 5», with nothing else, where the others are called «HTX …»: a remark, or a name cut short."""
    names = loaded.columns["name"]
    alone = names.known.copy()
    for name, series in loaded.columns.items():
        if name not in ("name", "year") and name not in loaded.given:
            alone &= ~series.known & ~series.not_read
    if not alone.any():
        return
    formless = ~np.array([*map(starts_with_form, names.words), True])[names.values] & names.known
    if np.count_nonzero(formless) > (1 - _NEARLY_ALL) * len(formless):
        return
    said = {each.place.row for each in loaded.findings if each.rule == "DG110"}
    for position in np.flatnonzero(alone & formless).tolist():
        row, written = int(loaded.rows[position]), names.words[int(names.values[position])]
        if row in said or group_field(written) is not None or _is_none_or_example(written):
            continue  # said as what it is
        yield Finding(
            "DG110",
            Severity.WARNING,
            _place(loaded, row),
            Text("ngoài số thứ tự, dòng chỉ có một ô được điền; vẫn được tính là một bản ghi",
                 "but for its number the row has one cell only; it is still counted as a record"),
            value=written,
            suggestion=Text("nếu là một đơn vị, ghi đủ tên và các cột khác; nếu là ghi chú, chuyển xuống cuối bảng",
                            "if it is an organisation, write its whole name and the other columns; if a note, move it below the table"),
        )  # fmt: skip


_ENDED = pattern(
    r"giải thể|giai the|chấm dứt (?:tồn tại|hoạt động)|phá sản|(?:ngừng|ngưng|dừng) (?:hoạt động|hđ)|không (?:còn )?(?:hoạt động|hđ\b)"
    r"|đã gt\b|đóng (?:cửa )?(?:mst|mã số thuế)|(?:đã |được )(?:sáp nhập|hợp nhất)|nhập vào\b|thu hồi (?:giấy|gcn|mã)"
)
_OF_AN_END = ("giải thể", "giai the", "chấm dứt", "phá sản", "hoạt động", "hđ", "nhập", "hợp nhất", "thu hồi", "đã gt", "mst",
             "mã số thuế")  # fmt: skip
"""One of them stands in whatever tells of an end: to look for a word is faster than to look for all of them at once."""
_NOT_YET = pattern(
    r"chưa|chờ|không (?:bị )?giải thể|đề nghị|thủ tục|dự kiến|xem xét|xin |sẽ |kế hoạch|thành viên|lao động|trước khi"
)


def ended_in_words(loaded: Loaded) -> Iterator[Finding]:
    """TT204: «Đã giải thể» in a column of notes, or behind the name, of one that by its dates and status goes on."""
    if "ended_on" not in loaded.match.model.model_fields or "name" not in loaded.columns:
        return
    living = np.ones(len(loaded.rows), dtype=np.bool_)
    if (ended := loaded.columns.get("ended_on")) is not None:
        living &= ~ended.known & ~ended.not_read
    if (status := loaded.columns.get("status")) is not None:
        living &= ~status.known | np.isin(
            status.values, [at for at, word in enumerate(status.words) if word == "operating"]
        )
    if not living.any():
        return
    grid = loaded.table.grid
    headings = [each for each in loaded.match.unused if not is_row_number_heading(each.name)]
    headings += [each for name, each in loaded.match.headings.items() if name == "name"]
    for heading in headings:
        column = grid.columns[heading.column]
        together = column.text().lower()
        if not any(word in together for word in _OF_AN_END):
            continue
        texts = [cell.lower() if isinstance(cell, str) else "" for cell in column.cells]
        says = [_ENDED.search(text) is not None and not _NOT_YET.search(text) for text in texts]
        here = np.array(says, dtype=np.bool_)[column.codes[loaded.rows]] & living
        for row in loaded.rows[here].tolist():
            if len([cell for cell in grid.row(row) if cell is not None]) == 1:
                continue  # said as such
            written = text_of(column.at(row))
            yield Finding(
                "TT204",
                Severity.WARNING,
                _place(loaded, row, heading.column),
                Text(f"“{written}” nói đơn vị đã chấm dứt hay ngừng hoạt động, nhưng ngày và tình trạng không ghi; vẫn được tính là còn",
                     f"“{written}” says that it has ended or stopped, but no date or status does; it is counted as existing"),
                value=written,
                record=_name_at(loaded, row),
                suggestion=Text("ghi vào cột Tình trạng và cột Ngày giải thể", "write it into the columns Tình trạng and Ngày giải thể"),
            )  # fmt: skip
            living[np.searchsorted(loaded.rows, row)] = False


def _name_at(loaded: Loaded, row: int) -> str | None:
    heading = loaded.match.headings.get("name")
    return (text_of(loaded.table.grid.at(row, heading.column)) or None) if heading else None
