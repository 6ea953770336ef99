"""What kttt check gives back besides its findings: marked copies, unusable rows, mended copies."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import IO

import typer

from kttt_cli.findings import BadUsage, Finding
from kttt_cli.language import Lang, Text
from kttt_cli.outputs.annotated import Annotation, annotate
from kttt_cli.outputs.check_view import paths_from, printable
from kttt_cli.outputs.whole_file import refuse_to_write, write_whole
from kttt_cli.registers.dataset import STDIN, Dataset


def write_annotated(
    dataset: Dataset, findings: Sequence[Finding], data: Sequence[Path], out: Path, *, force: bool, lang: Lang
) -> None:
    """Every file that was read, with the marks of these findings; what is lost is said before anything is written."""
    files = read_files(dataset, "--annotate")
    made = [annotate(dataset, findings, file, lang) for file in files]
    targets = targets_of(dataset, data, out, {each.file: _marked_name(dataset, each) for each in made}, force=force)
    for each in made:
        _refuse_suffix(targets[each.file], each.suffix)
        for loss in each.losses:
            tell(loss, lang)
    for each in made:
        write_to(targets[each.file], each.data, force=force)
        tell(_WRITTEN.filled(path=targets[each.file]), lang)


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


# --- where files are written -----------------------------------------------------------------------


def read_files(dataset: Dataset, option: str) -> list[str]:
    """The files that were read, as they are named in places."""
    files = list(dict.fromkeys(reading.file for reading in dataset.readings))
    if any(str(dataset.paths[file]) == STDIN for file in files):
        raise BadUsage(
            Text(f"{option} cần tên tệp, không dùng được với đầu vào chuẩn (-)",
                 f"{option} needs files by their names, and not standard input (-)")
        )  # fmt: skip
    return files


def targets_of(
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
        if out.exists() and not out.is_dir():
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


def write_to(target: Path, data: bytes, *, force: bool) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    write_whole(target, _writer(data), force=force)


def _writer(data: bytes) -> Callable[[IO[bytes]], None]:
    def write(file: IO[bytes]) -> None:
        file.write(data)

    return write


def tell(text: Text, lang: Lang) -> None:
    typer.echo(printable(text.to(lang)), err=True)


_WRITTEN = Text("Đã ghi {path}", "Written: {path}")
