"""The plan's terms as tables that people may change, and the formulas by which the data sheets follow them.

A reading is conditions; each condition on words becomes a block of the sheet: one row a word, 1 or 0 in the column
of each reading, and one row for blank cells. Of a row of data a block says 1 (yes), 0 (no) or 0.5 (unknown); then
*and* is MIN and *or* is MAX, as in `indicators.logic`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kttt_cli.annexes.naming import slug
from kttt_cli.indicators.catalogue import columns_of, words_of
from kttt_cli.indicators.criteria import sumproduct
from kttt_cli.indicators.definition import Condition, Reading, Term, Where
from kttt_cli.indicators.wording import column_label
from kttt_cli.registers.register import WORD_KINDS

_UNKNOWN = "0.5"


@dataclass(slots=True)
class Block:
    """What the readings of a term say of one column: a test, and which words (or which least value) fulfil it."""

    column: str
    test: str
    words: tuple[str | int, ...] = ()
    """As they stand on the data sheets."""
    closed: bool = False
    """The words are those of a vocabulary, or 1 and 0: they are safe as criteria, which text of registers is not."""
    by_reading: dict[int, Condition] = field(default_factory=dict)
    """The condition of each reading (by its place) that uses the block."""
    name: str = ""


Tree = tuple[tuple[Block, ...], tuple[tuple[Block, ...], ...]]
"""What must hold, and groups of which one must (none: no more is asked)."""


@dataclass(slots=True)
class TermTable:
    """One term: its readings, the blocks they use, and how each reading joins its blocks."""

    code: str
    term: Term
    name: str
    """Of the term in formulas: `hoat_dong_hieu_qua`."""
    blocks: list[Block]
    trees: list[Tree]

    @property
    def readings(self) -> list[Reading]:
        return list(self.term.readings.values())

    @property
    def chosen(self) -> int:
        """The place, from 1, of the reading in use."""
        return list(self.term.readings).index(self.term.use) + 1

    def by_reading(self, texts: Sequence[str]) -> str:
        """One text for each reading; CHOOSE where they differ."""
        return texts[0] if len(set(texts)) == 1 else f"CHOOSE(thuat_ngu.{self.name},{','.join(texts)})"

    def row(self, cell: Callable[[Block, str], str | None], day: Callable[[str], str]) -> str:
        """1, 0 or 0.5 for one row of data. `cell(block, part)` is the row's cell of the block's column."""
        return self.by_reading([self._joined(tree, at, cell, day) for at, tree in enumerate(self.trees)])

    def _joined(self, tree: Tree, at: int, cell: Callable[[Block, str], str | None], day: Callable[[str], str]) -> str:
        held, groups = tree
        all_of = [_block_row(block, at, cell, day) for block in held]
        if groups:
            some = [_least([_block_row(block, at, cell, day) for block in group]) for group in groups]
            all_of.append(f"MAX({','.join(some)})" if len(some) > 1 else some[0])
        return _least(all_of)


def _least(texts: Sequence[str]) -> str:
    return f"MIN({','.join(texts)})" if len(texts) > 1 else texts[0]


def _block_row(block: Block, at: int, cell: Callable[[Block, str], str | None], day: Callable[[str], str]) -> str:
    here = cell(block, "value")
    condition = block.by_reading[at]
    if block.test == "known":
        return f'IF({here}="",{"0,1" if condition.known else "1,0"})'
    unread, blank = cell(block, "unread"), f"{block.name}.trong"
    if unread is not None:
        blank = f"IF({unread}=1,{_UNKNOWN},{blank})"
    return f'IF({here}="",{blank},{_known_row(block, condition, str(here), str(cell(block, "last")), day)})'


def _known_row(block: Block, condition: Condition, first: str, last: str, day: Callable[[str], str]) -> str:
    if block.test == "in":
        if block.closed:
            return f"SUMIF({block.name}.tu,{first},{block.name}.tinh)"
        return f"SUMPRODUCT(({block.name}.tu={first})*{block.name}.tinh)"
    if block.test == "at_least":
        return f"IF({first}>={block.name}.tinh,1,0)"
    start, end = day("first"), day("last")
    if block.test == "during":
        sure, could = f"AND({first}>={start},{last}<={end})", f"AND({first}<={end},{last}>={start})"
        return f"IF({sure},1,IF({could},{_UNKNOWN},0))"
    edge = end if (condition.until or condition.after) == "cutoff" else f"{start}-1"
    if condition.until is not None:
        return f"IF({last}<={edge},1,IF({first}<={edge},{_UNKNOWN},0))"
    return f"IF({first}>{edge},1,IF({last}>{edge},{_UNKNOWN},0))"


# --- can a term be judged in a list? ---------------------------------------------------------------


def judged(table: TermTable, array: Callable[[Block, str], str | None], day: Callable[[str], str]) -> str:
    """A truth value: does each condition of the reading in use tell something of the rows it is asked of?

    `array(block, part)` is the whole column of the list, by its name.
    """
    return table.by_reading([_judged(tree, at, array, day) for at, tree in enumerate(table.trees)])


def _judged(tree: Tree, at: int, array: Callable[[Block, str], str | None], day: Callable[[str], str]) -> str:
    held, groups = tree
    told = [*_told(held, at, array, day, [])]
    before = [_possible(block, at, array, day) for block in held]
    for group in groups:
        told += _told(group, at, array, day, before)
    return f"AND({','.join(told)})" if told else "TRUE"


def _told(
    blocks: Sequence[Block],
    at: int,
    array: Callable[[Block, str], str | None],
    day: Callable[[str], str],
    before: Sequence[str],
) -> Iterator[str]:
    asked = list(before)
    for block in blocks:
        if block.test != "known":
            column, blank = array(block, "value"), f"{block.name}.trong"
            decided = f'({column}<>"")'
            if vague := _vague(block, at, array, day):
                decided = f"({decided}-{vague})"
            filled = f'SUMPRODUCT(({column}<>"")*1)>0'
            some = f"{sumproduct([*asked, decided])}>0"
            if asked:
                some = f"OR({sumproduct(asked)}=0,{some})"
            yield f"OR({blank}=1,{filled if some == filled else f'IF({blank}=0,{filled},{some})'})"
        asked.append(_possible(block, at, array, day))


def _vague(block: Block, at: int, array: Callable[[Block, str], str | None], day: Callable[[str], str]) -> str | None:
    """The rows whose date only could fulfil the test; None where every date is one day."""
    first, last = array(block, "value"), array(block, "last")
    if block.test not in ("during", "until", "after") or first == last:
        return None
    start, end, condition = day("first"), day("last"), block.by_reading[at]
    if block.test == "during":
        sure = f"({first}>={start})*({last}<={end})"
        return f"(({first}<={end})*({last}>={start})-{sure})"
    edge = end if (condition.until or condition.after) == "cutoff" else f"({start}-1)"
    return f"(({first}<={edge})*({last}>{edge}))"


def _possible(block: Block, at: int, array: Callable[[Block, str], str | None], day: Callable[[str], str]) -> str:
    """Array: 1 for the rows that fulfil the block's test or could."""
    first, last = array(block, "value"), array(block, "last")
    condition = block.by_reading[at]
    if block.test == "known":
        return f'({first}<>"")' if condition.known else f'({first}="")'
    unread, blank = array(block, "unread"), f"{block.name}.trong"
    empty = f'({first}="")*{blank}'
    if unread is not None:
        empty = f'({first}="")*(({unread}=1)*{_UNKNOWN}+({unread}=0)*{blank})'
    filled = f'({first}<>"")*'
    start, end = day("first"), day("last")
    if block.test == "in" and block.closed:
        known = f"{filled}SUMIF({block.name}.tu,{first},{block.name}.tinh)"
    elif block.test == "in":
        words = range(1, len(block.words) + 1)
        known = "+".join(f"({first}=INDEX({block.name}.tu,{at}))*INDEX({block.name}.tinh,{at})" for at in words)
        known = f"{filled}({known})"
    elif block.test == "at_least":
        known = f"{filled}({first}>={block.name}.tinh)"
    elif block.test == "during":
        known = f"{filled}({first}<={end})*({last}>={start})"
    else:
        edge = end if (condition.until or condition.after) == "cutoff" else f"({start}-1)"
        known = f"{filled}({first}<={edge})" if block.test == "until" else f"{filled}({last}>{edge})"
    return f"({known}+{empty}>0)"


# --- from the plan to tables -----------------------------------------------------------------------


def term_tables(terms: Mapping[str, Term]) -> dict[str, TermTable]:
    found: dict[str, TermTable] = {}
    for code, term in terms.items():
        name = slug(term.label.vi)
        if any(name == other.name for other in found.values()):
            name = f"{name}_{slug(code)}"
        blocks: list[Block] = []
        trees = [_tree(reading, at, term.register_, blocks) for at, reading in enumerate(term.readings.values())]
        _name(blocks, name, term.register_)
        found[code] = TermTable(code, term, name, blocks, trees)
    return found


def _tree(reading: Reading, at: int, register: str, blocks: list[Block]) -> Tree:
    held = _blocks(reading.where, at, register, blocks)
    return held, tuple(_blocks(where, at, register, blocks) for where in reading.any_)


def _blocks(where: Where, at: int, register: str, blocks: list[Block]) -> tuple[Block, ...]:
    return tuple(_block(column, condition, at, register, blocks) for column, condition in where.items())


def _block(column: str, condition: Condition, at: int, register: str, blocks: list[Block]) -> Block:
    """The block of that column and test that this reading does not use yet, or a new one."""
    test = "in" if condition.in_ is not None else "at_least" if condition.at_least is not None else ""
    test = test or next(name for name in ("during", "until", "after", "known") if getattr(condition, name) is not None)
    for block in blocks:
        if block.column == column and block.test == test and at not in block.by_reading:
            break
    else:
        block = Block(column, test)
        blocks.append(block)
    block.by_reading[at] = condition
    if test == "in":
        _add_words(block, condition, register)
    return block


def _add_words(block: Block, condition: Condition, register: str) -> None:
    assert condition.in_ is not None
    words = words_of(register, block.column)
    kind = columns_of(register)[block.column]
    if words is not None:
        block.words, block.closed = tuple(text.vi for text in words.texts.values()), True
    elif kind == "flag":
        block.words, block.closed = (1, 0), True
    else:
        new = [str(each) if kind in WORD_KINDS else int(each) for each in condition.in_]
        block.words = tuple(dict.fromkeys((*block.words, *new)))


def word_of(register: str, column: str, value: object) -> str | int:
    """A value of a condition as it stands on the data sheets."""
    words = words_of(register, column)
    if words is not None:
        return words.texts[str(value)].vi
    return str(value) if columns_of(register)[column] in WORD_KINDS else int(str(int(value)))  # type: ignore[call-overload]


def _name(blocks: Sequence[Block], term: str, register: str) -> None:
    taken: set[str] = set()
    for block in blocks:
        base = f"thuat_ngu.{term}.{slug(column_label(register, block.column).vi)}"
        name, number = base, 1
        while name in taken:
            number += 1
            name = f"{base}_{number}"
        taken.add(name)
        block.name = name
