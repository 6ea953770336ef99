"""The report as flat rows: CSV for spreadsheets, Markdown for letters, plain text for pipes."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import IO

from kttt_cli.indicators.figure import Figure
from kttt_cli.language import Lang, Text, join
from kttt_cli.outputs.foot import shown_codes
from kttt_cli.outputs.wording import (
    NO_VALUE,
    OF_PART,
    figure_text,
    findings_text,
    goal_text,
    judged_text,
    judged_unit,
    notes_of_parts,
    outlook,
    partial_text,
    share_text,
    signed,
)
from kttt_cli.report import Report

_CSV_COLUMNS = (
    "indicator", "label", "unit", "year", "cut", "part", "value", "numerator", "denominator", "rows", "unknown",
    "low", "high", "estimate", "reason", "target", "goal", "status", "distance",
    "of_part",
)  # fmt: skip


def print_csv(report: Report, stream: IO[str], lang: Lang) -> None:
    """One line for each indicator, year and part; numbers plain (1570.5), for programs and spreadsheets.

    Begins with a byte order mark, without which Excel garbles Vietnamese. Text never becomes a formula.
    """
    stream.write("\ufeff")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(_CSV_COLUMNS)
    for row in _csv_rows(report, lang):
        writer.writerow([safe_cell(value) for value in row])


def _csv_rows(report: Report, lang: Lang) -> Iterator[list[object]]:
    codes = list(report.request.indicators) or list(report.figures)
    shown = report.years if report.request.year is None else (report.year,)
    for code in codes:
        for year, figure in report.figures[code].items():
            if year in shown:
                target = _target_cells(report, code, year, lang)
                yield [*_figure_cells(report, figure, "", "", lang), *target, _of_part(figure, lang)]
        for part in report.parts:
            if code in part.figures:
                name, figure = part.cut.label.to(lang), part.figures[code]
                cells = _figure_cells(report, figure, part.cut.column, name, lang)
                yield [*cells, "", "", "", "", _of_part(figure, lang)]


def _of_part(figure: Figure, lang: Lang) -> str:
    return join(figure.of_part).to(lang)


def _figure_cells(report: Report, figure: Figure, cut: str, part: str, lang: Lang) -> list[object]:
    indicator = report.catalogue.indicators[figure.indicator]
    unit = report.catalogue.unit_of(figure.indicator)
    value, low, high = (None if each is None else each / unit.scale for each in (figure.value, figure.low, figure.high))
    rows = "" if figure.rows is None else len(figure.rows)
    reason = "" if figure.reason is None else figure.reason.to(lang)
    return [
        figure.indicator, indicator.label.to(lang), unit.text.to(lang), figure.year, cut, part, value,
        figure.numerator, figure.denominator, rows, figure.unknown, low, high, int(figure.estimate), reason,
    ]  # fmt: skip


def _target_cells(report: Report, code: str, year: int, lang: Lang) -> list[object]:
    for name, progress in report.targets.items():
        if progress.target.indicator == code:
            stand = next((each for each in progress.years if each.year == year), None)
            if stand is not None:
                return [name, goal_text(progress.target, year, lang), stand.status.value, stand.distance]
    return ["", "", "", ""]


_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else repr(float(value))
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value


# --- Markdown and plain ------------------------------------------------------------------------------


def _headers(report: Report, lang: Lang) -> list[str]:
    if report.request.indicators:
        return [Text("Chỉ tiêu", "Indicator").to(lang), Text("ĐVT", "Unit").to(lang), *map(str, _shown_years(report))]
    texts = (
        Text("Mã", "Id"), Text("Mục tiêu", "Target"), Text("ĐVT", "Unit"), Text("Kế hoạch", "Planned"),
        Text(f"Năm {report.year}", f"In {report.year}"), Text("Tử/mẫu", "Part/whole"),
        Text("Đánh giá", "Status"), Text("Chênh", "Gap"), Text("Triển vọng", "Outlook"),
    )  # fmt: skip
    return [text.to(lang) for text in texts]


def _shown_years(report: Report) -> list[int]:
    return [year for year in report.years if any(year in by_year for by_year in report.figures.values())]


def _rows(report: Report, lang: Lang) -> Iterator[list[str]]:
    if report.request.indicators:
        yield from (_indicator_row(report, code, lang) for code in report.request.indicators)
        return
    for name, progress in report.targets.items():
        unit = judged_unit(report, progress)
        target = progress.target
        figure = report.figures[target.indicator].get(progress.year)
        distance = progress.last.distance if progress.last else None
        notes = progress.last.notes if progress.last else ()
        told = [*([progress.reason] if progress.reason else []), *notes]
        says = [*outlook(report, progress, lang), *(text.to(lang) for text in told)]
        yield [
            name,
            target.label.to(lang),
            unit.text.to(lang),
            f"{goal_text(target, progress.year, lang)} {target.when_text().to(lang)}",
            judged_text(report, progress, lang),
            share_text(report, figure, lang) if figure is not None else "",
            f"{progress.status.sign} {progress.status.text.to(lang)}",
            NO_VALUE if distance is None else signed(distance, unit, lang),
            "; ".join(says),
        ]


def _indicator_row(report: Report, code: str, lang: Lang) -> list[str]:
    unit = report.catalogue.unit_of(code)
    figures = [report.figures[code].get(year) for year in _shown_years(report)]
    label = report.catalogue.indicators[code].label.to(lang)
    return [label, unit.text.to(lang), *(figure_text(figure, unit, lang) for figure in figures)]


def _part_table(report: Report, lang: Lang) -> tuple[list[str], list[list[str]]]:
    codes = list(report.request.indicators) or list(
        dict.fromkeys(each.target.indicator for each in report.targets.values())
    )
    labels = [report.catalogue.indicators[code].label.to(lang) for code in codes]
    rows = []
    for part in report.parts:
        figures = [figure_text(part.figures[code], report.catalogue.unit_of(code), lang) for code in codes]
        rows.append([part.cut.label.to(lang), *figures])
    return ["", *labels], rows


def print_markdown(report: Report, stream: IO[str], lang: Lang, *, everything: bool) -> None:
    """Targets, and (`everything`) all indicators, as tables of Markdown; text of registers is escaped."""
    stream.write(f"## {_escape(report.plan.title.to(lang))}\n\n")
    _markdown_table(stream, _headers(report, lang), list(_rows(report, lang)))
    if report.parts:
        _markdown_table(stream, *_part_table(report, lang))
    elif report.no_parts is not None:
        stream.write(f"{report.no_parts.to(lang)}\n\n")
    if everything and not report.request.indicators:
        headers = [
            Text("Chỉ tiêu", "Indicator").to(lang),
            Text("ĐVT", "Unit").to(lang),
            *map(str, _shown_years(report)),
        ]
        for group, label in report.catalogue.groups.items():
            codes = [code for code, each in report.catalogue.indicators.items() if each.group == group]
            stream.write(f"### {label.to(lang)}\n\n")
            _markdown_table(stream, headers, [_indicator_row(report, code, lang) for code in codes])
    for term in report.plan.term.values():
        reading = term.reading
        stream.write(f"- {_escape(f'{term.label.to(lang)}: {reading.text.to(lang)} ({reading.source})')}\n")
    for text in _partial(report, lang, everything):
        stream.write(f"- {_escape(text)}\n")
    stream.writelines(f"- {OF_PART} {_escape(note.to(lang))}\n" for note in notes_of_parts(report))
    stream.write(f"\n{findings_text(report, lang)}\n")


def _partial(report: Report, lang: Lang, everything: bool) -> list[str]:
    text = partial_text(report, shown_codes(report, everything))
    return [] if text is None else [text.to(lang)]


def _markdown_table(stream: IO[str], headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    stream.write("| " + " | ".join(map(_escape, headers)) + " |\n")
    stream.write("|" + " --- |" * len(headers) + "\n")
    for row in rows:
        stream.write("| " + " | ".join(map(_escape, row)) + " |\n")
    stream.write("\n")


def _escape(text: str) -> str:
    for char in "\\|<>*_`[]":
        text = text.replace(char, "\\" + char)
    return text.replace("\n", " ")


def print_plain(report: Report, stream: IO[str], lang: Lang, *, everything: bool) -> None:
    """Columns set apart by tabs: for grep, cut and screen readers."""
    _tabbed(stream, _headers(report, lang), list(_rows(report, lang)))
    if report.parts:
        stream.write("\n")
        _tabbed(stream, *_part_table(report, lang))
    elif report.no_parts is not None:
        stream.write(f"{report.no_parts.to(lang)}\n")
    if everything and not report.request.indicators:
        stream.write("\n")
        rows = [[code, *_indicator_row(report, code, lang)] for code in report.catalogue.indicators]
        _tabbed(stream, ["", "", "", *map(str, _shown_years(report))], rows)
    stream.writelines(f"{text}\n" for text in _partial(report, lang, everything))
    stream.writelines(f"{OF_PART} {note.to(lang)}\n" for note in notes_of_parts(report))
    stream.write(f"{findings_text(report, lang)}\n")


def _tabbed(stream: IO[str], headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    for row in (headers, *rows):
        stream.write("\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in row).rstrip() + "\n")
