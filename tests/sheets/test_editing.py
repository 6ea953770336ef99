"""Workbooks changed in place: what was asked for is changed, every other part stays byte for byte."""

from __future__ import annotations

import contextlib
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import openpyxl.comments
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from tests.conftest import ROOT

from kttt_cli.findings import Unreadable
from kttt_cli.sheets.editing.cells import CellEdit, SheetCells
from kttt_cli.sheets.editing.comments import with_notes
from kttt_cli.sheets.editing.table_sheet import Linked
from kttt_cli.sheets.editing.workbook import WorkbookEdit

pytestmark = pytest.mark.filterwarnings("ignore:.*will be removed:UserWarning")  # as openpyxl says of what it drops
FIXTURES = ROOT / "tests" / "sheets" / "fixtures"


def everything(*, macros: bool = False) -> bytes:
    """A workbook with what other programs drop: a text box, rich text, bars, sparklines, a chart, print set-up, names."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    book.set_properties({"created": datetime(2020, 1, 1)})
    red, money = book.add_format({"color": "red"}), book.add_format({"num_format": "#,##0", "bg_color": "#FFFF00"})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("Sổ 'HTX' & <2023>")
    sheet.write_row("A1", ["Tên", "Ngày", "Vốn", "Cộng"])
    sheet.write_rich_string("A2", "HTX ", red, "Đỏ", " cũ")
    for row in range(1, 30):
        if row > 1:
            sheet.write_string(row, 0, f"HTX số {row}")
        sheet.write_datetime(row, 1, datetime(2020, 1, row), day)
        sheet.write_number(row, 2, row * 1000, money)
        sheet.write_formula(row, 3, f"=C{row + 1}*2", value=row * 2000)
    sheet.write_comment("A3", "lời của cán bộ huyện", {"author": "Huyện"})
    sheet.insert_textbox("F2", "Hộp chữ")
    sheet.conditional_format("C2:C30", {"type": "data_bar", "data_bar_2010": True})
    sheet.add_sparkline("E2", {"range": "C2:C30"})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": ["Sổ 'HTX' & <2023>", 1, 2, 29, 2]})
    sheet.insert_chart("H2", chart)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.set_footer("&C&P")
    sheet.data_validation("A2:A30", {"validate": "length", "criteria": ">", "value": 1})
    sheet.merge_range("A40:C40", "gộp")
    book.define_name("von", "='Sổ ''HTX'' & <2023>'!$C$2:$C$30")
    book.add_worksheet("Trang trống")
    if macros:
        book.add_vba_project(io.BytesIO(b"macro bytes"), is_stream=True)  # type: ignore[arg-type]
    book.close()
    return made.getvalue()


SHEET = "Sổ 'HTX' & <2023>"


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def edited(data: bytes, change: Callable[[WorkbookEdit], object]) -> bytes:
    out = io.BytesIO()
    with WorkbookEdit(io.BytesIO(data), "a.xlsx") as book:
        change(book)
        book.save(out)
    return out.getvalue()


def changed_parts(before: bytes, after: bytes) -> set[str]:
    old, new = parts(before), parts(after)
    assert not old.keys() - new.keys()
    return {name for name in new if old.get(name) != new[name]}


def rewritten(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The workbook with something replaced in one part."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in parts(data).items():
            assert name != part or old in text
            archive.writestr(name, text.replace(old, new, 1) if name == part else text)
    return made.getvalue()


def test_saving_without_changes_keeps_every_part() -> None:
    data = everything()
    assert changed_parts(data, edited(data, lambda book: None)) == set()


def test_one_cell_changes_its_sheet_and_the_note_that_all_is_calculated_anew() -> None:
    data = rewritten(everything(), "xl/workbook.xml", b' fullCalcOnLoad="1"', b"")
    after = edited(data, lambda book: book.edit(SHEET, 4, 0, CellEdit(value="=1+1 & <b>")))
    assert changed_parts(data, after) == {"xl/worksheets/sheet1.xml", "xl/workbook.xml"}
    old, new = parts(data)["xl/worksheets/sheet1.xml"], parts(after)["xl/worksheets/sheet1.xml"]
    cell = re.compile(rb'<c r="A5"[^>]*>.*?</c>')
    assert cell.sub(b"", old) == cell.sub(b"", new)
    read = openpyxl.load_workbook(io.BytesIO(after))[SHEET]
    assert (read["A5"].value, read["A5"].data_type) == ("=1+1 & <b>", "s")
    assert CalamineWorkbook.from_filelike(io.BytesIO(after)).get_sheet_by_name(SHEET).to_python()[4][0] == "=1+1 & <b>"


def test_values_keep_their_type_and_the_look_of_their_cell() -> None:
    def change(book: WorkbookEdit) -> None:
        book.edit(SHEET, 5, 2, CellEdit(value=Decimal("1570.5"), fill="FFC7CE"))
        book.edit(SHEET, 6, 1, CellEdit(value=date(2019, 3, 15), number_format="dd/mm/yyyy"))
        book.edit(SHEET, 6, 0, CellEdit(value=date(2019, 3, 15), number_format="dd/mm/yyyy"))
        book.edit(SHEET, 7, 2, CellEdit(fill="FFC7CE"))

    after = edited(everything(), change)
    read = openpyxl.load_workbook(io.BytesIO(after))[SHEET]
    assert (read["C6"].value, read["C6"].number_format, read["C6"].fill.fgColor.rgb) == (1570.5, "#,##0", "FFFFC7CE")
    assert (read["B7"].value, read["B7"].number_format) == (datetime(2019, 3, 15), "dd/mm/yyyy")
    assert (read["A7"].value, read["A7"].number_format) == (datetime(2019, 3, 15), "dd/mm/yyyy")
    assert (read["C8"].value, read["C8"].number_format, read["C8"].fill.fgColor.rgb) == (7000, "#,##0", "FFFFC7CE")
    assert (read["C9"].value, read["C9"].fill.fgColor.rgb) == (8000, "FFFFFF00")


def test_cells_and_rows_that_are_not_there_are_put_in_their_place() -> None:
    def change(book: WorkbookEdit) -> None:
        for row, column in ((0, 10), (34, 2), (34, 0), (60, 1), (3, 6)):
            book.edit(SHEET, row, column, CellEdit(value=f"{row}/{column}"))
        book.edit("Trang trống", 2, 2, CellEdit(value=7))

    after = edited(everything(), change)
    book = openpyxl.load_workbook(io.BytesIO(after))
    assert [book[SHEET].cell(row + 1, column + 1).value for row, column in ((0, 10), (34, 2), (34, 0), (60, 1))] == [
        "0/10", "34/2", "34/0", "60/1",
    ]  # fmt: skip
    assert book["Trang trống"]["C3"].value == 7
    rows = [int(number) for number in re.findall(rb'<row r="(\d+)"', parts(after)["xl/worksheets/sheet1.xml"])]
    assert rows == sorted(set(rows))
    assert CalamineWorkbook.from_filelike(io.BytesIO(after)).get_sheet_by_name(SHEET).to_python()[60][1] == "60/1"


def test_a_comment_is_written_and_one_that_is_there_is_continued() -> None:
    def change(book: WorkbookEdit) -> None:
        book.comment(SHEET, 2, 0, "lỗi NG102: ghi lại")
        book.comment(SHEET, 3, 1, "cảnh báo MA102")
        book.comment("Trang trống", 0, 0, "ghi chú")

    data = everything()
    after = edited(data, change)
    book = openpyxl.load_workbook(io.BytesIO(after))
    texts = {cell.coordinate: cell.comment.text for row in book[SHEET].iter_rows() for cell in row if cell.comment}
    assert texts == {"A3": "lời của cán bộ huyện\n\nlỗi NG102: ghi lại", "B4": "cảnh báo MA102"}
    assert book["Trang trống"]["A1"].comment is not None
    kept = {name for name in parts(data) if "chart" in name or "drawing1.xml" in name or "styles" in name}
    assert kept
    assert not kept & changed_parts(data, after)
    drawing = parts(after)["xl/drawings/vmlDrawing1.vml"]
    ids = re.findall(rb'id="(_x0000_s\d+)"', drawing)
    assert len(ids) == len(set(ids)) == 2


def test_many_comments_have_boxes_of_their_own() -> None:
    def change(book: WorkbookEdit) -> None:
        for row in range(3000):
            book.comment("Trang trống", row, 1, f"lỗi {row}")

    after = edited(everything(), change)
    (drawing,) = [part for name, part in parts(after).items() if part.count(b"<x:Row>") == 3000]
    assert len(set(re.findall(rb'v:shape id="(_x0000_s\d+)"', drawing))) == 3000
    found = re.search(rb'idmap v:ext="edit" data="([0-9,]+)"', drawing)
    assert found
    assert found[1].split(b",") == [b"1", b"2", b"3"]


def test_the_boxes_of_first_comments_are_named_behind_what_stands_before_them() -> None:
    """An extLst within a rule of conditional formats is not that of the sheet."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made)
    sheet = book.add_worksheet()
    sheet.conditional_format("A1:A9", {"type": "data_bar", "data_bar_2010": True})
    sheet.add_sparkline("B1", {"range": "A1:A9"})
    book.close()
    after = parts(edited(made.getvalue(), lambda book: book.comment("Sheet1", 0, 0, "x")))["xl/worksheets/sheet1.xml"]
    assert after.count(b"<extLst>") == 2
    assert re.search(rb"</conditionalFormatting><pageMargins[^>]*/><legacyDrawing [^>]*/><extLst>", after)


def test_a_discussion_is_known() -> None:
    data = everything()
    thread = b'<ThreadedComments xmlns="x"><threadedComment ref="A3" id="{1}"><text>a</text></threadedComment></ThreadedComments>'
    relation = b'<Relationship Id="rIdT" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" Target="../threadedComments/threadedComment1.xml"/></Relationships>'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in parts(data).items():
            rels = name == "xl/worksheets/_rels/sheet1.xml.rels"
            archive.writestr(name, text.replace(b"</Relationships>", relation) if rels else text)
        archive.writestr("xl/threadedComments/threadedComment1.xml", thread)
    with WorkbookEdit(io.BytesIO(made.getvalue()), "a.xlsx") as book:
        assert (book.threads(SHEET), book.threads("Trang trống")) == ({"A3"}, set())


def test_a_workbook_by_openpyxl_with_its_own_comments(tmp_path: Path) -> None:
    own = openpyxl.Workbook()
    sheet = own.active
    assert sheet is not None
    sheet["B2"] = "x"
    sheet["B2"].comment = openpyxl.comments.Comment("của huyện", "Huyện")
    path = tmp_path / "a.xlsx"
    own.save(path)

    def change(book: WorkbookEdit) -> None:
        book.comment("Sheet", 1, 1, "lỗi 1")
        book.comment("Sheet", 2, 1, "lỗi 2")
        book.edit("Sheet", 1, 1, CellEdit(fill="FFC7CE"))

    once = edited(path.read_bytes(), change)
    assert edited(once, change) != b""
    for data in (once, edited(once, change)):
        read = openpyxl.load_workbook(io.BytesIO(data))["Sheet"]
        assert (read["B2"].comment.text, read["B3"].comment.text) == ("của huyện\n\nlỗi 1", "lỗi 2")


@pytest.mark.parametrize(
    "head", [b"<xml", b'<?xml version="1.0"?>\n<!-- a --><xml xmlns:o="urn:schemas-microsoft-com:office:office"']
)
def test_boxes_are_put_into_drawings_as_other_programs_write_them(head: bytes) -> None:
    drawing = head + b' xmlns:w="w">\r\n<w:shape id="shape_0">a<br>b</w:shape></xml>'
    made = with_notes(drawing, {(1, 2): "x"})
    assert made.startswith(drawing[: -len(b"</xml>")])
    new = made[len(drawing) - len(b"</xml>") :]
    outer = b"<all" + (b' xmlns:o="o"' if b"xmlns:o" in head else b"") + b">"
    assert len(ElementTree.fromstring(outer + new.removesuffix(b"</xml>") + b"</all>")) == 3
    assert b"<x:Row>1</x:Row><x:Column>2</x:Column>" in new


PIECES = ["<sheetData>", "</sheetData>", "<sheetData/>", "<row>", '<row r="2">', '<row r="x"/>', "</row>", "<c>", '<c r="B2" s="1">', "</c>",
          '<c r="B2" s="y"/>', "<v>1</v>", "<f>", "<!--", "-->", "<![CDATA[", "]]>", '<a b=">', "'", '"', "<", ">", "<dimension ref='A1'/>"]  # fmt: skip


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_no_sheet_however_broken_gives_more_than_a_refusal(inside: str) -> None:
    part = f"<worksheet>{inside}</worksheet>".encode()
    with contextlib.suppress(ValueError):
        cells = SheetCells(part)
        cells.states({(1, 1)})
        made = cells.with_edits({(1, 1): CellEdit(value=7), (4, 2): CellEdit(fill="FFFFFF")}, lambda style, edit: style)
        assert b"<v>7</v>" in made


def test_a_new_sheet_stands_last_and_links_only_within_the_file() -> None:
    rows = [["Ô", "Lý do"], [Linked("D10", SHEET, "D10"), '=HYPERLINK("http://x")'], [None, 3]]
    data = everything()
    after = edited(data, lambda book: book.add_sheet("Trang trống", rows, (10, 60)))
    book = openpyxl.load_workbook(io.BytesIO(after))
    assert book.sheetnames == [SHEET, "Trang trống", "Trang trống 2"]
    new = book["Trang trống 2"]
    assert (new["B2"].value, new["B2"].data_type, new["B3"].value) == ('=HYPERLINK("http://x")', "s", 3)
    assert new["A2"].hyperlink.location == "'Sổ ''HTX'' & <2023>'!D10"
    assert new["A2"].hyperlink.target is None
    changed = changed_parts(data, after)
    assert "xl/worksheets/sheet1.xml" not in changed
    assert "xl/drawings/drawing1.xml" not in changed


def test_a_new_sheet_is_told_from_a_sheet_of_a_chart() -> None:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as written:
        written.add_worksheet("HTX")
        chart = written.add_chart({"type": "bar"})
        chart.add_series({"values": "=HTX!$A$1:$A$2"})
        written.add_chartsheet("Phát hiện").set_chart(chart)
    after = parts(edited(made.getvalue(), lambda book: book.add_sheet("Phát hiện", [["a"]], (10,))))["xl/workbook.xml"]
    listed = re.findall(
        r'<sheet name="([^"]*)" sheetId="(\d+)"', after.decode().replace("Ph&#225;t hi&#7879;n", "Phát hiện")
    )
    assert listed == [("HTX", "1"), ("Phát hiện", "2"), ("Phát hiện 2", "3")]


def test_macros_stay() -> None:
    data = everything(macros=True)
    after = edited(data, lambda book: book.comment(SHEET, 1, 1, "x"))
    assert parts(after)["xl/vbaProject.bin"] == b"macro bytes"
    assert b"macroEnabled" in parts(after)["[Content_Types].xml"]


def test_the_same_changes_give_the_same_bytes() -> None:
    def change(book: WorkbookEdit) -> None:
        book.edit(SHEET, 5, 2, CellEdit(value=3, fill="FFC7CE"))
        book.comment(SHEET, 5, 2, "x")
        book.add_sheet("Phát hiện", [["a"], ["b"]], (10,))

    assert edited(everything(), change) == edited(everything(), change)


def test_what_a_cell_holds_is_told() -> None:
    with WorkbookEdit(io.BytesIO(everything()), "a.xlsx") as book:
        states = book.states(SHEET, {(1, 0), (2, 0), (1, 2), (1, 3), (90, 0)})
    assert set(states) == {(1, 0), (2, 0), (1, 2), (1, 3)}
    assert (states[1, 0].rich, states[2, 0].rich) == (True, False)
    assert (states[1, 3].formula, states[1, 2].formula, states[1, 2].text) == (True, False, "1000")


NAMESPACE = 'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        ("<worksheet><sheetData/></worksheet>",
         '<worksheet><sheetData><row r="2"><c r="B2"><v>7</v></c></row></sheetData></worksheet>'),
        ("<worksheet><sheetData><row/><row/></sheetData></worksheet>",
         '<worksheet><sheetData><row/><row><c r="B2"><v>7</v></c></row></sheetData></worksheet>'),
        ("<worksheet><sheetData><row><c/></row><row><c><v>1</v></c><c s='4'><v>2</v></c><c/></row></sheetData></worksheet>",
         '<worksheet><sheetData><row><c/></row><row><c><v>1</v></c><c r="B2" s="4"><v>7</v></c><c/></row></sheetData></worksheet>'),
        (f"<x:worksheet {NAMESPACE}><x:sheetData><x:row r='3'><x:c r='A3'/></x:row></x:sheetData></x:worksheet>",
         f'<x:worksheet {NAMESPACE}><x:sheetData><x:row r="2"><x:c r="B2"><x:v>7</x:v></x:c></x:row>'
         "<x:row r='3'><x:c r='A3'/></x:row></x:sheetData></x:worksheet>"),
        ('<worksheet><!-- <row r="2"> --><sheetData><row r="2" s="5" customFormat="1"><c r="A2"/><c r="C2"/></row></sheetData></worksheet>',
         '<worksheet><!-- <row r="2"> --><sheetData><row r="2" s="5" customFormat="1"><c r="A2"/><c r="B2" s="5"><v>7</v></c><c r="C2"/></row></sheetData></worksheet>'),
        ('<worksheet><dimension ref="A1"/><cols><col min="2" max="3" style="9"/></cols><sheetData/></worksheet>',
         '<worksheet><dimension ref="A1:B2"/><cols><col min="2" max="3" style="9"/></cols><sheetData><row r="2"><c r="B2" s="9"><v>7</v></c></row></sheetData></worksheet>'),
    ],
)  # fmt: skip
def test_cells_are_found_in_the_ways_in_which_programs_write_them(sheet: str, expected: str) -> None:
    made = SheetCells(sheet.encode()).with_edits({(1, 1): CellEdit(value=7)}, lambda style, edit: style)
    assert made.decode() == expected


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04", b"", b"no zip at all", (FIXTURES / "sheet.ods").read_bytes(), everything()[:-60]]
)
def test_what_cannot_be_changed_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        edited(data, lambda book: book.comment(book.sheets[0], 0, 0, "x"))


def test_a_part_that_declares_entities_is_refused() -> None:
    doctype = b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet'
    data = rewritten(everything(), "xl/worksheets/sheet1.xml", b"<worksheet", doctype)
    with pytest.raises(Unreadable):
        WorkbookEdit(io.BytesIO(data), "a.xlsx")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_libreoffice_opens_it_and_shows_the_same(tmp_path: Path) -> None:
    def change(book: WorkbookEdit) -> None:
        book.edit(SHEET, 5, 2, CellEdit(value=3, fill="FFC7CE"))
        book.comment(SHEET, 2, 0, "nối thêm")
        book.comment(SHEET, 5, 2, "lời mới")
        book.add_sheet("Phát hiện", [["Ô"], [Linked("C6", SHEET, "C6")]], (10,))

    path = tmp_path / "in.xlsx"
    path.write_bytes(edited(everything(), change))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
         "--outdir", str(tmp_path / "out"), str(path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    book = openpyxl.load_workbook(tmp_path / "out" / "in.xlsx")
    assert book.sheetnames == [SHEET, "Trang trống", "Phát hiện"]
    assert book[SHEET]["C6"].value == 3
    assert book[SHEET]["C6"].comment.text.endswith("lời mới")
    assert "lời của cán bộ huyện" in book[SHEET]["A3"].comment.text
    assert "nối thêm" in book[SHEET]["A3"].comment.text
    assert book["Phát hiện"]["A2"].hyperlink is not None
