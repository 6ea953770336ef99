"""Text typed for the fonts of TCVN3 (.VnTime, «ABC») and VNI, as it survives in Unicode cells.

Both are codes of a font: the cell holds `Hîp t¸c x·` (TCVN3) or `Hôïp taùc xaõ` (VNI), and only the font
shows «Hợp tác xã». TCVN3 gives each small letter a byte of its own; VNI writes a base letter and a mark.
Bytes of such files, read as windows-1252, are the very same characters, so that one table serves both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kttt_cli.findings import Place
from kttt_cli.language import Text
from kttt_cli.patterns import pattern
from kttt_cli.sheets.grid import Cell, Doubt, Encoded, Grid
from kttt_cli.sheets.spoilt_text import may_be_spoilt, unspoilt
from kttt_cli.sheets.syllables import Score, score

Legacy = Literal["TCVN3", "VNI"]
KINDS: tuple[Legacy, ...] = ("TCVN3", "VNI")

SURE = 0.75
"""A reading is taken where three of four telling words are Vietnamese syllables …"""
APART = 0.25
"""… and every other reading has at least a quarter less of them. Else nobody can tell, and it is said."""
_ENOUGH = 3  # telling words, before a sheet of Unicode text is taken to hold another encoding
_NAMED = 5

_TCVN3 = dict(
    zip(
        bytes([*range(0xA1, 0xAF), *range(0xB5, 0xBA), *range(0xBB, 0xBF), *range(0xC6, 0xCD), 0xCE, 0xCF,
               *range(0xD0, 0xD9), *range(0xDC, 0xE0), *range(0xE1, 0xF0), *range(0xF1, 0xFF)]).decode("latin-1"),
        "ĂÂÊÔƠƯĐăâêôơưđ" "àảãáạ" "ằẳẵắ" "ặầẩẫấậè" "ẻẽ" "éẹềểễếệìỉ" "ĩíịò" "ỏõóọồổỗốộờởỡớợù" "ủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)  # fmt: skip
_TCVN3_TABLE = str.maketrans(_TCVN3 | {"∙": "ã", "•": "ã", "μ": "à"})  # as other programs have rewritten · and µ

_MARKS = {
    "aeouyôö": {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"},
    "aeo": {
        "â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309", "ã": "\u0302\u0303",
        "ä": "\u0302\u0323",
    },
    "a": {
        "ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309", "ü": "\u0306\u0303",
        "ë": "\u0306\u0323",
    },
}  # fmt: skip
_ALONE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni() -> dict[str, str]:
    table: dict[str, str] = {}
    for bases, marks in _MARKS.items():
        for base in bases:
            for mark, accents in marks.items():
                letter = unicodedata.normalize("NFC", _ALONE.get(base, base) + accents)
                table |= {base + mark: letter, base + mark.upper(): letter}
                table |= {base.upper() + mark: letter.upper(), base.upper() + mark.upper(): letter.upper()}
    for sign, letter in _ALONE.items():
        table |= {sign: letter, sign.upper(): letter.upper()}
    return table


_VNI = _vni()
_VNI_SIGNS = pattern("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))

_ONLY_UNICODE = pattern("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9\u0300-\u036f]")
_LATIN = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý"
_NEVER_ALONE = f"{''.join({*map(chr, range(0xA1, 0x100))} - {*_LATIN})}∙•μ"
_NEVER_UNICODE = pattern(
    f"[{_NEVER_ALONE}ùõúâáàãêéèÙÕÚÂÁÀÃÊÉÈ](?:(?<=[{_NEVER_ALONE}])|(?<=[aeoôöuyAEOÔÖUY][ùõÙÕ])"
    "|(?<=[aeAE][úâáàãêéèÚÂÁÀÃÊÉÈ])|(?<=[oO][âÂ])|(?<=[a-z][ÙÕÚÂÁÀÃÊÉÈ]))"
)
"""Letters that Vietnamese has not, and pairs of letters that it has not (`Teân`, `taùc`): a mark of VNI behind its letter,
or a capital behind a small letter (`TiÕn`)."""
_SOFT_HYPHEN = "\u00ad"


def convert(text: str, kind: Legacy) -> str:
    """In Unicode (NFC). Characters outside the table stay as they are."""
    if kind == "TCVN3":
        return text.translate(_TCVN3_TABLE)
    return _VNI_SIGNS.sub(lambda found: _VNI[found[0]], text)


def best(scores: dict[str, Score]) -> str | None:
    """The reading that is surely meant, by SURE and APART; None where there is none."""
    first, *rest = sorted(scores, key=lambda name: scores[name].share, reverse=True)
    if scores[first].share < SURE:
        return None
    return first if all(scores[first].share - scores[name].share >= APART for name in rest) else None


@dataclass(slots=True)
class _Sheet:
    """What the distinct texts of a sheet were taken for."""

    legacy: dict[str, Legacy]
    either: dict[str, Legacy]
    """Good Vietnamese as it stands, and also when converted (`Tó`, `Tên`): the company decides."""
    few: list[str]
    """Seems to be legacy, but stands too much alone to be sure."""
    unicode: bool


def mended(grid: Grid) -> Grid:
    """The grid with its TCVN3 or VNI texts in Unicode, and a note that says so; mostly the grid itself.

    A text that is Vietnamese as it stands is left alone, unless the whole sheet has no single Vietnamese
    letter of Unicode: then what can be read both ways is legacy too. Where both kinds of text stand in
    one sheet, such cells stay as written and are named in a note.
    """
    # To weigh every text is slow; without one sign that Vietnamese never uses there is nothing to weigh.
    spoilt = legacy = False
    for column in grid.columns:
        text = column.text()  # of one column at a time, for together they are half as large as the file
        spoilt = spoilt or may_be_spoilt(text)
        legacy = legacy or _may_be_legacy(text)
    if spoilt:
        grid = unspoilt(grid)
        legacy = any(_may_be_legacy(column.text()) for column in grid.columns)
    if not legacy:
        return grid
    texts = {cell: None for column in grid.columns for cell in column.cells if type(cell) is str and not cell.isascii()}
    odd = [text for text in texts if _NEVER_UNICODE.search(text)]
    if not (found := _look(odd)).legacy | dict.fromkeys(found.few):
        return grid
    found = _look(texts)
    changed: dict[str, str] = {text: convert(text, kind) for text, kind in found.legacy.items()}
    if not found.unicode:
        changed |= {text: convert(text, kind) for text, kind in found.either.items()}
    columns = tuple(_changed(column, changed) for column in grid.columns)
    return replace(grid, columns=columns, notes=(*grid.notes, *_notes(grid, found, changed)))


def _may_be_legacy(text: str) -> bool:
    return not text.isascii() and _NEVER_UNICODE.search(text) is not None


def _look(texts: Iterable[str]) -> _Sheet:
    sheet = _Sheet({}, {}, [], unicode=False)
    telling: dict[Legacy, int] = dict.fromkeys(KINDS, 0)
    unsure: dict[str, Score] = {}
    for text in texts:
        now = score(text)
        if now.words == now.good and _ONLY_UNICODE.search(text):
            sheet.unicode = True
            continue
        scores: dict[str, Score] = {kind: score(convert(text, kind)) for kind in KINDS}
        if now.words == now.good:
            # One letter, or a good word: it says nothing against its neighbours.
            if any(convert(text, kind) != text for kind in KINDS):
                sheet.either[text] = "TCVN3"
            continue
        meant = best({"as it stands": now, **scores})
        for kind in KINDS:
            if meant == kind:
                sheet.legacy[text] = kind
                telling[kind] += now.words - now.good
        if meant is None:
            unsure[text] = now
    clear = [kind for kind in KINDS if telling[kind] >= _ENOUGH]
    sheet.few = [text for text, kind in sheet.legacy.items() if kind not in clear]
    sheet.legacy = {text: kind for text, kind in sheet.legacy.items() if kind in clear}
    either, sheet.either = sheet.either, {}
    if len(clear) == 1:
        # What alone could be TCVN3 or VNI is of the kind that the sheet holds.
        (kind,) = clear
        sheet.either = {text: kind for text in either if score(convert(text, kind)).share in (0.0, 1.0)}
        same = [text for text, now in unsure.items() if _makes_better(text, kind, now)]
        sheet.legacy |= dict.fromkeys(same, kind)
    sheet.few += [
        text
        for text, now in unsure.items()
        if text not in sheet.legacy and any(_makes_better(text, kind, now) for kind in KINDS)
    ]
    return sheet


def _makes_better(text: str, kind: Legacy, now: Score) -> bool:
    """By APART; or every word, where as it stands a word is none: `Tªn chó vô Dòng Phó` is «Tên chú vụ Dũng Phú»."""
    return score(convert(text, kind)).share >= max(SURE, min(1.0, now.share + APART))


def _changed(column: Encoded, changed: dict[str, str]) -> Encoded:
    cells: Sequence[Cell] = column.cells
    if not any(type(cell) is str and cell in changed for cell in cells):
        return column
    return column.with_cells([changed.get(cell, cell) if type(cell) is str else cell for cell in cells])


def _notes(grid: Grid, found: _Sheet, changed: dict[str, str]) -> Iterable[Text]:
    for kind in KINDS:
        texts = [text for text, its in found.legacy.items() if its == kind]
        if texts:
            yield _CONVERTED.filled(kind=kind, count=len(texts), was=texts[0], now=changed[texts[0]])
        if kind == "TCVN3" and texts and not any(_SOFT_HYPHEN in text for text in texts):
            yield LOST
    if found.few:
        yield _FEW.filled(count=len(found.few), was=found.few[0])
    if found.unicode and found.either:
        cells = [
            Place(grid.file, grid.sheet, int(row), number).cell
            for number, column in enumerate(grid.columns)
            for code, cell in enumerate(column.cells)
            if type(cell) is str and cell in found.either
            for row in (column.codes == code).nonzero()[0][:1]
        ]
        shown = ", ".join(str(cell) for cell in cells[:_NAMED]) + (" …" if len(cells) > _NAMED else "")
        yield _EITHER.filled(count=len(cells), cells=shown)


_CONVERTED = Text(
    "{count} nội dung viết bằng phông {kind} đã được đổi sang Unicode (ví dụ «{was}» → «{now}»).",
    "{count} texts typed for a {kind} font were converted to Unicode (such as “{was}” → “{now}”).",
)
LOST = Doubt(
    "Văn bản TCVN3 không còn chữ ư nào: có thể mất chữ ư khi sao chép (ký tự 0xAD bị xóa). Hãy đối chiếu với bản gốc.",
    "The TCVN3 text holds no “ư” at all: the letter may have been lost in copying (its code 0xAD is "
    "often dropped). Compare with the original.",
)
_FEW = Doubt(
    "{count} nội dung có vẻ viết bằng phông cũ (ví dụ «{was}») nhưng quá ít để chắc chắn, được giữ nguyên.",
    "{count} texts seem to be typed for an old font (such as “{was}”), but are too few to be sure; they "
    "were left as written.",
)
_EITHER = Doubt(
    "{count} ô đọc được cả theo Unicode lẫn theo phông cũ, được giữ nguyên ({cells}). Hãy kiểm tra.",
    "{count} cells make sense both in Unicode and in the old font and were left as written ({cells}). Check them.",
)
