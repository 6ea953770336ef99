"""Lines and characters of findings: of a cell in a CSV file where it stands; of a workbook the row, for it has no lines."""

from __future__ import annotations

from kttt_cli.findings import Unreadable
from kttt_cli.outputs.check_view import CheckView, is_text_file
from kttt_cli.sheets.csv_places import Cell, Span, spans

Spans = dict[tuple[str, int, int | None], Span]


def spans_of(view: CheckView) -> Spans:
    """(file, row, column) → span, of every finding shown that stands in a row of a CSV file."""
    wanted: dict[str, set[Cell]] = {}
    for each in view.shown:
        place = each.finding.place
        if place.row is not None and place.sheet is None and is_text_file(place.file):
            wanted.setdefault(place.file, set()).add((place.row, place.column))
    found: Spans = {}
    for file, cells in wanted.items():
        path = view.outcome.dataset.paths.get(file)
        if path is not None and str(path) != "-":
            try:
                with path.open("rb") as stream:
                    found |= {(file, *cell): span for cell, span in spans(stream, file, cells).items()}
            except (OSError, UnicodeError, Unreadable):
                continue  # a workbook named .csv has cells and no lines
    return found
