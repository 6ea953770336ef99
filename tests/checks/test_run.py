"""One cause is told once, in the order of the places, and what could not be read is never taken for blank or 0."""

from __future__ import annotations

from pathlib import Path

import pytest

from kttt_cli.checks.run import check
from kttt_cli.findings import Finding
from kttt_cli.registers.dataset import read_dataset
from tests.checks.tables import checked, write
from tests.conftest import SAMPLE

HEADER = "Mã số HTX | Tên HTX | Loại hình | Tổng số thành viên | Thành viên nữ | Thành viên mới | LĐ thường xuyên | LĐ là thành viên"


def found(folder: Path, *lines: str) -> list[tuple[str, str | None]]:
    return [(each.rule, each.place.cell) for each in checked(write(lines, folder))]


def one(folder: Path, *lines: str) -> Finding:
    (finding,) = checked(write(lines, folder))
    return finding


def test_a_cell_that_contradicts_many_is_one_finding_at_that_cell(tmp_path: Path) -> None:
    finding = one(tmp_path, HEADER, "9900032057 | HTX Đồng Tâm | HTX | 2 | 9 | 4 | 12 | 8")
    assert (finding.rule, finding.place.cell, finding.field, finding.value) == ("HL201", "D2", "members", "2")
    assert finding.record == "HTX Đồng Tâm – 9900032057"
    for said in ("Thành viên nữ 9", "Thành viên mới 4", "Lao động là thành viên 8", "ít hơn 7"):
        assert said in finding.message.vi


def test_two_causes_in_one_record_are_two(tmp_path: Path) -> None:
    row = "9900032057 | HTX Đồng Tâm | HTX | 20 | 25 | 4 | 8 | 9"
    assert found(tmp_path, HEADER, row) == [("HL201", "E2"), ("HL203", "H2")]


@pytest.mark.parametrize("cell", ["nhiều", "20-30", "#REF!", "-5"])
def test_a_cell_that_cannot_be_read_silences_what_would_follow(cell: str, tmp_path: Path) -> None:
    rules = found(tmp_path, HEADER, f"9900032057 | HTX Đồng Tâm | HTX | {cell} | 9 | 4 | 12 | 8")
    assert [place for _, place in rules] == ["D2"]


@pytest.mark.parametrize("cell", ["", "-", "chưa có số liệu"])
def test_a_blank_is_no_zero(cell: str, tmp_path: Path) -> None:
    assert found(tmp_path, HEADER, f"9900032057 | HTX Đồng Tâm | HTX | {cell} | 9 | 4 | 12 | 8") == []


def test_findings_stand_in_the_order_of_the_places(tmp_path: Path) -> None:
    bad = "| HTX | 20 | 25 | 4 | 8 | 9"
    lines = [f"{code} | HTX {name} {bad}" for code, name in
             (("9900032057", "Một"), ("9900180224", "Hai"), ("9919772577", "Ba"))]  # fmt: skip
    cells = [place for _, place in found(tmp_path, "htx-2023.csv:", HEADER, *lines)]
    assert cells == ["E2", "H2", "E3", "H3", "E4", "H4"]


def test_a_list_that_lacks_a_part_is_told_once(tmp_path: Path) -> None:
    rows = [f"HTX Tên gọi {number} | HTX | 15/03/2015" for number in range(40)]
    header = "Tên HTX | Loại hình | Ngày đăng ký lần đầu"
    lines = ("htx-2022.csv:", header, *rows, "htx-2023.csv:", header, *rows[:25])
    finding = one(tmp_path, *lines)
    assert (finding.rule, finding.place.file, finding.place.cell) == ("SS201", "htx-2022.csv", None)
    assert "15/40" in finding.message.vi


def test_two_sources_of_one_list_are_told_and_not_everyone_on_them(tmp_path: Path) -> None:
    row = "9900032057 | HTX Đồng Tâm | HTX"
    lines = (
        "a-2023.csv:",
        "Mã số HTX | Tên HTX | Loại hình",
        row,
        "b-2023.csv:",
        "Mã số HTX | Tên HTX | Loại hình",
        row,
    )
    assert [rule for rule, _ in found(tmp_path, *lines)] == ["DT102"]


def test_an_unknown_code_is_told_once_however_often_it_stands(tmp_path: Path) -> None:
    lists = ("htx-2023.csv:", "Mã số HTX | Tên HTX | Loại hình", "9900032057 | HTX Đồng Tâm | HTX")
    known = [f"0{month}/03/2023 | Tập huấn | 9900032057 | 12" for month in range(1, 8)]
    strange = [f"0{day}/04/2023 | Tập huấn | 9900180224 | 12" for day in range(1, 4)]
    finding = one(tmp_path, *lists, "ho-tro.csv:", "Ngày | Chính sách hỗ trợ | Mã số HTX | Số người", *known, *strange)
    assert (finding.rule, finding.place.cell) == ("LK201", "C9")
    assert "3 dòng" in finding.message.vi


def test_codes_of_another_province_are_told_once(tmp_path: Path) -> None:
    lists = ("htx-2023.csv:", "Mã số HTX | Tên HTX | Loại hình", "9900032057 | HTX Đồng Tâm | HTX")
    support = ("ho-tro.csv:", "Ngày | Chính sách hỗ trợ | Mã số HTX | Số người",
               "05/03/2023 | Tập huấn | 9900180224 | 12", "06/03/2023 | Tập huấn | 9919772577 | 9")  # fmt: skip
    assert found(tmp_path, *lists, *support) == [("LK201", "C:C")]


def test_one_who_is_known_by_name_alone_is_followed_through_the_years(tmp_path: Path) -> None:
    header = "Tên HTX | Loại hình | Xã | Ngày đăng ký lần đầu"
    first = (
        "htx-2022.csv:",
        header,
        "HTX Đồng Tâm | HTX | Xã Minh Hải | 15/03/2015",
        "HTX Tân Tiến | HTX | Xã Minh Hải | 2016",
    )
    same = (
        "htx-2023.csv:",
        header,
        "Hợp tác xã Đồng Tâm | HTX | Xã Minh Hải | 15/03/2015",
        "HTX Tân Tiến | HTX | Xã Minh Hải | 2016",
    )
    gone = ("htx-2023.csv:", header, "Hợp tác xã Đồng Tâm | HTX | Xã Minh Hải | 15/03/2015")
    assert found(tmp_path, *first, *same) == []
    assert found(tmp_path, *first, *gone) == [("SS201", "A3")]


def test_rows_of_one_code_on_one_list_are_not_compared_as_years(tmp_path: Path) -> None:
    header = "Mã số HTX | Tên HTX | Loại hình | Ngày đăng ký lần đầu"
    rows = ("9900032057 | HTX Đồng Tâm | HTX | 15/03/2015", "9900032057 | HTX Đồng Tâm | HTX | 15/03/2019")
    assert found(tmp_path, header, *rows) == [("MA201", "A3")]
    assert found(tmp_path, "htx-2022.csv:", header, rows[0], "htx-2023.csv:", header, *rows) == [("MA201", "A3")]


def test_a_code_that_many_share_joins_nobody(tmp_path: Path) -> None:
    """`123` typed for three: two are told to have the first one's code, and nobody is taken for another."""
    header = "Mã số HTX | Tên HTX | Loại hình | Ngày đăng ký lần đầu"
    people = [
        ("9900032057", "Rau Đồng Tâm", 2015),
        ("9900180224", "Vận tải Tân Tiến", 2016),
        ("9919772577", "Chợ Hợp Lực", 2017),
    ]
    before = [f"{code} | HTX {name} | HTX | 15/03/{year}" for code, name, year in people]
    after = [f"123 | HTX {name} | HTX | 15/03/{year}" for _, name, year in people]
    for rows in (after, after[::-1]):
        told = found(tmp_path, "htx-2022.csv:", header, *before, "htx-2023.csv:", header, *rows)
        assert [each for each in told if each[0] != "MA201"] == []
        assert [each for each in told if each[0] == "MA201"] == [("MA201", "A3"), ("MA201", "A4")]


def test_the_sample_as_workbooks_has_the_same_findings_as_its_csv_files() -> None:
    def told(folder: str) -> list[tuple[str, str, str | None, str | None]]:
        findings = check(read_dataset([SAMPLE.parent / folder], collect=True))
        return sorted((each.rule, each.message.vi.split(" ở ")[0], each.record, each.value) for each in findings)

    assert told("bac-giang-xlsx") == told("bac-giang")


LIVES = "Mã số HTX | Tên HTX | Loại hình | Xã | Ngày đăng ký lần đầu | Tình trạng | Doanh thu (triệu đồng)"


def _revenues(begun: str, *states: tuple[str, str]) -> list[str]:
    return [
        line
        for year, (status, revenue) in zip((2021, 2022, 2023), states, strict=True)
        for line in (
            f"htx-{year}.csv:",
            LIVES,
            f"9900032057 | HTX Đồng Tâm | HTX | Xã Một | {begun} | {status} | {revenue}",
        )
    ]


@pytest.mark.parametrize(
    ("begun", "states"),
    [
        ("20/11/2021", (("Đang hoạt động", "44,6"), ("Đang hoạt động", "452,5"), ("Đang hoạt động", "480"))),
        ("20/12/2021", (("Đang hoạt động", "0,5"), ("Đang hoạt động", "452,5"), ("Đang hoạt động", "480"))),
        ("15/03/2015", (("Đang hoạt động", "452,5"), ("Tạm ngừng kinh doanh", "44,6"), ("Đang hoạt động", "480"))),
    ],
)
def test_a_part_of_a_year_brings_in_less_than_a_whole_one(
    begun: str, states: tuple[tuple[str, str], ...], tmp_path: Path
) -> None:
    assert found(tmp_path, *_revenues(begun, *states)) == []


def test_a_part_of_a_year_brings_in_no_ten_times_as_much(tmp_path: Path) -> None:
    states = (("Đang hoạt động", "4525"), ("Đang hoạt động", "452,5"), ("Đang hoạt động", "480"))
    assert found(tmp_path, *_revenues("20/11/2021", *states)) == [("SS205", "G2")]


THT = "Tên THT | Huyện | Xã | Ngày thành lập | Ngày chấm dứt"


def test_a_group_that_ended_and_its_namesake_elsewhere_are_two(tmp_path: Path) -> None:
    ended = "THT Thôn 7 | Huyện Một | Xã Một | 31/05/2011 | 10/09/2021"
    namesake = "THT Thôn 7 | Huyện Hai | Xã Hai | 31/03/2023 | "
    other = "THT Thôn 9 | Huyện Một | Xã Một | 31/05/2011 | "
    lines = ("tht-2021.csv:", THT, ended, other, "tht-2022.csv:", THT, other, "tht-2023.csv:", THT, namesake, other)
    assert found(tmp_path, *lines) == []


def test_a_group_whose_commune_was_merged_is_the_same(tmp_path: Path) -> None:
    lines = [
        line
        for year, commune, begun in (
            (2021, "Một", "31/05/2011"),
            (2022, "Một", "31/05/2012"),
            (2023, "Hai", "31/05/2011"),
        )
        for line in (f"tht-{year}.csv:", THT, f"THT Thôn 7 | Huyện Một | Xã {commune} | {begun} | ")
    ]
    assert found(tmp_path, *lines) == [("SS204", "D2")]


FUND = "Ngày | Loại giao dịch | Mã số bên vay | Số tiền (triệu đồng)"


def test_who_may_have_ended_before_the_first_list_is_not_missed_on_it(tmp_path: Path) -> None:
    lists = ("htx-2023.csv:", "Mã số HTX | Tên HTX | Loại hình", "9900032057 | HTX Đồng Tâm | HTX")
    ledger = (
        "quy.csv:", FUND, "01/01/2022 | Số dư vốn đầu kỳ |  | 12000", "05/02/2022 | Cho vay | 9900180224 | 300",
        "05/03/2023 | Thu nợ | 9900180224 | 300", "06/03/2023 | Cho vay | 9900032057 | 100",
    )  # fmt: skip
    assert found(tmp_path, *lists, *ledger) == []
    late = ("quy.csv:", "07/03/2023 | Cho vay | 9922246045 | 200")
    assert found(tmp_path, *lists, *ledger, *late) == [("LK202", "C6")]


def test_a_district_that_a_whole_list_writes_in_its_own_way_is_no_move_of_each(tmp_path: Path) -> None:
    header = "Mã số HTX | Tên HTX | Loại hình | Huyện | Xã"
    people = [("9900032057", "Một"), ("9900180224", "Hai"), ("9919772577", "Ba"), ("9922246045", "Bốn")]

    def listed(year: int, *own: int) -> list[str]:
        district = [f"Huyện {'Riêng' if at in own else 'Cũ'}" for at in range(4)]
        return [f"htx-{year}.csv:", header, *(
            f"{code} | HTX {name} | HTX | {district[at]} | Xã {at // 2}" for at, (code, name) in enumerate(people)
        )]  # fmt: skip

    assert found(tmp_path, *listed(2022), *listed(2023, 0, 2)) == []
    assert found(tmp_path, *listed(2022), *listed(2023, 0)) == [("SS210", "D2")]
