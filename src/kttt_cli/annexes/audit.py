"""A filled annex is checked against its own arithmetic: every relation of its form is computed again.

What follows from a wrong number is told with it, as one finding at the cell of the cause.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from kttt_cli.annexes.arithmetic import Contradiction, Equation, Node, Settled, settle, slip
from kttt_cli.annexes.layout import NOT_DONE, Relation, YearsForm, printed_value
from kttt_cli.annexes.recognise import Column, Recognised, recognise
from kttt_cli.findings import Finding, Place, Severity
from kttt_cli.language import Text, join, show_number
from kttt_cli.sheets.grid import Cell, Grid
from kttt_cli.sheets.text import clean, plain

_RULES = {"total": "PL101", "sum": "PL102", "copy": "PL103", "share": "PL104"}
_HALF = Fraction(1, 2)
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
        settled = settle(self.values, self._equations())
        yield from self.odd
        yield from (self._contradiction(each) for each in settled.contradictions)
        yield from self._totals_of_nothing()
        for relation in self.form.layout.relations():
            if relation.kind == "of_which":
                yield from self._part_over_whole(relation, settled)
            elif relation.kind == "zero_only_if_all":
                yield from self._zero_over_others(relation, settled)
        yield from self._units()
        yield from self._separators()
        yield from self._rows()

    # --- cells ---------------------------------------------------------------------------------------

    def _value(self, row: int, column: int) -> Fraction | None:
        """None for what is blank, not carried out, or no number (which is told)."""
        cell = self.grid.at(row, column)
        if cell is None or (isinstance(cell, str) and _says_nothing(clean(cell))):
            return None
        value = _number_in(cell)
        if value is None:
            message = Text(f"ô số ghi “{cell}”, không đọc được là số", f"a cell of numbers has “{cell}”: no number")
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
            None if cell is None else str(cell),
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
        heading, cell = self._heading(node), Place("", None, row, column).cell
        return Text(f"dòng {node[0]}, cột “{heading}” (ô {cell})", f"row {node[0]}, column “{heading}” (cell {cell})")

    def _heading(self, node: Node) -> str:
        return clean(self.form.columns[self.cells[node][1]].heading)

    # --- relations -----------------------------------------------------------------------------------

    def _series(self) -> Mapping[str, list[Column]]:
        found: dict[str, list[Column]] = {}
        for column in self.form.columns.values():
            found.setdefault(column.series, []).append(column)
        return found

    def _equations(self) -> Iterator[Equation]:
        for relation in self.form.layout.relations():
            if relation.kind not in _RULES:
                continue
            for series, columns in self._series().items():
                if not (relation.plan_only and series != "plan"):
                    yield from self._of_relation(relation, series, [column.when for column in columns])

    def _of_relation(self, relation: Relation, series: str, when: Sequence[str]) -> Iterator[Equation]:
        rule = _RULES[relation.kind]
        if relation.kind == "total":
            years = tuple((relation.row, series, each) for each in when if each.isdigit())
            if "total" in when and len(years) > 1:
                yield Equation("sum", (relation.row, series, "total"), years, rule=rule)
            return
        for each in when:
            if relation.plan_only and each == "past":
                continue
            target, sources = (relation.row, series, each), tuple((of, series, each) for of in relation.of)
            if relation.kind == "share":
                percent = relation.percent or Fraction(0)
                yield Equation("share", target, sources, percent=percent, slack=_HALF, rule=rule)
            elif relation.kind in ("sum", "copy"):
                yield Equation("copy" if relation.kind == "copy" else "sum", target, sources, rule=rule)

    def _contradiction(self, found: Contradiction) -> Finding:
        named, printed, right = self._named(found.node), _number(found.printed), _number(found.right)
        sums = found.calculation
        message = Text(
            f"{named.vi} ghi {printed.vi}, tính lại: {sums.vi}", f"{named.en} has {printed.en}, computed: {sums.en}"
        )
        if found.consequences:
            dragged = join(
                [
                    Text(
                        f"{self._named(each.node).vi} ghi {_number(each.stands).vi}, đúng ra {_number(each.right).vi}",
                        f"{self._named(each.node).en} has {_number(each.stands).en}, should be {_number(each.right).en}",
                    )
                    for each in found.consequences
                ]
            )
            message = Text(f"{message.vi}. Kéo theo: {dragged.vi}", f"{message.en}. It drags with it: {dragged.en}")
        how = slip(found.printed, found.right)
        suggestion = Text(f"sửa thành {right.vi}", f"should be {right.en}")
        if how is not None:
            suggestion = Text(f"{suggestion.vi}; {how.vi}", f"{suggestion.en}; {how.en}")
        return self._finding(found.equation.rule, *self.cells[found.node], message, suggestion)

    def _totals_of_nothing(self) -> Iterator[Finding]:
        for key, row in self.form.layout.row.items():
            for series, columns in self._series().items():
                years = [(key, series, each.when) for each in columns if each.when.isdigit()]
                total = key, series, "total"
                blank = all(self.values.get(node) is None for node in years)
                if years and blank and not row.not_done and self.values.get(total) is not None:
                    stands = _number(self.values[total])
                    message = Text(
                        f"{self._named(total).vi} ghi {stands.vi} trong khi các năm để trống: trống không phải là 0",
                        f"{self._named(total).en} has {stands.en} while its years are blank: blank is not 0",
                    )
                    yield self._finding("PL110", *self.cells[total], message, severity=Severity.WARNING)

    def _part_over_whole(self, relation: Relation, settled: Settled) -> Iterator[Finding]:
        """A part larger than its whole, in however many columns: one finding, at the first of them."""
        over = []
        for node in self.cells:
            whole = relation.of[0], *node[1:]
            part_value, whole_value = settled.right.get(node), settled.right.get(whole)
            if node[0] == relation.row and part_value is not None and whole_value is not None:
                over += [(node, part_value, whole_value)] if part_value > whole_value else []
        if over:
            told = join([Text.same(f"{self._heading(node)}: {_number(a).vi} > {_number(b).vi}") for node, a, b in over])
            message = Text(
                f"dòng {relation.row} là một phần của dòng {relation.of[0]} mà lại lớn hơn: {told.vi}",
                f"row {relation.row} is a part of row {relation.of[0]}, but larger: {told.en}",
            )
            yield self._finding("PL105", *self.cells[over[0][0]], message)

    def _zero_over_others(self, relation: Relation, settled: Settled) -> Iterator[Finding]:
        wrong = []
        for node in self.cells:
            if node[0] == relation.row and settled.right.get(node) == 0:
                others = [(of, value) for of in relation.of if (value := settled.right.get((of, *node[1:])))]
                wrong += [(node, others)] if others else []
        if wrong:
            node, others = wrong[0]
            cells = ", ".join(self._heading(each) for each, _ in wrong)
            below = "; ".join(f"{of} = {_number(value).vi}" for of, value in others)
            message = Text(
                f"dòng {relation.row} ghi 0 (cột {cells}) trong khi dòng con khác 0: {below} ở cột “{self._heading(node)}”",
                f"row {relation.row} has 0 (columns {cells}) while rows below it do not: {below} in “{self._heading(node)}”",
            )
            yield self._finding("PL106", *self.cells[node], message)

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


def _number(value: Fraction | None) -> Text:
    if value is None:
        return Text.same("…")
    return Text(show_number(value, 3, "vi", trim=True), show_number(value, 3, "en", trim=True))
