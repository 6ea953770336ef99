"""Run a program to its end: how long, how much memory, what it said."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
BYTECODE = ROOT / "benchmarks" / "data" / "bytecode"


@dataclass(slots=True)
class Contender:
    """One program doing one piece of work."""

    name: str
    command: list[str]
    figures: bool = False
    """Does it print the four figures?"""
    seconds: list[float] = field(default_factory=list)
    megabytes: float = 0.0
    output: str = ""

    @property
    def time(self) -> float:
        return median(self.seconds)

    def run(self) -> None:
        environment = os.environ | {
            "PYTHONPATH": str(ROOT / "src"),
            "PYTHONUTF8": "1",
            "PYTHONPYCACHEPREFIX": str(BYTECODE),
        }
        # What is installed is compiled already; so is kttt to be, whatever the shell says of bytecode.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        with tempfile.TemporaryFile() as output:
            begun = time.perf_counter()
            process = subprocess.Popen(self.command, stdout=output, env=environment)
            _, status, usage = os.wait4(process.pid, 0)
            self.seconds.append(time.perf_counter() - begun)
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode != 0:
                raise SystemExit(f"{self.name}: exit code {process.returncode}: {' '.join(self.command)}")
            output.seek(0)
            self.output = output.read().decode()
        self.megabytes = max(self.megabytes, usage.ru_maxrss / 1024)


def run_in_turns(contenders: list[Contender], rounds: int, *, warm: bool = True) -> None:
    """One after the other, then all again, so that a slow minute of the machine falls on all of them.

    A first round that is not counted (`warm`) brings files into memory and bytecode onto the disk.
    """
    if warm:
        for contender in contenders:
            contender.run()
            contender.seconds.clear()
    for _ in range(rounds):
        for contender in contenders:
            contender.run()
