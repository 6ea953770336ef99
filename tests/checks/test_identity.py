"""What a finding is about is the same whatever file wrote its value."""

from __future__ import annotations

import pytest

from kttt_cli.checks.identity import identities
from kttt_cli.findings import Finding, Place, Severity
from kttt_cli.language import Text
from kttt_cli.registers.dataset import Dataset

NOTHING = Dataset({}, (), (), {}, frozenset())


def mark(value: str | None) -> str:
    finding = Finding("TG401", Severity.ERROR, Place("a.csv"), Text.same(""), value=value)
    return identities([finding], NOTHING)[0].fingerprint


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("-7", "-7.0"),
        ("14202,8", "14202.8"),
        ("14.202,8", "14202.8"),
        ("1.234.567,25", "1234567.25"),
        ("1,500.5", "1500.50"),
        ("Tuyệt  vời", "tuyệt vời"),
        ("hoà", "hòa"),
        ("10/7/1905", "1905-07-10"),
    ],
)
def test_one_value_has_one_fingerprint(one: str, other: str) -> None:
    assert mark(one) == mark(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("1.570", "1570"), ("1.570", "1,570"), ("14202,8", "142028"), ("7", "-7"), ("12,5", "125"), ("", None), ("5.6", "5/6"), ("10/07/1905", "07/10/1905")],
)  # fmt: skip
def test_what_could_be_another_value_is_another(one: str, other: str | None) -> None:
    assert mark(one) != mark(other)
