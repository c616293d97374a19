"""Saying that a pack has gone: its receipt is completed, and only what was in it counts as handed over."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from readiness.base.errors import UsageError
from readiness.base.text import counted, visible
from readiness.model.records.changes import Transaction, put
from readiness.model.records.handover import HandedFile, HandOver
from readiness.model.records.requests import RequestState
from readiness.pack.build import placed_files
from readiness.rules.calendar.call import current
from readiness.workspace.editing import find, make, revise

if TYPE_CHECKING:
    from readiness.pack.plan import PackPlan, PackResult
    from readiness.workspace.workspace import Workspace

_HANDED_OVER = "handed_over"


def write_down(ws: Workspace, plan: PackPlan, result: PackResult) -> PackResult:
    """Store that a pack was built, with everything in it, and any override; the result with the receipt's id.

    In a workspace that is open read-only nothing is stored, and the result warns of it.
    """
    if ws.is_read_only:
        warning = "The workspace is open read-only: no receipt was written, so note the pack hash yourself."
        return replace(result, warnings=(*result.warnings, warning))
    receipt = _receipt_of(ws, plan, result)
    label, changes = f"Build the pack {receipt.pack}", [put(receipt)]
    if result.overridden:
        names = ", ".join(result.overridden)
        label = f"Pack built with unapproved personal data ({names}): {result.override_reason}"
        changes.append(put(revise(ws.area, overrides=(*ws.area.overrides, label)), ws.area))
    ws.run(Transaction(label, tuple(changes)))
    return replace(result, receipt=receipt.id)


def _receipt_of(ws: Workspace, plan: PackPlan, result: PackResult) -> HandOver:
    """A pack that was built, with everything in it; not stored, and not handed over yet."""
    notice = current(ws.records)
    files = [
        HandedFile(
            item=one.item.id,
            evidence=one.file.evidence_id,
            name=one.name.removeprefix("data/"),
            number=one.number,
            sha256=result.digests.get(one.name, ""),
        )
        for one in placed_files(plan)
    ]
    files += [HandedFile(item=item.id, name=address) for item in plan.items for address in item.addresses]
    return HandOver(
        id=ws.new_id(HandOver.table),
        notice=notice.id if notice else "",
        pack=visible(result.path.name),
        pack_hash=result.pack_hash,
        supplements=plan.supplement.receipt if plan.supplement else "",
        files=tuple(files),
    )


def hand_over(ws: Workspace, receipt_id: str = "", *, to: str = "", how: str = "") -> Transaction:
    """Say that a pack has gone: exactly what was in it is handed over, as one change.

    Args:
        ws: The workspace.
        receipt_id: Id of the built pack's receipt; the newest one that has not gone when empty.
        to: Who took it.
        how: The way it went.

    Raises:
        UsageError: There is no such pack, it has gone already, or none waits.
    """
    receipt = find(ws, HandOver, receipt_id) if receipt_id else _newest_waiting(ws)
    if receipt.handed is not None:
        raise UsageError(
            f"The pack {receipt.pack} has been handed over already.",
            receipt.id,
            "Build another, such as a supplementary one with --supplement.",
        )
    notice = current(ws.records)
    running = notice.id if notice else ""
    after = revise(receipt, handed=ws.clock(), by=ws.user, to=to, how=how, notice=running)
    changes = [put(after, receipt)]
    for item in receipt.items:
        before = ws.records.requests.get(item)
        if before is None:
            changes.append(put(make(RequestState, id=item, status=_HANDED_OVER)))
        elif before.status != _HANDED_OVER:
            changes.append(put(revise(before, status=_HANDED_OVER), before))
    return ws.run(
        Transaction(f"Hand over {receipt.pack}: {counted(len(receipt.items), 'item')}", tuple(changes))
    )


def _newest_waiting(ws: Workspace) -> HandOver:
    waiting = [one for one in ws.records.handovers.values() if one.handed is None]
    if not waiting:
        raise UsageError(
            "No built pack waits to be handed over.", "", "Build one with 'readiness pack build -o pack.zip'."
        )
    return max(waiting, key=lambda one: one.id)
