"""kttt indicator: the catalogue, or one indicator's definition, law and sentence."""

from typing import Annotated

import typer

from kttt_cli.commands import options
from kttt_cli.language import Lang, Text


def register(app: typer.Typer, lang: Lang) -> None:
    @app.command(
        help=Text(
            "Danh mục chỉ tiêu, hoặc định nghĩa một chỉ tiêu.", "The catalogue, or one indicator's definition."
        ).to(lang)
    )
    def indicator(
        code: Annotated[
            str | None,
            typer.Argument(
                metavar="CODE",
                show_default=False,
                help=Text("Mã chỉ tiêu, ví dụ htx.new.", "Such as htx.new.").to(lang),
            ),
        ] = None,
        plan: Annotated[str | None, options.plan(lang)] = None,
        term: Annotated[list[str] | None, options.term(lang)] = None,
        debug: Annotated[bool, options.debug(lang)] = False,
        lang_: Annotated[options.Language, options.language(lang)] = options.Language.vi,
    ) -> None:
        from kttt_cli.commands.loading import read_plan
        from kttt_cli.indicators.catalogue import catalogue
        from kttt_cli.indicators.wording import sentence
        from kttt_cli.report import check_indicators

        known = catalogue()
        if code is None:
            for each, definition in known.indicators.items():
                typer.echo(f"{each:34} {definition.label.to(lang)} ({known.unit_of(each).text.to(lang)})")
            return
        check_indicators(known, [code])
        read = read_plan(plan, options.readings(term))
        definition = known.indicators[code]
        typer.echo(f"{code}: {definition.label.to(lang)} ({known.unit_of(code).text.to(lang)})")
        typer.echo(f"{sentence(code, known, read.term).to(lang)}.")
        if definition.note is not None:
            typer.echo(definition.note.to(lang))
        typer.echo(f"{Text('Căn cứ', 'Source').to(lang)}: {definition.law}")
        targets = [name for name, target in read.target.items() if target.indicator == code]
        if targets:
            typer.echo(f"{Text('Mục tiêu của kế hoạch', 'Targets of the plan').to(lang)}: {', '.join(targets)}")
