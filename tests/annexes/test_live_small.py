"""Small registers in which everything odd meets: a year for a date, cells nobody can read, lists of one row, lists
borrowed from a later year, terms of every kind of test. LibreOffice computes what Python computed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kttt_cli.indicators.definition import Term
from kttt_cli.indicators.evaluate import Book
from kttt_cli.registers.dataset import read_dataset
from tests.annexes.live_books import CATALOGUE, Sheet, differences, open_book, sheet_of, shown
from tests.annexes.office import needs_office, recalculate_all

pytestmark = needs_office

CELLS: dict[str, list[str]] = {
    "Loại hình": ["HTX", "HTX", "QTDND", "LH HTX", "", "abc"],
    "Lĩnh vực": ["Nông, lâm nghiệp, thủy sản", "Vận tải", "Tín dụng", "", "abc"],
    "Huyện": ["Huyện Yên Thế", "yên thế", "Huyện *", "=1+1", ""],
    "Xã": ["Xã Tân Tiến", "Phường Tân Tiến", "Tân Tiến", "Xã Đồng Kỳ", ""],
    "Ngày đăng ký lần đầu": ["05/03/2019", "2022", "2023", "01/01/2023", "31/12/2022", "", "31/02/2020"],
    "Hình thức thành lập": ["Thành lập mới", "Chuyển đổi", "", "abc"],
    "Tình trạng": ["Đang hoạt động", "Tạm ngừng kinh doanh", "Đã giải thể", "", "abc"],
    "Ngày giải thể": ["", "", "", "2023", "15/06/2023", "31/02/2020"],
    "Xếp loại": ["Tốt", "Khá", "Yếu", "Không xếp loại", "", "abc"],
    "Điểm": ["80", "64,5", "65", "", "abc"],
    "Tổng số thành viên": ["7", "0", "120", "", "abc"],
    "Lao động thường xuyên": ["3", "0", "", "abc"],
    "Doanh thu (triệu đồng)": ["100,5", "0", "", "abc"],
    "Lợi nhuận (triệu đồng)": ["-3,5", "12", "", "abc"],
    "Thu nhập bình quân (triệu đồng/người/năm)": ["60", "48,25", ""],
    "Liên kết với doanh nghiệp": ["có", "không", "", "abc"],
    "Tham gia chuỗi giá trị": ["có", "không", "", "abc"],
}
LEDGERS: dict[str, dict[str, list[str]]] = {
    "quy": {
        "Ngày": ["2023", "2023", "14/12/2023", "20/12/2023", "2022", "", "31/02/2020"],
        "Loại giao dịch": ["Bổ sung vốn", "Rút vốn", "Số dư vốn đầu kỳ", "Cho vay", "Cho vay", "", "abc"],
        "Nguồn vốn": ["Ngân sách tỉnh", "Thành viên góp", ""],
        "Mã số bên vay": ["0000", "0001", "", ""],
        "Bên vay": ["HTX số 1", "htx số 1", "Nhóm *", ""],
        "Số tiền (triệu đồng)": ["100", "7,5", "", "abc"],
    },
    "ho-tro": {
        "Ngày": ["2023", "14/12/2023", "2022", ""],
        "Chính sách hỗ trợ": ["Xúc tiến thương mại, mở rộng thị trường", "Bồi dưỡng nguồn nhân lực", "", "abc"],
        "Mã số HTX": ["0000", "0001", ""],
        "Đơn vị được hỗ trợ": ["HTX số 1", "=1+1", ""],
        "Số người": ["10", "", "abc"],
        "Kinh phí (triệu đồng)": ["5", "", "abc"],
    },
}
Readings = dict[str, dict[str, dict[str, object]]]

TERMS: Readings = {
    "base": {
        "all": {"where": {"kind": {"in": ["htx", "qtdnd"], "blank": "yes"}}},
        "dated": {"where": {"registered_on": {"until": "cutoff", "blank": "yes"}, "sector": {"known": True}}},
        "named": {"where": {"code": {"in": ["0012", "0007"]}, "status": {"in": ["operating"], "blank": "no"}}},
    },
    "effective": {
        "score": {"where": {"score": {"at_least": 6500}}},
        "grade": {"where": {"sector": ["agri", "transport"], "grade": ["tot", "kha"]}},
        "place": {"where": {"district": {"in": ["Huyện *", "Huyện Yên Thế"], "blank": "no"}}},
    },
    "weak": {
        "either": {"any": [{"grade": ["yeu"]}, {"ended_on": {"during": "period", "blank": "no"}}]},
        "young": {"where": {"status": {"in": ["operating"], "blank": "yes"}}, "any": [{"registered_on": {"after": "opening"}}]},
    },
    "unresolved": {"stopped": {"where": {"status": ["suspended"], "registered_on": {"until": "opening"}}}},
    "chain": {
        "both": {"where": {"in_value_chain": True}, "any": [{"linked_enterprise": True}, {"score": {"known": False}}]},
        "unlinked": {"where": {"linked_enterprise": {"in": [False], "blank": "unknown"}}},
    },
}  # fmt: skip


def terms(readings_of: Readings = TERMS, **chosen: str) -> dict[str, Term]:
    return {
        name: Term.model_validate(
            {
                "label": name,
                "use": chosen.get(name, next(iter(readings))),
                "readings": {
                    each: {"text": each, "since": date(2019, 1, 1), "source": "x"} | reading
                    for each, reading in readings.items()
                },
            }
        )
        for name, readings in readings_of.items()
    }


def edited() -> Readings:
    """The readings in use with other words for blank cells, and one that is not in force until late in 2023."""
    found = deepcopy(TERMS)
    found["base"]["all"] = {"where": {"kind": {"in": ["htx", "qtdnd"], "blank": "no"}}}
    found["effective"]["score"] = {"where": {"score": {"at_least": 5000, "blank": "yes"}}}
    found["unresolved"]["stopped"]["since"] = date(2023, 12, 20)
    found["chain"]["both"]["where"] = {"in_value_chain": {"in": [True], "blank": "yes"}}
    return found


def edit(sheet: Sheet) -> Sheet:
    """The same, typed on the sheet of terms."""
    for name, value in (
        ("base.loai_hinh.trong", 0),
        ("effective.diem.tinh", 5000),
        ("effective.diem.trong", 1),
        ("unresolved.tu_ngay", date(2023, 12, 20)),
        ("chain.tham_gia_chuoi_gia_tri.trong", 1),
    ):
        sheet = sheet.with_term(f"thuat_ngu.{name}", value, 0)
    return sheet


def write_lists(folder: Path, seed: int, rows: int, years: tuple[int, ...]) -> Path:
    chance = random.Random(seed)
    folder.mkdir()
    for year in years:
        columns = [name for name in CELLS if chance.random() < 0.9 or name in ("Loại hình", "Ngày đăng ký lần đầu")]
        lines = [["Năm", "Mã số HTX", "Tên HTX", *columns]]
        for number in range(rows):
            lines.append(
                [str(year), f"{number:04}", f"HTX số {number}", *(chance.choice(CELLS[name]) for name in columns)]
            )
        write_csv(folder / f"htx-{year}.csv", lines)
        communes = [["Năm", "Huyện", "Xã", "Đạt chuẩn NTM"]]
        communes += [
            [str(year), "Huyện Yên Thế", xa, chance.choice(["x", "có", "không", ""])] for xa in CELLS["Xã"][:4]
        ]
        write_csv(folder / f"xa-{year}.csv", communes)
    for ledger, cells in LEDGERS.items():
        lines = [[chance.choice(values) for values in cells.values()] for _ in range(rows)]
        write_csv(folder / f"{ledger}.csv", [[*cells], *lines])
    return folder


def write_csv(path: Path, lines: list[list[str]]) -> None:
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines]
    path.write_text("\n".join(quoted) + "\n", encoding="utf-8")


MID_DECEMBER = {year: date(year, 12, 14) for year in range(2020, 2025)}
"""As several official chains close: a date that says only its year lies on both sides of it."""
LISTS: tuple[tuple[int, tuple[int, ...], dict[int, date]], ...] = (
    (14, (2022, 2023), {}),
    (14, (2023,), MID_DECEMBER),
    (5, (2022, 2023), MID_DECEMBER),
    (1, (2023,), {}),
    (60, (2022, 2023), {}),
    (2, (2022, 2023), MID_DECEMBER),
    (3, (2022, 2023), MID_DECEMBER),
    (4, (2022, 2023), {}),
    (6, (2022, 2023), MID_DECEMBER),
    *[(rows, (2022, 2023), cutoffs) for rows in (1, 2) for cutoffs in ({}, MID_DECEMBER) for _ in range(3)],
)


TINY = 3


def small_books(folder: Path) -> Iterator[tuple[str, Book, Sheet]]:
    """(name, the book that says what is right, the workbook). In the second of each pair terms are changed on their sheet."""
    changed = {"base": "dated", "effective": "grade", "weak": "young", "chain": "unlinked"}
    others = {"base": "named", "effective": "place"}
    for seed, (rows, years, cutoffs) in enumerate(LISTS, 1):
        data = read_dataset([write_lists(folder / str(seed), seed, rows, years)])
        data = replace(data, cutoffs=cutoffs)
        book = Book(data, CATALOGUE, terms(), 2020)
        tiny = rows < TINY
        sheet = sheet_of(book, range(2022, 2024) if tiny else range(2021, 2025), cut_years=[2023])
        yield f"{seed}", book, sheet
        for number, choice in enumerate(() if tiny else (changed, others)):
            follows = sheet
            for name, reading in choice.items():
                follows = follows.with_term(f"thuat_ngu.{name}", [*TERMS[name]].index(reading) + 1)
            yield f"{seed}, changed {number}", Book(data, CATALOGUE, terms(**choice), 2020), follows
        if not tiny:
            yield f"{seed}, edited", Book(data, CATALOGUE, terms(edited()), 2020), edit(sheet)
            moved = Book(data, CATALOGUE, terms(), 2020, as_of=date(2023, 6, 30))
            yield f"{seed}, as of", moved, sheet_of(moved, [2023])


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Book, Sheet, list[object]]]:
    """The book, its workbook, and the figures as LibreOffice computes them."""
    folder = tmp_path_factory.mktemp("small")
    made = {name: (book, sheet) for name, book, sheet in small_books(folder)}
    fresh = recalculate_all([sheet.write(folder / f"{name}.xlsx") for name, (_, sheet) in made.items()])
    return {name: (*both, shown(path)) for (name, both), path in zip(made.items(), fresh, strict=True)}


def test_small_registers_with_everything_odd(books: dict[str, tuple[Book, Sheet, list[object]]]) -> None:
    wrong = {name: [*differences(sheet, found, book)][:6] for name, (book, sheet, found) in books.items()}
    assert {name: told for name, told in wrong.items() if told} == {}


def test_what_is_changed_on_the_sheet_of_terms_moves_figures(
    books: dict[str, tuple[Book, Sheet, list[object]]],
) -> None:
    moved = {name for name, (_, sheet, found) in books.items() if [*differences(sheet, found)]}
    assert moved == {name for name in books if "changed" in name or "edited" in name}


def test_these_registers_have_figures_gaps_and_unknown_rows(books: dict[str, tuple[Book, Sheet, list[object]]]) -> None:
    figures = [book.figure(*asked) for book, sheet, _ in books.values() for asked in sheet.asked]
    assert sum(each.known and bool(each.unknown) for each in figures) > 500
    assert sum(not each.known for each in figures) > 500


def test_the_sample_is_not_the_only_register(tmp_path: Path) -> None:
    """A list without a single organisation that a term is about has no data, and no zero."""
    (tmp_path / "htx-2023.csv").write_text("Năm,Tên HTX,Loại hình,Xếp loại\n2023,Quỹ A,QTDND,\n", encoding="utf-8")
    book = open_book(tmp_path)
    sheet = sheet_of(book, [2023], codes=["htx.base", "htx.effective", "htx.effective_share", "qtdnd.count"])
    (fresh,) = recalculate_all([sheet.write(tmp_path / "one.xlsx")])
    assert [*differences(sheet, shown(fresh))] == []
