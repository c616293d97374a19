"""The folder of wheels: what goes into it, what is lacking for the other computer, and installing from it."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from scripts import offline_install
from scripts.offline_bundle import (
    BundleError,
    Plan,
    applying,
    extras_offered,
    make,
    missing,
    pythons,
    requirements,
    sums,
)
from scripts.offline_install import InstallError, check_sums, in_use, install, installed, use, version_in


def wheel(folder: Path, name: str, version: str, *needs: str) -> Path:
    """A wheel that holds only what it is and needs."""
    path = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        lines = [f"Name: {name}", f"Version: {version}", *(f"Requires-Dist: {one}" for one in needs)]
        archive.writestr(f"{name}-{version}.dist-info/METADATA", "\n".join(lines))
    return path


@pytest.mark.parametrize("python", pythons())
@pytest.mark.parametrize("system", ["windows", "linux", "macos"])
def test_the_plan_is_for_the_other_computer(system: str, python: str, tmp_path: Path) -> None:
    """Asked for are ready-made wheels of that system and that Python, and nothing else."""
    plan = Plan(tmp_path, system, python)
    command = plan.fetch(["rich>=14"])
    assert "--only-binary=:all:" in command
    assert command[command.index("--python-version") + 1] == python
    assert any(
        word.startswith({"windows": "win", "linux": "many", "macos": "mac"}[system]) for word in command
    )
    assert command[-1] == "rich>=14"
    assert [*plan.starters()] == (["install.cmd"] if system == "windows" else [])
    assert "--no-deps" in plan.build()


def test_what_only_windows_needs_is_for_windows_only(tmp_path: Path) -> None:
    """The time zones come with a bundle for Windows, whatever computer makes it."""
    wanted = {
        system: {one.name for one in applying(requirements(), Plan(tmp_path, system, "3.12").environment())}
        for system in ("windows", "linux")
    }
    assert wanted["windows"] - wanted["linux"] == {"tzdata"}
    assert len(wanted["linux"]) > 15


def test_a_library_of_a_library_that_pip_left_out_is_noticed(tmp_path: Path) -> None:
    """What a wheel needs on the other computer counts, extras where they are asked for; versions must fit."""
    environment = Plan(tmp_path, "windows", "3.12").environment()
    wheel(tmp_path, "click", "8.1", "colorama>=0.4; sys_platform == 'win32'", "docs; extra == 'doc'")
    wheel(tmp_path, "fancy", "1.0", "nice; extra == 'more'", "old<2")
    wheel(tmp_path, "old", "3.0")

    assert missing(tmp_path, ["click", "fancy[more]"], environment) == ["colorama>=0.4", "nice", "old<2"]
    assert missing(tmp_path, ["click"], Plan(tmp_path, "linux", "3.12").environment()) == []


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    """Nothing is mixed into a folder that holds other files."""
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(BundleError, match="not empty"):
        make(Plan(tmp_path, "windows", "3.12"))
    assert [one.name for one in tmp_path.iterdir()] == ["letter.txt"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as the bundle makes it, of one version."""
    return bundle(tmp_path / "bundle", "0.1.0")


def bundle(place: Path, version: str) -> Path:
    """A folder with the program's wheel, a library and their checksums."""
    (place / "wheels").mkdir(parents=True)
    wheel(place / "wheels", "area_send_readiness", version)
    wheel(place / "wheels", "rich", "14.2")
    (place / "SHA256SUMS").write_text(sums(place), encoding="utf-8")
    return place


def damage(folder: Path, what: str) -> None:
    """Harm a folder in one way."""
    wheels = folder / "wheels"
    if what == "changed":
        with (wheels / "rich-14.2-py3-none-any.whl").open("ab") as stream:
            stream.write(b"x")
    elif what == "missing":
        (wheels / "rich-14.2-py3-none-any.whl").unlink()
    elif what == "added":
        wheel(wheels, "stranger", "1.0")
    else:
        (folder / "SHA256SUMS").unlink()


@pytest.mark.parametrize("what", ["changed", "missing", "added", "no list"])
def test_a_damaged_folder_is_not_installed(folder: Path, what: str, tmp_path: Path) -> None:
    """A wheel that is changed, gone or not on the list stops it before anything is made."""
    check_sums(folder)
    damage(folder, what)
    with pytest.raises(InstallError, match="Copy the folder again"):
        install(folder, tmp_path / "home")
    assert not (tmp_path / "home").exists()


def test_two_programs_in_a_folder_are_not_guessed_between(folder: Path) -> None:
    """A folder holds one version."""
    assert version_in(folder) == "0.1.0"
    wheel(folder / "wheels", "area_send_readiness", "0.2.0")
    with pytest.raises(InstallError, match="2 versions"):
        version_in(folder)


def test_an_upgrade_and_the_way_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Versions stand side by side, pip is told to use no network, and the starter follows what is in use."""
    commands = _commands_kept(monkeypatch)
    root = tmp_path / "home"
    for version in ("0.1.0", "0.2.0"):
        starter = use(root, install(bundle(tmp_path / version, version), root))
    assert installed(root) == ["0.1.0", "0.2.0"]
    assert in_use(root) == "0.2.0"
    assert str(root / "versions" / "0.2.0") in starter.read_text(encoding="utf-8")
    assert all("--no-index" in one for one in commands if "pip" in one)
    assert sum("pip" in one for one in commands) == 2

    use(root, "0.1.0")
    assert in_use(root) == "0.1.0"
    assert str(root / "versions" / "0.1.0") in starter.read_text(encoding="utf-8")
    with pytest.raises(InstallError, match=r"Installed: 0\.1\.0, 0\.2\.0"):
        use(root, "0.3.0")


def test_an_extra_is_asked_for_and_comes_later_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the screens in a browser need: with the version, or put to it from a second folder."""
    environment = Plan(tmp_path, "linux", "3.12").environment()
    plain = {one.name for one in applying(requirements(), environment)}
    assert {one.name for one in applying(requirements(["serve"]), environment)} - plain == {"aiohttp"}
    assert "serve" in extras_offered()
    assert not {"dev", "test"} & set(extras_offered())
    commands = _commands_kept(monkeypatch)
    root = tmp_path / "home"
    first, second = bundle(tmp_path / "first", "0.1.0"), bundle(tmp_path / "second", "0.1.0")
    (second / "EXTRAS").write_text("serve\n", encoding="ascii")
    for folder in (first, second, second, first):
        install(folder, root)
    asked = [one[-1] for one in commands if "pip" in one]
    assert asked == ["area-send-readiness==0.1.0", "area-send-readiness[serve]==0.1.0"]
    assert installed(root) == ["0.1.0"]


def test_an_installation_broken_off_is_done_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What has no mark of being finished is not offered, and is made anew."""
    root = tmp_path / "home"
    half = root / "versions" / "0.1.0"
    half.mkdir(parents=True)
    (half / "half").write_text("", encoding="utf-8")
    assert installed(root) == []

    commands = _commands_kept(monkeypatch)
    install(folder, root)
    assert not (half / "half").exists()
    assert commands
    commands.clear()
    install(folder, root)
    assert commands == []


def test_a_failure_changes_nothing(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When pip fails, that version is not there, and the one in use stays in use."""
    root = tmp_path / "home"
    _commands_kept(monkeypatch)
    use(root, install(bundle(tmp_path / "old", "0.0.9"), root))
    _commands_kept(monkeypatch, code=1)
    with pytest.raises(InstallError, match="as it was"):
        install(folder, root)
    assert (installed(root), in_use(root)) == (["0.0.9"], "0.0.9")


def _commands_kept(monkeypatch: pytest.MonkeyPatch, *, code: int = 0) -> list[list[str]]:
    """Keep the commands instead of running them; an environment is an empty folder."""
    commands: list[list[str]] = []

    def run(command: list[str], **_: Any) -> subprocess.CompletedProcess[bytes]:
        commands.append(command)
        if "venv" in command:
            Path(command[-1]).mkdir(parents=True)
        return subprocess.CompletedProcess(command, code)

    monkeypatch.setattr(subprocess, "run", run)
    return commands


def test_the_installer_needs_python_alone() -> None:
    """It is run before anything is installed, and says what it can do."""
    command = [sys.executable, "-I", "-S", str(Path(offline_install.__file__)), "--help"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "--use 0.1.0" in done.stdout
