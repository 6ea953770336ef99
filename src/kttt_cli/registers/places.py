"""Districts and communes by name, with the days on which they existed (places.csv)."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from kttt_cli.sheets.text import clean, key

_DISTRICT = r"(?:huyện|thành phố|thị xã|quận|tp\.?|tx\.?|h\.)"
_COMMUNE = r"(?:xã|phường|thị trấn|tt\.?|x\.|p\.)"
_DISTRICT_PREFIX = re.compile(rf"^{_DISTRICT}\s+|^(?:tp|tx)\.\s*")
_COMMUNE_PREFIX = re.compile(rf"^{_COMMUNE}\s+|^(?:tt|x|p)\.\s*")
_PLACE = re.compile(rf"^(?:{_DISTRICT}|{_COMMUNE})\s+\S")


def district_key(written: str) -> str:
    """`Huyện Yên Thế` = `yên thế`."""
    return _DISTRICT_PREFIX.sub("", key(written))


def commune_key(written: str) -> str:
    """`Xã Hợp Đức` = `hợp đức`."""
    return _COMMUNE_PREFIX.sub("", key(written))


def commune_kind(written: str) -> str:
    """`xã`, `phường` or `thị trấn`; blank where the text does not say."""
    found = _COMMUNE_PREFIX.match(key(written))
    return _KINDS[found[0].strip(" .")] if found else ""


_KINDS = {"xã": "xã", "x": "xã", "phường": "phường", "p": "phường", "thị trấn": "thị trấn", "tt": "thị trấn"}


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


@dataclass(frozen=True, slots=True)
class Unit:
    """An administrative unit and the days on which it existed under this name."""

    level: str
    code: str
    name: str
    parent: str
    valid_from: date
    valid_to: date | None


@cache
def units() -> tuple[Unit, ...]:
    source = files("kttt_cli.registers").joinpath("places.csv").read_text(encoding="utf-8")
    return tuple(_read(source))


def _read(source: str) -> Iterator[Unit]:
    for row in csv.DictReader(source.splitlines()):
        until = date.fromisoformat(row["valid_to"]) if row["valid_to"] else None
        yield Unit(
            row["level"], row["code"], clean(row["name"]), row["parent"], date.fromisoformat(row["valid_from"]), until
        )


@cache
def _district_keys() -> frozenset[str]:
    return frozenset(district_key(unit.name) for unit in units() if unit.level == "district")


def known_districts(day: date) -> dict[str, str]:
    """Names of the districts that existed on that day, by their key; empty after 30/06/2025."""
    return {
        district_key(unit.name): unit.name
        for unit in units()
        if unit.level == "district" and unit.valid_from <= day and (unit.valid_to is None or day <= unit.valid_to)
    }


def place_keys() -> dict[str, Callable[[str], str]]:
    """For each column of places, what makes two spellings one place."""
    return {"district": district_key, "commune": commune_spelling}
