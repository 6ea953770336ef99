"""A filled annex that someone else made: what its own arithmetic contradicts, cell by cell."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kttt_cli.annexes.audit import audit
from kttt_cli.annexes.layout import YearsForm, printed_value
from kttt_cli.annexes.layouts import load_layouts
from kttt_cli.findings import Finding
from kttt_cli.indicators.catalogue import catalogue
from kttt_cli.sheets.files import read_grids

SAMPLE = Path(__file__).parents[2] / "data" / "samples" / "phu-luc-06.xlsx"
FORMS = tuple(each for each in load_layouts(catalogue()) if isinstance(each, YearsForm))


def findings(path: Path) -> list[Finding]:
    (grid,) = read_grids(path, path.name)
    found = audit(grid, FORMS)
    assert found is not None
    return found


def told(path: Path) -> list[tuple[str | None, str]]:
    return [(each.place.cell, each.rule) for each in findings(path)]


@pytest.fixture
def sheet() -> Worksheet:
    opened = openpyxl.load_workbook(SAMPLE).active
    assert isinstance(opened, Worksheet)
    return opened


def saved(sheet: Worksheet, folder: Path) -> Path:
    path = folder / "pl06.xlsx"
    assert sheet.parent is not None
    sheet.parent.save(path)
    return path


def mend(sheet: Worksheet) -> Worksheet:
    """The printed annex as it should have been."""
    right = {
        "D6": None, "E6": None, "F6": None, "G6": None, "H6": None, "I6": None, "J6": None, "J11": None,
        "D13": 342, "J13": 420, "J15": 295, "C14": "HTX", "C15": "HTX", "C30": "HTX",
        "D29": 20, "D30": 20, "J29": 100, "J30": 100,
    }  # fmt: skip
    for cell, value in right.items():
        sheet[cell] = value
    for column in "EFGHI":
        # 80 % of all loans cannot be a part of those of the banks: they are made enough.
        sheet[f"{column}14"], sheet[f"{column}15"] = 20, 5
        sheet[f"{column}13"], sheet[f"{column}29"], sheet[f"{column}30"] = 25, 20, 20
    sheet["J13"], sheet["J14"], sheet["J15"] = 125, 100, 25
    return sheet


@pytest.mark.parametrize(
    ("item", "cell", "rule", "named"),
    [
        ("11: 55 60 60 60 60 = 2.955", "J15", "PL101", ["2.955", "= 295"]),
        ("12: and the 3080 that was added from it", "J15", "PL101", ["3.080", "420"]),
        ("14: and the 2464 that is 80 % of that", "J15", "PL101", ["2.464", "336"]),
        ("13: 332 done", "D13", "PL102", ["332", "32 + 310 = 342"]),
        ("15: a part larger than its whole", "D30", "PL105", ["214 > 32", "KH 2021: 64 > 25", "336 > 125"]),
        ("17: a parent of 0", "D6", "PL106", ["I.1.2 = 4.277"]),
        ("18: a total of years that are blank", "J11", "PL110", ["trống không phải là 0"]),
        ("24: a unit against its label", "C14", "PL107", ["dự án", "Số HTX được vay"]),
        ("24: and in the row that repeats it", "C30", "PL107", ["II.3", "HTX"]),
        ("32: separators", "J13", "PL109", ["4.277", "2.955", "3080", "2464"]),
    ],
)
def test_the_printed_annex_has_the_slips_that_arithmetic_can_find(
    item: str, cell: str, rule: str, named: list[str]
) -> None:
    found = {(each.place.cell, each.rule): each.message.vi for each in findings(SAMPLE)}
    assert [text for text in named if text not in found[cell, rule]] == []


def test_one_cause_is_one_finding() -> None:
    assert told(SAMPLE) == [
        ("B4", "PL100"),
        ("D6", "PL106"), ("J11", "PL110"), ("D13", "PL102"), ("J13", "PL109"), ("C14", "PL107"), ("C15", "PL107"),
        ("J15", "PL101"), ("C30", "PL107"), ("D30", "PL105"),
    ]  # fmt: skip


def test_the_annex_as_it_should_have_been_is_clean(sheet: Worksheet, tmp_path: Path) -> None:
    assert told(saved(mend(sheet), tmp_path)) == [("B4", "PL100")]


@pytest.mark.parametrize(
    ("cell", "value", "at", "rule"),
    [
        ("J14", 110, "J14", "PL101"),
        ("E13", 30, "E13", "PL102"),
        ("E29", 19, "E29", "PL103"),
        ("E6", 0, "E6", "PL106"),
        ("C14", "dự án", "C14", "PL107"),
        ("F14", "khoảng 20", "F14", "PL108"),
        ("F14", "1,500.5", "F14", "PL108"),
        ("J11", 0, "J11", "PL110"),
        ("B12", "Hỗ trợ khác", "B12", "PL111"),
    ],
)
def test_one_cell_broken_is_found_at_that_cell(
    sheet: Worksheet, tmp_path: Path, cell: str, value: object, at: str, rule: str
) -> None:
    mend(sheet)[cell] = value
    assert (at, rule) in told(saved(sheet, tmp_path))


def test_numbers_typed_as_numbers_say_the_same(sheet: Worksheet, tmp_path: Path) -> None:
    for row in sheet.iter_rows(min_row=5, min_col=4, max_col=10):
        for cell in row:
            value = printed_value(cell.value) if isinstance(cell.value, str) else None
            if value is not None:
                cell.value = int(value)
    expected = [each for each in told(SAMPLE) if each[1] != "PL109"]
    assert told(saved(sheet, tmp_path)) == expected


def test_a_moved_table_and_a_lost_row_are_seen(sheet: Worksheet, tmp_path: Path) -> None:
    mend(sheet).insert_rows(1, 3)
    sheet.delete_rows(34)
    assert told(saved(sheet, tmp_path)) == [("B7", "PL100"), ("B7", "PL112")]


def test_a_register_is_no_annex() -> None:
    register = SAMPLE.parent / "bac-giang" / "htx-2020.csv"
    assert audit(read_grids(register, register.name)[0], FORMS) is None


# --- forms of others, of other years --------------------------------------------------------------


def other_form(
    folder: Path, form: str, headings: list[str], numbers: dict[str, list[float]]
) -> list[tuple[str | None, str]]:
    """What is told of a form with these numbers in its rows; all other rows are blank, the note that knows it apart."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.append(["UBND TỈNH HÒA BÌNH"])
    sheet.append(["TT", "Chỉ tiêu", "ĐVT", *headings])
    layout = next(each for each in FORMS if each.id == form)
    for key, row in layout.row.items():
        if not row.only_if_any or key in numbers:
            sheet.append([row.stt, row.label.vi, None if row.heading else row.unit.vi, *numbers.get(key, [])])
    return told(saved(sheet, folder))[1:]


SECTORS = ("agri", "industry", "credit", "trade", "transport", "environment", "construction", "electricity")


@pytest.mark.parametrize(("total", "wrong"), [(36, []), (37, [("D3", "PL102")]), (35, [("D3", "PL102")])])
def test_the_sectors_together_are_all(tmp_path: Path, total: int, wrong: list[tuple[str, str]]) -> None:
    numbers: dict[str, list[float]] = {f"1/{sector}": [count] for count, sector in enumerate(SECTORS, 1)}
    assert other_form(tmp_path, "02", ["TH năm 2024"], numbers | {"1": [total]}) == wrong


def test_of_a_sector_left_blank_nobody_knows_what_is_missing(tmp_path: Path) -> None:
    numbers: dict[str, list[float]] = {f"1/{sector}": [5] for sector in SECTORS[1:]}
    assert other_form(tmp_path, "02", ["TH năm 2024"], numbers | {"1": [40]}) == []
    assert other_form(tmp_path, "02", ["TH năm 2024"], numbers | {"1": [30]}) == [("D3", "PL102")]


def test_levels_of_training_are_no_more_than_all_managers(tmp_path: Path) -> None:
    def of(all_of_them: int) -> list[tuple[str | None, str]]:
        levels = {"I.4/so-trung-cap": [6.0], "I.4/dai-hoc": [7.0], "I.4": [float(all_of_them)]}
        return other_form(tmp_path, "01", ["TH năm 2024"], levels)

    assert of(20) == of(13) == []
    assert [rule for _, rule in of(12)] == ["PL102"]


def test_a_total_of_results_is_known_by_the_years_beside_it(tmp_path: Path) -> None:
    headings = ["Thực hiện 2021", "Thực hiện 2022", "Lũy kế 2021-2022"]
    assert other_form(tmp_path, "01", headings, {"I.1/moi": [4, 5, 9]}) == []
    assert [rule for _, rule in other_form(tmp_path, "01", headings, {"I.1/moi": [4, 5, 90]})] == ["PL101"]


def test_a_part_mistyped_is_one_finding_though_its_total_differs_too(tmp_path: Path) -> None:
    headings = ["KH 2026", "KH 2027", "Mục tiêu KH 2026-2027"]
    numbers: dict[str, list[float]] = {"I.2": [50, 60, 60], "I.2/moi": [70, 8, 15]}
    ((cell, rule),) = other_form(tmp_path, "01", headings, numbers)
    assert rule == "PL105"
    assert cell is not None
    assert cell.startswith("D")
