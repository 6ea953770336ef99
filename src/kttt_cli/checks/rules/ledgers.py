"""Between registers: support and loans against the organisations, communes against their list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from datetime import date

import numpy as np

from kttt_cli.checks.hit import Hit, Lists, among, shown
from kttt_cli.checks.rule import Rule
from kttt_cli.findings import Severity
from kttt_cli.language import Text, nearest, perhaps
from kttt_cli.registers.columns import column_of
from kttt_cli.registers.places import commune_key, commune_kind, district_key
from kttt_cli.registers.register import Bools, Ints, Register, distinct

_MOST_OF_THEM = 0.5
_NEVER = date.max.toordinal()


# --- codes ---------------------------------------------------------------------------------------


def _known_codes(lists: Lists) -> Set[str]:
    """The codes of all organisations and groups, of any year."""
    found: set[str] = set()
    for name in ("organisation", "group"):
        if name in lists.registers:
            codes = lists.registers[name].columns["code"]
            found |= {codes.words[index] for index in distinct(codes.values[codes.known])}
    return found


def _unknown_code(register_name: str, field: str) -> Callable[[Lists], Iterator[Hit]]:
    """A look for codes that no list has, each at its first row. Where most are unknown the lists are of others: it is
    told once."""

    def look(lists: Lists) -> Iterator[Hit]:
        register = lists.registers.get(register_name)
        known = _known_codes(lists) if register is not None else frozenset()
        if register is None or not known:
            return
        codes = register.columns[field]
        strange = [index for index, word in enumerate(codes.words) if word not in known]
        wrong = codes.known & np.isin(codes.values, strange) & _within_the_lists(lists, register)
        total, count = int(np.count_nonzero(codes.known)), int(np.count_nonzero(wrong))
        if count > 1 and count > _MOST_OF_THEM * total:
            message = Text(
                f"{count}/{total} mã không có trong danh sách HTX, THT nào",
                f"{count} of {total} codes are on no list of organisations",
            )
            suggestion = Text(
                "kiểm tra danh sách và sổ có cùng một tỉnh, cùng loại mã",
                "check that list and register are of one province and one kind of code",
            )
            yield Hit(register, int(np.flatnonzero(wrong)[0]), (field,), message, suggestion, of_list=True)
            return
        for index in distinct(codes.values[wrong]):
            rows, code = np.flatnonzero(wrong & (codes.values == index)), codes.words[index]
            more = Text(f" ({len(rows)} dòng)", f" ({len(rows)} rows)") if len(rows) > 1 else Text("", "")
            message = Text(
                f"mã {code} không có trong danh sách HTX, THT của năm nào{more.vi}",
                f"the code {code} is on no list of organisations of any year{more.en}",
            )
            near = nearest(code, sorted(known), most=1, cutoff=0.85)
            compare = Text("đối chiếu mã với danh sách HTX", "compare the code with the list")
            yield Hit(register, int(rows[0]), (field,), message, perhaps(map(Text.same, near)) or compare)

    return look


def _within_the_lists(lists: Lists, register: Register) -> Bools:
    """Who got support before the first list, or paid back a loan in its year, may have ended before it."""
    listed = [year for name in ("organisation", "group") if name in lists.registers
              for year in distinct(lists.registers[name].years) if year > 0]  # fmt: skip
    years, first = register.years, min(listed, default=0)
    within: Bools = (years <= 0) | (years >= first)
    if "kind" in register.columns:
        within &= ~(among(register.columns["kind"], ("repayment",)) & (years == first))
    return within


def _outside_its_life(lists: Lists) -> Iterator[Hit]:
    """Support or a loan before the organisation was registered, or after it had ended (each by its last list)."""
    organisations = lists.registers.get("organisation")
    if organisations is None or not lists.registers.keys() & {"support", "fund"}:
        return
    codes, begun, ended = (organisations.columns[name] for name in ("code", "registered_on", "ended_on"))
    assert ended.upper is not None
    rows = np.flatnonzero(codes.known)
    rows = rows[np.argsort(organisations.years[rows], kind="stable")]
    last = np.zeros(max(len(codes.words), 1), dtype=np.intp)
    last[codes.values[rows]] = rows  # of several lists the last is written last
    first_day, last_day = np.where(begun.known, begun.values, 0), np.where(ended.known, ended.upper, _NEVER)
    positions = {word: index for index, word in enumerate(codes.words)}
    for name, field in (("support", "organisation_code"), ("fund", "borrower_code")):
        register = lists.registers.get(name)
        if register is None:
            continue
        asked, dates = register.columns[field], register.columns["date"]
        assert dates.upper is not None
        known = np.array([positions.get(word, -1) for word in asked.words] or [-1])[asked.values]
        both = asked.known & dates.known & (known >= 0)
        if name == "fund":
            both &= among(register.columns["kind"], ("loan",))
        of = last[known]
        early, late = both & (dates.upper < first_day[of]), both & (dates.values > last_day[of])
        for row in np.flatnonzero(early | late).tolist():
            day = (organisations, int(of[row]), "registered_on" if early[row] else "ended_on")
            yield _dated(register, field, row, day)


def _dated(register: Register, field: str, row: int, of: tuple[Register, int, str]) -> Hit:
    day, edge = shown(register, row, "date"), shown(*of)
    when = Text("trước ngày đăng ký", "before it was registered")
    if of[2] == "ended_on":
        when = Text("sau ngày chấm dứt", "after it had ended")
    message = Text(
        f"ngày {day.vi} nằm {when.vi} của đơn vị, {edge.vi} ở {of[0].place(*of[1:])}",
        f"{day.en} is {when.en}, {edge.en} in {of[0].place(*of[1:])}",
    )
    return Hit(
        register,
        row,
        ("date", field),
        message,
        Text("xem lại ngày hoặc mã số", "check the date, or the code"),
        also=(of,),
    )


# --- communes ------------------------------------------------------------------------------------


def _commune_without_entry(lists: Lists) -> Iterator[Hit]:
    """A commune (xã) with organisations that the year's list of communes lacks: once, at the first of them. Wards
    and towns have no such list. Where it lacks most of them it is told once: it is of other communes."""
    communes, organisations = lists.registers.get("commune"), lists.registers.get("organisation")
    if communes is None or organisations is None:
        return
    for year in distinct(communes.years[communes.years > 0]):
        listed = set(_places(communes, np.flatnonzero((communes.years == year) | (communes.years <= 0))))
        names, districts = {name for _, name in listed}, {district for district, _ in listed if district}
        asked = {
            place: row
            for place, row in _places(organisations, np.flatnonzero(organisations.years == year)).items()
            if commune_kind(str(organisations.columns["commune"].value_at(row))) == "xã"
        }
        lacking = {}
        misplaced = {name for district, name in listed if district not in {each for each, _ in asked}}
        for (district, name), row in asked.items():
            if not ((district, name) in listed or name in (misplaced if district in districts else names)):
                lacking[district, name] = row
        if len(lacking) > max(1, _MOST_OF_THEM * len(asked)):
            first = min(lacking.values())
            message = Text(
                f"{len(lacking)}/{len(asked)} xã không có trong danh sách xã năm {year}",
                f"{len(lacking)} of {len(asked)} communes are not on the list of communes of {year}",
            )
            suggestion = Text(
                "kiểm tra danh sách xã có đúng tỉnh, đúng năm",
                "check that the list of communes is of this province and year",
            )
            yield Hit(organisations, first, ("commune",), message, suggestion, of_list=True)
            continue
        for row in sorted(lacking.values()):
            written = shown(organisations, row, "commune")
            message = Text(
                f"“{written.vi}” không có trong danh sách xã năm {year}",
                f"“{written.en}” is not on the list of communes of {year}",
            )
            suggestion = Text(
                "thêm xã vào danh sách xã, hoặc sửa tên", "add it to the list of communes, or correct its name"
            )
            yield Hit(organisations, row, ("commune",), message, suggestion)


def _places(register: Register, rows: Ints) -> dict[tuple[str, str], int]:
    """(district, commune) by their keys, with the first row of each."""
    communes, districts = register.columns["commune"], register.columns["district"]
    found: dict[tuple[str, str], int] = {}
    pairs: dict[tuple[int, int], tuple[str, str]] = {}
    for row, commune, district in zip(
        rows.tolist(), np.where(communes.known, communes.values, -1)[rows].tolist(),
        np.where(districts.known, districts.values, -1)[rows].tolist(), strict=True,
    ):  # fmt: skip
        if commune >= 0 and (commune, district) not in pairs:
            where = district_key(districts.words[district]) if district >= 0 else ""
            place = pairs[commune, district] = (where, commune_key(communes.words[commune]))
            found.setdefault(place, row)
    return found


# --- what every row has to say ---------------------------------------------------------------------

_SAID = {"fund": ("kind", "amount"), "support": ("measure",)}


def _says_too_little(lists: Lists) -> Iterator[Hit]:
    for name, fields in _SAID.items():
        register = lists.registers.get(name)
        if register is None:
            continue
        for field in fields:
            series, label = register.columns[field], column_of(register.model, field).label
            message = Text(f"dòng không ghi {label.vi}", f"the row has no {label.en}")
            for row in np.flatnonzero(~series.known & ~series.not_read).tolist():
                yield Hit(register, row, (field,), message)


_LIST = (
    "htx-2023.csv:",
    "Mã số HTX | Tên HTX | Loại hình",
    "9900032057 | HTX Đồng Tâm | HTX",
    "9900180224 | HTX Tân Tiến | HTX",
)
_SUPPORT = ("ho-tro.csv:", "Ngày | Chính sách hỗ trợ | Mã số HTX | Số người")
_FUND = ("quy.csv:", "Ngày | Loại giao dịch | Mã số bên vay | Số tiền (triệu đồng)")
_OPEN = "01/01/2023 | Số dư vốn đầu kỳ |  | 12000"

RULES = (
    Rule(
        code="LK201",
        severity=Severity.WARNING,
        title=Text("Hỗ trợ cho một mã không có trong danh sách", "Support for a code that is on no list"),
        why=Text(
            "HTX được hỗ trợ đếm theo mã; mã lạ được đếm thêm một HTX, hoặc không biết thuộc lĩnh vực nào.",
            "Supported HTX are counted by code; a strange one counts once more, and is of no sector.",
        ),
        mend=Text("Đối chiếu mã với danh sách HTX, THT.", "Compare the code with the lists of HTX and THT."),
        wrong=(*_LIST, *_SUPPORT, "05/03/2023 | Tập huấn | 9900032057 | 12", "06/03/2023 | Tập huấn | 9919772577 | 9"),
        right=(*_LIST, *_SUPPORT, "05/03/2023 | Tập huấn | 9900032057 | 12", "06/03/2023 | Tập huấn | 9900180224 | 9"),
        look=_unknown_code("support", "organisation_code"),
    ),
    Rule(
        code="LK202",
        severity=Severity.WARNING,
        title=Text("Khoản vay của một mã không có trong danh sách", "A loan to a code that is on no list"),
        why=Text(
            "Số HTX vay Quỹ đếm theo mã; bên vay là thành viên của HTX thì không ghi mã HTX.",
            "Borrowers are counted by code; a member of an HTX who borrows has no code of an HTX.",
        ),
        mend=Text("Đối chiếu mã với danh sách HTX, THT; cá nhân thì để trống mã.", "Compare the code with the lists; leave it blank for a person."),
        wrong=(*_LIST, *_FUND, _OPEN, "05/03/2023 | Cho vay | 9900032057 | 300", "06/03/2023 | Cho vay | 9919772577 | 200"),
        right=(*_LIST, *_FUND, _OPEN, "05/03/2023 | Cho vay | 9900032057 | 300", "06/03/2023 | Cho vay | 9900180224 | 200"),
        law=Text("NĐ 45/2021/NĐ-CP điều 20", "NĐ 45/2021/NĐ-CP art. 20"),
        look=_unknown_code("fund", "borrower_code"),
    ),
    Rule(
        code="LK206",
        severity=Severity.WARNING,
        title=Text("Xã không có trong danh sách xã", "A commune that is not on the list of communes"),
        why=Text(
            "Tỷ lệ xã nông thôn mới có HTX tính trên danh sách xã; xã thiếu thì HTX ở đó không được tính.",
            "The share of new-rural communes with an HTX goes by that list; of a commune that is missing no HTX counts.",
        ),
        mend=Text("Thêm xã vào danh sách xã của năm, hoặc sửa tên.", "Add it to the year's list of communes, or correct its name."),
        wrong=(
            "htx-2023.csv:", "Tên HTX | Loại hình | Xã", "HTX Đồng Tâm | HTX | Xã Minh Hải",
            "xa-2023.csv:", "Xã | Đạt chuẩn NTM", "Xã Tân Hải | có",
        ),
        right=(
            "htx-2023.csv:", "Tên HTX | Loại hình | Xã", "HTX Đồng Tâm | HTX | Xã Minh Hải",
            "xa-2023.csv:", "Xã | Đạt chuẩn NTM", "Xã Minh Hải | có",
        ),
        look=_commune_without_entry,
    ),
    Rule(
        code="LK207",
        severity=Severity.WARNING,
        title=Text("Hỗ trợ hay cho vay ngoài thời gian tồn tại", "Support or a loan outside the organisation's life"),
        why=Text(
            "Trước ngày đăng ký hay sau ngày chấm dứt thì chưa có, hoặc không còn ai để nhận: ngày hay mã sai.",
            "Before it was registered, or after it ended, there is nobody to receive it: the date or the code is wrong.",
        ),
        mend=Text("Xem lại ngày và mã số.", "Check the date and the code."),
        wrong=(
            "htx-2023.csv:", "Mã số HTX | Tên HTX | Loại hình | Ngày đăng ký lần đầu", "9900032057 | HTX Đồng Tâm | HTX | 15/03/2020",
            *_SUPPORT, "05/03/2019 | Tập huấn | 9900032057 | 12",
        ),
        right=(
            "htx-2023.csv:", "Mã số HTX | Tên HTX | Loại hình | Ngày đăng ký lần đầu", "9900032057 | HTX Đồng Tâm | HTX | 15/03/2020",
            *_SUPPORT, "05/03/2021 | Tập huấn | 9900032057 | 12",
        ),
        look=_outside_its_life,
    ),
    Rule(
        code="LK208",
        severity=Severity.WARNING,
        title=Text("Giao dịch, hỗ trợ ghi thiếu", "A movement or measure that says too little"),
        why=Text(
            "Không rõ là cho vay hay bổ sung vốn, hỗ trợ theo chính sách nào, bao nhiêu tiền: dòng không vào số liệu nào.",
            "Whether it was a loan or new capital, which measure it was, or how much is not known: no figure counts the row.",
        ),
        mend=Text("Ghi loại giao dịch, số tiền, hay chính sách.", "Write the movement, the amount or the measure."),
        wrong=(*_FUND, _OPEN, "05/03/2023 |  |  | 300"),
        right=(*_FUND, _OPEN, "05/03/2023 | Cho vay |  | 300"),
        look=_says_too_little,
    ),
)  # fmt: skip
