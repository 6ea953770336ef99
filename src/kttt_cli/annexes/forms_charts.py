"""Charts, and below them the tables of numbers that they are drawn from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kttt_cli.annexes.forms import Desk, Sheet, number_of, page_of, write_foot, write_head
from kttt_cli.annexes.layout import ChartsForm, ChartTable
from kttt_cli.annexes.page import Cell, Chart, Page, Range, Series
from kttt_cli.indicators.figure import Cut
from kttt_cli.language import Text
from kttt_cli.plans.target import Target

_WIDTH = 8
_RIGHT = 4
"""Column where the right of two charts begins: half of the page lies before it."""
_WIDTHS: dict[int, float] = {0: 20, 1: 10.5, 2: 10.5, 3: 10.5, **dict.fromkeys(range(4, _WIDTH), 13.2)}
_ROWS = 17
"""Rows that a chart covers: three charts and the head fill an upright page."""
_BETWEEN = 4
"""Rows between the charts and the tables, which then begin on the next page."""
_SIZE = (320.0, 255.0)
_RUNNING = ("cumulative", "average")


def charts_page(form: ChartsForm, desk: Desk, name: str) -> Page:
    """Two charts beside each other, and so on down; their numbers below all of them."""
    sheet = Sheet(desk.lang)
    first = write_head(sheet, form, desk, _WIDTHS) + 1
    row = first + (len(form.chart) + 1) // 2 * _ROWS + _BETWEEN
    charts: list[Chart] = []
    for table in form.chart.values():
        sheet.across(row, 0, _WIDTH - 1, desk.fill(table.title), "plain")
        write = _by_years if table.by == "years" else _by_parts
        drawn, used = write(sheet, desk, name, table, row + 1)
        if drawn is not None:
            spot = first + len(charts) // 2 * _ROWS, _RIGHT * (len(charts) % 2)
            charts.append(replace(drawn, at=spot))
        row += used + 3
    write_foot(sheet, form, desk, row, _WIDTHS)
    page = page_of(sheet, name, _WIDTHS, (first, first))
    return replace(page, charts=tuple(charts), repeat=None, freeze=None, landscape=False)


def _by_years(sheet: Sheet, desk: Desk, name: str, table: ChartTable, row: int) -> tuple[Chart | None, int]:
    years = (desk.plan.base_year, *desk.years)
    targets = [_target(desk, code) if table.targets else None for code in table.indicators]
    sheet.text(row, 0, Text("Năm", "Year"), "head")
    series, column = [], 1
    for code, target in zip(table.indicators, targets, strict=True):
        unit = target.unit if target else None
        label = desk.report.catalogue.indicators[code].label.to(desk.lang)
        values = [_plotted(desk, code, year, None, unit) for year in years]
        series.append(Series(label, _column(sheet, name, row, column, label, values)))
        column += 1
        if target is not None:
            asked = Text(f"Mục tiêu: {_short(target).vi}", f"Target: {_short(target).en}").to(desk.lang)
            goals = [_goal(target, year, desk) for year in years]
            series.append(Series(asked, _column(sheet, name, row, column, asked, goals), target=True))
            column += 1
    for index, year in enumerate(years, row + 1):
        sheet.put(index, 0, Cell(str(year), style="text_center"))
    return _chart(desk, name, table, row, len(years), series), len(years)


def _by_parts(sheet: Sheet, desk: Desk, name: str, table: ChartTable, row: int) -> tuple[Chart | None, int]:
    assert table.by != "years"
    cuts = desk.report.book.cuts(table.by, desk.year)
    if isinstance(cuts, Text):
        sheet.text(row, 0, cuts, "text")
        return None, 1
    code = table.indicators[0]
    book, year = desk.report.book, desk.year
    shown = [(cut, _plotted(desk, code, year, cut, None)) for cut in cuts if book.figure(code, year, cut).value]
    sheet.text(row, 0, Text("Lĩnh vực", "Sector") if table.by == "sector" else Text("Huyện", "District"), "head")
    label = desk.report.catalogue.indicators[code].label.to(desk.lang)
    values = _column(sheet, name, row, 1, label, [cell for _, cell in shown])
    for index, (cut, _) in enumerate(shown, row + 1):
        sheet.text(index, 0, cut.label, "text")
    return _chart(desk, name, table, row, len(shown), [Series(label, values)]) if shown else None, len(shown)


def _chart(desk: Desk, name: str, table: ChartTable, row: int, count: int, series: Sequence[Series]) -> Chart:
    unit = desk.report.catalogue.unit_of(table.indicators[0])
    return Chart(
        table.shape,
        desk.fill(table.title),
        Range(name, row + 1, 0, row + count, 0),
        tuple(series),
        (row, 0),
        y_title=None if table.shape == "pie" else unit.text.to(desk.lang),
        decimals=unit.decimals,
        width=_SIZE[0],
        height=_SIZE[1],
    )


def _column(sheet: Sheet, name: str, row: int, column: int, heading: str, cells: Sequence[Cell]) -> Range:
    sheet.text(row, column, heading, "head")
    for index, cell in enumerate(cells, row + 1):
        sheet.put(index, column, cell)
    return Range(name, row + 1, column, row + len(cells), column)


def _plotted(desk: Desk, code: str, year: int, cut: Cut | None, unit: str | None) -> Cell:
    """A figure as a chart can show it: where there are no data the cell is blank, a text would be drawn as 0."""
    cell = desk.live.cell(code, year, cut, unit)
    if number_of(cell.value) is None:
        return Cell(style="figure", comment=cell.comment)
    return replace(cell, style="figure")


def _target(desk: Desk, code: str) -> Target | None:
    """What the plan asks of the indicator itself, not of its running sum."""
    fitting = (each for each in desk.plan.target.values() if each.indicator == code and each.when not in _RUNNING)
    return next(fitting, None)


def _short(target: Target) -> Text:
    return target.goal_text() or Text("theo năm", "by year")


def _goal(target: Target, year: int, desk: Desk) -> Cell:
    """The bound to reach; blank in a year that asks for nothing."""
    goal = target.goal(year) if year >= desk.plan.period.first else None
    bound = None if goal is None else goal.low if goal.low is not None else goal.high
    unit = desk.report.catalogue.units[target.unit_in(desk.report.catalogue.indicators[target.indicator].unit)]
    return Cell(bound, style="figure_printed", decimals=unit.decimals)
