"""Between registers: support and loans against the organisations, the fund against itself, communes against their list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from datetime import date
from difflib import get_close_matches

import numpy as np

from kttt_cli.checks.hit import Hit, Lists, money, shown
from kttt_cli.checks.rule import Rule
from kttt_cli.findings import Severity
from kttt_cli.language import Text
from kttt_cli.registers.places import commune_key, commune_kind, district_key
from kttt_cli.registers.register import Ints, Register, distinct

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
    """A look for codes that no list has. Where most are unknown the lists are of others: it is told once."""

    def look(lists: Lists) -> Iterator[Hit]:
        register = lists.registers.get(register_name)
        known = _known_codes(lists) if register is not None else frozenset()
        if register is None or not known:
            return
        codes = register.columns[field]
        strange = [index for index, word in enumerate(codes.words) if word not in known]
        wrong = codes.known & np.isin(codes.values, strange)
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
        for row in np.flatnonzero(wrong).tolist():
            code = codes.words[int(codes.values[row])]
            message = Text(
                f"mã {code} không có trong danh sách HTX, THT của năm nào",
                f"the code {code} is on no list of organisations of any year",
            )
            near = get_close_matches(code, sorted(known), n=1, cutoff=0.85)
            suggestion = (
                Text(f"có phải {near[0]}?", f"is it {near[0]}?")
                if near
                else Text("đối chiếu mã với danh sách HTX", "compare the code with the list")
            )
            yield Hit(register, row, (field,), message, suggestion)

    return look


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
            kinds = register.columns["kind"]
            both &= kinds.known & (kinds.values == _word(kinds.words, "loan"))
        of = last[known]
        early, late = both & (dates.upper < first_day[of]), both & (dates.values > last_day[of])
        for row in np.flatnonzero(early | late).tolist():
            day = (organisations, int(of[row]), "registered_on" if early[row] else "ended_on")
            yield _dated(register, field, row, day)


def _word(words: tuple[str, ...], word: str) -> int:
    return words.index(word) if word in words else -1


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


# --- the fund ------------------------------------------------------------------------------------


def _amounts(register: Register, signs: dict[str, int]) -> Ints:
    kinds, amount = register.columns["kind"], register.columns["amount"]
    signed = np.array([signs.get(word, 0) for word in kinds.words] or [0], dtype=np.int64)[kinds.values]
    found: Ints = np.where(kinds.known & amount.known, signed * amount.values, 0)
    return found


def _in_order(register: Register) -> Ints:
    """The rows that have a date, by date; on one day what raises a balance stands first."""
    dates = register.columns["date"]
    rows = np.flatnonzero(dates.known)
    falls = _amounts(register, {"opening": 0, "capital_in": 0, "loan": 0, "repayment": 1, "capital_out": 1})[rows] > 0
    return rows[np.lexsort((falls, dates.values[rows]))]


def _repaid_too_much(lists: Lists) -> Iterator[Hit]:
    """A borrower that has loans in the ledger and has paid back more than it borrowed: at the row that goes over."""
    register = lists.registers.get("fund")
    if register is None:
        return
    amounts, borrowers = _amounts(register, {"loan": 1, "repayment": -1}), register.columns["borrower_code"]
    unread = {int(each) for each in borrowers.values[borrowers.known & register.columns["amount"].not_read]}
    balances: dict[int, int] = {}
    told: set[int] = set()
    for row in _in_order(register).tolist():
        who = int(borrowers.values[row])
        if not borrowers.known[row] or not amounts[row] or who in unread or who in told:
            continue
        if amounts[row] < 0 and who not in balances:
            told.add(who)  # a loan from before the ledger began
            continue
        balances[who] = balances.get(who, 0) + int(amounts[row])
        if balances[who] < 0:
            told.add(who)
            over = money(-balances[who])
            message = Text(f"thu nợ vượt số đã cho vay {over.vi}", f"more is paid back than was lent, by {over.en}")
            yield Hit(
                register,
                row,
                ("amount", "borrower_code"),
                message,
                Text("xem lại số tiền, hoặc mã bên vay", "check the amount, or the borrower's code"),
            )


def _lent_too_much(lists: Lists) -> Iterator[Hit]:
    """More is out on loan than the fund ever had: at the first row that goes over."""
    register = lists.registers.get("fund")
    if register is None or register.columns["amount"].not_read.any():
        return
    signs = {"opening": 1, "capital_in": 1, "capital_out": -1, "loan": -1, "repayment": 1}
    kinds = register.columns["kind"]
    if "opening" not in kinds.words:
        return  # what the fund had before is not in the ledger
    rows = _in_order(register)
    left = np.cumsum(_amounts(register, signs)[rows])
    below = np.flatnonzero(left < 0)
    if len(below):
        over = money(-int(left[below[0]]))
        message = Text(
            f"sau dòng này số cho vay vượt vốn của Quỹ {over.vi}",
            f"after this row more is lent than the fund has, by {over.en}",
        )
        yield Hit(
            register,
            int(rows[below[0]]),
            ("amount",),
            message,
            Text(
                "xem lại số tiền của dòng này và các dòng trước", "check the amounts of this row and of those before it"
            ),
        )


def _opened_again(lists: Lists) -> Iterator[Hit]:
    """An opening balance in a later year than the first: it would be added to the capital once more."""
    register = lists.registers.get("fund")
    if register is None:
        return
    kinds, dates = register.columns["kind"], register.columns["date"]
    opening = kinds.known & (kinds.values == _word(kinds.words, "opening")) & dates.known
    years = distinct(register.years[opening & (register.years > 0)])
    capital = _amounts(register, {"opening": 1, "capital_in": 1, "capital_out": -1})
    first = opening & (register.years == years[0]) if years else opening
    for year in years[1:]:
        again = opening & (register.years == year)
        row = int(np.flatnonzero(again)[0])
        before = first | (~opening & dates.known & (dates.values < dates.values[row]))
        written, due = int(capital[again].sum()), int(capital[before].sum())
        gap = money(written - due)
        difference = Text(f", lệch {gap.vi}", f", a difference of {gap.en}") if written != due else Text("", "")
        message = Text(
            f"số dư đầu kỳ lần thứ hai: {money(written).vi}, các dòng trước cho {money(due).vi}{difference.vi}; vốn bị cộng hai lần",
            f"a second opening balance: {money(written).en}, the rows before give {money(due).en}{difference.en}; the capital is added twice",
        )
        yield Hit(
            register,
            row,
            ("kind",),
            message,
            Text("chỉ giữ số dư của ngày đầu sổ", "keep only the balance of the ledger's first day"),
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
        code="LK203",
        severity=Severity.WARNING,
        title=Text("Thu nợ nhiều hơn đã cho vay", "More paid back than was lent"),
        why=Text("Một số tiền sai, hoặc ghi nhầm bên vay.", "An amount is wrong, or the borrower."),
        mend=Text("Đối chiếu chứng từ của bên vay này.", "Compare with this borrower's vouchers."),
        wrong=(*_FUND, _OPEN, "05/03/2023 | Cho vay | 9900032057 | 300", "06/09/2023 | Thu nợ | 9900032057 | 3000"),
        right=(*_FUND, _OPEN, "05/03/2023 | Cho vay | 9900032057 | 300", "06/09/2023 | Thu nợ | 9900032057 | 300"),
        look=_repaid_too_much,
    ),
    Rule(
        code="LK204",
        severity=Severity.WARNING,
        title=Text("Cho vay vượt vốn của Quỹ", "More lent than the fund has"),
        why=Text(
            "Quỹ không thể cho vay số tiền không có: một khoản vay thừa chữ số, hoặc thiếu dòng bổ sung vốn.",
            "A fund cannot lend what it does not have: a digit too many, or an addition of capital left out.",
        ),
        mend=Text("Xem số tiền của dòng này và các dòng trước; thêm dòng còn thiếu.", "Check this amount and those before it; add what is missing."),
        wrong=(*_FUND, _OPEN, "05/03/2023 | Cho vay | 9900032057 | 300", "06/09/2023 | Cho vay | 9900180224 | 20000"),
        right=(*_FUND, _OPEN, "05/03/2023 | Cho vay | 9900032057 | 300", "06/09/2023 | Cho vay | 9900180224 | 200"),
        look=_lent_too_much,
    ),
    Rule(
        code="LK205",
        severity=Severity.ERROR,
        title=Text("Số dư đầu kỳ lần thứ hai", "A second opening balance"),
        why=Text(
            "Vốn của Quỹ là số dư đầu cộng các lần tăng, giảm; số dư ghi lại mỗi năm được cộng thêm lần nữa.",
            "The fund's capital is its first balance and what was added and withdrawn; one written each year is added again.",
        ),
        mend=Text("Chỉ giữ số dư của ngày đầu sổ; chỗ lệch thì ghi thành bổ sung hay rút vốn.", "Keep the first only; a difference is an addition or a withdrawal."),
        wrong=(*_FUND, "01/01/2022 | Số dư vốn đầu kỳ |  | 12000", "05/06/2022 | Bổ sung vốn |  | 1000", "01/01/2023 | Số dư vốn đầu kỳ |  | 13500"),
        right=(*_FUND, "01/01/2022 | Số dư vốn đầu kỳ |  | 12000", "05/06/2022 | Bổ sung vốn |  | 1000", "01/01/2023 | Bổ sung vốn |  | 500"),
        look=_opened_again,
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
)  # fmt: skip
