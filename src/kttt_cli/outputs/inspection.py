"""How each sheet was read, as people see it: its rows, its tables, and a line for each column."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from kttt_cli.findings import Place
from kttt_cli.language import Lang, Text, join, show_date, show_number
from kttt_cli.outputs.check_view import printable
from kttt_cli.outputs.inspection_json import Found, by_column, column_json, label_of, records_of, runs, told_role
from kttt_cli.outputs.page import console, indented, new_table, print_table
from kttt_cli.registers.columns import MODELS
from kttt_cli.registers.dataset import Dataset
from kttt_cli.registers.reading import ColumnReading, SheetReading, TableReading
from kttt_cli.sheets.dates import DateForm
from kttt_cli.sheets.numbers import Style
from kttt_cli.sheets.page import Role

if TYPE_CHECKING:
    from rich.console import Console

_MOST_RUNS = 60

_ROLES = {
    Role.BLANK: Text("trống", "blank"),
    Role.TITLE: Text("tiêu đề", "title"),
    Role.UNIT: Text("đơn vị tính", "unit"),
    Role.HEADER: Text("đầu cột", "header"),
    Role.NUMBERING: Text("đánh số cột", "column numbers"),
    Role.GROUP: Text("nhóm", "group"),
    Role.DATA: Text("bản ghi", "records"),
    Role.TOTAL: Text("tổng", "total"),
    Role.NOTE: Text("ghi chú, ký tên", "notes"),
    Role.EMPTY: Text("dòng mẫu chưa điền", "empty lines of the form"),
}
_NO_RECORD = Text("dòng của bảng không phải sổ", "rows of a table that is no register")
_FROM = {
    "column": Text("theo cột Năm", "from the column"),
    "date": Text("theo ngày của từng dòng", "from the date of each row"),
    "title": Text("theo tiêu đề", "from the title"),
    "sheet": Text("theo tên trang", "from the sheet's name"),
    "file": Text("theo tên tệp", "from the file's name"),
    "folder": Text("theo tên thư mục", "from the folder's name"),
    "option": Text("theo --year", "from --year"),
    "config": Text("theo kttt.toml", "from kttt.toml"),
    "group": Text("theo nhóm", "from the group above"),
}
_STYLES = {Style.VIETNAMESE: Text("1.234,5", "1.234,5"), Style.ENGLISH: Text("1,234.5", "1,234.5")}

_FORMS = {
    DateForm.REAL: Text("ngày thật", "real dates"),
    DateForm.SERIAL: Text("số thứ tự ngày", "serial numbers"),
    DateForm.YEAR: Text("năm", "years"),
    DateForm.MONTH: Text("chữ tháng/năm", "text mm/yyyy"),
    DateForm.DAY: Text("chữ ngày/tháng/năm", "text dd/mm/yyyy"),
    DateForm.ISO: Text("chữ năm-tháng-ngày", "text yyyy-mm-dd"),
    DateForm.WORDS: Text("bằng lời", "in words"),
}


def print_inspection(dataset: Dataset, stream: IO[str], lang: Lang) -> None:
    out = console(stream)
    found = by_column(dataset)
    for number, sheet in enumerate(dataset.readings):
        if number:
            out.print()
        _print_sheet(out, sheet, found, lang)


def _print_sheet(out: Console, sheet: SheetReading, found: Found, lang: Lang) -> None:
    size = Text(
        f"{_n(sheet.height, lang)} dòng × {sheet.width} cột{', trang ẩn' if sheet.hidden else ''}",
        f"{_n(sheet.height, lang)} rows × {sheet.width} columns{', hidden' if sheet.hidden else ''}",
    )
    out.print(printable(f"{Place(sheet.file, sheet.sheet)}: {size.to(lang)}"), style="bold")
    for note in sheet.notes:
        indented(out, printable(note.to(lang)), style="yellow")
    records = records_of(sheet)
    told = Text(
        f"{_n(records, lang)} bản ghi + {_n(sheet.height - records, lang)} dòng khác = {_n(sheet.height, lang)} dòng của trang",
        f"{_n(records, lang)} records + {_n(sheet.height - records, lang)} other rows = {_n(sheet.height, lang)} rows of the sheet",
    )
    indented(out, told.to(lang))
    indented(out, printable(f"{Text('Dòng', 'Rows').to(lang)}: {_rows_told(sheet, lang)}"))
    for table in sheet.tables:
        _print_table(out, sheet, table, found, lang)
    if not sheet.tables:
        indented(out, Text("Không tìm thấy bảng nào.", "No table was found.").to(lang), style="yellow")


def _rows_told(sheet: SheetReading, lang: Lang) -> str:
    told = []
    for run in runs(sheet):
        rows = f"{run.first + 1}" if run.first == run.last else f"{run.first + 1}–{run.last + 1}"
        what = _NO_RECORD if told_role(run) == "other" else _ROLES[run.role]
        told.append(f"{rows} {what.to(lang)}" + (f": {run.text}" if run.text else ""))
    more = len(told) - _MOST_RUNS
    if more > 0:
        told[_MOST_RUNS:] = [
            Text(f"… và {more} đoạn nữa (--format json)", f"… and {more} more (--format json)").to(lang)
        ]
    return ", ".join(told)


def _print_table(out: Console, sheet: SheetReading, table: TableReading, found: Found, lang: Lang) -> None:
    out.print()
    indented(out, printable(_about(sheet, table).to(lang)), style="bold" if table.register else "yellow")
    if table.register is None:
        return
    given = [
        Text(f"{label.vi} ({_where(where).vi})", f"{label.en} ({_where(where).en})")
        for name, where in table.given.items()
        if (label := label_of(table, name)) is not None
    ]
    if given:
        told = join(given, ", ")
        indented(out, Text(f"Lấy từ ngoài dòng: {told.vi}", f"From outside the rows: {told.en}").to(lang))
    shown = new_table()
    for name, justify in (
        (Text("Cột", ""), "left"), (Text("Tiêu đề", "Heading"), "left"), (Text("Hiểu là", "Read as"), "left"),
        (Text("Đơn vị", "Unit"), "left"), (Text("Kiểu số, ngày", "Style"), "left"), (Text("Có", "Filled"), "right"),
        (Text("Trống", "Blank"), "right"), (Text("Lạ", "Odd"), "right"),
    ):  # fmt: skip
        shown.add_column(name.to(lang), justify="right" if justify == "right" else "left", overflow="fold")
    for column in table.columns:
        shown.add_row(*(printable(text) for text in _cells(sheet, table, column, found, lang)))
    print_table(out, shown)


def _cells(sheet: SheetReading, table: TableReading, column: ColumnReading, found: Found, lang: Lang) -> list[str]:
    told = column_json(sheet, table, column, found)
    if column.field is None or told.label is None:
        meant = Text("không dùng", "not used").to(lang)
        if told.suggestion is not None:
            meant += f"; {getattr(told.suggestion, lang)}"
    else:
        meant = f"{getattr(told.label, lang)} [{column.field}]"
    odd = str(column.odd or "")
    if told.first_odd is not None:
        value = f" “{_short(told.first_odd.value)}”" if told.first_odd.value else ""
        odd += f": {told.first_odd.cell}{value}"
    style = "" if column.style is None else _STYLES[column.style].to(lang)
    if column.dates:
        told_forms = [(_FORMS[form].to(lang), _n(count, lang)) for form, count in column.dates]
        style = (
            told_forms[0][0] if len(told_forms) == 1 else "; ".join(f"{form}: {count}" for form, count in told_forms)
        )
    return [
        told.column, column.heading, meant, column.unit or "", style, _n(column.filled, lang), _n(column.blank, lang), odd
    ]  # fmt: skip


def _about(sheet: SheetReading, table: TableReading) -> Text:
    one = len(sheet.tables) == 1
    where = (
        Text("", "")
        if one
        else Text(f"Dòng {table.first + 1}–{table.last}: ", f"Rows {table.first + 1}–{table.last}: ")
    )
    if table.register is None:
        return Text(f"{where.vi}bảng này không phải sổ nào", f"{where.en}this table is no register")
    title = MODELS[table.register].title
    parts = [Text(f"{where.vi}{title.vi} [{table.register}]", f"{where.en}{title.en} [{table.register}]")]
    if table.year_from is None:
        parts.append(Text("không rõ năm nào", "of no known year"))
    else:
        year = Text("nhiều năm", "several years") if table.year is None else Text.same(str(table.year))
        source = _where(table.year_from)
        parts.append(Text(f"năm {year.vi} ({source.vi})", f"year {year.en} ({source.en})"))
    if table.cutoff is not None:
        parts.append(Text(f"số liệu đến {show_date(table.cutoff, 'vi')}", f"data to {show_date(table.cutoff, 'en')}"))
    if table.estimate:
        parts.append(Text("số ước", "an estimate"))
    if table.part is not None:
        parts.append(Text(f"một phần năm: “{table.part}”", f"a part of the year: “{table.part}”"))
    if table.unit:
        parts.append(Text(f"đơn vị tính: {table.unit}", f"unit: {table.unit}"))
    return join(parts)


def _where(code: str) -> Text:
    return _FROM.get(code, Text.same(code))


def _short(text: str | None, most: int = 24) -> str:
    return "" if text is None else text if len(text) <= most else text[: most - 1] + "…"


def _n(count: int, lang: Lang) -> str:
    return show_number(count, 0, lang)
