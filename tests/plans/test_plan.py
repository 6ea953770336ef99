"""Plan files: the packaged ones load; every mistake is told with file, table, key, line and a proposal."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import pytest

from kttt_cli.findings import BadUsage
from kttt_cli.indicators.definition import Term, Unit
from kttt_cli.language import Text
from kttt_cli.plans.plan import Plan, check_plan, load_plan, packaged_plans

BAC_GIANG, COMPOSITE = "bac-giang-2021-2025", "nhieu-tinh-2021-2030"
SECTORS = ("agri", "industry", "credit", "trade", "transport", "environment", "construction", "electricity")
CODES = """
htx.new lh.new_agri lh.effective htx.effective_growth htx.effective_share htx.weak_share htx.unresolved
htx.models htx.linked_share communes.chain_share officers.trained_share managers.college_share
support.trade_promotion fund.capital htx.new_agri htx.revenue_growth htx.profit_growth htx.members_growth
htx.effective_linked_share communes.effective_share htx.income_mean tht.new htx.net_change htx.count
tht.count tht.certified tht.members_certified tht.revenue_mean tht.profit_mean htx.nonagri htx.reregistered
htx.ended htx.members htx.charter_capital htx.revenue_mean htx.board htx.control_board htx.labour_share
managers.intermediate_share lh.count lh.count_agri lh.member_htx lh.charter_capital lh.revenue_mean
lh.profit_mean lh.ended qtdnd.count qtdnd.deposits qtdnd.deposits_mean qtdnd.loans qtdnd.charter_capital
qtdnd.members qtdnd.workers qtdnd.income_mean fund.capital.province fund.loans_given support.training_persons
"""
UNIT_CODES = """
htx lh tht fund_unit person percent points billion million billion_each million_each million_person_year
million_person_month commune project turn model
"""
BY_SECTOR = ("count", "share", "members", "charter_capital")
INDICATORS = {*CODES.split(), *(f"htx.{what}.{sector}" for what in BY_SECTOR for sector in SECTORS)}
UNITS = {code: Unit(text=Text.same(code)) for code in UNIT_CODES.split()}


def load(name: str | Path | None = None) -> Plan:
    return load_plan(str(name) if name else None, indicators=INDICATORS, units=UNITS)


# ── the packaged plans ──


def test_both_plans_are_packaged() -> None:
    assert packaged_plans() == (BAC_GIANG, COMPOSITE)


@pytest.mark.parametrize("name", packaged_plans())
def test_a_packaged_plan_is_named_as_its_file(name: str) -> None:
    assert load(name).id == name


def test_bac_giang_is_the_default() -> None:
    plan = load()
    assert plan.id == BAC_GIANG
    assert (plan.period.first, plan.period.last, plan.base_year) == (2021, 2025, 2020)


BAC_GIANG_TARGETS = [
    ("T1", "htx.new", "≥ 50", "mỗi năm", 1),
    ("T2a", "lh.new_agri", "≥ 2", "tổng đến 2025", 2),
    ("T2b", "lh.effective", "≥ 7", "đến 2025", 2),
    ("T3a", "htx.effective_growth", "≥ 5", "mỗi năm", 3),
    ("T3b", "htx.effective_share", "> 50", "đến 2025", 3),
    ("T3c", "htx.weak_share", "< 9", "đến 2025", 3),
    ("T3d", "htx.unresolved", "= 0", "đến 2025", 3),
    ("T4a", "htx.models", "≥ 2", "mỗi năm", 4),
    ("T4b", "htx.linked_share", "≥ 50", "đến 2025", 4),
    ("T4c", "communes.chain_share", "≥ 100", "không nêu hạn", 4),
    ("T5a", "officers.trained_share", "≥ 100", "đến 2025", 5),
    ("T5b", "managers.college_share", "≥ 15", "đến 2025", 5),
    ("T6", "support.trade_promotion", "≥ 20", "mỗi năm", 6),
    ("T7", "fund.capital", "≥ 30", "đến 2025", 7),
]


@pytest.mark.parametrize(("name", "indicator", "goal", "when", "bullet"), BAC_GIANG_TARGETS)
def test_a_target_of_bac_giang(name: str, indicator: str, goal: str, when: str, bullet: int) -> None:
    target = load().target[name]
    shown = target.goal_text()
    assert shown is not None
    assert (target.indicator, shown.vi, target.when_text().vi) == (indicator, goal, when)
    assert (target.source.part, target.source.section, target.source.bullet) == ("P2", "II.2", bullet)


def test_bac_giang_has_these_fourteen_targets_and_no_other() -> None:
    assert list(load().target) == [name for name, *_ in BAC_GIANG_TARGETS]


def test_where_the_plan_allows_two_readings_both_are_named() -> None:
    both = {name for name, target in load().target.items() if target.reading}
    assert {"T2b", "T3a", "T3d", "T7"} <= both


def test_only_the_new_htx_trade_promotion_and_the_fund_have_a_baseline() -> None:
    assert {name for name, target in load().target.items() if target.baseline} == {"T1", "T6", "T7"}


def test_numbers_are_exact() -> None:
    baseline = load().target["T7"].baseline
    assert baseline is not None
    assert baseline.value == Fraction(14256, 1000)


COMPOSITE_TARGETS = [
    ("bg_effective_growth", "htx.effective_growth", "5–7", "mỗi năm đến 2025", "Bắc Giang"),
    ("bg_new_2024", "htx.new", None, "mỗi năm", "Bắc Giang"),
    ("tn_new", "htx.new", "≥ 30", "mỗi năm đến 2025", "Thái Nguyên"),
    ("tn_new_agri", "htx.new_agri", "≥ 20", "mỗi năm đến 2025", "Thái Nguyên"),
    ("tn_tht", "tht.new", "≥ 100", "mỗi năm đến 2025", "Thái Nguyên"),
    ("tn_effective", "htx.effective_share", "> 65", "đến 2025", "Thái Nguyên"),
    ("hd_net", "htx.net_change", "≥ 10", "bình quân/năm đến 2025", "Hải Dương"),
    ("hd_count", "htx.count", "≥ 684", "đến 2025", "Hải Dương"),
    ("hd_income", "htx.income_mean", "≥ 5", "đến 2025", "Hải Dương"),
    ("hn_new", "htx.new", "≥ 1.000", "tổng đến 2030", "Hà Nội"),
    ("hb_revenue", "htx.revenue_growth", "≥ 7", "mỗi năm", "Hòa Bình"),
    ("hb_profit", "htx.profit_growth", "≥ 7", "mỗi năm", "Hòa Bình"),
    ("hb_members", "htx.members_growth", "≥ 3", "mỗi năm", "Hòa Bình"),
    ("hb_communes", "communes.effective_share", "≥ 100", "đến 2030", "Hòa Bình"),
    ("hb_weak", "htx.weak_share", "< 2", "đến 2030", "Hòa Bình"),
    ("tayninh_linked", "htx.effective_linked_share", "≥ 50", "đến 2030", "Tây Ninh"),
    ("national_effective", "htx.effective_share", "60–70", "đến 2030", "cả nước"),
]


@pytest.mark.parametrize(("name", "indicator", "goal", "when", "province"), COMPOSITE_TARGETS)
def test_a_target_of_the_composite(name: str, indicator: str, goal: str | None, when: str, province: str) -> None:
    target = load(COMPOSITE).target[name]
    shown = target.goal_text()
    assert (target.indicator, shown and shown.vi, target.when_text().vi) == (indicator, goal, when)
    assert target.source.province == province
    assert target.source.document


def test_the_composite_has_these_targets_and_no_other() -> None:
    assert list(load(COMPOSITE).target) == [name for name, *_ in COMPOSITE_TARGETS]


def test_values_by_year_ask_only_in_their_years() -> None:
    target = load(COMPOSITE).target["bg_new_2024"]
    assert [year for year in range(2021, 2031) if target.goal(year)] == [2024]
    shown = target.goal_text(2024)
    assert shown is not None
    assert shown.vi == "≥ 80"


def test_both_plans_give_the_same_words_a_meaning() -> None:
    assert set(load(BAC_GIANG).term) == set(load(COMPOSITE).term)


# ── the figures that the plan prints ──


def printed(code: str, year: int = 2020) -> Fraction:
    entry = load().printed(code, year)
    assert entry is not None
    assert entry.value is not None
    return entry.value


def test_the_sectors_add_up_where_the_plan_does() -> None:
    assert sum(printed(f"htx.count.{sector}") for sector in SECTORS) == printed("htx.count") == 743
    before = sum(printed(f"htx.count.{sector}", 2016) for sector in SECTORS)
    assert before == printed("htx.count", 2016) == 495
    assert printed("htx.nonagri") == 743 - 484 - 20
    assert printed("qtdnd.members") == printed("htx.members.credit")


@pytest.mark.parametrize(
    ("code", "total"),
    [("htx.members", "36192"), ("htx.charter_capital", "1623.856"), ("htx.share", "100.71")],
)
def test_where_the_sectors_contradict_the_plan_it_is_said(code: str, total: str) -> None:
    assert sum(printed(f"{code}.{sector}") for sector in SECTORS) == Fraction(total)
    entry = load().printed("htx.share.industry" if code == "htx.share" else code, 2020)
    assert entry is not None
    assert entry.contradicts is not None


def test_every_figure_of_2020_is_an_estimate_and_only_those_of_2016_are_derived() -> None:
    for entry in load().baselines:
        assert entry.estimate is (entry.year != 2012), entry.indicator
        assert entry.derived is (entry.year == 2016), entry.indicator


def test_a_figure_over_a_period() -> None:
    entry = load().baseline["htx.new"]["2016-2020"]
    assert (entry.value, entry.period, entry.year) == (448, (2016, 2020), None)


# ── readings ──


def test_another_reading_is_chosen_and_the_plan_itself_stays() -> None:
    plan = load()
    other = plan.with_readings({"base": "operating", "effective": "tot_only"})
    assert (other.term["base"].use, other.term["effective"].use) == ("operating", "tot_only")
    assert other.term["base"].reading.where["status"].in_ == ("operating",)
    assert plan.term["base"].use == "without_qtdnd"


@pytest.mark.parametrize(
    ("chosen", "near"),
    [({"bas": "operating"}, "có phải base?"), ({"base": "operatng"}, "có phải operating?")],
)
def test_an_unknown_reading_is_told(chosen: dict[str, str], near: str) -> None:
    with pytest.raises(BadUsage, match="không có") as told:
        load().with_readings(chosen)
    assert near in told.value.message.vi


# ── mistakes ──

SMALL = """\
id = "thu"
title = { vi = "Thử", en = "Trial" }
province = "Bắc Giang"
base_year = 2020
document = { name = "Thử", number = "1", date = "2", agency = "3" }
period = { first = 2021, last = 2025 }

[term.effective]
label = "Hiệu quả"
use = "kha"
[term.effective.readings.kha]
text = "khá"
where = { grade = ["kha"] }
since = 2020-04-01
source = "TT 01/2020"

[target.A]
indicator = "htx.new"
label = "Mới"
at_least = 50
when = "each_year"
baseline = "none"
source = { section = "II" }

[target.B]
indicator = "htx.count"
label = "Tổng"
at_least = 700
when = "by"
year = 2025
baseline = { value = 600.5, year = 2020, estimate = true, source = "I" }
source = { section = "II" }

[baseline."htx.count"]
2020 = { value = 600, printed = "600", source = "I" }
"""


def told(tmp_path: Path, old: str, new: str, source: str = SMALL) -> str:
    assert source.count(old) >= 1
    path = tmp_path / "thu.toml"
    path.write_text(source.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadUsage) as error:
        load(path)
    return error.value.message.vi


def test_the_small_plan_loads(tmp_path: Path) -> None:
    path = tmp_path / "thu.toml"
    path.write_text(SMALL, encoding="utf-8")
    plan = load(path)
    assert plan.target["B"].baseline is not None
    assert plan.target["B"].baseline.value == Fraction(1201, 2)


MISTAKES = [
    ('"htx.new"', '"htx.nwe"', 18, "target.A.indicator", "có phải htx.new"),
    ('indicator = "htx.count"', 'indicator = "htx.cuont"', 26, "target.B.indicator", "có phải htx.count"),
    ("at_least = 50", "at_lest = 50", 20, "target.A.at_lest", "có phải at_least"),
    ("at_least = 50", 'at_least = 50\nunit = "bilion"', 21, "target.A.unit", "có phải billion"),
    ("at_least = 50", "at_least = 50\nmore_than = 40", 17, "target.A", "đúng một phép so sánh"),
    ("at_least = 50\n", "", 17, "target.A", "đúng một phép so sánh"),
    ("at_least = 50", 'at_least = "năm mươi"', 20, "target.A.at_least", "không phải là số"),
    ("at_least = 50", "at_least = inf", 20, "target.A.at_least", "không phải là số hữu hạn"),
    ("at_least = 50", "at_least = true", 20, "target.A.at_least", "không phải là số"),
    ("at_least = 50", "at_least = { 2021 = 5, x = 6 }", 20, "target.A.at_least.x", "không phải là năm"),
    ("at_least = 50", "at_least = { 2019 = 5 }", 20, 'target.A.at_least.2019', "nằm ngoài kỳ"),
    ("at_least = 700", "at_least = { 2025 = 700 }", 28, "target.B.at_least", "each_year"),
    ("at_least = 50", "between = [7, 5]", 20, "target.A.between", "nhỏ hơn"),
    ("at_least = 50", "between = 5", 20, "target.A.between", "hai số"),
    ("at_least = 50", "at_least = 50\nbeyond = true", 21, "target.A.beyond", "chỉ dùng với between"),
    ('"each_year"', '"each_yaer"', 21, "target.A.when", "có phải each_year"),
    ("year = 2025\n", "", 29, "target.B.when", "cần year"),
    ("year = 2025", "year = 2026", 30, "target.B.year", "ngoài kỳ kế hoạch 2021–2025"),
    ('baseline = "none"\n', "", 17, "target.A.baseline", "thiếu khóa"),
    ('baseline = "none"', 'baseline = "không"', 22, "target.A.baseline", '"none"'),
    ("year = 2020, estimate", "estimate", 31, "target.B.baseline", "year hoặc period"),
    ("year = 2020, estimate", "year = 2025, estimate", 31, "target.B.baseline.year", "trước năm đích"),
    ('source = { section = "II" }', "source = { part = 'P2' }", 23, "target.A.source", "section hoặc"),
    ('baseline = "none"', 'baseline = "none"\nof_which = "b"', 23, "target.A.of_which", "B"),
    ('baseline = "none"', 'baseline = "none"\nof_which = "A"', 23, "target.A.of_which", "không có mục tiêu"),
    ('use = "kha"', 'use = "tot"', 10, "term.effective.use", "kha"),
    ('[baseline."htx.count"]', '[baseline."htx.cuont"]', 34, 'baseline."htx.cuont"', "có phải htx.count"),
    ("2020 = { value = 600,", "20 = { value = 600,", 35, 'baseline."htx.count".20', "không phải là năm"),
    ("value = 600,", "vale = 600,", 35, 'baseline."htx.count".2020.vale', "có phải value"),
    ("value = 600,", "", 35, 'baseline."htx.count".2020', "value hoặc range"),
    ("value = 600,", 'value = 600, unit = "htxx",', 35, 'baseline."htx.count".2020.unit', "có phải htx"),
    ("first = 2021", "first = 2026", 6, "period.first", "năm đầu"),
    ("base_year = 2020", "base_year = 2021", 4, "base_year", "trước năm đầu"),
    ("province", "provinc", 3, "provinc", "có phải province"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "where", "why"), MISTAKES)
def test_a_mistake_is_told_at_its_place(tmp_path: Path, old: str, new: str, line: int, where: str, why: str) -> None:
    message = told(tmp_path, old, new)
    place = f"thu.toml, dòng {line}: {where}: "
    mine = [each for each in message.splitlines() if place in each]
    assert mine, message
    assert why in mine[0]


def test_a_target_may_have_the_name_of_a_key(tmp_path: Path) -> None:
    wrong = SMALL.replace("[target.A]", "[target.year]").replace("at_least = 50", "at_lest = 50")
    message = told(tmp_path, "700", "700", wrong)
    assert "target.year.at_lest: khóa không được dùng ở đây; có phải at_least" in message


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("2020 = { value = 600,", "năm = { value = 600,", "dòng 35, cột 2: không đúng cú pháp TOML: sau tên khóa"),
        ("value = 600,", "value = 6,5 tỷ,", "dòng 35, cột 22: không đúng cú pháp TOML: sau tên khóa"),
        ("first = 2021", "first 2021", "dòng 6, cột 18: không đúng cú pháp TOML: sau tên khóa phải có dấu ="),
        ("first = 2021", 'first = "2021', "dòng 6, cột 40: không đúng cú pháp TOML: chuỗi chưa đóng ngoặc kép"),
        ("first = 2021", "first = mới", "dòng 6, cột 20: không đúng cú pháp TOML: giá trị không hợp lệ"),
    ],
)
def test_broken_syntax_is_told_in_vietnamese_with_line_and_column(tmp_path: Path, old: str, new: str, why: str) -> None:
    assert f"thu.toml, {why}" in told(tmp_path, old, new)


def test_mistakes_of_form_and_unknown_codes_come_in_one_error(tmp_path: Path) -> None:
    broken = SMALL.replace("at_least = 50", "at_lest = 50").replace('"htx.count"\nla', '"htx.cuont"\nla')
    message = told(tmp_path, 'use = "kha"', 'use = "tot"', broken)
    for where in ("target.A.at_lest", "target.B.indicator", "term.effective.use"):
        assert where in message


def wrong_grade(term: Term) -> Iterable[tuple[tuple[str | int, ...], Text]]:
    yield ("readings", term.use, "where", "grade"), Text("nhãn lạ", "strange label")


def test_terms_are_checked_by_the_function_passed_in(tmp_path: Path) -> None:
    path = tmp_path / "thu.toml"
    path.write_text(SMALL, encoding="utf-8")
    with pytest.raises(BadUsage) as error:
        load_plan(str(path), indicators=INDICATORS, units=UNITS, check_term=wrong_grade)
    assert "dòng 13: term.effective.readings.kha.where.grade: nhãn lạ" in error.value.message.vi


def test_a_plan_already_read_is_checked_again(tmp_path: Path) -> None:
    path = tmp_path / "thu.toml"
    path.write_text(SMALL, encoding="utf-8")
    plan = load(path)
    check_plan(plan, SMALL, "thu.toml", INDICATORS, UNITS)
    with pytest.raises(BadUsage) as error:
        check_plan(plan, SMALL, "thu.toml", {"htx.news"}, UNITS, wrong_grade)
    message = error.value.message.vi
    assert "thu.toml, dòng 18: target.A.indicator: không có chỉ tiêu “htx.new”; có phải htx.news?" in message
    assert 'dòng 34: baseline."htx.count"' in message
    assert "nhãn lạ" in message


@pytest.mark.parametrize(
    ("name", "why"),
    [("bac-giang-2021-2052", "có phải bac-giang-2021-2025"), ("xyz", BAC_GIANG), ("khong.toml", COMPOSITE)],
)
def test_a_plan_that_is_not_there(name: str, why: str) -> None:
    with pytest.raises(BadUsage) as error:
        load(name)
    assert why in error.value.message.vi


def test_a_file_that_is_not_text(tmp_path: Path) -> None:
    path = tmp_path / "thu.toml"
    path.write_bytes(b'id = "\xff\xfe"')
    with pytest.raises(BadUsage, match="UTF-8"):
        load(path)


# ── a file that changes a packaged plan ──

OVERLAY = f"""\
extends = "{BAC_GIANG}"
title = {{ vi = "Điều chỉnh", en = "Adjusted" }}

[target.T1]
indicator = "htx.new"
label = "Mới"
at_least = 60
when = "each_year"
baseline = "none"
source = {{ document = "Quyết định điều chỉnh" }}
"""


def test_an_overlay_replaces_whole_entries_and_keeps_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "dieu-chinh.toml"
    path.write_text(OVERLAY, encoding="utf-8")
    plan, base = load(path), load()
    goal = plan.target["T1"].goal(2021)
    assert goal is not None
    assert goal.low == 60
    assert plan.title.en == "Adjusted"
    assert list(plan.target) == list(base.target)
    assert {**plan.target, "T1": base.target["T1"]} == base.target
    assert (plan.baseline, plan.term, plan.period) == (base.baseline, base.term, base.period)


@pytest.mark.parametrize(
    ("old", "new", "place", "why"),
    [
        (BAC_GIANG, "bac-giang-2021", "dòng 1: extends", "có phải bac-giang-2021-2025"),
        ("at_least", "at_lest", "dòng 7: target.T1.at_lest", "có phải at_least"),
        ("htx.new", "htx.nwe", "dòng 5: target.T1.indicator", "có phải htx.new"),
        ('baseline = "none"', 'baseline = "none"\nof_which = "T9"', "dòng 10: target.T1.of_which", "T2a"),
        ("title", "base_yaer = 2020\ntitle", "dòng 2: base_yaer", "khóa không được dùng"),
    ],
)
def test_mistakes_in_an_overlay(tmp_path: Path, old: str, new: str, place: str, why: str) -> None:
    message = told(tmp_path, old, new, OVERLAY)
    assert place in message, message
    assert why in message
