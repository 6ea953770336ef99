"""A form as an office designs one: everything that fillers lose, and placeholders in between."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime

import xlsxwriter

LIST_ROW = 8
"""The repeated row, as Excel numbers it; its total stands below."""


def form(cells: Mapping[str, str | float] = {}, *, lists: bool = True, extra: str = "") -> bytes:
    """The form, with further cells on its first sheet. `extra` names one more thing in it."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    book.set_properties({"created": datetime(2020, 1, 1)})
    red, number = book.add_format({"color": "red", "bold": True}), book.add_format({"num_format": "#,##0", "border": 1})
    sheet, other, still = book.add_worksheet("Biểu 1"), book.add_worksheet("Tổng hợp"), book.add_worksheet("Ghi chú")
    sheet.merge_range("A1:E1", "BÁO CÁO năm {{year}} của {{province}}", book.add_format({"bold": True}))
    sheet.write("A3", "Tổng số {{htx.count@2023}} HTX")
    sheet.write("B3", "{{htx.new@2023}}", number)
    sheet.write("C3", "{{htx.count@2023|sector=agri}}", number)
    sheet.write("D3", "{{htx.charter_capital@2023|unit=million}}", number)
    sheet.write_formula("E3", "=B3/C3", number, 99)
    sheet.write("B4", "{{htx.count@2021}}", number)
    sheet.write_formula("E4", "=1+1", number, 2)
    sheet.write_blank("C5", None, number)
    book.define_name("kttt.htx.count.2023__sector.agri", "='Biểu 1'!$C$5")
    for column, text in enumerate(("STT", "Tên", "Vốn", "Thành viên", "Vốn/TV")):
        sheet.write(6, column, text)
    sheet.write("A15", "dưới danh sách")
    if lists:
        sheet.set_row(7, 33)
        sheet.write("A8", "{{list htx.new@2023: stt}}")
        sheet.write("B8", "{{list htx.new@2023: name}}")
        sheet.write("C8", "{{list htx.new@2023: charter_capital}}", number)
        sheet.write("D8", "{{list htx.new@2023: members}}", number)
        sheet.write_formula("E8", "=C8/D8*$B$20", number, 7)
        sheet.merge_range("F8:G8", "gộp")
        sheet.write("A9", "Cộng")
        sheet.write_formula("C9", "=SUM(C8)", number, 5)
        sheet.write_formula("D9", "=SUM(D8:D8)", number, 5)
        sheet.write_formula("E9", "=COUNTA($B$8:$B$8)", number, 5)
        sheet.conditional_format("C8:C8", {"type": "cell", "criteria": ">", "value": "$C$9/2", "format": red})
        sheet.conditional_format("E8", {"type": "formula", "criteria": "=C8>D8", "format": red})
        sheet.conditional_format(
            "D8",
            {"type": "2_color_scale", "max_type": "formula", "max_value": "=$D$9", "min_type": "num", "min_value": 0},
        )
        sheet.insert_textbox("I40", "", {"textlink": "='Biểu 1'!$C$9"})
        sheet.data_validation("D8:D9", {"validate": "decimal", "criteria": ">=", "value": 0})
        sheet.set_row(8, 44)
        sheet.merge_range("F9:G10", "dưới")
        sheet.write_comment("A9", "ghi chú dòng cộng")
        other.write_formula("A1", "='Biểu 1'!C9*2", number, 10)
        other.write_formula("A2", "=SUM('Biểu 1'!D8:D8)", number, 10)
        book.define_name("Tổng_vốn", "='Biểu 1'!$C$9")
    sheet.write("B20", 1)
    other.write_formula("A3", "='Biểu 1'!B3+1", number, 10)
    other.write_formula("A4", "=A3*2", number, 10)
    other.write("B1", 12)
    other.write_formula("B2", "=B1*2", number, 24)
    still.write_rich_string("A1", "HTX ", red, "Đỏ", " cũ")
    still.write_column("C1", [1, 5, 9])
    still.write_formula("D1", "=SUM(C1:C3)", number, 15)
    still.conditional_format("C1:C3", {"type": "data_bar", "data_bar_2010": True})
    still.add_sparkline("E1", {"range": "'Ghi chú'!C1:C3"})
    still.insert_textbox("G2", "Hộp chữ")
    sheet.insert_textbox("I30", "Hộp dưới")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": ["Biểu 1", 7, 3, 8, 3], "name": "Thành viên"})
    sheet.insert_chart("I12", chart)
    sheet.print_area("A1:G16")
    sheet.repeat_rows(6)
    sheet.set_landscape()
    sheet.set_h_pagebreaks([14])
    sheet.autofilter("A7:E8") if lists else None
    for address, value in cells.items():
        sheet.write(address, value)
    if extra == "header":
        sheet.set_header("&C{{year}}")
    elif extra == "textbox":
        still.insert_textbox("G9", "Năm {{year}}")
    elif extra == "comment":
        still.write_comment("B2", "{{htx.new}}")
    elif extra == "chart":
        chart.set_title({"name": "Năm {{year}}"})
    elif extra == "rich":
        sheet.write_rich_string("A12", "HTX ", red, "{{htx.", "new}} cũ")
    elif extra == "rich filled":
        sheet.write_rich_string("A12", "Thêm ", red, "{{htx.new@2023}} HTX ", "mới, {{list htx.new@2023: name}}")
    elif extra == "name":
        book.define_name("kttt.htx.nwe.2023", "='Biểu 1'!$B$16")
    elif extra == "range":
        book.define_name("kttt.htx.new.2023", "='Biểu 1'!$B$16:$B$17")
    elif extra == "formula name":
        book.define_name("kttt.htx.new.2023", "='Biểu 1'!$E$4")
    book.close()
    return made.getvalue()
