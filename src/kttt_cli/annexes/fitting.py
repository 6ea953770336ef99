"""How wide the columns and how high the rows of a page must be, so that no number shows as ### and no text is cut."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from math import ceil

from kttt_cli.annexes import measure
from kttt_cli.annexes.page import Cell, Column, Merge, Page, Value
from kttt_cli.annexes.stored import stored_text
from kttt_cli.annexes.styles import MARGINS, STYLES, Look
from kttt_cli.language import show_number

_WIDTH = 9.0
"""Of a column that says none, in characters."""
_INDENT = 9.0
_ROOMY = 18.0
"""Rows of a form are not lower than this."""
_DEFAULT = 15.75
"""Of a row of the workbook that says nothing, in points."""
_SHRUNK = 0.85
_MM = 72 / 25.4
_DAY = "00/00/0000"


def column_widths(page: Page) -> dict[int, float]:
    """Characters by column: as the page says, and wider where a number or a day in it needs more."""
    found = dict(page.widths)
    if page.official:
        last = max((column for _, column in page.cells), default=0)
        charts = max((chart.at[1] + ceil(chart.width / _CHART_COLUMN) for chart in page.charts), default=0)
        for column in range(max(last + 1, charts)):
            found.setdefault(column, _WIDTH)
    merged = {(area.first_row, area.first_column) for area in page.merges if area.last_column > area.first_column}
    for (row, column), cell in page.cells.items():
        if (row, column) not in merged and (needed := _figure_width(cell.value, STYLES[cell.style], cell.decimals)):
            found[column] = max(found.get(column, _WIDTH), needed)
    for table in page.tables:
        for number, each in enumerate(table.columns, table.column):
            found[number] = max(found.get(number, 0.0), each.width, _column_width(each))
    return found


def row_heights(page: Page, widths: Mapping[int, float]) -> dict[int, float]:
    """Points by row, for the rows that need another height than the workbook's own. Given heights stay."""
    areas = {(area.first_row, area.first_column): area for area in page.merges}
    least = _ROOMY if page.official else 0.0
    found: dict[int, float] = {}
    spanning: list[tuple[Merge, float]] = []
    for (row, column), cell in page.cells.items():
        area = areas.get((row, column), Merge(row, column, row, column))
        needed = max(_height(cell, _room(widths, area)), least)
        if area.last_row > row:
            spanning.append((area, needed))
        elif needed > found.get(row, 0.0):
            found[row] = needed
    for table in page.tables:
        headings = (Cell(column.heading, style="data_head") for column in table.columns)
        places = (Merge(table.row, n, table.row, n) for n, _ in enumerate(table.columns, table.column))
        rooms = (_room(widths, place) for place in places)
        found[table.row] = max(map(_height, headings, rooms), default=_ROOMY)
    found |= page.heights
    for area, needed in spanning:
        lacking = needed - sum(found.get(row, _ROOMY) for row in range(area.first_row, area.last_row + 1))
        if lacking > 0 and area.last_row not in page.heights:
            found[area.last_row] = found.get(area.last_row, _ROOMY) + lacking
    return found


def sheets_high(page: Page, widths: Mapping[int, float], heights: Mapping[int, float]) -> int:
    """How many sheets of paper a form may be high; 0: as many as it needs.

    Where nothing but its foot (notes, signatures) would stand on the last one, the form is shrunk a little to do
    without: a signature alone on a sheet signs nothing.
    """
    bordered = [row for (row, _), cell in page.cells.items() if STYLES[cell.style].border]
    if not bordered or page.charts:
        return 0
    across, down = _paper(page)
    scale = min(1.0, across / sum(map(measure.column_points, widths.values())))
    needed, begins = _sheets(page, heights, down / scale)
    if needed == 1 or begins <= max(bordered):
        return 0
    return needed - 1 if _sheets(page, heights, down / scale / _SHRUNK)[0] < needed else 0


def _paper(page: Page) -> tuple[float, float]:
    """The width and the height of an A4 page between its margins, in points."""
    across, down = (297, 210) if page.landscape else (210, 297)
    beside, above = MARGINS["left"] + MARGINS["right"], MARGINS["top"] + MARGINS["bottom"]
    return (across - beside) * _MM, (down - above) * _MM


def _sheets(page: Page, heights: Mapping[int, float], room: float) -> tuple[int, int]:
    """How many sheets of paper the rows take, and the first row on the last of them."""
    first, last = page.repeat or (0, -1)
    repeated = sum(heights.get(row, _DEFAULT) for row in range(first, last + 1))
    count, begins, used = 1, 0, 0.0
    for row in range(max(row for row, _ in page.cells) + 1):
        height = heights.get(row, _DEFAULT)
        if used + height > room or row in page.breaks:
            count, begins, used = count + 1, row, repeated if row > last else 0.0
        used += height
    return count, begins


_CHART_COLUMN = measure.column_points(_WIDTH)


def _figure_width(value: Value, look: Look, decimals: int) -> float:
    """Characters that a number or a day needs; 0 for what may be wrapped or run over."""
    if isinstance(value, date):
        text = _DAY
    elif isinstance(value, int | Fraction):
        text = str(value) if look.number == "0" else show_number(value, decimals, "vi")
    else:
        return 0.0
    points = measure.text_width(text, look.size, bold=look.bold) + look.indent * _INDENT
    return round(measure.characters_for(points) + 0.5, 1)


def _column_width(column: Column) -> float:
    kinds = set(map(type, column.values))
    if kinds <= {str, type(None)}:
        return 0.0
    figures = [value for value in column.values if isinstance(value, int | Fraction)]
    extremes: list[Value] = [max(figures), min(figures)] if figures else []
    days: list[Value] = [date.max] if date in kinds else []
    return max(_figure_width(value, STYLES[column.style], column.decimals) for value in extremes + days)


def _height(cell: Cell, room: float) -> float:
    look = STYLES[cell.style]
    if not isinstance(cell.value, str):
        return measure.height(1, look.size)
    text = stored_text(cell.value)
    room -= look.indent * _INDENT
    count = measure.lines(text, room, look.size, bold=look.bold) if look.wrap else 1 + text.count("\n")
    return measure.height(count, look.size)


def _room(widths: Mapping[int, float], area: Merge) -> float:
    characters = [widths.get(column, _WIDTH) for column in range(area.first_column, area.last_column + 1)]
    return measure.room_in(sum(map(measure.column_points, characters)))
