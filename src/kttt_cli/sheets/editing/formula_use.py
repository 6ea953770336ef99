"""Which columns a workbook's formulas look at as texts, so that a number in place of a text changes their result."""

from __future__ import annotations

from collections.abc import Iterable

from kttt_cli.patterns import pattern
from kttt_cli.sheets.workbook_xml import column_number

_FUNCTION = pattern(r"([A-Z][A-Z0-9.]*)\(")
_REFERENCE = pattern(r"(?<![A-Z0-9_.])\$?([A-Z]{1,3})(?:\$?[0-9]+)?(?::\$?([A-Z]{1,3})(?:\$?[0-9]+)?)?(?![A-Z0-9_.(!])")
_OF_NUMBERS = frozenset({"SUM", "SUBTOTAL", "AVERAGE", "MIN", "MAX", "ROUND", "PRODUCT", "COUNT", "COUNTA", "ABS"})
"""Functions that leave texts out or take them for numbers: with numbers they say what they were meant to say."""
_QUOTED = pattern(r'"[^"]*"|\'[^\']*\'')


def columns_used_as_text(formulas: Iterable[str]) -> frozenset[int]:
    """Columns (from 0, of whatever sheet) to which a formula refers that does more than to reckon: `RIGHT(F4,4)`,
    `VLOOKUP(B2,…)`, `A2&B2`."""
    used: set[int] = set()
    for formula in dict.fromkeys(formulas):
        bare = _QUOTED.sub('""', formula).upper()
        if "&" not in bare and '""' not in bare and _OF_NUMBERS.issuperset(_FUNCTION.findall(bare)):
            continue
        for first, last in _REFERENCE.findall(bare):
            begin = column_number(first.encode()) - 1
            used.update(range(begin, column_number((last or first).encode())))
    return frozenset(used)
