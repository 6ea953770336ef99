"""Columns and their headers: what a field was looked for in, and not found."""

from __future__ import annotations

from kttt_cli.checks.rule import Rule
from kttt_cli.findings import Severity
from kttt_cli.language import Text

RULES = (
    Rule(
        code="CT101",
        severity=Severity.WARNING,
        title=Text("Tiêu đề cột gần giống một tiêu đề đã biết", "A header that is nearly a known one"),
        why=Text(
            "Cột không được dùng, nên mọi chỉ tiêu cần nó sẽ “không có số liệu”.",
            "The column is not used, so that every indicator that needs it has no data.",
        ),
        mend=Text(
            "Sửa tiêu đề, hoặc nói cột đó là gì trong kttt.toml.",
            "Correct the header, or say in kttt.toml what the column is.",
        ),
        wrong=("Tên HTX | Loại hình | Doanh thuu", "HTX Đồng Tâm | HTX | 120"),
        right=("Tên HTX | Loại hình | Doanh thu (triệu đồng)", "HTX Đồng Tâm | HTX | 120"),
    ),
    Rule(
        code="CT102",
        severity=Severity.ERROR,
        title=Text("Hai cột cho cùng một mục", "Two columns for one field"),
        why=Text(
            "Không rõ cột nào đúng, nên không dùng cột nào.",
            "Which of them is right is not known, so that neither is used.",
        ),
        mend=Text("Xóa hoặc đổi tên một cột.", "Remove or rename one of them."),
        wrong=("Tên HTX | Loại hình | Số thành viên | Tổng số thành viên", "HTX Đồng Tâm | HTX | 12 | 13"),
        right=("Tên HTX | Loại hình | Tổng số thành viên", "HTX Đồng Tâm | HTX | 13"),
    ),
    Rule(
        code="CT103",
        severity=Severity.NOTE,
        title=Text("Cột không dùng để tính", "A column that is not used"),
        why=Text(
            "Nói ra để người lập sổ biết cột nào không ảnh hưởng đến chỉ tiêu.",
            "Said so that whoever keeps the list knows which columns change no figure.",
        ),
        mend=Text(
            "Không cần sửa; nếu cột có ý nghĩa, nói nó là gì trong kttt.toml.",
            "Nothing; if it means something, say in kttt.toml what it is.",
        ),
        wrong=("Tên HTX | Loại hình | Màu biển hiệu", "HTX Đồng Tâm | HTX | xanh"),
        right=("Tên HTX | Loại hình | Ghi chú", "HTX Đồng Tâm | HTX | đã gọi điện"),
    ),
    Rule(
        code="CT104",
        severity=Severity.ERROR,
        title=Text("Bảng giống một sổ nhưng thiếu cột bắt buộc", "A table like a register, without a required column"),
        why=Text("Cả bảng không được đọc.", "The whole table is not read."),
        mend=Text(
            "Thêm cột còn thiếu; nếu bảng không phải sổ thì không cần làm gì.",
            "Add the column; if the table is no register, nothing is to be done.",
        ),
        wrong=(
            "htx-2023.csv:",
            "Tên HTX | Loại hình",
            "HTX Đồng Tâm | HTX",
            "ho-tro.csv:",
            "Chính sách hỗ trợ | Kinh phí (triệu đồng)",
            "Tập huấn | 12",
        ),
        right=(
            "htx-2023.csv:",
            "Tên HTX | Loại hình",
            "HTX Đồng Tâm | HTX",
            "ho-tro.csv:",
            "Ngày | Chính sách hỗ trợ | Kinh phí (triệu đồng)",
            "05/03/2023 | Tập huấn | 12",
        ),
        varies=(
            Severity.WARNING,
            Text("khi cùng tệp có bảng khác đọc được", "where another table of the same file can be read"),
        ),
    ),
    Rule(
        code="CT105",
        severity=Severity.WARNING,
        title=Text(
            "Cột kế hoạch, ước, của năm khác hay một phần năm",
            "A column of a plan, an estimate, another year or part of one",
        ),
        why=Text(
            "Một danh sách nói về một năm; số của năm khác hay của kế hoạch mà lấy vào thì sai mà không ai thấy.",
            "A list tells of one year; figures of another year or of a plan would be wrong and nobody would see it.",
        ),
        mend=Text(
            "Ghi mỗi năm thành một danh sách có năm ở tiêu đề, hoặc thêm cột Năm và ghi mỗi năm một dòng.",
            "Make a list of each year with the year in its title, or add a column Năm and write a row for each year.",
        ),
        wrong=("htx-2023.csv:", "Tên HTX | Loại hình | Doanh thu năm 2022 (triệu đồng)", "HTX Đồng Tâm | HTX | 450"),
        right=("htx-2023.csv:", "Tên HTX | Loại hình | Doanh thu năm 2023 (triệu đồng)", "HTX Đồng Tâm | HTX | 450"),
    ),
    Rule(
        code="CT106",
        severity=Severity.NOTE,
        title=Text("Cột có số liệu mà không có tên", "A column with cells and no heading"),
        why=Text(
            "Không ai biết cột nói gì, nên không đọc; được nêu để không ô nào mất mà không ai thấy.",
            "Nobody knows what it tells, so that it is not read; it is said, so that no cell is lost unnoticed.",
        ),
        mend=Text("Đặt tên cho cột.", "Give the column a heading."),
        wrong=("Tên HTX |  | Loại hình", "HTX Đồng Tâm | xanh | HTX"),
        right=("Tên HTX | Ghi chú | Loại hình", "HTX Đồng Tâm | xanh | HTX"),
    ),
    Rule(
        code="CT107",
        severity=Severity.ERROR,
        title=Text("Lãi và lỗ ở hai cột", "Profit and loss in two columns"),
        why=Text(
            "Lỗ là lợi nhuận âm; dòng vừa có lãi vừa có lỗ thì không rõ lợi nhuận là bao nhiêu.",
            "A loss is a profit less than nothing; of a row that has both nobody knows how much the profit is.",
        ),
        mend=Text(
            "Mỗi dòng chỉ ghi lãi hoặc lỗ; hoặc dùng một cột “Lãi, lỗ”, lỗ ghi số âm.",
            "Write the profit or the loss of a row; or one column “Lãi, lỗ”, a loss as a negative number.",
        ),
        wrong=("Tên HTX | Loại hình | Lãi (triệu đồng) | Lỗ (triệu đồng)", "HTX Đồng Tâm | HTX | 50 | 20"),
        right=("Tên HTX | Loại hình | Lãi, lỗ (triệu đồng)", "HTX Đồng Tâm | HTX | -20"),
        varies=(
            Severity.NOTE,
            Text("khi chỉ có lỗ, đọc là lợi nhuận âm", "where there is a loss only, read as negative"),
        ),
    ),
)
