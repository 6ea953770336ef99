"""Which one record explains the difference between a total and the sum of its rows, where only one can."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kttt_cli.language import Text
from kttt_cli.registers.register import Ints, Series

_MOST_SWAPS = 5_000
"""Digits are looked at one record at a time; in longer lists some swap fits by chance."""


class Culprit(NamedTuple):
    """The record by its position, and what is likely wrong; {cell}, {who}, {value}, {instead} are to be filled."""

    position: int
    text: Text
    instead: int | None = None


def culprit(series: Series, positions: NDArray[np.intp], difference: int) -> Culprit | None:
    """The first kind of slip that one record alone explains. `difference` is the written total less the sum."""
    known = positions[series.known[positions]]
    values = series.values[known]
    for wanted, text, instead in _slips(difference):
        found = known[values == wanted]
        if wanted and len(found) == 1:
            return Culprit(int(found[0]), text, instead)
    return _swapped(known, values, difference) if len(known) <= _MOST_SWAPS and difference % 9 == 0 else None


def _slips(difference: int) -> Iterator[tuple[int, Text, int | None]]:
    """(value of the record, what it means, what should stand there)"""
    if difference < 0:
        yield -difference, _NOT_IN_TOTAL, None
        yield -2 * difference, _DOUBLE, -difference
    else:
        yield difference, _TWICE_IN_TOTAL, None
    for times in (1000, 10):
        if difference < 0 and difference * times % (times - 1) == 0:
            value = -difference * times // (times - 1)
            if value % times == 0:
                yield value, _TOO_LARGE[times], value // times
        if difference > 0 and difference % (times - 1) == 0:
            value = difference // (times - 1)
            yield value, _TOO_SMALL[times], value * times


def _swapped(known: NDArray[np.intp], values: Ints, difference: int) -> Culprit | None:
    """Two neighbouring digits the wrong way round: `54` for `45` makes a difference of nine times a power of ten."""
    found = []
    for position, value in zip(known.tolist(), values.tolist(), strict=True):
        digits = str(value)
        right = str(value + difference)
        if value <= 0 or len(digits) != len(right):
            continue
        at = next((place for place in range(len(digits)) if digits[place] != right[place]), 0)
        if right == digits[:at] + digits[at : at + 2][::-1] + digits[at + 2 :]:
            found.append(Culprit(position, _SWAPPED, value + difference))
    return found[0] if len(found) == 1 else None


_NOT_IN_TOTAL = Text(
    "đúng bằng ô {cell} ({who}): có thể dòng này thừa, ghi hai lần, hoặc chưa được cộng vào tổng",
    "just what {cell} holds ({who}): the row may be one too many, or may be left out of the total",
)
_TWICE_IN_TOTAL = Text(
    "đúng bằng ô {cell} ({who}): có thể dòng này được cộng hai lần, hoặc thiếu một dòng cùng giá trị",
    "just what {cell} holds ({who}): it may be added twice, or a row of the same value may be missing",
)
_DOUBLE = Text(
    "xem ô {cell} ({who}): ghi {value}, có thể gấp đôi số đúng là {instead}",
    "see {cell} ({who}): {value} may be twice what is right, {instead}",
)
_TOO_LARGE = {
    times: Text(
        f"xem ô {{cell}} ({{who}}): ghi {{value}}, có thể lớn gấp {shown} lần số đúng là {{instead}}",
        f"see {{cell}} ({{who}}): {{value}} may be {times} times what is right, {{instead}}",
    )
    for times, shown in ((1000, "1.000"), (10, "10"))
}
_TOO_SMALL = {
    times: Text(
        f"xem ô {{cell}} ({{who}}): ghi {{value}}, có thể nhỏ hơn {shown} lần số đúng là {{instead}}",
        f"see {{cell}} ({{who}}): {{value}} may be a {shown_en} of what is right, {{instead}}",
    )
    for times, shown, shown_en in ((1000, "1.000", "thousandth"), (10, "10", "tenth"))
}
_SWAPPED = Text(
    "xem ô {cell} ({who}): ghi {value}, có thể đảo hai chữ số của số đúng là {instead}",
    "see {cell} ({who}): {value} may be {instead} with two digits swapped",
)
