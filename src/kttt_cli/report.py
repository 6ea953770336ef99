"""One computation, whole: figures of every indicator and year asked for, progress of every target, findings.

The pure core ends here; commands make a Report and outputs show it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from kttt_cli.findings import BadUsage, Finding, Severity
from kttt_cli.indicators.catalogue import Catalogue
from kttt_cli.indicators.evaluate import Book
from kttt_cli.indicators.figure import Cut, Figure
from kttt_cli.language import Text, did_you_mean, show_date
from kttt_cli.plans.model import Plan
from kttt_cli.plans.progress import Progress, nature_of, progress
from kttt_cli.plans.target import Target
from kttt_cli.registers.dataset import Dataset


class Request(NamedTuple):
    """What was asked: years (all of the plan that the data have, unless one), a cut, indicators by code."""

    year: int | None = None
    as_of: date | None = None
    by: str | None = None
    """`district`, `sector`, or one of them with a value: `district=Huyện Yên Thế`."""
    indicators: tuple[str, ...] = ()
    everything: bool = True
    """All indicators, not only those of the targets."""


class Part(NamedTuple):
    """The figures of one part of the province in the year asked."""

    cut: Cut
    figures: dict[str, Figure]


class Report(NamedTuple):
    """The answer. `figures[code][year]`; `parts` are of `year` only, or `no_parts` says why there are none."""

    plan: Plan
    catalogue: Catalogue
    dataset: Dataset
    request: Request
    book: Book
    years: tuple[int, ...]
    year: int
    figures: dict[str, dict[int, Figure]]
    targets: dict[str, Progress]
    parts: tuple[Part, ...] = ()
    no_parts: Text | None = None

    @property
    def findings(self) -> Sequence[Finding]:
        return self.dataset.findings

    def count(self, severity: Severity) -> int:
        return sum(1 for finding in self.findings if finding.severity is severity)


CUTS = ("district", "sector")


def make_report(dataset: Dataset, catalogue: Catalogue, plan: Plan, request: Request) -> Report:
    """Compute everything that was asked. `BadUsage` for a year, indicator or part that is not there."""
    year = _year(dataset, plan, request)
    check_indicators(catalogue, request.indicators)
    column, wanted = _cut(request.by)
    book = Book(dataset, catalogue, plan.term, plan.base_year, request.as_of)
    first = min(plan.base_year, year)
    years = tuple(each for each in dataset.years if first <= each <= year)
    targets = {
        name: target
        for name, target in plan.target.items()
        if not request.indicators or target.indicator in request.indicators
    }
    of_targets = [target.indicator for target in targets.values()]
    if request.indicators:
        codes = list(request.indicators)
    else:
        codes = list(catalogue.indicators) if request.everything else list(dict.fromkeys(of_targets))
    shown = years if request.year is None else (year,)
    figures: dict[str, dict[int, Figure]] = {code: {} for code in (*codes, *of_targets)}
    for each in years:
        for code in codes if each in shown else ():
            figures[code][each] = book.figure(code, each)
        for code in of_targets:
            figures[code][each] = book.figure(code, each)
    progress = _progress(book, plan, targets, year)
    parts, no_parts = _parts(book, column, wanted, year, codes)
    return Report(plan, catalogue, dataset, request, book, years, year, figures, progress, parts, no_parts)


def _progress(book: Book, plan: Plan, targets: dict[str, Target], year: int) -> dict[str, Progress]:
    found = {}
    catalogue = book.catalogue
    for name, target in targets.items():
        indicator = catalogue.indicators[target.indicator]
        by_year = {each: book.figure(target.indicator, each) for each in range(plan.base_year, year + 1)}
        found[name] = progress(
            target,
            plan,
            catalogue.units[target.unit_in(indicator.unit)],
            by_year,
            up_to=year,
            closed=book.period(year).closed,
            nature=nature_of(indicator),
            open_years=[
                each
                for each, figure in by_year.items()
                if (figure.of_part and book.period(each).closed) or not book.selector.told_period(each).is_whole
            ],
        )
    return found


def _year(dataset: Dataset, plan: Plan, request: Request) -> int:
    """The year to stand in: the one asked for, that of --as-of, or the last of the plan that the data have."""
    asked = request.as_of.year if request.as_of is not None else None
    if request.year is not None:
        if request.as_of is not None and asked != request.year:
            raise BadUsage(
                Text(f"--year {request.year} và --as-of {show_date(request.as_of, 'vi')} chỉ hai năm khác nhau",
                     f"--year {request.year} and --as-of {request.as_of} name two different years")
            )  # fmt: skip
        asked = request.year
    years = dataset.years
    if asked is not None:
        if asked in years:
            return asked
        raise BadUsage(
            Text(
                f"không có số liệu năm {asked}; dữ liệu có các năm: {_listed(years)}",
                f"there are no data of {asked}; the data have the years: {_listed(years)}",
            )
        )
    within = [year for year in years if plan.base_year <= year <= plan.period.last]
    if not within:
        raise BadUsage(
            Text(
                f"kế hoạch {plan.id} nói về các năm {plan.base_year}–{plan.period.last}, dữ liệu có: {_listed(years)}; "
                "hãy chọn kế hoạch khác (--plan) hoặc năm (--year)",
                f"the plan {plan.id} speaks of {plan.base_year}–{plan.period.last}, the data have: {_listed(years)}; "
                "choose another plan (--plan) or a year (--year)",
            )
        )
    return within[-1]


def _listed(years: Sequence[int]) -> str:
    return ", ".join(map(str, years)) or "—"


def check_indicators(catalogue: Catalogue, codes: Sequence[str]) -> None:
    for code in codes:
        if code not in catalogue.indicators:
            near = did_you_mean(code, catalogue.indicators)
            raise BadUsage(
                Text(
                    f"không có chỉ tiêu “{code}”; {near.vi if near else 'xem danh sách: kttt indicator'}",
                    f"no indicator “{code}”; {near.en if near else 'see the list: kttt indicator'}",
                )
            )


def _cut(by: str | None) -> tuple[str | None, str | None]:
    if by is None:
        return None, None
    column, sign, value = by.partition("=")
    if sign and not value.strip():
        raise BadUsage(
            Text(
                f"--by “{by}”: sau dấu = chưa có tên; ghi tên một phần, hoặc chỉ --by {column} để chia tất cả",
                f"--by “{by}”: no name after the =; name a part, or --by {column} for all of them",
            )
        )
    if column not in CUTS:
        near = did_you_mean(column, CUTS) or Text(f"dùng {' hoặc '.join(CUTS)}", f"use {' or '.join(CUTS)}")
        raise BadUsage(
            Text(f"--by “{by}”: không chia được theo mục này; {near.vi}", f"--by “{by}”: no such cut; {near.en}")
        )
    return column, value or None


def _parts(
    book: Book, column: str | None, wanted: str | None, year: int, codes: Sequence[str]
) -> tuple[tuple[Part, ...], Text | None]:
    if column is None:
        return (), None
    cuts = book.cuts(column, year)
    if isinstance(cuts, Text):
        return (), cuts
    if wanted is not None:
        cuts = [named_cut(cuts, column, wanted)]
    parts = [Part(cut, {code: book.figure(code, year, cut) for code in codes}) for cut in cuts]
    return tuple(part for part in parts if part.cut.value is not None or _holds_something(part)), None


def _holds_something(part: Part) -> bool:
    """Rows without a district or sector have a line of their own where there are any."""
    return any(figure.value or figure.unknown for figure in part.figures.values())


def named_cut(cuts: Sequence[Cut], column: str, wanted: str) -> Cut:
    """The part of that name, also typed without any accents (a wrong one is a slip); `BadUsage` with the nearest."""
    from kttt_cli.registers.places import place_keys
    from kttt_cli.registers.vocabularies import vocabulary
    from kttt_cli.sheets.text import key, plain

    same = place_keys().get(column, key)
    word = vocabulary("sector").code_of(wanted) or wanted if column == "sector" else wanted
    for alike in (same, lambda name: plain(same(name))) if wanted.isascii() else (same,):
        found = [cut for cut in cuts if alike(word) in {alike(name) for name in (cut.value, *cut.label) if name}]
        if len(found) == 1:
            return found[0]
    known = [cut.label for cut in cuts]
    near_vi, near_en = (did_you_mean(wanted, [getattr(label, lang) for label in known]) for lang in ("vi", "en"))
    what = {"district": Text("huyện", "district"), "sector": Text("lĩnh vực", "sector")}[column]
    listed_vi, listed_en = ", ".join(label.vi for label in known), ", ".join(label.en for label in known)
    raise BadUsage(
        Text(
            f"không có {what.vi} “{wanted}” trong dữ liệu; {near_vi.vi + ' ' if near_vi else ''}có: {listed_vi}",
            f"no {what.en} “{wanted}” in the data; {near_en.en + ' ' if near_en else ''}there are: {listed_en}",
        )
    )
