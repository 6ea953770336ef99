"""The catalogue of rules as people and machines read it: a list, one rule, Markdown, JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal

from pydantic import Field

from kttt_cli import __version__
from kttt_cli.checks.catalogue import FAMILIES
from kttt_cli.checks.rule import Example, Rule, example_text
from kttt_cli.findings import SEVERITY_NAMES
from kttt_cli.language import LANGUAGES, Lang, Text
from kttt_cli.outputs.json_parts import BothTexts, Json, both

SCHEMA_VERSION = 1
_SAYS = {
    "why": Text("Vì sao", "Why"),
    "wrong": Text("Sai", "Wrong"),
    "right": Text("Đúng", "Right"),
    "mend": Text("Cách sửa", "How to mend it"),
    "law": Text("Căn cứ", "Source"),
}


# --- JSON ----------------------------------------------------------------------------------------


class OtherSeverityJson(Json):
    severity: Literal["error", "warning", "note"]
    when: BothTexts


class RuleEntryJson(Json):
    """One rule, with all that `kttt rule CODE` says of it."""

    code: str
    family: str
    severity: Literal["error", "warning", "note"]
    otherwise: OtherSeverityJson | None = Field(description="The other severity that its findings may have.")
    title: BothTexts = Field(description="The pattern that is found.")
    why: BothTexts
    wrong: BothTexts = Field(description="A small table, cells divided by ` | `, or what no small table can show.")
    right: BothTexts
    mend: BothTexts
    law: BothTexts | None


class FamilyJson(Json):
    code: str
    title: BothTexts


class RulesJson(Json):
    """What `kttt rule --format json` writes."""

    schema_version: Literal[1]
    kttt_version: str
    families: list[FamilyJson]
    rules: list[RuleEntryJson] = Field(description="In the order of families and codes.")


def rules_json(chosen: Sequence[Rule]) -> str:
    used = {rule.family for rule in chosen}
    return RulesJson(
        schema_version=SCHEMA_VERSION,
        kttt_version=__version__,
        families=[FamilyJson(code=code, title=both(title)) for code, title in FAMILIES.items() if code in used],
        rules=[_entry(rule) for rule in chosen],
    ).model_dump_json(indent=2) + "\n"  # fmt: skip


def _entry(rule: Rule) -> RuleEntryJson:
    return RuleEntryJson(
        code=rule.code,
        family=rule.family,
        severity=rule.severity.value,
        otherwise=OtherSeverityJson(severity=rule.varies[0].value, when=both(rule.varies[1])) if rule.varies else None,
        title=both(rule.title),
        why=both(rule.why),
        wrong=both(_example(rule.wrong)),
        right=both(_example(rule.right)),
        mend=both(rule.mend),
        law=both(rule.law) if rule.law else None,
    )


def _example(example: Example) -> Text:
    return Text(*(example_text(example, lang) for lang in LANGUAGES))


# --- text ------------------------------------------------------------------------------------------


def rule_list(chosen: Sequence[Rule], lang: Lang) -> Iterator[str]:
    """`NG102 lỗi       Ngày không có trong lịch`, by families."""
    for family, rules in groupby(chosen, key=lambda rule: rule.family):
        yield f"{family}: {FAMILIES[family].to(lang)}"
        yield from (f"  {rule.code} {_severity(rule, lang):8} {rule.title.to(lang)}" for rule in rules)


def rule_page(rule: Rule, lang: Lang) -> Iterator[str]:
    yield f"{rule.code} ({_severity(rule, lang)}): {rule.title.to(lang)}"
    if rule.varies is not None:
        yield f"  {_other(rule, lang)}"
    for name, said in _SAYS.items():
        value: Text | Example | None = getattr(rule, name)
        if value is None:
            continue
        lines = example_text(value, lang).split("\n")
        yield f"{said.to(lang)}:"
        yield from (f"  {line}".rstrip() for line in lines)


def _severity(rule: Rule, lang: Lang) -> str:
    return SEVERITY_NAMES[rule.severity].to(lang)


def _other(rule: Rule, lang: Lang) -> str:
    assert rule.varies is not None
    severity, when = rule.varies
    return f"{SEVERITY_NAMES[severity].to(lang)}: {when.to(lang)}"


# --- Markdown --------------------------------------------------------------------------------------


def rules_markdown(chosen: Sequence[Rule], langs: Sequence[Lang], level: int = 2) -> Iterator[str]:
    """A heading for each family and rule; every text in each of the languages."""
    for family, rules in groupby(chosen, key=lambda rule: rule.family):
        yield from (f"{'#' * level} {family}: {_joined(FAMILIES[family], langs)}", "")
        for rule in rules:
            yield from _rule_markdown(rule, langs, level + 1)


def _rule_markdown(rule: Rule, langs: Sequence[Lang], level: int) -> Iterator[str]:
    yield from (f"{'#' * level} `{rule.code}` {_joined(rule.title, langs)}", "")
    other = f" ({' · '.join(_other(rule, lang) for lang in langs)})" if rule.varies else ""
    yield from (f"**{_joined(SEVERITY_NAMES[rule.severity], langs)}**{escaped(other)}", "")
    yield from (line for lang in langs for line in (escaped(rule.why.to(lang)), ""))
    for name, example in (("wrong", rule.wrong), ("right", rule.right)):
        if isinstance(example, Text):
            yield from (f"{_joined(_SAYS[name], langs)}: {_joined(example, langs)}", "")
        else:
            yield from (f"{_joined(_SAYS[name], langs)}:", "", "```text", *map(str.rstrip, example), "```", "")
    yield f"- {_joined(_SAYS['mend'], langs)}: {_joined(rule.mend, langs)}"
    if rule.law is not None:
        yield f"- {_joined(_SAYS['law'], langs)}: {_joined(rule.law, langs)}"
    yield ""


def _joined(text: Text, langs: Sequence[Lang]) -> str:
    return escaped(" · ".join(dict.fromkeys(text.to(lang) for lang in langs)))


def escaped(text: str) -> str:
    """The text as Markdown shows it, in a table too."""
    for char in "\\|*_<":
        text = text.replace(char, f"\\{char}")
    return text
