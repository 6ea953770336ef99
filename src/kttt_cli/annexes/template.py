"""A form that an office designed: where it asks for what, everything in it that cannot be filled, told at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kttt_cli.annexes.placeholders import NAME_PREFIX, PLACEHOLDER, FigureWish, Known, ListWish, Mistaken, Wish
from kttt_cli.annexes.provenance import read_origin
from kttt_cli.findings import BadUsage, Place
from kttt_cli.language import Text, join
from kttt_cli.patterns import pattern
from kttt_cli.registers.sheet_notes import SEAL
from kttt_cli.sheets.editing import xml
from kttt_cli.sheets.editing.contents import (
    DefinedName,
    SharedText,
    TextCell,
    around_cells,
    defined_names,
    parts_of,
    run_texts,
    shared_texts,
    text_cells,
)
from kttt_cli.sheets.editing.references import parsed
from kttt_cli.sheets.editing.workbook import WorkbookEdit

_LONGEST_SHOWN = 80
_BRACES = pattern(r"\{\{|\}\}")


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell that is filled: what it asks for, with the text around it."""

    sheet: str
    row: int
    column: int
    pieces: tuple[str | Wish, ...]
    written: str
    """The cell's text, or its name."""
    runs: bytes = b""
    """Of a text with several formats: its runs."""

    @property
    def lists(self) -> tuple[ListWish, ...]:
        return tuple(piece for piece in self.pieces if isinstance(piece, ListWish))


@dataclass(slots=True)
class Form:
    """Everything that a form asks for. `repeated` are the rows of lists, by sheet."""

    shown: str
    slots: list[Slot] = field(default_factory=list)
    repeated: dict[str, dict[int, FigureWish]] = field(default_factory=dict)
    mistakes: list[Text] = field(default_factory=list)

    def place(self, sheet: str, row: int | None = None, column: int | None = None) -> Place:
        return Place(self.shown, sheet, row, column)

    def wrong(self, place: Place, written: str, why: Text) -> None:
        shown = f" {_short(written)}" if written else ""
        self.mistakes.append(Text(f"{place}{shown}: {why.vi}", f"{place}{shown}: {why.en}"))

    def refuse_mistakes(self) -> None:
        """`BadUsage` with all of them."""
        if self.mistakes:
            told = list(dict.fromkeys(self.mistakes))
            raise BadUsage(join([*told, _NOTHING_WRITTEN.filled(count=len(told))], "\n"))


def read_form(book: WorkbookEdit, shown: str, known: Known) -> Form:
    """What the form asks for, and its mistakes. Raises Unreadable for what is no workbook."""
    form = Form(shown)
    with book.reading():
        name = book.related(book.main, "sharedStrings")
        shared = shared_texts(book.package.read(name)) if name else []
        formulas: set[tuple[str, int, int]] = set()
        for sheet in book.sheets:
            if sheet == SEAL:
                continue
            for cell in text_cells(book.package.read(book.part_of(sheet)), shared):
                if cell.formula:
                    formulas.add((sheet, cell.row, cell.column))
                if _BRACES.search(cell.text):
                    _read_cell(form, sheet, cell, known)
        _read_names(form, book, known, formulas)
        repeat_lists(form)
        _read_elsewhere(form, book, shared)
        if SEAL in book.taken and not _holds_origin(book, shared):
            form.wrong(form.place(SEAL), "", _NAME_TAKEN)
    if book.package.is_signed:
        form.wrong(Place(shown), "", _SIGNED)
    if not form.slots and not form.mistakes:
        form.mistakes.append(_NOTHING_ASKED.filled(file=shown))
    return form


def _holds_origin(book: WorkbookEdit, shared: list[SharedText]) -> bool:
    """Was the form filled by kttt before? What it remembers of that is then replaced."""
    rows: dict[int, list[str]] = {}
    if SEAL in book.sheets:
        for cell in text_cells(book.package.read(book.part_of(SEAL)), shared):
            rows.setdefault(cell.row, []).append(cell.text)
    return read_origin([*rows.values()]) is not None


def _read_cell(form: Form, sheet: str, cell: TextCell, known: Known) -> None:
    place = form.place(sheet, cell.row, cell.column)
    if cell.formula:
        form.wrong(place, f"={cell.text}", _IN_FORMULA)
        return
    if any(_BRACES.search(PLACEHOLDER.sub("", text)) for text in run_texts(cell.runs)):
        form.wrong(place, cell.text, _RICH if not _BRACES.search(PLACEHOLDER.sub("", cell.text)) else _UNPAIRED)
        return
    if _BRACES.search(PLACEHOLDER.sub("", cell.text)):
        form.wrong(place, cell.text, _UNPAIRED)
        return
    for inner in PLACEHOLDER.findall(cell.text):
        try:
            known.wish(inner)
        except Mistaken as error:
            form.wrong(place, f"{{{{{inner}}}}}", error.why)
            return
    form.slots.append(Slot(sheet, cell.row, cell.column, pieces_of(cell.text, known), cell.text, cell.runs))


def pieces_of(written: str, known: Known) -> tuple[str | Wish, ...]:
    """What a cell's text or name asks for, and the text around it; spaces around a single wish are none.
    Raises Mistaken."""
    if "{{" not in written:
        return (known.named(written),)
    pieces = [known.wish(text) if index % 2 else text for index, text in enumerate(PLACEHOLDER.split(written))]
    before, *middle, after = pieces
    if len(middle) == 1 and not any(isinstance(each, str) and each.strip() for each in (before, after)):
        return tuple(middle)
    return tuple(pieces)


def _read_names(form: Form, book: WorkbookEdit, known: Known, formulas: set[tuple[str, int, int]]) -> None:
    taken = {(slot.sheet, slot.row, slot.column): slot.written for slot in form.slots}
    for name in defined_names(book.package.read(book.main)):
        if not name.name.casefold().startswith(NAME_PREFIX):
            continue
        place = Place(form.shown, name.formula.partition("!")[0].strip("'").replace("''", "'") or None)
        cell = _one_cell(name, book)
        if isinstance(cell, Text):
            form.wrong(place, name.name, cell)
            continue
        sheet, row, column = cell
        place = form.place(sheet, row, column)
        if cell in formulas:
            form.wrong(place, name.name, _NAMES_FORMULA)
        elif cell in taken:
            form.wrong(place, name.name, _TWO_FOR_ONE.filled(other=_short(taken[cell])))
        else:
            taken[cell] = name.name
            try:
                form.slots.append(Slot(sheet, row, column, pieces_of(name.name, known), name.name))
            except Mistaken as error:
                form.wrong(place, name.name, error.why)


def _one_cell(name: DefinedName, book: WorkbookEdit) -> tuple[str, int, int] | Text:
    """The cell that a name stands for: one, or the first of a merged area."""
    found = parsed(name.formula)
    if "#REF!" in name.formula or len(found.references) != 1 or found.names or found.calls:
        return _NO_CELL.filled(formula=name.formula)
    (reference,) = found.references
    sheet = next((each for each in book.sheets if (each.casefold(),) == tuple(map(str.casefold, reference.sheets))), "")
    if not sheet or reference.corners[0].row is None:
        return _NO_CELL.filled(formula=name.formula)
    first, left, last, right = reference.area
    if (first, left) != (last, right):
        part = book.package.read(book.part_of(sheet))
        seen = xml.seen(part)
        prefix, _ = xml.root(seen)
        merged = {parsed(xml.attribute(span.attributes, "ref") or "").references[0].area
                  for span in xml.elements(seen, prefix + b"mergeCell")}  # fmt: skip
        if reference.area not in merged:
            return _NO_CELL.filled(formula=name.formula)
    return sheet, first, left


def repeat_lists(form: Form) -> None:
    """The rows that are repeated are found among the slots: each for one list."""
    for slot in form.slots:
        for wish in slot.lists:
            rows = form.repeated.setdefault(slot.sheet, {})
            if rows.setdefault(slot.row, wish.of) != wish.of:
                place = form.place(slot.sheet, slot.row, slot.column)
                form.wrong(place, slot.written, _TWO_LISTS.filled(other=rows[slot.row].code))


# --- what no cell holds ---------------------------------------------------------------------------

_PLACES = (
    (pattern(r"/comments|threadedComments"), Text("ghi chú của ô", "a comment")),
    (pattern(r"/charts?/"), Text("biểu đồ", "a chart")),
    (pattern(r"/drawings?/"), Text("hộp chữ hoặc hình vẽ", "a text box or shape")),
    (pattern(r"/tables/"), Text("tiêu đề bảng (Table)", "the head of a table")),
    (pattern(r"^docProps/"), Text("thuộc tính của tệp", "the file's properties")),
)


def _read_elsewhere(form: Form, book: WorkbookEdit, shared: list[SharedText]) -> None:
    """Placeholders where nothing is filled: a head of the page, a text box, a comment, a chart, a name of a sheet."""
    package = book.package
    sheets = {book.part_of(sheet): sheet for sheet in book.sheets}
    owners = {part: sheet for own, sheet in sheets.items() for part in parts_of(package, own)}
    for sheet in book.sheets:
        if _BRACES.search(sheet):
            form.wrong(
                form.place(sheet), sheet, _UNFILLABLE.filled(where=Text("tên trang tính", "the name of a sheet"))
            )
    shared_part = book.related(book.main, "sharedStrings")
    for name in package.names:
        if name == shared_part or not name.endswith((".xml", ".vml")):
            continue
        part = package.read(name)
        if name in sheets:
            part = around_cells(part)
        if name == book.main or (b"{{" not in part and b"}}" not in part and b"{" not in part):
            continue
        text = xml.plain_text(part)
        for found in dict.fromkeys(_placeholders(text)):
            where = next((told for pattern, told in _PLACES if pattern.search(name)), None)
            if where is None:
                where = _AROUND if name in sheets else Text.same(name)
            owner = sheets.get(name) or owners.get(name)
            place = form.place(owner) if owner else Place(form.shown)
            form.wrong(place, found, _UNFILLABLE.filled(where=where))


def _placeholders(text: str) -> Iterator[str]:
    for found in PLACEHOLDER.finditer(text):
        yield found[0]


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST_SHOWN else flat[: _LONGEST_SHOWN - 1] + "…"


_AROUND = Text("đầu trang, chân trang hoặc kiểm tra dữ liệu", "a header or footer of the page, or a rule for data")
_NOTHING_WRITTEN = Text("Biểu mẫu có {count} lỗi; không ghi gì.", "The form has {count} mistakes; nothing was written.")
_NOTHING_ASKED = Text(
    "{file}: không có chỗ nào để điền: cần {{{{chỉ_tiêu@năm}}}} trong ô, hoặc ô có tên bắt đầu bằng kttt.",
    "{file}: nothing to fill: it needs {{{{indicator@year}}}} in a cell, or a cell whose name begins with kttt.",
)
_SIGNED = Text(
    "có chữ ký số, điền vào thì chữ ký mất hiệu lực; hãy dùng bản chưa ký",
    "is signed, and filling would break the signature; use the form without it",
)
_NAME_TAKEN = Text(
    "tên trang tính này kttt dùng để ghi nguồn gốc; hãy đổi tên trang",
    "kttt notes under this name where the file comes from; rename the sheet",
)
_IN_FORMULA = Text(
    "nằm trong công thức; hãy để riêng ở một ô rồi cho công thức chỉ đến ô đó",
    "stands in a formula; put it into a cell of its own and let the formula refer to that",
)
_RICH = Text(
    "trong ngoặc {{ }} có nhiều kiểu chữ; hãy dùng một kiểu chữ cho cả {{ }}",
    "the placeholder has several formats within its braces; give it one",
)
_UNPAIRED = Text("ngoặc {{ }} không thành cặp", "the braces {{ }} do not pair")
_NAMES_FORMULA = Text(
    "ô mang tên này có công thức, không điền được", "the cell of this name holds a formula and is not filled"
)
_TWO_FOR_ONE = Text("ô này đã được điền bởi {other}", "the cell is filled by {other} already")
_NO_CELL = Text("tên này không chỉ đúng một ô ({formula})", "the name does not stand for one cell ({formula})")
_TWO_LISTS = Text("dòng này đã lặp theo danh sách của {other}", "the row is repeated for the list of {other} already")
_UNFILLABLE = Text("nằm ở {where}, chỗ này không điền được", "stands in {where}, which is not filled")
