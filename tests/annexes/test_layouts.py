"""Layout files: what is packaged loads, and every mistake is told with its table, key and line."""

from __future__ import annotations

from fractions import Fraction
from importlib.resources import files
from pathlib import Path

import pytest

from kttt_cli.annexes.layout import YearsForm, printed_value
from kttt_cli.annexes.layouts import choose, load_layouts, packaged_layouts, read_layout
from kttt_cli.findings import BadUsage
from kttt_cli.indicators.catalogue import catalogue

SMALL = """kind = "years"
id = "x"
sheet = "X"
title = "BIỂU THỬ"
status = "own"
source = "thử"

[columns]
plan = true

[printed]
plan = "p"
past = [2016, 2020]
first = 2021
last = 2022

[row."1"]
label = "Cha"
sum = ["1/a", "1/b"]
printed = ["1", "2", "3", "5"]

[row."1/a"]
label = "Con"
indicator = "htx.count"
printed = ["1", "2", "3", "5"]

[row."1/b"]
label = "Con nữa"
indicator = "htx.new"
"""


def test_every_packaged_layout_has_its_own_id_and_loads() -> None:
    layouts = load_layouts(catalogue())
    assert [layout.id for layout in layouts] == [name[:2] for name in packaged_layouts()]
    assert len({layout.sheet.vi for layout in layouts}) == len(layouts)


def test_forms_that_were_not_seen_say_so() -> None:
    assert [each.id for each in load_layouts(catalogue()) if each.status == "printed"] == ["06"]


def test_the_small_layout_is_right() -> None:
    assert list(_read(SMALL).row) == ["1", "1/a", "1/b"]


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ('kind = "years"', 'kind = "year"', ["dòng 1", "không có loại biểu “year”", "có phải years"]),
        ('status = "own"', 'status = "ours"', ["dòng 5: status", "own"]),
        ('sheet = "X"', 'sheet = "A/B"', ["dòng 3: sheet", "31 ký tự"]),
        ("plan = true", "plans = true", ["dòng 9: columns.plans", "khóa không được dùng", "plan"]),
        ('label = "Con"', 'nhan = "Con"', ["khóa không được dùng", '"1/a".nhan']),
        ('label = "Cha"\n', "", ["row.1.label", "thiếu khóa này"]),
        ('indicator = "htx.count"', 'indicator = "htx.cuont"', ["dòng 24", "không có chỉ tiêu “htx.cuont”", "htx.count"]),
        ('indicator = "htx.count"', 'heading = true\nindicator = "htx.count"', ["dòng 22", "cần đúng một trong"]),
        ('sum = ["1/a", "1/b"]', 'sum = ["1/a", "1/c"]', ["dòng 19", "không có dòng “1/c”", "1/a"]),
        ('sum = ["1/a", "1/b"]', "sum = []", ["cần đúng một trong"]),
        ('indicator = "htx.new"', 'copy = "1"', ["suy ra từ chính nó"]),
        ('["1", "2", "3", "5"]\n\n[row."1/b"]', '["1", "2", "3"]\n\n[row."1/b"]', ["dòng 25", "cần 4 ô", "có 3"]),
        ('["1", "2", "3", "5"]\n\n[row."1/b"]', '["1", "2", "3", "5,x"]\n\n[row."1/b"]', ["dòng 25", "“5,x”"]),
        ('["1", "2", "3", "5"]\n\n[row."1/b"]', '["1", "2", "3", "5"]\nnot_done = true\n\n[row."1/b"]', ["not_done"]),
        ('indicator = "htx.new"', 'indicator = "htx.new"\ncut = { sector = "agry" }', ["“agry”", "có phải agri"]),
        ('indicator = "htx.new"', 'indicator = "htx.new"\nshown_in = "ty"', ["không có đơn vị tính “ty”"]),
        ('indicator = "htx.new"', 'each = "nganh"\nindicator = "htx.new"', ["không có từ vựng “nganh”"]),
        ('indicator = "htx.new"', 'indicator = "htx.new"\nof_which = "1/b"', ["không có dòng “1/b”"]),
        ('indicator = "htx.new"', 'indicator = "htx.new"\nover_years = "distinct"', ["over_years", "đơn vị khác nhau"]),
        ('indicator = "htx.new"', 'indicator = "htx.new', ["dòng ", ", cột ", "không đúng cú pháp TOML: chuỗi chưa đóng ngoặc kép trước khi hết dòng"]),
    ],
)  # fmt: skip
def test_a_mistake_is_told_where_it_stands(was: str, becomes: str, told: list[str]) -> None:
    assert SMALL.count(was) == 1
    with pytest.raises(BadUsage) as error:
        _read(SMALL.replace(was, becomes))
    for each in ["x.toml", *told]:
        assert each in error.value.message.vi


def test_all_mistakes_are_told_at_once() -> None:
    wrong = SMALL.replace("htx.count", "htx.cuont").replace('"1/a", "1/b"', '"1/z"')
    with pytest.raises(BadUsage) as error:
        _read(wrong)
    assert len(error.value.message.vi.splitlines()) == 2


def test_a_form_for_districts_has_no_rows_of_a_sector() -> None:
    wrong = SMALL.replace("[columns]", "districts = true\n\n[columns]").replace(
        'indicator = "htx.new"', 'indicator = "htx.new"\ncut = { sector = "agri" }'
    )
    with pytest.raises(BadUsage, match="districts"):
        _read(wrong)


def test_a_file_of_ones_own_replaces_that_of_the_same_id_or_comes_last(tmp_path: Path) -> None:
    own, other = tmp_path / "own.toml", tmp_path / "other.toml"
    own.write_text(SMALL, encoding="utf-8")
    other.write_text(SMALL.replace('id = "x"', 'id = "06"'), encoding="utf-8")
    layouts = load_layouts(catalogue(), [own, other])
    assert layouts[-1].id == "x"
    assert next(each for each in layouts if each.id == "06").title.vi == "BIỂU THỬ"


def test_an_annex_that_is_not_there_is_told() -> None:
    layouts = load_layouts(catalogue())
    assert [each.id for each in choose(layouts, ["07", "06"])] == ["06", "07"]
    with pytest.raises(BadUsage, match="không có phụ lục “6”"):
        choose(layouts, ["6"])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("4.277", 4277), ("3080", 3080), ("2021,867", Fraction("2021.867")), ("1.420,2", Fraction("1420.2")), ("0", 0),
        ("", None), ("  ", None), ("4,277.5", None), ("42.77", None), ("x", None), ("1 000", None),
    ],
)  # fmt: skip
def test_printed_numbers_are_read_in_vietnamese_notation(text: str, value: int | Fraction | None) -> None:
    assert printed_value(text) == value


def test_a_vocabulary_spreads_one_row_over_its_words() -> None:
    source = files("kttt_cli.annexes").joinpath("02-nganh-nghe.toml").read_text(encoding="utf-8")
    form = read_layout(source, "02.toml", catalogue())
    assert isinstance(form, YearsForm)
    assert form.row["1/agri"].label.vi == "Nông, lâm nghiệp, thủy sản"
    assert form.row["1/agri"].cut == {"sector": "agri"}


def _read(source: str) -> YearsForm:
    layout = read_layout(source, "x.toml", catalogue())
    assert isinstance(layout, YearsForm)
    return layout
