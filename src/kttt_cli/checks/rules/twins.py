"""One organisation twice on a list, under names or places that differ a little."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from functools import cache

import numpy as np

from kttt_cli.checks.hit import Hit, Lists, day_text, shown
from kttt_cli.checks.rule import Rule
from kttt_cli.findings import Severity
from kttt_cli.language import Text
from kttt_cli.registers.identity import name_key
from kttt_cli.registers.places import commune_key
from kttt_cli.registers.register import Bools, Ints, Register
from kttt_cli.sheets.text import unaccented

_ALIKE = 0.9


def _candidates(*parts: Ints, among: Bools) -> Iterator[list[int]]:
    """Rows that are equal in all parts, where there are several."""
    rows = np.flatnonzero(among)
    together = np.zeros(len(rows), dtype=np.int64)
    for part in parts:
        values = part[rows].astype(np.int64)
        together = together * (int(values.max(initial=0)) + 1) + values
    order = np.argsort(together, kind="stable")
    ordered = together[order]
    same = ordered[1:] == ordered[:-1]
    ends = np.append(np.flatnonzero(~same) + 1, len(order))
    start = 0
    for end in ends[np.diff(np.append(0, ends)) > 1].tolist() if len(order) else ():
        start = int(np.searchsorted(ordered, ordered[end - 1]))
        yield sorted(rows[order[start:end]].tolist())


@cache
def _same_key(name: str) -> str:
    """Equal for two ways of writing a name, accents and the order of words not counted."""
    return " ".join(sorted(unaccented(name_key(name)).split()))


def _same_name(one: str, other: str) -> bool:
    return one == other or _same_key(one) == _same_key(other)


def _nearly(one: str, other: str) -> bool:
    """A letter or two apart; numbers in names (`số 1`, `số 2`) are never a slip."""
    here, there = _same_key(one), _same_key(other)
    numbers = [[word for word in key.split() if word.isdigit()] for key in (here, there)]
    return numbers[0] == numbers[1] and SequenceMatcher(None, here, there).ratio() >= _ALIKE


def _name(register: Register, row: int) -> str:
    return str(register.columns["name"].value_at(row))


def _in_one_commune(lists: Lists) -> Iterator[Hit]:
    """Both have a code: without codes it is told by the reading."""
    for name in ("organisation", "group"):
        register = lists.registers.get(name)
        if register is None:
            continue
        names, communes, codes, begun = (
            register.columns[each] for each in ("name", "commune", "code", "registered_on")
        )
        communes_of = _numbers([commune_key(word) for word in communes.words])[communes.values]
        listed = names.known & communes.known & codes.known & (register.years > 0)
        told: set[int] = set()
        for rows in _candidates(
            register.years, communes_of, lists.identities[name].name_ends[names.values], among=listed
        ):
            yield from _twice(register, [row for row in rows if row not in told], _same_name, told)
        dated = listed & begun.known & (begun.values == (begun.values if begun.upper is None else begun.upper))
        for rows in _candidates(register.years, communes_of, begun.values, among=dated):
            yield from _twice(register, [row for row in rows if row not in told], _nearly, told)


def _numbers(keys: list[str]) -> Ints:
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys] or [0], dtype=np.int64)


def _twice(register: Register, rows: list[int], same: Callable[[str, str], bool], told: set[int]) -> Iterator[Hit]:
    codes = register.columns["code"]
    for index, row in enumerate(rows):
        first = next((each for each in rows[:index] if same(_name(register, each), _name(register, row))), None)
        if first is None or codes.values[first] == codes.values[row]:
            continue
        told.add(row)
        at, name = register.place(first, "name"), shown(register, first, "name")
        message = Text(
            f"gần như cùng tên với “{name.vi}” ở {at}, cùng xã, khác mã; có thể bị tính hai lần",
            f"nearly the name of “{name.en}” in {at}, in the same commune with another code; it may be counted twice",
        )
        suggestion = Text(
            "nếu là một đơn vị, xóa một dòng; nếu là hai, không cần sửa",
            "if it is one organisation remove a row; if two, nothing",
        )
        yield Hit(register, row, ("name", "code"), message, suggestion)


def _in_two_districts(lists: Lists) -> Iterator[Hit]:
    """One name and one day of founding in two districts (communes, where there are no districts) of a year."""
    for name in ("organisation", "group"):
        register = lists.registers.get(name)
        if register is None:
            continue
        names, begun = register.columns["name"], register.columns["registered_on"]
        assert begun.upper is not None
        dated = names.known & begun.known & (begun.values == begun.upper) & (register.years > 0)
        for rows in _candidates(
            register.years, begun.values, lists.identities[name].name_ends[names.values], among=dated
        ):
            by_name: dict[str, list[int]] = defaultdict(list)
            for row in rows:
                by_name[_same_key(_name(register, row))].append(row)
            for same in by_name.values():
                for row in same[1:]:
                    if (field := _apart(register, same[0], row)) is not None:
                        yield _elsewhere(register, same[0], row, field)


def _apart(register: Register, one: int, other: int) -> str | None:
    """The field in which two rows lie in two places; None where they do not or one is not known."""
    codes = register.columns["code"]
    if codes.known[one] and codes.known[other] and codes.values[one] == codes.values[other]:
        return None  # told as one code twice
    for field in ("district", "commune"):
        here, there = register.columns[field].value_at(one), register.columns[field].value_at(other)
        if here is not None and there is not None and commune_key(str(here)) != commune_key(str(there)):
            return field
    return None


def _elsewhere(register: Register, first: int, row: int, field: str) -> Hit:
    at, here, there = register.place(first, field), shown(register, row, field), shown(register, first, field)
    day = day_text(register.columns["registered_on"].value_at(row))  # type: ignore[arg-type]
    message = Text(
        f"cùng tên, cùng ngày đăng ký {day.vi} với {at} ({there.vi}), nhưng ghi ở {here.vi}",
        f"the name and day of registration, {day.en}, of {at} ({there.en}), but written under {here.en}",
    )
    return Hit(
        register,
        row,
        (field, "name"),
        message,
        Text("nếu là một đơn vị, xóa một dòng", "if it is one organisation, remove a row"),
    )


def _row_again(lists: Lists) -> Iterator[Hit]:
    """A movement, a support measure or a commune that stands twice with the very same cells."""
    for name, what in (("fund", "amount"), ("support", "measure"), ("commune", "commune")):
        register = lists.registers.get(name)
        if register is None:
            continue
        same = np.zeros(len(register), dtype=np.int64)
        for series in register.columns.values():
            part = np.where(series.known, np.unique(series.values, return_inverse=True)[1] + 1, 0)
            same = np.unique(same * (int(part.max(initial=0)) + 1) + part, return_inverse=True)[1]
        whole = register.columns[what].known & (register.years > 0)
        for rows in _candidates(register.years, same, among=whole):
            for row in rows[1:]:
                first = register.place(rows[0])
                message = Text(f"giống hệt {first}; được tính hai lần", f"the very same as {first}; counted twice")
                yield Hit(
                    register,
                    row,
                    (what,),
                    message,
                    Text("xóa một dòng nếu bị chép hai lần", "remove a row if it was copied twice"),
                )


_HEADER = "Mã số HTX | Tên HTX | Loại hình | Huyện | Xã | Ngày đăng ký lần đầu"

RULES = (
    Rule(
        code="MA203",
        severity=Severity.WARNING,
        title=Text("Hai tên gần giống nhau trong một xã", "Two names that are nearly the same in one commune"),
        why=Text(
            "“HTX DV Đồng Tâm” và “HTX Dịch vụ Đông Tâm” có lẽ là một đơn vị với hai mã, và được tính hai lần.",
            "“HTX DV Đồng Tâm” and “HTX Dịch vụ Đông Tâm” are likely one organisation with two codes, counted twice.",
        ),
        mend=Text("Nếu là một đơn vị, xóa dòng có mã sai; nếu là hai, không cần sửa.", "If it is one, remove the row with the wrong code; if two, nothing."),
        wrong=(
            _HEADER, "9900032057 | HTX Dịch vụ Đồng Tâm | HTX |  | Xã Minh Hải | 15/03/2015",
            "9900180224 | HTX DV Đông Tâm | HTX |  | Xã Minh Hải | 20/06/2018",
        ),
        right=(
            _HEADER, "9900032057 | HTX Dịch vụ Đồng Tâm | HTX |  | Xã Minh Hải | 15/03/2015",
            "9900180224 | HTX Vận tải Đồng Tâm | HTX |  | Xã Minh Hải | 20/06/2018",
        ),
        look=_in_one_commune,
    ),
    Rule(
        code="MA204",
        severity=Severity.WARNING,
        title=Text("Một đơn vị ở hai nơi", "One organisation in two places"),
        why=Text(
            "Cùng tên và cùng ngày đăng ký ở hai huyện: có lẽ cả hai huyện đều ghi, và được tính hai lần.",
            "One name and day of registration in two districts: both have likely listed it, and it is counted twice.",
        ),
        mend=Text("Xóa dòng ở nơi không có trụ sở.", "Remove the row where it has no office."),
        wrong=(
            _HEADER, "9900032057 | HTX Dịch vụ Đồng Tâm | HTX | Huyện Minh Hải | Xã Minh Hải | 15/03/2015",
            "9900180224 | HTX Dịch vụ Đồng Tâm | HTX | Huyện Tân Hải | Xã Tân Hải | 15/03/2015",
        ),
        right=(
            _HEADER, "9900032057 | HTX Dịch vụ Đồng Tâm | HTX | Huyện Minh Hải | Xã Minh Hải | 15/03/2015",
            "9900180224 | HTX Dịch vụ Đồng Tâm | HTX | Huyện Tân Hải | Xã Tân Hải | 20/06/2018",
        ),
        look=_in_two_districts,
    ),
    Rule(
        code="MA205",
        severity=Severity.WARNING,
        title=Text("Một dòng của sổ Quỹ, hỗ trợ hay xã ghi hai lần", "A row of the fund, of support or of communes twice"),
        why=Text(
            "Mọi ô giống hệt nhau: có lẽ dòng đã bị chép hai lần, và số tiền, số lượt hay số xã được tính hai lần.",
            "All cells are the same: it was likely copied, and its money, turns or commune count twice.",
        ),
        mend=Text("Xóa một dòng; nếu thật có hai lần trong một ngày thì không cần sửa.", "Remove one; if it did happen twice on that day, nothing."),
        wrong=(
            "ho-tro.csv:", "Ngày | Chính sách hỗ trợ | Đơn vị được hỗ trợ | Số người", "05/03/2023 | Tập huấn | HTX Đồng Tâm | 12",
            "06/03/2023 | Tập huấn | HTX Tân Tiến | 9", "05/03/2023 | Tập huấn | HTX Đồng Tâm | 12",
        ),
        right=(
            "ho-tro.csv:", "Ngày | Chính sách hỗ trợ | Đơn vị được hỗ trợ | Số người", "05/03/2023 | Tập huấn | HTX Đồng Tâm | 12",
            "06/03/2023 | Tập huấn | HTX Tân Tiến | 9", "05/03/2023 | Tập huấn | HTX Đồng Tâm | 14",
        ),
        look=_row_again,
    ),
)  # fmt: skip
