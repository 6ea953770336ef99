"""The columns of a data sheet: values of a list as a spreadsheet holds them, and the columns that follow the terms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

import numpy as np

from kttt_cli.annexes.naming import without_folders
from kttt_cli.annexes.page import Cell, Column, Page, Table, Value
from kttt_cli.annexes.terms import Block
from kttt_cli.annexes.terms_formulas import Reads, judged_formula, row_formula
from kttt_cli.findings import column_letters
from kttt_cli.indicators.catalogue import words_of
from kttt_cli.indicators.criteria import Part, condition_test
from kttt_cli.indicators.derived_communes import in_communes, place_list, told_apart
from kttt_cli.indicators.logic import Mask, everything
from kttt_cli.indicators.selector import lasting
from kttt_cli.indicators.view import View
from kttt_cli.indicators.wording import column_label
from kttt_cli.language import Text
from kttt_cli.registers.register import WORD_KINDS, Series, kind_of

if TYPE_CHECKING:
    from kttt_cli.annexes.data_sheets import DataSheet, DataSheets

_HEAD_ROW = 3
"""Of the headings, from 0: a title, a line of explanation and what the terms can judge stand above."""
_KINDS = {"": 0, "xã": 1, "phường": 2, "thị trấn": 3}
_MONEY = " (đồng)"
_SCORE = " (phần trăm điểm)"


@dataclass(frozen=True, slots=True)
class Note:
    """A column that is wanted: of which view, of which field, and what of it."""

    view: View
    column: str
    part: str
    """value, last, unread, number, kind (of a commune); row (of the source), candidate, subject, term."""


def table_of(sheet: DataSheet, sheets: DataSheets) -> tuple[Page, dict[str, str]]:
    """The page of a list, and the names of its columns and of the cells above them."""
    _identify(sheet, sheets)
    notes = sorted(sheet.columns.items(), key=lambda item: _place(sheet, *item))
    places = {name: at for at, (name, _) in enumerate(notes)}
    first = _HEAD_ROW + 2
    last = _HEAD_ROW + 1 + len(sheet.view)
    names = {
        name: f"'{sheet.title}'!${column_letters(at)}${first}:${column_letters(at)}${last}"
        for name, at in places.items()
    }
    cells: dict[tuple[int, int], Cell] = {
        (0, 0): Cell(_title(sheet), style="data"),
        (1, 0): Cell(
            "Số liệu như kttt đã đọc. Ô trống: không có số liệu hoặc không đọc được. Cột nền xám là công thức.",
            style="data_note",
        ),
    }
    columns = []
    for name, note in notes:
        columns.append(_column(name, note, sheets, places))
        if note.part == "term":
            letter = column_letters(places[name])
            names[f"{name}.xet_duoc"] = f"'{sheet.title}'!${letter}${_HEAD_ROW}"
            cells[_HEAD_ROW - 1, places[name]] = _usable(note, sheets)
    table = Table(tuple(columns), row=_HEAD_ROW)
    return Page(sheet.title, cells, official=False, tables=(table,), freeze=(_HEAD_ROW + 1, 2)), names


def _title(sheet: DataSheet) -> str:
    title = sheet.view.register.model.title.vi
    return title if sheet.year is None else f"{title} năm {sheet.year}"


def _identify(sheet: DataSheet, sheets: DataSheets) -> None:
    """The columns by which people know a row."""
    model = sheet.view.register.model
    for column in model.model_fields:
        if kind_of(model, column).name in ("code", "text", "place") and sheet.view.series(column).known.any():
            sheets.column(sheet.view, column)
    sheets.rows(sheet.view)
    for part in ("file", "sheet"):
        sheet.columns.setdefault(f"{sheet.prefix}.nguon_{part}", Note(sheet.view, "", part))


_PARTS = ("value", "last", "unread", "number", "kind", "candidate", "subject", "term", "file", "sheet", "row")


def _place(sheet: DataSheet, name: str, note: Note) -> tuple[int, int, int, str]:
    """Columns of the record in its order (names first), then derived ones, numbers, terms, and the source."""
    fields = list(sheet.view.register.model.model_fields)
    part = _PARTS.index(note.part)
    if note.part in ("value", "last", "unread") and note.column in fields:
        known_by = kind_of(sheet.view.register.model, note.column).name in ("code", "text", "place")
        return 0, 0 if known_by else 1, fields.index(note.column) * 3 + part, name
    return 1, part, 0, name


# --- one column ------------------------------------------------------------------------------------


def _column(name: str, note: Note, sheets: DataSheets, places: dict[str, int]) -> Column:
    view, part = note.view, note.part
    if part in ("file", "sheet", "row"):
        return _source(view, part)
    if part == "term":
        return _term_column(note, sheets, places)
    if part == "subject":
        return _subject_column(note, sheets, places)
    if part == "candidate":
        label = "HTX của xã (tồn tại, không kể LH HTX)"
        return Column(label, _three(in_communes(view)), style="data_center", width=10.0)
    if part == "kind":
        kinds = [_KINDS[kind] for _, kind, _ in place_list(view, True, np.ones(len(view), np.bool_))]
        return Column("Cấp xã (1 xã, 2 phường, 3 thị trấn)", kinds, style="data_center", width=10.0)
    series = view.series(note.column)
    label = column_label(view.register.name, note.column).vi.strip("“”")
    if part == "unread":
        return Column(f"{label}: không đọc được", series.not_read.astype(int).tolist(), style="data_center", width=10.0)
    if part == "number":
        return Column(f"Số của {label[:1].lower()}{label[1:]}", _numbers(note, sheets), style="data_center", width=9.0)
    if part == "last":
        return Column(f"{label} (ngày cuối)", _days(series, series.upper), style="data_center", width=11.0)
    if sheets.moves(view, note.column):
        return _commune_column(label, note, sheets, places)
    return _plain_column(label, note, series)


def _plain_column(label: str, note: Note, series: Series) -> Column:
    kind = series.kind
    if kind == "date":
        return Column(label, _days(series, series.values), style="data_center", width=11.0)
    if kind in WORD_KINDS:
        words = words_of(note.view.register.name, note.column)
        texts = [words.texts[word].vi for word in series.words] if words is not None else list(series.words)
        values = _picked(series, np.array([*texts, None], dtype=object))
        return Column(label, values, width=28.0 if kind in ("text", "place") else 18.0)
    tail = {"money": _MONEY, "score": _SCORE}.get(kind, "")
    style = {"flag": "data_center", "year": "data_year"}.get(kind, "data")
    numbers: list[Value] = series.values.tolist()
    if not series.known.all():
        numbers = [each if known else None for each, known in zip(numbers, series.known.tolist(), strict=True)]
    return Column(label + tail, numbers, style=style, width=16.0 if kind == "money" else 10.0)


def _picked(series: Series, texts: object) -> list[Value]:
    assert isinstance(texts, np.ndarray)
    values: list[Value] = texts[np.where(series.known, series.values, len(texts) - 1)].tolist()
    return values


def _days(series: Series, ordinals: object) -> Sequence[Value]:
    assert isinstance(ordinals, np.ndarray)
    return [
        date.fromordinal(day) if known else None
        for day, known in zip(ordinals.tolist(), series.known.tolist(), strict=True)
    ]


def _numbers(note: Note, sheets: DataSheets) -> list[Value]:
    """The dense number of what each cell names; 0 for none."""
    series = note.view.series(note.column)
    numbers = [sheets.number(note.view, note.column, word) for word in series.words]
    return _picked(series, np.array([*numbers, 0], dtype=object))


def _source(view: View, part: str) -> Column:
    register = view.register
    if part == "row":
        return Column("Dòng", (register.row_of[view.positions] + 1).tolist(), style="data_center", width=8.0)
    sources = register.source_of[view.positions].tolist()
    files = without_folders([source.file for source in register.sources])
    texts = files if part == "file" else [source.sheet for source in register.sources]
    label = "Tệp nguồn" if part == "file" else "Trang nguồn"
    return Column(label, [texts[each] for each in sources], width=20.0)


def _three(mask: Mask) -> list[Value]:
    """1, 0, and nothing where it is not known."""
    flags = np.where(mask.yes, 1, 0).astype(object)
    if mask.maybe is not None:
        flags[mask.maybe] = None
    return list(flags.tolist())


# --- columns by formula: subjects, terms, communes -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Row:
    """The same names as on all sheets, but of one row: `$K{row}`."""

    sheets: DataSheets
    places: dict[str, int]

    def column(self, view: View, column: str, part: Part = "value") -> str:
        return f"${column_letters(self.places[self.sheets.column(view, column, part)])}{{row}}"

    def day(self, year: int, which: Literal["first", "last"]) -> str:
        return self.sheets.day(year, which)

    def moves(self, view: View, column: str) -> bool:
        return self.sheets.moves(view, column)


def _subject_column(note: Note, sheets: DataSheets, places: dict[str, int]) -> Column:
    """1, 0 or nothing by the subject's own conditions on the other columns of the row."""
    view = note.view
    subject = sheets.book.catalogue.rows[note.column]
    mask = sheets.book.selector.where(view, subject.where, everything(len(view)))
    assert isinstance(mask, Mask)
    tests = [condition_test(_Row(sheets, places), view, *each) for each in subject.where.items()]
    formula = "*".join(test.yes for test in tests) if len(tests) > 1 else f"{tests[0].yes}*1"
    if mask.maybe is not None:
        formula = f'IF({formula}=1,1,IF({"*".join(test.possible for test in tests)}>0,"",0))'
    return Column(subject.text.vi, _three(mask), formula, None, "data_term", width=11.0)


def _term_column(note: Note, sheets: DataSheets, places: dict[str, int]) -> Column:
    view, table = note.view, sheets.tables[note.column]
    usable = sheets.usable(view, note.column)

    def cell(block: Block, part: str) -> str | None:
        name = sheets.part_of(view, block, part)
        return None if name is None else f"${column_letters(places[name])}{{row}}"

    row = row_formula(table, _reads(sheets, view, cell))
    said = sheets.book.selector.term_mask(note.column, view)
    values: list[Value] = [None] * len(view) if isinstance(said, Text) or not _lasting(note, sheets) else _three(said)
    formula = f'IF({usable}=1,CHOOSE(1+2*{row},0,"",1),"")'
    label = table.term.label.vi
    if view.borrowed_from is not None:
        label += f" ({view.period.year})"
    return Column(label, values, formula, Text.same(f"{TERMS_HINT}: {table.term.label.vi}"), "data_term", width=11.0)


TERMS_HINT = "Xem trang Thuật ngữ"


def _reads(sheets: DataSheets, view: View, column: Callable[[Block, str], str | None]) -> Reads:
    year = view.period.year
    return Reads(column, sheets.day(year, "first"), sheets.day(year, "last"))


def _lasting(note: Note, sheets: DataSheets) -> bool:
    """A list of a later year can only say what holds for an organisation's whole life."""
    reading = sheets.tables[note.column].term.reading
    return note.view.borrowed_from is None or lasting(
        note.view.register.name, {column for where in reading.wheres() for column in where}
    )


def _usable(note: Note, sheets: DataSheets) -> Cell:
    """1 where the reading in use is in force at the cut-off date and its columns tell something."""
    view, table = note.view, sheets.tables[note.column]
    said = sheets.book.selector.term_mask(note.column, view)
    value = int(not isinstance(said, Text) and _lasting(note, sheets))
    day = sheets.day(view.period.year, "last")
    prefix = f"thuat_ngu.{table.name}"
    tests = [f"{day}>={prefix}.tu_ngay", f'IF({prefix}.den_ngay="",TRUE,{day}<={prefix}.den_ngay)']
    if view.borrowed_from is not None:
        may = [
            "TRUE" if lasting(view.register.name, {each for where in reading.wheres() for each in where}) else "FALSE"
            for reading in table.readings
        ]
        tests.append(table.by_reading(may))

    whole = _reads(sheets, view, lambda block, part: sheets.part_of(view, block, part))
    tests.append(judged_formula(table, whole))
    comment = Text(
        f"1: xét được “{table.term.label.vi}” trong danh sách này; 0: cách hiểu đang dùng chưa có hiệu lực, "
        "hoặc cột của nó không có số liệu.",
        f"1: “{table.term.label.en}” can be judged in this list; 0: the reading in use is not in force, "
        "or its columns tell nothing.",
    )
    return Cell(value, f"IF(AND({','.join(tests)}),1,0)", comment=comment, style="data_term")


def _commune_column(label: str, note: Note, sheets: DataSheets, places: dict[str, int]) -> Column:
    """Has the commune an organisation for which the term holds? `Derived` says how; here over the sheets."""
    view = note.view
    organisations = sheets.book.selector.view("organisation", view.period.year)
    assert organisations is not None
    term_code = view.derived[note.column].terms[0]
    term, usable = sheets.term(organisations, term_code), sheets.usable(organisations, term_code)
    candidate = sheets.candidates(organisations)
    parts = [("commune", "number"), ("commune", "kind")]
    if told_apart(view, organisations):
        parts.append(("district", "number"))
    sure, could, named = [f"({candidate}=1)*({term}=1)"], [], []
    could.append(f'(({candidate}=1)+({candidate}=""))*(({term}=1)+({term}=""))')
    for column, part in parts:
        theirs = sheets.column(organisations, column, part)  # type: ignore[arg-type]
        ours = f"${column_letters(places[sheets.column(view, column, part)])}{{row}}"  # type: ignore[arg-type]
        like = f"((({ours}=0)+({theirs}=0)+({theirs}={ours}))>0)"
        could.append(like)
        if part == "kind":
            sure.append(like)
        else:
            sure.append(f"({theirs}={ours})")
            named.append(f"{ours}>0")
    formula = (
        f'IF({usable}<>1,"",IF(AND({",".join(named)},SUMPRODUCT({"*".join(sure)})>0),1,'
        f'IF(SUMPRODUCT({"*".join(could)})>0,"",0)))'
    )
    series = view.series(note.column)
    values = [
        value if known else None for value, known in zip(series.values.tolist(), series.known.tolist(), strict=True)
    ]
    return Column(label, values, formula, None, "data_term", width=11.0)
