"""Which definition a workspace works to is said wherever it matters."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime

import pytest

from readiness.cli.app import main
from readiness.definitions.catalogue import summaries
from readiness.definitions.files import shipped_frameworks
from readiness.definitions.in_force import in_force
from readiness.workspace.workspace import Workspace

NOW = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)
SHIPPED = "area-send-2023"


def run(workspace: Workspace, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[str, str]:
    """What a command prints and notes."""
    assert main(["-w", str(workspace.root), *arguments], clock=lambda: NOW) == 0
    captured = capsys.readouterr()
    return captured.out, captured.err


def put_own(workspace: Workspace) -> None:
    """A local copy of the shipped definition, with another title."""
    target = workspace.root / "frameworks" / SHIPPED
    shutil.copytree(shipped_frameworks()[SHIPPED], target)
    text = (target / "framework.yaml").read_text(encoding="utf-8")
    assert '\ntitle: "Area SEND' in text
    changed = text.replace('\ntitle: "Area SEND', '\ntitle: "Our own Area SEND', 1)
    (target / "framework.yaml").write_text(changed, encoding="utf-8")


def test_the_shipped_one_is_in_force_and_nothing_is_noted(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """A plain workspace: list says which, status notes nothing."""
    assert workspace.definition is not None
    assert not workspace.definition.is_own
    assert workspace.definition.words == "the definition shipped with the program"
    listed = json.loads(run(workspace, capsys, "frameworks", "list", "--json")[0])
    assert [one["id"] for one in listed if one["is_in_force"]] == [SHIPPED]
    out, err = run(workspace, capsys, "status", "--json")
    assert json.loads(out)["definition"]["is_own"] is False
    assert "Measured by" not in err


def test_an_own_copy_is_used_and_said(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    """Status, list and show use the own copy, and say that the shipped one is passed over."""
    put_own(workspace)
    words = f"your own definition, frameworks/{SHIPPED}, instead of the one shipped with the program"
    assert in_force(workspace.root, SHIPPED).words == words
    out, err = run(workspace, capsys, "status", "--json")
    assert json.loads(out)["definition"]["is_own"] is True
    assert f"Measured by {words}." in err
    listed = json.loads(run(workspace, capsys, "frameworks", "list", "--json")[0])
    assert [(one["is_own"], one["is_in_force"]) for one in listed if one["id"] == SHIPPED] == [
        (True, True),
        (False, False),
    ]
    out, _ = run(workspace, capsys, "frameworks", "show", SHIPPED)
    assert out.startswith("Our own Area SEND")
    assert words in out


def test_changes_to_a_definition_are_no_definition(workspace: Workspace) -> None:
    """A file of changes beside it is not listed as a framework of its own."""
    text = f"framework: {SHIPPED}\nchanges: []\n"
    (workspace.root / "frameworks" / "ours.yaml").write_text(text, encoding="utf-8")
    assert not any(one.is_own for one in summaries(workspace.root, SHIPPED))
    assert {one.where for one in summaries(workspace.root, SHIPPED)} == {"shipped", "shipped, in force"}
