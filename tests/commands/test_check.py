"""kttt check: every finding of every file that can be read, whatever happens to the others; counts; exit codes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.conftest import ROOT, SAMPLE, Run

BAD = """\
Mã số HTX,Tên HTX,Loại hình,Ngày đăng ký lần đầu,Xếp loại,Vốn điều lệ (triệu đồng),Doanh tu
2400000001,HTX Một,HTX,15/03/2019,Tốt,"1.570,5",1
2400000002,HTX Hai,HTX,31/02/2020,Khá,"1,500.5",2
2400000003,HTX Ba,HTX,15/03/2018,Tuyệt vời,"120,5",3
2400000003,[red]HTX Bốn[/red],HTX,15/03/2018,Yếu,x,4
"""


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "htx-2023.csv"
    path.write_text(BAD, encoding="utf-8")
    return path


def check_json(kttt: Run, *arguments: object) -> Any:
    done = kttt("check", *arguments, "--format", "json")
    told = json.loads(done.stdout)
    schema = json.loads((ROOT / "schemas" / "check.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(told)
    return told


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_findings_as_people_see_them(kttt: Run, golden: Callable[[str, str], None], bad: Path, lang: str) -> None:
    done = kttt("check", bad, "--lang", lang)
    assert (done.returncode, done.stderr) == (1, "")
    golden(f"check-{lang}.txt", done.stdout)


def test_the_sample_has_its_documented_findings_and_no_others(kttt: Run) -> None:
    """Trade HTX with five and six members until Luật 23/2012 ended, one HTX that is missing in 2023, marks only."""
    told = check_json(kttt, SAMPLE)
    assert {rule["rule"]: rule["count"] for rule in told["rules"]} == {"LU201": 154, "SS202": 1, "CK102": 6}
    few = [each for each in told["findings"] if each["rule"] == "LU201"]
    assert {each["file"] for each in few} == {f"htx-{year}.csv" for year in range(2020, 2024)}
    assert {each["value"] for each in few} == {"5", "6"}
    (missing,) = (each for each in told["findings"] if each["rule"] == "SS202")
    assert (missing["file"], missing["cell"]) == ("htx-2024.csv", "B332")
    assert told["records"] == told["usable"] == 13515
    assert sum(table["records"] for table in told["tables"]) == told["records"]
    assert kttt("check", SAMPLE).returncode == 0


def test_the_json_names_cell_value_reason_and_suggestion(kttt: Run, bad: Path) -> None:
    told = check_json(kttt, bad)
    date = next(each for each in told["findings"] if each["field"] == "registered_on")
    assert (date["file"], date["sheet"], date["cell"], date["value"]) == ("htx-2023.csv", None, "D3", "31/02/2020")
    assert "HTX Hai" in date["record"]
    assert (told["records"], told["usable"]) == (4, 1)
    assert sum(rule["count"] for rule in told["rules"]) == sum(told["counts"].values()) == len(told["findings"])
    assert told == check_json(kttt, bad, "--lang", "en")


def test_findings_stand_in_the_order_of_their_places(kttt: Run, bad: Path) -> None:
    lines = kttt("check", bad).stdout.splitlines()
    cells = [line.split("[")[1].split("]")[0] for line in lines if line.startswith("htx-2023.csv [")]
    rows = [int("".join(char for char in cell.split(":")[0] if char.isdigit()) or 0) for cell in cells]
    assert rows == sorted(rows)


def test_the_limit_is_of_what_is_shown_only(kttt: Run, bad: Path) -> None:
    whole, limited = check_json(kttt, bad), check_json(kttt, bad, "--limit", "2")
    assert limited["findings"] == whole["findings"][:2]
    assert limited["more"] == len(whole["findings"]) - 2
    assert (limited["counts"], limited["rules"]) == (whole["counts"], whole["rules"])
    done = kttt("check", bad, "--limit", "1", "--lang", "en")
    assert done.returncode == 1
    assert f"… and {len(whole['findings']) - 1} more" in done.stdout


@pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("warning", 1), ("never", 0)])
def test_the_exit_code_follows_the_gravest_finding(kttt: Run, tmp_path: Path, fail_on: str, code: int) -> None:
    path = tmp_path / "htx-2023.csv"
    path.write_text("Tên HTX,Loại hình,Xếp lọai HTX X\nHTX Một,HTX,Tốt\n", encoding="utf-8")
    told = check_json(kttt, path)
    assert (told["counts"]["error"], told["counts"]["warning"]) == (0, 1)
    assert kttt("check", path, "--fail-on", fail_on).returncode == code


def test_what_can_be_read_is_checked_beside_what_cannot(kttt: Run, bad: Path, tmp_path: Path) -> None:
    broken, missing = tmp_path / "hong.xlsx", tmp_path / "nirgends"
    broken.write_text("<html>", encoding="utf-8")
    alone, beside = check_json(kttt, bad), check_json(kttt, broken, bad, missing)
    own = [each for each in beside["findings"] if each["file"] == str(bad)]
    assert [(each["cell"], each["rule"]) for each in own] == [
        (each["cell"], each["rule"]) for each in alone["findings"]
    ]
    assert [(each["rule"], each["file"]) for each in beside["findings"] if each["file"] != str(bad)] == [
        ("DT101", str(broken)),
        ("DT101", str(missing)),
    ]
    assert beside["failed"] == [str(broken), str(missing)]
    assert kttt("check", broken, bad).returncode == 3
    # Beside others in a folder it is an error of the data; the folder itself was read.
    missing.mkdir()
    assert kttt("check", tmp_path).returncode == 1
    assert "hong.xlsx DT101" in kttt("check", tmp_path).stdout


def test_a_folder_without_registers_could_not_be_read(kttt: Run, tmp_path: Path) -> None:
    (tmp_path / "ghi-chu.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    done = kttt("check", tmp_path)
    assert done.returncode == 3
    assert "DT103" in done.stdout
    assert "ghi-chu.csv" in done.stdout


def test_two_sources_are_one_finding_and_all_others_are_told(kttt: Run, bad: Path) -> None:
    (bad.parent / "htx-2023-moi.csv").write_text(BAD, encoding="utf-8")
    told = check_json(kttt, bad.parent)
    assert [each["rule"] for each in told["findings"]].count("DT102") == 1
    assert {each["file"] for each in told["findings"] if each["field"] == "grade"} == {
        "htx-2023.csv",
        "htx-2023-moi.csv",
    }


def test_text_of_a_register_is_never_markup(kttt: Run, bad: Path) -> None:
    assert "[red]HTX Bốn[/red]" in kttt("check", bad).stdout


def test_files_that_are_no_tables_are_counted_where_they_are_many(kttt: Run, bad: Path) -> None:
    for number in range(6):
        (bad.parent / f"ghi-chu-{number}.md").write_text("x", encoding="utf-8")
        done = kttt("check", bad.parent, "--lang", "en")
        named = done.stdout.count("No register, not read: ghi-chu-")
        assert named == (number + 1 if number < 5 else 0)
    assert "Not CSV or Excel, not read: 6 files" in done.stdout
    assert len(check_json(kttt, bad.parent)["skipped"]) == 6


def test_a_filled_annex_is_checked_by_its_arithmetic(kttt: Run) -> None:
    done = kttt("check", SAMPLE.parent / "phu-luc-06.xlsx")
    assert done.returncode == 1
    assert "[Phụ lục 06!J15] PL101 lỗi" in done.stdout
    for right in ("295", "420", "336", "342"):
        assert right in done.stdout
    assert "Không phải sổ" not in done.stdout


def test_the_figures_of_the_plans_text_are_held_against_one_another(kttt: Run) -> None:
    done = kttt("check", SAMPLE.parent / "so-lieu-trong-ke-hoach.toml", "--lang", "en")
    assert done.returncode == 1
    assert "98/743 = 13.19 %" in done.stdout
    assert "8 errors, 1 warnings" in done.stdout


def test_an_annex_beside_registers_does_not_keep_them_from_being_checked(kttt: Run, tmp_path: Path) -> None:
    for path in (SAMPLE / "htx-2020.csv", SAMPLE.parent / "phu-luc-06.xlsx"):
        shutil.copy(path, tmp_path)
    done = kttt("check", tmp_path)
    assert "PL101" in done.stdout
    assert "762 bản ghi" in done.stdout


def test_a_link_to_itself_is_a_file_that_cannot_be_read(kttt: Run, tmp_path: Path) -> None:
    (tmp_path / "htx-2023.csv").symlink_to("htx-2023.csv")
    done = kttt("check", tmp_path / "htx-2023.csv")
    assert done.returncode == 3
    assert "DT101" in done.stdout
