"""Small registers, and what an analyst would count in them by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from kttt_cli.findings import Unreadable
from kttt_cli.indicators.catalogue import catalogue, check_term
from kttt_cli.indicators.definition import Term
from kttt_cli.indicators.evaluate import Book
from kttt_cli.indicators.figure import Figure
from kttt_cli.language import Text
from kttt_cli.plans.plan import load_plan
from kttt_cli.registers.dataset import read_dataset

CATALOGUE = catalogue()
PLAN = load_plan(None, indicators=CATALOGUE.indicators, units=CATALOGUE.units, check_term=check_term)
Open = Callable[..., Book]


def csv_text(text: str) -> str:
    """`Tên HTX | Vốn (triệu đồng)` by line → CSV."""
    lines = [line.strip() for line in text.strip().splitlines()]
    return "\n".join(",".join(f'"{cell.strip()}"' for cell in line.split("|")) for line in lines) + "\n"


@pytest.fixture
def opened(tmp_path: Path) -> Open:
    """The book of registers given by file name: htx_2023="Tên HTX | …" is htx-2023.csv."""

    def open_book(*, as_of: date | None = None, terms: dict[str, Term] | None = None, **registers: str) -> Book:
        for name, text in registers.items():
            (tmp_path / f"{name.replace('_', '-')}.csv").write_text(csv_text(text), encoding="utf-8")
        data = read_dataset([tmp_path])
        return Book(data, CATALOGUE, PLAN.term | (terms or {}), PLAN.base_year, as_of)

    return open_book


def values(book: Book, year: int, *codes: str) -> list[Fraction | None]:
    return [book.figure(code, year).value for code in codes]


def reason(figure: Figure) -> str:
    assert figure.value is None
    assert figure.reason is not None
    assert figure.reason.en
    return figure.reason.vi


# --- what exists at the cut-off date -------------------------------------------------------------------


def test_an_htx_dissolved_in_its_first_year_does_not_exist_but_was_new(opened):
    book = opened(
        htx_2023="""
        Tên HTX | Loại hình | Ngày đăng ký lần đầu | Tình trạng     | Ngày giải thể
        HTX A   | HTX       | 02/01/2023           | Đã giải thể    | 30/11/2023
        HTX B   | HTX       | 02/01/2023           | Đang hoạt động |
        HTX C   | HTX       | 31/12/2022           | Đang hoạt động |
        """
    )
    assert values(book, 2023, "htx.count", "htx.new", "htx.ended") == [2, 2, 1]


@pytest.mark.parametrize(
    ("registered", "ended", "status", "exists"),
    [
        ("05/05/2015", "", "Đang hoạt động", 1),
        ("05/05/2015", "", "", 1),
        ("05/05/2015", "", "Đã giải thể", 0),  # no date: the status is believed
        ("05/05/2015", "01/01/2024", "Đã giải thể", 1),  # a date: it is not
        ("05/05/2015", "31/12/2023", "Đang hoạt động", 0),
        ("05/05/2015", "31/12/2023", "", 0),
        ("31/12/2023", "", "", 1),
        ("01/01/2024", "", "Đang hoạt động", 0),
        ("", "", "Tạm ngừng", 1),  # on the list, so it exists
        ("", "01/07/2023", "Đang hoạt động", 0),
        ("2023", "", "", 1),
        ("2024", "", "", 0),
        ("05/05/2015", "2023", "", 0),
        ("05/05/2015", "12/2023", "", 0),
        ("05/05/2015", "2024", "", 1),
        ("05/05/2015", "31/02/2023", "", None),
        ("05/05/2015", "31/02/2023", "Đã giải thể", None),
        ("31/02/2015", "", "Đang hoạt động", None),  # a date that nobody can read may lie after the cut-off
        ("31/02/2015", "31/12/2022", "", 0),
        ("05/05/2015", "", "abc", None),  # a status that nobody can read may be «đã giải thể»
        ("05/05/2015", "01/01/2024", "abc", 1),
        ("05/05/2015", "31/12/2022", "abc", 0),
    ],
)
def test_dates_tell_what_exists_and_the_status_where_there_is_none(opened, registered, ended, status, exists):
    book = opened(
        htx_2023=f"""
        Tên HTX | Loại hình | Ngày đăng ký lần đầu | Ngày giải thể | Tình trạng
        HTX A   | HTX       | {registered}         | {ended}       | {status}
        HTX B   | HTX       | 01/01/2000           |               | Đang hoạt động
        HTX C   | HTX       | 01/01/2000           | 01/01/2023    | Đã giải thể
        """
    )
    figure = book.figure("htx.count", 2023)
    if exists is None:
        assert (figure.value, figure.unknown, figure.low, figure.high) == (1, 1, 1, 2)
    else:
        assert (figure.value, figure.unknown, figure.high) == (1 + exists, 0, None)


def test_a_group_whose_date_cannot_be_read_may_exist(opened):
    book = opened(
        tht_2023="""
        Tên THT | Ngày thành lập | Ngày chấm dứt | Có chứng thực hợp đồng hợp tác
        THT A   | 05/05/2015     |               | có
        THT B   |                |               | có
        THT C   | 31/02/2015     |               | có
        THT D   | 05/05/2015     | 31/02/2023    | có
        THT E   | 31/02/2015     | 01/01/2023    | có
        """
    )
    count = book.figure("tht.count", 2023)
    assert (count.value, count.unknown, count.low, count.high) == (2, 2, 2, 4)


def test_lh_htx_is_never_an_htx_and_a_blank_kind_is_one(opened):
    book = opened(
        htx_2023="""
        Tên HTX   | Loại hình             | Lĩnh vực
        HTX A     |                       | Nông nghiệp
        QTDND B   | Quỹ tín dụng nhân dân | Tín dụng
        LH HTX C  | LH HTX                | Nông nghiệp
        HTX D     | abc                   | Nông nghiệp
        """
    )
    count, base = book.figure("htx.count", 2023), book.figure("htx.base", 2023)
    assert (count.value, count.unknown, count.high) == (2, 1, 3)
    assert (base.value, base.unknown, base.high) == (1, 1, 2)
    assert values(book, 2023, "lh.count", "qtdnd.count", "htx.count.agri") == [1, 1, 1]


def test_a_list_without_a_qtdnd_or_lh_htx_has_not_reported_them(opened):
    book = opened(
        htx_2023="""
        Tên HTX | Loại hình
        HTX A   | HTX
        """
    )
    for code in ("qtdnd.count", "lh.count", "lh.new", "lh.effective", "qtdnd.deposits"):
        assert "không có dòng nào" in reason(book.figure(code, 2023)), code


# --- dates of a year only, months, --as-of --------------------------------------------------------------


def test_a_registration_of_which_only_the_year_is_known_is_new_in_that_year(opened):
    book = opened(
        htx_2021="""
        Tên HTX | Loại hình | Năm thành lập
        HTX A   | HTX       | 2021
        HTX B   | HTX       | 12/2021
        HTX C   | HTX       | 2020
        """
    )
    assert values(book, 2021, "htx.new", "htx.count") == [2, 3]


def test_in_mid_year_such_a_registration_is_unknown(opened):
    book = opened(
        as_of=date(2021, 6, 30),
        htx_2021="""
        Tên HTX | Loại hình | Năm thành lập | Ngày giải thể
        HTX A   | HTX       | 2021          |
        HTX B   | HTX       | 03/2021       |
        HTX C   | HTX       | 09/2021       |
        HTX D   | HTX       | 2020          | 2021
        HTX E   | HTX       | 2020          | 01/07/2021
        HTX G   | HTX       | 2020          | 30/06/2021
        """,
    )
    new = book.figure("htx.new", 2021)
    assert (new.value, new.unknown, new.low, new.high) == (1, 1, 1, 2)
    count = book.figure("htx.count", 2021)  # B and E for sure, A and D perhaps
    assert (count.value, count.unknown, count.high) == (2, 2, 4)
    ended = book.figure("htx.ended", 2021)
    assert (ended.value, ended.unknown) == (1, 1)
    assert not book.period(2021).closed
    assert book.period(2021).cutoff == date(2021, 6, 30)
    assert book.period(2020).closed


def test_as_of_after_the_cutoff_moves_nothing(opened):
    book = opened(
        as_of=date(2022, 1, 15),
        htx_2021="""
        Tên HTX | Loại hình | Ngày đăng ký lần đầu
        HTX A   | HTX       | 31/12/2021
        """,
    )
    assert values(book, 2021, "htx.new", "htx.count") == [1, 1]
    assert book.period(2021).closed


# --- cut-off dates from a title ------------------------------------------------------------------------

UNTIL_14_12 = """
    Danh sách HTX đến 14/12/2023
    Tên HTX | Loại hình | Ngày đăng ký lần đầu | Ngày giải thể
    HTX A   | HTX       | 14/12/2023           |
    HTX B   | HTX       | 15/12/2023           |
    HTX C   | HTX       | 01/01/2010           | 20/12/2023
    HTX D   | HTX       | 31/12/2022           | 14/12/2023
"""


def test_the_list_of_14_december_closes_the_year_on_that_day(opened):
    book = opened(htx_2023=UNTIL_14_12)
    assert book.period(2023).cutoff == date(2023, 12, 14)
    assert values(book, 2023, "htx.count", "htx.new", "htx.ended") == [2, 1, 1]  # A and C exist


def test_the_following_period_begins_the_day_after(opened):
    book = opened(
        htx_2023=UNTIL_14_12,
        htx_2024="""
        Tên HTX | Loại hình | Ngày đăng ký lần đầu | Ngày giải thể
        HTX A   | HTX       | 14/12/2023           |
        HTX B   | HTX       | 15/12/2023           |
        HTX C   | HTX       | 01/01/2010           | 20/12/2023
        HTX E   | HTX       | 31/12/2024           |
        """,
    )
    assert book.period(2024).start == date(2023, 12, 15)
    assert values(book, 2024, "htx.new", "htx.ended", "htx.count") == [2, 1, 3]


def test_a_workbook_of_two_years_closing_on_14_december(tmp_path):
    workbook = openpyxl.Workbook()
    for year in (2022, 2023):
        sheet = workbook.create_sheet(f"HTX {year}")
        sheet.append([f"DANH SÁCH HTX ĐẾN NGÀY 14/12/{year} (ước)"])
        sheet.append(["Tên HTX", "Loại hình", "Ngày đăng ký lần đầu", "Vốn điều lệ (triệu đồng)"])
        sheet.append(["HTX A", "HTX", date(2015, 3, 2), 1500.5])
        sheet.append(["HTX B", "HTX", date(2022, 12, 20), 2000])
    del workbook["Sheet"]
    path = tmp_path / "htx.xlsx"
    workbook.save(path)
    book = Book(read_dataset([path]), CATALOGUE, PLAN.term, PLAN.base_year)
    assert dict(book.dataset.cutoffs) == {2022: date(2022, 12, 14), 2023: date(2023, 12, 14)}
    assert values(book, 2022, "htx.count", "htx.new", "htx.charter_capital") == [1, 0, 1_500_500_000]
    assert values(book, 2023, "htx.count", "htx.new", "htx.charter_capital") == [2, 1, 3_500_500_000]
    assert book.figure("htx.count", 2023).estimate


# --- a year without a list -----------------------------------------------------------------------------

LIST_2023 = """
    Tên HTX | Loại hình | Lĩnh vực    | Ngày đăng ký lần đầu | Ngày giải thể | Xếp loại | Số thành viên | Tình trạng
    HTX A   | HTX       | Nông nghiệp | 05/05/2015           |               | Tốt      | 10            | Đang HĐ
    HTX B   | HTX       | Nông nghiệp | 05/05/2015           | 01/06/2021    |          |               | Đã giải thể
    HTX C   | HTX       | Vận tải     | 05/05/2022           |               | Khá      | 8             | Đang HĐ
    HTX D   | HTX       | Vận tải     | 05/05/2023           |               | Khá      | 8             | Đang HĐ
    HTX E   | HTX       | Vận tải     |                      |               | Khá      | 8             | Đang HĐ
"""


def test_a_year_without_a_list_is_counted_from_the_first_later_one_and_says_so(opened):
    book = opened(htx_2023=LIST_2023)
    expected = {
        2020: ("htx.count", 2, 1),
        2021: ("htx.count", 1, 1),
        2022: ("htx.count", 2, 1),
    }
    for year, (code, value, unknown) in expected.items():
        figure = book.figure(code, year)
        assert (figure.value, figure.unknown) == (value, unknown), year
        assert [note.vi for note in figure.notes] == ["lấy từ danh sách năm 2023"]
    assert values(book, 2021, "htx.ended", "htx.new", "htx.count.agri") == [1, 0, 1]
    assert values(book, 2022, "htx.ended", "htx.new", "htx.count.transport") == [0, 1, 1]
    assert book.figure("htx.count", 2023).notes == ()


def test_what_changes_every_year_is_never_borrowed(opened):
    book = opened(htx_2023=LIST_2023)
    yearly = "htx.effective htx.effective_share htx.grade.tot htx.members htx.operating htx.unresolved"
    for code in yearly.split():
        assert "không có Danh sách HTX" in reason(book.figure(code, 2022)), code


def test_nothing_is_borrowed_from_an_earlier_list(opened):
    book = opened(htx_2023=LIST_2023)
    assert "không có Danh sách HTX" in reason(book.figure("htx.count", 2024))


def test_a_list_of_living_organisations_tells_nothing_of_the_ended_or_of_earlier_years(opened):
    book = opened(
        htx_2023="""
        Tên HTX | Loại hình | Ngày đăng ký lần đầu | Ngày giải thể
        HTX A   | HTX       | 05/05/2015           |
        HTX B   | HTX       | 05/05/2023           |
        """,
        tht_2023="""
        Tên THT | Tổng số thành viên
        THT A   | 5
        """,
    )
    assert values(book, 2023, "htx.count", "htx.new", "tht.count") == [2, 1, 1]
    assert "Ngày giải thể" in reason(book.figure("htx.ended", 2023))
    assert "không có" in reason(book.figure("htx.count", 2022))


# --- two lists side by side -----------------------------------------------------------------------------

TWO_LISTS = {
    "htx_2022": """
        Mã số HTX  | Tên HTX | Loại hình | Hình thức thành lập | Ngày đăng ký lần đầu | Ngày giải thể
        9900000001 | HTX A   | HTX       | Thành lập mới       | 05/05/2015           |
        9900000002 | HTX B   | HTX       | Thành lập mới       | 05/05/2015           |
        9900000003 | HTX C   | HTX       | Thành lập mới       | 05/05/2015           |
        9900000004 | HTX D   | HTX       | Thành lập mới       | 05/05/2015           | 01/06/2022
    """,
    "htx_2023": """
        Mã số HTX  | Tên HTX      | Loại hình | Hình thức thành lập | Ngày đăng ký lần đầu | Ngày giải thể
        9900000001 | HTX A (mới)  | HTX       | Thành lập mới       | 05/05/2015           |
        9900000002 | HTX B        | HTX       | Thành lập mới       | 05/05/2015           | 02/02/2023
        9900000005 | HTX E        | HTX       | Thành lập mới       | 06/06/2023           |
        9900000006 | HTX G        | HTX       | Chuyển đổi          | 06/06/2023           |
        9900000007 | HTX H        | HTX       | Thành lập mới       | 06/06/2010           |
    """,
}


def test_vanished_and_returned_are_lines_of_their_own_and_the_lists_join(opened):
    book = opened(**TWO_LISTS)
    table = {
        "htx.opening": 3,  # A, B, C
        "htx.new": 1,  # E
        "htx.joined": 1,  # G
        "htx.returned": 1,  # H
        "htx.ended": 1,  # B
        "htx.vanished": 1,  # C
        "htx.count": 4,  # A, E, G, H
        "htx.net_change": 1,
        "htx.flow_gap": 1,  # C is missing: 3 + 1 + 1 + 1 − 1 − 4
    }
    assert {code: book.figure(code, 2023).value for code in table} == table
    assert book.figure("htx.growth", 2023).value == Fraction(100, 3)


def test_the_first_list_can_tell_neither(opened):
    book = opened(**TWO_LISTS)
    for code in ("htx.returned", "htx.flow_gap"):
        assert "không có Danh sách HTX, QTDND, LH HTX năm 2021" in reason(book.figure(code, 2022)), code
    assert "2021" in reason(book.figure("htx.vanished", 2022))


def test_who_has_no_name_or_date_may_have_returned_or_vanished(opened):
    header = "Mã số HTX | Tên HTX | Loại hình | Ngày đăng ký lần đầu"
    book = opened(
        htx_2022=f"""
        {header}
        9900000001 | HTX A | HTX | 05/05/2015
        9900000002 | HTX B | HTX | 05/05/2015
                   |       | HTX | 05/05/2015
        """,
        htx_2023=f"""
        {header}
        9900000001 | HTX A | HTX |
        9900000003 | HTX C | HTX | 05/05/2015
        9900000004 | HTX D | HTX |
        9900000005 | HTX E | HTX | 31/02/2015
        9900000006 | HTX G | HTX | 01/01/2023
                   |       | HTX | 06/06/2016
                   |       | HTX | 06/06/2023
        """,
    )
    returned = book.figure("htx.returned", 2023)  # C; perhaps D, E and the one of 2016
    assert (returned.value, returned.unknown, returned.high) == (1, 3, 4)
    vanished = book.figure("htx.vanished", 2023)  # B; perhaps the one without a name
    assert (vanished.value, vanished.unknown, vanished.high) == (1, 1, 2)


def test_an_htx_without_a_code_is_known_again_by_name_and_commune(opened):
    header = "Tên HTX | Loại hình | Xã | Ngày đăng ký lần đầu"
    book = opened(
        htx_2022=f"""
        {header}
        HTX Hoà Bình | HTX | Xã Hợp Đức  | 05/05/2015
        HTX Hoà Bình | HTX | Xã Phúc Hòa | 05/05/2015
        """,
        htx_2023=f"""
        {header}
        htx  hòa bình | HTX | Hợp Đức  | 05/05/2015
        HTX Hoà Bình  | HTX | Xã Cao Xá | 05/05/2015
        """,
    )
    assert values(book, 2023, "htx.vanished", "htx.returned") == [1, 1]


def test_two_sources_for_one_year_are_refused_by_name(tmp_path):
    text = csv_text(LIST_2023)
    for name in ("htx-2023.csv", "danh-sach-2023.csv"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(Unreadable) as caught:
        read_dataset([tmp_path])
    for language in caught.value.message:
        assert "htx-2023.csv" in language
        assert "danh-sach-2023.csv" in language
        assert "2023" in language


def test_two_districts_of_one_year_are_two_parts_of_one_list(opened):
    header = "Tên HTX | Loại hình | Lĩnh vực | Huyện"
    book = opened(
        yen_the_2023=f"{header}\nHTX A | HTX | Nông nghiệp | Huyện Yên Thế",
        viet_yen_2023=f"{header}\nHTX B | HTX | Nông nghiệp | Huyện Việt Yên",
    )
    assert book.figure("htx.count", 2023).value == 2


# --- grades, shares, growth ----------------------------------------------------------------------------

GRADED = """
    Tên HTX | Loại hình | Lĩnh vực    | Xếp loại       | Liên kết với doanh nghiệp
    HTX A   | HTX       | Nông nghiệp | Tốt            | có
    HTX B   | HTX       | Nông nghiệp | Khá            | không
    HTX C   | HTX       | Nông nghiệp | Yếu            |
    HTX D   | HTX       | Vận tải     | Không xếp loại | không
    HTX E   | HTX       | Vận tải     |                | không
    QTDND G | QTDND     | Tín dụng    | Tốt            | không
"""


def test_a_blank_grade_stays_in_the_base_so_the_share_is_a_lower_bound(opened):
    book = opened(htx_2023=GRADED)
    share = book.figure("htx.effective_share", 2023)
    assert (share.numerator, share.denominator, share.value) == (2, 5, 40)
    assert (share.unknown, share.low, share.high) == (1, 40, 60)
    weak = book.figure("htx.weak_share", 2023)
    assert (weak.value, weak.low, weak.high) == (20, 20, 40)
    linked = book.figure("htx.linked_share", 2023)
    assert (linked.value, linked.unknown, linked.high) == (Fraction(100, 3), 1, Fraction(200, 3))
    assert values(book, 2023, *(f"htx.grade.{each}" for each in ("tot", "kha", "trung_binh", "yeu", "none"))) == [
        *(1, 1, 0, 1, 1)
    ]


def test_marks_only_read_blank_as_no(opened):
    book = opened(htx_2023=GRADED.replace("| có\n", "| x\n").replace("| không\n", "|\n"))
    linked = book.figure("htx.linked", 2023)
    assert (linked.value, linked.unknown) == (1, 0)


def test_a_column_that_is_missing_or_empty_is_no_data_that_names_it(opened):
    missing = opened(htx_2023="Tên HTX | Loại hình\nHTX A | HTX")
    assert "Xếp loại" in reason(missing.figure("htx.effective", 2023))
    assert "Xếp loại" in reason(missing.figure("htx.effective_share", 2023))
    empty = opened(htx_2023="Tên HTX | Loại hình | Xếp loại | Tổng số thành viên\nHTX A | HTX | | -")
    assert "Xếp loại" in reason(empty.figure("htx.weak", 2023))
    assert "Tổng số thành viên năm 2023 để trống" in reason(empty.figure("htx.members", 2023))


def test_a_column_that_nobody_can_read_is_not_called_blank(opened):
    book = opened(htx_2023="Tên HTX | Loại hình | Xếp loại | Tổng số thành viên\nHTX A | HTX | abc | nhiều")
    assert "Xếp loại năm 2023: không đọc được" in reason(book.figure("htx.effective", 2023))
    assert "Tổng số thành viên năm 2023: không đọc được" in reason(book.figure("htx.members", 2023))


def test_a_change_lies_between_what_the_unknown_rows_of_both_years_allow(opened):
    header = "Tên HTX | Loại hình | Xếp loại\n"
    before = header + "HTX A | HTX | Tốt\nHTX B | HTX | Khá\nHTX C | HTX | "
    now = header + "HTX A | HTX | Tốt\nHTX B | HTX | \nHTX C | HTX | "
    book = opened(htx_2022=before, htx_2023=now)
    growth = book.figure("htx.effective_growth", 2023)
    assert (growth.value, growth.unknown) == (-50, 3)
    assert (growth.low, growth.high) == (Fraction(100 * (1 - 3), 3), Fraction(100 * (3 - 2), 2))
    points = book.figure("htx.effective_points", 2023)
    assert (points.low, points.high) == (Fraction(100, 3) - 100, 100 - Fraction(200, 3))


@pytest.mark.parametrize(
    ("before", "now", "growth"),
    [
        (["Tốt", "Yếu"], ["Tốt", "Khá"], 100),
        (["Tốt", "Khá"], ["Tốt", "Yếu"], -50),
        (["Tốt", "Khá"], ["Yếu", "Yếu"], -100),
        (["Yếu", "Yếu"], ["Tốt", "Yếu"], None),
        (["Yếu", "Yếu"], ["Yếu", "Yếu"], None),
    ],
)
def test_growth_from_zero_is_no_data(opened, before, now, growth):
    header = "Tên HTX | Loại hình | Xếp loại\n"
    lists = {
        f"htx_{year}": header + "\n".join(f"HTX {i} | HTX | {grade}" for i, grade in enumerate(grades))
        for year, grades in ((2022, before), (2023, now))
    }
    figure = opened(**lists).figure("htx.effective_growth", 2023)
    if growth is None:
        assert "2022 bằng 0" in reason(figure)
    else:
        assert figure.value == growth


@pytest.mark.parametrize(
    ("before", "now", "growth"),
    [("100", "150", 50), ("100", "-50", -150), ("-100", "50", None), ("-100", "-50", None), ("0", "5", None)],
)
def test_profit_may_turn_negative_but_growth_needs_a_positive_base(opened, before, now, growth):
    header = "Tên HTX | Loại hình | Lợi nhuận (triệu đồng)"
    book = opened(htx_2022=f"{header}\nHTX A | HTX | {before}", htx_2023=f"{header}\nHTX A | HTX | {now}")
    assert book.figure("htx.profit", 2023).value == int(now) * 1_000_000
    figure = book.figure("htx.profit_growth", 2023)
    assert figure.value == growth
    assert growth is not None or reason(figure)


def test_a_base_of_nobody_is_no_data(opened):
    book = opened(
        htx_2023="""
        Tên HTX | Loại hình | Lĩnh vực | Xếp loại | Liên kết với doanh nghiệp | Số thành viên | Số lao động
        QTDND A | QTDND     | Tín dụng | Tốt      | có                        | 0             | 3
        """
    )
    assert values(book, 2023, "htx.base", "htx.effective") == [0, 0]
    for code in ("htx.effective_share", "htx.linked_share", "htx.effective_linked_share", "htx.labour_share"):
        assert reason(book.figure(code, 2023)) == "mẫu số bằng 0", code


# --- sums, means, weights ------------------------------------------------------------------------------

INCOMES = """
    Tên HTX | Loại hình | Thu nhập bình quân (triệu đồng/người/tháng) | Lao động thường xuyên | Tổng số thành viên
    HTX A   | HTX       | 5                                           | 10                    | 20
    HTX B   | HTX       | 2,5                                         | 30                    |
    HTX C   | HTX       | 4                                           |                       | 10
    HTX D   | HTX       |                                             | 7                     | 8
    HTX E   | HTX       | abc                                         | 7                     | 8
"""


def test_means_are_over_the_known_and_weights_are_workers(opened):
    book = opened(htx_2023=INCOMES)
    mean = book.figure("htx.income_mean", 2023)
    assert (mean.numerator, mean.denominator, mean.unknown) == (138_000_000, 3, 2)
    assert mean.value == 46_000_000
    weighted = book.figure("htx.income_mean_workers", 2023)
    assert (weighted.numerator, weighted.denominator, weighted.unknown) == (1_500_000_000, 40, 3)
    assert weighted.value == 37_500_000


def test_sums_add_the_known_and_say_how_many_are_missing(opened):
    book = opened(htx_2023=INCOMES)
    members = book.figure("htx.members", 2023)
    assert (members.value, members.unknown, members.considered) == (46, 1, 5)
    share = book.figure("htx.labour_share", 2023)  # over A, D and E, where both are known
    assert (share.numerator, share.denominator, share.unknown) == (24, 36, 2)


def test_intermediate_and_higher_add_up_where_both_are_known(opened):
    book = opened(
        htx_2023="""
        Tên HTX | Loại hình | CBQL | CBQL trung cấp | CBQL cao đẳng, đại học
        HTX A   | HTX       | 5    | 2              | 1
        HTX B   | HTX       | 4    | 3              |
        HTX C   | HTX       |      | 1              | 1
        HTX D   | HTX       | 3    | abc            | 1
        HTX E   | HTX       | 3    | 0              | 0
        """
    )
    up = book.figure("managers.intermediate_up", 2023)  # A, C and E
    assert (up.value, up.unknown) == (5, 2)
    share = book.figure("managers.intermediate_share", 2023)  # A and E
    assert (share.numerator, share.denominator, share.unknown, share.value) == (3, 8, 3, Fraction(75, 2))


# --- support measures and the fund ----------------------------------------------------------------------


def test_an_htx_helped_three_times_counts_once(opened):
    book = opened(
        ho_tro="""
        Ngày       | Chính sách hỗ trợ   | Mã số HTX    | Đơn vị được hỗ trợ | Số người | Kinh phí
        01/02/2023 | Xúc tiến thương mại | 9900000001   | HTX A              |          | 5 triệu đồng
        01/03/2023 | Hội chợ             | 99.0000.0001 | HTX A              |          | 1,5 tỷ đồng
        2023       | XTTM                | 9900000001   | HTX A              |          |
        01/04/2023 | Xúc tiến thương mại |              | HTX Hoà Bình       |          | 5 triệu đồng
        01/05/2023 | Xúc tiến thương mại |              | htx  hòa bình      |          | 5 triệu đồng
        01/06/2023 | Xúc tiến thương mại |              |                    |          | 5 triệu đồng
        01/06/2023 | Bồi dưỡng           | 9900000009   | HTX K              | 12       | 5 triệu đồng
        01/06/2024 | Xúc tiến thương mại | 9900000009   | HTX K              |          | 5 triệu đồng
        """
    )
    promoted = book.figure("support.trade_promotion", 2023)
    assert (promoted.value, promoted.unknown) == (2, 1)
    assert values(book, 2023, "support.turns.trade_promotion", "support.training_persons") == [6, 12]
    amount = book.figure("support.amount", 2023)
    assert (amount.value, amount.unknown) == (1_525_000_000, 1)
    assert book.figure("support.trade_promotion", 2024).value == 1
    assert reason(book.figure("support.trade_promotion", 2025))


PROMOTED = """
    Ngày       | Chính sách hỗ trợ   | Mã số HTX  | Đơn vị được hỗ trợ
    01/02/2023 | Xúc tiến thương mại | 9900000001 | HTX Hoà Bình
    01/03/2023 | Xúc tiến thương mại |            | htx  hòa bình
    01/04/2023 | Xúc tiến thương mại |            | HTX Bình Minh
"""


def test_a_name_without_a_code_is_the_htx_that_has_both_elsewhere(opened):
    assert opened(ho_tro=PROMOTED).figure("support.trade_promotion", 2023).value == 2
    book = opened(
        ho_tro=PROMOTED + "    01/05/2023 | Xúc tiến thương mại | 9900000002 |",
        htx_2023="""
        Mã số HTX  | Tên HTX       | Loại hình
        9900000002 | HTX Bình Minh | HTX
        """,
    )
    promoted = book.figure("support.trade_promotion", 2023)
    assert (promoted.value, promoted.unknown) == (2, 0)


def test_a_name_of_two_codes_is_nobody_for_sure(opened):
    namesakes = """
        Mã số HTX  | Tên HTX       | Loại hình
        9900000003 | HTX Bình Minh | HTX
        9900000004 | HTX Bình Minh | HTX
    """
    promoted = opened(ho_tro=PROMOTED, htx_2023=namesakes).figure("support.trade_promotion", 2023)
    assert (promoted.value, promoted.unknown) == (1, 1)


FUND = """
    Ngày       | Loại giao dịch | Nguồn vốn      | Mã số bên vay | Số tiền (triệu đồng)
    01/01/2022 | Số dư đầu kỳ   | Ngân sách tỉnh |               | 10.000
    01/01/2022 | Số dư đầu kỳ   | Thành viên     |               | 500
    15/06/2022 | Cho vay        |                | 9900000001    | 300,5
    31/12/2022 | Bổ sung vốn    | Ngân sách tỉnh |               | 2.000
    01/01/2023 | Rút vốn        | Thành viên     |               | 500
    15/03/2023 | Rút vốn        | Ngân sách tỉnh |               | 1.000
    20/03/2023 | Cho vay        |                | 9900000001    | 200
    20/04/2023 | Cho vay        |                | 9900000002    | 200
    20/05/2023 | Cho vay        |                | 9900000002    | 150
    20/06/2023 | Thu nợ         |                | 9900000001    | 100
"""


def test_capital_of_the_fund_falls_by_withdrawals_and_not_by_loans(opened):
    book = opened(
        quy=FUND,
        htx_2023="""
        Mã số HTX  | Tên HTX | Loại hình | Lĩnh vực
        9900000001 | HTX A   | HTX       | Vận tải
        9900000002 | HTX B   | HTX       | Nông nghiệp
        """,
    )
    table = {
        "fund.capital": (12_500, 11_000),
        "fund.capital.province": (12_000, 11_000),
        "fund.capital.members": (500, 0),
        "fund.capital.central": (0, 0),
        "fund.loans_amount": (300.5, 550),
        "fund.repaid_amount": (0, 100),
    }
    for code, (in_2022, in_2023) in table.items():
        assert values(book, 2022, code) == [in_2022 * 1_000_000], code
        assert values(book, 2023, code) == [in_2023 * 1_000_000], code
    assert values(book, 2023, "fund.loans_given", "fund.borrowers", "fund.loans_agri") == [3, 2, 2]
    assert book.figure("fund.capital_growth", 2023).value == -12
    assert reason(book.figure("fund.capital", 2024))


def test_capital_at_an_earlier_day_of_the_year(opened):
    book = opened(quy=FUND, as_of=date(2023, 3, 14))
    assert book.figure("fund.capital", 2023).value == 12_000 * 1_000_000
    assert book.figure("fund.loans_given", 2023).value == 0


# --- new-rural communes ---------------------------------------------------------------------------------


def test_two_communes_of_one_name_are_told_apart_by_their_district(opened):
    book = opened(
        xa_2023="""
        Huyện           | Xã          | Đạt chuẩn NTM
        Huyện Yên Thế   | Xã Tân Hiệp | có
        Huyện Lạng Giang | Xã Tân Hiệp | có
        Huyện Lạng Giang | Xã Hợp Đức  | có
        Huyện Lạng Giang | Xã An Hà    | không
        Huyện Lạng Giang | Xã Đào Mỹ   | có
        """,
        htx_2023="""
        Tên HTX | Loại hình | Huyện      | Xã          | Tham gia chuỗi giá trị | Ngày giải thể | Xếp loại
        HTX A   | HTX       | Yên Thế    | Tân Hiệp    | có                     |               | Tốt
        HTX B   | HTX       | Lạng Giang | Xã Tân Hiệp | không                  |               | Tốt
        HTX C   | HTX       | Lạng Giang | Xã Hợp Đức  | không                  |               | Yếu
        HTX D   | HTX       | Lạng Giang | Xã Hợp Đức  |                        |               | Yếu
        HTX E   | HTX       | Lạng Giang | Xã An Hà    | có                     |               | Tốt
        HTX G   | HTX       | Lạng Giang | Xã Đào Mỹ   | có                     | 01/02/2023    | Tốt
        LH H    | LH HTX    | Lạng Giang | Xã Đào Mỹ   | có                     |               | Tốt
        """,
    )
    chain = book.figure("communes.chain", 2023)
    assert (chain.value, chain.unknown, chain.high) == (1, 1, 2)  # Yên Thế's; Hợp Đức is not known
    share = book.figure("communes.chain_share", 2023)
    assert (share.numerator, share.denominator, share.value, share.high) == (1, 4, 25, 50)
    assert book.figure("communes.effective_share", 2023).value == 50


def test_without_districts_a_commune_is_known_by_its_name(opened):
    book = opened(
        xa_2025="""
        Xã         | Đạt chuẩn NTM
        Xã Hợp Đức | có
        Xã Yên Thế | có
        """,
        htx_2025="""
        Tên HTX | Loại hình | Xã         | Tham gia chuỗi giá trị
        HTX A   | HTX       | Xã Hợp Đức | có
        HTX B   | HTX       | Xã Yên Thế | không
        """,
    )
    assert values(book, 2025, "communes.ntm", "communes.chain", "communes.chain_share") == [2, 1, 50]


CHAIN_COMMUNES = """
    Huyện      | Xã             | Đạt chuẩn NTM
    Yên Thế    | Xã Tân Hiệp    | có
    Yên Thế    | Xã Đồng Tâm    | có
    Lạng Giang | Xã Hợp Đức     | có
    Lạng Giang | Xã Đào Mỹ      | có
"""
IN_CHAIN = "Tên HTX | Loại hình | Huyện | Xã | Tham gia chuỗi giá trị | Ngày đăng ký lần đầu"


@pytest.mark.parametrize(
    ("htx", "sure", "perhaps"),
    [
        ("HTX B | HTX | Lạng Giang | Xã Đào Mỹ   | có     | 05/05/2015", 2, 0),
        ("HTX B | HTX | Lạng Giang | Xã Đào Mỹ   | không  |           ", 1, 0),
        ("HTX B | HTX | Lạng Giang | Xã Đào Mỹ   |        |           ", 1, 1),
        ("HTX B | abc | Lạng Giang | Xã Đào Mỹ   | có     |           ", 1, 1),  # perhaps a LH HTX
        ("HTX B | HTX | Lạng Giang | Xã Đào Mỹ   | có     | 31/02/2015", 1, 1),  # perhaps not there yet
        ("HTX B | HTX |            | Xã Đào Mỹ   | có     |           ", 1, 1),
        ("HTX B | HTX | Lạng Giang |             | có     |           ", 1, 2),  # in Hợp Đức or Đào Mỹ
        ("HTX B | HTX | Yên Thế    |             | có     |           ", 1, 1),  # Tân Hiệp has one anyway
        ("HTX B | HTX |            |             | có     |           ", 1, 3),
        ("HTX B | HTX |            |             | không  |           ", 1, 0),
        ("HTX B | LH HTX |         |             | có     |           ", 1, 0),
        ("HTX B | HTX | Yên Thế    | Xã Đào Mỹ   | có     |           ", 1, 0),  # another district's
    ],
)
def test_an_htx_that_could_be_in_a_commune_is_never_a_certain_no(opened, htx, sure, perhaps):
    book = opened(
        xa_2023=CHAIN_COMMUNES,
        htx_2023=f"""
        {IN_CHAIN}
        HTX A | HTX | Huyện Yên Thế | Xã Tân Hiệp | có |
        {htx}
        """,
    )
    chain = book.figure("communes.chain", 2023)
    assert (chain.value, chain.unknown) == (sure, perhaps)
    share = book.figure("communes.chain_share", 2023)
    assert (share.denominator, share.value, share.high or share.value) == (4, 25 * sure, 25 * (sure + perhaps))


@pytest.mark.parametrize(
    ("written", "communes"),
    [("Phường Tân Tiến", 1), ("P. Tân Tiến", 1), ("Xã Tân Tiến", 1), ("Tân Tiến", 2), ("Thị trấn Tân Tiến", 0)],
)
def test_a_ward_and_a_commune_of_one_name_are_two(opened, written, communes):
    book = opened(
        xa_2025="""
        Xã              | Đạt chuẩn NTM
        Phường Tân Tiến | có
        Xã Tân Tiến     | có
        """,
        htx_2025=f"""
        Tên HTX | Loại hình | Xã        | Tham gia chuỗi giá trị
        HTX A   | HTX       | {written} | có
        """,
    )
    chain = book.figure("communes.chain", 2025)
    assert (chain.value, chain.unknown) == (communes, 0)


def test_communes_without_a_list_of_htx_are_no_data_that_says_so(opened):
    book = opened(xa_2023=CHAIN_COMMUNES)
    for code in ("communes.chain", "communes.chain_share", "communes.effective_share"):
        assert "không có Danh sách HTX, QTDND, LH HTX năm 2023" in reason(book.figure(code, 2023)), code
    book = opened(htx_2023="Tên HTX | Loại hình | Xã\nHTX A | HTX | Xã Tân Hiệp")
    assert "Tham gia chuỗi" in reason(book.figure("communes.chain", 2023))


# --- districts and sectors -------------------------------------------------------------------------------


def by_part(book: Book, code: str, column: str) -> dict[str, object]:
    """The figure of every part, or the reason for none."""
    cuts = book.cuts(column, 2023)
    assert not isinstance(cuts, Text)
    figures = {cut.label.vi: book.figure(code, 2023, cut) for cut in cuts}
    return {name: each.reason.vi if each.reason else each.value for name, each in figures.items()}


def test_every_register_may_spell_a_district_in_its_own_way(opened):
    book = opened(
        htx_2023="""
        Tên HTX | Loại hình | Huyện
        HTX A   | HTX       | Yên Thế
        HTX B   | HTX       | Việt Yên
        HTX C   | HTX       |
        """,
        tht_2023="""
        Tên THT | Huyện          | Tổng số thành viên
        THT A   | Huyện Yên Thế  | 5
        THT B   | Huyện Yên  Thế | 6
        THT C   | Sơn Động       | 7
        THT D   |                | 8
        """,
    )
    assert by_part(book, "htx.count", "district") == {
        "Huyện Yên Thế": 1, "Việt Yên": 1, "Sơn Động": 0, "(không ghi)": 1
    }  # fmt: skip
    assert by_part(book, "tht.members", "district") == {
        "Huyện Yên Thế": 11, "Việt Yên": 0, "Sơn Động": 7, "(không ghi)": 8
    }  # fmt: skip


def test_capital_that_belongs_to_no_sector_is_no_data_of_each_and_stands_in_the_last_line(opened):
    book = opened(
        quy=FUND,
        htx_2023="""
        Mã số HTX  | Tên HTX | Loại hình | Lĩnh vực    | Huyện
        9900000001 | HTX A   | HTX       | Vận tải     | Yên Thế
        9900000002 | HTX B   | HTX       | Nông nghiệp | Yên Thế
        """,
    )
    *sectors, (rest, capital) = by_part(book, "fund.capital", "sector").items()
    assert (rest, capital) == ("(không ghi)", 11_000 * 1_000_000)
    for sector, told in sectors:
        assert "không ghi Lĩnh vực" in str(told), sector
    loans = by_part(book, "fund.loans_given", "sector")
    assert [each for each in loans.values() if each] == [2, 1]
    assert sum(each for each in loans.values() if isinstance(each, Fraction)) == 3
    assert by_part(book, "fund.loans_amount", "district") == {"Yên Thế": 550 * 1_000_000, "(không ghi)": 0}


# --- terms ---------------------------------------------------------------------------------------------


def reading(**given: object) -> Term:
    told = {"text": {"vi": "cách hiểu", "en": "reading"}, "source": "thử", "since": date(2020, 4, 1), **given}
    return Term.model_validate({"label": {"vi": "từ", "en": "word"}, "use": "r", "readings": {"r": told}})


def test_a_term_with_any_holds_where_one_of_its_groups_does(opened):
    weak_or_stopped = reading(**{"any": [{"grade": ["yeu"]}, {"status": ["suspended", "missing"]}]})
    book = opened(
        terms={"weak": weak_or_stopped},
        htx_2023="""
        Tên HTX | Loại hình | Xếp loại | Tình trạng
        HTX A   | HTX       | Yếu      | Đang hoạt động
        HTX B   | HTX       | Tốt      | Tạm ngừng
        HTX C   | HTX       | Yếu      |
        HTX D   | HTX       |          | Tạm ngừng
        HTX E   | HTX       |          | Đang hoạt động
        HTX G   | HTX       | Khá      |
        HTX H   | HTX       | Khá      | Đang hoạt động
        """,
    )
    weak = book.figure("htx.weak", 2023)
    assert (weak.value, weak.unknown, weak.high) == (4, 2, 6)


def test_other_readings_of_the_plan_give_other_figures(opened):
    base = PLAN.term["base"]
    expected = {"without_qtdnd": 5, "with_qtdnd": 6, "graded": 3}
    for name, value in expected.items():
        book = opened(terms={"base": base.model_copy(update={"use": name})}, htx_2023=GRADED)
        assert book.figure("htx.base", 2023).value == value, name


@pytest.mark.parametrize(
    ("since", "until", "in_force"),
    [
        (date(2023, 12, 31), None, True),
        (date(2024, 1, 1), None, False),
        (date(2020, 4, 1), date(2023, 12, 31), True),
        (date(2020, 4, 1), date(2023, 12, 30), False),
    ],
)
def test_a_term_counts_from_the_day_of_its_source(opened, since, until, in_force):
    effective = reading(where={"grade": ["tot"]}, since=since, until=until)
    figure = opened(terms={"effective": effective}, htx_2023=GRADED).figure("htx.effective", 2023)
    if in_force:
        assert figure.value == 1
    else:
        assert "không có hiệu lực ngày 31/12/2023" in reason(figure)


def test_a_term_that_the_plan_does_not_define_is_no_data(opened):
    data = opened(htx_2023=GRADED).dataset
    book = Book(data, CATALOGUE, {name: PLAN.term[name] for name in PLAN.term if name != "effective"}, PLAN.base_year)
    assert "effective" in reason(book.figure("htx.effective", 2023))


# --- every figure carries its evidence ------------------------------------------------------------------


def test_the_rows_behind_a_figure_are_the_rows_of_the_list(opened):
    book = opened(htx_2023=GRADED)
    share = book.figure("htx.effective_share", 2023)
    register = book.dataset.registers["organisation"]
    names = [
        [register.columns["name"].value_at(position) for position in selection.positions]
        for selection in (share.rows, share.base_rows, share.unknown_rows)
    ]
    assert names == [["HTX A", "HTX B"], ["HTX A", "HTX B", "HTX C", "HTX D", "HTX E"], ["HTX E"]]
    assert [len(each) for each in (share.rows, share.base_rows, share.unknown_rows)] == [2, 5, 1]
    assert not isinstance(share.rows, tuple)  # the length of a tuple is how many fields it has


def test_a_list_of_groups_with_dates_alone_is_one_of_groups(opened):
    book = opened(
        tht_2023="""
        Tên THT | Ngày thành lập | Ngày chấm dứt
        THT A   | 01/02/2020     |
        THT B   | 01/02/2023     | 05/06/2023
        """
    )
    assert (book.figure("tht.count", 2023).value, book.figure("tht.new", 2023).value) == (1, 1)


def test_an_htx_of_another_district_is_in_no_nameless_commune_of_this_one(opened):
    book = opened(
        htx_2023="""
        Tên HTX | Loại hình | Huyện            | Xã          | Tham gia chuỗi giá trị
        HTX A   | HTX       | Huyện Lạng Giang | Xã Tiên Lục | có
        """,
        xa_2023="""
        Huyện            | Xã          | Đạt chuẩn NTM
        Huyện Yên Thế    |             | có
        Huyện Lạng Giang | Xã Tiên Lục | có
        """,
    )
    figure = book.figure("communes.chain", 2023)
    assert (figure.value, figure.unknown) == (1, 0)


def test_an_htx_without_code_is_known_again_by_its_name_however_it_is_written(opened):
    columns = "Tên HTX | Loại hình | Xã | Ngày đăng ký lần đầu"
    book = opened(
        htx_2022=f"{columns}\nHTX NN Đồng Tâm | HTX | Xã Đồng Tâm | 01/02/2020\nHTX Vận tải Hoà Bình | HTX | Xã Xuân Lương |",
        htx_2023=f"{columns}\nHợp tác xã Nông nghiệp Đồng Tâm | HTX | xã Đồng Tâm | 01/02/2020\n"
        "HTX vận tải Hòa Bình | HTX | Xuân Lương | 01/02/2020",
    )
    assert values(book, 2023, "htx.returned", "htx.vanished") == [0, 0]


def test_two_of_one_name_in_one_commune_are_not_told_apart(opened):
    columns = "Tên HTX | Loại hình | Xã | Ngày đăng ký lần đầu"
    twins = "HTX Đồng Tâm | HTX | Xã Đồng Tâm | 01/02/2020\nHTX Đồng Tâm | HTX | Xã Đồng Tâm | 01/02/2019"
    book = opened(htx_2022=f"{columns}\n{twins}", htx_2023=f"{columns}\n{twins}")
    assert "không đủ số liệu" in reason(book.figure("htx.returned", 2023))
