"""The report as rich tables that a head of department reads at a glance on 100 columns."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from kttt_cli.language import Lang, Text, show_date
from kttt_cli.outputs.foot import print_foot, print_line
from kttt_cli.outputs.indicator_tables import indicator_table, part_tables, print_baselines, print_definitions
from kttt_cli.outputs.page import ID_WIDTH, console, folded, new_table, print_table
from kttt_cli.outputs.wording import (
    NO_VALUE,
    fine,
    forecast_text,
    goal_text,
    judged_text,
    judged_unit,
    share_text,
    signed,
    sparkline,
)
from kttt_cli.plans.progress import Progress, Status
from kttt_cli.report import Report

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table


_ROOM_FOR_TREND = 87
"""Beside the ids."""
_PARTS_WIDTH = 12
_STYLES = {
    Status.REACHED: "green",
    Status.ON_TRACK: "green",
    Status.BEHIND: "yellow",
    Status.MISSED: "red",
    Status.NOT_DUE: "dim",
    Status.NO_DATA: "magenta",
}


def print_report(report: Report, stream: IO[str], lang: Lang, *, everything: bool) -> None:
    """Targets (or the indicators asked for), the parts asked for, terms, sources, findings."""
    out = console(stream)
    _heading(report, out, lang)
    if report.request.indicators:
        print_table(out, indicator_table(report, list(report.request.indicators), lang))
        print_definitions(report, out, lang)
        if report.targets:
            print_table(out, _targets(report, lang, out.width))
            _outlook(report, out, lang)
    elif report.targets:
        print_table(out, _targets(report, lang, out.width))
        _tally(report, out, lang)
        _outlook(report, out, lang)
    if report.parts:
        for table in part_tables(report, lang, out.width):
            print_table(out, table)
    elif report.no_parts is not None:
        print_line(out, Text("Không chia được: ", "No parts: "), report.no_parts, lang, style="yellow")
    if everything and not report.request.indicators:
        for group, label in report.catalogue.groups.items():
            codes = [code for code, each in report.catalogue.indicators.items() if each.group == group]
            print_table(out, indicator_table(report, codes, lang, title=label.to(lang)))
        print_baselines(report, out, lang)
    print_foot(report, out, lang, everything)


def _heading(report: Report, out: Console, lang: Lang) -> None:
    period = report.book.period(report.year)
    out.print(report.plan.title.to(lang), style="bold")
    estimate = Text(", số ước", ", estimate").to(lang) if period.estimate else ""
    open_ = "" if period.closed else Text(", năm chưa kết thúc", ", year not over").to(lang)
    day = show_date(period.cutoff, lang)
    text = Text(
        f"Năm {report.year}, số liệu đến {day}{estimate}{open_}", f"Year {report.year}, data to {day}{estimate}{open_}"
    )
    out.print(text.to(lang))


def _targets(report: Report, lang: Lang, width: int) -> Table:
    table = new_table()
    ids = max(len(line) for name in report.targets for line in folded(name).splitlines())
    ids = min(ids, ID_WIDTH)
    narrow = width < _ROOM_FOR_TREND + ids
    years = report.years
    trend = f"{years[0]}–{years[-1] % 100:02d}" if len(years) > 1 else str(years[0])
    table.add_column(Text("Mã", "Id").to(lang), min_width=ids, max_width=ids, overflow="fold")
    table.add_column(Text("Mục tiêu", "Target").to(lang), ratio=1, min_width=12 if narrow else 17, overflow="fold")
    table.add_column(Text("Kế hoạch", "Planned").to(lang), justify="right", min_width=8)
    table.add_column(
        Text(f"Năm {report.year}", f"In {report.year}").to(lang), justify="right", min_width=9, overflow="fold"
    )
    table.add_column(Text("Đánh giá", "Status").to(lang), min_width=9 if narrow else 11)
    table.add_column(Text("Chênh", "Gap").to(lang), justify="right", no_wrap=True)
    if not narrow:
        table.add_column(trend, no_wrap=True, min_width=max(len(years), len(trend)))
    for name, progress in report.targets.items():
        row = _target_row(report, name, progress, lang)
        table.add_row(*(row[:-1] if narrow else row))
    return table


def _target_row(report: Report, name: str, progress: Progress, lang: Lang) -> list[RenderableType]:
    from rich.text import Text as Styled

    target, unit = progress.target, judged_unit(report, progress)
    label = Styled(f"{target.label.to(lang)} ({unit.text.to(lang)})")
    if progress.reason is not None:
        label.append(f"\n{progress.reason.to(lang)}", style="dim italic")
    figure = report.figures[target.indicator].get(progress.year)
    of_part = figure.of_part if figure is not None else ()  # said once for all, at the foot
    for note in progress.last.notes if progress.last else ():
        if note in of_part:
            continue
        label.append(f"\n{note.to(lang)}", style="yellow")
    goal = Styled(goal_text(target, progress.year, lang))
    goal.append(f"\n{target.when_text().to(lang)}", style="dim")
    value = Styled(judged_text(report, progress, lang), style="bold")
    if below := _below(report, progress, lang):
        value.append(f"\n{below}", style="not bold dim")
    style = _STYLES[progress.status]
    status = Styled(f"{progress.status.sign} {progress.status.text.to(lang)}", style=style)
    distance = progress.last.distance if progress.last else None
    gap = Styled(NO_VALUE if distance is None else signed(distance, unit, lang), style=style)
    return [folded(name), label, goal, value, status, gap, _trend(report, progress)]


def _below(report: Report, progress: Progress, lang: Lang) -> str:
    """What stands under the value: numerator/denominator of a share, the year's own value of a running one."""
    figure = report.figures[progress.target.indicator].get(progress.year)
    last = progress.last
    if last is not None and last.own is not None and last.own != last.value:
        own = signed(last.own, judged_unit(report, progress), lang).lstrip("+")
        return Text(f"riêng năm: {own}", f"year alone: {own}").to(lang)
    parts = share_text(report, figure, lang) if figure is not None else ""
    return parts if len(parts) <= _PARTS_WIDTH else parts.replace("→", "\n→").replace("/", "\n/")


def _trend(report: Report, progress: Progress) -> RenderableType:
    """A bar for each year, and under it how that year stood."""
    from rich.text import Text as Styled

    figures = [report.figures[progress.target.indicator].get(year) for year in report.years]
    values = [figure.value if figure else None for figure in figures]
    if progress.target.when in ("cumulative", "average"):  # what is judged is the running value
        judged = {each.year: each.value for each in progress.years if each.year <= report.year}
        values = [judged.get(year) for year in report.years]
    trend = Styled(sparkline(values))
    signs = {each.year: each.status for each in progress.years}
    trend.append("\n")
    for year in report.years:
        status = signs.get(year)
        trend.append(status.sign if status else " ", style=_STYLES[status] if status else "")
    return trend


def _tally(report: Report, out: Console, lang: Lang) -> None:
    counts = [(status, sum(1 for each in report.targets.values() if each.status is status)) for status in Status]
    told = "   ".join(f"{status.sign} {status.text.to(lang)}: {count}" for status, count in counts if count)
    out.print(told, style="bold")
    out.print()


def _outlook(report: Report, out: Console, lang: Lang) -> None:
    """While the period runs: the pace still needed, the forecast, whether it would do, and by which method."""
    rows = [row for name, progress in report.targets.items() if (row := _outlook_row(report, name, progress, lang))]
    if not rows:
        return
    table = new_table(Text("Triển vọng", "Outlook").to(lang))
    table.add_column(Text("Mã", "Id").to(lang), no_wrap=True)
    table.add_column(Text("Cần mỗi năm", "Needed a year").to(lang), justify="right", no_wrap=True)
    table.add_column(Text("Dự báo", "Forecast").to(lang), justify="right", no_wrap=True)
    table.add_column(Text("Sẽ đạt?", "Enough?").to(lang), no_wrap=True)
    table.add_column(Text("Cách dự báo", "Method").to(lang), ratio=1, min_width=20, overflow="fold")
    for row in rows:
        table.add_row(*row)
    print_table(out, table)


def _outlook_row(report: Report, name: str, progress: Progress, lang: Lang) -> list[str] | None:
    if progress.pace is None and progress.forecast is None:
        return None
    unit = judged_unit(report, progress)
    pace = NO_VALUE if progress.pace is None else signed(progress.pace, fine(unit), lang)
    if progress.forecast is None or progress.method is None:
        return [folded(name), pace, NO_VALUE, "", ""]
    value = forecast_text(progress, unit, lang)
    met = {True: Text("có", "yes"), False: Text("không", "no"), None: Text("", "")}[progress.forecast_met]
    return [folded(name), pace, f"{progress.forecast_year}: {value}", met.to(lang), progress.method.to(lang)]
