"""Tables of indicators by year, of parts of the province, and of the figures that the plan itself prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kttt_cli.indicators.wording import sentence
from kttt_cli.language import Lang, Text, show_number
from kttt_cli.outputs.page import folded, new_table, print_table
from kttt_cli.outputs.wording import (
    ESTIMATE,
    NO_VALUE,
    PARTIAL,
    figure_text,
    judged_unit,
    partial_text,
    share_text,
    unknown_text,
)
from kttt_cli.report import Report

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_PART_WIDTH = 16


def indicator_table(report: Report, codes: list[str], lang: Lang, title: str | None = None) -> Table:
    """Indicators by years; below it the reasons of figures that are not there."""
    table = new_table(title)
    table.add_column(Text("Chỉ tiêu", "Indicator").to(lang), ratio=1, min_width=24)
    years = [year for year in report.years if any(year in report.figures[code] for code in codes)]
    for year in years:
        table.add_column(str(year), justify="right", no_wrap=True)
    reasons, rows = [], []
    for code in codes:
        indicator = report.catalogue.indicators[code]
        unit = report.catalogue.unit_of(code)
        figures = [report.figures[code].get(year) for year in years]
        label = f"{indicator.label.to(lang)} ({unit.text.to(lang)})"
        rows.append([label, *(figure_text(figure, unit, lang) for figure in figures)])
        last = figures[-1] if figures else None
        if last is not None and last.reason is not None:
            reasons.append(f"{indicator.label.to(lang)}: {last.reason.to(lang)}")
    for row in aligned(rows):
        table.add_row(*row)
    told = [f"{NO_VALUE} {reason}" for reason in reasons]
    told += [part.to(lang) for part in [partial_text(report, codes)] if part is not None]
    table.caption = _caption(told)
    return table


def aligned(rows: list[list[str]]) -> list[list[str]]:
    """The digits of a column stand below each other, marked or not."""
    marked = [any(cell.endswith((PARTIAL, ESTIMATE)) for cell in column) for column in zip(*rows, strict=True)]
    return [
        [cell + " " * (some and not cell.endswith((PARTIAL, ESTIMATE))) for cell, some in zip(row, marked, strict=True)]
        for row in rows
    ]


def _caption(lines: list[str]) -> str | None:
    """Below a table, set apart from what follows."""
    return "\n".join(lines) + "\n" if lines else None


def print_definitions(report: Report, out: Console, lang: Lang) -> None:
    for code in report.request.indicators:
        indicator = report.catalogue.indicators[code]
        text = sentence(code, report.catalogue, report.plan.term).to(lang)
        out.print(f"{code}: {text}.")
        out.print(f"  {Text('Căn cứ', 'Source').to(lang)}: {indicator.law}", style="dim")
        if indicator.note is not None:
            out.print(f"  {indicator.note.to(lang)}", style="dim")
        figure = report.figures[code].get(report.year)
        if figure is None or figure.value is None:
            continue
        if share := share_text(report, figure, lang):
            out.print(f"  {report.year}: {share}", style="dim")
        if figure.unknown:
            out.print("  " + unknown_text(report, figure, lang), style="yellow")
        for note in figure.notes:
            out.print(f"  {note.to(lang)}", style="yellow")
    out.print()


def part_tables(report: Report, lang: Lang, width: int) -> list[Table]:
    """Rows are the parts; columns the targets by their ids, or the indicators asked for; as many tables as pages."""
    codes = list(report.request.indicators) or list(
        dict.fromkeys(each.target.indicator for each in report.targets.values())
    )
    names = [part.cut.label.to(lang) for part in report.parts]
    room = width - _PART_WIDTH - 2
    columns = [_part_column(report, code, lang) for code in codes]
    pages: list[list[list[str]]] = [[]]
    for column in columns:
        if pages[-1] and sum(map(_column_width, [*pages[-1], column])) > room:
            pages.append([])
        pages[-1].append(column)
    return [_part_page(report, names, page, lang) for page in pages]


def _column_width(column: list[str]) -> int:
    return max(len(line) for cell in column for line in cell.splitlines()) + 2


def _part_page(report: Report, names: list[str], columns: list[list[str]], lang: Lang) -> Table:
    cut = _cut_name(report)
    table = new_table(Text(f"Năm {report.year}, theo {cut.vi}", f"{report.year} by {cut.en}").to(lang))
    table.add_column(cut.to(lang).capitalize(), ratio=1, min_width=_PART_WIDTH, overflow="fold")
    for head, *_ in columns:
        table.add_column(head, justify="right", no_wrap=True)
    rows = list(zip(*(cells for _, *cells in columns), strict=True))
    for name, row in zip(names, rows, strict=False):
        table.add_row(name, *row)
    table.add_section()
    table.add_row(Text("Toàn tỉnh", "Province").to(lang), *rows[-1], style="bold")
    if any(cell.endswith(PARTIAL) for row in rows for cell in row):
        meaning = Text("chưa đủ số liệu: còn dòng chưa rõ", "for want of data: some rows are unknown")
        table.caption = _caption([f"{PARTIAL} {meaning.to(lang)}"])
    return table


def _part_column(report: Report, code: str, lang: Lang) -> list[str]:
    """The head, the figure of each part, that of the province; with at most one decimal beside thirteen others."""
    figures = [*(part.figures[code] for part in report.parts), report.figures[code].get(report.year)]
    unit = report.catalogue.unit_of(code)
    if report.request.indicators:
        return [code, *(figure_text(figure, unit, lang) for figure in figures)]
    name, first = next((name, each) for name, each in report.targets.items() if each.target.indicator == code)
    judged = judged_unit(report, first)
    short = judged.model_copy(update={"decimals": min(judged.decimals, 1)})
    return [folded(name), *(figure_text(figure, short, lang) for figure in figures)]


def _cut_name(report: Report) -> Text:
    column = (report.request.by or "").partition("=")[0]
    return Text("huyện", "district") if column == "district" else Text("lĩnh vực", "sector")


def print_baselines(report: Report, out: Console, lang: Lang) -> None:
    """Figures that the plan itself prints: shown as such, never recomputed."""
    if not report.plan.baselines:
        return
    table = new_table(Text("Số liệu theo kế hoạch (như đã in)", "Figures of the plan, as printed").to(lang))
    table.add_column(Text("Chỉ tiêu", "Indicator").to(lang), ratio=1, min_width=24)
    table.add_column(Text("Kỳ", "Period").to(lang), no_wrap=True)
    table.add_column(Text("Theo kế hoạch", "As printed").to(lang), justify="right")
    table.add_column(Text("Tính từ sổ", "From registers").to(lang), justify="right", no_wrap=True)
    table.add_column(Text("Nguồn", "Source").to(lang), no_wrap=True)
    doubts: list[str] = []
    for baseline in report.plan.baselines:
        indicator = report.catalogue.indicators[baseline.indicator]
        unit = report.catalogue.unit_of(baseline.indicator)
        computed = report.figures.get(baseline.indicator, {}).get(baseline.year or 0)
        when = str(baseline.year) if baseline.year else "–".join(map(str, baseline.period or ()))
        printed = baseline.printed
        if baseline.derived and baseline.value is not None:
            scale = report.catalogue.units[baseline.unit].scale if baseline.unit else unit.scale
            value = show_number(baseline.value * scale / unit.scale, 3, lang, trim=True)
            printed = Text(f"{value} (suy ra: {printed})", f"{value} (derived: {printed})").to(lang)
        if baseline.contradicts is not None:
            doubts.append(f"≠ {indicator.label.to(lang)}, {when}: {baseline.contradicts.to(lang)}")
        table.add_row(
            f"{indicator.label.to(lang)} ({unit.text.to(lang)})",
            when,
            printed,
            figure_text(computed, unit, lang),
            baseline.source,
        )
    table.caption = _caption(doubts)
    print_table(out, table)
