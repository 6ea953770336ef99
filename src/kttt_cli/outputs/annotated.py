"""The analyst's own workbook back: cells of findings coloured and commented, and a sheet that lists all findings.

An XLSX or XLSM file is changed in place, so that all else in it is kept byte for byte. Of any other file there is
a new workbook with its cells as they were read.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kttt_cli.findings import SEVERITY_NAMES, Finding, Severity, Unreadable
from kttt_cli.language import Lang, Text
from kttt_cli.outputs.check_view import printable
from kttt_cli.outputs.plain_copy import plain_copy
from kttt_cli.registers.dataset import Dataset
from kttt_cli.registers.reading import SheetReading
from kttt_cli.sheets.archive import DAMAGED
from kttt_cli.sheets.editing.cells import Address, CellEdit, address
from kttt_cli.sheets.editing.table_sheet import MOST_ROWS, Filled, Linked, Row
from kttt_cli.sheets.editing.workbook import WorkbookEdit
from kttt_cli.sheets.files import is_xlsx, read_grids
from kttt_cli.sheets.listing import TEXT_SUFFIXES
from kttt_cli.sheets.page import Role

FILLS = {Severity.ERROR: "FFC7CE", Severity.WARNING: "FFEB9C", Severity.NOTE: "DDEBF7"}
LIST_NAME = Text("Phát hiện", "Findings")
_HEADINGS = (
    (Text("Mức", "Severity"), 11),
    (Text("Quy tắc", "Rule"), 9),
    (Text("Trang", "Sheet"), 18),
    (Text("Ô", "Cell"), 9),
    (Text("Bản ghi", "Record"), 34),
    (Text("Giá trị đã ghi", "Value as written"), 24),
    (Text("Lý do", "Reason"), 60),
    (Text("Việc cần làm", "What to do"), 50),
)
_GRAVEST_FIRST = list(Severity)


@dataclass(frozen=True, slots=True)
class Annotation:
    """One file with its marks, ready to be written, and what has to be said before it is."""

    file: str
    suffix: str
    """`.xlsm` where the file holds macros, else `.xlsx`."""
    data: bytes
    losses: tuple[Text, ...] = ()


@dataclass(slots=True)
class _Marks:
    of_cells: dict[str, dict[Address, list[Finding]]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, sheet: str, cell: Address, finding: Finding) -> None:
        self.of_cells[sheet].setdefault(cell, []).append(finding)


def annotate(dataset: Dataset, findings: Sequence[Finding], file: str, lang: Lang) -> Annotation:
    """The file of that name in `dataset.paths`, with its own findings among these.

    A finding about a whole row stands at the row's first column, one about a column at its heading; what is
    about a sheet or the file stands in the list only.
    """
    path = dataset.paths[file]
    own = [finding for finding in findings if finding.place.file == file]
    readings = [reading for reading in dataset.readings if reading.file == file]
    losses: list[Text] = []
    names: Mapping[str | None, str] | None = None
    if is_xlsx(path):
        data = _bytes(path, file)
    else:
        grids = read_grids(path, file)
        data, names = plain_copy(grids, path.stem)
        losses.append((_OF_CSV if path.suffix.lower() in TEXT_SUFFIXES else _OF_OTHERS).filled(file=file))
    out = io.BytesIO()
    with WorkbookEdit(io.BytesIO(data), file) as book:
        marks = _Marks()
        for finding in own:
            sheet = _sheet(finding, book, names)
            cell = _cell(finding, readings)
            if sheet is not None and cell is not None:
                marks.add(sheet, cell, finding)
        losses += _write_marks(book, marks, file, lang)
        book.add_sheet(LIST_NAME.to(lang), [*_list(own, book, names, lang)], [width for _, width in _HEADINGS])
        if len(own) >= MOST_ROWS:
            losses.append(_LONG_LIST.filled(file=file, most=MOST_ROWS - 1, count=len(own)))
        if book.package.is_signed:
            losses.append(_SIGNED.filled(file=file))
        suffix = ".xlsm" if book.package.has_macros else ".xlsx"
        book.save(out)
    return Annotation(file, suffix, out.getvalue(), tuple(losses))


def _bytes(path: Path, file: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(DAMAGED.filled(file=file, reason=error.strerror)) from error


def _sheet(finding: Finding, book: WorkbookEdit, names: Mapping[str | None, str] | None) -> str | None:
    sheet = finding.place.sheet if names is None else names.get(finding.place.sheet)
    return sheet if sheet in book.sheets else None


def _cell(finding: Finding, readings: Sequence[SheetReading]) -> Address | None:
    row, column = finding.place.row, finding.place.column
    if row is None and column is not None:
        row = _heading_row(finding.place.sheet, column, readings)
    if row is None:
        return None
    return row, column or 0


def _heading_row(sheet: str | None, column: int, readings: Sequence[SheetReading]) -> int | None:
    """The last row of the first heading above that column (a heading may be repeated further down)."""
    for reading in readings:
        for table in reading.tables if reading.sheet == sheet else ():
            rows = (reading.roles[table.first : table.last] == Role.HEADER).nonzero()[0].tolist()
            if rows and any(each.column == column for each in table.columns):
                last = next(row for row in rows if row + 1 not in rows)
                return table.first + int(last)
    return None


def _write_marks(book: WorkbookEdit, marks: _Marks, file: str, lang: Lang) -> Iterator[Text]:
    for sheet, cells in marks.of_cells.items():
        threads = book.threads(sheet)
        beside = []
        for (row, column), found in sorted(cells.items()):
            found.sort(key=lambda finding: (_GRAVEST_FIRST.index(finding.severity), finding.rule))
            book.edit(sheet, row, column, CellEdit(fill=FILLS[found[0].severity]))
            if address(row, column) in threads:
                beside.append(address(row, column))
            else:
                book.comment(sheet, row, column, "\n".join(_told(finding, lang) for finding in found))
        if beside:
            yield _THREADS.filled(file=file, sheet=sheet, cells=", ".join(beside))


def _told(finding: Finding, lang: Lang) -> str:
    """`lỗi NG102: Ngày “31/02/2020” ngày này không có trong lịch → …`"""
    text = f"{SEVERITY_NAMES[finding.severity].to(lang)} {finding.rule}: {finding.message.to(lang)}"
    if finding.suggestion is not None:
        text += f" → {finding.suggestion.to(lang)}"
    return printable(text)


def _list(
    findings: Sequence[Finding], book: WorkbookEdit, names: Mapping[str | None, str] | None, lang: Lang
) -> Iterator[Row]:
    yield [heading.to(lang) for heading, _ in _HEADINGS]
    for finding in findings[: MOST_ROWS - 1]:
        sheet = _sheet(finding, book, names)
        cell = finding.place.cell
        shown: Linked | str | None = cell
        if sheet is not None:
            shown = Linked(cell or _WHOLE_SHEET.to(lang), sheet, cell or "A1")
        texts = (
            finding.place.sheet if sheet is None else sheet,
            shown,
            finding.record,
            finding.value,
            finding.message.to(lang),
            finding.suggestion.to(lang) if finding.suggestion else None,
        )
        yield [
            Filled(SEVERITY_NAMES[finding.severity].to(lang), FILLS[finding.severity]),
            finding.rule,
            *(printable(text) if isinstance(text, str) else text for text in texts),
        ]


_WHOLE_SHEET = Text("cả trang", "whole sheet")
_OF_CSV = Text(
    "{file}: CSV không giữ được màu và ghi chú; bản đánh dấu là sổ tính XLSX mới, mỗi ô là chữ đúng như đã đọc",
    "{file}: CSV holds no colours and comments; the marked copy is a new XLSX workbook, each cell the text as read",
)
_OF_OTHERS = Text(
    "{file}: chỉ sổ tính XLSX, XLSM được giữ nguyên; bản đánh dấu của tệp này là sổ tính XLSX mới chỉ có giá trị các ô "
    "như đã đọc, không có định dạng, công thức, ghi chú, hình, biểu đồ, macro và trang ẩn của tệp cũ",
    "{file}: only XLSX and XLSM workbooks are kept as they are; the marked copy of this file is a new XLSX workbook with "
    "the values of its cells as read, without the formats, formulas, comments, drawings, charts, macros and hidden "
    "sheets of the old file",
)
_SIGNED = Text(
    "{file}: chữ ký số trong tệp không còn giá trị ở bản đánh dấu, vì bản này khác bản đã ký",
    "{file}: the digital signature in the file does not hold for the marked copy, which differs from what was signed",
)
_THREADS = Text(
    "{file} [{sheet}]: ô {cells} đã có thảo luận của Excel 365, nơi không hiện được ghi chú; xem trang danh sách",
    "{file} [{sheet}]: {cells} have a discussion of Excel 365, beside which no comment is shown; see the list",
)
_LONG_LIST = Text(
    "{file}: trang danh sách chỉ chứa {most} trong {count} phát hiện",
    "{file}: the list holds {most} of {count} findings",
)
