"""Pages become an Excel workbook: each cell with its formula and its stored value, and the official look.

The same pages give the same bytes: no clock, no path. Nothing is read as a formula, a link or a number but what the
pages say is one.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from kttt_cli.annexes.page import Pages
from kttt_cli.annexes.stored import stored_text
from kttt_cli.annexes.styles import FONT
from kttt_cli.annexes.workbook_chart import insert_chart
from kttt_cli.annexes.workbook_formats import Formats
from kttt_cli.annexes.workbook_sheet import write_sheet
from kttt_cli.language import Lang
from kttt_cli.patterns import pattern

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_CELL_ADDRESS = pattern(r"[A-Za-z]{1,3}[0-9]+")
"""HTX2020 is a cell of the last columns in Excel, and a name to every other program."""
_LONGEST_PROPERTY = 255


def write_pages(
    pages: Pages,
    target: Path | IO[bytes],
    *,
    created: date,
    properties: Mapping[str, str] | None = None,
    lang: Lang = "vi",
) -> None:
    """`created` is the day in the file's properties (the cut-off: a file knows no clock); `lang` is of the comments.

    `properties` are the file's own (File > Info > Properties > Custom), at most 255 characters each.
    """
    from xlsxwriter import Workbook

    built = io.BytesIO()
    with Workbook(built, _options()) as workbook:
        _properties(workbook, created, properties or {})
        formats = Formats(workbook)
        sheets = [(page, workbook.add_worksheet(page.name)) for page in pages.sheets]
        for name, reference in pages.names.items():
            if _CELL_ADDRESS.fullmatch(name) or workbook.define_name(name, f"={reference}") != 0:
                raise ValueError(f"no name for {reference}: {name}")
        for page, sheet in sheets:
            write_sheet(page, sheet, formats, lang)
            for chart in page.charts:
                insert_chart(chart, workbook, sheet)
    if isinstance(target, Path):
        target.write_bytes(built.getbuffer())
    else:
        target.write(built.getbuffer())


def _options() -> dict[str, Any]:
    """New for each workbook: XlsxWriter keeps and changes what it is given."""
    return {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        # The widths of columns are counted in digits of this font; the next two are its measures in Excel, in pixels.
        "default_format_properties": {"font_name": FONT, "font_size": 12},
        "default_column_width": 72,
        "default_row_height": 21,
    }


def _properties(workbook: Workbook, created: date, properties: Mapping[str, str]) -> None:
    workbook.set_properties({"author": "kttt", "created": datetime.combine(created, time(), UTC)})
    for name, value in properties.items():
        if max(len(name), len(value)) > _LONGEST_PROPERTY:
            raise ValueError(f"too long for a property: {name}")
        workbook.set_custom_property(name, stored_text(value), "text")
