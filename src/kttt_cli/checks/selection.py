"""Which rules count, and how gravely: what `--select`, `--ignore` and `--severity` say, and `[check]` of a kttt.toml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from kttt_cli.findings import Finding, Severity
from kttt_cli.language import Text, did_you_mean


@dataclass(frozen=True, slots=True)
class Selection:
    """Codes (`NG102`) or their beginnings (`NG`). Of several that fit a rule the longest decides, then `ignore`."""

    select: tuple[str, ...] = ()
    """Nothing selected: every rule is."""
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)

    def takes(self, code: str) -> bool:
        chosen = 0 if not self.select else _longest(self.select, code)
        return chosen is not None and chosen > (_longest(self.ignore, code) or -1)

    def severity_of(self, finding: Finding) -> Severity:
        longest = max((part for part in self.severity if finding.rule.startswith(part)), key=len, default=None)
        return finding.severity if longest is None else self.severity[longest]

    def applied(self, findings: Iterable[Finding]) -> tuple[list[Finding], dict[str, int]]:
        """The findings that count, as grave as said; and how many of each rule do not."""
        taken: list[Finding] = []
        left_out: dict[str, int] = {}
        takes: dict[str, bool] = {}
        for finding in findings:
            if finding.rule not in takes:
                takes[finding.rule] = self.takes(finding.rule)
            if not takes[finding.rule]:
                left_out[finding.rule] = left_out.get(finding.rule, 0) + 1
                continue
            severity = self.severity_of(finding) if self.severity else finding.severity
            taken.append(finding if severity is finding.severity else replace(finding, severity=severity))
        return taken, dict(sorted(left_out.items()))


EVERYTHING = Selection()


def _longest(parts: Iterable[str], code: str) -> int | None:
    return max((len(part) for part in parts if code.startswith(part)), default=None)


def unknown_code(code: str) -> Text | None:
    """Why this is neither a rule's code nor the beginning of one; None where it is."""
    from kttt_cli.checks.catalogue import rules  # all rules and their texts: read when a code is to be looked up

    known = list(rules())
    if code and any(each.startswith(code) for each in known):
        return None
    near = did_you_mean(code.upper(), known) or Text("xem: kttt rule", "see: kttt rule")
    return Text(f"không có quy tắc “{code}”; {near.vi}", f"no rule “{code}”; {near.en}")
