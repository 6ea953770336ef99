"""The numbers that a plan prints in an annex: as printed, as they follow from each other, and where two differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from kttt_cli.annexes.layout import Relation, Row, YearsForm, printed_value
from kttt_cli.language import Text, show_number

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
    """Where the plan's numbers contradict each other: a row, and a column where it is one cell's matter."""

    rule: str
    row: str
    column: Column | None
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

PRINTED_TOTAL = "PL101"
PRINTED_ZERO = "PL102"
PRINTED_PART = "PL103"
PRINTED_SHARE = "PL104"


def doubts(form: YearsForm, numbers: PlanNumbers) -> Iterator[Doubt]:
    """Printed cells that do not follow from the others, and relations that the numbers break."""
    for (key, column), number in numbers.items():
        if number.misprinted:
            yield Doubt(PRINTED_TOTAL, key, column, number.printed, misprint(number))
    for relation in form.relations():
        yield from _broken(form, relation, numbers)


def misprint(number: PlanNumber) -> Text:
    """`kế hoạch in 2.955; tính lại được 295`."""
    assert number.value is not None
    return Text(
        f"kế hoạch in {number.printed}; tính lại được {_shown(number.value).vi}",
        f"the plan prints {number.printed}; recomputed it is {_shown(number.value).en}",
    )


def _broken(form: YearsForm, relation: Relation, numbers: PlanNumbers) -> Iterator[Doubt]:
    assert form.printed is not None
    columns = form.printed.columns[1:] if relation.plan_only else form.printed.columns
    wrong = [column for column in columns if _breaks(relation, column, numbers)]
    if not wrong:
        return
    own = numbers[relation.row, wrong[0]]
    others = {each: numbers[each, wrong[0]].value for each in relation.of}
    assert own.value is not None
    listed = ", ".join(wrong)
    when = Text(f"({listed.replace('past', 'kỳ trước').replace('total', 'cả kỳ')})",
                f"({listed.replace('past', 'the period before').replace('total', 'the whole period')})")  # fmt: skip
    told = _told(form, relation, own.value, {each: value for each, value in others.items() if value})
    yield Doubt(
        {"zero_only_if_all": PRINTED_ZERO, "of_which": PRINTED_PART}.get(relation.kind, PRINTED_SHARE),
        relation.row, None, own.printed, Text(f"{told.vi} {when.vi}", f"{told.en} {when.en}"),
    )  # fmt: skip


def _breaks(relation: Relation, column: Column, numbers: PlanNumbers) -> bool:
    own = numbers[relation.row, column].value
    others = [value for each in relation.of if (value := numbers[each, column].value) is not None]
    if own is None or not others:
        return False
    if relation.kind == "zero_only_if_all":
        return own == 0 and any(others)
    if relation.kind == "of_which":
        return own > others[0]
    if relation.kind == "share" and relation.plan_only:
        assert relation.percent is not None
        return own != others[0] * relation.percent / 100
    return False  # sum, copy and total are what the cells follow from


def _told(form: YearsForm, relation: Relation, own: Fraction, others: Mapping[str, Fraction]) -> Text:
    """What is wrong, with the first of the other rows."""
    key, number = next(iter(others.items()))
    value, label, other = _shown(own), form.row[key].label, _shown(number)
    if relation.kind == "zero_only_if_all":
        return Text(f"in 0 dù dòng con “{label.vi}” là {other.vi}", f"printed 0 although “{label.en}” is {other.en}")
    if relation.kind == "of_which":
        return Text(
            f"{value.vi} nhiều hơn dòng bao gồm nó, “{label.vi}”: {other.vi}",
            f"{value.en} is more than the row that includes it, “{label.en}”: {other.en}",
        )
    assert relation.percent is not None
    percent = _shown(relation.percent)
    return Text(
        f"{value.vi} không bằng {percent.vi} % dòng “{label.vi}”: {other.vi}",
        f"{value.en} is not {percent.en} % of “{label.en}”: {other.en}",
    )


def _shown(value: Fraction) -> Text:
    return Text(show_number(value, 6, "vi", trim=True), show_number(value, 6, "en", trim=True))
