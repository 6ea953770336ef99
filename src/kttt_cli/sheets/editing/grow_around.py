"""What stands around the rows of a sheet that grows: areas, rules, breaks, anchors, each moved with its rows."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from kttt_cli.language import Text
from kttt_cli.sheets.editing import xml
from kttt_cli.sheets.editing.cells import address
from kttt_cli.sheets.editing.references import Area, CannotMove, Growth, Growths, parsed

_TAG = re.compile(rb"<((?:[\w.-]+:)?)([A-Za-z]\w*)((?:\s" + xml.ATTRIBUTES + rb")?)(/?)>")
_AREAS = {
    "dimension": ("ref",), "selection": ("sqref", "activeCell"), "pane": ("topLeftCell",), "sheetView": ("topLeftCell",),
    "conditionalFormatting": ("sqref",), "dataValidation": ("sqref",), "hyperlink": ("ref",), "autoFilter": ("ref",),
    "sortState": ("ref",), "sortCondition": ("ref",), "ignoredError": ("sqref",), "protectedRange": ("sqref",),
    "comment": ("ref",), "threadedComment": ("ref",), "table": ("ref",),
}  # fmt: skip
_ONE_CELL = frozenset({"activeCell", "topLeftCell"})
_STUCK = {
    "controls": Text("nút và ô điều khiển không dời theo dòng được", "form controls cannot follow moved rows"),
    "oleObjects": Text("đối tượng nhúng không dời theo dòng được", "embedded objects cannot follow moved rows"),
    "scenarios": Text("kịch bản (Scenario) không dời theo dòng được", "scenarios cannot follow moved rows"),
    "customSheetViews": Text("khung nhìn riêng (Custom Views) không dời theo dòng được", "custom views cannot follow moved rows"),
    "dataConsolidate": Text("hợp nhất dữ liệu (Consolidate) không dời theo dòng được", "a consolidation cannot follow moved rows"),
    "cellWatches": Text("ô theo dõi (Watch) không dời theo dòng được", "watched cells cannot follow moved rows"),
}  # fmt: skip
_RULE = re.compile(
    rb"<((?:[\w.-]+:)?)(conditionalFormatting|dataValidation|sparkline)(?=[\s>])(?:[^>]*[^/>])?>.*?</\1\2>", re.DOTALL
)
_SQREF = re.compile(rb'\ssqref="([^"]*)"|<(?:[\w.-]+:)?sqref>([^<]*)</')
_TEXT = re.compile(
    rb"(<((?:[\w.-]+:)?(?:formula[12]?|f|sqref|calculatedColumnFormula|totalsRowFormula))(?:\s[^>]*)?>)([^<]*)(?=</\2>)"
)
_LOCATION = re.compile(rb'(<(?:[\w.-]+:)?hyperlink\s[^>]*?\slocation=")([^"]*)(?=")')
_CHART_RANGE = re.compile(rb"(<((?:[\w.-]+:)?(?:f|sqref))(?:\s[^>]*)?>)([^<]*)(?=</\2>)")
_LIMIT = re.compile(rb'(<(?:[\w.-]+:)?cfvo\s[^>]*?\sval=")([^"]*)(?=")')
_LINKED_TEXT = re.compile(rb'(\stextlink=")([^"]+)(?=")')
_ANCHOR = re.compile(rb"<((?:[\w.-]+:)?)(twoCellAnchor|oneCellAnchor)\b([^>]*)>.*?</\1\2>", re.DOTALL)
_ANCHOR_ROW = re.compile(rb"(<((?:[\w.-]+:)?row)>)(\d+)(?=</\2>)")
_ROW_BREAKS = re.compile(rb"<((?:[\w.-]+:)?)rowBreaks\b.*?</\1rowBreaks>", re.DOTALL)
_BREAK = re.compile(rb'(<(?:[\w.-]+:)?brk\b[^>]*?\sid=")(\d+)')
_NOTE = re.compile(rb"<x:ClientData\b.*?</x:ClientData>", re.DOTALL)
_NOTE_ROW = re.compile(rb"(<x:Row>\s*)(\d+)(?=\s*</x:Row>)")
_NOTE_ANCHOR = re.compile(rb"(<x:Anchor>)([^<]*)(?=</x:Anchor>)")


class Obstacle(NamedTuple):
    """Something that cannot follow moved rows, and where it stands."""

    sheet: str
    row: int | None
    column: int | None
    written: str
    why: Text


@dataclass(slots=True)
class Around:
    """One sheet (or a part that belongs to it): `growth` is None where another sheet grows."""

    sheet: str
    growth: Growth | None
    growths: Growths
    obstacles: list[Obstacle]

    def moved(self, part: bytes) -> bytes:
        """With everything but its rows moved."""
        start, end = _rows_of(part)
        return self._moved(part[:start]) + part[start:end] + self._moved(part[end:])

    def _moved(self, text: bytes) -> bytes:
        text = _RULE.sub(self._rule, text)
        text = _LOCATION.sub(self._written(lambda formula: self.growths.moved(formula, self.sheet)), text)
        if self.growth is None:
            return text
        text = _ROW_BREAKS.sub(lambda found: _BREAK.sub(self._break, found[0]), text)
        return self._merged(_TAG.sub(self._tag, text))

    def _break(self, found: re.Match[bytes]) -> bytes:
        assert self.growth is not None
        return found[1] + str(self.growth.first(int(found[2]))).encode()

    # --- formulas -----------------------------------------------------------------------------------

    def _rule(self, found: re.Match[bytes]) -> bytes:
        """A rule for cells, or a sparkline: its formulas, which are those of its first cell; and its cells."""
        said = _SQREF.search(found[0])
        areas = _areas(xml.plain_text(said[1] or said[2] or b"")) if said else []
        sparkline = found[2] == b"sparkline"

        def change(formula: str) -> str:
            if sparkline:
                return self._range(formula)
            return self._of_area(formula, areas)

        def text(inner: re.Match[bytes]) -> bytes:
            if inner[2].endswith(b"sqref"):
                if self.growth is None:
                    return inner[0]
                if sparkline and any(area[0] in self.growth.counts for area in areas):
                    self._stuck(xml.plain_text(inner[3]), _SPARKLINE)
                    return inner[0]
                return inner[1] + self._area_text(xml.plain_text(inner[3])).encode()
            return self._written(change)(inner)

        return _LIMIT.sub(self._written(change), _TEXT.sub(text, found[0]))

    def _of_area(self, formula: str, areas: list[Area]) -> str:
        """What has no `$` reads from each cell of the area anew, so it must move as the first one does."""
        base = min((area[0] for area in areas), default=0)
        growth = self.growth
        if growth is None or not areas:
            return self.growths.moved(formula, self.sheet)
        if any(area[0] <= row <= area[2] for area in areas for row in growth.counts):
            return self.growths.moved(formula, self.sheet, repeated=base)
        shift = growth.first(base) - base
        if any(area[0] != area[2] for area in areas):
            for reference in parsed(formula).references:
                for corner in reference.corners:
                    own = not reference.sheets
                    if (
                        own
                        and corner.row is not None
                        and not corner.fixed
                        and growth.first(corner.row) - corner.row != shift
                    ):
                        raise CannotMove(_RULE_FAR.filled(shown=str(corner)))
        return self.growths.moved(formula, self.sheet)

    def _range(self, formula: str) -> str:
        """A range of data: one cell is a range of one cell."""
        return self.growths.moved(f"SUM({formula})", self.sheet)[len("SUM(") : -1]

    def ranges(self, part: bytes) -> bytes:
        """A chart with its ranges moved."""
        return _CHART_RANGE.sub(self._written(self._range), part)

    def linked_texts(self, part: bytes) -> bytes:
        """Shapes that show the text of a cell."""
        return _LINKED_TEXT.sub(self._written(lambda formula: self.growths.moved(formula, self.sheet)), part)

    def pivot_source(self, part: bytes) -> bytes:
        def source(found: re.Match[bytes]) -> bytes:
            given = found[3]
            growth = self.growths.on(xml.attribute(given, "sheet") or "")
            area = xml.attribute(given, "ref")
            if found[2] != b"worksheetSource" or growth is None or area is None:
                return found[0]
            new = written(growth.area(_areas(area)[0]))
            return found[0].replace(given, xml.with_attribute(given, "ref", new), 1)

        return _TAG.sub(source, part)

    def _written(self, change: Callable[[str], str]) -> Callable[[re.Match[bytes]], bytes]:
        """For matches whose first group stays and whose last is the formula."""

        def by(found: re.Match[bytes]) -> bytes:
            text = xml.plain_text(found[found.re.groups])
            try:
                new = change(text)
            except CannotMove as error:
                self._stuck(text, error.why)
                return found[0]
            return found[0] if new == text else found[1] + xml.text_xml(new)

        return by

    def _stuck(self, written_: str, why: Text) -> None:
        obstacle = Obstacle(self.sheet, None, None, written_, why)
        if obstacle not in self.obstacles:
            self.obstacles.append(obstacle)

    # --- areas ----------------------------------------------------------------------------------------

    def _tag(self, found: re.Match[bytes]) -> bytes:
        name, given = found[2].decode(), found[3]
        growth = self.growth
        assert growth is not None
        if name in _STUCK:
            self._stuck("", _STUCK[name])
        if name == "pane" and xml.attribute(given, "state") in ("frozen", "frozenSplit"):
            frozen = int(float(xml.attribute(given, "ySplit") or 0))
            if any(row < frozen for row in growth.counts):
                self._stuck(f"{frozen}", _FROZEN)
        new = given
        for key in _AREAS.get(name, ()):
            area = xml.attribute(given, key)
            if area:
                one = key in _ONE_CELL or name in ("comment", "threadedComment")
                new = xml.with_attribute(new, key, self._area_text(area, one=one))
        return found[0] if new == given else found[0].replace(given, new, 1)

    def _area_text(self, text: str, *, one: bool = False) -> str:
        assert self.growth is not None
        moved = []
        for area in _areas(text):
            first, left, last, right = area
            moved.append(
                written(
                    (self.growth.first(first), left, self.growth.first(last), right) if one else self.growth.area(area)
                )
            )
        return " ".join(moved)

    def _merged(self, text: bytes) -> bytes:
        """Merged cells of a repeated row are merged in each copy."""
        whole = re.search(rb"<((?:[\w.-]+:)?)mergeCells\b([^>]*)>(.*?)</\1mergeCells>", text, re.DOTALL)
        if whole is None:
            return text
        assert self.growth is not None
        cells = []
        for found in re.finditer(rb"<(?:[\w.-]+:)?mergeCell\s[^>]*>", whole[3]):
            area = _areas(xml.attribute(found[0], "ref") or "")[0]
            first, left, last, right = area
            copies = self.growth.counts.get(first, 1) if first == last else 1
            if first != last and first in self.growth.counts:
                self._stuck(written(area), _MERGED_ROWS)
            for copy in range(copies):
                low = self.growth.first(first) + copy
                high = low if first == last else self.growth.last(last)
                cells.append(b'<%bmergeCell ref="%b"/>' % (whole[1], written((low, left, high, right)).encode()))
        given = xml.with_attribute(whole[2], "count", str(len(cells)))
        made = b"<%bmergeCells%b>%b</%bmergeCells>" % (whole[1], given, b"".join(cells), whole[1])
        return text[: whole.start()] + made + text[whole.end() :]


def _rows_of(part: bytes) -> tuple[int, int]:
    seen = xml.seen(part)
    prefix, whole = xml.root(seen)
    data = xml.first(seen, prefix + b"sheetData", whole.inner)
    return (len(part), len(part)) if data is None else (data.start, data.end)


def _areas(text: str) -> list[Area]:
    return [parsed(each).references[0].area for each in text.split()]


def written(area: Area) -> str:
    start, end = address(area[0], area[1]), address(area[2], area[3])
    return start if start == end else f"{start}:{end}"


def anchors_moved(part: bytes, growth: Growth) -> bytes:
    """Drawings stay beside the cells that they stand at; one that does not change its size with cells keeps it."""

    def moved(found: re.Match[bytes]) -> bytes:
        edit = xml.attribute(found[3], "editAs")
        rows = [int(each[3]) for each in _ANCHOR_ROW.finditer(found[0])]
        if edit == "absolute" or not rows:
            return found[0]
        shift = growth.first(rows[0]) - rows[0]
        stretched = found[2] == b"twoCellAnchor" and edit != "oneCell"
        new = iter([rows[0] + shift, *(growth.first(row) if stretched else row + shift for row in rows[1:])])
        return _ANCHOR_ROW.sub(lambda row: row[1] + str(next(new)).encode(), found[0])

    return _ANCHOR.sub(moved, part)


def notes_moved(part: bytes, growth: Growth) -> bytes:
    """The boxes of comments, which name their cell and the rows they cover."""

    def moved(found: re.Match[bytes]) -> bytes:
        row = _NOTE_ROW.search(found[0])
        anchor = _NOTE_ANCHOR.search(found[0])
        numbers = [int(each) for each in anchor[2].split(b",")] if anchor else []
        base = int(row[2]) if row else numbers[2] if len(numbers) == _ANCHOR_NUMBERS else 0
        shift = growth.first(base) - base
        text = _NOTE_ROW.sub(lambda each: each[1] + str(int(each[2]) + shift).encode(), found[0])
        if len(numbers) != _ANCHOR_NUMBERS:
            return text
        numbers[2] += shift
        numbers[6] += shift
        shown = ", ".join(map(str, numbers)).encode()
        return _NOTE_ANCHOR.sub(lambda each: each[1] + shown, text)

    return _NOTE.sub(moved, part)


_ANCHOR_NUMBERS = 8
_SPARKLINE = Text(
    "biểu đồ nhỏ (sparkline) trong dòng lặp không nhân lên được", "a sparkline in a repeated row cannot be repeated"
)
_FROZEN = Text("dòng lặp nằm trong phần dòng cố định (Freeze Panes)", "the repeated row lies within the frozen rows")
_MERGED_ROWS = Text(
    "ô gộp nhiều dòng bắt đầu ở dòng lặp, không rõ lặp thế nào; hãy gộp trong một dòng",
    "cells merged over several rows begin in the repeated row: how to repeat them? Merge within one row",
)
_RULE_FAR = Text(
    "quy tắc định dạng hoặc kiểm tra chỉ đến {shown} ở dòng không dời cùng; hãy ghi số dòng có $",
    "a rule for formats or data refers to {shown}, a row that does not move with it; write its row with $",
)
