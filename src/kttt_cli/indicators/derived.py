"""Derived columns: joins and understanding, computed once in Python, so that indicators only test columns."""

from __future__ import annotations

from collections import Counter
from functools import cache

import numpy as np
from numpy.typing import NDArray

from kttt_cli.indicators.logic import Mask, mask
from kttt_cli.indicators.view import Derived, View, no_list
from kttt_cli.language import Text
from kttt_cli.registers.identity import name_key
from kttt_cli.registers.places import commune_key, commune_kind, district_key
from kttt_cli.registers.register import Series, unknown_series
from kttt_cli.sheets.text import key

Bools = NDArray[np.bool_]


def held(flags: Series) -> Mask:
    """A yes/no column as what is sure and what could be."""
    return mask((flags.values == 1) & flags.known, ~flags.known)


def _flag(found: Mask) -> Series:
    known = np.ones(len(found.yes), np.bool_) if found.maybe is None else ~found.maybe
    return Series("flag", found.yes.astype(np.int64), known)


# --- organisations -------------------------------------------------------------------------------


def _exists(view: View) -> Series:
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
        said_ended = status.known & (status.values == _word(status, "ended"))
        perhaps_ended = said_ended | status.not_read
    gone = np.where(ended.known, ended.upper <= edge, said_ended & own_list & ~ended.not_read)
    perhaps_gone = np.where(ended.known, ended.values <= edge, perhaps_ended | ended.not_read)
    yes = begun & ~perhaps_gone
    maybe = perhaps_begun & ~gone & ~yes
    return _flag(Mask(yes, maybe if maybe.any() else None))


def _word(series: Series, word: str) -> int:
    return series.words.index(word) if word in series.words else -1


def organisation_keys(view: View) -> list[str]:
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
    return {who for who, there in zip(organisation_keys(view), rows.tolist(), strict=True) if there and who}


def _returned(view: View) -> Series:
    """Exists now, was registered before the period, and did not exist at the end of the list of the year before."""
    before = view.other(view.register.name, view.period.year - 1)
    if before is None or before.borrowed_from is not None:
        return unknown_series("flag", len(view))
    existed = held(before.series("exists"))
    surely, perhaps = _keys_where(before, existed.yes), _keys_where(before, existed.possible)
    registered = view.series("registered_on")
    assert registered.upper is not None
    start = view.period.start.toordinal()
    who = organisation_keys(view)
    absent = mask(
        np.array([key != "" and key not in perhaps for key in who], dtype=np.bool_),
        np.array([key == "" or key not in surely for key in who], dtype=np.bool_),
    )
    old = mask(registered.known & (registered.upper < start), ~registered.known | (registered.values < start))
    return _flag(absent & old & held(view.series("exists")))


def _listed_next(view: View) -> Series:
    """Is the organisation still on the list of the following year, ended or not?"""
    after = view.other(view.register.name, view.period.year + 1)
    if after is None or after.borrowed_from is not None:
        return unknown_series("flag", len(view))
    later = set(organisation_keys(after))
    who = organisation_keys(view)
    listed = np.array([key in later for key in who], dtype=np.int64)
    return Series("flag", listed, np.array([key != "" for key in who], dtype=np.bool_))


def _no_list_before(view: View) -> Text | None:
    return _lacking(view, -1)


def _no_list_after(view: View) -> Text | None:
    return _lacking(view, 1)


def _lacking(view: View, step: int) -> Text | None:
    year = view.period.year + step
    other = view.other(view.register.name, year)
    if other is not None and other.borrowed_from is None:
        return None
    return no_list(view.register.name, year)


def _intermediate_up(view: View) -> Series:
    """Trung cấp, and cao đẳng or higher: known where both are."""
    middle, higher = view.series("managers_intermediate"), view.series("managers_college")
    both = middle.known & higher.known
    return Series("count", np.where(both, middle.values + higher.values, 0), both)


# --- communes ------------------------------------------------------------------------------------


def in_communes(organisations: View) -> Mask:
    """The organisations that a commune may have: those that exist, unions left out."""
    kind = organisations.series("kind")
    union = mask(kind.known & (kind.values == _word(kind, "lh")), kind.not_read)
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


def _chain_htx(view: View) -> Series:
    organisations = view.other("organisation", view.period.year)
    holds = organisations.term("chain", organisations) if organisations else Text.same("")
    return _communes_with(view, holds)


def _effective_htx(view: View) -> Series:
    organisations = view.other("organisation", view.period.year)
    holds = organisations.term("effective", organisations) if organisations else Text.same("")
    return _communes_with(view, holds)


def _why_no_chain(view: View) -> Text | None:
    return _why_no_organisations(view, "chain")


def _why_no_effective(view: View) -> Text | None:
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


# --- the fund and support measures ---------------------------------------------------------------

_SIGNS = {"opening": 1, "capital_in": 1, "capital_out": -1}


def _signed_amount(view: View) -> Series:
    """The movement of the fund's capital: openings and additions up, withdrawals down, loans not at all."""
    kind, amount = view.series("kind"), view.series("amount")
    signs = np.array([_SIGNS.get(word, 0) for word in kind.words] or [0], dtype=np.int64)
    return Series("money", signs[kind.values] * amount.values, amount.known & kind.known, None, (), amount.unread)


def _party(code_column: str, name_column: str) -> Derived:
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


def _joined(column: str, code_column: str, label: Text) -> Derived:
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


_SECTOR = Text("Lĩnh vực của đơn vị năm đó", "Sector of the organisation that year")
_DISTRICT = Text("Huyện của đơn vị năm đó", "District of the organisation that year")

DERIVED: dict[str, dict[str, Derived]] = {
    "organisation": {
        "exists": Derived(
            "flag",
            Text("tồn tại tại ngày chốt số liệu", "exists at the cut-off date"),
            "Luật Hợp tác xã 17/2023/QH15, Điều 45, 97",
            _exists,
            (),
            lasting=True,
        ),
        "returned": Derived(
            "flag",
            Text(
                "có lại trong danh sách (đăng ký từ trước, năm trước không có)",
                "back on the list (absent the year before)",
            ),
            "NĐ 92/2024/NĐ-CP, Điều 27",
            _returned,
            (),
            why=_no_list_before,
        ),
        "managers_intermediate_up": Derived(
            "count",
            Text("Cán bộ quản lý từ trung cấp trở lên", "Managers of intermediate level or higher"),
            "TT 07/2019/TT-BKHĐT (mẫu báo cáo)",
            _intermediate_up,
            ("managers_intermediate", "managers_college"),
        ),
        "listed_next": Derived(
            "flag",
            Text("còn trong danh sách năm sau", "still on the next year's list"),
            "NĐ 92/2024/NĐ-CP, Điều 27",
            _listed_next,
            (),
            why=_no_list_after,
        ),
    },
    "group": {
        "exists": Derived(
            "flag",
            Text("tồn tại tại ngày chốt số liệu", "exists at the cut-off date"),
            "NĐ 77/2019/NĐ-CP",
            _exists,
            (),
            lasting=True,
        ),
    },
    "commune": {
        "chain_htx": Derived(
            "flag",
            Text("có HTX tham gia liên kết chuỗi giá trị", "has an HTX in a value chain"),
            "Kế hoạch, P2.II.2/b4",
            _chain_htx,
            ("commune",),
            terms=("chain",),
            why=_why_no_chain,
        ),
        "effective_htx": Derived(
            "flag",
            Text("có HTX hoạt động hiệu quả", "has an effective HTX"),
            "Kế hoạch, P2.II.2",
            _effective_htx,
            ("commune",),
            terms=("effective",),
            why=_why_no_effective,
        ),
    },
    "fund": {
        "signed_amount": Derived(
            "money",
            Text("biến động vốn", "movement of capital"),
            "NĐ 45/2021/NĐ-CP, Điều 37",
            _signed_amount,
            ("amount",),
        ),
        "party": _party("borrower_code", "borrower"),
        "sector": _joined("sector", "borrower_code", _SECTOR),
        "district": _joined("district", "borrower_code", _DISTRICT),
    },
    "support": {
        "party": _party("organisation_code", "organisation"),
        "sector": _joined("sector", "organisation_code", _SECTOR),
        "district": _joined("district", "organisation_code", _DISTRICT),
    },
}
