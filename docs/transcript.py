"""Runs a command of kttt and writes it with its output as a block of Markdown; used by the cog blocks of the pages.

What a page shows is what the program says: `make docs` runs the commands again, `make lint` checks them.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Iterable
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


def show(command: str, *, lines: Iterable[range] | range | None = None, code: int = 0) -> None:
    """The command and its output; of long outputs only these lines (from 0), with … where some are left out."""
    import cog  # type: ignore[import-not-found]

    told = [line.rstrip() for line in output(command, code=code).splitlines()]
    parts = [range(len(told))] if lines is None else [lines] if isinstance(lines, range) else list(lines)
    shown: list[str] = []
    at = 0
    for part in parts:
        if part.start > at:
            shown.append("…")
        shown += told[part.start : part.stop]
        at = part.stop
    if at < len(told):
        shown.append("…")
    if code:
        shown += ["$ echo $?", str(code)]
    body = "\n".join(shown).strip("\n")
    cog.outl(f"\n```console\n$ {command}\n{body}\n```\n")
