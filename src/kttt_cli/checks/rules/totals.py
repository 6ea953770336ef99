"""The totals that a sheet writes, against the sums of its rows."""

from __future__ import annotations

from kttt_cli.checks.rule import Rule
from kttt_cli.findings import Severity
from kttt_cli.language import Text

_HEADER = "STT | Tên HTX | Loại hình | Tổng số thành viên"

RULES = (
    Rule(
        code="TG401",
        severity=Severity.WARNING,
        title=Text("Dòng tổng khác tổng các dòng", "A total that differs from the sum of its rows"),
        why=Text(
            "Một dòng bị sót, ghi hai lần hoặc gõ sai; kttt tính theo các dòng, không theo dòng tổng.",
            "A row was left out, doubled or mistyped; kttt counts the rows, never the total.",
        ),
        mend=Text(
            "Tìm dòng sai (gợi ý nêu ô khả nghi nếu có), hoặc tính lại dòng tổng.",
            "Find the wrong row (the hint names the cell, where there is one), or add up the total again.",
        ),
        wrong=(_HEADER, "1 | HTX Đồng Tâm | HTX | 12", "2 | HTX Bình Minh | HTX | 15", " | Tổng cộng |  | 28"),
        right=(_HEADER, "1 | HTX Đồng Tâm | HTX | 12", "2 | HTX Bình Minh | HTX | 15", " | Tổng cộng |  | 27"),
    ),
    Rule(
        code="TG402",
        severity=Severity.WARNING,
        title=Text("Ô của dòng tổng không đọc được", "A cell of a total that cannot be read"),
        why=Text("Không đối chiếu được với các dòng.", "It cannot be compared with the rows."),
        mend=Text("Ghi một số vào ô.", "Write one number into the cell."),
        wrong=(_HEADER, "1 | HTX Đồng Tâm | HTX | 12", "2 | HTX Bình Minh | HTX | 15", " | Tổng cộng |  | khoảng 27"),
        right=(_HEADER, "1 | HTX Đồng Tâm | HTX | 12", "2 | HTX Bình Minh | HTX | 15", " | Tổng cộng |  | 27"),
    ),
)
