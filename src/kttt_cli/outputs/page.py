"""The page that rich tables are printed on."""

from __future__ import annotations

import os
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

WIDTH = 100


def console(stream: IO[str]) -> Console:
    """The terminal as it is; a stream that is none gets 100 columns instead of rich's 80. Never markup:
    what stands in registers is text."""
    from rich.console import Console

    class Page(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError  # rich would end with exit code 1

    plain = Page(file=stream, markup=False, highlight=False, emoji=False)
    if plain.is_terminal or "COLUMNS" in os.environ:
        return plain
    return Page(file=stream, width=WIDTH, markup=False, highlight=False, emoji=False)


def new_table(title: str | None = None) -> Table:
    from rich import box
    from rich.table import Table

    return Table(
        box=box.SIMPLE_HEAD,
        title=title,
        title_justify="left",
        title_style="bold",
        caption_justify="left",
        padding=(0, 1, 0, 0),
        pad_edge=False,
    )


def indented(out: Console, text: str, by: int = 2, style: str = "") -> None:
    from rich.padding import Padding
    from rich.text import Text as Styled

    out.print(Padding(Styled(text, style=style), (0, 0, 0, by), expand=False))
