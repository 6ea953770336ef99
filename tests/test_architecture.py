"""The shape of the house: layers, a pure core, late libraries, no place or plan in the code, modules of one subject.

Each guard reads the modules of a folder and tells what it found; for each there is a test with a planted fault.
A single case that is let through stands in ALLOWED with its reason, and falls out once it is no longer there.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "src" / "kttt_cli"
PACKAGE = "kttt_cli"
MOST_LINES = 420


class Fault(NamedTuple):
    """What a guard found, and in which module."""

    module: str
    what: str


Guard = Callable[[Path], Iterator[Fault]]

ALLOWED: dict[Fault, str] = {
    Fault("plans.plan", "imports pathlib"): "a plan given by its path is read here, the one door of the plans",
    Fault("plans.plan", "names bac-giang"): "DEFAULT_PLAN, the plan taken where none is named",
    Fault("commands.compute", "names bac-giang"): "an example in the help: the path of the sample that comes along",
    Fault("commands.compute", "names huyện yên thế"): "an example in the help, of the same sample",
    Fault("commands.explain", "names bac-giang"): "an example in the help: the path of the sample that comes along",
}


# --- reading a module ------------------------------------------------------------------------------


def modules(house: Path) -> Iterator[tuple[str, Path, ast.Module]]:
    """(name below the package, file, tree): `sheets.text`; a package itself is its own name."""
    for path in sorted(house.rglob("*.py")):
        parts = list(path.relative_to(house).with_suffix("").parts)
        if parts[-1] == "__init__":
            parts.pop()
        yield ".".join(parts), path, ast.parse(path.read_text(encoding="utf-8"))


def imports(tree: ast.Module, name: str, *, package: bool = False) -> Iterator[tuple[str, ast.AST]]:
    """Every module that is imported anywhere in the tree, absolute, with the node that does it.

    `from a import b` gives `a` and `a.b`, for b may be a module. Dynamic imports with a name that is written
    down count; with any other they give `?`.
    """
    here = [PACKAGE, *(part for part in name.split(".") if part)]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            up = here[: len(here) - node.level + package] if node.level else []
            start = ".".join([*up, *([node.module] if node.module else [])])
            yield start, node
            yield from ((f"{start}.{alias.name}", node) for alias in node.names)
        elif isinstance(node, ast.Call) and called(node) in ("__import__", "import_module"):
            given = node.args[0] if node.args else None
            yield (given.value if isinstance(given, ast.Constant) and isinstance(given.value, str) else "?"), node


def called(node: ast.Call) -> str:
    """The last name of what is called: `open` for open() and path.open()."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def imported(house: Path) -> Iterator[tuple[str, str, ast.AST, ast.Module]]:
    for name, path, tree in modules(house):
        for target, node in imports(tree, name, package=path.name == "__init__.py"):
            yield name, target, node, tree


# --- layers ----------------------------------------------------------------------------------------

LAYERS = (
    "beside", "patterns", "language", "findings", "tomlfile", "sheets", "registers", "indicators", "plans", "report", "annexes", "checks", "configuration", "settings", "outputs", "schemas",
    "usage", "commands", "app", "__main__",
)  # fmt: skip


def layers(house: Path) -> Iterator[Fault]:
    """A module imports from its own layer and those below. The package itself (its version) is below all."""
    for name, target, _, _ in imported(house):
        if target == "?":
            yield Fault(name, "imports by a name made at run time")
        parts = target.split(".")
        if not name or parts[0] != PACKAGE or len(parts) == 1:
            continue
        own = name.split(".")[0]
        if own not in LAYERS:
            yield Fault(name, f"{own} is in no layer")
        elif parts[1] in LAYERS and LAYERS.index(parts[1]) > LAYERS.index(own):
            yield Fault(name, f"imports {parts[1]}, which lies above")


# --- a pure core -----------------------------------------------------------------------------------

PURE = re.compile(
    r"sheets\.(text|values|table|header|body|page|words|grid)$|indicators(\.|$)|plans(\.|$)|report$"
    r"|checks\.(?!baseline)|registers(?!\.dataset)(\.|$)|language$|findings$|tomlfile$"
)
IMPURE_MODULES = frozenset((
    "os", "sys", "io", "pathlib", "time", "shutil", "tempfile", "glob", "subprocess", "threading", "asyncio", "random",
    "locale", "logging", "platform", "getpass", "builtins", "rich", "typer", "click", "openpyxl", "python_calamine",
))  # fmt: skip
IMPURE_CALLS = frozenset({"open", "print", "input", "exec", "eval", "breakpoint"})
CLOCKS = frozenset({"now", "today", "utcnow"})


def purity(house: Path) -> Iterator[Fault]:
    """No file, console, environment or clock in the core; packaged data come through importlib.resources."""
    for name, _, tree in modules(house):
        if not PURE.match(name):
            continue
        for top in {target.split(".")[0] for target, _ in imports(tree, name)} & IMPURE_MODULES:
            yield Fault(name, f"imports {top}")
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and called(node) in IMPURE_CALLS:
                yield Fault(name, f"calls {called(node)}")
            elif isinstance(node, ast.Attribute) and node.attr in CLOCKS:
                yield Fault(name, f"looks at the clock: {node.attr}")


NETWORK = frozenset((
    "socket", "ssl", "http", "urllib", "ftplib", "smtplib", "requests", "httpx", "aiohttp", "urllib3", "webbrowser",
))  # fmt: skip


def network(house: Path) -> Iterator[Fault]:
    """Nothing in the program can send anything anywhere."""
    for name, target, _, _ in imported(house):
        if (top := target.split(".")[0]) in NETWORK:
            yield Fault(name, f"imports {top}")


# --- each library in its own room ------------------------------------------------------------------

ROOMS = {
    "rich": re.compile(r"outputs\."),
    "typer": re.compile(r"(app$|usage$|commands\.)"),
    "click": re.compile(r"(app$|usage$|commands\.)"),
    "python_calamine": re.compile(r"sheets\.workbook$"),
    "pandas": re.compile(r"registers\.register$"),
    "xlsxwriter": re.compile(r"(annexes\.|outputs\.)"),
}


def rooms(house: Path) -> Iterator[Fault]:
    """Each library is known in one room; pandas in `Register.frame` alone (and to the type checker)."""
    for name, target, node, tree in imported(house):
        library = target.split(".")[0]
        room = ROOMS.get(library)
        if room is None:
            continue
        if not room.match(name):
            yield Fault(name, f"imports {library}")
        elif library == "pandas" and not any(node in ast.walk(inside) for inside in _doors_of_pandas(tree)):
            yield Fault(name, "imports pandas outside Register.frame")


def _doors_of_pandas(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            yield from node.body
        if isinstance(node, ast.ClassDef) and node.name == "Register":
            yield from (each for each in node.body if isinstance(each, ast.FunctionDef) and each.name == "frame")


# --- no place and no plan in the code --------------------------------------------------------------

PROVINCES = (
    "An Giang", "Bà Rịa – Vũng Tàu", "Bạc Liêu", "Bắc Giang", "Bắc Kạn", "Bắc Ninh", "Bến Tre", "Bình Dương",
    "Bình Định", "Bình Phước", "Bình Thuận", "Cà Mau", "Cao Bằng", "Cần Thơ", "Đà Nẵng", "Đắk Lắk", "Đắk Nông",
    "Điện Biên", "Đồng Nai", "Đồng Tháp", "Gia Lai", "Hà Giang", "Hà Nam", "Hà Nội", "Hà Tĩnh", "Hải Dương",
    "Hải Phòng", "Hậu Giang", "Hòa Bình", "Hưng Yên", "Khánh Hòa", "Kiên Giang", "Kon Tum", "Lai Châu", "Lạng Sơn",
    "Lào Cai", "Lâm Đồng", "Long An", "Nam Định", "Nghệ An", "Ninh Bình", "Ninh Thuận", "Phú Thọ", "Phú Yên",
    "Quảng Bình", "Quảng Nam", "Quảng Ngãi", "Quảng Ninh", "Quảng Trị", "Sóc Trăng", "Sơn La", "Tây Ninh",
    "Thái Bình", "Thái Nguyên", "Thanh Hóa", "Thừa Thiên Huế", "Tiền Giang", "Trà Vinh", "Tuyên Quang", "Vĩnh Long",
    "Vĩnh Phúc", "Yên Bái",
)  # fmt: skip


def _slug(name: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", bare.replace("đ", "d")).strip("-")


def _names() -> re.Pattern[str]:
    """Provinces, the packaged plans, and the districts of the table of places; as written and as a file name."""
    known = {*PROVINCES}
    for path in (HOUSE / "plans").glob("*.toml"):
        plan = tomllib.loads(path.read_text(encoding="utf-8"))
        known |= {plan["id"], plan["province"]}
    for line in (HOUSE / "registers" / "places.csv").read_text(encoding="utf-8").splitlines():
        if line.startswith("district,"):
            known.add(line.split(",")[2])
    found = {name.casefold() for name in known} | {slug for name in known if "-" in (slug := _slug(name))}
    ordered = sorted(map(re.escape, found), key=len)
    return re.compile(rf"(?<!\w)(?:{'|'.join(ordered)})(?!\w)")


def places(house: Path) -> Iterator[Fault]:
    """No text in the code names a province, a district or a plan. Docstrings may: they explain."""
    names = _names()
    for name, _, tree in modules(house):
        explained = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in explained:
                for found in sorted(set(names.findall(node.value.casefold()))):
                    yield Fault(name, f"names {found}")


# --- size ------------------------------------------------------------------------------------------


def size(house: Path) -> Iterator[Fault]:
    for name, path, _ in modules(house):
        if len(path.read_text(encoding="utf-8").splitlines()) > MOST_LINES:
            yield Fault(name, f"more than {MOST_LINES} lines")


GUARDS: dict[str, Guard] = {
    "layers": layers, "purity": purity, "network": network, "rooms": rooms, "places": places, "size": size,
}  # fmt: skip


@pytest.mark.parametrize("guard", GUARDS)
def test_the_house_keeps_its_shape(guard: str) -> None:
    assert sorted({*GUARDS[guard](HOUSE)} - {*ALLOWED}) == []


def test_nothing_is_allowed_that_is_not_there() -> None:
    found = {fault for guard in GUARDS.values() for fault in guard(HOUSE)}
    assert sorted({*ALLOWED} - found) == [], "no longer needed: take it out of ALLOWED"


def test_every_module_is_in_a_layer() -> None:
    names = {name.split(".")[0] for name, _, _ in modules(HOUSE)} - {""}
    assert names == {*LAYERS}


# --- the guards themselves, with planted faults ----------------------------------------------------


def plant(folder: Path, name: str, text: str) -> Path:
    """A house with one module (and what surrounds it)."""
    path = folder.joinpath(*name.split(".")).with_suffix(".py")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("sheets.text", "from kttt_cli.registers import load"),
        ("sheets.text", "import kttt_cli.registers.load"),
        ("sheets.text", "import kttt_cli.registers.load as quiet"),
        ("sheets.text", "from kttt_cli import registers"),
        ("sheets.text", "from ..registers import load"),
        ("sheets.text", "from .. import registers"),
        ("sheets.__init__", "from ..registers import load"),
        ("sheets.text", "def f():\n    from kttt_cli.registers.load import load_table"),
        ("sheets.text", "if TYPE_CHECKING:\n    from kttt_cli.registers.load import Loaded"),
        ("sheets.text", "import importlib\nimportlib.import_module('kttt_cli.registers')"),
        ("sheets.text", "from importlib import import_module\nimport_module(some)"),
        ("sheets.text", "__import__('kttt_cli.registers')"),
        ("registers.load", "from kttt_cli.indicators.figure import Figure"),
        ("indicators.view", "from kttt_cli.plans.plan import load_plan"),
        ("plans.plan", "from kttt_cli.report import Report"),
        ("report", "from kttt_cli.outputs import table"),
        ("report", "from .outputs import table"),
        ("outputs.table", "from kttt_cli.commands import options"),
        ("commands.compute", "from kttt_cli.app import build"),
        ("language", "from kttt_cli.findings import Finding"),
        ("helpers", "from kttt_cli.language import Text"),
    ],
)
def test_an_import_from_above_is_found(module: str, text: str, tmp_path: Path) -> None:
    assert [*layers(plant(tmp_path, module, text))]


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("registers.load", "from kttt_cli.sheets.text import plain"),
        ("registers.load", "from . import fields"),
        ("outputs.json_report", "from kttt_cli import __version__"),
        ("plans.plan", "from ..indicators.definition import Term"),
        ("sheets.__init__", "from .text import plain"),
    ],
)
def test_an_import_from_below_is_not(module: str, text: str, tmp_path: Path) -> None:
    assert [*layers(plant(tmp_path, module, text))] == []


@pytest.mark.parametrize("module", ["sheets.values", "indicators.evaluate", "plans.goal", "registers.load", "report"])
@pytest.mark.parametrize(
    "text",
    [
        "open('x')",
        "def f(path):\n    return path.open()",
        "print(1)",
        "input()",
        "import os",
        "import os.path",
        "from os import environ",
        "from os.path import join",
        "import sys as s",
        "from pathlib import Path",
        "import time",
        "def f():\n    import rich.table",
        "from typer import echo",
        "from datetime import datetime\ndatetime.now()",
        "from datetime import date as day\nday.today()",
        "import datetime\nclock = datetime.datetime.now",
    ],
)
def test_an_impure_core_is_found(module: str, text: str, tmp_path: Path) -> None:
    assert [*purity(plant(tmp_path, module, text))]


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("sheets.files", "from pathlib import Path"),
        ("registers.dataset", "from pathlib import Path"),
        ("outputs.table", "import os"),
        ("registers.places", "from importlib.resources import files\nfiles('kttt_cli').joinpath('x').read_text()"),
        ("sheets.values", "from datetime import date, time\ndate(2020, 1, 1)"),
    ],
)
def test_what_may_touch_the_world_is_not(module: str, text: str, tmp_path: Path) -> None:
    assert [*purity(plant(tmp_path, module, text))] == []


@pytest.mark.parametrize(
    "text", ["import socket", "from urllib.request import urlopen", "def f():\n    import http.client"]
)
def test_a_way_out_is_found(text: str, tmp_path: Path) -> None:
    assert [*network(plant(tmp_path, "commands.compute", text))]


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("registers.load", "import pandas as pd"),
        ("registers.load", "def f():\n    from pandas import DataFrame"),
        ("registers.register", "import pandas as pd"),
        ("registers.register", "class Register:\n    def other(self):\n        import pandas"),
        ("registers.register", "def frame():\n    import pandas"),
        ("commands.compute", "from rich.console import Console"),
        ("outputs.table", "import typer"),
        ("report", "from typer import echo"),
        ("registers.dataset", "from python_calamine import CalamineWorkbook"),
    ],
)
def test_a_library_outside_its_room_is_found(module: str, text: str, tmp_path: Path) -> None:
    assert [*rooms(plant(tmp_path, module, text))]


def test_a_library_in_its_room_is_not(tmp_path: Path) -> None:
    plant(tmp_path, "outputs.table", "def f():\n    from rich.table import Table")
    plant(tmp_path, "commands.compute", "import typer")
    typed = "if TYPE_CHECKING:\n    import pandas as pd\n"
    frame = typed + "class Register:\n    def frame(self):\n        import pandas as pd\n"
    plant(tmp_path, "registers.register", frame)
    assert [*rooms(tmp_path)] == []


@pytest.mark.parametrize(
    "text",
    [
        'x = "Bắc Giang"',
        'x = "tỉnh HÒA BÌNH năm 2021"',
        'x = f"{1} Hải Dương"',
        'x = {"bac-giang-2021-2025": 1}',
        'def f(plan="hoa-binh"):\n    pass',
        'x = "Huyện Yên Thế"',
        'x = b"" if x == "nhieu-tinh-2021-2030" else 1',
    ],
)
def test_a_place_or_plan_in_the_code_is_found(text: str, tmp_path: Path) -> None:
    assert [*places(plant(tmp_path, "report", text))]


@pytest.mark.parametrize(
    "text", ['"""Bắc Giang is the first."""', "# Hòa Bình", 'x = "giá lại, hoa binh"', "hoa_binh = 1"]
)
def test_what_only_explains_or_is_no_place_is_not(text: str, tmp_path: Path) -> None:
    assert [*places(plant(tmp_path, "report", text))] == []


def test_a_module_that_grows_too_long_is_found(tmp_path: Path) -> None:
    assert [*size(plant(tmp_path, "report", "x = 1\n" * MOST_LINES))] == []
    assert [*size(plant(tmp_path, "report", "x = 1\n" * (MOST_LINES + 1)))]


# --- what start-up costs ---------------------------------------------------------------------------

HEAVY = ("pandas", "numpy", "openpyxl", "pydantic", "python_calamine", "stdnum")


def test_help_and_version_load_nothing_that_computes() -> None:
    asked = f"import sys; from kttt_cli.app import build; build('vi'); print([m for m in {HEAVY} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", asked],
        env={"PYTHONPATH": str(HOUSE.parent), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.strip() == "[]"
