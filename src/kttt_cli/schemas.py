"""The JSON Schemas of what kttt reads and writes, and the registers as Table Schemas; `make schemas` keeps the copies in schemas/ current."""

from __future__ import annotations

import json
from typing import Any


def schemas() -> dict[str, dict[str, Any]]:
    """Name → schema: every register's record, plan and layout files, the catalogue's parts, the JSON report."""
    from pydantic import TypeAdapter

    from kttt_cli.annexes.batch import BatchFile
    from kttt_cli.annexes.layout import Layout
    from kttt_cli.checks.baseline import BaselineFile
    from kttt_cli.checks.claims import ClaimsFile
    from kttt_cli.outputs.findings_json import CheckJson
    from kttt_cli.outputs.inspection_json import InspectJson
    from kttt_cli.outputs.json_report import ReportJson
    from kttt_cli.outputs.rule_pages import RulesJson
    from kttt_cli.outputs.verdict_report import VerifyJson
    from kttt_cli.plans.model import Plan
    from kttt_cli.registers.columns import MODELS, column_of
    from kttt_cli.settings import SettingsFile

    found: dict[str, dict[str, Any]] = {}
    for name, model in MODELS.items():
        schema = model.model_json_schema()
        for field_name, entry in schema["properties"].items():
            column = column_of(model, field_name)
            entry.pop("default", None)
            entry["title"] = column.vi
            entry["description"] = " ".join(part for part in (column.en + ".", column.note) if part)
            entry["x-headers"] = [column.vi, *column.headers]
        found[f"register-{name}"] = schema
    found["plan"] = Plan.model_json_schema(by_alias=True)
    found["annex-layout"] = TypeAdapter[Layout](Layout).json_schema(by_alias=True)
    found["compute"] = ReportJson.model_json_schema(by_alias=True, mode="serialization")
    found["check"] = CheckJson.model_json_schema(by_alias=True, mode="serialization")
    found["baseline"] = BaselineFile.model_json_schema(by_alias=True)
    found["inspect"] = InspectJson.model_json_schema(by_alias=True, mode="serialization")
    found["rules"] = RulesJson.model_json_schema(by_alias=True, mode="serialization")
    found["annex-batch"] = BatchFile.model_json_schema(by_alias=True)
    found["claims"] = ClaimsFile.model_json_schema(by_alias=True)
    found["verify"] = VerifyJson.model_json_schema(by_alias=True, mode="serialization")
    found["settings"] = SettingsFile.model_json_schema(by_alias=True)
    return {
        name: {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema} for name, schema in found.items()
    }


def table_schemas() -> dict[str, dict[str, Any]]:
    """Name → Table Schema: every register as kttt writes it, and as people write it (`vi`)."""
    from kttt_cli.outputs.table_schema import table_schema
    from kttt_cli.registers.columns import MODELS

    found = {}
    for name in MODELS:
        found[f"register-{name}"] = table_schema(name, "fields")
        found[f"register-{name}.vi"] = table_schema(name, "vi")
    return found


def files() -> dict[str, str]:
    """Every file of schemas/ and its text."""
    return {f"{name}.schema.json": schema_text(schema) for name, schema in schemas().items()} | {
        f"{name}.table.json": schema_text(schema) for name, schema in table_schemas().items()
    }


def schema_text(schema: dict[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
