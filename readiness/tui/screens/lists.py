"""Files that lists come in: person-level lists, the inspectorate's own list, and the request map."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from readiness.base.text import counted
from readiness.tui.base.content import line, plain
from readiness.tui.forms.fields import FILE_HINT, Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.forms.reading import ReportDialog, heading
from readiness.tui.shell.background import run_in_background

if TYPE_CHECKING:
    from textual.content import Content

    from readiness.people_lists.report import Finding, ListReport
    from readiness.people_lists.return_file import ReturnReport
    from readiness.tui.shell.session import Session
    from readiness.tui.shell.workspace_app import WorkspaceApp


async def check_lists(ui: WorkspaceApp) -> None:
    """Ask for one list or both, and show what is wrong with them by place. Must run in a worker."""
    session = ui.opened
    found: list[ListReport] = []

    async def save(answers: Answers) -> bool:
        from readiness.people_lists import check
        from readiness.people_lists.places import places_file
        from readiness.workspace.output import save as save_file

        other = answers.path("other") if answers.text("other") else None
        given = answers.values["as_at"]
        as_at = given if isinstance(given, date) else session.today

        target = answers.path("places") if answers.text("places") else None

        def work(now: Session) -> ListReport:
            keeps_all = target is not None
            report = check.check_lists(
                now.framework, answers.path("file"), other, as_at=as_at, keeps_all=keeps_all
            )
            if target is not None:
                save_file(target, places_file(report, target))
            return report

        report = await run_in_background(ui, work)
        found.extend([report] if report else [])
        return bool(report)

    fields = [
        Field("file", "List", "path", hint=FILE_HINT, is_needed=True),
        Field("other", "The other list", "path", hint="finds people on both; may stay empty"),
        Field("places", "Write places to", "path", hint="ends in .xlsx or .csv; may stay empty"),
        Field("as_at", "As at", "date", session.today.isoformat(), today=session.today, nearest="around"),
    ]
    intro = "Counts and places only: no value of a row is shown, kept or written anywhere."
    if await fill_in(ui, FormDialog("Check person-level lists", fields, save, intro=intro)) and found:
        await ui.push_screen_wait(ReportDialog("Person-level lists", list_lines(found[-1])))


async def check_return(ui: WorkspaceApp) -> None:
    """Ask for the file of a return, and show by place what is not as its form asks. Must run in a worker."""
    from readiness.people_lists import return_file

    known = await run_in_background(ui, lambda now: return_file.returns_known(now.framework))
    if not known:
        return
    found: list[ReturnReport] = []

    async def save(answers: Answers) -> bool:
        due, path, council = known[answers.text("due")], answers.path("file"), answers.text("council")
        report = await run_in_background(
            ui, lambda _now: return_file.check_return(due, path, council=council)
        )
        found.extend([report] if report else [])
        return bool(report)

    choices = tuple((each.id, each.title) for each in known.values())
    fields = [
        Field("due", "Return", "choice", choices[0][0], choices, is_needed=True),
        Field("file", "File", "path", hint=FILE_HINT, is_needed=True),
        Field("council", "Whose it is", hint="compared with what it says; may stay empty"),
    ]
    intro = "Places only: no cell of it is shown, kept or sent."
    if await fill_in(ui, FormDialog("Check the file of a return", fields, save, intro=intro)) and found:
        await ui.push_screen_wait(ReportDialog(found[-1].title, return_lines(found[-1])))


def return_lines(report: ReturnReport) -> list[Content]:
    """What is not as the form asks, place by place, after how far the form is known."""
    parts = [plain(counted(report.faults, "fault"), "bold"), plain(report.known_from)]
    parts += [
        line(
            plain(f"{each.sheet or 'file'} {each.place} ", "bold"),
            f"{each.message} ",
            plain(each.hint, _MUTED),
        )
        for each in report.findings
    ]
    return parts if report.faults else [*parts, plain("Nothing found against what is known of the form.")]


_MUTED = "$text-muted"


def list_lines(report: ListReport) -> list[Content]:
    """What is wrong with the lists: a summary, counts by rule, then places; never a value."""
    errors, queries = counted(report.errors, "error"), counted(report.queries, "query", "queries")
    parts = [plain(f"{errors}, {queries}; as at {report.as_at:%d/%m/%Y}.", "bold")]
    parts += [
        line(
            plain(f"{one.source}: ", "bold"),
            f"{one.title}, {counted(one.rows, 'row')}; {one.rows_with_errors} with errors, "
            f"{one.rows_with_queries} with queries",
        )
        for one in report.sheets
    ]
    parts += [plain(remark) for remark in report.remarks]
    parts.append(heading("Counts"))
    parts += [
        line(plain(f"{one.count:>5} {one.severity:<6} ", "bold"), f"{one.heading}: {one.message}")
        for one in report.tallies
    ]
    parts += [] if report.tallies else [plain("No fault found.")]
    parts.append(heading("Places"))
    parts += [_place(one) for one in report.findings]
    parts += [] if report.findings else [plain("None.")]
    return parts


def _place(one: Finding) -> Content:
    row = f"row {one.row}" if one.row else "sheet"
    column = f" column {one.column}" if one.column else ""
    also = f" (see {one.see_also})" if one.see_also else ""
    return line(
        plain(f"{one.severity:<6} {row}{column} ", "bold"),
        f"{one.heading}: {one.message}{also} ",
        plain(one.hint, _MUTED),
    )
