"""The wheel that people install: everything it needs is in it, and it works from any folder."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from kttt_cli import __version__

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "data" / "samples" / "bac-giang"
SOURCE = ROOT / "src" / "kttt_cli"


def run(*arguments: object, cwd: Path) -> str:
    foreign = ("PYTHONPATH", "KTTT_LANG", "KTTT_PLAN", "COLUMNS")
    environment = {name: value for name, value in os.environ.items() if name not in foreign}
    done = subprocess.run(
        [*map(str, arguments)], cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def build(folder: Path) -> Path:
    # hatchling makes the wheel: the one that is there, or else one that `build` installs for itself.
    own = ["--no-isolation"] if importlib.util.find_spec("hatchling") else []
    run(sys.executable, "-m", "build", "--wheel", *own, "--outdir", folder, ROOT, cwd=folder)
    (wheel,) = folder.glob("*.whl")
    return wheel


def install(wheel: Path, folder: Path) -> Path:
    """A new environment with the wheel and what is installed here beside it; its folder of programs."""
    venv.create(folder, with_pip=False)
    paths = sysconfig.get_paths(vars={"base": str(folder), "platbase": str(folder)})
    python = Path(paths["scripts"]) / Path(sys.executable).name
    run(sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--quiet", wheel, cwd=folder)
    # Lines of a .pth file are searched last, and .pth files in the folder they name are not read: an editable
    # installation of the source is not seen from here.
    Path(paths["purelib"], "beside.pth").write_text(sysconfig.get_paths()["purelib"], encoding="utf-8")
    return Path(paths["scripts"])


def digest(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def contents(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


@pytest.mark.skipif(importlib.util.find_spec("build") is None, reason="the module `build` is not installed")
def test_the_wheel_works_in_a_new_environment_from_another_folder(tmp_path: Path) -> None:
    away = tmp_path / "elsewhere"
    away.mkdir()
    wheel = build(tmp_path)
    data = {path.relative_to(ROOT / "src").as_posix() for path in SOURCE.rglob("*") if path.suffix != ".pyc"}
    files = {name for name in data if (ROOT / "src" / name).is_file()}
    assert contents(wheel) == files

    programs = install(wheel, tmp_path / "venv")
    before = digest(SAMPLE)
    where = run(programs / "python", "-c", "import kttt_cli; print(kttt_cli.__file__)", cwd=away)
    assert Path(where.strip()).is_relative_to(tmp_path), where
    assert run(programs / "kttt", "--version", cwd=away) == f"kttt {__version__}\n"
    told = run(programs / "kttt", "compute", SAMPLE, cwd=away)
    assert "T1" in told
    assert "nhieu-tinh-2021-2030" in run(programs / "kttt", "plan", cwd=away)
    assert run(programs / "kttt", "schema", "compute", cwd=away).startswith("{")
    assert [*away.iterdir()] == []
    assert digest(SAMPLE) == before
