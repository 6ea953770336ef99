"""Cell formats derived from a cell's own: another fill or another number format, everything else as it was."""

from __future__ import annotations

from kttt_cli.sheets.editing import xml

EMPTY = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    b'<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    b'<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    b'<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    b'<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>'
)
TEXT_FORMAT, GENERAL, DAY_FORMAT = "@", "General", "dd/mm/yyyy"
_BUILT_IN = {TEXT_FORMAT: 49, GENERAL: 0}
_FIRST_FREE_FORMAT = 164
_ORDER = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors",
    "extLst",
)  # fmt: skip
_PLAIN = b'<@xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'


class Styles:
    """The styles part; indexes are those of its `cellXfs`, which the `s` of a cell names."""

    def __init__(self, part: bytes) -> None:
        self._part = part
        self._seen = xml.seen(part)
        self._prefix, self._root = xml.root(self._seen)
        self._formats = [part[span.start : span.end] for span in self._children("cellXfs", "xf")]
        self._fills = len(self._children("fills", "fill"))
        self._numbers = {
            xml.attribute(span.attributes, "formatCode") or "": int(xml.attribute(span.attributes, "numFmtId") or 0)
            for span in self._children("numFmts", "numFmt")
        }
        self._new: dict[str, list[bytes]] = {"numFmts": [], "fills": [], "cellXfs": []}
        self._derived: dict[tuple[int, str | None, str | None], int] = {}
        self._fill_ids: dict[str, int] = {}
        if not self._formats:
            self._add("cellXfs", _PLAIN)
            self._formats.append(self._new["cellXfs"][0])

    def derive(self, base: int, *, fill: str | None = None, number_format: str | None = None) -> int:
        """As format `base`, with a solid fill (`FFC7CE`) or a number format (`dd/mm/yyyy`)."""
        key = (base, fill, number_format)
        if key not in self._derived:
            self._derived[key] = len(self._formats)
            old = self._formats[base if base < len(self._formats) else 0]
            span = xml.first(old, self._prefix + b"xf")
            assert span is not None
            given = span.attributes
            if fill is not None:
                given = xml.with_attribute(given, "fillId", str(self._fill(fill)))
                given = xml.with_attribute(given, "applyFill", "1")
            if number_format is not None:
                given = xml.with_attribute(given, "numFmtId", str(self._number(number_format)))
                given = xml.with_attribute(given, "applyNumberFormat", "1")
                given = xml.with_attribute(given, "quotePrefix", None)  # the apostrophe that makes a text of a number
            start = span.start + len(b"<" + self._prefix + b"xf")
            made = xml.changed(old, [xml.Change(start, start + len(span.attributes), given)])
            self._new["cellXfs"].append(made)
            self._formats.append(made)
        return self._derived[key]

    def is_date(self, style: int) -> bool:
        """Has the cell a format that shows its number as a day?"""
        number, code = self._number_format(style)
        return 14 <= number <= 17 or number == 22 or ("y" in code.casefold() and "d" in code.casefold())

    def is_text(self, style: int) -> bool:
        """Does the format, or an apostrophe, make a text of what is typed?"""
        number, code = self._number_format(style)
        quoted = xml.attribute(self._attributes(style), "quotePrefix") in ("1", "true")
        return quoted or number == _BUILT_IN[TEXT_FORMAT] or code == TEXT_FORMAT

    def _number_format(self, style: int) -> tuple[int, str]:
        number = int(xml.attribute(self._attributes(style), "numFmtId") or 0)
        return number, next((code for code, own in self._numbers.items() if own == number), "")

    def _attributes(self, style: int) -> bytes:
        span = xml.first(self._formats[style], self._prefix + b"xf") if style < len(self._formats) else None
        return span.attributes if span else b""

    def part(self) -> bytes:
        """With what was derived."""
        changes = []
        for name, more in self._new.items():
            if not more:
                continue
            tag = self._prefix + name.encode()
            span = xml.first(self._seen, tag)
            if span is None:
                place = xml.child_place(self._seen, self._prefix, self._root, _ORDER[_ORDER.index(name) + 1 :])
                whole = b'<%b count="%d">%b</%b>' % (tag, len(more), b"".join(more), tag)
                changes.append(xml.Change(place, place, whole))
                continue
            given = xml.with_attribute(span.attributes, "count", str(len(more) + self._count(name)))
            inner = self._part[span.inner : span.inner_end]
            whole = b"<" + tag + given + b">" + inner + b"".join(more) + b"</" + tag + b">"
            changes.append(xml.Change(span.start, span.end, whole))
        return xml.changed(self._part, changes)

    def _count(self, name: str) -> int:
        child = {"numFmts": "numFmt", "fills": "fill", "cellXfs": "xf"}[name]
        return len(self._children(name, child))

    def _children(self, parent: str, child: str) -> list[xml.Span]:
        whole = xml.first(self._seen, self._prefix + parent.encode())
        if whole is None:
            return []
        return list(xml.elements(self._seen, self._prefix + child.encode(), whole.inner, whole.inner_end))

    def _add(self, parent: str, element: bytes) -> None:
        self._new[parent].append(element.replace(b"@", self._prefix))

    def _fill(self, colour: str) -> int:
        if colour not in self._fill_ids:
            self._fill_ids[colour] = self._fills + len(self._new["fills"])
            solid = b'<@fill><@patternFill patternType="solid"><@fgColor rgb="FF%b"/><@bgColor indexed="64"/></@patternFill></@fill>'
            self._add("fills", solid % colour.encode())
        return self._fill_ids[colour]

    def _number(self, code: str) -> int:
        if code in _BUILT_IN:
            return _BUILT_IN[code]
        if code not in self._numbers:
            number = max((*self._numbers.values(), _FIRST_FREE_FORMAT - 1)) + 1
            self._numbers[code] = number
            element = f'<@numFmt numFmtId="{number}" formatCode="{xml.escaped(code)}"/>'
            self._add("numFmts", element.encode("ascii", "xmlcharrefreplace"))
        return self._numbers[code]
