"""The definitions at hand in a workspace: those of its own folder, and those that came with the program."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from readiness.base.disk import whole_file
from readiness.base.problems import Problem, Where
from readiness.base.text import counted, visible
from readiness.definitions import files, loading
from readiness.model.definition.framework import Framework

Origin = Literal["pinned", "local", "shipped"]

ORIGIN_WORDS: dict[Origin, str] = {
    "pinned": "the copy this workspace is written under",
    "local": "the definition in this workspace's frameworks folder",
    "shipped": "the definition that came with the program",
}

_TOP_KEY = re.compile(
    rb"""^(id|framework):[ \t]*["']?([A-Za-z0-9._-]+)["']?[ \t]*(?:#.*)?\r?$""", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class AtHand:
    """A definition that could be in force."""

    framework: Framework
    """Without its faulty parts, and without the workspace's own changes."""
    origin: Origin
    path: Path
    problems: tuple[Problem, ...]
    """Every fault of it."""

    @property
    def faults(self) -> int:
        """How many errors there are; a definition with any is not taken over."""
        return sum(one.severity == "error" for one in self.problems)

    @property
    def is_sound(self) -> bool:
        """Whether it says what its author wrote, nothing left out."""
        return not self.faults


def folder_of(root: Path) -> Path:
    """Where a workspace keeps definitions and changes of its own."""
    return root / "frameworks"


def at_hand(root: Path, framework_id: str, problems: list[Problem]) -> tuple[AtHand, ...]:
    """The workspace's own definition of an id, then the shipped one, each as far as it is there.

    Args:
        root: Folder of the workspace.
        framework_id: Id, which is the name of the file or folder too.
        problems: Takes what is wrong with one that cannot be read at all.
    """
    shipped = files.shipped_frameworks().get(framework_id)
    own = next((path for name, path in _paths(root) if name == framework_id), None)
    places: tuple[tuple[Path | None, Origin], ...] = ((own, "local"), (shipped, "shipped"))
    found: list[AtHand] = []
    for path, origin in places:
        if path is None:
            continue
        framework, faults = loading.load_framework(path)
        if framework is None:
            problems += [_unreadable(path, origin), *faults]
        elif framework.id == framework_id:
            found.append(AtHand(framework, origin, path, tuple(faults)))
    return tuple(found)


def own_ids(root: Path) -> tuple[str, ...]:
    """Ids of the definitions in a workspace's own folder, files of changes left out."""
    return tuple(name for name, path in _paths(root) if _says(path)[0] == "id")


def misnamed(root: Path, framework_id: str = "") -> tuple[Problem, ...]:
    """A problem for each definition in a workspace's own folder that is not called as its id.

    None of them is used, nor a file beside a folder of the same name. With an id: only those of that name.
    """
    found: list[Problem] = []
    names: set[str] = set()
    for name, path in _paths(root):
        key, said = _says(path)
        if key == "id" and framework_id in {"", name}:
            if said != name:
                found.append(_misnamed(path, said))
            elif name in names:
                found.append(_second(path))
        names.add(name)
    return tuple(found)


def _paths(root: Path) -> Iterator[tuple[str, Path]]:
    """Whatever may be a definition or a file of changes, by the name it has."""
    folder = folder_of(root)
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return
    for one in entries:
        if one.is_dir() and files.yaml_files(one):
            yield one.name, one
        elif one.suffix.lower() in files.SUFFIXES and one.is_file():
            yield one.stem, one


def _says(path: Path) -> tuple[str, str]:
    """``id`` or ``framework`` with what it says, as a definition or a file of changes; blank for neither.

    A line of its own tells most; where none does, the file is read as a whole.
    """
    for one in files.yaml_files(path) if path.is_dir() else [path]:
        try:
            found = _TOP_KEY.search(whole_file(one))
        except OSError:
            continue
        if found is not None:
            return found[1].decode(), found[2].decode()
    from readiness.definitions.tree import read_tree

    tree = read_tree(path, [])
    for key in ("framework", "id"):
        if tree is not None and isinstance(tree.root.get(key), str):
            return key, str(tree.root[key])
    return "", ""


def _misnamed(path: Path, framework_id: str) -> Problem:
    said = visible(framework_id[:60])
    what = f"It holds the definition `{said}`, not the one it is named after, so it is not used."
    hint = f"Call it {said}{path.suffix if path.is_file() else ''}, or correct its id."
    return Problem("error", Where(file=f"frameworks/{visible(path.name)}", field="id"), what, hint)


def with_faults(one: AtHand, then: str = "") -> Problem:
    """That a definition has errors, and what that comes to; the errors themselves are listed elsewhere."""
    what = f"{as_sentence(ORIGIN_WORDS[one.origin])} has {counted(one.faults, 'fault')}{then}."
    return Problem("error", Where(file=f"frameworks/{visible(one.path.name)}"), what, check_hint(one.path))


def _second(path: Path) -> Problem:
    what = "It is not used: there is a folder or a file of the same name, which is."
    return Problem("error", Where(file=f"frameworks/{visible(path.name)}"), what, "Move one of them away.")


def _unreadable(path: Path, origin: Origin) -> Problem:
    what = f"{as_sentence(ORIGIN_WORDS[origin])} cannot be read, so it is not used."
    return Problem("error", Where(file=f"frameworks/{visible(path.name)}"), what, check_hint(path))


def check_hint(path: Path) -> str:
    """How to see everything that is wrong with a definition."""
    return f"Run 'readiness frameworks check {visible(str(path))}' to see every fault, and correct them."


def as_sentence(words: str) -> str:
    """Words with a capital at their beginning."""
    return words[:1].upper() + words[1:]
