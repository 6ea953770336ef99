"""Which organisations exist, came back, or are listed the year after: what their lists say only together."""

from __future__ import annotations

from collections import Counter
from functools import cache

import numpy as np

from kttt_cli.indicators.logic import Bools, Mask, flag, held, mask
from kttt_cli.indicators.view import View, no_list
from kttt_cli.language import Text
from kttt_cli.registers.identity import name_key
from kttt_cli.registers.places import commune_key
from kttt_cli.registers.register import Series, unknown_series


def exists(view: View) -> Series:
    """Registered on or before the cut-off date and not ended by it. Dates win over the status; a row without
    a registration date exists because it is listed, and one without an end date has ended if its status says so."""
    edge = view.period.cutoff.toordinal()
    registered, ended = view.series("registered_on"), view.series("ended_on")
    assert registered.upper is not None
    assert ended.upper is not None
    own_list = view.borrowed_from is None
    begun = np.where(registered.known, registered.upper <= edge, own_list & ~registered.not_read)
    perhaps_begun = np.where(registered.known, registered.values <= edge, True)
    said_ended = perhaps_ended = np.zeros(len(view), np.bool_)
    if "status" in view.register.columns:
        status = view.series("status")
        said_ended = status.holds("ended")
        perhaps_ended = said_ended | status.not_read
    gone = np.where(ended.known, ended.upper <= edge, said_ended & own_list & ~ended.not_read)
    perhaps_gone = np.where(ended.known, ended.values <= edge, perhaps_ended | ended.not_read)
    yes = begun & ~perhaps_gone
    maybe = perhaps_begun & ~gone & ~yes
    return flag(Mask(yes, maybe if maybe.any() else None))


def _organisation_keys(view: View) -> list[str]:
    """Who each row is, across years: its code, else its name and commune; blank where that names nobody or two."""
    codes, names, communes = view.series("code"), view.series("name"), view.series("commune")
    # Few rows are without a code, so that few names are ever compared.
    name_of, commune_of = cache(name_key), cache(commune_key)
    keys = []
    for code, coded, name, named, commune, placed in zip(
        codes.values.tolist(), codes.known.tolist(), names.values.tolist(), names.known.tolist(),
        communes.values.tolist(), communes.known.tolist(), strict=True,
    ):  # fmt: skip
        if coded:
            keys.append(f"#{codes.words[code]}")
        else:
            place = commune_of(communes.words[commune]) if placed else ""
            keys.append(f"{name_of(names.words[name])}|{place}" if named else "")
    twice = {who for who, count in Counter(keys).items() if count > 1 and not who.startswith("#")}
    return ["" if who in twice else who for who in keys]


def _keys_where(view: View, rows: Bools) -> set[str]:
    return {who for who, there in zip(_organisation_keys(view), rows.tolist(), strict=True) if there and who}


def returned(view: View) -> Series:
    """Exists now, was registered before the period, and did not exist at the end of the list of the year before."""
    before = view.other(view.register.name, view.period.year - 1)
    if before is None or before.borrowed_from is not None:
        return unknown_series("flag", len(view))
    existed = held(before.series("exists"))
    surely, perhaps = _keys_where(before, existed.yes), _keys_where(before, existed.possible)
    registered = view.series("registered_on")
    assert registered.upper is not None
    start = view.period.start.toordinal()
    who = _organisation_keys(view)
    absent = mask(
        np.array([key != "" and key not in perhaps for key in who], dtype=np.bool_),
        np.array([key == "" or key not in surely for key in who], dtype=np.bool_),
    )
    old = mask(registered.known & (registered.upper < start), ~registered.known | (registered.values < start))
    return flag(absent & old & held(view.series("exists")))


def listed_next(view: View) -> Series:
    """Is the organisation still on the list of the following year, ended or not?"""
    after = view.other(view.register.name, view.period.year + 1)
    if after is None or after.borrowed_from is not None:
        return unknown_series("flag", len(view))
    later = set(_organisation_keys(after))
    who = _organisation_keys(view)
    listed = np.array([key in later for key in who], dtype=np.int64)
    return Series("flag", listed, np.array([key != "" for key in who], dtype=np.bool_))


def no_list_before(view: View) -> Text | None:
    """Why nothing is known of the year before; None where it has a list of its own."""
    return _lacking(view, -1)


def no_list_after(view: View) -> Text | None:
    return _lacking(view, 1)


def _lacking(view: View, step: int) -> Text | None:
    year = view.period.year + step
    other = view.other(view.register.name, year)
    if other is not None and other.borrowed_from is None:
        return None
    return no_list(view.register.name, year)


def managers_intermediate_up(view: View) -> Series:
    """Trung cấp, and cao đẳng or higher: known where both are."""
    middle, higher = view.series("managers_intermediate"), view.series("managers_college")
    both = middle.known & higher.known
    return Series("count", np.where(both, middle.values + higher.values, 0), both)
