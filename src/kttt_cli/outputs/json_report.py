"""The report as JSON: always every indicator and year asked for, plain numbers, ISO dates, one published schema.

Keys and codes are the same in every language; texts stand in Vietnamese and English side by side.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import IO, Literal

from pydantic import Field

from kttt_cli import __version__
from kttt_cli.indicators.definition import Unit
from kttt_cli.indicators.figure import Cut, Figure
from kttt_cli.indicators.wording import sentence
from kttt_cli.outputs.json_parts import BothTexts, FindingJson, Json, SkippedJson, both, both_or_none, finding_json
from kttt_cli.outputs.wording import judged_unit, source_text
from kttt_cli.plans.progress import Progress, YearProgress
from kttt_cli.plans.target import COMPARISONS, Baseline
from kttt_cli.report import Report

SCHEMA_VERSION = 1
Number = int | float


class CutJson(Json):
    column: Literal["district", "sector"]
    value: str | None = Field(description="As in the register; null: rows without one.")
    label: BothTexts


class FigureJson(Json):
    """One indicator in one year. Numbers are in the indicator's unit; the sides of a ratio in stored units."""

    year: int
    cut: CutJson | None = None
    value: Number | None = Field(description="Null where there are no data; `reason` says why.")
    reason: BothTexts | None = None
    numerator: Number | None = Field(None, description="VND, persons or counts, as stored.")
    denominator: Number | None = Field(None, description="VND, persons or counts, as stored.")
    rows: int | None = Field(None, description="Records behind the figure (kttt explain lists them).")
    unknown: int = Field(0, description="Records that could not be judged because a cell is blank or unreadable.")
    low: Number | None = None
    high: Number | None = None
    estimate: bool = False
    of_part: bool = Field(False, description="Of more or less time than a year; `notes` say of which.")
    notes: list[BothTexts] = []


class IndicatorJson(Json):
    code: str
    label: BothTexts
    unit: BothTexts
    decimals: int
    direction: Literal["up", "down", "none"]
    law: str
    sentence: BothTexts
    figures: list[FigureJson]


class YearJson(Json):
    year: int
    status: str
    value: Number | None = None
    distance: Number | None = None
    estimate: bool = False
    reason: BothTexts | None = None
    notes: list[BothTexts] = []


class BaselineJson(Json):
    indicator: str
    year: int | None
    period: tuple[int, int] | None
    value: Number | None
    range: tuple[Number, Number] | None
    unit: BothTexts
    printed: str
    approximate: bool
    estimate: bool
    derived: bool
    source: str
    contradicts: BothTexts | None


class TargetJson(Json):
    id: str
    indicator: str
    label: BothTexts
    unit: BothTexts
    comparison: str
    goal: str | None
    when: str
    by: int | None
    baseline: Number | None
    source: str
    reading: dict[str, BothTexts] | None
    of_which: str | None
    year: int
    status: str = Field(description="reached, on_track, behind, missed, not_due, no_data")
    value: Number | None
    distance: Number | None
    pace: Number | None
    forecast: Number | None
    forecast_year: int | None
    forecast_met: bool | None
    method: BothTexts | None
    reason: BothTexts | None
    years: list[YearJson]


class TermJson(Json):
    name: str
    label: BothTexts
    reading: str
    text: BothTexts
    since: date
    source: str
    other_readings: list[str]


class SourceJson(Json):
    register_: str = Field(alias="register")
    file: str
    sheet: str | None
    records: int


class PlanJson(Json):
    id: str
    title: BothTexts
    province: str
    first_year: int
    last_year: int
    base_year: int


class ReportJson(Json):
    """What `kttt compute --format json` writes."""

    schema_version: Literal[1]
    kttt_version: str
    plan: PlanJson
    year: int
    years: list[int]
    cutoff: date
    year_closed: bool
    estimate: bool
    terms: list[TermJson]
    targets: list[TargetJson]
    indicators: list[IndicatorJson]
    no_parts: BothTexts | None
    baselines: list[BaselineJson]
    sources: list[SourceJson]
    skipped: list[SkippedJson]
    empty_rows: int
    findings: list[FindingJson]


def print_json(report: Report, stream: IO[str]) -> None:
    text = report_json(report).model_dump_json(indent=2, by_alias=True)
    stream.write(text + "\n")


def report_json(report: Report) -> ReportJson:
    period = report.book.period(report.year)
    plan = report.plan
    shown = report.years if report.request.year is None else (report.year,)
    return ReportJson(
        schema_version=SCHEMA_VERSION,
        kttt_version=__version__,
        plan=PlanJson(
            id=plan.id,
            title=both(plan.title),
            province=plan.province,
            first_year=plan.period.first,
            last_year=plan.period.last,
            base_year=plan.base_year,
        ),
        year=report.year,
        years=list(shown),
        cutoff=period.cutoff,
        year_closed=period.closed,
        estimate=period.estimate,
        terms=[
            TermJson(
                name=name,
                label=both(term.label),
                reading=term.use,
                text=both(term.reading.text),
                since=term.reading.since,
                source=term.reading.source,
                other_readings=[other for other in term.readings if other != term.use],
            )
            for name, term in plan.term.items()
        ],
        targets=[_target(report, name, progress) for name, progress in report.targets.items()],
        indicators=[_indicator(report, code, shown) for code in _codes(report)],
        no_parts=both_or_none(report.no_parts),
        baselines=[_baseline(report, each) for each in plan.baselines],
        sources=list(_sources(report)),
        skipped=[
            SkippedJson(file=each.place.file, sheet=each.place.sheet, reason=both(each.reason))
            for each in report.dataset.skipped
        ],
        empty_rows=report.dataset.dropped,
        findings=[finding_json(finding) for finding in report.findings],
    )


def _codes(report: Report) -> list[str]:
    return list(report.request.indicators) or list(report.figures)


def _indicator(report: Report, code: str, years: tuple[int, ...]) -> IndicatorJson:
    indicator = report.catalogue.indicators[code]
    unit = report.catalogue.unit_of(code)
    figures = [figure_json(figure, unit) for year, figure in report.figures[code].items() if year in years]
    figures += [figure_json(part.figures[code], unit, part.cut) for part in report.parts if code in part.figures]
    return IndicatorJson(
        code=code,
        label=both(indicator.label),
        unit=both(unit.text),
        decimals=unit.decimals,
        direction=indicator.direction,
        law=indicator.law,
        sentence=both(sentence(code, report.catalogue, report.plan.term)),
        figures=figures,
    )


def figure_json(figure: Figure, unit: Unit, cut: Cut | None = None) -> FigureJson:
    """Value and bounds in the unit given; numerator and denominator as stored."""
    return FigureJson(
        year=figure.year,
        cut=None if cut is None else _cut(cut),
        value=_number(figure.value, unit.scale),
        reason=both_or_none(figure.reason),
        numerator=_number(figure.numerator),
        denominator=_number(figure.denominator),
        rows=None if figure.rows is None else len(figure.rows),
        unknown=figure.unknown,
        low=_number(figure.low, unit.scale),
        high=_number(figure.high, unit.scale),
        estimate=figure.estimate,
        of_part=bool(figure.of_part),
        notes=[both(note) for note in figure.notes],
    )


def _cut(cut: Cut) -> CutJson:
    return CutJson(column="district" if cut.column == "district" else "sector", value=cut.value, label=both(cut.label))


def _target(report: Report, name: str, progress: Progress) -> TargetJson:
    target = progress.target
    last = progress.last
    goal = target.goal_text(progress.year)
    comparison = next(each for each in COMPARISONS if getattr(target, each) is not None)
    reading = target.reading
    return TargetJson(
        id=name,
        indicator=target.indicator,
        label=both(target.label),
        unit=both(judged_unit(report, progress).text),
        comparison=comparison,
        goal=None if goal is None else goal.en,
        when=target.when,
        by=target.year,
        baseline=_number(target.baseline.value) if target.baseline is not None else None,
        source=source_text(target),
        reading=None if reading is None else {"chosen": both(reading.chosen), "other": both(reading.other)},
        of_which=target.of_which,
        year=progress.year,
        status=progress.status.value,
        value=_number(last.value) if last else None,
        distance=_number(last.distance) if last else None,
        pace=_number(progress.pace),
        forecast=_number(progress.forecast),
        forecast_year=progress.forecast_year,
        forecast_met=progress.forecast_met,
        method=both_or_none(progress.method),
        reason=both_or_none(progress.reason),
        years=[_year(each) for each in progress.years],
    )


def _year(year: YearProgress) -> YearJson:
    return YearJson(
        year=year.year,
        status=year.status.value,
        value=_number(year.value),
        distance=_number(year.distance),
        estimate=year.estimate,
        reason=both_or_none(year.reason),
        notes=[both(note) for note in year.notes],
    )


def _baseline(report: Report, baseline: Baseline) -> BaselineJson:
    own = report.catalogue.indicators[baseline.indicator].unit
    pair = baseline.range
    return BaselineJson(
        indicator=baseline.indicator,
        year=baseline.year,
        period=baseline.period,
        value=_number(baseline.value),
        range=None if pair is None else (_plain(pair[0]), _plain(pair[1])),
        unit=both(report.catalogue.units[baseline.unit or own].text),
        printed=baseline.printed,
        approximate=baseline.approximate,
        estimate=baseline.estimate,
        derived=baseline.derived,
        source=baseline.source,
        contradicts=both_or_none(baseline.contradicts),
    )


def _sources(report: Report) -> Iterator[SourceJson]:
    for name, register in report.dataset.registers.items():
        for index, source in enumerate(register.sources):
            count = int((register.source_of == index).sum())
            yield SourceJson(register=name, file=source.file, sheet=source.sheet, records=count)


def _number(value: Fraction | int | None, scale: int = 1) -> Number | None:
    return None if value is None else _plain(Fraction(value) / scale)


def _plain(value: Fraction) -> Number:
    return value.numerator if value.denominator == 1 else float(value)
