"""The records as a workbook, one sheet for each register: numbers as numbers, days as dates, texts never as formulas."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import IO, TYPE_CHECKING, Any

from kttt_cli.outputs.records import Records, Score, Value, encodable
from kttt_cli.patterns import pattern
from kttt_cli.sheets.dates import Dated

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

_EXACT = 10**15
"""A workbook holds fifteen digits of a number; longer ones are written as text."""
_MOST_ROWS = 1_048_576
_NOT_IN_XML = pattern(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ESCAPE = pattern(r"_(?=x[0-9A-Fa-f]{4}_)")
"""Excel reads `_x0041_` as A."""
_LONGEST = 32_767
_MOMENT = datetime(2000, 1, 1)
_ZIP_MOMENT = (2000, 1, 1, 0, 0, 0)


def write_xlsx(all_records: Sequence[Records], file: IO[bytes]) -> None:
    """The same records give the same bytes."""
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    workbook.properties.creator = "kttt"
    workbook.properties.created = _MOMENT
    for records in all_records:
        rows: Iterator[tuple[Value, ...]] = records.rows()
        for number in range(1, 2 + max(len(records.register) - 1, 0) // (_MOST_ROWS - 1)):
            name = records.title if number == 1 else f"{records.title} {number}"
            _fill(workbook.create_sheet(_sheet_name(name)), records, rows)
    built = io.BytesIO()
    workbook.save(built)
    _repack(built, file)


def _sheet_name(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\]", " ", title)[:31].strip()


def _fill(sheet: WriteOnlyWorksheet, records: Records, rows: Iterator[tuple[Value, ...]]) -> None:
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, heading) for heading in records.headings])
    for _, row in zip(range(_MOST_ROWS - 1), rows, strict=False):
        sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet: WriteOnlyWorksheet, value: Value) -> Any:
    if isinstance(value, str):
        return _text(sheet, value)
    if isinstance(value, Dated):
        return _day(value.first) if value.first == value.last else _text(sheet, value.iso())
    if isinstance(value, Score):
        return value.number
    return _text(sheet, str(value)) if value is not None and abs(value) >= _EXACT else value


def _day(day: date) -> date | str:
    return day if day.year > 1900 else day.isoformat()  # noqa: PLR2004


def _text(sheet: WriteOnlyWorksheet, text: str) -> Any:
    from openpyxl.cell import WriteOnlyCell

    text = _ESCAPE.sub("_x005F_", _NOT_IN_XML.sub("", encodable(text)))[:_LONGEST]
    if text[:1] not in ("=", "#"):
        return text
    cell = WriteOnlyCell(sheet, value="")
    cell._value, cell.data_type = text, "s"  # type: ignore[attr-defined]  # the setter would make it a formula
    return cell


def _repack(built: io.BytesIO, file: IO[bytes]) -> None:
    """The parts again with a fixed time, and without the time of saving."""
    with (
        zipfile.ZipFile(built) as parts,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for name in parts.namelist():
            data = parts.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2000-01-01T00:00:00Z", data)
            info = zipfile.ZipInfo(name, _ZIP_MOMENT)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            packed.writestr(info, data)
