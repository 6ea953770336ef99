"""Measure kttt beside other means of the same figures: `python benchmarks/run.py [--quick] [--sizes 743,34000]`.

Every number is of whole processes, unless it says otherwise, in one run on one machine; read the ratios. A run whose
contenders print different figures fails.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import annex
import batch
import check
import messy
from data import SHAPES, path
from measure import Contender, run_in_turns

PYTHON = sys.executable
RIVALS = Path(__file__).parent / "rivals"
FIGURES = {
    "htx.count": ("count", 1),
    "htx.members": ("members", 1),
    "htx.charter_capital": ("charter_capital", 10**9),
    "htx.revenue": ("revenue", 10**9),
}
"""Indicator → the name the rivals give it, and how many stored units make a shown one."""

HELP_AIM = 2.0
PLAIN_AIM = 1.5
GROWTH_AIM = 1.5
MEMORY_AIM = 3.0
LARGE = 100_000

Times = dict[int, dict[str, Contender]]


def kttt(*arguments: str) -> list[str]:
    return [PYTHON, "-m", "kttt_cli", *arguments]


def compute(file: Path, *more: str) -> list[str]:
    return kttt("compute", str(file), "--year", "2024", "--quiet", *more)


def rival(name: str, script: str, file: Path) -> Contender:
    return Contender(name, [PYTHON, str(RIVALS / f"{script}.py"), str(file)], figures=not script.startswith("read_"))


def start_up() -> list[Contender]:
    return [
        Contender("kttt --help", kttt("--help")),
        Contender("kttt --version", kttt("--version")),
        Contender("import typer", [PYTHON, "-c", "import typer"]),
        Contender("import pandas", [PYTHON, "-c", "import pandas"]),
        Contender("bare interpreter", [PYTHON, "-c", ""]),
    ]


def of_csv(rows: int) -> list[Contender]:
    text, plain = path("text", rows, "csv"), path("plain", rows, "csv")
    return [
        Contender("kttt compute, 14 targets", compute(text)),
        Contender("kttt compute, all indicators as JSON", compute(text, "--format", "json"), figures=True),
        rival("pandas, plain file, no checks", "pandas_plain", plain),
        rival("pandas, Vietnamese text, all columns", "pandas_text", text),
        rival("pandas, Vietnamese text, 7 columns only", "pandas_text_needed", text),
        rival("DuckDB, plain file, typed", "duckdb_plain", plain),
        rival("DuckDB, Vietnamese text, all columns", "duckdb_text", text),
        rival("csv.reader alone", "read_csv", text),
    ]


def of_xlsx(rows: int) -> list[Contender]:
    file = path("text", rows, "xlsx")
    return [
        Contender("kttt compute, 14 targets", compute(file)),
        Contender("kttt compute, all indicators as JSON", compute(file, "--format", "json"), figures=True),
        rival("pandas + calamine, no checks", "pandas_xlsx", file),
        rival("calamine alone", "read_calamine", file),
    ]


def check_figures(contenders: list[Contender], where: str) -> None:
    """All that print figures print the same ones, in whole VND."""
    found = {each.name: _figures(each) for each in contenders if each.figures}
    if len({tuple(sorted(figures.items())) for figures in found.values()}) != 1:
        told = "\n".join(f"  {name}: {figures}" for name, figures in found.items())
        raise SystemExit(f"{where}: the figures differ\n{told}")


def _figures(contender: Contender) -> dict[str, int]:
    said = json.loads(contender.output, parse_float=Decimal)
    if "indicators" not in said:
        return dict(said)
    figures = {}
    for indicator in said["indicators"]:
        if indicator["code"] in FIGURES:
            name, scale = FIGURES[indicator["code"]]
            figures[name] = int(indicator["figures"][-1]["value"] * scale)
    return figures


def make_data(rows: int, suffix: str) -> None:
    """In a process of its own: a child's peak memory begins with its parent's."""
    if not path("text", rows, suffix).exists():
        print(f"making {rows} rows ({suffix}) …", file=sys.stderr)
        subprocess.run([PYTHON, str(Path(__file__).parent / "data.py"), str(rows), suffix], check=True)


def rounds(rows: int, quick: bool) -> int:
    return 1 if quick else 7 if rows < LARGE else 3


def dotted(rows: int) -> str:
    """34000 → 34.000"""
    return f"{rows:,}".replace(",", ".")


def show(title: str, contenders: list[Contender], size: int = 0) -> None:
    first = contenders[0]
    print(f"\n{title}")
    for each in contenders:
        line = f"  {each.name:<40} {each.time:8.3f} s {each.time / first.time:7.2f} × {each.megabytes:7.0f} MB"
        print(line + (f" {each.megabytes * 1024**2 / size:6.1f} × file" if size >= 10**7 else ""))


def aim(text: str, ratio: float, limit: float) -> bool:
    print(f"  {'✓' if ratio <= limit else '✗'} {text:<64} {ratio:5.2f} (aim ≤ {limit:g})")
    return ratio <= limit


def show_aims(start: list[Contender], csv: dict[int, list[Contender]], of_messy: list[Contender]) -> None:
    print("\nAims")
    by_name = {each.name: each.time for each in start}
    aim("--help ÷ import typer", by_name["kttt --help"] / by_name["import typer"], HELP_AIM)
    ours = {rows: contenders[0] for rows, contenders in csv.items()}
    times = {rows: {each.name: each.time for each in contenders} for rows, contenders in csv.items()}
    if 34_000 in csv:
        ratio = ours[34_000].time / times[34_000]["pandas, plain file, no checks"]
        aim("34.000 rows of text, checked ÷ pandas, plain file, no checks", ratio, PLAIN_AIM)
    if 340_000 in csv:
        ratio = ours[340_000].time / times[340_000]["pandas, Vietnamese text, all columns"]
        aim("340.000 rows of text ÷ pandas on the same text", ratio, 1.0)
    work = {rows: _work_a_row(ours[rows], ours[min(csv)], rows) for rows in sorted(csv) if rows != min(csv)}
    for fewer, more in pairwise(work):
        aim(f"work per row, {dotted(more)} ÷ {dotted(fewer)} rows", work[more] / work[fewer], GROWTH_AIM)
    for rows, contenders in csv.items():
        if rows > LARGE:
            peak = max(each.megabytes for each in contenders[:2]) * 1024**2
            size = path("text", rows, "csv").stat().st_size
            aim(f"peak memory ÷ size of the CSV, {dotted(rows)} rows", peak / size, MEMORY_AIM)
    for what, ratio, limit in messy.aims(of_messy) if of_messy else []:
        aim(what, ratio, limit)


def show_growth(csv: dict[int, list[Contender]]) -> None:
    """Beside the time that passes, the work of all cores: a file read while the program starts seems to cost nothing."""
    print("\nGrowth of kttt compute, 14 targets: a row, start-up taken off")
    at_rest = csv[min(csv)][0]
    for rows, contenders in sorted(csv.items()):
        if rows != min(csv):
            ours = contenders[0]
            micros = (ours.time - at_rest.time) / rows * 1e6
            octets = (ours.megabytes - at_rest.megabytes) / rows * 1024**2
            work = _work_a_row(ours, at_rest, rows)
            print(f"  {dotted(rows):>9} rows {micros:8.2f} µs {work:8.2f} µs of work {octets:8.0f} bytes")


def _work_a_row(ours: Contender, at_rest: Contender, rows: int) -> float:
    """Microseconds."""
    return (ours.work - at_rest.work) / rows * 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one run of each, without the million rows")
    parser.add_argument("--sizes", help="rows of the CSV files, such as 743,34000; of: " + ", ".join(map(str, SHAPES)))
    parser.add_argument("--large-xlsx", action="store_true", help="also an XLSX of 340.000 rows (slow to make)")
    options = parser.parse_args()
    sizes = sorted(map(int, options.sizes.split(","))) if options.sizes else sorted(SHAPES)
    if options.quick and not options.sizes:
        sizes = [rows for rows in sizes if rows <= 340_000]
    if unknown := set(sizes) - set(SHAPES):
        parser.error(f"no such size: {', '.join(map(str, sorted(unknown)))}")
    python = f"{platform.python_implementation()} {platform.python_version()}"
    print(f"{os.cpu_count()} cores, {python}, {platform.system()}")
    print("Whole processes; median of several runs, peak memory of the largest; × = time of the first line")

    start = start_up()
    run_in_turns(start, 3 if options.quick else 15)
    show("Start-up", start)
    csv: dict[int, list[Contender]] = {}
    for rows in sizes:
        make_data(rows, "csv")
        csv[rows] = of_csv(rows)
        run_in_turns(csv[rows], rounds(rows, options.quick), warm=not options.quick or rows < LARGE)
        check_figures(csv[rows], f"CSV of {rows} rows")
        size = path("text", rows, "csv").stat().st_size
        show(f"CSV, {dotted(rows)} rows × 24 columns, {size / 1e6:.1f} MB", csv[rows], size)
    for rows in sizes:
        if rows < LARGE or (options.large_xlsx and rows == 340_000):
            make_data(rows, "xlsx")
            xlsx = of_xlsx(rows)
            run_in_turns(xlsx, rounds(rows, options.quick))
            check_figures(xlsx, f"XLSX of {rows} rows")
            show(f"XLSX, {dotted(rows)} rows", xlsx)
    of_messy = []
    if messy.ROWS in sizes:
        messy.make_once()
        of_messy = messy.contenders()
        run_in_turns(of_messy, 1 if options.quick else 5)
        show(f"XLSX as provinces make them, {dotted(messy.ROWS)} rows: sections, without imports", of_messy)
    if len(csv) > 1:
        show_growth(csv)
    show_aims(start, csv, of_messy)
    annex.main(quick=options.quick)
    batch.main(quick=options.quick)
    check.main(quick=options.quick)


if __name__ == "__main__":
    main()
