"""What a batch has made already, in its output folder: so that one that was interrupted goes on where it stopped."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel, ValidationError

from kttt_cli.annexes.sealed import read_sealed
from kttt_cli.findings import Unreadable
from kttt_cli.outputs.annex_files import file_digest

NAME = ".kttt-annex.json"


class State(BaseModel):
    """Request (a digest of everything that a file is made from) → its files, each with the digest of its bytes."""

    requests: dict[str, dict[str, str]] = {}

    def current(self, request: str, folder: Path) -> tuple[str, ...] | None:
        """The files of a request, if all are there as they were written; None where one has to be made."""
        files = self.requests.get(request)
        if not files or not all(_is(folder / name, digest) for name, digest in files.items()):
            return None
        return tuple(files)

    def may_replace(self, path: Path) -> bool:
        """Nothing is there, or a file that kttt wrote and nobody has changed since."""
        if not path.exists():
            return True
        known = {digest for files in self.requests.values() for name, digest in files.items() if name == path.name}
        if any(_is(path, digest) for digest in known):
            return True
        try:
            sealed = read_sealed(path)
        except Unreadable:
            return False
        return sealed is not None and sealed.untouched

    def remember(self, request: str, paths: Iterable[Path]) -> None:
        files = {path.name: file_digest(path) for path in paths}
        for other in self.requests.values():
            for name in files:
                other.pop(name, None)
        self.requests[request] = files
        self.requests = {key: value for key, value in self.requests.items() if value}


def _is(path: Path, digest: str) -> bool:
    try:
        return path.is_file() and file_digest(path) == digest
    except Unreadable:
        return False


def read_state(folder: Path) -> State:
    """Nothing is known where the file is missing or not ours: what is there is then looked at itself."""
    try:
        return State.model_validate_json((folder / NAME).read_bytes())
    except (OSError, ValidationError):
        return State()


def write_state(folder: Path, state: State) -> None:
    """Whole or not at all; a folder that takes no such file only costs the next run its time."""
    beside = folder / f"{NAME}.{os.getpid()}.tmp"
    try:
        beside.write_text(state.model_dump_json(indent=1), encoding="utf-8")
        beside.replace(folder / NAME)
    except OSError:
        beside.unlink(missing_ok=True)
