"""What a workbook hides, leaves uncalculated or holds in place of a value is never silently blank."""

import re
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import Font
from tests.sheets import books
from tests.sheets.books import rows as sheet_rows
from tests.sheets.books import text

from kttt_cli.sheets import workbook_xml
from kttt_cli.sheets.files import read_grids, read_stream
from kttt_cli.sheets.workbook_binary import scan_xls

SNIPPETS = (
    *("<row>", '<row r="7">', '<row hidden="1">', "<row r='123456' hidden='true'>", "</row>", "<c>", '<c r="A1">'),
    *('<c r="AB12345">', "<c r='ABC1'>", '<c r="a123456" t="e">', "<c t='e'>", '<c s="1" t="str">', "<c/>", "</c>"),
    *("<v>1</v>", "<v>#REF!</v>", "<f>A1</f>", '<f t="shared"/>', "<f/>", "<v/>", "Vốn = w f> r=", '="', "<ro", "w"),
)


@given(st.lists(st.sampled_from(SNIPPETS), max_size=40).map("".join))
def test_what_is_passed_over_at_a_glance_is_not_in_the_sheet(data):
    def searched(much: int) -> tuple[object, ...]:
        sheet = workbook_xml.SheetXml()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(workbook_xml, "_MUCH", much)
            sheet.feed(f"<worksheet><sheetData>{data}".encode())
            sheet.close()
        return sheet.scan, sheet.at_most(), sheet._rows

    assert searched(1 << 20) == searched(-1)


FIXTURES = Path(__file__).parent / "fixtures"


def read(content: bytes):
    (grid,) = read_stream(content, "a.xlsx")
    return grid


def rows(grid):
    return [list(grid.row(row)) for row in range(grid.height)]


def told(grid) -> str:
    assert all(note.vi and note.en and note.vi != note.en and "{" not in note.vi + note.en for note in grid.notes)
    return " ".join(note.en for note in grid.notes)


@pytest.mark.parametrize("prefix", ["", "x:"])
@pytest.mark.parametrize("addressed", [True, False])
def test_errors_and_formulas_without_a_value_keep_their_place(prefix, addressed):
    data = sheet_rows(
        text("A1", "Tên") + text("B1", "Vốn"),
        text("A2", "A") + '<c r="B2" t="e"><v>#REF!</v></c>',
        text("A3", "B") + '<c r="B3"><f>SUM(A1:A2)&amp;"x"</f></c>',
        text("A4", "C") + '<c r="B4"><f>A1*2</f><v/></c>',
        text("A5", "D") + '<c r="B5"><f t="shared" si="0"/><v></v></c>',
        text("A6", "E") + '<c r="B6" t="str"><f>IF(1,"")</f><v></v></c>',
        text("A7", "F") + '<c r="B7"><f>1+1</f><v>2</v></c>',
        text("A8", "G") + "<c r='B8' t='e' ><f>1/0</f> <v>#DIV/0!</v></c>",
    )
    if not addressed:
        data = re.sub(r""" r=["']\w+["']""", "", data)
    parts = books.xlsx_parts(data)
    if prefix:
        name = "xl/worksheets/sheet1.xml"
        parts[name] = re.sub(r"<(/?)(?=[a-z])", r"<\1x:", parts[name]).replace("xmlns=", "xmlns:x=")
    grid = read(books.zipped(parts))
    assert [grid.at(row, 1) for row in range(1, 8)] == [
        "#REF!", '=SUM(A1:A2)&"x"', "=A1*2", "=?", None, 2.0, "#DIV/0!",
    ]  # fmt: skip
    assert "3 cells hold a formula without a stored result" in told(grid)
    assert "2 cells are formula errors" in told(grid)


def test_an_error_without_its_name_takes_none_from_the_next_cell():
    row = '<c r="A1" t="e"/><c r="B1"><v>152.5</v></c><c r="C1" t="e"><v/></c><c r="D1" t="e"><f>1/0</f></c>'
    grid = read(books.xlsx(sheet_rows(row)))
    assert list(grid.row(0)) == ["#VALUE!", 152.5, "#VALUE!", "#VALUE!"]


def test_a_cell_that_spans_two_pieces_of_the_xml_is_found():
    data = sheet_rows(*(f'<c r="A{n}" t="e"><v>#N/A</v></c><c r="B{n}"><f>A1+1</f></c>' for n in range(1, 90_001)))
    grid = read(books.xlsx(data))
    assert all((grid.columns[column].filled()).all() for column in range(2))
    assert set(grid.columns[0].cells) == {None, "#N/A"}


def test_hidden_rows_columns_and_sheets(tmp_path):
    made = openpyxl.Workbook()
    sheet = made.active
    for row in range(1, 11):
        sheet.append([f"HTX {row}", row, row])
    for row in (3, 4, 8):
        sheet.row_dimensions[row].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet.column_dimensions["ZZ"].hidden = True
    very = made.create_sheet("rất ẩn")
    very["A1"] = "bí mật"
    very.sheet_state = "veryHidden"
    made.save(tmp_path / "a.xlsx")
    grid, other = read_grids(tmp_path / "a.xlsx", "a.xlsx")
    assert grid.height == 10
    assert grid.at(2, 0) == "HTX 3"
    assert "3 hidden or filtered rows were read and counted like the others (3–4, 8)" in told(grid)
    assert "1 hidden columns were read like the others (C)" in told(grid)
    assert (other.hidden, other.height, other.width) == (True, 1, 1)
    assert "was not counted" in told(other)


@pytest.mark.parametrize("suffix", ["ods", "xls", "xlsx", "xlsm"])
def test_the_same_sheet_in_every_kind_of_workbook(suffix):
    grid, hidden = read_grids(FIXTURES / f"sheet.{suffix}", "a")
    assert rows(grid) == [
        ["Tên HTX", "Vốn", "Ngày", "Tổng"],
        ["HTX Đồng Tâm", 1, date(2020, 5, 17), 2.0],
        ["B", 2, date(2021, 6, 1), "#DIV/0!"],
        ["C", "#N/A", date(2022, 6, 1), "#N/A"],
        ["D", None, date(2022, 6, 1), 0.0],
    ]
    assert "1 hidden or filtered rows" in told(grid)
    assert "(3)" in told(grid)
    assert "1 hidden columns were read like the others (C)" in told(grid)
    assert "3 cells are formula errors" in told(grid)
    assert (hidden.sheet, hidden.hidden) == ("Ẩn", True)


def _with_texts(items: list[str], cells: str) -> bytes:
    """A workbook with shared texts; `{0}` in `cells` stands for the first of them."""
    parts = books.xlsx_parts(cells.format(*(f't="s"><v>{number}</v></c' for number in range(len(items)))))
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{books.MAIN}">{"".join(f"<si>{item}</si>" for item in items)}</sst>'
    links = parts["xl/_rels/workbook.xml.rels"]
    link = (
        f'<Relationship Id="rId9" Type="{books.RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    )
    parts["xl/_rels/workbook.xml.rels"] = links.replace("</Relationships>", link)
    return books.zipped(parts)


def _run(text: str, look: str = "") -> str:
    return f'<r>{f"<rPr>{look}</rPr>" if look else ""}<t xml:space="preserve">{text}</t></r>'


RAISED, STRUCK = '<vertAlign val="superscript"/>', "<b/><strike/>"


@pytest.mark.parametrize(
    ("item", "read_as", "cut", "struck"),
    [
        (_run("12") + _run("1", RAISED), "12¹", False, False),
        (_run("12 ") + _run("(1)", RAISED), "12 (1)", False, False),
        (_run("Diện tích (m") + _run("2", RAISED) + _run(")"), "Diện tích (m²)", False, False),
        (_run("12", STRUCK) + _run(" 15"), "15", True, False),
        (_run("12", STRUCK) + _run("15 &amp; 3"), "15 & 3", True, False),
        (_run("12", STRUCK), "12", False, True),
        (_run("12", '<strike val="0"/>') + _run("5"), "125", False, False),
        (_run("HTX ", "<b/>") + _run("An Lạc"), "HTX An Lạc", False, False),
        ("<t>HTX An Lạc</t><rPh sb='0' eb='3'><t>アン</t></rPh>", "HTX An Lạc", False, False),
        (_run("HTX ", "<b/>") + _run("An Lạc") + "<rPh sb='0' eb='3'><t>strike</t></rPh>", "HTX An Lạc", False, False),
    ],
)
def test_texts_of_several_fonts_are_read_as_they_are_seen(item, read_as, cut, struck):
    grid = read(_with_texts(["<t>Tên</t>", item], '<row r="1"><c r="A1" {0}><c r="B1" {1}></row>'))
    assert rows(grid) == [["Tên", read_as]]
    assert ("only the rest is read (B1)" in told(grid)) is cut
    assert ("1 rows with cells that are struck through" in told(grid)) is struck


def test_rows_that_are_struck_through_are_said(tmp_path):
    made = openpyxl.Workbook()
    for row in range(1, 7):
        made.active.append([f"HTX {row}", row, None])
    for row in (2, 3, 6):
        made.active.cell(row, 1).font = Font(strike=True)
    made.active.cell(5, 3).font = Font(strike=True)  # nothing stands there
    made.active.cell(4, 1).font = Font(strike=False, bold=True)
    made.save(tmp_path / "a.xlsx")
    (grid,) = read_grids(tmp_path / "a.xlsx", "a.xlsx")
    assert grid.height == 6
    assert "3 rows with cells that are struck through were read and counted like the others (2–3, 6)" in told(grid)


@pytest.mark.parametrize("suffix", ["ods", "xls", "xlsx"])
def test_numbers_are_read_as_their_formats_show_them_in_every_kind_of_workbook(suffix):
    (grid,) = read_grids(FIXTURES / f"formats.{suffix}", "a")
    assert [row[1] for row in rows(grid)] == [
        "85%", "1,5 tỷ", "350 nghìn", 1500.25, 2500, "2,5 tr", "0100109106", 9900180224001, 1500.25, 1500, 12, 150000,
        1500.5, "42,5%",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "code", "read_as"),
    [
        (0.5, "0%", "50%"),
        (1.5, '0.0" tỷ"', "1,5 tỷ"),
        (2e9, "#,##0,,", 2000),
        (12.5, "0.0", 12.5),
        (101234567, "0000000000", "0101234567"),
    ],
)
def test_so_they_are_in_xlsb(number, code, read_as):
    assert read(books.xlsb(number, code=code)).at(0, 1) == read_as


def test_xlsb():
    grid = read(books.xlsb())
    assert rows(grid) == [["HTX Đồng Tâm", 12.5, "#DIV/0!"], ["HTX Quyết Tiến", None, "#REF!"]]
    assert "1 hidden or filtered rows were read and counted like the others (2)" in told(grid)
    assert "(B)" in told(grid)


def test_ods_repeats_and_formulas_without_a_value():
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    table = (
        '<table:table table:name="HTX"><table:table-column table:number-columns-repeated="3"/>'
        f'<table:table-row table:number-rows-repeated="3">{cell.format("A")}'
        '<table:table-cell table:number-columns-repeated="2" table:formula="of:=1/0" office:value-type="string" '
        'office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell></table:table-row>'
        f'<table:table-row>{cell.format("B")}<table:table-cell table:formula="of:=[.A1]*2"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048572"><table:table-cell table:number-columns-repeated="16384"/>'
        "</table:table-row></table:table>"
    )
    grid = read(books.ods(table))
    assert rows(grid)[:3] == [["A", "#DIV/0!", "#DIV/0!"]] * 3
    assert rows(grid)[3] == ["B", "=[.A1]*2", None]
    assert grid.height == 4


def test_strict_open_xml_and_both_date_systems():
    data = sheet_rows(text("A1", "Ngày") + '<c r="B1" s="1"><v>43968</v></c>')
    assert read(books.xlsx(data)).at(0, 1) == date(2020, 5, 17)
    assert read(books.xlsx(data, strict=True)).at(0, 1) == date(2020, 5, 17)
    old = sheet_rows(text("A1", "Ngày") + '<c r="B1" s="1"><v>42506</v></c>')
    assert read(books.xlsx(old, book='<workbookPr date1904="1"/>')).at(0, 1) == date(2020, 5, 17)
    assert read(books.xlsx(old, book='<workbookPr date1904="true"/>')).at(0, 1) == date(2020, 5, 17)
    iso = sheet_rows(text("A1", "Ngày") + '<c r="B1" t="d" s="1"><v>2020-05-17</v></c>')
    assert read(books.xlsx(iso, strict=True)).at(0, 1) in (date(2020, 5, 17), "2020-05-17")


def test_a_day_without_a_format_in_a_workbook_that_counts_from_1904_is_said():
    number, day, small = '<c r="B1"><v>42506</v></c>', '<c r="B1" s="1"><v>42506</v></c>', '<c r="B1"><v>12</v></c>'
    for cell, said in ((number, True), (day, False), (small, False)):
        grid = read(books.xlsx(sheet_rows(text("A1", "Ngày") + cell), book='<workbookPr date1904="1"/>'))
        assert ("counts days from 1904" in told(grid)) == said
    assert "1904" not in told(read(books.xlsx(sheet_rows(text("A1", "Ngày") + number))))


@pytest.mark.parametrize(("number", "since_1904"), [(42506, True), (42506, False), (12.5, True)])
def test_such_a_day_is_said_in_binary_workbooks_too(number, since_1904):
    expected = since_1904 and number == 42506
    assert ("counts days from 1904" in told(read(books.xlsb(number, since_1904=since_1904)))) == expected
    old = (FIXTURES / "sheet.xls").read_bytes()
    mode = b"\x22\x00\x02\x00"  # the record DATEMODE, of two bytes
    assert old.count(mode + b"\0\0") == 1
    scans = scan_xls(old.replace(mode + b"\0\0", mode + bytes([since_1904, 0])))
    assert {scan.since_1904 for scan in scans.values()} == {since_1904}


def test_ods_texts_that_do_not_call_themselves_texts():
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    grid = read(
        books.ods(
            f'<table:table table:name="HTX"><table:table-row>{cell.format("Tên HTX")}{cell.format("Loại hình")}'
            f"</table:table-row><table:table-row>{cell.format('HTX A &amp; B')}<table:table-cell/></table:table-row>"
            "</table:table>"
        )
    )
    assert rows(grid) == [["Tên HTX", "Loại hình"], ["HTX A & B", None]]


@pytest.mark.parametrize(
    "claim", ["", '<dimension ref="A1"/>', '<dimension ref="A1:XFD1048576"/>', '<dimension ref="Z9"/>']
)
def test_the_dimension_is_not_believed(claim):
    data = sheet_rows(text("A1", "Tên") + text("B1", "Vốn"), text("A2", "A") + '<c r="B2"><v>1</v></c>')
    assert rows(read(books.xlsx(data, head=claim))) == [["Tên", "Vốn"], ["A", 1.0]]


@pytest.mark.parametrize(
    ("value", "style", "read_as"),
    [(0.5, "0%", "50%"), (1, "0.00%", "100%"), (1.05, '0.0"%"', 1.05), (1.5, '0.0" tỷ"', "1,5 tỷ"), (2, '#,##0\\ "triệu đồng"', "2 triệu đồng"),
     (1500250, "#,##0,", 1500.25), (-2500000, '#,##0.0,," tr"', "-2,5 tr"), (5, "#,##0,.00", 0.005), (100109106, "0000000000", "0100109106"),
     (100109106001, "0000000000\\-000", "0100109106001"), (5, "00", 5), (9900180224, "0000000000", 9900180224),
     (350, '0" nghìn"', "350 nghìn"), (350, '#,##0" ngàn đồng"', "350 ngàn đồng"), (12, '0" người"', 12), (1500, '#,##0 "₫"', 1500), (-0.25, "0%;[Red]-0%", "-25%"), (3, "General", 3), (0.5, "0.0", 0.5)],
)  # fmt: skip
def test_a_number_is_read_as_its_format_shows_it(value, style, read_as, tmp_path):
    made = openpyxl.Workbook()
    made.active.append(["HTX", value, "7%"])
    for cell in made.active[1]:
        cell.number_format = style
    made.save(tmp_path / "a.xlsx")
    (grid,) = read_grids(tmp_path / "a.xlsx", "a.xlsx")
    assert grid.row(0) == ("HTX", read_as, "7%")
