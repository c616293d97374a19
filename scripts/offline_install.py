"""Install the program from the folder this file lies in: no network, no administrator's rights.

    python install.py               install this folder's version, and use it
    python install.py --list        the versions installed, the one in use marked
    python install.py --use 0.1.0   go back (or forward) to another installed version

Each version has an environment of its own below the user's own folder; a small starter points to the one in
use. So an upgrade takes nothing away, and going back is pointing to the other. Workspaces are not touched.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
WINDOWS = os.name == "nt"
_WHEEL = re.compile(r"area_send_readiness-([^-]+)-py3-none-any\.whl")


class InstallError(Exception):
    """Why it was not installed, and what to do."""


def home() -> Path:
    """The folder below which everything is put: the user's own, so that no special rights are needed."""
    if WINDOWS:
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "Programs" / "area-send-readiness"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "area-send-readiness"


def version_in(folder: Path) -> str:
    """The version of the program whose wheel lies in a folder of this kind.

    Raises:
        InstallError: There is none, or more than one.
    """
    found = [
        match[1] for wheel in (folder / "wheels").glob("*.whl") if (match := _WHEEL.fullmatch(wheel.name))
    ]
    if len(found) != 1:
        raise InstallError(
            f"{folder / 'wheels'} holds {len(found)} versions of the program.\nCopy the folder again."
        )
    return found[0]


def check_sums(folder: Path) -> None:
    """Compare every wheel with its checksum.

    Raises:
        InstallError: One is missing, changed or not on the list.
    """
    try:
        lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    listed = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    there = {f"wheels/{wheel.name}": wheel for wheel in (folder / "wheels").glob("*.whl")}
    wrong = sorted(listed.keys() ^ there.keys())
    wrong += [
        name
        for name in sorted(listed.keys() & there.keys())
        if hashlib.sha256(there[name].read_bytes()).hexdigest() != listed[name]
    ]
    if wrong or not listed:
        raise InstallError(
            f"Not as they were made: {', '.join(wrong) or 'SHA256SUMS'}.\nCopy the folder again."
        )


def extras_in(folder: Path) -> list[str]:
    """What the folder holds beside what everybody needs: what the screens in a browser need, for instance."""
    try:
        words = (folder / "EXTRAS").read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return []
    return sorted({word for word in words if word.isalnum()})


def python_of(environment: Path) -> Path:
    """The interpreter of an environment."""
    return environment / "Scripts" / "python.exe" if WINDOWS else environment / "bin" / "python"


def installed(root: Path) -> list[str]:
    """The versions whose installation was finished."""
    return sorted(mark.parent.name for mark in (root / "versions").glob("*/installed"))


def in_use(root: Path) -> str:
    """The version the starter points to; empty when there is none."""
    try:
        return (root / "in-use").read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def use(root: Path, version: str) -> Path:
    """Point the starter to an installed version, and return the starter.

    Raises:
        InstallError: That version is not installed.
    """
    if version not in installed(root):
        raise InstallError(
            f"Version {version} is not installed.\nInstalled: {', '.join(installed(root)) or 'none'}."
        )
    python = python_of(root / "versions" / version)
    starter = root / ("readiness.cmd" if WINDOWS else "readiness")
    text = (
        f'@"{python}" -m readiness %*\r\n' if WINDOWS else f'#!/bin/sh\nexec "{python}" -m readiness "$@"\n'
    )
    for path, content in ((starter, text), (root / "in-use", version + "\n")):
        fresh = path.with_name(path.name + ".new")
        fresh.write_bytes(content.encode())
        fresh.chmod(0o755)
        fresh.replace(path)
    return starter


def install(folder: Path, root: Path) -> str:
    """Install the version in a folder of wheels beside those that are there; returns it.

    Raises:
        InstallError: The folder is damaged, or Python or pip failed.
    """
    version = version_in(folder)
    check_sums(folder)
    environment, extras = root / "versions" / version, extras_in(folder)
    mark = environment / "installed"
    if version in installed(root):
        if set(extras) <= set(mark.read_text(encoding="utf-8").split()[1:]):
            return version
    elif environment.exists():  # an installation that was broken off
        shutil.rmtree(environment)
    environment.parent.mkdir(parents=True, exist_ok=True)
    pip = [str(python_of(environment)), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    offline = ["--no-index", "--find-links", str(folder / "wheels"), _named(version, extras)]
    for command in (
        *([] if environment.exists() else [[sys.executable, "-m", "venv", str(environment)]]),
        [*pip, *offline],
        [str(python_of(environment)), "-m", "readiness", "--version"],
    ):
        if subprocess.run(command, check=False, env={**os.environ, "PIP_CONFIG_FILE": os.devnull}).returncode:
            raise InstallError(
                f"This did not work: {' '.join(command)}\nIts words stand above. What was there is as it was."
            )
    mark.write_text(" ".join([version, *extras]), encoding="utf-8")
    return version


def _named(version: str, extras: list[str]) -> str:
    """The program as pip is asked for it."""
    more = f"[{','.join(extras)}]" if extras else ""
    return f"area-send-readiness{more}=={version}"


def main(arguments: list[str]) -> int:
    """Do what was asked for, and say where the program is."""
    root = home()
    if arguments == ["--list"]:
        for version in installed(root):
            print(version + ("  (in use)" if version == in_use(root) else ""))
        return 0
    if arguments and (arguments[0] != "--use" or len(arguments) != 2):  # noqa: PLR2004 - an option and its value
        print(__doc__)
        return 2
    before = in_use(root)
    version = arguments[1] if arguments else install(HERE, root)
    starter = use(root, version)
    print(f"Version {version} is in use. Start it with: {starter}")
    if before not in ("", version):
        print(f"Version {before} is still there. To go back to it: install.py --use {before}")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except InstallError as error:
        print(error, file=sys.stderr)
        sys.exit(1)
    except OSError as error:
        print(
            f"{error.strerror}: {error.filename}\nMay you write there, and is there room on the disk?",
            file=sys.stderr,
        )
        sys.exit(1)
