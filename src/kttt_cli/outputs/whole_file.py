"""A file is written whole or not at all, and none is overwritten unasked."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import IO

from kttt_cli.findings import BadUsage
from kttt_cli.language import Text

_OPEN_FILES = Path("/proc/self/fd")


def refuse_to_write(path: Path, *, force: bool) -> None:
    """`BadUsage` for a file that is there already, a folder, or a place that is not there."""
    if path.is_dir():
        raise BadUsage(Text(f"{path}: đây là thư mục, cần tên tệp", f"{path}: a folder, not a file"))
    if not path.parent.is_dir():
        raise BadUsage(Text(f"{path}: không có thư mục {path.parent}", f"{path}: no folder {path.parent}"))
    if path.exists() and not force:
        raise BadUsage(Text(f"{path} đã có; thêm --force để ghi đè", f"{path} is there already; --force overwrites it"))


def make_folder(path: Path) -> None:
    """The folder, and those around it, where they are not there yet."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadUsage(
            Text(f"không tạo được thư mục {path}: {error.strerror}", f"cannot make the folder {path}: {error.strerror}")
        ) from error


def write_whole(
    path: Path,
    write: Callable[[IO[bytes]], None],
    *,
    force: bool,
    check: Callable[[IO[bytes]], None] | None = None,
) -> None:
    """Written without a name where the system can do that, else beside its place under another name; it takes its
    name when it is complete. `check` reads what was written before that: where it raises, there is no file.
    """
    refuse_to_write(path, force=force)
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with _nameless(path.parent) or beside.open("x+b") as file:
            write(file)
            file.flush()
            if check is not None:
                check(file)
            if not beside.exists():
                _name(file, beside)
        beside.replace(path)
    except OSError as error:
        raise BadUsage(
            Text(f"không ghi được {path}: {error.strerror}", f"cannot write {path}: {error.strerror}")
        ) from error
    finally:
        beside.unlink(missing_ok=True)


def _nameless(folder: Path) -> IO[bytes] | None:
    """A file that vanishes with the process, even one that is killed, until it is given a name; None where files
    cannot be without one (other systems than Linux, some network drives).
    """
    if not hasattr(os, "O_TMPFILE") or not _OPEN_FILES.is_dir():
        return None
    try:
        return os.fdopen(os.open(folder, os.O_TMPFILE | os.O_RDWR, 0o666), "w+b")
    except OSError:
        return None


def _name(file: IO[bytes], path: Path) -> None:
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        # Only with a folder given does Python ask the system to follow the link to the open file.
        os.link(_OPEN_FILES / str(file.fileno()), path.name, dst_dir_fd=folder, follow_symlinks=True)
    finally:
        os.close(folder)
