"""A CSV file read in parts is the file read in one, or it is read in one."""

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kttt_cli import beside
from kttt_cli.findings import Unreadable
from kttt_cli.language import Text
from kttt_cli.sheets import csv_parts
from kttt_cli.sheets.csv_parts import read_side_by_side
from kttt_cli.sheets.files import read_grids

pytestmark = pytest.mark.skipif(not hasattr(csv_parts.os, "fork"), reason="no fork on this system")


@pytest.fixture(autouse=True, scope="module")
def three_cores_and_small_parts():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_parts, "MIN_PART", 20)
        for module in (beside, csv_parts):
            patch.setattr(module, "cores", lambda: 3)
        yield


def alone(path):
    """The same file, read by one process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_parts, "cores", lambda: 1)
        return read_grids(path, path.name)


def outcome(read, path):
    try:
        (grid,) = read(path)
    except Unreadable as error:
        return error.message
    return grid.height, grid.notes, [(column.codes.tolist(), list(column.cells)) for column in grid.columns]


def in_any_case(path):
    return read_grids(path, path.name)


def in_parts(path):
    with path.open("rb") as file:
        return read_side_by_side(file)


cells = st.sampled_from(
    ["", " ", "Yên Thế", "12", 'nháy "kép"', "hai\ndòng", '"', "a,b", "\r\n", "\ufeff", '="012"', "x" * 30]
)


@given(
    st.lists(st.lists(cells, max_size=5), min_size=1, max_size=30), st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL])
)
def test_any_table_reads_the_same(tmp_path_factory, rows, quoting):
    path = tmp_path_factory.getbasetemp() / "parts.csv"
    out = io.StringIO(newline="")
    csv.writer(out, quoting=quoting).writerows([["Tên HTX", "Huyện", "Vốn"], *rows])
    path.write_bytes(out.getvalue().encode("utf-8-sig"))
    assert outcome(in_any_case, path) == outcome(alone, path)


@given(st.text(st.sampled_from('a,"\n\r é'), max_size=200))
@example('aaaaaaaaaaaaaaaa\néééé\r"')
def test_any_text_reads_the_same_or_fails_the_same(tmp_path_factory, text):
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(("Tên,Huyện\n" + text).encode())
    assert outcome(in_any_case, path) == outcome(alone, path)


def test_parts_are_read_where_lines_are_rows(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Tên,Huyện\n" + "".join(f"HTX {number},Yên Thế\n" for number in range(40)), encoding="utf-8")
    built = in_parts(path)
    assert built is not None
    assert built.height == 41


def test_a_cut_within_a_cell_is_noticed(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('Tên,Huyện\nHTX 1,"' + "một dòng\n" * 40 + '"\n', encoding="utf-8")
    assert in_parts(path) is None
    assert outcome(in_any_case, path) == outcome(alone, path)


@pytest.mark.parametrize("spoilt", [b"\xff", b"\0"])
@pytest.mark.parametrize("where", [30, 700])
def test_what_is_odd_in_any_part_is_told_as_of_the_whole(tmp_path, spoilt, where):
    path = tmp_path / "a.csv"
    text = ("Tên,Huyện\n" + "".join(f"HTX {number},Yên Thế\n" for number in range(40))).encode()
    path.write_bytes(text[:where] + spoilt + text[where:])
    assert in_parts(path) is None
    assert isinstance(outcome(alone, path), Text)
    assert outcome(in_any_case, path) == outcome(alone, path)


def test_parts_together_are_held_to_the_limit_of_a_sheet(tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_text("a,b\n" * 40, encoding="utf-8")
    monkeypatch.setattr(csv_parts, "MAX_CELLS", 79)
    assert in_parts(path) is None
