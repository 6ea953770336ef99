"""A figure and its evidence are one object: no function here returns a bare number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kttt_cli.language import Text

Positions = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Selection:
    """Rows behind a figure: their positions in the stacked register of that name, found when asked for."""

    register: str
    size: int
    find: Callable[[], Positions]

    def __len__(self) -> int:
        return self.size

    @property
    def positions(self) -> Positions:
        return self.find()


class Cut(NamedTuple):
    """One part of the province: a column (`district` or `sector`) and its value; None = without one."""

    column: str
    value: str | None
    label: Text


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator in one year: a value in the indicator's own unit (VND, persons, %), or the reason for none.

    `value` is exact; it is rounded once, where it is shown. For ratios `numerator` and `denominator`
    stand beside it. `unknown` rows could not be judged; `low` and `high` bound what the value could be.
    """

    indicator: str
    year: int
    value: Fraction | None
    reason: Text | None = None
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    unknown: int = 0
    considered: int = 0
    low: Fraction | None = None
    high: Fraction | None = None
    rows: Selection | None = None
    base_rows: Selection | None = None
    unknown_rows: Selection | None = None
    notes: tuple[Text, ...] = field(default=())
    estimate: bool = False
    """The year's data are an estimate (số ước)."""
    of_part: tuple[Text, ...] = ()
    """Of which time it is, where that is not the one asked for, or no whole year; these stand among its notes too."""

    @property
    def known(self) -> bool:
        return self.value is not None
