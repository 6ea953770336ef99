"""A workbook holds what its pages say: formula and value, texts that stay texts, the same bytes every time."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
import zipfile
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kttt_cli.annexes.page import Cell, Chart, Column, Merge, Page, Pages, Range, Series, Table, sheet_name
from kttt_cli.annexes.readback import read_back
from kttt_cli.annexes.stored import CUT, LONGEST_TEXT, stored, stored_text
from kttt_cli.annexes.styles import STYLES
from kttt_cli.annexes.workbook import write_pages
from kttt_cli.language import Text
from tests.annexes import samples
from tests.annexes.office import needs_office, recalculate
from tests.conftest import ROOT

CUTOFF = date(2024, 12, 31)


def written(pages: Pages, **more: Any) -> io.BytesIO:
    file = io.BytesIO()
    write_pages(pages, file, created=CUTOFF, **more)
    file.seek(0)
    return file


def one(cells: dict[tuple[int, int], Cell], **more: Any) -> Pages:
    return Pages((Page("A", cells, **more),))


def parts(file: io.BytesIO) -> dict[str, str]:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


@pytest.fixture(scope="module")
def sample() -> io.BytesIO:
    return written(samples.pages(), properties={"kttt": "0.2", "sha256": "ab" * 32})


# --- values and formulas ---------------------------------------------------------------------------


def test_a_figure_is_a_formula_and_its_value(sample: io.BytesIO) -> None:
    formulas, values = (openpyxl.load_workbook(sample, data_only=only)["Phụ lục 06"] for only in (False, True))
    assert (formulas["J9"].value, values["J9"].value) == ("=SUM(E9:I9)", 4000)
    assert (formulas["J6"].value, values["J6"].value) == (None, None)


@pytest.mark.parametrize(
    "number",
    [0, -1, 10**14, 10**15 + 1, 2**63, Fraction(1, 3), Fraction(-22, 7), Fraction(3, 10), Fraction(10**20 + 1, 10**6)],
)
def test_a_number_is_the_nearest_double(number: int | Fraction) -> None:
    file = written(one({(0, 0): Cell(number), (0, 1): Cell(number, "A1"), (0, 2): Cell(number, "A1", array=True)}))
    row = next(openpyxl.load_workbook(file, data_only=True)["A"].iter_rows(values_only=True))
    assert [*map(float, row)] == [float(number)] * 3  # type: ignore[arg-type]


@given(st.floats(allow_nan=False, allow_infinity=False, width=64))
def test_every_double_keeps_all_its_digits(number: float) -> None:
    assert float(f"{stored(Fraction(number)):.16G}") == number


def test_a_text_may_be_what_a_formula_gives() -> None:
    file = written(one({(0, 0): Cell("không có số liệu _x0041_ <&>", 'T("x")'), (0, 1): Cell(None, 'T("")')}))
    pages = one({(0, 0): Cell("không có số liệu _x0041_ <&>"), (0, 1): Cell(None)})
    read_back(pages, file, "a.xlsx")


def test_a_day_is_a_day_and_one_that_excel_cannot_hold_a_text() -> None:
    file = written(one({(0, 0): Cell(date(2024, 2, 29), style="date"), (0, 1): Cell(date(1899, 1, 5), style="date")}))
    sheet = openpyxl.load_workbook(file)["A"]
    assert sheet["A1"].value.date() == date(2024, 2, 29)
    assert (sheet["A1"].number_format, sheet["B1"].value) == ("dd/mm/yyyy", "1899-01-05")


@pytest.mark.parametrize(
    ("style", "decimals", "shown"),
    [("figure", 0, "#,##0"), ("figure", 2, "#,##0.00"), ("figure_total", 1, "#,##0.0"), ("year", 0, "0")],
)
def test_number_formats_are_plain(style: str, decimals: int, shown: str) -> None:
    sheet = openpyxl.load_workbook(written(one({(0, 0): Cell(1, style=style, decimals=decimals)})))["A"]
    assert sheet["A1"].number_format == shown


def test_columns_have_names_that_formulas_use(sample: io.BytesIO) -> None:
    names = openpyxl.load_workbook(sample).defined_names
    assert names["von_dieu_le_2024"].attr_text == f"'HTX 2024'!$B$2:$B${len(samples.HOSTILE) + 1}"


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("name", ["HTX2020", "R1C1", "1a", "a b"])
def test_a_name_that_excel_does_not_take_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=re.escape(name)):
        written(Pages((Page("A", {}),), {name: "A!$A$1"}))


@pytest.mark.parametrize(
    "formula",
    [
        'IF(A1="' + "x" * 256 + '",1,0)',
        "+".join(["A1"] * 3000),
        "UNIQUE(A1:A2)",
        "1+LET(x,1,x)",
        "_xlfn.XLOOKUP(1,A1:A2,B1:B2)",
        'HYPERLINK("http://example.com")',
        "INDIRECT(A1)",
    ],
)
def test_a_formula_that_excel_or_safety_refuses_is_refused(formula: str) -> None:
    with pytest.raises(AssertionError):
        written(one({(0, 0): Cell(1, formula)}))


def test_words_in_texts_and_sheet_names_are_no_functions() -> None:
    formula = """COUNTIF('LET(2)'!A1:A9,"UNIQUE(x)")"""
    assert openpyxl.load_workbook(written(one({(0, 0): Cell(1, formula)})))["A"]["A1"].value == f"={formula}"


def test_a_merged_area_that_hides_a_value_is_refused() -> None:
    with pytest.raises(AssertionError):
        written(one({(0, 0): Cell("a"), (0, 1): Cell(1)}, merges=(Merge(0, 0, 0, 1),)))


def test_a_comment_is_hidden_by_kttt_and_large_enough(sample: io.BytesIO) -> None:
    comment = openpyxl.load_workbook(sample)["Phụ lục 06"]["J16"].comment
    assert comment is not None
    assert (comment.author, comment.text) == ("kttt", "Tổng các năm 2021-2025.\nKế hoạch in 2.955.")
    said = (Text.same("a"), Text.same("Đếm HTX đang hoạt động. " * 40))
    drawn = parts(written(one({(row, 0): Cell(1, comment=text) for row, text in enumerate(said)})))
    small, large = map(float, re.findall(r"height:([\d.]+)pt", drawn["xl/drawings/vmlDrawing1.vml"]))
    assert large > 10 * small
    assert "visibility:hidden" in parts(sample)["xl/drawings/vmlDrawing1.vml"]


# --- hostile texts ---------------------------------------------------------------------------------


def test_hostile_texts_are_read_back_equal_and_are_texts(sample: io.BytesIO) -> None:
    read_back(samples.pages(), sample, "a.xlsx")
    sheet = openpyxl.load_workbook(sample)["HTX 2024"]
    for row, text in enumerate(samples.HOSTILE, 2):
        assert (sheet.cell(row, 1).value, sheet.cell(row, 1).data_type) == (stored(text), "s")
        assert sheet.cell(row, 1).hyperlink is None


@needs_office
def test_hostile_texts_outlive_another_office(sample: io.BytesIO, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(sample.getvalue())
    sheet = openpyxl.load_workbook(recalculate(tmp_path / "a.xlsx"))["HTX 2024"]
    for row, text in enumerate(samples.HOSTILE, 2):
        if stored(text) and "\u202e" not in text:
            assert sheet.cell(row, 1).value == stored(text)


def test_what_xml_forbids_is_seen_and_what_is_too_long_says_so() -> None:
    assert stored_text("a\x00b\x0bc\x7f") == "a␀b␋c␡"
    assert stored_text("a\r\nb\rc\n\t") == "a\nb\nc\n\t"
    assert stored_text("\ud800\ufffe") == "\ufffd\ufffd"
    for text in ("x" * 32_768, "😀" * 16_384):
        cut = stored_text(text)
        assert cut.endswith(CUT)
        assert len(cut.encode("utf-16-le")) // 2 in (LONGEST_TEXT, LONGEST_TEXT - 1)
    assert stored_text("😀" * 16_383) == "😀" * 16_383


@settings(max_examples=40)
@given(st.lists(st.text(st.characters(), max_size=40), min_size=1, max_size=20))
def test_any_texts_are_read_back_equal(texts: list[str]) -> None:
    cells = {(row, column): Cell(text) for row, text in enumerate(texts) for column in (0, 2)}
    pages = Pages((Page("A", cells), Page("B", {}, tables=(Table((Column("Tên", texts),)),), official=False)))
    read_back(pages, written(pages), "a.xlsx")


@pytest.mark.parametrize("text", ["=1+1", "+84", "@a", "-x", "'a", "007"])
def test_a_text_that_excel_would_reread_is_marked_as_text(text: str) -> None:
    file = written(one({(0, 0): Cell(text), (1, 0): Cell("HTX")}))
    sheet = openpyxl.load_workbook(file)["A"]
    assert [sheet[cell].quotePrefix for cell in ("A1", "A2")] == [True, False]


def test_hostile_comments_and_properties_stay_texts() -> None:
    cells = {(row, 0): Cell(1, comment=Text.same(text)) for row, text in enumerate(samples.HOSTILE)}
    book = openpyxl.load_workbook(written(one(cells), properties={"kttt": "=a_x0041_\x00<&>"}))
    for row, text in enumerate(samples.HOSTILE, 1):
        comment = book["A"].cell(row, 1).comment
        assert comment is not None
        assert unescaped(comment.text) == stored_text(text)
    assert unescaped(str(book.custom_doc_props["kttt"].value)) == "=a_x0041_␀<&>"


def unescaped(text: str) -> str:
    """As Excel reads a text that the test's reader hands on as it stands in the file."""
    return re.sub(r"_x005F(?=_x[0-9a-fA-F]{4}_)", "", text)


def test_hostile_titles_of_charts_name_no_cells() -> None:
    area = Range("A", 0, 0, 3, 0)
    hostile = [*samples.HOSTILE, "A!A1", "=A!$A$1"]
    charts = tuple(Chart("line", text, area, (Series(text, area),), (0, 5), text, text) for text in hostile)
    drawn = parts(written(one({}, charts=charts)))
    named = [re.findall("<c:f>(.*?)</c:f>", text) for name, text in drawn.items() if name.startswith("xl/charts/chart")]
    assert named == [["A!$A$1:$A$4"] * 2] * len(hostile)


def test_a_formula_that_gives_a_text_stays_a_formula_when_edited() -> None:
    sheet = openpyxl.load_workbook(written(one({(0, 0): Cell("-", 'IF(B1>0,B1,"-")')})))["A"]
    assert (sheet["A1"].quotePrefix, sheet["A1"].data_type) == (False, "f")


def test_numerals_that_are_texts_get_no_green_corner(sample: io.BytesIO) -> None:
    for number in range(1, 5):
        assert 'numberStoredAsText="1"' in parts(sample)[f"xl/worksheets/sheet{number}.xml"]


# --- names of sheets -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "taken", "name"),
    [
        ("Phụ lục 06", (), "Phụ lục 06"),
        ("HTX [2023]: a/b\\c?*", (), "HTX 2023 a b c"),
        ("x" * 40, (), "x" * 31),
        ("x" * 40, ("X" * 31,), "x" * 29 + " 2"),
        ("A", ("a", "A 2"), "A 3"),
        ("'quoted'", (), "quoted"),
        ("History", (), "History_"),
        ("😀\x01", (), "Sheet"),
    ],
)
def test_a_title_becomes_the_name_of_a_sheet(title: str, taken: tuple[str, ...], name: str) -> None:
    assert sheet_name(title, taken) == name


@settings(max_examples=40)
@given(st.lists(st.text(max_size=50), min_size=1, max_size=8))
def test_any_titles_become_names_that_are_taken(titles: list[str]) -> None:
    names: list[str] = []
    for title in titles:
        names.append(sheet_name(title, names))
    pages = Pages(tuple(Page(name, {(0, 0): Cell(1)}) for name in names))
    assert openpyxl.load_workbook(written(pages)).sheetnames == names


# --- the look --------------------------------------------------------------------------------------


def test_every_style_can_be_written() -> None:
    cells = {(row, 0): Cell("a", style=style) for row, style in enumerate(STYLES)}
    sheet = openpyxl.load_workbook(written(one(cells)))["A"]
    fonts = [sheet.cell(row, 1).font for row in range(1, len(STYLES) + 1)]
    assert {font.name for font in fonts} == {"Times New Roman"}
    assert {font.sz for font in fonts} <= {10, 11, 12, 13, 14}


def test_a_form_is_set_up_for_paper(sample: io.BytesIO) -> None:
    sheet = openpyxl.load_workbook(sample)["Phụ lục 06"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)  # None is 1, the default
    assert sheet.print_options.horizontalCentered
    assert sheet.print_title_rows == "$5:$5"
    assert sheet.freeze_panes == "C6"
    margins = sheet.page_margins
    in_mm = [round(each * 25.4, 1) for each in (margins.top, margins.bottom, margins.left, margins.right)]
    assert in_mm == [20, 20, 30, 15]
    drawn = parts(sample)["xl/worksheets/sheet1.xml"]
    assert '<pageSetUpPr fitToPage="1"/>' in drawn
    assert re.search('<headerFooter differentFirst="1"><oddHeader>.*&amp;P</oddHeader></headerFooter>', drawn)


def test_a_sheet_of_data_can_be_filtered(sample: io.BytesIO) -> None:
    sheet = openpyxl.load_workbook(sample)["HTX 2024"]
    assert (sheet.auto_filter.ref, sheet.freeze_panes) == (f"A1:F{len(samples.HOSTILE) + 1}", "A2")


def test_charts_name_their_cells_axes_and_units(sample: io.BytesIO) -> None:
    charts = [text for name, text in sorted(parts(sample).items()) if name.startswith("xl/charts/chart")]
    assert len(charts) == 4
    column = charts[0]
    for said in ("HTX thành lập mới so với mục tiêu", "Năm", "HTX", "'Số liệu biểu đồ'!$B$2:$B$6", "lineChart"):
        assert said in column
    assert 'prstDash val="dash"' in column
    assert "<c:v>61</c:v>" in column, "a viewer that computes nothing still draws it"
    assert "marker" in charts[1]
    assert len(set(re.findall(r'<a:pattFill prst="(\w+)"', charts[2]))) == 7


def test_two_targets_of_one_chart_are_told_apart() -> None:
    area = Range("A", 0, 0, 1, 0)
    lines = tuple(Series(name, area, target=True) for name in "ab")
    drawn = parts(written(one({}, charts=(Chart("line", "c", area, (Series("d", area), *lines), (0, 0)),))))
    assert len(set(re.findall('prstDash val="([a-zA-Z]+)"', drawn["xl/charts/chart1.xml"]))) == 2


def test_a_target_across_a_pie_is_refused() -> None:
    area = Range("A", 0, 0, 1, 0)
    chart = Chart("pie", "a", area, (Series("b", area), Series("c", area, target=True)), (0, 0))
    with pytest.raises(AssertionError, match="pie"):
        written(one({}, charts=(chart,)))


# --- the same bytes --------------------------------------------------------------------------------

WRITE = """
import hashlib, io, sys
from datetime import date
from kttt_cli.annexes.workbook import write_pages
from tests.annexes.samples import pages
file = io.BytesIO()
write_pages(pages(), file, created=date(2024, 12, 31), properties={"kttt": "0.2", "sha256": "ab" * 32})
print(hashlib.sha256(file.getvalue()).hexdigest())
"""


def test_the_same_pages_give_the_same_bytes_in_every_process(sample: io.BytesIO, tmp_path: Path) -> None:
    found = {
        subprocess.run(
            [sys.executable, "-c", WRITE],
            cwd=tmp_path,
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "TZ": zone},
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout.strip()
        for seed, zone in (("1", "UTC"), ("2", "Asia/Ho_Chi_Minh"))
    }
    assert found == {hashlib.sha256(sample.getvalue()).hexdigest()}


def test_the_file_knows_the_cutoff_and_no_clock(sample: io.BytesIO) -> None:
    properties = openpyxl.load_workbook(sample).properties
    assert {properties.created.date(), properties.modified.date()} == {CUTOFF}
    with zipfile.ZipFile(sample) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b'name="sha256"' in archive.read("docProps/custom.xml")
