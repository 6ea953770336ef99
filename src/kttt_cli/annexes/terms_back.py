"""The sheet *Thuật ngữ* read back: the terms as somebody has changed them there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kttt_cli.annexes.terms import Block, word_of
from kttt_cli.annexes.terms_sheet import BLANK, BLANK_CELLS, Input
from kttt_cli.indicators.catalogue import words_of
from kttt_cli.indicators.definition import Condition, Reading, Term, Where
from kttt_cli.language import Text

Cells = Mapping[tuple[int, int], Any]


def changed_inputs(
    inputs: Mapping[tuple[int, int], Input], expected: Cells, found: Cells
) -> Mapping[tuple[int, int], Input]:
    """The yellow cells that hold something else than what was written."""
    return {place: said for place, said in inputs.items() if not _same(expected.get(place), found.get(place))}


def _same(one: Any, other: Any) -> bool:
    return (one in (None, "")) == (other in (None, "")) and (one in (None, "") or one == other)


def terms_as_found(
    terms: Mapping[str, Term], inputs: Mapping[tuple[int, int], Input], found: Cells
) -> Mapping[str, Term] | Text:
    """The terms as the sheet now has them; a reason where a cell holds what no term can be."""
    changed = dict(terms)
    for code, term in terms.items():
        own = {place: said for place, said in inputs.items() if said.term == code}
        if not own:
            continue
        readings = list(term.readings.items())
        for at, (name, reading) in enumerate(readings):
            here = {place: said for place, said in own.items() if said.reading == at}
            readings[at] = name, _reading(reading, term.register_, here, found)
        for place, said in own.items():
            least = said.block is not None and said.word is None
            if least and not isinstance(found.get(place), int | float):
                return Text(
                    f"thuật ngữ “{term.label.vi}”: {found.get(place)} không phải là số",
                    f"the term “{term.label.en}”: {found.get(place)} is no number",
                )
        (use,) = [found.get(place) for place, said in own.items() if said.reading is None]
        if not isinstance(use, int | float) or use != int(use) or not 1 <= use <= len(readings):
            return Text(
                f"thuật ngữ “{term.label.vi}”: không có cách hiểu số {use}",
                f"the term “{term.label.en}” has no reading {use}",
            )
        changed[code] = term.model_copy(update={"readings": dict(readings), "use": readings[int(use) - 1][0]})
    return changed


def _reading(reading: Reading, register: str, inputs: Mapping[tuple[int, int], Input], found: Cells) -> Reading:
    new = {
        id(condition): _condition(condition, block, register, inputs, found)
        for block in {id(said.block): said.block for said in inputs.values() if said.block is not None}.values()
        for condition in _used(block, inputs)
    }

    def where(old: Where) -> Where:
        return {column: new.get(id(condition), condition) for column, condition in old.items()}

    return reading.model_copy(update={"where": where(reading.where), "any_": tuple(map(where, reading.any_))})


def _used(block: Block, inputs: Mapping[tuple[int, int], Input]) -> Iterator[Condition]:
    at = next(said.reading for said in inputs.values() if said.block is block)
    if at is not None:
        yield block.by_reading[at]


def _condition(
    condition: Condition, block: Block, register: str, inputs: Mapping[tuple[int, int], Input], found: Cells
) -> Condition:
    update: dict[str, Any] = {}
    cells = {said.word: found.get(place) for place, said in inputs.items() if said.block is block}
    marks = {value: name for name, value in BLANK.items()}
    if BLANK_CELLS in cells:
        update["blank"] = marks.get(cells[BLANK_CELLS], "unknown")
    if block.test == "in":
        counted = [word for word in block.words if cells.get(word) == 1]
        update["in_"] = tuple(_code(register, block.column, word) for word in counted)
    elif block.test == "at_least":
        update["at_least"] = cells.get(None)
    return condition.model_copy(update=update)


def _code(register: str, column: str, word: str | int) -> str | int:
    """The value of a condition that stands on the data sheets as this word."""
    words = words_of(register, column)
    if words is None:
        return word
    return next(code for code in words.texts if word_of(register, column, code) == word)
