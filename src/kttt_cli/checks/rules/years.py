"""Between years: who vanished, came back, appeared or changed. Together they are what opening + new − ended lacks
to closing: a gap in the sum is told as the organisations that make it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kttt_cli.checks.hit import Hit, Lists, date_text, shown
from kttt_cli.checks.rule import Rule
from kttt_cli.checks.who import NOBODY, Identities, Rows
from kttt_cli.findings import Severity
from kttt_cli.language import Text
from kttt_cli.registers.register import Ints, Register

_MANY, _LARGE_PART = 10, 5
"""So many, and more than one in so many, are one cause: a part of the list is missing."""


def _cell(register: Register, row: int) -> str:
    """The field by which a person finds the record: its code, else its name."""
    return "code" if register.columns["code"].known[row] else "name"


def _told(register: Register, rows: Rows, of: int, one: Text, many: Text) -> Iterator[Hit]:
    """Each of them, or one finding where they are a large part of the `of` records of their list."""
    if len(rows) >= _MANY and len(rows) * _LARGE_PART >= of:
        yield Hit(register, int(rows[0]), (), many.filled(count=len(rows), of=of), _PART, of_list=True)
        return
    for row in rows.tolist():
        yield Hit(register, row, (_cell(register, row),), one, _MEND_LIST)


_PART = Text(
    "kiểm tra có thiếu tệp, trang tính hay huyện nào không", "check whether a file, sheet or district is missing"
)
_MEND_LIST = Text("ghi ngày chấm dứt, hoặc thêm dòng còn thiếu", "write the day of its end, or add the missing row")


# --- who is there ----------------------------------------------------------------------------------


def _other_years(each: Identities, year: int, *, before: bool) -> Ints:
    """The organisations on any list before (or after) that year."""
    years = each.register.years
    there = (years > 0) & ((years < year) if before else (years > year)) & (each.ids != NOBODY)
    found: Ints = each.ids[there]
    return found


def _not_nameless(each: Identities, rows: Rows, year: int) -> Rows:
    """Without those that may be a row of that list which has neither name nor code: that is told already."""
    begun = each.register.columns["registered_on"]
    return rows[~(begun.known[rows] & np.isin(begun.values[rows], each.nameless(year)))]


def _vanished(lists: Lists) -> Iterator[Hit]:
    for each in lists.identities.values():
        for year, following in each.pairs():
            rows = each.rows_of(year)
            there = np.append(_other_years(each, year, before=False), each.undated)
            gone = _not_nameless(each, rows[~each.gone[rows] & ~np.isin(each.ids[rows], there)], following)
            one = Text(
                f"không có trong danh sách năm {following}, mà năm {year} chưa chấm dứt",
                f"is not on the list of {following}, and had not ended in {year}",
            )
            many = Text(
                f"{{count}}/{{of}} đơn vị không có trong danh sách năm {following}, mà năm {year} chưa chấm dứt",
                f"{{count}} of {{of}} are not on the list of {following}, and had not ended in {year}",
            )
            yield from _told(each.register, gone, len(rows), one, many)


def _came_back(lists: Lists) -> Iterator[Hit]:
    """On a list, not on the next, and on a later one."""
    for each in lists.identities.values():
        for year, following in each.pairs():
            if following + 1 not in each.years:
                continue
            rows = each.rows_of(following + 1)
            before, between = each.ids[each.rows_of(year)], np.append(each.ids[each.rows_of(following)], each.undated)
            back = rows[np.isin(each.ids[rows], before) & ~np.isin(each.ids[rows], between)]
            back = _not_nameless(each, back, following)
            one = Text(
                f"có trong danh sách năm {year}, không có năm {following}, rồi có lại",
                f"is on the list of {year}, not on that of {following}, and is back",
            )
            many = Text(
                f"{{count}}/{{of}} đơn vị có trong danh sách năm {year}, không có năm {following}, rồi có lại",
                f"{{count}} of {{of}} are on the list of {year}, not on that of {following}, and are back",
            )
            yield from _told(each.register, back, len(rows), one, many)


def _appeared(lists: Lists) -> Iterator[Hit]:
    """Registered by the cut-off date of the year before, and on no list before."""
    for each in lists.identities.values():
        begun = each.register.columns["registered_on"]
        assert begun.upper is not None
        for year, following in each.pairs():
            rows = each.rows_of(following)
            edge = lists.cutoff(year).toordinal()
            old = begun.known[rows] & (begun.upper[rows] <= edge)
            there = np.append(_other_years(each, following, before=True), each.undated)
            came = _not_nameless(each, rows[old & ~np.isin(each.ids[rows], there)], year)
            one = Text(
                f"đăng ký trước khi hết năm {year} nhưng không có trong danh sách năm {year}",
                f"was registered before the end of {year}, but is not on the list of {year}",
            )
            many = Text(
                f"{{count}}/{{of}} đơn vị đăng ký trước khi hết năm {year} nhưng không có trong danh sách năm {year}",
                f"{{count}} of {{of}} were registered before the end of {year}, but are not on the list of {year}",
            )
            for hit in _told(each.register, came, len(rows), one, many):
                if hit.of_list:
                    yield hit
                else:
                    yield Hit(each.register, hit.row, ("registered_on", *hit.fields), hit.message, _LATE)


_LATE = Text(
    "sửa ngày đăng ký, hoặc thêm dòng vào danh sách năm trước",
    "correct the day, or add it to the list of the year before",
)


def _alive_again(lists: Lists) -> Iterator[Hit]:
    """Ended by the cut-off date of one list, and not ended on the next."""
    for each in lists.identities.values():
        ended = each.register.columns["ended_on"]
        assert ended.upper is not None
        for year, following in each.pairs():
            before, rows = each.rows_of(year), each.rows_of(following)
            dead = before[ended.known[before] & (ended.upper[before] <= lists.cutoff(year).toordinal())]
            days = dict(zip(each.ids[dead].tolist(), dead.tolist(), strict=True))
            living = rows[~each.gone[rows] & np.isin(each.ids[rows], each.ids[dead])]
            for row in living.tolist():
                first = days[int(each.ids[row])]
                day, at = shown(each.register, first, "ended_on"), each.register.place(first, "ended_on")
                message = Text(
                    f"năm {year} ghi đã chấm dứt ngày {day.vi} ({at}), năm {following} lại còn",
                    f"had ended on {day.en} by the list of {year} ({at}), and has not by that of {following}",
                )
                field = "ended_on" if each.register.place(row, "ended_on").column is not None else "name"
                yield Hit(each.register, row, (field,), message, Text("sửa ngày chấm dứt ở một trong hai năm", "correct the end in one of the two years"),
                          also=((each.register, first, "ended_on"),))  # fmt: skip


def _ended_unnoticed(lists: Lists) -> Iterator[Hit]:
    """Ended by the cut-off date of the year before, whose list has it as living."""
    for each in lists.identities.values():
        ended = each.register.columns["ended_on"]
        assert ended.upper is not None
        for year, following in each.pairs():
            before, rows = each.rows_of(year), each.rows_of(following)
            living = before[~each.gone[before]]
            edge = lists.cutoff(year)
            late = rows[
                ended.known[rows] & (ended.upper[rows] <= edge.toordinal()) & np.isin(each.ids[rows], each.ids[living])
            ]
            for row in late.tolist():
                day, end = shown(each.register, row, "ended_on"), date_text(edge)
                message = Text(
                    f"chấm dứt ngày {day.vi}, nhưng danh sách đến {end.vi} vẫn tính là còn",
                    f"ended on {day.en}, but the list to {end.en} still has it as living",
                )
                yield Hit(
                    each.register,
                    row,
                    ("ended_on",),
                    message,
                    Text("sửa ngày, hoặc danh sách năm trước", "correct the day, or the list of the year before"),
                )


_CODED = "Mã số HTX | Tên HTX | Loại hình | Ngày đăng ký lần đầu | Ngày giải thể"
_ONE, _TWO_ROW = "9900032057 | HTX Đồng Tâm | HTX | 15/03/2015 | ", "9900180224 | HTX Tân Tiến | HTX | 20/06/2018 | "
_FIRST = ("htx-2022.csv:", _CODED, _ONE, _TWO_ROW)
_BOTH = (*_FIRST, "htx-2023.csv:", _CODED, _ONE, _TWO_ROW)

_SUM = Text("Đầu kỳ + mới − chấm dứt sẽ không bằng cuối kỳ.", "Opening + new − ended will not give closing.")

RULES = (
    Rule(
        code="SS201",
        severity=Severity.WARNING,
        title=Text("Mất khỏi danh sách mà chưa chấm dứt", "Vanished from the list without an end"),
        why=_SUM,
        mend=Text("Ghi ngày chấm dứt, hoặc thêm dòng vào danh sách năm sau.", "Write the day of its end, or add it to the next list."),
        wrong=(*_FIRST, "htx-2023.csv:", _CODED, _ONE),
        right=_BOTH,
        look=_vanished,
    ),
    Rule(
        code="SS202",
        severity=Severity.WARNING,
        title=Text("Vắng một năm rồi có lại", "Missing for a year, and back"),
        why=Text("Năm ở giữa thiếu một đơn vị.", "The year between lacks an organisation."),
        mend=Text("Thêm dòng vào danh sách của năm ở giữa.", "Add it to the list of the year between."),
        wrong=("htx-2021.csv:", *_FIRST[1:], "htx-2022.csv:", _CODED, _ONE, "htx-2023.csv:", _CODED, _ONE, _TWO_ROW),
        right=("htx-2021.csv:", *_FIRST[1:], *_BOTH),
        look=_came_back,
    ),
    Rule(
        code="SS206",
        severity=Severity.WARNING,
        title=Text("Đăng ký từ trước nhưng danh sách trước không có", "Registered earlier, and on no earlier list"),
        why=_SUM,
        mend=Text("Sửa ngày đăng ký, hoặc thêm dòng vào danh sách năm trước.", "Correct the day, or add it to the list before."),
        wrong=("htx-2022.csv:", _CODED, _ONE, "htx-2023.csv:", _CODED, _ONE, _TWO_ROW),
        right=("htx-2022.csv:", _CODED, _ONE, "htx-2023.csv:", _CODED, _ONE, "9900180224 | HTX Tân Tiến | HTX | 20/06/2023 | "),
        look=_appeared,
    ),
    Rule(
        code="SS207",
        severity=Severity.WARNING,
        title=Text("Đã chấm dứt rồi lại còn", "Ended, and living again"),
        why=_SUM,
        mend=Text("Sửa ngày chấm dứt ở một trong hai năm.", "Correct the end in one of the two years."),
        wrong=("htx-2022.csv:", _CODED, _ONE, _TWO_ROW + "05/05/2022", "htx-2023.csv:", _CODED, _ONE, _TWO_ROW),
        right=("htx-2022.csv:", _CODED, _ONE, _TWO_ROW + "05/05/2022", "htx-2023.csv:", _CODED, _ONE),
        look=_alive_again,
    ),
    Rule(
        code="SS208",
        severity=Severity.WARNING,
        title=Text("Chấm dứt từ trước nhưng danh sách trước vẫn còn", "Ended earlier, and living on the list before"),
        why=Text(
            "Danh sách năm trước tính thừa một đơn vị, và không năm nào đếm việc chấm dứt này.",
            "The list before has one too many, and no year counts its end.",
        ),
        mend=Text("Sửa ngày chấm dứt, hoặc ghi ngày đó vào danh sách năm trước.", "Correct the day, or write it into the list before."),
        wrong=(*_FIRST, "htx-2023.csv:", _CODED, _ONE, _TWO_ROW + "05/05/2022"),
        right=(*_FIRST, "htx-2023.csv:", _CODED, _ONE, _TWO_ROW + "05/05/2023"),
        look=_ended_unnoticed,
    ),
)  # fmt: skip
