"""What the workbook reader does not tell of a sheet: errors, formulas never calculated, what is hidden.

The rule, the same for every kind of workbook:
- hidden rows and columns are read and counted like visible ones, and a note says so;
- hidden sheets give no records, and that is said: louder where they hold a register;
- an error (`#REF!`) stands in its cell as that text, a formula without a stored value as its formula
  (`=A1*2`): never blank, so that every field refuses it as unreadable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from kttt_cli.findings import column_letters
from kttt_cli.language import Text
from kttt_cli.sheets.grid import Doubt, Encoded

_NAMED = 5
UNKNOWN_ERROR = "#VALUE!"
UNKNOWN_FORMULA = "=?"


@dataclass(slots=True)
class Scan:
    """Rows and columns counted from 0."""

    broken: dict[tuple[int, int], str] = field(default_factory=dict)
    """(row, column) → what stands there in place of a value."""
    shown: dict[tuple[int, int], str | float] = field(default_factory=dict)
    """(row, column) → how its format shows the number there, where that is another one; a text the reader passes over."""
    since_1904: bool = False
    """Does the workbook count days from 1904 on? The reader minds that where a format says that a number is a day."""
    struck_rows: set[int] = field(default_factory=set)
    """Rows with cells that are struck through."""
    cut: set[tuple[int, int]] = field(default_factory=set)
    """Cells of which a part is struck through, and not read."""
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def show(self, at: tuple[int, int], cell: str | float | None) -> None:
        if cell is not None:
            self.shown[at] = cell

    def notes(self, height: int, width: int) -> tuple[Text, ...]:
        """Of a sheet of this size: what is hidden outside it hides nothing."""
        notes = []
        rows = [row for row in self.hidden_rows if row < height]
        columns = [column for column in self.hidden_columns if column < width]
        if rows:
            notes.append(_ROWS.filled(count=len(rows), which=_spans(rows, lambda row: str(row + 1))))
        if columns:
            notes.append(_COLUMNS.filled(count=len(columns), which=_spans(columns, column_letters)))
        if struck := [row for row in self.struck_rows if row < height]:
            notes.append(_STRUCK.filled(count=len(struck), which=_spans(struck, lambda row: str(row + 1))))
        if self.cut:
            named = sorted(self.cut)[:_NAMED]
            which = ", ".join(f"{column_letters(column)}{row + 1}" for row, column in named)
            notes.append(_CUT.filled(count=len(self.cut), which=which + " …" * (len(self.cut) > _NAMED)))
        formulas = sum(text.startswith("=") for text in self.broken.values())
        if formulas:
            notes.append(_FORMULAS.filled(count=formulas))
        if len(self.broken) > formulas:
            notes.append(_ERRORS.filled(count=len(self.broken) - formulas))
        return tuple(notes)

    def size(self) -> tuple[int, int]:
        """Rows and columns that reach the last cell known only from here."""
        return (
            max((row for row, _ in (*self.broken, *self.shown)), default=-1) + 1,
            max((column for _, column in (*self.broken, *self.shown)), default=-1) + 1,
        )


def reaching(columns: tuple[Encoded, ...], height: int, width: int) -> tuple[Encoded, ...]:
    """The columns with blank rows and columns behind them, up to this size."""
    lower = [
        column
        if len(column.codes) == height
        else Encoded(np.concatenate((column.codes, np.zeros(height - len(column.codes), np.int32))), column.cells)
        for column in columns
    ]
    return (*lower, *(Encoded(np.zeros(height, np.int32), [None]) for _ in range(width - len(lower))))


def with_broken(columns: tuple[Encoded, ...], broken: Mapping[tuple[int, int], str | float]) -> tuple[Encoded, ...]:
    """The columns with these texts and numbers in their cells."""
    by_column: dict[int, dict[int, str | float]] = {}
    for (row, column), text in broken.items():
        by_column.setdefault(column, {})[row] = text
    changed = list(columns)
    for number, texts in by_column.items():
        codes = np.array(columns[number].codes)
        cells = list(columns[number].cells)
        known: dict[str | float, int] = {}
        for row, text in texts.items():
            if text not in known:
                known[text] = len(cells)
                cells.append(text)
            codes[row] = known[text]
        changed[number] = Encoded(codes, cells)
    return tuple(changed)


def _spans(numbers: Iterable[int], name: Callable[[int], str]) -> str:
    """`5–9, 12`"""
    spans: list[list[int]] = []
    for number in sorted(numbers):
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    texts = [name(first) if first == last else f"{name(first)}–{name(last)}" for first, last in spans[:_NAMED]]
    return ", ".join(texts) + (" …" if len(spans) > _NAMED else "")


HIDDEN_SHEET = Text(
    "Trang bị ẩn nên không được tính. Nếu cần số liệu của trang này, hãy bỏ ẩn trong Excel.",
    "The sheet is hidden and was not counted. If its figures are wanted, unhide it in Excel.",
)
UNCHECKED = Doubt(
    "Không dò được dòng ẩn và ô lỗi của trang này; ô lỗi nếu có được đọc như ô trống.",
    "Hidden rows and error cells of this sheet could not be looked for; an error cell would be read as blank.",
)
SINCE_1904 = Doubt(
    "Sổ tính tính ngày từ năm 1904: ngày nào chỉ hiện là số (chưa định dạng ngày) được đọc sớm hơn bốn năm. Hãy định dạng "
    "các ô ngày là ngày rồi lưu lại.",
    "The workbook counts days from 1904 on: a day that shows as a number (without a date format) is read four years too "
    "early. Format the cells of days as dates and save it again.",
)
_ROWS = Text(
    "{count} dòng bị ẩn hoặc bị lọc vẫn được đọc và tính như dòng thường ({which}).",
    "{count} hidden or filtered rows were read and counted like the others ({which}).",
)
_COLUMNS = Text(
    "{count} cột bị ẩn vẫn được đọc như cột thường ({which}).",
    "{count} hidden columns were read like the others ({which}).",
)
_STRUCK = Doubt(
    "{count} dòng có ô bị gạch ngang chữ vẫn được đọc và tính như dòng thường ({which}). Nếu đã bỏ, hãy xóa dòng.",
    "{count} rows with cells that are struck through were read and counted like the others ({which}). Remove those that "
    "are not meant.",
)
_CUT = Doubt(
    "{count} ô có phần chữ bị gạch ngang: chỉ đọc phần còn lại ({which}).",
    "{count} cells have a part that is struck through: only the rest is read ({which}).",
)
_FORMULAS = Text(
    "{count} ô có công thức nhưng chưa lưu kết quả, không đọc được. Hãy mở bằng Excel rồi lưu lại.",
    "{count} cells hold a formula without a stored result and cannot be read. Open the file in Excel and save it.",
)
_ERRORS = Text(
    "{count} ô là lỗi công thức (#REF!, #N/A …), không đọc được.",
    "{count} cells are formula errors (#REF!, #N/A …) and cannot be read.",
)
