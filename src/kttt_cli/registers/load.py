"""A table becomes records and findings, column by column, through the one pydantic model.

Registers repeat themselves, so each distinct cell of a column goes once through the field's own pydantic
type; the codes of the column tell every record and every cell that holds it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import compress
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter, ValidationError

from kttt_cli.findings import Finding, Place, Severity
from kttt_cli.language import Text
from kttt_cli.registers.columns import MODELS, Match, column_of, headers_of
from kttt_cli.registers.fields import Column, Record
from kttt_cli.registers.places import commune_spelling, district_key, place_level
from kttt_cli.registers.register import Series, distinct, kind_of, series_of
from kttt_cli.registers.vocabularies import vocabulary
from kttt_cli.sheets.grid import Cell, Codes
from kttt_cli.sheets.numbers import Reading, Style, Unit, money_unit, style_counts, style_of, times_a_year
from kttt_cli.sheets.table import Table
from kttt_cli.sheets.text import clean, plain
from kttt_cli.sheets.values import is_blank, is_mark

Rows = NDArray[np.intp]
Bools = NDArray[np.bool_]
_NUMBERS = frozenset({"count", "money", "score"})


@dataclass(slots=True)
class Loaded:
    """The records of one table, before they are stacked with those of others."""

    match: Match
    table: Table
    rows: Rows
    columns: dict[str, Series]
    given: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    dropped: int = 0
    unread: dict[str, int] = field(default_factory=dict)
    """Cells of each field that could not be read."""


def _adapter(model: type[Record], name: str) -> TypeAdapter[list[Any]]:
    """The field's own type, for all distinct cells at once."""
    info = model.model_fields[name]
    annotation: Any = info.annotation
    return _adapter_of(annotation, tuple(each for each in info.metadata if not isinstance(each, Column)))


@cache
def _adapter_of(annotation: Hashable, metadata: tuple[Any, ...]) -> TypeAdapter[list[Any]]:
    """One for all fields of a type: a register has a dozen counts."""
    cell: Any = annotation
    for each in metadata:
        cell = Annotated[cell, each]
    return TypeAdapter(list[cell], config={"strict": True})


def load_table(match: Match, table: Table) -> Loaded:
    """Every data row of the table as a record; cells that cannot be read are unknown and become findings."""
    loaded = Loaded(match, table, table.rows, {})
    _drop_empty_rows(loaded)
    used = {name: _used(loaded, heading.column) for name, heading in match.headings.items()}
    styles = _number_styles(loaded, used)
    for name in match.headings:
        cells, codes = _distinct(loaded, match.headings[name].column, used[name])
        loaded.columns[name] = _load_column(loaded, name, cells, codes, styles.get(name))
    _fields_from_groups(loaded)
    _kind_from_titles(loaded)
    return loaded


def _drop_empty_rows(loaded: Loaded) -> None:
    """A row with a number before it and nothing in it is a line of the form, not a record."""
    filled = np.zeros(len(loaded.rows), dtype=np.bool_)
    for heading in loaded.match.headings.values():
        column = loaded.table.grid.columns[heading.column]
        blank = np.fromiter(map(is_blank, column.cells), dtype=np.bool_, count=len(column.cells))
        filled |= ~blank[column.codes[loaded.rows]]
        if filled.all():
            return
    grid = loaded.table.grid
    empty = loaded.rows[~filled]
    loaded.rows = loaded.rows[filled]
    loaded.dropped = len(empty)
    loaded.findings.append(
        Finding(
            "DG101",
            Severity.NOTE,
            Place(grid.file, grid.sheet, int(empty[0])),
            Text(
                f"{len(empty)} dòng không có mục nào được điền, không tính là bản ghi",
                f"{len(empty)} rows with no field filled, not counted as records",
            ),
        )
    )


def _used(loaded: Loaded, column: int) -> Bools:
    """For each distinct cell of the column: does a record have it?"""
    encoded = loaded.table.grid.columns[column]
    used = np.zeros(len(encoded.cells), dtype=np.bool_)
    used[encoded.codes[loaded.rows]] = True
    return used


def _distinct(loaded: Loaded, column: int, used: Bools) -> tuple[list[Cell], Codes]:
    """The distinct cells of the records' rows, and each record's place among them."""
    encoded = loaded.table.grid.columns[column]
    renumbered = np.cumsum(used, dtype=np.int32) - np.int32(1)
    return list(compress(encoded.cells, used.tolist())), renumbered[encoded.codes[loaded.rows]]


def _number_styles(loaded: Loaded, used: dict[str, Bools]) -> dict[str, Style | None]:
    """The style of each number column; one without unambiguous cells follows the rest of the sheet."""
    match, columns = loaded.match, loaded.table.grid.columns
    counts = {
        name: style_counts(compress(columns[heading.column].cells, used[name].tolist()))
        for name, heading in match.headings.items()
        if kind_of(match.model, name).name in _NUMBERS
    }
    sheet = style_of({style: sum(each[style] for each in counts.values()) for style in Style})
    return {name: style_of(count) or sheet for name, count in counts.items()}


def _load_column(loaded: Loaded, name: str, cells: list[Cell], codes: Codes, style: Style | None) -> Series:
    model = loaded.match.model
    kind = kind_of(model, name).name
    heading = loaded.match.headings[name]
    column = heading.column
    context = None
    if kind in _NUMBERS:
        unit = money_unit(heading.unit) or money_unit(loaded.table.unit)
        if kind == "money" and unit is None and heading.name == name:
            unit = Unit(1, 1)  # the field's own name as header: the canonical form, in VND
        if unit is not None and unit.per_year is None:
            unit = Unit(unit.scale, times_a_year(heading.name))
        context = Reading(style, unit, column_of(model, name).yearly)
    distinct, refused = _validated(_adapter(model, name), cells, context)
    if refused:
        _report(loaded, name, column, cells, codes, refused)
    if kind == "flag":
        distinct = _marks_only(loaded, name, column, cells, distinct, refused)
    return series_of(kind, distinct, codes, refused)


def _validated(
    adapter: TypeAdapter[list[Any]], cells: list[Cell], context: Reading | None
) -> tuple[list[Any], dict[int, Any]]:
    """Values of the cells (None where refused), and the error of each refused one."""
    try:
        return adapter.validate_python(cells, context=context), {}
    except ValidationError as error:
        refused = {int(each["loc"][0]): each for each in error.errors(include_url=False, include_input=False)}
    good = [cell for index, cell in enumerate(cells) if index not in refused]
    values = iter(adapter.validate_python(good, context=context))
    return [None if index in refused else next(values) for index in range(len(cells))], refused


_OF_THE_COLUMN = frozenset({"DV101", "DV102"})
"""Refusals whose cause is the header, not the cell."""


def _report(
    loaded: Loaded, name: str, column: int, cells: list[Cell], codes: Codes, refused: dict[int, Any]
) -> None:
    grid = loaded.table.grid
    label = column_of(loaded.match.model, name).label
    no_unit = [index for index, error in refused.items() if error["type"] in _OF_THE_COLUMN]
    bad = np.isin(codes, list(refused))
    loaded.unread[name] = int(bad.sum())
    if no_unit:  # one cause, one finding
        count = int(np.isin(codes, no_unit).sum())
        about = refused[no_unit[0]]["ctx"]
        loaded.findings.append(
            Finding(
                refused[no_unit[0]]["type"],
                Severity.ERROR,
                Place(grid.file, grid.sheet, None, column),
                Text(
                    f"{label.vi}: {about['reason'].vi}; {count} ô không đọc được",
                    f"{label.en}: {about['reason'].en}; {count} cells not read",
                ),
                field=name,
                suggestion=about["suggestion"],
            )
        )
    for position in np.flatnonzero(bad):
        index = int(codes[position])
        error = refused[index]
        if error["type"] in _OF_THE_COLUMN:
            continue
        about = error.get("ctx", {})
        reason = about.get("reason", Text.same(error["msg"]))
        written = clean(str(cells[index]))
        loaded.findings.append(
            Finding(
                error["type"] if about else "GT100",
                Severity.ERROR,
                Place(grid.file, grid.sheet, int(loaded.rows[position]), column),
                Text(f"{label.vi} “{written}” {reason.vi}", f"{label.en} “{written}” {reason.en}"),
                value=written,
                record=_named(loaded, int(loaded.rows[position])),
                field=name,
                suggestion=about.get("suggestion"),
            )
        )


def _named(loaded: Loaded, row: int) -> str | None:
    """The record as a person knows it: its name and code as written."""
    shown = []
    for name in ("name", "organisation", "borrower", "commune", "code", "organisation_code"):
        heading = loaded.match.headings.get(name)
        cell = loaded.table.grid.at(row, heading.column) if heading else None
        if not is_blank(cell):
            shown.append(clean(str(cell)))
    return " – ".join(shown[:2]) or None


def _marks_only(
    loaded: Loaded, name: str, column: int, cells: list[Cell], distinct: list[Any], refused: Collection[int]
) -> list[Any]:
    """A column of marks only (x and blank) says no by leaving blank; one that also says “không” does not."""
    filled = [cell for index, cell in enumerate(cells) if index not in refused and not is_blank(cell)]
    if not filled or not all(map(is_mark, filled)):
        return distinct
    if any(map(is_blank, cells)):
        grid = loaded.table.grid
        label = column_of(loaded.match.model, name).label
        loaded.findings.append(
            Finding(
                "CK102",
                Severity.NOTE,
                Place(grid.file, grid.sheet, None, column),
                Text(
                    f"{label.vi}: cột chỉ có dấu x, ô trống được hiểu là “không”",
                    f"{label.en}: the column has marks only, a blank cell is read as no",
                ),
                field=name,
            )
        )
    return [False if is_blank(cell) else value for cell, value in zip(cells, distinct, strict=True)]


# --- what stands outside the row ---------------------------------------------------------------


def _fields_from_groups(loaded: Loaded) -> None:
    """`I. Huyện Yên Thế` holds for the rows below it, until the next row of its level."""
    groups = loaded.table.groups
    model = loaded.match.model
    resolved = [(row, *level) for row, text in groups if (level := group_field(text)) and level[0] in model.model_fields]
    if not resolved:
        return
    order = list(dict.fromkeys(name for _, name, _ in resolved))
    for name in order:
        if name in loaded.columns:
            continue
        inner_of = set(order[: order.index(name)])
        starts = [(row, value if which == name else None) for row, which, value in resolved
                  if which == name or which in inner_of]  # fmt: skip
        # A district row right under a sector row does not close the sector: only outer levels reset.
        firsts = np.array([row for row, _ in starts])
        distinct: list[Any] = [None, *(value for _, value in starts)]
        codes = np.searchsorted(firsts, loaded.rows, side="right")
        loaded.columns[name] = series_of(kind_of(model, name).name, distinct, codes)
        loaded.given[name] = "group"


def can_group(label: str, under: str, counted: bool) -> bool:
    """Does a label alone in its row group the rows below? Not in the column of its own kind, where it is a
    record's place or sector; and a sector with an ordinary number before it may be an HTX of that name."""
    field_and_value = group_field(label)
    if field_and_value is None:
        return False
    name = field_and_value[0]
    return not (counted and name == "sector") and not any(
        headers_of(model).get(plain(under)) == name for model in MODELS.values()
    )


def group_field(text: str) -> tuple[str, str] | None:
    """The field and value that a group row gives: a district, a commune or a sector."""
    words = re.sub(r"\s*\([^)]*\)\s*$", "", clean(text)).rstrip(":")
    level = place_level(words)
    if level:
        return level, words
    code = vocabulary("sector").code_of(words)
    return ("sector", code) if code else None


_KIND_WORDS = (
    ("lh", re.compile(r"\b(lh htx|lhhtx|lien hiep (htx|hop tac xa))\b")),
    ("qtdnd", re.compile(r"\b(qtdnd|quy tin dung nhan dan|qtd)\b")),
    ("htx", re.compile(r"\b(htx|hop tac xa)\b")),
)


def _kind_from_titles(loaded: Loaded) -> None:
    """A sheet «LH HTX» without a column for the kind holds unions; one that names several kinds says nothing."""
    if loaded.match.register != "organisation" or "kind" in loaded.columns:
        return
    grid = loaded.table.grid
    for text in (grid.sheet, *loaded.table.titles, grid.file):
        words = plain(re.sub(r"\.[a-z]+$", "", text or ""))
        found = []
        for code, pattern in _KIND_WORDS:
            words, count = pattern.subn(" ", words)
            if count:
                found.append(code)
        if len(found) == 1:
            if found != ["htx"]:
                loaded.columns["kind"] = series_of("label", found, np.zeros(len(loaded.rows), dtype=np.intp))
                loaded.given["kind"] = "title"
            return
        if found:
            return


_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9])")
_UP_TO = re.compile(
    r"đến\s+(?:hết\s+)?(?:ngày\s+)?([0-3]?[0-9])\s*[/.-]\s*([01]?[0-9])\s*[/.-]\s*(20[0-9]{2})(?![0-9])", re.IGNORECASE
)
_OF_THE_PAPER = re.compile(r"^kem theo|\bngay \d* ?thang \d* ?nam\b|\bso \d*.*\b(kh|bc|qd|cv|ubnd|skhdt|lm)\b")
"""The date of the letter that a list was sent with is not the year it tells of."""


@dataclass(frozen=True, slots=True)
class ListYear:
    """The year a whole table speaks of, where that stands, its cut-off date and whether it is an estimate."""

    year: int
    where: str
    cutoff: date | None = None
    estimate: bool = False


def list_year(table: Table) -> ListYear | None:
    """From the title, the sheet name or the file name, in that order; None where none names exactly one year."""
    titles = tuple(text for text in table.titles if not _OF_THE_PAPER.search(plain(text)))
    for where, texts in (("title", titles), ("sheet", (table.grid.sheet or "",)), ("file", (table.grid.file,))):
        about = " ".join(texts)
        estimate = " uoc " in f" {plain(about)} "
        cutoffs = set(_cutoffs(texts))
        if len(cutoffs) == 1:
            day = cutoffs.pop()
            return ListYear(day.year, where, day, estimate)
        years = {int(found) for found in _YEAR.findall(about)}
        if len(years) == 1:
            return ListYear(years.pop(), where, None, estimate)
    return None


def _cutoffs(texts: tuple[str, ...]) -> Iterator[date]:
    """`đến 31/12/2023`, `tính đến ngày 14/12/2023`: the day up to which a list tells."""
    for text in texts:
        for day, month, year in _UP_TO.findall(clean(text)):
            with suppress(ValueError):
                yield date(int(year), int(month), int(day))


def place_keys() -> dict[str, Callable[[str], str]]:
    return {"district": district_key, "commune": commune_spelling}


def _perhaps_groups(loaded: Loaded) -> Iterator[Finding]:
    """A record that has nothing but the name of a sector or place may be a group's title."""
    names = loaded.columns.get("name")
    if names is None:
        return
    alone = names.known.copy()
    for name, series in loaded.columns.items():
        if name not in ("name", "year") and name not in loaded.given:
            alone &= ~series.known
    # Next to no row has a name alone; to ask of every name what it is takes longer than to read the file.
    doubtful = [word for word in distinct(names.values[alone]) if group_field(names.words[word]) is not None]
    alone &= np.isin(names.values, doubtful)
    grid = loaded.table.grid
    for row, word in zip(loaded.rows[alone].tolist(), names.values[alone].tolist(), strict=True):
        yield Finding(
            "DG103",
            Severity.ERROR,
            Place(grid.file, grid.sheet, row),
            Text("dòng chỉ có tên một nhóm; vẫn được tính là một đơn vị",
                 "the row has only the name of a group; it is still counted as an organisation"),
            value=names.words[word],
            suggestion=Text("nếu là nhóm, bỏ số thứ tự hoặc dùng số La Mã; nếu là đơn vị, điền các cột khác",
                            "if it is a group, use a Roman numeral; if an organisation, fill its other columns"),
        )  # fmt: skip


def unidentified(loaded: Loaded) -> Iterator[Finding]:
    """Records with neither name nor code: they stay, and are said."""
    if "name" not in loaded.match.model.model_fields:
        return
    known = np.zeros(len(loaded.rows), dtype=np.bool_)
    for name in ("name", "code"):
        if name in loaded.columns:
            known |= loaded.columns[name].known
    grid = loaded.table.grid
    yield from _perhaps_groups(loaded)
    for row in loaded.rows[~known]:
        yield Finding(
            "DG102",
            Severity.WARNING,
            Place(grid.file, grid.sheet, int(row)),
            Text("dòng không có tên và mã; vẫn được tính là một đơn vị",
                 "a row without name and code; it is still counted as an organisation"),
            suggestion=Text("ghi tên hoặc mã, hoặc xóa dòng", "write its name or code, or remove the row"),
        )  # fmt: skip
