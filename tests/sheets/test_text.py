import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kttt_cli.sheets.text import clean, key, plain, unaccented


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


def test_punctuation_is_kept_where_it_says_something():
    assert unaccented("Khoảng 15–20 ĐVT?") == "khoang 15–20 dvt?"


@pytest.mark.parametrize("d", "ðÐɖƉđĐ")
def test_letters_that_look_like_d_with_a_stroke_are_one(d):
    assert key(f"{d}ồng Tâm") == "đồng tâm"
    assert plain(f"{d}ồng Tâm") == "dong tam"


@pytest.mark.parametrize("text", ["НТХ Тân Yên", "HTX Tân Υên", "ΗΤΧ Tâո Yên".replace("ո", "n")])
def test_letters_of_other_alphabets_that_look_like_ours_are_ours(text):
    assert key(text) == "htx tân yên"
    assert plain(text) == "htx tan yen"
    assert clean(text) == text


@pytest.mark.parametrize(
    "hidden", ["\u200b", "\u200e", "\u202a", "\u2066", "\ufeff", "\u00ad", "\x00", "\x07", "\x7f", "\ufe0f"]
)
def test_what_nobody_sees_is_not_there(hidden):
    assert clean(f"HTX{hidden} Hoa{hidden}\u0300") == "HTX Hoà"


@given(text=st.text())
def test_what_is_clean_stays_so(text):
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert key(once) == key(text) == key(unicodedata.normalize("NFD", once))
    assert plain(once) == plain(text)
    assert plain(text).isascii()
