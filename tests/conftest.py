"""Fixtures of every test: the sample province, kttt as a user runs it, and golden files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from kttt_cli.indicators.catalogue import Catalogue, catalogue, check_term
from kttt_cli.plans.model import Plan
from kttt_cli.plans.plan import load_plan
from tests.as_user import afresh, forked

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "data" / "samples" / "bac-giang"
WORKBOOKS = ROOT / "data" / "samples" / "bac-giang-xlsx"
GOLDEN = Path(__file__).parent / "golden"

settings.register_profile("kttt", deadline=None)  # how long a test takes says nothing here
settings.load_profile("kttt")

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def children() -> set[str]:
    """The processes that this one has begun and not yet taken leave of. Linux only."""
    return set(Path(f"/proc/self/task/{threading.get_native_id()}/children").read_text().split())


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if shutil.which("soffice") is None:
        terminalreporter.write_line("note: no LibreOffice here, so no annex was recalculated or printed; see .ci/run")


@pytest.fixture
def kttt() -> Run:
    """kttt in a process of its own, as a user runs it: `kttt("compute", path)` → returncode, stdout, stderr."""

    def run(*arguments: object, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("KTTT_", "COLUMNS"))}
        clean |= {"PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"} | environment
        # What Python itself asks the environment, it asks when it begins.
        begins_so = sys.platform != "linux" or any(name.startswith("PYTHON") for name in environment)
        return (afresh if begins_so else forked)([str(each) for each in arguments], cwd, clean)

    return run


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """`golden("name.txt", text)`: the text is what people saw when the file was last written on purpose."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8"), f"{name} differs; see it, then pytest --update-golden"

    return compare


@pytest.fixture(scope="session")
def known() -> Catalogue:
    return catalogue()


@pytest.fixture(scope="session")
def plan(known: Catalogue) -> Plan:
    """The plan of Bắc Giang."""
    return load_plan(None, indicators=known.indicators, units=known.units, check_term=check_term)
