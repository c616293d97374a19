"""Items are read again: what nobody looked at is looked at, and nothing else is taken over."""

from __future__ import annotations

import os
import stat
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from readiness.evidence import register
from readiness.evidence.rereading import not_settled, read_again
from readiness.model.records.changes import Transaction, put
from readiness.workspace.editing import revise
from readiness.workspace.history import undo
from readiness.workspace.workspace import Workspace

DAY = date(2026, 11, 27)

PEOPLE = "Name, date of birth\n" + "\n".join(
    f"Pupil {number}, DOB 0{number}/03/2014, NHS number 943 476 5919" for number in range(1, 9)
)


def added(ws: Workspace, folder: Path, name: str, text: str) -> str:
    """An item kept in place, as an earlier version of this program left it: nobody looked at its file."""
    (folder / name).write_text(text, encoding="utf-8")
    item, _ = register.add_file(ws, folder / name, in_place=True, as_at=DAY)
    before = ws.records.evidence[item.id]
    after = revise(before, reading="unknown", words=0, holds_personal_data=None)
    ws.run(Transaction("As it was", (put(after, before),)))
    return item.id


def test_what_nobody_looked_at_is_read(workspace: Workspace, tmp_path: Path) -> None:
    """As one change; what was guessed of people on adding is guessed now; reading again changes nothing."""
    plain = added(workspace, tmp_path, "a.txt", "Four words of text")
    people = added(workspace, tmp_path, "b.txt", PEOPLE)
    assert not_settled(workspace) == [plain, people]
    result = read_again(workspace, not_settled(workspace))
    assert [item.id for item in result.changed] == [plain, people]
    records = workspace.records.evidence
    assert (records[plain].reading, records[plain].words) == ("read", 4)
    assert (records[plain].holds_personal_data, records[people].holds_personal_data) == (None, True)
    assert not_settled(workspace) == []
    assert read_again(workspace, [plain, people]).same == 2
    assert read_again(workspace, []).lines(workspace) == [
        "There is nothing to read again: every file was looked at."
    ]
    undo(workspace)
    assert not_settled(workspace) == [plain, people]


def test_what_cannot_be_read_is_left_with_the_reason(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not there, other content, in the cloud alone, on the web: the records stay as they were."""
    gone = added(workspace, tmp_path, "gone.txt", "It will go")
    other = added(workspace, tmp_path, "other.txt", "It will change")
    cloud = added(workspace, tmp_path, "cloud.txt", "It will be a placeholder")
    web, _ = register.add_url(workspace, "https://example.org/paper.pdf", as_at=DAY)
    before = dict(workspace.records.evidence)
    (tmp_path / "gone.txt").unlink()
    (tmp_path / "other.txt").write_text("It did", encoding="utf-8")
    real = Path.stat

    def with_attribute(self: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        found = real(self, follow_symlinks=follow_symlinks)
        if self.name != "cloud.txt":
            return found
        away = SimpleNamespace(st_mode=stat.S_IFREG, st_file_attributes=0x0040_0000)
        return cast("os.stat_result", away)

    monkeypatch.setattr(Path, "stat", with_attribute)
    result = read_again(workspace, [gone, other, cloud, web.id, "E9999"])
    assert workspace.records.evidence == before
    assert [(one, why.split(";")[0]) for one, why in result.left] == [
        (gone, "no file is there"),
        (other, "it holds something else now"),
        (cloud, "its file lies in the cloud alone"),
        (web.id, "it is a web address, which is never fetched"),
    ]


def test_a_stop_keeps_what_was_read(workspace: Workspace, tmp_path: Path) -> None:
    """It is stored, and the rest is left for the next time."""
    first = added(workspace, tmp_path, "a.txt", "Some words here")
    second = added(workspace, tmp_path, "b.txt", "Other words here")
    told: list[str] = []
    result = read_again(
        workspace,
        [first, second],
        progress=lambda step: told.append(step.name),
        cancelled=lambda: bool(told),
    )
    assert not result.is_complete
    assert len(told) == 1
    assert not_settled(workspace) == [second]
    assert result.lines(workspace)[-1].startswith("Stopped before the end")
