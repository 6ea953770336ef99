"""Phụ lục 06 as the plan prints it, slips and all, in a workbook as an office would type it from the paper."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import xlsxwriter

from kttt_cli.annexes.layout import NOT_DONE, YearsForm
from kttt_cli.annexes.layouts import load_layouts
from kttt_cli.indicators.catalogue import catalogue

_HEADINGS = (
    "STT", "Chỉ tiêu", "ĐV tính", "Thực hiện KH 2016-2020",
    "KH 2021", "KH 2022", "KH 2023", "KH 2024", "KH 2025", "Mục tiêu KH 2021-2025",
)  # fmt: skip
_PAGE_ENDS_AFTER = "II.2.3/tien"
"""The header is printed again below this row."""
_SUBTITLE = "(Kèm the Kế hoạch số      /KH-SKHĐT ngày   /   /2020 của Sở KH&ĐT tỉnh Bắc Giang)"


def write(path: Path) -> None:
    """Every number is a text, as printed; an empty cell is empty; what is not carried out is merged over the years."""
    form = next(each for each in load_layouts(catalogue()) if isinstance(each, YearsForm) and each.id == "06")
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"created": datetime(2020, 12, 31), "title": "Phụ lục 06", "comments": "Như bản in"})
    plain = {"font_name": "Times New Roman", "font_size": 12, "text_wrap": True, "valign": "vcenter"}
    title = book.add_format({**plain, "bold": True, "align": "center"})
    subtitle = book.add_format({**plain, "italic": True, "align": "center"})
    bold, cell = book.add_format({**plain, "bold": True, "border": 1}), book.add_format({**plain, "border": 1})
    number = book.add_format({**plain, "border": 1, "align": "right"})
    sheet = book.add_worksheet("Phụ lục 06")
    sheet.set_column(1, 1, 50)
    sheet.set_column(2, 9, 12)
    sheet.merge_range(0, 0, 0, 9, form.title.vi.format(first=2021, last=2025), title)
    sheet.merge_range(1, 0, 1, 9, _SUBTITLE, subtitle)
    sheet.write_row(3, 0, _HEADINGS, bold)
    at = 4
    for key, row in form.row.items():
        look = bold if row.style == "group" else cell
        sheet.write_row(at, 0, (row.stt, row.label.vi, row.unit.vi), look)
        if row.not_done:
            sheet.merge_range(at, 3, at, 9, NOT_DONE.vi, book.add_format({**plain, "border": 1, "align": "center"}))
        else:
            for column, text in enumerate(row.printed or ("",) * 7, 3):
                sheet.write_blank(at, column, None, number) if not text else sheet.write_string(
                    at, column, text, number
                )
        at += 1
        if key == _PAGE_ENDS_AFTER:
            sheet.write_row(at, 0, _HEADINGS, bold)
            at += 1
    book.close()
