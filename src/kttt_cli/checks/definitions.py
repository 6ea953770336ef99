"""Mistakes of plan files and settings as findings: what a command refuses, told line by line."""

from __future__ import annotations

from collections.abc import Iterator

from kttt_cli.checks.catalogue import rules
from kttt_cli.findings import BadUsage, Finding, Place
from kttt_cli.language import Text
from kttt_cli.patterns import pattern

PLAN, SETTINGS = "KH101", "CH102"
_LINE = pattern(r"(?:, (?:dòng|line) ([0-9]+)(?:, (?:cột|column) [0-9]+)?)?: ")


def mistakes(error: BadUsage, file: str, code: str) -> Iterator[Finding]:
    """Each line of the error at its line of the file: `plan.toml, dòng 12: target.T1: thiếu khóa này`."""
    rule = rules()[code]
    for vi, en in zip(error.message.vi.split("\n"), error.message.en.split("\n"), strict=True):
        at, bare = _split(vi, file)
        yield Finding(rule.code, rule.severity, Place(file, None, at), Text(bare, _split(en, file)[1]))


def _split(told: str, file: str) -> tuple[int | None, str]:
    """The row (from 0) that a line of an error speaks of, and the rest of it."""
    if not told.startswith(file) or not (found := _LINE.match(told, len(file))):
        return None, told
    return (int(found[1]) - 1 if found[1] else None), told[found.end() :]
