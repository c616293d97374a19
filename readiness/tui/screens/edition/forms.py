"""What moving to another definition asks: which, what takes the place of what, and whether to do it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from readiness.base.text import counted, quoted
from readiness.definitions.editions import chosen_step, parts_of
from readiness.tui.base.content import plain
from readiness.tui.forms.fields import FILE_HINT, Field
from readiness.tui.forms.form import Answers, FormDialog, fill_in
from readiness.tui.forms.questions import Menu, QuestionDialog
from readiness.tui.forms.reading import ReportDialog
from readiness.tui.shell.background import asked_to_replace, export_file_field, run_in_background

if TYPE_CHECKING:
    from readiness.definitions.editions import Step
    from readiness.tui.shell.session import Session
    from readiness.tui.shell.workspace_app import WorkspaceApp
    from readiness.workspace.edition_move import EditionMove

_FILE = "file"


async def choose_definition(ui: WorkspaceApp) -> EditionMove | None:
    """Ask which definition to look at, and compare it with the one in force. Must run in a worker."""
    from readiness.workspace.edition_move import offered, proposed_move

    session = ui.opened
    used = session.workspace.definition
    intro = used.words if used is not None else ""
    choices = [*offered(session.workspace), (_FILE, "Another file", "a YAML file or its folder")]
    name = await ui.push_screen_wait(Menu("Compare with another definition", choices, intro=intro))
    if name == _FILE:
        name = await _path(ui)
    if not name:
        return None
    return await run_in_background(ui, lambda now: proposed_move(now.workspace, name))


async def _path(ui: WorkspaceApp) -> str:
    given: list[str] = []

    async def save(answers: Answers) -> bool:
        given.append(str(answers.path("file")))
        return True

    fields = [Field("file", "Definition", "path", hint="ends in .yaml, or a folder", is_needed=True)]
    await fill_in(ui, FormDialog("Which definition", fields, save))
    return given[-1] if given else ""


async def choose(ui: WorkspaceApp, move: EditionMove, step: Step) -> EditionMove | None:
    """Ask what has taken the place of an id; None when nothing was said. Must run in a worker."""
    known = parts_of(move.new)[step.kind]
    made: list[EditionMove] = []

    async def save(answers: Answers) -> bool:
        ids = tuple(dict.fromkeys(filter(None, re.split(r"[\s,;]+", answers.text("new")))))
        unknown = [one for one in ids if one not in known]
        if unknown:
            ui.say(f"The new definition has no {step.kind} {unknown[0]}.", severity="warning")
            return False
        steps = tuple(chosen_step(one, ids, known) if one is step else one for one in move.steps)
        done = await run_in_background(ui, lambda now: _with_steps(now, move, steps))
        made.extend([done] if done else [])
        return done is not None

    fields = [
        Field("new", "New id", value=", ".join(step.new), hint="several when it was split; empty archives it")
    ]
    intro = f"{step.kind} {step.old}: {quoted(step.words, 300)}"
    await fill_in(ui, FormDialog("What has taken its place", fields, save, intro=intro))
    return made[-1] if made else None


async def write_map(ui: WorkspaceApp, move: EditionMove) -> bool:
    """Ask for a file and write the map as a workbook. Must run in a worker."""
    session = ui.opened

    async def save(answers: Answers) -> bool:
        target = answers.path("file")
        replacing = await asked_to_replace(ui, target)
        if replacing is None:
            return False

        def work(now: Session) -> bool:
            from readiness.definitions.edition_map import map_workbook
            from readiness.workspace.output import need_suffix, save

            need_suffix(target, ".xlsx")
            area = now.workspace.area.name
            save(
                target,
                map_workbook(move.old, move.new, move.steps, area=area, dated=now.today),
                replace=replacing,
            )
            return True

        if not await run_in_background(ui, work):
            return False
        ui.say_made(f"Wrote the map to {target}", target)
        return True

    field = export_file_field(session, "edition-map", ".xlsx")
    intro = "Correct the column New id, then take the file in again (i)."
    return await fill_in(ui, FormDialog("Write the map", [field], save, intro=intro))


async def take_map(ui: WorkspaceApp, move: EditionMove) -> EditionMove | None:
    """Ask for a corrected map; its faults are shown, and then nothing is taken. Must run in a worker."""
    from readiness.definitions.edition_map import read_map

    read: list[EditionMove] = []

    async def save(answers: Answers) -> bool:
        path = answers.path("file")
        found = await run_in_background(ui, lambda _: read_map(path, move.new, move.steps))
        if found is None:
            return False
        steps, problems = found
        if any(one.severity == "error" for one in problems):
            shown = [plain(str(one)) for one in problems]
            await ui.push_screen_wait(ReportDialog("The map has faults; nothing was taken", shown))
            return False
        done = await run_in_background(ui, lambda now: _with_steps(now, move, steps))
        read.extend([done] if done else [])
        return done is not None

    fields = [Field("file", "Map", "path", hint=FILE_HINT, is_needed=True)]
    await fill_in(ui, FormDialog("Take a map in", fields, save))
    return read[-1] if read else None


async def apply(ui: WorkspaceApp, move: EditionMove) -> bool:
    """Say what the move does, ask, and make it as one change after a backup. Must run in a worker."""
    from readiness.workspace.edition_move import apply_move
    from readiness.workspace.placing import apply_placing

    if move.is_placing:
        question = f"{move.account} One undo takes all back. Give them their place?"
        if not await ui.push_screen_wait(QuestionDialog(question, safe="Leave all", other="Move")):
            return False
        return await ui.carry_out(lambda ws: apply_placing(ws, move))
    unsure = sum(one.is_unsure for one in move.steps)
    doubt = f" {counted(unsure, 'id')} should be looked at first." if unsure else ""
    question = f"{move.account}{doubt} A backup is made first; one undo takes all back. Move?"
    if not await ui.push_screen_wait(QuestionDialog(question, safe="Leave all", other="Move")):
        return False
    return await ui.carry_out(lambda ws: apply_move(ws, move))


def _with_steps(session: Session, move: EditionMove, steps: tuple[Step, ...]) -> EditionMove:
    """The same move, or the same placing, by another map."""
    from readiness.workspace.edition_move import with_steps
    from readiness.workspace.placing import with_places

    change = with_places if move.is_placing else with_steps
    return change(session.workspace, move, steps)
