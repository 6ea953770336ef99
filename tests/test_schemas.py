"""The published schemas are current, and the JSON output is what its schema says, in whatever language."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from kttt_cli.annexes.layouts import packaged_layouts
from kttt_cli.plans.plan import packaged_plans
from kttt_cli.schemas import files, schemas

ROOT = Path(__file__).parents[1]
SAMPLE = "data/samples/bac-giang"
FOLDER = ROOT / "schemas"
CALLS: dict[str, tuple[str, ...]] = {
    "all": (),
    "year": ("--year", "2023"),
    "by district": ("--by", "district", "--year", "2023"),
    "by sector": ("--by", "sector"),
    "by district without one": ("--by", "district", "--year", "2025"),
    "as of": ("--as-of", "30/06/2024", "-i", "htx.new"),
}


@cache
def compute(*arguments: str) -> Any:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KTTT_")}
    done = subprocess.run(
        [sys.executable, "-m", "kttt_cli", "compute", SAMPLE, "--format", "json", *arguments],
        cwd=ROOT,
        env=environment | {"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def published(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8"))


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every value that holds no other, with the keys on the way to it (list positions left out)."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, f"{path}[]")
    else:
        yield path, value


def test_the_published_copies_are_current() -> None:
    there = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()}
    assert there == files(), "run: make schemas"


@pytest.mark.parametrize("name", sorted(schemas()))
def test_each_schema_is_one(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(published(name))


@pytest.mark.parametrize("call", CALLS)
def test_the_json_is_what_its_schema_says(call: str) -> None:
    told = compute(*CALLS[call])
    jsonschema.Draft202012Validator(published("compute")).validate(told)


def test_a_value_of_the_wrong_type_is_refused_by_the_schema() -> None:
    told = json.loads(json.dumps(compute()))
    told["indicators"][0]["figures"][0]["value"] = "743"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(published("compute")).validate(told)


def test_by_district_has_parts_and_by_district_without_districts_says_why_not() -> None:
    parts = [
        figure
        for indicator in compute(*CALLS["by district"])["indicators"]
        for figure in indicator["figures"]
        if figure["cut"]
    ]
    assert parts
    assert compute(*CALLS["by district without one"])["no_parts"] is not None


def test_numbers_are_plain_and_dates_are_iso() -> None:
    numeric = re.compile(r"\.(value|numerator|denominator|low|high|distance|pace|forecast|rows|unknown)$")
    days = 0
    for path, value in leaves(compute()):
        if numeric.search(path) and ".cut" not in path and ".findings" not in path:
            assert value is None or (isinstance(value, int | float) and not isinstance(value, bool)), path
        if path.endswith((".cutoff", ".since")):
            assert date.fromisoformat(value).isoformat() == value
            days += 1
    assert days > 1


def test_a_count_is_an_integer_and_no_number_is_a_text() -> None:
    counts = next(each for each in compute()["indicators"] if each["code"] == "htx.count")
    assert counts["figures"][0]["value"] == 743
    assert all(isinstance(figure["value"], int) for figure in counts["figures"])


@pytest.mark.parametrize("call", ["year", "by sector"])
def test_the_json_is_the_same_in_every_language(call: str) -> None:
    assert compute(*CALLS[call], "--lang", "en") == compute(*CALLS[call], "--lang", "vi")


def plain(value: Any) -> Any:
    """TOML as JSON has it: dates as text."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


@pytest.mark.parametrize("name", packaged_plans())
def test_the_packaged_plans_are_what_their_schema_says(name: str) -> None:
    tables = tomllib.loads((ROOT / "src" / "kttt_cli" / "plans" / f"{name}.toml").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(published("plan")).validate(plain(tables))


@pytest.mark.parametrize("name", packaged_layouts())
def test_the_packaged_layouts_are_what_their_schema_says(name: str) -> None:
    tables = tomllib.loads((ROOT / "src" / "kttt_cli" / "annexes" / name).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(published("annex-layout")).validate(tables)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(published("annex-layout")).validate(tables | {"khoa-la": 1})
