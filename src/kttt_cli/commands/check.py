"""kttt check: what is wrong or doubtful in registers, filled annexes and plan files, cell by cell."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kttt_cli.commands import options
from kttt_cli.language import Lang, Text
from kttt_cli.outputs.check_forms import Form

if TYPE_CHECKING:
    from kttt_cli.registers.dataset import Dataset


def register(app: typer.Typer, lang: Lang) -> None:
    @app.command(
        help=Text(
            "Những gì sai hoặc đáng ngờ trong sổ, từng ô một. Cả trong phụ lục đã điền và tệp kế hoạch; kèm cách sửa.\n\n\b\nVí dụ:\n  kttt check so-htx.xlsx\n"
            "  kttt check data/ --fail-on warning\n  kttt check data/ --format json > phat-hien.json\n"
            "  kttt check data/ --report sarif=kttt.sarif --report junit=kttt.xml\n"
            "  kttt check data/ --write-baseline da-biet.json\n  kttt check data/ --baseline da-biet.json",
            "What is wrong or doubtful in registers, cell by cell. In filled annexes and plan files too; with what to do.\n\n\b\nExamples:\n"
            "  kttt check so-htx.xlsx\n  kttt check data/ --fail-on warning\n"
            "  kttt check data/ --format json > findings.json\n"
            "  kttt check data/ --report sarif=kttt.sarif --report junit=kttt.xml\n"
            "  kttt check data/ --write-baseline known.json\n  kttt check data/ --baseline known.json",
        ).to(lang)
    )
    def check(
        data: Annotated[list[Path], options.data(lang)],
        year: Annotated[int | None, options.year(lang)] = None,
        limit: Annotated[int, options.limit(lang)] = 0,
        format: Annotated[Form, options.check_form(lang)] = Form.text,
        report: Annotated[list[str] | None, options.report(lang)] = None,
        select: Annotated[list[str] | None, options.select(lang)] = None,
        ignore: Annotated[list[str] | None, options.ignore(lang)] = None,
        severity: Annotated[list[str] | None, options.severity(lang)] = None,
        baseline: Annotated[Path | None, options.baseline(lang)] = None,
        write_baseline: Annotated[Path | None, options.write_baseline(lang)] = None,
        show_known: Annotated[bool, options.show_known(lang)] = False,
        fail_on: Annotated[options.FailOn, options.fail_on(lang)] = options.FailOn.error,
        annotate: Annotated[Path | None, options.annotate(lang)] = None,
        rejects: Annotated[Path | None, options.rejects(lang)] = None,
        diff: Annotated[bool, options.diff(lang)] = False,
        fix: Annotated[Path | None, options.fix(lang)] = None,
        in_place: Annotated[bool, options.in_place(lang)] = False,
        unsafe_fixes: Annotated[bool, options.unsafe_fixes(lang)] = False,
        force: Annotated[bool, options.force(lang)] = False,
        debug: Annotated[bool, options.debug(lang)] = False,
        lang_: Annotated[options.Language, options.language(lang)] = options.Language.vi,
    ) -> None:
        from kttt_cli.checks.outcome import judge
        from kttt_cli.commands import checking
        from kttt_cli.commands.checked_data import configuration, read_tables, tables_of, with_rules
        from kttt_cli.commands.loading import SEVERE, exit_code
        from kttt_cli.findings import Exit
        from kttt_cli.outputs.check_view import CheckView, paths_from

        said = configuration(data)
        selection = checking.selection(said.selection, select, ignore, severity)
        known = checking.known_findings(baseline or said.baseline, write_baseline)
        reports = checking.reports(report)
        checking.refuse_to_write([*reports, *([write_baseline] if write_baseline else [])], data, force=force)

        back = None
        if any(asked := (annotate, rejects, diff, fix, in_place, unsafe_fixes)):
            from kttt_cli.commands.mending import GivenBack

            back = GivenBack(*asked, force=force, lang=lang)

        def read(instead: Mapping[Path, bytes] | None = None) -> "Dataset":
            return with_rules(read_tables(data, year=year, instead=instead), data)

        dataset = read()
        if back is not None:
            dataset = back.mended(dataset, tables_of(data), read, selection.takes)
        outcome = judge(dataset, selection, known)
        if write_baseline is not None:
            outcome = checking.write_baseline(outcome, write_baseline, force=force)
        paths = paths_from(Path.cwd(), dataset.paths)
        view = CheckView(outcome, lang, SEVERE[fail_on], show_known, limit, paths)
        checking.write_reports(view, reports, force=force)
        if back is not None:
            back.write_copies(dataset, outcome.new, tables_of(data))
        if not diff:
            checking.print_form(view, format, sys.stdout)
        raise typer.Exit(Exit.UNREADABLE if dataset.failed else exit_code(outcome.new, fail_on))
