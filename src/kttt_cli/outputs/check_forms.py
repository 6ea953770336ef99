"""The forms in which a check's result is written, by their names."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kttt_cli.outputs.check_view import CheckView


class Form(StrEnum):
    text = "text"
    json = "json"
    github = "github"
    junit = "junit"
    sarif = "sarif"
    markdown = "markdown"


def written(view: CheckView, form: Form) -> Iterator[str]:
    """The result in pieces; the same bytes for the same data, whatever the day, the machine and its folders."""
    match form:
        case Form.text:
            from kttt_cli.outputs.findings_report import text_report as report
        case Form.json:
            from kttt_cli.outputs.findings_json import json_report as report
        case Form.github:
            from kttt_cli.outputs.github import github_report as report
        case Form.junit:
            from kttt_cli.outputs.junit import junit_report as report
        case Form.sarif:
            from kttt_cli.outputs.sarif import sarif_report as report
        case Form.markdown:
            from kttt_cli.outputs.findings_markdown import markdown_report as report
    return report(view)
