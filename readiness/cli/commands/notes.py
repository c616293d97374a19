"""Commands about dated notes of progress, which are added and never written over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from readiness.base.date_words import day_words
from readiness.cli.shell.output import Table, emit
from readiness.cli.shell.session import Session

if TYPE_CHECKING:
    from readiness.model.records.progress import ProgressNote

_About = Annotated[
    str, typer.Argument(metavar="ID", help="Id of an action or recommendation, such as P0007 or R0001.")
]


def note(
    context: typer.Context,
    about: _About,
    text: Annotated[str, typer.Argument(metavar="WORDS", help="What was done since.")],
    *,
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help="The day it is about; today if not given.")
    ] = "",
    by: Annotated[str, typer.Option("--by", help="Who reports it; you if not given.")] = "",
    did: Annotated[str, typer.Option("--did", help="What changed for people because of it.")] = "",
    is_public: Annotated[
        bool, typer.Option("--public", help="It may stand in a public version of the plan.")
    ] = False,
) -> None:
    """Add a dated note of progress. It stays as it is written: a correction is a further note.

    Examples: readiness plan note P0007 "Two posts filled." --did "Waits fell from 31 to 22 weeks."
        readiness plan note R0001 "Taken to the board." --on 2026-11-20
    """
    from readiness.plan.programme import add_note

    session: Session = context.obj
    made, _ = add_note(session.open(), about, text, on=on, by=by, did=did, is_public=is_public)
    emit(session, made.to_document(), lines=[f"{made.id} added to {made.about}."])


def notes(context: typer.Context, about: _About) -> None:
    """List the notes of progress about an action or a recommendation, newest first."""
    from readiness.base.errors import resolve
    from readiness.model.records.references import NOTED

    session: Session = context.obj
    ws = session.open()
    known = {one: record for table in NOTED for one, record in ws.records.table(table).items()}
    found = ws.index.notes_of(resolve("action or recommendation", about, known))[::-1]
    emit(session, [one.to_document() for one in found], notes_table(found))


def notes_table(found: Sequence[ProgressNote]) -> Table:
    """Notes as a table."""
    rows = [(one.id, day_words(one.on), one.by, one.words, one.did) for one in found]
    return Table(("Id", "On", "By", "Progress", "What it did"), rows, empty="No note yet.")
