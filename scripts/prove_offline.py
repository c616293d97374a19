"""Prove that a folder of wheels installs, upgrades and goes back without a network, with two versions.

    python -m scripts.prove_offline

Makes a folder for this computer (which needs the package registry), and a second one of a made-up version.
Then, on Linux in a namespace without a network, it installs the first, makes a workspace, installs the second
over it, goes back, and opens the same workspace with each. Exits 1 when a step fails.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from scripts.offline_bundle import ROOT, WHEELS, Plan, make, sums

NEXT = "999.0.0"
_SYSTEMS = {"Windows": "windows", "Linux": "linux", "Darwin": "macos"}
_SOURCES = ("pyproject.toml", "README.md", "LICENSE", "readiness", "frameworks", "evidence")


def next_version(first: Path, second: Path, work: Path) -> None:
    """Make a folder like the first one, of the same program with a higher version."""
    source = work / "source"
    source.mkdir()
    for name in _SOURCES:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile
        copy(ROOT / name, source / name)
    face = source / "readiness" / "__init__.py"
    old = next(line for line in face.read_text("utf-8").splitlines() if line.startswith("__version__"))
    face.write_text(face.read_text("utf-8").replace(old, f'__version__ = "{NEXT}"'), encoding="utf-8")
    shutil.copytree(first, second)
    for wheel in (second / WHEELS).glob("area_send_readiness-*.whl"):
        wheel.unlink()
    pip = [sys.executable, "-m", "pip", "wheel", "-q", "--disable-pip-version-check", "--no-deps"]
    subprocess.run([*pip, "-w", str(second / WHEELS), str(source)], check=True)
    (second / "SHA256SUMS").write_text(sums(second), encoding="utf-8", newline="\n")


def without_network() -> list[str]:
    """What to put before a command so that it reaches no network; empty where that cannot be had."""
    cut = ["unshare", "--net"]
    if (
        shutil.which(cut[0])
        and subprocess.run([*cut, "true"], check=False, capture_output=True).returncode == 0
    ):
        return cut
    print("The network cannot be cut off here: pip is only told to use none.")
    return []


def prove(work: Path) -> list[str]:
    """Go through all of it; what was not as it should be."""
    first, second = work / "first", work / "second"
    make(Plan(first, _SYSTEMS[platform.system()], f"{sys.version_info[0]}.{sys.version_info[1]}"))
    next_version(first, second, work)
    cut, area = without_network(), str(work / "area")
    environment = {**os.environ, "LOCALAPPDATA": str(work / "home"), "XDG_DATA_HOME": str(work / "home")}
    environment.pop("PYTHONPATH", None)

    def run(*command: str | Path) -> str:
        done = subprocess.run(
            [*cut, *map(str, command)], capture_output=True, text=True, check=False, env=environment, cwd=work
        )
        return done.stdout if done.returncode == 0 else f"FAILED: {done.stdout}{done.stderr}"

    told = run(sys.executable, first / "install.py")
    print(told)
    starter = told.strip().rpartition(": ")[2]
    version = run(starter, "--version").split()[-1]
    steps = [
        ("the first version starts", version != NEXT, True),
        ("a workspace is made", "FAILED" not in run(starter, "init", area, "--area", "Penmarsh"), True),
        (
            "the next version installs",
            f"Version {NEXT} is in use" in run(sys.executable, second / "install.py"),
            True,
        ),
        ("it is the one that starts", run(starter, "--version").split()[-1], NEXT),
        ("it opens the workspace", area_of(run(starter, "-w", area, "status", "--json")), "Penmarsh"),
        ("going back", "is in use" in run(sys.executable, second / "install.py", "--use", version), True),
        ("the first version starts again", run(starter, "--version").split()[-1], version),
        ("and opens the workspace", area_of(run(starter, "-w", area, "status", "--json")), "Penmarsh"),
    ]
    for title, got, wanted in steps:
        print(f"{'yes' if got == wanted else 'NO '}  {title}")
    return [title for title, got, wanted in steps if got != wanted]


def area_of(printed: str) -> str:
    """The area that `status --json` names; what was printed when it is something else."""
    try:
        return str(json.loads(printed)["area"])
    except (ValueError, KeyError, TypeError):
        return printed


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(1 if prove(Path(folder)) else 0)
