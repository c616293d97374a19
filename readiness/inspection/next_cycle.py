"""Closing a notice: what was asked and handed over is kept with it, and the next call starts clean."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from readiness.model.records.changes import Change, put
from readiness.workspace.editing import revise

if TYPE_CHECKING:
    from readiness.model.records.notice import Notice
    from readiness.model.records.requests import RequestState
    from readiness.workspace.workspace import Workspace


def next_cycle(ws: Workspace, notice: Notice) -> Iterator[Change]:
    """The request items that say something of this call, as they stand for the next.

    Lines that asked are kept with the notice's id, so that they still prove what is asked for, and no longer
    count. What was handed over can be handed over again: it is ready, and its age says whether it still will
    do. An item that only their list had is not asked for any more. A meeting asks for nothing.
    """
    timetable = ws.framework.timetable(notice.kind)
    if timetable is not None and timetable.is_meeting:
        return
    for state in ws.records.requests.values():
        after = _after(state, notice.id)
        if after != state:
            yield put(revise(after), state)


def _after(state: RequestState, notice_id: str) -> RequestState:
    lines = tuple(
        line if line.notice else line.model_copy(update={"notice": notice_id}) for line in state.asked_in
    )
    return state.model_copy(
        update={
            "asked_in": lines,
            "is_asked": False if state.local_title else None,
            "due_override": None,
            "status": "ready" if state.status == "handed_over" else state.status,
        }
    )
