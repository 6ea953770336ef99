"""Codes, and names where there are no codes: one organisation is to be counted once."""

from __future__ import annotations

from kttt_cli.checks.rule import Rule
from kttt_cli.findings import Severity
from kttt_cli.language import Text

_LAW = Text("NĐ 92/2024/NĐ-CP điều 14", "NĐ 92/2024/NĐ-CP art. 14")
_COMPARE = Text("Đối chiếu với giấy chứng nhận đăng ký.", "Compare with the certificate of registration.")
_NAMES = ("Đồng Tâm", "Bình Minh", "Tân Tiến", "Hợp Lực")


def _coded(*codes: str) -> tuple[str, ...]:
    names = zip(_NAMES, codes, strict=False)
    return ("Mã số HTX | Tên HTX | Loại hình", *(f"{code} | HTX {name} | HTX" for name, code in names))


RULES = (
    Rule(
        code="MA101",
        severity=Severity.ERROR,
        title=Text("Mã bị Excel đổi thành số mũ", "A code that Excel turned into an exponent"),
        why=Text(
            "“2,4E+09” chỉ còn vài chữ số đầu, nên không nhận ra đơn vị qua các năm.",
            "Of “2.4E+09” only the first digits are left, so that the organisation is not known from year to year.",
        ),
        mend=Text("Định dạng cột là văn bản rồi nhập lại mã.", "Format the column as text and type the code again."),
        wrong=_coded("9900032057", "9,92E+09"),
        right=_coded("9900032057", "9900180224"),
        law=_LAW,
    ),
    Rule(
        code="MA102",
        severity=Severity.WARNING,
        title=Text("Mã mất số 0 đứng đầu", "A code whose zero in front was lost"),
        why=Text(
            "Mã số thuế có 10 chữ số; thêm số 0 thì chữ số kiểm tra đúng, nên có lẽ Excel đã bỏ số 0.",
            "A tax code has 10 digits; with a zero in front its check digit is right, so that Excel has likely dropped it.",
        ),
        mend=Text("Định dạng cột là văn bản và thêm số 0.", "Format the column as text and add the zero."),
        wrong=_coded("9900032057", "9900180224", "100109106"),
        right=_coded("9900032057", "9900180224", "0100109106"),
        law=_LAW,
    ),
    Rule(
        code="MA103",
        severity=Severity.ERROR,
        title=Text("Ô mã không phải là mã số", "A cell of codes that holds no code"),
        why=Text(
            "Không có mã thì đơn vị được nhận theo tên và xã, dễ nhầm hơn.",
            "Without a code an organisation is known by its name and commune, which are less sure.",
        ),
        mend=Text("Gõ lại mã bằng chữ số thường, dưới dạng văn bản.", "Type the code again in plain digits, as text."),
        wrong=_coded("9900032057", "９９００１８０２２４"),
        right=_coded("9900032057", "9900180224"),
    ),
    Rule(
        code="MA104",
        severity=Severity.WARNING,
        title=Text("Mã có chữ số kiểm tra sai", "A code with a wrong check digit"),
        why=Text(
            "Một chữ số có lẽ bị gõ nhầm; đơn vị sẽ như mất đi và một đơn vị khác như mới xuất hiện.",
            "A digit is likely mistyped; one organisation will seem to vanish and another to appear.",
        ),
        mend=_COMPARE,
        wrong=_coded("9900032057", "9900180225", "9919772577", "9922246045"),
        right=_coded("9900032057", "9900180224", "9919772577", "9922246045"),
        law=_LAW,
    ),
    Rule(
        code="MA105",
        severity=Severity.NOTE,
        title=Text("Danh sách dùng mã riêng", "A list with codes of its own"),
        why=Text(
            "Phần lớn mã không phải mã số thuế, nên không kiểm tra được chữ số cuối.",
            "Most of its codes are no tax codes, so that their check digits cannot be looked at.",
        ),
        mend=Text("Không cần sửa; nên thêm cột mã số thuế.", "Nothing; a column of tax codes would help."),
        wrong=_coded("9900000001", "9900000002"),
        right=_coded("9900032057", "9900180224"),
    ),
    Rule(
        code="MA106",
        severity=Severity.WARNING,
        title=Text("Mã thiếu hoặc thừa chữ số", "A code of too few or too many digits"),
        why=Text(
            "Không rõ thiếu hay thừa chữ số nào; thêm số 0 ở đầu cũng không đúng.",
            "Which digit is missing or too much is not known; a zero in front does not make it right.",
        ),
        mend=_COMPARE,
        wrong=_coded("9900032057", "990018022", "9919772577"),
        right=_coded("9900032057", "9900180224", "9919772577"),
        law=_LAW,
    ),
    Rule(
        code="MA107",
        severity=Severity.WARNING,
        title=Text("Ô mã ghi điều khác, hoặc ghi thêm chữ", "A cell of codes that says something else, or more"),
        why=Text(
            "“mất giấy” hay “MST: 9900180224” được giữ như một mã, nên không khớp với mã của đơn vị ở năm khác.",
            "“mất giấy” or “MST: 9900180224” is kept as a code, and does not match the organisation's code of another year.",
        ),
        mend=Text(
            "Chỉ ghi mã, mỗi ô một mã; chưa có mã thì để trống.",
            "Write the code alone; leave it blank where there is none.",
        ),
        wrong=_coded("9900032057", "mất giấy", "9919772577"),
        right=_coded("9900032057", "20A/HTX", "9919772577"),
    ),
    Rule(
        code="MA108",
        severity=Severity.WARNING,
        title=Text("Cột mã có lẽ là số điện thoại", "A column of codes that holds telephone numbers"),
        why=Text(
            "Số điện thoại thay đổi, nên đơn vị không được nhận ra qua các năm.",
            "Telephone numbers change, so that organisations are not known from year to year.",
        ),
        mend=Text("Xem hai cột mã số và điện thoại có bị đổi chỗ.", "See whether codes and telephones changed places."),
        wrong=_coded("0912345678", "0987654321", "0356123456"),
        right=_coded("9900032057", "9900180224", "9919772577"),
    ),
    Rule(
        code="MA201",
        severity=Severity.ERROR,
        title=Text("Một mã hai lần trong danh sách của một năm", "One code twice in the list of a year"),
        why=Text("Đơn vị bị tính hai lần.", "The organisation is counted twice."),
        mend=Text("Sửa mã hoặc xóa dòng thừa.", "Correct the code or remove the row."),
        wrong=_coded("9900032057", "9900180224", "9900032057"),
        right=_coded("9900032057", "9900180224", "9919772577"),
        law=_LAW,
    ),
    Rule(
        code="MA202",
        severity=Severity.ERROR,
        title=Text(
            "Một tên hai lần ở một nơi, không có mã để phân biệt",
            "One name twice in one place, with no code to tell them apart",
        ),
        why=Text(
            "Có thể là một đơn vị ghi hai lần; kttt vẫn tính là hai.",
            "It may be one organisation written twice; kttt counts two.",
        ),
        mend=Text("Ghi mã số, hoặc xóa dòng thừa.", "Write the codes, or remove the row."),
        wrong=("Tên HTX | Loại hình | Xã", "HTX Đồng Tâm | HTX | Xã Hợp Đức", "Hợp tác xã Đồng Tâm | HTX | Xã Hợp Đức"),
        right=("Tên HTX | Loại hình | Xã", "HTX Đồng Tâm | HTX | Xã Hợp Đức", "HTX Bình Minh | HTX | Xã Hợp Đức"),
        varies=(Severity.WARNING, Text("khi một trong hai dòng có mã", "where one of the two rows has a code")),
    ),
)
