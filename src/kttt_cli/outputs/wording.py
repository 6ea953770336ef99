"""How figures, targets and progress are written for people: rounded once, here, half up."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from kttt_cli.indicators.definition import Change, Ratio, Unit
from kttt_cli.indicators.figure import Figure
from kttt_cli.language import Lang, Text, join, show_number
from kttt_cli.plans.progress import Progress
from kttt_cli.plans.target import Target
from kttt_cli.report import Report

NO_VALUE = "–"
ESTIMATE = "*"
PARTIAL = "°"
"""Behind a figure of which some rows could not be judged."""
OF_PART = "†"
"""Behind a figure that is not of a whole year, or not of the day that was asked for."""
_BARS = "▁▂▃▄▅▆▇█"


def value_text(value: Fraction, unit: Unit, lang: Lang) -> str:
    """In the unit's own scale and decimals: 14256000000 VND as `14,256`."""
    return _shown(value / unit.scale, unit.decimals, lang, trim=unit.trim)


def _shown(value: Fraction, decimals: int, lang: Lang, *, trim: bool) -> str:
    """With the sign of minus that print uses, as long as a digit is wide."""
    return show_number(value, decimals, lang, trim=trim).replace("-", "−")


def figure_text(figure: Figure | None, unit: Unit, lang: Lang) -> str:
    if figure is None or figure.value is None:
        return NO_VALUE
    return value_text(figure.value, unit, lang) + marks(figure)


def marks(figure: Figure) -> str:
    """What stands behind a value: of an estimate, of some rows only, of another time than a year."""
    return (
        (ESTIMATE if figure.estimate else "")
        + (PARTIAL if figure.unknown else "")
        + (OF_PART if figure.of_part else "")
    )


def notes_of_parts(report: Report) -> list[Text]:
    """Of which time the figures are that bear the mark, each said once."""
    figures = [figure for by_year in report.figures.values() for figure in by_year.values()]
    figures += [figure for part in report.parts for figure in part.figures.values()]
    return list(dict.fromkeys(note for figure in figures for note in figure.of_part))


def parts_text(figure: Figure, part_unit: Unit, whole_unit: Unit, lang: Lang) -> str:
    """`502/976`: the numerator over the denominator of a share, each in its own unit."""
    if figure.numerator is None or figure.denominator is None:
        return ""
    top, bottom = value_text(figure.numerator, part_unit, lang), value_text(figure.denominator, whole_unit, lang)
    return f"{top}/{bottom}"


def goal_text(target: Target, year: int, lang: Lang) -> str:
    goal = target.goal_text(year)
    return goal.to(lang) if goal else NO_VALUE


def signed(value: Fraction, unit: Unit, lang: Lang) -> str:
    """A distance in the target's own unit (already scaled): `+1,43`, `−4,13`."""
    shown = show_number(abs(value), unit.decimals, lang, trim=True)
    if not shown.strip("0.,"):
        exact = value == 0
        return "0" if exact else ("+" if value > 0 else "−") + shown
    return ("+" if value > 0 else "−") + shown


def judged_unit(report: Report, progress: Progress) -> Unit:
    indicator = report.catalogue.indicators[progress.target.indicator]
    return report.catalogue.units[progress.target.unit_in(indicator.unit)]


def judged_text(report: Report, progress: Progress, lang: Lang) -> str:
    """The value that is judged (the year's own, the running sum or mean), in the target's unit."""
    last = progress.last
    unit = judged_unit(report, progress)
    if last is None:  # before the plan's first year nothing is judged, but there is a figure
        return figure_text(report.figures[progress.target.indicator].get(report.year), unit, lang)
    if last.value is None:
        return NO_VALUE
    figures = report.figures[progress.target.indicator]
    summed = progress.target.when in ("cumulative", "average")
    of_part = any(each.of_part for year, each in figures.items() if year == last.year or (summed and year < last.year))
    told = (ESTIMATE if last.estimate else "") + (OF_PART if of_part else "")
    return _shown(last.value, unit.decimals, lang, trim=unit.trim) + told


def sparkline(values: list[Fraction | None]) -> str:
    """One bar a year, low to high; `·` where there is no value. Flat lines stand in the middle."""
    known = [value for value in values if value is not None]
    if not known:
        return "·" * len(values)
    low, span = min(known), max(known) - min(known)
    top = len(_BARS) - 1
    return "".join(
        "·" if value is None else _BARS[int((value - low) / span * top)] if span else _BARS[top // 2]
        for value in values
    )


def outlook(report: Report, progress: Progress, lang: Lang) -> list[str]:
    """The pace still needed and the forecast, each with its method named; nothing once the end is known."""
    unit = judged_unit(report, progress)
    found = []
    if progress.pace is not None:
        pace = signed(progress.pace, fine(unit), lang)
        each = Text("điểm %", "% points") if unit.text.vi == "%" else unit.text
        text = Text(f"cần {pace} {each.vi}/năm", f"needs {pace} {each.en}/year")
        found.append(text.to(lang))
    if progress.forecast is not None and progress.method is not None:
        value = forecast_text(progress, unit, lang)
        text = Text(
            f"dự báo {progress.forecast_year}: {value} ({progress.method.vi})",
            f"forecast {progress.forecast_year}: {value} ({progress.method.en})",
        )
        found.append(text.to(lang))
    return found


def forecast_text(progress: Progress, unit: Unit, lang: Lang) -> str:
    assert progress.forecast is not None
    return _shown(progress.forecast, fine(unit).decimals, lang, trim=True)


def fine(unit: Unit) -> Unit:
    """With a decimal even for whole things: 1,7 unions are not yet 2, and 0,5 a year are not 1."""
    return unit.model_copy(update={"decimals": max(unit.decimals, 1)})


def source_text(target: Target) -> str:
    """`P2.II.2/b3`"""
    source = target.source
    place = ".".join(part for part in (source.part, source.section) if part)
    if source.bullet is not None:
        place += f"/b{source.bullet}"
    return ", ".join(part for part in (source.province, source.document, place) if part)


def findings_text(report: Report, lang: Lang) -> str:
    """`2 lỗi, 1 cảnh báo, 6 ghi chú trong 18 bảng (13.515 bản ghi)`"""
    from kttt_cli.findings import SEVERITY_NAMES, Severity

    counts = [(report.count(severity), SEVERITY_NAMES[severity]) for severity in Severity]
    told = ", ".join(f"{count} {_plural(name.to(lang), count, lang)}" for count, name in counts)
    tables = sum(len(register.sources) for register in report.dataset.registers.values())
    records = show_number(report.dataset.records, 0, lang)
    return Text(f"{told} trong {tables} bảng ({records} bản ghi)", f"{told} in {tables} tables ({records} records)").to(
        lang
    )


def _plural(word: str, count: int, lang: Lang) -> str:
    return word + "s" if lang == "en" and count != 1 else word


def share_text(report: Report, figure: Figure, lang: Lang) -> str:
    """`502/976` for a share, in the units of its two sides; nothing for other forms."""
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


def partial_text(report: Report, codes: Iterable[str]) -> Text | None:
    """Which of the figures shown rest on some rows only, and how many could not be judged in the last such year."""
    labels: dict[tuple[int, int], list[Text]] = {}
    for code in codes:
        partial = [figure for figure in report.figures[code].values() if figure.unknown and figure.year in report.years]
        if partial:
            last = max(partial, key=lambda figure: figure.year)
            labels.setdefault((last.year, last.unknown), []).append(report.catalogue.indicators[code].label)
    if not labels:
        return None
    what = Text(f"{PARTIAL} chưa đủ số liệu: ", f"{PARTIAL} for want of data: ")
    groups = []
    for (year, rows), named in labels.items():
        head = Text(f"năm {year}, {rows} dòng chưa rõ: ", f"{year}, {rows} {_plural('row', rows, 'en')} unknown: ")
        groups.append(join([head, join(named)], ""))
    return join([what, join(groups, ". ")], "")
