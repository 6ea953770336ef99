"""A plan: its targets, the figures it prints, and what its words mean. Data, read from TOML."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationError, model_validator

from kttt_cli.findings import BadUsage
from kttt_cli.indicators.definition import Names, Term, Unit, Words
from kttt_cli.language import Text, did_you_mean, join
from kttt_cli.plans.target import Baseline, Target
from kttt_cli.tomlfile import Mistake, Strict, mistakes_error, parse, validate

DEFAULT_PLAN = "bac-giang-2021-2025"

Path_ = tuple[str | int, ...]
CheckTerm = Callable[[Term], Iterable[tuple[Path_, Text]]]


class Document(Strict):
    """The plan's paper, as printed: blanks stay blank."""

    name: str
    number: str
    date: str
    agency: str


class Period(Strict):
    first: int
    last: int

    @model_validator(mode="after")
    def _in_order(self) -> Period:
        if self.first > self.last:
            raise Mistake(Text("năm đầu phải không sau năm cuối", "the first year must not follow the last"), "first")
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
    """`[baseline."htx.count"]` with `2020 = {…}` or `2016-2020 = {…}`: indicator and time go into the entry."""
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
            filled[indicator][time] = {**entry, "indicator": indicator, **when} if isinstance(entry, dict) else entry
    return filled


Baselines = Annotated[dict[str, dict[str, Baseline]], BeforeValidator(_dated)]


class Plan(Strict):
    """One plan, whole."""

    id: str
    title: Words
    document: Document
    province: str
    note: Words | None = None
    period: Period
    base_year: int
    extends: str | None = None
    term: dict[str, Term] = {}
    target: dict[str, Target]
    baseline: Baselines = {}
    question: dict[str, Question] = {}

    @property
    def baselines(self) -> tuple[Baseline, ...]:
        """Every figure that the plan prints, in the order of the file."""
        return tuple(each for times in self.baseline.values() for each in times.values())

    def printed(self, indicator: str, year: int) -> Baseline | None:
        """What the plan prints of that indicator for that year."""
        return self.baseline.get(indicator, {}).get(str(year))

    def with_readings(self, chosen: Mapping[str, str]) -> Plan:
        """The same plan with other readings of its terms: `{"base": "operating"}`."""
        terms = dict(self.term)
        for name, reading in chosen.items():
            if name not in terms:
                raise BadUsage(_unknown(Text("thuật ngữ", "term"), name, terms))
            if reading not in terms[name].readings:
                what = Text(f"cách hiểu của “{name}”:", f"reading of “{name}”:")
                raise BadUsage(_unknown(what, reading, terms[name].readings))
            terms[name] = terms[name].model_copy(update={"use": reading})
        return self.model_copy(update={"term": terms})


class Overlay(Strict):
    """A file that changes entries of a packaged plan; an entry given here replaces the plan's whole entry."""

    extends: str
    id: str | None = None
    title: Words | None = None
    document: Document | None = None
    province: str | None = None
    note: Words | None = None
    term: dict[str, Term] = {}
    target: dict[str, Target] = {}
    baseline: Baselines = {}
    question: dict[str, Question] = Field(default={})

    def over(self, base: Plan) -> Plan:
        tables = {name: getattr(self, name) for name in ("term", "target", "baseline", "question")}
        given = {name: getattr(self, name) for name in ("id", "title", "document", "province", "note")}
        return base.model_copy(
            update={
                "extends": self.extends,
                **{name: value for name, value in given.items() if value is not None},
                **{name: {**getattr(base, name), **table} for name, table in tables.items()},
            }
        )


def packaged_plans() -> tuple[str, ...]:
    """The names of the plans that come with the program."""
    folder = files("kttt_cli.plans")
    return tuple(sorted(each.name.removesuffix(".toml") for each in folder.iterdir() if each.name.endswith(".toml")))


def load_plan(
    name_or_path: str | None = None,
    *,
    indicators: Collection[str],
    units: Mapping[str, Unit],
    check_term: CheckTerm | None = None,
) -> Plan:
    """The packaged plan of that name, or the one in that .toml file; `BadUsage` with every mistake in it."""
    source, shown = _source(name_or_path or DEFAULT_PLAN)
    tables = parse(source, shown, parse_float=Decimal)
    told: list[Text] = []
    plan: Plan | None = None
    base: Plan | None = None
    try:
        if "extends" in tables:
            overlay = validate(Overlay, tables, source, shown)
            base = _base(overlay.extends, source, shown, indicators, units, check_term)
            plan = overlay.over(base)
        else:
            plan = validate(Plan, tables, source, shown)
    except BadUsage as error:
        told.append(error.message)
    mistakes = [*_unknown_codes(tables, indicators, units), *_term_mistakes(tables, check_term)]
    if plan is not None:
        mistakes += _cross_mistakes(plan, tables.get("target", {}))
    if mistakes:
        told.append(mistakes_error(mistakes, source, shown).message)
    if told or plan is None:
        raise BadUsage(join(told, "\n"))
    return plan


def check_plan(
    plan: Plan,
    source: str,
    shown: str,
    indicators: Collection[str],
    units: Mapping[str, Unit],
    check_term: CheckTerm | None = None,
) -> None:
    """`BadUsage` with every unknown indicator and unit, every wrong term and reference of a plan already read."""
    tables = {"target": {name: each.model_dump() for name, each in plan.target.items()},
              "baseline": {code: {time: each.model_dump() for time, each in times.items()}
                           for code, times in plan.baseline.items()}}  # fmt: skip
    mistakes = [*_unknown_codes(tables, indicators, units), *_cross_mistakes(plan, plan.target)]
    for name, term in plan.term.items():
        mistakes += [(("term", name, *path), reason) for path, reason in (check_term(term) if check_term else ())]
    if mistakes:
        raise mistakes_error(mistakes, source, shown)


def _source(name: str) -> tuple[str, str]:
    """The text of the plan file and how it is called in messages."""
    known = packaged_plans()
    if name in known:
        return files("kttt_cli.plans").joinpath(f"{name}.toml").read_text(encoding="utf-8"), f"{name}.toml"
    path = Path(name)
    if path.suffix == ".toml" and path.is_file():
        try:
            return path.read_text(encoding="utf-8-sig"), name
        except (OSError, UnicodeDecodeError) as error:
            raise BadUsage(
                Text(f"{name}: không đọc được (cần UTF-8): {error}", f"{name}: cannot be read (UTF-8 needed): {error}")
            ) from None
    if path.suffix == ".toml":
        raise BadUsage(
            Text(f"không có tệp kế hoạch {name}; kế hoạch có sẵn: {', '.join(known)}",
                 f"no plan file {name}; packaged plans: {', '.join(known)}")
        )  # fmt: skip
    raise BadUsage(_unknown(Text("kế hoạch", "plan"), name, known))


def _base(
    name: str,
    source: str,
    shown: str,
    indicators: Collection[str],
    units: Mapping[str, Unit],
    check_term: CheckTerm | None,
) -> Plan:
    if name not in packaged_plans():
        raise mistakes_error([(("extends",), _unknown(Text("kế hoạch", "plan"), name, packaged_plans()))], source, shown)
    return load_plan(name, indicators=indicators, units=units, check_term=check_term)


def _unknown(what: Text, name: str, known: Iterable[str]) -> Text:
    known = list(known)
    near = did_you_mean(name, known)
    listed = Text(f"có: {', '.join(known)}", f"known: {', '.join(known)}")
    tail = join([near, listed]) if near else listed
    return Text(f"không có {what.vi} “{name}”; {tail.vi}", f"no {what.en} “{name}”; {tail.en}")


def _unknown_codes(
    tables: Mapping[str, Any], indicators: Collection[str], units: Mapping[str, Unit]
) -> Iterator[tuple[Path_, Text]]:
    """Codes that nothing stands behind. On raw tables, so that they are told beside mistakes of form."""
    for path, kind, code in _codes(tables):
        known: Collection[str] = indicators if kind == "indicator" else units
        if code not in known:
            near = did_you_mean(code, known) or Text("xem danh sách: kttt indicator", "see the list: kttt indicator")
            what = Text("chỉ tiêu", "indicator") if kind == "indicator" else Text("đơn vị tính", "unit")
            yield path, Text(f"không có {what.vi} “{code}”; {near.vi}", f"no {what.en} “{code}”; {near.en}")


def _codes(tables: Mapping[str, Any]) -> Iterator[tuple[Path_, str, str]]:
    for name, entry in _tables(tables.get("target")):
        for key in ("indicator", "unit"):
            if isinstance(entry.get(key), str):
                yield ("target", name, key), key, entry[key]
    for indicator, times in _tables(tables.get("baseline")):
        yield ("baseline", indicator), "indicator", indicator
        for time, entry in _tables(times):
            if isinstance(entry.get("unit"), str):
                yield ("baseline", indicator, time, "unit"), "unit", entry["unit"]


def _tables(value: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if isinstance(value, Mapping):
        yield from ((name, each) for name, each in value.items() if isinstance(each, Mapping))


def _term_mistakes(tables: Mapping[str, Any], check_term: CheckTerm | None) -> Iterator[tuple[Path_, Text]]:
    for name, table in _tables(tables.get("term")) if check_term else ():
        try:
            term = Term.model_validate(table)
        except ValidationError:
            continue  # told with the mistakes of form
        for path, reason in check_term(term) if check_term else ():
            yield ("term", name, *path), reason


def _cross_mistakes(plan: Plan, own: Collection[str]) -> Iterator[tuple[Path_, Text]]:
    """References between the parts of the plan, for the targets that this file itself holds."""
    for name, target in plan.target.items():
        if name not in own:
            continue
        if target.year is not None and target.year not in plan.period.years:
            first, last = plan.period.first, plan.period.last
            yield ("target", name, "year"), Text(
                f"{target.year} nằm ngoài kỳ kế hoạch {first}–{last}", f"{target.year} lies outside the period {first}–{last}"
            )
        if target.of_which is not None and (target.of_which not in plan.target or target.of_which == name):
            others = [each for each in plan.target if each != name]
            yield ("target", name, "of_which"), _unknown(Text("mục tiêu", "target"), target.of_which, others)
        values = getattr(target, target.comparison)
        for year in values if isinstance(values, dict) else ():
            if year not in plan.period.years:
                yield ("target", name, target.comparison, str(year)), Text(
                    f"{year} nằm ngoài kỳ kế hoạch", f"{year} lies outside the plan's period"
                )
    if "period" in plan.model_fields_set and plan.base_year >= plan.period.first:
        yield ("base_year",), Text("năm gốc phải trước năm đầu của kỳ", "the base year must precede the period")
