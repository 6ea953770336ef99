"""Comments of one sheet: new ones, and words added to those that are there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kttt_cli.sheets.editing import xml
from kttt_cli.sheets.editing.cells import Address, address

COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
EMPTY_COMMENTS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b"<authors></authors><commentList></commentList></comments>"
)
EMPTY_DRAWING = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"></xml>'
)
_SHAPE_TYPE = (
    b'<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    b'<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;margin-top:2pt;'
    'width:{width}pt;height:{height}pt;z-index:{order};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{left}, 15, {top}, 2, {right}, 15, '
    "{bottom}, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
    "</x:ClientData></v:shape>"
)
_ID = re.compile(rb"""_x0000_s([0-9]{1,9})\b""")
_IDS_OF_A_BLOCK = 1024
_NOTE = re.compile(rb"<x:Row>\s*([0-9]+)\s*</x:Row>\s*<x:Column>\s*([0-9]+)\s*</x:Column>")
_NAMESPACES = (
    b'xmlns:v="urn:schemas-microsoft-com:vml"',
    b'xmlns:o="urn:schemas-microsoft-com:office:office"',
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"',
)
_LETTERS_OF_A_LINE, _POINTS_OF_A_LINE, _POINTS_OF_A_ROW = 52, 13, 15
_LAST_COLUMN = 16_383


def with_comments(part: bytes, texts: Mapping[Address, str], author: str) -> bytes:
    """The comments part with a comment in each of the cells; what a comment says already stays before it."""
    seen = xml.seen(part)
    prefix, whole = xml.root(seen)
    authors = xml.first(seen, prefix + b"authors")
    listed = xml.first(seen, prefix + b"commentList")
    changes = []
    number = 0
    name = xml.text_xml(author)
    if authors is not None:
        number = len(list(xml.elements(seen, prefix + b"author", authors.inner, authors.inner_end)))
        changes.append(xml.appended(part, authors, prefix + b"authors", _author(prefix, name)))
    else:
        list_of_one = b"<%bauthors>%b</%bauthors>" % (prefix, _author(prefix, name), prefix)
        changes.append(xml.Change(whole.inner, whole.inner, list_of_one))
    left = {address(*cell): text for cell, text in sorted(texts.items())}
    if listed is not None:
        for span in xml.elements(seen, prefix + b"comment", listed.inner, listed.inner_end):
            text = left.pop(xml.attribute(span.attributes, "ref") or "", None)
            if text is not None and text not in xml.plain_text(part[span.inner : span.inner_end]):
                changes += _continued(part, seen, prefix, span, text)
    new = b"".join(
        b'<%bcomment ref="%b" authorId="%d"><%btext>%b</%btext></%bcomment>'
        % (prefix, cell.encode(), number, prefix, _run(prefix, text), prefix, prefix)
        for cell, text in left.items()
    )
    if listed is not None:
        changes.append(xml.appended(part, listed, prefix + b"commentList", new))
    else:
        whole_list = b"<%bcommentList>%b</%bcommentList>" % (prefix, new, prefix)
        changes.append(xml.Change(whole.inner_end, whole.inner_end, whole_list))
    return xml.changed(part, changes)


def _author(prefix: bytes, name: bytes) -> bytes:
    return b"<%bauthor>%b</%bauthor>" % (prefix, name, prefix)


def _run(prefix: bytes, text: str) -> bytes:
    return b'<%br><%bt xml:space="preserve">%b</%bt></%br>' % (prefix, prefix, xml.text_xml(text), prefix, prefix)


def _continued(part: bytes, seen: bytes, prefix: bytes, comment: xml.Span, text: str) -> Iterator[xml.Change]:
    span = xml.first(seen, prefix + b"text", comment.inner, comment.inner_end)
    more = _run(prefix, f"\n\n{text}")
    if span is None or not span.is_open:
        made = b"<%btext>%b</%btext>" % (prefix, more, prefix)
        place = (comment.inner, comment.inner) if span is None else (span.start, span.end)
        yield xml.Change(*place, made)
        return
    runs = any(True for _ in xml.elements(seen, prefix + b"r", span.inner, span.inner_end))
    plain = xml.first(seen, prefix + b"t", span.inner, span.inner_end)
    if plain is not None and not runs:  # a bare text becomes the first of two runs
        yield xml.Change(plain.start, plain.start, b"<" + prefix + b"r>")
        yield xml.Change(plain.end, plain.end, b"</" + prefix + b"r>")
    yield xml.Change(span.inner_end, span.inner_end, more)


def with_notes(drawing: bytes, texts: Mapping[Address, str]) -> bytes:
    """The VML part with a hidden box for each of the cells that has none; everything else in it stays."""
    there = {(int(row), int(column)) for row, column in _NOTE.findall(drawing)}
    wanted = [cell for cell in sorted(texts) if cell not in there]
    if not wanted:
        return drawing
    taken = [int(number) for number in _ID.findall(drawing)]
    start = max((*taken, _IDS_OF_A_BLOCK)) + 1
    blocks = range(start // _IDS_OF_A_BLOCK, (start + len(wanted)) // _IDS_OF_A_BLOCK + 1)
    shapes = b"".join(_box(cell, texts[cell], start + order, order + 1) for order, cell in enumerate(wanted))
    if b'id="_x0000_t202"' not in drawing:
        shapes = _SHAPE_TYPE + shapes
    root = xml.first(xml.seen(drawing), b"xml")
    if root is None or not root.is_open:
        raise ValueError("VML")
    changes = []
    map_of_ids = xml.first(drawing, b"o:idmap")
    if map_of_ids is not None:
        old = (xml.attribute(map_of_ids.attributes, "data") or "").split(",")
        every = dict.fromkeys([*old, *map(str, blocks)])
        given = xml.with_attribute(map_of_ids.attributes, "data", ",".join(filter(None, every)))
        at = map_of_ids.start + len(b"<o:idmap")
        changes.append(xml.Change(at, at + len(map_of_ids.attributes), given))
    else:
        data = ",".join(map(str, blocks)).encode()
        shapes = b'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="%b"/></o:shapelayout>' % data + shapes
    missing = b"".join(b" " + name for name in _NAMESPACES if name not in root.attributes)
    if missing:  # said by each element for itself
        shapes = re.sub(rb"<(v:shape|v:shapetype|o:shapelayout) ", rb"<\1" + missing + b" ", shapes)
    return xml.changed(drawing, [*changes, xml.Change(root.inner_end, root.inner_end, shapes)])


def _box(cell: Address, text: str, number: int, order: int) -> bytes:
    row, column = cell
    lines = sum(1 + len(line) // _LETTERS_OF_A_LINE for line in text.splitlines())
    height = max(4, lines + 1) * _POINTS_OF_A_LINE
    left = min(column + 1, _LAST_COLUMN - 5)
    return _SHAPE.format(
        id=number,
        order=order,
        width=280,
        height=height,
        left=left,
        top=max(row - 1, 0),
        right=left + 5,
        bottom=max(row - 1, 0) + height // _POINTS_OF_A_ROW + 1,
        row=row,
        column=column,
    ).encode()
