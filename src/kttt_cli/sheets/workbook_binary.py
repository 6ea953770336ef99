"""XLS (BIFF in OLE2) and XLSB: the records that tell what scan.py asks. Both are chains of typed records."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from kttt_cli.sheets.scan import UNKNOWN_ERROR, Scan
from kttt_cli.sheets.workbook_formats import Mark, marks_by_style, shown

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The name of the stream that holds an XLSX with a password."""

_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_CELLS = frozenset({0x203, 0x204, 0x205, 0x206, 0x27E, 0xFD, 0xBD, 0xD6})
_END_OF_CHAIN = 0xFFFFFFFA
_FAILURES = (struct.error, IndexError, UnicodeDecodeError)


# --- XLSB ----------------------------------------------------------------------------------------


def _xlsb_records(data: bytes) -> Iterator[tuple[int, int, int]]:
    """(type, start, end) of each record; type and length are written in groups of seven bits."""
    at, size = 0, len(data)
    while at < size:
        kind = data[at]
        at += 1
        if kind & 0x80:
            kind = kind & 0x7F | data[at] << 7
            at += 1
        length = shift = 0
        while True:
            byte = data[at]
            at += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80 or shift > 21:
                break
        yield kind, at, at + length
        at += length


def xlsb_names(workbook: bytes) -> dict[str, str]:
    """Name of the sheet → id of the relation to its part."""
    names = {}
    for kind, start, _ in _xlsb_records(workbook):
        if kind == 156:
            length = int.from_bytes(workbook[start + 8 : start + 12], "little")
            relation = workbook[start + 12 : start + 12 + 2 * length].decode("utf-16-le")
            at = start + 12 + 2 * length
            length = int.from_bytes(workbook[at : at + 4], "little")
            names[workbook[at + 4 : at + 4 + 2 * length].decode("utf-16-le")] = relation
    return names


def xlsb_since_1904(workbook: bytes) -> bool:
    """Does the workbook count its days from 1904 on?"""
    return any(kind == 153 and workbook[start] & 1 for kind, start, _ in _xlsb_records(workbook))


def xlsb_marks(styles: bytes) -> dict[int, Mark]:
    """Number of a cell's style → what its format makes of a number."""
    codes: dict[int, str] = {}
    used: list[int] = []
    of_cells = False
    for kind, start, end in _xlsb_records(styles):
        if kind == 44:
            codes[int.from_bytes(styles[start : start + 2], "little")] = styles[start + 6 : end].decode("utf-16-le")
        elif kind in (617, 618):
            of_cells = kind == 617
        elif kind == 47 and of_cells:
            used.append(int.from_bytes(styles[start + 2 : start + 4], "little"))
    return marks_by_style(used, codes)


def scan_xlsb(sheet: bytes, marks: dict[int, Mark] | None = None) -> tuple[Scan, int, int]:
    """The scan and the rows and columns of the sheet."""
    scan = Scan()
    marks = marks or {}
    row = height = width = 0
    for kind, start, _ in _xlsb_records(sheet):
        if kind == 0:
            row = int.from_bytes(sheet[start : start + 4], "little")
            height = max(height, row + 1)
            if sheet[start + 11] & 0x10:
                scan.hidden_rows.add(row)
        elif 1 <= kind <= 11:
            column = int.from_bytes(sheet[start : start + 4], "little")
            width = max(width, column + 1)
            if kind in (3, 11):
                scan.broken[row, column] = _ERRORS.get(sheet[start + 8], UNKNOWN_ERROR)
            elif marks and kind in (2, 5, 9):
                mark = marks.get(int.from_bytes(sheet[start + 4 : start + 7], "little"))
                if mark:
                    number = _short(sheet, start + 8) if kind == 2 else _double(sheet, start + 8)
                    scan.show((row, column), shown(number, mark))
        elif kind == 60 and sheet[start + 16] & 1:
            first, last = struct.unpack_from("<II", sheet, start)
            scan.hidden_columns.update(range(first, min(last + 1, 16_384)))
    return scan, height, width


def _double(data: bytes, at: int) -> float:
    return float(struct.unpack_from("<d", data, at)[0])


def _short(data: bytes, at: int) -> float:
    """A number in four bytes: the upper half of a double, or a whole number; two bits tell which, and of hundredths."""
    (bits,) = struct.unpack_from("<i", data, at)
    number = float(bits >> 2) if bits & 2 else float(struct.unpack("<d", struct.pack("<ii", 0, bits & ~3))[0])
    return number / 100 if bits & 1 else number


# --- XLS -----------------------------------------------------------------------------------------


class Damaged(ValueError):
    """Sizes that cannot be true. The reader would reserve them, and end the program where it cannot."""


def scan_xls(data: bytes) -> dict[str, Scan] | None:
    """Each sheet by its name; None where the file is built as this does not understand.

    Raises Damaged.
    """
    try:
        book = _stream(data) if data.startswith(OLE2) else data
        if book is None:
            return None
        _refuse_false_counts(book)
        since_1904, marks = _since_1904(book), _biff_marks(book)
        scans = {name: _scan_biff(book, at, marks) for name, at in _bound_sheets(book)}
        for scan in scans.values():
            scan.since_1904 = since_1904
        return scans
    except _FAILURES:
        return None


def _refuse_false_counts(book: bytes) -> None:
    for kind, start, _ in _biff_records(book, 0):
        if kind == 0x0A:
            return
        if kind == 0xFC and struct.unpack_from("<I", book, start + 4)[0] > len(book):
            raise Damaged("SST")


def _stream(data: bytes) -> bytes | None:
    """The stream «Workbook» (or «Book») of an OLE2 file: sectors, chained by a table of next sectors."""
    shift, mini_shift = struct.unpack_from("<HH", data, 30)
    (directory,) = struct.unpack_from("<I", data, 48)
    least, first_mini, _, first_table, _ = struct.unpack_from("<IIIII", data, 56)
    if shift not in (9, 12) or mini_shift != 6:
        return None
    size = 1 << shift
    for at in (44, 64, 72):  # how many sectors hold the tables
        if struct.unpack_from("<I", data, at)[0] > len(data) >> shift:
            raise Damaged("OLE2")

    def sector(number: int) -> bytes:
        return data[(number + 1) << shift : (number + 2) << shift]

    def numbers(of: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(of) // 4}I", of[: len(of) // 4 * 4])

    tables = list(struct.unpack_from("<109I", data, 76))
    seen = set()
    while first_table < _END_OF_CHAIN and first_table not in seen:
        seen.add(first_table)
        *more, first_table = numbers(sector(first_table))
        tables += more
    following = [number for table in tables if table < _END_OF_CHAIN for number in numbers(sector(table))]

    def chain(start: int, following: list[int], most: int) -> Iterator[int]:
        while start < _END_OF_CHAIN and most > 0:
            yield start
            start = following[start]
            most -= 1

    most = len(data) // size + 1
    entries = b"".join(map(sector, chain(directory, following, most)))
    root = entries[:128]
    for at in range(0, len(entries) - 127, 128):
        length = struct.unpack_from("<I" if shift == 9 else "<Q", entries, at + 120)[0]
        if entries[at + 66] in (2, 5) and length > len(data):
            raise Damaged("OLE2")
    for at in range(0, len(entries) - 127, 128):
        (length,) = struct.unpack_from("<H", entries, at + 64)
        name = entries[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
        if name not in ("Workbook", "Book"):
            continue
        start, bytes_ = struct.unpack_from("<II", entries, at + 116)
        if bytes_ >= least:
            return b"".join(map(sector, chain(start, following, most)))[:bytes_]
        small = b"".join(map(sector, chain(struct.unpack_from("<I", root, 116)[0], following, most)))
        table = [number for each in chain(first_mini, following, most) for number in numbers(sector(each))]
        minis = chain(start, table, len(small) // 64 + 1)
        return b"".join(small[number << 6 : (number + 1) << 6] for number in minis)[:bytes_]
    return None


def _biff_records(book: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """(type, start, length) of each record."""
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        yield kind, at + 4, length
        at += 4 + length


def _bound_sheets(book: bytes) -> list[tuple[str, int]]:
    sheets = []
    for kind, start, _ in _biff_records(book, 0):
        if kind == 0x0A:
            break
        if kind == 0x2F:  # a password: what follows is not to be read
            return []
        if kind == 0x85:
            (at,) = struct.unpack_from("<I", book, start)
            length, wide = book[start + 6], book[start + 7] & 1
            raw = book[start + 8 : start + 8 + length * (1 + wide)]
            sheets.append((raw.decode("utf-16-le" if wide else "latin-1"), at))
    return sheets


def _since_1904(book: bytes) -> bool:
    for kind, start, _ in _biff_records(book, 0):
        if kind == 0x0A:
            break
        if kind == 0x22:
            return bool(book[start])
    return False


def _biff_marks(book: bytes) -> dict[int, Mark]:
    """Number of a cell's style → what its format makes of a number. Before Excel 97 formats are written otherwise."""
    codes: dict[int, str] = {}
    used: list[int] = []
    for kind, start, size in _biff_records(book, 0):
        if kind == 0x0A:
            break
        if kind == 0x809 and struct.unpack_from("<H", book, start)[0] != _EXCEL_97:
            return {}
        if kind == 0x41E:
            number, length, wide = struct.unpack_from("<HHB", book, start)
            raw = book[start + 5 : start + min(size, 5 + length * (1 + (wide & 1)))]
            codes[number] = raw.decode("utf-16-le" if wide & 1 else "latin-1", "replace")
        elif kind == 0xE0:
            used.append(struct.unpack_from("<H", book, start + 2)[0])
    return marks_by_style(used, codes)


_EXCEL_97 = 0x600


def _marked(book: bytes, kind: int, start: int, size: int, marks: dict[int, Mark], scan: Scan) -> None:
    """One cell that holds a number, or several in a row."""
    row, column = struct.unpack_from("<HH", book, start)
    wide = 6 if kind == 0xBD else size
    for number, at in enumerate(range(start + 4, start + size - 5, wide)):
        if mark := marks.get(struct.unpack_from("<H", book, at)[0]):
            value = _double(book, at + 2) if kind in (0x203, 0x06) else _short(book, at + 2)
            scan.show((row, column + number), shown(value, mark))


def _scan_biff(book: bytes, at: int, marks: dict[int, Mark]) -> Scan:
    scan = Scan()
    depth = 0
    for kind, start, size in _biff_records(book, at):
        if kind in (0x809, 0x409, 0x209, 0x09):
            depth += 1  # a chart lies within the sheet
        elif kind == 0x0A:
            depth -= 1
            if depth <= 0:
                break
        elif depth > 1:
            continue
        elif kind in _CELLS and struct.unpack_from("<H", book, start + 2)[0] > 255:
            raise Damaged("XLS")
        elif kind == 0x200:
            shape = struct.unpack_from("<IIHH" if size > 10 else "<HHHH", book, start)
            if not (shape[0] <= shape[1] <= 65_536 and shape[2] <= shape[3] <= 256):
                raise Damaged("XLS")
        elif kind == 0x208 and book[start + 12] & 0x20:
            scan.hidden_rows.add(struct.unpack_from("<H", book, start)[0])
        elif kind == 0x7D and book[start + 8] & 1:
            first, last = struct.unpack_from("<HH", book, start)
            scan.hidden_columns.update(range(first, min(last, 255) + 1))
        elif kind == 0x205 and book[start + 7] == 1:
            scan.broken[struct.unpack_from("<HH", book, start)] = _ERRORS.get(book[start + 6], UNKNOWN_ERROR)
        elif kind == 0x06 and book[start + 12 : start + 14] == b"\xff\xff" and book[start + 6] == 2:
            scan.broken[struct.unpack_from("<HH", book, start)] = _ERRORS.get(book[start + 8], UNKNOWN_ERROR)
        elif marks and (
            kind in (0x203, 0x27E, 0xBD) or (kind == 0x06 and book[start + 12 : start + 14] != b"\xff\xff")
        ):
            _marked(book, kind, start, size, marks, scan)
    return scan
