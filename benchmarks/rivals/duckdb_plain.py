"""The four figures in SQL, of the plain file, with a type for every column: a cell that does not fit stops it."""

import json
import sys

import duckdb

TYPES = {
    "year": "INTEGER", "code": "VARCHAR", "name": "VARCHAR", "kind": "VARCHAR", "sector": "VARCHAR",
    "district": "VARCHAR", "commune": "VARCHAR", "registered_on": "DATE", "origin": "VARCHAR", "status": "VARCHAR",
    "ended_on": "DATE", "charter_capital": "BIGINT", "members": "INTEGER", "members_women": "INTEGER",
    "workers": "INTEGER", "managers": "INTEGER", "managers_intermediate": "INTEGER", "managers_college": "INTEGER",
    "revenue": "BIGINT", "revenue_members": "BIGINT", "profit": "BIGINT", "income": "BIGINT", "grade": "VARCHAR",
    "linked_enterprise": "BOOLEAN",
}  # fmt: skip
QUERY = """
    SELECT count(*), sum(members), sum(charter_capital), sum(revenue)
    FROM read_csv($path, header = true, columns = $types)
    WHERE year = 2024 AND kind IN ('htx', 'qtdnd')
      AND registered_on <= DATE '2024-12-31' AND (ended_on IS NULL OR ended_on > DATE '2024-12-31')
"""
found = duckdb.execute(QUERY.replace("$types", str(TYPES)), {"path": sys.argv[1]}).fetchone()
assert found is not None
print(json.dumps(dict(zip(("count", "members", "charter_capital", "revenue"), map(int, found), strict=True))))
