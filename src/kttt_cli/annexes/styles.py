"""How an annex looks: every style by its name, after Nghị định 30/2020/NĐ-CP, Phụ lục I, and the plan's Phụ lục 06.

The decree asks for Times New Roman, black, 13 to 14 points in the text and its titles, a name of the annex in bold
capitals, "(Kèm theo …)" in italics below it, and margins of 20–25 mm above and below, 30–35 mm left, 15–20 mm right;
the page number stands in the middle of the upper margin and not on the first page. Inside a table 12 points are usual.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

FONT = "Times New Roman"
BLACK = "#000000"
MARGINS = {"top": 20, "bottom": 20, "left": 30, "right": 15}
"""Of an official page, in millimetres."""
DATA_MARGINS = {"top": 15, "bottom": 15, "left": 15, "right": 10}
PAGE_NUMBER_SIZE = 13


@dataclass(frozen=True, slots=True)
class Look:
    """One style. Numbers are written by the cell's decimals (`#,##0.00`) unless `number` says another form."""

    size: float = 12
    bold: bool = False
    italic: bool = False
    across: Literal["left", "center", "right"] | None = "left"
    """None: texts to the left, numbers to the right."""
    down: Literal["top", "vcenter"] = "vcenter"
    border: bool = True
    wrap: bool = True
    indent: int = 0
    fill: str | None = None
    number: str | None = None
    colour: str = BLACK


_FREE = Look(size=13, border=False)
_TEXT = Look()
_FIGURE = Look(across="right", wrap=False, indent=1)
_HEAD = Look(bold=True, across="center", fill="#E7E6E6")
_DATA = Look(size=10, across=None, border=False, wrap=False)

STYLES: dict[str, Look] = {
    # Above and below the table.
    "annex": replace(_FREE, size=14, bold=True, across="center"),  # Phụ lục 06
    "title": replace(_FREE, size=14, bold=True, across="center"),  # in capitals
    "subtitle": replace(_FREE, italic=True, across="center"),  # (Kèm theo Kế hoạch số …)
    "agency": replace(_FREE, bold=True, across="center", down="top"),  # who writes, upper left
    "unit": replace(_FREE, size=12, italic=True, across="right", wrap=False),  # Đơn vị tính: …
    "note": replace(_FREE, size=12, italic=True, down="top"),
    "plain": _FREE,
    "place_date": replace(_FREE, italic=True, across="center"),
    "signature": replace(_FREE, bold=True, across="center", down="top"),  # GIÁM ĐỐC
    "signature_note": replace(_FREE, italic=True, across="center", down="top"),  # (Ký tên, đóng dấu)
    # The table of a form: a row of headings, perhaps one of numbers (1) (2) (3), then the rows.
    "head": _HEAD,
    "head_number": replace(_HEAD, bold=False, italic=True, size=11),
    "stt": replace(_TEXT, across="center"),
    "text": _TEXT,
    "text_child": replace(_TEXT, italic=True, indent=1),
    "text_center": replace(_TEXT, across="center"),  # units, "không triển khai thực hiện"
    "figure": _FIGURE,
    "percent": _FIGURE,
    "year": replace(_TEXT, across="center", wrap=False, number="0"),
    "date": replace(_TEXT, across="center", wrap=False, number="dd/mm/yyyy"),
    "stt_group": replace(_TEXT, across="center", bold=True),
    "text_group": replace(_TEXT, bold=True),
    "text_center_group": replace(_TEXT, across="center", bold=True),
    "figure_group": replace(_FIGURE, bold=True),
    "stt_total": replace(_TEXT, across="center", bold=True, fill="#F2F2F2"),
    "text_total": replace(_TEXT, bold=True, fill="#F2F2F2"),
    "figure_total": replace(_FIGURE, bold=True, fill="#F2F2F2"),
    "figure_printed": replace(_FIGURE, italic=True),  # as the plan prints it, not counted
    "figure_doubt": replace(_FIGURE, bold=True, italic=True, fill="#FFF2CC"),  # its comment says why
    # Thuật ngữ, and what else explains.
    "term": replace(_TEXT, bold=True, down="top"),
    "input": replace(_TEXT, fill="#FFFFCC", colour="#1F3864"),  # may be changed: every figure follows
    "input_figure": replace(_FIGURE, fill="#FFFFCC", colour="#1F3864"),
    # Sheets of data.
    "data_head": replace(_DATA, bold=True, border=True, across="center", wrap=True, fill="#DDEBF7"),
    "data": _DATA,
    "data_center": replace(_DATA, across="center"),
    "data_date": replace(_DATA, across="center", number="dd/mm/yyyy"),
    "data_year": replace(_DATA, across="center", number="0"),
    "data_term": replace(_DATA, across="center", fill="#F2F2F2"),  # computed by a formula from the terms
    "data_note": replace(_DATA, italic=True),
}


def decimal_format(decimals: int) -> str:
    """`#,##0` and its decimals: a program set to Vietnamese shows 1.570,50."""
    return "#,##0." + "0" * decimals if decimals else "#,##0"


def number_format(look: Look, decimals: int) -> str:
    return look.number or decimal_format(decimals)
