"""Forms that settle facts of the framework: confirm, correct, and the workbook out and in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness.base.text import counted, quoted
from readiness.definitions.fact_words import said, writable
from readiness.model.definition.parts import places
from readiness.tui.base.content import line, plain
from readiness.tui.forms.fields import FILE_HINT, Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.forms.questions import QuestionDialog
from readiness.tui.forms.reading import ReportDialog, heading
from readiness.tui.shell.background import asked_to_replace, export_file_field, run_in_background

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from textual.content import Content

    from readiness.definitions.fact_sheet import SheetFacts
    from readiness.model.definition.parts import FactPlace
    from readiness.tui.shell.session import Session
    from readiness.tui.shell.workspace_app import WorkspaceApp

_LONG = 60
"""Characters from which on a value is typed in several lines."""


async def confirm(ui: WorkspaceApp, keys: Sequence[str]) -> bool:
    """Ask where it can be read that facts are right, and confirm them. Must run in a worker."""
    session = ui.opened
    known = places(session.framework)
    fresh = [known[key] for key in keys if key in known and known[key].fact.status != "confirmed"]
    if not fresh:
        ui.say("It is confirmed already. d doubts it again.", severity="warning")
        return False

    async def save(answers: Answers) -> bool:
        from readiness.workspace.facts import confirm_facts

        day = _day(answers, session)
        names = [one.key for one in fresh]
        source, by = answers.text("source"), answers.text("by")
        return await ui.carry_out(
            lambda ws: confirm_facts(ws, names, on=day, today=day, source=source, by=by)
        )

    what = quoted(fresh[0].words, 200) if len(fresh) == 1 else counted(len(fresh), "fact")
    intro = f"{what}: confirm as it stands only what you have compared with the published text."
    title = f"Confirm {fresh[0].name if len(fresh) == 1 else counted(len(fresh), 'fact')}"
    return await fill_in(ui, FormDialog(title, _who(session), save, intro=intro))


async def correct(ui: WorkspaceApp, key: str) -> bool:
    """Ask what a fact should say, and put it right. Must run in a worker."""
    session = ui.opened
    place = places(session.framework).get(key)
    if place is None:
        return False

    async def save(answers: Answers) -> bool:
        from readiness.definitions.confirming import Settling
        from readiness.workspace.facts import settle

        given = {name: str(answers.changed[name]) for name in writable(place.part) if name in answers.changed}
        if not given:
            ui.say("Nothing was put right. c confirms it as it stands.", severity="warning")
            return False
        settling = Settling(
            key, answers.text("source?"), given, answers.text("by?"), _day(answers, session, "?")
        )
        return await ui.carry_out(lambda ws: settle(ws, [settling], today=session.today))

    fields = [*map(_field, _values(place)), *_who(session, "?")]
    intro = "What you put right here changes everywhere it is quoted. Lists are parted by commas."
    return await fill_in(ui, FormDialog(f"Correct {place.name}", fields, save, intro=intro))


async def write(ui: WorkspaceApp, keys: Sequence[str]) -> bool:
    """Ask for a file and write facts as a workbook: those with these keys, or all. Must run in a worker."""
    session = ui.opened

    async def save(answers: Answers) -> bool:
        target = answers.path("file")
        replacing = await asked_to_replace(ui, target)
        if replacing is None:
            return False

        def work(now: Session) -> int:
            from readiness.definitions.fact_sheet import facts_workbook
            from readiness.workspace.output import need_suffix, save

            need_suffix(target, ".xlsx")
            known = places(now.framework)
            chosen = [known[key] for key in keys or known if key in known]
            area = now.workspace.area.name
            save(target, facts_workbook(now.framework, chosen, area=area, dated=now.today), replace=replacing)
            return len(chosen)

        count = await run_in_background(ui, work)
        if count is None:
            return False
        ui.say_made(f"Wrote {counted(count, 'fact')} to {target}", target)
        return True

    intro = "Write yes beside what is right, or put its words right; then take the file in again (i)."
    field = export_file_field(session, "facts", ".xlsx")
    return await fill_in(ui, FormDialog("Write facts as a workbook", [field], save, intro=intro))


async def take_in(ui: WorkspaceApp) -> bool:
    """Ask for a filled-in workbook, show what it says, and store it as one change. Must run in a worker."""
    session = ui.opened
    read: list[SheetFacts] = []

    async def save(answers: Answers) -> bool:
        path, source, by = answers.path("file"), answers.text("source"), answers.text("by")

        def work(now: Session) -> SheetFacts:
            from readiness.definitions.fact_sheet import read_facts
            from readiness.workspace.facts import settled

            facts = read_facts(path, now.framework, source=source, by=by)
            if not any(one.severity == "error" for one in facts.problems):
                settled(now.workspace, facts.settlings, today=now.today)  # refused before it is shown
            return facts

        found = await run_in_background(ui, work)
        read.extend([found] if found else [])
        return found is not None

    fields = [
        Field("file", "Workbook", "path", hint=FILE_HINT, is_needed=True),
        Field("source", "Where it was read", hint="for rows that do not say so themselves"),
        Field("by", "Said by", hint="you, when empty"),
    ]
    if not await fill_in(ui, FormDialog("Take facts in", fields, save)) or not read:
        return False
    found = read[-1]
    await ui.push_screen_wait(ReportDialog("What the workbook says", sheet_lines(found)))
    if not found.settlings or any(one.severity == "error" for one in found.problems):
        return False
    corrected = len(found.edits)
    question = f"Confirm {len(found.settlings) - corrected} and correct {corrected} in one change?"
    if not await ui.push_screen_wait(QuestionDialog(question, safe="Leave all", other="Store it")):
        return False

    from readiness.workspace.facts import settle

    return await ui.carry_out(lambda ws: settle(ws, found.settlings, today=session.today))


def sheet_lines(found: SheetFacts) -> list[Content]:
    """What a workbook confirms and corrects, and every fault of it."""
    corrected = len(found.edits)
    confirmed = len(found.settlings) - corrected
    parts = [plain(f"{confirmed} confirmed, {corrected} corrected, {found.as_before} as before.", "bold")]
    if found.problems:
        parts.append(heading("Nothing is stored until these are put right"))
        parts += [plain(str(one)) for one in found.problems]
    parts += [heading("Corrected")] if corrected else []
    for key, edits in found.edits.items():
        parts += [
            line(
                plain(f"{key}  ", "bold"),
                f"{one.field}: {one.before or 'nothing'} -> {one.after or 'nothing'}",
            )
            for one in edits
        ]
    return parts


def _values(place: FactPlace) -> list[tuple[str, str]]:
    return [(name, said(getattr(place.fact, name))) for name in writable(place.part)]


def _field(named: tuple[str, str]) -> Field:
    name, value = named
    label = name.replace("_", " ").capitalize()
    return Field(name, label, "long" if len(value) > _LONG else "text", value, lines=3)


def _who(session: Session, suffix: str = "") -> list[Field]:
    today = session.today
    return [
        Field(f"source{suffix}", "Where it is read", hint="title, page, who said so", is_needed=True),
        Field(f"by{suffix}", "Said by", hint="you, when empty"),
        Field(f"on{suffix}", "On", "date", today.isoformat(), today=today, nearest="back"),
    ]


def _day(answers: Answers, session: Session, suffix: str = "") -> date:
    from datetime import date

    day = answers.values.get(f"on{suffix}")
    return day if isinstance(day, date) else session.today
