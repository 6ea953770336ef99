"""The sample is what its script makes, and its 2020 is the plan's, read without kttt."""

from __future__ import annotations

import csv
import subprocess
import sys
import zipfile
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from stdnum.vn import mst

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "data" / "samples"
CSV, XLSX = SAMPLES / "bac-giang", SAMPLES / "bac-giang-xlsx"
YEARS = range(2020, 2026)
CAPITAL, REVENUE = "Vốn điều lệ (triệu đồng)", "Doanh thu (triệu đồng)"
INCOME, PROFIT = "Thu nhập bình quân (triệu đồng/người/năm)", "Lợi nhuận (triệu đồng)"
MEMBERS, WORKERS = "Tổng số thành viên", "Lao động thường xuyên"

Rows = list[dict[str, str]]


def read(name: str) -> Rows:
    with (CSV / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def number(text: str) -> Decimal:
    return Decimal(text.replace(".", "").replace(",", "."))


def total(rows: Rows, column: str) -> Decimal:
    return sum((number(row[column]) for row in rows if row[column]), Decimal(0))


def living(name: str, ended: str = "Ngày giải thể") -> Rows:
    return [row for row in read(name) if not row[ended]]


@pytest.fixture(scope="module")
def htx_2020() -> Rows:
    return [row for row in living("htx-2020.csv") if row["Loại hình"] != "LH HTX"]


@pytest.fixture(scope="module")
def credit_2020(htx_2020: Rows) -> Rows:
    return [row for row in htx_2020 if row["Loại hình"] == "QTDND"]


@pytest.fixture(scope="module")
def unions_2020() -> Rows:
    return [row for row in living("htx-2020.csv") if row["Loại hình"] == "LH HTX"]


def content(path: Path) -> object:
    """Of a workbook its members and their dates: zlib's own bytes differ between its versions."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as file:
        return [(each.filename, each.date_time, file.read(each)) for each in file.infolist()]


def test_the_script_makes_these_very_files(tmp_path: Path) -> None:
    script = ROOT / "scripts" / "make_samples.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True)
    made = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file())
    kept = [path.relative_to(SAMPLES) for folder in (CSV, XLSX) for path in folder.iterdir()]
    kept += [Path("phu-luc-06.xlsx")]
    assert made == sorted(kept)
    assert [str(each) for each in made if content(tmp_path / each) != content(SAMPLES / each)] == []


def test_the_sample_stays_small() -> None:
    assert sum(path.stat().st_size for path in SAMPLES.rglob("*") if path.is_file()) < 6_000_000


@pytest.mark.parametrize("register", ["htx", "tht"])
def test_codes_are_valid_of_no_province_unique_and_lasting(register: str) -> None:
    column = {"htx": "Mã số HTX", "tht": "Mã số THT"}[register]
    name = {"htx": "Tên HTX", "tht": "Tên THT"}[register]
    names: dict[str, set[str]] = defaultdict(set)
    for year in YEARS:
        codes = [row[column] for row in read(f"{register}-{year}.csv") if row[column]]
        assert len(codes) == len(set(codes))
        for row in read(f"{register}-{year}.csv"):
            if row[column]:
                names[row[column]].add(row[name])
    assert names
    assert all(mst.is_valid(code) and code.startswith("99") and len(code) == 10 for code in names)
    assert all(len(each) == 1 for each in names.values())


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("register", ["htx", "tht"])
def test_names_are_unique_in_a_commune(register: str, year: int) -> None:
    name = {"htx": "Tên HTX", "tht": "Tên THT"}[register]
    seen = Counter((row.get("Huyện"), row["Xã"], row[name]) for row in read(f"{register}-{year}.csv"))
    assert max(seen.values()) == 1


def test_sectors_of_2020(htx_2020: Rows) -> None:
    assert len(htx_2020) == 743
    found = {}
    for sector in {row["Lĩnh vực"] for row in htx_2020}:
        rows = [row for row in htx_2020 if row["Lĩnh vực"] == sector]
        found[sector] = (len(rows), int(total(rows, MEMBERS)), str(total(rows, CAPITAL) / 1000))
    assert found == {
        "Nông, lâm nghiệp, thủy sản": (484, 11_937, "568.044"),
        "Công nghiệp, TTCN": (98, 1_067, "344.226"),
        "Tín dụng": (20, 21_971, "80.319"),
        "Thương mại, dịch vụ, chợ": (60, 370, "277.84"),
        "Vận tải": (27, 304, "136.293"),
        "Vệ sinh môi trường": (26, 216, "20.23"),
        "Xây dựng": (12, 174, "193.08"),
        "Tiêu thụ điện năng": (16, 153, "3.824"),
    }


def test_people_of_2020(htx_2020: Rows) -> None:
    assert total(htx_2020, MEMBERS) == 36_192
    assert total(htx_2020, "Thành viên HĐQT") == 2_229
    assert total(htx_2020, "Thành viên BKS") == 750
    managers = total(htx_2020, "Cán bộ quản lý")
    trained = total(htx_2020, "Cán bộ quản lý trình độ trung cấp")
    trained += total(htx_2020, "Cán bộ quản lý trình độ cao đẳng, đại học trở lên")
    assert trained / managers == Decimal("0.3")
    assert Decimal("0.10") <= total(htx_2020, WORKERS) / total(htx_2020, MEMBERS) <= Decimal("0.15")


def test_means_of_2020(htx_2020: Rows) -> None:
    assert all(row[REVENUE] and row[INCOME] for row in htx_2020)
    assert total(htx_2020, REVENUE) / 743 == 1_100
    assert total(htx_2020, INCOME) / 743 == 50


def test_credit_funds_of_2020(credit_2020: Rows) -> None:
    assert len(credit_2020) == 20
    assert total(credit_2020, INCOME) / 20 == Decimal("81.6")
    assert total(credit_2020, WORKERS) == total(credit_2020, "Lao động là thành viên") == 196
    assert total(credit_2020, "Vốn huy động (triệu đồng)") == 2_021_867
    assert total(credit_2020, "Dư nợ cho vay (triệu đồng)") == 1_850_000
    assert {row["Xếp loại"] for row in credit_2020} == {"Không xếp loại"}


def test_unions_of_2020(unions_2020: Rows) -> None:
    sectors = Counter(row["Lĩnh vực"] for row in unions_2020)
    assert sorted(sectors.values()) == [1, 4]
    assert total(unions_2020, "Số HTX thành viên") == 28
    assert total(unions_2020, CAPITAL) == 1_420_200
    assert total(unions_2020, REVENUE) / 5 == 37_000
    assert total(unions_2020, PROFIT) / 5 == 1_700


def test_groups_of_2020() -> None:
    rows = living("tht-2020.csv", "Ngày chấm dứt")
    certified = [row for row in rows if row["Có chứng thực hợp đồng hợp tác"] == "có"]
    assert (len(rows), len(certified)) == (900, 39)
    assert {row["Lĩnh vực"] for row in certified} == {"Nông, lâm nghiệp, thủy sản"}
    assert total(rows, MEMBERS) == total(certified, MEMBERS) == 300
    assert total(rows, REVENUE) / 900 == 240
    assert total(rows, PROFIT) / 900 == 40


def test_the_fund() -> None:
    capital: Counter[str] = Counter()
    owed: Counter[str] = Counter()
    at_end = {}
    openings = set()
    for row in read("quy.csv"):
        amount = number(row["Số tiền (triệu đồng)"])
        kind = row["Loại giao dịch"]
        if kind in ("Số dư vốn đầu kỳ", "Bổ sung vốn"):
            capital[row["Nguồn vốn"]] += amount  # type: ignore[assignment]
        else:
            owed[row["Mã số bên vay"]] += amount if kind == "Cho vay" else -amount  # type: ignore[assignment]
        if kind == "Số dư vốn đầu kỳ":
            openings.add(row["Ngày"])
        assert min(owed.values(), default=0) >= 0
        assert owed.total() <= capital.total()
        at_end[row["Ngày"][-4:]] = (capital.total(), capital["Ngân sách tỉnh"])
    assert openings == {"01/01/2020"}
    assert at_end["2020"] == (14_256, 13_000)
    assert at_end["2025"][0] == 31_200


@pytest.mark.parametrize("year", YEARS)
def test_parts_never_exceed_their_whole(year: int) -> None:
    for row in living(f"htx-{year}.csv"):
        whole = {key: number(row[key]) if row[key] else None for key in (
            MEMBERS, WORKERS, "Cán bộ quản lý", REVENUE, "Thành viên nữ", "Thành viên mới", "Cán bộ chủ chốt",
            "Lao động là thành viên", "Lao động thường xuyên mới", "Doanh thu với thành viên (triệu đồng)",
        )}  # fmt: skip
        for part, of in (
            ("Thành viên nữ", MEMBERS), ("Thành viên mới", MEMBERS), ("Lao động là thành viên", MEMBERS),
            ("Lao động là thành viên", WORKERS), ("Lao động thường xuyên mới", WORKERS),
            ("Cán bộ chủ chốt", "Cán bộ quản lý"), ("Doanh thu với thành viên (triệu đồng)", REVENUE),
        ):  # fmt: skip
            smaller, larger = whole[part], whole[of]
            assert smaller is None or larger is None or smaller <= larger, (row["Mã số HTX"], part)
        levels = [number(row[key] or "0") for key in row if key.startswith("Cán bộ quản lý trình độ")]
        assert sum(levels) <= number(row["Cán bộ quản lý"])


@pytest.mark.parametrize("year", YEARS)
def test_scores_agree_with_grades(year: int) -> None:
    bounds = {"Tốt": (80, 100), "Khá": (65, 80), "Trung bình": (50, 65), "Yếu": (0, 50)}
    for row in living(f"htx-{year}.csv"):
        if row["Xếp loại"] == "Không xếp loại":
            assert row["Điểm"] == ""
        else:
            lowest, above = bounds[row["Xếp loại"]]
            assert lowest <= number(row["Điểm"]) < above


def test_lists_hold_the_ended_of_their_year_only_and_one_comes_back() -> None:
    lists = {year: {row["Mã số HTX"]: row for row in read(f"htx-{year}.csv")} for year in YEARS}
    vanished = []
    for year in YEARS:
        for row in lists[year].values():
            assert row["Ngày đăng ký lần đầu"][-4:] <= str(year)
            assert row["Ngày giải thể"][-4:] in ("", str(year))
            assert (row["Ngày giải thể"] != "") == (row["Tình trạng"] == "Đã giải thể")
            if row["Ngày giải thể"]:
                assert not any(row[key] for key in (MEMBERS, REVENUE, INCOME, "Xếp loại"))
                assert year == 2025 or row["Mã số HTX"] not in lists[year + 1]
            elif year < 2025 and row["Mã số HTX"] not in lists[year + 1]:
                vanished.append((year + 1, row["Mã số HTX"]))
    assert len(vanished) == 1
    year, code = vanished[0]
    assert year == 2023
    assert lists[2024][code]["Tình trạng"] == "Đang hoạt động"


def test_money_columns_show_their_style() -> None:
    """`1.200` alone could be 1,2: somewhere in the column a decimal comma must settle it."""
    for path in CSV.glob("*.csv"):
        for column in read(path.name)[0]:
            if "(triệu đồng" in column:
                cells = [row[column] for row in read(path.name) if row[column]]
                decimals = [cell.rsplit(",", 1)[1] for cell in cells if "," in cell]
                assert any(len(each) < 3 for each in decimals), (path.name, column)


def test_no_district_in_2025() -> None:
    for register in ("htx", "tht", "xa"):
        assert "Huyện" in read(f"{register}-2024.csv")[0]
        assert "Huyện" not in read(f"{register}-2025.csv")[0]


@pytest.mark.parametrize("year", YEARS)
def test_workbook_and_csv_hold_the_same_records(year: int) -> None:
    book = openpyxl.load_workbook(XLSX / f"bac-giang-{year}.xlsx", read_only=True)

    def codes(*sheets: str) -> Counter[tuple[str, int]]:
        cells = [row[1] for sheet in sheets for row in book[sheet].iter_rows(values_only=True) if len(row) > 1]
        return Counter((cell, year) for cell in cells if isinstance(cell, str) and mst.is_valid(cell))

    def rows(sheet: str) -> int:
        return sum(isinstance(row[0], int) for row in book[sheet].iter_rows(values_only=True))

    listed = read(f"htx-{year}.csv")
    assert codes("HTX", "LH HTX") == Counter((row["Mã số HTX"], int(row["Năm"])) for row in listed)
    groups = read(f"tht-{year}.csv")
    assert codes("THT") == Counter((row["Mã số THT"], int(row["Năm"])) for row in groups if row["Mã số THT"])
    assert rows("THT") == len(groups)
    assert rows("Xã") == len(read(f"xa-{year}.csv"))
    assert rows("Quỹ") == sum(row["Ngày"].endswith(str(year)) for row in read("quy.csv"))
    assert rows("Hỗ trợ") == sum(row["Ngày"].endswith(str(year)) for row in read("ho-tro.csv"))
    book.close()
