"""Changes to XML at the places asked for, so that all other bytes stay as they are.

Nothing is parsed as XML: no entity is resolved and no link followed, and what another program wrote in its own
way (prefixes, extensions, order of attributes) is kept. Text is written in ASCII with character references, which
means the same in every encoding of a part.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from kttt_cli.patterns import pattern

ATTRIBUTES = rb"""(?:[^"'<>]|"[^"<]*"|'[^'<]*')*?"""
"""Of a tag, up to its end; a `>` within quotes does not end it."""
_UNSEEN = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)
_ROOT = re.compile(rb"<((?:[A-Za-z_][\w.-]*:)?)([A-Za-z_][\w.-]*)(" + ATTRIBUTES + rb")(/?)>")
_ANY_TAG = re.compile(rb"<(/?)([A-Za-z_][\w.:-]*)" + ATTRIBUTES + rb"(/?)>")
_NOT_IN_XML = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = pattern("_(?=x[0-9A-Fa-f]{4}_)")
LONGEST_TEXT = 32_767
"""Characters that a cell or a comment of a workbook holds."""


class Span(NamedTuple):
    """An element as it stands in its part."""

    start: int
    inner: int
    """Where its contents begin; equal to `inner_end` for `<a/>`."""
    inner_end: int
    end: int
    attributes: bytes

    @property
    def is_open(self) -> bool:
        """Has it an end tag? `<a/>` has none."""
        return self.inner_end < self.end


class Change(NamedTuple):
    """These bytes are replaced by those."""

    start: int
    end: int
    by: bytes


def seen(part: bytes) -> bytes:
    """The part with comments, CDATA and processing instructions blanked: what is searched, at the same positions."""
    if b"<!" not in part and part.count(b"<?") <= part.startswith((b"<?xml", b"\xef\xbb\xbf<?xml")):
        return part
    return _UNSEEN.sub(lambda found: b" " * len(found[0]), part)


def root(part: bytes) -> tuple[bytes, Span]:
    """(its prefix with the colon, the element). Raises ValueError: no XML."""
    found = _ROOT.search(part)
    if found is None:
        raise ValueError("no element")
    prefix, name, given, closed = found.groups()
    if closed:
        return prefix, Span(found.start(), found.end(), found.end(), found.end(), given)
    end = part.rfind(b"</" + prefix + name)
    if end < 0:
        raise ValueError(f"<{name.decode(errors='replace')}> has no end")
    return prefix, Span(found.start(), found.end(), end, part.index(b">", end) + 1, given)


@cache
def _starts(tag: bytes) -> re.Pattern[bytes]:
    return re.compile(b"<" + re.escape(tag) + rb"(?=[\s/>])(" + ATTRIBUTES + rb")(/?)>")


def elements(part: bytes, tag: bytes, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """The elements of that tag (with its prefix), from the first on; an element does not hold another of its tag."""
    closing = b"</" + tag
    pattern = _starts(tag)
    stop = len(part) if end is None else end
    found = pattern.search(part, start, stop)
    while found:
        if found[2]:
            span = Span(found.start(), found.end(), found.end(), found.end(), found[1])
        else:
            close = part.find(closing, found.end(), stop)
            if close < 0:
                raise ValueError(f"<{tag.decode(errors='replace')}> has no end")
            span = Span(found.start(), found.end(), close, part.index(b">", close) + 1, found[1])
        yield span
        found = pattern.search(part, span.end, stop)


def first(part: bytes, tag: bytes, start: int = 0, end: int | None = None) -> Span | None:
    return next(elements(part, tag, start, end), None)


def changed(part: bytes, changes: Iterable[Change]) -> bytes:
    """With all changes made. They do not overlap; several at one place stand in the order given."""
    pieces = []
    at = 0
    for change in sorted(changes, key=lambda each: each.start):
        if change.start < at:
            raise ValueError("elements within each other")
        pieces += [part[at : change.start], change.by]
        at = change.end
    return b"".join([*pieces, part[at:]])


def appended(part: bytes, span: Span, tag: bytes, more: bytes) -> Change:
    """`more` as the last contents of the element."""
    if span.is_open:
        return Change(span.inner_end, span.inner_end, more)
    start = part[span.start : span.end].rstrip(b"/>").rstrip()
    return Change(span.start, span.end, start + b">" + more + b"</" + tag + b">")


def child_place(part: bytes, prefix: bytes, whole: Span, later: Iterable[str], start: int | None = None) -> int:
    """Where a child of the root goes that stands before all of `later`, from `start` on. (What is within other
    children does not count: an `extLst` stands in many of them.)"""
    tags = {prefix + tag.encode() for tag in later}
    depth = 0
    for found in _ANY_TAG.finditer(part, whole.inner if start is None else start, whole.inner_end):
        closing, tag, closed = found.groups()
        if closing:
            depth -= 1
        elif depth == 0 and tag in tags:
            return found.start()
        elif not closed:
            depth += 1
    return whole.inner_end


@cache
def _attribute(name: str) -> re.Pattern[bytes]:
    return re.compile(rb"\s+" + name.encode() + rb"""\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def with_attribute(given: bytes, name: str, value: str | None) -> bytes:
    """The attributes of a tag with one of them set, or removed (None)."""
    mark = _attribute(name)
    text = b"" if value is None else f' {name}="{escaped(value)}"'.encode("ascii", "xmlcharrefreplace")
    if mark.search(given):
        return mark.sub(lambda _: text, given, count=1)
    return given.rstrip() + text


def attribute(given: bytes, name: str) -> str | None:
    found = _attribute(name).search(given)
    if found is None:
        return None
    value = found[1] if found[1] is not None else found[2]
    return html.unescape(value.decode("utf-8", "replace"))


def plain_text(inner: bytes) -> str:
    """What is written between the tags."""
    return html.unescape(_ANY_TAG.sub(b"", inner).decode("utf-8", "replace"))


def escaped(text: str) -> str:
    for sign, reference in (
        ("&", "&amp;"),
        ("<", "&lt;"),
        (">", "&gt;"),
        ('"', "&quot;"),
        ("\n", "&#10;"),
        ("\t", "&#9;"),
    ):
        text = text.replace(sign, reference)
    return _NOT_IN_XML.sub("", text.replace("\r", ""))


def text_xml(text: str) -> bytes:
    """A text as the contents of `<t>`: no longer than a workbook holds, and `_x0041_` stays what it is."""
    return escaped(_ESCAPED.sub("_x005F_", text[:LONGEST_TEXT])).encode("ascii", "xmlcharrefreplace")
