"""The inspectorate's own request list set beside ours: a plan to look at first, then one change."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from readiness.core.asks import asks
from readiness.core.changes import Transaction, put
from readiness.core.errors import UsageError
from readiness.core.plain import visible
from readiness.core.reconcile import ReconcilePlan, reconcile, reconciled_states
from readiness.core.wording import counted
from readiness.core.working_hours import LOCAL
from readiness.intake.request_list import read_request_list
from readiness.services.editing import resolve, revise
from readiness.services.notice import current

if TYPE_CHECKING:
    from readiness.services.workspace import Workspace

EVERY = "all"
"""A choice that takes every suggestion as it is offered."""
NEW = "new"
"""A choice that makes a line an item of its own."""


def reconcile_plan(ws: Workspace, path: Path) -> ReconcilePlan:
    """What the list would change; nothing is stored.

    Deadlines without a year, or in hours, are read from the running notice, else from today.

    Raises:
        RefusedError: The list cannot be read.
        StorageError: The file cannot be opened.
    """
    notice = current(ws)
    received = notice.received.astimezone(LOCAL) if notice else None
    near = (received or ws.clock().astimezone(LOCAL)).date()
    lines = read_request_list(path, near=near, received=received)
    terms = (*ws.framework.roles, *ws.framework.glossary)
    return reconcile(
        lines,
        titles(ws),
        file=visible(path.name),
        hints=_hints(ws),
        short_forms={one.short: one.term for one in terms if one.short},
    )


def _hints(ws: Workspace) -> dict[str, str]:
    """More words about the framework's items: their section, and the person-level list they are."""
    sections = {one.id: one.title for one in ws.framework.request_sections}
    lists = {one.id: f"{one.title} {one.description}" for one in ws.framework.person_lists}
    return {
        one.id: f"{sections.get(one.section, '')} {lists.get(one.person_list, '')}"
        for one in ws.framework.requests
    }


def titles(ws: Workspace) -> dict[str, str]:
    """Title of every item, the framework's and those of earlier lists, by id."""
    return {ask.id: ask.title for ask in asks(ws.index) if ask.is_known}


def decide(ws: Workspace, plan: ReconcilePlan, choices: Iterable[str]) -> ReconcilePlan:
    """The plan with suggested lines decided by a person.

    Args:
        ws: The workspace, for its items.
        plan: As `reconcile_plan` gave it.
        choices: ``all``; a line's number from 1, to take what is suggested for it;
            ``7=HLT04`` to give line 7 to another item; ``7=new`` to make it an item of its own.

    Raises:
        UsageError: No such line or item, or a choice that is none of these.
    """
    for choice in choices:
        if choice.strip().casefold() == EVERY:
            for at, match in enumerate(plan.matches):
                plan = plan if match.is_decided else plan.choose(at, match.item_id)
            continue
        number, _, wanted = choice.partition("=")
        at = _line(plan, number)
        if not wanted:
            plan = plan.choose(at, plan.matches[at].item_id)
        elif wanted.strip().casefold() == NEW:
            plan = plan.choose(at, "")
        else:
            plan = plan.choose(at, resolve(ws.framework.terms.request, wanted, titles(ws)))
    return plan


def apply_plan(ws: Workspace, plan: ReconcilePlan, *, name: str) -> Transaction:
    """Store a plan as one change: what is asked and what is not, official deadlines, new items.

    Args:
        ws: The workspace.
        plan: With every line decided.
        name: The list's file name, for the history.

    Raises:
        UsageError: Lines still wait for a person, or the list has none.
    """
    waiting = plan.undecided
    if waiting:
        raise UsageError(
            f"{counted(len(waiting), 'suggested match')} must be looked at first.",
            "; ".join(f"{one.line.place}: {one.item_id}?" for one in waiting[:5]),
            "Accept each by its line (--accept 7), say another (7=ID or 7=new), or accept all.",
        )
    if not plan.matches:
        raise UsageError("The list has no lines.", visible(name), "Check that it is the right file.")
    pairs = reconciled_states(plan, ws.records.requests)
    changes = tuple(put(revise(after), before) for before, after in pairs)
    return ws.run(Transaction(f"Reconcile with the list {visible(name)}", changes))


def _line(plan: ReconcilePlan, number: str) -> int:
    """Place of a line in the plan, from 0, by the number people see."""
    text = number.strip()
    if text.isascii() and text.isdigit() and 1 <= int(text) <= len(plan.matches):
        return int(text) - 1
    raise UsageError(
        f"There is no line {visible(text)}.", "", f"Lines are numbered 1 to {len(plan.matches)}."
    )
