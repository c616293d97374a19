"""A fault of ours ends with words and a report that hold nothing of the workspace."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from textual.app import App

ROOT = Path(__file__).parent.parent.parent
PLANTED = "SECRETNAME"
FAULTS = {
    "in a handler": "self.fail_now(pupil)",
    "in a worker": "self.run_worker(self.fail_later(pupil))",
    "that would print itself": "raise Showing(pupil)",
}
PROGRAM = """
import os, sys
from datetime import date
from pathlib import Path
from readiness.tui.app.app import ReadinessApp
from readiness.tui.shell.session import Start

class Showing(Exception):
    def __rich__(self):
        return str(self)

class Failing(ReadinessApp):
    CSS_PATH = None

    def begin(self):
        pupil = "SECRET" + "NAME"
        {fault}

    def fail_now(self, pupil):
        raise ValueError(f"cannot read {{pupil}}")

    async def fail_later(self, pupil):
        raise ValueError(f"cannot read {{pupil}}")

app = Failing(Start(Path("."), "tester", today=date(2026, 11, 21)))
app.run(headless=True, size=(80, 24))
sys.exit(app.return_code)
"""


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_no_traceback_and_no_data_on_the_screen_or_in_the_report(fault: str, tmp_path: Path) -> None:
    """The exit code is 70; screen and report name places in the code, never values or messages."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_STATE_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(fault=fault)],
        capture_output=True,
        text=True,
        env=environment,
        cwd=tmp_path,
        timeout=60,
        check=False,
    )
    shown = done.stdout + done.stderr
    reports = list(tmp_path.rglob("crash-*.txt"))

    assert done.returncode == 70, shown
    assert "because of a fault of ours" in shown
    assert "Traceback" not in shown
    assert PLANTED not in shown
    assert len(reports) == 1
    assert PLANTED not in reports[0].read_text(encoding="utf-8")


def test_textual_still_ends_the_way_we_take_over() -> None:
    """The private names the crash path overrides are still Textual's own."""
    for name in ("_handle_exception", "_fatal_error", "_close_messages_no_wait", "panic"):
        assert callable(getattr(App, name))
