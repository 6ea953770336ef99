"""The sheet *Thuật ngữ*: periods, terms with their readings and the words that count, numbers of districts.

What is yellow may be changed: every figure follows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from kttt_cli.annexes.page import Allowed, Cell, Page, Value
from kttt_cli.annexes.terms import Block, TermTable, word_of
from kttt_cli.findings import column_letters
from kttt_cli.indicators.definition import Condition
from kttt_cli.indicators.view import Period
from kttt_cli.indicators.wording import column_label

TERMS_SHEET = "Thuật ngữ"
_LABEL, _IN_USE, _FIRST = 0, 1, 2
_GUIDE = (
    "Ô nền vàng sửa được, mọi số liệu trong tệp thay đổi theo. Chọn cách hiểu khác: gõ số của nó vào cột “Đang dùng”.",
    "Sửa một cách hiểu: 1 là tính, 0 là không tính; ô trống của sổ: 1, 0, hoặc ? (không rõ, không tính vào bên nào).",
)


@dataclass(frozen=True, slots=True)
class Aside:
    """A truth value that stands in a cell of its own: the name of the cell, and what it is today."""

    name: str
    value: bool


@dataclass(frozen=True, slots=True)
class Input:
    """What a yellow cell says: which reading of a term is in use, or what a word (or a blank) counts for in one."""

    term: str
    reading: int | None = None
    """The place of the reading, from 0; None where the cell tells which one is in use."""
    block: Block | None = None
    word: str | int | None = None
    """A word of the block, or `BLANK_CELLS`; None where the cell holds the block's least value."""


@dataclass(slots=True)
class _Sheet:
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    inputs: dict[tuple[int, int], Input] = field(default_factory=dict)
    row: int = 0

    def put(
        self, column: int, value: Value, style: str = "text", formula: str | None = None, decimals: int = 0
    ) -> None:
        self.cells[self.row, column] = Cell(value, formula=formula, style=style, decimals=decimals)

    def name(self, name: str, column: int, row: int = 0, rows: int = 1) -> None:
        letter = column_letters(column)
        first = self.row + row + 1
        area = f"${letter}${first}" + (f":${letter}${first + rows - 1}" if rows > 1 else "")
        self.names[name] = f"'{TERMS_SHEET}'!{area}"


def terms_sheet(
    tables: Mapping[str, TermTable], periods: Sequence[Period], places: Mapping[int, str], aside: Mapping[str, Aside]
) -> tuple[Page, dict[str, str], Mapping[tuple[int, int], Input]]:
    """The page, the names of its cells, and what its yellow cells say. `places` are the districts by the number that
    formulas ask for; `aside` are parts of formulas that would be too long."""
    sheet = _Sheet()
    sheet.put(_LABEL, "Thuật ngữ của kế hoạch và kỳ số liệu", "term")
    for line in _GUIDE:
        sheet.row += 1
        sheet.put(_LABEL, line, "data_note")
    sheet.row += 2
    _periods(sheet, periods)
    for table in tables.values():
        _term(sheet, table)
    _places(sheet, places)
    for truth, each in aside.items():
        sheet.row += 1
        sheet.put(_LABEL, "Số liệu có công thức dài: không có số liệu?")
        sheet.put(_IN_USE, int(each.value), "text_center", f"IF({truth},1,0)")
        sheet.name(each.name, _IN_USE)
    readings = max((len(table.readings) for table in tables.values()), default=1)
    widths = {_LABEL: 46.0, _IN_USE: 22.0} | {_FIRST + at: 26.0 for at in range(max(readings, 1))}
    allowed = {place: _allowed(each, tables[each.term]) for place, each in sheet.inputs.items()}
    return Page(TERMS_SHEET, sheet.cells, widths=widths, allowed=allowed), sheet.names, sheet.inputs


def _allowed(said: Input, table: TermTable) -> Allowed:
    if said.block is None:
        last = len(table.readings)
        return Allowed(tuple(range(1, last + 1)), f"Gõ số của một cách hiểu, từ 1 đến {last}.")
    if said.word == BLANK_CELLS:
        return Allowed((1, 0, "?"), "Ô trống của sổ: gõ 1 (tính), 0 (không tính) hoặc ? (không rõ).")
    if said.word is None:
        return Allowed((), "Gõ một số: từ số ấy trở lên thì tính.")
    return Allowed((1, 0), "Gõ 1 (tính) hoặc 0 (không tính).")


def _periods(sheet: _Sheet, periods: Sequence[Period]) -> None:
    for column, heading in enumerate(("Kỳ số liệu", "Từ ngày", "Đến ngày (ngày chốt)")):
        sheet.put(column, heading, "head")
    for period in periods:
        sheet.row += 1
        sheet.put(_LABEL, f"Năm {period.year}" + (" (số ước)" if period.estimate else ""))
        sheet.put(_IN_USE, period.start, "date")
        sheet.put(_FIRST, period.cutoff, "date")
        sheet.name(f"ky_{period.year}.tu", _IN_USE)
        sheet.name(f"ky_{period.year}.den", _FIRST)
    sheet.row += 2


def _places(sheet: _Sheet, places: Mapping[int, str]) -> None:
    if not places:
        return
    sheet.put(_LABEL, "Huyện, thành phố trong các sổ", "head")
    sheet.put(_IN_USE, "Số", "head")
    for number, name in places.items():
        sheet.row += 1
        sheet.put(_LABEL, name)
        sheet.put(_IN_USE, number, "text_center")


# --- one term --------------------------------------------------------------------------------------


def _term(sheet: _Sheet, table: TermTable) -> None:
    prefix = f"thuat_ngu.{table.name}"
    chosen = table.term.reading
    sheet.put(_LABEL, table.term.label.vi, "term")
    sheet.put(_IN_USE, table.chosen, "input_figure")
    sheet.inputs[sheet.row, _IN_USE] = Input(table.code)
    sheet.name(prefix, _IN_USE)
    rows: tuple[tuple[str, Sequence[Value], Value, str, str], ...] = (
        ("Cách hiểu", [each.text.vi for each in table.readings], chosen.text.vi, "text", ""),
        ("Dùng được từ ngày", [each.since for each in table.readings], chosen.since, "date", "tu_ngay"),
        ("đến ngày", [each.until for each in table.readings], chosen.until or "", "date", "den_ngay"),
        ("Nguồn", [each.source for each in table.readings], chosen.source, "text", ""),
        ("Cách nối các cột", [*_joins(table)], [*_joins(table)][table.chosen - 1], "text", ""),
    )
    for at in range(len(table.readings)):
        sheet.put(_FIRST + at, at + 1, "head")
    for label, values, in_use, style, name in rows:
        sheet.row += 1
        sheet.put(_LABEL, label)
        for at, value in enumerate(values):
            sheet.put(_FIRST + at, value, style)
        picked = _picked(sheet, table)
        sheet.put(_IN_USE, in_use, style, f'IF({picked}="","",{picked})')
        if name:
            sheet.name(f"{prefix}.{name}", _IN_USE)
    for block in table.blocks:
        if block.test in ("in", "at_least"):
            sheet.row += 1
            _block(sheet, table, block)
        elif block.test != "known":
            sheet.row += 1
            _blank_row(sheet, table, block)
    sheet.row += 2


def _picked(sheet: _Sheet, table: TermTable) -> str:
    """The cell of this row in the column of the reading in use."""
    first, last = column_letters(_FIRST), column_letters(_FIRST + len(table.readings) - 1)
    row = sheet.row + 1
    return f"INDEX(${first}${row}:${last}${row},1,thuat_ngu.{table.name})"


def _block(sheet: _Sheet, table: TermTable, block: Block) -> None:
    register = table.term.register_
    flags = " (1 có, 0 không)" if set(block.words) == {0, 1} else ""
    sheet.put(_LABEL, _label(table, block) + flags, "head")
    sheet.put(_IN_USE, "Đang dùng", "head")
    for at in range(len(table.readings)):
        sheet.put(_FIRST + at, at + 1 if at in block.by_reading else "–", "head")
    if block.test == "at_least":
        sheet.row += 1
        sheet.put(_LABEL, "từ … trở lên")
        sheet.name(f"{block.name}.tinh", _IN_USE)
        _row(sheet, table, block, None, {at: condition.at_least for at, condition in block.by_reading.items()})
    else:
        sheet.name(f"{block.name}.tu", _LABEL, 1, len(block.words))
        sheet.name(f"{block.name}.tinh", _IN_USE, 1, len(block.words))
        for word in block.words:
            sheet.row += 1
            sheet.put(_LABEL, word)
            uses = {at: int(_counts(condition, block, word, register)) for at, condition in block.by_reading.items()}
            _row(sheet, table, block, word, uses)
    sheet.row += 1
    _blank_row(sheet, table, block)


def _counts(condition: Condition, block: Block, word: str | int, register: str) -> bool:
    assert condition.in_ is not None
    return word in [word_of(register, block.column, each) for each in condition.in_]


def _row(
    sheet: _Sheet, table: TermTable, block: Block, word: str | int | None, values: Mapping[int, int | None]
) -> None:
    for at, value in values.items():
        sheet.put(_FIRST + at, value, "input_figure")
        sheet.inputs[sheet.row, _FIRST + at] = Input(table.code, at, block, word)
    sheet.put(_IN_USE, values.get(table.chosen - 1) or 0, "text_center", f"N({_picked(sheet, table)})")


BLANK_CELLS = ""
"""Stands among the words of a block for its blank cells."""
BLANK: dict[str, Value] = {"yes": 1, "no": 0, "unknown": "?"}


def _blank_row(sheet: _Sheet, table: TermTable, block: Block) -> None:
    """What a blank cell counts for: 1, 0, or neither."""
    sheet.put(_LABEL, f"(ô trống; 0,5 là không rõ: {_label(table, block)})")
    for at, condition in block.by_reading.items():
        sheet.put(_FIRST + at, BLANK[condition.blank], "input_figure")
        sheet.inputs[sheet.row, _FIRST + at] = Input(table.code, at, block, BLANK_CELLS)
    in_use = block.by_reading.get(table.chosen - 1)
    value = {"yes": 1, "no": 0}.get(in_use.blank) if in_use is not None else None
    picked = _picked(sheet, table)
    known = f"AND(ISNUMBER({picked}),OR({picked}=0,{picked}=1))"
    sheet.put(
        _IN_USE, Fraction(1, 2) if value is None else value, "text_center", f"IF({known},{picked},0.5)", decimals=1
    )
    sheet.name(f"{block.name}.trong", _IN_USE)


def _label(table: TermTable, block: Block) -> str:
    return column_label(table.term.register_, block.column).vi.strip("“”")


def _joins(table: TermTable) -> Iterator[str]:
    """`Loại hình và Tình trạng`; `Xếp loại hoặc Tình trạng`."""
    for held, groups in table.trees:
        told = [_label(table, block) for block in held]
        some = [" và ".join(_label(table, block) for block in group) for group in groups]
        if some:
            told.append(" hoặc ".join(some) if not told else f"({' hoặc '.join(some)})")
        yield " và ".join(told)
