"""Commands about the self-evaluation's statements and local grades."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from readiness.base.errors import UsageError, resolve
from readiness.cli.shell.output import Table, emit
from readiness.cli.shell.record_parts import PartsCommand, Verb
from readiness.cli.shell.records import FieldsCommand, SetCommand, Told, chosen_ids, list_words, none_fits
from readiness.cli.shell.session import Session
from readiness.model.vocabulary import STATEMENT_KINDS

if TYPE_CHECKING:
    from readiness.model.records.evaluation import LocalGrade, Statement

_STATEMENT = Told("statements", "statement", "S0014")

_Id = Annotated[str, typer.Argument(metavar="ID", help="Statement id, such as S0014.")]


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    group = typer.Typer(help="Statements of the self-evaluation: add, edit, agree.", rich_markup_mode=None)
    group.command("add")(
        FieldsCommand(_STATEMENT.table, add, leave_out=("criterion", "kind", "text", "position"))
    )
    group.command("edit", help=_EDIT)(SetCommand(_STATEMENT))
    group.command("set", help=_EDIT.replace("statement edit", "statement set"))(SetCommand(_STATEMENT))
    group.command("list")(list_statements)
    group.command("show")(show)
    group.command("agree")(agree)
    group.command("unagree")(unagree)
    group.command("move")(move)
    group.command("notes", help=_NOTES)(
        PartsCommand(_STATEMENT, "notes", first="text", fresh=_mine, verbs=_NOTE_VERBS)
    )
    group.command("delete")(delete)
    app.add_typer(group, name="statement")
    app.command("grade")(grade)


def add(
    context: typer.Context,
    criterion: Annotated[str, typer.Argument(metavar="CRITERION", help="Such as A3.")],
    kind: Annotated[str, typer.Argument(metavar="KIND", help=", ".join(STATEMENT_KINDS))],
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The statement, in quotes.")],
    *,
    given: dict[str, object],
) -> None:
    """Write a statement; its facts are true today when no date is given.

    Example: readiness statement add A3 strength "Waits fell." --impact "412 people..."
    """
    from readiness.model.vocabulary import StatementKind
    from readiness.sef import statements

    session: Session = context.obj
    chosen = cast("StatementKind", _kind(kind))
    fields: dict[str, Any] = {"as_at": session.today, **given}
    record, _ = statements.add(session.open(), criterion, chosen, text, **fields)
    emit(
        session,
        record.to_document(),
        lines=[f"{record.id} written under {record.criterion}."],
        closing=_unsaid(session, record),
    )


def _unsaid(session: Session, record: Statement) -> list[str]:
    """Questions for the parts of an effect that the words of a strength do not say."""
    from readiness.rules.so_what import questions, read_statement

    rules = session.open().framework.so_what
    found = read_statement(record, rules)
    asked = questions(found, rules) if found and rules else ()
    return [f"Not said yet, as far as words tell: {' '.join(asked)}"] if asked else []


_EDIT = """Change statements; agreements to the old words no longer count.

Example: readiness statement edit S0014 --impact "412 people waited 9 weeks less."
"""


def list_statements(
    context: typer.Context,
    query: Annotated[
        str, typer.Argument(metavar="[FILTER]", help="Such as: kind:strength owner:ali waits")
    ] = "",
    criterion: Annotated[str, typer.Option("--criterion", help="Only this criterion.")] = "",
) -> None:
    """List the statements, criterion by criterion, all or what a filter leaves."""
    from readiness.model.records.evaluation import Statement
    from readiness.rules.filters.records import records_matching
    from readiness.sef.statements import without_place
    from readiness.workspace.editing import around_of

    session: Session = context.obj
    ws = session.open()
    chosen = (
        [resolve("criterion", criterion, ws.framework.criteria)] if criterion else list(ws.framework.criteria)
    )
    listed = [statement for one in chosen for statement in ws.index.statements_of(one)]
    if not criterion:
        listed += without_place(ws)
    found = records_matching(Statement, listed, query, around_of(ws))
    rows = [(one.id, one.criterion, one.kind.replace("_", " "), one.text, one.impact) for one in found]
    first = next(iter(ws.framework.criteria), "A1")
    none = f'None yet. Write one: readiness statement add {first} headline "..."'
    emit(
        session,
        [one.to_document() for one in found],
        Table(
            ("Id", "Criterion", "Kind", "Draft", "Impact"),
            rows,
            empty=none_fits(Statement, "statement", query, session) if query and listed else none,
        ),
    )


def show(context: typer.Context, statement_id: _Id) -> None:
    """Show a statement with its evidence and who has agreed it."""
    from readiness.model.records.evaluation import Statement
    from readiness.rules.heard import heard_words
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
    held = ws.records.evidence
    columns = ("Evidence", "Where to look", "Note", "Heard")
    heard = {one.evidence: heard_words(held[one.evidence]) for one in links if one.evidence in held}
    rows = [(one.evidence, str(one.pinpoint), one.note, heard.get(one.evidence, "")) for one in links]
    emit(
        session,
        {**record.to_document(), "links": [one.to_document() for one in links]},
        Table(columns, rows, title="Evidence", empty="No evidence linked."),
        Table(("Agency", "This draft"), agreed, title="Agreement"),
        lines=[
            f"{record.id} {record.kind.replace('_', ' ')} under {record.criterion}",
            record.text,
            record.impact,
            *list_words(session, record),
        ],
        closing=_unsaid(session, record),
    )


def agree(
    context: typer.Context,
    names: Annotated[
        list[str],
        typer.Argument(metavar="[ID]... AGENCY", help="Statement ids, then an agency id such as health."),
    ],
    by: Annotated[str, typer.Option("--by", help="Who agreed; you, when not given.")] = "",
    criterion: Annotated[
        str, typer.Option("--criterion", metavar="ID", help="Instead of ids: all of this section.")
    ] = "",
    where: Annotated[
        str | None,
        typer.Option("--where", metavar="FILTER", help="Instead of ids: all that this filter leaves."),
    ] = None,
    is_all: Annotated[bool, typer.Option("--all", help="Instead of ids: every statement.")] = False,
) -> None:
    """Record that an agency agrees the words as they stand: of one statement or many, in one act.

    Examples: readiness statement agree S0014 health    readiness statement agree --criterion A1 health
    """
    from readiness.sef import agreeing

    session: Session = context.obj
    ws = session.open()
    *ids, agency = names
    ways = [bool(ids), bool(criterion), where is not None, is_all]
    if sum(ways) != 1:
        raise UsageError(
            "Which statements?", "", "Give ids, or one of --criterion ID, --where FILTER and --all."
        )
    if criterion:
        chosen = resolve(ws.framework.terms.criterion, criterion, ws.framework.criteria)
        ids = [one.id for one in ws.index.statements_of(chosen)]
    elif not ids:
        ids = list(chosen_ids(session, _STATEMENT, None, where or ""))
    done = agreeing.agree_all(ws, ids, agency, by=by, as_at=session.today)
    emit(session, {"done": done.label}, lines=[f"{done.label}."])


def unagree(
    context: typer.Context,
    statement_id: _Id,
    agency: Annotated[str, typer.Argument(metavar="AGENCY", help="Agency id, such as health.")],
) -> None:
    """Take back what was recorded as an agency's agreement."""
    from readiness.sef import statements

    session: Session = context.obj
    done = statements.disagree(session.open(), statement_id, agency)
    emit(session, {"done": done.label}, lines=[f"{done.label}."])


def move(
    context: typer.Context,
    statement_id: _Id,
    criterion: Annotated[str, typer.Argument(metavar="CRITERION", help="Such as A3.")],
    kind: Annotated[str, typer.Option("--kind", help=", ".join(STATEMENT_KINDS))] = "",
) -> None:
    """Put a statement under another criterion, at the end of its kind there.

    Example: readiness statement move S0014 A5
    """
    from readiness.sef import statements

    session: Session = context.obj
    done = statements.move(session.open(), statement_id, criterion, kind)
    emit(session, {"done": done.label}, lines=[f"{done.label}."])


_NOTES = """List, add, change, answer, close or remove the remarks on a statement.

An answer stands behind what it answers; what is closed is taken out, and stays in the history.

Examples: readiness statement notes S0014 add "Which year?"    readiness statement notes S0014 close 1
"""


def _mine(session: Session) -> dict[str, object]:
    """A new remark is the user's own, of today."""
    return {"by": session.user, "on": session.today}


_NOTE_VERBS = {"answer": Verb("follow", _mine), "close": Verb("remove")}


def delete(context: typer.Context, statement_id: _Id) -> None:
    """Remove a statement and the links to it; undo brings both back."""
    from readiness.sef import statements

    session: Session = context.obj
    done = statements.delete(session.open(), statement_id)
    emit(session, {"done": done.label}, lines=[f"{done.label}. 'readiness undo' brings it back."])


def grade(
    context: typer.Context,
    criterion: Annotated[str, typer.Argument(metavar="CRITERION", help="Such as A3.")],
    outcome: Annotated[
        str, typer.Argument(metavar="[OUTCOME]", help="Outcome id; see 'frameworks show'. None: show it.")
    ] = "",
    why: Annotated[str, typer.Option("--why", help="The reason, in a sentence.")] = "",
    is_cleared: Annotated[bool, typer.Option("--clear", help="Take the local view away.")] = False,
) -> None:
    """Set the partnership's own view of a criterion. It is local: inspectors give no such grade.

    Examples: readiness grade A3 2 --why "Waits for therapy exceed 18 weeks."    readiness grade A3 --clear
    """
    from readiness.sef import statements

    session: Session = context.obj
    ws = session.open()
    if is_cleared and (outcome or why):
        raise UsageError("It is given and cleared at once.", criterion, "Do one of the two.")
    if is_cleared:
        done = statements.clear_grade(ws, criterion)
        emit(session, {"done": done.label}, lines=[f"{done.label}."])
    elif not outcome and not why:
        _show_grade(session, statements.grade_of(ws, criterion))
    else:
        done = statements.grade(ws, criterion, outcome, why=why, as_at=session.today)
        view = ws.records.grades[done.changes[0].record_id].outcome
        emit(session, {"done": done.label}, lines=[f"{done.label}: local view {view}."])


def _show_grade(session: Session, held: LocalGrade) -> None:
    emit(session, held.to_document(), lines=list_words(session, held))


def _kind(given: str) -> str:
    folded = given.strip().casefold().replace("-", "_").replace(" ", "_")
    if folded not in STATEMENT_KINDS:
        raise UsageError(
            f"'{given}' is not a kind of statement.", "", f"Choose one of: {', '.join(STATEMENT_KINDS)}."
        )
    return folded
