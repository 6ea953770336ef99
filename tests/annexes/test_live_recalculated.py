"""Two engines, one definition: LibreOffice computes every workbook from scratch, and each cell is what Python computed.

All workbooks are recalculated in one start of LibreOffice, with every stored value forgotten.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.annexes.live_books import (
    FIGURES,
    NO_DATA,
    SAMPLE,
    SECOND_PLAN,
    Sheet,
    differences,
    open_book,
    same,
    sheet_of,
    shown,
)
from tests.annexes.office import needs_office, recalculate_all

pytestmark = needs_office

FEW = range(2022, 2025)
OTHER_READINGS = {
    "base": "operating",
    "effective": "tot_only",
    "weak": "yeu_or_stopped",
    "unresolved": "stopped_or_weak",
    "chain": "chain_or_enterprise",
}
OF_TERMS = [
    "htx.base", "htx.effective", "htx.effective_share", "htx.effective_growth", "htx.effective_points", "htx.weak",
    "htx.weak_share", "htx.unresolved", "htx.chain", "htx.effective_linked_share", "htx.grade.tot", "lh.effective",
    "communes.ntm", "communes.chain", "communes.chain_share", "communes.effective_share",
]  # fmt: skip


class Case(NamedTuple):
    sheet: Sheet
    stored: list[object]
    fresh: list[object]
    """As LibreOffice computes it."""


def switched(sheet: Sheet, readings: Mapping[str, str]) -> Sheet:
    """On Thuật ngữ another reading is chosen, by its number."""
    for term, reading in readings.items():
        table = sheet.book.terms[term]
        label = {"base": "htx_duoc_tinh_trong_mau_so", "effective": "hoat_dong_hieu_qua", "weak": "yeu_kem",
                 "unresolved": "chua_duoc_giai_quyet_dut_diem", "chain": "lien_ket_theo_chuoi_gia_tri"}[term]  # fmt: skip
        sheet = sheet.with_term(f"thuat_ngu.{label}", [*table.readings].index(reading) + 1)
    return sheet


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Case]:
    from test_against_sql import damage

    folder = tmp_path_factory.mktemp("live")
    blanks, joined = folder / "blanks", folder / "joined"
    for each in (blanks, joined):
        each.mkdir()
    damage(SAMPLE, blanks, 1)
    keys = ["Mã số HTX", "Tên HTX", "Loại hình", "Huyện", "Xã", "Mã xã"]
    damage(SAMPLE, joined, 10, kept=[*keys, "Ngày đăng ký lần đầu", "Ngày giải thể", "Tình trạng"])
    whole = open_book(SAMPLE)
    of_terms = sheet_of(whole, [2019, *FEW], codes=OF_TERMS)
    wrong = of_terms
    for code, changed in (
        ("htx.effective", lambda cell: replace(cell, value=cell.value + 1)),
        ("htx.weak", lambda cell: replace(cell, formula=f"{cell.formula}+1")),
    ):
        at = (of_terms.row_of(code, 2023), 0)
        wrong = wrong.with_cell(FIGURES, at, changed(of_terms.cells[at]))
    sheets = {
        "sample": sheet_of(whole, range(2019, 2026), cut_years=[2023]),
        "second plan": sheet_of(open_book(blanks, SECOND_PLAN), range(2019, 2024), cut_years=[2022]),
        "damaged": sheet_of(open_book(blanks), FEW, cut_years=[2024]),
        "joined": sheet_of(open_book(joined), FEW),
        "wrong": wrong,
        "other readings": switched(of_terms, OTHER_READINGS),
        "other words": of_terms.with_term_word("hoat_dong_hieu_qua", "Khá", 0),
        "damaged, other readings": switched(sheet_of(open_book(blanks), FEW, codes=OF_TERMS), OTHER_READINGS),
        "second plan, other reading": sheet_of(open_book(blanks, SECOND_PLAN), FEW, codes=OF_TERMS).with_term(
            "thuat_ngu.htx_duoc_tinh_trong_mau_so", 2
        ),
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kttt_cli.annexes.live.LONGEST", 1000)
        sheets["in two cells"] = switched(sheet_of(open_book(blanks), FEW, codes=OF_TERMS), OTHER_READINGS)
    paths = {name: sheet.write(folder / f"{name}.xlsx") for name, sheet in sheets.items()}
    fresh = dict(zip(paths, recalculate_all([*paths.values()]), strict=True))
    return {name: Case(sheets[name], shown(paths[name]), shown(fresh[name])) for name in sheets}


@pytest.mark.parametrize("name", ["sample", "second plan", "damaged", "joined"])
def test_every_cell_is_what_python_computed(cases: dict[str, Case], name: str) -> None:
    case = cases[name]
    assert [*differences(case.sheet, case.fresh)] == []
    assert [*differences(case.sheet, case.stored)] == []


@pytest.mark.parametrize("name", ["sample", "second plan", "damaged"])
def test_figures_are_formulas_also_where_there_are_no_data(cases: dict[str, Case], name: str) -> None:
    """Only a figure for which there is no list at all has no formula."""
    sheet = cases[name].sheet
    plain = [asked for row, asked in enumerate(sheet.asked) if sheet.cells[row, 0].formula is None]
    assert all(sheet.book.figure(*asked).value is None for asked in plain)
    assert len(plain) < len(sheet.asked) / 8
    alive = [cell for cell in sheet.cells.values() if cell.formula is not None]
    assert sum(cell.value == NO_DATA for cell in alive) > len(alive) / 100


def test_the_sql_says_the_same(cases: dict[str, Case]) -> None:
    """A third computation, which shares nothing with the program."""
    from sql import INDICATORS, Oracle

    from tests.annexes.live_books import CATALOGUE

    case, oracle = cases["sample"], Oracle(SAMPLE)
    wrong = []
    for (code, year, cut), found in zip(case.sheet.asked, case.fresh, strict=True):
        if cut is None and code in INDICATORS:
            told = oracle.answer(code, year).value
            right = NO_DATA if told is None else float(told / CATALOGUE.unit_of(code).scale)
            wrong += [] if same(found, right) else [f"{code} {year}: {found}, SQL {right}"]
    assert wrong == []


def test_a_wrong_stored_value_and_a_wrong_formula_are_found(cases: dict[str, Case]) -> None:
    """Each by the engine that sees it: LibreOffice has forgotten what was stored."""
    case = cases["wrong"]
    assert [each.split(":")[0] for each in differences(case.sheet, case.stored)] == ["htx.effective 2023"]
    assert [each.split(":")[0] for each in differences(case.sheet, case.fresh)] == ["htx.weak 2023"]


# --- terms changed on their sheet -------------------------------------------------------------------


def test_another_reading_chosen_on_the_sheet_of_terms_moves_every_figure(cases: dict[str, Case]) -> None:
    case = cases["other readings"]
    assert [*differences(case.sheet, case.fresh, open_book(SAMPLE, **OTHER_READINGS))] == []
    moved = {each.split()[0] for each in differences(case.sheet, case.fresh)}
    assert moved >= {"htx.base", "htx.effective", "htx.weak", "htx.unresolved", "htx.chain", "communes.chain"}


def test_a_word_that_no_longer_counts_is_another_reading(cases: dict[str, Case]) -> None:
    """Khá = 0 makes “tốt hoặc khá” to “tốt”."""
    case = cases["other words"]
    assert [*differences(case.sheet, case.fresh, open_book(SAMPLE, effective="tot_only"))] == []
    assert {each.split()[0] for each in differences(case.sheet, case.fresh)} >= {"htx.effective", "lh.effective"}


def test_terms_follow_where_much_is_unknown(cases: dict[str, Case], tmp_path: Path) -> None:
    from test_against_sql import damage

    folder = damage(SAMPLE, tmp_path, 1)
    case = cases["damaged, other readings"]
    assert [*differences(case.sheet, case.fresh, open_book(folder, **OTHER_READINGS))] == []
    assert [*differences(case.sheet, case.fresh)] != []
    aside = cases["in two cells"]
    assert sum("khong_co_so_lieu" in str(cell.formula) for cell in aside.sheet.cells.values()) > 9
    assert [*differences(aside.sheet, aside.fresh, open_book(folder, **OTHER_READINGS))] == []
    second = cases["second plan, other reading"]
    assert [*differences(second.sheet, second.fresh, open_book(folder, SECOND_PLAN, base="all"))] == []
