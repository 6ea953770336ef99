"""A path or the bytes of a pipe become grids of raw cells, or one clear reason why they do not."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path
from typing import BinaryIO

from kttt_cli.findings import Unreadable
from kttt_cli.language import Text
from kttt_cli.sheets.csv_text import read_csv
from kttt_cli.sheets.grid import Grid
from kttt_cli.sheets.listing import SUFFIXES, WORKBOOK_SUFFIXES

MAX_BYTES = 4_000_000_000
"""Of one file: a register of eight million rows takes two billion as CSV, far less as a workbook."""

_WORKBOOK_SIGNS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")  # zip, OLE2


def read_grids(path: Path, shown: str, *, as_written: bool = False) -> list[Grid]:
    """The sheets of a file in their order (a CSV file is one), named `shown` in grids and messages.

    A hidden sheet is a grid without cells, whose note says so. What a CSV file is, its content decides:
    a workbook that was only given the suffix .csv is read as one. `as_written` leaves texts of old fonts as they are.

    Raises Unreadable for everything that keeps the file from being read.
    """
    suffix = path.suffix.lower()
    try:
        _refuse_what_is_no_file(path, shown)
        if suffix not in SUFFIXES:
            raise Unreadable(_SUFFIX.filled(file=shown, suffix=suffix or "∅", known=" ".join(SUFFIXES)))
        with path.open("rb") as file:
            return _read(file, shown, workbook=suffix in WORKBOOK_SUFFIXES, as_written=as_written)
    except FileNotFoundError as error:
        raise Unreadable(_MISSING.filled(file=shown)) from error
    except PermissionError as error:
        raise Unreadable(_FORBIDDEN.filled(file=shown)) from error
    except (OSError, ValueError) as error:
        raise Unreadable(_SYSTEM.filled(file=shown, reason=error)) from error


def is_xlsx(path: Path) -> bool:
    """Is this an XLSX or XLSM workbook, whatever its suffix? (The files of `read_grids` that can be changed in place.)"""
    try:
        with zipfile.ZipFile(path) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return False


def is_workbook(path: Path) -> bool:
    """By its suffix or its first bytes, as `read_grids` takes it."""
    with path.open("rb") as file:
        return path.suffix.lower() in WORKBOOK_SUFFIXES or file.read(8).startswith(_WORKBOOK_SIGNS)


def read_stream(data: bytes, shown: str) -> list[Grid]:
    """As `read_grids`, for what came through a pipe: a workbook by its first bytes, else CSV."""
    if not data:
        raise Unreadable(_EMPTY.filled(file=shown))
    try:
        return _read(io.BytesIO(data), shown, workbook=False)
    except (OSError, ValueError) as error:
        raise Unreadable(_SYSTEM.filled(file=shown, reason=error)) from error


def _read(file: BinaryIO, shown: str, *, workbook: bool, as_written: bool = False) -> list[Grid]:
    head = file.read(8)
    file.seek(0)
    if workbook or head.startswith(_WORKBOOK_SIGNS):
        from kttt_cli.sheets.workbook import read_workbook

        return read_workbook(file, shown, as_written=as_written)
    return [read_csv(file, shown, as_written=as_written)]


def _refuse_what_is_no_file(path: Path, shown: str) -> None:
    """Before it is opened: opening a pipe waits for a writer, and a device may never end."""
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise Unreadable(_DIRECTORY.filled(file=shown))
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable(_SPECIAL.filled(file=shown))
    if status.st_size == 0:
        raise Unreadable(_EMPTY.filled(file=shown))
    if status.st_size > MAX_BYTES:
        raise Unreadable(_HUGE.filled(file=shown, size=status.st_size // 10**9, limit=MAX_BYTES // 10**9))


_MISSING = Text(
    "{file}: không tìm thấy tệp. Hãy kiểm tra tên và thư mục.",
    "{file}: there is no such file. Check the name and the folder.",
)
_DIRECTORY = Text(
    "{file}: cần một tệp nhưng đây là thư mục. Hãy chỉ rõ tệp trong thư mục đó.",
    "{file}: expected a file, found a folder. Name a file in it.",
)
_SPECIAL = Text(
    "{file}: cần một tệp thường nhưng đây là ống dẫn, ổ cắm hoặc thiết bị. "
    "Hãy lưu dữ liệu thành tệp, hoặc đưa qua đầu vào chuẩn bằng dấu «-».",
    "{file}: expected an ordinary file, found a pipe, socket or device. "
    "Save the data to a file, or hand it over on standard input with “-”.",
)
_SUFFIX = Text(
    "{file}: đuôi tệp «{suffix}» không phải là bảng dữ liệu đọc được ({known}). Hãy lưu lại dạng .xlsx hoặc .csv.",
    "{file}: “{suffix}” is not a kind of table that can be read ({known}). Save it as .xlsx or .csv.",
)
_EMPTY = Text(
    "{file}: tệp trống (0 byte). Hãy kiểm tra lại tệp đã lưu, hoặc xuất lại từ phần mềm nguồn.",
    "{file}: the file is empty (0 bytes). Check the saved file, or export it again from its source.",
)
_HUGE = Text(
    "{file}: tệp {size} GB, vượt giới hạn {limit} GB. Hãy tách tệp theo năm hoặc theo huyện.",
    "{file}: a file of {size} GB, over the limit of {limit} GB. Split it by year or by district.",
)
_FORBIDDEN = Text(
    "{file}: không có quyền đọc tệp. Hãy đóng tệp trong Excel hoặc xin quyền đọc.",
    "{file}: no permission to read the file. Close it in Excel, or ask for the right to read it.",
)
_SYSTEM = Text(
    "{file}: hệ thống không đọc được tệp ({reason}). Hãy sao chép tệp về máy rồi chạy lại.",
    "{file}: the system could not read the file ({reason}). Copy it to this computer and run again.",
)
