"""Names above the name of a number or a date that change nothing of it: «Quy mô / Số thành viên», «Kết quả SXKD / Doanh thu».

What else stands there («Lũy kế», «Hộ», «NSTW», «Nông nghiệp», «Đã góp») may make it another number, and nobody can list all
that would: a column under a name that is not known to be harmless is not read, and said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kttt_cli.patterns import pattern
from kttt_cli.sheets.text import key, plain, unaccented

_BUSINESS = pattern(
    r"\b(?:(?:san xuat|sx)[\s,/–-]*(?:va )?)?(?:kinh doanh|kd)(?:[\s,/–-]*(?:va )?(?:dich vu|dv))?\b"
    r"|(?:(?<=ket qua )|(?<=hoat dong )|(?<=tinh hinh ))san xuat\b"
)
"""«Sản xuất» or «Dịch vụ» alone is a part of it."""
_NUMERAL = pattern(r"^\s*\(?(?:[ivx]{1,4}|\d|[a-h])\s*[.)/–-]\s*(?=\D)")
_JOINS = pattern(r"[,;&+/–-]|\bva\b")
_NEVER = pattern(
    r"(?:tong )?so(?: luong)? (?:htx|hop tac xa|tht|to hop tac|qtdnd|lh ?htx)(?: hoat dong)?|(?:so |bi |thua )?lo"
)
"""«Số HTX / Lãi», of how many that is true; «Lỗ / Lợi nhuận», which is a profit with another sign."""

_EVERYWHERE = (
    r"thong tin|nhom chi tieu|chung|co ban|tong quan|gia tri|tieu chi|chi so|chi tiet|tinh hinh|noi dung|cac|mot so|chi tieu|so lieu|chu yeu|chinh|ve|cua|theo|bao cao|bctc"
    r"|ket qua|kq|kqhd|hdkd|kqkd|kqsxkd|hieu qua|dat duoc|thuc hien|hoat dong|hd|sxkd|hdsxkd|tai chinh|kinh te|xa hoi|danh gia|nang luc|nguon luc|dac diem"
    r"|(?:trong )?(?:ky|nam)(?: nay)?|ca nam|ky bao cao|nam bao cao|(?:tinh )?den nay|hien (?:nay|tai|co|trang)|thuc trang|cuoi (?:nam|ky)"
    r"|trong(?= (?:htx|hop tac xa|tht|to hop tac|don vi)\b)|quy mo|(?:co cau )?to chuc|bo may|(?:nguon )?nhan luc|nhan su|htx|hop tac xa|tht|to hop tac|qtdnd|quy tin dung(?: nhan dan)?|lh ?htx"
    r"|lien hiep(?: (?:htx|hop tac xa))?|don vi|tong(?: so| cong| hop)?|so(?: luong)?|sl|muc"
    r"|general|information|about|results?|business|finances?|financial|performance|people|staff|size|total|of|the|in|year"
)
_MEMBERS = r"nguoi|thanh vien|tv|xa vien|to vien|members?"
_WORKERS = r"nguoi|lao dong|ld|ldtx|thuong xuyen|viec lam|lam viec|su dung|workers?"
_OFFICERS = r"doi ngu|can bo|cb|cbql|quan ly|dieu hanh|lanh dao|trinh do|chu chot|nguoi|managers?"
_SCHOOLING = r"chuyen mon|nghiep vu|hoc van|da|qua|dat|dao tao|(?:phan|chia)(?= theo\b)|co(?= trinh do\b)"
_BOARDS = r"hdqt|hoi dong quan tri|bks|ban kiem soat|kiem soat(?: vien)?|ban quan tri|quan (?:ly|tri)|dieu hanh"
_CAPITAL = r"von|nguon von|dieu le|tai san|dang ky|dk|capital"
_RESULTS = r"ket qua|kq|hieu qua|sxkd|doanh (?:thu|so)|dt|loi nhuan|ln|lai|lo|thu nhap|revenue|profit|income"
_CERTIFICATE = (
    r"thanh lap(?: moi)?|(?:cap )?(?:(?:giay )?(?:chung nhan|cn|cndk|cndkkd|cndkhtx)|giay(?= (?:dang ky|dk|dkkd|dkhtx)\b)|gcn|gcndk|gcndkkd|gcndkhtx)"
    r"|dang ky|dk|dkkd|dkhtx|kinh doanh|lan dau|cap|phap ly|tu cach phap nhan|luat|so|ma so|ma so thue|mst"
    r"|quyet dinh|qd|giay phep(?= (?:dang ky|dk|dkkd|dkhtx|kinh doanh|kd|sxkd)\b)|hop dong hop tac|hdht|(?:ubnd xa )?chung thuc|thong bao(?= thanh lap\b)"
)
_TIME = r"thoi gian|thoi diem|ngay|thang|nam"

_OWN = {
    "members": rf"{_MEMBERS}|chinh thuc|tham gia",
    "members_new": rf"{_MEMBERS}|moi|ket nap|phat trien|bien dong|trong do",
    "members_women": rf"{_MEMBERS}|nu|phu nu|gioi tinh|trong do",
    "workers": _WORKERS,
    "workers_members": rf"{_WORKERS}|{_MEMBERS}|trong do",
    "workers_new": rf"{_WORKERS}|moi|bien dong|trong do",
    "board": rf"{_BOARDS}|{_OFFICERS}|thanh vien|trong do",
    "control_board": rf"{_BOARDS}|{_OFFICERS}|thanh vien|trong do",
    "managers": rf"{_BOARDS}|{_OFFICERS}",
    "managers_elementary": rf"{_BOARDS}|{_OFFICERS}|{_SCHOOLING}|trong do",
    "managers_intermediate": rf"{_BOARDS}|{_OFFICERS}|{_SCHOOLING}|trong do",
    "managers_college": rf"{_BOARDS}|{_OFFICERS}|{_SCHOOLING}|trong do",
    "key_officers": r"can bo|cb|chu chot|quan ly|key officers",
    "key_officers_trained": rf"{_OFFICERS}|{_SCHOOLING}|tap huan|boi duong|luy ke|trong do",
    "member_htx": r"thanh vien",
    "persons": r"nguoi|ho tro|dao tao|tap huan|boi duong|tham gia|luot|hoc vien|lop|lop hoc|doi tuong",
    "charter_capital": rf"{_CAPITAL}|chu so huu|(?:giay )?chung nhan|giay cn|gcn|gcndk|gcndkhtx|dkkd|dkhtx",
    "revenue": r"ket qua|kq|hieu qua|sxkd|doanh (?:thu|so)|dt|revenue",
    "revenue_members": r"doanh thu|dt|thanh vien|giao dich|noi bo|trong do|revenue",
    "profit": _RESULTS,
    "income": rf"thu nhap|tien luong|luong|doi song|{_WORKERS}|thanh vien|tv|income",
    "score": r"xep loai|phan loai|cham diem|diem|(?:tt|thong tu)(?: so)?(?: 0?1)?|bkhdt|score",
    "deposits": r"von|nguon von|huy dong|tien gui|tin dung|cho vay",
    "loans": r"cho vay|tin dung|du no|su dung von",
    "amount": r"kinh phi|ho tro|so tien|tien|gia tri|nguon(?: von| kinh phi)?|giao dich|phat sinh|chung tu|da(?= ho tro\b)|nghiep vu|dien giai",
    "area": r"dat|dat dai|dien tich|giao dat|(?:cho )?thue dat|ho tro|mat bang|tru so",
    "registered_on": rf"{_CERTIFICATE}|{_TIME}",
    "ended_on": rf"giai the|pha san|cham dut|ton tai|tinh trang|trang thai|bien dong|quyet dinh|qd|tu nguyen|bat buoc|{_TIME}",
    "model_built_on": rf"mo hinh|kieu moi|xay dung|{_TIME}",
    "date": rf"chung tu|phieu(?: thu| chi)?|ghi so|nghiep vu|van ban|giao dich|phat sinh|ho tro|trien khai|dao tao|quyet dinh|qd|{_TIME}",
}  # fmt: skip
_ANY = rf"{_MEMBERS}|{_WORKERS}|{_OFFICERS}|{_BOARDS}|{_CAPITAL}|{_RESULTS}|bhxh|bao hiem(?: xa hoi)?|tien luong|luong|dat dai|nhan khau|chi phi|phan phoi"
"""What may be named beside it: «Vốn, lao động / Số lao động», «Lao động và BHXH / Số lao động»."""


def is_known_to_be_harmless(above: Sequence[str], name: str) -> bool:
    """Do the names above that of a number or a date leave it what it is?"""
    return all(_adds_nothing(part, name) for part in above)


def _adds_nothing(part: str, name: str) -> bool:
    words = _BUSINESS.sub("sxkd", _NUMERAL.sub("", unaccented(part)))
    if _NEVER.fullmatch(plain(part)) or part.startswith("/") or key(part) == "nam":  # «/người», «Nam»
        return False
    pieces = [piece for text in _JOINS.split(words) if (piece := plain(text))]
    own = [_only(_OWN.get(name, "")).fullmatch(piece) is not None for piece in pieces]
    if all(own):
        return True
    named = re.compile(rf"\b(?:{_OWN.get(name) or '(?!)'})\b")
    is_named = any(itself and named.search(piece) for piece, itself in zip(pieces, own, strict=True))
    return is_named and all(_only(_ANY).fullmatch(piece) for piece in pieces)


@cache
def _only(words: str) -> re.Pattern[str]:
    """Nothing but these and what may stand everywhere."""
    return re.compile(rf"(?:\b(?:{words + '|' if words else ''}{_EVERYWHERE})\b ?)+")
