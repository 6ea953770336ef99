"""Numbers of rows that stand twice or are missing, and lists that number their rows in other ways."""

from __future__ import annotations

from pathlib import Path

import pytest

from kttt_cli.checks.run import check
from kttt_cli.registers.dataset import read_dataset


def numbered(folder: Path, *numbers: str) -> list[tuple[str, str, str | None, str]]:
    """What is found in a list with these numbers; `I` and the like begin a group."""
    lines = ["STT,Tên HTX,Loại hình,Tổng số thành viên"]
    for row, number in enumerate(numbers, 1):
        lines.append(f"{number},Xã Minh Hải {row},," if number.isalpha() else f"{number},HTX Tên {row},HTX,12")
    (folder / "htx-2023.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    findings = read_dataset([folder], collect=True).findings
    return [
        (each.rule, each.severity.value, each.place.cell, each.message.vi)
        for each in findings
        if each.rule[:3] == "DG2"
    ]


def some(count: int) -> list[str]:
    return [str(number) for number in range(1, count + 1)]


@pytest.mark.parametrize(
    "numbers",
    [
        some(12),
        ["01", "02", "03", "04"],
        ["1.", "2.", "3.", "4."],
        ["I", "1", "2", "3", "II", "1", "2"],
        ["I", "1", "2", "3", "II", "4", "5"],
        ["1", "2", "3", "1", "2", "1", "2"],
        ["3", "1", "4", "2", "5"],
        ["15", "16", "17", "18"],
        ["", "", "", ""],
        ["1", "", "", "", ""],
    ],
    ids=" ".join,
)
def test_ways_of_numbering_that_are_in_order(numbers: list[str], tmp_path: Path) -> None:
    assert numbered(tmp_path, *numbers) == []


def test_a_number_twice_names_the_first(tmp_path: Path) -> None:
    ((rule, severity, cell, message),) = numbered(tmp_path, "1", "2", "3", "3", "4", "4")
    assert (rule, severity, cell) == ("DG201", "warning", "A5")
    assert "A4" in message
    assert "1 số nữa" in message


@pytest.mark.parametrize("gone", [2, 7, 11])
def test_a_row_that_was_removed_is_missed(gone: int, tmp_path: Path) -> None:
    ((rule, severity, cell, message),) = numbered(tmp_path, *(each for each in some(12) if each != str(gone)))
    assert (rule, severity, cell) == ("DG202", "warning", f"A{gone + 1}")
    assert f"thiếu số thứ tự {gone};" in message


def test_between_groups_too(tmp_path: Path) -> None:
    assert [each[:3] for each in numbered(tmp_path, "I", "1", "2", "3", "II", "5", "6")] == [("DG202", "warning", "A7")]


def test_an_excerpt_is_a_note(tmp_path: Path) -> None:
    assert [each[:2] for each in numbered(tmp_path, "3", "9", "14", "28", "31")] == [("DG202", "note")]


@pytest.mark.parametrize(
    ("numbers", "cell", "right"),
    [("1 3 3 4 5 6", "A3", 2), ("1 2 8 4 5 6 7 8", "A4", 3)],
)
def test_one_number_mistyped_is_one_slip(numbers: str, cell: str, right: int, tmp_path: Path) -> None:
    ((rule, _, where, message),) = numbered(tmp_path, *numbers.split())
    assert (rule, where) == ("DG201", cell)
    assert f"thứ tự là {right}" in message


def test_a_row_copied_with_its_number_is_told_as_one_organisation_twice(tmp_path: Path) -> None:
    codes = {1: "9900032057", 2: "9900180224", 3: "9919772577", 4: "9922246045"}
    rows = [f"{number},{codes[number]},HTX Tên {number},HTX" for number in (1, 2, 2, 3, 4)]
    (tmp_path / "htx-2023.csv").write_text("\n".join(["STT,Mã số HTX,Tên HTX,Loại hình", *rows]), encoding="utf-8")
    assert [each.rule for each in check(read_dataset([tmp_path], collect=True))] == ["MA201"]
