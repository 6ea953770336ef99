"""kttt convert: the records as read, in canonical form."""

import io
import sys
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from kttt_cli.commands import options
from kttt_cli.language import Lang, Text

if TYPE_CHECKING:
    from kttt_cli.outputs.records import Headers
    from kttt_cli.registers.dataset import Dataset


class Format(StrEnum):
    csv = "csv"
    xlsx = "xlsx"
    jsonl = "jsonl"


class HeadersOption(StrEnum):
    fields = "fields"
    vi = "vi"


def register(app: typer.Typer, lang: Lang) -> None:
    @app.command(
        help=Text(
            "Ghi các bản ghi đúng như đã đọc vào một tệp sạch.\n\n\b\nVí dụ:\n  kttt convert so-htx.xlsx -o sach.xlsx --headers vi\n"
            "  kttt convert data/ -o htx.csv --register organisation\n  kttt convert data/ -o - --format jsonl",
            "Write the records as read into a clean file.\n\n\b\nExamples:\n"
            "  kttt convert so-htx.xlsx -o clean.xlsx --headers vi\n"
            "  kttt convert data/ -o htx.csv --register organisation\n  kttt convert data/ -o - --format jsonl",
        ).to(lang)
    )
    def convert(
        data: Annotated[list[Path], options.data(lang)],
        output: Annotated[
            Path,
            typer.Option(
                "--output",
                "-o",
                metavar="FILE",
                show_default=False,
                help=Text(
                    "Tệp .csv, .xlsx hoặc .jsonl; - là màn hình.", "A .csv, .xlsx or .jsonl file; - is stdout."
                ).to(lang),
            ),
        ],
        register: Annotated[
            str | None,
            typer.Option(
                "--register",
                "-r",
                metavar="REGISTER",
                show_default=False,
                help=Text(
                    "Chỉ sổ này: organisation, group, fund, support, commune.",
                    "This register only: organisation, group, fund, support, commune.",
                ).to(lang),
            ),
        ] = None,
        headers: Annotated[
            HeadersOption,
            typer.Option(
                "--headers",
                help=Text("Tên cột: tên trường, hoặc tiếng Việt.", "Headings: field names, or Vietnamese.").to(lang),
            ),
        ] = HeadersOption.fields,
        format: Annotated[
            Format | None,
            typer.Option(
                "--format",
                "-f",
                show_default=False,
                help=Text("Dạng tệp, nếu tên không nói.", "Form of the file, if its name does not say.").to(lang),
            ),
        ] = None,
        force: Annotated[
            bool, typer.Option("--force", help=Text("Ghi đè tệp đã có.", "Overwrite a file.").to(lang))
        ] = False,
        year: Annotated[int | None, options.year(lang)] = None,
        fail_on: Annotated[options.FailOn, options.fail_on(lang)] = options.FailOn.error,
        quiet: Annotated[bool, options.quiet(lang)] = False,
        debug: Annotated[bool, options.debug(lang)] = False,
        lang_: Annotated[options.Language, options.language(lang)] = options.Language.vi,
    ) -> None:
        from kttt_cli.commands.loading import exit_code, print_findings, read_data
        from kttt_cli.outputs.whole_file import refuse_to_write, write_whole

        form = _form(output, format)
        to_stdout = str(output) == "-"
        if not to_stdout:
            refuse_to_write(output, force=force)
            _refuse_inputs(output, data)
        dataset = read_data(data, year=year)
        names = _registers(dataset, register, form)
        written: Headers = headers.value

        def write(file: IO[bytes]) -> None:
            _write(dataset, names, form, written, file)

        if to_stdout:
            sys.stdout.flush()
            write(sys.stdout.buffer)
            sys.stdout.flush()
        else:
            write_whole(output, write, force=force)
        if not quiet:
            print_findings(dataset.findings, lang)
        if not to_stdout:
            typer.echo(output)
        raise typer.Exit(exit_code(dataset.findings, fail_on))


def _form(output: Path, asked: Format | None) -> Format:
    from kttt_cli.findings import BadUsage

    if asked is None and str(output) == "-":
        return Format.csv
    suffix = output.suffix.lower().removeprefix(".")
    if asked is None and suffix not in Format.__members__:
        raise BadUsage(
            Text(
                f"-o {output}: cần đuôi .csv, .xlsx hoặc .jsonl, hoặc --format",
                f"-o {output}: needs the suffix .csv, .xlsx or .jsonl, or --format",
            )
        )
    form = asked or Format(suffix)
    if form is Format.xlsx and str(output) == "-":
        raise BadUsage(
            Text("không ghi xlsx ra màn hình; dùng -o TỆP.xlsx", "xlsx is not written to stdout; use -o FILE.xlsx")
        )
    return form


def _refuse_inputs(output: Path, data: list[Path]) -> None:
    from kttt_cli.findings import BadUsage

    if output.exists() and any(path.exists() and path.samefile(output) for path in data):
        raise BadUsage(Text(f"{output} là tệp đầu vào", f"{output} is the input"))


def _registers(dataset: "Dataset", asked: str | None, form: Format) -> list[str]:
    from kttt_cli.findings import BadUsage
    from kttt_cli.language import did_you_mean

    there = list(dataset.registers)
    listed = ", ".join(there)
    if asked is not None:
        if asked in there:
            return [asked]
        near = did_you_mean(asked, there) or Text(f"có: {listed}", f"there are: {listed}")
        raise BadUsage(
            Text(
                f"--register {asked}: không có trong dữ liệu; {near.vi}",
                f"--register {asked}: not in the data; {near.en}",
            )
        )
    if form is Format.csv and len(there) > 1:
        raise BadUsage(
            Text(
                f"một tệp CSV chỉ chứa một sổ, dữ liệu có: {listed}; hãy chọn bằng --register, hoặc ghi ra .xlsx",
                f"a CSV file holds one register, the data have: {listed}; choose with --register, or write .xlsx",
            )
        )
    return there


def _write(dataset: "Dataset", names: list[str], form: Format, headers: "Headers", file: IO[bytes]) -> None:
    from kttt_cli.outputs.records import print_csv, print_jsonl, records_of

    if form is Format.xlsx:
        from kttt_cli.outputs.records_xlsx import write_xlsx

        write_xlsx([records_of(dataset, name, headers) for name in names], file)
        return
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=False)
    if form is Format.csv:
        print_csv(records_of(dataset, names[0], headers), text, headers)
    else:
        print_jsonl([records_of(dataset, name, headers) for name in names], text)
    text.flush()
    text.detach()
