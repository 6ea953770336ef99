"""What was promised: an indicator, a comparison, a time form, where the plan says it, how it is read.

Numbers are exact: the decimal text of the file becomes a fraction, never a float.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PlainValidator, model_validator

from kttt_cli.indicators.definition import Words
from kttt_cli.language import Text, show_number
from kttt_cli.tomlfile import Mistake, Strict

Comparison = Literal["at_least", "more_than", "at_most", "less_than", "equal", "between"]
COMPARISONS: tuple[Comparison, ...] = ("at_least", "more_than", "at_most", "less_than", "equal", "between")
When = Literal["each_year", "by", "cumulative", "average", "any_time"]
WHEN_TEXTS: dict[When, Text] = {
    "each_year": Text("hằng năm", "each year"),
    "by": Text("đến năm {year}", "by {year}"),
    "cumulative": Text("cộng dồn đến năm {year}", "in total by {year}"),
    "average": Text("bình quân mỗi năm trong kỳ", "yearly average over the period"),
    "any_time": Text("không nêu thời hạn", "no date given"),
}
_SHOWN_DECIMALS = 6


def _exact(value: Any) -> Fraction:
    """The number exactly as it is written."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | Fraction):
        raise Mistake(Text(f"“{value}” không phải là số", f"“{value}” is not a number"))
    try:
        return Fraction(str(value)) if isinstance(value, float) else Fraction(value)
    except (ValueError, OverflowError):
        raise Mistake(Text(f"“{value}” không phải là số hữu hạn", f"“{value}” is not a finite number")) from None


def _range(value: Any) -> tuple[Fraction, Fraction]:
    if not isinstance(value, list | tuple) or len(value) != 2:  # noqa: PLR2004
        raise Mistake(Text("cần hai số [từ, đến]", "needs two numbers [from, to]"))
    low, high = _exact(value[0]), _exact(value[1])
    if low > high:
        raise Mistake(Text("số đầu phải nhỏ hơn số sau", "the first number must be the smaller one"))
    return low, high


def _or_by_year(read: Any) -> Any:
    """One value, or a table of values by year."""

    def reader(value: Any) -> Any:
        if not isinstance(value, dict):
            return read(value)
        by_year = {}
        for year, each in value.items():
            if not str(year).isdecimal():
                raise Mistake(Text(f"“{year}” không phải là năm", f"“{year}” is not a year"), year)
            try:
                by_year[int(year)] = read(each)
            except Mistake as mistake:
                raise Mistake(mistake.reason, year) from None
        if not by_year:
            raise Mistake(Text("chưa có năm nào", "holds no year"))
        return by_year

    return reader


Range = tuple[Fraction, Fraction]
Number = Annotated[Fraction, PlainValidator(_exact, json_schema_input_type=float)]
NumberRange = Annotated[Range, PlainValidator(_range, json_schema_input_type=tuple[float, float])]
Amount = Annotated[
    Fraction | dict[int, Fraction],
    PlainValidator(_or_by_year(_exact), json_schema_input_type=float | dict[str, float]),
]
Amounts = Annotated[
    Range | dict[int, Range],
    PlainValidator(_or_by_year(_range), json_schema_input_type=tuple[float, float] | dict[str, tuple[float, float]]),
]


@dataclass(frozen=True, slots=True)
class Goal:
    """The values that count as reached: from `low` to `high`, the bounds themselves excluded if `strict`."""

    low: Fraction | None = None
    high: Fraction | None = None
    strict: bool = False

    def met(self, value: Fraction) -> bool:
        return self.aim(value) is None

    def aim(self, value: Fraction) -> Fraction | None:
        """The bound that `value` has yet to reach; None where the goal is met."""
        if self.low is not None and (value < self.low or (self.strict and value == self.low)):
            return self.low
        if self.high is not None and (value > self.high or (self.strict and value == self.high)):
            return self.high
        return None

    def distance(self, value: Fraction) -> Fraction:
        """How far on the good side; below zero what is missing."""
        gaps = []
        if self.low is not None:
            gaps.append(value - self.low)
        if self.high is not None:
            gaps.append(self.high - value)
        return min(gaps)

    def text(self) -> Text:
        """`≥ 50`, `< 9`, `5–7`, `= 0`."""
        low, high = _shown(self.low), _shown(self.high)
        if low is None or high is None:
            sign = ("≥" if low else "≤") if not self.strict else (">" if low else "<")
            number = low or high or Text.same("")
            return Text(f"{sign} {number.vi}", f"{sign} {number.en}")
        if self.low == self.high:
            return Text(f"= {low.vi}", f"= {low.en}")
        return Text(f"{low.vi}–{high.vi}", f"{low.en}–{high.en}")


def _shown(value: Fraction | None) -> Text | None:
    if value is None:
        return None
    return Text(*(show_number(value, _SHOWN_DECIMALS, lang, trim=True) for lang in ("vi", "en")))  # type: ignore[arg-type]


class Source(Strict):
    """Where the promise stands. `text` is verbatim; `province` and `document` where it is another's."""

    part: str | None = None
    section: str | None = None
    bullet: int | None = None
    text: str | None = None
    province: str | None = None
    document: str | None = None

    @model_validator(mode="after")
    def _says_where(self) -> Source:
        if self.section is None and self.document is None:
            raise Mistake(Text("cần section hoặc document", "needs section or document"))
        return self


class TwoReadings(Strict):
    """The text of the plan allows two: the one chosen here, and the other."""

    chosen: Words
    other: Words


class Start(Strict):
    """From where a target sets out, in the target's unit, as the plan prints it."""

    value: Number
    year: int | None = None
    period: tuple[int, int] | None = None
    estimate: bool
    source: str = Field(min_length=1)
    note: Words | None = None

    @model_validator(mode="after")
    def _one_time(self) -> Start:
        return _year_or_period(self)


def _year_or_period(start: Start) -> Start:
    if (start.year is None) == (start.period is None):
        raise Mistake(Text("cần year hoặc period, chỉ một", "needs year or period, only one"))
    return start


def _none_is_said(value: Any) -> Any:
    if isinstance(value, str) and value == "none":
        return None
    if isinstance(value, dict | Start):
        return value
    raise Mistake(Text('cần "none" hoặc { value, year, estimate, source }',
                       'needs "none" or { value, year, estimate, source }'))  # fmt: skip


class Target(Strict):
    """One target: exactly one comparison; `baseline` must be said, be it `"none"`."""

    indicator: str
    label: Words
    unit: str | None = None
    """The indicator's own unless another of the same dimension is named."""
    at_least: Amount | None = None
    more_than: Amount | None = None
    at_most: Amount | None = None
    less_than: Amount | None = None
    equal: Amount | None = None
    between: Amounts | None = None
    beyond: bool = False
    """A value above the range of `between` is reached too."""
    when: When
    year: int | None = None
    """The year by which; for the other time forms the last year asked, where that is not the period's last."""
    baseline: Annotated[Start | None, BeforeValidator(_none_is_said)]
    source: Source
    reading: TwoReadings | None = None
    of_which: str | None = None
    """The target of which this one asks a part."""
    forecast: Literal["linear", "compound"] = "linear"
    replaced_on: date | None = None
    note: Words | None = None

    @model_validator(mode="after")
    def _whole(self) -> Target:
        given = [name for name in COMPARISONS if getattr(self, name) is not None]
        if len(given) != 1:
            names = ", ".join(COMPARISONS)
            raise Mistake(Text(f"cần đúng một phép so sánh trong: {names}", f"needs exactly one of: {names}"))
        if self.year is None and self.when in ("by", "cumulative"):
            raise Mistake(Text(f"when = “{self.when}” cần year", f"when = “{self.when}” needs year"), "when")
        if self.by_year and self.when != "each_year":
            raise Mistake(Text("giá trị theo từng năm chỉ dùng với when = “each_year”",
                               "values by year need when = “each_year”"), given[0])  # fmt: skip
        if self.beyond and self.between is None:
            raise Mistake(Text("beyond chỉ dùng với between", "beyond is for between only"), "beyond")
        start = self.baseline
        if start and start.year is not None and self.year is not None and start.year >= self.year:
            raise Mistake(Text("năm gốc phải trước năm đích", "the baseline must lie before the target's year"),
                          "baseline", "year")  # fmt: skip
        return self

    @property
    def comparison(self) -> Comparison:
        return next(name for name in COMPARISONS if getattr(self, name) is not None)

    @property
    def by_year(self) -> bool:
        """A value of its own for each year, not one for all."""
        return isinstance(getattr(self, self.comparison), dict)

    def goal(self, year: int) -> Goal | None:
        """What is asked in that year (for `by` and the running forms: in the end); None where nothing is."""
        name, value = self.comparison, getattr(self, self.comparison)
        if isinstance(value, dict):
            value = value.get(year)
        asked_no_more = self.when in ("each_year", "any_time") and self.year is not None and year > self.year
        if value is None or asked_no_more:
            return None
        if name == "between":
            return Goal(low=value[0], high=None if self.beyond else value[1])
        if name == "equal":
            return Goal(low=value, high=value)
        if name in ("at_least", "more_than"):
            return Goal(low=value, strict=name == "more_than")
        return Goal(high=value, strict=name == "less_than")

    def when_text(self) -> Text:
        text = WHEN_TEXTS[self.when].filled(year=self.year)
        if self.year is None or self.when in ("by", "cumulative"):
            return text
        return Text(f"{text.vi} đến năm {self.year}", f"{text.en} until {self.year}")

    def goal_text(self, year: int | None = None) -> Text | None:
        """What is asked, as `≥ 50`; a range stays a range even where more is welcome."""
        if year is None and self.by_year:
            return None
        if self.between is not None:
            pair = self.between.get(year or 0) if isinstance(self.between, dict) else self.between
            return Goal(*pair).text() if pair else None
        goal = self.goal(year or 0)
        return goal.text() if goal else None

    def unit_in(self, own: str) -> str:
        """The unit the target speaks in, given the indicator's own."""
        return self.unit or own


class Baseline(Strict):
    """A figure that the plan itself prints, kept as printed and never recomputed."""

    indicator: str
    year: int | None = None
    period: tuple[int, int] | None = None
    value: Number | None = None
    range: NumberRange | None = None
    unit: str | None = None
    """The indicator's own unless another is named."""
    printed: str
    approximate: bool = False
    estimate: bool = False
    derived: bool = False
    """By arithmetic from what is printed, not printed itself."""
    source: str = Field(min_length=1)
    contradicts: Words | None = None
    """Which calculation from the plan's own figures gives another value."""

    @model_validator(mode="after")
    def _one_value(self) -> Baseline:
        if (self.value is None) == (self.range is None):
            raise Mistake(Text("cần value hoặc range, chỉ một", "needs value or range, only one"))
        return self
