"""Rows: what each was taken for, and which of them may be something else."""

from __future__ import annotations

from kttt_cli.checks.rule import Rule
from kttt_cli.findings import Severity
from kttt_cli.language import Text

_HEADER = "STT | Tên HTX | Loại hình | Tổng số thành viên"
_ONE, _TWO, _THREE = "1 | HTX Đồng Tâm | HTX | 12", "2 | HTX Bình Minh | HTX | 15", "3 | HTX Tân Tiến | HTX | 9"

RULES = (
    Rule(
        code="DG101",
        severity=Severity.NOTE,
        title=Text("Dòng chỉ có số thứ tự", "Rows with nothing but a number"),
        why=Text(
            "Không tính là bản ghi; số dòng như vậy được nêu để không dòng nào mất mà không ai biết.",
            "They are no records; they are counted, so that no row is lost unnoticed.",
        ),
        mend=Text("Xóa dòng, hoặc điền đơn vị còn thiếu.", "Remove the rows, or fill in who is missing."),
        wrong=(_HEADER, _ONE, "2 |  |  | ", "3 | HTX Tân Tiến | HTX | 9"),
        right=(_HEADER, _ONE, _TWO, _THREE),
    ),
    Rule(
        code="DG102",
        severity=Severity.WARNING,
        title=Text("Bản ghi không có tên và mã", "A record without name and code"),
        why=Text(
            "Vẫn được tính là một đơn vị, nhưng không ai biết là đơn vị nào.",
            "It is still counted as an organisation, but nobody knows which.",
        ),
        mend=Text("Ghi tên hoặc mã, hoặc xóa dòng.", "Write its name or code, or remove the row."),
        wrong=(_HEADER, _ONE, "2 |  | HTX | 15", _THREE),
        right=(_HEADER, _ONE, _TWO, _THREE),
    ),
    Rule(
        code="DG103",
        severity=Severity.ERROR,
        title=Text("Bản ghi mang tên một nhóm", "A record that has the name of a group"),
        why=Text(
            "“Nông nghiệp” hay “Xã Hợp Đức” có lẽ là tên nhóm hoặc dòng cộng, nhưng đang được tính là một đơn vị.",
            "“Nông nghiệp” or “Xã Hợp Đức” likely titles a group or is its sum, but is counted as an organisation.",
        ),
        mend=Text(
            "Nếu là nhóm, bỏ số thứ tự hoặc dùng số La Mã; nếu là đơn vị, điền các cột khác.",
            "If it is a group, take its number away or use a Roman numeral; if an organisation, fill its other columns.",
        ),
        wrong=(_HEADER, _ONE, _TWO, "3 | Xã Hợp Đức |  | 120"),
        right=(_HEADER, "I | Xã Hợp Đức |  | ", _ONE, _TWO),
    ),
    Rule(
        code="DG104",
        severity=Severity.WARNING,
        title=Text("Ghi chú nằm giữa các bản ghi", "A note between records"),
        why=Text(
            "Nếu đó là một đơn vị thì nó không được tính.",
            "If it is an organisation it is not counted.",
        ),
        mend=Text(
            "Nếu là bản ghi, điền các cột khác của dòng; nếu là ghi chú, chuyển xuống cuối bảng.",
            "If it is a record, fill its other columns; if a note, move it below the table.",
        ),
        wrong=(_HEADER, _ONE, "Ghi chú: hai HTX sau mới thành lập |  |  | ", _TWO, _THREE),
        right=(_HEADER, _ONE, _TWO, _THREE, "Ghi chú: hai HTX sau mới thành lập |  |  | "),
    ),
    Rule(
        code="DG105",
        severity=Severity.WARNING,
        title=Text("Nhóm không rõ theo gì", "A group of nothing known"),
        why=Text(
            "Dòng được hiểu là tên nhóm, không tính là đơn vị, và không nói gì về các dòng dưới.",
            "The row was taken for a group's title: it is no record, and says nothing of the rows below.",
        ),
        mend=Text(
            "Nếu là đơn vị, dùng số thứ tự thường và điền các cột khác; nếu là nhóm, ghi huyện, xã hay lĩnh vực.",
            "If it is an organisation, number it 1, 2, 3 and fill its columns; if a group, name a district, commune or sector.",
        ),
        wrong=(_HEADER, "I | Nhóm thứ nhất |  | ", _ONE, _TWO),
        right=(_HEADER, "I | Xã Hợp Đức |  | ", _ONE, _TWO),
    ),
    Rule(
        code="DG106",
        severity=Severity.WARNING,
        title=Text("Số hay tên gộp ô trên nhiều bản ghi", "A number or name merged over several records"),
        why=Text(
            "Một số chung cho nhiều dòng không phải của riêng dòng nào; chỉ dòng đầu được nhận.",
            "A number shared by several rows is that of none of them; only the first gets it.",
        ),
        mend=Text("Bỏ gộp ô và ghi từng dòng.", "Unmerge the cell and write each row."),
        wrong=Text("ô doanh thu gộp ba dòng E5:E7, ghi 450", "one revenue cell merged over E5:E7 that says 450"),
        right=Text("E5, E6, E7 ghi 150, 180, 120", "E5, E6, E7 say 150, 180, 120"),
    ),
    Rule(
        code="DG107",
        severity=Severity.WARNING,
        title=Text(
            "Nơi hay lĩnh vực chỉ ghi ở dòng đầu mỗi nhóm", "A place or sector in the first row of each run only"
        ),
        why=Text(
            "Các ô trống bên dưới được hiểu là không rõ, nên bảng theo huyện hay lĩnh vực sẽ thiếu.",
            "The blank cells below are unknown, so that tables by district or sector fall short.",
        ),
        mend=Text(
            "Điền giá trị vào mọi dòng, hoặc dùng tệp Excel còn các ô gộp.",
            "Fill the value into every row, or give the workbook with its merged cells.",
        ),
        wrong=(
            "Tên HTX | Loại hình | Lĩnh vực",
            "HTX Đồng Tâm | HTX | Nông nghiệp",
            "HTX Bình Minh | HTX | ",
            "HTX Tân Tiến | HTX | ",
            "HTX Hợp Lực | HTX | Xây dựng",
            "HTX Minh Tâm | HTX | ",
        ),
        right=(
            "Tên HTX | Loại hình | Lĩnh vực",
            "HTX Đồng Tâm | HTX | Nông nghiệp",
            "HTX Bình Minh | HTX | Nông nghiệp",
            "HTX Tân Tiến | HTX | Nông nghiệp",
            "HTX Hợp Lực | HTX | Xây dựng",
            "HTX Minh Tâm | HTX | Xây dựng",
        ),
    ),
    Rule(
        code="DG108",
        severity=Severity.WARNING,
        title=Text("Ô nói khác với nhóm phía trên", "A cell that differs from the group above it"),
        why=Text(
            "Ô được dùng; nếu nhóm mới đúng thì đơn vị bị tính sai nơi hay sai lĩnh vực.",
            "The cell is used; if the group is right, the organisation is counted in the wrong place or sector.",
        ),
        mend=Text("Sửa ô, hoặc chuyển dòng sang đúng nhóm.", "Correct the cell, or move the row to its group."),
        wrong=(
            "STT | Tên HTX | Loại hình | Lĩnh vực",
            "I | Nông nghiệp |  | ",
            "1 | HTX Đồng Tâm | HTX | Nông nghiệp",
            "2 | HTX Bình Minh | HTX | Xây dựng",
        ),
        right=(
            "STT | Tên HTX | Loại hình | Lĩnh vực",
            "I | Nông nghiệp |  | ",
            "1 | HTX Đồng Tâm | HTX | Nông nghiệp",
            "2 | HTX Bình Minh | HTX | Nông nghiệp",
        ),
    ),
    Rule(
        code="DG109",
        severity=Severity.WARNING,
        title=Text("Tiêu đề, tên trang tính, tên tệp nói hai điều", "Title, sheet and file that say two things"),
        why=Text(
            "Tiêu đề và tên trang khác nhau thì không lấy theo bên nào, nên huyện hay lĩnh vực không rõ; tên tệp khác thì lấy "
            "theo tiêu đề. Huyện ở tiêu đề của danh sách phía trên không được lấy cho danh sách có tiêu đề riêng.",
            "Of a title and a sheet that differ neither is taken; district or sector is unknown. A title goes before the name of "
            "the file. The district in the title of a list above is not that of a list with its own title.",
        ),
        mend=Text("Sửa tiêu đề, tên trang tính hoặc tên tệp.", "Correct the title, or the name of the sheet or file."),
        wrong=(
            "htx huyện Mê Linh 2023.csv:",
            "DANH SÁCH HTX HUYỆN ĐÔNG ANH | ",
            "Tên HTX | Loại hình",
            "HTX Đồng Tâm | HTX",
        ),
        right=(
            "htx huyện Đông Anh 2023.csv:",
            "DANH SÁCH HTX HUYỆN ĐÔNG ANH | ",
            "Tên HTX | Loại hình",
            "HTX Đồng Tâm | HTX",
        ),
    ),
    Rule(
        code="DG110",
        severity=Severity.WARNING,
        title=Text("Bản ghi chỉ có một ô được điền", "A record with one cell only"),
        why=Text(
            "Được tính là một đơn vị, nhưng có thể là tên nhóm hoặc ghi chú.",
            "It is counted as an organisation, but may be a group's title or a note.",
        ),
        mend=Text(
            "Điền các cột khác; nếu là nhóm, đánh số La Mã; nếu là ghi chú, bắt đầu bằng “Ghi chú:”.",
            "Fill the other columns; if it titles a group, give it a Roman numeral; if it is a note, begin it with “Ghi chú:”.",
        ),
        wrong=(
            "Tên HTX | Loại hình | Số thành viên",
            "HTX Đồng Tâm | HTX | 12",
            "Bình Minh |  | ",
            "HTX Tân Tiến | HTX | 9",
        ),
        right=("Tên HTX | Loại hình | Số thành viên", "HTX Đồng Tâm | HTX | 12", "HTX Bình Minh | HTX | 15"),
    ),
    Rule(
        code="DG111",
        severity=Severity.WARNING,
        title=Text("Dòng có số không thuộc sổ nào", "Rows with numbers that belong to no register"),
        why=Text(
            "Nếu là một danh sách nữa thì cả danh sách đó không được đọc.",
            "If they are another list, the whole of it is not read.",
        ),
        mend=Text(
            "Nếu là một sổ, dùng tên cột quen thuộc như “Tên HTX”, “Loại hình”; nếu không, không cần sửa.",
            "If they are a register, name its columns as usual, such as “Tên HTX”, “Loại hình”; else nothing.",
        ),
        wrong=Text(
            "dưới bảng còn một bảng nữa không có dòng tiêu đề",
            "below the table stands another, without a header",
        ),
        right=Text("bảng dưới có dòng tiêu đề “Tên HTX”, “Loại hình”", "the lower table has its header row"),
    ),
    Rule(
        code="DG112",
        severity=Severity.ERROR,
        title=Text("Tên nhóm có lẽ đứng dưới các dòng của nhóm", "Group names that may stand below their rows"),
        why=Text(
            "Không rõ dòng nào thuộc nhóm nào, nên không dùng nhóm: huyện, xã hay lĩnh vực của mọi dòng là không rõ.",
            "Which rows are whose is not clear, so that groups are not used: district, commune or sector is unknown.",
        ),
        mend=Text("Đặt tên nhóm lên trên các dòng của nhóm.", "Put each group's name above its rows."),
        wrong=(_HEADER, _ONE, "I | Xã Hợp Đức |  | ", "1 | HTX Bình Minh | HTX | 15", "II | Xã Ngọc Lý |  | "),
        right=(_HEADER, "I | Xã Hợp Đức |  | ", _ONE, "II | Xã Ngọc Lý |  | ", "1 | HTX Bình Minh | HTX | 15"),
    ),
    Rule(
        code="DG113",
        severity=Severity.ERROR,
        title=Text("Bản ghi chỉ có tên và số", "A record of a name and numbers only"),
        why=Text(
            "Các dòng khác có mã, loại hình, ngày hay nơi; dòng này có thể là dòng cộng, nhưng đang được tính là một đơn vị.",
            "The other rows have a code, kind, date or place; this one may be a sum, but is counted as an organisation.",
        ),
        mend=Text(
            "Nếu là dòng cộng, ghi “Tổng cộng”; nếu là đơn vị, điền các cột khác.",
            "If it is a sum, write “Tổng cộng”; if an organisation, fill its other columns.",
        ),
        wrong=(_HEADER, _ONE, _TWO, " | Nhóm một |  | 27", _THREE),
        right=(_HEADER, _ONE, _TWO, " | Tổng cộng |  | 27"),
    ),
    Rule(
        code="DG114",
        severity=Severity.WARNING,
        title=Text("Dòng cộng không ghi là dòng cộng", "A total that does not say so"),
        why=Text(
            "Các số của dòng bằng tổng các dòng khác, nên dòng không được tính là một đơn vị: nếu tính thì mọi tổng bị gấp đôi.",
            "The numbers of the row are the sums of other rows, so that it is not counted: it would double every sum.",
        ),
        mend=Text(
            "Ghi “Tổng cộng” vào dòng. Nếu đó là một đơn vị, ghi tên hoặc mã.",
            "Write “Tổng cộng” into the row. If it is an organisation, write its name or code.",
        ),
        wrong=(
            "Tên HTX | Loại hình | Tổng số thành viên | Lao động thường xuyên",
            "HTX Đồng Tâm | HTX | 120 | 36",
            "HTX Bình Minh | HTX | 115 | 41",
            " |  | 235 | 77",
        ),
        right=(
            "Tên HTX | Loại hình | Tổng số thành viên | Lao động thường xuyên",
            "HTX Đồng Tâm | HTX | 120 | 36",
            "HTX Bình Minh | HTX | 115 | 41",
            "Tổng cộng |  | 235 | 77",
        ),
    ),
    Rule(
        code="DG115",
        severity=Severity.ERROR,
        title=Text("Dòng của tệp CSV dài hơn dòng tiêu đề", "A row of a CSV file longer than its header"),
        why=Text(
            "Một ô chứa dấu phân cách mà không đặt trong dấu nháy thì bị cắt đôi, và các ô sau nó lệch một cột.",
            "A cell that holds the delimiter, without quotes, is cut in two, and those behind it move by a column.",
        ),
        mend=Text(
            "Đặt ô đó trong dấu nháy kép, hoặc xuất lại tệp.",
            "Put the cell in double quotes, or export the file again.",
        ),
        wrong=("Tên HTX | Loại hình | Doanh thu (triệu đồng)", "HTX Đồng Tâm | HTX | 450 | 5"),
        right=("Tên HTX | Loại hình | Doanh thu (triệu đồng)", "HTX Đồng Tâm | HTX | 450,5"),
    ),
    Rule(
        code="DG116",
        severity=Severity.ERROR,
        title=Text("Ô tên chỉ có số", "A name that is a number"),
        why=Text(
            "Hai cột có lẽ bị đổi chỗ, hoặc dòng bị lệch một cột: các ô khác của dòng cũng có thể sai.",
            "Two columns were likely exchanged, or the row has moved by a cell: its other cells may be wrong as well.",
        ),
        mend=Text("Đối chiếu dòng với bản gốc.", "Compare the row with the original."),
        wrong=("Tên HTX | Loại hình", "HTX Đồng Tâm | HTX", "9900032057 | HTX"),
        right=("Tên HTX | Loại hình", "HTX Đồng Tâm | HTX", "HTX 20/10 | HTX"),
    ),
    Rule(
        code="DG117",
        severity=Severity.WARNING,
        title=Text("Dòng dưới dòng cộng có thể là một đơn vị", "A row below a total that may be an organisation"),
        why=Text(
            "Gạch đầu dòng dưới dòng cộng thường tách số của dòng cộng (“- Nông nghiệp”), nên dòng không được tính; nhãn này "
            "không phải lĩnh vực, nơi hay cột nào đã biết, nên cũng có thể là tên một đơn vị.",
            "A bullet below a total usually tells a part of it (“- Nông nghiệp”), so that the row is not counted; this "
            "label is no known sector, place or column, and may also be an organisation's name.",
        ),
        mend=Text(
            "Nếu là một đơn vị, ghi số thứ tự và loại hình, hoặc chuyển lên trên dòng cộng. Nếu không, ghi “Trong đó: …”.",
            "If it is an organisation, give it its number and kind, or move it above the total. If not, write "
            "“Trong đó: …”.",
        ),
        wrong=(_HEADER, _ONE, _TWO, " | Tổng cộng |  | 27", " | - An Lạc |  | 9"),
        right=(_HEADER, _ONE, _TWO, "3 | HTX An Lạc | HTX | 9", " | Tổng cộng |  | 36"),
    ),
    Rule(
        code="DG118",
        severity=Severity.ERROR,
        title=Text("Dòng ví dụ, hay dòng nói là không có đơn vị nào", "An example, or a row that says there is none"),
        why=Text(
            "Dòng mẫu của biểu mẫu hay dòng “Không có” có số thứ tự như một đơn vị, nên đang được tính là một đơn vị.",
            "The example of a form, or a row “None”, is numbered as an organisation is, and so it is counted.",
        ),
        mend=Text("Xóa dòng.", "Remove the row."),
        wrong=(_HEADER, "VD | HTX Nguyễn Văn A | HTX | 15", _ONE, _TWO),
        right=(_HEADER, _ONE, _TWO),
    ),
    Rule(
        code="DG119",
        severity=Severity.ERROR,
        title=Text("Hai tên trong một ô", "Two names in one cell"),
        why=Text(
            "Chỉ được tính là một đơn vị, và các số của dòng là của cả hai.",
            "They are counted as one organisation, and the numbers of the row are those of both.",
        ),
        mend=Text("Ghi mỗi đơn vị một dòng.", "Give each organisation a row of its own."),
        wrong=(_HEADER, "1 | HTX Đồng Tâm; HTX Bình Minh | HTX | 27", _THREE),
        right=(_HEADER, _ONE, _TWO, _THREE),
    ),
    Rule(
        code="DG120",
        severity=Severity.ERROR,
        title=Text("Dòng kế hoạch xen với dòng thực hiện", "Rows of a plan among rows of results"),
        why=Text(
            "Mỗi đơn vị có một dòng kế hoạch (hay kỳ trước) và một dòng thực hiện: mỗi dòng đang được tính là một đơn vị, và số kế "
            "hoạch được tính như số đã làm.",
            "Each organisation has a row of its plan (or of the year before) and one of its results: each is counted as an "
            "organisation, and what was planned as what was done.",
        ),
        mend=Text("Chỉ để lại dòng thực hiện.", "Leave the rows of results only."),
        wrong=(
            "Tên HTX | Loại hình | Ghi chú | Tổng số thành viên",
            "HTX Đồng Tâm | HTX | KH | 15",
            "HTX Bình Minh | HTX | TH | 12",
        ),
        right=(
            "Tên HTX | Loại hình | Ghi chú | Tổng số thành viên",
            "HTX Đồng Tâm | HTX | TH | 12",
            "HTX Bình Minh | HTX | TH | 15",
        ),
    ),
    Rule(
        code="DG121",
        severity=Severity.NOTE,
        title=Text("Huyện lấy theo tên tệp", "The district is that of the file's name"),
        why=Text(
            "Danh sách không tự ghi huyện: đổi tên tệp, hay chép danh sách sang tệp khác, thì huyện của mọi đơn vị đổi theo.",
            "The list does not say its district: with another name of the file all of its HTX are in another district.",
        ),
        mend=Text("Ghi huyện vào tiêu đề, hoặc thêm cột Huyện.", "Write it into the title, or add a column Huyện."),
        wrong=("Huyện Mê Linh 2023.csv:", "Tên HTX | Loại hình", "HTX Đồng Tâm | HTX"),
        right=(
            "Huyện Mê Linh 2023.csv:",
            "DANH SÁCH HTX HUYỆN MÊ LINH | ",
            "Tên HTX | Loại hình",
            "HTX Đồng Tâm | HTX",
        ),
    ),
    Rule(
        code="DG122",
        severity=Severity.WARNING,
        title=Text("Danh sách không có bản ghi nào", "A list without any record"),
        why=Text(
            "Tệp có tiêu đề cột nhưng không có dòng nào: có thể đơn vị gửi nhầm biểu trống, và không được tính gì.",
            "The file has its header and no rows: an empty form may have been sent, and nothing of it is counted.",
        ),
        mend=Text(
            "Xin lại danh sách; nếu đúng là không có đơn vị nào, bỏ tệp ra khỏi thư mục.",
            "Ask for the list again; if there are none indeed, take the file out of the folder.",
        ),
        wrong=("htx-2023.csv:", "Tên HTX | Loại hình"),
        right=("htx-2023.csv:", "Tên HTX | Loại hình", "HTX Đồng Tâm | HTX"),
        varies=(
            Severity.NOTE,
            Text("khi trang khác của cùng tệp có bản ghi", "where another sheet of the file has records"),
        ),
    ),
    Rule(
        code="DG201",
        severity=Severity.WARNING,
        title=Text("Một số thứ tự hai lần", "One number of a row twice"),
        why=Text(
            "Một dòng có lẽ đã được chép hai lần, hoặc chèn vào mà không đánh số lại.",
            "A row was likely copied twice, or put in without numbering again.",
        ),
        mend=Text("Xem dòng nào thừa, rồi đánh số lại.", "See which row is too many, and number again."),
        wrong=(_HEADER, _ONE, _TWO, "2 | HTX Tân Tiến | HTX | 9", "3 | HTX Hợp Lực | HTX | 14"),
        right=(_HEADER, _ONE, _TWO, _THREE, "4 | HTX Hợp Lực | HTX | 14"),
    ),
    Rule(
        code="DG202",
        severity=Severity.WARNING,
        title=Text("Thiếu một số thứ tự", "A number of a row that is missing"),
        why=Text(
            "Có thể một dòng đã bị xóa, và đơn vị đó không được tính.",
            "A row may have been removed, and that organisation is not counted.",
        ),
        mend=Text(
            "Tìm dòng đã mất; nếu danh sách được trích ra, đánh số lại.",
            "Find the row that went; in an excerpt, number again.",
        ),
        wrong=(_HEADER, _ONE, _TWO, "4 | HTX Hợp Lực | HTX | 14"),
        right=(_HEADER, _ONE, _TWO, _THREE, "4 | HTX Hợp Lực | HTX | 14"),
        varies=(
            Severity.NOTE,
            Text("khi thiếu nhiều số, như ở một bản trích", "where many are missing, as in an excerpt"),
        ),
    ),
)
