"""What `kttt check` looks at: registers by the rules, annexes by their arithmetic, .toml files by their readers."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kttt_cli.checks.definitions import PLAN, SETTINGS, mistakes
from kttt_cli.checks.run import check
from kttt_cli.commands.loading import read_configuration, read_data, read_plan
from kttt_cli.configuration import NAME, Configuration
from kttt_cli.findings import BadUsage, Finding, Place, Severity, Unreadable
from kttt_cli.language import Text
from kttt_cli.registers.dataset import Dataset
from kttt_cli.registers.sheet_notes import OWN_ANNEX
from kttt_cli.sheets.files import read_grids
from kttt_cli.sheets.grid import Grid
from kttt_cli.sheets.listing import SUFFIXES

_NO_DATA = Dataset({}, (), (), {}, frozenset())


def configuration(data: Sequence[Path]) -> Configuration:
    """The settings beside the data; those that are to be checked themselves have none while they are wrong."""
    try:
        return read_configuration(data)
    except BadUsage:
        if not any(path.name == NAME for path in data):
            raise
        return Configuration()


def tables_of(data: Sequence[Path]) -> list[Path]:
    """The data without the plan files and settings among them; one that is not there is told with the tables."""
    return [path for path in data if not _is_definition(path)]


def _is_definition(path: Path) -> bool:
    return path.suffix == ".toml" and path.exists()


def read_tables(data: Sequence[Path], *, year: int | None, instead: Mapping[Path, bytes] | None = None) -> Dataset:
    """The registers, as far as they can be read; none while a kttt.toml among the data is wrong, for it says how.
    `instead`: see `read_dataset`."""
    settings = [path for path in data if path.name == NAME]
    if not tables_of(data) or any(True for path in settings for _ in _mistakes(path)):
        return _NO_DATA
    return read_data(tables_of(data), year=year, collect=True, instead=instead)


def with_rules(dataset: Dataset, data: Sequence[Path]) -> Dataset:
    """The data with every finding in them: of the reading, of the rules, of filled annexes, and of the .toml files."""
    definitions = [path for path in data if _is_definition(path)]
    own = [finding for path in definitions for finding in _mistakes(path)]
    audited = with_annexes(replace(dataset, findings=check(dataset)))
    return replace(
        audited,
        findings=tuple(sorted((*own, *audited.findings), key=Finding.sort_key)),
        besides=(*audited.besides, *(Place(str(path)) for path in definitions)),
    )


def with_annexes(dataset: Dataset) -> Dataset:
    """Sheets that are no register may be filled annexes: these have findings of their own, and count as read."""
    strange = dict.fromkeys((*(each.place.file for each in dataset.skipped), *dataset.failed))
    paths = {
        file: path
        for file in strange
        if (path := dataset.paths.get(file)) is not None and path.is_file() and path.suffix.lower() in SUFFIXES
    }
    if not paths:
        return dataset
    from kttt_cli.annexes.audit import audit
    from kttt_cli.annexes.layout import YearsForm
    from kttt_cli.annexes.layouts import load_layouts
    from kttt_cli.indicators.catalogue import catalogue

    forms = [each for each in load_layouts(catalogue()) if isinstance(each, YearsForm)]
    audited = {
        (file, grid.sheet): found
        for file, path in paths.items()
        for grid in _grids(path, file)
        if (found := audit(grid, forms)) is not None
    }
    ours = {each.place.file for each in dataset.skipped if each.reason == OWN_ANNEX}
    files = {file for file, _ in audited} | ours

    folders = {str(folder) for file in files for folder in dataset.paths[file].parents}

    def is_about_annex(place: Place) -> bool:
        if place.file in folders:  # there is no register in it, but there is an annex
            return True
        return (place.file, place.sheet) in audited or (place.sheet is None and place.file in files)

    kept = [each for each in dataset.findings if not is_about_annex(each.place)]
    return replace(
        dataset,
        findings=(*kept, *map(_own_annex, sorted(ours)), *(finding for found in audited.values() for finding in found)),
        besides=tuple(Place(file, sheet) for file, sheet in audited),
        skipped=tuple(each for each in dataset.skipped if not is_about_annex(each.place)),
        failed=tuple(each for each in dataset.failed if each not in files and each not in folders),
    )


def _own_annex(file: str) -> Finding:
    return Finding(
        "PL113",
        Severity.NOTE,
        Place(file),
        Text(
            "phụ lục do kttt lập: chỉ các biểu được kiểm tra; trang số liệu trong đó chép từ sổ, không đọc lại",
            "an annex of kttt: only its forms are checked; its data sheets are copies of registers and not read again",
        ),
        suggestion=Text(
            f"đối chiếu từng số với sổ: kttt verify {file} SỔ",
            f"to follow its figures to the registers: kttt verify {file} DATA",
        ),
    )


def _grids(path: Path, file: str) -> list[Grid]:
    try:
        return read_grids(path, file)
    except Unreadable:
        return []  # told by the reading already


def _mistakes(path: Path) -> Iterator[Finding]:
    """A kttt.toml as settings, a file of claims by its arithmetic, any other as a plan."""
    from kttt_cli.checks.claims import audit_claims

    of_settings = path.name == NAME
    try:
        if of_settings:
            from kttt_cli.settings import read_settings

            read_settings(path)
        elif (source := _claims_in(path)) is not None:
            yield from audit_claims(source, str(path))[1]
        else:
            read_plan(str(path), {})
    except BadUsage as error:
        yield from mistakes(error, str(path), SETTINGS if of_settings else PLAN)


def _claims_in(path: Path) -> str | None:
    from kttt_cli.checks.claims import is_claims

    try:
        source = path.read_text(encoding="utf-8-sig")
        return source if is_claims(tomllib.loads(source)) else None
    except (OSError, ValueError):
        return None  # the reader of plans says why
