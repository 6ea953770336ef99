"""What is fixed: the plan's figures at 31/12/2020 and the course chosen for 2021–2025.

Money is in tenths of a million VND throughout, so that every sum is one of whole numbers.
"""

from __future__ import annotations

from typing import NamedTuple

YEARS = range(2020, 2026)
FIRST, LAST = YEARS[0], YEARS[-1]


class Sector(NamedTuple):
    code: str
    name: str
    long_name: str
    size: int
    members: int
    capital: int
    revenue_weight: int


SECTORS = (
    Sector("agri", "Nông, lâm nghiệp, thủy sản", "Nông nghiệp, lâm nghiệp, thủy sản", 484, 11_937, 5_680_440, 4),
    Sector("industry", "Công nghiệp, TTCN", "Công nghiệp, tiểu thủ công nghiệp", 98, 1_067, 3_442_260, 8),
    Sector("credit", "Tín dụng", "Quỹ tín dụng nhân dân", 20, 21_971, 803_190, 0),
    Sector(
        "trade",
        "Thương mại, dịch vụ, chợ",
        "Thương mại, dịch vụ, quản lý khai thác chợ",
        60,
        370,
        2_778_400,
        7,
    ),
    Sector("transport", "Vận tải", "Giao thông vận tải", 27, 304, 1_362_930, 9),
    Sector("environment", "Vệ sinh môi trường", "Vệ sinh môi trường", 26, 216, 202_300, 3),
    Sector("construction", "Xây dựng", "Xây dựng", 12, 174, 1_930_800, 12),
    Sector("electricity", "Tiêu thụ điện năng", "Tiêu thụ điện năng", 16, 153, 38_240, 5),
)
SECTOR = {each.code: each for each in SECTORS}

ORGANISATIONS = 743
REVENUE = 743 * 11_000
REVENUE_CREDIT = 1_750_000
INCOME = 743 * 500
INCOME_CREDIT = 20 * 816
BOARD, CONTROL_BOARD = 2_229, 750
MANAGERS, MANAGERS_ELEMENTARY, MANAGERS_INTERMEDIATE, MANAGERS_COLLEGE = 2_970, 900, 564, 327
WORKERS, WORKERS_CREDIT = 4_524, 196
DEPOSITS, LOANS = 20_218_670, 18_500_000
UNION_CAPITAL, UNION_REVENUE, UNION_PROFIT, UNION_MEMBERS = 14_202_000, 5 * 370_000, 5 * 17_000, 28
GROUPS, GROUPS_CERTIFIED, GROUP_MEMBERS_CERTIFIED = 900, 39, 300
GROUP_REVENUE, GROUP_PROFIT = 900 * 2_400, 900 * 400

# Survivors of the foundings of 2016–2020; the plan's 448 foundings count those that ended since.
FOUNDED_BEFORE = {2013: 24, 2014: 33, 2015: 40, 2016: 55, 2017: 62, 2018: 70, 2019: 75, 2020: 68}
NEW = {2021: 58, 2022: 74, 2023: 101, 2024: 80, 2025: 43}
NOT_NEW = {
    2021: ("converted", "split"),
    2022: ("converted",),
    2023: ("split", "converted"),
    2024: ("converted",),
    2025: ("converted",),
}
ENDED = {2020: 14, 2021: 18, 2022: 22, 2023: 26, 2024: 20, 2025: 24}
EFFECTIVE = {2020: 318, 2021: 359, 2022: 373, 2023: 412, 2024: 458, 2025: 502}
WEAK = {2020: 94, 2021: 95, 2022: 97, 2023: 99, 2024: 99, 2025: 94}
NOT_OPERATING = {2020: 29, 2021: 27, 2022: 25, 2023: 22, 2024: 18, 2025: 14}
LINKED_PERCENT = {2020: 28, 2021: 31, 2022: 35, 2023: 39, 2024: 43, 2025: 46}
COLLEGE_PERMILLE = {2020: 110, 2021: 123, 2022: 136, 2023: 148, 2024: 166, 2025: 182}
MODELS = {2021: 2, 2022: 3, 2023: 2, 2024: 1, 2025: 2}
NEW_RURAL = {2020: 130, 2021: 139, 2022: 146, 2023: 152, 2024: 158, 2025: 41}
CHAIN_PERCENT = {2020: 61, 2021: 63, 2022: 65, 2023: 67, 2024: 69, 2025: 71}
VANISHES = 2023
UNION_FOUNDED = {2022: 1, 2024: 1}
UNION_EFFECTIVE = {2020: 3, 2021: 3, 2022: 4, 2023: 4, 2024: 5, 2025: 6}
GROUP_NEW = {2021: 22, 2022: 26, 2023: 30, 2024: 34, 2025: 18}
GROUP_ENDED = {2020: 12, 2021: 31, 2022: 38, 2023: 42, 2024: 36, 2025: 40}
GROUP_CERTIFIED = {2020: 39, 2021: 42, 2022: 46, 2023: 51, 2024: 57, 2025: 62}
TRADE_PROMOTION = {2020: 20, 2021: 22, 2022: 25, 2023: 31, 2024: 27, 2025: 24}
TRAINING = {2020: 790, 2021: 805, 2022: 812, 2023: 796, 2024: 820, 2025: 742}
FUND_LOANS = {2020: 50, 2021: 55, 2022: 60, 2023: 62, 2024: 61, 2025: 58}
# year: (from the provincial budget, retained surplus); the opening stands in `support.py`.
FUND_ADDED = {2020: (15_000, 1_560), 2021: (25_000, 1_805), 2022: (30_000, 2_015), 2023: (35_000, 2_240),
              2024: (30_000, 2_475), 2025: (38_000, 2_905)}  # fmt: skip
