"""The README of the sample, with the figures counted."""

from __future__ import annotations

from samples import facts
from samples.counts import targets
from samples.records import Province

_TEXT = """\
# Số liệu mẫu: địa bàn Bắc Giang, 2020–2025

**Số liệu mô phỏng.** Không có tổ chức, con người hay mã số nào ở đây là thật: tên được ghép từ ngành hàng,
tên
xã và một số thứ tự; mã số mang đầu 99, không tỉnh nào dùng. Tất cả do `scripts/make_samples.py` tạo ra từ một
hạt giống cố định; chạy lại cho đúng từng byte. Cùng các bản ghi này nằm trong `../bac-giang-xlsx/`,
mỗi năm một
tệp Excel trình bày như các tỉnh vẫn gửi.

Số liệu đến 31/12/2020 khớp đúng với con số in trong kế hoạch phát triển kinh tế tập thể 2021–2025 của Bắc
Giang (743 HTX và QTDND, thành viên và vốn theo từng lĩnh vực, 5 LH HTX, 900 THT, Quỹ 14,256 tỷ đồng…).
Xếp loại năm 2020 và toàn bộ các năm 2021–2025 là hư cấu. Chỗ nào kế hoạch tự mâu thuẫn thì xem
`docs/contradictions.md`.

Những chỗ cố ý khác thường:

- Thương mại, dịch vụ có 370 thành viên trong 60 HTX nên nhiều HTX dưới bảy thành viên (kế hoạch in như vậy).
- Vốn của vệ sinh môi trường (20,230 tỷ) được kế hoạch gọi là vốn hoạt động; ở đây ghi vào vốn điều lệ.
- Mọi HTX năm 2020 có đúng ba thành viên HĐQT, vì 2.229 = 743 × 3. Một LH HTX chiếm phần lớn 1.420,2 tỷ đồng.
- Danh sách mỗi năm gồm cả tổ chức giải thể trong năm đó (kết quả để trống); năm sau không còn.
- Một HTX không có trong danh sách năm 2023 mà không giải thể, rồi có lại năm 2024.
- Hình thức thành lập của một số HTX mới để trống; cột liên kết với doanh nghiệp chỉ có dấu x.
- HTX chưa đủ 12 tháng và QTDND ghi “Không xếp loại”. HTX tạm ngừng không báo cáo kết quả (trừ năm 2020).
- Không năm nào có cột cán bộ chủ chốt đã qua tập huấn: chỉ tiêu này không có số liệu.
- THT chưa chứng thực để trống số thành viên năm 2020: kế hoạch chỉ biết 300 người của 39 THT có chứng thực.
- Năm 2025 không có cột Huyện (cấp huyện kết thúc ngày 30/06/2025), xã là xã mới. Xã cũ mà bảng địa danh không
  ghi xã kế tiếp thì được gán cho một xã mới của cùng huyện cũ.
- Danh sách xã chỉ gồm xã, không gồm phường, thị trấn: {rural} xã đến năm 2024, {rural_new} xã năm 2025.
- Sổ Quỹ bắt đầu ngày 01/01/2020 bằng một lần số dư đầu kỳ chia theo nguồn; cơ cấu nguồn ngoài 13 tỷ của ngân
  sách tỉnh là hư cấu. Kế hoạch không cho số cho vay của từng năm nên các khoản vay trước 2020 không có ở đây.

# Sample data: the area of Bắc Giang, 2020–2025

**Synthetic.** No organisation, person or code here is real: names are put together from a product,
a commune and
a number; codes begin with 99,
which no province has. Everything is made by `scripts/make_samples.py` from a fixed
seed, the same bytes every time. The same records stand in `../bac-giang-xlsx/`, one workbook a year,
laid out as
provinces send them.

The year-end 2020 gives back the figures printed in Bắc Giang's collective-economy plan 2021–2025 exactly.
Grades of 2020 and all of 2021–2025 are invented. Where the plan contradicts itself see
`docs/contradictions.md`.

Deliberately odd:

- Trade has 370 members in 60 HTX, so many have fewer than seven (as the plan prints it).
- The capital of sanitation (20.230 billion) is working capital in the plan; here it is charter capital.
- In 2020 every board has three members, because 2,229 = 743 × 3. One union holds most of the 1,420.2 billion.
- Each year's list holds those that ended in it too (results blank); the next list does not.
- One HTX is missing from the list of 2023 without having ended, and is back in 2024.
- The origin of some new HTX is blank; the link with an enterprise is written with marks only.
- HTX younger than 12 months and QTDND are "Không xếp loại". Suspended HTX report no results (except in 2020).
- No year has a column of key officers trained: that target has no data.
- THT without a certified contract have blank members in 2020: the plan knows only the 300 of the 39.
- 2025 has no district column (districts ended on 30/06/2025) and the communes are the new ones. An old
  commune without a successor in the table of places was given to one of the same old district.
- The list of communes holds xã only, no wards or towns: {rural} until 2024, {rural_new} in 2025.
- The fund's ledger opens on 01/01/2020 with one balance split by source; the sources beside the province's 13
  billion are invented, and loans from before 2020 are not in it.

# Con số đúng / What the figures should be

Đếm thẳng từ các bản ghi,
không dùng kttt: `scripts/samples/counts.py`. / Counted from the records without kttt.
Mẫu số của T3 là HTX còn tồn tại cuối năm, không kể QTDND và LH HTX. / T3 is over HTX that exist at year end,
without QTDND and LH HTX.

| | | {years} |
|---|---|{rule}|
{rows}
"""


def text(province: Province) -> str:
    rows = [f"| {name} | {label} | {' | '.join(values)} |" for name, label, values in targets(province)]
    return _TEXT.format(
        rural=len(province.communes[facts.FIRST]),
        rural_new=len(province.communes[facts.LAST]),
        years=" | ".join(str(year) for year in facts.YEARS),
        rule="|".join("--:" for _ in facts.YEARS),
        rows="\n".join(rows),
    )
