"""A condition as a spreadsheet sees it: which rows of a named column hold, and which could.

Two forms of one test. As pairs for COUNTIFS and SUMIFS (a column and a criterion: a word of a vocabulary, a
whole number, `">="&cell`), where no wildcard, blank, decimal or written text of a register ever is a criterion;
and as an array of 1 and 0 for SUMPRODUCT, which compares by value and knows no criteria at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal, Protocol

from kttt_cli.indicators.catalogue import columns_of, words_of
from kttt_cli.indicators.definition import Condition
from kttt_cli.indicators.figure import Cut
from kttt_cli.indicators.logic import Mask
from kttt_cli.indicators.view import View
from kttt_cli.registers.register import WORD_KINDS

Part = Literal["value", "last", "unread", "number"]
"""Of a column: its value (the first day of a date), the last day, 1 where it cannot be read, a dense number of
the organisation or place that the cell names (0 = none)."""
Pairs = tuple[tuple[str, str], ...]

_MOST_ALTERNATIVES = 8
"""More COUNTIFS than that in one formula are harder to read than one SUMPRODUCT."""


class Columns(Protocol):
    """What a test reads: the columns of a list by their names, or the cells of one of its rows."""

    def column(self, view: View, column: str, part: Part = "value") -> str: ...

    def day(self, year: int, which: Literal["first", "last"]) -> str: ...

    def moves(self, view: View, column: str) -> bool:
        """Is the column made by formulas that follow the terms?"""


class Sheets(Columns, Protocol):
    """The data sheets: every column by the name that formulas read it by."""

    def number(self, view: View, column: str, word: str) -> int:
        """The dense number of a place or an organisation."""

    def rows(self, view: View) -> str:
        """A column that is filled in every row."""

    def subject(self, view: View, name: str) -> str:
        """The column that tells which rows a named subject's own conditions choose."""

    def term(self, view: View, name: str) -> str: ...

    def usable(self, view: View, name: str) -> str:
        """The cell that is 1 where the term can be judged in this list."""


@dataclass(frozen=True, slots=True)
class Test:
    """What one condition says of each row."""

    yes: str
    """Array: 1 where it holds."""
    maybe: str | None = None
    """Array: 1 where it could hold; None where every row is decided."""
    pairs: tuple[Pairs, ...] | None = None
    """Alternatives that exclude one another, each a list of criteria that all must hold; None: only the array says it."""
    moves: bool = False
    """It follows the terms."""
    flag: str | None = None
    """The column, where it holds 1, 0 or nothing and only blank is undecided: then `>=0` finds what is decided."""

    @property
    def possible(self) -> str:
        return self.yes if self.maybe is None else f"({self.yes}+{self.maybe})"

    @property
    def decided(self) -> Test | None:
        """The rows that it tells something of; None where it does of all."""
        if self.maybe is None:
            return None
        return Test(f"(1-{self.maybe})", None, None if self.flag is None else (((self.flag, '">=0"'),),))


def literal(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def sumproduct(factors: Sequence[str], *columns: str) -> str:
    """The sum over the rows of the factors' product; `columns` are taken as 0 where they hold no number."""
    shown = "*".join(factors) if len(factors) > 1 else f"{factors[0]}*1"
    return f"SUMPRODUCT({','.join((shown, *columns))})"


def alternatives(tests: Iterable[Test]) -> list[Pairs] | None:
    """All tests as lists of criteria, one for each way to fulfil them; None where SUMPRODUCT says it better."""
    ways: list[tuple[Pairs, ...]] = []
    count = 1
    for test in tests:
        if test.pairs is None:
            return None
        ways.append(test.pairs)
        count *= len(test.pairs)
    if count > _MOST_ALTERNATIVES:
        return None
    return [tuple(pair for pairs in way for pair in pairs) for way in product(*ways)]


def count_text(tests: Sequence[Test], rows: str, *also: str) -> str:
    """The number of rows for which all hold (and the arrays `also`)."""
    if not tests and not also:
        return f"ROWS({rows})"
    ways = None if also else alternatives(tests)
    if ways is None:
        return sumproduct([*(test.yes for test in tests), *also])
    return "+".join(f"COUNTIFS({_listed(way)})" for way in ways)


def sum_text(column: str, tests: Sequence[Test]) -> str:
    """The column added over the rows for which all hold."""
    if not tests:
        return f"SUM({column})"
    ways = alternatives(tests)
    if ways is None:
        return sumproduct([test.yes for test in tests], column)
    return "+".join(f"SUMIFS({column},{_listed(way)})" for way in ways)


def possible_text(tests: Sequence[Test], rows: str) -> str:
    """The number of rows for which all could hold."""
    if all(test.maybe is None for test in tests):
        return count_text(tests, rows)
    return sumproduct([test.possible for test in tests])


def _listed(pairs: Pairs) -> str:
    return ",".join(f"{column},{criterion}" for column, criterion in pairs)


# --- one condition ---------------------------------------------------------------------------------


def condition_test(sheets: Columns, view: View, column: str, condition: Condition) -> Test:
    """The test of a condition on a column of this view: what `view.test` says, in a spreadsheet's words."""
    name = sheets.column(view, column)
    series = view.series(column)
    moves = sheets.moves(view, column)
    blank = f'({name}="")'
    if condition.known is not None:
        return Test(f'({name}<>"")' if condition.known else blank, moves=moves)
    yes, pairs, straddling = _held(sheets, view, column, condition)
    unknown = ~series.known
    maybe: list[str] = [straddling] if straddling else []
    flag = None
    if condition.blank == "unknown":
        if moves or unknown.any():
            maybe.append(blank)
        flag = name if series.kind == "flag" else None
    else:
        unread = series.not_read.any()
        if condition.blank == "yes" and (unknown & ~series.not_read).any():
            left = f"({blank}*({sheets.column(view, column, 'unread')}=0))" if unread else blank
            yes, pairs = f"({yes}+{left})", None
        if unread:
            maybe.append(f"({sheets.column(view, column, 'unread')}=1)")
    return Test(yes, _either(maybe), pairs, moves, flag)


def _either(arrays: Sequence[str]) -> str | None:
    if len(arrays) > 1:
        return f"({'+'.join(arrays)})"
    return arrays[0] if arrays else None


def _held(
    sheets: Columns, view: View, column: str, condition: Condition
) -> tuple[str, tuple[Pairs, ...] | None, str | None]:
    """(array, pairs, array of dates that only could hold) for the cells that are known."""
    name = sheets.column(view, column)
    if condition.in_ is not None:
        return (*_among(name, view, column, condition.in_), None)
    if condition.at_least is not None:
        return f'(({name}>={condition.at_least})*({name}<>""))', (((name, f'">={condition.at_least}"'),),), None
    return _dated(sheets, view, column, condition)


def _among(name: str, view: View, column: str, wanted: Iterable[object]) -> tuple[str, tuple[Pairs, ...] | None]:
    register = view.register.name
    kind = columns_of(register)[column]
    words = words_of(register, column)
    if kind in WORD_KINDS and words is None:
        # Text of registers: `*` and `?` in it are no wildcards, 0123 is no number.
        arrays = [f"EXACT({name},{literal(str(each))})" for each in wanted]
        return f"({'+'.join(arrays)})", None
    if words is not None:
        operands = [literal(words.texts[str(each)].vi) for each in wanted]
    else:
        operands = [str(int(str(each))) if not isinstance(each, bool) else str(int(each)) for each in wanted]
    arrays = [f"({name}={each})" if each != "0" else f'(({name}=0)*({name}<>""))' for each in operands]
    array = arrays[0] if len(arrays) == 1 else f"({'+'.join(arrays)})"
    return array, tuple(((name, each),) for each in operands)


def _dated(
    sheets: Columns, view: View, column: str, condition: Condition
) -> tuple[str, tuple[Pairs, ...] | None, str | None]:
    series = view.series(column)
    assert series.upper is not None
    first, last = sheets.column(view, column), sheets.column(view, column, "last")
    year = view.period.year
    start, end = sheets.day(year, "first"), sheets.day(year, "last")
    vague = bool((series.known & (series.upper != series.values)).any())
    if condition.during is not None:
        yes = f"(({first}>={start})*({last}<={end}))"
        could = f"(({first}<={end})*({last}>={start})-{yes})"
        # An empty cell is 0 to a comparison: before every start, so it is neither.
        return yes, (((first, f'">="&{start}'), (last, f'"<="&{end}')),), could if vague else None
    edge = end if (condition.until or condition.after) == "cutoff" else f"({start}-1)"
    could = f"(({first}<={edge})*({last}>{edge}))"
    if condition.until is not None:
        return f'(({last}<={edge})*({last}<>""))', (((last, f'"<="&{edge}'),),), could if vague else None
    return f"({first}>{edge})", (((first, f'">"&{edge}'),),), could if vague else None


# --- terms and parts of the province ---------------------------------------------------------------


def subject_test(sheets: Sheets, view: View, name: str, mask: Mask) -> Test:
    column = sheets.subject(view, name)
    maybe = None if mask.maybe is None else f'({column}="")'
    return Test(f"({column}=1)", maybe, (((column, "1"),),), flag=column)


def term_test(sheets: Sheets, view: View, name: str) -> Test:
    column = sheets.term(view, name)
    return Test(f"({column}=1)", f'({column}="")', (((column, "1"),),), moves=True, flag=column)


def cut_test(sheets: Sheets, view: View, cut: Cut) -> tuple[Test, Test]:
    """The rows of one part, and the rows that say to which part they belong.

    A place is asked for by its dense number: what a register calls it is never a criterion.
    """
    if columns_of(view.register.name)[cut.column] == "place" or cut.column == "district":
        name = sheets.column(view, cut.column, "number")
        wanted = 0 if cut.value is None else sheets.number(view, cut.column, cut.value)
        return Test(f"({name}={wanted})", None, (((name, str(wanted)),),)), Test(
            f"({name}>0)", None, (((name, '">=1"'),),)
        )
    name = sheets.column(view, cut.column)
    known = Test(f'({name}<>"")')
    if cut.value is None:
        return Test(f'({name}="")'), known
    array, pairs = _among(name, view, cut.column, (cut.value,))
    return Test(array, None, pairs), known
