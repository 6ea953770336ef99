"""A CSV file of which some cells are changed: encoding, delimiter, line ends and all other cells stay as they are.

A file in an old encoding becomes UTF-8 with a byte order mark, as Excel wants it.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Mapping

from kttt_cli.sheets.csv_places import cell_spans, kept
from kttt_cli.sheets.csv_rows import Lines, delimiter_of
from kttt_cli.sheets.editing.cells import Address
from kttt_cli.sheets.encodings import UTF_8, Encoding, encoding_of_bytes, unicode_encoding

_BOMS = {
    "utf-8-sig": (codecs.BOM_UTF8,),
    "utf-16": (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE),
    "utf-32": (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE),
}
_CODEC_BEHIND = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
}


def encoding_of(data: bytes, shown: str) -> Encoding:
    """As `read_csv` takes it."""
    encoding = unicode_encoding(io.BytesIO(data), shown)
    if encoding is UTF_8:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            return encoding_of_bytes(io.BytesIO(data), shown)
    return encoding


def with_cells(data: bytes, shown: str, edits: Mapping[Address, tuple[str, str]]) -> tuple[bytes, set[Address]]:
    """(the file with these cells changed, the cells that were). An edit is (text as read, text to be written); a
    cell that holds another text than was read, by a trick such as `="0123"`, is left."""
    encoding = encoding_of(data, shown)
    bom = next((each for each in _BOMS.get(encoding.codec, ()) if data.startswith(each)), b"")
    codec = _CODEC_BEHIND.get(bom, "utf-8" if encoding is UTF_8 else encoding.codec)
    text = data[len(bom) :].decode(codec)
    if encoding.mend is not None:
        text = encoding.mend(text)
        bom, codec = codecs.BOM_UTF8, "utf-8"
    done: set[Address] = set()
    made = "".join(_records(text, shown, edits, done))
    return bom + made.encode(codec), done


def _records(text: str, shown: str, edits: Mapping[Address, tuple[str, str]], done: set[Address]) -> Iterator[str]:
    by_row: dict[int, dict[int, tuple[str, str]]] = {}
    for (row, column), edit in edits.items():
        by_row.setdefault(row, {})[column] = edit
    lines = Lines(io.StringIO(text, newline=""), shown)
    delimiter = delimiter_of(lines.sample)
    read: list[str] = []
    for row, cells in enumerate(csv.reader(kept(lines, read), delimiter=delimiter)):
        lines.taken = 0
        raw = "".join(read)
        read.clear()
        if row in by_row:
            spans = cell_spans(raw, delimiter)
            for column, (before, after) in sorted(by_row[row].items(), reverse=True):
                if len(spans) == len(cells) and column < len(cells) and cells[column] == before:
                    start, end = spans[column]
                    raw = raw[:start] + _quoted(after, delimiter, always=raw[start : start + 1] == '"') + raw[end:]
                    done.add((row, column))
        yield raw


def _quoted(text: str, delimiter: str, *, always: bool) -> str:
    if always or any(sign in text for sign in (delimiter, '"', "\n", "\r")):
        return '"' + text.replace('"', '""') + '"'
    return text
