"""Taking a workspace from one definition to another: a proposal, then one change that undo takes back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base.errors import RefusedError, StorageError
from readiness.definitions import files, loading, pinned
from readiness.definitions.edition_account import Moved
from readiness.definitions.edition_records import move_records
from readiness.definitions.editions import Step, propose
from readiness.model.records.area import AREA_ID, Area
from readiness.model.records.changes import Change, Transaction, apply_changes, put
from readiness.workspace.safekeeping import back_up

if TYPE_CHECKING:
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
        name: Id of a definition of the workspace or the program, or the path of one; empty for the
            definition at hand that has the id of the one in force.

    Raises:
        RefusedError: There is no such definition, it has faults, or it is the one in force.
    """
    base, new = _target(ws, name or ws.framework.id)
    in_force = ws.definition.base if ws.definition is not None else ws.framework
    if base.id == in_force.id and pinned.fingerprint(base) == pinned.fingerprint(in_force):
        raise RefusedError(
            "This definition is in force already.",
            f"{base.id}, {base.edition or base.version}",
            "Name another: 'readiness frameworks list' shows those there are.",
        )
    return with_steps(
        ws,
        EditionMove(ws.framework, new, base, ws.plain_framework, (), Moved()),
        propose(ws.plain_framework, new),
    )


def offered(ws: Workspace) -> list[tuple[str, str, str]]:
    """Definitions to compare with: id, title, edition; first that of the same id, when it differs."""
    held = ws.definition
    found: list[tuple[str, str, str]] = []
    if held is not None and held.waiting is not None:
        waiting = held.waiting
        found.append((waiting.id, waiting.title, f"{waiting.edition or waiting.version}, not taken over yet"))
    own = {path.stem for path in (ws.root / "frameworks").glob("*.yaml")} if held is not None else set()
    for framework_id in (*files.shipped_frameworks(), *sorted(own)):
        if framework_id == ws.framework.id or any(framework_id == one for one, _, _ in found):
            continue
        framework = _readable(ws, framework_id)
        if framework is not None:
            found.append((framework_id, framework.title, framework.edition or framework.version))
    return found


def _readable(ws: Workspace, framework_id: str) -> Framework | None:
    """A definition at hand; None for a file of changes or one that cannot be read."""
    try:
        return pinned.in_force(ws.root, framework_id).base
    except RefusedError:
        return None


def with_steps(ws: Workspace, move: EditionMove, steps: tuple[Step, ...]) -> EditionMove:
    """The same move by another map."""
    return EditionMove(
        move.old, move.new, move.base, move.plain, steps, move_records(move.old, move.new, steps, ws.records)
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


def _target(ws: Workspace, name: str) -> tuple[Framework, Framework]:
    """The definition to take over, without and with the workspace's own changes."""
    path = Path(name)
    if path.suffix.lower() in {".yaml", ".yml"} or (path.exists() and path.name != name):
        framework, problems = loading.load_framework(path)
        errors = [one for one in problems if one.severity == "error"]
        if framework is None or errors:
            raise RefusedError(
                "This framework definition has errors.",
                str(errors[0]) if errors else str(path),
                f"Run 'readiness frameworks check {path}' to see every fault.",
            )
        with_own, _ = loading.load_framework(path, overlay=ws.root / "frameworks")
        return framework, with_own or framework
    found = pinned.in_force(ws.root, name)
    errors = [one for one in found.problems if one.severity == "error"]
    if errors:
        raise RefusedError("This framework definition has errors.", str(errors[0]), errors[0].hint)
    return found.base, found.framework
