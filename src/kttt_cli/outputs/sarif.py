"""A check's result as SARIF 2.1.0 (OASIS), for code scanning and for editors that show it beside the file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from kttt_cli import __version__
from kttt_cli.checks.catalogue import rules
from kttt_cli.checks.outcome import Judged
from kttt_cli.findings import Severity
from kttt_cli.language import Text
from kttt_cli.outputs.cell_spans import Spans, spans_of
from kttt_cli.outputs.check_view import CheckView, printable, what_to_do
from kttt_cli.patterns import pattern

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_PLACEHOLDER = pattern(r"\{(\d+)\}")
_LINK = pattern(r"\[([^\[\]]*)\](?=\()")


def sarif_report(view: CheckView) -> Iterator[str]:
    """One run, a result a line. A finding's fingerprint is of its record, rule, field, year and value, not of its row
    or file."""
    codes = sorted({each.finding.rule for each in view.shown})
    run = {
        "tool": {
            "driver": {
                "name": "kttt",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [_rule(view, code) for code in codes],
            }
        },
        "language": view.lang,
        "invocations": [_invocation(view)],
        "columnKind": "unicodeCodePoints",
        "properties": {
            "records": view.outcome.dataset.records,
            "ignored": dict(view.outcome.ignored),
            "known": len(view.outcome.known),
            "gone": sum(each.count for each in view.outcome.gone),
            "more": view.more,
        },
        "results": [],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    # The last key of the log is the one that is filled piece by piece: a file of all faults would be long.
    before, _, behind = json.dumps(log, ensure_ascii=False, indent=2).rpartition("[]")
    yield before + "["
    separator = "\n"
    for result in _results(view, codes):
        yield f"{separator}        {json.dumps(result, ensure_ascii=False)}"
        separator = ",\n"
    yield f"]{behind}\n"


def _results(view: CheckView, codes: list[str]) -> Iterator[dict[str, Any]]:
    spans = spans_of(view)
    seen: dict[str, int] = {}
    for each in view.shown:
        mark = each.identity.fingerprint
        seen[mark] = seen.get(mark, 0) + 1
        yield _result(view, each, codes.index(each.finding.rule), f"{mark}:{seen[mark]}", spans)


def _rule(view: CheckView, code: str) -> dict[str, Any]:
    rule = rules().get(code)
    if rule is None:
        return {"id": code}
    mend = rule.mend.to(view.lang)
    return {
        "id": code,
        "shortDescription": {"text": rule.title.to(view.lang)},
        "fullDescription": {"text": rule.why.to(view.lang)},
        "help": {"text": mend},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.family], **({"law": rule.law.to(view.lang)} if rule.law else {})},
    }


_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def _result(view: CheckView, each: Judged, rule: int, mark: str, spans: Spans) -> dict[str, Any]:
    finding, place = each.finding, each.finding.place
    told: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": _plain(what_to_do(finding, view.lang))},
        "locations": [_location(view, each, spans)],
        "partialFingerprints": {"recordRuleFieldValue/v1": mark},
    }
    if view.outcome.compared:
        told["baselineState"] = "unchanged" if each.known else "new"
    if each.known:
        told["suppressions"] = [{"kind": "external", "justification": _BASELINE.to(view.lang)}]
    about = {
        "sheet": place.sheet, "cell": place.cell, "record": finding.record, "field": finding.field,
        "value": finding.value, "fix": None if finding.fix is None else finding.fix.text,
    }  # fmt: skip
    told["properties"] = {name: value for name, value in about.items() if value is not None}
    return told


_BASELINE = Text("có trong tệp phát hiện đã biết", "in the baseline of known findings")


def _location(view: CheckView, each: Judged, spans: Spans) -> dict[str, Any]:
    """Code scanning refuses a result without a line: a workbook's is the row of its sheet."""
    place = each.finding.place
    row, column = place.row, place.column
    span = None if row is None else spans.get((place.file, row, column))
    region = {"startLine": 1 if row is None else row + 1}
    if span is not None:
        region = {
            "startLine": span.line, "startColumn": span.column, "endLine": span.end_line, "endColumn": span.end_column,
        }  # fmt: skip
    location: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": {"uri": _uri(view.path(each.finding))}, "region": region}
    }
    logical = []
    if place.sheet is not None:
        logical.append({"name": place.sheet, "fullyQualifiedName": place.sheet, "kind": "sheet"})
    if place.cell is not None:
        full = f"{place.sheet}!{place.cell}" if place.sheet is not None else place.cell
        logical.append({"name": place.cell, "fullyQualifiedName": full, "kind": "cell"})
    if logical:
        location["logicalLocations"] = logical
    return location


def _uri(path: str) -> str:
    """A relative reference: `data/sổ.csv` → `data/s%E1%BB%95.csv`."""
    return PurePosixPath("/", path).as_uri().removeprefix("file:///")


def _invocation(view: CheckView) -> dict[str, Any]:
    dataset = view.outcome.dataset
    notes = [
        {"level": "note", "message": {"text": _plain(printable(f"{each.place}: {each.reason.to(view.lang)}"))}}
        for each in dataset.skipped
    ]
    return {"executionSuccessful": not dataset.failed, **({"toolExecutionNotifications": notes} if notes else {})}


def _plain(text: str) -> str:
    """Text of a register that neither links nor is filled in (SARIF 3.11.5, 3.11.6)."""
    return _PLACEHOLDER.sub(r"{{\1}}", _LINK.sub(r"\\[\1\\]", text))
