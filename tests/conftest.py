"""What tests of several layers share: a still clock, a private home, and a fresh workspace."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from readiness.workspace.opening import create_workspace
from readiness.workspace.workspace import Workspace

NOW = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)
"""A Saturday; the next working Monday is the 23rd, the first day on site 7 December."""
TODAY = date(2026, 11, 21)


HOMES = ("HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "USERPROFILE", "LOCALAPPDATA")
"""What the user's own folders are found by."""


@pytest.fixture(scope="session")
def used_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which the program has run before: what takes long to work out is kept there."""
    home = tmp_path_factory.mktemp("used")
    with pytest.MonkeyPatch.context() as patch:
        for name in HOMES:
            patch.setenv(name, str(home))
        root = tmp_path_factory.mktemp("first") / "area"
        create_workspace(root, "Testshire", user="R. Shah", clock=lambda: NOW).close()
    return home


@pytest.fixture(autouse=True)
def private_home(
    used_home: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """No test reads or writes the user's own folders."""
    home = tmp_path_factory.mktemp("home")
    shutil.copytree(used_home, home, dirs_exist_ok=True)
    for name in HOMES:
        monkeypatch.setenv(name, str(home))
    monkeypatch.delenv("READINESS_DEBUG", raising=False)
    return home


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """A clock that stands still."""
    return lambda: NOW


@pytest.fixture
def workspace(tmp_path: Path, clock: Callable[[], datetime]) -> Iterator[Workspace]:
    """A new workspace of the shipped area SEND framework."""
    ws = create_workspace(tmp_path / "area", "Testshire", user="R. Shah", clock=clock)
    yield ws
    ws.close()
