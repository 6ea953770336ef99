"""One page becomes one worksheet: its cells, tables, merged areas, comments, and how it is printed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from kttt_cli.annexes import measure
from kttt_cli.annexes.fitting import column_widths, row_heights, sheets_high
from kttt_cli.annexes.page import Allowed, Cell, Column, Merge, Page, Table
from kttt_cli.annexes.stored import Stored, stored, stored_text
from kttt_cli.annexes.styles import DATA_MARGINS, FONT, MARGINS, PAGE_NUMBER_SIZE
from kttt_cli.language import Lang, Text
from kttt_cli.patterns import pattern

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from kttt_cli.annexes.workbook_formats import Formats

_A4 = 9
_INCH = 25.4
_LONGEST_FORMULA = 8192
_LONGEST_LITERAL = 255
_LITERAL = pattern(r'"((?:[^"]|"")*)"')
_QUOTED = pattern(r"""\"(?:[^"]|"")*"|'(?:[^']|'')*'""")
_FUNCTION = pattern(r"\b([A-Z][A-Z0-9.]*)\(")
FUNCTIONS = frozenset((
    "ABS", "AND", "AVERAGE", "CHOOSE", "COUNT", "COUNTA", "COUNTBLANK", "COUNTIF", "COUNTIFS", "DATE", "DAY", "EXACT",
    "FREQUENCY", "IF", "IFERROR", "INDEX", "INT", "ISBLANK", "ISERROR", "ISNUMBER", "ISTEXT", "LEFT", "LEN", "LOWER",
    "MATCH", "MAX", "MID", "MIN", "MOD", "MONTH", "N", "NOT", "OR", "RIGHT", "ROUND", "ROW", "ROWS", "SIGN", "SUM",
    "SUMIF", "SUMIFS", "SUMPRODUCT", "T", "TEXT", "TRIM", "UPPER", "VALUE", "VLOOKUP", "YEAR",
))  # fmt: skip
"""Every Excel since 2007 and every other program has them; none looks outside its workbook or follows a link."""
_READ_OTHERWISE = frozenset("=+-@'0123456789")
"""How a text begins that Excel would take for something else if its cell were edited."""
_ESCAPE = pattern(r"(_x[0-9a-fA-F]{4}_)")
"""Excel reads `_x0041_` as A. XlsxWriter sees to that in texts, not in what a formula gives."""
_MEANT = ("number_stored_as_text", "two_digit_text_year", "formula_differs", "formula_range")
"""What Excel would mark with a green corner: codes and numerals that are texts, totals that leave out neighbours."""
_EVERYWHERE = "A1:XFD1048576"
_ANY_NUMBER = {"validate": "decimal", "criteria": "between", "minimum": -(10**15), "maximum": 10**15}
_RICH = ("<r>", "</r>")
"""XlsxWriter takes a text between these for its own markup."""


def write_sheet(page: Page, sheet: Worksheet, formats: Formats, lang: Lang) -> None:
    """Everything of the page onto its sheet; formulas are held against what every Excel knows."""
    sheet._prepare_formula = _unhidden  # type: ignore[method-assign,assignment]
    widths = column_widths(page)
    heights = row_heights(page, widths)
    _print_setup(page, sheet, sheets_high(page, widths, heights) if page.official else 0)
    for column, width in widths.items():
        sheet.set_column(column, column, width)
    for row, points in heights.items():
        sheet.set_row(row, points)
    hidden = _merge(page, sheet, formats)
    for (row, column), cell in sorted(page.cells.items()):
        if (row, column) in hidden:
            assert (cell.value, cell.formula) == (None, None), f"{page.name}: a merged area hides {row}, {column}"
            continue
        quoted = cell.formula is None and isinstance(cell.value, str) and cell.value[:1] in _READ_OTHERWISE
        _write(sheet, row, column, cell, formats.of(cell.style, cell.decimals, quoted=quoted))
        if cell.comment is not None:
            _comment(sheet, row, column, cell.comment, lang)
    for table in page.tables:
        _write_table(table, sheet, formats, lang)
    _restrict(page, sheet)
    sheet.ignore_errors(dict.fromkeys(_MEANT, _EVERYWHERE))


# --- cells -----------------------------------------------------------------------------------------


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, look: Format) -> None:
    value = stored(cell.value)
    if cell.formula is not None:
        _check_formula(cell.formula)
        result = _result(value)
        if cell.array:
            sheet.write_array_formula(row, column, row, column, f"{{={_hidden(cell.formula)}}}", look, result)
        else:
            sheet.write_formula(row, column, _hidden(cell.formula), look, result)
    elif value is None:
        sheet.write_blank(row, column, None, look)
    else:
        _write_value(sheet, row, column, value, look)


def _write_value(sheet: Worksheet, row: int, column: int, value: str | float | date, look: Format) -> None:
    if isinstance(value, str):
        _write_text(sheet, row, column, value, look)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime.combine(value, time()), look)
    else:
        sheet.write_number(row, column, value, look)


def _write_text(sheet: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    if text.startswith(_RICH[0]) and text.endswith(_RICH[1]):
        escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        text = f'<r><t xml:space="preserve">{escaped}</t></r>'
    if text:
        sheet.write_string(row, column, text, look)
    else:
        sheet.write_blank(row, column, None, look)


def _result(value: Stored) -> str | float:
    """The stored value of a formula; a day is the number that Excel shows as one."""
    if isinstance(value, str):
        return _ESCAPE.sub(r"_x005F\1", value)
    if isinstance(value, date):
        return (value - date(1899, 12, 30)).days
    return "" if value is None else value


def _check_formula(formula: str) -> None:
    """What Excel refuses to open and every other program opens, and functions that no figure needs."""
    assert len(formula) < _LONGEST_FORMULA, f"longer than a formula may be: {formula[:80]}…"
    if len(formula) > _LONGEST_LITERAL:
        longest = max((len(literal) for literal in _LITERAL.findall(formula)), default=0)
        assert longest <= _LONGEST_LITERAL, f"a text in it is longer than 255 characters: {formula[:80]}…"
    unknown = {*_FUNCTION.findall(_QUOTED.sub("", formula))} - FUNCTIONS
    assert not unknown, f"{', '.join(sorted(unknown))} is no function of our formulas: {formula[:80]}…"


def _hidden(formula: str) -> str:
    """XlsxWriter searches every formula sixty times for functions newer than ours, in its texts too: it finds none
    where no bracket opens. That is two thirds of the time that it takes for our workbooks.
    """
    return formula.replace("(", "\0")


def _unhidden(formula: str) -> str:
    """What the library asks for when it takes a formula in: as the file is to have it, without `{=` and `}`."""
    if formula.startswith("{="):
        formula = formula[2:-1]
    return formula.replace("\0", "(")


def _comment(sheet: Worksheet, row: int, column: int, comment: Text, lang: Lang) -> None:
    text = stored_text(comment.to(lang))
    width, size = 280.0, 10.0
    tall = measure.lines(text, width * 0.75 - 10, size) * size * 1.35 + 10
    look: dict[str, Any] = {"author": "kttt", "font_name": FONT, "font_size": size, "visible": False}
    sheet.write_comment(row, column, text, look | {"width": width, "height": round(tall / 0.75)})


def _restrict(page: Page, sheet: Worksheet) -> None:
    """One rule of the file for all cells that take the same."""
    places: dict[Allowed, list[tuple[int, int]]] = {}
    for place, allowed in page.allowed.items():
        places.setdefault(allowed, []).append(place)
    for allowed, cells in places.items():
        rule = {"validate": "list", "source": [*allowed.choices]} if allowed.choices else _ANY_NUMBER
        (row, column), *others = cells
        more = [[*place, *place] for place in others]
        told = {"error_title": "kttt", "error_message": allowed.refusal}
        sheet.data_validation(row, column, row, column, {**rule, **told, "other_cells": more})


# --- tables ----------------------------------------------------------------------------------------


def _write_table(table: Table, sheet: Worksheet, formats: Formats, lang: Lang) -> None:
    height = len(table.columns[0].values) if table.columns else 0
    for number, column in enumerate(table.columns, table.column):
        assert len(column.values) == height, f"{column.heading}: as long as the other columns"
        _write_text(sheet, table.row, number, stored_text(column.heading), formats.of("data_head"))
        if column.comment is not None:
            _comment(sheet, table.row, number, column.comment, lang)
        _write_column(column, sheet, table.row + 1, number, formats)
    if height:
        last = table.column + len(table.columns) - 1
        sheet.autofilter(table.row, table.column, table.row + height, last)


def _write_column(column: Column, sheet: Worksheet, first: int, number: int, formats: Formats) -> None:
    plain, quoted = (formats.of(column.style, column.decimals, quoted=quoted) for quoted in (False, True))
    dated = formats.of("data_date")
    if column.formula is not None:
        _check_formula(column.formula)
        before, *after = _hidden(column.formula).split("{row}")
        for row, value in enumerate(column.values, first):
            formula = str(row + 1).join([before, *after])
            sheet.write_formula(row, number, formula, plain, _result(stored(value)))
        return
    for row, value in enumerate(column.values, first):
        if value is None:
            continue
        held = stored(value)
        if type(held) is str:
            _write_text(sheet, row, number, held, quoted if held[:1] in _READ_OTHERWISE else plain)
        else:
            _write_value(sheet, row, number, cast("float | date", held), dated if isinstance(held, date) else plain)


# --- merged areas ----------------------------------------------------------------------------------


def _merge(page: Page, sheet: Worksheet, formats: Formats) -> set[tuple[int, int]]:
    """The cells that lie in a merged area and are not its first."""
    hidden: set[tuple[int, int]] = set()
    for area in page.merges:
        inside = [*_cells(area)]
        if len(inside) > 1:
            first = page.cells.get(inside[0], Cell())
            look = formats.of(first.style, first.decimals)
            sheet.merge_range(area.first_row, area.first_column, area.last_row, area.last_column, "", look)
            hidden.update(inside[1:])
    return hidden


def _cells(area: Merge) -> Iterator[tuple[int, int]]:
    for row in range(area.first_row, area.last_row + 1):
        for column in range(area.first_column, area.last_column + 1):
            yield row, column


# --- on paper --------------------------------------------------------------------------------------


def _print_setup(page: Page, sheet: Worksheet, sheets: int) -> None:
    margins = {side: mm / _INCH for side, mm in (MARGINS if page.official else DATA_MARGINS).items()}
    sheet.set_paper(_A4)
    if page.landscape:
        sheet.set_landscape()
    sheet.set_margins(**margins)
    sheet.set_header(f'&C&"{FONT},Regular"&{PAGE_NUMBER_SIZE}&P', {"margin": margins["top"] / 2})
    # The first page bears no number; the library has no door for that.
    sheet._write_header_footer = partial(_header_but_on_the_first_page, sheet)  # type: ignore[method-assign]
    sheet.set_start_page(1)
    if page.official:
        sheet.fit_to_pages(1, sheets)
        sheet.center_horizontally()
        sheet.hide_gridlines(2)
    elif not page.tables:
        sheet.fit_to_pages(1, 0)
    sheet.set_h_pagebreaks(list(page.breaks))
    if page.repeat is not None:
        sheet.repeat_rows(*page.repeat)
    elif page.tables:
        sheet.repeat_rows(page.tables[0].row)
    if page.hidden:
        sheet.very_hidden()
    if page.freeze is not None:
        sheet.freeze_panes(*page.freeze)
    elif page.tables:
        sheet.freeze_panes(page.tables[0].row + 1, 0)


def _header_but_on_the_first_page(sheet: Worksheet) -> None:
    sheet._xml_start_tag("headerFooter", [("differentFirst", 1)])
    sheet._write_odd_header()
    sheet._xml_end_tag("headerFooter")
