"""frictionless, with the project's Table Schema: `table_schema.py FILE`; prints row and field of each error."""

import json
import sys
from pathlib import Path

from frictionless import Resource, Schema, system

ROOT = Path(__file__).parents[2]
schema = json.loads((ROOT / "schemas" / "register-organisation.vi.table.json").read_text(encoding="utf-8"))
with system.use_context(trusted=True):
    report = Resource(path=sys.argv[1], schema=Schema.from_descriptor(schema)).validate()
assert report.errors == [], report.errors
print(json.dumps({
    "rows": report.tasks[0].stats["rows"],
    "errors": [[error.row_number, error.field_name] for error in report.tasks[0].errors],
}))  # fmt: skip
