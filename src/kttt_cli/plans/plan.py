"""Reading a plan from TOML, with every mistake in it told at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from kttt_cli.findings import BadUsage
from kttt_cli.indicators.definition import Term, Unit
from kttt_cli.language import Text, join, no_such
from kttt_cli.plans.model import Overlay, Plan
from kttt_cli.tomlfile import mistakes_error, parse, validate

__all__ = ["DEFAULT_PLAN", "CheckTerm", "Plan", "check_plan", "load_plan", "packaged_plans"]

DEFAULT_PLAN = "bac-giang-2021-2025"

Keys = tuple[str | int, ...]
CheckTerm = Callable[[Term], Iterable[tuple[Keys, Text]]]


def packaged_plans() -> tuple[str, ...]:
    """The names of the plans that come with the program."""
    folder = files("kttt_cli.plans")
    names = (each.name for each in folder.iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


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
        mistakes += _cross_mistakes(plan)
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
    """`BadUsage` with every unknown indicator and unit, wrong term and reference of a plan already read."""
    tables = {
        "target": {name: {"indicator": each.indicator, "unit": each.unit} for name, each in plan.target.items()},
        "baseline": {
            code: {time: {"unit": each.unit} for time, each in times.items()} for code, times in plan.baseline.items()
        },
    }
    mistakes = [*_unknown_codes(tables, indicators, units), *_cross_mistakes(plan)]
    for name, term in plan.term.items():
        wrong = check_term(term) if check_term else ()
        mistakes += [(("term", name, *path), reason) for path, reason in wrong]
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
            told = Text("không đọc được (cần UTF-8)", "cannot be read (UTF-8 needed)")
            raise BadUsage(Text(f"{name}: {told.vi}: {error}", f"{name}: {told.en}: {error}")) from None
    if path.suffix == ".toml":
        raise BadUsage(
            Text(f"không có tệp kế hoạch {name}; kế hoạch có sẵn: {', '.join(known)}",
                 f"no plan file {name}; packaged plans: {', '.join(known)}")
        )  # fmt: skip
    raise BadUsage(no_such("kế hoạch", "plan", name, known, listed=True))


def _base(
    name: str,
    source: str,
    shown: str,
    indicators: Collection[str],
    units: Mapping[str, Unit],
    check_term: CheckTerm | None,
) -> Plan:
    if name not in packaged_plans():
        wrong = no_such("kế hoạch", "plan", name, packaged_plans(), listed=True)
        raise mistakes_error([(("extends",), wrong)], source, shown)
    return load_plan(name, indicators=indicators, units=units, check_term=check_term)


def _unknown_codes(
    tables: Mapping[str, Any], indicators: Collection[str], units: Mapping[str, Unit]
) -> Iterator[tuple[Keys, Text]]:
    """Codes that nothing stands behind. On raw tables, so that they are told beside mistakes of form."""
    for path, kind, code in _codes(tables):
        known: Collection[str] = indicators if kind == "indicator" else units
        if code not in known:
            what = ("chỉ tiêu", "indicator") if kind == "indicator" else ("đơn vị tính", "unit")
            yield path, no_such(*what, code, known)


def _codes(tables: Mapping[str, Any]) -> Iterator[tuple[Keys, str, str]]:
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


def _term_mistakes(tables: Mapping[str, Any], check_term: CheckTerm | None) -> Iterator[tuple[Keys, Text]]:
    for name, table in _tables(tables.get("term")) if check_term else ():
        try:
            term = Term.model_validate(table)
        except ValidationError:
            continue  # told with the mistakes of form
        for path, reason in check_term(term) if check_term else ():
            yield ("term", name, *path), reason


def _cross_mistakes(plan: Plan) -> Iterator[tuple[Keys, Text]]:
    """References between the parts of the plan."""
    for name, target in plan.target.items():
        if target.year is not None and target.year not in plan.period.years:
            first, last = plan.period.first, plan.period.last
            yield (
                ("target", name, "year"),
                Text(
                    f"{target.year} nằm ngoài kỳ kế hoạch {first}–{last}",
                    f"{target.year} lies outside the period {first}–{last}",
                ),
            )
        if target.of_which is not None and (target.of_which not in plan.target or target.of_which == name):
            others = [each for each in plan.target if each != name]
            wrong = no_such("mục tiêu", "target", target.of_which, others, listed=True)
            yield ("target", name, "of_which"), wrong
        values = getattr(target, target.comparison)
        for year in values if isinstance(values, dict) else ():
            if year not in plan.period.years:
                yield (
                    ("target", name, target.comparison, str(year)),
                    Text(f"{year} nằm ngoài kỳ kế hoạch", f"{year} lies outside the plan's period"),
                )
    if plan.base_year >= plan.period.first:
        wrong = Text("năm gốc phải trước năm đầu của kỳ", "the base year must precede the period")
        yield ("base_year",), wrong
