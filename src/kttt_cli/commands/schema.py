"""kttt schema: the JSON Schema of a register, of plan files or of a JSON output."""

from typing import Annotated

import typer

from kttt_cli.commands import options
from kttt_cli.findings import BadUsage
from kttt_cli.language import Lang, Text, did_you_mean


def register(app: typer.Typer, lang: Lang) -> None:
    @app.command(
        help=Text("In JSON Schema của sổ, của tệp kế hoạch hoặc của kết quả.", "Print a JSON Schema.").to(lang)
    )
    def schema(
        name: Annotated[
            str | None,
            typer.Argument(metavar="NAME", show_default=False, help=Text("Tên schema.", "Its name.").to(lang)),
        ] = None,
        debug: Annotated[bool, options.debug(lang)] = False,
        lang_: Annotated[options.Language, options.language(lang)] = options.Language.vi,
    ) -> None:
        from kttt_cli.schemas import schema_text, schemas

        known = schemas()
        if name is None:
            typer.echo("\n".join(known))
            return
        if name not in known:
            near = did_you_mean(name, known) or Text(f"có: {', '.join(known)}", f"there are: {', '.join(known)}")
            raise BadUsage(Text(f"không có schema “{name}”; {near.vi}", f"no schema “{name}”; {near.en}"))
        typer.echo(schema_text(known[name]), nl=False)
