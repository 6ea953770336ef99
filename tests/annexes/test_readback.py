"""A file is compared with its pages by another reader before it takes its name; a fault of the writer gives no file."""

from __future__ import annotations

import errno
import io
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kttt_cli.annexes import readback, workbook_sheet
from kttt_cli.annexes.page import Cell, Column, Merge, Page, Pages, Table
from kttt_cli.annexes.readback import WrittenWrong, read_back
from kttt_cli.annexes.stored import stored
from kttt_cli.annexes.workbook import write_pages
from kttt_cli.findings import BadUsage, Exit
from kttt_cli.outputs import whole_file
from kttt_cli.outputs.annex_files import write_annex
from tests.annexes import samples
from tests.conftest import ROOT

CUTOFF = date(2024, 12, 31)


@pytest.fixture(scope="module")
def pages() -> Pages:
    return samples.pages()


@pytest.fixture(scope="module")
def file(pages: Pages) -> bytes:
    built = io.BytesIO()
    write_pages(pages, built, created=CUTOFF)
    return built.getvalue()


def test_what_was_written_is_what_was_meant(pages: Pages, file: bytes) -> None:
    read_back(pages, io.BytesIO(file), "a.xlsx")


# --- one thing other than the file says ------------------------------------------------------------


def with_cell(sheet: int, place: tuple[int, int], cell: Cell | None) -> Callable[[Pages], Pages]:
    def change(pages: Pages) -> Pages:
        page = pages.sheets[sheet]
        cells = {where: each for where, each in page.cells.items() if where != place}
        return with_page(sheet, replace(page, cells=cells | ({place: cell} if cell else {})))(pages)

    return change


def with_page(number: int, page: Page) -> Callable[[Pages], Pages]:
    return lambda pages: replace(pages, sheets=(*pages.sheets[:number], page, *pages.sheets[number + 1 :]))


def with_data(column: int, row: int, value: Any) -> Callable[[Pages], Pages]:
    def change(pages: Pages) -> Pages:
        page = pages.sheets[3]
        columns = [*page.tables[0].columns]
        values = [*columns[column].values]
        values[row] = value
        columns[column] = replace(columns[column], values=values)
        return with_page(3, replace(page, tables=(Table(tuple(columns)),)))(pages)

    return change


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (with_cell(0, (8, 9), Cell(4001)), "Phụ lục 06!J9 là 4000.0, phải là 4001"),
        (with_cell(0, (8, 4), Cell(800.0000001)), "Phụ lục 06!E9"),  # type: ignore[arg-type]
        (with_cell(0, (8, 1), Cell("Số người")), "Phụ lục 06!B9"),
        (with_cell(0, (8, 4), None), "Phụ lục 06: 345 ô có nội dung, phải là 344"),
        (with_cell(0, (8, 4), Cell("800")), "Phụ lục 06!E9"),
        (with_cell(0, (6, 4), Cell(None)), "Phụ lục 06: 345 ô có nội dung, phải là 344"),
        (with_cell(0, (9, 4), Cell(0)), "Phụ lục 06!E10 là '', phải là 0"),
        (with_cell(2, (1, 0), Cell(date(2021, 1, 1))), "Số liệu biểu đồ!A2"),
        (with_data(1, 1, 1_234_567_890_125), "HTX 2024!B3"),
        (with_data(1, 0, 0), "HTX 2024!B2 là '', phải là 0"),
        (with_data(1, 1, None), "HTX 2024!B3"),
        (with_data(0, 35, "Hợp tác xã"), "HTX 2024!A37"),
        (with_data(3, 5, date(1915, 6, 7)), "HTX 2024!D7"),
    ],
)
def test_every_difference_names_its_cell(
    pages: Pages, file: bytes, change: Callable[[Pages], Pages], said: str
) -> None:
    with pytest.raises(WrittenWrong, match=re.escape(said)) as raised:
        read_back(change(pages), io.BytesIO(file), "a.xlsx")
    assert raised.value.exit_code == Exit.OUR_FAULT


def test_sheets_and_merged_areas_are_compared_too(pages: Pages, file: bytes) -> None:
    form = pages.sheets[0]
    with pytest.raises(WrittenWrong, match="ô gộp khác nhau"):
        read_back(with_page(0, replace(form, merges=form.merges[1:]))(pages), io.BytesIO(file), "a.xlsx")
    with pytest.raises(WrittenWrong, match="ô gộp khác nhau"):
        read_back(with_page(0, replace(form, merges=(*form.merges, Merge(60, 0, 60, 1))))(pages), io.BytesIO(file), "a")
    with pytest.raises(WrittenWrong, match="các trang tính là"):
        read_back(replace(pages, sheets=pages.sheets[::-1]), io.BytesIO(file), "a.xlsx")


def test_a_yes_is_not_a_one(tmp_path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as written:
        sheet = written.add_worksheet("A")
        sheet.write_boolean(0, 0, True)
        sheet.write_string(1, 0, "a")
        sheet.write_boolean(2, 0, True)
    page = Page("A", {(0, 0): Cell(1)}, tables=(Table((Column("a", (1,)),), row=1),))
    with (
        pytest.raises(WrittenWrong, match=r"2 chỗ .*A!A1 là True.*A!A3 là True"),
        (tmp_path / "a.xlsx").open("rb") as f,
    ):
        read_back(Pages((page,)), f, "a.xlsx")


def test_a_file_that_no_one_can_read_is_our_fault(pages: Pages) -> None:
    with pytest.raises(WrittenWrong):
        read_back(pages, io.BytesIO(b"PK\x03\x04"), "a.xlsx")


def test_a_character_that_excel_alone_refuses_is_seen(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_sheet, "_unhidden", lambda formula: formula)
    built = io.BytesIO()
    write_pages(pages, built, created=CUTOFF)
    with pytest.raises(WrittenWrong, match=r"xl/worksheets/sheet1\.xml không phải XML đúng"):
        read_back(pages, built, "a.xlsx")


# --- the file on the disk --------------------------------------------------------------------------


def test_a_fault_of_the_writer_is_seen_and_there_is_no_file(
    pages: Pages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_sheet, "stored", lambda value: 336 if value == 420 else stored(value))
    with pytest.raises(WrittenWrong, match=re.escape("Phụ lục 06!J14 là 336.0, phải là 420")):
        write_annex(tmp_path / "a.xlsx", pages, created=CUTOFF)
    assert [*tmp_path.iterdir()] == []


@pytest.fixture(params=["nameless", "named"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How the file lies on the disk before it has its name; every system has the second."""
    if request.param == "named":
        monkeypatch.setattr(whole_file, "_nameless", lambda folder: None)
    return str(request.param)


def test_a_file_is_written_and_kept_unless_forced(pages: Pages, file: bytes, tmp_path: Path, way: str) -> None:
    path = tmp_path / "a.xlsx"
    write_annex(path, pages, created=CUTOFF)
    assert path.read_bytes() == file
    path.write_bytes(b"mine")
    with pytest.raises(BadUsage, match="--force"):
        write_annex(path, pages, created=CUTOFF)
    assert path.read_bytes() == b"mine"
    write_annex(path, pages, created=CUTOFF, force=True)
    assert path.read_bytes() == file
    assert [*tmp_path.iterdir()] == [path]


def test_a_fault_keeps_the_file_that_was_there(
    pages: Pages, tmp_path: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"mine")
    monkeypatch.setattr(readback, "_differences", lambda page, sheet: [readback._COUNT])
    with pytest.raises(WrittenWrong):
        write_annex(path, pages, created=CUTOFF, force=True)
    assert [(each, each.read_bytes()) for each in tmp_path.iterdir()] == [(path, b"mine")]


def test_a_full_disk_leaves_no_half_file(
    pages: Pages, tmp_path: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(pages: Pages, file: Any, **more: Any) -> None:
        file.write(b"PK")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("kttt_cli.outputs.annex_files.write_pages", full)
    with pytest.raises(BadUsage, match="No space left on device"):
        write_annex(tmp_path / "a.xlsx", pages, created=CUTOFF)
    assert [*tmp_path.iterdir()] == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_truly_full_device_is_an_answer(pages: Pages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole_file, "_nameless", lambda folder: Path("/dev/full").open("r+b", buffering=0))  # noqa: SIM115
    with pytest.raises(BadUsage, match="No space left on device"):
        write_annex(tmp_path / "a.xlsx", pages, created=CUTOFF)
    assert [*tmp_path.iterdir()] == []


WRITE = """
import os, sys
from datetime import date
from pathlib import Path
from kttt_cli.findings import KtttError
from kttt_cli.outputs import annex_files
from tests.annexes.samples import pages
if sys.argv[2] == "slow":
    annex_files.read_back = lambda *_: (print("written", flush=True), sys.stdin.read())
if sys.argv[2] == "as nobody":
    os.seteuid(65534)
try:
    annex_files.write_annex(Path(sys.argv[1]), pages(), created=date(2024, 12, 31), force=True)
except KtttError as error:
    print(error.message.en)
"""


def writing(path: Path, how: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITE, str(path), how],
        env=os.environ | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has files without a name")
@pytest.mark.parametrize("before", [b"mine", None])
def test_a_process_killed_in_the_middle_leaves_nothing(tmp_path: Path, before: bytes | None) -> None:
    path = tmp_path / "a.xlsx"
    if before is not None:
        path.write_bytes(before)
    with writing(path, "slow") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "written\n"
        process.send_signal(signal.SIGKILL)
    assert [each.read_bytes() for each in tmp_path.iterdir()] == ([] if before is None else [before])


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="only Unix has such folders")
def test_a_folder_that_is_read_only_is_an_answer() -> None:
    """Root may write everywhere, so it writes as nobody."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        folder.chmod(0o555)
        with writing(folder / "a.xlsx", "as nobody" if os.geteuid() == 0 else "as I am") as process:
            said, _ = process.communicate(timeout=60)
        assert "Permission denied" in said
        assert [*folder.iterdir()] == []
        folder.chmod(0o755)
