"""The words by which a page tells its structure: units, numerals, totals, signatures."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from kttt_cli.sheets.grid import Cell
from kttt_cli.sheets.text import clean, key, plain

_MONEY = r"(?:1 ?000 ?|nghin |ngan |trieu |tr ?|ty |ti )?(?:dong|d|vnd)|trieu|tr|ty"
_PERSONS = r"nguoi|thanh vien|tv|lao dong|ld|xa vien|ho|ho gia dinh|can bo|luot nguoi|nguoi lao dong"
_AREA = r"ha|hec ?ta|m2|km2|sao|mau"
_UNIT = re.compile(rf"(?:(?:dvt|don vi tinh|don vi) )?(?:{_MONEY}|{_PERSONS}|{_AREA})")
_PER = re.compile(r"thang|nam|quy|nguoi|ho|htx|thanh vien|tv|lao dong|ld|ha|vu")
_UNIT_AT_END = re.compile(r"(.*?)[\s,]*[(\[]([^()\[\]]*)[)\]]\s*\*?")
_MARK_AT_END = re.compile(r"\s*(?:[(\[](?:\d{1,2}|\*+)[)\]](?:\s*=[\s\d()+=,.-]*)?|\*+|[¹²³⁴⁵]+)$")
# Without parentheses only what can be nothing but money: `Vốn điều lệ, triệu đồng`.
_BARE_UNIT_AT_END = re.compile(
    r"(\S.*?)[\s,;:–-]+((?:nghìn|ngàn|triệu|tr\.?|tỷ|tỉ|1\.?000)\s*(?:đồng|đ)(?:\s*/.+)?)\s*\*?", re.IGNORECASE
)
_UNIT_LINE = re.compile(r"\(?\s*(đvt|đơn vị tính|đơn vị|đv tính)\s*[:：]?\s*(.+?)\s*\)?", re.IGNORECASE)

_NUMERAL = re.compile(
    r"^\(?(?:[IVXLC]{1,8}|[ivx]{1,8}|[A-ZĐ]|[a-z]|\d{1,3}(?:\.\d{1,3})*)\s*(?:[.):/–-]|\s(?=\s*\S))+\s*(?=\S)"
)
_BARE_NUMERAL = re.compile(r"\(?(?:[IVXLC]{1,8}|[A-ZĐ]|[a-eđghk]|(?:\d{1,2}|[IVXLC]{1,6}|[A-Z])(?:\.\d{1,2})+)[.)]?")
_NUMERAL_MARK = re.compile(r"\(?([IVXLC]{1,8}|[A-ZĐ]|[a-z]|\d{1,3})(?:\s*[.):/–-]|$)")
_COUNTED_TITLE = re.compile(r"\s*\d{1,3}\s*[.)/–-]\s*[^\W\d_]{2}")
_COUNT_AT_END = re.compile(r"\s*(?:\(\s*\d+[^)]*\)|:\s*\d+\s*\w*|:)\s*$")
_NUMERIC = re.compile(r"[-+(.,…/\s]*\d.*|[xX✓✔*\-–.…/\s]+", re.DOTALL)
_PURE_NUMBER = re.compile(r"[-+]?\d[\d.,\s]*%?")
_TOTAL = re.compile(
    r"(?:tổng cộng|tổng số|tong cong|tong so|tổng hợp chung|lũy kế|cộng dồn|(?:số |cộng )?mang sang|chuyển (?:sang )?trang)\b"
    r"|tc$|(?:.+ )?(?:sub)?total$|bình quân(?: chung| toàn tỉnh| toàn huyện)?$|(?:tổng|cộng|toàn tỉnh|toàn huyện|cả tỉnh)"
    r"(?= (?:huyện|thị|thành|tp|xã|phường|tỉnh|toàn|nhóm|lĩnh|ngành|các|chung|số|theo|mục|phần|trang|cả|năm"
    r"|vốn|doanh|lợi|lao|[ivx]+|[a-d]|htx|hợp tác|quỹ|liên)\b| \d|$)"
)
_SUM_WORDS = re.compile(r"^(?:tổng\s+cộng|tổng\s+số|tổng|cộng)[\s:]+", re.IGNORECASE)
_TOTAL_BEHIND = re.compile(r"\s+(?:sub)?total$", re.IGNORECASE)
_ROW_NUMBER_HEADINGS = frozenset({"stt", "tt", "so tt", "so thu tu"})
_NOT_LETTERS = re.compile(r"[^\w\s]+")
_NOTE = re.compile(
    r"[(*\s]*(?:người (?:lập|tổng hợp|báo cáo|ký)|lập biểu|cán bộ (?:lập|tổng hợp)|ghi chú|chú thích|lưu ý|"
    r"nguồn(?: số liệu)?\s*:|nơi nhận|thủ trưởng|giám đốc|phó giám đốc|chủ tịch|kế toán|trưởng phòng|"
    r"chánh văn phòng|trong đó\b|xác nhận|tm\.|kt\.|tl\.|t/m|k/t|ký[ ,)]|đã ký|"
    r".{0,60}, ngày \d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*20\d\d$|"
    r".{0,60}\bngày\b.{0,12}\btháng\b.{0,12}\bnăm\b)"
)


def text_of(cell: Cell) -> str:
    """A cell as a reader sees it, on one line; blank for None. 2021.0 → 2021."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return clean(cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def as_written(cell: Cell) -> str:
    """A cell as people write it: whole numbers without decimals, days as dd/mm/yyyy."""
    if isinstance(cell, datetime) and cell.time() != time():
        return f"{cell:%d/%m/%Y %H:%M}"
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else text_of(cell)


def is_numeric(cell: Cell) -> bool:
    """A number, date, code or tick: something that counts rather than names. Texts count by their start."""
    return not isinstance(cell, str) or _NUMERIC.fullmatch(cell.strip()) is not None


def is_number(cell: Cell) -> bool:
    if isinstance(cell, str):
        return _PURE_NUMBER.fullmatch(cell.strip()) is not None
    return cell is not None and not isinstance(cell, date | time)


def looks_like_unit(text: str) -> bool:
    """`triệu đồng`, `tr.đ/người/tháng`, `người`, `ha`; not `nếu có`, `Nữ` or a year."""
    if text.strip() == "%":
        return True
    first, *per = (plain(part.replace("²", "2").replace("đ", "d")) for part in text.split("/"))
    return _UNIT.fullmatch(first) is not None and all(map(_PER.fullmatch, per))


def split_unit(text: str) -> tuple[str, str | None]:
    """`Vốn điều lệ (triệu đồng)` → its name and its unit; a parenthesis that is no unit stays."""
    found = _UNIT_AT_END.fullmatch(text)
    if found is None or not looks_like_unit(found[2]):
        found = _BARE_UNIT_AT_END.fullmatch(text)
    if found is None:
        return text, None
    line = _UNIT_LINE.fullmatch(found[2])
    return found[1].strip(), (line[2] if line else found[2]).strip()


def without_mark(text: str) -> str:
    """`Tên HTX (2)`, `Thành viên (3)=(4)+(5)`, `Doanh thu (*)`: the header without number or footnote."""
    return _MARK_AT_END.sub("", text) or text


def unit_line(text: str) -> str | None:
    """`ĐVT: triệu đồng` → `triệu đồng`; None for a line that says something else."""
    found = _UNIT_LINE.fullmatch(text)
    if found is None:
        return None
    # «Đơn vị: HTX Đồng Tâm» names an organisation.
    sure = plain(found[1]) != "don vi" or any(map(looks_like_unit, re.split(r"[,;]", found[2])))
    return found[2] if sure else None


def unit_at_end(text: str) -> str | None:
    """`SỔ THEO DÕI QUỸ (ĐVT: triệu đồng)`: a title with the unit behind it."""
    found = _UNIT_AT_END.fullmatch(text)
    return unit_line(found[2]) if found and found[1] else None


def is_row_number_heading(name: str) -> bool:
    """`STT`: are the rows counted under this heading?"""
    return plain(name) in _ROW_NUMBER_HEADINGS


def is_counted_title(text: str) -> bool:
    """`2. HUYỆN TÂN YÊN`: words with an ordinary number before them, in one cell."""
    return _COUNTED_TITLE.match(text) is not None


def is_numeral(text: str) -> bool:
    """`II`, `A.`, `(B)`, `a)`, `1.1`, `I.2`: the number of a group, never of a record."""
    return _BARE_NUMERAL.fullmatch(text) is not None


def numeral_rank(text: str) -> int | None:
    """How far out a group stands by its numeral: A before I before 1 before a. None without numeral."""
    found = _NUMERAL_MARK.match(text)
    if found is None:
        return None
    mark = found[1]
    if mark.isdecimal():
        return 2
    return 3 if mark.islower() else 1 if set(mark) <= set("IVXLC") and mark != "C" else 0


def without_numeral(text: str) -> str:
    """`I. Huyện Yên Thế (12 HTX)` → `Huyện Yên Thế`"""
    return _COUNT_AT_END.sub("", _NUMERAL.sub("", text, count=1))


def is_total(text: str) -> bool:
    """`Tổng cộng`, `Cộng huyện Yên Thế:`; not `Tổng công ty` or `Cộng đồng`."""
    return _is_total(key(text))


def _is_total(words: str) -> bool:
    return _TOTAL.match(" ".join(_NOT_LETTERS.sub(" ", words).split())) is not None


def after_total(text: str) -> str:
    """`Cộng Yên Thế` → `Yên Thế`: what a total would be of, if it is one."""
    return _TOTAL_BEHIND.sub("", _SUM_WORDS.sub("", clean(without_numeral(text))))


def is_sum(text: str) -> bool:
    """A total that says so: `Tổng cộng`, not `Toàn tỉnh`, which may also be where a record works."""
    words = key(text)
    return not words.startswith(("toàn", "cả")) and _is_total(words)


def is_note(text: str) -> bool:
    """The beginning of a signature block or of notes."""
    return _NOTE.match(key(text)) is not None
