"""A report becomes its annexes: one workbook, or one for each form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kttt_cli.annexes.data_sheets import titles
from kttt_cli.annexes.forms import Desk
from kttt_cli.annexes.forms_charts import charts_page
from kttt_cli.annexes.forms_parts import parts_page
from kttt_cli.annexes.forms_targets import targets_page
from kttt_cli.annexes.forms_years import years_page
from kttt_cli.annexes.layout import Layout, ListForm, PartsForm, TargetsForm, YearsForm
from kttt_cli.annexes.lists import list_page
from kttt_cli.annexes.live import Live
from kttt_cli.annexes.page import Page, Pages, sheet_name
from kttt_cli.annexes.terms_sheet import Input
from kttt_cli.findings import BadUsage, Finding
from kttt_cli.indicators.figure import Cut
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
    term_inputs: Mapping[tuple[int, int], Input]
    """What the yellow cells of *Thuật ngữ* say."""


def file_names(report: Report, wish: Wish) -> tuple[str, ...]:
    """The names of the workbooks, in order."""
    if wish.split:
        return tuple(f"phu-luc-{layout.id}-{report.year}.xlsx" for layout in wish.layouts)
    return (f"phu-luc-{report.year}.xlsx",)


def make_annexes(report: Report, wish: Wish) -> Iterator[Workbook]:
    """The workbooks in order, each made when it is asked for. `BadUsage` where there are no districts to cut by."""
    cuts = report.book.cuts("district", report.year) if wish.districts else []
    if isinstance(cuts, Text):
        raise BadUsage(Text(f"--by district: {cuts.vi}", f"--by district: {cuts.en}"))
    districts = [cut for cut in cuts if cut.value is not None]
    groups = [[layout] for layout in wish.layouts] if wish.split else [wish.layouts]
    named = zip(file_names(report, wish), groups, strict=True)
    return (_workbook(name, report, layouts, wish, districts) for name, layouts in named)


def _workbook(name: str, report: Report, layouts: Sequence[Layout], wish: Wish, districts: Sequence[Cut]) -> Workbook:
    live = Live(report.book, values=wish.values)
    desk = Desk(report, live, wish.lang, name)
    sheets: list[Page] = []
    own = titles(report.dataset.years)
    for layout in layouts:
        sheets += _pages(layout, desk, districts, [*own, *(page.name for page in sheets)])
    if wish.values:
        sheets = [_plain(page) for page in sheets]
    return Workbook(name, Pages((*sheets, *live.pages()), live.names()), tuple(desk.findings), live.term_inputs())


def _plain(page: Page) -> Page:
    """What is handed in: the numbers as they stand, without formulas and comments."""
    return replace(page, cells={at: replace(cell, formula=None, comment=None) for at, cell in page.cells.items()})


def _pages(layout: Layout, desk: Desk, districts: Sequence[Cut], taken: Sequence[str]) -> Iterator[Page]:
    title = layout.sheet.to(desk.lang)
    name = sheet_name(title, taken)
    if isinstance(layout, YearsForm):
        yield years_page(layout, desk, name)
        used = [*taken, name]
        for cut in districts if layout.districts else ():
            used.append(sheet_name(f"{title.split()[0]} {cut.label.to(desk.lang)}", used))
            yield years_page(layout, desk, used[-1], cut)
    elif isinstance(layout, PartsForm):
        yield parts_page(layout, desk, name)
    elif isinstance(layout, ListForm):
        yield list_page(layout, desk, name)
    elif isinstance(layout, TargetsForm):
        yield targets_page(layout, desk, name)
    else:
        yield charts_page(layout, desk, name)
