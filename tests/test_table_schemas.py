"""The Table Schemas and the samples' Data Package, held by frictionless: a second program, written by others."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package, Resource, Schema, system

from kttt_cli.outputs.table_schema import schema_of_file
from kttt_cli.registers.columns import MODELS
from tests.conftest import ROOT, SAMPLE, Run

SCHEMAS = ROOT / "schemas"


def errors(path: Path, schema: dict[str, Any]) -> list[tuple[str, int, str]]:
    """(kind, row from 1, field) of what frictionless finds."""
    with system.use_context(trusted=True):
        resource = Resource(path=str(path), schema=Schema.from_descriptor(schema))
        report = resource.validate(limit_errors=20)
    assert report.errors == []
    return [(each.type, getattr(each, "row_number", 0), getattr(each, "field_name", "")) for each in report.tasks[0].errors]  # fmt: skip


def table_schema(name: str) -> dict[str, Any]:
    return dict(json.loads((SCHEMAS / f"{name}.table.json").read_text(encoding="utf-8")))


def test_frictionless_reads_the_samples_by_their_data_package() -> None:
    report = Package(str(SAMPLE / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "note"])[:5]
    assert {task.place for task in report.tasks} == {path.name for path in SAMPLE.glob("*.csv")}
    assert sum(task.stats["rows"] for task in report.tasks) == 13515


@pytest.mark.parametrize("register", MODELS)
def test_what_convert_writes_is_what_its_schema_says(kttt: Run, tmp_path: Path, register: str) -> None:
    path = tmp_path / "records.csv"
    assert kttt("convert", SAMPLE, "--register", register, "-o", path, "--quiet").returncode == 0
    assert errors(path, table_schema(f"register-{register}")) == []
    header = path.read_text(encoding="utf-8-sig").splitlines()[0].split(",")
    assert set(header) <= {field["name"] for field in table_schema(f"register-{register}")["fields"]}


@pytest.mark.parametrize(
    ("heading", "wrong"),
    [
        ("Ngày đăng ký lần đầu", "31/02/2020"),
        ("Ngày đăng ký lần đầu", "2020-02-28 hôm qua"),
        ("Xếp loại", "Tuyệt vời"),
        ("Lĩnh vực", "Khai thác mỏ"),
        ("Vốn điều lệ (triệu đồng)", "một tỷ"),
        ("Vốn điều lệ (triệu đồng)", "-5"),
        ("Tổng số thành viên", "mười"),
        ("Tổng số thành viên", "-1"),
        ("Điểm", "101"),
        ("Liên kết với doanh nghiệp", "có lẽ"),
        ("Năm", "1024"),
    ],
)
def test_a_planted_fault_is_found_by_both_in_the_same_cell(kttt: Run, tmp_path: Path, heading: str, wrong: str) -> None:
    header, *rows = csv.reader(io.StringIO((SAMPLE / "htx-2023.csv").read_text(encoding="utf-8-sig")))
    column = header.index(heading)
    rows[6][column] = wrong
    path = tmp_path / "htx-2023.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows[:20]])
    found = schema_of_file(header)
    assert found is not None
    assert [(row, field) for _, row, field in errors(path, found[1])] == [(8, heading)]
    told = json.loads(kttt("check", path, "--format", "json").stdout)["findings"]
    cells = [each["cell"] for each in told if each["severity"] == "error" and each["value"] is not None]
    assert f"{_letters(column)}8" in cells


def _letters(column: int) -> str:
    return ("" if column < 26 else chr(64 + column // 26)) + chr(65 + column % 26)


@pytest.mark.parametrize("register", MODELS)
def test_every_field_has_its_place_in_both_schemas(register: str) -> None:
    model = MODELS[register]
    written, canonical = table_schema(f"register-{register}.vi"), table_schema(f"register-{register}")
    assert len(written["fields"]) == len(model.model_fields)
    assert [field["name"] for field in canonical["fields"]][: len(model.model_fields)] == [*model.model_fields]
    found = schema_of_file([field["name"] for field in written["fields"]])
    assert found is not None
    assert found[0] == register
