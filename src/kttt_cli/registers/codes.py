"""Codes of organisations are tax codes: ten digits of which the last checks the others, three more for a branch.

NĐ 92/2024/NĐ-CP art. 14: the code of an HTX, LH HTX or registered THT is its tax code. Older organisations have only
the number of a certificate, and groups may have none at all, so that other forms are never wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from kttt_cli.findings import Finding, Fix, Place, Severity
from kttt_cli.language import Text
from kttt_cli.patterns import pattern
from kttt_cli.registers.columns import column_of
from kttt_cli.registers.register import Bools, Ints, Register, distinct

_FIELDS = {
    "organisation": ("code",),
    "group": ("code",),
    "support": ("organisation_code",),
    "fund": ("borrower_code",),
}
_WEIGHTS = np.array([31, 29, 23, 19, 17, 13, 7, 5, 3], dtype=np.int16)
_TAX, _BRANCH = 10, 13
_LEAST_DIGITS = 8
"""Fewer are a number of the list's own, or of an old certificate."""


def valid_codes(words: Sequence[str]) -> Bools:
    """For each text: is it a tax code of 10 or 13 digits whose check digit is right?

    The same as `stdnum.vn.mst.is_valid` on digits alone, for all codes of a register at once.
    """
    return _valid(words, _of_digits(words), _lengths(words))


def _valid(words: Sequence[str], digits_only: Bools, lengths: Ints) -> Bools:
    found = np.zeros(len(words), np.bool_)
    for length in (_TAX, _BRANCH):
        which = digits_only & (lengths == length)
        if which.any():
            text = "".join(words if which.all() else compress(words, which.tolist())).encode("ascii")
            digits = np.frombuffer(text, dtype=np.uint8).reshape(-1, length).astype(np.int16) - np.int16(ord("0"))
            found[which] = _checked(digits)
    return found


def _of_digits(words: Sequence[str]) -> Bools:
    together = "".join(words)
    if together.isdigit() and together.isascii() and all(words):
        return np.ones(len(words), np.bool_)
    return np.fromiter((word.isdigit() and word.isascii() for word in words), np.bool_, len(words))


def _lengths(words: Sequence[str]) -> Ints:
    return np.fromiter(map(len, words), np.int64, len(words))


def _checked(digits: NDArray[np.int16]) -> Bools:
    check = 10 - digits[:, :9] @ _WEIGHTS % 11
    right: Bools = (check == digits[:, 9]) & digits[:, 2:9].any(axis=1)
    return right if digits.shape[1] == _TAX else right & digits[:, _TAX:].any(axis=1)


def odd_codes(register: Register) -> Iterator[Finding]:
    """MA102: a zero in front was lost, which the check digit tells. MA104: the check digit is wrong. MA107: no code.
    MA108: telephone numbers."""
    for name in _FIELDS.get(register.name, ()):
        codes = register.columns[name]
        if not codes.known.any():
            continue
        words = codes.words
        digits, lengths = _of_digits(words), _lengths(words)
        short = digits & ((lengths == _TAX - 1) | (lengths == _BRANCH - 1))
        full = digits & ((lengths == _TAX) | (lengths == _BRANCH))
        lost = np.zeros(len(words), np.bool_)
        if short.any():
            which = np.flatnonzero(short)
            lost[which] = valid_codes([f"0{words[index]}" for index in which])
        wrong = full & ~_valid(words, full, lengths)
        if lost.any():
            lost[lost] = [_confirmed(f"0{words[index]}") for index in np.flatnonzero(lost)]
            sure = _sure(words, short, full, lost)
            if np.count_nonzero(short) >= _MANY and np.count_nonzero(lost) < _HALF * np.count_nonzero(short):
                lost = sure  # numbers of the list's own, some of them right by chance
            for row in np.flatnonzero(codes.known & lost[codes.values]).tolist():
                word = int(codes.values[row])
                yield _lost_zero(register, name, row, words[word], sure=bool(sure[word]))
        other = digits & ~full & ~lost & (lengths >= _LEAST_DIGITS)
        if other.any() and np.count_nonzero(full) > np.count_nonzero(other):
            for row in np.flatnonzero(codes.known & other[codes.values]).tolist():
                yield _of_another_length(register, name, row, words[int(codes.values[row])])
        telephones = np.zeros(len(words), np.bool_)
        for index in np.flatnonzero((short & ~lost) | wrong).tolist():
            telephones[index] = _TELEPHONE.fullmatch(words[index]) is not None
        swapped = _lists_of_telephones(register, name, telephones)
        for source in swapped:
            yield _telephones(register, name, source)
        if wrong.any():
            yield from _wrong(register, name, wrong, full, swapped)
        odd, bare = np.zeros(len(words), np.bool_), np.zeros(len(words), np.bool_)
        for index in np.flatnonzero(~digits).tolist():
            odd[index] = _holds_more(words[index])
            bare[index] = not any(map(str.isdigit, words[index])) or _is_slip(words[index])
        for index in np.flatnonzero(digits & (lengths < _LEAST_DIGITS)).tolist():
            odd[index] = not words[index].strip("0")
        if np.count_nonzero(digits) > np.count_nonzero(bare):
            odd |= bare
        if odd.any():
            for row in np.flatnonzero(codes.known & odd[codes.values]).tolist():
                yield _odd_cell(register, name, row, "MA107", _NO_CODE, _CODE_ALONE)


_LIKE_DIGITS = str.maketrans("OoОоQlI|іSBZ", "000001111582")
_DIGITS_OF_A_CODE = pattern(r"(?<![0-9])(?:[0-9]{10}|[0-9]{13})(?![0-9])")


def _holds_more(word: str) -> bool:
    """`MST: 9900180224`, two codes in one cell, `99OO180224` with letters for its zeros; a certificate `20A/HTX` or
    `01H700012` is a code."""
    return bool(
        valid_codes([*_DIGITS_OF_A_CODE.findall(word), word.translate(_LIKE_DIGITS)]).any() or _DAY.fullmatch(word)
    )


_DAY = pattern(r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}")


def _is_slip(word: str) -> bool:
    """`O900180224`: as many signs as a tax code, letters that can be nothing but zeros or ones among its digits."""
    return len(word) in (_TAX, _BRANCH) and word.translate(_ZEROS_AND_ONES).isdecimal()


_ZEROS_AND_ONES = str.maketrans("OoОоlI|і", "00001111")


_NO_CODE = Text("không phải một mã, hoặc có chữ kèm theo mã", "is no code, or holds more than a code")
_CODE_ALONE = Text(
    "chỉ ghi mã, mỗi ô một mã; nếu chưa có mã thì để trống",
    "write the code alone, one in a cell; leave the cell blank where there is none",
)


_MANY, _NEARLY_ALL, _MOST, _HALF = 3, 0.9, 0.75, 0.5


def _sure(words: Sequence[str], short: Bools, full: Bools, lost: Bools) -> Bools:
    """Of which codes it is sure that their zero was lost: of those that other codes of the list begin like, and of a
    list whose short codes nearly all are so. One in eleven numbers has a right check digit by chance, whatever digit
    it lost."""
    many = np.count_nonzero(short) >= _MANY and np.count_nonzero(lost) >= _NEARLY_ALL * np.count_nonzero(short)
    of_list = {word[:2] for word, whole in zip(words, full.tolist(), strict=True) if whole}
    found: Bools = lost & np.array([many or f"0{word[:1]}" in of_list for word in words], dtype=np.bool_)
    return found


def _confirmed(code: str) -> bool:
    """python-stdnum has the last word on the few codes that a mending is offered for; on all of a register's
    codes it would take as long as reading them."""
    from stdnum.vn import mst

    return bool(mst.is_valid(code))


def _odd_cell(
    register: Register, name: str, row: int, rule: str, message: Text, suggestion: Text, fix: Fix | None = None
) -> Finding:
    """A warning at one code; `message` says what is odd about it."""
    code, label = register.columns[name].value_at(row), column_of(register.model, name).label
    return Finding(
        rule,
        Severity.WARNING,
        register.place(row, name),
        Text(f"{label.vi} “{code}” {message.vi}", f"{label.en} “{code}” {message.en}"),
        value=str(code),
        record=record_name(register, row),
        field=name,
        suggestion=suggestion,
        fix=fix,
    )


def _lost_zero(register: Register, name: str, row: int, code: str, *, sure: bool) -> Finding:
    return _odd_cell(
        register,
        name,
        row,
        "MA102",
        Text(
            f"có {len(code)} chữ số, có lẽ Excel đã bỏ số 0 đứng đầu: thêm số 0 thì chữ số kiểm tra đúng",
            f"has {len(code)} digits; Excel has likely dropped the zero in front, with which its check digit is right",
        ),
        Text(f"có phải 0{code}? Định dạng cột mã là văn bản", f"is it 0{code}? Format the column as text"),
        Fix(f"0{code}", safe=sure),
    )


def _of_another_length(register: Register, name: str, row: int, code: str) -> Finding:
    digits = len(code)
    short = digits in (_TAX - 1, _BRANCH - 1)
    return _odd_cell(
        register,
        name,
        row,
        "MA106",
        Text(
            f"có {digits} chữ số, " + ("thiếu một chữ số so với mã số thuế" if short else "mã số thuế có 10 hoặc 13"),
            f"has {digits} digits, " + ("one less than a tax code" if short else "a tax code has 10 or 13"),
        ),
        Text("kiểm tra lại mã trên giấy chứng nhận", "check the code on the certificate"),
    )


_TELEPHONE = pattern(r"0?[35789][0-9]{8}")


def _lists_of_telephones(register: Register, name: str, telephones: Bools) -> list[int]:
    """A few codes may look like telephone numbers, but not most of a list; of telephone numbers one in eleven has the check
    digit of a code."""
    if not telephones.any():
        return []
    codes, found = register.columns[name], []
    for source in distinct(register.source_of):
        here = codes.known & (register.source_of == source)
        looking = int(np.count_nonzero(here & telephones[codes.values]))
        if looking >= _MANY and looking >= _MOST * int(np.count_nonzero(here)):
            found.append(source)
    return found


def _telephones(register: Register, name: str, source: int) -> Finding:
    """Two columns that changed places."""
    label, where = column_of(register.model, name).label, register.sources[source]
    return Finding(
        "MA108",
        Severity.WARNING,
        Place(where.file, where.sheet, None, where.columns.get(name)),
        Text(f"{label.vi}: các ô có dạng số điện thoại di động, không phải mã số thuế",
             f"{label.en}: the cells look like mobile telephone numbers, not like tax codes"),
        field=name,
        suggestion=Text("có phải hai cột mã số và điện thoại đổi chỗ cho nhau?",
                        "have the columns of codes and of telephones changed places?"),
    )  # fmt: skip


_WRONG_DIGIT = Text("có chữ số kiểm tra sai, có lẽ gõ nhầm", "has a wrong check digit, likely a slip")
_COMPARE = Text("đối chiếu với giấy chứng nhận đăng ký", "compare with the certificate")


def _wrong(register: Register, name: str, wrong: Bools, full: Bools, swapped: list[int]) -> Iterator[Finding]:
    """A list that numbers its organisations itself has no wrong codes: it is said once."""
    codes, label = register.columns[name], column_of(register.model, name).label
    for source in distinct(register.source_of):
        here = codes.known & (register.source_of == source)
        bad = np.flatnonzero(here & wrong[codes.values])
        total = int(np.count_nonzero(here & full[codes.values]))
        if not len(bad) or source in swapped:
            continue
        if len(bad) * 2 >= total:
            where = register.sources[source]
            yield Finding(
                "MA105",
                Severity.NOTE,
                Place(where.file, where.sheet, None, where.columns.get(name)),
                Text(
                    f"{label.vi}: {len(bad)}/{total} mã không phải mã số thuế hợp lệ; coi là mã riêng của danh sách",
                    f"{label.en}: {len(bad)} of {total} codes are no valid tax codes; taken for the list's own",
                ),
                field=name,
            )
            continue
        for row in bad.tolist():
            yield _odd_cell(register, name, row, "MA104", _WRONG_DIGIT, _COMPARE)


def record_name(register: Register, row: int) -> str | None:
    """Whom a record is about, as a person knows it."""
    for name in ("name", "organisation", "borrower"):
        if name in register.columns:
            value = register.columns[name].value_at(row)
            return None if value is None else str(value)
    return None
