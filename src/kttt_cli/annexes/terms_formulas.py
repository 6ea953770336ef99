"""The formulas by which data sheets follow the sheet of terms.

Of a row of data a block of a term says 1 (yes), 0 (no) or 0.5 (unknown); then *and* is MIN and *or* is MAX, as in
`indicators.logic`. Whether a term can be judged in a list at all is asked as `View.test` asks it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kttt_cli.annexes.terms import Block, TermTable, Tree
from kttt_cli.indicators.criteria import sumproduct
from kttt_cli.indicators.definition import Condition

_UNKNOWN = "0.5"


class Reads(NamedTuple):
    """What the formulas of a term read."""

    column: Callable[[Block, str], str | None]
    """(block, value | last | unread) → its cell in one row of data, or its whole column; None where it has no such."""
    start: str
    """The first day of the list's period, by the name of its cell."""
    end: str


def row_formula(table: TermTable, reads: Reads) -> str:
    """1, 0 or 0.5 for one row of data, by the reading in use."""
    return table.by_reading([_joined(tree, at, reads) for at, tree in enumerate(table.trees)])


def _joined(tree: Tree, at: int, reads: Reads) -> str:
    held, groups = tree
    all_of = [_Asked(block, at, reads).row() for block in held]
    if groups:
        some = [_least([_Asked(block, at, reads).row() for block in group]) for group in groups]
        all_of.append(f"MAX({','.join(some)})" if len(some) > 1 else some[0])
    return _least(all_of)


def _least(texts: Sequence[str]) -> str:
    return f"MIN({','.join(texts)})" if len(texts) > 1 else texts[0]


def judged_formula(table: TermTable, reads: Reads) -> str:
    """A truth value: does each condition of the reading in use tell something of the rows it is asked of?"""
    return table.by_reading([_judged(tree, at, reads) for at, tree in enumerate(table.trees)])


def _judged(tree: Tree, at: int, reads: Reads) -> str:
    held, *groups = ([_Asked(block, at, reads) for block in blocks] for blocks in (tree[0], *tree[1]))
    told = [*_told(held, [])]
    for group in groups:
        told += _told(group, [asked.possible() for asked in held])
    return f"AND({','.join(told)})" if told else "TRUE"


def _told(blocks: Sequence[_Asked], before: Sequence[str]) -> Iterator[str]:
    """Of each condition a truth value; `before` are the arrays of the rows that earlier conditions leave in question."""
    left = list(before)
    for asked in blocks:
        if asked.block.test != "known":
            yield asked.told(left)
        left.append(asked.possible())


@dataclass(frozen=True, slots=True)
class _Asked:
    """A block as one reading uses it, over what its formula reads."""

    block: Block
    at: int
    reads: Reads

    @property
    def condition(self) -> Condition:
        return self.block.by_reading[self.at]

    @property
    def first(self) -> str:
        return str(self.reads.column(self.block, "value"))

    @property
    def last(self) -> str:
        return str(self.reads.column(self.block, "last"))

    @property
    def unread(self) -> str | None:
        return self.reads.column(self.block, "unread")

    @property
    def blank(self) -> str:
        """What an empty cell counts for: 1, 0, or 0.5."""
        return f"{self.block.name}.trong"

    @property
    def edge(self) -> str:
        at_cutoff = (self.condition.until or self.condition.after) == "cutoff"
        return self.reads.end if at_cutoff else f"({self.reads.start}-1)"

    def row(self) -> str:
        if self.block.test == "known":
            return f'IF({self.first}="",{"0,1" if self.condition.known else "1,0"})'
        blank = self.blank if self.unread is None else f"IF({self.unread}=1,{_UNKNOWN},{self.blank})"
        return f'IF({self.first}="",{blank},{self._known_row()})'

    def _known_row(self) -> str:
        name, first, last = self.block.name, self.first, self.last
        start, end = self.reads.start, self.reads.end
        match self.block.test:
            case "in" if self.block.closed:
                return f"SUMIF({name}.tu,{first},{name}.tinh)"
            case "in":
                return f"SUMPRODUCT(({name}.tu={first})*{name}.tinh)"
            case "at_least":
                return f"IF({first}>={name}.tinh,1,0)"
            case "during":
                sure, could = f"AND({first}>={start},{last}<={end})", f"AND({first}<={end},{last}>={start})"
                return f"IF({sure},1,IF({could},{_UNKNOWN},0))"
            case "until":
                return f"IF({last}<={self.edge},1,IF({first}<={self.edge},{_UNKNOWN},0))"
            case _:
                return f"IF({first}>{self.edge},1,IF({last}>{self.edge},{_UNKNOWN},0))"

    def told(self, left: Sequence[str]) -> str:
        """Does the condition tell something of the rows that are left?"""
        known = f'({self.first}<>"")'
        vague = self._vague()
        filled = f"{sumproduct([known])}>0"
        some = f"{sumproduct([*left, f'({known}-{vague})' if vague else known])}>0"
        if left:
            some = f"OR({sumproduct(left)}=0,{some})"
        return f"OR({self.blank}=1,{filled if some == filled else f'IF({self.blank}=0,{filled},{some})'})"

    def _vague(self) -> str | None:
        """Array: the rows whose date only could fulfil the test; None where every date is one day."""
        first, last = self.first, self.last
        if self.block.test not in ("during", "until", "after") or first == last:
            return None
        if self.block.test == "during":
            start, end = self.reads.start, self.reads.end
            return f"(({first}<={end})*({last}>={start})-({first}>={start})*({last}<={end}))"
        return f"(({first}<={self.edge})*({last}>{self.edge}))"

    def possible(self) -> str:
        """Array: 1 for the rows that fulfil the test or could."""
        empty = f'({self.first}="")'
        if self.block.test == "known":
            return f'({self.first}<>"")' if self.condition.known else empty
        blank = self.blank
        if self.unread is not None:
            blank = f"(({self.unread}=1)*{_UNKNOWN}+({self.unread}=0)*{blank})"
        return f'(({self.first}<>"")*{self._known_possible()}+{empty}*{blank}>0)'

    def _known_possible(self) -> str:
        name, first, last = self.block.name, self.first, self.last
        match self.block.test:
            case "in" if self.block.closed:
                return f"SUMIF({name}.tu,{first},{name}.tinh)"
            case "in":
                words = range(1, len(self.block.words) + 1)
                return f"({'+'.join(f'({first}=INDEX({name}.tu,{at}))*INDEX({name}.tinh,{at})' for at in words)})"
            case "at_least":
                return f"({first}>={name}.tinh)"
            case "during":
                return f"({first}<={self.reads.end})*({last}>={self.reads.start})"
            case "until":
                return f"({first}<={self.edge})"
            case _:
                return f"({last}>{self.edge})"
