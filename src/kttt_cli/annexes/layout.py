"""What an annex looks like: its rows and columns, and what stands in each. Data, read from TOML.

A layout is a form of one of five kinds: rows by years, rows by parts of the province, a list of the rows behind
an indicator, the targets, charts. Rows of a form by years have a key that is a path (`I.4/quy`), because the
printed numbering recurs; what a row shows is an indicator or follows from other rows, and further relations to
other rows are kept for checking.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field, model_validator

from kttt_cli.indicators.definition import Names, Words
from kttt_cli.language import Text
from kttt_cli.patterns import pattern
from kttt_cli.plans.goal import Number
from kttt_cli.tomlfile import Mistake, Strict

NOT_DONE = Text("không triển khai thực hiện", "not carried out")
"""What an annex prints, over all its years, for a policy that is not carried out. It is not 0."""

NOTHING = Text("", "")


# --- what every form has ---------------------------------------------------------------------------------------


class Head(Strict):
    """The head of a form. `{first}`, `{last}`, `{year}`, `{province}` in its texts are filled from the plan."""

    id: str
    sheet: Words
    """Name of its sheet: at most 31 characters."""
    number: Words = NOTHING
    """`Phụ lục 06`."""
    title: Words
    unit_line: Words | None = None
    """`Đơn vị tính: HTX`, for forms without a column of units."""
    status: Literal["printed", "reconstructed", "own"]
    """Seen in print; put together from texts and other provinces' habits, not confirmed; a form of this program."""
    source: str = Field(min_length=1)
    note: Words | None = None

    @model_validator(mode="after")
    def _sheet_name_fits(self) -> Head:
        if any(not 1 <= len(name) <= _SHEET_NAME or set(name) & set(r"[]:*?/\'") for name in self.sheet):
            raise Mistake(
                Text("tên sheet dài 1 đến 31 ký tự, không có [ ] : * ? / \\ '",
                     "a sheet's name has 1 to 31 characters and none of [ ] : * ? / \\ '"), "sheet",
            )  # fmt: skip
        return self


_SHEET_NAME = 31


# --- rows by years ---------------------------------------------------------------------------------------------


class Columns(Strict):
    """Which columns stand beside a row's label, besides a result for each year; the years are those of the plan."""

    plan: bool = False
    """The plan's own numbers: what was done in the period before, each year, the whole."""
    base: bool = False
    """The result of the plan's base year."""
    total: bool = False
    """The results so far, taken together."""
    percent: bool = False
    """Results against the plan: the year asked, and the results so far against the whole."""
    growth: bool = False
    """The year asked against the year before, in %."""


class Printed(Strict):
    """Whose printed numbers the rows hold, and for which columns: the past period, each year, the whole."""

    plan: str
    past: tuple[int, int]
    first: int
    last: int

    @property
    def columns(self) -> tuple[str, ...]:
        """`past`, each year, `total`: the order in which a row's `printed` stands."""
        return ("past", *map(str, range(self.first, self.last + 1)), "total")


class Share(Strict):
    """A fixed share of another row."""

    of: str
    percent: Number


class Relations(Strict):
    """How a row's numbers rest on those of other rows."""

    sum: Names = ()
    copy_: str | None = Field(None, alias="copy")
    share: Share | None = None
    of_which: str | None = None
    """The row of which this one counts a part: it is never more."""
    together: Literal["within", "whole"] | None = None
    """This part and the others of its whole that say so have nothing in common: together they are no more than it
    (`within`), or just it where the form has a row for each (`whole`)."""
    zero_only_if_all: Names = ()
    """The row may show 0 only if all of these do."""


class Row(Relations):
    """One row. What it shows is exactly one of: an indicator, a sum, a copy, a share, or nothing (`heading`)."""

    stt: str = ""
    label: Words
    unit: Words = NOTHING
    """As printed."""
    unit_by_label: Words | None = None
    """What the label says is counted, where the printed unit says something else."""
    style: Literal["group", "item", "part"] = "item"
    each: str | None = None
    """A vocabulary: the row stands once for each of its words, `{each}` filled in."""
    indicator: str | None = None
    cut: dict[Literal["sector"], str] = Field({}, max_length=1)
    """The part of the province that is counted: `{ sector = "agri" }`; `""` is what names none."""
    only_if_any: bool = False
    """The row is left out where all its numbers are 0 or missing."""
    shown_in: str | None = None
    """A unit of the catalogue, where it is not the indicator's own."""
    heading: bool = False
    over_years: Literal["sum", "last", "distinct", "none"] = "sum"
    """The figure of several years: their sum; that of the last; different ones counted once; none."""
    in_plan: Relations = Relations()
    """Relations that hold in the plan's own numbers (its years and their total) and nowhere else."""
    not_done: bool = False
    """The plan says that it is not carried out."""
    printed: tuple[str, ...] = ()
    """The plan's numbers as it prints them, blank where it prints none."""
    note: Words | None = None

    @model_validator(mode="after")
    def _one_meaning(self) -> Row:
        given = [self.indicator, self.copy_, self.share, self.sum or None, self.heading or None]
        if sum(1 for each in given if each is not None) != 1:
            raise Mistake(
                Text("cần đúng một trong: indicator, sum, copy, share, heading",
                     "needs exactly one of: indicator, sum, copy, share, heading")
            )  # fmt: skip
        if self.cut and self.indicator is None:
            raise Mistake(Text("cut chỉ đi với indicator", "cut goes with an indicator"), "cut")
        if self.only_if_any and self.indicator is None:
            raise Mistake(Text("only_if_any chỉ đi với indicator", "only_if_any goes with an indicator"), "only_if_any")
        if self.not_done and any(self.printed):
            raise Mistake(
                Text("not_done thì không có số đã in", "not_done leaves no printed numbers"), "printed"
            )  # fmt: skip
        for index, text in enumerate(self.printed):
            if text.strip() and printed_value(text) is None:
                raise Mistake(
                    Text(f"“{text}” không phải là số viết theo tiếng Việt",
                         f"“{text}” is no number in Vietnamese notation"), "printed", index,
                )  # fmt: skip
        return self


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation that the numbers of a form must keep, in every column or (`plan_only`) in the plan's alone.

    `total` says that a row's last column is the sum of its years.
    """

    kind: Literal["sum", "copy", "share", "of_which", "together", "zero_only_if_all", "total"]
    row: str
    of: tuple[str, ...] = ()
    percent: Fraction | None = None
    plan_only: bool = False
    exact: bool = False
    """Of parts together: they are the whole, not only within it."""


class YearsForm(Head):
    """Rows by years: Phụ lục 06, the development annex, numbers by sector."""

    kind: Literal["years"]
    columns: Columns
    printed: Printed | None = None
    districts: bool = False
    """The form is also made for each district, where that is asked for."""
    row: dict[str, Row]

    @model_validator(mode="after")
    def _numbers_fit_columns(self) -> YearsForm:
        for key, row in self.row.items():
            if row.cut and self.districts:
                raise Mistake(
                    Text("biểu chia theo huyện (districts) không có dòng chia theo lĩnh vực (cut)",
                         "a form that is made for districts has no row of a sector (cut)"), "row", key, "cut",
                )  # fmt: skip
            wanted = len(self.printed.columns) if self.printed else 0
            if row.printed and len(row.printed) != wanted:
                raise Mistake(
                    Text(f"cần {wanted} ô như đã in, có {len(row.printed)}",
                         f"needs {wanted} printed cells, has {len(row.printed)}"), "row", key, "printed",
                )  # fmt: skip
        return self

    def printed_in(self, key: str) -> dict[str, str]:
        """A row's printed cells by column (`past`, `2021`, …, `total`)."""
        if self.printed is None or not self.row[key].printed:
            return {}
        return dict(zip(self.printed.columns, self.row[key].printed, strict=True))

    def relations(self) -> Iterator[Relation]:
        """Every relation between the rows, and between a row's years and its total."""
        for key, row in self.row.items():
            yield from _relations(key, row, plan_only=False)
            yield from _relations(key, row.in_plan, plan_only=True)
            if row.over_years == "sum" and not row.heading:
                yield Relation("total", key)
        yield from self._together()

    def _together(self) -> Iterator[Relation]:
        parts: dict[str, list[str]] = {}
        for key, row in self.row.items():
            if row.of_which is not None and row.together is not None:
                parts.setdefault(row.of_which, []).append(key)
        for whole, keys in parts.items():
            exact = all(self.row[key].together == "whole" for key in keys)
            yield Relation("together", whole, tuple(keys), exact=exact)


def _relations(key: str, held: Relations, *, plan_only: bool) -> Iterator[Relation]:
    if held.sum:
        yield Relation("sum", key, held.sum, plan_only=plan_only)
    if held.copy_ is not None:
        yield Relation("copy", key, (held.copy_,), plan_only=plan_only)
    if held.share is not None:
        yield Relation("share", key, (held.share.of,), held.share.percent, plan_only=plan_only)
    if held.of_which is not None:
        yield Relation("of_which", key, (held.of_which,), plan_only=plan_only)
    if held.zero_only_if_all:
        yield Relation("zero_only_if_all", key, held.zero_only_if_all, plan_only=plan_only)


_PRINTED = pattern(r"-?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?")


def printed_value(text: str) -> Fraction | None:
    """`4.277` → 4277, `2021,867` → 2021.867; None for what is blank or no number."""
    text = text.strip()
    if not _PRINTED.fullmatch(text):
        return None
    return Fraction(text.replace(".", "").replace(",", "."))


# --- the other kinds of form -----------------------------------------------------------------------------------


class PercentOf(Strict):
    """One column in % of another."""

    of: str
    whole: str


class PartColumn(Strict):
    """One column of a form by parts: an indicator, or what follows from columns before it."""

    label: Words
    indicator: str | None = None
    shown_in: str | None = None
    plus: Names = ()
    minus: Names = ()
    percent: PercentOf | None = None
    adds_up: bool = True
    """The parts of the province add up to its total; not so for means and shares."""

    @model_validator(mode="after")
    def _one_meaning(self) -> PartColumn:
        given = [self.indicator, self.plus or None, self.percent]
        if sum(1 for each in given if each is not None) != 1:
            raise Mistake(
                Text("cần đúng một trong: indicator, plus, percent", "needs exactly one of: indicator, plus, percent")
            )
        return self

    @property
    def needs(self) -> tuple[str, ...]:
        """The columns that it follows from."""
        return (*self.plus, *self.minus, *((self.percent.of, self.percent.whole) if self.percent else ()))


class PartsForm(Head):
    """Parts of the province by indicators, in the year asked: grades by sector or by district."""

    kind: Literal["parts"]
    by: Literal["district", "sector"]
    column: dict[str, PartColumn]


class ListForm(Head):
    """The rows behind an indicator in the year asked: organisations new or dissolved."""

    kind: Literal["list"]
    of: str
    columns: tuple[str, ...] = Field(min_length=1)
    """Columns of the record."""
    headings: dict[str, Words] = {}
    """Headings of columns, where they are not those of the record."""


class TargetsForm(Head):
    """The plan's targets and how they stand."""

    kind: Literal["targets"]


class ChartTable(Strict):
    """The numbers of one chart: indicators by year, or one indicator by parts, beside a target of the plan."""

    title: Words
    shape: Literal["column", "line", "bar", "pie"]
    indicators: Names
    by: Literal["years", "district", "sector"] = "years"
    targets: bool = False
    """What the plan asks for of these indicators is drawn beside them."""


class ChartsForm(Head):
    kind: Literal["charts"]
    chart: dict[str, ChartTable]


Layout = Annotated[YearsForm | PartsForm | ListForm | TargetsForm | ChartsForm, Field(discriminator="kind")]
KINDS: dict[str, type[Head]] = {
    "years": YearsForm, "parts": PartsForm, "list": ListForm, "targets": TargetsForm, "charts": ChartsForm,
}  # fmt: skip
