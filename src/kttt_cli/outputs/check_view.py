"""What every form of a check's result shows: the same findings in the same order, files by paths that hold elsewhere."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from kttt_cli.checks.outcome import Judged, Outcome
from kttt_cli.findings import Finding, Place, Severity
from kttt_cli.language import Lang, Text
from kttt_cli.registers.dataset import Dataset
from kttt_cli.sheets.listing import TEXT_SUFFIXES

GRAVEST_FIRST = tuple(Severity)


@dataclass(frozen=True)
class CheckView:
    """An outcome as one reader wants it. `limit` is of what is shown (0 = everything), never of what is counted."""

    outcome: Outcome
    lang: Lang
    failing: frozenset[Severity]
    """The severities that make the exit code 1."""
    show_known: bool = False
    limit: int = 0
    paths: Mapping[str, str] = field(default_factory=dict)
    """File as named in places → its path from the folder in which kttt was started."""

    @cached_property
    def listed(self) -> tuple[Judged, ...]:
        """What is to be shown, before the limit."""
        return tuple(each for each in self.outcome.judged if self.show_known or not each.known)

    @property
    def shown(self) -> tuple[Judged, ...]:
        return self.listed[: self.limit or None]

    @property
    def more(self) -> int:
        """Findings that the limit left out."""
        return len(self.listed) - len(self.shown)

    def whole(self) -> CheckView:
        """For a file: without a limit, and with no path that holds on this machine only."""
        absolute = {name: path for name, path in self.paths.items() if os.path.isabs(name)}
        if not absolute:
            return replace(self, limit=0)
        judged = tuple(replace(each, finding=_renamed(each.finding, absolute)) for each in self.outcome.judged)
        dataset = _with_names(self.outcome.dataset, absolute)
        paths = {absolute.get(name, name): path for name, path in self.paths.items()}
        return replace(self, limit=0, paths=paths, outcome=replace(self.outcome, dataset=dataset, judged=judged))

    def path(self, finding: Finding) -> str:
        return self.paths.get(finding.place.file, finding.place.file)

    def fails(self, judged: Judged) -> bool:
        return not judged.known and judged.finding.severity in self.failing


def _renamed(finding: Finding, names: Mapping[str, str]) -> Finding:
    message = finding.message
    for name, other in names.items():
        message = Text(*(text.replace(name, other) for text in message))
    return replace(finding, place=_at(finding.place, names), message=message)


def _at(place: Place, names: Mapping[str, str]) -> Place:
    return replace(place, file=names.get(place.file, place.file))


def _with_names(dataset: Dataset, names: Mapping[str, str]) -> Dataset:
    registers = {
        name: replace(
            register,
            sources=tuple(each._replace(file=names.get(each.file, each.file)) for each in register.sources),
        )
        for name, register in dataset.registers.items()
    }
    return replace(
        dataset,
        registers=registers,
        skipped=tuple(each._replace(place=_at(each.place, names)) for each in dataset.skipped),
        failed=tuple(names.get(each, each) for each in dataset.failed),
        paths={names.get(name, name): path for name, path in dataset.paths.items()},
    )


def paths_from(here: Path, files: Mapping[str, Path]) -> dict[str, str]:
    """The path of each file from `here`, with slashes; of those elsewhere, from the folder that holds them all."""
    absolute = {name: Path(os.path.abspath(path)) for name, path in files.items() if str(path) != "-"}
    elsewhere = _common_folder([path for path in absolute.values() if not path.is_relative_to(here)])
    found = {}
    for name, path in absolute.items():
        folder = here if path.is_relative_to(here) else elsewhere or path.parent
        found[name] = path.relative_to(folder).as_posix()
    return found


def _common_folder(files: Sequence[Path]) -> Path | None:
    try:
        return Path(os.path.commonpath([path.parent for path in files]))
    except ValueError:  # none, or on several drives
        return None


def is_text_file(file: str) -> bool:
    return file.lower().endswith(TEXT_SUFFIXES)


def what_to_do(finding: Finding, lang: Lang) -> str:
    """Reason, record and suggestion in one sentence."""
    text = finding.message.to(lang)
    if finding.record:
        text += f" ({finding.record})"
    if finding.suggestion is not None:
        text += f" → {finding.suggestion.to(lang)}"
    return printable(text)


def printable(line: str) -> str:
    """What stands in a register never moves the cursor or colours the screen."""
    return line if line.isprintable() else "".join(char if char.isprintable() else " " for char in line)


KNOWN = Text("đã biết", "known")
