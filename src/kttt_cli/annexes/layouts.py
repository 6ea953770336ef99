"""The layout files: those that come with the program and those of the user, with every mistake told at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from kttt_cli.annexes.layout import (
    KINDS,
    ChartsForm,
    Head,
    Layout,
    ListForm,
    PartsForm,
    Relations,
    YearsForm,
)
from kttt_cli.findings import BadUsage
from kttt_cli.indicators.catalogue import Catalogue, spread
from kttt_cli.indicators.definition import Distinct
from kttt_cli.language import Text, no_such
from kttt_cli.registers.columns import MODELS
from kttt_cli.registers.vocabularies import vocabulary
from kttt_cli.tomlfile import mistakes_error, parse, validate

_NOT_DIFFERENT = Text("“distinct” chỉ dùng cho chỉ tiêu đếm đơn vị khác nhau (distinct)",
                      "“distinct” is for indicators that count different values (distinct)")  # fmt: skip

Problem = tuple[tuple[str | int, ...], Text]


def packaged_layouts() -> tuple[str, ...]:
    """The file names of the layouts that come with the program, in order."""
    names = (each.name for each in files("kttt_cli.annexes").iterdir())
    return tuple(sorted(name for name in names if name.endswith(".toml")))


def load_layouts(catalogue: Catalogue, own: Sequence[Path] = ()) -> tuple[Layout, ...]:
    """Every layout in order; a file of the user replaces the packaged one of the same id, or comes last.

    `BadUsage` with every mistake of the first file that has any.
    """
    folder = files("kttt_cli.annexes")
    found: dict[str, Layout] = {}
    for name in packaged_layouts():
        layout = read_layout(folder.joinpath(name).read_text(encoding="utf-8"), name, catalogue)
        found[layout.id] = layout
    for path in own:
        layout = read_layout(_text_of(path), str(path), catalogue)
        found[layout.id] = layout
    return tuple(found.values())


def read_layout(source: str, shown: str, catalogue: Catalogue) -> Layout:
    """The layout of a TOML text; `BadUsage` that lists every mistake with table, key and line."""
    tables = parse(source, shown, parse_float=Decimal)
    kind = tables.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        raise mistakes_error([(("kind",), no_such("loại biểu", "kind of form", str(kind), KINDS))], source, shown)
    if isinstance(tables.get("row"), dict):
        mistakes = list(_unknown_vocabularies(tables["row"]))
        if mistakes:
            raise mistakes_error(mistakes, source, shown)
        tables["row"] = dict(spread(tables["row"]))
    layout: Any = validate(KINDS[kind], tables, source, shown)
    mistakes = list(_mistakes(layout, catalogue))
    if mistakes:
        raise mistakes_error(mistakes, source, shown)
    return TypeAdapter[Layout](Layout).validate_python(layout)


def choose(layouts: Sequence[Layout], wanted: Sequence[str]) -> tuple[Layout, ...]:
    """The layouts of these ids, in the order of the files; all where none is named."""
    known = [layout.id for layout in layouts]
    for name in wanted:
        if name not in known:
            told = no_such("phụ lục", "annex", name, known)
            raise BadUsage(
                Text(f"--only: {told.vi}; có: {', '.join(known)}", f"--only: {told.en}; there are: {', '.join(known)}")
            )
    return tuple(layout for layout in layouts if not wanted or layout.id in wanted)


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadUsage(
            Text(f"{path}: không đọc được (cần tệp .toml, UTF-8): {error}",
                 f"{path}: cannot be read (a .toml file in UTF-8 is needed): {error}")
        ) from None  # fmt: skip


# --- names that must exist -------------------------------------------------------------------------------------


def _unknown_vocabularies(rows: dict[str, Any]) -> Iterator[Problem]:
    for key, row in rows.items():
        each = row.get("each") if isinstance(row, dict) else None
        if each is not None:
            try:
                vocabulary(str(each))
            except KeyError:
                yield ("row", key, "each"), Text(f"không có từ vựng “{each}”", f"no vocabulary “{each}”")


def _mistakes(layout: Head, catalogue: Catalogue) -> Iterator[Problem]:
    if isinstance(layout, YearsForm):
        yield from _years_mistakes(layout, catalogue)
    elif isinstance(layout, PartsForm):
        for name, column in layout.column.items():
            path = ("column", name)
            yield from _figure_mistakes(path, column.indicator, column.shown_in, catalogue)
            before = list(layout.column)[: list(layout.column).index(name)]
            for each in column.needs:
                if each not in before:
                    yield path, no_such("cột đứng trước", "column before it", each, before)
    elif isinstance(layout, ListForm):
        yield from _list_mistakes(layout, catalogue)
    elif isinstance(layout, ChartsForm):
        for name, chart in layout.chart.items():
            for code in chart.indicators:
                yield from _figure_mistakes(("chart", name, "indicators"), code, None, catalogue)


def _years_mistakes(layout: YearsForm, catalogue: Catalogue) -> Iterator[Problem]:
    for key, row in layout.row.items():
        path = ("row", key)
        yield from _figure_mistakes(path, row.indicator, row.shown_in, catalogue)
        form = catalogue.indicators[row.indicator].form if row.indicator in catalogue.indicators else None
        if row.over_years == "distinct" and not isinstance(form, Distinct):
            yield (*path, "over_years"), _NOT_DIFFERENT
        for column, value in row.cut.items():
            if value and value not in vocabulary(column).texts:
                yield (*path, "cut", column), no_such("giá trị", "value", value, vocabulary(column).texts)
        yield from _reference_mistakes(path, row, layout)
        yield from _reference_mistakes((*path, "in_plan"), row.in_plan, layout)
    yield from _circles(layout)


def _reference_mistakes(path: tuple[str, ...], held: Relations, layout: YearsForm) -> Iterator[Problem]:
    for name in ("sum", "copy_", "share", "of_which", "zero_only_if_all"):
        for key in _referred(held, name):
            if key not in layout.row or key == path[1]:
                yield (*path, name.rstrip("_")), no_such("dòng", "row", key, layout.row)


def _referred(held: Relations, name: str) -> tuple[str, ...]:
    if name == "share":
        return (held.share.of,) if held.share else ()
    value = getattr(held, name)
    return (value,) if isinstance(value, str) else value or ()


def _circles(layout: YearsForm) -> Iterator[Problem]:
    """A row that rests on itself by way of others."""

    def rests_on(key: str, seen: tuple[str, ...]) -> bool:
        row = layout.row.get(key)
        if key in seen or row is None:
            return key in seen
        below = [each for name in ("sum", "copy_", "share") for each in _referred(row, name)]
        return any(rests_on(each, (*seen, key)) for each in below)

    for key in layout.row:
        if rests_on(key, ()):
            yield ("row", key), Text("dòng này suy ra từ chính nó", "the row rests on itself")


def _figure_mistakes(
    path: tuple[str, ...], code: str | None, unit: str | None, catalogue: Catalogue
) -> Iterator[Problem]:
    if code is not None and code not in catalogue.indicators:
        yield (*path, "indicator"), no_such("chỉ tiêu", "indicator", code, catalogue.indicators)
    if unit is not None and unit not in catalogue.units:
        yield (*path, "shown_in"), no_such("đơn vị tính", "unit", unit, catalogue.units)


def _list_mistakes(layout: ListForm, catalogue: Catalogue) -> Iterator[Problem]:
    if layout.of not in catalogue.indicators:
        yield ("of",), no_such("chỉ tiêu", "indicator", layout.of, catalogue.indicators)
        return
    atoms = list(catalogue.atoms_of(layout.of))
    fields = MODELS[catalogue.register_of(atoms[0].rows)].model_fields
    for path, names in (("columns", layout.columns), ("headings", tuple(layout.headings))):
        for name in names:
            if name not in fields:
                yield (path,), no_such("cột", "column", name, fields)
