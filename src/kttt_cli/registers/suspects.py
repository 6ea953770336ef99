"""Rows that look like records and may be none, or others than they say."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from kttt_cli.findings import Finding, Place, Severity
from kttt_cli.language import Text
from kttt_cli.patterns import pattern
from kttt_cli.registers.columns import headers_of
from kttt_cli.registers.load import Loaded
from kttt_cli.registers.numbering import numbered
from kttt_cli.registers.register import distinct, kind_of
from kttt_cli.registers.surroundings import group_field
from kttt_cli.registers.vocabularies import is_in_a_vocabulary
from kttt_cli.sheets.page import Role
from kttt_cli.sheets.table import Table
from kttt_cli.sheets.text import beginning_with, plain
from kttt_cli.sheets.words import (
    behind_bullet,
    behind_bullet_and_form,
    is_comparison,
    is_number,
    is_numeral,
    is_part,
    is_some_of_many,
    is_total,
    starts_with_form,
    text_of,
)

_NUMBERS = frozenset({"count", "money", "score"})
_MOSTLY = 0.5


def _perhaps_groups(loaded: Loaded) -> Iterator[Finding]:
    """A record that has nothing but the name of a sector or place may be a group's title."""
    names = loaded.columns.get("name")
    if names is None:
        return
    alone = names.known.copy()
    for name, series in loaded.columns.items():
        if name not in ("name", "year") and name not in loaded.given:
            alone &= ~series.known
    # Next to no row has a name alone; to ask of every name what it is takes longer than to read the file.
    doubtful = [word for word in distinct(names.values[alone]) if group_field(names.words[word]) is not None]
    alone &= np.isin(names.values, doubtful)
    grid = loaded.table.grid
    for row, word in zip(loaded.rows[alone].tolist(), names.values[alone].tolist(), strict=True):
        yield Finding(
            "DG103",
            Severity.ERROR,
            Place(grid.file, grid.sheet, row),
            Text("dòng chỉ có tên một nhóm; vẫn được tính là một đơn vị",
                 "the row has only the name of a group; it is still counted as an organisation"),
            value=names.words[word],
            suggestion=Text("nếu là nhóm, bỏ số thứ tự hoặc dùng số La Mã; nếu là đơn vị, điền các cột khác",
                            "if it is a group, use a Roman numeral; if an organisation, fill its other columns"),
        )  # fmt: skip


def unidentified(loaded: Loaded) -> Iterator[Finding]:
    """Records with neither name nor code: they stay, and are said."""
    if "name" not in loaded.match.model.model_fields:
        return
    known = np.zeros(len(loaded.rows), dtype=np.bool_)
    for name in ("name", "code"):
        if name in loaded.columns:
            known |= loaded.columns[name].known
    grid = loaded.table.grid
    yield from _perhaps_groups(loaded)
    yield from _perhaps_sums(loaded)
    yield from _kinds_in_names(loaded)
    yield from _numbers_for_names(loaded)
    for row in loaded.rows[~known]:
        yield Finding(
            "DG102",
            Severity.WARNING,
            Place(grid.file, grid.sheet, int(row)),
            Text("dòng không có tên và mã; vẫn được tính là một đơn vị",
                 "a row without name and code; it is still counted as an organisation"),
            suggestion=Text("ghi tên hoặc mã, hoặc xóa dòng", "write its name or code, or remove the row"),
        )  # fmt: skip


def _perhaps_sums(loaded: Loaded) -> Iterator[Finding]:
    """A row of a name and numbers, where the others also have a code, a kind, a date or a place, may be a sum; and
    one that alone has no number before it (STT) may also be the second line of the record above."""
    model = loaded.match.model
    names = loaded.columns.get("name")
    if names is None or not len(loaded.rows):
        return
    told, counted = np.zeros(len(loaded.rows), np.bool_), np.zeros(len(loaded.rows), np.bool_)
    for name in loaded.match.headings:
        if name in ("name", "year"):
            continue
        if kind_of(model, name).name in _NUMBERS:
            counted |= loaded.columns[name].known
        else:
            told |= loaded.columns[name].known | loaded.columns[name].not_read
    if np.count_nonzero(told) < _MOSTLY * len(loaded.rows):
        counted[:] = False
    uncounted = ~numbered(loaded)
    if not uncounted.any() and (loose := ~numbered(loaded, least=0)).any():
        # «+ Cây ăn quả», «+ Chăn nuôi» below a numbered record may be more than the records: what has no form of an
        # organisation before it is asked about.
        for position in np.flatnonzero(loose & names.known & ~told).tolist():
            uncounted[position] = not starts_with_form(names.words[int(names.values[position])])
    if uncounted.any():
        filled = np.zeros(len(loaded.rows), np.int32)
        for column in loaded.table.grid.columns:
            filled += column.filled()[loaded.rows]
        uncounted &= filled > 1  # a row of one cell is said as such
    if (years := loaded.columns.get("year")) is not None:  # «2022» and «2023» behind one name
        told[1:] |= (names.values[1:] == names.values[:-1]) & (years.values[1:] != years.values[:-1]) & years.known[1:]
    lonely = names.known & ~told & (counted | uncounted)
    grid = loaded.table.grid
    for position in np.flatnonzero(lonely).tolist():
        written = names.words[int(names.values[position])]
        if group_field(written) is not None:
            continue  # said as a group
        yield Finding(
            "DG113",
            Severity.ERROR,
            Place(grid.file, grid.sheet, int(loaded.rows[position])),
            (_UNCOUNTED if uncounted[position] else _ONLY_NUMBERS).filled(name=written),
            value=written,
            suggestion=Text(
                "nếu là dòng cộng, ghi “Tổng cộng”; nếu là phần tiếp của dòng trên, nối vào ô trên; nếu là đơn vị, điền các "
                "cột khác",
                "if it is a sum, write “Tổng cộng”; if it goes on with the row above, join it to that cell; if an "
                "organisation, fill its other columns",
            ),
        )


_ONLY_NUMBERS = Text(
    "dòng “{name}” chỉ có tên và số, không có mã, loại hình, ngày hay nơi: có thể là dòng cộng; vẫn được tính là một đơn vị",
    "the row “{name}” has only a name and numbers, no code, kind, date or place: it may be a sum; it is still counted as "
    "an organisation",
)
_UNCOUNTED = Text(
    "dòng “{name}” không có số thứ tự như các dòng khác, không có mã, loại hình, ngày hay nơi: có thể là dòng cộng hoặc phần "
    "tiếp của dòng trên; vẫn được tính là một đơn vị",
    "the row “{name}” has no number before it as the others have, no code, kind, date or place: it may be a sum or go on "
    "with the row above; it is still counted as an organisation",
)


def _numbers_for_names(loaded: Loaded) -> Iterator[Finding]:
    """`9900032057` under «Tên HTX»: two columns were exchanged, or the row has moved by a cell."""
    names = loaded.columns.get("name")
    if names is None:
        return
    numbers = [index for index in beginning_with(str.isdigit, names.words) if is_number(names.words[index])]
    if not numbers:
        return
    grid = loaded.table.grid
    here = names.known & np.isin(names.values, numbers)
    for row, word in zip(loaded.rows[here].tolist(), names.values[here].tolist(), strict=True):
        yield Finding(
            "DG116",
            Severity.ERROR,
            Place(grid.file, grid.sheet, row, _column(loaded, "name")),
            Text(f"tên “{names.words[word]}” chỉ có số", f"the name “{names.words[word]}” is a number"),
            value=names.words[word],
            field="name",
            suggestion=Text("xem hai cột có bị đổi chỗ, hay dòng có bị lệch cột không",
                            "see whether two columns were exchanged, or the row has moved by a cell"),
        )  # fmt: skip


def perhaps_records(loaded: Loaded) -> Iterator[Finding]:
    """Rows below a total that were taken for its parts or for a mean, though an organisation may be called so."""
    table = loaded.table
    parts_until = 0
    for row in np.flatnonzero((table.roles == Role.TOTAL) | (table.roles == Role.NOTE)).tolist():
        label = next((text for cell in table.grid.row(row) if (text := text_of(cell)) and not is_numeral(text)), "")
        bulleted = behind_bullet(label) is not None
        if is_part(label) and (not bulleted or row == parts_until):
            parts_until = row + 1  # «Trong đó:» says what the bullets below it are
        elif table.roles[row] == Role.TOTAL and (
            (of_some := _is_counted_statistic(table, row)) or _may_be_a_name(loaded, label)
        ):
            yield Finding(
                "DG117",
                Severity.WARNING,
                Place(table.grid.file, table.grid.sheet, row),
                _OF_SOME if of_some else _BELOW_A_TOTAL.filled(label=label),
                value=" ".join(text for cell in table.grid.row(row) if (text := text_of(cell))) if of_some else label,
                suggestion=Text(
                    "nếu là một bản ghi, ghi số thứ tự hoặc loại hình, hoặc chuyển lên trên dòng cộng; nếu không, ghi "
                    "“Trong đó: …”",
                    "if it is a record, give it its number or kind, or move it above the total; if not, write "
                    "“Trong đó: …”",
                ),
            )


_BELOW_A_TOTAL = Text(
    "dòng “{label}” dưới dòng cộng được hiểu là số liệu của dòng cộng đó, không tính là một bản ghi",
    "the row “{label}” below a total is taken to tell of that total, and not for a record",
)
_OF_SOME = Text(
    "dòng được hiểu là số liệu tổng hợp, dù có số thứ tự; không tính là một bản ghi",
    "the row is taken to tell how many there are, though it has a number, and not for a record",
)


def _is_counted_statistic(table: Table, row: int) -> bool:
    """«3 | HTX có doanh thu trên 1 tỷ | | | 2»"""
    texts = [text for cell in table.grid.row(row) if (text := text_of(cell))]
    numbered = len(texts) > 1 and texts[0].rstrip(".").isdigit()
    return numbered and is_some_of_many(texts[1]) and not texts[1].endswith(":")


def _may_be_a_name(loaded: Loaded, label: str) -> bool:
    name = behind_bullet(label)
    if name is None:  # «Bình Quân», with two capitals
        words = label.split()
        return is_comparison(label) and len(words) > 1 and all(word.istitle() and word.isalpha() for word in words)
    rest = behind_bullet_and_form(label)
    if rest is not None and not label.isupper():
        return False  # «- HTX Đồng Tâm» and «- HTX kiểu mới» were told apart by their capitals
    name = name if rest is None else rest
    if not name[:1].isupper() or is_total(name) or is_comparison(name) or is_part(name):
        return False
    return (
        group_field(name) is None
        and plain(name) not in headers_of(loaded.match.model)
        and _PART_OF_MEMBERS.match(plain(name)) is None
        and not is_in_a_vocabulary(name)
    )


_PART_OF_MEMBERS = pattern(r"(?:nu|nam|khac|ca nhan|ho|ho gia dinh|phap nhan|to chuc)$|(?:thanh vien|lao dong)\b")


_KIND_STARTS = (
    *("quỹ tín dụng", "qtd", "liên hiệp", "lh htx", "lhhtx", "tht ", "tổ hợp tác ", "tổ hợp "),
    *("doanh nghiệp ", "dntn ", "công ty ", "cty ", "trang trại ", "tập đoàn "),
    *(
        "hộ kinh doanh",
        "hộ kd",
        "hkd",
        "hộ ông ",
        "hộ bà ",
        "nhóm hộ ",
        "cơ sở ",
        "chi hội ",
        "câu lạc bộ ",
        "clb ",
        "hội quán ",
    ),
)
"""What is no HTX, by the beginning of its name. («Hộ» begins many a name, and is looked for by its second letter.)"""
_KIND_INITIALS = frozenset("qQlLtTdDcCnN")
_HOUSEHOLD = r"\n([hH](?:[ộỘ]|[kK][dD])[^\n]*)"
_LONGEST_START = max(map(len, _KIND_STARTS))


def _kinds_in_names(loaded: Loaded) -> Iterator[Finding]:
    """A blank kind is read as HTX, which a name «Quỹ tín dụng …», «Liên hiệp …», «THT …» or «Công ty …» denies."""
    names, kinds = loaded.columns.get("name"), loaded.columns.get("kind")
    if names is None or loaded.match.register != "organisation":
        return
    grid = loaded.table.grid
    households = frozenset(re.findall(_HOUSEHOLD, "\n" + "\n".join(names.words)))
    perhaps = [*beginning_with(_KIND_INITIALS.__contains__, names.words), *map(names.words.index, households)]
    doubtful = [index for index in perhaps if names.words[index][:_LONGEST_START].casefold().startswith(_KIND_STARTS)]
    if not doubtful:
        return
    here = names.known & np.isin(names.values, doubtful)
    if kinds is not None:
        htx = kinds.words.index("htx") if "htx" in kinds.words else -1
        here &= ~kinds.not_read & (~kinds.known | (kinds.values == htx))
    for position in np.flatnonzero(here).tolist():
        written = names.words[int(names.values[position])]
        yield Finding(
            "TV102",
            Severity.WARNING,
            Place(grid.file, grid.sheet, int(loaded.rows[position]), _column(loaded, "kind")),
            Text(
                f"“{written}” được tính là HTX vì loại hình để trống hoặc ghi HTX, nhưng tên nói khác",
                f"“{written}” is counted as an HTX since its kind is blank or HTX, but its name says otherwise",
            ),
            value=written,
            record=written,
            field="kind",
            suggestion=Text(
                "ghi QTDND hoặc LH HTX vào cột Loại hình; tổ hợp tác thì chuyển sang danh sách THT; doanh nghiệp, trang trại, "
                "hộ kinh doanh thì bỏ khỏi danh sách",
                "write QTDND or LH HTX into the column Loại hình; move a THT to the list of THT; take an enterprise, a farm or "
                "a household off the list",
            ),
        )


def _column(loaded: Loaded, name: str) -> int | None:
    heading = loaded.match.headings.get(name)
    return heading.column if heading is not None else None
