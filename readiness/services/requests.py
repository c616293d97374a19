"""The map of who answers each request item, and how far they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.core.changes import Transaction, put
from readiness.core.errors import UsageError
from readiness.core.requests import RequestState
from readiness.services.editing import make, resolve, revise

if TYPE_CHECKING:
    from readiness.services.workspace import Workspace


def state_of(ws: Workspace, item_id: str) -> RequestState:
    """The state of a request item; a fresh, unstored one when nothing was said about it yet.

    Raises:
        UsageError: Neither the framework nor the inspectorate's own list has the item.
    """
    known = {**ws.framework.requests_by_id, **ws.records.requests}
    resolved = resolve(ws.framework.terms.request, item_id, known)
    return ws.records.requests.get(resolved) or RequestState(id=resolved)


def set_state(ws: Workspace, item_id: str, **fields: object) -> Transaction:
    """Change what is known about a request item: owner, agency, status, lead time and so on.

    Raises:
        UsageError: No such item or agency, or an item called not applicable without a reason.
    """
    return replace_with(ws, state_of(ws, item_id), **fields)


def replace_with(ws: Workspace, before: RequestState, **fields: object) -> Transaction:
    """Store new fields over exactly the version the caller was looking at."""
    if agency := fields.get("agency"):
        fields = {**fields, "agency": resolve("agency", str(agency), ws.framework.agencies_by_id)}
    is_stored = before.revision > 0
    after = revise(before, **fields) if is_stored else make(RequestState, id=before.id, **fields)
    if after.status == "not_applicable" and not after.reason:
        raise UsageError(
            f"{after.id} cannot be marked not applicable without a reason.",
            "",
            "Say why with --reason; inspectors will see the reason in the pack.",
        )
    return ws.run(Transaction(f"Set {after.id}", (put(after, before if is_stored else None),)))
