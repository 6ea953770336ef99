"""What kttt check gives back besides its findings: marked copies, unusable rows, mended copies."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

import typer

from kttt_cli.commands import checking
from kttt_cli.findings import BadUsage, Finding, Severity
from kttt_cli.language import Lang, Text
from kttt_cli.outputs.annotated import Annotation, annotate
from kttt_cli.outputs.check_view import paths_from, printable
from kttt_cli.outputs.mend_diff import change_lines, print_diff, summary
from kttt_cli.outputs.mended import Mended, Read, mended
from kttt_cli.outputs.rejects import rejects, rejects_csv, rejects_xlsx
from kttt_cli.outputs.whole_file import refuse_to_write, write_whole
from kttt_cli.registers.dataset import Dataset
from kttt_cli.sheets.listing import SETTINGS_FILE, STDIN, SUFFIXES


@dataclass(frozen=True, slots=True)
class GivenBack:
    """What the options of one run ask for. Raises BadUsage for what contradicts itself."""

    annotate: Path | None
    rejects: Path | None
    diff: bool
    fix: Path | None
    in_place: bool
    unsafe: bool
    force: bool
    lang: Lang

    def __post_init__(self) -> None:
        ways = sum((self.diff, self.fix is not None, self.in_place))
        if ways > 1:
            raise BadUsage(
                Text("chỉ dùng một trong --diff, --fix và --in-place", "use one of --diff, --fix and --in-place")
            )
        if ways and (self.annotate or self.rejects):
            raise BadUsage(
                Text(
                    "--annotate và --rejects nói về tệp như đang có; hãy chạy riêng với --diff, --fix, --in-place",
                    "--annotate and --rejects are of the files as they are; run them apart from --diff, --fix, --in-place",
                )
            )
        if self.unsafe and not ways:
            raise BadUsage(
                Text(
                    "--unsafe-fixes cần --diff, --fix hoặc --in-place",
                    "--unsafe-fixes needs --diff, --fix or --in-place",
                )
            )

    def mended(self, dataset: Dataset, data: Sequence[Path], read: Read, takes: Callable[[str], bool]) -> Dataset:
        """Shows or writes the mends by the rules that `takes` names; the data as read once they are made."""
        if self.diff or self.fix is not None or self.in_place:
            return _mend(self, dataset, data, read, takes)
        return dataset

    def write_copies(self, dataset: Dataset, findings: Sequence[Finding], data: Sequence[Path]) -> None:
        """The marked copies and the unusable rows."""
        if self.annotate is not None:
            _write_annotated(dataset, findings, data, self.annotate, force=self.force, lang=self.lang)
        if self.rejects is not None:
            _write_rejects(dataset, data, self.rejects, force=self.force, lang=self.lang)


def _write_annotated(
    dataset: Dataset, findings: Sequence[Finding], data: Sequence[Path], out: Path, *, force: bool, lang: Lang
) -> None:
    """Every file that was read, with the marks of these findings; what is lost is said before anything is written."""
    files = _read_files(dataset, "--annotate")
    if not files:
        _tell(_NOTHING_READ, lang)
    made = [annotate(dataset, findings, file, lang) for file in files]
    targets = _targets_of(dataset, data, out, {each.file: _marked_name(dataset, each) for each in made}, force=force)
    for each in made:
        _refuse_suffix(targets[each.file], each.suffix)
        for loss in each.losses:
            _tell(loss, lang)
    for each in made:
        _write_to(targets[each.file], each.data, force=force)
        _tell(_WRITTEN.filled(path=targets[each.file]), lang)


def _marked_name(dataset: Dataset, annotation: Annotation) -> str:
    """`so-htx.xlsx`, and `so-htx.csv.xlsx` for what was no such workbook."""
    name = dataset.paths[annotation.file].name
    return name if name.lower().endswith(annotation.suffix) else name + annotation.suffix


def _refuse_suffix(target: Path, suffix: str) -> None:
    if target.suffix.lower() != suffix:
        raise BadUsage(
            Text(
                f"{target}: bản đánh dấu của tệp này phải có đuôi {suffix}, nếu không Excel sẽ không mở",
                f"{target}: the marked copy of this file needs the suffix {suffix}, or Excel will not open it",
            )
        )


def _write_rejects(dataset: Dataset, data: Sequence[Path], out: Path, *, force: bool, lang: Lang) -> None:
    """The unusable rows as CSV or XLSX, by the suffix of `out`."""
    _read_files(dataset, "--rejects")
    _refuse_rejects(out, data, force=force)
    found = rejects(dataset)
    made = rejects_xlsx(found, lang) if out.suffix.lower() == ".xlsx" else rejects_csv(found, lang)
    _write_to(out, made, force=force)
    _tell(_REJECTS.filled(path=out, count=len(found)), lang)


def _refuse_rejects(out: Path, data: Sequence[Path], *, force: bool) -> None:
    if out.suffix.lower() not in (".csv", ".xlsx"):
        raise BadUsage(
            Text(f"--rejects {out}: cần đuôi .csv hoặc .xlsx", f"--rejects {out}: needs the suffix .csv or .xlsx")
        )
    checking.refuse_to_write([out], data, force=force)


# --- mended copies ---------------------------------------------------------------------------------


def _mend(
    asked: GivenBack, dataset: Dataset, data: Sequence[Path], read: Read, takes: Callable[[str], bool]
) -> Dataset:
    force, lang = asked.force, asked.lang
    files = _read_files(dataset, "--diff" if asked.diff else "--fix")
    names = {file: dataset.paths[file].name for file in files}
    targets = {}
    if asked.fix is not None:
        targets = _targets_of(dataset, data, asked.fix, names, force=force)
        for file, target in targets.items():
            _refuse_another_form(dataset.paths[file], target)

    found = mended(dataset, files, read, takes, unsafe=asked.unsafe)
    if asked.diff:
        print_diff(found.mends, sys.stdout, lang)
    else:
        if asked.in_place:
            _write_in_place(dataset, found, force=force)
        for file, target in targets.items():
            _write_to(target, found.files.get(file) or dataset.paths[file].read_bytes(), force=force)
        _copy_settings(data, asked, force=force)
        for line in change_lines(found.mends, lang):
            typer.echo(line, err=True)
        for target in targets.values():
            _tell(_WRITTEN.filled(path=target), lang)
    for line in summary(found, lang, done=not asked.diff):
        typer.echo(line, err=True)
    if asked.diff:  # the findings themselves are not printed beside a diff
        for file in dataset.failed:
            _tell(_FAILED.filled(file=file), lang)
        remaining = [finding.severity for finding in found.dataset.findings if takes(finding.rule)]
        counts = [remaining.count(severity) for severity in (Severity.ERROR, Severity.WARNING)]
        _tell(_REMAINING.filled(errors=counts[0], warnings=counts[1]), lang)
    return found.dataset


def _refuse_another_form(path: Path, target: Path) -> None:
    if target.suffix.lower() != path.suffix.lower():
        raise BadUsage(
            Text(
                f"{target}: bản đã sửa giữ dạng của tệp gốc, cần đuôi {path.suffix}",
                f"{target}: a mended copy keeps the form of its file, and needs the suffix {path.suffix}",
            )
        )


def _write_in_place(dataset: Dataset, found: Mended, *, force: bool) -> None:
    """The file as it was stays beside it, with .bak behind its name."""
    paths = {file: dataset.paths[file].resolve() for file in found.files}
    for path in paths.values():
        refuse_to_write(_old(path), force=force)
    for file, path in paths.items():
        mode = path.stat().st_mode
        _write_to(_old(path), path.read_bytes(), force=force)
        _write_to(path, found.files[file], force=True)
        path.chmod(mode)


def _old(path: Path) -> Path:
    return path.with_name(path.name + ".bak")


def _copy_settings(data: Sequence[Path], asked: GivenBack, *, force: bool) -> None:
    """The kttt.toml of a folder belongs to its data: without it the copy is read in another way."""
    if asked.fix is not None and len(data) == 1 and data[0].is_dir() and (said := data[0] / SETTINGS_FILE).is_file():
        _write_to(asked.fix / SETTINGS_FILE, said.read_bytes(), force=force)


# --- where files are written -----------------------------------------------------------------------


def _read_files(dataset: Dataset, option: str) -> list[str]:
    """The files that were read, as they are named in places."""
    files = list(dict.fromkeys(reading.file for reading in dataset.readings))
    if any(str(dataset.paths[file]) == STDIN for file in files):
        raise BadUsage(
            Text(f"{option} cần tên tệp, không dùng được với đầu vào chuẩn (-)",
                 f"{option} needs files by their names, and not standard input (-)")
        )  # fmt: skip
    return files


def _targets_of(
    dataset: Dataset, data: Sequence[Path], out: Path, names: Mapping[str, str], *, force: bool
) -> dict[str, Path]:
    """Where the copy of each file goes: to `out` itself for one file that was named, else into `out` as a folder.

    Raises BadUsage, before anything is written, for what is there already, is an input or lies among the inputs.
    """
    one_file = len(data) == 1 and not data[0].is_dir()
    if one_file and not out.is_dir():
        targets = dict.fromkeys(names, out)
        refuse_to_write(out, force=force)
    else:
        if (out.exists() or out.suffix.lower() in SUFFIXES) and not out.is_dir():
            raise BadUsage(Text(f"{out}: cần một thư mục, vì dữ liệu có nhiều tệp", f"{out}: not a folder, and there are several files"))  # fmt: skip
        for folder in data:
            if folder.is_dir() and out.resolve().is_relative_to(folder.resolve()):
                raise BadUsage(Text(f"{out} nằm trong thư mục dữ liệu {folder}; hãy chọn nơi khác", f"{out} lies within the data {folder}; choose another place"))  # fmt: skip
        inside = _paths_inside(dataset, data)
        targets = {file: out / inside[file].with_name(name) for file, name in names.items()}
    for target in targets.values():
        if target.is_dir() or (target.exists() and not force):
            raise BadUsage(Text(f"{target} đã có; thêm --force để ghi đè", f"{target} is there already; --force overwrites it"))  # fmt: skip
        if target.exists() and any(target.samefile(path) for path in dataset.paths.values() if path.exists()):
            raise BadUsage(Text(f"{target} là tệp đầu vào", f"{target} is the input"))
    return targets


def _paths_inside(dataset: Dataset, data: Sequence[Path]) -> dict[str, PurePosixPath]:
    """The path of each file within the output folder."""
    if len(data) == 1:
        return {file: PurePosixPath(file) for file in dataset.paths}
    return {file: PurePosixPath(path) for file, path in paths_from(Path.cwd(), dataset.paths).items()}


def _write_to(target: Path, data: bytes, *, force: bool) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    write_whole(target, _writer(data), force=force)


def _writer(data: bytes) -> Callable[[IO[bytes]], None]:
    def write(file: IO[bytes]) -> None:
        file.write(data)

    return write


def _tell(text: Text, lang: Lang) -> None:
    typer.echo(printable(text.to(lang)), err=True)


_FAILED = Text(
    "Không đọc được {file}; chạy kttt check không có --diff để xem vì sao",
    "{file} could not be read; kttt check without --diff says why",
)
_REMAINING = Text(
    "Sau khi sửa còn {errors} lỗi, {warnings} cảnh báo", "{errors} errors and {warnings} warnings remain after it"
)
_NOTHING_READ = Text("Không có tệp nào đọc được, nên không ghi gì", "No file could be read, so nothing is written")
_REJECTS = Text("Đã ghi {path}: {count} dòng không dùng được", "Written: {path}, {count} unusable rows")
_WRITTEN = Text("Đã ghi {path}", "Written: {path}")
