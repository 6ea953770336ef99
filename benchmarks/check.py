"""kttt check beside kttt compute of the same file, and beside frictionless with the project's own Table Schema.

    python benchmarks/check.py [--quick]

Whole processes, in one run. Both checkers must find the one cell that is planted in a copy of the smaller file, and
no error in the file itself.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
from pathlib import Path

from data import DATA, path
from measure import Contender, run_in_turns

PYTHON = sys.executable
RIVAL = Path(__file__).parent / "rivals" / "table_schema.py"
COMPUTE_AIM = 1.3
FRICTIONLESS_AIM = {34_000: 8.0, 340_000: 25.0}
PLANTED_ROW, PLANTED_FIELD, PLANTED = 17_000, "Ngày đăng ký lần đầu", "31/02/2015"


def check(file: Path, *more: str) -> list[str]:
    return [PYTHON, "-m", "kttt_cli", "check", str(file), *more]


def contenders(rows: int) -> list[Contender]:
    file = path("text", rows, "csv")
    return [
        Contender("kttt check", check(file)),
        Contender("kttt compute", [PYTHON, "-m", "kttt_cli", "compute", str(file), "--year", "2024", "--quiet"]),
        Contender("frictionless, with schemas/register-organisation.vi.table.json", [PYTHON, str(RIVAL), str(file)]),
    ]


def planted(rows: int) -> Path:
    """The file with one date that is in no calendar."""
    file = DATA / f"planted-{rows}.csv"
    with path("text", rows, "csv").open(encoding="utf-8-sig", newline="") as source:
        lines = list(csv.reader(source))
    lines[PLANTED_ROW - 1][lines[0].index(PLANTED_FIELD)] = PLANTED
    with file.open("w", encoding="utf-8", newline="") as target:
        csv.writer(target).writerows(lines)
    return file


def both_find_it(rows: int) -> None:
    file = planted(rows)
    kttt = Contender("kttt check", check(file, "--format", "json", "--fail-on", "never"))
    rival = Contender("frictionless", [PYTHON, str(RIVAL), str(file)])
    kttt.run()
    rival.run()
    found = [each["cell"] for each in json.loads(kttt.output)["findings"] if each["severity"] == "error"]
    said = json.loads(rival.output)["errors"]
    if len(found) != 1 or found[0][1:] != str(PLANTED_ROW) or said != [[PLANTED_ROW, PLANTED_FIELD]]:
        raise SystemExit(f"{file.name}: kttt finds {found}, frictionless {said}")


def main(*, quick: bool) -> None:
    sizes = [34_000] if quick else [34_000, 340_000]
    for rows in sizes:
        if not path("text", rows, "csv").exists():
            subprocess.run([PYTHON, str(Path(__file__).parent / "data.py"), str(rows), "csv"], check=True)
    both_find_it(sizes[0])
    aims = []
    for rows in sizes:
        ours, compute, rival = measured = contenders(rows)
        run_in_turns(measured, 1 if quick or rows > sizes[0] else 3, warm=not quick)
        if json.loads(rival.output) != {"rows": rows, "errors": []}:
            raise SystemExit(f"{rows} rows: frictionless finds {rival.output}")
        print(f"\nChecked: {rows:,} rows × 24 columns of CSV".replace(",", "."))
        for each in measured:
            print(f"  {each.name:<64} {each.time:8.3f} s {each.time / ours.time:7.2f} × {each.megabytes:7.0f} MB")
        if rows == sizes[0]:
            aims.append((f"kttt check ÷ kttt compute, {rows} rows", ours.time / compute.time, COMPUTE_AIM, True))
        aims.append((f"frictionless ÷ kttt check, {rows} rows", rival.time / ours.time, FRICTIONLESS_AIM[rows], False))
    for text, ratio, limit, most in aims:
        met = ratio <= limit if most else ratio >= limit
        print(f"  {'✓' if met else '✗'} {text:<64} {ratio:5.2f} (aim {'≤' if most else '≥'} {limit:g})")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="34.000 rows only, one run of each")
    main(quick=parser.parse_args().quick)
