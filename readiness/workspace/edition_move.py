"""Taking a workspace from one definition to another: a proposal, then one change that undo takes back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base.errors import RefusedError, StorageError
from readiness.definitions import files, loading, pinned
from readiness.definitions.at_hand import ORIGIN_WORDS, AtHand, at_hand, check_hint, own_ids
from readiness.definitions.edition_account import Moved
from readiness.definitions.edition_records import move_records
from readiness.definitions.editions import Step, propose
from readiness.model.records.area import AREA_ID, Area
from readiness.model.records.changes import Change, Transaction, apply_changes, put
from readiness.workspace.safekeeping import back_up

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readiness.base.problems import Problem
    from readiness.model.definition.framework import Framework
    from readiness.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class EditionMove:
    """What moving a workspace would do; nothing is stored yet."""

    old: Framework
    """In force, with the workspace's own changes."""
    new: Framework
    """The one to take over, with the workspace's own changes to it."""
    base: Framework
    """The one to take over, without them."""
    plain: Framework
    """In force, without what was confirmed and corrected in records: what the words are compared with."""
    steps: tuple[Step, ...]
    moved: Moved
    origin: str = ""
    """Where the one to take over is, in words."""

    @property
    def is_placing(self) -> bool:
        """Whether it stays with the definition, and only gives a place to records that have none."""
        return self.old is self.new

    @property
    def account(self) -> str:
        """What becomes of the records; giving some a place archives none."""
        return self.moved.in_words("still without a place" if self.is_placing else "archived")


def proposed_move(ws: Workspace, name: str = "") -> EditionMove:
    """The move to another definition, as the words alone propose it.

    Args:
        ws: The workspace.
        name: Id of a definition of the workspace or the program, or the path of one; ``local`` or
            ``shipped`` for that of the id in force; empty for the first of these that says something else.

    Raises:
        RefusedError: There is no such definition, it has faults, or it is the one in force.
    """
    ws.need_definition()
    base, new, origin = _target(ws, name)
    in_force = ws.definition.base if ws.definition is not None else ws.framework
    if base.id == in_force.id and pinned.fingerprint(base) == pinned.fingerprint(in_force):
        raise RefusedError(
            "This definition is in force already.",
            f"{base.id}, {base.edition or base.version}",
            "Name another: 'readiness frameworks list' shows those there are.",
        )
    return with_steps(
        ws,
        EditionMove(ws.framework, new, base, ws.plain_framework, (), Moved(), origin),
        propose(ws.plain_framework, new),
    )


def offered(ws: Workspace) -> list[tuple[str, str, str]]:
    """Definitions to compare with, by the name to give: name, title, edition; first those of the same id."""
    if ws.definition is None:
        return []
    found: list[tuple[str, str, str]] = []
    for one in ws.definition.beside:
        edition = one.framework.edition or one.framework.version
        found.append((one.origin, one.framework.title, f"{edition}, {ORIGIN_WORDS[one.origin]}"))
    for framework_id in dict.fromkeys((*files.shipped_frameworks(), *own_ids(ws.root))):
        usable = [one for one in at_hand(ws.root, framework_id, []) if one.is_sound]
        if usable and framework_id != ws.framework.id:
            framework = usable[0].framework
            found.append((framework_id, framework.title, framework.edition or framework.version))
    return found


def with_steps(ws: Workspace, move: EditionMove, steps: tuple[Step, ...]) -> EditionMove:
    """The same move by another map."""
    return EditionMove(
        move.old,
        move.new,
        move.base,
        move.plain,
        steps,
        move_records(move.old, move.new, steps, ws.records),
        move.origin,
    )


def apply_move(ws: Workspace, move: EditionMove) -> Transaction:
    """Make the move, as one change; a backup is made before.

    Raises:
        RefusedError: Records were changed since the move was worked out, or the area has no record.
        StorageError: The backup or the copy of the definition cannot be written.
        StaleEditError: Somebody changed a record in the same moment; nothing is stored.
    """
    ws.refresh()
    fresh = with_steps(ws, move, move.steps)
    if AREA_ID not in ws.records.area:
        raise RefusedError("The workspace has no readable record of its area.", "", "Run 'readiness doctor'.")
    if fresh.moved != move.moved:
        raise RefusedError("Records were changed meanwhile.", "", "Look at the move again, then apply it.")
    back_up(ws.root, ws.clock, with_evidence=False)
    ws.pin()  # apart, so that undo of the move comes back to exactly this definition
    try:
        mark = pinned.keep_copy(ws.root, move.base)
    except OSError as error:
        raise StorageError(
            "The definition could not be kept with the workspace.",
            f"{ws.root}: {error.strerror}",
            "Make room or check who may write there; nothing was changed.",
        ) from error
    return ws.run(Transaction(_label(move), _changes(ws, move, mark)))


def _changes(ws: Workspace, move: EditionMove, mark: str) -> tuple[Change, ...]:
    moved = move_records(move.old, move.new, move.steps, ws.records)
    area = ws.records.area[AREA_ID]
    after = apply_changes(ws.records, moved.changes).area[AREA_ID]
    update = {"framework": move.base.id, "definition": mark}
    others = [change for change in moved.changes if change.table != Area.table]
    return (put(after.model_copy(update=update), area), *others)


def _label(move: EditionMove) -> str:
    old, new, moved = move.old, move.base, move.moved
    return (
        f"Move from {old.id} {old.version} to {new.id} {new.version}: {len(moved.kept)} records kept, "
        f"{len(moved.moved)} moved, {len(moved.archived)} archived"
    )


def _target(ws: Workspace, name: str) -> tuple[Framework, Framework, str]:
    """The definition to take over, without and with the workspace's own changes; where it is, in words."""
    beside = ws.definition.beside if ws.definition is not None else ()
    same_id = [one for one in beside if name in {"", one.origin}]
    if same_id:
        return _with_own(ws, same_id[0])
    path = Path(name)
    if path.suffix.lower() in files.SUFFIXES or (name and path.exists() and path.name != name):
        framework, problems = loading.load_framework(path)
        _need_sound(path, problems)
        if framework is None:
            raise pinned.unknown_definition(ws.root, name, problems)
        return framework, pinned.with_overlay(ws.root, framework, []), f"the file {path}"
    problems = []
    known = at_hand(ws.root, name or ws.framework.id, problems)
    sound = [one for one in known if one.is_sound]
    if known and not sound:
        _need_sound(known[0].path, known[0].problems)
    if not sound:
        raise pinned.unknown_definition(ws.root, name or ws.framework.id, problems)
    return _with_own(ws, sound[0])


def _with_own(ws: Workspace, one: AtHand) -> tuple[Framework, Framework, str]:
    return one.framework, pinned.with_overlay(ws.root, one.framework, []), ORIGIN_WORDS[one.origin]


def _need_sound(path: Path, problems: Sequence[Problem]) -> None:
    """Refuse a definition with errors: what they touch would be left out without anybody's decision."""
    errors = [one for one in problems if one.severity == "error"]
    if errors:
        raise RefusedError("This framework definition has errors.", str(errors[0]), check_hint(path))
