"""The page that rich tables are printed on."""

from __future__ import annotations

import os
import re
from typing import IO

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.segment import Segment, Segments
from rich.table import Table
from rich.text import Text as Styled

WIDTH = 100
_LEAST_WIDTH = 60
_MOST_BEYOND = 200
ID_WIDTH = 12


class _Page(Console):
    def on_broken_pipe(self) -> None:
        raise BrokenPipeError  # rich would end with exit code 1


def console(stream: IO[str]) -> Console:
    """The terminal as it is, of 60 columns or more; a stream that is none gets 100 columns instead of rich's 80.
    Never markup: what stands in registers is text."""
    plain = _Page(file=stream, markup=False, highlight=False, emoji=False)
    if plain.is_terminal or "COLUMNS" in os.environ:
        plain.width = max(plain.width, _LEAST_WIDTH)
        return plain
    return _Page(file=stream, width=WIDTH, markup=False, highlight=False, emoji=False)


def new_table(title: str | None = None) -> Table:
    return Table(
        box=box.SIMPLE_HEAD,
        title=title,
        title_justify="left",
        title_style="bold",
        caption_justify="left",
        padding=(0, 1, 0, 0),
        pad_edge=False,
    )


def print_table(out: Console, table: Table) -> None:
    """Where the page is too narrow for its numbers a table goes beyond it: `+3` for `+30` would be a wrong number."""
    for width in range(out.width, out.width + _MOST_BEYOND):
        drawn = list(out.render(table, out.options.update(width=width)))
        if max(map(Segment.get_line_length, Segment.split_lines(drawn)), default=0) <= width:
            break
    out.print(Segments(drawn), crop=False)


def folded(name: str) -> str:
    """A long id goes on below, after an underscore: `bg_effective_`, `growth`."""
    lines = [""]
    for part in re.findall("[^_]*_|[^_]+", name):
        if len(lines[-1] + part) > ID_WIDTH:
            lines.append("")
        lines[-1] += part
    return "\n".join(line for line in lines if line)


def indented(out: Console, text: str, by: int = 2, style: str = "") -> None:
    out.print(Padding(Styled(text, style=style), (0, 0, 0, by), expand=False))
