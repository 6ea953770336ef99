"""What typer itself says, a wrong command line and the words around every help, in kttt's two languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import typer
from typer.core import TyperGroup

from kttt_cli.findings import BadUsage, Exit
from kttt_cli.language import Lang, Text, did_you_mean

# Known by their names: where typer keeps the classes of these errors differs between its versions.
_UNKNOWN_OPTION, _MISSING, _BAD_VALUE, _NO_ARGUMENTS = (
    "NoSuchOption", "MissingParameter", "BadParameter", "NoArgsIsHelpError",
)  # fmt: skip

_MESSAGES = (
    (r"Missing command\.", Text("thiếu tên lệnh", "a command is missing")),
    (r"Got unexpected extra arguments? ?(?:\(s\) )?\((.*)\)", Text("thừa: {0}", "more than is asked for: {0}")),
    (r"Option '(.*)' requires an argument\.", Text("{0} cần một giá trị đi sau", "{0} needs a value after it")),
    (r"Option '(.*)' does not take a value\.", Text("{0} không nhận giá trị", "{0} takes no value")),
)

_VALUES = {
    "int_parsing": Text("phải là một số nguyên", "must be a whole number"),
    "greater_than_equal": Text("phải từ {ge} trở lên", "must be {ge} or more"),
    "less_than_equal": Text("không được quá {le}", "must be {le} or less"),
}
"""What is wrong with a value, by the code that pydantic gives it."""

_HELP_VI = {
    "Arguments": "Tham số",
    "Options": "Tùy chọn",
    "Commands": "Lệnh",
    "Show this message and exit.": "Hiện trang này rồi thôi.",
    "Install completion for the current shell.": "Cài tính năng gõ Tab để hoàn thành lệnh cho shell đang dùng.",
    "Show completion for the current shell, to copy it or customize the installation.": (
        "In ra phần cài tính năng đó, để chép lại hoặc tự cài."
    ),
}
_BRACKETS_VI = (("env var: ", "biến môi trường: "), ("default: ", "mặc định: "), ("required", "bắt buộc"))
_USAGE_VI = (("[OPTIONS]", "[TÙY CHỌN]"), ("COMMAND [ARGS]...", "LỆNH [THAM SỐ]…"))


@contextmanager
def worded(lang: Lang) -> Iterator[None]:
    """A wrong command line, found by typer in here, is told in `lang`; the program ends with exit code 2."""
    try:
        yield
    except Exception as error:
        if not hasattr(error, "format_message") or type(error).__name__ == _NO_ARGUMENTS:
            raise
        typer.echo(_told(error).to(lang), err=True)
        context = getattr(error, "ctx", None)
        if context is not None:
            typer.echo(context.get_usage(), err=True)
            more = f"{context.command_path} --help"
            typer.echo(Text(f"Xem thêm: {more}", f"See: {more}").to(lang), err=True)
        raise typer.Exit(Exit.USAGE) from None


def no_such_command(name: str, commands: Sequence[str]) -> BadUsage:
    near = did_you_mean(name, commands) or Text(f"có: {', '.join(commands)}", f"there are: {', '.join(commands)}")
    return BadUsage(Text(f"không có lệnh “{name}”; {near.vi}", f"no command “{name}”; {near.en}"))


def _told(error: Any) -> Text:
    kind = type(error).__name__
    if kind == _UNKNOWN_OPTION:
        return _unknown_option(error)
    parameter = getattr(error, "param", None)
    if kind == _MISSING and parameter is not None:
        what = f": {parameter.help}" if getattr(parameter, "help", None) else ""
        return Text(f"thiếu {_name(parameter)}{what}", f"{_name(parameter)} is missing{what}")
    if kind == _BAD_VALUE and parameter is not None:
        reason = _bad_value(error, parameter)
        return Text(f"{_name(parameter)}{reason.vi}", f"{_name(parameter)}{reason.en}")
    for pattern, text in _MESSAGES:
        if found := re.fullmatch(pattern, error.message):
            return Text(*(half.format(*found.groups()) for half in text))
    return Text.same(error.format_message())


def _unknown_option(error: Any) -> Text:
    given, context = error.option_name, error.ctx
    near = did_you_mean(given, _options(context.command)) or Text("", "")
    of = [name for name, command in getattr(context.command, "commands", {}).items() if given in _options(command)]
    if of:
        line = f"{context.command_path} {of[0]} {given}"
        near = Text(f"tùy chọn này viết sau tên lệnh: {line}", f"this one is written after the command: {line}")
    return Text(f"không có tùy chọn {given}; {near.vi}".rstrip("; "), f"no option {given}; {near.en}".rstrip("; "))


def _options(command: Any) -> list[str]:
    return [name for each in command.params if each.param_type_name == "option" for name in each.opts]


def _bad_value(error: Any, parameter: Any) -> Text:
    """` “abc” must be a whole number`; without the value where it is not known."""
    mistakes = error.__cause__.errors() if hasattr(error.__cause__, "errors") else [{}]
    wrong = mistakes[0].get("input")
    value = "" if wrong is None else f" “{wrong}”"
    choices = getattr(getattr(parameter, "type_descriptor", None), "choices", None)
    if choices:
        names = [str(getattr(choice, "value", choice)) for choice in choices]
        there = Text(f"dùng được: {', '.join(names)}", f"there are: {', '.join(names)}")
        near = (None if wrong is None else did_you_mean(str(wrong), names)) or there
        return Text(f"{value}: không có giá trị này; {near.vi}", f"{value}: no such value; {near.en}")
    if error.message.endswith("is not readable."):
        return Text(f"{value}: không có quyền đọc", f"{value}: no right to read it")
    reason = _VALUES.get(mistakes[0].get("type", ""), Text.same(error.message))
    limits = mistakes[0].get("ctx", {})
    return Text(f"{value} {reason.vi.format(**limits)}", f"{value} {reason.en.format(**limits)}")


def _name(parameter: Any) -> str:
    """`--year`, `DATA…`"""
    if parameter.param_type_name == "option":
        return str(max(parameter.opts, key=len))
    return str(parameter.metavar or parameter.name)


def context_class(lang: Lang) -> type[Any]:
    """What typer keeps of a running command, with a help whose own words are in `lang` too."""
    usual: Any = TyperGroup.context_class

    class Help(usual.formatter_class):  # type: ignore[misc]
        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            args = re.sub(r"…(\W?)\.\.\.", r"…\1", args)
            if lang == "vi":
                args, prefix = _replaced(args, _USAGE_VI), prefix or "Cách dùng: "
            super().write_usage(prog, args, prefix)

        def write_heading(self, heading: str) -> None:
            super().write_heading(_HELP_VI.get(heading, heading) if lang == "vi" else heading)

        def write_dl(self, rows: Sequence[tuple[str, str]], *args: Any, **more: Any) -> None:
            super().write_dl([(_without_type(name), _help(told)) for name, told in rows], *args, **more)

    def _help(told: str) -> str:
        if lang == "en":
            return told
        text, bracket, rest = _HELP_VI.get(told, told).rpartition("  [")
        return f"{text}{bracket}{_replaced(rest, _BRACKETS_VI)}" if bracket else rest

    class Context(usual):  # type: ignore[misc]
        formatter_class = Help

    return Context


def _without_type(name: str) -> str:
    """`-y, --year <int>` → `-y, --year N`; a type of Python tells an analyst nothing, the words that it takes do."""
    return re.sub(r" <(?:list\[\w+\]|str|path)>", "", re.sub(r" <int(?: range)?>", " N", name))


def _replaced(text: str, words: Sequence[tuple[str, str]]) -> str:
    for old, new in words:
        text = text.replace(old, new)
    return text
