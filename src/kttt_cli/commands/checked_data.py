"""What `kttt check` looks at: registers by the rules, plan files and settings by their own readers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kttt_cli.checks.definitions import PLAN, SETTINGS, mistakes
from kttt_cli.checks.run import check
from kttt_cli.commands.loading import read_configuration, read_data, read_plan
from kttt_cli.findings import BadUsage, Finding
from kttt_cli.registers.dataset import Dataset
from kttt_cli.settings import NAME, Configuration, read_settings

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
    """The data without the plan files and settings among them."""
    return [path for path in data if path.suffix != ".toml"]


def read_tables(data: Sequence[Path], *, year: int | None, instead: Mapping[Path, bytes] | None = None) -> Dataset:
    """The registers, as far as they can be read; none while a kttt.toml among the data is wrong, for it says how.
    `instead`: see `read_dataset`."""
    settings = [path for path in data if path.name == NAME]
    if not tables_of(data) or any(True for path in settings for _ in _mistakes(path)):
        return _NO_DATA
    return read_data(tables_of(data), year=year, collect=True, instead=instead)


def with_rules(dataset: Dataset, data: Sequence[Path]) -> Dataset:
    """The data with every finding in them: of the reading, of the rules, and of the .toml files among them."""
    own = [finding for path in data if path.suffix == ".toml" for finding in _mistakes(path)]
    return replace(dataset, findings=tuple(sorted((*own, *check(dataset)), key=Finding.sort_key)))


def _mistakes(path: Path) -> Iterator[Finding]:
    """A kttt.toml as settings, any other as a plan."""
    of_settings = path.name == NAME
    try:
        if of_settings:
            read_settings(path)
        else:
            read_plan(str(path), {})
    except BadUsage as error:
        yield from mistakes(error, str(path), SETTINGS if of_settings else PLAN)
