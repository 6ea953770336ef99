"""kttt convert: the clean copy gives the same records and figures as what it was made from; files are safe."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kttt_cli.registers.dataset import Dataset, read_dataset
from tests.conftest import SAMPLE, WORKBOOKS, Run

REGISTERS = ("organisation", "group", "fund", "support", "commune")


def figures(kttt: Run, *arguments: object) -> dict[tuple[str, int], tuple[object, ...]]:
    read = json.loads(kttt("compute", *arguments, "--format", "json").stdout)
    of = ("value", "numerator", "denominator", "unknown", "low", "high", "rows", "estimate")
    return {
        (indicator["code"], figure["year"]): tuple(figure[name] for name in of)
        for indicator in read["indicators"]
        for figure in indicator["figures"]
    } | {("cutoff", read["year"]): (read["cutoff"],)}


def records(dataset: Dataset) -> dict[str, list[tuple[Any, ...]]]:
    """Every record with its year; a field that could not be read is told from a blank one."""
    found = {}
    for name, register in dataset.registers.items():
        columns = [
            ["?" if unread else series.value_at(row) for row, unread in enumerate(series.not_read.tolist())]
            for field, series in register.columns.items()
            if field != "year"
        ]
        found[name] = sorted(zip(register.years.tolist(), *columns, strict=True), key=repr)
    return found


@pytest.fixture(scope="session")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("copies")


@pytest.mark.parametrize("headers", ["fields", "vi"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_copy_gives_the_same_records_and_figures(kttt: Run, copies: Path, form: str, headers: str) -> None:
    copy = copies / f"{form}-{headers}"
    copy.mkdir()
    for name in REGISTERS if form == "csv" else (None,):
        output = copy / f"{name or 'all'}.{form}"
        only = ("--register", name) if name else ()
        done = kttt("convert", SAMPLE, "-o", output, "--headers", headers, *only)
        assert (done.returncode, done.stderr, done.stdout) == (0, "", f"{output}\n")
    assert records(read_dataset([copy])) == records(read_dataset([SAMPLE]))
    assert figures(kttt, copy) == figures(kttt, SAMPLE)


TITLE = [
    ["UBND HUYỆN YÊN THẾ"],
    ["DANH SÁCH LIÊN HIỆP HTX (số ước) tính đến ngày 14/12/2023"],
    [],
    ["STT", "Tên LH HTX", "Ngày thành lập", "Vốn điều lệ (tỷ đồng)", "Xếp loại", "Liên kết với doanh nghiệp", "Mã số LH HTX"],
    [1, "LH HTX Một", "03/2019", "1,5", "Tốt", "có", "0101234567"],
    [2, "LH HTX Hai", "31/02/2020", "x", "Tuyệt vời", "chắc", "2,4E+09"],
    [3, "-5 Sao", 2018, "1.234,5", "", "không", None],
    [4, "@ LH HTX \x0bBa", "quý I/2018", None, None, None, None],
]  # fmt: skip


@pytest.fixture
def messy(tmp_path: Path) -> Path:
    folder = tmp_path / "so"
    folder.mkdir()
    path = folder / "so-lieu.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(TITLE)
    return path


@pytest.mark.parametrize("headers", ["fields", "vi"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_stood_outside_the_rows_and_what_was_not_read_is_not_lost(
    kttt: Run, messy: Path, tmp_path: Path, form: str, headers: str
) -> None:
    # The name speaks of another kind, year and district: a copy says all it knows in its rows.
    copy = tmp_path / f"qtdnd-2021-huyen-tan-yen.{form}"
    assert kttt("convert", messy, "-o", copy, "--headers", headers).returncode == 1
    before, after = read_dataset([messy]), read_dataset([copy])
    assert records(after) == records(before)
    assert (after.cutoffs, after.estimates) == (before.cutoffs, before.estimates)
    assert after.cutoffs
    assert after.estimates
    unread = {(each.rule, each.field) for each in before.findings if each.severity == "error"}
    assert len(unread) >= 4
    again = tmp_path / f"again.{form}"
    kttt("convert", copy, "-o", again, "--headers", headers)
    assert records(read_dataset([again])) == records(before)


def test_a_workbook_and_its_copy_are_the_same(kttt: Run, tmp_path: Path) -> None:
    copy = tmp_path / "sach.xlsx"
    assert kttt("convert", WORKBOOKS, "-o", copy).returncode == 0
    assert records(read_dataset([copy])) == records(read_dataset([WORKBOOKS]))
    assert openpyxl.load_workbook(copy, read_only=True).sheetnames == list(REGISTERS)


def test_each_record_has_its_place(kttt: Run, messy: Path) -> None:
    done = kttt("convert", messy, "-o", "-", "--quiet")
    assert done.stdout.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(done.stdout.removeprefix("\ufeff"))))
    assert [row["source_row"] for row in rows] == ["5", "6", "7", "8"]
    first = rows[0]
    assert (first["kind"], first["district"]) == ("lh", "Huyện Yên Thế")
    assert (first["registered_on"], first["charter_capital"]) == ("2019-03", "1500000000")
    assert (first["list_year"], first["list_cutoff"], first["list_estimate"]) == ("2023", "2023-12-14", "yes")
    assert rows[1]["registered_on"] == "? 31/02/2020"
    assert rows[2]["name"] == "'-5 Sao"


def test_json_lines_name_their_register(kttt: Run) -> None:
    lines = [json.loads(line) for line in kttt("convert", SAMPLE, "-o", "-", "--format", "jsonl").stdout.splitlines()]
    assert len(lines) == 13515
    assert {line["register"] for line in lines} == {*REGISTERS}
    assert isinstance(lines[0]["charter_capital"], int)


def test_texts_of_a_workbook_are_never_formulas(kttt: Run, tmp_path: Path) -> None:
    path, copy = tmp_path / "htx-2023.csv", tmp_path / "sach.xlsx"
    path.write_text("Tên HTX,Loại hình\n=1+1,HTX\n+Tâm,HTX\n", encoding="utf-8")
    kttt("convert", path, "-o", copy)
    cells = [cell for row in openpyxl.load_workbook(copy).active.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert "+Tâm" in {cell.value for cell in cells}


@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl"])
def test_the_same_input_gives_the_same_bytes(kttt: Run, tmp_path: Path, form: str) -> None:
    for seed in ("1", "2"):
        output = tmp_path / f"{seed}.{form}"
        kttt("convert", SAMPLE / "htx-2020.csv", "-o", output, PYTHONHASHSEED=seed)
    assert (tmp_path / f"1.{form}").read_bytes() == (tmp_path / f"2.{form}").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-o", "x.csv"], ["--register", "organisation, group, fund, support, commune"]),
        (["-o", "x.csv", "--register", "organization"], ["có phải organisation?"]),
        (["-o", "x.doc"], [".csv, .xlsx"]),
        (["-o", "-", "--format", "xlsx"], ["xlsx"]),
        (["-o", "nirgends/x.xlsx"], ["nirgends"]),
        ([], []),
    ],
)
def test_what_cannot_be_written_is_said(kttt: Run, tmp_path: Path, arguments: list[str], words: list[str]) -> None:
    done = kttt("convert", SAMPLE, *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    for word in words:
        assert word in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten_unasked_and_the_input_never(kttt: Run, tmp_path: Path) -> None:
    there = tmp_path / "there.csv"
    there.write_text("mine", encoding="utf-8")
    done = kttt("convert", SAMPLE / "htx-2020.csv", "-o", there)
    assert (done.returncode, there.read_text(encoding="utf-8")) == (2, "mine")
    assert kttt("convert", SAMPLE / "htx-2020.csv", "-o", there, "--force").returncode == 0
    whole = there.read_bytes()
    assert kttt("convert", there, "-o", there, "--force").returncode == 2
    assert there.read_bytes() == whole
    assert [path.name for path in tmp_path.iterdir()] == ["there.csv"]
