"""Between years: what does not change in the life of an organisation, and numbers that jump tenfold."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import partial

import numpy as np

from kttt_cli.checks.hit import Hit, Lists, label, shown
from kttt_cli.checks.rule import Rule, of_three_years
from kttt_cli.checks.who import Rows
from kttt_cli.findings import Severity
from kttt_cli.language import Text
from kttt_cli.registers.history import part_of_year
from kttt_cli.registers.identity import name_key
from kttt_cli.registers.register import Register


def _code_changed(lists: Lists) -> Iterator[Hit]:
    for each in lists.identities.values():
        for row, example in sorted(each.recoded.items()):
            usual, at = shown(each.register, example, "code"), each.register.place(example, "code")
            message = Text(
                f"cùng tên, cùng nơi nhưng mã khác các năm khác: ở {at} là {usual.vi}",
                f"the same name and place, with another code than in other years: {usual.en} in {at}",
            )
            owner = ((each.register, each.borrowed[row], "code"),) if row in each.borrowed else ()
            yield Hit(
                each.register, row, ("code",), message, Text(f"có phải {usual.vi}?", f"is it {usual.en}?"), also=owner
            )


def _founding_changed(lists: Lists) -> Iterator[Hit]:
    """The day that differs from those of most other years; of two, the later list's."""
    for each in lists.identities.values():
        begun = each.register.columns["registered_on"]
        assert begun.upper is not None
        for rows in each.differing(begun.values, begun.upper, begun.known):
            spans = [(int(begun.values[row]), int(begun.upper[row])) for row in rows.tolist()]
            fits = [sum(one[0] <= other[1] and other[0] <= one[1] for other in spans) for one in spans]
            usual = int(np.argmax(fits))
            example = int(rows[usual])
            other, at = shown(each.register, example, "registered_on"), each.register.place(example, "registered_on")
            unsure = ((each.register, example, "registered_on"),) if fits[usual] == 1 else ()
            for row, span in zip(rows.tolist(), spans, strict=True):
                if span[0] <= spans[usual][1] and spans[usual][0] <= span[1]:
                    continue
                day = shown(each.register, row, "registered_on")
                message = Text(
                    f"ngày đăng ký {day.vi}, nhưng ở {at} là {other.vi}",
                    f"registered on {day.en}, but in {at} on {other.en}",
                )
                suggestion = Text(f"có phải {other.vi}?", f"is it {other.en}?")
                yield Hit(each.register, row, ("registered_on",), message, suggestion, also=unsure)


_ALIKE = 0.6
"""Names of one organisation are written in many ways; those less alike are of two."""


def _another_name(lists: Lists) -> Iterator[Hit]:
    """A name that has little in common with the one that the code has in most other years; of two, the later."""
    for each in lists.identities.values():
        names, codes = each.register.columns["name"], each.register.columns["code"]
        for rows in each.differing(names.values, names.values, names.known & codes.known):
            keys = [name_key(names.words[int(names.values[row])]) for row in rows.tolist()]
            usual = max(dict.fromkeys(keys), key=keys.count)
            example = int(rows[keys.index(usual)])
            unsure = ((each.register, example, "name"),) if keys.count(usual) == 1 else ()
            for row, key in zip(rows.tolist(), keys, strict=True):
                if key == usual or SequenceMatcher(None, key, usual).ratio() >= _ALIKE:
                    continue
                name, other, at = (
                    shown(each.register, row, "name"),
                    shown(each.register, example, "name"),
                    each.register.place(example, "name"),
                )
                message = Text(
                    f"mã này ở {at} là của “{other.vi}”, ở đây là “{name.vi}”",
                    f"this code is that of “{other.en}” in {at}, and of “{name.en}” here",
                )
                suggestion = Text("xem lại mã, hoặc tên", "check the code, or the name")
                yield Hit(each.register, row, ("code", "name"), message, suggestion, also=unsure)


_KINDS = frozenset({"money", "count"})
_RESTLESS = frozenset({"profit", "members_new", "workers_new", "revenue_members"})
"""What is small in one year and large in the next without being wrong."""
_FACTORS = (10, 100)
_OFF = 1.45
"""How far from ten or a hundred times the middle of the other years a slip may lie: a year's ups and downs."""
_STEADY = 2.2
"""The other years prove nothing where their largest is so many times their least."""
_LEAST, _LEAST_OF_SAME = 20, 10
"""Smaller numbers rise and fall tenfold by themselves; less so where the others are all the same."""
_BY_TIME = frozenset({"revenue", "income"})
"""What is less in a part of a year than in a whole one."""


def _tenfold(lists: Lists) -> Iterator[Hit]:
    """Ten or a hundred times what the other years say: a digit too many or one left out. A thousand times and
    more is told by the reading (SO201)."""
    for each in lists.identities.values():
        if len(each.years) <= 1:
            continue
        in_part, never = part_of_year(each.register), np.zeros(len(each.register), dtype=np.bool_)
        for name, series in each.register.columns.items():
            if series.kind not in _KINDS or name in _RESTLESS:
                continue
            sizes = np.abs(series.values)
            filled = series.known & (sizes > 0)
            usual = float(np.median(sizes[filled])) if filled.any() else 1.0
            for rows in each.differing(sizes, sizes * (_FACTORS[0] - 4), filled):
                part = (in_part if name in _BY_TIME else never)[rows].tolist()
                yield from _off(each.register, name, rows, sizes[rows].tolist(), part, usual)


def _off(
    register: Register, name: str, rows: Rows, sizes: list[int], in_part: list[bool], usual: float
) -> Iterator[Hit]:
    """A year of which the organisation lived only a part proves nothing, and may itself be small, not large."""
    for index, size in enumerate(sizes):
        company = [at for at in range(len(sizes)) if at != index and not in_part[at]]
        if not company:
            continue
        others = sorted(sizes[at] for at in company)
        middle = others[len(others) // 2]
        if in_part[index] and size < middle:
            continue
        same, alone = len(others) > 1 and others[0] == others[-1], len(others) == 1
        if others[-1] > _STEADY * others[0] or max(size, middle) < (_LEAST_OF_SAME if same else _LEAST):
            continue
        if alone and (_apart(size, usual), index) < (_apart(middle, usual), company[0]):
            continue  # of two years that of which the column has fewer like it
        for factor in _FACTORS:
            times = size / middle / factor
            slip = Text(f"gấp khoảng {factor} lần", f"about {factor} times") if 1 / _OFF <= times <= _OFF else None
            if 1 / _OFF <= size * factor / middle <= _OFF:
                slip = Text(f"chỉ bằng khoảng 1/{factor}", f"only about 1/{factor} of")
            if slip is None:
                continue
            row, what = int(rows[index]), label(register, name)
            near = int(rows[max((at for at in company if at < index), default=company[0])])
            at, other, here = register.place(near, name), shown(register, near, name), shown(register, row, name)
            message = Text(
                f"{what.vi} {here.vi} {slip.vi} các năm khác của cùng đơn vị ({other.vi} ở {at})",
                f"{what.en} {here.en} is {slip.en} the same organisation's other years ({other.en} in {at})",
            )
            suggestion = Text("thừa hay thiếu một chữ số?", "a digit too many, or one left out?")
            yield Hit(
                register,
                row,
                (name,),
                message,
                suggestion,
                also=((register, near, name),) if alone else (),
            )


def _apart(size: int, usual: float) -> float:
    return max(size / usual, usual / size)


_CODED = "Mã số HTX | Tên HTX | Loại hình | Ngày đăng ký lần đầu | Ngày giải thể"
_ONE, _TWO_ROW = "9900032057 | HTX Đồng Tâm | HTX | 15/03/2015 | ", "9900180224 | HTX Tân Tiến | HTX | 20/06/2018 | "
_FIRST = ("htx-2022.csv:", _CODED, _ONE, _TWO_ROW)
_BOTH = (*_FIRST, "htx-2023.csv:", _CODED, _ONE, _TWO_ROW)
_sizes = partial(
    of_three_years, "Mã số HTX | Tên HTX | Loại hình | Tổng số thành viên", "9900032057 | HTX Đồng Tâm | HTX | {}"
)


RULES = (
    Rule(
        code="SS203",
        severity=Severity.WARNING,
        title=Text("Mã đổi ở cùng tên và cùng nơi", "Another code for the same name and place"),
        why=Text(
            "Mã không bao giờ đổi; với mã khác, kttt đếm một đơn vị mất đi và một đơn vị xuất hiện.",
            "A code never changes; with another one, kttt counts one that vanished and one that appeared.",
        ),
        mend=Text("Đối chiếu giấy chứng nhận; dùng một mã cho mọi năm.", "Compare with the certificate; use one code in all years."),
        wrong=(*_FIRST, "htx-2023.csv:", _CODED, _ONE, "9919772577 | HTX Tân Tiến | HTX | 20/06/2018 | "),
        right=_BOTH,
        law=Text("NĐ 92/2024/NĐ-CP điều 14; Luật 17/2023/QH15 điều 46", "NĐ 92/2024/NĐ-CP art. 14; Luật 17/2023/QH15 art. 46"),
        look=_code_changed,
    ),
    Rule(
        code="SS204",
        severity=Severity.WARNING,
        title=Text("Ngày đăng ký lần đầu đổi giữa các năm", "A day of first registration that changes"),
        why=Text("HTX được tính là mới vào năm sai, hoặc hai lần.", "It is counted as new in the wrong year, or twice."),
        mend=Text("Đối chiếu giấy chứng nhận đăng ký lần đầu.", "Compare with the first certificate."),
        wrong=(*_FIRST, "htx-2023.csv:", _CODED, _ONE, "9900180224 | HTX Tân Tiến | HTX | 20/06/2017 | "),
        right=_BOTH,
        look=_founding_changed,
    ),
    Rule(
        code="SS205",
        severity=Severity.WARNING,
        title=Text("Số gấp mười hay một trăm lần các năm khác", "Ten or a hundred times the other years"),
        why=Text(
            "Có lẽ thừa hoặc thiếu một chữ số; một ô như vậy làm lệch tổng của cả huyện.",
            "A digit too many, or one left out; one such cell moves a district's sum.",
        ),
        mend=Text("Đối chiếu bản gốc của năm đó.", "Compare with that year's original."),
        wrong=_sizes("25", "260", "27"),
        right=_sizes("25", "26", "27"),
        look=_tenfold,
    ),
    Rule(
        code="SS209",
        severity=Severity.WARNING,
        title=Text("Một mã, hai tên khác hẳn nhau", "One code, two names that have little in common"),
        why=Text(
            "Mã có lẽ đã gõ nhầm thành mã của đơn vị khác: số liệu hai năm của hai đơn vị bị nối với nhau.",
            "It is likely the code of another: the years of two organisations are joined.",
        ),
        mend=Text("Đối chiếu giấy chứng nhận; sửa mã, hoặc tên.", "Compare with the certificate; correct the code, or the name."),
        wrong=(*_FIRST, "htx-2023.csv:", _CODED, "9900032057 | HTX Minh Hải | HTX | 15/03/2015 | ", _TWO_ROW),
        right=(*_FIRST, "htx-2023.csv:", _CODED, "9900032057 | Hợp tác xã Đồng Tâm | HTX | 15/03/2015 | ", _TWO_ROW),
        law=Text("NĐ 92/2024/NĐ-CP điều 14", "NĐ 92/2024/NĐ-CP art. 14"),
        look=_another_name,
    ),
)  # fmt: skip
