"""A path becomes grids of raw cells, or one clear reason why it does not."""

from __future__ import annotations

from pathlib import Path

from kttt_cli.findings import Unreadable
from kttt_cli.language import Text
from kttt_cli.sheets.csv_text import read_csv
from kttt_cli.sheets.grid import Grid

TEXT_SUFFIXES = (".csv", ".tsv", ".txt")
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
SUFFIXES = (*TEXT_SUFFIXES, *WORKBOOK_SUFFIXES)


def read_grids(path: Path, shown: str) -> list[Grid]:
    """The sheets of a file in their order (a CSV file is one), named `shown` in grids and messages.

    Raises Unreadable for everything that keeps the file from being read.
    """
    suffix = path.suffix.lower()
    try:
        if path.is_dir():
            raise Unreadable(_DIRECTORY.filled(file=shown))
        if suffix not in SUFFIXES:
            raise Unreadable(_SUFFIX.filled(file=shown, suffix=suffix or "∅", known=" ".join(SUFFIXES)))
        if path.stat().st_size == 0:
            raise Unreadable(_EMPTY.filled(file=shown))
        if suffix in TEXT_SUFFIXES:
            return [read_csv(path, shown)]
        from kttt_cli.sheets.workbook import read_workbook

        return read_workbook(path, shown)
    except FileNotFoundError as error:
        raise Unreadable(_MISSING.filled(file=shown)) from error
    except PermissionError as error:
        raise Unreadable(_FORBIDDEN.filled(file=shown)) from error
    except (OSError, ValueError) as error:
        raise Unreadable(_SYSTEM.filled(file=shown, reason=error)) from error


_MISSING = Text(
    "{file}: không tìm thấy tệp. Hãy kiểm tra tên và thư mục.",
    "{file}: there is no such file. Check the name and the folder.",
)
_DIRECTORY = Text(
    "{file}: cần một tệp nhưng đây là thư mục. Hãy chỉ rõ tệp trong thư mục đó.",
    "{file}: expected a file, found a folder. Name a file in it.",
)
_SUFFIX = Text(
    "{file}: đuôi tệp «{suffix}» không phải là bảng dữ liệu đọc được ({known}). Hãy lưu lại dạng .xlsx hoặc .csv.",
    "{file}: “{suffix}” is not a kind of table that can be read ({known}). Save it as .xlsx or .csv.",
)
_EMPTY = Text(
    "{file}: tệp trống (0 byte). Hãy kiểm tra lại tệp đã lưu, hoặc xuất lại từ phần mềm nguồn.",
    "{file}: the file is empty (0 bytes). Check the saved file, or export it again from its source.",
)
_FORBIDDEN = Text(
    "{file}: không có quyền đọc tệp. Hãy đóng tệp trong Excel hoặc xin quyền đọc.",
    "{file}: no permission to read the file. Close it in Excel, or ask for the right to read it.",
)
_SYSTEM = Text(
    "{file}: hệ thống không đọc được tệp ({reason}). Hãy sao chép tệp về máy rồi chạy lại.",
    "{file}: the system could not read the file ({reason}). Copy it to this computer and run again.",
)
