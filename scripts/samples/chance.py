"""Seeded chance and exact sharing, in whole numbers only: the same on every machine."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random


def rng(name: str) -> Random:
    """A stream of its own for each part, so that a change in one part leaves the others as they are."""
    return Random(f"bac-giang {name}")


def share(total: int, weights: Sequence[int], least: int | Sequence[int] = 0) -> list[int]:
    """`total` in parts by weight, each at least `least`, which sum to `total` exactly."""
    floor = [least] * len(weights) if isinstance(least, int) else list(least)
    rest = total - sum(floor)
    if rest < 0:
        raise ValueError(f"{total} is less than the sum of the least parts")
    whole = sum(weights)
    parts = [rest * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(rest * weights[i] % whole), i))
    for i in by_remainder[: rest - sum(parts)]:
        parts[i] += 1
    return [a + b for a, b in zip(parts, floor, strict=True)]


def skewed(chance: Random, most: int = 12) -> int:
    """Many small, few large."""
    return chance.randint(1, most) * chance.randint(1, most) + most


def day_in(chance: Random, first: date, last: date) -> date:
    return first + timedelta(days=chance.randint(0, (last - first).days))


def working_day(chance: Random, year: int) -> date:
    """Offices are shut at the weekend and around New Year."""
    day = day_in(chance, date(year, 1, 6), date(year, 12, 20))
    return day - timedelta(days=max(0, day.weekday() - 4))
