"""A page of cells becomes a file."""

from __future__ import annotations

import csv
import io
import unicodedata
from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.styles import numbers

from tests.corpus.pages import Page, Shape
from tests.corpus.truth import YEAR

DAY = "dd/mm/yyyy"
TONES = "\u0300\u0301\u0303\u0309\u0323"


def _encoded(text: str, encoding: str) -> bytes:
    """windows-1258 has letters with their hats and horns, and marks of tone of their own behind them."""
    if encoding != "cp1258":
        return text.encode(encoding)
    found = []
    for char in unicodedata.normalize("NFC", text):
        try:
            found.append(char.encode("cp1258"))
        except UnicodeEncodeError:
            apart = unicodedata.normalize("NFD", char)
            tone = next(mark for mark in apart if mark in TONES)
            found.append(unicodedata.normalize("NFC", apart.replace(tone, "")).encode("cp1258") + tone.encode("cp1258"))
    return b"".join(found)


def write(pages: list[Page], shape: Shape, folder: Path) -> Path:
    stem = f"danh-sach-htx-{YEAR}" if shape.year == "file" else "danh-sach-htx"
    path = folder / f"{stem}.{shape.file}"
    if shape.file == "csv":
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=shape.delimiter).writerows(
            ["" if cell is None else str(cell) for cell in row] for row in pages[0].rows
        )
        path.write_bytes(_encoded(text.getvalue(), shape.encoding))
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
