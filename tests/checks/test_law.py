"""The numbers of the law: dated, or they do not load; each list is judged by what was in force on its cut-off date."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest

from kttt_cli.checks.law import in_force, law, read_law
from kttt_cli.findings import BadUsage
from kttt_cli.registers.columns import MODELS
from kttt_cli.registers.register import kind_of
from kttt_cli.registers.vocabularies import vocabulary
from tests.checks.tables import checked, write

SOURCE = files("kttt_cli.checks").joinpath("law.toml").read_text(encoding="utf-8")


def test_an_undated_number_does_not_load() -> None:
    with pytest.raises(BadUsage, match="since"):
        read_law(SOURCE.replace("since = 2013-07-01\n", "", 1), "law.toml")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("least = 7", "leest = 7", "least"),
        ("confirmed = true\n", "\n", "confirmed"),
        ("least = 7", "least = 'many'", "many"),
        ("floors = { tot = 80", "floors = { tot = 'x'", "floors"),
    ],
)
def test_a_mistake_is_told_with_its_place(old: str, new: str, says: str) -> None:
    with pytest.raises(BadUsage, match=says):
        read_law(SOURCE.replace(old, new, 1), "law.toml")


def test_its_words_are_those_of_the_registers() -> None:
    known = law()
    sectors, kinds, grades, measures = (set(vocabulary(name).texts) for name in ("sector", "kind", "grade", "measure"))
    assert {each for grading in known.grading for each in grading.kinds} <= kinds
    assert {each for grading in known.grading for each in (*grading.floors,)} == grades - {"none"}
    assert {each for reserved in known.reserved for each in reserved.measures} <= measures
    assert {each for reserved in known.reserved for each in reserved.sectors} <= sectors
    for system in known.industries:
        assert {each for division in system.divisions for each in division.sectors} == sectors
        ranges = [(each.from_, each.to) for each in system.divisions]
        assert ranges == sorted(ranges)
        assert all(one[1] < other[0] for one, other in pairwise(ranges))
    for minimum in known.minimum:
        assert kind_of(MODELS[minimum.register_], minimum.field).name == "count"


@pytest.mark.parametrize(
    ("day", "least"),
    [
        (date(2013, 6, 30), None),
        (date(2013, 7, 1), 7),
        (date(2024, 6, 30), 7),
        (date(2024, 7, 1), 5),
        (date(2026, 1, 1), 5),
    ],
)
def test_members_by_the_law_in_force(day: date, least: int | None) -> None:
    found = [each.least for each in in_force(law().minimum, day) if "htx" in each.kinds]
    assert found == ([] if least is None else [least])


@pytest.mark.parametrize(
    ("year", "members", "found"),
    [(2022, 6, True), (2022, 7, False), (2023, 5, True), (2024, 5, False), (2024, 4, True), (2012, 3, False)],
)
def test_a_list_is_judged_by_its_own_day(year: int, members: int, found: bool, tmp_path: Path) -> None:
    table = (f"htx-{year}.csv:", "Tên HTX | Loại hình | Tổng số thành viên", f"HTX Đồng Tâm | HTX | {members}")
    assert [each.rule for each in checked(write(table, tmp_path))] == (["LU201"] if found else [])


@pytest.mark.parametrize(
    ("title", "found"), [("Danh sách HTX đến 30/06/2024", True), ("Danh sách HTX đến 01/07/2024", False)]
)
def test_and_that_day_is_its_cut_off(title: str, found: bool, tmp_path: Path) -> None:
    table = (
        f"{title} | | ",
        "Tên HTX | Loại hình | Tổng số thành viên",
        "HTX Đồng Tâm | HTX | 6",
        "HTX Tân Tiến | HTX | 9",
    )
    (tmp_path / "all").mkdir()
    findings = checked(write(("so.csv:", *table), tmp_path / "all"))
    assert [each.rule for each in findings] == (["LU201"] if found else [])


@pytest.mark.parametrize(
    ("points", "grade"),
    [("100", "Tốt"), ("80", "Tốt"), ("79,99", "Khá"), ("65", "Khá"), ("64,5", "Trung bình"), ("50", "Trung bình"), ("49", "Yếu"), ("0", "Yếu")],
)  # fmt: skip
def test_grades_by_points(points: str, grade: str, tmp_path: Path) -> None:
    for given in ("Tốt", "Khá", "Trung bình", "Yếu"):
        table = ("Tên HTX | Loại hình | Điểm | Xếp loại", f"HTX Đồng Tâm | HTX | {points} | {given}")
        assert [each.rule for each in checked(write(table, tmp_path))] == ([] if given == grade else ["XL201"]), given


@pytest.mark.parametrize(("year", "found"), [(2019, False), (2020, True)])
def test_before_the_circular_nothing_is_graded_by_it(year: int, found: bool, tmp_path: Path) -> None:
    table = (f"htx-{year}.csv:", "Tên HTX | Loại hình | Điểm | Xếp loại", "HTX Đồng Tâm | HTX | 40 | Khá")
    assert [each.rule for each in checked(write(table, tmp_path))] == (["XL201"] if found else [])


@pytest.mark.parametrize(
    ("day", "found"),
    [("02/01/2023", True), ("01/01/2023", False), ("31/12/2022", False), ("2023", False), ("11/2023", True)],
)
def test_twelve_months_are_counted_to_the_cut_off_date(day: str, found: bool, tmp_path: Path) -> None:
    table = ("Tên HTX | Loại hình | Ngày đăng ký lần đầu | Xếp loại", f"HTX Đồng Tâm | HTX | {day} | Khá")
    assert [each.rule for each in checked(write(table, tmp_path))] == (["XL202"] if found else [])
