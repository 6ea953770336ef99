"""The four figures with pandas, of the register as written: a plain script that reads every column into its
type, with `to_numeric` and `to_datetime` on whole columns. What does not parse would stop it."""

import json
import sys

import pandas as pd

year = 2024
cutoff = pd.Timestamp(year, 12, 31)
register = pd.read_csv(sys.argv[1], dtype=str, encoding="utf-8-sig")
for name in register.columns:
    if "triệu đồng" in name:
        written = register[name].str.replace(".", "", regex=False).str.replace(",", ".", regex=False)
        register[name] = (pd.to_numeric(written) * 1_000_000).round()
    elif name.startswith("Ngày"):
        register[name] = pd.to_datetime(register[name], format="%d/%m/%Y")
    elif name == "Năm" or name.startswith(("Tổng số", "Thành viên", "Lao động", "Cán bộ")):
        register[name] = pd.to_numeric(register[name].str.replace(".", "", regex=False))
register["Liên kết với doanh nghiệp"] = register["Liên kết với doanh nghiệp"].map({"có": True, "không": False})
htx = register[
    (register["Năm"] == year)
    & register["Loại hình"].isin(["HTX", "QTDND"])
    & (register["Ngày đăng ký lần đầu"] <= cutoff)
    & ~(register["Ngày giải thể"] <= cutoff)
]
figures = {
    "count": len(htx),
    "members": int(htx["Tổng số thành viên"].sum()),
    "charter_capital": int(htx["Vốn điều lệ (triệu đồng)"].sum()),
    "revenue": int(htx["Doanh thu (triệu đồng)"].sum()),
}
print(json.dumps(figures))
