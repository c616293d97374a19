"""Make a folder that installs the program on a computer without a network and without administrator's rights.

    python3 scripts/offline_bundle.py --to FOLDER                    for Windows and the newest Python named
    python3 scripts/offline_bundle.py --to FOLDER --python 3.12 --system linux
    python3 scripts/offline_bundle.py --to FOLDER --extra serve      with what the screens in a browser need

The folder holds the program and every library as wheels, their checksums, `install.py`, and for Windows
`install.cmd`, which a double click starts. pip decides by the computer it runs on which libraries are needed;
so each wheel's own list is read afterwards for the computer it is meant for, and what is missing is fetched.
Run it with a Python that has pip, on a computer that reaches the package registry.
"""

from __future__ import annotations

import argparse
import email
import hashlib
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

# Of pip itself, so that this runs before anything is installed.
from pip._vendor.packaging.requirements import Requirement
from pip._vendor.packaging.utils import canonicalize_name, parse_wheel_filename

ROOT = Path(__file__).resolve().parents[1]
WHEELS = "wheels"
SUMS = "SHA256SUMS"
EXTRAS = "EXTRAS"
"""File that names what is in the folder beside what everybody needs, one name a line."""
PLATFORMS = {
    "windows": ("win_amd64",),
    "linux": ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"),
    "macos": ("macosx_11_0_arm64", "macosx_12_0_arm64", "macosx_14_0_arm64"),
}
_MARKERS = {
    "windows": {"platform_system": "Windows", "sys_platform": "win32", "os_name": "nt",
                "platform_machine": "AMD64"},
    "linux": {"platform_system": "Linux", "sys_platform": "linux", "os_name": "posix",
              "platform_machine": "x86_64"},
    "macos": {"platform_system": "Darwin", "sys_platform": "darwin", "os_name": "posix",
              "platform_machine": "arm64"},
}  # fmt: skip
_START = """\
@echo off
rem Installs Area SEND readiness for this user only: no network, no administrator's rights.
where py >nul 2>nul
if errorlevel 1 (
  echo Python {python} is not on this computer. Its installer from python.org, with "Install for me only",
  echo needs no administrator's rights. Then start this file again.
  pause
  exit /b 1
)
py -{python} "%~dp0install.py" %*
if errorlevel 1 echo It was not installed: the reason stands above.
pause
"""


class BundleError(Exception):
    """Why the folder could not be made, and what to do."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What goes into the folder, and how it is fetched."""

    folder: Path
    system: str
    """`windows`, `linux` or `macos`."""
    python: str
    """The version the other computer has, such as `3.12`."""
    extras: tuple[str, ...] = ()
    """What is asked for beside what everybody needs, such as `serve`."""

    @property
    def wheels(self) -> Path:
        """Where the wheels go."""
        return self.folder / WHEELS

    def build(self) -> list[str]:
        """The command that makes the program's own wheel."""
        pip = [sys.executable, "-m", "pip", "wheel", "-q", "--disable-pip-version-check"]
        return [*pip, "--no-deps", "-w", str(self.wheels), str(ROOT)]

    def fetch(self, wanted: Iterable[str]) -> list[str]:
        """The command that fetches libraries and what they need, as wheels for the other computer."""
        pip = [sys.executable, "-m", "pip", "download", "-q", "--disable-pip-version-check"]
        platforms = [word for name in PLATFORMS[self.system] for word in ("--platform", name)]
        version = ["--python-version", self.python, "--implementation", "cp"]
        places = ["-d", str(self.wheels), "--find-links", str(self.wheels)]
        return [*pip, "--only-binary=:all:", *platforms, *version, *places, *wanted]

    def environment(self) -> dict[str, str]:
        """The other computer, in the words that requirements use to say where they apply."""
        return {
            **_MARKERS[self.system],
            "python_version": self.python,
            "python_full_version": f"{self.python}.0",
            "implementation_name": "cpython",
            "platform_python_implementation": "CPython",
        }

    def starters(self) -> dict[str, str]:
        """Files beside `install.py` that start it, by name."""
        return {"install.cmd": _START.format(python=self.python)} if self.system == "windows" else {}


def pythons() -> list[str]:
    """The versions `pyproject.toml` names, oldest first."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = [line.rpartition(" ")[2] for line in project["classifiers"] if " 3." in line]
    return sorted(named, key=lambda version: [int(part) for part in version.split(".")])


def requirements(extras: Iterable[str] = ()) -> list[str]:
    """What the program itself and these extras need, as `pyproject.toml` says it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    more = [line for name in extras for line in project["optional-dependencies"][name]]
    return [*project["dependencies"], *more]


def extras_offered() -> list[str]:
    """What users can have beside what everybody needs; not what working on the program takes."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return sorted(set(project["optional-dependencies"]) - {"dev", "test"})


def applying(
    lines: Iterable[str], environment: Mapping[str, str], extras: Iterable[str] = ()
) -> Iterator[Requirement]:
    """The requirements that hold on the other computer, with the extras that were asked for."""
    for requirement in map(Requirement, lines):
        marker, asked = requirement.marker, tuple(extras) or ("",)
        if marker is None or any(marker.evaluate({**environment, "extra": extra}) for extra in asked):
            yield requirement


def _asked(requirement: Requirement) -> str:
    """A requirement without the mark of where it holds."""
    extras = f"[{','.join(sorted(requirement.extras))}]" if requirement.extras else ""
    return f"{requirement.name}{extras}{requirement.specifier}"


def missing(wheels: Path, start: Iterable[str], environment: Mapping[str, str]) -> list[str]:
    """What the other computer would still ask for: requirements that no wheel of the folder fulfils."""
    held = {}
    for wheel in wheels.glob("*.whl"):
        name, version, _, _ = parse_wheel_filename(wheel.name)
        held[name] = (version, wheel)
    lacking, seen = {}, set()
    queue = [*applying(start, environment)]
    while queue:
        requirement = queue.pop()
        name = canonicalize_name(requirement.name)
        if (name, *sorted(requirement.extras)) in seen:
            continue
        seen.add((name, *sorted(requirement.extras)))
        if name not in held or not requirement.specifier.contains(held[name][0], prereleases=True):
            lacking[name] = f"{requirement.name}{requirement.specifier}"
        else:
            queue += applying(_needs(held[name][1]), environment, requirement.extras)
    return sorted(lacking.values())


def _needs(wheel: Path) -> list[str]:
    """What a wheel says it needs."""
    with zipfile.ZipFile(wheel) as archive:
        [name] = [
            one for one in archive.namelist() if one.endswith(".dist-info/METADATA") and one.count("/") == 1
        ]
        return email.message_from_bytes(archive.read(name)).get_all("Requires-Dist", [])


def sums(folder: Path) -> str:
    """The checksums of all wheels, as `sha256sum -c` reads them."""
    return "".join(
        f"{hashlib.sha256(wheel.read_bytes()).hexdigest()}  {WHEELS}/{wheel.name}\n"
        for wheel in sorted((folder / WHEELS).glob("*.whl"))
    )


def make(plan: Plan) -> int:
    """Make the folder; how many wheels it holds.

    Raises:
        BundleError: It is not empty, pip failed, or a library has no wheel for that computer.
    """
    if plan.folder.exists() and any(plan.folder.iterdir()):
        raise BundleError(f"{plan.folder} is not empty. Name a new folder with --to.")
    plan.wheels.mkdir(parents=True)
    _pip(plan.build())
    needed = requirements(plan.extras)
    wanted = [_asked(one) for one in applying(needed, plan.environment())]
    while wanted:
        before = set(plan.wheels.iterdir())
        _pip(plan.fetch(wanted))
        wanted = missing(plan.wheels, needed, plan.environment())
        if wanted and before == set(plan.wheels.iterdir()):
            raise BundleError(f"No wheel for that computer: {', '.join(wanted)}.")
    (plan.folder / SUMS).write_text(sums(plan.folder), encoding="utf-8", newline="\n")
    (plan.folder / EXTRAS).write_text("".join(f"{one}\n" for one in plan.extras), encoding="ascii")
    shutil.copyfile(ROOT / "scripts" / "offline_install.py", plan.folder / "install.py")
    for name, text in plan.starters().items():
        (plan.folder / name).write_text(text, encoding="ascii", newline="\r\n")
    return len(list(plan.wheels.iterdir()))


def _pip(command: list[str]) -> None:
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise BundleError(
            "pip failed; its words stand above. This needs a network that reaches the package registry."
        )


def main(arguments: list[str]) -> int:
    """Read what was asked for, and make the folder."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--to", type=Path, required=True, metavar="FOLDER", help="a new folder")
    parser.add_argument("--system", choices=sorted(PLATFORMS), default="windows")
    parser.add_argument("--python", choices=pythons(), default=pythons()[-1], help="what that computer has")
    offered = extras_offered()
    parser.add_argument("--extra", choices=offered, action="append", default=[], help="may be repeated")
    asked = parser.parse_args(arguments)
    plan = Plan(asked.to.absolute(), asked.system, asked.python, tuple(sorted(set(asked.extra))))
    try:
        count = make(plan)
    except BundleError as error:
        print(error, file=sys.stderr)
        return 1
    start = "double-click install.cmd" if asked.system == "windows" else f"python{asked.python} install.py"
    print(f"{count} wheels are in {plan.wheels}. Carry the folder over; there: {start}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
