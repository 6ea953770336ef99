"""The words registers use: a cell's spelling becomes a vocabulary entry's code."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from kttt_cli.language import Text, join, nearest, perhaps
from kttt_cli.sheets.text import key, plain, unaccented


class Vocabulary(NamedTuple):
    """A closed list: codes in their order, their texts, and every spelling in plain form."""

    label: Text
    texts: dict[str, Text]
    spellings: dict[str, str]
    written: tuple[str, ...]
    """Every Vietnamese spelling as people write it, the first of each entry before its others."""
    doubtful: frozenset[str]
    """Plain spellings that are read, and asked about: elsewhere they may stand for another entry."""

    def code_of(self, written: str) -> str | None:
        return self.spellings.get(plain(written))

    def nearest(self, written: str) -> Text:
        """`có phải Nông nghiệp?`: the entries whose spelling is nearest to what was written."""
        all_ = join(self.texts.values(), ", ")
        near = perhaps(Text.same(name.vi) for name in self._near(written))
        return near or Text(f"một trong: {all_.vi}", f"one of: {all_.en}")

    def spelt(self, text: str) -> str | None:
        """The known spelling that differs from the text in accents and capitals at most; None for none or two, and
        where the text is a code or an English name."""
        found = _by_letters(self.written).get(unaccented(text), ())
        exact = [each for each in found if key(each) == key(text)]
        same = dict.fromkeys(exact or found)
        return next(iter(same)) if len(same) == 1 else None

    def likely(self, written: str) -> str | None:
        """The Vietnamese text of the only entry that is near to what was written."""
        names = self._near(written)
        return names[0].vi if len(names) == 1 else None

    def _near(self, written: str) -> list[Text]:
        near = nearest(plain(written), self.spellings)
        return list(dict.fromkeys(self.texts[self.spellings[each]] for each in near))


@cache
def _by_letters(written: tuple[str, ...]) -> dict[str, list[str]]:
    """Spellings by their letters without accents."""
    found: dict[str, list[str]] = {}
    for spelling in written:
        found.setdefault(unaccented(spelling), []).append(spelling)
    return found


@cache
def _vocabularies() -> dict[str, Vocabulary]:
    source = files("kttt_cli.registers").joinpath("vocabularies.toml").read_text(encoding="utf-8")
    return {name: _build(name, table) for name, table in tomllib.loads(source).items()}


def _build(name: str, table: dict[str, dict[str, dict[str, str | list[str]]]]) -> Vocabulary:
    texts: dict[str, Text] = {}
    spellings: dict[str, str] = {}
    written: list[str] = []
    doubtful: set[str] = set()
    for code, entry in table["entries"].items():
        texts[code] = Text(str(entry["vi"]), str(entry["en"]))
        for spelling in (code, *texts[code], *entry.get("spellings", ()), *entry.get("doubtful", ())):
            other = spellings.setdefault(plain(spelling), code)
            if other != code:
                raise ValueError(f"vocabularies.toml: {name}: “{spelling}” stands for both {other} and {code}")
        written += [texts[code].vi, *entry.get("spellings", ())]
        doubtful.update(map(plain, entry.get("doubtful", ())))
    label = Text(str(table["label"]["vi"]), str(table["label"]["en"]))
    return Vocabulary(label, texts, spellings, tuple(dict.fromkeys(written)), frozenset(doubtful))


def vocabulary(name: str) -> Vocabulary:
    """The vocabulary of that name; KeyError where there is none."""
    return _vocabularies()[name]


def is_in_a_vocabulary(written: str) -> bool:
    """Is this a word of any vocabulary?"""
    return any(each.code_of(written) is not None for each in _vocabularies().values())
