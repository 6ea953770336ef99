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
from kttt_cli.registers.surroundings import contradicting, filled_from
from kttt_cli.registers.titles import Given, district_from_titles, kind_from_titles, sector_from_titles

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
        if given is None or (grouped and given.where in ("file", "above")):
            continue
        if given.where != "above" and (given.instead is None or given.other == "file"):
            _give(loaded, name, given)
        if (finding := _said_of(loaded, name, given)) is not None:
            loaded.findings.append(finding)


def _said_of(loaded: Loaded, name: str, given: Given) -> Finding | None:
    """What a person must know of it: that it comes of the file's name, or that another place says otherwise."""
    label = column_of(loaded.match.model, name).label
    if given.where == "file":
        return Finding(
            "DG121",
            Severity.NOTE,
            _place(loaded),
            Text(
                f"{label.vi}: lấy {given.value} theo tên tệp hay thư mục, vì danh sách không ghi",
                f"{label.en}: {given.value}, from the name of the file or folder, since the list does not say it",
            ),
            value=given.value,
            field=name,
        )
    if given.where == "above":
        message = Text(
            f"{label.vi}: danh sách phía trên ghi {given.value}, tiêu đề của danh sách này không ghi; không lấy",
            f"{label.en}: the list above says {given.value}, the title of this one does not; it is not taken",
        )
        hint = Text("ghi rõ vào tiêu đề của mỗi danh sách", "write it into the title of each list")
    elif given.instead is None:
        return None
    elif given.other == "file":
        where = _WHERE[given.where]
        message = Text(
            f"{label.vi}: {where.vi} ghi {given.value}, tên tệp hay thư mục ghi {given.instead}; lấy {given.value}",
            f"{label.en}: {where.en} says {given.value}, the name of the file or folder {given.instead}; "
            f"{given.value} is taken",
        )
        hint = Text("sửa cho các chỗ ghi như nhau", "make them agree")
    else:
        message = Text(
            f"{label.vi}: tiêu đề ghi {given.value}, tên trang tính ghi {given.instead}; không lấy theo bên nào",
            f"{label.en}: the title says {given.value}, the name of the sheet {given.instead}; neither is taken",
        )
        hint = Text("sửa tiêu đề hoặc tên trang tính", "correct the title or the name of the sheet")
    return Finding("DG109", Severity.WARNING, _place(loaded), message, field=name, suggestion=hint)


_WHERE = {"title": Text("tiêu đề", "the title"), "sheet": Text("tên trang tính", "the name of the sheet")}


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
