"""The data pack: choosing what goes in, building it, verifying it, looking for leaks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.base.text import counted
from readiness.library import files
from readiness.model.records.evidence import Evidence, Link
from readiness.model.vocabulary import REQUEST_STATUS_TITLES
from readiness.pack.plan import NotSupplied, PackFile, PackItem, PackPlan, PackResult
from readiness.pack.plan import PackProgress as Step
from readiness.pack.verify import VerifyReport
from readiness.pack.verify import verify_pack as verify
from readiness.rules.asks import Ask, asks
from readiness.rules.orphans import left_out, orphans
from readiness.workspace.output import marking, need_place

if TYPE_CHECKING:
    from readiness.model.records.changes import Transaction
    from readiness.workspace.workspace import Workspace

Progress = Callable[[Step], None]

Cancelled = Callable[[], bool]

__all__ = ["PackPlan", "PackResult", "Step", "VerifyReport", "build", "hand_over", "pack_plan", "verify_pack"]


def pack_plan(
    ws: Workspace, *, created: date, cover: str = "", contact: str = "", override_reason: str = ""
) -> PackPlan:
    """What would be handed over now: every item asked for, with its evidence or the reason there is none."""
    supplied: list[PackItem] = []
    missing: list[NotSupplied] = []
    for ask in asks(ws.index):
        if not ask.is_known or ask.state.is_asked is False:
            continue
        item = _item(ws, ask)
        why = _why_not(ask, item)
        if why:
            missing.append(NotSupplied(ask.id, ask.title, item.section, why))
        else:
            supplied.append(item)
    framework = ws.framework
    return PackPlan(
        area=ws.area.name,
        framework=f"{framework.title}, {framework.edition or framework.version}",
        marking=marking(ws.area, ws.framework, _evidence_in(ws, supplied)),
        created=created,
        items=tuple(supplied),
        not_supplied=tuple(missing),
        cover=cover,
        contact=contact,
        override_reason=override_reason,
        override_by=ws.user if override_reason else "",
        is_example=ws.area.is_example,
    )


def left_out_of_pack(ws: Workspace) -> str:
    """What cannot be in a pack because the framework no longer has the item; empty when there is nothing."""
    found = [one for one in orphans(ws.framework, ws.records) if one.what == ws.framework.terms.request]
    return left_out(found, "this pack")


def build(
    ws: Workspace,
    plan: PackPlan,
    output: Path,
    *,
    progress: Progress,
    cancelled: Cancelled = lambda: False,
    replace: bool = False,
) -> PackResult:
    """Build the pack: a zip when `output` ends in .zip, else a folder. An override is written to the history.

    Raises:
        PackBlockedError: Personal data nobody approved, and no reason for an override.
        RefusedError: The place is taken, or a file is missing or changed.
        StorageError: The disk is full or would not.
    """
    from readiness.model.records.area import Area
    from readiness.model.records.changes import Transaction, put
    from readiness.pack.build import build_pack
    from readiness.workspace.editing import revise

    is_zip = output.suffix.casefold() == ".zip"
    need_place(output, replace=replace and is_zip)
    result = build_pack(
        plan, output, as_zip=is_zip, progress=progress, cancelled=cancelled, replace=replace and is_zip
    )
    if result.overridden:
        area: Area = ws.area
        names = ", ".join(result.overridden)
        label = f"Pack built with unapproved personal data ({names}): {result.override_reason}"
        ws.run(Transaction(label, (put(revise(area, overrides=(*area.overrides, label)), area),)))
    return result


def hand_over(ws: Workspace, plan: PackPlan) -> Transaction:
    """Say that every item supplied in a pack has been handed over, as one change."""
    from readiness.model.records.changes import Transaction, put
    from readiness.model.records.requests import RequestState
    from readiness.workspace.editing import make, revise

    changes = []
    for item in plan.items:
        before = ws.records.requests.get(item.id)
        if before is None:
            changes.append(put(make(RequestState, id=item.id, status="handed_over")))
        elif before.status != "handed_over":
            changes.append(put(revise(before, status="handed_over"), before))
    return ws.run(Transaction(f"Hand over {counted(len(changes), 'item')} in a pack", tuple(changes)))


def _item(ws: Workspace, ask: Ask) -> PackItem:
    links = ws.index.links_to("request", ask.id)
    held: dict[str, list[Link]] = {}
    for link in links:
        held.setdefault(link.evidence, []).append(link)
    found = [(ws.records.evidence[one], mine) for one, mine in held.items() if one in ws.records.evidence]
    live = [(evidence, mine) for evidence, mine in found if not evidence.is_withdrawn]
    return PackItem(
        id=ask.id,
        title=ask.title,
        section=ask.item.section if ask.item else "ASK",
        files=tuple(_file(ws, one, mine) for one, mine in live if one.location_kind != "url"),
        addresses=tuple(one.location for one, _ in live if one.location_kind == "url"),
    )


def _file(ws: Workspace, evidence: Evidence, links: list[Link]) -> PackFile:
    return PackFile(
        evidence_id=evidence.id,
        title=evidence.title,
        path=files.path_of(evidence, ws.root) or Path(evidence.location),
        sha256=evidence.sha256,
        period_from=evidence.period_from,
        period_to=evidence.period_to,
        owner=evidence.owner,
        marking=evidence.marking,
        pinpoints=tuple(str(one.pinpoint) for one in links if str(one.pinpoint)),
        holds_personal_data=evidence.holds_personal_data,
        approved_by=evidence.release_approved_by,
    )


def _why_not(ask: Ask, item: PackItem) -> str:
    """Why an item is not handed over; empty when it is."""
    state = ask.state
    if state.status == "not_applicable":
        return f"Not applicable: {state.reason or 'no reason given'}"
    if ask.item is not None and ask.item.person_list:
        return "Person-level list: supplied by the inspectorate's own secure route, not in this pack."
    if not item.files and not item.addresses:
        owner = f"; with {state.owner}" if state.owner else "; nobody owns it yet"
        return f"{REQUEST_STATUS_TITLES[state.status].capitalize()}{owner}. {state.notes}".strip()
    return ""


def _evidence_in(ws: Workspace, items: list[PackItem]) -> Iterator[Evidence]:
    held = ws.records.evidence
    return (held[file.evidence_id] for item in items for file in item.files if file.evidence_id in held)


def verify_pack(path: Path) -> VerifyReport:
    """Compare every file of a pack with its manifests; needs no workspace.

    Raises:
        RefusedError: It is neither a folder nor a whole zip.
    """
    return verify(path)
