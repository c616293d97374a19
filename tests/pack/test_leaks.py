"""Looking a pack's files over, and handing over what a pack holds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from readiness.evidence import linking, register
from readiness.pack import packing
from readiness.pack import plan as pack_plan
from readiness.pack.leaks import scan_pack
from readiness.requests import states as requests
from readiness.workspace.workspace import Workspace

DAY = date(2026, 11, 21)
NHS_NUMBER = "943 476 5919"
"""A number that passes the check digit and belongs to nobody: from the official test range."""


@pytest.fixture
def plan(workspace: Workspace, tmp_path: Path) -> pack_plan.PackPlan:
    """A pack of two files for one item, one of which names a person."""
    for name, words in (("clean.txt", "Waits fell."), ("named.txt", f"NHS number {NHS_NUMBER}")):
        path = tmp_path / name
        path.write_text(words, encoding="utf-8")
        item, _ = register.add_file(workspace, path, as_at=DAY)
        linking.link(workspace, item.id, ["STR02"], as_at=DAY)
    requests.set_state(workspace, "STR02", status="ready")
    return packing.pack_plan(workspace, created=DAY)


def test_what_names_a_person_is_counted_and_never_quoted(plan: pack_plan.PackPlan) -> None:
    """Kind and count of what was found; what was read is told of every file, and progress tells them all."""
    steps: list[tuple[int, int]] = []
    clean, found = scan_pack(plan, progress=lambda done, total, _: steps.append((done, total)))
    assert clean.report.is_clear
    assert clean.report.read == ("text",)
    assert [(one.kind, one.count) for one in found.report.leaks] == [("nhs_number", 1)]
    assert NHS_NUMBER not in repr(found)
    assert NHS_NUMBER.replace(" ", "") not in repr(found)
    assert steps == [(1, 2), (2, 2)]


def test_looking_stops_when_told(plan: pack_plan.PackPlan) -> None:
    """Nothing is looked at once somebody has cancelled."""
    assert scan_pack(plan, cancelled=lambda: True) == []
