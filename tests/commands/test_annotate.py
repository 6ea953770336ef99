"""kttt check --annotate: the analyst's own workbook back, with every finding at its cell and nothing else changed."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from tests.conftest import ROOT, Run

pytestmark = pytest.mark.filterwarnings("ignore:.*will be removed:UserWarning")
TORTURE = ROOT / "tests" / "torture" / "so-htx.xlsx"
FIXTURES = ROOT / "tests" / "sheets" / "fixtures"
ROWS = [
    ["Mã số HTX", "Tên HTX", "Loại hình", "Ngày đăng ký lần đầu", "Xếp loại", "Doanh tu"],
    ["9900000010", "HTX Một", "HTX", "31/02/2020", "Tuyệt vời", "1"],
    ["9900000028", '=HYPERLINK("http://x.vn";"HTX Hai")', "HTX", "15/03/2019", "Tốt", "2"],
]


def workbook(path: Path, *, macros: bool = False, title: str = "Danh sách HTX năm 2023") -> Path:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"strings_to_formulas": False})
    sheet = book.add_worksheet("HTX")
    sheet.write_string(0, 0, title)
    for row, cells in enumerate(ROWS, start=1):
        for column, cell in enumerate(cells):
            sheet.write_string(row, column, cell)
    sheet.write_comment("D3", "hỏi lại phòng Nông nghiệp", {"author": "Huyện"})
    sheet.insert_textbox("H2", "Hộp chữ")
    if macros:
        book.add_vba_project(io.BytesIO(b"macro"), is_stream=True)
    book.close()
    path.write_bytes(made.getvalue())
    return path


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def told(kttt: Run, path: Path) -> list[dict[str, str | None]]:
    found = json.loads(kttt("check", path, "--format", "json").stdout)["findings"]
    return [{name: each[name] for name in ("rule", "cell", "sheet", "value", "severity")} for each in found]


def test_each_finding_stands_in_the_comment_of_its_cell_and_in_the_list(kttt: Run, tmp_path: Path) -> None:
    path, out = workbook(tmp_path / "htx.xlsx"), tmp_path / "out.xlsx"
    done = kttt("check", path, "--annotate", out)
    assert done.returncode == 1
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["HTX", "Phát hiện"]
    sheet, listed = book["HTX"], book["Phát hiện"]
    assert sheet["D3"].comment.text.startswith("hỏi lại phòng Nông nghiệp\n\nlỗi NG102: ")
    assert sheet["E3"].comment.text.startswith("lỗi TV101: ")
    assert sheet["F2"].comment.text.startswith("cảnh báo CT101: ")
    assert sheet["E4"].comment is None
    assert {cell: sheet[cell].fill.fgColor.rgb for cell in ("D3", "F2", "D4")} == {
        "D3": "FFFFC7CE", "F2": "FFFFEB9C", "D4": "00000000",
    }  # fmt: skip
    findings = told(kttt, path)
    rows = list(listed.iter_rows(min_row=2))
    assert [(row[1].value, row[3].value) for row in rows] == [(each["rule"], each["cell"]) for each in findings]
    assert [row[3].hyperlink.location for row in rows] == [f"'HTX'!{each['cell']}" for each in findings]
    assert all(cell.data_type != "f" for row in listed.iter_rows() for cell in row)
    assert all(cell.hyperlink is None or cell.hyperlink.target is None for row in listed.iter_rows() for cell in row)


def test_all_else_in_the_file_is_kept(kttt: Run, tmp_path: Path) -> None:
    path, out = workbook(tmp_path / "htx.xlsm", macros=True), tmp_path / "out.xlsm"
    kttt("check", path, "--annotate", out)
    old, new = parts(path), parts(out)
    touched = {name for name in old if old[name] != new[name]}
    assert touched == {
        "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/comments1.xml",
        "xl/worksheets/sheet1.xml", "xl/drawings/vmlDrawing1.vml",
    }  # fmt: skip
    assert new["xl/vbaProject.bin"] == b"macro"


def test_a_workbook_with_macros_needs_its_suffix(kttt: Run, tmp_path: Path) -> None:
    path, out = workbook(tmp_path / "htx.xlsm", macros=True), tmp_path / "out.xlsx"
    done = kttt("check", path, "--annotate", out)
    assert (done.returncode, out.exists()) == (2, False)
    assert ".xlsm" in done.stderr


def test_the_marked_copy_has_the_same_findings(kttt: Run, tmp_path: Path) -> None:
    out = tmp_path / "so-htx.xlsx"
    kttt("check", TORTURE, "--annotate", out)
    assert told(kttt, out) == told(kttt, TORTURE)
    assert len(told(kttt, out)) > 40


def test_the_same_input_gives_the_same_bytes(kttt: Run, tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        kttt("check", TORTURE, "--annotate", tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@pytest.mark.parametrize("name", ["so.csv", "so.xls", "so.ods"])
def test_of_other_files_there_is_a_new_workbook_and_what_is_not_in_it_is_said(
    kttt: Run, tmp_path: Path, name: str
) -> None:
    path, out = tmp_path / name, tmp_path / "out.xlsx"
    if name.endswith(".csv"):
        path.write_text("\n".join(";".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in ROWS), encoding="utf-8")  # fmt: skip
    else:
        shutil.copy(FIXTURES / f"sheet{path.suffix}", path)
    done = kttt("check", path, "--annotate", out)
    assert f"{name}: " in done.stderr
    book = openpyxl.load_workbook(out)
    assert book.sheetnames[-1] == "Phát hiện"
    if name.endswith(".csv"):
        assert book["so"]["B3"].value == ROWS[2][1]
        assert book["so"]["B3"].data_type == "s"
        assert book["so"]["D2"].comment.text.startswith("lỗi NG102")
        assert book["so"]["A2"].value == "9900000010"


def test_several_files_go_into_a_folder(kttt: Run, tmp_path: Path) -> None:
    data, out = tmp_path / "data", tmp_path / "out"
    (data / "huyện A").mkdir(parents=True)
    workbook(data / "htx-2022.xlsx", title="Danh sách HTX năm 2022")
    workbook(data / "huyện A" / "htx-2023.xlsx")
    (data / "htx-2021.csv").write_text("Tên HTX,Loại hình\nHTX A,HTX\n", encoding="utf-8")
    kttt("check", data, "--annotate", out)
    assert sorted(path.relative_to(out).as_posix() for path in out.rglob("*.xlsx")) == [
        "htx-2021.csv.xlsx", "htx-2022.xlsx", "huyện A/htx-2023.xlsx",
    ]  # fmt: skip
    again = kttt("check", data, "--annotate", out)
    assert (again.returncode, "--force" in again.stderr) == (2, True)
    assert kttt("check", data, "--annotate", out, "--force").returncode == 1
    inside = kttt("check", data, "--annotate", data / "out")
    assert (inside.returncode, (data / "out").exists()) == (2, False)


def test_neither_the_input_nor_a_pipe_nor_another_file_is_written_over(kttt: Run, tmp_path: Path) -> None:
    path = workbook(tmp_path / "htx.xlsx")
    before = path.read_bytes()
    assert kttt("check", path, "--annotate", path, "--force").returncode == 2
    assert kttt("check", path, "--annotate", path).returncode == 2
    assert kttt("check", path, "--annotate", tmp_path / "no" / "such.xlsx").returncode == 2
    assert path.read_bytes() == before
