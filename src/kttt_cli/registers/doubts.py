"""What stacked registers let one doubt: everything that needs more than one cell to be seen."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import overload

from kttt_cli.beside import Beside
from kttt_cli.findings import Finding
from kttt_cli.registers.codes import odd_codes
from kttt_cli.registers.copied_years import copied_years
from kttt_cli.registers.history import unit_slips
from kttt_cli.registers.lives import odd_dates
from kttt_cli.registers.odd_places import odd_places
from kttt_cli.registers.register import Register
from kttt_cli.registers.scales import odd_scales

WORTH_WHILE = range(10_000, 200_000)
"""So many records take longer to be doubted than a second process takes to begin, and not too much memory twice."""


_Look = Callable[[Register], Iterable[Finding]]
_HERE: tuple[_Look, ...] = (odd_codes,)
_BESIDE: tuple[_Look, ...] = (odd_dates, odd_places, unit_slips, odd_scales, copied_years)
"""What takes so much longer that the other process is still busy with it where the findings are asked for."""


def doubts(registers: Collection[Register], looks: Iterable[_Look]) -> Iterator[Finding]:
    """Codes, dates, places and amounts that are readable and yet unlikely. Values stay as written."""
    for register in registers:
        for look in looks:
            yield from look(register)


class WithDoubts(Sequence[Finding]):
    """These findings, those that `later` gives, and the doubts of these registers, in order of place.

    No figure needs the latter two, so that for large registers they are looked for beside, until the first finding is
    read.
    """

    def __init__(
        self,
        told: Sequence[Finding],
        registers: Collection[Register],
        later: Sequence[Callable[[], Iterable[Finding]]] = (),
    ) -> None:
        self._told, self._registers, self._later = told, registers, later
        self._beside = Beside(lambda: [self._look()], wanted=sum(map(len, registers)) in WORTH_WHILE)

    def _look(self) -> list[Finding]:
        return [*chain.from_iterable(look() for look in self._later), *doubts(self._registers, _BESIDE)]

    @cached_property
    def _all(self) -> tuple[Finding, ...]:
        told = [*self._told, *doubts(self._registers, _HERE)]
        with self._beside as beside:
            found = next(beside, None)
        return tuple(sorted([*told, *(self._look() if found is None else found)], key=Finding.sort_key))

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Finding, ...]: ...
    def __getitem__(self, index: int | slice) -> Finding | tuple[Finding, ...]:
        return self._all[index]

    def __len__(self) -> int:
        return len(self._all)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._all)
