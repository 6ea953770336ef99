"""Where a workbook comes from: its inputs, plan, version and wishes; and a seal of every row and column of it.

Both stand in the file itself: *Nguồn gốc* for people, a hidden sheet for `kttt verify`. No clock, no absolute path.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from kttt_cli.annexes.page import Cell, Page, Pages, Table
from kttt_cli.annexes.stored import stored
from kttt_cli.annexes.template_asked import Asked
from kttt_cli.findings import Finding
from kttt_cli.language import Lang, Text, show_date
from kttt_cli.plans.model import Plan
from kttt_cli.registers.sheet_notes import SEAL

SHEET = Text("Nguồn gốc", "Provenance")
_PIECE = 30_000
_DIGITS = 12

Token = str
"""One cell as it is sealed: its kind and value, and its formula."""


class Input(BaseModel):
    """One file that was read, by its name below the data, and its SHA-256."""

    model_config = ConfigDict(frozen=True)

    name: str
    sha256: str


class Origin(BaseModel):
    """Everything that a workbook was made from. Equal origins give equal workbooks."""

    model_config = ConfigDict(frozen=True)

    kttt_version: str
    plan: str
    plan_sha256: str
    """Of the plan as it was in force, terms chosen included."""
    layouts_sha256: str
    """Of the layouts; of an office's own form, of its file."""
    inputs: tuple[Input, ...]
    year: int
    cutoff: date
    options: dict[str, Any]
    """What was asked for: forms or the template's name, cuts, language, terms."""
    findings: dict[str, int]
    """Rule → how many, at that time."""


Digests = dict[str, dict[int, str]]
"""Sheet → row (or column) from 0 → digest of what stands there."""


class Lines(BaseModel):
    """The digests of rows and of columns: where both differ, a cell was changed."""

    model_config = ConfigDict(frozen=True)

    rows: Digests
    columns: Digests

    def changed(self, other: Lines) -> Iterator[tuple[str, list[int], list[int]]]:
        """Sheets whose cells differ: their rows and columns. A sheet that is not there differs everywhere."""
        for name in dict.fromkeys((*self.rows, *other.rows)):
            rows = _differing(self.rows.get(name, {}), other.rows.get(name, {}))
            if rows:
                yield name, rows, _differing(self.columns.get(name, {}), other.columns.get(name, {}))


class Seal(BaseModel):
    """What was written: contents (values and formulas), and apart from them what the formulas gave.

    A filled form has no results: kttt calculates nothing in it, and a spreadsheet does when it opens the file.
    """

    model_config = ConfigDict(frozen=True)

    contents: Lines
    results: Lines


def _differing(one: Mapping[int, str], other: Mapping[int, str]) -> list[int]:
    return sorted(number for number in {*one, *other} if one.get(number) != other.get(number))


def digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def plan_digest(plan: Plan) -> str:
    return digest(plan.model_dump_json(warnings=False))


def counted(findings: Sequence[Finding]) -> dict[str, int]:
    return dict(sorted(Counter(finding.rule for finding in findings).items()))


# --- the seal --------------------------------------------------------------------------------------

Place = tuple[int, int]
Tokens = dict[Place, tuple[Token, Token]]
"""Of each filled cell its content and, where that is a formula, its result."""


def token(value: object, formula: str | None = None) -> tuple[Token, Token]:
    """The same for a cell to be written and for one read back; blank where there is nothing."""
    shown = _shown(value)
    return (shown, "") if formula is None else ("=" + _bare(formula), shown)


def _shown(value: object) -> Token:
    if isinstance(value, bool):
        return f"b{value}"
    if isinstance(value, int | float):
        return f"n{float.__format__(float(value), '.12g')}"
    if isinstance(value, datetime) and value.time() != datetime.min.time():
        return f"d{value.isoformat()}"
    if isinstance(value, date):
        return f"d{value:%Y-%m-%d}"
    return f"s{value}" if value not in (None, "") else ""


def _bare(formula: str) -> str:
    """Without what programs add, leave out or write otherwise when they save a file."""
    bare = formula.removeprefix("=").replace("_xlfn.", "").replace(" ", "")
    return bare.replace("TRUE()", "TRUE").replace("FALSE()", "FALSE")


def seal_of(pages: Sequence[Page]) -> Seal:
    return seal_cells({page.name: _tokens(page) for page in pages if not page.hidden})


def _tokens(page: Page) -> Tokens:
    found = {place: token(stored(cell.value), cell.formula) for place, cell in page.cells.items()}
    for table in page.tables:
        found |= _table_tokens(table)
    return found


def _table_tokens(table: Table) -> Iterator[tuple[Place, tuple[Token, Token]]]:
    for number, column in enumerate(table.columns, table.column):
        yield (table.row, number), token(stored(column.heading))
        for row, value in enumerate(column.values, table.row + 1):
            formula = None if column.formula is None else column.formula.format(row=row + 1)
            yield (row, number), token(stored(value), formula)


def seal_cells(sheets: Mapping[str, Tokens], *, results: bool = True) -> Seal:
    """Blank cells count for nothing, so that a sheet's used area does not matter."""
    return Seal(contents=_lines(sheets, 0), results=_lines(sheets if results else {}, 1))


def _lines(sheets: Mapping[str, Tokens], which: int) -> Lines:
    rows: Digests = {}
    columns: Digests = {}
    for name, cells in sheets.items():
        by_row: dict[int, list[str]] = {}
        by_column: dict[int, list[str]] = {}
        for (row, column), tokens in sorted(cells.items()):
            if tokens[which]:
                by_row.setdefault(row, []).append(f"{column}:{tokens[which]}")
                by_column.setdefault(column, []).append(f"{row}:{tokens[which]}")
        rows[name], columns[name] = _digests(by_row), _digests(by_column)
    return Lines(rows=rows, columns=columns)


def _digests(lines: Mapping[int, Sequence[str]]) -> dict[int, str]:
    return {number: digest("\x1f".join(texts))[:_DIGITS] for number, texts in lines.items()}


# --- in the workbook -------------------------------------------------------------------------------


def with_origin(pages: Pages, origin: Origin, lang: Lang, *, plain: bool = False) -> Pages:
    """The workbook with *Nguồn gốc* (unless it is `plain`, to be handed in) and the hidden sheet at its end."""
    sheets = pages.sheets if plain else (*pages.sheets, _origin_page(origin, lang))
    cells = {
        (row, column): Cell(piece, style="data")
        for row, pieces in enumerate(hidden_rows(origin, seal_of(sheets)))
        for column, piece in enumerate(pieces)
    }
    return replace(pages, sheets=(*sheets, Page(SEAL, cells, official=False, hidden=True)))


def hidden_rows(origin: Origin, seal: Seal, asked: Asked | None = None) -> list[list[str]]:
    """What the hidden sheet holds, in pieces that a cell can take."""
    told = (each.model_dump_json() for each in (origin, seal, asked) if each is not None)
    return [[text[at : at + _PIECE] for at in range(0, len(text), _PIECE)] for text in told]


def read_origin(cells: Sequence[Sequence[object]]) -> tuple[Origin, Seal, Asked | None] | None:
    """From the rows of the hidden sheet; None where they hold something else."""
    told = ["".join(str(cell) for cell in row if cell not in (None, "")) for row in cells]
    try:
        origin, seal, *rest = told
        asked = Asked.model_validate_json(rest[0]) if rest else None
        return Origin.model_validate_json(origin), Seal.model_validate_json(seal), asked
    except ValueError:
        return None


def _origin_page(origin: Origin, lang: Lang) -> Page:
    lines: list[tuple[Text, str]] = [
        (Text("Lập bằng", "Made by"), f"kttt {origin.kttt_version}"),
        (Text("Kế hoạch", "Plan"), origin.plan),
        (Text("SHA-256 của kế hoạch và cách hiểu từ ngữ", "SHA-256 of the plan and its readings"), origin.plan_sha256),
        (Text("Năm; ngày chốt số liệu", "Year; cut-off"), f"{origin.year}; {show_date(origin.cutoff, lang)}"),
        *((Text("Tệp số liệu", "Input file"), f"{each.name}: {each.sha256}") for each in origin.inputs),
        *(
            (Text("Phát hiện khi lập", "Findings at the time"), f"{rule}: {count}")
            for rule, count in origin.findings.items()
        ),
        (Text("Kiểm tra lại", "To check"), "kttt verify"),
    ]
    cells: dict[tuple[int, int], Cell] = {(0, 0): Cell(SHEET.to(lang), style="term")}
    for row, (label, value) in enumerate(lines, 1):
        cells[row, 0] = Cell(label.to(lang), style="text")
        cells[row, 1] = Cell(value, style="text")
    return Page(SHEET.to(lang), cells, widths={0: 40.0, 1: 90.0}, official=False)
