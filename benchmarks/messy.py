"""What it costs to find the table: a messy workbook of 34.000 cooperatives, read by kttt, calamine and openpyxl.

Title block, unit line, two-row merged header, numbering, a merged group row and a subtotal for each of 693
districts, the header again on each page, 24 columns. Each measurement is of one process, without its imports;
the ratios are what to read. The aims: reading at most 1,5 × the raw calamine read, and all of kttt (reading,
validation, checks) less than openpyxl's read-only mode needs for reading alone.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from data import DATA, Fact, cell, records
from measure import Contender, Section

ROWS = 34_000
FILE = DATA / f"messy-{ROWS}.xlsx"
READING_AIM = 1.5
PAGE = 45
"""Records on a page, before the header is repeated."""

COLUMNS: tuple[tuple[str, str, str | None], ...] = (
    ("#", "STT", None), ("name", "TÊN\nHỢP TÁC XÃ", None), ("code", "Mã số HTX", None), ("kind", "Loại hình", None),
    ("sector", "Lĩnh vực", None), ("commune", "Xã", None), ("registered_on", "Ngày đăng ký\nlần đầu", None),
    ("origin", "Hình thức thành lập", None), ("status", "Tình trạng", None), ("ended_on", "Ngày giải thể", None),
    ("charter_capital", "Vốn điều lệ", None), ("members", "Thành viên", "Tổng số"), ("members_women", "Thành viên", "Nữ"),
    ("workers", "Lao động thường xuyên", None), ("managers", "Cán bộ quản lý", "Tổng số"),
    ("managers_intermediate", "Cán bộ quản lý", "Trung cấp"),
    ("managers_college", "Cán bộ quản lý", "Cao đẳng, đại học trở lên"), ("revenue", "Kết quả", "Doanh thu"),
    ("revenue_members", "Kết quả", "Doanh thu với thành viên"), ("profit", "Kết quả", "Lợi nhuận"),
    ("income", "Thu nhập bình quân (triệu đồng/người/năm)", None), ("grade", "Xếp loại", None),
    ("linked_enterprise", "Liên kết với doanh nghiệp", None), ("#note", "Ghi chú", None),
)  # fmt: skip
SUMMED = frozenset({"charter_capital", "members", "members_women", "workers", "managers", "revenue", "profit"})

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI")

SCRIPTS = {
    "calamine alone": """
from python_calamine import CalamineWorkbook
begin()
book = CalamineWorkbook.from_path(file)
for name in book.sheet_names:
    book.get_sheet_by_name(name).to_python()
""",
    "kttt, reading the sheet": """
from pathlib import Path
from kttt_cli.registers.columns import is_header
from kttt_cli.registers.surroundings import can_group
from kttt_cli.sheets.files import read_grids
from kttt_cli.sheets.table import Hints, find_tables
import gc, numpy, python_calamine
gc.disable()
begin()
count = sum(len(table.rows) for grid in read_grids(Path(file), file) for table in find_tables(grid, Hints(is_header, can_group)))
assert count == rows, count
""",
    "kttt, reading, validation, checks": """
from pathlib import Path
from kttt_cli.registers.dataset import read_dataset
import numpy, python_calamine
begin()
data = read_dataset([Path(file)])
assert data.records == rows, data.records
""",
    "openpyxl read-only": """
import openpyxl
begin()
book = openpyxl.load_workbook(file, read_only=True, data_only=True)
for sheet in book:
    for row in sheet.iter_rows(values_only=True):
        pass
""",
}
_TIMER = """
import sys, time
file, rows = sys.argv[1], int(sys.argv[2])
def begin():
    global begun
    begun = time.perf_counter()
"""


def lines() -> Iterator[tuple[str, list[Fact | float]]]:
    """(what it is, its cells) of each row below the header."""
    number = 0
    listed = sorted(records(ROWS), key=lambda record: str(record["district"]))
    for rank, (district, same) in enumerate(groupby(listed, key=lambda record: str(record["district"]))):
        members = list(same)
        yield "group", [f"{_ROMAN[rank % len(_ROMAN)]}. {district}"]
        for record in members:
            if number and number % PAGE == 0:
                yield "header", []
            number += 1
            yield "record", [number if name == "#" else cell(name, record.get(name)) for name, _, _ in COLUMNS]
        sums = {name: sum(int(str(each[name] or 0)) for each in members) for name in SUMMED}
        yield "total", [f"Cộng {district}" if name == "#" else cell(name, sums.get(name)) for name, _, _ in COLUMNS]


def make() -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Danh sách HTX"
    width = len(COLUMNS)

    def merge(first: int, left: int, last: int, right: int) -> None:
        sheet.merge_cells(start_row=first, start_column=left, end_row=last, end_column=right)

    def header(row: int) -> None:
        for column, (_, above, below) in enumerate(COLUMNS, start=1):
            again = column > 1 and below is not None and COLUMNS[column - 2][1] == above
            if not again:
                sheet.cell(row, column, above)
            if below is None:
                merge(row, column, row + 1, column)
            else:
                sheet.cell(row + 1, column, below)
                if not again:
                    merge(row, column, row, column - 1 + sum(each[1] == above for each in COLUMNS))

    for text in ("UBND TỈNH", "LIÊN MINH HỢP TÁC XÃ", None, "DANH SÁCH HỢP TÁC XÃ ĐẾN 31/12/2024", "ĐVT: triệu đồng"):
        sheet.append([text])
    merge(4, 1, 4, width)
    header(6)
    for column in range(1, width + 1):
        sheet.cell(8, column, f"({column})")
    row = 8
    for what, cells in lines():
        row += 1
        if what == "header":
            header(row)
            row += 1
            continue
        for column, value in enumerate(cells, start=1):
            if value is not None:
                sheet.cell(row, column, value)
        if what == "group":
            merge(row, 1, row, width)
    sheet.cell(row + 2, width - 4, "Ngày 15 tháng 01 năm 2025")
    sheet.cell(row + 3, 2, "NGƯỜI LẬP BIỂU")
    sheet.cell(row + 3, width - 4, "GIÁM ĐỐC")
    DATA.mkdir(exist_ok=True)
    book.save(FILE)


def contenders() -> list[Contender]:
    return [
        Section(
            name,
            [sys.executable, "-c", f"{_TIMER}{script}\nprint(time.perf_counter() - begun)\n", str(FILE), str(ROWS)],
        )
        for name, script in SCRIPTS.items()
    ]


def aims(measured: list[Contender]) -> list[tuple[str, float, float]]:
    """(what, ratio, at most)"""
    raw, reading, everything, openpyxl = (each.time for each in measured)
    return [
        ("messy XLSX, 34.000 rows: reading ÷ calamine alone", reading / raw, READING_AIM),
        ("messy XLSX: reading ÷ openpyxl read-only", reading / openpyxl, 1.0),
        ("messy XLSX: all of kttt ÷ openpyxl read-only", everything / openpyxl, 1.0),
    ]


def make_once() -> None:
    if not FILE.exists():
        print(f"making {FILE.name} …", file=sys.stderr)
        subprocess.run([sys.executable, "-c", "import messy; messy.make()"], check=True, cwd=Path(__file__).parent)
