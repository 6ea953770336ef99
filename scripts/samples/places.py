"""Communes of the area before and after 01/07/2025."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from samples.chance import rng

PLACES = Path(__file__).parents[2] / "src" / "kttt_cli" / "registers" / "places.csv"


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune as it stood until 31/12/2024, and the unit it is part of from 01/07/2025."""

    code: str
    name: str
    district_code: str
    district: str
    new_code: str
    new_name: str

    @property
    def rural(self) -> bool:
        return self.name.startswith("Xã ")

    @property
    def bare(self) -> str:
        return self.name.removeprefix("Xã ").removeprefix("Phường ").removeprefix("Thị trấn ")

    def unit(self, year: int) -> str:
        return self.new_code if year >= 2025 else self.code


def communes() -> list[Commune]:
    with PLACES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    districts = {row["code"]: row["name"] for row in rows if row["level"] == "district"}
    units = [row for row in rows if row["level"] == "commune"]
    old = [row for row in units if row["valid_to"] == "2024-12-31"]
    between = {row["code"]: row["becomes"] for row in units if row["valid_to"] == "2025-06-30"}
    new = {row["code"]: row["name"] for row in units if not row["valid_to"]}
    chance = rng("places")
    made = []
    for row in old:
        successor = between.get(row["becomes"])
        if successor is None:  # the table does not say; any successor of a neighbour will do
            near = [between[o["becomes"]] for o in old if o["parent"] == row["parent"] and o["becomes"] in between]
            successor = chance.choice(near)
        made.append(
            Commune(row["code"], row["name"], row["parent"], districts[row["parent"]], successor, new[successor])
        )
    return made


def new_rural(year: int, counts: dict[int, int]) -> dict[str, bool]:
    """Unit code → meets the new-rural standard; only xã are judged. Once met, it stays met."""
    chance = rng("new rural")
    everything = communes()
    rural = sorted((each for each in everything if each.rural), key=lambda each: each.code)
    chance.shuffle(rural)
    met = [each.code for each in rural]
    if year < 2025:
        return {code: rank < counts[year] for rank, code in enumerate(met)}
    last = set(met[: counts[2024]])
    units = sorted({each.new_code for each in everything if each.new_name.startswith("Xã ")})
    parts = {unit: [each for each in everything if each.new_code == unit] for unit in units}
    share = {unit: sum(each.code in last or not each.rural for each in parts[unit]) * 1000 // len(parts[unit])
             for unit in units}  # fmt: skip
    best = set(sorted(units, key=lambda unit: (-share[unit], unit))[: counts[2025]])
    return {unit: unit in best for unit in units}
