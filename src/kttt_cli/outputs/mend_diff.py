"""Mends as people see them: a unified diff by cells, one line a change, and what was left and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import IO

from kttt_cli.checks.catalogue import rules
from kttt_cli.language import Lang, Text, show_number
from kttt_cli.outputs.check_view import printable
from kttt_cli.outputs.mended import Left, Mended
from kttt_cli.registers.mends import Mend, Value

_SHOWN_LEFT = 20


def print_diff(mends: Sequence[Mend], stream: IO[str], lang: Lang) -> None:
    """For each file and cell, what is written and what should be, as `diff -u` shows lines."""
    file = None
    for mend in sorted(mends, key=_order):
        if mend.place.file != file:
            file = mend.place.file
            stream.write(f"--- {printable(file)}\n+++ {printable(file)}\n")
        titles = "; ".join(f"{rule} {rules()[rule].title.to(lang)}" for rule in mend.rules)
        stream.write(printable(f"@@ {_where(mend)} @@ {titles}") + "\n")
        stream.write(f"-{visible(mend.before)}\n+{_after(mend.after, lang)}\n")


def change_lines(mends: Sequence[Mend], lang: Lang) -> Iterator[str]:
    """`so-htx.xlsx [HTX!G13] NG103: “15/03/19” → “15/03/2019”`"""
    for mend in sorted(mends, key=_order):
        rule = " ".join(mend.rules)
        yield printable(f"{mend.place} {rule}: ") + f"“{visible(mend.before)}” → “{_after(mend.after, lang)}”"


def summary(mended: Mended, lang: Lang, *, done: bool) -> Iterator[str]:
    """What was or would be mended, and what not."""
    counts = Counter(rule for mend in mended.mends for rule in mend.rules)
    by_rule = ", ".join(f"{rule} {_n(count, lang)}" for rule, count in sorted(counts.items()))
    total, files = _n(len(mended.mends), lang), _n(len(mended.files), lang)
    if mended.mends:
        yield Text(
            f"{'Đã sửa' if done else 'Sẽ sửa'} {total} chỗ trong {files} tệp ({by_rule})",
            f"{'Mended' if done else 'Would mend'} {total} places in {files} files ({by_rule})",
        ).to(lang)
    else:
        yield Text("Không có gì để sửa", "Nothing to mend").to(lang)
    if mended.unconfirmed:
        more = _n(mended.unconfirmed, lang)
        yield Text(
            f"{more} chỗ chỉ có cách sửa có lẽ đúng; xem bằng --diff --unsafe-fixes",
            f"{more} places have a likely mend only; see them with --diff --unsafe-fixes",
        ).to(lang)
    for left in mended.left[:_SHOWN_LEFT]:
        yield _left(left, lang)
    if len(mended.left) > _SHOWN_LEFT:
        rest = _n(len(mended.left) - _SHOWN_LEFT, lang)
        yield Text(f"… và {rest} chỗ nữa không sửa", f"… and {rest} more left as they are").to(lang)


def _left(left: Left, lang: Lang) -> str:
    place, rule = left.mend.place, " ".join(left.mend.rules)
    text = Text(f"Không sửa {place} {rule}: {left.reason.vi}", f"Left as it is: {place} {rule}: {left.reason.en}")
    return printable(text.to(lang))


def _order(mend: Mend) -> tuple[str, str, int, int]:
    place = mend.place
    return (
        place.file,
        place.sheet or "",
        -1 if place.row is None else place.row,
        -1 if place.column is None else place.column,
    )


def _where(mend: Mend) -> str:
    return "!".join(part for part in (mend.place.sheet, mend.place.cell) if part) or mend.place.file


def _after(value: Value, lang: Lang) -> str:
    """What the cell becomes; of a number or a day also that it is one, for it may look the same as the text."""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y} {_IS_DAY.to(lang)}"
    if isinstance(value, str):
        return visible(value)
    return f"{str(value).replace('.', ',') if lang == 'vi' else value} {_IS_NUMBER.to(lang)}"


def visible(text: str) -> str:
    """Spaces that matter as `·`, what nobody sees by its number, and line breaks as `⏎`."""
    bare = text.strip(" ")
    start = len(text) - len(text.lstrip(" ")) if bare else 0
    end = len(text) - start - len(bare)
    pieces = [
        "⏎" if char == "\n" else char if char.isprintable() else f"<U+{ord(char):04X}>"
        for char in bare.replace("  ", "··")
    ]
    return "·" * start + "".join(pieces) + "·" * end


def _n(count: int, lang: Lang) -> str:
    return show_number(count, 0, lang)


_IS_DAY, _IS_NUMBER = Text("(ngày)", "(a day)"), Text("(số)", "(a number)")
