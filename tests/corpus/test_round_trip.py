"""Any list, rendered into any shape and read back, gives the same records, and nothing above a note is said."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kttt_cli.findings import Severity
from kttt_cli.registers.dataset import Dataset, read_dataset
from kttt_cli.registers.places import commune_spelling, district_key
from kttt_cli.sheets.page import Role
from kttt_cli.sheets.text import key
from tests.corpus.files import write
from tests.corpus.pages import Page, Shape, pages_of, sensible
from tests.corpus.truth import YEAR, Fact, make

FIELDS = {
    "code": "code", "name": "name", "kind": "kind", "sector": "sector", "district": "district", "commune": "commune",
    "registered": "registered_on", "capital": "charter_capital", "members": "members", "women": "members_women",
    "workers": "workers", "revenue": "revenue", "profit": "profit", "grade": "grade", "linked": "linked_enterprise",
}  # fmt: skip

# Shapes that were once read wrongly: each is tried by name, besides what chance finds.
ONCE_WRONG: dict[str, Shape] = {
    "names three deep": Shape(tiers=3),
    "three header rows in CSV": Shape(file="csv", tiers=3),
    "title right above three header rows": Shape(tiers=3, unit="header", blanks=True),
    "title right above two header rows and units": Shape(tiers=2, unit="row", blanks=True),
    "small letters in the column STT": Shape(groups="district sector", numerals="apart"),
    "sums of a group above one record and a signature": Shape(
        groups="sector", layout="sheets", group_sums=True, signature=True
    ),
    "thousands with a unit in the cell": Shape(unit="cell"),
}


flags = st.booleans()
shapes = st.builds(
    Shape,
    file=st.sampled_from(("xlsx", "csv")),
    delimiter=st.sampled_from((",", ";", "\t")),
    encoding=st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "cp1258")),
    layout=st.sampled_from(("one", "tables", "sheets")),
    groups=st.sampled_from(("columns", "district", "sector", "district sector", "sector district")),
    numerals=st.sampled_from(("inside", "apart")),
    top=st.sampled_from(("full", "title", "none")),
    unit=st.sampled_from(("line", "header", "row", "cell")),
    scale=st.sampled_from(("triệu đồng", "nghìn đồng", "đồng", "tỷ đồng")),
    tiers=st.sampled_from((1, 2, 3)),
    numbering=st.sampled_from(("none", "numbers", "letters")),
    shuffled=flags,
    extras=flags,
    margin=flags,
    spelling=st.sampled_from(("plain", "upper", "lower", "unaccented", "nfd", "breaks", "tones", "nbsp")),
    repeated=st.sampled_from((0, 3, 5)),
    totals=st.sampled_from(("none", "end", "begin", "each", "sums")),
    signature=flags,
    blanks=flags,
    numbers=st.sampled_from(("real", "text")),
    dates=st.sampled_from(("real", "text", "short", "dashes", "dots", "words")),
    year=st.sampled_from(("title", "sheet", "file", "column")),
    flags=st.sampled_from(("words", "marks")),
    words=st.sampled_from(("usual", "short", "long")),
    counted=st.sampled_from(("through", "restart", "none")),
    continued=flags,
    group_sums=flags,
    runs=flags,
    gap=flags,
    seed=st.integers(0, 9),
)
often = settings(max_examples=300, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow])


def read(pages: list[Page], shape: Shape) -> Dataset:
    with tempfile.TemporaryDirectory() as folder:
        return read_dataset([write(pages, shape, Path(folder))])


def wanted(fact: Fact, name: str, shape: Shape, table: list[Fact]) -> object:
    """The value of a field as the truth has it; a blank among ticks says no."""
    value = getattr(fact, name)
    if name == "linked" and shape.flags == "marks":
        return bool(value) if any(each.linked for each in table) else None
    if name == "registered":
        year, month, day = (*value, 0, 0)[:3]
        first = date(year, month or 1, day or 1)
        if day:
            return first, first
        return first, date(year, 12, 31) if not month else (first + timedelta(days=31)).replace(day=1) - timedelta(1)
    return _comparable(name, value)


def _comparable(name: str, value: object) -> object:
    if name == "district" and value is not None:
        return district_key(str(value))
    if name == "commune" and value is not None:
        return commune_spelling(str(value))
    return value


def records_of(data: Dataset) -> dict[str, dict[str, object]]:
    """What was read, by name, each with its row."""
    register = data.registers["organisation"]
    found: dict[str, dict[str, object]] = {}
    for position in range(len(register)):
        values = {ours: register.columns[theirs].value_at(position) for ours, theirs in FIELDS.items()}
        place = register.place(position)
        record = {name: _comparable(name, value) for name, value in values.items()}
        found[str(values["name"])] = record | {"place": (place.sheet, place.row), "year": int(register.years[position])}
    return found


def differences(facts: list[Fact], pages: list[Page], shape: Shape, data: Dataset) -> list[str]:
    """Everything in which the reading is not the truth."""
    shape = sensible(shape)
    told = [f"{each.rule} {each.place}: {each.message.en}" for each in data.findings if each.severity != Severity.NOTE]
    found = records_of(data)
    if len(found) != len(data.registers["organisation"]):
        told.append("a name twice")
    told += [f"lost: {fact.name}" for fact in facts if fact.name not in found]
    told += [f"invented: {name}" for name in found if name not in {fact.name for fact in facts}]
    for page in pages:
        for table in page.tables:
            for fact in table:
                record = found.get(fact.name)
                if record is None:
                    continue
                sheet = page.name if shape.file == "xlsx" else None
                expected = {name: wanted(fact, name, shape, table) for name in FIELDS}
                expected |= {"year": YEAR, "place": (sheet, page.spots[fact.name, "name"][0])}
                told += [
                    f"{fact.name}, {name}: {record[name]!r} for {value!r}"
                    for name, value in expected.items()
                    if record[name] != value
                ]
    told += _rows_unaccounted(pages, data)
    return told


def _rows_unaccounted(pages: list[Page], data: Dataset) -> list[str]:
    told = []
    for page, reading in zip(pages, data.readings, strict=True):
        if sum(reading.count(role) for role in Role) != reading.height:
            told.append(f"{page.name}: rows without a role")
        if reading.count(Role.DATA) != len(page.records):
            told.append(f"{page.name}: {reading.count(Role.DATA)} rows of records for {len(page.records)}")
        if sum(table.records for table in reading.tables) != len(page.records):
            told.append(f"{page.name}: the tables have {[table.records for table in reading.tables]} records")
    return told


def check(facts: list[Fact], shape: Shape) -> None:
    pages = pages_of(facts, shape)
    data = read(pages, sensible(shape))
    assert differences(facts, pages, shape, data) == []


@often
@given(st.integers(0, 10_000).map(make), shapes)
def test_any_shape_gives_the_same_records(facts, shape):
    check(facts, shape)


@pytest.mark.parametrize("spelling", ["plain", "unaccented", "nfd", "breaks", "upper", "nbsp"])
@pytest.mark.parametrize("tiers", [1, 2])
def test_spelling_of_headers(spelling, tiers):
    check(make(tiers), Shape(spelling=spelling, tiers=tiers, numbering="numbers", seed=tiers))


@pytest.mark.parametrize("shape", ONCE_WRONG.values(), ids=ONCE_WRONG)
def test_shapes_that_were_once_read_wrongly(shape):
    for seed in range(6):
        check(make(seed), shape)


def test_names_are_shown_as_written():
    facts = make(5)
    data = read(pages_of(facts, Shape(spelling="nfd")), Shape())
    assert {key(fact.name) for fact in facts} == {key(name) for name in records_of(data)}
