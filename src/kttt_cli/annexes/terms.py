"""The plan's terms as tables that people may change.

A reading is conditions; each condition on words becomes a block of the sheet of terms: one row a word, 1 or 0 in the
column of each reading, and one row for blank cells.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kttt_cli.annexes.naming import slug
from kttt_cli.indicators.catalogue import columns_of, words_of
from kttt_cli.indicators.definition import Condition, Reading, Term, Where
from kttt_cli.indicators.wording import column_label
from kttt_cli.registers.register import WORD_KINDS


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


# --- from the plan to tables -----------------------------------------------------------------------


def term_tables(terms: Mapping[str, Term]) -> dict[str, TermTable]:
    """By code; no two have the same name in formulas."""
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
