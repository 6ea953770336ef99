"""The records of every register, by the field names of the models."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from samples import facts, groups, life, support, unions
from samples.figures import blank_results
from samples.organisation import Organisation
from samples.places import Commune, communes, new_rural

Cell = str | int | Decimal | date | None
Record = dict[str, Cell]

MONEY = ("charter_capital", "revenue", "revenue_members", "profit", "income", "deposits", "loans")
COUNTS = (
    "members", "members_new", "members_women", "workers", "workers_members", "workers_new", "board",
    "control_board",
    "managers", "managers_elementary", "managers_intermediate", "managers_college", "key_officers",
)  # fmt: skip


@dataclass(slots=True)
class Province:
    organisations: dict[int, list[Record]] = field(default_factory=dict)
    groups: dict[int, list[Record]] = field(default_factory=dict)
    communes: dict[int, list[Record]] = field(default_factory=dict)
    fund: list[Record] = field(default_factory=list)
    support: list[Record] = field(default_factory=list)


def make() -> Province:
    province = Province()
    for year, listed in life.years():
        province.organisations[year] = [_organisation(each, year) for each in listed]
    for year, unions_listed in unions.years():
        province.organisations[year] += unions_listed
        for record in unions_listed:
            _place(record, year)
    for year, groups_listed in groups.years():
        province.groups[year] = groups_listed
        for record in groups_listed:
            _place(record, year)
    for year in facts.YEARS:
        province.communes[year] = _communes(year)
    province.fund = support.fund(province.organisations)
    province.support = support.measures(province.organisations)
    return province


def million(tenths: int) -> Decimal:
    return Decimal(tenths) / 10


_COMMUNES: dict[str, Commune] = {each.code: each for each in communes()}


def _place(record: Record, year: int) -> None:
    """`commune` holds the code of the commune until 2024, which becomes the names of the year."""
    commune = _COMMUNES[str(record["commune"])]
    record["district"] = commune.district if year < 2025 else None
    record["district_code"] = commune.district_code
    record["commune"] = commune.name if year < 2025 else commune.new_name


def _organisation(each: Organisation, year: int) -> Record:
    record: Record = {
        "year": str(year), "code": each.code, "name": each.name, "kind": each.kind,
        "sector": facts.SECTOR[each.sector].name, "vsic": each.vsic, "commune": each.commune.code,
        "registered_on": each.registered_on, "origin": each.origin, "status": each.status,
        "ended_on": each.ended_on,
        "model_built_on": str(each.model_year) if each.model_year else None,
    }  # fmt: skip
    _place(record, year)
    if each.ended_on is None:
        unreported = blank_results(each, year)
        for name in (*COUNTS, *MONEY):
            value = each.figures.get(name)
            if value is not None and name not in unreported:
                record[name] = million(value) if name in MONEY else value
        record["score"] = million(each.score) if each.score is not None else None
        record["grade"] = each.grade
        record["linked_enterprise"] = "x" if each.linked else None
        record["in_value_chain"] = "có" if each.chain else "không"
    return record


def _communes(year: int) -> list[Record]:
    met = new_rural(year, facts.NEW_RURAL)
    units = {each.unit(year): each for each in _COMMUNES.values()}
    made: list[Record] = []
    for code in sorted(met):
        each = units[code]
        made.append({
            "year": str(year), "code": code, "district": each.district if year < 2025 else None,
            "commune": each.name if year < 2025 else each.new_name,
            "new_rural": "có" if met[code] else "không",
        })  # fmt: skip
    return made
