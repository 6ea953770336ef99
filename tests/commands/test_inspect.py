"""kttt inspect: every row of every sheet is accounted for, every column is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.conftest import ROOT, SAMPLE, WORKBOOKS, Run

WORKBOOK = WORKBOOKS / "bac-giang-2021.xlsx"
MESSY = """\
UBND HUYỆN YÊN THẾ,,,,
DANH SÁCH HTX (số ước) TÍNH ĐẾN 14/12/2023,,,,
,,,,
STT,Tên HTX,Ngày thành lập,Vốn điều lệ (triệu đồng),Doanh tu
1,HTX Một,15/03/2019,"1.570,5",1
2,[red]HTX Hai[/red],31/02/2020,"1,500.5",2
,Tổng cộng,,"3.071,0",
"""


def inspected(kttt: Run, *arguments: object) -> Any:
    done = kttt("inspect", *arguments, "--format", "json")
    told = json.loads(done.stdout)
    schema = json.loads((ROOT / "schemas" / "inspect.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(told)
    return told


@pytest.fixture
def messy(tmp_path: Path) -> Path:
    path = tmp_path / "so.csv"
    path.write_text(MESSY, encoding="utf-8")
    return path


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_reading_as_people_see_it(kttt: Run, golden: Callable[[str, str], None], lang: str, messy: Path) -> None:
    done = kttt("inspect", WORKBOOK, messy, "--lang", lang)
    assert (done.returncode, done.stderr) == (0, "")
    golden(f"inspect-{lang}.txt", done.stdout.replace(str(messy.parent), "…").replace(str(ROOT), "…"))
    assert max(map(len, done.stdout.splitlines())) <= 100


@pytest.mark.parametrize("data", [SAMPLE, WORKBOOKS])
def test_the_rows_of_every_sheet_add_up(kttt: Run, data: Path) -> None:
    told = inspected(kttt, data)
    assert sum(sheet["records"] for sheet in told["sheets"]) == 13515
    for sheet in told["sheets"]:
        assert sheet["records"] + sheet["other_rows"] == sheet["rows"]
        rows = [row for part in sheet["parts"] for row in range(part["first"], part["last"] + 1)]
        assert rows == [*range(1, sheet["rows"] + 1)]
        data_rows = [part for part in sheet["parts"] if part["role"] == "data"]
        assert sum(part["last"] - part["first"] + 1 for part in data_rows) == sheet["records"]
        for table in sheet["tables"]:
            assert all(each["filled"] + each["blank"] == table["records"] for each in table["columns"])


def test_each_column_and_what_stands_above_is_told(kttt: Run, messy: Path) -> None:
    [sheet] = inspected(kttt, messy)["sheets"]
    [table] = sheet["tables"]
    columns = {each["column"]: each for each in table["columns"]}
    assert (table["register"], table["year"], table["year_from"]) == ("organisation", 2023, "title")
    assert (table["cutoff"], table["estimate"], "district" in table["given"]) == ("2023-12-14", True, True)
    assert (columns["A"]["field"], columns["C"]["field"], columns["D"]["unit"]) == (None, "registered_on", "triệu đồng")
    assert (columns["C"]["odd"], columns["C"]["first_odd"]) == (
        1,
        {"cell": "C6", "value": "31/02/2020", "rule": "NG102"},
    )
    assert columns["E"]["suggestion"]["vi"] == "có phải Doanh thu?"


def test_text_of_a_register_is_never_markup_and_a_group_has_its_name(kttt: Run) -> None:
    told = kttt("inspect", WORKBOOK).stdout
    assert "nhóm: Huyện" in told
    assert "\x1b" not in told


def test_what_could_not_be_read_is_said_beside_the_rest(kttt: Run, messy: Path, tmp_path: Path) -> None:
    (tmp_path / "hong.xlsx").write_text("<html>", encoding="utf-8")
    done = kttt("inspect", messy, tmp_path / "hong.xlsx")
    assert done.returncode == 3
    assert "so.csv: 7 dòng" in done.stdout
    assert "hong.xlsx DT101" in done.stderr
