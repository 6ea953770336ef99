"""Options and arguments that several commands share, in one language each."""

from enum import StrEnum
from pathlib import Path
from typing import Any

import typer

from kttt_cli.findings import BadUsage
from kttt_cli.language import Lang, Text


class Language(StrEnum):
    vi = "vi"
    en = "en"


class FailOn(StrEnum):
    """The mildest finding that makes the exit code 1."""

    error = "error"
    warning = "warning"
    never = "never"


def data(lang: Lang) -> Any:
    return typer.Argument(
        metavar="DATA…",
        show_default=False,
        readable=False,  # what cannot be read is told where it is read, with its own exit code
        help=Text(
            "Tệp CSV, Excel hoặc thư mục chứa sổ (HTX, THT, Quỹ, hỗ trợ, xã); - là đầu vào chuẩn.",
            "CSV or Excel files, or folders that hold the registers; - is stdin.",
        ).to(lang),
        callback=_begin_to_read,
    )


def _begin_to_read(context: typer.Context, paths: list[Path] | None) -> list[Path] | None:
    """As soon as the data are named: what computes takes as long to be imported as a year's list to be read."""
    from kttt_cli.sheets import ahead

    if paths:
        context.call_on_close(ahead.end)
        ahead.begin(paths)
    return paths


def year(lang: Lang) -> Any:
    return typer.Option(
        "--year",
        "-y",
        metavar="YYYY",
        show_default=False,
        help=Text(
            "Năm cần xem; cũng là năm của danh sách không ghi năm nào.",
            "The year to show; also the year of a list that names none.",
        ).to(lang),
    )


def plan(lang: Lang) -> Any:
    return typer.Option(
        "--plan",
        envvar="KTTT_PLAN",
        show_default=False,
        metavar="PLAN",
        help=Text(
            "Tên kế hoạch có sẵn (xem: kttt plan) hoặc tệp .toml.", "A packaged plan (see: kttt plan) or a .toml file."
        ).to(lang),
    )


def term(lang: Lang) -> Any:
    return typer.Option(
        "--term",
        metavar="TERM=READING",
        show_default=False,
        help=Text(
            "Đổi cách hiểu một thuật ngữ, ví dụ base=operating; dùng được nhiều lần.",
            "Choose another reading of a term, such as base=operating; may be repeated.",
        ).to(lang),
    )


def language(lang: Lang) -> Any:
    return typer.Option(
        "--lang", envvar="KTTT_LANG", help=Text("Ngôn ngữ: vi hoặc en.", "Language: vi or en.").to(lang)
    )


def quiet(lang: Lang) -> Any:
    return typer.Option(
        "--quiet", "-q", help=Text("Không in phát hiện ra màn hình lỗi.", "No findings on stderr.").to(lang)
    )


def debug(lang: Lang) -> Any:
    return typer.Option(
        "--debug", help=Text("In chi tiết khi chương trình lỗi.", "Details of a fault of kttt itself.").to(lang)
    )


def limit(lang: Lang) -> Any:
    return typer.Option(
        "--limit", help=Text("Số phát hiện hiện ra (0 = tất cả).", "Findings shown (0 = all of them).").to(lang), min=0
    )


def fail_on(lang: Lang) -> Any:
    return typer.Option(
        "--fail-on",
        help=Text("Mức phát hiện làm mã thoát bằng 1.", "The findings that make the exit code 1.").to(lang),
    )


def check_form(lang: Lang) -> Any:
    return typer.Option(
        "--format", "-f", help=Text("Dạng kết quả trên màn hình.", "Form of the result on stdout.").to(lang)
    )


def report(lang: Lang) -> Any:
    return typer.Option(
        "--report",
        metavar="FORM=FILE",
        show_default=False,
        help=Text(
            "Ghi thêm kết quả đầy đủ ra tệp, ví dụ sarif=kttt.sarif; dùng được nhiều lần.",
            "Also write the whole result to a file, such as sarif=kttt.sarif; may be repeated.",
        ).to(lang),
    )


def select(lang: Lang) -> Any:
    return typer.Option(
        "--select",
        metavar="CODE,…",
        show_default=False,
        help=Text(
            "Chỉ tính các quy tắc này: mã, hoặc phần đầu của mã (NG102, NG).",
            "Only these rules count: codes or their beginnings (NG102, NG).",
        ).to(lang),
    )


def ignore(lang: Lang) -> Any:
    return typer.Option(
        "--ignore",
        metavar="CODE,…",
        show_default=False,
        help=Text(
            "Không tính các quy tắc này; số phát hiện bỏ qua vẫn được đếm.",
            "These rules do not count; how many findings that leaves out is said.",
        ).to(lang),
    )


def severity(lang: Lang) -> Any:
    return typer.Option(
        "--severity",
        metavar="CODE=LEVEL",
        show_default=False,
        help=Text(
            "Đổi mức của quy tắc: error, warning hoặc note; ví dụ NG102=warning.",
            "Another severity for a rule: error, warning or note; such as NG102=warning.",
        ).to(lang),
    )


def baseline(lang: Lang) -> Any:
    return typer.Option(
        "--baseline",
        metavar="FILE",
        show_default=False,
        help=Text(
            "Tệp phát hiện đã biết: chỉ phát hiện mới làm mã thoát bằng 1.",
            "File of known findings: only new ones make the exit code 1.",
        ).to(lang),
    )


def write_baseline(lang: Lang) -> Any:
    return typer.Option(
        "--write-baseline",
        metavar="FILE",
        show_default=False,
        help=Text("Ghi mọi phát hiện hiện có là đã biết.", "Write all of today's findings as known.").to(lang),
    )


def show_known(lang: Lang) -> Any:
    return typer.Option(
        "--show-known",
        help=Text("Hiện cả những phát hiện đã biết.", "Show known findings too.").to(lang),
    )


def force(lang: Lang) -> Any:
    return typer.Option("--force", help=Text("Ghi đè tệp đã có.", "Overwrite a file.").to(lang))


def annotate(lang: Lang) -> Any:
    return typer.Option(
        "--annotate",
        metavar="OUT",
        show_default=False,
        help=Text(
            "Ghi lại sổ tính với các ô có phát hiện được tô màu, ghi chú, và một trang liệt kê; nhiều tệp thì OUT là thư mục.",
            "Write the workbook back with its findings marked and commented, and a sheet that lists them; "
            "for several files OUT is a folder.",
        ).to(lang),
    )


def rejects(lang: Lang) -> Any:
    return typer.Option(
        "--rejects",
        metavar="OUT",
        show_default=False,
        help=Text(
            "Ghi các dòng không dùng được, kèm lý do, ra tệp .csv hoặc .xlsx.",
            "Write the unusable rows with their reasons to a .csv or .xlsx file.",
        ).to(lang),
    )


def diff(lang: Lang) -> Any:
    return typer.Option(
        "--diff",
        help=Text("Chỉ cho xem sẽ sửa những ô nào; không ghi gì.", "Show what would be mended; nothing is written.").to(
            lang
        ),
    )


def fix(lang: Lang) -> Any:
    return typer.Option(
        "--fix",
        metavar="OUT",
        show_default=False,
        help=Text(
            "Ghi bản đã sửa những gì chỉ có một cách sửa đúng; nhiều tệp thì OUT là thư mục.",
            "Write copies in which everything with one right answer is mended; for several files OUT is a folder.",
        ).to(lang),
    )


def in_place(lang: Lang) -> Any:
    return typer.Option(
        "--in-place",
        help=Text(
            "Sửa ngay trong tệp; tệp cũ giữ lại với đuôi .bak.", "Mend the files themselves; the old ones stay as .bak."
        ).to(lang),
    )


def unsafe_fixes(lang: Lang) -> Any:
    return typer.Option(
        "--unsafe-fixes",
        help=Text("Sửa cả những gì chỉ có cách sửa có lẽ đúng.", "Mend also what has a likely answer only.").to(lang),
    )


def readings(given: list[str] | None) -> dict[str, str]:
    """`["base=operating"]` → `{"base": "operating"}`."""
    found = {}
    for each in given or ():
        name, sign, reading = each.partition("=")
        if not sign:
            raise BadUsage(
                Text(f"--term “{each}”: cần dạng TÊN=CÁCH_HIỂU, ví dụ base=operating",
                     f"--term “{each}”: needs TERM=READING, such as base=operating")
            )  # fmt: skip
        found[name.strip()] = reading.strip()
    return found


def codes(given: list[str] | None) -> tuple[str, ...]:
    """`["a,b", "c", "a"]` → `("a", "b", "c")`."""
    split = (code.strip() for each in given or () for code in each.split(","))
    return tuple(dict.fromkeys(code for code in split if code))


def existing(paths: list[Path]) -> list[Path]:
    """The paths; an `Unreadable` for the first that is not there."""
    from kttt_cli.findings import Unreadable

    for path in paths:
        if str(path) != "-" and not path.exists():
            raise Unreadable(
                Text(
                    f"không có tệp hay thư mục {path}; hãy kiểm tra tên, hoặc chỉ đến thư mục chứa sổ",
                    f"no file or folder {path}; check the name, or name the folder that holds the registers",
                )
            )
    return paths


def layout(lang: Lang) -> Any:
    return typer.Option(
        "--layout",
        metavar="FILE.toml",
        show_default=False,
        help=Text(
            "Thêm một biểu của mình, hoặc thay biểu cùng mã; dùng được nhiều lần.",
            "Add a form of your own, or replace that of the same id; may be repeated.",
        ).to(lang),
    )


def as_of(lang: Lang) -> Any:
    return typer.Option(
        "--as-of",
        metavar="DD/MM/YYYY",
        show_default=False,
        help=Text("Chốt số liệu ở một ngày trong năm.", "Cut the year off at a day within it.").to(lang),
    )
