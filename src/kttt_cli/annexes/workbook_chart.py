"""A chart becomes a native chart of Excel: Vietnamese titles, units, colours that differ in pattern and marker too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kttt_cli.annexes.page import Chart, Range, Series
from kttt_cli.annexes.stored import stored_text
from kttt_cli.annexes.styles import FONT, decimal_format
from kttt_cli.patterns import pattern

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#8C510A", "#F0E442", "#7F7F7F")
"""Told apart by people who see no red or green (Okabe and Ito)."""
_TARGETS = (("#D55E00", "dash"), ("#9E0142", "round_dot"), ("#4D4D4D", "dash_dot"))
_PATTERNS = (
    None, "wide_upward_diagonal", "large_grid", "wide_downward_diagonal", "dotted_diamond", "light_horizontal",
    "small_check", "light_vertical",
)  # fmt: skip
"""Told apart in a black and white copy."""
_MARKERS = ("circle", "square", "diamond", "triangle", "x", "star", "plus", "long_dash")
_GREY = "#D9D9D9"
_ROOM_OF_BARS = 0.36
"""Of the height of a chart: what the letters of all names together may take."""
_LIKE_A_CELL = pattern(r"=?[^!]+![$]?[A-Z]+[$]?\d")
_PIXEL = 0.75
"""In points."""


def insert_chart(chart: Chart, workbook: Workbook, sheet: Worksheet) -> None:
    """Draw it on the sheet. The series must lie on sheets of the same workbook."""
    drawn: Any = workbook.add_chart({"type": chart.kind})
    results = [series for series in chart.series if not series.target]
    for number, series in enumerate(results):
        drawn.add_series(_series(chart, series) | _LOOKS[chart.kind](number, series))
    if targets := [series for series in chart.series if series.target]:
        assert chart.kind in ("column", "line"), f"no target can be drawn across a {chart.kind} chart"
        lines: Any = drawn if chart.kind == "line" else workbook.add_chart({"type": "line"})
        for number, series in enumerate(targets):
            lines.add_series(_series(chart, series) | _target_line(number))
        if lines is not drawn:
            drawn.combine(lines)
    drawn.set_title({"name": _said(chart.title), "name_font": _font(13, bold=True)})
    if chart.kind != "pie":
        _draw_axes(chart, drawn)
    legend = {"pie": "right"}.get(chart.kind, "bottom")
    one_colour = chart.kind != "pie" and len(chart.series) == 1
    drawn.set_legend({"none": True} if one_colour else {"position": legend, "font": _font(11)})
    drawn.show_blanks_as("gap")
    drawn.set_size({"width": chart.width / _PIXEL, "height": chart.height / _PIXEL})
    sheet.insert_chart(*chart.at, drawn, {"description": _said(chart.title)})


def _draw_axes(chart: Chart, drawn: Any) -> None:
    names = _axis(chart.x_title)
    # The figures have their decimals at each point; along the axis only those that its steps need.
    values = _axis(chart.y_title) | {"num_format": "General" if chart.decimals else decimal_format(0)}
    values |= {"major_gridlines": {"visible": True, "line": {"color": _GREY}}}
    if chart.from_zero:
        values["min"] = 0
    if chart.kind == "bar":  # from top to bottom in the order of the cells, the numbers still below
        drawn.set_y_axis(names | {"reverse": True, "interval_unit": 1, "num_font": _font(_size_of_names(chart))})
        drawn.set_x_axis(values | {"label_position": "high"})
    else:
        drawn.set_x_axis(names)
        drawn.set_y_axis(values)


def _size_of_names(chart: Chart) -> int:
    """So small that each bar has its name: LibreOffice leaves out those that have no room."""
    bars = chart.categories.last_row - chart.categories.first_row + 1
    return max(6, min(11, int(chart.height * _ROOM_OF_BARS / bars)))


def _series(chart: Chart, series: Series) -> dict[str, Any]:
    return {
        "name": _said(series.name),
        "categories": _cells(chart.categories),
        "values": _cells(series.values),
    } | ({} if series.target else {"data_labels": _labels(chart)})


def _labels(chart: Chart) -> dict[str, Any]:
    if chart.kind == "pie":
        return {"percentage": True, "num_format": "0%", "font": _font(10), "position": "outside_end"}
    above = "above" if chart.kind == "line" else "outside_end"
    return {"value": True, "num_format": decimal_format(chart.decimals), "font": _font(10), "position": above}


def _said(text: str) -> str:
    """A name that looks like a cell is taken for one by XlsxWriter: an invisible space keeps them apart."""
    text = stored_text(text)
    return text.replace("!", "!\u200b") if _LIKE_A_CELL.match(text) else text


def _cells(area: Range) -> list[object]:
    return [area.sheet, area.first_row, area.first_column, area.last_row, area.last_column]


def _axis(title: str | None) -> dict[str, Any]:
    named = {"name": _said(title), "name_font": _font(11, bold=False)} if title else {}
    return named | {"num_font": _font(11)}


def _font(size: int, *, bold: bool = False) -> dict[str, Any]:
    return {"name": FONT, "size": size, "bold": bold, "color": "#000000"}


def _filling(number: int) -> dict[str, Any]:
    colour, pattern = _COLOURS[number % len(_COLOURS)], _PATTERNS[number % len(_PATTERNS)]
    edge = {"border": {"color": "#404040", "width": 0.75}}
    if pattern is None:
        return edge | {"fill": {"color": colour}}
    return edge | {"pattern": {"pattern": pattern, "fg_color": colour, "bg_color": "#FFFFFF"}}


def _columns(number: int, _series: Series) -> dict[str, Any]:
    return _filling(number) | {"gap": 80}


def _line(number: int, _series: Series) -> dict[str, Any]:
    colour = _COLOURS[number % len(_COLOURS)]
    marker = {
        "type": _MARKERS[number % len(_MARKERS)],
        "size": 7,
        "fill": {"color": colour},
        "border": {"color": colour},
    }
    return {"line": {"color": colour, "width": 2.25}, "marker": marker}


def _slices(_number: int, series: Series) -> dict[str, Any]:
    area = series.values
    count = max(area.last_row - area.first_row, area.last_column - area.first_column) + 1
    return {"points": [_filling(number) for number in range(count)]}


_LOOKS = {"column": _columns, "bar": _columns, "line": _line, "pie": _slices}


def _target_line(number: int) -> dict[str, Any]:
    """With a mark at each value: a target of a single year is no line."""
    colour, dash = _TARGETS[number % len(_TARGETS)]
    mark = {"type": "long_dash", "size": 9, "fill": {"color": colour}, "border": {"color": colour}}
    return {"line": {"color": colour, "width": 2.25, "dash_type": dash}, "marker": mark}
