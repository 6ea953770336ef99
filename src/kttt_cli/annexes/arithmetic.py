"""Printed numbers that must follow from one another: which are wrong, and which are wrong only because of those.

A wrong total drags others with it: 55 + 60 + 60 + 60 + 60 printed as 2955 makes a sum of 3080 out of 420, and 80 % of
that 2464 out of 336. The first is the cause, the others are its consequences; they are told together, once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from graphlib import TopologicalSorter
from typing import Literal

from kttt_cli.language import LANGUAGES, Lang, Text, show_number

Node = tuple[str, ...]
"""A printed number: (row, column) of a form, or the name of a figure in a text."""

Numbers = Sequence[Fraction]
Kind = Literal["sum", "copy", "share", "percent", "quotient"]


def _sum(numbers: Numbers, equation: Equation) -> Fraction:
    plus = len(numbers) - equation.minus
    return sum(numbers[:plus], Fraction(0)) - sum(numbers[plus:], Fraction(0))


_GIVES: dict[Kind, Callable[[Numbers, Equation], Fraction | None]] = {
    "sum": _sum,
    "copy": lambda numbers, equation: numbers[0],
    "share": lambda numbers, equation: numbers[0] * equation.percent / 100,
    "percent": lambda numbers, equation: 100 * numbers[0] / numbers[1] if numbers[1] else None,
    "quotient": lambda numbers, equation: numbers[0] / numbers[1] if numbers[1] else None,
}


@dataclass(frozen=True, slots=True)
class Equation:
    """`target` follows from `sources`: their sum (the last `minus` of them taken off), the same number, `percent` % of
    it, the first in % of the second, or the first divided by the second. `slack` is what rounding may change."""

    kind: Kind
    target: Node
    sources: tuple[Node, ...]
    percent: Fraction = Fraction(0)
    minus: int = 0
    slack: Fraction = Fraction(0)
    rule: str = ""

    def gives(self, values: Mapping[Node, Fraction | None]) -> Fraction | None:
        """None where one of the sources is not known."""
        numbers = [values.get(source) for source in self.sources]
        if any(number is None for number in numbers):
            return None
        return _GIVES[self.kind]([number for number in numbers if number is not None], self)

    def holds(self, printed: Fraction, given: Fraction) -> bool:
        return abs(printed - given) <= self.slack

    def calculation(self, values: Mapping[Node, Fraction | None]) -> Text:
        """`55 + 60 + 60 + 60 + 60 = 295`, in the numbers of `values`."""
        return Text(*(self._calculation(values, lang) for lang in LANGUAGES))

    def _calculation(self, values: Mapping[Node, Fraction | None], lang: Lang) -> str:
        numbers = [shown(values.get(source)).to(lang) for source in self.sources]
        plus = len(numbers) - self.minus
        left = {
            "sum": " + ".join(numbers[:plus]) + "".join(f" − {number}" for number in numbers[plus:]),
            "copy": numbers[0],
            "share": f"{shown(self.percent).to(lang)} % × {numbers[0]}",
            "percent": "/".join(numbers[:2]),
            "quotient": "/".join(numbers[:2]),
        }[self.kind]
        result = shown(self.gives(values)).to(lang) + (" %" if self.kind == "percent" else "")
        return left if self.kind == "copy" else f"{left} = {result}"


def shown(number: Fraction | None) -> Text:
    """With at most three decimals; `…` where it is not known."""
    if number is None:
        return Text.same("…")
    return Text(*(show_number(number, 3, lang, trim=True) for lang in LANGUAGES))


@dataclass(frozen=True, slots=True)
class Consequence:
    """A number that would be right if the cause were: what stands there (or follows from what stands), and the right
    one."""

    node: Node
    stands: Fraction
    right: Fraction


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A printed number that does not follow from its sources, and what it drags with it."""

    equation: Equation
    printed: Fraction
    right: Fraction
    calculation: Text
    consequences: tuple[Consequence, ...] = ()

    @property
    def node(self) -> Node:
        return self.equation.target


@dataclass(frozen=True, slots=True)
class Settled:
    """The numbers as they must be, and where the printed ones contradict them."""

    right: Mapping[Node, Fraction | None]
    contradictions: tuple[Contradiction, ...]


def settle(printed: Mapping[Node, Fraction | None], equations: Iterable[Equation]) -> Settled:
    """Follow every equation from the numbers that rest on nothing upwards.

    A number is wrong if it agrees with none of its equations and these agree with one another; a wrong number that
    follows from other wrong ones as they are printed is their consequence. One that agrees with some of its equations
    only is kept, and each of the others is a contradiction of its own.
    """
    by_target: dict[Node, list[Equation]] = defaultdict(list)
    for equation in equations:
        by_target[equation.target].append(equation)
    right: dict[Node, Fraction | None] = dict(printed)
    broken: dict[Node, list[Equation]] = {}
    for node in _sources_first(by_target):
        stands = printed.get(node)
        if stands is None:
            continue
        given = [(each, value) for each in by_target[node] if (value := each.gives(right)) is not None]
        wrong = [(each, value) for each, value in given if not each.holds(stands, value)]
        if wrong:
            broken[node] = [each for each, _ in wrong]
        first = wrong[0][1] if wrong else stands
        if wrong and len(wrong) == len(given) and all(each.holds(first, value) for each, value in given):
            right[node] = first
            broken[node] = [wrong[0][0]]
    causes = {node: _cause(node, by_target[node], printed, right) for node in broken}
    dragged = _dragged(causes, by_target, printed, right)
    return Settled(
        right,
        tuple(
            _contradiction(equation, printed, right, dragged[node])
            for node, equations_ in broken.items()
            if causes[node] is None
            for equation in equations_
        ),
    )


def _sources_first(by_target: Mapping[Node, Sequence[Equation]]) -> list[Node]:
    graph = {target: {source for each in those for source in each.sources} for target, those in by_target.items()}
    return [node for node in TopologicalSorter(graph).static_order() if node in by_target]


def _is_wrong(node: Node, printed: Mapping[Node, Fraction | None], right: Mapping[Node, Fraction | None]) -> bool:
    return printed.get(node) != right.get(node)


def _cause(
    node: Node,
    equations: Sequence[Equation],
    printed: Mapping[Node, Fraction | None],
    right: Mapping[Node, Fraction | None],
) -> Node | None:
    """The wrong number that this one follows from, as printed."""
    stands = printed[node]
    for equation in equations:
        wrong = [source for source in equation.sources if _is_wrong(source, printed, right)]
        given = equation.gives(printed)
        if wrong and stands is not None and given is not None and equation.holds(stands, given):
            return wrong[0]
    return None


def _dragged(
    causes: Mapping[Node, Node | None],
    by_target: Mapping[Node, Sequence[Equation]],
    printed: Mapping[Node, Fraction | None],
    right: Mapping[Node, Fraction | None],
) -> Mapping[Node, list[Consequence]]:
    """What each first cause drags with it: numbers printed after it, and right ones that no longer follow."""
    found: dict[Node, list[Consequence]] = defaultdict(list)
    for node, cause in causes.items():
        if cause is not None:
            found[_root(cause, causes)].append(_consequence(node, printed[node], right[node]))
    for node, equations in by_target.items():
        stands = printed.get(node)
        if node in causes or stands is None:
            continue
        for equation in equations:
            wrong = [source for source in equation.sources if _is_wrong(source, printed, right)]
            given = equation.gives(printed)
            if wrong and given is not None and not equation.holds(stands, given):
                found[_root(wrong[0], causes)].append(_consequence(node, given, stands))
    return found


def _root(node: Node, causes: Mapping[Node, Node | None]) -> Node:
    while (before := causes.get(node)) is not None:
        node = before
    return node


def _consequence(node: Node, stands: Fraction | None, right: Fraction | None) -> Consequence:
    assert stands is not None
    assert right is not None
    return Consequence(node, stands, right)


def _contradiction(
    equation: Equation,
    printed: Mapping[Node, Fraction | None],
    right: Mapping[Node, Fraction | None],
    consequences: Sequence[Consequence],
) -> Contradiction:
    stands, given = printed[equation.target], equation.gives(right)
    assert stands is not None
    assert given is not None
    return Contradiction(equation, stands, given, equation.calculation(right), tuple(consequences))


_SLIPS: tuple[tuple[Callable[[str, str], bool], Text], ...] = (
    (lambda a, b: len(a) == len(b) + 1 and any(a[:i] + a[i + 1 :] == b for i in range(len(a))),
     Text("có lẽ thừa một chữ số", "likely one digit too many")),
    (lambda a, b: len(b) == len(a) + 1 and any(b[:i] + b[i + 1 :] == a for i in range(len(b))),
     Text("có lẽ thiếu một chữ số", "likely one digit missing")),
    (lambda a, b: len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1,
     Text("có lẽ gõ nhầm một chữ số", "likely one digit mistyped")),
    (lambda a, b: sorted(a) == sorted(b) and a != b, Text("có lẽ đảo chữ số", "likely digits in a wrong order")),
)  # fmt: skip


def slip(printed: Fraction, right: Fraction) -> Text | None:
    """How a person comes to write the one for the other: a digit too many, missing, mistyped, exchanged."""
    if printed.denominator != 1 or right.denominator != 1:
        return None
    wrong, meant = str(abs(printed.numerator)), str(abs(right.numerator))
    return next((told for fits, told in _SLIPS if fits(wrong, meant)), None)
