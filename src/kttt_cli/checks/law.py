"""The numbers of the law (law.toml), each with the days on which it holds: an undated one does not load."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TypeVar

from pydantic import Field

from kttt_cli.language import Text
from kttt_cli.tomlfile import Strict, parse, validate


class BothTexts(Strict):
    vi: str
    en: str

    @property
    def text(self) -> Text:
        return Text(self.vi, self.en)


class Dated(Strict):
    """A provision: the document and article, and from when until when it holds."""

    document: str
    since: date
    until: date | None = None
    confirmed: bool
    """Was it read in the official text?"""

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


class Grading(Dated):
    """Grades by points. No sectors: it holds for all."""

    kinds: tuple[str, ...]
    sectors: tuple[str, ...] = ()
    floors: dict[str, int]
    months: int
    note: BothTexts | None = None


class Minimum(Dated):
    """How many members an organisation must have. No kinds: it holds for every row of the register."""

    register_: str = Field(alias="register")
    kinds: tuple[str, ...] = ()
    field: str
    least: int


class Reserved(Dated):
    """Support measures for organisations of these sectors only."""

    measures: tuple[str, ...]
    sectors: tuple[str, ...]


class Division(Strict):
    from_: int = Field(alias="from")
    to: int
    sectors: tuple[str, ...]


class Group(Strict):
    """The industries whose code begins so."""

    code: str
    sectors: tuple[str, ...]


class Industries(Dated):
    """The sectors that an industry may belong to: by the beginning of its code, else by its division."""

    groups: tuple[Group, ...] = ()
    divisions: tuple[Division, ...]

    def sectors_of(self, code: str) -> tuple[str, ...]:
        """Of the digits of a code; none at all for one that the system does not know."""
        own = next((each.sectors for each in self.groups if code.startswith(each.code)), None)
        division = int(code[:2])
        return own or next((each.sectors for each in self.divisions if each.from_ <= division <= each.to), ())


class Law(Strict):
    grading: tuple[Grading, ...]
    minimum: tuple[Minimum, ...]
    reserved: tuple[Reserved, ...]
    industries: tuple[Industries, ...]


Provision = TypeVar("Provision", bound=Dated)


def read_law(source: str, shown: str) -> Law:
    """Raises `BadUsage` with every mistake of the file."""
    return validate(Law, parse(source, shown), source, shown)


@cache
def law() -> Law:
    name = "law.toml"
    return read_law(files("kttt_cli.checks").joinpath(name).read_text(encoding="utf-8"), name)


def in_force(provisions: Iterable[Provision], day: date) -> Sequence[Provision]:
    """Those that hold on that day, in the order of the file."""
    return [each for each in provisions if each.holds(day)]
