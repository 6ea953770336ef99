"""One cell of a good list is broken in a known way: a finding names that very cell, or the value is right.

All other cells keep their values, whatever was done to that one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

import pytest

from kttt_cli.findings import Finding, Severity
from kttt_cli.registers.dataset import Dataset
from kttt_cli.sheets.text import clean
from tests.corpus.pages import Cell, Page, Shape, pages_of, sensible, vietnamese
from tests.corpus.test_round_trip import FIELDS, read, records_of, wanted
from tests.corpus.truth import Fact, make

SAID = object()
"""No value is right but none: a finding must name the cell."""


@dataclass(frozen=True, slots=True)
class Broken:
    field: str
    cell: Cell
    right: object = SAID
    """The one right value where there is one; it may then be silent."""
    only: str | None = None
    """Only in text or in real cells."""
    gap: str | None = None
    """What is wrong with the reading today."""


def _day(year: int, month: int, day: int) -> tuple[date, date]:
    return date(year, month, day), date(year, month, day)


MUTATIONS = [
    # Numbers. The list has its money in million, in Vietnamese style.
    Broken("capital", "1.570,5", 1_570_500_000),
    Broken("capital", "1 570,5", 1_570_500_000),
    Broken("capital", "1\u00a0570,5", 1_570_500_000),
    Broken("capital", "1\u202f570,5", 1_570_500_000),
    Broken("capital", "1,500.5", SAID, "text"),
    Broken("capital", "21.0470"),
    Broken("capital", "2021,867"),
    Broken("capital", "1.23.456"),
    Broken("capital", "1,5 tỷ", 1_500_000_000),
    Broken("capital", "1,5 tỷ đồng", 1_500_000_000),
    Broken("capital", "1.500 nghìn", 1_500_000),
    Broken("capital", "1 tỷ 500 triệu"),
    Broken("capital", "khoảng 1500"),
    Broken("capital", "trên 1.500"),
    Broken("capital", "1000-1500"),
    Broken("capital", "10-15%"),
    Broken("capital", "15%"),
    Broken("capital", "1e3"),
    Broken("capital", "1E+03"),
    Broken("capital", "3_3"),
    Broken("capital", "nan"),
    Broken("capital", "inf"),
    Broken("capital", "Infinity"),
    Broken("capital", "\uff11\uff12"),
    Broken("capital", "²"),
    Broken("capital", "٣"),
    Broken("capital", "0x1F"),
    Broken("capital", "1..5"),
    Broken("capital", ",5"),
    Broken("capital", "1500,"),
    Broken("capital", "-1500"),
    Broken("capital", "(1500)"),
    Broken("capital", "abc"),
    Broken("capital", "1500 USD"),
    Broken("capital", "#REF!"),
    Broken("capital", "#N/A"),
    Broken("capital", "#####"),
    Broken("capital", "=B2+C2"),
    Broken("capital", True, SAID, "real"),
    Broken("capital", date(2021, 7, 4), SAID, "real"),
    Broken("capital", "1500.25", SAID, "text"),
    Broken("capital", "-", None),
    Broken("capital", "–", None),
    Broken("capital", "…", None),
    Broken("capital", "chưa có số liệu", None),
    Broken("capital", "không triển khai thực hiện"),
    Broken("capital", "không", SAID),
    Broken("capital", "0", 0),
    Broken("profit", "-1.570,5", -1_570_500_000),
    Broken("profit", "−1.570,5", -1_570_500_000),
    Broken("profit", "(1.570,5)"),
    # Counts.
    Broken("members", "12,5"),
    Broken("members", 12.5, SAID, "real"),
    Broken("members", "-3"),
    Broken("members", "12 người", 12),
    Broken("members", "20-30 lao động"),
    Broken("members", "012", 12),
    Broken("members", "１２"),
    Broken("members", "hai mươi"),
    Broken("members", "1.500", 1500),
    Broken("members", "12", 12),
    Broken("members", "1e3"),
    # Dates.
    Broken("registered", "04/07/2021", _day(2021, 7, 4)),
    Broken("registered", "4/7/2021", _day(2021, 7, 4)),
    Broken("registered", "2021-07-04", _day(2021, 7, 4)),
    Broken("registered", datetime(2021, 7, 4), _day(2021, 7, 4), "real"),
    Broken("registered", 43539, _day(2019, 3, 15), "real"),
    Broken("registered", "43539"),
    Broken("registered", "31/02/2020"),
    Broken("registered", "30/02/2020"),
    Broken("registered", "29/02/2021"),
    Broken("registered", "00/05/2020"),
    Broken("registered", "12/25/2020"),
    Broken("registered", "15/03/19"),
    Broken("registered", date(1905, 7, 10), SAID, "real"),
    Broken("registered", "15/03/2109"),
    Broken("registered", "15/03/0219"),
    Broken("registered", "/ /2020"),
    Broken("registered", "15/03/2019; 20/05/2021"),
    Broken("registered", "khoảng 2015"),
    Broken("registered", "2015-2016"),
    Broken("registered", "7/4/2021 12:00:00 AM"),
    Broken("registered", date(2031, 1, 5), SAID, "real"),
    Broken("registered", "05/01/2031"),
    Broken("registered", "#VALUE!"),
    Broken("registered", "03/2019", (date(2019, 3, 1), date(2019, 3, 31))),
    Broken("registered", "2019", (date(2019, 1, 1), date(2019, 12, 31))),
    # Codes.
    Broken("code", "2,4E+09"),
    Broken("code", "2.4E+09"),
    Broken("code", 101234567, SAID, "real"),
    Broken("code", "0101248141", "0101248141"),
    Broken("code", 101248141, SAID, "real"),
    Broken("code", "101248141"),
    Broken("code", "99 000 0001 6", "9900000016"),
    Broken("code", "9900000016-001", "9900000016001"),
    Broken("code", "9900000010"),
    Broken("code", "990000001", SAID),
    Broken("code", "#REF!"),
    Broken("code", "20G07000123", "20G07000123"),
    # Words.
    Broken("grade", "Tôt", "tot"),
    Broken("grade", "Tôts"),
    Broken("grade", "TỐT", "tot"),
    Broken("grade", "To\u0302\u0301t", "tot"),
    Broken("grade", " tốt\u00a0", "tot"),
    Broken("grade", "Xuất sắc"),
    Broken("kind", "Công ty"),
    Broken("sector", "Nông nghiệp và vận tải"),
    Broken("linked", "x", True),
    Broken("linked", "X", True),
    Broken("linked", "CÓ", True),
    Broken("linked", "không", False),
    Broken("linked", "có thể"),
    Broken("linked", "?"),
    Broken("district", "Yen Thế"),
    Broken("district", "Huyện Yên Thê"),
    Broken("district", "Huyện Lâm Thao"),
    Broken("commune", "Xã Không Có Thật"),
    Broken("commune", "#N/A"),
    Broken("name", "=1+1"),
    Broken("name", "#REF!"),
]
SHAPES = {
    "text": Shape(file="csv", numbers="text", dates="text"),
    "real": Shape(file="xlsx", numbers="real", dates="real", signature=True, totals="none"),
}


@pytest.mark.parametrize(
    ("broken", "where"),
    [
        pytest.param(broken, where, id=f"{broken.field}={broken.cell!r}-{where}")
        for broken in MUTATIONS
        for where in SHAPES
        if broken.only in (None, where)
    ],
)
def test_a_broken_cell_is_said_or_right(broken: Broken, where: str, request) -> None:
    if broken.gap:
        request.applymarker(pytest.mark.xfail(reason=broken.gap, strict=True))
    shape = sensible(SHAPES[where])
    facts = make(21, 12, precise=True)
    pages = pages_of(facts, shape)
    fact = Random(f"{broken.field}{broken.cell}").choice(facts)
    row, column = pages[0].spots[fact.name, broken.field]
    written = str(broken.cell) if shape.text_only else broken.cell
    pages[0].rows[row][column] = written
    data = read(pages, shape)
    assert differences_elsewhere(facts, fact, broken.field, pages, shape, data) == []
    if said_of(data, row, column):
        return
    assert broken.right is not SAID, f"nothing said of {written!r}, read as {value_of(data, row, broken.field)!r}"
    assert value_of(data, row, broken.field) == broken.right


def said_of(data: Dataset, row: int, column: int) -> list[Finding]:
    return [
        each
        for each in data.findings
        if (each.place.row, each.place.column) == (row, column) and each.severity != Severity.NOTE
    ]


def value_of(data: Dataset, row: int, name: str) -> object:
    register = data.registers["organisation"]
    position = register.row_of.tolist().index(row)
    return register.columns[FIELDS[name]].value_at(position)


def differences_elsewhere(
    facts: list[Fact], broken: Fact, field: str, pages: list[Page], shape: Shape, data: Dataset
) -> list[str]:
    """All but the one cell are as they were."""
    told = []
    found = {each["place"][1]: each for each in records_of(data).values()}  # type: ignore[index]
    for fact in facts:
        row = pages[0].spots[fact.name, "name"][0]
        record = found.get(row)
        if record is None:
            told.append(f"lost: {fact.name}")
            continue
        for name in FIELDS:
            if fact is broken and (name == field or field == "name"):
                continue
            value = wanted(fact, name, shape, facts)
            if record[name] != value:
                told.append(f"{fact.name}, {name}: {record[name]!r} for {value!r}")
    if len(data.registers["organisation"]) != len(facts):
        told.append(f"{len(data.registers['organisation'])} records for {len(facts)}")
    return told


# --- what needs two cells to be seen --------------------------------------------------------------------


@pytest.mark.parametrize("where", SHAPES)
def test_code_used_twice(where):
    shape = sensible(SHAPES[where])
    facts = [fact for fact in make(21, precise=True) if fact.code]
    pages = pages_of(facts, shape)
    one, two = (pages[0].spots[fact.name, "code"] for fact in facts[1:3])
    pages[0].rows[two[0]][two[1]] = pages[0].rows[one[0]][one[1]]
    assert said_of(read(pages, shape), *two)


SLIPS: dict[str, tuple[int | Decimal, int]] = {
    "thousand": (1_000, 24),
    "million": (1_000_000, 24),
    "thousandth": (Decimal("0.001"), 24),
    "few": (1_000, 12),
    "a thousandth among few": (Decimal("0.001"), 7),
}


@pytest.mark.parametrize("where", SHAPES)
@pytest.mark.parametrize("slip", SLIPS)
@pytest.mark.parametrize("field", ["capital", "revenue"])
def test_unit_slip_against_the_neighbours(field, slip, where):
    times, count = SLIPS[slip]
    count += 8 if field == "revenue" else 0  # half of the revenues are blank
    shape = sensible(SHAPES[where])
    facts = make(21, count, least=count, precise=True)
    pages = pages_of(facts, shape)
    fact = max(facts, key=lambda fact: fact.revenue or 0)
    row, column = pages[0].spots[fact.name, field]
    slipped = Decimal(getattr(fact, field)) / 1_000_000 * times
    pages[0].rows[row][column] = float(slipped) if shape.file == "xlsx" else vietnamese(slipped)
    data = read(pages, shape)
    assert said_of(data, row, column)
    assert [each.place.row for each in data.findings if each.rule == "SO201"] == [row]


@pytest.mark.parametrize("where", SHAPES)
def test_commune_of_another_district(where):
    shape = sensible(SHAPES[where])
    facts = make(21, precise=True)
    pages = pages_of(facts, shape)
    fact = next(each for each in facts if each.district != "Huyện Yên Thế")
    row, column = pages[0].spots[fact.name, "commune"]
    pages[0].rows[row][column] = "Xã Xuân Lương"
    assert said_of(read(pages, shape), row, column)


@pytest.mark.parametrize("where", SHAPES)
@pytest.mark.parametrize("label", ["Tổng cộng", "TỔNG CỘNG", "Cộng", "Tổng số", "Cộng toàn tỉnh", "Tổng cộng (12 HTX)"])
def test_wrong_total(where, label):
    shape = sensible(SHAPES[where])
    facts = make(21, precise=True)
    pages = pages_of(facts, shape)
    last = max(row for row, _ in pages[0].spots.values())
    cells: list[Cell] = [None] * len(pages[0].rows[last])
    column = pages[0].spots[facts[0].name, "members"][1]
    right = sum(fact.members or 0 for fact in facts)
    cells[0], cells[column] = label, right + 9
    if shape.text_only:
        cells[column] = f"{right + 9:,}".replace(",", ".")
    pages[0].rows.insert(last + 1, cells)
    data = read(pages, shape)
    assert len(data.registers["organisation"]) == len(facts)
    assert said_of(data, last + 1, column)


def test_names_stay_as_written():
    shape = sensible(SHAPES["real"])
    facts = make(21, precise=True)
    for name in ("[bold]HTX Đậm[/bold]", "HTX <b>An</b>", "HTX 19/5", "HTX 2 tháng 9", "HTX Tổng hợp", "Cộng Hòa"):
        pages = pages_of(facts, shape)
        row, column = pages[0].spots[facts[2].name, "name"]
        pages[0].rows[row][column] = name
        assert value_of(read(pages, shape), row, "name") == clean(name)


def test_days_of_the_calendar():
    """Every day of a leap year, as text and as a real date, is that day."""
    shape = sensible(SHAPES["text"])
    facts = make(21, precise=True)
    for month_ends in (date(2020, month, 1) - timedelta(days=1) for month in range(2, 13)):
        pages = pages_of(facts, shape)
        row, column = pages[0].spots[facts[0].name, "registered"]
        pages[0].rows[row][column] = f"{month_ends:%d/%m/%Y}"
        assert value_of(read(pages, shape), row, "registered") == (month_ends, month_ends)
