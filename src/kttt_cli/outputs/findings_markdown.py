"""A check's result as Markdown: for the summary of a CI job, or a letter to the one who keeps the register."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from kttt_cli.checks.catalogue import rules
from kttt_cli.checks.outcome import Judged
from kttt_cli.findings import SEVERITY_NAMES
from kttt_cli.language import Text, show_number
from kttt_cli.outputs.check_view import KNOWN, CheckView, printable
from kttt_cli.outputs.findings_report import counted_rules, summary_lines
from kttt_cli.patterns import pattern

_MARKS = pattern(r"([\\|*_`~\[\]])")


def markdown_report(view: CheckView) -> Iterator[str]:
    title = Text("Kết quả kiểm tra sổ", "Registers checked")
    yield f"## {title.to(view.lang)}\n\n"
    counted = counted_rules(view.outcome)
    if counted:
        heads = Text("Quy tắc | Mức | Số | Nội dung", "Rule | Severity | Count | What it finds")
        yield f"| {heads.to(view.lang)} |\n| --- | --- | ---: | --- |\n"
        for rule in counted:
            known = rules().get(rule.rule)
            severity = SEVERITY_NAMES[rule.severity].to(view.lang)
            what = "" if known is None else escaped(known.title.to(view.lang))
            yield f"| {rule.rule} | {severity} | {show_number(rule.found, 0, view.lang)} | {what} |\n"
        yield "\n"
    for (file, sheet), found in groupby(
        view.shown, key=lambda each: (view.path(each.finding), each.finding.place.sheet)
    ):
        yield f"### {escaped(file if sheet is None else f'{file} · {sheet}')}\n\n"
        heads = Text(
            "Ô | Quy tắc | Mức | Sai gì | Ở đâu | Cần làm", "Cell | Rule | Severity | What is wrong | Where | To do"
        )
        yield f"| {heads.to(view.lang)} |\n| --- | --- | --- | --- | --- | --- |\n"
        for each in found:
            yield _row(view, each)
        yield "\n"
    for line in summary_lines(view, with_rules=False):
        if line:
            yield f"{escaped(line)}\n\n"


def _row(view: CheckView, each: Judged) -> str:
    finding = each.finding
    severity = SEVERITY_NAMES[finding.severity].to(view.lang)
    cells = (
        finding.place.cell or "",
        finding.rule,
        f"{severity} ({KNOWN.to(view.lang)})" if each.known else severity,
        finding.message.to(view.lang),
        finding.record or "",
        "" if finding.suggestion is None else finding.suggestion.to(view.lang),
    )
    return f"| {' | '.join(map(escaped, cells))} |\n"


def escaped(text: str) -> str:
    """Shown as written: no mark-up, no HTML, no link, nobody mentioned."""
    text = _MARKS.sub(r"\\\1", printable(text)).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("://", "&#58;//").replace("@", "&#64;").replace("www.", "www&#46;").replace("$", "&#36;")
