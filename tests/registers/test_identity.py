"""Who is who: codes and their check digit, names and the ways of writing them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.vn import mst

from kttt_cli.findings import Finding
from kttt_cli.registers.codes import valid_codes
from kttt_cli.registers.dataset import read_dataset
from kttt_cli.registers.identity import name_key

DIGITS = st.integers(0, 9).map(str)


def with_check_digit(stem: str) -> str:
    return stem + mst.calc_check_digit(stem)


GOOD = (
    st.integers(1, 10**9 - 1).map(lambda number: with_check_digit(f"{number:09}")).filter(lambda code: len(code) == 10)
)


@given(codes=st.lists(st.one_of(st.from_regex(r"[0-9]{9,14}", fullmatch=True), GOOD,
                                GOOD.map(lambda code: code + "001"), GOOD.map(lambda code: code + "000"),
                                st.text(max_size=13)), max_size=20))  # fmt: skip
def test_the_check_digit_is_that_of_stdnum(codes):
    expected = [code.isascii() and code.isdigit() and mst.is_valid(code) for code in codes]
    assert valid_codes(codes).tolist() == expected


def found(tmp_path: Path, codes: list[str], header: str = "Mã số HTX,Tên HTX,Loại hình") -> list[Finding]:
    rows = "\n".join(f'"{code}",HTX {number},HTX' for number, code in enumerate(codes))
    (tmp_path / "htx-2023.csv").write_text(f"{header}\n{rows}\n", encoding="utf-8")
    return [each for each in read_dataset([tmp_path]).findings if each.rule.startswith("MA")]


GOOD_ONES = [with_check_digit(stem) for stem in ("240012345", "240012346", "240012347", "240012349")]


def test_good_codes_old_numbers_and_none_are_silent(tmp_path):
    assert [len(code) for code in GOOD_ONES] == [10] * 4
    assert found(tmp_path, [*GOOD_ONES, GOOD_ONES[0] + "001", "20A/HTX", "2007000012AB", "", "123456"]) == []


@pytest.mark.parametrize("written", ["mất giấy", "xã An Hà", "MST: {}", "{} (MST)", "{}; {}", "{}."])
def test_what_is_no_code_or_more_than_one_is_said(tmp_path, written):
    (other,) = found(tmp_path, [*GOOD_ONES, written.format(with_check_digit("240012355"), GOOD_ONES[0])])
    assert (other.rule, other.place.cell) == ("MA107", "A6")


def test_codes_that_all_hold_more_are_said(tmp_path):
    assert [each.rule for each in found(tmp_path, [f"{code} ngày 05/03/2019" for code in GOOD_ONES])] == ["MA107"] * 4


def test_a_zero_that_excel_dropped_is_proved_and_offered(tmp_path):
    whole = with_check_digit("010123456")
    short, branch = whole[1:], whole[1:] + "001"
    others = found(tmp_path, [*GOOD_ONES, short, branch])
    assert [(each.rule, each.severity, each.place.cell, each.value) for each in others] == [
        ("MA102", "warning", "A6", short),
        ("MA102", "warning", "A7", branch),
    ]
    assert others[0].suggestion is not None
    assert whole in others[0].suggestion.vi
    # Nine digits that no zero makes right, among tax codes: a digit is missing somewhere.
    assert [each.rule for each in found(tmp_path, [*GOOD_ONES, f"{(int(short) + 1) % 10**9:09}"])] == ["MA106"]


def test_a_slip_in_a_code_is_said_where_the_others_are_right(tmp_path):
    slip = GOOD_ONES[0][:-1] + str((int(GOOD_ONES[0][-1]) + 1) % 10)
    (finding,) = found(tmp_path, [*GOOD_ONES, slip])
    assert (finding.rule, finding.severity, finding.place.cell) == ("MA104", "warning", "A6")


def test_a_list_with_numbers_of_its_own_is_said_once(tmp_path):
    (finding,) = found(tmp_path, ["1000000001", "1000000002", "1000000003", GOOD_ONES[0]])
    assert (finding.rule, finding.severity, finding.place.cell) == ("MA105", "note", "A:A")


def test_a_code_with_an_exponent_is_lost(tmp_path):
    (finding,) = found(tmp_path, [*GOOD_ONES, "2,4E+09"])
    assert (finding.rule, finding.severity) == ("MA101", "error")


# --- names -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "names",
    [
        ("HTX Đồng Tâm", "Hợp tác xã Đồng Tâm", "htx  ĐỒNG TÂM", "HTX NN Đồng Tâm", "HTX nông nghiệp Đồng Tâm",
         "HTXNN Đồng Tâm", "HTX DVNN Đồng Tâm", "Hợp tác xã dịch vụ nông nghiệp Đồng Tâm", "HTX. Đồng Tâm"),
        ("HTX DV Hoà Sơn", "HTX Dịch vụ Hòa Sơn", "Hợp tác xã DV Hòa Sơn"),
        ("HTX DVTH Hòa Sơn", "HTX DV tổng hợp Hòa Sơn", "HTX dịch vụ TH Hòa Sơn"),
        ("LH HTX Yên Thế", "LHHTX Yên Thế", "Liên hiệp hợp tác xã Yên Thế", "Liên hiệp HTX Yên Thế"),
        ("QTDND Tân Sơn", "Quỹ tín dụng nhân dân Tân Sơn", "Quỹ TDND Tân Sơn"),
        ("THT Rau sạch", "Tổ hợp tác rau sạch"),
    ],
)  # fmt: skip
def test_ways_of_writing_one_name(names):
    assert {name_key(name) for name in names} == {name_key(names[0])}


def test_names_of_different_organisations():
    names = [
        "HTX Đồng Tâm", "HTX Vận tải Đồng Tâm", "HTX Dịch vụ Đồng Tâm", "HTX Đông Tâm", "QTDND Đồng Tâm", "Đồng Tâm",
        "HTX Nông nghiệp", "HTX Dịch vụ nông nghiệp", "HTX", "THT Đồng Tâm", "HTX Đồng Tâm số 2", "LH HTX Đồng Tâm",
    ]  # fmt: skip
    assert len({name_key(name) for name in names}) == len(names)


@given(name=st.text())
def test_any_text_has_a_key_and_keeps_it(name):
    assert name_key(name_key(name)) == name_key(name)
