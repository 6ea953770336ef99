"""Filled annexes, and the figures of a text: numbers that must follow from one another."""

from __future__ import annotations

from kttt_cli.checks.rule import Rule
from kttt_cli.findings import Severity
from kttt_cli.language import Text

_FORM = Text(
    "Phụ lục 06 của kế hoạch; quan hệ giữa các dòng ở tệp biểu mẫu",
    "Annex 06 of the plan; relations in the layout file",
)
_COMPUTE = Text(
    "Tính lại từ các ô gốc rồi sửa ô sai đầu tiên; các ô kéo theo sẽ đúng lại khi chép hoặc cộng lại.",
    "Compute again from the cells below and mend the first wrong one; those it drags along follow.",
)
_WHY_SUM = Text(
    "Số sai đi tiếp vào dòng mẹ, dòng chép lại và báo cáo của Bộ; không ai tra ra được từ đâu.",
    "A wrong number goes on into the rows that rest on it and into the ministry's report, where nobody can trace it.",
)

_IN_THE_PLAN = (
    Severity.WARNING,
    Text(
        "khi kttt lập phụ lục và số sai là số đã in trong kế hoạch",
        "when kttt makes an annex and the wrong number is one that the plan prints",
    ),
)

RULES = (
    Rule(
        code="PL101",
        severity=Severity.ERROR,
        title=Text("Tổng cả kỳ khác tổng các năm", "A total over the period that is not the sum of its years"),
        why=_WHY_SUM,
        mend=_COMPUTE,
        wrong=Text("55 + 60 + 60 + 60 + 60, mục tiêu cả kỳ ghi 2.955", "55 + 60 + 60 + 60 + 60, the period has 2.955"),
        right=Text("55 + 60 + 60 + 60 + 60 = 295", "55 + 60 + 60 + 60 + 60 = 295"),
        law=_FORM,
        varies=_IN_THE_PLAN,
    ),
    Rule(
        code="PL102",
        severity=Severity.ERROR,
        title=Text("Dòng mẹ khác tổng các dòng con", "A row that is not the sum of the rows below it"),
        why=_WHY_SUM,
        mend=_COMPUTE,
        wrong=Text("dòng 4 ghi 332, hai dòng con 32 và 310", "row 4 has 332, the rows below it 32 and 310"),
        right=Text("dòng 4 ghi 342", "row 4 has 342"),
        law=_FORM,
        varies=_IN_THE_PLAN,
    ),
    Rule(
        code="PL103",
        severity=Severity.ERROR,
        title=Text("Dòng chép lại khác dòng gốc", "A row that repeats another with a different number"),
        why=Text("Hai ô nói về cùng một số.", "Two cells tell of one number."),
        mend=_COMPUTE,
        wrong=Text("dòng II.3 ghi 60, dòng II.3.1 ghi 64", "row II.3 has 60, row II.3.1 has 64"),
        right=Text("cả hai ghi 64", "both have 64"),
        law=_FORM,
        varies=_IN_THE_PLAN,
    ),
    Rule(
        code="PL104",
        severity=Severity.ERROR,
        title=Text("Dòng tính theo tỷ lệ cố định mà không đúng tỷ lệ", "A row that is a fixed share of another, and is not"),
        why=Text(
            "Kế hoạch tính dòng này bằng một tỷ lệ cố định của dòng khác (dòng II.3.1 bằng 80 % dòng I.4).",
            "The plan takes the row as a fixed share of another (row II.3.1 is 80 % of row I.4).",
        ),
        mend=_COMPUTE,
        wrong=Text("dòng I.4 ghi 85, dòng II.3.1 ghi 64", "row I.4 has 85, row II.3.1 has 64"),
        right=Text("dòng II.3.1 ghi 68", "row II.3.1 has 68"),
        law=_FORM,
        varies=_IN_THE_PLAN,
    ),
    Rule(
        code="PL105",
        severity=Severity.ERROR,
        title=Text("Phần lớn hơn tổng thể", "A part larger than its whole"),
        why=Text(
            "HTX nông nghiệp vay tổ chức tín dụng không thể nhiều hơn mọi HTX vay tổ chức tín dụng.",
            "Agricultural cooperatives with bank loans cannot be more than all cooperatives with bank loans.",
        ),
        mend=Text("Xem lại cách đếm của cả hai dòng.", "Look again at how both rows were counted."),
        wrong=Text("dòng II.3.1 ghi 64, dòng I.4 (tổ chức tín dụng) ghi 25", "row II.3.1 has 64, row I.4 (credit institutions) 25"),
        right=Text("dòng II.3.1 không quá 25", "row II.3.1 has at most 25"),
        law=_FORM,
        varies=_IN_THE_PLAN,
    ),
    Rule(
        code="PL106",
        severity=Severity.ERROR,
        title=Text("Dòng mẹ ghi 0 khi dòng con khác 0", "A row with 0 over rows that are not 0"),
        why=Text("Người đọc dòng mẹ tưởng là không có gì.", "Who reads the upper row takes it for nothing."),
        mend=Text("Để trống dòng mẹ, hoặc ghi số của nó.", "Leave the upper row blank, or give its number."),
        wrong=Text("dòng 1 ghi 0, dòng 1.2 ghi 800", "row 1 has 0, row 1.2 has 800"),
        right=Text("dòng 1 để trống", "row 1 is blank"),
        law=_FORM,
        varies=_IN_THE_PLAN,
    ),
    Rule(
        code="PL107",
        severity=Severity.WARNING,
        title=Text("Đơn vị tính trái với nhãn của dòng", "A unit that contradicts its row's label"),
        why=Text("Một HTX có thể có nhiều dự án vay.", "One cooperative may have several loans."),
        mend=Text("Sửa đơn vị tính hoặc nhãn.", "Mend the unit or the label."),
        wrong=Text("“Số HTX được vay …”, đơn vị “dự án”", "“Số HTX được vay …” in “dự án”"),
        right=Text("“Số HTX được vay …”, đơn vị “HTX”", "“Số HTX được vay …” in “HTX”"),
        law=_FORM,
    ),
    Rule(
        code="PL108",
        severity=Severity.ERROR,
        title=Text("Ô số của phụ lục không phải là số", "A cell of numbers in an annex that holds no number"),
        why=Text("Ô này không vào phép cộng nào, nên tổng thiếu mà không ai thấy.",
                 "The cell is in no sum, so that totals are short and nobody sees it."),
        mend=Text("Ghi số theo kiểu Việt Nam: 1.570,5.", "Write the number as 1.570,5."),
        wrong=Text("“khoảng 85” hoặc “1,500.5”", "“khoảng 85” or “1,500.5”"),
        right=Text("85", "85"),
    ),
    Rule(
        code="PL109",
        severity=Severity.WARNING,
        title=Text("Dấu hàng nghìn không thống nhất trong một biểu", "Thousands marks that differ within one form"),
        why=Text("Số có dấu và không có dấu lẫn nhau là cách 2.955 được đọc thành 2,955.",
                 "With marks and without in one table: that is how 2.955 comes to be read as 2,955."),
        mend=Text("Viết mọi số theo một kiểu.", "Write all numbers alike."),
        wrong=Text("4.277 và 3080", "4.277 and 3080"),
        right=Text("4.277 và 3.080", "4.277 and 3.080"),
    ),
    Rule(
        code="PL110",
        severity=Severity.WARNING,
        title=Text("Tổng cả kỳ có số khi các năm để trống", "A total over years that are blank"),
        why=Text("Trống là chưa biết, không phải là 0.", "Blank is not known, it is not 0."),
        mend=Text("Ghi số từng năm, hoặc để trống cả tổng.", "Give the years, or leave the total blank as well."),
        wrong=Text("các năm trống, mục tiêu cả kỳ ghi 0", "blank years, the period has 0"),
        right=Text("các năm trống, mục tiêu cả kỳ trống", "blank years, the period blank"),
    ),
    Rule(
        code="PL111",
        severity=Severity.WARNING,
        title=Text("Dòng mà biểu mẫu không có", "A row that the form does not have"),
        why=Text("Số của dòng này không được kiểm tra.", "The numbers of the row are not checked."),
        mend=Text("Sửa nhãn cho đúng biểu, hoặc thêm dòng vào tệp biểu mẫu.",
                  "Mend the label, or add the row to the layout file."),
        wrong=Text("“Hỗ trợ khác” giữa các dòng của Phụ lục 06", "“Hỗ trợ khác” among the rows of annex 06"),
        right=Text("chỉ các dòng của Phụ lục 06", "the rows of annex 06 only"),
    ),
    Rule(
        code="PL112",
        severity=Severity.WARNING,
        title=Text("Thiếu dòng của biểu mẫu", "A row of the form that is missing"),
        why=Text("Quan hệ với dòng đó không kiểm tra được.", "Relations to the row cannot be checked."),
        mend=Text("Thêm dòng, để trống nếu không có số.", "Add the row, blank where there is no number."),
        wrong=Text("Phụ lục 06 không có dòng II.3.2", "annex 06 without row II.3.2"),
        right=Text("đủ các dòng", "all rows"),
    ),
    Rule(
        code="PL201",
        severity=Severity.ERROR,
        title=Text("Con số trong lời văn không khớp phép tính", "A figure of the text that does not follow from the others"),
        why=Text("Con số sai trong kế hoạch thành gốc so sánh của năm năm sau.",
                 "A wrong figure of the plan is what five years are compared with."),
        mend=Text("Đối chiếu bản gốc, đính chính, và ghi số đúng vào tệp kế hoạch.",
                  "Compare with the source, correct it, and put the right figure into the plan file."),
        wrong=Text("98/743 ghi là 13,90 %", "98/743 printed as 13,90 %"),
        right=Text("98/743 = 13,19 %", "98/743 = 13,19 %"),
    ),
    Rule(
        code="PL202",
        severity=Severity.ERROR,
        title=Text("Hai chỗ nói về một con số mà khác nhau", "Two places that give one figure differently"),
        why=Text("Không biết chỗ nào đúng.", "It is not known which of them is right."),
        mend=Text("Đối chiếu số liệu gốc.", "Compare with the source."),
        wrong=Text("phụ lục ghi 4.277, lời văn ghi 3.277", "the annex has 4.277, the text 3.277"),
        right=Text("cả hai ghi một số", "both have one number"),
    ),
    Rule(
        code="PL203",
        severity=Severity.ERROR,
        title=Text("Con số viết sai dạng", "A malformed figure"),
        why=Text("“21.0470” có thể là 21.470, 21.047 hoặc 210.470.", "“21.0470” may be 21.470, 21.047 or 210.470."),
        mend=Text("Đối chiếu bản gốc rồi ghi lại.", "Compare with the source and write it again."),
        wrong=Text("21.0470", "21.0470"),
        right=Text("21.047", "21.047"),
    ),
    Rule(
        code="PL204",
        severity=Severity.WARNING,
        title=Text("Bình quân lớn gấp nhiều lần con số cùng loại", "A mean many times that of its like"),
        why=Text("Thường là nhầm đơn vị (triệu, tỷ) hoặc nhầm dấu.", "Mostly a wrong unit (million, billion) or mark."),
        mend=Text("Đối chiếu bản gốc.", "Compare with the source."),
        wrong=Text("vốn 284 tỷ đồng một LH HTX, 2,1 tỷ đồng một HTX", "284 billion VND a union, 2.1 billion a cooperative"),
        right=Text("hai bình quân cùng cỡ", "two means of one size"),
    ),
)  # fmt: skip
