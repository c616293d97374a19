"""The house keeps its walls: who may import whom, how long a room may be, and that it says what it is."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "readiness"
MODULES = sorted(PACKAGE.rglob("*.py"))

OWN = {
    "core": {"core"},
    "store": {"core", "store"},
    "intake": {"core", "intake"},
    "reports": {"core", "reports"},
    "services": {"core", "store", "intake", "reports", "services"},
    "cli": {"core", "services", "cli"},
    "tui": {"core", "services", "tui"},
}
"""Layers each layer may import."""

OUTSIDE = {
    "core": {"pydantic"},
    "store": {"tinydb", "yaml", "orjson", "filelock", "holidays", "pydantic", "platformdirs"},
    "intake": {"lxml", "openpyxl", "python_calamine", "pypdf"},
    "reports": {"docx", "lxml", "openpyxl", "icalendar"},
    "services": {"pydantic", "platformdirs"},
    "cli": {"typer", "rich"},
    "tui": {"textual", "rich"},
}
"""Libraries each layer may import."""

HEAVY = {"docx", "lxml", "openpyxl", "python_calamine", "pypdf", "pptx", "bagit", "icalendar"}
"""Libraries imported only inside the function that needs them."""

UI_DOOR = ("cli", "readiness.tui.app.app")
"""The one import that crosses from the command line to the terminal UI."""


def layer_of(path: Path) -> str:
    """The layer a module is in; empty for the package's own top modules."""
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else ""


def imports_of(tree: ast.AST) -> Iterator[tuple[str, ast.stmt]]:
    """Every module named by an import statement, wherever it stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are absolute"
            yield from ((f"{node.module}.{alias.name}", node) for alias in node.names)


def breaches(layer: str, source: str) -> list[str]:
    """What the source of a module in `layer` imports that it may not."""
    found = []
    for name, node in imports_of(ast.parse(source)):
        top, _, rest = name.partition(".")
        if top == "readiness":
            room = rest.partition(".")[0]
            crosses = (layer, name.rpartition(".")[0]) == UI_DOOR
            if room in OWN and room not in OWN[layer] and not crosses:
                found.append(f"line {node.lineno}: {layer} may not import {name}")
        elif top not in sys.stdlib_module_names and top not in OUTSIDE[layer]:
            found.append(f"line {node.lineno}: {layer} may not import the library {top}")
    return found


@pytest.mark.parametrize("path", [one for one in MODULES if layer_of(one)], ids=lambda one: one.stem)
def test_each_layer_imports_only_what_it_may(path: Path) -> None:
    """No import, not even inside a function, crosses a wall of the house."""
    assert breaches(layer_of(path), path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("layer", "source"),
    [
        ("core", "import tinydb"),
        ("core", "def f():\n    from readiness.store import atomic"),
        ("tui", "from readiness.store.repository import Repository"),
        ("cli", "from readiness.tui.text import plain"),
        ("services", "from readiness.tui.app import run"),
        ("reports", "from readiness.store import library"),
    ],
)
def test_the_wall_check_itself_finds_breaches(layer: str, source: str) -> None:
    """The check above is not blind: planted breaches are found."""
    assert breaches(layer, source)


@pytest.mark.parametrize("path", MODULES, ids=lambda one: one.stem)
def test_heavy_libraries_are_imported_where_they_are_used(path: Path) -> None:
    """No module pays for a document library when it is only imported."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    at_import = [one for one in tree.body if isinstance(one, ast.Import | ast.ImportFrom)]
    names = {name.partition(".")[0] for one in at_import for name, _ in imports_of(one)}

    assert names & HEAVY == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda one: one.stem)
def test_rooms_and_functions_are_small(path: Path) -> None:
    """No module over 300 lines, no function over 50."""
    source = path.read_text(encoding="utf-8")
    functions = (
        one for one in ast.walk(ast.parse(source)) if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    too_long = [one.name for one in functions if (one.end_lineno or one.lineno) - one.lineno >= 50]

    assert source.count("\n") <= 300
    assert too_long == []


def test_no_room_is_named_for_nothing() -> None:
    """Modules are named after what they are."""
    names = {one.stem for one in MODULES}

    assert names & {"utils", "helpers", "manager", "misc", "common"} == set()


def test_the_median_module_is_short() -> None:
    """Half of all modules are under 150 lines."""
    lengths = sorted(one.read_text(encoding="utf-8").count("\n") for one in MODULES)

    assert lengths[len(lengths) // 2] < 150
