"""kttt compute: the plan's targets and indicators from a province's registers."""

import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kttt_cli.commands import options
from kttt_cli.language import Lang, Text

if TYPE_CHECKING:
    from kttt_cli.report import Report


class Format(StrEnum):
    table = "table"
    plain = "plain"
    json = "json"
    csv = "csv"
    markdown = "markdown"


def register(app: typer.Typer, lang: Lang) -> None:
    @app.command(
        help=Text(
            "Tính chỉ tiêu và tiến độ kế hoạch từ sổ của tỉnh.\n\n\b\nVí dụ:\n  kttt compute data/samples/bac-giang\n"
            "  kttt compute so-htx.xlsx --year 2023 --by district\n  kttt compute data/ --all --format json > ket-qua.json",
            "Compute indicators and the plan's progress from registers.\n\n\b\nExamples:\n"
            "  kttt compute data/samples/bac-giang\n  kttt compute so-htx.xlsx --year 2023 --by district\n"
            "  kttt compute data/ --all --format json > result.json",
        ).to(lang)
    )
    def compute(
        data: Annotated[list[Path], options.data(lang)],
        year: Annotated[int | None, options.year(lang)] = None,
        as_of: Annotated[str | None, options.as_of(lang)] = None,
        by: Annotated[
            str | None,
            typer.Option(
                "--by",
                metavar="district|sector",
                show_default=False,
                help=Text(
                    "Chia theo huyện hoặc lĩnh vực; một phần thôi: “district=Huyện Yên Thế”.",
                    "Cut by district or sector; only one: “district=Huyện Yên Thế”.",
                ).to(lang),
            ),
        ] = None,
        indicator: Annotated[
            list[str] | None,
            typer.Option(
                "--indicator",
                "-i",
                metavar="CODE,…",
                show_default=False,
                help=Text(
                    "Chỉ các chỉ tiêu này (xem: kttt indicator), hoặc các mục tiêu có mã này.",
                    "These indicators (see: kttt indicator) or targets only.",
                ).to(lang),
            ),
        ] = None,
        everything: Annotated[
            bool,
            typer.Option("--all", "-a", help=Text("Thêm mọi chỉ tiêu khác.", "All other indicators too.").to(lang)),
        ] = False,
        plan: Annotated[str | None, options.plan(lang)] = None,
        term: Annotated[list[str] | None, options.term(lang)] = None,
        format: Annotated[
            Format, typer.Option("--format", "-f", help=Text("Dạng kết quả.", "Form of the result.").to(lang))
        ] = Format.table,
        fail_on: Annotated[options.FailOn, options.fail_on(lang)] = options.FailOn.error,
        fail_on_target: Annotated[
            bool,
            typer.Option(
                "--fail-on-target",
                help=Text("Mã thoát 1 khi có mục tiêu không đạt.", "Exit code 1 when a target is missed.").to(lang),
            ),
        ] = False,
        quiet: Annotated[bool, options.quiet(lang)] = False,
        debug: Annotated[bool, options.debug(lang)] = False,
        lang_: Annotated[options.Language, options.language(lang)] = options.Language.vi,
    ) -> None:
        from kttt_cli.commands.loading import compute_report, exit_code, print_findings, read_day, read_plan
        from kttt_cli.findings import Exit
        from kttt_cli.plans.progress import Status
        from kttt_cli.report import Request

        complete = everything or format in (Format.json, Format.csv)
        chosen = read_plan(plan, options.readings(term), data)
        codes = tuple(dict.fromkeys(map(chosen.indicator_of, options.codes(indicator))))
        request = Request(year, read_day(as_of), by, codes, complete)
        print_report = printer(format, lang, everything)  # imports, while the data are being read
        report = compute_report(data, chosen, request)
        print_report(report)
        if not quiet:
            print_findings(report.findings, lang)
        code = exit_code(report.findings, fail_on)
        if fail_on_target and any(each.status is Status.MISSED for each in report.targets.values()):
            code = Exit.FINDINGS
        raise typer.Exit(code)


def printer(format: Format, lang: Lang, everything: bool) -> Callable[["Report"], None]:
    """Prints a report in this form on stdout."""
    if format is Format.json:
        from kttt_cli.outputs.json_report import print_json

        return lambda report: print_json(report, sys.stdout)
    if format is Format.table:
        from kttt_cli.outputs.table import print_report

        return lambda report: print_report(report, sys.stdout, lang, everything=everything)
    from kttt_cli.outputs.flat import print_csv, print_markdown, print_plain

    if format is Format.csv:
        return lambda report: print_csv(report, sys.stdout, lang)
    if format is Format.markdown:
        return lambda report: print_markdown(report, sys.stdout, lang, everything=everything)
    return lambda report: print_plain(report, sys.stdout, lang, everything=everything)
