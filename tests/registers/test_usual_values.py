"""Columns of usual cells are read at once, to the very values that their field types read cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import ValidationError

from kttt_cli.registers.adapters import adapter
from kttt_cli.registers.fields import context_of, usual_values
from kttt_cli.registers.organisation import Organisation
from kttt_cli.sheets.grid import Cell
from kttt_cli.sheets.numbers import Habits, Reading, Style, money_unit

FIELDS = {"money": ("charter_capital", "profit"), "date": ("registered_on",), "text": ("name",)}


def one_by_one(name: str, cells: Sequence[Cell], reading: Reading | None) -> list[Any] | None:
    try:
        return adapter(Organisation, name).validate_python([*cells], context=context_of(reading))
    except ValidationError:
        return None


def columns(cell: st.SearchStrategy[Cell]) -> st.SearchStrategy[list[Cell]]:
    column = st.lists(cell, min_size=1, max_size=4, unique_by=repr)
    return st.one_of(column, column.map(lambda cells: [None, *cells]))


usual_numbers = st.builds(
    lambda whole, part, style: f"{whole:,}".replace(",", style.group) + (f"{style.decimal}{part}" if part else ""),
    st.integers(0, 10**12),
    st.text("0123456789", max_size=7),
    st.sampled_from(Style),
)
numbers = columns(st.one_of(usual_numbers, st.text("0123456789.,-", max_size=9), st.sampled_from(["-", "0", "…", 5])))
readings = st.builds(
    Reading,
    st.sampled_from([*Style, None]),
    st.sampled_from(["đồng", "nghìn đồng", "triệu đồng", "tỷ đồng", "triệu đồng/người/tháng"]).map(money_unit),
    st.booleans(),
    st.builds(Habits, st.booleans(), st.booleans()),
)


@given(numbers, readings)
@example(["1.310,6", "712"], Reading(Style.VIETNAMESE, money_unit("triệu đồng")))
@example(["999.999.999.999,999999"], Reading(Style.VIETNAMESE, money_unit("tỷ đồng")))
@example(["1,500"], Reading(Style.VIETNAMESE, money_unit("đồng")))
@example(["2021,867"], Reading(Style.VIETNAMESE, money_unit("triệu đồng"), habits=Habits(grouped=True)))
def test_amounts(cells: list[Cell], reading: Reading) -> None:
    for name in FIELDS["money"]:
        found = usual_values("money", cells, reading)
        assert found is None or found == one_by_one(name, cells, reading)


days = columns(
    st.one_of(
        st.dates().map(lambda day: f"{day.day:02}/{day.month:02}/{day.year:04}"),
        st.text("0123456789/", max_size=10),
        st.sampled_from(["31/02/2020", "10/07/1905", "01/01/1944", "05-03-2019", "2019", "15/03/2019 ", "-", 43529]),
    )
)


@given(days)
def test_days(cells: list[Cell]) -> None:
    found = usual_values("date", cells, None)
    assert found is None or found == one_by_one("registered_on", cells, None)


words = columns(
    st.one_of(
        st.text(max_size=6),
        st.sampled_from(
            ["HTX Đồng Tâm", "nt", "N.T.", "như trên", "HTX  An", " HTX", "HTX ", "Err:502", "#REF!", "- An", "…", "'HTX",
             "HTX\u00a0An", "HTX\u200b An", "Ho\u0300a", "Hòa", "n", "HTX\nAn", 12, 1.5, True, "½", "²"]
        ),
    )
)  # fmt: skip


@given(words)
@example(["HTX Đồng Tâm", "HTX Bình Minh"])
def test_names(cells: list[Cell]) -> None:
    found = usual_values("text", cells, None)
    assert found is None or found == one_by_one("name", cells, None)


codes = columns(
    st.one_of(st.text("0123456789-. A", max_size=14), st.from_regex(r"[0-9]{10}([0-9]{3})?", fullmatch=True))
)


@given(codes)
def test_codes(cells: list[Cell]) -> None:
    found = usual_values("code", cells, None)
    assert found is None or found == one_by_one("code", cells, None)


@pytest.mark.parametrize(
    ("kind", "cells", "reading"),
    [
        ("money", ["1.310,6", "712", "0"], Reading(Style.VIETNAMESE, money_unit("triệu đồng"))),
        ("money", [None, "1,310.6"], Reading(Style.ENGLISH, money_unit("triệu đồng"))),
        ("date", ["05/03/2019", "31/12/2024"], None),
        ("code", ["9900180224", "9900180224001"], None),
        ("text", ["HTX Đồng Tâm", "Nông nghiệp xanh", "HTX 20/10"], None),
    ],
)
def test_usual_columns_take_the_short_way(kind: str, cells: list[Cell], reading: Reading | None) -> None:
    assert usual_values(kind, cells, reading) is not None
