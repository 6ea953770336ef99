"""The registers as Table Schemas (Data Package, frictionless): what other programs check a register's CSV file by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from pydantic import ValidationError

from kttt_cli.registers.adapters import adapter
from kttt_cli.registers.canonical import PROVENANCE
from kttt_cli.registers.columns import MODELS, column_of
from kttt_cli.registers.fields import Record
from kttt_cli.registers.register import kind_of
from kttt_cli.registers.vocabularies import vocabulary
from kttt_cli.sheets.dates import EARLIEST_YEAR, LATEST_YEAR
from kttt_cli.sheets.values import BLANKS, NO, YES

Headers = Literal["fields", "vi"]
_FULL_MARKS = 100
_ISO = r"^\d{4}(-\d{2}(-\d{2})?|-Q[1-4])?$"
_VIETNAMESE = {"decimalChar": ",", "groupChar": ".", "bareNumber": True}
_UNIT = "triệu đồng"


def table_schema(register: str, headers: Headers) -> dict[str, Any]:
    """`fields`: what `kttt convert` writes: field names, VND, ISO dates, codes of words. `vi`: what people write:
    Vietnamese headings, 1.234,5 triệu đồng, 31/12/2023, words in any known spelling."""
    model = MODELS[register]
    fields = [_field(model, name, headers) for name in model.model_fields]
    if headers == "fields":
        fields += [{"name": name, **_PROVENANCE_TYPES.get(name, _TEXT), "title": both.vi} for name, both in PROVENANCE.items()]  # fmt: skip
    return {
        "title": model.title.vi,
        "description": model.title.en,
        "fields": fields,
        "fieldsMatch": "partial",
        "missingValues": [""] if headers == "fields" else ["", *sorted(BLANKS - {""})],
    }


def schema_of_file(headings: Sequence[str]) -> tuple[str, dict[str, Any]] | None:
    """The register that has all these Vietnamese headings, and its schema with these fields in this order."""
    for register in MODELS:
        schema = table_schema(register, "vi")
        fields = {field["name"]: field for field in schema["fields"]}
        if fields.keys() >= set(headings):
            return register, {**schema, "fieldsMatch": "exact", "fields": [fields[heading] for heading in headings]}
    return None


_TEXT: dict[str, Any] = {"type": "string"}
_PROVENANCE_TYPES: dict[str, dict[str, Any]] = {
    "list_year": {"type": "integer"},
    "list_cutoff": {"type": "date", "format": "%Y-%m-%d"},
    "list_estimate": {"type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]},
    "source_row": {"type": "integer", "constraints": {"minimum": 1}},
}


def _field(model: type[Record], name: str, headers: Headers) -> dict[str, Any]:
    column = column_of(model, name)
    heading = name if headers == "fields" else column.vi
    kind = kind_of(model, name)
    if headers == "vi" and kind.name == "money":
        heading += f" ({_UNIT}/người/năm)" if column.yearly else f" ({_UNIT})"
    told = {
        "name": heading,
        **_type(model, name, headers),
        "title": column.vi if headers == "fields" else column.en,
        "description": column.note,
    }
    return {key: value for key, value in told.items() if value}


def _type(model: type[Record], name: str, headers: Headers) -> dict[str, Any]:
    kind = kind_of(model, name)
    written = headers == "vi"
    match kind.name:
        case "count":
            # Frictionless knows no groups in an integer: 1.234 members would be no number to it.
            number = {"type": "number", **_VIETNAMESE} if written else {"type": "integer"}
            return {**number, "constraints": {"minimum": 0}}
        case "money":
            number = {"type": "number", **_VIETNAMESE} if written else {"type": "integer"}
            return number if _may_be_negative(model, name) else {**number, "constraints": {"minimum": 0}}
        case "score":
            return {
                "type": "number",
                **(_VIETNAMESE if written else {}),
                "constraints": {"minimum": 0, "maximum": _FULL_MARKS},
            }
        case "year":
            return {"type": "integer", "constraints": {"minimum": EARLIEST_YEAR, "maximum": LATEST_YEAR}}
        case "date" if not written:
            return {"type": "string", "constraints": {"pattern": _ISO}}
        case "date" if column_of(model, name).vi.startswith("Năm"):
            return {"type": "year"}
        case "date":
            return {"type": "date", "format": "%d/%m/%Y"}
        case "flag":
            yes, no = (sorted(YES), sorted(NO)) if written else (["yes"], ["no"])
            return {"type": "boolean", "trueValues": yes, "falseValues": no}
        case "label":
            assert kind.of is not None
            words = vocabulary(kind.of)
            return {"type": "string", "constraints": {"enum": [*(words.written if written else words.texts)]}}
    return dict(_TEXT)


def _may_be_negative(model: type[Record], name: str) -> bool:
    try:
        adapter(model, name).validate_python([-1])
    except ValidationError:
        return False
    return True
