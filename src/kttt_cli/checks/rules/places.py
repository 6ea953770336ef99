"""Districts and communes against the table of places and its dates."""

from __future__ import annotations

from kttt_cli.checks.rule import Rule
from kttt_cli.findings import Severity
from kttt_cli.language import Text

_LAW = Text(
    "NQ 1191/NQ-UBTVQH15 (từ 01/01/2025), NQ 1658/NQ-UBTVQH15 (từ 01/07/2025)",
    "NQ 1191/NQ-UBTVQH15 (from 2025-01-01), NQ 1658/NQ-UBTVQH15 (from 2025-07-01)",
)
RULES = (
    Rule(
        code="DD101",
        severity=Severity.WARNING,
        title=Text("Huyện không có vào năm đó", "A district that did not exist in that year"),
        why=Text(
            "Đơn vị không vào được bảng theo huyện, hoặc vào một huyện đã bãi bỏ.",
            "The organisation falls out of the table by district, or into a district that was abolished.",
        ),
        mend=Text("Sửa tên huyện; từ 01/07/2025 bỏ cột huyện.", "Correct the district; from 2025-07-01 leave it out."),
        wrong=Text(
            "một huyện bãi bỏ từ 01/01/2025, trong danh sách năm 2025",
            "a district abolished on 2025-01-01, in a list of 2025",
        ),
        right=Text("huyện đó trong danh sách năm 2024", "the same district in a list of 2024"),
        law=_LAW,
    ),
    Rule(
        code="DD102",
        severity=Severity.WARNING,
        title=Text("Xã, phường không có vào năm đó", "A commune that did not exist in that year"),
        why=Text(
            "Không biết đơn vị ở đâu, và xã sẽ như không có HTX nào.",
            "Where the organisation is is not known, and the commune will seem to have no HTX.",
        ),
        mend=Text(
            "Sửa tên xã, hoặc dùng tên mới sau sáp nhập.", "Correct the commune, or use its name after the merger."
        ),
        wrong=Text("một xã cũ trong danh sách năm 2026", "a former commune in a list of 2026"),
        right=Text("tên xã, phường mới", "the name of the new commune"),
        law=_LAW,
    ),
    Rule(
        code="DD103",
        severity=Severity.WARNING,
        title=Text("Xã thuộc huyện khác", "A commune of another district"),
        why=Text("Đơn vị được tính vào sai huyện.", "The organisation is counted in the wrong district."),
        mend=Text("Sửa huyện, hoặc sửa tên xã.", "Correct the district, or the commune."),
        wrong=Text("xã ghi ở huyện bên cạnh", "a commune, written under the next district"),
        right=Text("xã ghi ở huyện của nó", "the commune under its own district"),
        law=_LAW,
    ),
    Rule(
        code="DD104",
        severity=Severity.NOTE,
        title=Text("Xã trùng tên ở hai huyện", "A commune's name that two districts have"),
        why=Text(
            "Danh sách không ghi huyện, nên không rõ là xã nào.",
            "The list gives no district, so which is meant is not known.",
        ),
        mend=Text("Ghi thêm huyện.", "Add the district."),
        wrong=Text("“Tân Tiến” không có huyện", "“Tân Tiến” without a district"),
        right=Text("“Tân Tiến” với huyện", "“Tân Tiến” with its district"),
    ),
)
