"""The command that erases what a person said, or a whole record."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from readiness.base.errors import UsageError
from readiness.base.text import visible
from readiness.cli.shell.output import Table, emit, note
from readiness.cli.shell.session import Session


def register(app: typer.Typer) -> None:
    """Add this command to the tree."""
    app.command("erase")(erase)


def erase(
    context: typer.Context,
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="Records to erase, such as S0007 or E0012.")
    ] = None,
    words: Annotated[
        str, typer.Option("--words", metavar="TEXT", help="Words to erase wherever they stand.")
    ] = "",
    is_trial: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be erased, and change nothing.")
    ] = False,
    is_sure: Annotated[bool, typer.Option("--yes", help="Do it; it cannot be undone.")] = False,
) -> None:
    """Erase a person's words, or whole records, from everything kept on this computer.

    Register, history, snapshots, backups, drafts, remembered exports, cached words, own settings, the drill's
    copy; of evidence also its files in the library. What could not be reached is named, with exit code 1.
    Words are found as whole words, in upper or lower case. Nothing can bring back what was erased.

    Examples: readiness erase --words "Jo Doe" --dry-run    readiness erase S0007 --yes
    """
    from readiness.workspace import erasure

    session: Session = context.obj
    if bool(ids) == bool(words.strip()):
        raise UsageError("Name either records or --words.", "", 'Such as: readiness erase --words "Jo Doe"')
    if not (is_trial or is_sure):
        raise UsageError(
            "Erasing cannot be undone.", "", "See first with --dry-run; then add --yes to do it."
        )
    ws = session.open()

    def told(step: object) -> None:
        note(f"looking into {getattr(step, 'done', 0) + 1} of {getattr(step, 'total', 0)}")

    if ids:
        done = erasure.erase_records(ws, ids, is_trial=is_trial, progress=told)
    else:
        done = erasure.erase_words(ws, words, is_trial=is_trial, progress=told)
    left = [(name, "still holds it") for name in done.unreached]
    left += [(name, "could not be looked into") for name in done.unread]
    emit(
        session,
        {**asdict(done), "dry_run": is_trial, "beyond": erasure.BEYOND},
        *([Table(("Not reached", "Why"), left)] if left else []),
        lines=[visible(line) for line in erasure.described(done, is_trial=is_trial)],
        closing=[erasure.BEYOND],
    )
    if left:
        raise typer.Exit(1)
