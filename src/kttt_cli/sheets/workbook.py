"""Workbooks (XLSX, XLSM, XLS, XLSB, ODS): every sheet as a grid, at the addresses of the sheet."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from itertools import islice
from typing import IO, TYPE_CHECKING, Any, BinaryIO, NamedTuple

from kttt_cli.beside import Beside, within
from kttt_cli.findings import Unreadable
from kttt_cli.language import Text
from kttt_cli.sheets.archive import DAMAGED, MAX_CELLS, PASSWORD, scan_archive, too_large, unpacked_size
from kttt_cli.sheets.dates import may_be_a_day
from kttt_cli.sheets.grid import Encoded, Grid, GridBuilder
from kttt_cli.sheets.legacy_text import mended
from kttt_cli.sheets.scan import HIDDEN_SHEET, SINCE_1904, UNCHECKED, Scan, reaching, with_broken
from kttt_cli.sheets.workbook_binary import ENCRYPTED, OLE2, Damaged, scan_xls

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

WORTH_WHILE = 1_000_000
"""Bytes of a workbook: a smaller one is read before a second process has begun."""

MANY_CELLS = 400_000
"""Of a sheet: fewer are made into columns before a second process has begun."""
_UPPER_PART = 0.58
"""So much of it is made into columns here, while a second process passes over it and makes those of the rest."""

# What the reader may take beside: an honest sheet takes two to seven bytes for each of its XML, and a second for 70 MB.
_MEMORY, _MEMORY_PER_BYTE, _MOST_MEMORY = 1 << 28, 12, 1 << 32
_SECONDS, _BYTES_PER_SECOND = 10, 5_000_000
_ROWS_AT_ONCE = 500
_ZIP = b"PK\x03\x04"


def read_workbook(file: BinaryIO, shown: str, *, as_written: bool = False) -> list[Grid]:
    """Every sheet in the order of the workbook, by the rule of scan.py on what is hidden or broken.
    `as_written` leaves texts of old fonts as they are.

    Raises Unreadable: not a workbook, with a password, damaged, too large.
    """
    understood = _unchanged if as_written else mended
    with _read_beside(file, shown) as beside:
        scans = _scans(file, shown)
        sheets = next(beside, None) or next(_read(file, shown))
        grids = [(sheet, _grid(sheet, shown, scans.get(sheet.name))) for sheet in sheets]
        return [
            replace(grid, hidden=True, notes=(HIDDEN_SHEET,)) if sheet.hidden else understood(grid)
            for sheet, grid in grids
        ]


def _read_beside(file: BinaryIO, shown: str) -> Beside[list[_Sheet]] | nullcontext[Iterator[list[_Sheet]]]:
    """While the workbook is searched for what the reader must not see, the reader is at it already: in a process
    of its own, which may take what an honest workbook of its size takes, and is believed only afterwards."""
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    if size < WORTH_WHILE or not file.read(4).startswith(_ZIP):
        return nullcontext(iter(()))
    unpacked = unpacked_size(file, shown)
    file.seek(0)
    content = file.read()

    def work() -> Iterator[list[_Sheet]]:
        within(min(_MEMORY + _MEMORY_PER_BYTE * unpacked, _MOST_MEMORY), _SECONDS + unpacked // _BYTES_PER_SECOND)
        yield from _read(io.BytesIO(content), shown)

    return Beside(work)


class _Sheet(NamedTuple):
    """As the reader gives it."""

    name: str
    hidden: bool
    height: int
    columns: tuple[Encoded, ...]
    merged: tuple[tuple[int, int, int, int], ...]


def _read(file: BinaryIO, shown: str) -> Iterator[list[_Sheet]]:
    """All sheets at once. What the reader holds is let go of afterwards, which takes a while and may come too late."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    file.seek(0)
    with _reader_faults(shown), _unheard():
        workbook = CalamineWorkbook.from_filelike(file)
        sheets = []
        for each in workbook.sheets_metadata:
            if each.typ == SheetTypeEnum.WorkSheet:
                last = workbook.get_sheet_by_name(each.name)  # has its name so that it is not let go of before
                sheets.append(_sheet(last, shown, hidden=each.visible != SheetVisibleEnum.Visible))
    yield sheets
    workbook.close()


@contextmanager
def _unheard() -> Iterator[None]:
    """Compiled code that breaks tells of it itself, past `sys.stderr`; the analyst reads of it in our words."""
    try:
        heard = os.dup(2)
    except OSError:  # nothing is heard as it is
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(heard, 2)
        os.close(heard)
        os.close(nowhere)


class StoredSheet(NamedTuple):
    """A sheet as its file stores it: values of formulas, not mended, nothing left out."""

    name: str
    rows: list[list[Any]]
    """From the top of the sheet; a blank cell is an empty text."""
    first_column: int
    merged: set[tuple[int, int, int, int]]


def stored_sheets(file: IO[bytes], shown: str, only: Collection[str] | None = None) -> Iterator[StoredSheet]:
    """Every sheet (or `only` some) of a workbook that kttt wrote itself: without the care that a stranger's needs.
    Raises Unreadable."""
    from python_calamine import CalamineWorkbook

    with _reader_faults(shown), CalamineWorkbook.from_filelike(file) as workbook:
        for name in workbook.sheet_names:
            if only is not None and name not in only:
                continue
            sheet = workbook.get_sheet_by_name(name)
            merged = {(first[0], first[1], last[0], last[1]) for first, last in sheet.merged_cell_ranges or ()}
            yield StoredSheet(name, [*sheet.iter_rows()], sheet.start[1] if sheet.start else 0, merged)


def _unchanged(grid: Grid) -> Grid:
    return grid


def _sheet(sheet: CalamineSheet, shown: str, *, hidden: bool) -> _Sheet:
    built = GridBuilder()
    start, end = sheet.start, sheet.end
    if start is not None and end is not None:
        if (end[0] + 1) * (end[1] + 1) > MAX_CELLS:
            raise too_large(shown, sheet.name, end[0] + 1, end[1] + 1)
        # Rows come from the top of the sheet, but cells only from the first used column on.
        rows = iter(sheet.iter_rows())
        if (end[0] + 1) * (end[1] + 1) > MANY_CELLS:
            middle = round((end[0] + 1) * _UPPER_PART)
            with Beside(lambda: [_rows_of(islice(sheet.iter_rows(), middle, None), start[1])]) as beside:
                _add(built, islice(rows, middle), start[1])
                if (lower := next(beside, None)) is not None:
                    built.append(*lower)
                    rows = iter(())
        _add(built, rows, start[1])
    merged = tuple((first[0], first[1], last[0], last[1]) for first, last in sheet.merged_cell_ranges or ())
    return _Sheet(sheet.name, hidden, built.height, built.columns(), merged)


def _add(built: GridBuilder, rows: Iterator[list[Any]], skipped: int) -> None:
    while block := list(islice(rows, _ROWS_AT_ONCE)):
        built.add(block, skipped=skipped)


def _rows_of(rows: Iterator[list[Any]], skipped: int) -> tuple[int, tuple[Encoded, ...]]:
    built = GridBuilder()
    _add(built, rows, skipped)
    return built.height, built.columns()


def _grid(sheet: _Sheet, shown: str, scan: Scan | None) -> Grid:
    if scan is None:
        return Grid(shown, sheet.name, sheet.height, sheet.columns, sheet.merged, notes=(UNCHECKED,))
    height, width = map(max, scan.size(), (sheet.height, len(sheet.columns)))
    # The reader leaves such cells at the edge out.
    columns = with_broken(reaching(sheet.columns, height, width), scan.shown | scan.broken)
    notes = scan.notes(height, width)
    if scan.since_1904 and any(map(may_be_a_day, (cell for column in columns for cell in column.cells))):
        notes = (*notes, SINCE_1904)
    return Grid(shown, sheet.name, height, columns, sheet.merged, notes=notes)


@contextmanager
def _reader_faults(shown: str) -> Iterator[None]:
    from python_calamine import CalamineError, PasswordError

    try:
        yield
    except PasswordError as error:
        raise Unreadable(PASSWORD.filled(file=shown)) from error
    except (CalamineError, OSError) as error:
        raise Unreadable(DAMAGED.filled(file=shown, reason=error)) from error
    except BaseException as error:
        # The reader is a compiled library: where it breaks, it raises a PanicException, which is
        # no Exception and has no name to import.
        if type(error).__name__ != "PanicException":
            raise
        raise Unreadable(DAMAGED.filled(file=shown, reason=str(error)[:200])) from error


def _scans(file: BinaryIO, shown: str) -> dict[str, Scan]:
    """What the reader does not tell, by the name of the sheet, once it is safe to let it read."""
    file.seek(0)
    head = file.read(4096)
    file.seek(0)
    if head.startswith(_ZIP):
        return scan_archive(file, shown)
    if not head.startswith(OLE2) and not re.match(rb"\x09[\0\2\4\x08]", head):
        raise Unreadable(_NO_WORKBOOK.filled(file=shown, found=_looks_like(head)))
    data = file.read()
    if ENCRYPTED in data:
        raise Unreadable(PASSWORD.filled(file=shown))
    try:
        scans = scan_xls(data)
    except Damaged as error:
        raise Unreadable(DAMAGED.filled(file=shown, reason=error)) from error
    if scans is None:  # what cannot be searched for false sizes is not handed on
        raise Unreadable(DAMAGED.filled(file=shown, reason="OLE2"))
    return scans


def _looks_like(head: bytes) -> Text:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:300].lower()
    if re.match(rb"<(!doctype html|html|head|body|table|meta|div)", start):
        return Text("một trang HTML", "an HTML page")
    if start.startswith(b"<?xml") or start.startswith(b"<workbook"):
        return Text("một tệp XML", "an XML file")
    if start.startswith((b"{", b"[")):
        return Text("một tệp JSON", "a JSON file")
    if start.startswith(b"%pdf"):
        return Text("một tệp PDF", "a PDF file")
    if b"\0" not in head:
        return Text("văn bản thường (có thể là CSV)", "plain text (perhaps CSV)")
    return Text("dữ liệu không rõ loại", "data of an unknown kind")


_NO_WORKBOOK = Text(
    "{file}: cần một sổ tính Excel hoặc ODS theo đuôi tệp, nhưng nội dung là {found}. "
    "Hãy mở bằng Excel rồi lưu lại dạng .xlsx, hoặc sửa đuôi tệp cho đúng.",
    "{file}: by its suffix this should be an Excel or ODS workbook, but what is in it is {found}. "
    "Open it in Excel and save it as .xlsx, or correct the suffix.",
)
