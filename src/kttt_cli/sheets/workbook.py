"""Workbooks (XLSX, XLSM, XLS, XLSB, ODS): every sheet as a grid, at the addresses of the sheet."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kttt_cli.findings import Unreadable
from kttt_cli.language import Text
from kttt_cli.sheets.grid import Cell, Grid, GridBuilder

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

MAX_UNPACKED = 2_000_000_000
"""Bytes of a workbook once unzipped: a million rows of 24 columns take about one billion."""
MAX_CELLS = 75_000_000
"""Of one sheet's used area, which the reader holds at about 32 bytes a cell, filled or not:
a million rows of 70 columns. One stray cell in the last corner would otherwise ask for 17 billion."""

_ROWS_AT_ONCE = 500
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ADDRESS = re.compile(rb"""\sr=["']([A-Za-z]{0,3})([0-9]{0,7})""")
_NO_SHEET = re.compile(r"xl/(sharedStrings|styles)\.xml|(?!xl/).*|.*\.(?!xml$)[^.]*")


def read_workbook(path: Path, shown: str) -> list[Grid]:
    """Every sheet in the order of the workbook, hidden ones flagged.

    Raises Unreadable: not a workbook, with a password, damaged, too large.
    """
    _refuse_what_is_no_workbook(path, shown)
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    with path.open("rb") as file, _reader_faults(shown), CalamineWorkbook.from_filelike(file) as workbook:
        return [
            _grid(
                workbook.get_sheet_by_name(sheet.name),
                shown,
                hidden=sheet.visible != SheetVisibleEnum.Visible,
            )
            for sheet in workbook.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet
        ]


def _grid(sheet: CalamineSheet, shown: str, *, hidden: bool) -> Grid:
    built = GridBuilder()
    start, end = sheet.start, sheet.end
    if start is not None and end is not None:
        if (end[0] + 1) * (end[1] + 1) > MAX_CELLS:
            raise _too_large(shown, sheet.name, end[0] + 1, end[1] + 1)
        # Rows come from the top of the sheet, but cells only from the first used column on.
        rows = iter(sheet.iter_rows())
        while block := list(islice(rows, _ROWS_AT_ONCE)):
            built.add([_cells(row) for row in block], skipped=start[1])
    merged = tuple((first[0], first[1], last[0], last[1]) for first, last in sheet.merged_cell_ranges or ())
    return Grid(shown, sheet.name, built.height, built.columns(), merged, hidden)


def _cells(row: list[Any]) -> list[Cell]:
    if timedelta in map(type, row):  # a duration ([h]:mm) has no meaning in a register: keep it to be shown
        return [str(cell) if type(cell) is timedelta else cell for cell in row]
    return row


@contextmanager
def _reader_faults(shown: str) -> Iterator[None]:
    from python_calamine import CalamineError, PasswordError

    try:
        yield
    except PasswordError as error:
        raise Unreadable(_PASSWORD.filled(file=shown)) from error
    except (CalamineError, OSError) as error:
        raise Unreadable(_DAMAGED.filled(file=shown, reason=error)) from error
    except BaseException as error:
        # The reader is a compiled library: where it breaks, it raises a PanicException, which is
        # no Exception and has no name to import.
        if type(error).__name__ != "PanicException":
            raise
        raise Unreadable(_DAMAGED.filled(file=shown, reason=str(error)[:200])) from error


def _refuse_what_is_no_workbook(path: Path, shown: str) -> None:
    with path.open("rb") as file:
        head = file.read(512)
    if head.startswith(_ZIP):
        _refuse_bombs(path, shown)
    elif not head.startswith(_OLE) and not (path.suffix.lower() == ".xls" and head[:1] == b"\x09"):
        raise Unreadable(_NO_WORKBOOK.filled(file=shown, found=_looks_like(head)))


def _looks_like(head: bytes) -> Text:
    if re.match(rb"\s*(\xef\xbb\xbf)?\s*<(!doctype html|html|table)", head, re.IGNORECASE):
        return Text("một trang HTML", "an HTML page")
    if head.startswith(b"%PDF"):
        return Text("một tệp PDF", "a PDF file")
    if b"\0" not in head:
        return Text("văn bản thường (có thể là CSV)", "plain text (perhaps CSV)")
    return Text("dữ liệu không rõ loại", "data of an unknown kind")


def _refuse_bombs(path: Path, shown: str) -> None:
    """Sizes must be known before the reader unpacks a sheet: it reserves the whole used area at once."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            size = sum(part.file_size for part in parts)
            if size > MAX_UNPACKED:
                raise Unreadable(_BOMB.filled(file=shown, size=size // 1_000_000, limit=MAX_UNPACKED // 1_000_000))
            for part in parts:
                if not _NO_SHEET.fullmatch(part.filename):
                    height, width = _used_area(archive, part)
                    if height * width > MAX_CELLS:
                        raise _too_large(shown, part.filename, height, width)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise Unreadable(_DAMAGED.filled(file=shown, reason=error)) from error


def _used_area(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> tuple[int, int]:
    """(rows, columns) at most used, by the lengths of the addresses in the sheet; exactly, where that
    bound alone would refuse it. (One address per length is searched for: to read them all is slow.)"""
    letters, digits = 1, 5
    for block in _blocks(archive, part):
        at = 0
        while found := _longer_address(letters, digits).search(block, at):
            letters, digits = max(letters, len(found[1])), max(digits, len(found[2]))
            at = found.start() + 1
    height, width = min(10**digits - 1, 1_048_576), sum(26**n for n in range(1, letters + 1))
    if height * width <= MAX_CELLS:
        return height, width
    addresses = {found.groups() for block in _blocks(archive, part) for found in _ADDRESS.finditer(block)}
    rows = {int(row) for _, row in addresses if row}
    columns = {_column_number(column) for column, _ in addresses}
    return max(rows, default=0), max(columns, default=0)


@cache
def _longer_address(letters: int, digits: int) -> re.Pattern[bytes]:
    pattern = rf"""r=["'](?=[A-Za-z]{{{letters + 1}}}|[A-Za-z]{{0,3}}[0-9]{{{digits + 1}}})([A-Za-z]*)([0-9]*)"""
    return re.compile(pattern.encode())


def _blocks(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part in pieces that overlap, so that no address falls between two of them."""
    with archive.open(part) as xml:
        tail = b""
        while piece := xml.read(1 << 20):
            yield tail + piece
            tail = piece[-20:]


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _too_large(shown: str, sheet: str, height: int, width: int) -> Unreadable:
    return Unreadable(_AREA.filled(file=shown, sheet=sheet, rows=height, columns=width))


_NO_WORKBOOK = Text(
    "{file}: cần một sổ tính Excel hoặc ODS theo đuôi tệp, nhưng nội dung là {found}. "
    "Hãy mở bằng Excel rồi lưu lại dạng .xlsx, hoặc sửa đuôi tệp cho đúng.",
    "{file}: by its suffix this should be an Excel or ODS workbook, but what is in it is {found}. "
    "Open it in Excel and save it as .xlsx, or correct the suffix.",
)
_DAMAGED = Text(
    "{file}: không đọc được sổ tính, tệp có thể bị hỏng ({reason}). "
    "Hãy mở bằng Excel, lưu lại dạng .xlsx rồi chạy lại.",
    "{file}: the workbook cannot be read and may be damaged ({reason}). "
    "Open it in Excel, save it again as .xlsx and run once more.",
)
_PASSWORD = Text(
    "{file}: sổ tính được đặt mật khẩu nên không đọc được. Hãy bỏ mật khẩu trong Excel rồi lưu lại.",
    "{file}: the workbook is protected by a password. Remove the password in Excel and save it again.",
)
_BOMB = Text(
    "{file}: giải nén ra {size} MB, vượt giới hạn {limit} MB. Hãy tách sổ tính theo năm hoặc theo huyện.",
    "{file}: unpacks to {size} MB, over the limit of {limit} MB. Split the workbook by year or by district.",
)
_AREA = Text(
    "{file}: trang «{sheet}» có vùng dữ liệu tới {rows} dòng × {columns} cột, quá lớn cho một biểu. "
    "Thường do một ô lạc ở cuối trang: hãy xóa các dòng, cột thừa rồi lưu lại.",
    "{file}: the used area of sheet “{sheet}” reaches {rows} rows × {columns} columns, too large for a "
    "table. Often a stray cell far away is the cause: delete the surplus rows and columns and save again.",
)
