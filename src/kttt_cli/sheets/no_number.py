"""Why a text is not one number: its rule, its reason, and what it could have meant."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from kttt_cli.language import Text
from kttt_cli.patterns import pattern
from kttt_cli.sheets.text import unaccented
from kttt_cli.sheets.values import Unread

MOST_DIGITS = 40


def could_be(values: Iterable[Decimal], mark: str = ",") -> Text:
    """`có phải 2 hay 2000?`, with the decimal mark of the column."""
    shown = [written(value, mark) for value in sorted(set(values))]
    return Text(f"có phải {' hay '.join(shown)}?", f"is it {' or '.join(shown)}?")


def written(value: Decimal, mark: str) -> str:
    """Without groups: `1570,5`."""
    return f"{value.normalize():f}".replace(".", mark)


_RANGE = pattern(r"[0-9.,]+\s*%?\s*(?:[-–—~]|đến)\s*[0-9.,]+(?:\s*%|\s*[^\d\W].*)?")
_ABOUT = pattern(
    r"(khoang|tren|duoi|hon|gan|uoc|uoc tinh|chung|xap xi|it nhat|toi da|toi thieu|nhieu nhat|tu|den|>=?|<=?|~|≈|±)[ .:]*[0-9].*"
)
_NOT_DONE = pattern(r"(khong|chua|ko) (duoc )?(trien khai|thuc hien)( thuc hien)?")
_NOTHING = pattern(r"(khong|ko|chua)( co| phat sinh| phat sinh gi| co gi)?")


def not_a_number(text: str) -> Unread:
    words = unaccented(text)
    if _RANGE.fullmatch(text):
        return Unread("SO105", Text("là một khoảng, không phải một số", "is a range, not one number"))
    if any(char.isdigit() for char in text):
        return _number_with_more(text, words)
    if _NOT_DONE.fullmatch(words):
        return Unread(
            "SO110",
            Text("nói là không làm: không phải 0, cũng không phải chưa báo cáo",
                 "says that it is not done: neither 0 nor not reported"),
            Text("ghi 0 nếu kết quả là 0; để trống nếu không có số liệu; ghi chú vào cột khác",
                 "write 0 if that is the result, leave blank if there is no figure; remarks in a column of their own"),
        )  # fmt: skip
    if _NOTHING.fullmatch(words):
        return Unread(
            "SO109",
            Text("có thể là số 0 hoặc là không có số liệu", "may mean 0 or that there is no figure"),
            Text("ghi 0, hoặc để trống nếu không có số liệu", "write 0, or leave blank if there is no figure"),
        )
    return Unread("SO101", Text("không phải là số", "is not a number"))


def _number_with_more(text: str, words: str) -> Unread:
    if re.fullmatch(r"[0-9.,]+", text):
        readings = {Decimal(digits) for digits in _without_marks(text)} if len(text) <= MOST_DIGITS else None
        return Unread(
            "SO106",
            Text("dấu chấm, dấu phẩy đặt sai chỗ", "has its dots or commas in the wrong places"),
            could_be(readings) if readings else None,
        )
    if _ABOUT.fullmatch(words):
        return Unread("SO105", Text("chỉ là số ước chừng", "is only an approximate number"))
    if re.fullmatch(r"[0-9.,]+ ?%", text):
        return Unread("SO105", Text("là tỷ lệ phần trăm, không phải một số lượng", "is a percentage, not an amount"))
    if any(char.isdigit() and not char.isascii() for char in text):
        return Unread("SO105", Text("có chữ số không phải 0–9 thường", "has digits other than the plain 0–9"))
    return Unread("SO105", Text("có chữ hoặc ký hiệu kèm theo số", "has words or signs beside the number"))


def _without_marks(text: str) -> set[str]:
    """All marks as groups, or the last as that of the decimals."""
    head, _, tail = text.replace(",", ".").rpartition(".")
    whole = head.replace(".", "")
    return {found for found in (whole + tail, f"{whole or 0}.{tail}" if tail else "") if found}
