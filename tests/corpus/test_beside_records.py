"""Rows and tables beside the records that are none: statistics, explanations, lists of words, opening balances, units."""

from __future__ import annotations

import pytest

from kttt_cli.findings import Severity, Unreadable
from kttt_cli.registers.dataset import Dataset, read_dataset
from tests.corpus.test_odd_rows import told
from tests.corpus.test_rows import HEADER, NAMES, ONE, TWO, column, read
from tests.corpus.test_workbooks import workbook

TITLE = "DANH SÁCH HTX NĂM 2023"
TOTAL = " | Tổng cộng | | 2.001 | 24"


def rules(data: Dataset) -> list[str]:
    return [each.rule for each in data.findings if each.severity != Severity.NOTE]


def accounted(data: Dataset, rows: int) -> None:
    """Every row of the sheet has been taken for something."""
    (sheet,) = data.readings
    assert len(sheet.roles) == rows


# --- statistics -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("total", [[], [TOTAL]], ids=["", "total"])
@pytest.mark.parametrize(
    "line",
    [
        "* | Số HTX yếu kém | | 1 | ",
        " | Số HTX yếu kém | | | 1",
        "- | Số lượng HTX thành lập mới | | 1 | ",
        "3. HTX có doanh thu trên 1 tỷ: | | | 2 | ",
        "3 | HTX có doanh thu trên 1 tỷ: | | | 2",
        " | HTX ngừng hoạt động: | | 1 | ",
        " | Tỷ lệ HTX hoạt động hiệu quả | | 75 | ",
        " | Số HTX ngừng hoạt động: 3 | | | ",
        "Trong đó: HTX nữ làm giám đốc | | | 2 | ",
    ],
)
def test_how_many_there_are_of_some_kind(line, total, tmp_path):
    lines = [HEADER, ONE, TWO, *total, line]
    data = read(tmp_path, lines)
    assert column(data, "name") == NAMES
    assert rules(data) == []
    accounted(data, len(lines))


@pytest.mark.parametrize("total", [[], [TOTAL]], ids=["", "total"])
def test_a_statistic_with_a_number_before_it_is_said(total, tmp_path):
    data = read(tmp_path, [HEADER, ONE, TWO, *total, "3 | HTX có doanh thu trên 1 tỷ | | | 2"])
    assert column(data, "name") == NAMES
    assert rules(data) == ["DG117"]


@pytest.mark.parametrize("name", ["HTX Rau an toàn", "HTX Có Tâm", "HTX Đang Xuân", "HTX Số Một"])
@pytest.mark.parametrize("total", [[], [TOTAL]], ids=["", "total"])
def test_a_name_with_a_number_before_it_is_a_record(name, total, tmp_path):
    data = read(tmp_path, [HEADER, ONE, TWO, *total, f"3 | {name} | | | 2"])
    assert column(data, "name") == [*NAMES, name]


@pytest.mark.parametrize(
    "parts", [["Nông nghiệp | | 2.001 | 24", "Vận tải | | 0 | 0"], ["Nông nghiệp | | | 2", "Vận tải | | | 0"]]
)
def test_the_parts_of_a_total_by_sector(parts, tmp_path):
    head, *rows = [
        f"{each} | {last}"
        for each, last in zip([HEADER, ONE, TWO], ["Lĩnh vực", "Nông nghiệp", "Nông nghiệp"], strict=True)
    ]
    data = read(tmp_path, [head, *rows, TOTAL, *(f" | {each}" for each in parts)])
    assert column(data, "name") == NAMES
    assert rules(data) == []


@pytest.mark.parametrize(
    "parts",
    [
        ["Trong đó:", "- HTX nông nghiệp: 2 HTX", "- HTX phi nông nghiệp: 0 HTX"],
        ["Trong đó: | | | | ", "- HTX nông nghiệp | | | 2.001 | 24", "- HTX phi nông nghiệp | | | 0 | 0"],
    ],
)
def test_the_parts_of_a_total_behind_bullets(parts, tmp_path):
    data = read(tmp_path, [HEADER, ONE, TWO, TOTAL, *parts])
    assert column(data, "name") == NAMES
    assert rules(data) == []


def test_a_group_of_those_that_ended_in_the_year(tmp_path):
    data = read(tmp_path, [HEADER, ONE, "HTX giải thể trong năm 2023", TWO])
    assert column(data, "name") == NAMES
    assert column(data, "status") == [None, "ended"]
    assert "DG104" not in rules(data)


def test_a_district_that_has_none(tmp_path):
    lines = ["I. Huyện Yên Thế", ONE, "II. Huyện Lục Nam", "Không có", "III. Huyện Tân Yên", TWO]
    data = read(tmp_path, [HEADER, *lines])
    assert column(data, "district") == ["Huyện Yên Thế", "Huyện Tân Yên"]
    assert rules(data) == []


def test_a_signature_of_other_posts(tmp_path):
    end = ["", " | Chuyên viên | | Phó Chủ tịch UBND huyện | ", "", " | Nguyễn Văn A | | Trần Văn B | "]
    data = read(tmp_path, [HEADER, ONE, TWO, *end])
    assert column(data, "name") == NAMES
    assert rules(data) == []


@pytest.mark.parametrize(
    "below", ["ĐT: 0912345678", "Số điện thoại: 0204 3 854 321", "SĐT liên hệ: 0912.345.678", "Email: a@b.vn"]
)
def test_a_signature_with_a_telephone_below_it(below, tmp_path):
    end = ["", " | Người lập | | Thủ trưởng | ", "", " | Nguyễn Văn A | | Trần Văn B | ", below]
    data = read(tmp_path, [HEADER, ONE, TWO, *end])
    assert column(data, "name") == NAMES
    assert rules(data) == []


@pytest.mark.parametrize("number", [" | ", ""], ids=["numbered", ""])
def test_names_in_small_letters_are_names_where_records_say_no_more(number, tmp_path):
    names = ["HTX sử dụng nước An Lạc", "Hợp tác xã không nung", "HTX Đồng Tâm", "HTX vay vốn Mỹ Hà"]
    head = f"{'STT | ' if number else ''}Tên HTX | Số thành viên"
    data = read(tmp_path, [head, *(f"{at if number else ''}{number}{name} | 12" for at, name in enumerate(names, 1))])
    assert column(data, "name") == names
    assert rules(data) == []


@pytest.mark.parametrize("above", [[], ["Trong đó: | | | | "]], ids=["", "of which"])
def test_the_parts_of_a_total_of_which_no_column_tells(above, tmp_path):
    parts = [" | HTX nông nghiệp | | 1.500,5 | 12", " | HTX phi nông nghiệp | | 500,5 | 12"]
    data = read(tmp_path, [HEADER, ONE, TWO, TOTAL, *above, *parts])
    assert column(data, "name") == NAMES
    assert rules(data) == []


def test_a_table_of_plain_text(tmp_path):
    lines = [HEADER, "---|:---|---|---:|---", ONE, TWO]
    (tmp_path / "htx-2023.csv").write_text("\n".join(f"| {line} |" for line in lines), encoding="utf-8")
    data = read_dataset([tmp_path / "htx-2023.csv"])
    assert column(data, "name") == NAMES
    assert rules(data) == []


def test_a_group_of_some_is_no_statistic(tmp_path):
    data = read(
        tmp_path, [HEADER, "A | Các HTX có doanh thu", ONE, "B | Các HTX chưa xếp loại", ONE.replace("Lạc", "Tâm")]
    )
    assert column(data, "name") == ["HTX An Lạc", "HTX An Tâm"]
    assert rules(data) == ["DG105", "DG105"]


# --- explanations and lists of words ------------------------------------------------------------------------------


def test_how_the_columns_are_to_be_filled_in_below_the_list(tmp_path):
    lines = [
        *(TITLE, HEADER, ONE, TWO, ""),
        *("Hướng dẫn", "Tên HTX | Ghi đầy đủ theo GCN", "Loại hình | HTX, QTDND hoặc LH HTX", "Số thành viên | Ghi số"),
    ]
    data = read(tmp_path, lines)
    assert column(data, "name") == NAMES
    assert rules(data) == []


LIST = f"{TITLE}\n{HEADER}\n{ONE}\n{TWO}"


@pytest.mark.parametrize(
    "sheet",
    [
        "Tên cột | Tên HTX | Loại hình | Xếp loại\nCách ghi | Ghi đầy đủ | HTX, QTDND | Tốt, Khá\nBắt buộc | có | có | không",
        "Mã ngành | Tên ngành\n0111 | Trồng lúa\n0113 | Trồng rau",
        "STT | Xếp loại | Điểm\n1 | Tốt | 80\n2 | Khá | 65",
        "Loại hình | Lĩnh vực | Xếp loại\nHTX | Nông nghiệp | Tốt\nQTDND | Vận tải | Khá",
    ],
)
def test_a_sheet_of_words_beside_the_list(sheet, tmp_path):
    data = workbook(tmp_path, {"HTX": LIST, "Danh mục": sheet})
    assert column(data, "name") == NAMES
    assert told(data) == []


def test_a_list_whose_names_have_a_heading_that_is_not_known_is_said_beside_another(tmp_path):
    other = "STT | Cơ sở | Loại hình | Số thành viên\n1 | Đồng Tâm | HTX | 7\n2 | Bình Minh | HTX | 8"
    data = workbook(tmp_path, {"HTX": LIST, "Khác": other})
    assert [rule for rule, _ in told(data)] == ["CT104"]


@pytest.mark.parametrize("below", [True, False])
def test_a_summary_on_the_page_of_the_list(below, tmp_path):
    summary, whole = ["Huyện | Số HTX | Số thành viên", "Yên Thế | 1 | 12", "Tân Yên | 1 | 12"], [HEADER, ONE, TWO]
    data = read(tmp_path, [TITLE, *(whole if below else summary), "", *(summary if below else whole)])
    assert column(data, "name") == NAMES
    assert rules(data) == []


# --- ledgers ------------------------------------------------------------------------------------------------------

LEDGER = ["SỔ QUỸ HỖ TRỢ PHÁT TRIỂN HTX NĂM 2023", "Ngày | Nội dung | Loại giao dịch | Số tiền (triệu đồng)"]
OPENING = " | | Số dư đầu kỳ | 1000"
MOVEMENTS = ["05/01/2023 | | Bổ sung vốn | 200", "15/01/2023 | | Cho vay | 300", " | Cộng tháng 1 | | 500",
             "05/02/2023 | | Bổ sung vốn | 200", " | Cộng tháng 2 | | 200"]  # fmt: skip


def ledger(folder, *lines: str) -> Dataset:
    return read(folder, [*LEDGER, *lines], "quy.csv")


@pytest.mark.parametrize(
    "end", [[], [" | Cộng phát sinh | | 700", " | Tổng cộng | | 1700", " | Số dư cuối kỳ | | 1400"]]
)
def test_an_opening_balance_without_a_date(end, tmp_path):
    data = ledger(tmp_path, OPENING, *MOVEMENTS, *end)
    assert data.registers["fund"].years.tolist() == [2023] * 4
    assert rules(data) == []
    assert "NM110" in [each.rule for each in data.findings]


def test_an_opening_balance_alone(tmp_path):
    assert ledger(tmp_path, OPENING).registers["fund"].years.tolist() == [2023]


def test_an_opening_balance_of_no_known_period(tmp_path):
    assert "NM101" in rules(ledger(tmp_path, *MOVEMENTS, OPENING))
    of_2022 = [LEDGER[0].replace("2023", "2022"), LEDGER[1], OPENING, *MOVEMENTS]
    assert "NM101" in rules(read(tmp_path, of_2022, "quy.csv"))


def test_a_month_that_adds_up_to_less_is_said(tmp_path):
    wrong = [each.replace("| | 500", "| | 600") for each in MOVEMENTS]
    (message,) = [each.message.vi for each in ledger(tmp_path, OPENING, *wrong).findings if each.rule == "TG401"]
    assert "lệch 100" in message


# --- units --------------------------------------------------------------------------------------------------------

BARE = "STT | Tên HTX | Loại hình | Vốn điều lệ | Số thành viên"


@pytest.mark.parametrize("unit", ["ĐVT: đồng", "Đơn vị tính: nghìn đồng"])
@pytest.mark.parametrize(
    "top", [["ĐVT: triệu đồng", BARE], ["", BARE.replace("Vốn điều lệ", "Vốn điều lệ (trđ)")]], ids=["line", "heading"]
)
def test_money_below_another_unit_is_not_read(unit, top, tmp_path):
    third = "3 | HTX An Bình | HTX | 500.000.000 | 5"
    data = read(
        tmp_path,
        [*top, ONE, TWO, unit, third, third.replace("Bình", "Đông"), "ĐVT: triệu đồng", third.replace("Bình", "Tây")],
    )
    assert [each is None for each in column(data, "charter_capital")] == [False, False, True, True, False]
    (message,) = [each.message.vi for each in data.findings if each.rule == "DV103"]
    assert "(D6:D7)" in message


@pytest.mark.parametrize(
    "top",
    [
        [f"{BARE}", " | | | Trđ | "],
        [f"{BARE}", " | | | ĐVT: triệu đồng | "],
        [f"{BARE}", "ĐVT: triệu đồng"],
        [BARE.replace("Vốn điều lệ", "Vốn điều lệ/trđ")],
        [BARE.replace("Vốn điều lệ", "Vốn điều lệ / Triệu đồng")],
    ],
)
def test_a_unit_under_its_heading(top, tmp_path):
    data = read(tmp_path, [*top, ONE, TWO])
    assert column(data, "name") == NAMES
    assert column(data, "charter_capital") == [1_500_500_000, 500_500_000]
    assert rules(data) == []


def test_what_each_has_is_no_revenue(tmp_path):
    data = read(tmp_path, ["Tên HTX | Loại hình | Doanh thu/người | Doanh thu/đồng vốn", "HTX An Lạc | HTX | 5 | 5"])
    assert "revenue" not in data.registers["organisation"].sources[0].columns


# --- what is no HTX -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["Hộ kinh doanh Lan Anh", "HKD Lan Anh", "Cty TNHH Lan Anh", "Trang trại Lan Anh", "DNTN Lan Anh", "Tổ hợp tác Lan Anh",
     "Cơ sở Lan Anh", "CLB Lan Anh", "Hội quán Lan Anh", "Hộ ông Lê Văn An"],
)  # fmt: skip
def test_others_than_htx_are_named(name, tmp_path):
    assert ("TV102", "C3") in told(read(tmp_path, [HEADER, ONE, f"2 | {name} | HTX | 500,5 | 12"]))


@pytest.mark.parametrize("name", ["Hồng Phong", "HTX Hộ Phòng", "Hoa Lan", "Hội Hoa"])
def test_names_that_only_look_so(name, tmp_path):
    assert told(read(tmp_path, [HEADER, ONE, f"2 | {name} | HTX | 500,5 | 12"])) == []


def test_the_kind_of_each_row_in_a_list_of_htx_and_tht(tmp_path):
    lines = ["STT | Tên HTX, THT | Loại hình | Số thành viên", "1 | HTX An Lạc | HTX | 12", "2 | THT An Phú | THT | 6"]
    data = read(tmp_path, lines)
    assert column(data, "kind") == ["htx", None]
    assert told(data) == [("TV101", "C3")]
    with pytest.raises(Unreadable, match="Tên HTX"):
        read(tmp_path, ["STT | Tên HTX, THT | Xã | Doanh thu (trđ)", "1 | HTX An Lạc | Hợp Đức | 12"])
