"""The four figures with pandas and calamine, of a workbook whose numbers and dates are real cells; no checks."""

import json
import sys

import pandas as pd

year = 2024
cutoff = pd.Timestamp(year, 12, 31)
register = pd.read_excel(sys.argv[1], engine="calamine", dtype={"Mã số HTX": str})
htx = register[
    (register["Năm"] == year)
    & register["Loại hình"].isin(["HTX", "QTDND"])
    & (pd.to_datetime(register["Ngày đăng ký lần đầu"]) <= cutoff)
    & ~(pd.to_datetime(register["Ngày giải thể"]) <= cutoff)
]
figures = {
    "count": len(htx),
    "members": int(htx["Tổng số thành viên"].sum()),
    "charter_capital": int((htx["Vốn điều lệ (triệu đồng)"] * 1_000_000).round().sum()),
    "revenue": int((htx["Doanh thu (triệu đồng)"] * 1_000_000).round().sum()),
}
print(json.dumps(figures))
