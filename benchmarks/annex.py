"""A province's full set of annexes, made, written and read back, beside XlsxWriter alone writing the same cells.

    python benchmarks/annex.py [--quick]

Both in one process, in turns, start-up and input apart: every form of the sample province with its five years and the
one before, as formulas over its lists, with comments and charts. XlsxWriter is handed the finished cells, formulas and
comments, and writes them without any look.
"""

from __future__ import annotations

import argparse
import io
import time
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from statistics import median
from typing import Any

from kttt_cli.annexes.layouts import load_layouts
from kttt_cli.annexes.make import Wish, make_annexes
from kttt_cli.annexes.page import Pages
from kttt_cli.annexes.provenance import with_origin
from kttt_cli.annexes.readback import read_back
from kttt_cli.annexes.workbook import write_pages
from kttt_cli.commands.loading import compute_report, read_plan
from kttt_cli.indicators.catalogue import catalogue
from kttt_cli.outputs.annex_files import origin_of
from kttt_cli.report import Report, Request

SAMPLE = Path(__file__).parent.parent / "data" / "samples" / "bac-giang"
AIM = 3.0
Cells = list[tuple[str, list[tuple[int, int, Any, str | None, str | None]]]]


def read() -> Report:
    return compute_report([SAMPLE], read_plan(None, {}, [SAMPLE]), Request(everything=False))


def made(report: Report) -> Pages:
    wish = Wish(load_layouts(catalogue(), ()))
    (workbook,) = make_annexes(report, wish)
    return with_origin(workbook.pages, origin_of(report, wish, (), {}), wish.lang)


def ours(report: Report) -> int:
    pages, file = made(report), io.BytesIO()
    write_pages(pages, file, created=report.book.period(report.year).cutoff)
    read_back(pages, file, "bench.xlsx")
    return len(file.getvalue())


def plain_cells(pages: Pages) -> Cells:
    """What a script would have at hand: by sheet, row, column, value, formula, comment."""
    sheets = []
    for page in pages.sheets:
        cells = [
            (row, column, plain(cell.value), cell.formula, cell.comment.vi if cell.comment else None)
            for (row, column), cell in page.cells.items()
        ]
        for table in page.tables:
            for column, each in enumerate(table.columns):
                cells.append((0, column, each.heading, None, None))
                for row, value in enumerate(each.values, 1):
                    formula = each.formula.replace("{row}", str(row + 1)) if each.formula else None
                    cells.append((row, column, plain(value), formula, None))
        sheets.append((page.name, cells))
    return sheets


def plain(value: Any) -> Any:
    return float(value) if isinstance(value, Fraction) else value


def xlsxwriter_alone(sheets: Cells) -> int:
    from xlsxwriter import Workbook

    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as workbook:
        days = workbook.add_format({"num_format": "dd/mm/yyyy"})
        for name, cells in sheets:
            sheet = workbook.add_worksheet(name)
            for row, column, value, formula, comment in cells:
                if formula is not None:
                    sheet.write_formula(row, column, f"={formula}", None, value)
                elif isinstance(value, str):
                    sheet.write_string(row, column, value)
                elif isinstance(value, date):
                    sheet.write_datetime(row, column, value, days)
                elif value is not None:
                    sheet.write_number(row, column, value)
                if comment is not None:
                    sheet.write_comment(row, column, comment)
    return len(file.getvalue())


def timed(work: Callable[[], int]) -> tuple[float, int]:
    begun = time.perf_counter()
    size = work()
    return time.perf_counter() - begun, size


def main(quick: bool = False) -> bool:
    """Prints the two times and their ratio; is the aim met?"""
    cells = plain_cells(made(read()))
    seconds: dict[str, list[float]] = {"kttt: make, write, read back": [], "XlsxWriter alone, same cells": []}
    sizes = [0, 0]
    for _ in range(1 if quick else 5):
        report = read()  # anew: a report keeps what it has counted
        works = (lambda report=report: ours(report), lambda: xlsxwriter_alone(cells))
        for number, (taken, work) in enumerate(zip(seconds.values(), works, strict=True)):
            took, sizes[number] = timed(work)
            taken.append(took)
    print(f"\nA province's full set of annexes: {sum(len(each) for _, each in cells):,} cells".replace(",", "."))
    for (name, taken), size in zip(seconds.items(), sizes, strict=True):
        print(f"  {name:<40} {median(taken):8.3f} s {size / 1e6:8.1f} MB")
    first, second = (median(taken) for taken in seconds.values())
    met = first / second <= AIM
    print(f"  {'✓' if met else '✗'} {'full set ÷ XlsxWriter alone':<64} {first / second:5.2f} (aim ≤ {AIM:g})")
    return met


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one round")
    main(parser.parse_args().quick)
