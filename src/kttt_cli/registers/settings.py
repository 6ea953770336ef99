"""What a person fixed of the reading that cannot be guessed: for sheets by their names, and for years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatchcase
from typing import NamedTuple

from kttt_cli.findings import Finding, Place, Severity
from kttt_cli.language import Text, nearest, perhaps
from kttt_cli.sheets.numbers import Style
from kttt_cli.sheets.page import Heading
from kttt_cli.sheets.text import key, plain

NOT_USED = "-"
"""Said of a column: leave it out."""


@dataclass(frozen=True, slots=True)
class SheetRule:
    """How the sheets are to be read whose file and sheet name match (`*` and `?` stand for others)."""

    file: str = "*"
    sheet: str = "*"
    skip: bool = False
    register: str | None = None
    year: int | None = None
    header_row: int | None = None
    """From 0."""
    unit: str | None = None
    numbers: Style | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    """Heading → field, or NOT_USED."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """Field → value, for records that have none of their own."""

    def holds_for(self, file: str, sheet: str | None) -> bool:
        return self.holds_for_file(file) and fnmatchcase(key(sheet or ""), key(self.sheet))

    def holds_for_file(self, file: str) -> bool:
        """A pattern without a folder is held against the file's name alone."""
        file = file.replace("\\", "/")
        return any(fnmatchcase(key(name), key(self.file)) for name in (file, file.rpartition("/")[2]))

    def field_of(self, heading: Heading) -> str | None:
        """The field (or NOT_USED) that this column was said to be."""
        if not self.columns:
            return None
        known = {plain(written): name for written, name in self.columns.items()}
        names = (heading.name, f"{heading.name} ({heading.unit})", heading.parts[-1] if heading.parts else "")
        return next((known[plain(name)] for name in names if plain(name) in known), None)


class YearRule(NamedTuple):
    cutoff: date | None = None
    estimate: bool | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    sheets: tuple[SheetRule, ...] = ()
    years: Mapping[int, YearRule] = field(default_factory=dict)

    def rule_for(self, file: str, sheet: str | None) -> SheetRule:
        """What all matching rules say together; of two that say different things, the later."""
        found = SheetRule()
        for rule in self.sheets:
            if rule.holds_for(file, sheet):
                found = SheetRule(
                    skip=rule.skip or found.skip,
                    register=rule.register or found.register,
                    year=rule.year or found.year,
                    header_row=found.header_row if rule.header_row is None else rule.header_row,
                    unit=rule.unit or found.unit,
                    numbers=rule.numbers or found.numbers,
                    columns={**found.columns, **rule.columns},
                    fields={**found.fields, **rule.fields},
                )
        return found


NO_SETTINGS = Settings()
NO_RULE = SheetRule()


def unmatched(settings: Settings, seen: Sequence[tuple[str, str | None]], whole: bool, place: Place) -> list[Finding]:
    """CH103: `[[sheet]]` that fit none of the sheets (file, sheet) that were read. One about a file that was not asked
    for is no mistake: it is told of only where a `whole` folder was read, and then as a note."""
    found = []
    for rule in settings.sheets:
        if any(rule.holds_for(file, sheet) for file, sheet in seen):
            continue
        sheets = [(file, sheet) for file, sheet in seen if rule.holds_for_file(file)]
        if not sheets and not whole:
            continue
        written = rule.sheet if sheets else rule.file
        names = {sheet or "" for _, sheet in sheets} if sheets else {file.rpartition("/")[2] for file, _ in seen}
        near = nearest(key(written), map(key, names), most=1)
        as_written = {key(name): name for name in sorted(names)}
        what = Text("trang", "a sheet") if sheets else Text("tệp", "a file")
        found.append(
            Finding(
                "CH103",
                Severity.WARNING if sheets else Severity.NOTE,
                Place(sheets[0][0]) if sheets else place,
                Text(
                    f"kttt.toml nói về {what.vi} “{written}”, không có {what.vi} nào như vậy; điều ghi ở đó không có tác dụng",
                    f"kttt.toml speaks of {what.en} “{written}”, and there is none; what it says has no effect",
                ),
                value=written,
                suggestion=perhaps([Text.same(as_written[near[0]])]) if near else _there_are(sorted(names)),
            )
        )
    return found


def _there_are(names: list[str]) -> Text | None:
    shown = ", ".join(f"“{name}”" for name in names[:5] if name)
    return Text(f"có: {shown}", f"there are: {shown}") if shown else None


def unknown_columns(rule: SheetRule, headings: list[Heading], place: Place) -> list[Finding]:
    """Columns that are named in the settings and are not on the sheet, which may have changed since."""
    there = {
        plain(name)
        for heading in headings
        for name in (heading.name, f"{heading.name} ({heading.unit})", *heading.parts[-1:])
    }
    found = []
    for written in rule.columns:
        if plain(written) in there:
            continue
        near = nearest(written, (heading.name for heading in headings), most=1)
        found.append(
            Finding(
                "CH101",
                Severity.WARNING,
                place,
                Text(
                    f"kttt.toml nói về cột “{written}”, trang này không có",
                    f"kttt.toml speaks of a column “{written}”, which this sheet lacks",
                ),
                value=written,
                suggestion=perhaps(map(Text.same, near)),
            )
        )
    return found
