"""What every computing command does first: plan, catalogue and registers; and last: findings and exit code."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from kttt_cli.commands.options import FailOn, existing
from kttt_cli.findings import BadUsage, Exit, Finding, Severity
from kttt_cli.language import Lang, Text
from kttt_cli.plans.model import Plan
from kttt_cli.report import Report, Request, make_report

if TYPE_CHECKING:
    from kttt_cli.configuration import Configuration
    from kttt_cli.registers.dataset import Dataset

_SHOWN_FINDINGS = 20


def read_configuration(data: Sequence[Path]) -> Configuration:
    """The kttt.toml beside the first of the data, or around it."""
    from kttt_cli.configuration import Configuration, find_settings

    path = find_settings(Path() if str(data[0]) == "-" else data[0])
    if path is None:
        return Configuration()
    from kttt_cli.settings import read_settings

    return read_settings(path)


def read_data(
    data: Sequence[Path], *, year: int | None, collect: bool = False, instead: Mapping[Path, bytes] | None = None
) -> Dataset:
    """The registers, as the kttt.toml beside them says; `-` is stdin. `instead`: see `read_dataset`."""
    from kttt_cli.registers.dataset import read_dataset

    settings = read_configuration(data).settings
    paths = list(data) if collect else existing(list(data))
    stdin = sys.stdin.buffer.read() if any(str(path) == "-" for path in paths) else b""
    return read_dataset(paths, year=year, collect=collect, settings=settings, stdin=stdin, instead=instead)


def read_plan(name: str | None, readings: dict[str, str], data: Sequence[Path] = ()) -> Plan:
    """The plan that is named, else that of the kttt.toml beside the data, else the packaged one."""
    from kttt_cli.indicators.catalogue import catalogue, check_term
    from kttt_cli.plans.plan import load_plan

    known = catalogue()
    if data:
        said = read_configuration(data)
        name, readings = name or said.plan, {**said.terms, **readings}
    plan = load_plan(name, indicators=known.indicators, units=known.units, check_term=check_term)
    return plan.with_readings(readings) if readings else plan


def compute_report(paths: Sequence[Path], plan: Plan, request: Request) -> Report:
    from kttt_cli.indicators.catalogue import catalogue

    return make_report(read_data(paths, year=request.year), catalogue(), plan, request)


def read_day(written: str | None) -> date | None:
    """`30/06/2023` or `2023-06-30`."""
    if written is None:
        return None
    from kttt_cli.sheets.dates import read_date
    from kttt_cli.sheets.values import Unread

    try:
        dated = read_date(written)
    except Unread as error:
        reason = error.reason
    else:
        if dated.first == dated.last:
            return dated.first
        reason = Text("phải là một ngày", "must be a day")
    raise BadUsage(Text(f"--as-of “{written}” {reason.vi}", f"--as-of “{written}” {reason.en}"))


def print_findings(findings: Sequence[Finding], lang: Lang) -> None:
    """Errors and warnings, one a line, on stderr: the first of them; notes are only counted."""
    from kttt_cli.outputs.findings_report import finding_line

    serious = [finding for finding in findings if finding.severity is not Severity.NOTE]
    for finding in serious[:_SHOWN_FINDINGS]:
        typer.echo(finding_line(finding, lang), err=True)
    more = len(serious) - _SHOWN_FINDINGS
    if more > 0:
        text = Text(
            f"… và {more} phát hiện nữa (xem hết: --format json)", f"… and {more} more (all of them: --format json)"
        )
        typer.echo(text.to(lang), err=True)


SEVERE = {
    FailOn.error: frozenset({Severity.ERROR}),
    FailOn.warning: frozenset({Severity.ERROR, Severity.WARNING}),
    FailOn.never: frozenset[Severity](),
}


def exit_code(findings: Sequence[Finding], fail_on: FailOn) -> Exit:
    severe = SEVERE[fail_on]
    return Exit.FINDINGS if any(finding.severity in severe for finding in findings) else Exit.DONE
