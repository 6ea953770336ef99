"""What `kttt verify` says of a file, as lines for people and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from pydantic import Field

from kttt_cli import __version__
from kttt_cli.annexes.provenance import Origin
from kttt_cli.annexes.verify import Difference, Verdict
from kttt_cli.language import Lang, Text, show_date
from kttt_cli.outputs.check_view import printable
from kttt_cli.outputs.json_parts import BothTexts, Json, both

_MOST_SHOWN = 20


def verdict_lines(found: Verdict, name: str, lang: Lang) -> Iterator[str]:
    origin = found.sealed.origin
    day = show_date(origin.cutoff, lang)
    head = Text(
        f"{name}: lập bằng kttt {origin.kttt_version}, kế hoạch {origin.plan}, năm {origin.year}, chốt {day}",
        f"{name}: made by kttt {origin.kttt_version}, plan {origin.plan}, year {origin.year}, cut-off {day}",
    )
    template = origin.options.get("template")
    form = [Text(f"  điền vào biểu mẫu {template}", f"  filled into the form {template}")] if template else []
    for line in (head, *form, *_of_file(found), *_of_data(found)):
        yield printable(line.to(lang))


def _of_file(found: Verdict) -> Iterator[Text]:
    if found.as_written:
        yield Text("  nguyên như đã lập", "  as it was written")
    if found.edited:
        yield _counted(Text("ô đã bị sửa", "cells were edited"), found.edited)
    if found.terms:
        yield _counted(Text("ô thuật ngữ đã đổi", "cells of terms were changed"), found.terms)
    if found.recomputed and found.terms:
        count = len(found.recomputed)
        yield Text(f"  {count} chỗ tính lại theo thuật ngữ đã đổi", f"  {count} places computed anew by changed terms")
    elif found.recomputed:
        yield _counted(Text("công thức cho kết quả khác khi lập", "formulas give other results than when written"),
                       found.recomputed)  # fmt: skip


def _of_data(found: Verdict) -> Iterator[Text]:
    for each in found.inputs:
        yield Text(f"  số liệu: {each.vi}", f"  data: {each.en}")
    if found.plan_changed:
        yield Text("  kế hoạch đã thay đổi", "  the plan has changed")
    if found.unusable_terms is not None:
        yield Text(f"  {found.unusable_terms.vi}", f"  {found.unusable_terms.en}")
    if found.differences is None:
        return
    if not found.differences:
        under = Text(" theo thuật ngữ trong tệp", " under the terms of the file") if found.terms else Text("", "")
        yield Text(f"  khớp với số liệu{under.vi}", f"  agrees with the data{under.en}")
        return
    count = len(found.differences)
    yield Text(f"  {count} ô không khớp với số liệu:", f"  {count} cells do not agree with the data:")
    yield from map(_difference, found.differences[:_MOST_SHOWN])
    if count > _MOST_SHOWN:
        yield Text(f"    … và {count - _MOST_SHOWN} ô nữa (--json)", f"    … and {count - _MOST_SHOWN} more (--json)")


def _counted(what: Text, cells: Sequence[str]) -> Text:
    listed = ", ".join(cells[:_MOST_SHOWN]) + (" …" if len(cells) > _MOST_SHOWN else "")
    return Text(f"  {len(cells)} {what.vi}: {listed}", f"  {len(cells)} {what.en}: {listed}")


def _difference(each: Difference) -> Text:
    found = "—" if each.found is None else each.found
    computed = "—" if each.computed is None else each.computed
    rows = Text(" dòng", " rows") if each.counts_rows else Text("", "")
    return Text(
        f"    {each.sheet}!{each.cell}: trong tệp {found}{rows.vi}, tính lại {computed}{rows.vi}",
        f"    {each.sheet}!{each.cell}: {found}{rows.en} in the file, computed {computed}{rows.en}",
    )


class DifferenceJson(Json):
    sheet: str
    cell: str = Field(description="`K20`; of a list that is longer or shorter its rows `8:10`, and their numbers.")
    found: float | int | str | None
    computed: float | int | str | None


class VerifyJson(Json):
    """What `kttt verify --json` writes."""

    schema_version: Literal[1]
    kttt_version: str
    file: str
    origin: Origin
    as_written: bool
    agrees: bool | None = Field(description="With the data; null where no data were given.")
    edited: list[str] = Field(description="`sheet!cell`, or `sheet!row:row` where many cells of many rows differ.")
    terms: list[str] = Field(description="Cells of the sheet of terms that were changed.")
    recomputed: list[str] = Field(description="Formulas that give something else than when they were written.")
    inputs: list[BothTexts] = Field(description="Files of the data that are not what they were.")
    plan_changed: bool
    differences: list[DifferenceJson]


def verdict_json(found: Verdict, name: str) -> str:
    told = VerifyJson(
        schema_version=1,
        kttt_version=__version__,
        file=name,
        origin=found.sealed.origin,
        as_written=found.as_written,
        agrees=None if found.differences is None else found.agrees,
        edited=list(found.edited),
        terms=list(found.terms),
        recomputed=list(found.recomputed),
        inputs=[both(each) for each in found.inputs],
        plan_changed=found.plan_changed,
        differences=[
            DifferenceJson(sheet=each.sheet, cell=each.cell, found=_plain(each.found), computed=_plain(each.computed))
            for each in found.differences or ()
        ],
    )
    return told.model_dump_json(indent=2)


def _plain(value: object) -> float | int | str | None:
    return value if isinstance(value, int | float | str) or value is None else str(value)
