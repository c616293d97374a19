"""Areas for the screens, the application to play on them, and a way to compare what it shows."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from textual._compositor import Compositor
from textual.widgets import Input, TextArea

from readiness.model.records.changes import Transaction, put
from readiness.model.records.evaluation import LocalGrade, Statement
from readiness.model.records.measures import Measure
from readiness.model.records.plan import Action, Recommendation
from readiness.model.records.record import Record
from readiness.model.records.requests import RequestState
from readiness.tui.app.app import ReadinessApp
from readiness.tui.shell import key_queue
from readiness.workspace.workspace import Workspace
from tests.tui.example_area import LINKS, PROBES, evidence, example_records, make_workspace
from tests.tui.stage import left_for_later, playing, screen_text

SIZES = ((80, 24), (100, 30), (120, 40))


@pytest.fixture(autouse=True)
def still_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing blinks, moves or waits for a rest, and colours do not depend on who runs the tests."""
    monkeypatch.setattr(gc, "freeze", lambda: None)  # it would keep every application until the last test
    monkeypatch.setattr(key_queue, "AT_REST", 0.0)
    if not os.environ.get("DRAW_EVERYTHING"):  # a fifth of all time
        monkeypatch.setattr(Compositor, "render_update", left_for_later)
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    monkeypatch.delenv("NO_COLOR", raising=False)
    for widget in (Input, TextArea):
        monkeypatch.setattr(widget, "_toggle_cursor", lambda _: None, raising=False)
        monkeypatch.setattr(widget, "_toggle_cursor_blink_visible", lambda _: None, raising=False)


@pytest.fixture
def area_workspace(tmp_path: Path) -> Iterator[Workspace]:
    """The example area."""
    ws = make_workspace(tmp_path / "area", example_records(), LINKS)
    yield ws
    ws.close()


@pytest.fixture
def empty_workspace(tmp_path: Path) -> Iterator[Workspace]:
    """An area with nothing in it."""
    ws = make_workspace(tmp_path / "area", [])
    yield ws
    ws.close()


@pytest.fixture
def play() -> Callable[..., Any]:
    """What opens the application on a workspace, for ``async with``."""
    return playing


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[ReadinessApp, str], None]:
    """Compares the screen with the text kept under a name; UPDATE_GOLDEN=1 keeps it anew.

    With GOLDEN_FAILURES naming a folder, a picture of each screen that differs is left there.
    """

    def check(app: ReadinessApp, name: str) -> None:
        actual = screen_text(app)
        path = request.path.parent / "golden" / f"{name}.txt"
        if os.environ.get("UPDATE_GOLDEN") == "1":
            path.parent.mkdir(exist_ok=True)
            path.write_text(actual, encoding="utf-8", newline="\n")
        expected = path.read_text(encoding="utf-8") if path.is_file() else ""
        if actual != expected and (folder := os.environ.get("GOLDEN_FAILURES")):
            Path(folder).mkdir(parents=True, exist_ok=True)
            (Path(folder) / f"{name}.svg").write_text(app.export_screenshot(), encoding="utf-8")
        assert expected == actual

    return check


@pytest.fixture
def hostile_workspace(tmp_path: Path) -> Iterator[Workspace]:
    """An area in which every piece of text somebody could write is a probe."""
    records: list[Record] = [
        evidence(number, probe, "audit", ("health",), "2026-09", owner=probe, note=probe)
        for number, probe in enumerate(PROBES, 1)
    ]
    for number, probe in enumerate(PROBES, 1):
        records += [
            Statement(
                id=f"S{number:04d}", criterion="A1", kind="strength", text=probe, impact=probe, owner=probe
            ),
            Recommendation(id=f"R{number:04d}", kind="other", text=probe, source=probe),
            Action(id=f"P{number:04d}", title=probe, responsible=probe, progress=probe),
            Measure(id=f"M{number:04d}", title=probe, unit=probe),
        ]
    records += [
        LocalGrade(id="A1", outcome="1", why=PROBES[1]),
        RequestState(id="GEN01", owner=PROBES[0], notes=PROBES[1], source_system=PROBES[11]),
        RequestState(id="GEN02", owner=PROBES[12], status="not_applicable", reason=PROBES[0]),
    ]
    links = tuple((f"E{number:04d}", "criterion", "A1", "") for number in range(1, len(PROBES) + 1))
    ws = make_workspace(tmp_path / "area", records, links)
    area = ws.records.area["area"]
    ws.run(Transaction(PROBES[0], (put(area.model_copy(update={"name": PROBES[1]}), area),)))
    yield ws
    ws.close()


@pytest.fixture
def wordy_workspace(tmp_path: Path) -> Iterator[Workspace]:
    """An area whose titles are far too long for any column."""
    title = (
        "Multi-agency audit of the quality, timeliness and impact of plans across every phase and setting "
        * 2
    )
    records: list[Record] = [
        evidence(
            number, f"{number} {title}", "audit", ("education", "health", "families"), "2026-09", owner=title
        )
        for number in range(1, 6)
    ]
    records.append(Statement(id="S0001", criterion="A1", kind="strength", text=title * 3, impact=title))
    ws = make_workspace(tmp_path / "area", records, (("E0001", "criterion", "A1", "4"),))
    yield ws
    ws.close()


@pytest.fixture
def probes() -> tuple[str, ...]:
    """The hostile titles."""
    return PROBES
