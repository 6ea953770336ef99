"""kttt as a gate in other people's repositories: the pre-commit hook and the page's workflow, really run."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT, SAMPLE, Run

PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
HOOK = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))[0]
GOOD = "Tên HTX,Loại hình,Ngày đăng ký lần đầu\nHTX Một,HTX,15/03/2019\n"


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


# --- pre-commit ------------------------------------------------------------------------------------


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A git repository with one register, and the hook as users get it, in the Python of the tests."""
    hook = HOOK | {
        "language": "system",
        "entry": shlex.join([sys.executable, "-m", "kttt_cli"]) + HOOK["entry"].removeprefix("kttt"),
        "args": ["so-lieu", "--lang", "en"],
    }
    config = {"repos": [{"repo": "local", "hooks": [hook]}]}
    (tmp_path / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config, allow_unicode=True), encoding="utf-8")
    (tmp_path / "so-lieu").mkdir()
    (tmp_path / "so-lieu" / "htx-2023.csv").write_text(GOOD, encoding="utf-8")
    run(tmp_path, "git", "init", "-q")
    return tmp_path


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1", "PRE_COMMIT_HOME": str(folder / ".git" / "pre-commit"),
    }  # fmt: skip
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=120
    )


def commit(folder: Path) -> subprocess.CompletedProcess[str]:
    run(folder, "git", "add", "-A")
    return run(folder, sys.executable, "-m", "pre_commit", "run")


def test_the_hook_lets_good_registers_through_and_stops_bad_ones(repository: Path) -> None:
    done = commit(repository)
    assert done.returncode == 0, done.stdout
    assert "Passed" in done.stdout
    (repository / "so-lieu" / "htx-2023.csv").write_text(GOOD.replace("15/03", "31/02"), encoding="utf-8")
    done = commit(repository)
    assert done.returncode == 1
    assert "htx-2023.csv [C2] NG102 error" in done.stdout


def test_the_hook_leaves_other_commits_alone(repository: Path) -> None:
    (repository / "so-lieu" / "htx-2023.csv").rename(repository / "so-lieu" / "ghi-chu.md")
    done = commit(repository)
    assert done.returncode == 0
    assert "(no files to check)Skipped" in done.stdout.replace(".", "")


def test_a_table_that_is_no_register_stops_no_commit(repository: Path) -> None:
    (repository / "so-lieu" / "gia-lua.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert commit(repository).returncode == 0


def test_the_hook_knows_the_files_that_kttt_reads() -> None:
    from kttt_cli.sheets.files import SUFFIXES

    asked = re.compile(HOOK["files"])
    assert {suffix for suffix in SUFFIXES if asked.search(f"so/htx{suffix}")} == {*SUFFIXES} - {".txt"}
    assert asked.search("kttt.toml")
    assert not asked.search("so/xlsx.md")


# --- the page --------------------------------------------------------------------------------------


def workflow() -> Any:
    return yaml.safe_load(next(block for block in blocks("yaml") if "runs-on" in block))


def test_the_workflow_of_the_page_runs(kttt: Run, tmp_path: Path) -> None:
    """The annotations, the SARIF that is uploaded, the summary, against a baseline: a new mistake fails the job."""
    steps = workflow()["jobs"]["kttt"]["steps"]
    check = next(step["run"] for step in steps if "kttt check" in step.get("run", ""))
    arguments = shlex.split(check)[1:]
    (tmp_path / "so-lieu").mkdir()
    shutil.copy(SAMPLE / "htx-2023.csv", tmp_path / "so-lieu")
    assert kttt("check", "so-lieu", "--write-baseline", "da-biet.json", cwd=tmp_path).returncode == 0
    assert kttt(*arguments, cwd=tmp_path).returncode == 0
    uploaded = next(step["with"]["sarif_file"] for step in steps if "upload-sarif" in step.get("uses", ""))
    assert (tmp_path / uploaded).is_file()
    assert (tmp_path / "kttt.md").read_text(encoding="utf-8").startswith("## ")
    path = tmp_path / "so-lieu" / "htx-2023.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("13/06/2023", "31/06/2023", 1), encoding="utf-8")
    done = kttt(*arguments, "--force", cwd=tmp_path)
    assert done.returncode == 1
    assert [line for line in done.stdout.splitlines() if line.startswith("::")] == [
        line for line in done.stdout.splitlines() if line.startswith("::error file=so-lieu/htx-2023.csv,line=3,")
    ]


def test_the_later_steps_run_after_a_check_that_failed() -> None:
    steps = workflow()["jobs"]["kttt"]["steps"]
    at = next(index for index, step in enumerate(steps) if "kttt check" in step.get("run", ""))
    assert all(step["if"] == "always()" for step in steps[at + 1 :])


def test_the_hook_of_the_page_is_there() -> None:
    config = yaml.safe_load(next(block for block in blocks("yaml") if "repos:" in block))
    assert [hook["id"] for hook in config["repos"][0]["hooks"]] == [HOOK["id"]]


def test_the_settings_of_the_page_are_settings(kttt: Run, tmp_path: Path) -> None:
    (tmp_path / "kttt.toml").write_text(blocks("toml")[0], encoding="utf-8")
    (tmp_path / "htx-2023.csv").write_text(GOOD, encoding="utf-8")
    assert kttt("check", ".", cwd=tmp_path).returncode == 2  # the file of known findings is not there yet
    assert kttt("check", ".", "--write-baseline", "da-biet.json", cwd=tmp_path).returncode == 0
    assert kttt("check", ".", cwd=tmp_path).returncode == 0
