"""The house itself: sizes, names, docstrings, directions of import, and what may not be used."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("core", "gui", "packaging", "tests")
EMPTY_NAMES = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "misc",
    "managers",
    "manager",
    "base",
    "types",
    "constants",
}
PROGRAM = sorted([*(ROOT / "core").rglob("*.py"), *(ROOT / "gui").rglob("*.py")])
PYTHON = sorted(
    [ROOT / "main.py", *(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))]
)
TEXT_ENDINGS = {".py", ".toml", ".sql", ".md", ".ts", ".qss", ".yaml", ".svg", ".lock", ".csv"}


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_no_file_is_longer_than_500_lines() -> None:
    """A file that outgrows 500 lines has two duties and is split."""
    long = {_name(path): len(path.read_text("utf-8").splitlines()) for path in PYTHON}
    assert {name: lines for name, lines in long.items() if lines > 500} == {}


def test_main_is_under_60_lines() -> None:
    """main.py only chooses between the window and the command line."""
    assert len((ROOT / "main.py").read_text("utf-8").splitlines()) < 60


def test_rooms_have_names_that_say_something() -> None:
    """No module or package is called utils, helpers, common, misc, manager, base and the like."""
    parts = {(_name(path), part) for path in PYTHON for part in Path(_name(path)).parts}
    assert sorted(name for name, part in parts if part.removesuffix(".py") in EMPTY_NAMES) == []


@pytest.mark.parametrize("path", [*PROGRAM, ROOT / "main.py"], ids=_name)
def test_what_is_public_has_a_docstring(path: Path) -> None:
    """Modules, public classes and their public functions say what they are for."""
    tree = _tree(path)
    silent = [] if ast.get_docstring(tree) else ["the module"]
    for owner in [tree, *(node for node in tree.body if isinstance(node, ast.ClassDef))]:
        if isinstance(owner, ast.ClassDef) and owner.name.startswith("_"):
            continue
        silent += [
            node.name
            for node in owner.body
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
            and not node.name.startswith("_")
            and not any(_is_overload_or_setter(mark) for mark in node.decorator_list)
            and not ast.get_docstring(node)
        ]
    assert silent == []


def _is_overload_or_setter(mark: ast.expr) -> bool:
    return (isinstance(mark, ast.Attribute) and mark.attr == "setter") or (
        isinstance(mark, ast.Name) and mark.id in ("overload", "override")
    )


def test_each_test_states_its_rule() -> None:
    """Every test function's docstring is the rule it proves."""
    silent = [
        f"{_name(path)}: {node.name}"
        for path in PYTHON
        if path.name.startswith("test_")
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.FunctionDef)
        and node.name.startswith("test_")
        and not ast.get_docstring(node)
    ]
    assert silent == []


def test_no_path_of_one_machine_is_in_the_project() -> None:
    """Nothing refers to somebody's own folders."""
    own = re.compile(r"(?<![\w.:/])/(?:home|root|work|Users|opt|mnt)/\w|[A-Z]:\\Users\\")
    told = []
    top = [path for path in ROOT.iterdir() if path.is_file()]
    inside = [path for room in (*ROOMS, "resources") for path in (ROOT / room).rglob("*")]
    for path in [*top, *inside]:
        if path.suffix in TEXT_ENDINGS and path != Path(__file__) and path.is_file():
            told += [_name(path) for _ in own.finditer(path.read_text("utf-8"))]
    assert told == []


FORBIDDEN = {
    "pickle": "runs code from files",
    "cPickle": "runs code from files",
    "dill": "runs code from files",
    "marshal": "runs code from files",
    "shelve": "runs code from files",
    "socket": "network",
    "ssl": "network",
    "http": "network",
    "urllib.request": "network",
    "ftplib": "network",
    "smtplib": "network",
    "requests": "network",
    "httpx": "network",
    "aiohttp": "network",
    "webbrowser": "network",
    "PySide6.QtNetwork": "network",
    "PySide6.QtWebEngineWidgets": "network",
}


def test_the_program_uses_no_network_and_opens_no_code() -> None:
    """Neither core nor gui imports the network or pickle, or evaluates text as code.

    Dask speaks to other machines, but only where the operator names a cluster.
    """
    told = []
    for path in [*PROGRAM, ROOT / "main.py"]:
        tree = _tree(path)
        for name in _imported(tree):
            told += [
                f"{_name(path)}: {name} ({why})"
                for module, why in FORBIDDEN.items()
                if name == module or name.startswith(module + ".")
            ]
        told += [
            f"{_name(path)}:{node.lineno}: {node.func.id}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in ("eval", "exec", "__import__")
        ]
    assert told == []


def test_threads_start_in_one_place_only() -> None:
    """gui/jobs.py is the only module of the window that makes threads."""
    makers = {
        _name(path)
        for path in (ROOT / "gui").rglob("*.py")
        for name in _imported(_tree(path))
        if name in ("threading.Thread", "PySide6.QtCore.QThread", "PySide6.QtCore.QRunnable")
        or name.startswith(("concurrent.futures", "multiprocessing"))
    }
    assert makers <= {"gui/jobs.py"}


def test_imports_run_one_way() -> None:
    """The contracts in pyproject.toml hold."""
    command = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"
    ended = subprocess.run(
        [sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout[-3000:]


@pytest.mark.parametrize(
    ("module", "more"), [("gui.app", {"numpy", "pandas", "pyqtgraph"}), ("core.cli.run", set())]
)
def test_starting_loads_nothing_heavy(module: str, more: set[str]) -> None:
    """The window paints, and the command line reads its options, before any heavy import."""
    heavy = {"torch", "statsmodels", "scipy", "openpyxl", "xlsxwriter", "joblib", "dask"} | more
    command = f"import sys, {module}; print(*sorted({heavy!r} & sys.modules.keys()))"
    ended = subprocess.run(
        [sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stdout.split()) == (0, []), ended.stderr
