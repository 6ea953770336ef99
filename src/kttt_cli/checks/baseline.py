"""Findings that are known already, kept in a file: they are counted, and only new ones make a check fail."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from kttt_cli.checks.identity import Identity
from kttt_cli.findings import BadUsage
from kttt_cli.language import Text
from kttt_cli.tomlfile import Strict, validate

VERSION = 1


class Known(Strict):
    """One finding that is known: its record by code or, without one, by name and place, never by file and row."""

    rule: str
    register_: str | None = Field(None, alias="register")
    year: int | None = None
    code: str | None = Field(None, description="Of the organisation.")
    name: str | None = Field(None, description="To be read; compared where there is no code.")
    place: str | None = Field(None, description="Commune and district; compared where there is no code.")
    field: str | None = None
    value: str | None = Field(None, description="As read (money in VND, dates as ISO); as written if unreadable.")
    count: int = Field(1, ge=1, description="How often it occurs.")

    @property
    def identity(self) -> Identity:
        return Identity(self.rule, self.register_, self.year, self.code, self.name, self.place, self.field, self.value)


class BaselineFile(Strict):
    """What `kttt check --write-baseline` writes and `--baseline` reads."""

    kttt_baseline: Literal[1]
    findings: list[Known] = []

    @model_validator(mode="before")
    @classmethod
    def _is_one(cls, value: object) -> object:
        return value if isinstance(value, dict) else {}


def read_baseline(path: Path) -> tuple[Known, ...]:
    """`BadUsage` for a file that is not there or is no baseline."""
    try:
        source = path.read_text(encoding="utf-8-sig")
        told = json.loads(source)
    except OSError as error:
        raise BadUsage(
            Text(
                f"không đọc được {path}: {error.strerror}; ghi tệp này bằng --write-baseline {path}",
                f"cannot read {path}: {error.strerror}; write it with --write-baseline {path}",
            )
        ) from None
    except ValueError as error:
        raise BadUsage(
            Text(
                f"{path}: không phải tệp phát hiện đã biết (JSON hỏng: {error})",
                f"{path}: no file of known findings (broken JSON: {error})",
            )
        ) from None
    return tuple(validate(BaselineFile, told, source, str(path)).findings)


def baseline_text(found: Iterable[Identity]) -> str:
    """The file: one finding a line, sorted, so that a change of one is a change of one line."""
    counted = Counter(found)
    entries = [
        {
            "rule": each.rule, "register": each.register, "year": each.year, "code": each.code, "name": each.name,
            "place": each.place, "field": each.field, "value": each.value, "count": count if count > 1 else None,
        }
        for each, count in counted.items()
    ]  # fmt: skip
    lines = sorted(
        json.dumps({name: value for name, value in entry.items() if value is not None}, ensure_ascii=False)
        for entry in entries
    )
    return f'{{"kttt_baseline": {VERSION}, "findings": [' + ",".join(f"\n  {line}" for line in lines) + "\n]}\n"


def match(found: Sequence[Identity], known: Sequence[Known]) -> tuple[list[bool], list[Known]]:
    """For each finding, is it known; and what of the known was not found.

    Each known finding stands for as many as its count. Codes are compared first; name and place only where one of
    the two has no code, so that a code that was added or mended does not make an old finding new.
    """
    left = [each.count for each in known]
    is_known = [False] * len(found)
    by_code: dict[object, list[int]] = {}
    by_name: dict[object, list[int]] = {}
    identities = [each.identity for each in known]
    for index, identity in enumerate(identities):
        if identity.same_by_code is not None:
            by_code.setdefault(identity.same_by_code, []).append(index)
        by_name.setdefault(identity.same_by_name, []).append(index)
    for position, identity in enumerate(found):
        if identity.same_by_code is not None:
            is_known[position] = _take(by_code.get(identity.same_by_code, ()), left)
    for position, identity in enumerate(found):
        if not is_known[position]:
            indexes = by_name.get(identity.same_by_name, ())
            is_known[position] = _take(
                (each for each in indexes if identity.code is None or identities[each].code is None), left
            )
    return is_known, list(_rest(known, left))


def _take(indexes: Iterable[int], left: list[int]) -> bool:
    for index in indexes:
        if left[index]:
            left[index] -= 1
            return True
    return False


def _rest(known: Sequence[Known], left: Sequence[int]) -> Iterator[Known]:
    for each, count in zip(known, left, strict=True):
        if count:
            yield each.model_copy(update={"count": count})
