"""Ways of writing that are read rightly and are no findings; `--diff` shows them and `--fix` mends them."""

from __future__ import annotations

from kttt_cli.checks.rule import Rule
from kttt_cli.findings import Severity
from kttt_cli.language import Text

_BY_FIX = Text("Chạy kttt check --fix.", "Run kttt check --fix.")

RULES = (
    Rule(
        code="VB101",
        severity=Severity.NOTE,
        title=Text("Dấu cách thừa và ký tự ẩn", "Surplus spaces and invisible characters"),
        why=Text(
            "kttt đọc đúng, nhưng lọc, tra cứu và so sánh trong Excel thì không khớp.",
            "kttt reads it rightly, but filters, look-ups and comparisons in Excel do not match.",
        ),
        mend=_BY_FIX,
        wrong=Text(
            "“HTX  Đồng Tâm ” với hai dấu cách, dấu cách cuối, dấu cách không ngắt hay ký tự rộng 0",
            "“HTX  Đồng Tâm ” with two spaces, a space at its end, a no-break space or one of no width",
        ),
        right=Text("“HTX Đồng Tâm”", "“HTX Đồng Tâm”"),
    ),
    Rule(
        code="VB102",
        severity=Severity.NOTE,
        title=Text("Dấu viết rời (Unicode tổ hợp)", "Accents apart from their letters (decomposed Unicode)"),
        why=Text(
            "kttt đọc đúng, nhưng Excel coi hai cách viết là hai nội dung khác nhau.",
            "kttt reads it rightly, but to Excel the two ways are two different texts.",
        ),
        mend=_BY_FIX,
        wrong=Text("“Tốt” gồm T, o và hai dấu rời", "“Tốt” of T, o and two accents apart"),
        right=Text("“Tốt” với chữ ố dựng sẵn (NFC)", "“Tốt” with the composed letter ố (NFC)"),
    ),
    Rule(
        code="VB103",
        severity=Severity.NOTE,
        title=Text("Phông hay bảng mã cũ", "An old font or encoding"),
        why=Text(
            "kttt đọc được TCVN3, VNI và windows-1258, nhưng người khác mở tệp chỉ thấy chữ vô nghĩa.",
            "kttt reads TCVN3, VNI and windows-1258, but others who open the file see letters without meaning.",
        ),
        mend=Text(
            "Chạy kttt check --fix: chữ thành Unicode, tệp CSV thành UTF-8.",
            "Run kttt check --fix: the texts become Unicode, a CSV file UTF-8.",
        ),
        wrong=Text("“Hîp t¸c x·” (phông .VnTime)", "“Hîp t¸c x·” (font .VnTime)"),
        right=Text("“Hợp tác xã”", "“Hợp tác xã”"),
    ),
    Rule(
        code="VB104",
        severity=Severity.NOTE,
        title=Text("Từ của danh mục viết khác dấu hay chữ hoa", "A word of a list with other accents or capitals"),
        why=Text(
            "kttt đọc đúng, nhưng bảng tổng hợp trong Excel tách thành hai nhóm.",
            "kttt reads it rightly, but a pivot table in Excel makes two groups of it.",
        ),
        mend=_BY_FIX,
        wrong=Text("“Dang hoat dong”, “TỐT”", "“Dang hoat dong”, “TỐT”"),
        right=Text("“Đang hoạt động”, “Tốt”", "“Đang hoạt động”, “Tốt”"),
    ),
    Rule(
        code="VB105",
        severity=Severity.NOTE,
        title=Text("Dấu thanh đặt khác tên chính thức", "Tones placed otherwise than in the official name"),
        why=Text(
            "kttt đọc đúng, nhưng hai cách đặt dấu là hai nội dung khác nhau khi lọc.",
            "kttt reads it rightly, but to a filter the two ways of placing tones are two texts.",
        ),
        mend=_BY_FIX,
        wrong=Text("“Xã Hoà An”", "“Xã Hoà An”"),
        right=Text("“Xã Hòa An”", "“Xã Hòa An”"),
    ),
    Rule(
        code="VB106",
        severity=Severity.NOTE,
        title=Text("Số viết dạng chữ trong sổ tính", "A number held as text in a workbook"),
        why=Text(
            "kttt đọc đúng, nhưng hàm SUM của Excel bỏ qua ô này mà không báo.",
            "kttt reads it rightly, but SUM in Excel leaves the cell out and does not say so.",
        ),
        mend=_BY_FIX,
        wrong=Text("“1.570,5” là chữ trong cột kiểu Việt Nam", "“1.570,5” as text in a column of the Vietnamese style"),
        right=Text("1570,5 là số", "1570.5 as a number"),
    ),
    Rule(
        code="VB107",
        severity=Severity.NOTE,
        title=Text("Ngày viết dạng chữ hay không theo dd/mm/yyyy", "A day held as text, or not written dd/mm/yyyy"),
        why=Text(
            "kttt đọc đúng, nhưng Excel không sắp xếp và không tính được với ngày này.",
            "kttt reads it rightly, but Excel can neither sort nor reckon with it.",
        ),
        mend=_BY_FIX,
        wrong=Text("“15.3.2019”; “ngày 15 tháng 3 năm 2019”", "“15.3.2019”; “ngày 15 tháng 3 năm 2019”"),
        right=Text("15/03/2019", "15/03/2019"),
    ),
)
