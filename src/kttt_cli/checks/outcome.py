"""What a check came to: each finding with its gravity, and whether it is known; what was left out; what is no more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kttt_cli.checks.baseline import Known, match
from kttt_cli.checks.identity import Identity, identities
from kttt_cli.checks.selection import EVERYTHING, Selection
from kttt_cli.findings import Finding
from kttt_cli.registers.dataset import Dataset
from kttt_cli.registers.register import distinct


@dataclass(frozen=True, slots=True)
class Judged:
    """One finding, what it is about, and whether the baseline has it."""

    finding: Finding
    identity: Identity
    known: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything that a check tells, in the order of the places."""

    dataset: Dataset
    judged: tuple[Judged, ...]
    ignored: Mapping[str, int]
    """Rule → findings that do not count because nobody asked for that rule."""
    compared: bool = False
    """Was there a baseline?"""
    gone: tuple[Known, ...] = ()
    """Known findings of these lists that were not found again."""

    @property
    def new(self) -> list[Finding]:
        return [each.finding for each in self.judged if not each.known]

    @property
    def known(self) -> list[Finding]:
        return [each.finding for each in self.judged if each.known]


def judge(dataset: Dataset, selection: Selection = EVERYTHING, baseline: Sequence[Known] | None = None) -> Outcome:
    """The findings of the dataset that are selected, compared with the baseline, if there is one."""
    findings, ignored = selection.applied(dataset.findings)
    about = identities(findings, dataset)
    are_known, rest = match(about, baseline or ())
    judged = tuple(map(Judged, findings, about, are_known))
    there = {(name, year) for name, register in dataset.registers.items() for year in (*distinct(register.years), None)}
    gone = [
        each
        for each in rest
        if selection.takes(each.rule) and (each.register_ is None or (each.register_, each.year) in there)
    ]
    return Outcome(dataset, judged, ignored, baseline is not None, tuple(gone))
