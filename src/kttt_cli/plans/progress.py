"""How far a plan's target has been reached: a figure of every year against what was promised."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from kttt_cli.indicators.definition import Unit
from kttt_cli.indicators.figure import Figure
from kttt_cli.language import Text, show_date
from kttt_cli.plans.goal import Goal
from kttt_cli.plans.model import Plan
from kttt_cli.plans.series import (
    Knot,
    Nature,
    Point,
    first_known,
    forecast_compound,
    forecast_growth,
    forecast_linear,
    nature_of,
    on_line,
    own_points,
    running,
    uncertain,
    within_share,
)
from kttt_cli.plans.target import Target

__all__ = ["Nature", "Progress", "Status", "YearProgress", "nature_of", "progress"]


class Status(StrEnum):
    """How a target stands. The sign says it without colour."""

    REACHED = "reached"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    MISSED = "missed"
    NOT_DUE = "not_due"
    NO_DATA = "no_data"

    @property
    def text(self) -> Text:
        return _STATUS[self][0]

    @property
    def sign(self) -> str:
        return _STATUS[self][1]


_STATUS: dict[Status, tuple[Text, str]] = {
    Status.REACHED: (Text("đạt", "reached"), "✓"),
    Status.ON_TRACK: (Text("đúng tiến độ", "on track"), "↗"),
    Status.BEHIND: (Text("chậm tiến độ", "behind"), "↘"),
    Status.MISSED: (Text("không đạt", "missed"), "✗"),
    Status.NOT_DUE: (Text("chưa đến hạn", "not yet due"), "·"),
    Status.NO_DATA: (Text("không có số liệu", "no data"), "?"),
}
_FINAL_FORMS = ("by", "cumulative", "average")


class YearProgress(NamedTuple):
    """One year. `value` is what is judged: the year's own, the running sum or the running mean.

    `distance` is how far on the good side of the goal, in the target's unit; below zero what is missing.
    """

    year: int
    status: Status
    own: Fraction | None = None
    value: Fraction | None = None
    goal: Goal | None = None
    distance: Fraction | None = None
    estimate: bool = False
    closed: bool = False
    reason: Text | None = None
    notes: tuple[Text, ...] = ()


class Progress(NamedTuple):
    """A target over the years of its plan; `status` is that of `year`, the last year asked.

    `pace` is the change (running forms: the amount) still needed in each year that is left, in the
    target's unit; below zero where the value must fall. `forecast` is the value at `forecast_year`.
    """

    target: Target
    year: int
    status: Status
    years: tuple[YearProgress, ...]
    pace: Fraction | None = None
    forecast: Fraction | None = None
    forecast_year: int | None = None
    forecast_met: bool | None = None
    method: Text | None = None
    reason: Text | None = None
    notes: tuple[Text, ...] = ()

    @property
    def last(self) -> YearProgress | None:
        """The year that gives the status."""
        return next((each for each in self.years if each.year == self.year), None)


class _Case(NamedTuple):
    """One target with its values up to the last year shown."""

    target: Target
    first: int
    end: int
    up_to: int
    closed: bool
    points: Sequence[Point]
    unit: Unit
    open_years: Collection[int] = ()

    def is_closed(self, year: int) -> bool:
        return year not in self.open_years and (year < self.up_to or (year == self.up_to and self.closed))

    def is_final(self, year: int) -> bool:
        """The day of reckoning is past."""
        return year > self.end or (year == self.end and self.is_closed(year))

    def start(self) -> Knot | None:
        """From where the straight line to the goal sets out."""
        baseline = self.target.baseline
        if self.target.when == "cumulative":
            return Knot(self.first - 1, Fraction(0))
        if baseline is not None and baseline.year is not None:
            return Knot(baseline.year, baseline.value)
        return first_known(self.points)

    def point(self, year: int) -> Point | None:
        return next((point for point in self.points if point.year == year), None)


def progress(
    target: Target,
    plan: Plan,
    unit: Unit,
    figures: Mapping[int, Figure],
    *,
    up_to: int,
    closed: bool = True,
    nature: Nature = Nature.AMOUNT,
    open_years: Collection[int] = (),
) -> Progress:
    """The target against the figures of its indicator; `unit` is the target's (its own or the indicator's).

    `up_to` is the last year shown and `closed` whether that year is over; `open_years` are those of which the lists
    tell of more or less than one whole year.
    """
    period = plan.period
    if up_to > period.last:
        up_to, closed = period.last, True
    end = target.year or period.last
    if target.when in ("cumulative", "average"):
        points = own_points(figures, unit, range(period.first, min(up_to, end) + 1))
        points = running(points, mean=target.when == "average")
    else:
        points = own_points(figures, unit, range(plan.base_year, up_to + 1))
    case = _Case(target, period.first, end, up_to, closed, points, unit, open_years)
    years = tuple(_year(case, year) for year in period.years)
    asked = _asked(case, years)
    last = next((each for each in years if each.year == asked), YearProgress(asked, Status.NOT_DUE))
    goal = target.goal(end)
    forecast, method = _forecast(case, nature) if goal is not None else (None, None)
    return Progress(
        target, asked, last.status, years,
        pace=_pace(case, last),
        forecast=forecast,
        forecast_year=end if forecast is not None else None,
        forecast_met=goal.met(forecast) if goal and forecast is not None else None,
        method=method,
        reason=last.reason,
        notes=_notes(target),
    )  # fmt: skip


def _asked(case: _Case, years: Sequence[YearProgress]) -> int:
    """The last year, of those shown, in which the target asks for something."""
    if case.target.when in _FINAL_FORMS:
        return min(case.up_to, case.end)
    return max((each.year for each in years if each.year <= case.up_to and each.goal), default=case.up_to)


def _year(case: _Case, year: int) -> YearProgress:
    target, goal, closed = case.target, case.target.goal(year), case.is_closed(year)
    if year > case.up_to:
        return YearProgress(year, Status.NOT_DUE, goal=goal)
    if target.when in ("cumulative", "average") and year > case.end:
        judged = Text(f"đã xét ở năm {case.end}", f"judged in {case.end}")
        return YearProgress(year, Status.NOT_DUE, closed=closed, reason=judged)
    point = case.point(year) or Point(year)
    if goal is None:
        unasked = Text("không giao chỉ tiêu cho năm này", "nothing is asked for this year")
        return YearProgress(year, Status.NOT_DUE, point.own, point.value, None, None,
                            point.estimate, closed, unasked)  # fmt: skip
    if point.value is None:
        waiting = target.when == "each_year" and not closed
        status = Status.NOT_DUE if waiting else Status.NO_DATA
        return YearProgress(year, status, point.own, None, goal, None, point.estimate, closed, point.reason)
    status, reason = _status(case, goal, point.value, year)
    notes = point.notes if status is Status.NOT_DUE else (*point.notes, *uncertain(goal, point, case.unit))
    distance = goal.distance(point.value)
    return YearProgress(year, status, point.own, point.value, goal, distance,
                        point.estimate, closed, reason, notes)  # fmt: skip


def _status(case: _Case, goal: Goal, value: Fraction, year: int) -> tuple[Status, Text | None]:
    final = Status.REACHED if goal.met(value) else Status.MISSED
    if case.target.when == "any_time":
        return final, None
    if case.target.when == "each_year":
        return (final, None) if case.is_closed(year) else (Status.NOT_DUE, _not_closed(case, year))
    if case.is_final(year):
        return final, None
    if case.target.when == "cumulative" and goal.high is not None:
        return _capped(case, goal, goal.high, value, year), None
    aim = goal.aim(value)
    if aim is None:
        return Status.REACHED, None
    start = case.start()
    if start is None or start.year >= year:
        return Status.NOT_DUE, Text(
            "mới có số liệu một năm, chưa so được tiến độ", "data of one year only: no pace to compare"
        )
    line = on_line(start, Knot(case.end, aim), year)
    rising = value < aim or (value == aim and aim == goal.low)
    along = value >= line if rising else value <= line
    stuck = goal.strict and value == aim == line
    return (Status.ON_TRACK if along and not stuck else Status.BEHIND), None


def _capped(case: _Case, goal: Goal, high: Fraction, value: Fraction, year: int) -> Status:
    """A running sum with an upper bound can still cross it: before the end it is never reached."""
    start = Knot(case.first - 1, Fraction(0))
    if goal.low is None:
        along = value <= on_line(start, Knot(case.end, high), year)
    else:
        along = on_line(start, Knot(case.end, goal.low), year) <= value <= high
    return Status.ON_TRACK if along else Status.BEHIND


def _not_closed(case: _Case, year: int) -> Text:
    if year in case.open_years:
        return Text(f"số liệu năm {year} không trọn một năm", f"the data of {year} are not of one whole year")
    return Text(f"năm {year} chưa kết thúc", f"{year} is not over")


def _pace(case: _Case, last: YearProgress) -> Fraction | None:
    if case.target.when not in _FINAL_FORMS or last.goal is None or last.value is None:
        return None
    aim = last.goal.aim(last.value)
    if aim is None or case.is_final(last.year):
        return None
    left = case.end - last.year + (0 if last.closed else 1)
    if case.target.when == "average":
        done = last.value * (last.year - case.first + 1)
        return (aim * (case.end - case.first + 1) - done) / left
    return (aim - last.value) / left


def _forecast(case: _Case, nature: Nature) -> tuple[Fraction | None, Text | None]:
    """The value at the end if things go on as in the closed years; None once the end is known."""
    known = [point for point in case.points if point.value is not None and case.is_closed(point.year)]
    start = case.start()
    if not known or start is None or case.is_final(min(case.up_to, case.end)):
        return None, None
    latest = Knot(known[-1].year, known[-1].value or Fraction(0))
    if case.target.when == "average":
        span = f"{case.first}–{latest.year}"
        return latest.value, Text(f"giữ mức bình quân {span}", f"the mean of {span} kept")
    if start.year >= latest.year:
        return None, None
    found: tuple[Fraction, Text] | None = None
    if nature is Nature.GROWTH and case.target.when != "cumulative":
        found = forecast_growth([point for point in known if point.year >= case.first])
    elif case.target.forecast == "compound" and case.target.when != "cumulative":
        found = forecast_compound(start, latest, case.end)
    value, method = found or forecast_linear(start, latest, case.end)
    return within_share(value, method) if nature is Nature.SHARE else (value, method)


def _notes(target: Target) -> tuple[Text, ...]:
    if target.replaced_on is None:
        return ()
    day = target.replaced_on
    return (Text(f"đã được thay từ ngày {show_date(day, 'vi')}", f"replaced from {show_date(day, 'en')}"),)
