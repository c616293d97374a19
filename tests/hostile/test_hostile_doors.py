"""Every command that reads other people's documents ends in bounded time and memory, whatever it is given."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.hostile.corpus import CORPUS

ROOT = Path(__file__).parents[2]
SECONDS, MEMORY = 20, 1 << 30
DOORS: dict[str, tuple[list[str], set[str]]] = {
    "a self-evaluation that comes back": (["sef", "import", "DOCUMENT"], {".docx"}),
    "a council's template": (
        ["sef", "export", "-o", "out.docx", "--force", "--template", "DOCUMENT"],
        {".docx"},
    ),
    "the inspectorate's own list": (["requests", "reconcile", "DOCUMENT"], {".docx", ".xlsx", ".csv"}),
    "a request map": (["requests", "import", "DOCUMENT"], {".xlsx", ".csv"}),
    "a person-level list": (["lists", "check", "DOCUMENT"], {".xlsx", ".csv"}),
}
PROGRAM = """
import contextlib, io, json, os, sys, time
from datetime import UTC, datetime
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]), int(sys.argv[1])))
except ImportError:
    pass
from readiness.cli.app import main
clock = lambda: datetime(2026, 11, 21, 10, 30, tzinfo=UTC)
for line in sys.stdin:
    name, command = json.loads(line)
    told, began = io.StringIO(), time.monotonic()
    with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
        code = main(command, clock=clock)
    print(json.dumps([name, code, time.monotonic() - began, told.getvalue()]), flush=True)
"""


@pytest.mark.parametrize(
    "door",
    [pytest.param(door, marks=() if door == next(iter(DOORS)) else pytest.mark.whole) for door in DOORS],
)
def test_no_document_gets_through_a_door(door: str, tmp_path: Path) -> None:
    """Each hostile document is read or refused in words: no fault of ours, nothing raw, nothing left."""
    words, suffixes = DOORS[door]
    area = _workspace(tmp_path)
    asked: list[tuple[str, list[str]]] = []
    for number, (name, hostile) in enumerate(CORPUS.items()):
        if hostile.suffix in suffixes:
            path = tmp_path / f"{number}{hostile.suffix}"
            hostile.build(path)
            asked.append((name, [str(path) if one == "DOCUMENT" else one for one in words]))
    before = _listing(area)

    answers = _ask(asked, area)

    assert [name for name, *_ in answers] == [name for name, _ in asked]
    for name, code, seconds, told in answers:
        assert code in {0, 1, 2, 3}, (name, code, told)
        assert seconds < SECONDS, (name, seconds)
        assert told.strip(), name
        assert "Traceback" not in told, name
        assert all(one.isprintable() for one in told.replace("\n", "")), (name, told)
    assert _listing(area) - {"out.docx"} == before


def test_the_limits_are_real(tmp_path: Path) -> None:
    """A process that takes more memory than allowed is stopped by the same program: the control."""
    if sys.platform == "win32":
        pytest.skip("memory cannot be limited like this on Windows")
    greedy = PROGRAM.replace("from readiness.cli.app import main", "held = bytearray(2 * int(sys.argv[1]))")
    done = _run(greedy, "", tmp_path)
    assert done.returncode != 0
    assert "MemoryError" in done.stderr


def _workspace(tmp_path: Path) -> Path:
    area = tmp_path / "area"
    made = _ask([("make", ["init", str(area), "--area", "Testshire", "--user", "R. Shah"])], tmp_path)
    assert made[0][1] == 0, made
    return area


def _listing(area: Path) -> set[str]:
    return {str(one.relative_to(area)) for one in area.rglob("*")}


def _ask(asked: list[tuple[str, list[str]]], folder: Path) -> list[list[Any]]:
    """What each command ended with: name, exit code, seconds, everything printed."""
    done = _run(PROGRAM, "".join(json.dumps(one) + "\n" for one in asked), folder)
    assert done.returncode == 0, done.stderr[-2000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


def _run(program: str, lines: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program, str(MEMORY)],
        input=lines,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=240,
        check=False,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
    )
