"""Which communes have an HTX of some kind, found by the places that both lists name."""

from __future__ import annotations

import numpy as np

from kttt_cli.indicators.logic import Bools, Mask, held, mask
from kttt_cli.indicators.view import View, no_list
from kttt_cli.language import Text
from kttt_cli.registers.places import commune_key, commune_kind, district_key
from kttt_cli.registers.register import Series, unknown_series


def in_communes(organisations: View) -> Mask:
    """The organisations that a commune may have: those that exist, unions left out."""
    kind = organisations.series("kind")
    union = mask(kind.holds("lh"), kind.not_read)
    return held(organisations.series("exists")) & ~union


def told_apart(communes: View, organisations: View) -> bool:
    """Do both lists have districts, which tell communes of one name apart?"""
    return bool(communes.series("district").known.any() and organisations.series("district").known.any())


def _communes_with(view: View, holds: Mask | Text) -> Series:
    """For each commune: does it have an HTX (QTDND included) for which `holds`? An HTX that could be in it, or for
    which it could hold, makes unknown what would be no."""
    organisations = view.other("organisation", view.period.year)
    if organisations is None or isinstance(holds, Text):
        return unknown_series("flag", len(view))
    found = in_communes(organisations) & holds
    with_district = told_apart(view, organisations)
    sure = _Places(place_list(organisations, with_district, found.yes), with_district)
    could = _Places(place_list(organisations, with_district, found.possible), with_district)
    places = place_list(view, with_district, np.ones(len(view), np.bool_))
    has = np.array([sure.surely(place) for place in places], dtype=np.bool_)
    perhaps = np.array([could.perhaps(place) for place in places], dtype=np.bool_) & ~has
    return Series("flag", has.astype(np.int64), ~perhaps)


Place = tuple[str, str, str]
"""District, kind of commune (xã, phường, thị trấn) and its name; blank where not given."""


class _Places:
    """Where organisations are, as exactly as their registers say."""

    def __init__(self, places: list[Place], with_district: bool) -> None:
        self.with_district = with_district
        self.by_name: dict[str, set[tuple[str, str]]] = {}
        for district, kind, name in places:
            self.by_name.setdefault(name, set()).add((district, kind))

    def surely(self, place: Place) -> bool:
        """One of them is in this very commune."""
        district, kind, name = place
        return bool(name) and any(
            there == district and (bool(there) or not self.with_district) and (not kind or not other or kind == other)
            for there, other in self.by_name.get(name, ())
        )

    def perhaps(self, place: Place) -> bool:
        """One of them could be: of this name in an unnamed district, or of no named commune at all."""
        district, kind, name = place
        names = (name, "") if name else self.by_name
        return any(
            (not district or not there or there == district) and (not kind or not other or kind == other)
            for each in names
            for there, other in self.by_name.get(each, ())
        )


def place_list(view: View, with_district: bool, rows: Bools) -> list[Place]:
    """Where the rows asked for are, one place each."""
    communes, districts = view.series("commune"), view.series("district")
    commune_parts = [(commune_kind(word), commune_key(word)) for word in communes.words] or [("", "")]
    district_keys = [district_key(word) for word in districts.words] or [""]
    return [
        (
            district_keys[district] if with_district and in_district else "",
            *(commune_parts[commune] if placed else ("", "")),
        )
        for commune, placed, district, in_district, asked in zip(
            communes.values.tolist(), communes.known.tolist(), districts.values.tolist(), districts.known.tolist(),
            rows.tolist(), strict=True,
        )
        if asked
    ]  # fmt: skip


def chain_htx(view: View) -> Series:
    organisations = view.other("organisation", view.period.year)
    holds = organisations.term("chain", organisations) if organisations else Text.same("")
    return _communes_with(view, holds)


def effective_htx(view: View) -> Series:
    organisations = view.other("organisation", view.period.year)
    holds = organisations.term("effective", organisations) if organisations else Text.same("")
    return _communes_with(view, holds)


def why_no_chain(view: View) -> Text | None:
    return _why_no_organisations(view, "chain")


def why_no_effective(view: View) -> Text | None:
    return _why_no_organisations(view, "effective")


def _why_no_organisations(view: View, term: str) -> Text | None:
    organisations = view.other("organisation", view.period.year)
    if organisations is None:
        return no_list("organisation", view.period.year)
    said = organisations.term(term, organisations)
    if isinstance(said, Text):
        return said
    if not (~held(organisations.series("exists"))).yes.all() and said.maybe is not None and said.maybe.all():
        return Text(
            f"sổ HTX năm {view.period.year} không đủ số liệu để xét",
            f"the register of {view.period.year} lacks the data to judge by",
        )
    return None
