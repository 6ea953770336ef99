"""Many provinces in one run: what a batch file asks for, and what came of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Literal

from pydantic import Field, model_validator

from kttt_cli.findings import BadUsage, Exit
from kttt_cli.language import Text
from kttt_cli.tomlfile import Mistake, Strict, parse, validate


@dataclass(frozen=True, slots=True)
class Job:
    """The annexes of one province: its data, its folder below the output, and what is asked for."""

    name: str
    data: tuple[str, ...]
    years: tuple[int, ...] | Literal["all"] | None = None
    """None: the last year of the plan that the data have."""
    only: tuple[str, ...] = ()
    layouts: tuple[str, ...] = ()
    districts: bool = False
    split: bool = False
    values: bool = False
    plan: str | None = None
    terms: tuple[tuple[str, str], ...] = ()
    as_of: str | None = None
    lang: Literal["vi", "en"] = "vi"


@dataclass(frozen=True, slots=True)
class Made:
    """One file of a job, and what was done with it."""

    path: str
    what: Literal["written", "current", "kept"]
    """`current`: it is there, untouched, and made from the same. `kept`: somebody has edited it, or it is not ours."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job. `code` is the exit code that it alone would give."""

    job: str
    made: tuple[Made, ...]
    code: int
    of_registers: int = 0
    """Findings in the data, once for all years."""
    of_forms: int = 0
    """Findings in the forms of each file: numbers that a plan prints against one another."""
    failure: Text | None = None

    @property
    def worst(self) -> int:
        kept = any(each.what == "kept" for each in self.made)
        return max(self.code, Exit.FINDINGS if kept else Exit.DONE)


class Wishes(Strict):
    """What may be asked of all provinces, or of one."""

    years: tuple[int, ...] | Literal["all"] | None = None
    only: tuple[str, ...] | None = None
    layouts: tuple[str, ...] | None = None
    by: Literal["district"] | None = None
    split: bool | None = None
    values: bool | None = None
    plan: str | None = None
    terms: dict[str, str] | None = None
    as_of: str | None = None
    lang: Literal["vi", "en"] | None = None


class Province(Wishes):
    """`[[province]]`: its folder below the output, and its data, by paths beside the batch file."""

    name: str = Field(pattern=r"^[^/\\\x00-\x1f]*[^/\\.\x00-\x1f][^/\\\x00-\x1f]*$")
    data: tuple[str, ...] = Field(min_length=1)


class BatchFile(Wishes):
    province: tuple[Province, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_its_own_folder(self) -> BatchFile:
        names = [each.name.casefold() for each in self.province]
        for index, name in enumerate(names):
            if name in names[:index]:
                raise Mistake(
                    Text(f"hai tỉnh cùng tên “{name}”", f"two provinces named “{name}”"), "province", index, "name"
                )
        return self


def read_batch(source: str, shown: str, beside: str) -> tuple[Job, ...]:
    """The jobs of a batch file; paths in it are taken from the folder `beside`. `BadUsage` with every mistake."""
    file = validate(BatchFile, parse(source, shown), source, shown)
    return tuple(_job(province, file, beside) for province in file.province)


def _job(province: Province, everyone: Wishes, beside: str) -> Job:
    job = Job(province.name, tuple(_below(beside, path) for path in province.data))
    for wishes in (everyone, province):
        given = {name: getattr(wishes, name) for name in Wishes.model_fields if getattr(wishes, name) is not None}
        if "by" in given:
            given["districts"] = given.pop("by") == "district"
        if "terms" in given:
            given["terms"] = tuple(given["terms"].items())
        if "layouts" in given:
            given["layouts"] = tuple(_below(beside, path) for path in given["layouts"])
        if str(given.get("plan", "")).endswith(".toml"):
            given["plan"] = _below(beside, given["plan"])
        job = replace(job, **given)
    return job


def _below(folder: str, path: str) -> str:
    return str(PurePath(folder) / path)


def jobs_of(data: Sequence[str], like: Job) -> Iterator[Job]:
    """Each of the folders and files is a province of its own, named after it. `BadUsage` for two of one name."""
    taken: dict[str, str] = {}
    for path in data:
        name = PurePath(path).stem if PurePath(path).suffix else PurePath(path).name
        if not name or name.casefold() in taken:
            raise BadUsage(
                Text(f"{path}: trùng tên thư mục kết quả với {taken.get(name.casefold(), path)}; hãy dùng batch.toml",
                     f"{path}: the same output folder as {taken.get(name.casefold(), path)}; use a batch.toml")
            )  # fmt: skip
        taken[name.casefold()] = path
        yield replace(like, name=name, data=(path,))
