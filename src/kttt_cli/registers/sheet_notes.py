"""What is said of a sheet as a whole: what its reading had to mend or could not see, and why it gives no records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kttt_cli.findings import Finding, Place, Severity
from kttt_cli.language import Text, join
from kttt_cli.registers.columns import Match, column_of, match_register
from kttt_cli.registers.settings import SheetRule
from kttt_cli.sheets.grid import Doubt, Grid
from kttt_cli.sheets.table import Table


def sheet_notes(grid: Grid) -> Iterator[Finding]:
    """DT105: an old encoding, converted fonts, hidden rows and columns, broken cells."""
    for note in grid.notes if not grid.hidden else ():
        severity = Severity.WARNING if isinstance(note, Doubt) else Severity.NOTE
        yield Finding("DT105", severity, Place(grid.file, grid.sheet), note)


def hidden_sheet(grid: Grid, tables: list[Table], rule: SheetRule) -> Finding:
    """DT104. A hidden list may be last year's or one that was forgotten: nobody but its author knows."""
    found = [(match, table) for table in tables if (match := match_register(table, rule)) and not match.missing]
    titles = join([match.model.title for match, _ in found], ", ")
    rows = sum(len(table.rows) for _, table in found)
    return Finding(
        "DT104",
        Severity.WARNING if rows else Severity.NOTE,
        Place(grid.file, grid.sheet),
        Text(
            f"trang bị ẩn, không được tính{f'; trong đó có {titles.vi} với {rows} dòng' if rows else ''}",
            f"the sheet is hidden and not counted{f'; it holds {titles.en} of {rows} rows' if rows else ''}",
        ),
        suggestion=Text("nếu cần, bỏ ẩn trang trong Excel", "unhide it in Excel if it is wanted") if rows else None,
    )


def without_records(tables: Sequence[tuple[Table, int]]) -> Iterator[Finding]:
    """DG122, of the registers that one file has, each with the number of its records. A page for QTDND may be empty, a whole file hardly."""
    filled = any(count for _, count in tables)
    for table, count in tables:
        if not count:
            yield Finding(
                "DG122",
                Severity.NOTE if filled else Severity.WARNING,
                Place(table.grid.file, table.grid.sheet, table.first if table.first else None),
                Text("danh sách không có bản ghi nào: chỉ có tiêu đề cột, hoặc các dòng mẫu chưa điền",
                     "the list has no records: nothing but its header, or empty lines of the form"),
                suggestion=Text("xem có phải biểu trống được gửi thay cho danh sách", "see whether an empty form was sent in place of the list"),
            )  # fmt: skip


# --- why it gives no records ---

OTHER_KIND = Text("không phải tệp CSV hay Excel", "not CSV or Excel")
HIDDEN = Text("trang bị ẩn", "a hidden sheet")
SKIPPED = Text("bỏ qua theo kttt.toml", "left out, as kttt.toml says")
NO_TABLE = Text("không tìm thấy bảng sổ nào", "no register's table found")
OWN_ANNEX = Text(
    "phụ lục do kttt lập; các trang số liệu trong đó chép từ sổ",
    "an annex of kttt; its data sheets are copies of registers",
)
SEAL = "kttt"
"""The hidden sheet of a workbook that kttt wrote: its origin, its seal, and what a filled form asked for."""


def is_own_annex(grids: Sequence[Grid]) -> bool:
    return any(grid.hidden and grid.sheet == SEAL and str(grid.at(0, 0)).startswith("{") for grid in grids)


def lacks(match: Match) -> Text:
    title = match.model.title
    labels = [column_of(match.model, name).label for name in match.missing]
    return Text(
        f"giống “{title.vi}” nhưng thiếu cột {join(labels, ', ').vi}",
        f"looks like “{title.en}” but lacks the column {join(labels, ', ').en}",
    )
