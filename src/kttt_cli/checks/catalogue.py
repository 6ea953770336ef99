"""All rules by their code, in one place."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from kttt_cli.checks.rule import Rule


@cache
def rules() -> Mapping[str, Rule]:
    """Code → rule, in the order of the catalogue."""
    return {}
