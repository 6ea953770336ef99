"""Where a cell of a CSV file stands in its text: what stands there is the cell."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kttt_cli.sheets.csv_places import Span, spans

TEXT = st.text(st.sampled_from('aạ ,;\n"\t1.'), max_size=5)
ROWS = st.lists(st.lists(TEXT, min_size=3, max_size=3), min_size=1, max_size=6)


def cut(text: str, span: Span) -> str:
    """What stands in the text from the span's first character to its last, as an editor counts them."""
    lines = re.findall(r"[^\r\n]*(?:\r\n|\r|\n|$)", text)
    start = sum(map(len, lines[: span.line - 1])) + span.column - 1
    return text[start : sum(map(len, lines[: span.end_line - 1])) + span.end_column - 1]


@pytest.mark.parametrize(("delimiter", "end"), [(",", "\n"), (";", "\r\n"), ("\t", "\n")])
@given(rows=ROWS)
def test_what_stands_in_the_span_is_the_cell(delimiter: str, end: str, rows: list[list[str]]) -> None:
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter, lineterminator=end).writerows([["Tên", "Xã", "Năm"], *rows])
    text = written.getvalue()
    wanted = {(row, column) for row in range(len(rows) + 1) for column in range(3)}
    found = spans(io.BytesIO(text.encode("utf-8-sig")), "a.csv", wanted)
    assert set(found) == wanted
    for row, cells in enumerate(rows, start=1):
        for column, cell in enumerate(cells):
            there = io.StringIO(cut(text, found[row, column]), newline="")
            assert next(csv.reader(there, delimiter=delimiter), [""]) == [cell]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_characters_are_counted_and_not_bytes(encoding: str) -> None:
    text = 'Ten HTX;Xã\r\n"Hai\ndòng";Quế Nham\r\nBa;x\r\n'
    found = spans(io.BytesIO(text.encode(encoding)), "a.csv", {(1, 0), (1, 1), (2, 1), (2, None), (9, 0)})
    assert found == {
        (1, 0): Span(2, 1, 3, 6),
        (1, 1): Span(3, 7, 3, 15),
        (2, 1): Span(4, 4, 4, 5),
        (2, None): Span(4, 1, 4, 5),
    }
