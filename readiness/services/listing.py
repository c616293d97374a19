"""Lists the front ends show: evidence by filter, words found, suggestions, request items."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from readiness.core.errors import UsageError
from readiness.core.evidence import Evidence
from readiness.core.filtering import EVIDENCE_FILTERS, Seen
from readiness.core.filters import parse_filter
from readiness.core.requests import REQUEST_STATUS_TITLES
from readiness.core.suggest import Suggester, Suggestion
from readiness.intake.text import extract
from readiness.services.editing import find
from readiness.services.requests import state_of
from readiness.services.search import Match, SearchIndex
from readiness.store import library
from readiness.store.scan import Step

if TYPE_CHECKING:
    from readiness.services.workspace import Workspace


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
    wanted = status.strip().casefold().replace("_", " ")
    return [
        one
        for one in rows
        if section.casefold() in ("", one.section.casefold())
        and wanted in ("", one.status)
        and owner.casefold() in one.owner.casefold()
    ]


def _request_row(ws: Workspace, item_id: str) -> RequestRow:
    state = state_of(ws, item_id)
    item = ws.framework.requests_by_id.get(item_id)
    deadline = ws.framework.deadline_classes_by_id.get(item.deadline) if item else None
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
        evidence=len(ws.index.links_to("request", item_id)),
        fact_status=item.status if item else "seen",
    )


def filtered_evidence(ws: Workspace, query: str, as_at: date) -> list[Evidence]:
    """Evidence a typed filter leaves, in id order; see `readiness.core.filters` for what can be typed."""
    chosen = parse_filter(query, EVIDENCE_FILTERS.vocabulary)
    return [
        one
        for one in ws.records.evidence.values()
        if EVIDENCE_FILTERS.passes(chosen, Seen(one, ws.index, as_at, ws.files))
    ]


def find_words(
    ws: Workspace, query: str, limit: int = 20, *, progress: Callable[[Step], None] | None = None
) -> tuple[Match, ...]:
    """Items whose title or words hold everything asked for; what is new is read first."""
    index = SearchIndex(ws.root)
    try:
        index.update(ws.records, progress=progress)
        return index.search(query, ws.records, limit)
    finally:
        index.close()


def suggestions_for(ws: Workspace, evidence_id: str) -> tuple[Suggestion, ...]:
    """What an item could be linked to and is not yet, likeliest first, each with its reason.

    Raises:
        UsageError: There is no such item, or its words may not be read.
    """
    evidence = find(ws, Evidence, evidence_id)
    path = library.path_of(evidence, ws.root)
    if path is None or evidence.holds_personal_data:
        raise UsageError(
            f"The words of {evidence.id} are not read.",
            "a web address" if path is None else "it is flagged as holding personal data",
            "Link it by hand with 'readiness evidence link'.",
        )
    linked = {one.target for one in ws.index.links_of(evidence.id)}
    found = Suggester(ws.framework).suggest(extract(path), evidence.title)
    return tuple(one for one in found if one.target not in linked)
