"""The zip archive of an XLSX, XLSM, XLSB or ODS workbook: is it safe to read, and what is in its sheets?

The reader unpacks a sheet whole and reserves its whole used area, whatever the file claims; so every
part it may touch is unpacked here first, piece by piece, and counted.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import BinaryIO

from kttt_cli.findings import Unreadable
from kttt_cli.language import Text
from kttt_cli.patterns import pattern
from kttt_cli.sheets.scan import Scan
from kttt_cli.sheets.workbook_binary import scan_xlsb, xlsb_marks, xlsb_names, xlsb_since_1904
from kttt_cli.sheets.workbook_formats import marks_of, styles_of_cells
from kttt_cli.sheets.workbook_ods import ods_sheets
from kttt_cli.sheets.workbook_runs import SIGNS, struck_styles, texts_in_parts
from kttt_cli.sheets.workbook_xml import Looks, SheetXml, exact_size, pieces, relation_targets, sheet_parts

MAX_UNPACKED = 2_000_000_000
"""Bytes of a workbook once unzipped: a million rows of 24 columns take about one billion."""
MAX_CELLS = 75_000_000
"""Of one sheet's used area, which the reader holds at about 32 bytes a cell, filled or not:
a million rows of 70 columns. One stray cell in the last corner would otherwise ask for 17 billion."""
MAX_PARTS = 20_000
MAX_RATIO = 200
"""Unpacked to packed, of parts above 50 MB; even registers of equal rows stay below 100."""

_RATIO_FROM = 50_000_000
_NOT_READ = pattern(r"(?:xl/media|docprops|pictures|thumbnails|customxml)/.*|.*\.(?!(?:xml|rels|bin)$)[^./]*")
_NO_SHEET = pattern(r"xl/(?:sharedstrings|styles|workbook)\.(?:xml|bin)|.*\.rels|\[content_types\]\.xml|(?!xl/).*")
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    struct.error,
)


def scan_archive(file: BinaryIO, shown: str) -> dict[str, Scan]:
    """The scan of each sheet by its name. Raises Unreadable: no workbook, damaged, with a password, too large."""
    with _faults(shown), zipfile.ZipFile(file) as archive:
        return _scan(archive, shown)


@contextmanager
def _faults(shown: str) -> Iterator[None]:
    try:
        yield
    except RuntimeError as error:  # an entry with a password
        raise Unreadable(PASSWORD.filled(file=shown)) from error
    except _DAMAGE as error:
        raise Unreadable(DAMAGED.filled(file=shown, reason=str(error)[:200])) from error


def unpacked_size(file: BinaryIO, shown: str) -> int:
    """What the archive says of itself, in bytes: nothing is unpacked to know it. Raises Unreadable as `scan_archive`."""
    with _faults(shown), zipfile.ZipFile(file) as archive:
        return _claimed_size(archive, shown)


def _claimed_size(archive: zipfile.ZipFile, shown: str) -> int:
    parts = archive.infolist()
    if len(parts) > MAX_PARTS:
        raise Unreadable(_PARTS.filled(file=shown, count=len(parts), limit=MAX_PARTS))
    if len({_name(part) for part in parts}) < len(parts):  # two programs may each see another of them
        raise Unreadable(DAMAGED.filled(file=shown, reason=_TWICE))
    size = sum(part.file_size for part in parts)
    for part in parts:
        if part.file_size > max(_RATIO_FROM, MAX_RATIO * part.compress_size):
            raise Unreadable(_PACKED.filled(file=shown, part=part.filename, size=part.file_size // 1_000_000))
    if size > MAX_UNPACKED:
        raise _bomb(shown, size)
    return size


def _name(part: zipfile.ZipInfo) -> str:
    """As the reader looks for it: some programs write `XL\\Worksheets\\Sheet1.xml`."""
    return part.filename.replace("\\", "/").lower()


def _scan(archive: zipfile.ZipFile, shown: str) -> dict[str, Scan]:
    _claimed_size(archive, shown)
    parts = {_name(part): part for part in archive.infolist()}
    if not parts.keys() & {"xl/workbook.xml", "xl/workbook.bin", "content.xml", "[content_types].xml"}:
        raise Unreadable(_NO_TABLE.filled(file=shown))
    listed = _listed_sheets(archive, parts)
    scans: dict[str, Scan] = {}
    small: dict[str, bytes] = {}
    left = MAX_UNPACKED
    looks = _looks(_styles(archive, parts[_STYLES])) if _STYLES in parts else Looks()
    for name, part in sorted(parts.items(), key=lambda each: each[0] != _TEXTS):
        if _NOT_READ.fullmatch(name) and name not in listed:
            continue
        no_sheet = name not in listed and (_NO_SHEET.fullmatch(name) or name.endswith(".bin"))
        sheet = None if no_sheet else SheetXml(looks)
        keep = name.endswith((".rels", ".bin")) or name in _BOOKS
        kept: list[bytes] = []
        first = before = b""
        in_parts = False
        for piece in pieces(archive, part, left):
            left -= len(piece)
            if not first:
                first = piece
                _refuse_declarations(piece, name, shown)
            if sheet:
                sheet.feed(piece)
            elif keep:
                kept.append(piece)
            elif name == _TEXTS:
                in_parts = in_parts or any(sign in piece or sign in before + piece[:_SIGN] for sign in SIGNS)
                before = piece[-_SIGN:]
        if sheet:
            sheet.close()
            _refuse_size(archive, part, sheet, shown)
            scans[name] = sheet.scan
        elif keep:
            small[name] = b"".join(kept)
        elif in_parts:
            looks = looks._replace(texts=texts_in_parts(b"".join(pieces(archive, part, MAX_UNPACKED))))
    if "content.xml" in parts and "xl/workbook.xml" not in parts:
        return _ods(archive, parts, shown)
    if "xl/workbook.bin" in small:
        return _xlsb(small, shown)
    return _by_name(small, scans)


_SIGN = 16
"""Bytes: more than any of the signs has."""
_STYLES, _TEXTS = "xl/styles.xml", "xl/sharedstrings.xml"
_MOST_STYLES = 8
"""Pieces: no honest workbook has more than one."""


def _looks(styles: bytes) -> Looks:
    return Looks(marks_of(styles), struck_styles(styles, styles_of_cells(styles, "fontId")))


def _styles(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """They stand behind the sheets, and tell how those are to be read."""
    return b"".join(islice(pieces(archive, part, MAX_UNPACKED), _MOST_STYLES))


_BOOK, _LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_BOOKS = frozenset({_BOOK, "meta-inf/manifest.xml"})


def _listed_sheets(archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo]) -> set[str]:
    """Parts that the workbook calls its sheets: the reader reads them whatever they are named, `xl/media/a.png` too."""
    book, links = (
        b"".join(pieces(archive, parts[name], MAX_UNPACKED)) if name in parts else b"" for name in (_BOOK, _LINKS)
    )
    found = {part.lower() for part in sheet_parts(book, links, "xl").values()}
    return found & parts.keys()


def _by_name(small: dict[str, bytes], scans: dict[str, Scan]) -> dict[str, Scan]:
    parts = sheet_parts(small.get(_BOOK, b""), small.get(_LINKS, b""), "xl")
    found = {name: scans[part.lower()] for name, part in parts.items() if part.lower() in scans}
    if _SINCE_1904.search(small.get(_BOOK, b"")):
        for scan in found.values():
            scan.since_1904 = True
    return found


_SINCE_1904 = re.compile(rb"""\sdate1904\s*=\s*["'](?:1|true)["']""")


def _xlsb(small: dict[str, bytes], shown: str) -> dict[str, Scan]:
    targets = relation_targets(small.get("xl/_rels/workbook.bin.rels", b""), "xl")
    scans = {}
    since_1904 = xlsb_since_1904(small["xl/workbook.bin"])
    marks = xlsb_marks(small.get("xl/styles.bin", b""))
    for name, relation in xlsb_names(small["xl/workbook.bin"]).items():
        part = targets.get(relation, "").lower()
        if part not in small:
            raise Unreadable(DAMAGED.filled(file=shown, reason=f"{name}: {part}"))
        scans[name], height, width = scan_xlsb(small[part], marks)
        scans[name].since_1904 = since_1904
        if height * width > MAX_CELLS:
            raise too_large(shown, name, height, width)
    return scans


def _ods(archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo], shown: str) -> dict[str, Scan]:
    manifest = parts.get("meta-inf/manifest.xml")
    if manifest and b"encryption-data" in archive.read(manifest):
        raise Unreadable(PASSWORD.filled(file=shown))
    sheets = ods_sheets(pieces(archive, parts["content.xml"], MAX_UNPACKED))
    for sheet in sheets:
        if sheet.height * sheet.width > MAX_CELLS:
            raise too_large(shown, sheet.name, sheet.height, sheet.width)
    return {sheet.name: sheet.scan for sheet in sheets}


def _refuse_size(archive: zipfile.ZipFile, part: zipfile.ZipInfo, sheet: SheetXml, shown: str) -> None:
    height, width = sheet.at_most()
    if height * width > MAX_CELLS:
        height, width = exact_size(archive, part, MAX_UNPACKED)
        if height * width > MAX_CELLS:
            raise too_large(shown, part.filename, height, width)


def _refuse_declarations(piece: bytes, part: str, shown: str) -> None:
    """A workbook never declares a document type; what does so declares entities, to blow up or to reach out."""
    if not part.endswith(".bin") and (b"<!DOCTYPE" in piece or b"<!ENTITY" in piece):
        raise Unreadable(_ENTITIES.filled(file=shown, part=part))
    if piece.startswith((b"\xff\xfe", b"\xfe\xff", b"\0<", b"<\0")):
        raise Unreadable(DAMAGED.filled(file=shown, reason=f"{part}: UTF-16"))


def _bomb(shown: str, size: int) -> Unreadable:
    return Unreadable(_BOMB.filled(file=shown, size=size // 1_000_000, limit=MAX_UNPACKED // 1_000_000))


def too_large(shown: str, sheet: str, height: int, width: int) -> Unreadable:
    return Unreadable(_AREA.filled(file=shown, sheet=sheet, rows=height, columns=width))


DAMAGED = Text(
    "{file}: không đọc được sổ tính, tệp có thể bị hỏng ({reason}). "
    "Hãy mở bằng Excel, lưu lại dạng .xlsx rồi chạy lại.",
    "{file}: the workbook cannot be read and may be damaged ({reason}). "
    "Open it in Excel, save it again as .xlsx and run once more.",
)
PASSWORD = Text(
    "{file}: sổ tính được đặt mật khẩu nên không đọc được. Hãy bỏ mật khẩu trong Excel rồi lưu lại.",
    "{file}: the workbook is protected by a password. Remove the password in Excel and save it again.",
)
_BOMB = Text(
    "{file}: giải nén ra {size} MB, vượt giới hạn {limit} MB. Hãy tách sổ tính theo năm hoặc theo huyện.",
    "{file}: unpacks to {size} MB, over the limit of {limit} MB. Split the workbook by year or by district.",
)
_PACKED = Text(
    "{file}: mục {part} giải nén ra {size} MB, gấp hơn 200 lần khi nén; không phải một sổ tính bình thường. "
    "Hãy mở bằng Excel, lưu lại dạng .xlsx rồi chạy lại.",
    "{file}: its part {part} unpacks to {size} MB, more than 200 times what it takes packed: this is no ordinary "
    "workbook. Open it in Excel, save it again as .xlsx and run once more.",
)
_TWICE = "two parts of one name"
_AREA = Text(
    "{file}: trang «{sheet}» có vùng dữ liệu tới {rows} dòng × {columns} cột, quá lớn cho một biểu. "
    "Thường do một ô lạc ở cuối trang: hãy xóa các dòng, cột thừa rồi lưu lại.",
    "{file}: the used area of sheet “{sheet}” reaches {rows} rows × {columns} columns, too large for a "
    "table. Often a stray cell far away is the cause: delete the surplus rows and columns and save again.",
)
_PARTS = Text(
    "{file}: tệp nén chứa {count} mục, vượt giới hạn {limit}; không phải một sổ tính bình thường.",
    "{file}: {count} entries in the archive, over the limit of {limit}: this is no ordinary workbook.",
)
_NO_TABLE = Text(
    "{file}: cần một sổ tính nhưng đây là tệp nén không có trang tính nào (có thể là tệp zip hoặc Word). "
    "Hãy giải nén, hoặc lưu lại dạng .xlsx.",
    "{file}: expected a workbook, found an archive without any sheet (perhaps a zip or Word file). "
    "Unpack it, or save it again as .xlsx.",
)
_ENTITIES = Text(
    "{file}: phần {part} khai báo thực thể XML (DOCTYPE), điều mà sổ tính không bao giờ có; tệp có thể độc hại. "
    "Hãy mở bằng Excel ở máy an toàn rồi lưu lại.",
    "{file}: its part {part} declares XML entities (DOCTYPE), which no workbook does; the file may be harmful. "
    "Open it in Excel on a safe computer and save it again.",
)
