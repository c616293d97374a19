"""What the import contracts of pyproject.toml cannot say: heavy libraries, sizes and names of modules."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "readiness").rglob("*.py"))
HEAVY = {"docx", "lxml", "openpyxl", "python_calamine", "pypdf", "pptx", "bagit", "icalendar"}
"""Libraries imported only inside the function that needs them."""
MOST_LINES = 450
MOST_IN_FUNCTION = 50
MEDIAN = 155


def heavy_at_import(source: str) -> set[str]:
    """The heavy libraries a module imports when it is imported itself."""
    found: set[str] = set()
    for node in ast.parse(source).body:
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(str(node.module).partition(".")[0])
    return found & HEAVY


def long_functions(source: str) -> Iterator[str]:
    """Names of functions of `MOST_IN_FUNCTION` lines or more."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                if (node.end_lineno or node.lineno) - node.lineno >= MOST_IN_FUNCTION:
                    yield node.name


def test_no_module_pays_for_a_document_library_when_it_is_only_imported() -> None:
    """Heavy libraries are imported where they are used."""
    texts = {path: path.read_text(encoding="utf-8") for path in MODULES}
    assert {path: found for path, text in texts.items() if (found := heavy_at_import(text))} == {}
    assert heavy_at_import("import docx\n") == {"docx"}
    assert heavy_at_import("def read():\n    import docx\n") == set()


def test_modules_and_functions_are_small_and_named_for_what_they_are() -> None:
    """No module over 450 lines, half under 155, no function over 50, none named for nothing."""
    lengths = {path: path.read_text(encoding="utf-8").count("\n") for path in MODULES}
    assert {path: length for path, length in lengths.items() if length > MOST_LINES} == {}
    assert sorted(lengths.values())[len(lengths) // 2] < MEDIAN
    assert [
        (path, name) for path in MODULES for name in long_functions(path.read_text(encoding="utf-8"))
    ] == []
    assert {path.stem for path in MODULES} & {"utils", "helpers", "manager", "misc", "common"} == set()
