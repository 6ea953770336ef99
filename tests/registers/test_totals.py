"""A written total against the sum of its rows: which rows it covers, the difference, and who is likely to blame."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import numpy as np
import pytest

from kttt_cli.checks.run import check
from kttt_cli.findings import Finding
from kttt_cli.registers.dataset import read_dataset
from kttt_cli.registers.register import series_of
from kttt_cli.registers.totals import exact_sum

HEAD = "STT | Tên HTX | Loại hình | Số thành viên | Doanh thu (triệu đồng) | Xếp loại"


def read(path: Path, *lines: str, head: str = HEAD) -> list[Finding]:
    text = "\n".join((head, *lines))
    with (path / "htx-2023.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([cell.strip() for cell in line.split("|")] for line in text.splitlines())
    return [each for each in read_dataset([path / "htx-2023.csv"]).findings if each.rule.startswith("TG")]


def row(number: int, members: object, revenue: object = 100) -> str:
    return f"{number} | HTX {number} | HTX | {members} | {revenue} | Tốt"


def total(label: str, members: object = "", revenue: object = "") -> str:
    return f" | {label} | | {members} | {revenue} |"


ROWS = [row(1, 11, "1.570,5"), row(2, 23, 200), row(3, 47, "300,25")]


def test_a_total_that_fits_is_not_a_word(tmp_path):
    assert read(tmp_path, *ROWS, total("Tổng cộng", 81, "2.070,75")) == []


def test_a_difference_is_one_finding_for_each_column_with_both_numbers(tmp_path):
    (finding,) = read(tmp_path, *ROWS, total("Tổng cộng", 81, "2.170,75"))
    assert (finding.rule, finding.severity, finding.place.cell) == ("TG401", "warning", "E5")
    assert (finding.value, finding.field, finding.record) == ("2.170,75", "revenue", "Tổng cộng")
    assert "ghi 2.170,75, cộng 3 dòng được 2.070,75, lệch 100" in finding.message.vi
    assert "says 2,170.75, the 3 rows add up to 2,070.75, a difference of 100" in finding.message.en
    assert len(read(tmp_path, *ROWS, total("Tổng cộng", 80, "2.170,75"))) == 2


@pytest.mark.parametrize("label", ["Tổng cộng", "Tổng số", "Cộng", "TOÀN TỈNH", "Tổng số:"])
def test_a_total_may_stand_above_its_rows(tmp_path, label):
    assert read(tmp_path, total(label, 81), *ROWS) == []
    (finding,) = read(tmp_path, total(label, 82), *ROWS)
    assert (finding.place.cell, finding.value) == ("D2", "82")


GROUPED = (
    "A | Huyện Yên Thế | | {a} | |",
    row(1, 10),
    row(2, 20),
    "{sub} | | | {one} | |",
    "B | Huyện Tân Yên | | {b} | |",
    row(3, 40),
    row(4, 80),
    "{sub} | | | {two} | |",
    total("Tổng cộng", "{all}"),
)


def grouped(path: Path, a: object = "", b: object = "", one=30, two=120, all=150, sub="Cộng") -> list[Finding]:
    lines = [line.format(a=a, b=b, one=one, two=two, all=all, sub=sub) for line in GROUPED]
    return read(path, *lines)


@pytest.mark.parametrize("sub", ["Cộng", "Tổng số", "Cộng huyện", "Tổng cộng"])
def test_subtotals_cover_their_group_and_the_last_covers_all(tmp_path, sub):
    assert grouped(tmp_path, sub=sub) == []
    assert [(each.place.cell, each.value) for each in grouped(tmp_path, one=31, sub=sub)] == [("D5", "31")]
    assert [(each.place.cell, each.value) for each in grouped(tmp_path, two=121, sub=sub)] == [("D9", "121")]
    assert [(each.place.cell, each.value) for each in grouped(tmp_path, all=151, sub=sub)] == [("D10", "151")]


def test_the_row_of_a_group_may_hold_its_sum_or_the_number_of_its_records(tmp_path):
    assert grouped(tmp_path, a=30, b=120) == []
    assert grouped(tmp_path, a=2, b=2) == []
    assert [each.place.cell for each in grouped(tmp_path, a=31, b=120)] == ["D2"]


def test_a_total_of_a_named_district_covers_it_wherever_it_stands(tmp_path):
    head = "STT | Tên HTX | Loại hình | Số thành viên | Huyện"
    rows = ["1|A|HTX|10|Yên Thế", "2|B|HTX|20|Tân Yên", "3|C|HTX|40|Yên Thế"]
    totals = ["|Cộng huyện Yên Thế||50|", "|Cộng huyện Tân Yên||20|", "|Tổng cộng||70|"]
    assert read(tmp_path, *rows, *totals, head=head) == []
    totals[0] = "|Cộng huyện Yên Thế||51|"
    (finding,) = read(tmp_path, *rows, *totals, head=head)
    assert "cộng 2 dòng được 50, lệch 1" in finding.message.vi


def test_totals_of_groups_within_groups(tmp_path):
    lines = [
        "A | Nông nghiệp | | 60 | |",
        "I | Huyện Yên Thế | | 30 | |",
        row(1, 10),
        row(2, 20),
        "II | Huyện Tân Yên | | 30 | |",
        row(3, 30),
        "B | Vận tải | | 7 | |",
        "I | Huyện Yên Thế | | 7 | |",
        row(4, 7),
        total("Tổng cộng", 67),
    ]
    assert read(tmp_path, *lines) == []
    lines[0] = "A | Nông nghiệp | | 61 | |"
    assert [each.place.cell for each in read(tmp_path, *lines)] == ["D2"]


def test_means_shares_and_words_are_not_added_up(tmp_path):
    head = "STT | Tên HTX | Loại hình | Thu nhập BQ (triệu đồng/người/năm) | Điểm | Năm thành lập | Xếp loại"
    assert read(tmp_path, "1|A|HTX|50|70|2020|Tốt", "2|B|HTX|60|80|2021|Tốt", "|Tổng cộng||55|75||", head=head) == []


def test_a_total_rounded_for_show_fits(tmp_path):
    assert read(tmp_path, *ROWS, total("Tổng cộng", 81, "2.070,8")) == []
    assert read(tmp_path, *ROWS, total("Tổng cộng", 81, "2.071")) == []
    assert len(read(tmp_path, *ROWS, total("Tổng cộng", 81, "2.072"))) == 1
    assert len(read(tmp_path, *ROWS, total("Tổng cộng", 81, "2.070,6"))) == 1


def test_a_total_that_cannot_be_read_is_said(tmp_path):
    (finding,) = read(tmp_path, *ROWS, total("Tổng cộng", "khoảng 80"))
    assert (finding.rule, finding.place.cell, finding.value) == ("TG402", "D5", "khoảng 80")


def test_the_total_of_a_page_over_two_tables(tmp_path):
    lines = [*ROWS, "", "HTX CHUYỂN ĐỔI", HEAD, row(4, 19), total("Tổng cộng", 100)]
    assert read(tmp_path, *lines) == []


@pytest.mark.parametrize(
    ("cells", "written", "hint"),
    [
        ([11, 23, 47, 19], 81, "đúng bằng ô D5 (HTX 4): có thể dòng này thừa"),
        ([11, 23, 47, 19], 147, "đúng bằng ô D4 (HTX 3): có thể dòng này được cộng hai lần"),
        ([11, 23000, 47, 19], 100, "xem ô D3 (HTX 2): ghi 23.000, có thể lớn gấp 1.000 lần số đúng là 23"),
        (
            [11, 23, 47000, 19],
            470053 - 470000 + 4700,
            "xem ô D4 (HTX 3): ghi 47.000, có thể lớn gấp 10 lần số đúng là 4.700",
        ),
        ([11, 2, 47, 19], 2077, "xem ô D3 (HTX 2): ghi 2, có thể nhỏ hơn 1.000 lần số đúng là 2.000"),
        ([11, 23, 74, 19], 100, "xem ô D4 (HTX 3): ghi 74, có thể đảo hai chữ số của số đúng là 47"),
        ([11, 46, 47, 19], 100, "xem ô D3 (HTX 2): ghi 46, có thể gấp đôi số đúng là 23"),
        ([11, 23, 47, 19], 137, None),
        ([11, 19, 47, 19], 77, None),
    ],
)
def test_the_record_to_blame_where_only_one_can_be(tmp_path, cells, written, hint):
    lines = [row(number, cell) for number, cell in enumerate(cells, start=1)]
    (finding,) = read(tmp_path, *lines, total("Tổng cộng", written))
    if hint is None:
        assert finding.suggestion is None
    else:
        assert finding.suggestion is not None
        assert hint in finding.suggestion.vi


def test_what_a_cell_that_could_not_be_read_may_explain_is_not_told_again(tmp_path):
    rows = row(1, 11), row(2, "khoảng 23"), row(3, 11)
    assert read(tmp_path, *rows, total("Tổng cộng", 45)) == []
    (finding,) = read(tmp_path, *rows, total("Tổng cộng", 20))
    assert "cộng 3 dòng được 22, lệch -2" in finding.message.vi
    assert finding.suggestion is None


def test_a_slip_in_a_record_is_told_once_at_the_innermost_total(tmp_path):
    lines = [line.format(a="", b="", one=30, two=120, all=150, sub="Cộng") for line in GROUPED]
    lines[1] = row(1, 13)
    (finding,) = read(tmp_path, *lines)
    assert finding.place.cell == "D5"
    assert "lệch -3; dòng “Tổng cộng” lệch theo" in finding.message.vi


@pytest.mark.parametrize("gone", [1, 3])
def test_a_row_that_went_is_told_once_where_its_number_is_missing(tmp_path, gone):
    head = HEAD.replace("Xếp loại", "Thành viên nữ")
    lines = [f"{number} | HTX {number} | HTX | {10 + number} | {100 * number} | {number}" for number in range(1, 7)]
    lines.append(" | Tổng cộng | | 81 | 2100 | 21")
    assert read(tmp_path, *lines, head=head) == []
    del lines[gone]
    assert read(tmp_path, *lines, head=head) == []  # DG202 says it
    assert [each.rule for each in read_dataset([tmp_path / "htx-2023.csv"]).findings] == ["DG202"]


def test_a_row_that_went_without_a_number_is_one_finding_of_its_total(tmp_path):
    lines = [f" | HTX {number} | HTX | {10 + number} | {100 * number} | Khá" for number in range(1, 6)]
    (finding,) = read(tmp_path, *lines, total("Tổng cộng", 81, 2100))
    assert finding.place.cell == "D7"
    assert "lệch 16; Doanh thu: dòng “Tổng cộng” ghi 2.100, cộng 5 dòng được 1.500, lệch 600" in finding.message.vi


def test_a_row_copied_twice_is_named(tmp_path):
    lines = [f" | HTX {number} | HTX | {10 + number} | {100 * number} | Khá" for number in (1, 2, 2, 3)]
    (finding,) = read(tmp_path, *lines, total("Tổng cộng", 36, 600))
    assert finding.suggestion is not None
    assert "đúng bằng dòng 3, 4 (HTX 2)" in finding.suggestion.vi


def test_a_total_that_only_follows_from_a_slip_told_elsewhere_is_not_told(tmp_path):
    head = "Mã số HTX | Tên HTX | Loại hình | Số thành viên"
    for year, members in (("2022", 25), ("2023", 260), ("2024", 27)):
        rows = [f"9900032057 | HTX Một | HTX | {members}", "9900180224 | HTX Hai | HTX | 31", " | Tổng cộng | | "]
        rows[2] += str(57 if year == "2023" else members + 31)
        text = "\n".join(";".join(cell.strip() for cell in line.split("|")) for line in (head, *rows))
        (tmp_path / f"htx-{year}.csv").write_text(text, encoding="utf-8")
    told = [(each.rule, each.place.cell) for each in check(read_dataset([tmp_path], collect=True))]
    assert told == [("SS205", "D2")]


def told(path: Path, head: str, *lines: str) -> list[tuple[str, str | None]]:
    text = "\n".join(";".join(cell.strip() for cell in line.split("|")) for line in (head, *lines))
    (path / "htx-2023.csv").write_text(text, encoding="utf-8")
    return [(each.rule, each.place.cell) for each in check(read_dataset([path], collect=True))]


DATED = "STT | Mã số HTX | Tên HTX | Loại hình | Ngày đăng ký | Số thành viên | Doanh thu (triệu đồng)"
ONE = "1 | 9900032057 | HTX Một | HTX | {day} | 25 | 310"
TWO, THREE = "2 | 9900180224 | HTX Hai | HTX | 01/02/2019 | 31 | 420", "3 | | HTX Ba | HTX | 01/02/2019 | 17 | 130"


def test_a_row_that_the_total_lacks_is_told_whatever_else_is_wrong_in_it(tmp_path):
    lacking = " | | Tổng cộng | | | 48 | 550"
    assert told(tmp_path, DATED, ONE.format(day="01/02/2019"), TWO, THREE, lacking) == [("TG401", "F5")]
    assert told(tmp_path, DATED, ONE.format(day="31/02/2019"), TWO, THREE, lacking) == [
        ("NG102", "E2"),
        ("TG401", "F5"),
    ]


def test_a_row_that_stands_twice_is_not_told_again_at_the_total(tmp_path):
    rows = (ONE.format(day="01/02/2019"), TWO, TWO.replace("2", "3", 1), THREE.replace("3", "4", 1))
    assert told(tmp_path, DATED, *rows, " | | Tổng cộng | | | 73 | 860") == [("MA201", "B4")]


def test_numbers_that_are_missing_everywhere_explain_no_total(tmp_path):
    """A list cut out of another keeps its numbers with gaps, which is but a note."""
    rows = [
        f"{2 * number} | | HTX {number} | HTX | 01/02/2019 | {10 + number} | {100 * number}" for number in range(1, 9)
    ]
    found = told(tmp_path, DATED, *rows, " | | Tổng cộng | | | 616 | 93600")
    assert [rule for rule, _ in found if rule in ("DG202", "TG401")] == ["DG202", "TG401"]


def test_sums_are_exact_beyond_64_bits():
    series = series_of("money", [10**17, 1], np.array([0] * 200 + [1]))
    assert exact_sum(series, np.arange(201)) == 200 * 10**17 + 1


def test_a_total_with_words_in_other_columns_is_no_record(tmp_path):
    line = " | Tổng cộng | 3 HTX | khoảng 80 | 2.070,75 | 3 tốt"
    assert [each.rule for each in read(tmp_path, *ROWS, line)] == ["TG402"]
    assert read_dataset([tmp_path / "htx-2023.csv"]).records == 3


@pytest.mark.parametrize("seed", range(40))
def test_any_wrong_total_is_found_and_no_right_one(tmp_path, seed):
    chance = random.Random(seed)
    lines: list[str] = []
    number = everything = 0
    places: list[tuple[int, int]] = []
    style = chance.choice(["group", "sub", "both"])
    for district in chance.sample(["Yên Thế", "Tân Yên", "Lục Nam", "Hiệp Hòa"], chance.randint(2, 4)):
        values = [chance.randint(7, 900) for _ in range(chance.randint(3, 9))]
        everything += sum(values)
        if style != "sub":
            places.append((len(lines), sum(values)))
        lines.append(f"I | Huyện {district} | | {sum(values) if style != 'sub' else ''} | |")
        for value in values:
            number += 1
            lines.append(row(number, value))
        if style != "group":
            places.append((len(lines), sum(values)))
            lines.append(total(chance.choice(["Cộng", f"Cộng huyện {district}", "Tổng số"]), sum(values)))
    places.append((len(lines), everything))
    lines.append(total("Tổng cộng", everything))
    assert read(tmp_path, *lines) == []
    at, value = chance.choice(places)
    lines[at] = lines[at].replace(f" {value} ", f" {value + chance.choice([-3, 5, 1000])} ")
    (finding,) = read(tmp_path, *lines)
    assert finding.place.cell == f"D{at + 2}"


def test_a_column_without_a_unit_is_told_once_and_not_again_at_its_total(tmp_path):
    head = HEAD.replace(" (triệu đồng)", "")
    assert read(tmp_path, *ROWS, total("Tổng cộng", 81, "2.070,75"), head=head) == []
