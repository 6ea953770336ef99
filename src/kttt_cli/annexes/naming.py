"""Names of columns and cells that no program takes for a cell address."""

from __future__ import annotations

import re
from functools import cache

from kttt_cli.sheets.text import plain


@cache
def slug(text: str) -> str:
    """`Có lại trong danh sách (đăng ký từ trước)` → `co_lai_trong_danh_sach`: what stands in brackets is left out."""
    bare = re.sub(r"\(.*?\)", " ", text)
    return re.sub(r"[^a-z0-9]+", "_", plain(bare)).strip("_")
