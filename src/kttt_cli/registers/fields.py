"""The kinds of field a register has: each is a pydantic type that reads a raw cell strictly.

The types carry the whole rule (reading, limits, message), so validating the distinct cells of a
column through its type is the same as validating every record. `context_of` makes the validation context
that tells how the numbers of the column are written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from math import isfinite
from typing import Annotated, Any, ClassVar, NamedTuple

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    PlainValidator,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from kttt_cli.findings import Fix
from kttt_cli.language import Text
from kttt_cli.registers.vocabularies import vocabulary
from kttt_cli.sheets import dates, numbers, usual_numbers, values
from kttt_cli.sheets.dates import Dated
from kttt_cli.sheets.grid import Cell, lines_of
from kttt_cli.sheets.numbers import Reading
from kttt_cli.sheets.text import are_clean, clean, lines_beginning, plain
from kttt_cli.sheets.values import Unread

_PLAIN = Reading()


class Column(NamedTuple):
    """What people call a field: its Vietnamese header and the variants met in practice."""

    vi: str
    en: str
    headers: tuple[str, ...] = ()
    note: str = ""
    lasting: bool = False
    """Holds for the organisation's whole life, so that a later list can tell it of an earlier year."""
    blank: str | None = None
    """What an empty cell means, where the design gives it a meaning."""
    yearly: bool = False
    """Money by the year, which people also write by the month: the header must say which."""
    flow: bool = False
    """What a whole year brought, not what there is on its last day: of a part of the year it is less."""

    @property
    def label(self) -> Text:
        return Text(self.vi, self.en)


class Kind:
    """Marks a field type with the way its values are kept: count, money, date, flag, label, text, code."""

    __slots__ = ("name", "of")

    def __init__(self, name: str, of: str | None = None) -> None:
        self.name = name
        self.of = of


class _Context(NamedTuple):
    reading: Reading
    usual_amount: Callable[[str], int | None]


def context_of(reading: Reading | None) -> object:
    """For pydantic, whose validators may ask for it: how the cells of a column are to be read."""
    return None if reading is None else _Context(reading, usual_numbers.usual_amount(reading))


def _reading(info: ValidationInfo) -> Reading:
    context = info.context
    return context.reading if context.__class__ is _Context else _PLAIN


def _refuse(error: Unread) -> PydanticCustomError:
    about: dict[str, Any] = {"reason": error.reason, "suggestion": error.suggestion, "fix": error.fix}
    return PydanticCustomError(error.rule, "{reason}", about)


def _begins_plainly(cell: str) -> bool:
    """Most cells: neither a dash, nor a row of dots, nor an error, nor text marked with an apostrophe."""
    return cell[:1].isalnum() and cell[:4] != "Err:"


def _blank(cell: Any) -> bool:
    """Nothing written, or a dash. What stands in place of a value (`#REF!`) is refused in every field."""
    if cell.__class__ is str and _begins_plainly(cell):
        return False
    if values.is_blank(cell):
        return True
    try:
        values.refuse_errors(cell)
    except Unread as error:
        raise _refuse(error) from None
    return False


def _not_reported(cell: Any) -> bool:
    """For numbers also `chưa có số liệu`, `…`, `n/a`, which say the same as a dash."""
    return _blank(cell) or values.says_no_data(cell)


_SHORT = 8
"""Digits that need no further look."""
_MOST = 10**8
"""More than any count of people, heads or square metres; a tax code whose zero was lost is larger."""


def _count(cell: Any, info: ValidationInfo) -> int | None:
    if cell.__class__ is str and len(cell) <= _SHORT and cell.isascii() and cell.isdigit():
        return int(cell)
    if _not_reported(cell):
        return None
    try:
        number = numbers.read_count(cell, _reading(info).style)
    except Unread as error:
        raise _refuse(error) from None
    if number < 0:
        raise _refuse(Unread("GT101", Text("không thể âm", "cannot be negative")))
    if number >= _MOST:
        raise _refuse(Unread("GT103", Text("lớn quá mức có thể", "is larger than anything real"), _MOVED))
    return number


_MOVED = Text("có phải mã số hay điện thoại? Xem các ô của dòng có bị lệch cột không",
              "is it a code or a telephone? See whether the cells of the row stand in the wrong columns")  # fmt: skip


def _money(cell: Any, info: ValidationInfo) -> int | None:
    """Whole VND. An int is VND already (a record made by code); a written cell needs its unit."""
    context = info.context
    if cell.__class__ is str and context.__class__ is _Context:
        amount: int | None = context.usual_amount(cell)
        if amount is not None:
            return amount
    if _not_reported(cell):
        return None
    if context is None and cell.__class__ is int:
        return int(cell)
    reading = _reading(info)
    try:
        return numbers.read_money(cell, reading.style, reading.unit, yearly=reading.yearly, habits=reading.habits)
    except Unread as error:
        raise _refuse(error) from None


def _money_of_one_sign(cell: Any, info: ValidationInfo) -> int | None:
    amount = _money(cell, info)
    if amount is not None and amount < 0:
        raise _refuse(Unread("GT101", Text("không thể âm", "cannot be negative")))
    return amount


_FULL_MARKS = 100_00


def _score(cell: Any, info: ValidationInfo) -> int | None:
    """Hundredths of a point, so that sums stay exact."""
    if _not_reported(cell):
        return None
    try:
        reading = _reading(info)
        number = numbers.read_number(cell, reading.style, habits=reading.habits) * 100
    except Unread as error:
        raise _refuse(error) from None
    if not 0 <= number <= _FULL_MARKS or number != number.to_integral_value():
        raise _refuse(Unread("GT102", Text("phải từ 0 đến 100 điểm", "must be from 0 to 100 points")))
    return int(number)


def _year(cell: Any) -> int | None:
    if _blank(cell):
        return None
    try:
        dated = dates.read_date(cell)
    except Unread as error:
        raise _refuse(error) from None
    if dated.iso() != f"{dated.first:%Y}":
        raise _refuse(Unread("NG106", Text("phải là một năm", "must be a year")))
    return dated.first.year


def _date(cell: Any) -> Dated | None:
    if cell.__class__ is Dated:
        return cell
    if _blank(cell):
        return None
    try:
        return dates.read_date(cell)
    except Unread as error:
        raise _refuse(error) from None


def _flag(cell: Any) -> bool | None:
    if _blank(cell):
        return None
    try:
        return values.read_flag(cell)
    except Unread as error:
        raise _refuse(error) from None


def _code(cell: Any) -> str | None:
    if cell.__class__ is str and cell.isdigit() and cell.isascii():
        return str(cell)
    if _blank(cell) or values.says_no_code(cell):
        return None
    try:
        return values.read_code(cell)
    except Unread as error:
        raise _refuse(error) from None


_DOTS = frozenset({"…", "...", "….", "……", "?", "???"})
"""What stands in forms where a name is to be written."""


def _text(cell: Any) -> str | None:
    if cell.__class__ is str and _begins_plainly(cell) and not values.is_ditto(cell):
        return clean(cell)
    if _blank(cell) or (cell.__class__ is str and cell in _DOTS):
        return None
    if cell.__class__ is float and cell.is_integer():
        return str(int(cell))
    if cell.__class__ is not str and not (cell.__class__ is int or (cell.__class__ is float and isfinite(cell))):
        raise _refuse(
            Unread(
                "GT104",
                Text(
                    "là ngày, giờ hay giá trị đúng/sai, không phải chữ", "is a date, a time or a truth value, not text"
                ),
                Text("định dạng ô là văn bản rồi gõ lại", "format the cell as text and type it again"),
            )
        )
    if values.is_ditto(cell):
        raise _refuse(Unread("TV103", Text("nghĩa là như ô trên", "means the same as above"), _WRITE_OUT))
    return values.typed_as_text(clean(str(cell)))


_WRITE_OUT = Text("ghi đầy đủ vào ô này, vì dòng có thể được sắp xếp lại", "write it out, for rows may be sorted anew")


def usual_values(kind: str, cells: Sequence[Cell], reading: Reading | None) -> list[Any] | None:
    """What the field type of that kind makes of these distinct cells, where every one of them has the usual form; else
    None, and the type is to be asked.

    A type reads one cell, whatever is written in it. Of the thousands of amounts, names and days of a large list nearly
    none needs that care.
    """
    filled = cells[1:] if cells[:1] == [None] else cells
    lines = lines_of(filled)
    if lines is None or not filled or lines.count("\n") != len(filled) - 1:
        return None
    found: Sequence[Any] | None = None
    if kind == "money" and reading is not None:
        found = usual_numbers.usual_amounts(lines, reading)
    elif kind == "date":
        found = dates.usual_days(lines)
    elif (kind == "text" and _are_plain(lines)) or (kind == "code" and _TAX_CODES.fullmatch(f"{lines}\n")):
        found = filled
    return None if found is None else [*cells[: len(cells) - len(filled)], *found]


_TAX_CODES = re.compile(r"(?:[0-9]{10}(?:[0-9]{3})?\n)*+")


def _are_plain(lines: str) -> bool:
    """Words that stay as they are: each begins plainly, is clean, and stands for nothing else."""
    return (
        "\n\n" not in f"\n{lines}\n"
        and not lines_beginning("\\W_", lines)
        and "\nErr:" not in f"\n{lines}"
        and are_clean(lines)
        and not any(map(values.is_ditto, lines_beginning("nN", lines)))
    )


_GROUPS = frozenset({"tht", "to hop tac"})
_ELSEWHERE = Text(
    "tổ hợp tác có sổ riêng: chuyển dòng sang danh sách THT", "groups have a register of their own: move the row there"
)


class OneOf(Kind):
    """One of a vocabulary's entries, whatever its spelling; held as the entry's code."""

    __slots__ = ()

    def __init__(self, vocabulary_name: str) -> None:
        super().__init__("label", vocabulary_name)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self._code, handler(source))

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        assert self.of is not None
        return {"enum": [*vocabulary(self.of).texts, None]}

    def _code(self, cell: Any) -> str | None:
        if _blank(cell):
            return None
        assert self.of is not None
        words = vocabulary(self.of)
        code = words.code_of(str(cell))
        if code is None and self.of == "kind" and plain(str(cell)) in _GROUPS:
            reason = Text("không có trong danh mục loại hình tổ chức", "is not in the list of kinds of organisation")
            raise _refuse(Unread("TV101", reason, _ELSEWHERE))
        if code is None or "?" in str(cell):  # `Tốt?` is what nobody is sure of
            label = words.label
            reason = Text(f"không có trong danh mục {label.vi}", f"is not in the list of {label.en}")
            likely = words.likely(str(cell))
            fix = None if likely is None else Fix(likely, safe=False)
            raise _refuse(Unread("TV101", reason, words.nearest(str(cell)), fix))
        return code


Label = str | None
Count = Annotated[int | None, BeforeValidator(_count), Kind("count")]
Money = Annotated[int | None, BeforeValidator(_money_of_one_sign), Kind("money")]
Balance = Annotated[int | None, BeforeValidator(_money), Kind("money")]
Score = Annotated[int | None, BeforeValidator(_score), Kind("score")]
Year = Annotated[int | None, BeforeValidator(_year), Kind("year")]
_ISO_DATE = {"anyOf": [{"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?|-Q[1-4])?$"}, {"type": "null"}]}
Date = Annotated[
    Dated | None,
    PlainValidator(_date),
    PlainSerializer(lambda value: None if value is None else value.iso(), when_used="json"),
    WithJsonSchema(_ISO_DATE),
    Kind("date"),
]
Flag = Annotated[bool | None, BeforeValidator(_flag), Kind("flag")]
Code = Annotated[str | None, BeforeValidator(_code), Kind("code")]
Words = Annotated[str | None, BeforeValidator(_text), Kind("text")]
Place = Annotated[str | None, BeforeValidator(_text), Kind("place")]


class Record(BaseModel):
    """One row of a register. Every field may be blank: blank is unknown, never 0 and never no."""

    # Built when a record is asked for: registers are read through the field types alone.
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", defer_build=True)

    title: ClassVar[Text]
    """What the register is called."""
    words: ClassVar[tuple[str, ...]]
    """Words in plain form by which a title, sheet or file speaks of this register."""
    required: ClassVar[tuple[str, ...]]
    """Columns without which it is not this register."""
    recognised_by: ClassVar[tuple[str, ...]]
    """Columns of which at least one must be there, since names and places stand in every register."""
    partition: ClassVar[tuple[str, ...]]
    """Fields by which a year's register may be divided over several files or sheets."""
