"""The process of screens: what it is given, and that it does not outlive its front."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from readiness.web.entry import TOLD, Told, told
from readiness.web.screens import environment

WHAT = Told(Path("/srv/area"), "R. Shah", Path("/srv/x/files"), is_confined=True, as_at=date(2026, 12, 7))
OURS = {
    "PATH": "/bin",
    "LC_ALL": "C.UTF-8",
    "HOME": "/var/lib/readiness",
    "XDG_CONFIG_HOME": "/etc/us",
    "SECRET": "s",
    "AWS_ACCESS_KEY_ID": "k",
    "LD_PRELOAD": "x.so",
    "PYTHONSTARTUP": "x.py",
    "READINESS_USER": "us",
}


def test_screens_of_others_have_a_home_of_their_own() -> None:
    """Of the server's environment they have what a program needs to run; nothing of the server's person."""
    given = environment(OURS, WHAT, Path("/srv/served/a1"), "k.ali@nhs.example")
    assert given["READINESS_DATABASE_LOGIN"] == "k.ali@nhs.example"
    assert {name for name in OURS if name in given} == {"PATH", "LC_ALL", "HOME", "XDG_CONFIG_HOME"}
    assert given["HOME"] == "/srv/served/a1"
    assert given["XDG_CONFIG_HOME"] == "/srv/served/a1/config"
    assert given["XDG_CACHE_HOME"] == "/srv/served/cache"
    assert given["PYTHONSAFEPATH"] == "1"


def test_one_persons_own_screens_have_that_persons_home() -> None:
    """Their settings are those of the terminal."""
    given = environment(OURS, WHAT, None)
    assert given["HOME"] == "/var/lib/readiness"
    assert "SECRET" not in given
    assert "READINESS_DATABASE_LOGIN" not in given


def test_what_is_told_is_read_once() -> None:
    """And is no argument: every account of a computer may read those."""
    variables = {TOLD: WHAT.variable()}
    assert told(variables) == WHAT
    assert variables == {}
    with pytest.raises(KeyError):
        told(variables)


@pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no file descriptors that a child inherits so"
)
def test_screens_end_with_their_front(tmp_path: Path, private_home: Path) -> None:
    """A server that was killed leaves no process behind: the end of its pipe ends the screens."""
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "json.py").write_text("raise SystemExit('taken for a module')", "utf-8")
    from readiness.workspace.example import copy_example

    what = Told(copy_example(tmp_path / "area"), "R. Shah", tmp_path / "files", is_confined=True)
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "readiness.web.entry"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=what.files,
        env=environment(os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}, what, private_home),
    )
    assert process.stdin is not None
    assert process.stdout is not None
    while not process.stdout.readline().startswith(b"__GANGLION__"):
        assert process.poll() is None
    process.stdin.close()
    process.stdout.close()
    assert process.wait(timeout=60) == 0
    assert not what.files.exists()
    assert process.stderr is not None
    assert process.stderr.read() == b""
    process.stderr.close()
