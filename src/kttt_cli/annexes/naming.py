"""Names of columns and cells that no program takes for a cell address, and of files without their folders."""

from __future__ import annotations

import os.path
import re
from collections.abc import Sequence
from functools import cache

from kttt_cli.sheets.text import plain

_LONGEST = 60
"""Excel allows 255 characters for a whole name, 8192 for a formula that reads dozens of them."""


@cache
def slug(text: str) -> str:
    """`Có lại trong danh sách (đăng ký từ trước)` → `co_lai_trong_danh_sach`: what stands in brackets is left out,
    and whole words at the end of a long text."""
    bare = re.sub(r"\(.*?\)", " ", text)
    name = re.sub(r"[^a-z0-9]+", "_", plain(bare)).strip("_")
    return name if len(name) <= _LONGEST else name[:_LONGEST].rpartition("_")[0] or name[:_LONGEST]


def without_folders(files: Sequence[str]) -> list[str]:
    """The names of files below what they have in common: a workbook holds no folder of the machine it was made on."""
    if not any(os.path.isabs(file) for file in files):
        return list(files)
    base = os.path.commonpath([os.path.dirname(os.path.abspath(file)) for file in files])
    return [os.path.relpath(file, base).replace(os.sep, "/") for file in files]
