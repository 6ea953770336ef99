"""What must not be imported: commands that compute nothing stay free of what computes, and a CSV file needs no workbooks."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HEAVY = frozenset({"numpy", "openpyxl", "pandas", "pydantic", "python_calamine"})
WORKBOOKS = frozenset({"openpyxl", "pandas", "python_calamine"})


def imported(arguments: list[str], before: str = "pass") -> set[str]:
    """The packages that a run of kttt in a fresh interpreter has imported by its end."""
    code = (
        f"import sys\n{before}\nsys.argv = ['kttt', *{arguments!r}]\nfrom kttt_cli.app import main\n"
        "try:\n    main()\nexcept SystemExit as ended:\n    assert not ended.code, ended.code\n"
        "print('imported:', *sorted(sys.modules), file=sys.stderr)\n"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"}
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", env=environment, check=False
    )
    assert run.returncode == 0, run.stderr
    names = run.stderr.rpartition("imported: ")[2].split()
    return {name.partition(".")[0] for name in names}


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]])
def test_a_command_that_computes_nothing_imports_nothing_that_computes(arguments: list[str]) -> None:
    assert imported(arguments) & HEAVY == set()


def test_the_help_of_a_command_imports_nothing_that_computes() -> None:
    assert imported(["compute", "--help"]) & HEAVY <= {"pydantic"}  # typer itself reads options with it


def test_computing_from_csv_imports_no_pandas_and_no_workbook_reader() -> None:
    register = ROOT / "data/samples/bac-giang/htx-2024.csv"
    found = imported(["compute", str(register), "--quiet"])
    assert found & WORKBOOKS == set()
    assert "numpy" in found


@pytest.mark.parametrize("name", sorted(HEAVY))
def test_the_check_sees_an_import(name: str) -> None:
    assert name in imported(["--version"], before=f"import {name}")


def test_the_check_sees_an_import_by_a_command() -> None:
    workbook = ROOT / "data/samples/bac-giang-xlsx/bac-giang-2024.xlsx"
    assert "python_calamine" in imported(["compute", str(workbook), "--quiet"])
