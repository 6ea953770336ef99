"""Names above the name of a field that make it tell of something else: «Lao động / Thành viên», «OCOP / Xếp loại»,
«Vay vốn / Lãi», «Giấy chứng nhận ATTP / Ngày cấp».

A name of one's own («Quy mô / Thành viên») changes nothing, so that these are the names that are known to: what is said
of some only, of money that people get, of another one than the organisation, or of another paper of it.
"""

from __future__ import annotations

import re

from kttt_cli.patterns import pattern

_OF_SOME = pattern(
    r"^trong do\b|^(?!.*\bva\b).*\b(?:bhxh|bao hiem|dao tao|tap huan|boi duong|vay|ho tro|ngheo|dan toc|dang vien|thue ngoai)\b"
    r"|\b(?:nhiem ky|giai doan|tu khi)\b"
    r"|^(?!.*\b(?:san xuat|kinh doanh|sxkd|ket qua|hoat dong|tai chinh)\b).*\b(?:dich vu|hop dong|lien ket|tieu thu)\b"
    r"|\b(?:khi|luc|ngay|thoi diem) (?:moi )?(?:thanh lap|dang ky)\b|\bban dau\b|\btruoc (?:khi|chuyen doi|sap nhap|hop nhat)\b"
    r"|^(?:phuong an|de an|nhu cau|de nghi|dang ky ke hoach)\b|^so htx\b|^so luong htx\b"
)
_OF_WORKERS = pattern(
    r"^(?!.*\b(?:thanh vien|tv|xa vien)\b).*\b(?:lao dong|ld|can bo|hdqt|hoi dong quan tri|bks|ban kiem soat)\b"
    r"|\b(?:bo may|ban quan tri|ban giam doc|ban chu nhiem|ban dieu hanh|to kiem soat|chi bo|dang bo|cong doan)\b"
)
_OF_SOME_PEOPLE = pattern(
    r"^(?:(?:so|so luong|trong do|tong so) )?(?:nu|phu nu|nu gioi|moi)$|\b(?:ket nap|phat trien moi|moi tuyen|tuyen moi|ra khoi|roi khoi|xin ra)\b"
    r"|\bcham dut tu cach\b|\b(?:dang vien|chi bo|dang bo|doan vien|cong doan)\b"
)
_OF_PAY = pattern(
    r"\b(?:doanh thu|dt|thu nhap|tnbq|loi nhuan|lai|luong|tien|phu cap|thu lao|thuong|chi phi|kinh phi|chi tra|von|no)\b"
)
"""«Doanh thu / Thành viên», «Thù lao / HĐQT»: what people bring or get, and not how many they are."""
_WITH_PEOPLE = pattern(r"\b(?:lao dong|ld|thanh vien|tv|nhan su|nhan luc|bo may|to chuc|quy mo|so luong|va)\b")
"""«Vốn, lao động / Số lao động»"""

_WHOLES = frozenset(
    {"members", "workers", "managers", "key_officers", "charter_capital", "revenue", "profit", "income"}
)
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
    "charter_capital": pattern(r"\b(?:bo sung|tang them|thuc gop|da gop|gop thuc te|con thieu|chua gop|vay)\b"),
    "revenue": pattern(
        r"^(?:(?:nop )?(?:thue|ngan sach)|no|cong no|cua (?:thanh vien|tv|xa vien))\b|\bluy ke den nay\b"
    ),
    "profit": pattern(
        r"^(?:(?:nop )?(?:thue|ngan sach)|cong no|trich|phan phoi|chia)\b|\bluy ke den nay\b|\bchua phan phoi\b"
    ),
    "loans": pattern(
        r"(?<!cho )\bvay\b|\b(?:no xau|no qua han|qua han|quy(?! tin dung)|nhcsxh|ngan hang|nhnn|phai tra|thanh vien no)\b"
    ),
    "deposits": pattern(r"\b(?:ngan hang|tai san|nhu cau|xay dung|ntm|nong thon moi|tien mat)\b"),
    "amount": pattern(
        r"\b(?:doi ung|tu co|dan gop|dong gop|dam bao|bao dam|the chap|du no|no qua han|no xau|phai tra|de nghi|nhu cau)\b"
    ),
    "area": pattern(r"\b(?:de nghi|nhu cau)\b"),
    "date": pattern(r"\b(?:(?:den )?han(?: tra(?: no)?)?|dao han|thanh lap|sinh)\b"),
    "organisation": pattern(_OTHERS),
    "organisation_code": pattern(_OTHERS),
    "borrower": pattern(_OTHERS),
    "borrower_code": pattern(_OTHERS),
    "persons": pattern(r"^trong do\b"),
    "new_rural": pattern(r"\b(?:nang cao|kieu mau|thon|huyen|tieu chi|dang ky)\b"),
}
_KINDS = frozenset({"htx", "tht", "to hop tac"})
_NAMES = pattern(r"^(?:ten|thong tin|don vi|danh sach|chung)\b")
_OF_LOANS = pattern(r"\b(?:no|vay|tin dung|von gop|tien gui|gui|lai suat|ngan hang)\b")


def is_plainly_another(above: str, name: str) -> bool:
    """«OCOP / Năm», «CCCD / Ngày cấp»: nobody takes it for the field, so that it is not worth a warning."""
    if name == "year":
        return _NO_LIST_YEAR.search(above) is not None
    return name in _OF_WORDS


_NO_LIST_YEAR = pattern(
    rf"{_STATES}|\b(?:thanh lap|giai the|dat chuan|ntm|nong thon moi|cong nhan|gioi tinh|thanh vien|tv|xa vien|to vien|lao dong)\b"
)
_OF_WORDS = _CHANGED.keys() - {
    "charter_capital",
    "revenue",
    "profit",
    "loans",
    "deposits",
    "amount",
    "area",
    "new_rural",
}


def tells_of_another(above: str, name: str | None, below: str = "") -> bool:
    """Do the plain names `above` the known one (`below`, of the field `name`) make it tell of something else?"""
    if name is None:
        return False
    if name == "year":
        return _YEARS.search(above) is None  # «OCOP / Năm», «Thành viên / Nam»
    if name.startswith("managers_"):
        return _SCHOOLING.search(above) is None
    if name == "name" and below in _KINDS:
        return _NAMES.search(above) is None  # «Loại hình / HTX», «Doanh thu / HTX»
    if name == "members" and _OF_WORKERS.search(above):
        return True
    if name in PEOPLE and (_OF_SOME_PEOPLE.search(above) or (_OF_PAY.search(above) and not _WITH_PEOPLE.search(above))):
        return True
    if name in _WHOLES and _OF_SOME.search(above):
        return True
    if name == "profit" and below == "lai" and _OF_LOANS.search(above):
        return True
    changed = _CHANGED.get(name)
    return changed is not None and changed.search(above) is not None
