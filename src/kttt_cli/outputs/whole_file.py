"""A file is written whole or not at all, and none is overwritten unasked."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import IO

from kttt_cli.findings import BadUsage
from kttt_cli.language import Text


def refuse_to_write(path: Path, *, force: bool) -> None:
    """`BadUsage` for a file that is there already, a folder, or a place that is not there."""
    if path.is_dir():
        raise BadUsage(Text(f"{path}: đây là thư mục, cần tên tệp", f"{path}: a folder, not a file"))
    if not path.parent.is_dir():
        raise BadUsage(Text(f"{path}: không có thư mục {path.parent}", f"{path}: no folder {path.parent}"))
    if path.exists() and not force:
        raise BadUsage(Text(f"{path} đã có; thêm --force để ghi đè", f"{path} is there already; --force overwrites it"))


def write_whole(path: Path, write: Callable[[IO[bytes]], None], *, force: bool) -> None:
    """Written beside its place under another name, and moved there when it is complete."""
    refuse_to_write(path, force=force)
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with beside.open("xb") as file:
            write(file)
        beside.replace(path)
    except OSError as error:
        raise BadUsage(
            Text(f"không ghi được {path}: {error.strerror}", f"cannot write {path}: {error.strerror}")
        ) from error
    finally:
        beside.unlink(missing_ok=True)
