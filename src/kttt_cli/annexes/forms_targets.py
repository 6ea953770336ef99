"""The plan's targets: what is asked, the results of each year, whether they reach it, and how it stood when written."""

from __future__ import annotations

from dataclasses import replace

from kttt_cli.annexes.forms import (
    Desk,
    Sheet,
    Spot,
    address,
    copy_of,
    number_of,
    page_of,
    total_of,
    write_foot,
    write_head,
    written,
)
from kttt_cli.annexes.layout import TargetsForm
from kttt_cli.annexes.page import Cell, Page
from kttt_cli.indicators.formula import NO_DATA
from kttt_cli.language import Text, join
from kttt_cli.plans.goal import Goal
from kttt_cli.plans.progress import Progress

_FIRST = (Text("STT", "No."), Text("Mục tiêu", "Target"), Text("Đơn vị tính", "Unit"), Text("Kế hoạch giao", "Asked"))
_LAST = (
    Text("Giá trị xét", "Judged value"),
    Text("Hơn (+), kém (−) mục tiêu", "Beyond (+) or short of (−) the target"),
    Text("Đã đạt", "Reached"),
    Text("Tình trạng khi lập biểu", "Status when written"),
    Text("Dự báo cuối kỳ khi lập biểu", "Forecast when written"),
)
_WIDTHS: dict[int, float] = {0: 6, 1: 34, 2: 9, 3: 14}
_NUMBER_WIDTH = 10.0
_REACHED = Text("đạt", "yes")
_NOT_REACHED = Text("chưa", "no")


def targets_page(form: TargetsForm, desk: Desk, name: str) -> Page:
    """One row a target. Values, distance and “reached” are alive; status and forecast are of the day of writing."""
    sheet = Sheet(desk.lang)
    width = len(_FIRST) + len(desk.years) + len(_LAST)
    widths = _WIDTHS | dict.fromkeys(range(len(_FIRST), width), _NUMBER_WIDTH)
    header = write_head(sheet, form, desk, widths)
    headings = [*_FIRST, *(desk.done(year) for year in desk.years), *_LAST]
    for column, heading in enumerate(headings):
        sheet.text(header, column, heading, "head")
    row = header + 1
    for key, progress in desk.report.targets.items():
        _write_target(sheet, desk, row, key, progress)
        row += 1
    write_foot(sheet, form, desk, row, widths, _readings(desk))
    return page_of(sheet, name, widths, (header, header))


def _write_target(sheet: Sheet, desk: Desk, row: int, key: str, progress: Progress) -> None:
    target, catalogue = progress.target, desk.report.catalogue
    unit = target.unit_in(catalogue.indicators[target.indicator].unit)
    goal = target.goal_text(progress.year)
    asked = join([goal, target.when_text()], ", ") if goal else target.when_text()
    sheet.text(row, 0, key, "stt")
    sheet.text(row, 1, target.label, "text", target.note)
    sheet.text(row, 2, catalogue.units[unit].text, "text_center")
    sheet.text(row, 3, asked, "text_center")
    values: dict[int, tuple[Spot, Cell]] = {}
    for column, year in enumerate(desk.years, len(_FIRST)):
        cell = replace(desk.live.cell(target.indicator, year, None, unit), style="figure")
        sheet.put(row, column, cell)
        values[year] = (row, column), cell
    after = len(_FIRST) + len(desk.years)
    judged = _judged(values, progress)
    sheet.put(row, after, judged)
    last = progress.last
    goal_asked = last.goal if last else None
    distance, reached = _against(goal_asked, ((row, after), judged), desk)
    sheet.put(row, after + 1, distance)
    sheet.put(row, after + 2, reached)
    status = progress.status
    sheet.text(row, after + 3, Text(*(f"{status.sign} {each}" for each in status.text)), "text_center", progress.reason)
    sheet.put(
        row, after + 4, Cell(progress.forecast, style="figure", decimals=judged.decimals, comment=progress.method)
    )


def _judged(values: dict[int, tuple[Spot, Cell]], progress: Progress) -> Cell:
    """The year's own value; of running targets the sum or mean so far."""
    form, year = progress.target.when, progress.year
    if form in ("cumulative", "average"):
        so_far = total_of(each for of_year, each in values.items() if of_year <= year)
        return so_far if form == "cumulative" else _mean(so_far, sum(1 for each in values if each <= year))
    return copy_of(values[year], None) if year in values else Cell(style="figure")


def _mean(total: Cell, years: int) -> Cell:
    value = number_of(total.value)
    formula = f'IFERROR(({total.formula})/{years},"{NO_DATA}")'
    return replace(total, value=NO_DATA if value is None else value / years, formula=formula, decimals=2)


def _against(goal: Goal | None, judged: tuple[Spot, Cell], desk: Desk) -> tuple[Cell, Cell]:
    """How far the value lies on the good side of the goal, and whether it reaches it."""
    if goal is None:
        return Cell(style="figure"), Cell(style="text_center")
    at, value = address(judged[0]), number_of(judged[1].value)
    yes, no = _REACHED.to(desk.lang), _NOT_REACHED.to(desk.lang)
    gaps, tests = [], []
    sign = "" if goal.strict else "="
    if goal.low is not None:
        gaps.append(f"{at}-{written(goal.low)}")
        tests.append(f"{at}>{sign}{written(goal.low)}")
    if goal.high is not None:
        gaps.append(f"{written(goal.high)}-{at}")
        tests.append(f"{at}<{sign}{written(goal.high)}")
    gap = gaps[0] if len(gaps) == 1 else f"MIN({','.join(gaps)})"
    test = tests[0] if len(tests) == 1 else f"AND({','.join(tests)})"
    distance = Cell(
        NO_DATA if value is None else goal.distance(value),
        f'IF(COUNT({at})=1,{gap},"{NO_DATA}")',
        style="figure",
        decimals=judged[1].decimals,
    )
    reached = Cell(
        NO_DATA if value is None else yes if goal.met(value) else no,
        f'IF(COUNT({at})=1,IF({test},"{yes}","{no}"),"{NO_DATA}")',
        style="text_center",
    )
    return distance, reached


def _readings(desk: Desk) -> list[Text]:
    """Where the plan's text allows two readings, the one that is taken."""
    found = []
    for key, progress in desk.report.targets.items():
        reading = progress.target.reading
        if reading is not None:
            found.append(
                Text(f"{key}: hiểu là {reading.chosen.vi}; cách hiểu khác: {reading.other.vi}.",
                     f"{key}: read as {reading.chosen.en}; the other reading: {reading.other.en}.")
            )  # fmt: skip
    return found
