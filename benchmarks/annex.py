"""A province's full set of annexes, written and read back, beside XlsxWriter alone writing the same cells.

    python benchmarks/annex.py [--quick]

Both in one process, in turns, start-up and input apart: what is measured is what kttt adds to the library that it
writes with. Six lists of 743 organisations × 40 columns (five years and the one before), ten forms whose figures are
formulas with comments, a page of charts.
"""

from __future__ import annotations

import argparse
import io
import time
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from statistics import median
from typing import Any

from kttt_cli.annexes.page import Cell, Chart, Column, Merge, Page, Pages, Range, Series, Table
from kttt_cli.annexes.readback import read_back
from kttt_cli.annexes.workbook import write_pages
from kttt_cli.language import Text

YEARS = range(2020, 2026)
ORGANISATIONS = 743
FORMS, LINES, FIGURES = 10, 45, 8
AIM = 3.0
CUTOFF = date(2025, 12, 31)


def full_set() -> Pages:
    lists = tuple(register(year) for year in YEARS)
    names = {f"htx_{year}_{n}": f"'HTX {year}'!${letter}$2:${letter}${ORGANISATIONS + 1}" for year in YEARS for n, letter in enumerate("ABCDEFGH")}  # fmt: skip
    return Pages((*(form(number) for number in range(FORMS)), charts(), *lists), names)


def register(year: int) -> Page:
    """Texts that repeat and texts that do not, whole numbers, shares, days, columns that a formula gives."""
    rows = range(ORGANISATIONS)
    columns = [
        Column("Tên HTX", [f"HTX Nông nghiệp và dịch vụ tổng hợp số {row} {year}" for row in rows], width=40),
        Column("Mã số", [f"{row:010d}" for row in rows]),
        Column("Ngày đăng ký", [date(1995 + row % 30, 1 + row % 12, 1 + row % 28) for row in rows]),
        *(Column(f"Huyện {n}", [f"Huyện thứ {row * n % 10}" for row in rows]) for n in range(1, 10)),
        *(Column(f"Số {n}", [None if row % 9 == n else row * n for row in rows]) for n in range(1, 21)),
        *(Column(f"Tỷ lệ {n}", [Fraction(row * n, 7) for row in rows], decimals=2) for n in range(1, 6)),
        *(Column(f"Hiệu quả {n}", [row % 2 for row in rows], "IF(M{row}>N{row},1,0)", style="data_term") for n in range(3)),
    ]  # fmt: skip
    return Page(f"HTX {year}", {}, tables=(Table(tuple(columns)),), official=False)


def form(number: int) -> Page:
    cells = {(0, 0): Cell(f"PHỤ LỤC {number}: TÌNH HÌNH PHÁT TRIỂN KINH TẾ TẬP THỂ", style="title")}
    cells |= {(2, column): Cell(f"Cột {column}", style="head") for column in range(FIGURES + 2)}
    for row in range(3, LINES + 3):
        cells |= {(row, 0): Cell(str(row - 2), style="stt"), (row, 1): Cell(f"Số hợp tác xã loại {row}", style="text")}
        for column in range(2, FIGURES + 2):
            year = 2020 + column % 6
            asked = f'COUNTIFS(htx_{year}_3,"Huyện thứ {row % 10}",htx_{year}_4,"<>",htx_{year}_5,"<>x")'
            sentence = (
                f"Số hợp tác xã hoạt động đến 31/12/{year}, lĩnh vực {row}, theo sổ đăng ký; Thuật ngữ: hiệu quả."
            )
            cells[row, column] = Cell(row * column, asked, comment=Text(sentence, sentence), style="figure")
    return Page(f"PL {number}", cells, (Merge(0, 0, 0, FIGURES + 1),), {0: 5.0, 1: 40.0}, repeat=(2, 2), freeze=(3, 2))


def charts() -> Page:
    name = "PL 0"
    across = Range(name, 2, 2, 2, FIGURES + 1)
    drawn = [
        Chart(
            "column", f"Biểu đồ {n}", across, (Series("HTX", Range(name, n + 3, 2, n + 3, FIGURES + 1)),), (14 * n, 0)
        )
        for n in range(6)
    ]
    return Page("Biểu đồ", {(0, 0): Cell("BIỂU ĐỒ", style="title")}, charts=tuple(drawn))


def ours(pages: Pages) -> int:
    file = io.BytesIO()
    write_pages(pages, file, created=CUTOFF)
    read_back(pages, file, "bench.xlsx")
    return len(file.getvalue())


def plain_cells(pages: Pages) -> list[tuple[str, list[tuple[int, int, Any, str | None, str | None]]]]:
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


def xlsxwriter_alone(sheets: list[tuple[str, list[tuple[int, int, Any, str | None, str | None]]]]) -> int:
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
    pages = full_set()
    cells = plain_cells(pages)
    contenders: dict[str, Callable[[], int]] = {
        "kttt: write, look, read back": lambda: ours(pages),
        "XlsxWriter alone, same cells": lambda: xlsxwriter_alone(cells),
    }
    seconds: dict[str, list[float]] = {name: [] for name in contenders}
    sizes = {}
    for _ in range(1 if quick else 5):
        for name, work in contenders.items():
            took, sizes[name] = timed(work)
            seconds[name].append(took)
    print(f"\nA province's full set of annexes: {sum(len(each) for _, each in cells):,} cells".replace(",", "."))
    for name, taken in seconds.items():
        print(f"  {name:<40} {median(taken):8.3f} s {sizes[name] / 1e6:8.1f} MB")
    first, second = (median(taken) for taken in seconds.values())
    print(
        f"  {'✓' if first / second <= AIM else '✗'} {'full set ÷ XlsxWriter alone':<64} {first / second:5.2f} (aim ≤ {AIM:g})"
    )
    return first / second <= AIM


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one round")
    main(parser.parse_args().quick)
