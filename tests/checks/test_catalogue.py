"""The catalogue is whole and true: every code that is emitted has its rule, and every example shows what it says."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from kttt_cli.checks.catalogue import FAMILIES, rules
from kttt_cli.checks.rule import Rule
from kttt_cli.findings import Finding, Severity
from kttt_cli.language import Text
from tests.checks.tables import checked, write

HOUSE = Path(__file__).parents[2] / "src" / "kttt_cli"
CODE = re.compile(r"[A-Z]{2}[0-9]{3}")
FOUND_BY_TABLE = [rule for rule in rules().values() if not isinstance(rule.wrong, Text)]


def emitted() -> Iterator[tuple[str, set[Severity]]]:
    """Every code that a call outside the catalogue gives, with the severities that stand beside it in the call."""
    for path in sorted(HOUSE.rglob("*.py")):
        if path.parent.name == "rules" and path.parent.parent.name == "checks":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            parts = [
                each for argument in node.args if not isinstance(argument, ast.Call) for each in ast.walk(argument)
            ]
            names = {
                each.attr for each in parts if isinstance(each, ast.Attribute) and ast.unparse(each.value) == "Severity"
            }
            for each in parts:
                if isinstance(each, ast.Constant) and isinstance(each.value, str) and CODE.fullmatch(each.value):
                    yield each.value, {Severity[name] for name in names}


def strings() -> set[str]:
    """Every text of the source that is a code, outside the catalogue."""
    return {
        each.value
        for path in HOUSE.rglob("*.py")
        if path.parent.parent.name != "checks" or path.parent.name != "rules"
        for each in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(each, ast.Constant) and isinstance(each.value, str) and CODE.fullmatch(each.value)
    }


def test_every_code_is_in_the_catalogue_and_the_other_way_round() -> None:
    read = {code for code, rule in rules().items() if rule.look is None}
    assert strings() - set(rules()) == set()
    assert read - strings() == set()


def test_a_finding_has_the_severity_of_its_rule_or_the_variation_that_the_rule_tells_of() -> None:
    said: dict[str, set[Severity]] = defaultdict(set)
    for code, severities in emitted():
        said[code] |= severities
    for code, severities in said.items():
        rule = rules()[code]
        allowed = {rule.severity, *([rule.varies[0]] if rule.varies else [])}
        assert severities <= allowed, code


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.code)
def test_a_rule_is_told_in_full(rule: Rule) -> None:
    assert CODE.fullmatch(rule.code)
    assert rule.family in FAMILIES
    for text in (rule.title, rule.why, rule.mend, *([rule.law] if rule.law else [])):
        assert text.vi.strip()
        assert text.en.strip()
    assert rule.title.vi[-1] not in ".!", "a title is no sentence"
    assert rule.why.vi.endswith(".")
    assert rule.mend.vi.endswith(".")


def found(findings: tuple[Finding, ...]) -> list[str]:
    return sorted({finding.rule for finding in findings})


@pytest.mark.parametrize("rule", FOUND_BY_TABLE, ids=lambda rule: rule.code)
def test_the_wrong_example_is_found_by_its_rule_and_by_no_other(rule: Rule, tmp_path: Path) -> None:
    assert found(checked(write(rule.wrong, tmp_path))) == [rule.code]


@pytest.mark.parametrize("rule", FOUND_BY_TABLE, ids=lambda rule: rule.code)
def test_the_right_example_is_found_by_none(rule: Rule, tmp_path: Path) -> None:
    assert checked(write(rule.right, tmp_path)) == ()
