"""The door by which a form asks for a figure: value, formula, comment, and the sheets that the formula reads."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange

from kttt_cli.annexes.data_sheets import titles as reserved
from kttt_cli.annexes.live import Live
from kttt_cli.annexes.page import Column, Page, Pages
from kttt_cli.annexes.terms_back import terms_as_found
from kttt_cli.annexes.terms_sheet import TERMS_SHEET
from kttt_cli.annexes.workbook import write_pages
from kttt_cli.indicators.definition import Reading
from kttt_cli.indicators.evaluate import Book
from kttt_cli.indicators.figure import Cut
from kttt_cli.indicators.formula import LONGEST, NO_DATA
from kttt_cli.language import Text
from tests.annexes.live_books import CATALOGUE, SAMPLE, open_book
from tests.annexes.office import needs_office, recalculate


@pytest.fixture(scope="module")
def book() -> Book:
    return open_book(SAMPLE)


@pytest.fixture
def live(book: Book) -> Live:
    return Live(book)


def titles(live: Live) -> list[str]:
    return [page.name for page in live.pages()]


def columns(page: Page) -> dict[str, Column]:
    (table,) = page.tables
    return {column.heading: column for column in table.columns}


# --- a cell ----------------------------------------------------------------------------------------


def test_a_cell_holds_the_exact_value_in_the_unit_that_it_shows(live: Live) -> None:
    figure = live.book.figure("fund.capital", 2023)
    assert figure.value is not None
    own, other = live.cell("fund.capital", 2023), live.cell("fund.capital", 2023, unit="million")
    assert (own.value, own.decimals) == (figure.value / 1_000_000_000, 3)
    assert (other.value, other.decimals) == (figure.value / 1_000_000, 1)
    assert own.formula is not None
    assert other.formula == own.formula.removesuffix("000")


def test_counts_are_read_as_they_are_said(live: Live) -> None:
    assert live.cell("htx.count", 2023).formula == (
        "COUNTIFS(htx_2023.htx_trong_danh_sach,1,htx_2023.ton_tai_tai_ngay_chot_so_lieu,1)"
    )
    assert live.cell("communes.ntm", 2023).formula == "COUNTIFS(xa_2023.dat_chuan_ntm,1)"
    assert live.cell("fund.loans_given", 2023).formula == (
        'COUNTIFS(quy.loai_giao_dich,"Cho vay",quy.ngay,">="&ky_2023.tu,quy.ngay,"<="&ky_2023.den)'
    )


def test_different_organisations_are_counted_by_an_array_formula(live: Live) -> None:
    cell = live.cell("fund.borrowers", 2023)
    assert cell.array
    assert "FREQUENCY" in str(cell.formula)
    assert not live.cell("fund.loans_given", 2023).array


def test_a_district_is_asked_for_by_its_number(live: Live, book: Book) -> None:
    cuts = book.cuts("district", 2023)
    assert isinstance(cuts, list)
    for cut in cuts[:2]:
        formula = str(live.cell("htx.count", 2023, cut).formula)
        assert "htx_2023.huyen.so," in formula
        assert str(cut.value) not in formula
    assert str(live.cell("htx.count", 2023, cuts[-1]).formula).endswith("htx_2023.huyen.so,0)")


def test_a_comment_says_what_was_counted_by_which_law_and_terms(live: Live) -> None:
    comment = live.cell("htx.effective_share", 2023).comment
    assert comment is not None
    assert "tính bằng %" in comment.vi
    assert "Nguồn: KH P2.II.2/b3" in comment.vi
    assert "“Hoạt động hiệu quả”" in comment.vi
    assert "xem trang Thuật ngữ" in comment.vi
    other = live.cell("htx.count", 2023).comment
    assert other is not None
    assert "Thuật ngữ" not in other.vi


def test_no_list_is_no_formula_and_a_reason(live: Live) -> None:
    cell = live.cell("htx.revenue", 2018)
    assert (cell.value, cell.formula) == (NO_DATA, None)
    assert cell.comment is not None
    assert cell.comment.vi.startswith("Không có số liệu: không có Danh sách HTX")


def test_a_column_that_is_not_there_is_a_formula_without_data(tmp_path: Path) -> None:
    (tmp_path / "htx-2023.csv").write_text("Năm,Tên HTX,Lĩnh vực\n2023,HTX A,Vận tải\n", encoding="utf-8")
    live = Live(open_book(tmp_path))
    cell = live.cell("htx.revenue", 2023)
    assert cell.value == NO_DATA
    assert str(cell.formula).startswith("IF(")
    assert live.cell("htx.count", 2023).value == 1


def test_values_alone_have_no_formula_and_no_other_sheet(book: Book) -> None:
    live = Live(book, values=True)
    cell = live.cell("htx.count", 2023)
    assert (cell.value, cell.formula) == (Live(book).cell("htx.count", 2023).value, None)
    assert (live.pages(), live.names()) == ((), {})


# --- sheets ----------------------------------------------------------------------------------------


def test_only_sheets_that_are_read_are_there(live: Live) -> None:
    live.cell("fund.capital", 2023)
    assert titles(live) == ["Thuật ngữ", "Quỹ"]
    live.cell("htx.growth", 2023)
    assert titles(live) == ["Thuật ngữ", "HTX 2022", "HTX 2023", "Quỹ"]
    live.cell("communes.chain", 2024)
    assert titles(live) == ["Thuật ngữ", "HTX 2022", "HTX 2023", "HTX 2024", "Xã 2024", "Quỹ"]


def test_a_year_without_a_list_is_read_from_the_later_list_that_serves_it(live: Live) -> None:
    assert live.cell("htx.count", 2019).formula == (
        "COUNTIFS(htx_2020.htx_trong_danh_sach_2019,1,htx_2020.ton_tai_tai_ngay_chot_so_lieu_2019,1)"
    )
    assert titles(live) == ["Thuật ngữ", "HTX 2020"]


def test_the_same_questions_give_the_same_sheets(book: Book) -> None:
    def made() -> tuple[object, object]:
        live = Live(book)
        for code in CATALOGUE.indicators:
            live.cell(code, 2023)
        return live.pages(), live.names()

    assert made() == made()


def test_a_data_sheet_holds_what_was_read_and_where(tmp_path: Path) -> None:
    (tmp_path / "htx-2023.csv").write_text(
        "Năm,Mã số HTX,Tên HTX,Loại hình,Ngày đăng ký lần đầu,Vốn điều lệ (triệu đồng),Huyện\n"
        '2023,0012,HTX *,HTX,2022,"1,5",Huyện Yên Thế\n2023,0013,HTX B,abc,05/03/2023,,yên thế\n',
        encoding="utf-8",
    )
    live = Live(open_book(tmp_path))
    district = Cut("district", "Huyện Yên Thế", live.book.catalogue.groups["htx"])
    for code in ("htx.count", "htx.new", "htx.charter_capital"):
        live.cell(code, 2023, district)
    found = columns(live.pages()[1])
    assert [*found["Mã số HTX"].values] == ["0012", "0013"]
    assert [*found["Tên HTX"].values] == ["HTX *", "HTX B"]
    assert [*found["Loại hình"].values] == ["HTX", None]
    assert [*found["Loại hình: không đọc được"].values] == [0, 1]
    assert [*found["Ngày đăng ký lần đầu"].values] == [date(2022, 1, 1), date(2023, 3, 5)]
    assert [*found["Ngày đăng ký lần đầu (ngày cuối)"].values] == [date(2022, 12, 31), date(2023, 3, 5)]
    assert [*found["Vốn điều lệ (đồng)"].values] == [1_500_000, None]
    assert [*found["Số của huyện"].values] == [1, 1]
    assert [*found["Dòng"].values] == [2, 3]
    assert {*found["Tệp nguồn"].values} == {live.book.dataset.registers["organisation"].sources[0].file}
    assert all(column.formula is None or column.style == "data_term" for column in found.values())


def test_terms_are_shown_with_every_reading_and_its_source(live: Live) -> None:
    live.cell("htx.effective", 2023)
    (terms, *_) = live.pages()
    texts = {str(cell.value) for cell in terms.cells.values()}
    for term in live.book.terms.values():
        for reading in term.readings.values():
            assert {term.label.vi, reading.text.vi, reading.source} <= texts
    yellow = [cell for cell in terms.cells.values() if cell.style == "input_figure"]
    assert yellow
    assert all(cell.formula is None for cell in yellow)
    assert {cell.value for cell in yellow} <= {0, 1, 2, 3, 4, "?"}


def test_term_columns_hold_what_python_says_of_each_row(live: Live) -> None:
    live.cell("htx.effective", 2023)
    (column,) = [
        column for column in live.pages()[1].tables[0].columns if column.heading == "Hoạt động hiệu quả"
    ]  # fmt: skip
    effective = live.book.figure("lh.effective", 2023).value, live.book.figure("htx.effective", 2023).value
    assert effective[1] is not None
    assert sum(1 for value in column.values if value == 1) >= effective[1] >= Fraction(1)
    assert column.formula is not None


def test_a_formula_that_would_be_too_long_is_told_in_two_cells(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """LibreOffice computes such a workbook in test_live_recalculated.py."""
    monkeypatch.setattr("kttt_cli.annexes.live.LONGEST", 1000)
    live = Live(book)
    cell = live.cell("htx.effective_points", 2023)
    assert str(cell.formula).startswith('IF(khong_co_so_lieu.1=1,"…",')
    assert "khong_co_so_lieu.1" in live.names()
    assert "khong_co_so_lieu" not in str(live.cell("htx.count", 2023).formula)


def test_names_stay_short_however_the_plan_calls_its_terms(book: Book) -> None:
    said = Text.same("Hoạt động hiệu quả " + "rất dài " * 60)
    terms = {name: term.model_copy(update={"label": said}) for name, term in book.terms.items()}
    live = Live(Book(book.dataset, CATALOGUE, terms, book.base_year))
    (cut, *_) = book.cuts("sector", 2023)
    formulas = [str(live.cell(code, 2023, cut).formula) for code in CATALOGUE.indicators]
    assert max(map(len, live.names())) < 255
    assert max(map(len, formulas)) <= LONGEST


def test_no_form_takes_the_name_of_a_data_sheet(live: Live) -> None:
    for code in CATALOGUE.indicators:
        live.cell(code, 2023)
    assert {*titles(live)} <= {*reserved(live.book.dataset.years)}


# --- what may be typed on the sheet of terms ---------------------------------------------------------


def with_least_score(book: Book) -> Book:
    """*Hiệu quả* has one more reading: a score of 65 or more."""
    term = book.terms["effective"]
    reading = Reading.model_validate(
        {"text": {"vi": "từ 65 điểm", "en": "65 points"}, "source": "test", "since": date(2020, 4, 1),
         "where": {"score": {"at_least": 6500}}}
    )  # fmt: skip
    more = term.model_copy(update={"readings": {**term.readings, "score": reading}})
    return Book(book.dataset, CATALOGUE, {**book.terms, "effective": more}, book.base_year)


@pytest.fixture(scope="module")
def guarded(book: Book, tmp_path_factory: pytest.TempPathFactory) -> Path:
    live = Live(with_least_score(book))
    live.cell("htx.effective", 2023)
    path = tmp_path_factory.mktemp("terms") / "a.xlsx"
    write_pages(Pages(tuple(live.pages()), live.names()), path, created=date(2023, 12, 31))
    return path


KINDS = {"list", "decimal"}


def guards(path: Path) -> dict[str, str]:
    """Cell → what may be typed, in words of this test; every rule refuses all else, in Vietnamese."""
    found = {}
    for rule in openpyxl.load_workbook(path)[TERMS_SHEET].data_validations.dataValidation:
        assert rule.type in KINDS
        assert rule.errorStyle in (None, "stop")
        assert rule.showErrorMessage
        assert re.search("[Gg]õ (số|một số|1)", rule.error)
        told = rule.formula1.strip('"') if rule.type == "list" else "any number"
        found |= {cell: told for area in rule.sqref.ranges for cell in cells_of(str(area))}
    return found


def cells_of(area: str) -> list[str]:
    return [f"{get_column_letter(column)}{row}" for row, column in CellRange(area).cells]


def yellow_cells(path: Path) -> dict[str, str]:
    """What each yellow cell should take, told from what stands beside it."""
    sheet = openpyxl.load_workbook(path)[TERMS_SHEET]
    found = {}
    for row in sheet.iter_rows():
        label = str(row[0].value)
        for cell in row[1:]:
            if cell.fill.fgColor.rgb != "FFFFFFCC":
                continue
            if cell.column == 2:
                readings = sum(each.value is not None for each in row[2:])
                found[cell.coordinate] = ",".join(map(str, range(1, readings + 1)))
            elif label.startswith("(ô trống"):
                found[cell.coordinate] = "1,0,?"
            else:
                found[cell.coordinate] = "any number" if label == "từ … trở lên" else "1,0"
    return found


def test_a_yellow_cell_takes_only_what_a_term_can_be(guarded: Path) -> None:
    assert guards(guarded) == yellow_cells(guarded)
    assert {"any number", "1,0", "1,0,?"} < {*guards(guarded).values()}


@needs_office
def test_libreoffice_keeps_what_may_be_typed(guarded: Path) -> None:
    assert guards(recalculate(guarded)) == guards(guarded)


def test_a_least_value_that_is_no_number_is_told(book: Book) -> None:
    """Pasting passes over what may be typed."""
    live = Live(with_least_score(book))
    live.cell("htx.effective", 2023)
    (terms, *_) = live.pages()
    found = {place: cell.value for place, cell in terms.cells.items()}
    (least,) = (place for place, said in live.term_inputs().items() if said.block and said.word is None)
    told = terms_as_found(live.book.terms, live.term_inputs(), found | {least: "nhiều"})
    assert isinstance(told, Text)
    assert told.vi == "thuật ngữ “Hoạt động hiệu quả”: nhiều không phải là số"
