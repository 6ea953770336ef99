"""kttt plan: the plans there are, or one plan's targets, terms and open questions."""

from typing import Annotated

import typer

from kttt_cli.commands import options
from kttt_cli.language import Lang, Text


def register(app: typer.Typer, lang: Lang) -> None:
    @app.command(
        help=Text("Các kế hoạch có sẵn, hoặc nội dung một kế hoạch.", "The packaged plans, or what one plan says.").to(
            lang
        )
    )
    def plan(
        name: Annotated[
            str | None,
            typer.Argument(
                metavar="PLAN",
                show_default=False,
                help=Text("Tên kế hoạch hoặc tệp .toml.", "A plan's name or .toml file.").to(lang),
            ),
        ] = None,
        debug: Annotated[bool, options.debug(lang)] = False,
        lang_: Annotated[options.Language, options.language(lang)] = options.Language.vi,
    ) -> None:
        from kttt_cli.commands.loading import read_plan
        from kttt_cli.outputs.wording import source_text
        from kttt_cli.plans.plan import DEFAULT_PLAN, packaged_plans

        if name is None:
            for each in packaged_plans():
                default = Text(" (mặc định)", " (default)").to(lang) if each == DEFAULT_PLAN else ""
                typer.echo(f"{each}{default}")
            return
        read = read_plan(name, {})
        agency = f" ({read.document.agency})" if read.document.agency else ""
        typer.echo(f"{read.title.to(lang)}{agency}")
        for key, target in read.target.items():
            goal = target.goal_text()
            asked = goal.to(lang) if goal else Text("theo từng năm", "by year").to(lang)
            typer.echo(
                f"{key:8} {target.label.to(lang)}: {asked}, {target.when_text().to(lang)} [{target.indicator}; {source_text(target)}]"
            )
            if target.reading is not None:
                chosen, other = target.reading.chosen.to(lang), target.reading.other.to(lang)
                typer.echo(
                    f"         {Text('hiểu là', 'read as').to(lang)}: {chosen}; {Text('cách khác', 'the other').to(lang)}: {other}"
                )
        for key, term in read.term.items():
            typer.echo(f"{key:12} {term.label.to(lang)}:")
            for code, reading in term.readings.items():
                mark = "*" if code == term.use else " "
                typer.echo(f"  {mark} {code}: {reading.text.to(lang)} ({reading.source}, {reading.since.isoformat()})")
        for question in read.question.values():
            typer.echo(f"? {question.text.to(lang)} ({question.source})")
