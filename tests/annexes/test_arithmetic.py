"""Which printed numbers are wrong, and which only because of those."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kttt_cli.annexes.arithmetic import Equation, Node, settle, slip

YEARS = ("2021", "2022", "2023")


def numbers(**rows: tuple[int | None, ...]) -> dict[Node, Fraction | None]:
    """Each row: its years, then its total."""
    return {
        (name, column): None if value is None else Fraction(value)
        for name, row in rows.items()
        for column, value in zip((*YEARS, "total"), row, strict=True)
    }


def total(row: str) -> Equation:
    return Equation("sum", (row, "total"), tuple((row, year) for year in YEARS))


def parent(row: str, *children: str) -> list[Equation]:
    return [Equation("sum", (row, column), tuple((each, column) for each in children)) for column in (*YEARS, "total")]


def wrong(values: dict[Node, Fraction | None], *equations: Equation) -> list[tuple[Node, int, list[Node]]]:
    return [
        (each.node, int(each.right), [dragged.node for dragged in each.consequences])
        for each in settle(values, equations).contradictions
    ]


def test_numbers_that_follow_are_left_alone() -> None:
    values = numbers(a=(1, 2, 3, 6), b=(10, 20, 30, 60), all=(11, 22, 33, 66))
    assert wrong(values, total("a"), total("b"), total("all"), *parent("all", "a", "b")) == []


def test_a_wrong_total_is_the_cause_of_what_was_added_from_it() -> None:
    values = numbers(a=(1, 2, 3, 6), b=(10, 20, 30, 600), all=(11, 22, 33, 606))
    found = wrong(values, total("a"), total("b"), total("all"), *parent("all", "a", "b"))
    assert found == [(("b", "total"), 60, [("all", "total")])]


def test_a_wrong_number_that_nothing_explains_is_a_cause_of_its_own() -> None:
    values = numbers(a=(1, 2, 3, 6), b=(10, 20, 30, 600), all=(11, 22, 33, 67))
    found = wrong(values, total("a"), total("b"), total("all"), *parent("all", "a", "b"))
    assert found == [(("b", "total"), 60, []), (("all", "total"), 66, [])]


def test_a_right_number_over_a_wrong_one_is_told_as_what_no_longer_follows() -> None:
    values = numbers(a=(1, 2, 3, 6), b=(10, 20, 30, 600), all=(11, 22, 33, 66))
    found = wrong(values, total("a"), total("b"), total("all"), *parent("all", "a", "b"))
    assert found == [(("b", "total"), 60, [("all", "total")])]


def test_blank_is_not_zero() -> None:
    values = numbers(a=(1, None, 3, 4), b=(10, 20, 30, 60), all=(11, 20, 33, 64))
    assert wrong(values, total("a"), *parent("all", "a", "b")) == []


def test_the_shares_of_one_that_is_wrong_follow_it() -> None:
    values = numbers(a=(80, 85, 85, 2500), b=(64, 68, 68, 2000))
    share = Equation("share", ("b", "total"), (("a", "total"),), percent=Fraction(80), slack=Fraction(1, 2))
    assert wrong(values, total("a"), total("b"), share) == [(("a", "total"), 250, [("b", "total")])]


@given(st.lists(st.tuples(*[st.integers(0, 10**6)] * 3), min_size=2, max_size=5), st.data())
def test_one_number_broken_anywhere_is_found_and_nothing_else_is(
    rows: list[tuple[int, ...]], data: st.DataObject
) -> None:
    children = [f"r{index}" for index in range(len(rows))]
    table = {name: (*row, sum(row)) for name, row in zip(children, rows, strict=True)}
    sums = [sum(column) for column in zip(*table.values(), strict=True)]
    values = numbers(**table, all=tuple(sums))
    equations = [*map(total, [*children, "all"]), *parent("all", *children)]
    assert wrong(values, *equations) == []

    row = data.draw(st.sampled_from([*children, "all"]))
    broken = (row, "total")
    right = values[broken]
    assert right is not None
    values[broken] = right + data.draw(st.integers(1, 10**7))
    found = wrong(values, *equations)
    assert [(node, Fraction(number)) for node, number, _ in found] == [(broken, right)]


@pytest.mark.parametrize(
    ("printed", "right", "told"),
    [
        (2955, 295, "thừa một chữ số"),
        (29, 295, "thiếu một chữ số"),
        (332, 342, "gõ nhầm một chữ số"),
        (324, 342, "đảo chữ số"),
        (332, 515, None),
    ],
)
def test_how_a_person_slips(printed: int, right: int, told: str | None) -> None:
    found = slip(Fraction(printed), Fraction(right))
    assert (found is None) if told is None else (found is not None and told in found.vi)
