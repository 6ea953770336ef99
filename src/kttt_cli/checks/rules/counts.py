"""Numbers of one record that contradict each other: a part that is more than its whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from kttt_cli.checks.hit import Hit, Lists, among, label, number, of_kinds, shown
from kttt_cli.checks.rule import Rule
from kttt_cli.findings import Severity
from kttt_cli.language import Text, join

_CHECK = Text("xem lại hai ô này", "check the two cells")
_WHY = Text(
    "Một trong hai số sai; tổng của tỉnh và các tỷ lệ tính từ chúng cũng sai theo.",
    "One of the two is wrong, and so are the province's totals and shares made of them.",
)
_MEND = Text(
    "Đối chiếu bản gốc rồi sửa ô sai; hay gặp nhất là hai cột bị đổi chỗ hoặc thừa một chữ số 0.",
    "Compare with the original and correct the wrong cell; often two columns changed places, or a 0 too many.",
)


def _part(part: str, whole: str, *, kinds: tuple[str, ...] = ()) -> Callable[[Lists], Iterator[Hit]]:
    """A look for a part that is more than its whole, in every register that has both; of these kinds only."""

    def look(lists: Lists) -> Iterator[Hit]:
        for register in lists.registers.values():
            if part not in register.columns or whole not in register.columns:
                continue
            one, all_ = register.columns[part], register.columns[whole]
            wrong = one.known & all_.known & (one.values > all_.values) & of_kinds(register, kinds)
            for row in np.flatnonzero(wrong).tolist():
                less, more = label(register, whole), label(register, part)
                few, many = shown(register, row, whole), shown(register, row, part)
                message = Text(
                    f"{more.vi} {many.vi} nhiều hơn {less.vi.lower()} {few.vi}",
                    f"{more.en} {many.en} is more than {less.en.lower()} {few.en}",
                )
                yield Hit(register, row, (part, whole), message, _CHECK)

    return look


_LEVELS = ("managers_elementary", "managers_intermediate", "managers_college")


def _managers_by_level(lists: Lists) -> Iterator[Hit]:
    register = lists.registers.get("organisation")
    if register is None:
        return
    whole = register.columns["managers"]
    levels = [register.columns[name] for name in _LEVELS]
    added = sum((np.where(each.known, each.values, 0) for each in levels), np.zeros(len(register), dtype=np.int64))
    for row in np.flatnonzero(whole.known & (added > whole.values)).tolist():
        filled = [name for name, each in zip(_LEVELS, levels, strict=True) if each.known[row]]
        parts = join([shown(register, row, name) for name in filled], " + ")
        total, all_ = number(int(added[row])), shown(register, row, "managers")
        message = Text(
            f"cán bộ quản lý theo trình độ cộng lại {parts.vi} = {total.vi}, nhiều hơn tổng số {all_.vi}",
            f"the managers by level add up to {parts.en} = {total.en}, more than all of them, {all_.en}",
        )
        largest = max(filled, key=lambda name: int(register.columns[name].values[row]))
        alone = register.columns[largest].values[row] > whole.values[row]
        fields = (largest, "managers") if alone else ("managers", *filled)
        yield Hit(register, row, fields, message, Text("xem lại các ô này", "check these cells"))


def _of_other_kinds(field: str, kind: str) -> Callable[[Lists], Iterator[Hit]]:
    """A look for a number that only organisations of one kind have, with another."""

    def look(lists: Lists) -> Iterator[Hit]:
        register = lists.registers.get("organisation")
        if register is None:
            return
        series, kinds = register.columns[field], register.columns["kind"]
        own = among(kinds, (kind,))
        for row in np.flatnonzero(series.known & (series.values > 0) & ~own & ~kinds.not_read).tolist():
            name, amount = label(register, field), shown(register, row, field)
            what = shown(register, row, "kind") if kinds.known[row] else Text("HTX", "a cooperative")
            message = Text(
                f"{name.vi} {amount.vi} nhưng loại hình là {what.vi}",
                f"{name.en} {amount.en}, but the kind is {what.en}",
            )
            yield Hit(
                register,
                row,
                (field, "kind"),
                message,
                Text("xem lại loại hình hoặc cột", "check the kind, or the column"),
            )

    return look


def _table(*columns: str) -> tuple[str, str]:
    """A header and the beginning of a row."""
    return " | ".join(("Tên HTX | Loại hình", *columns)), "HTX Đồng Tâm | HTX | "


def _rule(
    code: str,
    title: Text,
    look: Callable[[Lists], Iterator[Hit]],
    columns: tuple[str, ...],
    examples: tuple[str, str],
    severity: Severity = Severity.ERROR,
    why: Text = _WHY,
) -> Rule:
    """`examples` are the cells of the columns, wrong and right."""
    header, row = _table(*columns)
    wrong, right = ((header, row + example) for example in examples)
    return Rule(code=code, severity=severity, title=title, why=why, mend=_MEND, wrong=wrong, right=right, look=look)  # fmt: skip


RULES: tuple[Rule, ...] = (
    _rule(
        "HL201",
        Text("Thành viên nữ nhiều hơn tổng số thành viên", "More women than members"),
        _part("members_women", "members"),
        ("Tổng số thành viên", "Thành viên nữ"), ("12 | 15", "15 | 12"),
    ),
    _rule(
        "HL202",
        Text("Thành viên mới nhiều hơn tổng số thành viên", "More new members than members"),
        _part("members_new", "members"),
        ("Tổng số thành viên", "Thành viên mới"), ("12 | 13", "13 | 12"),
    ),
    _rule(
        "HL203",
        Text("Lao động là thành viên nhiều hơn tổng số lao động", "More workers who are members than workers"),
        _part("workers_members", "workers"),
        ("Lao động thường xuyên", "Lao động là thành viên"), ("5 | 8", "8 | 5"),
    ),
    _rule(
        "HL204",
        Text("Lao động là thành viên nhiều hơn tổng số thành viên", "More workers who are members than members"),
        _part("workers_members", "members"),
        ("Tổng số thành viên", "Lao động là thành viên"), ("9 | 14", "14 | 9"),
    ),
    _rule(
        "HL205",
        Text("Lao động mới nhiều hơn tổng số lao động", "More new workers than workers"),
        _part("workers_new", "workers"),
        ("Lao động thường xuyên", "Lao động thường xuyên mới"), ("5 | 6", "6 | 5"),
    ),
    _rule(
        "HL206",
        Text("Cán bộ chủ chốt đã tập huấn nhiều hơn tổng số", "More key officers trained than there are"),
        _part("key_officers_trained", "key_officers"),
        ("Cán bộ chủ chốt", "Cán bộ chủ chốt đã tập huấn"), ("3 | 5", "5 | 3"),
    ),
    _rule(
        "HL207",
        Text("Cán bộ quản lý theo trình độ nhiều hơn tổng số", "More managers by level than managers"),
        _managers_by_level,
        ("Cán bộ quản lý", "Sơ cấp", "Trung cấp", "Cao đẳng, đại học"), ("4 | 2 | 1 | 3", "6 | 2 | 1 | 3"),
    ),
    _rule(
        "HL208",
        Text("Doanh thu với thành viên lớn hơn tổng doanh thu", "Revenue with members above all revenue"),
        _part("revenue_members", "revenue"),
        ("Doanh thu (triệu đồng)", "Doanh thu với thành viên (triệu đồng)"), ("450 | 620", "620 | 450"),
    ),
    _rule(
        "HL209",
        Text("Thành viên HĐQT nhiều hơn tổng số thành viên", "More board members than members"),
        _part("board", "members", kinds=("htx", "qtdnd")),
        ("Tổng số thành viên", "Thành viên HĐQT"), ("9 | 12", "12 | 3"),
        Severity.WARNING,
    ),
    _rule(
        "HL210",
        Text("Lợi nhuận lớn hơn doanh thu", "Profit above revenue"),
        _part("profit", "revenue"),
        ("Doanh thu (triệu đồng)", "Lợi nhuận (triệu đồng)"), ("450 | 4500", "4500 | 450"),
        Severity.WARNING,
        Text(
            "Chỉ có thể khi có khoản thu ngoài doanh thu; thường là một trong hai cột sai đơn vị hay sai chữ số.",
            "Only possible with income beside the revenue; mostly the unit or a digit of one of the two is wrong.",
        ),
    ),
    _rule(
        "HL211",
        Text("Số HTX thành viên ở đơn vị không phải LH HTX", "Member cooperatives of one that is no union"),
        _of_other_kinds("member_htx", "lh"),
        ("Số HTX thành viên",), ("6", ""),
        Severity.WARNING,
        Text(
            "Chỉ LH HTX có HTX thành viên: loại hình ghi sai thì đơn vị bị đếm vào HTX, hoặc số nằm sai cột.",
            "Only unions have member cooperatives: with the wrong kind it is counted as an HTX, or the column is wrong.",
        ),
    ),
    _rule(
        "HL212",
        Text("Vốn huy động ở đơn vị không phải QTDND", "Deposits of one that is no credit fund"),
        _of_other_kinds("deposits", "qtdnd"),
        ("Vốn huy động (triệu đồng)",), ("120000", ""),
        Severity.WARNING,
        Text(
            "Chỉ QTDND huy động tiền gửi: loại hình ghi sai, hoặc số nằm sai cột.",
            "Only credit funds take deposits: the kind is wrong, or the column.",
        ),
    ),
)  # fmt: skip
