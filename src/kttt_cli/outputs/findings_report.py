"""A check's result as people read it: one finding a line, counts below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from kttt_cli.checks.baseline import Known
from kttt_cli.checks.catalogue import rules
from kttt_cli.checks.outcome import Outcome
from kttt_cli.findings import SEVERITY_NAMES, Finding, Severity
from kttt_cli.language import Lang, Text, join, show_number
from kttt_cli.outputs.check_view import GRAVEST_FIRST, KNOWN, CheckView, printable, what_to_do
from kttt_cli.registers.dataset import Dataset
from kttt_cli.registers.register import Register
from kttt_cli.sheets.listing import SUFFIXES

_SHOWN_GONE = 20
_SHOWN_OTHERS = 5
"""Files that are no tables at all are named only where they are few: a whole repository may be checked."""


class RuleCount(NamedTuple):
    """The findings of one rule and severity: those that count, and those that the baseline has."""

    rule: str
    severity: Severity
    found: int
    known: int


class TableCount(NamedTuple):
    """One table that was read as a register, and how many of its records have no cell that could not be read."""

    register: str
    file: str
    sheet: str | None
    records: int
    usable: int


def usable_records(register: Register) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """For each record: could every cell of it be read?"""
    usable = np.ones(len(register), dtype=np.bool_)
    for series in register.columns.values():
        if series.unread is not None:
            usable &= ~series.unread
    return usable


def tables_of(dataset: Dataset) -> Iterator[TableCount]:
    for name, register in dataset.registers.items():
        usable = usable_records(register)
        for index, source in enumerate(register.sources):
            own = register.source_of == index
            yield TableCount(name, source.file, source.sheet, int(own.sum()), int((own & usable).sum()))


def counted_rules(outcome: Outcome) -> list[RuleCount]:
    """Each rule once, the gravest first."""
    counted = Counter((GRAVEST_FIRST.index(each.severity), each.rule) for each in outcome.new)
    known = Counter((GRAVEST_FIRST.index(each.severity), each.rule) for each in outcome.known)
    return [
        RuleCount(rule, GRAVEST_FIRST[grave], counted[grave, rule], known[grave, rule])
        for grave, rule in sorted({*counted, *known})
    ]


def finding_line(finding: Finding, lang: Lang, *, known: bool = False) -> str:
    """`htx.csv [D10] NG102 lỗi: Ngày “31/02/2020” ngày này không có trong lịch. Có phải …`"""
    severity = SEVERITY_NAMES[finding.severity].to(lang) + (f" ({KNOWN.to(lang)})" if known else "")
    return printable(f"{finding.place} {finding.rule} {severity}: {what_to_do(finding, lang)}")


def text_report(view: CheckView) -> Iterator[str]:
    for each in view.shown:
        yield finding_line(each.finding, view.lang, known=each.known) + "\n"
    for line in summary_lines(view):
        yield line + "\n"


def summary_lines(view: CheckView, *, with_rules: bool = True) -> Iterator[str]:
    """What was not shown, what was found by rule, what did not count, and the counts."""
    yield from map(printable, _summary(view, with_rules))


def _summary(view: CheckView, with_rules: bool) -> Iterator[str]:
    lang, outcome, dataset = view.lang, view.outcome, view.outcome.dataset
    if view.more:
        yield Text(
            f"… và {_n(view.more, lang)} phát hiện nữa (xem hết: --limit 0)",
            f"… and {_n(view.more, lang)} more (all of them: --limit 0)",
        ).to(lang)
    counted = counted_rules(outcome) if with_rules else []
    if view.shown and with_rules:
        yield ""
    for rule in counted:
        yield _rule_line(rule, lang)
    if counted:
        yield ""
    others = sum(1 for each in dataset.skipped if not each.place.file.lower().endswith(SUFFIXES))
    for each in dataset.skipped:
        if others <= _SHOWN_OTHERS or each.place.file.lower().endswith(SUFFIXES):
            line = Text("Không phải sổ, không đọc: ", "No register, not read: ")
            yield line.to(lang) + f"{each.place}: {each.reason.to(lang)}"
    if others > _SHOWN_OTHERS:
        count = _n(others, lang)
        yield Text(
            f"Không phải tệp CSV hay Excel, không đọc: {count} tệp", f"Not CSV or Excel, not read: {count} files"
        ).to(lang)
    for name in dataset.failed:
        yield Text(f"Không đọc được: {name}", f"Could not be read: {name}").to(lang)
    if outcome.ignored:
        told = ", ".join(f"{rule} {_n(count, lang)}" for rule, count in outcome.ignored.items())
        count = _n(sum(outcome.ignored.values()), lang)
        yield Text(f"Bỏ qua theo lựa chọn: {count} ({told})", f"Left out as asked: {count} ({told})").to(lang)
    if outcome.compared:
        count = _n(len(outcome.known), lang)
        yield Text(f"Đã biết từ trước, không tính: {count}", f"Known before, not counted: {count}").to(lang)
    for known in outcome.gone[:_SHOWN_GONE]:
        no_more = Text("Không còn thấy, có thể bỏ khỏi tệp đã biết: ", "Found no more, may leave the baseline: ")
        yield no_more.to(lang) + _gone_line(known, lang)
    if len(outcome.gone) > _SHOWN_GONE:
        more = _n(len(outcome.gone) - _SHOWN_GONE, lang)
        yield Text(f"… và {more} phát hiện khác không còn thấy", f"… and {more} more found no more").to(lang)
    yield from _fixable(outcome.new, lang)
    yield _counts(view)


def _fixable(findings: Sequence[Finding], lang: Lang) -> Iterator[str]:
    """How many of the findings kttt can mend itself."""
    safe = [finding.fix.safe for finding in findings if finding.fix is not None]
    ways = {"--fix": safe.count(True), "--unsafe-fixes": safe.count(False)}
    told = [f"{_n(count, lang)} ({option})" for option, count in ways.items() if count]
    if told:
        yield Text(f"kttt sửa được: {', '.join(told)}", f"kttt can mend: {', '.join(told)}").to(lang)


def _rule_line(rule: RuleCount, lang: Lang) -> str:
    line = f"{rule.rule:6} {SEVERITY_NAMES[rule.severity].to(lang):9} {_n(rule.found, lang):>7}"
    if rule.known:
        line += f" (+{_n(rule.known, lang)} {KNOWN.to(lang)})"
    there = rules().get(rule.rule)
    return line if there is None else f"{line}  {there.title.to(lang)}"


def _gone_line(known: Known, lang: Lang) -> str:
    parts = (known.rule, known.year, known.name, known.code, known.field, known.value and f"“{known.value}”")
    more = f" ×{_n(known.count, lang)}" if known.count > 1 else ""
    return " ".join(str(part) for part in parts if part) + more


def _counts(view: CheckView) -> str:
    lang, dataset = view.lang, view.outcome.dataset
    tables = list(tables_of(dataset))
    grave = Counter(finding.severity for finding in view.outcome.new)
    error, warning, note = (_n(grave[severity], lang) for severity in Severity)
    records, usable = _n(dataset.records, lang), _n(sum(table.usable for table in tables), lang)
    empty = _n(dataset.dropped, lang) if dataset.dropped else ""
    besides = Counter(place.sheet is not None for place in dataset.besides)
    places = []
    if tables or not besides:
        places.append(
            Text(
                f"{len(tables)} bảng: {records} bản ghi, {usable} dùng được"
                + (f"; {empty} dòng trống không tính" if empty else ""),
                f"{len(tables)} tables: {records} records, {usable} usable"
                + (f"; {empty} empty rows not counted" if empty else ""),
            )
        )
    if count := besides[True]:
        places.append(Text(f"{count} biểu phụ lục", f"{count} forms of annexes"))
    if count := besides[False]:
        places.append(Text(f"{count} tệp .toml", f"{count} .toml files"))
    where = join(places, "; ")
    return Text(
        f"{error} lỗi, {warning} cảnh báo, {note} ghi chú trong {where.vi}",
        f"{error} errors, {warning} warnings, {note} notes in {where.en}",
    ).to(lang)


def _n(count: int, lang: Lang) -> str:
    return show_number(count, 0, lang)
