"""Text in two languages, side by side, and numbers and dates as each language writes them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from fractions import Fraction
from typing import Literal, NamedTuple

Lang = Literal["vi", "en"]
LANGUAGES: tuple[Lang, ...] = ("vi", "en")


class Text(NamedTuple):
    """One thing said in Vietnamese and in English."""

    vi: str
    en: str

    def to(self, lang: Lang) -> str:
        return self.vi if lang == "vi" else self.en

    def filled(self, **values: object) -> Text:
        """The text with its {slots} filled; a slot given a Text takes that language's half."""
        return Text(*(getattr(self, lang).format(**_half(values, lang)) for lang in LANGUAGES))

    def quoted(self) -> Text:
        return Text(f"“{self.vi}”", f"“{self.en}”")

    @staticmethod
    def same(text: str) -> Text:
        """A name or a code: the same in every language."""
        return Text(text, text)


def _half(values: dict[str, object], lang: Lang) -> dict[str, object]:
    return {name: value.to(lang) if isinstance(value, Text) else value for name, value in values.items()}


def join(texts: Iterable[Text], separator: str = "; ") -> Text:
    both = list(texts)
    return Text(separator.join(text.vi for text in both), separator.join(text.en for text in both))


def rounded(value: Fraction | int, decimals: int) -> Fraction:
    """Half away from zero, on exact numbers: 2,5 → 3 and −2,5 → −3."""
    scaled = abs(Fraction(value)) * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(whole if value >= 0 else -whole, 10**decimals)


def show_number(value: Fraction | int, decimals: int, lang: Lang, *, trim: bool = False) -> str:
    """1570.5 as `1.570,5` (vi) or `1,570.5` (en), rounded half up; `trim` drops closing zeros."""
    shown = f"{abs(rounded(value, decimals).numerator * 10**decimals // rounded(value, decimals).denominator):d}"
    shown = shown.rjust(decimals + 1, "0")
    whole, part = (shown[:-decimals], shown[-decimals:]) if decimals else (shown, "")
    if trim:
        part = part.rstrip("0")
    grouped = f"{int(whole):,}"
    if lang == "vi":
        grouped = grouped.replace(",", ".")
    text = grouped + (("," if lang == "vi" else ".") + part if part else "")
    return f"-{text}" if value < 0 and text.strip("0.,") else text


def show_date(day: date, lang: Lang) -> str:
    return f"{day:%d/%m/%Y}" if lang == "vi" else day.isoformat()


# --- names that are nearly right ---------------------------------------------------------------------


def nearest(wrong: str, known: Iterable[str], *, most: int = 3, cutoff: float = 0.6) -> list[str]:
    """The known names that are nearest, the nearest first; none where none is as like as `cutoff` (from 0 to 1)."""
    return get_close_matches(wrong, list(known), n=most, cutoff=cutoff)


def perhaps(names: Iterable[Text]) -> Text | None:
    """`có phải Tốt / Khá?`; None of no names. A name is told once."""
    told = join(dict.fromkeys(names), " / ")
    return Text(f"có phải {told.vi}?", f"did you mean {told.en}?") if told.vi else None


def did_you_mean(wrong: str, known: Iterable[str]) -> Text | None:
    """The nearest known names, or None where none is near."""
    return perhaps(map(Text.same, nearest(wrong, known)))


def no_such(what_vi: str, what_en: str, name: str, known: Iterable[str], *, listed: bool = False) -> Text:
    """Nothing of that name, the nearest that there is, and (`listed`) all there are."""
    names = list(known)
    told = [Text(f"không có {what_vi} “{name}”", f"no {what_en} “{name}”"), did_you_mean(name, names)]
    if listed:
        told.append(Text(f"có: {', '.join(names)}", f"known: {', '.join(names)}"))
    return join(each for each in told if each is not None)
