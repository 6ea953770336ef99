"""Many annexes in one run: is the time for each the same at the end as at the start, and does memory stay?

    python benchmarks/batch.py [--quick | --country]

The sample province under many names, five years each, full sets, two processes: 60 annexes (10 with --quick, 630 with
--country).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SAMPLE = Path(__file__).parent.parent / "data" / "samples" / "bac-giang"
YEARS = (2021, 2022, 2023, 2024, 2025)
JOBS = 2
FLAT = 1.25
"""The last third of the annexes may take so many times as long as the first, each."""


def batch(folder: Path, provinces: int) -> tuple[float, list[float], int]:
    """Seconds in all, the moments at which the files were complete, and the peak memory of one process in MB."""
    jobs = "".join(f'[[province]]\nname = "p{n:03}"\ndata = ["{SAMPLE.as_posix()}"]\n' for n in range(provinces))
    (folder / "batch.toml").write_text(f"years = {list(YEARS)}\n{jobs}", encoding="utf-8")
    command = [sys.executable, "-m", "kttt_cli", "annex", str(folder / "batch.toml"), "-o", str(folder / "out")]
    start = time.time()
    running = subprocess.Popen([*command, "--jobs", str(JOBS), "--fail-on", "never"], stdout=subprocess.DEVNULL)
    peak = 0
    while running.poll() is None:
        peak = max(peak, *(resident(child) for child in family(running.pid)))
        time.sleep(0.1)
    if running.returncode != 0:
        raise SystemExit(f"the batch ended with {running.returncode}")
    done = sorted(path.stat().st_mtime - start for path in (folder / "out").glob("*/*.xlsx"))
    assert len(done) == provinces * len(YEARS)
    return time.time() - start, done, peak // 1024


def family(pid: int) -> list[int]:
    """The process and those that it started."""
    try:
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(each for child in below for each in family(int(child)))]


def resident(pid: int) -> int:
    """In KB."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS:")), 0)


def main(*, quick: bool, country: bool = False) -> None:
    provinces = 126 if country else 2 if quick else 12
    with tempfile.TemporaryDirectory() as few, tempfile.TemporaryDirectory() as many:
        _, _, small = batch(Path(few), 2)
        seconds, done, peak = batch(Path(many), provinces)
    third = max(len(done) // 3, 1)
    first, last = (done[third - 1] - done[0]) / max(third - 1, 1), (done[-1] - done[-third]) / max(third - 1, 1)
    print(f"\nAnnexes: {len(done)} full sets (every form, live, read back), {JOBS} processes of {os.cpu_count()} cores")
    print(
        f"  {seconds:8.1f} s in all {seconds / len(done):8.2f} s each; the first third {first:.2f} s, the last {last:.2f} s"
    )
    print(f"  {peak:8} MB in one process at most; {small} MB with 10 annexes")
    if not quick:
        for met, told in (
            (last <= FLAT * first, f"time for each, last third ÷ first {last / first:5.2f} (aim ≤ {FLAT:g})"),
            (peak <= FLAT * small, f"peak memory, {len(done)} ÷ 10 annexes {peak / small:5.2f} (aim ≤ {FLAT:g})"),
        ):
            print(f"  {'✓' if met else '✗'} {told}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="10 annexes")
    parser.add_argument("--country", action="store_true", help="630 annexes: takes an hour")
    arguments = parser.parse_args()
    main(quick=arguments.quick, country=arguments.country)
