"""Strict reading of the TOML files that hold what people may edit: a mistake is told with its file,
table, key and line, all mistakes at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ConfigDict, ValidationError

from kttt_cli.findings import BadUsage
from kttt_cli.language import Text, did_you_mean, join
from kttt_cli.patterns import pattern

Model = TypeVar("Model", bound=BaseModel)


class Strict(BaseModel):
    """A table of a TOML file: unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False, defer_build=True)


class Mistake(ValueError):
    """A mistake in a value, with the path of keys below the place where it is raised."""

    def __init__(self, reason: Text, *path: str | int) -> None:
        super().__init__(reason.vi)
        self.reason = reason
        self.path = path


def parse(source: str, shown: str, parse_float: Callable[[str], Any] = float) -> dict[str, Any]:
    """The TOML as tables; `BadUsage` with the line where the syntax breaks."""
    try:
        return tomllib.loads(source, parse_float=parse_float)
    except tomllib.TOMLDecodeError as error:
        raise BadUsage(_broken(str(error), shown)) from None


def _broken(told: str, shown: str) -> Text:
    """Python's own words on the syntax, with the place in front and the most frequent of them in Vietnamese."""
    found = re.fullmatch(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", told, re.DOTALL)
    what, line, column = found.groups() if found else (told, None, None)
    where = Text(f", dòng {line}, cột {column}", f", line {line}, column {column}") if line else Text("", "")
    reason = next((vi for en, vi in _SYNTAX_VI.items() if what.startswith(en)), what)
    return Text(f"{shown}{where.vi}: không đúng cú pháp TOML: {reason}", f"{shown}{where.en}: not valid TOML: {what}")


_SYNTAX_VI = {
    "Illegal character '\\n'": "chuỗi chưa đóng ngoặc kép trước khi hết dòng",
    "Unterminated string": "chuỗi chưa đóng ngoặc kép",
    "Expected '='": "sau tên khóa phải có dấu =; khóa viết có dấu tiếng Việt phải trong ngoặc kép, số thập phân dùng dấu chấm",
    "Invalid value": "giá trị không hợp lệ; chữ phải trong ngoặc kép, số thập phân dùng dấu chấm",
    "Unclosed array": "danh sách chưa đóng ngoặc vuông",
    "Unclosed inline table": "bảng chưa đóng ngoặc nhọn",
    "Invalid statement": "dòng này không phải khóa = giá trị, cũng không phải [bảng]",
    "Expected newline": "sau giá trị còn chữ thừa; số thập phân dùng dấu chấm",
    "Cannot overwrite": "khóa này đã có ở trên",
    "Cannot declare": "bảng này đã có ở trên",
    "Expected ']'": "tên bảng chưa đóng ngoặc vuông",
}


def validate(model: type[Model], tables: Mapping[str, Any], source: str, shown: str) -> Model:
    """The tables as `model`; `BadUsage` that lists every mistake with table, key and line."""
    try:
        return model.model_validate(tables)
    except ValidationError as error:
        mistakes = [_mistake(model, each) for each in error.errors(include_url=False)]
    raise mistakes_error(mistakes, source, shown)


def mistakes_error(mistakes: Iterable[tuple[tuple[str | int, ...], Text]], source: str, shown: str) -> BadUsage:
    """One error for all mistakes: (path of keys, reason)."""
    lines = [_told(path, reason, source, shown) for path, reason in mistakes]
    return BadUsage(join(lines, "\n"))


def _told(path: tuple[str | int, ...], reason: Text, source: str, shown: str) -> Text:
    line = line_of(source, path)
    where = _dotted(path)
    return Text(
        f"{shown}{f', dòng {line}' if line else ''}: {where}: {reason.vi}",
        f"{shown}{f', line {line}' if line else ''}: {where}: {reason.en}",
    )


def _dotted(path: tuple[str | int, ...]) -> str:
    shown = ""
    for part in path:
        if isinstance(part, int):
            shown += f"[{part + 1}]"
        elif re.fullmatch(r"[A-Za-z0-9_-]+", part):
            shown += f".{part}" if shown else part
        else:
            shown += f'."{part}"' if shown else f'"{part}"'
    return shown or "—"


def _mistake(model: type[BaseModel], error: Any) -> tuple[tuple[str | int, ...], Text]:
    path: tuple[str | int, ...] = tuple(error["loc"])
    kind = error["type"]
    if kind == "value_error" and isinstance(cause := error["ctx"]["error"], Mistake):
        return (*path, *cause.path), cause.reason
    if kind == "extra_forbidden":
        known = _keys_at(model, path[:-1])
        hint = did_you_mean(str(path[-1]), known) or Text(
            f"các khóa dùng được: {', '.join(known)}", f"known keys: {', '.join(known)}"
        )
        return path, Text(f"khóa không được dùng ở đây; {hint.vi}", f"unknown key; {hint.en}")
    if kind == "missing":
        return path, Text("thiếu khóa này", "this key is missing")
    written = str(error["input"])[:60]
    if kind in {"literal_error", "enum"}:
        expected = str(error["ctx"]["expected"])
        near = did_you_mean(written, re.findall(r"'([^']*)'", expected))
        tail = near or Text("", "")
        return path, Text(
            f"“{written}” không được dùng ở đây; một trong: {expected.replace(' or ', ', ')}{'; ' + tail.vi if near else ''}",
            f"“{written}” is not allowed here; one of: {expected}{'; ' + tail.en if near else ''}",
        )
    return path, Text(f"“{written}” không hợp lệ ({error['msg']})", f"“{written}” is not valid ({error['msg']})")


def _keys_at(model: type[BaseModel], path: tuple[str | int, ...]) -> list[str]:
    """The keys of the nested model at `path`, as far as it can be followed."""
    current: Any = model
    for part in path:
        current = _below(current, part)
    current = _inner(current)
    return [] if current is None else [field.alias or name for name, field in current.model_fields.items()]


def _below(annotation: Any, part: str | int) -> Any:
    """What may stand under a key or number: a field of a model, an entry of a dict or list; else the type itself."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        names = {name: field for key, field in annotation.model_fields.items() for name in (key, field.alias)}
        return names[str(part)].annotation if part in names else annotation
    origin, arguments = get_origin(annotation), get_args(annotation)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return arguments[1]
    if isinstance(origin, type) and issubclass(origin, Sequence):
        return arguments[0]
    models = [each for each in arguments if _inner(each) is not None]
    return _below(models[0], part) if models else annotation


def _inner(annotation: Any) -> Any:
    """The model inside `X | None`, `list[X]`, `dict[str, X]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        if (found := _inner(argument)) is not None:
            return found
    return None


_HEADER = pattern(r"^\s*(\[\[?)\s*(.+?)\s*\]\]?\s*(?:#.*)?$")


def line_of(source: str, path: tuple[str | int, ...]) -> int | None:
    """The line (from 1) of the deepest key of `path` that can be found; None where none can."""
    best: tuple[int, int] | None = None
    current: list[str | int] = []
    counts: dict[str, int] = {}
    for number, line in enumerate(source.splitlines(), 1):
        depth = 0
        if header := _HEADER.match(line):
            names = _split_key(header[2])
            current = list(names)
            if header[1] == "[[":
                index = counts[header[2]] = counts.get(header[2], -1) + 1
                current.append(index)
            depth = _shared(current, path) if _shared(current, path) == len(current) else 0
        elif current == list(path[: len(current)]) and "=" in line and not line.lstrip().startswith("#"):
            keys = _split_key(line.split("=", 1)[0].strip())
            full = [*current, *keys]
            if _shared(full, path) == len(full):
                depth = len(full)
                # An inline table may hold the rest of the path on the same line.
                rest = [str(part) for part in path[len(full) :]]
                depth += sum(1 for part in rest if part in line)
        if depth and (best is None or depth > best[0]):
            best = (depth, number)
    return best[1] if best else None


def _shared(left: list[str | int], right: tuple[str | int, ...]) -> int:
    count = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        count += 1
    return count


def _split_key(text: str) -> list[str]:
    return [quoted or bare for quoted, bare in re.findall(r'"([^"]*)"|([A-Za-z0-9_-]+)', text)]
