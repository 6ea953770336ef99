"""All rules by their code, in one place."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from kttt_cli.checks.rule import Rule
from kttt_cli.checks.rules import (
    annexes,
    changes,
    codes,
    columns,
    counts,
    dates,
    files,
    fund,
    grades,
    industries,
    ledgers,
    lives,
    minimums,
    moves,
    names,
    numbers,
    places,
    plans,
    rows,
    totals,
    twins,
    words,
    writing,
    years,
)
from kttt_cli.language import Text

FAMILIES: Mapping[str, Text] = {
    "DT": Text("Tệp dữ liệu", "Files"),
    "CH": Text("Cấu hình kttt.toml", "Settings in kttt.toml"),
    "CT": Text("Cột và tiêu đề", "Columns and headers"),
    "DG": Text("Dòng và nhóm", "Rows and groups"),
    "NM": Text("Năm và ngày chốt", "Years and cut-off dates"),
    "LO": Text("Lỗi của bảng tính", "Errors of the spreadsheet"),
    "SO": Text("Số", "Numbers"),
    "DV": Text("Đơn vị tính", "Units"),
    "GT": Text("Giá trị", "Values"),
    "NG": Text("Ngày", "Dates"),
    "MA": Text("Mã số và tên", "Codes and names"),
    "TV": Text("Từ ngữ của danh mục", "Words of a list"),
    "CK": Text("Cột có/không", "Yes or no"),
    "DD": Text("Huyện, xã", "Districts and communes"),
    "TG": Text("Dòng tổng", "Totals"),
    "HL": Text("Các số trong một dòng", "Numbers of one record"),
    "TT": Text("Tình trạng và ngày", "Status and dates"),
    "XL": Text("Điểm và xếp loại", "Scores and grades"),
    "LU": Text("Số tối thiểu theo luật", "What the law asks at least"),
    "NN": Text("Ngành nghề", "Industries"),
    "LK": Text("Giữa các sổ", "Between registers"),
    "SS": Text("Giữa các năm", "Between years"),
    "KH": Text("Tệp kế hoạch", "Plan files"),
    "PL": Text("Phụ lục", "Annexes"),
    "VB": Text("Cách viết (không phải phát hiện; --fix sửa)", "Ways of writing (no findings; --fix mends them)"),
}
"""The letters that codes begin with, in the order of the catalogue."""

_PAGES = (
    files, columns, rows, numbers, dates, codes, words, places, totals, counts, lives, grades, minimums, industries, twins,
    ledgers, fund, years, changes, moves, names, plans, annexes, writing,
)  # fmt: skip


@cache
def rules() -> Mapping[str, Rule]:
    """Code → rule, in the order of the families and their codes."""
    order = list(FAMILIES)
    known = sorted(
        (rule for page in _PAGES for rule in page.RULES), key=lambda rule: (order.index(rule.family), rule.code)
    )
    return {rule.code: rule for rule in known}
