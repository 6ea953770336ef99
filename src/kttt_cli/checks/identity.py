"""What a finding is about, whatever file and row it stands in: the record, by its code or name and place, and the value."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from kttt_cli.findings import Finding
from kttt_cli.patterns import pattern
from kttt_cli.registers.dataset import Dataset
from kttt_cli.registers.identity import name_key
from kttt_cli.registers.places import commune_key
from kttt_cli.registers.register import Register, distinct
from kttt_cli.sheets.dates import Dated
from kttt_cli.sheets.text import clean, key

_CODES = ("code", "organisation_code", "borrower_code")
_NAMES = ("name", "organisation", "borrower", "commune")
_PLACES = ("commune", "district")

_DECIMAL = pattern(r"(-?\d+|-?\d{1,3}(?:\.\d{3})+(?=,)|-?\d{1,3}(?:,\d{3})+(?=\.))[.,](\d+)")
_DAY = pattern(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_THOUSANDS = pattern(r"-?\d{1,3}(?:\.\d{3}|,\d{3})+")

Sheet = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Identity:
    """Texts as a person reads them; `same_by_code` and `same_by_name` are what is compared.

    A finding that names no record (of a sheet, of a column, of a word wherever it stands) has neither code nor name,
    and is about the register and year of its sheet; one of a file that gave no register has the file's name for its own.
    """

    rule: str
    register: str | None = None
    year: int | None = None
    code: str | None = None
    name: str | None = None
    place: str | None = None
    field: str | None = None
    value: str | None = None

    @property
    def _what(self) -> tuple[object, ...]:
        value = None if self.value is None else _as_any_file_has_it(self.value)
        return self.rule, self.register, self.year, self.field, value

    @property
    def same_by_code(self) -> tuple[object, ...] | None:
        return None if self.code is None else (self.code, *self._what)

    @property
    def same_by_name(self) -> tuple[object, ...]:
        place = None if self.place is None else commune_key(self.place)
        return None if self.name is None else name_key(self.name), place, *self._what

    @property
    def fingerprint(self) -> str:
        """32 hexadecimal digits, the same for findings that are the same."""
        told = json.dumps(self.same_by_code or self.same_by_name, ensure_ascii=False)
        return hashlib.sha256(told.encode()).hexdigest()[:32]


def identities(findings: Iterable[Finding], dataset: Dataset) -> list[Identity]:
    """What each of the findings is about."""
    listed = list(findings)
    wanted: dict[Sheet, set[int]] = {}
    for finding in listed:
        if finding.place.row is not None:
            wanted.setdefault((finding.place.file, finding.place.sheet), set()).add(finding.place.row)
    records = {(sheet, row): (register, at) for sheet, row, register, at in _records(dataset, wanted)}
    sheets = _sheets(dataset)
    found = []
    for finding in listed:
        place = finding.place
        sheet = (place.file, place.sheet)
        record = None if place.row is None else records.get((sheet, place.row))
        if record is None:
            found.append(_of_the_sheet(finding, sheets.get(sheet)))
        else:
            about = _of_the_record(finding, *record)
            found.append(about if finding.record else replace(about, code=None, name=None, place=None))
    return found


def _records(dataset: Dataset, wanted: dict[Sheet, set[int]]) -> Iterator[tuple[Sheet, int, Register, int]]:
    for register in dataset.registers.values():
        for index, source in enumerate(register.sources):
            sheet = (source.file, source.sheet)
            if rows := wanted.get(sheet):
                own = np.flatnonzero(register.source_of == index)
                for position in own[np.isin(register.row_of[own], list(rows))].tolist():
                    yield sheet, int(register.row_of[position]), register, position


def _sheets(dataset: Dataset) -> dict[Sheet, tuple[str, int | None] | None]:
    """The one register of each sheet with its one year; None for a sheet of several registers."""
    found: dict[Sheet, tuple[str, int | None] | None] = {}
    for name, register in dataset.registers.items():
        for index, source in enumerate(register.sources):
            years = distinct(register.years[register.source_of == index])
            about = (name, years[0] if len(years) == 1 and years[0] else None)
            sheet = (source.file, source.sheet)
            found[sheet] = about if found.setdefault(sheet, about) == about else None
    return found


def _of_the_record(finding: Finding, register: Register, position: int) -> Identity:
    series = register.columns.get(finding.field) if finding.field else None
    value = finding.value
    if series is not None and series.known[position]:
        value = _written(series.value_at(position))  # the same however a file writes it
    return Identity(
        finding.rule,
        register.name,
        int(register.years[position]) or None,
        _first(register, position, _CODES),
        _first(register, position, _NAMES),
        ", ".join(part for name in _PLACES if (part := _first(register, position, (name,)))) or None,
        finding.field,
        None if value is None else clean(value),
    )


def _of_the_sheet(finding: Finding, about: tuple[str, int | None] | None) -> Identity:
    value = None if finding.value is None else clean(finding.value)
    if about is not None:
        register, year = about
        return Identity(finding.rule, register, year, name=finding.record, field=finding.field, value=value)
    name = finding.record or finding.place.sheet or finding.place.file.replace("\\", "/").rsplit("/", 1)[-1]
    return Identity(finding.rule, name=name, field=finding.field, value=value)


def _first(register: Register, position: int, names: tuple[str, ...]) -> str | None:
    for name in names:
        series = register.columns.get(name)
        if series is not None and series.known[position]:
            return str(series.value_at(position))
    return None


def _as_any_file_has_it(value: str) -> str:
    """The same from a workbook and from text: `-7.0` is `-7`, `14202.8` is `14202,8`, `10/07/1905` is `1905-07-10`.
    What could be thousands or a fraction (`1.570`) stays as written."""
    text = key(value)
    if day := _DAY.fullmatch(text):
        return f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}"
    decimal = _DECIMAL.fullmatch(text)
    if decimal is None or _THOUSANDS.fullmatch(text):
        return text
    whole, part = decimal[1].replace(".", "").replace(",", ""), decimal[2].rstrip("0")
    return f"{whole},{part}" if part else whole


def _written(value: object) -> str:
    if isinstance(value, Dated):
        return value.iso()
    return str(value).lower() if isinstance(value, bool) else str(value)
