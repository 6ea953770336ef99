"""A wrong command line is told as everything else is: in the user's language, with what was meant and what to do next."""

from __future__ import annotations

import re

import pytest
from typer.testing import CliRunner, Result

from kttt_cli.app import build
from kttt_cli.language import Lang

SAMPLE = "data/samples/bac-giang"


def run(line: str, lang: Lang = "vi") -> Result:
    return CliRunner().invoke(build(lang), line.split(), prog_name="kttt", env={"COLUMNS": "100"})


@pytest.mark.parametrize(
    ("line", "vi", "en"),
    [
        ("compute", "thiếu DATA…: Tệp CSV, Excel", "DATA… is missing: CSV or Excel files"),
        ("convert x", "thiếu --output: Tệp .csv", "--output is missing: A .csv"),
        ("comput x", "không có lệnh “comput”; có phải compute?", "no command “comput”; did you mean compute?"),
        ("xyz", "không có lệnh “xyz”; có: compute, annex", "no command “xyz”; there are: compute, annex"),
        ("--lang vi", "thiếu tên lệnh", "a command is missing"),
        ("--yeer 3", "không có tùy chọn --yeer", "no option --yeer"),
        ("--year 2023 compute x", "tùy chọn này viết sau tên lệnh: kttt compute --year", "after the command: kttt compute --year"),
        ("compute x --formt json", "không có tùy chọn --formt; có phải --format", "no option --formt; did you mean --format"),
        ("compute x -z", "không có tùy chọn -z", "no option -z"),
        ("compute x --format jsn", "--format “jsn”: không có giá trị này; có phải json?", "--format “jsn”: no such value; did you mean json?"),
        ("compute x --fail-on 7", "dùng được: error, warning, never", "there are: error, warning, never"),
        ("compute x --year abc", "--year “abc” phải là một số nguyên", "--year “abc” must be a whole number"),
        ("check x --limit -3", "--limit “-3” phải từ 0 trở lên", "--limit “-3” must be 0 or more"),
        ("compute x --year", "--year cần một giá trị đi sau", "--year needs a value after it"),
        ("compute x --all=3", "--all không nhận giá trị", "--all takes no value"),
        ("plan a b c", "thừa: b c", "more than is asked for: b c"),
    ],
)  # fmt: skip
def test_a_wrong_command_line_is_told_in_the_users_language(line: str, vi: str, en: str) -> None:
    for lang, text in (("vi", vi), ("en", en)):
        told = run(line, lang)  # type: ignore[arg-type]
        assert told.exit_code == 2
        assert told.stdout == ""
        assert text in told.stderr
        assert not re.search("Error|Traceback", told.stderr)
        if lang == "vi":
            assert not re.search(r"Usage|No such|Invalid|Missing|Try ", told.stderr)


def test_it_says_how_the_command_is_used_and_where_more_is_told() -> None:
    assert run("compute").stderr.splitlines()[1:] == [
        "Cách dùng: kttt compute [TÙY CHỌN] {DATA…}",
        "Xem thêm: kttt compute --help",
    ]


COMMANDS = (
    "compute",
    "annex",
    "check",
    "convert",
    "explain",
    "indicator",
    "inspect",
    "plan",
    "rule",
    "schema",
    "verify",
)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_has_no_word_of_the_other_language(command: str) -> None:
    shown = run(f"{command} --help").stdout
    assert shown.startswith("Cách dùng: kttt")
    assert "Tùy chọn:" in shown
    assert not re.search(
        r"Usage|Options|OPTIONS|Arguments|Commands|\[required|default:|env var|Show this|Install|<(int|list|str|path)",
        shown,
    )
    english = run(f"{command} --help", "en").stdout
    assert english.startswith("Usage: kttt")
    assert not re.search("Tùy chọn|Tham số|mặc định|bắt buộc|Hiện trang", english)


def test_the_list_of_commands_is_cut_nowhere() -> None:
    for lang in ("vi", "en"):
        shown = CliRunner().invoke(build(lang), ["--help"], env={"COLUMNS": "80"}).stdout  # type: ignore[arg-type]
        assert "..." not in shown.rpartition(":\n")[2]


def test_the_language_may_be_named_before_the_command() -> None:
    assert run("--lang en --help", "en").exit_code == 0
    assert run(f"--lang en compute {SAMPLE} --quiet", "en").stdout.startswith("Plan for")


def test_without_any_word_the_help_is_shown() -> None:
    told = run("")
    assert told.exit_code == 2
    assert told.stderr.startswith("Cách dùng: kttt")
