"""The short way to amounts that are written as most are: `1.310,6`. The long one, over Decimal, takes several times as
long; what is not certainly usual is left to it."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np

from kttt_cli.sheets.numbers import MOST, Reading, Style

_USUAL_DECIMALS = 6
_WHOLE = {style: rf"(?:[1-9][0-9]{{0,2}}(?:\{style.group}[0-9]{{3}}){{1,3}}|[0-9]{{1,9}})" for style in Style}
_PART = rf"[0-9]{{1,{_USUAL_DECIMALS}}}"
_USUAL = {style: re.compile(rf"(-?{_WHOLE[style]})(?:\{style.decimal}({_PART}))?").fullmatch for style in Style}
_USUAL_LINES = {style: re.compile(rf"(?:{_WHOLE[style]}(?:\{style.decimal}{_PART})?\n)*+") for style in Style}


def _scales(reading: Reading) -> list[int]:
    """VND of the last digit, by the number of decimals; 0 where it is finer than one VND, or may be no decimal."""
    factor = reading.factor
    scales = [0 if factor % 10**decimals else factor // 10**decimals for decimals in range(_USUAL_DECIMALS + 1)]
    if reading.habits.odd_threes or reading.habits.grouped:
        scales[3] = 0
    return scales


def usual_amount(reading: Reading) -> Callable[[str], int | None]:
    """Reads `1.310,6` as `read_money` does; None for all that is written otherwise, or that it would not take."""
    factor, style = reading.factor, reading.style
    if not factor or style is None:
        return lambda cell: None
    usual, group, scales = _USUAL[style], style.group, _scales(reading)

    def read(cell: str) -> int | None:
        found = usual(cell)
        if found is None:
            return None
        whole, part = found.groups("")
        amount = int(whole.replace(group, "") + part) * (scale := scales[len(part)])
        return amount if scale and -MOST < amount < MOST else None

    return read


def usual_amounts(lines: str, reading: Reading) -> list[int] | None:
    """What `read_money` reads in each line, where all are written as `1.310,6`, none of them negative."""
    style = reading.style
    if not reading.factor or style is None or not _USUAL_LINES[style].fullmatch(f"{lines}\n"):
        return None
    lines = lines.replace(style.group, "")
    signs = np.frombuffer(f"{lines}\n".encode("ascii"), np.uint8)
    ends, marks = np.flatnonzero(signs == ord("\n")), np.flatnonzero(signs == ord(style.decimal))
    lengths = np.zeros(len(ends), np.int64)
    of_line = np.searchsorted(ends, marks)
    lengths[of_line] = ends[of_line] - marks - 1
    scales = np.array(_scales(reading), np.int64)[lengths]
    digits = np.fromstring(lines.replace(style.decimal, ""), np.int64, sep="\n")
    if not scales.all() or float(np.max(digits.astype(np.float64) * scales)) >= MOST:
        return None
    amounts: list[int] = (digits * scales).tolist()
    return amounts
