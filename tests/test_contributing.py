"""The recipes of CONTRIBUTING.md, applied as they stand to a copy of the package: nothing else has to change."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "data" / "samples" / "bac-giang"
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
LINES_PROMISED = 10


class Recipe(NamedTuple):
    """One block that says where it goes."""

    new: bool
    path: str
    text: str


def recipes() -> dict[str, Recipe]:
    """The blocks of the guide by the heading they stand under."""
    found = {}
    for section in GUIDE.split("\n### ")[1:]:
        for block in re.findall(r"```(?:toml|python)\n(.*?)```", section, flags=re.DOTALL):
            where, _, text = block.partition("\n")
            said = re.fullmatch(r"# (new file|at the end of) (\S+)", where)
            assert said, f"the block does not say where it goes: {where}"
            found[section.partition("\n")[0]] = Recipe(said[1] == "new file", said[2], text)
    return found


@pytest.fixture
def house(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    return tmp_path


def apply(recipe: Recipe, house: Path) -> None:
    path = house / recipe.path
    assert path.exists() != recipe.new
    with path.open("a", encoding="utf-8") as file:
        file.write(recipe.text if recipe.new or path.suffix == ".py" else f"\n{recipe.text}")


def kttt(house: Path, *arguments: object) -> str:
    personal = ("KTTT_LANG", "KTTT_PLAN", "COLUMNS")
    environment = {name: value for name, value in os.environ.items() if name not in personal}
    done = subprocess.run(
        [sys.executable, "-m", "kttt_cli", *map(str, arguments)],
        env=environment | {"PYTHONPATH": str(house / "src")},
        cwd=house,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_there_is_a_recipe_for_each_and_it_is_short() -> None:
    assert list(recipes()) == ["An indicator", "A register column", "A rule", "A plan"]
    for name, recipe in recipes().items():
        assert recipe.text.count("\n") < LINES_PROMISED, name


def test_the_recipe_of_an_indicator_works(house: Path) -> None:
    apply(recipes()["An indicator"], house)
    assert "htx.large" in kttt(house, "indicator")
    assert "is at least 50" in kttt(house, "indicator", "htx.large", "--lang", "en")
    large = 0
    with (SAMPLE / "htx-2023.csv").open(encoding="utf-8-sig", newline="") as file:
        for each in csv.DictReader(file):
            members = each["Tổng số thành viên"].replace(".", "")
            large += each["Loại hình"] != "LH HTX" and not each["Ngày giải thể"] and int(members or 0) >= 50
    told = kttt(house, "compute", SAMPLE, "-i", "htx.large", "--year", "2023", "--format", "csv")
    row = next(csv.DictReader(told.lstrip("\ufeff").splitlines()))
    assert row["indicator"] == "htx.large"
    assert int(row["value"]) == large
    assert "htx-2023.csv" in kttt(house, "explain", "htx.large", SAMPLE, "--year", "2023", "--limit", "1")


def test_the_recipe_of_a_column_works(house: Path) -> None:
    apply(recipes()["A register column"], house)
    apply(
        Recipe(
            False,
            "src/kttt_cli/indicators/indicators.toml",
            '[indicator."htx.ocop"]\nlabel = "OCOP"\nunit = "htx"\nlaw = "QĐ 148/QĐ-TTg"\n'
            'sum = { of = "ocop_products", rows = "htx" }\n',
        ),
        house,
    )
    register = house / "htx-2023.csv"
    register.write_text(
        "Tên HTX,Loại hình,Ngày đăng ký lần đầu,SP OCOP\n"
        "HTX A,HTX,01/02/2020,3\nHTX B,HTX,01/02/2021,\nHTX C,HTX,01/02/2022,4\n",
        encoding="utf-8",
    )
    shown = kttt(house, "explain", "htx.ocop", register, "--lang", "en")
    assert "7 HTX" in shown
    assert "OCOP products [D2]: 3" in shown
    assert "Số sản phẩm OCOP" in kttt(house, "schema", "register-organisation")


def test_the_recipe_of_a_rule_works(house: Path) -> None:
    apply(recipes()["A rule"], house)
    assert "More controllers than members" in kttt(house, "rule", "HL301", "--lang", "en")
    register = house / "htx-2023.csv"
    register.write_text("Tên HTX,Loại hình,Số TV,BKS\nHTX A,HTX,12,3\nHTX B,HTX,9,12\n", encoding="utf-8")
    told = kttt(house, "check", register, "--lang", "en", "--fail-on", "never")
    assert "htx-2023.csv [D3] HL301 error: Control board members 12 is more than members 9 (HTX B)" in told
    assert "1 errors, 0 warnings" in told


def test_the_recipe_of_a_plan_works(house: Path) -> None:
    recipe = recipes()["A plan"]
    apply(recipe, house)
    name = Path(recipe.path).stem
    assert name in kttt(house, "plan")
    assert "Thành lập mới HTX" in kttt(house, "plan", name)
    told = kttt(house, "compute", SAMPLE, "--plan", name, "--lang", "en")
    assert "A model plan, 2021–2025" in told
    assert "✓ reached" in told


def test_a_plan_may_also_lie_anywhere(house: Path) -> None:
    own = house / "ours.toml"
    own.write_text(recipes()["A plan"].text, encoding="utf-8")
    assert "A model plan" in kttt(house, "compute", SAMPLE, "--plan", own, "--lang", "en")
