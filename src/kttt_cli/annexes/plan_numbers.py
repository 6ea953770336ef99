"""The numbers that a plan prints in an annex: as printed, as they follow from each other, and where two differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from kttt_cli.annexes.arithmetic import Node, shown
from kttt_cli.annexes.layout import Row, YearsForm, printed_value
from kttt_cli.annexes.relations import Names, broken_relations
from kttt_cli.language import Text

Column = str
"""`past`, a year, or `total`."""


@dataclass(frozen=True, slots=True)
class PlanNumber:
    """One cell of the plan's block. `value` is what holds: computed where it follows from other cells.

    `parts` are the cells (row, column) that it is the sum of, or the one that it is `percent` of.
    """

    value: Fraction | None
    printed: str = ""
    parts: tuple[tuple[str, Column], ...] = ()
    percent: Fraction | None = None

    @property
    def misprinted(self) -> bool:
        """Something is printed, and it is not what follows from the other cells."""
        return bool(self.parts) and bool(self.printed) and printed_value(self.printed) != self.value


PlanNumbers = Mapping[tuple[str, Column], PlanNumber]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Where the plan's numbers contradict each other: at which of them, as printed."""

    rule: str
    row: str
    column: Column
    printed: str
    message: Text


def plan_numbers(form: YearsForm) -> PlanNumbers:
    """Every printed cell of the form, by row and column; empty where the form holds no printed numbers."""
    if form.printed is None:
        return {}
    found: dict[tuple[str, Column], PlanNumber] = {}
    for key in form.row:
        for column in form.printed.columns:
            _number(form, key, column, found)
    return found


def _number(form: YearsForm, key: str, column: Column, found: dict[tuple[str, Column], PlanNumber]) -> PlanNumber:
    if (key, column) not in found:
        row = form.row[key]
        text = form.printed_in(key).get(column, "")
        parts, percent = _parts(form, row, key, column)
        values = [_number(form, *part, found).value for part in parts]
        known = [value for value in values if value is not None]
        if not known or row.not_done:
            parts, value = (), printed_value(text)
        else:
            value = sum(known, Fraction(0)) * (percent if percent is not None else 100) / 100
        found[key, column] = PlanNumber(value, text, parts, percent)
    return found[key, column]


def _parts(
    form: YearsForm, row: Row, key: str, column: Column
) -> tuple[tuple[tuple[str, Column], ...], Fraction | None]:
    """The cells that a cell follows from: those of other rows, else (a total) the row's own years."""
    if row.sum:
        return tuple((each, column) for each in row.sum), None
    if row.copy_ is not None:
        return ((row.copy_, column),), None
    if row.share is not None:
        return ((row.share.of, column),), row.share.percent
    if column == "total" and form.printed is not None and row.over_years == "sum" and not row.heading:
        return tuple((key, each) for each in form.printed.columns[1:-1]), None
    return (), None


# --- what contradicts ------------------------------------------------------------------------------------------


def doubts(form: YearsForm) -> Iterator[Doubt]:
    """Printed cells that do not follow from the others, and relations that the numbers break."""
    assert form.printed is not None
    values: dict[Node, Fraction | None] = {
        (key, "plan", column): printed_value(text) for key in form.row for column, text in form.printed_in(key).items()
    }
    names = Names(partial(_cell, form), partial(_column, form))
    for each in broken_relations(form, values, {"plan": form.printed.columns[1:-1]}, names):
        key, _, column = each.node
        yield Doubt(each.rule, key, column, form.printed_in(key)[column], each.message)


def _cell(form: YearsForm, node: Node) -> Text:
    column = _column(form, node)
    return Text(f"dòng {node[0]}, {column.vi}", f"row {node[0]}, {column.en}")


def _column(form: YearsForm, node: Node) -> Text:
    assert form.printed is not None
    first, last = form.printed.past
    return {
        "past": Text(f"thực hiện {first}-{last}", f"done {first}-{last}"),
        "total": Text("cả kỳ", "the whole period"),
    }.get(node[2], Text.same(node[2]))


def misprint(number: PlanNumber) -> Text:
    """`kế hoạch in 2.955; tính lại được 295`."""
    right = shown(number.value)
    return Text(
        f"kế hoạch in {number.printed}; tính lại được {right.vi}",
        f"the plan prints {number.printed}; recomputed it is {right.en}",
    )
