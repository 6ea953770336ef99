"""What kttt check does around the checking: which rules count, which findings are known, where results are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO

from kttt_cli.checks.baseline import Known, baseline_text, read_baseline
from kttt_cli.checks.outcome import Outcome
from kttt_cli.checks.selection import Selection, unknown_code
from kttt_cli.findings import BadUsage, Severity
from kttt_cli.language import Text, did_you_mean
from kttt_cli.outputs import whole_file
from kttt_cli.outputs.check_forms import Form, written
from kttt_cli.outputs.check_view import CheckView


def selection(
    said: Selection, select: Sequence[str] | None, ignore: Sequence[str] | None, severity: Sequence[str] | None
) -> Selection:
    """What the kttt.toml says; `--select` goes before it, `--ignore` and `--severity` are added to it."""
    selected, ignored = _codes("--select", select), _codes("--ignore", ignore)
    severities = dict(said.severity)
    for each in severity or ():
        code, sign, level = each.partition("=")
        if not sign or level not in list(Severity):
            raise BadUsage(
                Text(
                    f"--severity “{each}”: cần dạng MÃ=MỨC, mức là error, warning hoặc note; ví dụ NG102=warning",
                    f"--severity “{each}”: needs CODE=LEVEL, with error, warning or note; such as NG102=warning",
                )
            )
        for known in _codes("--severity", [code]):
            severities[known] = Severity(level)
    return Selection(tuple(selected) or said.select, (*said.ignore, *ignored), severities)


def _codes(option: str, given: Sequence[str] | None) -> list[str]:
    """`["NG,TV101"]` → `["NG", "TV101"]`."""
    codes = [code.strip() for each in given or () for code in each.split(",")]
    for code in codes:
        reason = Text("thiếu mã quy tắc", "a rule's code is missing") if not code else unknown_code(code)
        if reason is not None:
            raise BadUsage(Text(f"{option}: {reason.vi}", f"{option}: {reason.en}"))
    return codes


def known_findings(path: Path | None, to_be_written: Path | None) -> Sequence[Known] | None:
    """The baseline in force; none where it is this run that writes it for the first time."""
    if path is None:
        return None
    if to_be_written is not None and not path.exists() and path.resolve() == to_be_written.resolve():
        return None
    return read_baseline(path)


def write_baseline(outcome: Outcome, path: Path, *, force: bool) -> Outcome:
    """Every finding of the outcome is known from now on."""
    text = baseline_text(each.identity for each in outcome.judged)
    whole_file.write_whole(path, lambda file: _write(file, [text]), force=force)
    return replace(outcome, judged=tuple(replace(each, known=True) for each in outcome.judged), compared=True, gone=())


def reports(given: Sequence[str] | None) -> dict[Path, Form]:
    """`["sarif=out.sarif"]` → file and its form."""
    found: dict[Path, Form] = {}
    for each in given or ():
        name, sign, file = each.partition("=")
        if not sign or file in ("", "-"):
            raise BadUsage(
                Text(
                    f"--report “{each}”: cần dạng DẠNG=TỆP, ví dụ sarif=kttt.sarif",
                    f"--report “{each}”: needs FORM=FILE, such as sarif=kttt.sarif",
                )
            )
        if name not in list(Form):
            forms = ", ".join(Form)
            near = did_you_mean(name, list(Form)) or Text(f"có: {forms}", f"there are: {forms}")
            raise BadUsage(
                Text(f"--report {each}: không có dạng “{name}”; {near.vi}",
                     f"--report {each}: no form “{name}”; {near.en}")
            )  # fmt: skip
        if Path(file) in found:
            raise BadUsage(Text(f"--report: {file} được nêu hai lần", f"--report: {file} is named twice"))
        found[Path(file)] = Form(name)
    return found


def refuse_to_write(files: Sequence[Path], data: Iterable[Path], *, force: bool) -> None:
    """Before anything is read: a file that is there already, is the input, or is to be written twice."""
    inputs = [path for path in data if path.exists()]
    for index, file in enumerate(files):
        whole_file.refuse_to_write(file, force=force)
        if file in files[:index]:
            raise BadUsage(Text(f"{file} được ghi hai lần", f"{file} would be written twice"))
        if file.exists() and any(path.samefile(file) for path in inputs):
            raise BadUsage(Text(f"{file} là tệp đầu vào", f"{file} is the input"))


def write_reports(view: CheckView, files: Mapping[Path, Form], *, force: bool) -> None:
    """Each file holds every finding, whatever the screen shows of them."""
    whole = view.whole()
    for path, form in files.items():
        whole_file.write_whole(path, lambda file, form=form: _write(file, written(whole, form)), force=force)  # type: ignore[misc]


def _write(file: IO[bytes], pieces: Iterable[str]) -> None:
    for piece in pieces:
        file.write(piece.encode("utf-8", errors="replace"))


def print_form(view: CheckView, form: Form, stream: IO[str]) -> None:
    for piece in written(view, form):
        stream.write(piece)
