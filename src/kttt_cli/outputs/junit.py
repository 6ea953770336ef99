"""A check's result as JUnit XML: a suite for each table, a case for each finding; those that make the check fail fail."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from kttt_cli.checks.outcome import Judged
from kttt_cli.language import Text, show_number
from kttt_cli.outputs.check_view import CheckView, printable, what_to_do
from kttt_cli.outputs.findings_report import finding_line, tables_of

Suite = tuple[str, str | None]


def junit_report(view: CheckView) -> Iterator[str]:
    """Milder findings and known ones are cases that pass, with their text: nothing is missing, and nothing fails
    that the exit code does not."""
    suites: dict[Suite, list[Judged]] = {}
    tables: dict[Suite, list[str]] = {}
    for table in tables_of(view.outcome.dataset):
        text = Text(
            f"{table.register}: {show_number(table.records, 0, 'vi')} bản ghi, "
            f"{show_number(table.usable, 0, 'vi')} dùng được",
            f"{table.register}: {show_number(table.records, 0, 'en')} records, "
            f"{show_number(table.usable, 0, 'en')} usable",
        )
        suite = view.paths.get(table.file, table.file), table.sheet
        tables.setdefault(suite, []).append(text.to(view.lang))
    for each in view.shown:
        suites.setdefault((view.path(each.finding), each.finding.place.sheet), []).append(each)
    named = sorted({*suites, *tables}, key=lambda suite: (suite[0], suite[1] or ""))
    failures = sum(map(view.fails, view.shown))
    count = len(view.shown) + sum(map(len, tables.values()))
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<testsuites name="kttt check" tests="{count}" failures="{failures}" errors="0">\n'
    for name in named:
        yield from _suite(view, name, tables.get(name, []), suites.get(name, []))
    yield "</testsuites>\n"


def _suite(view: CheckView, suite: Suite, tables: list[str], found: list[Judged]) -> Iterator[str]:
    file, sheet = suite
    name = file if sheet is None else f"{file} [{sheet}]"
    failures = sum(map(view.fails, found))
    yield f'  <testsuite name={_attribute(name)} tests="{len(tables) + len(found)}" failures="{failures}" errors="0">\n'
    for table in tables:
        yield f'    <testcase classname="kttt" name={_attribute(table)}/>\n'
    for each in found:
        yield from _case(view, each)
    yield "  </testsuite>\n"


def _case(view: CheckView, each: Judged) -> Iterator[str]:
    finding = each.finding
    what = what_to_do(finding, view.lang)
    line = escape(finding_line(finding, view.lang, known=each.known))
    name = f"{finding.place.cell} {what}" if finding.place.cell else what
    yield f"    <testcase classname={_attribute(finding.rule)} name={_attribute(name)}>\n"
    if view.fails(each):
        yield f'      <failure type="{finding.severity}" message={_attribute(what)}>{line}</failure>\n'
    else:
        yield f"      <system-out>{line}</system-out>\n"
    yield "    </testcase>\n"


def _attribute(text: str) -> str:
    return quoteattr(printable(text))
