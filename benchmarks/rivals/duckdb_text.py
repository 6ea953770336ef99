"""The four figures in SQL, of the register as written: numbers and dates of every column are parsed by hand.

The table is made first, so that all columns are read into their types as the others do it; a query over the
file alone would skip the columns it does not need.
"""

import json
import sys

import duckdb


def money(name: str) -> str:
    digits = f"""replace(replace("{name}", '.', ''), ',', '.')"""
    return f'CAST(CAST({digits} AS DECIMAL(18, 6)) * 1000000 AS BIGINT) AS "{name}"'


def expression(name: str) -> str:
    if "triệu đồng" in name:
        return money(name)
    if name.startswith("Ngày"):
        return f"""strptime("{name}", '%d/%m/%Y')::DATE AS "{name}\""""
    if name == "Năm" or name.startswith(("Tổng số", "Thành viên", "Lao động", "Cán bộ")):
        return f"""CAST(replace("{name}", '.', '') AS INTEGER) AS "{name}\""""
    if name == "Liên kết với doanh nghiệp":
        return f"""("{name}" = 'có') AS "{name}\""""
    return f'"{name}"'


file = duckdb.read_csv(sys.argv[1], header=True, all_varchar=True)
columns = ", ".join(map(expression, file.columns))
duckdb.execute(f"CREATE TABLE register AS SELECT {columns} FROM file")
QUERY = """
    SELECT count(*), sum("Tổng số thành viên"), sum("Vốn điều lệ (triệu đồng)"), sum("Doanh thu (triệu đồng)")
    FROM register
    WHERE "Năm" = 2024 AND "Loại hình" IN ('HTX', 'QTDND')
      AND "Ngày đăng ký lần đầu" <= DATE '2024-12-31'
      AND ("Ngày giải thể" IS NULL OR "Ngày giải thể" > DATE '2024-12-31')
"""
found = duckdb.execute(QUERY).fetchone()
assert found is not None
print(json.dumps(dict(zip(("count", "members", "charter_capital", "revenue"), map(int, found), strict=True))))
