"""Receipts: whatever is called handed over is written down with the files that went, as they then were."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING

from readiness.model.records.changes import Change, put, remove
from readiness.model.records.handover import HandedFile, HandOver
from readiness.model.records.requests import RequestState
from readiness.rules.calendar.call import current

if TYPE_CHECKING:
    from readiness.model.records.record import Record
    from readiness.workspace.workspace import Workspace

_HANDED_OVER = "handed_over"


def receipt_changes(ws: Workspace, changes: Iterable[Change]) -> tuple[Change, ...]:
    """What goes with changes of request items: a receipt for those handed over, none for those taken back.

    What went by hand and is called back was no hand-over: it leaves its receipt. A pack's receipt stays.
    """
    moved = [(one.before, one.after) for one in changes if isinstance(one.after, RequestState)]
    gone = [after.id for before, after in moved if _is_handed(after) and not _is_handed(before)]
    back = {after.id for before, after in moved if _is_handed(before) and not _is_handed(after)}
    fresh = (put(_by_hand(ws, gone)),) if gone else ()
    return (*fresh, *_taken_back(ws, back))


def sent_since(ws: Workspace) -> tuple[HandOver, ...]:
    """The hand-overs under the notice that runs, oldest first; those under none when none runs."""
    notice = current(ws.records)
    running = notice.id if notice else ""
    sent = [one for one in ws.records.handovers.values() if one.handed and one.notice == running]
    return tuple(sorted(sent, key=lambda one: (str(one.handed), one.id)))


def _is_handed(state: Record | None) -> bool:
    return isinstance(state, RequestState) and state.status == _HANDED_OVER


def _by_hand(ws: Workspace, items: Iterable[str]) -> HandOver:
    notice = current(ws.records)
    return HandOver(
        id=ws.new_id(HandOver.table),
        handed=ws.clock(),
        by=ws.user,
        notice=notice.id if notice else "",
        files=tuple(line for item in items for line in _held(ws, item)),
    )


def _held(ws: Workspace, item: str) -> Iterator[HandedFile]:
    """What is attached to an item now; the item alone when nothing is."""
    attached = [one for one in ws.index.evidence_to("request", item) if not one.is_withdrawn]
    for evidence in attached:
        is_address = evidence.location_kind == "url"
        name = evidence.location if is_address else PurePath(evidence.location.replace("\\", "/")).name
        yield HandedFile(item=item, evidence=evidence.id, name=name, sha256=evidence.sha256)
    if not attached:
        yield HandedFile(item=item)


def _taken_back(ws: Workspace, items: set[str]) -> Iterator[Change]:
    for receipt in ws.records.handovers.values() if items else ():
        if receipt.pack or not items & set(receipt.items):
            continue
        kept = tuple(line for line in receipt.files if line.item not in items)
        yield put(receipt.model_copy(update={"files": kept}), receipt) if kept else remove(receipt)
