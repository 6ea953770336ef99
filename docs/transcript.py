"""Runs a command of kttt and writes it with its output as a block of Markdown; used by the cog blocks of the pages.

What a page shows is what the program says: `make docs` runs the commands again, `make test` checks them.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_START = "import sys; sys.argv[0] = 'kttt'; from kttt_cli.app import main; main()"
_PERSONAL = ("COLUMNS", "FORCE_COLOR", "KTTT_DEBUG", "KTTT_LANG", "KTTT_PLAN", "TTY_COMPATIBLE")


def output(command: str, *, code: int = 0) -> str:
    """stdout and stderr of `kttt …`, run in the root of the repository; `code` is the exit code it must have."""
    program, *arguments = shlex.split(command)
    assert program == "kttt", command
    environment = {name: value for name, value in os.environ.items() if name not in _PERSONAL}
    environment["PYTHONPATH"] = str(ROOT / "src")
    done = subprocess.run(
        [sys.executable, "-c", _START, *arguments],
        cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == code, f"{command} ended with {done.returncode}:\n{done.stdout}"
    return done.stdout.lstrip("\ufeff")


def show(command: str, *, head: int | None = None, tail: int = 0, code: int = 0) -> None:
    """The command and its output; of a long output only the first and last lines, with … for what is left out."""
    import cog  # type: ignore[import-not-found]

    lines = [line.rstrip() for line in output(command, code=code).splitlines()]
    if head is not None and head + tail < len(lines):
        lines = [*lines[:head], "…", *lines[len(lines) - tail :]]
    if code:
        lines += ["$ echo $?", str(code)]
    cog.outl("\n".join(["", "```console", f"$ {command}", *lines, "```", ""]))
