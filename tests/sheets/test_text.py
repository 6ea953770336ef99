import unicodedata

import pytest

from kttt_cli.sheets.text import clean, key, plain


def test_a_text_typed_on_a_mac_is_the_same_as_one_typed_on_windows():
    written = "Hợp tác xã Nông nghiệp Đồng Tâm"
    apart = unicodedata.normalize("NFD", written)
    assert apart != written
    assert clean(apart) == written
    assert key(apart) == key(written)
    assert plain(apart) == plain(written) == "hop tac xa nong nghiep dong tam"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Hiệp Hoà", "Hiệp Hòa"),
        ("chung thuỷ", "chung thủy"),
        ("khoẻ", "khỏe"),
        ("Xoá bỏ", "xóa bỏ"),
        ("HOÁ", "hóa"),
        ("uỷ ban", "ủy ban"),
    ],
)
def test_old_and_new_tone_placement_are_one(old, new):
    assert key(old) == key(new)
    assert clean(old) == old, "what is shown stays as written"


@pytest.mark.parametrize("word", ["quý", "quỳ", "quy", "quỹ", "huỳnh", "loét", "toàn", "hoạt", "khuya", "quả"])
def test_words_with_one_spelling_stay_untouched(word):
    assert key(word) == word


def test_tones_and_accents_still_tell_words_apart():
    assert key("hòa") != key("hoa")
    assert key("quý") != key("quỹ")
    assert key("tổng công ty") != key("tổng cộng ty")


def test_spaces_and_what_cannot_be_seen_do_not_count():
    assert clean("\ufeffHTX\u00a0Đồng\u200b Tâm \n(mới)\t") == "HTX Đồng Tâm (mới)"
    assert key("HTX\u00a0 ĐỒNG  TÂM") == key("htx đồng tâm")
    assert clean("  a \n b ") == "a b"


def test_header_words():
    assert plain("Vốn điều lệ\n(triệu đồng)") == "von dieu le trieu dong"
    assert plain("Huyện/TP.") == "huyen tp"
