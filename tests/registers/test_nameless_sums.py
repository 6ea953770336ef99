"""Sums without a name, in lists whose rows bear no numbers: they are no records, and what only looks like one stays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kttt_cli.app import build

HEADER = (
    "Tên HTX;Loại hình;Tổng số thành viên;Thành viên nữ;Vốn điều lệ (triệu đồng);Thu nhập bình quân (triệu đồng/năm)"
)
A, B, C = "HTX An Lạc;HTX;120;40;1500;45", "HTX Bình Minh;HTX;115;41;2300;50", "HTX Đồng Tâm;HTX;98;20;900;40"

PAGES = {
    # What stands below the header, how many are counted, and what is found in which row.
    "at the end": ([A, B, C, ";;333;101;4700;"], 3, ["DG114 5:5"]),
    "with a mean": ([A, B, C, ";;333;101;4700;45"], 3, ["DG114 5:5"]),
    "at the top": ([";;333;101;4700;", A, B, C], 3, ["DG114 2:2"]),
    "after each group, and of all": (
        [A, B, ";;235;81;3800;", C, "HTX Ea;HTX;10;2;100;30", ";;108;22;1000;", ";;343;103;4800;"],
        4,
        ["DG114 4:4", "DG114 7:7", "DG114 8:8"],
    ),
    "with groups": (
        [
            "Huyện Yên Thế;;;;;",
            A,
            B,
            ";;235;81;3800;",
            "Huyện Tân Yên;;;;;",
            C,
            "HTX Ea;HTX;10;2;100;30",
            ";;108;22;1000;",
        ],
        4,
        ["DG114 5:5", "DG114 9:9"],
    ),
    "of a record that was mistyped": ([A, B, C, ";;333;101;5700;"], 4, ["DG102 5:5"]),
    "of one wrong column among many": (
        [A, B, C, ";;333;100;4700;"],
        4,
        ["DG102 5:5"],
    ),
    "of one row": ([A, ";;120;40;1500;"], 2, ["DG102 3:3"]),
    "of nothing": (["HTX An Lạc;HTX;0;0;0;", "HTX Ea;HTX;0;0;0;", ";;0;0;0;"], 3, ["DG102 4:4"]),
    "of small numbers": (["HTX An Lạc;HTX;7;2;;", "HTX Ea;HTX;8;1;;", ";;15;3;;"], 3, ["DG102 4:4"]),
    "that is none": ([A, B, C, ";;77;12;300;"], 4, ["DG102 5:5"]),
    "with a kind": ([A, B, C, ";HTX;333;101;4700;"], 4, ["DG102 5:5"]),
    "of a half": ([A, B, C, ";;333;;;"], 4, ["DG102 5:5", "DG110 5:5"]),
}


@pytest.mark.parametrize("case", PAGES)
def test_a_row_of_numbers_without_a_name(case: str, tmp_path: Path) -> None:
    lines, counted, expected = PAGES[case]
    path = tmp_path / "htx-2023.csv"
    path.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")

    def run(*arguments: str) -> dict[str, list[dict[str, object]]]:
        done = CliRunner().invoke(build("vi"), [*arguments, str(path), "--format", "json"], prog_name="kttt")
        answer: dict[str, list[dict[str, object]]] = json.loads(done.stdout)
        return answer

    found = [
        f"{each['rule']} {each['cell']}" for each in run("check")["findings"] if str(each["rule"]).startswith("DG")
    ]
    assert found == expected
    (members,) = [each for each in run("compute", "-i", "htx.count")["indicators"] if each["code"] == "htx.count"]
    assert [figure["value"] for figure in members["figures"]] == [counted]  # type: ignore[attr-defined]


def test_the_only_column_of_numbers(tmp_path: Path) -> None:
    path = tmp_path / "htx-2023.csv"
    rows = [
        "Tên HTX;Loại hình;Tổng số thành viên",
        "HTX An Lạc;HTX;120",
        "HTX Bình Minh;HTX;115",
        "HTX Ea;HTX;98",
        ";;333",
    ]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    shown = CliRunner().invoke(build("vi"), ["check", str(path)], prog_name="kttt").stdout
    assert "DG114" in shown
    assert "bằng tổng của 3 dòng" in shown


def test_a_wrong_column_of_a_sum_is_told_as_of_every_total(tmp_path: Path) -> None:
    path = tmp_path / "htx-2023.csv"
    header = "Tên HTX;Loại hình;Tổng số thành viên;Thành viên nữ;Lao động thường xuyên;Cán bộ quản lý;Vốn điều lệ (triệu đồng)"
    rows = ["HTX An Lạc;HTX;120;40;30;5;1500", "HTX Bình Minh;HTX;115;41;22;4;2300", ";;235;81;52;9;3900"]
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    told = json.loads(
        CliRunner().invoke(build("vi"), ["check", str(path), "--format", "json"], prog_name="kttt").stdout
    )
    assert [(each["rule"], each["cell"]) for each in told["findings"]] == [("DG114", "4:4"), ("TG401", "G4")]
