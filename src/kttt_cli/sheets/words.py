"""The words by which a page tells its structure: units, numerals, totals, signatures."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from kttt_cli.patterns import pattern
from kttt_cli.sheets.grid import Cell
from kttt_cli.sheets.text import clean, key, plain

_MONEY = r"(?:1 ?000 ?|nghin |ngan |trieu |tr ?|ty |ti )?(?:dong|d|vnd)|trieu|tr|ty"
_PERSONS = r"nguoi|thanh vien|tv|lao dong|ld|xa vien|ho|ho gia dinh|can bo|luot nguoi|nguoi lao dong"
_AREA = r"ha|hec ?ta|m2|km2|sao|mau"
_UNIT = re.compile(rf"(?:(?:dvt|don vi tinh|don vi) )?(?:{_MONEY}|{_PERSONS}|{_AREA})")
_MONEY_UNIT = pattern(rf"(?:{_MONEY})\b")
_PER = re.compile(r"thang|nam|quy|nguoi|ho|htx|thanh vien|tv|lao dong|ld|ha|vu")
_UNIT_AT_END = re.compile(r"(.*?)[\s,]*[(\[]([^()\[\]]*)[)\]]\s*\*?")
_MARK_AT_END = re.compile(r"\s*(?:[(\[](?:\d{1,2}|\*+)[)\]](?:\s*=[\s\d()+=,.-]*)?|\*+|[¹²³⁴⁵]+)$")
# How the column is to be filled in changes nothing of what it holds. «(nữ)» or «(sau thuế)» would.
_INSTRUCTION_AT_END = re.compile(
    r"\s*[(\[](?:ghi\b|viết\b|điền\b|đánh dấu|tích\b|chọn\b|nếu có|theo (?:giấy|gcn|đăng ký|mẫu)|ngày\s*[/,-]\s*tháng|dd\s*[/.-]\s*mm"
    r"|\d+(?:(?: ?[,;/] ?| hoặc )\d+)* (?:chữ )?số\b|có\s*[/,]\s*không|tốt\s*[,;/]\s*khá)[^()\[\]]*[)\]]\s*\*?$",
    re.IGNORECASE,
)
# Without parentheses only what can be nothing but money: `Vốn điều lệ, triệu đồng`.
_BARE_UNIT_AT_END = re.compile(
    r"(\S.*?)[\s,;:–-]+((?:nghìn|ngàn|triệu|tr\.?|tỷ|tỉ|1\.?000)\s*(?:đồng|đ)(?:\s*/.+)?)\s*\*?", re.IGNORECASE
)
# Behind a stroke as well: «Doanh thu/người» would be of each person.
_UNIT_BEHIND_STROKE = re.compile(
    r"([^/\n]*[^\W\d_]{2}[^/\n]*?)\s*/\s*((?:(?:nghìn|ngàn|triệu|tr\.?|tỷ|tỉ|1\.?000)\s*(?:đồng|đ|d)|trđ|vnd|vnđ|đồng)(?:\s*/.+)?)\s*\*?",
    re.IGNORECASE,
)
_UNIT_BEHIND = pattern(r"(\S.*?)[\s,;.–-]+((?:đvt|đơn vị tính|đv tính)\s*[:：].+)", re.IGNORECASE)
_UNIT_LINE = re.compile(r"\(?\s*(đvt|đơn vị tính|đơn vị|đv tính)\s*[:：]?\s*(.+?)\s*\)?", re.IGNORECASE)

_NUMERAL = pattern(
    r"^\(?(?:[IVXLC]{1,8}|[ivx]{1,8}|[A-ZĐ]|[a-z]|\d{1,3}(?:\.\d{1,3})*)\s*(?:[.):/–-]|\s(?=\s*\S))+\s*(?=\S)"
)
_BULLET = pattern(r"^[-–+•*]\s*(?=[^\W\d_])")
_BARE_NUMERAL = re.compile(r"\(?(?:[IVXLC]{1,8}|[A-ZĐ]|[a-eđghk]|(?:\d{1,2}|[IVXLC]{1,6}|[A-Z])(?:\.\d{1,2})+)[.)]?")
_NUMERAL_MARK = pattern(r"\(?([IVXLC]{1,8}|[A-ZĐ]|[a-z]|\d{1,3})(?:\s*[.):/–-]|$)")
_COUNTED_TITLE = pattern(r"\s*\d{1,3}\s*[.)/–-]\s*[^\W\d_]{2}")
_COUNT_AT_END = pattern(
    r"\s*(?:\(\s*\d+[^)]*\)|\[\s*\d+[^\]]*\]|:\s*\d+\s*\w*|:|[-–]\s*\d+\s*(?i:htx|hợp tác xã|tht|tổ hợp tác|qtdnd|đơn vị))\s*$"
)
_NUMERIC = re.compile(r"[-+(.,…/\s]*\d.*|[xX✓✔*\-–.…/\s]+", re.DOTALL)
_PURE_NUMBER = re.compile(r"[-+]?\d[\d.,\s]*%?")
_TOTAL = re.compile(
    r"(?:tổng cộng|tổng số|tong cong|tong so|tổng hợp chung|lũy kế|cộng dồn|(?:số |cộng )?(?:mang sang|chuyển (?:sang )?trang|trang trước (?:chuyển|mang) (?:sang|qua))|(?:số )?dư cuối)\b"
    r"|tc$|(?:.+ )?(?:sub)?total$|bình quân(?: chung| toàn tỉnh| toàn huyện)?$|(?:tổng|cộng|toàn tỉnh|toàn huyện|cả tỉnh)"
    r"(?= (?:huyện|thị|thành|tp|xã|phường|tỉnh|toàn|nhóm|lĩnh|ngành|các|chung|số|theo|mục|phần|trang|cả|năm"
    r"|vốn|doanh|lợi|lao|phát sinh|kỳ|quý|tháng|[ivx]+|[a-d]|htx|hợp tác|quỹ|liên)\b| \d|$)"
)
_COMPARISON = pattern(
    r"(?:bình quân|trung bình|bq|tb)(?: (?:chung|toàn|mỗi|một|1|htx|hợp tác xã|tht|tổ|đơn vị|xã|huyện)\b.*)?$"
    r"|(?:tăng giảm|tăng trưởng|(?:tăng|giảm) so|so (?:với|sánh|kh|cùng)\b|chênh lệch|t[ỷỉ] (?:lệ|trọng)|cơ cấu|tốc độ|cùng kỳ)\b"
    r"|(?:(?:kế hoạch|kh|thực hiện|th|ước(?: thực hiện| th)?|số liệu|cuối|đầu) )?(?:năm )?20\d\d$|năm (?:trước|ngoái)$"
    r"|(?:kế hoạch|kh)(?: \w+)? giao\b|(?:đạt |mức độ |tỷ lệ )?(?:đạt|thực hiện|th|hoàn thành)(?: so)?(?: với)? (?:kh|kế hoạch)\b"
)
_PART = pattern(r"[-–+•*] *\w|trong đó\b|số (?:htx|hợp tác xã|tht|tổ hợp tác|đơn vị|thành viên|lao động|hộ)\b")
_BULLET_AND_FORM = pattern(r"[-–+•*]\s*(?:hợp tác xã|htx|tổ hợp tác|tht|qtdnd|lh htx|liên hiệp htx)\s+", re.IGNORECASE)
_FORM = pattern(
    r"(?:htx|hợp tác xã|tht|tổ hợp tác|qtd|qtdnd|quỹ tín dụng|lh htx|lhhtx|liên hiệp (?:htx|hợp tác xã))\w*\s+\w",
    re.IGNORECASE,
)
_OF_MANY = pattern(r"\b(?:luật|huyện|tỉnh|thành phố|thị xã|năm 20\d\d)\b", re.IGNORECASE)
_TITLE_OF_RECORDS = pattern(r"danh sách \w")
_SUM_WORDS = pattern(r"^(?:tổng\s+cộng|tổng\s+số|tổng|cộng)[\s:]+", re.IGNORECASE)
_TOTAL_BEHIND = pattern(r"\s+(?:sub)?total$", re.IGNORECASE)
_ROW_NUMBER_HEADINGS = frozenset({"stt", "tt", "so tt", "so thu tu"})
_UNIT_HEADINGS = frozenset({"dvt", "dv tinh", "d v tinh", "don vi tinh", "don vi", "unit"})
_NOT_LETTERS = re.compile(r"[^\w\s]+")
_NOTE = pattern(
    r"[(*\s]*(?:người (?:lập|tổng hợp|báo cáo|ký)|lập biểu|cán bộ (?:lập|tổng hợp)|ghi chú|chú thích|lưu ý|"
    r"nguồn(?: số liệu)?\s*:|nơi nhận|thủ trưởng|giám đốc|phó giám đốc|chủ tịch|kế toán|trưởng phòng|phó trưởng phòng|chuyên viên|phó chủ tịch|phó trưởng|trưởng ban|công chức|văn thư|"
    r"chánh văn phòng|(?:s?đt|điện thoại|email|fax)\b[^:]{0,12}:|trong đó\b|xác nhận|tm\.|kt\.|tl\.|t/m|k/t|ký[ ,)]|đã ký|"
    r".{0,60}, (?:ngày )?\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*20\d\d$|"
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


def is_telephone(cell: Cell) -> bool:
    """`0912.345.678`, `0204 3 854 321`; not a code, whose digits stand together."""
    return isinstance(cell, str) and _TELEPHONE.fullmatch(cell.strip()) is not None


_TELEPHONE = re.compile(r"0\d{1,3}(?:[ .-]\d{1,4}){2,3}")


_LONGEST = 500
"""Letters of a heading or title. To look for a unit behind tens of thousands of dashes takes minutes."""


def looks_like_unit(text: str) -> bool:
    """`triệu đồng`, `tr.đ/người/tháng`, `người`, `ha`; not `nếu có`, `Nữ` or a year."""
    if text.strip() == "%":
        return True
    first, *per = (plain(part.replace("²", "2").replace("đ", "d")) for part in text.split("/"))
    return _UNIT.fullmatch(first) is not None and all(map(_PER.fullmatch, per))


def is_money_unit(text: str) -> bool:
    """`triệu đồng`, `đồng`; not `người`."""
    return _MONEY_UNIT.match(plain(text.replace("đ", "d"))) is not None


def split_unit(text: str) -> tuple[str, str | None]:
    """`Vốn điều lệ (triệu đồng)` → its name and its unit; a parenthesis that is no unit stays."""
    if len(text) > _LONGEST:
        return text, None
    found = _UNIT_AT_END.fullmatch(text)
    if found is None or not looks_like_unit(found[2]):
        found = _BARE_UNIT_AT_END.fullmatch(text) or _UNIT_BEHIND_STROKE.fullmatch(text)
    if found is None:
        return text, None
    line = _UNIT_LINE.fullmatch(found[2])
    return found[1].strip(), (line[2] if line else found[2]).strip()


def without_mark(text: str) -> str:
    """`Tên HTX (2)`, `Thành viên (3)=(4)+(5)`, `Doanh thu (*)`, `Mã số thuế (10 số)`: the header without number,
    footnote or instruction."""
    marked = _MARK_AT_END.sub("", text) or text
    return _INSTRUCTION_AT_END.sub("", marked) or marked


def unit_line(text: str) -> str | None:
    """`ĐVT: triệu đồng` → `triệu đồng`; None for a line that says something else."""
    found = _UNIT_LINE.fullmatch(text)
    if found is None:
        return None
    # «Đơn vị: HTX Đồng Tâm» names an organisation.
    sure = plain(found[1]) != "don vi" or any(map(looks_like_unit, re.split(r"[,;]", found[2])))
    return found[2] if sure else None


def unit_at_end(text: str) -> str | None:
    """`SỔ THEO DÕI QUỸ (ĐVT: triệu đồng)`, `DANH SÁCH HTX - ĐVT: đồng`: a title with the unit behind it."""
    if len(text) > _LONGEST:
        return None
    found = _UNIT_AT_END.fullmatch(text) or _UNIT_BEHIND.fullmatch(text)
    return unit_line(found[2]) if found and found[1] else None


def labelled(texts: list[str]) -> list[str]:
    """`Huyện: | Yên Thế | Năm báo cáo: | 2023` → `Huyện: Yên Thế`, `Năm báo cáo: 2023`: what is told is of its label."""
    found: list[str] = []
    for text in texts:
        if found and found[-1].endswith(":") and not text.endswith(":"):
            found[-1] = f"{found[-1]} {text}"
        else:
            found.append(text)
    return found


_LABELLED_TIME = pattern(r"[^\W\d][^:]*: (?:(?:19|20)\d\d|\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d)$")


def is_labelled_time(texts: list[str]) -> bool:
    """`Năm báo cáo: | 2023`: numbers that are no record's."""
    return any(_LABELLED_TIME.match(text) for text in labelled(texts))


def is_row_number_heading(name: str) -> bool:
    """`STT`: are the rows counted under this heading?"""
    return plain(name) in _ROW_NUMBER_HEADINGS


def is_unit_heading(name: str) -> bool:
    """`ĐVT`: does a row's unit stand under this heading?"""
    return plain(name) in _UNIT_HEADINGS


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


def numeral_count(text: str) -> int:
    """`III. Huyện Yên Thế` → 3, `B` → 2, `4` → 4; 0 without numeral."""
    found = _NUMERAL_MARK.match(text)
    mark = found[1].upper() if found else ""
    if mark.isdecimal() or not mark:
        return int(mark or 0)
    if set(mark) <= set("IVXLC") and mark != "C":
        values = [_ROMAN[letter] for letter in mark]
        return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
    return _LETTERS.find(mark) + 1


_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def without_numeral(text: str) -> str:
    """`I. Huyện Yên Thế (12 HTX)`, `- Huyện Yên Thế` → `Huyện Yên Thế`"""
    return _COUNT_AT_END.sub("", _NUMERAL.sub("", _BULLET.sub("", text), count=1))


def is_total(text: str) -> bool:
    """`Tổng cộng`, `Cộng huyện Yên Thế:`; not `Tổng công ty` or `Cộng đồng`."""
    return _is_total(key(text))


def _is_total(words: str) -> bool:
    return _TOTAL.match(_letters(words)) is not None


_STATISTIC = pattern(
    r"(?:tổng )?(?:số|sl) (?:lượng )?(?:htx|hợp tác xã|tht|tổ hợp tác|đơn vị|qtdnd|qtd|lh htx|liên hiệp|thành viên|lao động|hộ)\b"
    r"|(?:tỷ|tỉ) (?:lệ|trọng) \w|trong đó\b|cơ cấu \w"
)
_OF_SOME = pattern(
    r"(?:(?:các )?(?:HTX|[Hh]ợp tác xã|THT|[Tt]ổ hợp tác)|QTDND) "
    r"(?:có|đạt|được|đang|đã|ngừng|tạm|chưa|không|xếp|hoạt động|thành lập|giải thể|yếu|tham gia|liên kết|ứng dụng|làm ăn|bị|sử dụng|vay)"
    r" \w"
)
"""«HTX có doanh thu trên 1 tỷ», in small letters: some of many. («HTX Có Tâm» is a name.)"""
_WITH_COUNT = pattern(
    r".*\w\s*:\s*(?!0\d)\d[\d.,]*\s*%?(?:\s*(?:htx|hợp tác xã|tht|đơn vị|người|hộ|tổ))?$", re.IGNORECASE
)


def is_with_count(text: str) -> bool:
    """`- HTX nông nghiệp: 3 HTX`"""
    return _WITH_COUNT.fullmatch(text) is not None


def has_numeral(text: str) -> bool:
    """`I. Huyện Yên Thế`, `2) Vận tải`; not `- Vận tải`."""
    return _NUMERAL.match(text) is not None


_NONE = pattern(
    r"\W*(?:không|chưa|ko)(?: (?:có|phát sinh|thành lập|còn))*(?: (?:htx|hợp tác xã|tht|tổ hợp tác|đơn vị|qtdnd))?"
    r"(?: nào| mới| hoạt động| thành lập| phát sinh)*\W*",
    re.IGNORECASE,
)


def says_none(text: str) -> bool:
    """`Không có HTX nào`, `(chưa có)`"""
    return _NONE.fullmatch(text) is not None


def is_statistic(text: str, with_number: bool) -> bool:
    """`Số HTX yếu kém`, `HTX có doanh thu trên 1 tỷ: 2`: how many of the records there are of some kind; never a name.
    Without a number, beside it or in it, `Các HTX ngừng hoạt động` may be the title of a group."""
    label = without_numeral(text)
    if _STATISTIC.match(key(label)) is not None or is_with_count(text):
        return True
    return with_number and (text.endswith(":") or is_some_of_many(text))


def is_some_of_many(text: str) -> bool:
    """`3. HTX có doanh thu trên 1 tỷ`; not `HTX Rau an toàn`."""
    return _OF_SOME.match(without_numeral(text)) is not None


_RULE = re.compile(r":?-{3,}:?")


def is_rule(texts: list[str]) -> bool:
    """`|---|:---:|` below the header of a table of plain text."""
    return any(texts) and all(_RULE.fullmatch(text) for text in texts if text)


def is_part(text: str) -> bool:
    """`Trong đó: thành viên nữ`, `- HTX nông nghiệp`: what of a total is told apart below it."""
    return _PART.match(key(text)) is not None


def name_behind_bullet(text: str) -> str | None:
    """`- HTX Đồng Tâm` → `Đồng Tâm`, by its capital; None of `- HTX nông nghiệp` and of what is no HTX or THT."""
    rest = behind_bullet_and_form(text)
    return rest if rest is not None and rest[:1].isupper() and not text.isupper() else None


def behind_bullet_and_form(text: str) -> str | None:
    """`- HTX kiểu mới` → `kiểu mới`; None without a bullet and a form."""
    found = _BULLET_AND_FORM.match(text)
    return text[found.end() :] if found else None


def behind_bullet(text: str) -> str | None:
    """`- An Lạc` → `An Lạc`; None without a bullet."""
    found = _BULLET.match(text)
    return text[found.end() :] if found else None


def starts_with_form(text: str) -> bool:
    """`HTX An Lạc`, `Quỹ tín dụng nhân dân An Phú`: does a name begin here?"""
    return _FORM.match(text) is not None


def name_behind_form(text: str) -> str | None:
    """`HTX nông nghiệp An Lạc` → `nông nghiệp An Lạc`; None of `HTX nông nghiệp` and of `HTX theo Luật HTX 2012`, which are
    kinds of many, and of what is no HTX, THT, QTDND or LH HTX."""
    found = _FORM.match(text)
    if found is None or _OF_MANY.search(text):
        return None
    rest = text[found.end() - 1 :]
    return rest if any(word[:1].isupper() for word in rest.split()) else None


def is_title_of_records(text: str) -> bool:
    """`Danh sách HTX thành lập mới`: never a name."""
    return _TITLE_OF_RECORDS.match(key(without_numeral(text))) is not None


def is_comparison(text: str) -> bool:
    """`Bình quân/HTX`, `Năm 2022`, `Tăng (+), giảm (-) so với năm 2022`, `Kế hoạch năm 2023`: what stands below a total
    to be held against it."""
    return _COMPARISON.match(_letters(key(text))) is not None


def _letters(words: str) -> str:
    return " ".join(_NOT_LETTERS.sub(" ", words).split())


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
