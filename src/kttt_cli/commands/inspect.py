"""kttt inspect: how was this sheet read?"""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kttt_cli.commands import options
from kttt_cli.language import Lang, Text


class Format(StrEnum):
    table = "table"
    json = "json"


_OF_NO_SHEET = frozenset({"DT101", "DT102", "DT103", "CH103"})
"""Findings that have no sheet to be shown with."""


def register(app: typer.Typer, lang: Lang) -> None:
    @app.command(
        help=Text(
            "Trang này được đọc như thế nào: từng dòng, từng cột.\n\n\b\nVí dụ:\n  kttt inspect so-htx.xlsx",
            "How was this sheet read: its rows, its columns.\n\n\b\nExample:\n  kttt inspect so-htx.xlsx",
        ).to(lang)
    )
    def inspect(
        data: Annotated[list[Path], options.data(lang)],
        year: Annotated[int | None, options.year(lang)] = None,
        format: Annotated[
            Format, typer.Option("--format", "-f", help=Text("Dạng kết quả.", "Form of the result.").to(lang))
        ] = Format.table,
        debug: Annotated[bool, options.debug(lang)] = False,
        lang_: Annotated[options.Language, options.language(lang)] = options.Language.vi,
    ) -> None:
        from kttt_cli.commands.loading import read_data
        from kttt_cli.findings import Exit
        from kttt_cli.outputs.findings_report import finding_line
        from kttt_cli.outputs.inspection import print_inspection
        from kttt_cli.outputs.inspection_json import print_inspection_json

        dataset = read_data(data, year=year, collect=True)
        if format is Format.json:
            print_inspection_json(dataset, sys.stdout)
        else:
            print_inspection(dataset, sys.stdout, lang)
        for finding in dataset.findings:
            if finding.rule in _OF_NO_SHEET:
                typer.echo(finding_line(finding, lang), err=True)
        raise typer.Exit(Exit.UNREADABLE if dataset.failed else Exit.DONE)
