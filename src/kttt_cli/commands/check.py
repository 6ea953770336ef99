"""kttt check: everything in the registers that could not be read as written, cell by cell."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kttt_cli.commands import options
from kttt_cli.language import Lang, Text


class Format(StrEnum):
    text = "text"
    json = "json"


def register(app: typer.Typer, lang: Lang) -> None:
    @app.command(
        help=Text(
            "Những gì trong sổ không đọc được đúng như đã ghi, từng ô một.\n\n\b\nVí dụ:\n  kttt check so-htx.xlsx\n"
            "  kttt check data/ --fail-on warning\n  kttt check data/ --format json > phat-hien.json",
            "What in the registers could not be read as written, cell by cell.\n\n\b\nExamples:\n"
            "  kttt check so-htx.xlsx\n  kttt check data/ --fail-on warning\n"
            "  kttt check data/ --format json > findings.json",
        ).to(lang)
    )
    def check(
        data: Annotated[list[Path], options.data(lang)],
        year: Annotated[int | None, options.year(lang)] = None,
        limit: Annotated[int, options.limit(lang)] = 0,
        format: Annotated[
            Format, typer.Option("--format", "-f", help=Text("Dạng kết quả.", "Form of the result.").to(lang))
        ] = Format.text,
        fail_on: Annotated[options.FailOn, options.fail_on(lang)] = options.FailOn.error,
        debug: Annotated[bool, options.debug(lang)] = False,
        lang_: Annotated[options.Language, options.language(lang)] = options.Language.vi,
    ) -> None:
        from kttt_cli.commands.loading import exit_code, read_data
        from kttt_cli.findings import Exit
        from kttt_cli.outputs.findings_report import print_check, print_check_json

        dataset = read_data(data, year=year, collect=True)
        if format is Format.json:
            print_check_json(dataset, sys.stdout, limit)
        else:
            print_check(dataset, sys.stdout, lang, limit)
        raise typer.Exit(Exit.UNREADABLE if dataset.failed else exit_code(dataset.findings, fail_on))
