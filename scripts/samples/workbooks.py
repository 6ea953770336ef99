"""The province as one workbook a year, laid out as such lists are sent."""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Iterable, Sequence
from copy import copy
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

# With lxml installed openpyxl writes other bytes.
os.environ.setdefault("OPENPYXL_LXML", "False")

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from samples import facts, layouts
from samples.layouts import Head, Layout
from samples.records import Cell, Province, Record

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as SheetCell
    from openpyxl.worksheet.worksheet import Worksheet

MADE_ON = datetime(2026, 1, 1)
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI")
_THIN = Side(style="thin", color="808080")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_FONT = "Times New Roman"
_FORMATS = {"date": "dd/mm/yyyy", "money": "#,##0.0", "count": "#,##0", "text": "@"}
_CENTRED = {"kind", "grade", "linked_enterprise", "in_value_chain", "certified", "new_rural"}
_SUMMED = {
    "charter_capital", "members", "members_women", "members_new", "workers", "workers_members", "workers_new",
    "board", "control_board", "managers", "managers_elementary", "managers_intermediate", "managers_college",
    "key_officers", "revenue", "revenue_members", "profit", "deposits", "loans", "member_htx",
}  # fmt: skip


def write(province: Province, folder: Path) -> None:
    for year in province.organisations:
        book = Workbook()
        del book[book.sheetnames[0]]
        listed = province.organisations[year]
        for layout, records in (
            (layouts.HTX, [each for each in listed if each["kind"] != "LH HTX"]),
            (layouts.UNIONS, [each for each in listed if each["kind"] == "LH HTX"]),
            (layouts.GROUPS, province.groups[year]),
            (layouts.FUND, _of_year(province.fund, year)),
            (layouts.SUPPORT, _of_year(province.support, year)),
            (layouts.COMMUNES, province.communes[year]),
        ):
            _Page(book, layout, year).fill(records)
        (folder / f"bac-giang-{year}.xlsx").write_bytes(_steady(book))


def _of_year(records: list[Record], year: int) -> list[Record]:
    return [each for each in records if isinstance(each["date"], date) and each["date"].year == year]


class _Page:
    def __init__(self, book: Workbook, layout: Layout, year: int) -> None:
        self.sheet: Worksheet = book.create_sheet(layout.sheet)
        self.layout, self.year = layout, year
        self.sectors = year >= 2025
        gone = {"district"} if self.sectors else set()
        if layout.grouped and self.sectors:
            gone.add("sector")
        self.heads = [each for each in layout.heads if each.field not in gone]
        self.width = len(self.heads) + 1
        self.row = 0
        self.styles: dict[str, SheetCell] = {}

    def fill(self, records: list[Record]) -> None:
        self._top()
        self._header()
        first = self.row + 1
        number = 0
        for name, members in self._grouped(records):
            if name:
                self._group(*name)
            for record in members:
                number += 1
                self._line([number, *(record.get(each.field) for each in self.heads)])
        if self.layout.grouped:
            self._total(records)
        self._end()
        self.sheet.freeze_panes = f"{'D' if self.layout.grouped else 'B'}{first}"
        self.sheet.page_setup.orientation = "landscape"
        self.sheet.page_setup.fitToHeight = 0
        self.sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]

    def _grouped(self, records: list[Record]) -> Iterable[tuple[tuple[str, str] | None, Iterable[Record]]]:
        if not self.layout.grouped:
            yield None, records
            return
        if self.sectors:
            for letter, sector in zip("ABCDEFGH", facts.SECTORS, strict=True):
                members = [each for each in records if each["sector"] == sector.name]
                if members:
                    yield (letter, sector.long_name), members
            return
        records = sorted(records, key=lambda each: str(each["district_code"]))
        for rank, (_, same) in enumerate(groupby(records, key=lambda each: each["district_code"])):
            members = list(same)
            yield (_ROMAN[rank], str(members[0]["district"])), members

    def _top(self) -> None:
        agencies = ("UBND TỈNH BẮC NINH", "SỞ TÀI CHÍNH") if self.sectors else (
            "UBND TỈNH BẮC GIANG", "SỞ KẾ HOẠCH VÀ ĐẦU TƯ")  # fmt: skip
        lines: list[tuple[str, dict[str, object]]] = [
            (agencies[0], {"size": 11}), (agencies[1], {"size": 11, "bold": True}), ("", {}),
            (self.layout.title.format(year=self.year), {"size": 14, "bold": True}),
            ("(Số liệu mô phỏng, không phải số liệu thật)", {"size": 11, "italic": True}),
        ]  # fmt: skip
        if not self.layout.grouped:
            lines = lines[3:]
        if self.layout.unit:
            lines.append((self.layout.unit, {"size": 11, "italic": True}))
        for text, font in lines:
            self.row += 1
            if not text:
                continue
            left = text in agencies
            last = 4 if left else self.width
            start = self.width - 2 if text == self.layout.unit else 1
            cell = self.sheet.cell(self.row, start, text)
            cell.font = Font(name=_FONT, **font)  # type: ignore[arg-type]
            cell.alignment = Alignment(horizontal="right" if start > 1 else "center", vertical="center")
            self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=start, end_column=last)

    def _header(self) -> None:
        top = self.row + 1
        deep = any(each.child for each in self.heads)
        self.row = top + deep
        heads = [Head("", "STT", width=6), *self.heads]
        for column, head in enumerate(heads, 1):
            self.sheet.column_dimensions[get_column_letter(column)].width = head.width
            self._head_cell(top, column, head.parent)
            if deep:
                self._head_cell(top + 1, column, head.child or None)
                if not head.child:
                    self.sheet.merge_cells(start_row=top, end_row=top + 1, start_column=column, end_column=column)
        column = 1
        for parent, same in groupby(heads, key=lambda each: each.parent):
            size = len(list(same))
            if size > 1:
                for inner in range(column + 1, column + size):
                    self.sheet.cell(top, inner).value = None
                self.sheet.merge_cells(start_row=top, end_row=top, start_column=column, end_column=column + size - 1)
                self.sheet.cell(top, column).value = parent
            column += size
        self.sheet.row_dimensions[self.row].height = 48
        if self.layout.numbered:
            self.row += 1
            for column in range(1, len(heads) + 1):
                cell = self._head_cell(self.row, column, f"({column})")
                cell.font = Font(name=_FONT, size=9, italic=True)

    def _head_cell(self, row: int, column: int, text: str | None) -> SheetCell:
        cell: SheetCell = self.sheet.cell(row, column, text)
        cell.font = Font(name=_FONT, size=11, bold=True)
        cell.fill = PatternFill("solid", fgColor="DDEBF7")
        cell.border = _BOX
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        return cell

    def _group(self, numeral: str, name: str) -> None:
        self._line([numeral, name, *[None] * (self.width - 2)], bold=True)

    def _total(self, records: list[Record]) -> None:
        sums = []
        for each in self.heads:
            numbers = [value for record in records if isinstance(value := record.get(each.field), int | Decimal)]
            sums.append(sum(numbers) if each.field in _SUMMED and numbers else None)
        line: list[Cell] = [None, *sums]
        line[0] = "Tổng cộng"
        self._line(line, bold=True)
        last = next(i for i, each in enumerate(sums) if each is not None) + 1
        self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=1, end_column=last)
        self.sheet.cell(self.row, 1).alignment = Alignment(horizontal="center")

    def _line(self, line: Sequence[Cell], *, bold: bool = False) -> None:
        self.row += 1
        for column, value in enumerate(line, 1):
            cell: SheetCell = self.sheet.cell(self.row, column)  # type: ignore[assignment]
            field = self.heads[column - 2].field if column > 1 else ""
            shape = "text"
            if isinstance(value, date):
                shape = "date"
                # Typed as text, as the dates of a column that is mostly empty often are.
                cell.value = f"{value:%d/%m/%Y}" if field == "ended_on" else value
            elif isinstance(value, Decimal):
                shape, cell.value = "money", float(value)
            elif isinstance(value, int):
                shape, cell.value = "count", value
            elif field == "model_built_on" and value:
                shape, cell.value = "centre", int(value)
            else:
                shape = "centre" if column == 1 or field in _CENTRED else "text"
                cell.value = value
            setattr(cell, "_style", copy(getattr(self._style(shape, bold), "_style")))  # noqa: B009, B010

    def _style(self, shape: str, bold: bool) -> SheetCell:
        name = f"{shape} {bold}"
        if name not in self.styles:
            # Styled once, far from the table, and copied: styling each cell anew takes minutes.
            cell: SheetCell = self.sheet.cell(1, self.width + 3 + len(self.styles))  # type: ignore[assignment]
            cell.font = Font(name=_FONT, size=11, bold=bold)
            cell.border = _BOX
            side = {"text": "left", "date": "center", "centre": "center"}.get(shape, "right")
            cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=False)
            cell.number_format = _FORMATS.get(shape, "General")
            self.styles[name] = cell
        return self.styles[name]

    def _end(self) -> None:
        for cell in self.styles.values():
            del self.sheet._cells[cell.row, cell.column]
        if not self.layout.grouped:
            return
        self.row += 2
        right = self.width - 3
        signed = (
            (right, f"Bắc Giang, ngày 15 tháng 01 năm {self.year + 1}", False),
            (2, "NGƯỜI LẬP BIỂU", True), (right, "KT. GIÁM ĐỐC", True),
            (2, "(Ký, ghi rõ họ tên)", False), (right, "PHÓ GIÁM ĐỐC", True),
        )  # fmt: skip
        for (column, text, bold), offset in zip(signed, (0, 1, 1, 2, 2), strict=True):
            cell = self.sheet.cell(self.row + offset, column, text)
            cell.font = Font(name=_FONT, size=11, bold=bold, italic=not bold)


def _steady(book: Workbook) -> bytes:
    """The workbook's bytes without a trace of the clock."""
    book.properties.creator = "scripts/make_samples.py"
    book.properties.title = "Số liệu mô phỏng"
    book.properties.created = MADE_ON
    saved, steady = io.BytesIO(), io.BytesIO()
    book.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                stamp = f"{MADE_ON:%Y-%m-%dT%H:%M:%SZ}".encode()
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, content)
            info = zipfile.ZipInfo(name, (MADE_ON.year, MADE_ON.month, MADE_ON.day, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o644 << 16
            target.writestr(info, content)
    return steady.getvalue()
