"""kttt annex --jobs: many provinces in one run, gone on with where it stopped."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import ROOT, SAMPLE, Run

FORMS = ("--year", "2022", "--only", "08", "--jobs", "2")
FILE = "phu-luc-2022.xlsx"


def province(folder: Path) -> Path:
    """The fund's ledger and two lists: enough for one form, and quick to read."""
    folder.mkdir(parents=True)
    for path in SAMPLE.glob("*.csv"):
        if path.stem.rpartition("-")[2] in ("2021", "2022") or not path.stem[-1].isdigit():
            shutil.copy(path, folder)
    return folder


@pytest.fixture
def provinces(tmp_path: Path) -> Path:
    for name in ("an-phu", "binh-hoa"):
        province(tmp_path / "data" / name)
    return tmp_path


def summary(done: subprocess.CompletedProcess[str]) -> str:
    return done.stderr.splitlines()[-1].partition(";")[0]


def test_each_province_has_a_folder_and_one_that_is_bad_stops_no_other(kttt: Run, provinces: Path) -> None:
    bad = provinces / "data" / "hong"
    bad.mkdir()
    (bad / "x.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    done = kttt("annex", *sorted((provinces / "data").iterdir()), "-o", provinces / "out", *FORMS)
    assert done.returncode == 3
    assert done.stdout.splitlines() == [str(provinces / "out" / name / FILE) for name in ("an-phu", "binh-hoa")]
    assert "hong: không lập được: Không tìm thấy sổ nào" in done.stderr
    assert "\x1b" not in done.stderr
    assert not (provinces / "out" / "hong").exists()


def test_a_second_run_makes_only_what_has_changed(kttt: Run, provinces: Path) -> None:
    command = ("annex", *sorted((provinces / "data").iterdir()), "-o", provinces / "out", *FORMS)
    assert summary(kttt(*command)) == "2 tỉnh: 2 tệp đã ghi, 0 đã có sẵn, 0 giữ nguyên"
    assert summary(kttt(*command)) == "2 tỉnh: 0 tệp đã ghi, 2 đã có sẵn, 0 giữ nguyên"
    lines = (provinces / "data" / "an-phu" / "quy.csv").read_text(encoding="utf-8-sig").splitlines()
    (provinces / "data" / "an-phu" / "quy.csv").write_text("\n".join(lines[:-1]) + "\n", encoding="utf-8-sig")
    assert summary(kttt(*command)) == "2 tỉnh: 1 tệp đã ghi, 1 đã có sẵn, 0 giữ nguyên"
    (provinces / "out" / "binh-hoa" / FILE).unlink()
    assert summary(kttt(*command)) == "2 tỉnh: 1 tệp đã ghi, 1 đã có sẵn, 0 giữ nguyên"
    assert summary(kttt(*command, "--only", "09")) == "2 tỉnh: 2 tệp đã ghi, 0 đã có sẵn, 0 giữ nguyên"


def test_a_file_edited_by_hand_is_kept_and_told(kttt: Run, provinces: Path) -> None:
    command = ("annex", *sorted((provinces / "data").iterdir()), "-o", provinces / "out", *FORMS)
    kttt(*command)
    path = provinces / "out" / "an-phu" / FILE
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["D12"] = 1
    book.save(path)
    edited = path.read_bytes()
    done = kttt(*command)
    assert done.returncode == 1
    assert f"{path}: giữ nguyên" in done.stderr
    assert summary(done) == "2 tỉnh: 0 tệp đã ghi, 1 đã có sẵn, 1 giữ nguyên"
    assert path.read_bytes() == edited
    assert kttt(*command, "--force").returncode == 0
    assert path.read_bytes() != edited


def test_without_the_state_an_untouched_file_is_known_by_its_seal(kttt: Run, provinces: Path) -> None:
    command = ("annex", *sorted((provinces / "data").iterdir()), "-o", provinces / "out", *FORMS)
    kttt(*command)
    (provinces / "out" / "an-phu" / ".kttt-annex.json").write_text("{", encoding="utf-8")
    assert summary(kttt(*command)) == "2 tỉnh: 1 tệp đã ghi, 1 đã có sẵn, 0 giữ nguyên"


def test_one_that_is_killed_in_the_middle_leaves_whole_files_and_is_gone_on_with(kttt: Run, provinces: Path) -> None:
    for number in range(4):
        shutil.copytree(provinces / "data" / "an-phu", provinces / "data" / f"p{number}")
    data = sorted(map(str, (provinces / "data").iterdir()))
    command = ["annex", *data, "-o", str(provinces / "out"), *FORMS]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    running = subprocess.Popen(
        [sys.executable, "-m", "kttt_cli", *command], env=environment, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    until = time.monotonic() + 60
    while not [*(provinces / "out").glob("*/*.xlsx")] and time.monotonic() < until:
        time.sleep(0.02)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    for path in (provinces / "out").glob("*/*.xlsx"):
        openpyxl.load_workbook(path, read_only=True).close()
    assert kttt(*command).returncode == 0
    assert len([*(provinces / "out").glob("*/*.xlsx")]) == 6


def test_a_batch_file_says_years_and_wishes_for_each(kttt: Run, provinces: Path) -> None:
    (provinces / "batch.toml").write_text(
        'years = [2021, 2022]\nonly = ["08"]\n'
        '[[province]]\nname = "an-phu"\ndata = ["data/an-phu"]\n'
        '[[province]]\nname = "binh-hoa"\ndata = ["data/binh-hoa"]\nyears = [2022]\nonly = ["08", "09"]\nsplit = true\n',
        encoding="utf-8",
    )
    done = kttt("annex", provinces / "batch.toml", "-o", provinces / "out", cwd=provinces / "data")
    assert done.returncode == 0, done.stderr
    made = {str(path.relative_to(provinces / "out")) for path in (provinces / "out").glob("*/*.xlsx")}
    assert made == {
        "an-phu/phu-luc-2021.xlsx", "an-phu/phu-luc-2022.xlsx",
        "binh-hoa/phu-luc-08-2022.xlsx", "binh-hoa/phu-luc-09-2022.xlsx",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[province]]\nname = "a"\ndata = ["x"]\nyeers = [2022]\n', "years"),
        ('[[province]]\nname = "a"\ndata = ["x"]\n[[province]]\nname = "A"\ndata = ["y"]\n', "hai tỉnh cùng tên"),
        ('[[province]]\nname = "../a"\ndata = ["x"]\n', "name"),
        ("", "province"),
    ],
)
def test_a_mistake_in_a_batch_file_stops_before_anything_is_made(
    kttt: Run, tmp_path: Path, text: str, said: str
) -> None:
    (tmp_path / "batch.toml").write_text(text, encoding="utf-8")
    done = kttt("annex", tmp_path / "batch.toml", "-o", tmp_path / "out")
    assert done.returncode == 2
    assert said in done.stderr
    assert not (tmp_path / "out").exists()


def test_two_folders_of_one_name_are_refused(kttt: Run, tmp_path: Path) -> None:
    done = kttt("annex", tmp_path / "x" / "a", tmp_path / "y" / "a", "-o", tmp_path / "out", "--jobs", "2")
    assert done.returncode == 2
    assert "batch.toml" in done.stderr


def test_findings_of_registers_and_of_forms_are_counted_apart_and_both_fail(kttt: Run, provinces: Path) -> None:
    """Form 06 prints numbers of the plan that contradict one another: warnings, in each of two files."""
    data = provinces / "data" / "an-phu"
    alone = kttt("annex", data, "-o", provinces / "alone", "--year", "2022", "--only", "06", "--fail-on", "warning")
    told = [line for line in alone.stderr.splitlines() if "PL1" in line and "[PL 06!" in line]
    assert alone.returncode == 1
    assert told
    done = kttt(
        "annex", *sorted((provinces / "data").iterdir()), "-o", provinces / "out", "--year", "2022", "--only", "06",
        "--jobs", "2", "--fail-on", "warning",
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].endswith(f"trong sổ (kttt check), {2 * len(told)} trong biểu")
