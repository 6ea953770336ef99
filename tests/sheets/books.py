"""Workbooks written by hand, so that a test can say exactly what is in the archive."""

from __future__ import annotations

import io
import struct
import zipfile
from html import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
STYLES = '<styleSheet xmlns="{main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'


def text(address: str, content: str) -> str:
    return f'<c r="{address}" t="inlineStr"><is><t>{escape(content)}</t></is></c>'


def rows(*cells: str) -> str:
    return "".join(f'<row r="{number}">{row}</row>' for number, row in enumerate(cells, start=1))


def zipped(parts: dict[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def xlsx_parts(data: str, *, head: str = "", book: str = "", strict: bool = False, declare: str = "") -> dict:
    main, relations = (STRICT, STRICT_RELATIONS) if strict else (MAIN, RELATIONS)

    def link(number: int, kind: str, target: str) -> str:
        return f'<Relationship Id="rId{number}" Type="{relations}/{kind}" Target="{target}"/>'

    return {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}">{link(1, "officeDocument", "xl/workbook.xml")}</Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relations}">{book}'
        '<sheets><sheet name="HTX &amp; THT" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{link(1, "worksheet", "worksheets/sheet1.xml")}'
        f"{link(2, 'styles', 'styles.xml')}</Relationships>",
        "xl/styles.xml": STYLES.format(main=main),
        "xl/worksheets/sheet1.xml": f'<?xml version="1.0"?>{declare}<worksheet xmlns="{main}">{head}'
        f"<sheetData>{data}</sheetData></worksheet>",
    }


def xlsx(data: str, **options) -> bytes:
    return zipped(xlsx_parts(data, **options))


def ods(table: str) -> bytes:
    office, tables = (
        "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    )
    texts, calc = (
        "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
            "content.xml": f'<office:document-content xmlns:office="{office}" xmlns:table="{tables}" xmlns:text="{texts}" '
            f'xmlns:calcext="{calc}"><office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>'
            "</office:document-content>",
        }
    )  # fmt: skip


def _record(kind: int, data: bytes = b"") -> bytes:
    number = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return number + bytes([len(data)]) + data


def _wide(content: str) -> bytes:
    return struct.pack("<I", len(content)) + content.encode("utf-16-le")


def xlsb(number: float = 12.5, *, since_1904: bool = False, code: str = "General") -> bytes:
    """Name, a number and #DIV/0! in the first row; hidden column B; a second, hidden row with a formula's #REF!.
    `code`: the format of the number."""

    def cell(column: int) -> bytes:
        return struct.pack("<II", column, 0)

    def row(number: int, *, hidden: bool = False) -> bytes:
        return _record(0, struct.pack("<IIHBBBI", number, 0, 300, 0, 0x10 if hidden else 0, 0, 0))

    sheet = b"".join(
        [
            _record(129),
            _record(148, struct.pack("<IIII", 0, 1, 0, 2)),
            _record(60, struct.pack("<IIIIH", 1, 1, 2304, 0, 1)),
            _record(145),
            row(0),
            _record(6, cell(0) + _wide("HTX Đồng Tâm")),
            _record(5, struct.pack("<IId", 1, 1, number)),
            _record(3, cell(2) + b"\x07"),
            row(1, hidden=True),
            _record(6, cell(0) + _wide("HTX Quyết Tiến")),
            _record(11, cell(2) + b"\x17" + struct.pack("<HII", 0, 0, 0)),
            _record(146),
            _record(130),
        ]
    )
    book = b"".join(
        [
            _record(131),
            _record(153, struct.pack("<IIH", int(since_1904), 0, 0)),
            _record(143),
            _record(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide("HTX")),
            _record(144),
            _record(132),
        ]
    )
    used = struct.pack("<HH", 0xFFFF, 0), struct.pack("<HH", 0, 164)
    styles = b"".join(
        [
            _record(278),
            _record(44, struct.pack("<H", 164) + _wide(code)),
            _record(626),
            _record(47, used[0] + bytes(12)),
            _record(627),
            _record(617, struct.pack("<I", 2)),
            _record(47, used[0] + bytes(12)),
            _record(47, used[1] + bytes(12)),
            _record(618),
            _record(279),
        ]
    )
    parts = xlsx_parts("")
    return zipped(
        {
            "xl/styles.bin": styles,
            "[Content_Types].xml": parts["[Content_Types].xml"],
            "_rels/.rels": parts["_rels/.rels"].replace("workbook.xml", "workbook.bin"),
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": parts["xl/_rels/workbook.xml.rels"].replace(".xml", ".bin"),
            "xl/worksheets/sheet1.bin": sheet,
        }
    )
