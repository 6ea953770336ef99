"""The annexes of many provinces: one process for each of `--jobs`, one bad province stops no other."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import typer

from kttt_cli.annexes.batch import Job, Made, Outcome, jobs_of, read_batch
from kttt_cli.annexes.layouts import choose, load_layouts
from kttt_cli.annexes.make import Wish, file_names, make_annexes
from kttt_cli.annexes.provenance import Input, digest
from kttt_cli.commands.loading import exit_code, read_configuration, read_data, read_day, read_plan
from kttt_cli.commands.options import FailOn
from kttt_cli.findings import BadUsage, Exit, Finding, KtttError
from kttt_cli.indicators.catalogue import catalogue
from kttt_cli.language import Lang, Text
from kttt_cli.outputs.annex_files import inputs_of, origin_of, write_made
from kttt_cli.outputs.batch_progress import progress_bar
from kttt_cli.outputs.batch_state import State, read_state, write_state
from kttt_cli.outputs.whole_file import make_folder
from kttt_cli.plans.model import Plan
from kttt_cli.report import Report, Request, make_report

_TASKS_OF_ONE_PROCESS = 20
"""Then another takes its place, so that memory does not grow with the number of provinces."""


def batch_jobs(data: Sequence[Path], like: Job) -> tuple[Job, ...]:
    """From a batch.toml, or one for each of the folders and files."""
    if len(data) == 1 and data[0].suffix == ".toml":
        path = data[0]
        try:
            source = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeError) as error:
            raise BadUsage(Text(f"không đọc được {path}: {error}", f"cannot read {path}: {error}")) from None
        return read_batch(source, str(path), str(path.parent))
    return tuple(jobs_of([str(path) for path in data], like))


def run_batch(
    jobs: Sequence[Job], folder: Path, *, workers: int, force: bool, fail_on: FailOn, lang: Lang
) -> Exit | int:
    """Files on stdout in the order of the jobs, the summary on stderr; the worst exit code of all."""
    make_folder(folder)
    outcomes = []
    with progress_bar(len(jobs), lang) as advance:
        for outcome in _outcomes(jobs, partial(run_job, folder=folder, force=force, fail_on=fail_on), workers):
            for each in outcome.made:
                if each.what != "kept":
                    typer.echo(each.path)
            outcomes.append(outcome)
            advance()
    for line in _summary(outcomes):
        typer.echo(line.to(lang), err=True)
    return max((outcome.worst for outcome in outcomes), default=Exit.DONE)


def _outcomes(jobs: Sequence[Job], run: partial[Outcome], workers: int) -> Iterator[Outcome]:
    # Fresh interpreters: the same on every system, and none inherits what another has done.
    with ProcessPoolExecutor(
        min(workers, len(jobs)), mp_context=get_context("spawn"), max_tasks_per_child=_TASKS_OF_ONE_PROCESS
    ) as pool:
        futures = [pool.submit(run, job) for job in jobs]
        try:
            for job, future in zip(jobs, futures, strict=True):
                yield _outcome(job, future)
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _outcome(job: Job, future: Future[Outcome]) -> Outcome:
    try:
        return future.result()
    except BrokenProcessPool:
        stopped = Text("tiến trình bị dừng; chạy lại để làm tiếp", "its process was stopped; run again to go on")
        return Outcome(job.name, (), Exit.OUR_FAULT, failure=stopped)


def _summary(outcomes: Sequence[Outcome]) -> Iterator[Text]:
    counted = {what: sum(each.what == what for outcome in outcomes for each in outcome.made)
               for what in ("written", "current", "kept")}  # fmt: skip
    for outcome in outcomes:
        if outcome.failure is not None:
            yield Text(
                f"{outcome.job}: không lập được: {outcome.failure.vi}", f"{outcome.job}: failed: {outcome.failure.en}"
            )
        for each in outcome.made:
            if each.what == "kept":
                yield Text(f"{each.path}: giữ nguyên vì đã bị sửa hoặc không do kttt lập (--force để ghi đè)",
                           f"{each.path}: kept, it was edited or is not of kttt (--force overwrites it)")  # fmt: skip
    failed = sum(outcome.failure is not None for outcome in outcomes)
    of_registers = sum(outcome.of_registers for outcome in outcomes)
    of_forms = sum(outcome.of_forms for outcome in outcomes)
    yield Text(
        f"{len(outcomes)} tỉnh: {counted['written']} tệp đã ghi, {counted['current']} đã có sẵn, "
        f"{counted['kept']} giữ nguyên; {failed} tỉnh không lập được; {of_registers} phát hiện trong sổ (kttt check), {of_forms} trong biểu",
        f"{len(outcomes)} provinces: {counted['written']} files written, {counted['current']} already there, "
        f"{counted['kept']} kept; {failed} provinces failed; {of_registers} findings in registers (kttt check), {of_forms} in forms",
    )


# --- one province, in a process of its own -----------------------------------------------------------


def run_job(job: Job, *, folder: Path, force: bool, fail_on: FailOn) -> Outcome:
    gc.enable()
    made: list[Made] = []
    try:
        return _run(job, folder / job.name, made, force=force, fail_on=fail_on)
    except KtttError as error:
        return Outcome(job.name, tuple(made), error.exit_code, failure=error.message)
    except Exception as error:  # one bad province stops no other
        what = f"{type(error).__name__}: {error}"
        failure = Text(f"lỗi của kttt: {what}", f"a fault of kttt: {what}")
        return Outcome(job.name, tuple(made), Exit.OUR_FAULT, failure=failure)


def _run(job: Job, folder: Path, made: list[Made], *, force: bool, fail_on: FailOn) -> Outcome:
    data = [Path(path) for path in job.data]
    layouts = load_layouts(catalogue(), [Path(path) for path in job.layouts])
    wish = Wish(choose(layouts, job.only), job.districts, job.split, job.values, job.lang)
    plan = read_plan(job.plan, dict(job.terms), data)
    inputs = inputs_of(data, read_configuration(data).path)
    state = read_state(folder)
    request = _request(job, wish, plan, inputs)
    done = state.current(request, folder)
    if done is not None and not force:
        return Outcome(job.name, tuple(Made(str(folder / name), "current") for name in done), Exit.DONE)
    of_registers: Sequence[Finding] = ()
    of_forms: list[Finding] = []
    for report in _reports(job, data, plan):
        of_registers = of_registers or report.findings
        for file, findings in _write(report, wish, folder, job, inputs, state, force=force):
            made.append(file)
            of_forms += findings
    written = [Path(file.path) for file in made if file.what == "written"]
    if len(written) == len(made):
        state.remember(request, written)
        write_state(folder, state)
    code = exit_code([*of_registers, *of_forms], fail_on)
    return Outcome(job.name, tuple(made), code, len(of_registers), len(of_forms))


def _request(job: Job, wish: Wish, plan: Plan, inputs: tuple[Input, ...]) -> str:
    from kttt_cli import __version__
    from kttt_cli.annexes.provenance import plan_digest
    from kttt_cli.outputs.annex_files import layouts_digest, wish_options

    told = (__version__, job.years, job.as_of, plan_digest(plan), layouts_digest(wish), wish_options(wish), inputs)
    return digest(repr(told))


def _reports(job: Job, data: Sequence[Path], plan: Plan) -> Iterator[Report]:
    dataset = read_data(data, year=None)
    as_of = read_day(job.as_of)

    def report(year: int | None) -> Report:
        return make_report(dataset, catalogue(), plan, Request(year, as_of, everything=False))

    if job.years is None:
        yield report(None)
        return
    of_plan = [year for year in dataset.years if year in plan.period.years]
    yield from map(report, of_plan if job.years == "all" else job.years)


def _write(
    report: Report, wish: Wish, folder: Path, job: Job, inputs: tuple[Input, ...], state: State, *, force: bool
) -> Iterator[tuple[Made, tuple[Finding, ...]]]:
    """Each file, and what its forms found."""
    origin = origin_of(report, wish, inputs, {"year": report.year, "as_of": job.as_of})
    make_folder(folder)
    free = {name: force or state.may_replace(folder / name) for name in file_names(report, wish)}
    for workbook in make_annexes(report, wish):
        path = folder / workbook.name
        if free[workbook.name]:
            write_made(report, workbook, wish, path, origin, force=True)
        yield Made(str(path), "written" if free[workbook.name] else "kept"), workbook.findings
