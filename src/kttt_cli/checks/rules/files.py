"""Files, settings, years: what keeps a list from being read, or from being counted in its year."""

from __future__ import annotations

from kttt_cli.checks.rule import Rule
from kttt_cli.findings import Severity
from kttt_cli.language import Text

RULES = (
    Rule(
        code="DT101",
        severity=Severity.ERROR,
        title=Text("Tệp không đọc được", "A file that cannot be read"),
        why=Text(
            "Tệp hỏng, có mật khẩu, hay không có sổ nào thì không một dòng nào của nó được tính.",
            "Of a file that is damaged, locked or holds no register not a single row is counted.",
        ),
        mend=Text(
            "Mở tệp bằng Excel, bỏ mật khẩu rồi lưu lại dạng .xlsx; hoặc chỉ đúng tệp có danh sách.",
            "Open it in Excel, take the password off and save it as .xlsx; or name the file that holds the list.",
        ),
        wrong=Text("so-htx.xlsx bị cắt ngang khi sao chép", "so-htx.xlsx, cut off while it was copied"),
        right=Text("so-htx.xlsx mở được bằng Excel", "so-htx.xlsx, which Excel opens"),
    ),
    Rule(
        code="DT102",
        severity=Severity.ERROR,
        title=Text("Hai nguồn cho cùng một sổ và một năm", "Two sources for one register and year"),
        why=Text(
            "Cộng cả hai thì mỗi đơn vị được tính hai lần.",
            "Added up, they would count every organisation twice.",
        ),
        mend=Text(
            "Bỏ một trong hai tệp, hoặc ghi skip = true cho tệp đó trong kttt.toml.",
            "Take one of the two away, or say skip = true for it in kttt.toml.",
        ),
        wrong=(
            "htx-2023.csv:",
            "Tên HTX | Loại hình",
            "HTX Đồng Tâm | HTX",
            "sao-2023.csv:",
            "Tên HTX | Loại hình",
            "HTX Bình Minh | HTX",
        ),
        right=(
            "htx-2022.csv:",
            "Tên HTX | Loại hình",
            "HTX Đồng Tâm | HTX",
            "htx-2023.csv:",
            "Tên HTX | Loại hình",
            "HTX Đồng Tâm | HTX",
        ),
    ),
    Rule(
        code="DT103",
        severity=Severity.ERROR,
        title=Text("Thư mục không có sổ nào", "A folder without any register"),
        why=Text("Không có gì để kiểm tra hay tính.", "There is nothing to check or to count."),
        mend=Text(
            "Chỉ đến thư mục có danh sách HTX (CSV hoặc Excel).",
            "Name the folder that holds the list of cooperatives (CSV or Excel).",
        ),
        wrong=Text("thư mục chỉ có tệp .docx và .pdf", "a folder of .docx and .pdf files only"),
        right=Text("thư mục có htx-2023.xlsx", "a folder with htx-2023.xlsx"),
    ),
    Rule(
        code="DT104",
        severity=Severity.NOTE,
        title=Text("Trang tính bị ẩn", "A hidden sheet"),
        why=Text(
            "Trang ẩn không được tính: có thể là sổ cũ, bảng phụ, hoặc một danh sách bị quên.",
            "A hidden sheet is not counted: it may be an old list, a helping table, or a list that was forgotten.",
        ),
        mend=Text(
            "Bỏ ẩn trang trong Excel nếu cần số liệu của nó; nếu không, xóa trang hoặc ghi skip = true trong kttt.toml.",
            "Unhide it in Excel if its figures are wanted; else remove it, or say skip = true in kttt.toml.",
        ),
        wrong=Text(
            "trang “Yên Thế” bị ẩn trong so-htx.xlsx, có 80 HTX",
            "the sheet “Yên Thế” hidden in so-htx.xlsx, with 80 HTX",
        ),
        right=Text("mọi trang có danh sách đều hiện", "every sheet that holds a list is visible"),
        varies=(Severity.WARNING, Text("khi trang ẩn có một sổ", "where the hidden sheet holds a register")),
    ),
    Rule(
        code="DT105",
        severity=Severity.NOTE,
        title=Text("Điều cần biết khi đọc trang", "What the reading of a sheet had to mend"),
        why=Text(
            "Phông cũ được đổi, dòng cột ẩn được tính như thường, ô công thức bị lỗi: nên xem lại trước khi dùng số.",
            "Old fonts were converted, hidden rows and columns count like the others, formulas are broken: look before "
            "you use the figures.",
        ),
        mend=Text(
            "Xem kttt inspect; lưu lại tệp bằng Excel, ở dạng .xlsx hay CSV UTF-8, không ẩn dòng cột.",
            "See kttt inspect; save the file in Excel as .xlsx or CSV UTF-8, with nothing hidden.",
        ),
        wrong=Text("dòng 5–9 bị ẩn, vẫn được tính", "rows 5–9 are hidden and still counted"),
        right=Text("không có dòng, cột nào bị ẩn", "no row or column is hidden"),
        varies=(
            Severity.WARNING,
            Text("khi có thể đã mất chữ hoặc chưa đổi được chữ", "where letters may be lost or could not be converted"),
        ),
    ),
    Rule(
        code="CH101",
        severity=Severity.WARNING,
        title=Text("kttt.toml nói về một cột không có", "kttt.toml speaks of a column that is not there"),
        why=Text(
            "Tiêu đề của sổ có lẽ đã đổi, và điều đã định trong kttt.toml không còn tác dụng.",
            "The header has likely changed, and what kttt.toml says of it no longer works.",
        ),
        mend=Text(
            "Sửa tên cột trong kttt.toml theo tiêu đề của sổ.", "Write the column in kttt.toml as the sheet does."
        ),
        wrong=Text(
            'columns = { "Đơn vị" = "name" } trong khi tiêu đề là “Tên đơn vị”',
            'columns = { "Đơn vị" = "name" } while the header says “Tên đơn vị”',
        ),
        right=Text('columns = { "Tên đơn vị" = "name" }', 'columns = { "Tên đơn vị" = "name" }'),
    ),
    Rule(
        code="CH103",
        severity=Severity.WARNING,
        title=Text(
            "kttt.toml nói về một trang hay tệp không có", "kttt.toml speaks of a sheet or file that is not there"
        ),
        why=Text(
            "Điều ghi ở đó (năm, đơn vị, cột) không có tác dụng, dù người viết tưởng là có.",
            "What it says (year, unit, columns) has no effect, though its author thinks it has.",
        ),
        mend=Text("Sửa tên trang hoặc tên tệp trong kttt.toml.", "Correct the name of the sheet or file in kttt.toml."),
        wrong=Text('sheet = "Yen The" trong khi trang là “Yên Thế”', 'sheet = "Yen The" while the sheet is “Yên Thế”'),
        right=Text('sheet = "Yên Thế"', 'sheet = "Yên Thế"'),
        varies=(
            Severity.NOTE,
            Text("khi không tệp nào của thư mục có tên như vậy", "where no file of the folder has such a name"),
        ),
    ),
    Rule(
        code="NM101",
        severity=Severity.ERROR,
        title=Text("Danh sách hay bản ghi không rõ năm", "A list or record of no known year"),
        why=Text("Không được tính vào năm nào.", "It is counted in no year."),
        mend=Text(
            "Thêm cột Năm, ghi năm vào tiêu đề hoặc tên tệp, hoặc chạy với --year.",
            "Add a column Năm, name the year in the title or the file name, or run with --year.",
        ),
        wrong=("danh-sach.csv:", "Tên HTX | Loại hình", "HTX Đồng Tâm | HTX"),
        right=("danh-sach.csv:", "Năm | Tên HTX | Loại hình", "2023 | HTX Đồng Tâm | HTX"),
    ),
    Rule(
        code="NM102",
        severity=Severity.NOTE,
        title=Text("Năm lấy theo --year", "The year is that of --year"),
        why=Text(
            "Danh sách không tự ghi năm, nên ai nhận tệp cũng phải biết năm nào.",
            "The list names no year itself, so that everyone who gets the file must know it.",
        ),
        mend=Text("Ghi năm vào tiêu đề hoặc tên tệp.", "Name the year in the title or the file name."),
        wrong=Text("kttt check danh-sach.csv --year 2023", "kttt check danh-sach.csv --year 2023"),
        right=Text("kttt check danh-sach-2023.csv", "kttt check danh-sach-2023.csv"),
    ),
    Rule(
        code="NM103",
        severity=Severity.ERROR,
        title=Text("Hai ngày chốt cho một năm", "Two cut-off dates of one year"),
        why=Text(
            "Một HTX thành lập hay giải thể giữa hai ngày sẽ được tính vào hay không tùy ngày nào được dùng.",
            "An HTX founded or ended between them is counted or not, by which of them is used.",
        ),
        mend=Text(
            "Thống nhất ngày trong các tiêu đề, hoặc định ngày trong kttt.toml: [year.2023] cutoff = 2023-12-31.",
            "Make the titles agree, or fix the date in kttt.toml: [year.2023] cutoff = 2023-12-31.",
        ),
        wrong=Text(
            "một tệp ghi “đến 14/12/2023”, tệp kia ghi “đến 31/12/2023”",
            "one file says “đến 14/12/2023”, the other “đến 31/12/2023”",
        ),
        right=Text("mọi tệp ghi “đến 31/12/2023”", "all files say “đến 31/12/2023”"),
    ),
    Rule(
        code="NM104",
        severity=Severity.WARNING,
        title=Text("Danh sách của một phần năm", "A list of a part of the year"),
        why=Text(
            "Doanh thu, lợi nhuận, thu nhập, thành viên mới, số thành lập mới của nửa năm không phải của cả năm: so với năm "
            "khác hay với kế hoạch thì sai. Số có ở một ngày (thành viên, vốn) vẫn dùng được.",
            "Revenue, profit, income, new members and new HTX of half a year are not those of the year: held against "
            "other years or the plan they are wrong. What there is on a day (members, capital) can be used.",
        ),
        mend=Text(
            "Dùng danh sách của cả năm. Nếu số đã là của cả năm, ghi trong kttt.toml: [year.2023] cutoff = 2023-12-31. "
            "Khi chỉ cần số đến một ngày thì không phải sửa: chỉ tiêu liên quan có dấu †.",
            "Use the list of the whole year. If it is one, say in kttt.toml: [year.2023] cutoff = 2023-12-31. Where only "
            "figures up to a day are wanted, nothing is to be mended: those concerned are marked †.",
        ),
        wrong=(
            "htx-2023.csv:",
            "DANH SÁCH HTX ĐẾN 30/6/2023 | | ",
            "Tên HTX | Loại hình | Doanh thu (triệu đồng)",
            "HTX Đồng Tâm | HTX | 450",
        ),
        right=(
            "htx-2023.csv:",
            "DANH SÁCH HTX ĐẾN 31/12/2023 | | ",
            "Tên HTX | Loại hình | Doanh thu (triệu đồng)",
            "HTX Đồng Tâm | HTX | 450",
        ),
    ),
    Rule(
        code="NM105",
        severity=Severity.WARNING,
        title=Text("Hai năm cho một danh sách", "Two years for one list"),
        why=Text(
            "Tiêu đề, tên trang, tên tệp hay cột Năm ghi các năm khác nhau: có lẽ một chỗ được chép từ năm khác, và nếu đó là "
            "chỗ được dùng thì mọi số bị tính cho năm sai.",
            "Title, sheet, file or the column Năm name different years: one was likely copied from another year, and if it is "
            "the one that is used, all figures are of the wrong year.",
        ),
        mend=Text(
            "Sửa cho các chỗ ghi cùng một năm, hoặc ghi year = 2023 cho tệp đó trong kttt.toml.",
            "Make them name one year, or say year = 2023 for that file in kttt.toml.",
        ),
        wrong=("htx-2022.csv:", "DANH SÁCH HTX NĂM 2023 | ", "Tên HTX | Loại hình", "HTX Đồng Tâm | HTX"),
        right=("htx-2023.csv:", "DANH SÁCH HTX NĂM 2023 | ", "Tên HTX | Loại hình", "HTX Đồng Tâm | HTX"),
    ),
    Rule(
        code="NM106",
        severity=Severity.WARNING,
        title=Text("Danh sách dự kiến, hoặc chỉ gồm một phần các đơn vị", "A list of what is planned, or of some only"),
        why=Text(
            "HTX dự kiến thành lập chưa phải là HTX; danh sách chỉ gồm HTX mới hay HTX giải thể không phải là danh sách của năm: "
            "số HTX, thành viên, doanh thu đều sai.",
            "A planned HTX is none yet; a list of the new or of the ended ones is not the list of the year: the numbers of HTX, "
            "members and revenue are all wrong.",
        ),
        mend=Text(
            "Dùng danh sách của tất cả đơn vị, có cột Tình trạng và Ngày giải thể; bỏ danh sách khác ra khỏi thư mục.",
            "Use the list of all, with the columns Tình trạng and Ngày giải thể; take other lists out of the folder.",
        ),
        wrong=(
            "htx-2023.csv:",
            "DANH SÁCH HTX DỰ KIẾN THÀNH LẬP NĂM 2023 | ",
            "Tên HTX | Loại hình",
            "HTX Đồng Tâm | HTX",
        ),
        right=("htx-2023.csv:", "DANH SÁCH HTX NĂM 2023 | ", "Tên HTX | Loại hình", "HTX Đồng Tâm | HTX"),
    ),
    Rule(
        code="NM107",
        severity=Severity.WARNING,
        title=Text("Vài dòng ghi năm khác mọi dòng còn lại", "A few rows of another year than all the others"),
        why=Text(
            "Dòng gõ nhầm năm bị tính cho năm khác và thiếu ở năm của nó.",
            "A row whose year is mistyped is counted in another year, and missing in its own.",
        ),
        mend=Text("Sửa năm của dòng.", "Correct the year of the row."),
        wrong=Text(
            "cột Năm ghi 2023 ở 299 dòng và 2032 hay 2022 ở một dòng",
            "the column Năm says 2023 in 299 rows and 2022 in one",
        ),
        right=Text("cột Năm ghi 2023 ở mọi dòng", "the column Năm says 2023 in every row"),
    ),
    Rule(
        code="NM108",
        severity=Severity.WARNING,
        title=Text("Số của năm trước được chép lại", "The numbers of the year before, copied"),
        why=Text(
            "Doanh thu, lợi nhuận hay thu nhập của gần như mọi đơn vị y hệt năm trước: tăng trưởng bằng 0 mà không phải thật.",
            "Revenue, profit or income of nearly all is what it was the year before: a growth of 0 that is none.",
        ),
        mend=Text(
            "Nhập số của năm, hoặc sửa năm của danh sách.",
            "Enter the numbers of the year, or correct the year of the list.",
        ),
        wrong=Text(
            "cột Doanh thu của 312/320 HTX năm 2023 y hệt năm 2022",
            "the revenue of 312 of 320 HTX in 2023 is that of 2022",
        ),
        right=Text("doanh thu mỗi năm một khác", "the revenue differs from year to year"),
    ),
    Rule(
        code="NM109",
        severity=Severity.WARNING,
        title=Text("Không ai đăng ký trong năm của danh sách", "Nobody registered in the year of the list"),
        why=Text(
            "Mỗi năm trước đều có đơn vị mới mà năm của danh sách không có: có lẽ danh sách năm trước mang tiêu đề năm sau.",
            "Every year before has new ones and the year of the list has none: it may be last year's list under a new title.",
        ),
        mend=Text(
            "Xem lại năm ở tiêu đề, tên trang và tên tệp.", "Check the year in the title, the sheet and the file."
        ),
        wrong=Text(
            "danh sách năm 2023 có 45, 52, 48 HTX đăng ký trong các năm 2020–2022 và không HTX nào trong năm 2023",
            "a list of 2023 with 45, 52, 48 HTX registered in 2020–2022 and none in 2023",
        ),
        right=Text(
            "danh sách năm 2023 có 50 HTX đăng ký trong năm 2023", "a list of 2023 with 50 HTX registered in 2023"
        ),
    ),
    Rule(
        code="NM110",
        severity=Severity.NOTE,
        title=Text("Số dư đầu kỳ không ghi ngày", "An opening balance without a date"),
        why=Text(
            "Số dư được tính từ ngày của giao dịch đầu tiên bên dưới; nếu là số dư của kỳ khác thì vốn của Quỹ bị sai.",
            "It is counted from the day of the first movement below; of another period, the fund's capital would be wrong.",
        ),
        mend=Text("Ghi ngày của số dư, như 01/01/2023.", "Write the day of the balance, such as 01/01/2023."),
        wrong=(
            "quy.csv:",
            "Ngày | Loại giao dịch | Số tiền (triệu đồng)",
            " | Số dư đầu kỳ | 1000",
            "05/01/2023 | Bổ sung vốn | 200",
        ),
        right=(
            "quy.csv:",
            "Ngày | Loại giao dịch | Số tiền (triệu đồng)",
            "01/01/2023 | Số dư đầu kỳ | 1000",
            "05/01/2023 | Bổ sung vốn | 200",
        ),
    ),
)
