"""What version 0.1 made - workspace, backup, Word, request map, pack - opens and comes back whole."""

from __future__ import annotations

import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from readiness.cli.app import main

MADE = Path(__file__).parent / "v0_1"
NOW = datetime(2026, 11, 27, 21, 0, tzinfo=UTC)
RECORDS = {"E0001", "S0001", "S0002", "R0001", "P0001", "M0001", "N0001"}


@pytest.fixture
def area(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The workspace as 0.1 left it, with the shell standing in it."""
    root = tmp_path / "area"
    with zipfile.ZipFile(MADE / "workspace.zip") as made:
        made.extractall(root)
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a command with --json and hand back what it printed."""

    def command(*arguments: str, code: int = 0) -> Any:
        capsys.readouterr()
        assert main(["--json", "--user", "Sam", *arguments], clock=lambda: NOW) == code
        return json.loads(capsys.readouterr().out)

    return command


def test_every_record_is_there(area: Path, told: Any) -> None:
    """All records that were put in are shown, and nothing is wrong with the folder."""
    assert (area / "readiness.journal").exists()
    assert told("doctor")["sound"]
    assert {row["id"] for row in told("evidence", "list")} == {"E0001"}
    assert {row["id"] for row in told("statement", "list")} == {"S0001", "S0002"}
    assert told("requests", "show", "EHC03")["state"]["owner"] == "SEN manager"


def test_history_and_undo_reach_back(area: Path, told: Any) -> None:
    """The thirteen changes are shown with their author, and the last can be taken back."""
    assert area.exists()
    assert len(told("history")) == 13
    assert main(["--user", "Sam", "undo"], clock=lambda: NOW) == 0


def test_word_document_comes_back_unchanged(area: Path, told: Any) -> None:
    """An untouched export of 0.1 changes nothing."""
    assert area.exists()
    plan = told("sef", "import", str(MADE / "sef.docx"))
    assert plan["statements"] == plan["unchanged"] == 2
    assert plan["items"] == []


def test_request_map_comes_back_unchanged(area: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An untouched map of 0.1 changes nothing."""
    assert area.exists()
    assert main(["requests", "import", str(MADE / "map.xlsx")], clock=lambda: NOW) == 0
    assert "The file changes nothing." in capsys.readouterr().out


def test_pack_is_still_verified() -> None:
    """A pack built by 0.1 passes."""
    assert main(["pack", "verify", str(MADE / "pack.zip")], clock=lambda: NOW) == 0


def test_backup_restores_every_record(area: Path, told: Any) -> None:
    """After a statement is lost, the backup of 0.1 brings it back."""
    assert area.exists()
    assert main(["--user", "Sam", "statement", "edit", "S0001", "--text", "Gone."], clock=lambda: NOW) == 0
    assert main(["--user", "Sam", "restore", str(MADE / "backup.zip")], clock=lambda: NOW) == 0
    texts = {row["id"]: row["text"] for row in told("statement", "list")}
    assert texts["S0001"] == "Waits fell from 20 to 12 weeks."
