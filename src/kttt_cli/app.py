"""The command line: commands by name, one place where errors become messages and exit codes."""

import errno
import os
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from kttt_cli import __version__, usage
from kttt_cli.findings import Exit, KtttError
from kttt_cli.language import LANGUAGES, Lang, Text


def language(arguments: Sequence[str]) -> Lang:
    """`--lang en` anywhere on the line, else KTTT_LANG, else Vietnamese. Help is written in it too."""
    asked = os.environ.get("KTTT_LANG", "vi")
    for index, argument in enumerate(arguments):
        if argument == "--lang" and index + 1 < len(arguments):
            asked = arguments[index + 1]
        elif argument.startswith("--lang="):
            asked = argument.partition("=")[2]
    return "en" if asked == "en" else "vi"


def _group(lang: Lang) -> type[TyperGroup]:
    class Commands(TyperGroup):
        """Catches what stops a command. Here, and not in main(), so that every caller sees the exit code."""

        context_class = usage.context_class(lang)

        def get_command(self, ctx: Any, cmd_name: str) -> Any:
            command = super().get_command(ctx, cmd_name)
            if command is not None:
                command.context_class = self.context_class
            return command

        def resolve_command(self, ctx: Any, args: list[str]) -> Any:
            if self.get_command(ctx, args[0]) is None:
                raise usage.no_such_command(args[0], self.list_commands(ctx))
            return super().resolve_command(ctx, args)

        def make_context(self, *args: Any, **more: Any) -> Any:
            with usage.worded(lang):
                return super().make_context(*args, **more)

        def invoke(self, ctx: Any) -> Any:
            try:
                with usage.worded(lang):
                    return super().invoke(ctx)
            except KtttError as error:
                typer.echo(error.message.to(lang), err=True)
                raise typer.Exit(error.exit_code) from None
            except BrokenPipeError:
                # The reader has gone (`| head`): nothing more to say, and nothing may be flushed at exit.
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
                raise typer.Exit(Exit.DONE) from None
            except MemoryError:
                typer.echo(Text("hết bộ nhớ", "out of memory").to(lang), err=True)
                raise typer.Exit(Exit.OUR_FAULT) from None
            except Exception as error:  # the last resort: never a traceback at an analyst
                of_typer = type(error).__module__.startswith(("typer", "click"))  # Exit, Abort, a wrong option
                if of_typer or "--debug" in sys.argv or os.environ.get("KTTT_DEBUG"):
                    raise
                disk_full = isinstance(error, OSError) and error.errno == errno.ENOSPC
                typer.echo((_DISK_FULL if disk_full else _our_fault(error)).to(lang), err=True)
                raise typer.Exit(Exit.OUR_FAULT) from None

    return Commands


_DISK_FULL = Text(
    "đĩa đã đầy, kết quả chưa ghi hết; hãy giải phóng chỗ rồi chạy lại",
    "the disk is full and the result is not whole; make room and run again",
)


def _our_fault(error: Exception) -> Text:
    what = f"{type(error).__name__}: {error}"
    return Text(
        f"Lỗi của chương trình kttt {__version__}, không phải của dữ liệu: {what}\n"
        "Chạy lại với --debug để xem chi tiết và gửi cho nhóm phát triển.",
        f"A fault of kttt {__version__} itself, not of the data: {what}\n"
        "Run again with --debug for the details, and send them to the developers.",
    )


def build(lang: Lang, only: str | None = None) -> typer.Typer:
    """The application in one language, with all commands or `only` one, where there is one of that name.

    Commands import what computes only when they run.
    """
    from kttt_cli.commands import (
        annex,
        check,
        compute,
        convert,
        explain,
        indicator,
        inspect,
        options,
        plan,
        rule,
        schema,
        verify,
    )

    app = typer.Typer(
        name="kttt",
        cls=_group(lang),
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=True,
        help=Text(
            "Tính các chỉ tiêu kinh tế tập thể của tỉnh từ sổ theo dõi (CSV, Excel) và so với kế hoạch.",
            "Compute a province's indicators of the collective economy from its registers, against the plan.",
        ).to(lang),
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    def version(asked: bool) -> None:
        if asked:
            typer.echo(f"kttt {__version__}")
            raise typer.Exit

    @app.callback()
    def root(
        version: bool = typer.Option(
            False, "--version", "-V", callback=version, is_eager=True,
            help=Text("In số phiên bản.", "Print the version.").to(lang),
        ),
        lang_: Annotated[options.Language, options.language(lang)] = options.Language.vi,
    ) -> None:  # fmt: skip
        pass

    commands = {
        "compute": compute,
        "annex": annex,
        "check": check,
        "convert": convert,
        "explain": explain,
        "indicator": indicator,
        "inspect": inspect,
        "plan": plan,
        "rule": rule,
        "schema": schema,
        "verify": verify,
    }
    for name in [only] if only in commands else commands:
        commands[name].register(app, lang)
    return app


def main() -> None:
    """The entry point of `kttt`: text goes out as UTF-8 whatever the console's code page."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    # numpy's linear algebra is not used here, and its threads would turn on the core where files are read.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Other packages have nothing to say about our records, and to ask each of them takes time.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    lang = language(sys.argv[1:])
    assert lang in LANGUAGES
    try:
        build(lang, next(iter(sys.argv[1:]), None))()  # the other commands would take a moment for nothing
    except KeyboardInterrupt:
        sys.exit(130)
