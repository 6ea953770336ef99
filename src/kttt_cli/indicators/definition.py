"""What an indicator is: which rows, which column, divided by which rows. Data, read from TOML.

Three atoms (count, sum, distinct) over rows with conditions, and three combinators (ratio, change,
total) of other figures; `mean` is a ratio written short. Conditions are joined by *and*; the one level
of *or* lives in terms.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler, WithJsonSchema, model_validator
from pydantic_core import CoreSchema

from kttt_cli.language import Text
from kttt_cli.tomlfile import Mistake, Strict

Blank = Literal["yes", "no", "unknown"]


def _text(value: Any) -> Any:
    """`"Tổng số"` or `{ vi = …, en = … }`."""
    if isinstance(value, str):
        return Text.same(value)
    if isinstance(value, dict) and set(value) == {"vi", "en"}:
        return Text(**value)
    if isinstance(value, Text):
        return value
    raise Mistake(Text("phải có cả vi và en", "needs both vi and en"))


_BOTH = {"vi": {"type": "string"}, "en": {"type": "string"}}
Words = Annotated[
    Text,
    BeforeValidator(_text),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string"},
                {"type": "object", "properties": _BOTH, "required": ["vi", "en"], "additionalProperties": False},
            ]
        }
    ),
]


def _or_short(*short: dict[str, Any]) -> Any:
    """The JSON Schema of a table that may also be written in a short form."""

    def schema(cls: Any, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"anyOf": [*short, handler.resolve_ref_schema(handler(core))]}

    return classmethod(schema)


class Condition(Strict):
    """What a cell must be. Exactly one test; `blank` says what an empty cell means (unknown unless said)."""

    in_: tuple[str | bool | int, ...] | None = Field(None, alias="in")
    during: Literal["period"] | None = None
    until: Literal["cutoff", "opening"] | None = None
    after: Literal["cutoff", "opening"] | None = None
    known: bool | None = None
    at_least: int | None = None
    blank: Blank = "unknown"

    __get_pydantic_json_schema__ = _or_short({"type": ["string", "boolean", "integer"]}, {"type": "array"})

    @model_validator(mode="before")
    @classmethod
    def _short_forms(cls, value: Any) -> Any:
        if isinstance(value, str | bool | int):
            return {"in": (value,)}
        if isinstance(value, list | tuple):
            return {"in": tuple(value)}
        return value

    @model_validator(mode="after")
    def _one_test(self) -> Condition:
        given = [
            name for name in ("in_", "during", "until", "after", "known", "at_least") if getattr(self, name) is not None
        ]
        if len(given) != 1:
            raise Mistake(
                Text("cần đúng một phép thử: in, during, until, after, known hoặc at_least",
                     "needs exactly one test: in, during, until, after, known or at_least")
            )  # fmt: skip
        return self


Where = dict[str, Condition]
Names = Annotated[
    tuple[str, ...],
    BeforeValidator(lambda v: (v,) if isinstance(v, str) else v, json_schema_input_type=str | tuple[str, ...]),
]


class Rows(Strict):
    """A named subject: rows of a register, or of another subject, with conditions."""

    register_: str | None = Field(None, alias="register")
    within: str | None = None
    of_list: Literal["own", "previous"] = Field("own", alias="list")
    where: Where = {}
    reported: bool = False
    """A list without a single such row has not reported them, rather than counted none."""
    text: Words

    @model_validator(mode="after")
    def _one_root(self) -> Rows:
        if (self.register_ is None) == (self.within is None):
            raise Mistake(Text("cần register hoặc within, chỉ một", "needs register or within, only one"))
        return self


class Count(Strict):
    rows: str
    where: Where = {}
    term: Names = ()


class Sum(Count):
    of: str


class Distinct(Count):
    of: str


class Mean(Count):
    """Over the rows where the column is known; `weight` turns it into a weighted mean."""

    of: str
    weight: str | None = None


class Part(Strict):
    """One side of a ratio: another indicator by name, or an atom of its own."""

    figure: str | None = None
    count: Count | None = None
    sum: Sum | None = None
    distinct: Distinct | None = None

    __get_pydantic_json_schema__ = _or_short({"type": "string"})

    @model_validator(mode="before")
    @classmethod
    def _by_name(cls, value: Any) -> Any:
        return {"figure": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _one(self) -> Part:
        if sum(getattr(self, name) is not None for name in ("figure", "count", "sum", "distinct")) != 1:
            raise Mistake(Text("cần tên một chỉ tiêu, hoặc count, sum, distinct (chỉ một)",
                               "needs an indicator's name, or count, sum, distinct (only one)"))  # fmt: skip
        return self


class Ratio(Strict):
    part: Part
    whole: Part
    as_: Literal["percent", "mean"] = Field("percent", alias="as")


class Change(Strict):
    of: str
    from_: Literal["previous", "base"] = Field("previous", alias="from")
    as_: Literal["percent", "points", "difference"] = Field("percent", alias="as")


class Total(Strict):
    plus: tuple[str, ...]
    minus: tuple[str, ...] = ()


Form = Count | Sum | Distinct | Mean | Ratio | Change | Total
FORMS = ("count", "sum", "distinct", "mean", "ratio", "change", "total")


class Unit(Strict):
    """What a figure is counted in: `scale` units of the stored value make one shown unit."""

    text: Words
    scale: int = 1
    decimals: int = 0
    trim: bool = False


class Indicator(Strict):
    """One indicator: exactly one form, its unit, the direction that is better, its legal source."""

    label: Words
    unit: str
    law: str = Field(min_length=1)
    direction: Literal["up", "down", "none"] = "none"
    group: str = ""
    note: Words | None = None
    count: Count | None = None
    sum: Sum | None = None
    distinct: Distinct | None = None
    mean: Mean | None = None
    ratio: Ratio | None = None
    change: Change | None = None
    total: Total | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Indicator:
        given = [name for name in FORMS if getattr(self, name) is not None]
        if len(given) != 1:
            raise Mistake(
                Text(f"cần đúng một dạng trong: {', '.join(FORMS)}", f"needs exactly one of: {', '.join(FORMS)}")
            )
        return self

    @property
    def form(self) -> Form:
        forms = (self.count, self.sum, self.distinct, self.mean, self.ratio, self.change, self.total)
        return next(form for form in forms if form is not None)


class Reading(Strict):
    """One way to understand a term: conditions joined by *and*, or `any` of several such groups."""

    text: Words
    where: Where = {}
    any_: tuple[Where, ...] = Field((), alias="any")
    since: date
    """The day from which this reading can be used: that of its source."""
    until: date | None = None
    source: str = Field(min_length=1)

    @model_validator(mode="after")
    def _says_something(self) -> Reading:
        if not self.where and not self.any_:
            raise Mistake(Text("cần where hoặc any", "needs where or any"))
        return self

    def wheres(self) -> Iterator[Where]:
        yield self.where
        yield from self.any_


class Term(Strict):
    """What a word of the plan means, as a yes/no/unknown column: the reading chosen, and the others named."""

    label: Words
    register_: str = Field("organisation", alias="register")
    use: str
    readings: dict[str, Reading]

    @model_validator(mode="after")
    def _known_reading(self) -> Term:
        if self.use not in self.readings:
            raise Mistake(
                Text(f"không có cách hiểu “{self.use}”; các cách: {', '.join(self.readings)}",
                     f"no reading “{self.use}”; readings: {', '.join(self.readings)}"),
                "use",
            )  # fmt: skip
        return self

    @property
    def reading(self) -> Reading:
        return self.readings[self.use]
