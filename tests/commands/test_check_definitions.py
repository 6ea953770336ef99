"""kttt check of plan files and settings: each mistake is a finding at its line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kttt_cli.plans.plan import packaged_plans
from tests.conftest import ROOT, SAMPLE, Run

PLAN = """\
extends = "bac-giang-2021-2025"
id = "ours"
title = "Ours"

[target.T1]
indicator = "htx.neww"
"""


def found(kttt: Run, *arguments: object) -> tuple[int, list[Any]]:
    done = kttt("check", *arguments, "--format", "json", "--lang", "en")
    return done.returncode, json.loads(done.stdout)["findings"]


def test_the_packaged_plans_have_no_findings(kttt: Run) -> None:
    for name in packaged_plans():
        assert found(kttt, ROOT / "src" / "kttt_cli" / "plans" / f"{name}.toml") == (0, [])


def test_a_mistake_of_a_plan_is_a_finding_at_its_line(kttt: Run, tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(PLAN, encoding="utf-8")
    code, findings = found(kttt, path)
    wrong = next(each for each in findings if "htx.neww" in each["message"]["en"])
    assert (code, wrong["rule"], wrong["severity"], wrong["cell"]) == (1, "KH101", "error", "6:6")
    assert "htx.new" in wrong["message"]["en"]
    assert str(tmp_path) not in wrong["message"]["en"]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ('[[sheet]]\nfle = "htx.xlsx"\n', "2:2", "file"),
        ("[year.2023]\ncutoff = 2024-12-31\n", "2:2", "2023"),
        ("[[sheet]]\nyear = 20a\n", "2:2", "TOML"),
    ],
)
def test_a_mistake_of_the_settings_is_a_finding_at_its_line(
    kttt: Run, tmp_path: Path, text: str, line: str, says: str
) -> None:
    path = tmp_path / "kttt.toml"
    path.write_text(text, encoding="utf-8")
    code, (wrong,) = found(kttt, path)
    assert (code, wrong["rule"], wrong["cell"]) == (1, "CH102", line)
    assert says in wrong["message"]["en"]


def test_settings_that_are_right_have_none(kttt: Run, tmp_path: Path) -> None:
    path = tmp_path / "kttt.toml"
    path.write_text('[[sheet]]\nfile = "htx.xlsx"\n', encoding="utf-8")
    assert found(kttt, path) == (0, [])


def test_plan_and_registers_in_one_run(kttt: Run, tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(PLAN, encoding="utf-8")
    code, findings = found(kttt, path, SAMPLE / "htx-2021.csv")
    assert code == 1
    assert {each["rule"] for each in findings} >= {"KH101", "LU201"}


def test_a_plan_that_is_not_there_is_no_input(kttt: Run, tmp_path: Path) -> None:
    code, findings = found(kttt, tmp_path / "none.toml")
    assert (code, [each["rule"] for each in findings]) == (3, ["DT101"])
