"""The report as rich tables that a head of department reads at a glance on 100 columns."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from kttt_cli.findings import Severity
from kttt_cli.indicators.figure import Figure
from kttt_cli.language import Lang, Text, show_date
from kttt_cli.outputs.wording import (
    NO_VALUE,
    figure_text,
    findings_text,
    forecast_text,
    goal_text,
    judged_text,
    judged_unit,
    parts_text,
    signed,
    source_text,
    sparkline,
    value_text,
)
from kttt_cli.plans.progress import Progress, Status
from kttt_cli.report import Report

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table

WIDTH = 100
_ROOM_FOR_TREND = 92
_STYLES = {
    Status.REACHED: "green",
    Status.ON_TRACK: "green",
    Status.BEHIND: "yellow",
    Status.MISSED: "red",
    Status.NOT_DUE: "dim",
    Status.NO_DATA: "magenta",
}


def console(stream: IO[str]) -> Console:
    """The terminal as it is; a stream that is none gets 100 columns instead of rich's 80. Never markup:
    what stands in registers is text."""
    import os

    from rich.console import Console

    class Page(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError  # rich would end with exit code 1

    plain = Page(file=stream, markup=False, highlight=False, emoji=False)
    if plain.is_terminal or "COLUMNS" in os.environ:
        return plain
    return Page(file=stream, width=WIDTH, markup=False, highlight=False, emoji=False)


def print_report(report: Report, stream: IO[str], lang: Lang, *, everything: bool) -> None:
    """Targets (or the indicators asked for), the parts asked for, terms, sources, findings."""
    out = console(stream)
    _heading(report, out, lang)
    if report.request.indicators:
        out.print(_indicators(report, list(report.request.indicators), lang))
        _definitions(report, out, lang)
        if report.targets:
            out.print(_targets(report, lang, out.width))
            _outlook(report, out, lang)
    elif report.targets:
        out.print(_targets(report, lang, out.width))
        _tally(report, out, lang)
        _outlook(report, out, lang)
    if report.parts:
        out.print(_parts(report, lang))
    elif report.no_parts is not None:
        _line(out, Text("Không chia được: ", "No parts: "), report.no_parts, lang, style="yellow")
    if everything and not report.request.indicators:
        for group, label in report.catalogue.groups.items():
            codes = [code for code, each in report.catalogue.indicators.items() if each.group == group]
            out.print(_indicators(report, codes, lang, title=label.to(lang)))
        _baselines(report, out, lang)
    _foot(report, out, lang, everything)


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


def _new_table(title: str | None = None) -> Table:
    from rich import box
    from rich.table import Table

    return Table(
        box=box.SIMPLE_HEAD,
        title=title,
        title_justify="left",
        title_style="bold",
        caption_justify="left",
        padding=(0, 1, 0, 0),
        pad_edge=False,
    )


# --- targets -----------------------------------------------------------------------------------------


def _targets(report: Report, lang: Lang, width: int) -> Table:
    table = _new_table()
    narrow = width < _ROOM_FOR_TREND
    years = report.years
    trend = f"{years[0]}–{years[-1] % 100:02d}" if len(years) > 1 else str(years[0])
    table.add_column(Text("Mã", "Id").to(lang), max_width=10, overflow="fold")
    table.add_column(Text("Mục tiêu", "Target").to(lang), ratio=1, min_width=12 if narrow else 20)
    table.add_column(Text("Kế hoạch", "Planned").to(lang), justify="right", min_width=8)
    table.add_column(Text(f"Năm {report.year}", f"In {report.year}").to(lang), justify="right", min_width=9)
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
    for note in progress.last.notes if progress.last else ():
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
    return [name, label, goal, value, status, gap, _trend(report, progress)]


def _below(report: Report, progress: Progress, lang: Lang) -> str:
    """What stands under the value: numerator/denominator of a share, the year's own value of a running one."""
    figure = report.figures[progress.target.indicator].get(progress.year)
    last = progress.last
    if last is not None and last.own is not None and last.own != last.value:
        own = signed(last.own, judged_unit(report, progress), lang).lstrip("+")
        return Text(f"riêng năm: {own}", f"year alone: {own}").to(lang)
    return share_text(report, figure, lang) if figure is not None else ""


def share_text(report: Report, figure: Figure, lang: Lang) -> str:
    """`502/976` for a share, in the units of its two sides; nothing for other forms."""
    from kttt_cli.indicators.definition import Change, Ratio

    form = report.catalogue.indicators[figure.indicator].form
    if isinstance(form, Change) and form.as_ == "percent":
        unit = report.catalogue.unit_of(form.of)
        if figure.numerator is None or figure.denominator is None:
            return ""
        then, now = (value_text(side, unit, lang) for side in (figure.denominator, figure.numerator))
        return f"{then}→{now}"
    if not isinstance(form, Ratio):
        return ""
    part, whole = (
        report.catalogue.unit_of(side.figure) if side.figure else report.catalogue.units["htx"]
        for side in (form.part, form.whole)
    )
    return parts_text(figure, part, whole, lang)


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
    table = _new_table(Text("Triển vọng", "Outlook").to(lang))
    table.add_column(Text("Mã", "Id").to(lang), no_wrap=True)
    table.add_column(Text("Cần mỗi năm", "Needed a year").to(lang), justify="right", no_wrap=True)
    table.add_column(Text("Dự báo", "Forecast").to(lang), justify="right", no_wrap=True)
    table.add_column(Text("Sẽ đạt?", "Enough?").to(lang), no_wrap=True)
    table.add_column(Text("Cách dự báo", "Method").to(lang), ratio=1)
    for row in rows:
        table.add_row(*row)
    out.print(table)


def _outlook_row(report: Report, name: str, progress: Progress, lang: Lang) -> list[str] | None:
    if progress.pace is None and progress.forecast is None:
        return None
    unit = judged_unit(report, progress)
    pace = NO_VALUE if progress.pace is None else signed(progress.pace, unit, lang)
    if progress.forecast is None or progress.method is None:
        return [name, pace, NO_VALUE, "", ""]
    value = forecast_text(progress, unit, lang)
    met = {True: Text("có", "yes"), False: Text("không", "no"), None: Text("", "")}[progress.forecast_met]
    return [name, pace, f"{progress.forecast_year}: {value}", met.to(lang), progress.method.to(lang)]


# --- indicators --------------------------------------------------------------------------------------


def _indicators(report: Report, codes: list[str], lang: Lang, title: str | None = None) -> Table:
    table = _new_table(title)
    table.add_column(Text("Chỉ tiêu", "Indicator").to(lang), ratio=1, min_width=24)
    years = [year for year in report.years if any(year in report.figures[code] for code in codes)]
    for year in years:
        table.add_column(str(year), justify="right", no_wrap=True)
    reasons = []
    for code in codes:
        indicator = report.catalogue.indicators[code]
        unit = report.catalogue.unit_of(code)
        figures = [report.figures[code].get(year) for year in years]
        label = f"{indicator.label.to(lang)} ({unit.text.to(lang)})"
        table.add_row(label, *(figure_text(figure, unit, lang) for figure in figures))
        last = figures[-1] if figures else None
        if last is not None and last.reason is not None:
            reasons.append(f"{indicator.label.to(lang)}: {last.reason.to(lang)}")
    if reasons:
        table.caption = "\n".join(f"{NO_VALUE} {reason}" for reason in reasons)
    return table


def _definitions(report: Report, out: Console, lang: Lang) -> None:
    from kttt_cli.indicators.wording import sentence

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


def unknown_text(report: Report, figure: Figure, lang: Lang) -> str:
    """How many rows could not be judged, and between which values the figure lies."""
    text = Text(
        f"{figure.unknown} dòng không đủ số liệu để xét", f"{figure.unknown} rows could not be judged for want of data"
    ).to(lang)
    if figure.low is not None and figure.high is not None:
        unit = report.catalogue.unit_of(figure.indicator)
        low, high = (value_text(bound, unit, lang) for bound in (figure.low, figure.high))
        text += Text(f"; giá trị nằm trong khoảng {low} – {high}", f"; the value lies between {low} and {high}").to(
            lang
        )
    return text


def _parts(report: Report, lang: Lang) -> Table:
    """Rows are the parts; columns the targets by their ids, or the indicators asked for."""
    table = _new_table(
        Text(f"Năm {report.year}, theo {_cut_name(report).vi}", f"{report.year} by {_cut_name(report).en}").to(lang)
    )
    table.add_column(_cut_name(report).to(lang).capitalize(), ratio=1, min_width=16)
    columns = list(report.request.indicators) or list(
        dict.fromkeys(each.target.indicator for each in report.targets.values())
    )
    ids = {progress.target.indicator: name for name, progress in reversed(report.targets.items())}
    for code in columns:
        table.add_column(code if report.request.indicators else ids[code], justify="right", no_wrap=True)
    for part in report.parts:
        table.add_row(part.cut.label.to(lang), *(_short(report, part.figures[code], lang) for code in columns))
    total = [_short(report, report.figures[code].get(report.year), lang) for code in columns]
    table.add_section()
    table.add_row(Text("Toàn tỉnh", "Province").to(lang), *total, style="bold")
    return table


def _short(report: Report, figure: Figure | None, lang: Lang) -> str:
    """A figure with at most one decimal, so that fourteen targets stand side by side."""
    if figure is None or figure.value is None:
        return NO_VALUE
    unit = report.catalogue.unit_of(figure.indicator)
    if report.request.indicators:
        return figure_text(figure, unit, lang)
    return value_text(figure.value, unit.model_copy(update={"decimals": min(unit.decimals, 1)}), lang)


def _cut_name(report: Report) -> Text:
    column = (report.request.by or "").partition("=")[0]
    return Text("huyện", "district") if column == "district" else Text("lĩnh vực", "sector")


def _baselines(report: Report, out: Console, lang: Lang) -> None:
    """Figures that the plan itself prints: shown as such, never recomputed."""
    if not report.plan.baselines:
        return
    table = _new_table(Text("Số liệu theo kế hoạch (như đã in)", "Figures of the plan, as printed").to(lang))
    table.add_column(Text("Chỉ tiêu", "Indicator").to(lang), ratio=1, min_width=24)
    table.add_column(Text("Kỳ", "Period").to(lang), no_wrap=True)
    table.add_column(Text("Theo kế hoạch", "As printed").to(lang), justify="right")
    table.add_column(Text("Tính từ sổ", "From registers").to(lang), justify="right", no_wrap=True)
    table.add_column(Text("Nguồn", "Source").to(lang), no_wrap=True)
    for baseline in report.plan.baselines:
        indicator = report.catalogue.indicators[baseline.indicator]
        unit = report.catalogue.unit_of(baseline.indicator)
        computed = report.figures.get(baseline.indicator, {}).get(baseline.year or 0)
        when = str(baseline.year) if baseline.year else "–".join(map(str, baseline.period or ()))
        printed = baseline.printed
        if baseline.derived:
            printed += Text(" (suy ra)", " (derived)").to(lang)
        table.add_row(
            f"{indicator.label.to(lang)} ({unit.text.to(lang)})",
            when,
            printed,
            figure_text(computed, unit, lang),
            baseline.source,
        )
    out.print(table)


# --- what stands under the table ---------------------------------------------------------------------


def _line(out: Console, label: Text, text: Text | str, lang: Lang, style: str = "") -> None:
    out.print(label.to(lang) + (text if isinstance(text, str) else text.to(lang)), style=style)


def _indented(out: Console, text: str, by: int = 2, style: str = "") -> None:
    from rich.padding import Padding
    from rich.text import Text as Styled

    out.print(Padding(Styled(text, style=style), (0, 0, 0, by), expand=False))


def shown_codes(report: Report, everything: bool) -> list[str]:
    """The indicators that a person sees: those asked for, or those of the targets, or all."""
    if report.request.indicators or everything:
        return list(report.request.indicators) or list(report.catalogue.indicators)
    return [progress.target.indicator for progress in report.targets.values()]


def _foot(report: Report, out: Console, lang: Lang, everything: bool) -> None:
    used = {term for code in shown_codes(report, everything) for term in report.catalogue.terms_of(code)}
    terms = {name: term for name, term in report.plan.term.items() if name in used}
    if terms:
        out.print(
            Text("Thuật ngữ đang dùng (đổi bằng --term):", "Terms in force (change with --term):").to(lang),
            style="bold",
        )
        for name, term in terms.items():
            reading = term.reading
            _indented(out, f"{term.label.to(lang)} [{name}={term.use}]: {reading.text.to(lang)}")
            _indented(out, reading.source, by=4, style="dim")
    if not report.request.indicators:
        _readings(report, out, lang)
        _sources(report, out, lang)
    files = list(
        dict.fromkeys(source.file for register in report.dataset.registers.values() for source in register.sources)
    )
    shown = ", ".join(files[:6]) + (f" … (+{len(files) - 6})" if len(files) > 6 else "")  # noqa: PLR2004
    _line(out, Text("Dữ liệu: ", "Data: "), shown, lang)
    if report.dataset.skipped:
        names = ", ".join(str(each.place) for each in report.dataset.skipped[:4])
        more = f" … (+{len(report.dataset.skipped) - 4})" if len(report.dataset.skipped) > 4 else ""  # noqa: PLR2004
        _line(out, Text("Không phải sổ, không đọc: ", "Not registers, not read: "), names + more, lang)
    if report.dataset.dropped:
        _line(out, Text("Dòng trống không tính: ", "Empty rows not counted: "), str(report.dataset.dropped), lang)
    if any(figure.estimate for by_year in report.figures.values() for figure in by_year.values()):
        out.print(Text("* số ước", "* estimate").to(lang))
    style = "red" if report.count(Severity.ERROR) else ""
    _line(out, Text("Phát hiện: ", "Findings: "), findings_text(report, lang), lang, style=style)


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
        _indented(out, text.to(lang))


def _sources(report: Report, out: Console, lang: Lang) -> None:
    places: dict[str, list[str]] = {}
    for name, progress in report.targets.items():
        places.setdefault(source_text(progress.target), []).append(name)
    told = "; ".join(f"{', '.join(names)}: {place}" for place, names in places.items())
    _line(out, Text("Nguồn mục tiêu: ", "Targets from: "), told, lang)
