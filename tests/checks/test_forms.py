"""Ways of writing that are right, in which a rule must find nothing; and the same, wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.tables import checked, write


def rules_of(folder: Path, *lines: str) -> list[str]:
    return [each.rule for each in checked(write(lines, folder))]


@pytest.mark.parametrize(
    "code", ["0118", "01181", "011", "01", "A0118", "01.18", "A.01.18", "0118, 4632", "A", "1030", "3600", "4620"]
)
def test_codes_of_farming(code: str, tmp_path: Path) -> None:
    lines = ("Tên HTX | Loại hình | Lĩnh vực | Mã ngành", f"HTX Đồng Tâm | HTX | Nông nghiệp | {code}")
    assert rules_of(tmp_path, *lines) == []


@pytest.mark.parametrize("code", ["4101", "F4101", "41", "4632", "161", "9999999", "0018", "6419"])
def test_codes_that_are_not(code: str, tmp_path: Path) -> None:
    lines = ("Tên HTX | Loại hình | Lĩnh vực | Mã ngành", f"HTX Đồng Tâm | HTX | Nông nghiệp | {code}")
    assert rules_of(tmp_path, *lines) == ["NN201"]


HTX = ("htx-2023.csv:", "Tên HTX | Loại hình | Huyện | Xã")


@pytest.mark.parametrize(
    ("listed", "of_htx", "found"),
    [
        ("Minh Hải", "Xã Minh Hải", []),
        ("Xã Minh Hải", "xã minh hải", []),
        ("X. Minh Hải", "Xã Minh Hải", []),
        ("Xã Minh Hải", "Thị trấn Hải Tiến", []),
        ("Xã Minh Hải", "Phường Hải Tiến", []),
        ("Xã Minh Hải", "Hải Tiến", []),
        ("Xã Minh Hải", "Xã Hải Tiến", ["LK206"]),
    ],
)
def test_communes_on_their_list(listed: str, of_htx: str, found: list[str], tmp_path: Path) -> None:
    communes = ("xa-2023.csv:", "Xã | Đạt chuẩn NTM", f"{listed} | có", "Xã Tân Hải | không")
    assert rules_of(tmp_path, *HTX, f"HTX Đồng Tâm | HTX |  | {of_htx}", *communes) == found


def test_a_list_of_other_communes_is_told_once(tmp_path: Path) -> None:
    rows = [f"HTX Tên {number} | HTX |  | Xã Minh {letter}" for number, letter in enumerate("ABCDE")]
    assert rules_of(tmp_path, *HTX, *rows, "xa-2023.csv:", "Xã | Đạt chuẩn NTM", "Xã Tân Hải | có") == ["LK206"]


TWINS = "Mã số HTX | Tên HTX | Loại hình | Xã | Ngày đăng ký lần đầu"


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("HTX Đồng Tâm", "Hợp tác xã Đồng Tâm", ["MA203"]),
        ("HTX Đồng Tâm", "HTX Đông Tâm", ["MA203"]),
        ("HTX DVNN Đồng Tâm", "HTX Đồng Tâm", ["MA203"]),
        ("HTX Vận tải Đồng Tâm", "HTX Xây dựng Đồng Tâm", []),
        ("HTX Đồng Tâm số 1", "HTX Đồng Tâm số 2", []),
        ("HTX Đồng Tâm", "QTDND Đồng Tâm", []),
    ],
)
def test_names_in_one_commune(one: str, other: str, found: list[str], tmp_path: Path) -> None:
    kind = "QTDND" if other.startswith("QTDND") else "HTX"
    lines = (
        TWINS,
        f"9900032057 | {one} | HTX | Xã Minh Hải | 15/03/2015",
        f"9900180224 | {other} | {kind} | Xã Minh Hải | 20/06/2018",
    )
    assert rules_of(tmp_path, *lines) == found


def test_a_letter_apart_and_founded_on_one_day(tmp_path: Path) -> None:
    lines = (TWINS, "9900032057 | HTX Rau an toàn Đồng Tâm | HTX | Xã Minh Hải | 15/03/2015",
             "9900180224 | HTX Rau an toàn Đồng Tâ | HTX | Xã Minh Hải | 15/03/2015")  # fmt: skip
    assert rules_of(tmp_path, *lines) == ["MA203"]


LOANS = "Ngày | Loại giao dịch | Mã số bên vay | Số tiền (triệu đồng)"
OPEN = "01/01/2023 | Số dư vốn đầu kỳ |  | 12000"


@pytest.mark.parametrize(
    "rows",
    [
        ("05/03/2023 | Cho vay | 9900032057 | 300", "05/03/2023 | Thu nợ | 9900032057 | 300"),
        ("05/03/2023 | Thu nợ | 9900032057 | 300", "05/03/2023 | Cho vay | 9900032057 | 300"),
        ("05/03/2023 | Thu nợ | 9900032057 | 300",),
        ("05/03/2023 | Cho vay |  | 300", "05/04/2023 | Thu nợ |  | 900"),
        ("01/01/2023 | Số dư vốn đầu kỳ |  | 500",),
    ],
    ids=["same day", "in any order", "a loan from before", "no code", "two sources of one opening"],
)
def test_ledgers_that_are_in_order(rows: tuple[str, ...], tmp_path: Path) -> None:
    assert rules_of(tmp_path, "quy.csv:", LOANS, OPEN, *rows) == []


def years(*counts: str, header: str = "Tổng số thành viên") -> tuple[str, ...]:
    return tuple(
        line for year, count in enumerate(counts, 2021)
        for line in (f"htx-{year}.csv:", f"Mã số HTX | Tên HTX | Loại hình | {header}",
                     f"9900032057 | HTX Đồng Tâm | HTX | {count}", "9900180224 | HTX Tân Tiến | HTX | 40")
    )  # fmt: skip


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        (("25", "260", "27", "26"), ["SS205"]),
        (("25", "2", "27", "26"), ["LU201"]),
        (("250", "25", "260", "255"), ["SS205"]),
        (("25", "260"), ["SS205"]),
        (("25", "2600", "27"), ["SS205"]),
        (("25", "60", "110", "260"), []),
        (("25", "26", "250", "260"), []),
        (("25", "", "27", "26"), []),
    ],
    ids=" ".join,
)
def test_tenfold_jumps(counts: tuple[str, ...], found: list[str], tmp_path: Path) -> None:
    assert rules_of(tmp_path, *years(*counts)) == found
