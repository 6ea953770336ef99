"""The fund's ledger against itself: what is paid back, lent and opened against what was lent and is there."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kttt_cli.checks.hit import Hit, Lists, among, money
from kttt_cli.checks.rule import Rule
from kttt_cli.findings import Severity
from kttt_cli.language import Text
from kttt_cli.registers.register import Bools, Ints, Register, Series, distinct


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
    """An opening balance in a later year than the first, or after the first movement: it would be added to the capital once more."""
    register = lists.registers.get("fund")
    if register is None:
        return
    kinds, dates = register.columns["kind"], register.columns["date"]
    opening = among(kinds, ("opening",)) & dates.known
    years = distinct(register.years[opening & (register.years > 0)])
    capital = _amounts(register, {"opening": 1, "capital_in": 1, "capital_out": -1})
    first = opening & (register.years == years[0]) if years else opening
    for again in [_opened_late(first, kinds, dates), *(opening & (register.years == year) for year in years[1:])]:
        if not again.any():
            continue
        row = int(np.flatnonzero(again)[0])
        before = (first & ~again) | (~opening & dates.known & (dates.values < dates.values[row]))
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


def _opened_late(opening: Bools, kinds: Series, dates: Series) -> Bools:
    """Balances of the first year that come after its first movement; those of several sources may be of one day."""
    moved = kinds.known & dates.known & ~opening
    if not moved.any() or not opening.any():
        return np.zeros_like(opening)
    day = max(int(dates.values[moved].min()), int(dates.values[opening].min()))
    found: Bools = opening & (dates.values > day)
    return found


_FUND = ("quy.csv:", "Ngày | Loại giao dịch | Mã số bên vay | Số tiền (triệu đồng)")
_OPEN = "01/01/2023 | Số dư vốn đầu kỳ |  | 12000"

RULES = (
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
)  # fmt: skip
