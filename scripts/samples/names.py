"""Invented names and codes. No organisation is called so, and no province has the prefix 99."""

from __future__ import annotations

from collections import Counter
from random import Random

from stdnum.vn import mst

from samples.places import Commune

PRODUCTS = {
    "agri": (
        ("Vải thiều", "0121"), ("Cam bưởi", "0121"), ("Na dai", "0121"), ("Rau an toàn", "0118"),
        ("Nấm ăn", "0118"), ("Chăn nuôi gà đồi", "0146"), ("Chăn nuôi lợn sạch", "0145"),
        ("Nuôi ong", "0149"),
        ("Dịch vụ nông nghiệp", "0161"), ("Nông nghiệp xanh", "0150"), ("Nông nghiệp hữu cơ", "0150"),
        ("Dược liệu", "0128"), ("Lâm nghiệp", "0210"), ("Thủy sản", "0322"), ("Lúa thơm", "0111"),
        ("Hoa cây cảnh", "0118"), ("Chè", "0127"),
    ),
    "industry": (
        ("Mỳ gạo", "1074"), ("Bánh đa", "1079"), ("Mộc mỹ nghệ", "1629"), ("Mây tre đan", "1629"),
        ("Chế biến nông sản", "1030"), ("Cơ khí", "2592"), ("Gạch không nung", "2392"), ("May mặc", "1410"),
    ),
    "trade": (("Thương mại dịch vụ", "4632"), ("Quản lý chợ", "6810"), ("Dịch vụ tổng hợp", "4711"),
              ("Du lịch cộng đồng", "5510")),
    "transport": (("Vận tải", "4933"), ("Vận tải hành khách", "4932")),
    "environment": (("Vệ sinh môi trường", "3811"), ("Môi trường xanh", "3821")),
    "construction": (("Xây dựng", "4101"), ("Xây lắp", "4299")),
    "electricity": (("Dịch vụ điện", "3512"), ("Điện năng", "3512")),
    "credit": (("Hoa Sen", "6419"), ("Lúa Vàng", "6419"), ("Tre Xanh", "6419"), ("Cau Xanh", "6419")),
}  # fmt: skip
GROUP_PRODUCTS = {
    "agri": (
        "Trồng rau",
        "Trồng vải thiều",
        "Nuôi ong",
        "Chăn nuôi gà",
        "Nuôi cá",
        "Dùng nước tưới",
        "Trồng rừng",
    ),
    "industry": ("Làm mỳ", "Đan lát", "Mộc dân dụng"),
    "trade": ("Thu mua nông sản", "Bán hàng"),
    "transport": ("Vận chuyển hàng",),
    "environment": ("Thu gom rác",),
    "construction": ("Thợ xây",),
}


class Names:
    """Names with a number for each product and commune, so that none comes twice in a commune."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.used: Counter[str] = Counter()

    def give(self, product: str, commune: Commune) -> str:
        # The unit of 2025 is part of the key: two communes of one name may not meet in it.
        name = f"{self.prefix} {product} {commune.bare}"
        self.used[f"{name} {commune.new_code}"] += 1
        return f"{name} số {self.used[f'{name} {commune.new_code}']}"


class Codes:
    """Ten digits with a right check digit, prefix 99; never the same twice."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.used: set[str] = set()

    def give(self) -> str:
        while True:
            stem = f"99{self.chance.randint(1, 9_999_999):07d}"
            code = stem + mst.calc_check_digit(stem)
            if mst.is_valid(code) and code not in self.used:
                self.used.add(code)
                return code
