"""A rule: what can be wrong, with its texts beside it. Findings refer to rules by their code."""

from __future__ import annotations

from dataclasses import dataclass

from kttt_cli.findings import Severity
from kttt_cli.language import Text


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, as `kttt rule CODE` shows it. Its title names the pattern that is found, never the cure.

    `wrong` and `right` are small examples (what stands in the cells) that a test runs: the wrong one is found by
    exactly this rule, the right one by none. `law` is the document and article it rests on, where there is one.
    """

    code: str
    family: str
    severity: Severity
    title: Text
    why: Text
    mend: Text
    wrong: str = ""
    right: str = ""
    law: str | None = None
