"""Figures that are alive: a cell with its value, its formula over the data sheets, and what it is and rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kttt_cli.annexes.data_sheets import DataSheets
from kttt_cli.annexes.page import Cell, Page
from kttt_cli.annexes.terms_sheet import TERMS_SHEET, Input
from kttt_cli.indicators.evaluate import Book
from kttt_cli.indicators.figure import Cut, Figure
from kttt_cli.indicators.formula import LONGEST, NO_DATA, Formula, Formulas
from kttt_cli.indicators.over_years import different
from kttt_cli.indicators.wording import sentence
from kttt_cli.language import Text, join


@dataclass(slots=True)
class Live:
    """The cells of a workbook's figures, and the sheets that their formulas read.

    Ask for every cell first: `pages` and `names` hold what was asked for. With `values` the cells are plain
    numbers and there is no other sheet.
    """

    book: Book
    values: bool = False
    _sheets: DataSheets = field(init=False)
    _formulas: Formulas = field(init=False)
    _built: tuple[tuple[Page, ...], dict[str, str]] | None = None
    _sentences: dict[str, Text] = field(default_factory=dict)
    _terms: dict[str, list[Text]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._sheets = DataSheets(self.book)
        self._formulas = Formulas(self.book, self._sheets)

    def cell(self, code: str, year: int, cut: Cut | None = None, unit: str | None = None) -> Cell:
        """An indicator in a year, of the province or one part of it, in its own unit or another of the catalogue.

        The value is exact, in the unit shown; where there are no data it is `…` and the comment says why.
        """
        figure = self.book.figure(code, year, cut)
        catalogue = self.book.catalogue
        shown = catalogue.units[unit] if unit is not None else catalogue.unit_of(code)
        value = NO_DATA if figure.value is None else figure.value / shown.scale
        made = None if self.values else self._formulas.of(code, year, cut)
        self._built = None
        return Cell(
            value,
            None if made is None else self._text(made, shown.scale, value == NO_DATA),
            array=made is not None and made.array,
            comment=self._comment(figure, cut),
            style="figure",
            decimals=shown.decimals,
        )

    def over_years(self, code: str, years: Sequence[int], cut: Cut | None = None) -> Cell:
        """An indicator that counts different values, over several years: each value once."""
        value = different(self.book, code, years, cut)
        span = f"{years[0]}–{years[-1]}"
        if isinstance(value, Text):
            comment = Text(f"Không có số liệu: {value.vi}.", f"No data: {value.en}.")
            return Cell(NO_DATA, comment=comment, style="figure")
        made = None if self.values else self._formulas.over_years(code, years, cut)
        self._built = None
        return Cell(
            value,
            None if made is None else made.text(),
            array=made is not None and made.array,
            comment=Text(
                f"Đơn vị khác nhau trong {span}, mỗi đơn vị tính một lần.", f"Different ones in {span}, each once."
            ),
            style="figure",
        )

    def _text(self, made: Formula, scale: int, no_data: bool) -> str:
        """The formula; where it would be too long, what it says of no data stands in a cell of the sheet of terms."""
        text = made.text(scale)
        if len(text) <= LONGEST or made.no_data is None:
            return text
        return made.text(scale, f"{self._sheets.aside(made.no_data, no_data)}=1")

    def pages(self) -> tuple[Page, ...]:
        """Thuật ngữ and the data sheets that the cells asked for read."""
        return self._all()[0]

    def names(self) -> Mapping[str, str]:
        """Defined name → absolute reference, for every name that a formula uses."""
        return self._all()[1]

    def term_inputs(self) -> Mapping[tuple[int, int], Input]:
        """What the yellow cells of *Thuật ngữ* say, by row and column."""
        return {} if self.values else self._sheets.term_inputs()

    def _all(self) -> tuple[tuple[Page, ...], dict[str, str]]:
        if self.values:
            return (), {}
        if self._built is None:
            self._built = self._sheets.build()
        return self._built

    # --- what a comment says -----------------------------------------------------------------------

    def _comment(self, figure: Figure, cut: Cut | None) -> Text:
        return join(self._remarks(figure, cut), "\n")

    def _remarks(self, figure: Figure, cut: Cut | None) -> Iterator[Text]:
        catalogue, terms, code = self.book.catalogue, self.book.terms, figure.indicator
        if figure.reason is not None:
            yield Text(f"Không có số liệu: {figure.reason.vi}.", f"No data: {figure.reason.en}.")
        if code not in self._sentences:
            self._sentences[code] = sentence(code, catalogue, terms)
        part = Text("", "") if cut is None else Text(f" ({cut.label.vi})", f" ({cut.label.en})")
        what = self._sentences[code]
        yield Text(f"{what.vi}{part.vi}.", f"{what.en}{part.en}.")
        if figure.unknown:
            yield Text(
                f"{figure.unknown} dòng không đủ số liệu để xét.",
                f"{figure.unknown} rows could not be judged for want of data.",
            )
        for note in figure.notes:
            yield Text(f"{note.vi}.", f"{note.en}.")
        if figure.estimate:
            yield Text("Số ước.", "An estimate.")
        yield Text(f"Nguồn: {catalogue.indicators[code].law}", f"Source: {catalogue.indicators[code].law}")
        if code not in self._terms:
            self._terms[code] = [terms[name].label for name in sorted(catalogue.terms_of(code)) if name in terms]
        used = self._terms[code]
        if used:
            labels = join((label.quoted() for label in used), ", ")
            yield Text(
                f"Thuật ngữ {labels.vi}: xem trang {TERMS_SHEET}.", f"Terms {labels.en}: see the sheet {TERMS_SHEET}."
            )
