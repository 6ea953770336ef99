"""A register as bad as they come, cell by cell: the right value, or a finding that names the cell. Nothing in silence.

The file and its truth are written by scripts/make_torture.py. `make torture` shows what other tools make of it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from kttt_cli.registers.dataset import Dataset, read_dataset
from kttt_cli.registers.places import district_key
from kttt_cli.sheets.dates import Dated
from kttt_cli.sheets.page import Role
from kttt_cli.sheets.text import key
from tests.conftest import ROOT

FOLDER = Path(__file__).parent
TRUTH = json.loads((FOLDER / "truth.json").read_text(encoding="utf-8"))
FILES = ("so-htx.xlsx", "so-htx.csv")
GAPS: dict[tuple[str, str], str] = {}
"""(file, cell) → what is not read as it should be. The test turns red when it is mended: then remove the line."""


@pytest.fixture(scope="module", params=FILES)
def data(request) -> Dataset:
    return read_dataset([FOLDER / request.param])


def file_of(data: Dataset) -> str:
    return data.readings[0].file


def value_at(data: Dataset, row: int, name: str) -> Any:
    register = data.registers["organisation"]
    value = register.columns[name].value_at(register.row_of.tolist().index(row - 1))
    return value.iso() if isinstance(value, Dated) else value


def findings_at(data: Dataset, cell: str) -> list[str]:
    sheet = TRUTH["sheet"] if file_of(data).endswith("xlsx") else None
    return [each.rule for each in data.findings if each.place.cell == cell and each.place.sheet == sheet]


def same(name: str, value: object, right: object) -> bool:
    if name == "district" and value is not None and right is not None:
        return district_key(str(value)) == district_key(str(right))
    if name == "commune" and value is not None and right is not None:
        return key(str(value)) == key(str(right))
    return value == right and type(value) is type(right)


@pytest.mark.parametrize("defect", TRUTH["defects"], ids=lambda defect: f"{defect['cell']}: {defect['kind']}")
def test_no_silent_wrong_value(data, defect, request):
    reason = GAPS.get((file_of(data), defect["cell"]))
    if reason:
        request.applymarker(pytest.mark.xfail(reason=reason, strict=True))
    said = findings_at(data, defect["cell"])
    must = defect["must"] if file_of(data).endswith("xlsx") else defect["must_in_csv"]
    value = None if defect["kind"] == "wrong subtotal" else value_at(data, defect["row"], defect["field"])
    if must != "value":
        assert said, f"nothing is said of {defect['written']!r}, read as {value!r}"
    right = None if must == "finding" else defect["right"]
    assert same(defect["field"], value, right), f"{defect['written']!r} is read as {value!r}"


def test_all_other_cells_are_right(data):
    odd = {(defect["row"], defect["field"]) for defect in TRUTH["defects"]}
    wrong = {
        f"{name}, row {record['row']}": (value, record[name])
        for record in TRUTH["records"]
        for name in TRUTH["columns"]
        if (record["row"], name) not in odd
        and not same(name, value := value_at(data, record["row"], name), record[name])
    }
    assert wrong == {}


def test_nothing_is_said_of_cells_that_are_right(data):
    odd = {(defect["row"] - 1, TRUTH["columns"][defect["field"]]) for defect in TRUTH["defects"]}
    rows = {record["row"] - 1 for record in TRUTH["records"]}
    said = {
        f"{each.rule} {each.place.cell}"
        for each in data.findings
        if each.place.row in rows and each.place.column is not None and (each.place.row, each.place.column) not in odd
    }
    assert said == set()


def test_no_record_is_lost_or_invented(data):
    rows = [row + 1 for row in data.registers["organisation"].row_of.tolist()]
    assert rows == [record["row"] for record in TRUTH["records"]]
    assert set(data.registers) == {"organisation"}
    assert set(data.registers["organisation"].years.tolist()) == {TRUTH["year"]}


def test_every_other_row_is_what_it_is(data):
    (reading,) = data.readings
    assert reading.height == TRUTH["rows"]
    found = {role.name.lower(): (reading.roles == role).nonzero()[0] + 1 for role in Role}
    assert {role: found[role].tolist() for role in TRUTH["other_rows"]} == TRUTH["other_rows"]


def test_the_files_are_what_the_script_writes(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "scripts")
    monkeypatch.delitem(sys.modules, "make_torture", raising=False)
    import make_torture

    make_torture.main(tmp_path)
    for name in (*FILES, "truth.json"):
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes(), name


def test_the_page_shows_what_kttt_makes_of_each_cell():
    from tests.torture import rivals

    read = rivals.with_kttt()
    shown = [
        line.split(" | ") for line in rivals.PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")
    ]
    page = {cells[0].removeprefix("| "): cells[-1].removesuffix(" |") for cells in shown}
    for defect in TRUTH["defects"]:
        assert page[defect["cell"]] == rivals.judged(read, defect)[0], f"{defect['cell']}: run make torture"
    assert {rivals.judged(read, defect)[0] for defect in TRUTH["defects"]} == {rivals.RIGHT, rivals.SAID}
