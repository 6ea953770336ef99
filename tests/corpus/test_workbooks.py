"""How the sheets and files of one province come together: summaries beside lists, lists cut over sheets, other registers."""

from __future__ import annotations

import pytest

from kttt_cli.registers.dataset import read_dataset
from tests.corpus.test_rows import column
from tests.registers.test_tables import told, workbook

HEADING = "STT | Tên HTX | Loại hình | Huyện | Số thành viên | Doanh thu (triệu đồng)"
FIRST = "1 | HTX An Lạc | HTX | Huyện Yên Thế | 12 | 1000"
SECOND = "2 | HTX An Phú | HTX | Huyện Tân Yên | 20 | 2000"
LIST = f"DANH SÁCH HTX NĂM 2023\n{HEADING}\n{FIRST}\n{SECOND}"
SUMMARIES = [
    "STT | Huyện | Số HTX | Số thành viên | Doanh thu (triệu đồng)\n1 | Huyện Yên Thế | 1 | 12 | 1000\n2 | Huyện Tân Yên | 1 | 20 | 2000",
    "STT | Lĩnh vực | Tổng số HTX | Số thành viên\n1 | Nông nghiệp | 2 | 32",
    "STT | Loại hình | Số lượng | Số thành viên\n1 | HTX | 2 | 32\n2 | QTDND | 0 | 0",
    "Năm | Số HTX | Doanh thu\n2022 | 1 | 900\n2023 | 2 | 3000",
]


@pytest.mark.parametrize("summary", SUMMARIES)
def test_a_summary_beside_the_list_is_no_list_that_lacks_its_names(summary, tmp_path):
    data = workbook(tmp_path, {"HTX": LIST, "Tổng hợp": f"TỔNG HỢP NĂM 2023\n{summary}"})
    assert column(data, "name") == ["HTX An Lạc", "HTX An Phú"]
    assert told(data) == []
    assert [each.place.sheet for each in data.skipped] == ["Tổng hợp"]


def test_a_summary_in_a_file_of_its_own(tmp_path):
    for name, text in (("htx", LIST), ("tong-hop", f"TỔNG HỢP NĂM 2023\n{SUMMARIES[0]}")):
        lines = (";".join(cell.strip() for cell in line.split("|")) for line in text.splitlines())
        (tmp_path / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert told(read_dataset([tmp_path])) == []


def test_a_list_that_lost_the_heading_of_its_names_is_said_though_a_column_counts(tmp_path):
    lost = "STT | | Huyện | Số lượng | Số thành viên\n1 | HTX Hoa Mai | Huyện Yên Thế | 1 | 9\n2 | HTX Sao Mai | Huyện Yên Thế | 1 | 9"
    data = workbook(tmp_path, {"HTX": LIST, "Khác": f"NĂM 2023\n{lost}"})
    assert "DG111" in [rule for rule, _ in told(data)]


@pytest.mark.parametrize(("sums", "found"), [("32 | 3000", []), ("33 | 3000", ["TG401"]), ("20 | 2000", [])])
def test_the_total_of_a_list_that_is_cut_over_two_sheets(sums, found, tmp_path):
    parts = {
        "1": f"DANH SÁCH HTX NĂM 2023\n{HEADING}\n{FIRST}",
        "2": f"DANH SÁCH HTX NĂM 2023 (tiếp theo)\n{HEADING}\n{SECOND}\n | Tổng cộng | | | {sums}",
    }
    data = workbook(tmp_path, parts)
    assert column(data, "members") == [12, 20]
    assert [rule for rule, _ in told(data)] == found


@pytest.mark.parametrize("kind", ["THT", "Tổ hợp tác"])
def test_a_group_among_organisations_is_never_suggested_to_be_an_htx(kind, tmp_path):
    data = workbook(tmp_path, {"KTTT": f"{LIST}\n3 | Tổ hợp tác Hoa | {kind} | Huyện Tân Yên | 5 | 90"})
    (found,) = [each for each in data.findings if each.rule == "TV101"]
    assert found.suggestion is not None
    assert "sổ riêng" in found.suggestion.vi
    assert found.fix is None
