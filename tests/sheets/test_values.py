"""Reading one cell: what has one reading is read exactly, what has two or none is refused, nothing else happens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kttt_cli.sheets.dates import Dated, read_date
from kttt_cli.sheets.grid import Cell
from kttt_cli.sheets.numbers import (
    Habits,
    Reading,
    Style,
    column_unit,
    habits_of,
    money_unit,
    read_count,
    read_money,
    read_number,
    style_counts,
    style_of,
    styles_of,
)
from kttt_cli.sheets.usual_numbers import usual_amount
from kttt_cli.sheets.values import Unread, is_blank, read_code, read_flag, refuse_errors, says_no_code, says_no_data

VIETNAMESE, ENGLISH = Style.VIETNAMESE, Style.ENGLISH


def tried(read: Callable[[], object]) -> object:
    """What was read, or the rule that refused it."""
    try:
        return read()
    except Unread as error:
        told = error
    assert all(told.reason)
    return told.rule


# --- numbers -----------------------------------------------------------------------------------------


def shown(value: Decimal, style: Style, *, grouped: bool) -> str:
    """A number as people write it: 1570.5 → `1.570,5` in Vietnam, `1,570.5` elsewhere."""
    sign, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)
    text = "".join(map(str, digits)) + "0" * max(exponent, 0)
    decimals = max(-exponent, 0)
    text = text.rjust(decimals + 1, "0")
    whole, part = (text[:-decimals], text[-decimals:]) if decimals else (text, "")
    whole = whole.lstrip("0") or "0"
    if grouped:
        head = len(whole) % 3
        groups = [whole[:head]] * bool(head) + [whole[at : at + 3] for at in range(head, len(whole), 3)]
        whole = style.group.join(groups)
    return ("-" if sign else "") + whole + (style.decimal + part if part else "")


NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=None, min_value=-(10**13), max_value=10**13)


@given(
    value=st.one_of(
        NUMBERS.filter(lambda value: value.as_tuple().exponent > -9),
        st.integers(-(10**15), 10**15).map(Decimal),
        st.builds(lambda digits, places: Decimal(digits).scaleb(-places), st.integers(0, 10**12), st.integers(0, 6)),
    ),
    style=st.sampled_from(Style),
    grouped=st.booleans(),
)
def test_a_number_shown_in_a_style_reads_back_exactly(value, style, grouped):
    assert read_number(shown(value, style, grouped=grouped), style) == value


@given(value=st.integers(0, 10**12).map(lambda number: Decimal(number) / 100), style=st.sampled_from(Style))
def test_without_a_style_a_number_is_read_as_it_was_meant_or_refused(value, style):
    text = shown(value, style, grouped=True)
    assert tried(lambda: read_number(text, None)) in (value, "SO103")


@given(text=st.from_regex(r"[0-9]{1,3}[.,][0-9]{3}", fullmatch=True))
def test_three_decimals_or_a_thousand_is_never_guessed(text):
    readings = {tried(lambda style=style: read_number(text, style)) for style in Style} - {"SO102"}
    expected = readings.pop() if len(readings) == 1 else "SO103"
    assert tried(lambda: read_number(text, None)) == expected


@pytest.mark.parametrize(
    ("text", "style", "value"),
    [
        ("1.570,5", VIETNAMESE, "1570.5"),
        ("1.570,5", None, "1570.5"),
        ("1,570.5", ENGLISH, "1570.5"),
        ("1,570.5", None, "1570.5"),
        ("80,3", VIETNAMESE, "80.3"),
        ("80,3", None, "80.3"),
        ("1.234.567", None, "1234567"),
        ("2.000", VIETNAMESE, "2000"),
        ("2.000", ENGLISH, "2"),
        ("2,000", VIETNAMESE, "2"),
        ("0,125", None, "0.125"),
        ("-3,5", VIETNAMESE, "-3.5"),
        ("−3,5", VIETNAMESE, "-3.5"),  # a typographic minus
        ("- 3,5", VIETNAMESE, "-3.5"),
        ("+3,5", VIETNAMESE, "3.5"),
        (" 15 ", None, "15"),
        ("007", None, "7"),
        ("\u00a01.500,25\u200b", VIETNAMESE, "1500.25"),
        (15, None, "15"),
        (0.1 + 0.2, None, "0.3"),  # a workbook holds 15 digits
        (1570.5, VIETNAMESE, "1570.5"),
    ],
)
def test_numbers_as_written(text, style, value):
    assert read_number(text, style) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "style", "rule"),
    [
        ("1,500.5", VIETNAMESE, "SO102"),
        ("1.500,5", ENGLISH, "SO102"),
        ("1,234,567", VIETNAMESE, "SO102"),
        ("2.000", None, "SO103"),
        ("2,000", None, "SO103"),
        ("21.0470", VIETNAMESE, "SO106"),
        ("21.0470", None, "SO103"),
        ("21,0470", None, "SO103"),
        ("21.04.70", VIETNAMESE, "SO106"),
        ("1.5.00", None, "SO106"),
        ("1.500,", VIETNAMESE, "SO106"),
        (",5", VIETNAMESE, "SO106"),
        ("0.500.000", VIETNAMESE, "SO106"),
        ("10-15", VIETNAMESE, "SO105"),
        ("10 – 15%", VIETNAMESE, "SO105"),
        ("khoảng 15", VIETNAMESE, "SO105"),
        ("15 người", VIETNAMESE, "SO105"),
        ("50%", VIETNAMESE, "SO105"),
        ("5 00", VIETNAMESE, "SO105"),
        ("1 2", VIETNAMESE, "SO105"),
        ("0 500", VIETNAMESE, "SO105"),
        ("1e3", None, "SO105"),
        ("3_3", None, "SO105"),
        ("0x10", None, "SO105"),
        ("1/2", None, "SO105"),
        ("(3)", None, "SO105"),
        ("--3", None, "SO105"),
        ("nhiều", VIETNAMESE, "SO101"),
        ("không", VIETNAMESE, "SO109"),
        ("nan", None, "SO101"),
        ("inf", None, "SO101"),
        ("-Infinity", None, "SO101"),
        (float("nan"), None, "SO101"),
        (float("inf"), None, "SO101"),
        (True, None, "SO101"),
        (date(2020, 1, 2), None, "SO101"),
    ],
)
def test_what_is_not_one_number_is_refused(text, style, rule):
    with pytest.raises(Unread) as caught:
        read_number(text, style)
    assert caught.value.rule == rule
    assert all(caught.value.reason)


@given(
    text=st.one_of(
        st.from_regex(r"[-+]?[0-9]{1,3}([eE][-+]?[0-9]{1,3}|_[0-9]{1,3})", fullmatch=True),
        st.text("０１２３４５６７８９", min_size=1, max_size=6),  # full width
        st.text("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂", min_size=1, max_size=6),  # superscripts, subscripts
        st.text("٠١٢٣٤٥٦٧٨٩०१२", min_size=1, max_size=6),  # other digits that int() would take
        st.sampled_from(["nan", "NaN", "sNaN", "inf", "Infinity", "-inf", "½", "Ⅻ", "1²", "x10", "1'000"]),
    ),
    style=st.sampled_from([*Style, None]),
)
def test_what_only_a_programming_language_takes_for_a_number_is_refused(text, style):
    with pytest.raises(Unread):
        read_number(text, style)
    with pytest.raises(Unread):
        read_count(text, style)
    with pytest.raises(Unread):
        read_money(text, style, money_unit("đồng"))


@pytest.mark.parametrize(
    ("cells", "style"),
    [
        (["1.570,5", "2.000"], VIETNAMESE),
        (["80,3", "2.000"], VIETNAMESE),
        (["1,570.5", "2.000"], ENGLISH),
        (["2.000", "3.000"], None),
        (["1.570,5", "1,570.5"], None),
        (["1.570,5", "80,3", "1,570.5"], VIETNAMESE),
        ([1570.5, 12, None, "abc"], None),
        (["21.0470", "2.000"], None),  # groups set wrongly are a sign of nothing
        (["2021,867", "2.000"], None),
        (["21,0470", "1,570.5"], ENGLISH),
        ([], None),
    ],
)
def test_the_style_of_a_column_is_that_of_its_unambiguous_numbers(cells, style):
    assert style_of(style_counts(cells)) is style


_NUMBERS = st.text("0123456789.,-", min_size=1, max_size=9) | st.sampled_from(
    ["1.570,5", "1,570.5", "80,3", "80.3", "1.234.567", "2.000", "3.000,5 triệu đồng", None, 5]
)


@given(st.dictionaries(st.sampled_from("abc"), st.lists(_NUMBERS, max_size=4), min_size=1))
def test_a_silent_column_follows_the_unambiguous_cells_of_the_whole_sheet(columns: dict[str, list[Cell]]) -> None:
    counts = {name: style_counts(cells) for name, cells in columns.items()}
    sheet = style_of({style: sum(each[style] for each in counts.values()) for style in Style})
    assert styles_of(columns) == {name: style_of(each) or sheet for name, each in counts.items()}


@pytest.mark.parametrize(
    ("text", "style", "value"),
    [
        ("1 570,5", VIETNAMESE, "1570.5"),
        ("1\u00a0570,5", VIETNAMESE, "1570.5"),
        ("12\u202f345\u202f678", None, "12345678"),
        ("1\u2009570.25", ENGLISH, "1570.25"),
        ("5 000", VIETNAMESE, "5000"),
        ("-5 000", None, "-5000"),
        ("1 570,500", VIETNAMESE, "1570.5"),
        ("1 570,500", None, "SO103"),  # 1.570,5 or 1.570.500
        ("1 570.5", VIETNAMESE, "SO102"),
        ("1570 500", VIETNAMESE, "SO105"),
        ("10 20", None, "SO105"),
    ],
)
def test_a_space_between_thousands_has_one_reading(text, style, value):
    assert tried(lambda: read_number(text, style)) == (value if value.startswith("SO") else Decimal(value))


@given(
    number=st.integers(1_000, 10**12),
    space=st.sampled_from(" \u00a0\u2009\u202f"),
    style=st.sampled_from([*Style, None]),
)
def test_thousands_in_threes_behind_any_space(number, space, style):
    assert read_number(f"{number:,}".replace(",", space), style) == number
    assert read_money(f"{number:,}".replace(",", space) + " đồng", style, None) == number


@pytest.mark.parametrize(
    ("text", "rule", "word"),
    [
        ("10-15%", "SO105", "khoảng"),
        ("20–30 lao động", "SO105", "khoảng"),
        ("10 đến 15", "SO105", "khoảng"),
        ("khoảng 30", "SO105", "ước chừng"),
        ("trên 250", "SO105", "ước chừng"),
        (">250", "SO105", "ước chừng"),
        ("~30", "SO105", "ước chừng"),
        ("50%", "SO105", "phần trăm"),
        ("１５", "SO105", "chữ số không phải"),
        ("không", "SO109", "số 0"),
        ("Không có", "SO109", "số 0"),
        ("không triển khai thực hiện", "SO110", "không làm"),
        ("Không triển khai", "SO110", "không làm"),
        ("chưa thực hiện", "SO110", "không làm"),
        ("nhiều", "SO101", "không phải là số"),
    ],
)
def test_words_in_a_number_column_are_told_apart(text, rule, word):
    for style in (*Style, None):
        with pytest.raises(Unread) as caught:
            read_number(text, style)
        assert caught.value.rule == rule
        assert word in caught.value.reason.vi


@pytest.mark.parametrize(
    ("text", "style", "meant"),
    [
        ("21.0470", VIETNAMESE, "có phải 21,047 hay 210470?"),
        ("1.5.0", VIETNAMESE, "có phải 15 hay 150?"),
        ("1,500.5", VIETNAMESE, "có phải 1500,5?"),
        ("2021.867", VIETNAMESE, "có phải 2021,867 hay 2021867?"),
        ("2.000", None, "có phải 2 hay 2000?"),
    ],
)
def test_what_is_refused_is_told_with_what_it_could_be(text, style, meant):
    with pytest.raises(Unread) as caught:
        read_number(text, style)
    assert caught.value.suggestion is not None
    assert caught.value.suggestion.vi == meant


@pytest.mark.parametrize(
    ("cells", "style", "odd", "read"),
    [
        (["1.570,5", "80,3", "1,500"], VIETNAMESE, "1,500", "SO103"),  # 1,5 or, in the other style, 1.500
        (["1.570,125", "80,3", "1,500"], VIETNAMESE, "1,500", Decimal("1.5")),  # three decimals are usual
        (["0,125", "80,3", "1,500"], VIETNAMESE, "1,500", Decimal("1.5")),
        (["123,456", "80,35", "12,375", "9,125"], VIETNAMESE, "12,375", Decimal("12.375")),
        (["2,000", "15,000", "1.500"], VIETNAMESE, "2,000", "SO103"),  # no other decimals than these
        (["1.570,5", "2021,867"], VIETNAMESE, "2021,867", "SO103"),  # a column that groups its thousands
        (["80,3", "2021,8675", "2021,867"], VIETNAMESE, "2021,867", Decimal("2021.867")),
        (["1,570.5", "2.000"], ENGLISH, "2.000", "SO103"),
        (["1.570,5"], VIETNAMESE, "2.000", Decimal(2000)),
    ],
)
def test_three_decimals_against_the_habit_of_the_column(cells, style, odd, read):
    habits = habits_of(cells, style)
    assert tried(lambda: read_number(odd, style, habits=habits)) == read
    money = read if isinstance(read, str) else int(read * 1_000_000)
    assert tried(lambda: read_money(odd, style, money_unit("triệu đồng"), habits=habits)) == money


@given(
    st.text("0123456789.,-", max_size=14),
    st.sampled_from([VIETNAMESE, ENGLISH, None]),
    st.sampled_from(["đồng", "nghìn đồng", "triệu đồng", "tỷ đồng", "triệu đồng/người/tháng", None]),
    st.booleans(),
    st.builds(Habits, st.booleans(), st.booleans()),
)
@example("1.310,6", VIETNAMESE, "triệu đồng", False, Habits())
@example("1,3105", VIETNAMESE, "nghìn đồng", False, Habits())
@example("2021,867", VIETNAMESE, "triệu đồng", False, Habits(grouped=True))
@example("1,500", VIETNAMESE, "triệu đồng", False, Habits(odd_threes=True))
@example("-0,5", VIETNAMESE, "đồng", False, Habits())
def test_the_short_way_reads_as_the_long_one_or_not_at_all(cell, style, unit, yearly, habits):
    short = usual_amount(Reading(style, money_unit(unit), yearly, habits))(cell)
    assert short is None or short == tried(
        lambda: read_money(cell, style, money_unit(unit), yearly=yearly, habits=habits)
    )


@pytest.mark.parametrize(
    ("cell", "amount"), [("1.310,6", 1_310_600_000), ("712", 712_000_000), ("-3,3", -3_300_000), ("0", 0)]
)
def test_usual_amounts_take_the_short_way(cell, amount):
    assert usual_amount(Reading(VIETNAMESE, money_unit("triệu đồng")))(cell) == amount


@pytest.mark.parametrize("cell", ["chưa có số liệu", "Chưa báo cáo", "…", "...", "n/a", "N/A", "không có số liệu"])
def test_what_says_that_it_is_not_known_is_not_reported(cell):
    assert says_no_data(cell)
    assert not is_blank(cell)


@pytest.mark.parametrize("cell", ["", "0", "không", "không có", "không triển khai thực hiện", "3...", None, 0])
def test_nothing_else_says_that(cell):
    assert not says_no_data(cell)


def test_an_apostrophe_before_digits_is_excels_own():
    assert read_number("'15", None) == 15
    assert read_code("'0101234567") == "0101234567"
    assert read_date("'15/03/2019") == Dated(date(2019, 3, 15), date(2019, 3, 15))


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        *((cell, "LO101") for cell in ("#REF!", "#N/A", "#NAME?", "#DIV/0!", " #ref! ", "#VALUE!", "Err:502", "#####")),
        *((cell, "LO102") for cell in ("=A1+B1", "=SUM(A1:A5)", " =1+1")),
        *((cell, None) for cell in ("HTX #1", "#1", "=", "E", "x=y", None, 5, "Errata")),
    ],
)
def test_what_stands_in_place_of_a_value(cell, rule):
    assert tried(lambda: refuse_errors(cell)) == rule


@pytest.mark.parametrize("cell", ["9" * 5_000, "1." + "000." * 5_000 + "000", "0," + "1" * 5_000])
def test_five_thousand_digits_are_no_number(cell):
    for style in (*Style, None):
        assert str(tried(lambda style=style: read_number(cell, style))).startswith("SO1")
        assert str(tried(lambda style=style: read_count(cell, style))).startswith("SO1")
        assert str(tried(lambda style=style: read_money(cell, style, money_unit("đồng")))).startswith("SO1")


@pytest.mark.parametrize("most", [10**17, "100.000.000.000.000.000", -(10**17)])
def test_ten_to_the_seventeenth_is_the_most_that_is_read(most):
    more = most + 1 if most == 10**17 else most - 1 if isinstance(most, int) else "100.000.000.000.000.001"
    assert abs(read_count(most, VIETNAMESE)) == abs(read_money(most, VIETNAMESE, money_unit("đồng"))) == 10**17
    assert tried(lambda: read_count(more, VIETNAMESE)) == "GT103"
    assert tried(lambda: read_money(more, VIETNAMESE, money_unit("đồng"))) == "GT103"
    assert tried(lambda: read_money(most, VIETNAMESE, money_unit("nghìn đồng"))) == "GT103"


def test_persons_have_no_three_decimals():
    assert read_count("2.000", None) == 2000
    assert read_count("2,000", None) == 2000
    for text in ("2,5", "1,5"):
        with pytest.raises(Unread, match="số nguyên"):
            read_count(text, VIETNAMESE)


# --- money -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "unit", "vnd"),
    [
        ("1.570,5", "triệu đồng", 1_570_500_000),
        ("1,5", "tỷ đồng", 1_500_000_000),
        ("1,5 tỷ", "triệu đồng", 1_500_000_000),  # its own unit goes first
        ("1,5 tỷ", None, 1_500_000_000),
        ("500 triệu", None, 500_000_000),
        ("500tr", None, 500_000_000),
        ("350 nghìn đồng", None, 350_000),
        ("-12,5", "triệu đồng", -12_500_000),
        (12.25, "tr.đ", 12_250_000),
        ("1.000", "1.000 đồng", 1_000_000),
        ("0,000001", "triệu đồng", 1),
        ("5", "triệu đồng/người/tháng", 60_000_000),
        ("5", "triệu đồng/người/năm", 5_000_000),
    ],
)
def test_money_is_whole_vnd(cell, unit, vnd):
    assert read_money(cell, VIETNAMESE, money_unit(unit)) == vnd


@pytest.mark.parametrize(
    ("cell", "unit", "rule"),
    [
        (float("nan"), "đồng", "SO101"),
        (float("inf"), "đồng", "SO101"),
        ("15", None, "DV101"),
        ("0,0000001", "triệu đồng", "SO107"),
        ("0,5", "đồng", "SO107"),
        ("abc", "đồng", "SO101"),
        ("1 tỷ 500 triệu", "triệu đồng", "SO105"),  # not one tỷ
        ("1 tỷ rưỡi", "triệu đồng", "SO105"),
        ("5 triệu USD", "triệu đồng", "SO105"),
        ("5 triệu (ước)", "triệu đồng", "SO105"),
        ("1,5-2 tỷ", "triệu đồng", "SO105"),
        ("khoảng 5 triệu", "triệu đồng", "SO105"),
        ("5", "nghìn USD", "DV101"),
        ("5", "trăm triệu đồng", "DV101"),
        ("5", "10 triệu đồng", "DV101"),
    ],
)
def test_money_without_a_unit_or_finer_than_a_dong_is_refused(cell, unit, rule):
    with pytest.raises(Unread) as caught:
        read_money(cell, VIETNAMESE, money_unit(unit))
    assert caught.value.rule == rule


def test_a_header_in_dollars_does_not_take_the_unit_of_the_sheet():
    assert column_unit("USD", "triệu đồng") is None
    assert column_unit(None, "triệu đồng") == column_unit("trđ", "đồng") == money_unit("triệu đồng")


def test_income_is_of_a_month_or_a_year():
    assert read_money("5", VIETNAMESE, money_unit("triệu đồng/người/tháng"), yearly=True) == 60_000_000
    assert read_money("5 triệu đồng/tháng", VIETNAMESE, None, yearly=True) == 60_000_000
    for unit in ("triệu đồng", "triệu đồng/người"):
        assert tried(lambda unit=unit: read_money("5", VIETNAMESE, money_unit(unit), yearly=True)) == "DV102"


@given(
    vnd=st.integers(-(10**17), 10**17),
    scale=st.sampled_from([("đồng", 0), ("triệu đồng", 6), ("tỷ đồng", 9)]),
)
def test_every_dong_comes_through(vnd, scale):
    unit, places = scale
    text = shown(Decimal(vnd).scaleb(-places), VIETNAMESE, grouped=True)
    assert read_money(text, VIETNAMESE, money_unit(unit)) == vnd
    assert read_money(f"{text} {unit}", VIETNAMESE, None) == vnd


# --- dates -------------------------------------------------------------------------------------------

DAYS = st.dates(date(1945, 1, 1), date(2100, 12, 31))


def ways_to_write(day: date) -> list[Cell]:
    d, m, y = day.day, day.month, day.year
    written: list[Cell] = [f"{d}{mark}{m}{mark}{y}" for mark in "/.-"]
    written += [f"{d:02}{mark}{m:02}{mark}{y}" for mark in "/.-"]
    written += [f" {d} / {m} / {y} ", f"ngày {d} tháng {m} năm {y}", f"Ngày {d:02} tháng {m:02} năm {y}"]
    written += [f"{d:02}/{m:02}/{y} 00:00:00", f"ngày {d}/{m}/{y}", f"{d} tháng {m}, năm {y}"]
    return [
        *written,
        day.isoformat(),
        f"{day.isoformat()} 00:00:00",
        f"{day.isoformat()}T07:30",
        f"{y}/{m:02}/{d:02}",
        f"{d} tháng {m} {y}",
        day,
        datetime(y, m, d, 13, 30),
    ]


@given(day=DAYS)
def test_a_day_reads_back_however_it_is_written(day):
    serial = (day - date(1899, 12, 30)).days
    for cell in [*ways_to_write(day), serial, float(serial)]:
        assert read_date(cell) == Dated(day, day), cell


@given(
    day=st.integers(1, 31),
    month=st.integers(13, 31),
    year=st.integers(1945, 2100),
    mark=st.sampled_from("/.-"),
)
def test_a_month_never_changes_place_with_a_day(day, month, year, mark):
    """`05/13/2020` is no day of the calendar here, and `05/06/2020` is the fifth of June."""
    with pytest.raises(Unread) as caught:
        read_date(f"{day:02}{mark}{month:02}{mark}{year}")
    assert caught.value.rule == "NG102"


@given(year=st.integers(1945, 2100), month=st.integers(1, 12))
def test_a_year_or_a_month_is_kept_as_wide_as_it_is(year, month):
    whole = Dated(date(year, 1, 1), date(year, 12, 31))
    for cell in (year, float(year), str(year), f"năm {year}"):
        assert read_date(cell) == whole, cell
    following = date(year + month // 12, month % 12 + 1, 1)
    for cell in (f"{month}/{year}", f"{month:02}/{year}", f"{year}-{month:02}", f"tháng {month} năm {year}"):
        assert read_date(cell) == Dated(date(year, month, 1), following - timedelta(days=1)), cell


@given(year=st.integers(1945, 2100), quarter=st.integers(1, 4))
def test_a_quarter_is_kept_as_one(year, quarter):
    roman = ("I", "II", "III", "IV")[quarter - 1]
    read = {read_date(cell) for cell in (f"quý {roman}/{year}", f"Quý {quarter} năm {year}", f"quý {quarter}/{year}",
                                         f"Q{quarter}/{year}", f"quý {roman} - {year}", f"{year}-Q{quarter}")}  # fmt: skip
    (dated,) = read
    assert (dated.first.month, dated.first.day) == (3 * quarter - 2, 1)
    assert (dated.last + timedelta(days=1)).day == 1
    assert (dated.first.month + 2, year) == (dated.last.month, dated.last.year)
    assert dated.iso() == f"{year}-Q{quarter}"


@given(day=DAYS, width=st.sampled_from(["day", "month", "quarter", "year"]))
def test_what_iso_writes_is_read_back(day, width):
    quarter = (day.month + 2) // 3
    written = {
        "day": day.isoformat(),
        "month": f"{day:%Y-%m}",
        "quarter": f"{day.year}-Q{quarter}",
        "year": f"{day.year}",
    }
    dated = read_date(written[width])
    assert dated.iso() == written[width]
    assert read_date(dated.iso()) == dated


def test_a_span_that_is_none_of_these_has_both_ends():
    assert Dated(date(2020, 1, 1), date(2020, 2, 29)).iso() == "2020-01-01/2020-02-29"
    assert Dated(date(2020, 1, 1), date(2021, 12, 31)).iso() == "2020-01-01/2021-12-31"


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("31/02/2020", None),
        ("05/13/2020", "có phải 13/05/2020?"),
        ("15/03/19", "có phải 15/03/2019?"),
        ("15/03/98", "có phải 15/03/1998 hay 15/03/2098?"),
        ("43525", "có phải 01/03/2019?"),
        ("10/07/1905", "có phải năm 2018?"),
    ],
)
def test_a_refused_date_is_told_with_what_it_could_be(cell, meant):
    with pytest.raises(Unread) as caught:
        read_date(cell)
    assert (caught.value.suggestion and caught.value.suggestion.vi) == meant


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        ("2018-03-04T17:00:00.000Z", "NG101"),  # which is the fifth of March in Vietnam
        ("2019?", "NG101"),  # what is not sure, or not exact, is no year
        ("(2019)", "NG101"),
        (">2019", "NG101"),
        ("trước 2019", "NG101"),
        ("quý V/2020", "NG101"),
        ("quý 0/2020", "NG101"),
        ("/ /2020", "NG101"),
        ("3/5/2019 12:00:00 AM", "NG107"),
        ("10/07/1905", "NG104"),  # 2018, typed into a date cell and saved as text
        ("31/02/2020", "NG102"),
        ("29/02/2021", "NG102"),
        ("00/01/2021", "NG102"),
        ("13/2020", "NG102"),
        ("15/03/19", "NG103"),
        ("1.2.20", "NG103"),
        (date(1905, 7, 12), "NG104"),  # 2020 typed into a date cell
        ("15/03/0219", "NG105"),
        ("15/03/2219", "NG105"),
        ("1944", "NG105"),
        (12, "NG101"),
        (12.5, "NG101"),
        (True, "NG101"),
        ("đầu năm 2020", "NG101"),
        ("15/03/2019?", "NG101"),
        ("2019-2020", "NG101"),
        ("nan", "NG101"),
        (float("nan"), "NG101"),
        (float("inf"), "NG101"),
        ("１５/03/2019", "NG101"),
    ],
)
def test_what_is_no_date_is_refused(cell, rule):
    with pytest.raises(Unread) as caught:
        read_date(cell)
    assert caught.value.rule == rule


# --- yes and no, codes, blanks --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        *((cell, True) for cell in ("x", "X", " x ", "v", "✓", "✔️", "có", "Có", "CÓ", "co", "true", "1", 1, 1.0, True)),
        *((cell, False) for cell in ("không", "Không", "khong", "ko", "no", "0", 0, 0.0, False)),
    ],
)
def test_yes_and_no(cell, value):
    assert read_flag(cell) is value


@pytest.mark.parametrize("cell", ["chưa rõ", "2", 2, 0.5, "xx", "có?", "không có", "n", float("nan")])
def test_neither_yes_nor_no(cell):
    with pytest.raises(Unread) as caught:
        read_flag(cell)
    assert caught.value.rule == "CK101"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("2400123456", "2400123456"),
        (" 2400 123 456 ", "2400123456"),
        ("2400\u00a0123\u00a0456", "2400123456"),
        ("2400123456-001", "2400123456001"),
        (2400123456, "2400123456"),
        (2400123456.0, "2400123456"),
        ("2400123456.0", "2400123456"),  # as other programs write out a number
        ("2400123456,00", "2400123456"),
        ("2,400,123,456", "2400123456"),
        ("2.400.123.456", "2400123456"),
        ("0107", "0107"),
        ("20A/HTX", "20A/HTX"),
        ("1,234", "1,234"),
    ],
)
def test_codes(cell, code):
    assert read_code(cell) == code


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        ("2,4E+09", "MA101"),
        ("2.4001E+09", "MA101"),
        ("２４００123456", "MA103"),
        (2400.5, "MA103"),
        (-1, "MA103"),
        (True, "MA103"),
        (date(2020, 1, 1), "MA103"),
        (float("nan"), "MA103"),
        (float("-inf"), "MA103"),
    ],
)
def test_codes_that_lost_their_digits(cell, rule):
    with pytest.raises(Unread) as caught:
        read_code(cell)
    assert caught.value.rule == rule


@pytest.mark.parametrize("cell", [None, "", "  ", "-", "–", "—", "\u00a0", "\u200b"])
def test_a_dash_is_blank_and_blank_is_not_zero(cell):
    assert is_blank(cell)


@pytest.mark.parametrize("cell", [0, "0", False, "không", "x", "..."])
def test_zero_and_no_are_not_blank(cell):
    assert not is_blank(cell)


CELLS = st.one_of(
    st.text(),
    st.text("0123456789.,-+−/ eExX_%đ", max_size=12),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
)


@given(cell=CELLS, style=st.sampled_from([*Style, None]), unit=st.sampled_from([None, "triệu đồng", "tỷ"]))
def test_no_cell_raises_anything_but_unread(cell, style, unit):
    tried(lambda: read_number(cell, style))
    tried(lambda: read_count(cell, style))
    tried(lambda: read_money(cell, style, money_unit(unit)))
    tried(lambda: read_date(cell))
    tried(lambda: read_flag(cell))
    tried(lambda: read_code(cell))
    style_counts([cell])
    is_blank(cell)


@pytest.mark.parametrize(
    "cell", ["chưa cấp", "Chưa có", "không", "chưa có mã số", "đang làm thủ tục", "chờ cấp mã", "chưa được cấp"]
)
def test_a_code_that_is_not_given_yet_is_no_code(cell: str) -> None:
    assert says_no_code(cell)


@pytest.mark.parametrize("cell", ["07A8000123", "không số 12", "HTX-A", "2400123456", "có"])
def test_a_code_is_a_code(cell: str) -> None:
    assert not says_no_code(cell)
