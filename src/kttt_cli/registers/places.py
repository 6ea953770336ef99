"""Districts and communes by name, with the days on which they existed (places.csv)."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from kttt_cli.sheets.text import clean, key

# A letter alone needs its point, or a name behind it: «Q 1» is a quarter.
_DISTRICT_PREFIX = re.compile(
    r"^(?:(?:huyện|thành phố|thị xã|quận|t\.? ?phố)\s+|t\.? ?[px](?:\.\s*|\s+)|[hq]\.?\s*(?<=[. ])(?=[^\W\d_]))"
)
_COMMUNE_PREFIX = re.compile(r"^(?:(?:xã|phường|thị trấn)\s+|t\.? ?t(?:\.\s*|\s+)|[xp]\.\s*|[xp]\s+(?=[^\W\d_]))")


def district_key(written: str) -> str:
    """`Huyện Yên Thế` = `yên thế`."""
    return _DISTRICT_PREFIX.sub("", key(written))


def commune_key(written: str) -> str:
    """`Xã Hợp Đức` = `hợp đức`."""
    return _COMMUNE_PREFIX.sub("", key(written))


def commune_kind(written: str) -> str:
    """`xã`, `phường` or `thị trấn`; blank where the text does not say."""
    found = _COMMUNE_PREFIX.match(key(written))
    return _KINDS[re.sub(r"[ .]", "", found[0])] if found else ""


_KINDS = {"xã": "xã", "x": "xã", "phường": "phường", "p": "phường", "thịtrấn": "thị trấn", "tt": "thị trấn"}


def commune_spelling(written: str) -> str:
    """Equal for two spellings of one commune; `Xã Tân Tiến` and `Phường Tân Tiến` are two."""
    return f"{commune_kind(written)} {commune_key(written)}"


def place_level(written: str) -> str | None:
    """`district` or `commune` where the text names one by its prefix or is a known district."""
    text = key(written)
    if _DISTRICT_PREFIX.match(text) or text in _district_keys():
        return "district"
    return "commune" if _COMMUNE_PREFIX.match(text) else None


DISTRICTS_ENDED = date(2025, 7, 1)
"""From this day there is no district level, in the whole country (NQ 202/2025/QH15; NQ 1658/NQ-UBTVQH15)."""


class Unit(NamedTuple):
    """An administrative unit and the days on which it existed under this name."""

    level: str
    code: str
    name: str
    parent: str
    valid_from: date
    valid_to: date | None
    becomes: str = ""
    """Code of its unit in the next period; blank where it ended in a way that the table does not know."""
    also: str = ""
    """Another official spelling of the same name."""

    def exists(self, first: date, last: date | None = None) -> bool:
        """On that day, or on any day from the first to the last."""
        return self.valid_from <= (last or first) and (self.valid_to is None or first <= self.valid_to)

    def spellings(self) -> frozenset[str]:
        same = district_key if self.level == "district" else commune_key
        return frozenset(same(name) for name in (self.name, self.also) if name)


@cache
def units() -> tuple[Unit, ...]:
    source = files("kttt_cli.registers").joinpath("places.csv").read_text(encoding="utf-8")
    return tuple(_read(source))


def _read(source: str) -> Iterator[Unit]:
    for row in csv.DictReader(source.splitlines()):
        until = date.fromisoformat(row["valid_to"]) if row["valid_to"] else None
        yield Unit(
            row["level"], row["code"], clean(row["name"]), row["parent"], date.fromisoformat(row["valid_from"]), until,
            row["becomes"], clean(row["also"]),
        )  # fmt: skip


@cache
def _district_keys() -> frozenset[str]:
    return frozenset(district_key(unit.name) for unit in units() if unit.level == "district")


def place_keys() -> dict[str, Callable[[str], str]]:
    """For each column of places, what makes two spellings one place."""
    return {"district": district_key, "commune": commune_spelling}


def known_spelling(written: str, level: str) -> str | None:
    """A district or commune whose name is known, with the tones where its official name has them: `Xã Hoà An` →
    `Xã Hòa An`. None where it is written so already, and for a name that is not known or is written in two ways."""
    text = clean(written)
    same = key_of_level(level)
    asked = same(text)
    official = {
        clean(name)
        for unit in units_by_key(level).get(asked, ())
        for name in (unit.name, unit.also)
        if name and same(name) == asked
    }
    words = text.split()
    length = len(asked.split())
    bare = {" ".join(name.split()[-length:]) for name in official}
    own = " ".join(words[-length:])
    if own.casefold() in {name.casefold() for name in bare} or len({name.casefold() for name in bare}) != 1:
        return None
    name = bare.pop()
    return " ".join([*words[:-length], name.upper() if own.isupper() else name])


def key_of_level(level: str) -> Callable[[str], str]:
    return district_key if level == "district" else commune_key


@cache
def units_by_key(level: str) -> dict[str, tuple[Unit, ...]]:
    """Every unit of a level that there ever was, by the keys of its names."""
    found: dict[str, tuple[Unit, ...]] = {}
    for unit in units():
        if unit.level == level:
            for same in unit.spellings():
                found[same] = (*found.get(same, ()), unit)
    return found


def is_of_our_province(names: Iterable[str], level: str) -> bool:
    """Does the table of places know at least half of these names?"""
    keys = {key_of_level(level)(name) for name in names}
    return bool(keys) and 2 * sum(each in units_by_key(level) for each in keys) >= len(keys)


# --- years made comparable -------------------------------------------------------------------------


def successor(name: str, district: str | None, day: date) -> Unit | None:
    """The commune that, on `day`, holds the commune of that name: itself, or what it was merged into.

    `district` as it was called when the name was in use. None where the table does not know, or where the name
    leads to two communes and no district tells them apart.
    """
    found = {
        unit
        for start in units_by_key("commune").get(commune_key(name), ())
        if start.valid_from <= day and (district is None or _lay_in(start, district))
        if (unit := _on(start, day)) is not None
    }
    return found.pop() if len(found) == 1 else None


def old_districts(name: str, day: date) -> tuple[Unit, ...]:
    """The districts, as they were on `day`, from which today's commune of that name was made. One for most; the
    communes made across a border of districts have two."""
    now = [unit for unit in units_by_key("commune").get(commune_key(name), ()) if unit.exists(DISTRICTS_ENDED)]
    made_of = [
        unit for unit in units() if unit.level == "commune" and unit.exists(day) and _on(unit, DISTRICTS_ENDED) in now
    ]
    parents = {unit.parent for unit in made_of}
    return tuple(unit for unit in units() if unit.level == "district" and unit.code in parents and unit.exists(day))


def _lay_in(commune: Unit, district: str) -> bool:
    asked = district_key(district)
    return any(
        unit.level == "district" and unit.code == commune.parent and asked in unit.spellings() for unit in units()
    )


@cache
def _on(unit: Unit, day: date) -> Unit | None:
    """The unit that this one has become by that day."""
    if unit.valid_to is None or day <= unit.valid_to:
        return unit
    following = unit.valid_to + timedelta(days=1)
    for later in units():
        if later.level == unit.level and later.code == unit.becomes and later.exists(following):
            return _on(later, day)
    return None
