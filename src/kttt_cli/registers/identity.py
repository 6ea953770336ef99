"""Who is who: rows without a name, groups that look like records, codes used twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from kttt_cli.findings import Finding, Place, Severity
from kttt_cli.language import Text
from kttt_cli.registers.load import Loaded
from kttt_cli.registers.register import Register, distinct
from kttt_cli.registers.surroundings import group_field
from kttt_cli.sheets.text import key

_LEGAL_FORMS = (
    (re.compile(r"^(liên hiệp (hợp tác xã|htx)|lh ?htx)(?= |$)"), "lhhtx"),
    (re.compile(r"^(quỹ (tín dụng nhân dân|tdnd)|qtdnd|qtd nhân dân|qtd)(?= |$)"), "qtdnd"),
    (re.compile(r"^(hợp tác xã|htx)(?= |$)"), "htx"),
    (re.compile(r"^(tổ hợp tác|tht)(?= |$)"), "tht"),
)
_GLUED = re.compile(r"^htx(dvnn|nn|dvth|dv|tm)(?= |$)")
_SHORT_WORDS = {
    "nn": "nông nghiệp", "dv": "dịch vụ", "dvnn": "dịch vụ nông nghiệp", "nndv": "nông nghiệp dịch vụ",
    "th": "tổng hợp", "dvth": "dịch vụ tổng hợp", "dvtm": "dịch vụ thương mại", "tmdv": "thương mại dịch vụ",
    "tm": "thương mại", "sx": "sản xuất", "kd": "kinh doanh", "sxkd": "sản xuất kinh doanh", "xd": "xây dựng",
    "vt": "vận tải", "vsmt": "vệ sinh môi trường", "nlnts": "nông lâm nghiệp thủy sản",
}  # fmt: skip
_FARMING = re.compile(r"^(htx|tht)(?: (?:nông nghiệp dịch vụ|dịch vụ nông nghiệp|nông nghiệp))+(?= \S)")
_NOT_NAME = re.compile(r"[\W_]+")
_WORDS_OF_A_LINE = frozenset(" ".join(_SHORT_WORDS.values()).split())


def name_key(written: str) -> str:
    """Equal for the ways in which people write one organisation's name.

    Case, tone placement, spaces and punctuation do not count; the legal form in words or letters is one (`Hợp tác
    xã` = `HTX`); the usual short forms right behind it are their words (`HTX DV` = `HTX Dịch vụ`); and a first
    `nông nghiệp` or `dịch vụ nông nghiệp` is left out where a name follows, for lists write `HTX NN Đồng Tâm` and
    `HTX Đồng Tâm` of the same one. Every other line of business stays: `HTX Vận tải Đồng Tâm` is another.
    """
    text = _NOT_NAME.sub(" ", key(written)).strip()
    text = _GLUED.sub(r"htx \1", text)
    for pattern, form in _LEGAL_FORMS:
        text, count = pattern.subn(form, text)
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


def _perhaps_groups(loaded: Loaded) -> Iterator[Finding]:
    """A record that has nothing but the name of a sector or place may be a group's title."""
    names = loaded.columns.get("name")
    if names is None:
        return
    alone = names.known.copy()
    for name, series in loaded.columns.items():
        if name not in ("name", "year") and name not in loaded.given:
            alone &= ~series.known
    # Next to no row has a name alone; to ask of every name what it is takes longer than to read the file.
    doubtful = [word for word in distinct(names.values[alone]) if group_field(names.words[word]) is not None]
    alone &= np.isin(names.values, doubtful)
    grid = loaded.table.grid
    for row, word in zip(loaded.rows[alone].tolist(), names.values[alone].tolist(), strict=True):
        yield Finding(
            "DG103",
            Severity.ERROR,
            Place(grid.file, grid.sheet, row),
            Text("dòng chỉ có tên một nhóm; vẫn được tính là một đơn vị",
                 "the row has only the name of a group; it is still counted as an organisation"),
            value=names.words[word],
            suggestion=Text("nếu là nhóm, bỏ số thứ tự hoặc dùng số La Mã; nếu là đơn vị, điền các cột khác",
                            "if it is a group, use a Roman numeral; if an organisation, fill its other columns"),
        )  # fmt: skip


def unidentified(loaded: Loaded) -> Iterator[Finding]:
    """Records with neither name nor code: they stay, and are said."""
    if "name" not in loaded.match.model.model_fields:
        return
    known = np.zeros(len(loaded.rows), dtype=np.bool_)
    for name in ("name", "code"):
        if name in loaded.columns:
            known |= loaded.columns[name].known
    grid = loaded.table.grid
    yield from _perhaps_groups(loaded)
    for row in loaded.rows[~known]:
        yield Finding(
            "DG102",
            Severity.WARNING,
            Place(grid.file, grid.sheet, int(row)),
            Text("dòng không có tên và mã; vẫn được tính là một đơn vị",
                 "a row without name and code; it is still counted as an organisation"),
            suggestion=Text("ghi tên hoặc mã, hoặc xóa dòng", "write its name or code, or remove the row"),
        )  # fmt: skip
