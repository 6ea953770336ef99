"""The main activity against the sector, and support that only some sectors may get (law.toml)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kttt_cli.checks.hit import Hit, Lists, shown
from kttt_cli.checks.law import in_force, law
from kttt_cli.checks.rule import Rule
from kttt_cli.findings import Severity
from kttt_cli.language import Text
from kttt_cli.patterns import pattern
from kttt_cli.registers.register import distinct
from kttt_cli.registers.vocabularies import vocabulary

_LEVEL_THREE = 3


_CODE = pattern(r"[A-Va-v]?[ .]?([0-9][0-9.]+)")


def _digits(code: str) -> str | None:
    """`0118` of `A0118`, `01.18` and `0118, 0121`, whose first is the main one; None for a section alone or words."""
    found = _CODE.match(code)
    return found[1].replace(".", "") if found else None


def _against_sector(lists: Lists) -> Iterator[Hit]:
    register = lists.registers.get("organisation")
    if register is None or not register.columns["vsic"].known.any():
        return
    vsic, sector = register.columns["vsic"], register.columns["sector"]
    both = vsic.known & sector.known & (register.years > 0)
    pairs = vsic.values.astype(np.int64) * max(len(sector.words), 1) + sector.values
    for year in distinct(register.years[both]):
        systems = in_force(law().industries, lists.cutoff(year))
        if not systems:
            continue
        here = both & (register.years == year)
        wrong = {}
        for pair in distinct(pairs[here]):
            code, given = (
                words[index]
                for words, index in zip((vsic.words, sector.words), divmod(pair, len(sector.words)), strict=True)
            )
            digits = _digits(code)
            allowed = systems[0].sectors_of(digits) if digits is not None else (given,)
            if given not in allowed:
                wrong[pair] = (code, allowed)
        for row in np.flatnonzero(here & np.isin(pairs, list(wrong))).tolist() if wrong else ():
            code, allowed = wrong[int(pairs[row])]
            yield Hit(
                register,
                row,
                ("vsic", "sector"),
                *_told(code, allowed, shown(register, row, "sector"), systems[0].document),
            )


def _told(code: str, allowed: tuple[str, ...], given: Text, document: str) -> tuple[Text, Text]:
    texts = vocabulary("sector").texts
    suggestion = Text("xem lại mã ngành hoặc lĩnh vực", "check the code, or the sector")
    if len(code) == _LEVEL_THREE and code.isdigit():
        suggestion = Text(f"có phải 0{code}? Định dạng cột mã là văn bản", f"is it 0{code}? Format the column as text")
    if not allowed:
        return Text(
            f"mã ngành “{code}” không có trong {document}", f"there is no industry “{code}” in {document}"
        ), suggestion
    names = Text(" / ".join(texts[each].vi for each in allowed), " / ".join(texts[each].en for each in allowed))
    return (
        Text(
            f"mã ngành {code} thuộc “{names.vi}”, lĩnh vực ghi “{given.vi}”",
            f"the industry {code} is “{names.en}”, the sector says “{given.en}”",
        ),
        suggestion,
    )


def _reserved(lists: Lists) -> Iterator[Hit]:
    support, organisations = lists.registers.get("support"), lists.registers.get("organisation")
    if support is None or organisations is None:
        return
    codes, measures = support.columns["organisation_code"], support.columns["measure"]
    sector, known = organisations.columns["sector"], organisations.columns["code"]
    both = np.flatnonzero(known.known & sector.known)
    sectors = {known.words[code]: sector.words[value]
               for code, value in zip(known.values[both].tolist(), sector.values[both].tolist(), strict=True)}  # fmt: skip
    for year in distinct(support.years[support.years > 0]):
        for each in in_force(law().reserved, lists.cutoff(year)):
            asked = [index for index, word in enumerate(measures.words) if word in each.measures]
            here = (support.years == year) & measures.known & np.isin(measures.values, asked) & codes.known
            for row in np.flatnonzero(here).tolist():
                of = sectors.get(codes.words[int(codes.values[row])])
                if of is None or of in each.sectors:
                    continue
                what, given = shown(support, row, "measure"), vocabulary("sector").texts[of]
                message = Text(
                    f"“{what.vi}” chỉ dành cho HTX nông nghiệp, đơn vị này thuộc lĩnh vực “{given.vi}”",
                    f"“{what.en}” is for agricultural HTX only, this one is in “{given.en}”",
                )
                suggestion = Text(
                    "xem lại chính sách, mã số, hoặc lĩnh vực trong danh sách HTX",
                    "check the measure, the code, or the sector on the list",
                )
                yield Hit(support, row, ("measure", "organisation_code"), message, suggestion)


RULES = (
    Rule(
        code="NN201",
        severity=Severity.WARNING,
        title=Text("Mã ngành không thuộc lĩnh vực", "An industry that is not of the sector"),
        why=Text(
            "Bảng theo lĩnh vực và mục tiêu của HTX nông nghiệp tính theo lĩnh vực; mã ngành nói khác thì một trong hai sai.",
            "Tables and targets by sector go by the sector; where the code says otherwise, one of the two is wrong.",
        ),
        mend=Text("Đối chiếu ngành chính trên giấy chứng nhận.", "Compare with the main activity on the certificate."),
        wrong=("Tên HTX | Loại hình | Lĩnh vực | Mã ngành", "HTX Đồng Tâm | HTX | Xây dựng | 0118"),
        right=("Tên HTX | Loại hình | Lĩnh vực | Mã ngành", "HTX Đồng Tâm | HTX | Nông nghiệp | 0118"),
        law=Text("QĐ 27/2018/QĐ-TTg (VSIC); nhóm lĩnh vực của kế hoạch 2021–2025", "QĐ 27/2018/QĐ-TTg (VSIC); sectors of the plan 2021–2025"),
        look=_against_sector,
    ),
    Rule(
        code="NN202",
        severity=Severity.WARNING,
        title=Text("Chính sách riêng của HTX nông nghiệp cho HTX lĩnh vực khác", "Support for agricultural HTX, given to another"),
        why=Text(
            "Phụ lục 06 ghi các chính sách này ở phần HTX nông nghiệp; ghi nhầm chính sách, mã hay lĩnh vực thì dòng đó sai.",
            "Annex 06 has these under agricultural HTX; with a wrong measure, code or sector that row is wrong.",
        ),
        mend=Text("Xem lại chính sách và mã số; hoặc lĩnh vực trong danh sách HTX.", "Check the measure and the code; or the sector on the list."),
        wrong=(
            "htx-2023.csv:", "Mã số HTX | Tên HTX | Loại hình | Lĩnh vực", "9900032057 | HTX Đồng Tâm | HTX | Vận tải",
            "ho-tro.csv:", "Ngày | Chính sách hỗ trợ | Mã số HTX | Kinh phí (triệu đồng)", "05/03/2023 | Kết cấu hạ tầng | 9900032057 | 120",
        ),
        right=(
            "htx-2023.csv:", "Mã số HTX | Tên HTX | Loại hình | Lĩnh vực", "9900032057 | HTX Đồng Tâm | HTX | Nông nghiệp",
            "ho-tro.csv:", "Ngày | Chính sách hỗ trợ | Mã số HTX | Kinh phí (triệu đồng)", "05/03/2023 | Kết cấu hạ tầng | 9900032057 | 120",
        ),
        law=Text("Phụ lục 06 của kế hoạch 2021–2025, phần II", "Annex 06 of the plan 2021–2025, part II"),
        look=_reserved,
    ),
)  # fmt: skip
