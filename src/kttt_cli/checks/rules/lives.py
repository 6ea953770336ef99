"""The life of an organisation in one list: status against dates, dates against each other."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kttt_cli.checks.hit import Hit, Lists, among, date_text, label, shown
from kttt_cli.checks.rule import Rule
from kttt_cli.findings import Severity
from kttt_cli.language import Text
from kttt_cli.registers.register import Bools, Register, distinct

_STATUSES = Text("NĐ 92/2024/NĐ-CP điều 27, 28", "NĐ 92/2024/NĐ-CP arts 27 and 28")
_HEADER = "Tên HTX | Loại hình | Ngày đăng ký lần đầu | Tình trạng | Ngày giải thể"


def _sources_with(register: Register, field: str) -> Bools:
    """Rows of tables that have this column."""
    having = [index for index in distinct(register.source_of) if field in register.sources[index].columns]
    return np.isin(register.source_of, having)


def _ended_without_day(lists: Lists) -> Iterator[Hit]:
    register = lists.registers.get("organisation")
    if register is None:
        return
    ended = register.columns["ended_on"]
    wrong = (
        among(register.columns["status"], ("ended",))
        & ~ended.known
        & ~ended.not_read
        & _sources_with(register, "ended_on")
    )
    for row in np.flatnonzero(wrong).tolist():
        status = shown(register, row, "status")
        message = Text(
            f"tình trạng “{status.vi}” nhưng không có ngày chấm dứt",
            f"the status is “{status.en}”, but no day of its end is given",
        )
        yield Hit(
            register,
            row,
            ("ended_on", "status"),
            message,
            Text("ghi ngày, hoặc sửa tình trạng", "write the day, or correct the status"),
        )


def _living_after_end(lists: Lists) -> Iterator[Hit]:
    """By the cut-off date it had ended, and the status says otherwise. Dates win."""
    register = lists.registers.get("organisation")
    if register is None:
        return
    ended, status = register.columns["ended_on"], register.columns["status"]
    assert ended.upper is not None
    edges = lists.edges(register)
    wrong = ended.known & (ended.upper <= edges) & status.known & ~among(status, ("ended",))
    for row in np.flatnonzero(wrong).tolist():
        day, said = shown(register, row, "ended_on"), shown(register, row, "status")
        message = Text(
            f"đã chấm dứt ngày {day.vi} nhưng tình trạng là “{said.vi}”; tính theo ngày",
            f"ended on {day.en}, but the status is “{said.en}”; the date is used",
        )
        yield Hit(
            register,
            row,
            ("status", "ended_on"),
            message,
            Text("sửa tình trạng, hoặc xóa ngày", "correct the status, or remove the day"),
        )


def _ended_too_soon(lists: Lists) -> Iterator[Hit]:
    """The status says that it has ended, the day lies after the cut-off date of the list."""
    register = lists.registers.get("organisation")
    if register is None:
        return
    ended, edges = register.columns["ended_on"], lists.edges(register)
    wrong = ended.known & (edges > 0) & (ended.values > edges) & among(register.columns["status"], ("ended",))
    for row in np.flatnonzero(wrong).tolist():
        day, cutoff = shown(register, row, "ended_on"), date_text(lists.cutoff(int(register.years[row])))
        message = Text(
            f"tình trạng là đã chấm dứt, nhưng ngày {day.vi} sau ngày chốt {cutoff.vi}; năm này vẫn tính là còn",
            f"the status is that it has ended, but {day.en} lies after the cut-off date {cutoff.en}; it still exists in this year",
        )
        yield Hit(
            register,
            row,
            ("ended_on", "status"),
            message,
            Text("xem lại ngày hoặc tình trạng", "check the day or the status"),
        )


def _model_before_founding(lists: Lists) -> Iterator[Hit]:
    register = lists.registers.get("organisation")
    if register is None:
        return
    built, begun = register.columns["model_built_on"], register.columns["registered_on"]
    assert built.upper is not None
    for row in np.flatnonzero(built.known & begun.known & (built.upper < begun.values)).tolist():
        day, first, name = (
            shown(register, row, "model_built_on"),
            shown(register, row, "registered_on"),
            label(register, "model_built_on"),
        )
        message = Text(
            f"{name.vi} {day.vi} trước ngày đăng ký {first.vi}",
            f"{name.en} {day.en} is before it was registered, {first.en}",
        )
        yield Hit(
            register,
            row,
            ("model_built_on", "registered_on"),
            message,
            Text("sửa một trong hai ngày", "correct one of the two dates"),
        )


RULES = (
    Rule(
        code="TT201",
        severity=Severity.WARNING,
        title=Text("Đã chấm dứt nhưng không có ngày", "Ended, without a day"),
        why=Text(
            "Không có ngày thì không biết giải thể năm nào: năm này không đếm được số giải thể của đơn vị đó.",
            "Without the day the year of its end is not known, and it is missing from the dissolutions.",
        ),
        mend=Text("Ghi ngày chấm dứt theo quyết định.", "Write the day that the decision gives."),
        wrong=(_HEADER, "HTX Đồng Tâm | HTX | 15/03/2015 | Đã giải thể | ", "HTX Tân Tiến | HTX | 15/03/2015 | Đang hoạt động | "),
        right=(_HEADER, "HTX Đồng Tâm | HTX | 15/03/2015 | Đã giải thể | 20/06/2023", "HTX Tân Tiến | HTX | 15/03/2015 | Đang hoạt động | "),
        law=_STATUSES,
        look=_ended_without_day,
    ),
    Rule(
        code="TT202",
        severity=Severity.WARNING,
        title=Text("Có ngày chấm dứt nhưng tình trạng nói khác", "A day of its end, and a status that says otherwise"),
        why=Text(
            "kttt tính theo ngày: đơn vị không còn. Nếu tình trạng mới đúng thì thiếu một HTX.",
            "kttt goes by the day: it has ended. If the status is right, an HTX is missing.",
        ),
        mend=Text("Sửa tình trạng, hoặc xóa ngày.", "Correct the status, or remove the day."),
        wrong=(_HEADER, "HTX Đồng Tâm | HTX | 15/03/2015 | Đang hoạt động | 20/06/2023"),
        right=(_HEADER, "HTX Đồng Tâm | HTX | 15/03/2015 | Đã giải thể | 20/06/2023"),
        law=_STATUSES,
        look=_living_after_end,
    ),
    Rule(
        code="TT203",
        severity=Severity.WARNING,
        title=Text("Chấm dứt sau ngày chốt nhưng tình trạng là đã chấm dứt", "Ended after the cut-off date, by status already ended"),
        why=Text(
            "Ngày quyết định: ở ngày chốt đơn vị vẫn còn, và giải thể được tính vào kỳ sau.",
            "The day decides: at the cut-off date it still existed, and its end belongs to the next period.",
        ),
        mend=Text("Xem lại ngày; nếu đúng thì ghi tình trạng ở ngày chốt.", "Check the day; if it is right, give the status at the cut-off date."),
        wrong=(
            f"Danh sách HTX đến 14/12/2023 |{' |' * 3} ", _HEADER, "HTX Đồng Tâm | HTX | 15/03/2015 | Đã giải thể | 20/12/2023",
        ),
        right=(
            f"Danh sách HTX đến 14/12/2023 |{' |' * 3} ", _HEADER, "HTX Đồng Tâm | HTX | 15/03/2015 | Đang hoạt động | 20/12/2023",
        ),
        law=_STATUSES,
        look=_ended_too_soon,
    ),
    Rule(
        code="TT204",
        severity=Severity.WARNING,
        title=Text("Ghi chú nói đã chấm dứt", "Ended by its notes only"),
        why=Text(
            "Cột Ghi chú, Lý do hay tên không dùng để tính: đơn vị đã giải thể ghi ở đó vẫn được tính là đang tồn tại.",
            "Notes, reasons and names count for nothing: what was dissolved, and is told to be there only, is counted as existing.",
        ),
        mend=Text("Ghi vào cột Tình trạng và cột Ngày giải thể.", "Write it into the columns Tình trạng and Ngày giải thể."),
        wrong=("Tên HTX | Loại hình | Ghi chú", "HTX Đồng Tâm | HTX | Đã giải thể", "HTX Bình Minh | HTX |"),
        right=("Tên HTX | Loại hình | Ghi chú", "HTX Đồng Tâm | HTX | Chờ giải thể", "HTX Bình Minh | HTX |"),
        law=_STATUSES,
    ),
    Rule(
        code="NG204",
        severity=Severity.WARNING,
        title=Text("Xây dựng mô hình trước ngày đăng ký", "A model built before it was registered"),
        why=Text(
            "Mô hình được tính vào năm xây dựng; một trong hai ngày sai.",
            "A model counts in the year in which it was built; one of the two dates is wrong.",
        ),
        mend=Text("Sửa một trong hai ngày.", "Correct one of the two dates."),
        wrong=("Tên HTX | Loại hình | Ngày đăng ký lần đầu | Năm xây dựng mô hình HTX kiểu mới", "HTX Đồng Tâm | HTX | 15/03/2021 | 2019"),
        right=("Tên HTX | Loại hình | Ngày đăng ký lần đầu | Năm xây dựng mô hình HTX kiểu mới", "HTX Đồng Tâm | HTX | 15/03/2021 | 2022"),
        look=_model_before_founding,
    ),
)  # fmt: skip
