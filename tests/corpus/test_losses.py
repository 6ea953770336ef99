"""«Lãi | Lỗ»: what an organisation lost, in a column of its own."""

from __future__ import annotations

import pytest

from tests.corpus.test_odd_rows import told
from tests.corpus.test_rows import column, read

MILLION = 1_000_000


def kept(folder, heading: str, *cells: str, below: str = "", after: tuple[str, ...] = ()):
    lines = ["ĐVT: triệu đồng", f"STT | Tên HTX | Loại hình | {heading}", *([f" | | | {below}"] if below else [])]
    lines += [
        f"{row} | HTX {name} | HTX | {cell}" for row, (name, cell) in enumerate(zip("ABCD", cells, strict=False), 1)
    ]
    return read(folder, [*lines, *after])


@pytest.mark.parametrize(("heading", "below"), [
    ("Lãi | Lỗ", ""), ("Lợi nhuận | Số lỗ", ""), ("Lãi (triệu đồng) | Lỗ", ""), ("Kết quả kinh doanh | ", "Lãi | Lỗ"),
    ("Lợi nhuận | ", "Lãi | Lỗ"), ("Năm 2023 | ", "Lãi | Lỗ"),
])  # fmt: skip
def test_a_loss_is_a_profit_less_than_nothing(heading, below, tmp_path):
    data = kept(tmp_path, heading, "50 | ", " | 20,5", "0 | 30", "- | -", below=below)
    assert column(data, "profit") == [50 * MILLION, -20_500_000, -30 * MILLION, None]
    assert told(data) == []
    (note,) = [each for each in data.findings if each.rule == "CT107"]
    assert note.place.cell == ("E5" if below else "E4")
    assert not [each for each in data.findings if each.rule == "CT103"]


def test_a_loss_that_bears_its_sign(tmp_path):
    assert column(kept(tmp_path, "Lãi | Lỗ", " | -20", "-20 | 20"), "profit") == [-20 * MILLION, -20 * MILLION]


def test_a_profit_and_a_loss_in_one_row_are_not_known(tmp_path):
    data = kept(tmp_path, "Lãi | Lỗ", "50 | 20", "40 | 0")
    assert column(data, "profit") == [None, 40 * MILLION]
    assert data.registers["organisation"].columns["profit"].not_read.tolist() == [True, False]
    assert told(data) == [("CT107", "E3")]


def test_a_loss_that_cannot_be_read_is_no_blank_profit(tmp_path):
    data = kept(tmp_path, "Lãi | Lỗ", " | khoảng 20", "40 | ")
    assert data.registers["organisation"].columns["profit"].not_read.tolist() == [True, False]
    assert [cell for _, cell in told(data)] == ["E3"]


@pytest.mark.parametrize(("total", "agrees"), [
    ("Tổng cộng | | 90 | 30", True), ("Tổng cộng | | 90 | ", True), ("Tổng cộng | | 90 | 50", False), ("Tổng cộng | | 60 | 30", False),
])  # fmt: skip
def test_totals_of_both(total, agrees, tmp_path):
    data = kept(tmp_path, "Lãi | Lỗ", "50 | ", " | 30", "40 | ", after=(f" | {total}",))
    assert len(data.registers["organisation"]) == 3
    assert (told(data) == []) is agrees


@pytest.mark.parametrize("heading", ["Lãi | Lô", "Lãi | Lỗ năm 2022", "Lãi | Lỗ (%)", "Lãi | Lỗ lũy kế"])
def test_what_is_no_loss_of_the_year(heading, tmp_path):
    data = kept(tmp_path, heading, "50 | 20")
    assert column(data, "profit") == [50 * MILLION]
    assert [each.rule for each in data.findings if each.place.column == 4] == ["CT103"]


def test_losses_of_groups(tmp_path):
    lines = ["DANH SÁCH THT NĂM 2023", "STT | Tên THT | Chứng thực | Lãi (trđ) | Lỗ (trđ)", "1 | THT A | có | | 20"]
    assert read(tmp_path, lines, "tht.csv").registers["group"].columns["profit"].value_at(0) == -20 * MILLION
