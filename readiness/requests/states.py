"""The map of who answers each request item, and how far they are."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from readiness.base.errors import UsageError
from readiness.base.text import quoted
from readiness.model.records.requests import RequestState
from readiness.model.vocabulary import REQUEST_STATUS_TITLES
from readiness.rules.asks import ask_of
from readiness.rules.calendar.quoted import quoted_deadline
from readiness.workspace.editing import held_record, set_fields
from readiness.workspace.removing import remove_record

if TYPE_CHECKING:
    from readiness.model.records.changes import Transaction
    from readiness.model.vocabulary import RequestStatus
    from readiness.workspace.workspace import Workspace


_TITLE_SHOWN = 40
"""Characters of a title in what is said to have been done."""


def state_of(ws: Workspace, item_id: str) -> RequestState:
    """The state of a request item; a fresh, unstored one when nothing was said about it yet.

    Raises:
        UsageError: Neither the framework nor the inspectorate's own list has the item.
    """
    return held_record(ws, RequestState, item_id)


def set_state(ws: Workspace, item_id: str, **fields: object) -> Transaction:
    """Change what is known about a request item: owner, agency, status, lead time and so on.

    Raises:
        UsageError: No such item or agency, or an item called not applicable without a reason.
    """
    return set_fields(ws, RequestState, item_id, fields)


def set_status(ws: Workspace, item_id: str, status: RequestStatus) -> Transaction:
    """Give an item a status; what was done names it and says so.

    Raises:
        UsageError: No such item, or it has this status already.
    """
    ask = ask_of(ws.index, state_of(ws, item_id).id)
    label = f"{ask.id} {quoted(ask.title, _TITLE_SHOWN)}: {REQUEST_STATUS_TITLES[status]}"
    return set_fields(ws, RequestState, ask.id, {"status": status}, label=label)


def replace_with(ws: Workspace, before: RequestState, **fields: object) -> Transaction:
    """Store new fields over exactly the version the caller was looking at."""
    return set_fields(ws, RequestState, before.id, fields, before=before)


def delete(ws: Workspace, item_id: str) -> Transaction:
    """Remove an item that only the inspectorate's own list has, and the links to it.

    Raises:
        UsageError: There is no such item, or it is the framework's, which can only be left out.
    """
    state = state_of(ws, item_id)
    if state.id in ws.framework.requests_by_id:
        raise UsageError(
            f"{state.id} is an item of the framework.",
            "",
            "Set its status to not applicable, with the reason.",
        )
    return remove_record(ws, RequestState, state.id)


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request item with where it stands."""

    id: str
    title: str
    section: str
    body: str
    """Title of the body that answers it."""
    agency: str
    owner: str
    status: str
    body_id: str
    deadline: str
    """Title of its deadline class."""
    deadline_class: str
    lead_time_hours: int | None
    evidence: int
    """How many items of evidence are attached."""
    fact_status: str
    """How far the item itself is confirmed."""

    def to_data(self) -> dict[str, Any]:
        """JSON-ready mapping."""
        return asdict(self)


def request_rows(ws: Workspace, *, section: str = "", status: str = "", owner: str = "") -> list[RequestRow]:
    """The framework's request items in its order, then those only the inspectorate's own list has.

    Section and status match whole words in any case; owner matches a part of the name.
    """
    ids = [
        *ws.framework.requests_by_id,
        *(one for one in ws.records.requests if one not in ws.framework.requests_by_id),
    ]
    rows = (_request_row(ws, item_id) for item_id in ids)
    wanted, part = status.strip().casefold().replace("_", " "), section.strip().casefold()
    return [
        one
        for one in rows
        if part in ("", one.section.casefold())
        and wanted in ("", one.status)
        and owner.casefold() in one.owner.casefold()
    ]


def _request_row(ws: Workspace, item_id: str) -> RequestRow:
    state = state_of(ws, item_id)
    item = ws.framework.requests_by_id.get(item_id)
    deadline = quoted_deadline(ws.framework, ws.records, item.deadline) if item else None
    body = ws.framework.bodies_by_id.get(item.body) if item else None
    return RequestRow(
        id=item_id,
        title=item.title if item else state.local_title,
        section=item.section if item else "",
        body=body.title if body else "",
        body_id=item.body if item else "",
        agency=state.agency,
        owner=state.owner,
        status=REQUEST_STATUS_TITLES[state.status],
        deadline=deadline.title if deadline else "",
        deadline_class=item.deadline if item else "",
        lead_time_hours=state.lead_time_hours,
        evidence=len(ws.index.evidence_to("request", item_id)),
        fact_status=item.status if item else "seen",
    )
