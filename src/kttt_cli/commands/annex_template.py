"""kttt annex --template: a form that the office designed, checked and filled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from kttt_cli.commands.options import FailOn, existing, readings
from kttt_cli.findings import BadUsage, Unreadable
from kttt_cli.language import Lang, Text

if TYPE_CHECKING:
    from kttt_cli.annexes.placeholders import Known
    from kttt_cli.annexes.template import Form
    from kttt_cli.report import Report
    from kttt_cli.sheets.editing.workbook import WorkbookEdit

_SUFFIXES = (".xlsx", ".xlsm")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The options of the command that a form is filled by."""

    template: Path | None
    data: Sequence[Path]
    output: Path | None
    year: int | None
    as_of: str | None
    plan: str | None
    term: list[str] | None
    dry_run: bool
    force: bool
    quiet: bool
    fail_on: FailOn
    lang: Lang


def fill_template(wanted: Wanted, *, others: bool) -> NoReturn:
    """Fill the form, or (`dry_run`) tell what would be filled; ends the command with its exit code.

    `others`: options were given that choose among kttt's own forms.
    """
    from kttt_cli.annexes.placeholders import Known
    from kttt_cli.annexes.template import read_form
    from kttt_cli.commands.loading import compute_report, exit_code, print_findings, read_day, read_plan
    from kttt_cli.indicators.catalogue import catalogue
    from kttt_cli.outputs.whole_file import refuse_to_write
    from kttt_cli.report import Request
    from kttt_cli.sheets.editing.workbook import WorkbookEdit

    if wanted.template is None:
        raise BadUsage(Text("--dry-run chỉ đi với --template", "--dry-run goes with --template"))
    if others:
        raise BadUsage(
            Text("--template không đi cùng --list, --only, --layout, --by, --split, --values",
                 "--template does not go with --list, --only, --layout, --by, --split, --values")
        )  # fmt: skip
    template = wanted.template
    plan = read_plan(wanted.plan, readings(wanted.term), wanted.data)
    path = None if wanted.dry_run else _path(wanted, template)
    with WorkbookEdit(BytesIO(_bytes(template)), template.name) as book:
        known = Known(catalogue(), plan)
        form = read_form(book, template.name, known)
        _check_rows(book, form)
        form.refuse_mistakes()
        if not wanted.data:
            _tell(form, known, wanted.lang)
            raise typer.Exit
        if path is not None:
            refuse_to_write(path, force=wanted.force)
        request = Request(wanted.year, read_day(wanted.as_of), everything=False)
        report = compute_report(wanted.data, plan, request)
        _write(book, form, known, report, template, path, wanted)
        if not wanted.quiet:
            print_findings(report.findings, wanted.lang)
        raise typer.Exit(exit_code(report.findings, wanted.fail_on))


def _write(
    book: WorkbookEdit, form: Form, known: Known, report: Report, template: Path, path: Path | None, wanted: Wanted
) -> None:
    from kttt_cli.annexes.provenance import Input
    from kttt_cli.annexes.template_fill import fill, told_without_data
    from kttt_cli.commands.loading import read_configuration
    from kttt_cli.outputs.annex_files import file_digest, inputs_of, origin_of_form
    from kttt_cli.outputs.template_file import write_filled
    from kttt_cli.sheets.editing.references import Growth

    filled = fill(form, report, wanted.lang, lambda counts, row: Growth(counts).first(row))
    if path is None:
        _tell(form, known, wanted.lang)
    else:
        made_from = Input(name=template.name, sha256=file_digest(template))
        inputs = inputs_of(wanted.data, read_configuration(wanted.data).path)
        options = {"year": wanted.year, "as_of": wanted.as_of}
        origin = origin_of_form(report, made_from, inputs, wanted.lang, options)
        write_filled(book, form, filled, path, origin, force=wanted.force)
        typer.echo(path)
    for line in () if wanted.quiet else told_without_data(filled, form):
        typer.echo(line.to(wanted.lang), err=True)


def _check_rows(book: WorkbookEdit, form: Form) -> None:
    """What could not follow the rows of a list is among the form's mistakes, before any data are read."""
    from kttt_cli.sheets.editing.grow import obstacles
    from kttt_cli.sheets.editing.references import Growth

    growths = {sheet: Growth(dict.fromkeys(rows, 2)) for sheet, rows in form.repeated.items()}
    for obstacle in obstacles(book, growths):
        form.wrong(form.place(obstacle.sheet, obstacle.row, obstacle.column), obstacle.written, obstacle.why)


def _tell(form: Form, known: Known, lang: Lang) -> None:
    """One line a cell: where, what it asks for, in words."""
    for slot in sorted(form.slots, key=lambda each: (each.sheet, each.row, each.column)):
        place = form.place(slot.sheet, slot.row, slot.column)
        told = "; ".join(known.told(piece).to(lang) for piece in slot.pieces if not isinstance(piece, str))
        typer.echo(f"{place.sheet}!{place.cell}  {slot.written.strip()}  →  {told}")


def _bytes(template: Path) -> bytes:
    existing([template])
    try:
        return template.read_bytes()
    except OSError as error:
        why = error.strerror
        raise Unreadable(Text(f"{template}: không đọc được: {why}", f"{template}: cannot be read: {why}")) from error


def _path(wanted: Wanted, template: Path) -> Path:
    """Where to write: a file of the form's own kind, or its name in a folder; never the form itself."""
    from kttt_cli.outputs.whole_file import make_folder

    if not wanted.data:
        raise BadUsage(
            Text("thiếu DATA: tệp hoặc thư mục chứa sổ; chỉ kiểm tra biểu mẫu thì thêm --dry-run",
                 "DATA is missing: files or folders of registers; --dry-run only checks the form")
        )  # fmt: skip
    output = wanted.output
    if output is None:
        raise BadUsage(
            Text("thiếu -o: tệp .xlsx hoặc thư mục để ghi", "-o is missing: the .xlsx file or the folder to write to")
        )
    if output.is_dir() or output.suffix.casefold() not in _SUFFIXES:
        if not output.exists():
            make_folder(output)
        output = output / template.name
    if output.suffix.casefold() != template.suffix.casefold():
        raise BadUsage(
            Text(f"-o {output}: biểu mẫu là {template.suffix}, tệp ghi ra phải cùng đuôi",
                 f"-o {output}: the form is {template.suffix}, what is written must have the same suffix")
        )  # fmt: skip
    if output.exists() and template.exists() and output.samefile(template):
        raise BadUsage(
            Text(f"-o {output}: chính là biểu mẫu; hãy ghi ra tệp khác", f"-o {output}: the form itself; name another")
        )
    return output
