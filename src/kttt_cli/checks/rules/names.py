"""Records that have a code and no name."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kttt_cli.checks.hit import Hit, Lists
from kttt_cli.checks.rule import Rule
from kttt_cli.findings import Severity
from kttt_cli.language import Text
from kttt_cli.registers.register import distinct

_MANY, _HALF = 3, 0.5


def _nameless(lists: Lists) -> Iterator[Hit]:
    """Each, or once for a list of which most have none. Who has neither is told by the reading."""
    for name in ("organisation", "group"):
        register = lists.registers.get(name)
        if register is None:
            continue
        codes, names = register.columns["code"], register.columns["name"]
        missing = codes.known & ~names.known & ~names.not_read
        for source in distinct(register.source_of[missing]):
            mine = register.source_of == source
            rows, total = np.flatnonzero(missing & mine), int(np.count_nonzero(mine))
            if len(rows) >= _MANY and len(rows) > _HALF * total:
                message = Text(
                    f"{len(rows)}/{total} bản ghi không có tên", f"{len(rows)} of {total} records have no name"
                )
                yield Hit(register, int(rows[0]), ("name",), message, _COLUMN, of_list=True)
                continue
            for row in rows.tolist():
                yield Hit(register, row, ("name",), _NO_NAME, _WRITE)


_NO_NAME = Text("có mã nhưng ô tên để trống", "has a code, but its name is blank")
_WRITE = Text("ghi tên theo giấy chứng nhận, hoặc xóa dòng thừa", "write the name as certified, or remove the row")
_COLUMN = Text("xem lại cột tên", "look at the column of names")
_LIST = "Mã số HTX | Tên HTX | Loại hình | Tổng số thành viên"

RULES = (
    Rule(
        code="MA206",
        severity=Severity.WARNING,
        title=Text("Có mã nhưng không có tên", "A code without a name"),
        why=Text(
            "Đơn vị vẫn được tính, nhưng không ai kiểm lại được mã có đúng không.",
            "It is counted, but nobody can tell whether the code is right.",
        ),
        mend=Text("Ghi tên theo giấy chứng nhận.", "Write the name as certified."),
        wrong=(_LIST, "9900032057 | HTX Đồng Tâm | HTX | 12", "9900180224 |  | HTX | 15"),
        right=(_LIST, "9900032057 | HTX Đồng Tâm | HTX | 12", "9900180224 | HTX Tân Tiến | HTX | 15"),
        look=_nameless,
    ),
)
