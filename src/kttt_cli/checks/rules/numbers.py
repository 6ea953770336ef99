"""Cells of numbers and money: what cannot be read as one number, and what cannot be one."""

from __future__ import annotations

from kttt_cli.checks.rule import Rule
from kttt_cli.findings import Severity
from kttt_cli.language import Text

_UNKNOWN = Text(
    "Ô không đọc được là chưa biết: bản ghi vẫn được tính, nhưng tổng và bình quân thiếu ô này.",
    "A cell that cannot be read is unknown: the record is counted, but sums and means lack this cell.",
)
_MEMBERS = "Tên HTX | Loại hình | Tổng số thành viên"
_REVENUE = "Tên HTX | Loại hình | Doanh thu (triệu đồng)"


def _members(*cells: str) -> tuple[str, ...]:
    names = ("Đồng Tâm", "Bình Minh", "Tân Tiến", "Hợp Lực")
    return (_MEMBERS, *(f"HTX {name} | HTX | {cell}" for name, cell in zip(names, cells, strict=False)))


def _revenue(*cells: str) -> tuple[str, ...]:
    return (_REVENUE, *_members(*cells)[1:])


RULES = (
    Rule(
        code="LO101",
        severity=Severity.ERROR,
        title=Text("Lỗi công thức hoặc cột quá hẹp", "A formula error, or a column too narrow"),
        why=Text(
            "“#REF!” hay “####” đứng thay giá trị; giá trị thật không còn trong tệp.",
            "“#REF!” or “####” stands in place of a value that is no longer in the file.",
        ),
        mend=Text(
            "Sửa công thức hoặc gõ lại giá trị; với “####” xuất lại tệp với cột rộng hơn.",
            "Mend the formula or type the value; for “####” export the file again with a wider column.",
        ),
        wrong=_members("12", "#REF!", "9"),
        right=_members("12", "15", "9"),
    ),
    Rule(
        code="LO102",
        severity=Severity.ERROR,
        title=Text("Công thức thay cho giá trị", "A formula in place of a value"),
        why=_UNKNOWN,
        mend=Text("Mở bằng Excel, tính lại rồi lưu.", "Open it in Excel, recalculate and save."),
        wrong=_members("12", "=10+5", "9"),
        right=_members("12", "15", "9"),
    ),
    Rule(
        code="SO101",
        severity=Severity.ERROR,
        title=Text("Chữ trong ô số", "Words in a cell of numbers"),
        why=_UNKNOWN,
        mend=Text(
            "Ghi số; chuyển lời giải thích sang cột ghi chú.", "Write the number; remarks in a column of their own."
        ),
        wrong=_members("12", "nhiều", "9"),
        right=_members("12", "15", "9"),
    ),
    Rule(
        code="SO102",
        severity=Severity.ERROR,
        title=Text("Số viết theo kiểu khác với cả cột", "A number in another style than its column"),
        why=Text(
            "Trong cột kiểu Việt Nam (1.234,5), ô “2,021.5” hay “1,234” không rõ dấu nào là dấu thập phân.",
            "In a column of the Vietnamese style (1.234,5) it is not clear which mark of “2,021.5” opens the decimals.",
        ),
        mend=Text("Viết lại theo kiểu của cột.", "Write it in the style of the column."),
        wrong=_revenue("1.234,5", "2,021.5", "890,2"),
        right=_revenue("1.234,5", "2.021,5", "890,2"),
    ),
    Rule(
        code="SO103",
        severity=Severity.ERROR,
        title=Text("Số đọc được theo hai cách", "A number that can be read in two ways"),
        why=Text(
            "“2.021” có thể là hai nghìn hay hai phẩy không hai mốt, và không ô nào khác cho biết.",
            "“2.021” may be two thousand or two point zero two one, and no other cell tells which.",
        ),
        mend=Text("Bỏ dấu phân nhóm, hoặc thêm phần thập phân ở một ô khác.", "Leave the grouping marks out."),
        wrong=_revenue("450", "2.021", "890"),
        right=_revenue("450", "2021", "890"),
    ),
    Rule(
        code="SO104",
        severity=Severity.ERROR,
        title=Text("Số lẻ ở nơi phải là số nguyên", "A fraction where a whole number must be"),
        why=Text("Người và đơn vị đếm bằng số nguyên.", "Persons and organisations are counted in whole numbers."),
        mend=Text(
            "Ghi số người; nếu là bình quân, ghi ở cột khác.", "Write the persons; a mean belongs in another column."
        ),
        wrong=_members("12", "15,5", "9"),
        right=_members("12", "15", "9"),
    ),
    Rule(
        code="SO105",
        severity=Severity.ERROR,
        title=Text(
            "Không phải một số: khoảng, ước chừng, phần trăm, kèm chữ",
            "Not one number: a range, a guess, a percentage, with words",
        ),
        why=_UNKNOWN,
        mend=Text(
            "Ghi một số; “khoảng”, “trên”, đơn vị và ghi chú để ở tiêu đề hoặc cột khác.",
            "Write one number; “about”, units and remarks belong in the header or another column.",
        ),
        wrong=_members("12", "20-30", "9"),
        right=_members("12", "25", "9"),
    ),
    Rule(
        code="SO106",
        severity=Severity.ERROR,
        title=Text("Dấu chấm, dấu phẩy đặt sai chỗ", "Dots or commas in the wrong places"),
        why=Text(
            "“21.0470” có thể là 21.047 hay 210.470: một chữ số thừa hay một dấu lệch.",
            "“21.0470” may be 21,047 or 210,470: a digit too many or a mark gone astray.",
        ),
        mend=Text("Đối chiếu bản gốc và ghi lại số.", "Compare with the original and write the number again."),
        wrong=_members("12", "1.2.34", "9"),
        right=_members("12", "1.234", "9"),
    ),
    Rule(
        code="SO107",
        severity=Severity.ERROR,
        title=Text("Tiền lẻ hơn một đồng", "Money finer than one VND"),
        why=Text(
            "Đơn vị của cột có lẽ sai: không ai ghi phần lẻ của đồng.",
            "The unit of the column is likely wrong: nobody writes parts of a VND.",
        ),
        mend=Text("Xem lại đơn vị tính ở tiêu đề, hoặc làm tròn.", "Check the unit in the header, or round."),
        wrong=(
            "Tên HTX | Loại hình | Doanh thu (đồng)",
            "HTX Đồng Tâm | HTX | 450000000",
            "HTX Bình Minh | HTX | 120,5",
        ),
        right=(
            "Tên HTX | Loại hình | Doanh thu (đồng)",
            "HTX Đồng Tâm | HTX | 450000000",
            "HTX Bình Minh | HTX | 120500000",
        ),
    ),
    Rule(
        code="SO109",
        severity=Severity.ERROR,
        title=Text("“Không” trong ô số", "“Không” in a cell of numbers"),
        why=Text(
            "“Không”, “không có” có thể là số 0 hoặc là không có số liệu; hai điều đó khác nhau.",
            "“Không”, “không có” may mean 0 or that there is no figure; the two are not the same.",
        ),
        mend=Text("Ghi 0, hoặc để trống nếu không có số liệu.", "Write 0, or leave it blank if there is no figure."),
        wrong=_members("12", "không có", "9"),
        right=_members("12", "", "9"),
    ),
    Rule(
        code="SO110",
        severity=Severity.ERROR,
        title=Text("“Không triển khai thực hiện” trong ô số", "“Not carried out” in a cell of numbers"),
        why=Text(
            "Không làm, bằng 0 và chưa báo cáo là ba điều khác nhau.",
            "Not done, 0 and not reported are three different things.",
        ),
        mend=Text(
            "Ghi 0 nếu kết quả là 0; để trống nếu không có số liệu; ghi chú vào cột khác.",
            "Write 0 if that is the result, leave blank if there is no figure; remarks in a column of their own.",
        ),
        wrong=_members("12", "không triển khai thực hiện", "9"),
        right=_members("12", "", "9"),
    ),
    Rule(
        code="SO201",
        severity=Severity.WARNING,
        title=Text(
            "Số lớn hay nhỏ gấp nghìn lần các năm khác hoặc cả cột",
            "A number a thousand times off the other years or its column",
        ),
        why=Text(
            "Có lẽ sai đơn vị tính (đồng, nghìn, triệu, tỷ); một ô như vậy làm lệch cả tổng và bình quân của tỉnh.",
            "The unit is likely wrong (đồng, nghìn, triệu, tỷ); one such cell moves the province's sums and means.",
        ),
        mend=Text(
            "Đối chiếu bản gốc; sửa ô, hoặc đơn vị ở tiêu đề nếu cả cột sai.",
            "Compare with the original; correct the cell, or the unit in the header if the whole column is off.",
        ),
        wrong=(
            "htx-2021.csv:",
            "Tên HTX | Loại hình | Doanh thu (triệu đồng)",
            "HTX Đồng Tâm | HTX | 450",
            "HTX Bình Minh | HTX | 820",
            "htx-2022.csv:",
            "Tên HTX | Loại hình | Doanh thu (triệu đồng)",
            "HTX Đồng Tâm | HTX | 470000",
            "HTX Bình Minh | HTX | 840",
            "htx-2023.csv:",
            "Tên HTX | Loại hình | Doanh thu (triệu đồng)",
            "HTX Đồng Tâm | HTX | 490",
            "HTX Bình Minh | HTX | 870",
        ),
        right=(
            "htx-2021.csv:",
            "Tên HTX | Loại hình | Doanh thu (triệu đồng)",
            "HTX Đồng Tâm | HTX | 450",
            "HTX Bình Minh | HTX | 820",
            "htx-2022.csv:",
            "Tên HTX | Loại hình | Doanh thu (triệu đồng)",
            "HTX Đồng Tâm | HTX | 470",
            "HTX Bình Minh | HTX | 840",
            "htx-2023.csv:",
            "Tên HTX | Loại hình | Doanh thu (triệu đồng)",
            "HTX Đồng Tâm | HTX | 490",
            "HTX Bình Minh | HTX | 870",
        ),
    ),
    Rule(
        code="DV101",
        severity=Severity.ERROR,
        title=Text("Cột tiền không có đơn vị tính", "A column of money without a unit"),
        why=Text(
            "Không biết là đồng, nghìn hay triệu đồng thì không cộng được: cả cột là chưa biết.",
            "Without đồng, nghìn or triệu nothing can be added up: the whole column is unknown.",
        ),
        mend=Text(
            "Ghi đơn vị vào tiêu đề cột, ví dụ “(triệu đồng)”, hoặc một dòng “ĐVT: triệu đồng” trên bảng.",
            "Write the unit into the header, such as “(triệu đồng)”, or a line “ĐVT: triệu đồng” above the table.",
        ),
        wrong=("Tên HTX | Loại hình | Doanh thu", "HTX Đồng Tâm | HTX | 450", "HTX Bình Minh | HTX | 820"),
        right=("Tên HTX | Loại hình | Doanh thu (triệu đồng)", "HTX Đồng Tâm | HTX | 450", "HTX Bình Minh | HTX | 820"),
    ),
    Rule(
        code="DV102",
        severity=Severity.ERROR,
        title=Text("Thu nhập không nói theo tháng hay theo năm", "Income said neither by month nor by year"),
        why=Text("Sai gấp mười hai lần nếu đoán.", "A guess may be wrong by twelve times."),
        mend=Text(
            "Ghi vào tiêu đề cột, ví dụ “(triệu đồng/người/năm)”.",
            "Write it into the header, such as “(triệu đồng/người/năm)”.",
        ),
        wrong=("Tên HTX | Loại hình | Thu nhập bình quân (triệu đồng)", "HTX Đồng Tâm | HTX | 53"),
        right=("Tên HTX | Loại hình | Thu nhập bình quân (triệu đồng/người/năm)", "HTX Đồng Tâm | HTX | 53"),
    ),
    Rule(
        code="DV103",
        severity=Severity.ERROR,
        title=Text("Đơn vị tính đổi giữa bảng", "A unit that changes within a table"),
        why=Text(
            "Đọc các ô tiền dưới dòng này theo đơn vị của tiêu đề thì có thể sai gấp nghìn hay triệu lần, nên không đọc.",
            "Read in the unit of the header, the money below the row may be wrong by a thousand or a million times; it is not "
            "read.",
        ),
        mend=Text(
            "Đổi các dòng bên dưới về một đơn vị, hoặc lặp lại tiêu đề bảng dưới dòng đơn vị.",
            "Put the rows below into one unit, or repeat the header of the table below the unit.",
        ),
        wrong=(
            "STT | Tên HTX | Loại hình | Doanh thu (triệu đồng)",
            "1 | HTX Đồng Tâm | HTX | 450",
            "I | Xã Hợp Đức (ĐVT: tỷ đồng) |  | ",
            "2 | HTX Bình Minh | HTX | 520",
        ),
        right=(
            "STT | Tên HTX | Loại hình | Doanh thu (triệu đồng)",
            "1 | HTX Đồng Tâm | HTX | 450",
            "I | Xã Hợp Đức (2 HTX) |  | ",
            "2 | HTX Bình Minh | HTX | 520",
        ),
    ),
    Rule(
        code="DV104",
        severity=Severity.WARNING,
        title=Text(
            "Thu nhập có lẽ của tháng hay của năm, không như tiêu đề",
            "Income likely of a month, or of a year, unlike its heading",
        ),
        why=Text("Sai gấp mười hai lần nếu tiêu đề nói sai.", "Twelve times wrong where the heading is."),
        mend=Text(
            "Sửa tiêu đề thành “(triệu đồng/người/tháng)” hay “(triệu đồng/người/năm)”.",
            "Correct the heading to “(triệu đồng/người/tháng)” or “(triệu đồng/người/năm)”.",
        ),
        wrong=(
            "Tên HTX | Loại hình | Thu nhập bình quân (triệu đồng/người/năm)",
            "HTX Đồng Tâm | HTX | 4,5",
            "HTX Bình Minh | HTX | 5",
            "HTX Hòa Phú | HTX | 4,8",
        ),
        right=(
            "Tên HTX | Loại hình | Thu nhập bình quân (triệu đồng/người/tháng)",
            "HTX Đồng Tâm | HTX | 4,5",
            "HTX Bình Minh | HTX | 5",
            "HTX Hòa Phú | HTX | 4,8",
        ),
    ),
    Rule(
        code="GT100",
        severity=Severity.ERROR,
        title=Text("Giá trị không hợp với cột", "A value that does not fit its column"),
        why=_UNKNOWN,
        mend=Text("Sửa ô theo kiểu dữ liệu của cột.", "Correct the cell to what the column holds."),
        wrong=Text(
            "một kiểu ô mà các quy tắc khác không gọi tên được", "a kind of cell that no other rule has a name for"
        ),
        right=Text("ô cùng kiểu với các ô khác của cột", "a cell like the others of its column"),
    ),
    Rule(
        code="GT101",
        severity=Severity.ERROR,
        title=Text("Số âm ở nơi không thể âm", "A negative number where none can be"),
        why=_UNKNOWN,
        mend=Text(
            "Bỏ dấu trừ, hoặc để trống nếu dấu gạch chỉ “không có số liệu”.", "Take the minus away, or leave it blank."
        ),
        wrong=_members("12", "-15", "9"),
        right=_members("12", "15", "9"),
    ),
    Rule(
        code="GT102",
        severity=Severity.ERROR,
        title=Text("Điểm nằm ngoài 0–100", "A score outside 0–100"),
        why=Text("Thang điểm của TT 01/2020 và TT 09/2017 là 100.", "TT 01/2020 and TT 09/2017 give up to 100 points."),
        mend=Text("Đối chiếu bảng chấm điểm.", "Compare with the score sheet."),
        wrong=("Tên HTX | Loại hình | Điểm", "HTX Đồng Tâm | HTX | 77,5", "HTX Bình Minh | HTX | 775"),
        right=("Tên HTX | Loại hình | Điểm", "HTX Đồng Tâm | HTX | 77,5", "HTX Bình Minh | HTX | 75"),
        law=Text("TT 01/2020/TT-BKHĐT (15 tiêu chí, 100 điểm)", "TT 01/2020/TT-BKHĐT (15 criteria, 100 points)"),
    ),
    Rule(
        code="GT103",
        severity=Severity.ERROR,
        title=Text("Số lớn quá mức có thể", "A number larger than anything real"),
        why=_UNKNOWN,
        mend=Text(
            "Đối chiếu bản gốc; có lẽ hai số bị dán liền.",
            "Compare with the original; two numbers may have run together.",
        ),
        wrong=_members("12", "123456789012345678901", "9"),
        right=_members("12", "15", "9"),
    ),
    Rule(
        code="GT104",
        severity=Severity.ERROR,
        title=Text("Ngày, giờ hay giá trị đúng/sai trong ô chữ", "A date, time or truth value in a cell of text"),
        why=Text(
            "Excel đã đổi chữ gõ vào (như “12/5” của số nhà) thành ngày; chữ cũ không còn.",
            "Excel has turned what was typed (such as “12/5” of an address) into a date; the text is lost.",
        ),
        mend=Text("Định dạng ô là văn bản rồi gõ lại.", "Format the cell as text and type it again."),
        wrong=Text("ô tên của tệp .xlsx giữ ngày 12/05/2023", "a name cell of an .xlsx file holds the date 12/05/2023"),
        right=Text("ô tên giữ chữ “HTX 12/5”", "the name cell holds the text “HTX 12/5”"),
    ),
    Rule(
        code="GT105",
        severity=Severity.WARNING,
        title=Text("Điểm có lẽ không theo thang 100", "Points that are likely not of a hundred"),
        why=Text(
            "Điểm theo thang 10 hay ghi dạng tỷ lệ bị đọc thành rất ít điểm, nên mọi HTX thành loại yếu.",
            "Points of ten or shares are read as next to none of a hundred, which makes every HTX weak.",
        ),
        mend=Text("Đổi điểm về thang 100.", "Turn them into points of a hundred."),
        wrong=(
            "Tên HTX | Loại hình | Điểm",
            "HTX Đồng Tâm | HTX | 7,8",
            "HTX Bình Minh | HTX | 8",
            "HTX Hòa Phú | HTX | 6,5",
        ),
        right=(
            "Tên HTX | Loại hình | Điểm",
            "HTX Đồng Tâm | HTX | 78",
            "HTX Bình Minh | HTX | 80",
            "HTX Hòa Phú | HTX | 65",
        ),
        law=Text("TT 01/2020/TT-BKHĐT (15 tiêu chí, 100 điểm)", "TT 01/2020/TT-BKHĐT (15 criteria, 100 points)"),
    ),
)
