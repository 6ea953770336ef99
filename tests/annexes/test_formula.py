"""What only Excel trips over, and LibreOffice never shows: looked for in every formula and every name.

In Excel a name may look like a cell, a criterion that looks like a number is one, `*` and `?` are wildcards, a text
that begins with `<` is a comparison, a function of a later version is an error, and a long formula is a broken file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from kttt_cli.annexes.naming import slug
from kttt_cli.indicators.formula import LONGEST
from kttt_cli.registers.vocabularies import _vocabularies
from tests.annexes.live_books import SAMPLE, SECOND_PLAN, Sheet, open_book, sheet_of

WORDS = {text.vi for words in _vocabularies().values() for text in words.texts.values()}
FUNCTIONS = {
    "AND", "CHOOSE", "COUNTIFS", "EXACT", "FREQUENCY", "IF", "INDEX", "ISNUMBER", "MAX", "MIN", "N", "OR", "ROWS", "SUM",
    "SUMIF", "SUMIFS", "SUMPRODUCT",
}  # fmt: skip
"""All of Excel 2010 and earlier, and of LibreOffice. None makes a reference at run time or looks at a clock."""
DEEPEST = 64
TOKEN = re.compile(
    r'(?P<text>"(?:[^"]|"")*")|(?P<function>[A-Z]+)\(|(?P<name>[a-z][a-z0-9_.]*)|(?P<cell>\$?[A-Z]{1,3}\$?\d+)'
    r"|(?P<truth>TRUE|FALSE)|(?P<number>\d+(?:\.\d+)?)|(?P<sign><>|<=|>=|[-+*/=<>&(),:])"
)
NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*")
LIKE_A_CELL = re.compile(r"[a-z]{1,3}[0-9]+|[rc]|r[0-9]*c[0-9]*", re.IGNORECASE)
CRITERION = re.compile(r'-?\d+|">=-?\d+"|"(>|<|>=|<=)"&(ky_\d{4}\.(tu|den)|\(ky_\d{4}\.tu-1\))')
COMPARISONS = {">=", "<=", ">", "<", ">=0", ">=1"}


class Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


def tokens(formula: str) -> list[Token]:
    found, at = [], 0
    while at < len(formula):
        match = TOKEN.match(formula, at)
        assert match is not None, f"not expected at {at}: {formula[at : at + 40]}"
        kind = match.lastgroup or ""
        found.append(Token(kind, match[kind], match.start(), match.end()))
        at = match.end()
    return found


def calls(formula: str) -> Iterator[tuple[str, list[str], int]]:
    """Every function called, its arguments, and how deep it stands."""
    open_calls: list[tuple[str, list[int]]] = []
    for token in tokens(formula):
        if token.kind == "function":
            open_calls.append((token.text, [token.end]))
        elif token.text == "(" and token.kind == "sign":
            open_calls.append(("", [token.end]))
        elif token.text == "," and token.kind == "sign":
            open_calls[-1][1].append(token.end)
        elif token.text == ")" and token.kind == "sign":
            name, starts = open_calls.pop()
            ends = [*(start - 1 for start in starts[1:]), token.start]
            if name:
                yield name, [formula[a:b] for a, b in zip(starts, ends, strict=True)], len(open_calls)
    assert open_calls == []


def all_formulas(sheet: Sheet) -> Iterator[tuple[str, bool]]:
    """(formula, entered as an array formula), of cells and of columns."""
    for page in sheet.pages.sheets:
        yield from ((cell.formula, cell.array) for cell in page.cells.values() if cell.formula is not None)
        for table in page.tables:
            yield from (
                (each.formula.replace("{row}", "7"), False) for each in table.columns if each.formula is not None
            )


def faults(formula: str, array: bool) -> Iterator[str]:
    if len(formula) > LONGEST:
        yield "too long"
    for token in tokens(formula):
        word = token.text[1:-1]
        if token.kind == "text" and word not in {"", "…", *COMPARISONS, *WORDS} and not re.fullmatch(r">=\d+", word):
            yield f"a text of its own: {token.text}"
    for name, arguments, depth in calls(formula):
        if name not in FUNCTIONS:
            yield f"function {name}"
        if depth > DEEPEST:
            yield "too deep"
        if len(arguments) > 255:
            yield f"{len(arguments)} arguments of {name}"
        criteria = arguments[1::2] if name == "COUNTIFS" else arguments[2::2] if name == "SUMIFS" else []
        for criterion in criteria:
            if not CRITERION.fullmatch(criterion) and criterion.strip('"') not in WORDS:
                yield f"criterion {criterion}"
        if name == "SUMIF" and not re.fullmatch(r"thuat_ngu\.[a-z0-9_.]+\.tu", arguments[0]):
            yield f"a criterion that is not a word of a term: {arguments}"
        if name == "SUMPRODUCT" and any(inner == "IF" for each in arguments for inner, *_ in calls(each)) and not array:
            yield "IF over columns, but no array formula"
        if name == "FREQUENCY" and not array:
            yield "FREQUENCY, but no array formula"


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> list[Sheet]:
    from test_against_sql import damage

    folder = damage(SAMPLE, tmp_path_factory.mktemp("damaged"), 1)
    return [
        sheet_of(open_book(SAMPLE), range(2019, 2026), cut_years=[2020, 2023]),
        sheet_of(open_book(folder), range(2019, 2026), cut_years=[2023]),
        sheet_of(open_book(folder, SECOND_PLAN), range(2019, 2026)),
    ]


def test_no_formula_depends_on_what_excel_alone_does(sheets: list[Sheet]) -> None:
    wrong = {fault for sheet in sheets for each in all_formulas(sheet) for fault in faults(*each)}
    assert wrong == set()


def test_no_name_looks_like_a_cell(sheets: list[Sheet]) -> None:
    for sheet in sheets:
        assert [name for name in sheet.pages.names if not NAME.fullmatch(name) or LIKE_A_CELL.fullmatch(name)] == []
        assert len({name.casefold() for name in sheet.pages.names}) == len(sheet.pages.names)


def test_every_name_that_a_formula_reads_is_there(sheets: list[Sheet]) -> None:
    for sheet in sheets:
        used = {token.text for formula, _ in all_formulas(sheet) for token in tokens(formula) if token.kind == "name"}
        assert used - {*sheet.pages.names} == set()


def test_names_lead_to_their_columns(sheets: list[Sheet]) -> None:
    """From the row below the heading to the last row of the table."""
    for sheet in sheets:
        pages = {page.name: page for page in sheet.pages.sheets}
        for name, reference in sheet.pages.names.items():
            title, area = reference.rsplit("!", 1)
            page = pages[title.strip("'")]
            rows = [int(number) for number in re.findall(r"\$(\d+)", area)]
            if page.tables and len(rows) == 2:
                table = page.tables[0]
                assert rows == [table.row + 2, table.row + 1 + len(table.columns[0].values)], name


@pytest.mark.parametrize(
    ("formula", "array"),
    [
        ('COUNTIFS(htx_2023.ma_so,"0123")', False),
        ('COUNTIFS(htx_2023.ten,"HTX *")', False),
        ('COUNTIFS(htx_2023.loai_hinh,"")', False),
        ("COUNTIFS(htx_2023.loai_hinh,$A$5)", False),
        ('COUNTIFS(htx_2023.diem,">=0.5")', False),
        ("SUMIF(htx_2023.ten,$A7,htx_2023.so)", False),
        ("SUM(IF(FREQUENCY(IF((x=1),x),x)>0,1,0))", False),
        ("SUMPRODUCT(IF(x=1,1,0)*1)", False),
        ("XLOOKUP(1,x,x)", False),
        ("INDIRECT(x)", False),
        ('IF(x=1,"Yên Thế",0)', False),
        ("+".join(["SUM(x)"] * 2000), False),
        ("IF(1=1," * 70 + "1" + ",0)" * 70, False),
    ],
)
def test_the_lint_finds_what_it_is_for(formula: str, array: bool) -> None:
    assert [*faults(formula, array)]


def test_words_of_vocabularies_are_safe_as_criteria() -> None:
    """No wildcard, no comparison, nothing that could be a number, a date or a truth value, no two that Excel takes for one."""
    for words in _vocabularies().values():
        texts = [text.vi for text in words.texts.values()]
        assert [
            text for text in texts if re.search(r"[*?~]|^[<>=]|^[\d.,/% -]+$|^(true|false)$", text, re.IGNORECASE)
        ] == []
        assert len({text.casefold() for text in texts}) == len(texts)


HOSTILE = ["=1+1", "*", "?", "~", "<>", "@SUM(A1)", "HTX2020", "R1C1", 'Tên "ngoặc"', "'", "TRUE", "0123", "a,b;c"]


def test_text_of_registers_never_enters_a_formula(tmp_path: Path) -> None:
    lines = ["Năm,Tên HTX,Mã số HTX,Huyện,Xã,Xếp loại,Ngày đăng ký lần đầu"]
    for number, text in enumerate(HOSTILE):
        quoted = '"' + text.replace('"', '""') + '"'
        lines.append(f"2023,{quoted} {number},{number:03},{quoted},{quoted},Tốt,0{number % 9 + 1}/02/2023")
    (tmp_path / "htx-2023.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    book = open_book(tmp_path)
    districts = book.cuts("district", 2023)
    assert isinstance(districts, list)
    assert len(districts) > 8
    from kttt_cli.annexes.live import Live

    live = Live(book)
    for cut in districts:
        for code in ("htx.count", "htx.new", "htx.effective_share"):
            formula = live.cell(code, 2023, cut).formula
            assert formula is not None
            assert [*faults(formula, False)] == []
    live.pages()
    assert all(NAME.fullmatch(name) for name in live.names())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Xếp loại", "xep_loai"),
        ("“Có lại trong danh sách (đăng ký từ trước)”", "co_lai_trong_danh_sach"),
        ("Diện tích (m2)", "dien_tich"),
        ("HTX 2023", "htx_2023"),
    ],
)
def test_names_are_words_without_accents(text: str, name: str) -> None:
    assert slug(text) == name
