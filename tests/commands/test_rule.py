"""kttt rule, as a person sees it and as a program reads it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner, Result

from kttt_cli.app import build
from kttt_cli.checks.catalogue import FAMILIES, rules
from kttt_cli.findings import SEVERITY_NAMES
from kttt_cli.language import LANGUAGES, Lang, Text
from kttt_cli.outputs.rule_pages import rules_json

ROOT = Path(__file__).parents[2]


def kttt(*arguments: str, lang: Lang = "vi") -> Result:
    return CliRunner().invoke(build(lang), [*arguments, "--lang", lang])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_has_every_rule_once_under_its_family(lang: Lang) -> None:
    lines = kttt("rule", lang=lang).stdout.splitlines()
    assert [line.split()[0] for line in lines if line.startswith(" ")] == list(rules())
    assert [line for line in lines if not line.startswith(" ")] == [
        f"{code}: {text.to(lang)}" for code, text in FAMILIES.items()
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", ["NG102", "ng102", "LU201", "CT104", "DT101"])
def test_one_rule_says_all_that_there_is(code: str, lang: Lang) -> None:
    rule = rules()[code.upper()]
    told = kttt("rule", code, lang=lang).stdout
    for text in (SEVERITY_NAMES[rule.severity], rule.title, rule.why, rule.mend, *([rule.law] if rule.law else [])):
        assert text.to(lang) in told
    for example in (rule.wrong, rule.right):
        assert all(line.rstrip() in told for line in ([example.to(lang)] if isinstance(example, Text) else example))
    if rule.varies:
        assert rule.varies[1].to(lang) in told


def test_the_letters_of_a_family_list_it() -> None:
    lines = kttt("rule", "NG").stdout.splitlines()
    assert lines[0] == "NG: Ngày"
    assert {line.split()[0][:2] for line in lines[1:]} == {"NG"}


@pytest.mark.parametrize("wrong", ["NG999", "XX", "ngay"])
def test_an_unknown_code_is_wrong_usage_with_what_may_be_meant(wrong: str) -> None:
    done = kttt("rule", wrong)
    assert (done.exit_code, done.stdout) == (2, "")
    assert wrong.upper() in done.stderr


def test_the_nearest_codes_are_named() -> None:
    assert "NG102" in kttt("rule", "NX102").stderr


def test_the_json_is_what_its_schema_says_and_has_every_rule() -> None:
    schema = json.loads((ROOT / "schemas" / "rules.schema.json").read_text(encoding="utf-8"))
    told = json.loads(kttt("rule", "--all", "--format", "json").stdout)
    jsonschema.Draft202012Validator(schema).validate(told)
    assert [each["code"] for each in told["rules"]] == list(rules())
    assert kttt("rule", "--format", "json", lang="en").stdout == rules_json(list(rules().values()))
    one = json.loads(kttt("rule", "MA202", "--format", "json").stdout)
    assert [each["code"] for each in one["rules"]] == ["MA202"]
    assert one["rules"][0]["otherwise"]["severity"] == "warning"


def test_all_in_full_and_as_markdown() -> None:
    assert all(f"{code} (" in kttt("rule", "--all").stdout for code in rules())
    page = kttt("rule", "--format", "markdown").stdout
    assert [line.split("`")[1] for line in page.splitlines() if line.startswith("### ")] == list(rules())
