"""What an office writes into its form, `{{htx.new@2023}}` or a named cell, read against what there is to fill it with.

    {{htx.count}}                              the year asked
    {{htx.count@2024|sector=agri}}             a year, a part of the province; also @year, @year-1, @base
    {{htx.charter_capital|unit=million}}       another unit of the same kind
    {{list htx.new@2023: name}}                a row for each organisation behind the figure; `stt` numbers them
    {{year}} {{cutoff}} {{province}} {{plan}}  what the form is about
    {{target.T1.value}}  {{target.T1.goal}}    a target of the plan in the year asked

A named cell says the same in the letters that Excel allows: `kttt.htx.count.2024__sector.agri`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from kttt_cli.indicators.catalogue import Catalogue
from kttt_cli.indicators.definition import Count
from kttt_cli.language import Text, did_you_mean, join, no_such
from kttt_cli.patterns import pattern
from kttt_cli.plans.model import Plan
from kttt_cli.registers.columns import MODELS
from kttt_cli.registers.vocabularies import vocabulary
from kttt_cli.sheets.text import plain

PLACEHOLDER = pattern(r"\{\{(.*?)\}\}", re.DOTALL)
NAME_PREFIX = "kttt."
NUMBER = "stt"
"""The column of a list that numbers its rows."""
_TARGET_PARTS = ("value", "goal")
_OPTIONS = ("sector", "district", "unit")
_INNER = pattern(
    r"(?P<list>list\s+)?(?P<code>[^@|:\s]+)\s*(?:@\s*(?P<year>[^|:]*?))?\s*(?P<options>(?:\|[^|:]*)*)(?::(?P<column>.*))?"
)
_YEAR = pattern(r"(?P<exact>[0-9]{4})|(?P<word>year|base)\s*(?:(?P<sign>[-+])\s*(?P<steps>[0-9]{1,2}))?")


@dataclass(frozen=True, slots=True)
class When:
    """A year, as it is written: exact, or counted from the year asked or the plan's base year."""

    start: Literal["exact", "year", "base"] = "year"
    steps: int = 0

    def of(self, year: int, base: int) -> int:
        return {"exact": 0, "year": year, "base": base}[self.start] + self.steps

    def __str__(self) -> str:
        return str(self.steps) if self.start == "exact" else self.start + (f"{self.steps:+d}" if self.steps else "")


@dataclass(frozen=True, slots=True)
class FigureWish:
    """An indicator in a year, of the province or a part of it, in its own unit or another."""

    code: str
    when: When
    cut: tuple[str, str] | None = None
    """(`district`, as written) or (`sector`, code)."""
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class ListWish:
    """One column of the rows behind a figure."""

    of: FigureWish
    column: str


@dataclass(frozen=True, slots=True)
class FactWish:
    name: str


@dataclass(frozen=True, slots=True)
class TargetWish:
    target: str
    part: str


Wish = FigureWish | ListWish | FactWish | TargetWish


class Mistaken(ValueError):
    """A placeholder that nothing can fill; `why` names what is near."""

    def __init__(self, why: Text) -> None:
        super().__init__(why.en)
        self.why = why


@dataclass(frozen=True, slots=True)
class Known:
    """What a placeholder may name."""

    catalogue: Catalogue
    plan: Plan

    def wish(self, inner: str) -> Wish:
        """What stands between the braces. Raises Mistaken."""
        found = _INNER.fullmatch(" ".join(inner.split()))
        if found is None:
            raise Mistaken(_MALFORMED)
        code, options = found["code"], _options(found["options"].split("|")[1:])
        when = _when(found["year"])
        of_list = found["list"] is not None
        if found["column"] is not None and not of_list:
            raise Mistaken(_COLUMN_WITHOUT_LIST)
        if not of_list and found["year"] is None and not options:
            if code in _FACTS:
                return FactWish(code)
            if code.startswith("target."):
                return self._target(code)
        wish = self._figure(code, when, options)
        return self._list(wish, (found["column"] or "").strip()) if of_list else wish

    def named(self, name: str) -> Wish:
        """What the name of a cell asks for. Excel does not tell capitals from small letters."""
        body, *options = name[len(NAME_PREFIX) :].split("__")
        code, _, last = body.rpartition(".")
        exact = re.fullmatch(r"[0-9]{4}", last)
        when = When("exact", int(last)) if exact else When()
        code = code if exact else body
        given = _options([option.replace(".", "=", 1) for option in options if not option.isdigit()])
        if not exact and not given:
            if code.casefold() in _FACTS:
                return FactWish(code.casefold())
            if code.casefold().startswith("target."):
                return self._target(code)
        same = [known for known in self.catalogue.indicators if known.casefold() == code.casefold()]
        return self._figure(same[0] if same else code, when, given)

    def _figure(self, code: str, when: When, options: Mapping[str, str]) -> FigureWish:
        if code not in self.catalogue.indicators:
            raise Mistaken(no_such("chỉ tiêu", "indicator", code, (*self.catalogue.indicators, *_FACTS, "target.")))
        cut = None
        if "sector" in options and "district" in options:
            raise Mistaken(_TWO_CUTS)
        if "sector" in options:
            sectors = vocabulary("sector")
            sector = sectors.code_of(options["sector"])
            if sector is None:
                near = sectors.nearest(options["sector"])
                raise Mistaken(join([_NO_SECTOR.filled(name=options["sector"]), *([near] if near else [])]))
            cut = "sector", sector
        elif "district" in options:
            cut = "district", options["district"]
        return FigureWish(code, when, cut, self._unit(code, options.get("unit")))

    def _unit(self, code: str, unit: str | None) -> str | None:
        if unit is None:
            return None
        units, own = self.catalogue.units, self.catalogue.indicators[code].unit
        same = [name for name in units if name == own or (units[own].scale > 1 and _kind(name) == _kind(own))]
        if unit not in same:
            near = did_you_mean(unit, same) or Text(f"dùng được: {', '.join(same)}", f"there are: {', '.join(same)}")
            raise Mistaken(join([_NO_UNIT.filled(unit=unit, code=code), near]))
        return unit

    def _list(self, of: FigureWish, column: str) -> ListWish:
        if of.unit is not None:
            raise Mistaken(_UNIT_OF_LIST)
        if not isinstance(self.catalogue.indicators[of.code].form, Count):
            raise Mistaken(_NO_ROWS.filled(code=of.code))
        fields = (*MODELS[self.register_of(of.code)].model_fields, NUMBER)
        if column not in fields:
            near = did_you_mean(column, fields) or Text(f"có: {', '.join(fields)}", f"there are: {', '.join(fields)}")
            raise Mistaken(join([_NO_COLUMN.filled(column=column, code=of.code), near]))
        return ListWish(of, column)

    def register_of(self, code: str) -> str:
        """The register whose rows stand behind the indicator."""
        return self.catalogue.register_of(next(self.catalogue.atoms_of(code)).rows)

    def told(self, wish: Wish) -> Text:
        """What is asked for, in words."""
        if isinstance(wish, FactWish):
            return _FACTS[wish.name]
        if isinstance(wish, TargetWish):
            label = self.plan.target[wish.target].label
            return Text(f"{wish.target} {label.vi}", f"{wish.target} {label.en}")
        if isinstance(wish, ListWish):
            of = self.told(wish.of)
            return Text(
                f"mỗi dòng một đơn vị, cột {wish.column}: {of.vi}", f"a row each, column {wish.column}: {of.en}"
            )
        indicator, units = self.catalogue.indicators[wish.code], self.catalogue.units
        unit = units[wish.unit or indicator.unit].text
        year = Text("năm lập biểu", "the year asked") if str(wish.when) == "year" else Text.same(str(wish.when))
        part = f"; {wish.cut[1]}" if wish.cut else ""
        return Text(
            f"{indicator.label.vi} ({unit.vi}; {year.vi}{part})", f"{indicator.label.en} ({unit.en}; {year.en}{part})"
        )

    def _target(self, written: str) -> TargetWish:
        _, _, rest = written.partition(".")
        name, _, part = rest.rpartition(".")
        same = [known for known in self.plan.target if known.casefold() == name.casefold()]
        if not same or part.casefold() not in _TARGET_PARTS:
            all_ = [f"target.{known}.{each}" for known in self.plan.target for each in _TARGET_PARTS]
            raise Mistaken(no_such("mục tiêu", "target", written, all_))
        return TargetWish(same[0], part.casefold())


def _kind(unit: str) -> str:
    """What units of money have in common that can be changed into each other: `million` and `billion`, each of them a head."""
    return re.sub(r"^(billion|million)|_(year|month)$", "", unit)


def _options(written: Iterable[str]) -> dict[str, str]:
    options: dict[str, str] = {}
    for option in written:
        name, equals, value = (part.strip() for part in option.partition("="))
        if not equals or not value:
            raise Mistaken(_OPTION.filled(option=option.strip()))
        if name.casefold() not in _OPTIONS:
            raise Mistaken(no_such("tùy chọn", "option", name, _OPTIONS))
        if name.casefold() in options:
            raise Mistaken(_TWICE.filled(option=name))
        options[name.casefold()] = value
    return options


def _when(written: str | None) -> When:
    if written is None:
        return When()
    found = _YEAR.fullmatch(written.strip())
    if found is None:
        raise Mistaken(_NO_YEAR.filled(year=written.strip()))
    if found["exact"]:
        return When("exact", int(found["exact"]))
    steps = int(found["steps"] or 0) * (-1 if found["sign"] == "-" else 1)
    return When("base" if found["word"] == "base" else "year", steps)


def same_district(written: str, known: Iterable[str], same: Callable[[str], str]) -> str | None:
    """The district of that name; a named cell writes it without accents: `huyen_a`."""
    names = list(known)
    found = [name for name in names if same(name) == same(written)]
    bare = plain(written.replace("_", " "))
    if found or not written.isascii():
        return found[0] if len(found) == 1 else None
    found = [name for name in names if bare in (plain(name), plain(same(name)))]
    return found[0] if len(found) == 1 else None


_FACTS = {
    "year": Text("năm lập biểu", "the year asked"),
    "cutoff": Text("ngày chốt số liệu", "the cut-off day"),
    "province": Text("tỉnh", "the province"),
    "plan": Text("tên kế hoạch", "the plan's title"),
}
_MALFORMED = Text(
    "không đọc được; mẫu: {{chỉ_tiêu@năm|tùy_chọn=…}} hoặc {{list chỉ_tiêu@năm: cột}}",
    "cannot be read; write {{indicator@year|option=…}} or {{list indicator@year: column}}",
)
_COLUMN_WITHOUT_LIST = Text(
    "có “: cột” nhưng thiếu chữ list: {{list chỉ_tiêu@năm: cột}}",
    "has “: column” without the word list: {{list indicator@year: column}}",
)
_TWO_CUTS = Text("chỉ chia được theo sector hoặc district", "can be cut by sector or by district, not both")
_NO_SECTOR = Text("không có lĩnh vực “{name}”", "no sector “{name}”")
_NO_UNIT = Text("đơn vị “{unit}” không dùng được cho {code}", "the unit “{unit}” does not fit {code}")
_UNIT_OF_LIST = Text(
    "danh sách không nhận unit; tiền ghi bằng triệu đồng", "a list takes no unit; money is in million VND"
)
_NO_ROWS = Text(
    "{code} suy ra từ chỉ tiêu khác, không có danh sách", "{code} follows from other indicators and has no list"
)
_NO_COLUMN = Text("danh sách sau {code} không có cột “{column}”", "the list behind {code} has no column “{column}”")
_OPTION = Text("tùy chọn “{option}” phải có dạng tên=giá_trị", "the option “{option}” should be name=value")
_TWICE = Text("tùy chọn “{option}” ghi hai lần", "the option “{option}” is given twice")
_NO_YEAR = Text(
    "“{year}” không phải năm; dùng 2023, year, year-1 hoặc base", "“{year}” is no year; use 2023, year, year-1 or base"
)
