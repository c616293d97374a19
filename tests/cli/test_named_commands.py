"""Every command that a message, a document or the remedy of a check names is there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

import readiness
from readiness.gaps.checks.check import Fix
from readiness.gaps.checks.registry import CHECKS
from scripts.command_reference import commands
from tests.test_docs import fault

ROOT = Path(__file__).parents[2]
PACKAGE = Path(readiness.__file__).parent

_NAMED = re.compile(r"'readiness ([^']+)'|(?:with|Then|it|some|one): readiness ([^\n,;]+)")


def texts(tree: ast.AST) -> Iterator[str]:
    """Every text a module holds, with X where a value is filled in."""
    inside: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            inside |= {id(one) for one in node.values}
            yield "".join(str(one.value) if isinstance(one, ast.Constant) else "X" for one in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
            yield node.value


def named_commands() -> set[tuple[str, str]]:
    """Every command a text of the program names, with the module."""
    found = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        for text in texts(ast.parse(path.read_text(encoding="utf-8"))):
            for match in _NAMED.finditer(text):
                found.add(
                    (
                        f"readiness/{path.relative_to(PACKAGE).as_posix()}",
                        (match[1] or match[2]).strip().rstrip("."),
                    )
                )
    return found


@pytest.mark.parametrize(("module", "line"), sorted(named_commands()), ids=str)
def test_every_command_a_message_names_is_there(module: str, line: str) -> None:
    """With its options: nobody is told to type what the program does not know."""
    assert fault(line, is_whole=False) == "", module


def test_the_search_for_commands_finds_some() -> None:
    """Those of the commands themselves and of the screens, and none that is not there goes through."""
    modules = {module for module, _ in named_commands()}
    assert {"readiness/workspace/opening.py", "readiness/tui/forms/reading.py"} <= modules
    assert fault("report burn FILE", is_whole=False)
    assert fault("requests set --moon x", is_whole=False)


FIXES = {
    "link": "evidence link",
    "evidence": "evidence set",
    "file": "evidence relocate, evidence replace, evidence accept",
    "review": "evidence review",
    "statement": "statement add, statement edit, statement delete",
    "impact": "statement edit",
    "agree": "statement agree",
    "grade": "grade",
    "owner": "evidence set, requests set",
    "request": "requests set",
    "action": "plan add, plan set, plan milestone",
    "plan": "plan set, priority set, strategy set, workstream set",
    "note": "plan note",
    "promise": "after promises",
    "after": "area set",
    "measure": "measures record, measures set",
    "confirm": "frameworks confirm",
    "remove": "evidence unlink, requests delete, recommendations set",
    "move": "statement edit, frameworks move",
}
"""The commands that put right what a check finds."""


def test_every_remedy_of_a_check_is_a_command() -> None:
    """Nothing is demanded that cannot be done."""
    known = {name for name, _ in commands()}
    assert set(FIXES) == set(get_args(Fix))
    assert {check.fix for check in CHECKS} <= set(FIXES)
    assert {one for line in FIXES.values() for one in line.split(", ")} <= known
