"""Every indicator once more, in SQL over the same CSV files, sharing nothing with the program.

SQL's NULL is the design's unknown: `0 AND NULL` is 0, `1 AND NULL` is NULL. A cell that nobody filled in and
a cell that nobody can read are both NULL; `<column>_blank` is 1 for the first alone, for the few columns where
blank has a meaning (loại hình trống = HTX, hình thức trống = mới, ngày giải thể trống = chưa giải thể).
"""

from __future__ import annotations

import csv
import re
import sqlite3
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

SECTORS = {
    "Nông, lâm nghiệp, thủy sản": "agri",
    "Công nghiệp, TTCN": "industry",
    "Tín dụng": "credit",
    "Thương mại, dịch vụ, chợ": "trade",
    "Vận tải": "transport",
    "Vệ sinh môi trường": "environment",
    "Xây dựng": "construction",
    "Tiêu thụ điện năng": "electricity",
}
KINDS = {"HTX": "htx", "QTDND": "qtdnd", "LH HTX": "lh"}
ORIGINS = {
    "Thành lập mới": "new",
    "Đăng ký lại": "reregistered",
    "Chuyển đổi": "converted",
    "Chia, tách": "split",
    "Hợp nhất, sáp nhập": "merged",
}
STATUSES = {
    "Đang hoạt động": "operating",
    "Tạm ngừng kinh doanh": "suspended",
    "Bị thu hồi do cưỡng chế về quản lý thuế": "revoked",
    "Đang làm thủ tục giải thể": "dissolving",
    "Đã giải thể": "ended",
    "Không hoạt động tại địa chỉ đã đăng ký": "missing",
}
GRADES = {"Tốt": "tot", "Khá": "kha", "Trung bình": "trung_binh", "Yếu": "yeu", "Không xếp loại": "none"}
MOVEMENTS = {
    "Số dư vốn đầu kỳ": "opening",
    "Bổ sung vốn": "capital_in",
    "Rút vốn": "capital_out",
    "Cho vay": "loan",
    "Thu nợ": "repayment",
}
SOURCES = {
    "Ngân sách tỉnh": "province",
    "Ngân sách trung ương": "central",
    "Thành viên góp": "members",
    "Trích từ kết quả hoạt động": "surplus",
    "Nguồn khác": "other",
}
MEASURES = {
    "Cử đi đào tạo": "training_sent",
    "Bồi dưỡng nguồn nhân lực": "training",
    "Đưa cán bộ trẻ về làm việc có thời hạn": "young_officers",
    "Xúc tiến thương mại, mở rộng thị trường": "trade_promotion",
    "Ứng dụng KHKT, công nghệ mới": "technology",
    "Vay vốn tổ chức tín dụng": "bank_loan",
    "Tham gia chương trình mục tiêu": "programme",
    "Hỗ trợ thành lập mới": "founding",
    "Tổ chức lại hoạt động": "reorganising",
    "Kết cấu hạ tầng": "infrastructure",
    "Giao đất": "land_given",
    "Cho thuê đất": "land_rented",
    "Miễn, giảm tiền thuê đất": "land_rent_cut",
    "Hỗ trợ lãi suất vay": "interest",
    "Hỗ trợ vốn, giống khi thiên tai, dịch bệnh": "disaster",
    "Chế biến sản phẩm": "processing",
    "Xây dựng mô hình HTX": "model_htx",
}

# --- cells -----------------------------------------------------------------------------------------


def number(cell: str) -> int:
    """`1.018` người is a thousand and eighteen."""
    if not re.fullmatch(r"\d{1,3}(\.\d{3})+|\d+", cell):
        raise ValueError(cell)
    return int(cell.replace(".", ""))


def million_vnd(cell: str) -> int:
    """`1.111,1` triệu đồng → VND."""
    if not re.fullmatch(r"-?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?", cell):
        raise ValueError(cell)
    return int(Decimal(cell.replace(".", "").replace(",", ".")) * 1_000_000)


def day(cell: str) -> tuple[int, int]:
    """First and last day, as ordinals: `08/10/2015` is one day, `2021` is a year of them."""
    if re.fullmatch(r"\d{4}", cell):
        return date(int(cell), 1, 1).toordinal(), date(int(cell), 12, 31).toordinal()
    d, m, y = map(int, cell.split("/"))
    return (date(y, m, d).toordinal(),) * 2


def yes(cell: str) -> int:
    return {"x": 1, "có": 1, "không": 0}[cell]


def code(cell: str) -> str:
    if re.search(r"E\+", cell):
        raise ValueError(cell)
    return cell


def word(cell: str) -> str:
    return cell.lower()


def place(cell: str) -> str:
    return re.sub(r"^(huyện|thành phố|thị xã|xã|phường|thị trấn) ", "", cell.lower())


def prefix(cell: str) -> str | None:
    """`Phường Tân Tiến` and `Xã Tân Tiến` are two communes; `Tân Tiến` may be either."""
    found = re.match(r"(xã|phường|thị trấn) ", cell.lower())
    return found[1] if found else None


NAMES = (word, place, prefix)
"""Readers of words that cannot fail."""


WORKERS = "Lao động thường xuyên"
MANAGERS = "Cán bộ quản lý"
TABLES = {
    "htx": {
        "year": ("Năm", number),
        "code": ("Mã số HTX", code),
        "name": ("Tên HTX", word),
        "kind": ("Loại hình", KINDS.__getitem__),
        "sector": ("Lĩnh vực", SECTORS.__getitem__),
        "district": ("Huyện", place),
        "commune": ("Xã", place),
        "commune_prefix": ("Xã", prefix),
        "registered_on": ("Ngày đăng ký lần đầu", day),
        "origin": ("Hình thức thành lập", ORIGINS.__getitem__),
        "status": ("Tình trạng", STATUSES.__getitem__),
        "ended_on": ("Ngày giải thể", day),
        "charter_capital": ("Vốn điều lệ (triệu đồng)", million_vnd),
        "members": ("Tổng số thành viên", number),
        "members_new": ("Thành viên mới", number),
        "members_women": ("Thành viên nữ", number),
        "workers": (WORKERS, number),
        "workers_members": ("Lao động là thành viên", number),
        "workers_new": (f"{WORKERS} mới", number),
        "board": ("Thành viên HĐQT", number),
        "control_board": ("Thành viên BKS", number),
        "managers": (MANAGERS, number),
        "managers_elementary": (f"{MANAGERS} trình độ sơ cấp", number),
        "managers_intermediate": (f"{MANAGERS} trình độ trung cấp", number),
        "managers_college": (f"{MANAGERS} trình độ cao đẳng, đại học trở lên", number),
        "key_officers": ("Cán bộ chủ chốt", number),
        "key_officers_trained": ("Cán bộ chủ chốt đã qua tập huấn", number),
        "revenue": ("Doanh thu (triệu đồng)", million_vnd),
        "revenue_members": ("Doanh thu với thành viên (triệu đồng)", million_vnd),
        "profit": ("Lợi nhuận (triệu đồng)", million_vnd),
        "income": ("Thu nhập bình quân (triệu đồng/người/năm)", million_vnd),
        "grade": ("Xếp loại", GRADES.__getitem__),
        "linked_enterprise": ("Liên kết với doanh nghiệp", yes),
        "in_value_chain": ("Tham gia chuỗi giá trị", yes),
        "model_built_on": ("Năm xây dựng mô hình HTX kiểu mới", day),
        "member_htx": ("Số HTX thành viên", number),
        "deposits": ("Vốn huy động (triệu đồng)", million_vnd),
        "loans": ("Dư nợ cho vay (triệu đồng)", million_vnd),
    },
    "tht": {
        "year": ("Năm", number),
        "sector": ("Lĩnh vực", SECTORS.__getitem__),
        "district": ("Huyện", place),
        "registered_on": ("Ngày thành lập", day),
        "ended_on": ("Ngày chấm dứt", day),
        "certified": ("Có chứng thực hợp đồng hợp tác", yes),
        "members": ("Tổng số thành viên", number),
        "members_new": ("Thành viên mới", number),
        "revenue": ("Doanh thu (triệu đồng)", million_vnd),
        "profit": ("Lợi nhuận (triệu đồng)", million_vnd),
    },
    "xa": {
        "year": ("Năm", number),
        "district": ("Huyện", place),
        "commune": ("Xã", place),
        "commune_prefix": ("Xã", prefix),
        "new_rural": ("Đạt chuẩn NTM", yes),
    },
    "quy": {
        "date": ("Ngày", day),
        "kind": ("Loại giao dịch", MOVEMENTS.__getitem__),
        "source": ("Nguồn vốn", SOURCES.__getitem__),
        "code": ("Mã số bên vay", code),
        "name": ("Bên vay", word),
        "amount": ("Số tiền (triệu đồng)", million_vnd),
    },
    "ho-tro": {
        "date": ("Ngày", day),
        "measure": ("Chính sách hỗ trợ", MEASURES.__getitem__),
        "code": ("Mã số HTX", code),
        "name": ("Đơn vị được hỗ trợ", word),
        "persons": ("Số người", number),
        "area": ("Diện tích (m2)", number),
        "amount": ("Kinh phí (triệu đồng)", million_vnd),
    },
}

# --- tables ----------------------------------------------------------------------------------------

# A list is of what exists: a blank registration date says so too, an unreadable one leaves it open.
ENDED = """CASE WHEN ended_on_last <= closes THEN 1 WHEN ended_on > closes THEN 0
           WHEN NOT ended_on_blank THEN NULL {by_status} ELSE 0 END"""
BEGUN = """CASE WHEN registered_on_last <= closes THEN 1 WHEN registered_on > closes THEN 0
           WHEN registered_on_blank AND own THEN 1 END"""
BY_STATUS = """WHEN status = 'ended' THEN CASE WHEN own THEN 1 END
               WHEN status IS NULL AND NOT status_blank THEN NULL"""

# A year has its own list; else the first later list that has end dates tells what existed then.
LISTS = """
CREATE TABLE period AS
WITH RECURSIVE years(year) AS (SELECT 2018 UNION ALL SELECT year + 1 FROM years WHERE year < 2025)
SELECT year, julianday(year || '-01-01') - 1721424.5 AS opens, julianday(year || '-12-31') - 1721424.5 AS closes
FROM years;

CREATE TABLE lists_{table} AS
SELECT year, opens, closes,
       coalesce((SELECT max(year) FROM {table} r WHERE r.year = p.year),
                (SELECT min(year) FROM {table} r WHERE r.year > p.year AND r.ended_on IS NOT NULL)) AS list,
       year IN (SELECT year FROM {table}) AS own
FROM period p;
"""
ORGANISATIONS = f"""
CREATE TABLE org AS
SELECT *, begun AND NOT gone AS alive FROM (
    SELECT *, {BEGUN} AS begun,
           {ENDED.format(by_status=BY_STATUS)} AS gone
    FROM (SELECT r.*, l.year AS y, l.opens, l.closes, l.own,
                 (kind_blank OR kind IN ('htx', 'qtdnd')) AS is_htx,
                 (kind_blank OR kind = 'htx') AS is_base,
                 coalesce('#' || code, name || '|' || commune, name) AS who
          FROM htx r JOIN lists_htx l ON l.list = r.year));

CREATE TABLE groups AS
SELECT *, begun AND NOT gone AS alive FROM (
    SELECT *, {BEGUN} AS begun, {ENDED.format(by_status="")} AS gone
    FROM (SELECT r.*, l.year AS y, l.opens, l.closes, l.own FROM tht r JOIN lists_tht l ON l.list = r.year));

CREATE INDEX org_year ON org(y, who);
CREATE INDEX org_code ON org(y, code);
"""
# An HTX is in a commune of its name (where both are written with Xã, Phường or Thị trấn, of that too), and of its
# district where both lists have districts. NULL is: it could be.
HERE = """o.commune = c.commune AND coalesce(o.commune_prefix = c.commune_prefix, 1)
          AND CASE WHEN by_district THEN o.district = c.district ELSE 1 END"""
COMMUNES = f"""
CREATE TABLE places AS
SELECT xa.year, max(xa.district) IS NOT NULL AND list.districts > 0 AS by_district
FROM xa JOIN (SELECT year, count(district) AS districts FROM htx GROUP BY year) list USING (year) GROUP BY year;

CREATE TABLE found AS
SELECT c.rowid AS place, {HERE} AS here, is_htx AND alive AND in_value_chain AS chain,
       is_htx AND alive AND grade IN ('tot', 'kha') AS effective
FROM xa c JOIN places USING (year) JOIN org o ON o.y = c.year AND o.own
WHERE here IS NOT 0;
CREATE INDEX found_place ON found(place);

CREATE TABLE communes AS
SELECT *, year AS y, 1 AS own,
       (SELECT CASE WHEN max(here AND chain) THEN 1 WHEN count(*) = count(here AND chain) THEN 0 END
        FROM found WHERE place = c.rowid) AS chain,
       (SELECT CASE WHEN max(here AND effective) THEN 1 WHEN count(*) = count(here AND effective) THEN 0 END
        FROM found WHERE place = c.rowid) AS effective
FROM xa c;
"""
# A ledger tells of every year from its first movement to its last; the borrower's sector is that of the year.
# A row without a code is whoever has its name elsewhere, in the ledger or on the year's list: one code, or nobody.
LEDGER = """
CREATE TABLE codes_{table} AS
SELECT p.year AS y, r.name, min(r.code) AS code, count(DISTINCT r.code) AS codes
FROM period p
JOIN (SELECT NULL AS y, name, code FROM {table} UNION ALL SELECT y, name, code FROM org WHERE own) r
ON coalesce(r.y, p.year) = p.year
WHERE r.code IS NOT NULL GROUP BY p.year, r.name;
CREATE INDEX codes_{table}_name ON codes_{table}(y, name);

CREATE TABLE ledger_{table} AS
SELECT r.*, p.year AS y, p.opens, p.closes, 1 AS own,
       CASE WHEN r.code IS NOT NULL THEN '#' || r.code WHEN n.codes IS NULL THEN r.name
            WHEN n.codes = 1 THEN '#' || n.code END AS party,
       (SELECT sector FROM org o WHERE o.y = p.year AND o.own AND o.code = r.code) AS sector,
       (SELECT district FROM org o WHERE o.y = p.year AND o.own AND o.code = r.code) AS district
FROM {table} r JOIN period p
ON p.closes >= (SELECT min(date) FROM {table} WHERE date > 0)
   AND p.opens <= (SELECT max(date_last) FROM {table})
LEFT JOIN codes_{table} n ON n.y = p.year AND n.name = r.name;
"""


def database(folder: Path) -> sqlite3.Connection:
    """The CSV files of a folder as tables: htx-2020.csv … → htx, quy.csv → quy."""
    base = sqlite3.connect(":memory:")
    for table, columns in TABLES.items():
        names = [*columns, *(f"{name}_blank" for name in columns), *(f"{name}_last" for name in columns)]
        base.execute(f'CREATE TABLE "{table}" ({", ".join(names)})')
        slots = ", ".join("?" * len(names))
        for path in sorted(folder.glob(f"{table}*.csv")):
            base.executemany(f'INSERT INTO "{table}" VALUES ({slots})', rows_of(path, columns))
    base.execute('ALTER TABLE "ho-tro" RENAME TO hotro')
    lists = LISTS.split(";\n\n")
    base.executescript(lists[0] + ";")
    for table in ("htx", "tht"):
        base.executescript(lists[1].format(table=table))
    base.executescript(ORGANISATIONS)
    base.executescript(COMMUNES)
    for table in ("quy", "hotro"):
        base.executescript(LEDGER.format(table=table))
    return base


def rows_of(path: Path, columns: dict) -> list[list[object]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    marks_only = {
        header
        for header, read in columns.values()
        if read is yes and {row.get(header) for row in rows if row.get(header) in ("x", "có", "không")} == {"x"}
    }
    found = []
    for row in rows:
        first: list[object] = []
        blank: list[object] = []
        last: list[object] = []
        for header, read in columns.values():
            cell = row.get(header) or ""
            if not cell and header in marks_only:
                cell = "không"  # a column of marks says no by leaving blank
            try:
                value = read(cell) if cell else None
            except (KeyError, ValueError):
                value = None
            blank.append(int(not cell))
            first.append(value[0] if read is day and value else value)
            last.append(value[1] if read is day and value else None)
        found.append([*first, *blank, *last])
    return found


# --- what is asked of them -------------------------------------------------------------------------


class Answer(NamedTuple):
    """NULL is no data. `unknown` rows could not be judged, or have no value."""

    value: Fraction | None
    unknown: int = 0
    high: Fraction | None = None
    numerator: Fraction | None = None
    denominator: Fraction | None = None


NOTHING = Answer(None)


class Atom(NamedTuple):
    """One SELECT that gives (numerator, denominator or NULL, rows unknown, the highest value or NULL)."""

    select: str
    times: int = 0
    """Of a ratio: 1 for a mean, 100 for percent."""


def _told(needs: str) -> str:
    """A list in whose column nothing can be used tells nothing."""
    return " AND ".join(["count(*) > 0", *(f"count({column}) > 0" for column in needs.split())])


def count(table: str, where: str, needs: str = "", *, any_list: bool = False, lag: int = 0) -> Atom:
    own = "" if any_list else "AND own"
    needs += " alive" if "alive" in where else ""
    return Atom(
        f"SELECT CASE WHEN {_told(needs)} THEN sum(coalesce(held, 0)) END, NULL, sum(held IS NULL), sum(held IS NOT 0) "
        f"FROM (SELECT *, ({where}) AS held FROM {table} WHERE y = :year - {lag} {own})"
    )


def by_dates(table: str, where: str, needs: str = "") -> Atom:
    """A count that needs nothing but dates and what lasts: a later list can tell it."""
    return count(table, where, needs, any_list=True)


def add(column: str, table: str, where: str, needs: str = "", reported: str = "1") -> Atom:
    """Known values added; the rows without one, or not judged, are the unknown ones."""
    return Atom(
        f"SELECT CASE WHEN {_told(needs)} AND {reported} THEN CASE WHEN coalesce(sum(held), 0) = 0 THEN 0 "
        f"ELSE sum(CASE WHEN held THEN {column} END) END END, NULL, "
        f"sum(held IS NULL OR (held AND {column} IS NULL)), NULL "
        f"FROM (SELECT *, ({where}) AS held FROM {table} WHERE y = :year AND own)"
    )


def mean(column: str, table: str, where: str, weight: str = "1") -> Atom:
    both = f"held AND {column} IS NOT NULL AND {weight} IS NOT NULL"
    return Atom(
        f"SELECT sum(CASE WHEN {both} THEN {column} * {weight} END), sum(CASE WHEN {both} THEN {weight} END), "
        f"sum(held IS NULL OR (held AND NOT ({both}))), NULL "
        f"FROM (SELECT *, ({where}) AS held FROM {table} WHERE y = :year AND own)",
        times=1,
    )


def sum_ratio(part: str, whole: str, table: str, where: str) -> Atom:
    """In percent, over the rows where both are known."""
    both = f"held AND ({part}) IS NOT NULL AND {whole} IS NOT NULL"
    return Atom(
        f"SELECT sum(CASE WHEN {both} THEN {part} END), sum(CASE WHEN {both} THEN {whole} END), "
        f"sum(held IS NULL OR (held AND NOT ({both}))), NULL "
        f"FROM (SELECT *, ({where}) AS held FROM {table} WHERE y = :year AND own)",
        times=100,
    )


def distinct(column: str, table: str, where: str) -> Atom:
    return Atom(
        f"SELECT CASE WHEN count(*) > 0 THEN count(DISTINCT CASE WHEN held THEN {column} END) END, NULL, "
        f"sum(held IS NULL OR (held AND {column} IS NULL)), NULL "
        f"FROM (SELECT *, ({where}) AS held FROM {table} WHERE y = :year AND own)"
    )


class Share(NamedTuple):
    """Of counts, in percent: unknown rows stay in the base, so the value is the lower bound."""

    part: str | Atom
    whole: str | Atom


class Change(NamedTuple):
    of: str
    how: str = "difference"
    base: int | None = None


class Total(NamedTuple):
    plus: tuple[str, ...]
    minus: tuple[str, ...] = ()


def during(column: str) -> str:
    return (
        f"CASE WHEN {column} >= opens AND {column}_last <= closes THEN 1 "
        f"WHEN {column}_last < opens OR {column} > closes THEN 0 END"
    )


HTX = "is_htx AND alive"
BASE = f"{HTX} AND is_base"
AGRI = f"{HTX} AND sector = 'agri'"
EFFECTIVE = f"{BASE} AND grade IN ('tot', 'kha')"
QTDND = "kind = 'qtdnd' AND alive"
LH = "kind = 'lh' AND alive"
NEW = f"(origin_blank OR origin = 'new') AND {during('registered_on')}"
ENDED_NOW = f"NOT ended_on_blank AND {during('ended_on')}"
NTM = "new_rural"
SOME_QTDND = f"sum({QTDND.replace('alive', 'alive IS NOT 0')}) > 0"
SOME_LH = f"sum({LH.replace('alive', 'alive IS NOT 0')}) > 0"
CAPITAL = """kind IN ('opening', 'capital_in', 'capital_out')
             AND CASE WHEN date_last <= closes THEN 1 WHEN date > closes THEN 0 END"""
SIGNED = "amount * CASE kind WHEN 'capital_out' THEN -1 ELSE 1 END"
LENT = f"kind = 'loan' AND {during('date')}"
SINCE_LAST_YEAR = "(SELECT count(*) FROM org WHERE y = :year - 1 AND own) > 0"


def reported(atom: Atom, some: str) -> Atom:
    """A list without a single QTDND (LH HTX) has not reported them, rather than counted none."""
    return Atom(atom.select.replace("SELECT CASE WHEN ", f"SELECT CASE WHEN {some} AND ", 1), atom.times)


def told_of_htx(column: str) -> str:
    return f"(SELECT count({column}) FROM org WHERE y = :year AND own) > 0"


INDICATORS: dict[str, Atom | Share | Change | Total] = {
    "htx.count": by_dates("org", HTX),
    "htx.nonagri": by_dates(
        "org",
        f"{HTX} AND sector IN ('industry', 'trade', 'transport', 'environment', 'construction', 'electricity')",
        "sector",
    ),
    "htx.base": reported(by_dates("org", BASE), "max(y) >= 2020"),  # TT 01/2020 is in force from 01/04/2020
    "htx.operating": count("org", f"{HTX} AND status = 'operating'", "status"),
    "htx.unresolved": count("org", f"{HTX} AND status IN ('suspended', 'revoked', 'missing')", "status"),
    "htx.opening": Total(("htx.count",), ("htx.net_change",)),
    "htx.new": by_dates("org", f"is_htx AND {NEW}", "registered_on"),
    "htx.new_agri": by_dates("org", f"is_htx AND sector = 'agri' AND {NEW}", "registered_on sector"),
    "htx.joined": by_dates(
        "org",
        f"is_htx AND NOT origin_blank AND origin IN ('converted', 'split', 'merged') AND {during('registered_on')}",
        "origin registered_on",
    ),
    "htx.reregistered": by_dates("org", f"{HTX} AND NOT origin_blank AND origin = 'reregistered'", "origin"),
    "htx.ended": by_dates("org", f"is_htx AND {ENDED_NOW}", "ended_on"),
    "htx.returned": count(
        "org",
        f"""CASE WHEN {SINCE_LAST_YEAR} THEN {HTX}
            AND CASE WHEN registered_on_last < opens THEN 1 WHEN registered_on >= opens THEN 0 END
            AND CASE WHEN who IS NULL OR who = '' THEN NULL
                WHEN who IN (SELECT who FROM org WHERE y = :year - 1 AND own AND alive AND who > '') THEN 0
                WHEN who IN (SELECT who FROM org WHERE y = :year - 1 AND own AND alive IS NULL AND who > '') THEN NULL
                ELSE 1 END END""",
        "held",
    ),
    "htx.vanished": count(
        "org",
        f"""CASE WHEN (SELECT count(*) FROM org WHERE y = :year AND own) > 0 THEN
            {HTX} AND who NOT IN (SELECT who FROM org WHERE y = :year AND own AND who > '') END""",
        "held",
        lag=1,
    ),
    "htx.net_change": Change("htx.count"),
    "htx.flow_gap": Total(("htx.opening", "htx.new", "htx.joined", "htx.returned"), ("htx.ended", "htx.count")),
    "htx.growth": Change("htx.count", "percent"),
    **{
        f"htx.count.{sector}": by_dates("org", f"{HTX} AND sector = '{sector}'", "sector")
        for sector in SECTORS.values()
    },
    **{f"htx.share.{sector}": Share(f"htx.count.{sector}", "htx.count") for sector in SECTORS.values()},
    **{f"htx.change_base.{sector}": Change(f"htx.count.{sector}", base=2020) for sector in SECTORS.values()},
    **{
        f"htx.members.{sector}": add("members", "org", f"{HTX} AND sector = '{sector}'", "sector")
        for sector in SECTORS.values()
    },
    **{
        f"htx.charter_capital.{sector}": add("charter_capital", "org", f"{HTX} AND sector = '{sector}'", "sector")
        for sector in SECTORS.values()
    },
    "htx.change_base": Change("htx.count", base=2020),
    "htx.members_change_base": Change("htx.members", base=2020),
    "htx.charter_capital_change_base": Change("htx.charter_capital", base=2020),
    "htx.revenue_mean_change_base": Change("htx.revenue_mean", base=2020),
    "lh.change_base": Change("lh.count", base=2020),
    "tht.change_base": Change("tht.count", base=2020),
    **{f"htx.grade.{grade}": count("org", f"{BASE} AND grade = '{grade}'", "grade") for grade in GRADES.values()},
    "htx.effective": count("org", EFFECTIVE, "grade"),
    "htx.effective_share": Share("htx.effective", "htx.base"),
    "htx.effective_growth": Change("htx.effective", "percent"),
    "htx.effective_points": Change("htx.effective_share"),
    "htx.weak": count("org", f"{BASE} AND grade = 'yeu'", "grade"),
    "htx.weak_share": Share("htx.weak", "htx.base"),
    "htx.effective_linked_share": Share(
        count("org", f"{EFFECTIVE} AND linked_enterprise", "grade linked_enterprise"), "htx.effective"
    ),
    "htx.linked": count("org", f"{AGRI} AND linked_enterprise", "sector linked_enterprise"),
    "htx.linked_share": Share("htx.linked", by_dates("org", AGRI, "sector")),
    "htx.chain": count("org", f"{HTX} AND in_value_chain", "in_value_chain"),
    "htx.models": count("org", f"is_htx AND NOT model_built_on_blank AND {during('model_built_on')}", "model_built_on"),
    "communes.ntm": count("communes", NTM, "new_rural"),
    "communes.chain": reported(count("communes", f"{NTM} AND chain", "new_rural chain"), told_of_htx("in_value_chain")),
    "communes.chain_share": Share("communes.chain", "communes.ntm"),
    "communes.effective_share": Share(
        reported(count("communes", f"{NTM} AND effective", "new_rural effective"), told_of_htx("grade")),
        "communes.ntm",
    ),
    "htx.members": add("members", "org", HTX),
    "htx.members_new": add("members_new", "org", HTX),
    "htx.members_women": add("members_women", "org", HTX),
    "htx.members_growth": Change("htx.members", "percent"),
    "htx.members_mean": mean("members", "org", HTX),
    "htx.workers": add("workers", "org", HTX),
    "htx.workers_members": add("workers_members", "org", HTX),
    "htx.workers_new": add("workers_new", "org", HTX),
    "htx.labour_share": sum_ratio("workers", "members", "org", HTX),
    "htx.board": add("board", "org", HTX),
    "htx.control_board": add("control_board", "org", HTX),
    "managers.count": add("managers", "org", HTX),
    "managers.below_college": Total(("managers.elementary", "managers.intermediate"), ()),
    "managers.elementary": add("managers_elementary", "org", HTX),
    "managers.intermediate": add("managers_intermediate", "org", HTX),
    "managers.college": add("managers_college", "org", HTX),
    "managers.intermediate_up": add("(managers_intermediate + managers_college)", "org", HTX),
    "managers.intermediate_share": sum_ratio("managers_intermediate + managers_college", "managers", "org", HTX),
    "managers.college_share": sum_ratio("managers_college", "managers", "org", HTX),
    "officers.count": add("key_officers", "org", HTX),
    "officers.trained": add("key_officers_trained", "org", HTX),
    "officers.trained_share": sum_ratio("key_officers_trained", "key_officers", "org", HTX),
    "htx.charter_capital": add("charter_capital", "org", HTX),
    "htx.revenue": add("revenue", "org", HTX),
    "htx.revenue_mean": mean("revenue", "org", HTX),
    "htx.revenue_members_mean": mean("revenue_members", "org", HTX),
    "htx.revenue_growth": Change("htx.revenue", "percent"),
    "htx.revenue_members": add("revenue_members", "org", HTX),
    "htx.revenue_members_share": sum_ratio("revenue_members", "revenue", "org", HTX),
    "htx.profit": add("profit", "org", HTX),
    "htx.profit_mean": mean("profit", "org", HTX),
    "htx.profit_growth": Change("htx.profit", "percent"),
    "htx.income_mean": mean("income", "org", HTX),
    "htx.income_mean_workers": mean("income", "org", HTX, weight="workers"),
    "qtdnd.count": reported(by_dates("org", QTDND), SOME_QTDND),
    "qtdnd.members": add("members", "org", QTDND, reported=SOME_QTDND),
    "qtdnd.workers": add("workers", "org", QTDND, reported=SOME_QTDND),
    "qtdnd.charter_capital": add("charter_capital", "org", QTDND, reported=SOME_QTDND),
    "qtdnd.deposits": add("deposits", "org", QTDND, reported=SOME_QTDND),
    "qtdnd.deposits_mean": mean("deposits", "org", QTDND),
    "qtdnd.loans": add("loans", "org", QTDND, reported=SOME_QTDND),
    "qtdnd.loans_mean": mean("loans", "org", QTDND),
    "qtdnd.income_mean": mean("income", "org", QTDND),
    "lh.count": reported(by_dates("org", LH), SOME_LH),
    "lh.count_agri": reported(by_dates("org", f"{LH} AND sector = 'agri'", "sector"), SOME_LH),
    "lh.new": reported(by_dates("org", f"kind = 'lh' AND {NEW}", "registered_on"), SOME_LH),
    "lh.new_agri": reported(
        by_dates("org", f"kind = 'lh' AND sector = 'agri' AND {NEW}", "registered_on sector"), SOME_LH
    ),
    "lh.ended": reported(by_dates("org", f"kind = 'lh' AND {ENDED_NOW}", "ended_on"), SOME_LH),
    "lh.effective": reported(count("org", f"{LH} AND grade IN ('tot', 'kha')", "grade"), SOME_LH),
    "lh.member_htx": add("member_htx", "org", LH, reported=SOME_LH),
    "lh.charter_capital": add("charter_capital", "org", LH, reported=SOME_LH),
    "lh.revenue_mean": mean("revenue", "org", LH),
    "lh.profit_mean": mean("profit", "org", LH),
    "lh.workers": add("workers", "org", LH, reported=SOME_LH),
    "tht.count": by_dates("groups", "alive"),
    "tht.new": by_dates("groups", during("registered_on"), "registered_on"),
    "tht.certified": count("groups", "alive AND certified", "certified"),
    "tht.members": add("members", "groups", "alive"),
    "tht.members_new": add("members_new", "groups", "alive"),
    "tht.members_certified": add("members", "groups", "alive AND certified", "certified"),
    "tht.revenue_mean": mean("revenue", "groups", "alive"),
    "tht.profit_mean": mean("profit", "groups", "alive"),
    "fund.capital": add(SIGNED, "ledger_quy", CAPITAL),
    **{
        f"fund.capital.{source}": add(SIGNED, "ledger_quy", f"{CAPITAL} AND source = '{source}'", "source")
        for source in SOURCES.values()
    },
    "fund.capital_growth": Change("fund.capital", "percent"),
    "fund.loans_given": count("ledger_quy", LENT),
    "fund.loans_amount": add("amount", "ledger_quy", LENT),
    "fund.repaid_amount": add("amount", "ledger_quy", f"kind = 'repayment' AND {during('date')}"),
    "fund.borrowers": distinct("party", "ledger_quy", LENT),
    "fund.loans_agri": count("ledger_quy", f"{LENT} AND sector = 'agri'", "sector"),
    "support.trade_promotion": distinct("party", "ledger_hotro", f"measure = 'trade_promotion' AND {during('date')}"),
    "support.training_persons": add(
        "persons", "ledger_hotro", f"measure IN ('training', 'training_sent') AND {during('date')}"
    ),
    **{
        f"support.turns.{measure}": count("ledger_hotro", f"measure = '{measure}' AND {during('date')}")
        for measure in MEASURES.values()
    },
    **{
        f"support.helped.{measure}": distinct("party", "ledger_hotro", f"measure = '{measure}' AND {during('date')}")
        for measure in MEASURES.values()
    },
    "support.persons_sent": add("persons", "ledger_hotro", f"measure = 'training_sent' AND {during('date')}"),
    "support.persons_trained": add("persons", "ledger_hotro", f"measure = 'training' AND {during('date')}"),
    "support.young_officers": add("persons", "ledger_hotro", f"measure = 'young_officers' AND {during('date')}"),
    "support.bank_loans_agri": count(
        "ledger_hotro", f"measure = 'bank_loan' AND {during('date')} AND sector = 'agri'", "sector"
    ),
    "support.land_given_area": add("area", "ledger_hotro", f"measure = 'land_given' AND {during('date')}"),
    "support.land_rented_area": add("area", "ledger_hotro", f"measure = 'land_rented' AND {during('date')}"),
    "support.land_rent_cut_amount": add("amount", "ledger_hotro", f"measure = 'land_rent_cut' AND {during('date')}"),
    "support.amount": add("amount", "ledger_hotro", during("date")),
}


class Oracle:
    """The answer of the SQL to every indicator and year."""

    def __init__(self, folder: Path) -> None:
        self.base = database(folder)
        self.answers: dict[tuple[str, int], Answer] = {}

    def answer(self, code: str, year: int) -> Answer:
        if (code, year) not in self.answers:
            self.answers[code, year] = self._ask(INDICATORS[code], year)
        return self.answers[code, year]

    def _side(self, side: str | Atom, year: int) -> Answer:
        return self.answer(side, year) if isinstance(side, str) else self._ask(side, year)

    def _ask(self, form: Atom | Share | Change | Total, year: int) -> Answer:
        if isinstance(form, Atom):
            return self._select(form, year)
        if isinstance(form, Share):
            return share(self._side(form.part, year), self._side(form.whole, year))
        if isinstance(form, Change):
            return change(self.answer(form.of, year), self.answer(form.of, form.base or year - 1), form.how)
        parts = [(1, self.answer(each, year)) for each in form.plus]
        parts += [(-1, self.answer(each, year)) for each in form.minus]
        if any(part.value is None for _, part in parts):
            return NOTHING
        return Answer(sum((sign * part.value for sign, part in parts), Fraction(0)), sum(p.unknown for _, p in parts))

    def _select(self, atom: Atom, year: int) -> Answer:
        top, bottom, unknown, high = self.base.execute(atom.select, {"year": year}).fetchone()
        if top is None or (atom.times and not bottom):
            return NOTHING
        if atom.times:
            return Answer(Fraction(atom.times * top, bottom), unknown, None, Fraction(top), Fraction(bottom))
        return Answer(Fraction(top), unknown, Fraction(high) if high is not None and unknown else None)


def share(part: Answer, whole: Answer) -> Answer:
    if part.value is None or not whole.value:
        return NOTHING
    high = None
    if part.unknown or whole.unknown:
        high = min(100 * (part.value + part.unknown) / whole.value, Fraction(100))
    return Answer(100 * part.value / whole.value, part.unknown, high, part.value, whole.value)


def change(now: Answer, then: Answer, how: str) -> Answer:
    if now.value is None or then.value is None or (how == "percent" and then.value <= 0):
        return NOTHING
    value = now.value - then.value
    if how == "percent":
        value = 100 * value / then.value
    return Answer(value, now.unknown + then.unknown, None, now.value, then.value)
