"""Annexes: numbers of a form that do not follow from each other as its layout says."""

from __future__ import annotations

from kttt_cli.checks.rule import Rule
from kttt_cli.findings import Severity
from kttt_cli.language import Text

RULES = (
    Rule(
        code="PL101",
        severity=Severity.WARNING,
        title=Text("Số tổng trong phụ lục khác số tính lại", "A total of an annex that differs when recomputed"),
        why=Text(
            "Một ô gõ sai dấu nghìn kéo theo mọi số tính từ nó; kttt dùng số tính lại và giữ số đã in trong ghi chú của ô.",
            "One slip of a separator moves all that rests on it; kttt takes the recomputed number and keeps the printed "
            "one in the cell's comment.",
        ),
        mend=Text("Sửa số in sai trong văn bản, bắt đầu từ dòng con.", "Mend the printed number, the child rows first."),
        wrong=Text("55 | 60 | 60 | 60 | 60 | tổng 2.955", "55 | 60 | 60 | 60 | 60 | total 2.955"),
        right=Text("55 | 60 | 60 | 60 | 60 | tổng 295", "55 | 60 | 60 | 60 | 60 | total 295"),
    ),
    Rule(
        code="PL102",
        severity=Severity.WARNING,
        title=Text("Dòng cha bằng 0 dù dòng con khác 0", "A parent row of 0 over child rows that are not"),
        why=Text(
            "Dòng cha chỉ bằng 0 khi mọi dòng con bằng 0; nếu không cộng được thì để trống.",
            "A parent is 0 only if all its children are; where they cannot be added it is left blank.",
        ),
        mend=Text("Ghi tổng của các dòng con, hoặc để trống ô.", "Write the sum of the children, or leave the cell blank."),
        wrong=Text("1 | Hỗ trợ đào tạo, bồi dưỡng | 0; 1.2 | Số người được bồi dưỡng | 800",
                   "1 | Training | 0; 1.2 | Persons in short training | 800"),
        right=Text("1 | Hỗ trợ đào tạo, bồi dưỡng | (trống); 1.2 | Số người được bồi dưỡng | 800",
                   "1 | Training | (blank); 1.2 | Persons in short training | 800"),
    ),
    Rule(
        code="PL103",
        severity=Severity.WARNING,
        title=Text("Phần nhiều hơn toàn bộ", "A part that is more than its whole"),
        why=Text(
            "HTX nông nghiệp vay vốn là một phần của mọi HTX vay vốn cùng nguồn, nên không thể nhiều hơn.",
            "Agricultural cooperatives that borrow are some of all that borrow from the same source: never more.",
        ),
        mend=Text(
            "Kiểm tra hai dòng có đếm cùng một nguồn và cùng một đơn vị tính không.",
            "See whether the two rows count the same source in the same unit.",
        ),
        wrong=Text("HTX nông nghiệp vay tổ chức tín dụng: 64; mọi HTX vay tổ chức tín dụng: 25",
                   "agricultural borrowers: 64; all borrowers: 25"),
        right=Text("HTX nông nghiệp vay tổ chức tín dụng: 17; mọi HTX vay tổ chức tín dụng: 25",
                   "agricultural borrowers: 17; all borrowers: 25"),
    ),
    Rule(
        code="PL104",
        severity=Severity.WARNING,
        title=Text("Số không đúng tỷ lệ cố định của dòng khác", "A number that is not the fixed share of another row"),
        why=Text(
            "Dòng này trong kế hoạch là một tỷ lệ cố định của dòng khác; lệch là một trong hai dòng đã bị sửa riêng.",
            "In the plan the row is a fixed share of another; a difference means that one of the two was changed alone.",
        ),
        mend=Text("Tính lại dòng này từ dòng kia.", "Compute this row from the other one again."),
        wrong=Text("dòng gốc 85; dòng 80 %: 70", "the row 85; the row of 80 %: 70"),
        right=Text("dòng gốc 85; dòng 80 %: 68", "the row 85; the row of 80 %: 68"),
    ),
)  # fmt: skip
