"""What only other cells tell: a factor of a thousand, dates that changed places, an end before the beginning."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kttt_cli.findings import Finding, Place
from kttt_cli.language import Text
from kttt_cli.registers.cells import turned_dates
from kttt_cli.registers.dataset import read_dataset

Lists = Callable[..., list[Finding]]


@pytest.fixture
def lists(tmp_path: Path) -> Lists:
    """The doubts about revenue lists: one row of cells (in million VND) for each organisation, one cell a year."""

    def read(
        *organisations: tuple[str, ...], first: int = 2020, header: str = "Doanh thu (triệu đồng)"
    ) -> list[Finding]:
        for step in range(max(map(len, organisations))):
            rows = [f"24001{number:05},HTX {number},HTX,Xã A{number},\"{cells[step]}\""
                    for number, cells in enumerate(organisations) if step < len(cells)]  # fmt: skip
            text = "\n".join([f"Mã số HTX,Tên HTX,Loại hình,Xã,{header}", *rows])
            (tmp_path / f"htx-{first + step}.csv").write_text(text + "\n", encoding="utf-8")
        return [each for each in read_dataset([tmp_path]).findings if each.rule == "SO201"]

    return read


USUAL = ("1.000,5", "1.100,5", "1.200,5", "1.250,5")


def test_one_year_a_thousand_times_too_large(lists):
    (finding,) = lists(USUAL, ("560", "568.000", "571", "565,5"))
    assert (str(finding.place), finding.severity, finding.field) == ("htx-2021.csv [E3]", "warning", "revenue")
    assert finding.suggestion is not None
    assert finding.suggestion.vi == "có phải 568 triệu đồng? (các năm khác: 560–571)"
    assert finding.message.vi.startswith("Doanh thu 568.000 triệu đồng gấp khoảng 1.000 lần các năm khác")


def test_one_year_a_thousand_times_too_small_or_in_single_dong(lists):
    small, large = lists(USUAL, ("560", "571", "0,568", "565,5"), ("560", "571", "550", "568.000.000"))
    assert (small.place.cell, large.place.cell) == ("E3", "E4")
    assert small.suggestion is not None
    assert "568 triệu đồng" in small.suggestion.vi
    assert "1/1.000" in small.message.vi
    assert "1.000.000 lần" in large.message.vi


def test_a_year_of_the_whole_list_is_one_finding(lists):
    thousands = [(f"{500 + 7 * number}", f"{500 + 7 * number}.000", f"{510 + 7 * number}") for number in range(6)]
    (finding,) = lists(*thousands, USUAL)
    assert str(finding.place) == "htx-2021.csv [E:E]"
    assert "6/7 ô" in finding.message.vi


@pytest.mark.parametrize(
    "cells",
    [
        ("10", "100", "1.000", "10.000"),  # growth, however fast
        ("1", "1", "1.000", "1.000"),  # split in the middle: neither side is the odd one
        ("0", "0", "568", "0"),
        ("-", "568", "", "570"),
        ("5", "9.000", "40", "900"),  # nothing steady to compare with
        ("560", "56.000", "560", "560"),  # a hundred times: no unit slips so
    ],
)
def test_what_proves_nothing_is_not_said(lists, cells):
    assert lists(USUAL, cells, USUAL) == []


def test_of_two_years_the_one_that_is_unlike_the_others(lists):
    (finding,) = lists(*[("900,5", "950,5")] * 5, ("560", "568.000"))
    assert str(finding.place) == "htx-2021.csv [E7]"


def test_without_other_years_the_neighbours_tell(lists):
    usual = [(f"{500 + number},5",) for number in range(30)]
    assert lists(*usual, ("20.000",)) == []
    (finding,) = lists(*usual, ("568.000",))
    assert finding.suggestion is not None
    assert finding.suggestion.vi == "có phải 568 triệu đồng? (thường khoảng 520 triệu đồng)"
    (finding,) = lists(*usual, ("0,568",))
    assert finding.suggestion is not None
    assert finding.suggestion.vi.startswith("có phải 568 triệu đồng?")


def test_few_neighbours_tell_too_and_none_leave_what_is_plausible(lists):
    usual = [(f"{500 + 30 * number},5",) for number in range(6)]
    (finding,) = lists(*usual, ("568.000",))
    assert finding.place.cell == "E8"
    (finding,) = lists(("0,0568",))
    assert "mức thường gặp ở các sổ khác" in finding.message.vi
    assert lists(("20.000",)) == []


def test_a_column_in_another_unit_than_its_heading_says(lists):
    (finding,) = lists(*[(f"{500 + 30 * number}.000.000",) for number in range(6)])
    assert str(finding.place) == "htx-2020.csv [E:E]"
    assert "gấp khoảng 1.000.000 lần" in finding.message.vi


def test_persons_that_excel_divided_by_a_thousand(lists):
    (finding,) = lists(("1018", "1025", "1", "1030"), ("20", "21", "22", "0"), header="Số thành viên")
    assert str(finding.place) == "htx-2022.csv [E2]"


@settings(max_examples=30)
@given(value=st.integers(1, 10**6), steps=st.lists(st.floats(0.7, 1.5), min_size=2, max_size=5), at=st.integers(0, 9))
def test_a_slip_among_steady_years_is_always_found(tmp_path_factory, value, steps, at):
    folder = tmp_path_factory.mktemp("lists")
    amounts = [value * 1_000_000, *(int(value * 1_000_000 * step) for step in steps)]
    slipped = at % len(amounts)
    for year, amount in enumerate(amounts):
        written = amount * 1000 if year == slipped else amount
        (folder / f"htx-{2020 + year}.csv").write_text(
            f"Mã số HTX,Tên HTX,Loại hình,Doanh thu (đồng)\n2400123456,HTX A,HTX,{written}\n", encoding="utf-8"
        )
    findings = [each for each in read_dataset([folder]).findings if each.rule == "SO201"]
    assert [each.place.file for each in findings] == [f"htx-{2020 + slipped}.csv"]


# --- dates -------------------------------------------------------------------------------------------


def turned(cells: list[object]) -> list[str]:
    import numpy as np

    codes = np.arange(len(cells), dtype=np.int32)
    place = Place("so.xlsx", "HTX", None, 3)
    return [each.value or "" for each in turned_dates(cells, codes, place, Text("Ngày", "Date"), "registered_on")]  # type: ignore[arg-type]


def test_a_column_that_excel_turned_from_day_to_month():
    assert turned([date(2019, 5, 3), datetime(2020, 7, 11), "25/03/2019", "13/12/2020", None]) == ["03/05/2019"]


@pytest.mark.parametrize(
    "cells",
    [
        [date(2019, 5, 3), date(2019, 5, 25), "25/03/2019"],  # a real date with a day above 12 was never turned
        [date(2019, 5, 3), "05/03/2019", "25/03/2019"],  # a day up to 12 that stayed text: no import made it
        [date(2019, 5, 3), date(2020, 7, 11)],
        ["25/03/2019", "05/03/2019"],
        [date(2019, 7, 7), "25/03/2019"],  # the same either way
        [date(2019, 5, 3), "2019", "không rõ"],
        [],
    ],
)
def test_what_is_no_sign_of_that(cells):
    assert turned(cells) == []


def test_a_column_with_the_month_first():
    assert turned(["03/15/2019", "11/16/2007", "03/08/2005", "07/07/2011"]) == ["03/08/2005"]
    assert (
        turned(["03/15/2019", "11/16/2007", "25/03/2019", "17/08/2018", "03/08/2005"]) == []
    )  # as often the day first
    assert turned(["03/15/2019", "11/16/2007", "07/07/2011"]) == []  # the same either way
    assert turned(["03/15/2019", "11 / 1\x7f6/2007", "03/08/2005"]) == ["03/08/2005"]
    assert turned(["03/\x7f15/2019", "11/\x0116/2007", "03/08/2005"]) == ["03/08/2005"]  # unseen


def test_real_dates_that_are_months_or_years():
    firsts: list[object] = [date(2019, month, 1) for month in range(1, 6)]
    assert turned(firsts) == ["01/01/2019"]
    assert turned([*firsts, date(2019, 5, 2)]) == []
    assert turned(firsts[:4]) == []


def test_it_is_said_once_for_a_column_of_a_workbook(tmp_path):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "HTX 2023"
    sheet.append(["Tên HTX", "Loại hình", "Ngày thành lập"])
    for number, day in enumerate([date(2019, 5, 3), "25/03/2019", date(2020, 1, 12), "17/08/2018"]):
        sheet.append([f"HTX {number}", "HTX", day])
    workbook.save(tmp_path / "so.xlsx")
    (finding,) = [each for each in read_dataset([tmp_path / "so.xlsx"]).findings if each.rule == "NG201"]
    assert str(finding.place) == "so.xlsx [HTX 2023!C:C]"
    assert finding.message.vi.startswith("Ngày đăng ký lần đầu: 2 ô là ngày thật")
    assert finding.suggestion is not None
    assert "có phải 05/03/2019?" in finding.suggestion.vi


@pytest.mark.parametrize(
    ("begun", "ended", "rules"),
    [
        ("15/03/2019", "20/04/2021", []),
        ("15/03/2019", "15/03/2019", []),
        ("15/03/2019", "2019", []),  # the end may lie later in that year
        ("2019", "01/02/2019", []),  # the year may have begun before
        ("quý II/2019", "15/03/2019", ["NG203 D2"]),
        ("15/03/2019", "14/03/2019", ["NG203 D2"]),
        ("15/03/2019", "2018", ["NG203 D2"]),
        ("15/03/2024", "", ["NG202 C2"]),
        ("2023", "", []),
        ("15/03/2019", "01/01/2024", ["NG202 D2"]),
        ("", "20/04/2021", []),
        ("31/02/2019", "20/04/2010", ["NG102 C2"]),
    ],
)
def test_dates_against_each_other_and_the_year_of_the_list(tmp_path, begun, ended, rules):
    path = tmp_path / "htx-2023.csv"
    path.write_text(f"Tên HTX,Loại hình,Ngày thành lập,Ngày giải thể\nHTX A,HTX,{begun},{ended}\n", encoding="utf-8")
    findings = [each for each in read_dataset([path]).findings if each.rule.startswith("NG")]
    assert [f"{each.rule} {each.place.cell}" for each in findings] == rules
    severities = {"NG202": "warning", "NG203": "error", "NG102": "error"}
    assert all(each.severity == severities[each.rule] for each in findings)


def test_persons_have_no_parts(lists):
    """999 is no 0,999 by a slip of grouping, while 2.000 may be 2."""
    members = ("12", "13", "2000", "12")
    assert lists(members, ("3", "4", "999", "4"), header="Thành viên nữ") == []


def test_a_profit_may_be_next_to_nothing(lists):
    usual = ("80,5", "90,5", "110", "120,5")
    assert lists(usual, ("100,2", "0,1", "110,2", "105,5"), header="Lợi nhuận (triệu đồng)") == []


def test_a_profit_in_a_larger_unit_is_told_by_its_decimals(lists):
    usual = ("80,5", "90,5", "110", "120,5")
    (slip,) = lists(usual, ("100,2", "0,1034", "110,2", "105,5"), header="Lợi nhuận (triệu đồng)")
    assert slip.place.cell == "E3"
