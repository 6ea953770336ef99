"""What the JSON outputs have in common: strict shapes, texts in both languages, findings, what was left out."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from kttt_cli.findings import Finding
from kttt_cli.language import Text


class Json(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class BothTexts(Json):
    vi: str
    en: str


class SkippedJson(Json):
    file: str
    sheet: str | None
    reason: BothTexts


class FixJson(Json):
    """What the cell should hold instead."""

    text: str
    safe: bool = Field(description="The one right answer, which --fix writes; else it takes --unsafe-fixes.")


class FindingJson(Json):
    rule: str
    severity: Literal["error", "warning", "note"]
    file: str
    sheet: str | None
    cell: str | None
    value: str | None
    record: str | None
    field: str | None
    message: BothTexts
    suggestion: BothTexts | None
    fix: FixJson | None


def finding_json(finding: Finding) -> FindingJson:
    return FindingJson(
        rule=finding.rule,
        severity=finding.severity.value,
        file=finding.place.file,
        sheet=finding.place.sheet,
        cell=finding.place.cell,
        value=finding.value,
        record=finding.record,
        field=finding.field,
        message=both(finding.message),
        suggestion=both_or_none(finding.suggestion),
        fix=None if finding.fix is None else FixJson(text=finding.fix.text, safe=finding.fix.safe),
    )


def both(text: Text) -> BothTexts:
    return BothTexts(vi=text.vi, en=text.en)


def both_or_none(text: Text | None) -> BothTexts | None:
    return None if text is None else both(text)
