"""The styles as formats of one workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kttt_cli.annexes.styles import BLACK, STYLES, number_format

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format


class Formats:
    """The styles as formats of one workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[str, int, bool], Format] = {}

    def of(self, style: str, decimals: int = 0, *, quoted: bool = False) -> Format:
        """`quoted`: a text that Excel would read as something else if someone edited its cell."""
        key = (style, decimals, quoted)
        if key not in self._made:
            self._made[key] = self._workbook.add_format(_format(style, decimals, quoted))
        return self._made[key]


def _format(style: str, decimals: int, quoted: bool) -> dict[str, Any]:
    look = STYLES[style]
    made = {
        "font_size": look.size,
        # LibreOffice forgets the indent of a number that differs from the one before in nothing but its decimals.
        "font_color": f"#00000{decimals}" if look.colour == BLACK else look.colour,
        "bold": look.bold,
        "italic": look.italic,
        "valign": look.down,
        "text_wrap": look.wrap,
        "indent": look.indent,
        "border": int(look.border),
        "num_format": number_format(look, decimals),
        "quote_prefix": quoted,
    }
    across = {"align": look.across} if look.across else {}
    return made | across | ({"bg_color": look.fill} if look.fill else {})
