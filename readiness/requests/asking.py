"""What inspectors ask for in words, on the telephone or in a meeting: written down in one step."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from readiness.base.dates import DateWordsError
from readiness.base.deadlines import read_deadline
from readiness.base.errors import UsageError, resolve
from readiness.base.text import cleaned
from readiness.base.zone import local_zone
from readiness.model.records.changes import Transaction, put
from readiness.model.records.requests import AskedIn, RequestState
from readiness.requests.reconciling import titles
from readiness.requests.their_list import NEW_PREFIX, asked_for, new_ids
from readiness.workspace.clock import calendar_of, deadline_clock
from readiness.workspace.editing import need_sense, revise

if TYPE_CHECKING:
    from readiness.workspace.workspace import Workspace

IN_WORDS = "in words"
"""What stands in place of a list's name."""


def add_ask(
    ws: Workspace,
    title: str,
    *,
    by: str,
    at: datetime | None = None,
    due: str = "",
    item: str = "",
    owner: str = "",
) -> tuple[RequestState, Transaction]:
    """Write down an ask made in words: an item of its own, or a further line of one that is known.

    An item that was handed over and is asked for again is being gathered again.

    Args:
        ws: The workspace.
        title: What is asked for, in their words; may be empty for a known item.
        by: Who asked.
        at: When they asked (aware); now when not given.
        due: By when, as people write it; empty when nothing was said.
        item: Id of the known item it asks for; empty for one of its own.
        owner: Who is to answer it; empty leaves it as it is.

    Raises:
        UsageError: Nothing says what is asked or who asked, there is no such item, or the deadline is none.
    """
    known = titles(ws)
    chosen = resolve(ws.framework.terms.request, item, known) if item.strip() else ""
    said = cleaned(title).strip() or known.get(chosen, "")
    _need_said(said, by)
    moment = at or ws.clock()
    key = chosen or next(one for one in new_ids() if one not in known and one not in ws.records.requests)
    before = ws.records.requests.get(key)
    state = before or RequestState(id=key)
    asked = AskedIn(
        list=IN_WORDS,
        title=said,
        by=cleaned(by).strip(),
        at=moment.astimezone(UTC),
        due=deadline_of(ws, due, moment) if due.strip() else None,
        due_text=cleaned(due).strip(),
    )
    local = said if key.startswith(NEW_PREFIX) and not state.local_title else state.local_title
    fields: dict[str, object] = {"status": "gathering"} if state.status == "handed_over" else {}
    if owner.strip():
        fields["owner"] = owner.strip()
    after = need_sense(revise(asked_for(state, (*state.asked_in, asked), local), **fields))
    return after, ws.run(Transaction(f"Add the ask {key} of {asked.by}", (put(after, before),)))


def deadline_of(ws: Workspace, words: str, now: datetime) -> datetime:
    """A deadline as people write it, counted from when it was asked for (UTC); see `base.deadlines`.

    Raises:
        UsageError: It is none, or comes before it was asked for.
    """

    def working_days(start: date, count: int) -> date:
        return calendar_of(ws, start).add_working_days(start, count)

    try:
        moment = read_deadline(words, replace(deadline_clock(ws, now), now=now), working_days)
    except DateWordsError as error:
        raise UsageError(f"{error.what}.", "", error.remedy) from None
    if moment < now:
        raise UsageError(
            f"It would be due before it was asked for: {moment.astimezone(local_zone()):%d/%m/%Y %H:%M}.",
            words,
            "Check the day and the time.",
        )
    return moment


def _need_said(title: str, by: str) -> None:
    if not title:
        raise UsageError("What was asked for?", "", "Give it in their words, or the item with --item.")
    if not by.strip():
        raise UsageError("Who asked for it?", "", 'Say who with --by, such as --by "lead inspector".')
