"""`readiness serve` says what does not go together before anything listens."""

from __future__ import annotations

from pathlib import Path

import pytest

from readiness.cli.app import main
from readiness.cli.commands import serve
from readiness.workspace.workspace import Workspace

ADDRESS = "https://readiness.example.gov.uk"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--address", ADDRESS], "--address goes with --socket."),
        (["--person-header", "X-Who"], "--person-header goes with --socket."),
        (["--people", "people.txt"], "--people goes with --socket."),
        (["--socket", "s"], "With --socket the address is needed."),
        (["--socket", "s", "--address", ADDRESS, "--port", "8765"], "--port does not go with --socket."),
        (["--socket", "s", "--address", "readiness.example"], "This is not an address to serve under."),
        (["--port", "70000"], "--port"),
    ],
)
def test_options_that_make_no_sense_are_refused(
    options: list[str], words: str, workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the option to put right."""
    assert main(["-w", str(workspace.root), "serve", *options]) == 2
    assert words in capsys.readouterr().err


def test_without_its_library_it_says_how_to_get_it(
    workspace: Workspace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is an extra."""
    monkeypatch.setattr(serve, "find_spec", lambda _: None)
    assert main(["-w", str(workspace.root), "serve"]) == 2
    assert "area-send-readiness[serve]" in capsys.readouterr().err


def test_there_must_be_something_to_serve(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that holds no workspace is none."""
    assert main(["-w", str(tmp_path), "serve"]) == 2
    assert "There is no workspace here." in capsys.readouterr().err


def test_a_list_that_is_not_understood_stops_the_start(
    workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing listens, and no socket is left."""
    (tmp_path / "people.txt").write_text("nobody", "utf-8")
    options = [
        "--socket",
        str(tmp_path / "s"),
        "--address",
        ADDRESS,
        "--people",
        str(tmp_path / "people.txt"),
    ]
    assert main(["-w", str(workspace.root), "serve", *options]) == 3
    assert "line 1" in capsys.readouterr().err
    assert not (tmp_path / "s").exists()
