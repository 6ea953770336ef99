"""What other tools make of the torture file: `make torture`, or `python tests/torture/rivals.py [--write]`.

Each tool gets the help that an analyst who knows it would give: where the table begins, what its columns are
called, their types, the Vietnamese marks of numbers, dd/mm/yyyy. `--write` puts the table into docs/torture.md.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import unicodedata
import warnings
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
PAGE = FOLDER.parents[1] / "docs" / "torture.md"
XLSX, CSV = FOLDER / "so-htx.xlsx", FOLDER / "so-htx.csv"
TRUTH = json.loads((FOLDER / "truth.json").read_text(encoding="utf-8"))
FIRST = TRUTH["other_rows"]["numbering"][0]
"""Rows above the first group: titles, unit, header, numbering."""
NAMES = ["no", *TRUTH["columns"], "note"]
MONEY = ("charter_capital", "revenue", "profit")
COUNTS = ("members", "members_women", "workers")
DATES = ("registered_on", "ended_on")
NUMBERS = (*MONEY, *COUNTS)
WORDS = {"grade": {"tot": "Tốt", "trung_binh": "Trung bình"}, "linked_enterprise": {}}
BEGIN, END = "<!-- make torture: begin -->\n", "<!-- make torture: end -->\n"

RIGHT, SAID, ALARM, WRONG, LOST, TEXT = "đúng", "báo", "báo nhầm", "**sai**", "mất", "chữ"


@dataclass(slots=True)
class Read:
    """What a tool read: the value of each (row of the sheet, field), and the cells of which it said something."""

    values: dict[tuple[int, str], Any] = field(default_factory=dict)
    said: set[tuple[int, str]] = field(default_factory=set)
    records: int = 0
    note: str = ""
    canonical: bool = False
    """Money in VND, words as codes: as the truth has them."""


def with_pandas() -> Read:
    """The usual recipe: marks replaced, then to_numeric and to_datetime(dayfirst) with errors=\"coerce\"."""
    import pandas as pd

    frame = pd.read_excel(XLSX, header=None, skiprows=FIRST, names=NAMES, dtype={"code": str})
    found = Read(records=int(frame["name"].notna().sum()))
    for name in NUMBERS:
        texts = frame[name].map(lambda cell: cell.replace(".", "").replace(",", ".") if isinstance(cell, str) else cell)
        frame[name] = pd.to_numeric(texts, errors="coerce")
    for name in DATES:
        frame[name] = pd.to_datetime(frame[name], dayfirst=True, errors="coerce")
    return _of_frame(frame, found)


def with_pandera() -> Read:
    """A schema with coerce=True over read_csv(thousands=".", decimal=","), lazily, as its documentation shows."""
    import pandas as pd
    import pandera.pandas as pa

    frame = pd.read_csv(CSV, header=None, skiprows=FIRST, names=NAMES, thousands=".", decimal=",", dtype={"code": str})
    types = {**dict.fromkeys(NUMBERS, float), **dict.fromkeys(DATES, "datetime64[ns]")}
    columns = {name: pa.Column(kind, nullable=True, coerce=True) for name, kind in types.items()}
    columns |= {
        "name": pa.Column(str, nullable=False),
        "code": pa.Column(str, pa.Check.str_matches(r"^\d{10}$"), nullable=True, unique=True),
        "grade": pa.Column(str, pa.Check.isin(["Tốt", "Khá", "TB", "Trung bình", "Yếu"]), nullable=True),
    }
    found = Read(records=int(frame["name"].notna().sum()))
    try:
        pa.DataFrameSchema(columns, coerce=False).validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        for each in errors.failure_cases.to_dict("records"):
            if each["index"] is not None and each["index"] == each["index"]:
                found.said.add((int(each["index"]) + FIRST + 1, str(each["column"])))
    for name in (*NUMBERS, *DATES):
        frame[name] = [_coerced(pd, cell, types[name]) for cell in frame[name]]
    return _of_frame(frame, found)


def _coerced(pd: Any, cell: Any, kind: Any) -> Any:
    try:
        return pd.Series([cell]).astype(kind)[0]
    except (ValueError, TypeError):
        return None


def with_frictionless() -> Read:
    """A schema with groupChar, decimalChar, %d/%m/%Y, enum and pattern; the rows above the table left out."""
    import frictionless as fl

    kinds = {**dict.fromkeys(MONEY, "number"), **dict.fromkeys(COUNTS, "integer"), **dict.fromkeys(DATES, "date")}
    fields: list[dict[str, Any]] = []
    for name in NAMES:
        kind = kinds.get(name, "string")
        each: dict[str, Any] = {"name": name, "type": kind}
        if kind == "date":
            each["format"] = "%d/%m/%Y"
        elif kind in ("number", "integer"):
            each |= {"groupChar": "."} | ({"decimalChar": ","} if kind == "number" else {})
        fields.append(each)
    of = {each["name"]: each for each in fields}
    of["name"]["constraints"] = {"required": True}
    of["code"]["constraints"] = {"pattern": "[0-9]{10}", "unique": True}
    of["grade"]["constraints"] = {"enum": ["Tốt", "Khá", "TB", "Trung bình", "Yếu"]}
    of["linked_enterprise"] |= {"type": "boolean", "trueValues": ["x", "có"], "falseValues": ["không"]}
    resource = fl.Resource(
        path=CSV.name,
        basepath=str(FOLDER),
        schema=fl.Schema.from_descriptor({"fields": fields, "missingValues": ["", "-"]}),
        dialect=fl.Dialect(header=False, comment_rows=list(range(1, FIRST + 1))),
    )
    found = Read()
    for error in resource.validate(limit_errors=10_000).flatten(["rowNumber", "fieldName"]):
        if error[0] is not None and error[1]:
            found.said.add((int(error[0]), str(error[1])))
    with resource:
        for row in resource.row_stream:
            found.records += row["name"] is not None
            for name in TRUTH["columns"]:
                found.values[row.row_number, name] = row[name]
    return found


def with_csvkit() -> Read:
    """csvjson with --locale vi_VN and --date-format; csvclean -a finds nothing in this file."""
    command = [sys.executable, "-m", "csvkit.utilities.csvjson", "-H", "--skip-lines", str(_lines_above())]
    command += ["--snifflimit", "0", "--locale", "vi_VN", "--date-format", "%d/%m/%Y", str(CSV)]
    rows = json.loads(subprocess.run(command, capture_output=True, check=True, text=True, encoding="utf-8").stdout)
    found = Read()
    for number, row in enumerate(rows, start=FIRST + 1):
        values = dict(zip(NAMES, row.values(), strict=True))
        found.records += values["name"] is not None
        found.values |= {(number, name): values[name] for name in TRUTH["columns"]}
    return found


def _lines_above() -> int:
    """csvkit counts lines, not rows: a header with line breaks has several."""
    with CSV.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        for _ in range(FIRST):
            next(reader)
        return reader.line_num


def with_kttt() -> Read:
    """No help at all."""
    from kttt_cli.registers.dataset import read_dataset
    from kttt_cli.sheets.dates import Dated

    data = read_dataset([XLSX])
    register = data.registers["organisation"]
    found = Read(records=len(register), canonical=True)
    for position, row in enumerate(register.row_of.tolist()):
        for name in TRUTH["columns"]:
            value = register.columns[name].value_at(position)
            found.values[row + 1, name] = value.iso() if isinstance(value, Dated) else value
    columns = {column: name for name, column in TRUTH["columns"].items()}
    for each in data.findings:
        if each.place.row is not None and each.place.column in columns:
            found.said.add((each.place.row + 1, columns[each.place.column]))
    return found


def _of_frame(frame: Any, found: Read) -> Read:
    for position, row in enumerate(frame.to_dict("records")):
        for name in TRUTH["columns"]:
            value = row[name]
            found.values[position + FIRST + 1, name] = None if value != value else value
    return found


TOOLS: dict[str, Callable[[], Read]] = {
    "pandas": with_pandas,
    "frictionless": with_frictionless,
    "csvkit": with_csvkit,
    "pandera": with_pandera,
    "kttt": with_kttt,
}


def judged(read: Read, defect: dict[str, Any]) -> tuple[str, str]:
    """(what became of the cell, what was read)"""
    at = (defect["row"], defect["field"])
    value = read.values.get(at)
    if at in read.said:
        return (ALARM if defect["must"] == "value" else SAID), ""
    if defect["kind"] == "wrong subtotal":
        return (WRONG, "một bản ghi") if at in read.values else (LOST, "")
    name, right = defect["field"], defect["right"]
    if value is None or str(value) in ("NaT", "nan"):
        return (RIGHT, "trống") if defect["must"] == "value" and right is None else (LOST, "trống")
    shown = f"{value:%d/%m/%Y}" if isinstance(value, date | datetime) else _short(value)
    if defect["must"] == "value" and _equal(read, name, value, right):
        return RIGHT, shown
    if isinstance(value, str) and name in (*NUMBERS, *DATES, "linked_enterprise"):
        return TEXT, shown
    return WRONG, shown


def _short(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.10g}"
    text = " ".join(str(value).split())
    return text if len(text) <= 22 else f"{text[:20]}…"


def _equal(read: Read, name: str, value: Any, right: Any) -> bool:
    if name in MONEY and not read.canonical and not isinstance(value, str):
        return right is not None and abs(float(value) * 1e6 - right) < 0.5
    if name in COUNTS and not isinstance(value, str):
        return right is not None and float(value) == right
    if isinstance(value, date | datetime):
        return f"{value:%Y-%m-%d}" == right
    if not read.canonical and name in WORDS:
        right = WORDS[name].get(right, right)
    if name in ("district", "commune"):  # which of two spellings is kept does not matter
        return unicodedata.normalize("NFC", str(value)).replace("oà", "òa") == str(right).replace("oà", "òa")
    return bool(value == right) and isinstance(value, bool) == isinstance(right, bool)


def table(reads: dict[str, Read]) -> list[str]:
    counts: dict[str, Counter[str]] = {tool: Counter() for tool in reads}
    lines = []
    for defect in TRUTH["defects"]:
        cells = []
        for tool, read in reads.items():
            what, shown = judged(read, defect)
            counts[tool][what] += 1
            cells.append(f"{what} `{_quoted(shown)}`" if shown and what in (WRONG, TEXT) else what)
        written = _quoted(_short(defect["written"])) if defect["written"] is not None else ""
        lines.append(
            f"| {defect['cell']} | {defect['kind']} | {f'`{written}`' if written else ''} | {' | '.join(cells)} |"
        )
    rows = [f"| Ô | Lỗi | Ghi | {' | '.join(reads)} |", "|---|---|---|" + "---|" * len(reads), *lines]
    for what in (RIGHT, SAID, ALARM, TEXT, LOST, WRONG):
        rows.append(f"| | | {what} | {' | '.join(str(counts[tool][what]) for tool in reads)} |")
    rows.append(
        f"| | | bản ghi (đúng: {len(TRUTH['records'])}) | {' | '.join(str(read.records) for read in reads.values())} |"
    )
    return rows


def _quoted(text: str) -> str:
    return text.replace("|", "\\|").replace("`", "'").replace("\u200b", "").replace("\ufeff", "")


def main(arguments: list[str]) -> None:
    warnings.simplefilter("ignore")
    reads = {tool: read() for tool, read in TOOLS.items()}
    versions = ", ".join(f"{tool} {version(tool)}" for tool in TOOLS if tool != "kttt")
    text = "\n".join([*table(reads), "", f"({versions})"]) + "\n"
    print(text, end="")
    if "--write" in arguments:
        page = PAGE.read_text(encoding="utf-8")
        before, _, rest = page.partition(BEGIN)
        PAGE.write_text(
            before + BEGIN + "\n" + text + "\n" + END + rest.partition(END)[2], encoding="utf-8", newline="\n"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
