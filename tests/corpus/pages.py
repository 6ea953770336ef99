"""One list of cooperatives in any of many shapes, as a page of cells; it knows where it put every value."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import groupby
from random import Random

from tests.corpus.truth import GRADES, KINDS, SECTORS, YEAR, Fact

Cell = str | int | float | date | None

SCALES = {"đồng": 1, "nghìn đồng": 1_000, "triệu đồng": 1_000_000, "tỷ đồng": 1_000_000_000}
ROMAN = ("I", "II", "III", "IV", "V")
MONEY = ("capital", "revenue", "profit")
COUNTS = ("members", "women", "workers")

HEADERS: dict[str, tuple[str, ...]] = {
    "name": ("Tên HTX", "Tên hợp tác xã", "Tên đơn vị"),
    "code": ("Mã số HTX", "Mã số thuế", "MST"),
    "kind": ("Loại hình", "Loại hình tổ chức"),
    "sector": ("Lĩnh vực", "Ngành nghề", "Lĩnh vực hoạt động"),
    "district": ("Huyện", "Huyện/TP", "Huyện, thành phố"),
    "commune": ("Xã", "Xã/phường", "Xã, phường, thị trấn"),
    "registered": ("Ngày thành lập", "Ngày đăng ký", "Ngày cấp"),
    "capital": ("Vốn điều lệ", "Vốn ĐL", "VĐL"),
    "members": ("Số thành viên", "Tổng số TV"),
    "women": ("Thành viên nữ", "TV nữ"),
    "workers": ("Số lao động", "LĐ thường xuyên"),
    "revenue": ("Doanh thu", "Tổng doanh thu"),
    "profit": ("Lợi nhuận", "Lãi"),
    "grade": ("Xếp loại", "Kết quả phân loại"),
    "linked": ("Liên kết với doanh nghiệp", "LK doanh nghiệp"),
    "year": ("Năm", "Năm báo cáo"),
}
UNDER = {"members": ("Thành viên", "Tổng số"), "women": ("Thành viên", "Nữ"),
         "revenue": ("Kết quả", "Doanh thu"), "profit": ("Kết quả", "Lợi nhuận")}  # fmt: skip
"""In a header of several rows: the merged cell above, and the name below it."""


OTHER_WORDS: dict[tuple[str, str], dict[str, str]] = {
    ("short", "kind"): {"htx": "HTX NN", "qtdnd": "QTD", "lh": "LHHTX"},
    ("short", "sector"): {"agri": "NN", "industry": "CN-TTCN", "trade": "TM-DV", "transport": "GTVT", "construction": "XD"},
    ("short", "grade"): {"tot": "T", "kha": "K", "trung_binh": "TB", "yeu": "Y", "none": "KXL"},
    ("long", "kind"): {"htx": "Hợp tác xã", "qtdnd": "Quỹ tín dụng nhân dân", "lh": "Liên hiệp hợp tác xã"},
    ("long", "sector"): {"agri": "Nông - lâm - ngư nghiệp", "industry": "Tiểu thủ công nghiệp", "trade": "Thương mại - dịch vụ"},
    ("long", "grade"): {"tot": "Loại tốt", "trung_binh": "TRUNG BÌNH", "yeu": "Yếu, kém", "none": "Chưa xếp loại"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shape:
    """How a list is written down. A combination that nobody could write is made sensible in `pages_of`."""

    file: str = "xlsx"
    delimiter: str = ","
    encoding: str = "utf-8"
    layout: str = "one"
    """one; tables (one per district under each other); sheets (one per district)"""
    groups: str = "columns"
    """columns; district; sector; district sector; sector district"""
    numerals: str = "inside"
    """Numeral and label of a group in one cell, or the numeral in the column STT (`apart`)."""
    top: str = "full"
    """none; title; full (agencies and title)"""
    unit: str = "line"
    """line; header; row (below the names); cell"""
    scale: str = "triệu đồng"
    tiers: int = 1
    numbering: str = "none"
    shuffled: bool = False
    extras: bool = False
    margin: bool = False
    spelling: str = "plain"
    repeated: int = 0
    totals: str = "none"
    """none; end; begin; each (also of every group); sums (as `each`, «Cộng» alone)"""
    signature: bool = False
    blanks: bool = False
    numbers: str = "real"
    dates: str = "real"
    year: str = "title"
    flags: str = "words"
    words: str = "usual"
    """usual; short (`HTX NN`, `TB`); long (`Hợp tác xã`)"""
    counted: str = "through"
    """The ordinary numbers: through; again in every group (`restart`); no such column (`none`)."""
    continued: bool = False
    """A line «(tiếp theo)» above a repeated header."""
    group_sums: bool = False
    """The sums of a group stand in its own row."""
    runs: bool = False
    """Cells of one district merged down the column."""
    gap: bool = False
    """An empty column in the middle."""
    seed: int = 0

    @property
    def text_only(self) -> bool:
        return self.file == "csv"


@dataclass(slots=True)
class Page:
    """One sheet: rows of cells, merged areas, and where every value of every record stands."""

    name: str
    rows: list[list[Cell]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    spots: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    """(name of the cooperative, field) → row and column, both from 0."""
    records: list[Fact] = field(default_factory=list)
    tables: list[list[Fact]] = field(default_factory=list)


def sensible(shape: Shape) -> Shape:
    """Without what cannot be: two sheets in a CSV file, a title where there is none, money by the cell as a number."""
    changes: dict[str, object] = {}
    if shape.text_only:
        changes |= {"numbers": "text", "dates": "text"}
        if shape.layout == "sheets":
            changes["layout"] = "one"
        if shape.year == "sheet":
            changes["year"] = "file"
    layout = str(changes.get("layout", shape.layout))
    if layout != "one":
        changes["groups"] = "sector" if "sector" in shape.groups else "columns"
        changes["top"] = "full" if layout == "tables" else shape.top
    top = changes.get("top", shape.top)
    if top == "none" and shape.year == "title":
        changes["year"] = "file"
    if layout == "sheets" and shape.year == "sheet":
        changes["year"] = "file"
    if shape.unit == "cell" or (shape.scale == "tỷ đồng" and changes.get("numbers", shape.numbers) == "text"):
        changes["scale"] = "triệu đồng"
    if shape.text_only:
        changes["runs"] = False
    if shape.counted == "none":
        changes["numerals"] = "inside"
    if shape.unit == "row" and shape.tiers == 3:
        changes["tiers"] = 2
    return replace(shape, **changes)  # type: ignore[arg-type]


def pages_of(facts: Sequence[Fact], shape: Shape) -> list[Page]:
    """The sheets of one file that say all of these facts."""
    writer = _Writer(sensible(shape))
    if writer.shape.layout == "sheets":
        return [writer.page([(district, members)]) for district, members in by(facts, "district")]
    if writer.shape.layout == "tables":
        return [writer.page(by(facts, "district"))]
    return [writer.page([(None, list(facts))])]


def by(facts: Sequence[Fact], name: str) -> list[tuple[str | None, list[Fact]]]:
    def key(fact: Fact) -> str:
        return str(getattr(fact, name))

    return [(value, list(members)) for value, members in groupby(facts, key=key)]


def vietnamese(number: Decimal) -> str:
    """1570.5 → 1.570,5"""
    text = f"{number.normalize():,f}"
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")


class _Writer:
    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.chance = Random(shape.seed)
        self.headers = {name: self.chance.choice(texts) for name, texts in HEADERS.items()}
        self.left = 1 if shape.margin else 0
        self.columns = self._order()

    # --- columns ------------------------------------------------------------------------------

    def _order(self) -> list[str]:
        shape = self.shape
        blocks = [["code"], ["kind"], ["sector"], ["district"], ["commune"], ["registered"], ["capital"],
                  ["members", "women"], ["workers"], ["revenue", "profit"], ["grade"], ["linked"]]  # fmt: skip
        gone = set(shape.groups.split()) | ({"district"} if shape.layout != "one" else set())
        blocks = [block for block in blocks if block[0] not in gone]
        if shape.year == "column":
            blocks.append(["year"])
        if shape.extras:
            blocks += [["#Người đại diện"], ["#Điện thoại"], ["#Ghi chú"]]
        if shape.shuffled:
            self.chance.shuffle(blocks)
        if shape.gap:
            blocks.insert(len(blocks) // 2, ["#"])
        first = ["name"] if shape.counted == "none" else ["#STT", "name"]
        return [*first, *(name for block in blocks for name in block)]

    def _heading(self, name: str) -> list[str]:
        """The names of a column from top to bottom."""
        shape = self.shape
        unit = f" ({shape.scale})" if shape.unit == "header" and name in MONEY else ""
        if name.startswith("#"):
            return [name[1:]]
        if shape.tiers > 1 and name in UNDER:
            above, below = UNDER[name]
            parts = [above, below + unit]
            return ["Quy mô", *parts] if shape.tiers == 3 and name in COUNTS else parts
        return [self.headers[name] + unit]

    def _spelled(self, text: str) -> str:
        match self.shape.spelling:
            case "upper":
                return text.upper()
            case "lower":
                return text.lower()
            case "unaccented":
                bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
                return "".join(char for char in bare if not unicodedata.combining(char))
            case "nfd":
                return unicodedata.normalize("NFD", text)
            case "breaks":
                return text.replace(" ", "\n", 1) if self.chance.random() < 0.5 else f"  {text.replace(' ', '  ')} "
            case "nbsp":
                return text.replace(" ", "\u00a0")
        return text

    # --- the page -----------------------------------------------------------------------------

    def page(self, parts: list[tuple[str | None, list[Fact]]]) -> Page:
        shape = self.shape
        page = Page(f"HTX {YEAR}" if shape.year == "sheet" else "Danh sách")
        if shape.layout == "sheets":
            page.name = str(parts[0][0]).removeprefix("Huyện ")
        for number, (district, facts) in enumerate(parts):
            if number:
                self._blank(page)
                self._blank(page)
            self._top(page, district, first=not number)
            header = self._header(page)
            self._body(page, facts, header)
            page.records += facts
            page.tables.append(facts)
        if shape.signature:
            self._signature(page)
        width = max(map(len, page.rows))
        for row in page.rows:
            row.extend([None] * (width - len(row)))
        return page

    def _add(self, page: Page, cells: Sequence[Cell]) -> int:
        page.rows.append([*([None] * self.left), *cells])
        return len(page.rows) - 1

    def _blank(self, page: Page) -> None:
        self._add(page, [None] * len(self.columns))

    def _line(self, page: Page, text: Cell, column: int = 0, width: int = 1) -> None:
        row = self._add(page, [*([None] * column), text])
        if width > 1 and not self.shape.text_only:
            page.merged.append((row, self.left + column, row, self.left + column + width - 1))

    def _top(self, page: Page, district: str | None, *, first: bool) -> None:
        shape = self.shape
        if shape.top == "full" and first:
            row = self._add(page, ["UBND TỈNH BẮC GIANG"])
            page.rows[row] += [None] * 3 + ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
            row = self._add(page, ["LIÊN MINH HỢP TÁC XÃ"])
            page.rows[row] += [None] * 3 + ["Độc lập - Tự do - Hạnh phúc"]
            self._blank(page)
        if shape.top != "none":
            title = "DANH SÁCH HỢP TÁC XÃ"
            if district and shape.layout == "tables":
                title += f" {district.upper()}"
            if shape.year == "title" and first:
                title += self.chance.choice((f" ĐẾN 31/12/{YEAR}", f" NĂM {YEAR}", f" (TÍNH ĐẾN NGÀY 31/12/{YEAR})"))
            self._line(page, title, 0, len(self.columns))
        if shape.unit == "line":
            self._line(page, f"ĐVT: {shape.scale}", len(self.columns) - 2)
        elif shape.top == "full" and not shape.blanks:
            self._blank(page)

    def _header(self, page: Page) -> list[list[Cell]]:
        shape = self.shape
        names = [self._heading(name) for name in self.columns]
        depth = max(map(len, names))
        grid: list[list[Cell]] = [[None] * len(names) for _ in range(depth)]
        start = len(page.rows)
        merges: list[tuple[int, int, int, int]] = []
        texts: dict[str, str] = {}

        def spelled(text: str) -> str:
            return texts.setdefault(text, self._spelled(text))

        for column, parts in enumerate(names):
            for row, text in enumerate(parts):
                again = column and names[column - 1][: row + 1] == parts[: row + 1] and row < len(parts) - 1
                if not again:
                    grid[row][column] = spelled(text) or None
            if len(parts) < depth:
                merges.append((len(parts) - 1, column, depth - 1, column))
        for row in range(depth - 1):
            column = 0
            while column < len(names):
                last = column
                while last + 1 < len(names) and row < len(names[last]) - 1 and (
                    names[last + 1][: row + 1] == names[column][: row + 1] and row < len(names[last + 1]) - 1
                ):  # fmt: skip
                    last += 1
                if last > column:
                    merges.append((row, column, row, last))
                column = last + 1
        rows = [list(row) for row in grid]
        if shape.unit == "row":
            rows.append([f"({shape.scale})" if name in MONEY else None for name in self.columns])
        if shape.numbering == "numbers":
            rows.append([f"({number})" for number in range(1, len(names) + 1)])
        elif shape.numbering == "letters":
            rows.append(["A", "B", *range(1, len(names) - 1)])
            if shape.text_only:
                rows[-1] = [str(cell) for cell in rows[-1]]
        for row in rows:
            self._add(page, row)
        if not shape.text_only:
            for first, left, last, right in merges:
                page.merged.append((start + first, self.left + left, start + last, self.left + right))
        self.header_rows, self.header_merges = rows, merges
        return rows

    def _body(self, page: Page, facts: list[Fact], header: list[list[Cell]]) -> None:
        shape = self.shape
        self.number = 0
        self.since = 0
        if shape.totals == "begin":
            self._total(page, "Tổng cộng", facts)
        names = shape.groups.split() if shape.groups != "columns" else []
        ordered = facts
        if names:
            order = {name: list(dict.fromkeys(getattr(fact, name) for fact in facts)) for name in names}
            ordered = sorted(facts, key=lambda fact: [order[name].index(getattr(fact, name)) for name in names])
        start = len(page.rows)
        self._grouped(page, ordered, names, 0)
        if shape.runs and "district" in self.columns and not names:
            self._merge_runs(page, ordered, start)
        if shape.totals in ("end", "each", "sums"):
            self._total(page, "Tổng cộng", facts)

    def _grouped(self, page: Page, facts: list[Fact], names: list[str], depth: int) -> None:
        if not names:
            for fact in facts:
                self._record(page, fact)
            return
        for number, (value, members) in enumerate(by(facts, names[0])):
            label = str(value) if names[0] == "district" else SECTORS[str(value)]
            label = self._place(label)
            numeral = (ROMAN[number], "abcde"[number])[depth]
            if names[0] == "sector" and depth == 0:
                numeral = "ABCDE"[number]
            self.number = 0 if self.shape.counted == "restart" else self.number
            if self.shape.group_sums:
                self._total(page, label if self.shape.numerals == "apart" else f"{numeral}. {label}", members)
                if self.shape.numerals == "apart":
                    page.rows[-1][self.left] = numeral
            elif self.shape.numerals == "apart":
                self._add(page, [numeral, label])
            else:
                mark = ")" if numeral.islower() else "."
                self._line(page, f"{numeral}{mark} {label}", 0, len(self.columns))
            self._grouped(page, members, names[1:], depth + 1)
            if self.shape.totals in ("each", "sums") and depth == 0:
                text = f"Cộng {label}" if self.shape.totals == "each" and names[0] == "district" else "Cộng"
                self._total(page, text, members)

    def _merge_runs(self, page: Page, facts: list[Fact], start: int) -> None:
        """Equal districts below each other become one merged cell, where nothing stands between them."""
        column = self.left + self.columns.index("district")
        first = last = page.spots[facts[0].name, "district"][0]
        for before, fact in zip(facts, [*facts[1:], None], strict=True):
            row = page.spots[fact.name, "district"][0] if fact else -1
            if fact and fact.district == before.district and row == last + 1:
                last = row
                continue
            if last > first:
                page.merged.append((first, column, last, column))
                for each in range(first + 1, last + 1):
                    page.rows[each][column] = None
            first = last = row

    def _place(self, text: str) -> str:
        match self.shape.spelling:
            case "nfd":
                return unicodedata.normalize("NFD", text)
            case "tones":
                return text.replace("òa", "oà").replace("óa", "oá").replace("ủy", "uỷ").replace("úy", "uý")
            case "upper":
                return text.upper()
            case "nbsp":
                return text.replace(" ", "\u00a0")
        return text

    def _record(self, page: Page, fact: Fact) -> None:
        shape = self.shape
        if shape.repeated and self.since == shape.repeated:
            if shape.continued:
                self._line(page, "(Tiếp theo)")
            start = len(page.rows)
            for row in self.header_rows:
                self._add(page, row)
            if not shape.text_only:
                for first, left, last, right in self.header_merges:
                    page.merged.append((start + first, self.left + left, start + last, self.left + right))
            self.since = 0
        if shape.blanks and self.chance.random() < 0.2:
            self._blank(page)
        self.number += 1
        self.since += 1
        row = self._add(page, [self.cell(fact, name) for name in self.columns])
        for column, name in enumerate(self.columns):
            page.spots[fact.name, name] = (row, self.left + column)

    def cell(self, fact: Fact, name: str) -> Cell:
        shape = self.shape
        if name == "#STT":
            return str(self.number) if shape.text_only else self.number
        if name.startswith("#"):
            return {"#Người đại diện": "Người A", "#Điện thoại": "0900 000 000"}.get(name) if self.number % 3 else None
        if name == "year":
            return str(YEAR) if shape.text_only else YEAR
        value = getattr(fact, name)
        if value is None and name != "linked":
            return self.chance.choice((None, None, "-"))
        if name in MONEY:
            return self.money(value)
        if name in COUNTS:
            return vietnamese(Decimal(value)) if shape.numbers == "text" else value
        if name == "registered":
            return self.date(value)
        if name == "linked":
            if shape.flags == "marks":
                return "x" if value else None
            return {True: "có", False: "không", None: None}[value]
        text = {"kind": KINDS, "sector": SECTORS, "grade": GRADES}.get(name, {}).get(value, value)
        text = OTHER_WORDS.get((shape.words, name), {}).get(value, text)
        if name in ("name", "commune", "district", "sector"):
            # A name stays as it is written, so that only its code points may differ.
            if name == "name" and shape.spelling in ("tones", "upper"):
                return text
            return self._place(text)
        return unicodedata.normalize("NFD", text) if shape.spelling == "nfd" else text

    def money(self, value: int) -> Cell:
        number = Decimal(value) / SCALES[self.shape.scale]
        if self.shape.unit == "cell":
            return f"{vietnamese(number)} {self.shape.scale}"
        if self.shape.numbers == "text":
            return vietnamese(number)
        return int(number) if number == int(number) else float(number)

    def date(self, parts: tuple[int, ...]) -> Cell:
        shape = self.shape
        if len(parts) == 1:
            return parts[0] if shape.dates == "real" else str(parts[0])
        if len(parts) == 2:
            return f"{parts[1]:02}/{parts[0]}"
        year, month, day = parts
        return {
            "real": date(year, month, day),
            "text": f"{day:02}/{month:02}/{year}",
            "short": f"{day}/{month}/{year}",
            "dashes": f"{day:02}-{month:02}-{year}",
            "dots": f"{day:02}.{month:02}.{year}",
            "words": f"ngày {day} tháng {month} năm {year}",
        }["text" if shape.text_only and shape.dates == "real" else shape.dates]

    def _total(self, page: Page, label: str, facts: list[Fact]) -> None:
        cells: list[Cell] = [None] * len(self.columns)
        cells[1 if self.shape.numerals == "apart" else 0] = label
        for column, name in enumerate(self.columns):
            if name in MONEY:
                cells[column] = self.money(sum(getattr(fact, name) or 0 for fact in facts))
            elif name in COUNTS:
                number = sum(getattr(fact, name) or 0 for fact in facts)
                cells[column] = vietnamese(Decimal(number)) if self.shape.numbers == "text" else number
        self._add(page, cells)

    def _signature(self, page: Page) -> None:
        self._blank(page)
        right = max(2, len(self.columns) - 4)
        self._line(page, f"Bắc Giang, ngày 15 tháng 01 năm {YEAR + 1}", right)
        row = self._add(page, ["NGƯỜI LẬP BIỂU"])
        page.rows[row] += [None] * (right - 1) + ["GIÁM ĐỐC"]
        row = self._add(page, ["(Ký, ghi rõ họ tên)"])
        page.rows[row] += [None] * (right - 1) + ["(Ký tên, đóng dấu)"]
