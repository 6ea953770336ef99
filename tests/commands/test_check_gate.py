"""kttt check as a gate: which rules count and how gravely, and the findings that are known already."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import jsonschema
import pytest
from openpyxl import Workbook

from tests.conftest import ROOT, SAMPLE, Run

HEADER = ("Mã số HTX", "Tên HTX", "Loại hình", "Huyện", "Xã", "Ngày đăng ký lần đầu", "Xếp loại", "Vốn điều lệ (triệu đồng)", "Doanh tu")  # fmt: skip
ROWS = (
    ("9900000016", "HTX Một", "HTX", "Huyện Yên Thế", "Xã Đồng Tiến", "15/03/2019", "Tốt", "1.570,5", "1"),
    ("9900000023", "HTX Hai", "HTX", "Huyện Yên Thế", "Xã Đồng Tiến", "31/02/2020", "Khá", "1,500.5", "2"),
    ("", "HTX Ba", "HTX", "Huyện Yên Thế", "Xã Xuân Lương", "15/03/2018", "Tuyệt vời", "120,5", "3"),
    ("", "HTX Tư", "HTX", "Huyện Yên Thế", "Xã Xuân Lương", "15/03/2018", "Yếu", "-7", "4"),
)

Rows = tuple[tuple[str, ...], ...]


def put(folder: Path, name: str, rows: Rows = ROWS, titles: Rows = ()) -> Path:
    """The list as CSV, or as a workbook with numbers that are numbers."""
    path = folder / name
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([*titles, HEADER, *rows])
        return path
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Danh sách"
    for row in (*titles, HEADER, *rows):
        sheet.append([float(cell) if cell.lstrip("-").isdigit() and len(cell) < 9 else cell or None for cell in row])
    book.save(path)
    return path


def changed(row: int, column: str, value: str) -> Rows:
    at = HEADER.index(column)
    return tuple(
        (*each[:at], value, *each[at + 1 :]) if index == row else each for index, each in enumerate(ROWS)
    )  # fmt: skip


def told(kttt: Run, *arguments: object, cwd: Path) -> tuple[int, Any]:
    done = kttt("check", *arguments, "--format", "json", cwd=cwd)
    assert done.stderr == ""
    return done.returncode, json.loads(done.stdout)


def rules(report: Any) -> dict[str, int]:
    return {each["rule"]: each["count"] for each in report["rules"]}


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    put(tmp_path, "htx-2023.csv")
    return tmp_path


# --- which rules count -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "config", "left"),
    [
        ((), "", {"NG102", "SO102", "TV101", "GT101", "CT101", "MA105"}),
        (("--select", "NG,SO102"), "", {"NG102", "SO102"}),
        (("--select", "NG", "--select", "TV"), "", {"NG102", "TV101"}),
        (("--ignore", "NG102"), "", {"SO102", "TV101", "GT101", "CT101", "MA105"}),
        (("--ignore", "NG", "--select", "NG102,TV"), "", {"NG102", "TV101"}),
        (("--select", "NG", "--ignore", "NG102"), "", set()),
        (("--select", "NG102,TV", "--ignore", "NG102"), "", {"TV101"}),
        ((), 'select = ["NG", "TV"]', {"NG102", "TV101"}),
        (("--select", "SO"), 'select = ["NG", "TV"]', {"SO102"}),
        (("--ignore", "TV"), 'ignore = ["NG"]', {"SO102", "GT101", "CT101", "MA105"}),
    ],
)
def test_rules_are_selected_and_what_is_left_out_is_counted(
    kttt: Run, desk: Path, options: tuple[str, ...], config: str, left: set[str]
) -> None:
    _, whole = told(kttt, "htx-2023.csv", cwd=desk)
    (desk / "kttt.toml").write_text(f"[check]\n{config}\n", encoding="utf-8")
    code, report = told(kttt, "htx-2023.csv", *options, cwd=desk)
    assert set(rules(report)) == left & set(rules(whole))
    assert rules(report) | {each["rule"]: each["count"] for each in report["ignored"]} == rules(whole)
    assert code == (1 if report["counts"]["error"] else 0)
    assert report["records"] == whole["records"]


def test_what_is_left_out_is_said(kttt: Run, desk: Path) -> None:
    done = kttt("check", "htx-2023.csv", "--select", "TV", "--lang", "en", cwd=desk)
    assert "Left out as asked: " in done.stdout
    assert "NG102 1" in done.stdout


@pytest.mark.parametrize(
    ("options", "config", "grave", "code"),
    [
        ((), "", "error", 1),
        (("--severity", "TV101=warning"), "", "warning", 0),
        (("--severity", "TV=note"), "", "note", 0),
        (("--severity", "TV=note", "--severity", "TV101=error"), "", "error", 1),
        (("--severity", "TV101=warning", "--fail-on", "warning"), "", "warning", 1),
        ((), 'severity = { TV101 = "note" }', "note", 0),
        (("--severity", "TV101=error"), 'severity = { TV101 = "note" }', "error", 1),
    ],
)
def test_a_rule_is_as_grave_as_said(
    kttt: Run, desk: Path, options: tuple[str, ...], config: str, grave: str, code: int
) -> None:
    (desk / "kttt.toml").write_text(f"[check]\n{config}\n", encoding="utf-8")
    returned, report = told(kttt, "htx-2023.csv", "--select", "TV", *options, cwd=desk)
    assert {each["severity"] for each in report["findings"]} == {grave}
    assert returned == code


@pytest.mark.parametrize(
    ("options", "config", "said"),
    [
        (("--select", "NG192"), "", "NG102"),
        (("--ignore", "ng102"), "", "NG102"),
        (("--ignore", "NG102,"), "", "--ignore"),
        (("--severity", "TV101=grave"), "", "TV101=grave"),
        (("--severity", "TV191=error"), "", "TV101"),
        ((), 'ignore = ["NG192"]', "dòng 2"),
        ((), 'severity = { TV191 = "error" }', "TV101"),
        ((), 'severity = { TV101 = "eror" }', "error"),
        ((), 'selct = ["NG"]', "select"),
        ((), 'baseline = "không-có.json"', "--write-baseline"),
        (("--baseline", "không-có.json"), "", "--write-baseline"),
    ],
)
def test_a_code_that_is_none_is_refused_with_the_nearest(
    kttt: Run, desk: Path, options: tuple[str, ...], config: str, said: str
) -> None:
    (desk / "kttt.toml").write_text(f"[check]\n{config}\n", encoding="utf-8")
    done = kttt("check", "htx-2023.csv", *options, cwd=desk)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


# --- findings that are known -----------------------------------------------------------------------


@pytest.fixture
def known(kttt: Run, desk: Path) -> Path:
    """A desk whose findings of today are known."""
    done = kttt("check", "htx-2023.csv", "--write-baseline", "da-biet.json", cwd=desk)
    assert done.returncode == 0
    return desk


def test_known_findings_do_not_fail_and_are_counted(kttt: Run, known: Path) -> None:
    assert kttt("check", "htx-2023.csv", cwd=known).returncode == 1
    code, report = told(kttt, "htx-2023.csv", "--baseline", "da-biet.json", cwd=known)
    assert (code, report["findings"], report["gone"]) == (0, [], [])
    assert sum(report["counts"].values()) == 0
    assert report["known"] == sum(each["known"] for each in report["rules"]) > 4
    _, shown = told(kttt, "htx-2023.csv", "--baseline", "da-biet.json", "--show-known", cwd=known)
    assert len(shown["findings"]) == report["known"]
    assert all(each["known"] for each in shown["findings"])
    done = kttt("check", "htx-2023.csv", "--baseline", "da-biet.json", "--lang", "en", cwd=known)
    assert f"Known before, not counted: {report['known']}" in done.stdout


def moved(folder: Path) -> None:
    (folder / "htx-2023.csv").rename(folder / "danh sách mới 2023.csv")


def sorted_rows(folder: Path) -> None:
    put(folder, "htx-2023.csv", ROWS[::-1])


def titled(folder: Path) -> None:
    put(folder, "htx-2023.csv", titles=(("DANH SÁCH HTX NĂM 2023",), ("",), ("(Kèm theo báo cáo)",)))


def with_rows_before(folder: Path) -> None:
    good = ("9900000030", "HTX Năm", "HTX", "Huyện Yên Thế", "Xã Tam Tiến", "15/03/2019", "Tốt", "15", "5")
    put(folder, "htx-2023.csv", (good, *ROWS[:2], ("9900000047", *good[1:]), *ROWS[2:]))


def as_workbook(folder: Path) -> None:
    (folder / "htx-2023.csv").unlink()
    put(folder, "htx-2023.xlsx")


def as_other_csv(folder: Path) -> None:
    path = folder / "htx-2023.csv"
    rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8")))
    with path.open("w", encoding="utf-16", newline="") as file:
        csv.writer(file, delimiter="\t").writerows(rows)


def columns_turned(folder: Path) -> None:
    path = folder / "htx-2023.csv"
    rows = [row[::-1] for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8")))]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


@pytest.mark.parametrize(
    "change", [moved, sorted_rows, titled, with_rows_before, as_workbook, as_other_csv, columns_turned]
)
def test_a_known_finding_stays_known_wherever_its_record_goes(
    kttt: Run, known: Path, change: Callable[[Path], None]
) -> None:
    change(known)
    code, report = told(kttt, ".", "--baseline", "da-biet.json", cwd=known)
    assert [(each["rule"], each["cell"]) for each in report["findings"] if each["severity"] == "error"] == []
    assert code == 0
    assert [each for each in report["gone"] if each["rule"] != "MA105"] == []


FAULTS = {
    "Ngày đăng ký lần đầu": ("31/02/2020", "5/6", "2030"),
    "Tổng số thành viên": ("1.5", "0", "999999", "x"),
    "Vốn điều lệ (triệu đồng)": ("1,500.5", "99999999", "-3"),
    "Xếp loại": ("Tot lam", "Tốtt"),
    "Huyện": ("Huyện Không Có",),
    "Xã": ("Xã Không Có",),
    "Thành viên nữ": ("5000",),
    "Điểm": ("101", "10"),
    "Mã số HTX": ("123", "9900032058"),
    "Tên HTX": ("",),
}


def test_hundreds_of_known_findings_of_all_kinds_stay_known_in_any_order(kttt: Run, tmp_path: Path) -> None:
    """Two years of the sample, faults in 150 records, three records twice; then every row somewhere else."""
    chance = Random(1)
    header, *rows = csv.reader(io.StringIO((SAMPLE / "htx-2023.csv").read_text(encoding="utf-8-sig")))
    for row in chance.sample(rows, 150):
        column = chance.choice([*FAULTS])
        row[header.index(column)] = chance.choice(FAULTS[column])
    rows += [list(row) for row in rows[:3]]
    (tmp_path / "so").mkdir()
    (tmp_path / "so" / "htx-2022.csv").write_bytes((SAMPLE / "htx-2022.csv").read_bytes())
    for name in ("htx-2023.csv", "danh sách mới 2023.csv"):
        with (tmp_path / "so" / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *rows])
        if name == "htx-2023.csv":
            _, first = told(kttt, "so", "--write-baseline", "b.json", cwd=tmp_path)
            (tmp_path / "so" / name).unlink()
            chance.shuffle(rows)
    code, report = told(kttt, "so", "--baseline", "b.json", cwd=tmp_path)
    assert report["known"] == first["known"] > 150
    assert len(report["rules"]) > 15
    assert (code, report["findings"], report["gone"]) == (0, [], [])


@pytest.mark.parametrize(
    ("rows", "rule", "gone"),
    [
        (changed(0, "Ngày đăng ký lần đầu", "30/02/2019"), "NG102", 0),  # another record
        (changed(1, "Ngày đăng ký lần đầu", "30/02/2020"), "NG102", 1),  # the same field, another mistake
        (changed(1, "Xếp loại", "Rất tốt"), "TV101", 0),  # another field
        (changed(2, "Xếp loại", "Giỏi"), "TV101", 1),  # of a record without code
    ],
)
def test_a_new_mistake_is_new(kttt: Run, known: Path, rows: Rows, rule: str, gone: int) -> None:
    put(known, "htx-2023.csv", rows)
    code, report = told(kttt, ".", "--baseline", "da-biet.json", cwd=known)
    assert code == 1
    assert [each["rule"] for each in report["findings"]] == [rule]
    assert len(report["gone"]) == gone


def test_the_same_mistake_twice_is_one_more(kttt: Run, known: Path) -> None:
    """Two records that are the same to a reader: the baseline knows one of them."""
    put(known, "htx-2023.csv", (*ROWS, ROWS[1]))
    code, report = told(kttt, ".", "--baseline", "da-biet.json", "--select", "NG,SO", cwd=known)
    assert code == 1
    assert rules(report) == {"NG102": 1, "SO102": 1}


def test_a_code_that_is_added_leaves_known_findings_known(kttt: Run, known: Path) -> None:
    put(known, "htx-2023.csv", changed(2, "Mã số HTX", "9900000030"))
    code, report = told(kttt, ".", "--baseline", "da-biet.json", cwd=known)
    assert [each for each in report["findings"] if each["severity"] == "error"] == []
    assert code == 0


def test_what_was_mended_is_said_so_that_the_baseline_shrinks(kttt: Run, known: Path) -> None:
    put(known, "htx-2023.csv", changed(1, "Ngày đăng ký lần đầu", "28/02/2020"))
    code, report = told(kttt, ".", "--baseline", "da-biet.json", cwd=known)
    assert code == 0
    assert [(each["rule"], each["code"], each["value"]) for each in report["gone"]] == [
        ("NG102", "9900000023", "31/02/2020")
    ]
    done = kttt("check", ".", "--baseline", "da-biet.json", cwd=known)
    assert "Không còn thấy, có thể bỏ khỏi tệp đã biết: NG102 2023 HTX Hai 9900000023" in done.stdout
    kttt("check", ".", "--write-baseline", "da-biet.json", "--force", cwd=known)
    assert told(kttt, ".", "--baseline", "da-biet.json", cwd=known)[1]["gone"] == []


def test_what_was_not_looked_at_is_not_said_to_be_gone(kttt: Run, known: Path) -> None:
    put(known, "htx-2022.csv", ROWS[:1])
    for call in (("htx-2022.csv",), ("htx-2023.csv", "--select", "TV")):
        assert told(kttt, *call, "--baseline", "da-biet.json", cwd=known)[1]["gone"] == []


def entries(path: Path) -> Iterator[dict[str, Any]]:
    yield from json.loads(path.read_text(encoding="utf-8"))["findings"]


def test_the_file_is_one_finding_a_line_sorted_and_names_no_row_and_no_file(kttt: Run, known: Path) -> None:
    text = (known / "da-biet.json").read_text(encoding="utf-8")
    lines = text.splitlines()
    assert lines[0] == '{"kttt_baseline": 1, "findings": ['
    assert lines[-1] == "]}"
    assert lines[1:-1] == sorted(lines[1:-1], key=lambda line: line.rstrip(","))
    date = next(each for each in entries(known / "da-biet.json") if each["rule"] == "NG102")
    assert date == {
        "rule": "NG102", "register": "organisation", "year": 2023, "code": "9900000023", "name": "HTX Hai",
        "place": "Xã Đồng Tiến, Huyện Yên Thế", "field": "registered_on", "value": "31/02/2020",
    }  # fmt: skip
    assert "htx-2023" not in text
    schema = json.loads((ROOT / "schemas" / "baseline.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(json.loads(text))
    sorted_rows(known)
    kttt("check", ".", "--write-baseline", "lần hai.json", cwd=known)
    assert (known / "lần hai.json").read_text(encoding="utf-8") == text


def test_the_baseline_of_the_settings_stands_beside_them(kttt: Run, known: Path) -> None:
    (known / "kttt.toml").write_text('[check]\nbaseline = "da-biet.json"\n', encoding="utf-8")
    elsewhere = known / "xa"
    elsewhere.mkdir()
    assert kttt("check", "../htx-2023.csv", cwd=elsewhere).returncode == 0
    (known / "kttt.toml").unlink()
    assert kttt("check", "../htx-2023.csv", cwd=elsewhere).returncode == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "JSON"),
        ("[]", "kttt_baseline"),
        ('{"kttt_baseline": 2}', "kttt_baseline"),
        ('{"kttt_baseline": 1, "findings": [{"ruel": "NG102"}]}', "rule"),
        ('{"kttt_baseline": 1, "findings": [{"rule": "NG102", "count": 0}]}', "count"),
    ],
)
def test_a_file_that_is_no_baseline_is_refused(kttt: Run, desk: Path, text: str, said: str) -> None:
    (desk / "b.json").write_text(text, encoding="utf-8")
    done = kttt("check", "htx-2023.csv", "--baseline", "b.json", cwd=desk)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_baseline_is_not_overwritten_unasked(kttt: Run, known: Path) -> None:
    before = (known / "da-biet.json").read_bytes()
    done = kttt("check", "htx-2023.csv", "--write-baseline", "da-biet.json", "--select", "TV", cwd=known)
    assert done.returncode == 2
    assert (known / "da-biet.json").read_bytes() == before


def test_forms_for_machines_tell_what_is_known(kttt: Run, known: Path) -> None:
    put(known, "htx-2023.csv", changed(0, "Xếp loại", "Giỏi"))
    call = ("check", ".", "--baseline", "da-biet.json")
    new = json.loads(kttt(*call, "--format", "sarif", cwd=known).stdout)["runs"][0]["results"]
    assert [(each["ruleId"], each["baselineState"], "suppressions" in each) for each in new] == [
        ("TV101", "new", False)
    ]
    both = json.loads(kttt(*call, "--format", "sarif", "--show-known", cwd=known).stdout)["runs"][0]["results"]
    assert {(each["baselineState"], "suppressions" in each) for each in both} == {("new", False), ("unchanged", True)}
    junit = kttt(*call, "--format", "junit", "--show-known", cwd=known).stdout
    assert junit.count("<failure") == 1
    assert junit.count("(đã biết)") == len(both) - 1
    github = kttt(*call, "--format", "github", "--show-known", cwd=known).stdout
    assert github.count("(đã biết)::") == len(both) - 1
