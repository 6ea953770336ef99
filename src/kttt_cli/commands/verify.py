"""kttt verify: is an annex as kttt wrote it, and does it still agree with the data?"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kttt_cli.commands import options
from kttt_cli.language import Lang, Text

if TYPE_CHECKING:
    from kttt_cli.annexes.make import Workbook
    from kttt_cli.annexes.sealed import Sealed
    from kttt_cli.annexes.verify import Verdict
    from kttt_cli.plans.model import Plan
    from kttt_cli.report import Report


def register(app: typer.Typer, lang: Lang) -> None:
    @app.command(
        help=Text(
            "Phụ lục có còn nguyên, có còn khớp với sổ không. Nêu từng ô khác với khi kttt lập ra.\n\n\b\nVí dụ:\n"
            "  kttt verify ra/phu-luc-2023.xlsx\n  kttt verify ra/phu-luc-2023.xlsx data/",
            "Is an annex as kttt wrote it and as the data say. Every cell that is not is named.\n\n"
            "\b\nExamples:\n  kttt verify out/phu-luc-2023.xlsx\n  kttt verify out/phu-luc-2023.xlsx data/",
        ).to(lang)
    )
    def verify(
        file: Annotated[
            Path,
            typer.Argument(
                metavar="FILE.xlsx",
                help=Text(
                    "Phụ lục do kttt lập, hoặc biểu mẫu do kttt điền.", "An annex of kttt, or a form that it filled."
                ).to(lang),
            ),
        ],
        data: Annotated[list[Path] | None, options.data(lang)] = None,
        plan: Annotated[str | None, options.plan(lang)] = None,
        layout: Annotated[list[Path] | None, options.layout(lang)] = None,
        json: Annotated[
            bool, typer.Option("--json", help=Text("Kết quả dạng JSON.", "The result as JSON.").to(lang))
        ] = False,
        debug: Annotated[bool, options.debug(lang)] = False,
        lang_: Annotated[options.Language, options.language(lang)] = options.Language.vi,
    ) -> None:
        from kttt_cli.annexes.sealed import read_sealed
        from kttt_cli.annexes.verify import verdict
        from kttt_cli.findings import Exit, Unreadable
        from kttt_cli.outputs.verdict_report import verdict_json, verdict_lines

        sealed = read_sealed(file)
        if sealed is None:
            raise Unreadable(
                Text(f"{file}: không phải phụ lục do kttt lập (không có phần nguồn gốc)",
                     f"{file}: no annex of kttt (it has no provenance)")
            )  # fmt: skip
        found = verdict(sealed)
        if data:
            found = _against(found, options.existing(data), plan, layout or [])
        if json:
            typer.echo(verdict_json(found, file.name))
        else:
            for line in verdict_lines(found, file.name, lang):
                typer.echo(line)
        raise typer.Exit(Exit.DONE if found.as_written and found.agrees else Exit.FINDINGS)


def _against(found: "Verdict", data: list[Path], plan: str | None, layouts: list[Path]) -> "Verdict":
    """The same is made again from the data as it was asked for then; an annex under the terms that the file now has."""
    from dataclasses import replace

    from kttt_cli.annexes.provenance import plan_digest
    from kttt_cli.annexes.template_back import form_differences
    from kttt_cli.annexes.verify import changed_files, differences, terms_in_file
    from kttt_cli.commands.loading import read_configuration, read_plan
    from kttt_cli.outputs.annex_files import inputs_of

    sealed, origin = found.sealed, found.sealed.origin
    chosen = read_plan(plan or origin.plan, origin.options["terms"])
    found = replace(
        found,
        inputs=changed_files(origin.inputs, inputs_of(data, read_configuration(data).path)),
        plan_changed=plan_digest(chosen) != origin.plan_sha256,
    )
    if sealed.asked is not None:
        report = _report(sealed, data, chosen)
        shown, lang = origin.options["template"], origin.options["lang"]
        return replace(found, differences=form_differences(sealed, sealed.asked, report, shown, lang))
    fresh = _again(sealed, data, chosen, layouts)
    terms = terms_in_file(sealed, fresh, chosen.term)
    if terms is not None and not isinstance(terms, Text):
        fresh = _again(sealed, data, chosen.model_copy(update={"term": dict(terms)}), layouts)
    return replace(
        found,
        differences=differences(sealed, fresh, figures_only=terms is not None),
        unusable_terms=terms if isinstance(terms, Text) else None,
    )


def _report(sealed: "Sealed", data: list[Path], plan: "Plan") -> "Report":
    from kttt_cli.commands.loading import compute_report, read_day
    from kttt_cli.report import Request

    origin = sealed.origin
    return compute_report(data, plan, Request(origin.year, read_day(origin.options["as_of"]), everything=False))


def _again(sealed: "Sealed", data: list[Path], plan: "Plan", layouts: list[Path]) -> "Workbook":
    from kttt_cli.annexes.layouts import choose, load_layouts
    from kttt_cli.annexes.make import Wish, make_annexes
    from kttt_cli.indicators.catalogue import catalogue

    asked = sealed.origin.options
    wish = Wish(
        choose(load_layouts(catalogue(), layouts), asked["forms"]),
        asked["districts"],
        asked["split"],
        asked["values"],
        asked["lang"],
    )
    workbooks = make_annexes(_report(sealed, data, plan), wish)
    return max(
        workbooks, key=lambda each: sum(page.name in sealed.sheets for page in each.pages.sheets if page.official)
    )
