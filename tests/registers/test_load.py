"""A table becomes records: columns by their many names, cells read strictly, every bad cell told with its place."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from kttt_cli.findings import Finding, Unreadable
from kttt_cli.indicators.catalogue import catalogue, check_term
from kttt_cli.indicators.evaluate import Book
from kttt_cli.plans.plan import load_plan
from kttt_cli.registers.columns import field_of
from kttt_cli.registers.dataset import Dataset, read_dataset
from kttt_cli.registers.organisation import Organisation
from kttt_cli.sheets.page import Heading

Reader = Callable[..., Dataset]


def csv_text(text: str) -> str:
    lines = [line.strip() for line in text.strip().splitlines()]
    return "\n".join(",".join(f'"{cell.strip()}"' for cell in line.split("|")) for line in lines) + "\n"


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    """The registers of files given as tables: htx="Tên HTX | …" is htx.csv."""

    def read_files(year: int | None = None, **files: str) -> Dataset:
        for name, text in files.items():
            (tmp_path / f"{name.replace('_', '-')}.csv").write_text(csv_text(text), encoding="utf-8")
        return read_dataset([tmp_path], year=year)

    return read_files


def column(data: Dataset, name: str, register: str = "organisation") -> list[object]:
    series = data.registers[register].columns[name]
    return [series.value_at(position) for position in range(len(series))]


def told(data: Dataset, *, notes: bool = False) -> list[str]:
    """`SO105 htx.csv [D10] khoảng 5`, without what is only a note."""
    return [f"{each.rule} {each.place} {each.value or ''}".strip()
            for each in data.findings if notes or each.severity != "note"]  # fmt: skip


def only(data: Dataset, rule: str) -> Finding:
    (found,) = [each for each in data.findings if each.rule == rule]
    return found


# --- columns -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "field", "cell", "value"),
    [
        ("Tên hợp tác xã", "name", "HTX A", "HTX A"),
        ("TÊN  HTX", "name", "HTX A", "HTX A"),
        ("MST", "code", "2400 123 456", "2400123456"),
        ("Số GCN ĐKHTX", "code", "20A/HTX", "20A/HTX"),
        ("Ngành nghề KD chính", "sector", "CN-TTCN", "industry"),
        ("Lĩnh vực hoạt động", "sector", "nông - lâm - ngư nghiệp", "agri"),
        ("Huyện/TX/TP", "district", "TP. Bắc Giang", "TP. Bắc Giang"),
        ("Kết quả xếp loại", "grade", "TB", "trung_binh"),
        ("Phân loại", "grade", "Yếu, kém", "yeu"),
        ("Trạng thái", "status", "Ngừng HĐ", "suspended"),
        ("Số TV", "members", "1.018", 1018),
        ("LĐ thường xuyên", "workers", "7", 7),
        ("VĐL (tr.đ)", "charter_capital", "1.500,5", 1_500_500_000),
        ("Lãi (nghìn đồng)", "profit", "-15", -15_000),
        ("TNBQ (triệu đồng/người/tháng)", "income", "4,5", 54_000_000),
        ("Liên kết DN", "linked_enterprise", "có", True),
        ("Nguồn gốc", "origin", "Chuyển đổi từ THT", "converted"),
        ("Điểm đánh giá", "score", "77,5", 7750),
    ],
)
def test_a_column_is_known_by_any_of_its_names(read, header, field, cell, value):
    others = [("Tên HTX", "HTX A"), ("Loại hình", "HTX")]
    columns = [(name, text) for name, text in others if field != "name" or name != "Tên HTX"] + [(header, cell)]
    lines = (" | ".join(name for name, _ in columns), " | ".join(text for _, text in columns))
    data = read(htx_2023="\n".join(lines))
    assert column(data, field) == [value]
    assert told(data) == []


def test_a_column_twice_is_used_neither_time(read):
    data = read(
        htx_2023="""
        Tên HTX | Loại hình | Xếp loại | Phân loại
        HTX A   | HTX       | Tốt      | Khá
        """
    )
    assert column(data, "grade") == [None]
    finding = only(data, "CT102")
    assert str(finding.place) == "htx-2023.csv [D:D]"
    assert finding.field == "grade"
    assert "Phân loại" in finding.message.vi


def test_an_unknown_column_is_named_with_the_one_that_was_meant(read):
    data = read(
        htx_2023="""
        Tên HTX | Loại hình | Xếp loạj | Màu cổng | STT
        HTX A   | HTX       | Tốt      | xanh     | 1
        """
    )
    finding = only(data, "CT101")
    assert (str(finding.place), finding.value) == ("htx-2023.csv [C:C]", "Xếp loạj")
    assert finding.suggestion is not None
    assert "Xếp loại" in finding.suggestion.vi
    assert "did you mean" in finding.suggestion.en
    assert only(data, "CT103").value == "Màu cổng"
    assert column(data, "grade") == [None]


def test_a_list_without_names_is_no_register_and_says_what_it_lacks(read, tmp_path):
    data = read(
        thieu_2023="""
        Loại hình | Xếp loại | Lĩnh vực
        HTX       | Tốt      | Nông nghiệp
        """,
        htx_2023="""
        Tên HTX | Loại hình
        HTX A   | HTX
        """,
    )
    assert data.records == 1
    finding = only(data, "CT104")
    assert (finding.place.file, finding.severity) == ("thieu-2023.csv", "error")
    assert "Tên HTX" in finding.message.vi
    with pytest.raises(Unreadable, match="thiếu cột Tên HTX"):
        read_dataset([tmp_path / "thieu-2023.csv"])


def test_files_that_are_no_registers_are_named(read, tmp_path):
    (tmp_path / "ghi-chu.txt").write_text("họp ngày 5", encoding="utf-8")
    data = read(
        khac="""
        Món ăn | Giá
        Phở    | 30
        """,
        htx_2023="""
        Tên HTX | Loại hình
        HTX A   | HTX
        """,
    )
    assert [each.place.file for each in data.skipped] == ["ghi-chu.txt", "khac.csv"]
    (tmp_path / "trống").mkdir()
    with pytest.raises(Unreadable, match="Không tìm thấy sổ nào"):
        read_dataset([tmp_path / "trống"])


# --- bad cells ---------------------------------------------------------------------------------------


def test_every_bad_cell_of_every_file_in_one_run_and_every_row_stays(read):
    data = read(
        htx_2022="""
        Tên HTX | Loại hình | Ngày đăng ký lần đầu | Tổng số thành viên | Doanh thu (triệu đồng) | Xếp loại
        HTX A   | HTX       | 31/02/2020           | 12                 | 1.500,5                | Tốt
        HTX B   | HTX       | 15/03/19             | 10-15              | 1,500.5                | Tốt
        HTX C   | HTX       | 15/03/2019           | khoảng 5           | 21.04.70               | Tôts quá
        HTX D   | HTX       | 2019                 | 0                  | 60,5                   | -
        """,
        tht_2022="""
        Tên THT | Tổng số thành viên | Có chứng thực hợp đồng hợp tác
        THT A   | nhiều              | có
        THT B   | -4                 | chưa rõ
        """,
        quy="""
        Ngày       | Loại giao dịch | Số tiền (triệu đồng)
        01/13/2022 | Cho vay        | 5
        01/12/2022 | Tặng           | 1,5 tỷ
        """,
    )
    assert [each for each in told(data) if not each.startswith("NM101")] == [
        "NG102 htx-2022.csv [C2] 31/02/2020",
        "NG103 htx-2022.csv [C3] 15/03/19",
        "SO105 htx-2022.csv [D3] 10-15",
        "SO102 htx-2022.csv [E3] 1,500.5",
        "SO105 htx-2022.csv [D4] khoảng 5",
        "SO106 htx-2022.csv [E4] 21.04.70",
        "TV101 htx-2022.csv [F4] Tôts quá",
        "NG102 quy.csv [A2] 01/13/2022",
        "TV101 quy.csv [B3] Tặng",
        "SO101 tht-2022.csv [B2] nhiều",
        "GT101 tht-2022.csv [B3] -4",
        "CK101 tht-2022.csv [C3] chưa rõ",
    ]
    assert column(data, "members") == [12, None, None, 0]
    assert column(data, "revenue") == [1_500_500_000, None, None, 60_500_000]
    assert column(data, "grade") == ["tot", "tot", None, None]
    assert column(data, "amount", "fund") == [5_000_000, 1_500_000_000]
    assert [len(each) for each in data.registers.values()] == [4, 2, 2]
    assert data.dropped == 0
    for finding in data.findings:
        assert all(finding.message)


def test_a_finding_names_field_record_value_and_reason(read):
    data = read(
        htx_2023="""
        Mã số HTX  | Tên HTX | Loại hình | Ngày đăng ký lần đầu
        2400123456 | HTX A   | HTX       | 31/02/2020
        """
    )
    finding = only(data, "NG102")
    assert (finding.field, finding.value, finding.severity) == ("registered_on", "31/02/2020", "error")
    assert finding.record == "HTX A – 2400123456"
    assert (
        finding.message.vi == "Ngày đăng ký lần đầu “31/02/2020” ngày này không có trong lịch: tháng 02/2020 có 29 ngày"
    )
    assert "does not exist" in finding.message.en


def test_the_tenth_row_is_row_ten(read):
    good = "HTX {} | HTX | Nông nghiệp | 5"
    lines = ["Tên HTX | Loại hình | Lĩnh vực | Số TV", *(good.format(row) for row in range(2, 10))]
    data = read(htx_2023="\n".join([*lines, "HTX 10 | HTX | Nông nghiệp | abc"]))
    assert told(data) == ["SO101 htx-2023.csv [D10] abc"]


def test_a_bad_cell_of_a_workbook_is_named_with_its_sheet(tmp_path):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "HTX 2023"
    sheet.append(["Danh sách HTX"])
    sheet.append(["Tên HTX", "Mã số", "Loại hình", "Ngày ĐK", "Số TV"])
    sheet.append(["HTX A", 2400123456.0, "HTX", date(2019, 3, 15), 7.0])
    sheet.append(["HTX B", "2,4E+09", "HTX", "15/03/2019", 7.5])
    workbook.save(tmp_path / "so.xlsx")
    data = read_dataset([tmp_path / "so.xlsx"])
    assert told(data) == [
        "MA101 so.xlsx [HTX 2023!B4] 2,4E+09",
        "SO104 so.xlsx [HTX 2023!E4] 7.5",
    ]
    assert column(data, "code") == ["2400123456", None]
    assert column(data, "members") == [7, None]
    days = column(data, "registered_on")
    assert days[0] == days[1]


# --- numbers and units ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "values", "rules"),
    [
        (["2.000", "80,3"], [2_000, 80.3], []),  # the second tells how the first is meant
        (["2.000", "1,570.5"], [None, 1570.5], ["SO103"]),  # three decimals among one: a thousand in the other style?
        (["2.000", "3.000"], [None, None], ["SO103", "SO103"]),
        (["2.000", "1.234.567"], [2_000, 1_234_567], []),
        (["1.500,5", "1.200,5", "1,500.5"], [1500.5, 1200.5, None], ["SO102"]),
        (["0", "-", ""], [0, None, None], []),
        (["21.0470", "1.500,5"], [None, 1500.5], ["SO106"]),
        (["21.0470", "1.500"], [None, None], ["SO103", "SO103"]),  # groups set wrongly tell of no style
        (["2021,867", "1.500"], [None, None], ["SO103", "SO103"]),
    ],
)
def test_the_column_tells_how_a_number_is_meant(read, cells, values, rules):
    rows = "\n".join(f"HTX {row} | HTX | {cell}" for row, cell in enumerate(cells))
    data = read(htx_2023=f"Tên HTX | Loại hình | Doanh thu (triệu đồng)\n{rows}")
    assert column(data, "revenue") == [None if value is None else value * 1_000_000 for value in values]
    assert [each.rule for each in data.findings if each.severity == "error"] == rules


def test_what_is_larger_than_anything_real_is_not_read(read):
    endless = "9" * 5_000
    data = read(
        htx_2023=f"""
        Tên HTX | Loại hình | Tổng số thành viên | Doanh thu (triệu đồng)
        HTX A   | HTX       | 99.999.999         | 100.000.000.000
        HTX B   | HTX       | 100.000.000        | 100.000.000.001
        HTX C   | HTX       | {endless}          | {endless}
        HTX D   | HTX       | nan                | inf
        """
    )
    assert column(data, "members") == [10**8 - 1, None, None, None]
    assert column(data, "revenue") == [10**17, None, None, None]
    places = [(each.rule[:3], str(each.place)[-4:]) for each in data.findings if each.severity == "error"]
    assert places == [
        (rule, f"[{letter}{row}]") for row, rule in ((3, "GT1"), (4, "SO1"), (5, "SO1")) for letter in "CD"
    ]
    assert {each.rule for each in data.findings if each.rule.startswith("GT")} == {"GT103"}


def test_a_silent_column_follows_the_others_of_its_sheet(read):
    data = read(
        htx_2023="""
        Tên HTX | Loại hình | Doanh thu (triệu đồng) | Vốn điều lệ (triệu đồng)
        HTX A   | HTX       | 2.000                  | 1.500,5
        """
    )
    assert column(data, "revenue") == [2_000_000_000]


def test_a_whole_column_of_money_without_a_unit_is_one_finding(read):
    rows = "\n".join(f"HTX {row} | HTX | {row},5" for row in range(9))
    data = read(htx_2023=f"Tên HTX | Loại hình | Doanh thu\n{rows}\nHTX K | HTX | 1,5 tỷ")
    finding = only(data, "DV101")
    assert str(finding.place) == "htx-2023.csv [C:C]"
    assert "9 ô" in finding.message.vi
    assert told(data) == ["DV101 htx-2023.csv [C:C]"]
    assert column(data, "revenue") == [None] * 9 + [1_500_000_000]


def test_the_unit_of_the_sheet_holds_where_the_column_has_none(read):
    data = read(
        htx_2023="""
        Danh sách HTX || ĐVT: nghìn đồng |
        Tên HTX | Loại hình | Doanh thu | Lợi nhuận (tỷ đồng)
        HTX A   | HTX       | 1.500,5   | 1,5
        """
    )
    assert column(data, "revenue") + column(data, "profit") == [1_500_500, 1_500_000_000]


def test_marks_only_say_no_by_blank_and_a_column_with_no_does_not(read):
    data = read(
        htx_2023="""
        Tên HTX | Loại hình | Liên kết DN | Chuỗi giá trị
        HTX A   | HTX       | x           | có
        HTX B   | HTX       |             |
        HTX C   | HTX       | X           | không
        """
    )
    assert column(data, "linked_enterprise") == [True, False, True]
    assert column(data, "in_value_chain") == [True, None, False]
    note = only(data, "CK102")
    assert (note.field, note.severity) == ("linked_enterprise", "note")


def test_one_bad_cell_takes_no_meaning_from_the_blanks_beside_the_marks(read):
    data = read(
        htx_2023="""
        Tên HTX | Loại hình | Liên kết DN
        HTX A   | HTX       | x
        HTX B   | HTX       |
        HTX C   | HTX       | chưa rõ
        """
    )
    assert column(data, "linked_enterprise") == [True, False, None]
    assert told(data) == ["CK101 htx-2023.csv [C4] chưa rõ"]
    assert only(data, "CK102").field == "linked_enterprise"


@pytest.mark.parametrize(
    ("header", "income"),
    [
        ("Thu nhập bình quân (triệu đồng/người/tháng)", 60_000_000),
        ("Thu nhập bình quân (triệu đồng/người/năm)", 5_000_000),
        ("Thu nhập bình quân (triệu đồng)", None),
    ],
)
def test_income_is_of_a_month_or_a_year_or_is_not_read(read, header, income):
    data = read(htx_2023=f"Tên HTX | Loại hình | {header}\nHTX A | HTX | 5\nHTX B | HTX | 5")
    assert column(data, "income") == [income, income]
    if income is None:
        finding = only(data, "DV102")
        assert (str(finding.place), finding.field) == ("htx-2023.csv [C:C]", "income")
        assert "2 ô" in finding.message.vi
    assert told(data) == ([] if income else ["DV102 htx-2023.csv [C:C]"])


def test_a_code_twice_on_one_list_is_an_error_that_names_the_first(read):
    data = read(
        htx_2022="""
        Mã số HTX  | Tên HTX | Loại hình
        9900000001 | HTX A   | HTX
        """,
        htx_2023="""
        Mã số HTX    | Tên HTX | Loại hình
        9900000001   | HTX A   | HTX
        9900000002   | HTX B   | HTX
        99.0000.0001 | HTX C   | HTX
        """,
    )
    finding = only(data, "MA201")
    assert (str(finding.place), finding.value, finding.record) == ("htx-2023.csv [A4]", "9900000001", "HTX C")
    for language in finding.message:
        assert "htx-2023.csv [A2]" in language
    assert len(data.registers["organisation"]) == 4


# --- years -------------------------------------------------------------------------------------------

HEAD, ROW = ["Tên HTX", "Loại hình"], ["HTX A", "HTX"]


def workbook_of(path: Path, sheet: str, *rows: list[object]) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.title = sheet
    for row in rows:
        workbook.active.append(row)
    workbook.save(path)


@pytest.mark.parametrize(
    ("file", "sheet", "title", "in_column", "asked", "year"),
    [
        ("htx-2020.xlsx", "HTX 2021", "Danh sách HTX năm 2022", 2023, 2024, 2023),
        ("htx-2020.xlsx", "HTX 2021", "Danh sách HTX năm 2022", None, 2024, 2022),
        ("htx-2020.xlsx", "HTX 2021", "Danh sách HTX", None, 2024, 2021),
        ("htx-2020.xlsx", "HTX", "Danh sách HTX", None, 2024, 2020),
        ("htx.xlsx", "HTX", "Danh sách HTX", None, 2024, 2024),
        ("htx.xlsx", "HTX", "Danh sách HTX", None, None, 0),
        ("htx.xlsx", "HTX", "Danh sách HTX giai đoạn 2021-2025", None, None, 0),
    ],
)
def test_the_year_is_that_of_the_column_title_sheet_file_or_option(
    tmp_path, file, sheet, title, in_column, asked, year
):
    extra = ["Năm"] if in_column else []
    workbook_of(tmp_path / file, sheet, [title], HEAD + extra, ROW + ([in_column] if in_column else []))
    data = read_dataset([tmp_path], year=asked)
    assert data.registers["organisation"].years.tolist() == [year]
    rules = {each.rule for each in data.findings}
    assert ("NM101" in rules) == (year == 0)
    assert ("NM102" in rules) == (year == asked)


LETTER = "(Kèm theo Báo cáo số 12/BC-SKHĐT ngày 15/01/2024)"


@pytest.mark.parametrize(
    ("titles", "year", "cutoff"),
    [
        (["DANH SÁCH HTX ĐẾN 31/12/2023", LETTER], 2023, date(2023, 12, 31)),
        (["Danh sách HTX tính đến hết ngày 14/12/2023", LETTER], 2023, date(2023, 12, 14)),
        (["Danh sách HTX năm 2023", LETTER], 2023, None),
        (["Danh sách HTX", LETTER], 2022, None),  # as the sheet says
    ],
)
def test_the_letter_a_list_was_sent_with_does_not_date_it(tmp_path, titles, year, cutoff):
    workbook_of(tmp_path / "htx.xlsx", "HTX 2022", *([title] for title in titles), HEAD, ROW)
    data = read_dataset([tmp_path])
    assert data.years == (year,)
    assert data.cutoffs.get(year) == cutoff


def test_a_row_of_no_year_is_counted_in_none_and_said(read):
    data = read(
        htx="""
        Năm  | Tên HTX | Loại hình
        2023 | HTX A   | HTX
             | HTX B   | HTX
        """
    )
    assert data.registers["organisation"].years.tolist() == [2023, 0]
    assert data.years == (2023,)
    assert str(only(data, "NM101").place) == "htx.csv [3:3]"


# --- groups ------------------------------------------------------------------------------------------


def test_group_rows_give_their_district_and_sector_to_the_rows_below(read):
    data = read(
        htx_2023="""
        TT | Tên HTX                | Loại hình | Số TV
        A  | Huyện Yên Thế (5 HTX)  |           | 50
        I  | Nông nghiệp            |           | 30
        1  | HTX A                  | HTX       | 10
        2  | HTX B                  | HTX       | 10
        3  | HTX C                  | HTX       | 10
        II | Vận tải                |           | 20
        4  | HTX D                  | HTX       | 10
        5  | HTX E                  | HTX       | 10
        B  | Huyện Việt Yên         |           | 15
        I  | Nông nghiệp            |           | 15
        1  | HTX G                  | HTX       | 5
        2  | HTX H                  | HTX       | 5
        3  | HTX K                  | HTX       | 5
           | Tổng cộng              |           | 65
        """
    )
    assert column(data, "name") == [f"HTX {letter}" for letter in "ABCDEGHK"]
    assert column(data, "district") == ["Huyện Yên Thế"] * 5 + ["Huyện Việt Yên"] * 3
    assert column(data, "sector") == ["agri"] * 3 + ["transport"] * 2 + ["agri"] * 3
    assert told(data) == []


def test_a_new_district_does_not_inherit_the_sector_of_the_last(read):
    data = read(
        htx_2023="""
        TT | Tên HTX        | Loại hình | Số TV
        A  | Huyện Yên Thế  |           |
        I  | Vận tải        |           |
        1  | HTX A          | HTX       | 10
        2  | HTX B          | HTX       | 10
        B  | Huyện Việt Yên |           |
        1  | HTX D          | HTX       | 5
        2  | HTX E          | HTX       | 5
        3  | HTX G          | HTX       | 5
        """
    )
    assert column(data, "sector") == ["transport"] * 2 + [None] * 3


def test_groups_with_letters_or_roman_numerals_may_be_as_many_as_the_records(read):
    data = read(
        htx_2023="""
        TT  | Tên HTX        | Loại hình | Số TV
        A   | Huyện Yên Thế  |           |
        I   | Nông nghiệp    |           |
        1   | HTX A          | HTX       | 10
        II  | Vận tải        |           |
        2   | HTX B          | HTX       | 10
        B   | Huyện Việt Yên |           |
        I   | Xây dựng       |           |
        3   | HTX C          | HTX       | 5
        """
    )
    assert column(data, "name") == ["HTX A", "HTX B", "HTX C"]
    assert column(data, "district") == ["Huyện Yên Thế"] * 2 + ["Huyện Việt Yên"]
    assert column(data, "sector") == ["agri", "transport", "construction"]
    assert told(data) == []


def test_a_counted_row_with_the_name_of_a_sector_is_a_record_and_is_asked_about(read):
    data = read(
        htx_2023="""
        TT | Tên HTX         | Loại hình | Số TV
        1  | HTX nông nghiệp |           |
        2  | HTX A           | HTX       | 10
        3  | HTX B           | HTX       | 10
        """
    )
    assert column(data, "name") == ["HTX nông nghiệp", "HTX A", "HTX B"]
    assert column(data, "sector") == [None] * 3
    finding = only(data, "DG103")
    assert (str(finding.place), finding.value) == ("htx-2023.csv [2:2]", "HTX nông nghiệp")


def test_a_commune_of_which_nothing_is_reported_is_a_record(read):
    data = read(
        xa_2023="""
        Huyện         | Xã          | Đạt chuẩn NTM
                      | Xã Hợp Đức  |
        Huyện Yên Thế | Xã Tân Hiệp | có
                      | Xã Đào Mỹ   |
        """
    )
    assert column(data, "commune", "commune") == ["Xã Hợp Đức", "Xã Tân Hiệp", "Xã Đào Mỹ"]
    assert column(data, "district", "commune") == [None, "Huyện Yên Thế", None]


def test_one_place_in_two_spellings_is_one_place(read):
    data = read(
        htx_2023="""
        Tên HTX | Loại hình | Huyện
        HTX A   | HTX       | Yên Thế
        HTX B   | HTX       | huyện Yên  Thế
        HTX C   | HTX       | YÊN THẾ
        """
    )
    assert len(set(column(data, "district"))) == 1


# --- the same data in other files ------------------------------------------------------------------------

SAMPLE = Path(__file__).parents[2] / "data" / "samples" / "bac-giang"
CATALOGUE = catalogue()
PLAN = load_plan(None, indicators=CATALOGUE.indicators, units=CATALOGUE.units, check_term=check_term)


def figures(*paths: Path) -> dict[tuple[str, int], object]:
    data = read_dataset(list(paths))
    book = Book(data, CATALOGUE, PLAN.term, PLAN.base_year)
    return {
        (code, year): (figure.value, figure.unknown, figure.numerator, figure.denominator, figure.reason)
        for year in (2023, 2024)
        for code in CATALOGUE.indicators
        for figure in (book.figure(code, year),)
    }


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


KINDS = ("htx", "tht", "xa")
LEDGERS = ("quy", "ho-tro")


@pytest.fixture(scope="module")
def one_file_a_year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nam")
    for name in (*(f"{kind}-{year}" for kind in KINDS for year in (2023, 2024)), *LEDGERS):
        (folder / f"{name}.csv").write_bytes((SAMPLE / f"{name}.csv").read_bytes())
    return folder


@pytest.fixture(scope="module")
def expected(one_file_a_year: Path) -> dict[tuple[str, int], object]:
    return figures(one_file_a_year)


def test_files_named_one_by_one_in_any_order(one_file_a_year, expected):
    assert figures(*sorted(one_file_a_year.iterdir(), reverse=True)) == expected


def test_one_csv_of_all_years_with_a_column_for_the_year(tmp_path, one_file_a_year, expected):
    for kind in KINDS:
        first, second = (rows_of(one_file_a_year / f"{kind}-{year}.csv") for year in (2023, 2024))
        assert first[0] == second[0]
        with (tmp_path / f"{kind}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerows([*first, *second[1:]])
    for name in LEDGERS:
        (tmp_path / f"{name}.csv").write_bytes((one_file_a_year / f"{name}.csv").read_bytes())
    assert figures(tmp_path) == expected


def test_the_year_in_the_file_name_instead_of_a_column(tmp_path, one_file_a_year, expected):
    for path in one_file_a_year.iterdir():
        rows = rows_of(path)
        dated = rows[0][0] == "Năm"
        folder = tmp_path / path.stem[:2]
        folder.mkdir(exist_ok=True)
        with (folder / path.name).open("w", encoding="utf-16", newline="") as file:
            csv.writer(file, delimiter="\t").writerows([row[dated:] for row in rows])
    assert figures(tmp_path) == expected


def test_one_workbook_with_a_sheet_for_each_register_and_year(tmp_path, one_file_a_year, expected):
    workbook = openpyxl.Workbook(write_only=True)
    for path in sorted(one_file_a_year.iterdir()):
        sheet = workbook.create_sheet(path.stem)
        for row in rows_of(path):
            sheet.append([cell or None for cell in row])
    workbook.save(tmp_path / "so.xlsx")
    assert figures(tmp_path / "so.xlsx") == expected


def test_the_workbooks_of_the_sample_hold_the_same_figures_as_its_csv_files():
    workbooks = SAMPLE.parent / "bac-giang-xlsx"
    ours = figures(*(workbooks / f"bac-giang-{year}.xlsx" for year in range(2020, 2026)))
    theirs = figures(SAMPLE)
    assert {key: (ours[key], theirs[key]) for key in theirs if ours[key][0] != theirs[key][0]} == {}


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        (("Quy mô", "Thành viên", "Tổng số"), "members"),
        (("Kết quả sản xuất kinh doanh", "Doanh thu"), "revenue"),
        (("Ban giám đốc", "Doanh thu"), None),
        (("Bình quân", "Doanh thu"), None),
        (("So với kế hoạch (%)", "Doanh thu"), None),
        (("Tăng, giảm", "Tổng số thành viên"), None),
        (("Quy mô", "Tỷ lệ", "Thành viên nữ"), None),
        (("Kết quả", "Thu nhập bình quân"), "income"),
    ],
)
def test_a_name_above_that_makes_another_number_of_a_field_is_not_overlooked(parts, field):
    assert field_of(Organisation, Heading(0, parts)) == field
