"""What was read ahead is what reading gives; whatever was not is read when it is wanted."""

import pytest

from kttt_cli import beside
from kttt_cli.findings import Unreadable
from kttt_cli.sheets import ahead
from kttt_cli.sheets.files import read_grids

pytestmark = pytest.mark.skipif(beside.sys.platform != "linux", reason="no second process on this system")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(beside, "cores", lambda: 2)
    monkeypatch.setattr(ahead, "WORTH_WHILE", 1)
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.csv").write_text(f"Tên,Huyện\n{name},Yên Thế\n", encoding="utf-8")
    yield tmp_path
    ahead.end()


def rows(grids):
    return [grid.row(row) for grid in grids for row in range(grid.height)]


def test_files_of_a_folder_in_their_order(folder, monkeypatch):
    ahead.begin([folder])
    monkeypatch.setattr("kttt_cli.sheets.files.read_grids", lambda path, shown: pytest.fail("read twice"))
    for name in ("a", "b", "c"):
        assert rows(ahead.grids(folder / f"{name}.csv", f"{name}.csv")) == [("Tên", "Huyện"), (name, "Yên Thế")]


def test_another_order_is_read_in_the_ordinary_way(folder):
    ahead.begin([folder])
    for name in ("c", "a", "b"):
        path = folder / f"{name}.csv"
        assert rows(ahead.grids(path, path.name)) == rows(read_grids(path, path.name))


def test_a_file_that_cannot_be_read_says_why_and_those_after_it_are_read(folder):
    (folder / "a.csv").write_bytes(b"")
    ahead.begin([folder])
    with pytest.raises(Unreadable, match=r"a\.csv"):
        ahead.grids(folder / "a.csv", "a.csv")
    assert rows(ahead.grids(folder / "b.csv", "b.csv"))[1] == ("b", "Yên Thế")


def test_little_is_read_when_it_is_wanted(folder, monkeypatch):
    monkeypatch.setattr(ahead, "WORTH_WHILE", 10_000)
    monkeypatch.setattr(ahead, "Beside", lambda work: pytest.fail("a second process for so little"))
    ahead.begin([folder])
    ahead.begin([folder / "none.csv"])
