"""A workbook of annexes on the disk: written whole, read back, and only then under its name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kttt_cli.annexes.page import Pages
from kttt_cli.annexes.readback import read_back
from kttt_cli.annexes.workbook import write_pages
from kttt_cli.language import Lang
from kttt_cli.outputs.whole_file import write_whole


def write_annex(
    path: Path,
    pages: Pages,
    *,
    created: date,
    lang: Lang = "vi",
    force: bool = False,
) -> None:
    """Arguments as of `write_pages`. Raises BadUsage as `write_whole`, WrittenWrong as `read_back`."""
    write_whole(
        path,
        lambda file: write_pages(pages, file, created=created, lang=lang),
        check=lambda file: read_back(pages, file, path.name),
        force=force,
    )
