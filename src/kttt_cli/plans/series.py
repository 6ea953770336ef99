"""The values a target is judged on, year by year (own, running sum, running mean), and where they lead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Context, Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from kttt_cli.indicators.definition import Change, Indicator, Ratio, Unit
from kttt_cli.indicators.figure import Figure
from kttt_cli.language import LANGUAGES, Text, rounded, show_number
from kttt_cli.plans.goal import Goal

# A compound forecast is a root, hence not a fraction: so many digits are the same on every machine.
_ROOTS = Context(prec=40)
_ROOT_DECIMALS = 12
_WHOLE = 100


class Nature(StrEnum):
    """What kind of number an indicator is, as far as forecasts care."""

    AMOUNT = "amount"
    SHARE = "share"
    GROWTH = "growth"


def nature_of(indicator: Indicator) -> Nature:
    form = indicator.form
    if isinstance(form, Ratio) and form.as_ == "percent":
        return Nature.SHARE
    if isinstance(form, Change) and form.as_ == "percent":
        return Nature.GROWTH
    return Nature.AMOUNT


class Point(NamedTuple):
    """One year's value in the target's unit, with its bounds; or the reason for none."""

    year: int
    own: Fraction | None = None
    value: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    estimate: bool = False
    unknown: int = 0
    bounded: bool = True
    """The unknown rows are within `low` and `high`; else nobody knows what they would add."""
    reason: Text | None = None
    notes: tuple[Text, ...] = ()


class Knot(NamedTuple):
    """From where a line is drawn."""

    year: int
    value: Fraction


def own_points(figures: Mapping[int, Figure], unit: Unit, years: Sequence[int]) -> list[Point]:
    """A point for each year, in the unit of the indicator; one without a figure has the reason."""
    points = []
    for year in years:
        figure = figures.get(year)
        if figure is None or figure.value is None:
            given = figure.reason if figure else None
            reason = given or Text(f"không có số liệu năm {year}", f"no data for {year}")
            points.append(Point(year, reason=reason, estimate=bool(figure and figure.estimate)))
            continue
        value = figure.value / unit.scale
        low = value if figure.low is None else figure.low / unit.scale
        high = value if figure.high is None else figure.high / unit.scale
        bounded = not figure.unknown or (figure.low is not None and figure.high is not None)
        points.append(
            Point(year, value, value, low, high, figure.estimate, figure.unknown, bounded, notes=figure.notes)
        )
    return points


def running(points: Sequence[Point], *, mean: bool) -> list[Point]:
    """Sums (or means) from the first point on; after a gap there is none, for a part is not the whole."""
    result: list[Point] = []
    total = low = high = Fraction(0)
    gap: Point | None = None
    for count, point in enumerate(points, 1):
        if gap is None and (point.value is None or point.low is None or point.high is None):
            gap = point
        if gap is not None:
            result.append(point._replace(value=None, low=None, high=None, reason=_gap_reason(gap, point)))
            continue
        total, low, high = total + (point.value or 0), low + (point.low or 0), high + (point.high or 0)
        by = count if mean else 1
        before = result[-1] if result else None
        result.append(
            Point(point.year, point.own, total / by, low / by, high / by,
                  point.estimate or bool(before and before.estimate),
                  point.unknown + (before.unknown if before else 0),
                  point.bounded and (before is None or before.bounded), notes=point.notes)
        )  # fmt: skip
    return result


def _gap_reason(gap: Point, point: Point) -> Text | None:
    if point.year == gap.year:
        return gap.reason
    return Text(
        f"thiếu số liệu năm {gap.year} nên không cộng dồn tiếp được",
        f"{gap.year} has no data, so the sum cannot go on",
    )


def first_known(points: Sequence[Point]) -> Knot | None:
    return next((Knot(point.year, point.value) for point in points if point.value is not None), None)


def on_line(start: Knot, end: Knot, year: int) -> Fraction:
    """The value in `year` of the straight line from `start` to `end`."""
    return start.value + (end.value - start.value) * Fraction(year - start.year, end.year - start.year)


def forecast_linear(start: Knot, latest: Knot, year: int) -> tuple[Fraction, Text]:
    return on_line(start, latest, year), Text(
        f"theo đường thẳng qua năm {start.year} và năm {latest.year}",
        f"straight line through {start.year} and {latest.year}",
    )


def forecast_compound(start: Knot, latest: Knot, year: int) -> tuple[Fraction, Text]:
    """The mean rate of growth kept; the straight line where no such rate exists."""
    if start.value <= 0 or latest.value <= 0:
        return forecast_linear(start, latest, year)
    span = Fraction(year - latest.year, latest.year - start.year)
    return latest.value * _power(latest.value / start.value, span), Text(
        f"giữ tốc độ tăng bình quân các năm {start.year}–{latest.year}",
        f"the mean rate of growth of {start.year}–{latest.year} kept",
    )


def forecast_growth(points: Sequence[Point]) -> tuple[Fraction, Text] | None:
    """For an indicator that is itself a yearly growth in percent: the geometric mean of the years known."""
    known = [point for point in points if point.value is not None]
    factors = [1 + point.value / _WHOLE for point in known if point.value is not None]
    if len(factors) <= 1 or min(factors) <= 0:
        return None
    product = Fraction(1)
    for factor in factors:
        product *= factor
    rate = (_power(product, Fraction(1, len(factors))) - 1) * _WHOLE
    return rate, Text(
        f"tốc độ tăng bình quân (trung bình nhân) của {len(factors)} năm có số liệu",
        f"geometric mean of the growth in {len(factors)} years with data",
    )


def _power(base: Fraction, exponent: Fraction) -> Fraction:
    root = _ROOTS.power(_decimal(base), _decimal(exponent))
    return rounded(Fraction(root), _ROOT_DECIMALS)


def _decimal(value: Fraction) -> Decimal:
    return _ROOTS.divide(Decimal(value.numerator), Decimal(value.denominator))


def within_share(value: Fraction, method: Text) -> tuple[Fraction, Text]:
    held = min(max(value, Fraction(0)), Fraction(_WHOLE))
    if held == value:
        return value, method
    return held, Text(f"{method.vi}, giữ trong khoảng 0–100%", f"{method.en}, held within 0–100%")


def uncertain(goal: Goal, point: Point, unit: Unit) -> tuple[Text, ...]:
    """The unknown rows could turn the verdict."""
    if point.value is None or point.low is None or point.high is None:
        return ()
    if not point.bounded:
        return (
            Text(
                f"chưa đủ: {point.unknown} đơn vị chưa có số liệu, không được tính",
                f"not complete: {point.unknown} without data are not counted",
            ),
        )
    met = goal.met(point.value)
    if goal.met(point.low) == met == goal.met(point.high):
        return ()
    low, high = (
        Text(*(show_number(bound, unit.decimals, lang, trim=unit.trim).replace("-", "−") for lang in LANGUAGES))
        for bound in (point.low, point.high)
    )
    return (
        Text(
            f"chưa chắc: còn {point.unknown} đơn vị chưa rõ, giá trị có thể từ {low.vi} đến {high.vi}",
            f"not certain: {point.unknown} could not be judged, the value may lie from {low.en} to {high.en}",
        ),
    )
