"""Names over the names of columns: of another number, of another one, of other papers; and names that change nothing."""

from __future__ import annotations

import pytest

from kttt_cli.findings import Severity
from kttt_cli.registers.columns import MODELS, column_of, field_of
from kttt_cli.registers.register import kind_of
from kttt_cli.sheets.page import Heading
from tests.corpus.test_odd_rows import told
from tests.corpus.test_rows import column, read


def under(folder, above: str, *below: str):
    """A list of two HTX with columns of one name above; the first row below them has 11, 12 …"""
    blanks = " | " * (len(below) - 1)
    numbers = [" | ".join(str(row * 10 + place) for place, _ in enumerate(below, 1)) for row in (1, 2)]
    lines = [f"STT | Tên HTX | Loại hình | {above}{blanks} | Ghi chú", f" | | | {' | '.join(below)} |"]
    lines += [f"{row} | HTX {name} | HTX | {numbers[row - 1]} |" for row, name in ((1, "An Lạc"), (2, "An Phú"))]
    return read(folder, lines)


def said_of_columns(data) -> set[str]:
    return {each.rule for each in data.findings if each.place.column is not None and each.rule.startswith("CT")}


ANOTHER = [
    ("Lương", "Lao động thường xuyên", "workers"), ("Thù lao (trđ)", "HĐQT", "board"), ("Doanh thu", "Thành viên (trđ)", "members"),
    ("Thu nhập", "Lao động (trđ)", "workers"), ("Bộ máy quản lý", "Thành viên", "members"), ("Ban quản trị", "Số thành viên", "members"),
    ("Nữ", "Số lao động", "workers"), ("Mới kết nạp", "Số thành viên", "members"), ("Ra khỏi HTX", "Số thành viên", "members"),
    ("Khi thành lập", "Số thành viên", "members"), ("Bổ sung", "Vốn điều lệ (trđ)", "charter_capital"),
    ("Thực góp", "Vốn điều lệ (trđ)", "charter_capital"), ("Phương án SXKD", "Doanh thu (trđ)", "revenue"),
    ("Thuế", "Doanh thu (trđ)", "revenue"), ("So sánh", "Doanh thu (trđ)", "revenue"), ("+/-", "Doanh thu (trđ)", "revenue"),
    ("Kết quả", "Doanh thu (trđ/ha)", "revenue"), ("Của thành viên", "Doanh thu (trđ)", "revenue"),
    ("Dư nợ", "Lãi (trđ)", "profit"), ("Phân phối", "Lợi nhuận (trđ)", "profit"), ("Số HTX", "Lãi", "profit"),
    ("Vay vốn", "Dư nợ (trđ)", "loans"), ("Nợ xấu", "Dư nợ (trđ)", "loans"), ("Ngân hàng", "Tiền gửi (trđ)", "deposits"),
    ("Trình độ lao động", "Sơ cấp", "managers_elementary"), ("Lý luận chính trị", "Trung cấp", "managers_intermediate"),
    ("Thành viên", "Cao đẳng, đại học", "managers_college"), ("OCOP", "Xếp loại", "grade"), ("Đảng viên", "Xếp loại", "grade"),
    ("Đất đai", "Tình trạng", "status"), ("Đất", "Nguồn gốc", "origin"), ("Sản phẩm", "Điểm", "score"), ("OCOP", "Năm", "year"),
    ("Thành viên", "Nam", "year"), ("Chủ tịch HĐQT", "Xã", "commune"), ("Doanh nghiệp liên kết", "Mã số thuế", "code"),
    ("Chứng nhận VietGAP", "Ngày cấp", "registered_on"), ("Người đại diện", "Ngày cấp", "registered_on"),
    ("Đăng ký thay đổi", "Ngày cấp", "registered_on"), ("Doanh nghiệp liên kết", "Lĩnh vực", "sector"),
]  # fmt: skip


@pytest.mark.parametrize(("above", "below", "field"), ANOTHER)
def test_what_is_told_of_something_else(above, below, field, tmp_path):
    data = under(tmp_path, above, below, "Nội dung khác")
    series = data.registers["organisation"].columns.get(field)
    assert series is None or not series.known.any()
    assert field not in data.registers["organisation"].sources[0].columns
    assert said_of_columns(data) & {"CT101", "CT103"}


@pytest.mark.parametrize(("above", "below", "fields"), [
    ("Nhân lực", ("Thành viên", "Lao động"), ("members", "workers")),
    ("Thành viên, lao động", ("Thành viên", "Lao động"), ("members", "workers")),
    ("Vốn, lao động", ("Vốn điều lệ (trđ)", "Số lao động"), ("charter_capital", "workers")),
    ("Kết quả hoạt động năm 2023", ("Doanh thu (trđ)", "LN (trđ)"), ("revenue", "profit")),
    ("Kết quả", ("Doanh thu (trđ/năm)", "Lãi (+), lỗ (-) (trđ)"), ("revenue", "profit")),
    ("Hoạt động cho vay", ("Dư nợ (trđ)", "Vốn huy động (trđ)"), ("loans", "deposits")),
    ("Trình độ cán bộ quản lý", ("Tổng số", "Sơ cấp", "Trung cấp"), ("managers", "managers_elementary", "managers_intermediate")),
    ("Bộ máy quản lý", ("Hội đồng quản trị", "BKS"), ("board", "control_board")),
])  # fmt: skip
def test_what_stays_what_it_is(above, below, fields, tmp_path):
    data = under(tmp_path, above, *below)
    columns = data.registers["organisation"].sources[0].columns
    assert [columns.get(field) for field in fields] == list(range(3, 3 + len(fields)))
    assert not said_of_columns(data)


@pytest.mark.parametrize(("above", "below", "fields"), [
    ("Thành lập", "Năm", "registered_on"), ("Giải thể", "Năm", "ended_on"), ("GCN ĐKHTX", "Ngày cấp", "registered_on"),
    ("Đăng ký kinh doanh", "Mã số", "code"), ("Kết quả đánh giá, xếp loại", "Loại", "grade"), ("Trụ sở", "Xã", "commune"),
])  # fmt: skip
def test_words_that_stay_what_they_are(above, below, fields, tmp_path):
    data = under(tmp_path, above, below, "Nội dung khác")
    assert data.registers["organisation"].sources[0].columns[fields] == 3


def test_then_and_now(tmp_path):
    lines = ["STT | Tên HTX | Loại hình | Khi thành lập | | Hiện nay |", " | | | Số TV | VĐL (trđ) | Số TV | VĐL (trđ)",
             "1 | HTX An Lạc | HTX | 7 | 100 | 12 | 300"]  # fmt: skip
    data = read(tmp_path, lines)
    assert (column(data, "members"), column(data, "charter_capital")) == ([12], [300_000_000])
    assert "CT102" not in said_of_columns(data)


def test_a_share_of_the_plan_is_no_second_number(tmp_path):
    data = under(tmp_path, "Doanh thu", "TH (trđ)", "% TH", "Khác")
    assert column(data, "revenue") == [11_000_000, 21_000_000]
    assert "CT102" not in said_of_columns(data)


def test_what_is_plainly_of_something_else_is_worth_a_note_only(tmp_path):
    lines = ["STT | Tên HTX | Loại hình | OCOP | | Thành viên | |", " | | | Năm | Xếp loại | Tổng số | Nam | Nữ",
             "1 | HTX An Lạc | HTX | 2021 | 4 sao | 12 | 7 | 5", "2 | HTX An Phú | HTX | 2022 | 3 sao | 9 | 5 | 4"]  # fmt: skip
    data = read(tmp_path, lines)
    assert told(data) == []
    assert sum(each.severity == Severity.NOTE and each.rule == "CT103" for each in data.findings) == 3
    assert not {"year", "grade"} & data.registers["organisation"].sources[0].columns.keys()


def test_kinds_side_by_side_are_no_names(tmp_path):
    data = under(tmp_path, "Loại hình tổ chức", "HTX", "QTDND")
    assert column(data, "name") == ["HTX An Lạc", "HTX An Phú"]


def test_persons_of_whom_a_part_is_told_are_not_all_of_them(tmp_path):
    lines = ["Năm | Tên HTX | Chính sách | Trong đó | ", " | | | Số người | Nữ", "2023 | HTX An Lạc | Đào tạo | 12 | 5"]
    data = read(tmp_path, lines)
    assert not data.registers["support"].columns["persons"].known.any()
    assert said_of_columns(data) == {"CT103"}


# --- whatever else stands above a number or a date ----------------------------------------------------------

NARROWER = (
    "Nữ", "Mới", "Lỗ", "Lũy kế", "Lũy kế từ đầu nhiệm kỳ", "Của hộ", "Hộ", "/người", "Nam", "Đã góp", "Thực góp", "Tối thiểu", "Tối đa",
    "Nội bộ", "Bên ngoài", "Dài hạn", "Ngắn hạn", "Bằng tiền", "Hiện vật", "Có BHXH", "Thời vụ", "Ngoài HTX", "NSTW", "Ngân sách tỉnh",
    "Đối ứng", "Vốn vay", "Phí", "Gốc", "Còn lại", "Khác", "Đề nghị", "Nhu cầu", "Bổ sung", "Thuê ngoài", "Nộp thuế", "Chưa góp",
    "Phải thu", "Được giao", "Được duyệt", "Đã giải ngân", "Quá hạn", "Lần 2", "Cũ", "Trước sáp nhập", "Nghèo", "Dân tộc", "Trên 35 tuổi",
    "Liên kết", "Góp vốn", "Cá nhân", "Pháp nhân", "Nông nghiệp", "Dịch vụ", "Sản xuất", "Xuất khẩu", "Trồng trọt", "Số HTX", "Đại hội",
    "Hợp đồng vay", "Giấy phép hoạt động", "Internal", "Loans", "So với năm trước", "Tăng thêm", "Bình quân", "Tỷ lệ",
)  # fmt: skip
THE_SAME = {("Nữ", "members_women"), ("Mới", "members_new"), ("Mới", "workers_new"), ("Nội bộ", "revenue_members"),
            ("Lũy kế", "key_officers_trained")}  # fmt: skip


@pytest.mark.parametrize("above", NARROWER)
def test_no_number_and_no_date_is_taken_under_a_name_that_may_narrow_it(above):
    for model in MODELS.values():
        for name in model.model_fields:
            if kind_of(model, name).name in ("count", "money", "date", "score") and (above, name) not in THE_SAME:
                for label in (column_of(model, name).vi, *column_of(model, name).headers):
                    taken = field_of(model, Heading(0, ("Thông tin chung", above, label)))
                    taken = taken or field_of(model, Heading(0, (above, label)))
                    assert taken != name, label


@pytest.mark.parametrize(("above", "below", "field"), [
    ("I. Thông tin chung", "Số thành viên", "members"), ("Cơ cấu tổ chức", "Số thành viên HĐQT", "board"),
    ("Vốn, tài sản", "Vốn điều lệ", "charter_capital"), ("Vốn đăng ký", "Vốn điều lệ", "charter_capital"),
    ("Một số chỉ tiêu chủ yếu", "Doanh thu", "revenue"), ("Hiệu quả SXKD", "Lợi nhuận", "profit"), ("Kết quả sản xuất", "Doanh thu", "revenue"),
    ("Sản xuất - kinh doanh - dịch vụ", "Doanh thu", "revenue"), ("Doanh thu, lợi nhuận, thu nhập", "Thu nhập bình quân", "income"),
    ("Vốn và kết quả kinh doanh", "Doanh thu", "revenue"), ("KQ SXKD", "Lợi nhuận", "profit"), ("Kết quả HĐKD", "Doanh thu", "revenue"),
    ("Nhân khẩu, lao động", "Số lao động", "workers"), ("Nhân khẩu, lao động", "Số thành viên", None), ("Vốn", "Doanh thu", None),
    ("Lao động, thu nhập", "Thu nhập bình quân", "income"), ("Người lao động", "Thu nhập bình quân", "income"), ("Business results", "Revenue", "revenue"),
    ("Thành lập", "Ngày cấp", "registered_on"), ("Giấy chứng nhận đăng ký kinh doanh", "Ngày cấp", "registered_on"),
    ("Giấy phép kinh doanh", "Ngày cấp", "registered_on"), ("Giấy CN ĐKHTX lần đầu", "Ngày cấp", "registered_on"),
    ("Quyết định giải thể", "Ngày giải thể", "ended_on"), ("Cán bộ quản lý đã qua đào tạo", "Trung cấp", "managers_intermediate"),
    ("Đào tạo, bồi dưỡng", "Cán bộ chủ chốt đã tập huấn", "key_officers_trained"), ("Trong đó", "Lao động là thành viên", "workers_members"),
    ("Hoạt động tín dụng", "Dư nợ", "loans"), ("Đánh giá, xếp loại", "Điểm", "score"),
    ("Biến động thành viên trong năm", "Thành viên mới", "members_new"), ("Số thành viên tham gia HTX", "Số thành viên", "members"),
    ("Lao động làm việc thường xuyên trong HTX", "Số lao động", "workers"), ("Sử dụng lao động", "Số lao động", "workers"),
    ("Nguồn nhân lực", "Số lao động", "workers"), ("Lao động trong HTX", "Thu nhập bình quân", "income"),
    ("Theo GCN đăng ký", "Vốn điều lệ", "charter_capital"), ("Giấy chứng nhận ĐKKD", "Vốn điều lệ", "charter_capital"),
    ("Vốn chủ sở hữu", "Vốn điều lệ", "charter_capital"), ("KQKD", "Doanh thu", "revenue"), ("Doanh thu, chi phí, lợi nhuận", "Lợi nhuận", "profit"),
    ("Chi phí", "Lãi", None), ("Chi phí", "Lợi nhuận", None), ("Theo GCN đăng ký", "Số thành viên", None), ("Giải quyết việc làm", "Số lao động", None),
    ("Giấy CNĐKKD", "Ngày cấp", "registered_on"), ("GCNĐKKD", "Ngày cấp", "registered_on"), ("Giấy phép ĐKKD", "Ngày cấp", "registered_on"),
    ("Giấy đăng ký kinh doanh", "Ngày cấp", "registered_on"), ("Chứng nhận đăng ký HTX", "Ngày cấp", "registered_on"),
    ("Giấy chứng nhận đăng ký hợp tác xã, mã số thuế", "Ngày cấp", "registered_on"), ("Thành lập mới", "Ngày thành lập", "registered_on"),
    ("Thành lập theo Luật HTX", "Ngày thành lập", "registered_on"), ("Giải thể, phá sản", "Ngày giải thể", "ended_on"),
    ("Tình trạng hoạt động", "Ngày giải thể", "ended_on"), ("Biến động", "Ngày giải thể", "ended_on"),
    ("Đội ngũ cán bộ quản lý", "Số cán bộ quản lý", "managers"), ("Chia theo trình độ cán bộ", "Trung cấp", "managers_intermediate"),
    ("Số cán bộ quản lý có trình độ", "Trung cấp", "managers_intermediate"), ("Kết quả đánh giá HTX theo TT 01", "Điểm", "score"),
])  # fmt: skip
def test_harmless_names(above, below, field):
    assert field_of(MODELS["organisation"], Heading(0, (above, below))) == field


@pytest.mark.parametrize(("register", "above", "below", "field"), [
    ("support", "Nguồn kinh phí", "Kinh phí", "amount"), ("support", "Quyết định hỗ trợ", "Ngày", "date"), ("support", "Đào tạo", "Số người", "persons"),
    ("support", "NSTW", "Kinh phí", None), ("support", "Ngân sách tỉnh", "Số tiền", None), ("fund", "Phát sinh trong kỳ", "Số tiền", "amount"),
    ("fund", "Lãi", "Số tiền", None), ("fund", "Phí", "Số tiền", None), ("fund", "Chứng từ", "Ngày", "date"), ("fund", "Hợp đồng vay", "Ngày", None),
    ("fund", "Chứng từ ghi sổ", "Ngày", "date"), ("fund", "Diễn giải", "Số tiền", "amount"), ("support", "Văn bản", "Ngày", "date"),
    ("support", "Kinh phí đã hỗ trợ", "Kinh phí", "amount"), ("support", "Kinh phí đã giải ngân", "Kinh phí", None),
    ("support", "Quy mô lớp học", "Số người", "persons"), ("group", "UBND xã chứng thực", "Ngày thành lập", "registered_on"),
    ("group", "Hợp đồng hợp tác", "Ngày thành lập", "registered_on"), ("group", "Lũy kế", "Doanh thu", None),
])  # fmt: skip
def test_names_above_in_the_other_registers(register, above, below, field):
    assert field_of(MODELS[register], Heading(0, (above, below))) == field


@pytest.mark.parametrize(("above", "below", "meant"), [
    ("Lũy kế", "Doanh thu (trđ)", "Doanh thu"), ("Giấy phép hoạt động", "Ngày cấp", "Ngày đăng ký lần đầu"),
    ("Hộ", "Thu nhập bình quân (trđ/năm)", "Thu nhập bình quân"),
])  # fmt: skip
def test_what_may_have_been_meant_is_said(above, below, meant, tmp_path):
    (said,) = [each for each in under(tmp_path, above, below, "Khác").findings if each.rule == "CT101"]
    assert f"“{above}”" in said.message.vi
    assert said.suggestion is not None
    assert meant in said.suggestion.vi


@pytest.mark.parametrize(("heading", "unit", "field"), [
    ("Số lao động", "thành viên", None), ("Lao động", "thành viên", "workers_members"), ("Số thành viên", "lao động", None),
    ("Số thành viên", "hộ", "members"), ("Số thành viên", "người/HTX", None), ("Số thành viên", "người", "members"),
    ("Thu nhập bình quân", "trđ/hộ/năm", None), ("Thu nhập bình quân", "trđ/người/tháng", "income"), ("Thu nhập bình quân", "trđ/ha", None),
    ("Thu nhập bình quân (nam)", "trđ/năm", None), ("Thu nhập bình quân / Nam", "trđ/năm", None), ("Diện tích", "ha", None),
    ("Thu nhập bình quân", "trđ/người/quý", None), ("Thu nhập bình quân nam", "trđ/năm", None),
])  # fmt: skip
def test_units_that_make_another_number(heading, unit, field):
    model = MODELS["support" if heading == "Diện tích" else "organisation"]
    assert field_of(model, Heading(0, tuple(heading.split(" / ")), unit)) == field


@pytest.mark.parametrize(
    "above", ["Kết quả đánh giá theo Thông tư 01/2020/TT-BKHĐT", "Xếp loại (theo TT số 01/2020/TT-BKHĐT)", "TT 01/2020"]
)
def test_the_year_of_a_circular_is_not_that_of_a_column(above, tmp_path):
    lines = [
        *("DANH SÁCH HTX NĂM 2023", f"STT | Tên HTX | Loại hình | {above} | ", " | | | Điểm | Xếp loại"),
        *("1 | HTX An Lạc | HTX | 71,5 | Khá", "2 | HTX An Phú | HTX | 82 | Tốt"),
    ]
    data = read(tmp_path, lines)
    assert column(data, "grade") == ["kha", "tot"]
    assert data.registers["organisation"].columns["score"].known.all()
    assert "CT105" not in {each.rule for each in data.findings}
