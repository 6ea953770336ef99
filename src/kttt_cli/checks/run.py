"""The one door of the rules: the findings of a dataset, those of its reading and those of the rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kttt_cli.checks.catalogue import rules
from kttt_cli.checks.hit import Hit, Lists
from kttt_cli.checks.rule import Rule
from kttt_cli.findings import Finding, Place, Severity
from kttt_cli.language import Text, join
from kttt_cli.registers.dataset import Dataset
from kttt_cli.registers.gaps import unexplained

Found = tuple[Rule, Hit]


def check(dataset: Dataset) -> tuple[Finding, ...]:
    """Everything that is wrong, in the order of the places. One cause is told once: a rule is silent on a cell of
    which the reading has told already, and what several rules say of one cell of a record is one finding."""
    lists = Lists.of(dataset)
    hits = [(rule, hit) for rule in rules().values() if rule.look is not None for hit in rule.look(lists)]
    reading = _causes(dataset.findings)  # only now: the doubts among them are looked for beside the rules
    told = {finding.place for finding in reading if finding.severity is not Severity.NOTE}
    found = [(rule, hit) for rule, hit in hits if not (told and any(_around(cell) & told for cell in hit.cells))]
    return tuple(sorted(unexplained([*reading, *_together(found)]), key=Finding.sort_key))


def _around(cell: Place) -> set[Place]:
    """The cell, its row and its column: what is told of one of them is told of the cell. What is told of the whole
    sheet is not."""
    if cell.row is None or cell.column is None:
        return {cell}
    file, sheet, row, column = cell.file, cell.sheet, cell.row, cell.column
    return {cell, Place(file, sheet, None, column), Place(file, sheet, row, None)}


def _causes(findings: Sequence[Finding]) -> list[Finding]:
    """Of two sources for one list it is told that they are two, not also that everyone on them stands there twice."""
    if not any(finding.rule == "DT102" for finding in findings):
        return list(findings)
    return [finding for finding in findings if finding.rule not in ("MA201", "MA202")]


def _together(found: Sequence[Found]) -> Iterable[Finding]:
    """One finding for each cell that has a part in several hits: at that cell, by the first of their rules."""
    rest = dict(enumerate(found))
    while rest:
        sharing: dict[Place, list[int]] = defaultdict(list)
        for index, (_, hit) in rest.items():
            for cell in hit.cells:
                if cell.row is not None and cell.column is not None:
                    sharing[cell].append(index)
        shared = {cell: those for cell, those in sharing.items() if len(those) > 1}
        if not shared:
            break
        most = max(map(len, shared.values()))
        for cell, those in sorted(shared.items()):
            if len(those) == most and all(index in rest for index in those):
                yield _one([rest.pop(index) for index in those], cell)
    yield from (_finding(rule, hit) for rule, hit in rest.values())


def _finding(rule: Rule, hit: Hit) -> Finding:
    return Finding(
        rule.code, rule.severity, hit.place, hit.message, hit.value, hit.record,
        hit.fields[0] if hit.fields else None, hit.suggestion,
    )  # fmt: skip


def _one(found: list[Found], cell: Place) -> Finding:
    """The findings that share a cell as one, at that cell."""
    order = list(Severity)
    rule, first = min(found, key=lambda each: order.index(each[0].severity))
    hit = first.at(cell)
    others = [each for _, each in found if each is not first]
    message = join([first.message, *(each.message for each in others)])
    return Finding(
        rule.code, rule.severity, cell, message, hit.value, hit.record, hit.fields[0],
        first.suggestion if first.place == cell else Text("xem lại ô này", "check this cell"),
    )  # fmt: skip
