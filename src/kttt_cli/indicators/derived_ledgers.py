"""Of the fund and of support measures: how capital moves, who the other party is, and what its list says of it."""

from __future__ import annotations

import numpy as np

from kttt_cli.indicators.view import Derived, View
from kttt_cli.language import Text
from kttt_cli.registers.register import Series, unknown_series
from kttt_cli.sheets.text import key

_SIGNS = {"opening": 1, "capital_in": 1, "capital_out": -1}


def signed_amount(view: View) -> Series:
    """The movement of the fund's capital: openings and additions up, withdrawals down, loans not at all."""
    kind, amount = view.series("kind"), view.series("amount")
    signs = np.array([_SIGNS.get(word, 0) for word in kind.words] or [0], dtype=np.int64)
    return Series("money", signs[kind.values] * amount.values, amount.known & kind.known, None, (), amount.unread)


def party(code_column: str, name_column: str) -> Derived:
    """Who it is: the code; without one the code that the same name has elsewhere, in this register or in that of
    organisations; a name of no code stands for itself, and one of several codes for nobody."""

    def compute(view: View) -> Series:
        codes, names = view.series(code_column), view.series(name_column)
        known = _codes_by_name(codes, names)
        organisations = view.other("organisation", view.period.year)
        if organisations is not None:
            for name, found in _codes_by_name(organisations.series("code"), organisations.series("name")).items():
                known.setdefault(name, set()).update(found)
        words: dict[str, int] = {}
        coded = np.array([words.setdefault(f"#{word}", len(words)) for word in codes.words] or [0], dtype=np.int64)
        named, clear = [], []
        for word in names.words:
            own = known.get(key(word), set())
            named.append(words.setdefault(f"#{next(iter(own))}" if len(own) == 1 else key(word), len(words)))
            clear.append(len(own) <= 1)
        by_name = np.array(named or [0], dtype=np.int64)
        sure = np.array(clear or [False], dtype=np.bool_)
        values = np.where(codes.known, coded[codes.values], by_name[names.values])
        return Series("text", values, codes.known | (names.known & sure[names.values]), None, tuple(words))

    return Derived(
        "text",
        Text("đơn vị (theo mã số, hoặc tên nếu không có mã)", "organisation (by code, or by name without one)"),
        "NĐ 92/2024/NĐ-CP, Điều 14",
        compute,
        (code_column,),
    )


def _codes_by_name(codes: Series, names: Series) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    both = codes.known & names.known
    pairs = set(zip(names.values[both].tolist(), codes.values[both].tolist(), strict=True))
    for name, code in pairs:
        found.setdefault(key(names.words[name]), set()).add(codes.words[code])
    return found


def joined(column: str, code_column: str, label: Text) -> Derived:
    """A column of the organisation in the register of that year, found by its code."""

    def compute(view: View) -> Series:
        organisations = view.other("organisation", view.period.year)
        codes = view.series(code_column)
        if organisations is None:
            return unknown_series("label", len(view))
        theirs, wanted = organisations.series("code"), organisations.series(column)
        row_of_word = np.full(len(theirs.words) + 1, -1, dtype=np.int64)
        rows = np.flatnonzero(theirs.known)
        row_of_word[theirs.values[rows]] = rows
        places = {word: index for index, word in enumerate(theirs.words)}
        to_row = np.array([row_of_word[places.get(word, -1)] for word in codes.words] or [-1], dtype=np.int64)
        row = np.where(codes.known, to_row[codes.values], -1)
        there = row >= 0
        known = there & wanted.known[np.where(there, row, 0)] if len(organisations) else there
        values = wanted.values[np.where(there, row, 0)] if len(organisations) else np.zeros(len(view), np.int64)
        return Series(wanted.kind, np.where(known, values, 0), known, None, wanted.words)

    return Derived("label", label, "Kế hoạch, phần I.2", compute, (code_column,))
