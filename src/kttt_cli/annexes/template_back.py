"""A filled form read back: what each cell was filled from, and which cells hold something else than the data give now."""

from __future__ import annotations

from collections.abc import Iterator

from kttt_cli.annexes.placeholders import Known, Mistaken
from kttt_cli.annexes.sealed import Sealed
from kttt_cli.annexes.template import Form, Slot, pieces_of, repeat_lists
from kttt_cli.annexes.template_asked import Asked, AskedCell
from kttt_cli.annexes.template_fill import Filled, fill
from kttt_cli.annexes.verify import Difference, agree
from kttt_cli.findings import Place
from kttt_cli.language import Lang
from kttt_cli.report import Report
from kttt_cli.sheets.editing.references import Growth


def asked_of(form: Form, filled: Filled) -> Asked:
    cells = (AskedCell(sheet=each.sheet, row=each.row, column=each.column, written=each.written) for each in form.slots)
    return Asked(cells=tuple(cells), copies=filled.counts)


def form_differences(sealed: Sealed, asked: Asked, report: Report, shown: str, lang: Lang) -> tuple[Difference, ...]:
    """Every filled cell that holds something else than the data give now, and every list that is longer or shorter.

    `BadUsage` with the cells that this kttt or these data cannot fill any more.
    """
    form = _form_again(asked, shown, Known(report.catalogue, report.plan))
    fresh = fill(form, report, lang, lambda counts, row: Growth(counts).first(row))
    return (*_lengths(asked, fresh), *(each for slot in form.slots for each in _of_slot(sealed, asked, slot, fresh)))


def _form_again(asked: Asked, shown: str, known: Known) -> Form:
    form = Form(shown)
    for cell in asked.cells:
        try:
            pieces = pieces_of(cell.written, known)
        except Mistaken as error:
            form.wrong(form.place(cell.sheet, cell.row, cell.column), cell.written, error.why)
        else:
            form.slots.append(Slot(cell.sheet, cell.row, cell.column, pieces, cell.written))
    form.refuse_mistakes()
    repeat_lists(form)
    return form


def _lengths(asked: Asked, fresh: Filled) -> Iterator[Difference]:
    for sheet, rows in asked.copies.items():
        for row, written in rows.items():
            now = fresh.counts[sheet][row]
            if now != written:
                first = Growth(rows).first(row) + 1
                yield Difference(sheet, f"{first}:{first + written - 1}", written, now, counts_rows=True)


def _of_slot(sealed: Sealed, asked: Asked, slot: Slot, fresh: Filled) -> Iterator[Difference]:
    """Rows that both have; those that only one of them has are counted by `_lengths`."""
    cells = sealed.sheets.get(slot.sheet, {})
    then, now = (copies.get(slot.sheet, {}) for copies in (asked.copies, fresh.counts))
    for copy in range(min(then.get(slot.row, 1), now.get(slot.row, 1))):
        row = Growth(then).first(slot.row) + copy
        found = cells.get((row, slot.column))
        computed = fresh.cells[slot.sheet, Growth(now).first(slot.row) + copy, slot.column]
        if not agree(found, computed):
            yield Difference(slot.sheet, str(Place("", None, row, slot.column).cell), found, computed)
