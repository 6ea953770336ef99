import csv
import io
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kttt_cli.findings import Exit, Unreadable
from kttt_cli.sheets import archive, csv_rows, workbook
from kttt_cli.sheets.files import read_grids
from kttt_cli.sheets.grid import Encoder


def rows(grid):
    return [list(grid.row(row)) for row in range(grid.height)]


def read(path: Path, content: str | bytes):
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    (grid,) = read_grids(path, path.name)
    return grid


def refusal(path: Path) -> str:
    with pytest.raises(Unreadable) as caught:
        read_grids(path, "dữ liệu.x")
    assert caught.value.exit_code is Exit.UNREADABLE
    message = caught.value.message
    assert "dữ liệu.x" in message.vi
    assert "dữ liệu.x" in message.en
    assert message.vi != message.en
    assert "{" not in message.vi + message.en
    return message.en


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encodings_and_delimiters(tmp_path, encoding, delimiter):
    table = [
        ["STT", "Tên HTX", "Huyện"],
        ["1", "HTX Đồng Tâm", "Yên Thế"],
        ["2", "HTX Quyết Tiến", "Việt Yên"],
    ]
    text = "\r\n".join(delimiter.join(row) for row in table) + "\r\n"
    grid = read(tmp_path / "a.csv", text.encode(encoding))
    assert rows(grid) == table
    assert (grid.file, grid.sheet, grid.width, grid.height) == ("a.csv", None, 3, 3)


def test_blank_cells_short_rows_long_rows_and_blank_lines_keep_their_addresses(tmp_path):
    grid = read(tmp_path / "a.csv", "a,b,c\n\n1, ,3\n4\n5,6,7,8\n")
    assert rows(grid) == [
        ["a", "b", "c", None],
        [None] * 4,
        ["1", None, "3", None],
        ["4", None, None, None],
        ["5", "6", "7", "8"],
    ]


def test_columns_that_begin_late_in_a_long_file(tmp_path):
    grid = read(tmp_path / "a.csv", "a,b\n" + "1,2\n" * 1200 + "1,2,3\n")
    assert grid.at(1201, 2) == "3"
    assert grid.columns[2].filled().sum() == 1
    assert {len(column.codes) for column in grid.columns} == {1202}


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("Tên;Doanh thu;Lợi nhuận\nA, B;1,5;2,5\nC, D;3,5;4,5\n", 3),
        ("Sở KHĐT, tỉnh Bắc Giang\n\nTên\tVốn\nA, B\t1,5\nC, D\t1,5\n", 2),
        ('Tên,Ghi chú\n"A; B; C",x\n"D; E; F",y\n', 2),
        ("sep=;\na;b\n1,2,3;4\n", 2),
        ("sep=|\na|b\n1,2,3|4\n", 2),
        ("Tên|Xã, phường|Doanh thu\nA, B|X|1,5\nC|Y, Z|2,5\n", 3),
        ("Tên,Vốn\nA|B,1\nC|D,2\n", 2),
        ("Tên\nA\nB\n", 1),
    ],
)
def test_the_delimiter_is_the_one_of_the_header(tmp_path, text, width):
    grid = read(tmp_path / "a.csv", text)
    assert max(sum(cell is not None for cell in row) for row in rows(grid)) == width


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8)


@given(
    st.integers(2, 4).flatmap(lambda n: st.lists(st.lists(texts, min_size=n, max_size=n), max_size=6)),
    st.sampled_from(csv_rows._DELIMITERS),
)
def test_any_table_written_as_csv_reads_back(tmp_path_factory, body, delimiter):
    width = len(body[0]) if body else 2
    header = ["Tên HTX", "Huyện", "Vốn", "Ghi chú"][:width]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows([header, *body])
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(out.getvalue().encode())
    (grid,) = read_grids(path, "any.csv", as_written=True)  # for some of these texts look as if spoilt on their way
    expected = [[cell if cell.strip() else None for cell in row] for row in [header, *body]]
    assert rows(grid) == expected


def test_one_and_true_are_different_cells():
    encoder = Encoder()
    encoder.add([1, 1.0, True, "1", " ", None, "", "\u00a0", date(2020, 1, 1), datetime(2020, 1, 1), 1, True])
    encoder.add([1.0])
    encoder.add([None, "1", " "])
    column = encoder.encoded()
    assert column.codes.tolist() == [1, 2, 3, 4, 0, 0, 0, 0, 5, 6, 1, 3, 2, 0, 4, 0]
    assert [type(cell) for cell in column.cells] == [type(None), int, float, bool, str, date, datetime]


def test_a_duration_is_a_text():
    encoder = Encoder()
    encoder.add([timedelta(hours=30), "1 day, 6:00:00", timedelta(minutes=90), 1.5])
    column = encoder.encoded()
    assert (column.codes.tolist(), column.cells) == ([1, 1, 2, 3], [None, "1 day, 6:00:00", "1:30:00", 1.5])


@pytest.fixture
def book(tmp_path):
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "HTX 2023"
    sheet["C4"] = "Vốn"
    sheet.merge_cells("C4:D5")
    sheet["C6"], sheet["D6"], sheet["E6"] = 1, 2.5, True
    sheet["C8"], sheet["D8"] = datetime(2023, 12, 31), "  "
    made.create_sheet("trống")
    hidden = made.create_sheet("danh mục")
    hidden.sheet_state = "hidden"
    hidden["A1"] = "Yên Thế"
    made.save(tmp_path / "a.xlsx")
    return tmp_path / "a.xlsx"


def test_a_workbook_keeps_the_addresses_of_its_sheets(book):
    first, empty, hidden = read_grids(book, "sổ.xlsx")
    assert (first.file, first.sheet, first.hidden) == ("sổ.xlsx", "HTX 2023", False)
    assert (first.height, first.width) == (8, 5)
    assert first.at(3, 2) == "Vốn"
    assert first.merged == ((3, 2, 4, 3),)
    assert first.row(5) == (None, None, 1.0, 2.5, True)
    assert type(first.at(5, 2)) is float
    assert first.row(7) == (None, None, date(2023, 12, 31), None, None)
    assert (empty.height, empty.width) == (0, 0)
    assert (hidden.sheet, hidden.hidden, hidden.height) == ("danh mục", True, 1)


def test_what_is_not_there_or_no_table(tmp_path):
    assert "no such file" in refusal(tmp_path / "không có.xlsx")
    assert "folder" in refusal(tmp_path)
    (tmp_path / "a.docx").write_bytes(b"x")
    assert ".docx" in refusal(tmp_path / "a.docx")
    for name in ("a.csv", "a.xlsx"):
        (tmp_path / name).write_bytes(b"")
        assert "empty" in refusal(tmp_path / name)
    (tmp_path / "a.csv").write_text("\n \n", encoding="utf-8")
    assert "empty" in refusal(tmp_path / "a.csv")


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("STT,Tên".encode(), "plain text"),
        (b"<html><table>", "HTML"),
        (b"%PDF-1.7 \x00", "PDF"),
        (b"\x00\x01\x02", "unknown kind"),
        (b"PK\x03\x04 nothing more", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "damaged"),
    ],
)
def test_what_only_calls_itself_a_workbook(tmp_path, content, found):
    (tmp_path / "a.xlsx").write_bytes(content)
    assert found in refusal(tmp_path / "a.xlsx")


@pytest.mark.parametrize("content", ["Tên,Huyện\nHợp tác xã".encode("cp1258", "replace"), b"a\x00,\x00b\x00"])
def test_other_encodings_are_refused(tmp_path, content):
    (tmp_path / "a.csv").write_bytes(content + b"\xff")
    assert "encoding" in refusal(tmp_path / "a.csv")


def test_a_quote_that_is_never_closed_does_not_swallow_the_rest(tmp_path):
    (tmp_path / "a.csv").write_text('Tên,Vốn\nA,1\n"B,2\nC,3\nD,4\n', encoding="utf-8")
    assert "near line 3" in refusal(tmp_path / "a.csv")
    (tmp_path / "b.csv").write_text('Tên,Vốn\n"' + "C,3\n" * 50_000, encoding="utf-8")
    assert "never closed" in refusal(tmp_path / "b.csv")
    assert rows(read(tmp_path / "c.csv", 'Tên,Ống\nA,5"\n'))[1] == ["A", '5"']


def test_a_quote_that_closes_within_a_cell_is_said_with_its_line(tmp_path):
    grid = read(tmp_path / "a.csv", 'Tên,Huyện\n"A \\"B\\"",Yên Thế\nC,Tân Yên\n')
    assert any("Line 2 of the file" in note.en for note in grid.notes)
    assert rows(grid)[2] == ["C", "Tân Yên"]
    assert read(tmp_path / "b.csv", 'Tên,Huyện\nA "B",Yên Thế\n"C ""D""",Tân Yên\n').notes == ()


@pytest.mark.parametrize("end", [",9", ',"9.1'])
def test_a_file_that_ends_within_a_row(tmp_path, end):
    table = "STT,Tên,Vốn,Ngày\n" + "".join(f"{n},HTX {n},{n},{n}/2/2020\n" for n in range(1, 9))
    (note,) = read(tmp_path / "a.csv", table + f"9,HTX 9{end}").notes
    assert "the file may be cut off" in note.en
    for whole in ("", "9,HTX 9,9\n", "9,HTX 9,9,9/2/2020", "Người lập", "\nNgười lập, ký tên"):
        assert read(tmp_path / "a.csv", table + whole).notes == ()


def test_limits(tmp_path, book, monkeypatch):
    far = openpyxl.Workbook()
    far.active["A1"] = far.active["XFD1048576"] = "x"
    far.save(tmp_path / "far.xlsx")
    assert "1048576 rows × 16384 columns" in refusal(tmp_path / "far.xlsx")
    monkeypatch.setattr(archive, "MAX_UNPACKED", 100)
    assert "unpacks to" in refusal(book)
    monkeypatch.setattr(csv_rows, "MAX_COLUMNS", 3)
    (tmp_path / "wide.csv").write_text("a,b,c,d\n", encoding="utf-8")
    assert "too large" in refusal(tmp_path / "wide.csv")


class PanicException(BaseException):
    """As the compiled reader raises it."""


def test_a_panic_of_the_reader_is_no_crash_and_an_interrupt_stays_one(book, monkeypatch):
    def breaks(error):
        def sheet(*_args, **_options):
            raise error

        monkeypatch.setattr(workbook, "_sheet", sheet)

    breaks(PanicException("index out of bounds"))
    assert "index out of bounds" in refusal(book)
    breaks(KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        read_grids(book, "a")


def test_what_the_reader_says_of_its_own_end_is_not_heard(tmp_path, capfd):
    (tmp_path / "cut.xls").write_bytes((Path(__file__).parent / "fixtures" / "sheet.xls").read_bytes()[:6312])
    refusal(tmp_path / "cut.xls")
    assert capfd.readouterr().err == ""
