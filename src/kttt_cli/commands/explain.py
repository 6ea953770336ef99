"""kttt explain: one figure down to its definition, its law, and the very rows and cells behind it."""

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
    csv = "csv"


def register(app: typer.Typer, lang: Lang) -> None:
    @app.command(
        help=Text(
            "Một chỉ tiêu tính từ những dòng nào.\n\n\b\nVí dụ:\n  kttt explain htx.effective_share data/samples/bac-giang --year 2023",
            "The rows behind an indicator.\n\n\b\nExample:\n  kttt explain htx.effective_share data/samples/bac-giang --year 2023",
        ).to(lang)
    )
    def explain(
        indicator: Annotated[
            str,
            typer.Argument(
                metavar="INDICATOR",
                show_default=False,
                help=Text("Mã chỉ tiêu, hoặc mã mục tiêu của kế hoạch.", "Its code, or the id of a target.").to(lang),
            ),
        ],
        data: Annotated[list[Path], options.data(lang)],
        year: Annotated[int | None, options.year(lang)] = None,
        limit: Annotated[
            int,
            typer.Option(
                "--limit", help=Text("Số dòng hiện ra (0 = tất cả).", "Rows shown (0 = all of them).").to(lang), min=0
            ),
        ] = 20,
        plan: Annotated[str | None, options.plan(lang)] = None,
        term: Annotated[list[str] | None, options.term(lang)] = None,
        format: Annotated[
            Format, typer.Option("--format", "-f", help=Text("Dạng kết quả.", "Form of the result.").to(lang))
        ] = Format.table,
        debug: Annotated[bool, options.debug(lang)] = False,
        lang_: Annotated[options.Language, options.language(lang)] = options.Language.vi,
    ) -> None:
        from kttt_cli.commands.loading import compute_report, read_plan
        from kttt_cli.outputs.explanation import (
            explanation,
            print_explanation,
            print_rows_csv,
            print_rows_json,
        )
        from kttt_cli.report import Request

        chosen = read_plan(plan, options.readings(term), data)
        code = chosen.indicator_of(indicator)
        report = compute_report(data, chosen, Request(year, None, None, (code,), False))
        found = explanation(report, code)
        if format is Format.json:
            print_rows_json(found, sys.stdout)
        elif format is Format.csv:
            print_rows_csv(found, sys.stdout, lang)
        else:
            print_explanation(found, sys.stdout, lang, limit=limit)
