"""Columns read, and doubts looked for, in a second process: the same as in one, whatever becomes of that process."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kttt_cli import beside
from kttt_cli.registers import dataset, doubts, load
from kttt_cli.registers.dataset import Dataset, read_dataset

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")

REGISTER = """\
Năm,Mã số HTX,Tên HTX,Loại hình,Lĩnh vực,Ngày đăng ký lần đầu,Vốn điều lệ (triệu đồng),Tổng số thành viên,Nhãn hiệu,Ghi chú
2023,9900000013,HTX Một,HTX,Nông nghiệp,05/03/2019,"1.310,6",12,x,
2023,9900000021,HTX Hai,HTX,Xây dựng,31/02/2019,khoảng 5,mười,,
2024,9900000013,HTX Một,HTX,Nông nghiệp,05/03/2019,"1.310.600",-3,x,
2024,9900000021,HTX Hai,HTX,Vận tải,,"2.000,5",7,,Đã giải thể
"""


def everything(data: Dataset) -> dict[str, object]:
    """Values, findings with their places, and what was counted of each column."""
    register = data.registers["organisation"]
    values = [[repr(series.value_at(row)) for series in register.columns.values()] for row in range(len(register))]
    columns = [column for sheet in data.readings for table in sheet.tables for column in table.columns]
    return {"values": values, "findings": list(data.findings), "columns": columns}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "htx.csv"
    path.write_text(REGISTER, encoding="utf-8")
    return path


@pytest.fixture
def much(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two cores, and every table large enough for both."""
    monkeypatch.setattr(beside, "cores", lambda: 2)
    monkeypatch.setattr(load, "WORTH_WHILE", 1)
    for module in (doubts, dataset):
        monkeypatch.setattr(module, "WORTH_WHILE", range(1, 100))


def begun(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    children: list[int] = []
    fork = os.fork

    def counted() -> int:
        child = fork()
        children.append(child)
        return child

    monkeypatch.setattr(os, "fork", counted)
    return children


def test_two_processes_read_what_one_reads(
    file: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    alone = everything(read_dataset([file]))
    request.getfixturevalue("much")
    children = begun(monkeypatch)
    assert everything(read_dataset([file])) == alone
    assert len(children) == 2  # one for columns, one for doubts
    rules = {finding.rule for finding in read_dataset([file]).findings}
    assert rules >= {"NG102", "SO201", "TT204"}  # of a cell, of several years, of words in a note


def test_what_the_second_process_does_not_give_is_read_here(
    file: Path, much: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = everything(read_dataset([file]))

    def ends_at_once(work: object, pipe: int, taken: int) -> None:
        os._exit(1)

    monkeypatch.setattr(beside, "_work", ends_at_once)
    assert everything(read_dataset([file])) == expected
