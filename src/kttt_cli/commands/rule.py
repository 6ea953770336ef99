"""kttt rule: the catalogue of rules, a family of them, or one rule with its reasons, examples and mend."""

from enum import StrEnum
from typing import Annotated

import typer

from kttt_cli.commands import options
from kttt_cli.language import Lang, Text


class RuleForm(StrEnum):
    text = "text"
    json = "json"
    markdown = "markdown"


def register(app: typer.Typer, lang: Lang) -> None:
    @app.command(
        help=Text(
            "Danh mục quy tắc kiểm tra, hoặc một quy tắc. Vì sao, ví dụ, cách sửa.\n\n\b\nVí dụ:\n  kttt rule\n"
            "  kttt rule NG102\n  kttt rule NG\n  kttt rule --all --format json",
            "The catalogue of rules, or one rule. Why, examples, how to mend it.\n\n\b\nExamples:\n  kttt rule\n"
            "  kttt rule NG102\n  kttt rule NG\n  kttt rule --all --format json",
        ).to(lang)
    )
    def rule(
        code: Annotated[
            str | None,
            typer.Argument(
                metavar="CODE",
                show_default=False,
                help=Text("Mã quy tắc, ví dụ NG102; hoặc họ, ví dụ NG.", "Such as NG102; or a family, such as NG.").to(
                    lang
                ),
            ),
        ] = None,
        all_: Annotated[
            bool, typer.Option("--all", help=Text("In trọn mọi quy tắc.", "Every rule in full.").to(lang))
        ] = False,
        format: Annotated[
            RuleForm, typer.Option("--format", "-f", help=Text("Dạng kết quả.", "Form of the result.").to(lang))
        ] = RuleForm.text,
        debug: Annotated[bool, options.debug(lang)] = False,
        lang_: Annotated[options.Language, options.language(lang)] = options.Language.vi,
    ) -> None:
        from kttt_cli.checks.catalogue import rules
        from kttt_cli.checks.selection import unknown_code
        from kttt_cli.findings import BadUsage
        from kttt_cli.outputs.rule_pages import rule_list, rule_page, rules_json, rules_markdown

        asked = (code or "").upper()
        if asked and (reason := unknown_code(asked)) is not None:
            raise BadUsage(reason)
        chosen = [each for name, each in rules().items() if name.startswith(asked)]
        if format is RuleForm.json:
            typer.echo(rules_json(chosen), nl=False)
        elif format is RuleForm.markdown:
            typer.echo("\n".join(rules_markdown(chosen, [lang])))
        elif all_ or asked in rules():
            typer.echo("\n\n".join("\n".join(rule_page(each, lang)) for each in chosen))
        else:
            typer.echo("\n".join(rule_list(chosen, lang)))
