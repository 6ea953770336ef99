"""The samples as a Data Package: each CSV file with its Table Schema, for frictionless and its kin."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from kttt_cli.outputs.table_schema import schema_of_file


def text(folder: Path) -> str:
    resources = []
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            found = schema_of_file(next(csv.reader(file)))
        assert found is not None, path
        register, schema = found
        resources.append(
            {
                "name": path.stem,
                "path": path.name,
                "profile": "tabular-data-resource",
                "title": schema.pop("title"),
                "description": f"{schema.pop('description')}: kttt register {register}",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": schema,
            }
        )
    package = {
        "profile": "tabular-data-package",
        "name": folder.name,
        "title": "Sổ mẫu của một tỉnh, 2020–2025 (dữ liệu tổng hợp, không có thật)",
        "description": "Synthetic registers of a province; README.md says how they were made.",
        "resources": resources,
    }
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"
