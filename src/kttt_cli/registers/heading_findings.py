"""What there is to say of the headings of a table: two for one field, of another time, nearly known, not used."""

from __future__ import annotations

from collections.abc import Iterator

from kttt_cli.findings import Finding, Place, Severity
from kttt_cli.language import Text, nearest, perhaps
from kttt_cli.patterns import pattern
from kttt_cli.registers.canonical import provenance_of
from kttt_cli.registers.columns import ANOTHER_MEASURE, UNUSED, Below, Match, column_of, headers_of, named_below
from kttt_cli.registers.heading_times import timed
from kttt_cli.registers.names_above import is_plainly_another
from kttt_cli.sheets.table import Table
from kttt_cli.sheets.text import key, plain


def _of_another_time(match: Match, table: Table) -> Iterator[Finding]:
    for heading, name in match.of_other_times:
        label = column_of(match.model, name).label
        yield Finding(
            "CT105",
            Severity.WARNING,
            Place(table.grid.file, table.grid.sheet, None, heading.column),
            Text(
                f"{label.vi}: cột “{heading.name}” là số kế hoạch, số ước, số của một phần năm "
                "hay của năm khác năm của danh sách, nên không dùng",
                f"{label.en}: the column “{heading.name}” is of a plan, an estimate, a part of the year "
                "or another year than the list, and not used",
            ),
            value=heading.name,
            field=name,
            suggestion=Text(
                "ghi mỗi năm thành một danh sách có năm ở tiêu đề, hoặc thêm cột Năm và ghi mỗi năm một dòng",
                "make a list of each year with the year in its title, or add a column Năm and write a row for each year",
            ),
        )


_UNKNOWN = Text("không nhận ra cột này, nên không dùng", "this column is not recognised and not used")


def _told_of_another(above: str) -> Text:
    return Text(
        f"“{above}” ở trên có thể làm cột này nói về số khác, nên không dùng",
        f"“{above}” above it may make this column tell of something else, and it is not used",
    )


def _may_be_meant(below: Below) -> bool:
    above = plain(" ".join(below.above))
    return (
        not ANOTHER_MEASURE.search(above)
        and not above.startswith("trong do")
        and not is_plainly_another(above, below.name)
    )


_PARENTHESIS = pattern(r"\([^()]*\)")


def heading_findings(match: Match, table: Table) -> list[Finding]:
    """Columns that are there twice, and columns whose header is nearly a known one."""
    grid = table.grid
    findings = [*_of_another_time(match, table)]
    for name, (first, second) in match.doubled.items():
        label = column_of(match.model, name).label
        findings.append(
            Finding(
                "CT102",
                Severity.ERROR,
                Place(grid.file, grid.sheet, None, second.column),
                Text(
                    f"hai cột cho cùng một mục {label.vi}: “{first.name}” và “{second.name}”; không dùng cột nào",
                    f"two columns for one field {label.en}: “{first.name}” and “{second.name}”; neither is used",
                ),
                value=second.name,
                field=name,
                suggestion=Text("xóa hoặc đổi tên một cột", "remove or rename one of them"),
            )
        )
    free = {words: name for words, name in headers_of(match.model).items() if name not in match.headings}
    for heading in match.unused:
        words = plain(heading.name)
        if provenance_of(heading) or words in UNUSED or plain(heading.parts[-1]) in UNUSED:
            continue
        bare, reason = plain(_PARENTHESIS.sub(" ", heading.name)), _UNKNOWN
        below = named_below(match.model, timed(heading).heading)
        if below is not None and below.words in free and _may_be_meant(below):
            bare, reason = below.words, _told_of_another(" / ".join(below.above))
        near = [bare] if bare in free else nearest(words, free, most=1, cutoff=0.8)
        if "%" in f"{heading.name}{heading.unit}" or key(heading.parts[-1]) == "nam":
            near = []
        if near:
            label = column_of(match.model, free[near[0]]).label
            findings.append(
                Finding(
                    "CT101",
                    Severity.WARNING,
                    Place(grid.file, grid.sheet, None, heading.column),
                    reason,
                    value=heading.name,
                    suggestion=perhaps([Text.same(label.vi)]),
                )
            )
        else:
            findings.append(
                Finding(
                    "CT103",
                    Severity.NOTE,
                    Place(grid.file, grid.sheet, None, heading.column),
                    Text("cột này không dùng để tính", "this column is not used"),
                    value=heading.name,
                )
            )
    return findings
