"""kttt.toml beside the data: what it fixes, what goes before it, mistakes in it; and data from a pipe."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, SAMPLE, WORKBOOKS, Run

LIST = """\
Phòng Kinh tế,,,,
Chủ thể,Loại hình,Thành lập,Vốn điều lệ,Ghi nhận
HTX Một,HTX,15/03/2019,"1.500",Tốt
HTX Hai,,15/03/2020,"2.500",Khá
"""
SETTINGS = """\
[[sheet]]
file = "danh-*.csv"
year = 2023
header_row = 2
unit = "triệu đồng"
numbers = "vi"
register = "organisation"
columns = { "Chủ thể" = "name", "Thành lập" = "registered_on", "Ghi nhận" = "grade" }
fields = { district = "Huyện Yên Thế", kind = "QTDND" }
"""


def records(kttt: Run, *arguments: object) -> list[dict[str, Any]]:
    done = kttt("convert", *arguments, "-o", "-", "--format", "jsonl", "--quiet")
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "danh-sach.csv").write_text(LIST, encoding="utf-8")
    (tmp_path / "kttt.toml").write_text(SETTINGS, encoding="utf-8")
    return tmp_path


def test_what_cannot_be_guessed_is_fixed_there(kttt: Run, folder: Path) -> None:
    told = records(kttt, folder)
    of = ("name", "kind", "district", "registered_on", "charter_capital", "grade", "list_year")
    assert [tuple(each[name] for name in of) for each in told] == [
        ("HTX Một", "htx", "Huyện Yên Thế", "2019-03-15", 1_500_000_000, "tot", 2023),
        ("HTX Hai", "qtdnd", "Huyện Yên Thế", "2020-03-15", 2_500_000_000, "kha", 2023),
    ]
    assert kttt("check", folder).returncode == 0
    shown = kttt("inspect", folder / "danh-sach.csv").stdout
    assert "năm 2023 (theo kttt.toml)" in shown
    assert "Huyện (theo kttt.toml)" in shown


def test_it_is_found_upward_from_the_data(kttt: Run, folder: Path) -> None:
    below = folder / "a" / "b"
    below.mkdir(parents=True)
    (folder / "danh-sach.csv").rename(below / "danh-sach.csv")
    assert len(records(kttt, below)) == len(records(kttt, below / "danh-sach.csv")) == 2
    (below / "kttt.toml").write_text("", encoding="utf-8")
    assert records(kttt, below) == []


def test_english_numbers_and_columns_left_out(kttt: Run, folder: Path) -> None:
    text = SETTINGS.replace('"vi"', '"en"').replace('"Ghi nhận" = "grade"', '"Ghi nhận" = "-"')
    (folder / "kttt.toml").write_text(text, encoding="utf-8")
    (folder / "danh-sach.csv").write_text(LIST.replace(".500", ",500.5"), encoding="utf-8")
    told = records(kttt, folder)
    assert [each["charter_capital"] for each in told] == [1_500_500_000, 2_500_500_000]
    assert "grade" not in told[0]


def test_a_sheet_can_be_left_out(kttt: Run, folder: Path) -> None:
    (folder / "htx-2022.csv").write_text("Tên HTX,Loại hình,Xếp loại\nHTX Một,HTX,Tốt\n", encoding="utf-8")
    (folder / "kttt.toml").write_text('[[sheet]]\nfile = "danh-sach.csv"\nskip = true\n', encoding="utf-8")
    assert {each["list_year"] for each in records(kttt, folder)} == {2022}
    assert "danh-sach.csv: bỏ qua theo kttt.toml" in kttt("check", folder).stdout


def test_a_column_that_is_no_longer_there_is_said(kttt: Run, folder: Path) -> None:
    (folder / "danh-sach.csv").write_text(LIST.replace("Ghi nhận", "Ghi nhận X"), encoding="utf-8")
    told = kttt("check", folder).stdout
    assert "CH101" in told
    assert "có phải Ghi nhận X?" in told


def compute(kttt: Run, *arguments: object, **environment: str) -> Any:
    return json.loads(kttt("compute", *arguments, "--format", "json", **environment).stdout)


def test_plan_terms_and_years_and_what_goes_before_them(kttt: Run, tmp_path: Path) -> None:
    for path in SAMPLE.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "mine.toml").write_text('extends = "bac-giang-2021-2025"\nid = "mine"\n', encoding="utf-8")
    (tmp_path / "kttt.toml").write_text(
        'plan = "mine.toml"\n[terms]\nbase = "operating"\n[year.2025]\ncutoff = 2025-12-14\nestimate = true\n',
        encoding="utf-8",
    )

    def readings(told: Any) -> dict[str, str]:
        return {term["name"]: term["reading"] for term in told["terms"]}

    told = compute(kttt, tmp_path)
    assert (told["plan"]["id"], told["cutoff"], told["estimate"]) == ("mine", "2025-12-14", True)
    assert readings(told)["base"] == "operating"
    other = "bac-giang-2021-2025"
    assert compute(kttt, tmp_path, KTTT_PLAN=other)["plan"]["id"] == other
    told = compute(kttt, tmp_path, "--plan", other, "--term", "base=graded", KTTT_PLAN="nowhere")
    assert (told["plan"]["id"], readings(told)["base"]) == (other, "graded")
    assert kttt("explain", "htx.count", tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("plna = 'x'", ["dòng 1: plna", "có phải plan?"]),
        ("[[sheet]]\nyaer = 2023", ["dòng 2", "có phải year?"]),
        ("[[sheet]]\nregister = 'organization'", ["có phải organisation?"]),
        ("[[sheet]]\ncolumns = { 'Tên' = 'nam' }", ["nam", "có phải name"]),
        ("[[sheet]]\nfields = { kind = 'HTXX' }", ["HTXX", "không có trong danh mục"]),
        ("[[sheet]]\nfields = { revenue = '5' }", ["revenue"]),
        ("[[sheet]]\nunit = 'mét'", ["mét", "đơn vị tiền"]),
        ("[[sheet]]\nheader_row = 0", ["header_row"]),
        ("[year.2025]\ncutoff = 2024-12-14", ["14/12/2024", "2025"]),
        ("[terms]\nbase = 'grade'", ["có phải graded?"]),
        ("plan = ", ["TOML"]),
    ],
)
def test_mistakes_are_told_with_their_place(kttt: Run, tmp_path: Path, text: str, words: list[str]) -> None:
    (tmp_path / "kttt.toml").write_text(text, encoding="utf-8")
    (tmp_path / "htx-2023.csv").write_text("Tên HTX,Loại hình,Xếp loại\nHTX Một,HTX,Tốt\n", encoding="utf-8")
    done = kttt("compute", tmp_path)
    assert done.returncode == 2, done.stderr
    for word in words:
        assert word in done.stderr


@pytest.mark.parametrize("path", [SAMPLE / "htx-2023.csv", WORKBOOKS / "bac-giang-2023.xlsx"])
def test_data_come_through_a_pipe(path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"}
    for command in (["check", "-"], ["inspect", "-"], ["compute", "-"], ["convert", "-", "-o", "-", "-f", "jsonl"]):
        done = subprocess.run(
            [sys.executable, "-m", "kttt_cli", *command, "--year", "2023"],
            input=path.read_bytes(),
            cwd=ROOT,
            env=environment,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        assert done.stdout
