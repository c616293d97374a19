"""The screens of a workspace whose definition is lost."""

from __future__ import annotations

import shutil
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from readiness.definitions import pinned
from readiness.tui.app.app import ReadinessApp
from readiness.workspace.opening import create_workspace, open_workspace
from readiness.workspace.workspace import Workspace

NOW = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)


class Stage(Protocol):
    """What `play` gives: the application and the keys."""

    app: ReadinessApp

    async def press(self, *keys: str) -> None: ...
    @property
    def words(self) -> str: ...


class Play(Protocol):
    """The `play` fixture."""

    def __call__(
        self, workspace: Workspace | None, size: tuple[int, int] = ...
    ) -> AbstractAsyncContextManager[Stage]: ...


async def test_every_area_opens_without_the_definition(play: Play, tmp_path: Path) -> None:
    """No area fails; the problems say what to do."""
    source = Path(pinned.__file__).parents[2] / "frameworks" / "local-area-send-2016.yaml"
    own = tmp_path / "own.yaml"
    text = source.read_text(encoding="utf-8")
    own.write_text(text.replace("id: local-area-send-2016", "id: own", 1), encoding="utf-8")
    root = tmp_path / "area"
    create_workspace(root, "Testshire", framework_id=str(own), user="jo", clock=lambda: NOW).close()
    shutil.rmtree(root / "frameworks")
    ws = open_workspace(root, user="jo", clock=lambda: NOW)
    async with play(ws) as stage:
        for key in "2345671":
            await stage.press(key)
            assert "READ ONLY" in stage.words
        await stage.press("exclamation_mark")
        assert "readiness restore BACKUP" in " ".join(stage.words.split())
