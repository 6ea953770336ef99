"""The forms of the sample province, made once for each year asked, and their pages as text."""

from __future__ import annotations

from functools import cache

from kttt_cli.annexes.forms import number_of
from kttt_cli.annexes.layouts import load_layouts
from kttt_cli.annexes.make import Wish, Workbook, make_annexes
from kttt_cli.annexes.page import Page, Value
from kttt_cli.indicators.catalogue import catalogue, check_term
from kttt_cli.language import show_number
from kttt_cli.plans.plan import load_plan
from kttt_cli.registers.dataset import Dataset, read_dataset
from kttt_cli.report import Report, Request, make_report
from tests.conftest import SAMPLE


@cache
def dataset() -> Dataset:
    return read_dataset([SAMPLE])


@cache
def report(year: int, plan: str | None = None) -> Report:
    known = catalogue()
    read = load_plan(plan, indicators=known.indicators, units=known.units, check_term=check_term)
    return make_report(dataset(), known, read, Request(year, everything=False))


@cache
def workbook(year: int, *, districts: bool = False, values: bool = False, plan: str | None = None) -> Workbook:
    layouts = load_layouts(catalogue())
    return next(make_annexes(report(year, plan), Wish(layouts, districts=districts, values=values)))


def page(year: int, name: str, *, districts: bool = False) -> Page:
    return next(page for page in workbook(year, districts=districts).pages.sheets if page.name == name)


def rows(page: Page) -> list[list[Value]]:
    """Every row of the sheet as its values, blanks as None."""
    height, width = (max(place[axis] for place in page.cells) + 1 for axis in (0, 1))
    return [
        [page.cells[row, column].value if (row, column) in page.cells else None for column in range(width)]
        for row in range(height)
    ]


def body(page: Page) -> list[list[Value]]:
    """The rows of the table, without header, notes and signatures."""
    assert page.repeat is not None
    table = rows(page)[page.repeat[1] + 1 :]
    end = next(index for index, row in enumerate(table) if str(row[0] or "").startswith(("Ký hiệu", "T2b: hiểu là")))
    return table[:end]


def text_grid(page: Page) -> str:
    """What a reader sees, row by row, cells divided by ` | `."""
    lines = []
    for row in range(max(row for row, _ in page.cells) + 1):
        width = max((column for at, column in page.cells if at == row), default=-1) + 1
        lines.append(" | ".join(_shown(page, row, column) for column in range(width)).rstrip(" |"))
    return "\n".join(lines) + "\n"


def _shown(page: Page, row: int, column: int) -> str:
    cell = page.cells.get((row, column))
    if cell is None or cell.value is None:
        return ""
    number = number_of(cell.value)
    return str(cell.value) if number is None else show_number(number, cell.decimals, "vi")
