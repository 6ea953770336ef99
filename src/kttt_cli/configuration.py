"""kttt.toml: what stands beside the data and fixes what cannot be guessed. Nobody needs one to start, so that what
understands one is imported only where there is one."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kttt_cli.checks.selection import EVERYTHING, Selection
from kttt_cli.registers.settings import Settings

NAME = "kttt.toml"


@dataclass(frozen=True, slots=True)
class Configuration:
    """The settings in force, and where they stand (None: there are none)."""

    path: Path | None = None
    plan: str | None = None
    terms: Mapping[str, str] = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)
    selection: Selection = EVERYTHING
    baseline: Path | None = None


def find_settings(data: Path) -> Path | None:
    """The nearest kttt.toml: in the folder of the data, or in one around it."""
    start = Path(os.path.realpath(data))  # also of a link to itself
    folders = [start, *start.parents] if start.is_dir() else [*start.parents]
    return next((path for folder in folders if _is_there(path := folder / NAME)), None)


def _is_there(path: Path) -> bool:
    """No, too, where the folder may not be looked into."""
    try:
        return path.is_file()
    except OSError:
        return False
