"""Examples of rules as files, and what is found in them."""

from __future__ import annotations

import csv
from pathlib import Path

from kttt_cli.checks.rule import Example
from kttt_cli.checks.run import check
from kttt_cli.findings import Finding
from kttt_cli.language import Text
from kttt_cli.registers.dataset import read_dataset

THE_LIST = "htx-2023.csv"


def write(example: Example, folder: Path) -> Path:
    """The tables of an example as CSV files in the folder."""
    assert not isinstance(example, Text)
    files: dict[str, list[list[str]]] = {}
    name = THE_LIST
    for line in example:
        if line.endswith(".csv:"):
            name = line[:-1]
        else:
            files.setdefault(name, []).append([cell.strip() for cell in line.split(" | ")])
    for name, rows in files.items():
        with (folder / name).open("w", encoding="utf-8-sig", newline="") as stream:
            csv.writer(stream, delimiter=";").writerows(rows)
    return folder


def checked(folder: Path) -> tuple[Finding, ...]:
    return check(read_dataset([folder], collect=True))
