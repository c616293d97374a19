"""The definition a workspace is written under: a copy of its own, known by a fingerprint.

Each copy is a file of its own that is never written again, so that taking back a change of definition finds
the one that was in force before. What a workspace changes itself (its overlay) lies on top and is not in it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from readiness.base import disk
from readiness.base.disk import whole_file
from readiness.base.errors import RefusedError
from readiness.base.problems import Problem, Where
from readiness.base.text import visible
from readiness.definitions import files
from readiness.definitions.at_hand import (
    ORIGIN_WORDS,
    AtHand,
    Origin,
    as_sentence,
    at_hand,
    folder_of,
    misnamed,
    with_faults,
)
from readiness.model.definition.framework import Framework

FOLDER = "frameworks/pinned"
"""Where in a workspace its copies are, by id and fingerprint; backups hold it."""

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
    """The one of those beside that somebody should decide about, with the workspace's own changes."""
    notice: str = ""
    """What to say on opening while another one waits."""
    beside: tuple[AtHand, ...] = ()
    """Every local or shipped definition of the same id without errors that says something else."""

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

    One with errors is in force only where there is no other of its id: nobody decided that what its author
    got wrong should go.

    Args:
        root: Folder of the workspace.
        framework_id: Id of the definition, as the area's record names it.
        mark: Fingerprint of the pinned copy; empty when nothing is pinned yet.

    Raises:
        RefusedError: There is no such definition, or none that can be read.
    """
    problems: list[Problem] = []
    known = at_hand(root, framework_id, problems)
    base, origin = _pinned(root, framework_id, mark, known, problems) if mark else None, _PINNED
    if base is None:
        usable = sorted(known, key=lambda one: not one.is_sound)
        if not usable:
            raise unknown_definition(root, framework_id, problems)
        base, origin = usable[0].framework, usable[0].origin
    problems += misnamed(root)
    for one in known:
        is_used = one.framework is base
        if not one.is_sound:
            then = _LEFT_OUT if is_used else f", so it is not used; in force is {ORIGIN_WORDS[origin]}"
            problems.append(with_faults(one, then))
        problems += one.problems if is_used or not one.is_sound else ()
    beside = tuple(one for one in known if one.is_sound and fingerprint(one.framework) != fingerprint(base))
    sound = [one.origin for one in known if one.is_sound]
    waits = next((one for one in beside if one.origin == sound[0] or origin == "local"), None)
    notice = _differs(base, origin, waits) if waits is not None else None
    problems += [notice] if notice is not None else []
    framework = with_overlay(root, base, problems)
    waiting = with_overlay(root, waits.framework, []) if waits is not None else None
    return InForce(
        framework, base, origin, tuple(problems), waiting, str(notice) if notice is not None else "", beside
    )


_PINNED: Origin = "pinned"

_LEFT_OUT = ": what they touch is left out, the rest is in force"


def _pinned(
    root: Path, framework_id: str, mark: str, known: Sequence[AtHand], problems: list[Problem]
) -> Framework | None:
    """The pinned copy, or the definition at hand that says the same; a lost copy is told of."""
    same = [one for one in known if one.is_sound and fingerprint(one.framework) == mark]
    if same and same[0] is known[0]:
        return same[0].framework  # nothing else is at hand, so there is no need to read the copy
    copy = _copy(root, framework_id, mark, problems)
    return same[0].framework if copy is None and same else copy


def _copy(root: Path, framework_id: str, mark: str, problems: list[Problem]) -> Framework | None:
    path = copy_path(root, framework_id, mark)
    where = Where(file=f"{FOLDER}/{path.name}")
    hint = "Restore it from a backup; until then the definition at hand is used, which may read otherwise."
    try:
        framework = Framework.model_validate_json(whole_file(path))
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


def with_overlay(root: Path, framework: Framework, problems: list[Problem]) -> Framework:
    """The definition with the workspace's own changes; `problems` takes those that cannot be made."""
    folder = folder_of(root)
    if not files.yaml_files(folder):
        return framework
    from readiness.definitions.overlay import apply_overlay

    return apply_overlay(framework, folder, problems)


def _differs(base: Framework, origin: Origin, other: AtHand) -> Problem:
    now, then = (visible(one.edition or one.version) for one in (other.framework, base))
    what = (
        f"{as_sentence(ORIGIN_WORDS[other.origin])} ({now}) says something else than "
        f"{ORIGIN_WORDS[origin]} ({then}), {'still ' if origin == 'pinned' else ''}in force."
    )
    hint = "See 'readiness frameworks differences'; take it over with 'readiness frameworks move'."
    return Problem("warning", Where(file="frameworks"), what, hint)


def unknown_definition(root: Path, framework_id: str, problems: Sequence[Problem]) -> RefusedError:
    """That there is no definition of an id, or none that can be read."""
    problems = [*misnamed(root, framework_id), *problems]
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
