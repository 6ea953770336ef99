"""Sections of a page: groups of one rank that group by different things, tables below each other of different registers,
a unit line of several units."""

from __future__ import annotations

import pytest

from kttt_cli.registers.dataset import Dataset
from tests.corpus.test_odd_rows import told
from tests.corpus.test_rows import HEADER, NAMES, ONE, TWO, column, read

TITLE = "DANH SÁCH HTX NĂM 2023"
HEADING = "STT | Tên đơn vị | Xã | Số thành viên | Doanh thu (trđ)"
FIRST = "1 | HTX An Lạc | | 12 | 1000"
SECOND = "1 | HTX An Phú | | 20 | 2000"


def sections(folder, first: str, second: str) -> Dataset:
    """A header over each section."""
    return read(folder, [TITLE, first, HEADING, FIRST, second, HEADING, SECOND])


def groups(folder, *pairs: str) -> Dataset:
    return read(folder, [TITLE, HEADING, *pairs])


# --- groups -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "label", ["HTX phi nông nghiệp", "HỢP TÁC XÃ PHI NÔNG NGHIỆP (01 HTX)", "Phi nông nghiệp | | 20 | 2000"]
)
def test_what_is_no_agriculture_ends_the_agriculture_above(label, tmp_path):
    data = groups(tmp_path, "I | Hợp tác xã nông nghiệp | | 12 | 1000", FIRST, f"II | {label}", SECOND)
    assert column(data, "sector") == ["agri", None]
    assert told(data) == []


def test_a_union_next_to_a_sector_or_a_fund_is_no_part_of_it(tmp_path):
    union = "1 | Liên hiệp HTX Xanh | | 5 | 100"
    for above in ("I | HTX nông nghiệp", "I | Quỹ tín dụng nhân dân", " | Quỹ tín dụng nhân dân"):
        data = groups(tmp_path, above, FIRST, f"{above.split('|')[0].replace('I', 'II')} | Liên hiệp HTX", union)
        assert column(data, "sector")[1] is None
        assert column(data, "kind")[1] == "lh"


def test_kinds_within_a_sector_keep_it(tmp_path):
    data = groups(tmp_path, "A | Nông nghiệp", "I | Hợp tác xã", FIRST, "II | Liên hiệp HTX", SECOND)
    assert column(data, "sector") == ["agri", "agri"]
    assert column(data, "kind") == ["htx", "lh"]


def test_a_group_of_nothing_known_ends_the_sum_of_the_group_beside_it(tmp_path):
    data = groups(tmp_path, "A | NÔNG NGHIỆP | | 12 | 1000", FIRST, "B | NGÀNH KHÁC | | 20 | 2000", SECOND)
    assert [rule for rule, _ in told(data)] == ["DG105"]


@pytest.mark.parametrize(
    "titles",
    [
        ("I | Vùng núi", "II | Đồng bằng"),
        ("I | Năm 2022", "II | Năm 2023"),
        ("I | Cụm 1 | | 12 | 1000", "II | Cụm 2 | | 20 | 2000"),
    ],
)
def test_groups_of_one_record_each_are_no_records(titles, tmp_path):
    data = groups(tmp_path, titles[0], FIRST, titles[1], SECOND)
    assert column(data, "name") == NAMES
    assert [rule for rule, _ in told(data)] == ["DG105", "DG105"]


def test_a_title_numbered_as_the_first_part_of_its_rows_is_a_group_though_of_nothing_known(tmp_path):
    data = groups(
        tmp_path, "1 | Nông nghiệp | | 12 | 1000", f"1.{FIRST}", "2 | Dịch vụ tổng hợp | | 20 | 2000", f"2.{SECOND}"
    )
    assert column(data, "name") == NAMES
    assert column(data, "sector") == ["agri", None]


def test_how_many_a_group_has_in_square_brackets(tmp_path):
    data = groups(tmp_path, "I | Nông nghiệp [01 HTX]", FIRST, "II | Vận tải [01 HTX]", SECOND)
    assert column(data, "sector") == ["agri", "transport"]


# --- tables below each other ----------------------------------------------------------------------------------


def test_a_section_of_tht_under_the_headings_of_htx(tmp_path):
    data = sections(tmp_path, "I. HỢP TÁC XÃ", "II. TỔ HỢP TÁC")
    assert column(data, "name") == ["HTX An Lạc"]
    names = data.registers["group"].columns["name"]
    assert [names.value_at(0)] == ["HTX An Phú"]


def test_the_league_of_htx_over_a_list_of_tht(tmp_path):
    data = read(
        tmp_path, ["LIÊN MINH HỢP TÁC XÃ TỈNH BẮC GIANG", "DANH SÁCH TỔ HỢP TÁC NĂM 2023", HEADING, FIRST], "ds.csv"
    )
    assert list(data.registers) == ["group"]


@pytest.mark.parametrize("other", ["II. ĐƠN VỊ CẤP TỈNH", "II. LIÊN HIỆP HTX"])
def test_the_district_of_one_section_is_not_that_of_the_next(other, tmp_path):
    data = sections(tmp_path, "I. HUYỆN LẠNG GIANG", other)
    assert [str(each).casefold() for each in column(data, "district")] == ["huyện lạng giang", "none"]


def test_the_sector_of_one_section_is_not_that_of_the_next(tmp_path):
    assert column(sections(tmp_path, "I. HTX NÔNG NGHIỆP", "II. CÁC HTX KHÁC"), "sector") == ["agri", None]


def test_the_first_section_stands_over_the_header(tmp_path):
    data = sections(tmp_path, "I. Lĩnh vực nông nghiệp", "II. Lĩnh vực vận tải")
    assert column(data, "sector") == ["agri", "transport"]
    data = sections(tmp_path, "I. QUỸ TÍN DỤNG NHÂN DÂN", "II. HỢP TÁC XÃ")
    assert column(data, "kind") == ["qtdnd", "htx"]


def test_a_district_over_the_whole_page_holds_for_all_its_tables(tmp_path):
    data = read(
        tmp_path,
        ["UBND HUYỆN LẠNG GIANG", TITLE, "I. HTX NÔNG NGHIỆP", HEADING, FIRST, "II. CÁC HTX KHÁC", HEADING, SECOND],
    )
    assert column(data, "district") == ["Huyện Lạng Giang", "Huyện Lạng Giang"]


# --- units ----------------------------------------------------------------------------------------------------

MONEY = "STT | Tên HTX | Loại hình | Doanh thu | Thu nhập bình quân"
ROW = "1 | HTX An Lạc | HTX | 1200 | 6500"


@pytest.mark.parametrize(
    ("line", "revenue", "income"),
    [
        ("ĐVT: Doanh thu: triệu đồng; thu nhập: nghìn đồng/tháng", 1_200_000_000, 78_000_000),
        ("ĐVT: triệu đồng và nghìn đồng/người/tháng", 1_200_000_000, 78_000_000),
        ("Đơn vị tính: 1.000 đồng, 1.000 đồng/người/tháng", 1_200_000, 78_000_000),
        ("ĐVT: nghìn đồng/tháng", None, 78_000_000),
    ],
)
def test_a_line_of_two_units(line, revenue, income, tmp_path):
    data = read(tmp_path, [line, MONEY, ROW])
    assert (column(data, "revenue"), column(data, "income")) == ([revenue], [income])
    assert ("DV101" in [rule for rule, _ in told(data)]) == (revenue is None)


def test_a_line_of_two_units_of_the_same_kind_says_none(tmp_path):
    data = read(
        tmp_path, ["ĐVT: tỷ đồng, triệu đồng", "STT | Tên HTX | Loại hình | Doanh thu", "1 | HTX An Lạc | HTX | 1200"]
    )
    assert column(data, "revenue") == [None]
    assert [rule for rule, _ in told(data)] == ["DV101"]


# --- rows beside the records ------------------------------------------------------------------------------------


def test_sums_that_go_on_to_the_next_page(tmp_path):
    lines = [
        HEADER,
        ONE,
        " | Cộng chuyển trang sau | | 1.500,5 | 12",
        HEADER,
        " | Trang trước chuyển sang | | 1.500,5 | 12",
        TWO,
    ]
    data = read(tmp_path, [*lines, " | Tổng cộng | | 2.001 | 24"])
    assert column(data, "name") == NAMES
    assert told(data) == []


@pytest.mark.parametrize(
    "label",
    ["Kế hoạch giao", "KH tỉnh giao", "% thực hiện KH", "Đạt % so với kế hoạch", "Tỷ lệ hoàn thành kế hoạch (%)"],
)
def test_a_plan_held_against_the_total(label, tmp_path):
    data = read(tmp_path, [HEADER, ONE, TWO, " | Tổng cộng | | 2.001 | 24", f" | {label} | | 97 | 86"])
    assert column(data, "name") == NAMES


@pytest.mark.parametrize("note", ["Đã GT năm 2022", "Đã đóng MST", "không HĐ từ 2021"])
def test_an_end_in_short(note, tmp_path):
    data = read(tmp_path, [f"{HEADER} | Ghi chú", f"{ONE} | {note}"])
    assert [rule for rule, _ in told(data)] == ["TT204"]


def test_the_heading_of_a_summary_above_is_no_plan(tmp_path):
    data = read(tmp_path, ["Chỉ tiêu | Số lượng", "Tổng số HTX | 2", "", HEADER, ONE, TWO])
    assert [rule for rule, _ in told(data) if rule == "NM106"] == []


def test_districts_that_count_anew_within_a_kind(tmp_path):
    lines = ["A | HTX nông nghiệp", "I | Huyện Lạng Giang", FIRST, "B | Quỹ tín dụng nhân dân", "I | Huyện Lạng Giang", SECOND,
             "II | Huyện Yên Thế", SECOND.replace("An Phú", "An Đông"), "C | Hợp tác xã", SECOND.replace("An Phú", "An Bình")]  # fmt: skip
    data = groups(tmp_path, *lines)
    assert column(data, "kind")[1:] == ["qtdnd", "qtdnd", "htx"]
    assert column(data, "district") == ["Huyện Lạng Giang", "Huyện Lạng Giang", "Huyện Yên Thế", None]


def test_a_district_that_goes_on_ends_the_sector_within_it(tmp_path):
    data = groups(tmp_path, "I | Huyện Lạng Giang", "A | Nông nghiệp", FIRST, "II | Huyện Yên Thế", SECOND)
    assert column(data, "sector") == ["agri", None]


@pytest.mark.parametrize(("cell", "differs"), [("Tân Thanh", False), ("TT Tân Thanh", True), ("Mỹ Hà", True)])
def test_a_commune_without_its_kind_under_the_group_with_it(cell, differs, tmp_path):
    data = groups(tmp_path, "I | Xã Tân Thanh", f"1 | HTX An Lạc | {cell} | 12 | 1000")
    assert ("DG108" in [rule for rule, _ in told(data)]) == differs
