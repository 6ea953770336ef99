"""A page of cells becomes a file."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.styles import numbers

from tests.corpus.pages import Page, Shape
from tests.corpus.truth import YEAR

DAY = "dd/mm/yyyy"


def write(pages: list[Page], shape: Shape, folder: Path) -> Path:
    stem = f"danh-sach-htx-{YEAR}" if shape.year == "file" else "danh-sach-htx"
    path = folder / f"{stem}.{shape.file}"
    if shape.file == "csv":
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=shape.delimiter).writerows(
            ["" if cell is None else str(cell) for cell in row] for row in pages[0].rows
        )
        path.write_bytes(text.getvalue().encode(shape.encoding))
        return path
    book = openpyxl.Workbook()
    del book[book.sheetnames[0]]
    for page in pages:
        sheet = book.create_sheet(page.name)
        for number, row in enumerate(page.rows, start=1):
            for column, cell in enumerate(row, start=1):
                if cell is None:
                    continue
                made = sheet.cell(number, column, cell)
                if isinstance(cell, date):
                    made.number_format = DAY
                elif isinstance(cell, str):
                    made.data_type = "s"
                    made.number_format = numbers.FORMAT_TEXT
        for first, left, last, right in page.merged:
            sheet.merge_cells(start_row=first + 1, start_column=left + 1, end_row=last + 1, end_column=right + 1)
    book.save(path)
    return path
