"""Derived columns: joins and understanding, computed once in Python, so that indicators only test columns."""

from __future__ import annotations

from kttt_cli.indicators.derived_communes import chain_htx, effective_htx, why_no_chain, why_no_effective
from kttt_cli.indicators.derived_ledgers import joined, party, signed_amount
from kttt_cli.indicators.derived_organisations import (
    exists,
    listed_next,
    managers_intermediate_up,
    no_list_after,
    no_list_before,
    returned,
)
from kttt_cli.indicators.view import Derived
from kttt_cli.language import Text

_SECTOR = Text("Lĩnh vực của đơn vị năm đó", "Sector of the organisation that year")
_DISTRICT = Text("Huyện của đơn vị năm đó", "District of the organisation that year")

DERIVED: dict[str, dict[str, Derived]] = {
    "organisation": {
        "exists": Derived(
            "flag",
            Text("tồn tại tại ngày chốt số liệu", "exists at the cut-off date"),
            "Luật Hợp tác xã 17/2023/QH15, Điều 45, 97",
            exists,
            (),
            lasting=True,
        ),
        "returned": Derived(
            "flag",
            Text(
                "có lại trong danh sách (đăng ký từ trước, năm trước không có)",
                "back on the list (absent the year before)",
            ),
            "NĐ 92/2024/NĐ-CP, Điều 27",
            returned,
            (),
            why=no_list_before,
        ),
        "managers_intermediate_up": Derived(
            "count",
            Text("Cán bộ quản lý từ trung cấp trở lên", "Managers of intermediate level or higher"),
            "TT 07/2019/TT-BKHĐT (mẫu báo cáo)",
            managers_intermediate_up,
            ("managers_intermediate", "managers_college"),
        ),
        "listed_next": Derived(
            "flag",
            Text("còn trong danh sách năm sau", "still on the next year's list"),
            "NĐ 92/2024/NĐ-CP, Điều 27",
            listed_next,
            (),
            why=no_list_after,
        ),
    },
    "group": {
        "exists": Derived(
            "flag",
            Text("tồn tại tại ngày chốt số liệu", "exists at the cut-off date"),
            "NĐ 77/2019/NĐ-CP",
            exists,
            (),
            lasting=True,
        ),
    },
    "commune": {
        "chain_htx": Derived(
            "flag",
            Text("có HTX tham gia liên kết chuỗi giá trị", "has an HTX in a value chain"),
            "Kế hoạch, P2.II.2/b4",
            chain_htx,
            ("commune",),
            terms=("chain",),
            why=why_no_chain,
        ),
        "effective_htx": Derived(
            "flag",
            Text("có HTX hoạt động hiệu quả", "has an effective HTX"),
            "Kế hoạch, P2.II.2",
            effective_htx,
            ("commune",),
            terms=("effective",),
            why=why_no_effective,
        ),
    },
    "fund": {
        "signed_amount": Derived(
            "money",
            Text("biến động vốn", "movement of capital"),
            "NĐ 45/2021/NĐ-CP, Điều 37",
            signed_amount,
            ("amount",),
        ),
        "party": party("borrower_code", "borrower"),
        "sector": joined("sector", "borrower_code", _SECTOR),
        "district": joined("district", "borrower_code", _DISTRICT),
    },
    "support": {
        "party": party("organisation_code", "organisation"),
        "sector": joined("sector", "organisation_code", _SECTOR),
        "district": joined("district", "organisation_code", _DISTRICT),
    },
}
