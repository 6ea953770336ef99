"""A report becomes its annexes: one workbook, or one for each form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kttt_cli.annexes.forms import Desk
from kttt_cli.annexes.forms_charts import charts_page
from kttt_cli.annexes.forms_parts import parts_page
from kttt_cli.annexes.forms_targets import targets_page
from kttt_cli.annexes.forms_years import years_page
from kttt_cli.annexes.layout import ChartsForm, Layout, ListForm, PartsForm, TargetsForm, YearsForm
from kttt_cli.annexes.lists import list_page
from kttt_cli.annexes.live import Live
from kttt_cli.annexes.page import Page, Pages, sheet_name
from kttt_cli.findings import Finding
from kttt_cli.language import Lang, Text
from kttt_cli.report import Report


@dataclass(frozen=True, slots=True)
class Wish:
    """Which annexes are asked for, and how."""

    layouts: tuple[Layout, ...]
    districts: bool = False
    """Also a page for each district."""
    split: bool = False
    """Each form in a file of its own."""
    values: bool = False
    """Plain numbers without formulas, comments and data sheets, for submission."""
    lang: Lang = "vi"


@dataclass(frozen=True, slots=True)
class Workbook:
    """One file to write: its name, its pages, and what its forms found."""

    name: str
    pages: Pages
    findings: tuple[Finding, ...]


def make_annexes(report: Report, wish: Wish) -> Iterator[Workbook]:
    """The workbooks in order, each made when it is asked for."""
    if not wish.split:
        yield _workbook(f"phu-luc-{report.year}.xlsx", report, wish.layouts, wish)
        return
    for layout in wish.layouts:
        yield _workbook(f"phu-luc-{layout.id}-{report.year}.xlsx", report, (layout,), wish)


def _workbook(name: str, report: Report, layouts: Sequence[Layout], wish: Wish) -> Workbook:
    live = Live(report.book, values=wish.values)
    desk = Desk(report, live, wish.lang)
    sheets: list[Page] = []
    for layout in layouts:
        sheets += _pages(layout, desk, wish, [page.name for page in sheets])
    return Workbook(name, Pages((*sheets, *live.pages()), live.names()), tuple(desk.findings))


def _pages(layout: Layout, desk: Desk, wish: Wish, taken: Sequence[str]) -> Iterator[Page]:
    name = sheet_name(layout.sheet.to(desk.lang), taken)
    if isinstance(layout, YearsForm):
        yield years_page(layout, desk, name)
        if wish.districts and layout.districts:
            yield from _district_pages(layout, desk, [*taken, name])
    elif isinstance(layout, PartsForm):
        yield parts_page(layout, desk, name)
    elif isinstance(layout, ListForm):
        yield list_page(layout, desk, name)
    elif isinstance(layout, TargetsForm):
        yield targets_page(layout, desk, name)
    elif isinstance(layout, ChartsForm):
        yield charts_page(layout, desk, name)


def _district_pages(layout: YearsForm, desk: Desk, taken: list[str]) -> Iterator[Page]:
    cuts = desk.report.book.cuts("district", desk.year)
    for cut in () if isinstance(cuts, Text) else cuts:
        if cut.value is not None:
            mark = layout.sheet.to(desk.lang).split()[0]
            name = sheet_name(f"{mark} {cut.label.to(desk.lang)}", taken)
            taken.append(name)
            yield years_page(layout, desk, name, cut)
