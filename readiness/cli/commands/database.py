"""Commands for records in a database: set it up, say who may do what, move there and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from readiness.base.disk import resolved
from readiness.cli.shell.output import Table, emit
from readiness.cli.shell.session import Session

if TYPE_CHECKING:
    from readiness.store.members import Standing

Service = Annotated[
    str, typer.Option("--service", metavar="NAME", help="A section of PostgreSQL's service file.")
]

Login = Annotated[str, typer.Argument(metavar="LOGIN", help="The person's login at the database.")]

Shown = Annotated[
    str, typer.Option("--shown", metavar="NAME", help="The name that stands beside what they do.")
]


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    group = typer.Typer(
        help="Keep the records of several organisations in one PostgreSQL database.", rich_markup_mode=None
    )
    group.command("setup")(setup)
    group.command("area")(area)
    group.command("link")(link)
    group.command("member")(member)
    group.command("members")(members)
    group.command("check")(check)
    app.add_typer(group, name="database")
    app.command("migrate")(migrate)


def setup(context: typer.Context, service: Service) -> None:
    """Make the tables, functions and roles in an empty database, or bring them to this version.

    For the database's administrator, once and after upgrades. Done again it changes nothing.

    Example: readiness database setup --service admin
    """
    from readiness.store.databases import set_up

    session: Session = context.obj
    steps = set_up(service)
    said = "The database is set up." if steps else "The database was set up already; nothing was changed."
    emit(session, {"service": service, "steps": steps}, lines=[said])


def area(
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="Small letters, digits and dashes.")],
    service: Service,
    owner: Annotated[str, typer.Option("--owner", metavar="LOGIN", help="Login of its first owner.")],
    shown: Shown,
) -> None:
    """Make an area that holds nothing yet, with its first owner.

    For a keeper of the database. The owner then moves a workspace there, or begins one.

    Example: readiness database area penmarsh --service admin --owner rshah --shown "R. Shah"
    """
    from readiness.store.databases import create_area
    from readiness.store.members import Member

    session: Session = context.obj
    create_area(service, code, Member(owner, "owner", "", shown))
    emit(session, {"area": code, "owner": owner}, lines=[f"Made the area {code}; its owner is {shown}."])


def link(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to make; it may exist.")],
    service: Service,
    code: Annotated[str, typer.Option("--area", metavar="CODE", help="Code of the area.")],
) -> None:
    """Make a folder lead to an area of a database; what is in the folder stays.

    Evidence files, definitions and named snapshots are kept in the folder: let everybody's folder be the same
    one, on a share or on the computer that serves the screens.

    Example: readiness database link penmarsh --service partnership --area penmarsh
    """
    from readiness.store import databases

    session: Session = context.obj
    found = databases.link(resolved(folder), service, code)
    emit(session, _data(found), lines=[f"{resolved(folder)} leads to the area {code}.", _me(found)])


def member(
    context: typer.Context,
    login: Login,
    role: Annotated[
        str, typer.Option("--role", help="reader, contributor, editor, approver or owner; 'none' to remove.")
    ],
    shown: Shown = "",
    agency: Annotated[
        str, typer.Option("--agency", help="For a contributor or an approver: whose, by its id.")
    ] = "",
) -> None:
    """Say what somebody may do in the area; the database holds to it. Only an owner may say so.

    Examples: readiness database member asmith --role contributor --agency health --shown "A. Smith"
    readiness database member asmith --role none
    """
    from readiness.store.databases import set_member
    from readiness.store.members import Member

    session: Session = context.obj
    wanted = Member(login, "" if role == "none" else role, agency, shown or login)
    set_member(session.need(), wanted)
    said = f"{wanted.shown} is {role} now." if wanted.role else f"{login} is no member any more."
    emit(session, {"login": login, "role": role, "agency": agency, "shown": wanted.shown}, lines=[said])


def members(context: typer.Context) -> None:
    """List who may do what in the area."""
    from readiness.store import databases

    session: Session = context.obj
    found = databases.members(session.need())
    emit(
        session,
        {"members": [_member(one.login, one.role, one.agency, one.shown) for one in found]},
        Table(("Login", "Role", "Agency", "Name"), [(m.login, m.role, m.agency, m.shown) for m in found]),
    )


def check(context: typer.Context) -> None:
    """Say whether the database can be reached, and as whom; for a health check.

    It ends with 3 when it cannot.
    """
    from readiness.store import databases

    session: Session = context.obj
    found = databases.standing(session.need())
    line = (
        f"PostgreSQL {found.server} answers for {found.service}: area {found.area}, change {found.sequence}."
    )
    emit(session, _data(found), lines=[line, _me(found)])


def migrate(
    context: typer.Context,
    source: Annotated[Path, typer.Argument(metavar="FROM", help="The workspace as it is.")],
    target: Annotated[Path, typer.Argument(metavar="TO", help="Where it is to be.")],
    is_trial: Annotated[
        bool, typer.Option("--dry-run", help="Try all of it, say what would be, and keep nothing.")
    ] = False,
) -> None:
    """Move a workspace from a folder into a database, or back; FROM is not touched.

    One of the two leads to a database. On the way there TO leads to an area that holds nothing (see
    'readiness database link'); on the way back TO is a new folder. Ids, revisions, history, snapshots and
    evidence are the same afterwards.

    Examples: readiness migrate my-area penmarsh --dry-run    readiness migrate penmarsh back-in-a-folder
    """
    from readiness.store import databases

    session: Session = context.obj
    done = databases.migrate(resolved(source), resolved(target), is_trial=is_trial)
    verb = "would be moved" if is_trial else "were moved"
    begun = done.sequence - done.changes + 1
    whole = f" (the history begins at change {begun})" if begun > 1 else ""
    lines = [f"{done.records} records and {done.changes} changes{whole} {verb} to {done.target}."]
    if done.in_place:
        lines.append(
            f"{len(done.in_place)} items of evidence stay outside the folder, where others may not see them: "
            f"{', '.join(done.in_place[:20])}"
        )
    if not is_trial:
        lines.append(f"{done.source} is as it was. Keep it as it is, and work in {done.target} from now on.")
    faults = [(str(one.where), one.what, one.hint) for one in done.faults]
    emit(
        session,
        {
            "from": str(done.source),
            "to": str(done.target),
            "done": not is_trial,
            "records": done.records,
            "changes": done.changes,
            "sequence": done.sequence,
            "files": dict(done.files),
            "in_place": list(done.in_place),
            "faults": [str(one) for one in done.faults],
        },
        Table(("Folder", "Files"), list(done.files.items()), empty="No files."),
        *([Table(("Where", "Moved as it is", "To do"), faults)] if faults else []),
        lines=lines,
    )


def _me(found: Standing) -> str:
    of = f" of {found.me.agency}" if found.me.agency else ""
    return f"You are {found.me.shown or found.me.login}, {found.me.role}{of}."


def _data(found: Standing) -> dict[str, object]:
    me = found.me
    return {
        "service": found.service,
        "area": found.area,
        "server": found.server,
        "schema": found.schema,
        "sequence": found.sequence,
        "me": _member(me.login, me.role, me.agency, me.shown),
    }


def _member(login: str, role: str, agency: str, shown: str) -> dict[str, str]:
    return {"login": login, "role": role, "agency": agency, "shown": shown}
