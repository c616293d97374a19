"""Commands about the self-evaluation's statements and local grades."""

from __future__ import annotations

from typing import Annotated, cast

import typer

from readiness.base.errors import UsageError
from readiness.cli.shell.output import Table, emit
from readiness.cli.shell.session import Session, parse_date
from readiness.model.vocabulary import STATEMENT_KINDS

_Id = Annotated[str, typer.Argument(metavar="ID", help="Statement id, such as S0014.")]


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    group = typer.Typer(help="Statements of the self-evaluation: add, edit, agree.", rich_markup_mode=None)
    group.command("add")(add)
    group.command("edit")(edit)
    group.command("list")(list_statements)
    group.command("show")(show)
    group.command("agree")(agree)
    group.command("delete")(delete)
    app.add_typer(group, name="statement")
    app.command("grade")(grade)


def add(
    context: typer.Context,
    criterion: Annotated[str, typer.Argument(metavar="CRITERION", help="Such as A3.")],
    kind: Annotated[str, typer.Argument(metavar="KIND", help=", ".join(STATEMENT_KINDS))],
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The statement, in quotes.")],
    impact: Annotated[str, typer.Option("--impact", help="What difference has it made?")] = "",
    as_at: Annotated[str, typer.Option("--facts-at", help="Date the facts in it are true of.")] = "",
    lens: Annotated[str, typer.Option("--lens", help="Lens ids, separated by commas.")] = "",
) -> None:
    """Write a statement.

    Example: readiness statement add A3 strength "OT waits fell." --impact "412 children..."
    """
    from readiness.model.vocabulary import StatementKind
    from readiness.sef import statements

    session: Session = context.obj
    chosen = cast("StatementKind", _kind(kind))
    fields: dict[str, object] = {"impact": impact, "lenses": tuple(one for one in lens.split(",") if one)}
    facts_at = parse_date(as_at, session, "back") if as_at else session.today
    record, _ = statements.add(session.open(), criterion, chosen, text, as_at=facts_at, **fields)
    emit(session, record.to_document(), lines=[f"{record.id} written under {record.criterion}."])


def edit(
    context: typer.Context,
    statement_id: _Id,
    text: Annotated[str, typer.Option("--text", help="The new words.")] = "",
    impact: Annotated[str, typer.Option("--impact", help="The new impact.")] = "",
    kind: Annotated[str, typer.Option("--kind", help=", ".join(STATEMENT_KINDS))] = "",
    as_at: Annotated[str, typer.Option("--facts-at", help="Date the facts in it are true of.")] = "",
) -> None:
    """Change a statement; agreements to the old words no longer count.

    Example: readiness statement edit S0014 --impact "412 children waited 9 weeks less."
    """
    from readiness.sef import statements

    session: Session = context.obj
    fields: dict[str, object] = {name: one for name, one in (("text", text), ("impact", impact)) if one}
    if kind:
        fields["kind"] = _kind(kind)
    if as_at:
        fields["as_at"] = parse_date(as_at, session, "back")
    if not fields:
        raise UsageError(
            "Nothing to change was given.", statement_id, "Give --text, --impact, --kind or --facts-at."
        )
    done = statements.edit(session.open(), statement_id, **fields)
    emit(session, {"done": done.label}, lines=[f"{done.label}."])


def list_statements(
    context: typer.Context,
    criterion: Annotated[str, typer.Option("--criterion", help="Only this criterion.")] = "",
) -> None:
    """List the statements, criterion by criterion."""
    from readiness.base.errors import resolve
    from readiness.sef.statements import without_place

    session: Session = context.obj
    ws = session.open()
    chosen = (
        [resolve("criterion", criterion, ws.framework.criteria)] if criterion else list(ws.framework.criteria)
    )
    found = [statement for one in chosen for statement in ws.index.statements_of(one)]
    if not criterion:
        found += without_place(ws)
    rows = [(one.id, one.criterion, one.kind.replace("_", " "), one.text, one.impact) for one in found]
    emit(
        session,
        [one.to_document() for one in found],
        Table(
            ("Id", "Criterion", "Kind", "Draft", "Impact"),
            rows,
            empty='None yet. Write one: readiness statement add A1 headline "..."',
        ),
    )


def show(context: typer.Context, statement_id: _Id) -> None:
    """Show a statement with its evidence and who has agreed it."""
    from readiness.model.records.evaluation import Statement
    from readiness.workspace.editing import find

    session: Session = context.obj
    ws = session.open()
    record = find(ws, Statement, statement_id)
    links = ws.index.links_to("statement", record.id)
    agreed = [
        (one.title, "agreed" if record.agreed_by(one.id) else "not agreed")
        for one in ws.framework.agencies
        if one.agrees
    ]
    rows = [(one.evidence, str(one.pinpoint), one.note) for one in links]
    emit(
        session,
        {**record.to_document(), "links": [one.to_document() for one in links]},
        Table(("Evidence", "Where to look", "Note"), rows, title="Evidence", empty="No evidence linked."),
        Table(("Agency", "This draft"), agreed, title="Agreement"),
        lines=[
            f"{record.id} {record.kind.replace('_', ' ')} under {record.criterion}",
            record.text,
            record.impact,
        ],
    )


def agree(
    context: typer.Context,
    statement_id: _Id,
    agency: Annotated[str, typer.Argument(metavar="AGENCY", help="Agency id, such as health.")],
    by: Annotated[str, typer.Option("--by", help="Who agreed; you, when not given.")] = "",
) -> None:
    """Record that an agency agrees the words as they stand."""
    from readiness.sef import statements

    session: Session = context.obj
    done = statements.agree(session.open(), statement_id, agency, by=by, as_at=session.today)
    emit(session, {"done": done.label}, lines=[f"{done.label}."])


def delete(context: typer.Context, statement_id: _Id) -> None:
    """Remove a statement and the links to it; undo brings both back."""
    from readiness.sef import statements

    session: Session = context.obj
    done = statements.delete(session.open(), statement_id)
    emit(session, {"done": done.label}, lines=[f"{done.label}. 'readiness undo' brings it back."])


def grade(
    context: typer.Context,
    criterion: Annotated[str, typer.Argument(metavar="CRITERION", help="Such as A3.")],
    outcome: Annotated[str, typer.Argument(metavar="OUTCOME", help="Outcome id; see 'frameworks show'.")],
    why: Annotated[str, typer.Option("--why", help="The reason, in a sentence.")] = "",
) -> None:
    """Set the partnership's own view of a criterion. It is local: inspectors give no such grade.

    Example: readiness grade A3 2 --why "Waits for occupational therapy exceed 18 weeks."
    """
    from readiness.sef import statements

    session: Session = context.obj
    done = statements.grade(session.open(), criterion, outcome, why=why, as_at=session.today)
    emit(session, {"done": done.label}, lines=[f"{done.label}: local view {outcome}."])


def _kind(given: str) -> str:
    folded = given.strip().casefold().replace("-", "_").replace(" ", "_")
    if folded not in STATEMENT_KINDS:
        raise UsageError(
            f"'{given}' is not a kind of statement.", "", f"Choose one of: {', '.join(STATEMENT_KINDS)}."
        )
    return folded
