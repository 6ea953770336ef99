"""Names of columns and cells that no program takes for a cell address."""

from __future__ import annotations

import re
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
