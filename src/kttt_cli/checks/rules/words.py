"""Cells that hold a word of a list, or yes and no."""

from __future__ import annotations

from kttt_cli.checks.rule import Rule
from kttt_cli.findings import Severity
from kttt_cli.language import Text

RULES = (
    Rule(
        code="TV101",
        severity=Severity.ERROR,
        title=Text("Từ không có trong danh mục", "A word that is not on the list"),
        why=Text(
            "Lĩnh vực, tình trạng hay xếp loại không rõ, nên đơn vị không vào nhóm nào.",
            "The sector, status or grade is unknown, so that the organisation is in no group.",
        ),
        mend=Text("Dùng từ của danh mục (docs/registers.md).", "Use a word of the list (docs/registers.md)."),
        wrong=(
            "Tên HTX | Loại hình | Lĩnh vực",
            "HTX Đồng Tâm | HTX | Nông nghiệp",
            "HTX Bình Minh | HTX | Vận tãi biển",
        ),
        right=("Tên HTX | Loại hình | Lĩnh vực", "HTX Đồng Tâm | HTX | Nông nghiệp", "HTX Bình Minh | HTX | Vận tải"),
    ),
    Rule(
        code="TV102",
        severity=Severity.WARNING,
        title=Text("Tên nói một loại hình khác", "A name that tells of another kind"),
        why=Text(
            "Ô loại hình trống hoặc ghi HTX, nên “Quỹ tín dụng …” hay “Liên hiệp …” được đếm như HTX.",
            "Its kind is blank or HTX, so that a “Quỹ tín dụng …” or “Liên hiệp …” is counted as an HTX.",
        ),
        mend=Text("Ghi QTDND hoặc LH HTX vào cột Loại hình.", "Write QTDND or LH HTX into the column Loại hình."),
        wrong=("Tên HTX | Loại hình", "HTX Đồng Tâm | HTX", "Quỹ tín dụng nhân dân Tân Tiến | HTX"),
        right=("Tên HTX | Loại hình", "HTX Đồng Tâm | HTX", "Quỹ tín dụng nhân dân Tân Tiến | QTDND"),
    ),
    Rule(
        code="TV103",
        severity=Severity.ERROR,
        title=Text("Dấu “như trên”", "A sign for “the same as above”"),
        why=Text(
            "“nt” hay dấu nháy chỉ đúng khi các dòng còn nguyên thứ tự; kttt để ô là không rõ.",
            "“nt” or a quote mark is right only while no row is moved; the cell is left unknown.",
        ),
        mend=Text("Ghi đầy đủ vào từng ô.", "Write it out in every cell."),
        wrong=("Tên HTX | Loại hình | Xã", "HTX Đồng Tâm | HTX | Xã Hợp Đức", "HTX Bình Minh | HTX | nt"),
        right=("Tên HTX | Loại hình | Xã", "HTX Đồng Tâm | HTX | Xã Hợp Đức", "HTX Bình Minh | HTX | Xã Hợp Đức"),
    ),
    Rule(
        code="TV104",
        severity=Severity.WARNING,
        title=Text("Từ có thể hiểu hai cách", "A word with two readings"),
        why=Text(
            "A, B, C, D được đọc là tốt, khá, trung bình, yếu; nơi chỉ có ba hạng thì C có thể là yếu.",
            "A, B, C, D are read as tốt, khá, trung bình, yếu; where there are three grades C may be yếu.",
        ),
        mend=Text("Ghi tốt, khá, trung bình hoặc yếu.", "Write tốt, khá, trung bình or yếu."),
        wrong=("Tên HTX | Loại hình | Xếp loại", "HTX Đồng Tâm | HTX | A", "HTX Bình Minh | HTX | C"),
        right=("Tên HTX | Loại hình | Xếp loại", "HTX Đồng Tâm | HTX | Tốt", "HTX Bình Minh | HTX | Trung bình"),
    ),
    Rule(
        code="CK101",
        severity=Severity.ERROR,
        title=Text("Ô có/không ghi điều khác", "A yes/no cell that says something else"),
        why=Text("Không rõ là có hay không.", "Whether it means yes or no is unknown."),
        mend=Text("Ghi x, có hoặc không.", "Write x, có or không."),
        wrong=(
            "Tên HTX | Liên kết với doanh nghiệp",
            "HTX Đồng Tâm | có",
            "HTX Bình Minh | đang bàn",
            "HTX Tân Tiến | không",
        ),
        right=(
            "Tên HTX | Liên kết với doanh nghiệp",
            "HTX Đồng Tâm | có",
            "HTX Bình Minh | không",
            "HTX Tân Tiến | không",
        ),
    ),
    Rule(
        code="CK102",
        severity=Severity.NOTE,
        title=Text("Cột chỉ có dấu x", "A column of marks only"),
        why=Text(
            "Ô trống được hiểu là “không”; nếu ô trống nghĩa là chưa biết thì số đếm sẽ thấp hơn sự thật.",
            "A blank cell is read as no; if it means unknown, the count falls short.",
        ),
        mend=Text(
            "Không cần sửa nếu đúng vậy; nếu không, ghi “không” vào các ô đã biết là không.",
            "Nothing if that is so; else write “không” where it is known.",
        ),
        wrong=("Tên HTX | Liên kết với doanh nghiệp", "HTX Đồng Tâm | x", "HTX Bình Minh | "),
        right=("Tên HTX | Liên kết với doanh nghiệp", "HTX Đồng Tâm | có", "HTX Bình Minh | không"),
    ),
    Rule(
        code="CK103",
        severity=Severity.WARNING,
        title=Text("Cột có cả dấu ✓ và dấu x", "A column of ticks and crosses"),
        why=Text(
            "Dấu x một mình nghĩa là “có”; bên cạnh dấu ✓ thì có thể nghĩa là “không”. Dấu x được đọc là “có”.",
            "A cross alone says yes; beside ticks it may say no. It is read as yes.",
        ),
        mend=Text("Ghi “có” hoặc “không”.", "Write “có” or “không”."),
        wrong=("Tên HTX | Liên kết với doanh nghiệp", "HTX Đồng Tâm | ✓", "HTX Bình Minh | x"),
        right=("Tên HTX | Liên kết với doanh nghiệp", "HTX Đồng Tâm | có", "HTX Bình Minh | không"),
    ),
)
