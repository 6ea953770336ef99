"""What holds for records from outside their rows: groups, titles, the settings; each gives way to the row itself."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import numpy as np

from kttt_cli.findings import Finding, Place, Severity
from kttt_cli.language import Text
from kttt_cli.registers.adapters import adapter
from kttt_cli.registers.columns import column_of
from kttt_cli.registers.register import Series, kind_of, series_of
from kttt_cli.registers.settings import SheetRule
from kttt_cli.registers.surroundings import (
    Given,
    contradicting,
    district_from_titles,
    filled_from,
    kind_from_titles,
    sector_from_titles,
)

if TYPE_CHECKING:
    from kttt_cli.registers.load import Loaded


def take_group(loaded: Loaded, name: str, series: Series) -> None:
    """The column's own cell goes before the group, the group before a blank."""
    own = loaded.columns.get(name)
    if own is None:
        loaded.columns[name] = series
        loaded.given[name] = "group"
        return
    differ = np.flatnonzero(contradicting(own, series, name))
    if len(differ):
        position = int(differ[0])
        group, written = series.words[int(series.values[position])], own.words[int(own.values[position])]
        label = column_of(loaded.match.model, name).label
        loaded.findings.append(
            Finding(
                "DG108",
                Severity.WARNING,
                _place(loaded, int(loaded.rows[position]), loaded.match.headings[name].column),
                Text(
                    f"{label.vi}: {len(differ)} dòng ghi khác với nhóm phía trên (ô ghi {written}, nhóm là {group}); "
                    "lấy theo ô",
                    f"{label.en}: {len(differ)} rows differ from the group above them (the cell says {written}, the group "
                    f"{group}); the cell is taken",
                ),
                value=written,
                field=name,
            )
        )
    if (series.known & ~own.known & ~own.not_read).any():
        loaded.columns[name] = filled_from(own, series)
        loaded.given[name] = "group"


def take_settings(loaded: Loaded, rule: SheetRule) -> None:
    """What a person said of the whole sheet, where no column or group says it of a record."""
    model = loaded.match.model
    for name, written in rule.fields.items():
        if name not in model.model_fields:
            continue
        value = adapter(model, name).validate_python([written])[0]
        told = series_of(kind_of(model, name).name, [value], np.zeros(len(loaded.rows), dtype=np.intp))
        own = loaded.columns.get(name)
        if own is None or (~own.known & ~own.not_read).any():
            loaded.columns[name] = told if own is None else filled_from(own, told)
            loaded.given[name] = "config"


def take_titles(loaded: Loaded, said: Collection[str]) -> None:
    """What the titles, the sheet's or the file's name say of all records, where no column or group does."""
    table, model = loaded.table, loaded.match.model
    if loaded.match.register == "organisation" and "kind" not in loaded.columns and "kind" not in said:
        kind = kind_from_titles(table)
        if kind is not None:
            _give(loaded, "kind", Given(kind, "title"))
    for name, told in (("district", district_from_titles), ("sector", sector_from_titles)):
        grouped = name in loaded.columns and name not in loaded.match.headings
        if (
            name in said
            or name not in model.model_fields
            or (name in loaded.columns and not grouped)
            or name in loaded.match.doubled
        ):
            continue
        given = told(table)
        if given is not None and given.instead is None:
            _give(loaded, name, given)
        elif given is not None:
            label = column_of(model, name).label
            loaded.findings.append(
                Finding(
                    "DG109",
                    Severity.WARNING,
                    _place(loaded),
                    Text(
                        f"{label.vi}: tiêu đề ghi {given.value}, tên trang tính ghi {given.instead}; không lấy theo bên nào",
                        f"{label.en}: the title says {given.value}, the name of the sheet {given.instead}; neither is taken",
                    ),
                    field=name,
                    suggestion=Text("sửa tiêu đề hoặc tên trang tính", "correct the title or the name of the sheet"),
                )
            )


def _give(loaded: Loaded, name: str, given: Given) -> None:
    kind = kind_of(loaded.match.model, name).name
    grouped = loaded.columns.get(name)
    if grouped is None:
        loaded.columns[name] = series_of(kind, [given.value], np.zeros(len(loaded.rows), dtype=np.intp))
        loaded.given[name] = given.where
    elif len(known := np.flatnonzero(grouped.known)):
        # «1. HUYỆN YÊN THẾ» over the header, «2. HUYỆN TÂN YÊN» further down: the first holds up to the second.
        before = (np.arange(len(loaded.rows)) >= known[0]).astype(np.intp)
        loaded.columns[name] = filled_from(grouped, series_of(kind, [given.value, None], before))


def _place(loaded: Loaded, row: int | None = None, column: int | None = None) -> Place:
    return Place(loaded.table.grid.file, loaded.table.grid.sheet, row, column)
