"""The figures of the plan's text, held against one another."""

from __future__ import annotations

from pathlib import Path

import pytest

from kttt_cli.checks.claims import audit_claims
from kttt_cli.findings import BadUsage, Finding

SAMPLE = Path(__file__).parents[2] / "data" / "samples" / "so-lieu-trong-ke-hoach.toml"
SOURCE = SAMPLE.read_text(encoding="utf-8")


def findings(source: str = SOURCE) -> list[Finding]:
    return audit_claims(source, SAMPLE.name)[1]


@pytest.mark.parametrize(
    ("item", "rule", "named"),
    [
        ("1: the share of industry", "PL201", ["P1.I.2/b2", "13,90%", "98/743 = 13,19"]),
        ("2: and so the sum of the shares", "PL201", ["P1.I.2/b2", "100,71"]),
        ("3: new cooperatives a year", "PL201", ["P1.I.3/2", "92", "448/5 = 89,6"]),
        ("4: members", "PL201", ["P1.I.1.2/2", "35.370", "36.192"]),
        ("5: a malformed number", "PL203", ["21.0470"]),
        ("6: charter capital", "PL201", ["P1.I.1.2/3", "1.570", "1.623,856"]),
        ("7: stock and flow", "PL201", ["743", "495 + 448 − 402 = 541"]),
        ("9: trained, in the annex and in the text", "PL202", ["4.277", "3.277"]),
        ("10: the capital of unions", "PL204", ["284,04", "134 lần"]),
        ("11: loans of the fund", "PL201", ["2.955", "= 295"]),
    ],
)
def test_the_plan_contradicts_itself_here(item: str, rule: str, named: list[str]) -> None:
    assert any(each.rule == rule and all(text in each.message.vi for text in named) for each in findings())


def test_what_agrees_is_not_told() -> None:
    """484 + 239 + 20 = 743, the shares of the other sectors, 25 members each, 101,09 billion each."""
    assert len(findings()) == 9


def test_a_finding_stands_at_the_line_of_its_figure() -> None:
    lines = SOURCE.splitlines()
    for each in findings():
        assert each.place.row is not None
        assert lines[each.place.row].startswith('[figure."')
        assert f'printed = "{each.value}"' in lines[each.place.row + 1]


def test_a_mended_figure_takes_its_consequences_with_it() -> None:
    mended = SOURCE.replace('"13,90%"', '"13,19%"')
    assert [each for each in findings(mended) if "100,71" in each.message.vi or "13,19" in each.message.vi] == []


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('sum = ["htx.count"]', 'sum = ["htx.cuont"]', "htx.count"),
        ('same_as = "trained.text"', 'sameas = "trained.text"', "same_as"),
        ('same_as = "trained.text"', 'same_as = "trained.annex"', "chính nó"),
        ("times = 50", "times = 1", "times"),
    ],
)
def test_a_mistake_in_a_claims_file_is_told(before: str, after: str, said: str) -> None:
    assert before in SOURCE
    with pytest.raises(BadUsage, match=said):
        findings(SOURCE.replace(before, after, 1))
