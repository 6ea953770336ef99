"""How each sheet was read, as JSON: what its rows were taken for, how its columns were understood, and that the rows
add up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import IO, Literal

from pydantic import Field

from kttt_cli import __version__
from kttt_cli.findings import Finding, column_letters
from kttt_cli.language import Text
from kttt_cli.outputs.json_parts import BothTexts, Json, both, both_or_none
from kttt_cli.registers.columns import MODELS, column_of
from kttt_cli.registers.dataset import Dataset
from kttt_cli.registers.reading import ColumnReading, SheetReading, TableReading
from kttt_cli.sheets.dates import DateForm
from kttt_cli.sheets.numbers import Style
from kttt_cli.sheets.page import Role

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class Run:
    """Rows one after another that were taken for the same, both ends included, from 0."""

    first: int
    last: int
    role: Role
    record: bool
    """Do its rows give records? Rows of a table that is no register do not."""
    text: str | None = None


def runs(sheet: SheetReading) -> Iterator[Run]:
    """Every row of the sheet, each once; each group by itself, with its name."""
    labels = {row: text for table in sheet.tables for row, text in table.groups}
    edges = {table.first: table.register is not None for table in sheet.tables}
    record, start = False, 0
    roles = sheet.roles.tolist()
    for row, role in enumerate(roles):
        record = edges.get(row, record)
        following = roles[row + 1] if row + 1 < len(roles) else None
        if role == following and role != Role.GROUP and row + 1 not in edges:
            continue
        yield Run(start, row, Role(role), record and role == Role.DATA, labels.get(row))
        start = row + 1


class RowsJson(Json):
    first: int = Field(description="Row of the sheet, from 1.")
    last: int
    role: str = Field(
        description=f"{', '.join(role.name.lower() for role in Role)}; data rows of registers are records."
    )
    text: str | None = Field(description="Of a group: its name.")


class OddJson(Json):
    cell: str | None
    value: str | None
    rule: str


class ColumnJson(Json):
    column: str = Field(description="Letter of the sheet.")
    heading: str
    field: str | None = Field(description="Null where the column is not used.")
    label: BothTexts | None
    kind: str | None
    unit: str | None
    numbers: Literal["vi", "en"] | None = Field(description="How its numbers are written: 1.234,5 or 1,234.5.")
    dates: dict[str, int] = Field(
        description=f"How its dates are written ({', '.join(DateForm)}), and how many cells so; empty for other columns."
    )
    filled: int = Field(description="Cells of records; filled + blank = records.")
    blank: int
    odd: int = Field(description="Filled cells that could not be read.")
    first_odd: OddJson | None
    suggestion: BothTexts | None = Field(description="Of an unused column: what may have been meant.")


class TableJson(Json):
    register_: str | None = Field(alias="register")
    first: int = Field(description="First row of the sheet, from 1, titles included.")
    last: int
    titles: list[str]
    unit: str | None
    year: int | None
    year_from: str | None
    cutoff: date | None
    estimate: bool
    part: str | None = Field(description="The words by which it tells of a part of the year only.")
    given: dict[str, str] = Field(description="Fields that come from a group, a title or the sheet's name.")
    records: int
    columns: list[ColumnJson]


class SheetJson(Json):
    file: str
    sheet: str | None
    hidden: bool
    rows: int
    columns: int
    records: int = Field(description="records + other_rows = rows")
    other_rows: int
    parts: list[RowsJson] = Field(description="Every row of the sheet, each once.")
    tables: list[TableJson]
    notes: list[BothTexts]


class InspectJson(Json):
    """What `kttt inspect --format json` writes."""

    schema_version: Literal[1]
    kttt_version: str
    sheets: list[SheetJson]
    failed: list[str] = Field(description="Named files and folders that gave no register.")


Found = dict[tuple[str, str | None, int], list[Finding]]


def by_column(dataset: Dataset) -> Found:
    found: Found = {}
    for finding in dataset.findings:
        place = finding.place
        if place.column is not None:
            found.setdefault((place.file, place.sheet, place.column), []).append(finding)
    return found


def inspection(dataset: Dataset) -> InspectJson:
    found = by_column(dataset)
    return InspectJson(
        schema_version=SCHEMA_VERSION,
        kttt_version=__version__,
        sheets=[_sheet(sheet, found) for sheet in dataset.readings],
        failed=list(dataset.failed),
    )


def print_inspection_json(dataset: Dataset, stream: IO[str]) -> None:
    stream.write(inspection(dataset).model_dump_json(indent=2, by_alias=True) + "\n")


def records_of(sheet: SheetReading) -> int:
    return sum(table.records for table in sheet.tables)


def _sheet(sheet: SheetReading, found: Found) -> SheetJson:
    return SheetJson(
        file=sheet.file,
        sheet=sheet.sheet,
        hidden=sheet.hidden,
        rows=sheet.height,
        columns=sheet.width,
        records=records_of(sheet),
        other_rows=sheet.height - records_of(sheet),
        parts=[
            RowsJson(first=run.first + 1, last=run.last + 1, role=told_role(run), text=run.text) for run in runs(sheet)
        ],
        tables=[_table(sheet, table, found) for table in sheet.tables],
        notes=[both(note) for note in sheet.notes],
    )


def told_role(run: Run) -> str:
    return "other" if run.role is Role.DATA and not run.record else run.role.name.lower()


def _table(sheet: SheetReading, table: TableReading, found: Found) -> TableJson:
    return TableJson(
        register=table.register,
        first=table.first + 1,
        last=table.last,
        titles=list(table.titles),
        unit=table.unit,
        year=table.year,
        year_from=table.year_from,
        cutoff=table.cutoff,
        estimate=table.estimate,
        part=table.part,
        given=dict(table.given),
        records=table.records,
        columns=[column_json(sheet, table, column, found) for column in table.columns],
    )


def column_json(sheet: SheetReading, table: TableReading, column: ColumnReading, found: Found) -> ColumnJson:
    own = found.get((sheet.file, sheet.sheet, column.column), [])
    within = [each for each in own if each.place.row is None or table.first <= each.place.row < table.last]
    # The findings stand in the order of the rows; those of the whole column (no unit) come first.
    odd = next(
        (each for each in within if column.odd and each.field == column.field and each.severity == "error"), None
    )
    near = next((each.suggestion for each in within if column.field is None and each.suggestion is not None), None)
    label = label_of(table, column.field)
    return ColumnJson(
        column=column_letters(column.column),
        heading=column.heading,
        field=column.field,
        label=both_or_none(label),
        kind=column.kind,
        unit=column.unit,
        numbers=None if column.style is None else "vi" if column.style is Style.VIETNAMESE else "en",
        dates={form.value: count for form, count in column.dates},
        filled=column.filled,
        blank=column.blank,
        odd=column.odd,
        first_odd=None if odd is None else OddJson(cell=odd.place.cell, value=odd.value, rule=odd.rule),
        suggestion=both_or_none(near),
    )


def label_of(table: TableReading, field: str | None) -> Text | None:
    if table.register is None or field is None:
        return None
    return column_of(MODELS[table.register], field).label
