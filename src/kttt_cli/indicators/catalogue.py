"""The catalogue of indicators: read from TOML, spread over vocabularies, checked against the records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from kttt_cli.indicators.definition import (
    Change,
    Condition,
    Count,
    Distinct,
    Indicator,
    Mean,
    Part,
    Ratio,
    Rows,
    Sum,
    Term,
    Total,
    Unit,
    Where,
)
from kttt_cli.indicators.derived import DERIVED
from kttt_cli.language import Text, no_such
from kttt_cli.registers.columns import MODELS
from kttt_cli.registers.register import kind_of
from kttt_cli.registers.vocabularies import Vocabulary, vocabulary
from kttt_cli.tomlfile import Strict, mistakes_error, parse, validate

Problem = tuple[tuple[str | int, ...], Text]
_SHOWN = "indicators.toml"


class _File(Strict):
    unit: dict[str, Unit]
    group: dict[str, dict[str, str]]
    rows: dict[str, Rows]
    indicator: dict[str, Indicator]


class Catalogue(NamedTuple):
    """Every indicator by code, the subjects they count over, the units and the headings they stand under."""

    units: dict[str, Unit]
    groups: dict[str, Text]
    rows: dict[str, Rows]
    indicators: dict[str, Indicator]

    def unit_of(self, code: str) -> Unit:
        return self.units[self.indicators[code].unit]

    def register_of(self, rows: str) -> str:
        """The register at the root of a named subject."""
        *_, root = self.subjects_of(rows)
        assert root.register_ is not None
        return root.register_

    def atoms_of(self, code: str) -> Iterator[Count]:
        """Every count, sum, distinct and mean that the indicator comes down to."""
        form = self.indicators[code].form
        if isinstance(form, Count):
            yield form
        elif isinstance(form, Ratio):
            for side in (form.part, form.whole):
                if side.figure is not None:
                    yield from self.atoms_of(side.figure)
                yield from (atom for atom in (side.count, side.sum, side.distinct) if atom is not None)
        elif isinstance(form, Change):
            yield from self.atoms_of(form.of)
        elif isinstance(form, Total):
            for each in (*form.plus, *form.minus):
                yield from self.atoms_of(each)

    def subjects_of(self, rows: str) -> Iterator[Rows]:
        """A named subject, and those that it lies within."""
        name: str | None = rows
        while name is not None:
            yield self.rows[name]
            name = self.rows[name].within

    def wheres_of(self, atom: Count, terms: Mapping[str, Term]) -> Iterator[Where]:
        """Every group of conditions that an atom goes by: its own, those of its terms and of its subjects."""
        yield atom.where
        for name in atom.term:
            if name in terms:
                yield from terms[name].reading.wheres()
        for subject in self.subjects_of(atom.rows):
            yield subject.where

    def terms_of(self, code: str) -> set[str]:
        """The words of the plan that the indicator goes by."""
        found: set[str] = set()
        for atom in self.atoms_of(code):
            derived = DERIVED.get(self.register_of(atom.rows), {})
            columns = {column for where in self.wheres_of(atom, {}) for column in where}
            found |= set(atom.term) | {term for name in columns if name in derived for term in derived[name].terms}
        return found


@cache
def catalogue() -> Catalogue:
    """The packaged catalogue."""
    source = files("kttt_cli.indicators").joinpath("indicators.toml").read_text(encoding="utf-8")
    return read_catalogue(source, _SHOWN)


def read_catalogue(source: str, shown: str) -> Catalogue:
    """The catalogue of a TOML text; `BadUsage` that lists every mistake."""
    tables = parse(source, shown)
    tables["indicator"] = dict(spread(tables.get("indicator", {})))
    read = validate(_File, tables, source, shown)
    groups = {code: Text(entry["vi"], entry["en"]) for code, entry in read.group.items()}
    found = Catalogue(read.unit, groups, read.rows, read.indicator)
    mistakes = list(_check(found))
    if mistakes:
        raise mistakes_error(mistakes, source, shown)
    return found


# --- each = "sector": one definition, an indicator for every word of the vocabulary ---------------


def spread(tables: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The tables by their key, one with `each` once for every word of that vocabulary, `{each}` filled in."""
    for code, table in tables.items():
        each = table.pop("each", None) if isinstance(table, dict) else None
        if each is None:
            yield code, table
            continue
        words = vocabulary(each)
        for word, text in words.texts.items():
            yield code.replace("{each}", word), _filled(table, word, text)


def _filled(value: Any, word: str, text: Text) -> Any:
    if isinstance(value, str):
        return value.replace("{each}", word)
    if isinstance(value, list):
        return [_filled(item, word, text) for item in value]
    if isinstance(value, dict):
        if set(value) == {"vi", "en"}:
            return {"vi": value["vi"].replace("{each}", text.vi), "en": value["en"].replace("{each}", text.en)}
        return {key: _filled(item, word, text) for key, item in value.items()}
    return value


# --- checks: every name that a definition uses must exist ------------------------------------------


def _check(found: Catalogue) -> Iterator[Problem]:
    for name, subject in found.rows.items():
        path: tuple[str | int, ...] = ("rows", name)
        if subject.register_ is not None and subject.register_ not in MODELS:
            yield (*path, "register"), no_such("sổ", "register", subject.register_, MODELS)
            continue
        if subject.within is not None and subject.within not in found.rows:
            yield (*path, "within"), no_such("đối tượng", "subject", subject.within, found.rows)
            continue
        yield from check_where(subject.where, found.register_of(name), (*path, "where"))
    for code, indicator in found.indicators.items():
        yield from _check_indicator(code, indicator, found)


def _check_indicator(code: str, indicator: Indicator, found: Catalogue) -> Iterator[Problem]:
    path: tuple[str | int, ...] = ("indicator", code)
    if indicator.unit not in found.units:
        yield (*path, "unit"), no_such("đơn vị", "unit", indicator.unit, found.units)
    if indicator.group and indicator.group not in found.groups:
        yield (*path, "group"), no_such("nhóm", "group", indicator.group, found.groups)
    form = indicator.form
    if isinstance(form, Count):
        yield from _check_atom(form, found, (*path, type(form).__name__.lower()))
    elif isinstance(form, Ratio):
        for side, part in (("part", form.part), ("whole", form.whole)):
            yield from _check_part(part, found, (*path, "ratio", side))
    elif isinstance(form, Change):
        yield from _check_names((form.of,), found, (*path, "change", "of"))
    elif isinstance(form, Total):
        yield from _check_names(form.plus, found, (*path, "total", "plus"))
        yield from _check_names(form.minus, found, (*path, "total", "minus"))


def _check_part(part: Part, found: Catalogue, path: tuple[str | int, ...]) -> Iterator[Problem]:
    if part.figure is not None:
        yield from _check_names((part.figure,), found, path)
    for name in ("count", "sum", "distinct"):
        if (atom := getattr(part, name)) is not None:
            yield from _check_atom(atom, found, (*path, name))


def _check_names(codes: Iterable[str], found: Catalogue, path: tuple[str | int, ...]) -> Iterator[Problem]:
    for code in codes:
        if code not in found.indicators:
            yield path, no_such("chỉ tiêu", "indicator", code, found.indicators)


def _check_atom(atom: Count, found: Catalogue, path: tuple[str | int, ...]) -> Iterator[Problem]:
    if atom.rows not in found.rows:
        yield (*path, "rows"), no_such("đối tượng", "subject", atom.rows, found.rows)
        return
    register = found.register_of(atom.rows)
    yield from check_where(atom.where, register, (*path, "where"))
    if isinstance(atom, Sum | Distinct | Mean):
        known = columns_of(register)
        if atom.of not in known:
            yield (*path, "of"), no_such("cột", "column", atom.of, known)


@cache
def columns_of(register: str) -> Mapping[str, str]:
    """Columns that conditions may test, with their kind: those of the record and the derived ones."""
    model = MODELS[register]
    own = {name: kind_of(model, name).name for name in model.model_fields}
    return own | {name: derived.kind for name, derived in DERIVED.get(register, {}).items()}


def check_where(where: Where, register: str, path: tuple[str | int, ...]) -> Iterator[Problem]:
    """Unknown columns, values outside a vocabulary, and tests that do not fit the kind of the column."""
    columns = columns_of(register)
    for column, condition in where.items():
        if column not in columns:
            yield (*path, column), no_such("cột", "column", column, columns)
            continue
        yield from _check_condition(condition, columns[column], words_of(register, column), (*path, column))


def words_of(register: str, column: str) -> Vocabulary | None:
    """The closed list that a column's words come from; None where it has none."""
    model = MODELS[register]
    if column in model.model_fields:
        name = kind_of(model, column).of
        return vocabulary(name) if name else None
    return vocabulary(column) if column == "sector" else None


_FITTING = {"during": "date", "until": "date", "after": "date"}


def _check_condition(
    condition: Condition, kind: str, words: Vocabulary | None, path: tuple[str | int, ...]
) -> Iterator[Problem]:
    for test, wanted in _FITTING.items():
        if getattr(condition, test) is not None and kind != wanted:
            yield path, Text(f"phép thử {test} chỉ dùng cho cột ngày", f"the test {test} is for date columns")
    if condition.in_ is None:
        return
    for value in condition.in_:
        if words is not None and value not in words.texts:
            yield path, no_such("giá trị", "value", str(value), words.texts)
        elif kind == "flag" and not isinstance(value, bool):
            yield path, Text("cột có/không chỉ nhận true hoặc false", "a yes/no column takes true or false")


def check_term(term: Term) -> Iterator[Problem]:
    """Mistakes of a plan's term, with paths below the term's table."""
    if term.register_ not in MODELS:
        yield ("register",), no_such("sổ", "register", term.register_, MODELS)
        return
    for name, reading in term.readings.items():
        path: tuple[str | int, ...] = ("readings", name)
        yield from check_where(reading.where, term.register_, (*path, "where"))
        for index, where in enumerate(reading.any_):
            yield from check_where(where, term.register_, (*path, "any", index))
