"""What stands under the tables: terms in force, readings, sources, data, findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kttt_cli.findings import Severity
from kttt_cli.language import Lang, Text
from kttt_cli.outputs.page import indented
from kttt_cli.outputs.wording import (
    OF_PART,
    findings_text,
    notes_of_parts,
    source_text,
)
from kttt_cli.report import Report

if TYPE_CHECKING:
    from rich.console import Console


def print_line(out: Console, label: Text, text: Text | str, lang: Lang, style: str = "") -> None:
    out.print(label.to(lang) + (text if isinstance(text, str) else text.to(lang)), style=style)


def shown_codes(report: Report, everything: bool) -> list[str]:
    """The indicators that a person sees: those asked for, or those of the targets, or all."""
    if report.request.indicators or everything:
        return list(report.request.indicators) or list(report.catalogue.indicators)
    return [progress.target.indicator for progress in report.targets.values()]


def print_foot(report: Report, out: Console, lang: Lang, everything: bool) -> None:
    """What stands under the tables: the terms they use with their readings, which files were read, what was found in them."""
    used = {term for code in shown_codes(report, everything) for term in report.catalogue.terms_of(code)}
    terms = {name: term for name, term in report.plan.term.items() if name in used}
    if terms:
        out.print(
            Text("Thuật ngữ đang dùng (đổi bằng --term):", "Terms in force (change with --term):").to(lang),
            style="bold",
        )
        for name, term in terms.items():
            reading = term.reading
            indented(out, f"{term.label.to(lang)} [{name}={term.use}]: {reading.text.to(lang)}")
            indented(out, reading.source, by=4, style="dim")
    if not report.request.indicators:
        _readings(report, out, lang)
        _sources(report, out, lang)
    files = list(
        dict.fromkeys(source.file for register in report.dataset.registers.values() for source in register.sources)
    )
    shown = ", ".join(files[:6]) + (f" … (+{len(files) - 6})" if len(files) > 6 else "")  # noqa: PLR2004
    print_line(out, Text("Dữ liệu: ", "Data: "), shown, lang)
    if report.dataset.skipped:
        names = ", ".join(str(each.place) for each in report.dataset.skipped[:4])
        more = f" … (+{len(report.dataset.skipped) - 4})" if len(report.dataset.skipped) > 4 else ""  # noqa: PLR2004
        print_line(out, Text("Không phải sổ, không đọc: ", "Not registers, not read: "), names + more, lang)
    if report.dataset.dropped:
        print_line(out, Text("Dòng trống không tính: ", "Empty rows not counted: "), str(report.dataset.dropped), lang)
    if any(figure.estimate for by_year in report.figures.values() for figure in by_year.values()):
        out.print(Text("* số ước", "* estimate").to(lang))
    for note in notes_of_parts(report):
        out.print(f"{OF_PART} {note.to(lang)}", style="yellow")
    style = "red" if report.count(Severity.ERROR) else ""
    print_line(out, Text("Phát hiện: ", "Findings: "), findings_text(report, lang), lang, style=style)


def _readings(report: Report, out: Console, lang: Lang) -> None:
    both = [(name, each.target.reading) for name, each in report.targets.items() if each.target.reading is not None]
    if not both:
        return
    out.print(
        Text("Chỗ kế hoạch có thể hiểu hai cách:", "Where the plan can be read in two ways:").to(lang), style="bold"
    )
    for name, reading in both:
        assert reading is not None
        text = Text(
            f"{name}: {reading.chosen.vi} (cách khác: {reading.other.vi})",
            f"{name}: {reading.chosen.en} (the other: {reading.other.en})",
        )
        indented(out, text.to(lang))


def _sources(report: Report, out: Console, lang: Lang) -> None:
    places: dict[str, list[str]] = {}
    for name, progress in report.targets.items():
        places.setdefault(source_text(progress.target), []).append(name)
    told = "; ".join(f"{', '.join(names)}: {place}" for place, names in places.items())
    print_line(out, Text("Nguồn mục tiêu: ", "Targets from: "), told, lang)
