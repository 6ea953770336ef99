"""Write tests/torture/so-htx.xlsx, the same as .csv, and truth.json: `python scripts/make_torture.py [FOLDER]`.

A register as it is really kept, with one defect in a cell, and for every cell what must come of it. The same
bytes every time: one seed, no clock. The cooperatives are made up; their codes have the prefix 99, which no
province has.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sys
import unicodedata
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from random import Random

# With lxml installed openpyxl writes other bytes.
os.environ.setdefault("OPENPYXL_LXML", "False")

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

TORTURE = Path(__file__).parents[1] / "tests" / "torture"
SEED = 2023
YEAR = 2023
MADE_ON = datetime(2024, 1, 5)
WIDTH = 17
MILLION = 1_000_000

Cell = str | int | float | date | None
Value = str | int | bool | None

FIELDS = (
    "#no", "name", "code", "sector", "district", "commune", "registered_on", "ended_on", "charter_capital", "members",
    "members_women", "workers", "revenue", "profit", "grade", "linked_enterprise", "#note",
)  # fmt: skip
MONEY = frozenset({"charter_capital", "revenue", "profit"})
SUMMED = ("charter_capital", "members", "members_women", "workers", "revenue", "profit")
SECTORS = {
    "agri": "Nông, lâm nghiệp, thuỷ sản", "trade": "Thương mại, dịch vụ, chợ", "industry": "Công nghiệp - TTCN",
    "transport": "Vận tải", "environment": "Vệ sinh môi trường",
}  # fmt: skip
GRADES = {"tot": "Tốt", "kha": "Khá", "trung_binh": "TB", "yeu": "Yếu"}
DISTRICTS = {
    "Yên Thế": ("Xã Tam Tiến", "Xã Đồng Hưu", "Xã Xuân Lương", "Xã Hồng Kỳ"),
    "Tân Yên": ("Xã Liên Sơn", "Xã Phúc Sơn", "Xã Cao Xá", "Xã Hợp Đức"),
    "Hiệp Hòa": ("Xã Thanh Vân", "Xã Hùng Sơn", "Xã Ngọc Sơn", "Xã Lương Phong"),
}
GROUPS = {"Yên Thế": "I. Huyện Yên Thế", "Tân Yên": "II. HUYỆN TÂN YÊN (8 HTX)", "Hiệp Hòa": "III. Huyện Hiệp Hoà"}
COUNTS = {"Yên Thế": 8, "Tân Yên": 8, "Hiệp Hòa": 9}
FIRST = ("An", "Bình", "Hưng", "Thịnh", "Phú", "Minh", "Xuân", "Gia")
SECOND = ("Lạc", "Phát", "Thành", "Vượng", "Khánh", "Long", "Đức", "Lộc")
TRADES = ("Rau an toàn", "Chăn nuôi", "Nuôi ong", "Mộc", "Dịch vụ tổng hợp", "Vận tải", "Môi trường")


@dataclass(frozen=True, slots=True)
class Defect:
    """What stands in a cell and what must come of it. `finding`: a finding that names the cell, the value unknown;
    `value`: the right value, whether or not something is said; `both`: the value as written and a finding."""

    kind: str
    written: Cell
    must: str
    right: Value = None
    csv: str | None = None
    """The text in the CSV file, where it is not simply the text of the cell."""
    csv_must: str | None = None
    format: str | None = None
    meant: Decimal | None = None
    """What the totals of a careful person hold for this cell (in the unit of the sheet)."""
    as_formula: bool = False


@dataclass(slots=True)
class Line:
    """One cooperative: what is true of it, and what is written where that is not simply the truth."""

    truth: dict[str, Value]
    cells: dict[str, Cell] = field(default_factory=dict)
    defects: dict[str, Defect] = field(default_factory=dict)


def code_of(stem: str) -> str:
    weights = (31, 29, 23, 19, 17, 13, 7, 5, 3)
    return f"{stem}{10 - sum(weight * int(digit) for weight, digit in zip(weights, stem, strict=True)) % 11}"


LOST_ZERO = code_of("099000001")
TWICE = code_of("990000017")

DEFECTS: dict[tuple[int, str], Defect] = {
    # --- names and words
    (1, "name"): Defect("name in NFD", unicodedata.normalize("NFD", "HTX Chăn nuôi Hưng Thịnh"), "value", "HTX Chăn nuôi Hưng Thịnh"),
    (2, "name"): Defect("tone placement: hoà", "HTX Rau an toàn Hoà Bình", "value", "HTX Rau an toàn Hoà Bình"),
    (3, "name"): Defect("tone placement: hòa", "HTX Nuôi ong Hòa Lạc", "value", "HTX Nuôi ong Hòa Lạc"),
    (4, "name"): Defect("no-break space", "HTX\u00a0Mộc\u00a0Phú Thành", "value", "HTX Mộc Phú Thành"),
    (5, "name"): Defect("zero-width space", "HTX Vận tải\u200b Minh Phát\ufeff", "value", "HTX Vận tải Minh Phát"),
    (6, "name"): Defect("formula as a name", "=1+1", "finding"),
    (7, "name"): Defect("terminal markup", "[bold]HTX Đậm Đà[/bold]", "value", "[bold]HTX Đậm Đà[/bold]"),
    (10, "name"): Defect("double spaces, line break", "HTX  Dịch vụ\ntổng hợp  Gia Lộc ", "value", "HTX Dịch vụ tổng hợp Gia Lộc"),
    (11, "name"): Defect("begins like a total", "Tổng hợp Xuân Đức", "value", "Tổng hợp Xuân Đức"),
    (3, "grade"): Defect("grade without its tone", "Tôt", "value", "tot"),
    (8, "grade"): Defect("grade of no list", "Xuất sắc", "finding"),
    (12, "grade"): Defect("grade in capitals, NFD", unicodedata.normalize("NFD", "TRUNG BÌNH"), "value", "trung_binh"),
    (5, "district"): Defect("district without its accent", "Yen Thế", "both", "Yen Thế"),
    (18, "district"): Defect("district with the old tone", "Hiệp Hoà", "value", "Hiệp Hòa"),
    (13, "commune"): Defect("commune of another district", "Xã Xuân Lương", "both", "Xã Xuân Lương"),
    (20, "commune"): Defect("commune of no table", "Xã Thanh Vần", "both", "Xã Thanh Vần"),
    (1, "linked_enterprise"): Defect("tick", "x", "value", True),
    (2, "linked_enterprise"): Defect("có", "có", "value", True),
    (3, "linked_enterprise"): Defect("không as a flag", "không", "value", False),
    (4, "linked_enterprise"): Defect("blank flag", None, "value", None),
    (5, "linked_enterprise"): Defect("neither yes nor no", "đang làm", "finding"),
    # --- money, in triệu đồng
    (1, "charter_capital"): Defect("1.570,5 as text", "1.570,5", "value", 1_570_500_000),
    (2, "charter_capital"): Defect("2.000 as text", "2.000", "value", 2_000 * MILLION),
    (3, "charter_capital"): Defect("21.0470", "21.0470", "finding", meant=Decimal(2104)),
    (4, "charter_capital"): Defect("2021,867", "2021,867", "finding", meant=Decimal(2021)),
    (5, "charter_capital"): Defect("own unit: 1,5 tỷ", "1,5 tỷ", "value", 1_500 * MILLION),
    (6, "charter_capital"): Defect("no-break space between thousands", "1\u00a0250,5", "value", 1_250_500_000),
    (9, "charter_capital"): Defect("unit slip ×1000", 1_850_000, "both", 1_850_000 * MILLION, meant=Decimal(1850)),
    (1, "revenue"): Defect("1,500.5", "1,500.5", "finding", meant=Decimal("1500.5")),
    (2, "revenue"): Defect("dash", "-", "value", None),
    (3, "revenue"): Defect("zero", 0, "value", 0),
    (4, "revenue"): Defect("không in a money column", "không", "finding"),
    (5, "revenue"): Defect("không triển khai thực hiện", "không triển khai thực hiện", "finding"),
    (6, "revenue"): Defect("khoảng 30", "khoảng 30", "finding", meant=Decimal(30)),
    (7, "revenue"): Defect("1.279,9 as text", "1.279,9", "value", 1_279_900_000),
    (18, "revenue"): Defect("decimal without group, as text", "2105,4", "value", 2_105_400_000),
    (8, "revenue"): Defect("1e3", "1e3", "finding"),
    (9, "revenue"): Defect("3_3", "3_3", "finding"),
    (10, "revenue"): Defect("full-width １２", "１２", "finding", meant=Decimal(12)),
    (11, "revenue"): Defect("superscript ²", "²", "finding"),
    (12, "revenue"): Defect("#REF!", "#REF!", "finding"),
    (13, "revenue"): Defect("abc", "abc", "finding"),
    (14, "revenue"): Defect("nan", "nan", "finding"),
    (15, "revenue"): Defect("formula without a stored value", "=I{row}*2", "finding", as_formula=True),
    (16, "revenue"): Defect("negative revenue", -350, "finding"),
    (17, "revenue"): Defect("hidden by width", "#####", "finding"),
    (2, "profit"): Defect("true minus sign", "−120,5", "value", -120_500_000),
    (3, "profit"): Defect("parentheses for a loss", "(85)", "finding"),
    # --- counts
    (1, "members"): Defect("number as text among numbers", "48", "value", 48),
    (2, "members"): Defect("apostrophe before a number", "'52", "value", 52),
    (3, "members"): Defect("half a person", 12.5, "finding"),
    (4, "members"): Defect("1.250 persons", "1.250", "value", 1250),
    (1, "workers"): Defect("10-15%", "10-15%", "finding"),
    (2, "workers"): Defect("range of persons", "20-30 lao động", "finding"),
    (3, "workers"): Defect("chưa có số liệu", "chưa có số liệu", "value", None),
    # --- dates
    (1, "registered_on"): Defect("31/02/2020", "31/02/2020", "finding"),
    (2, "registered_on"): Defect("04/07/2021, the fourth of July", "04/07/2021", "value", "2021-07-04"),
    (3, "registered_on"): Defect("15/03/19", "15/03/19", "finding"),
    (4, "registered_on"): Defect("year typed into a date cell", 2018, "finding", csv="10/07/1905", format="dd/mm/yyyy"),
    (5, "registered_on"): Defect("serial number", 43539, "value", "2019-03-15", csv_must="finding", format="General"),
    (6, "registered_on"): Defect("text date among real ones", "15/03/2019", "value", "2019-03-15"),
    (7, "registered_on"): Defect("date in the future", date(2031, 1, 5), "both", "2031-01-05"),
    (8, "registered_on"): Defect("year alone", "2015", "value", "2015"),
    (9, "registered_on"): Defect("month and year", "06/2016", "value", "2016-06"),
    (10, "registered_on"): Defect("12/25/2020", "12/25/2020", "finding"),
    (11, "registered_on"): Defect("blanks in a date", "/ /2020", "finding"),
    (12, "ended_on"): Defect("end before the beginning", date(1995, 5, 20), "both", "1995-05-20"),
    # --- codes
    (12, "code"): Defect("code with its zero lost", int(LOST_ZERO), "both", LOST_ZERO.lstrip("0")),
    (13, "code"): Defect("2,4E+09", "2,4E+09", "finding"),
    (14, "code"): Defect("code used first", TWICE, "value", TWICE),
    (21, "code"): Defect("code used twice", TWICE, "both", TWICE),
    (15, "code"): Defect("wrong check digit", "9900000110", "both", "9900000110"),
    (16, "code"): Defect("spaces in a code", " 99 0000 0089 ".replace("0089", code_of("990000008")[-4:]), "value", code_of("990000008")),
}  # fmt: skip


def lines() -> list[Line]:
    chance = Random(SEED)
    names = [f"{trade} {first} {second}" for trade in TRADES for first in FIRST for second in SECOND]
    chance.shuffle(names)
    found: list[Line] = []
    for district, count in COUNTS.items():
        for _ in range(count):
            number = len(found) + 1
            found.append(_line(chance, number, f"HTX {names[number]}", district))
    return found


def _line(chance: Random, number: int, name: str, district: str) -> Line:
    day = date(chance.randint(1999, 2021), chance.randint(1, 12), chance.randint(1, 28))
    members = chance.randint(12, 95)
    sector, grade = chance.choice(list(SECTORS)), chance.choice(list(GRADES))
    money = {name: chance.randint(8_000, 29_999) * 100_000 for name in ("charter_capital", "revenue")}
    money["profit"] = chance.randint(100, 4_000) * 100_000
    linked = chance.choice((True, False))
    stem = f"99{chance.randint(1, 9_999):05}{number:02}"
    code = code_of(stem) if len(code_of(stem)) == 10 else code_of(f"98{stem[2:]}")
    truth: dict[str, Value] = {
        "name": name, "code": code, "sector": sector, "district": district,
        "commune": chance.choice(DISTRICTS[district]), "registered_on": day.isoformat(), "ended_on": None, **money,
        "members": members, "members_women": chance.randint(0, 12), "workers": chance.randint(3, 40), "grade": grade,
        "linked_enterprise": linked,
    }  # fmt: skip
    cells: dict[str, Cell] = {
        "#no": number, **{each: str(truth[each]) for each in ("name", "code", "district", "commune")},
        "sector": SECTORS[sector], "grade": GRADES[grade], "linked_enterprise": "có" if linked else "không",
        "registered_on": day, **{each: _in_millions(int(money[each])) for each in money},
        **{each: int(truth[each] or 0) for each in ("members", "members_women", "workers")},
    }  # fmt: skip
    line = Line(truth, cells)
    for name_of_field in FIELDS:
        defect = DEFECTS.get((number, name_of_field))
        if defect:
            line.defects[name_of_field] = defect
            line.cells[name_of_field] = defect.written
            line.truth[name_of_field] = defect.right
    return line


def _in_millions(value: int) -> Cell:
    number = Decimal(value) / MILLION
    return int(number) if number == int(number) else float(number)


@dataclass(slots=True)
class Sheet:
    """The page: rows of cells, merged areas, formats, and the truth of each cell."""

    rows: list[list[Cell]] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    """Cells that the CSV file writes in its own way."""
    formulas: set[tuple[int, int]] = field(default_factory=set)
    records: list[dict[str, object]] = field(default_factory=list)
    defects: list[dict[str, object]] = field(default_factory=list)
    others: dict[str, list[int]] = field(default_factory=dict)

    def add(self, cells: list[Cell], role: str, merge: str | None = None) -> int:
        self.rows.append(cells + [None] * (WIDTH - len(cells)))
        row = len(self.rows)
        self.others.setdefault(role, []).append(row)
        if merge:
            first, last = merge.split(":")
            self.merged.append(f"{first}{row}:{last}{row}")
        return row


def sheet() -> Sheet:
    page = Sheet()
    page.add(["UBND TỈNH BẮC GIANG", *[None] * 9, "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"], "title", "A:E")
    page.add(["LIÊN MINH HỢP TÁC XÃ TỈNH", *[None] * 9, "Độc lập - Tự do - Hạnh phúc"], "title", "A:E")
    page.add([], "blank")
    page.add([f"DANH SÁCH CÁC HỢP TÁC XÃ TRÊN ĐỊA BÀN TỈNH ĐẾN NGÀY 31/12/{YEAR}"], "title", "A:Q")
    page.add(["(Kèm theo Công văn số 12/LMHTX ngày 05 tháng 01 năm 2024; số liệu mô phỏng)"], "title", "A:Q")
    page.add([*[None] * 14, "ĐVT: triệu đồng"], "unit")
    _header(page)
    page.add([f"({number})" for number in range(1, WIDTH + 1)], "numbering")
    listed = lines()
    start = 0
    for district, count in COUNTS.items():
        if district == "Hiệp Hòa":
            page.add(["Ghi chú: số liệu hai huyện trên do Phòng TC-KH cung cấp"], "note")
            page.add([], "blank")
            _header(page)
        page.add([GROUPS[district]], "group", "A:Q")
        members = listed[start : start + count]
        for line in members:
            _record(page, line)
        _total(page, f"Cộng huyện {district}", members, wrong=3 if district == "Tân Yên" else 0)
        start += count
    _total(page, "TỔNG CỘNG", listed)
    page.add([], "blank")
    page.add([*[None] * 10, "Bắc Giang, ngày 05 tháng 01 năm 2024"], "note")
    page.add([None, "NGƯỜI LẬP BIỂU", *[None] * 8, "KT. CHỦ TỊCH"], "note")
    page.add([None, "(Ký, ghi rõ họ tên)", *[None] * 8, "PHÓ CHỦ TỊCH"], "note")
    return page


def _header(page: Sheet) -> None:
    members = unicodedata.normalize("NFD", "Thành viên")
    above: list[Cell] = [
        "Số\nTT", "TÊN  HỢP TÁC XÃ", "Mã số\nHTX", "Lĩnh vực\nhọat động", "Huyện/TP", "Xã, Phường,\nThị trấn",
        "Ngày   thành lập ", "Ngày giải thể", "Vốn\nđiều lệ", members, None, "Số lao động", "KẾT QUẢ", None,
        "xếp loại", "Liên kết với\ndoanh nghiệp", "Ghi chú",
    ]  # fmt: skip
    below: list[Cell] = [*[None] * 9, "Tổng số", "Nữ", None, "Doanh thu", "Lợi nhuận"]
    first = page.add(above, "header")
    second = page.add(below, "header")
    page.merged += [f"J{first}:K{first}", f"M{first}:N{first}"]
    page.merged += [f"{letter}{first}:{letter}{second}" for letter in "ABCDEFGHILOPQ"]


def _record(page: Sheet, line: Line) -> None:
    row = page.add([line.cells.get(name) for name in FIELDS], "record")
    for column, name in enumerate(FIELDS):
        cell = line.cells.get(name)
        defect = line.defects.get(name)
        if isinstance(cell, date):
            page.formats[row, column] = "dd/mm/yyyy"
        if defect is None:
            continue
        if defect.format:
            page.formats[row, column] = defect.format
        if defect.csv is not None:
            page.texts[row, column] = defect.csv
        if defect.as_formula:
            page.rows[row - 1][column] = str(cell).format(row=row)
            page.formulas.add((row, column))
        page.defects.append({
            "cell": f"{get_column_letter(column + 1)}{row}", "row": row, "field": name, "kind": defect.kind,
            "written": page.rows[row - 1][column] if not isinstance(cell, date) else cell.isoformat(),
            "right": defect.right, "must": defect.must, "must_in_csv": defect.csv_must or defect.must,
        })  # fmt: skip
    page.records.append({"row": row, **line.truth})


def _total(page: Sheet, label: str, members: list[Line], wrong: int = 0) -> None:
    cells: list[Cell] = [label, *[None] * (WIDTH - 1)]
    for name in SUMMED:
        total = sum((_meant(line, name) for line in members), Decimal(0))
        cells[FIELDS.index(name)] = int(total) if total == int(total) else float(total)
    column = FIELDS.index("members_women")
    cells[column] = int(str(cells[column])) + wrong
    row = page.add(cells, "total")
    if wrong:
        page.defects.append({
            "cell": f"{get_column_letter(column + 1)}{row}", "row": row, "field": "members_women", "kind": "wrong subtotal",
            "written": cells[column], "right": None, "must": "finding", "must_in_csv": "finding",
        })  # fmt: skip


def _meant(line: Line, name: str) -> Decimal:
    defect = line.defects.get(name)
    if defect is not None and defect.meant is not None:
        return defect.meant
    value = line.truth.get(name)
    if not isinstance(value, int):
        return Decimal(0)
    return Decimal(value) / MILLION if name in MONEY else Decimal(value)


# --- files -----------------------------------------------------------------------------------------------


def workbook(page: Sheet) -> bytes:
    book = Workbook()
    made = book.worksheets[0]
    made.title = "Biểu 01"
    for number, row in enumerate(page.rows, start=1):
        for column, value in enumerate(row):
            if value is None:
                continue
            cell = made.cell(number, column + 1, value)
            if isinstance(value, str) and (number, column) not in page.formulas:
                cell.data_type = "e" if value == "#REF!" else "s"
            cell.number_format = page.formats.get((number, column), "General")
    for area in page.merged:
        made.merge_cells(area)
    book.properties.creator = "scripts/make_torture.py"
    book.properties.created = MADE_ON
    return _steady(book)


def _steady(book: Workbook) -> bytes:
    """Stored, not packed: the same bytes whatever the version of zlib; no trace of the clock."""
    saved, steady = io.BytesIO(), io.BytesIO()
    book.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(steady, "w", zipfile.ZIP_STORED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                stamp = f"{MADE_ON:%Y-%m-%dT%H:%M:%SZ}".encode()
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, content)
            info = zipfile.ZipInfo(name, (MADE_ON.year, MADE_ON.month, MADE_ON.day, 0, 0, 0))
            info.create_system = 3
            info.external_attr = 0o644 << 16
            target.writestr(info, content)
    return steady.getvalue()


def text(page: Sheet) -> str:
    """As a Vietnamese Excel would save it: dd/mm/yyyy, comma for decimals."""
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\n").writerows(
        [page.texts.get((number, column), _text_of(cell)) for column, cell in enumerate(row)]
        for number, row in enumerate(page.rows, start=1)
    )
    return written.getvalue()


def _text_of(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return str(cell).replace(".", ",") if isinstance(cell, float) else str(cell)


def truth(page: Sheet) -> str:
    told = {
        "about": "What must come of every cell of so-htx.xlsx and so-htx.csv; written by scripts/make_torture.py",
        "year": YEAR,
        "sheet": "Biểu 01",
        "rows": len(page.rows),
        "other_rows": {role: rows for role, rows in page.others.items() if role != "record"},
        "columns": {name: column for column, name in enumerate(FIELDS) if not name.startswith("#")},
        "defects": page.defects,
        "records": page.records,
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def main(folder: Path = TORTURE) -> None:
    page = sheet()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "so-htx.xlsx").write_bytes(workbook(page))
    (folder / "so-htx.csv").write_text(text(page), encoding="utf-8", newline="")
    (folder / "truth.json").write_text(truth(page), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(*(Path(each) for each in sys.argv[1:2]))
