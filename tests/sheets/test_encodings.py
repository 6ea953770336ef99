"""Text files in the encodings of thirty years, and legacy text within Unicode: right, or refused."""

import codecs
import unicodedata

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from kttt_cli.findings import Unreadable
from kttt_cli.sheets import encodings
from kttt_cli.sheets.files import read_stream
from kttt_cli.sheets.legacy_text import _TCVN3, _VNI, KINDS, convert
from kttt_cli.sheets.syllables import is_syllable, score

TABLE = [
    ["STT", "Tên hợp tác xã", "Địa chỉ", "Ghi chú"],
    ["1", "HTX nông nghiệp Đồng Tâm", "xã Hoàng Vân, huyện Hiệp Hòa", "đang hoạt động"],
    ["2", "HTX dịch vụ Quyết Tiến", "xã Quỳnh Sơn, huyện Yên Dũng", "tạm ngừng"],
    ["3", "HTX vận tải Thắng Lợi", "phường Trần Phú", "chưa xếp loại"],
]
TEXT = "".join(";".join(row) + "\r\n" for row in TABLE)


def old(text: str, kind: str) -> str:
    """As it was typed for a font. TCVN3 has no capital letters with a tone: they are written small."""
    if kind == "TCVN3":
        signs = {letter: sign for sign, letter in _TCVN3.items()}
        return "".join(signs.get(char, signs.get(char.lower(), char)) for char in text)
    signs = {letter: sign for sign, letter in reversed(_VNI.items())}
    return "".join(signs.get(char, char) for char in text)


def cp1258(text: str) -> bytes:
    """Base letters with their circumflex or horn, tones as marks of their own."""
    out = []
    for char in text:
        apart = unicodedata.normalize("NFD", char)
        tone = "".join(mark for mark in apart if mark in "\u0300\u0301\u0303\u0309\u0323")
        out.append(unicodedata.normalize("NFC", "".join(c for c in apart if c not in tone)) + tone)
    return "".join(out).encode("cp1258")


BYTES = {
    "windows-1258": cp1258(TEXT),
    "TCVN3 (ABC, .VnTime)": old(TEXT, "TCVN3").encode("latin-1"),
    "VNI": old(TEXT, "VNI").encode("cp1252"),
    "UTF-16": TEXT.encode("utf-16"),
    "UTF-16-LE": TEXT.encode("utf-16-le"),
    "UTF-16-BE": TEXT.encode("utf-16-be"),
    "UTF-32": TEXT.encode("utf-32"),
}


def read(content: bytes):
    (grid,) = read_stream(content, "tệp.csv")
    return grid


def rows(grid):
    return [list(grid.row(row)) for row in range(grid.height)]


def lower(table):
    return [[cell.lower() if isinstance(cell, str) else cell for cell in row] for row in table]


def refusal(content: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read_stream(content, "tệp.csv")
    message = caught.value.message
    assert message.vi != message.en
    assert "{" not in message.vi + message.en
    return message.en


@pytest.mark.parametrize("name", BYTES)
def test_every_encoding_is_found_and_said(name):
    grid = read(BYTES[name])
    assert lower(rows(grid)) == lower(TABLE)
    assert all(unicodedata.is_normalized("NFC", cell) for row in rows(grid) for cell in row)
    assert any(name in note.en and name in note.vi for note in grid.notes)


def test_unicode_needs_no_note():
    assert read(TEXT.encode()).notes == ()
    assert read(codecs.BOM_UTF8 + TEXT.encode()).notes == ()


def test_the_letter_that_tcvn3_loses_is_warned_of():
    assert not any("lost" in note.en for note in read(BYTES["TCVN3 (ABC, .VnTime)"]).notes)
    grid = read(BYTES["TCVN3 (ABC, .VnTime)"].replace(b"\xad", b""))
    assert any("có thể mất chữ ư" in note.vi for note in grid.notes)


def test_what_two_encodings_explain_is_refused_and_both_are_named():
    message = refusal(b"STT;T\xean\n1;A\n")
    assert "windows-1258" in message
    assert "TCVN3" in message


def test_mixtures_are_refused():
    assert "part of it is UTF-8" in refusal(TEXT.encode() + BYTES["TCVN3 (ABC, .VnTime)"])
    assert "mixture" in refusal(BYTES["windows-1258"] * 3 + TEXT.encode())
    encodings_of_two = BYTES["windows-1258"] * 2000 + BYTES["VNI"] * 2000
    assert "encoding" in refusal(encodings_of_two)


@pytest.mark.parametrize(
    "content", ["Straße;Café;Größe\nÄrger;Übung;Öl\n".encode("latin-1"), bytes(range(128, 256)) * 20]
)
def test_other_languages_and_noise_are_refused(content):
    assert "encoding" in refusal(content)


@pytest.mark.parametrize("kind", KINDS)
def test_legacy_text_within_unicode(kind):
    text = "".join(";".join(old(cell, kind) for cell in row) + "\n" for row in TABLE)
    grid = read(text.encode())
    assert lower(rows(grid)) == lower(TABLE)
    assert any(kind in note.en for note in grid.notes)


@pytest.mark.parametrize("kind", KINDS)
def test_unicode_beside_legacy_text_is_left_alone(kind):
    text = TEXT + "".join(";".join(old(cell, kind) for cell in row) + "\n" for row in TABLE[1:])
    grid = read(text.encode())
    assert rows(grid)[:4] == TABLE
    assert lower(rows(grid)[4:]) == lower(TABLE[1:])


@pytest.mark.parametrize("codec", ["cp1252", "latin-1"])
def test_text_in_utf_8_that_was_once_read_otherwise(codec):
    names = ["HTX Phúc Hòa", "Huyện Yên Thế", "HTX Lạc Đạo", "à", "HTX “Bình Minh” – Ước"]
    raw = [bytes([code]).decode(codec, "ignore") or chr(code) for code in range(256)]
    spoilt = ["".join(raw[code] for code in name.encode()) for name in names]
    grid = read(("Tên\n" + "\n".join(spoilt)).encode())
    assert [row[0] for row in rows(grid)] == ["Tên", *names]
    assert ["once read as windows-1252" in note.en for note in grid.notes] == [True]


@pytest.mark.parametrize("lost", ["HTX Ph?c H?a", "HTX Ph\ufffdc Hòa", "HTX ?ại Hóa", "HTX Ä\ufffdáº¡i HÃ³a"])
def test_letters_that_are_lost_are_said(lost):
    grid = read(f"Tên\nHTX Phúc Hòa\n{lost}".encode())
    assert ["letters that were lost" in note.en for note in grid.notes] == [True]
    assert rows(grid)[2] == [lost]


@pytest.mark.parametrize("text", ["Có liên kết?", "https://htx.vn/?id=a", "Tốt ?", "A? B", "12?15"])
def test_a_question_is_no_lost_letter(text):
    assert read(f"Tên\nHTX Phúc Hòa\n{text}".encode()).notes == ()


def test_the_examples_of_the_trade():
    assert convert("Hîp t¸c x·", "TCVN3") == convert("Hîp t¸c x∙", "TCVN3") == "Hợp tác xã"
    assert convert("Hôïp taùc xaõ", "VNI") == "Hợp tác xã"
    assert convert("UÛY BAN NHAÂN DAÂN", "VNI") == "ỦY BAN NHÂN DÂN"


@pytest.mark.parametrize("text", ["Hiệp Hoà;m²;50°C;«Tốt»", "Café Đồng;Müller;1½;±5", "naïve;€;™;×"])
def test_signs_of_other_languages_do_not_make_it_legacy(text):
    grid = read(f"Tên;B;C;D\n{text}\n".encode())
    assert list(grid.row(1)) == text.split(";") + [None] * (4 - len(text.split(";")))


words = st.sampled_from([word for row in TABLE for cell in row for word in cell.split() if not word.isascii()])


@given(st.lists(st.lists(words, min_size=3, max_size=5).map(" ".join), min_size=3, max_size=12), st.sampled_from(KINDS))
@example(["Tên Tên Tên", "Tên Tên hợp", "Tên chú vụ Dũng Phú"], "TCVN3")
@example(["chú vụ Dũng", "vụ vụ Dũng", "vụ Tiến Dũng"], "TCVN3")
@example(["Tên Tên Tên", "Tên Tên Tên"], "VNI")
def test_any_text_in_an_old_font_comes_back_or_is_left_alone(texts, kind):
    """Unless all of it is Vietnamese as it stands too: `chó vô` may be «chú vụ», and who writes it in Unicode means it."""
    assume(any(each.good < each.words for each in (score(old(text, kind)) for text in texts)))
    grid = read(("Ten;B\n" + "".join(f"{old(text, kind)};x\n" for text in texts)).encode())
    left_alone = any("left as written" in note.en for note in grid.notes)
    for row, text in enumerate(texts, start=1):
        assert grid.at(row, 0).lower() in (text.lower(), *([old(text, kind).lower()] if left_alone else []))


@given(st.lists(words, min_size=1, max_size=12))
def test_vietnamese_unicode_is_never_touched(texts):
    grid = read(("Tên;B\n" + "".join(f"{text};x\n" for text in texts)).encode())
    assert [grid.at(row, 0) for row in range(1, len(texts) + 1)] == texts
    assert grid.notes == ()


WORDS = "nghiệp quyết giếng quỳnh khuỷu hoá hóa Đồng thuở xoong gì ưu yêu"
NO_WORDS = "t¸c hỵp tỏc tèt bđ ơc thơng áà"


def test_syllables():
    assert all(map(is_syllable, WORDS.split()))
    assert not any(map(is_syllable, NO_WORDS.split()))
    assert score("ĐVT: tr.đ; HTX Đồng Tâm (Tâm)").words == 2


def test_errors_and_guarded_zeros_in_csv():
    grid = read(b'M\xc3\xa3,V\n="0101234567",#REF!\n')
    assert list(grid.row(1)) == ["0101234567", "#REF!"]


def test_nul_bytes_and_broken_utf16_are_named():
    assert "zero bytes" in refusal(b"a,b\n1,\x002\n")
    assert "zero bytes" in refusal(b"a,b\n" + b"1,2\n" * 50_000 + b"1,\x00\n")
    assert "damaged or cut short" in refusal("Tên;Vốn\n".encode("utf-16")[:-1])
    assert "empty" in refusal(codecs.BOM_UTF8)
    assert "empty" in refusal(codecs.BOM_UTF16_LE)
    assert "empty" in refusal(b"")


def test_a_file_whose_encoding_shows_late(monkeypatch):
    monkeypatch.setattr(encodings, "_PORTION", 2_000)
    grid = read(b"STT;Ten\n" + b"1;HTX\n" * 20_000 + BYTES["windows-1258"] * 50)
    assert grid.at(20_002, 1) == "HTX nông nghiệp Đồng Tâm"
