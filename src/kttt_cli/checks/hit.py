"""What a rule finds, before it is a finding: the rule adds its code and severity."""

from __future__ import annotations

from dataclasses import dataclass

from kttt_cli.findings import Place
from kttt_cli.language import Text


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that a rule found."""

    place: Place
    message: Text


@dataclass(frozen=True, slots=True)
class Lists:
    """The registers that rules look at."""
