"""How many members the law in force on the cut-off date asks for (law.toml)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from kttt_cli.checks.hit import Hit, Lists, label, of_kinds, shown
from kttt_cli.checks.law import in_force, law
from kttt_cli.checks.rule import Rule
from kttt_cli.findings import Severity
from kttt_cli.language import Text
from kttt_cli.registers.register import distinct

_HEADER = "Tên HTX | Loại hình | Ngày đăng ký lần đầu | Tổng số thành viên"
_WHY = Text(
    "Thiếu thành viên suốt 12 tháng là một lý do giải thể bắt buộc; mà cũng hay là gõ thiếu một chữ số.",
    "Too few members for 12 months are a ground to dissolve it; as often a digit was left out.",
)
_MEND = Text(
    "Đối chiếu danh sách thành viên; nếu đúng thì báo cơ quan đăng ký, sổ không cần sửa.",
    "Compare with the list of members; if it is right tell the registration authority, the list needs no mending.",
)


def _below(register_name: str, *kinds: str) -> Callable[[Lists], Iterator[Hit]]:
    """A look for living organisations of these kinds with fewer than the law asks."""

    def look(lists: Lists) -> Iterator[Hit]:
        register = lists.registers.get(register_name)
        if register is None:
            return
        living = ~lists.identities[register_name].gone
        for year in distinct(register.years[register.years > 0]):
            for each in in_force(law().minimum, lists.cutoff(year)):
                if each.register_ != register_name or (kinds and not set(kinds) & set(each.kinds)):
                    continue
                series = register.columns[each.field]
                few = living & (register.years == year) & series.known & (series.values < each.least)
                for row in np.flatnonzero(few & of_kinds(register, each.kinds)).tolist():
                    name, count = label(register, each.field), shown(register, row, each.field)
                    message = Text(
                        f"{name.vi} {count.vi}, ít hơn {each.least} mà {each.document} yêu cầu",
                        f"{name.en} {count.en}, less than the {each.least} that {each.document} asks for",
                    )
                    yield Hit(
                        register,
                        row,
                        (each.field,),
                        message,
                        Text("xem lại số, hoặc loại hình", "check the number, or the kind"),
                    )

    return look


RULES = (
    Rule(
        code="LU201",
        severity=Severity.WARNING,
        title=Text("HTX ít thành viên hơn mức tối thiểu", "An HTX with fewer members than the law asks"),
        why=_WHY,
        mend=_MEND,
        wrong=(_HEADER, "HTX Đồng Tâm | HTX | 15/03/2015 | 6"),
        right=(_HEADER, "HTX Đồng Tâm | HTX | 15/03/2015 | 7"),
        law=Text(
            "Luật 23/2012/QH13 điều 3 (7, đến 30/06/2024); Luật 17/2023/QH15 điều 4 (5, từ 01/07/2024)",
            "Luật 23/2012/QH13 art. 3 (7, until 2024-06-30); Luật 17/2023/QH15 art. 4 (5, from 2024-07-01)",
        ),
        look=_below("organisation", "htx", "qtdnd"),
    ),
    Rule(
        code="LU202",
        severity=Severity.WARNING,
        title=Text("LH HTX ít HTX thành viên hơn mức tối thiểu", "A union with fewer cooperatives than the law asks"),
        why=_WHY,
        mend=_MEND,
        wrong=("Tên HTX | Loại hình | Số HTX thành viên", "Liên hiệp HTX Đồng Tâm | LH HTX | 2"),
        right=("Tên HTX | Loại hình | Số HTX thành viên", "Liên hiệp HTX Đồng Tâm | LH HTX | 4"),
        law=Text(
            "Luật 23/2012/QH13 điều 3 (4, đến 30/06/2024); Luật 17/2023/QH15 điều 4 (3, từ 01/07/2024)",
            "Luật 23/2012/QH13 art. 3 (4, until 2024-06-30); Luật 17/2023/QH15 art. 4 (3, from 2024-07-01)",
        ),
        look=_below("organisation", "lh"),
    ),
    Rule(
        code="LU203",
        severity=Severity.WARNING,
        title=Text("THT ít thành viên hơn mức tối thiểu", "A group with fewer members than the law asks"),
        why=Text("Một người không thành một tổ hợp tác.", "One person is no cooperative group."),
        mend=Text("Đối chiếu hợp đồng hợp tác.", "Compare with the contract of cooperation."),
        wrong=("tht-2023.csv:", "Tên THT | Ngày thành lập | Tổng số thành viên", "THT Đồng Tâm | 15/03/2015 | 1"),
        right=("tht-2023.csv:", "Tên THT | Ngày thành lập | Tổng số thành viên", "THT Đồng Tâm | 15/03/2015 | 12"),
        law=Text("NĐ 77/2019/NĐ-CP; Luật 17/2023/QH15 điều 4", "NĐ 77/2019/NĐ-CP; Luật 17/2023/QH15 art. 4"),
        look=_below("group"),
    ),
)  # fmt: skip
