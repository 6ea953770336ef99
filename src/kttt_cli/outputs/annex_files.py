"""Annexes become files: with their origin in them, read back before they take their names."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from kttt_cli import __version__
from kttt_cli.annexes.make import Wish, Workbook, file_names, make_annexes
from kttt_cli.annexes.page import Pages
from kttt_cli.annexes.provenance import Input, Origin, counted, digest, plan_digest, with_origin
from kttt_cli.annexes.readback import read_back
from kttt_cli.annexes.workbook import write_pages
from kttt_cli.findings import Unreadable
from kttt_cli.language import Lang, Text
from kttt_cli.outputs.whole_file import make_folder, refuse_to_write, write_whole
from kttt_cli.report import Report
from kttt_cli.sheets.listing import STDIN, list_files

_BLOCK = 1 << 20


def inputs_of(data: Sequence[Path], settings: Path | None) -> tuple[Input, ...]:
    """The files that are read, by their names below what they have in common, and the settings beside them."""
    paths = [file.path for file in list_files(data) if file.of_data and str(file.path) != STDIN]
    found = [*paths, *([settings] if settings is not None else [])]
    if not found:
        return ()
    tops = [path if path.is_dir() else path.parent for path in data if str(path) != STDIN]
    base = os.path.commonpath([*(top.resolve() for top in tops), *(path.resolve().parent for path in found)])
    named = {Path(os.path.relpath(path.resolve(), base)).as_posix(): path for path in found}
    return tuple(Input(name=name, sha256=file_digest(path)) for name, path in sorted(named.items()))


def file_digest(path: Path) -> str:
    """SHA-256 of the file, read in pieces. Raises Unreadable."""
    found = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                found.update(block)
    except OSError as error:
        raise Unreadable(
            Text(f"{path}: không đọc được: {error.strerror}", f"{path}: cannot be read: {error.strerror}")
        ) from error
    return found.hexdigest()


def origin_of(report: Report, wish: Wish, inputs: tuple[Input, ...], options: dict[str, Any]) -> Origin:
    """Of every workbook of the report, without what it finds; `options` are those that the wish does not hold."""
    return _origin(report, layouts_digest(wish), inputs, options | wish_options(wish), {})


def _origin(
    report: Report, layouts_sha256: str, inputs: tuple[Input, ...], options: dict[str, Any], findings: dict[str, int]
) -> Origin:
    return Origin(
        kttt_version=__version__,
        plan=report.plan.id,
        plan_sha256=plan_digest(report.plan),
        layouts_sha256=layouts_sha256,
        inputs=inputs,
        year=report.year,
        cutoff=report.book.period(report.year).cutoff,
        options=options | {"terms": {code: term.use for code, term in report.plan.term.items()}},
        findings=findings,
    )


def origin_of_form(
    report: Report, template: Input, inputs: tuple[Input, ...], lang: Lang, options: dict[str, Any]
) -> Origin:
    """Of an office's own form that is filled from the report."""
    asked = {"template": template.name, "lang": lang} | options
    return _origin(report, template.sha256, inputs, asked, counted(report.findings))


def layouts_digest(wish: Wish) -> str:
    return digest("\n".join(layout.model_dump_json(warnings=False) for layout in wish.layouts))


def wish_options(wish: Wish) -> dict[str, Any]:
    return {
        "forms": [layout.id for layout in wish.layouts],
        "districts": wish.districts,
        "split": wish.split,
        "values": wish.values,
        "lang": wish.lang,
    }


def write_annexes(
    report: Report, wish: Wish, folder: Path, origin: Origin, *, force: bool
) -> Iterator[tuple[Path, Workbook]]:
    """Each workbook once it is on the disk; nothing is written where one of them may not be."""
    workbooks = make_annexes(report, wish)
    make_folder(folder)
    for name in file_names(report, wish):
        refuse_to_write(folder / name, force=force)
    for workbook in workbooks:
        path = folder / workbook.name
        write_made(report, workbook, wish, path, origin, force=force)
        yield path, workbook


def write_made(report: Report, workbook: Workbook, wish: Wish, path: Path, origin: Origin, *, force: bool) -> None:
    """One workbook, with its origin and what was found when it was made."""
    found = counted((*report.findings, *workbook.findings))
    pages = with_origin(workbook.pages, origin.model_copy(update={"findings": found}), wish.lang, plain=wish.values)
    write_annex(path, pages, created=origin.cutoff, lang=wish.lang, force=force)


def write_annex(path: Path, pages: Pages, *, created: date, lang: Lang = "vi", force: bool = False) -> None:
    """Arguments as of `write_pages`. Raises BadUsage as `write_whole`, WrittenWrong as `read_back`."""
    write_whole(
        path,
        lambda file: write_pages(pages, file, created=created, lang=lang),
        check=lambda file: read_back(pages, file, path.name),
        force=force,
    )
