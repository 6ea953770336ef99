"""One cell of the clean sample broken in each way that the catalogue knows: exactly that rule fires, at exactly that cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from kttt_cli.checks.catalogue import rules
from kttt_cli.checks.run import check
from kttt_cli.registers.dataset import read_dataset
from tests.checks.sample import CODE, KIND, NAME, YEARS, Pick, Province, Row, number, province

LIST = "htx-2023.csv"
MEMBERS, WOMEN, WORKERS = "Tổng số thành viên", "Thành viên nữ", "Lao động thường xuyên"
NEW, WORKING = "Thành viên mới", "Lao động là thành viên"
REVENUE, PROFIT, CAPITAL = "Doanh thu (triệu đồng)", "Lợi nhuận (triệu đồng)", "Vốn điều lệ (triệu đồng)"
WITH_MEMBERS = "Doanh thu với thành viên (triệu đồng)"
BEGUN, ENDED, STATUS = "Ngày đăng ký lần đầu", "Ngày giải thể", "Tình trạng"
SECTOR, VSIC, GRADE, SCORE = "Lĩnh vực", "Mã ngành VSIC", "Xếp loại", "Điểm"
MODEL, UNIONS, DEPOSITS = "Năm xây dựng mô hình HTX kiểu mới", "Số HTX thành viên", "Vốn huy động (triệu đồng)"
KEY, TRAINED = "Cán bộ chủ chốt", "Cán bộ chủ chốt đã qua tập huấn"
DISTRICT, COMMUNE = "Huyện", "Xã"
STRANGE = "9900000016"
"""A code with a right check digit that nobody in the sample has."""

Value = str | Callable[[Row], str]


def untouched(known: Province) -> None:
    """The sample as it is."""


@dataclass(frozen=True)
class Mutation:
    """One cell broken: the row that `pick` finds in `file`, its `header`, the new value (None: the row goes).

    `before` prepares what the sample has no case of, without a finding of its own. `at` is where the finding stands
    if not at the broken cell: file, row, header.
    """

    rule: str
    file: str
    pick: Pick
    header: str
    value: Value | None
    before: Callable[[Province], None] = untouched
    at: tuple[str, Pick, str] | None = None


def plain(row: Row) -> bool:
    """An HTX of agriculture that has long been at work."""
    return (
        (row[KIND], row[STATUS]) == ("HTX", "Đang hoạt động")
        and row[SECTOR].startswith("Nông")
        and old(row)
        and lives(row)
    )


def old(row: Row) -> bool:
    return int(row[BEGUN][-4:]) < 2019


@cache
def _living() -> frozenset[str]:
    lists = [{row[CODE] for row in province().files[f"htx-{year}.csv"]} for year in YEARS]
    return frozenset(set.intersection(*lists))


def lives(row: Row) -> bool:
    """On all the lists."""
    return row[CODE] in _living()


def first(row: Row) -> bool:
    return row[CODE] == province().find(LIST, plain)[CODE]


def fair(row: Row) -> bool:
    return row[CODE] == province().find(LIST, lambda each: plain(each) and each[GRADE] == "Khá")[CODE]


def ended(row: Row) -> bool:
    return bool(row[ENDED])


def more(header: str, by: int = 1) -> Value:
    return lambda row: str(int(number(row[header])) + by)


def times(header: str, factor: float) -> Value:
    return lambda row: f"{number(row[header]) * factor:.1f}".replace(".", ",")


def coded(code: str) -> Pick:
    return lambda row: row.get(CODE) == code


def few(row: Row) -> bool:
    """An HTX of which six members would contradict nothing else."""
    return plain(row) and all(
        number(row[each]) <= 4 for each in (WOMEN, WORKING, NEW, "Thành viên HĐQT", "Thành viên BKS")
    )


# --- what the sample has no case of ----------------------------------------------------------------


def with_column(header: str, of: str) -> Callable[[Province], None]:
    def prepare(known: Province) -> None:
        for year in YEARS:
            for row in known.files[f"htx-{year}.csv"]:
                row[header] = row[of]

    return prepare


def in_all_lists(pick: Pick, **cells: str) -> Callable[[Province], None]:
    def prepare(known: Province) -> None:
        code = known.find(LIST, pick)[CODE]
        for year in YEARS:
            for row in known.files[f"htx-{year}.csv"]:
                if row[CODE] == code:
                    row.update(cells)

    return prepare


def closed_early(known: Province) -> None:
    known.titles[LIST] = "Danh sách HTX đến 14/12/2023"
    row = known.find(LIST, ended)
    row[ENDED], row[STATUS] = "20/11/2023", "Đã giải thể"


def many_workers(known: Province) -> None:
    for year in YEARS:
        for row in known.files[f"htx-{year}.csv"]:
            if plain(row):
                row[WORKERS] = str(int(number(row[MEMBERS])) + 20)


def status_blank(known: Province) -> None:
    known.find("htx-2022.csv", first)[STATUS] = ""


def elsewhere(known: Province) -> None:
    """An HTX of another district with the day of founding of the first."""
    day = known.find(LIST, plain)[BEGUN]
    in_all_lists(coded(known.find(LIST, far)[CODE]), **{BEGUN: day})(known)


def far(row: Row) -> bool:
    return plain(row) and row[DISTRICT] != province().find(LIST, plain)[DISTRICT]


def twin(row: Row) -> bool:
    """In one commune with the first of its kind that has a neighbour."""
    rows = province().files[LIST]
    return any(
        other is not row and other[COMMUNE] == row[COMMUNE] and other[CODE] < row[CODE] for other in map(dict, rows)
    ) and plain(row)


def neighbour(row: Row) -> str:
    rows = province().files[LIST]
    other = next(each for each in rows if each[COMMUNE] == row[COMMUNE] and each[CODE] < row[CODE])
    return other[NAME].replace("HTX ", "Hợp tác xã ", 1).replace("ồ", "ô")


def commune_with_htx(row: Row) -> bool:
    return any(htx[COMMUNE] == row[COMMUNE] and htx[DISTRICT] == row[DISTRICT] for htx in province().files[LIST])


def first_htx(row: Row) -> bool:
    known = province()
    commune = known.find("xa-2023.csv", commune_with_htx)
    return row[COMMUNE] == commune[COMMUNE] and row[DISTRICT] == commune[DISTRICT]


def next_commune(row: Row) -> str:
    """Another of its district, that is on the list already."""
    return next(each[COMMUNE] for each in province().files["xa-2023.csv"]
                if each[DISTRICT] == row[DISTRICT] and each[COMMUNE] != row[COMMUNE])  # fmt: skip


def lent(row: Row) -> bool:
    return row["Loại giao dịch"] == "Cho vay"


def repaid(row: Row) -> bool:
    return row["Loại giao dịch"] == "Thu nợ"


def added(row: Row) -> bool:
    return row["Loại giao dịch"] == "Bổ sung vốn" and row["Ngày"].endswith("2023")


def in_2023(row: Row) -> bool:
    return row["Ngày"].endswith("2023")


def supported(row: Row) -> bool:
    return bool(row[CODE])


def supported_elsewhere(row: Row) -> bool:
    of = next((each for each in province().files[LIST] if each[CODE] == row[CODE]), None)
    return of is not None and not of[SECTOR].startswith("Nông")


def supported_late(row: Row) -> bool:
    """One that was registered in 2022 or later."""
    return any(each[CODE] == row[CODE] and int(each[BEGUN][-4:]) >= 2022 for each in province().files["htx-2024.csv"])


def two_trainings(known: Province) -> None:
    """One organisation in two courses of a day, of 77 and of 79 persons."""
    rows = known.files["ho-tro.csv"]
    row = known.find("ho-tro.csv", lambda each: each["Chính sách hỗ trợ"].startswith("Bồi dưỡng") and supported(each))
    row["Số người"] = "77"
    rows.append({**row, "Số người": "79"})


def second_of_two(row: Row) -> bool:
    return row["Số người"] == "79"


MUTATIONS = (
    # a part above its whole
    Mutation("HL201", LIST, plain, WOMEN, more(MEMBERS)),
    Mutation("HL202", LIST, plain, NEW, more(MEMBERS)),
    Mutation("HL202", "tht-2023.csv", lambda row: row[MEMBERS] != "", NEW, more(MEMBERS)),
    Mutation("HL203", LIST, lambda row: plain(row) and number(row[MEMBERS]) > number(row[WORKERS]) + 1, WORKING, more(WORKERS)),
    Mutation("HL204", LIST, plain, WORKING, more(MEMBERS), before=many_workers),
    Mutation("HL205", LIST, plain, "Lao động thường xuyên mới", more(WORKERS)),
    Mutation("HL206", LIST, plain, TRAINED, more(KEY), before=with_column(TRAINED, KEY)),
    Mutation("HL207", LIST, plain, "Cán bộ quản lý trình độ sơ cấp", more("Cán bộ quản lý")),
    Mutation("HL208", LIST, plain, WITH_MEMBERS, more(REVENUE)),
    Mutation("HL209", LIST, lambda row: plain(row) and number(row[MEMBERS]) < 12, "Thành viên HĐQT", more(MEMBERS)),
    Mutation("HL210", LIST, plain, PROFIT, times(REVENUE, 1.5)),
    Mutation("HL211", LIST, plain, UNIONS, "6"),
    Mutation("HL212", LIST, plain, DEPOSITS, "1.200"),
    # status and dates
    Mutation("TT201", LIST, ended, ENDED, ""),
    Mutation("TT202", LIST, ended, STATUS, "Đang hoạt động"),
    Mutation("TT203", LIST, ended, ENDED, "20/12/2023", before=closed_early),
    Mutation("NG204", LIST, plain, MODEL, "1999"),
    Mutation("NG203", LIST, ended, ENDED, "05/05/1990"),
    Mutation("NG202", LIST, ended, ENDED, "05/05/2024"),
    # scores and grades
    Mutation("XL201", LIST, lambda row: plain(row) and row[GRADE] == "Khá", GRADE, "Tốt"),
    Mutation("XL201", LIST, fair, SCORE, "81", at=(LIST, fair, GRADE)),
    Mutation("XL202", LIST, lambda row: row[BEGUN].endswith("2023"), GRADE, "Khá"),
    Mutation("XL203", LIST, lambda row: row[KIND] == "QTDND", GRADE, "Tốt"),
    # the law
    Mutation("LU201", LIST, few, MEMBERS, "6"),
    Mutation("LU201", "htx-2024.csv", few, MEMBERS, "4"),
    Mutation("LU202", LIST, lambda row: row[KIND] == "LH HTX", UNIONS, "3"),
    Mutation("LU203", "tht-2023.csv", lambda row: row["Thành viên mới"] in ("0", "1"), MEMBERS, "1"),
    Mutation("NN201", LIST, plain, VSIC, "4101"),
    Mutation("NN201", LIST, plain, SECTOR, "Xây dựng"),
    Mutation("NN202", "ho-tro.csv", supported_elsewhere, "Chính sách hỗ trợ", "Kết cấu hạ tầng"),
    # twins
    Mutation("MA201", LIST, lambda row: plain(row) and row[CODE] > "9904", CODE, lambda row: province().find(LIST, plain)[CODE]),
    Mutation("MA203", LIST, twin, NAME, neighbour),
    Mutation("MA204", LIST, far, NAME, lambda row: province().find(LIST, plain)[NAME], before=elsewhere),
    Mutation("MA206", LIST, plain, NAME, ""),
    Mutation("MA205", "ho-tro.csv", second_of_two, "Số người", "77", before=two_trainings, at=("ho-tro.csv", second_of_two, "Chính sách hỗ trợ")),
    # between registers
    Mutation("LK201", "ho-tro.csv", lambda row: supported(row) and in_2023(row), CODE, STRANGE),
    Mutation("LK202", "quy.csv", lambda row: lent(row) and in_2023(row), "Mã số bên vay", STRANGE),
    Mutation("LK203", "quy.csv", repaid, "Số tiền (triệu đồng)", "3.000"),
    Mutation("LK204", "quy.csv", lent, "Số tiền (triệu đồng)", "25.000"),
    Mutation("LK205", "quy.csv", added, "Loại giao dịch", "Số dư vốn đầu kỳ"),
    Mutation("LK206", "xa-2023.csv", commune_with_htx, COMMUNE, next_commune, at=(LIST, first_htx, COMMUNE)),
    Mutation("LK207", "ho-tro.csv", supported_late, "Ngày", "05/03/2021"),
    Mutation("LK208", "quy.csv", added, "Loại giao dịch", ""),
    Mutation("LK208", "quy.csv", added, "Số tiền (triệu đồng)", ""),
    Mutation("LK208", "ho-tro.csv", supported_late, "Chính sách hỗ trợ", ""),
    # between years
    Mutation("SS201", "htx-2024.csv", plain, NAME, None, at=(LIST, plain, CODE)),
    Mutation("SS202", LIST, plain, NAME, None, at=("htx-2024.csv", plain, CODE)),
    Mutation("SS203", LIST, plain, CODE, STRANGE),
    Mutation("SS203", "htx-2024.csv", plain, CODE, STRANGE),
    Mutation("SS204", LIST, plain, BEGUN, "07/07/2007"),
    Mutation("SS205", LIST, plain, MEMBERS, times(MEMBERS, 10)),
    Mutation("SS205", LIST, plain, CAPITAL, times(CAPITAL, 0.1)),
    Mutation("SS205", "htx-2022.csv", plain, REVENUE, times(REVENUE, 10)),
    Mutation("SS206", "htx-2022.csv", plain, NAME, None, at=(LIST, plain, BEGUN)),
    Mutation("SS207", "htx-2022.csv", first, ENDED, "05/05/2022", before=status_blank, at=(LIST, first, ENDED)),
    Mutation("SS208", LIST, ended, ENDED, "05/05/2022"),
    Mutation("SS205", LIST, plain, "Thành viên BKS", "10"),
    Mutation("SS210", LIST, plain, COMMUNE, next_commune),
    Mutation("SS210", LIST, plain, SECTOR, "Vận tải", before=in_all_lists(plain, **{VSIC: ""})),
    Mutation("SS209", LIST, plain, NAME, "HTX Minh Khai Xuân Đỉnh", at=(LIST, first, CODE)),
    Mutation("SO201", LIST, plain, REVENUE, times(REVENUE, 1000)),
    # cells that the reading refuses
    Mutation("LO101", LIST, plain, MEMBERS, "#REF!"),
    Mutation("LO102", LIST, plain, MEMBERS, "=7+5"),
    Mutation("SO101", LIST, plain, MEMBERS, "nhiều"),
    Mutation("SO102", LIST, plain, REVENUE, "1,500.5"),
    Mutation("SO104", LIST, plain, MEMBERS, "15,5"),
    Mutation("SO105", LIST, plain, MEMBERS, "20-30"),
    Mutation("SO106", LIST, plain, REVENUE, "2.10.470"),
    Mutation("SO107", LIST, plain, REVENUE, "120,1234567"),
    Mutation("SO109", LIST, plain, MEMBERS, "không có"),
    Mutation("SO110", LIST, plain, WORKERS, "không triển khai thực hiện"),
    Mutation("GT101", LIST, plain, MEMBERS, "-12"),
    Mutation("GT102", LIST, plain, SCORE, "775"),
    Mutation("GT103", LIST, plain, MEMBERS, "123456789012345678901"),
    Mutation("NG101", LIST, plain, BEGUN, "đầu năm"),
    Mutation("NG102", LIST, plain, BEGUN, "31/02/2015"),
    Mutation("NG103", LIST, plain, BEGUN, "05/03/15"),
    Mutation("NG104", LIST, plain, BEGUN, "11/07/1905"),
    Mutation("NG105", LIST, plain, BEGUN, "15/03/3015"),
    Mutation("NG106", LIST, plain, "Năm", "06/2023"),
    Mutation("NG107", LIST, plain, BEGUN, "3/5/2015 12:00 AM"),
    Mutation("MA101", LIST, plain, CODE, "9,92E+09"),
    Mutation("MA103", LIST, plain, CODE, "９９００１８０２２４"),
    Mutation("MA104", LIST, plain, CODE, "9900000009"),
    Mutation("MA106", LIST, plain, CODE, lambda row: row[CODE][:-1]),
    Mutation("TV101", LIST, plain, SECTOR, "Vận tãi biển"),
    Mutation("TV101", LIST, plain, GRADE, "Xuất sắc"),
    Mutation("TV102", LIST, lambda row: row[KIND] == "QTDND", KIND, "HTX"),
    Mutation("CK101", LIST, plain, "Tham gia chuỗi giá trị", "đang bàn"),
    Mutation("DD101", LIST, plain, DISTRICT, "Huyện Mộc Hóa"),
    Mutation("DD102", LIST, plain, COMMUNE, "Xã Mộc Hóa Đông"),
    Mutation("DD103", LIST, plain, DISTRICT, lambda row: province().find(LIST, far)[DISTRICT], at=(LIST, first, COMMUNE)),
)  # fmt: skip

Told = tuple[str, str, str | None]


def told(known: Province, folder: Path) -> Iterator[Told]:
    for finding in check(read_dataset([known.write(folder)], collect=True)):
        yield finding.rule, finding.place.file, finding.place.cell


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory: pytest.TempPathFactory) -> set[Told]:
    return set(told(province(), tmp_path_factory.mktemp("unbroken")))


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda each: f"{each.rule}-{each.header}")
def test_one_broken_cell_is_found_by_its_rule_and_nothing_else_is(
    mutation: Mutation, unbroken: set[Told], tmp_path: Path
) -> None:
    known = province()
    mutation.before(known)
    before = unbroken if mutation.before is untouched else set(told(known, tmp_path))
    assert {rule for rule, _, _ in before} <= {"CK102", "XL202"}, "what is prepared is clean"
    row = known.find(mutation.file, mutation.pick)
    where = None if mutation.at is None else (mutation.at[0], known.find(mutation.at[0], mutation.at[1]))
    cell = known.cell(mutation.file, row, mutation.header)
    if mutation.value is None:
        known.files[mutation.file].remove(row)
    else:
        row[mutation.header] = mutation.value if isinstance(mutation.value, str) else mutation.value(row)
    expected = (mutation.rule, mutation.file, cell)
    if mutation.at is not None:
        file, pick, header = mutation.at
        expected = (mutation.rule, file, known.cell(file, where[1] if where else known.find(file, pick), header))
    assert set(told(known, tmp_path)) - before == {expected}


def test_every_rule_that_looks_at_registers_has_its_mutation() -> None:
    looking = {code for code, rule in rules().items() if rule.look is not None}
    assert looking - {each.rule for each in MUTATIONS} == set()


def test_the_part_of_the_sample_has_no_more_than_notes(unbroken: set[Told]) -> None:
    assert {rule for rule, _, _ in unbroken} == {"CK102"}
