"""Between years: a place or sector that is another for one year only, and a district that its commune does not lie in."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import partial

import numpy as np

from kttt_cli.checks.hit import Hit, Lists, label, shown
from kttt_cli.checks.rule import Rule, of_three_years
from kttt_cli.checks.who import Identities
from kttt_cli.findings import Severity
from kttt_cli.language import Text, join
from kttt_cli.registers.places import commune_key, district_key
from kttt_cli.registers.register import Ints

_KEYS: dict[str, Callable[[str], str]] = {"commune": commune_key, "district": district_key, "sector": str}
"""What of an organisation stays for years, and when two ways of writing it are one."""
_UNKNOWN = -1
_THREE = 3

Numbers = dict[str, Ints]
"""Field → for each row a number of what stands there, as told apart by its key; _UNKNOWN where nothing does."""


def _moved_and_back(lists: Lists) -> Iterator[Hit]:
    """An organisation may move, and stays there; one that is back a year later has never been away."""
    for each in lists.identities.values():
        if len(each.years) <= 1:
            continue
        numbers = _numbers(each)
        odd: dict[int, dict[str, int]] = defaultdict(dict)
        for name, values in numbers.items():
            for rows in each.differing(values, values, values != _UNKNOWN):
                for row, usual in _for_one_year(rows.tolist(), values):
                    odd[row][name] = usual
        for row, usual in _in_strange_districts(each, numbers):
            odd[row].setdefault("district", usual)
        for row, fields in sorted(odd.items()):
            ours = {name: usual for name, usual in fields.items() if not _is_of_the_list(each, numbers[name], row)}
            if ours:
                yield _hit(each, row, ours)


def _is_of_the_list(each: Identities, values: Ints, row: int) -> bool:
    """A name that several rows of this list have and no other list has is the list's own: told as that, if it is wrong."""
    years = each.register.years[values == values[row]]
    return len(years) > 1 and bool((years == each.register.years[row]).all())


def _numbers(each: Identities) -> Numbers:
    found: Numbers = {}
    for name, key in _KEYS.items():
        series = each.register.columns[name]
        known: dict[str, int] = {}
        of_words = np.array([known.setdefault(key(word), len(known)) for word in series.words] or [0], dtype=np.int64)
        found[name] = np.where(series.known, of_words[series.values], _UNKNOWN)
    return found


def _for_one_year(rows: list[int], values: Ints) -> Iterator[tuple[int, int]]:
    """(the row that differs from the year before and the year after, the row of the year before)"""
    if len(rows) < _THREE:
        return
    for before, row, after in zip(rows, rows[1:], rows[2:], strict=False):
        if values[before] == values[after] != values[row]:
            yield row, before


def _in_strange_districts(each: Identities, numbers: Numbers) -> Iterator[tuple[int, int]]:
    """Of the first or the last year only: another district for the same commune, where the list of that year has the
    commune of others in the usual district, and nobody else's in this one."""
    communes, districts, years = numbers["commune"], numbers["district"], each.register.years
    listed: dict[tuple[int, int], Counter[int]] = {}
    for rows in each.differing(districts, districts, (districts != _UNKNOWN) & (communes != _UNKNOWN)):
        ends = [(int(rows[0]), int(rows[1])), (int(rows[-1]), int(rows[-2]))]
        for row, next_to in ends:
            if communes[row] != communes[next_to] or districts[row] == districts[next_to]:
                continue
            if not listed:
                for year, commune, district in zip(years.tolist(), communes.tolist(), districts.tolist(), strict=True):
                    listed.setdefault((year, commune), Counter())[district] += 1
            there = listed[int(years[row]), int(communes[row])]
            if there[int(districts[next_to])] and there[int(districts[row])] == 1:
                yield row, next_to


def _hit(each: Identities, row: int, fields: dict[str, int]) -> Hit:
    told = []
    for name, usual in fields.items():
        what, here, other = (
            label(each.register, name),
            shown(each.register, row, name),
            shown(each.register, usual, name),
        )
        told.append(
            Text(
                f"{what.vi} “{here.vi}”, các năm khác là “{other.vi}”",
                f"{what.en} “{here.en}”, in other years “{other.en}”",
            )
        )
    example, name = next((usual, name) for name, usual in fields.items())
    at, other = each.register.place(example, name), shown(each.register, example, name)
    told[0] = Text(f"{told[0].vi} ({at})", f"{told[0].en} ({at})")
    of_place = ("commune",) if "district" in fields and "commune" not in fields else ()
    return Hit(each.register, row, (*fields, *of_place), join(told), Text(f"có phải {other.vi}?", f"is it {other.en}?"))


_places = partial(
    of_three_years,
    "Mã số HTX | Tên HTX | Loại hình | Huyện | Xã | Lĩnh vực",
    "9900032057 | HTX Đồng Tâm | HTX | Huyện Một | {} | Vận tải",
)


RULES = (
    Rule(
        code="SS210",
        severity=Severity.WARNING,
        title=Text("Nơi hay lĩnh vực khác đi một năm", "Another place or sector for one year"),
        why=Text(
            "Năm đó đơn vị bị tính cho huyện, xã hay lĩnh vực khác; hai số đều lệch.",
            "In that year it is counted for another district, commune or sector; both figures are off.",
        ),
        mend=Text(
            "Đối chiếu với các năm khác; nếu đơn vị thật đã chuyển đi rồi về, không phải sửa.",
            "Compare with the other years; if it did move away and back, nothing is to be mended.",
        ),
        wrong=_places("Xã Minh Hải", "Xã Minh Đức", "Xã Minh Hải"),
        right=_places("Xã Minh Hải", "Xã Minh Đức", "Xã Minh Đức"),
        look=_moved_and_back,
    ),
)
