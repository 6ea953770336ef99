"""A list that may not be the list of its year: another year in its name, a plan, a copy. Through the command line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kttt_cli.app import build

HEADER = "Tên HTX;Loại hình;Ngày đăng ký lần đầu;Tổng số thành viên;Doanh thu (triệu đồng)"


def rows(count: int = 30, *, factor: int = 3, first: int = 2010, last: int = 2021, year: str = "") -> list[str]:
    span = last - first + 1
    return [
        f"{year}HTX Số {n};HTX;15/03/{first + n % span};{10 + n % 7};{100 + n * factor}" for n in range(1, count + 1)
    ]


def write(path: Path, title: str, lines: Iterable[str], header: str = HEADER) -> None:
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text("\n".join([*([f"{title};;;;"] if title else []), header, *lines]) + "\n", encoding="utf-8")


def told(path: Path, *rules: str) -> list[tuple[str, str | None, str]]:
    done = CliRunner().invoke(build("vi"), ["check", str(path), "--format", "json"], prog_name="kttt")
    found = json.loads(done.stdout)["findings"]
    return [(each["rule"], each["cell"], each["message"]["vi"]) for each in found if each["rule"] in rules]


YEARS = [
    # title, file, and whether two years are told
    ("DANH SÁCH HTX NĂM 2023", "htx-2022.csv", True),
    ("DANH SÁCH HTX ĐẾN 31/12/2022", "htx-2023.csv", True),
    ("DANH SÁCH HTX NĂM 2023", "bao cao 2024.csv", True),
    ("TÌNH HÌNH HTX NĂM 2022 VÀ PHƯƠNG HƯỚNG NĂM 2023", "htx-2023.csv", True),
    ("DANH SÁCH HTX NĂM 2023", "htx-2023.csv", False),
    ("DANH SÁCH HTX THEO LUẬT HỢP TÁC XÃ NĂM 2012", "htx-2023.csv", False),
    ("DANH SÁCH HTX THEO NGHỊ ĐỊNH 107/2017/NĐ-CP", "htx-2023.csv", False),
    ("DANH SÁCH HTX NĂM 2023", "htx.csv", False),
    ("DANH SÁCH HTX ĐẾN 31/12/2023", "htx 15.01.2024.csv", False),
    ("KẾ HOẠCH GIAI ĐOẠN 2021-2025, SỐ LIỆU NĂM 2023", "htx-2023.csv", False),
    ("(Kèm theo Công văn số 12/SKHĐT ngày 05/01/2024)", "htx-2023.csv", False),
    ("DANH SÁCH HTX", "htx 2021-2025, 2023.csv", False),
]


@pytest.mark.parametrize(("title", "file", "found"), YEARS)
def test_two_years_for_one_list(title: str, file: str, found: bool, tmp_path: Path) -> None:
    write(tmp_path / file, title, rows())
    assert bool(told(tmp_path, "NM105")) is found


def test_the_column_and_the_title_name_different_years(tmp_path: Path) -> None:
    write(tmp_path / "so.csv", "DANH SÁCH HTX NĂM 2023", rows(year="2022;"), f"Năm;{HEADER}")
    ((_, cell, message),) = told(tmp_path, "NM105")
    assert cell is None
    assert message == "cột Năm ghi năm 2022, tiêu đề ghi năm 2023; danh sách được dùng cho năm 2022"


def test_the_settings_decide(tmp_path: Path) -> None:
    write(tmp_path / "htx-2022.csv", "DANH SÁCH HTX NĂM 2023", rows())
    (tmp_path / "kttt.toml").write_text('[[sheet]]\nfile = "htx-2022.csv"\nyear = 2022\n', encoding="utf-8")
    assert told(tmp_path, "NM105") == []


LISTS = [
    ("DANH SÁCH HTX DỰ KIẾN THÀNH LẬP NĂM 2023", "htx.csv", "dự kiến hay kế hoạch"),
    ("KẾ HOẠCH THÀNH LẬP MỚI HTX NĂM 2023", "htx.csv", "dự kiến hay kế hoạch"),
    ("", "ke-hoach-2023.csv", "dự kiến hay kế hoạch"),
    ("DANH SÁCH HTX THÀNH LẬP MỚI NĂM 2023", "htx.csv", "chỉ gồm một phần"),
    ("DANH SÁCH HTX ĐIỂN HÌNH NĂM 2023", "htx.csv", "chỉ gồm một phần"),
    ("DANH SÁCH HTX GIẢI THỂ NĂM 2023", "htx.csv", "không có cột Tình trạng"),
    ("DANH SÁCH HTX NĂM 2023", "htx.csv", None),
    ("DANH SÁCH HTX ĐANG HOẠT ĐỘNG NĂM 2023", "htx.csv", None),
    ("DANH SÁCH HTX NĂM 2023 (GỒM CẢ HTX GIẢI THỂ)", "htx.csv", None),
    ("TÌNH HÌNH THÀNH LẬP MỚI, GIẢI THỂ HTX NĂM 2023", "htx.csv", None),
    ("SỞ KẾ HOẠCH VÀ ĐẦU TƯ", "htx-2023.csv", None),
    ("PHÒNG TÀI CHÍNH - KẾ HOẠCH HUYỆN YÊN THẾ", "htx-2023.csv", None),
    ("(Kèm theo Kế hoạch số 12/KH-UBND ngày 05/03/2023)", "htx-2023.csv", None),
    ("Danh sách HTX phục vụ xây dựng kế hoạch phát triển mới", "htx-2023.csv", None),
]


@pytest.mark.parametrize(("title", "file", "words"), LISTS)
def test_a_list_of_what_is_planned_or_of_some_only(title: str, file: str, words: str | None, tmp_path: Path) -> None:
    write(tmp_path / file, title, rows())
    assert [words in message for _, _, message in told(tmp_path, "NM106") if words] == ([True] if words else [])
    assert bool(told(tmp_path, "NM106")) is (words is not None)


def test_ended_ones_beside_the_list_of_the_others(tmp_path: Path) -> None:
    """Two sheets of one book are one list; those on the sheet of the ended are not operating, and it must say so."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, names in (("Đang hoạt động", ("HTX An", "HTX Bình")), ("Giải thể", ("HTX Cao", "HTX Đông"))):
        sheet = book.create_sheet(name)
        sheet.append(["DANH SÁCH HTX NĂM 2023"])
        sheet.append(["Tên HTX", "Loại hình", "Tổng số thành viên"])
        for each in names:
            sheet.append([each, "HTX", 12])
    book.save(tmp_path / "so.xlsx")
    assert [message.split(":")[0] for _, _, message in told(tmp_path, "NM106")] == ["“Giải thể”"]


def test_a_row_of_another_year_than_all_the_others(tmp_path: Path) -> None:
    lines = rows(40, year="2023;")
    lines[4] = lines[4].replace("2023;", "2022;", 1)
    write(tmp_path / "so.csv", "", lines, f"Năm;{HEADER}")
    ((_, cell, message),) = told(tmp_path, "NM107")
    assert cell == "A6"
    assert "chỉ 1 dòng ghi năm 2022, trong khi 39 dòng ghi năm 2023" in message


def test_lists_of_several_years_in_one_file_are_none(tmp_path: Path) -> None:
    write(tmp_path / "so.csv", "", [*rows(40, year="2023;"), *rows(5, year="2022;")], f"Năm;{HEADER}")
    assert told(tmp_path, "NM107") == []


def test_a_row_of_a_ledger_far_from_all_others(tmp_path: Path) -> None:
    header = "Ngày;Chính sách hỗ trợ;Tên HTX;Kinh phí (triệu đồng)"
    lines = [f"{1 + n % 28:02}/05/{2021 + n % 3};Xúc tiến thương mại;HTX Số {n};12" for n in range(30)]
    write(tmp_path / "ho-tro.csv", "", [*lines, "05/03/2020;Xúc tiến thương mại;HTX An;7"], header)
    assert told(tmp_path, "NM107") == []  # it may be the first
    write(tmp_path / "ho-tro.csv", "", [*lines, "05/03/2012;Xúc tiến thương mại;HTX An;7"], header)
    assert [cell for _, cell, _ in told(tmp_path, "NM107")] == ["A32"]


@pytest.mark.parametrize(("same", "found"), [(30, True), (28, True), (20, False), (0, False)])
def test_the_numbers_of_the_year_before(same: int, found: bool, tmp_path: Path) -> None:
    write(tmp_path / "htx-2022.csv", "", rows())
    write(tmp_path / "htx-2023.csv", "", [*rows()[:same], *rows(factor=4)[same:]])
    places = [(rule, cell) for rule, cell, _ in told(tmp_path, "NM108")]
    assert places == ([("NM108", "E:E")] if found else [])


@pytest.mark.parametrize(("last", "found"), [(2022, True), (2023, False), (2021, False)])
def test_nobody_was_founded_in_the_year_of_the_list(last: int, found: bool, tmp_path: Path) -> None:
    write(tmp_path / "htx-2023.csv", "", rows(100, last=last))
    assert [cell for _, cell, _ in told(tmp_path, "NM109")] == (["C:C"] if found else [])


def test_a_small_list_may_have_no_new_ones(tmp_path: Path) -> None:
    write(tmp_path / "htx-2023.csv", "", rows(30, last=2022))
    assert told(tmp_path, "NM109") == []


@pytest.mark.parametrize("word", ["ước thực hiện", "ƯTH", "số liệu sơ bộ", "tạm tính"])
def test_an_estimate_is_marked(word: str, tmp_path: Path) -> None:
    write(tmp_path / "htx.csv", f"DANH SÁCH HTX NĂM 2023 ({word})", rows())
    shown = CliRunner().invoke(build("vi"), ["compute", str(tmp_path), "-i", "htx.count"], prog_name="kttt").stdout
    assert "30*" in shown


@pytest.mark.parametrize(
    ("header", "title", "used"),
    [
        ("Tổng số thành viên đến 30/6/2023", "DANH SÁCH HTX NĂM 2023", False),
        ("Tổng số thành viên đến 30/6/2023", "DANH SÁCH HTX ĐẾN 30/6/2023", True),
        ("Tổng số thành viên đến 31/12/2023", "DANH SÁCH HTX NĂM 2023", True),
        ("Tổng số thành viên đến 14/12/2023", "DANH SÁCH HTX NĂM 2023", True),
        ("Thành viên mới 6 tháng đầu năm", "DANH SÁCH HTX NĂM 2023", False),
        ("Thành viên mới (2021–2023)", "DANH SÁCH HTX NĂM 2023", False),
    ],
)
def test_persons_up_to_another_day_are_not_those_of_the_list(
    header: str, title: str, used: bool, tmp_path: Path
) -> None:
    write(tmp_path / "htx.csv", title, rows(), HEADER.replace("Tổng số thành viên", header))
    assert bool(told(tmp_path, "CT105")) is not used


def beside(folder: Path, name: str, title: str) -> list[tuple[str, str | None, str]]:
    """A whole list, and one of others with this name and title."""
    write(folder / "htx-2023.csv", "DANH SÁCH HTX NĂM 2023", rows(20))
    write(folder / f"{name}.csv", title, (line.replace("HTX Số", "HTX Khác") for line in rows(5)), f"{HEADER};Huyện")
    return told(folder, "NM106")


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("nháp", "DANH SÁCH HTX NĂM 2023"),
        ("htx cũ", "DANH SÁCH HTX NĂM 2023"),
        ("backup/htx 2", "DANH SÁCH HTX NĂM 2023"),
        ("htx_ban_cu", "DANH SÁCH HTX NĂM 2023"),
        ("b", "DANH SÁCH HTX ĐANG LÀM THỦ TỤC THÀNH LẬP NĂM 2023"),
        ("b", "DANH SÁCH HTX ĐÃ SÁP NHẬP, HỢP NHẤT NĂM 2023"),
        ("b", "DANH SÁCH HTX BỊ THU HỒI GIẤY CHỨNG NHẬN ĐĂNG KÝ NĂM 2023"),
    ],
)
def test_lists_that_are_kept_beside_the_list_of_the_year(name: str, title: str, tmp_path: Path) -> None:
    assert len(beside(tmp_path, name, title)) == 1


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("tỉnh Bắc Giang cũ", "DANH SÁCH HTX NĂM 2023"),
        ("b", "DANH SÁCH HTX SAU SÁP NHẬP XÃ NĂM 2023"),
        ("b", "DANH SÁCH HỢP NHẤT CÁC HTX NĂM 2023"),
        ("nhập liệu", "DANH SÁCH HTX ĐƯỢC CẤP GIẤY CHỨNG NHẬN NĂM 2023"),
    ],
)
def test_names_that_only_sound_like_it(name: str, title: str, tmp_path: Path) -> None:
    assert beside(tmp_path, name, title) == []


def test_an_old_and_a_new_half_are_the_whole(tmp_path: Path) -> None:
    write(tmp_path / "htx mới.csv", "DANH SÁCH HTX NĂM 2023", (line.replace("HTX Số", "HTX Mới") for line in rows(5)))
    assert beside(tmp_path, "htx cũ", "DANH SÁCH HTX NĂM 2023") == []
