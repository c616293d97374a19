"""Running commands as a user would, without a process of their own."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from readiness.cli.app import main

NOW = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command line; the clock stands still."""

    def command(*arguments: object) -> Ran:
        code = main([str(one) for one in arguments], clock=lambda: NOW)
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return command


@pytest.fixture
def area(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new workspace, with the shell standing in it."""
    root = tmp_path / "area"
    assert run("init", root, "--area", "Testshire", "--user", "R. Shah").code == 0
    monkeypatch.chdir(root)
    return root
