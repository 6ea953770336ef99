"""The relations of a form over the numbers that stand in it, whoever wrote them: what contradicts, cause first."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kttt_cli.annexes.arithmetic import Contradiction, Equation, Node, Settled, settle, shown, slip
from kttt_cli.annexes.layout import Relation, YearsForm
from kttt_cli.findings import Severity
from kttt_cli.language import Text, join

Values = Mapping[Node, Fraction | None]
"""(row, series, column): series is `plan` or `done`, column is `past`, a year or `total`."""

Years = Mapping[str, Collection[str]]
"""`plan` or `done` → the years that its totals are of."""

_RULES = {"total": "PL101", "sum": "PL102", "copy": "PL103", "share": "PL104"}
_HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Broken:
    """A relation that the numbers break: by which rule, at which of them, what to say and to do."""

    rule: str
    node: Node
    message: Text
    suggestion: Text | None = None
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Names:
    """How the numbers of a form are called: a cell (`dòng I.4, cột KH 2021`) and its column alone."""

    cell: Callable[[Node], Text]
    column: Callable[[Node], Text]


def broken_relations(
    form: YearsForm, values: Values, years: Years, names: Names, *, complete: bool = True
) -> Iterator[Broken]:
    """Every contradiction; numbers that are wrong only because of another are told with that one. Totals are those
    of `years`; a sheet that is not `complete` has rows of its own, which parts may be missing from the form's."""
    settled = settle(values, _equations(form, values, years))
    meant = _meant_parts(form, values, settled.contradictions)
    told: set[Node] = set()
    for each in settled.contradictions:
        if each.node not in told and not any(source in meant for source in each.equation.sources):
            told.add(each.node)
            yield _contradiction(each, names)
    yield from _totals_of_nothing(form, values, years, names)
    for relation in form.relations():
        if relation.kind == "of_which":
            yield from _part_over_whole(relation, settled, meant, told, names)
        elif relation.kind == "together":
            yield from _parts_together(relation, form, settled, names, exact=relation.exact and complete)
        elif relation.kind == "zero_only_if_all":
            yield from _zero_over_others(relation, settled, names)


def _columns(values: Values) -> Mapping[str, list[str]]:
    found: dict[str, dict[str, None]] = {}
    for _, series, column in values:
        found.setdefault(series, {})[column] = None
    return {series: list(columns) for series, columns in found.items()}


def _equations(form: YearsForm, values: Values, years: Years) -> Iterator[Equation]:
    for relation in form.relations():
        for series, columns in _columns(values).items():
            if relation.kind in _RULES and not (relation.plan_only and series != "plan"):
                yield from _of_relation(relation, series, columns, years[series])


def _of_relation(relation: Relation, series: str, columns: Sequence[str], years: Collection[str]) -> Iterator[Equation]:
    rule = _RULES[relation.kind]
    if relation.kind == "total":
        parts = tuple((relation.row, series, column) for column in columns if column in years)
        if "total" in columns and len(parts) > 1:
            yield Equation("sum", (relation.row, series, "total"), parts, rule=rule)
        return
    for column in columns:
        target, sources = (relation.row, series, column), tuple((of, series, column) for of in relation.of)
        if relation.kind == "share" and relation.percent is not None:
            if not (relation.plan_only and column == "past"):
                yield Equation("share", target, sources, percent=relation.percent, slack=_HALF, rule=rule)
        elif relation.kind in ("sum", "copy"):
            yield Equation("copy" if relation.kind == "copy" else "sum", target, sources, rule=rule)


def _contradiction(found: Contradiction, names: Names) -> Broken:
    named, printed, right, sums = names.cell(found.node), shown(found.printed), shown(found.right), found.calculation
    message = Text(f"{named.vi} ghi {printed.vi}, tính lại: {sums.vi}",
                   f"{named.en} has {printed.en}, computed: {sums.en}")  # fmt: skip
    if found.consequences:
        dragged = join([_dragged(names.cell(each.node), each.stands, each.right) for each in found.consequences])
        message = Text(f"{message.vi}. Kéo theo: {dragged.vi}", f"{message.en}. It drags with it: {dragged.en}")
    suggestion = Text(f"sửa thành {right.vi}", f"should be {right.en}")
    if (how := slip(found.printed, found.right)) is not None:
        suggestion = Text(f"{suggestion.vi}; {how.vi}", f"{suggestion.en}; {how.en}")
    return Broken(found.equation.rule, found.node, message, suggestion)


def _dragged(named: Text, stands: Fraction, right: Fraction) -> Text:
    return Text(
        f"{named.vi} ghi {shown(stands).vi}, đúng ra {shown(right).vi}",
        f"{named.en} has {shown(stands).en}, should be {shown(right).en}",
    )


def _totals_of_nothing(form: YearsForm, values: Values, years: Years, names: Names) -> Iterator[Broken]:
    for key in form.row:
        for series, columns in _columns(values).items():
            parts = [values.get((key, series, column)) for column in columns if column in years[series]]
            total = key, series, "total"
            if parts and all(value is None for value in parts) and values.get(total) is not None:
                named, stands = names.cell(total), shown(values[total])
                message = Text(
                    f"{named.vi} ghi {stands.vi} trong khi các năm để trống: trống không phải là 0",
                    f"{named.en} has {stands.en} while its years are blank: blank is not 0",
                )
                suggestion = Text("ghi số từng năm, hoặc để trống", "give the years, or leave it blank")
                yield Broken("PL110", total, message, suggestion, Severity.WARNING)


def _meant_parts(form: YearsForm, values: Values, contradictions: Sequence[Contradiction]) -> dict[Node, Fraction]:
    """Parts larger than their whole which a total or a copy of them tells what they should be: that the total differs
    is no second mistake."""
    wholes = {relation.row: relation.of[0] for relation in form.relations() if relation.kind == "of_which"}
    found: dict[Node, Fraction] = {}
    for each in contradictions:
        for node in each.equation.sources:
            value, whole = values.get(node), values.get((wholes.get(node[0], ""), *node[1:]))
            if value is None or whole is None or value <= whole or each.equation.kind not in ("sum", "copy"):
                continue
            others = [values.get(source) for source in each.equation.sources if source != node]
            right = each.printed - sum((other for other in others if other is not None), Fraction(0))
            if 0 <= right <= whole:
                found[node] = right
    return found


def _part_over_whole(
    relation: Relation, settled: Settled, meant: Mapping[Node, Fraction], already: Collection[Node], names: Names
) -> Iterator[Broken]:
    """A part larger than its whole, in however many columns: told once, at the first of them."""
    over: list[tuple[Node, Text]] = []
    for node, value in settled.right.items():
        whole = settled.right.get((relation.of[0], *node[1:]))
        if (
            node[0] == relation.row
            and node not in already
            and value is not None
            and whole is not None
            and value > whole
        ):
            heading, one, other = names.column(node), shown(value), shown(whole)
            told = Text(f"{heading.vi}: {one.vi} > {other.vi}", f"{heading.en}: {one.en} > {other.en}")
            over.append((node, told))
    if over:
        told = join([text for _, text in over])
        message = Text(
            f"dòng {relation.row} là một phần của dòng {relation.of[0]} mà lại lớn hơn: {told.vi}",
            f"row {relation.row} is a part of row {relation.of[0]}, but larger: {told.en}",
        )
        suggestion = Text("xem hai dòng có đếm cùng một thứ không", "see whether both rows count the same")
        if (right := meant.get(over[0][0])) is not None:
            suggestion = Text(f"có phải {shown(right).vi}?", f"is it {shown(right).en}?")
        yield Broken("PL105", over[0][0], message, suggestion)


def _parts_together(
    relation: Relation, form: YearsForm, settled: Settled, names: Names, *, exact: bool
) -> Iterator[Broken]:
    """Parts that have nothing in common and are more than their whole, or (`exact`) not just it: told once. A single
    part that is more is told already; of a part that is blank it is not known how much is missing."""
    wrong: list[tuple[Node, Text]] = []
    for node, whole in settled.right.items():
        if node[0] != relation.row or whole is None:
            continue
        there = {key: settled.right.get((key, *node[1:])) for key in relation.of}
        known = [value for value in there.values() if value is not None]
        added = sum(known, Fraction(0))
        blank = any(there[key] is None and not form.row[key].only_if_any for key in relation.of)
        if any(value > whole for value in known) or not known:
            continue
        if added > whole or (exact and not blank and added != whole):
            heading, one, other = names.column(node), shown(whole), shown(added)
            told = Text(f"{heading.vi}: ghi {one.vi}, cộng các dòng được {other.vi}",
                        f"{heading.en}: {one.en}, the rows add up to {other.en}")  # fmt: skip
            wrong.append((node, told))
    if wrong:
        told = join([text for _, text in wrong])
        message = Text(
            f"dòng {relation.row} khác tổng các dòng chia ra từ nó: {told.vi}",
            f"row {relation.row} differs from the sum of the rows that divide it: {told.en}",
        )
        suggestion = Text("xem dòng tổng, hay một dòng chia ra", "see the total, or one of the rows below it")
        yield Broken("PL102", wrong[0][0], message, suggestion)


def _zero_over_others(relation: Relation, settled: Settled, names: Names) -> Iterator[Broken]:
    """A parent of 0 over children that are not, in however many columns: told once, at the first of them."""
    wrong: list[tuple[Node, str]] = []
    for node, value in settled.right.items():
        if node[0] == relation.row and value == 0:
            below = [(of, settled.right.get((of, *node[1:]))) for of in relation.of]
            told = "; ".join(f"{of} = {shown(number).vi}" for of, number in below if number)
            wrong += [(node, told)] if told else []
    if wrong:
        node, told = wrong[0]
        columns, first = join([names.column(each) for each, _ in wrong], ", "), names.column(node)
        message = Text(
            f"dòng {relation.row} ghi 0 (cột {columns.vi}) trong khi dòng con khác 0: {told} ở cột {first.vi}",
            f"row {relation.row} has 0 (columns {columns.en}) while rows below it do not: {told} in {first.en}",
        )
        suggestion = Text("ghi số của dòng, hoặc để trống", "give the row's number, or leave it blank")
        yield Broken("PL106", node, message, suggestion)
