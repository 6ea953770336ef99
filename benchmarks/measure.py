"""Run a program to its end: how long, how much memory, what it said."""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
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
    of_processors: list[float] = field(default_factory=list)
    """Seconds of work on all cores, the processes it began included."""
    megabytes: float = 0.0
    output: str = ""

    @property
    def time(self) -> float:
        return median(self.seconds)

    @property
    def work(self) -> float:
        return median(self.of_processors)

    def run(self, *, watched: bool = False) -> None:
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
            with Watch(process.pid, wanted=watched) as watch:
                _, status, usage = os.wait4(process.pid, 0)
                taken = time.perf_counter() - begun
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode != 0:
                raise SystemExit(f"{self.name}: exit code {process.returncode}: {' '.join(self.command)}")
            output.seek(0)
            self.output = output.read().decode()
        self.seconds.append(self.own_time(taken))
        self.of_processors.append(usage.ru_utime + usage.ru_stime)
        if watched:
            # The system's own figure begins with what this process had when it forked, and knows of one process only.
            self.megabytes = max(self.megabytes, watch.megabytes or usage.ru_maxrss / 1024)

    def own_time(self, whole: float) -> float:
        """Of the whole process."""
        return whole


class Section(Contender):
    """Times itself, without its imports, and prints the seconds."""

    def own_time(self, whole: float) -> float:
        return float(self.output)


class Watch(threading.Thread):
    """The memory of a process and of those it begins, together; what they share counts once. Linux only."""

    EVERY = 0.03

    def __init__(self, process: int, *, wanted: bool = True) -> None:
        super().__init__(daemon=True)
        self.megabytes = 0.0
        self._process = process
        self._over = threading.Event()
        if not wanted:
            self._over.set()

    def __enter__(self) -> Watch:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self.join()

    def run(self) -> None:
        while not self._over.wait(self.EVERY):
            peak = max(_kilobytes(self._process, "status", "VmHWM:"), _together(self._process))
            self.megabytes = max(self.megabytes, peak / 1024)


def _together(process: int) -> int:
    children = _told(process, f"task/{process}/children").split()
    return _kilobytes(process, "smaps_rollup", "Pss:") + sum(_together(int(each)) for each in children)


def _kilobytes(process: int, file: str, what: str) -> int:
    return next((int(line.split()[1]) for line in _told(process, file).splitlines() if line.startswith(what)), 0)


def _told(process: int, file: str) -> str:
    try:
        return (Path("/proc") / str(process) / file).read_text()
    except OSError:  # it has just ended, or this is not Linux
        return ""


def run_in_turns(contenders: list[Contender], rounds: int, *, warm: bool = True) -> None:
    """One after the other, then all again, so that a slow minute of the machine falls on all of them.

    A first round that is not counted (`warm`) brings files into memory and bytecode onto the disk. In it memory is
    watched, which takes time from a program that uses all cores; without it, in the rounds that count.
    """
    if warm:
        for contender in contenders:
            contender.run(watched=True)
            contender.seconds.clear()
            contender.of_processors.clear()
    for _ in range(rounds):
        for contender in contenders:
            contender.run(watched=not warm)
