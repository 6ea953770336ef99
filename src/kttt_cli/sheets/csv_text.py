"""CSV as provinces send it: in any encoding, whole or nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import BinaryIO

from kttt_cli.findings import Unreadable
from kttt_cli.language import Text
from kttt_cli.sheets.csv_parts import read_side_by_side
from kttt_cli.sheets.csv_rows import Lines, add_rows, delimiter_of, is_cut_off
from kttt_cli.sheets.encodings import UTF_8, Encoding, encoding_of_bytes, unicode_encoding
from kttt_cli.sheets.grid import Cell, Doubt, Encoded, Grid, GridBuilder
from kttt_cli.sheets.legacy_text import LOST, mended


def read_csv(file: BinaryIO, shown: str, *, as_written: bool = False) -> Grid:
    """The file as one grid, row by row as its records stand in it (a quoted line break stays in its cell).
    `as_written` leaves texts of old fonts in a Unicode file as they are.

    Raises Unreadable: encoding not known, a quote that is never closed, nothing in the file, too large.
    """
    encoding = unicode_encoding(file, shown)
    try:
        built = read_side_by_side(file) if encoding is UTF_8 else None
        built, odd = (built, ()) if built else _decoded(file, shown, encoding)
    except UnicodeError as error:
        if encoding is not UTF_8:
            raise Unreadable(_BROKEN_UNICODE.filled(file=shown, name=encoding.name)) from error
        file.seek(0)
        encoding = encoding_of_bytes(file, shown)
        built, odd = _decoded(file, shown, encoding)
    columns = tuple(column.with_cells(_mended(column, encoding)) for column in built.columns())
    note = encoding.note()
    notes: Notes = (note, *odd) if note else odd
    if encoding.name.startswith("TCVN3") and not any("ư" in str(cell) for column in columns for cell in column.cells):
        notes = (*notes, LOST)
    grid = Grid(shown, None, built.height, columns, notes=notes)
    return grid if as_written or encoding.mend is not None else mended(grid)


Notes = tuple[Text, ...]


def _decoded(file: BinaryIO, shown: str, encoding: Encoding) -> tuple[GridBuilder, Notes]:
    text = io.TextIOWrapper(file, encoding=encoding.codec, newline="")
    try:
        return _built(text, shown)
    finally:
        text.detach()


def _mended(column: Encoded, encoding: Encoding) -> Sequence[Cell]:
    mend = encoding.mend
    if mend is None and '="' not in column.text():
        return column.cells
    texts = [mend(cell) if mend and isinstance(cell, str) else cell for cell in column.cells]
    # ="0123" is how a program makes Excel keep a zero; Excel shows what stands within the quotes.
    return [
        cell[2:-1].replace('""', '"') if isinstance(cell, str) and cell[:2] == '="' and cell[-1:] == '"' else cell
        for cell in texts
    ]


def _built(text: io.TextIOWrapper, shown: str, odd_line: int = 0) -> tuple[GridBuilder, Notes]:
    """`odd_line`: where a quote closes within a cell, which only a lenient reader passes over."""
    lines = Lines(text, shown)
    if not any(line.strip() for line in lines.sample) and not text.read(1):
        raise Unreadable(_EMPTY.filled(file=shown))
    reader = csv.reader(lines, delimiter=delimiter_of(lines.sample), strict=not odd_line)
    built = GridBuilder()
    try:
        last = add_rows(built, reader, lines, shown)
    except csv.Error as error:
        if odd_line:
            raise Unreadable(_OPEN_QUOTE.filled(file=shown, line=reader.line_num)) from error
        text.seek(0)
        return _built(text, shown, odd_line=reader.line_num)
    if last and last[-1] and "\n" in last[-1][-1] and _odd_quotes(text):
        first = reader.line_num + 1 - len(last[-1][-1].splitlines())
        raise Unreadable(_OPEN_QUOTE.filled(file=shown, line=first))
    if is_cut_off(last, built.width, lines):
        return built, (_CUT_OFF.filled(line=reader.line_num),)
    return built, (_ODD_QUOTE.filled(line=odd_line),) if odd_line else ()


def _odd_quotes(text: io.TextIOWrapper) -> bool:
    text.seek(0)
    return sum(block.count('"') for block in iter(lambda: text.read(1 << 20), "")) % 2 == 1


_ODD_QUOTE = Doubt(
    'Dòng {line} của tệp có dấu nháy kép (") không bọc trọn một ô; ô ấy và các ô sau nó có thể bị cắt sai.',
    'Line {line} of the file has a double quote (") that does not enclose a whole cell; that cell and those after it may '
    "be cut wrongly.",
)
_CUT_OFF = Doubt(
    "Dòng cuối của tệp (dòng {line}) ngắn hơn các dòng trên và không có dấu xuống dòng: tệp có thể bị cụt, ô cuối của dòng "
    "này và các dòng sau nó có thể đã mất.",
    "The last line of the file ({line}) is shorter than those above and has no line break: the file may be cut off, and "
    "with it a part of this line's last cell and all lines after it.",
)
_EMPTY = Text(
    "{file}: tệp trống. Hãy kiểm tra lại tệp đã lưu, hoặc xuất lại từ phần mềm nguồn.",
    "{file}: the file is empty. Check the saved file, or export it again from its source.",
)
_OPEN_QUOTE = Text(
    '{file}: có dấu nháy kép (") mở ở khoảng dòng {line} mà không đóng, nên các dòng sau dính vào một ô. '
    "Hãy đóng hoặc xóa dấu nháy đó, hoặc lưu lại từ Excel dạng «CSV UTF-8».",
    '{file}: a double quote (") opened near line {line} is never closed, so that later lines run into one '
    "cell. Close or remove it, or save the file again from Excel as “CSV UTF-8”.",
)
_BROKEN_UNICODE = Text(
    "{file}: tệp có vẻ là {name} nhưng bị hỏng hoặc cụt. Hãy xuất lại từ phần mềm nguồn dạng «CSV UTF-8».",
    "{file}: the encoding seems to be {name}, but the file is damaged or cut short. Export it again as “CSV UTF-8”.",
)
