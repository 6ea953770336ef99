"""Names above the name of a field that make it tell of something else: «Lao động / Thành viên», «OCOP / Xếp loại»,
«Vay vốn / Lãi», «Giấy chứng nhận ATTP / Ngày cấp».

Above a word or a code a name of one's own («Pháp lý / Mã số») changes nothing, but for the names that are known to: those of
another one than the organisation, or of another paper of it. Above a number or a date it is the other way round: only what is
known to be harmless is let pass.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kttt_cli.patterns import pattern
from kttt_cli.registers.harmless_names import is_known_to_be_harmless
from kttt_cli.sheets.text import plain

PEOPLE = frozenset(
    {"members", "members_new", "members_women", "workers", "workers_members", "workers_new", "board", "control_board",
     "managers", "managers_elementary", "managers_intermediate", "managers_college", "key_officers",
     "key_officers_trained", "member_htx", "persons"}
)  # fmt: skip

_ANOTHER_ONE = (
    r"(?:doanh nghiep|dn|cong ty|doi tac|don vi (?:lien ket|thanh vien|thuc hien|to chuc|thi cong|tu van|bao tieu)|bao tieu"
    r"|(?<!co )(?<!khong )lien ket|chuoi|dai dien|giam doc|chu tich|to truong|ke toan|chu nhiem|truong ban|bao lanh"
    r"|cccd|cmnd|cmt|can cuoc|que quan|noi sinh|thuong tru|noi o|cho o)"
)
_OF_ITS_GOODS = (
    r"(?:ocop|san pham|vietgap|globalgap|attp|an toan|vung trong|vung nuoi|nhan hieu|chu ky so|con dau|tai san|dat dai|dat"
    r"|nha xuong|nha kho|may moc|thiet bi|phuong tien|ho so|dang vien|dang bo|chi bo|to chuc dang|cong doan|doan the"
    r"|kiem toan|nhiem ky|dai hoi|ho tro|vay|von|no)"
)
_OF_ITS_PLACE = r"(?:tru so|nha|van phong)"

_OTHERS = rf"\b{_ANOTHER_ONE}\b"
_GOODS = rf"\b(?:{_ANOTHER_ONE}|{_OF_ITS_GOODS})\b"
_STATES = rf"\b(?:{_ANOTHER_ONE}|{_OF_ITS_GOODS}|{_OF_ITS_PLACE}|(?:nop |nghia vu )?thue|mo hinh)\b"
_PAPERS = (
    rf"\b(?:{_ANOTHER_ONE}|{_OF_ITS_GOODS}|thay doi|cap lai|doi lai|dang ky lai|dk lai|chuyen doi|lan (?:2|hai|3|cuoi|gan)"
    r"|tam ngung|giai the|cham dut|giay phep(?! (?:dang ky|dk|kinh doanh|kd))|ma so vung)\b"
)
_YEARS = pattern(r"^(?:thong tin\b.*|chung|bao cao|so lieu|ky(?: bao cao)?|thoi gian|thoi diem|danh sach.*)$")
_SCHOOLING = pattern(
    r"^(?!.*\b(?:chinh tri|ly luan|chu chot|hoc van|lao dong|ld|nhu cau)\b)"
    r"(?:.*\b(?:can bo|cb|cbql|quan ly|bo may)\b|(?:trinh do|chuyen mon|dao tao|nghiep vu| )+$)"
)

_CHANGED: dict[str, re.Pattern[str]] = {
    "name": pattern(_OTHERS),
    "code": pattern(_PAPERS),
    "kind": pattern(_STATES),
    "sector": pattern(_OTHERS),
    "district": pattern(rf"{_OTHERS}|\b(?:tieu thu|pham vi|thi truong)\b"),
    "commune": pattern(rf"{_OTHERS}|\b(?:tieu thu|pham vi|thi truong)\b|\btruoc (?:khi )?sap nhap\b"),
    "registered_on": pattern(_PAPERS),
    "origin": pattern(_STATES),
    "status": pattern(_STATES),
    "grade": pattern(_STATES),
    "score": pattern(_STATES),
    "date": pattern(r"\b(?:(?:den )?han(?: tra(?: no)?)?|dao han|thanh lap|sinh)\b"),
    "organisation": pattern(_OTHERS),
    "organisation_code": pattern(_OTHERS),
    "borrower": pattern(_OTHERS),
    "borrower_code": pattern(_OTHERS),
    "new_rural": pattern(r"\b(?:nang cao|kieu mau|thon|huyen|tieu chi|dang ky)\b"),
}
_KINDS = frozenset({"htx", "tht", "to hop tac"})
_NAMES = pattern(r"^(?:ten|thong tin|don vi|danh sach|chung)\b")


def is_plainly_another(above: str, name: str) -> bool:
    """«OCOP / Năm», «CCCD / Ngày cấp»: nobody takes it for the field, so that it is not worth a warning."""
    if name == "year":
        return _NO_LIST_YEAR.search(above) is not None
    if name == "registered_on" and "giay phep" in above:
        return False  # of a QTDND the licence of the State Bank, which is older than its registration
    return name in _OF_WORDS and tells_of_another((above,), name)


_NO_LIST_YEAR = pattern(
    rf"{_STATES}|\b(?:thanh lap|giai the|dat chuan|ntm|nong thon moi|cong nhan|gioi tinh|thanh vien|tv|xa vien|to vien|lao dong)\b"
)
_OF_WORDS = _CHANGED.keys() - {"new_rural"}


def tells_of_another(parts: Sequence[str], name: str, below: str = "", *, measured: bool = False) -> bool:
    """Do the names above the known one (`below`, of the field `name`) make it tell of something else? `measured` is a
    field of numbers or of dates."""
    above = plain(" ".join(parts))
    if name == "year":
        return _YEARS.search(above) is None  # «OCOP / Năm», «Thành viên / Nam»
    if name.startswith("managers_") and _SCHOOLING.search(above) is None:
        return True
    if name == "name" and below in _KINDS:
        return _NAMES.search(above) is None  # «Loại hình / HTX», «Doanh thu / HTX»
    changed = _CHANGED.get(name)
    if changed is not None and changed.search(above):
        return True
    return measured and not is_known_to_be_harmless(parts, name)
