"""A rule: what can be wrong, with its texts beside it. Findings refer to rules by their code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kttt_cli.findings import Severity
from kttt_cli.language import Lang, Text

if TYPE_CHECKING:
    from kttt_cli.checks.hit import Hit, Lists

Example = tuple[str, ...] | Text
"""Lines of a table, cells divided by ` | `, the header first; a line `htx-2022.csv:` begins a file of that name
(without one the table is the list of 2023). A `Text` tells what no small table can show."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, as `kttt rule CODE` shows it. Its title names the pattern that is found, never the cure.

    `wrong` and `right` are small examples that a test runs where they are tables: the wrong one is found by exactly
    this rule, the right one by none. `law` is the document and article it rests on, where there is one.
    """

    code: str
    severity: Severity
    title: Text
    why: Text
    mend: Text
    wrong: Example
    right: Example
    law: Text | None = None
    varies: tuple[Severity, Text] | None = None
    """The other severity that its findings may have, and when."""
    look: Callable[[Lists], Iterator[Hit]] | None = None
    """Finds it in registers that have been read; None where the reading itself finds it."""

    @property
    def family(self) -> str:
        """The letters of its code: `NG` of `NG102`."""
        return self.code[:2]


def of_three_years(columns: str, row: str, *values: str) -> tuple[str, ...]:
    """An example: the lists of 2021 to 2023, each with one row, in which `{}` stands for the value of its year."""
    return tuple(
        line
        for year, value in zip((2021, 2022, 2023), values, strict=True)
        for line in (f"htx-{year}.csv:", columns, row.format(value))
    )


def example_text(example: Example, lang: Lang) -> str:
    return example.to(lang) if isinstance(example, Text) else "\n".join(example)
