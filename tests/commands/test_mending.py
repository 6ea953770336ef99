"""kttt check --diff, --fix and --in-place: what has one right form is mended, and nothing else is touched."""

from __future__ import annotations

import csv
import io
import json
import shutil
import unicodedata
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kttt_cli.outputs.mended import Mended, mended
from kttt_cli.registers.dataset import Dataset, read_dataset
from kttt_cli.sheets.editing.formula_use import columns_used_as_text
from kttt_cli.sheets.text import key
from tests.conftest import ROOT, SAMPLE, Run

TORTURE = ROOT / "tests" / "torture"
HEAD = "Mã số HTX,Tên HTX,Loại hình,Lĩnh vực,Tình trạng,Ngày đăng ký lần đầu,Vốn điều lệ (triệu đồng),Tổng số thành viên,Xếp loại"
CLEAN = (
    '9900000016,HTX Một,HTX,Vận tải,Đang hoạt động,15/03/2019,"1.570,5",12,Tốt',
    '9900000023,HTX Hai,HTX,Xây dựng,Đang hoạt động,16/03/2019,"2.000,5",15,Khá',
    '0990000029,HTX Ba,HTX,Môi trường,Đang hoạt động,17/03/2019,"3.000,5",20,Yếu',
)


def csv_file(path: Path, *rows: str) -> Path:
    path.write_text("\n".join((HEAD, *rows)) + "\n", encoding="utf-8")
    return path


def findings(kttt: Run, *arguments: object) -> list[tuple[str, str, str]]:
    told = json.loads(kttt("check", *arguments, "--format", "json").stdout)
    return [(each["rule"], each["cell"], each["severity"]) for each in told["findings"]]


# --- one mend of each kind ---------------------------------------------------------------------------

ONE_CELL = [
    ("HTX  Một ", "HTX Một", "VB101"),
    ("HTX\u00a0Một\u200b", "HTX Một", "VB101"),
    (unicodedata.normalize("NFD", "HTX Một"), "HTX Một", "VB102"),
    ("Dang hoat dong", "Đang hoạt động", "VB104"),
    ("ĐANG HOẠT ĐỘNG", "Đang hoạt động", "VB104"),
    ("Tôt", "Tốt", "VB104"),
    ("15.3.2019", "15/03/2019", "VB107"),
    ("ngày 15 tháng 3 năm 2019", "15/03/2019", "VB107"),
    ("15/03/19", "15/03/2019", "NG103"),
    ("43539", "15/03/2019", "NG101"),
    ("990000011", "0990000011", "MA102"),
]  # fmt: skip
OF = {"HTX Một": 1, "Đang hoạt động": 4, "Tốt": 8, "15/03/2019": 5, "0990000011": 0}


@pytest.mark.parametrize(("wrong", "right", "rule"), ONE_CELL, ids=[repr(each[0]) for each in ONE_CELL])
def test_a_cell_with_one_right_form_gets_it(kttt: Run, tmp_path: Path, wrong: str, right: str, rule: str) -> None:
    row = next(csv.reader([CLEAN[0]]))
    row[OF[right]] = wrong
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(row)
    path, out = csv_file(tmp_path / "htx-2023.csv", line.getvalue(), *CLEAN[1:]), tmp_path / "htx-2023-moi.csv"
    done = kttt("check", path, "--fix", out)
    assert f"{rule}: “" in done.stderr
    assert done.stderr.count(" → “") == 1
    row[OF[right]] = right
    lines = out.read_text(encoding="utf-8").splitlines()
    assert next(csv.reader([lines[1]])) == row
    assert lines[2:] == list(CLEAN[1:])
    assert findings(kttt, out) == []
    assert kttt("check", out, "--diff").stdout == ""


@pytest.mark.parametrize(
    ("column", "wrong", "likely"),
    [(8, "Tuyệt vời", None), (3, "Vận tãi biển", "Vận tải"), (5, "03/15/2019", "15/03/2019"), (6, "\"1,570.5\"", '"1570,5"'),
     (7, "khoảng 12", None), (5, "31/02/2020", None), (0, "9900000019", None), (5, "05/03/48", None)],
)  # fmt: skip
def test_what_has_no_one_right_form_is_left_or_asks_for_a_confirmation(
    kttt: Run, tmp_path: Path, column: int, wrong: str, likely: str | None
) -> None:
    cells = ["9900000016", "HTX Một", "HTX", "Vận tải", "Đang hoạt động", "15/03/2019", '"1.570,5"', "12", "Tốt"]
    cells[column] = wrong
    path, out = csv_file(tmp_path / "htx-2023.csv", ",".join(cells), *CLEAN[1:]), tmp_path / "moi.csv"
    assert kttt("check", path, "--diff", "--year", "2023").stdout == ""
    kttt("check", path, "--fix", out, "--unsafe-fixes", "--year", "2023")
    cells[column] = likely or wrong
    assert out.read_text(encoding="utf-8").splitlines()[1] == ",".join(cells)


def test_the_diff_as_people_see_it(kttt: Run, golden: Callable[[str, str], None]) -> None:
    for lang in ("vi", "en"):
        done = kttt("check", TORTURE / "so-htx.csv", "--diff", "--lang", lang)
        assert done.returncode == 1
        golden(f"check-diff-{lang}.txt", done.stdout + done.stderr)


# --- files keep their form ---------------------------------------------------------------------------


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_csv_file_keeps_its_bytes_but_for_the_mended_cells(
    kttt: Run, tmp_path: Path, bom: bytes, end: str, delimiter: str
) -> None:
    rows = [
        ["Mã số HTX", "Tên HTX", '"Loại hình"', "Tình trạng"],
        ['"9900000016"', "HTX Một", "HTX", '"Dang hoat dong"'],
        ["9900000023", '"HTX ""Hai"""', '"HTX"', " Đang hoạt động"],
        ["9900000030", f'"HTX{end}Ba; số 1"', "HTX", "Đang hoạt động"],
    ]
    path, out = tmp_path / "htx-2023.csv", tmp_path / "moi.csv"
    path.write_bytes(bom + end.join(map(delimiter.join, rows)).encode())
    kttt("check", path, "--fix", out, "--year", "2023")
    rows[1][3], rows[2][3] = '"Đang hoạt động"', "Đang hoạt động"
    assert out.read_bytes() == bom + end.join(map(delimiter.join, rows)).encode()


def test_a_file_in_an_old_encoding_becomes_unicode(kttt: Run, tmp_path: Path) -> None:
    fixture = ROOT / "tests" / "sheets" / "test_encodings.py"
    assert fixture.exists()
    text = "Mã số HTX,Tên HTX,Loại hình\n9900000016,Hợp tác xã dịch vụ nông nghiệp thủy lợi ươm giống,HTX\n9900000023,Hợp tác xã vận tải sông Cầu,HTX\n"
    path, out = tmp_path / "htx-2023.csv", tmp_path / "moi.csv"
    path.write_bytes(tcvn3(text))
    done = kttt("check", path, "--fix", out, "--year", "2023")
    assert "VB103" in done.stderr
    assert out.read_bytes() == b"\xef\xbb\xbf" + text.encode()
    kttt("check", path, "--fix", tmp_path / "not.csv", "--year", "2023", "--ignore", "VB103")
    assert (tmp_path / "not.csv").read_bytes() == path.read_bytes()


def test_texts_of_an_old_font_in_a_workbook_become_unicode(kttt: Run, tmp_path: Path) -> None:
    path, out = tmp_path / "htx.xlsx", tmp_path / "moi.xlsx"
    names = ["Hợp tác xã dịch vụ nông nghiệp Phú Lương", "Hợp tác xã vận tải sông Cầu", "Hợp tác xã ươm giống Tiên Lục"]
    made = xlsxwriter.Workbook(path)
    sheet = made.add_worksheet("HTX 2023")
    head = ["Mã số HTX", "Tên HTX", "Loại hình"]
    sheet.write_row(0, 0, [tcvn3(each).decode("latin-1") for each in head])
    for row, (name, code) in enumerate(zip(names, ("9900000016", "9900000023", "9900000030"), strict=True), start=1):
        sheet.write_row(row, 0, [code, tcvn3(name).decode("latin-1"), "HTX"])
    made.close()
    done = kttt("check", path, "--fix", out)
    assert done.stderr.count("VB103: “") == 6
    assert [cell.value for cell in openpyxl.load_workbook(out)["HTX 2023"][1]] == head
    read = openpyxl.load_workbook(out)["HTX 2023"]
    assert [read.cell(row, 2).value for row in (2, 3, 4)] == names
    assert kttt("check", out, "--diff").stdout == ""


def tcvn3(text: str) -> bytes:
    from kttt_cli.sheets.legacy_text import _TCVN3

    table = {letter: code for code, letter in _TCVN3.items()}
    return "".join(table.get(letter, letter) for letter in text).encode("latin-1")


def book(path: Path, second_day: int = 20, more: dict[str, str] | None = None) -> Path:
    made = xlsxwriter.Workbook(path)
    made.set_properties({"created": datetime(2020, 1, 1)})
    sheet = made.add_worksheet("HTX")
    day, text = made.add_format({"num_format": "dd/mm/yyyy"}), made.add_format({"num_format": "@", "bold": True})
    sheet.write_string(0, 0, "Danh sách HTX năm 2023")
    sheet.write_row(2, 0, next(csv.reader([HEAD])))
    sheet.write_row(3, 0, ["9900000016", "HTX  Một", "HTX", "Vận tải", "dang hoat dong"])
    sheet.write_string(3, 5, "15/03/2019", day)
    sheet.write_string(3, 6, "1.570,5", text)
    sheet.write_string(3, 7, "12")
    sheet.write_formula(3, 8, '=IF(1=1,"tot","")', value="tot")
    sheet.write_row(4, 0, [990000011, "HTX Hai", "HTX", "Vận tải", "Đang hoạt động"])
    sheet.write_datetime(4, 5, datetime(2020, 1, second_day), day)
    sheet.write_string(4, 6, "2.000,5", text)
    sheet.write_number(4, 7, 15)
    sheet.write_string(5, 0, "0990000029")
    sheet.write_rich_string(5, 1, "HTX  ", text, "Ba")
    sheet.write_row(5, 2, ["HTX", "Vận tải", "Đang hoạt động"])
    sheet.insert_textbox("L2", "Hộp chữ")
    for cell, formula in (more or {}).items():
        sheet.write_formula(cell, formula, value=2019)
    made.close()
    return path


def test_a_workbook_gets_numbers_and_days_in_the_look_of_its_cells(kttt: Run, tmp_path: Path) -> None:
    path, out = book(tmp_path / "htx.xlsx"), tmp_path / "moi.xlsx"
    done = kttt("check", path, "--fix", out)
    sheet = openpyxl.load_workbook(out)["HTX"]
    assert [(sheet[cell].value, sheet[cell].number_format) for cell in ("B4", "E4", "F4", "G4", "H4", "A5")] == [
        ("HTX Một", "General"), ("Đang hoạt động", "General"), (datetime(2019, 3, 15), "dd/mm/yyyy"),
        (1570.5, "General"), (12, "General"), ("0990000011", "@"),
    ]  # fmt: skip
    assert sheet["G4"].font.bold
    assert sheet["I4"].value == '=IF(1=1,"tot","")'
    assert "[HTX!I4] VB104: ô là công thức" in done.stderr
    assert "[HTX!B6] VB101: ô có nhiều kiểu chữ" in done.stderr
    old, new = parts(path), parts(out)
    assert {name for name in new if old.get(name) != new[name]} <= {
        "xl/worksheets/sheet1.xml",
        "xl/styles.xml",
        "xl/workbook.xml",
    }
    assert findings(kttt, out) == [each for each in findings(kttt, path) if each[0] != "MA102"]
    assert kttt("check", out, "--diff").stdout == ""


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_days_stay_texts_where_they_show_that_excel_has_turned_the_others(kttt: Run, tmp_path: Path) -> None:
    """All real days are up to the 12th and all texts behind it: without the texts nobody would see what happened."""
    path = book(tmp_path / "htx.xlsx", second_day=2)
    assert ("NG201", "F:F", "warning") in findings(kttt, path)
    done = kttt("check", path, "--diff")
    assert "VB107" not in done.stdout
    assert "VB107: sửa thì phát hiện NG201" in done.stderr


@pytest.mark.parametrize(
    ("formula", "columns"),
    [("RIGHT(F4,4)", "F"), ("SUM(G2:G9)", ""), ("SUBTOTAL(9,G2:G9)/SUM(H:H)", ""), ("A2&B$3", "AB"), ("VLOOKUP($B2,X!C:E,2,0)", "BCDE"),
     ('IF(I4="Tốt",1,0)', "I"), ("F4+1", ""), ('SUM(G2:G9)&" đồng"', "G"), ("LEN('Sheet A1'!D2)", "D"), ("LOG10(C1)", "C")],
)  # fmt: skip
def test_columns_that_formulas_take_for_texts(formula: str, columns: str) -> None:
    assert columns_used_as_text([formula]) == {ord(letter) - ord("A") for letter in columns}


def test_a_text_stays_one_where_a_formula_takes_it_apart(kttt: Run, tmp_path: Path) -> None:
    path = book(tmp_path / "htx.xlsx", more={"L4": "=RIGHT(F4,4)", "L5": "=SUM(H4:H5)"})
    done = kttt("check", path, "--diff")
    assert "[HTX!F4] VB107: có công thức dùng cột này như chữ" in done.stderr
    assert "@@ HTX!H4 @@ VB106" in done.stdout


@pytest.mark.parametrize("name", ["sheet.xls", "sheet.ods"])
def test_other_workbooks_cannot_be_mended_and_it_is_said(kttt: Run, tmp_path: Path, name: str) -> None:
    path, out = tmp_path / name, tmp_path / f"moi{Path(name).suffix}"
    shutil.copy(ROOT / "tests" / "sheets" / "fixtures" / name, path)
    kttt("check", path, "--fix", out)
    assert not out.exists() or out.read_bytes() == path.read_bytes()


# --- where it is written -----------------------------------------------------------------------------

DIRTY = (CLEAN[0].replace("HTX Một", "HTX  Một"), *CLEAN[1:])


def test_nothing_is_written_by_a_diff(kttt: Run, tmp_path: Path) -> None:
    path = csv_file(tmp_path / "htx-2023.csv", *DIRTY)
    before = path.read_bytes()
    assert kttt("check", path, "--diff").returncode == 0
    assert (list(tmp_path.iterdir()), path.read_bytes()) == ([path], before)


def test_in_place_keeps_the_old_file_and_never_overwrites_it_unasked(kttt: Run, tmp_path: Path) -> None:
    path = csv_file(tmp_path / "htx-2023.csv", *DIRTY)
    before, old = path.read_bytes(), tmp_path / "htx-2023.csv.bak"
    assert kttt("check", path, "--in-place").returncode == 0
    assert (old.read_bytes(), path.read_bytes()) == (before, csv_file(tmp_path / "right", *CLEAN).read_bytes())
    csv_file(path, *DIRTY)
    assert kttt("check", path, "--in-place").returncode == 2
    assert path.read_bytes() == before
    assert kttt("check", path, "--in-place", "--force").returncode == 0


def test_a_folder_is_copied_whole_with_its_settings(kttt: Run, tmp_path: Path) -> None:
    data, out = tmp_path / "data", tmp_path / "out"
    (data / "a").mkdir(parents=True)
    csv_file(data / "htx-2022.csv", *CLEAN)
    csv_file(data / "a" / "htx-2023.csv", *DIRTY)
    (data / "kttt.toml").write_text("", encoding="utf-8")
    kttt("check", data, "--fix", out)
    assert sorted(path.relative_to(out).as_posix() for path in out.rglob("*.*")) == [
        "a/htx-2023.csv", "htx-2022.csv", "kttt.toml",
    ]  # fmt: skip
    assert (out / "htx-2022.csv").read_bytes() == (data / "htx-2022.csv").read_bytes()
    assert kttt("check", out, "--diff").stdout == ""


@pytest.mark.parametrize(
    "options",
    [("--unsafe-fixes",), ("--diff", "--in-place"), ("--diff", "--fix", "x.csv"), ("--diff", "--annotate", "x.xlsx"),
     ("--fix", "x.xlsx"), ("--fix", "htx-2023.csv"), ("--fix", "htx-2023.csv", "--force")],
)  # fmt: skip
def test_contradictions_are_refused(kttt: Run, tmp_path: Path, options: tuple[str, ...]) -> None:
    path = csv_file(tmp_path / "htx-2023.csv", *DIRTY)
    before = path.read_bytes()
    assert kttt("check", path, *[tmp_path / each if "." in each else each for each in options]).returncode == 2
    assert (list(tmp_path.iterdir()), path.read_bytes()) == ([path], before)


def test_the_exit_code_is_of_what_remains(kttt: Run, tmp_path: Path) -> None:
    lost = CLEAN[0].replace("9900000016", "990000011")
    path = csv_file(tmp_path / "htx-2023.csv", lost, *CLEAN[1:])
    assert kttt("check", path, "--fail-on", "warning").returncode == 1
    assert kttt("check", path, "--fail-on", "warning", "--diff").returncode == 0
    assert kttt("check", path, "--fail-on", "warning", "--fix", tmp_path / "a.csv").returncode == 0
    assert kttt("check", path, "--fail-on", "warning", "--diff", "--ignore", "MA102").returncode == 0
    assert kttt("check", path, "--fail-on", "warning", "--diff", "--ignore", "VB").stdout != ""


def test_a_mend_that_brings_about_a_finding_is_withdrawn(kttt: Run, tmp_path: Path) -> None:
    """The code with its zero is that of another organisation: which of the two is wrong, nobody can tell."""
    lost, other = CLEAN[0].replace("9900000016", "990000011"), CLEAN[1].replace("9900000023", "0990000011")
    path = csv_file(tmp_path / "htx-2023.csv", lost, other, CLEAN[2].replace("HTX Ba", "HTX  Ba"))
    done = kttt("check", path, "--diff")
    assert "+0990000011" not in done.stdout
    assert "VB101" in done.stdout
    assert "MA102: sửa thì sinh ra phát hiện MA201" in done.stderr


@pytest.mark.parametrize(
    "codes",
    [
        ("9900000016", "9900000023", "9900000030", "247584164"),  # of another province: some digit was lost
        ("195934753", "688022754", "412345678", "512345678", "612345678"),  # numbers of the list's own
        ("990000011",),
    ],
)
def test_a_check_digit_that_is_right_by_chance_proves_no_zero(
    kttt: Run, tmp_path: Path, codes: tuple[str, ...]
) -> None:
    rows = [CLEAN[0].replace("9900000016", code).replace("HTX Một", f"HTX Số {code}") for code in codes]
    assert kttt("check", csv_file(tmp_path / "htx-2023.csv", *rows), "--diff").stdout == ""


def test_a_list_that_lost_all_its_zeros_gets_them_back(kttt: Run, tmp_path: Path) -> None:
    codes = ("990000011", "990000029", "990000036", "990000043")
    rows = [CLEAN[0].replace("9900000016", code).replace("HTX Một", f"HTX Số {code}") for code in codes]
    told = kttt("check", csv_file(tmp_path / "htx-2023.csv", *rows), "--diff").stdout
    assert [line for line in told.splitlines() if line.startswith("+0")] == [f"+0{code}" for code in codes]


# --- what holds of every file ------------------------------------------------------------------------

DAMAGES: dict[int, list[str]] = {
    0: ["990000011", " 9900000016", "99 0000 0016", "khác", "", "9900000023"],
    1: ["HTX  Một", "HTX\u00a0Một", unicodedata.normalize("NFD", "HTX Một"), "Hoà  Một", "", "=1+1", "'HTX"],
    2: ["htx", "Hợp tác xã ", "LH HTX", "hop tac xa", "XXX"],
    3: ["van tai", "VẬN TẢI", "Vân tải", "nong nghiep", "Vận tãi biển", "Nông, lâm nghiệp, thuỷ sản", ""],
    4: ["dang hoat dong", "Tạm ngừng", "giai the", "?", ""],
    5: ["15/3/19", "15.03.2019", "43539", "03/15/2019", "2019", "tháng 3/2019", "1/4/1905", "15 / 03 / 2019", ""],
    6: ["1,570.5", "1.570", "1 570,5", "1\u00a0570,5", "1,5 tỷ", "-", "2.000", "2021,867", "0,125", "12"],
    7: ["12,0", " 12", "1.250", "mười hai", "", "12.5"],
    8: ["tot", "TỐT", "Tôt", "Xuất sắc", "B", ""],
}  # fmt: skip
ROWS = [next(csv.reader([row])) for row in CLEAN] * 3


@st.composite
def damaged(draw: st.DrawFn) -> list[list[str]]:
    rows = [[f"99000{number:05}", f"HTX số {number}", *row[2:]] for number, row in enumerate(ROWS)]
    for row in rows:
        for column in draw(st.sets(st.sampled_from(sorted(DAMAGES)), max_size=3)):
            row[column] = draw(st.sampled_from(DAMAGES[column]))
    return rows


def as_csv(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEAD.split(","), *rows])


def as_workbook(path: Path, rows: list[list[str]]) -> None:
    made = xlsxwriter.Workbook(path, {"strings_to_formulas": False})
    sheet = made.add_worksheet("HTX 2023")
    for number, row in enumerate([HEAD.split(","), *rows]):
        for column, cell in enumerate(row):
            sheet.write_string(number, column, cell)
    made.close()


def records(dataset: Dataset, leaving_out: set[tuple[int | None, int | None]]) -> list[dict[str, Any]]:
    """Each record as its model, without the cells that were mended by a finding; names as a reader compares them."""
    (register,) = dataset.registers.values()
    found = []
    for position in range(len(register)):
        values = register.record(position).model_dump()
        for name in list(values):
            place = register.place(position, name)
            if (place.row, place.column) in leaving_out:
                del values[name]
        found.append({name: key(value) if name == "name" and value else value for name, value in values.items()})
    return found


def mend(path: Path, *, unsafe: bool = False) -> tuple[Dataset, Mended]:
    def again(instead: Any = None) -> Dataset:
        return read_dataset([path], collect=True, instead=instead)

    before = again()
    return before, mended(before, [path.name], again, lambda rule: True, unsafe=unsafe)


@pytest.mark.parametrize("write", [as_csv, as_workbook])
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=damaged(), unsafe=st.booleans())
def test_mending_takes_findings_away_and_changes_nothing_else(
    tmp_path: Path, write: Callable[[Path, list[list[str]]], None], rows: list[list[str]], unsafe: bool
) -> None:
    path = tmp_path / ("htx-2023.csv" if write is as_csv else "htx-2023.xlsx")
    write(path, rows)
    before, done = mend(path, unsafe=unsafe)
    told = {(finding.rule, finding.place) for finding in before.findings}
    after = {(finding.rule, finding.place) for finding in done.dataset.findings}
    assert after <= told
    by_finding = [each for each in done.mends if each.of_finding]
    assert not after & {(rule, each.place) for each in by_finding for rule in each.rules}
    explained = {(each.place.row, each.place.column) for each in by_finding}
    assert records(before, explained) == records(done.dataset, explained)
    for data in done.files.values():
        path.write_bytes(data)
    again, second = mend(path, unsafe=unsafe)
    assert second.mends == ()
    assert tuple(again.findings) == tuple(done.dataset.findings)


def test_figures_of_the_sample_province_stay_when_its_ways_of_writing_are_mended(kttt: Run, tmp_path: Path) -> None:
    """Days typed as text in the sample's workbooks become days: 323 cells, and not one figure moves."""
    data, out = ROOT / "data" / "samples" / "bac-giang-xlsx", tmp_path / "out"
    kttt("check", data, "--fix", out)
    was, now = (json.loads(kttt("compute", each, "--format", "json").stdout) for each in (data, out))
    assert (was["targets"], was["indicators"]) == (now["targets"], now["indicators"])
    assert any((out / path.name).read_bytes() != path.read_bytes() for path in data.glob("*.xlsx"))


def test_the_clean_sample_has_nothing_to_mend(kttt: Run) -> None:
    assert kttt("check", SAMPLE, "--diff").stdout == ""


def test_a_day_in_a_workbook_that_counts_from_1904(tmp_path: Path) -> None:
    path = tmp_path / "htx-2023.xlsx"
    made = openpyxl.Workbook()
    made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    sheet = made.active
    assert sheet is not None
    sheet.append(HEAD.split(","))
    for row in CLEAN:
        sheet.append(next(csv.reader([row])))
    made.save(path)
    _, done = mend(path)
    assert {each.after for each in done.mends if each.place.column == 5} == {date(2019, 3, day) for day in (15, 16, 17)}
    (read,) = (openpyxl.load_workbook(io.BytesIO(data)).active for data in done.files.values())
    assert read is not None
    assert read["F2"].value == datetime(2019, 3, 15)


@pytest.mark.parametrize("option", ["--annotate", "--fix"])
def test_the_copies_of_several_files_go_into_a_folder_that_is_not_called_like_a_file(
    kttt: Run, tmp_path: Path, option: str
) -> None:
    (tmp_path / "data").mkdir()
    csv_file(tmp_path / "data" / "htx-2023.csv", CLEAN[0].replace("HTX Một", "HTX  Một"))
    done = kttt("check", tmp_path / "data", option, tmp_path / "danh-dau.xlsx")
    assert done.returncode == 2
    assert "cần một thư mục" in done.stderr
    assert not (tmp_path / "danh-dau.xlsx").exists()
