"""Is this Vietnamese? A word is, when it is built as a Vietnamese syllable is: onset, rhyme and tone.

The statistic by which encodings are told apart. Text read with the wrong table is full of words that no
Vietnamese syllable allows (`t¸c`, `tỏc`, `hỵp`), because of all strings of five letters hardly one in a
thousand is a syllable, and because a syllable closed by c, ch, p or t bears only the tones sắc and nặng.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from kttt_cli.patterns import pattern

_ONSETS = "ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x"
_OPEN = (
    "a ai ao au ay âu ây e eo ê êu i ia iu iêu o oa oai oao oay oe oeo oi ô ôi ơ ơi u ua ui uê ui uôi uơ uy uya uyu "
    "uây ư ưa ưi ưu ươi ươu y yêu am an ang anh ăm ăn ăng âm ân âng em en eng êm ên ênh im in inh iêm iên iêng "
    "oam oan oang oanh oăm oăn oăng oen om on ong oong ôm ôn ông ơm ơn um un ung uân uâng uênh uôm uôn uông "
    "uyên uynh ưn ưng ươm ươn ương yêm yên yêng"
)
_CLOSED = (
    "ac ach ap at ăc ăp ăt âc âp ât ec ep et êch êp êt ich ip it iêc iêp iêt oac oach oap oat oăc oăt oc ooc op ot oet "
    "ôc ôp ôt ơp ơt uc up ut uât uêch uôc uôp uôt uych uyêt uyt uyp ưc ưt ươc ươp ươt yêt"
)
_RHYMES = f"{_OPEN} {_CLOSED}".split()
_AFTER_Q = "|".join((*(rhyme for rhyme in _RHYMES if rhyme[0] in "aăâeêiôơy"), "ynh", "ych", "yt", "yp"))
_SYLLABLE = pattern(f"(?:{_ONSETS})?(?:{'|'.join(_RHYMES)})|qu(?:{_AFTER_Q})")
_STOPPED = pattern("(?:[cpt]|ch)$")
_TONE = pattern("[\u0300\u0301\u0303\u0309\u0323]")
_STOP_TONES = frozenset("\u0301\u0323")
_WORDS = pattern(r"""[^\s\x00-\x40\x5b-\x60\x7b-\x7f“”‘’–—…\u00a0]+""")
_ABBREVIATION = pattern("[b-df-hj-np-tv-xzđ]+", re.IGNORECASE)


class Score(NamedTuple):
    """Of the words that can tell one encoding from another: how many are Vietnamese."""

    good: int
    words: int

    @property
    def share(self) -> float:
        return self.good / self.words if self.words else 0.0


@lru_cache(maxsize=65_536)
def is_syllable(word: str) -> bool:
    apart = unicodedata.normalize("NFD", word.casefold())
    tones = _TONE.findall(apart)
    toneless = unicodedata.normalize("NFC", _TONE.sub("", apart))
    if len(tones) > 1 or _SYLLABLE.fullmatch(toneless) is None:
        return False
    # Without any tone a closed syllable is no word either, but names and abbreviations are written so.
    return not tones or _STOPPED.search(toneless) is None or tones[0] in _STOP_TONES


def score(text: str) -> Score:
    """Each word counts once; those in plain ASCII, of one letter or without a vowel (`ĐVT`, `đ`) tell nothing."""
    good = words = 0
    for found in set(_WORDS.findall(text)):
        word = found.strip("«»")  # quotes around a word; within one they are letters of TCVN3
        if word.isascii() or len(word) == 1:
            continue
        if _ABBREVIATION.fullmatch(word):
            continue
        words += 1
        good += is_syllable(word)
    return Score(good, words)
