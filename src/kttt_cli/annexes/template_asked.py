"""What the cells of a filled form were filled from, as the file itself remembers it."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class AskedCell(BaseModel):
    """Row and column, from 0, as in the form before rows of lists were repeated."""

    model_config = ConfigDict(frozen=True)

    sheet: str
    row: int
    column: int
    written: str
    """The cell's text with its placeholders, or its name."""


class Asked(BaseModel):
    """Every cell that was filled, and by sheet and row of the form how often rows of lists stand in the file."""

    model_config = ConfigDict(frozen=True)

    cells: tuple[AskedCell, ...]
    copies: dict[str, dict[int, int]]
