"""A large workbook is read beside the search for what could harm: the same grids, or the same refusal."""

import io
import os
import time
from datetime import date, datetime, timedelta

import openpyxl
import pytest
from tests.conftest import children
from tests.sheets import books
from tests.sheets.books import rows as sheet_rows
from tests.sheets.books import text

from kttt_cli import beside
from kttt_cli.findings import Unreadable
from kttt_cli.sheets import archive, workbook
from kttt_cli.sheets.files import read_grids, read_stream

pytestmark = pytest.mark.skipif(beside.sys.platform != "linux", reason="no second process on this system")


@pytest.fixture(autouse=True)
def two_cores(monkeypatch):
    monkeypatch.setattr(beside, "cores", lambda: 2)
    monkeypatch.setattr(workbook, "WORTH_WHILE", 1)
    before = children()
    yield
    assert children() <= before  # none is left behind


def only_beside(monkeypatch):
    """In this process the reader is not asked."""
    process, read = os.getpid(), workbook._read

    def guarded(file, shown):
        assert os.getpid() != process
        return read(file, shown)

    monkeypatch.setattr(workbook, "_read", guarded)


def told(content: bytes):
    """All that is read: every cell with its type, and what is said of it."""
    return [
        (
            grid.sheet, grid.height, grid.merged, grid.hidden, [(note.vi, note.en) for note in grid.notes],
            [(column.codes.tolist(), [(type(cell), cell) for cell in column.cells]) for column in grid.columns],
        )
        for grid in read_stream(content, "tệp")
    ]  # fmt: skip


def alone(content: bytes):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workbook, "WORTH_WHILE", 1 << 40)
        return told(content)


@pytest.fixture
def book() -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    for row in (
        ["Tên", "Vốn", None, "Ngày"],
        ["HTX A", 1, True, date(2023, 1, 2)],
        [" ", 1.5, False, datetime(2023, 1, 2, 3)],
        [timedelta(hours=30), 1.0, 1.0, "2023"],
    ):
        sheet.append(row)
    sheet.merge_cells("B6:C7")
    sheet.row_dimensions[3].hidden = True
    sheet["F9"] = "=A1"
    made.create_sheet("trống")
    made.create_sheet("ẩn").sheet_state = "hidden"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


TCVN3 = sheet_rows(
    text("A1", "Tªn hîp t¸c x·") + text("B1", "HuyÖn"), text("A2", "HTX Hîp §øc") + text("B2", "T©n Yªn")
)
BROKEN = sheet_rows(text("A1", "Tên"), '<c r="A2" t="e"><v>#REF!</v></c><c r="H9"><f>A1*2</f></c>')


@pytest.mark.parametrize("make", [lambda: books.xlsx(TCVN3), lambda: books.xlsx(BROKEN), books.xlsb])
def test_what_is_read_beside_is_what_is_read_alone(make, monkeypatch):
    expected = alone(make())
    only_beside(monkeypatch)
    assert told(make()) == expected


def test_kinds_of_cells_hidden_rows_and_hidden_sheets(book, monkeypatch, tmp_path):
    expected = alone(book)
    assert len(expected) == 3
    only_beside(monkeypatch)
    assert told(book) == expected
    (tmp_path / "a.xlsx").write_bytes(book)
    assert [grid.sheet for grid in read_grids(tmp_path / "a.xlsx", "a")] == [sheet[0] for sheet in expected]


@pytest.mark.parametrize("where", ["_MEMORY", "_SECONDS"])
def test_a_reader_that_takes_too_much_breaks_in_silence_and_is_asked_again(book, monkeypatch, capfd, where):
    asked, process, read = [], os.getpid(), workbook._read

    def greedy(file, shown):
        asked.append(os.getpid())
        if os.getpid() != process and where == "_MEMORY":
            bytearray(1 << 28)
        while os.getpid() != process and where == "_SECONDS":
            pass
        return read(file, shown)

    monkeypatch.setattr(workbook, "_read", greedy)
    monkeypatch.setattr(workbook, where, 1)
    assert told(book) == alone(book)
    assert asked == [process, process]
    assert capfd.readouterr() == ("", "")


def test_what_the_reader_must_not_see_is_refused_while_it_is_at_it(monkeypatch):
    monkeypatch.setattr(workbook, "_read", lambda *_: time.sleep(60))
    begun = time.monotonic()
    far = sheet_rows('<c r="A1"><v>1</v></c>', '<c r="XFD1048576"><v>1</v></c>')
    for content in (books.xlsx(far), books.xlsx(BROKEN, declare='<!DOCTYPE l [<!ENTITY a "ha">]>')):
        with pytest.raises(Unreadable):
            told(content)
    assert time.monotonic() - begun < 30


def test_what_an_archive_says_of_itself_is_judged_before_anything_is_begun(monkeypatch):
    monkeypatch.setattr(workbook, "Beside", lambda work: pytest.fail("begun"))
    monkeypatch.setattr(archive, "MAX_UNPACKED", 100)
    with pytest.raises(Unreadable, match="giải nén ra"):
        told(books.xlsx(TCVN3))
    with pytest.raises(Unreadable, match="hỏng"):
        told(books.xlsx(TCVN3)[:-30])


def test_a_small_workbook_is_read_in_this_process(monkeypatch):
    monkeypatch.setattr(workbook, "WORTH_WHILE", 100_000)
    monkeypatch.setattr(workbook, "Beside", lambda work: pytest.fail("a second process for so little"))
    assert len(told(books.xlsx(TCVN3))) == 1


@pytest.mark.parametrize("cores", [1, 2])
@pytest.mark.parametrize("ends", [False, True], ids=["", "ends at once"])
def test_the_lower_part_of_a_large_sheet_is_made_into_columns_beside(book, monkeypatch, tmp_path, cores, ends):
    expected = alone(book)
    monkeypatch.setattr(workbook, "MANY_CELLS", 1)
    monkeypatch.setattr(beside, "cores", lambda: cores)
    process, rows_of, begun = os.getpid(), workbook._rows_of, tmp_path / "begun"

    def noted(rows, skipped):
        assert os.getpid() != process
        begun.touch()
        if ends:
            os._exit(1)
        return rows_of(rows, skipped)

    monkeypatch.setattr(workbook, "_rows_of", noted)
    assert alone(book) == told(book) == expected
    assert begun.exists() == (cores > 1)


def test_with_one_core_all_is_read_in_this_process(book, monkeypatch):
    monkeypatch.setattr(beside, "cores", lambda: 1)
    assert told(book) == alone(book)
