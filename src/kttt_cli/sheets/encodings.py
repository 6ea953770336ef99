"""In which encoding was this text file written? By strict decoding first, then by the syllables it gives.

UTF-8 and UTF-16 prove themselves. Every other file is bytes that any table turns into letters: what is
taken is the table that makes Vietnamese of it (see syllables.py), and only if it does so clearly better
than every other; two that do equally well are an error that names both. The telling text is weighed in
portions, for files put together from several sources change their encoding on the way.
"""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Callable, Iterator
from functools import partial
from typing import BinaryIO, NamedTuple

from kttt_cli.findings import Unreadable
from kttt_cli.language import Text
from kttt_cli.sheets.legacy_text import APART, SURE, convert
from kttt_cli.sheets.syllables import Score, score

HEAD = 65_536
MAX_LINE = 4_000_000
"""Characters of one line, far above 16.384 cells of any use: more is no table, and would fill the memory."""

_PORTION = 131_072
_PLAUSIBLE = 0.9
_MIXED_UTF8 = tuple(bytes([0xE1, second]) for second in (0xBA, 0xBB))


class Encoding(NamedTuple):
    """`codec` opens the file; `mend` turns each of its texts into Unicode proper (None: it is already)."""

    name: str
    codec: str
    mend: Callable[[str], str] | None = None

    def note(self) -> Text | None:
        """What to tell the user; nothing for UTF-8, which is as it should be."""
        if self.codec == "utf-8-sig":
            return None
        return _TAKEN.filled(name=self.name)


UTF_8 = Encoding("UTF-8", "utf-8-sig")
_NFC: Callable[[str], str] = partial(unicodedata.normalize, "NFC")
_OF_BYTES = (
    Encoding("windows-1258", "cp1258", _NFC),
    Encoding("TCVN3 (ABC, .VnTime)", "cp1252", lambda text: convert(text, "TCVN3")),
    Encoding("VNI", "cp1252", lambda text: convert(text, "VNI")),
)


def unicode_encoding(file: BinaryIO, shown: str) -> Encoding:
    """By byte order mark or by the zero bytes of UTF-16; else UTF-8, which decoding must then bear out."""
    head = file.read(HEAD)
    file.seek(0)
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return Encoding("UTF-32", "utf-32")
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Encoding("UTF-16", "utf-16")
    if b"\0" in head:
        likely = [codec for codec in ("utf-16-le", "utf-16-be") if _is_text(head, codec)]
        if len(likely) == 1:
            return Encoding(likely[0].upper(), likely[0])
        raise Unreadable(NUL.filled(file=shown))
    return UTF_8


def _is_text(head: bytes, codec: str) -> bool:
    text = codecs.getincrementaldecoder(codec)("replace").decode(head)
    letters = sum(
        char in "\t\r\n" or " " <= char <= "\u0233" or "\u0300" <= char <= "\u036f" or "\u1e00" <= char <= "\u22ff"
        for char in text
    )
    return letters >= _PLAUSIBLE * len(text)


def encoding_of_bytes(file: BinaryIO, shown: str) -> Encoding:
    """The encoding of a file that is not Unicode. Raises Unreadable: none fits, two do, or it changes."""
    taken: Encoding | None = None
    first = 1
    for line, portion in _portions(file, shown):
        scores = {encoding: _score(portion, encoding) for encoding in _OF_BYTES}
        if max(each.words for each in scores.values()) == 0:
            continue
        ranked = sorted(scores, key=lambda encoding: scores[encoding].share, reverse=True)
        best, second = ranked[:2]
        if scores[best].share < SURE:
            raise Unreadable(_UNKNOWN.filled(file=shown, line=line))
        if scores[best].share - scores[second].share < APART:
            if taken in ranked and scores[taken].share >= SURE:
                continue  # too short a portion to speak against what the others said
            raise Unreadable(_EITHER.filled(file=shown, one=best.name, other=second.name))
        if taken not in (None, best):
            raise Unreadable(_MIXED.filled(file=shown, one=taken.name, first=first, other=best.name, line=line))
        taken, first = best, first if taken else line
    file.seek(0)
    if taken is None:
        raise Unreadable(_UNKNOWN.filled(file=shown, line=1))
    return taken


def _score(portion: bytes, encoding: Encoding) -> Score:
    try:
        text = portion.decode(encoding.codec)
    except UnicodeDecodeError:
        return Score(0, 1)
    return score(encoding.mend(text) if encoding.mend else text)


def _portions(file: BinaryIO, shown: str) -> Iterator[tuple[int, bytes]]:
    """(its first line, the lines that are not ASCII) of each part of the file."""
    gathered: list[bytes] = []
    size = first = 0
    for number, line in enumerate(iter(partial(file.readline, MAX_LINE), b""), start=1):
        if line.isascii():
            continue
        if any(sign in line for sign in _MIXED_UTF8):
            raise Unreadable(_WITH_UTF8.filled(file=shown, line=number))
        first = first or number
        gathered.append(line)
        size += len(line)
        if size > _PORTION:
            yield first, b"".join(gathered)
            gathered, size, first = [], 0, 0
    if gathered:
        yield first, b"".join(gathered)


_TAKEN = Text(
    "Tệp viết theo bảng mã {name}, đã đọc và đổi sang Unicode.",
    "The file is written in {name} and was converted to Unicode.",
)
NUL = Text(
    "{file}: cần văn bản (CSV) nhưng tệp chứa byte 0, như một tệp nhị phân hoặc tệp hỏng. "
    "Hãy mở bằng Excel rồi lưu lại dạng «CSV UTF-8» hoặc .xlsx.",
    "{file}: expected text (CSV), but there are zero bytes in it, as in a binary or damaged file; it is in no known "
    "encoding. Open it in Excel and save it again as “CSV UTF-8” or .xlsx.",
)
_UNKNOWN = Text(
    "{file}: không nhận ra bảng mã (đã thử UTF-8, UTF-16, windows-1258, TCVN3, VNI; từ khoảng dòng {line} không bảng "
    "nào cho ra tiếng Việt). Hãy mở bằng Excel rồi lưu lại dạng «CSV UTF-8» hoặc .xlsx.",
    "{file}: the encoding is not known (tried UTF-8, UTF-16, windows-1258, TCVN3 and VNI; from about line {line} on "
    "none of them gives Vietnamese). Open it in Excel and save it again as “CSV UTF-8” or .xlsx.",
)
_EITHER = Text(
    "{file}: không rõ bảng mã: đọc theo {one} và theo {other} đều ra tiếng Việt. "
    "Hãy mở bằng đúng phông rồi lưu lại dạng «CSV UTF-8» hoặc .xlsx.",
    "{file}: the encoding is not certain: both {one} and {other} give Vietnamese. "
    "Open it with the right font and save it again as “CSV UTF-8” or .xlsx.",
)
_MIXED = Text(
    "{file}: hai bảng mã trong một tệp: {one} từ dòng {first}, {other} từ khoảng dòng {line}. "
    "Hãy tách tệp, hoặc lưu lại tất cả dạng «CSV UTF-8».",
    "{file}: two encodings in one file: {one} from line {first} on, {other} from about line {line} on. "
    "Split the file, or save all of it again as “CSV UTF-8”.",
)
_WITH_UTF8 = Text(
    "{file}: lẫn hai bảng mã: một phần là UTF-8 (dòng {line}), phần khác thì không. "
    "Hãy tách tệp, hoặc lưu lại tất cả dạng «CSV UTF-8».",
    "{file}: a mixture of encodings: part of it is UTF-8 (line {line}), another part is not. "
    "Split the file, or save all of it again as “CSV UTF-8”.",
)
