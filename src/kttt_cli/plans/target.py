"""What was promised: an indicator, a comparison, a time form, where the plan says it, how it is read."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from kttt_cli.indicators.definition import Words
from kttt_cli.language import Text
from kttt_cli.plans.goal import Amount, Amounts, Goal, Number, NumberRange
from kttt_cli.tomlfile import Mistake, Strict

Comparison = Literal["at_least", "more_than", "at_most", "less_than", "equal", "between"]
COMPARISONS: tuple[Comparison, ...] = ("at_least", "more_than", "at_most", "less_than", "equal", "between")
When = Literal["each_year", "by", "cumulative", "average", "any_time"]
WHEN_TEXTS: dict[When, Text] = {
    "each_year": Text("mỗi năm", "each year"),
    "by": Text("đến {year}", "by {year}"),
    "cumulative": Text("tổng đến {year}", "total by {year}"),
    "average": Text("bình quân/năm", "yearly mean"),
    "any_time": Text("không nêu hạn", "no date"),
}


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
    """The year by which; for the other time forms the last year asked, unless the period's last."""
    baseline: Annotated[Start | None, BeforeValidator(_none_is_said, json_schema_input_type=Start | Literal["none"])]
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
            wrong = Text("năm gốc phải trước năm đích", "the baseline must lie before the target's year")
            raise Mistake(wrong, "baseline", "year")
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
        return Text(f"{text.vi} đến {self.year}", f"{text.en} until {self.year}")

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

    indicator: str = ""
    """From the table's name, as `year` and `period` are from the key."""
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
