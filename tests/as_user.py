"""kttt as a user runs it: in a process of its own, with a command line, and what it printed.

To import what it needs takes a command a third of a second, and the tests begin a thousand of them. So each is forked
from a process that has imported it all. How kttt begins is tested in processes that begin from nothing (`afresh`).
"""

from __future__ import annotations

import os
import pkgutil
import runpy
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from multiprocessing import forkserver, get_context
from multiprocessing.context import ForkServerContext
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import kttt_cli

SOURCE = Path(kttt_cli.__file__).parent.parent
PATIENCE = 120
"""Seconds that a command may take."""

Ended = subprocess.CompletedProcess[str]


def afresh(arguments: list[str], cwd: Path, environment: Mapping[str, str]) -> Ended:
    return subprocess.run(
        [sys.executable, "-m", "kttt_cli", *arguments],
        cwd=cwd,
        env=dict(environment),
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )


def forked(arguments: list[str], cwd: Path, environment: Mapping[str, str]) -> Ended:
    with TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        try:
            process = _ready().Process(target=_run, args=(arguments, cwd, dict(environment), out, err))
            process.start()
        except OSError:  # no sockets here, by which a process is asked for
            return afresh(arguments, cwd, environment)
        process.join(PATIENCE)
        if process.exitcode is None:
            process.kill()
            raise subprocess.TimeoutExpired(arguments, PATIENCE)
        printed = [file.read_text(encoding="utf-8") for file in (out, err)]
        return subprocess.CompletedProcess(arguments, process.exitcode, *printed)


@cache
def _ready() -> ForkServerContext:
    """Has everything imported that any command needs, and done nothing yet."""
    context = get_context("forkserver")
    modules = [module.name for module in pkgutil.walk_packages(kttt_cli.__path__, "kttt_cli.")]
    context.set_forkserver_preload([__name__, *(name for name in modules if not name.endswith("__main__"))])
    path = os.pathsep.join([str(SOURCE), *filter(None, sys.path)])
    as_main_sets = {"OPENBLAS_NUM_THREADS": "1", "PYDANTIC_DISABLE_PLUGINS": "__all__"}
    with patch.dict(os.environ, as_main_sets | {"PYTHONPATH": path}):
        forkserver.ensure_running()
    return context


def _run(arguments: list[str], cwd: Path, environment: dict[str, str], out: Path, err: Path) -> None:
    for number, file in ((1, out), (2, err)):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND), number)
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False)  # noqa: SIM115
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(cwd)
    sys.argv[1:] = arguments
    runpy.run_module("kttt_cli", run_name="__main__", alter_sys=True)
