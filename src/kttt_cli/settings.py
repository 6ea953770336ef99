"""What a kttt.toml may say: its tables, each mistake in them, and what they come to."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, field_validator, model_validator

from kttt_cli.checks.selection import Selection, unknown_code
from kttt_cli.configuration import Configuration
from kttt_cli.findings import BadUsage, Severity
from kttt_cli.language import Text, did_you_mean
from kttt_cli.registers.adapters import adapter
from kttt_cli.registers.columns import MODELS
from kttt_cli.registers.register import kind_of
from kttt_cli.registers.settings import NOT_USED, Settings, SheetRule, YearRule
from kttt_cli.sheets.numbers import Style, money_unit
from kttt_cli.tomlfile import Mistake, Strict, parse, validate

_GIVEN_KINDS = frozenset({"label", "place", "text", "code"})
_EARLIEST, _LATEST = 1990, 2100


@cache
def _fields() -> frozenset[str]:
    return frozenset(name for model in MODELS.values() for name in model.model_fields)


def _unknown_field(name: str) -> Text:
    near = did_you_mean(name, sorted(_fields())) or Text("xem: kttt schema", "see: kttt schema")
    return Text(f"không có mục “{name}”; {near.vi}", f"no field “{name}”; {near.en}")


class SheetTable(Strict):
    """`[[sheet]]`: how the sheets that match are to be read."""

    file: str = Field("*", description="Name of the file, or its path; * and ? stand for others.")
    sheet: str = Field("*", description="Name of the sheet; * and ? stand for others.")
    skip: bool = Field(False, description="Do not read it.")
    register_: Literal["organisation", "group", "fund", "support", "commune"] | None = Field(None, alias="register")
    year: int | None = Field(None, ge=_EARLIEST, le=_LATEST, description="The year that the list tells of.")
    header_row: int | None = Field(None, ge=1, description="First row of the header, from 1.")
    unit: str | None = Field(None, description="Of money, where no heading says one.")
    numbers: Literal["vi", "en"] | None = Field(None, description="1.234,5 or 1,234.5")
    columns: dict[str, str] = Field({}, description="Heading → field; “-” leaves the column out.")
    fields: dict[str, str] = Field({}, description="Field → value, for records that have none of their own.")

    @field_validator("unit")
    @classmethod
    def _is_money(cls, unit: str | None) -> str | None:
        if unit is not None and money_unit(unit) is None:
            raise Mistake(
                Text(
                    f"“{unit}” không phải đơn vị tiền; ví dụ “triệu đồng”",
                    f"“{unit}” is no unit of money; such as “triệu đồng”",
                )
            )
        return unit

    @field_validator("columns")
    @classmethod
    def _are_fields(cls, columns: dict[str, str]) -> dict[str, str]:
        for heading, name in columns.items():
            if name != NOT_USED and name not in _fields():
                raise Mistake(_unknown_field(name), heading)
        return columns

    @model_validator(mode="after")
    def _can_be_read(self) -> SheetTable:
        for name, value in self.fields.items():
            models = [MODELS[self.register_]] if self.register_ else [*MODELS.values()]
            models = [model for model in models if name in model.model_fields]
            if not models:
                raise Mistake(_unknown_field(name), "fields", name)
            for model in models:
                if kind_of(model, name).name not in _GIVEN_KINDS:
                    reason = Text("mục này phải có trong từng dòng", "this field must stand in each row")
                    raise Mistake(reason, "fields", name)
                try:
                    adapter(model, name).validate_python([value])
                except ValidationError as error:
                    about = error.errors()[0].get("ctx", {})
                    reason, hint = about.get("reason", Text.same("?")), about.get("suggestion") or Text.same("")
                    raise Mistake(
                        Text(f"“{value}” {reason.vi}; {hint.vi}", f"“{value}” {reason.en}; {hint.en}"), "fields", name
                    ) from None
        return self

    def rule(self) -> SheetRule:
        return SheetRule(
            self.file,
            self.sheet,
            self.skip,
            self.register_,
            self.year,
            None if self.header_row is None else self.header_row - 1,
            self.unit,
            None if self.numbers is None else Style.VIETNAMESE if self.numbers == "vi" else Style.ENGLISH,
            self.columns,
            self.fields,
        )


class YearTable(Strict):
    """`[year.2025]`: up to which day its figures go, and whether they are an estimate."""

    cutoff: date | None = None
    estimate: bool | None = None


class CheckTable(Strict):
    """`[check]`: which rules count, how gravely, and which findings are known already."""

    select: list[str] = Field([], description="Codes of rules or their beginnings; none: all rules.")
    ignore: list[str] = Field([], description="Codes of rules or their beginnings; their findings are only counted.")
    severity: dict[str, Severity] = Field({}, description="Code or its beginning → error, warning or note.")
    baseline: str | None = Field(None, description="File of known findings, beside this one.")

    @field_validator("select", "ignore")
    @classmethod
    def _are_codes(cls, codes: list[str]) -> list[str]:
        for index, code in enumerate(codes):
            if (reason := unknown_code(code)) is not None:
                raise Mistake(reason, index)
        return codes

    @field_validator("severity")
    @classmethod
    def _are_of_codes(cls, severities: dict[str, Severity]) -> dict[str, Severity]:
        for code in severities:
            if (reason := unknown_code(code)) is not None:
                raise Mistake(reason, code)
        return severities


class SettingsFile(Strict):
    """A kttt.toml. The command line goes before it, and the environment."""

    plan: str | None = Field(None, description="A packaged plan, or a .toml file beside this one.")
    terms: dict[str, str] = Field({}, description="Term → reading, as --term.")
    year: dict[int, YearTable] = {}
    sheet: list[SheetTable] = []
    check: CheckTable = CheckTable()

    @field_validator("year")
    @classmethod
    def _cutoffs_are_of_their_years(cls, years: dict[int, YearTable]) -> dict[int, YearTable]:
        for year, table in years.items():
            if table.cutoff is not None and table.cutoff.year != year:
                raise Mistake(
                    Text(f"{table.cutoff:%d/%m/%Y} không thuộc năm {year}", f"{table.cutoff} is not in {year}"),
                    str(year),
                    "cutoff",
                )
        return years


def read_settings(path: Path) -> Configuration:
    """`BadUsage` with every mistake in it."""
    try:
        source = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError) as error:
        raise BadUsage(Text(f"không đọc được {path}: {error}", f"cannot read {path}: {error}")) from None
    read = validate(SettingsFile, parse(source, str(path)), source, str(path))
    plan = read.plan
    if plan is not None and plan.endswith(".toml"):
        plan = str(path.parent / plan)
    years = {year: YearRule(table.cutoff, table.estimate) for year, table in read.year.items()}
    check = read.check
    return Configuration(
        path,
        plan,
        read.terms,
        Settings(tuple(table.rule() for table in read.sheet), years),
        Selection(tuple(check.select), tuple(check.ignore), check.severity),
        None if check.baseline is None else path.parent / check.baseline,
    )
