"""The pages are true: transcripts, generated pages, links, commands, exit codes, plans shown as examples."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kttt_cli.findings import Exit
from kttt_cli.indicators.catalogue import catalogue
from kttt_cli.registers.columns import MODELS

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
IDS = [path.relative_to(ROOT).as_posix() for path in PAGES]
WITH_TRANSCRIPTS = [path for path in PAGES if "[[[cog" in path.read_text(encoding="utf-8")]


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KTTT_")}
    environment |= {"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_readme_has_transcripts() -> None:
    assert ROOT / "README.md" in WITH_TRANSCRIPTS
    assert (ROOT / "README.md").read_text(encoding="utf-8").count("\n$ kttt ") >= 5


@pytest.mark.parametrize("page", WITH_TRANSCRIPTS, ids=lambda path: path.name)
def test_the_transcripts_are_what_the_commands_say(page: Path) -> None:
    done = run("-m", "cogapp", "--check", "--diff", "--verbosity=1", "-I", "docs", page)
    assert done.returncode == 0, f"run: make docs\n{done.stdout}{done.stderr}"


def test_a_transcript_that_is_not_true_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        '<!-- [[[cog\nfrom transcript import show\nshow("kttt --version")\n]]] -->\n'
        "\n```console\n$ kttt --version\nkttt 99\n```\n\n<!-- [[[end]]] -->\n",
        encoding="utf-8",
    )
    assert run("-m", "cogapp", "--check", "-I", "docs", page).returncode != 0
    assert run("-m", "cogapp", "-r", "-I", "docs", page).returncode == 0
    assert run("-m", "cogapp", "--check", "-I", "docs", page).returncode == 0
    assert "kttt 99" not in page.read_text(encoding="utf-8")


def test_the_generated_pages_are_current() -> None:
    done = run("scripts/make_docs.py", "--check")
    assert done.returncode == 0, done.stderr


def test_every_indicator_and_every_register_has_its_place_in_the_pages() -> None:
    indicators = (ROOT / "docs" / "indicators.md").read_text(encoding="utf-8")
    assert [code for code in catalogue().indicators if f"### `{code}`" not in indicators] == []
    registers = (ROOT / "docs" / "registers.md").read_text(encoding="utf-8")
    for name, model in MODELS.items():
        assert f"`{name}`: " in registers
        assert [field for field in model.model_fields if f"| `{field}` |" not in registers] == []


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if not re.match(r"https?:|#", target):
            assert (page.parent / target.partition("#")[0]).exists(), target


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached:
            continue
        reached.add(page)
        for target in re.findall(r"\]\(([^)\s#]+)", page.read_text(encoding="utf-8")):
            path = (page.parent / target).resolve()
            waiting += [path] if path.suffix == ".md" else sorted(path.glob("*.md")) if path.is_dir() else []
    assert [path for path in PAGES if path not in reached] == []


def test_the_readme_tells_every_exit_code_and_no_other() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Exit codes")[2]
    assert [int(code) for code in re.findall(r"^\| (\d+) \|", text, flags=re.MULTILINE)] == [*Exit]


def test_the_commands_in_the_readme_exist() -> None:
    told = run("-m", "kttt_cli", "--help").stdout
    known = set(re.findall(r"^  ([a-z]+)  ", told.partition("Lệnh:")[2], flags=re.MULTILINE))
    for page in PAGES:
        used = set(re.findall(r"(?:`|\$ )kttt ([a-z]+)\b", page.read_text(encoding="utf-8")))
        assert used <= known, page
    assert known


def test_every_make_target_that_the_pages_name_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):.*## ", makefile, flags=re.MULTILINE))
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for words in re.findall(r"`make ([a-z ]+)`|^make ([a-z]+)", text, flags=re.MULTILINE):
            assert set(" ".join(words).split()) <= targets, page


def test_the_plans_that_docs_show_can_be_read(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "plans.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```toml\n(.*?)```", text, flags=re.DOTALL)
    whole = next(block for block in blocks if block.startswith("id ="))
    overlay = next(block for block in blocks if block.startswith("extends ="))
    parts = [block for block in blocks if block not in (whole, overlay)]
    for number, plan in enumerate((whole + "\n" + "\n".join(parts), overlay)):
        path = tmp_path / f"{number}.toml"
        path.write_text(plan, encoding="utf-8")
        done = run("-m", "kttt_cli", "plan", path)
        assert done.returncode == 0, done.stderr


def test_the_keys_of_a_target_that_docs_list_are_those_there_are() -> None:
    from kttt_cli.plans.target import Target

    text = (ROOT / "docs" / "plans.md").read_text(encoding="utf-8")
    table = text.partition("## `[target.NAME]`")[2].partition("\n## ")[0]
    first = [line.split(" | ")[0] for line in table.splitlines() if line.startswith("| `")]
    assert {key for cell in first for key in re.findall(r"`(\w+)`", cell)} == set(Target.model_fields)


def test_no_page_is_wider_than_a_screen() -> None:
    """Prose is wrapped; tables, transcripts and generated pages are as wide as what they show."""
    for page in PAGES:
        if page.name in ("indicators.md", "registers.md", "rules.md"):
            continue
        text = re.sub(r"```.*?```|\[\[\[cog.*?\[\[\[end\]\]\]", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        wide = [line for line in text.splitlines() if len(line) > 130 and not line.startswith("|")]
        assert wide == [], page


def test_a_decision_names_what_was_not_chosen() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(page.name[:4]) for page in pages] == [*range(1, len(pages) + 1)]
    for page in pages:
        text = page.read_text(encoding="utf-8")
        headings = re.findall(r"^## (.+)$", text, flags=re.MULTILINE)
        assert headings == ["Question", "Decision", "Alternatives", "What follows"], page
        assert text.startswith(f"# {int(page.name[:4])}. "), page
