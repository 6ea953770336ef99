"""A workbook just written, read by another program than the one that wrote it, and compared with its pages.

What a reader shows that does not recalculate is what counts: every stored value and text, every merged area, nothing
besides. The formulas are proved in the tests, by recalculating them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from kttt_cli.annexes.page import Page, Pages, Table, Value
from kttt_cli.annexes.stored import stored
from kttt_cli.findings import KtttError, Place, Unreadable
from kttt_cli.language import Text
from kttt_cli.sheets.workbook import StoredSheet, stored_sheets

_MOST_SHOWN = 5


class WrittenWrong(KtttError):
    """The file does not hold what was to be written. Our fault, not the user's."""


def read_back(pages: Pages, file: IO[bytes], shown: str) -> None:
    """Raises WrittenWrong, with the first cells that differ."""
    well_formed(file, shown)
    file.seek(0)
    try:
        sheets = [*stored_sheets(file, shown)]
    except Unreadable as error:
        raise WrittenWrong(error.message) from error
    names, written = [page.name for page in pages.sheets], [sheet.name for sheet in sheets]
    if names != written:
        raise _wrong(
            shown, [Text(f"các trang tính là {written}, không phải {names}", f"sheets {written}, not {names}")]
        )
    differences = [text for page, sheet in zip(pages.sheets, sheets, strict=True) for text in _differences(page, sheet)]
    if differences:
        raise _wrong(shown, differences)


def well_formed(file: IO[bytes], shown: str) -> None:
    """Excel refuses a workbook for one wrong character that other readers pass over."""
    from xml.parsers.expat import ExpatError, ParserCreate

    try:
        with ZipFile(file) as archive:
            for name in archive.namelist():
                part = archive.read(name)
                try:
                    ParserCreate().Parse(part, True)
                except ExpatError as error:
                    raise _wrong(shown, [_NO_XML.filled(part=name, reason=error)]) from error
    except BadZipFile as error:
        raise _wrong(shown, [Text.same(str(error))]) from error


def _wrong(shown: str, differences: Sequence[Text]) -> WrittenWrong:
    told = Text(
        "; ".join(each.vi for each in differences[:_MOST_SHOWN]),
        "; ".join(each.en for each in differences[:_MOST_SHOWN]),
    )
    return WrittenWrong(_WRONG.filled(file=shown, count=len(differences), told=told))


def _differences(page: Page, sheet: StoredSheet) -> Iterator[Text]:
    columns = _columns(sheet)
    expected: dict[tuple[int, int], Value] = {place: cell.value for place, cell in page.cells.items()}
    filled = sum(1 for value in expected.values() if _held(value) != "")
    for table in page.tables:
        for number, values in _by_column(table):
            filled += len(values) - values.count("")
            found = columns.get(number, ())[table.row : table.row + len(values)]
            if found != values or bool in set(map(type, found)):
                expected |= {(row, number): value for row, value in enumerate(values, table.row)}
    for (row, column), value in expected.items():
        held, found_one = _held(value), _at(columns, row, column)
        if held != found_one or isinstance(found_one, bool):
            yield _CELL.filled(
                cell=Place(page.name, None, row, column).cell, sheet=page.name, held=held, found=found_one
            )
    found_filled = sum(len(column) - column.count("") for column in columns.values())
    if found_filled != filled:
        yield _COUNT.filled(sheet=page.name, held=filled, found=found_filled)
    merged = {(area.first_row, area.first_column, area.last_row, area.last_column) for area in page.merges}
    merged -= {area for area in merged if area[:2] == area[2:]}
    if merged != sheet.merged:
        yield _MERGED.filled(sheet=page.name, areas=sorted(merged ^ sheet.merged))


def _columns(sheet: StoredSheet) -> dict[int, tuple[Any, ...]]:
    """What stands in each column, from the first row of the sheet; blank is an empty text."""
    return dict(enumerate(zip(*sheet.rows, strict=True), sheet.first_column))


def _by_column(table: Table) -> Iterator[tuple[int, tuple[Any, ...]]]:
    for number, column in enumerate(table.columns, table.column):
        yield number, (_held(column.heading), *map(_held, column.values))


def _held(value: Value) -> Any:
    held = stored(value)
    return "" if held is None else held


def _at(columns: Mapping[int, tuple[Any, ...]], row: int, column: int) -> Any:
    cells = columns.get(column, ())
    return cells[row] if row < len(cells) else ""


_WRONG = Text(
    "{file}: lỗi của kttt, tệp không được ghi: đọc lại thì có {count} chỗ khác với số đã tính: {told}",
    "{file}: a fault of kttt, no file was written: read back, it differs from what was computed in {count} places: {told}",
)
_CELL = Text("{sheet}!{cell} là {found!r}, phải là {held!r}", "{sheet}!{cell} is {found!r}, should be {held!r}")
_COUNT = Text("{sheet}: {found} ô có nội dung, phải là {held}", "{sheet}: {found} filled cells, should be {held}")
_NO_XML = Text("{part} không phải XML đúng ({reason})", "{part} is no well-formed XML ({reason})")
_MERGED = Text("{sheet}: ô gộp khác nhau: {areas}", "{sheet}: merged areas differ: {areas}")
