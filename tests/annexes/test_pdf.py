"""The forms as they leave the printer, with numbers as Vietnam writes them: paper, margins, header rows, no cut text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kttt_cli.annexes.page import Cell, Merge, Page, Pages
from kttt_cli.annexes.styles import STYLES
from kttt_cli.annexes.workbook import write_pages
from kttt_cli.app import build
from kttt_cli.language import show_number
from tests.annexes import samples
from tests.annexes.office import PdfPage, Word, needs_fonts, needs_office, pdf_pages, to_pdfs
from tests.conftest import SAMPLE

pytestmark = [needs_office, needs_fonts]
CUTOFF = date(2024, 12, 31)
MM = 72 / 25.4
UNBROKEN = "khôngcódấucáchnàoởđâycả" * 2
LONG = "Tạo điều kiện tham gia các chương trình mục tiêu, phát triển kinh tế - xã hội; " * 6


def wide() -> Page:
    """Large numbers in columns that are too narrow for them, long texts in narrow and in merged cells."""
    cells = {
        (0, 0): Cell(LONG, style="title"),
        (1, 0): Cell(LONG, style="text"),
        (1, 1): Cell(LONG, style="text_group"),
        (2, 0): Cell(LONG, style="note"),
        (4, 0): Cell(1_570_500_000_000, style="figure"),
        (4, 1): Cell(Fraction(-157_050_000_005, 100), style="figure_group", decimals=2),
        (4, 2): Cell(date(2023, 12, 31), style="date"),
        (5, 0): Cell(f"HTX {UNBROKEN}", style="text_child"),
    }
    merges = (Merge(0, 0, 0, 2), Merge(2, 0, 3, 1))
    return Page("Rộng", cells, merges, {0: 14.0, 1: 20.0, 2: 6.0}, landscape=False)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[PdfPage]]:
    folder = tmp_path_factory.mktemp("pdf")
    files = {
        "form": samples.form(),
        "wide": wide(),
        "charts": samples.charts()[0],
        "numbers": samples.charts()[1],
    }
    for name, page in files.items():
        sheets = samples.charts() if name == "charts" else (page,)
        write_pages(Pages(sheets), folder / f"{name}.xlsx", created=CUTOFF)
    made = to_pdfs([folder / f"{name}.xlsx" for name in files])
    return {name: pdf_pages(pdf) for name, pdf in zip(files, made, strict=True)}


def pieces(text: str) -> list[str]:
    """The words, apart where a line may break."""
    return re.findall(r"-*[^\s-]+-*|-+", text)


def shown(page: Page) -> Iterator[str]:
    """The words that a reader of the paper must find."""
    for cell in page.cells.values():
        value = cell.value
        if isinstance(value, str):
            yield from pieces(value)
        elif isinstance(value, date):
            yield f"{value:%d/%m/%Y}"
        elif value is not None:
            year = STYLES[cell.style].number == "0"
            yield str(value) if year else show_number(value, cell.decimals, "vi")


def missing(page: Page, pages: list[PdfPage]) -> list[str]:
    """Each word as often as it stands in the cells; a repeated header may give more."""
    left = [piece for each in pages for word in each.words for piece in pieces(word.text)]
    lost = []
    for word in shown(page):
        if word in left:
            left.remove(word)
        else:
            lost.append(word)
    return lost


def row_of(page: PdfPage, text: str) -> list[Word]:
    (first, *_) = (word for word in page.words if word.text == text)
    return [word for word in page.words if abs(word.top - first.top) < 3]


def test_the_form_is_a4_landscape_and_takes_four_sheets(printed: dict[str, list[PdfPage]]) -> None:
    pages = printed["form"]
    assert [(round(page.width / MM), round(page.height / MM)) for page in pages] == [(297, 210)] * 4


@pytest.mark.parametrize("name", ["form", "numbers"])
def test_no_word_of_the_cells_is_cut(printed: dict[str, list[PdfPage]], name: str) -> None:
    page = samples.form() if name == "form" else samples.charts()[1]
    assert missing(page, printed[name]) == []


def test_no_word_is_cut_in_narrow_and_merged_cells(printed: dict[str, list[PdfPage]]) -> None:
    assert missing(wide(), printed["wide"]) == [UNBROKEN], "too long for its line, broken and not cut"
    words = "".join(word.text for page in printed["wide"] for word in page.words)
    assert UNBROKEN in words
    assert "#" not in words


@pytest.mark.parametrize("name", ["form", "numbers", "wide"])
def test_no_word_runs_over_the_border_of_its_cell(printed: dict[str, list[PdfPage]], name: str) -> None:
    assert all(page.rules for page in printed[name])
    assert [page.crossed() for page in printed[name]] == [[]] * len(printed[name])


def test_text_keeps_the_margins_of_the_decree(printed: dict[str, list[PdfPage]]) -> None:
    for page in printed["form"]:
        body = [word for word in page.words if word.top > 20 * MM]
        assert min(word.left for word in body) >= 30 * MM - 0.5
        assert max(word.right for word in body) <= page.width - 15 * MM + 0.5
        assert max(word.bottom for word in body) <= page.height - 20 * MM + 0.5


def test_the_table_fills_the_width_at_full_size(printed: dict[str, list[PdfPage]]) -> None:
    first = printed["form"][0]
    assert min(word.left for word in first.words) < 35 * MM
    assert max(word.right for word in first.words) > first.width - 25 * MM
    assert {round(word.size) for word in first.words if "Serif" in word.font or "Times" in word.font} <= {
        11,
        12,
        13,
        14,
    }


def test_each_page_after_the_first_bears_its_number_in_the_middle_above(printed: dict[str, list[PdfPage]]) -> None:
    above = [[word for word in page.words if word.bottom < 20 * MM] for page in printed["form"]]
    assert [[word.text for word in words] for words in above] == [[], ["2"], ["3"], ["4"]]
    for page, words in zip(printed["form"][1:], above[1:], strict=True):
        middle = (30 * MM + page.width - 15 * MM) / 2
        assert (words[0].left + words[0].right) / 2 == pytest.approx(middle, abs=2)
        assert words[0].size == pytest.approx(13, abs=1)


def test_the_header_is_repeated_and_nothing_else(printed: dict[str, list[PdfPage]]) -> None:
    for page in printed["form"]:
        texts = [word.text for word in page.words]
        assert texts.count("STT") == 1
        assert [texts.count(str(year)) for year in (2021, 2022)] == [1, 1]
    assert sum(word.text == "TRIỂN" for page in printed["form"] for word in page.words) == 1


def test_the_title_stands_in_the_middle_in_bold_above_the_table(printed: dict[str, list[PdfPage]]) -> None:
    first = printed["form"][0]
    middle = (30 * MM + first.width - 15 * MM) / 2
    annex, title, subtitle, head = (row_of(first, text) for text in ("06", "TRIỂN", "(Kèm", "STT"))
    assert annex[0].top < title[0].top < subtitle[0].top < head[0].top
    for row in (annex, title, subtitle):
        assert (min(word.left for word in row) + max(word.right for word in row)) / 2 == pytest.approx(middle, abs=6)
    assert all("Bold" in word.font for word in (*annex, *title, *head))
    assert all("Italic" in word.font for word in subtitle)


def test_fonts_are_times_new_roman_or_its_twin(printed: dict[str, list[PdfPage]]) -> None:
    fonts = {word.font.partition("+")[2] for page in printed["form"] for word in page.words}
    assert all(font.startswith(("LiberationSerif", "TimesNewRoman")) for font in fonts), fonts


def test_numbers_of_a_column_end_at_one_line_whatever_their_decimals(printed: dict[str, list[PdfPage]]) -> None:
    """LibreOffice forgets the indent of a number whose cell differs from the one before in its decimals alone."""
    rows = [row_of(printed["numbers"][0], str(year)) for year in samples.YEARS]
    ends = [word.right for row in rows for word in row if "," in word.text]
    assert len(ends) == 4
    assert max(ends) - min(ends) < 0.5
    edge = min(rule.left for rule in printed["numbers"][0].rules if rule.left > max(ends))
    assert edge - max(ends) > 5


def test_numbers_of_a_column_end_at_one_line(printed: dict[str, list[PdfPage]]) -> None:
    page = printed["form"][0]
    ends = [row_of(page, stt)[-1].right for stt in ("1.1", "1.2")]
    assert ends[0] == pytest.approx(ends[1], abs=0.5)


def test_not_done_stands_in_the_middle_of_its_merged_years(printed: dict[str, list[PdfPage]]) -> None:
    page = printed["form"][0]
    said = [word for word in row_of(page, "KHKT,") if word.text in samples.NOT_DONE.split() and word.left > 400]
    assert [word.text for word in said] == samples.NOT_DONE.split()
    unit, total = (row_of(page, "1.2")[number] for number in (-8, -1))
    middle = (said[0].left + said[-1].right) / 2
    assert unit.right + 150 < middle < total.left - 150


def test_the_signature_stands_right_below_the_table(printed: dict[str, list[PdfPage]]) -> None:
    words = [word for page in printed["form"] for word in page.words]
    director = next(word for word in words if word.text == "GIÁM")
    last_row = [word for word in words if word.text == "14"][-1]
    assert (director.page, director.top) > (last_row.page, last_row.bottom)
    assert director.left > printed["form"][-1].width / 2
    assert "Bold" in director.font


def signed(rows: int) -> Page:
    cells = {(0, 0): Cell("Chỉ tiêu", style="head"), (0, 1): Cell("Số", style="head")}
    cells |= {(row, 0): Cell(f"Dòng {row}") for row in range(1, rows + 1)}
    cells |= {(rows + 2 + n, 1): Cell(text, style="signature") for n, text in enumerate(("GIÁM", "ĐỐC", "ký", "tên"))}
    return Page(f"{rows} dòng", cells, widths={0: 60.0, 1: 40.0}, repeat=(0, 0))


def test_a_signature_never_stands_alone_on_a_sheet_and_never_without_need_on_a_smaller_one(tmp_path: Path) -> None:
    lengths = range(17, 30)
    write_pages(Pages(tuple(map(signed, lengths))), tmp_path / "a.xlsx", created=CUTOFF)
    pages = pdf_pages(to_pdfs([tmp_path / "a.xlsx"])[0])
    with_signature = [page for page in pages if "GIÁM" in {word.text for word in page.words}]
    assert len(with_signature) == len(lengths)
    assert all("Dòng" in {word.text for word in page.words} for page in with_signature)
    signatures = [word for page in with_signature for word in page.words if word.text == "GIÁM"]
    assert [round(signatures[end].size) for end in (0, -1)] == [13, 13]
    assert min(word.size for word in signatures) > 10.5


def test_four_charts_fill_one_sheet_and_say_their_titles_and_units(printed: dict[str, list[PdfPage]]) -> None:
    first, *others = printed["charts"]
    texts = " ".join(word.text for word in first.words)
    for said in ("HTX thành lập mới so với mục tiêu", "Tỷ lệ HTX hoạt động hiệu quả", "HTX theo lĩnh vực", "Mục tiêu", "43,8", "484", "65%"):  # fmt: skip
        assert said in texts
    assert len(others) == 1, "the second sheet is that of their numbers"


def test_every_bar_has_its_name(tmp_path: Path) -> None:
    """The ten districts of the sample, in form 11: the chart's page is printed smaller than it is."""
    done = CliRunner().invoke(
        build("vi"), ["annex", str(SAMPLE), "-o", str(tmp_path), "--only", "11", "--values", "-q", "--year", "2024"]
    )
    assert done.exit_code == 0, done.output
    (first, *_) = pdf_pages(to_pdfs([tmp_path / "phu-luc-2024.xlsx"])[0])
    texts = [word.text for word in first.words]
    assert (texts.count("Huyện"), texts.count("Thành")) == (9, 1)
