"""Erasing words or records: what would go is shown first, and the safe answer keeps everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.tui.base.content import plain
from readiness.tui.forms.fields import Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.forms.questions import QuestionDialog
from readiness.tui.forms.reading import ReportDialog, heading
from readiness.tui.shell.background import run_in_background

if TYPE_CHECKING:
    from textual.content import Content

    from readiness.tui.shell.session import Session
    from readiness.tui.shell.workspace_app import WorkspaceApp
    from readiness.workspace.erasure import Erasure


async def erase(ui: WorkspaceApp) -> None:
    """Ask for words or records, show what would be erased, and do it when told to. Must run in a worker."""

    async def go_on(answers: Answers) -> bool:
        words, ids = answers.text("words"), tuple(answers.text("records").replace(",", " ").split())
        if bool(words) == bool(ids):
            ui.say("Give either words or records.", severity="warning")
            return False
        return await _see_and_erase(ui, words, ids)

    fields = [
        Field("words", "Words", hint="such as a name; whole words, in upper or lower case"),
        Field("records", "Records", hint="or ids, such as S0007 E0012"),
    ]
    intro = "What would be erased is shown first. Erasing cannot be undone."
    await fill_in(ui, FormDialog("Erase", fields, go_on, intro=intro))


async def _see_and_erase(ui: WorkspaceApp, words: str, ids: tuple[str, ...]) -> bool:
    def work(session: Session, *, is_trial: bool) -> Erasure:
        from readiness.workspace import erasure

        if ids:
            return erasure.erase_records(session.workspace, ids, is_trial=is_trial)
        return erasure.erase_words(session.workspace, words, is_trial=is_trial)

    seen = await run_in_background(ui, lambda session: work(session, is_trial=True))
    if seen is None:
        return False
    await ui.push_screen_wait(ReportDialog("What would be erased", _parts(seen, is_trial=True)))
    if seen.is_nothing:
        return False
    question = QuestionDialog("Nothing can bring back what is erased.", safe="Keep it", other="Erase it")
    if not await ui.push_screen_wait(question):
        return False
    done = await run_in_background(ui, lambda session: work(session, is_trial=False))
    ui.announce()
    if done is None:
        return False
    await ui.push_screen_wait(ReportDialog("What was erased", _parts(done, is_trial=False)))
    return True


def _parts(erasure: Erasure, *, is_trial: bool) -> list[Content]:
    from readiness.workspace.erasure import BEYOND, described

    parts = [plain(line) for line in described(erasure, is_trial=is_trial)]
    if erasure.unreached:
        parts += [heading("It still stands in"), *map(plain, erasure.unreached)]
    if erasure.unread:
        parts += [heading("Could not be looked into"), *map(plain, erasure.unread)]
    return [*parts, plain(""), plain(BEYOND, "$text-muted")]
