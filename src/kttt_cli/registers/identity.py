"""Who is who: one key for the ways of writing a name; one organisation twice on a list."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from kttt_cli.findings import Finding, Severity
from kttt_cli.language import Text
from kttt_cli.patterns import pattern
from kttt_cli.registers.places import commune_key
from kttt_cli.registers.register import Register, distinct
from kttt_cli.sheets.text import key

_LEGAL_FORMS = (
    (pattern(r"^(liên hiệp (hợp tác xã|htx)|lh ?htx)(?= |$)"), "lhhtx"),
    (pattern(r"^(quỹ (tín dụng nhân dân|tdnd)|qtdnd|qtd nhân dân|qtd)(?= |$)"), "qtdnd"),
    (pattern(r"^(hợp tác xã|htx)(?= |$)"), "htx"),
    (pattern(r"^(tổ hợp tác|tht)(?= |$)"), "tht"),
)
_GLUED = pattern(r"^htx(dvnn|nn|dvth|dv|tm)(?= |$)")
_SHORT_WORDS = {
    "nn": "nông nghiệp", "dv": "dịch vụ", "dvnn": "dịch vụ nông nghiệp", "nndv": "nông nghiệp dịch vụ",
    "th": "tổng hợp", "dvth": "dịch vụ tổng hợp", "dvtm": "dịch vụ thương mại", "tmdv": "thương mại dịch vụ",
    "tm": "thương mại", "sx": "sản xuất", "kd": "kinh doanh", "sxkd": "sản xuất kinh doanh", "xd": "xây dựng",
    "vt": "vận tải", "vsmt": "vệ sinh môi trường", "nlnts": "nông lâm nghiệp thủy sản",
}  # fmt: skip
_FARMING = pattern(r"^(htx|tht)(?: (?:nông nghiệp dịch vụ|dịch vụ nông nghiệp|nông nghiệp))+(?= \S)")
_NOT_NAME = pattern(r"[\W_]+")
_WORDS_OF_A_LINE = frozenset(" ".join(_SHORT_WORDS.values()).split())


@lru_cache(maxsize=1 << 16)  # the same organisations every year
def name_key(written: str) -> str:
    """Equal for the ways in which people write one organisation's name.

    Case, tone placement, spaces and punctuation do not count; the legal form in words or letters is one (`Hợp tác
    xã` = `HTX`); the usual short forms right behind it are their words (`HTX DV` = `HTX Dịch vụ`); and a first
    `nông nghiệp` or `dịch vụ nông nghiệp` is left out where a name follows, for lists write `HTX NN Đồng Tâm` and
    `HTX Đồng Tâm` of the same one. Every other line of business stays: `HTX Vận tải Đồng Tâm` is another.
    """
    text = _NOT_NAME.sub(" ", key(written)).strip()
    text = _GLUED.sub(r"htx \1", text)
    for written_form, form in _LEGAL_FORMS:
        text, count = written_form.subn(form, text)
        if count:
            break
    else:
        return text
    form, *words = text.split()
    for index, word in enumerate(words):
        if word in _SHORT_WORDS:
            words[index] = _SHORT_WORDS[word]
        elif word not in _WORDS_OF_A_LINE:
            break
    return _FARMING.sub(r"\1", " ".join((form, *words)))


def doubled_codes(register: Register) -> Iterator[Finding]:
    """One code twice in a year's list would be counted twice: an error that names the first."""
    if register.name not in ("organisation", "group"):
        return
    codes = register.columns["code"]
    rows = np.flatnonzero(codes.known & (register.years > 0))
    doubled = np.concatenate(
        [
            listed[np.bincount(codes.values[listed])[codes.values[listed]] > 1]
            for year in distinct(register.years[rows])
            if len(listed := rows[register.years[rows] == year])
        ]
        or [rows]
    )
    firsts: dict[tuple[int, int], int] = {}
    for row in doubled.tolist():
        first = firsts.setdefault((int(register.years[row]), int(codes.values[row])), row)
        if first == row:
            continue
        name, code = register.columns["name"].value_at(row), codes.words[int(codes.values[row])]
        yield Finding(
            "MA201",
            Severity.ERROR,
            register.place(row, "code"),
            Text(
                f"mã {code} đã dùng ở {register.place(first, 'code')} trong danh sách năm {register.years[row]}; "
                "đơn vị bị tính hai lần",
                f"the code {code} is already used in {register.place(first, 'code')} on the list of "
                f"{register.years[row]}; the organisation is counted twice",
            ),
            value=code,
            record=None if name is None else str(name),
            field="code",
            suggestion=Text("sửa mã hoặc xóa dòng thừa", "correct the code or remove the row"),
        )


def doubled_names(register: Register) -> Iterator[Finding]:
    """One name twice in a commune, of which at least one has no code to tell them apart, may be one organisation."""
    if register.name not in ("organisation", "group"):
        return
    codes, names, communes = (register.columns[name] for name in ("code", "name", "commune"))
    districts = register.columns["district"]
    for year in distinct(register.years[register.years > 0]):
        listed = np.flatnonzero((register.years == year) & names.known)
        uncoded = listed[~codes.known[listed]]
        if not len(uncoded):
            continue
        wanted = {_who(register, row) for row in uncoded.tolist()}
        places = np.where(communes.known, communes.values, -1)
        firsts: dict[tuple[str, str, int], int] = {}
        for row in listed[np.isin(places[listed], places[uncoded])].tolist():
            who = (*_who(register, row), int(districts.values[row]) if districts.known[row] else -1)
            first = firsts.setdefault(who, row)
            if first == row or who[:2] not in wanted or (codes.known[first] and codes.known[row]):
                continue
            name = names.words[int(names.values[row])]
            yield Finding(
                "MA202",
                Severity.ERROR if not codes.known[first] and not codes.known[row] else Severity.WARNING,
                register.place(row, "name"),
                Text(
                    f"“{name}” đã có ở {register.place(first, 'name')}, cùng nơi, không có mã để phân biệt; được tính hai lần",
                    f"“{name}” is already at {register.place(first, 'name')}, in the same place, with no code to tell them "
                    "apart; counted twice",
                ),
                value=name,
                record=name,
                field="name",
                suggestion=Text("ghi mã số, hoặc xóa dòng thừa", "write the codes, or remove the row"),
            )


def _who(register: Register, row: int) -> tuple[str, str]:
    names, communes = register.columns["name"], register.columns["commune"]
    commune = commune_key(communes.words[int(communes.values[row])]) if communes.known[row] else ""
    return name_key(names.words[int(names.values[row])]), commune
