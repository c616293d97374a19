"""The screens as they are served to others: own files alone, nothing of the server's."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from readiness.base.errors import RefusedError
from readiness.base.reach import NAME_ONE, OwnFiles, reach_only
from readiness.library.launch import hand_out
from readiness.tui.widgets.paths import completed
from readiness.workspace.workspace import Workspace
from tests.tui.test_journeys import Play


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Path]:
    """A folder of own files, while nothing else can be named."""
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "autumn audit.txt").write_text("Audit of autumn 2026", "utf-8")
    reach_only(OwnFiles(folder))
    yield folder
    reach_only(None)


def test_only_own_files_complete(own: Path) -> None:
    """From the first letter of a name; no folder of the server is told of."""
    (own / "lists").mkdir()
    assert completed("aut") == "autumn audit.txt"
    assert completed("li") == "lists/"
    assert completed("/et") is None
    assert completed("../") is None
    assert completed("~/") is None


async def test_fields_take_own_files_alone(play: Play, area_workspace: Workspace, own: Path) -> None:
    """A document is written among them under the name offered; another place is refused where it is typed."""
    async with play(area_workspace, (120, 40)) as stage:
        await stage.press("3", "a")
        assert "stays where it is" not in stage.words
        await stage.press("enter")
        assert NAME_ONE in stage.words
        await stage.type("/x")
        await stage.press("ctrl+s")
        assert "Only your own files can be named here." in stage.words
        await stage.press("escape", "y", "4", "w", "enter")
        assert str(area_workspace.root) not in stage.words
        await stage.press("ctrl+s")
        assert "Wrote" in stage.words
        assert str(own) not in stage.words
        await stage.press("comma")
        assert "Keys:" not in stage.words
    names = sorted(os.listdir(own))  # noqa: PTH208 - names only
    assert [Path(one).suffix for one in names] == [".docx", ".txt"]


def test_evidence_is_handed_out_and_never_opened(area_workspace: Workspace, own: Path) -> None:
    """As a copy under a free name; what is not there is said."""
    item = next(iter(area_workspace.records.evidence.values()))
    with pytest.raises(RefusedError):
        hand_out(item, area_workspace.root)
    path = area_workspace.library / item.location
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"report")
    assert [hand_out(item, area_workspace.root) for _ in range(2)] == [
        path.name,
        f"{path.stem} (2){path.suffix}",
    ]
    assert (own / path.name).read_bytes() == b"report"
