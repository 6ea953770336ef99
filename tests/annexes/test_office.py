"""The second engine itself: it forgets what the file stored, and it writes numbers as Vietnam does."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from tests.annexes.office import needs_office, pdf_pages, pdf_words, recalculate_all, to_pdf

pytestmark = needs_office


@pytest.fixture
def two_files(tmp_path: Path) -> list[Path]:
    """A sum with the value that the file stores: right in the first, wrong in the second."""
    files = [tmp_path / "right.xlsx", tmp_path / "wrong.xlsx"]
    for file, stored in zip(files, (1234567.5, 99), strict=True):
        with xlsxwriter.Workbook(str(file)) as workbook:
            sheet = workbook.add_worksheet("A")
            number = workbook.add_format({"num_format": "#,##0.00"})
            sheet.set_column(0, 0, 20)
            sheet.write_number(0, 0, 1234560)
            sheet.write_number(1, 0, 7.5)
            sheet.write_formula(2, 0, "=SUM(A1:A2)", number, stored)
    return files


def stored(file: Path) -> object:
    return openpyxl.load_workbook(file, data_only=True)["A"]["A3"].value


def test_a_wrong_stored_value_is_computed_anew(two_files: list[Path]) -> None:
    assert [stored(file) for file in two_files] == [1234567.5, 99]
    assert [stored(file) for file in recalculate_all(two_files)] == [1234567.5, 1234567.5]


def test_pages_show_numbers_as_vietnam_does_or_as_asked(two_files: list[Path]) -> None:
    assert "1.234.567,50" in [word.text for word in pdf_words(to_pdf(two_files[0]))]
    assert "1,234,567.50" in [word.text for word in pdf_words(to_pdf(two_files[0], "en-US"))]


def test_words_have_their_places(two_files: list[Path]) -> None:
    (page,) = pdf_pages(to_pdf(two_files[1]))
    first, *_, last = (word for word in page.words if word.text[0].isdigit())
    assert 0 < first.top < first.bottom < last.top < page.height
    assert 0 < last.left < last.right < page.width
    assert last.size == pytest.approx(11, abs=0.5)
