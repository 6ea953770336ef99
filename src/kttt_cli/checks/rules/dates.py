"""Dates: days that do not exist, that can be meant in two ways, or that do not fit the list."""

from __future__ import annotations

from kttt_cli.checks.rule import Rule
from kttt_cli.findings import Severity
from kttt_cli.language import Text

_WHY = Text(
    "Không biết ngày thì không biết HTX thành lập mới trong năm nào, hay còn tồn tại ở ngày chốt hay không.",
    "Without the day it is not known in which year an HTX is new, or whether it existed at the cut-off date.",
)
_COMPARE = Text("Đối chiếu giấy chứng nhận đăng ký.", "Compare with the certificate of registration.")
_HEADER = "Tên HTX | Loại hình | Ngày đăng ký lần đầu"


def _founded(*days: str) -> tuple[str, ...]:
    names = ("Đồng Tâm", "Bình Minh", "Tân Tiến")
    return (_HEADER, *(f"HTX {name} | HTX | {day}" for name, day in zip(names, days, strict=False)))


def _of_years(*years: str) -> tuple[str, ...]:
    names = ("Đồng Tâm", "Bình Minh", "Tân Tiến", "Hợp Lực", "Minh Tâm")
    return (
        "Năm | Tên HTX | Loại hình",
        *(f"{year} | HTX {name} | HTX" for year, name in zip(years, names, strict=True)),
    )


RULES = (
    Rule(
        code="NG101",
        severity=Severity.ERROR,
        title=Text("Ô ngày không phải là ngày", "A cell of dates that holds no date"),
        why=_WHY,
        mend=Text("Viết theo dạng ngày/tháng/năm, ví dụ 15/03/2019.", "Write day/month/year, such as 15/03/2019."),
        wrong=_founded("15/03/2019", "đầu năm"),
        right=_founded("15/03/2019", "01/2020"),
    ),
    Rule(
        code="NG102",
        severity=Severity.ERROR,
        title=Text("Ngày không có trong lịch", "A day that does not exist"),
        why=_WHY,
        mend=_COMPARE,
        wrong=_founded("15/03/2019", "31/02/2020"),
        right=_founded("15/03/2019", "29/02/2020"),
    ),
    Rule(
        code="NG103",
        severity=Severity.ERROR,
        title=Text("Năm chỉ có hai chữ số", "A year of two digits"),
        why=Text("Không rõ thế kỷ nào.", "The century is not known."),
        mend=Text("Viết năm bằng bốn chữ số.", "Write the year in four digits."),
        wrong=_founded("15/03/2019", "05/03/19"),
        right=_founded("15/03/2019", "05/03/2019"),
    ),
    Rule(
        code="NG104",
        severity=Severity.ERROR,
        title=Text("Năm gõ vào ô định dạng ngày", "A year typed into a cell formatted as a date"),
        why=Text(
            "Excel hiểu 2019 là ngày thứ 2019 kể từ năm 1900, tức 11/07/1905.",
            "Excel takes 2019 for the 2019th day since 1900, which is 11/07/1905.",
        ),
        mend=Text(
            "Định dạng ô là số chung rồi gõ lại năm, hoặc gõ cả ngày.",
            "Format the cell as General and type the year again.",
        ),
        wrong=_founded("15/03/2019", "11/07/1905"),
        right=_founded("15/03/2019", "2019"),
    ),
    Rule(
        code="NG105",
        severity=Severity.ERROR,
        title=Text("Năm ngoài khoảng hợp lý", "A year out of range"),
        why=_WHY,
        mend=_COMPARE,
        wrong=_founded("15/03/2019", "15/03/3019"),
        right=_founded("15/03/2019", "15/03/2019"),
    ),
    Rule(
        code="NG106",
        severity=Severity.ERROR,
        title=Text("Cột Năm không phải là một năm", "A cell of years that holds no year"),
        why=Text("Bản ghi không được tính vào năm nào.", "The record is counted in no year."),
        mend=Text("Ghi một năm bốn chữ số.", "Write one year of four digits."),
        wrong=("Năm | Tên HTX | Loại hình", "2023 | HTX Đồng Tâm | HTX", "06/2023 | HTX Bình Minh | HTX"),
        right=("Năm | Tên HTX | Loại hình", "2023 | HTX Đồng Tâm | HTX", "2023 | HTX Bình Minh | HTX"),
    ),
    Rule(
        code="NG107",
        severity=Severity.ERROR,
        title=Text("Ngày viết kiểu Anh-Mỹ", "A date written the American way"),
        why=Text("Có AM/PM thì tháng có lẽ đứng trước ngày.", "With AM/PM the month likely stands before the day."),
        mend=Text("Viết ngày/tháng/năm, không có giờ.", "Write day/month/year, without a time."),
        wrong=_founded("15/03/2019", "3/5/2019 12:00 AM"),
        right=_founded("15/03/2019", "05/03/2019"),
    ),
    Rule(
        code="NG201",
        severity=Severity.WARNING,
        title=Text("Cột ngày có lẽ bị đảo ngày và tháng", "Dates of which day and month have likely changed places"),
        why=Text(
            "Excel đặt kiểu Mỹ hiểu 05/03/2019 là ngày 3 tháng 5 và để nguyên 25/03/2019 là chữ: các ngày thật đều sai. Cột có "
            "03/25/2019 thì 05/03/2019 ở cột ấy có lẽ cũng là ngày 3 tháng 5.",
            "An Excel set to the American order reads 05/03/2019 as the third of May and leaves 25/03/2019 as text. And in a "
            "column with 03/25/2019, 05/03/2019 is likely the third of May too.",
        ),
        mend=Text(
            "Nhập lại cột từ bản gốc, hoặc định dạng cột là văn bản trước khi dán.",
            "Enter the column again from the original, as text.",
        ),
        wrong=Text(
            "ô ngày thật 03/05/2019 cạnh ô chữ “25/03/2019”", "a real date 03/05/2019 beside the text “25/03/2019”"
        ),
        right=Text("cả hai là ngày thật", "both are real dates"),
    ),
    Rule(
        code="NG202",
        severity=Severity.WARNING,
        title=Text("Ngày sau năm của danh sách", "A day after the year of the list"),
        why=Text(
            "Danh sách năm 2023 chưa thể biết việc của năm 2024: ngày gõ sai, hoặc danh sách ghi sai năm.",
            "A list of 2023 cannot know of 2024: the day is mistyped, or the list names the wrong year.",
        ),
        mend=Text("Xem lại ngày, hoặc năm của danh sách.", "Check the date, or the year of the list."),
        wrong=_founded("15/03/2019", "05/03/2025"),
        right=_founded("15/03/2019", "05/03/2015"),
    ),
    Rule(
        code="NG203",
        severity=Severity.ERROR,
        title=Text("Ngày chấm dứt trước ngày đăng ký", "An end before the beginning"),
        why=Text(
            "Đơn vị như vậy chưa từng tồn tại, nên không được tính ở năm nào.",
            "Such an organisation never existed, and is counted in no year.",
        ),
        mend=Text("Sửa một trong hai ngày.", "Correct one of the two dates."),
        wrong=(f"{_HEADER} | Ngày giải thể", "HTX Đồng Tâm | HTX | 15/03/2019 | 20/06/2018"),
        right=(f"{_HEADER} | Ngày giải thể", "HTX Đồng Tâm | HTX | 15/03/2019 | 20/06/2023"),
    ),
    Rule(
        code="NG205",
        severity=Severity.NOTE,
        title=Text("Mọi ngày của cột đều là ngày đầu tháng", "Every date of a column is the first of a month"),
        why=Text(
            "Ô hiện 03/2019 giữ ngày 01/03/2019: có lẽ chỉ biết tháng, nên đơn vị có thể thành lập muộn hơn trong tháng.",
            "A cell that shows 03/2019 holds 01/03/2019: likely only the month is known, and the day may be a later one.",
        ),
        mend=Text("Ghi tháng hoặc năm dưới dạng văn bản.", "Write the month or the year as text."),
        wrong=Text("năm ô ngày thật, ô nào cũng là ngày 1", "five real dates, each of them the first of a month"),
        right=Text("ô chữ “03/2019”", "the text “03/2019”"),
    ),
    Rule(
        code="NG206",
        severity=Severity.WARNING,
        title=Text("Một dòng có năm cách xa mọi dòng khác", "A record of a year far from all others"),
        why=Text(
            "Năm 2032 hay 2013 giữa các dòng của năm 2023 có lẽ là gõ nhầm; dòng đó không được tính vào năm 2023.",
            "2032 or 2013 among rows of 2023 is likely a slip; the row is not counted in 2023.",
        ),
        mend=Text("Xem lại năm của dòng.", "Check the year of the row."),
        wrong=_of_years("2023", "2023", "2032", "2023", "2023"),
        right=_of_years("2023", "2023", "2023", "2023", "2023"),
    ),
)
