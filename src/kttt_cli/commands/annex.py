"""kttt annex: the annexes of a province and year, as Excel workbooks whose figures are alive."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kttt_cli.commands import options
from kttt_cli.language import Lang, Text

if TYPE_CHECKING:
    from kttt_cli.annexes.layout import Layout


class By(StrEnum):
    district = "district"


def register(app: typer.Typer, lang: Lang) -> None:
    @app.command(
        help=Text(
            "Lập phụ lục, biểu mẫu Excel từ sổ của tỉnh. Mỗi số liệu là công thức, có ghi chú nguồn.\n\n\b\nVí dụ:\n"
            "  kttt annex data/ -o ra\n  kttt annex data/ -o ra --year 2023 --only 06,07\n"
            "  kttt annex data/ -o ra --by district --values\n  kttt annex --list",
            "Fill the annexes from a province's registers. They are Excel forms; their figures are formulas with their source.\n\n\b\n"
            "Examples:\n  kttt annex data/ -o out\n  kttt annex data/ -o out --year 2023 --only 06,07\n"
            "  kttt annex data/ -o out --by district --values\n  kttt annex --list",
        ).to(lang)
    )
    def annex(
        data: Annotated[list[Path] | None, options.data(lang)] = None,
        output: Annotated[
            Path | None,
            typer.Option(
                "--output",
                "-o",
                metavar="DIR",
                show_default=False,
                help=Text("Thư mục để ghi; tạo nếu chưa có.", "The folder to write to; made if need be.").to(lang),
            ),
        ] = None,
        list_: Annotated[
            bool, typer.Option("--list", help=Text("Chỉ kể các biểu có.", "Only tell which forms there are.").to(lang))
        ] = False,
        only: Annotated[
            list[str] | None,
            typer.Option(
                "--only",
                metavar="ID,ID",
                show_default=False,
                help=Text("Chỉ các biểu này, ví dụ 06,01.", "These forms only, such as 06,01.").to(lang),
            ),
        ] = None,
        layout: Annotated[list[Path] | None, options.layout(lang)] = None,
        year: Annotated[int | None, options.year(lang)] = None,
        as_of: Annotated[str | None, options.as_of(lang)] = None,
        by: Annotated[
            By | None,
            typer.Option(
                "--by",
                show_default=False,
                help=Text("Thêm một trang cho mỗi huyện.", "Also a page for each district.").to(lang),
            ),
        ] = None,
        split: Annotated[
            bool, typer.Option("--split", help=Text("Mỗi biểu một tệp.", "Each form in a file of its own.").to(lang))
        ] = False,
        values: Annotated[
            bool,
            typer.Option(
                "--values",
                help=Text(
                    "Chỉ số, không công thức, không trang số liệu: bản để nộp.",
                    "Plain numbers, no formulas, no data sheets: for submission.",
                ).to(lang),
            ),
        ] = False,
        jobs: Annotated[
            int | None,
            typer.Option(
                "--jobs",
                "-j",
                min=1,
                show_default=False,
                help=Text(
                    "Mỗi DATA là một tỉnh, ghi vào thư mục con của -o; lập từng này tỉnh cùng lúc. DATA cũng có thể là một batch.toml.",
                    "Each DATA is a province, written to a folder of its own below -o; so many at a time. DATA may be a batch.toml.",
                ).to(lang),
            ),
        ] = None,
        force: Annotated[
            bool, typer.Option("--force", help=Text("Ghi đè tệp đã có.", "Overwrite files.").to(lang))
        ] = False,
        plan: Annotated[str | None, options.plan(lang)] = None,
        term: Annotated[list[str] | None, options.term(lang)] = None,
        fail_on: Annotated[options.FailOn, options.fail_on(lang)] = options.FailOn.error,
        quiet: Annotated[bool, options.quiet(lang)] = False,
        debug: Annotated[bool, options.debug(lang)] = False,
        template: Annotated[
            Path | None,
            typer.Option(
                "--template",
                metavar="FORM.xlsx",
                show_default=False,
                help=Text(
                    "Điền vào biểu mẫu của cơ quan: {{htx.new@2023}} trong ô, hoặc ô có tên kttt.…",
                    "Fill the office's own form: {{htx.new@2023}} in a cell, or cells named kttt.…",
                ).to(lang),
            ),
        ] = None,
        dry_run: Annotated[
            bool,
            typer.Option(
                "--dry-run",
                help=Text(
                    "Chỉ kiểm tra biểu mẫu (--template), không cần dữ liệu.",
                    "Only check the form (--template); needs no data.",
                ).to(lang),
            ),
        ] = False,
        lang_: Annotated[options.Language, options.language(lang)] = options.Language.vi,
    ) -> None:
        from kttt_cli.annexes.layouts import choose, load_layouts
        from kttt_cli.annexes.make import Wish
        from kttt_cli.commands.annex_template import Wanted, fill_template
        from kttt_cli.commands.loading import (
            compute_report,
            exit_code,
            print_findings,
            read_configuration,
            read_day,
            read_plan,
        )
        from kttt_cli.indicators.catalogue import catalogue
        from kttt_cli.outputs.annex_files import inputs_of, origin_of, write_annexes
        from kttt_cli.report import Request

        if template is not None or dry_run:
            given = (list_, only, layout, by, split, values)
            wanted = Wanted(template, data or (), output, year, as_of, plan, term, dry_run, force, quiet, fail_on, lang)
            fill_template(wanted, others=any(given))
        layouts = load_layouts(catalogue(), layout or ())
        if list_:
            _tell(layouts, lang)
            return
        wish = Wish(choose(layouts, options.codes(only)), by is By.district, split, values, lang)
        folder = _folder(output)
        paths = _needed(data)
        if jobs is not None or paths[0].suffix == ".toml":
            from kttt_cli.annexes.batch import Job
            from kttt_cli.commands.annex_batch import batch_jobs, run_batch

            years = None if year is None else (year,)
            own = tuple(map(str, layout or ()))
            terms = tuple(options.readings(term).items())
            like = Job("", (), years, options.codes(only), own, wish.districts, split, values, plan, terms, as_of, lang)
            tasks = batch_jobs(paths, like)
            raise typer.Exit(run_batch(tasks, folder, workers=jobs or 1, force=force, fail_on=fail_on, lang=lang))
        request = Request(year, read_day(as_of), everything=False)
        report = compute_report(paths, read_plan(plan, options.readings(term), paths), request)
        findings = list(report.findings)
        inputs = inputs_of(paths, read_configuration(paths).path)
        origin = origin_of(report, wish, inputs, {"year": year, "as_of": as_of})
        for path, workbook in write_annexes(report, wish, folder, origin, force=force):
            typer.echo(path)
            findings += workbook.findings
        if not quiet:
            print_findings(findings, lang)
        raise typer.Exit(exit_code(findings, fail_on))


def _tell(layouts: "tuple[Layout, ...]", lang: Lang) -> None:
    """One line a form: its id, what it is, and whether an official form was seen."""
    confirmed = {
        "printed": Text("theo bản in", "as printed"),
        "reconstructed": Text("mẫu dựng lại, chưa xác nhận", "reconstructed, not confirmed"),
        "own": Text("của kttt", "of kttt"),
    }
    for each in layouts:
        title = (
            each.title.to(lang)
            .replace("{first}-{last}", "…")
            .format(first="…", last="…", year="…", province="…", before="…")
        )
        typer.echo(f"{each.id:8} {title} ({confirmed[each.status].to(lang)}; {each.source})")


def _needed(data: list[Path] | None) -> list[Path]:
    from kttt_cli.findings import BadUsage

    if not data:
        raise BadUsage(Text("thiếu DATA: tệp hoặc thư mục chứa sổ", "DATA is missing: files or folders of registers"))
    return data


def _folder(output: Path | None) -> Path:
    from kttt_cli.findings import BadUsage

    if output is None:
        raise BadUsage(Text("thiếu -o DIR: thư mục để ghi phụ lục", "-o DIR is missing: the folder to write to"))
    if output.exists() and not output.is_dir():
        raise BadUsage(Text(f"-o {output}: là một tệp, cần thư mục", f"-o {output}: a file, not a folder"))
    return output
