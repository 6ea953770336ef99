"""All findings of the reading: one a line with its cell, value, reason and suggestion; or as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import IO, Literal

import numpy as np
from pydantic import Field

from kttt_cli import __version__
from kttt_cli.findings import SEVERITY_NAMES, Finding, Severity
from kttt_cli.language import Lang, Text, show_number
from kttt_cli.outputs.json_report import BothTexts, FindingJson, Json, SkippedJson, finding_json
from kttt_cli.registers.dataset import Dataset
from kttt_cli.registers.register import Register

SCHEMA_VERSION = 1


class RuleJson(Json):
    rule: str
    severity: Literal["error", "warning", "note"]
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
    """What `kttt check --format json` writes. The counts are of all findings, whatever is shown of them."""

    schema_version: Literal[1]
    kttt_version: str
    records: int
    usable: int = Field(description="Records without any cell that could not be read.")
    empty_rows: int
    counts: CountsJson
    rules: list[RuleJson]
    findings: list[FindingJson] = Field(description="In the order of files, sheets, rows and columns.")
    more: int = Field(description="Findings that --limit left out.")
    tables: list[TableJson]
    skipped: list[SkippedJson] = Field(description="Files and sheets that are no register.")
    failed: list[str] = Field(description="Named files and folders that gave no register: the exit code is 3.")


def usable_records(register: Register) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """For each record: could every cell of it be read?"""
    usable = np.ones(len(register), dtype=np.bool_)
    for series in register.columns.values():
        if series.unread is not None:
            usable &= ~series.unread
    return usable


def _tables(dataset: Dataset) -> Iterator[TableJson]:
    for name, register in dataset.registers.items():
        usable = usable_records(register)
        for index, source in enumerate(register.sources):
            own = register.source_of == index
            yield TableJson(
                register=name,
                file=source.file,
                sheet=source.sheet,
                records=int(own.sum()),
                usable=int((own & usable).sum()),
            )


def _rules(findings: tuple[Finding, ...]) -> list[RuleJson]:
    """Each rule once, the gravest first."""
    order = list(Severity)
    counted = Counter((order.index(finding.severity), finding.rule) for finding in findings)
    return [
        RuleJson(rule=rule, severity=order[severity].value, count=count)
        for (severity, rule), count in sorted(counted.items())
    ]


def check_report(dataset: Dataset, limit: int) -> CheckJson:
    """`limit` findings at most (0 = all of them); the counts are of all."""
    tables = list(_tables(dataset))
    findings = dataset.findings
    shown = findings[: limit or None]
    return CheckJson(
        schema_version=SCHEMA_VERSION,
        kttt_version=__version__,
        records=dataset.records,
        usable=sum(table.usable for table in tables),
        empty_rows=dataset.dropped,
        counts=CountsJson(
            **{severity.value: sum(1 for finding in findings if finding.severity is severity) for severity in Severity}
        ),
        rules=_rules(findings),
        findings=[finding_json(finding) for finding in shown],
        more=len(findings) - len(shown),
        tables=tables,
        skipped=[
            SkippedJson(
                file=each.place.file,
                sheet=each.place.sheet,
                reason=BothTexts(vi=each.reason.vi, en=each.reason.en),
            )
            for each in dataset.skipped
        ],
        failed=list(dataset.failed),
    )


def print_check_json(dataset: Dataset, stream: IO[str], limit: int) -> None:
    stream.write(check_report(dataset, limit).model_dump_json(indent=2, by_alias=True) + "\n")


# --- as text -----------------------------------------------------------------------------------------


def finding_line(finding: Finding, lang: Lang) -> str:
    """`htx.csv [D10] NG102 lỗi: Ngày “31/02/2020” ngày này không có trong lịch. Có phải …`"""
    line = f"{finding.place} {finding.rule} {SEVERITY_NAMES[finding.severity].to(lang)}: {finding.message.to(lang)}"
    if finding.record:
        line += f" ({finding.record})"
    if finding.suggestion is not None:
        line += f" → {finding.suggestion.to(lang)}"
    return printable(line)


def printable(line: str) -> str:
    """What stands in a register never moves the cursor or colours the screen."""
    return "".join(char if char.isprintable() else " " for char in line)


def print_check(dataset: Dataset, stream: IO[str], lang: Lang, limit: int) -> None:
    for finding in dataset.findings[: limit or None]:
        stream.write(finding_line(finding, lang) + "\n")
    for line in _summary(check_report(dataset, limit), lang):
        stream.write(printable(line) + "\n")


def _summary(report: CheckJson, lang: Lang) -> Iterator[str]:
    if report.more:
        yield Text(
            f"… và {_n(report.more, lang)} phát hiện nữa (xem hết: --limit 0)",
            f"… and {_n(report.more, lang)} more (all of them: --limit 0)",
        ).to(lang)
    if report.findings:
        yield ""
    for rule in report.rules:
        yield f"{rule.rule:6} {SEVERITY_NAMES[Severity(rule.severity)].to(lang):9} {_n(rule.count, lang):>7}"
    if report.rules:
        yield ""
    for each in report.skipped:
        where = f"{each.file} [{each.sheet}]" if each.sheet else each.file
        yield Text(f"Không phải sổ, không đọc: {where}: {each.reason.vi}", f"No register, not read: {where}: {each.reason.en}").to(lang)  # fmt: skip
    for name in report.failed:
        yield Text(f"Không đọc được: {name}", f"Could not be read: {name}").to(lang)
    counts, empty = report.counts, report.empty_rows
    yield Text(
        f"{_n(counts.error, lang)} lỗi, {_n(counts.warning, lang)} cảnh báo, {_n(counts.note, lang)} ghi chú "
        f"trong {len(report.tables)} bảng: {_n(report.records, lang)} bản ghi, {_n(report.usable, lang)} dùng được"
        + (f"; {_n(empty, lang)} dòng trống không tính" if empty else ""),
        f"{_n(counts.error, lang)} errors, {_n(counts.warning, lang)} warnings, {_n(counts.note, lang)} notes "
        f"in {len(report.tables)} tables: {_n(report.records, lang)} records, {_n(report.usable, lang)} usable"
        + (f"; {_n(empty, lang)} empty rows not counted" if empty else ""),
    ).to(lang)


def _n(count: int, lang: Lang) -> str:
    return show_number(count, 0, lang)
