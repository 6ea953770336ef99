"""Regular expressions that are compiled late are right nevertheless."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import kttt_cli
from kttt_cli.patterns import _Pattern, pattern


def written_down() -> Iterator[tuple[str, _Pattern]]:
    for module in pkgutil.walk_packages(kttt_cli.__path__, "kttt_cli."):
        if not module.name.endswith("__main__"):
            for name, value in vars(importlib.import_module(module.name)).items():
                for number, each in enumerate(_within(value)):
                    yield f"{module.name}.{name} {number}", each


def _within(value: object) -> Iterator[_Pattern]:
    """The patterns of a constant: itself, or those in its tuples and mappings."""
    if isinstance(value, _Pattern):
        yield value
    elif isinstance(value, dict | tuple):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _within(each)


def test_each_is_a_regular_expression() -> None:
    found = dict(written_down())
    assert len(found) > 100
    for name, each in found.items():
        assert isinstance(each.pattern, str), name


def test_it_is_what_re_compiles() -> None:
    words = pattern(r"(htx|tht) (\w+)", re.IGNORECASE)
    assert words.fullmatch("HTX An")[2] == "An"
    assert words.sub(r"\2", "htx An, THT Bình") == "An, Bình"
    assert words.flags == re.compile("", re.IGNORECASE).flags


def test_a_wrong_one_is_told_when_it_is_asked() -> None:
    with pytest.raises(re.error):
        pattern("(").match("")
