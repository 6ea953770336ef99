"""One figure and everything behind it: definition, law, terms, and each row with its file, sheet and cells."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from kttt_cli.checks.hit import label, shown
from kttt_cli.findings import Place
from kttt_cli.indicators.definition import Change, Distinct, Mean, Ratio, Sum, Total, Unit
from kttt_cli.indicators.figure import Figure, Selection
from kttt_cli.indicators.wording import sentence
from kttt_cli.language import Lang, Text
from kttt_cli.outputs.page import console
from kttt_cli.outputs.wording import PARTIAL, figure_text, share_text, unknown_text
from kttt_cli.registers.register import Register
from kttt_cli.report import Report


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row and what part it plays: counted, in the base only, or unknown."""

    role: str
    year: int
    place: Place
    name: str
    cells: tuple[tuple[str, str, str], ...]
    """(field, cell, value) of the columns that the definition tests or adds."""
    register: Register
    position: int

    def in_words(self, lang: Lang) -> str:
        """`Xếp loại [AF2]: Khá; Ngày giải thể [L2]: trống`"""
        told = []
        for field, cell, _ in self.cells:
            value = shown(self.register, self.position, field).to(lang) or Text("trống", "blank").to(lang)
            told.append(f"{label(self.register, field).to(lang)}{f' [{cell}]' if cell else ''}: {value}")
        return "; ".join(told)


@dataclass(frozen=True, slots=True)
class Explanation:
    report: Report
    figure: Figure
    parts: tuple[Figure, ...]
    """The figures that this one is made of, for changes, totals and ratios."""
    evidence: tuple[Evidence, ...]


ROLES = {
    "counted": Text("được tính", "counted"),
    "base": Text("chỉ ở mẫu số", "in the denominator only"),
    "unknown": Text("không đủ số liệu", "not judged for want of data"),
}


def explanation(report: Report, code: str) -> Explanation:
    """Everything behind the figure of `report.year`."""
    figure = report.figures[code].get(report.year) or report.book.figure(code, report.year)
    return Explanation(report, figure, tuple(_parts(report, code)), tuple(_evidence(report, figure)))


def _parts(report: Report, code: str) -> Iterator[Figure]:
    form = report.catalogue.indicators[code].form
    book, year = report.book, report.year
    if isinstance(form, Ratio):
        yield from (book.figure(side.figure, year) for side in (form.part, form.whole) if side.figure)
    elif isinstance(form, Change):
        yield book.figure(form.of, year)
        yield book.figure(form.of, year - 1 if form.from_ == "previous" else report.plan.base_year)
    elif isinstance(form, Total):
        yield from (book.figure(each, year) for each in (*form.plus, *form.minus))


def _evidence(report: Report, figure: Figure) -> Iterator[Evidence]:
    columns = list(dict.fromkeys(_columns(report, figure.indicator)))
    counted = set(figure.rows.positions.tolist()) if figure.rows is not None else set()
    yield from _rows(report, "counted", figure.rows, columns, set())
    if figure.base_rows is not None and not isinstance(report.catalogue.indicators[figure.indicator].form, Mean):
        other = figure.rows is None or figure.base_rows.register != figure.rows.register
        yield from _rows(report, "base", figure.base_rows, columns, set() if other else counted)
    yield from _rows(report, "unknown", figure.unknown_rows, columns, set())


def _rows(
    report: Report, role: str, rows: Selection | None, columns: list[str], without: set[int]
) -> Iterator[Evidence]:
    if rows is None:
        return
    register = report.dataset.registers[rows.register]
    known = [column for column in columns if column in register.columns]
    for position in rows.positions.tolist():
        if position not in without:
            cells = tuple(_cell(register, position, column) for column in known)
            yield Evidence(
                role,
                int(register.years[position]),
                register.place(position),
                _name(register, position),
                cells,
                register,
                position,
            )


def _cell(register: Register, position: int, column: str) -> tuple[str, str, str]:
    value = register.columns[column].value_at(position)
    plain = "" if value is None else value.iso() if hasattr(value, "iso") else str(value)
    source = register.sources[int(register.source_of[position])]
    place = register.place(position, column)
    return column, (place.cell or "") if column in source.columns else source.given.get(column, ""), plain


def _name(register: Register, position: int) -> str:
    for column in ("name", "organisation", "borrower", "commune"):
        if column in register.columns and (value := register.columns[column].value_at(position)) is not None:
            return str(value)
    return ""


_BEHIND = {"exists": ("registered_on", "ended_on", "status"), "signed_amount": ("kind", "amount")}


def _columns(report: Report, code: str) -> Iterator[str]:
    """The record's own columns that a definition tests, adds or goes through terms to."""
    for atom in report.catalogue.atoms_of(code):
        if isinstance(atom, Sum | Distinct | Mean):
            yield from _BEHIND.get(atom.of, (atom.of,))
        for where in report.catalogue.wheres_of(atom, report.plan.term):
            for column in where:
                yield from _BEHIND.get(column, (column,))


# --- shown -------------------------------------------------------------------------------------------


def print_explanation(found: Explanation, stream: IO[str], lang: Lang, *, limit: int) -> None:
    """One figure for people: definition, law, arithmetic, and at most `limit` of the rows behind it."""
    out = console(stream)
    report, figure = found.report, found.figure
    code = figure.indicator
    indicator = report.catalogue.indicators[code]
    unit = report.catalogue.unit_of(code)
    out.print(
        f"{indicator.label.to(lang)}, {figure.year}: {_value(figure, unit, lang)}",
        style="bold",
    )
    if share := share_text(report, figure, lang):
        out.print(f"  = {share}")
    if figure.reason is not None:
        out.print(f"  {figure.reason.to(lang)}", style="yellow")
    out.print(f"{sentence(code, report.catalogue, report.plan.term).to(lang)}.")
    out.print(f"{Text('Căn cứ', 'Source').to(lang)}: {indicator.law}", style="dim")
    for part in found.parts:
        name, part_unit = (
            report.catalogue.indicators[part.indicator].label.to(lang),
            report.catalogue.unit_of(part.indicator),
        )
        out.print(
            f"  • {name} ({part.indicator}), {part.year}: {_value(part, part_unit, lang)}"
            + (f"; {unknown_text(report, part, lang)}" if part.unknown else "")
        )
    if figure.unknown:
        out.print(unknown_text(report, figure, lang), style="yellow")
    for note in figure.notes:
        out.print(note.to(lang), style="yellow")
    changed = isinstance(indicator.form, Change)
    for role, part_played in ROLES.items():
        what = Text("của năm so sánh", "of the year compared with") if changed and role == "base" else part_played
        rows = [each for each in found.evidence if each.role == role]
        if rows:
            out.print(f"{what.to(lang)}: {len(rows)}", style="bold")
        for row in rows[: limit or None]:
            out.print(f"  {row.place}  {row.name}  {row.in_words(lang)}", soft_wrap=True)
        if limit and len(rows) > limit:
            out.print(
                Text(f"  … {len(rows) - limit} dòng nữa (--limit 0)", f"  … {len(rows) - limit} more (--limit 0)").to(
                    lang
                )
            )


def _value(figure: Figure, unit: Unit, lang: Lang) -> str:
    """How many rows are unknown is said in words here, so no mark is needed."""
    return f"{figure_text(figure, unit, lang).removesuffix(PARTIAL)} {unit.text.to(lang)}"


def print_rows_csv(found: Explanation, stream: IO[str], lang: Lang) -> None:
    """The rows behind a figure, a line each, with the cells that decided; safe to open in a spreadsheet."""
    from kttt_cli.outputs.flat import safe_cell

    stream.write("\ufeff")
    writer = csv.writer(stream, lineterminator="\n")
    fields = list(dict.fromkeys(field for row in found.evidence for field, _, _ in row.cells))
    writer.writerow(["role", "year", "file", "sheet", "row", "name", *fields])
    for row in found.evidence:
        values = {field: value for field, _, value in row.cells}
        number = "" if row.place.row is None else row.place.row + 1
        head = [row.role, row.year, row.place.file, row.place.sheet or "", number, row.name]
        writer.writerow([safe_cell(value) for value in (*head, *(values.get(field, "") for field in fields))])


def print_rows_json(found: Explanation, stream: IO[str]) -> None:
    """The figure and every row behind it, with the addresses of the cells that decided."""
    from kttt_cli.outputs.json_report import SCHEMA_VERSION, figure_json

    report = found.report
    code = found.figure.indicator
    words = sentence(code, report.catalogue, report.plan.term)
    whole: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "indicator": code,
        "sentence": words._asdict(),
        "law": report.catalogue.indicators[code].law,
        "figure": figure_json(found.figure, report.catalogue.unit_of(code)).model_dump(),
        "parts": [
            {"indicator": part.indicator, **figure_json(part, report.catalogue.unit_of(part.indicator)).model_dump()}
            for part in found.parts
        ],
        "rows": [
            {
                "role": row.role,
                "year": row.year,
                "file": row.place.file,
                "sheet": row.place.sheet,
                "row": None if row.place.row is None else row.place.row + 1,
                "name": row.name,
                "cells": [
                    {"field": field, "cell": cell or None, "value": value or None} for field, cell, value in row.cells
                ],
            }
            for row in found.evidence
        ],
    }
    json.dump(whole, stream, ensure_ascii=False, indent=2)
    stream.write("\n")
