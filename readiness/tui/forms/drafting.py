"""Keeping what is typed into a form while it is typed, and offering it again when the form opens next."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from readiness.base.date_words import weekday_words
from readiness.base.text import listed
from readiness.tui.forms.fields import FieldRow
from readiness.tui.forms.questions import QuestionDialog

if TYPE_CHECKING:
    from datetime import datetime

    from textual.widget import Widget

    from readiness.workspace.drafts import Draft
    from readiness.workspace.workspace import Workspace

PAUSE = 0.5
"""Seconds from a key to the draft on disk; further keys meanwhile are kept with it."""


@runtime_checkable
class HoldsWorkspace(Protocol):
    """An application that may have a workspace open."""

    @property
    def open_workspace(self) -> Workspace | None:
        """The workspace that is open; None when none is."""
        ...


class DraftKeeper:
    """The draft of one form while it is open; writes one after the other, the newest last."""

    def __init__(self, place: Widget, workspace: Workspace, form: str) -> None:
        from readiness.workspace.drafts import Drafts

        self._place = place
        self._form = form
        self._clock = workspace.clock
        self._drafts = Drafts(workspace.root, workspace.user)
        self._turn = asyncio.Lock()
        self._is_offered = False
        """Whether the draft from before was asked about; until then it is not written over."""
        self._is_due = False
        self._is_over = False
        self._has_warned = False

    async def offer(self) -> None:
        """Ask about a draft from before, and fill the form with it unless it is thrown away.

        Must run in a worker.
        """
        draft = await asyncio.to_thread(self._drafts.find, self._form)
        rows = {row.spec.name: row for row in self._place.query(FieldRow)}
        if draft and draft.fields.keys() & rows.keys():
            question = QuestionDialog(
                _question(draft, rows), safe="Go on with these words", other="Throw them away"
            )
            if await self._place.app.push_screen_wait(question):
                await asyncio.to_thread(self._discard)
            else:
                for name, one in draft.fields.items():
                    if name in rows:
                        rows[name].fill(one.now)
        self._is_offered = True
        self.touched()

    def touched(self) -> None:
        """Something may have been typed: keep it in a moment."""
        if self._is_offered and not self._is_due and not self._is_over:
            self._is_due = True
            self._place.set_timer(PAUSE, self._begin)

    async def forget(self) -> None:
        """The form was saved or left: nothing of it is kept any more."""
        self._is_over = True
        async with self._turn:
            await asyncio.to_thread(self._discard)

    def _begin(self) -> None:
        self._is_due = False
        self._place.run_worker(self._keep(), group="draft")

    async def _keep(self) -> None:
        async with self._turn:
            if self._is_over:
                return
            rows = [row for row in self._place.query(FieldRow) if row.is_changed]
            await asyncio.to_thread(self._write, {row.spec.name: (row.opened_with, row.raw) for row in rows})

    def _write(self, typed: dict[str, tuple[str | tuple[str, ...], str | tuple[str, ...]]]) -> None:
        from readiness.workspace.drafts import Draft, Typed

        if not typed:
            self._discard()
            return
        fields = {name: Typed(before, now) for name, (before, now) in typed.items()}
        try:
            self._drafts.keep(self._form, Draft(self._clock(), fields))
        except OSError as error:
            self._warn(f"What you type is not kept as a draft: {error.strerror or error}")

    def _discard(self) -> None:
        try:
            self._drafts.discard(self._form)
        except OSError as error:
            self._warn(f"A draft could not be thrown away: {error.strerror or error}")

    def _warn(self, words: str) -> None:
        if not self._has_warned:
            self._has_warned = True
            self._place.app.call_from_thread(self._place.notify, words, severity="warning", markup=False)


def keeper_for(place: Widget, form: str) -> DraftKeeper | None:
    """What keeps the draft of a form in the workspace that is open; None when none is."""
    app = place.app
    workspace = app.open_workspace if isinstance(app, HoldsWorkspace) else None
    return None if workspace is None else DraftKeeper(place, workspace, form)


def _question(draft: Draft, rows: dict[str, FieldRow]) -> str:
    others = [
        rows[name].spec.label
        for name, one in draft.fields.items()
        if name in rows and rows[name].opened_with != one.before
    ]
    changed = f" Since then {listed(others)} was changed: look at both before you save." if others else ""
    return f"You were writing this on {_moment(draft.at)} and did not save it.{changed}"


def _moment(at: datetime) -> str:
    from readiness.base.zone import local_zone

    local = at.astimezone(local_zone())
    return f"{weekday_words(local.date())} at {local:%H:%M}"
