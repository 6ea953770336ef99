"""The forms of kttt check: one result, each form as its standard and its consumers want it, the same every time."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import xmlschema
from markdown_it import MarkdownIt
from openpyxl import Workbook

from tests.conftest import ROOT, Run

STANDARDS = ROOT / "tests" / "standards"
FORMS = ("text", "json", "github", "junit", "sarif", "markdown")
EVIL = 'HTX [x](http://ac.vn) {0} <b onclick="x">| a@b::error::%0A `y` $z$'
LIST = f"""\
Mã số HTX,Tên HTX,Loại hình,Ngày đăng ký lần đầu,Xếp loại,Vốn điều lệ (triệu đồng)
9900000018,"HTX
Một",HTX,31/02/2020,Tốt,"1.570,5"
9900000025,"{EVIL.replace('"', '""')}",HTX,15/03/2018,Tuyệt vời,"120,5"
9900000032,HTX Ba,HTX,15/03/2018,Yếu,"một, hai"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    data = tmp_path / "sổ liệu"
    data.mkdir()
    (data / "htx-2023.csv").write_text(LIST, encoding="utf-8")
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "HTX, 2022"
    for row in (*csv.reader(io.StringIO(LIST)), ["9900000049", "HTX \x1f Bốn", "HTX", "15/03/2018", "Tốt", "-5"]):
        sheet.append([re.sub(r"[\x00-\x1f]", " ", cell) for cell in row])
    book.save(data / "năm 2022.xlsx")
    return tmp_path


def written(kttt: Run, folder: Path, form: str, *more: object, **environment: str) -> str:
    done = kttt("check", "sổ liệu", "--format", form, *more, cwd=folder, **environment)
    assert (done.returncode, done.stderr) == (1, "")
    return str(done.stdout)


def told(kttt: Run, folder: Path, *more: object) -> list[tuple[str, str | None]]:
    """(rule, cell) of every finding, as the JSON has them."""
    findings = json.loads(written(kttt, folder, "json", *more))["findings"]
    return [(each["rule"], each["cell"]) for each in findings]


def in_text(text: str) -> Iterator[tuple[str, str | None]]:
    for line in text.split("\n\n")[0].splitlines():
        found = re.match(r"(.+?\]?) ([A-Z]{2}\d{3}) ", line)
        if found is None:
            assert line.startswith("… và ")
            continue
        place, rule = found.groups()
        yield rule, place.rsplit("[", 1)[1].rstrip("]").split("!")[-1] if "[" in place else None


def in_github(text: str) -> Iterator[tuple[str, str | None]]:
    for _, about, _ in commands(text):
        rule, _, cell = about["title"].partition(" ")
        yield rule, cell.split("!")[-1] or None


def in_junit(text: str) -> Iterator[tuple[str, str | None]]:
    for case in ET.fromstring(text).iter("testcase"):
        if case.get("classname") != "kttt":
            cell = case.get("name", "").split(" ", 1)[0]
            yield str(case.get("classname")), cell if re.fullmatch(r"[A-Z]*\d*(:[A-Z]*\d*)?", cell) else None


def in_sarif(text: str) -> Iterator[tuple[str, str | None]]:
    for result in json.loads(text)["runs"][0]["results"]:
        yield result["ruleId"], result["properties"].get("cell")


def in_markdown(text: str) -> Iterator[tuple[str, str | None]]:
    for table in tables(text)[1:]:
        for cell, rule, *_ in table[1:]:
            yield rule, cell or None


READERS = {"text": in_text, "github": in_github, "junit": in_junit, "sarif": in_sarif, "markdown": in_markdown}


def commands(text: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """Workflow commands as the runner of GitHub Actions reads them: command, properties, message."""
    for line in text.splitlines():
        if found := re.match(r"::(\w+) ?([^:]*)::(.*)$", line):
            pairs = (pair.split("=", 1) for pair in found[2].split(",") if pair)
            yield found[1], {name: _unescaped(value) for name, value in pairs}, _unescaped(found[3])


def _unescaped(text: str) -> str:
    for code, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, char)
    return text


def tables(text: str) -> list[list[list[str]]]:
    """The tables of a Markdown page as a renderer has them: rows of cells."""
    found: list[list[list[str]]] = []
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type == "table_open":
            found.append([])
        elif token.type == "tr_open":
            found[-1].append([])
        elif token.type == "inline" and found and found[-1] and token.level > 3:
            assert {child.type for child in token.children or ()} <= {"text", "text_special"}
            found[-1][-1].append("".join(child.content for child in token.children or ()))
    return found


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize("more", [(), ("--limit", "3")], ids=["all", "limited"])
def test_every_form_has_the_same_findings_in_the_same_order(
    kttt: Run, folder: Path, form: str, more: tuple[str, ...]
) -> None:
    expected = told(kttt, folder, *more)
    assert len(expected) == (3 if more else len(told(kttt, folder)))
    assert list(READERS[form](written(kttt, folder, form, *more))) == expected
    assert "DT101" not in str(expected)


@pytest.mark.parametrize("form", FORMS)
def test_the_same_data_give_the_same_bytes(kttt: Run, folder: Path, form: str) -> None:
    first = written(kttt, folder, form, PYTHONHASHSEED="1")
    assert first == written(kttt, folder, form, PYTHONHASHSEED="2")


def test_sarif_is_what_its_standard_says(kttt: Run, folder: Path) -> None:
    log = json.loads(written(kttt, folder, "sarif"))
    schema = json.loads((STANDARDS / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    assert [error.message for error in validator.iter_errors(log)] == []
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert list(validator.iter_errors(log))  # the schema does refuse


def test_junit_is_what_jenkins_reads(kttt: Run, folder: Path) -> None:
    schema = xmlschema.XMLSchema(STANDARDS / "junit-10.xsd")
    text = written(kttt, folder, "junit")
    schema.validate(text)
    root = ET.fromstring(text)
    cases, failures = list(root.iter("testcase")), list(root.iter("failure"))
    assert (root.get("tests"), root.get("failures")) == (str(len(cases)), str(len(failures)))
    errors = [each for each in json.loads(written(kttt, folder, "json"))["findings"] if each["severity"] == "error"]
    assert len(failures) == len(errors)
    with pytest.raises(xmlschema.XMLSchemaException):
        schema.validate(text.replace("testcase", "case"))


def test_cases_of_junit_fail_as_the_exit_code_says(kttt: Run, folder: Path) -> None:
    done = kttt("check", "sổ liệu", "--format", "junit", "--fail-on", "never", cwd=folder)
    assert done.returncode == 0
    assert not list(ET.fromstring(done.stdout).iter("failure"))
    assert len(list(in_junit(done.stdout))) == len(told(kttt, folder))


def test_an_annotation_stands_at_the_cell_and_its_text_is_one_line(kttt: Run, folder: Path) -> None:
    found = list(commands(written(kttt, folder, "github")))
    date = next(each for each in found if each[1]["title"] == "NG102 D2" and each[1]["file"].endswith(".csv"))
    command, about, message = date
    assert command == "error"
    assert about == {
        "file": "sổ liệu/htx-2023.csv", "line": "3", "endLine": "3", "col": "10", "endColumn": "20", "title": "NG102 D2",
    }  # fmt: skip
    assert "31/02/2020" in message
    grade = next(about for _, about, text in found if "Tuyệt vời" in text and about["file"].endswith(".xlsx"))
    assert (grade["line"], grade["title"]) == ("3", "TV101 HTX, 2022!E3")
    assert len(found) == len(told(kttt, folder))


def test_a_place_in_sarif_is_the_cell(kttt: Run, folder: Path) -> None:
    results = json.loads(written(kttt, folder, "sarif"))["runs"][0]["results"]
    places = {
        (each["ruleId"], each["properties"].get("value")): each["locations"][0]
        for each in results
        if "Tuyệt vời" in each["message"]["text"] or "31/02" in each["message"]["text"]
    }
    physical = [each["locations"][0]["physicalLocation"] for each in results if each["ruleId"] == "NG102"]
    assert [each["artifactLocation"]["uri"] for each in physical] == [
        "s%E1%BB%95%20li%E1%BB%87u/htx-2023.csv",
        "s%E1%BB%95%20li%E1%BB%87u/n%C4%83m%202022.xlsx",
    ]
    assert [each["region"] for each in physical] == [
        {"startLine": 3, "startColumn": 10, "endLine": 3, "endColumn": 20},
        {"startLine": 2},
    ]
    logical = places["TV101", "Tuyệt vời"]["logicalLocations"]
    assert [(each["kind"], each["fullyQualifiedName"]) for each in logical] == [
        ("sheet", "HTX, 2022"),
        ("cell", "HTX, 2022!E3"),
    ]


def test_a_rule_in_sarif_has_the_texts_of_the_catalogue(kttt: Run, folder: Path) -> None:
    run = json.loads(written(kttt, folder, "sarif", "--lang", "en"))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [each["id"] for each in rules] == sorted({each["ruleId"] for each in run["results"]})
    assert all(rules[each["ruleIndex"]]["id"] == each["ruleId"] for each in run["results"])
    date = next(each for each in rules if each["id"] == "NG102")
    assert date["defaultConfiguration"] == {"level": "error"}
    assert date["shortDescription"]["text"]
    assert date["help"]["text"]


def test_text_of_a_register_is_text_in_every_form(kttt: Run, folder: Path) -> None:
    plain = EVIL.replace("\n", " ")
    cells = [cell for table in tables(written(kttt, folder, "markdown")) for row in table for cell in row]
    assert any(plain in cell for cell in cells)
    rendered = MarkdownIt("commonmark").enable("table").render(written(kttt, folder, "markdown"))
    assert not re.search(r"<(a|b|code|em|strong|img)\b", rendered)
    # What GitHub links beyond Markdown stands in no form that it looks for.
    assert not re.search(r"http://|a@b|\$z", written(kttt, folder, "markdown"))
    assert any(
        plain in str(case.get("name")) for case in ET.fromstring(written(kttt, folder, "junit")).iter("testcase")
    )
    assert any(plain in message for _, _, message in commands(written(kttt, folder, "github")))
    results = json.loads(written(kttt, folder, "sarif"))["runs"][0]["results"]
    assert any(r"HTX \[x\](http://ac.vn) {{0}}" in each["message"]["text"] for each in results)


def test_several_forms_in_one_run_are_whole_whatever_the_screen_shows(kttt: Run, folder: Path) -> None:
    names = {form: f"kq.{form}" for form in FORMS}
    reports = [part for form, name in names.items() for part in ("--report", f"{form}={name}")]
    done = kttt("check", "sổ liệu", "--limit", "1", *reports, cwd=folder)
    assert done.returncode == 1
    for form, name in names.items():
        assert (folder / name).read_text(encoding="utf-8") == written(kttt, folder, form)
    assert sorted(path.name for path in folder.iterdir()) == sorted(("sổ liệu", *names.values()))


def test_a_report_is_never_overwritten_unasked(kttt: Run, folder: Path) -> None:
    (folder / "kq.xml").write_text("của tôi", encoding="utf-8")
    call = ("check", "sổ liệu", "--report", "sarif=kq.sarif", "--report", "junit=kq.xml")
    done = kttt(*call, cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert "kq.xml" in done.stderr
    assert (folder / "kq.xml").read_text(encoding="utf-8") == "của tôi"
    assert not (folder / "kq.sarif").exists()
    assert kttt(*call, "--force", cwd=folder).returncode == 1
    xmlschema.XMLSchema(STANDARDS / "junit-10.xsd").validate((folder / "kq.xml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("report", "said"),
    [
        ("sarf=kq", "sarif"),
        ("sarif", "sarif=kttt.sarif"),
        ("sarif=", "sarif=kttt.sarif"),
        ("sarif=-", "sarif=kttt.sarif"),
        ("json=sổ liệu", "sổ liệu"),
        ("json=không có/kq", "không có"),
        ("json=sổ liệu/htx-2023.csv", "htx-2023.csv"),
    ],
)
def test_a_report_that_cannot_be_is_refused_before_anything_is_read(
    kttt: Run, folder: Path, report: str, said: str
) -> None:
    done = kttt("check", "sổ liệu/htx-2023.csv", "--report", report, "--force", cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert (folder / "sổ liệu/htx-2023.csv").read_text(encoding="utf-8") == LIST


@pytest.mark.parametrize("form", FORMS)
def test_no_file_names_this_machine(kttt: Run, folder: Path, form: str) -> None:
    """Named by absolute paths, from another folder: the files are told by what they are called below their own."""
    files = sorted((folder / "sổ liệu").iterdir())
    (folder / "sổ liệu" / "hỏng.xlsx").write_bytes(b"PK\x03\x04")
    away = folder / "xa"
    away.mkdir()
    done = kttt("check", *files, folder / "sổ liệu" / "hỏng.xlsx", "--report", f"{form}=kq", cwd=away)
    assert done.returncode == 3
    text = (away / "kq").read_text(encoding="utf-8")
    assert str(folder) not in text
    if form == "sarif":
        assert str(folder) not in json.dumps(json.loads(text), ensure_ascii=False)
    assert "htx-2023.csv" in text


def test_what_could_not_be_read_is_in_every_form(kttt: Run, folder: Path) -> None:
    (folder / "sổ liệu" / "hỏng.xlsx").write_bytes(b"PK\x03\x04")
    for form in FORMS:
        assert "DT101" in written(kttt, folder, form)


def sarif_results(text: str) -> list[dict[str, Any]]:
    return list(json.loads(text)["runs"][0]["results"])


def test_fingerprints_tell_findings_apart_and_survive_sorting(kttt: Run, folder: Path) -> None:
    path = folder / "sổ liệu" / "htx-2023.csv"
    marks = [each["partialFingerprints"] for each in sarif_results(written(kttt, folder, "sarif"))]
    before = sorted(str(mark) for mark in marks)
    assert len({*before}) == len(before)
    header, *rows = csv.reader(io.StringIO(LIST))
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([["Phòng Kinh tế"], [], header, *reversed(rows)])
    after = sorted(str(each["partialFingerprints"]) for each in sarif_results(written(kttt, folder, "sarif")))
    assert after == before
