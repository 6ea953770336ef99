"""Which figures tell of a part of a year: those of what a year brings, where a list or its period is no whole year.

Members and capital stand on a day. Revenue, new members, founded and dissolved are of a time: of half a year there are
fewer, of a year and a half more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kttt_cli.indicators.catalogue import Catalogue
from kttt_cli.indicators.definition import Count, Distinct, Mean, Sum, Term
from kttt_cli.indicators.selector import lasting
from kttt_cli.indicators.view import Period
from kttt_cli.language import Text, show_date
from kttt_cli.registers.columns import MODELS, column_of
from kttt_cli.registers.part_years import PartYear
from kttt_cli.registers.record_years import LEDGERS
from kttt_cli.registers.register import kind_of


def notes_of_part(
    code: str, period: Period, parts: tuple[PartYear, ...], catalogue: Catalogue, terms: Mapping[str, Term]
) -> Iterator[Text]:
    """Why a figure is not of a whole year; nothing where it is, or where it is of a day. `period` is the year as its
    lists tell it, not as `--as-of` asks for it."""
    for atom in catalogue.atoms_of(code):
        register = catalogue.register_of(atom.rows)
        year = period.year - 1 if catalogue.rows[atom.rows].of_list == "previous" else period.year
        dated = any(test.during for where in catalogue.wheres_of(atom, terms) for test in where.values())
        if not dated and not _goes_by_flows(atom, register, catalogue, terms):
            continue
        told = [part.told for part in parts if (part.register, part.year) == (register, year)]
        for each in told:
            yield Text(f"số của một phần năm {year}: {each.vi}", f"of a part of {year} only: {each.en}")
        if dated and period.is_long:
            first, last = _day(period, "start"), _day(period, "cutoff")
            yield Text(
                f"tính từ {first.vi} đến {last.vi}, dài hơn một năm vì năm trước chốt sớm",
                f"from {first.en} to {last.en}, longer than a year, since the year before was closed early",
            )
        elif dated and not told and not period.is_whole:
            last = _day(period, "cutoff")
            yield Text(f"số của một phần năm {year}: đến {last.vi}", f"of a part of {year} only: until {last.en}")


def notes_of_day(
    code: str, told: Period, asked: Period, catalogue: Catalogue, terms: Mapping[str, Term]
) -> Iterator[Text]:
    """A day within the year was asked for (`--as-of`): what dates tell follows it, members, grades and revenue of a
    list are those of the day on which the list ends."""
    if asked.cutoff >= told.cutoff:
        return
    for atom in catalogue.atoms_of(code):
        register = catalogue.register_of(atom.rows)
        columns = {column for where in catalogue.wheres_of(atom, terms) for column in where}
        if isinstance(atom, Sum | Mean | Distinct):
            columns.add(atom.of)
        fields = MODELS[register].model_fields
        undated = {each for each in columns if each not in fields or kind_of(MODELS[register], each).name != "date"}
        if register not in LEDGERS and not lasting(register, undated):
            of_list, of_day = _day(told, "cutoff"), _day(asked, "cutoff")
            yield Text(
                f"theo danh sách đến {of_list.vi}, không phải đến {of_day.vi}",
                f"by the list until {of_list.en}, not until {of_day.en}",
            )


def _day(period: Period, end: str) -> Text:
    day = getattr(period, end)
    return Text(show_date(day, "vi"), show_date(day, "en"))


def _goes_by_flows(atom: Count, register: str, catalogue: Catalogue, terms: Mapping[str, Term]) -> bool:
    """Does it add up or test what a year brings?"""
    model = MODELS[register]
    columns = {column for where in catalogue.wheres_of(atom, terms) for column in where}
    if isinstance(atom, Sum | Mean):
        columns.add(atom.of)
    return any(column_of(model, name).flow for name in columns if name in model.model_fields)
