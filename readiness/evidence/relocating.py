"""Files that were moved or edited since they were registered: where they are now, what they hold now."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from readiness.base.errors import RefusedError, UsageError
from readiness.evidence.register import need_evidence
from readiness.library.files import (
    StoredFile,
    add_file,
    location_of,
    need_content,
    path_of,
    register,
    remember,
    take_back,
)
from readiness.library.guess import guess_from
from readiness.model.records.changes import Transaction, put
from readiness.model.records.evidence import EarlierVersion, Evidence
from readiness.workspace.clock import today
from readiness.workspace.editing import find, revise

if TYPE_CHECKING:
    from readiness.workspace.workspace import Workspace


def relocate(ws: Workspace, old: str, path: Path) -> Transaction:
    """Say where an item's file is now; its content must be what was registered, so its links stand.

    Args:
        ws: The workspace.
        old: The item's id, or the place it was registered at.
        path: The file as it is now. In the library or elsewhere; it is not copied.

    Raises:
        UsageError: No such item, or one on the web; it is there already, or another item is.
        RefusedError: The file cannot be read, or holds something else.
    """
    before = _item_at(ws, old)
    held = _held(ws, path)
    if before.sha256 and held.sha256 != before.sha256:
        raise RefusedError(
            f"That file is not what {before.id} was registered with.",
            path.name,
            f"Add it as an item of its own, or take it with 'readiness evidence replace {before.id} FILE'.",
        )
    return _place(ws, before, held, f"Move {before.id}")


def replace(ws: Workspace, evidence_id: str, path: Path) -> Transaction:
    """Rely on another file instead, such as the next edition; links are left for review.

    What is kept in the library is replaced by a copy there, beside the old file, which stays with its hash
    and dates as an earlier version. Raises as `relocate`, but takes any content.
    """
    before = _item_at(ws, evidence_id)
    held = _held(ws, path)
    if before.location_kind == "library" and location_of(ws.root, path) is None:
        _need_other_place(ws, before, held)
        held = add_file(ws.root, path, folder=PurePosixPath(before.location).parent.as_posix())
    try:
        return _place(ws, before, held, f"Replace the file of {before.id}")
    except BaseException:
        take_back([held])
        raise


def keep_earlier(ws: Workspace, evidence_id: str, path: Path) -> Transaction:
    """Keep a file as an earlier version of an item; what is relied on stays, and so do its links.

    Copied into the library, beside the item's file, when that is kept there.

    Raises:
        UsageError: No such item, or one on the web; the file is an item's already, or a version of one.
        RefusedError: The file is empty or cannot be read.
    """
    before = _item_at(ws, evidence_id)
    held = _held(ws, path)
    owner = next((item for item in ws.records.evidence.values() if held.sha256 in item.contents), None)
    if owner is not None:
        raise UsageError(
            f"This file is known already, with {owner.id}.", held.path.name, "Nothing was stored."
        )
    if before.location_kind == "library" and location_of(ws.root, path) is None:
        held = add_file(ws.root, path, folder=PurePosixPath(before.location).parent.as_posix())
    from readiness.formats.text.sandbox import extract

    guess = guess_from(extract(held.path), path.name, ws.framework)
    old = EarlierVersion(
        sha256=held.sha256,
        size=held.size,
        location=held.location,
        period_from=guess.period_from,
        period_to=guess.period_to,
    )
    label = f"Keep {held.path.name} as an earlier version of {before.id}"
    try:
        return ws.run(Transaction(label, (put(revise(before, earlier=(old, *before.earlier)), before),)))
    except BaseException:
        take_back([held])
        raise


def accept(ws: Workspace, evidence_id: str) -> Transaction:
    """Take over what an item's file holds now; its links are left for review.

    Raises:
        UsageError: No such item, or one on the web; or the file holds what was registered.
        RefusedError: The file is not there or cannot be read.
    """
    before = _item_at(ws, evidence_id)
    path = path_of(before, ws.root)
    if path is None:
        raise RefusedError(f"The place of {before.id} leaves the library.", before.location, _SAY_WHERE)
    return _place(ws, before, _held(ws, path), f"Take over the file of {before.id}")


_SAY_WHERE = "Say where it is with 'readiness evidence relocate ID FILE'."


def _item_at(ws: Workspace, old: str) -> Evidence:
    placed = [one for one in ws.records.evidence.values() if one.location == old]
    before = placed[0] if placed else find(ws, Evidence, old)
    if before.location_kind == "url":
        raise UsageError(
            f"{before.id} is a web address, which has no file here.",
            before.location,
            "Add the file as an item of its own.",
        )
    return before


def _held(ws: Workspace, path: Path) -> StoredFile:
    """The file with its digest; named from below the library when it lies there."""
    need_evidence(path)
    held = need_content(register(ws.root, path))
    inside = location_of(ws.root, path)
    return held if inside is None else StoredFile(held.path, inside, held.sha256, held.size)


def _need_other_place(ws: Workspace, before: Evidence, held: StoredFile) -> None:
    """Refuse a file another item stands for."""
    others = (one for one in ws.records.evidence.values() if one.id != before.id)
    twin = next((one for one in others if held.location == one.location or held.sha256 == one.sha256), None)
    if twin is not None:
        raise UsageError(
            f"This file is registered as {twin.id} already.",
            held.path.name,
            f"Withdraw {before.id} and link {twin.id} instead.",
        )


def _place(ws: Workspace, before: Evidence, held: StoredFile, label: str) -> Transaction:
    _need_other_place(ws, before, held)
    is_inside = location_of(ws.root, held.path) is not None
    placed = revise(before, location=held.location, location_kind="library" if is_inside else "path")
    after = revise(placed, sha256=held.sha256, size=held.size)
    if after == before:
        raise UsageError(f"{before.id} is registered so already.", before.location, "Nothing was stored.")
    if held.sha256 != before.sha256:
        after = _with_new_content(ws, before, after, held.path)
    done = ws.run(Transaction(label, (put(after, before),)))
    remember(ws.root, [held])
    ws.use_files(ws.files.known(before.id))
    return done


def _with_new_content(ws: Workspace, before: Evidence, item: Evidence, path: Path) -> Evidence:
    """What was said of the old content as to people, and approved, is not said of the new."""
    from readiness.formats.text.sandbox import extract

    extracted = extract(path)
    old = EarlierVersion(
        sha256=before.sha256,
        size=before.size,
        location=before.location,
        period_from=before.period_from,
        period_to=before.period_to,
        until=today(ws.clock),
    )
    is_personal = item.holds_personal_data or guess_from(extracted, path.name, ws.framework).looks_personal
    return revise(
        item,
        words=extracted.words,
        reading=extracted.state,
        earlier=(*before.earlier, old),
        holds_personal_data=is_personal or None,
        release_approved_by="",
    )
