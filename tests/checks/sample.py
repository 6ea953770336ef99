"""A small part of the sample province, to be broken cell by cell: three years, all registers."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from kttt_cli.findings import column_letters
from tests.conftest import SAMPLE

YEARS = (2022, 2023, 2024)
CODE, NAME, KIND = "Mã số HTX", "Tên HTX", "Loại hình"
Row = dict[str, str]
Pick = Callable[[Row], bool]


@dataclass
class Province:
    """File name → its rows by their headers; a title above the header of some."""

    files: dict[str, list[Row]]
    titles: dict[str, str] = field(default_factory=dict)

    def find(self, file: str, pick: Pick) -> Row:
        return next(row for row in self.files[file] if pick(row))

    def cell(self, file: str, row: Row, header: str) -> str:
        above = 2 + (file in self.titles)
        index = next(index for index, each in enumerate(self.files[file]) if each is row)
        return f"{column_letters(list(row).index(header))}{index + above}"

    def write(self, folder: Path) -> Path:
        for name, rows in self.files.items():
            with (folder / name).open("w", encoding="utf-8-sig", newline="") as stream:
                writer = csv.writer(stream)
                if name in self.titles:
                    writer.writerow([self.titles[name]])
                writer.writerow(rows[0])
                writer.writerows(row.values() for row in rows)
        return folder

    def copy(self) -> Province:
        return Province({name: [dict(row) for row in rows] for name, rows in self.files.items()}, dict(self.titles))


def read(name: str) -> list[Row]:
    with (SAMPLE / name).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def number(text: str) -> float:
    return float(text.replace(".", "").replace(",", ".") or "nan")


@cache
def _part() -> Province:
    """Organisations of a few communes, with what is told of them elsewhere: nothing in it is wrong."""
    lists = {f"htx-{year}.csv": read(f"htx-{year}.csv") for year in YEARS}
    few = {row[CODE] for rows in lists.values() for row in rows if number(row["Tổng số thành viên"]) < 7}
    chosen = (
        _some(lists["htx-2022.csv"], few, 30)
        | _some(lists["htx-2023.csv"], few, 30)
        | _some(lists["htx-2024.csv"], few, 30)
    )
    files = {name: [row for row in rows if row[CODE] in chosen] for name, rows in lists.items()}
    districts = {row["Huyện"] for rows in files.values() for row in rows}
    groups = {row["Ngày thành lập"] for row in read("tht-2022.csv")[:40]}
    for year in YEARS:
        files[f"tht-{year}.csv"] = [row for row in read(f"tht-{year}.csv") if row["Ngày thành lập"] in groups]
        files[f"xa-{year}.csv"] = [row for row in read(f"xa-{year}.csv") if row["Huyện"] in districts]
    files["ho-tro.csv"] = [row for row in read("ho-tro.csv") if row[CODE] in chosen]
    files["quy.csv"] = [row for row in read("quy.csv") if not row["Mã số bên vay"] or row["Mã số bên vay"] in chosen]
    return Province(files)


def _some(rows: Iterable[Row], without: set[str], count: int) -> set[str]:
    """The first so many, and those of each kind that are few."""
    rows = [row for row in rows if row[CODE] not in without]
    rare = [[row for row in rows if row[KIND] == kind] for kind in ("QTDND", "LH HTX")]
    rare += [[row for row in rows if row["Ngày giải thể"]]]
    return {row[CODE] for part in (rows[:count], *(each[:4] for each in rare)) for row in part}


def province() -> Province:
    return _part().copy()
