"""Exact numbers as a plan writes them, and the values that count as reached.

The decimal text of the file becomes a fraction, never a float.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, NamedTuple

from pydantic import PlainValidator

from kttt_cli.language import LANGUAGES, Text, show_number
from kttt_cli.tomlfile import Mistake

_SHOWN_DECIMALS = 6


def _exact(value: Any) -> Fraction:
    """The number exactly as it is written."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | Fraction):
        raise Mistake(Text(f"“{value}” không phải là số", f"“{value}” is not a number"))
    try:
        return Fraction(str(value)) if isinstance(value, float) else Fraction(value)
    except (ValueError, OverflowError):
        wrong = Text(f"“{value}” không phải là số hữu hạn", f"“{value}” is not a finite number")
        raise Mistake(wrong) from None


def _range(value: Any) -> tuple[Fraction, Fraction]:
    if not isinstance(value, list | tuple) or len(value) != 2:  # noqa: PLR2004
        raise Mistake(Text("cần hai số [từ, đến]", "needs two numbers [from, to]"))
    low, high = _exact(value[0]), _exact(value[1])
    if low > high:
        raise Mistake(Text("số đầu phải nhỏ hơn số sau", "the first number must be the smaller one"))
    return low, high


def _or_by_year(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
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


class Goal(NamedTuple):
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
    return Text(*(show_number(value, _SHOWN_DECIMALS, lang, trim=True) for lang in LANGUAGES))
