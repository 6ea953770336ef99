"""Figures against targets: a table of input and outcome for every time form, and what must always hold."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kttt_cli.indicators.definition import Indicator, Unit
from kttt_cli.indicators.figure import Figure
from kttt_cli.language import Text
from kttt_cli.plans.plan import Plan
from kttt_cli.plans.progress import Nature, Progress, Status, nature_of, progress
from kttt_cli.plans.target import Target

F = Fraction
ONE = Unit(text=Text.same("HTX"))
PLAN = Plan.model_validate(
    {
        "id": "thu",
        "title": "Thử",
        "document": {"name": "", "number": "", "date": "", "agency": ""},
        "province": "Bắc Giang",
        "period": {"first": 2021, "last": 2025},
        "base_year": 2020,
        "target": {},
    }
)
Values = Mapping[int, Any]


def target(**given: Any) -> Target:
    base = {"indicator": "x", "label": "X", "when": "each_year", "baseline": "none", "source": {"section": "II"}}
    return Target.model_validate({**base, **given})


def figures(values: Values, estimates: tuple[int, ...] = ()) -> dict[int, Figure]:
    return {
        year: Figure("x", year, None if value is None else F(str(value)), estimate=year in estimates)
        for year, value in values.items()
    }


def judge(
    asked: Target, values: Values, up_to: int, closed: bool = True, unit: Unit = ONE, nature: Nature = Nature.AMOUNT
) -> Progress:  # fmt: skip
    return progress(asked, PLAN, unit, figures(values), up_to=up_to, closed=closed, nature=nature)


def signs(result: Progress) -> str:
    return "".join(each.status.sign for each in result.years)


def start(value: Any, year: int = 2020) -> dict[str, Any]:
    return {"value": value, "year": year, "estimate": True, "source": "I"}


def by(**given: Any) -> Target:
    return target(when="by", year=2025, **given)


# target; values by year; last year shown; is it closed; the years' signs; status
EACH = target(at_least=50)
SUM = target(when="cumulative", year=2025, at_least=10)
MEAN = target(when="average", at_least=10)
CASES: list[tuple[str, Target, Values, int, bool, str, Status]] = [
    ("each: reached and missed", EACH, {2021: 50, 2022: 49}, 2022, True, "✓✗···", Status.MISSED),
    ("each: running year not yet due", EACH, {2021: 60, 2022: 60}, 2022, False, "✓····", Status.NOT_DUE),
    ("each: running year without data", EACH, {2021: 60}, 2022, False, "✓····", Status.NOT_DUE),
    ("each: a closed year without data", EACH, {2021: 60}, 2022, True, "✓?···", Status.NO_DATA),
    ("each: unknown is not zero", target(at_most=5), {2021: None}, 2021, True, "?····", Status.NO_DATA),
    ("each: by year", target(at_least={2022: 9, 2023: 8}), {2021: 1, 2022: 9, 2023: 7, 2024: 0}, 2024, True, "·✓✗··", Status.MISSED),
    ("each: until 2022", target(at_least=5, year=2022), {2021: 5, 2022: 6, 2023: 1}, 2023, True, "✓✓···", Status.REACHED),
    ("each: negative growth", target(at_least=-2), {2021: -1, 2022: -3}, 2022, True, "✓✗···", Status.MISSED),
    ("each: target of zero", target(equal=0), {2021: 0, 2022: 1}, 2022, True, "✓✗···", Status.MISSED),
    ("each: within a range", target(between=[5, 7]), {2021: 5, 2022: 7, 2023: 8, 2024: 4}, 2024, True, "✓✓✗✗·", Status.MISSED),
    ("each: beyond a range", target(between=[5, 7], beyond=True), {2021: 8, 2022: 4}, 2022, True, "✓✗···", Status.MISSED),
    ("no date: judged at once", target(when="any_time", at_least=100), {2021: 99, 2022: 100}, 2022, False, "✗✓···", Status.REACHED),
    ("no date: no data", target(when="any_time", at_least=100), {2021: 99}, 2022, False, "✗?···", Status.NO_DATA),
    ("by: from the baseline", by(at_least=30, baseline=start(10)), {2021: 14, 2022: 17}, 2022, True, "↗↘···", Status.BEHIND),
    ("by: one point only", by(at_least=30), {2022: 20}, 2022, True, "?····", Status.NOT_DUE),
    ("by: from the first year with data", by(at_least=30), {2021: 10, 2022: 15, 2023: 19}, 2023, True, "·↗↘··", Status.BEHIND),
    ("by: from the base year", by(at_least=30), {2020: 10, 2021: 14}, 2021, True, "↗····", Status.ON_TRACK),
    ("by: reached early", by(at_least=30), {2021: 31}, 2021, True, "✓····", Status.REACHED),
    ("by: fallen back", by(at_least=30), {2021: 31, 2022: 29}, 2022, True, "✓↘···", Status.BEHIND),
    ("by: in the end", by(at_least=30), {2024: 29, 2025: 30}, 2025, True, "???·✓", Status.REACHED),
    ("by: missed in the end", by(at_least=30), {2024: 31, 2025: 29}, 2025, True, "???✓✗", Status.MISSED),
    ("by: last year still running", by(at_least=30), {2024: 28, 2025: 29}, 2025, False, "???·↘", Status.BEHIND),
    ("by: the bound itself is not more", by(more_than=50), {2024: 40, 2025: 50}, 2025, True, "???·✗", Status.MISSED),
    ("by: stuck at the bound", by(more_than=50, baseline=start(50)), {2021: 50}, 2021, True, "↘····", Status.BEHIND),
    ("by: falling", by(less_than=9, baseline=start(19)), {2021: 17, 2022: 16, 2023: 9, 2024: "8.9"}, 2024, True, "↗↘↗✓·", Status.REACHED),
    ("by: down to zero", by(equal=0), {2021: 8, 2022: 6, 2023: 5, 2024: 0}, 2024, True, "·↗↘✓·", Status.REACHED),
    ("by: up from zero", by(at_least=5, baseline=start(0)), {2021: 1, 2022: 1}, 2022, True, "↗↘···", Status.BEHIND),
    ("by: below zero", by(at_least=-10, baseline=start(-20)), {2021: -18, 2022: -17, 2023: -10}, 2023, True, "↗↘✓··", Status.REACHED),
    ("by: into a range from above", by(between=[60, 70], baseline=start(80)), {2021: 78, 2022: 77, 2023: 70}, 2023, True, "↗↘✓··", Status.REACHED),
    ("by: a gap is told, not bridged", by(at_least=30), {2021: 10, 2023: 20}, 2023, True, "·?↗··", Status.ON_TRACK),
    ("by 2023, judged after", target(when="by", year=2023, at_least=5), {2022: 4, 2023: 4, 2024: 6}, 2024, True, "?·✗✓·", Status.MISSED),
    ("sum: along the line", SUM, {2021: 2, 2022: 2}, 2022, True, "↗↗···", Status.ON_TRACK),
    ("sum: behind", SUM, {2021: 2, 2022: 1}, 2022, True, "↗↘···", Status.BEHIND),
    ("sum: reached early", SUM, {2021: 2, 2022: 8}, 2022, True, "↗✓···", Status.REACHED),
    ("sum: missed", SUM, dict.fromkeys(range(2021, 2026), "1.9"), 2025, True, "↘↘↘↘✗", Status.MISSED),
    ("sum: a gap ends it", SUM, {2021: 2, 2023: 9}, 2023, True, "↗??··", Status.NO_DATA),
    ("sum: nothing at first", SUM, {2021: 0, 2022: 4}, 2022, True, "↘↗···", Status.ON_TRACK),
    ("sum: the base year is not in it", SUM, {2020: 99, 2021: 1}, 2021, True, "↘····", Status.BEHIND),
    ("sum: a cap is not reached before the end", target(when="cumulative", year=2025, at_most=10), {2021: 2, 2022: 3}, 2022, True, "↗↘···", Status.BEHIND),
    ("sum: a cap kept", target(when="cumulative", year=2025, at_most=10), dict.fromkeys(range(2021, 2026), 2), 2025, True, "↗↗↗↗✓", Status.REACHED),
    ("sum: a range", target(when="cumulative", year=2025, between=[10, 12]), {2021: 11, 2022: 2}, 2022, True, "↗↘···", Status.BEHIND),
    ("sum to 2023 only", target(when="cumulative", year=2023, at_least=3), {2021: 1, 2022: 1, 2023: 1, 2024: 1}, 2024, True, "↗↗✓··", Status.REACHED),
    ("mean: one point", MEAN, {2021: 8}, 2021, True, "·····", Status.NOT_DUE),
    ("mean: rising to the line", MEAN, {2021: 8, 2022: 9}, 2022, True, "·↗···", Status.ON_TRACK),
    ("mean: behind", MEAN, {2021: 8, 2022: "8.9"}, 2022, True, "·↘···", Status.BEHIND),
    ("mean: reached", MEAN, {2021: 8, 2022: 12}, 2022, True, "·✓···", Status.REACHED),
    ("mean: missed", MEAN, {2021: 8, 2022: 12, 2023: 9, 2024: 10, 2025: 10}, 2025, True, "·✓↗↗✗", Status.MISSED),
    ("mean: net losses", target(when="average", at_least=-3), {2021: -4, 2022: -2}, 2022, True, "·✓···", Status.REACHED),
    ("mean: a gap", MEAN, {2022: 12}, 2022, True, "??···", Status.NO_DATA),
    ("before the period", EACH, {2020: 60}, 2020, True, "·····", Status.NOT_DUE),
]  # fmt: skip


@pytest.mark.parametrize(("name", "asked", "values", "up_to", "closed", "expected", "status"), CASES)
def test_status(
    name: str, asked: Target, values: Values, up_to: int, closed: bool, expected: str, status: Status
) -> None:
    result = judge(asked, values, up_to, closed)
    assert (signs(result), result.status) == (expected, status), name


PACES: list[tuple[str, Target, Values, int, bool, Any]] = [
    ("by: what is left over the years left", by(at_least=30), {2021: 10, 2023: 20}, 2023, True, 5),
    ("by: the running year counts as left", by(at_least=30), {2021: 10, 2023: 21}, 2023, False, 3),
    ("by: never without a year left", by(at_least=30), {2024: 10, 2025: 21}, 2025, False, 9),
    ("by: falling", by(at_most=9), {2022: 12, 2023: 11}, 2023, True, -1),
    ("by: one point", by(at_least=30), {2021: 10}, 2021, True, 5),
    ("by: reached", by(at_least=30), {2021: 30}, 2021, True, None),
    ("by: over", by(at_least=30), {2025: 10}, 2025, True, None),
    ("by: no data", by(at_least=30), {2021: 10}, 2022, True, None),
    ("sum", SUM, {2021: 1, 2022: 1}, 2022, True, "8/3"),
    ("sum: a cap asks for nothing", target(when="cumulative", year=2025, at_most=10), {2021: 9}, 2021, True, None),
    ("mean: the rest must make up", MEAN, {2021: 8, 2022: 8}, 2022, True, "34/3"),
    ("each year", EACH, {2021: 1}, 2021, True, None),
]


@pytest.mark.parametrize(("name", "asked", "values", "up_to", "closed", "pace"), PACES)
def test_pace(name: str, asked: Target, values: Values, up_to: int, closed: bool, pace: Any) -> None:
    found = judge(asked, values, up_to, closed).pace
    assert found == (None if pace is None else F(str(pace))), name


FORECASTS: list[tuple[str, Target, Values, int, bool, Nature, Any, str]] = [
    ("line", by(at_least=30), {2021: 10, 2023: 14}, 2023, True, Nature.AMOUNT, 18, "đường thẳng qua năm 2021 và năm 2023"),
    ("from the baseline", by(at_least=30, baseline=start(10)), {2022: 14}, 2022, True, Nature.AMOUNT, 20, "năm 2020"),
    ("without the running year", by(at_least=30), {2021: 10, 2022: 12, 2023: 0}, 2023, False, Nature.AMOUNT, 18, "2022"),
    ("a share stays below 100", by(at_least=90), {2021: 50, 2022: 80}, 2022, True, Nature.SHARE, 100, "0–100%"),
    ("a share stays above 0", by(at_most=9), {2021: 20, 2022: 10}, 2022, True, Nature.SHARE, 0, "0–100%"),
    ("others may fall below 0", by(at_most=9), {2021: 20, 2022: 10}, 2022, True, Nature.AMOUNT, -20, "đường thẳng"),
    ("sum", SUM, {2021: 1, 2022: 2}, 2022, True, Nature.AMOUNT, "7.5", "năm 2020 và năm 2022"),
    ("mean", MEAN, {2021: 8, 2022: 9}, 2022, True, Nature.AMOUNT, "8.5", "giữ mức bình quân 2021–2022"),
    ("compound", by(at_least=9, forecast="compound"), {2021: 100, 2023: 121}, 2023, True, Nature.AMOUNT, "146.41", "tốc độ tăng"),
    ("compound from zero is none", by(at_least=9, forecast="compound"), {2021: 0, 2022: 1}, 2022, True, Nature.AMOUNT, 4, "đường thẳng"),
    ("growth", target(at_least=5), {2021: 0, 2022: 21}, 2022, True, Nature.GROWTH, 10, "trung bình nhân"),
    ("growth within the period", target(at_least=5), {2020: 90, 2021: 0, 2022: 21}, 2022, True, Nature.GROWTH, 10, "2 năm"),
    ("growth of a whole loss is none", target(at_least=5), {2021: -100, 2022: 0}, 2022, True, Nature.GROWTH, 300, "đường thẳng"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "asked", "values", "up_to", "closed", "nature", "value", "method"), FORECASTS)
def test_forecast(
    name: str, asked: Target, values: Values, up_to: int, closed: bool, nature: Nature, value: Any, method: str
) -> None:
    result = judge(asked, values, up_to, closed, nature=nature)
    assert result.forecast == F(str(value)), name
    assert result.method is not None
    assert method in result.method.vi
    assert result.forecast_year == 2025
    goal = asked.goal(2025)
    assert goal is not None
    assert result.forecast_met is goal.met(F(str(value)))


@pytest.mark.parametrize(
    ("asked", "values", "up_to"),
    [(by(at_least=30), {2021: 10}, 2021), (by(at_least=30), {}, 2022), (by(at_least=30), {2024: 1, 2025: 2}, 2025)],
)
def test_no_forecast_from_one_point_or_when_the_end_is_known(asked: Target, values: Values, up_to: int) -> None:
    result = judge(asked, values, up_to)
    assert (result.forecast, result.method, result.forecast_year, result.forecast_met) == (None,) * 4


def test_units_are_turned_into_the_targets() -> None:
    month = Unit(text=Text("triệu đồng/người/tháng", "million VND per person and month"), scale=12_000_000, decimals=1)
    result = judge(by(at_least=5), {2021: 48_000_000, 2025: 66_000_000}, 2025, unit=month)
    assert result.last is not None
    assert (result.last.value, result.last.distance, result.status) == (F("5.5"), F("0.5"), Status.REACHED)


def test_an_estimate_is_marked_and_stays_in_a_sum() -> None:
    made = figures({2021: 1, 2022: 1, 2023: 1}, estimates=(2022,))
    each = progress(EACH, PLAN, ONE, made, up_to=2023)
    total = progress(SUM, PLAN, ONE, made, up_to=2023)
    assert [year.estimate for year in each.years] == [False, True, False, False, False]
    assert [year.estimate for year in total.years] == [False, True, True, False, False]


def test_own_values_stand_beside_the_sum_even_after_a_gap() -> None:
    result = judge(SUM, {2021: 2, 2023: 9, 2025: 9}, 2025)
    assert [year.own for year in result.years] == [2, None, 9, None, 9]
    assert result.reason is not None
    assert result.reason.vi == "thiếu số liệu năm 2022 nên không cộng dồn tiếp được"


def test_the_reason_of_the_figure_is_handed_on() -> None:
    why = Text("thiếu cột Xếp loại", "column Xếp loại is missing")
    result = progress(EACH, PLAN, ONE, {2021: Figure("x", 2021, None, reason=why)}, up_to=2021)
    assert result.reason == why


@pytest.mark.parametrize(
    ("value", "low", "high", "sure"),
    [(51, 51, 60, True), (45, 45, 60, False), (55, 40, 60, False), (45, 45, 49, True)],
)
def test_a_verdict_that_unknown_rows_could_turn_is_marked(value: int, low: int, high: int, sure: bool) -> None:
    figure = Figure("x", 2021, F(value), unknown=7, low=F(low), high=F(high))
    result = progress(EACH, PLAN, ONE, {2021: figure}, up_to=2021)
    notes = result.years[0].notes
    assert (not notes) is sure
    if notes:
        assert notes[0].vi == f"chưa chắc: còn 7 đơn vị chưa rõ, giá trị có thể từ {low} đến {high}"


def test_what_unknown_rows_of_a_sum_would_add_nobody_knows() -> None:
    result = progress(EACH, PLAN, ONE, {2021: Figure("x", 2021, F(51), unknown=7)}, up_to=2021)
    assert [note.vi for note in result.years[0].notes] == ["chưa đủ: 7 đơn vị chưa có số liệu, không được tính"]


def test_a_note_of_the_figure_is_handed_on() -> None:
    note = Text("lấy từ danh sách năm 2022", "taken from the list of 2022")
    result = progress(EACH, PLAN, ONE, {2021: Figure("x", 2021, F(51), notes=(note,))}, up_to=2021)
    assert result.years[0].notes == (note,)


def test_bounds_add_up_in_a_sum() -> None:
    made = {year: Figure("x", year, F(5), unknown=1, low=F(4), high=F(6)) for year in (2021, 2022)}
    result = progress(SUM, PLAN, ONE, made, up_to=2022)
    assert result.status is Status.REACHED
    assert "còn 2 đơn vị chưa rõ, giá trị có thể từ 8 đến 12" in result.years[1].notes[0].vi


def test_a_replaced_target_says_since_when() -> None:
    result = judge(target(at_least=1, replaced_on=date(2023, 5, 1)), {2021: 1}, 2021)
    assert result.notes[0].vi == "đã được thay từ ngày 01/05/2023"


def test_a_year_after_the_period_is_judged_as_its_end() -> None:
    result = judge(by(at_least=30), {2025: 30, 2026: 1}, 2026, closed=False)
    assert (result.year, result.status) == (2025, Status.REACHED)


@pytest.mark.parametrize("status", list(Status))
def test_every_status_has_its_own_sign_and_texts(status: Status) -> None:
    assert len({each.sign for each in Status}) == len(Status)
    assert status.text.vi
    assert status.text.en


@pytest.mark.parametrize(
    ("form", "nature"),
    [
        ({"ratio": {"part": "a", "whole": "b"}}, Nature.SHARE),
        ({"ratio": {"part": "a", "whole": "b", "as": "mean"}}, Nature.AMOUNT),
        ({"change": {"of": "a"}}, Nature.GROWTH),
        ({"change": {"of": "a", "as": "points"}}, Nature.AMOUNT),
        ({"total": {"plus": ["a"]}}, Nature.AMOUNT),
    ],
)
def test_nature(form: dict[str, Any], nature: Nature) -> None:
    indicator = Indicator.model_validate({"label": "X", "unit": "htx", "law": "L", **form})
    assert nature_of(indicator) is nature


# ── what always holds ──

numbers = st.fractions(min_value=-200, max_value=200, max_denominator=20)
comparisons = st.one_of(
    st.tuples(st.sampled_from(["at_least", "more_than", "at_most", "less_than", "equal"]), numbers),
    st.tuples(st.just("between"), st.tuples(numbers, numbers).map(sorted)),
)
series = st.dictionaries(st.integers(2020, 2026), st.none() | numbers)


@st.composite
def targets(draw: st.DrawFn) -> Target:
    name, value = draw(comparisons)
    when = draw(st.sampled_from(["each_year", "by", "cumulative", "average", "any_time"]))
    year = draw(st.integers(2021, 2025)) if when in ("by", "cumulative") else None
    baseline = draw(st.just("none") | numbers.map(start))
    forecast = draw(st.sampled_from(["linear", "compound"]))
    return target(**{name: value}, when=when, year=year, baseline=baseline, forecast=forecast)


@given(targets(), series, st.integers(2019, 2027), st.booleans(), st.sampled_from(list(Nature)))
def test_what_always_holds(asked: Target, values: Values, up_to: int, closed: bool, nature: Nature) -> None:
    result = judge(asked, values, up_to, closed, nature=nature)
    assert [each.year for each in result.years] == [2021, 2022, 2023, 2024, 2025]
    if result.status in (Status.REACHED, Status.MISSED, Status.NO_DATA):
        assert result.pace is None
    if nature is Nature.SHARE and result.forecast is not None and asked.when != "average":
        assert 0 <= result.forecast <= 100
    assert (result.forecast is None) == (result.method is None)
    for each in result.years:
        assert (each.status is Status.NO_DATA) <= (each.reason is not None)
        if each.distance is None:
            continue
        assert each.goal is not None
        assert each.value is not None
        if each.status is Status.REACHED:
            assert each.distance >= 0
        elif each.status is Status.MISSED:
            assert each.distance < 0 or (each.goal.strict and each.distance == 0)
        assert (each.distance >= 0) == (each.goal.met(each.value) or (each.goal.strict and each.distance == 0))


@given(numbers, numbers, st.integers(2021, 2024))
def test_keeping_the_pace_reaches_the_goal(goal: Fraction, value: Fraction, year: int) -> None:
    for when in ("cumulative", "average"):
        asked = target(at_least=goal, when=when, **({"year": 2025} if when == "cumulative" else {}))
        values: dict[int, Any] = dict.fromkeys(range(2021, year + 1), value)
        pace = judge(asked, values, year).pace
        if pace is not None:
            kept = {**values, **dict.fromkeys(range(year + 1, 2026), pace)}
            last = judge(asked, kept, 2025).last
            assert last is not None
            assert last.distance == 0
