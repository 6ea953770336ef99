"""What every kind of field refuses, and what numbers take for not reported."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from kttt_cli.registers.columns import MODELS
from kttt_cli.registers.organisation import Organisation
from kttt_cli.registers.register import kind_of

FIELDS = [(model, name) for model in MODELS.values() for name in model.model_fields]


def rule_of(model: Any, name: str, cell: object) -> str | None:
    """The rule that refuses the cell; None where it is read."""
    try:
        model.model_validate({name: cell})
    except ValidationError as error:
        (told,) = error.errors()
        return str(told["type"])
    return None


@pytest.mark.parametrize("cell", ["#REF!", "#N/A", " #DIV/0!", "=A1+B1", "=HYPERLINK(1)", "Err:502", "####"])
@pytest.mark.parametrize(("model", "name"), FIELDS)
def test_what_stands_in_place_of_a_value_is_refused_in_every_field(model, name, cell):
    assert rule_of(model, name, cell) == ("LO102" if cell.startswith("=") else "LO101")


@pytest.mark.parametrize("cell", ["chưa có số liệu", "…", "n/a", "-", "", None])
@pytest.mark.parametrize("name", ["members", "revenue", "profit", "score"])
def test_numbers_that_are_said_not_to_be_known_are_blank(name, cell):
    assert getattr(Organisation.model_validate({name: cell}), name) is None


@pytest.mark.parametrize(
    "name",
    [
        name
        for name in Organisation.model_fields
        if kind_of(Organisation, name).name not in ("count", "money", "score", "code")
    ],
)
def test_elsewhere_these_words_are_no_blank(name):
    """An end date or an origin left blank has a meaning of its own, which `chưa có số liệu` has not."""
    read = None
    if rule_of(Organisation, name, "chưa có số liệu") is None:
        read = getattr(Organisation.model_validate({name: "chưa có số liệu"}), name)
        assert read == "chưa có số liệu"


@pytest.mark.parametrize(
    ("name", "cell", "rule"),
    [
        *((name, "không triển khai thực hiện", "SO110") for name in ("members", "revenue", "score")),
        *((name, "không", "SO109") for name in ("members", "revenue", "score")),
        *((name, date(2019, 5, 3), "GT104") for name in ("name", "commune", "district")),
        *((name, True, "GT104") for name in ("name", "commune")),
        ("name", float("nan"), "GT104"),
        ("name", 12.0, None),
        ("name", "HTX #1", None),
        ("linked_enterprise", "không", None),
        ("members", "0", None),
    ],
)
def test_words_and_values_of_the_wrong_kind(name, cell, rule):
    assert rule_of(Organisation, name, cell) == rule
