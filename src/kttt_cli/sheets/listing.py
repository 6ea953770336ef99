"""Which files are meant by the files and folders that were named."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from kttt_cli.findings import Unreadable
from kttt_cli.language import Text

TEXT_SUFFIXES = (".csv", ".tsv", ".txt")
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
SUFFIXES = (*TEXT_SUFFIXES, *WORKBOOK_SUFFIXES)
STDIN = "-"
SETTINGS_FILE = "kttt.toml"
_ABOUT_DATA = frozenset({SETTINGS_FILE, "datapackage.json"})


class Listed(NamedTuple):
    path: Path
    shown: str
    """Its name in findings and messages."""
    asked: bool
    """Was it named itself, or found in a folder?"""

    @property
    def of_data(self) -> bool:
        """What is found in a folder may be of any kind; what is named is meant to be read."""
        return self.asked or self.path.suffix.lower() in SUFFIXES


def list_files(paths: Sequence[Path]) -> list[Listed]:
    """Each file once, folders walked in order of name, with what else is in them.

    Raises Unreadable for a folder that may not be opened: what is in it would be missing without a word.
    """
    files: dict[tuple[str, bool], Listed] = {}
    for path in paths:
        if str(path) == STDIN:
            listed = [Listed(path, "stdin", True)]
        elif path.is_dir():
            found = sorted(path.rglob("*"))
            _refuse_what_may_not_be_opened([path, *(each for each in found if each.is_dir())])
            inner = [each for each in found if not _is_aside(each, path)]
            names = [each if len(paths) > 1 else each.relative_to(path) for each in inner]
            listed = [Listed(each, name.as_posix(), False) for each, name in zip(inner, names, strict=True)]
        else:
            listed = [Listed(path, str(path) if len(paths) > 1 else path.name, True)]
        for file in listed:
            files.setdefault(
                (os.path.realpath(file.path), file.of_data), file
            )  # Path.resolve fails on a link to itself
    return list(files.values())


def _refuse_what_may_not_be_opened(folders: Sequence[Path]) -> None:
    for folder in folders:
        if not os.access(folder, os.R_OK | os.X_OK):
            raise Unreadable(
                Text(
                    f"{folder}: không có quyền mở thư mục. Hãy xin quyền đọc, hoặc chép các sổ sang thư mục khác.",
                    f"{folder}: no permission to open the folder. Ask for it, or copy the registers elsewhere.",
                )
            )


def _is_aside(inner: Path, folder: Path) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in inner.relative_to(folder).parts)
    return hidden or inner.name in _ABOUT_DATA or inner.is_dir()
