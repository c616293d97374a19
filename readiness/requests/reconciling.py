"""Setting the inspectorate's own request list beside ours, and storing what a person decided."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from readiness.base.errors import UsageError, resolve
from readiness.base.text import counted, visible
from readiness.base.zone import local_zone
from readiness.formats.limited import read_file
from readiness.model.definition.framework import Framework
from readiness.model.records.changes import Transaction, put
from readiness.requests.likeness import OurItem
from readiness.requests.matching import Matcher
from readiness.requests.their_list import (
    ReconcilePlan,
    decided_before,
    reconcile,
    reconciled_states,
)
from readiness.requests.their_list_file import read_their_list
from readiness.requests.vocabulary import Vocabulary
from readiness.rules.asks import asks
from readiness.rules.calendar.call import current
from readiness.workspace.clock import deadline_clock
from readiness.workspace.editing import revise

if TYPE_CHECKING:
    from readiness.workspace.workspace import Workspace


EVERY = "all"
"""A choice that accepts every proposal."""

PASTED = "pasted list.txt"
"""Name of a list that came as words."""

NEW = "new"
"""A choice that makes a line an item of its own."""

NO_REQUEST = "nothing"
"""A choice that takes a line for no request, such as a note that was read as one."""

_NO_MORE: Mapping[str, str] = MappingProxyType({})

_SHOWN = 5


def reconcile_plan(ws: Workspace, path: Path, *, sheets: Sequence[str] = ()) -> ReconcilePlan:
    """What the list would change; nothing is stored.

    Deadlines without a year, or in hours, are read from the running notice, else from today.

    Args:
        ws: The workspace.
        path: The list as it came.
        sheets: Names of the sheets to read, those alone; empty for all that are shown.

    Raises:
        RefusedError: The list cannot be read, or is a list of people.
        StorageError: The file cannot be opened.
    """
    notice = current(ws.records)
    received = notice.received.astimezone(local_zone()) if notice else None
    near = (received or ws.clock().astimezone(local_zone())).date()
    hours = deadline_clock(ws).count_hours
    read = read_file(
        read_their_list, path, near=near, received=received, sheets=tuple(sheets), count_hours=hours
    )
    lines = read.lines
    known = titles(ws)
    vocabulary = Vocabulary((*ws.framework.roles, *ws.framework.glossary))
    return reconcile(
        lines,
        Matcher(our_items(ws.framework, known), vocabulary, (line.title for line in lines)),
        known,
        file=visible(path.name),
        decided=decided_before(ws.records.requests.values()),
        left_out=read.left_out,
    )


def pasted_plan(ws: Workspace, words: str) -> ReconcilePlan:
    """What a list that was pasted as words would change; nothing is stored.

    Raises:
        RefusedError: No line of it could be read, or it is a list of people.
    """
    with tempfile.TemporaryDirectory(prefix="readiness-") as folder:
        path = Path(folder) / PASTED
        path.write_text(words, encoding="utf-8")
        return reconcile_plan(ws, path)


def our_items(framework: Framework, known: Mapping[str, str] = _NO_MORE) -> tuple[OurItem, ...]:
    """The framework's items as they are compared, and those with other ids that are known by title.

    An item's heading, and the person-level list it is, help to find it and never decide. An item due only
    once a child's case is chosen is likely only where a line or its heading speaks of that.
    """
    headings = {one.id: one.title for one in framework.request_sections}
    lists = {one.id: f"{one.title} {one.description}" for one in framework.person_lists}
    chosen = {one.id for one in framework.deadline_classes if one.starts == "selection"}
    ours = {
        one.id: OurItem(
            one.id,
            one.title,
            f"{headings.get(one.section, '')} {lists.get(one.person_list, '')}",
            one.keywords,
            cue=headings.get(one.section, "") if one.deadline in chosen else "",
        )
        for one in framework.requests
    }
    return (*ours.values(), *(OurItem(one, title) for one, title in known.items() if one not in ours))


def titles(ws: Workspace) -> dict[str, str]:
    """Title of every item, the framework's and those of earlier lists, by id."""
    return {ask.id: ask.title for ask in asks(ws.index) if ask.is_known}


def decide(
    ws: Workspace,
    plan: ReconcilePlan,
    choices: Iterable[str],
    *,
    is_rest_new: bool = False,
    is_complete: bool = False,
) -> ReconcilePlan:
    """The plan with lines decided by a person.

    Args:
        ws: The workspace, for its items.
        plan: As `reconcile_plan` gave it.
        choices: ``all`` for every proposal; a line's number from 1, to accept what is proposed for it;
            ``7=HLT04`` or ``7=HLT04+HLT05`` to give line 7 to items; ``7=new`` to make it an item of its
            own; ``7=nothing`` when it asks for nothing.
        is_rest_new: Whether every line without a sure match becomes an item of its own.
        is_complete: Whether nothing is asked for but what lists so far ask.

    Raises:
        UsageError: No such line or item, no proposal to accept, or a choice that is none of these.
    """
    ordered = sorted(choices, key=lambda choice: choice.strip().casefold() != EVERY)
    for choice in ordered:
        plan = _decided(ws, plan, choice)
    plan = plan.rest_new() if is_rest_new else plan
    return plan.complete(is_complete=is_complete)


def _decided(ws: Workspace, plan: ReconcilePlan, choice: str) -> ReconcilePlan:
    if choice.strip().casefold() == EVERY:
        return plan.accept_proposed()
    number, _, given = choice.partition("=")
    at, wanted = _line(plan, number), given.strip().casefold()
    if not wanted:
        return _accepted(plan, at)
    if wanted == NEW:
        return plan.make_new(at)
    if wanted == NO_REQUEST:
        return plan.leave_out(at)
    known = titles(ws)
    return plan.choose(
        at, [resolve(ws.framework.terms.request, one, known) for one in re.split(r"[+,]", given)]
    )


def _accepted(plan: ReconcilePlan, at: int) -> ReconcilePlan:
    match = plan.matches[at]
    if match.is_decided:
        return plan
    if match.how == "undecided":
        likeliest = ", ".join(one.item_id for one in match.candidates) or "none"
        raise UsageError(
            f"Line {at + 1} has no sure match to accept.",
            f"Candidates, best first: {likeliest}.",
            f"Say which: {at + 1}=ID, {at + 1}={NEW} or {at + 1}={NO_REQUEST}.",
        )
    return plan.choose(at, match.item_ids)


def apply_plan(ws: Workspace, plan: ReconcilePlan, *, name: str, leaves_waiting: bool = False) -> Transaction:
    """Store a plan as one change: what is asked, official deadlines, new items, and what is not asked.

    Args:
        ws: The workspace.
        plan: With its lines decided.
        name: The list's file name, for the history.
        leaves_waiting: Whether lines that wait are left for another time; else they stop the change.

    Raises:
        UsageError: Lines still wait for a person, or the list has none.
    """
    waiting = plan.waiting
    if waiting and (plan.is_complete or not leaves_waiting):
        numbers = [number for number, one in enumerate(plan.matches, start=1) if not one.is_decided]
        more = f" and {len(numbers) - _SHOWN} more" if len(numbers) > _SHOWN else ""
        about = "A list is complete only when each line is decided. " if plan.is_complete else ""
        raise UsageError(
            f"{counted(len(waiting), 'line')} must be decided first.",
            "; ".join(_waiting_words(number, plan) for number in numbers[:_SHOWN]) + more,
            f"{about}Accept proposals (--accept 7, --accept all), say what a line asks for (7=ID, 7=new, "
            "7=nothing), or make lines without a sure match items of their own (--rest-new).",
        )
    if not plan.matches:
        raise UsageError("The list has no lines.", visible(name), "Check that it is the right file.")
    pairs = reconciled_states(plan, ws.records.requests)
    changes = tuple(put(revise(after), before) for before, after in pairs)
    return ws.run(Transaction(f"Reconcile with the list {visible(name)}", changes))


def _waiting_words(number: int, plan: ReconcilePlan) -> str:
    """A waiting line by number and place, with what is proposed or likeliest."""
    match = plan.matches[number - 1]
    likeliest = match.item_ids or tuple(one.item_id for one in match.candidates[:1])
    return f"line {number}, {match.line.place}: {' and '.join(likeliest) or 'nothing like it'}?"


def _line(plan: ReconcilePlan, number: str) -> int:
    """Place of a line in the plan, from 0, by the number people see."""
    text = number.strip()
    if text.isascii() and text.isdigit() and 1 <= int(text) <= len(plan.matches):
        return int(text) - 1
    raise UsageError(
        f"There is no line {visible(text)}.", "", f"Lines are numbered 1 to {len(plan.matches)}."
    )
