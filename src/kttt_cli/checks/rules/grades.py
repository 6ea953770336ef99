"""Grades against scores, age and kind, by the circular in force on the cut-off date (law.toml)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from kttt_cli.checks.hit import Hit, Lists, among, date_text, of_kinds, shown
from kttt_cli.checks.law import Grading, in_force, law
from kttt_cli.checks.rule import Rule
from kttt_cli.findings import Severity
from kttt_cli.language import Text
from kttt_cli.registers.register import Bools, Register, distinct
from kttt_cli.registers.vocabularies import vocabulary

_LAW = Text(
    "TT 01/2020/TT-BKHĐT; TT 09/2017/TT-BNNPTNT điều 6 (HTX nông nghiệp)",
    "TT 01/2020/TT-BKHĐT; TT 09/2017/TT-BNNPTNT art. 6 (agricultural HTX)",
)
_NOT_GRADED = "none"
_HEADER = "Tên HTX | Loại hình | Ngày đăng ký lần đầu | Điểm | Xếp loại"


def _gradings(lists: Lists) -> Iterator[tuple[Register, date, Grading, Bools]]:
    """Each list's cut-off date, the circular that holds on it, and the rows that it is for: the first of several."""
    register = lists.registers.get("organisation")
    if register is None or not register.columns["grade"].known.any():
        return
    for year in distinct(register.years):
        if year <= 0:
            continue
        rest = register.years == year
        for grading in in_force(law().grading, lists.cutoff(year)):
            rows = rest & of_kinds(register, grading.kinds)
            if grading.sectors:
                rows &= among(register.columns["sector"], grading.sectors)
            rest &= ~rows
            if rows.any():
                yield register, lists.cutoff(year), grading, rows


def _against_score(lists: Lists) -> Iterator[Hit]:
    for register, _, grading, rows in _gradings(lists):
        score, grade = register.columns["score"], register.columns["grade"]
        here = np.flatnonzero(rows & score.known & grade.known & ~among(grade, (_NOT_GRADED,)))
        steps = sorted(grading.floors.items(), key=lambda step: step[1])
        reached = np.searchsorted([floor * 100 for _, floor in steps], score.values[here], side="right") - 1
        due = np.array([grade.words.index(code) if code in grade.words else -1 for code, _ in steps])[reached]
        for at in np.flatnonzero(due != grade.values[here]).tolist():
            row, code = int(here[at]), steps[int(reached[at])][0]
            points, given, right = (
                shown(register, row, "score"),
                shown(register, row, "grade"),
                vocabulary("grade").texts[code],
            )
            message = Text(
                f"{points.vi} điểm là loại “{right.vi}” theo {grading.document}, không phải “{given.vi}”",
                f"{points.en} points are “{right.en}” by {grading.document}, not “{given.en}”",
            )
            yield Hit(
                register, row, ("grade", "score"), message, _fined(register, row, grade.words[int(grade.values[row])])
            )


def _fined(register: Register, row: int, given: str) -> Text:
    """An agricultural HTX that was fined is weak whatever its points, by a circular that holds beside the other."""
    notes = [each.note for each in law().grading if each.note is not None]
    if given == "yeu" and notes and register.columns["sector"].value_at(row) == "agri":
        return Text(f"xem lại hai ô này; {notes[0].vi}", f"check the two cells; {notes[0].en}")
    return Text("xem lại điểm và xếp loại", "check the score and the grade")


def _too_new(lists: Lists) -> Iterator[Hit]:
    for register, cutoff, grading, rows in _gradings(lists):
        begun, grade = register.columns["registered_on"], register.columns["grade"]
        # Founded on the day after it has been at work for the whole time by the end of the cut-off date.
        months = cutoff.year * 12 + cutoff.month - 1 - grading.months
        opening = (
            date(months // 12, months % 12 + 1, min(cutoff.day, 28)).toordinal() + cutoff.day - min(cutoff.day, 28)
        )
        new = rows & grade.known & ~among(grade, (_NOT_GRADED,)) & begun.known & (begun.values > opening + 1)
        new &= (begun.values <= cutoff.toordinal()) & ~among(register.columns["origin"], ("reregistered", "merged"))
        for row in np.flatnonzero(new).tolist():
            given, day, end = shown(register, row, "grade"), shown(register, row, "registered_on"), date_text(cutoff)
            message = Text(
                f"xếp loại “{given.vi}” khi đăng ký ngày {day.vi}, chưa đủ {grading.months} tháng đến {end.vi} ({grading.document})",
                f"graded “{given.en}”, registered on {day.en}, less than {grading.months} months before {end.en} ({grading.document})",
            )
            suggestion = Text(
                "ghi “Không xếp loại”, hoặc sửa ngày đăng ký", "write “Không xếp loại”, or correct the date"
            )
            yield Hit(register, row, ("grade", "registered_on"), message, suggestion)


def _credit_funds(lists: Lists) -> Iterator[Hit]:
    register = lists.registers.get("organisation")
    if register is None:
        return
    grade, edges = register.columns["grade"], lists.edges(register)
    since = min(each.since for each in law().grading if "qtdnd" not in each.kinds and not each.sectors).toordinal()
    graded = (
        among(register.columns["kind"], ("qtdnd",)) & grade.known & ~among(grade, (_NOT_GRADED,)) & (edges >= since)
    )
    for row in np.flatnonzero(graded).tolist():
        given = shown(register, row, "grade")
        message = Text(
            f"QTDND được xếp loại “{given.vi}”, nhưng QTDND do Ngân hàng Nhà nước đánh giá",
            f"a credit fund graded “{given.en}”, but credit funds are graded by the State Bank",
        )
        yield Hit(
            register,
            row,
            ("grade", "kind"),
            message,
            Text("ghi “Không xếp loại”, hoặc sửa loại hình", "write “Không xếp loại”, or correct the kind"),
        )


RULES = (
    Rule(
        code="XL201",
        severity=Severity.WARNING,
        title=Text("Xếp loại không khớp với điểm", "A grade that does not fit its score"),
        why=Text(
            "Tỷ lệ HTX tốt, khá và yếu tính theo xếp loại; một bậc sai là một HTX sai nhóm.",
            "The shares of good and weak HTX go by the grade; a wrong step is an HTX in the wrong group.",
        ),
        mend=Text("Đối chiếu bảng chấm điểm: từ 80 là tốt, 65 khá, 50 trung bình.", "Compare with the score sheet: 80 is good, 65 fair, 50 average."),
        wrong=(_HEADER, "HTX Đồng Tâm | HTX | 15/03/2015 | 62,5 | Khá"),
        right=(_HEADER, "HTX Đồng Tâm | HTX | 15/03/2015 | 62,5 | Trung bình"),
        law=_LAW,
        look=_against_score,
    ),
    Rule(
        code="XL202",
        severity=Severity.WARNING,
        title=Text("Xếp loại khi chưa đủ 12 tháng", "Graded when newer than 12 months"),
        why=Text(
            "HTX mới chưa đủ 12 tháng hoạt động trong năm không được đánh giá.",
            "An HTX with less than 12 months of work in the year is not evaluated.",
        ),
        mend=Text("Ghi “Không xếp loại”, hoặc sửa ngày đăng ký.", "Write “Không xếp loại”, or correct the date."),
        wrong=(_HEADER, "HTX Đồng Tâm | HTX | 15/03/2023 | 82 | Tốt"),
        right=(_HEADER, "HTX Đồng Tâm | HTX | 15/03/2023 |  | Không xếp loại"),
        law=_LAW,
        look=_too_new,
    ),
    Rule(
        code="XL203",
        severity=Severity.WARNING,
        title=Text("QTDND có xếp loại HTX", "A credit fund with the grade of an HTX"),
        why=Text(
            "QTDND theo quy định của Ngân hàng Nhà nước; tính chung thì tỷ lệ tốt, khá không còn so được.",
            "Credit funds go by rules of the State Bank; counted in, they spoil the share of good HTX.",
        ),
        mend=Text("Ghi “Không xếp loại”, hoặc sửa loại hình.", "Write “Không xếp loại”, or correct the kind."),
        wrong=(_HEADER, "Quỹ tín dụng nhân dân Tân Tiến | QTDND | 15/03/2015 |  | Tốt"),
        right=(_HEADER, "Quỹ tín dụng nhân dân Tân Tiến | QTDND | 15/03/2015 |  | Không xếp loại"),
        law=Text("TT 01/2020/TT-BKHĐT điều 1", "TT 01/2020/TT-BKHĐT art. 1"),
        look=_credit_funds,
    ),
)  # fmt: skip
