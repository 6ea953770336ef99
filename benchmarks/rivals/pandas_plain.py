"""The four figures with pandas, of the plain file, without any check of what is in it."""

import json
import sys

import pandas as pd

year = 2024
cutoff = pd.Timestamp(year, 12, 31)
register = pd.read_csv(sys.argv[1], dtype={"code": str}, parse_dates=["registered_on", "ended_on"])
htx = register[
    (register["year"] == year)
    & register["kind"].isin(["htx", "qtdnd"])
    & (register["registered_on"] <= cutoff)
    & ~(register["ended_on"] <= cutoff)
]
figures = {
    "count": len(htx),
    "members": int(htx["members"].sum()),
    "charter_capital": int(htx["charter_capital"].sum()),
    "revenue": int(htx["revenue"].sum()),
}
print(json.dumps(figures))
