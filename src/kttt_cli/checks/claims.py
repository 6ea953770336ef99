"""The figures of a text (a plan's narrative), typed with their place, are held against one another.

A claims file names the printed figures and says which must follow from which; nothing in it is calculated by hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from pydantic import Field, model_validator

from kttt_cli.annexes.arithmetic import Contradiction, Equation, Kind, Node, settle, slip
from kttt_cli.annexes.layout import printed_value
from kttt_cli.findings import Finding, Place, Severity
from kttt_cli.indicators.definition import Words
from kttt_cli.language import Text, join, no_such, show_number
from kttt_cli.tomlfile import Mistake, Strict, line_of, mistakes_error, parse, validate

Pair = Annotated[tuple[str, ...], Field(min_length=2, max_length=2)]


class Printed(Strict):
    """One figure of the text, as printed."""

    printed: str
    place: str = Field(min_length=1)
    """Part, section, paragraph: `P1.I.2/b2`."""
    about: Words
    by_definition: bool = False
    """Not printed, but certain: shares add up to 100."""


class Claim(Strict):
    """`figure` must be the sum of others (less some), a share of one in another, one divided by another, or the same."""

    figure: str
    sum: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    percent: Pair | None = None
    quotient: Pair | None = None
    same_as: str | None = None

    @model_validator(mode="after")
    def _one_relation(self) -> Claim:
        given = [self.sum or None, self.percent, self.quotient, self.same_as]
        if sum(each is not None for each in given) != 1 or (self.minus and not self.sum):
            raise Mistake(
                Text("cần đúng một trong: sum (có thể có minus), percent, quotient, same_as",
                     "needs exactly one of: sum (minus may go with it), percent, quotient, same_as")
            )  # fmt: skip
        return self

    @property
    def relation(self) -> tuple[Kind, tuple[str, ...]]:
        if self.percent:
            return "percent", self.percent
        if self.quotient:
            return "quotient", self.quotient
        return ("copy", (self.same_as,)) if self.same_as else ("sum", (*self.sum, *self.minus))


class Doubt(Strict):
    """Two means that should be of one size: `of` is at most `times` that of `beside`."""

    figure: str
    of: Pair
    beside: Pair
    times: int = Field(gt=1)
    source: str = Field(min_length=1)


class ClaimsFile(Strict):
    """A claims file."""

    title: Words
    document: str = Field(min_length=1)
    figure: dict[str, Printed]
    claim: tuple[Claim, ...] = ()
    doubt: tuple[Doubt, ...] = ()

    @model_validator(mode="after")
    def _figures_are_known(self) -> ClaimsFile:
        entries: list[tuple[str, int, Claim | Doubt]] = [("claim", *each) for each in enumerate(self.claim)]
        entries += [("doubt", *each) for each in enumerate(self.doubt)]
        for table, index, entry in entries:
            for name in _names(entry):
                if name not in self.figure:
                    raise Mistake(no_such("con số", "figure", name, self.figure), table, index)
        return self


def _names(entry: Claim | Doubt) -> Iterator[str]:
    yield entry.figure
    yield from entry.relation[1] if isinstance(entry, Claim) else (*entry.of, *entry.beside)


def is_claims(tables: Mapping[str, object]) -> bool:
    """Are these the tables of a claims file, rather than of a plan or of settings?"""
    return "figure" in tables and "claim" in tables


def read_claims(source: str, shown: str) -> ClaimsFile:
    """`BadUsage` that lists every mistake with table, key and line."""
    read = validate(ClaimsFile, parse(source, shown, parse_float=Decimal), source, shown)
    twice = [
        (("claim", index), Text("suy ra từ chính nó", "rests on itself"))
        for index, claim in enumerate(read.claim)
        if claim.figure in claim.relation[1]
    ]
    if twice:
        raise mistakes_error(twice, source, shown)
    return read


def audit_claims(source: str, shown: str) -> tuple[ClaimsFile, list[Finding]]:
    """The file, and what contradicts itself in it, each at the line of the figure. Findings in the order of lines."""
    claims = read_claims(source, shown)
    audit = _Audit(claims, source, shown)
    return claims, sorted(audit.findings(), key=Finding.sort_key)


class _Audit:
    def __init__(self, claims: ClaimsFile, source: str, shown: str) -> None:
        self.claims, self.source, self.shown = claims, source, shown
        self.values: dict[Node, Fraction | None] = {
            (name,): printed_value(figure.printed.removesuffix("%")) for name, figure in claims.figure.items()
        }

    def findings(self) -> Iterator[Finding]:
        yield from self._malformed()
        settled = settle(self.values, [self._equation(claim) for claim in self.claims.claim])
        yield from (self._contradiction(each) for each in settled.contradictions)
        for doubt in self.claims.doubt:
            yield from self._doubtful(doubt)

    def _equation(self, claim: Claim) -> Equation:
        kind, sources = claim.relation
        slack = self._half_a_digit(claim.figure)
        if kind == "sum":
            slack += sum((self._half_a_digit(each) for each in sources if self._decimals(each)), Fraction(0))
            slack -= 0 if self._decimals(claim.figure) else self._half_a_digit(claim.figure)
        exact = kind == "copy"
        return Equation(
            kind,
            (claim.figure,),
            tuple((each,) for each in sources),
            minus=len(claim.minus),
            slack=Fraction(0) if exact else slack,
            rule="PL202" if exact else "PL201",
        )

    def _decimals(self, name: str) -> int:
        return len(self.claims.figure[name].printed.removesuffix("%").partition(",")[2].strip())

    def _half_a_digit(self, name: str) -> Fraction:
        return Fraction(1, 2 * 10 ** self._decimals(name))

    # --- what is told --------------------------------------------------------------------------------

    def _finding(
        self, rule: str, name: str, message: Text, suggestion: Text | None = None, severity: Severity = Severity.ERROR
    ) -> Finding:
        figure = self.claims.figure[name]
        line = line_of(self.source, ("figure", name))
        about = f"{figure.place} {figure.about.vi}"
        place = Place(self.shown, None, None if line is None else line - 1)
        return Finding(rule, severity, place, message, figure.printed, about, None, suggestion)

    def _named(self, name: str) -> Text:
        figure = self.claims.figure[name]
        place = Text("", "") if figure.by_definition else Text.same(f"{figure.place}, ")
        return Text(f"{place.vi}{figure.about.vi}", f"{place.en}{figure.about.en}")

    def _malformed(self) -> Iterator[Finding]:
        for name, figure in self.claims.figure.items():
            if self.values[name,] is None:
                message = Text(
                    f"{self._named(name).vi}: “{figure.printed}” viết sai dạng, không biết là số nào",
                    f"{self._named(name).en}: “{figure.printed}” is malformed, its number is not known",
                )
                yield self._finding("PL203", name, message)

    def _contradiction(self, found: Contradiction) -> Finding:
        (name,) = found.node
        named, sums = self._named(name), found.calculation
        printed = self.claims.figure[name].printed
        message = Text(f"{named.vi}: ghi {printed}, tính lại: {sums.vi}", f"{named.en}: {printed}, computed: {sums.en}")
        if found.equation.kind == "copy":
            other = self._named(found.equation.sources[0][0])
            message = Text(f"{named.vi}: ghi {printed}, nhưng {other.vi} ghi {sums.vi}",
                           f"{named.en}: {printed}, but {other.en} has {sums.en}")  # fmt: skip
        if found.consequences:
            dragged = join([self._dragged(each.node[0], each.stands, each.right) for each in found.consequences])
            message = Text(f"{message.vi}. Kéo theo: {dragged.vi}", f"{message.en}. It drags with it: {dragged.en}")
        return self._finding(found.equation.rule, name, message, slip(found.printed, found.right))

    def _dragged(self, name: str, stands: Fraction, right: Fraction) -> Text:
        named, has, should = self._named(name), _number(stands), _number(right)
        return Text(f"{named.vi} thành {has.vi}, đúng ra {should.vi}", f"{named.en} is {has.en}, should be {should.en}")

    def _doubtful(self, doubt: Doubt) -> Iterator[Finding]:
        top, bottom, beside_top, beside_bottom = (self.values[name,] for name in (*doubt.of, *doubt.beside))
        if not (top and bottom and beside_top and beside_bottom):
            return
        one, other = top / bottom, beside_top / beside_bottom
        if one > doubt.times * other:
            named, times = self._named(doubt.figure), show_number(one / other, 0, "vi")
            message = Text(
                f"{named.vi}: bình quân {_number(one).vi}, gấp {times} lần {_number(other).vi} của “"
                f"{self._named(doubt.beside[0]).vi}”: có thể nhầm đơn vị hoặc nhầm dấu",
                f"{named.en}: {_number(one).en} each, {times} times the {_number(other).en} of “"
                f"{self._named(doubt.beside[0]).en}”: perhaps a wrong unit or mark",
            )
            yield self._finding("PL204", doubt.figure, message, severity=Severity.WARNING)


def _number(value: Fraction) -> Text:
    return Text(show_number(value, 2, "vi", trim=True), show_number(value, 2, "en", trim=True))
