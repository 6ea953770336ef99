"""Every indicator against SQL written by hand over the same files: on the sample, and on damaged copies of it."""

from __future__ import annotations

import csv
import random
from collections.abc import Collection, Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from sql import INDICATORS, NAMES, TABLES, Oracle, code, day, million_vnd, number, yes

from kttt_cli.indicators.catalogue import catalogue, check_term
from kttt_cli.indicators.definition import Count, Distinct, Mean
from kttt_cli.indicators.evaluate import Book
from kttt_cli.indicators.figure import Cut, Figure
from kttt_cli.language import Text
from kttt_cli.plans.plan import load_plan
from kttt_cli.registers.dataset import read_dataset

SAMPLE = Path(__file__).parents[2] / "data" / "samples" / "bac-giang"
YEARS = range(2020, 2026)
CATALOGUE = catalogue()
PLAN = load_plan(None, indicators=CATALOGUE.indicators, units=CATALOGUE.units, check_term=check_term)


def open_book(folder: Path) -> Book:
    return Book(read_dataset([folder]), CATALOGUE, PLAN.term, PLAN.base_year)


@pytest.fixture(scope="module")
def book() -> Book:
    return open_book(SAMPLE)


@pytest.fixture(scope="module")
def oracle() -> Oracle:
    return Oracle(SAMPLE)


def difference(figure: Figure, oracle: Oracle) -> Iterator[str]:
    told = oracle.answer(figure.indicator, figure.year)
    where = f"{figure.indicator} {figure.year}"
    if figure.value != told.value:
        yield f"{where}: {figure.value} ({figure.reason}), SQL {told.value}"
    elif figure.value is None:
        if figure.reason is None or not figure.reason.vi or not figure.reason.en:
            yield f"{where}: no data without a reason"
    else:
        if figure.unknown != told.unknown:
            yield f"{where}: {figure.unknown} unknown, SQL {told.unknown}"
        if told.high is not None and figure.high != told.high:
            yield f"{where}: at most {figure.high}, SQL {told.high}"
        if told.high is not None and not (figure.low is not None and figure.low <= figure.value <= told.high):
            yield f"{where}: {figure.value} is not between {figure.low} and {told.high}"
        if told.denominator is not None and (figure.numerator, figure.denominator) != told[3:]:
            yield f"{where}: {figure.numerator} / {figure.denominator}, SQL {told.numerator} / {told.denominator}"


def test_every_indicator_has_its_sql():
    assert sorted(CATALOGUE.indicators) == sorted(INDICATORS)


@pytest.mark.parametrize("year", [2019, *YEARS])
def test_the_sample_agrees_with_sql(book, oracle, year):
    wrong = [each for name in INDICATORS for each in difference(book.figure(name, year), oracle)]
    assert wrong == []


# --- damaged copies: blanks and unreadable cells everywhere, columns that some years do not have ---------

UNREADABLE = {day: "31/02/2020", number: "abc", million_vnd: "abc", yes: "abc", code: "9,9E+09"}
"""What is written where a cell cannot be read; words of a closed list become «abc» too, names cannot fail."""
NEEDED = {
    "Năm",
    "Tên HTX",
    "Tên THT",
    "Xã",
    "Đạt chuẩn NTM",
    "Loại giao dịch",
    "Số tiền (triệu đồng)",
    "Ngày",
    "Chính sách hỗ trợ",
    "Mã xã",
    "Có chứng thực hợp đồng hợp tác",
}
"""Without these columns a table is no register, or another one."""


def damage(source: Path, target: Path, seed: int, kept: Collection[str] = ()) -> Path:
    """A copy of the registers in which chance blanks cells, spoils cells, and takes whole columns away."""
    chance = random.Random(seed)
    for path in sorted(source.glob("*.csv")):
        table = next(name for name in TABLES if path.name.startswith(name))
        readers = dict(TABLES[table].values())
        with path.open(encoding="utf-8-sig", newline="") as file:
            header, *rows = csv.reader(file)
        gone = {name for name in header if name not in {*NEEDED, *kept} and chance.random() < 0.04}
        for row in rows:
            for place, name in enumerate(header):
                if name in kept:
                    continue
                luck = chance.random()
                reader = readers.get(name)
                if luck < 0.04:
                    row[place] = ""
                elif luck < 0.05 and reader is not None and reader not in NAMES:
                    row[place] = UNREADABLE.get(reader, "abc")
        left = [place for place, name in enumerate(header) if name not in gone]
        with (target / path.name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([[row[place] for place in left] for row in (header, *rows)])
    return target


@pytest.mark.parametrize("seed", range(4))
def test_damaged_registers_agree_with_sql(tmp_path, seed):
    folder = damage(SAMPLE, tmp_path, seed)
    book, oracle = open_book(folder), Oracle(folder)
    wrong = [each for name in INDICATORS for year in YEARS for each in difference(book.figure(name, year), oracle)]
    assert wrong == []


@pytest.mark.parametrize("seed", range(10, 12))
def test_figures_that_join_lists_agree_with_sql_where_the_keys_are_whole(tmp_path, seed):
    """With keys unreadable here and there most of these figures are unknown; here they are not."""
    keys = ["Mã số HTX", "Tên HTX", "Loại hình", "Huyện", "Xã", "Mã xã"]
    keys += ["Ngày đăng ký lần đầu", "Ngày giải thể", "Tình trạng"]
    folder = damage(SAMPLE, tmp_path, seed, kept=keys)
    book, oracle = open_book(folder), Oracle(folder)
    joined = [name for name in INDICATORS if name.startswith("communes.")]
    joined += ["htx.returned", "htx.vanished", "htx.flow_gap", "support.trade_promotion", "fund.borrowers"]
    wrong = [each for name in joined for year in YEARS for each in difference(book.figure(name, year), oracle)]
    assert wrong == []


def test_damage_leaves_every_form_with_data_and_with_unknown_rows(tmp_path):
    """What the damaged copies test: rows not judged, columns not there, figures that still stand."""
    book = open_book(damage(SAMPLE, tmp_path, 0))
    figures = [book.figure(name, year) for name in INDICATORS for year in YEARS]
    for form in ("count", "sum", "distinct", "mean", "ratio", "change", "total"):
        of_form = [each for each in figures if getattr(CATALOGUE.indicators[each.indicator], form) is not None]
        assert any(each.known and each.unknown for each in of_form), form
        if form != "distinct":
            assert any(not each.known for each in of_form), form


# --- cuts --------------------------------------------------------------------------------------------


def parts_of(book: Book, column: str, year: int) -> list[Cut]:
    cuts = book.cuts(column, year)
    assert not isinstance(cuts, Text)
    assert [each.value for each in cuts].index(None) == len(cuts) - 1
    return cuts


CAN_BE_CUT = [
    code
    for code, indicator in CATALOGUE.indicators.items()
    if isinstance(indicator.form, Count) and not isinstance(indicator.form, Distinct | Mean)
]


@pytest.mark.parametrize("column", ["district", "sector"])
@pytest.mark.parametrize("damaged", [False, True], ids=["sample", "damaged"])
def test_parts_of_counts_and_sums_add_up_to_the_province(book, tmp_path, column, damaged):
    if damaged:
        book = open_book(damage(SAMPLE, tmp_path, 7, kept=("Huyện", "Lĩnh vực", "Mã số HTX", "Mã số bên vay")))
    wrong = []
    for year in range(2020, 2025):
        parts = parts_of(book, column, year)
        for name in CAN_BE_CUT:
            whole = book.figure(name, year)
            figures = [book.figure(name, year, part) for part in parts]
            if whole.value is None or (name.startswith("communes.") and column == "sector"):
                continue
            if sum((each.value or 0 for each in figures), Fraction(0)) != whole.value:
                wrong.append(f"{name} {year}: {[str(each.value) for each in figures]} of {whole.value}")
            if sum(each.unknown for each in figures if each.known) > whole.unknown:
                wrong.append(f"{name} {year}: more unknown in the parts than in the whole")
    assert wrong == []


def test_districts_end_in_2025(book):
    told = book.cuts("district", 2025)
    assert isinstance(told, Text)
    assert "Huyện" in told.vi
    assert len(parts_of(book, "sector", 2025)) == 9
