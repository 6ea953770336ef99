"""Lists of a part of a year through the command line: nobody takes the revenue of six months for that of a year."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from kttt_cli.app import build
from kttt_cli.registers.dataset import read_dataset

HEADER = (
    "Tên HTX;Loại hình;Ngày đăng ký lần đầu;Tổng số thành viên;Thành viên mới;Doanh thu (triệu đồng);"
    "Thu nhập bình quân (triệu đồng/năm)"
)
ROWS = (
    "HTX Đồng Tâm;HTX;15/03/2019;12;2;450;45",
    "HTX Bình Minh;HTX;01/02/2023;15;1;250;40",
    "HTX Tân Tiến;HTX;05/05/2018;9;0;150;35",
)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(build("vi"), [*map(str, arguments)], prog_name="kttt", env={"COLUMNS": "100"})


def a_list(folder: Path, name: str, title: str = "", header: str = HEADER, rows: tuple[str, ...] = ROWS) -> Path:
    path = folder / name
    path.write_text("\n".join([*([title + ";;;;;;"] if title else []), header, *rows]) + "\n", encoding="utf-8")
    return path


def findings(*paths: Path) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = json.loads(run("check", *paths, "--format", "json").stdout)["findings"]
    return told


def of_part(*paths: Path) -> dict[str, list[str]]:
    """Indicators whose figure of 2023 is marked, with what is said of it."""
    report = json.loads(run("compute", *paths, "--format", "json", "--year", "2023").stdout)
    return {
        each["code"]: [note["vi"] for note in figure["notes"]]
        for each in report["indicators"]
        for figure in each["figures"]
        if figure["of_part"]
    }


PARTS = [
    # title, file
    ("Danh sách HTX tính đến ngày 30/6/2023", "htx.csv"),
    ("Danh sách HTX tính đến ngày 30 tháng 6 năm 2023", "htx.csv"),
    ("Danh sách HTX tại thời điểm 30/6/2023", "htx.csv"),
    ("(Kèm theo Báo cáo số 12/BC-UBND ngày 5/7/2023, số liệu đến 30/6/2023)", "htx-2023.csv"),
    ("Tình hình HTX 6 tháng đầu năm 2023", "htx.csv"),
    ("Tình hình HTX 6 tháng cuối năm 2023", "htx.csv"),
    ("TÌNH HÌNH HTX 6 THÁNG ĐẦU NĂM", "htx-2023.csv"),
    ("Danh sách HTX quý II/2023", "htx.csv"),
    ("Danh sách HTX quý IV/2023", "htx.csv"),
    ("Danh sách HTX từ 01/7/2023 đến 31/12/2023", "htx.csv"),
    ("Danh sách HTX năm 2023 (tính đến 30/9)", "htx.csv"),
    ("Danh sách HTX năm 2023", "htx quy 2 2023.csv"),
    ("", "htx quy 2 2023.csv"),
    ("", "htx-q2-2023.csv"),
    ("", "htx-2023-q3.csv"),
    ("", "htx 6T2023.csv"),
    ("", "htx-9-thang-2023.csv"),
    ("", "htx_30.06.2023.csv"),
    ("Bắc Giang, ngày 05 tháng 7 năm 2023", "htx-2023.csv"),
]


@pytest.mark.parametrize(("title", "file"), PARTS)
def test_a_list_of_a_part_of_the_year_is_said_and_so_is_each_figure_of_what_a_year_brings(
    title: str, file: str, tmp_path: Path
) -> None:
    path = a_list(tmp_path, file, title)
    (finding,) = findings(path)
    assert finding["rule"] == "NM104"
    assert finding["severity"] == "warning"
    for column in ("Doanh thu (F)", "Thành viên mới (E)", "Thu nhập bình quân (G)"):
        assert column in finding["message"]["vi"]
    assert "cutoff = 2023-12-31" in finding["suggestion"]["vi"]
    marked = of_part(path)
    assert {"htx.revenue", "htx.revenue_mean", "htx.members_new", "htx.income_mean", "htx.new"} <= marked.keys()
    assert not {"htx.count", "htx.members", "htx.members_mean"} & marked.keys()
    assert all(any("2023" in note for note in notes) for notes in marked.values())


WHOLE = [
    ("Danh sách HTX đến 31/12/2023", "htx.csv"),
    ("Danh sách HTX đến 14/12/2023", "htx.csv"),
    ("Danh sách HTX đến hết tháng 12 năm 2023", "htx.csv"),
    ("Danh sách HTX từ 15/12/2022 đến 14/12/2023", "htx.csv"),
    ("Danh sách HTX 12 tháng năm 2023", "htx.csv"),
    ("Danh sách HTX năm 2023", "htx.csv"),
    ("Danh sách HTX năm 2023, có HTX ngừng hoạt động trên 6 tháng", "htx.csv"),
    ("(Kèm theo Công văn số 12/SKHĐT ngày 5/10/2023)", "htx-2023.csv"),
    ("Bắc Giang, ngày 15 tháng 01 năm 2024", "htx-2023.csv"),
    ("", "htx-2023.csv"),
    ("", "htx2-2023.csv"),
    ("", "htx-31.12.2023.csv"),
]


@pytest.mark.parametrize(("title", "file"), WHOLE)
def test_a_list_of_the_whole_year_is_no_finding(title: str, file: str, tmp_path: Path) -> None:
    path = a_list(tmp_path, file, title)
    assert findings(path) == []
    assert of_part(path) == {}


COLUMNS = [
    ("Kỳ", ("6 tháng", "6 tháng", "cả năm"), True),
    ("Ngày chốt", ("30/06/2023",) * 3, True),
    ("Tính đến ngày", ("30/06/2023", "30/06/2023", "31/12/2023"), True),
    ("Quý", ("II",) * 3, True),
    ("Tháng", ("9",) * 3, True),
    ("Kỳ", ("cả năm",) * 3, False),
    ("Kỳ", ("Năm 2023", "2023", "12 tháng"), False),
    ("Ngày chốt", ("31/12/2023",) * 3, False),
    ("Ngày báo cáo", ("15/01/2024",) * 3, False),
    ("Tháng", ("9", "3", "12"), False),  # half of a date
]


@pytest.mark.parametrize(("header", "cells", "found"), COLUMNS)
def test_a_column_that_says_of_what_part_of_the_year_each_row_is(
    header: str, cells: tuple[str, ...], found: bool, tmp_path: Path
) -> None:
    rows = tuple(f"{cell};{row}" for cell, row in zip(cells, ROWS, strict=True))
    path = a_list(tmp_path, "htx-2023.csv", header=f"{header};{HEADER}", rows=rows)
    places = [each["cell"] for each in findings(path) if each["rule"] == "NM104"]
    assert places == (["A2"] if found else [])
    assert ("htx.revenue" in of_part(path)) is found


def test_a_year_in_a_column_and_a_day_in_the_title(tmp_path: Path) -> None:
    rows = tuple(f"{year};{row}" for year in (2022, 2023) for row in ROWS[:: 2 if year == 2022 else 1])
    path = a_list(tmp_path, "htx.csv", "Danh sách HTX tính đến 30/6/2023", f"Năm;{HEADER}", rows)
    assert [each["rule"] for each in findings(path) if each["severity"] != "note"] == ["NM104"]
    assert "htx.revenue" in of_part(path)
    assert "số liệu đến 30/06/2023" in run("compute", path).stdout


def test_what_is_said_in_the_settings_holds(tmp_path: Path) -> None:
    path = a_list(tmp_path, "htx-2023.csv", "Danh sách HTX đến 30/6/2023")
    (tmp_path / "kttt.toml").write_text("[year.2023]\ncutoff = 2023-12-31\n", encoding="utf-8")
    assert findings(path) == []
    assert of_part(path) == {}
    (tmp_path / "kttt.toml").write_text("[year.2023]\ncutoff = 2023-09-30\n", encoding="utf-8")
    path = a_list(tmp_path, "htx-2023.csv")
    assert [each["rule"] for each in findings(path)] == ["NM104"]
    assert of_part(path)["htx.revenue"] == ["số của một phần năm 2023: đến 30/09/2023"]


def test_a_target_of_each_year_is_not_judged_by_half_a_year(tmp_path: Path) -> None:
    shown = run("compute", a_list(tmp_path, "htx-2023.csv", "Danh sách HTX đến 30/6/2023"), "-i", "htx.new").stdout
    assert "1†" in shown
    assert "không trọn một năm" in shown
    assert "không đạt" not in shown
    assert "† số của một phần năm 2023: đến 30/06/2023" in shown


@pytest.mark.parametrize("form", ["plain", "csv", "markdown"])
def test_every_form_of_the_answer_says_it(form: str, tmp_path: Path) -> None:
    path = a_list(tmp_path, "htx-2023.csv", "Danh sách HTX đến 30/6/2023")
    assert "số của một phần năm 2023: đến 30/06/2023" in run("compute", path, "-f", form, "-i", "htx.revenue").stdout
    assert "số của một phần năm 2023" in run("explain", "htx.revenue", path).stdout


def test_the_year_after_half_a_year_is_a_year_and_a_half(tmp_path: Path) -> None:
    """New HTX are counted from the day after the cut-off before: from 1/7/2022 to 31/12/2023."""
    a_list(tmp_path, "htx-2022.csv", "Danh sách HTX đến 30/6/2022", rows=ROWS[::2])
    a_list(tmp_path, "htx-2023.csv", "Danh sách HTX đến 31/12/2023")
    marked = of_part(tmp_path)
    assert marked["htx.new"][-1] == "tính từ 01/07/2022 đến 31/12/2023, dài hơn một năm vì năm trước chốt sớm"
    assert "htx.revenue" not in marked
    assert marked["htx.revenue_growth"] == ["số của một phần năm 2022: đến 30/06/2022"]


def test_a_ledger_of_half_a_year(tmp_path: Path) -> None:
    a_list(tmp_path, "htx-2023.csv")
    (tmp_path / "ho-tro.csv").write_text(
        "DANH SÁCH HỖ TRỢ 6 THÁNG ĐẦU NĂM 2023;;\nNgày;Chính sách hỗ trợ;Tên HTX;Kinh phí (triệu đồng)\n"
        "05/03/2023;Xúc tiến thương mại;HTX Đồng Tâm;12\n",
        encoding="utf-8",
    )
    assert [each["file"] for each in findings(tmp_path) if each["rule"] == "NM104"] == ["ho-tro.csv"]
    marked = of_part(tmp_path)
    assert "support.amount" in marked
    assert "htx.revenue" not in marked


def test_half_a_year_that_was_asked_for(tmp_path: Path) -> None:
    """Of a list of the whole year the day asked for is in the head; nothing more is said."""
    path = a_list(tmp_path, "htx-2023.csv", "Danh sách HTX đến 31/12/2023")
    done = run("compute", path, "--as-of", "30/06/2023", "-i", "htx.new")
    assert done.exit_code == 0
    assert "số liệu đến 30/06/2023, năm chưa kết thúc" in done.stdout
    assert "†" not in done.stdout
    done = run("compute", path, "--as-of", "30/06/2023", "-i", "htx.members", "-i", "htx.revenue")
    assert "36†" in done.stdout
    assert "† theo danh sách đến 31/12/2023, không phải đến 30/06/2023" in done.stdout
    assert "†" not in run("compute", path, "--as-of", "31/12/2023", "-i", "htx.members").stdout


@pytest.mark.parametrize("file", ["htx quy 4 2023.csv", "htx-2023-q2.csv", "htx 6T2023.csv"])
def test_what_is_converted_still_says_it(file: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.csv"
    assert run("convert", a_list(tmp_path, file), "-o", copy).exit_code == 0
    assert [each["rule"] for each in findings(copy) if each["severity"] == "warning"] == ["NM104"]
    assert "htx.revenue" in of_part(copy)


def test_the_part_in_the_title_and_the_year_in_a_column_or_an_option(tmp_path: Path) -> None:
    rows = tuple(f"2023;{row}" for row in ROWS)
    path = a_list(tmp_path, "so.csv", "TÌNH HÌNH HTX 6 THÁNG ĐẦU NĂM", f"Năm;{HEADER}", rows)
    assert "htx.revenue" in of_part(path)
    path = a_list(tmp_path, "so.csv", "TÌNH HÌNH HTX 6 THÁNG ĐẦU NĂM")
    assert "htx.revenue" in of_part(path)  # of_part says --year 2023
    assert "năm chưa kết thúc" in run("compute", path, "--year", "2023").stdout


def test_a_list_saved_in_the_middle_of_its_year(tmp_path: Path) -> None:
    """In June nobody knows the revenue of the year; in January everybody may know that of the year before."""
    path = a_list(tmp_path, "htx 2023-06-30.csv", "Danh sách HTX năm 2023")
    assert [each["rule"] for each in findings(path)] == ["NM104"]
    assert findings(a_list(tmp_path, "htx 2024-01-10.csv", "Danh sách HTX năm 2023")) == []


def test_inspect_says_of_what_part_a_list_is(tmp_path: Path) -> None:
    shown = " ".join(run("inspect", a_list(tmp_path, "htx-2023-q2.csv")).stdout.split())
    assert "năm 2023 (theo tên tệp); một phần năm: “2023-q2”" in shown


def test_of_two_cut_off_dates_it_is_said_which_one_is_used(tmp_path: Path) -> None:
    (tmp_path / "htx.csv").write_text(
        "Danh sách HTX đến 30/11/2023\nTên HTX,Loại hình\nHTX An Lạc,HTX\n", encoding="utf-8"
    )
    (tmp_path / "tht.csv").write_text(
        "Danh sách THT đến 15/12/2023\nTên THT,Số thành viên\nTHT An Phú,9\n", encoding="utf-8"
    )
    findings = read_dataset([tmp_path], collect=True).findings
    (found,) = [each.message.vi for each in findings if each.rule == "NM103"]
    assert found == "ngày chốt 15/12/2023 khác với 30/11/2023 ở htx.csv; dùng ngày 30/11/2023"
