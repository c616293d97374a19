"""Tying evidence to what it proves, from either end: choose, say where to look, store."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from readiness.base.date_words import near_day_words, period_words
from readiness.tui.forms.fields import Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.forms.picker import Choice, Picker
from readiness.tui.forms.questions import is_sure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readiness.model.records.evidence import Link
    from readiness.tui.shell.session import Session
    from readiness.tui.shell.workspace_app import WorkspaceApp
    from readiness.workspace.workspace import Workspace

_WHERE = (
    ("page", "Page or slide", "such as 4 or 4-6"),
    ("heading", "Heading", ""),
    ("sheet", "Sheet", ""),
    ("cell", "Cell or range", "such as B4 or B4:D9"),
)


async def link_evidence(ui: WorkspaceApp, evidence_id: str) -> bool:
    """Ask what an item of evidence proves, then where to look, then link. Must run in a worker."""
    session = ui.opened
    evidence = session.records.evidence.get(evidence_id)
    if evidence is None:
        return False
    choices = await asyncio.to_thread(lambda: list(targets(session)))
    title = f"What does {evidence_id} prove?  {evidence.title}"
    target = await ui.push_screen_wait(
        Picker(title, choices, placeholder=ui.said("criterion, prompt, statement, ask"))
    )
    return bool(target) and await _say_where(ui, evidence_id, target)


async def link_target(ui: WorkspaceApp, target_id: str) -> bool:
    """Ask which evidence proves a criterion, prompt or statement, then link. Must run in a worker."""
    session = ui.opened
    choices = await asyncio.to_thread(lambda: list(evidence_choices(session)))
    if not choices:
        ui.say("There is no evidence yet. Press 3, then a to add some.", severity="warning")
        return False
    chosen = await ui.push_screen_wait(
        Picker(
            f"Which evidence proves {target_id}?", choices, placeholder="words of its title, kind or owner"
        )
    )
    return bool(chosen) and await _say_where(ui, chosen, target_id)


async def unlink(ui: WorkspaceApp, link: Link) -> bool:
    """Take one link away; undo brings it back. Must run in a worker."""
    from readiness.evidence import linking

    target = f"{link.target_kind}:{link.target}"
    return await ui.carry_out(lambda ws: linking.unlink(ws, link.evidence, target))


async def review(ui: WorkspaceApp, link: Link) -> bool:
    """Say that one link still holds, as both its ends are now. Must run in a worker."""
    from readiness.evidence import linking

    session, target = ui.opened, f"{link.target_kind}:{link.target}"
    question = (
        f"Say that the link of {link.evidence} to {link.target} still holds on "
        f"{near_day_words(session.today)}? Others rely on it."
    )
    if not await is_sure(ui, question, do_it="It holds"):
        return False
    return await ui.carry_out(lambda ws: linking.review(ws, link.evidence, target, as_at=session.today))


async def choose_link(ui: WorkspaceApp, evidence_id: str, title: str) -> Link | None:
    """One of the links of an item: the only one, or the one the user picks. Must run in a worker."""
    session = ui.opened
    links = session.index.links_of(evidence_id)
    if not links:
        ui.say(f"{evidence_id} is not linked to anything.", severity="warning")
        return None
    if len(links) == 1:
        return links[0]
    choices = [
        Choice(one.id, f"{one.target} {target_words(session, one)}", str(one.pinpoint)) for one in links
    ]
    chosen = await ui.push_screen_wait(Picker(title, choices))
    return next((one for one in links if one.id == chosen), None)


async def accept(ui: WorkspaceApp, evidence_id: str, target_id: str) -> bool:
    """Link suggested evidence without further questions. Must run in a worker."""
    from readiness.evidence import linking

    session = ui.opened
    return await ui.carry_out(lambda ws: linking.link(ws, evidence_id, [target_id], as_at=session.today))


def targets(session: Session) -> Iterator[Choice]:
    """Everything evidence can be linked to, criteria with their prompts and statements first."""
    framework, records = session.framework, session.records
    for criterion in framework.criteria.values():
        yield Choice(criterion.id, criterion.short, framework.terms.criterion)
        for prompt in criterion.prompts:
            yield Choice(prompt.id, prompt.text, "prompt")
        for statement in session.index.statements_of(criterion.id):
            yield Choice(statement.id, statement.text, f"statement under {criterion.id}")
    yield from (Choice(one.id, one.title, framework.terms.request) for one in framework.requests)
    yield from (Choice(one.id, one.title, "lens") for one in framework.lenses)
    yield from (Choice(one.id, one.text, "recommendation") for one in records.recommendations.values())
    yield from (Choice(one.id, one.title, "action") for one in records.actions.values())
    yield from (Choice(one.id, one.title, "measure") for one in records.measures.values())


def evidence_choices(session: Session) -> Iterator[Choice]:
    """Every item that is still relied on, with its kind, period and owner."""
    kinds = session.framework.kinds_by_id
    for one in session.records.evidence.values():
        if not one.is_withdrawn:
            kind = kinds[one.kind].title if one.kind in kinds else "no kind"
            parts = (kind, period_words(one.period_from, one.period_to), one.owner)
            yield Choice(one.id, one.title, ", ".join(part for part in parts if part))


def target_words(session: Session, link: Link) -> str:
    """The words of what a link points at."""
    from readiness.model.records.targets import target_text

    words = target_text(session.framework, session.records, link.target_kind, link.target)
    return words or "(no longer there)"


async def _say_where(ui: WorkspaceApp, evidence_id: str, target_id: str) -> bool:
    session = ui.opened
    today = session.today

    async def save(answers: Answers) -> bool:
        from readiness.evidence import linking
        from readiness.model.records.evidence import Pinpoint

        pinpoint = Pinpoint(**{name: answers.text(name) for name, _, _ in _WHERE})
        note = answers.text("note")

        def work(ws: Workspace) -> object:
            return linking.link(
                ws, evidence_id, [target_id], pinpoint=pinpoint, note=note or None, as_at=today
            )

        return await ui.carry_out(work)

    fields = [Field(name, label, hint=hint) for name, label, hint in _WHERE]
    fields.append(Field("note", "Note", "long", lines=2))
    intro = "Where in it should a reader look? Everything here may stay empty: ctrl+s links."
    form = FormDialog(f"Link {evidence_id} to {target_id}", fields, save, intro=intro)
    return await fill_in(ui, form)
