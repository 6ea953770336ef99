"""What a stacked register lets one doubt: everything that needs more than one cell to be seen."""

from __future__ import annotations

from collections.abc import Iterator

from kttt_cli.findings import Finding
from kttt_cli.registers.codes import odd_codes
from kttt_cli.registers.history import unit_slips
from kttt_cli.registers.lives import odd_dates
from kttt_cli.registers.odd_places import odd_places
from kttt_cli.registers.register import Register


def doubts(register: Register) -> Iterator[Finding]:
    """Codes, dates, places and amounts that are readable and yet unlikely. Values stay as written."""
    for look in (odd_codes, odd_dates, odd_places, unit_slips):
        yield from look(register)
