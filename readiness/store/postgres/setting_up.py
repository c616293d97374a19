"""What whoever runs the database does: set it up, make areas, and say who may do what in them."""

from __future__ import annotations

from contextlib import closing
from importlib import resources
from pathlib import Path
from typing import Any, LiteralString

from readiness.base.errors import StorageError, UsageError
from readiness.base.text import visible
from readiness.store.layout import is_link_alone, is_workspace
from readiness.store.members import ROLES, Member, Standing
from readiness.store.postgres.connection import SCHEMA, Connection, need_known_schema
from readiness.store.postgres.link import Link, read_link, write_link
from readiness.store.postgres.rights import member_of


def steps() -> list[str]:
    """The texts that make the schema, oldest first."""
    folder = resources.files("readiness.store.postgres") / "schema"
    return [(folder / f"{number:04d}.sql").read_text(encoding="utf-8") for number in range(1, SCHEMA + 1)]


def set_up(service: str) -> int:
    """Bring a database to the schema of this program; how many steps that took (0: it was there already).

    Raises:
        StorageError: The login may not do it, or a newer program set it up.
    """
    with closing(Connection(Link(service, "none"))) as connection, connection.session() as session:
        session.execute("SELECT pg_advisory_xact_lock(8461720)")  # two who set it up at once
        is_there = session.execute("SELECT to_regclass('readiness.version') IS NOT NULL").fetchall()[0][0]
        newest = "SELECT max(number) FROM readiness.version"
        done = session.execute(newest).fetchall()[0][0] if is_there else 0
        need_known_schema(done)
        for text in steps()[done:]:
            session.execute(text.encode())
    return SCHEMA - done


def create_area(link: Link, owner: str, shown: str) -> None:
    """Make an area that holds nothing, with its first owner.

    Raises:
        StorageError: The login is no keeper, or there is such an area.
    """
    rows = _asked(link, "SELECT readiness.create_area(%s, %s, %s)", (link.area, owner, shown))
    if not rows[0][0]:
        raise StorageError(
            "This area was not made.",
            f"'{link.area}' exists already, or your login is no keeper of this database",
            "Name another code, or ask the database's administrator for the role readiness_keeper.",
        )


def set_member(link: Link, member: Member) -> None:
    """Say what a login may do in an area; without a role it may do nothing any more.

    Raises:
        UsageError: There is no such role, or it needs an agency.
        StorageError: Only an owner may, or the area would be without one.
    """
    if member.role not in {"", *ROLES}:
        raise UsageError("There is no such role.", visible(member.role), f"Choose one of {', '.join(ROLES)}.")
    if member.role in {"contributor", "approver"} and not member.agency:
        raise UsageError("This role needs an agency.", member.role, "Give it with --agency.")
    values = (link.area, member.login, member.role, member.agency, member.shown)
    said = _asked(link, "SELECT readiness.set_member(%s, %s, %s, %s, %s)", values)[0][0]
    if said == "last":
        raise StorageError(
            "An area needs an owner, so nothing was changed.", link.area, "Make somebody else owner first."
        )
    if said:
        raise StorageError("Only an owner of the area may do this.", link.area, "Ask one of them to do it.")


def members(link: Link) -> list[Member]:
    """Who may do what in an area. Raises StorageError."""
    rows = _asked(
        link,
        "SELECT m.login, m.role, m.agency, m.shown FROM readiness.member m JOIN readiness.area a USING (area)"
        " WHERE a.code = %s ORDER BY 1",
        (link.area,),
    )
    return [Member(*row) for row in rows]


def lead(root: Path, link: Link) -> Standing:
    """Make a folder lead to an area, once it has been reached; one that led there, or nowhere, is mended.

    Raises:
        StorageError: It cannot be reached, the login is no member, or the folder holds another workspace.
    """
    if is_workspace(root) and not _leads_nowhere_else(root, link.area):
        raise StorageError("There is a workspace in this folder already.", str(root), "Name a new folder.")
    found = standing(link)
    write_link(root, link)
    return found


def _leads_nowhere_else(root: Path, code: str) -> bool:
    """Whether all a folder has is a link that is damaged, or that leads to this area already."""
    if not is_link_alone(root):
        return False
    try:
        return read_link(root).area == code
    except StorageError as error:
        return not isinstance(error.__cause__, OSError)  # what cannot be read now may be whole


def standing(link: Link) -> Standing:
    """What a link leads to now, and as whom. Raises StorageError."""
    with closing(Connection(link)) as connection:
        sequence, _, login, rights = member_of(connection)
        server = connection.ask("SHOW server_version")[0][0].split(" ")[0]
        schema = connection.ask("SELECT max(number) FROM readiness.version")[0][0]
    me = Member(login, rights.role, rights.agency, rights.shown)
    return Standing(link.service, link.area, server, schema, sequence, me)


def _asked(link: Link, query: LiteralString, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    with closing(Connection(link)) as connection:
        return connection.ask(query, values)
