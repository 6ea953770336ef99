"""Which heading of a table is which field of a record."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import NamedTuple

from kttt_cli.patterns import pattern
from kttt_cli.registers.commune import Commune
from kttt_cli.registers.fields import Column, Record
from kttt_cli.registers.fund import FundMovement
from kttt_cli.registers.group import CooperativeGroup
from kttt_cli.registers.harmless_names import is_known_to_be_harmless
from kttt_cli.registers.heading_times import Timed, timed, without_time
from kttt_cli.registers.list_year import ends_early, list_year
from kttt_cli.registers.names_above import PEOPLE, tells_of_another
from kttt_cli.registers.organisation import Organisation
from kttt_cli.registers.register import kind_of
from kttt_cli.registers.settings import NO_RULE, NOT_USED, SheetRule
from kttt_cli.registers.support import SupportMeasure
from kttt_cli.sheets.table import Heading, Table
from kttt_cli.sheets.text import key, plain
from kttt_cli.sheets.values import is_blank
from kttt_cli.sheets.words import is_money_unit

MODELS: dict[str, type[Record]] = {
    "organisation": Organisation,
    "group": CooperativeGroup,
    "fund": FundMovement,
    "support": SupportMeasure,
    "commune": Commune,
}

# Columns that registers carry and no indicator reads; they are not worth a word.
UNUSED = frozenset(
    map(
        plain,
        ("STT", "TT", "Số TT", "Ghi chú", "Địa chỉ", "Địa chỉ trụ sở", "Trụ sở chính", "Điện thoại", "Email",
         "Người đại diện", "Người đại diện theo pháp luật", "Chủ tịch HĐQT", "Giám đốc", "Số GCN", "Nơi cấp", "Năm sinh"),
    )
)  # fmt: skip


def column_of(model: type[Record], name: str) -> Column:
    """What people call a field."""
    return next(each for each in model.model_fields[name].metadata if isinstance(each, Column))


@cache
def headers_of(model: type[Record]) -> dict[str, str]:
    """Every header in plain form → field. A header that stands for two fields does not load."""
    known: dict[str, str] = {}
    for name in model.model_fields:
        column = column_of(model, name)
        for header in (name, column.vi, column.en, *column.headers):
            other = known.setdefault(plain(header), name)
            if other != name:
                raise ValueError(f"{model.__name__}: header “{header}” stands for both {other} and {name}")
    return known


@cache
def _all_headers() -> frozenset[str]:
    return frozenset().union(*(headers_of(model) for model in MODELS.values()))


def is_header(text: str) -> bool:
    """Is this the header of some register's column?"""
    words = plain(text)
    if words in _all_headers() or words in UNUSED:
        return True
    shorter = without_time(text)
    return shorter != text and plain(shorter) in _all_headers()


@cache
def identifies(name: str) -> bool:
    """Is this the header of a register's code, year or date?"""
    words = plain(name)
    fields = ((model, headers_of(model).get(words)) for model in MODELS.values())
    return any(kind_of(model, field_name).name in _KEYS for model, field_name in fields if field_name)


_KEYS = frozenset({"code", "year", "date"})


ANOTHER_MEASURE = pattern(
    r"\b(?:so voi|so sanh|ty le|ty trong|co cau(?! to chuc)|toc do|tang|giam(?! doc| sat)|chenh lech|binh quan|bq|trung binh)\b"
)
"""Above the name of a field these make another number of it: «Bình quân / Doanh thu», «So với KH (%) / Doanh thu»."""


_WHOLE = frozenset({"tong", "tong so", "tong cong"})
"""Below the name of a field they tell of the whole of it: «Thành viên / Tổng», «Doanh thu / Tổng số»."""


def field_of(model: type[Record], heading: Heading) -> str | None:
    """The field of the record that the heading stands for, by its whole text or its last parts; None for none."""
    if "%" in f"{heading.name} {heading.unit}":
        return None  # «Số thành viên (%)», «% doanh thu», «Lợi nhuận / % DT»: a share of it
    if not all(map(plain, heading.parts)):
        return None  # «+/- / Doanh thu»
    found = _named(model, heading)
    if found is None or _is_another_measure(model, found, heading.unit) or _is_of_men(model, found, heading.name):
        return None
    return found


def _is_of_men(model: type[Record], name: str, written: str) -> bool:
    """«Thu nhập bình quân / Nam», which without accents is «… năm»."""
    return kind_of(model, name).name in ("count", "money") and not written.isascii() and bool(_MEN.search(key(written)))


_MEN = pattern(r"\bnam\b")


def _is_another_measure(model: type[Record], name: str, unit: str | None) -> bool:
    """«Doanh thu / Thành viên (trđ)» is no number of members, «Doanh thu (trđ/ha)» no revenue."""
    if unit is None:
        return False
    first, *per = map(plain, unit.split("/"))
    if name in PEOPLE:
        others = _OTHER_PEOPLE.get(name, frozenset())
        return is_money_unit(unit) or first in others or not _A_YEAR.issuperset(per)
    if name == "area":
        return first not in _SQUARE_METRES
    allowed = _A_YEAR | _EARNERS if name == "income" else _A_YEAR
    return kind_of(model, name).name == "money" and not allowed.issuperset(per)


_SQUARE_METRES = frozenset({"m2", "m", "met vuong"})
_A_YEAR = frozenset({"nam", "1 nam", "year"})
_EARNERS = frozenset(
    {
        "thang",
        "1 thang",
        "month",
        "nguoi",
        "1 nguoi",
        "person",
        "lao dong",
        "1 lao dong",
        "ld",
        "tv",
        "thanh vien",
        "nld",
    }
)
"""«trđ/người/tháng»; of «trđ/hộ» the mean is another one."""
_NO_MEMBERS = frozenset({"lao dong", "ld", "nguoi lao dong", "can bo"})
_NO_WORKERS = frozenset({"thanh vien", "tv", "xa vien", "ho", "ho gia dinh", "can bo"})
_OTHER_PEOPLE = {
    **dict.fromkeys(("members", "members_new", "members_women"), _NO_MEMBERS),
    **dict.fromkeys(("workers", "workers_new"), _NO_WORKERS),
}
"""«Lao động (thành viên)» is no number of workers."""


def _named(model: type[Record], heading: Heading) -> str | None:
    known = headers_of(model)
    candidates = [heading.name, " ".join(heading.parts)]
    if heading.unit:  # «Lao động (thành viên)» before «Lao động»
        candidates.insert(0, f"{heading.name} ({heading.unit})")
    if len(heading.parts) > 1 and plain(heading.parts[-1]) in _WHOLE:
        candidates.append(" / ".join((*heading.parts[:-1], "Tổng số")))
        candidates.append(" / ".join(heading.parts[:-1]))
    parts = tuple(part for part in heading.parts if plain(part) != "trong do")
    if 1 < len(parts) < len(heading.parts):
        candidates.append(" / ".join(parts))
    found = next((known[words] for text in candidates if (words := plain(text)) in known), None)
    if found is None and (below := named_below(model, heading)) is not None and not _is_changed(model, *below):
        return below.name
    return found


class Below(NamedTuple):
    """A known name below others: «Quy mô» above «Thành viên / Tổng số», of `members`."""

    above: tuple[str, ...]
    name: str
    words: str


def named_below(model: type[Record], heading: Heading) -> Below | None:
    known = headers_of(model)
    for first in range(1, len(heading.parts)):
        words = plain(" / ".join(heading.parts[first:]))
        if words in known:
            return Below(heading.parts[:first], known[words], words)
    return None


def _is_changed(model: type[Record], above: tuple[str, ...], name: str, words: str) -> bool:
    if any("%" in part or ANOTHER_MEASURE.search(plain(part)) for part in above):
        return True
    measured = kind_of(model, name).name in _MEASURED
    return tells_of_another(above, name, words, measured=measured)


_MEASURED = frozenset({"count", "money", "score", "date"})


class Match(NamedTuple):
    """A table understood as a register: heading of each field, and what was not understood."""

    register: str
    model: type[Record]
    headings: dict[str, Heading]
    doubled: dict[str, tuple[Heading, Heading]]
    unused: tuple[Heading, ...]
    missing: tuple[str, ...]
    of_other_times: tuple[tuple[Heading, str], ...] = ()
    """Columns of a plan or of another year than the list's, and the field that they would be."""
    losses: Heading | None = None
    """«Lãi | Lỗ»: the column of what the profit is less than nothing."""

    @property
    def strength(self) -> int:
        sure = sum(1 for name in self.model.recognised_by if name in self.headings)
        return len(self.headings) + 3 * sure - 5 * len(self.missing)


_OF_COLUMNS = frozenset({"cot", "ten cot", "truong", "ten truong", "truong thong tin", "tieu de cot"})
"""«Tên cột | Tên HTX | Loại hình» over «Cách ghi | Ghi đầy đủ | HTX, QTDND»: how a form is to be filled in."""


def match_register(table: Table, rule: SheetRule = NO_RULE) -> Match | None:
    """The register that this table is; None where it looks like none. `missing` names key columns it lacks."""
    if table.headings and plain(table.headings[0].name) in _OF_COLUMNS and not rule.register:
        return None
    listed = list_year(table)
    year = rule.year or (listed.year if listed else None)
    about = plain(" ".join((*table.titles, table.grid.sheet or "", table.grid.file)))
    models = {rule.register: MODELS[rule.register]} if rule.register else MODELS
    matches = [
        match
        for name, model in models.items()
        if (match := _match(name, model, table, rule, year, listed.cutoff if listed else None))
    ]
    if not matches:
        return None
    return max(
        matches,
        key=lambda match: (
            match.register == "group" and not match.missing and _is_of_groups(table),
            match.strength,
            any(f" {word} " in f" {about} " for word in match.model.words),
        ),
    )


_HOW_MANY = pattern(
    r"(?:tong )?(?:so|sl)(?: luong)?(?: (?:htx|hop tac xa|tht|to hop tac|qtdnd|qtd|lh htx|lhhtx|lien hiep htx))?(?: hien co)?"
)


def is_summary(match: Match) -> bool:
    """«STT | Huyện | Số HTX | Doanh thu»: how many there are, in place of their names."""
    words = [plain(heading.name) for heading in match.unused]
    return "name" in match.missing and any(word not in ("so", "sl") and _HOW_MANY.fullmatch(word) for word in words)


def explains(match: Match, table: Table) -> bool:
    """«Mã ngành | Tên ngành», «Loại hình | Lĩnh vực | Xếp loại»: beside a list, the words of its columns and what they
    mean. All of its columns are known and none of them may hold names."""
    if "name" not in match.missing:
        return False
    if len(match.headings) <= 1:
        return True
    named = {heading.column for heading in table.headings}
    return all(plain(heading.name) in UNUSED for heading in match.unused) and all(
        number in named or not column.filled()[table.first : table.last].any()
        for number, column in enumerate(table.grid.columns)
    )


def _is_of_groups(table: Table) -> bool:
    """«II. TỔ HỢP TÁC» over «STT | Tên đơn vị | Xã», headings that a list of HTX has too. A title goes before the sheet."""
    for texts in (table.titles, (table.grid.sheet or "",)):
        words = f" {_LEAGUE.sub(' ', plain(' '.join(texts)))} "
        groups, others = (
            any(f" {word} " in words for word in model.words) for model in (CooperativeGroup, Organisation)
        )
        if groups or others:
            return groups and not others
    return False


_LEAGUE = pattern(r"\blien minh (?:htx|hop tac xa)\b")


def _match(
    name: str, model: type[Record], table: Table, rule: SheetRule, year: int | None, cutoff: date | None
) -> Match | None:
    headings: dict[str, Heading] = {}
    doubled: dict[str, tuple[Heading, Heading]] = {}
    unused = []
    of_other_times = []
    said = {heading.column: told for heading in table.headings if (told := rule.field_of(heading)) is not None}
    for heading in table.headings:
        if not heading.name or said.get(heading.column) == NOT_USED:
            continue
        found = said.get(heading.column)
        if found is None:
            time = timed(heading, year)
            found = field_of(model, time.heading) if time.heading.parts else None
            if found is not None and not (time.is_of(year) and _is_whole(model, found, time, cutoff)):
                of_other_times.append((heading, found))
                continue
        if found in said.values() and heading.column not in said:
            found = None  # another column was said to be this field
        if found is None or found not in model.model_fields or (found == "year" and _is_men(heading, table)):
            unused.append(heading)
        elif found in headings:
            # A heading merged over two columns, or a column that nobody filled in: the other one is the field.
            first, second = (_is_empty(table, each) for each in (headings[found], heading))
            if second:
                unused.append(heading)
            elif first:
                unused.append(headings[found])
                headings[found] = heading
            else:
                doubled[found] = (headings[found], heading)
        else:
            headings[found] = heading
    for field_name in doubled:
        del headings[field_name]
    if name in _NAMES and "name" not in (*headings, *doubled, *said.values()):
        for heading in [each for each in unused if plain(each.name) == _OF_NAMES_OR_UNITS]:
            if _holds_names(table, heading, _NAMES[name]):
                headings["name"] = heading
                unused.remove(heading)
                break
    if (
        name == "organisation"
        and "name" in headings
        and "kind" not in headings
        and _OF_GROUPS_TOO.search(plain(headings["name"].name))
    ):
        unused.append(headings.pop("name"))  # which of them are HTX is not said
    if not rule.register and not any(field_name in headings for field_name in model.recognised_by):
        return None
    missing = tuple(
        field_name for field_name in model.required if field_name not in headings and field_name not in doubled
    )
    losses = [each for each in unused if _is_of_losses(each, year)] if "profit" in headings else []
    if len(losses) == 1:
        unused.remove(losses[0])
    return Match(
        name, model, headings, doubled, tuple(unused), missing, tuple(of_other_times), *losses[: len(losses) == 1]
    )


def _is_of_losses(heading: Heading, year: int | None) -> bool:
    time = timed(heading, year)
    *above, last = time.heading.parts or ("",)
    return (
        "%" not in f"{heading.name}{heading.unit}"
        and _LOSSES.fullmatch(key(last)) is not None
        and time.is_of(year)
        and is_known_to_be_harmless(above, "profit")
        and not _is_another_measure(Organisation, "profit", heading.unit)
    )


_LOSSES = pattern(r"(?:số |bị |thua |số tiền |kết quả )?lỗ(?: \(-\)| trong năm| sau thuế| trước thuế)?|losse?s?")


def _is_men(heading: Heading, table: Table) -> bool:
    """«Thành viên / Nam», «Nam | Nữ»: not the year, which without accents is written alike."""
    return key(heading.parts[-1]) == "nam" and any(
        other.parts[:-1] == heading.parts[:-1]
        and plain(other.parts[-1]) == "nu"
        and abs(other.column - heading.column) == 1
        for other in table.headings
        if other.parts
    )


def _is_empty(table: Table, heading: Heading) -> bool:
    return not table.grid.columns[heading.column].filled()[table.rows].any()


def _is_whole(model: type[Record], name: str, time: Timed, cutoff: date | None) -> bool:
    """Money up to 30/6, or members, is not that of the year, unless the list itself ends on that day."""
    if kind_of(model, name).name == "money":
        return time.until <= {cutoff}
    return kind_of(model, name).name not in ("count", "score") or not any(map(ends_early, time.until - {cutoff}))


_OF_GROUPS_TOO = pattern(r"\b(?:tht|to hop tac)\b")
_OF_NAMES_OR_UNITS = "don vi"
_NAMES = {
    "organisation": pattern(r"(?:htx|hop tac xa|qtdnd|quy tin dung|lien hiep|lh ?htx)\b.* \S"),
    "group": pattern(r"(?:tht|to hop tac)\b.* \S"),
}
_MOSTLY = 0.8


def _holds_names(table: Table, heading: Heading, names: re.Pattern[str]) -> bool:
    """«Đơn vị» heads names of organisations, units of measure or districts: are nearly all its cells names?"""
    column = table.grid.columns[heading.column]
    codes = column.codes[table.rows]
    cells = [plain(str(cell)) for code in codes.tolist() if not is_blank(cell := column.cells[code])]
    found = sum(names.match(cell) is not None for cell in cells)
    return len(cells) > 0 and found >= _MOSTLY * len(cells) and 2 * len(set(cells)) > len(cells)
