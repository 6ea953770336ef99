"""Yes, no and unknown over the rows of a register."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kttt_cli.registers.register import Series

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Mask:
    """For each row: does it hold (`yes`), or could it (`maybe`, None where nowhere)? Never both."""

    yes: Bools
    maybe: Bools | None = None

    def __and__(self, other: Mask) -> Mask:
        yes = self.yes & other.yes
        if self.maybe is None and other.maybe is None:
            return Mask(yes)
        return Mask(yes, _none_if_empty(self.possible & other.possible & ~yes))

    def __or__(self, other: Mask) -> Mask:
        yes = self.yes | other.yes
        if self.maybe is None and other.maybe is None:
            return Mask(yes)
        return Mask(yes, _none_if_empty((self.possible | other.possible) & ~yes))

    def __invert__(self) -> Mask:
        return Mask(~self.possible, self.maybe)

    @property
    def possible(self) -> Bools:
        return self.yes if self.maybe is None else self.yes | self.maybe

    @property
    def unknown(self) -> int:
        return 0 if self.maybe is None else int(np.count_nonzero(self.maybe))

    @property
    def count(self) -> int:
        return int(np.count_nonzero(self.yes))


def mask(yes: Bools, maybe: Bools) -> Mask:
    return Mask(yes, _none_if_empty(maybe & ~yes))


def held(flags: Series) -> Mask:
    """A yes/no column as what is sure and what could be."""
    return mask((flags.values == 1) & flags.known, ~flags.known)


def flag(found: Mask) -> Series:
    """What is sure and what could be as a yes/no column."""
    known = np.ones(len(found.yes), np.bool_) if found.maybe is None else ~found.maybe
    return Series("flag", found.yes.astype(np.int64), known)


def everything(length: int) -> Mask:
    return Mask(np.ones(length, dtype=np.bool_))


def _none_if_empty(maybe: Bools) -> Bools | None:
    return maybe if maybe.any() else None
