"""Find and stack the registers of files, folders and workbooks: the records of one province over the years."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from kttt_cli.findings import Finding, Place, Severity, Unreadable
from kttt_cli.language import Text, join
from kttt_cli.registers.columns import (
    MODELS,
    explains,
    identifies,
    is_header,
    is_summary,
    match_register,
)
from kttt_cli.registers.doubts import WORTH_WHILE, WithDoubts
from kttt_cli.registers.heading_findings import heading_findings
from kttt_cli.registers.identity import doubled_codes, doubled_names
from kttt_cli.registers.list_doubts import list_doubts
from kttt_cli.registers.list_year import ListYear
from kttt_cli.registers.load import Loaded
from kttt_cli.registers.nameless_sums import load_records
from kttt_cli.registers.not_one import ended_in_words, not_one
from kttt_cli.registers.numbering import numbering
from kttt_cli.registers.part_years import PartYear, lists_told, part_years
from kttt_cli.registers.reading import SheetReading, TableReading, sheet_reading, table_reading
from kttt_cli.registers.record_years import LEDGERS, cutoffs_told, record_years
from kttt_cli.registers.register import Ints, Register, distinct
from kttt_cli.registers.rows import notes_between
from kttt_cli.registers.settings import NO_SETTINGS, Settings, SheetRule, unknown_columns, unmatched
from kttt_cli.registers.sheet_notes import (
    HIDDEN,
    NO_TABLE,
    OTHER_KIND,
    OWN_ANNEX,
    SKIPPED,
    hidden_sheet,
    is_own_annex,
    lacks,
    sheet_notes,
    without_records,
)
from kttt_cli.registers.stacking import TwoSources, refuse_two_sources, stack
from kttt_cli.registers.surroundings import can_group
from kttt_cli.registers.suspects import perhaps_records, unidentified
from kttt_cli.registers.totals import total_findings
from kttt_cli.registers.unread_names import UnreadNames, told_of_unread, unread_names
from kttt_cli.sheets import ahead
from kttt_cli.sheets.listing import SETTINGS_FILE, STDIN, list_files
from kttt_cli.sheets.side_by_side import Part, parts_of
from kttt_cli.sheets.table import Heading, Hints, find_tables


class Skipped(NamedTuple):
    """A file or sheet that is no register, and why."""

    place: Place
    reason: Text


@dataclass(frozen=True, slots=True)
class Dataset:
    """All registers read, with every finding of every file, and what was not a register."""

    registers: Mapping[str, Register]
    findings: Sequence[Finding]
    skipped: tuple[Skipped, ...]
    cutoffs: Mapping[int, date]
    """Cut-off dates that the data themselves give, by year."""
    estimates: frozenset[int]
    """Years whose list says that it is an estimate (số ước)."""
    part_years: tuple[PartYear, ...] = ()
    """Years of which a register has a list that tells of a part only."""
    dropped: int = 0
    readings: tuple[SheetReading, ...] = ()
    """How each sheet was read, in the order of the files and their sheets."""
    failed: tuple[str, ...] = ()
    """Named files and folders that gave no register at all, where that did not stop the reading."""
    paths: Mapping[str, Path] = field(default_factory=dict)
    """Where each file is whose name stands in places."""
    besides: tuple[Place, ...] = ()
    """What was checked besides the registers: sheets of filled annexes, and .toml files."""

    @property
    def years(self) -> tuple[int, ...]:
        """Years for which any register has records."""
        found = {year for register in self.registers.values() for year in distinct(register.years)}
        return tuple(sorted(found - {0}))

    @property
    def records(self) -> int:
        return sum(len(register) for register in self.registers.values())


@dataclass(slots=True)
class _Reading:
    """What is gathered on the way through the files."""

    settings: Settings
    stdin: bytes
    instead: Mapping[Path, bytes]
    loaded: list[tuple[Loaded, Ints, ListYear | None]] = field(default_factory=list)
    lists: list[tuple[ListYear, Place]] = field(default_factory=list)
    """The lists that a year tells of, with their place."""
    part_years: list[PartYear] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    sheets: list[SheetReading] = field(default_factory=list)
    seen: list[tuple[str, str | None]] = field(default_factory=list)
    """Every file and sheet there was, read or left out."""
    paths: dict[str, Path] = field(default_factory=dict)
    unread: list[UnreadNames] = field(default_factory=list)
    summaries: dict[Place, str] = field(default_factory=dict)
    """Tables that tell how many there are, and of which register."""
    explained: dict[Place, str] = field(default_factory=dict)
    """Tables of the words of a register's columns."""
    later: list[Callable[[], Iterable[Finding]]] = field(default_factory=list)
    """What looks for findings that are not needed yet."""


def read_dataset(
    paths: Sequence[Path],
    *,
    year: int | None = None,
    collect: bool = False,
    settings: Settings = NO_SETTINGS,
    stdin: bytes = b"",
    instead: Mapping[Path, bytes] | None = None,
) -> Dataset:
    """The registers of these files and folders. `year` dates a list that names no year itself.

    Raises `Unreadable` for a file that cannot be read, when no register is found, and when two sources
    tell of the same register, year and part; with `collect` these are findings too, and what can be read is read.
    The path `-` stands for the file in `stdin`; `instead` has what stands in some files, in place of what is in them.
    """
    reading = _Reading(settings, stdin, instead or {})
    with _without_collector():
        for file in list_files(paths):
            path, shown, asked = file
            if not file.of_data:
                reading.skipped.append(Skipped(Place(shown), OTHER_KIND))
                continue
            reading.paths[shown] = path
            try:
                _read_file(path, shown, asked, year, reading)
            except Unreadable as error:
                if not collect:
                    raise
                reading.findings.append(_unread(error, shown))
                reading.failed += [shown] if asked else []
        ahead.end()
    if not reading.loaded and collect:
        for folder in (str(path) for path in paths if path.is_dir()):
            reading.failed.append(folder)
            reading.findings.append(Finding("DT103", Severity.ERROR, Place(folder), _NOTHING))
    elif not reading.loaded:
        raise _no_register(paths, reading)
    registers = {}
    read = {loaded.match.register for loaded, _, _ in reading.loaded}
    in_files = {(loaded.match.register, loaded.table.grid.file) for loaded, *_ in reading.loaded}
    beside = {place for place, name in reading.summaries.items() if name in read}
    beside |= {place for place, name in reading.explained.items() if (name, place.file) in in_files}
    reading.findings = [each for each in reading.findings if each.rule != "CT104" or each.place not in beside]
    for name in MODELS:
        parts = [(loaded, years) for loaded, years, _ in reading.loaded if loaded.match.register == name]
        if parts:
            registers[name] = stack(name, parts)
            try:
                refuse_two_sources(registers[name])
            except TwoSources as error:
                if not collect:
                    raise
                reading.findings.append(Finding("DT102", Severity.ERROR, error.place, error.message))
            reading.findings += doubled_codes(registers[name])
            reading.findings += doubled_names(registers[name])
    reading.findings += told_of_unread(reading.unread, registers.values())
    reading.findings += list_doubts(reading.loaded)
    reading.findings += unmatched(settings, reading.seen, any(path.is_dir() for path in paths), Place(SETTINGS_FILE))
    cutoffs, estimates = cutoffs_told(reading.lists, settings.years, reading.findings)
    return Dataset(
        registers,
        WithDoubts(reading.findings, registers.values(), reading.later),
        tuple(reading.skipped),
        cutoffs,
        estimates,
        tuple(reading.part_years),
        sum(loaded.dropped for loaded, _, _ in reading.loaded),
        tuple(reading.sheets),
        failed=tuple(reading.failed),
        paths=reading.paths,
    )


@contextmanager
def _without_collector() -> Iterator[None]:
    """Cells make no cycles, and looking for some after every few hundred rows takes as long as reading them."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _read_file(path: Path, shown: str, asked: bool, year: int | None, reading: _Reading) -> None:
    piped = str(path) == STDIN
    if not piped and not path.exists():
        raise Unreadable(_MISSING.filled(file=shown))
    registers: list[Loaded] = []
    reasons: list[Text] = []
    before = len(reading.findings)
    data = reading.stdin if piped else reading.instead.get(path)
    grids = ahead.grids(path, shown, data)
    if is_own_annex(grids):
        reading.skipped.append(Skipped(Place(shown), OWN_ANNEX))
        reading.seen += [(grid.file, grid.sheet) for grid in grids]
        reading.sheets += [sheet_reading(grid, [], [], []) for grid in grids]
        reasons, grids = [OWN_ANNEX], []
    for grid in grids:
        rule = reading.settings.rule_for(grid.file, grid.sheet)
        hints = Hints(partial(_is_header, rule), can_group, rule.header_row, identifies)
        for part in [Part(grid)] if grid.hidden or rule.skip else parts_of(grid, hints):
            loaded, without = _read_sheet(part, rule, hints, year, reading)
            registers += loaded
            reasons += without
    with_names = {(each.file, each.sheet) for each in reading.unread}  # a table on its side is no empty one
    reading.findings += [
        each
        for each in without_records([(each.table, len(each.rows)) for each in registers])
        if (each.place.file, each.place.sheet) not in with_names
    ]
    if registers:  # a summary sheet beside the lists is nothing to mend
        reading.findings[before:] = [
            replace(each, severity=Severity.WARNING) if each.rule == "CT104" else each
            for each in reading.findings[before:]
        ]
    if asked and not registers:
        raise Unreadable(
            Text(
                f"{shown}: không tìm thấy sổ nào: {join(reasons).vi}. Cần một dòng tiêu đề có tên cột như “Tên HTX”, "
                "“Loại hình”, “Ngày đăng ký lần đầu”.",
                f"{shown}: no register found: {join(reasons).en}. A header row is needed, with columns such as "
                "“Tên HTX”, “Loại hình”, “Ngày đăng ký lần đầu”.",
            )
        )


_NOTHING = Text(
    "không có sổ nào trong thư mục này; hãy chỉ đến thư mục có danh sách HTX (CSV hoặc Excel)",
    "no register in this folder; name one that holds the list of cooperatives (CSV or Excel)",
)
_MISSING = Text(
    "{file}: không có tệp hay thư mục này; hãy kiểm tra tên, hoặc chỉ đến thư mục chứa sổ",
    "{file}: no such file or folder; check the name, or name the folder that holds the registers",
)


def _unread(error: Unreadable, shown: str) -> Finding:
    """What keeps a file from being read, as a finding of that file (whose name the message need not repeat)."""
    message = Text(*(text.removeprefix(f"{shown}: ") for text in error.message))
    return Finding("DT101", Severity.ERROR, Place(shown), message)


def _read_sheet(
    part: Part, rule: SheetRule, hints: Hints, year: int | None, reading: _Reading
) -> tuple[list[Loaded], list[Text]]:
    """The registers of one sheet, and why its other tables are none."""
    grid = part.grid
    reading.seen.append((grid.file, grid.sheet))
    reading.findings += sheet_notes(grid)
    if rule.skip:
        reading.skipped.append(Skipped(Place(grid.file, grid.sheet), SKIPPED))
        return [], [SKIPPED]
    tables = find_tables(grid, hints, part.header)
    if grid.hidden:
        reading.findings.append(hidden_sheet(grid, tables, rule))
        reading.skipped.append(Skipped(Place(grid.file, grid.sheet), HIDDEN))
        reading.sheets.append(sheet_reading(grid, [], [], []))
        return [], [HIDDEN]
    if rule.unit is not None:
        tables = [replace(table, unit=rule.unit) for table in tables]
    headings = [heading for table in tables for heading in table.headings]
    reading.findings += unknown_columns(rule, headings, Place(grid.file, grid.sheet))
    registers: list[Loaded] = []
    reasons: list[Text] = []
    understood: list[TableReading] = []
    for index, table in enumerate(tables):
        match = match_register(table, rule)
        if match is None or match.missing:
            place = Place(grid.file, grid.sheet, table.first if table.first else None)
            reasons.append(NO_TABLE if match is None else lacks(match))
            reading.skipped.append(Skipped(place, reasons[-1]))
            understood.append(table_reading(table))
            if match is not None and is_summary(match):
                reading.summaries[place] = match.register
            elif match is not None and explains(match, table):
                reading.explained[place] = match.register
            beside = place in reading.summaries or place in reading.explained
            if (match is None or beside) and (names := unread_names(grid, table.first, table.last)):
                reading.unread.append(names)
            if match is not None:
                # A summary beside a list is nothing to mend; a sheet that has nothing else is.
                severity = Severity.ERROR if len(tables) == 1 else Severity.WARNING
                reading.findings.append(Finding("CT104", severity, place, reasons[-1]))
            continue
        loaded = load_records(match, table, rule)
        tables[index] = replace(table, roles=loaded.table.roles)  # some rows turn out to be notes
        reading.findings += heading_findings(match, table)
        reading.findings += loaded.findings
        if not len(loaded.rows) and (names := unread_names(grid, table.first, table.last)):
            reading.unread.append(names)
        reading.findings += [*unidentified(loaded), *perhaps_records(loaded), *not_one(loaded)]
        if len(loaded.rows) in WORTH_WHILE and not reading.later:  # of one list: the cells of all would fill the memory
            reading.later.append(partial(ended_in_words, replace(loaded)))
        else:
            reading.findings += ended_in_words(loaded)
        numbers = list(numbering(loaded))
        lost = [each.place for each in numbers if each.rule == "DG202" and each.severity is not Severity.NOTE]
        same = [each for each in registers if each.match.register == match.register]
        before = [other for other, *_ in reading.loaded if _is_before(other, loaded)]
        reading.findings += [*numbers, *total_findings(loaded, same, lost, before)]
        registers.append(loaded)
        years, listed = record_years(loaded, rule.year, year, reading.findings)
        lists = lists_told(loaded, years, listed)
        if match.register not in LEDGERS:
            reading.lists += [(each, Place(grid.file, grid.sheet)) for each in lists]
        for told, finding in part_years(loaded, years, lists, reading.settings.years):
            reading.part_years.append(told)
            reading.findings.append(finding)
        understood.append(table_reading(table, loaded, years, lists[0] if listed and lists else listed))
        reading.loaded.append((loaded, years, listed))
    if not tables:
        reasons.append(NO_TABLE)
        reading.skipped.append(Skipped(Place(grid.file, grid.sheet), NO_TABLE))
        if names := unread_names(grid, 0, grid.height):
            reading.unread.append(names)
    reading.findings += notes_between(tables)
    reading.sheets.append(sheet_reading(grid, tables, registers, understood))
    for loaded in registers:
        # Everything is read from the cells: let go of them, they are half of what a large file takes.
        loaded.table = replace(loaded.table, grid=replace(grid, columns=()))
    return registers, reasons


def _is_before(other: Loaded, loaded: Loaded) -> bool:
    """Of one list cut over the sheets of a workbook: the total of the last may be the sum of all."""
    return (
        other.table.grid.file == loaded.table.grid.file
        and other.match.register == loaded.match.register
        and len(other.rows) > 0
    )


def _is_header(rule: SheetRule, text: str) -> bool:
    return is_header(text) or rule.field_of(Heading(0, (text,))) is not None


def _no_register(paths: Sequence[Path], reading: _Reading) -> Unreadable:
    looked = ", ".join(str(path) for path in paths)
    told = join(
        [Text(f"{each.place}: {each.reason.vi}", f"{each.place}: {each.reason.en}") for each in reading.skipped[:5]]
    )
    return Unreadable(
        Text(
            f"Không tìm thấy sổ nào trong {looked}. " + (f"Đã xem: {told.vi}. " if told.vi else "Không có tệp CSV hay Excel nào. ")
            + "Hãy chỉ đến thư mục có danh sách HTX (CSV hoặc Excel).",
            f"No register found in {looked}. " + (f"Looked at: {told.en}. " if told.en else "There is no CSV or Excel file. ")
            + "Name a folder that holds the list of cooperatives (CSV or Excel).",
        )
    )  # fmt: skip
