"""kttt compute as its users meet it: tables in two languages, formats, parts, bad input, exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, SAMPLE, WORKBOOKS, Run

# --- what people see -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("compute-vi.txt", []),
        ("compute-en.txt", ["--lang", "en"]),
        ("compute-2023-vi.txt", ["--year", "2023"]),
        ("compute-2023-en.txt", ["--year", "2023", "--lang", "en"]),
        ("compute-2024-district-vi.txt", ["--year", "2024", "--by", "district"]),
        ("compute-2025-district-vi.txt", ["--by", "district"]),
        ("compute-sector-en.txt", ["--by", "sector", "--lang", "en"]),
        ("compute-all-vi.txt", ["--all"]),
        ("compute-indicator-vi.txt", ["-i", "htx.effective_share", "-i", "fund.capital", "-i", "htx.new"]),
        ("compute-as-of-vi.txt", ["--as-of", "30/06/2023"]),
        ("compute-terms-vi.txt", ["--term", "base=with_qtdnd", "--term", "effective=tot_only"]),
        ("compute-other-plan-vi.txt", ["--plan", "nhieu-tinh-2021-2030"]),
        ("compute.md", ["--format", "markdown", "--year", "2024", "--by", "sector"]),
        ("compute-plain.txt", ["--format", "plain"]),
    ],
)
def test_the_table_is_as_people_know_it(
    kttt: Run, golden: Callable[[str, str], None], name: str, options: list[str]
) -> None:
    done = kttt("compute", SAMPLE, *options)
    assert (done.returncode, done.stderr) == (0, "")
    golden(name, done.stdout)


def test_every_line_fits_100_columns(kttt: Run) -> None:
    for options in ([], ["--all"], ["--year", "2024", "--by", "district"], ["--lang", "en", "--all"]):
        lines = kttt("compute", SAMPLE, *options).stdout.splitlines()
        assert max(map(len, lines)) <= 100, options


def test_status_is_said_without_colour(kttt: Run) -> None:
    told = kttt("compute", SAMPLE).stdout
    assert "\x1b" not in told
    for words in ("✓ đạt", "✗ không đạt", "? không có số liệu"):
        assert words in told


def test_a_share_shows_numerator_and_denominator_and_no_data_its_reason(kttt: Run) -> None:
    told = kttt("compute", SAMPLE).stdout
    assert "502/976" in told
    assert "sổ năm 2025 không có cột" in told


def test_a_figure_of_some_rows_only_is_marked_and_says_how_many_are_unknown(kttt: Run) -> None:
    for form in ("table", "markdown", "plain"):
        told = " ".join(kttt("compute", SAMPLE, "-i", "tht.members", "--year", "2020", "--format", form).stdout.split())
        assert "300°" in told
        assert "° chưa đủ số liệu: năm 2020, 861 dòng chưa rõ: Thành viên THT" in told


@pytest.mark.parametrize(
    ("part", "label"),
    [
        ("district=yen the", "Huyện Yên Thế"),
        ("district=Yên Thế", "Huyện Yên Thế"),
        ("sector=Nông nghiệp", "Nông, lâm nghiệp, thủy sản"),
        ("sector=xay dung", "Xây dựng"),
        ("sector=agri", "Nông, lâm nghiệp, thủy sản"),
    ],
)
def test_a_part_is_known_however_it_is_written(kttt: Run, part: str, label: str) -> None:
    told = json.loads(
        kttt("compute", SAMPLE, "--year", "2024", "--by", part, "-i", "htx.new", "--format", "json").stdout
    )
    parts = {f["cut"]["label"]["vi"] for each in told["indicators"] for f in each["figures"] if f["cut"]}
    assert parts == {label}


def test_several_indicators_may_be_asked_for_at_once(kttt: Run) -> None:
    one_by_one = kttt("compute", SAMPLE, "-i", "htx.new", "-i", "fund.capital").stdout
    assert kttt("compute", SAMPLE, "-i", "htx.new, fund.capital,htx.new").stdout == one_by_one


def test_a_verdict_in_doubt_says_so_in_every_form(kttt: Run, tmp_path: Path) -> None:
    header = "Tên HTX,Loại hình,Xếp loại\n"
    path = tmp_path / "htx-2025.csv"
    path.write_text(header + "HTX A,HTX,Tốt\nHTX B,HTX,Khá\nHTX C,HTX,\nHTX D,HTX,\n", encoding="utf-8")
    for form in ("table", "markdown", "plain"):
        told = " ".join(kttt("compute", path, "--format", form, COLUMNS="300").stdout.split())
        assert "chưa chắc: còn 2 đơn vị chưa rõ, giá trị có thể từ 50,00 đến 100,00" in told


@pytest.mark.parametrize(
    "options", [["--year", "2024", "--by", "district"], ["--plan", "nhieu-tinh-2021-2030", "--year", "2023"]]
)
@pytest.mark.parametrize("columns", [40, 60, 80, 92, 99])
def test_on_a_narrow_page_no_number_is_cut(kttt: Run, options: list[str], columns: int) -> None:
    def numbers(width: int) -> set[str]:
        told = kttt("compute", SAMPLE, *options, COLUMNS=str(width)).stdout
        assert "…" not in told.replace("… (+14)", "")
        return {word for line in told.splitlines() for word in re.findall(r"[+−]\d[\d.,]*|\d[\d.]*,\d+°?", line)}

    assert numbers(columns) == numbers(300)


def test_parts_that_do_not_fit_beside_each_other_stand_below(kttt: Run) -> None:
    options = ["--plan", "nhieu-tinh-2021-2030", "--year", "2024", "--by", "district"]
    told = kttt("compute", SAMPLE, *options, COLUMNS="80").stdout
    assert told.count("Năm 2024, theo huyện") == told.count(" Toàn tỉnh ") == told.count(" Huyện Yên Thế ") == 3


def test_a_part_is_shown_in_the_unit_of_the_target(kttt: Run) -> None:
    options = ["--plan", "nhieu-tinh-2021-2030", "--year", "2024", "--by", "district"]
    told = kttt("compute", SAMPLE, *options, COLUMNS="400").stdout
    heads = next(line for line in told.splitlines() if line.startswith(" Huyện  ")).split()
    province = next(line for line in told.splitlines() if line.startswith(" Toàn tỉnh")).split()[
        1:
    ]  # "tỉnh" stands for the name
    assert province[heads.index("hd_income")] == "4,8°"


def test_codes_and_keys_do_not_change_with_the_language(kttt: Run) -> None:
    vietnamese, english = (
        json.loads(kttt("compute", SAMPLE, "--format", "json", "--lang", lang).stdout) for lang in ("vi", "en")
    )
    assert vietnamese == english


# --- the same data in another form ---------------------------------------------------------------------


def figures(kttt: Run, *arguments: object) -> dict[tuple[str, int], tuple[object, ...]]:
    read = json.loads(kttt("compute", *arguments, "--format", "json").stdout)
    return {
        (indicator["code"], figure["year"]): (
            figure["value"],
            figure["numerator"],
            figure["denominator"],
            figure["unknown"],
        )
        for indicator in read["indicators"]
        for figure in indicator["figures"]
    }


def test_csv_and_workbooks_give_the_same_figures_to_the_last_digit(kttt: Run) -> None:
    assert figures(kttt, SAMPLE) == figures(kttt, WORKBOOKS)


def test_json_holds_every_indicator_and_year_whatever_the_table_shows(kttt: Run) -> None:
    from kttt_cli.indicators.catalogue import catalogue

    found = figures(kttt, SAMPLE)
    assert set(found) == {(code, year) for code in catalogue().indicators for year in range(2020, 2026)}


def test_csv_is_for_spreadsheets(kttt: Run) -> None:
    told = kttt("compute", SAMPLE, "--format", "csv", "--year", "2025").stdout
    assert told.startswith("\ufeff")
    rows = {row["indicator"]: row for row in csv.DictReader(io.StringIO(told.removeprefix("\ufeff")))}
    assert rows["fund.capital"]["value"] == "31.2"
    assert (rows["htx.effective_share"]["numerator"], rows["htx.effective_share"]["denominator"]) == ("502", "976")
    assert rows["htx.new"]["status"] == "missed"
    assert "không có cột" in rows["officers.trained_share"]["reason"]
    assert rows["officers.trained_share"]["value"] == ""


# --- bad input: one clear message, the exit code of the design -----------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["nirgends.csv"], 3, ["nirgends.csv", "không có tệp hay thư mục"]),
        ([SAMPLE / "README.md"], 3, ["README.md"]),
        ([SAMPLE, "--year", "2031"], 2, ["2031", "2020, 2021, 2022, 2023, 2024, 2025"]),
        ([SAMPLE, "--indicator", "htx.nwe"], 2, ["htx.nwe", "có phải htx.new"]),
        ([SAMPLE, "--by", "distric"], 2, ["distric", "có phải district?"]),
        ([SAMPLE, "--year", "2024", "--by", "district=Huyện Yên Thees"], 2, ["Yên Thees", "có phải Huyện Yên Thế"]),
        ([SAMPLE, "--plan", "bac-gian-2021-2025"], 2, ["có phải bac-giang-2021-2025?"]),
        ([SAMPLE, "--plan", "nowhere.toml"], 2, ["nowhere.toml"]),
        ([SAMPLE, "--term", "base"], 2, ["TÊN=CÁCH_HIỂU"]),
        ([SAMPLE, "--term", "bases=graded"], 2, ["có phải base?"]),
        ([SAMPLE, "--term", "base=grade"], 2, ["có phải graded?"]),
        ([SAMPLE, "--as-of", "31/02/2023"], 2, ["31/02/2023", "không có trong lịch"]),
        ([SAMPLE, "--as-of", "30/06/2023", "--year", "2022"], 2, ["hai năm khác nhau"]),
        ([SAMPLE, WORKBOOKS], 3, ["Hai nguồn", "htx-2020.csv", "bac-giang-2020.xlsx [HTX]"]),
        ([SAMPLE, "--year", "2024", "--by", "district="], 2, ["chưa có tên", "--by district"]),
        ([SAMPLE, "--bogus"], 2, ["--bogus"]),
        ([], 2, []),
    ],
)
def test_what_cannot_be_done_is_said_once_and_clearly(
    kttt: Run, arguments: list[object], code: int, words: list[str]
) -> None:
    done = kttt("compute", *arguments)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    for word in words:
        assert word in done.stderr


def test_a_folder_without_registers_says_what_was_looked_at(kttt: Run, tmp_path: Path) -> None:
    (tmp_path / "ghi-chu.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (tmp_path / "anh.png").write_bytes(b"\x89PNG")
    done = kttt("compute", tmp_path)
    assert done.returncode == 3
    for words in ("ghi-chu.csv", "anh.png", "Không tìm thấy sổ nào"):
        assert words in done.stderr


def test_a_register_without_its_key_column_says_which(kttt: Run, tmp_path: Path) -> None:
    path = tmp_path / "so-2023.csv"
    path.write_text("Loại hình,Lĩnh vực,Xếp loại\nHTX,Nông nghiệp,Tốt\n", encoding="utf-8")
    done = kttt("compute", path)
    assert done.returncode == 3
    assert "thiếu cột Tên HTX" in done.stderr


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """The sample with one cell of 2023 unreadable and one code used twice."""
    folder = shutil.copytree(SAMPLE, tmp_path / "bac-giang")
    path = folder / "htx-2023.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert lines[20].count(",Đang hoạt động,") == 1
    lines[20] = lines[20].replace(",Đang hoạt động,", ",Đang nghỉ mát,")
    lines.insert(10, lines[5])
    path.write_text("\n".join(lines), encoding="utf-8")
    return folder


def test_findings_name_the_cell_and_make_the_exit_code(kttt: Run, damaged: Path) -> None:
    done = kttt("compute", damaged)
    assert done.returncode == 1
    assert "htx-2023.csv [K22] TV101 lỗi: Tình trạng “Đang nghỉ mát”" in done.stderr
    assert "htx-2023.csv [B11] MA201 lỗi" in done.stderr
    assert "2 lỗi" in done.stdout
    assert kttt("compute", damaged, "--fail-on", "never").returncode == 0
    assert kttt("compute", damaged, "--quiet").stderr == ""


def test_a_missed_target_is_a_result_unless_asked(kttt: Run) -> None:
    assert kttt("compute", SAMPLE).returncode == 0
    assert kttt("compute", SAMPLE, "--fail-on-target").returncode == 1


def test_a_fault_of_our_own_is_said_as_such(kttt: Run, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import kttt_cli.report\ndef broken(*a): raise ZeroDivisionError('planted')\nkttt_cli.report.make_report = broken\n"
    )
    done = kttt("compute", SAMPLE, PYTHONPATH=f"{tmp_path}{os.pathsep}{ROOT / 'src'}")
    assert done.returncode == 70
    assert "ZeroDivisionError: planted" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_said() -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "kttt_cli", "compute", str(SAMPLE), "--quiet"],
            stdout=full, stderr=subprocess.PIPE, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
    assert done.returncode == 70
    assert done.stderr == "đĩa đã đầy, kết quả chưa ghi hết; hãy giải phóng chỗ rồi chạy lại\n"


# --- terminals and pipes -------------------------------------------------------------------------------


def test_a_console_of_an_old_code_page_does_no_harm(kttt: Run) -> None:
    done = kttt("compute", SAMPLE, PYTHONIOENCODING="cp1252")
    assert done.returncode == 0
    assert "Kế hoạch phát triển" in done.stdout


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_a_pipe_closed_early_does_no_harm(form: str) -> None:
    command = f'"{sys.executable}" -m kttt_cli compute "{SAMPLE}" --all --format {form} | head -n 1; echo "${{PIPESTATUS[0]}}"'
    done = subprocess.run(
        ["bash", "-c", command],
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1] == "0"


def test_the_same_input_gives_the_same_bytes(kttt: Run) -> None:
    for form in ("table", "json", "csv", "markdown", "plain"):
        first, second = (kttt("compute", SAMPLE, "--format", form, PYTHONHASHSEED=seed).stdout for seed in ("1", "2"))
        assert first == second, form


def test_explain_speaks_of_cells_as_people_do(kttt: Run) -> None:
    told = kttt("explain", "T3a", SAMPLE, "--year", "2024", "--limit", "1").stdout
    assert "Xếp loại [AF2]: Khá; Ngày đăng ký lần đầu [I2]: 08/10/2015; Ngày giải thể [L2]: trống" in told
    assert "của năm so sánh: 412" in told
    assert "Đạt chuẩn NTM [E2]: có" in kttt("explain", "T4c", SAMPLE, "--year", "2024", "--limit", "1").stdout
    assert "Grade [AF2]: Fair" in kttt("explain", "T3b", SAMPLE, "--year", "2024", "--lang", "en").stdout


def test_an_indicator_may_be_named_by_its_target(kttt: Run) -> None:
    by_code = kttt("compute", SAMPLE, "-i", "htx.effective_share,fund.capital").stdout
    assert kttt("compute", SAMPLE, "-i", "T3b,T7").stdout == by_code


def test_text_of_a_register_is_never_markup(kttt: Run, tmp_path: Path) -> None:
    path = tmp_path / "htx-2023.csv"
    path.write_text(
        "Tên HTX,Lĩnh vực,Xếp loại\n[bold red]HTX Ớt[/bold red],Nông nghiệp,Tốt\n+1+1,Nông nghiệp,Khá\n",
        encoding="utf-8",
    )
    told = kttt("explain", "htx.effective", path).stdout
    assert "[bold red]HTX Ớt[/bold red]" in told
    rows = kttt("explain", "htx.effective", path, "--format", "csv").stdout
    assert "'+1+1" in rows
