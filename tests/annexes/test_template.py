"""Forms of an office's own: filled in place, rows of lists repeated with all that refers to them, mistakes told at once."""

from __future__ import annotations

import csv
import io
import re
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from kttt_cli.sheets.editing.grow import obstacles
from kttt_cli.sheets.editing.references import CannotMove, Growth, Growths, translated
from kttt_cli.sheets.editing.workbook import WorkbookEdit
from tests.annexes.form_of_office import form
from tests.annexes.office import needs_office, recalculate
from tests.conftest import SAMPLE, Run

pytestmark = pytest.mark.filterwarnings("ignore:.*will be removed:UserWarning")  # as openpyxl says of what it drops
YEAR = ("--year", 2023)


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lists")
    for name in ("htx-2022.csv", "htx-2023.csv"):
        shutil.copy(SAMPLE / name, folder)
    return folder


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three new HTX with hostile names."""
    folder = tmp_path_factory.mktemp("small")
    with (folder / "htx-2023.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            ["Tên HTX", "Loại hình", "Lĩnh vực", "Huyện", "Ngày đăng ký", "Vốn điều lệ (triệu đồng)", "Số thành viên"]
        )
        for number, name in enumerate(("+1+1", "@SUM(A1)", "http://x.vn <b>&amp; _x0041_ {{htx.new}}"), 1):
            writer.writerow(
                [name, "HTX", "Nông nghiệp", "Huyện Yên Thế", f"0{number}/03/2023", 100 * number, 7 + number]
            )
    return folder


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def filled(kttt: Run, tmp_path: Path, data: Path, template: bytes, *more: object) -> Path:
    (tmp_path / "mau.xlsx").write_bytes(template)
    out = tmp_path / "ra.xlsx"
    done = kttt("annex", data, "--template", tmp_path / "mau.xlsx", "-o", out, *YEAR, *more)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [str(out)]
    return out


def test_placeholders_and_named_cells_become_figures(kttt: Run, lists: Path, tmp_path: Path) -> None:
    out = filled(kttt, tmp_path, lists, form(lists=False))
    sheet = openpyxl.load_workbook(out)["Biểu 1"]
    with (SAMPLE / "htx-2023.csv").open(encoding="utf-8-sig") as file:
        assert sum(1 for _ in csv.reader(file)) > 900
    assert sheet["A1"].value == "BÁO CÁO năm 2023 của Bắc Giang"
    assert sheet["A3"].value == "Tổng số 914 HTX"
    assert (sheet["B3"].value, sheet["B3"].number_format) == (101, "#,##0")
    assert sheet["C3"].value == sheet["C5"].value == 602
    assert sheet["D3"].value == 1917477
    assert sheet["B3"].border.left.style == "thin"


def test_no_data_is_never_zero_and_is_told(kttt: Run, small: Path, tmp_path: Path) -> None:
    template = form({"A12": "Năm {{htx.members@2021}}", "B12": "{{htx.members@2021}}"}, lists=False)
    (tmp_path / "mau.xlsx").write_bytes(template)
    done = kttt("annex", small, "--template", tmp_path / "mau.xlsx", "-o", tmp_path / "ra.xlsx", *YEAR)
    sheet = openpyxl.load_workbook(tmp_path / "ra.xlsx")["Biểu 1"]
    assert (sheet["A12"].value, sheet["B12"].value) == ("Năm …", "…")
    assert "mau.xlsx [Biểu 1!B12] {{htx.members@2021}}: không có số liệu" in done.stderr


def test_what_nothing_was_asked_of_stays_byte_for_byte(kttt: Run, lists: Path, tmp_path: Path) -> None:
    template = form(lists=False)
    before, after = parts(template), parts(filled(kttt, tmp_path, lists, template).read_bytes())
    changed = {name for name in before if before[name] != after[name]}
    listing = {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"}
    assert changed == {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"} | listing
    assert after.keys() - before.keys() == {"xl/worksheets/sheet4.xml"}
    for name in listing - {"xl/workbook.xml"}:
        assert (
            re.sub(rb"<(?:Override|Relationship) [^>]*/xl/worksheets/sheet4.xml[^>]*>", b"", after[name])
            == before[name]
        )
    without = re.sub(rb'<sheet name="kttt"[^>]*state="hidden"[^>]*>', b"", after["xl/workbook.xml"])
    assert without == before["xl/workbook.xml"]


def test_only_results_that_rest_on_what_was_filled_are_forgotten(kttt: Run, lists: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(filled(kttt, tmp_path, lists, form(lists=False)), data_only=True)
    assert book["Biểu 1"]["E3"].value is None
    assert book["Biểu 1"]["E4"].value == 2
    assert [book["Tổng hợp"][cell].value for cell in ("A3", "A4", "B2")] == [None, None, 24]
    assert book["Ghi chú"]["D1"].value == 15


@needs_office
def test_rows_of_a_list_take_everything_along(kttt: Run, lists: Path, tmp_path: Path) -> None:
    out = filled(kttt, tmp_path, lists, form())
    book = openpyxl.load_workbook(out)
    sheet = book["Biểu 1"]
    assert [sheet[f"A{row}"].value for row in (7, 8, 108, 109, 115)] == ["STT", 1, 101, "Cộng", "dưới danh sách"]
    assert sheet["E8"].value == "=C8/D8*$B$120"
    assert sheet["E108"].value == "=C108/D108*$B$120"
    assert [sheet[f"{column}109"].value for column in "CDE"] == [
        "=SUM(C8:C108)", "=SUM(D8:D108)", "=COUNTA($B$8:$B$108)",
    ]  # fmt: skip
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"A1:E1", "F8:G8", "F108:G108", "F109:G110"} <= merged
    assert len(merged) == 103
    assert {row: sheet.row_dimensions[row].height for row in (7, 8, 108, 109, 110)} == {
        7: None, 8: 33, 108: 33, 109: 44.25, 110: None,
    }  # fmt: skip
    rules = {
        str(area.sqref): [rule.formula for rule in rules]
        for area, rules in sheet.conditional_formatting._cf_rules.items()
    }
    assert rules == {"C8:C108": [["$C$109/2"]], "E8:E108": [["C8>D8"]], "D8:D108": [[]]}
    assert sheet.conditional_formatting["D8:D108"][0].colorScale.cfvo[1].val == "$D$109"
    assert [str(each.sqref) for each in sheet.data_validations.dataValidation] == ["D8:D109"]
    assert sheet.print_area == "'Biểu 1'!$A$1:$G$116"
    assert sheet.auto_filter.ref == "A7:E108"
    assert [each.id for each in sheet.row_breaks.brk] == [114]
    assert sheet["A109"].comment.text == "ghi chú dòng cộng"
    assert book.defined_names["Tổng_vốn"].attr_text == "'Biểu 1'!$C$109"
    assert sheet._charts[0].anchor._from.row == 111
    text = parts(out.read_bytes())
    assert b"$D$8:$D$109" in text["xl/charts/chart1.xml"]
    assert re.search(rb"textlink=\"[^\"]*!\$C\$109\"", text["xl/drawings/drawing1.xml"])
    assert b"numCache" not in text["xl/charts/chart1.xml"]
    fresh = openpyxl.load_workbook(recalculate(out), data_only=True)
    again = fresh["Biểu 1"]
    capital = [again[f"C{row}"].value for row in range(8, 109)]
    assert again["C109"].value == pytest.approx(sum(capital))
    assert again["E109"].value == 101
    assert again["E50"].value == pytest.approx(again["C50"].value / again["D50"].value)
    assert fresh["Tổng hợp"]["A1"].value == pytest.approx(2 * sum(capital))
    assert fresh["Tổng hợp"]["A2"].value == again["D109"].value


@needs_office
def test_a_form_that_libreoffice_saved_is_filled_too(kttt: Run, small: Path, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(form())
    out = filled(kttt, tmp_path, small, recalculate(tmp_path / "x.xlsx").read_bytes())
    sheet = openpyxl.load_workbook(out)["Biểu 1"]
    assert [sheet[f"A{row}"].value for row in (8, 9, 10, 11)] == [1, 2, 3, "Cộng"]
    assert [sheet[f"C{row}"].value for row in (8, 9, 10, 11)] == [100, 200, 300, "=SUM(C8:C10)"]
    again = openpyxl.load_workbook(recalculate(out), data_only=True)["Biểu 1"]
    assert (again["C11"].value, again["D11"].value, again["B3"].value) == (600, 27, 3)


def test_text_of_registers_is_never_a_formula_nor_a_placeholder(kttt: Run, small: Path, tmp_path: Path) -> None:
    out = filled(kttt, tmp_path, small, form())
    sheet = openpyxl.load_workbook(out)["Biểu 1"]
    cells = [sheet[f"B{row}"] for row in (8, 9, 10)]
    read = CalamineWorkbook.from_path(str(out)).get_sheet_by_name("Biểu 1").to_python(skip_empty_area=False)
    assert [row[1] for row in read[7:10]] == ["+1+1", "@SUM(A1)", "http://x.vn <b>&amp; _x0041_ {{htx.new}}"]
    assert all(cell.hyperlink is None for cell in cells)
    assert all(cell.data_type == "s" for cell in cells)


def test_a_list_of_nobody_keeps_its_row_empty(kttt: Run, small: Path, tmp_path: Path) -> None:
    of = "list htx.new@2023|sector=transport"
    template = form({"A12": f"{{{{{of}: name}}}}", "B12": f"{{{{{of}: stt}}}}", "A13": "sau"}, lists=False)
    sheet = openpyxl.load_workbook(filled(kttt, tmp_path, small, template))["Biểu 1"]
    assert [sheet[cell].value for cell in ("A12", "B12", "A13")] == [None, None, "sau"]


def test_a_list_without_data_says_so(kttt: Run, small: Path, tmp_path: Path) -> None:
    template = form({"A12": "{{list htx.members@2021: name}}", "A13": "sau"}, lists=False)
    sheet = openpyxl.load_workbook(filled(kttt, tmp_path, small, template))["Biểu 1"]
    assert [sheet[cell].value for cell in ("A12", "A13")] == ["…", "sau"]


def test_a_text_with_several_formats_keeps_them(kttt: Run, small: Path, tmp_path: Path) -> None:
    out = filled(kttt, tmp_path, small, form(lists=False, extra="rich filled"))
    sheet = openpyxl.load_workbook(out, rich_text=True)["Biểu 1"]
    one, two, three = sheet["A13"].value
    assert (str(one), two.text, two.font.color.rgb, two.font.b) == ("Thêm ", "3 HTX ", "FFFF0000", True)
    assert getattr(three, "text", three) == "mới, @SUM(A1)"


def test_two_lists_on_one_sheet(kttt: Run, small: Path, tmp_path: Path) -> None:
    below = {
        "A11": "{{list htx.count@2023|district=Yên Thế: stt}}", "B11": "Huyện: {{list htx.count@2023|district=Yên Thế: name}}",
        "C11": "{{list htx.count@2023|district=Yên Thế: members}}", "D11": "=C11/SUM(C$11:C$11)+$C$9",
        "C12": "=SUM(C11:C11)+C9", "H4": "=SUM(C8:C11)",
    }  # fmt: skip
    sheet = openpyxl.load_workbook(filled(kttt, tmp_path, small, form(below)))["Biểu 1"]
    assert [sheet[f"A{row}"].value for row in range(8, 16)] == [1, 2, 3, "Cộng", None, 1, 2, 3]
    assert sheet["B14"].value == "Huyện: @SUM(A1)"
    assert sheet["C16"].value == "=SUM(C13:C15)+C11"
    assert [sheet[f"D{row}"].value for row in (13, 15)] == ["=C13/SUM(C$13:C$15)+$C$11", "=C15/SUM(C$13:C$15)+$C$11"]
    assert sheet["H4"].value == "=SUM(C8:C15)"


def test_the_same_input_gives_the_same_bytes(kttt: Run, small: Path, tmp_path: Path) -> None:
    one = filled(kttt, tmp_path, small, form()).read_bytes()
    assert filled(kttt, tmp_path, small, form(), "--force").read_bytes() == one


MISTAKES = [
    ("{{htx.nwe@2023}}", "không có chỉ tiêu “htx.nwe”; có phải htx.new"),
    ("{{htx.new@23}}", "“23” không phải năm"),
    ("{{htx.new@2203}}", "năm 2203 không có trong kế hoạch"),
    ("{{htx.new@2023|sector=argi}}", "không có lĩnh vực “argi”"),
    ("{{htx.new@2023|district=Huyện Yên Thé}}", "không có huyện “Huyện Yên Thé”"),
    ("{{htx.new@2023|unit=million}}", "đơn vị “million” không dùng được"),
    ("{{htx.new@2023|huyen=A}}", "không có tùy chọn “huyen”"),
    ("{{htx.new@2023", "không thành cặp"),
    ("HTX }} {{htx.new}}", "không thành cặp"),
    ("{{}}", "không đọc được"),
    ("{{htx.new: name}}", "thiếu chữ list"),
    ("{{list htx.new@2023: nmae}}", "không có cột “nmae”"),
    ("{{list htx.growth: name}}", "không có danh sách"),
    ("{{target.T99.value}}", "không có mục tiêu"),
    ('="{{year}}"', "nằm trong công thức"),
]


@pytest.mark.parametrize(("written", "told"), MISTAKES, ids=[written for written, _ in MISTAKES])
def test_a_mistake_is_told_with_its_cell(written: str, told: str, kttt: Run, small: Path, tmp_path: Path) -> None:
    (tmp_path / "mau.xlsx").write_bytes(form({"B12": written}, lists=False))
    done = kttt("annex", small, "--template", tmp_path / "mau.xlsx", "-o", tmp_path / "ra.xlsx", *YEAR)
    assert done.returncode == 2, done.stdout
    assert "mau.xlsx [Biểu 1!B12]" in done.stderr
    assert told in done.stderr
    assert not (tmp_path / "ra.xlsx").exists()


EXTRA = [
    ("header", "đầu trang, chân trang"),
    ("textbox", "Ghi chú] {{year}}: nằm ở hộp chữ"),
    ("comment", "ghi chú của ô"),
    ("chart", "Biểu 1] {{year}}: nằm ở biểu đồ"),
    ("rich", "Biểu 1!A12] HTX {{htx.new}} cũ: trong ngoặc {{ }} có nhiều kiểu chữ"),
    ("name", "Biểu 1!B16] kttt.htx.nwe.2023: không có chỉ tiêu “htx.nwe”; có phải htx.new"),
    ("range", "không chỉ đúng một ô"),
    ("formula name", "Biểu 1!E4] kttt.htx.new.2023: ô mang tên này có công thức"),
]


@pytest.mark.parametrize(("extra", "told"), EXTRA)
def test_what_no_cell_holds_is_told_with_its_place(extra: str, told: str, kttt: Run, tmp_path: Path) -> None:
    (tmp_path / "mau.xlsx").write_bytes(form(extra=extra))
    done = kttt("annex", "--template", tmp_path / "mau.xlsx", "--dry-run")
    assert done.returncode == 2
    assert told in done.stderr


def test_all_mistakes_at_once(kttt: Run, tmp_path: Path) -> None:
    (tmp_path / "mau.xlsx").write_bytes(form({"A12": "{{a.b}}", "B12": "{{c.d}}"}, extra="header"))
    done = kttt("annex", "--template", tmp_path / "mau.xlsx", "--dry-run")
    assert "Biểu mẫu có 3 lỗi; không ghi gì." in done.stderr


def test_a_form_is_checked_before_there_are_data(kttt: Run, tmp_path: Path) -> None:
    (tmp_path / "mau.xlsx").write_bytes(form())
    done = kttt("annex", "--template", tmp_path / "mau.xlsx", "--dry-run")
    assert done.returncode == 0, done.stderr
    assert "Biểu 1!B3  {{htx.new@2023}}  →  HTX thành lập mới (HTX; 2023)" in done.stdout
    assert len(done.stdout.splitlines()) == 11


def test_nothing_is_overwritten_unasked_and_never_the_form(kttt: Run, small: Path, tmp_path: Path) -> None:
    template = tmp_path / "mau.xlsx"
    template.write_bytes(form(lists=False))
    asked = ("annex", small, "--template", template, "-o")
    assert kttt(*asked, tmp_path, *YEAR, "--force").returncode == 2
    assert template.read_bytes() == form(lists=False)
    assert kttt(*asked, tmp_path / "ra", *YEAR).stdout.strip() == str(tmp_path / "ra" / "mau.xlsx")
    assert kttt(*asked, tmp_path / "ra", *YEAR).returncode == 2
    assert kttt(*asked, tmp_path / "ra", *YEAR, "--force").returncode == 0
    assert kttt(*asked, tmp_path / "x.xlsm", *YEAR).returncode == 2
    assert kttt(*asked, tmp_path / "y.xlsx", *YEAR, "--split").returncode == 2


# --- formulas and moved rows ------------------------------------------------------------------------

GROWTHS = Growths({"A": Growth({4: 3})}, ("A", "B", "C"))
"""Row 5 stands three times: 5, 6 and 7."""


@pytest.mark.parametrize(
    ("formula", "home", "expected"),
    [
        ("SUM(D5:D5)", "A", "SUM(D5:D7)"),
        ("SUM(D5)", "A", "SUM(D5:D7)"),
        ("SUM(D4:D6)", "A", "SUM(D4:D8)"),
        ("D6+$D$9", "A", "D8+$D$11"),
        ("D4&\"D9\"&'D9'!D9", "A", "D4&\"D9\"&'D9'!D9"),
        ("D9", "B", "D9"),
        ("A!D9+'A'!D9", "B", "A!D11+'A'!D11"),
        ("SUM(A!5:5,A!A:A)", "B", "SUM(A!5:7,A!A:A)"),
        ("SUM([1]A!D9)", "A", "SUM([1]A!D9)"),
        ("LOG10(D9)+D9.x+D9_", "A", "LOG10(D11)+D9.x+D9_"),
        ("Table1[[#This Row],[D9]]", "A", "Table1[[#This Row],[D9]]"),
        ("#REF!+A!#REF!+1E9", "A", "#REF!+A!#REF!+1E9"),
        ("SUM(B:C!D9)", "A", "SUM(B:C!D9)"),
    ],
)
def test_a_formula_follows_its_rows(formula: str, home: str, expected: str) -> None:
    assert GROWTHS.moved(formula, home) == expected


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("C5/D5", ["C5/D5", "C6/D6", "C7/D7"]),
        ("SUM(D$5:D5)", ["SUM(D$5:D5)", "SUM(D$5:D6)", "SUM(D$5:D7)"]),
        ("D5/SUM(D$5:D$5)", ["D5/SUM(D$5:D$7)", "D6/SUM(D$5:D$7)", "D7/SUM(D$5:D$7)"]),
        ("D5/D$9*B!A$9", ["D5/D$11*B!A$9", "D6/D$11*B!A$9", "D7/D$11*B!A$9"]),
    ],
)
def test_a_formula_of_a_repeated_row_stands_in_each(formula: str, expected: list[str]) -> None:
    assert [GROWTHS.moved(formula, "A", repeated=4, copy=copy) for copy in range(3)] == expected


@pytest.mark.parametrize(
    ("formula", "repeated"),
    [("D5*2", None), ("A!D5", None), ("D5/D9", 4), ("E4+D5", 4), ("D5*B!A9", 4), ("D5/$D$5", 4),
     ("INDIRECT(\"D9\")", None), ("SUM(A:B!D9)", None), ("SUM(D6:INDEX(D:D,9))", None)],
)  # fmt: skip
def test_what_can_be_meant_in_two_ways_is_refused(formula: str, repeated: int | None) -> None:
    with pytest.raises(CannotMove):
        GROWTHS.moved(formula, "A", repeated=repeated)


def test_a_shared_formula_reads_as_in_its_cell() -> None:
    assert translated("A1+$A1+A$1+B2:C3", 2, 1) == "B3+$A3+B$1+C4:D5"


@pytest.mark.parametrize(
    ("address", "formula"), [("H8", "=C8/C9"), ("H9", "=C8"), ("H3", '=INDIRECT("C9")'), ("H12", "=C8*2")]
)
def test_what_cannot_follow_is_told_before_data_are_read(address: str, formula: str, kttt: Run, tmp_path: Path) -> None:
    (tmp_path / "mau.xlsx").write_bytes(form({address: formula}))
    done = kttt("annex", "--template", tmp_path / "mau.xlsx", "--dry-run")
    assert done.returncode == 2
    assert re.search(rf"Biểu 1!{address}\] ={re.escape(formula[1:])}: ", done.stderr)


def test_a_form_without_lists_has_no_obstacle() -> None:
    with WorkbookEdit(io.BytesIO(form({"H3": '=INDIRECT("C9")'}, lists=False)), "mau.xlsx") as book:
        assert obstacles(book, {}) == []


def with_parts(data: bytes, changed: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, part in (parts(data) | changed).items():
            archive.writestr(name, part)
    return made.getvalue()


def as_excel_saves_it() -> bytes:
    """Formulas shared by several cells, an array, and the chain in which Excel calculates."""
    before = form({"H12": "=C20*2", "H13": "=C21*2", "H14": "=SUM(C8:C8)"})
    held = parts(before)
    sheet = held["xl/worksheets/sheet1.xml"]
    for old, new in (
        (b"<f>C20*2</f>", b'<f t="shared" ref="H12:H13" si="0">C20*2</f>'),
        (b"<f>C21*2</f>", b'<f t="shared" si="0"/>'),
        (b"<f>SUM(C8:C8)</f>", b'<f t="array" ref="H14">SUM(C8:C8)</f>'),
    ):
        assert old in sheet
        sheet = sheet.replace(old, new)
    chain = (
        b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="H12" i="1"/></calcChain>'
    )
    types = held["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        b'spreadsheetml.calcChain+xml"/></Types>',
    )
    relations = held["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain" '
        b'Target="calcChain.xml"/></Relationships>',
    )
    return with_parts(
        before,
        {"xl/worksheets/sheet1.xml": sheet, "xl/calcChain.xml": chain, "[Content_Types].xml": types,
         "xl/_rels/workbook.xml.rels": relations},
    )  # fmt: skip


def test_shared_formulas_arrays_and_the_chain_of_calculation(kttt: Run, small: Path, tmp_path: Path) -> None:
    out = filled(kttt, tmp_path, small, as_excel_saves_it())
    held = parts(out.read_bytes())
    assert "xl/calcChain.xml" not in held
    assert not any(b"calcChain" in part for part in held.values())
    sheet = openpyxl.load_workbook(out)["Biểu 1"]
    assert (sheet["H14"].value, sheet["H15"].value) == ("=C22*2", "=C23*2")
    assert (sheet["H16"].value.ref, sheet["H16"].value.text) == ("H16", "=SUM(C8:C10)")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kttt.htx.new.2023", 3),
        ("KTTT.HTX.NEW.2023__2", 3),
        ("kttt.htx.count__district.yen_the", 3),
        ("kttt.htx.charter_capital.2023__unit.billion", 0.6),
        ("kttt.year", "2023"),
        ("kttt.cutoff", "31/12/2023"),
    ],
)
def test_a_named_cell_is_filled(name: str, value: object, kttt: Run, small: Path, tmp_path: Path) -> None:
    before = form(lists=False)
    main = parts(before)["xl/workbook.xml"].replace(b"kttt.htx.count.2023__sector.agri", name.encode())
    out = filled(kttt, tmp_path, small, with_parts(before, {"xl/workbook.xml": main}))
    held = openpyxl.load_workbook(out)["Biểu 1"]["C5"]
    assert (f"{held.value:%d/%m/%Y}" if held.is_date else held.value) == value
    assert held.border.left.style == "thin"


def test_a_signed_form_is_refused(kttt: Run, tmp_path: Path) -> None:
    (tmp_path / "mau.xlsx").write_bytes(with_parts(form(), {"_xmlsignatures/sig1.xml": b"<a/>"}))
    done = kttt("annex", "--template", tmp_path / "mau.xlsx", "--dry-run")
    assert (done.returncode, "chữ ký số" in done.stderr) == (2, True)


@pytest.mark.parametrize("made", [b"", b"PK\x03\x04 broken", b"<html>", b"a,b"])
def test_what_is_no_workbook_is_unreadable(made: bytes, kttt: Run, tmp_path: Path) -> None:
    (tmp_path / "mau.xlsx").write_bytes(made)
    done = kttt("annex", "--template", tmp_path / "mau.xlsx", "--dry-run")
    assert done.returncode == 3
    assert done.stderr
