"""Write the generated pages: docs/indicators.md from the catalogue, docs/registers.md from the records,
docs/rules.md from the rules.

`python scripts/make_docs.py` writes them, `--check` only says which are out of date (exit code 1).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from kttt_cli.checks.catalogue import rules
from kttt_cli.indicators.catalogue import Catalogue, catalogue, check_term
from kttt_cli.indicators.derived import DERIVED
from kttt_cli.indicators.wording import sentence
from kttt_cli.language import LANGUAGES, Text
from kttt_cli.outputs.rule_pages import rules_markdown
from kttt_cli.plans.model import Plan
from kttt_cli.plans.plan import DEFAULT_PLAN, load_plan
from kttt_cli.registers.columns import MODELS, column_of
from kttt_cli.registers.register import kind_of
from kttt_cli.registers.vocabularies import vocabulary

DOCS = Path(__file__).parents[1] / "docs"
NOTICE = "<!-- Written by scripts/make_docs.py (make docs). Do not edit by hand. -->"

KINDS: Mapping[str, str] = {
    "count": "whole number, not negative",
    "money": "money in whole VND; the unit is that of header, cell or unit line",
    "score": "0–100 points, held in hundredths",
    "year": "year",
    "date": "date, month or year: held as its first and last day",
    "flag": "yes or no (có, không, x)",
    "code": "code, as text",
    "text": "text",
    "place": "name of a place",
}
BLANKS: Mapping[str, Text] = {"not ended": Text("chưa chấm dứt", "not ended")}


def pages() -> dict[Path, str]:
    known = catalogue()
    plan = load_plan(indicators=known.indicators, units=known.units, check_term=check_term)
    return {
        DOCS / "indicators.md": "\n".join(indicators_page(known, plan)) + "\n",
        DOCS / "registers.md": "\n".join(registers_page()) + "\n",
        DOCS / "rules.md": "\n".join(rules_page()).rstrip("\n") + "\n",
    }


# --- indicators ------------------------------------------------------------------------------------


def indicators_page(known: Catalogue, plan: Plan) -> Iterator[str]:
    yield from (
        "# Chỉ tiêu · Indicators",
        "",
        NOTICE,
        "",
        f"{len(known.indicators)} chỉ tiêu. Mỗi chỉ tiêu có mã, tên, đơn vị tính, câu nói rõ đếm cái gì và căn cứ; từ",
        "ngữ của kế hoạch (như “hiệu quả”) hiểu theo kế hoạch mặc định. `kttt indicator MÃ` in một chỉ tiêu,",
        "`kttt explain MÃ DỮ-LIỆU` cho thấy từng dòng đứng sau con số.",
        "",
        f"{len(known.indicators)} indicators. The sentences use the terms of the default plan, `{DEFAULT_PLAN}`;",
        "another plan or `--term` may read them otherwise. How to add one: [CONTRIBUTING](../CONTRIBUTING.md).",
    )
    for group, heading in known.groups.items():
        codes = [code for code, each in known.indicators.items() if each.group == group]
        if codes:
            yield from ("", f"## {heading.vi} · {heading.en}")
        for code in codes:
            yield from _indicator(code, known, plan)
    yield from _derived()


def _indicator(code: str, known: Catalogue, plan: Plan) -> Iterator[str]:
    indicator, unit = known.indicators[code], known.unit_of(code).text
    told = sentence(code, known, plan.term)
    yield from (
        "",
        f"### `{code}`",
        "",
        f"**{_cell(indicator.label.vi)}** · {_cell(indicator.label.en)} ({_both(unit)})",
        "",
        f"- {_cell(told.vi)}.",
        f"- {_cell(told.en)}.",
    )
    if indicator.note is not None:
        yield f"- {_cell(indicator.note.vi)} · {_cell(indicator.note.en)}"
    yield f"- Căn cứ · Source: {_cell(indicator.law)}"
    targets = [name for name, target in plan.target.items() if target.indicator == code]
    if targets:
        yield f"- Mục tiêu · Targets: {', '.join(_target(name, plan) for name in targets)}"


def _target(name: str, plan: Plan) -> str:
    target = plan.target[name]
    goal = target.goal_text()
    asked = f"{goal.vi} {target.when_text().vi}" if goal else target.when_text().vi
    return f"{name} ({_cell(asked)})"


def _derived() -> Iterator[str]:
    yield from (
        "",
        "## Cột suy ra · Derived columns",
        "",
        "Computed once from a register, so that indicators only test columns.",
        "",
        "| register | column | meaning | source |",
        "|---|---|---|---|",
    )
    for register, columns in DERIVED.items():
        for name, derived in columns.items():
            yield f"| {register} | `{name}` | {_both(derived.label)} | {_cell(derived.law)} |"


# --- registers -------------------------------------------------------------------------------------


def registers_page() -> Iterator[str]:
    yield from (
        "# Sổ và cột · Registers and their columns",
        "",
        NOTICE,
        "",
        "Tên cột được nhận theo chữ, không kể hoa thường, dấu, khoảng trắng và dấu câu; thứ tự cột tùy ý, cột lạ thì",
        "bỏ qua và được nêu tên. Cột in đậm là bắt buộc. Ô trống là **chưa biết**, không phải 0 và không phải “không”,",
        "trừ những cột có ghi khác ở mục “ô trống”.",
        "",
        "Headers are compared without case, accents, spaces and punctuation; the name of the field itself and its",
        "English label are headers too. Columns in bold are required, the others only where an indicator needs them.",
        "A blank cell is *unknown*, neither 0 nor no, unless the last column says otherwise.",
    )
    for name, model in MODELS.items():
        title: Text = model.title
        required: tuple[str, ...] = model.required
        yield from (
            "",
            f"## {title.vi} · {title.en}",
            "",
            f"`{name}`: {_cell(' '.join((model.__doc__ or '').split()))} Schema:",
            f"[register-{name}.schema.json](../schemas/register-{name}.schema.json).",
            "",
            "| field | header | also read as | what it holds | blank means |",
            "|---|---|---|---|---|",
        )
        for field in model.model_fields:
            column = column_of(model, field)
            mark = "**" if field in required else ""
            kind = kind_of(model, field)
            held = f"one of [{kind.of}](#{kind.of})" if kind.of else KINDS[kind.name]
            if column.note:
                held += f". {_cell(column.note)}"
            blank = _blank(column.blank, kind.of)
            others = "; ".join(_cell(each) for each in column.headers)
            yield f"| `{field}` | {mark}{_cell(column.vi)}{mark} | {others} | {held} | {blank} |"
    yield from _vocabularies()


def _blank(meaning: str | None, words: str | None) -> str:
    if meaning is None:
        return "unknown"
    return _both(vocabulary(words).texts[meaning] if words else BLANKS[meaning])


def _vocabularies() -> Iterator[str]:
    yield from (
        "",
        "## Danh mục · Vocabularies",
        "",
        "The words that a cell may hold. Other spellings are in `src/kttt_cli/registers/vocabularies.toml`; a cell",
        "that holds none of them is a finding with the nearest words, and unknown.",
    )
    names = [kind_of(model, field).of for model in MODELS.values() for field in model.model_fields]
    for name in dict.fromkeys(each for each in names if each):
        words = vocabulary(name)
        yield from ("", f"### {name}", "", f"{words.label.vi} · {words.label.en}", "")
        yield from (f"- `{code}`: {_both(text)}" for code, text in words.texts.items())


# --- rules -----------------------------------------------------------------------------------------


def rules_page() -> Iterator[str]:
    known = list(rules().values())
    yield from (
        "# Quy tắc kiểm tra · Rules",
        "",
        NOTICE,
        "",
        f"{len(known)} quy tắc của `kttt check`. `kttt rule MÃ` in một quy tắc; cách đọc phát hiện và cách thêm quy tắc ở",
        "[checking.md](checking.md). Ví dụ là bảng nhỏ, các ô cách nhau bằng `|`; các kiểm thử chạy chúng: bảng sai bị đúng",
        "quy tắc đó tìm ra, bảng đúng không bị quy tắc nào tìm ra.",
        "",
        f"{len(known)} rules of `kttt check`. `kttt rule CODE` prints one; [checking.md](checking.md) tells how to read",
        "findings and how to add a rule. Examples are small tables, cells divided by `|`, and the tests run them: the wrong",
        "one is found by exactly its rule, the right one by none. A list without a name is that of 2023.",
        "",
    )
    yield from rules_markdown(known, LANGUAGES)


def _both(text: Text) -> str:
    return _cell(text.vi) if text.vi == text.en else f"{_cell(text.vi)} · {_cell(text.en)}"


def _cell(text: str) -> str:
    """The text as Markdown shows it, in a table too."""
    for char in "\\|*_<":
        text = text.replace(char, f"\\{char}")
    return text


def main(arguments: list[str]) -> int:
    old = 0
    for path, text in pages().items():
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        if "--check" in arguments:
            old += 1
            print(f"{path.relative_to(DOCS.parent)} is out of date: make docs", file=sys.stderr)
        else:
            path.write_text(text, encoding="utf-8", newline="\n")
    return min(old, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
