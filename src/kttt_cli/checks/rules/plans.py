"""Plan files and settings: what keeps them from being used."""

from __future__ import annotations

from kttt_cli.checks.rule import Rule
from kttt_cli.findings import Severity
from kttt_cli.language import Text

RULES = (
    Rule(
        code="KH101",
        severity=Severity.ERROR,
        title=Text("Tệp kế hoạch có chỗ sai", "A mistake in a plan file"),
        why=Text("Kế hoạch không dùng được cho đến khi sửa xong.", "The plan cannot be used until it is mended."),
        mend=Text("Sửa ở dòng được nêu; docs/plans.md mô tả từng khóa.", "Mend the line that is named; docs/plans.md tells of every key."),
        wrong=Text("commparison = \">=\"", "commparison = \">=\""),
        right=Text("comparison = \">=\"", "comparison = \">=\""),
    ),
    Rule(
        code="CH102",
        severity=Severity.ERROR,
        title=Text("kttt.toml có chỗ sai", "A mistake in kttt.toml"),
        why=Text("Không sổ nào được đọc cho đến khi sửa xong.", "No register is read until it is mended."),
        mend=Text("Sửa ở dòng được nêu; docs/reading.md có ví dụ.", "Mend the line that is named; docs/reading.md has an example."),
        wrong=Text("[sheet] thay cho [[sheet]]", "[sheet] in place of [[sheet]]"),
        right=Text("[[sheet]]", "[[sheet]]"),
    ),
)  # fmt: skip
