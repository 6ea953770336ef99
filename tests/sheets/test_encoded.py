"""A column as it goes from one process to another."""

from __future__ import annotations

import pickle
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kttt_cli.sheets.grid import Cell, Encoded, Encoder

texts = st.lists(st.one_of(st.none(), st.text(max_size=3), st.sampled_from(["\0", "a\0b", " ", "HTX"])), min_size=1)
cells = st.lists(st.one_of(st.none(), st.text(max_size=3), st.integers(), st.dates(), st.booleans()), min_size=1)


@given(st.one_of(texts, cells))
def test_it_arrives_as_it_was_sent(column: list[Cell]) -> None:
    encoder = Encoder()
    encoder.add(column)
    sent = encoder.encoded()
    arrived = pickle.loads(pickle.dumps(sent, protocol=pickle.HIGHEST_PROTOCOL))
    assert [*map(repr, arrived.cells)] == [*map(repr, sent.cells)]
    assert [arrived.at(row) for row in range(len(column))] == [sent.at(row) for row in range(len(column))]


@pytest.mark.parametrize(
    "held", [[], [None], [None, ""], [None, "a", "b"], [None, date(2020, 1, 2)], ["a"], ["", None]]
)
def test_whatever_its_cells_are(held: list[Cell]) -> None:
    arrived = pickle.loads(pickle.dumps(Encoded(np.zeros(3, np.int32), held)))
    assert [*arrived.cells] == held
    assert arrived.codes.tolist() == [0, 0, 0]
