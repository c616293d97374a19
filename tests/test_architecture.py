"""What the import contracts of pyproject.toml cannot say: heavy libraries, sizes and names of modules."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "readiness").rglob("*.py"))
HEAVY = {"docx", "lxml", "openpyxl", "python_calamine", "pypdf", "pptx", "bagit", "icalendar"}
"""Libraries imported only inside the function that needs them."""
MOST_LINES = 450
MOST_IN_FUNCTION = 50
MEDIAN = 155


@cache
def parsed(path: Path) -> ast.Module:
    """A module, taken apart once for all tests."""
    return ast.parse(path.read_text(encoding="utf-8"))


def heavy_at_import(module: ast.Module) -> set[str]:
    """The heavy libraries a module imports when it is imported itself."""
    found: set[str] = set()
    for node in module.body:
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(str(node.module).partition(".")[0])
    return found & HEAVY


def long_functions(module: ast.Module) -> Iterator[str]:
    """Names of functions of `MOST_IN_FUNCTION` lines or more."""
    for node in ast.walk(module):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                if (node.end_lineno or node.lineno) - node.lineno >= MOST_IN_FUNCTION:
                    yield node.name


def test_no_module_pays_for_a_document_library_when_it_is_only_imported() -> None:
    """Heavy libraries are imported where they are used."""
    assert {path: found for path in MODULES if (found := heavy_at_import(parsed(path)))} == {}
    assert heavy_at_import(ast.parse("import docx\n")) == {"docx"}
    assert heavy_at_import(ast.parse("def read():\n    import docx\n")) == set()


def test_modules_and_functions_are_small_and_named_for_what_they_are() -> None:
    """No module over 450 lines, half under 155, no function over 50, none named for nothing."""
    lengths = {path: path.read_text(encoding="utf-8").count("\n") for path in MODULES}
    assert {path: length for path, length in lengths.items() if length > MOST_LINES} == {}
    assert sorted(lengths.values())[len(lengths) // 2] < MEDIAN
    assert [(path, name) for path in MODULES for name in long_functions(parsed(path))] == []
    assert {path.stem for path in MODULES} & {"utils", "helpers", "manager", "misc", "common"} == set()


DOORS_INSIDE = {"people_lists/check.py", "people_lists/return_file.py", "store/postgres/setting_up.py"}
"""Modules whose readers are given to `read_file`, so that they run in the limited process themselves; and one
that reads what ships inside the package."""
FORBIDDEN = {
    "resolve": "base.disk.resolved: Path.resolve raises what is no OSError for a link to itself",
    "read_bytes": "base.disk.whole_file: a pipe or a device in the place of a file is never waited for",
    "read_text": "base.disk.whole_file, likewise",
    "read_sheets": "formats.limited.read_file: what others sent is read in the limited process",
    "read_register": "formats.limited.read_file, likewise",
    "percent_cells": "formats.limited.read_file, likewise",
}


def forbidden_calls(module: ast.Module) -> set[str]:
    """Names of functions a module calls itself although there is one that is safe with files of others."""
    found: set[str] = set()
    for node in ast.walk(module):
        match node:
            case ast.Call(func=ast.Attribute(attr="resolve" | "read_bytes" | "read_text" as name)):
                found.add(name)
            case ast.Call(func=ast.Name(id="read_sheets" | "read_register" | "percent_cells" as name)):
                found.add(name)
    return found & FORBIDDEN.keys()


def test_files_are_opened_by_the_doors_that_are_safe() -> None:
    """Outside the readers of formats, which run in the limited process, nobody opens files another way."""
    root = ROOT / "readiness"
    names = {path: path.relative_to(root).as_posix() for path in MODULES}
    found = {
        name: calls
        for path, name in names.items()
        if not name.startswith("formats/") and name not in DOORS_INSIDE
        if (calls := forbidden_calls(parsed(path)))
    }
    assert found == {}, FORBIDDEN
    assert forbidden_calls(ast.parse("path.resolve()\nread_register(path)\n")) == {"resolve", "read_register"}
    assert forbidden_calls(ast.parse("read_file(read_register, path)\n")) == set()
