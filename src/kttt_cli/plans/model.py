"""A plan as it is held: its paper, its targets, the figures it prints, and what its words mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from kttt_cli.findings import BadUsage
from kttt_cli.indicators.definition import Names, Term, Words
from kttt_cli.language import Text, no_such
from kttt_cli.plans.target import Baseline, Target
from kttt_cli.tomlfile import Mistake, Strict


class Document(Strict):
    """The plan's paper, as printed: blanks stay blank. Without a number it has not been issued."""

    name: str
    number: str
    date: str
    agency: str
    superior: str = ""
    """The body above the agency, whose name stands over it on its papers."""


class Signature(Strict):
    """Who signs below an annex, and where. Names are left blank unless a plan gives them."""

    place: str = "…………"
    left: Words = Text("NGƯỜI LẬP BIỂU", "PREPARED BY")
    left_name: str = ""
    right: Words = Text("THỦ TRƯỞNG ĐƠN VỊ", "HEAD OF THE AGENCY")
    right_name: str = ""


class Period(Strict):
    first: int
    last: int

    @model_validator(mode="after")
    def _in_order(self) -> Period:
        if self.first > self.last:
            wrong = Text("năm đầu không được sau năm cuối", "the first year must not follow the last")
            raise Mistake(wrong, "first")
        return self

    @property
    def years(self) -> range:
        return range(self.first, self.last + 1)


class Question(Strict):
    """What the plan's text leaves open or states in two ways."""

    about: Names
    text: Words
    source: str


def _dated(value: Any) -> Any:
    """`[baseline."htx.count"]` holds `2020 = {…}`, `2016-2020 = {…}`: code and time go into the entry."""
    if not isinstance(value, dict):
        return value
    filled: dict[str, Any] = {}
    for indicator, times in value.items():
        if not isinstance(times, dict):
            raise Mistake(Text("cần một bảng theo năm", "needs a table by year"), indicator)
        filled[indicator] = {}
        for time, entry in times.items():
            years = re.fullmatch(r"(\d{4})(?:-(\d{4}))?", str(time))
            if years is None:
                raise Mistake(Text(f"“{time}” không phải là năm (2020) hay kỳ (2016-2020)",
                                   f"“{time}” is neither a year (2020) nor a period (2016-2020)"),
                              indicator, time)  # fmt: skip
            when = {"period": (int(years[1]), int(years[2]))} if years[2] else {"year": int(years[1])}
            known = {"indicator": indicator, **when}
            filled[indicator][time] = {**entry, **known} if isinstance(entry, dict) else entry
    return filled


Baselines = Annotated[dict[str, dict[str, Baseline]], BeforeValidator(_dated)]


class Plan(Strict):
    """One plan, whole."""

    id: str
    title: Words
    document: Document
    signature: Signature = Signature()
    province: str
    note: Words | None = None
    period: Period
    base_year: int
    extends: str | None = None
    term: dict[str, Term] = Field({})
    target: dict[str, Target]
    baseline: Baselines = Field({})
    question: dict[str, Question] = Field({})

    @property
    def baselines(self) -> tuple[Baseline, ...]:
        """Every figure that the plan prints, in the order of the file."""
        return tuple(each for times in self.baseline.values() for each in times.values())

    def printed(self, indicator: str, year: int) -> Baseline | None:
        """What the plan prints of that indicator for that year."""
        return self.baseline.get(indicator, {}).get(str(year))

    def indicator_of(self, name: str) -> str:
        """The indicator of the target that has this id; any other name is an indicator's own."""
        return self.target[name].indicator if name in self.target else name

    def with_readings(self, chosen: Mapping[str, str]) -> Plan:
        """The same plan with other readings of its terms: `{"base": "operating"}`."""
        terms = dict(self.term)
        for name, reading in chosen.items():
            if name not in terms:
                raise BadUsage(no_such("thuật ngữ", "term", name, terms, listed=True))
            if reading not in terms[name].readings:
                what = f"cách hiểu của “{name}”:", f"reading of “{name}”:"
                raise BadUsage(no_such(*what, reading, terms[name].readings, listed=True))
            terms[name] = terms[name].model_copy(update={"use": reading})
        return self.model_copy(update={"term": terms})


class Overlay(Strict):
    """A file that changes entries of a packaged plan; an entry given here replaces the plan's whole entry."""

    extends: str
    id: str | None = None
    title: Words | None = None
    document: Document | None = None
    signature: Signature | None = None
    province: str | None = None
    note: Words | None = None
    term: dict[str, Term] = Field({})
    target: dict[str, Target] = Field({})
    baseline: Baselines = Field({})
    question: dict[str, Question] = Field({})

    def over(self, base: Plan) -> Plan:
        tables = {name: getattr(self, name) for name in ("term", "target", "baseline", "question")}
        given = {name: getattr(self, name) for name in ("id", "title", "document", "signature", "province", "note")}
        return base.model_copy(
            update={
                "extends": self.extends,
                **{name: value for name, value in given.items() if value is not None},
                **{name: {**getattr(base, name), **table} for name, table in tables.items()},
            }
        )
