"""A check's result as workflow commands of GitHub Actions: annotations of the files in a pull request."""

from __future__ import annotations

from collections.abc import Iterator

from kttt_cli.findings import Severity
from kttt_cli.outputs.cell_spans import spans_of
from kttt_cli.outputs.check_view import KNOWN, CheckView, what_to_do
from kttt_cli.outputs.findings_report import summary_lines

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def github_report(view: CheckView) -> Iterator[str]:
    """`::error file=…,line=…,col=…,title=…::text`, one a line; then the counts, for the log."""
    spans = spans_of(view)
    for each in view.shown:
        finding, place = each.finding, each.finding.place
        about: dict[str, object] = {"file": view.path(finding)}
        span = None if place.row is None else spans.get((place.file, place.row, place.column))
        if span is not None:
            about |= {"line": span.line, "endLine": span.end_line}
            if span.line == span.end_line:
                about |= {"col": span.column, "endColumn": span.end_column}
        elif place.row is not None:
            about["line"] = place.row + 1
        title = " ".join((finding.rule, "!".join(part for part in (place.sheet, place.cell) if part))).strip()
        about["title"] = f"{title} ({KNOWN.to(view.lang)})" if each.known else title
        told = ",".join(f"{name}={_property(str(value))}" for name, value in about.items())
        yield f"::{_COMMANDS[finding.severity]} {told}::{_data(what_to_do(finding, view.lang))}\n"
    for line in summary_lines(view):
        yield f"{line}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
