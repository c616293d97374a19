"""Let the kernel kill or fail a workspace's life at every mutating system call, and look at what is left.

    python scripts/strace_faults.py            our store: SIGKILL, ENOSPC and EIO at every call
    python scripts/strace_faults.py --every 8  the same at every eighth call
    python scripts/strace_faults.py --stock    stock TinyDB in the same way, as a control that must fail

Needs Linux and strace. Prints how many fault points there were and how many left something bad.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tinydb import TinyDB

from readiness.base.errors import ReadinessError
from readiness.store.tinydb.files import has_traces, read_workspace
from tests.store.workload import Life, View

CALLS = ("write", "fsync", "fdatasync", "ftruncate", "rename", "mkdir", "unlink")
MARKS = (b"(INJECTED)", b"killed by SIGKILL")
"""What strace writes down when the fault was met."""
FAULTS = ("signal=KILL", "error=ENOSPC", "error=EIO")


def live(root: Path, told: Path) -> None:
    """Child: our workload; each acknowledged view is a line in `told`."""
    descriptor = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    life = Life(root, lambda view: _tell(descriptor, view))
    try:
        life.run()
    except ReadinessError:
        sys.exit(3)


def live_as_stock(root: Path, told: Path) -> None:
    """Child: inserts and shrinking edits in stock TinyDB."""
    descriptor = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    root.mkdir()
    database = TinyDB(root / "db.json")
    for number in range(1, 5):
        database.insert({"id": f"E{number}", "title": "long " * 50})
        _tell(descriptor, {one["id"]: one["title"] for one in database})
    for number in (1, 2):
        database.update({"title": "short"}, doc_ids=[number])
        _tell(descriptor, {one["id"]: one["title"] for one in database})
    database.remove(doc_ids=[3])
    _tell(descriptor, {one["id"]: one["title"] for one in database})


def _tell(descriptor: int, view: View) -> None:
    os.write(descriptor, json.dumps(view, sort_keys=True).encode() + b"\n")


def fault_in(root: Path, views: list[View], told: int) -> str:
    """What is wrong with a workspace after a fault; empty for nothing."""
    try:
        reading = read_workspace(root)
    except ReadinessError as error:
        return error.title if told or has_traces(root) else ""
    if reading.damage:
        return reading.damage
    documents = [one for table in reading.state.tables.values() for one in table.values()]
    view = {one["id"]: one.get("title") or one.get("note", "") for one in documents}
    return "" if view in views[max(told - 1, 0) : told + 1] else "lost or half-done"


def fault_in_stock(root: Path, views: list[View], told: int) -> str:
    """The same for stock TinyDB."""
    try:
        view = {one["id"]: one["title"] for one in TinyDB(root / "db.json")} if root.exists() else {}
    except ValueError:
        return "unreadable"
    allowed = [{}, *views]
    return "" if view in allowed[told : told + 2] else "lost or half-done"


def run(place: Path, mode: str, inject: str = "") -> tuple[list[View], bool]:
    """One life in a child process, with a fault to be met: the views acknowledged, and whether it was met."""
    root, told, trace = place / "area", place / "told", place / "trace"
    shutil.rmtree(root, ignore_errors=True)
    told.unlink(missing_ok=True)
    command = [sys.executable, __file__, mode, str(root), str(told)]
    if inject:
        calls = inject.partition(":")[0]
        command = [
            "strace",
            "-f",
            "-qq",
            "-o",
            str(trace),
            "-e",
            f"trace={calls}",
            "-e",
            f"inject={inject}",
            *command,
        ]
    subprocess.run(command, check=False, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    lines = told.read_bytes().split(b"\n")[:-1] if told.exists() else []
    was_met = bool(inject) and any(mark in trace.read_bytes() for mark in MARKS)
    return [json.loads(line) for line in lines], was_met


def main(mode: str, examine: Callable[[Path, list[View], int], str], *, stride: int = 1) -> int:
    """Try every call, or every so many, with every fault until a life ends without having met it.

    Returns the number of bad points.
    """
    bad_points = 0
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        views, _ = run(place, mode)
        for fault in FAULTS:
            points, bad = 0, []
            for call in CALLS:
                for number in range(1, 1000, stride):
                    told, was_met = run(place, mode, f"{call}:{fault}:when={number}")
                    if not was_met:
                        break
                    points += 1
                    what = examine(place / "area", views, len(told))
                    if what:
                        bad.append(f"{call} {number}: {what}")
            bad_points += len(bad)
            print(f"{fault}: {points} points, {len(bad)} bad", *bad[:5], sep="\n  ", flush=True)
    return bad_points


if __name__ == "__main__":
    if sys.argv[1:2] == ["--live"]:
        live(Path(sys.argv[2]), Path(sys.argv[3]))
    elif sys.argv[1:2] == ["--live-stock"]:
        live_as_stock(Path(sys.argv[2]), Path(sys.argv[3]))
    elif sys.argv[1:] == ["--stock"]:
        sys.exit(int(main("--live-stock", fault_in_stock) == 0))
    else:
        every = int(sys.argv[2]) if sys.argv[1:2] == ["--every"] else 1
        sys.exit(int(main("--live", fault_in, stride=every) > 0))
