"""What inspectors wrote in other areas: themes counted, findings about a criterion or like our words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.base.date_words import day_words
from readiness.base.text import counted
from readiness.tui.base.content import plain
from readiness.tui.forms.fields import Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.forms.questions import Menu
from readiness.tui.forms.reading import ReportDialog, heading
from readiness.tui.shell.background import run_in_background

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.content import Content

    from readiness.plan.elsewhere import ThemeCount
    from readiness.plan.learned_report import Hit, LearnedReport
    from readiness.tui.shell.session import Session
    from readiness.tui.shell.workspace_app import WorkspaceApp

_OWN = "own words"

_APART = "For learning: what was written elsewhere is no evidence of ours and says nothing about this area."


async def elsewhere(ui: WorkspaceApp) -> None:
    """List the themes of the reports kept; the one chosen, or words of our own, shows its findings.

    Must run in a worker.
    """
    found = await run_in_background(ui, _themes)
    session = ui.opened
    if found is None:
        return
    reports, counts = found
    if not reports:
        ui.say("No report of another area is kept: 'readiness report library add FILE' keeps one.")
        return
    criteria = session.framework.criteria
    ways = [
        (_OWN, "Like words or a record of ours", "a draft statement, or an id such as S0012"),
        *(
            (one.criterion, f"{one.criterion} {criteria[one.criterion].short}", _count(one))
            for one in counts
            if one.criterion in criteria
        ),
    ]
    title = f"Elsewhere: {counted(len(reports), 'published report')}"
    chosen = await ui.push_screen_wait(Menu(title, ways, intro=_APART))
    if chosen == _OWN:
        await _like_ours(ui, reports)
    elif chosen:
        await _show(ui, reports, chosen)


async def _like_ours(ui: WorkspaceApp, reports: list[LearnedReport]) -> None:
    asked: list[str] = []

    async def save(answers: Answers) -> bool:
        asked.append(answers.text("words"))
        return True

    fields = [Field("words", "Words or id", "long", is_needed=True, help="A draft, or the id of a record.")]
    if await fill_in(ui, FormDialog("What is it about?", fields, save)):
        await _show(ui, reports, asked[-1].strip())


async def _show(ui: WorkspaceApp, reports: list[LearnedReport], what: str) -> None:
    from readiness.plan.elsewhere import about, like_words

    session = ui.opened
    near = about(reports, session.framework, session.records, what.upper())
    hits = like_words(reports, what) if near is None else near
    await ui.push_screen_wait(
        ReportDialog("What inspectors wrote elsewhere", list(_parts(session, hits, reports)))
    )


def _themes(session: Session) -> tuple[list[LearnedReport], list[ThemeCount]]:
    from readiness.plan.elsewhere import themes
    from readiness.plan.report_library import kept_reports

    reports, _ = kept_reports(session.workspace)
    return reports, themes(reports, session.framework)


def _count(one: ThemeCount) -> str:
    return f"{counted(one.findings, 'finding')} in {counted(one.reports, 'report')}"


def _parts(session: Session, hits: list[Hit], reports: list[LearnedReport]) -> Iterator[Content]:
    from readiness.plan.learned_report import reports_by_outcome

    known = session.framework.outcomes_by_id
    titles = {key: f"{one.id} {one.title}" for key, one in known.items()}
    yield plain(_APART)
    if not hits:
        yield plain("No report kept says anything like it.")
    by_outcome = {outcome: (some, every) for outcome, some, every in reports_by_outcome(hits, reports)}
    last: str | None = None
    for hit in hits:
        if hit.report.outcome != last:
            last = hit.report.outcome
            some, every = by_outcome[last]
            yield heading(f"Outcome {titles.get(last, 'not found')}: {some} of {counted(every, 'report')}")
        kind = hit.finding.kind.replace("_", " ")
        yield plain(
            f"{hit.report.area}, {day_words(hit.report.first)}, {kind}, page {hit.finding.page}", "bold"
        )
        yield plain(hit.finding.text, keep_breaks=True)
