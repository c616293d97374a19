"""Adding and describing evidence."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base.errors import RefusedError, UsageError
from readiness.base.reach import need_reach
from readiness.base.text import visible
from readiness.formats.limited import read_file
from readiness.formats.shortcuts import SHORTCUTS, shortcut_target
from readiness.library.base_folders import base_folders
from readiness.library.files import StoredFile, remember
from readiness.library.guess import described
from readiness.library.web_addresses import address_key, address_title, looks_like_address, read_address
from readiness.model.records.changes import Transaction, put
from readiness.model.records.evidence import Evidence, LocationKind
from readiness.store.layout import is_bookkeeping
from readiness.workspace.editing import find, new_record, read_fields, revise, set_fields
from readiness.workspace.removing import remove_record

if TYPE_CHECKING:
    from readiness.workspace.workspace import Workspace


def add_file(
    ws: Workspace, path: Path, *, in_place: bool = False, as_at: date, **fields: object
) -> tuple[Evidence, Transaction]:
    """Add one file: copied into the library, or registered where it is.

    Fields not given are guessed from the document where it says so itself (see `described`).

    What is refused leaves no copy behind. A shortcut (``.url``, ``.lnk``) is what it points to.

    Raises:
        UsageError: The content is already registered; the message names the item.
        RefusedError: The file is empty, or cannot be read or copied.
    """
    from readiness.library import files

    if path.suffix.casefold() in SHORTCUTS:
        target = read_file(shortcut_target, path)
        if looks_like_address(target):
            return add_url(ws, target, as_at=as_at, **fields)
        path = _pointed_to(ws, path, target)
    need_evidence(path)
    values = read_fields(ws, Evidence, fields)
    found = files.need_content(files.register(ws.root, path))
    twin = next((one for one in ws.records.evidence.values() if one.sha256 == found.sha256), None)
    if twin is not None:
        raise UsageError(
            f"This file is already registered as {twin.id}.",
            str(path.name),
            f"Use 'readiness evidence show {twin.id}', or link it to more criteria.",
        )
    held = found if in_place else files.add_file(ws.root, path)
    try:
        record = _described(
            ws, path, held, values, location_kind="path" if in_place else "library", as_at=as_at
        )
        committed = ws.run(Transaction(f"Add {record.id}", (put(record),)))
    except BaseException:
        files.take_back([held])
        raise
    remember(ws.root, [held])
    return record, committed


def need_evidence(path: Path) -> None:
    """Refuse what a workspace itself consists of; raises RefusedError."""
    if is_bookkeeping(path):
        what = "This is a file of a workspace itself, which is no evidence."
        raise RefusedError(what, visible(path.name), "Name a document.")


def _pointed_to(ws: Workspace, shortcut: Path, target: str) -> Path:
    """The file a shortcut points to; raises RefusedError when it is not on this computer."""
    path = base_folders(ws.root).here(target)
    need_reach(path)
    if not path.is_file() or path.suffix.casefold() in SHORTCUTS:
        raise RefusedError(
            "What the shortcut points to is not here.",
            f"{visible(shortcut.name)} points to {visible(target)}",
            "Add the file itself, or say where its folder is here: readiness evidence base RECORDED HERE",
        )
    return path


def _described(
    ws: Workspace,
    path: Path,
    held: StoredFile,
    values: Mapping[str, object],
    *,
    location_kind: LocationKind,
    as_at: date,
) -> Evidence:
    """A new item for a file: what was given, and beside it what the document says of itself."""
    from readiness.formats.text.sandbox import extract

    is_personal = values.get("holds_personal_data") is True
    guessed, _ = described(extract(held.path), path, ws.framework, is_personal=is_personal)
    is_dated = bool({"period_from", "period_to"} & values.keys())
    return new_record(
        ws,
        Evidence,
        values,
        **_beside(guessed, values.keys() | ({"period_from", "period_to"} if is_dated else set())),
        location_kind=location_kind,
        location=held.location,
        sha256=held.sha256,
        size=held.size,
        added=as_at,
    )


def add_url(ws: Workspace, url: str, *, as_at: date, **fields: object) -> tuple[Evidence, Transaction]:
    """Add a web address; it is never fetched.

    Raises:
        UsageError: The address is not http or https, or is registered already.
    """
    address = read_address(url)
    key = address_key(address)
    known = (one for one in ws.records.evidence.values() if one.location_kind == "url")
    twin = next((one for one in known if address_key(one.location) == key), None)
    if twin is not None:
        raise UsageError(
            f"This document is already registered as {twin.id}.", address, f"Link {twin.id} instead."
        )
    record = new_record(
        ws,
        Evidence,
        {"title": address_title(address), **fields},
        location_kind="url",
        location=address,
        added=as_at,
    )
    return record, ws.run(Transaction(f"Add {record.id}", (put(record),)))


def edit(ws: Workspace, evidence_id: str, **fields: object) -> Transaction:
    """Change what is said about an item of evidence.

    Raises:
        UsageError: There is no such item, or a field cannot hold what was given.
    """
    return set_fields(ws, Evidence, evidence_id, fields)


def replace_with(ws: Workspace, before: Evidence, **fields: object) -> Transaction:
    """Store new fields over exactly the version the caller was looking at."""
    return set_fields(ws, Evidence, before.id, fields, before=before)


def withdraw(ws: Workspace, evidence_id: str) -> Transaction:
    """Stop relying on an item; it and its links stay for the record.

    Raises:
        UsageError: There is no such item, or it is withdrawn already.
    """
    return _set_withdrawn(ws, evidence_id, "Withdraw {id}", is_withdrawn=True)


def restore(ws: Workspace, evidence_id: str) -> Transaction:
    """Rely on a withdrawn item again.

    Raises:
        UsageError: There is no such item, or it is not withdrawn.
    """
    return _set_withdrawn(ws, evidence_id, "Rely on {id} again", is_withdrawn=False)


def delete(ws: Workspace, evidence_id: str) -> Transaction:
    """Remove an item and its links from the register; the file itself stays where it is."""
    return remove_record(ws, Evidence, evidence_id)


def _set_withdrawn(ws: Workspace, evidence_id: str, label: str, *, is_withdrawn: bool) -> Transaction:
    before = find(ws, Evidence, evidence_id)
    if before.is_withdrawn == is_withdrawn:
        state = "withdrawn already" if is_withdrawn else "not withdrawn"
        raise UsageError(f"{before.id} is {state}.", "", "Nothing was stored.")
    after = revise(before, is_withdrawn=is_withdrawn)
    return ws.run(Transaction(label.format(id=before.id), (put(after, before),)))


def _beside(guessed: Mapping[str, object], given: Collection[str]) -> dict[str, object]:
    """What was guessed of the fields that nobody gave."""
    return {name: value for name, value in guessed.items() if name not in given}
