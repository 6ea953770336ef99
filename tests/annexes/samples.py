"""Pages to be written in the tests: a form like Phụ lục 06, a sheet of data with hostile texts, charts."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from kttt_cli.annexes.page import Cell, Chart, Column, Merge, Page, Pages, Range, Series, Table
from kttt_cli.language import Text

NOT_DONE = "không triển khai thực hiện"
YEARS = (2021, 2022, 2023, 2024, 2025)
LAST = 9
"""The last column: STT, Chỉ tiêu, ĐV tính, 2016-2020, five years, 2021-2025."""

Numbers = tuple[int | None, ...] | str | None


class Row(NamedTuple):
    """One line of the form; `figures` are the years', a text stands across all columns of numbers."""

    stt: str
    label: str
    unit: str = ""
    before: int | None = None
    figures: Numbers = None
    group: bool = False


ROWS = (
    Row("I", "Chính sách hỗ trợ, ưu đãi chung đối với HTX", group=True),
    Row("1", "Hỗ trợ đào tạo, bồi dưỡng nguồn nhân lực, thí điểm đưa cán bộ trẻ tốt nghiệp đại học, cao đẳng về làm việc có thời hạn ở HTX", "", 0, (0, 0, 0, 0, 0)),
    Row("1.1", "Số người được cử đi đào tạo", "Người", 0, (0, 0, 0, 0, 0)),
    Row("1.2", "Số người được tham gia bồi dưỡng", "Người", 4277, (800, 800, 800, 800, 800)),
    Row("1.3", "Thí điểm số cán bộ trẻ tốt nghiệp đại học, cao đẳng về làm việc có thời hạn ở hợp tác xã", "Người"),
    Row("", "Số HTX được hỗ trợ thí điểm", "HTX", 0, (0, 0, 0, 0, 0)),
    Row("2", "Hỗ trợ về xúc tiến thương mại, mở rộng thị trường", "HTX"),
    Row("3", "Hỗ trợ về ứng dụng KHKT, công nghệ mới", "HTX", None, NOT_DONE),
    Row("4", "Hỗ trợ về tiếp cận vốn và Quỹ hỗ trợ phát triển HTX", "dự án", 342, (80, 85, 85, 85, 85)),
    Row("", "Số HTX được vay từ các tổ chức tín dụng", "dự án", 32, (25, 25, 25, 25, 25)),
    Row("", "Số HTX được vay từ Quỹ hỗ trợ phát triển HTX", "dự án", 310, (55, 60, 60, 60, 60)),
    Row("5", "Tạo điều kiện tham gia các chương trình mục tiêu, phát triển kinh tế- xã hội", "", None, NOT_DONE),
    Row("6", "Hỗ trợ thành lập mới", "HTX", None, NOT_DONE),
    Row("7", "Tổ chức lại hoạt động hợp tác xã", "HTX", None, NOT_DONE),
    Row("II", "Chính sách hỗ trợ, ưu đãi đối với HTX nông nghiệp", group=True),
    Row("1", "Hỗ trợ đầu tư phát triển kết cấu hạ tầng", "HTX", None, NOT_DONE),
    Row("2", "Hỗ trợ giao đất, cho thuê đất", "", None, NOT_DONE),
    Row("2.1", "Số HTX được giao đất", "HTX"),
    Row("", "Diện tích đất được giao", "m²", None, (12500, 1250000, None, 98765, 0)),
    Row("2.2", "Số HTX được thuê đất", "HTX"),
    Row("", "Diện tích đất được thuê", "m²"),
    Row("2.3", "Số HTX được miễn, giảm tiền thuê đất", "HTX", None, NOT_DONE),
    Row("", "Số tiền được miễn, giảm", "Tr đồng"),
    Row("3", "Ưu đãi tín dụng", "HTX", 214, (64, 68, 68, 68, 68)),
    Row("3.1", "Số HTX được vay từ các tổ chức tín dụng", "dự án", 214, (64, 68, 68, 68, 68)),
    Row("3.2", "Số HTX được hỗ trợ lãi suất vay", "HTX", 0, (0, 0, 0, 0, 0)),
    Row("4", "Hỗ trợ vốn, giống khi gặp khó khăn do thiên tai, dịch bệnh", "HTX", None, NOT_DONE),
    Row("5", "Hỗ trợ về chế biến sản phẩm", "HTX", None, NOT_DONE),
    Row("III", "Chính sách hỗ trợ đặc thù khác của địa phương", group=True),
    *(Row(str(n), f"Hỗ trợ theo nghị quyết thứ {n} của Hội đồng nhân dân tỉnh", "HTX", n, (n, n, n, n, n)) for n in range(1, 18)),
)  # fmt: skip
HEADINGS = ("STT", "Chỉ tiêu", "ĐV tính", "Thực hiện KH 2016-2020", *(f"KH {year}" for year in YEARS), "Mục tiêu KH 2021-2025")  # fmt: skip
FIRST = 5
"""The row of the form's first line; the headings stand above it."""
HOSTILE = (
    "=cmd|'/C calc'!A0", "+1", "-1+1", "@SUM(A1)", "http://example.com", "mailto:a@example.com", "internal:'A'!A1",
    "a\x00b\x0bc", "x" * 32_000, "x" * 40_000, "😀 HTX 👩‍🌾", "\u202eמרכז\u202c العربية", "_x0041_", "_x000D_", "'0123",
    "0123456789", "<r><t>rich</t></r>", "<r>&</r>", "]]>", "&amp;", '"', "a\tb", "a\nb", "a\r\nb", " trước và sau ",
    "\ufffe\uffff", "\ud800", "#N/A", "TRUE", "{=1+1}", "1/2", "12,5", "\x7f", "\u00a0", "Hợp tác xã", "H\u01a1\u0323p tác xã",
)  # fmt: skip


def form() -> Page:
    """Phụ lục 06 with its sums, on two sheets of paper."""
    cells: dict[tuple[int, int], Cell] = {
        (0, 0): Cell("Phụ lục 06", style="annex"),
        (1, 0): Cell("KẾ HOẠCH THỰC HIỆN CHÍNH SÁCH HỖ TRỢ PHÁT TRIỂN KINH TẾ TẬP THỂ GIAI ĐOẠN 2021-2025", style="title"),
        (2, 0): Cell("(Kèm theo Kế hoạch số 01/KH-SKHĐT ngày 01/12/2020 của Sở Kế hoạch và Đầu tư)", style="subtitle"),
    }  # fmt: skip
    merges = [Merge(row, 0, row, LAST) for row in range(3)]
    cells |= {(FIRST - 1, column): Cell(heading, style="head") for column, heading in enumerate(HEADINGS)}
    for row, line in enumerate(ROWS, FIRST):
        mark = "_group" if line.group else ""
        cells[row, 0] = Cell(line.stt or None, style=f"stt{mark}")
        cells[row, 1] = Cell(line.label, style=f"text{mark}" if line.stt else "text_child")
        cells[row, 2] = Cell(line.unit or None, style=f"text_center{mark}")
        if isinstance(line.figures, str):
            cells[row, 3] = Cell(line.figures, style="text_center")
            merges.append(Merge(row, 3, row, LAST))
            continue
        figures = line.figures or (None,) * len(YEARS)
        for column, figure in enumerate((line.before, *figures), 3):
            cells[row, column] = Cell(figure, style=f"figure{mark}")
        known = [figure for figure in figures if figure is not None]
        note = Text("Tổng các năm 2021-2025.\nKế hoạch in 2.955.", "Sum of 2021-2025.") if row == FIRST + 10 else None
        if known:
            cells[row, LAST] = Cell(sum(known), f"SUM(E{row + 1}:I{row + 1})", comment=note, style=f"figure{mark}")
        else:
            cells[row, LAST] = Cell(style=f"figure{mark}")
    end = FIRST + len(ROWS) + 1
    cells[end, 6] = Cell("Bắc Giang, ngày     tháng     năm 2025", style="place_date")
    cells[end + 1, 6] = Cell("GIÁM ĐỐC", style="signature")
    cells[end + 2, 6] = Cell("(Ký tên, đóng dấu)", style="signature_note")
    merges += [Merge(row, 6, row, LAST) for row in range(end, end + 3)]
    widths = {0: 5.0, 1: 36.0, 2: 8.0, 3: 10.0, **dict.fromkeys(range(4, 9), 9.0), 9: 11.0}
    return Page("Phụ lục 06", cells, tuple(merges), widths, repeat=(FIRST - 1, FIRST - 1), freeze=(FIRST, 2))


def data() -> Page:
    """Hostile names, figures of every kind, a column that a formula gives."""
    count = len(HOSTILE)
    money = tuple(None if n % 7 == 0 else 1_234_567_890_123 + n for n in range(count))
    share = tuple(Fraction(n, 3) for n in range(count))
    days = tuple(date(1890 + 5 * n, 1 + n % 12, 1 + n % 28) for n in range(count))
    columns = (
        Column("Tên HTX", HOSTILE, width=40),
        Column("Vốn điều lệ (đồng)", money, comment=Text("Theo sổ.", "As registered.")),
        Column("Tỷ lệ", share, decimals=2),
        Column("Ngày đăng ký", days),
        Column("Năm", (2024,) * count, style="data_year"),
        Column("Có vốn", tuple(0 if m is None else 1 for m in money), "IF(ISBLANK(B{row}),0,1)", style="data_term"),
    )
    return Page("HTX 2024", {}, tables=(Table(columns),), official=False)


def charts() -> tuple[Page, Page]:
    """The charts, and the cells that they show."""
    new, target, share = (48, 52, 61, 55, None), (50,) * 5, (Fraction(812, 20), Fraction(875, 20), None, 49, 51)
    sectors = {"Nông, lâm, thủy sản": 484, "Công nghiệp, TTCN": 98, "QTDND": 20, "TM-DV, chợ": 60, "Vận tải": 27, "Môi trường": 26, "Xây dựng": 12, "Điện": 16}  # fmt: skip
    cells: dict[tuple[int, int], Cell] = {
        (0, 1): Cell("HTX thành lập mới"),
        (0, 2): Cell("Mục tiêu"),
        (0, 3): Cell("Tỷ lệ hiệu quả"),
    }
    for row, year in enumerate(YEARS, 1):
        cells |= {(row, 0): Cell(year, style="year"), (row, 1): Cell(new[row - 1], style="figure")}
        cells |= {
            (row, 2): Cell(target[row - 1], style="figure"),
            (row, 3): Cell(share[row - 1], decimals=1, style="figure"),
        }
    for row, (sector, number) in enumerate(sectors.items(), 8):
        cells |= {(row, 0): Cell(sector), (row, 1): Cell(number, style="figure")}
    name = "Số liệu biểu đồ"
    years, ends = Range(name, 1, 0, 5, 0), 7 + len(sectors)
    labels, numbers = Range(name, 8, 0, ends, 0), Range(name, 8, 1, ends, 1)
    drawn = (
        Chart("column", "HTX thành lập mới so với mục tiêu", years, (Series("Thành lập mới", Range(name, 1, 1, 5, 1)), Series("Mục tiêu", Range(name, 1, 2, 5, 2), target=True)), (2, 0), "Năm", "HTX"),
        Chart("line", "Tỷ lệ HTX hoạt động hiệu quả", years, (Series("Tỷ lệ hiệu quả", Range(name, 1, 3, 5, 3)),), (2, 6), "Năm", "%", decimals=1),
        Chart("pie", "HTX theo lĩnh vực", labels, (Series("HTX", numbers),), (16, 0)),
        Chart("bar", "HTX theo lĩnh vực", labels, (Series("HTX", numbers),), (16, 6), None, "HTX"),
    )  # fmt: skip
    title = {(0, 0): Cell("BIỂU ĐỒ KINH TẾ TẬP THỂ GIAI ĐOẠN 2021-2025", style="title")}
    return Page("Biểu đồ", title, (Merge(0, 0, 0, 11),), charts=drawn), Page(name, cells, widths={0: 24.0, 1: 12.0})


def pages() -> Pages:
    register = data()
    return Pages((form(), *charts(), register), {"von_dieu_le_2024": f"'HTX 2024'!$B$2:$B${len(HOSTILE) + 1}"})
