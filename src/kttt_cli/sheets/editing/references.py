"""The cells that a formula refers to, found in its text; and the same formula after rows were put in between.

Formulas are those of the file: English names, commas, no leading `=`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kttt_cli.findings import column_letters
from kttt_cli.language import Text
from kttt_cli.patterns import pattern
from kttt_cli.sheets.workbook_xml import column_number

LAST_ROW, LAST_COLUMN = 1_048_575, 16_383
_CELL = r"\$?[A-Za-z]{1,3}\$?[0-9]{1,7}"
_TOKEN = pattern(
    r"(?P<text>\"(?:[^\"]|\"\")*\")"
    r"|(?P<error>(?:(?:'(?:[^']|'')+'|[\w.]+)!)?\#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NUM!|NULL!))"
    r"|(?P<reference>(?P<sheet>(?:'(?:[^']|'')+'|(?:\[\d+\])?[\w.]+(?::[\w.]+)?)!)?"
    rf"(?P<cells>{_CELL}(?::{_CELL})?|\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}}|\$?[0-9]+:\$?[0-9]+)(?![\w.(!\[]))"
    r"|(?P<table>(?:[^\W\d][\w.]*)?\[(?:[^\[\]]|\[[^\[\]]*\])*\])"
    r"|(?P<call>[^\W\d][\w.]*)(?=\()"
    r"|(?P<name>(?:(?:'(?:[^']|'')+'|(?:\[\d+\])?[\w.]+)!)?[^\W\d\\][\w.\\?]*)"
    r"|(?P<number>[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<space>\s+)"
    r"|(?P<sign>.)",
    re.DOTALL,
)
_CORNER = pattern(r"(\$?[A-Za-z]{1,3})?(?:(\$?)([0-9]+))?")
_OVER_RANGES = frozenset(
    {"SUM", "COUNT", "COUNTA", "COUNTBLANK", "AVERAGE", "AVERAGEA", "MIN", "MAX", "MEDIAN", "PRODUCT", "SUBTOTAL",
     "COUNTIF", "COUNTIFS", "SUMIF", "SUMIFS", "AVERAGEIF", "AVERAGEIFS", "SUMPRODUCT", "STDEV", "VAR", "LARGE", "SMALL",
     "RANK"}
)  # fmt: skip
"""Functions of which one cell as an argument means a range of one cell."""
BLIND = frozenset({"INDIRECT", "OFFSET", "CELL", "GETPIVOTDATA"})
"""Functions that look at cells which their text does not name."""
_WITHOUT_TRACE = frozenset({"INDIRECT", "GETPIVOTDATA"})

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 0."""


class Corner(NamedTuple):
    """One end of a reference: its column as written (`$B`, or blank), its row from 0, whether the row has a `$`."""

    column: str
    row: int | None
    fixed: bool

    def __str__(self) -> str:
        return self.column + ("" if self.row is None else f"{'$' if self.fixed else ''}{self.row + 1}")


@dataclass(frozen=True, slots=True)
class Reference:
    """A cell or a range in a formula, with its place in the text."""

    start: int
    end: int
    prefix: str
    """As written: blank, `Tổng!`, `'B 01'!`, `[1]X!`, `A:C!`."""
    corners: tuple[Corner, ...]
    in_function: bool
    """It is a whole argument of a function over ranges."""
    joined: bool
    """Part of a range that is made while calculating: `A1:INDEX(…)`, `A1#`."""

    @property
    def sheets(self) -> tuple[str, ...]:
        """The sheet, or the first and last of several; () for that of the formula."""
        bare = self.prefix.removesuffix("!")
        if bare.startswith("'"):
            bare = bare[1:-1].replace("''", "'")
        return tuple(bare.split(":")) if bare else ()

    @property
    def elsewhere(self) -> bool:
        """In another file."""
        return "[" in self.prefix

    @property
    def area(self) -> Area:
        first, last = self.corners[0], self.corners[-1]
        rows = sorted((first.row or 0, LAST_ROW if last.row is None else last.row))
        columns = sorted((_column(first.column, 0), _column(last.column, LAST_COLUMN)))
        return rows[0], columns[0], rows[1], columns[1]


def _column(written: str, otherwise: int) -> int:
    bare = written.replace("$", "")
    return column_number(bare.encode()) - 1 if bare else otherwise


class Parsed(NamedTuple):
    """What a formula looks at."""

    references: tuple[Reference, ...]
    names: tuple[str, ...]
    """Defined names, as written; with a sheet before them where there is one."""
    tables: tuple[str, ...]
    """Of structured references: the table, or blank."""
    calls: frozenset[str]


def parsed(formula: str) -> Parsed:
    """What the formula refers to and calls. Its text is split, not understood: every formula can be read."""
    tokens = [found for found in _TOKEN.finditer(formula) if found.lastgroup != "space"]
    references, names, tables, open_calls = [], [], [], [""]
    calls = set()
    for index, token in enumerate(tokens):
        kind, text = token.lastgroup, token[0]
        before = tokens[index - 1][0] if index else ""
        after = tokens[index + 1][0] if index + 1 < len(tokens) else ""
        if token["reference"] is not None:
            corners = tuple(_corner(each) for each in token["cells"].split(":"))
            alone = before in ("(", ",") and after in (")", ",") and open_calls[-1] in _OVER_RANGES
            joined = before == ":" or after in (":", "#")
            references.append(Reference(token.start(), token.end(), token["sheet"] or "", corners, alone, joined))
        elif kind == "table":
            tables.append(text.partition("[")[0])
        elif kind == "name":
            if text.upper() not in ("TRUE", "FALSE"):
                names.append(text)
        elif kind == "call":
            calls.add(text.upper().removeprefix("_XLFN.").removeprefix("_XLWS."))
        if text == "(":
            open_calls.append(before.upper() if index and tokens[index - 1].lastgroup == "call" else "")
        elif text == ")" and len(open_calls) > 1:
            open_calls.pop()
    return Parsed(tuple(references), tuple(names), tuple(tables), frozenset(calls))


def _corner(text: str) -> Corner:
    found = _CORNER.fullmatch(text)
    assert found is not None, text
    if found[1] is not None and found[3] is None and text.replace("$", "").isdigit():
        return Corner("", int(text.strip("$")) - 1, "$" in text)
    return Corner(found[1] or "", None if found[3] is None else int(found[3]) - 1, bool(found[2]))


def translated(formula: str, down: int, right: int) -> str:
    """The formula as it reads in a cell further down and to the right: what has no `$` moves along."""

    def moved(corner: Corner) -> Corner:
        row = corner.row if corner.row is None or corner.fixed else corner.row + down
        column = corner.column
        if column and not column.startswith("$"):
            column = column_letters(_column(column, 0) + right)
        return Corner(column, row, corner.fixed)

    return _rewritten(formula, ((each, tuple(map(moved, each.corners))) for each in parsed(formula).references))


def _rewritten(formula: str, changes: Iterator[tuple[Reference, tuple[Corner, ...]]]) -> str:
    pieces, at = [], 0
    for reference, corners in changes:
        pieces += [formula[at : reference.start], reference.prefix, ":".join(map(str, corners))]
        at = reference.end
    return "".join([*pieces, formula[at:]])


# --- rows put in between --------------------------------------------------------------------------


class CannotMove(ValueError):
    """A formula that cannot follow the rows; `why` says what to write instead."""

    def __init__(self, why: Text) -> None:
        super().__init__(why.en)
        self.why = why


@dataclass(frozen=True, slots=True)
class Growth:
    """Rows of one sheet that are repeated, each with how often it stands there afterwards (1 or more)."""

    counts: Mapping[int, int]

    def first(self, row: int) -> int:
        """Where the row stands afterwards; of a repeated row the first."""
        return min(row + sum(count - 1 for each, count in self.counts.items() if each < row), LAST_ROW)

    def last(self, row: int) -> int:
        return min(self.first(row) + self.counts.get(row, 1) - 1, LAST_ROW)

    def area(self, area: Area) -> Area:
        """An area that holds a repeated row holds all its copies."""
        return self.first(area[0]), area[1], self.last(area[2]), area[3]

    @property
    def bands(self) -> tuple[tuple[int, int], ...]:
        """First and last row of all copies, afterwards."""
        return tuple((self.first(row), self.last(row)) for row in self.counts)


@dataclass(frozen=True, slots=True)
class Growths:
    """The growth of each sheet that grows, and the order of all sheets."""

    of: Mapping[str, Growth]
    sheets: Sequence[str]

    def on(self, sheet: str) -> Growth | None:
        return next((growth for name, growth in self.of.items() if name.casefold() == sheet.casefold()), None)

    def moved(self, formula: str, home: str, *, repeated: int | None = None, copy: int = 0) -> str:
        """The formula of a cell on `home` afterwards; `repeated` is the formula's own row where that is repeated.

        Raises CannotMove, whatever the counts are: a form can be checked before its lists are known.
        """
        found = parsed(formula)
        if found.calls & _WITHOUT_TRACE:
            raise CannotMove(_INDIRECT.filled(call=" / ".join(sorted(found.calls & _WITHOUT_TRACE))))
        changes = []
        for reference in found.references:
            corners = self._corners(reference, home, repeated, copy)
            if corners != reference.corners:
                changes.append((reference, corners))
        return _rewritten(formula, iter(changes))

    def _corners(self, reference: Reference, home: str, repeated: int | None, copy: int) -> tuple[Corner, ...]:
        shown = reference.prefix + ":".join(map(str, reference.corners))
        if reference.elsewhere or reference.corners[0].row is None:
            return reference.corners
        names = reference.sheets
        own = not names or names[0].casefold() == home.casefold()
        growth = self.on(names[0] if names else home)
        if len(names) > 1:
            if any(self.on(name) for name in self._between(*names)):
                raise CannotMove(_SEVERAL.filled(shown=shown))
            growth = None
        rows = [corner.row for corner in reference.corners if corner.row is not None]
        here = repeated if own and len(names) < 2 else None
        if repeated is not None:
            for corner in reference.corners:
                if not corner.fixed and corner.row != here:
                    raise CannotMove(_RELATIVE.filled(shown=shown, fixed=_fixed(reference)))
        if growth is None:
            return reference.corners
        if reference.joined and any(row in growth.counts or growth.first(row) != row for row in rows):
            raise CannotMove(_JOINED.filled(shown=shown))

        def at(corner: Corner, *, end: bool) -> Corner:
            assert corner.row is not None
            if here is not None and corner.row == here and not corner.fixed:
                return corner._replace(row=growth.first(here) + copy)
            return corner._replace(row=growth.last(corner.row) if end else growth.first(corner.row))

        if len(reference.corners) == 2:
            first, last = sorted(reference.corners, key=lambda corner: corner.row or 0)
            if first is reference.corners[0]:
                return at(first, end=False), at(last, end=True)
            return at(last, end=True), at(first, end=False)
        (corner,) = reference.corners
        assert corner.row is not None
        if corner.row in growth.counts and (here is None or corner.fixed):
            if not reference.in_function:
                raise CannotMove(_ONE_CELL.filled(shown=shown))
            if growth.counts[corner.row] > 1:
                return at(corner, end=False), at(corner, end=True)
        return (at(corner, end=False),)

    def _between(self, first: str, last: str) -> Sequence[str]:
        known = [name.casefold() for name in self.sheets]
        if first.casefold() not in known or last.casefold() not in known:
            return self.sheets
        low, high = sorted((known.index(first.casefold()), known.index(last.casefold())))
        return self.sheets[low : high + 1]


def _fixed(reference: Reference) -> str:
    return reference.prefix + ":".join(str(corner._replace(fixed=True)) for corner in reference.corners)


_INDIRECT = Text(
    "hàm {call} chỉ đến ô bằng chữ, không dời theo dòng được; hãy ghi thẳng địa chỉ ô",
    "{call} names cells by a text, which cannot follow moved rows; write the reference itself",
)
_SEVERAL = Text(
    "{shown} chỉ đến nhiều trang tính một lúc, không dời theo dòng được",
    "{shown} refers to several sheets at once and cannot follow moved rows",
)
_RELATIVE = Text(
    "trong dòng lặp, {shown} có thể là một dòng cố định hay dòng lân cận của mỗi bản sao; nếu cố định hãy ghi {fixed}",
    "in a repeated row {shown} may mean one fixed row or the neighbour of each copy; write {fixed} if it is fixed",
)
_JOINED = Text(
    "vùng {shown}… được ghép khi tính, không dời theo dòng được",
    "the range {shown}… is put together while calculating and cannot follow moved rows",
)
_ONE_CELL = Text(
    "{shown} chỉ đến một ô của dòng lặp, không rõ là ô nào trong các bản sao; hãy dùng một vùng, ví dụ SUM",
    "{shown} refers to one cell of a repeated row: which of its copies is meant? Use a range, such as SUM",
)
