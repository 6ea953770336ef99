"""What rules look at and what they find: the registers with their cut-off dates, and a hit at its record and fields."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cached_property

import numpy as np

from kttt_cli.checks.who import Identities
from kttt_cli.findings import Place
from kttt_cli.language import Text, show_number
from kttt_cli.registers.columns import column_of
from kttt_cli.registers.dataset import Dataset
from kttt_cli.registers.register import Bools, Ints, Register, Series, distinct, kind_of
from kttt_cli.registers.vocabularies import vocabulary
from kttt_cli.sheets.dates import Dated

_MILLION = 1_000_000
_NAMES = ("name", "organisation", "borrower", "commune")
_CODES = ("code", "organisation_code", "borrower_code")


@dataclass(frozen=True)
class Lists:
    """The registers that rules look at, by name, each with the cut-off date of its rows' lists."""

    registers: Mapping[str, Register]
    cutoffs: Mapping[int, date]

    @staticmethod
    def of(dataset: Dataset) -> Lists:
        return Lists(dataset.registers, dataset.cutoffs)

    def cutoff(self, year: int) -> date:
        return self.cutoffs.get(year, date(year, 12, 31))

    def edges(self, register: Register) -> Ints:
        """The ordinal of the cut-off date of each row's list; 0 where its year is not known."""
        found = np.zeros(len(register), dtype=np.int64)
        for year in distinct(register.years):
            if year > 0:
                found[register.years == year] = self.cutoff(year).toordinal()
        return found

    @cached_property
    def identities(self) -> Mapping[str, Identities]:
        """Who is who over the years, in the registers that are kept by year."""
        return {
            name: Identities(self.registers[name], self.edges(self.registers[name]))
            for name in ("organisation", "group")
            if name in self.registers
        }


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that a rule found at a record. The first of `fields` is the one to look at; the others have a part
    in it, so that one wrong cell is told once whatever it contradicts."""

    register: Register
    row: int
    fields: tuple[str, ...]
    message: Text
    suggestion: Text | None = None
    of_list: bool = False
    """It tells of the whole list (or column) that the record stands in."""
    also: tuple[tuple[Register, int, str], ...] = field(default=())
    """Cells of other records that have a part in it."""

    def at(self, cell: Place) -> Hit:
        """The same, to be looked at in another of its cells."""
        register, row, name = next(part for part in self._parts() if part[0].place(part[1], part[2]) == cell)
        return replace(self, register=register, row=row, fields=(name,), also=())

    @property
    def place(self) -> Place:
        at = self.register.place(self.row, self.fields[0] if self.fields else None)
        return replace(at, row=None) if self.of_list else at

    @property
    def cells(self) -> frozenset[Place]:
        """The cells that have a part in it; without one of its own a field is its row's."""
        if self.of_list:
            return frozenset({self.place})
        return frozenset(register.place(row, name) for register, row, name in self._parts())

    def _parts(self) -> tuple[tuple[Register, int, str], ...]:
        return (*((self.register, self.row, name) for name in self.fields), *self.also)

    @property
    def record(self) -> str | None:
        return None if self.of_list else who(self.register, self.row)

    @property
    def value(self) -> str | None:
        return None if self.of_list or not self.fields else shown(self.register, self.row, self.fields[0]).vi or None


def among(series: Series, words: Collection[str]) -> Bools:
    """Rows that hold one of these words."""
    found: Bools = series.known & np.isin(series.values, [i for i, word in enumerate(series.words) if word in words])
    return found


def of_kinds(register: Register, kinds: Collection[str]) -> Bools:
    """Rows of these kinds: a blank kind is an HTX; a register without kinds has only one."""
    series = register.columns.get("kind")
    if series is None or not kinds:
        return np.ones(len(register), dtype=np.bool_)
    found = among(series, kinds)
    return found | (~series.known & ~series.not_read) if "htx" in kinds else found


def who(register: Register, row: int) -> str | None:
    """The record as a person knows it: its name and its code."""
    told = [next((str(value) for name in names if (value := _value(register, row, name)) is not None), None)
            for names in (_NAMES, _CODES)]  # fmt: skip
    return " – ".join(part for part in told if part) or None


def _value(register: Register, row: int, name: str) -> object:
    return register.columns[name].value_at(row) if name in register.columns else None


def label(register: Register, name: str) -> Text:
    return column_of(register.model, name).label


def shown(register: Register, row: int, name: str) -> Text:
    """The cell as people write it: words of their list, dates as precise as they are, money in million VND."""
    value = _value(register, row, name)
    kind = kind_of(register.model, name)
    if value is None:
        return Text("", "")
    if isinstance(value, Dated):
        return day_text(value)
    if kind.of:
        return vocabulary(kind.of).texts[str(value)]
    if kind.name == "money":
        return money(int(str(value)))
    if kind.name == "score":
        return Text(*(show_number(Fraction(int(str(value)), 100), 2, lang, trim=True) for lang in ("vi", "en")))
    if kind.name == "flag":
        return Text("có", "yes") if value else Text("không", "no")
    if kind.name == "count":
        return number(int(str(value)))
    return Text.same(str(value))


def number(value: int) -> Text:
    return Text(show_number(value, 0, "vi"), show_number(value, 0, "en"))


def money(value: int) -> Text:
    amount = Fraction(value, _MILLION)
    return Text(
        f"{show_number(amount, 6, 'vi', trim=True)} triệu đồng",
        f"{show_number(amount, 6, 'en', trim=True)} million VND",
    )


def day_text(day: Dated) -> Text:
    """As precisely as it was written."""
    iso = day.iso()
    if day.first == day.last:
        return Text(f"{day.first:%d/%m/%Y}", iso)
    year, _, part = iso.partition("-")
    return Text(f"quý {part[1:]}/{year}" if part[:1] == "Q" else f"{part}/{year}" if part else year, iso)


def date_text(day: date) -> Text:
    return Text(f"{day:%d/%m/%Y}", day.isoformat())
