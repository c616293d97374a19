"""Doors to what is done with a database: set up, areas, members, and moving there and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from readiness.store.members import Member, Standing
    from readiness.store.moved import Moved


def set_up(service: str) -> int:
    """Bring a database to the schema of this program; how many steps that took.

    Raises:
        StorageError: The login may not, or a newer program set it up.
    """
    from readiness.store.postgres import setting_up

    return setting_up.set_up(service)


def create_area(service: str, code: str, owner: Member) -> None:
    """Make an area that holds nothing, with its first owner.

    Raises:
        StorageError: The login is no keeper, or there is such an area.
    """
    from readiness.store.postgres import setting_up
    from readiness.store.postgres.link import Link

    setting_up.create_area(Link(service, code), owner.login, owner.shown)


def link(root: Path, service: str, code: str) -> Standing:
    """Make a folder lead to an area, once it has been seen that it can be reached.

    Raises:
        StorageError: The area cannot be reached, or the folder holds a workspace.
    """
    from readiness.store.postgres import setting_up
    from readiness.store.postgres.link import Link

    return setting_up.lead(root, Link(service, code))


def standing(root: Path) -> Standing:
    """What the link of a folder leads to now. Raises StorageError."""
    from readiness.store.postgres import setting_up
    from readiness.store.postgres.link import read_link

    return setting_up.standing(read_link(root))


def members(root: Path) -> list[Member]:
    """Who may do what in the area a folder leads to. Raises StorageError."""
    from readiness.store.postgres import setting_up
    from readiness.store.postgres.link import read_link

    return setting_up.members(read_link(root))


def set_member(root: Path, member: Member) -> None:
    """Say what a login may do in the area a folder leads to.

    Raises:
        UsageError: There is no such role, or it needs an agency.
        StorageError: Only an owner may, or the area would be without one.
    """
    from readiness.store.postgres import setting_up
    from readiness.store.postgres.link import read_link

    setting_up.set_member(read_link(root), member)


def migrate(source: Path, target: Path, *, is_trial: bool = False) -> Moved:
    """Move a workspace from a folder to a database or back; the source is not touched.

    With `is_trial` nothing is written, and the answer says what would be.

    Raises:
        UsageError: Neither or both are in a database.
        RefusedError: The source is damaged, or the target holds something.
        StorageError: A disk or the database refused.
    """
    from readiness.store.postgres import migrating

    return migrating.migrate(source, target, is_trial=is_trial)
