"""A check's result as JSON: every finding with its cell, what tells it apart, and the counts of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from kttt_cli import __version__
from kttt_cli.checks.baseline import Known
from kttt_cli.checks.outcome import Judged
from kttt_cli.findings import Severity
from kttt_cli.outputs.check_view import CheckView
from kttt_cli.outputs.findings_report import counted_rules, tables_of
from kttt_cli.outputs.json_parts import FindingJson, Json, SkippedJson, both, finding_json

SCHEMA_VERSION = 1


class RuleJson(Json):
    rule: str
    severity: Literal["error", "warning", "note"]
    count: int
    known: int = Field(description="How many more the baseline has.")


class IgnoredJson(Json):
    rule: str
    count: int


class CheckedJson(FindingJson):
    """A finding, and what tells it apart wherever its record stands: for comparing two checks."""

    fingerprint: str
    known: bool = Field(description="The baseline has it: it does not count.")


class KnownJson(Json):
    """A known finding that was not found again; the baseline may lose it."""

    rule: str
    register_: str | None = Field(alias="register")
    year: int | None
    code: str | None
    name: str | None
    place: str | None
    field: str | None
    value: str | None
    count: int


class TableJson(Json):
    """One table that was read as a register."""

    register_: str = Field(alias="register")
    file: str
    sheet: str | None
    records: int
    usable: int = Field(description="Records without any cell that could not be read.")


class CountsJson(Json):
    error: int
    warning: int
    note: int


class CheckJson(Json):
    """What `kttt check --format json` writes. The counts are of all findings that count, whatever is shown of them."""

    schema_version: Literal[1]
    kttt_version: str
    records: int
    usable: int = Field(description="Records without any cell that could not be read.")
    empty_rows: int
    counts: CountsJson
    rules: list[RuleJson]
    ignored: list[IgnoredJson] = Field(description="Findings of rules that --select or --ignore left out.")
    known: int = Field(description="Findings that the baseline has; not among the counts.")
    gone: list[KnownJson] = Field(description="Known findings of these lists that were not found again.")
    findings: list[CheckedJson] = Field(description="In the order of files, sheets, rows and columns.")
    more: int = Field(description="Findings that --limit left out.")
    tables: list[TableJson]
    skipped: list[SkippedJson] = Field(description="Files and sheets that are no register.")
    failed: list[str] = Field(description="Named files and folders that gave no register: the exit code is 3.")


def check_json(view: CheckView) -> CheckJson:
    outcome, dataset = view.outcome, view.outcome.dataset
    tables = list(tables_of(dataset))
    severities = Counter(finding.severity for finding in outcome.new)
    return CheckJson(
        schema_version=SCHEMA_VERSION,
        kttt_version=__version__,
        records=dataset.records,
        usable=sum(table.usable for table in tables),
        empty_rows=dataset.dropped,
        counts=CountsJson(**{severity.value: severities[severity] for severity in Severity}),
        rules=[
            RuleJson(rule=each.rule, severity=each.severity.value, count=each.found, known=each.known)
            for each in counted_rules(outcome)
        ],
        ignored=[IgnoredJson(rule=rule, count=count) for rule, count in outcome.ignored.items()],
        known=len(outcome.known),
        gone=[_gone(each) for each in outcome.gone],
        findings=[_checked(each) for each in view.shown],
        more=view.more,
        tables=[TableJson(**table._asdict()) for table in tables],
        skipped=[
            SkippedJson(
                file=each.place.file,
                sheet=each.place.sheet,
                reason=both(each.reason),
            )
            for each in dataset.skipped
        ],
        failed=list(dataset.failed),
    )


def _checked(each: Judged) -> CheckedJson:
    own = finding_json(each.finding)
    return CheckedJson(
        **{name: getattr(own, name) for name in FindingJson.model_fields},
        fingerprint=each.identity.fingerprint,
        known=each.known,
    )


def _gone(each: Known) -> KnownJson:
    return KnownJson(**each.model_dump(by_alias=True))


def json_report(view: CheckView) -> Iterator[str]:
    yield check_json(view).model_dump_json(indent=2, by_alias=True) + "\n"
