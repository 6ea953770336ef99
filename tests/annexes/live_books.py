"""Workbooks of every figure, to be computed anew by LibreOffice and compared with what the program computed."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from python_calamine import CalamineWorkbook

from kttt_cli.annexes.live import Live
from kttt_cli.annexes.page import Cell, Page, Pages
from kttt_cli.annexes.terms_sheet import TERMS_SHEET
from kttt_cli.annexes.workbook import write_pages
from kttt_cli.indicators.catalogue import catalogue, check_term
from kttt_cli.indicators.evaluate import Book
from kttt_cli.indicators.figure import Cut
from kttt_cli.indicators.formula import NO_DATA
from kttt_cli.language import Text
from kttt_cli.plans.plan import load_plan
from kttt_cli.registers.dataset import read_dataset

sys.path.append(str(Path(__file__).parents[1] / "indicators"))  # the damage and the SQL of the indicators' tests

CATALOGUE = catalogue()
SAMPLE = Path(__file__).parents[2] / "data" / "samples" / "bac-giang"
SECOND_PLAN = "nhieu-tinh-2021-2030"
FIGURES = "Số liệu"
CLOSE = 1e-9

Asked = tuple[str, int, Cut | None]


def open_book(folder: Path, plan: str | None = None, **readings: str) -> Book:
    read = load_plan(plan, indicators=CATALOGUE.indicators, units=CATALOGUE.units, check_term=check_term)
    read = read.with_readings(readings) if readings else read
    return Book(read_dataset([folder]), CATALOGUE, read.term, read.base_year)


@dataclass(frozen=True)
class Sheet:
    """One workbook: the figures asked for, each in its row of the first page, and all pages."""

    book: Book
    asked: tuple[Asked, ...]
    pages: Pages

    @property
    def cells(self) -> Mapping[tuple[int, int], Cell]:
        return self.pages.sheets[0].cells

    def row_of(self, code: str, year: int) -> int:
        return next(row for row, (each, of, cut) in enumerate(self.asked) if (each, of, cut) == (code, year, None))

    def with_cell(self, page: str, at: tuple[int, int], cell: Cell) -> Sheet:
        sheets = [
            replace(each, cells={**each.cells, at: cell}) if each.name == page else each for each in self.pages.sheets
        ]
        return replace(self, pages=replace(self.pages, sheets=tuple(sheets)))

    def with_term(self, name: str, value: int | date, reading: int | None = None) -> Sheet:
        """A cell of Thuật ngữ, by its name, holds another value; of a reading, that in the reading's column (from 0)."""
        reference = self.pages.names[name]
        assert reference.startswith(f"'{TERMS_SHEET}'!$")
        _, letter, row = reference.split("!")[1].split("$")
        at = (int(row) - 1, ord(letter) - ord("A") if reading is None else 2 + reading)
        page = next(each for each in self.pages.sheets if each.name == TERMS_SHEET)
        assert page.cells[at].formula is None, "not one that may be changed"
        return self.with_cell(TERMS_SHEET, at, replace(page.cells[at], value=value))

    def with_term_word(self, term: str, word: str, value: int) -> Sheet:
        """In the column of the reading in use (the first), a word counts or does not."""
        page = next(each for each in self.pages.sheets if each.name == TERMS_SHEET)
        start = int(self.pages.names[f"thuat_ngu.{term}"].rsplit("$", 1)[1])
        row = next(row for row in range(start, start + 30) if page.cells.get((row, 0), Cell()).value == word)
        return self.with_cell(TERMS_SHEET, (row, 2), replace(page.cells[row, 2], value=value))

    def write(self, path: Path) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_pages(self.pages, path, created=date(2025, 12, 31))
        return path


def sheet_of(
    book: Book, years: Iterable[int], *, cut_years: Sequence[int] = (), codes: Iterable[str] = CATALOGUE.indicators
) -> Sheet:
    """Every indicator in every year; in `cut_years` also two districts, two sectors, and what has none."""
    live = Live(book)
    codes = [*codes]
    asked = [(code, year, cut) for year in years for cut in _cuts(book, year, cut_years) for code in codes]
    # LibreOffice takes minutes for thousands of comments, and they prove nothing here.
    cells = {(row, 0): replace(live.cell(*each), comment=None) for row, each in enumerate(asked)}
    pages = Pages((Page(FIGURES, cells, official=False), *live.pages()), live.names())
    return Sheet(book, tuple(asked), pages)


def _cuts(book: Book, year: int, cut_years: Sequence[int]) -> list[Cut | None]:
    found: list[Cut | None] = [None]
    for column in ("district", "sector") if year in cut_years else ():
        cuts = book.cuts(column, year)
        if not isinstance(cuts, Text):
            found += [*cuts[:2], cuts[-1]]
    return found


def shown(path: Path) -> list[object]:
    """The first column of the figures, as the file stores it."""
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(FIGURES).to_python(skip_empty_area=False)
    return [row[0] for row in rows]


def differences(sheet: Sheet, found: Sequence[object], book: Book | None = None) -> Iterator[str]:
    """Where the cells do not hold the figures of the book (or of another)."""
    for row, (code, year, cut) in enumerate(sheet.asked):
        figure = (book or sheet.book).figure(code, year, cut)
        scale = CATALOGUE.unit_of(code).scale
        right = NO_DATA if figure.value is None else float(figure.value / scale)
        if not same(found[row], right):
            part = "" if cut is None else f" {cut.column}={cut.value}"
            yield f"{code} {year}{part}: {found[row]}, computed {right} ({figure.reason and figure.reason.vi})"


def same(one: object, other: object) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) <= CLOSE * max(abs(one), abs(other))
    return one == other
