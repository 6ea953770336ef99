"""A filled annex is checked against its own arithmetic: every relation of its form is computed again.

What follows from a wrong number is told with it, as one finding at the cell of the cause.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from kttt_cli.annexes.arithmetic import Node
from kttt_cli.annexes.layout import NOT_DONE, YearsForm, printed_value
from kttt_cli.annexes.recognise import Recognised, recognise
from kttt_cli.annexes.relations import Names, broken_relations
from kttt_cli.findings import Finding, Place, Severity
from kttt_cli.language import Text
from kttt_cli.sheets.grid import Cell, Grid
from kttt_cli.sheets.text import clean, plain
from kttt_cli.sheets.words import as_written

_NOTHING = frozenset({"", "-", "–", "—"})
_GROUPED_FROM = 1000


def audit(grid: Grid, forms: Sequence[YearsForm]) -> list[Finding] | None:
    """What is wrong in a filled annex, in the order of its cells; None where the sheet is no form that is known."""
    found = recognise(grid, forms)
    return None if found is None else sorted(_Audit(grid, found).findings(), key=Finding.sort_key)


@dataclass(slots=True)
class _Audit:
    grid: Grid
    form: Recognised
    values: dict[Node, Fraction | None] = field(default_factory=dict)
    cells: dict[Node, tuple[int, int]] = field(default_factory=dict)
    odd: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        for row, key in self.form.rows.items():
            for column, said in self.form.columns.items():
                node = key, said.series, said.when
                self.cells[node] = row, column
                self.values[node] = self._value(row, column)

    def findings(self) -> Iterator[Finding]:
        yield self._recognised()
        yield from self.odd
        names = Names(self._named, self._heading)
        complete = not self.form.unknown
        for each in broken_relations(self.form.layout, self.values, self.form.years, names, complete=complete):
            row, column = self.cells[each.node]
            yield self._finding(each.rule, row, column, each.message, each.suggestion, each.severity)
        yield from self._units()
        yield from self._separators()
        yield from self._rows()

    def _recognised(self) -> Finding:
        form, known = self.form.layout, sum(value is not None for value in self.values.values())
        message = Text(
            f"nhận ra là biểu {form.id}: {len(self.form.rows)} dòng, {known} số được tính lại",
            f"recognised as form {form.id}: {len(self.form.rows)} rows, {known} numbers computed again",
        )
        place = Place(self.grid.file, self.grid.sheet, self.form.header_row, self.form.label_column)
        return Finding("PL100", Severity.NOTE, place, message)

    # --- cells ---------------------------------------------------------------------------------------

    def _value(self, row: int, column: int) -> Fraction | None:
        """None for what is blank, not carried out, or no number (which is told)."""
        cell = self.grid.at(row, column)
        if cell is None or (isinstance(cell, str) and _says_nothing(clean(cell))):
            return None
        value = _number_in(cell)
        if value is None:
            message = Text(
                f"ô số ghi “{as_written(cell)}”, không đọc được là số",
                f"a cell of numbers has “{as_written(cell)}”: no number",
            )
            self.odd.append(self._finding("PL108", row, column, message))
        return value

    def _finding(
        self, rule: str, row: int, column: int, message: Text, suggestion: Text | None = None,
        severity: Severity = Severity.ERROR,
    ) -> Finding:  # fmt: skip
        cell = self.grid.at(row, column)
        return Finding(
            rule,
            severity,
            Place(self.grid.file, self.grid.sheet, row, column),
            message,
            as_written(cell) or None,
            self._row_name(self.form.rows.get(row)),
            None,
            suggestion,
        )

    def _row_name(self, key: str | None) -> str | None:
        if key is None:
            return None
        row = self.form.layout.row[key]
        return f"{key} {row.label.vi}"

    def _named(self, node: Node) -> Text:
        """`I.4/quy, cột “Mục tiêu KH 2021-2025” (ô J17)`."""
        row, column = self.cells[node]
        heading, cell = self._heading(node).vi, Place("", None, row, column).cell
        return Text(f"dòng {node[0]}, cột “{heading}” (ô {cell})", f"row {node[0]}, column “{heading}” (cell {cell})")

    def _heading(self, node: Node) -> Text:
        return Text.same(clean(self.form.columns[self.cells[node][1]].heading))

    # --- words ---------------------------------------------------------------------------------------

    def _units(self) -> Iterator[Finding]:
        """A unit that contradicts its row's label; the rows that repeat such a row in another unit are told with it."""
        column = self.form.unit_column
        if column is None:
            return
        units = {key: str(self.grid.at(row, column) or "") for row, key in self.form.rows.items()}
        for row, key in self.form.rows.items():
            meant = self.form.layout.row[key].unit_by_label
            if meant is None or not units[key].strip() or plain(units[key]) == plain(meant.vi):
                continue
            message = Text(
                f"đơn vị tính “{clean(units[key])}” trái với nhãn “{self.form.layout.row[key].label.vi}”",
                f"the unit “{clean(units[key])}” contradicts the label “{self.form.layout.row[key].label.vi}”",
            )
            copies = [other for other, said in self.form.layout.row.items() if said.copy_ == key and other in units]
            for other in copies:
                if plain(units[other]) != plain(units[key]):
                    told = f"{other}: “{clean(units[other])}”"
                    message = Text(
                        f"{message.vi}; dòng {told} chép lại cùng số", f"{message.en}; row {told} repeats its numbers"
                    )
            yield self._finding(
                "PL107", row, column, message, Text(f"ghi “{meant.vi}”", f"write “{meant.en}”"), Severity.WARNING
            )

    def _separators(self) -> Iterator[Finding]:
        """Large numbers with and without a thousands mark in one table."""
        with_mark: list[Node] = []
        without: list[Node] = []
        for node, (row, column) in self.cells.items():
            cell, value = self.grid.at(row, column), self.values[node]
            if isinstance(cell, str) and value is not None and abs(value) >= _GROUPED_FROM:
                (with_mark if "." in cell else without).append(node)
        if not with_mark or not without:
            return
        shown = [Counter(str(self.grid.at(*self.cells[node])) for node in nodes) for nodes in (with_mark, without)]
        grouped, bare = (", ".join(words) for words in shown)
        message = Text(
            f"số viết không thống nhất: có dấu chấm hàng nghìn ({grouped}) và không có ({bare})",
            f"numbers are not written alike: with a thousands mark ({grouped}) and without ({bare})",
        )
        yield self._finding("PL109", *self.cells[without[0]], message, severity=Severity.WARNING)

    def _rows(self) -> Iterator[Finding]:
        for row in self.form.unknown:
            label = clean(str(self.grid.at(row, self.form.label_column)))
            message = Text(
                f"biểu {self.form.layout.id} không có dòng “{label}”: số của dòng này không được kiểm tra",
                f"the form {self.form.layout.id} has no row “{label}”: its numbers are not checked",
            )
            yield self._finding("PL111", row, self.form.label_column, message, severity=Severity.WARNING)
        if self.form.missing:
            names = "; ".join(f"{key} {self.form.layout.row[key].label.vi}" for key in self.form.missing)
            place = Place(self.grid.file, self.grid.sheet, self.form.header_row, self.form.label_column)
            message = Text(f"thiếu dòng của biểu {self.form.layout.id}: {names}",
                           f"rows of the form {self.form.layout.id} are missing: {names}")  # fmt: skip
            yield Finding("PL112", Severity.WARNING, place, message)


def _says_nothing(text: str) -> bool:
    return text in _NOTHING or plain(text) == plain(NOT_DONE.vi)


def _number_in(cell: Cell) -> Fraction | None:
    """A number, or a text in Vietnamese notation; None for anything else."""
    if isinstance(cell, str):
        return printed_value(clean(cell))
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return None
    return Fraction(repr(cell))
