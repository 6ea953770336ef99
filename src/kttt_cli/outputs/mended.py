"""Files with their mends made, and the proof that nothing else is read differently.

A mend that brings about a new finding, or changes what is read elsewhere, is withdrawn: it was not safe after all.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path

from kttt_cli.findings import Place
from kttt_cli.language import Text
from kttt_cli.registers.dataset import Dataset
from kttt_cli.registers.mends import OLD_FONT, Mend, mends_of, old_fonts
from kttt_cli.registers.same_reading import Trouble, troubles
from kttt_cli.sheets.editing.cells import CellEdit, CellState
from kttt_cli.sheets.editing.csv_file import encoding_of, with_cells
from kttt_cli.sheets.editing.formula_use import columns_used_as_text
from kttt_cli.sheets.editing.styles import DAY_FORMAT, GENERAL, TEXT_FORMAT
from kttt_cli.sheets.editing.workbook import WorkbookEdit
from kttt_cli.sheets.files import is_workbook, is_xlsx, read_grids
from kttt_cli.sheets.legacy_text import LOST

_ROUNDS = 8
_TROUBLES_AT_ONCE = 200
_Test = Callable[[Mend], bool]
Read = Callable[[Mapping[Path, bytes]], Dataset]
"""Reads the data again, with other bytes in some of its files."""


@dataclass(frozen=True, slots=True)
class Left:
    """A mend that is not made, and why."""

    mend: Mend
    reason: Text


@dataclass(frozen=True, slots=True)
class Mended:
    dataset: Dataset
    """What is read once the mends are made."""
    files: Mapping[str, bytes]
    """The files that change, by their names in places."""
    mends: tuple[Mend, ...]
    left: tuple[Left, ...]
    unconfirmed: int
    """Mends that were not made because they are only likely."""


@dataclass(frozen=True, slots=True)
class _Source:
    """One file and what of it can be mended."""

    file: str
    path: Path
    data: bytes
    form: str
    """`xlsx`, `csv`, or `other`: a workbook that cannot be changed in place."""


def mended(dataset: Dataset, files: Iterable[str], read: Read, takes: Callable[[str], bool], *, unsafe: bool) -> Mended:
    """The mends of these files by the rules that `takes` names; likely ones only with `unsafe`."""
    sources = {file: _source(file, dataset.paths[file]) for file in files}
    found = [mend for source in sources.values() for mend in _mends(source, dataset, takes)]
    wanted = [mend for mend in found if mend.safe or unsafe]
    left: list[Left] = []
    for round_ in range(_ROUNDS):
        made = {}
        done: list[Mend] = []
        for file, source in sources.items():
            own = [mend for mend in wanted if mend.place.file == file]
            if own:
                made[file], kept, refused = _made(source, own)
                done += kept
                left += refused
        files_now = {file: data for file, data in made.items() if data != sources[file].data}
        after = read({sources[file].path: data for file, data in files_now.items()}) if files_now else dataset
        found_now = chain(
            _still_there(done, after), troubles(dataset, after, {mend.place for mend in done if mend.of_finding})
        )
        bad = _withdrawn(done, found_now, whole_files=round_ >= _ROUNDS // 2)
        if not bad:
            return Mended(after, files_now, tuple(done), tuple(left), len(found) - len(wanted))
        left += [Left(mend, reason) for mend, reason in bad.items()]
        wanted = [mend for mend in done if mend not in bad]
    left += [Left(mend, _NOT_SURE) for mend in wanted]
    return Mended(dataset, {}, (), tuple(left), len(found) - len(wanted))


def _source(file: str, path: Path) -> _Source:
    form = "xlsx" if is_xlsx(path) else "other" if is_workbook(path) else "csv"
    return _Source(file, path, path.read_bytes(), form)


def _mends(source: _Source, dataset: Dataset, takes: Callable[[str], bool]) -> Iterator[Mend]:
    whole = None
    if source.form == "csv":
        encoding = encoding_of(source.data, source.file)
        if encoding.mend is not None:
            if not takes(OLD_FONT):  # its cells cannot be written in its own encoding
                return
            whole = Mend(Place(source.file), encoding.name, "UTF-8", (OLD_FONT,))
    read = {grid.sheet: grid for grid in read_grids(source.path, source.file)}
    if whole is not None:
        lost = any(LOST in grid.notes for grid in read.values())
        yield Mend(whole.place, whole.before, whole.after, whole.rules, safe=not lost)
    for grid in read_grids(source.path, source.file, as_written=True):
        here = (grid.file, grid.sheet)
        findings = [finding for finding in dataset.findings if (finding.place.file, finding.place.sheet) == here]
        if grid.hidden:
            continue
        own = [
            mend
            for reading in dataset.readings
            if (reading.file, reading.sheet) == here
            for mend in mends_of(grid, read[grid.sheet], reading, findings, takes, typed=source.form == "xlsx")
        ]
        yield from own
        if takes(OLD_FONT):
            yield from old_fonts(grid, read[grid.sheet], {mend.place for mend in own})


def _made(source: _Source, mends: Sequence[Mend]) -> tuple[bytes, list[Mend], list[Left]]:
    if source.form == "other":
        return source.data, [], [Left(mend, _NO_XLSX) for mend in mends]
    return _in_csv(source, mends) if source.form == "csv" else _in_workbook(source, mends)


def _in_csv(source: _Source, mends: Sequence[Mend]) -> tuple[bytes, list[Mend], list[Left]]:
    whole = [mend for mend in mends if mend.place.row is None]
    if not whole and encoding_of(source.data, source.file).mend is not None:
        return source.data, [], [Left(mend, _OLD_ENCODING) for mend in mends]
    edits = {
        (mend.place.row, mend.place.column): (mend.before, str(mend.after))
        for mend in mends
        if mend.place.row is not None and mend.place.column is not None
    }
    data, done = with_cells(source.data, source.file, edits)
    kept, left = list(whole), []
    for mend in mends:
        if mend.place.row is not None:
            if (mend.place.row, mend.place.column) in done:
                kept.append(mend)
            else:
                left.append(Left(mend, _OTHER_TEXT))
    return data, kept, left


def _in_workbook(source: _Source, mends: Sequence[Mend]) -> tuple[bytes, list[Mend], list[Left]]:
    kept, left = [], []
    out = io.BytesIO()
    with WorkbookEdit(io.BytesIO(source.data), source.file) as book:
        as_texts = columns_used_as_text(book.formulas())
        for sheet in dict.fromkeys(str(mend.place.sheet) for mend in mends):
            own = {_address(mend): mend for mend in mends if mend.place.sheet == sheet}
            states = book.states(sheet, own) if sheet in book.sheets else {}
            for (row, column), mend in own.items():
                reason = _refusal(states.get((row, column)))
                if reason is None and column in as_texts and not isinstance(mend.after, str):
                    reason = _USED
                if reason is not None:
                    left.append(Left(mend, reason))
                    continue
                book.edit(sheet, row, column, CellEdit(mend.after, number_format=_format(mend, states[row, column])))
                kept.append(mend)
        book.save(out)
    return out.getvalue() if kept else source.data, kept, left


def _address(mend: Mend) -> tuple[int, int]:
    assert mend.place.row is not None
    assert mend.place.column is not None
    return mend.place.row, mend.place.column


def _refusal(state: CellState | None) -> Text | None:
    if state is None:
        return _OTHER_TEXT
    if state.formula:
        return _FORMULA
    return _RICH if state.rich else None


def _format(mend: Mend, state: CellState) -> str | None:
    if isinstance(mend.after, str):
        return TEXT_FORMAT if state.kind == "n" else None
    if isinstance(mend.after, int | Decimal):
        return GENERAL
    return DAY_FORMAT if isinstance(mend.after, date) else None


def _still_there(mends: Iterable[Mend], after: Dataset) -> Iterator[Trouble]:
    """Findings that outlived their mending."""
    found = {(finding.rule, finding.place) for finding in after.findings}
    for mend in mends:
        if mend.of_finding and any((rule, mend.place) in found for rule in mend.rules):
            yield Trouble(mend.place, _STILL_THERE)


def _withdrawn(mends: Sequence[Mend], found: Iterable[Trouble], *, whole_files: bool) -> dict[Mend, Text]:
    """Those that are behind the troubles; by a guess only where nothing is known of any of them."""
    every = list(islice(found, _TROUBLES_AT_ONCE))
    for tests in [_broadly] if whole_files else [_closely, _broadly]:
        bad: dict[Mend, Text] = {}
        for trouble in every:
            for mend in _first_of(mends, tests(trouble)):
                bad.setdefault(mend, trouble.reason)
        if bad:
            return bad
    return {}


def _first_of(mends: Sequence[Mend], tests: Iterable[_Test]) -> list[Mend]:
    return next((own for test in tests if (own := [mend for mend in mends if test(mend)])), [])


def _closely(trouble: Trouble) -> Iterator[_Test]:
    """The very cell, else that value, row or column: a finding comes of what stands in its row; a cell is read in
    another way because others of its column are."""
    place = trouble.place
    yield lambda mend: mend.place == place
    if place.row is None and place.column is None:
        yield lambda mend: OLD_FONT in mend.rules and _sheet(mend.place) == _sheet(place)
    yield lambda mend: mend.of_finding and str(mend.after) == trouble.value
    row: _Test = lambda mend: mend.of_finding and _sheet(mend.place) == _sheet(place) and mend.place.row == place.row  # noqa: E731
    column: _Test = lambda mend: _sheet(mend.place) == _sheet(place) and mend.place.column == place.column  # noqa: E731
    yield from (row, column) if trouble.finding else (column, row)


def _broadly(trouble: Trouble) -> Iterator[_Test]:
    """What changes a value, in the sheet, the file or anywhere; else everything there."""
    place = trouble.place
    yield lambda mend: mend.of_finding and _sheet(mend.place) == _sheet(place)
    yield lambda mend: mend.of_finding
    yield lambda mend: _sheet(mend.place) == _sheet(place)
    yield lambda mend: mend.place.file == place.file
    yield lambda mend: True


def _sheet(place: Place) -> tuple[str, str | None]:
    return place.file, place.sheet


_NO_XLSX = Text(
    "chỉ sửa được XLSX, XLSM và CSV; hãy lưu lại dạng .xlsx", "only XLSX, XLSM and CSV can be mended; save it as .xlsx"
)
_OLD_ENCODING = Text(
    "tệp viết bằng bảng mã cũ và chưa được đổi sang Unicode", "the file is in an old encoding and is not converted"
)
_OTHER_TEXT = Text("nội dung trong tệp được ghi theo cách khác", "the cell is written in the file in another way")
_FORMULA = Text("ô là công thức", "the cell is a formula")
_USED = Text("có công thức dùng cột này như chữ", "a formula uses this column as text")
_RICH = Text("ô có nhiều kiểu chữ, sửa sẽ mất định dạng", "the text has formats within the cell, which would be lost")
_STILL_THERE = Text("sửa rồi vẫn còn phát hiện này", "the finding is still there once it is mended")
_NOT_SURE = Text(
    "không chứng minh được là sửa không làm đổi gì khác", "it could not be shown that nothing else changes"
)
