"""The definition a workspace is written under: a copy of its own, known by a fingerprint.

Each copy is a file of its own that is never written again, so that taking back a change of definition finds
the one that was in force before. What a workspace changes itself (its overlay) lies on top and is not in it.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from readiness.base import disk
from readiness.base.errors import RefusedError
from readiness.base.problems import Problem, Where
from readiness.base.text import visible
from readiness.definitions import files, loading
from readiness.model.definition.framework import Framework

FOLDER = "frameworks/pinned"
"""Where in a workspace its copies are, by id and fingerprint; backups hold it."""

Origin = Literal["pinned", "local", "shipped"]

ORIGIN_WORDS: dict[Origin, str] = {
    "pinned": "the copy this workspace is written under",
    "local": "the definition in this workspace's frameworks folder",
    "shipped": "the definition that came with the program",
}

_LENGTH = 16

_SAFE = re.compile(r"[^A-Za-z0-9._-]")


@dataclass(frozen=True, slots=True)
class InForce:
    """The definition a workspace works to, and the one that waits until somebody decides."""

    framework: Framework
    """With the workspace's own changes."""
    base: Framework
    """Without them: what is pinned."""
    origin: Origin
    problems: tuple[Problem, ...] = ()
    waiting: Framework | None = None
    """The local or shipped definition of the same id, with the workspace's own changes, where it differs."""
    notice: str = ""
    """What to say on opening while another one waits."""

    @property
    def words(self) -> str:
        """Which definition is in force, in a sentence."""
        edition = self.base.edition or self.base.version
        return f"In force: {self.base.id}, {edition} ({fingerprint(self.base)}), {ORIGIN_WORDS[self.origin]}."


def fingerprint(framework: Framework) -> str:
    """What tells one definition from another that says something else: 16 hexadecimal digits."""
    content = framework.model_dump_json(exclude_defaults=True).encode()
    return hashlib.sha256(content).hexdigest()[:_LENGTH]


def keep_copy(root: Path, framework: Framework) -> str:
    """Keep a copy of a definition in a workspace, once; returns its fingerprint.

    Raises:
        OSError: The disk would not.
    """
    mark = fingerprint(framework)
    path = copy_path(root, framework.id, mark)
    if not path.exists():
        disk.make_folder(path.parent)
        disk.write_atomically(path, framework.model_dump_json(exclude_defaults=True).encode())
    return mark


def copy_path(root: Path, framework_id: str, mark: str) -> Path:
    """The file of a copy; no character of the id leads out of the folder."""
    return root / FOLDER / f"{_SAFE.sub('_', framework_id)}-{_SAFE.sub('_', mark)}.json"


def in_force(root: Path, framework_id: str, mark: str = "") -> InForce:
    """The definition in force: the pinned copy; with nothing pinned a local definition, then the shipped one.

    Args:
        root: Folder of the workspace.
        framework_id: Id of the definition, as the area's record names it.
        mark: Fingerprint of the pinned copy; empty when nothing is pinned yet.

    Raises:
        RefusedError: There is no such definition, or none that can be read.
    """
    problems: list[Problem] = []
    available = _available(root, framework_id, problems)
    if not mark or (available is not None and fingerprint(available[0]) == mark):
        if available is None:
            raise _unknown(root, framework_id, problems)
        base, origin = available
        return InForce(
            _with_overlay(root, base, problems), base, "pinned" if mark else origin, tuple(problems)
        )

    pinned = _pinned(root, framework_id, mark, problems)
    if pinned is None and available is None:
        raise _unknown(root, framework_id, problems)
    if pinned is None or available is None:
        base, origin = (pinned, "pinned") if pinned is not None else available or _never()
        return InForce(_with_overlay(root, base, problems), base, origin, tuple(problems))
    notice = _differs(pinned, *available)
    problems.append(notice)
    waiting = _with_overlay(root, available[0], [])
    framework = _with_overlay(root, pinned, problems)
    return InForce(framework, pinned, "pinned", tuple(problems), waiting, str(notice))


def _never() -> tuple[Framework, Origin]:
    raise AssertionError("one of the two is there")


def _available(root: Path, framework_id: str, problems: list[Problem]) -> tuple[Framework, Origin] | None:
    """The definition of the workspace's own folder, else the shipped one, each only under its own name."""
    folder = root / "frameworks"
    own = next(
        (one for one in (folder / framework_id, folder / f"{framework_id}.yaml") if one.exists()), None
    )
    shipped = files.shipped_frameworks().get(framework_id)
    places: tuple[tuple[Path | None, Origin], ...] = ((own, "local"), (shipped, "shipped"))
    for path, origin in places:
        if path is None:
            continue
        framework, found = loading.load_framework(path)
        if framework is None:
            problems += found
        elif framework.id != framework_id:
            problems.append(_misnamed(path, framework.id))
        else:
            problems += found
            return framework, origin
    return None


def _pinned(root: Path, framework_id: str, mark: str, problems: list[Problem]) -> Framework | None:
    path = copy_path(root, framework_id, mark)
    where = Where(file=f"{FOLDER}/{path.name}")
    hint = "Restore it from a backup; until then the definition at hand is used, which may read otherwise."
    try:
        framework = Framework.model_validate_json(path.read_bytes())
    except OSError:
        what = "The copy of the definition that this workspace is written under is missing."
        problems.append(Problem("error", where, what, hint))
        return None
    except ValidationError:
        what = "The copy of the definition that this workspace is written under cannot be read."
        problems.append(Problem("error", where, what, hint))
        return None
    if framework.id != framework_id or fingerprint(framework) != mark:
        what = "The copy of the definition that this workspace is written under was altered."
        problems.append(Problem("error", where, what, hint))
        return None
    return framework


def _with_overlay(root: Path, framework: Framework, problems: list[Problem]) -> Framework:
    folder = root / "frameworks"
    if not files.yaml_files(folder):
        return framework
    from readiness.definitions.overlay import apply_overlay

    return apply_overlay(framework, folder, problems)


def _differs(pinned: Framework, available: Framework, origin: Origin) -> Problem:
    now = available.edition or available.version
    what = (
        f"{visible(ORIGIN_WORDS[origin]).capitalize()} ({visible(now)}) says something else than the copy "
        f"this workspace is written under ({visible(pinned.edition or pinned.version)}), still in force."
    )
    hint = "See 'readiness frameworks differences'; take it over with 'readiness frameworks move'."
    return Problem("warning", Where(file="frameworks"), what, hint)


def _misnamed(path: Path, framework_id: str) -> Problem:
    what = f"It holds the definition `{visible(framework_id[:60])}`, not the one it is named after; not used."
    hint = f"Call it {visible(framework_id[:60])}{path.suffix}, or correct its id."
    return Problem("error", Where(file=f"frameworks/{visible(path.name)}", field="id"), what, hint)


def _unknown(root: Path, framework_id: str, problems: list[Problem]) -> RefusedError:
    if problems:
        return RefusedError(
            f"The framework '{visible(framework_id)}' cannot be read.",
            str(problems[0]),
            f"Run 'readiness frameworks check {root / 'frameworks'}' to see every fault.",
        )
    return RefusedError(
        f"The framework '{visible(framework_id)}' is not known.",
        str(root / "frameworks"),
        "Put its YAML file into the workspace's frameworks folder, then open again.",
    )
