"""Which files are meant by the files and folders that were named."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

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
    """Each file once, folders walked in order of name, with what else is in them."""
    files: dict[tuple[Path, bool], Listed] = {}
    for path in paths:
        if str(path) == STDIN:
            listed = [Listed(path, "stdin", True)]
        elif path.is_dir():
            inner = [each for each in sorted(path.rglob("*")) if not _is_aside(each, path)]
            names = [each if len(paths) > 1 else each.relative_to(path) for each in inner]
            listed = [Listed(each, name.as_posix(), False) for each, name in zip(inner, names, strict=True)]
        else:
            listed = [Listed(path, str(path) if len(paths) > 1 else path.name, True)]
        for file in listed:
            files.setdefault((file.path.resolve(), file.of_data), file)
    return list(files.values())


def _is_aside(inner: Path, folder: Path) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in inner.relative_to(folder).parts)
    return hidden or inner.name in _ABOUT_DATA or inner.is_dir()
