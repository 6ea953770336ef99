"""Districts and communes against the table of places: unknown on the day, of another district, or of two.

The table knows one province. A register of another is not judged: at least half of its places must be known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

import numpy as np

from kttt_cli.findings import Finding, Severity
from kttt_cli.language import Text, nearest, perhaps
from kttt_cli.registers.places import (
    DISTRICTS_ENDED,
    Unit,
    commune_key,
    district_key,
    old_districts,
    successor,
    units,
    units_by_key,
)
from kttt_cli.registers.register import Register, Series

_FIRST_YEAR_OF_DISTRICTS, _FIRST_YEAR_OF_COMMUNES = 2020, 2020
"""The table begins in 2021; the districts are older, and the communes are those since the merger of 2020."""
_NONE = -1


class _Known(NamedTuple):
    """What existed on any day of a year, by key."""

    year: int
    districts: dict[str, tuple[Unit, ...]]
    communes: dict[str, tuple[Unit, ...]]


@cache
def _known(year: int) -> _Known:
    year = max(year, 2021)
    districts: dict[str, tuple[Unit, ...]] = {}
    communes: dict[str, tuple[Unit, ...]] = {}
    for unit in units():
        if unit.exists(date(year, 1, 1), date(year, 12, 31)):
            table = districts if unit.level == "district" else communes
            for same in unit.spellings():
                table[same] = (*table.get(same, ()), unit)
    return _Known(year, districts, communes)


def odd_places(register: Register) -> Iterator[Finding]:
    """One finding for each place, list and kind of doubt, at the first row that has it."""
    if "commune" not in register.columns or "district" not in register.columns or not len(register):
        return
    districts, communes = register.columns["district"], register.columns["commune"]
    judge_districts = _of_our_province(districts, district_key, "district")
    judge_communes = _of_our_province(communes, commune_key, "commune")
    if judge_districts is False or judge_communes is False or (judge_districts is None and judge_communes is None):
        return
    told: dict[tuple[str, int, int, str, str], _Doubt] = {}
    words = [_spelt(districts, district_key), _spelt(communes, commune_key)]
    for row, count in _kinds_of_rows(register, districts, communes):
        year = int(register.years[row])
        if year <= 0:
            continue
        district, commune = (
            spelt[int(series.values[row])] if series.known[row] else None
            for series, spelt in zip((districts, communes), words, strict=True)
        )
        for doubt in _doubts(_known(year), year, district, commune):
            told_of_district = district.text if district and doubt.rule != "DD102" else ""
            told_of_commune = commune.text if commune and doubt.rule != "DD101" else ""
            source = int(register.source_of[row])
            first = told.setdefault((doubt.rule, source, year, told_of_district, told_of_commune), doubt)
            if not first.count or row < first.row:
                first.row = row
            first.count += count
    for doubt in told.values():
        yield doubt.finding(register)


class _Spelt(NamedTuple):
    text: str
    key: str


def _spelt(series: Series, same: Callable[[str], str]) -> list[_Spelt]:
    return [_Spelt(word, same(word)) for word in series.words]


@dataclass(slots=True)
class _Doubt:
    rule: str
    severity: Severity
    field: str
    value: str
    message: Text
    suggestion: Text | None = None
    row: int = 0
    count: int = 0

    def finding(self, register: Register) -> Finding:
        more = Text(f" ({self.count} dòng)", f" ({self.count} rows)") if self.count > 1 else Text("", "")
        return Finding(
            self.rule,
            self.severity,
            register.place(self.row, self.field),
            Text(self.message.vi + more.vi, self.message.en + more.en),
            value=self.value,
            field=self.field,
            suggestion=self.suggestion,
        )


def _of_our_province(series: Series, same: Callable[[str], str], level: str) -> bool | None:
    """None where nothing is written."""
    used = np.zeros(max(len(series.words), 1), np.bool_)
    used[series.values[series.known]] = True
    keys = {same(word) for word, there in zip(series.words, used.tolist(), strict=False) if there}
    if not keys:
        return None
    return 2 * sum(key in units_by_key(level) for key in keys) >= len(keys)


def _kinds_of_rows(register: Register, districts: Series, communes: Series) -> Iterator[tuple[int, int]]:
    """The first row of each list, year, district and commune, and how many have them."""
    parts = (
        register.source_of,
        register.years,
        np.where(districts.known, districts.values, _NONE) + 1,
        np.where(communes.known, communes.values, _NONE) + 1,
    )
    together = np.zeros(len(register), dtype=np.int64)
    for part in parts:
        together = together * (int(part.max()) + 1) + part
    order = np.argsort(together, kind="stable")
    ordered = together[order]
    starts = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))
    counts = np.diff(np.append(starts, len(order)))
    return zip(order[starts].tolist(), counts.tolist(), strict=True)


def _doubts(known: _Known, year: int, district: _Spelt | None, commune: _Spelt | None) -> Iterator[_Doubt]:
    there = None
    if district is not None and year >= _FIRST_YEAR_OF_DISTRICTS:
        there = known.districts.get(district.key)
        if there is None:
            yield _unknown_district(known, year, district.text)
    if commune is None or year < _FIRST_YEAR_OF_COMMUNES:
        return
    named = known.communes.get(commune.key)
    if named is None:
        yield _unknown_commune(known, year, district.text if district else None, commune.text)
        return
    parents = {code for unit in named for code in _parents(unit)}
    if there and parents and not parents & {unit.code for unit in there}:
        yield _other_district(known, district.text if district else "", commune.text, parents)
    if district is None and len({unit.parent for unit in named if unit.valid_to is not None}) > 1:
        yield _two_of_a_name(known, commune.text, parents)


@cache
def _parents(unit: Unit) -> frozenset[str]:
    """The district of a commune; of one made when districts ended, those from which it was made."""
    if unit.valid_from < DISTRICTS_ENDED:
        return frozenset({unit.parent})
    days = (date(2024, 12, 31), date(2025, 6, 30))
    return frozenset(each.code for day in days for each in old_districts(unit.name, day))


def _names(known: _Known, codes: set[str]) -> list[str]:
    return sorted({unit.name for found in known.districts.values() for unit in found if unit.code in codes})


def _unknown_district(known: _Known, year: int, written: str) -> _Doubt:
    units_of_name = units_by_key("district").get(district_key(written), ())
    if not units_of_name:
        message = Text(f"“{written}” không có trong danh mục huyện năm {year}",
                       f"“{written}” is not among the districts of {year}")  # fmt: skip
        near = _nearest(district_key(written), known.districts)
        return _Doubt("DD101", Severity.WARNING, "district", written, message, near)
    unit = units_of_name[-1]
    if date(year, 1, 1) >= DISTRICTS_ENDED:
        message = Text(f"“{written}”: từ 01/07/2025 không còn cấp huyện", f"“{written}”: no districts since 2025-07-01")
        suggestion = Text("bỏ cột huyện; ghi xã, phường mới", "leave the district out; write the new commune")
        return _Doubt("DD101", Severity.WARNING, "district", written, message, suggestion)
    if unit.valid_from > date(year, 12, 31):
        since = unit.valid_from
        message = Text(f"“{written}” chỉ có từ {since:%d/%m/%Y}", f"“{written}” exists only since {since.isoformat()}")
        return _Doubt("DD101", Severity.WARNING, "district", written, message)
    last = unit.valid_to or date(year, 1, 1)
    joined = _names(known, {unit.becomes})
    message = Text(f"“{written}” không còn sau {last:%d/%m/%Y}", f"“{written}” ended on {last.isoformat()}")
    now = Text(f"nay thuộc {joined[0]}", f"now part of {joined[0]}") if joined else None
    return _Doubt("DD101", Severity.WARNING, "district", written, message, now)


def _unknown_commune(known: _Known, year: int, district: str | None, written: str) -> _Doubt:
    units_of_name = units_by_key("commune").get(commune_key(written), ())
    if not units_of_name:
        message = Text(f"“{written}” không có trong danh mục xã, phường năm {year}",
                       f"“{written}” is not among the communes of {year}")  # fmt: skip
        near = _nearest(commune_key(written), known.communes)
        return _Doubt("DD102", Severity.WARNING, "commune", written, message, near)
    past = [unit for unit in units_of_name if unit.valid_to is not None and unit.valid_to < date(year, 1, 1)]
    if not past:
        since = units_of_name[0].valid_from
        message = Text(f"“{written}” chỉ có từ {since:%d/%m/%Y}", f"“{written}” exists only since {since.isoformat()}")
        return _Doubt("DD102", Severity.WARNING, "commune", written, message)
    last = max(unit.valid_to for unit in past if unit.valid_to is not None)
    message = Text(f"“{written}” không còn sau {last:%d/%m/%Y}", f"“{written}” ended on {last.isoformat()}")
    now = successor(written, district, date(year, 12, 31)) or successor(written, None, date(year, 12, 31))
    suggestion = Text(f"nay thuộc {now.name}", f"now part of {now.name}") if now else None
    return _Doubt("DD102", Severity.WARNING, "commune", written, message, suggestion)


def _nearest(asked: str, table: dict[str, tuple[Unit, ...]]) -> Text | None:
    return perhaps(Text.same(table[each][-1].name) for each in nearest(asked, table))


def _other_district(known: _Known, district: str, commune: str, parents: set[str]) -> _Doubt:
    right = " / ".join(_names(known, parents))
    return _Doubt(
        "DD103",
        Severity.WARNING,
        "commune",
        commune,
        Text(f"“{commune}” thuộc {right}, không thuộc {district}", f"“{commune}” lies in {right}, not in {district}"),
        Text(f"sửa huyện thành {right}, hoặc sửa tên xã", f"make the district {right}, or correct the commune"),
    )


def _two_of_a_name(known: _Known, commune: str, parents: set[str]) -> _Doubt:
    both = _names(known, parents)
    return _Doubt(
        "DD104",
        Severity.NOTE,
        "commune",
        commune,
        Text(f"“{commune}” có ở {' và '.join(both)}; danh sách không ghi huyện",
             f"“{commune}” is in {' and '.join(both)}; the list gives no district"),
        Text("ghi thêm huyện", "add the district"),
    )  # fmt: skip
