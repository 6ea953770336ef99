"""What every form of an annex has: its head, its foot, a sheet to write on, and sums that say what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from kttt_cli.annexes.layout import Head
from kttt_cli.annexes.live import Live
from kttt_cli.annexes.page import Cell, Merge, Page, Value
from kttt_cli.findings import Finding, column_letters
from kttt_cli.indicators.figure import Cut
from kttt_cli.indicators.formula import NO_DATA
from kttt_cli.language import Lang, Text, show_date
from kttt_cli.plans.model import Plan
from kttt_cli.report import Report

Spot = tuple[int, int]
"""Row and column, from 0."""
Widths = Mapping[int, float]
"""Of every column of a form, in characters."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What a form is made from: the figures of a report, alive or plain, and the language of the paper."""

    report: Report
    live: Live
    lang: Lang
    file: str
    """Name of the workbook."""
    findings: list[Finding] = field(default_factory=list)

    @property
    def plan(self) -> Plan:
        return self.report.plan

    @property
    def year(self) -> int:
        return self.report.year

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the plan up to the one asked; that one alone where it lies outside."""
        within = tuple(year for year in self.plan.period.years if year <= self.year)
        return within if self.year in within or self.year == self.plan.base_year else (*within, self.year)

    def done(self, year: int) -> Text:
        """The heading of a year's results: an estimate says so, and so does a cut within the year."""
        period = self.report.book.period(year)
        if not period.closed:
            day = period.cutoff
            return Text(f"Thực hiện đến {show_date(day, 'vi')}", f"Done until {show_date(day, 'en')}")
        if period.estimate:
            return Text(f"Ước thực hiện {year}", f"Estimate {year}")
        return Text(f"Thực hiện {year}", f"Done {year}")

    def fill(self, text: Text) -> str:
        """The text with the plan's years and province in its {slots}."""
        period = self.plan.period
        filled = text.filled(
            first=period.first, last=period.last, year=self.year, province=self.plan.province, before=self.year - 1
        )
        return filled.to(self.lang)


# --- a sheet that is being written -----------------------------------------------------------------------------


@dataclass(slots=True)
class Sheet:
    """Cells and merged areas, gathered row by row."""

    lang: Lang
    cells: dict[Spot, Cell] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)

    def put(self, row: int, column: int, cell: Cell) -> None:
        self.cells[row, column] = cell

    def text(self, row: int, column: int, text: Text | str, style: str, comment: Text | None = None) -> None:
        value = text if isinstance(text, str) else text.to(self.lang)
        self.put(row, column, Cell(value or None, style=style, comment=comment))

    def across(self, row: int, first: int, last: int, text: Text | str, style: str, down: int = 0) -> None:
        """A text over the columns `first` to `last`, and over `down` more rows."""
        self.text(row, first, text, style)
        if last > first or down:
            for each in range(row, row + down + 1):
                for column in range(first, last + 1):
                    self.cells.setdefault((each, column), Cell(style=style))
            self.merges.append(Merge(row, first, row + down, last))


def address(spot: Spot) -> str:
    """`B7` of (6, 1)."""
    return f"{column_letters(spot[1])}{spot[0] + 1}"


def references(spots: Sequence[Spot]) -> str:
    """The cells as arguments of a function: `B7:B9,B12`."""
    parts: list[list[Spot]] = []
    for spot in spots:
        if parts and _follows(parts[-1], spot):
            parts[-1].append(spot)
        else:
            parts.append([spot])
    return ",".join(address(run[0]) if len(run) == 1 else f"{address(run[0])}:{address(run[-1])}" for run in parts)


def _follows(run: Sequence[Spot], spot: Spot) -> bool:
    (row, column), last = run[0], run[-1]
    below = spot == (last[0] + 1, last[1]) and column == last[1]
    beside = spot == (last[0], last[1] + 1) and row == last[0]
    return below or beside


# --- figures that follow from others ---------------------------------------------------------------------------


def number_of(value: Value) -> Fraction | None:
    """The number in a cell; None for a blank and for `…`."""
    return Fraction(value) if isinstance(value, int | Fraction) else None


def total_of(parts: Iterable[tuple[Spot, Cell]], comment: Text | None = None) -> Cell:
    """The sum of other cells; `…` where a part has no data, which a plain SUM would hide."""
    known = list(parts)
    if not known:
        return Cell(style="figure", comment=comment)
    values = [number_of(cell.value) for _, cell in known]
    given = [value for value in values if value is not None]
    args = references([spot for spot, _ in known])
    return Cell(
        sum(given, Fraction(0)) if len(given) == len(values) else NO_DATA,
        f'IF(COUNT({args})={len(values)},SUM({args}),"{NO_DATA}")',
        comment=comment,
        style="figure",
        decimals=max(cell.decimals for _, cell in known),
    )


def percent_of(
    part: tuple[Spot, Cell], whole: tuple[Spot, Cell], comment: Text | None = None, *, decimals: int = 1
) -> Cell:
    """One cell in % of another; `…` where one has no data or the whole is 0."""
    above, below = number_of(part[1].value), number_of(whole[1].value)
    top, bottom = address(part[0]), address(whole[0])
    value: Value = NO_DATA
    if above is not None and below:
        value = 100 * above / below
    formula = f'IF(COUNT({top},{bottom})=2,IF({bottom}=0,"{NO_DATA}",100*{top}/{bottom}),"{NO_DATA}")'
    return Cell(value, formula, comment=comment, style="percent", decimals=decimals)


def share_of(whole: tuple[Spot, Cell], percent: Fraction, comment: Text | None = None) -> Cell:
    """So many percent of another cell."""
    spot, cell = whole
    value, at = number_of(cell.value), address(spot)
    return Cell(
        value * percent / 100 if value is not None else NO_DATA,
        f'IF(COUNT({at})=1,{at}*{written(percent)}/100,"{NO_DATA}")',
        comment=comment,
        style="figure",
        decimals=cell.decimals,
    )


def copy_of(original: tuple[Spot, Cell], comment: Text | None = None) -> Cell:
    """The same as another cell."""
    spot, cell = original
    return replace(cell, formula=address(spot), array=False, comment=comment)


def written(number: Fraction) -> str:
    """A number as a formula has it."""
    text = str(number.numerator) if number.denominator == 1 else repr(float(number))
    return f"({text})" if number < 0 else text


# --- head and foot of the paper --------------------------------------------------------------------------------

_STATE = Text("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SOCIALIST REPUBLIC OF VIET NAM")
_MOTTO = Text("Độc lập - Tự do - Hạnh phúc", "Independence - Freedom - Happiness")
_ATTACHED = Text("(Kèm theo Kế hoạch số {number} ngày {date} của {agency})",
                 "(Attached to the plan no. {number} of {date} by {agency})")  # fmt: skip
_SIGNED = Text("(Ký, ghi rõ họ tên)", "(Signature, full name)")
_SEALED = Text("(Ký tên, đóng dấu)", "(Signature, seal)")
_SIGNS = Text("Ký hiệu: “…” là không có số liệu; ô trống là không nêu, không phải bằng 0.",
              "Signs: “…” is no data; a blank is not given, and not 0.")  # fmt: skip
_STATUS = {
    "printed": None,
    "reconstructed": Text("Mẫu biểu dựng lại, chưa đối chiếu được với bản chính thức; sửa được trong tệp bố cục.",
                          "A reconstructed form, not confirmed by an official one; it can be changed in its layout file."),
    "own": None,
}  # fmt: skip
_ROOM_TO_SIGN = 4
_AGENCY = 0.46
"""Share of the page that the agency's name has; the rest is the state's."""


def write_head(sheet: Sheet, form: Head, desk: Desk, widths: Widths, part: Cut | None = None) -> int:
    """Agency and state, the annex's name, its title, what it is attached to; the row below them."""
    document, width, middle = desk.plan.document, len(widths), _column_at(widths, _AGENCY)
    sheet.across(0, 0, middle - 1, document.superior.upper(), "agency")
    sheet.across(0, middle, width - 1, _STATE, "agency")
    sheet.across(1, 0, middle - 1, document.agency.upper(), "agency")
    sheet.across(1, middle, width - 1, _MOTTO, "agency")
    row = 3
    if form.number.vi:
        sheet.across(row, 0, width - 1, form.number, "annex")
        row += 1
    title = desk.fill(form.title)
    sheet.across(row, 0, width - 1, f"{title} – {part.label.to(desk.lang).upper()}" if part else title, "title")
    attached = _ATTACHED.filled(number=document.number, date=document.date, agency=document.agency)
    sheet.across(row + 1, 0, width - 1, attached if document.number else f"({document.name})", "subtitle")
    sheet.across(row + 2, 0, middle - 1, cut_off(desk), "note")
    sheet.across(row + 2, middle, width - 1, desk.fill(form.unit_line) if form.unit_line else "", "unit")
    return row + 3


def _column_at(widths: Widths, share: float) -> int:
    """The column at whose left edge about that share of the page lies behind; never the first."""
    whole, before = sum(widths.values()), [sum(widths[each] for each in range(column)) for column in range(len(widths))]
    return min(range(1, len(widths)), key=lambda column: abs(before[column] - share * whole))


def cut_off(desk: Desk) -> Text:
    """The day that the figures stand for: the paper's only date."""
    period = desk.report.book.period(desk.year)
    estimate = Text(" (số ước)", " (an estimate)") if period.estimate else Text("", "")
    day: date = period.cutoff
    return Text(
        f"Số liệu đến ngày {show_date(day, 'vi')}{estimate.vi}",
        f"Figures as of {show_date(day, 'en')}{estimate.en}",
    )


def write_foot(sheet: Sheet, form: Head, desk: Desk, row: int, widths: Widths, notes: Iterable[Text] = ()) -> None:
    """What the signs mean, where the form comes from, and room for two to sign."""
    width = len(widths)
    told = [*notes, _SIGNS, form.note, _STATUS[form.status]]
    for note in told:
        if note is not None:
            sheet.across(row, 0, width - 1, note, "note")
            row += 1
    row += 1
    signature, half = desk.plan.signature, _column_at(widths, 0.5)
    dated = Text(f"{signature.place}, ngày …… tháng …… năm ………", f"{signature.place}, date ……………")
    left, right = (0, half - 1), (half, width - 1)
    sheet.across(row, *right, dated, "place_date")
    sheet.across(row + 1, *right, signature.right, "signature")
    sheet.across(row + 2, *right, _SEALED, "signature_note")
    sheet.across(row + 2 + _ROOM_TO_SIGN, *right, signature.right_name, "signature")
    sheet.across(row + 1, *left, signature.left, "signature")
    sheet.across(row + 2, *left, _SIGNED, "signature_note")
    sheet.across(row + 2 + _ROOM_TO_SIGN, *left, signature.left_name, "signature")


def page_of(sheet: Sheet, name: str, widths: Widths, header: tuple[int, int], fixed: int = 2) -> Page:
    """The finished page; its header rows repeat in print and stay on the screen, with the first `fixed` columns."""
    return Page(
        name,
        sheet.cells,
        tuple(sheet.merges),
        widths,
        repeat=header,
        freeze=(header[1] + 1, fixed),
    )
