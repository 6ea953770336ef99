"""The forms of the sample province: cell by cell, against the printed plan, SQL, the CSV files, and LibreOffice."""

from __future__ import annotations

import csv
import datetime
from collections import defaultdict
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kttt_cli.annexes.forms import address, number_of, percent_of, references, share_of, total_of
from kttt_cli.annexes.layout import YearsForm
from kttt_cli.annexes.layouts import load_layouts
from kttt_cli.annexes.page import Cell, Page, Value
from kttt_cli.annexes.plan_numbers import plan_numbers
from kttt_cli.annexes.workbook import write_pages
from kttt_cli.findings import Severity
from kttt_cli.indicators.catalogue import catalogue
from kttt_cli.indicators.formula import NO_DATA
from tests.annexes.forms_of_sample import body, page, report, rows, text_grid, workbook
from tests.annexes.office import needs_office, recalculate
from tests.conftest import SAMPLE
from tests.indicators.sql import Oracle

# Phụ lục 06 as the plan prints it, cell by cell; `ktt` is "không triển khai thực hiện", merged over the numbers.
PRINTED = """
I |Chính sách hỗ trợ, ưu đãi chung đối với HTX||||||||
1 |Hỗ trợ đào tạo, bồi dưỡng nguồn nhân lực, thí điểm đưa cán bộ trẻ tốt nghiệp đại học, cao đẳng về làm việc có thời hạn ở HTX||0|0|0|0|0|0|0
1.1|Số người được cử đi đào tạo|Người|0|0|0|0|0|0|0
1.2|Số người được tham gia bồi dưỡng|Người|4.277|800|800|800|800|800|4.000
1.3|Thí điểm số cán bộ trẻ tốt nghiệp đại học, cao đẳng về làm việc có thời hạn ở hợp tác xã|Người|||||||
 |Số HTX được hỗ trợ thí điểm|HTX|0|0|0|0|0|0|0
2 |Hỗ trợ về xúc tiến thương mại, mở rộng thị trường|HTX|||||||0
3 |Hỗ trợ về ứng dụng KHKT, công nghệ mới|HTX|ktt||||||
4 |Hỗ trợ về tiếp cận vốn và Quỹ hỗ trợ phát triển HTX|dự án|332|80|85|85|85|85|3080
 |Số HTX được vay từ các tổ chức tín dụng|dự án|32|25|25|25|25|25|125
 |Số HTX được vay từ Quỹ hỗ trợ phát triển HTX|dự án|310|55|60|60|60|60|2.955
5 |Tạo điều kiện tham gia các chương trình mục tiêu, phát triển kinh tế- xã hội||ktt||||||
6 |Hỗ trợ thành lập mới|HTX|ktt||||||
7 |Tổ chức lại hoạt động hợp tác xã|HTX|ktt||||||
II|Chính sách hỗ trợ, ưu đãi đối với HTX nông nghiệp||||||||
1 |Hỗ trợ đầu tư phát triển kết cấu hạ tầng|HTX|ktt||||||
2 |Hỗ trợ giao đất, cho thuê đất||ktt||||||
2.1|Số HTX được giao đất|HTX|||||||
 |Diện tích đất được giao|m ²|||||||
2.2|Số HTX được thuê đất|HTX|||||||
 |Diện tích đất được thuê|m ²|||||||
2.3|Số HTX được miễn, giảm tiền thuê đất|HTX|ktt||||||
 |Số tiền được miễn, giảm|Tr đồng|||||||
3 |Ưu đãi tín dụng|HTX|214|64|68|68|68|68|2464
3.1|Số HTX được vay từ các tổ chức tín dụng|dự án|214|64|68|68|68|68|2464
3.2|Số HTX được hỗ trợ lãi suất vay|HTX|0|0|0|0|0|0|0
4 |Hỗ trợ vốn, giống khi gặp khó khăn do thiên tai, dịch bệnh|HTX|ktt||||||
5 |Hỗ trợ về chế biến sản phẩm|HTX|ktt||||||
III|Chính sách hỗ trợ đặc thù khác của địa phương||ktt||||||
"""
RECOMPUTED = {"332": 342, "2.955": 295, "3080": 420, "2464": 336}
PL06 = "PL 06"


def printed() -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in PRINTED.strip("\n").splitlines()]


@pytest.mark.parametrize("year", [2020, 2023, 2025])
def test_the_plans_block_of_phu_luc_06_is_as_printed_with_its_totals_recomputed(year: int) -> None:
    shown = body(page(year, PL06))
    assert len(shown) == len(printed())
    for row, wanted in zip(shown, printed(), strict=True):
        assert [cell or "" for cell in row[:3]] == wanted[:3]
        assert list(row[3:10]) == [_wanted(cell) for cell in wanted[3:]], wanted[1]


def _wanted(text: str) -> Value:
    if text == "ktt":
        return "không triển khai thực hiện"
    if text in RECOMPUTED:
        return RECOMPUTED[text]
    return int(text.replace(".", "")) if text else None


def test_not_carried_out_is_merged_over_the_plans_columns_and_no_others() -> None:
    made = page(2023, PL06)
    merged = [
        (m.first_row, m.first_column, m.last_column) for m in made.merges if m.first_row > 8 and m.first_column == 3
    ]
    told = {
        row for (row, column), cell in made.cells.items() if column == 3 and cell.value == "không triển khai thực hiện"
    }
    assert len(told) == 10
    assert {row for row, first, last in merged if last == 9} >= told


def test_every_slip_of_the_printed_annex_is_told_the_cause_first_and_with_what_it_entails() -> None:
    found = workbook(2023).findings
    assert {(each.rule, each.place.cell): each.value for each in found} == {
        ("PL101", "J20"): "2.955", ("PL102", "D18"): "332", ("PL105", "D34"): "214", ("PL106", "D11"): "0",
        ("PL110", "J16"): "0",
    }  # fmt: skip
    assert {each.severity for each in found} == {Severity.WARNING}
    cause = next(each for each in found if each.rule == "PL101").message.vi
    for number in ("2.955", "295", "3.080", "420", "2.464", "336"):
        assert number in cause
    assert "342" in next(each for each in found if each.rule == "PL102").message.vi


@pytest.mark.parametrize(
    ("cell", "was", "holds"),
    [
        ((17, 3), "332", "342"), ((19, 9), "2.955", "295"), ((17, 9), "3080", "420"), ((32, 9), "2464", "336"),
        ((33, 9), "2464", "336"),
    ],
)  # fmt: skip
def test_a_recomputed_cell_keeps_what_was_printed_in_its_comment(cell: tuple[int, int], was: str, holds: str) -> None:
    found = page(2023, PL06).cells[cell]
    assert found.style == "figure_doubt"
    assert found.value == int(holds)
    assert found.formula is not None
    assert found.comment is not None
    assert f"kế hoạch in {was}; tính lại được {holds}" in found.comment.vi


def test_a_printed_annex_without_slips_has_no_finding() -> None:
    form = _form("06")
    mended = form.model_copy(
        update={
            "row": {
                key: row.model_copy(update={"printed": tuple(_mended(cell) for cell in row.printed)})
                for key, row in form.row.items()
            }
        }
    )
    assert [key for key, number in plan_numbers(mended).items() if number.misprinted] == []


def _mended(cell: str) -> str:
    return str(RECOMPUTED.get(cell, cell))


def _form(name: str) -> YearsForm:
    form = next(each for each in load_layouts(catalogue()) if each.id == name)
    assert isinstance(form, YearsForm)
    return form


# --- results, against other ways of counting -------------------------------------------------------------------


@cache
def oracle() -> Oracle:
    return Oracle(SAMPLE)


@cache
def support() -> list[dict[str, str]]:
    with (SAMPLE / "ho-tro.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def helped(year: int, measure: str, column: str | None = None) -> int:
    """Organisations helped (each once), or the sum of a column, straight from the CSV."""
    found = [row for row in support() if row["Ngày"].endswith(str(year)) and row["Chính sách hỗ trợ"] == measure]
    if column is None:
        return len({row["Mã số HTX"] or row["Đơn vị được hỗ trợ"] for row in found})
    return sum(int(row[column].replace(".", "")) for row in found if row[column])


RESULTS: dict[str, Callable[[int], int]] = {
    "Số người được tham gia bồi dưỡng": lambda y: helped(y, "Bồi dưỡng nguồn nhân lực", "Số người"),
    "Hỗ trợ về xúc tiến thương mại, mở rộng thị trường": lambda y: helped(y, "Xúc tiến thương mại, mở rộng thị trường"),
    "Hỗ trợ về ứng dụng KHKT, công nghệ mới": lambda y: helped(y, "Ứng dụng KHKT, công nghệ mới"),
    "Hỗ trợ đầu tư phát triển kết cấu hạ tầng": lambda y: helped(y, "Kết cấu hạ tầng"),
    "Số HTX được thuê đất": lambda y: helped(y, "Cho thuê đất"),
    "Diện tích đất được thuê": lambda y: helped(y, "Cho thuê đất", "Diện tích (m2)"),
    "Hỗ trợ vốn, giống khi gặp khó khăn do thiên tai, dịch bệnh": lambda y: helped(
        y, "Hỗ trợ vốn, giống khi thiên tai, dịch bệnh"
    ),
}


@pytest.mark.parametrize("label", RESULTS)
def test_results_of_phu_luc_06_are_those_of_the_csv_file(label: str) -> None:
    row = next(row for row in body(page(2025, PL06)) if row[1] == label)
    assert row[10:15] == [RESULTS[label](year) for year in range(2021, 2026)]


def test_an_organisation_helped_in_several_years_counts_once_in_the_period() -> None:
    measure = "Xúc tiến thương mại, mở rộng thị trường"
    row = next(row for row in body(page(2025, PL06)) if row[1] == "Hỗ trợ về xúc tiến thương mại, mở rộng thị trường")
    years = {str(year) for year in range(2021, 2026)}
    parties = {
        each["Mã số HTX"] or each["Đơn vị được hỗ trợ"]
        for each in support()
        if each["Chính sách hỗ trợ"] == measure and each["Ngày"][-4:] in years
    }
    assert row[15] == len(parties) < sum(number_of(value) or 0 for value in row[10:15])


@pytest.mark.parametrize("year", [2021, 2024])
def test_every_figure_of_the_forms_by_years_is_that_of_the_sql(year: int) -> None:
    units = catalogue().units
    for name, sheet in (("01", "B01 Phát triển"), ("06", PL06), ("08", "B08 Quỹ")):
        form = _form(name)
        start, first = (10, 2021) if name == "06" else (3, 2020)
        for row, shown in zip(form.row.values(), body(page(year, sheet)), strict=True):
            if row.indicator is None:
                continue
            unit = units[row.shown_in or catalogue().indicators[row.indicator].unit]
            for cell, each in zip(shown[start:], range(first, year + 1), strict=False):
                answer = oracle().answer(row.indicator, each).value
                assert cell == (NO_DATA if answer is None else answer / unit.scale), (row.label.vi, each)


# --- what adds up ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", range(2020, 2025))
@pytest.mark.parametrize("name", ["B03 Xếp loại theo lĩnh vực", "B04 Xếp loại theo huyện", "B05 Tổng hợp theo huyện"])
def test_parts_add_up_to_the_figure_of_the_province(name: str, year: int) -> None:
    *_, total = body(page(year, name))
    layout = next(each for each in load_layouts(catalogue()) if each.sheet.vi == name)
    known = report(year).book
    for column, value in zip(layout.column.items(), total[2:], strict=True):  # type: ignore[union-attr]
        key, part = column
        if part.indicator is not None:
            scale = catalogue().unit_of(part.indicator).scale
            assert value == (known.figure(part.indicator, year).value or 0) / scale, key


def test_a_year_without_districts_says_so_and_shows_the_province() -> None:
    made = page(2025, "B04 Xếp loại theo huyện")
    assert len(body(made)) == 2
    assert any("không còn cấp huyện" in str(row[0]) for row in rows(made))


def test_the_pages_of_the_districts_add_up_to_that_of_the_province() -> None:
    sheets = {
        each.name: body(each) for each in workbook(2023, districts=True).pages.sheets if each.name.startswith("B01")
    }
    whole = sheets.pop("B01 Phát triển")
    assert len(sheets) == 10
    for index, row in enumerate(whole):
        if row[2] in ("HTX", "THT", "LH HTX", "Người"):
            assert row[6] == sum(number_of(part[index][6]) or 0 for part in sheets.values()), row[1]


def test_sectors_add_up_in_every_year() -> None:
    shown = body(page(2025, "B02 Ngành nghề"))
    sums: dict[str, list[Fraction]] = defaultdict(lambda: [Fraction(0)] * 6)
    totals: dict[str, list[Value]] = {}
    for row in shown:
        unit = str(row[2])
        if row[0]:
            totals[unit] = row[3:9]
        else:
            sums[unit] = [one + (number_of(other) or 0) for one, other in zip(sums[unit], row[3:9], strict=True)]
    assert totals == sums


def test_a_list_has_as_many_rows_as_its_figure_and_the_rows_of_the_register() -> None:
    shown = body(page(2023, "B09 Thành lập mới"))
    assert shown[-1][:3] == [None, "Tổng số", 101]
    assert [row[0] for row in shown[:-1]] == list(range(1, 102))
    with (SAMPLE / "htx-2023.csv").open(encoding="utf-8-sig", newline="") as file:
        listed = {
            each["Mã số HTX"]
            for each in csv.DictReader(file)
            if each["Loại hình"] != "LH HTX"
            and each["Ngày đăng ký lần đầu"].endswith("/2023")
            and each["Hình thức thành lập"] in ("Thành lập mới", "")
        }
    assert {row[2] for row in shown[:-1]} == listed


def test_a_target_is_reached_or_not_as_the_plan_says() -> None:
    for row in body(page(2024, "B07 Mục tiêu")):
        progress = report(2024).targets[str(row[0])]
        last = progress.last
        assert last is not None
        assert row[8] == (NO_DATA if last.value is None else last.value), row[0]
        assert row[9] == (NO_DATA if last.distance is None else last.distance), row[0]
        if last.goal is not None and last.value is not None:
            assert row[10] == ("đạt" if last.goal.met(last.value) else "chưa"), row[0]


# --- sums that say what is missing -----------------------------------------------------------------------------

values = st.one_of(st.just(NO_DATA), st.fractions(-1000, 1000))


@given(st.lists(values, min_size=1, max_size=6))
def test_a_total_has_a_value_only_where_every_part_has(parts: list[Value]) -> None:
    total = total_of(((row, 3), Cell(value)) for row, value in enumerate(parts, 4))
    if NO_DATA in parts:
        assert total.value == NO_DATA
    else:
        assert total.value == sum(number_of(value) or 0 for value in parts)
    assert total.formula is not None
    assert f"COUNT({references([(row, 3) for row in range(4, 4 + len(parts))])})={len(parts)}" in total.formula


@pytest.mark.parametrize(
    ("part", "whole", "value"),
    [(1, 4, 25), (0, 4, 0), (NO_DATA, 4, NO_DATA), (1, NO_DATA, NO_DATA), (1, 0, NO_DATA), (1, None, NO_DATA)],
)
def test_percent_of_nothing_is_no_data(part: Value, whole: Value, value: Value) -> None:
    assert percent_of(((0, 0), Cell(part)), ((0, 1), Cell(whole))).value == value


def test_a_share_of_no_data_is_no_data() -> None:
    assert share_of(((0, 0), Cell(85)), Fraction(80)).value == 68
    assert share_of(((0, 0), Cell(NO_DATA)), Fraction(80)).value == NO_DATA


@given(st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1))
@settings(max_examples=50)
def test_references_name_every_cell_once(spots: set[tuple[int, int]]) -> None:
    ordered = sorted(spots)
    named = [spot for part in references(ordered).split(",") for spot in _cells(part)]
    assert sorted(named) == sorted(address(spot) for spot in ordered)


def _cells(part: str) -> Iterator[str]:
    from openpyxl.utils import get_column_letter, range_boundaries

    left, top, right, bottom = range_boundaries(part)
    for row in range(int(top or 0), int(bottom or 0) + 1):
        for column in range(int(left or 0), int(right or 0) + 1):
            yield f"{get_column_letter(column)}{row}"


# --- what the reader sees --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "name", "file"),
    [
        (2023, PL06, "annex-06-2023.txt"),
        (2023, "B01 Phát triển", "annex-01-2023.txt"),
        (2024, "B07 Mục tiêu", "annex-07-2024.txt"),
        (2023, "B04 Xếp loại theo huyện", "annex-04-2023.txt"),
        (2025, "Biểu đồ", "annex-11-2025.txt"),
        (2023, "B02 Ngành nghề", "annex-02-2023.txt"),
        (2023, "B08 Quỹ", "annex-08-2023.txt"),
    ],
)
def test_a_form_reads_as_it_did(golden: Callable[[str, str], None], year: int, name: str, file: str) -> None:
    golden(file, text_grid(page(year, name)))


def test_another_plans_annex_leaves_the_plans_numbers_blank() -> None:
    made = next(each for each in workbook(2023, plan="nhieu-tinh-2021-2030").pages.sheets if each.name == PL06)
    assert workbook(2023, plan="nhieu-tinh-2021-2030").findings == ()
    for row in body(made):
        assert not any(number_of(value) is not None for value in row[3:14])


def test_who_signs_and_what_it_is_attached_to_come_from_the_plan(tmp_path: Path) -> None:
    path = tmp_path / "cua-so.toml"
    path.write_text(
        'extends = "bac-giang-2021-2025"\n'
        '[document]\nname = "Kế hoạch"\nnumber = "12/KH-STC"\ndate = "02/01/2024"\nagency = "Sở Tài chính"\n'
        '[signature]\nplace = "Bắc Ninh"\nleft = "KẾ TOÁN"\nright = "PHÓ GIÁM ĐỐC"\nright_name = "Người Thử"\n',
        encoding="utf-8",
    )
    shown = {cell.value for cell in workbook(2023, plan=str(path)).pages.sheets[0].cells.values()}
    assert shown >= {
        "SỞ TÀI CHÍNH", "(Kèm theo Kế hoạch số 12/KH-STC ngày 02/01/2024 của Sở Tài chính)", "KẾ TOÁN", "PHÓ GIÁM ĐỐC",
        "Người Thử", "Bắc Ninh, ngày …… tháng …… năm ………",
    }  # fmt: skip
    assert workbook(2023, plan=str(path)).findings != (), "a plan that extends the printed one has its numbers"


def test_a_plan_without_a_number_is_attached_to_by_its_name() -> None:
    shown = {cell.value for cell in workbook(2023, plan="nhieu-tinh-2021-2030").pages.sheets[0].cells.values()}
    assert "(Bản ghép từ nhiều văn bản; xem nguồn của từng mục tiêu)" in shown


def test_every_figure_says_what_it_is_and_plain_ones_say_nothing() -> None:
    for made in workbook(2023).pages.sheets:
        for cell in made.cells.values():
            if cell.value == NO_DATA and cell.formula is None:
                assert cell.comment is not None
    for made in workbook(2023, values=True).pages.sheets:
        assert not any(cell.formula or cell.comment for cell in made.cells.values())


def test_plain_numbers_are_the_same_numbers() -> None:
    alive = {made.name: made for made in workbook(2023).pages.sheets}
    for made in workbook(2023, values=True).pages.sheets:
        assert rows(made) == rows(alive[made.name])


@needs_office
def test_libreoffice_finds_the_same_numbers(tmp_path: Path) -> None:
    path = tmp_path / "phu-luc.xlsx"
    made = workbook(2024, districts=True).pages
    write_pages(made, path, created=datetime.date(2024, 12, 31))
    fresh = openpyxl.load_workbook(recalculate(path), data_only=True)
    wrong = [
        difference for sheet in made.sheets if sheet.official for difference in _differences(sheet, fresh[sheet.name])
    ]
    assert wrong == []


def _differences(sheet: Page, fresh: object) -> Iterator[str]:
    for spot, cell in sheet.cells.items():
        if cell.formula is None:
            continue
        found = fresh[address(spot)].value  # type: ignore[index]
        if isinstance(found, datetime.datetime):
            found = found.date()
        number = number_of(cell.value)
        wanted = (cell.value or None) if number is None else pytest.approx(float(number), rel=1e-9, abs=1e-9)
        if found != wanted:
            yield f"{sheet.name}!{address(spot)}: {cell.formula}: {cell.value} / {found}"
